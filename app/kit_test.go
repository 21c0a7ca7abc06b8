package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// kit makes a gift set of two mugs from Clayworks, a tote from Weft & Co and its wrapping, for 15.00.
func (h *house) kit() trade.ID {
	return must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "GIFT", Name: "Gift set", Price: dec("15"), Components: []app.ComponentIn{
		{ItemID: h.mug, Qty: qty(2)}, {ItemID: h.tote, Qty: qty(1)}, {ItemID: h.wrap, Qty: qty(1)}}})).ID
}

// clayKit makes a set of a mug and two bowls, both from Clayworks, for 10.00.
func (h *house) clayKit() trade.ID {
	bowl := h.item("BWL-01", "3", h.clay, "1.55")
	return must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "SET", Name: "Breakfast set", Price: dec("10"), Components: []app.ComponentIn{
		{ItemID: h.mug, Qty: qty(1)}, {ItemID: bowl, Qty: qty(2)}}})).ID
}

func (h *house) ship(p *trade.PurchaseOrder, lines ...app.QtyIn) *trade.Shipment {
	h.t.Helper()
	out, err := h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: lines})
	if err != nil {
		h.t.Fatal(err)
	}
	return out.Shipment
}

// refuse lets a supplier refuse a quantity of the first line of a purchase order and accept the rest.
func (h *house) refuse(p *trade.PurchaseOrder, n int) {
	h.t.Helper()
	l := p.Lines[0]
	if _, err := h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: l.ID, Confirmed: l.Qty - qty(n), Refused: qty(n)}}}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) paper(kind app.PaperKind, id trade.ID) app.Paper {
	h.t.Helper()
	return must(h.Paper(h.ctx, app.PrintIn{Paper: kind, ID: id}))
}

// earned is what a supplier's part of an order brought and cost.
func (h *house) earned(o *trade.SalesOrder, supplier trade.ID) (revenue, cost money.Amount) {
	for _, l := range must(h.GetProfit(h.ctx, app.ByID{ID: o.ID})).Lines {
		if l.SupplierID == supplier {
			revenue, cost = revenue+l.Revenue, cost+l.Cost
		}
	}
	return revenue, cost
}

func TestAKitIsOneLineForTheCustomerAndSeveralForTheSuppliers(t *testing.T) {
	h := newHouse(t)
	gift := h.kit()
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: gift, Qty: qtyp(10)}}}}))
	equal(t, "ten kits", q.Net, 15000)
	equal(t, "cost their components", q.Cost, 10100)
	equal(t, "which are lines below it", len(q.Lines), 4)
	equal(t, "of which each kit takes two", q.Lines[1].Qty, qty(20))
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	equal(t, "the customer reads one", len(h.paper(app.PaperQuote, q.ID).Lines), 1)

	it := must(h.GetItem(h.ctx, app.ByID{ID: gift}))
	must(h.SaveItem(h.ctx, app.SaveItemIn{ID: gift, Version: it.Version, SKU: "GIFT", Name: "Gift set", Price: dec("15"), Components: []app.ComponentIn{{ItemID: h.mug, Qty: qty(1)}}}))
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Lines: []app.QtyIn{{LineID: q.Lines[0].ID, Qty: qty(4)}}, Confirm: true}))
	equal(t, "as it was quoted", len(o.Lines), 4)
	equal(t, "components of four kits", o.Lines[1].Qty, qty(8))
	equal(t, "tied to their kit", o.Lines[3].KitLineID, o.Lines[0].ID)
	equal(t, "planned cost", o.Cost, 4040)
	equal(t, "the confirmation names one", len(h.paper(app.PaperConfirmation, o.ID).Lines), 1)
	equal(t, "only the kit was sold at a price", len(must(h.PriceHistory(h.ctx, app.PriceHistoryIn{ItemID: h.mug})).Rows), 0)

	made := h.forward(o)
	equal(t, "two suppliers", len(made), 2)
	mugs, totes := made[0], made[1]
	equal(t, "mugs on order", mugs.Lines[0].Qty, qty(8))
	h.ship(mugs)
	_, err := h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID})
	h.refused(trade.Refused, err) // no kit is complete
	s := h.ship(totes, app.QtyIn{LineID: totes.Lines[0].ID, Qty: qty(3)})
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	o = h.readOrder(o.ID)
	equal(t, "three are complete", o.Lines[0].Shipped, qty(3))
	equal(t, "the mugs have not arrived", o.Lines[0].Delivered, 0)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	equal(t, "three kits and nothing else", len(v.Lines), 1)
	equal(t, "at their price", v.Net, 4500)
	equal(t, "the invoice names one", len(h.paper(app.PaperInvoice, v.ID).Lines), 1)
	h.ship(totes)
	equal(t, "the last", must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true})).Net, 1500)
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "1", PurchaseID: mugs.ID, Enter: true}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.weft, TheirNo: "2", PurchaseID: totes.ID, Enter: true}))

	revenue, cost := h.earned(o, h.clay)
	equal(t, "Clayworks' share of 60.00 by cost", revenue, 3683)
	equal(t, "Clayworks' cost", cost, 2480)
	revenue, cost = h.earned(o, h.weft)
	equal(t, "Weft's share", revenue, 2317)
	equal(t, "Weft's cost", cost, 1560)
	o = h.readOrder(o.ID)
	equal(t, "the order", o.Profit(), 1960)
	equal(t, "all of it is actual", o.ProfitActual, true)
	byItem := must(h.ReportProfit(h.ctx, app.ReportIn{By: "item"}))
	equal(t, "by item it is the same", byItem.Total.Profit(), 1960)
	h.sound()
}

