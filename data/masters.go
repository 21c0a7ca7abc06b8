package data

import "dropdesk/app/trade"

// PartiesCalled implements app.Tx.
func (t *tx) PartiesCalled(kind trade.Kind, number, name string) ([]trade.ID, error) {
	table := "customer"
	if kind == trade.KindSupplier {
		table = "supplier"
	}
	if number != "" {
		ids, err := t.ids("SELECT id FROM "+table+" WHERE number = ?1 AND became_id IS NULL", number)
		if err != nil || len(ids) > 0 || name == "" {
			return ids, err
		}
	}
	return t.ids("SELECT id FROM "+table+" WHERE LOWER(name) = LOWER(?1) AND became_id IS NULL ORDER BY id", name)
}
