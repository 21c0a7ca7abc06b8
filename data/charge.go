package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

var charges = newTable("order_charge", "id, version, order_id, kind, date, currency, fx, amount, base, estimated, percent, fixed, reference, note, import_id, told", true,
	func(c *trade.Charge) []any {
		return []any{&c.ID, &c.Version, &c.OrderID, &c.Kind, &c.Date, &c.Currency, &c.FX, &c.Amount, &c.Base, &c.Estimated, &c.Percent, &c.Fixed, &c.Reference, &c.Note, link{&c.ImportID}, &c.Told}
	}, func(*trade.Charge) string { return "The charge" })

// Charge implements app.Tx.
func (t *tx) Charge(id trade.ID) (*trade.Charge, error) { return charges.get(t, id) }

// SaveCharge implements app.Tx.
func (t *tx) SaveCharge(c *trade.Charge) error { return charges.save(t, c) }

// DeleteCharge implements app.Tx.
func (t *tx) DeleteCharge(id trade.ID) error {
	return t.exec("DELETE FROM order_charge WHERE id = ?1", id)
}

// ChargesOf implements app.Tx.
func (t *tx) ChargesOf(order trade.ID) ([]trade.Charge, error) {
	return charges.where(t, "WHERE order_id = ?1 ORDER BY id", order)
}

var chargeRules = newTable("charge_rule", "id, version, channel, kind, percent, amount", true,
	func(r *trade.ChargeRule) []any {
		return []any{&r.ID, &r.Version, &r.Channel, &r.Kind, &r.Percent, &r.Amount}
	}, func(*trade.ChargeRule) string { return "The charge of a channel" })

// ChargeRules implements app.Tx.
func (t *tx) ChargeRules() ([]trade.ChargeRule, error) {
	return chargeRules.where(t, "ORDER BY channel, kind, id")
}

// SaveChargeRule implements app.Tx.
func (t *tx) SaveChargeRule(r *trade.ChargeRule) error { return chargeRules.save(t, r) }

// DeleteChargeRule implements app.Tx.
func (t *tx) DeleteChargeRule(id trade.ID) error {
	return t.exec("DELETE FROM charge_rule WHERE id = ?1", id)
}

// EarnedOrders implements app.Tx.
func (t *tx) EarnedOrders(from, to trade.Date) ([]app.CommissionOrder, error) {
	from, to = between(from, to)
	return all(t, `SELECT id, number, COALESCE(rep_id, 0), rep, customer, date, earned, commission_on, commission, revenue, revenue - cost_of_goods FROM sales_order
		WHERE earned <> '' AND earned >= ?1 AND earned <= ?2 ORDER BY rep, COALESCE(rep_id, 0), earned, id`, []any{from, to},
		func(o *app.CommissionOrder) []any {
			return []any{&o.OrderID, &o.OrderNo, &o.RepID, &o.Rep, &o.Customer, &o.Date, &o.Earned, &o.On, &o.Rate, &o.Revenue, &o.Profit}
		})
}
