package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Offer is what one supplier of an item asks for a quantity, and whether it is the one to take.
type Offer struct {
	SupplierID  trade.ID       `json:"supplier_id"`
	Supplier    string         `json:"supplier"`
	Preference  int            `json:"preference"` // place among the item's suppliers
	Currency    money.Currency `json:"currency"`
	Cost        money.Price    `json:"cost"`              // of one, at this quantity
	Goods       money.Amount   `json:"goods" cur:"base"`  // cost of the quantity in the company's currency
	Fees        money.Amount   `json:"fees" cur:"base"`   // what it adds to the fees of the order's purchase order to this supplier
	Landed      money.Amount   `json:"landed" cur:"base"` // goods and fees
	LeadDays    int            `json:"lead_days"`
	Date        trade.Date     `json:"date"`      // when it ships
	DaysLate    int            `json:"days_late"` // after the wanted date
	Stock       *money.Qty     `json:"stock"`     // last known; nothing where never told
	StockDate   trade.Date     `json:"stock_date,omitempty"`
	StockAge    int            `json:"stock_age"` // days
	MinQty      money.Qty      `json:"min_qty"`
	Multiple    money.Qty      `json:"multiple"`
	CostDate    trade.Date     `json:"cost_date,omitempty"`
	ValidUntil  trade.Date     `json:"valid_until,omitempty"`
	Stale       bool           `json:"stale"`             // the cost was valid only before today
	Shipped     int            `json:"shipped"`           // lines that shipped of the supplier's last fifty purchase orders
	ShippedLate int            `json:"shipped_late"`      // of them, later than agreed
	Profit      money.Amount   `json:"profit" cur:"base"` // of the quantity at its selling price
	Margin      money.Rate     `json:"margin"`            // of the quantity at its selling price
	Able        bool           `json:"able"`              // nothing known speaks against it
	Against     string         `json:"against,omitempty"` // what does
	Best        bool           `json:"best"`              // the choice by the company's rule
	Current     bool           `json:"current"`           // where the line is bought now
	Why         string         `json:"why"`               // why it is the choice, or is not

	late bool // nothing but the wanted date speaks against it
}

// Offers are the suppliers of an item, in order of preference.
type Offers struct {
	Currency    money.Currency `json:"currency"` // of what is compared
	SKU         string         `json:"sku"`
	Description string         `json:"description"`
	Qty         money.Qty      `json:"qty"`
	Unit        string         `json:"unit"`
	Wanted      trade.Date     `json:"wanted,omitempty"`
	Routing     string         `json:"routing"` // the company's rule
	Offers      []Offer        `json:"offers"`
}

// ListOffersIn names a line of an order or a quote, or an item and a quantity.
type ListOffersIn struct {
	OrderID trade.ID   `json:"order_id"`
	QuoteID trade.ID   `json:"quote_id"` // instead of the order
	LineID  trade.ID   `json:"line_id"`
	ItemID  trade.ID   `json:"item_id"` // instead of the line
	Qty     money.Qty  `json:"qty"`     // zero: what of the line is to be ordered, or all of it
	Wanted  trade.Date `json:"wanted"`  // empty: the order's
}

