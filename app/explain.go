package app

import (
	"context"
	"sort"
	"strings"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Figure names a figure that can be explained.
type Figure string

// The figures. Those of profit are in the company's currency, a balance is in its party's.
const (
	FigureProfit  Figure = "profit"
	FigureMargin  Figure = "margin" // of the revenue; its parts are those of the profit
	FigureRevenue Figure = "revenue"
	FigureCost    Figure = "cost"    // of the goods
	FigureFreight Figure = "freight" // freight and fees
	FigureCosts   Figure = "costs"   // cost and freight together, as lists and reports show them

	FigureBalance Figure = "balance" // what is left to pay, or to use

	FigureToOrder   Figure = "to_order" // quantities of a line
	FigureToShip    Figure = "to_ship"
	FigureToInvoice Figure = "to_invoice"
	FigureToBill    Figure = "to_bill"

	FigureOpenValue Figure = "open_value" // what is still to ship, at the orders' prices
	FigureOpenCost  Figure = "open_cost"  // and at cost
)

// KindMonth stands for the orders of a month in an explanation.
const KindMonth trade.Kind = "month"

// ExplainIn names a figure and whose it is.
type ExplainIn struct {
	Figure     Figure         `json:"figure"` // profit, margin, revenue, cost, freight, costs, balance, to_order, to_ship, to_invoice, to_bill, open_value, open_cost
	Kind       trade.Kind     `json:"kind"`   // order, customer, supplier, item, user (a rep), month or company (all orders); purchase, invoice, bill, payment
	ID         trade.ID       `json:"id"`
	LineID     trade.ID       `json:"line_id"`     // of an order or a purchase order: only this line
	SupplierID trade.ID       `json:"supplier_id"` // of an order: only what this supplier delivers
	ItemID     trade.ID       `json:"item_id"`     // of an order: only this item
	Month      string         `json:"month"`       // of the kind month: 2026-11
	From       trade.Date     `json:"from"`        // only orders from this day
	To         trade.Date     `json:"to"`          // only orders to this day
	Currency   money.Currency `json:"currency"`    // of a balance; empty: the party's
}

// Explanation opens a figure to what it is made of: its parts add up to it, at every level, down to the documents.
type Explanation struct {
	Figure   Figure         `json:"figure"`
	Currency money.Currency `json:"currency,omitempty"` // none: a quantity
	Sentence string         `json:"sentence"`
	Rate     money.Rate     `json:"rate"`   // of a margin
	Actual   bool           `json:"actual"` // of profit: everything is invoiced and billed
	Part
}

// Part is what a figure is made of: a document, a line, or several of them.
type Part struct {
	Text   string       `json:"text"`
	Value  money.Amount `json:"value,omitempty"` // nought is left out
	Qty    money.Qty    `json:"qty,omitempty"`   // instead of a value, where the figure is a quantity
	Ref    trade.Ref    `json:"ref,omitempty"`   // the record behind it; kind empty: none
	Number string       `json:"number,omitempty"`
	Parts  []Part       `json:"parts,omitempty"`
}

// add puts a part below another and counts it.
func (p *Part) add(part Part) {
	p.Value += part.Value
	p.Qty += part.Qty
	p.Parts = append(p.Parts, part)
}

// Explain says how a figure comes about: profit, margin, revenue, cost and freight of an order, of a
// line, of a row of a report; the balance of a customer, supplier, invoice, bill or payment; what of
// a line is still to be ordered, shipped, invoiced or billed; the value of what is still to ship. It
// is worked out from the documents, not from what is kept beside them.
func (d *Desk) Explain(ctx context.Context, in ExplainIn) (out Explanation, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		switch in.Figure {
		case FigureProfit, FigureMargin, FigureRevenue, FigureCost, FigureFreight, FigureCosts:
			out, err = w.explainProfit(in)
		case FigureBalance:
			out, err = w.explainBalance(in)
		case FigureToOrder, FigureToShip, FigureToInvoice, FigureToBill:
			out, err = w.explainQty(in)
		case FigureOpenValue, FigureOpenCost:
			out, err = w.explainOpen(in)
		default:
			err = trade.Faultf(trade.Invalid, "There is no figure %q to explain. Figures: profit, margin, revenue, cost, freight, costs, balance, to_order, to_ship, to_invoice, to_bill, open_value, open_cost.", string(in.Figure)).In("figure")
		}
		return err
	})
	out.Figure = in.Figure
	return out, err
}

func notExplained(in ExplainIn) error {
	return trade.Faultf(trade.Invalid, "A %s has no figure %q that could be explained.", in.Kind, string(in.Figure)).In("kind")
}

// maxParts is how many orders or documents of one figure are opened; the smaller rest is one part.
const maxParts = 100

// largest keeps the largest parts and joins the others into one, so that they still add up.
func largest(parts []Part) []Part {
	size := func(p *Part) int64 { return max(int64(p.Value), -int64(p.Value)) + max(int64(p.Qty), -int64(p.Qty)) }
	sort.SliceStable(parts, func(i, j int) bool { return size(&parts[i]) > size(&parts[j]) })
	if len(parts) <= maxParts {
		return parts
	}
	rest := Part{Text: say("others", len(parts)-maxParts)}
	for _, p := range parts[maxParts:] {
		rest.Value += p.Value
		rest.Qty += p.Qty
	}
	return append(parts[:maxParts:maxParts], rest)
}

// sayDay words a date.
func sayDay(d trade.Date) string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// sayMonth words a month.
func sayMonth(m string) string {
	t, err := time.Parse("2006-01", m)
	if err != nil {
		return m
	}
	return t.Format("January 2006")
}

// saySum words an amount with its currency, its thousands apart.
func saySum(a money.Amount, cur money.Currency) string {
	text := a.Text(cur)
	end := strings.IndexByte(text+".", '.')
	for i := end - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "\u00a0" + text[i:]
	}
	return text + " " + string(cur)
}

// sayWorth words how a line comes to its net, and how that to what it is in the company's currency.
func (w *work) sayWorth(q money.Qty, p money.Price, net money.Amount, cur money.Currency, fx money.FX, inclusive bool) string {
	text := say("times", q, p.Text(cur))
	less := inclusive || p.Times(q) != net
	switch {
	case inclusive:
		text = say("taxed", text)
	case less:
		text = say("discounted", text)
	}
	switch {
	case cur != w.base:
		text = say("exchanged", text, saySum(net, cur), fx)
	case less:
		text = say("comes to", text, net.Text(cur))
	}
	return text
}
