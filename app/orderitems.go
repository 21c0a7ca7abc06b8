package app

import (
	"cmp"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// orderItems finds our items by what channels call them.
type orderItems struct {
	keys   []ItemKey
	at     map[trade.ID]int
	chosen map[string]trade.ID // by what is decided now
	before map[string]trade.ID // by what was decided before
	skus   map[string]int
	gtins  map[string]int
	names  map[string]int
}

func (w *work) orderItems(p *orderPlan, in *ImportOrdersIn) (*orderItems, error) {
	m := &orderItems{at: map[trade.ID]int{}, chosen: map[string]trade.ID{}, skus: map[string]int{}, gtins: map[string]int{}, names: map[string]int{}}
	var err error
	if m.keys, err = w.ItemKeys(); err != nil {
		return nil, err
	}
	if m.before, err = w.ChannelItems(p.channel); err != nil {
		return nil, err
	}
	for i := range m.keys {
		k := &m.keys[i]
		m.at[k.ID] = i
		put(m.skus, keyOf(k.SKU), i)
		if k.GTIN != "" {
			put(m.gtins, fourteen(k.GTIN), i)
		}
		put(m.names, keyOf(k.Name), i)
	}
	for i, c := range in.Items {
		if _, there := m.at[c.ItemID]; c.ItemID != 0 && !there {
			return nil, trade.Faultf(trade.NotFound, "There is no item with the id %d.", c.ItemID).In("items[%d].item_id", i)
		}
		m.chosen[keyOf(c.Code)] = c.ItemID
	}
	return m, nil
}

// find finds the item of a line. A name is only a hint.
func (m *orderItems) find(g *intake.OrderGoods, makes bool) plannedGoods {
	l := plannedGoods{g: g, key: -1, likely: -1}
	hit := func(at int, found string) bool {
		if at >= 0 {
			l.key, l.found = at, found
		}
		return at >= 0
	}
	of := func(table map[string]int, code string) int {
		if at, ok := table[code]; ok && code != "" {
			return at
		}
		return -1
	}
	code := keyOf(g.Key())
	if id, decided := m.chosen[code]; decided {
		if id == 0 {
			l.fresh = true
			return l
		}
		hit(m.at[id], "choice")
		return l
	}
	if hit(of(m.skus, keyOf(g.SKU)), "SKU") {
		return l
	}
	if id, ok := m.before[code]; ok {
		if at, there := m.at[id]; there && hit(at, "earlier choice") {
			return l
		}
	}
	if g.GTIN != "" && hit(of(m.gtins, fourteen(g.GTIN)), "GTIN") {
		return l
	}
	if trade.ValidGTIN(g.SKU) && hit(of(m.gtins, fourteen(g.SKU)), "GTIN") {
		return l
	}
	l.likely = of(m.names, keyOf(g.Name))
	l.fresh = makes && l.likely < 0
	return l
}

// makeItem makes an item of goods that are not in the catalogue. The vendor that the file names is its supplier, where there is such a one.
func (w *work) makeItem(g *intake.OrderGoods, x *intake.OrderIn) (*trade.Item, error) {
	in := SaveItemIn{SKU: g.Key(), Name: cmp.Or(g.Name, g.Key()), Unit: g.Unit, GTIN: g.GTIN}
	if g.Price != nil && x.Currency == w.base {
		in.Price = money.Dec(int64(*g.Price), uint8(w.base.Digits()+2))
	}
	if g.Vendor != "" {
		ids, err := w.SuppliersCalled(strings.TrimSpace(g.Vendor))
		if err != nil {
			return nil, err
		}
		if len(ids) == 1 {
			in.Sources = []SourceIn{{SupplierID: ids[0]}}
		}
	}
	return w.saveItem(in)
}
