package data

import (
	"database/sql/driver"
	"fmt"
	"slices"
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
	err := t.eachRow("SELECT item_id, "+listed.columns+" FROM item_source WHERE supplier_id = ?1 ORDER BY id", []driver.Value{int64(supplier)}, func(row []driver.Value) error {
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
		return nil
	})
	return list, err
}

// rowOf takes the values of a row one by one. A value of another type is nothing: a file's columns have the types of its schema.
type rowOf struct {
	row []driver.Value
	at  int
}

func (r *rowOf) next() driver.Value {
	r.at++
	return r.row[r.at-1]
}

func (r *rowOf) number() int64 {
	n, _ := r.next().(int64)
	return n
}

func (r *rowOf) text() string {
	s, _ := r.next().(string)
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
		return nil
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

// What an import did with a source.
const (
	itemMade byte = iota
	sourceMade
	sourceChanged
)

// priceFormat is how price_before is written.
const priceFormat = 1

// SavePrices implements app.Tx.
func (t *tx) SavePrices(m *trade.PriceImport, next func() (*app.PriceChange, error), done func(*app.PriceChange) error) error {
	if err := priceImports.save(t, m); err != nil {
		return err
	}
	e, history := &encoding{}, &costHistory{t: t}
	count := int64(0)
	var known trade.ID // the last item that is not new
	if _, err := t.one("SELECT COALESCE(MAX(id), 0) FROM item", nil, &known); err != nil {
		return err
	}
	for {
		c, err := next()
		if err != nil {
			return err
		}
		if c == nil {
			break
		}
		count++
		quick := t.unnoted()
		what, was, now, err := t.savePrice(c, quick)
		if err == nil && what != itemMade {
			switch {
			case quick:
				err = t.write(countsUp, []any{int64(c.Source.ItemID)})
			case len(c.Costs) == 0:
				err = t.exec(countsUp, c.Source.ItemID)
			}
		}
		for _, b := range c.Costs {
			if err == nil {
				err = history.add(&c.Source, b, quick)
			}
		}
		if err != nil {
			return err
		}
		e.change(what, int64(c.Version), c, was, now)
		if err := done(c); err != nil {
			return err
		}
	}
	if err := history.flush(); err != nil {
		return err
	}
	// One statement for the items with another cost that a step notes: the others have counted their versions already.
	if err := t.exec("UPDATE item SET version = version + 1 WHERE id <= ?1 AND id IN (SELECT item_id FROM cost_change WHERE id BETWEEN ?2 AND ?3)", known, history.first, history.noted); err != nil {
		return err
	}
	head := &encoding{}
	for _, n := range []int64{priceFormat, count, history.first, history.last} {
		head.number(n)
	}
	if err := t.exec("INSERT INTO price_before (id, rows) VALUES (?1, ?2)", m.ID, append(head.b, e.b...)); err != nil {
		return err
	}
	return priceImports.save(t, m) // with its counts
}

// unnoted says that the step's own record has ended, because it has more rows than a step keeps: the import can be taken back, the step cannot.
func (t *tx) unnoted() bool { return t.recorder == nil || t.recorder.over }

// costHistory writes what a list says that items cost, many rows at once where nobody notes them one by one.
type costHistory struct {
	t           *tx
	first, last int64 // of its rows
	noted       int64 // the last that was noted one by one
	waiting     []any
}

const (
	countsUp   = "UPDATE item SET version = version + 1 WHERE id = ?1"
	costInsert = "INSERT INTO cost_change (item_id, supplier_id, date, currency, cost, from_qty) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	costsAtOne = 64
)

var costInserts = func() string {
	var more strings.Builder
	more.WriteString(costInsert)
	for i := 1; i < costsAtOne; i++ {
		fmt.Fprintf(&more, ", (?%d, ?%d, ?%d, ?%d, ?%d, ?%d)", 6*i+1, 6*i+2, 6*i+3, 6*i+4, 6*i+5, 6*i+6)
	}
	return more.String()
}()

func (h *costHistory) add(s *trade.ItemSource, b trade.CostBreak, quick bool) error {
	h.waiting = append(h.waiting, int64(s.ItemID), int64(s.SupplierID), string(s.CostDate), string(s.Currency), int64(b.Cost), int64(b.From))
	switch {
	case !quick:
		err := h.flush()
		h.noted = h.last
		return err
	case h.first == 0:
		return h.flush()
	case len(h.waiting) < 6*costsAtOne:
		return nil
	}
	if err := h.t.write(costInserts, h.waiting); err != nil {
		return err
	}
	h.last += costsAtOne // the ids of one step rise by one
	h.waiting = h.waiting[:0]
	return nil
}

// flush writes the rows that wait, one by one.
func (h *costHistory) flush() error {
	for row := range slices.Chunk(h.waiting, 6) {
		r, err := h.t.run(costInsert, row...)
		if err == nil {
			h.last, err = r.LastInsertId()
		}
		if err != nil {
			return err
		}
		if h.first == 0 {
			h.first = h.last
		}
	}
	h.waiting = h.waiting[:0]
	return nil
}

// savePrice writes how a supplier sells one item to us. It says whether the item or that it sells it is new, and what the file had and has.
func (t *tx) savePrice(c *app.PriceChange, quick bool) (what byte, was, now []driver.Value, err error) {
	s := &c.Source
	if c.Item != nil {
		err = t.makeListed(c)
		return itemMade, nil, drivers(stored(listed.ptrs(s))), err
	}
	if s.ID != 0 {
		values := stored(listed.ptrs(s))
		if was, now = drivers(stored(listed.ptrs(&c.Was))), drivers(values); quick {
			return sourceChanged, was, now, t.writeOther(was, now)
		}
		return sourceChanged, was, now, t.exec(listed.updates, values...)
	}
	rank := 0
	if _, err := t.one("SELECT COALESCE(MAX(rank) + 1, 0) FROM item_source WHERE item_id = ?1", []any{s.ItemID}, &rank); err != nil {
		return 0, nil, nil, err
	}
	row := sourceRow{*s, rank}
	err = sources.save(t, &row)
	s.ID = row.ID
	return sourceMade, nil, drivers(stored(listed.ptrs(s))), err
}

// writeOther writes the columns of a source that are others now: mostly its cost and its stock.
func (t *tx) writeOther(was, now []driver.Value) error {
	mask := 0
	values := []any{now[0]}
	for i := range now {
		if !sameValue(was[i], now[i]) {
			mask |= 1 << i
			values = append(values, now[i])
		}
	}
	if mask == 0 {
		return nil
	}
	query, known := t.conn.others[mask]
	if !known {
		columns := strings.Split(listed.columns, ", ")
		var sets []string
		for i := range now {
			if mask&(1<<i) != 0 {
				sets = append(sets, fmt.Sprintf("%s = ?%d", columns[i], len(sets)+2))
			}
		}
		query = "UPDATE item_source SET " + strings.Join(sets, ", ") + " WHERE id = ?1"
		t.conn.others[mask] = query
	}
	return t.write(query, values)
}

// makeListed makes a new item with its one source.
func (t *tx) makeListed(c *app.PriceChange) error {
	it := c.Item
	row := itemRow{*it, strings.ToLower(it.SKU)}
	if err := items.save(t, &row); err != nil {
		return err
	}
	it.ID, it.Version = row.ID, row.Version
	c.Source.ItemID = it.ID
	s := sourceRow{c.Source, 0}
	if err := sources.save(t, &s); err != nil {
		return err
	}
	c.Source.ID = s.ID
	return t.Index(trade.KindItem, it.ID, it.SKU, it.Name, strings.Join([]string{it.SKU, it.Name, it.GTIN, it.Category}, " "))
}

// change writes what a source was before, and a sum of what it is now.
func (e *encoding) change(what byte, version int64, c *app.PriceChange, was, now []driver.Value) {
	e.b = append(e.b, what)
	e.number(int64(c.Source.ItemID))
	e.number(int64(c.Source.ID))
	e.number(version)
	e.sumOf(now)
	if what != sourceChanged {
		return
	}
	n := 0
	for i := range was {
		if !sameValue(was[i], now[i]) {
			n++
		}
	}
	e.number(int64(n))
	for i := range was {
		if !sameValue(was[i], now[i]) {
			e.number(int64(i))
			e.value(was[i])
		}
	}
}

func drivers(values []any) []driver.Value {
	list := make([]driver.Value, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

// priceKept is one source of an import.
type priceKept struct {
	what         byte
	item, source trade.ID
	version      int64
	sum          uint64
	was          map[int]driver.Value
}

// pricesKept reads what SavePrices wrote.
func (t *tx) pricesKept(id trade.ID) (list []priceKept, first, last int64, err error) {
	var b []byte
	found, err := t.one("SELECT rows FROM price_before WHERE id = ?1", []any{id}, &b)
	if err != nil {
		return nil, 0, 0, err
	}
	d := &decoding{b: b}
	if !found || d.number() != priceFormat {
		return nil, 0, 0, trade.Faultf(trade.Refused, "What was before this price list is not kept any more, so it cannot be undone.")
	}
	list = make([]priceKept, d.count())
	first, last = d.number(), d.number()
	for i := range list {
		k := &list[i]
		k.what = d.byte()
		k.item, k.source, k.version, k.sum = trade.ID(d.number()), trade.ID(d.number()), d.number(), d.sum()
		if k.what == sourceChanged {
			k.was = map[int]driver.Value{}
			for range d.count() {
				at := int(d.number())
				k.was[at] = d.value()
			}
		}
	}
	return list, first, last, d.err
}

// UndoPrices implements app.Tx.
func (t *tx) UndoPrices(m *trade.PriceImport) (gone []trade.ID, hindered []app.PriceHindrance, err error) {
	list, first, last, err := t.pricesKept(m.ID)
	if err != nil {
		return nil, nil, err
	}
	if hindered, err = t.againstUndo(m, list); err != nil || len(hindered) > 0 {
		return nil, hindered, err
	}
	for _, step := range []func() error{
		func() error { return t.exec("DELETE FROM cost_change WHERE id BETWEEN ?1 AND ?2", first, last) },
		func() error {
			for i := len(list) - 1; i >= 0; i-- {
				if err := t.unlist(&list[i]); err != nil {
					return err
				}
				if list[i].what == itemMade {
					gone = append(gone, list[i].item)
				}
			}
			return nil
		},
		func() error { return t.exec("DELETE FROM price_before WHERE id = ?1", m.ID) },
		func() error { return priceImports.save(t, m) },
	} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	return gone, nil, nil
}

// unlist makes a source what it was before its import.
func (t *tx) unlist(k *priceKept) error {
	if k.what == itemMade || k.what == sourceMade {
		if err := t.exec("DELETE FROM item_source WHERE id = ?1", k.source); err != nil {
			return err
		}
	}
	if k.what == itemMade {
		if err := t.Index(trade.KindItem, k.item, "", "", ""); err != nil {
			return err
		}
		return t.exec("DELETE FROM item WHERE id = ?1", k.item)
	}
	if k.what == sourceChanged {
		columns := strings.Split(listed.columns, ", ")
		args := []any{k.source}
		var sets []string
		for at := range columns {
			v, other := k.was[at]
			if !other {
				continue
			}
			args = append(args, v)
			sets = append(sets, fmt.Sprintf("%s = ?%d", columns[at], len(args)))
		}
		if len(sets) > 0 {
			if err := t.exec("UPDATE item_source SET "+strings.Join(sets, ", ")+" WHERE id = ?1", args...); err != nil {
				return err
			}
		}
	}
	// Where nobody has saved the item since, it is again the version that it was; else whoever has it open must not save over this.
	return t.exec("UPDATE item SET version = CASE WHEN version = ?2 THEN ?3 ELSE version + 1 END WHERE id = ?1", k.item, k.version+1, k.version)
}

// shownHindrances is how many of what stands against an undo are looked for.
const shownHindrances = 20

// againstUndo finds what is not as an import left it, and what goes on from items that it made.
func (t *tx) againstUndo(m *trade.PriceImport, list []priceKept) ([]app.PriceHindrance, error) {
	found := []app.PriceHindrance{}
	made := map[trade.ID]bool{}
	low, high := trade.ID(0), trade.ID(0)
	for i := range list {
		k := &list[i]
		if k.what == itemMade {
			if made[k.item] = true; low == 0 || k.item < low {
				low = k.item
			}
			high = max(high, k.item)
		}
		if len(found) >= shownHindrances {
			break
		}
		s := trade.ItemSource{}
		there, err := t.one(listed.selects+"WHERE id = ?1", []any{k.source}, listed.ptrs(&s)...)
		if err != nil {
			return nil, err
		}
		same := there && sumOf(drivers(stored(listed.ptrs(&s)))) == k.sum
		version := int64(1)
		if k.what == itemMade {
			if _, err := t.one("SELECT version FROM item WHERE id = ?1", []any{k.item}, &version); err != nil {
				return nil, err
			}
		}
		if same && version == 1 {
			continue
		}
		h := app.PriceHindrance{ItemID: k.item, Why: "changed"}
		if _, err := t.one("SELECT sku FROM item WHERE id = ?1", []any{k.item}, &h.SKU); err != nil {
			return nil, err
		}
		if _, err := t.one("SELECT name FROM price_import WHERE id > ?1 AND supplier_id = ?2 AND undone_at = '' ORDER BY id DESC LIMIT 1", []any{m.ID, m.SupplierID}, &h.Where); err != nil {
			return nil, err
		}
		if h.Where != "" {
			h.Why = "later"
		}
		found = append(found, h)
	}
	if len(made) == 0 || len(found) > 0 {
		return found, nil
	}
	return t.usesOf(made, low, high)
}

// usesOf finds the documents that name items.
func (t *tx) usesOf(made map[trade.ID]bool, low, high trade.ID) ([]app.PriceHindrance, error) {
	found := []app.PriceHindrance{}
	type child struct{ table, column string }
	children, err := all(t, `SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'item'`, nil,
		func(c *child) []any { return []any{&c.table, &c.column} })
	if err != nil {
		return nil, err
	}
	for _, c := range children {
		if c.table == "item_source" || c.table == "cost_change" { // other sources would have changed the item
			continue
		}
		ids, err := t.ids("SELECT "+c.column+" FROM "+c.table+" WHERE "+c.column+" BETWEEN ?1 AND ?2", low, high)
		if err != nil {
			return nil, err
		}
		slices.Sort(ids)
		for _, id := range slices.Compact(ids) {
			if !made[id] || len(found) >= shownHindrances {
				continue
			}
			h := app.PriceHindrance{ItemID: id, Why: "used"}
			if h.Where = strings.TrimSuffix(strings.ReplaceAll(c.table, "_", " "), " line"); c.table == "item_component" {
				h.Where = "a kit"
			} else {
				h.Where = "a " + h.Where
			}
			if _, err := t.one("SELECT sku FROM item WHERE id = ?1", []any{id}, &h.SKU); err != nil {
				return nil, err
			}
			found = append(found, h)
		}
	}
	return found, nil
}
