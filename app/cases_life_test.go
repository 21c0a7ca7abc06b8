package app_test

import (
	"sync"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The trade cases in which something goes otherwise than agreed, with the numbers that must come out.

func TestTheRestWillNotShip(t *testing.T) { // cases 6, 7 and 83
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(250)})
	p := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Final: true, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(100)}}}))
	o = h.readOrder(o.ID)
	equal(t, "150 ask for a decision", o.Lines[0].Undecided, qty(150))
	equal(t, "on the order", o.Next, trade.StepDecide)
	h.decide(o, app.DecisionIn{Do: trade.DecideAgain, Qty: qty(50)})
	h.decide(o, app.DecisionIn{Do: trade.DecideDrop, Qty: qty(70)})
	h.decide(o, app.DecisionIn{Do: trade.DecideWait, Until: "2026-12-01"})
	o = h.readOrder(o.ID)
	equal(t, "to order again", o.Lines[0].ToOrder(), qty(50))
	equal(t, "still wanted", o.Lines[0].Live(), qty(180))
	equal(t, "put off, and not forgotten", o.Lines[0].Undecided, qty(30))
	h.sound()
}

func TestALostParcelIsSentAgainAndClaimed(t *testing.T) { // case 83
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := h.forward(o)[0]
	s := h.shipped(p)
	h.billed(p, "1", qty(24), "3.10")
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExLost, Note: "says the carrier"}))
	equal(t, "the shipment", must(h.GetShipment(h.ctx, app.ByID{ID: s.ID})).State, trade.Lost)
	equal(t, "the order", h.readOrder(o.ID).Next, trade.StepDecide)
	e := h.exception(o)
	equal(t, "it names the purchase order", e.PurchaseNo, p.Number)
	equal(t, "and the shipment", e.ShipmentNo, s.Number)
	h.decide(o, app.DecisionIn{Do: trade.DecideAgain, Claim: true})
	equal(t, "the claim", must(h.ListClaims(h.ctx, app.ByID{ID: p.ID})).Rows[0].Live(), qty(24))
	again := h.forward(o)[0]
	h.shipped(again)
	v := h.invoiced(o, "shipped")
	equal(t, "charged for once", v.Lines[0].Qty, qty(24))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, Credit: true, PurchaseID: p.ID, TheirNo: "2", Enter: true}))
	h.billed(again, "3", qty(24), "3.10")
	equal(t, "the cost of one", h.profit(o).Cost, 7440)
	h.sound()
}

func TestABrokenPieceIsRefundedOrTakenAsItIs(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := h.forward(o)[0]
	s := h.shipped(p)
	v := h.invoiced(o, "shipped")
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(3)}}}))
	out := h.decide(o, app.DecisionIn{Do: trade.DecideRefund, Qty: qty(1), Claim: true, Note: "photo seen"})
	equal(t, "credited", out.Credits[0].Net, 450)
	out = h.decide(o, app.DecisionIn{Do: trade.DecideAccept, Allowance: decp("2.00")})
	equal(t, "an allowance for the two", out.Credits[0].Net, 200)
	equal(t, "open", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Open(), v.Total-495-220)
	l := h.readOrder(o.ID).Lines[0]
	equal(t, "wanted", l.Live(), qty(23))
	equal(t, "delivered and good", l.Delivered, qty(23))
	equal(t, "the supplier bears one", h.profit(o).Cost, 23*310)
	h.sound()
}

func TestADearerPriceAsks(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Confirmed: qty(10), Cost: decp("3.40")}}}))
	e := h.exception(o)
	equal(t, "from", e.Cost, 31000)
	equal(t, "to", e.Asked, 34000)
	equal(t, "profit tells at once", h.profit(o).Profit, 4500-3400)
	h.decide(o, app.DecisionIn{Do: trade.DecideAccept})
	equal(t, "nothing to decide", h.readOrder(o.ID).Decisions, 0)
	h.sound()
}

func TestAReturnAndACreditNoteAreLinked(t *testing.T) { // cases 35, 49, 57 and 59
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.item("P", "10", h.clay, "4"), Qty: qtyp(7)})
	p := h.forward(o)[0]
	s := h.shipped(p)
	v := h.invoiced(o, "shipped")
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "us", Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}}))
	equal(t, "approved", r.State, trade.Approved)
	_, err := h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"})
	h.refused(trade.Refused, err) // it is not here yet
	must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID}))
	out := must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"}))
	equal(t, "done", out.Return.State, trade.Settled)
	equal(t, "linked", out.Return.CreditID, out.Credits[0].ID)
	equal(t, "net", out.Credits[0].Net, 1000)
	equal(t, "it names the invoice", out.Credits[0].CreditsID, v.ID)
	equal(t, "quantity", out.Credits[0].Lines[0].Qty, qty(1))
	h.sound()
}

