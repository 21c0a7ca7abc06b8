package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// priced sets the prices for which in names a margin instead. It comes last, when suppliers and tax codes of all lines are known.
func (set lineSet[L]) priced(s *trade.Sale, lines []L, in []LineIn) error {
	fresh := 0 // lines without an id stand in the order in which they were named
	for i := range in {
		at := -1
		for j := range lines {
			if l := set.sale(&lines[j]); l.Kind != trade.LinePart && set.id(&lines[j]) == in[i].ID && (in[i].ID != 0 || j >= fresh) {
				at = j
				break
			}
		}
		if at < 0 {
			continue
		}
		if in[i].ID == 0 {
			fresh = at + 1
		}
		if in[i].Margin == nil {
			continue
		}
		if err := priceByMargin(s, set.sale(&lines[at]), set.unitCost(s, lines, at), *in[i].Margin, i); err != nil {
			return err
		}
	}
	return nil
}

// unitCost is what one of a line is planned to cost in the document's currency; of a kit, what its components do.
func (set lineSet[L]) unitCost(s *trade.Sale, lines []L, at int) money.Price {
	in := func(src *trade.Source) money.FX { return src.CostFX.Over(s.FX) }
	l, src := set.sale(&lines[at]), set.src(&lines[at])
	if l.Kind != trade.LineKit {
		if src.CostIn == "" {
			return 0
		}
		return src.Cost.To(in(src), src.CostIn, s.Currency)
	}
	var sum money.Amount
	for j := at + 1; j < len(lines) && set.sale(&lines[j]).Kind == trade.LinePart; j++ {
		if src := set.src(&lines[j]); src.CostIn != "" {
			sum += src.Cost.Times(set.sale(&lines[j]).Qty).To(in(src), src.CostIn, s.Currency)
		}
	}
	return money.Price(sum.Share(100*money.Unit, l.Qty))
}

// priceByMargin sets a line's price so that at least the wanted share of its net remains.
func priceByMargin(s *trade.Sale, l *trade.SaleLine, cost money.Price, margin money.Rate, i int) error {
	if cost <= 0 {
		return trade.Faultf(trade.Invalid, "The cost of line %d is not known, so no price follows from a margin. Enter the cost, or the price.", i+1).In("lines[%d].margin", i)
	}
	p, ok := trade.PriceFor(cost, margin, l.Discount, s.DiscountRate)
	if !ok {
		return trade.Faultf(trade.Invalid, "No price leaves a margin of %s %% on line %d. It must be below 100.", margin, i+1).In("lines[%d].margin", i)
	}
	if s.Inclusive {
		p = p.With(l.TaxRate)
	}
	l.Price = p.Up()
	return l.Check(i)
}
