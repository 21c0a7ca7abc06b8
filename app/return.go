package app

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetReturn reads a return.
func (d *Desk) GetReturn(ctx context.Context, in ByID) (out *trade.Return, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Return(in.ID)
		return err
	})
	return out, err
}

// ListReturns lists the returns, newest first.
func (d *Desk) ListReturns(ctx context.Context, in ListIn) (List[ReturnRow], error) {
	return list(d, ctx, in, trade.KindReturn, Tx.ListReturns)
}

// ReturnIn says what a customer gives back.
type ReturnIn struct {
	OrderID trade.ID       `json:"order_id"`
	Version int            `json:"version"`
	Lines   []QtyIn        `json:"lines"` // shipment lines
	To      string         `json:"to"`    // supplier, us or nobody (the customer keeps the goods); empty: supplier
	ShipTo  *trade.Address `json:"ship_to"`
	Reason  string         `json:"reason"`
	Notes   string         `json:"notes"`
	Send    bool           `json:"send"` // e-mail the customer the return slip
}

// OpenReturn approves that a customer gives goods back: to the supplier, to us, or not at all. It
// gets a number that the customer puts on the parcel. More than was shipped and is not returned already is refused.
func (d *Desk) OpenReturn(ctx context.Context, in ReturnIn) (out *trade.Return, err error) {
	err = d.change(ctx, "OpenReturn", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		if len(in.Lines) == 0 {
			return trade.Faultf(trade.Invalid, "Say which goods come back.").In("lines")
		}
		shipments, err := w.ShipmentsOf(in.OrderID)
		if err != nil {
			return err
		}
		r := &trade.Return{Lines: []trade.ReturnLine{}}
		for i, q := range in.Lines {
			if err := w.returnLine(deal, shipments, r, q, i); err != nil {
				return err
			}
		}
		if out, err = w.openReturn(deal, r, in); err != nil {
			return err
		}
		return w.saveDeal(deal)
	})
	return out, err
}

func (w *work) returnLine(deal *trade.Deal, shipments []trade.Shipment, r *trade.Return, q QtyIn, i int) error {
	if err := trade.CheckQty("returned quantity", q.Qty); err != nil {
		return at(err, "lines[%d].qty", i)
	}
	for j := range shipments {
		s := &shipments[j]
		sl, err := shipmentLine(s, q.LineID)
		if err != nil {
			continue
		}
		back, err := w.Returning(sl.ID)
		if err != nil {
			return err
		}
		for _, l := range r.Lines {
			if l.ShipmentLineID == sl.ID {
				back += l.Qty
			}
		}
		if left := sl.Good() - back; q.Qty > left {
			return trade.Faultf(trade.Refused, "Of %s on %s %s can be returned, not %s: the rest is returned already or did not arrive.", sl.SKU+sl.Description, s.Number, max(left, 0), q.Qty).In("lines[%d].qty", i)
		}
		if r.SupplierID != 0 && r.SupplierID != s.SupplierID {
			return trade.Faultf(trade.Invalid, "The goods come from several suppliers. Open a return for each.").In("lines[%d]", i)
		}
		r.SupplierID, r.Supplier = s.SupplierID, s.Supplier
		r.Lines = append(r.Lines, trade.ReturnLine{
			Pos: len(r.Lines) + 1, OrderLineID: sl.OrderLineID, PurchaseLineID: sl.PurchaseLineID, ShipmentLineID: sl.ID,
			SKU: sl.SKU, Description: sl.Description, Unit: sl.Unit, Qty: q.Qty,
		})
		return nil
	}
	return trade.Faultf(trade.Invalid, "Line %d is not a line of a shipment of %s.", q.LineID, deal.Order.Number).In("lines[%d].line_id", i)
}