func TestComponentsFollowTheirKitWhileTheDraftIsTyped(t *testing.T) {
	h := newHouse(t)
	gift := h.kit()
	o := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: gift, Qty: qtyp(2)}, {ItemID: h.tote, Qty: qtyp(1)}}}}))
	edit := func(lines ...app.LineIn) *trade.SalesOrder {
		t.Helper()
		return must(h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, SaleIn: app.SaleIn{Lines: lines}}))
	}
	kit, tote := app.LineIn{ID: o.Lines[0].ID}, app.LineIn{ID: o.Lines[4].ID}
	kit.Qty = qtyp(5)
	mugs := o.Lines[1].ID
	o = edit(tote, kit, app.LineIn{ID: mugs, SupplierID: &h.weft, Cost: decp("2.90")})
	equal(t, "the kit is the second line now", o.Lines[1].Kind, trade.LineKit)
	equal(t, "the mugs stay below it", o.Lines[2].ID, mugs)
	equal(t, "ten of them", o.Lines[2].Qty, qty(10))
	equal(t, "from the other supplier", o.Lines[2].Supplier, "Weft & Co")
	equal(t, "planned cost", o.Cost, 390+10*290+5*390)
	o = edit(tote, kit, app.LineIn{ID: o.Lines[4].ID, Cost: decp("0.50")})
	equal(t, "wrapping costs us something too", o.Cost, 390+10*290+5*390+5*50)
	_, err := h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{kit, {ID: mugs, Qty: qtyp(3)}}}})
	h.says(err, "quantity follows the kit's")
	_, err = h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{{ID: kit.ID, Cost: decp("1")}}}})
	h.says(err, "costs what its components cost")
	half := qty(1) / 2
	_, err = h.SaveOrder(h.ctx, app.SaveOrderIn{ID: o.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{{ID: kit.ID, Qty: &half}}}})
	h.refused(trade.Invalid, err)
	o = edit(tote)
	equal(t, "without the kit its components go", len(o.Lines), 1)
	o = edit(app.LineIn{ID: tote.ID, ItemID: gift})
	equal(t, "instead of the tote the kit with its components", len(o.Lines), 4)
	h.sound()

	yes := true
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: gift, Qty: qtyp(2), Optional: &yes}, {ItemID: h.mug, Qty: qtyp(1)}}}}))
	equal(t, "an optional kit does not count, nor does its cost", q.Net-q.Cost, 450-310)
	equal(t, "its own margin shows", q.CostOf(0, "EUR"), 2020)
	h.sound()
}

func TestAKitIsSensible(t *testing.T) {
	h := newHouse(t)
	gift := h.kit()
	save := func(in app.SaveItemIn) error {
		in.Name, in.Price = "Kit", dec("1")
		_, err := h.SaveItem(h.ctx, in)
		return err
	}
	of := func(items ...trade.ID) (list []app.ComponentIn) {
		for _, it := range items {
			list = append(list, app.ComponentIn{ItemID: it, Qty: qty(1)})
		}
		return list
	}
	h.says(save(app.SaveItemIn{SKU: "K", Components: of(gift)}), "is a kit itself")
	h.says(save(app.SaveItemIn{SKU: "K", Components: of(h.wrap)}), "are services")
	h.refused(trade.Invalid, save(app.SaveItemIn{SKU: "K", Components: of(h.mug, h.mug)}))
	h.refused(trade.Invalid, save(app.SaveItemIn{SKU: "K", Components: []app.ComponentIn{{ItemID: h.mug}}}))
	h.refused(trade.NotFound, save(app.SaveItemIn{SKU: "K", Components: of(4711)}))
	h.refused(trade.Invalid, save(app.SaveItemIn{SKU: "K", Components: of(h.mug), Sources: []app.SourceIn{{SupplierID: h.clay}}}))
	mug := must(h.GetItem(h.ctx, app.ByID{ID: h.mug}))
	h.says(save(app.SaveItemIn{ID: h.mug, Version: mug.Version, SKU: "MUG-11", Components: of(h.tote)}), "component of GIFT")
	h.refused(trade.Invalid, save(app.SaveItemIn{ID: h.mug, Version: mug.Version, SKU: "MUG-11", Components: of(h.mug)}))
	tote := must(h.GetItem(h.ctx, app.ByID{ID: h.tote}))
	must(h.SaveItem(h.ctx, app.SaveItemIn{ID: h.tote, Version: tote.Version, SKU: "TOT-02", Name: "Tote", Inactive: true}))
	_, err := h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: gift}}}})
	h.says(err, "no longer sold")
}

