package demo

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// unrest leaves what waits for a decision in a company at work: answers that are not what was asked
// for, parcels with trouble, a change that is not answered yet, and returns on their way back.
func (c *calendar) unrest(ctx context.Context) error {
	if err := c.badAnswers(ctx); err != nil {
		return err
	}
	list, err := c.desk.ListShipments(ctx, app.ListIn{Filter: "delivered", Sort: "delivered", Desc: true, Limit: 40})
	if err != nil {
		return err
	}
	trouble := []func(context.Context, *trade.Shipment) error{
		c.report(trade.ExDamaged, "Two corners are broken; the customer sent photos."), c.approved("supplier", "Ordered too many."),
		c.owed, c.report(trade.ExOver, "One piece more in the box."), c.arrived, c.report(trade.ExWrong, "Another colour than ordered."),
	}
	seen := map[trade.ID]bool{}
	for _, row := range list.Rows {
		if len(trouble) == 0 {
			break
		}
		if seen[row.OrderID] {
			continue
		}
		s, err := c.desk.GetShipment(ctx, app.ByID{ID: row.ID})
		if err != nil {
			return err
		}
		if err := trouble[0](ctx, s); err != nil {
			if inWords(err) {
				continue
			}
			return err
		}
		seen[row.OrderID], trouble = true, trouble[1:]
	}
	return c.lost(ctx, seen)
}

// lost leaves a parcel that the carrier cannot find, of an order that has no other trouble; where none
// is on its way, one is sent.
func (c *calendar) lost(ctx context.Context, seen map[trade.ID]bool) error {
	away, err := c.desk.ListShipments(ctx, app.ListIn{Filter: "on_the_way", Limit: 40})
	if err != nil {
		return err
	}
	var id trade.ID
	for _, row := range away.Rows {
		if id == 0 && !seen[row.OrderID] {
			id = row.ID
		}
	}
	if id == 0 {
		open, err := c.desk.ListPurchases(ctx, app.ListIn{Filter: "open", Limit: 60})
		if err != nil {
			return err
		}
		for _, row := range open.Rows {
			out, err := c.desk.RecordShipment(ctx, app.ShipIn{PurchaseID: row.ID})
			if err == nil {
				id = out.Shipment.ID
				break
			}
			if !inWords(err) {
				return err
			}
		}
	}
	if id == 0 {
		return nil
	}
	_, err = c.desk.ReportException(ctx, app.ReportExceptionIn{ShipmentID: id, Kind: trade.ExLost, Note: "The carrier cannot find it."})
	return err
}

// badAnswers lets suppliers refuse, ask for more and ship later, and leaves a change unanswered.
func (c *calendar) badAnswers(ctx context.Context) error {
	list, err := c.desk.ListPurchases(ctx, app.ListIn{Filter: "open", Limit: 60})
	if err != nil {
		return err
	}
	answer := func(p *trade.PurchaseOrder, a app.AnswerLineIn) error {
		_, err := c.desk.AnswerPurchase(ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{a}})
		return err
	}
	trouble := []func(*trade.PurchaseOrder, *trade.PurchaseLine) error{
		func(p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
			return answer(p, app.AnswerLineIn{LineID: l.ID, Confirmed: l.Live() - money.Unit, Refused: money.Unit, Note: pick(c.r, refusals)})
		},
		func(p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
			_, err := c.desk.RequestChange(ctx, app.RequestIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: l.ID, Qty: money.Unit}}, Reason: "The customer needs fewer.", Send: p.Contact.Email != ""})
			return err
		},
		func(p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
			dearer := money.Dec(int64(l.Cost+l.Cost/20), uint8(p.Currency.Digits()+2))
			return answer(p, app.AnswerLineIn{LineID: l.ID, Confirmed: l.Live(), Cost: &dearer, Note: pick(c.r, priceChanges)})
		},
		func(p *trade.PurchaseOrder, l *trade.PurchaseLine) error {
			return answer(p, app.AnswerLineIn{LineID: l.ID, Confirmed: l.Live() - money.Unit, BackOrdered: money.Unit, Expected: trade.DateOf(c.clock.now).Add(16), Note: pick(c.r, backOrders)})
		},
	}
	for _, row := range list.Rows {
		if len(trouble) == 0 {
			break
		}
		p, err := c.desk.GetPurchase(ctx, app.ByID{ID: row.ID})
		if err != nil {
			return err
		}
		for i := range p.Lines {
			l := &p.Lines[i]
			if p.State != trade.Sent || l.Refused > 0 || l.BackOrdered > 0 || l.Cancellable() != l.Live() || l.Live() < 2*money.Unit {
				continue
			}
			if err := trouble[0](p, l); err == nil {
				trouble = trouble[1:]
			} else if !inWords(err) {
				return err
			}
			break // one trouble for each purchase order
		}
	}
	return nil
}

// report tells of something that a customer found in a parcel.
func (c *calendar) report(kind trade.ExceptionKind, note string) func(context.Context, *trade.Shipment) error {
	return func(ctx context.Context, s *trade.Shipment) error {
		_, err := c.desk.ReportException(ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: kind, Note: note, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: money.Unit}}})
		return err
	}
}

// owed lets a supplier owe credit for something that it has billed already.
func (c *calendar) owed(ctx context.Context, s *trade.Shipment) error {
	p, err := c.desk.GetPurchase(ctx, app.ByID{ID: s.PurchaseID})
	if err != nil {
		return err
	}
	l, err := p.Line(s.Lines[0].PurchaseLineID)
	if err != nil || l.ToBill() != 0 || l.Claimed > 0 {
		return trade.Faultf(trade.Refused, "%s is not one that credit would be due for.", p.Number)
	}
	if err := c.report(trade.ExDamaged, pick(c.r, accidents))(ctx, s); err != nil {
		return err
	}
	list, err := c.desk.ListExceptions(ctx, app.ListExceptionsIn{OrderID: s.OrderID})
	if err != nil {
		return err
	}
	_, err = c.desk.DecideException(ctx, app.DecisionIn{ID: list.Rows[len(list.Rows)-1].ID, Do: trade.DecideRefund, Claim: true, Send: true, Note: pick(c.r, damages)})
	return err
}

// approved opens a return that is on its way back.
func (c *calendar) approved(to, reason string) func(context.Context, *trade.Shipment) error {
	return func(ctx context.Context, s *trade.Shipment) error {
		_, err := c.desk.OpenReturn(ctx, app.ReturnIn{OrderID: s.OrderID, To: to, Reason: reason, Send: true, Notes: "Please pack the goods as they came.",
			Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: money.Unit}}})
		return err
	}
}

// arrived opens a return that has come back already.
func (c *calendar) arrived(ctx context.Context, s *trade.Shipment) error {
	r, err := c.desk.OpenReturn(ctx, app.ReturnIn{OrderID: s.OrderID, To: "us", Reason: pick(c.r, returnReasons), Send: true, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: money.Unit}}})
	if err == nil {
		_, err = c.desk.ReceiveReturn(ctx, app.ReceiveIn{ID: r.ID})
	}
	return err
}
