package data

import "dropdesk/app/trade"

var feeImports = newTable("fee_import", "id, channel, at, who, name, sha256, orders, charges", false, func(m *trade.FeeImport) []any {
	return []any{&m.ID, &m.Channel, &m.At, &m.Who, &m.Name, &m.SHA256, &m.Orders, &m.Charges}
}, func(*trade.FeeImport) string { return "The file of fees" })

var chargesBefore = newTable("charge_before", "id, order_id, kind, date, currency, fx, amount, base, percent, fixed, reference, note", false, func(c *trade.Charge) []any {
	return []any{&c.ID, &c.OrderID, &c.Kind, &c.Date, &c.Currency, &c.FX, &c.Amount, &c.Base, &c.Percent, &c.Fixed, &c.Reference, &c.Note}
}, func(*trade.Charge) string { return "The estimate" })

// OrdersCalled implements app.Tx.
func (t *tx) OrdersCalled(channel, number string) ([]trade.ID, error) {
	if number == "" {
		return nil, nil
	}
	ids, err := t.ids("SELECT id FROM sales_order WHERE channel = ?1 AND channel_key = ?2 AND channel_key <> ''", channel, number)
	if err == nil && len(ids) == 0 {
		ids, err = t.ids("SELECT id FROM sales_order WHERE channel = ?1 AND channel_no = ?2 AND channel_no <> '' ORDER BY id", channel, number)
	}
	return ids, err
}

// SaveFeeImport implements app.Tx.
func (t *tx) SaveFeeImport(m *trade.FeeImport) error { return feeImports.save(t, m) }

// ImportedFees implements app.Tx.
func (t *tx) ImportedFees(sha256 string) (*trade.FeeImport, error) {
	list, err := feeImports.where(t, "WHERE sha256 = ?1 ORDER BY id DESC LIMIT 1", sha256)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// FeeImports implements app.Tx.
func (t *tx) FeeImports(limit int) ([]trade.FeeImport, error) {
	return feeImports.where(t, "WHERE id > 0 ORDER BY id DESC LIMIT ?1", limit)
}

// FeeImport implements app.Tx.
func (t *tx) FeeImport(id trade.ID) (*trade.FeeImport, error) { return feeImports.get(t, id) }

// DeleteFeeImport implements app.Tx.
func (t *tx) DeleteFeeImport(id trade.ID) error {
	return t.exec("DELETE FROM fee_import WHERE id = ?1", id)
}

// ChargesOfImport implements app.Tx.
func (t *tx) ChargesOfImport(id trade.ID) ([]trade.Charge, error) {
	return charges.where(t, "WHERE import_id = ?1 ORDER BY order_id, id", id)
}

// ChargesBefore implements app.Tx.
func (t *tx) ChargesBefore(order trade.ID) ([]trade.Charge, error) {
	return chargesBefore.where(t, "WHERE order_id = ?1 ORDER BY id", order)
}

// KeepChargeBefore implements app.Tx.
func (t *tx) KeepChargeBefore(c trade.Charge) error {
	c.ID = 0
	return chargesBefore.save(t, &c)
}

// DropChargeBefore implements app.Tx.
func (t *tx) DropChargeBefore(id trade.ID) error {
	return t.exec("DELETE FROM charge_before WHERE id = ?1", id)
}
