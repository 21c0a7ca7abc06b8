package intake

import (
	"strings"

	"dropdesk/app/money"
)

// reading is one way in which the sums of a file may be meant.
type reading struct {
	repeat   bool // what stands on several rows is the order's, once more on each; else each row has its share
	row      bool // prices are for the whole row, not for one piece
	discount int  // that counts: 0 the order's, 1 the lines', 2 both, 3 none
	inside   bool // prices contain the tax
	market   bool // the total contains what the marketplace collects
}

// reconcile finds the way of reading an order's sums by which they come to the total that the file names. Where there is none, it says by how much
// they differ.
func (b *building) reconcile(of *source) {
	if len(b.Errors) > 0 {
		return
	}
	var ways []reading
	for _, row := range []bool{false, true} {
		if row && (of != nil && of.name != EBay || !b.several()) {
			continue
		}
		for _, repeat := range []bool{true, false} {
			if repeat == (of != nil && of.rowed) {
				continue
			}
			for discount := range 4 {
				for _, inside := range []bool{false, true} {
					ways = append(ways, reading{repeat, row, discount, inside, false}, reading{repeat, row, discount, inside, true})
				}
			}
		}
	}
	first := ways[0]
	if of != nil && of.name == Amazon {
		first.discount = 1
		first.inside = !strings.Contains(of.inside, string(b.Currency))
	} else if len(b.at[OrderDiscount]) == 0 {
		first.discount = 1
	}
	best := first
	found := false
	for _, way := range append([]reading{first}, ways...) {
		if b.fits(way) {
			best, found = way, true
			break
		}
	}
	b.settle(best, of)
	if total := b.sumOf(OrderTotal, best); total != nil && !found {
		b.Differs = true
		if t := b.comes(best); t != *total {
			b.doubt(b.at[OrderTotal][0].cell, "Goods, discount, shipping and tax come to %s, and the file says %s: a difference of %s.", t.Text(b.Currency), total.Text(b.Currency), (*total - t).Text(b.Currency))
		} else if sub := b.sumOf(OrderSubtotal, best); sub != nil {
			goods, _ := b.goodsSum(best)
			b.doubt(b.at[OrderSubtotal][0].cell, "The goods come to %s, and the file says %s: a difference of %s.", goods.Text(b.Currency), sub.Text(b.Currency), (*sub - goods).Text(b.Currency))
		}
	}
	if b.fewPrices() {
		b.note("", "The file has no price of some goods; those of the price list are taken.")
	}
}

// several says whether a line has more than one piece, so that it matters what a price is for.
func (b *building) several() bool {
	for i := range b.Lines {
		if b.Lines[i].Qty != money.Unit {
			return true
		}
	}
	return false
}

func (b *building) fewPrices() bool {
	for i := range b.Lines {
		if b.Lines[i].Price == nil {
			return true
		}
	}
	return false
}

// sumOf is what a sum comes to in a way of reading; nil where the file does not say it.
func (b *building) sumOf(field string, way reading) *money.Amount {
	list := b.at[field]
	if len(list) == 0 {
		return nil
	}
	sum := list[0].sum
	same := true
	for _, f := range list[1:] {
		same = same && f.sum == list[0].sum
	}
	if !way.repeat || !same {
		sum = 0
		for _, f := range list {
			sum += f.sum
		}
		if !same && b.summary() { // a row without goods stands above them, with the sums of the order
			sum = list[0].sum
		}
	}
	return &sum
}

// summary says whether the first row names no goods.
func (b *building) summary() bool {
	return len(b.Lines) > 0 && b.Lines[0].Row != b.Row
}

func value(a *money.Amount) money.Amount {
	if a == nil {
		return 0
	}
	return *a
}

func plus(a money.Amount) money.Amount { return max(a, -a) }

// goodsSum is what the goods come to before discounts.
func (b *building) goodsSum(way reading) (sum, less money.Amount) {
	for i := range b.Lines {
		l := &b.Lines[i]
		if way.row && l.Price != nil {
			sum += l.Price.Times(money.Unit)
		} else {
			sum += l.Amount
		}
		less += l.Discount
	}
	return sum, less
}

