package data

import (
	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// OrdersOf implements app.Tx.
func (t *tx) OrdersOf(kind trade.Kind, id trade.ID, from, to trade.Date) ([]trade.ID, error) {
	from, to = between(from, to)
	clause := map[trade.Kind]string{
		trade.KindCustomer: "o.customer_id = ?3",
		trade.KindSupplier: `(o.id IN (SELECT p.order_id FROM purchase_order p WHERE p.supplier_id = ?3)
			OR o.id IN (SELECT l.order_id FROM order_line l WHERE COALESCE(l.supplier_id, 0) = ?3))`,
		trade.KindItem: "o.id IN (SELECT l.order_id FROM order_line l WHERE l.item_id = ?3)",
	}[kind]
	if kind == trade.KindItem && id == 0 {
		clause = "o.id IN (SELECT l.order_id FROM order_line l WHERE COALESCE(l.item_id, 0) = ?3)"
	}
	return t.ids("SELECT o.id FROM sales_order o WHERE o.state <> 'draft' AND o.date >= ?1 AND o.date <= ?2 AND "+clause+" ORDER BY o.id", from, to, id)
}

func (t *tx) ids(query string, args ...any) ([]trade.ID, error) {
	return all(t, query, args, func(id *trade.ID) []any { return []any{id} })
}

// OrdersToShip implements app.Tx. An order that has come further than its shipments waits for something else.
func (t *tx) OrdersToShip() ([]trade.ID, error) {
	return t.ids(`SELECT id FROM sales_order WHERE state = 'confirmed' AND next IN ('release', 'decide', 'order', 'send', 'invoice', 'answer', 'ship') ORDER BY id`)
}

// BalanceDocs implements app.Tx.
func (t *tx) BalanceDocs(payable bool, party trade.ID, cur money.Currency) ([]app.BalanceDoc, error) {
	docs, kind, column, state := "invoice", trade.KindInvoice, "customer_id", "issued"
	if payable {
		docs, kind, column, state = "bill", trade.KindBill, "supplier_id", "entered"
	}
	return all(t, `SELECT kind, id, open FROM (
		SELECT '`+string(kind)+`' AS kind, id, date, CASE WHEN credit = 1 THEN settled - total ELSE total - settled END AS open FROM `+docs+`
		WHERE `+column+` = ?1 AND currency = ?2 AND state = '`+state+`' AND settled < total
		UNION ALL SELECT 'payment', id, date, CASE WHEN refund = 1 THEN amount - used ELSE used - amount END FROM payment WHERE `+column+` = ?1 AND currency = ?2 AND used < amount
		) docs ORDER BY date, kind, id`, []any{party, cur},
		func(d *app.BalanceDoc) []any { return []any{&d.Kind, &d.ID, &d.Open} })
}
