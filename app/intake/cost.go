package intake

import (
	"fmt"
	"math/big"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// listPrice is a price as the list has it, for so many pieces.
type listPrice struct {
	money.Decimal
	there bool
	per   int64 // zero: the cell does not say it
}

// priceOf reads a price; instead is what stands there where the list says that there is none.
func (r *rowReader) priceOf(row *Row, c *col, x *PriceRow) (p listPrice, instead string) {
	cell := r.cell(row, c)
	if cell.Text == "" {
		return p, ""
	}
	wrong := func(format string, args ...any) (listPrice, string) {
		x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf(format, args...)})
		return listPrice{}, ""
	}
	n := numeral{digits: cell.Text}
	sign := c.sign
	switch cell.Kind {
	case Broken:
		return wrong("The cell holds an error of Excel's (%s) and no price.", cell.Text)
	case Day:
		return wrong("The cell holds a day (%s) and no price.", cell.Text)
	case Number, Share:
		sign = '.'
		if s := r.sheet.Signs; int(cell.Sign) < len(s) {
			n.sign = s[cell.Sign]
		}
		if rest, ok := strings.CutPrefix(cell.Text, "-"); ok {
			n.digits, n.negative = rest, true
		}
	default:
		var err error
		if n, err = numeralOf(cell.Text); err == errNoPrice {
			return p, cell.Text
		} else if err != nil {
			return wrong("%q is no price.", shortened(cell.Text, 40))
		}
	}
	if n.sign == "" {
		n.sign = string(c.Currency)
	}
	if own := r.text(row, FieldCurrency); own != "" {
		if n.sign = currencyIn(own); n.sign == "" {
			n.sign = strings.ToUpper(own)
		}
	}
	if !means(n.sign, r.cur) {
		return wrong("The price is in %s, and the supplier bills in %s. Change the supplier's currency, or ask for the list in %s.", n.sign, r.cur, r.cur)
	}
	d, err := n.decimal(sign)
	switch {
	case err == errDecimals:
		return wrong("%q has another decimal sign than the rest of its column.", shortened(cell.Text, 40))
	case err != nil:
		return wrong("%q is no price that can be kept.", shortened(cell.Text, 40))
	}
	if strings.HasPrefix(d.String(), "-") {
		return wrong("The price %s is below zero.", d)
	}
	p = listPrice{d, true, 0}
	if n.per != "" {
		if per, ok := leadingInt(n.per); ok && per > 1 {
			p.per = int64(per)
		}
	}
	if _, err := d.Price(r.cur); err != nil {
		x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf("%s has more decimals than a price in %s; it is rounded.", d, r.cur)})
	}
	return p, ""
}

// net is the price of one piece as we pay it, rounded to the digits that are kept: for a share of the list's price, which nil leaves as it
// is, and for each of so many pieces.
func (r *rowReader) net(p listPrice, share *big.Rat, pieces int64) (money.Price, bool) {
	if pieces == 1 && share == nil && r.factor == nil {
		if exact, err := p.Price(r.cur); err == nil {
			return exact, true
		}
	}
	v, ok := new(big.Rat).SetString(p.String())
	if !ok || pieces < 1 {
		return 0, false
	}
	for _, f := range []*big.Rat{share, r.factor} {
		if f != nil {
			v.Mul(v, f)
		}
	}
	return r.kept(v.Quo(v, new(big.Rat).SetInt64(pieces)))
}

// kept rounds a price to the digits that are kept.
func (r *rowReader) kept(v *big.Rat) (money.Price, bool) {
	scale := int64(1)
	for range r.cur.Digits() + 2 {
		scale *= 10
	}
	w := new(big.Rat).Mul(v, new(big.Rat).SetInt64(scale*2))
	w.Add(w, big.NewRat(1, 1)) // half away from zero: prices are not negative
	n := new(big.Int).Quo(w.Num(), new(big.Int).Mul(w.Denom(), big.NewInt(2)))
	if !n.IsInt64() || money.Price(n.Int64()) > money.MaxPrice {
		return 0, false
	}
	return money.Price(n.Int64()), true
}

