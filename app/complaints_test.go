package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// What users of other systems complain of, by the number of the complaint; here it must come out right.

// billed enters a supplier's bill for a quantity of a purchase order line at a price.
func (h *house) billed(p *trade.PurchaseOrder, no string, q money.Qty, price string) *trade.Bill {
	h.t.Helper()
	b, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: no, Enter: true,
		Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: q, Price: decp(price)}}})
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

// shipped records that a supplier shipped quantities of a purchase order's lines, or without any all of it.
func (h *house) shipped(p *trade.PurchaseOrder, quantities ...money.Qty) *trade.Shipment {
	h.t.Helper()
	in := app.ShipIn{PurchaseID: p.ID}
	for i, q := range quantities {
		if q > 0 {
			in.Lines = append(in.Lines, app.QtyIn{LineID: p.Lines[i].ID, Qty: q})
		}
	}
	out, err := h.RecordShipment(h.ctx, in)
	if err != nil {
		h.t.Fatal(err)
	}
	return out.Shipment
}

func (h *house) invoiced(o *trade.SalesOrder, basis string) *trade.Invoice {
	h.t.Helper()
	v, err := h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: basis, Issue: true})
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

func (h *house) profit(o *trade.SalesOrder) app.ProfitOf {
	h.t.Helper()
	return must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
}

func TestComplaint01And04DropShippedGoodsCost(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	equal(t, "cost before anything is bought", h.profit(o).Cost, 3100)
	p := h.forward(o)[0]
	equal(t, "cost of what is on order", h.profit(o).Cost, 3100)
	h.shipped(p)
	h.invoiced(o, "shipped")
	equal(t, "cost of what shipped", h.profit(o).Cost, 3100)
	equal(t, "estimated until the bill", h.profit(o).Actual, false)
	h.billed(p, "1", qty(10), "3.10")
	equal(t, "cost of what was billed", h.profit(o).Cost, 3100)
	equal(t, "actual", h.profit(o).Actual, true)
	h.sound()
}

func TestComplaint02ProfitCountsPartBillsAndReturns(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	s := h.shipped(p)
	h.invoiced(o, "shipped")
	h.billed(p, "1", qty(4), "3.50")
	equal(t, "4 as billed, 6 as ordered", h.profit(o).Cost, 1400+1860)
	h.billed(p, "2", qty(6), "3.10")
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(5)}}}))
	must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID}))
	must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit", Claim: true}))
	profit := h.profit(o)
	equal(t, "revenue of what stays", profit.Revenue, 5*450)
	equal(t, "half of what was billed is to be credited", profit.Cost, 3260-1630)
	equal(t, "estimated until the supplier's credit is here", profit.Actual, false)
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, Credit: true, PurchaseID: p.ID, TheirNo: "3", Enter: true}))
	equal(t, "actual", h.profit(o).Actual, true)
	h.sound()
}

func TestComplaint03EachPartInvoiceBearsItsOwnCost(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	h.shipped(p, qty(3))
	h.invoiced(o, "shipped")
	h.shipped(p)
	h.invoiced(o, "shipped")
	h.billed(p, "1", qty(10), "3.10")
	equal(t, "the purchase order's cost once", h.profit(o).Cost, 3100)
	h.sound()
}

func TestComplaint06EachPurchaseKeepsItsOwnCost(t *testing.T) {
	h := newHouse(t)
	first := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1), Cost: decp("10")})
	second := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1), Cost: decp("20")})
	for i, o := range []*trade.SalesOrder{first, second} {
		p := h.forward(o)[0]
		h.shipped(p)
		h.billed(p, itoa(i+1), qty(1), []string{"10", "20"}[i])
	}
	equal(t, "first", h.profit(first).Cost, 1000)
	equal(t, "second, not the average", h.profit(second).Cost, 2000)
	h.sound()
}

func TestComplaint07ADearerBillLandsOnTheOrder(t *testing.T) { // and case 89
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	h.shipped(p)
	before := h.profit(o).Profit
	b := h.billed(p, "1", qty(10), "3.60")
	equal(t, "difference on the bill", b.Difference, 500)
	equal(t, "less profit", before-h.profit(o).Profit, 500)
	h.sound()
}

func TestComplaint08TheCostTypedForTheMarginStartsThePurchaseOrder(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10), Cost: decp("2.85")})
	p := h.forward(o)[0]
	equal(t, "cost on the purchase order", p.Lines[0].Cost, 28500)
	equal(t, "net", p.Net, 2850)
}

