package app_test

import (
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// change reads a supplier, changes it and saves it.
func (h *house) change(id trade.ID, change func(*app.SaveSupplierIn)) {
	h.t.Helper()
	s := must(h.GetSupplier(h.ctx, app.ByID{ID: id}))
	in := app.SaveSupplierIn{Supplier: *s, MinOrder: dec(s.MinOrder.Text(s.Currency))}
	change(&in)
	must(h.SaveSupplier(h.ctx, in))
}

func (h *house) routing(rule string) {
	h.t.Helper()
	own := must(h.GetCompany(h.ctx, app.Nothing{}))
	own.Routing = rule
	must(h.SaveCompany(h.ctx, *own))
}

// bowl is sold by both suppliers: Clayworks is preferred, Weft is cheaper and charges fees.
func (h *house) bowl(change func(clay, weft *app.SourceIn)) trade.ID {
	clay := app.SourceIn{SupplierID: h.clay, Cost: dec("3.30"), LeadDays: 2}
	weft := app.SourceIn{SupplierID: h.weft, Cost: dec("3.10"), LeadDays: 4}
	if change != nil {
		change(&clay, &weft)
	}
	return must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "BOWL", Name: "Bowl", Price: dec("5"), Sources: []app.SourceIn{clay, weft}})).ID
}

func TestALineTakesTheBreakOfItsQuantity(t *testing.T) {
	h := newHouse(t)
	cup := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "CUP", Name: "Cup", Price: dec("5"), Breaks: []app.PriceBreakIn{{From: qty(50), Price: dec("4.60")}, {From: qty(100), Price: dec("4.20")}},
		Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("3"), ValidUntil: "2026-12-31", Breaks: []app.CostBreakIn{{From: qty(60), Cost: dec("2.70")}}}}}))
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: cup.ID, Qty: qtyp(55)}}}}))
	edit := func(in app.LineIn) trade.QuoteLine {
		in.ID = q.Lines[0].ID
		q = must(h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{in}}}))
		return q.Lines[0]
	}
	equal(t, "price of 55", q.Lines[0].Price, 46000)
	equal(t, "cost of 55", q.Lines[0].Cost, 30000)
	l := edit(app.LineIn{Qty: qtyp(60)})
	equal(t, "price of 60", l.Price, 46000)
	equal(t, "cost of 60", l.Cost, 27000)
	equal(t, "the cost's date", l.CostDate, "2026-11-23")
	l = edit(app.LineIn{Qty: qtyp(100)})
	equal(t, "price of 100", l.Price, 42000)
	l = edit(app.LineIn{Qty: qtyp(10)})
	equal(t, "price of 10", l.Price, 50000)
	equal(t, "cost of 10", l.Cost, 30000)

	l = edit(app.LineIn{Price: decp("4.95"), Cost: decp("2.95")})
	equal(t, "a cost that was typed has no date", l.CostDate, "")
	l = edit(app.LineIn{Qty: qtyp(100)})
	equal(t, "a price that was typed stays", l.Price, 49500)
	equal(t, "a cost that was typed stays", l.Cost, 29500)

	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	equal(t, "the purchase order starts with the cost that was typed for the margin", h.forward(o)[0].Lines[0].Cost, 29500)
	h.sound()
}

func TestTheSupplierIsAskedForWhatIsLeft(t *testing.T) {
	h := newHouse(t)
	cup := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "CUP", Name: "Cup", Price: dec("5"),
		Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("3"), Breaks: []app.CostBreakIn{{From: qty(60), Cost: dec("2.70")}}}}}))
	o := h.order(app.LineIn{ItemID: cup.ID, Qty: qtyp(80)})
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	equal(t, "80 at the break", p.Lines[0].Cost, 27000)
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[0].ID, Qty: qtyp(50)}}}))
	equal(t, "50 below it", p.Lines[0].Cost, 30000)
	must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID}))
	equal(t, "the other 30 below it too", h.forward(o)[0].Lines[0].Cost, 30000)
	h.sound()
}

func TestACostWhoseTimeIsOverIsUsedAndSaidToBeStale(t *testing.T) {
	h := newHouse(t)
	h.bowl(func(clay, _ *app.SourceIn) { clay.ValidUntil = "2026-11-30" })
	h.now = h.now.AddDate(0, 0, 10)
	o := h.order(app.LineIn{SKU: "BOWL", Qty: qtyp(10)})
	l := o.Lines[0]
	equal(t, "the cost", l.Cost, 33000)
	equal(t, "is of", l.CostDate, "2026-11-23")
	equal(t, "is stale", l.Stale("2026-12-03"), true)
	equal(t, "was not before", l.Stale("2026-11-30"), false)
	equal(t, "the offer says so", must(h.ListOffers(h.ctx, app.ListOffersIn{OrderID: o.ID, LineID: l.ID})).Offers[0].Stale, true)
}

