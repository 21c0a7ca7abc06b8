package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// What is in doubt where the map says nothing else.
const (
	usualTolerance = 25 * money.Percent
	usualMargin    = 15 * money.Percent
)

// pricePlan is what a price list changes, before it is told or done.
type pricePlan struct {
	list    *intake.PriceList
	sup     *trade.Supplier
	known   *trade.PriceImport
	sum     string
	rows    []planRow
	sources []trade.ItemSource
	keys    []ItemKey
	at      map[trade.ID]int // of items in keys
	today   trade.Date
	base    money.Currency
	find    *matcher
	last    PriceChange // used again for each row
}

// planRow is one row of a plan. A row of the file has x; one that is missing there has only what was.
type planRow struct {
	x      *intake.PriceRow
	group  string
	key    int // of the item in keys; -1: none
	source int // in sources; -1: the supplier does not sell it to us yet
	found  string
	doubts []intake.Remark
	notes  []intake.Remark
	likely trade.ID
	taken  bool
	quiet  bool // only the day of its stock is another
}

// matcher finds items by what lists call them.
type matcher struct {
	ctx    context.Context
	plan   *pricePlan
	parts  map[string]int // of sources; -2: several
	loose  map[string]int // without zeros in front
	skus   map[string]int // of keys; made when one of them is asked for, because most rows are found by their parts
	gtins  map[string]int
	names  map[string]int
	owner  map[trade.ID]int // of an item: its source
	chosen map[int]trade.ID
}

const several = -2

func keyOf(code string) string { return strings.ToLower(strings.TrimSpace(code)) }

// put notes where a code stands; one that stands twice is nobody's.
func put(m map[string]int, code string, at int) {
	if code == "" {
		return
	}
	if was, there := m[code]; there && was != at {
		at = several
	}
	m[code] = at
}

// others fills what items are found by besides their part numbers.
func (m *matcher) others() {
	if m.skus != nil {
		return
	}
	keys := m.plan.keys
	m.skus, m.gtins, m.names = make(map[string]int, len(keys)), map[string]int{}, make(map[string]int, len(keys))
	for i := range keys {
		if i%512 == 0 && m.ctx.Err() != nil {
			return // whoever asked sees it
		}
		k := &keys[i]
		put(m.skus, keyOf(k.SKU), i)
		if k.GTIN != "" {
			put(m.gtins, fourteen(k.GTIN), i)
		}
		put(m.names, keyOf(k.Name), i)
	}
}

func (p *pricePlan) matcher(ctx context.Context, in *ApplyPricesIn) *matcher {
	m := &matcher{ctx: ctx, plan: p, parts: make(map[string]int, len(p.sources)), loose: map[string]int{}, owner: make(map[trade.ID]int, len(p.sources)), chosen: map[int]trade.ID{}}
	p.at = make(map[trade.ID]int, len(p.keys))
	for i := range p.keys {
		if i%512 == 0 && ctx.Err() != nil {
			return m // whoever asked sees it
		}
		p.at[p.keys[i].ID] = i
	}
	for i := range p.sources {
		if i%512 == 0 && ctx.Err() != nil {
			return m
		}
		s := &p.sources[i]
		m.owner[s.ItemID] = i
		part := keyOf(s.PartNo)
		put(m.parts, part, i)
		if bare := strings.TrimLeft(part, "0"); bare != part {
			put(m.loose, bare, i)
		}
	}
	for _, c := range in.Match {
		m.chosen[c.Row] = c.ItemID
	}
	return m
}

// fourteen is a GTIN with all of its fourteen digits, so that those of other lengths are the same.
func fourteen(gtin string) string {
	return strings.Repeat("0", max(14-len(gtin), 0)) + gtin
}

