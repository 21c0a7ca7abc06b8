package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// shop is a customer whose prices include tax.
func (h *house) shop() trade.ID {
	return h.customer("Corner Shop", func(in *app.SaveCustomerIn) { in.Inclusive = ptr(true) })
}

func TestPricesThatIncludeTax(t *testing.T) {
	h := newHouse(t)
	h.ana = h.shop()
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3), Price: decp("9.99")}, app.LineIn{ItemID: h.tote, Qty: qtyp(1)})
	equal(t, "the catalogue's net price gets the tax", o.Lines[1].Price, 57200)
	equal(t, "total is what the lines say", o.Total, 2997+572)
	equal(t, "tax in it", o.Tax, 324) // 35.69 × 10/110
	equal(t, "net", o.Net, 3245)
	equal(t, "net by line", o.Lines[0].Total()+o.Lines[1].Total(), 3245)
	h.forward(o)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	equal(t, "invoice", v.Total, 3569)
	equal(t, "revenue is net", h.readOrder(o.ID).Revenue, 3245)
	one := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Qty: qty(1)}}}))
	equal(t, "a mug back", one.Total, 999)
	some := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Amount: decp("1.00")}}}))
	equal(t, "an allowance is in the terms of the price", some.Total, 100)
	rest := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID}))
	equal(t, "all is credited", one.Total+some.Total+rest.Total, v.Total)
	equal(t, "and its tax", one.Tax+some.Tax+rest.Tax, v.Tax)
	equal(t, "revenue", h.readOrder(o.ID).Revenue, 0)
	h.sound()
}

func TestWhoseCatalogueIncludesTaxSellsNetToOthers(t *testing.T) {
	h := newHouse(t)
	own := must(h.GetCompany(h.ctx, app.Nothing{}))
	own.Inclusive = true
	must(h.SaveCompany(h.ctx, *own))
	shop := h.customer("New Shop", nil)
	equal(t, "new customers as the company", must(h.GetCustomer(h.ctx, app.ByID{ID: shop})).Inclusive, true)
	equal(t, "old ones stay", must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana})).Inclusive, false)
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)}, app.LineIn{SKU: "FLY", Create: true, Qty: qtyp(1), Price: decp("10")})
	equal(t, "4.50 without 10 %", o.Lines[0].Price, 40909)
	equal(t, "an item made on the fly is priced as the catalogue is", must(h.GetItem(h.ctx, app.ByID{ID: o.Lines[1].ItemID})).Price, 110000)
	h.ana = shop
	o = h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	equal(t, "as in the catalogue", o.Total, 450)
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: shop}))
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
	equal(t, "saved as it was", must(h.GetCustomer(h.ctx, app.ByID{ID: shop})).Inclusive, true)
	h.sound()
}

// Goods, food, an export and a service abroad on one document, each by its own rule.
func TestMixedTaxCodesOnOneDocument(t *testing.T) {
	for _, c := range []struct {
		inclusive       bool
		net, tax, total money.Amount
	}{{false, 40000, 2600, 42600}, {true, 37749, 2251, 40000}} {
		h := newHouse(t)
		h.customers(c.inclusive)
		codes := map[string]trade.ID{}
		for _, x := range []trade.TaxCode{
			{Code: "N", Name: "19 %", Kind: trade.TaxNormal, Rate: 19 * money.Percent}, {Code: "F", Name: "7 %", Kind: trade.TaxNormal, Rate: 7 * money.Percent},
			{Code: "EXP", Name: "Export", Kind: trade.TaxExempt, Note: "Tax-free export."}, {Code: "RC", Name: "EU", Kind: trade.TaxReverse, Note: "You owe the tax."},
		} {
			codes[x.Code] = must(h.SaveTaxCode(h.ctx, x)).ID
		}
		var lines []app.LineIn
		for _, code := range []string{"N", "F", "EXP", "RC"} {
			for range 2 {
				lines = append(lines, app.LineIn{ItemID: h.mug, Qty: qtyp(10), Price: decp("5"), TaxCodeID: ptr(codes[code])})
			}
		}
		v := h.issued(h.ana, lines...)
		equal(t, "net", v.Net, c.net)
		equal(t, "tax", v.Tax, c.tax)
		equal(t, "total", v.Total, c.total)
		p := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperInvoice, ID: v.ID}))
		said := strings.Join(p.Notes, "\n")
		for _, note := range []string{"Tax-free export.", "You owe the tax."} {
			equal(t, note, strings.Count(said, note), 1)
		}
		equal(t, "says what prices are", strings.Contains(said, "Prices include tax."), c.inclusive)
		all := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID}))
		equal(t, "credited", all.Total, v.Total)
		for i, x := range v.Taxes {
			equal(t, x.Code+" credited", all.Taxes[i], x)
		}
		h.sound()
	}
}