func TestFeesCountUntilTheBillSaysWhatTheyCameTo(t *testing.T) {
	h := newHouse(t)
	h.change(h.clay, func(in *app.SaveSupplierIn) {
		in.MinOrder = dec("100")
		in.Fees = app.FeesIn{DropShip: dec("4"), Handling: dec("0.50"), SmallOrder: dec("6"), Freight: dec("7.25")}
	})
	big := h.item("BIG", "20", h.clay, "10")
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}, app.LineIn{ItemID: big, Qty: qtyp(2)}) // 31.00 + 20.00
	equal(t, "planned cost", o.CostOfGoods, 5100)
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	equal(t, "fees", p.Fees, trade.Fees{DropShip: 400, Handling: 100, SmallOrder: 600, Freight: 725})
	equal(t, "they are in the cost", h.readOrder(o.ID).CostOfGoods, 5100+1825)
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperPurchase, ID: p.ID}))
	equal(t, "the paper's total", paper.Total, 5100+1825)
	equal(t, "two lines and four fees", len(paper.Lines), 6)
	equal(t, "named", paper.Lines[2].Description, "Drop-ship fee")
	h.change(h.clay, func(in *app.SaveSupplierIn) {
		in.Language, in.Fees = "de", app.FeesIn{DropShip: dec("4"), Handling: dec("0.50"), SmallOrder: dec("6"), Freight: dec("7.25")}
	})
	german := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)}).ID}})).Made[0]
	paper = must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperPurchase, ID: german.ID}))
	equal(t, "in the supplier's language", paper.Lines[4].Description, "Fracht, geschätzt")

	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[1].ID, Qty: qtyp(0)}}}))
	equal(t, "one line, one handling fee", p.Fees.Handling, 50)
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Fees: &app.FeesIn{DropShip: dec("3")}}))
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Lines: []app.PurchaseLineIn{{LineID: p.Lines[0].ID, Qty: qtyp(8)}}}))
	equal(t, "what was agreed by hand stays", p.Fees, trade.Fees{DropShip: 300})
	p = must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID}))

	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "1", Enter: true, Lines: []app.BillLineIn{
		{PurchaseLineID: p.Lines[0].ID, Qty: qty(6)}, {Description: "Drop-ship fee", Price: decp("2")}}}))
	profit := must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
	equal(t, "2.00 billed for six, 0.75 to come for two", profit.Freight, 275)
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "2", PurchaseID: p.ID, Enter: true}))
	profit = must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
	equal(t, "all is billed, so only the bills count", profit.Freight, 200)
	h.sound()
}

func TestTheCheapestSupplierThatCanDeliverIsChosen(t *testing.T) {
	h := newHouse(t)
	h.bowl(nil)
	h.change(h.weft, func(in *app.SaveSupplierIn) { in.Fees = app.FeesIn{DropShip: dec("3.50")} })
	line := func(n int, change func(*app.SaveOrderIn)) trade.OrderLine {
		in := app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{SKU: "BOWL", Qty: qtyp(n)}}}}
		if change != nil {
			change(&in)
		}
		return must(h.SaveOrder(h.ctx, in)).Lines[0]
	}
	equal(t, "by preference", line(24, nil).Why, "first of 2 suppliers by preference")
	h.routing(trade.RouteByCost)
	l := line(24, nil) // 79.20 against 74.40 + 3.50
	equal(t, "24 from", l.Supplier, "Weft & Co")
	equal(t, "why", l.Why, "cheapest of 2 that can deliver: 74.40 EUR + 3.50 fees, 4 days")
	equal(t, "at", l.Cost, 31000)
	l = line(10, nil) // 33.00 against 31.00 + 3.50
	equal(t, "10 from", l.Supplier, "Clayworks")
	l = line(24, func(in *app.SaveOrderIn) { in.Wanted = "2026-11-26" })
	equal(t, "in three days", l.Why, "only one of 2 that can deliver: 79.20 EUR, 2 days")

	l = line(24, func(in *app.SaveOrderIn) { in.Lines[0].SupplierID = &h.clay })
	equal(t, "what a person chose", l.Supplier, "Clayworks")
	l = line(24, func(in *app.SaveOrderIn) {
		in.Lines = append(in.Lines, app.LineIn{ItemID: h.tote, Qty: qtyp(1)})
		in.Lines[0].Qty = qtyp(10)
	})
	equal(t, "10, where Weft sends totes all the same", l.Supplier, "Weft & Co")
}