// planPrices reads a price list and finds out what it changes.
func (d *Desk) planPrices(w *work, in *ApplyPricesIn) (*pricePlan, error) {
	ctx := w.ctx
	sup, m, err := w.readingOf(&in.PricesIn)
	if err != nil {
		return nil, err
	}
	p := &pricePlan{sup: sup, sum: sumOfFile(in.File), today: w.today, base: w.base}
	if p.list, err = d.readPrices(ctx, &in.PricesIn, m, sup.Currency, p.sum); err != nil {
		return nil, err
	}
	if err := readable(p.list); err != nil {
		return nil, err
	}
	if p.known, err = w.AppliedPrices(sup.ID, p.sum); err == nil {
		p.sources, err = w.SourcesOf(sup.ID)
	}
	if err == nil {
		p.keys, err = w.ItemKeys()
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	report := reporting(ctx)
	p.find = p.matcher(ctx, in)
	p.rows = make([]planRow, 0, len(p.list.Rows))
	taken := make([]int, len(p.sources)) // the row that a source was found by
	for i := range p.list.Rows {
		if i%256 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if i%1024 == 0 {
			report(i, len(p.list.Rows))
		}
		r := planRow{x: &p.list.Rows[i], key: -1, source: -1}
		p.match(&r, p.find)
		if r.source >= 0 {
			if first := taken[r.source]; first != 0 && len(r.x.Errors) == 0 {
				r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("The item of row %d is meant too.", first)})
			} else {
				taken[r.source] = r.x.Row
			}
		}
		p.judge(&r, in)
		p.rows = append(p.rows, r)
	}
	p.missing(taken)
	p.pick(ctx, in)
	return p, ctx.Err()
}

// match finds the item of a row.
func (p *pricePlan) match(r *planRow, find *matcher) {
	x := r.x
	doubt := func(format string, args ...any) {
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf(format, args...)})
	}
	item := func(at int, found string) {
		r.key, r.found = at, found
		if s, ok := find.owner[p.keys[at].ID]; ok {
			r.source = s
		}
	}
	if id, said := find.chosen[x.Row]; said {
		if at, ok := p.at[id]; ok {
			item(at, "choice")
		} else {
			r.found = "choice"
		}
		return
	}
	part := keyOf(x.Part)
	if at, ok := find.parts[part]; ok && part != "" {
		if at == several {
			doubt("Several items have the part number %s at %s.", x.Part, p.sup.Name)
			return
		}
		r.source, r.found = at, "part number"
		r.key = p.index(p.sources[at].ItemID)
		if x.GTIN != "" && r.key >= 0 && p.keys[r.key].GTIN != "" && fourteen(p.keys[r.key].GTIN) != fourteen(x.GTIN) {
			doubt("The GTIN is %s here, and %s at our item %s: is the part number used anew?", x.GTIN, p.keys[r.key].GTIN, p.keys[r.key].SKU)
		}
		return
	}
	find.others()
	if x.PartDoubt != nil {
		r.doubts = append(r.doubts, *x.PartDoubt)
	}
	if at, ok := find.skus[keyOf(x.SKU)]; ok && x.SKU != "" && at >= 0 {
		item(at, "our SKU")
		p.renumbered(r)
		return
	}
	if at, ok := find.gtins[fourteen(x.GTIN)]; ok && x.GTIN != "" {
		if at == several {
			doubt("Several items of ours have the GTIN %s.", x.GTIN)
			return
		}
		item(at, "GTIN")
		p.renumbered(r)
		return
	}
	if at, ok := find.loose[strings.TrimLeft(part, "0")]; ok && at >= 0 && part != "" {
		s := &p.sources[at]
		if k := p.index(s.ItemID); k >= 0 {
			r.likely = s.ItemID
			doubt("It may be %s, whose part number is %s: zeros in front may be lost.", p.keys[k].SKU, s.PartNo)
		}
		return
	}
	if at, ok := find.skus[part]; ok && at >= 0 && part != "" {
		k := &p.keys[at]
		if keyOf(k.Name) == keyOf(x.Name) && x.Name != "" {
			item(at, "our SKU")
			p.renumbered(r)
			return
		}
		r.likely = k.ID
		doubt("Our item %s (%s) has this number too. Is it the same?", k.SKU, k.Name)
		return
	}
	if at, ok := find.names[keyOf(x.Name)]; ok && x.Name != "" && at >= 0 {
		if _, sells := find.owner[p.keys[at].ID]; !sells || x.Part == "" {
			r.likely = p.keys[at].ID
			doubt("It may be our item %s, which has the same name.", p.keys[at].SKU)
		}
	}
}