// customers makes the customer of the stories one whose prices do or do not include tax.
func (h *house) customers(inclusive bool) {
	h.ana = h.customer("Customer", func(in *app.SaveCustomerIn) { in.Inclusive = &inclusive })
}

func TestCodesThatChargeNoTaxSayWhy(t *testing.T) {
	h := newHouse(t)
	for _, kind := range []trade.TaxKind{trade.TaxExempt, trade.TaxReverse} {
		_, err := h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "X", Name: "No tax", Kind: kind})
		h.refused(trade.Invalid, err)
	}
}

// Two lines of 0.05 make a tax of 0.01, and each for itself would too.
func TestCreditsInPartsTakeBackTheTaxOnce(t *testing.T) {
	h := newHouse(t)
	v := h.issued(h.ana, app.LineIn{ItemID: h.mug, Qty: qtyp(1), Price: decp("0.05")}, app.LineIn{ItemID: h.tote, Qty: qtyp(1), Price: decp("0.05")})
	equal(t, "total", v.Total, 11)
	var back money.Amount
	for i := range v.Lines {
		back += must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[i].ID, Qty: qty(1)}}})).Total
	}
	equal(t, "credited in parts", back, v.Total)
	equal(t, "open", h.readInvoice(v.ID).Open(), 0)
	h.sound()
}

func TestTurningPricesIntoSuchWithTaxKeepsWhatWasTyped(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10), Price: decp("11")}, {ItemID: h.tote, Qty: qtyp(1), Optional: ptr(true)}}}}))
	equal(t, "net prices", q.Total, 12100)
	q = must(h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: app.SaleIn{Inclusive: ptr(true)}}))
	equal(t, "with tax", q.Total, 11000)
	equal(t, "net", q.Net, 10000)
	equal(t, "an optional line has its tax too", q.Lines[1].Total(), 473) // 5.20 less 0.47
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	equal(t, "ordered at that", o.Total, 11000)
	h.sound()
}

func TestWhatAnItemWasSoldAtSaysWhetherThatIncludesTax(t *testing.T) {
	h := newHouse(t)
	h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	h.ana = h.shop()
	h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	past := must(h.PriceHistory(h.ctx, app.PriceHistoryIn{ItemID: h.mug})).Rows
	equal(t, "the shop's", past[0].Inclusive, true)
	equal(t, "its price", past[0].Price, 49500)
	equal(t, "the other's", past[1].Inclusive, false)
}

// A set sold for 33.00 with tax: its components earn 30.00 together, and one that comes back takes its share with tax.
func TestAKitWithTaxInItsPrice(t *testing.T) {
	h := newHouse(t)
	gift := h.kit()
	h.ana = h.shop()
	o := h.order(app.LineIn{ItemID: gift, Qty: qtyp(2)})
	equal(t, "2 × 15.00 and the tax", o.Total, 3300)
	equal(t, "net", o.Net, 3000)
	for _, p := range h.forward(o) {
		h.ship(p)
	}
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	equal(t, "invoice", v.Total, 3300)
	equal(t, "revenue", h.readOrder(o.ID).Revenue, 3000)
	one := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Qty: qty(1)}}}))
	equal(t, "one set back", one.Total, 1650)
	equal(t, "its tax", one.Tax, 150)
	h.sound()
}