func TestWhyASupplierIsNotTheChoice(t *testing.T) {
	h := newHouse(t)
	h.routing(trade.RouteByCost)
	offers := func(n int, change func(clay, weft *app.SourceIn)) []app.Offer {
		clay := app.SourceIn{SupplierID: h.clay, Cost: dec("3.30"), LeadDays: 2}
		weft := app.SourceIn{SupplierID: h.weft, Cost: dec("3.10"), LeadDays: 4}
		change(&clay, &weft)
		h.now = h.now.Add(time.Second)
		it := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "B" + h.now.Format("150405"), Name: "Bowl", Price: dec("5"), Sources: []app.SourceIn{clay, weft}}))
		return must(h.ListOffers(h.ctx, app.ListOffersIn{ItemID: it.ID, Qty: qty(n), Wanted: "2026-11-27"})).Offers
	}
	for _, c := range []struct {
		why    string
		best   int
		change func(clay, weft *app.SourceIn)
	}{
		{"4.80 EUR dearer, 2 days sooner", 1, func(_, _ *app.SourceIn) {}},
		{"only 12 in stock on 2026-11-23", 0, func(_, weft *app.SourceIn) { weft.Stock = qtyp(12) }},
		{"4.80 EUR dearer, 2 days sooner", 1, func(_, weft *app.SourceIn) { weft.Stock, weft.StockDate = qtyp(12), "2026-09-01" }},
		{"sells from 50 on", 0, func(_, weft *app.SourceIn) { weft.MinQty = qty(50) }},
		{"sells in multiples of 10", 0, func(_, weft *app.SourceIn) { weft.Multiple = qty(10) }},
		{"1 day later than wanted", 0, func(_, weft *app.SourceIn) { weft.LeadDays = 5 }},
		{"costs the same, 2 days later", 0, func(_, weft *app.SourceIn) { weft.Cost = dec("3.30") }},
	} {
		list := offers(24, c.change)
		equal(t, c.why+": best", list[c.best].Best, true)
		equal(t, "why not", list[1-c.best].Why, c.why)
	}
	none := offers(24, func(clay, weft *app.SourceIn) { clay.MinQty, weft.MinQty = qty(30), qty(50) })
	equal(t, "none can", none[0].Why, "first by preference, because none of 2 can deliver as wanted: sells from 30 on")
	equal(t, "margin", none[0].Margin, 34*money.Percent) // 120.00 for 79.20
}

func TestTheNextBestSupplierIsProposed(t *testing.T) { // case 90
	h := newHouse(t)
	h.bowl(func(_, weft *app.SourceIn) { weft.Cost = dec("4") })
	h.change(h.weft, func(in *app.SaveSupplierIn) { in.Fees = app.FeesIn{DropShip: dec("3.50")} })
	o := h.order(app.LineIn{SKU: "BOWL", Qty: qtyp(20)})
	p := h.forward(o)[0]
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Refused: qty(20)}}}))
	x := must(h.PrepareDecision(h.ctx, app.ByID{ID: h.exception(o).ID}))
	equal(t, "proposed", x.Do, trade.DecideOther)
	equal(t, "from", x.SupplierID, h.weft)
	equal(t, "dearer by", x.CostChange, 8000+350-6600)
	equal(t, "later by", x.DateChange, 2)
	equal(t, "in words", x.Text, "Weft & Co can deliver 20 of BOWL for 80.00 EUR + 3.50 fees by 2026-11-27: 17.50 EUR dearer, 2 days later. The margin goes from 34 % to 16.5 %.")
	h.decide(o, app.DecisionIn{Do: trade.DecideOther})
	p = h.forward(o)[0]
	equal(t, "the next purchase order goes to", p.Supplier, "Weft & Co")
	must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Refused: qty(20)}}}))
	x = must(h.PrepareDecision(h.ctx, app.ByID{ID: h.exception(o).ID}))
	equal(t, "when both refused", x.Do, trade.DecideDrop)
	equal(t, "in words", x.Text, "No other supplier can deliver 20 of BOWL.")
	h.sound()
}

