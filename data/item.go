package data

import (
	"strings"

	"dropdesk/app/trade"
)

type itemRow struct {
	trade.Item
	key string // the SKU in small letters, because two items may not differ by case alone
}

var items = newTable("item", `id, version, sku, sku_key, name, description, gtin, unit, category, price, tax_code_id, weight_g, drop_ship, notes, inactive, breaks, became_id`, true,
	func(r *itemRow) []any {
		it := &r.Item
		return []any{&it.ID, &it.Version, &it.SKU, &r.key, &it.Name, &it.Description, &it.GTIN, &it.Unit, &it.Category, &it.Price,
			link{&it.TaxCodeID}, &it.WeightG, &it.DropShip, &it.Notes, &it.Inactive, asJSON{&it.Breaks}, link{&it.BecameID}}
	}, func(r *itemRow) string { return r.SKU })

var sources = newTable("item_source", `id, item_id, supplier_id, part_no, description, currency, cost, cost_date, min_qty, multiple, lead_days,
	stock, stock_date, rank, breaks, valid_until, unlisted, replaced_by`, false,
	func(s *sourceRow) []any {
		return []any{&s.ID, &s.ItemID, &s.SupplierID, &s.PartNo, &s.Description, &s.Currency, &s.Cost, &s.CostDate, &s.MinQty, &s.Multiple,
			&s.LeadDays, &s.Stock, &s.StockDate, &s.rank, asJSON{&s.Breaks}, &s.ValidUntil, &s.Unlisted, &s.ReplacedBy}
	}, func(s *sourceRow) string { return "The source" })

type sourceRow struct {
	trade.ItemSource
	rank int
}

// Item implements app.Tx.
func (t *tx) Item(id trade.ID) (*trade.Item, error) {
	r, err := items.get(t, id)
	if err != nil {
		return nil, err
	}
	return t.withSources(r)
}

func (t *tx) withSources(r *itemRow) (*trade.Item, error) {
	r.Sources = []trade.ItemSource{}
	err := t.each(`SELECT s.id, s.item_id, s.supplier_id, v.name, s.part_no, s.description, s.currency, s.cost, s.cost_date, s.min_qty, s.multiple,
		s.lead_days, s.stock, s.stock_date, s.breaks, s.valid_until, s.unlisted, s.replaced_by FROM item_source s JOIN supplier v ON v.id = s.supplier_id WHERE s.item_id = ?1 ORDER BY s.rank`,
		[]any{r.ID}, func(scan func(...any) error) error {
			var s trade.ItemSource
			err := scan(&s.ID, &s.ItemID, &s.SupplierID, &s.Supplier, &s.PartNo, &s.Description, &s.Currency, &s.Cost, &s.CostDate, &s.MinQty,
				&s.Multiple, &s.LeadDays, &s.Stock, &s.StockDate, asJSON{&s.Breaks}, &s.ValidUntil, &s.Unlisted, &s.ReplacedBy)
			r.Sources = append(r.Sources, s)
			return err
		})
	if err != nil {
		return nil, err
	}
	return &r.Item, t.components(&r.Item)
}

// ItemBySKU implements app.Tx.
func (t *tx) ItemBySKU(sku string) (*trade.Item, error) {
	rows, err := items.where(t, "WHERE sku_key = ?1", strings.ToLower(sku))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return t.withSources(&rows[0])
}

// SaveItem implements app.Tx.
func (t *tx) SaveItem(it *trade.Item) error {
	row := itemRow{*it, strings.ToLower(it.SKU)}
	if err := items.save(t, &row); err != nil {
		return err
	}
	it.ID, it.Version = row.ID, row.Version
	if err := t.saveComponents(it); err != nil {
		return err
	}
	keep := map[trade.ID]bool{}
	for i := range it.Sources {
		it.Sources[i].ItemID = it.ID
		s := sourceRow{it.Sources[i], i}
		if err := sources.save(t, &s); err != nil {
			return err
		}
		it.Sources[i].ID = s.ID
		keep[s.ID] = true
	}
	ids, err := all(t, "SELECT id FROM item_source WHERE item_id = ?1", []any{it.ID}, func(id *trade.ID) []any { return []any{id} })
	for i := 0; err == nil && i < len(ids); i++ {
		if !keep[ids[i]] {
			err = t.exec("DELETE FROM item_source WHERE id = ?1", ids[i])
		}
	}
	return err
}

// AddCost implements app.Tx.
func (t *tx) AddCost(c trade.CostChange) error {
	return t.exec("INSERT INTO cost_change (item_id, supplier_id, date, currency, cost, from_qty) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", c.ItemID, c.SupplierID, c.Date, c.Currency, c.Cost, c.Qty)
}

// Costs implements app.Tx. Of orders and bills it tells the newest hundred.
func (t *tx) Costs(item trade.ID) ([]trade.CostChange, error) {
	return all(t, `SELECT item_id, supplier_id, supplier, date, kind, doc_id, number, qty, currency, cost FROM (
		SELECT c.id AS id, c.item_id AS item_id, c.supplier_id AS supplier_id, v.name AS supplier, c.date AS date, '' AS kind, 0 AS doc_id, '' AS number,
			c.from_qty AS qty, c.currency AS currency, c.cost AS cost
		FROM cost_change c JOIN supplier v ON v.id = c.supplier_id WHERE c.item_id = ?1
		UNION ALL
		SELECT * FROM (SELECT l.id, l.item_id, p.supplier_id, p.supplier, p.date, 'purchase', p.id, p.number, l.qty, p.currency, l.cost
			FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id WHERE l.item_id = ?1 AND p.number <> '' ORDER BY l.id DESC LIMIT 100) ordered
		UNION ALL
		SELECT * FROM (SELECT x.id, l.item_id, b.supplier_id, b.supplier, b.date, 'bill', b.id, b.number, x.qty, b.currency, x.price
			FROM purchase_line l JOIN bill_line x ON x.purchase_line_id = l.id JOIN bill b ON b.id = x.bill_id
			WHERE l.item_id = ?1 AND b.state = 'entered' AND b.credit = 0 ORDER BY l.id DESC, x.id LIMIT 100) billed
		) costs ORDER BY date DESC, kind, id DESC`, []any{item},
		func(c *trade.CostChange) []any {
			return []any{&c.ItemID, &c.SupplierID, &c.Supplier, &c.Date, &c.Kind, &c.DocID, &c.Number, &c.Qty, &c.Currency, &c.Cost}
		})
}
