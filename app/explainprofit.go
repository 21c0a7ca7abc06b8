package app

import (
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// cut is the part of deals that is explained: of one line, one supplier or one item; zero is all.
// all says that the supplier or the item is asked for, so that zero means none.
type cut struct {
	line     trade.ID
	supplier *trade.ID
	item     *trade.ID
}

func (c cut) takes(r *trade.ProfitLine) bool {
	return (c.line == 0 || c.line == r.OrderLineID) && (c.supplier == nil || *c.supplier == r.SupplierID) && (c.item == nil || *c.item == r.ItemID)
}

// tally is what a figure of profit is made of.
type tally struct {
	revenue, cost, freight money.Amount
	actual                 bool
}

func (t *tally) count(r *trade.ProfitLine) {
	t.revenue += r.Revenue
	t.cost += r.Cost
	t.freight += r.Freight
	t.actual = t.actual && r.Actual
}

func (t *tally) of(f Figure) money.Amount {
	switch f {
	case FigureRevenue:
		return t.revenue
	case FigureCost:
		return t.cost
	case FigureFreight:
		return t.freight
	case FigureCosts:
		return t.cost + t.freight
	}
	return t.revenue - t.cost - t.freight
}

func (w *work) explainProfit(in ExplainIn) (Explanation, error) {
	out := Explanation{Currency: w.base}
	if in.Kind == trade.KindOrder {
		deal, err := w.Deal(in.ID)
		if err != nil {
			return out, err
		}
		c := cut{line: in.LineID, supplier: some(in.SupplierID), item: some(in.ItemID)}
		if c.line != 0 {
			if _, err := deal.Order.Line(c.line); err != nil {
				return out, err
			}
		}
		var t tally
		if out.Part, t, err = w.explainDeal(deal, in.Figure, c); err != nil {
			return out, err
		}
		if c.line != 0 && len(out.Parts) == 1 {
			out.Part = out.Parts[0]
		}
		w.sayProfit(&out, in.Figure, &t, out.Text)
		return out, nil
	}
	return w.explainDeals(in)
}

func some(id trade.ID) *trade.ID {
	if id == 0 {
		return nil
	}
	return &id
}

// sayProfit words a figure of profit.
func (w *work) sayProfit(out *Explanation, f Figure, t *tally, of string) {
	sum := func(a money.Amount) string { return saySum(a, w.base) }
	out.Actual = t.actual
	switch f {
	case FigureProfit:
		out.Sentence = say("profits", of, sum(t.revenue), sum(t.cost), sum(t.freight))
	case FigureMargin:
		out.Rate = money.Ratio(t.of(f), t.revenue)
		out.Sentence = say("margins", of, sum(t.of(f)), out.Rate.Short(), sum(t.revenue))
	case FigureRevenue:
		out.Sentence = say("revenues", of)
	case FigureCosts:
		out.Sentence = say("costs", of, sum(t.cost), sum(t.freight))
	default:
		out.Sentence = say(string(f), of)
	}
	switch {
	case len(out.Parts) == 0:
		out.Sentence += " " + say("nothing")
	case out.Actual:
		out.Sentence += " " + say("actual")
	default:
		out.Sentence += " " + say("estimated")
	}
}

// explainDeals adds up a figure over the orders that a row of a report stands for. Only the orders
// with the largest shares are opened to their documents.
func (w *work) explainDeals(in ExplainIn) (Explanation, error) {
	out := Explanation{Currency: w.base}
	name, c, err := w.explained(&in)
	if err != nil {
		return out, err
	}
	t := tally{actual: true}
	var parts []Part
	err = w.dealsOf(in, func(deal *trade.Deal) error {
		own := tally{actual: true}
		found := false
		for _, r := range deal.Profit(w.base) {
			if c.takes(&r) {
				own.count(&r)
				found = true
			}
		}
		if !found {
			return nil
		}
		t.revenue, t.cost, t.freight, t.actual = t.revenue+own.revenue, t.cost+own.cost, t.freight+own.freight, t.actual && own.actual
		parts = append(parts, Part{Value: own.of(in.Figure), Text: dealName(deal.Order), Ref: trade.Ref{Kind: trade.KindOrder, ID: deal.Order.ID}, Number: deal.Order.Number})
		return nil
	})
	if err != nil {
		return out, err
	}
	out.Text, out.Value = name, t.of(in.Figure)
	out.Parts = largest(parts)
	for i := range out.Parts {
		p := &out.Parts[i]
		if p.Ref.ID == 0 {
			continue
		}
		deal, err := w.Tx.Deal(p.Ref.ID)
		if err != nil {
			return out, err
		}
		opened, _, err := w.explainDeal(deal, in.Figure, c)
		if err != nil {
			return out, err
		}
		p.Parts = opened.Parts
	}
	out.Ref = trade.Ref{Kind: in.Kind, ID: in.ID}
	w.sayProfit(&out, in.Figure, &t, name)
	return out, nil
}

func dealName(o *trade.SalesOrder) string {
	return say("order", o.Customer, sayDay(o.Date))
}

// explained names whose figure is asked for, and narrows the question to it.
func (w *work) explained(in *ExplainIn) (name string, c cut, err error) {
	switch in.Kind {
	case trade.KindCustomer:
		var k *trade.Customer
		if k, err = w.Customer(in.ID); err == nil {
			name = k.Name
		}
	case trade.KindSupplier:
		c.supplier, name = &in.ID, say("no supplier")
		if in.ID != 0 {
			var s *trade.Supplier
			if s, err = w.Supplier(in.ID); err == nil {
				name = s.Name
			}
		}
	case trade.KindItem:
		c.item, name = &in.ID, say("no item")
		if in.ID != 0 {
			var it *trade.Item
			if it, err = w.Item(in.ID); err == nil {
				name = it.SKU
			}
		}
	case trade.KindUser:
		var u trade.User
		if u, err = w.user(in.ID); err == nil {
			name = u.Name
		}
		if name == "" {
			name = say("no rep")
		}
	case KindMonth:
		first := trade.Date(in.Month + "-01")
		if err := first.Check("month"); err != nil || in.Month == "" {
			return "", c, trade.Faultf(trade.Invalid, "%q is not a month. Write it as 2026-11.", in.Month).In("month")
		}
		last := trade.DateOf(first.Time().AddDate(0, 1, -1))
		in.From = max(in.From, first)
		if in.To == "" || in.To > last {
			in.To = last
		}
		return sayMonth(in.Month), c, nil
	case trade.KindCompany:
		name = say("company")
	default:
		return "", c, notExplained(*in)
	}
	switch {
	case in.From != "" && in.To != "":
		name = say("between", name, sayDay(in.From), sayDay(in.To))
	case in.From != "":
		name = say("since", name, sayDay(in.From))
	case in.To != "":
		name = say("until", name, sayDay(in.To))
	}
	return name, c, err
}

// dealsOf calls f with the deals that a row of a report may stand for.
func (w *work) dealsOf(in ExplainIn, f func(*trade.Deal) error) error {
	switch in.Kind {
	case trade.KindCustomer, trade.KindSupplier, trade.KindItem:
		ids, err := w.OrdersOf(in.Kind, in.ID, in.From, in.To)
		for i := 0; err == nil && i < len(ids); i++ {
			var deal *trade.Deal
			if deal, err = w.Tx.Deal(ids[i]); err == nil {
				err = f(deal)
			}
		}
		return err
	}
	return w.EachDeal(in.From, in.To, func(deal *trade.Deal) error {
		if in.Kind == trade.KindUser && deal.Order.RepID != in.ID {
			return nil
		}
		return f(deal)
	})
}

// opener explains one deal from its documents.
type opener struct {
	*work
	deal     *trade.Deal
	rows     []trade.ProfitLine
	invoices []trade.Invoice
	bills    []trade.Bill
	figure   Figure
	cut      cut
	tally    tally
}

// explainDeal opens a figure of one order to its lines and their documents.
func (w *work) explainDeal(deal *trade.Deal, f Figure, c cut) (Part, tally, error) {
	o := deal.Order
	x := &opener{work: w, deal: deal, rows: deal.Profit(w.base), figure: f, cut: c, tally: tally{actual: true}}
	out := Part{Text: strings.TrimSpace(o.Number + " " + o.Customer), Ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, Number: o.Number}
	var err error
	if x.invoices, err = w.InvoicesOf(o.ID); err != nil {
		return out, x.tally, err
	}
	if x.bills, err = w.BillsOf(o.ID); err != nil {
		return out, x.tally, err
	}
	for i := range x.rows {
		if r := &x.rows[i]; c.takes(r) {
			x.tally.actual = x.tally.actual && r.Actual
		}
	}
	for i := range o.Lines {
		if p := x.line(&o.Lines[i]); len(p.Parts) > 0 {
			out.add(p)
		}
	}
	return out, x.tally, nil
}

// line opens what one order line comes to.
func (x *opener) line(l *trade.OrderLine) Part {
	out := Part{Text: say("line", l.Qty, describe(&l.SaleLine)), Ref: trade.Ref{Kind: trade.KindOrder, ID: x.deal.Order.ID}, Number: x.deal.Order.Number}
	if l.Kind == trade.LineText || l.Kind == trade.LineKit || (x.cut.line != 0 && x.cut.line != l.ID) || (x.cut.item != nil && *x.cut.item != l.ItemID) || !x.supplies(l) {
		return out
	}
	if l.Kind == trade.LinePart {
		x.partRevenue(&out, l)
	}
	x.revenue(&out, l)
	x.cost(&out, l)
	x.charges(&out, l)
	return out
}

// partRevenue is what the kit of a component earns, less what falls on its other components.
func (x *opener) partRevenue(to *Part, l *trade.OrderLine) {
	k, _ := x.deal.Order.KitOf(l)
	sum := x.revenue(to, k.OrderLine)
	own := k.Shares(sum, x.base)[slices.Index(k.Parts, l)]
	if sum != own {
		x.put(to, FigureRevenue, Part{Text: say("of components", k.SKU), Value: own - sum, Ref: trade.Ref{Kind: trade.KindOrder, ID: x.deal.Order.ID}, Number: x.deal.Order.Number})
	}
}

// supplies says whether the supplier that is asked for has a share in the line.
func (x *opener) supplies(l *trade.OrderLine) bool {
	if x.cut.supplier == nil {
		return true
	}
	for i := range x.rows {
		if x.rows[i].OrderLineID == l.ID && x.rows[i].SupplierID == *x.cut.supplier {
			return true
		}
	}
	return false
}

// put adds a part of the revenue (kind revenue), the cost or the freight, as far as the figure counts it.
func (x *opener) put(to *Part, kind Figure, p Part) {
	switch kind {
	case FigureRevenue:
		x.tally.revenue += p.Value
	case FigureCost:
		x.tally.cost += p.Value
	case FigureFreight:
		x.tally.freight += p.Value
	}
	switch x.figure {
	case FigureProfit, FigureMargin:
		if kind != FigureRevenue {
			p.Value = -p.Value
		}
	case FigureCosts:
		if kind == FigureRevenue {
			return
		}
	default:
		if kind != x.figure {
			return
		}
	}
	to.add(p)
}

// revenue: what is invoiced less credits, and what is not invoiced yet at the order's price. What
// falls on other suppliers of the line is taken off. It answers the sum before that.
func (x *opener) revenue(to *Part, l *trade.OrderLine) (sum money.Amount) {
	o := x.deal.Order
	var invoiced money.Qty
	for i := range x.invoices {
		v := &x.invoices[i]
		if v.State != trade.Issued {
			continue
		}
		word := "invoiced"
		if v.Credit {
			word = "credited"
		}
		for j := range v.Lines {
			il := &v.Lines[j]
			if il.OrderLineID != l.ID || !il.Priced() {
				continue
			}
			if !v.Credit {
				invoiced += il.Qty
			} else if il.Again {
				invoiced -= il.Qty
			}
			sum += v.Sign() * il.Base
			x.put(to, FigureRevenue, Part{
				Text:  say(word, sayDay(v.Date), x.sayWorth(il.Qty, il.Price, il.Total(), v.Currency, v.FX, v.Inclusive)),
				Value: v.Sign() * il.Base, Ref: trade.Ref{Kind: trade.KindInvoice, ID: v.ID}, Number: v.Number,
			})
		}
	}
	if open := l.Live() - invoiced; open != 0 && l.Priced() && o.State != trade.Cancelled {
		net := l.Total().Share(open, l.Live())
		word := "to invoice"
		if open < 0 {
			word = "over"
		}
		sum += net.To(o.FX, o.Currency, x.base)
		x.put(to, FigureRevenue, Part{
			Text:  say(word, x.sayWorth(open, l.Price, net, o.Currency, o.FX, o.Inclusive)),
			Value: net.To(o.FX, o.Currency, x.base), Ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, Number: o.Number,
		})
	}
	var others money.Amount
	for i := range x.rows {
		if r := &x.rows[i]; r.OrderLineID == l.ID && x.cut.supplier != nil && *x.cut.supplier != r.SupplierID {
			others += r.Revenue
		}
	}
	if others != 0 {
		x.put(to, FigureRevenue, Part{Text: say("of others"), Value: -others})
	}
	return sum
}

// charges: the line's share of what marketplaces and card companies keep from the order.
func (x *opener) charges(to *Part, l *trade.OrderLine) {
	o := x.deal.Order
	var share money.Amount
	for i, part := range x.deal.ChargeShares(x.rows) {
		if r := &x.rows[i]; r.OrderLineID == l.ID && x.cut.takes(r) {
			share += part
		}
	}
	if share != 0 {
		x.put(to, FigureFreight, Part{Text: say("charges", saySum(o.Charges, x.base)), Value: share, Ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, Number: o.Number})
	}
}

// cost: what suppliers billed, what they have not billed yet at the agreed cost, and what is on no
// purchase order yet at the planned one; freight and fees beside it.
func (x *opener) cost(to *Part, l *trade.OrderLine) {
	var bought money.Qty
	for _, p := range x.deal.Purchases {
		for i := range p.Lines {
			pl := &p.Lines[i]
			if pl.OrderLineID != l.ID {
				continue
			}
			bought += pl.Good()
			if x.cut.supplier == nil || *x.cut.supplier == p.SupplierID {
				x.bought(to, p, pl)
			}
		}
	}
	rest := l.Live()
	if l.Buy {
		rest -= bought
	}
	if rest <= 0 || l.Cost == 0 || x.deal.Order.State == trade.Cancelled || (x.cut.supplier != nil && *x.cut.supplier != l.SupplierID) {
		return
	}
	word := "planned"
	if !l.Buy {
		word = "own cost"
	}
	x.put(to, FigureCost, Part{
		Text:  say(word, x.sayWorth(rest, l.Cost, l.Cost.Times(rest), l.CostIn, l.CostFX, false)),
		Value: l.CostBase(rest, x.base), Ref: trade.Ref{Kind: trade.KindOrder, ID: x.deal.Order.ID}, Number: x.deal.Order.Number,
	})
}

// bought opens what one purchase order line costs.
func (x *opener) bought(to *Part, p *trade.PurchaseOrder, pl *trade.PurchaseLine) {
	left := *pl
	left.Billed, left.BilledNet = 0, 0
	for i := range x.bills {
		b := &x.bills[i]
		if b.State != trade.Entered {
			continue
		}
		ref := trade.Ref{Kind: trade.KindBill, ID: b.ID}
		word := "billed"
		if b.Credit {
			word = "bill credit"
		}
		for j := range b.Lines {
			bl := &b.Lines[j]
			if bl.PurchaseLineID != pl.ID {
				continue
			}
			left.Billed += money.Qty(b.Sign()) * bl.Counts()
			left.BilledNet += b.Sign() * bl.Net
			worth := x.sayWorth(bl.Qty, bl.Price, bl.Net, b.Currency, b.FX, false)
			if bl.Allowance {
				worth = bl.Description
			}
			x.put(to, FigureCost, Part{
				Text:  say(word, b.TheirNo, sayDay(b.Date), worth),
				Value: b.Sign() * bl.Base, Ref: ref, Number: b.Number,
			})
			if bl.Freight != 0 {
				x.put(to, FigureFreight, Part{Text: say("bill freight", b.TheirNo, sayDay(b.Date)), Value: b.Sign() * bl.Freight, Ref: ref, Number: b.Number})
			}
		}
		for _, share := range b.Shares {
			if share.PurchaseLineID == pl.ID {
				x.put(to, FigureFreight, Part{Text: say("bill freight", b.TheirNo, sayDay(b.Date)), Value: b.Sign() * share.Base, Ref: ref, Number: b.Number})
			}
		}
	}
	for i, fees := range p.FeesLeft(x.base) {
		if fees != 0 && p.Lines[i].ID == pl.ID {
			x.put(to, FigureFreight, Part{Text: say("agreed fees"), Value: fees, Ref: trade.Ref{Kind: trade.KindPurchase, ID: p.ID}, Number: p.Number})
		}
	}
	open := left.CostLeft()
	if open == 0 {
		return
	}
	text := say("to bill", x.sayWorth(left.ToBill(), pl.Cost, open, p.Currency, p.FX, false))
	if left.ToBill() < 0 {
		text = say("to credit", p.Supplier, -left.ToBill())
	}
	x.put(to, FigureCost, Part{Text: text, Value: open.To(p.FX, p.Currency, x.base), Ref: trade.Ref{Kind: trade.KindPurchase, ID: p.ID}, Number: p.Number})
}
