package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// A slip or a change that got lost in the mail goes out again, as long as it is of any use.
func TestPapersOfReturnsAndChangesGoOutAgain(t *testing.T) {
	h := newHouse(t)
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}, Confirm: true}))
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made[0]
	c := must(h.RequestChange(h.ctx, app.RequestIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: 4 * money.Unit}}}))
	before := must(h.ListMessages(h.ctx, app.ListIn{})).Count
	must(h.SendChange(h.ctx, app.SendIn{ID: c.ID, To: "night@clayworks.example"}))
	sent := must(h.ListMessages(h.ctx, app.ListIn{}))
	equal(t, "messages", sent.Count, before+1)
	equal(t, "to", sent.Rows[0].To, "night@clayworks.example")
	equal(t, "paper", sent.Rows[0].Paper, string(app.PaperAmendment))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: c.ID, Accepted: true}))
	_, err := h.SendChange(h.ctx, app.SendIn{ID: c.ID})
	h.says(err, "has answered "+c.Number+" already")

	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID})).Shipment
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: 2 * money.Unit}}}))
	equal(t, "the slip was not mailed", r.SentAt, "")
	r = must(h.SendReturn(h.ctx, app.SendIn{ID: r.ID, Version: r.Version}))
	equal(t, "now it was", r.SentAt != "", true)
	equal(t, "paper", must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0].Paper, string(app.PaperReturn))
	must(h.CancelReturn(h.ctx, app.DecideIn{ID: r.ID}))
	_, err = h.SendReturn(h.ctx, app.SendIn{ID: r.ID})
	h.says(err, "its slip is of no use any more")
}

// What a return holds of a shipment is what cannot be returned a second time, however it ends.
func TestNothingComesBackTwice(t *testing.T) {
	for _, way := range []struct{ to, outcome string }{{"supplier", "credit"}, {"us", "replace"}, {"nobody", "credit"}, {"supplier", "none"}, {"us", ""}} {
		h := newHouse(t)
		o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}, Confirm: true}))
		p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made[0]
		s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID})).Shipment
		must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
		r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: way.to, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: 4 * money.Unit}}}))
		if way.outcome != "" {
			if way.to != "nobody" {
				must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID, Lines: []app.QtyIn{{LineID: r.Lines[0].ID, Qty: 3 * money.Unit}}}))
			}
			r = must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: way.outcome})).Return
		}
		s = must(h.GetShipment(h.ctx, app.ByID{ID: s.ID}))
		left := s.Lines[0].Good() - r.Holds(&r.Lines[0])
		_, err := h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: left + 1}}})
		h.says(err, "can be returned, not")
		must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: left}}}))
	}
}