func TestKitsThatCannotBeCompletedAreDropped(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.kit(), Qty: qtyp(10)})
	made := h.forward(o)
	mugs, totes := made[0], made[1]
	h.refuse(mugs, 3)
	equal(t, "asks", h.readOrder(o.ID).Next, trade.StepDecide)
	h.decide(o, app.DecisionIn{Do: trade.DecideDrop})
	o = h.readOrder(o.ID)
	equal(t, "17 mugs are enough for 8 kits", o.Lines[0].Live(), qty(8))
	equal(t, "the other mugs", o.Lines[1].Live(), qty(17))
	equal(t, "wrapping", o.Lines[3].Live(), qty(8))
	asked := must(h.ListChanges(h.ctx, app.ByID{ID: o.ID})).Rows
	equal(t, "both suppliers are asked", len(asked), 2)
	equal(t, "for the mug that no kit needs", asked[0].Lines[0].Cancel, qty(1))
	equal(t, "and two totes", asked[1].Lines[0].Cancel, qty(2))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: asked[0].ID, Accepted: true}))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: asked[1].ID, Note: "packed already"}))
	h.decide(o, app.DecisionIn{Do: trade.DecideAccept})
	h.ship(mugs)
	h.ship(totes)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	equal(t, "eight kits", v.Net, 12000)
	o = h.readOrder(o.ID)
	equal(t, "two totes more than needed came, and cost", o.CostOfGoods, 16*310+10*390)
	equal(t, "of the totes", o.Lines[2].Shipped, qty(10))
	h.sound()
}

func TestAKitIsRefundedWhenAComponentIsLost(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.kit(), Qty: qtyp(3)})
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	made := h.forward(o)
	s := h.ship(made[0])
	equal(t, "nothing is complete", h.readOrder(o.ID).Lines[0].Shipped, 0)
	h.ship(made[1])
	equal(t, "all are", h.readOrder(o.ID).Lines[0].Shipped, qty(3))
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExLost, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}}))
	equal(t, "one is not", h.readOrder(o.ID).Lines[0].Shipped, qty(2))
	_, err := h.DecideException(h.ctx, app.DecisionIn{ID: h.exception(o).ID, Do: trade.DecideDrop})
	h.says(err, "Refund it")
	out := h.decide(o, app.DecisionIn{Do: trade.DecideRefund, Claim: true})
	equal(t, "a kit is given back", out.Credits[0].Net, 1500)
	equal(t, "named as one", out.Credits[0].Lines[0].SKU, "GIFT")
	o = h.readOrder(o.ID)
	equal(t, "two kits", o.Lines[0].Live(), qty(2))
	equal(t, "invoiced", o.Lines[0].Invoiced, qty(2))
	equal(t, "a mug and a tote stay with the customer without charge", o.Lines[1].Shipped+o.Lines[2].Shipped, qty(5+3))
	equal(t, "the supplier is to pay for the lost one", o.CostOfGoods, 5*310+3*390)
	equal(t, "earned", o.Revenue, 3000)
	h.sound()

	again := h.order(app.LineIn{ItemID: o.Lines[0].ItemID, Qty: qtyp(1)})
	s = h.ship(h.forward(again)[0])
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}}))
	h.decide(again, app.DecisionIn{Do: trade.DecideAgain})
	second := h.forward(again)[0]
	equal(t, "one mug comes again", second.Lines[0].Qty, qty(1))
	h.sound()
}

