package data

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

var tolerances = newTable("tolerance", "id, version, supplier_id, percent, amount", true,
	func(x *trade.Tolerance) []any {
		return []any{&x.ID, &x.Version, link{&x.SupplierID}, &x.Percent, &x.Amount}
	}, func(*trade.Tolerance) string { return "The tolerance" })

// Tolerances implements app.Tx.
func (t *tx) Tolerances() ([]trade.Tolerance, error) {
	return all(t, `SELECT x.id, x.version, x.supplier_id, x.percent, x.amount, s.name, s.currency FROM tolerance x LEFT JOIN supplier s ON s.id = x.supplier_id
		ORDER BY CASE WHEN x.supplier_id IS NULL THEN 0 ELSE 1 END, s.name, x.id`, nil,
		func(x *trade.Tolerance) []any {
			return append(tolerances.ptrs(x), text[string]{&x.Supplier}, text[money.Currency]{&x.Currency})
		})
}

// SaveTolerance implements app.Tx.
func (t *tx) SaveTolerance(x *trade.Tolerance) error { return tolerances.save(t, x) }

// DeleteTolerance implements app.Tx.
func (t *tx) DeleteTolerance(id trade.ID) error {
	return t.exec("DELETE FROM tolerance WHERE id = ?1", id)
}