func TestWhatIfTheOrderWereBoughtElsewhere(t *testing.T) {
	h := newHouse(t)
	h.bowl(nil)
	jug := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "JUG", Name: "Jug", Price: dec("9"), Sources: []app.SourceIn{
		{SupplierID: h.clay, Cost: dec("5"), LeadDays: 2}, {SupplierID: h.weft, Cost: dec("4.90"), LeadDays: 6}}}))
	h.change(h.clay, func(in *app.SaveSupplierIn) { in.Fees = app.FeesIn{DropShip: dec("1")} })
	h.change(h.weft, func(in *app.SaveSupplierIn) { in.Fees = app.FeesIn{DropShip: dec("2.50")} })
	o := h.order(app.LineIn{SKU: "BOWL", Qty: qtyp(10)}, app.LineIn{ItemID: jug.ID, Qty: qtyp(10)}, app.LineIn{ItemID: h.wrap, Qty: qtyp(1)})
	in := app.RerouteIn{Orders: []trade.ID{o.ID}, By: trade.RouteByCost, Preview: true}

	// Each line alone saves less than the second parcel costs; both together save 3.00 − 1.50.
	out := must(h.Reroute(h.ctx, in))
	equal(t, "both go", out.Changed, 2)
	equal(t, "before", out.CostFrom, 3300+5000+100)
	equal(t, "after", out.CostTo, 3100+4900+250)
	equal(t, "the last comes", out.LastTo, "2026-11-29")
	equal(t, "instead of", out.LastFrom, "2026-11-25")
	equal(t, "the rows add up before", out.Rows[0].CostFrom+out.Rows[1].CostFrom, out.CostFrom)
	equal(t, "and after", out.Rows[0].CostTo+out.Rows[1].CostTo, out.CostTo)
	equal(t, "a preview keeps nothing", h.readOrder(o.ID).Lines[0].Supplier, "Clayworks")

	in.Lines = []trade.ID{o.Lines[0].ID}
	out = must(h.Reroute(h.ctx, in))
	equal(t, "the bowls alone stay", out.Changed, 0)
	in.By, in.SupplierID = "supplier", h.weft
	out = must(h.Reroute(h.ctx, in))
	equal(t, "unless one says so", out.Changed, 1)
	equal(t, "then the jugs bear the whole fee", out.Rows[1].CostTo-out.Rows[1].CostFrom, 100-60)
	equal(t, "beside the choice", out.Rows[1].Beside, true)

	must(h.Reroute(h.ctx, app.RerouteIn{Orders: []trade.ID{o.ID}, By: trade.RouteByCost}))
	made := h.forward(o)
	equal(t, "one purchase order", len(made), 1)
	equal(t, "to", made[0].Supplier, "Weft & Co")
	equal(t, "with its fee", made[0].Fees.Total(), 250)
	equal(t, "cost as foretold", h.readOrder(o.ID).CostOfGoods, 3100+4900+250)
	_, err := h.Reroute(h.ctx, app.RerouteIn{Orders: []trade.ID{o.ID}, By: "fastest"})
	h.says(err, "no supplier has been sent")
	h.sound()
}

func TestADraftIsDraftedAnewWhereItIsBoughtElsewhere(t *testing.T) {
	h := newHouse(t)
	h.bowl(nil)
	o := h.order(app.LineIn{SKU: "BOWL", Qty: qtyp(10)}, app.LineIn{ItemID: h.mug, Qty: qtyp(5)})
	was := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made
	equal(t, "one draft for both", len(was), 1)
	out := must(h.Reroute(h.ctx, app.RerouteIn{Orders: []trade.ID{o.ID}, By: trade.RouteByCost}))
	equal(t, "the bowls go", out.Changed, 1)
	chain := must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID}))
	equal(t, "two drafts", len(chain.Purchases), 2)
	equal(t, "the mugs stay", len(chain.Purchases[0].Lines), 1)
	equal(t, "the bowls are with", chain.Purchases[1].Supplier, "Weft & Co")
	must(h.Reroute(h.ctx, app.RerouteIn{Orders: []trade.ID{o.ID}, By: "fastest"}))
	chain = must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID}))
	equal(t, "back again", chain.Purchases[1].State, trade.Cancelled)
	equal(t, "all is drafted", h.readOrder(o.ID).ToOrder, 0)
	h.sound()
}

