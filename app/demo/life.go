package demo

import (
	"context"
	"errors"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// decide settles what went otherwise than agreed with an order, as a sensible order desk would, and
// orders again what is to be ordered.
func (c *calendar) decide(ctx context.Context, order trade.ID) error {
	list, err := c.desk.ListExceptions(ctx, app.ListExceptionsIn{OrderID: order})
	if err != nil {
		return err
	}
	known, err := c.desk.ListChanges(ctx, app.ByID{ID: order})
	if err != nil {
		return err
	}
	for i := range list.Rows {
		e := &list.Rows[i]
		if e.Open == 0 {
			continue
		}
		in := c.decision(e)
		out, err := c.desk.DecideException(ctx, in)
		if err != nil && !inWords(err) {
			return err
		}
		if out.Return != nil {
			c.surplusBack(out.Return)
		}
		if in.Claim {
			c.creditFrom(e.PurchaseID)
		}
		if e.Kind == trade.ExNoCancel { // what was not cancelled comes, also when the rest has shipped
			c.later(between(c.r, 1, 3), func(ctx context.Context) error { return c.ship(ctx, e.PurchaseID, order) })
		}
	}
	if err := c.answerRecalls(ctx, order, known.Rows); err != nil {
		return err
	}
	o, err := c.desk.GetOrder(ctx, app.ByID{ID: order})
	if err != nil {
		return err
	}
	if o.ToOrder > 0 {
		return c.forward(ctx, order)
	}
	c.later(2, func(ctx context.Context) error { return c.invoice(ctx, order) })
	return nil
}

// surplusBack lets a surplus arrive that is returned, and settles it with nothing, as nothing was charged.
func (c *calendar) surplusBack(r *trade.Return) {
	c.at(c.clock.now.AddDate(0, 0, 8), func(ctx context.Context) error {
		if _, err := c.desk.ReceiveReturn(ctx, app.ReceiveIn{ID: r.ID}); err != nil {
			return err
		}
		_, err := c.desk.SettleReturn(ctx, app.SettleIn{ID: r.ID, Outcome: "none"})
		return err
	})
}

// inWords says whether a step was only refused, as it may be when life went on meanwhile.
func inWords(err error) bool {
	var e *trade.Error
	return errors.As(err, &e) && e.Kind == trade.Refused
}

func (c *calendar) decision(e *trade.Exception) app.DecisionIn {
	in := app.DecisionIn{ID: e.ID, Send: true}
	other := c.otherSupplier(e)
	switch e.Kind {
	case trade.ExBack:
		in.Do = trade.DecideWait
	case trade.ExPrice, trade.ExNoCancel:
		in.Do = trade.DecideAccept
	case trade.ExOver:
		in.Do = pick(c.r, []trade.Decision{trade.DecideAccept, trade.DecideAccept, trade.DecideKeep, trade.DecideReturn})
		if e.Part {
			in.Do = trade.DecideKeep
		}
	case trade.ExRefused:
		in.Do, in.SupplierID = trade.DecideOther, other
		if other == 0 {
			in.Do, in.Note = trade.DecideRefund, pick(c.r, cancelReasons)
		}
	default:
		in.Claim = e.ShipmentID != 0 // what never shipped is never billed
		in.Do = pick(c.r, []trade.Decision{trade.DecideAgain, trade.DecideAgain, trade.DecideRefund})
		in.Note = pick(c.r, damages)
	}
	return in
}

var damages = []string{"The customer sent a photo.", "The carrier has confirmed it.", "Agreed with the customer by phone."}

// otherSupplier is one who sells the same item; zero where there is none.
func (c *calendar) otherSupplier(e *trade.Exception) trade.ID {
	for _, it := range c.house.items {
		if it.SKU != e.SKU {
			continue
		}
		for _, s := range it.Sources {
			if s.SupplierID != e.SupplierID {
				return s.SupplierID
			}
		}
	}
	return 0
}

// accident lets something happen to a shipment that is on its way or has arrived.
func (c *calendar) accident(ctx context.Context, s *trade.Shipment, order trade.ID) error {
	kind := pick(c.r, []trade.ExceptionKind{trade.ExDamaged, trade.ExDamaged, trade.ExWrong, trade.ExShort, trade.ExLost})
	in := app.ReportExceptionIn{ShipmentID: s.ID, Kind: kind, Note: pick(c.r, accidents)}
	if kind != trade.ExLost {
		l := pick(c.r, s.Lines)
		in.Lines = []app.QtyIn{{LineID: l.ID, Qty: min(l.Qty, money.Qty(between(c.r, 1, 3))*money.Unit)}}
	}
	if _, err := c.desk.ReportException(ctx, in); err != nil {
		if inWords(err) {
			return nil
		}
		return err
	}
	c.later(between(c.r, 0, 2), func(ctx context.Context) error { return c.decide(ctx, order) })
	return nil
}

var accidents = []string{"The box was open.", "Two corners are broken.", "It never arrived, says the carrier.", "Another colour than ordered.", "One piece less in the box."}

// changeOfMind lets the customer want less, or everything elsewhere, after the order went to the supplier.
func (c *calendar) changeOfMind(ctx context.Context, order trade.ID) error {
	o, err := c.desk.GetOrder(ctx, app.ByID{ID: order})
	if err != nil || o.State != trade.Confirmed {
		return err
	}
	in := app.ChangeOrderIn{OrderID: order, Send: true, Reason: pick(c.r, []string{"The customer needs fewer.", "Ordered twice by mistake.", "The shop moves."})}
	if chance(c.r, 40) {
		to := o.ShipTo
		to.Street2 = pick(c.r, []string{"Rear entrance", "2nd floor", "Gate 4"})
		in.ShipTo = &to
	} else {
		for _, l := range o.Lines {
			if (l.Buy || l.Kind == trade.LineKit) && l.Kind != trade.LinePart && l.Live() > 2*money.Unit {
				q := l.Live() - 2*money.Unit
				in.Lines = []app.ChangeLineIn{{LineID: l.ID, Qty: &q}}
			}
		}
	}
	out, err := c.desk.ChangeOrder(ctx, in)
	if err != nil {
		if e := (*trade.Error)(nil); errors.As(err, &e) && e.Kind != trade.External {
			return nil // too late, or nothing would change
		}
		return err
	}
	if out.Order.OnHold() { // the customer owes more by now
		if _, err := c.desk.ReleaseOrder(ctx, app.DecideIn{ID: order, Reason: "Spoken with both sides, it may go on."}); err != nil {
			return err
		}
	}
	for _, ch := range out.Changes {
		yes := chance(c.r, 75)
		c.later(1, func(ctx context.Context) error { return c.answerChange(ctx, ch.ID, order, yes) })
	}
	return nil
}

// giveBack lets the customer return some of a shipment.
func (c *calendar) giveBack(ctx context.Context, s *trade.Shipment, order trade.ID) error {
	l := pick(c.r, s.Lines)
	to := pick(c.r, []string{"supplier", "supplier", "us", "nobody"})
	r, err := c.desk.OpenReturn(ctx, app.ReturnIn{OrderID: order, To: to, Send: true, Reason: pick(c.r, returnReasons),
		Lines: []app.QtyIn{{LineID: l.ID, Qty: min(l.Qty, money.Qty(between(c.r, 1, 4))*money.Unit)}}})
	if err != nil {
		if inWords(err) {
			return nil
		}
		return err
	}
	settle := app.SettleIn{ID: r.ID, Outcome: pick(c.r, []string{"credit", "credit", "credit", "replace"}), Claim: chance(c.r, 70), Send: true}
	if settle.Outcome == "credit" && chance(c.r, 30) {
		fee := money.Dec(1, 0)
		settle.Fee = &fee
	}
	c.later(between(c.r, 4, 12), func(ctx context.Context) error {
		if r.To != "nobody" {
			if _, err := c.desk.ReceiveReturn(ctx, app.ReceiveIn{ID: r.ID}); err != nil {
				return err
			}
		}
		if err := c.settle(ctx, settle); err != nil {
			return err
		}
		if settle.Claim {
			p, err := c.desk.GetShipment(ctx, app.ByID{ID: s.ID})
			if err != nil {
				return err
			}
			c.creditFrom(p.PurchaseID)
		}
		return c.decide(ctx, order)
	})
	return nil
}

// creditFrom lets the supplier give credit for what was claimed, some weeks later and mostly without being reminded.
func (c *calendar) creditFrom(purchase trade.ID) {
	c.later(between(c.r, 15, 40), func(ctx context.Context) error {
		p, err := c.desk.GetPurchase(ctx, app.ByID{ID: purchase})
		if err != nil || p.Next != trade.StepCredit {
			return err
		}
		if chance(c.r, 30) && p.Contact.Email != "" {
			if _, err := c.desk.ChaseClaims(ctx, app.SendIn{ID: purchase}); err != nil {
				return err
			}
		}
		_, err = c.desk.SaveBill(ctx, app.SaveBillIn{SupplierID: p.SupplierID, Credit: true, PurchaseID: p.ID, TheirNo: c.billNumber(p.SupplierID), Enter: true, Twice: true})
		return err
	})
}

var returnReasons = []string{"Ordered too many.", "Does not fit the shop.", "Other than expected."}
