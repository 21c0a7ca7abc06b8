package app_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

// figuresOfProfit are the figures that an order and each row of a report can be asked for.
var figuresOfProfit = []app.Figure{app.FigureProfit, app.FigureMargin, app.FigureRevenue, app.FigureCost, app.FigureFreight, app.FigureCosts}

// wrongIn finds what is wrong with an explanation: parts that do not add up, or words that are none.
func wrongIn(x app.Explanation) []string {
	var found []string
	words := func(text string) {
		if strings.Contains(text, "%!") || strings.TrimSpace(text) == "" {
			found = append(found, "no words: "+strconv.Quote(text))
		}
	}
	var walk func(p *app.Part)
	walk = func(p *app.Part) {
		words(p.Text)
		if p.Ref.ID != 0 && p.Ref.Kind == "" {
			found = append(found, p.Text+" leads nowhere")
		}
		var value money.Amount
		var qty money.Qty
		for i := range p.Parts {
			walk(&p.Parts[i])
			value += p.Parts[i].Value
			qty += p.Parts[i].Qty
		}
		if len(p.Parts) > 0 && (value != p.Value || qty != p.Qty) {
			found = append(found, p.Text+": its parts are "+strconv.FormatInt(int64(value), 10)+" and "+qty.String()+", it is "+strconv.FormatInt(int64(p.Value), 10)+" and "+p.Qty.String())
		}
	}
	walk(&x.Part)
	words(x.Sentence)
	if len(x.Parts) == 0 && (x.Value != 0 || x.Qty != 0) {
		found = append(found, x.Text+" is not nought and has no parts")
	}
	return found
}

// explained fails unless the figure is explained to the end, and as what it is kept as.
func explained(t testing.TB, desk *app.Desk, ctx context.Context, in app.ExplainIn, value money.Amount, qty money.Qty) app.Explanation {
	t.Helper()
	x, err := desk.Explain(ctx, in)
	if err != nil {
		t.Fatalf("%s of %s %d: %v", in.Figure, in.Kind, in.ID, err)
	}
	if x.Value != value || x.Qty != qty {
		t.Errorf("%s of %s %d %s line %d: explained as %d (%s), kept as %d (%s)", in.Figure, in.Kind, in.ID, x.Text, in.LineID, x.Value, x.Qty, value, qty)
	}
	for _, w := range wrongIn(x) {
		t.Errorf("%s of %s %d: %s", in.Figure, in.Kind, in.ID, w)
	}
	return x
}

// profitFigure is a figure of profit as it is kept.
func profitFigure(f app.Figure, revenue, cost, freight money.Amount) money.Amount {
	switch f {
	case app.FigureRevenue:
		return revenue
	case app.FigureCost:
		return cost
	case app.FigureFreight:
		return freight
	case app.FigureCosts:
		return cost + freight
	}
	return revenue - cost - freight
}

// explainOrder explains every figure of an order and of its lines, purchase orders, invoices and bills.
func explainOrder(t testing.TB, desk *app.Desk, ctx context.Context, id trade.ID) {
	t.Helper()
	c, err := desk.GetChain(ctx, trade.Ref{Kind: trade.KindOrder, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	order := func(in app.ExplainIn) app.ExplainIn {
		in.Kind, in.ID = trade.KindOrder, id
		return in
	}
	for _, f := range figuresOfProfit {
		x := explained(t, desk, ctx, order(app.ExplainIn{Figure: f}), profitFigure(f, c.Profit.Revenue, c.Profit.Cost, c.Profit.Freight), 0)
		if x.Actual != (c.Profit.Actual || c.Order.State == trade.Draft) && len(c.Profit.Lines) > 0 {
			t.Errorf("%s of %s: explained as actual %v, kept as %v", f, c.Order.Number, x.Actual, c.Profit.Actual)
		}
	}
	suppliers, lines := map[trade.ID]money.Amount{}, map[trade.ID]money.Amount{}
	for _, l := range c.Profit.Lines {
		suppliers[l.SupplierID] += l.Profit()
		lines[l.OrderLineID] += l.Profit()
	}
	for s, value := range suppliers {
		if s != 0 {
			explained(t, desk, ctx, order(app.ExplainIn{Figure: app.FigureProfit, SupplierID: s}), value, 0)
		}
	}
	for i := range c.Order.Lines {
		l := &c.Order.Lines[i]
		if l.Kind == trade.LineText {
			continue
		}
		if value, known := lines[l.ID]; known {
			explained(t, desk, ctx, order(app.ExplainIn{Figure: app.FigureProfit, LineID: l.ID}), value, 0)
		}
		toShip := l.Live() - l.Shipped
		if !l.Buy {
			toShip = 0
		}
		explained(t, desk, ctx, order(app.ExplainIn{Figure: app.FigureToOrder, LineID: l.ID}), 0, l.ToOrder())
		explained(t, desk, ctx, order(app.ExplainIn{Figure: app.FigureToShip, LineID: l.ID}), 0, toShip)
		explained(t, desk, ctx, order(app.ExplainIn{Figure: app.FigureToInvoice, LineID: l.ID}), 0, l.ToInvoice(false))
	}
	for _, p := range c.Purchases {
		for i := range p.Lines {
			l := &p.Lines[i]
			explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureToShip, Kind: trade.KindPurchase, ID: p.ID, LineID: l.ID}, 0, l.Waiting())
			explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureToBill, Kind: trade.KindPurchase, ID: p.ID, LineID: l.ID}, 0, l.ToBill())
		}
	}
	for i := range c.Invoices {
		explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindInvoice, ID: c.Invoices[i].ID}, c.Invoices[i].Open(), 0)
	}
	for i := range c.Bills {
		explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindBill, ID: c.Bills[i].ID}, c.Bills[i].Open(), 0)
	}
}

