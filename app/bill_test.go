package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// bill enters a bill for one line of a purchase order at a price.
func (h *house) bill(no string, p *trade.PurchaseOrder, lines ...app.BillLineIn) *trade.Bill {
	h.t.Helper()
	b, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: no, PurchaseID: p.ID, Lines: lines, Enter: true})
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

func (h *house) credit(no string, p *trade.PurchaseOrder, lines ...app.BillLineIn) *trade.Bill {
	h.t.Helper()
	b, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: no, Credit: true, Lines: lines, Enter: true})
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

// bought is an order of mugs that its supplier has shipped.
func (h *house) bought(mugs int) (*trade.SalesOrder, *trade.PurchaseOrder) {
	h.t.Helper()
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(mugs)})
	p := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	return o, must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
}

// A difference is within the tolerance if it is within the percentage or within the amount: 2 % or 5.00.
func TestABillWithinTheToleranceGoesThrough(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		mugs  int
		price string
		waits bool
	}{
		{24, "3.10", false}, {24, "3.30", false}, // 4.80 more than 74.40
		{24, "3.31", true},                            // 5.04
		{1000, "3.162", false}, {1000, "3.163", true}, // 62 and 63 more than 3100, of which 2 % are 62
		{24, "2.80", true}, // 7.20 less is a surprise too
	} {
		_, p := h.bought(c.mugs)
		b := h.bill(c.price+"-"+itoa(c.mugs), p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp(c.price)})
		equal(t, c.price+" waits", b.Approval == trade.Waiting, c.waits)
		equal(t, c.price+" has doubts", len(b.Doubts) > 0, c.waits)
	}
	h.sound()
}

func TestADearerBillIsInTheProfitAndWaitsForApproval(t *testing.T) { // case 89, complaint 7
	h := newHouse(t)
	for name, role := range map[string]string{"Pia": "purchasing", "Bo": "books"} {
		must(h.SaveUser(h.ctx, trade.User{Name: name, Role: role}))
	}
	o, p := h.bought(24)
	equal(t, "planned profit", h.profit(o).Profit, 10800-7440)
	b := h.bill("77", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp("3.40")})
	equal(t, "why it waits", b.Doubts[0], "Item MUG-11 (PO-1001): 3.40 instead of 3.10, 7.20 EUR more for 24.")
	equal(t, "profit shows it at once", h.profit(o).Profit, 10800-8160)
	list := must(h.ListBills(h.ctx, app.ListIn{Filter: "to_approve"}))
	equal(t, "on the list to approve", list.Rows[0].ID, b.ID)
	equal(t, "counted", must(h.CountWork(h.ctx, app.Nothing{})).Bills, 1)

	pay := app.PaymentIn{PartyID: p.SupplierID, Amount: dec("81.60"), Uses: []app.UseIn{{ID: b.ID, Amount: dec("81.60")}}}
	_, err := h.PaySupplier(h.ctx, pay)
	h.says(err, "waits for approval: Item MUG-11 (PO-1001): 3.40 instead of 3.10")
	_, err = h.WriteOff(h.ctx, app.WriteOffIn{BillID: b.ID, Reason: "small"})
	h.says(err, "waits for approval")
	auto := must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: p.SupplierID, Amount: dec("10"), Auto: true}))
	equal(t, "paying the oldest leaves it out", auto.Left(), 1000)
	equal(t, "nothing of it is payable", must(h.ListOpen(h.ctx, app.ListOpenIn{SupplierID: p.SupplierID})).Rows[0].Payable, 0)

	_, err = h.ApproveBill(app.As(h.ctx, "Pia"), app.DecideIn{ID: b.ID, Reason: "agreed by phone"})
	h.says(err, "done by books or admin")
	_, err = h.ApproveBill(h.ctx, app.DecideIn{ID: b.ID})
	h.refused(trade.Invalid, err) // a reason is needed
	bo := app.As(h.ctx, "Bo")
	b = must(h.ApproveBill(bo, app.DecideIn{ID: b.ID, Version: b.Version, Reason: "agreed by phone"}))
	equal(t, "approved", b.Approval, trade.Approved)
	_, err = h.ApproveBill(bo, app.DecideIn{ID: b.ID, Reason: "again"})
	h.refused(trade.Refused, err)
	must(h.PaySupplier(bo, pay))
	equal(t, "paid", must(h.GetBill(h.ctx, app.ByID{ID: b.ID})).Open(), 0)
	said := must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindBill, ID: b.ID})).Rows[0]
	equal(t, "history", said.Who+" "+said.Action+" "+said.Note, "Bo approve agreed by phone")
	h.sound()
}

