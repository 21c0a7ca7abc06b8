package app

import (
	"context"
	"slices"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// OpenLine is a quantity of an order line that one supplier still has to ship, or that is on no
// purchase order yet; its value is in the company's currency.
type OpenLine struct {
	OrderID     trade.ID     `json:"order_id"`
	OrderNo     string       `json:"order_number"`
	OrderLineID trade.ID     `json:"order_line_id"`
	PurchaseID  trade.ID     `json:"purchase_id,omitempty"` // zero: not on a purchase order
	PurchaseNo  string       `json:"purchase_number,omitempty"`
	Date        trade.Date   `json:"date"`
	Customer    string       `json:"customer"`
	ItemID      trade.ID     `json:"item_id,omitempty"`
	SKU         string       `json:"sku,omitempty"`
	Description string       `json:"description"`
	SupplierID  trade.ID     `json:"supplier_id,omitempty"`
	Supplier    string       `json:"supplier,omitempty"`
	Qty         money.Qty    `json:"qty"`
	Value       money.Amount `json:"value"` // at the order's price
	Cost        money.Amount `json:"cost"`  // at the purchase order's cost, or as planned
}

// OpenSum is what is still to ship of one item or by one supplier.
type OpenSum struct {
	Key    string       `json:"key"` // id; 0: none
	Name   string       `json:"name"`
	Orders int          `json:"orders"`
	Qty    money.Qty    `json:"qty"`
	Value  money.Amount `json:"value"` // at the orders' prices
	Cost   money.Amount `json:"cost"`
}

// OpenStockIn says how to add up what is still to ship.
type OpenStockIn struct {
	By string `json:"by"` // item or supplier
}

// OpenStock is what is still to ship, with its total.
type OpenStock struct {
	Currency money.Currency `json:"currency"`
	Rows     []OpenSum      `json:"rows"`
	Total    OpenSum        `json:"total"`
}

// ReportOpenStock adds up what is still to ship of confirmed orders, by item or by supplier, the most valuable first.
func (d *Desk) ReportOpenStock(ctx context.Context, in OpenStockIn) (out OpenStock, err error) {
	if in.By != "item" && in.By != "supplier" {
		return out, trade.Faultf(trade.Invalid, "What is still to ship is reported by item or supplier, not by %q.", in.By).In("by")
	}
	err = d.read(ctx, func(w *work) error {
		out.Currency = w.base
		lines, err := w.openLines()
		if err != nil {
			return err
		}
		out.Rows, out.Total = sumOpen(lines, in.By)
		return nil
	})
	return out, err
}

func sumOpen(lines []OpenLine, by string) (rows []OpenSum, total OpenSum) {
	sums, last, lastOfAll := map[trade.ID]*OpenSum{}, map[trade.ID]trade.ID{}, trade.ID(0)
	rows = []OpenSum{}
	for i := range lines {
		l := &lines[i]
		id, name := l.SupplierID, l.Supplier
		if by == "item" {
			if id, name = l.ItemID, l.SKU; id == 0 {
				name = ""
			}
		}
		s := sums[id]
		if s == nil {
			s = &OpenSum{Key: idText(id), Name: name}
			sums[id] = s
		}
		if last[id] != l.OrderID {
			last[id] = l.OrderID
			s.Orders++
		}
		if lastOfAll != l.OrderID {
			lastOfAll = l.OrderID
			total.Orders++
		}
		for _, x := range []*OpenSum{s, &total} {
			x.Qty += l.Qty
			x.Value += l.Value
			x.Cost += l.Cost
		}
	}
	for _, s := range sums {
		rows = append(rows, *s)
	}
	sort.Slice(rows, func(i, j int) bool {
		if rows[i].Value != rows[j].Value {
			return rows[i].Value > rows[j].Value
		}
		return rows[i].Key < rows[j].Key
	})
	return rows, total
}

// openLines lists what is still to ship of confirmed orders, order by order.
func (w *work) openLines() ([]OpenLine, error) {
	ids, err := w.OrdersToShip()
	var out []OpenLine
	for i := 0; err == nil && i < len(ids); i++ {
		var deal *trade.Deal
		if deal, err = w.Tx.Deal(ids[i]); err == nil {
			out = append(out, w.openOf(deal)...)
		}
	}
	return out, err
}

// openOf lists what is still to ship of one order. The value of a line that several suppliers ship
// is split by quantity, without losing a cent.
func (w *work) openOf(deal *trade.Deal) []OpenLine {
	o := deal.Order
	var out []OpenLine
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Buy || l.Live() == l.Shipped {
			continue
		}
		first := len(out)
		add := func(q money.Qty, cost money.Amount, supplier trade.ID, name string) *OpenLine {
			out = append(out, OpenLine{
				OrderID: o.ID, OrderNo: o.Number, OrderLineID: l.ID, Date: o.Date, Customer: o.Customer, ItemID: l.ItemID, SKU: l.SKU,
				Description: l.Description, SupplierID: supplier, Supplier: name, Qty: q, Cost: cost,
			})
			return &out[len(out)-1]
		}
		for _, p := range deal.Purchases {
			for j := range p.Lines {
				if pl := &p.Lines[j]; pl.OrderLineID == l.ID && pl.Waiting() > 0 {
					x := add(pl.Waiting(), pl.Cost.Times(pl.Waiting()).To(p.FX, p.Currency, w.base), p.SupplierID, p.Supplier)
					x.PurchaseID, x.PurchaseNo = p.ID, p.Number
				}
			}
		}
		if q := l.NotOrdered(); q > 0 {
			cost := money.Amount(0)
			if l.Cost != 0 {
				cost = l.CostBase(q, w.base)
			}
			add(q, cost, l.SupplierID, l.Supplier)
		}
		weights := make([]int64, len(out)-first)
		for k := range weights {
			weights[k] = int64(out[first+k].Qty)
		}
		price := l.Total()
		if k, ok := o.KitOf(l); ok {
			price = k.Shares(k.Total(), w.base)[slices.Index(k.Parts, l)]
		}
		value := price.Share(l.Live()-l.Shipped, l.Live()).To(o.FX, o.Currency, w.base)
		for k, part := range money.Allocate(value, weights) {
			out[first+k].Value = part
		}
	}
	return out
}