// openReturn numbers a return and, where asked, mails its slip.
func (w *work) openReturn(deal *trade.Deal, r *trade.Return, in ReturnIn) (*trade.Return, error) {
	o := deal.Order
	if in.To == "" {
		in.To = "supplier"
	}
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	switch in.To {
	case "supplier":
		s, err := w.supplier(r.SupplierID)
		if err != nil {
			return nil, err
		}
		r.ShipTo = addressed(s.Address, s.Name)
		if !own.ShowVendor { // the customer need not know who it is
			r.ShipTo.Company, r.ShipTo.Name = own.Name, ""
		}
	case "us":
		r.ShipTo = own.ShipFrom
		if r.ShipTo.Empty() {
			r.ShipTo = own.Address
		}
		r.ShipTo = addressed(r.ShipTo, own.Name)
	case "nobody":
	default:
		return nil, trade.Faultf(trade.Invalid, "Goods come back to the supplier, to us, or to nobody; not to %q.", in.To).In("to")
	}
	if in.ShipTo != nil && in.To != "nobody" {
		if err := in.ShipTo.Check("return address"); err != nil {
			return nil, at(err, "ship_to")
		}
		r.ShipTo = *in.ShipTo
	}
	for what, text := range map[string]string{"reason": in.Reason, "notes": in.Notes} {
		if err := trade.CheckText(what, text); err != nil {
			return nil, at(err, "%s", what)
		}
	}
	r.State, r.Date, r.OrderID, r.OrderNo, r.CustomerID, r.Customer = trade.Approved, w.today, o.ID, o.Number, o.CustomerID, o.Customer
	r.To, r.Reason, r.Notes, r.Language, r.Currency = in.To, in.Reason, in.Notes, o.Language, o.Currency
	if in.Send {
		r.SentAt = w.stamp()
	}
	if r.Number, err = w.NextNumber(trade.KindReturn); err != nil {
		return nil, err
	}
	if err := w.SaveReturn(r); err != nil {
		return nil, err
	}
	if err := w.Index(trade.KindReturn, r.ID, r.Number, r.Customer, strings.Join([]string{r.Number, r.Customer, r.OrderNo, r.Supplier}, " ")); err != nil {
		return nil, err
	}
	if err := w.write(trade.KindReturn, r.ID, PaperReturn, SendIn{NoMail: !in.Send}, o.Contact, returnLetter(r)); err != nil {
		return nil, err
	}
	return r, w.note(trade.KindReturn, r.ID, "open", r.Number+" "+in.Reason, "", string(r.State))
}

// SendReturn e-mails the customer the slip of a return, for the first time or again.
func (d *Desk) SendReturn(ctx context.Context, in SendIn) (out *trade.Return, err error) {
	err = d.change(ctx, "SendReturn", func(w *work) error {
		r, err := w.ownReturn(in.ID, in.Version)
		if err != nil {
			return err
		}
		if r.State != trade.Approved {
			return trade.Faultf(trade.Refused, "%s is %s; its slip is of no use any more.", r.Number, r.State)
		}
		o, err := w.Order(r.OrderID)
		if err != nil {
			return err
		}
		r.SentAt = w.stamp()
		if err := w.SaveReturn(r); err != nil {
			return err
		}
		out = r
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindReturn, ID: r.ID})
		return w.write(trade.KindReturn, r.ID, PaperReturn, in, o.Contact, returnLetter(r))
	})
	return out, err
}

// ReceiveIn says what of a return arrived.
type ReceiveIn struct {
	ID      trade.ID   `json:"id"`
	Version int        `json:"version"`
	Date    trade.Date `json:"date"`  // empty: today
	Lines   []QtyIn    `json:"lines"` // return lines; none: all of it
}

// ReceiveReturn records what of a return arrived at the supplier or at us. What did not arrive is not settled.
func (d *Desk) ReceiveReturn(ctx context.Context, in ReceiveIn) (out *trade.Return, err error) {
	err = d.change(ctx, "ReceiveReturn", func(w *work) error {
		r, err := w.ownReturn(in.ID, in.Version)
		if err != nil {
			return err
		}
		from := r.State
		if r.State, err = trade.ReturnFlow.Next(r.Number, from, trade.Receive); err != nil {
			return err
		}
		if in.Date == "" {
			in.Date = w.today
		}
		if err := in.Date.Check("date"); err != nil {
			return err
		}
		if in.Date > w.today || in.Date < r.Date {
			return trade.Faultf(trade.Invalid, "%s was opened on %s; it cannot have arrived on %s.", r.Number, r.Date, in.Date).In("date")
		}
		var sum money.Qty
		for i := range r.Lines {
			l := &r.Lines[i]
			if len(in.Lines) == 0 {
				l.Received = l.Qty
			}
			for j, q := range in.Lines {
				if q.LineID == l.ID {
					if q.Qty < 0 || q.Qty > l.Qty {
						return trade.Faultf(trade.Invalid, "%s of line %d come back, not %s.", l.Qty, l.Pos, q.Qty).In("lines[%d].qty", j)
					}
					l.Received = q.Qty
				}
			}
			sum += l.Received
		}
		if sum == 0 {
			return trade.Faultf(trade.Invalid, "Nothing of %s arrived. Cancel it, or wait.", r.Number).In("lines")
		}
		r.Received = in.Date
		if err := w.SaveReturn(r); err != nil {
			return err
		}
		out = r
		return w.moved(trade.KindReturn, r.ID, trade.Receive, "", from, r.State)
	})
	return out, err
}

func (w *work) ownReturn(id trade.ID, version int) (*trade.Return, error) {
	r, err := w.Return(id)
	if err != nil {
		return nil, err
	}
	return r, same(r.Number, version, r.Version)
}

