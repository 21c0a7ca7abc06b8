package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The trade cases, with the numbers that must come out.

func TestASupplierSendsLessAndTheRestStaysOpen(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(250)})
	equal(t, "confirming buys nothing by itself", len(must(h.ListPurchases(h.ctx, app.ListIn{})).Rows), 0)
	equal(t, "one line waits", len(must(h.ListWaiting(h.ctx, app.Nothing{})).Rows), 1)
	out := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}}))
	p := out.Made[0]
	equal(t, "drafted, not sent", p.Number, "")
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[0].ID, Cost: decp("3")}}}))
	equal(t, "price changed before sending", p.Net, 75000)
	p = must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID, Version: p.Version}))
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(100)}}})).Shipment
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	p = must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "still to ship", p.Lines[0].Waiting(), qty(150))
	equal(t, "the purchase order waits", p.Next == trade.StepAnswer || p.Next == trade.StepShip, true)
	l := h.readOrder(o.ID).Lines[0]
	equal(t, "delivered so far", l.Delivered, qty(100))
	h.sound()
}

func TestADraftedPurchaseOrderIsCancelledAndItsQuantityWaitsAgain(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(125)})
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	must(h.CancelPurchase(h.ctx, app.DecideIn{ID: p.ID, Reason: "wrong price"}))
	equal(t, "to order again", h.readOrder(o.ID).Lines[0].ToOrder(), qty(125))
	equal(t, "next", h.readOrder(o.ID).Next, trade.StepOrder)
	h.sound()
}

func TestLessOnThePurchaseOrderGoesBackToTheOrder(t *testing.T) { // case 81
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[0].ID, Qty: qtyp(3)}}}))
	equal(t, "two are short at once", h.readOrder(o.ID).Lines[0].ToOrder(), qty(2))
	_, err := h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[0].ID, Qty: qtyp(6)}}})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestPrepaidOrdersWaitForTheMoney(t *testing.T) { // cases 15 to 17
	h := newHouse(t)
	prepaid := must(h.SaveTerms(h.ctx, trade.Terms{Name: "prepaid", Prepaid: true, Parts: []trade.TermPart{{Percent: money.Whole}}}))
	h.ana = h.customer("Cash & Co", func(in *app.SaveCustomerIn) { in.TermsID = prepaid.ID })
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	equal(t, "held", o.Next, trade.StepRelease)
	_, err := h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
	h.refused(trade.Refused, err)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	equal(t, "invoice for what was ordered", v.Total, 2475)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("10"), Auto: true}))
	equal(t, "part of it is not enough", h.readOrder(o.ID).OnHold(), true)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("14.75"), Auto: true}))
	equal(t, "paid, so it goes on", h.readOrder(o.ID).Next, trade.StepOrder)
	equal(t, "made", len(h.forward(o)), 1)
	h.sound()
}

func TestAnItemWithoutSupplierAsksForOne(t *testing.T) { // case 19
	h := newHouse(t)
	it := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "NEW", Name: "New", Price: dec("10")}))
	o := h.order(app.LineIn{ItemID: it.ID, Qty: qtyp(250)})
	_, err := h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
	h.refused(trade.Refused, err)
	o = must(h.ChooseSupplier(h.ctx, app.LineSupplierIn{OrderID: o.ID, LineID: o.Lines[0].ID, SupplierID: h.weft, Cost: decp("4")}))
	equal(t, "why", o.Lines[0].Why, "chosen by hand")
	p := h.forward(o)[0]
	equal(t, "net", p.Net, 100000)
	h.sound()
}

func TestAFreeLineIsBoughtWithItsOwnText(t *testing.T) { // case 21
	h := newHouse(t)
	text := "Custom product"
	o := h.order(app.LineIn{Kind: trade.LineFree, Description: &text, Qty: qtyp(1), Price: decp("99"), SupplierID: &h.clay})
	p := h.forward(o)[0]
	equal(t, "text", p.Lines[0].Description, "Custom product")
	equal(t, "cost", p.Lines[0].Cost, 0)
	h.sound()
}