// explainReports explains every row of the reports of profit, of what is open and of what is still to ship.
func explainReports(t testing.TB, desk *app.Desk, ctx context.Context, from, to trade.Date) {
	t.Helper()
	row := func(in app.ExplainIn, r app.ProfitSum) {
		in.From, in.To = from, to
		for _, f := range []app.Figure{app.FigureProfit, app.FigureRevenue, app.FigureCosts} {
			in.Figure = f
			x := explained(t, desk, ctx, in, profitFigure(f, r.Revenue, r.Cost, 0), 0)
			if x.Actual != r.Actual {
				t.Errorf("%s of %s: explained as actual %v, reported as %v", f, x.Text, x.Actual, r.Actual)
			}
		}
	}
	for by, kind := range map[string]trade.Kind{"customer": trade.KindCustomer, "supplier": trade.KindSupplier, "item": trade.KindItem, "rep": trade.KindUser, "month": "month"} {
		r := must(desk.ReportProfit(ctx, app.ReportIn{By: by, From: from, To: to}))
		for _, x := range r.Rows {
			in := app.ExplainIn{Kind: kind, Month: x.Key}
			if by != "month" {
				in.ID, in.Month = trade.ID(must(strconv.ParseInt(x.Key, 10, 64))), ""
			}
			row(in, x)
		}
		if by == "month" {
			row(app.ExplainIn{Kind: trade.KindCompany}, r.Total)
		}
	}
	for _, payable := range []bool{false, true} {
		kind := map[bool]trade.Kind{false: trade.KindCustomer, true: trade.KindSupplier}[payable]
		for _, a := range must(desk.ReportAgeing(ctx, app.AgeingIn{Payable: payable, On: "2199-12-31"})).Rows {
			explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: kind, ID: a.PartyID, Currency: a.Currency}, a.NotDue+a.To30+a.To60+a.To90+a.Older-a.Account, 0)
		}
	}
	for _, by := range []string{"item", "supplier"} {
		r := must(desk.ReportOpenStock(ctx, app.OpenStockIn{By: by}))
		var sum app.OpenSum
		for _, x := range r.Rows {
			in := app.ExplainIn{Kind: trade.Kind(by), ID: trade.ID(must(strconv.ParseInt(x.Key, 10, 64)))}
			for f, want := range map[app.Figure]app.OpenSum{app.FigureOpenValue: {Value: x.Value}, app.FigureOpenCost: {Value: x.Cost}, app.FigureToShip: {Qty: x.Qty}} {
				in.Figure = f
				explained(t, desk, ctx, in, want.Value, want.Qty)
			}
			sum.Qty, sum.Value, sum.Cost = sum.Qty+x.Qty, sum.Value+x.Value, sum.Cost+x.Cost
		}
		if sum.Qty != r.Total.Qty || sum.Value != r.Total.Value || sum.Cost != r.Total.Cost {
			t.Errorf("open stock by %s: the rows are %+v, the total %+v", by, sum, r.Total)
		}
	}
	for _, p := range must(desk.ListPayments(ctx, app.ListIn{Limit: 1000})).Rows {
		explained(t, desk, ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindPayment, ID: p.ID}, p.Left, 0)
	}
}