// CancelReturn takes an approved return back; the goods stay with the customer, and are charged for.
func (d *Desk) CancelReturn(ctx context.Context, in DecideIn) (out *trade.Return, err error) {
	err = d.change(ctx, "CancelReturn", func(w *work) error {
		r, err := w.ownReturn(in.ID, in.Version)
		if err != nil {
			return err
		}
		from := r.State
		if r.State, err = trade.ReturnFlow.Next(r.Number, from, trade.Cancel); err != nil {
			return err
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return at(err, "reason")
		}
		out = r
		if err := w.SaveReturn(r); err != nil {
			return err
		}
		return w.moved(trade.KindReturn, r.ID, trade.Cancel, in.Reason, from, r.State)
	})
	return out, err
}

// SettleIn says what the customer gets for what came back.
type SettleIn struct {
	ID      trade.ID       `json:"id"`
	Version int            `json:"version"`
	Outcome string         `json:"outcome"` // credit, replace or none
	Fee     *money.Decimal `json:"fee"`     // with credit: the restocking fee that is kept back, net
	Claim   bool           `json:"claim"`   // the supplier is not to charge for it, or to give credit
	Send    bool           `json:"send"`    // e-mail the credit note
}

// SettleOut is a settled return with the credit notes that it led to.
type SettleOut struct {
	Return  *trade.Return    `json:"return"`
	Credits []*trade.Invoice `json:"credits"`
}

// SettleReturn gives the customer what the return is worth: a credit note less a restocking fee, or
// the same goods again. The supplier may be held to a credit for them.
func (d *Desk) SettleReturn(ctx context.Context, in SettleIn) (out SettleOut, err error) {
	err = d.change(ctx, "SettleReturn", func(w *work) error {
		r, err := w.ownReturn(in.ID, in.Version)
		if err != nil {
			return err
		}
		from := r.State
		if from == trade.Approved && r.To == "nobody" {
			from = trade.Received // there is nothing to wait for
		}
		if r.State, err = trade.ReturnFlow.Next(r.Number, from, trade.Settle); err != nil {
			return err
		}
		switch in.Outcome {
		case "credit", "replace", "none":
		default:
			return trade.Faultf(trade.Invalid, "A return ends in credit, replace or none, not in %q.", in.Outcome).In("outcome")
		}
		r.Outcome, r.Claimed = in.Outcome, in.Claim
		deal, err := w.Deal(r.OrderID)
		if err != nil {
			return err
		}
		if out.Credits, err = w.settleReturn(deal, r, in); err != nil {
			return err
		}
		if len(out.Credits) > 0 {
			r.CreditID = out.Credits[0].ID
		}
		if err := w.SaveReturn(r); err != nil {
			return err
		}
		if err := w.endIfNothingIsLeft(deal.Order, r.Number); err != nil {
			return err
		}
		if err := w.saveDeal(deal, deal.Purchases...); err != nil {
			return err
		}
		out.Return = r
		return w.moved(trade.KindReturn, r.ID, trade.Settle, in.Outcome, from, r.State)
	})
	return out, err
}

func (w *work) settleReturn(deal *trade.Deal, r *trade.Return, in SettleIn) ([]*trade.Invoice, error) {
	credit, uncharged, err := w.returnedKits(deal, r, in)
	if err != nil {
		return nil, err
	}
	for i := range r.Lines {
		rl := &r.Lines[i]
		q := r.Counts(rl)
		if q == 0 {
			continue
		}
		ol, err := deal.Order.Line(rl.OrderLineID)
		if err != nil {
			return nil, err
		}
		p, l, err := lineOf(deal, rl.PurchaseLineID)
		if err != nil {
			return nil, err
		}
		if in.Claim {
			if err := w.claim(deal, p, l, trade.Claim{ReturnID: r.ID, Qty: q, Note: r.Number}); err != nil {
				return nil, err
			}
		}
		if rl.Surplus || in.Outcome == "none" {
			continue
		}
		ol.Returned += q
		rl.Failed = q // it does not serve the customer any more
		switch {
		case in.Outcome == "credit" && ol.Kind == trade.LinePart:
			rl.Failed = uncharged.take(ol.ID, q)
		case in.Outcome == "credit":
			invoiced, err := w.creditable(deal, ol)
			if err != nil {
				return nil, err
			}
			n := min(q, max(invoiced-taken(credit, ol.ID), 0))
			if n > 0 {
				credit = append(credit, QtyIn{ol.ID, n})
			}
			rl.Failed = q - n // what was never charged for is off the order
		}
		if rl.Failed == 0 {
			continue
		}
		if in.Outcome == "credit" {
			if err := w.dropLine(deal.Order, ol, rl.Failed); err != nil {
				return nil, err
			}
		}
		s, err := w.Shipment(shipmentOf(deal, w, rl))
		if err != nil {
			return nil, err
		}
		sl, err := shipmentLine(s, rl.ShipmentLineID)
		if err != nil {
			return nil, err
		}
		if err := fail(deal.Order, l, s, sl, rl.Failed); err != nil {
			return nil, err
		}
		if err := w.saveShipped(deal, p, s); err != nil {
			return nil, err
		}
	}
	if in.Outcome == "credit" {
		if _, err := w.settleKits(deal, false, CreditIn{Reason: r.Number}); err != nil {
			return nil, err
		}
	}
	if len(credit) == 0 {
		if in.Fee != nil && !in.Fee.Zero() {
			return nil, trade.Faultf(trade.Refused, "Nothing is credited, so no restocking fee can be kept back of it.").In("fee")
		}
		return nil, nil
	}
	made, err := w.creditGoods(deal, credit, CreditIn{Reason: strings.TrimSpace(r.Number + " " + r.Reason), Fee: in.Fee, Send: in.Send})
	if err == nil && in.Fee != nil {
		r.Fee, err = in.Fee.Amount(r.Currency)
	}
	return made, err
}