func TestBillsForLessThanOrdered(t *testing.T) { // cases 25 to 31
	h := newHouse(t)
	note := "by lorry, please"
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(2)}, app.LineIn{Kind: trade.LineText, Description: &note},
		app.LineIn{ItemID: h.item("MUG-12", "10", h.clay, "5"), Qty: qtyp(3)})
	p := h.forward(o)[0]
	equal(t, "two goods lines, no text", len(p.Lines), 2)
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "1", Enter: true, Lines: []app.BillLineIn{
		{PurchaseLineID: p.Lines[0].ID, Qty: qty(1)}, {PurchaseLineID: p.Lines[1].ID, Qty: qty(1)}}}))
	rest := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "2", PurchaseID: p.ID, Enter: true}))
	equal(t, "the rest", rest.Lines[0].Qty+rest.Lines[1].Qty, qty(3))
	_, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "3", Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(1)}}})
	h.refused(trade.Refused, err)
	credit := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "2-C", Credit: true, Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(1)}}}))
	must(h.UseCredit(h.ctx, app.UseCreditIn{CreditID: credit.ID, BillID: rest.ID}))
	equal(t, "less to pay", must(h.GetBill(h.ctx, app.ByID{ID: rest.ID})).Open(), rest.Total-credit.Total)
	h.sound()
}

func TestInvoicesFollowWhatShipped(t *testing.T) { // cases 41 to 45
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.item("P", "10", h.clay, "4"), Qty: qtyp(10)})
	p := h.forward(o)[0]
	_, err := h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID})
	h.refused(trade.Refused, err)
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(5)}}}))
	draft := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID}))
	equal(t, "for what shipped", draft.Lines[0].Qty, qty(5))
	equal(t, "names its line", draft.Lines[0].OrderLineID, o.Lines[0].ID)
	_, err = h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID})
	h.refused(trade.Conflict, err) // one draft at a time, so that nothing is invoiced twice
	v := must(h.IssueInvoice(h.ctx, app.SendIn{ID: draft.ID, Version: draft.Version}))
	_, err = h.IssueInvoice(h.ctx, app.SendIn{ID: v.ID})
	h.refused(trade.Refused, err)
	_, err = h.SaveInvoice(h.ctx, app.SaveInvoiceIn{ID: v.ID})
	h.refused(trade.Refused, err)
	rest := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	equal(t, "both are the order", v.Total+rest.Total, o.Total)
	h.sound()
}

func TestAnotherCustomerOnADraftBringsItsTax(t *testing.T) { // case 51
	h := newHouse(t)
	half := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "R", Name: "VAT 5 %", Kind: trade.TaxNormal, Rate: 5 * money.Percent}))
	other := h.customer("Half Rate", func(in *app.SaveCustomerIn) { in.TaxCodeID = half.ID })
	it := h.item("P", "10", h.clay, "4")
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: it, Qty: qtyp(3)}}}}))
	equal(t, "total", o.Total, 3300)
	o = must(h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, Version: o.Version, SaleIn: app.SaleIn{CustomerID: other}}))
	equal(t, "tax", o.Tax, 150)
	equal(t, "total", o.Total, 3150)
}

func TestOverpaymentAndWriteOff(t *testing.T) { // cases 63 and 65
	h := newHouse(t)
	invoice := func() *trade.Invoice {
		o := h.order(app.LineIn{ItemID: h.item("P"+h.now.Format("150405"), "90.91", h.clay, "4"), Qty: qtyp(1)})
		h.now = h.now.Add(1e9)
		return must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	}
	v := invoice()
	equal(t, "total", v.Total, 10000)
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("110"), Auto: true}))
	equal(t, "stays on account", p.Left(), 1000)
	must(h.WriteOff(h.ctx, app.WriteOffIn{PaymentID: p.ID, Reason: "too small to send back"}))
	equal(t, "written off", must(h.GetPayment(h.ctx, app.ByID{ID: p.ID})).Left(), 0)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: p.Allocations[0].ID}))
	v = must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID}))
	equal(t, "open again", v.Open(), 10000)
	must(h.WriteOff(h.ctx, app.WriteOffIn{InvoiceID: v.ID, Reason: "closed down"}))
	equal(t, "nothing open", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Open(), 0)
	h.sound()
}

func TestOneReceiptForTwoInvoices(t *testing.T) { // case 67
	h := newHouse(t)
	it := h.item("P", "90.909", h.clay, "4")
	var open []*trade.Invoice
	for _, price := range []string{"90.91", "136.36"} {
		o := h.order(app.LineIn{ItemID: it, Qty: qtyp(1), Price: decp(price)})
		open = append(open, must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true})))
	}
	equal(t, "first", open[0].Total, 10000)
	equal(t, "second", open[1].Total, 15000)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("180"), Auto: true}))
	equal(t, "first is paid", must(h.GetInvoice(h.ctx, app.ByID{ID: open[0].ID})).Open(), 0)
	equal(t, "second is open with", must(h.GetInvoice(h.ctx, app.ByID{ID: open[1].ID})).Open(), 7000)
	h.sound()
}