// explainOpen opens what is still to ship of an item, or by a supplier, to orders and their lines.
func (w *work) explainOpen(in ExplainIn) (Explanation, error) {
	out := Explanation{Currency: w.base}
	if in.Kind != trade.KindItem && in.Kind != trade.KindSupplier && in.Kind != trade.KindCompany {
		return out, notExplained(in)
	}
	name, c, err := w.explained(&in)
	if err != nil {
		return out, err
	}
	lines, err := w.openLines()
	if err != nil {
		return out, err
	}
	quantity := in.Figure == FigureToShip
	var parts []Part
	var whole OpenSum
	for i := range lines {
		l := &lines[i]
		if (c.supplier != nil && *c.supplier != l.SupplierID) || (c.item != nil && *c.item != l.ItemID) {
			continue
		}
		whole.Qty += l.Qty
		whole.Value += l.Value
		whole.Cost += l.Cost
		if n := len(parts); n == 0 || parts[n-1].Ref.ID != l.OrderID {
			parts = append(parts, Part{Text: say("order", l.Customer, sayDay(l.Date)), Ref: trade.Ref{Kind: trade.KindOrder, ID: l.OrderID}, Number: l.OrderNo})
		}
		what := say("line", l.Qty, firstOf(l.SKU, l.Description))
		p := Part{Text: say("not bought", what), Ref: trade.Ref{Kind: trade.KindOrder, ID: l.OrderID}, Number: l.OrderNo}
		if l.PurchaseID != 0 {
			p.Text, p.Ref, p.Number = say("waiting", l.Supplier, what), trade.Ref{Kind: trade.KindPurchase, ID: l.PurchaseID}, l.PurchaseNo
		}
		switch in.Figure {
		case FigureToShip:
			p.Qty = l.Qty
		case FigureOpenCost:
			p.Value = l.Cost
		default:
			p.Value = l.Value
		}
		parts[len(parts)-1].add(p)
	}
	out.Text, out.Ref = name, trade.Ref{Kind: in.Kind, ID: in.ID}
	for _, p := range parts {
		out.Value += p.Value
		out.Qty += p.Qty
	}
	out.Parts = largest(parts)
	switch in.Figure {
	case FigureOpenCost:
		out.Sentence = say("open cost", whole.Qty, saySum(whole.Cost, w.base))
	default:
		out.Sentence = say("open value", whole.Qty, saySum(whole.Value, w.base))
	}
	if quantity {
		out.Currency = ""
	}
	return out, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