func TestComplaint09TheCustomerNeverSeesTheMargin(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24), Cost: decp("3.17")}}}}))
	gain, share := q.Margin()
	equal(t, "margin", gain, 10800-7608)
	equal(t, "its share", share, money.Ratio(3192, 10800))
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperQuote, ID: q.ID}))
	for _, l := range paper.Lines {
		if l.Price == 31700 || strings.Contains(l.Detail+l.Description, "Clayworks") {
			t.Errorf("the customer would read %+v", l)
		}
	}
}

func TestComplaints10To15ThePurchaseOrderShipsToTheOrdersOwnAddress(t *testing.T) {
	h := newHouse(t)
	elsewhere := trade.Address{Company: "Fair Stand 12", Street: "Hall 4", Zip: "HG1", City: "Harrogate", Country: "GB"}
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, ShipTo: &elsewhere, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	equal(t, "12: kept from the quotation", o.ShipTo, elsewhere)
	p := h.forward(o)[0]
	equal(t, "10 and 11: neither ours nor the customer's usual one", p.ShipTo, elsewhere)
	other := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	p2 := h.forward(other)[0]
	if p2.ID == p.ID || p2.OrderID == p.OrderID {
		t.Error("14: two orders were merged")
	}
	s := h.shipped(p)
	for _, in := range []app.PrintIn{{Paper: app.PaperPurchase, ID: p.ID}, {Paper: app.PaperSlip, ID: s.ID}, {Paper: app.PaperDelivery, ID: s.ID}} {
		equal(t, "13 and 15: in its own place on the "+string(in.Paper), must(h.Paper(h.ctx, in)).ShipTo, elsewhere)
	}
	h.sound()
}

func TestComplaint16MoreIsExactlyMore(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	h.forward(o)
	must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: o.Lines[0].ID, Qty: qtyp(2)}}}))
	made := h.forward(o)
	equal(t, "one more on a second purchase order", made[0].Lines[0].Qty, qty(1))
	equal(t, "two in all", h.readOrder(o.ID).Lines[0].OnPurchase, qty(2))
	h.sound()
}

func TestComplaint17TwoLinesOfOneItemStayTwo(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)}, app.LineIn{ItemID: h.mug, Qty: qtyp(3)})
	p := h.forward(o)[0]
	equal(t, "two lines", len(p.Lines), 2)
	h.shipped(p, qty(5), qty(1))
	o = h.readOrder(o.ID)
	equal(t, "first shipped", o.Lines[0].Shipped, qty(5))
	equal(t, "second shipped", o.Lines[1].Shipped, qty(1))
	h.sound()
}

func TestComplaint18AnotherItemOnTheOrderIsAnotherOnThePurchaseOrder(t *testing.T) {
	h := newHouse(t)
	bowl := h.item("BWL-01", "6", h.clay, "4")
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	draft := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: o.Lines[0].ID, ItemID: bowl}}}))
	equal(t, "the old one is off", must(h.GetPurchase(h.ctx, app.ByID{ID: draft.ID})).State, trade.Cancelled)
	p := h.forward(o)[0]
	equal(t, "the new one is on", p.Lines[0].SKU, "BWL-01")
	equal(t, "with its quantity", p.Lines[0].Qty, qty(5))
	h.sound()
}

func TestComplaint19WhatIsAddedShipsToTheCustomerToo(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	h.forward(o)
	must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Add: []app.LineIn{{ItemID: h.tote, Qty: qtyp(2)}}}))
	p := h.forward(o)[0]
	equal(t, "supplier of what was added", p.Supplier, "Weft & Co")
	equal(t, "to the customer", p.ShipTo.City, "Hull")
	h.sound()
}

func TestComplaint20TheCustomerChangesHisMindAndTheSupplierShipsMore(t *testing.T) { // and case 14
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	out := must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Reason: "fewer", Lines: []app.ChangeLineIn{{LineID: o.Lines[0].ID, Qty: qtyp(6)}}}))
	equal(t, "the supplier is asked", out.Changes[0].Lines[0].Cancel, qty(4))
	equal(t, "until it answers the order stands", h.readOrder(o.ID).Lines[0].Live(), qty(10))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: out.Changes[0].ID, Accepted: true}))
	equal(t, "wanted now", h.readOrder(o.ID).Lines[0].Live(), qty(6))
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Over: true, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(8)}}}))
	o = h.readOrder(o.ID)
	equal(t, "two too many ask for a decision", o.Next, trade.StepDecide)
	equal(t, "and are not invoiced by themselves", o.Lines[0].ToInvoice(false), qty(6))
	h.decide(o, app.DecisionIn{Do: trade.DecideAccept, Qty: qty(1)})
	h.decide(o, app.DecisionIn{Do: trade.DecideKeep})
	o = h.readOrder(o.ID)
	equal(t, "one is charged for, one is a present", o.Lines[0].ToInvoice(false), qty(7))
	h.sound()
}