// ListOffers compares the suppliers of a line's item: landed cost for the quantity, date, stock,
// minimums, and in words why each is or is not the choice.
func (d *Desk) ListOffers(ctx context.Context, in ListOffersIn) (out Offers, err error) {
	err = d.read(ctx, func(w *work) error {
		n, current, err := w.need(in)
		if err != nil {
			return err
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		out = Offers{Currency: w.base, SKU: n.item.SKU, Description: n.item.Name, Qty: n.qty, Unit: n.item.Unit, Wanted: n.wanted, Routing: own.Routing}
		if out.Offers, err = w.offers(n); err != nil {
			return err
		}
		judge(out.Offers, own.Routing, n.item.SKU, w.base)
		for i := range out.Offers {
			o := &out.Offers[i]
			o.Current = o.SupplierID == current
			if o.ShippedLate, o.Shipped, err = w.Lateness(o.SupplierID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// need is a quantity of an item that a supplier is looked for.
type need struct {
	item    *trade.Item
	qty     money.Qty
	wanted  trade.Date
	revenue money.Amount // what it is sold at, in the company's currency
	// beside says what else of the same order goes to a supplier: the net, in the supplier's currency, and the lines.
	beside func(supplier trade.ID) (money.Amount, int)
}

func alone(trade.ID) (money.Amount, int) { return 0, 0 }

// need finds what is asked about, and the supplier that it is bought from now.
func (w *work) need(in ListOffersIn) (n need, current trade.ID, err error) {
	n = need{qty: in.Qty, wanted: in.Wanted, beside: alone}
	item := in.ItemID
	switch {
	case in.OrderID != 0:
		deal, err := w.Deal(in.OrderID)
		if err != nil {
			return n, 0, err
		}
		l, err := deal.Order.Line(in.LineID)
		if err != nil {
			return n, 0, at(err, "line_id")
		}
		n, current, item = w.needOf(deal.Order, l, in.Qty), l.SupplierID, l.ItemID
		if in.Wanted != "" {
			n.wanted = in.Wanted
		}
	case in.QuoteID != 0:
		q, err := w.Quote(in.QuoteID)
		if err != nil {
			return n, 0, err
		}
		for i := range q.Lines {
			l := &q.Lines[i]
			if l.ID != in.LineID {
				continue
			}
			if n.qty == 0 {
				n.qty = l.Qty
			}
			current, item = l.SupplierID, l.ItemID
			n.revenue = l.Total().Share(n.qty, l.Qty).To(q.FX, q.Currency, w.base)
			n.beside = quoteLines.beside(q.Lines, i)
		}
	}
	if item == 0 {
		return n, 0, trade.Faultf(trade.Invalid, "Suppliers are compared for an item of the catalogue. Choose a line with one.").In("line_id")
	}
	if n.item, err = w.item(item); err != nil {
		return n, 0, err
	}
	if n.qty == 0 {
		n.qty = money.Unit
	}
	if err := trade.CheckQty("quantity", n.qty); err != nil {
		return n, 0, at(err, "qty")
	}
	if n.revenue == 0 {
		n.revenue = n.item.PriceFor(n.qty).Times(n.qty)
	}
	return n, current, at(n.wanted.Check("wanted date"), "wanted")
}

// needOf is what a quantity of an order line needs; zero is what of it is to be ordered, or all of it. Its item is not filled in.
func (w *work) needOf(o *trade.SalesOrder, l *trade.OrderLine, q money.Qty) need {
	if q == 0 {
		q = l.ToOrder()
	}
	if q <= 0 {
		q = l.Live()
	}
	return need{qty: q, wanted: o.Wanted, revenue: l.Total().Share(q, l.Qty).To(o.FX, o.Currency, w.base), beside: func(supplier trade.ID) (net money.Amount, lines int) {
		for i := range o.Lines {
			if x := &o.Lines[i]; x.ID != l.ID && x.SupplierID == supplier && x.ToOrder() > 0 {
				net += x.Cost.Times(x.ToOrder())
				lines++
			}
		}
		return net, lines
	}}
}

// beside says what of the other lines goes to a supplier.
func (set lineSet[L]) beside(lines []L, but int) func(trade.ID) (money.Amount, int) {
	return func(supplier trade.ID) (net money.Amount, n int) {
		for i := range lines {
			if src := set.src(&lines[i]); i != but && src.Buy && src.SupplierID == supplier {
				net += src.Cost.Times(set.sale(&lines[i]).Qty)
				n++
			}
		}
		return net, n
	}
}

// nextBest is the best of the suppliers of an order line's item besides those that let it down, with
// all offers; nil where there is none.
func (w *work) nextBest(deal *trade.Deal, l *trade.OrderLine, e *trade.Exception, q money.Qty) (*Offer, []Offer, error) {
	if l.ItemID == 0 {
		return nil, nil, nil
	}
	n := w.needOf(deal.Order, l, q)
	var err error
	if n.item, err = w.item(l.ItemID); err != nil {
		return nil, nil, err
	}
	own, err := w.company()
	if err != nil {
		return nil, nil, err
	}
	list, err := w.ExceptionsOf(deal.Order.ID)
	if err != nil {
		return nil, nil, err
	}
	out := map[trade.ID]bool{e.SupplierID: true}
	for i := range list {
		if x := &list[i]; x.OrderLineID == l.ID && (x.Kind == trade.ExRefused || x.Kind == trade.ExShort) {
			out[x.SupplierID] = true
		}
	}
	offers, err := w.offers(n)
	if err != nil {
		return nil, nil, err
	}
	var best *Offer
	for i := range offers {
		o := &offers[i]
		if o.Able && !out[o.SupplierID] && (best == nil || (own.Routing == trade.RouteByCost && o.Landed < best.Landed)) {
			best = o
		}
	}
	for i := range offers {
		o := &offers[i]
		o.Best, o.Current = o == best, o.SupplierID == e.SupplierID
		switch {
		case o.Best:
			o.Why = "next best of those that can deliver"
		case out[o.SupplierID]:
			o.Able, o.Why = false, "did not deliver this line"
		case best != nil && o.Able:
			o.Why = compared(o, best, w.base)
		default:
			o.Why = o.Against
		}
	}
	return best, offers, nil
}

// Proposal is what is proposed to be decided about an exception, with its effect.
type Proposal struct {
	Exception  *trade.Exception `json:"exception"`
	Do         trade.Decision   `json:"do"`
	SupplierID trade.ID         `json:"supplier_id,omitempty"` // with other
	Supplier   string           `json:"supplier,omitempty"`
	Currency   money.Currency   `json:"currency"`    // the company's
	CostChange money.Amount     `json:"cost_change"` // what it costs more, landed, than was agreed
	DateChange int              `json:"date_change"` // days later than was expected
	MarginFrom money.Rate       `json:"margin_from"` // of the quantity
	MarginTo   money.Rate       `json:"margin_to"`
	Text       string           `json:"text"` // the effect in words
	Offers     []Offer          `json:"offers"`
}

// PrepareDecision proposes what to decide about an exception: where a supplier does not deliver, the
// next-best one, with the effect on cost, date and margin.
func (d *Desk) PrepareDecision(ctx context.Context, in ByID) (out Proposal, err error) {
	err = d.read(ctx, func(w *work) error {
		e, err := w.Exception(in.ID)
		if err != nil {
			return err
		}
		if e.Open == 0 {
			return trade.Faultf(trade.Refused, "It is decided about already: %s.", e.Taken[len(e.Taken)-1].Do)
		}
		deal, err := w.Deal(e.OrderID)
		if err != nil {
			return err
		}
		l, err := deal.Order.Line(e.OrderLineID)
		if err != nil {
			return err
		}
		p := deal.Purchase(e.PurchaseID)
		pl, err := p.Line(e.PurchaseLineID)
		if err != nil {
			return err
		}
		out = Proposal{Exception: e, Do: trade.Decisions[e.Kind][0], Currency: w.base}
		best, offers, err := w.nextBest(deal, l, e, e.Open)
		if err != nil {
			return err
		}
		out.Offers = offers
		out.propose(w, deal.Order, l, p, pl, best)
		return nil
	})
	return out, err
}

func (out *Proposal) propose(w *work, o *trade.SalesOrder, l *trade.OrderLine, p *trade.PurchaseOrder, pl *trade.PurchaseLine, best *Offer) {
	e := out.Exception
	late := o.Wanted != "" && e.Until > o.Wanted
	switch {
	case best == nil:
		if out.Do == trade.DecideOther {
			if out.Do = trade.DecideDrop; l.Invoiced > l.Live()-e.Open {
				out.Do = trade.DecideRefund
			}
			out.Text = fmt.Sprintf("No other supplier can deliver %s of %s.", e.Open, describe(&l.SaleLine))
		}
		return
	case e.Kind == trade.ExBack && late && best.Date < e.Until, e.Kind == trade.ExPrice && best.Landed < e.Asked.Times(e.Open).To(p.FX, p.Currency, w.base):
		out.Do = trade.DecideOther
	}
	was := e.Cost.Times(e.Open).To(p.FX, p.Currency, w.base)
	revenue := best.Profit + best.Landed
	out.CostChange, out.MarginFrom, out.MarginTo = best.Landed-was, money.Ratio(revenue-was, revenue), best.Margin
	if pl.Expected != "" {
		out.DateChange = best.Date.Sub(pl.Expected)
	}
	if out.Do == trade.DecideOther {
		out.SupplierID, out.Supplier = best.SupplierID, best.Supplier
	}
	asked := &Offer{Landed: was, Date: best.Date.Add(-out.DateChange)}
	out.Text = fmt.Sprintf("%s can deliver %s of %s for %s %s + %s fees by %s: %s. The margin goes from %s %% to %s %%.", best.Supplier, e.Open, describe(&l.SaleLine),
		best.Goods.Text(w.base), w.base, best.Fees.Text(w.base), best.Date, compared(best, asked, w.base), out.MarginFrom, out.MarginTo)
}

// offers asks every supplier of an item, in order of preference.
func (w *work) offers(n need) ([]Offer, error) {
	list := make([]Offer, 0, len(n.item.Sources))
	for i := range n.item.Sources {
		src := &n.item.Sources[i]
		s, err := w.supplier(src.SupplierID)
		if err != nil {
			return nil, err
		}
		o := Offer{
			SupplierID: s.ID, Supplier: s.Name, Preference: i + 1, Currency: src.Currency, Cost: src.CostFor(n.qty), LeadDays: src.LeadDays,
			Date: w.today.Add(src.LeadDays), Stock: src.Stock, StockDate: src.StockDate, MinQty: src.MinQty, Multiple: src.Multiple,
			CostDate: src.CostDate, ValidUntil: src.ValidUntil, Stale: src.ValidUntil != "" && src.ValidUntil < w.today,
		}
		if src.Stock != nil {
			o.StockAge = w.today.Sub(src.StockDate)
		}
		if n.wanted != "" {
			o.DaysLate = max(o.Date.Sub(n.wanted), 0)
		}
		fx, err := w.fx(src.Currency, w.today)
		if err != nil {
			o.Against = err.Error()
			list = append(list, o)
			continue
		}
		goods := o.Cost.Times(n.qty)
		net, lines := n.beside(s.ID)
		fees := s.FeesFor(net+goods, lines+1).Total() - s.FeesFor(net, lines).Total()
		o.Goods, o.Fees = goods.To(fx, src.Currency, w.base), fees.To(fx, src.Currency, w.base)
		o.Landed = o.Goods + o.Fees
		o.Profit = n.revenue - o.Landed
		o.Margin = money.Ratio(o.Profit, n.revenue)
		o.Against = against(s, src, n.qty, net+goods, &o)
		o.Able = o.Against == ""
		list = append(list, o)
	}
	return list, nil
}

// against says why a supplier cannot deliver a quantity; empty where nothing known speaks against it.
func against(s *trade.Supplier, src *trade.ItemSource, q money.Qty, net money.Amount, o *Offer) string {
	switch {
	case s.Inactive:
		return "not ordered from any more"
	case src.Unlisted != "" && src.ReplacedBy != "":
		return fmt.Sprintf("not listed there since %s; %s replaces it", src.Unlisted, src.ReplacedBy)
	case src.Unlisted != "":
		return fmt.Sprintf("not listed there since %s", src.Unlisted)
	case src.Stock != nil && o.StockAge <= stockDays && *src.Stock < q:
		return fmt.Sprintf("only %s in stock on %s", *src.Stock, src.StockDate)
	case q < src.MinQty:
		return fmt.Sprintf("sells from %s on", src.MinQty)
	case src.Multiple > 0 && q%src.Multiple != 0:
		return fmt.Sprintf("sells in multiples of %s", src.Multiple)
	case net < s.MinOrder && s.Fees.SmallOrder == 0 && !s.Combine:
		return fmt.Sprintf("takes orders from %s %s", s.MinOrder.Text(s.Currency), s.Currency)
	case o.DaysLate > 0:
		o.late = true
		return fmt.Sprintf("%s later than wanted", days(o.DaysLate))
	}
	return ""
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// byDate is how Reroute may choose besides the company's rules.
const byDate = "fastest"

// can says whether an offer may be taken by a rule: the fastest may come later than wanted.
func (o *Offer) can(by string) bool { return o.Able || (o.late && by == byDate) }

// judge chooses among offers by a rule, and says of each in words why it is or is not the choice.
// The answer is its place; −1 where there is no offer. Ties go to the one that is preferred.
func judge(list []Offer, by, sku string, base money.Currency) int {
	if len(list) == 0 {
		return -1
	}
	able, best := 0, -1
	for i := range list {
		o := &list[i]
		if !o.can(by) {
			continue
		}
		able++
		if best < 0 || (by == byDate && (o.Date < list[best].Date || (o.Date == list[best].Date && o.Landed < list[best].Landed))) ||
			(by != byDate && o.Landed < list[best].Landed) {
			best = i
		}
	}
	word := by
	switch {
	case by != byDate && by != trade.RouteByCost:
		best, word = 0, ""
	case best < 0:
		best, word = 0, ""
	}
	b := &list[best]
	b.Best = true
	for i := range list {
		if o := &list[i]; i != best {
			if o.Why = o.Against; o.can(by) {
				o.Why = compared(o, b, base)
			}
		}
	}
	terms := fmt.Sprintf("%s %s, %s", b.Goods.Text(base), base, days(b.LeadDays))
	if b.Fees != 0 {
		terms = fmt.Sprintf("%s %s + %s fees, %s", b.Goods.Text(base), base, b.Fees.Text(base), days(b.LeadDays))
	}
	switch reason := b.Against; {
	case len(list) == 1:
		b.Why = preferredOf(1, sku)
		if reason != "" {
			b.Why += "; " + reason
		}
	case word != "" && able == 1:
		b.Why = fmt.Sprintf("only one of %d that can deliver: %s", len(list), terms)
	case word == byDate:
		b.Why = fmt.Sprintf("fastest of %d that can deliver: %s", able, terms)
	case word != "":
		b.Why = fmt.Sprintf("cheapest of %d that can deliver: %s", able, terms)
	case by == byDate || by == trade.RouteByCost:
		b.Why = fmt.Sprintf("first by preference, because none of %d can deliver as wanted: %s", len(list), reason)
	default:
		b.Why = preferredOf(len(list), sku)
		if reason != "" {
			b.Why += "; " + reason
		}
	}
	return best
}

// compared says how an offer differs from the one that is taken.
func compared(o, best *Offer, base money.Currency) string {
	text := "costs the same"
	switch diff := o.Landed - best.Landed; {
	case diff > 0:
		text = fmt.Sprintf("%s %s dearer", diff.Text(base), base)
	case diff < 0:
		text = fmt.Sprintf("%s %s cheaper", (-diff).Text(base), base)
	}
	switch n := o.Date.Sub(best.Date); {
	case n > 0:
		text = fmt.Sprintf("%s, %s later", text, days(n))
	case n < 0:
		text = fmt.Sprintf("%s, %s sooner", text, days(-n))
	}
	return text
}

// route chooses the suppliers of lines that are new or have another quantity, by the company's
// rule. What a person chose or priced stays. By preference nothing is left to choose.
func (set lineSet[L]) route(w *work, was, now []L, wanted trade.Date) error {
	own, err := w.company()
	if err != nil || own.Routing != trade.RouteByCost {
		return err
	}
	for i := range now {
		l, src := set.sale(&now[i]), set.src(&now[i])
		if l.ItemID == 0 || !src.Buy || src.ByHand || src.OwnCost || set.unchanged(was, &now[i]) {
			continue
		}
		it, err := w.item(l.ItemID)
		if err != nil {
			return err
		}
		list, err := w.offers(need{item: it, qty: l.Qty, wanted: wanted, beside: set.beside(now, i)})
		if err != nil {
			return err
		}
		if best := judge(list, own.Routing, it.SKU, w.base); best >= 0 {
			if err := w.takeSource(src, it.Sources[best], l.Qty, list[best].Why); err != nil {
				return err
			}
		}
	}
	return nil
}

// unchanged says whether a line is of the same item and quantity as before.
func (set lineSet[L]) unchanged(was []L, l *L) bool {
	for i := range was {
		if x := &was[i]; set.id(x) != 0 && set.id(x) == set.id(l) {
			return set.sale(x).ItemID == set.sale(l).ItemID && set.sale(x).Qty == set.sale(l).Qty
		}
	}
	return false
}