func TestADisputedBillIsPaidButForWhatTheSupplierIsToCredit(t *testing.T) {
	h := newHouse(t)
	o, p := h.bought(24)
	b := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "77", Tax: decp("8.16"), Enter: true,
		Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Price: decp("3.40")}}}))
	equal(t, "total", b.Total, 8976)
	b = must(h.DisputeBill(h.ctx, app.DisputeIn{ID: b.ID, Reason: "we agreed on 3.10"}))
	equal(t, "7.20 and its tax", b.Disputed, 792)
	due := must(h.ListDueCredits(h.ctx, app.Nothing{})).Rows
	equal(t, "due", due[0].BillNo+" "+due[0].PurchaseNo+" "+due[0].Net.Text(due[0].Currency), "77 PO-1001 7.92")

	_, err := h.PaySupplier(h.ctx, app.PaymentIn{PartyID: p.SupplierID, Amount: dec("89.76"), Uses: []app.UseIn{{ID: b.ID, Amount: dec("89.76")}}})
	h.says(err, "is disputed over 7.92 EUR, for which the supplier is to give credit; 81.84 EUR can be paid now")
	paid := must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: p.SupplierID, Amount: dec("89.76"), Auto: true}))
	equal(t, "the rest of the money stays on account", paid.Left(), 792)

	c := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "C-9", Credit: true, Tax: decp("0.72"), Enter: true,
		Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Allowance: decp("7.20"), Description: "Price difference"}}}))
	must(h.UseCredit(h.ctx, app.UseCreditIn{CreditID: c.ID, BillID: b.ID}))
	equal(t, "settled", must(h.GetBill(h.ctx, app.ByID{ID: b.ID})).Open(), 0)
	equal(t, "nothing is due any more", len(must(h.ListDueCredits(h.ctx, app.Nothing{})).Rows), 0)
	equal(t, "profit as planned", h.profit(o).Profit, 10800-7440)
	b = must(h.ApproveBill(h.ctx, app.DecideIn{ID: b.ID, Reason: "credited by C-9"}))
	equal(t, "over", b.Disputed, 0)
	h.sound()
}

func TestASupplierHasATolerancesOfItsOwn(t *testing.T) {
	h := newHouse(t)
	must(h.SaveTolerance(h.ctx, app.ToleranceIn{SupplierID: h.clay, Percent: 10 * money.Percent}))
	equal(t, "what counts", must(h.GetTolerance(h.ctx, app.ByID{ID: h.clay})).Percent, 10*money.Percent)
	_, p := h.bought(24)
	equal(t, "9.6 % dearer passes here", h.bill("1", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp("3.40")}).Approval, trade.State(""))
	must(h.DropTolerance(h.ctx, app.DropToleranceIn{SupplierID: h.clay}))
	_, p = h.bought(24)
	equal(t, "and not by the company's", h.bill("2", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp("3.40")}).Approval, trade.Waiting)
	must(h.SaveTolerance(h.ctx, app.ToleranceIn{Percent: 0, Amount: dec("8")}))
	_, p = h.bought(24)
	equal(t, "8.00 lets 7.20 pass", h.bill("3", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp("3.40")}).Approval, trade.State(""))
	_, err := h.DropTolerance(h.ctx, app.DropToleranceIn{SupplierID: h.clay})
	h.refused(trade.Refused, err)
	_, err = h.SaveTolerance(h.ctx, app.ToleranceIn{Percent: 101 * money.Percent})
	h.refused(trade.Invalid, err)
	list := must(h.ListTolerances(h.ctx, app.Nothing{})).Rows
	equal(t, "one is left", len(list), 1)
	equal(t, "of the company", list[0].Amount, 800)
}

// The company's amount counts in the bill's currency at the bill's rate.
func TestTheToleranceOfABillInAnotherCurrency(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "JPY", Date: "2026-11-01", Rate: 60_000_000})) // 5.00 EUR are 833 JPY
	tokyo := must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Tokyo", Currency: "JPY", Contacts: []trade.Contact{{Name: "O", Email: "o@tokyo.example"}}}})).ID
	counts := must(h.GetTolerance(h.ctx, app.ByID{ID: tokyo}))
	equal(t, "what counts", counts.Percent.String()+" % or "+counts.Amount.Text("JPY")+" "+string(counts.Currency), "2 % or 833 JPY")
	h.mug = h.item("JP", "9", tokyo, "500")
	for price, waits := range map[string]bool{"583": false, "584": true} {
		_, p := h.bought(10)
		equal(t, price, h.bill(price, p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Price: decp(price)}).Approval == trade.Waiting, waits)
	}
	h.sound()
}