func TestAKitGoesWithoutAComponent(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.kit(), Qty: qtyp(5)})
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	made := h.forward(o)
	h.refuse(made[1], 2)
	e := h.exception(o)
	equal(t, "it can be decided so", e.Allows(trade.DecideWithout), nil)
	out := h.decide(o, app.DecisionIn{Do: trade.DecideWithout, Qty: qty(1)})
	equal(t, "the tote's share of one kit: 15.00 by 3.90 of 10.10", out.Credits[0].Net, 579)
	equal(t, "in words", out.Credits[0].Lines[0].SKU, "TOT-02")
	out = h.decide(o, app.DecisionIn{Do: trade.DecideWithout, Allowance: decp("7")})
	equal(t, "as agreed on the phone", out.Credits[0].Net, 700)
	h.ship(made[0])
	h.ship(made[1])
	o = h.readOrder(o.ID)
	equal(t, "all kits are complete", o.Lines[0].Shipped, qty(5))
	equal(t, "with three totes", o.Lines[2].Live(), qty(3))
	equal(t, "earned", o.Revenue, 7500-579-700)
	equal(t, "cost", o.CostOfGoods, 10*310+3*390)
	revenue, _ := h.earned(o, h.weft)
	equal(t, "the allowances are Weft's", revenue, 2896-579-700)
	h.sound()

	plain := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	h.refuse(h.forward(plain)[0], 1)
	_, err := h.DecideException(h.ctx, app.DecisionIn{ID: h.exception(plain).ID, Do: trade.DecideWithout})
	h.refused(trade.Invalid, err)
}

func TestTheCustomerWantsFewerOrMoreKits(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.kit(), Qty: qtyp(5)})
	kit, mugLine := o.Lines[0].ID, o.Lines[1].ID
	change := func(n int) app.ChangeOrderOut {
		t.Helper()
		return must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: kit, Qty: qtyp(n)}}}))
	}
	change(6)
	equal(t, "twelve mugs", h.readOrder(o.ID).Lines[1].ToOrder(), qty(12))
	change(4)
	o = h.readOrder(o.ID)
	equal(t, "eight", o.Lines[1].ToOrder(), qty(8))
	equal(t, "wrapping of four", o.Lines[3].Live(), qty(4))
	_, err := h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: mugLine, Qty: qtyp(1)}}})
	h.says(err, "component of a kit")

	made := h.forward(o)
	out := change(3)
	equal(t, "both suppliers are asked", len(out.Changes), 2)
	equal(t, "until then it stays", h.readOrder(o.ID).Lines[0].Live(), qty(4))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: out.Changes[0].ID, Accepted: true}))
	o = h.readOrder(o.ID)
	equal(t, "one fewer", o.Lines[0].Live(), qty(3))
	equal(t, "six mugs", o.Lines[1].OnPurchase, qty(6))
	must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: out.Changes[1].ID}))
	equal(t, "the tote comes all the same", h.readOrder(o.ID).Lines[2].OnPurchase, qty(4))
	change(4) // so the customer takes it after all
	equal(t, "and is not asked back again", len(must(h.ListChanges(h.ctx, app.ByID{ID: o.ID})).Rows), 2)
	o = h.readOrder(o.ID)
	equal(t, "two more mugs are needed", o.Lines[1].ToOrder(), qty(2))
	equal(t, "and no tote", o.Lines[2].ToOrder(), 0)
	h.ship(made[1])
	_, err = h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Lines: []app.ChangeLineIn{{LineID: kit, Qty: qtyp(1)}}})
	h.says(err, "have shipped already")
	h.sound()
}

func TestKitsAreCalledOff(t *testing.T) {
	h := newHouse(t)
	gift := h.kit()
	o := h.order(app.LineIn{ItemID: gift, Qty: qtyp(3)})
	_, err := h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[1].ID, Qty: qty(1)}}})
	h.says(err, "Drop the kit")
	o = must(h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(1)}}}))
	equal(t, "four mugs", o.Lines[1].ToOrder(), qty(4))
	o = must(h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID}))
	equal(t, "nothing is left", o.State, trade.Cancelled)

	o = h.order(app.LineIn{ItemID: gift, Qty: qtyp(3)})
	made := h.forward(o)
	h.ship(made[0], app.QtyIn{LineID: made[0].Lines[0].ID, Qty: qty(1)})
	o = must(h.CancelOrder(h.ctx, app.DecideIn{ID: o.ID}))
	for _, c := range must(h.ListChanges(h.ctx, app.ByID{ID: o.ID})).Rows {
		must(h.AnswerChange(h.ctx, app.AnswerChangeIn{ID: c.ID, Accepted: true}))
	}
	o = h.readOrder(o.ID)
	equal(t, "the kit that has begun to ship stays", o.Lines[0].Live(), qty(1))
	equal(t, "with its mugs", o.Lines[1].OnPurchase, qty(2))
	equal(t, "and its tote", o.Lines[2].OnPurchase, qty(1))
	h.sound()
}

