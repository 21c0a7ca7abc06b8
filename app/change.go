package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetChange reads a change that a supplier was asked for.
func (d *Desk) GetChange(ctx context.Context, in ByID) (out *trade.Change, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Change(in.ID)
		return err
	})
	return out, err
}

// ListChanges lists the changes that were asked for of an order's purchase orders, oldest first.
func (d *Desk) ListChanges(ctx context.Context, in ByID) (All[trade.Change], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Change, error) { return w.ChangesOf(in.ID) })
}

// RequestIn says what of a sent purchase order the supplier is asked to change.
type RequestIn struct {
	PurchaseID trade.ID       `json:"purchase_id"`
	Version    int            `json:"version"`
	Lines      []QtyIn        `json:"lines"`   // what is to be cancelled; none, and no address: all that has not shipped
	ShipTo     *trade.Address `json:"ship_to"` // another address
	Again      bool           `json:"again"`   // what is cancelled is ordered elsewhere; else the customer does without it
	Reason     string         `json:"reason"`
	Send       bool           `json:"send"` // e-mail the change to the supplier
}

// RequestChange asks a supplier to cancel goods of a purchase order that was sent, or to ship to
// another address. It counts when the supplier's answer is recorded.
func (d *Desk) RequestChange(ctx context.Context, in RequestIn) (out *trade.Change, err error) {
	err = d.change(ctx, "RequestChange", func(w *work) error {
		deal, p, err := w.purchaseDeal(in.PurchaseID, in.Version)
		if err != nil {
			return err
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return at(err, "reason")
		}
		var lines []trade.ChangeLine
		for i, q := range in.Lines {
			if err := trade.CheckQty("quantity to cancel", q.Qty); err != nil {
				return at(err, "lines[%d].qty", i)
			}
			lines = append(lines, trade.ChangeLine{PurchaseLineID: q.LineID, Cancel: q.Qty, Again: in.Again})
		}
		if len(lines) == 0 && in.ShipTo == nil {
			lines = cancellable(p, in.Again)
		}
		if out, err = w.ask(deal, p, lines, in.ShipTo, in.Reason, SendIn{NoMail: !in.Send}); err != nil {
			return err
		}
		return w.saveDeal(deal, p)
	})
	return out, err
}

// cancellable is all of a purchase order that can still be cancelled.
func cancellable(p *trade.PurchaseOrder, again bool) (lines []trade.ChangeLine) {
	for i := range p.Lines {
		if q := p.Lines[i].Cancellable(); q > 0 {
			lines = append(lines, trade.ChangeLine{PurchaseLineID: p.Lines[i].ID, Cancel: q, Again: again})
		}
	}
	return lines
}