// The freight of goods whose own bill came earlier lands on those goods, to the cent.
func TestAFreightBillForAPurchaseOrderIsSpreadOverItsLines(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.item("A", "10", h.clay, "3"), Qty: qtyp(1)}, app.LineIn{ItemID: h.item("B", "10", h.clay, "3"), Qty: qtyp(1)},
		app.LineIn{ItemID: h.item("C", "10", h.clay, "3"), Qty: qtyp(1)})
	p := h.forward(o)[0]
	h.bill("goods", p)
	b := h.bill("freight", p, app.BillLineIn{PurchaseID: p.ID, Price: decp("10"), Description: "Carrier"})
	equal(t, "beyond 2 % of 9.00 and 5.00", b.Approval, trade.Waiting)
	p = must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	for i, want := range []money.Amount{334, 333, 333} {
		equal(t, "share", p.Lines[i].FreightBase, want)
	}
	equal(t, "in the profit", h.profit(o).Freight, 1000)
	chain := must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindBill, ID: b.ID}))
	equal(t, "joined to the deal", chain.Order.ID, o.ID)
	equal(t, "with the bill for the goods", len(chain.Bills), 2)
	h.credit("half", p, app.BillLineIn{PurchaseID: p.ID, Price: decp("5")})
	equal(t, "half of it came back", h.profit(o).Freight, 500)
	_, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.weft, TheirNo: "x", Lines: []app.BillLineIn{{PurchaseID: p.ID, Price: decp("5")}}})
	h.says(err, "is a purchase order to Clayworks, not to Weft & Co")
	h.sound()
}

// Fees that were agreed on the purchase order are no surprise on the bill; twice they are.
func TestAgreedFeesAreNoDifference(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Version: p.Version, Fees: &app.FeesIn{DropShip: dec("3.50"), Freight: dec("9")}}))
	p = must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID, Version: p.Version}))
	b := h.bill("1", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Qty: qty(12)}, app.BillLineIn{Description: "Freight and handling", Price: decp("15.50")})
	equal(t, "3.00 more than agreed pass", b.Approval, trade.State(""))
	equal(t, "agreed", b.Lines[1].Agreed, 1250)
	b = h.bill("2", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID}, app.BillLineIn{Description: "Freight", Price: decp("9")})
	equal(t, "once more they do not", b.Doubts[0], "Freight and fees of 9.00 EUR, for goods worth 37.20.")
	h.sound()
}

// A supplier gives money back and the goods stay: a price allowance, and an early-payment discount on all of a purchase order.
func TestAnAllowanceIsMoneyAndNoQuantity(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)}, app.LineIn{ItemID: h.item("BOWL", "9", h.clay, "5"), Qty: qtyp(10)})
	p := h.forward(o)[0]
	_, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "early", Credit: true, Lines: []app.BillLineIn{{PurchaseID: p.ID, Allowance: decp("1")}}})
	h.refused(trade.Refused, err) // nothing is billed
	h.bill("1", p)
	h.credit("2", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Allowance: decp("4.40"), Description: "Chipped rims"})
	h.credit("3", p, app.BillLineIn{PurchaseID: p.ID, Allowance: decp("2.40"), Description: "2 % for early payment"}) // of 70.00 and 50.00
	p = must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "the quantity stays billed", p.Lines[0].Billed, qty(24))
	equal(t, "mugs", p.Lines[0].BilledNet, 7440-440-140)
	equal(t, "bowls", p.Lines[1].BilledNet, 5000-100)
	equal(t, "cost", h.profit(o).Cost, 7440+5000-440-240)
	_, err = h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "4", Credit: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[1].ID, Allowance: decp("49.01")}}})
	h.says(err, "Only 49.00 EUR were billed")
	_, err = h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "4", Credit: true, Lines: []app.BillLineIn{{Allowance: decp("1")}}})
	h.refused(trade.Invalid, err) // for what?
	h.bill("5", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Allowance: decp("3"), Description: "Surcharge for clay"})
	equal(t, "a charge besides the price", h.profit(o).Cost, 7440+5000-440-240+300)
	h.sound()
}

func TestTwoPurchaseOrdersOfOneItemAtTwoCosts(t *testing.T) { // complaints 3 and 6
	h := newHouse(t)
	it := h.item("P", "30", h.clay, "10")
	first := h.order(app.LineIn{ItemID: it, Qty: qtyp(1)})
	p1 := h.forward(first)[0]
	must(h.SaveItem(h.ctx, app.SaveItemIn{ID: it, Version: must(h.GetItem(h.ctx, app.ByID{ID: it})).Version, SKU: "P", Name: "Item P", Price: dec("30"), Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("20")}}}))
	second := h.order(app.LineIn{ItemID: it, Qty: qtyp(2)})
	p2 := h.forward(second)[0]
	h.bill("both", p1, app.BillLineIn{PurchaseLineID: p1.Lines[0].ID}, app.BillLineIn{PurchaseLineID: p2.Lines[0].ID})
	for o, want := range map[*trade.SalesOrder]money.Amount{first: 1000, second: 4000} {
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID})).Purchases[0].ID}))
		for range o.Lines[0].Qty / money.Unit { // in part invoices, none of which takes the whole cost
			must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(1)}}, Issue: true}))
			equal(t, o.Number+" cost", h.profit(o).Cost, want)
		}
		equal(t, o.Number+" is actual", h.profit(o).Actual, true)
	}
	h.sound()
}