func TestAWholeKitComesBack(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.clayKit(), Qty: qtyp(3)})
	s := h.ship(h.forward(o)[0])
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	giveBack := func(outcome string, mugs, bowls int) app.SettleOut {
		t.Helper()
		in := app.ReturnIn{OrderID: o.ID}
		for i, n := range []int{mugs, bowls} {
			if n > 0 {
				in.Lines = append(in.Lines, app.QtyIn{LineID: s.Lines[i].ID, Qty: qty(n)})
			}
		}
		r := must(h.OpenReturn(h.ctx, in))
		must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID}))
		return must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: outcome}))
	}
	c := giveBack("credit", 1, 2).Credits[0]
	equal(t, "a mug and two bowls are a kit", c.Lines[0].SKU, "SET")
	equal(t, "at its price", c.Net, 1000)
	o = h.readOrder(o.ID)
	equal(t, "returned", o.Lines[0].Returned, qty(1))
	equal(t, "delivered it was all the same, as other goods that come back", o.Lines[0].Delivered, qty(3))
	c = giveBack("credit", 0, 1).Credits[0]
	equal(t, "a bowl is a quarter of the kit by cost", c.Net, 250)
	equal(t, "named alone", c.Lines[0].SKU, "BWL-01")
	equal(t, "not a whole kit", h.readOrder(o.ID).Lines[0].Returned, qty(1))
	giveBack("credit", 0, 3)
	giveBack("credit", 2, 0)
	o = h.readOrder(o.ID)
	equal(t, "all of it came back", o.Lines[0].Returned, qty(3))
	equal(t, "and all of it was given back, to the cent", o.Revenue, 0)
	equal(t, "of the invoice", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Lines[0].CreditedNet, v.Net)
	h.sound()

	o = h.order(app.LineIn{ItemID: o.Lines[0].ItemID, Qty: qtyp(3)})
	s = h.ship(h.forward(o)[0])
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	giveBack("replace", 1, 0)
	o = h.readOrder(o.ID)
	equal(t, "until the other mug comes one kit is not delivered", o.Lines[0].Delivered, qty(2))
	equal(t, "a mug is to be ordered", o.Lines[1].ToOrder(), qty(1))
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: h.ship(h.forward(o)[0]).ID}))
	equal(t, "now it is", h.readOrder(o.ID).Lines[0].Delivered, qty(3))
	h.sound()
}

func TestAKitOfTwoSuppliersComesBack(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.kit(), Qty: qtyp(7), Price: decp("14.99")})
	made := h.forward(o)
	var shipped []*trade.Shipment
	for _, p := range made {
		shipped = append(shipped, h.ship(p))
	}
	settle := func(s *trade.Shipment, n int) ([]*trade.Invoice, error) {
		t.Helper()
		r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "nobody", Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(n)}}}))
		out, err := h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit"})
		if err != nil {
			must(h.CancelReturn(h.ctx, app.DecideIn{ID: r.ID}))
		}
		return out.Credits, err
	}
	_, err := settle(shipped[0], 2)
	h.says(err, "not invoiced yet")
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	var back money.Amount
	for _, step := range []struct{ shipment, n int }{{0, 3}, {1, 2}, {0, 11}, {1, 5}} {
		for _, c := range must(settle(shipped[step.shipment], step.n)) {
			back += c.Net
		}
	}
	equal(t, "seven times 14.99", back, 7*1499)
	o = h.readOrder(o.ID)
	equal(t, "came back", o.Lines[0].Returned, qty(7))
	for _, supplier := range []trade.ID{h.clay, h.weft} {
		revenue, _ := h.earned(o, supplier)
		if revenue < -3 || revenue > 3 {
			t.Errorf("supplier %d earns %d of what was given back", supplier, revenue)
		}
	}
	h.sound()
}

func TestAKitThatWasNotInvoicedComesBack(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.clayKit(), Qty: qtyp(3)})
	s := h.ship(h.forward(o)[0])
	r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, To: "nobody", Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}, {LineID: s.Lines[1].ID, Qty: qty(2)}}}))
	out := must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit", Claim: true}))
	equal(t, "nothing is given back", len(out.Credits), 0)
	o = h.readOrder(o.ID)
	equal(t, "two kits are left", o.Lines[0].Live(), qty(2))
	equal(t, "shipped", o.Lines[0].Shipped, qty(2))
	equal(t, "to invoice", must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true})).Net, 2000)
	h.sound()
}
