package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Five quotes go out in one step; what cannot go is named, and one undo takes all of it back.
func TestManyQuotesGoOutInOneStepThatCanBeUndone(t *testing.T) {
	h := newHouse(t)
	var ids []trade.ID
	for range 5 {
		ids = append(ids, must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}})).ID)
	}
	empty := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana}})).ID
	in := app.ManyIn{Do: "send_quotes", IDs: append(ids, empty, ids[0]), Preview: true}
	before := must(h.ListMessages(h.ctx, app.ListIn{})).Count

	look := must(h.DoForMany(h.ctx, in))
	equal(t, "would go", len(look.Made), 5)
	equal(t, "would be left", len(look.Left), 1)
	equal(t, "to", look.Made[0].To, "ana@bluebird.example")
	equal(t, "together", look.Sums[0].Sum, 5*4950)
	equal(t, "a preview writes nothing", must(h.ListMessages(h.ctx, app.ListIn{})).Count, before)
	equal(t, "nor does it number anything", must(h.GetQuote(h.ctx, app.ByID{ID: ids[0]})).Number, "")

	in.Preview = false
	ctx, step := app.Noting(h.ctx)
	out := must(h.DoForMany(ctx, in))
	equal(t, "sent", len(out.Made), 5)
	equal(t, "mailed", out.Mailed, 5)
	equal(t, "messages", must(h.ListMessages(h.ctx, app.ListIn{})).Count, before+5)
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	for _, id := range ids {
		equal(t, "after the undo", must(h.GetQuote(h.ctx, app.ByID{ID: id})).State, trade.Draft)
	}
	equal(t, "messages after the undo", must(h.ListMessages(h.ctx, app.ListIn{})).Count, before)
}

// Where nothing could be done, the error says why; a step that nobody knows is refused.
func TestManyOfWhichNoneCanBeDone(t *testing.T) {
	h := newHouse(t)
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}, Confirm: true}))
	_, err := h.DoForMany(h.ctx, app.ManyIn{Do: "invoice_orders", IDs: []trade.ID{o.ID}})
	h.says(err, "Nothing could be done.")
	_, err = h.DoForMany(h.ctx, app.ManyIn{Do: "invoice_orders"})
	equal(t, "none chosen", app.AsError(err).Kind, trade.Invalid)
	_, err = h.DoForMany(h.ctx, app.ManyIn{Do: "burn", IDs: []trade.ID{o.ID}})
	equal(t, "unknown", app.AsError(err).Kind, trade.Invalid)
	draft := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered"}))
	_, err = h.SendInvoice(h.ctx, app.SendIn{ID: draft.ID})
	h.says(err, "only what is issued is sent")
	must(h.DoForMany(h.ctx, app.ManyIn{Do: "issue_invoices", IDs: []trade.ID{draft.ID}}))
	equal(t, "invoiced", h.readOrder(o.ID).Lines[0].Invoiced, 10*money.Unit)
}

// From sent to paid every step of a deal can be taken with many documents.
func TestADealOfManyStepsEachWithMany(t *testing.T) {
	h := newHouse(t)
	var orders, purchases, ships, bills []trade.ID
	for range 2 {
		orders = append(orders, must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}, Confirm: true, Twice: true})).ID)
	}
	for _, p := range must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: orders})).Made {
		purchases = append(purchases, p.ID)
	}
	do := func(what string, ids []trade.ID, n int) app.ManyOut {
		t.Helper()
		out := must(h.DoForMany(h.ctx, app.ManyIn{Do: what, IDs: ids, Reason: "agreed"}))
		equal(t, what, len(out.Made), n)
		return out
	}
	do("send_purchases", purchases, 2)
	for i, p := range purchases {
		ships = append(ships, must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p})).Shipment.ID)
		price := decp("3.10")
		if i == 1 {
			price = decp("9")
		}
		line := must(h.GetPurchase(h.ctx, app.ByID{ID: p})).Lines[0].ID
		bills = append(bills, must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: []string{"A", "B"}[i], Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: line, Qty: 10 * money.Unit, Price: price}}})).ID)
	}
	do("notify_shipments", ships, 2)
	do("deliver_shipments", ships, 2)
	sent := do("invoice_orders", orders, 2)
	do("mail_invoices", []trade.ID{sent.Made[0].ID, sent.Made[1].ID}, 2)
	paid := do("pay_bills", bills, 1)
	equal(t, "what waits for approval", paid.Left[0].ID, bills[1])
	do("approve_bills", bills[1:], 1)
	do("pay_bills", bills, 1)
	equal(t, "to pay", must(h.ListBills(h.ctx, app.ListIn{Filter: "open"})).Count, 0)
}
