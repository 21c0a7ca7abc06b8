package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

// SoldItems implements app.Tx.
func (t *tx) SoldItems() ([]trade.Item, error) {
	rows, err := items.where(t, "WHERE inactive = 0 AND became_id IS NULL AND price > 0 ORDER BY category, sku_key, id")
	list := make([]trade.Item, len(rows))
	for i := range rows {
		list[i] = rows[i].Item
	}
	return list, err
}

// Unsettled implements app.Tx. Each part is found in the narrow index of what is open.
func (t *tx) Unsettled(payable bool) ([]app.Unsettled, error) {
	docs, party, name, state := "invoice", "customer_id", "customer", "issued"
	number := "d.number"
	if payable {
		docs, party, name, state = "bill", "supplier_id", "supplier", "entered"
		number = "CASE WHEN d.their_no <> '' THEN d.their_no ELSE d.number END"
	}
	return all(t, `SELECT kind, id, number, date, due, party, name, currency, total, open FROM (
		SELECT '`+docs+`' AS kind, d.id AS id, `+number+` AS number, d.date AS date, CASE WHEN d.credit = 1 THEN '' ELSE d.due END AS due, d.`+party+` AS party, d.`+name+` AS name, d.currency AS currency,
			CASE WHEN d.credit = 1 THEN -d.total ELSE d.total END AS total, CASE WHEN d.credit = 1 THEN d.settled - d.total ELSE d.total - d.settled END AS open
			FROM `+docs+` d WHERE d.state = '`+state+`' AND d.settled < d.total
		UNION ALL SELECT 'payment', p.id, p.number, p.date, '', p.`+party+`, p.party, p.currency, CASE WHEN p.refund = 1 THEN p.amount ELSE -p.amount END, CASE WHEN p.refund = 1 THEN p.amount - p.used ELSE p.used - p.amount END
			FROM payment p WHERE p.`+party+` IS NOT NULL AND p.used < p.amount) docs ORDER BY name, party, date, kind, id`, nil,
		func(d *app.Unsettled) []any {
			return []any{&d.Kind, &d.ID, &d.Number, &d.Date, &d.Due, &d.PartyID, &d.Party, &d.Currency, &d.Total, &d.Open}
		})
}