func TestACreditNoteTakesBackExactly(t *testing.T) { // cases 39 and 61
	h := newHouse(t)
	rate, three := money.Rate(33333), qtyp(3)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, DiscountRate: &rate, DiscountSum: decp("1.01"), Lines: []app.LineIn{
		{ItemID: h.mug, Qty: three, Price: decp("3.3333")}, {ItemID: h.tote, Qty: three, Price: decp("7.77")}}}}))
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Reason: "never arrived"}))
	equal(t, "net", c.Net, v.Net)
	equal(t, "total", c.Total, v.Total)
	equal(t, "nothing open", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Open(), 0)
	equal(t, "number", c.Number, "CR-1001")
	_, err := h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID})
	h.refused(trade.Refused, err)
	equal(t, "earned nothing", h.readOrder(o.ID).InvoicedNet, 0)
	h.sound()
}

func TestAnInvoiceThatWasWrongIsMadeAgain(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(7)})
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Again: true}))
	again := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	equal(t, "the same again", again.Total, v.Total)
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: again.ID, Lines: []app.CreditLineIn{{LineID: again.Lines[0].ID, Amount: decp("0.50")}}}))
	equal(t, "an allowance", c.Net, 50)
	h.sound()
}

func TestCreditLimitHoldsAndAPersonReleases(t *testing.T) {
	h := newHouse(t)
	h.ana = h.customer("Small Limit", func(in *app.SaveCustomerIn) { in.CreditLimit = dec("100") })
	first := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(20)}) // 99.00 with tax
	equal(t, "within the limit", first.OnHold(), false)
	second := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	equal(t, "beyond it", second.Holds[0].Kind, "credit")
	out := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{first.ID, second.ID}, Send: true}))
	equal(t, "one made", len(out.Made), 1)
	equal(t, "one left", out.Left[0].OrderID, second.ID)
	must(h.ReleaseOrder(h.ctx, app.DecideIn{ID: second.ID, Reason: "good customer"}))
	equal(t, "released", len(h.forward(second)), 1)
	h.sound()
}

func TestShortStockHolds(t *testing.T) {
	h := newHouse(t)
	stock := qty(10)
	it := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "FEW", Name: "Few", Price: dec("10"), Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("5"), Stock: &stock}}}))
	o := h.order(app.LineIn{ItemID: it.ID, Qty: qtyp(11)})
	equal(t, "held", o.Holds[0].Kind, "availability")
	h.now = h.now.AddDate(0, 0, 40) // so old a figure says nothing
	checked := must(h.CheckOrder(h.ctx, app.Do{ID: o.ID}))
	equal(t, "free", checked.Order.OnHold(), false)
}

func TestOrdersOfOneCustomerAreNeverMerged(t *testing.T) { // cases 85 and 88
	h := newHouse(t)
	one, two := h.order(), h.order()
	out := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{one.ID, two.ID, one.ID}, Send: true}))
	equal(t, "two suppliers each", len(out.Made), 4)
	for _, p := range out.Made {
		if p.OrderNo == "" || p.ShipTo.Street != "Dock Rd 9" {
			t.Errorf("%s names order %q and ships to %q", p.Number, p.OrderNo, p.ShipTo.Street)
		}
	}
	_, err := h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{one.ID, two.ID}})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestARefusedLineWaitsForADecision(t *testing.T) { // case 90
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := h.forward(o)[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Confirmed: qty(20), Refused: qty(4)}}}))
	equal(t, "decide", h.readOrder(o.ID).Next, trade.StepDecide)
	_, err := h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(21)}}})
	h.refused(trade.Refused, err)
	_, err = h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})
	h.refused(trade.Refused, err) // nobody has decided yet
	h.decide(o, app.DecisionIn{Do: trade.DecideOther, SupplierID: h.weft, Cost: decp("3.50")})
	p2 := h.forward(o)[0]
	equal(t, "from the other", p2.Lines[0].Qty, qty(4))
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p2.ID, Lines: []app.AnswerLineIn{{LineID: p2.Lines[0].ID, Refused: qty(4)}}}))
	h.decide(o, app.DecisionIn{Do: trade.DecideDrop, Note: "nobody has it"})
	l := h.readOrder(o.ID).Lines[0]
	equal(t, "still wanted", l.Live(), qty(20))
	equal(t, "nothing to order", l.ToOrder(), 0)
	h.sound()
}

func TestMinimumsAreWatched(t *testing.T) {
	h := newHouse(t)
	it := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "BOX", Name: "Box", Price: dec("10"), Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("5"), MinQty: qty(12), Multiple: qty(6)}}}))
	o := h.order(app.LineIn{ItemID: it.ID, Qty: qtyp(10)})
	out := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true, Preview: true}))
	equal(t, "warned", len(out.Made[0].Warnings), 2)
	equal(t, "only a preview", len(must(h.ListPurchases(h.ctx, app.ListIn{})).Rows), 0)
	p := h.forward(o)[0]
	equal(t, "stays a draft until a person sends it", p.State, trade.Draft)
	p = must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID}))
	equal(t, "sent", p.State, trade.Sent)
}