func TestComplaints21And22DeliveredIsCountedByQuantity(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	made := h.forward(o)
	part := h.shipped(made[0], qty(10))
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: part.ID}))
	o = h.readOrder(o.ID)
	equal(t, "21: ten of the mugs", o.Lines[0].Delivered, qty(10))
	equal(t, "21: none of the totes", o.Lines[1].Delivered, 0)
	if o.Next == trade.StepDone || o.Next == trade.StepPayment {
		t.Errorf("21: after a part delivery the order waits for %q", o.Next)
	}
	for _, p := range made {
		must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: h.shipped(p).ID}))
	}
	for _, l := range h.readOrder(o.ID).Lines {
		equal(t, "22: all delivered", l.Delivered, l.Qty)
	}
	h.sound()
}

func TestComplaint23ThePurchaseOrderNamesItsOrder(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	p := h.forward(o)[0]
	equal(t, "on the record", p.OrderNo, o.Number)
	for _, f := range must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperPurchase, ID: p.ID})).Facts {
		if f.Label == app.FactOrder {
			equal(t, "on the paper", f.Value, o.Number)
			return
		}
	}
	t.Error("the paper does not name the order")
}

func TestComplaint24WhatRemainsIsSeenApartAndNetOfReturns(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	s := h.shipped(p, qty(6))
	h.billed(p, "1", qty(2), "3.10")
	h.invoiced(o, "shipped")
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "nobody", Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}}))
	must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"}))
	o, p = h.readOrder(o.ID), must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "still to ship", p.Lines[0].Waiting(), qty(4))
	equal(t, "still to be billed", p.Lines[0].ToBill(), qty(8))
	equal(t, "still to invoice of what shipped", o.Lines[0].ToInvoice(false), 0)
	equal(t, "still to invoice in all", o.Lines[0].ToInvoice(true), qty(4))
	equal(t, "returned", o.Lines[0].Returned, qty(1))
	equal(t, "revenue net of the return", h.profit(o).Revenue, 9*450)
	h.sound()
}

func TestComplaint25PartOfABackOrderIsShippedAndBilledByItself(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Confirmed: qty(4), BackOrdered: qty(6), Expected: "2026-12-20"}}}))
	equal(t, "a back order asks", h.readOrder(o.ID).Next, trade.StepDecide)
	h.decide(o, app.DecisionIn{Do: trade.DecideWait})
	h.shipped(p, qty(4))
	h.billed(p, "1", qty(4), "3.10")
	p = must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "the rest waits", p.Lines[0].Waiting(), qty(6))
	equal(t, "and is not billed", p.Lines[0].ToBill(), qty(6))
	equal(t, "with the supplier's date", p.Expected, "2026-12-20")
	h.sound()
}

func TestComplaint26OneParcelForTwoOrders(t *testing.T) {
	h := newHouse(t)
	var orders []*trade.SalesOrder
	for range 2 {
		o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3)})
		p := h.forward(o)[0]
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Tracking: []string{"JJD000390"}}))
		orders = append(orders, o)
	}
	found := must(h.Find(h.ctx, app.FindIn{Text: "JJD000390"}))
	equal(t, "the tracking number finds both shipments", len(found.Rows), 2)
	for _, o := range orders {
		equal(t, "each order has its own", h.readOrder(o.ID).Lines[0].Shipped, qty(3))
	}
	h.sound()
}

