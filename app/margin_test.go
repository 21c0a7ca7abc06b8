package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// A wanted margin makes the least price that leaves it, whatever is taken off.
func TestThePriceOfAMarginIsTheLeastThatLeavesIt(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		cost := money.Dec(rapid.Int64Range(1, 50_000).Draw(t, "cost"), 2)
		margin := money.Rate(rapid.Int64Range(0, 950).Draw(t, "margin")) * money.Percent / 10
		less := money.Rate(rapid.Int64Range(0, 400).Draw(t, "discount")) * money.Percent / 10
		all := money.Rate(rapid.Int64Range(0, 30).Draw(t, "on all")) * money.Percent
		const many = 1000 // so that a cent of the price is far more than what rounding comes to
		q, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, DiscountRate: &all,
			Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(many), Discount: &less, Cost: &cost, Margin: &margin}}}})
		if err != nil {
			t.Fatal(err)
		}
		left := func(q *trade.Quote) money.Amount { return q.Net - q.Cost - margin.Of(q.Net) }
		if slack := left(q); slack < -20 {
			t.Fatalf("of %d net %d remain: %d too little", q.Net, q.Net-q.Cost, -slack)
		}
		price := money.Dec(int64(q.Lines[0].Price/100)-1, 2)
		q = must(h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{{ID: q.Lines[0].ID, Price: &price}}}}))
		if slack := left(q); slack > 20 {
			t.Fatalf("a cent less leaves %d more than is wanted", slack)
		}
	})
}

func TestAMarginIsWorkedOutWithWhatTheLineGetsLast(t *testing.T) {
	h := newHouse(t)
	own := must(h.GetCompany(h.ctx, app.Nothing{}))
	own.Routing = trade.RouteByCost
	must(h.SaveCompany(h.ctx, *own))
	cheap := h.item("CND-07", "5", h.clay, "4.00")
	it := must(h.GetItem(h.ctx, app.ByID{ID: cheap}))
	must(h.SaveItem(h.ctx, app.SaveItemIn{ID: cheap, Version: it.Version, SKU: it.SKU, Name: it.Name, Price: dec("5"), Sources: []app.SourceIn{{SupplierID: h.clay, Cost: dec("4")}, {SupplierID: h.weft, Cost: dec("3")}}}))
	half := 50 * money.Percent
	quote := func(customer trade.ID, lines ...app.LineIn) *trade.Quote {
		return must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: lines}}))
	}
	q := quote(h.ana, app.LineIn{ItemID: h.tote, Qty: qtyp(1)}, app.LineIn{ItemID: cheap, Qty: qtyp(10), Margin: &half}, app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	equal(t, "the cheaper supplier's cost counts", q.Lines[1].Price.Text("EUR"), "6.00")
	equal(t, "and no other line has another price", q.Lines[0].Price.Text("EUR")+" "+q.Lines[2].Price.Text("EUR"), "5.20 4.50")

	kit := h.kit()
	q = quote(h.ana, app.LineIn{ItemID: kit, Qty: qtyp(3), Margin: &half})
	equal(t, "a kit costs what its components do", q.Net-q.Cost, q.Cost)

	with := h.customer("Kiosk", func(in *app.SaveCustomerIn) { in.Inclusive = ptr(true) })
	q = quote(with, app.LineIn{ItemID: h.mug, Qty: qtyp(10), Margin: &half})
	equal(t, "tax is no part of the margin", q.Net, 6200)

	_, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.wrap, Qty: qtyp(1), Margin: &half}}}})
	h.refused(trade.Invalid, err)
	none := money.Whole - 1
	_, err = h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, DiscountRate: &none, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1), Discount: &none, Margin: &none}}}})
	h.refused(trade.Invalid, err)
}
