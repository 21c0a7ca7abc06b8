package app

import (
	"context"
	"fmt"
	"slices"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// RerouteIn says which lines are to be bought elsewhere, and by which rule.
type RerouteIn struct {
	Orders     []trade.ID `json:"orders"`
	Lines      []trade.ID `json:"lines"`       // only these order lines; none: all that no supplier has been sent
	By         string     `json:"by"`          // cheapest, fastest or supplier
	SupplierID trade.ID   `json:"supplier_id"` // with supplier
	Preview    bool       `json:"preview"`     // only say what it would change
}

// RerouteRow is one order line before and after. Costs are landed: goods and the line's share of the supplier's fees.
type RerouteRow struct {
	OrderID     trade.ID     `json:"order_id"`
	OrderNo     string       `json:"order_number"`
	LineID      trade.ID     `json:"line_id"`
	Customer    string       `json:"customer"`
	SKU         string       `json:"sku"`
	Description string       `json:"description"`
	Qty         money.Qty    `json:"qty"`
	Unit        string       `json:"unit"`
	From        string       `json:"from"` // supplier before
	FromID      trade.ID     `json:"from_id"`
	To          string       `json:"to"` // supplier after
	ToID        trade.ID     `json:"to_id"`
	Drafted     bool         `json:"drafted"` // it is on a drafted purchase order, which is drafted anew
	Changes     bool         `json:"changes"` // it goes to another supplier
	Beside      bool         `json:"beside"`  // it was not chosen; only its share of the fees changes
	CostFrom    money.Amount `json:"cost_from" cur:"base"`
	CostTo      money.Amount `json:"cost_to" cur:"base"`
	DateFrom    trade.Date   `json:"date_from"`
	DateTo      trade.Date   `json:"date_to"`
	Revenue     money.Amount `json:"revenue" cur:"base"`
	MarginFrom  money.Rate   `json:"margin_from"`
	MarginTo    money.Rate   `json:"margin_to"`
	Why         string       `json:"why"`
}

// RerouteOut is what changes, and what stays and why. The rows add up to the sums.
type RerouteOut struct {
	Currency   money.Currency `json:"currency"`
	Rows       []RerouteRow   `json:"rows"`
	Left       []Left         `json:"left"`
	Changed    int            `json:"changed"` // lines that go elsewhere
	CostFrom   money.Amount   `json:"cost_from"`
	CostTo     money.Amount   `json:"cost_to"`
	Revenue    money.Amount   `json:"revenue"`
	MarginFrom money.Rate     `json:"margin_from"`
	MarginTo   money.Rate     `json:"margin_to"`
	LastFrom   trade.Date     `json:"last_from"` // when the last goods come
	LastTo     trade.Date     `json:"last_to"`
}

// Reroute buys lines that no supplier has been sent yet elsewhere: at the cheapest or fastest supplier
// that can deliver, or at one that is named. With preview set it only says what that would do to
// cost, date and margin. Drafted purchase orders are drafted anew.
func (d *Desk) Reroute(ctx context.Context, in RerouteIn) (out RerouteOut, err error) {
	switch {
	case len(in.Orders) == 0:
		return out, trade.Faultf(trade.Invalid, "No order is chosen.").In("orders")
	case in.By != trade.RouteByCost && in.By != byDate && in.By != "supplier":
		return out, trade.Faultf(trade.Invalid, "Suppliers are chosen by cheapest, fastest or supplier, not by %q.", in.By).In("by")
	case (in.By == "supplier") != (in.SupplierID != 0):
		return out, trade.Faultf(trade.Invalid, "A supplier is named with the rule supplier, and only with it.").In("supplier_id")
	}
	run := func(ctx context.Context, f func(*work) error) error { return d.change(ctx, "Reroute", f) }
	if in.Preview {
		run = d.read
	}
	err = run(ctx, func(w *work) error {
		out = RerouteOut{Currency: w.base, Rows: []RerouteRow{}}
		seen := map[trade.ID]bool{}
		for _, id := range in.Orders {
			if seen[id] {
				continue
			}
			seen[id] = true
			if err := w.reroute(id, in, &out); err != nil {
				return err
			}
		}
		out.addUp()
		if out.Changed == 0 && !in.Preview {
			if len(out.Left) > 0 {
				return trade.Faultf(trade.Refused, "%s: %s", out.Left[0].OrderNo, out.Left[0].Reason)
			}
			return trade.Faultf(trade.Refused, "All of it is where it should be; nothing would change.")
		}
		return nil
	})
	return out, err
}

func (out *RerouteOut) addUp() {
	for i := range out.Rows {
		r := &out.Rows[i]
		r.MarginFrom, r.MarginTo = money.Ratio(r.Revenue-r.CostFrom, r.Revenue), money.Ratio(r.Revenue-r.CostTo, r.Revenue)
		out.CostFrom += r.CostFrom
		out.CostTo += r.CostTo
		out.Revenue += r.Revenue
		out.LastFrom, out.LastTo = max(out.LastFrom, r.DateFrom), max(out.LastTo, r.DateTo)
		out.Changed += count01(r.Changes)
	}
	out.MarginFrom, out.MarginTo = money.Ratio(out.Revenue-out.CostFrom, out.Revenue), money.Ratio(out.Revenue-out.CostTo, out.Revenue)
}

// lot is a quantity of an order line that no supplier has been sent: on a draft, or on none.
type lot struct {
	line *trade.OrderLine
	p    *trade.PurchaseOrder
	pl   trade.PurchaseLine
	qty  money.Qty
	src  trade.Source // where it is bought
}

// lots are the quantities of a deal that no supplier has been sent.
func lots(deal *trade.Deal) (list []lot) {
	o := deal.Order
	for i := range o.Lines {
		l := &o.Lines[i]
		if q := l.ToOrder(); q > 0 {
			list = append(list, lot{line: l, qty: q, src: l.Source})
		}
		for _, p := range deal.Purchases {
			for j := range p.Lines {
				pl := &p.Lines[j]
				if p.State != trade.Draft || pl.OrderLineID != l.ID || pl.Live() <= 0 {
					continue
				}
				src := trade.Source{Buy: true, SupplierID: p.SupplierID, Supplier: p.Supplier, Cost: pl.Cost, CostIn: p.Currency, CostFX: p.FX}
				if pl.Expected != "" {
					src.LeadDays = pl.Expected.Sub(p.Date)
				}
				list = append(list, lot{line: l, p: p, pl: *pl, qty: pl.Live(), src: src})
			}
		}
	}
	return list
}

// landed is what each lot costs in the company's currency, fees included: those on a draft by its
// purchase order, the others as one purchase order for each supplier.
func (w *work) landed(list []lot) ([]money.Amount, error) {
	type key struct {
		p        *trade.PurchaseOrder
		supplier trade.ID
	}
	costs := make([]money.Amount, len(list))
	var keys []key
	groups := map[key][]int{}
	for i := range list {
		x := &list[i]
		if x.src.SupplierID == 0 {
			if x.src.Cost != 0 {
				costs[i] = x.src.CostBase(x.qty, w.base)
			}
			continue
		}
		k := key{x.p, x.src.SupplierID}
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], i)
	}
	for _, k := range keys {
		s, err := w.supplier(k.supplier)
		if err != nil {
			return nil, err
		}
		var net money.Amount
		weights := make([]int64, len(groups[k]))
		for n, i := range groups[k] {
			goods := list[i].src.Cost.Times(list[i].qty)
			net += goods
			weights[n] = int64(goods)
			costs[i] = list[i].src.CostBase(list[i].qty, w.base)
		}
		fees, fx := s.FeesFor(net, len(weights)), list[groups[k][0]].src.CostFX
		if k.p != nil && k.p.OwnFees {
			fees = k.p.Fees
		}
		for n, part := range money.Allocate(fees.Total().To(fx, s.Currency, w.base), weights) {
			costs[groups[k][n]] += part
		}
	}
	return costs, nil
}

