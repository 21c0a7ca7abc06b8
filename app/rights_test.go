package app_test

import (
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Sales, purchasing and books each do a part of a deal, and nobody needs to be an admin (case 13).
func TestThreePeopleDoADealWithTheirOwnRights(t *testing.T) {
	h := newHouse(t)
	for name, role := range map[string]string{"Sal": "sales", "Pia": "purchasing", "Bo": "books"} {
		must(h.SaveUser(h.ctx, trade.User{Name: name, Role: role}))
	}
	sal, pia, bo := app.As(h.ctx, "Sal"), app.As(h.ctx, "Pia"), app.As(h.ctx, "Bo")
	in := app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}, Confirm: true}

	_, err := h.SaveOrder(pia, in)
	h.says(err, "does not include this step; that is done by sales or admin")
	o := must(h.SaveOrder(sal, in))

	_, err = h.ForwardOrders(sal, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
	h.says(err, "done by purchasing or admin")
	p := must(h.ForwardOrders(pia, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made[0]
	s := must(h.RecordShipment(pia, app.ShipIn{PurchaseID: p.ID})).Shipment
	must(h.ConfirmDelivery(pia, app.DeliverIn{ID: s.ID}))

	v := must(h.CreateInvoice(bo, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	_, err = h.RecordPayment(sal, app.PaymentIn{PartyID: h.ana, Amount: dec("1")})
	h.says(err, "done by books or admin")
	must(h.RecordPayment(bo, app.PaymentIn{PartyID: h.ana, Amount: dec(v.Total.Text(v.Currency)), Auto: true}))
	must(h.SaveBill(bo, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "77", PurchaseID: p.ID, Enter: true}))
	equal(t, "the deal", h.readOrder(o.ID).Next, trade.StepDone)

	_, err = h.SaveUser(bo, trade.User{Name: "Bo", Role: "admin"})
	h.says(err, "nobody but an admin does")
	_, err = h.Batch(sal, app.BatchIn{Calls: []app.BatchCall{{Call: "CancelPurchase", In: []byte(`{"id":1}`)}}})
	h.says(err, "done by purchasing or admin")
	equal(t, "history says who", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})).Rows[0].Who, "Bo")
	mine := must(h.MyRights(sal, app.Nothing{})).Rows
	equal(t, "sales may send quotes", slices.Contains(mine, "SendQuote"), true)
	equal(t, "sales may not pay", slices.Contains(mine, "PaySupplier"), false)
}

// A step that nobody was given is one that somebody forgot.
func TestEveryStepIsSomebodys(t *testing.T) {
	h := newHouse(t)
	all := must(h.MyRights(h.ctx, app.Nothing{})).Rows
	for _, name := range app.UseCases() {
		reads := false
		for _, verb := range []string{"Get", "List", "Report", "Find", "Export", "Count", "Print", "Prepare", "Paper", "PriceHistory", "Check", "My", "Explain", "Match", "Compare", "Read", "Preview", "Today", "LookAt", "Recognise", "Tell", "FetchShops"} {
			reads = reads || strings.HasPrefix(name, verb)
		}
		if !reads && !slices.Contains(all, name) {
			t.Errorf("%s is in nobody's rights", name)
		}
	}
	for _, name := range all {
		if name != "Together" && !slices.Contains(app.UseCases(), name) {
			t.Errorf("%s is a right, but no use case", name)
		}
	}
}

func TestWhoWorksIsToldWhatTheRoleIncludes(t *testing.T) {
	h := newHouse(t)
	must(h.SaveUser(h.ctx, trade.User{Name: "Sal", Role: "sales"}))
	must(h.SaveUser(h.ctx, trade.User{Name: "Gone", Role: "books", Inactive: true}))
	sal := must(h.GetMe(app.As(h.ctx, "Sal"), app.Nothing{}))
	equal(t, "role", sal.Role, "sales")
	equal(t, "entered", sal.Entered, true)
	equal(t, "works with bills", !slices.Contains(sal.Without, trade.KindBill), false)
	equal(t, "works with quotes", !slices.Contains(sal.Without, trade.KindQuote), true)
	gone := must(h.GetMe(app.As(h.ctx, "Gone"), app.Nothing{}))
	equal(t, "role of who is not active", gone.Role, "nobody")
	equal(t, "steps of who is not active", len(gone.Steps), 0)
	alone := must(h.GetMe(app.As(h.ctx, "root"), app.Nothing{}))
	equal(t, "role of who is not entered", alone.Role, "admin")
	equal(t, "entered", alone.Entered, false)
	equal(t, "kinds that an admin does not work with", len(alone.Without), 0)
}