func TestComplaint27AReturnIsCountedOnce(t *testing.T) { // and case 84
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	s := h.shipped(p)
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	v := h.invoiced(o, "shipped")
	h.billed(p, "1", qty(10), "3.10")
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Reason: "too many", Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(4)}}}))
	equal(t, "its number", r.Number, "RMA-1001")
	equal(t, "to the supplier's place", r.ShipTo.City, "Leeds")
	_, err := h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(7)}}})
	h.refused(trade.Refused, err)
	must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID, Lines: []app.QtyIn{{LineID: r.Lines[0].ID, Qty: qty(3)}}}))
	out := must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit", Claim: true, Fee: decp("1.50")}))
	equal(t, "credit for what arrived, less the fee", out.Credits[0].Net, 3*450-150)
	l := h.readOrder(o.ID).Lines[0]
	equal(t, "delivered is not raised", l.Delivered, qty(10))
	equal(t, "returned", l.Returned, qty(3))
	equal(t, "open of the invoice", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Open(), v.Total-out.Credits[0].Total)
	due := must(h.ListDueCredits(h.ctx, app.Nothing{})).Rows
	equal(t, "the supplier owes", due[0].Net, 3*310)
	must(h.ChaseClaims(h.ctx, app.SendIn{ID: p.ID}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, Credit: true, PurchaseID: p.ID, TheirNo: "C1", Enter: true}))
	equal(t, "matched", len(must(h.ListDueCredits(h.ctx, app.Nothing{})).Rows), 0)
	equal(t, "profit net of the return", h.profit(o).Profit, 10*(450-310)-3*(450-310)+150)
	_, err = h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestComplaints29And33SentIsNotConfirmed(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	equal(t, "33: sent waits for an answer", p.Next, trade.StepAnswer)
	equal(t, "29: and is listed until there is one", must(h.ListPurchases(h.ctx, app.ListIn{Filter: "unanswered"})).Count, 1)
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, TheirRef: "AB-77"}))
	p = must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "29: their order number", p.TheirRef, "AB-77")
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Refused: qty(10), Note: "kiln broken"}}}))
	o = h.readOrder(o.ID)
	equal(t, "33: a late refusal is noticed", o.Next, trade.StepDecide)
	equal(t, "with its reason", h.exception(o).Note, "kiln broken")
	h.sound()
}

func TestComplaint30PaidGoesOn(t *testing.T) {
	h := newHouse(t)
	prepaid := must(h.SaveTerms(h.ctx, trade.Terms{Name: "prepaid", Prepaid: true, Parts: []trade.TermPart{{Percent: money.Whole}}}))
	h.ana = h.customer("Cash & Co", func(in *app.SaveCustomerIn) { in.TermsID = prepaid.ID })
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	h.invoiced(o, "ordered")
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("24.75"), Auto: true}))
	waiting := must(h.ListWaiting(h.ctx, app.Nothing{})).Rows
	equal(t, "it waits to be ordered", len(waiting), 1)
	equal(t, "and is not held", waiting[0].Held, false)
	equal(t, "the mail to the supplier is written with the step", h.forward(o)[0].SentAt != "", true)
}

func TestComplaint31SeveralMakersOfOneItem(t *testing.T) {
	h := newHouse(t)
	it := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "VASE", Name: "Vase", Price: dec("20"), Sources: []app.SourceIn{
		{SupplierID: h.clay, PartNo: "V-1", Cost: dec("9")}, {SupplierID: h.weft, PartNo: "77/3", Description: "Vase, tall", Cost: dec("9.50")}}}))
	o := h.order(app.LineIn{ItemID: it.ID, Qty: qtyp(1), SupplierID: &h.weft})
	p := h.forward(o)[0]
	equal(t, "that maker's number", p.Lines[0].PartNo, "77/3")
	equal(t, "that maker's words", p.Lines[0].Description, "Vase, tall")
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperPurchase, ID: p.ID}))
	equal(t, "on the mailed paper", paper.Lines[0].Code, "77/3")
	equal(t, "the mail waits in the outbox", must(h.ListMessages(h.ctx, app.ListIn{Filter: "ready"})).Count, 1)
}

func TestComplaint32SuppliersGetMailFromAnotherAddress(t *testing.T) {
	h := newHouse(t)
	own := must(h.GetCompany(h.ctx, app.Nothing{}))
	own.BuyEmail = "purchasing@northpier.example"
	must(h.SaveCompany(h.ctx, *own))
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	p := h.forward(must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true})))[0]
	from := map[string]string{}
	for _, m := range must(h.ListMessages(h.ctx, app.ListIn{})).Rows {
		from[m.Paper] = m.From
	}
	equal(t, "to the customer", from[string(app.PaperQuote)], "sales@northpier.example")
	equal(t, "to the supplier", from[string(app.PaperPurchase)], "purchasing@northpier.example")
	equal(t, "and on the paper", must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperPurchase, ID: p.ID})).From.Email, "purchasing@northpier.example")
}

func TestAPieceThatWasReplacedMayComeBackAgain(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(2)})
	for range 2 {
		s := h.shipped(h.forward(o)[0])
		r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(2)}}}))
		must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID}))
		must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "replace"}))
	}
	equal(t, "returned in all", h.readOrder(o.ID).Lines[0].Returned, qty(4))
	equal(t, "still owed", h.readOrder(o.ID).Lines[0].ToOrder(), qty(2))
	h.sound()
}