// plan is where the lots of an order are to be bought.
type plan struct {
	lots  []lot
	costs []money.Amount
	total money.Amount
	why   map[trade.ID]string // by order line
}

// reroute works out one order, and unless it is a preview buys its lines elsewhere.
func (w *work) reroute(id trade.ID, in RerouteIn, out *RerouteOut) error {
	deal, err := w.Deal(id)
	if err != nil {
		return err
	}
	o := deal.Order
	leave := func(format string, args ...any) {
		out.Left = append(out.Left, Left{o.ID, o.Name(), fmt.Sprintf(format, args...)})
	}
	before := plan{lots: lots(deal)}
	if before.costs, err = w.landed(before.lots); err != nil {
		return err
	}
	var lines []*trade.OrderLine
	for i := range o.Lines {
		l := &o.Lines[i]
		if (len(in.Lines) > 0 && !slices.Contains(in.Lines, l.ID)) || !slices.ContainsFunc(before.lots, func(x lot) bool { return x.line == l }) {
			continue
		}
		if l.ItemID == 0 {
			leave("%s is no item of the catalogue, so other suppliers are not known.", describe(&l.SaleLine))
			continue
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 || o.State == trade.Cancelled {
		leave("Nothing of it is left that no supplier has been sent.")
		return nil
	}
	after, err := w.plan(o, lines, before.lots, in, in.SupplierID)
	if err != nil {
		return err
	}
	if in.By == trade.RouteByCost {
		if after, err = w.together(o, lines, before.lots, in, after); err != nil {
			return err
		}
	}
	for _, l := range lines {
		if after.why[l.ID] == "" {
			leave("%s is not known to be sold by that supplier.", describe(&l.SaleLine))
		}
	}
	changed := out.rows(w, deal, before, after)
	if in.Preview || len(changed) == 0 {
		return nil
	}
	return w.move(deal, after.lots, changed)
}

// together looks whether several lines at one supplier are cheaper than each at its own cheapest,
// because fees are paid once.
func (w *work) together(o *trade.SalesOrder, lines []*trade.OrderLine, from []lot, in RerouteIn, best plan) (plan, error) {
	tried := map[trade.ID]bool{}
	for _, l := range lines {
		it, err := w.item(l.ItemID)
		if err != nil {
			return best, err
		}
		for _, src := range it.Sources {
			if tried[src.SupplierID] {
				continue
			}
			tried[src.SupplierID] = true
			p, err := w.plan(o, lines, from, in, src.SupplierID)
			if err != nil {
				return best, err
			}
			if p.total < best.total {
				best = p
			}
		}
	}
	return best, nil
}

// plan chooses a supplier for each line: the one that is named where it can deliver, else by the rule.
func (w *work) plan(o *trade.SalesOrder, lines []*trade.OrderLine, from []lot, in RerouteIn, supplier trade.ID) (p plan, err error) {
	p = plan{lots: slices.Clone(from), why: map[trade.ID]string{}}
	for _, l := range lines {
		if p.why[l.ID], err = w.relocate(o, l, p.lots, in.By, supplier); err != nil {
			return p, err
		}
	}
	p.costs, err = w.landed(p.lots)
	for _, c := range p.costs {
		p.total += c
	}
	return p, err
}

// relocate chooses the supplier of a line's lots among all that sell it, and says why; empty where
// the one that is named does not sell it.
func (w *work) relocate(o *trade.SalesOrder, l *trade.OrderLine, list []lot, by string, supplier trade.ID) (string, error) {
	it, err := w.item(l.ItemID)
	if err != nil {
		return "", err
	}
	var q money.Qty
	for i := range list {
		if list[i].line == l {
			q += list[i].qty
		}
	}
	n := w.needOf(o, l, q)
	n.item, n.beside = it, func(supplier trade.ID) (net money.Amount, lines int) {
		for i := range list {
			if x := &list[i]; x.line != l && x.p == nil && x.src.SupplierID == supplier {
				net += x.src.Cost.Times(x.qty)
				lines++
			}
		}
		return net, lines
	}
	offers, err := w.offers(n)
	if err != nil {
		return "", err
	}
	named := slices.IndexFunc(offers, func(x Offer) bool { return x.SupplierID == supplier })
	best := judge(offers, by, it.SKU, w.base)
	switch {
	case by == "supplier" && named < 0:
		return "", nil
	case by == "supplier":
		best = named
		offers[best].Why = "chosen by hand"
		if why := offers[best].Against; why != "" {
			offers[best].Why += "; " + why
		}
	case named >= 0 && offers[named].Able && named != best:
		best = named
		offers[best].Why = "cheapest together with other lines of the order"
	case best < 0 || !offers[best].can(by):
		return "stays: no supplier can deliver it as wanted", nil
	}
	from, src := it.Sources[best], l.Source
	if err := w.takeSource(&src, from, q, offers[best].Why); err != nil {
		return "", err
	}
	src.ByHand = by == "supplier"
	for i := range list {
		if x := &list[i]; x.line == l && x.src.SupplierID != from.SupplierID {
			x.src, x.p = src, nil
		}
	}
	return offers[best].Why, nil
}

// rows tells each line that changes, was asked for, or pays other fees; the answer is the lines that change.
func (out *RerouteOut) rows(w *work, deal *trade.Deal, before, after plan) (changed []trade.ID) {
	o := deal.Order
	for i := range o.Lines {
		l := &o.Lines[i]
		r := RerouteRow{OrderID: o.ID, OrderNo: o.Number, LineID: l.ID, Customer: o.Customer, SKU: l.SKU, Description: l.Description, Unit: l.Unit}
		for j := range before.lots {
			b, a := &before.lots[j], &after.lots[j]
			if b.line != l {
				continue
			}
			r.Qty += b.qty
			r.CostFrom += before.costs[j]
			r.CostTo += after.costs[j]
			r.DateFrom, r.DateTo = max(r.DateFrom, w.today.Add(b.src.LeadDays)), max(r.DateTo, w.today.Add(a.src.LeadDays))
			r.Drafted = r.Drafted || b.p != nil
			if r.From == "" || b.src.SupplierID != a.src.SupplierID {
				r.From, r.FromID, r.To, r.ToID = b.src.Supplier, b.src.SupplierID, a.src.Supplier, a.src.SupplierID
			}
			r.Changes = r.Changes || b.src.SupplierID != a.src.SupplierID
		}
		asked := false
		if r.Why, asked = after.why[l.ID]; !asked {
			r.Beside, r.Why = true, "its share of the fees changes"
		}
		if r.Qty == 0 || (!asked && r.CostFrom == r.CostTo) || r.Why == "" {
			continue
		}
		r.Revenue = l.Total().Share(r.Qty, l.Qty).To(o.FX, o.Currency, w.base)
		out.Rows = append(out.Rows, r)
		if r.Changes {
			changed = append(changed, l.ID)
		}
	}
	return changed
}

// move buys lines elsewhere: they are taken off their drafts, and what was on one is drafted anew.
func (w *work) move(deal *trade.Deal, after []lot, changed []trade.ID) error {
	o := deal.Order
	off := map[trade.ID]bool{} // purchase order lines
	var again []trade.ID
	for i := range after {
		x := &after[i]
		if x.p != nil || !slices.Contains(changed, x.line.ID) {
			continue
		}
		if x.pl.ID != 0 {
			off[x.pl.ID] = true
			again = append(again, x.line.ID)
		}
		if x.line.SupplierID != x.src.SupplierID {
			was := x.line.Supplier
			x.line.Source = x.src
			if err := w.note(trade.KindOrder, o.ID, "supplier", describe(&x.line.SaleLine)+": "+x.src.Why, was, x.src.Supplier); err != nil {
				return err
			}
		}
	}
	for _, p := range deal.Purchases {
		if err := w.takeOff(deal, p, off); err != nil {
			return err
		}
	}
	if err := o.AddUp(w.base); err != nil {
		return err
	}
	if err := w.saveDeal(deal); err != nil || len(again) == 0 {
		return err
	}
	return w.forward(o.ID, ForwardIn{Lines: again}, &ForwardOut{})
}

// takeOff takes lines off a drafted purchase order; one of which nothing is left is cancelled.
func (w *work) takeOff(deal *trade.Deal, p *trade.PurchaseOrder, off map[trade.ID]bool) error {
	var kept []trade.PurchaseLine
	for _, l := range p.Lines {
		if !off[l.ID] {
			l.Pos = len(kept) + 1
			kept = append(kept, l)
		}
	}
	switch {
	case len(kept) == len(p.Lines):
		return nil
	case len(kept) == 0:
		return w.cancelPurchase(deal, p, "bought elsewhere")
	}
	for i := range p.Lines {
		if l := &p.Lines[i]; off[l.ID] {
			ol, err := deal.Order.Line(l.OrderLineID)
			if err != nil {
				return err
			}
			ol.OnPurchase -= l.Live()
		}
	}
	p.Lines = kept
	if err := w.recount(p); err != nil {
		return err
	}
	deal.Refresh(w.base)
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
	return w.SavePurchase(p)
}
