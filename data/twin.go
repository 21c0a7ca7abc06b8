package data

import (
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// OrdersLike implements app.Tx.
func (t *tx) OrdersLike(o *trade.SalesOrder) ([]trade.SalesOrder, error) {
	seen := map[trade.ID]bool{}
	out := []trade.SalesOrder{}
	add := func(clause string, args ...any) error {
		heads, err := orders.where(t, clause+" AND id <> ?2 AND state <> 'cancelled' ORDER BY id DESC LIMIT 20", append([]any{o.CustomerID, o.ID}, args...)...)
		for i := 0; err == nil && i < len(heads); i++ {
			x := heads[i].SalesOrder
			if seen[x.ID] {
				continue
			}
			seen[x.ID] = true
			x.Lines, err = orderLines.where(t, "WHERE order_id = ?1 ORDER BY pos, id", x.ID)
			out = append(out, x)
		}
		return err
	}
	if strings.TrimSpace(o.Reference) != "" {
		if err := add("WHERE customer_id = ?1 AND reference <> '' AND LOWER(TRIM(reference)) = LOWER(TRIM(?3))", o.Reference); err != nil {
			return nil, err
		}
	}
	key := o.GoodsKey()
	if key == 0 {
		return out, nil
	}
	return out, add("WHERE customer_id = ?1 AND date = ?3 AND goods_key = ?4", o.Date, key)
}

// OrderOnChannel implements app.Tx.
func (t *tx) OrderOnChannel(channel, key string) (*trade.SalesOrder, error) {
	list, err := orders.where(t, "WHERE channel = ?1 AND channel_key = ?2 AND channel_key <> ''", channel, key)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0].SalesOrder, nil
}

// BillsLike implements app.Tx.
func (t *tx) BillsLike(b *trade.Bill) ([]trade.Bill, error) {
	return t.billList("WHERE supplier_id = ?1 AND date = ?2 AND total = ?3 AND credit = ?4 AND id <> ?5 AND state <> 'cancelled' ORDER BY id LIMIT 20",
		b.SupplierID, b.Date, b.Total, b.Credit, b.ID)
}

