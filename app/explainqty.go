package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// explainQty says what became of the quantity of a line: ordered, dropped, put on purchase orders,
// shipped, invoiced, billed, with the documents that took each part of it.
func (w *work) explainQty(in ExplainIn) (out Explanation, err error) {
	switch in.Kind {
	case trade.KindOrder:
		deal, err := w.Deal(in.ID)
		if err != nil {
			return out, err
		}
		l, err := deal.Order.Line(in.LineID)
		if err != nil {
			return out, err
		}
		if l.Kind == trade.LineText {
			return out, trade.Faultf(trade.Invalid, "Line %d of %s is a text and has no quantity.", l.Pos, deal.Order.Name()).In("line_id")
		}
		switch in.Figure {
		case FigureToOrder:
			err = w.lineToOrder(&out.Part, deal, l)
		case FigureToShip:
			err = w.lineToShip(&out.Part, deal, l)
		case FigureToInvoice:
			err = w.lineToInvoice(&out.Part, deal, l)
		default:
			err = notExplained(in)
		}
		out.Text, out.Ref, out.Number = describe(&l.SaleLine), trade.Ref{Kind: trade.KindOrder, ID: deal.Order.ID}, deal.Order.Number
		out.Sentence = say("of line", out.Qty, out.Text, deal.Order.Name(), say(string(in.Figure)+" q"))
		return out, err
	case trade.KindPurchase:
		p, err := w.Purchase(in.ID)
		if err != nil {
			return out, err
		}
		l, err := p.Line(in.LineID)
		if err != nil {
			return out, err
		}
		switch in.Figure {
		case FigureToShip:
			err = w.purchaseToShip(&out.Part, p, l)
		case FigureToBill:
			err = w.purchaseToBill(&out.Part, p, l)
		default:
			err = notExplained(in)
		}
		out.Text, out.Ref, out.Number = lineName(l), trade.Ref{Kind: trade.KindPurchase, ID: p.ID}, p.Number
		out.Sentence = say("of line", out.Qty, out.Text, p.Name(), say(string(in.Figure)+" q"))
		return out, err
	case trade.KindItem, trade.KindSupplier:
		if in.Figure == FigureToShip {
			return w.explainOpen(in)
		}
	}
	return out, notExplained(in)
}

// wanted is what was ordered of a line less what was dropped.
func wanted(to *Part, o *trade.SalesOrder, l *trade.OrderLine) {
	ref := trade.Ref{Kind: trade.KindOrder, ID: o.ID}
	to.add(Part{Text: say("ordered"), Qty: l.Qty, Ref: ref, Number: o.Number})
	if l.Cancelled != 0 {
		to.add(Part{Text: say("dropped"), Qty: -l.Cancelled, Ref: ref, Number: o.Number})
	}
}

func (w *work) lineToOrder(to *Part, deal *trade.Deal, l *trade.OrderLine) error {
	if !l.Buy {
		return nil
	}
	wanted(to, deal.Order, l)
	for _, p := range deal.Purchases {
		for i := range p.Lines {
			pl := &p.Lines[i]
			if pl.OrderLineID != l.ID {
				continue
			}
			part := Part{Text: say("on purchase", p.Supplier), Ref: trade.Ref{Kind: trade.KindPurchase, ID: p.ID}, Number: p.Number}
			part.add(Part{Text: say("ordered"), Qty: -pl.Qty})
			for _, x := range []struct {
				word string
				q    money.Qty
			}{{"refused", pl.Refused}, {"cancelled", pl.Cancelled}, {"failed", pl.Failed}} {
				if x.q != 0 {
					part.add(Part{Text: say(x.word), Qty: x.q})
				}
			}
			to.add(part)
		}
	}
	list, err := w.ExceptionsOf(deal.Order.ID)
	for i := range list {
		e := &list[i]
		if e.OrderLineID == l.ID && e.Open != 0 && e.Kind.Holds() {
			to.add(Part{Text: say("undecided", say(string(e.Kind)), sayDay(e.Date)), Qty: -e.Open, Ref: trade.Ref{Kind: trade.KindException, ID: e.ID}, Number: e.PurchaseNo})
		}
	}
	return err
}

func (w *work) lineToShip(to *Part, deal *trade.Deal, l *trade.OrderLine) error {
	if !l.Buy {
		return nil
	}
	wanted(to, deal.Order, l)
	return w.shipments(to, deal.Order.ID, -1, func(sl *trade.ShipmentLine) (money.Qty, bool) { return sl.Good(), sl.OrderLineID == l.ID })
}