// ask writes a change of a sent purchase order to its supplier.
func (w *work) ask(deal *trade.Deal, p *trade.PurchaseOrder, lines []trade.ChangeLine, shipTo *trade.Address, reason string, in SendIn) (*trade.Change, error) {
	if p.State != trade.Sent {
		return nil, trade.Faultf(trade.Refused, "%s is %s; only what was sent to a supplier is changed by asking. Edit or cancel it.", p.Name(), p.State)
	}
	if len(lines) == 0 && shipTo == nil {
		return nil, trade.Faultf(trade.Refused, "All of %s has shipped, was billed, or is asked to be cancelled already. What has shipped can be returned.", p.Number)
	}
	list, err := w.ChangesOf(p.OrderID)
	if err != nil {
		return nil, err
	}
	n := 1
	for i := range list {
		if list[i].PurchaseID == p.ID {
			n++
		}
	}
	c := &trade.Change{
		Number: fmt.Sprintf("%s-C%d", p.Number, n), State: trade.Sent, Date: w.today, PurchaseID: p.ID, PurchaseNo: p.Number, OrderID: p.OrderID,
		OrderNo: p.OrderNo, SupplierID: p.SupplierID, Supplier: p.Supplier, ShipTo: shipTo, Reason: reason, Lines: []trade.ChangeLine{},
	}
	for i, cl := range lines {
		l, err := p.Line(cl.PurchaseLineID)
		if err != nil {
			return nil, err
		}
		if cl.Cancel <= 0 || cl.Cancel > l.Cancellable() {
			return nil, trade.Faultf(trade.Refused, "Of %s on %s there are %s that can still be cancelled, not %s: the rest has shipped, was billed or is asked for already.", lineName(l), p.Number, max(l.Cancellable(), 0), cl.Cancel).In("lines[%d].qty", i)
		}
		cl.Pos, cl.SKU, cl.PartNo, cl.Description, cl.Unit, cl.Was = i+1, l.SKU, l.PartNo, l.Description, l.Unit, l.Live()
		l.Asked += cl.Cancel
		c.Lines = append(c.Lines, cl)
	}
	c.Whole = shipTo == nil && len(cancellable(p, false)) == 0
	if shipTo != nil {
		if err := shipTo.Check("shipping address"); err != nil {
			return nil, at(err, "ship_to")
		}
	}
	if err := w.SaveChange(c); err != nil {
		return nil, err
	}
	deal.Refresh(w.base)
	if err := w.SavePurchase(p); err != nil {
		return nil, err
	}
	if p.SendBy != "email" && in.To == "" {
		in.NoMail = true
	}
	if err := w.write(trade.KindChange, c.ID, changeKind(c), in, p.Contact, changeLetter(c, p)); err != nil {
		return nil, err
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
	return c, w.note(trade.KindPurchase, p.ID, "change", c.Number+" "+reason, "", string(c.State))
}

// changeKind is what a change is printed as.
func changeKind(c *trade.Change) PaperKind {
	if c.Whole {
		return PaperCancellation
	}
	return PaperAmendment
}

// SendChange e-mails a supplier a change of a purchase order again, or for the first time.
func (d *Desk) SendChange(ctx context.Context, in SendIn) (out *trade.Change, err error) {
	err = d.change(ctx, "SendChange", func(w *work) error {
		c, err := w.Change(in.ID)
		if err != nil {
			return err
		}
		if err := same(c.Number, in.Version, c.Version); err != nil {
			return err
		}
		if c.State != trade.Sent {
			return trade.Faultf(trade.Refused, "%s has answered %s already.", c.Supplier, c.Number)
		}
		p, err := w.Purchase(c.PurchaseID)
		if err != nil {
			return err
		}
		out = c
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
		return w.write(trade.KindChange, c.ID, changeKind(c), in, p.Contact, changeLetter(c, p))
	})
	return out, err
}

// AnswerChangeIn is what the supplier said to a change: all accepted, nothing accepted, or by line.
type AnswerChangeIn struct {
	ID       trade.ID `json:"id"`
	Version  int      `json:"version"`
	Accepted bool     `json:"accepted"` // without lines: all that has not shipped meanwhile, and the new address
	Lines    []QtyIn  `json:"lines"`    // by purchase order line, what the supplier cancels
	Moved    bool     `json:"moved"`    // with lines: the new address too
	Note     string   `json:"note"`
}

// AnswerChange records what the supplier answered to a change. What is not accepted will come all
// the same, and asks for a decision on the order.
func (d *Desk) AnswerChange(ctx context.Context, in AnswerChangeIn) (out *trade.Change, err error) {
	err = d.change(ctx, "AnswerChange", func(w *work) error {
		c, err := w.Change(in.ID)
		if err != nil {
			return err
		}
		if err := same(c.Number, in.Version, c.Version); err != nil {
			return err
		}
		if err := trade.CheckText("note", in.Note); err != nil {
			return at(err, "note")
		}
		from := c.State
		if c.State, err = trade.ChangeFlow.Next(c.Number, from, trade.Answer); err != nil {
			return err
		}
		deal, p, err := w.purchaseDeal(c.PurchaseID, 0)
		if err != nil {
			return err
		}
		accepted, err := in.by(c, p)
		if err != nil {
			return err
		}
		c.Answer, c.AnsweredAt, c.Moved = in.Note, w.stamp(), c.ShipTo != nil && ((in.Accepted && len(in.Lines) == 0) || in.Moved)
		if c.Moved {
			p.ShipTo = *c.ShipTo
		}
		for i := range c.Lines {
			if err := w.changed1(deal, p, c, &c.Lines[i], accepted[c.Lines[i].PurchaseLineID]); err != nil {
				return err
			}
		}
		p.AddUp()
		if live(p) == 0 {
			p.State, p.Reason = trade.Cancelled, c.Reason
			if err := w.moved(trade.KindPurchase, p.ID, trade.Cancel, c.Number, trade.Sent, p.State); err != nil {
				return err
			}
		}
		if err := w.SaveChange(c); err != nil {
			return err
		}
		if err := w.endIfNothingIsLeft(deal.Order, c.Reason); err != nil {
			return err
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		out = c
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
		return w.note(trade.KindPurchase, p.ID, "answer", c.Number+" "+in.Note, string(from), string(c.State))
	})
	return out, err
}

func live(p *trade.PurchaseOrder) (q money.Qty) {
	for i := range p.Lines {
		q += p.Lines[i].Live()
	}
	return q
}

// by is what the supplier accepts of each purchase order line.
func (in *AnswerChangeIn) by(c *trade.Change, p *trade.PurchaseOrder) (map[trade.ID]money.Qty, error) {
	accepted := map[trade.ID]money.Qty{}
	for i := range c.Lines {
		l, err := p.Line(c.Lines[i].PurchaseLineID)
		if err != nil {
			return nil, err
		}
		if in.Accepted && len(in.Lines) == 0 {
			accepted[l.ID] = min(c.Lines[i].Cancel, l.Live()-max(l.Shipped, l.Billed))
		}
		for j, q := range in.Lines {
			if q.LineID != l.ID {
				continue
			}
			if most := min(c.Lines[i].Cancel, l.Live()-max(l.Shipped, l.Billed)); q.Qty < 0 || q.Qty > most {
				return nil, trade.Faultf(trade.Refused, "Of %s %s were to be cancelled, and %s of them have not shipped; %s cannot be.", lineName(l), c.Lines[i].Cancel, most, q.Qty).In("lines[%d].qty", j)
			}
			accepted[l.ID] = q.Qty
		}
	}
	for j, q := range in.Lines {
		if _, ok := accepted[q.LineID]; !ok {
			return nil, trade.Faultf(trade.Invalid, "Line %d is not one that %s is about.", q.LineID, c.Number).In("lines[%d].line_id", j)
		}
	}
	return accepted, nil
}

// changed1 counts the answer for one line.
func (w *work) changed1(deal *trade.Deal, p *trade.PurchaseOrder, c *trade.Change, cl *trade.ChangeLine, accepted money.Qty) error {
	l, err := p.Line(cl.PurchaseLineID)
	if err != nil {
		return err
	}
	ol, err := deal.Order.Line(l.OrderLineID)
	if err != nil {
		return err
	}
	cl.Accepted = accepted
	l.Asked -= cl.Cancel
	l.Cancelled += accepted
	over := l.Confirmed + l.BackOrdered - l.Live()
	if over > 0 {
		less := min(over, l.BackOrdered)
		l.BackOrdered -= less
		l.Confirmed -= over - less
	}
	ol.OnPurchase -= accepted
	if !cl.Again {
		if err := w.dropOrRefund(deal, ol, accepted, c.Reason); err != nil {
			return err
		}
		if _, err := w.settleKits(deal, true, CreditIn{Reason: c.Reason}); err != nil {
			return err
		}
	}
	if left := cl.Cancel - accepted; left > 0 {
		return w.open(deal, p, l, trade.ExNoCancel, left, func(e *trade.Exception) { e.Note = c.Answer })
	}
	return nil
}

// dropOrRefund takes a quantity off the order; what of it was invoiced ahead is credited.
func (w *work) dropOrRefund(deal *trade.Deal, ol *trade.OrderLine, q money.Qty, reason string) error {
	if over := ol.Invoiced + q - ol.Live(); over > 0 {
		if _, err := w.creditGoods(deal, []QtyIn{{ol.ID, over}}, CreditIn{Again: true, Reason: reason}); err != nil {
			return err
		}
	}
	return w.dropLine(deal.Order, ol, q)
}
