package app

import (
	"cmp"
	"fmt"
	"slices"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// says puts into words what a row of a list says besides its cost.
func says(x *intake.PriceRow, cur money.Currency) []string {
	list := []string{}
	for _, b := range x.Breaks {
		list = append(list, fmt.Sprintf("from %s on: %s", b.From, b.Cost.Text(cur)))
	}
	switch {
	case x.StockTold && x.Stock == nil:
		list = append(list, "in stock")
	case x.StockTold:
		list = append(list, fmt.Sprintf("%s in stock", *x.Stock))
	}
	if x.Ended {
		list = append(list, "discontinued")
	}
	return list
}

// does puts into words what a row changes besides the cost.
func (p *pricePlan) does(r *planRow) []string {
	list := []string{}
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if r.x == nil {
		return append(list, "it is marked as not to be had from this supplier any more")
	}
	if r.group == PriceError {
		return list
	}
	was, now := p.change(r)
	if r.source < 0 {
		was = trade.ItemSource{}
	}
	if r.source < 0 && now.Cost != 0 {
		if r.key < 0 {
			add("a new item %s", newSKU(r.x))
		} else {
			add("another supplier of %s", p.keys[r.key].SKU)
		}
	}
	if !slices.Equal(was.Breaks, now.Breaks) {
		for _, b := range now.Breaks {
			add("from %s on: %s", b.From, b.Cost.Text(now.Currency))
		}
		if len(now.Breaks) == 0 {
			add("no lower costs for larger quantities any more")
		}
	}
	switch {
	case now.Stock == nil && was.Stock != nil:
		add("in stock, until now %s", *was.Stock)
	case now.Stock != nil && was.Stock == nil:
		add("%s in stock", *now.Stock)
	case now.Stock != nil && *now.Stock != *was.Stock:
		add("stock from %s to %s", *was.Stock, *now.Stock)
	}
	if was.ID != 0 && now.PartNo != was.PartNo {
		add("part number from %s to %s", was.PartNo, now.PartNo)
	}
	if now.MinQty != was.MinQty {
		add("minimum from %s to %s", was.MinQty, now.MinQty)
	}
	if now.Multiple != was.Multiple {
		add("in multiples of %s", now.Multiple)
	}
	if now.LeadDays != was.LeadDays {
		add("lead time from %d to %d days", was.LeadDays, now.LeadDays)
	}
	if now.ValidUntil != was.ValidUntil {
		if now.ValidUntil == "" {
			add("valid until it changes")
		} else {
			add("valid until %s", now.ValidUntil)
		}
	}
	switch {
	case now.Unlisted != "" && was.Unlisted == "":
		add("discontinued")
	case now.Unlisted == "" && was.Unlisted != "":
		add("listed again")
	}
	if now.ReplacedBy != "" && now.ReplacedBy != was.ReplacedBy {
		add("replaced by %s", now.ReplacedBy)
	}
	return list
}

// told is the plan as it is answered.
func (p *pricePlan) told(w *work, in *ApplyPricesIn) (*PricePlan, error) {
	limit := in.Limit
	if limit <= 0 {
		limit = 500
	}
	out := &PricePlan{SupplierID: p.sup.ID, Supplier: p.sup.Name, Currency: p.sup.Currency, Name: in.Name, Sheet: p.list.Sheet, Map: p.list.Map, Doubts: p.list.Doubts, Known: p.known, Rows: []PriceLine{}}
	out.Counts.Idle = p.list.Idle
	shown := map[string]int{}
	counts := map[string]*int{PriceNew: &out.Counts.New, PriceChanged: &out.Counts.Changed, PriceUnchanged: &out.Counts.Unchanged, PriceMissing: &out.Counts.Missing,
		PriceDoubt: &out.Counts.Doubt, PriceError: &out.Counts.Error}
	for i := range p.rows {
		if i%512 == 0 && w.ctx.Err() != nil {
			return nil, w.ctx.Err()
		}
		r := &p.rows[i]
		*counts[r.group]++
		if r.taken && !r.quiet {
			out.Counts.Taken++
		}
		if shown[r.group]++; shown[r.group] > limit || len(in.Groups) > 0 && !slices.Contains(in.Groups, r.group) {
			continue
		}
		out.Rows = append(out.Rows, p.line(r))
	}
	out.Nothing = !slices.ContainsFunc(p.rows, func(r planRow) bool { return r.taken })
	slices.SortStableFunc(out.Rows, func(a, b PriceLine) int {
		return slices.Index(PriceGroups, a.Group) - slices.Index(PriceGroups, b.Group)
	})
	slices.SortStableFunc(out.Rows, func(a, b PriceLine) int { // what changes most stands first
		if a.Group != PriceChanged || b.Group != PriceChanged {
			return 0
		}
		return cmp.Compare(size(b.Change), size(a.Change))
	})
	var err error
	out.Effect, err = p.effect(w)
	return out, err
}

func size(r *money.Rate) money.Rate {
	if r == nil {
		return 0
	}
	return max(*r, -*r)
}

func (p *pricePlan) line(r *planRow) PriceLine {
	l := PriceLine{Group: r.group, Found: r.found, Taken: r.taken && !r.quiet, Perhaps: r.likely, Does: p.does(r), Notes: r.notes, Doubts: r.doubts}
	if r.key >= 0 {
		l.ItemID, l.SKU, l.Name, l.GTIN = p.keys[r.key].ID, p.keys[r.key].SKU, p.keys[r.key].Name, p.keys[r.key].GTIN
	}
	if r.source >= 0 {
		old := p.sources[r.source].Cost
		l.Old, l.PartNo = &old, p.sources[r.source].PartNo
	}
	if x := r.x; x != nil {
		l.Row, l.PartNo, l.New = x.Row, cmp.Or(x.Part, l.PartNo), x.Cost
		if l.Name = cmp.Or(x.Name, l.Name); x.GTIN != "" {
			l.GTIN = x.GTIN
		}
		if r.key < 0 {
			l.SKU = newSKU(x)
		}
		l.Doubts = append(slices.Clone(x.Errors), l.Doubts...)
	}
	if l.Old != nil && l.New != nil && *l.Old != 0 && *l.New != *l.Old {
		c := changeOf(*l.Old, *l.New)
		l.Change = &c
	}
	return l
}

// effect says what the costs that are taken do to open quotes and to the margins of items.
func (p *pricePlan) effect(w *work) (PriceEffect, error) {
	e := PriceEffect{Margin: p.list.Map.Margin, Currency: p.base, Worst: []QuoteEffect{}}
	if e.Margin == 0 {
		e.Margin = usualMargin
	}
	lines, err := w.QuotedFrom(p.sup.ID)
	if err != nil {
		return e, err
	}
	costs := map[trade.ID]*trade.ItemSource{}
	for i := range lines {
		costs[lines[i].ItemID] = nil
	}
	var fx money.FX
	for i := range p.rows {
		if i%512 == 0 && w.ctx.Err() != nil {
			return e, w.ctx.Err()
		}
		r := &p.rows[i]
		if !r.taken || r.source < 0 || r.x == nil || r.key < 0 || r.x.Cost == nil {
			continue
		}
		was, now := p.change(r)
		if now.Cost == was.Cost && slices.Equal(now.Breaks, was.Breaks) {
			continue
		}
		if _, quoted := costs[was.ItemID]; quoted {
			kept := now // not now itself: every row would be allocated
			costs[was.ItemID] = &kept
		}
		e.Items++
		if fx == 0 {
			if fx, err = w.fx(p.sup.Currency, p.today); err != nil {
				return e, nil //nolint:nilerr // without a rate margins cannot be told; the costs can
			}
		}
		price := p.keys[r.key].Price
		below := func(c money.Price) bool {
			c = c.To(fx, p.sup.Currency, p.base)
			return price > 0 && money.Ratio(money.Amount(price-c), money.Amount(price)) < e.Margin
		}
		if below(now.Cost) && !below(was.Cost) {
			e.ItemsBelow++
		}
	}
	for from := 0; from < len(lines); {
		to := from
		more, hit := money.Amount(0), false
		for ; to < len(lines) && lines[to].QuoteID == lines[from].QuoteID; to++ {
			l := &lines[to]
			now := costs[l.ItemID]
			if now == nil || l.OwnCost {
				continue
			}
			hit = true
			more += now.CostFor(l.Qty).Times(l.Qty).To(fx, now.Currency, p.base) - l.Cost.Times(l.Qty).To(l.CostFX, l.CostIn, p.base)
		}
		q := &lines[from]
		from = to
		if !hit {
			continue
		}
		e.Quotes++
		e.Cost += more
		net := q.Net.To(q.FX, q.Currency, p.base)
		was := net - q.QuoteSum.To(q.FX, q.Currency, p.base)
		x := QuoteEffect{QuoteID: q.QuoteID, Number: q.Number, Customer: q.Customer, From: money.Ratio(was, net), To: money.Ratio(was-more, net)}
		if x.To < e.Margin && x.From >= e.Margin {
			e.QuotesBelow++
			e.Worst = append(e.Worst, x)
		}
	}
	slices.SortStableFunc(e.Worst, func(a, b QuoteEffect) int { return cmp.Compare(a.To, b.To) })
	e.Worst = e.Worst[:min(len(e.Worst), 20)]
	return e, nil
}

// maxRefs is how many items an import names in the list of steps: with more of them the step cannot be taken back by itself, only the import.
const maxRefs = 2000

// apply writes what is taken.
func (p *pricePlan) apply(w *work, in *ApplyPricesIn) (*trade.PriceImport, error) {
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	m := &trade.PriceImport{SupplierID: p.sup.ID, Supplier: p.sup.Name, At: w.stamp(), Who: w.who, Name: in.Name, SHA256: p.sum}
	w.known = newMasters()
	report := reporting(w.ctx)
	at, changes := 0, 0
	next := func() (*PriceChange, error) {
		for ; at < len(p.rows); at++ {
			if at%32 == 0 {
				if err := w.ctx.Err(); err != nil {
					return nil, err
				}
			}
			if at%1024 == 0 {
				report(at, len(p.rows))
			}
			if r := &p.rows[at]; r.taken {
				at++
				return p.changeOf(r, m, own)
			}
		}
		return nil, nil
	}
	done := func(c *PriceChange) error {
		if changes++; changes <= maxRefs {
			w.changed = append(w.changed, trade.Ref{Kind: trade.KindItem, ID: c.Source.ItemID})
		}
		if c.Was.ID != 0 && c.Was.Unlisted == c.Source.Unlisted {
			return nil // the history of its costs has it
		}
		e := trade.Event{At: m.At, Who: w.who, Kind: trade.KindItem, DocID: c.Source.ItemID, Action: "prices", Note: p.sup.Name + ": " + in.Name}
		return w.AddEvent(e)
	}
	if err := w.note(trade.KindSupplier, p.sup.ID, "prices", in.Name, "", ""); err != nil {
		return nil, err
	}
	if err := w.SavePrices(m, next, done); err != nil {
		return nil, err
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindImport, ID: m.ID})
	return m, nil
}