// TwinRows implements app.Tx.
func (t *tx) TwinRows(kind trade.Kind) ([]app.TwinRow, error) {
	if kind == trade.KindItem {
		return t.itemTwins()
	}
	table, place := "customer", "billing"
	if kind == trade.KindSupplier {
		table, place = "supplier", "address"
	}
	rows := []app.TwinRow{}
	at := map[trade.ID]int{}
	err := t.each("SELECT id, number, name, tax_number, "+place+" FROM "+table+" WHERE inactive = 0 ORDER BY id", nil, func(scan func(...any) error) error {
		var r app.TwinRow
		var a trade.Address
		err := scan(&r.ID, &r.Number, &r.Name, &r.TaxNumber, asJSON{&a})
		r.Zip = a.Zip
		at[r.ID] = len(rows)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.each("SELECT "+table+"_id, email FROM contact WHERE "+table+"_id IS NOT NULL AND email <> '' ORDER BY id", nil, func(scan func(...any) error) error {
		var owner trade.ID
		var email string
		err := scan(&owner, &email)
		if i, known := at[owner]; known {
			rows[i].Emails = append(rows[i].Emails, email)
		}
		return err
	})
	return rows, err
}

func (t *tx) itemTwins() ([]app.TwinRow, error) {
	rows, err := all(t, "SELECT id, sku, name, gtin FROM item WHERE inactive = 0 ORDER BY id", nil,
		func(r *app.TwinRow) []any { return []any{&r.ID, &r.Number, &r.Name, &r.GTIN} })
	if err != nil {
		return nil, err
	}
	at := make(map[trade.ID]int, len(rows))
	for i := range rows {
		at[rows[i].ID] = i
	}
	err = t.each(`SELECT s.item_id, v.name || ' ' || s.part_no FROM item_source s JOIN supplier v ON v.id = s.supplier_id WHERE s.part_no <> '' ORDER BY s.id`, nil,
		func(scan func(...any) error) error {
			var owner trade.ID
			var part string
			err := scan(&owner, &part)
			if i, known := at[owner]; known {
				rows[i].Parts = append(rows[i].Parts, part)
			}
			return err
		})
	return rows, err
}

// NotTwins implements app.Tx.
func (t *tx) NotTwins(kind trade.Kind) ([][2]trade.ID, error) {
	return all(t, "SELECT a, b FROM not_twin WHERE kind = ?1", []any{kind}, func(p *[2]trade.ID) []any { return []any{&p[0], &p[1]} })
}

// AddNotTwins implements app.Tx.
func (t *tx) AddNotTwins(kind trade.Kind, a, b trade.ID, at trade.Stamp, who string) error {
	var id trade.ID
	known, err := t.one("SELECT id FROM not_twin WHERE kind = ?1 AND a = ?2 AND b = ?3", []any{kind, a, b}, &id)
	if err != nil || known {
		return err
	}
	return t.exec("INSERT INTO not_twin (kind, a, b, at, who) VALUES (?1, ?2, ?3, ?4, ?5)", kind, a, b, at, who)
}

// place is a column that names a customer, supplier or item.
type place struct{ table, column string }

// named are the places where documents and links name a customer, supplier or item: all of them
// follow when two are joined.
var named = map[trade.Kind][]place{
	trade.KindCustomer: {{"quote", "customer_id"}, {"sales_order", "customer_id"}, {"purchase_order", "customer_id"}, {"shipment", "customer_id"},
		{"invoice", "customer_id"}, {"payment", "customer_id"}, {"exception", "customer_id"}, {"customer_return", "customer_id"},
		{"reminder", "customer_id"}, {"statement", "customer_id"}, {"automation", "customer_id"}},
	trade.KindSupplier: {{"quote_line", "supplier_id"}, {"order_line", "supplier_id"}, {"purchase_order", "supplier_id"}, {"purchase_line", "supplier_id"},
		{"shipment", "supplier_id"}, {"bill", "supplier_id"}, {"payment", "supplier_id"}, {"exception", "supplier_id"}, {"purchase_change", "supplier_id"},
		{"customer_return", "supplier_id"}, {"claim", "supplier_id"}, {"cost_change", "supplier_id"}, {"statement", "supplier_id"},
		{"price_map", "supplier_id"}, {"price_import", "supplier_id"}, {"watched_file", "supplier_id"}, {"automation", "supplier_id"}},
	trade.KindItem: {{"quote_line", "item_id"}, {"order_line", "item_id"}, {"invoice_line", "item_id"}, {"purchase_line", "item_id"}, {"cost_change", "item_id"},
		{"channel_item", "item_id"}},
}

// versioned are the tables of documents: one that changes counts its version up, so that nobody saves an older one over it.
var versioned = map[string]bool{"quote": true, "sales_order": true, "purchase_order": true, "shipment": true, "invoice": true, "payment": true, "bill": true,
	"exception": true, "purchase_change": true, "customer_return": true, "claim": true, "reminder": true, "statement": true, "automation": true}

// goodsKey is trade.SalesOrder.GoodsKey over rows.
const goodsKey = `COALESCE((SELECT CAST(SUM(((COALESCE(l.item_id, 0) * 1000003 + l.qty) % 2147483647) * ((COALESCE(l.item_id, 0) * 1000003 + l.qty) % 2147483647) % 2147483647) AS INTEGER)
	FROM order_line l WHERE l.order_id = sales_order.id AND l.kind IN ('item', 'free', 'kit')), 0)`

// Move implements app.Tx.
func (t *tx) Move(kind trade.Kind, from, to trade.ID) error {
	t.loaded = seen{}
	for _, p := range named[kind] {
		version := ""
		if versioned[p.table] {
			version = ", version = version + 1"
		}
		if err := t.exec("UPDATE "+p.table+" SET "+p.column+" = ?1"+version+" WHERE "+p.column+" = ?2", to, from); err != nil {
			return err
		}
	}
	if err := t.exec("UPDATE received_mail SET doc_id = ?1, version = version + 1 WHERE doc_id = ?2 AND kind = ?3", to, from, kind); err != nil {
		return err
	}
	if err := t.exec("UPDATE attachment SET doc_id = ?1 WHERE doc_id = ?2 AND kind = ?3", to, from, kind); err != nil || kind != trade.KindItem {
		return err
	}
	ids, err := t.ids("SELECT DISTINCT order_id FROM order_line WHERE item_id = ?1 ORDER BY order_id", to)
	for i := 0; err == nil && i < len(ids); i++ {
		var key int64
		if _, err = t.one("SELECT "+goodsKey+" FROM sales_order WHERE id = ?1", []any{ids[i]}, &key); err == nil {
			err = t.exec("UPDATE sales_order SET goods_key = ?1, version = version + 1 WHERE id = ?2", key, ids[i])
		}
	}
	return err
}

// ItemsFrom implements app.Tx.
func (t *tx) ItemsFrom(supplier trade.ID) ([]trade.ID, error) {
	return t.ids("SELECT item_id FROM item_source WHERE supplier_id = ?1 ORDER BY item_id", supplier)
}

// OrdersWaitingFor implements app.Tx.
func (t *tx) OrdersWaitingFor(supplier trade.ID) ([]trade.ID, error) {
	return t.ids("SELECT id FROM sales_order WHERE to_order > 0 AND id IN (SELECT order_id FROM order_line WHERE supplier_id = ?1) ORDER BY id", supplier)
}

// SameBillNumber implements app.Tx.
func (t *tx) SameBillNumber(a, b trade.ID) (number string, err error) {
	_, err = t.one(`SELECT x.their_no FROM bill x JOIN bill y ON y.their_no = x.their_no AND y.supplier_id = ?2 AND y.state <> 'cancelled'
		WHERE x.supplier_id = ?1 AND x.state <> 'cancelled' ORDER BY x.their_no LIMIT 1`, []any{a, b}, &number)
	return number, err
}

// joined rules find what still names a record that was joined with another one.
func init() {
	for _, kind := range []trade.Kind{trade.KindCustomer, trade.KindSupplier, trade.KindItem} {
		for _, p := range named[kind] {
			rules = append(rules, rule{string(kind) + " that was joined with another one", "SELECT '" + p.table + " ' || d.id, d." + p.column + ", r.became_id FROM " + p.table + " d JOIN " +
				string(kind) + " r ON r.id = d." + p.column + " WHERE r.became_id IS NOT NULL"})
		}
	}
	rules = append(rules, rule{"order: key of its goods", "SELECT number || ' (' || id || ')', goods_key, " + goodsKey + " FROM sales_order WHERE goods_key <> " + goodsKey})
}