// renumbered doubts an item that the supplier sells to us by another part number.
func (p *pricePlan) renumbered(r *planRow) {
	if r.source < 0 || r.x.Part == "" {
		return
	}
	if was := p.sources[r.source].PartNo; was != "" && keyOf(was) != keyOf(r.x.Part) {
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("Until now its part number was %s.", was)})
	}
}

func (p *pricePlan) index(item trade.ID) int {
	if at, ok := p.at[item]; ok {
		return at
	}
	return -1
}

// judge says what a row does, and whether it is to be looked at first.
func (p *pricePlan) judge(r *planRow, in *ApplyPricesIn) {
	x := r.x
	r.notes = x.Notes
	if len(x.Errors) > 0 {
		r.group = PriceError
		return
	}
	if len(x.Doubts) > 0 {
		r.doubts = append(slices.Clone(x.Doubts), r.doubts...)
	}
	if r.key >= 0 && p.keys[r.key].Kit {
		r.group = PriceError
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("%s is a kit: its components are bought, not the kit.", p.keys[r.key].SKU)})
		return
	}
	was, now := p.change(r)
	switch {
	case r.source < 0 && x.Ended:
		r.group = PriceUnchanged // it is not begun with
		r.notes = append(slices.Clone(r.notes), intake.Remark{Text: "It is discontinued, and not bought from this supplier."})
	case r.source < 0 && x.Cost == nil:
		r.doubts = append(r.doubts, intake.Remark{Text: "No item of ours is known by this number, and without a cost none is made."})
	case r.source < 0:
		r.group = PriceNew
		if r.key < 0 {
			if p.clash(x) && r.likely == 0 {
				r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("There is another item with the SKU %s already.", newSKU(x))})
			}
		}
	case sameSource(&was, &now):
		r.group = PriceUnchanged
		if x.StockTold && was.StockDate != p.today && p.known == nil {
			r.quiet = true
		}
	default:
		r.group = PriceChanged
		p.tolerate(r, &was, &now)
	}
	if len(r.doubts) > 0 && r.group != PriceUnchanged {
		r.group = PriceDoubt
	}
}

// change is how the supplier sells the item of a row to us now, and after it.
func (p *pricePlan) change(r *planRow) (was, now trade.ItemSource) {
	was = trade.ItemSource{SupplierID: p.sup.ID, Currency: p.sup.Currency}
	if r.source >= 0 {
		was = p.sources[r.source]
	}
	if r.x == nil {
		now = was
		now.Unlisted = p.today
		return was, now
	}
	if now = p.become(was, r.x); r.quiet {
		now.StockDate = p.today
	}
	return was, now
}

func newSKU(x *intake.PriceRow) string {
	return cmp.Or(x.SKU, x.Part, x.GTIN)
}

// clash says whether an item has the SKU already that a new one would get.
func (p *pricePlan) clash(x *intake.PriceRow) bool {
	p.find.others()
	_, there := p.find.skus[keyOf(newSKU(x))]
	return there
}

// sameSource says whether two ways to sell an item to us are the same, whenever they were told.
func sameSource(a, b *trade.ItemSource) bool {
	return a.PartNo == b.PartNo && a.Currency == b.Currency && a.Cost == b.Cost && slices.Equal(a.Breaks, b.Breaks) && a.ValidUntil == b.ValidUntil &&
		a.MinQty == b.MinQty && a.Multiple == b.Multiple && a.LeadDays == b.LeadDays && a.Unlisted == b.Unlisted && a.ReplacedBy == b.ReplacedBy &&
		(a.Stock == nil) == (b.Stock == nil) && (a.Stock == nil || *a.Stock == *b.Stock)
}

