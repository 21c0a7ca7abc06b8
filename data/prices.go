package data

import (
	"database/sql/driver"
	"errors"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// listed are the columns of a source that a price list changes.
var listed = newTable("item_source", `id, part_no, description, currency, cost, cost_date, min_qty, multiple, lead_days, stock, stock_date, breaks, valid_until,
	unlisted, replaced_by`, false, func(s *trade.ItemSource) []any {
	return []any{&s.ID, &s.PartNo, &s.Description, &s.Currency, &s.Cost, &s.CostDate, &s.MinQty, &s.Multiple, &s.LeadDays, &s.Stock, &s.StockDate, fewBreaks{&s.Breaks},
		&s.ValidUntil, &s.Unlisted, &s.ReplacedBy}
}, func(*trade.ItemSource) string { return "The source" })

var priceImports = newTable("price_import", "id, supplier_id, at, who, name, sha256, made, added, changed, ended, undone_at, undone_by", false,
	func(m *trade.PriceImport) []any {
		return []any{&m.ID, &m.SupplierID, &m.At, &m.Who, &m.Name, &m.SHA256, &m.Made, &m.Added, &m.Changed, &m.Ended, &m.UndoneAt, &m.UndoneBy}
	}, func(*trade.PriceImport) string { return "The price list" })

// SuppliersCalled implements app.Tx.
func (t *tx) SuppliersCalled(text string) ([]trade.ID, error) {
	ids, err := t.ids("SELECT id FROM supplier WHERE number = ?1 AND became_id IS NULL ORDER BY id", text)
	if err == nil && len(ids) == 0 {
		ids, err = t.ids("SELECT id FROM supplier WHERE CAST(id AS TEXT) = ?1 AND became_id IS NULL", text)
	}
	if err == nil && len(ids) == 0 {
		ids, err = t.ids("SELECT id FROM supplier WHERE LOWER(name) = LOWER(?1) AND became_id IS NULL ORDER BY id", text)
	}
	return ids, err
}

// PriceMap implements app.Tx.
func (t *tx) PriceMap(supplier trade.ID) (*trade.PriceMap, error) {
	m := &trade.PriceMap{}
	found, err := t.one("SELECT map FROM price_map WHERE supplier_id = ?1 ORDER BY id DESC LIMIT 1", []any{supplier}, asJSON{m})
	if err != nil || !found {
		return nil, err
	}
	return m, nil
}

// PriceMaps implements app.Tx.
func (t *tx) PriceMaps() (map[trade.ID]trade.PriceMap, error) {
	maps := map[trade.ID]trade.PriceMap{}
	err := t.each("SELECT p.supplier_id, p.map FROM price_map p JOIN supplier s ON s.id = p.supplier_id WHERE s.became_id IS NULL AND s.inactive = 0 ORDER BY p.id", nil, func(scan func(...any) error) error {
		var id trade.ID
		var m trade.PriceMap
		err := scan(&id, asJSON{&m})
		maps[id] = m
		return err
	})
	return maps, err
}

// SavePriceMap implements app.Tx.
func (t *tx) SavePriceMap(supplier trade.ID, m *trade.PriceMap) error {
	return t.keepMap("price_map", "supplier_id", supplier, m)
}

// keepMap keeps how files of a kind are read, by what such files have in common.
func (t *tx) keepMap(table, column string, of, m any) error {
	var id trade.ID
	var was string
	found, err := t.one("SELECT id, map FROM "+table+" WHERE "+column+" = ?1 ORDER BY id DESC LIMIT 1", []any{of}, &id, &was)
	if err != nil {
		return err
	}
	now, err := asJSON{m}.Value()
	switch {
	case err != nil || found && was == now:
		return err
	case found:
		return t.exec("UPDATE "+table+" SET map = ?2 WHERE id = ?1", id, now)
	}
	return t.exec("INSERT INTO "+table+" ("+column+", map) VALUES (?1, ?2)", of, now)
}

// SourcesOf implements app.Tx.
func (t *tx) SourcesOf(supplier trade.ID) ([]trade.ItemSource, error) {
	count := 0
	if _, err := t.one("SELECT COUNT(*) FROM item_source WHERE supplier_id = ?1", []any{supplier}, &count); err != nil {
		return nil, err
	}
	list := make([]trade.ItemSource, 0, count)
	var last trade.ItemSource
	err := t.eachRow("SELECT item_id, "+listed.columns+" FROM item_source WHERE supplier_id = ?1 ORDER BY id", []any{supplier}, func(row []driver.Value) error {
		r := rowOf{row: row}
		s := trade.ItemSource{SupplierID: supplier, ItemID: trade.ID(r.number()), ID: trade.ID(r.number()), PartNo: r.text(), Description: r.text(),
			Currency: money.Currency(r.again(string(last.Currency))), Cost: money.Price(r.number()), CostDate: trade.Date(r.again(string(last.CostDate))),
			MinQty: money.Qty(r.number()), Multiple: money.Qty(r.number()), LeadDays: int(r.number())}
		if stock, told := r.next().(int64); told {
			q := money.Qty(stock)
			s.Stock = &q
		}
		s.StockDate = trade.Date(r.again(string(last.StockDate)))
		if err := (fewBreaks{&s.Breaks}).Scan(r.next()); err != nil {
			return err
		}
		s.ValidUntil, s.Unlisted, s.ReplacedBy = trade.Date(r.again(string(last.ValidUntil))), trade.Date(r.again(string(last.Unlisted))), r.text()
		last = s
		list = append(list, s)
		return r.err()
	})
	return list, err
}

// rowOf takes the values of a row one by one.
type rowOf struct {
	row []driver.Value
	at  int
	odd bool // a value was of another type than its column has, which only a damaged file knows
}

func (r *rowOf) err() error {
	if r.odd {
		return damaging(errors.New("a column has a value of another type"))
	}
	return nil
}

func (r *rowOf) next() driver.Value {
	r.at++
	return r.row[r.at-1]
}

func (r *rowOf) number() int64 {
	n, ok := r.next().(int64)
	r.odd = r.odd || !ok
	return n
}

func (r *rowOf) text() string {
	s, ok := r.next().(string)
	r.odd = r.odd || !ok
	return s
}

// again is a text that is mostly that of the row before, and is then kept once.
func (r *rowOf) again(last string) string {
	if s := r.text(); s != last {
		return s
	}
	return last
}

// fewBreaks keeps breaks as JSON text like asJSON; most sources have none, and a list has very many sources.
type fewBreaks struct{ of *[]trade.CostBreak }

func (f fewBreaks) Value() (driver.Value, error) {
	switch {
	case *f.of == nil:
		return "null", nil
	case len(*f.of) == 0:
		return "[]", nil
	}
	return asJSON{f.of}.Value()
}

func (f fewBreaks) Scan(src any) error {
	switch src {
	case "[]":
		*f.of = []trade.CostBreak{}
		return nil
	case "null":
		*f.of = nil
		return nil
	}
	return asJSON{f.of}.Scan(src)
}

// ItemKeys implements app.Tx.
func (t *tx) ItemKeys() ([]app.ItemKey, error) {
	count := 0
	if _, err := t.one("SELECT COUNT(*) FROM item", nil, &count); err != nil {
		return nil, err
	}
	list := make([]app.ItemKey, 0, count)
	err := t.eachRow(`SELECT id, version, sku, gtin, name, price, inactive, EXISTS (SELECT 1 FROM item_component c WHERE c.item_id = item.id) FROM item
		WHERE became_id IS NULL ORDER BY id`, nil, func(row []driver.Value) error {
		r := rowOf{row: row}
		list = append(list, app.ItemKey{ID: trade.ID(r.number()), Version: int(r.number()), SKU: r.text(), GTIN: r.text(), Name: r.text(), Price: money.Price(r.number()),
			Inactive: r.number() != 0, Kit: r.number() != 0})
		return r.err()
	})
	return list, err
}

// QuotedFrom implements app.Tx.
func (t *tx) QuotedFrom(supplier trade.ID) ([]app.QuotedBuy, error) {
	return all(t, `SELECT q.id, q.number, q.customer, q.currency, q.fx, q.net, q.cost, l.item_id, l.qty, l.own_cost, l.cost, l.cost_in, l.cost_fx
		FROM quote q JOIN quote_line l ON l.quote_id = q.id
		WHERE q.state IN ('draft', 'sent') AND l.supplier_id = ?1 AND l.item_id IS NOT NULL AND l.optional = 0 ORDER BY q.id, l.pos`, []any{supplier},
		func(x *app.QuotedBuy) []any {
			return []any{&x.QuoteID, &x.Number, &x.Customer, &x.Currency, &x.FX, &x.Net, &x.QuoteSum, &x.ItemID, &x.Qty, &x.OwnCost, &x.Cost, &x.CostIn, &x.CostFX}
		})
}

// AppliedPrices implements app.Tx.
func (t *tx) AppliedPrices(supplier trade.ID, sha256 string) (*trade.PriceImport, error) {
	list, err := t.priceImports("WHERE m.supplier_id = ?1 AND m.sha256 = ?2 AND m.undone_at = '' ORDER BY m.id DESC LIMIT 1", supplier, sha256)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

func (t *tx) priceImports(clause string, args ...any) ([]trade.PriceImport, error) {
	return all(t, "SELECT v.name, m."+strings.ReplaceAll(priceImports.columns, ", ", ", m.")+" FROM price_import m JOIN supplier v ON v.id = m.supplier_id "+clause, args,
		func(m *trade.PriceImport) []any { return append([]any{&m.Supplier}, priceImports.ptrs(m)...) })
}

// PriceImport implements app.Tx.
func (t *tx) PriceImport(id trade.ID) (*trade.PriceImport, error) {
	list, err := t.priceImports("WHERE m.id = ?1", id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, notFound("price_import", id)
	}
	return &list[0], nil
}

// PriceImports implements app.Tx.
func (t *tx) PriceImports(supplier trade.ID, limit int) ([]trade.PriceImport, error) {
	return t.priceImports("WHERE ?1 = 0 OR m.supplier_id = ?1 ORDER BY m.id DESC LIMIT ?2", supplier, limit)
}