func TestAQuoteBecomesSeveralOrders(t *testing.T) {
	h := newHouse(t)
	yes := true
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, DiscountSum: decp("10"), Lines: []app.LineIn{
		{ItemID: h.mug, Qty: qtyp(30)}, {ItemID: h.tote, Qty: qtyp(10), Optional: &yes}}}}))
	equal(t, "the optional line does not count", q.Net, 13500-1000)
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	_, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID})
	h.refused(trade.Refused, err) // sent: revise it first
	q = must(h.ReviseQuote(h.ctx, app.DecideIn{ID: q.ID}))
	equal(t, "revision", q.Revision, 2)
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	equal(t, "keeps its number", q.Number, "Q-1001")
	equal(t, "the first is kept", must(h.GetRevision(h.ctx, app.RevisionIn{ID: q.ID, Revision: 1})).Net, q.Net)
	var net money.Amount
	for range 3 {
		o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Lines: []app.QtyIn{{LineID: q.Lines[0].ID, Qty: qty(10)}}}))
		net += o.Net
	}
	equal(t, "the orders are the quote", net, q.Net)
	_, err = h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Lines: []app.QtyIn{{LineID: q.Lines[0].ID, Qty: 1}}})
	h.refused(trade.Refused, err)
	equal(t, "the quote lists them", len(must(h.GetQuote(h.ctx, app.ByID{ID: q.ID})).Orders), 3)
	equal(t, "prices quoted before", len(must(h.PriceHistory(h.ctx, app.PriceHistoryIn{ItemID: h.mug, CustomerID: h.ana})).Rows), 1)
	h.sound()
}

func TestAnItemMadeOnTheFly(t *testing.T) {
	h := newHouse(t)
	text := "Brass bell"
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{
		{SKU: "BELL", Create: true, Description: &text, Qty: qtyp(2), Price: decp("7.5"), SupplierID: &h.clay, Cost: decp("4")}}}}))
	equal(t, "margin", q.Net-q.Cost, 700)
	it := must(h.GetItem(h.ctx, app.ByID{ID: q.Lines[0].ItemID}))
	equal(t, "in the catalogue", it.Name, "Brass bell")
	equal(t, "with its supplier", it.Sources[0].Supplier, "Clayworks")
	equal(t, "cost history", len(must(h.ListCosts(h.ctx, app.ByID{ID: it.ID})).Rows), 1)
}

func TestOtherCurrencies(t *testing.T) {
	h := newHouse(t)
	for _, r := range []trade.ExchangeRate{{Currency: "USD", Date: "2026-11-01", Rate: 9_000_000_000}, {Currency: "JPY", Date: "2026-11-01", Rate: 60_000_000}} {
		must(h.SaveRate(h.ctx, r))
	}
	tokyo := must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Tokyo", Currency: "JPY", Contacts: []trade.Contact{{Name: "O", Email: "o@tokyo.example"}}}})).ID
	it := h.item("JP", "9", tokyo, "500")
	h.ana = h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency = "USD" })
	o := h.order(app.LineIn{ItemID: it, Qty: qtyp(10)})
	equal(t, "9 EUR are 10 USD", o.Net, 10000)
	equal(t, "cost in USD", o.Cost, 3333)
	p := h.forward(o)[0]
	equal(t, "in yen", p.Net, 5000)
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: tokyo, TheirNo: "T1", PurchaseID: p.ID, Enter: true}))
	profit := must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
	equal(t, "revenue in EUR", profit.Revenue, 9000)
	equal(t, "cost in EUR", profit.Cost, 3000)
	_, err := h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("50"), Currency: "EUR", Uses: []app.UseIn{{ID: v.ID, Amount: dec("50")}}})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestWhatWasReplacedMayComeBackAgain(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	for _, outcome := range []string{"replace", "credit"} {
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: h.forward(o)[0].ID}))
		if outcome == "replace" {
			must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
		}
		var line trade.ID
		for _, s := range must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID})).Shipments {
			line = s.Lines[0].ID
		}
		r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "nobody", Lines: []app.QtyIn{{LineID: line, Qty: qty(1)}}}))
		must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: outcome}))
	}
	l := h.readOrder(o.ID).Lines[0]
	equal(t, "the one mug was returned twice", l.Returned, qty(2))
	equal(t, "and given back once", l.InvoicedNet, 0)
	h.sound()
}