func (b *building) discounts(way reading) money.Amount {
	_, lines := b.goodsSum(way)
	order := plus(value(b.sumOf(OrderDiscount, way)))
	switch way.discount {
	case 0:
		return order
	case 1:
		return lines
	case 2:
		return lines + order
	}
	return 0
}

// comes is what all sums come to.
func (b *building) comes(way reading) money.Amount {
	goods, _ := b.goodsSum(way)
	t := goods - b.discounts(way) + value(b.sumOf(OrderFreight, way)) - plus(value(b.sumOf(OrderFreightLs, way))) + value(b.sumOf(OrderExtra, way))
	if !way.inside {
		t += value(b.sumOf(OrderTax, way))
	}
	if way.market {
		t += value(b.sumOf(OrderMarketTax, way))
	}
	return t
}

// fits says whether a way of reading comes to what the file says.
func (b *building) fits(way reading) bool {
	total, sub := b.sumOf(OrderTotal, way), b.sumOf(OrderSubtotal, way)
	if total == nil {
		return false
	}
	if way.inside && value(b.sumOf(OrderTax, way)) == 0 || way.market && value(b.sumOf(OrderMarketTax, way)) == 0 {
		return false
	}
	if b.comes(way) != *total {
		return false
	}
	goods, _ := b.goodsSum(way)
	less := b.discounts(way)
	tax := value(b.sumOf(OrderTax, way))
	return sub == nil || *sub == goods || *sub == goods-less || *sub == goods-less-tax || *sub == goods+tax || *sub == goods-less+tax
}

// settle writes down what the sums are, as they are read.
func (b *building) settle(way reading, of *source) {
	for i := range b.Lines {
		l := &b.Lines[i]
		if way.row && l.Price != nil {
			l.setAmount(l.Price.Times(money.Unit))
		}
		if way.discount == 0 || way.discount == 3 {
			l.Discount = 0
		}
	}
	if way.discount == 0 || way.discount == 2 {
		b.Discount = plus(value(b.sumOf(OrderDiscount, way)))
	}
	b.Freight = value(b.sumOf(OrderFreight, way)) - plus(value(b.sumOf(OrderFreightLs, way)))
	tax := b.sumOf(OrderTax, way)
	b.Tax, b.TaxTold = value(tax), tax != nil
	b.MarketTax = value(b.sumOf(OrderMarketTax, way))
	if of != nil && of.name == Amazon && strings.Contains(of.inside, string(b.Currency)) {
		b.MarketTax, b.Tax = b.MarketTax+b.Tax, 0 // the marketplace collects and pays it
	}
	b.Fee = plus(value(b.sumOf(OrderFee, way)))
	if x := value(b.sumOf(OrderExtra, way)); x > 0 {
		one := x.Per(money.Unit)
		b.Extras = append(b.Extras, OrderGoods{Row: b.Row, Name: "Other charges", Qty: money.Unit, Price: &one, Amount: x})
	} else if x < 0 {
		b.Discount -= x
	}
	if b.Freight < 0 {
		b.Discount, b.Freight = b.Discount-b.Freight, 0
	}
	if b.Tax != 0 || way.inside && !b.fewPrices() {
		inside := way.inside
		b.Inclusive = &inside
	}
	if total := b.sumOf(OrderTotal, way); total != nil {
		t := *total
		if way.market {
			t -= b.MarketTax
		}
		b.Total = &t
	}
	if of != nil && of.name == Etsy && b.Total == nil && !b.fewPrices() { // it names no total, and what it names is what the buyer pays
		t := b.comes(way)
		b.Total = &t
	}
	if refunded := value(b.sumOf(OrderRefunded, way)); refunded != 0 && b.State != OrderCancelled {
		b.doubt(b.at[OrderRefunded][0].cell, "%s %s of it were refunded.", plus(refunded).Text(b.Currency), b.Currency)
	}
	if b.MarketTax != 0 {
		b.note("", "The marketplace collects and pays %s %s of tax; it is no part of the order here.", b.MarketTax.Text(b.Currency), b.Currency)
	}
}
