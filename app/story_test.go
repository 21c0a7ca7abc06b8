package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// A deal from quote to profit: half of it shipped first, a bill that is dearer, money in two parts.
func TestFromQuoteToProfit(t *testing.T) {
	h := newHouse(t)
	freight := decp("11.40")
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Freight: freight, Lines: []app.LineIn{
		{ItemID: h.mug, Qty: qtyp(24)}, {SKU: "tot-02", Qty: qtyp(10)},
	}}}))
	equal(t, "draft has no number", q.Number, "")
	equal(t, "net", q.Net, 10800+5200+1140)
	equal(t, "tax", q.Tax, 1714)
	equal(t, "planned cost", q.Cost, 7440+3900)
	equal(t, "ship-to", q.ShipTo.City, "Hull")
	equal(t, "rep", q.Rep, "Kim Berg")
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, Version: q.Version}))
	equal(t, "number", q.Number, "Q-1001")

	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	equal(t, "order", o.Number, "SO-1001")
	equal(t, "order total", o.Total, q.Total)
	equal(t, "next", o.Next, trade.StepOrder)
	_, err := h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID})
	h.refused(trade.Refused, err)

	made := h.forward(o)
	equal(t, "one purchase order for each supplier", len(made), 2)
	equal(t, "ship-to of the order", made[0].ShipTo.City, "Hull")
	equal(t, "contact for orders", made[0].Contact.Email, "orders@clayworks.example")
	_, err = h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
	h.refused(trade.Refused, err)

	mugs, totes := made[0], made[1]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: mugs.ID}))
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: totes.ID, Lines: []app.AnswerLineIn{{LineID: totes.Lines[0].ID, BackOrdered: qty(10), Expected: "2026-12-09"}}}))
	equal(t, "expected", h.readOrder(o.ID).Expected, "2026-12-09")

	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID, Lines: []app.QtyIn{{LineID: mugs.Lines[0].ID, Qty: qty(20)}}, Tracking: []string{"0034"}, Notify: true})).Shipment
	_, err = h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID, Lines: []app.QtyIn{{LineID: mugs.Lines[0].ID, Qty: qty(5)}}})
	h.refused(trade.Refused, err)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true}))
	equal(t, "first invoice: 20 mugs and the freight", v.Net, 9000+1140)
	equal(t, "due", v.Due, "2026-12-23")
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID}))
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: totes.ID}))
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID, ReceivedBy: "Ana"}))
	v2 := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	equal(t, "both invoices are the order", v.Net+v2.Net, o.Net)

	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("100"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("100")}}}))
	equal(t, "left on account", p.Left(), 0)
	h.now = h.now.AddDate(0, 0, 1)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("100"), Auto: true}))
	equal(t, "paid", h.readOrder(o.ID).Paid, o.Total)

	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-77", PurchaseID: mugs.ID, Enter: true}))
	_, err = h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-77", PurchaseID: mugs.ID})
	h.refused(trade.Refused, err)
	b := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.weft, TheirNo: "W-1", Enter: true, Lines: []app.BillLineIn{
		{PurchaseLineID: totes.Lines[0].ID, Price: decp("4.00")}, {Description: "Carriage", Price: decp("2.50")},
	}}))
	equal(t, "dearer than ordered", b.Difference, 100)
	must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.weft, Amount: dec("42.50"), Auto: true}))

	profit := must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
	equal(t, "revenue", profit.Revenue, 17140)
	equal(t, "cost", profit.Cost, 7440+4000)
	equal(t, "freight", profit.Freight, 250)
	equal(t, "actual", profit.Actual, true)
	for _, s := range must(h.ListShipments(h.ctx, app.ListIn{Filter: "on_the_way"})).Rows {
		must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	}
	equal(t, "done", h.readOrder(o.ID).Next, trade.StepDone)
	for _, by := range []string{"order", "customer", "supplier", "item", "rep", "month"} {
		r := must(h.ReportProfit(h.ctx, app.ReportIn{By: by}))
		equal(t, "profit by "+by, r.Total.Profit(), profit.Profit)
	}
	equal(t, "messages", must(h.ListMessages(h.ctx, app.ListIn{})).Count, 5)
	h.sound()
}
