package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// abroad is a house whose customer pays in dollars, which cost 0.90 EUR.
func abroad(t *testing.T) *house {
	h := newHouse(t)
	h.rate("0.9")
	h.ana = h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency = "USD" })
	h.clay = must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Clay Inc", Currency: "USD", Contacts: []trade.Contact{{Name: "Orders", Email: "o@clay.example"}}}})).ID
	h.mug = h.item("MUG-12", "4.50", h.clay, "3.10")
	return h
}

// rate is what a dollar costs from today on.
func (h *house) rate(eur string) {
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: trade.DateOf(h.now), Rate: must(dec(eur).FX())}))
}

// later lets days go by and changes the rate.
func (h *house) later(days int, eur string) {
	h.now = h.now.AddDate(0, 0, days)
	h.rate(eur)
}

func (h *house) gains() money.Amount {
	return must(h.ReportGains(h.ctx, app.PeriodIn{})).Total
}

func TestMoneyThatIsWorthMoreIsAGain(t *testing.T) {
	h := abroad(t)
	v := h.invoiceOver("100") // 110 USD are 99.00 EUR
	profit := must(h.GetProfit(h.ctx, app.ByID{ID: v.OrderID})).Profit
	h.later(10, "0.95")
	p := h.paidIn("110")
	equal(t, "104.50 came for 99.00", p.Allocations[0].Gain, 550)
	g := must(h.ReportGains(h.ctx, app.PeriodIn{})).Rows[0]
	equal(t, "document", g.Document.Number, v.Number)
	equal(t, "its rate", g.Document.FX.String(), "0.9")
	equal(t, "money", g.Money.Number, p.Number)
	equal(t, "its rate", g.Money.FX.String(), "0.95")
	equal(t, "on", g.Date, "2026-12-03")
	equal(t, "none before", len(must(h.ReportGains(h.ctx, app.PeriodIn{To: "2026-12-02"})).Rows), 0)
	equal(t, "profit is what it was", must(h.GetProfit(h.ctx, app.ByID{ID: v.OrderID})).Profit, profit)
	h.sound()
}

func TestEveryDirectionHasItsSign(t *testing.T) {
	h := abroad(t)
	b := h.billOver("C1", "10", false) // 100 USD are 90 EUR
	v := h.invoiceOver("90.91")        // 100 USD
	h.later(1, "0.8")
	must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("100"), Uses: []app.UseIn{{ID: b.ID, Amount: dec("100")}}}))
	equal(t, "a bill paid with less is a gain", h.gains(), 1000)
	p := h.paidIn("150")
	equal(t, "an invoice paid with less is a loss", h.gains(), 0)
	h.later(1, "0.9")
	must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("50"), Uses: []app.UseIn{{PaymentID: p.ID, Amount: dec("50")}}}))
	equal(t, "paying back more than came is a loss", h.gains(), -500)
	credit := h.billOver("C2", "10", true) // 90 EUR
	h.later(1, "1")
	must(h.RefundFromSupplier(h.ctx, app.RefundIn{PartyID: h.clay, Uses: []app.UseIn{{ID: credit.ID, Amount: dec("100")}}}))
	equal(t, "getting back more than was credited is a gain", h.gains(), -500+1000)
	w := h.invoiceOver("90.91") // 100 USD at par
	h.later(1, "0.9")
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: w.ID, Again: true}))
	equal(t, "a credit of less leaves a loss", h.gains(), 500-1000)
	equal(t, "which is at its allocation", must(h.ListAllocations(h.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: c.ID})).Rows[0].Gain, -1000)
	equal(t, "invoice is settled", h.readInvoice(v.ID).Open(), 0)
	h.sound()
}

func TestTheCompanysOwnCurrencyGainsNothing(t *testing.T) {
	h := newHouse(t)
	h.invoiceOver("100")
	h.paidIn("110")
	b := h.billOver("C1", "10", true)
	must(h.RefundFromSupplier(h.ctx, app.RefundIn{PartyID: h.clay}))
	equal(t, "credit used", must(h.GetBill(h.ctx, app.ByID{ID: b.ID})).Open(), 0)
	equal(t, "rows", len(must(h.ReportGains(h.ctx, app.PeriodIn{})).Rows), 0)
	h.sound()
}

// Each third alone would be rounded; together they are what the whole is.
func TestSettlingInPartsComesToTheSame(t *testing.T) {
	whole, parts := abroad(t), abroad(t)
	for _, h := range []*house{whole, parts} {
		h.rate("0.8888888888")
		h.invoiceOver("9.10") // 10.01 USD
		h.later(1, "0.9333333333")
	}
	whole.paidIn("10.01")
	for _, a := range []string{"3.33", "3.34", "3.34"} {
		parts.paidIn(a)
	}
	equal(t, "gain", parts.gains(), whole.gains())
	equal(t, "which is", whole.gains(), 934-890)
	list := must(parts.ListAllocations(parts.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: 1})).Rows
	must(parts.RemoveAllocation(parts.ctx, app.ByID{ID: list[0].ID}))
	parts.sound()
	parts.paidIn("3.33")
	equal(t, "taken back and paid again", parts.gains(), whole.gains())
	parts.sound()
	whole.sound()
}

func TestACustomerPaysInAnotherCurrency(t *testing.T) {
	h := abroad(t)
	v := h.invoiceOver("100") // 110 USD are 99.00 EUR
	in := app.PaymentIn{PartyID: h.ana, Amount: dec("120"), Currency: "EUR", Uses: []app.UseIn{{ID: v.ID, Amount: dec("97")}}}
	_, err := h.RecordPayment(h.ctx, in)
	h.says(err, "is in USD and the money is in EUR. Say how much of each")
	in.Uses[0].Settles = decp("110.01")
	_, err = h.RecordPayment(h.ctx, in)
	h.says(err, "has 110.00 USD open")
	in.Uses[0].Settles = decp("110")
	p := must(h.RecordPayment(h.ctx, in))
	equal(t, "settled", h.readInvoice(v.ID).Open(), 0)
	equal(t, "in euros on account", p.Left(), 2300)
	equal(t, "97 for 99", p.Allocations[0].Gain, -200)
	equal(t, "of the payment", p.Allocations[0].Amount, 9700)
	equal(t, "of the invoice", p.Allocations[0].Settles, 11000)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: p.Allocations[0].ID}))
	equal(t, "open again", h.readInvoice(v.ID).Open(), 11000)
	equal(t, "back on account", h.readPayment(p.ID).Left(), 12000)
	equal(t, "nothing lost", h.gains(), 0)
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Keep: true}))
	r := must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Currency: "EUR", Uses: []app.UseIn{{ID: c.ID, Amount: dec("100"), Settles: decp("110")}}}))
	equal(t, "100 EUR went back for 99", r.Allocations[0].Gain, -100)
	_, err = h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("10"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("10"), Settles: decp("11")}}})
	h.refused(trade.Invalid, err)
	h.sound()
}

// What a payment of the invoice's own rate adds to both sums moves their rounding too.
func TestAPaymentAtTheDocumentsOwnRateKeepsTheGainExact(t *testing.T) {
	h := abroad(t)
	h.rate("0.8888888888")
	h.invoiceOver("9.10") // 10.01 USD
	h.later(1, "0.9333333333")
	h.paidIn("3.01")
	h.later(1, "0.8888888888")
	h.paidIn("3.34")
	h.sound()
	h.paidIn("3.66")
	h.sound()
}