func TestSmallPurchaseOrdersWaitAndGoTogether(t *testing.T) {
	h := newHouse(t)
	h.change(h.clay, func(in *app.SaveSupplierIn) {
		in.MinOrder, in.Combine, in.SendTime = dec("60"), true, "16:00"
		in.Fees = app.FeesIn{DropShip: dec("1"), SmallOrder: dec("5")}
	})
	draft := func(n int) *trade.PurchaseOrder {
		o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(n)})
		return must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made[0]
	}
	equal(t, "above the minimum it goes", draft(20).State, trade.Sent)
	a := draft(10)
	equal(t, "below it waits", a.State, trade.Draft)
	equal(t, "since", a.Waiting, "2026-11-23T09:14:00Z")
	equal(t, "chip", must(h.ListPurchases(h.ctx, app.ListIn{Filter: "waiting"})).Count, 1)
	group := func() app.Combining {
		list := must(h.ListCombining(h.ctx, app.Nothing{})).Rows
		equal(t, "groups", len(list), 1)
		return list[0]
	}
	g := group()
	equal(t, "sum", g.Sum, 3100)
	equal(t, "why", g.Why, "29.00 EUR are missing")
	equal(t, "at the latest", g.SendAt, "2026-11-23T16:00:00Z")
	equal(t, "due", g.Due, false)
	_, err := h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay})
	h.says(err, "takes orders from 60.00 EUR; together these are 31.00")

	b := draft(10)
	g = group()
	equal(t, "reached", g.Due, true)
	out := must(h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay}))
	equal(t, "sent", len(out.Sent), 2)
	equal(t, "each its own order's", out.Sent[0].OrderID != out.Sent[1].OrderID, true)
	equal(t, "no fee for small orders", out.Sent[0].Fees, trade.Fees{DropShip: 100})
	equal(t, "no warning is left", len(must(h.GetPurchase(h.ctx, app.ByID{ID: b.ID})).Warnings), 0)
	_, err = h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay})
	h.says(err, "No purchase order waits")

	draft(10)
	draft(5)
	h.now = time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)
	g = group()
	equal(t, "its time has come", g.Due, true)
	equal(t, "why", g.Why, "it is time to send")
	out = must(h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay}))
	equal(t, "one fee, shared by value", out.Sent[0].Fees.SmallOrder, 333)
	equal(t, "and its rest", out.Sent[1].Fees.SmallOrder, 167)

	h.now = h.now.Add(time.Minute)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3)})
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made[0]
	equal(t, "what comes later goes tomorrow", group().SendAt, "2026-11-24T16:00:00Z")
	p = must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: p.ID, Wait: ptr(false)}))
	equal(t, "it need not wait", len(must(h.ListCombining(h.ctx, app.Nothing{})).Rows), 0)
	must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID}))
	h.sound()
}

func TestWhatCannotBeSentIsLeftOfWhatGoesTogether(t *testing.T) {
	h := newHouse(t)
	h.change(h.clay, func(in *app.SaveSupplierIn) { in.MinOrder = dec("500") })
	var made []*trade.PurchaseOrder
	for _, n := range []int{10, 20} {
		o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(n)})
		made = append(made, must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Wait: true, Send: true})).Made...)
	}
	must(h.SavePurchase(h.ctx, app.SavePurchaseIn{ID: made[0].ID, Contact: &trade.Contact{Name: "Nobody"}}))
	out := must(h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay, Warned: true}))
	equal(t, "sent", len(out.Sent), 1)
	equal(t, "left", len(out.Left), 1)
	equal(t, "why", strings.Contains(out.Left[0].Reason, "has no e-mail address"), true)
	_, err := h.SendTogether(h.ctx, app.SendTogetherIn{SupplierID: h.clay, Purchases: []trade.ID{made[1].ID}})
	h.refused(trade.Invalid, err)
	must(h.CancelPurchase(h.ctx, app.DecideIn{ID: made[0].ID}))
	equal(t, "what is cancelled waits no more", len(must(h.ListCombining(h.ctx, app.Nothing{})).Rows), 0)
	h.sound()
}

func TestTheCostHistoryTellsListsOrdersAndBills(t *testing.T) {
	h := newHouse(t)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10), Cost: decp("3.05")})
	p := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "1", Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Price: decp("3.2")}}}))
	kinds := map[trade.Kind]money.Price{}
	for _, c := range must(h.ListCosts(h.ctx, app.ByID{ID: h.mug})).Rows {
		kinds[c.Kind] = c.Cost
	}
	equal(t, "list", kinds[""], 31000)
	equal(t, "ordered at", kinds[trade.KindPurchase], 30500)
	equal(t, "billed at", kinds[trade.KindBill], 32000)
	equal(t, "the list stays", must(h.GetItem(h.ctx, app.ByID{ID: h.mug})).Sources[0].Cost, 31000)
}