// become is how the supplier sells the item to us after the row; what the list does not say stays.
func (p *pricePlan) become(s trade.ItemSource, x *intake.PriceRow) trade.ItemSource {
	if x.Part != "" {
		s.PartNo = x.Part
	}
	if s.ID == 0 {
		s.Description = x.Name
	}
	if x.Cost != nil {
		breaks := s.Breaks
		if x.HasBreaks {
			breaks = x.Breaks
		} else if *x.Cost != s.Cost && len(breaks) > 0 {
			breaks = nil // those of another cost mislead
		}
		if s.Cost != *x.Cost || !slices.Equal(breaks, s.Breaks) || s.Currency != p.sup.Currency || s.ID == 0 {
			s.CostDate = p.today
		}
		if x.Valid != "" || s.Cost != *x.Cost {
			s.ValidUntil = x.Valid
		}
		s.Cost, s.Breaks, s.Currency = *x.Cost, breaks, p.sup.Currency
	}
	if x.Min != nil {
		s.MinQty = *x.Min
	}
	if x.Multiple != nil {
		if s.Multiple = *x.Multiple; s.Multiple == money.Unit {
			s.Multiple = 0
		}
	}
	if x.Lead != nil {
		s.LeadDays = *x.Lead
	}
	if x.StockTold {
		if (s.Stock == nil) != (x.Stock == nil) || s.Stock != nil && *s.Stock != *x.Stock || s.StockDate == "" {
			s.StockDate = p.today
		}
		s.Stock = x.Stock
	}
	switch {
	case x.Ended && s.Unlisted == "":
		s.Unlisted = p.today
	case !x.Ended && x.EndedTold:
		s.Unlisted = ""
	}
	if x.Replacement != "" {
		s.ReplacedBy = x.Replacement
	} else if s.Unlisted == "" {
		s.ReplacedBy = ""
	}
	return s
}

// tolerate doubts a cost that changes by more than it may.
func (p *pricePlan) tolerate(r *planRow, was, now *trade.ItemSource) {
	up, down := p.list.Map.Up, p.list.Map.Down
	if up == 0 {
		up = usualTolerance
	}
	if down == 0 {
		down = usualTolerance
	}
	if was.Currency != now.Currency {
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("Until now its cost was in %s.", was.Currency)})
		return
	}
	if was.Cost == 0 || now.Cost == was.Cost {
		return
	}
	change := changeOf(was.Cost, now.Cost)
	switch {
	case change > up:
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("The cost rises by %s %%, from %s to %s; more than %s %% is in doubt.", change.Short(), was.Cost.Text(was.Currency), now.Cost.Text(was.Currency), up)})
	case -change > down:
		r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("The cost falls by %s %%, from %s to %s; more than %s %% is in doubt.", (-change).Short(), was.Cost.Text(was.Currency), now.Cost.Text(was.Currency), down)})
	}
}

func changeOf(from, to money.Price) money.Rate {
	return money.Ratio(money.Amount(to-from), money.Amount(from))
}

// missing adds what the supplier sells to us and the list lacks.
func (p *pricePlan) missing(taken []int) {
	for i := range p.sources {
		s := &p.sources[i]
		if taken[i] != 0 || s.Unlisted != "" {
			continue
		}
		r := planRow{group: PriceMissing, source: i, key: p.index(s.ItemID)}
		p.rows = append(p.rows, r)
	}
}

// pick says which rows are taken.
func (p *pricePlan) pick(ctx context.Context, in *ApplyPricesIn) {
	set := func(list []int) map[int]bool {
		m := make(map[int]bool, len(list))
		for _, n := range list {
			m[n] = true
		}
		return m
	}
	take, leave, only := set(in.Take), set(in.Leave), set(in.Only)
	made := map[string]bool{}
	for i := range p.rows {
		if i%512 == 0 && ctx.Err() != nil {
			return
		}
		r := &p.rows[i]
		switch r.group {
		case PriceNew:
			r.taken = !in.NoNew || r.key >= 0
		case PriceChanged:
			r.taken = true
		case PriceDoubt:
			r.taken = take[r.x.Row] && (r.x.Cost != nil || r.source >= 0)
		case PriceMissing:
			r.taken = p.list.Map.Full && len(only) == 0
		case PriceUnchanged:
			r.taken = r.quiet
		}
		if r.x != nil {
			r.taken = r.taken && !leave[r.x.Row] && (len(only) == 0 || only[r.x.Row])
			if r.taken && r.source < 0 && r.key < 0 { // two rows cannot make one item
				sku := keyOf(newSKU(r.x))
				if p.clash(r.x) || made[sku] {
					r.taken, r.group = false, PriceDoubt
					r.doubts = append(r.doubts, intake.Remark{Text: fmt.Sprintf("The SKU %s is taken by another item.", newSKU(r.x))})
				}
				made[sku] = true
			}
		}
	}
}