func taken(list []QtyIn, id trade.ID) (q money.Qty) {
	for _, x := range list {
		if x.LineID == id {
			q += x.Qty
		}
	}
	return q
}

// lineOf finds a purchase order line of a deal.
func lineOf(deal *trade.Deal, id trade.ID) (*trade.PurchaseOrder, *trade.PurchaseLine, error) {
	for _, p := range deal.Purchases {
		if l, err := p.Line(id); err == nil {
			return p, l, nil
		}
	}
	return nil, nil, trade.Faultf(trade.NotFound, "There is no purchase order line %d on %s.", id, deal.Order.Number)
}

func shipmentOf(deal *trade.Deal, w *work, rl *trade.ReturnLine) trade.ID {
	list, err := w.ShipmentsOf(deal.Order.ID)
	if err != nil {
		return 0
	}
	for i := range list {
		if _, err := shipmentLine(&list[i], rl.ShipmentLineID); err == nil {
			return list[i].ID
		}
	}
	return 0
}

// creditable is what of an order line is invoiced and not credited.
func (w *work) creditable(deal *trade.Deal, ol *trade.OrderLine) (q money.Qty, err error) {
	list, err := w.InvoicesOf(deal.Order.ID)
	k, kit := deal.Order.KitOf(ol)
	for i := range list {
		for j := range list[i].Lines {
			switch l := &list[i].Lines[j]; {
			case list[i].Credit || list[i].State != trade.Issued:
			case kit && l.OrderLineID == k.ID:
				q += crediting(k, *l, list).free(ol.ID)
			case l.OrderLineID == ol.ID:
				q += l.Qty - l.Credited
			}
		}
	}
	return q, err
}

// creditGoods credits quantities of order lines on the invoices that charged for them, the newest
// first: one credit note for each invoice. A fee is kept back on the first.
func (w *work) creditGoods(deal *trade.Deal, goods []QtyIn, in CreditIn) ([]*trade.Invoice, error) {
	list, err := w.InvoicesOf(deal.Order.ID)
	if err != nil {
		return nil, err
	}
	left := slices.Clone(goods)
	var made []*trade.Invoice
	for i := range slices.Backward(list) {
		v := &list[i]
		if v.Credit || v.State != trade.Issued {
			continue
		}
		in.Lines = nil
		for j := range v.Lines {
			l := &v.Lines[j]
			free := l.Qty - l.Credited
			if k, ok := kitSold(deal.Order, l.OrderLineID); ok {
				c := crediting(k, *l, list)
				for n := range left {
					if line, took := c.take(left[n].LineID, left[n].Qty, w.base); took > 0 {
						in.Lines = append(in.Lines, line)
						left[n].Qty -= took
					}
				}
				continue
			}
			for k := range left {
				if take := min(left[k].Qty, free); left[k].LineID == l.OrderLineID && take > 0 {
					in.Lines = append(in.Lines, CreditLineIn{LineID: l.ID, Qty: take})
					left[k].Qty -= take
					free -= take
				}
			}
		}
		if len(in.Lines) == 0 {
			continue
		}
		c, err := w.credit(v, deal, in)
		if err != nil {
			return nil, err
		}
		made, in.Fee = append(made, c), nil
	}
	for _, x := range left {
		if x.Qty > 0 {
			return nil, trade.Faultf(trade.Refused, "%s more were to be credited than are invoiced and not credited yet.", x.Qty)
		}
	}
	return made, nil
}