func TestAConfirmedOrderIsAmended(t *testing.T) { // case 53
	h := newHouse(t)
	a, b, c := h.item("A", "10", h.clay, "4"), h.item("B", "5", h.clay, "2"), h.item("C", "9", h.clay, "4")
	none := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "X", Name: "exempt", Kind: trade.TaxExempt, Note: "No tax."}))
	h.ana = h.customer("First", func(in *app.SaveCustomerIn) { in.TaxCodeID = none.ID })
	other := h.customer("Second", func(in *app.SaveCustomerIn) { in.TaxCodeID = none.ID })
	o := h.order(app.LineIn{ItemID: a, Qty: qtyp(5)}, app.LineIn{ItemID: b, Qty: qtyp(1)})
	equal(t, "total", o.Total, 5500)
	draft := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered"}))
	in := app.ChangeOrderIn{OrderID: o.ID, CustomerID: other, Lines: []app.ChangeLineIn{
		{LineID: o.Lines[0].ID, ItemID: c, Qty: qtyp(4), Price: decp("9")}, {LineID: o.Lines[1].ID, Qty: qtyp(2)}}, Preview: true}
	shown := must(h.ChangeOrder(h.ctx, in))
	equal(t, "a preview keeps nothing", h.readOrder(o.ID).Total, 5500)
	in.Preview = false
	out := must(h.ChangeOrder(h.ctx, in))
	equal(t, "and says what happens", len(shown.Effects), len(out.Effects))
	equal(t, "customer", out.Order.Customer, "Second")
	equal(t, "total", out.Order.Total, 4600)
	rows := must(h.ListInvoices(h.ctx, app.ListIn{Filter: "draft", OrderID: o.ID})).Rows
	equal(t, "one draft", len(rows), 1)
	equal(t, "it was", draft.Total, 5500)
	equal(t, "made anew", rows[0].Total, 4600)
	p := h.forward(o)[0]
	equal(t, "two lines to buy", len(p.Lines), 2)
	h.sound()
}

func TestFreightIsInvoicedOnceAndReturnsAddNone(t *testing.T) { // case 75
	h := newHouse(t)
	none := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "X", Name: "exempt", Kind: trade.TaxExempt, Note: "No tax."}))
	it := h.item("P", "20", h.clay, "4")
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: h.ana, TaxCodeID: &none.ID, Freight: decp("3"), Lines: []app.LineIn{{ItemID: it, Qty: qtyp(5)}}}}))
	equal(t, "order", o.Total, 10300)
	p := h.forward(o)[0]
	first := h.shipped(p, qty(4))
	equal(t, "4 sent", h.invoiced(o, "shipped").Total, 8300)
	h.shipped(p)
	equal(t, "the missing one, no freight again", h.invoiced(o, "shipped").Total, 2000)
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "nobody", Lines: []app.QtyIn{{LineID: first.Lines[0].ID, Qty: qty(3)}}}))
	out := must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"}))
	equal(t, "three given back, on the invoices that charged for them", out.Credits[0].Total+out.Credits[1].Total, 6000)
	h.sound()
}

func TestMoneyThatDoesNotAddUpIsRefused(t *testing.T) { // case 69
	h := newHouse(t)
	it := h.item("P", "90.91", h.clay, "4")
	var open []*trade.Invoice
	for range 2 {
		open = append(open, h.invoiced(h.order(app.LineIn{ItemID: it, Qty: qtyp(1)}), "ordered"))
	}
	_, err := h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("80"), Uses: []app.UseIn{{ID: open[0].ID, Amount: dec("50")}, {ID: open[1].ID, Amount: dec("60")}}})
	h.refused(trade.Refused, err)
	equal(t, "nothing is half kept", must(h.ListPayments(h.ctx, app.ListIn{})).Count, 0)
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("110"), Uses: []app.UseIn{{ID: open[0].ID, Amount: dec("50")}, {ID: open[1].ID, Amount: dec("60")}}}))
	equal(t, "corrected", p.Left(), 0)
	h.sound()
}

func TestASupplierIsPaidInParts(t *testing.T) { // case 71
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.item("P", "20", h.clay, "10"), Qty: qtyp(10)})
	b := h.billed(h.forward(o)[0], "1", qty(10), "10")
	toPay := func() money.Amount { return must(h.GetBill(h.ctx, app.ByID{ID: b.ID})).Open() }
	pay := func(amount string) *trade.Payment {
		return must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec(amount), Uses: []app.UseIn{{ID: b.ID, Amount: dec(amount)}}}))
	}
	p := pay("20")
	equal(t, "20 of 100", toPay(), 8000)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: p.Allocations[0].ID}))
	equal(t, "failed", toPay(), 10000)
	pay("30")
	h.now = h.now.AddDate(0, 0, 1)
	pay("30")
	equal(t, "30 and 30", toPay(), 4000)
	h.sound()
}

