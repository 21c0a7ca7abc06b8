package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// webOrder is an order of mugs and totes that came over the web.
func (h *house) webOrder(channel string) *trade.SalesOrder {
	h.t.Helper()
	return must(h.SaveOrder(h.ctx, app.SaveOrderIn{Channel: channel, SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{
		{ItemID: h.mug, Qty: qtyp(20)}, {ItemID: h.tote, Qty: qtyp(10)}}}, Confirm: true, Twice: true})) // 90.00 and 52.00, with tax 156.20
}

// A card company keeps 2.9 % and 0.30 of what comes over the web; what it really kept takes the place of that.
func TestWhatACardCompanyKeepsIsEstimatedAndThenKnown(t *testing.T) {
	h := newHouse(t)
	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "web", Kind: trade.ChargeCard, Percent: 29_000, Amount: dec("0.30")}))
	equal(t, "typed orders cost nothing", len(must(h.ListCharges(h.ctx, app.ByID{ID: h.webOrder("typed").ID})).Rows), 0)
	o := h.webOrder("web")
	list := must(h.ListCharges(h.ctx, app.ByID{ID: o.ID})).Rows
	equal(t, "estimated", list[0].Amount, 453+30)
	equal(t, "says so", list[0].Estimated, true)
	earned := h.profit(o)
	equal(t, "in freight and fees", earned.Freight, 483)
	equal(t, "profit", earned.Profit, 14200-6200-3900-483)
	equal(t, "by revenue", earned.Lines[0].Freight, 306)
	equal(t, "by revenue", earned.Lines[1].Freight, 177)

	for _, p := range h.forward(o) {
		must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
		h.bill(p.Number, p)
	}
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	equal(t, "not actual while it is estimated", h.profit(o).Actual, false)
	c := must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Amount: dec("4.90"), Reference: "ch_1"}))
	equal(t, "one charge", len(must(h.ListCharges(h.ctx, app.ByID{ID: o.ID})).Rows), 1)
	equal(t, "actual", h.profit(o).Actual, true)
	equal(t, "profit", h.profit(o).Profit, 14200-6200-3900-490)
	_, err := h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Amount: dec("4.90"), Reference: "ch_1"})
	h.says(err, "recorded for this order already")
	must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeMarket, Amount: dec("7.10"), Reference: "fee"}))
	must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeMarket, Amount: dec("-1.10"), Reference: "given back"}))
	must(h.SaveCharge(h.ctx, app.ChargeIn{ID: c.ID, Version: c.Version, Kind: trade.ChargeCard, Amount: dec("5")}))
	equal(t, "together", h.profit(o).Freight, 500+710-110)
	must(h.DeleteCharge(h.ctx, app.Do{ID: c.ID}))
	equal(t, "without the card", h.profit(o).Freight, 600)
	for _, by := range []string{"month", "rep", "customer", "order", "supplier", "item"} {
		r := must(h.ReportProfit(h.ctx, app.ReportIn{By: by}))
		equal(t, "profit by "+by, r.Total.Profit(), 2*(14200-6200-3900)-600)
	}
	h.sound()
}

// An estimate follows what the order comes to; of an order that is called off nobody keeps anything.
func TestAnEstimatedChargeFollowsItsOrder(t *testing.T) {
	h := newHouse(t)
	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "web", Kind: trade.ChargeMarket, Percent: 10 * money.Percent}))
	o := h.webOrder("web")
	equal(t, "10 % of 156.20", o.Charges, 1562)
	o = must(h.CancelLines(h.ctx, app.CancelLinesIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: o.Lines[0].ID, Qty: qty(10)}}}))
	equal(t, "10 % of 106.70", h.readOrder(o.ID).Charges, 1067)
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: o.ID}))
	equal(t, "nothing", h.readOrder(o.ID).Charges, 0)
	equal(t, "and no guess", h.readOrder(o.ID).ChargesEstimated, false)
	must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeMarket, Amount: dec("0.99"), Note: "for cancelling"}))
	equal(t, "a loss all the same", h.profit(o).Profit, -99)
	h.sound()
}

func TestAChargeInAnotherCurrency(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-11-01", Rate: 9_000_000_000}))
	o := h.webOrder("web")
	c := must(h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Amount: dec("5"), Currency: "USD"}))
	equal(t, "4.50 EUR", c.Base, 450)
	equal(t, "kept at the order", h.readOrder(o.ID).Charges, 450)
	_, err := h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard, Amount: dec("5"), Currency: "GBP"})
	h.refused(trade.Refused, err)
	_, err = h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: "bribe", Amount: dec("5")})
	h.refused(trade.Invalid, err)
	_, err = h.SaveCharge(h.ctx, app.ChargeIn{OrderID: o.ID, Kind: trade.ChargeCard})
	h.refused(trade.Invalid, err)
	draft := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1)}}}}))
	_, err = h.SaveCharge(h.ctx, app.ChargeIn{OrderID: draft.ID, Kind: trade.ChargeCard, Amount: dec("1")})
	h.refused(trade.Refused, err)
	h.sound()
}

// A rep has earned a commission on the day on which an order is invoiced, billed and paid, at the rate of that day.
func TestCommissionIsEarnedWhenAllIsPaid(t *testing.T) {
	h := newHouse(t)
	rep := trade.User{ID: h.rep, Version: 1, Name: "Kim Berg", Role: "sales", CommissionOn: "profit", Commission: 10 * money.Percent}
	rep = *must(h.SaveUser(h.ctx, rep))
	o, p := h.bought(24) // earns 33.60
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true}))
	h.bill("1", p)
	december := app.PeriodIn{From: "2026-12-01", To: "2026-12-31"}
	equal(t, "not paid yet", len(must(h.ReportCommission(h.ctx, app.PeriodIn{})).Rows), 0)
	h.now = h.now.AddDate(0, 0, 20)
	pay := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec(v.Total.Text(v.Currency)), Auto: true}))
	rep.Commission = 50 * money.Percent
	must(h.SaveUser(h.ctx, rep)) // for what is earned from now on
	r := must(h.ReportCommission(h.ctx, december))
	equal(t, "rep", r.Rows[0].Rep, "Kim Berg")
	equal(t, "10 % of 33.60", r.Rows[0].Commission, 336)
	equal(t, "by its order", r.Rows[0].Orders[0].OrderNo, o.Number)
	equal(t, "nothing in November", len(must(h.ReportCommission(h.ctx, app.PeriodIn{To: "2026-11-30"})).Rows), 0)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: pay.Allocations[0].ID}))
	equal(t, "open again", len(must(h.ReportCommission(h.ctx, december)).Rows), 0)

	rep.Version, rep.CommissionOn, rep.Commission = 3, "revenue", 5*money.Percent
	must(h.SaveUser(h.ctx, rep))
	must(h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: pay.ID, Auto: true}))
	equal(t, "5 % of 108.00", must(h.ReportCommission(h.ctx, december)).Total.Commission, 540)
	_, err := h.SaveUser(h.ctx, trade.User{Name: "X", Role: "sales", CommissionOn: "weight"})
	h.refused(trade.Invalid, err)
	_, err = h.ReportCommission(h.ctx, app.PeriodIn{From: "soon"})
	h.refused(trade.Invalid, err)
	h.sound()
}
