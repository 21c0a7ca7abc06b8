package data

import (
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// An item may be on very many lines, nearly all of them of deals that are done: the newest ones are looked at.
const usesOf = `
	SELECT 'quote', q.id, q.number, q.customer, q.date, q.state, l.qty
	FROM (SELECT id, quote_id, qty FROM quote_line WHERE item_id = ?1 ORDER BY id DESC LIMIT 5000) l JOIN quote q ON q.id = l.quote_id
	WHERE q.state IN ('draft', 'sent') ORDER BY l.id DESC LIMIT ?2;
	SELECT 'order', o.id, o.number, o.customer, o.date, o.state, l.qty - l.cancelled - l.shipped
	FROM (SELECT id, order_id, qty, cancelled, shipped FROM order_line WHERE item_id = ?1 ORDER BY id DESC LIMIT 5000) l JOIN sales_order o ON o.id = l.order_id
	WHERE o.state IN ('draft', 'confirmed') AND l.qty - l.cancelled - l.shipped > 0 ORDER BY l.id DESC LIMIT ?2;
	SELECT 'item', k.id, k.sku, k.name, '', '', c.qty FROM item_component c JOIN item k ON k.id = c.item_id WHERE c.component_id = ?1 AND k.inactive = 0
	ORDER BY k.sku LIMIT ?2`

// ItemUses implements app.Tx.
func (t *tx) ItemUses(item trade.ID, limit int) (list []app.ItemUse, err error) {
	for query := range strings.SplitSeq(usesOf, ";") {
		rows, err := all(t, query, []any{item, limit}, func(u *app.ItemUse) []any {
			return []any{&u.Kind, &u.ID, &u.Number, &u.Name, &u.Date, &u.State, &u.Qty}
		})
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, nil
}