func TestAConfirmedOrderIsCalledOffAsFarAsTheSuppliersAgree(t *testing.T) { // case 82
	h := newHouse(t)
	o := h.order()
	made := h.forward(o)
	h.shipped(made[0], qty(4))
	shown := must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Cancel: true, Preview: true}))
	equal(t, "what it does is shown first", len(shown.Effects) > 0, true)
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: o.ID, Reason: "shop closes"}))
	changes := must(h.ListChanges(h.ctx, app.ByID{ID: o.ID})).Rows
	equal(t, "both suppliers are told", len(changes), 2)
	equal(t, "of the mugs that have not shipped", changes[0].Lines[0].Cancel, qty(20))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: changes[1].ID, Accepted: true}))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: changes[0].ID, Note: "packed", Lines: []app.QtyIn{{LineID: made[0].Lines[0].ID, Qty: qty(15)}}}))
	o = h.readOrder(o.ID)
	equal(t, "totes", o.Lines[1].Live(), 0)
	equal(t, "mugs that come all the same", o.Lines[0].Live(), qty(9))
	equal(t, "ask for a decision", h.exception(o).Kind, trade.ExNoCancel)
	equal(t, "purchase order of the totes", must(h.GetPurchase(h.ctx, app.ByID{ID: made[1].ID})).State, trade.Cancelled)
	equal(t, "the cancellation's number", changes[1].Number, made[1].Number+"-C1")
	h.sound()
}

func TestAChangeIsDoneOnceByTwoWindows(t *testing.T) { // case 88
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	h.forward(o)
	o = h.readOrder(o.ID)
	done := make([]error, 8)
	var all sync.WaitGroup
	for i := range done {
		all.Go(func() {
			_, done[i] = h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Version: o.Version, Lines: []app.ChangeLineIn{{LineID: o.Lines[0].ID, Qty: qtyp(6)}}})
		})
	}
	all.Wait()
	once := 0
	for _, err := range done {
		if err == nil {
			once++
		} else {
			h.refused(trade.Conflict, err)
		}
	}
	equal(t, "done", once, 1)
	equal(t, "asked", len(must(h.ListChanges(h.ctx, app.ByID{ID: o.ID})).Rows), 1)
	h.sound()
}

func TestADeliveryNoteNamesCarrierMethodAndNumber(t *testing.T) { // case 86
	h := newHouse(t)
	carrier := must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "Parcel Post", Link: "https://post.example/{number}", Methods: []string{"express"}}))
	p := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}))[0]
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, CarrierID: carrier.ID, Method: "express", Tracking: []string{"PP77"}, Notify: true})).Shipment
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperDelivery, ID: s.ID}))
	equal(t, "carrier", paper.Carrier, "Parcel Post")
	equal(t, "method", paper.Method, "express")
	equal(t, "link", paper.Parcels[0].Link, "https://post.example/PP77")
	equal(t, "the customer is told", must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0].Paper, string(app.PaperDelivery))
}

func TestWhatIsCancelledIsOffTheTotal(t *testing.T) {
	h := newHouse(t)
	prepaid := must(h.SaveTerms(h.ctx, trade.Terms{Name: "prepaid", Prepaid: true, Parts: []trade.TermPart{{Percent: money.Whole}}}))
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: h.ana, TermsID: &prepaid.ID, DiscountSum: decp("10"),
		Lines: []app.LineIn{{ItemID: h.item("P", "10", h.clay, "4"), Qty: qtyp(10)}}}}))
	equal(t, "ordered, with tax", o.Total, 9900)
	equal(t, "held", o.OnHold(), true)
	o = must(h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(4)}}}))
	equal(t, "six are left, and their part of the discount", o.Total, 5940)
	equal(t, "the invoice says the same", h.invoiced(o, "ordered").Total, 5940)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("59.40"), Auto: true}))
	equal(t, "paid, so it goes on", h.readOrder(o.ID).Next, trade.StepOrder)
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperConfirmation, ID: o.ID}))
	equal(t, "and the confirmation", paper.Lines[0].Qty, qty(6))
	h.sound()
}

func TestAHoldMeansNothingWhenAllIsOrdered(t *testing.T) {
	h := newHouse(t)
	h.ana = h.customer("Small Limit", func(in *app.SaveCustomerIn) { in.CreditLimit = dec("100") })
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(20)}) // 99.00 with tax
	s := h.shipped(h.forward(o)[0])
	out := must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: o.Lines[0].ID, Price: decp("5")}}}))
	equal(t, "beyond the limit", out.Order.OnHold(), true)
	equal(t, "goes on all the same", out.Order.Next, trade.StepInvoice)
	h.invoiced(o, "shipped")
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	equal(t, "to be paid", h.readOrder(o.ID).Next, trade.StepPayment)
	h.sound()
}