// shipments adds what shipments brought of a line, or takes it off.
func (w *work) shipments(to *Part, order trade.ID, sign money.Qty, of func(*trade.ShipmentLine) (money.Qty, bool)) error {
	list, err := w.ShipmentsOf(order)
	for i := range list {
		s := &list[i]
		for j := range s.Lines {
			q, mine := of(&s.Lines[j])
			if !mine {
				continue
			}
			text := say("shipped", sayDay(s.Date))
			if q < s.Lines[j].Qty {
				text = say("shipped less", sayDay(s.Date), s.Lines[j].Qty-q)
			}
			to.add(Part{Text: text, Qty: sign * q, Ref: trade.Ref{Kind: trade.KindShipment, ID: s.ID}, Number: s.Number})
		}
	}
	return err
}

// lineToInvoice: of goods what shipped, of freight and services what is wanted, less what is invoiced.
func (w *work) lineToInvoice(to *Part, deal *trade.Deal, l *trade.OrderLine) error {
	if l.Kind == trade.LinePart {
		return nil // its kit is invoiced
	}
	if l.Kind == trade.LineKit {
		if err := w.complete(to, deal.Order, l); err != nil {
			return err
		}
	} else if l.Buy {
		if err := w.shipments(to, deal.Order.ID, 1, func(sl *trade.ShipmentLine) (money.Qty, bool) { return sl.Good(), sl.OrderLineID == l.ID }); err != nil {
			return err
		}
	} else {
		wanted(to, deal.Order, l)
	}
	list, err := w.InvoicesOf(deal.Order.ID)
	for i := range list {
		v := &list[i]
		for j := range v.Lines {
			il := &v.Lines[j]
			if v.State != trade.Issued || il.OrderLineID != l.ID || !il.Priced() || (v.Credit && !il.Again) {
				continue
			}
			p := Part{Text: say("invoiced q", sayDay(v.Date)), Qty: -il.Qty, Ref: trade.Ref{Kind: trade.KindInvoice, ID: v.ID}, Number: v.Number}
			if v.Credit {
				p.Text, p.Qty = say("credited q", sayDay(v.Date)), il.Qty
			}
			to.add(p)
		}
	}
	return err
}

// complete is how many kits have shipped with all their components.
func (w *work) complete(to *Part, o *trade.SalesOrder, l *trade.OrderLine) error {
	list, err := w.ShipmentsOf(o.ID)
	k, _ := o.KitOf(l)
	n := k.Whole(func(p *trade.OrderLine) (q money.Qty) {
		for i := range list {
			for j := range list[i].Lines {
				if sl := &list[i].Lines[j]; sl.OrderLineID == p.ID {
					q += sl.Good()
				}
			}
		}
		return q
	})
	to.add(Part{Text: say("complete"), Qty: n, Ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, Number: o.Number})
	return err
}

// agreed is what a purchase order line asks for less what was refused and cancelled.
func agreed(to *Part, p *trade.PurchaseOrder, l *trade.PurchaseLine) {
	ref := trade.Ref{Kind: trade.KindPurchase, ID: p.ID}
	to.add(Part{Text: say("ordered"), Qty: l.Qty, Ref: ref, Number: p.Number})
	if l.Refused != 0 {
		to.add(Part{Text: say("refused"), Qty: -l.Refused, Ref: ref, Number: p.Number})
	}
	if l.Cancelled != 0 {
		to.add(Part{Text: say("cancelled"), Qty: -l.Cancelled, Ref: ref, Number: p.Number})
	}
}

func (w *work) purchaseToShip(to *Part, p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
	agreed(to, p, l)
	return w.shipments(to, p.OrderID, -1, func(sl *trade.ShipmentLine) (money.Qty, bool) { return sl.Qty, sl.PurchaseLineID == l.ID })
}

func (w *work) purchaseToBill(to *Part, p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
	agreed(to, p, l)
	claims, err := w.ClaimsOf(p.ID)
	if err != nil {
		return err
	}
	for i := range claims {
		if c := &claims[i]; c.PurchaseLineID == l.ID && c.Live() != 0 {
			to.add(Part{Text: say("claimed", sayDay(c.Date)), Qty: -c.Live(), Ref: trade.Ref{Kind: trade.KindClaim, ID: c.ID}, Number: p.Number})
		}
	}
	bills, err := w.BillsOf(p.OrderID)
	for i := range bills {
		b := &bills[i]
		for j := range b.Lines {
			bl := &b.Lines[j]
			if b.State != trade.Entered || bl.PurchaseLineID != l.ID || bl.Counts() == 0 {
				continue
			}
			word := "billed q"
			if b.Credit {
				word = "bill credit q"
			}
			to.add(Part{Text: say(word, sayDay(b.Date)), Qty: -money.Qty(b.Sign()) * bl.Counts(), Ref: trade.Ref{Kind: trade.KindBill, ID: b.ID}, Number: b.TheirNo})
		}
	}
	return err
}
