package app_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/reports/reportstest"
)

// A bookkeeper's check: whatever has happened, what a spreadsheet works out from the lines and documents of the profit workbook is what
// the program says, to the cent, of all orders and of those of a day in between.
func TestTheWorkbookOfRandomHistories(t *testing.T) {
	h := newHouse(t)
	h.Desk = h.printing()
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_123_456_789}))
	dollars := h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency, in.Discount = "USD", 33333 })
	twin := h.customer("BLUEBIRD gifts", nil)
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: map[string]*[2]int{}, customer: rapid.SampledFrom([]trade.ID{h.ana, dollars, twin}).Draw(t, "customer")}
		s.begin()
		for range 5 + s.index("steps", 40) {
			s.step(allSteps[s.index("step", len(allSteps))])
		}
		h.now = h.now.AddDate(0, 0, s.index("days", 3))
	})
	last := trade.DateOf(h.now)
	for _, in := range []app.PeriodIn{{}, {From: "2026-12-01", To: last}} {
		var b bytes.Buffer
		if err := h.WriteProfit(h.ctx, in, &b); err != nil {
			t.Fatal(err)
		}
		wrong, formulas := reportstest.Differences(t, b.Bytes())
		for _, w := range wrong[:min(len(wrong), 20)] {
			t.Errorf("%s to %s: %s", in.From, in.To, w)
		}
		if formulas < 500 {
			t.Errorf("only %d formulas", formulas)
		}
		t.Logf("%s to %s: %d formulas", in.From, in.To, formulas)
	}
}