// changeOf is what a row that is taken changes, and counts it.
func (p *pricePlan) changeOf(r *planRow, m *trade.PriceImport, own *trade.Company) (c *PriceChange, err error) {
	c = &p.last
	*c = PriceChange{Costs: c.Costs[:0]}
	c.Was, c.Source = p.change(r)
	if r.key >= 0 {
		c.Source.ItemID, c.Version = p.keys[r.key].ID, p.keys[r.key].Version
	}
	switch {
	case r.quiet:
	case r.source < 0 && r.key < 0:
		if c.Item, err = newItem(r.x, own, p); err != nil {
			return nil, err
		}
		m.Made++
	case r.source < 0:
		m.Added++
	case c.Source.Unlisted != "" && c.Was.Unlisted == "":
		m.Ended++
	default:
		m.Changed++
	}
	if r.x == nil || r.x.Cost == nil {
		return c, nil
	}
	if c.Was.ID == 0 || c.Was.Cost != c.Source.Cost {
		c.Costs = append(c.Costs, trade.CostBreak{Cost: c.Source.Cost})
	}
	for _, b := range c.Source.Breaks {
		if c.Was.ID == 0 || !slices.Contains(c.Was.Breaks, b) {
			c.Costs = append(c.Costs, b)
		}
	}
	return c, nil
}

// newItem makes an item of a row.
func newItem(x *intake.PriceRow, own *trade.Company, p *pricePlan) (*trade.Item, error) {
	it := &trade.Item{SKU: newSKU(x), Name: cmp.Or(x.Name, newSKU(x)), GTIN: x.GTIN, Unit: cmp.Or(x.Unit, "pc"), Category: x.Category, TaxCodeID: own.TaxCodeID, WeightG: x.WeightG, DropShip: true}
	if x.Retail != nil && p.sup.Currency == p.base {
		it.Price = *x.Retail
	}
	if err := it.Check(); err != nil {
		return nil, trade.Faultf(trade.Invalid, "Row %d: %s", x.Row, AsError(err).Message)
	}
	return it, nil
}