func TestAFigureOpensToItsDocuments(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_000_000_000}))
	h.ana = h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency = "USD" })
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24), Price: decp("4.50")}, app.LineIn{ItemID: h.tote, Qty: qtyp(10), Price: decp("5.20")})
	made := h.forward(o)
	mugs := made[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID, Lines: []app.QtyIn{{LineID: mugs.Lines[0].ID, Qty: qty(20)}}}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-77", Enter: true, Lines: []app.BillLineIn{
		{PurchaseLineID: mugs.Lines[0].ID, Qty: qty(20), Price: decp("3.20")}, {Description: "Carriage", Price: decp("2.50")},
	}}))

	line := o.Lines[0].ID
	x := explained(t, h.Desk, h.ctx, app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindOrder, ID: o.ID, LineID: line}, 8100+1620-6400-1240-250, 0)
	equal(t, "parts", len(x.Parts), 5)
	equal(t, "the invoice, at its rate", x.Parts[0].Value, 8100)
	equal(t, "it leads to the invoice", x.Parts[0].Ref, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
	equal(t, "in words", x.Parts[0].Text, "Invoice of 23 Nov 2026: 20 × 4.50; 90.00 USD at the rate of 0.9")
	equal(t, "not invoiced", x.Parts[1].Text, "Not invoiced yet, at the order's price: 4 × 4.50; 18.00 USD at the rate of 0.9")
	equal(t, "billed", x.Parts[2].Text, "Bill C-77 of 23 Nov 2026: 20 × 3.20")
	equal(t, "freight", x.Parts[3].Value, -250)
	equal(t, "not billed", x.Parts[4].Text, "Not billed yet, at the agreed cost: 4 × 3.10")
	equal(t, "estimated", x.Actual, false)

	m := must(h.Explain(h.ctx, app.ExplainIn{Figure: app.FigureMargin, Kind: trade.KindOrder, ID: o.ID}))
	equal(t, "margin", m.Rate, must(h.GetProfit(h.ctx, app.ByID{ID: o.ID})).Margin)
	q := explained(t, h.Desk, h.ctx, app.ExplainIn{Figure: app.FigureToShip, Kind: trade.KindOrder, ID: o.ID, LineID: line}, 0, qty(4))
	equal(t, "what shipped", q.Parts[1].Qty, -qty(20))
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("30"), Auto: true}))
	b := explained(t, h.Desk, h.ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindCustomer, ID: h.ana}, 6900, 0)
	equal(t, "sentence", b.Sentence, "Dollar Store has 69.00 USD to pay.")
	equal(t, "tax of the invoice", b.Parts[0].Parts[0].Parts[1].Text, "VAT 10 % on a net of 90.00")
	equal(t, "what was paid", b.Parts[0].Parts[1].Value, -3000)
	explainOrder(t, h.Desk, h.ctx, o.ID)
	explainReports(t, h.Desk, h.ctx, "", "")
	explainReports(t, h.Desk, h.ctx, "2026-11-23", "2026-11-30")
}

func TestOpenStockIsWhatIsStillToShip(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	mugs := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID, Lines: []app.QtyIn{{LineID: mugs.Lines[0].ID, Qty: qty(20)}}}))
	h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3)})
	r := must(h.ReportOpenStock(h.ctx, app.OpenStockIn{By: "item"}))
	equal(t, "rows", len(r.Rows), 2)
	equal(t, "totes first: they are worth more", r.Rows[0], app.OpenSum{Key: id(h.tote), Name: "TOT-02", Orders: 1, Qty: qty(10), Value: 5200, Cost: 3900})
	equal(t, "mugs of both orders", r.Rows[1], app.OpenSum{Key: id(h.mug), Name: "MUG-11", Orders: 2, Qty: qty(7), Value: 7 * 450, Cost: 7 * 310})
	equal(t, "orders", r.Total.Orders, 2)
	by := must(h.ReportOpenStock(h.ctx, app.OpenStockIn{By: "supplier"}))
	equal(t, "the same by supplier", by.Total, r.Total)
	_, err := h.ReportOpenStock(h.ctx, app.OpenStockIn{By: "colour"})
	h.refused(trade.Invalid, err)
}

func TestWhatCannotBeExplainedIsRefused(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	for _, in := range []app.ExplainIn{
		{Figure: "colour", Kind: trade.KindOrder, ID: o.ID}, {Figure: app.FigureProfit, Kind: trade.KindQuote, ID: 1}, {Figure: app.FigureBalance, Kind: trade.KindOrder, ID: o.ID},
		{Figure: app.FigureToBill, Kind: trade.KindOrder, ID: o.ID, LineID: o.Lines[0].ID}, {Figure: app.FigureToShip, Kind: trade.KindOrder, ID: o.ID, LineID: 999},
		{Figure: app.FigureProfit, Kind: trade.KindOrder, ID: o.ID, LineID: 999}, {Figure: app.FigureProfit, Kind: "month", Month: "November"}, {Figure: app.FigureOpenCost, Kind: trade.KindCustomer, ID: h.ana},
	} {
		_, err := h.Explain(h.ctx, in)
		h.refused(trade.Invalid, err)
	}
	_, err := h.Explain(h.ctx, app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindCustomer, ID: 999})
	h.refused(trade.NotFound, err)
}

func TestEveryFigureOfACompanyIsExplained(t *testing.T) {
	clock := &demo.Clock{}
	desk := app.New(app.Ports{Store: datatest.Open(t), Clock: clock.Now})
	ctx := context.Background()
	if err := demo.Run(ctx, desk, clock, demo.Plan{Orders: 45, Seed: 9, Start: "2026-08-01", Days: 110, Until: "2026-11-23", Customers: 15}, nil); err != nil {
		t.Fatal(err)
	}
	for _, o := range must(desk.ListOrders(ctx, app.ListIn{Limit: 1000})).Rows {
		explainOrder(t, desk, ctx, o.ID)
	}
	explainReports(t, desk, ctx, "", "")
	explainReports(t, desk, ctx, "2026-09-10", "2026-10-20")
}