// One bill for two orders, the second of three bills for one of them: each line beside its goods.
func TestABillIsMatchedWithOrderedShippedAndBilled(t *testing.T) {
	h := newHouse(t)
	o1, o2 := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)}), h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p1, p2 := h.forward(o1)[0], h.forward(o2)[0]
	l1, l2 := p1.Lines[0].ID, p2.Lines[0].ID
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p1.ID}))
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p1.ID, Lines: []app.QtyIn{{LineID: l1, Qty: qty(12)}}})).Shipment
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	h.bill("1", p1, app.BillLineIn{PurchaseLineID: l1, Qty: qty(6)})
	draft := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "2", Lines: []app.BillLineIn{
		{PurchaseLineID: l1, Qty: qty(10), Price: decp("3.50")}, {PurchaseLineID: l2, Qty: qty(10)}, {Price: decp("6.60")}}}))
	check := func(m app.Match) {
		t.Helper()
		a, b := m.Lines[0], m.Lines[1]
		equal(t, "ordered, confirmed, shipped, received", a.Ordered.String()+" "+a.Confirmed.String()+" "+a.Shipped.String()+" "+a.Received.String(), "24 24 12 12")
		equal(t, "billed before, now", a.Before.String()+" "+a.Qty.String(), "6 10")
		equal(t, "money", a.PriceDifference, 400)
		equal(t, "goods", a.QtyDifference, qty(4))
		equal(t, "words", strings.Join(a.Words, " "), "3.50 instead of 3.10: 4.00 EUR more. 4 are charged that have not shipped.")
		equal(t, "the other", strings.Join(b.Words, " "), "10 are charged that have not shipped.")
		equal(t, "freight", m.Lines[2].Words[0], "Spread over the goods of this bill by value.")
		equal(t, "freight waits", len(m.Doubts), 1)
		// 4.00 more and half of 6.60 by 35.00 and 31.00: 3.50.
		equal(t, "hits", m.Hits[0].Words, "SO-1001 of Bluebird Gifts: the profit goes from 33.60 EUR (31.1 %) to 26.10 EUR (24.2 %).")
		equal(t, "hits", m.Hits[1].Words, "SO-1002 of Bluebird Gifts: the profit goes from 14.00 EUR (31.1 %) to 10.90 EUR (24.2 %).")
	}
	check(must(h.MatchBill(h.ctx, app.ByID{ID: draft.ID})))
	must(h.EnterBill(h.ctx, app.Do{ID: draft.ID}))
	check(must(h.MatchBill(h.ctx, app.ByID{ID: draft.ID})))
	h.bill("3", p1)
	check(must(h.MatchBill(h.ctx, app.ByID{ID: draft.ID}))) // a later bill changes nothing of it
	m := must(h.MatchPurchase(h.ctx, app.ByID{ID: p1.ID}))
	equal(t, "three bills", len(m.Bills), 3)
	equal(t, "all billed", m.Lines[0].Qty, qty(24))
	equal(t, "half not shipped", m.Lines[0].QtyDifference, qty(12))
	equal(t, "difference", m.Lines[0].PriceDifference, 400)
	equal(t, "freight", m.Freight, 350)
	equal(t, "hit", m.Hits[0].After, h.profit(o1).Profit)
	h.sound()
}

// What was lost is claimed, what is cancelled is not to be paid: the match says so.
func TestTheMatchSpeaksOfClaimedAndCancelledGoods(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := h.forward(o)[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Confirmed: qty(20), Refused: qty(4)}}}))
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(20)}}})).Shipment
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(3)}}}))
	for _, e := range must(h.ListExceptions(h.ctx, app.ListExceptionsIn{OrderID: o.ID})).Rows {
		must(h.DecideException(h.ctx, app.DecisionIn{ID: e.ID, Do: trade.DecideDrop, Claim: e.Kind == trade.ExDamaged}))
	}
	_, err := h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "1", Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(24)}}})
	h.says(err, "there is 20 left to bill, not 24: 24 were ordered, 4 of them cancelled or refused, 0 are billed")
	b := h.bill("1", p, app.BillLineIn{PurchaseLineID: p.Lines[0].ID, Qty: qty(20)})
	m := must(h.MatchBill(h.ctx, app.ByID{ID: b.ID}))
	equal(t, "words", strings.Join(m.Lines[0].Words, " "), "4 of 24 were cancelled or refused. 3 are charged that are claimed: the supplier is to give credit for them.")
	due := must(h.ListDueCredits(h.ctx, app.Nothing{})).Rows
	equal(t, "due", due[0].Qty, qty(3))
	h.sound()
}