// cost reads what one piece costs us, and what it costs from which quantity on; none is what stands there instead of a price.
func (r *rowReader) cost(row *Row, x *PriceRow) (none string) {
	told, byRow := r.pricePieces(row, x)
	divide := int64(1)
	pack := r.packSize(row, x)
	if n := piecesOfUnit(x.Unit); n > 1 && !byRow && x.PartDoubt == nil && r.pack == nil {
		x.PartDoubt = &Remark{at(r.cols[FieldUnit], row), fmt.Sprintf("The unit is %q: is the price for one piece, or for %d?", x.Unit, n)}
	}
	if pack > 1 && r.m.PerPack {
		divide = int64(pack)
	}
	if pack > 1 && x.Multiple == nil && r.cols[FieldMultiple] == nil {
		q := money.Qty(pack) * money.Unit
		x.Multiple = &q
	}
	for i, c := range r.costs {
		v, instead := r.priceOf(row, c, x)
		if none == "" {
			none = instead
		}
		if !v.there {
			continue
		}
		p, ok := r.net(v, nil, c.pieces(v, told, byRow)*divide)
		switch {
		case !ok:
			x.Errors = append(x.Errors, Remark{at(c, row), "The price is larger than a document can carry."})
		case i == 0 || x.Cost == nil:
			if x.Cost = &p; c.From > 0 {
				x.Min = &c.From
			}
		case c.From > 0:
			x.Breaks = append(x.Breaks, trade.CostBreak{From: c.From, Cost: p})
		}
	}
	if len(r.beside) > 0 {
		r.pairedCosts(row, x, told, byRow, divide)
	}
	x.HasBreaks = len(r.beside) > 0 || len(r.costs) > 1 || r.cols[FieldFrom] != nil
	if c := r.cols[FieldList]; c != nil {
		v, instead := r.priceOf(row, c, x)
		if none == "" {
			none = instead
		}
		less, ok := r.discounts(row, x)
		if v.there && ok {
			p, fine := r.net(v, less, c.pieces(v, told, byRow)*divide)
			switch {
			case !fine:
				x.Errors = append(x.Errors, Remark{at(c, row), "The price is larger than a document can carry."})
			case x.Cost == nil:
				x.Cost = &p
			case len(r.less) > 0 && differs(p, *x.Cost) && less.Cmp(big.NewRat(1, 1)) != 0:
				x.Doubts = append(x.Doubts, Remark{at(c, row), fmt.Sprintf("The list price less the discount comes to %s, and not to the net price %s.", p.Text(r.cur), x.Cost.Text(r.cur))})
			}
		}
	}
	if c := r.cols[FieldRetail]; c != nil && r.cell(row, c).Text != "" {
		before := len(x.Errors)
		v, _ := r.priceOf(row, c, x)
		x.Notes, x.Errors = append(x.Notes, x.Errors[before:]...), x.Errors[:before] // it says nothing about the cost
		if v.there {
			if p, ok := (&rowReader{cur: r.cur}).net(v, nil, max(v.per, c.per, 1)); ok {
				x.Retail = &p
			}
		}
	}
	if x.Cost != nil && r.m.PerPack && r.pack != nil && r.cell(row, r.pack).Text == "" {
		x.Doubts = append(x.Doubts, Remark{at(r.pack, row), "Prices are for the pack, and the row does not say how many pieces that is."})
	}
	if x.Cost != nil && *x.Cost == 0 {
		x.Doubts = append(x.Doubts, Remark{Text: "The price is zero."})
	}
	for i, b := range x.Breaks {
		if x.Cost != nil && (b.Cost > *x.Cost || i > 0 && b.Cost > x.Breaks[i-1].Cost) {
			x.Doubts = append(x.Doubts, Remark{Text: fmt.Sprintf("From %s on it costs more than below.", b.From)})
			break
		}
	}
	return none
}

// differs says whether two prices are further apart than rounding explains.
func differs(a, b money.Price) bool {
	d := a - b
	if d < 0 {
		d = -d
	}
	return d > max(a, b)/100 && d > 100
}

// discounts is what is left of one after all discounts of a row.
func (r *rowReader) discounts(row *Row, x *PriceRow) (*big.Rat, bool) {
	left := big.NewRat(1, 1)
	for _, c := range r.less {
		cell := r.cell(row, c)
		if cell.Text == "" || strings.Trim(cell.Text, "-–— ") == "" {
			if c.times {
				x.Doubts = append(x.Doubts, Remark{at(c, row), "The row does not say what we pay of the list price, so all of it is taken."})
			}
			continue
		}
		for _, part := range strings.FieldsFunc(cell.Text, func(c rune) bool { return c == '+' || c == '/' || c == '&' }) {
			n, err := numeralOf(strings.ReplaceAll(part, "%", ""))
			sign := c.sign
			if cell.Kind != Words {
				sign = '.'
			}
			var d money.Decimal
			if err == nil {
				d, err = n.decimal(sign)
			}
			v, ok := new(big.Rat).SetString(d.String())
			if err != nil || !ok {
				x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("%q is no discount.", shortened(cell.Text, 40))})
				return left, false
			}
			if cell.Kind != Share && !c.fraction && (!c.times || v.Cmp(big.NewRat(2, 1)) > 0) { // 0.45 of the price is 45 % of it
				v.Quo(v, big.NewRat(100, 1))
			}
			if v.Sign() < 0 {
				v.Neg(v)
			}
			if c.times {
				if v.Sign() == 0 || v.Cmp(big.NewRat(1, 1)) > 0 {
					x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("%q is no part of a price.", shortened(cell.Text, 40))})
					return left, false
				}
				left.Mul(left, v)
				continue
			}
			if v.Cmp(big.NewRat(1, 1)) >= 0 {
				x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("A discount of %s leaves nothing.", shortened(cell.Text, 40))})
				return left, false
			}
			left.Mul(left, new(big.Rat).Sub(big.NewRat(1, 1), v))
		}
	}
	return left, true
}
