package data

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

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
