package data

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

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
				_, err = t.do(countsUp, c.Source.ItemID)
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
	if _, err := h.t.do(costInserts, h.waiting...); err != nil {
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
			_, err = t.rewrite("item_source", listed.names, false, was, values) // mostly its cost and its stock
			return sourceChanged, was, now, err
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
