package intake

import (
	"html"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// goods reads what a row says of its goods.
func (r *orderReader) goods(row *Row, b *building, there bool) {
	if !there {
		return
	}
	if t := r.text(row, OrderItems); t != "" && r.text(row, OrderQty) == "" {
		r.packed(row, b, t)
		return
	}
	g := OrderGoods{Row: row.No, SKU: r.code(row, OrderSKU), Code: r.code(row, OrderCode), Name: r.goodsName(row), Vendor: r.code(row, OrderVendor), Unit: shortened(r.text(row, OrderUnit), 30)}
	if g.SKU != "" {
		c := r.cols[OrderSKU][0]
		switch cell := r.cell(row, c); {
		case cell.Kind == Broken:
			b.wrong(at(c, row), "The cell holds an error of Excel's (%s).", cell.Text)
		case cell.Kind == Day, inExponent.MatchString(g.SKU) && strings.Contains(g.SKU, "+"):
			b.doubt(at(c, row), "%s is what Excel has left of a number.", g.SKU)
		}
	}
	if v := r.text(row, OrderVariation); v != "" && !strings.Contains(g.Name, v) {
		g.Name = joined(", ", g.Name, v)
	}
	if t := ungrouped.Replace(r.code(row, OrderGTIN)); trade.ValidGTIN(t) {
		g.GTIN = t
	}
	g.Name = shortened(g.Name, trade.MaxName)
	field := OrderQty
	if r.has(OrderQtyLeft) && r.text(row, OrderQtyLeft) != "" {
		field = OrderQtyLeft
	}
	if !r.qty(row, b, field, &g) {
		return
	}
	r.price(row, b, &g)
	if r.has(OrderTaxable) && folded(r.text(row, OrderTaxable)) == "false" {
		g.Untaxed = true
	}
	b.Lines = append(b.Lines, g)
}

// qty reads how many are ordered; false says that the row is none of goods to be shipped.
func (r *orderReader) qty(row *Row, b *building, field string, g *OrderGoods) bool {
	if !r.has(field) {
		return false
	}
	c := r.cols[field][0]
	cell := r.cell(row, c)
	what := firstFilled(g.SKU, g.Name, g.Code)
	if cell.Text == "" {
		if r.single || len(r.l.names) == 0 { // an order form lists what was not ordered too
			return false
		}
		b.wrong(at(c, row), "%s has no quantity.", what)
		return false
	}
	n, err := numeralIn(cell)
	if err == nil {
		var d money.Decimal
		if d, err = n.decimal(signOf(cell, c)); err == nil {
			g.Qty, err = d.Qty()
		}
	}
	switch {
	case err != nil || g.Qty < 0 || g.Qty > money.MaxQty:
		b.wrong(at(c, row), "%q is no quantity.", shortened(cell.Text, 40))
		return false
	case g.Qty == 0:
		b.note(at(c, row), "%s has the quantity zero; it is left out.", what)
		return false
	}
	return true
}

func firstFilled(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return "?"
}

// price reads what a row's goods cost: for one, or for all of them.
func (r *orderReader) price(row *Row, b *building, g *OrderGoods) {
	if cols := r.cols[OrderLess]; len(cols) > 0 {
		if a, ok := r.sum(row, cols[0], b); ok {
			g.Discount = max(a, -a)
		}
	}
	amount, told := money.Amount(0), false
	if cols := r.cols[OrderAmount]; len(cols) > 0 {
		amount, told = r.sum(row, cols[0], b)
	}
	if cols := r.cols[OrderPrice]; len(cols) > 0 {
		c := cols[0]
		cell := r.cell(row, c)
		if n, err := numeralIn(cell); err == nil {
			if d, err := n.decimal(signOf(cell, c)); err == nil {
				if p, err := d.Price(r.currency(b)); err == nil && p >= 0 && p <= money.MaxPrice {
					g.Price, g.Amount = &p, p.Times(g.Qty)
					return
				}
			}
			b.wrong(at(c, row), "%q is no price.", shortened(cell.Text, 40))
			return
		} else if err != errNoPrice && cell.Text != "" {
			b.wrong(at(c, row), "%q is no price.", shortened(cell.Text, 40))
			return
		}
	}
	if told {
		g.setAmount(amount)
	}
}

// setAmount gives the price of one where all come to an amount.
func (g *OrderGoods) setAmount(a money.Amount) {
	p := a.Per(g.Qty)
	g.Price, g.Amount = &p, a
}

// goodsName is what a row calls its goods. WooCommerce writes some signs as a page of the web does.
func (r *orderReader) goodsName(row *Row) string {
	name := r.text(row, OrderName)
	if r.of != nil && r.of.name == WooCommerce {
		return html.UnescapeString(name)
	}
	return name
}
