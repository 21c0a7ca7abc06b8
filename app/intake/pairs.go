package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/money"
)

var (
	counted   = regexp.MustCompile(`^(.*?) ?(\d)$`)
	pairQty   = words(`qty|quantity|quantity break|qty break|break qty|break quantity|break|qty brk|quantity brk|brk qty|brk|from|from qty|min qty|min quantity|tier|tier qty|scale qty|menge|ab menge|ab|staffel|staffelmenge|mengenstaffel|qte|quantite|palier|cantidad|desde|quantita|scaglione|aantal|vanaf|staffelaantal`)
	pairPrice = words(`break price|price break|price brk|brk price|tier price|scale price|staffelpreis|preis staffel|mengenpreis|prix palier|precio escala|prezzo scaglione|staffelprijs`)
)

// pairs finds columns that tell quantities and costs side by side: Qty 1, Price 1, Qty 2, Price 2. Each cost knows its quantity then.
// Where columns were chosen they are left as they are, and only joined.
func (l *layout) pairs(samples [][]Cell, chosen bool) {
	quantities, costs := map[string]*col{}, map[string]*col{}
	for at, c := range l.all {
		m := counted.FindStringSubmatch(folded(c.Heading))
		switch {
		case m == nil:
		case pairQty[m[1]]:
			if quantities[m[2]] == nil && fits(FieldFrom, samples[at]) {
				quantities[m[2]] = c
			}
		case costs[m[2]] == nil && fits(FieldCost, samples[at]) && (pairPrice[m[1]] || slices.ContainsFunc(guesses(m[1]), func(g guess) bool { return g.field == FieldCost && g.score >= surely })):
			costs[m[2]] = c
		}
	}
	n := 0
	for no, c := range costs {
		if q := quantities[no]; q != nil && (!chosen || q.Field == FieldFrom && c.Field == FieldCost) {
			n++
		}
	}
	if n < 2 {
		return
	}
	for no, c := range costs {
		if q := quantities[no]; q != nil && (!chosen || q.Field == FieldFrom && c.Field == FieldCost) {
			q.Field, c.Field, c.From, q.paired, c.quantity = FieldFrom, FieldCost, 0, true, q
		}
	}
}

// pairedCosts reads the costs that stand beside their quantities.
func (r *rowReader) pairedCosts(row *Row, x *PriceRow, told int64, byRow bool, divide int64) {
	for _, c := range r.beside {
		v, _ := r.priceOf(row, c, x)
		if !v.there {
			continue
		}
		from := money.Unit
		if text := r.cell(row, c.quantity).Text; strings.TrimSpace(text) != "" {
			n, ok := leadingInt(text)
			if !ok || n < 1 || money.Qty(n) > money.MaxQty/money.Unit {
				x.Doubts = append(x.Doubts, Remark{at(c.quantity, row), fmt.Sprintf("%q is no quantity from which a price holds.", shortened(text, 40))})
				continue
			}
			from = money.Qty(n) * money.Unit
		}
		p, ok := r.net(v, nil, c.pieces(v, told, byRow)*divide)
		switch {
		case !ok:
			x.Errors = append(x.Errors, Remark{at(c, row), "The price is larger than a document can carry."})
		case x.Cost == nil:
			if x.Cost = &p; from > money.Unit {
				x.Min = &from
			}
		case x.Min == nil && from == money.Unit:
			if *x.Cost != p {
				x.Doubts = append(x.Doubts, Remark{at(c, row), fmt.Sprintf("%s for one piece is another price than %s before.", p.Text(r.cur), x.Cost.Text(r.cur))})
			}
		default:
			x.addBreak(&PriceRow{Row: row.No, Cost: &p, Min: &from})
		}
	}
}
