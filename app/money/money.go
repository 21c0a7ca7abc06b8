// Package money holds the whole-number types that a trade is counted in: amounts, prices,
// quantities, percentages and exchange rates, with the one rounding rule (half away from zero)
// and the reading of what people type. It does no I/O and knows no document.
package money

import (
	"errors"
	"math"
	"math/bits"
)

// Amount is money in the smallest unit of its document's currency: 10.50 EUR is 1050, 10 JPY is 10.
type Amount int64

// Price is money for one unit of an item, with two digits more than an Amount: 4.50 EUR is 45000.
type Price int64

// Qty is a quantity in thousandths: 24 pieces are 24000.
type Qty int64

// Rate is a percentage in ten-thousandths of a percent: 19 % is 190000, 8.875 % is 88750.
type Rate int64

// FX is what one main unit of a currency costs in another, in units of 10^-10: 1.25 is 12_500_000_000.
type FX int64

const (
	// Unit is the quantity one.
	Unit Qty = 1000
	// Percent is one percent.
	Percent Rate = 10_000
	// Whole is one hundred percent.
	Whole Rate = 100 * Percent
	// Par is the exchange rate one.
	Par FX = 10_000_000_000
)

// The largest values a person may enter. They keep every sum of a document of a thousand lines
// inside 64 bits.
const (
	MaxAmount Amount = 10_000_000_000_000
	MaxPrice  Price  = 1_000_000_000_000
	MaxQty    Qty    = 10_000_000 * Unit
	MaxFX     FX     = 1_000_000 * Par
)

// ErrTooLarge says that a number is beyond what a document can carry.
var ErrTooLarge = errors.New("the number is too large")

// Times is the price of q, rounded once to the currency's smallest unit.
func (p Price) Times(q Qty) Amount { return Amount(mulDiv(int64(p), int64(q), 100*1000)) }

// Less takes a discount off a price, rounded to the price's last digit.
func (p Price) Less(discount Rate) Price {
	return p - Price(mulDiv(int64(p), int64(discount), int64(Whole)))
}

// Before is what a price was before the share r was taken off it.
func (p Price) Before(r Rate) Price {
	return Price(mulDiv(int64(p), int64(Whole), int64(Whole-r)))
}

// Up is the price without the two digits that an amount does not have, rounded up.
func (p Price) Up() Price { return (p + 99) / 100 * 100 }

// Of is the share of a that r stands for: 19 % of it, say.
func (r Rate) Of(a Amount) Amount { return Amount(mulDiv(int64(a), int64(r), int64(Whole))) }

// Within is what r has added to a sum that is a with it: 19 % within 119.00 is 19.00.
func (r Rate) Within(a Amount) Amount { return Amount(mulDiv(int64(a), int64(r), int64(Whole+r))) }

// With is the price with r added, rounded to the price's last digit; Without takes it off again.
func (p Price) With(r Rate) Price { return Price(mulDiv(int64(p), int64(Whole+r), int64(Whole))) }

// Without is the price that becomes p with r added.
func (p Price) Without(r Rate) Price { return Price(mulDiv(int64(p), int64(Whole), int64(Whole+r))) }

// Ratio is part as a percentage of whole; zero where whole is zero.
func Ratio(part, whole Amount) Rate {
	if whole == 0 {
		return 0
	}
	return Rate(mulDiv(int64(part), int64(Whole), int64(whole)))
}

// Share is a × part / whole, rounded; zero where whole is zero.
func (a Amount) Share(part, whole Qty) Amount {
	if whole == 0 {
		return 0
	}
	return Amount(mulDiv(int64(a), int64(part), int64(whole)))
}

// Per is the price at which q come to the amount, rounded; zero where q is zero.
func (a Amount) Per(q Qty) Price {
	if q == 0 {
		return 0
	}
	return Price(mulDiv(int64(a), 100*int64(Unit), int64(q)))
}

// To converts an amount from one currency to another at fx, the price of one unit of from in to.
func (a Amount) To(fx FX, from, to Currency) Amount {
	if from == to && fx == Par {
		return a
	}
	return Amount(convert(int64(a), fx, from, to))
}

// To converts a price from one currency to another at fx.
func (p Price) To(fx FX, from, to Currency) Price {
	if from == to && fx == Par {
		return p
	}
	return Price(convert(int64(p), fx, from, to))
}

func convert(v int64, fx FX, from, to Currency) int64 {
	up, down := int64(1), int64(1)
	for d := from.Digits(); d < to.Digits(); d++ {
		up *= 10
	}
	for d := to.Digits(); d < from.Digits(); d++ {
		down *= 10
	}
	if up > 1 {
		v = mulDiv(v, up, 1)
	}
	// The scale and the loss of digits are divided out together, so that it is rounded once.
	return mulDiv(v, int64(fx), int64(Par)*down)
}

// Over is the rate of a cross: from → base divided by to → base.
func (f FX) Over(g FX) FX {
	if g == 0 {
		return 0
	}
	return FX(mulDiv(int64(f), int64(Par), int64(g)))
}

// Allocate splits total over the weights so that the parts add up to it and each is within one
// smallest unit of its exact share (largest remainder; ties go to the earlier). Where all weights
// are zero the first takes all; without weights the answer is empty.
func Allocate(total Amount, weights []int64) []Amount {
	parts := make([]Amount, len(weights))
	if len(weights) == 0 {
		return parts
	}
	var sum int64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		parts[0] = total
		return parts
	}
	rest := make([]int64, len(weights))
	left := total
	for i, w := range weights {
		q, r := floorMulDiv(int64(total), w, sum)
		parts[i], rest[i] = Amount(q), r
		left -= Amount(q)
	}
	for ; left > 0; left-- {
		best := 0
		for i, r := range rest {
			if r > rest[best] {
				best = i
			}
		}
		parts[best]++
		rest[best] = -1
	}
	return parts
}

// mulDiv is a×b/c rounded half away from zero, in 128 bits; it stops at the ends of int64.
func mulDiv(a, b, c int64) int64 {
	q, r, neg := magDiv(a, b, c)
	if q >= math.MaxInt64 {
		q = math.MaxInt64
	} else if r >= abs(c)-r {
		q++
	}
	if neg {
		return -int64(q)
	}
	return int64(q)
}

// floorMulDiv is a×b/c rounded down, and what remains (0 ≤ remainder < |c|).
func floorMulDiv(a, b, c int64) (int64, int64) {
	q, r, neg := magDiv(a, b, c)
	if !neg {
		return int64(q), int64(r)
	}
	if r == 0 {
		return -int64(q), 0
	}
	return -int64(q) - 1, int64(abs(c) - r)
}

func magDiv(a, b, c int64) (q, r uint64, neg bool) {
	neg = (a < 0) != (b < 0) != (c < 0)
	hi, lo := bits.Mul64(abs(a), abs(b))
	d := abs(c)
	if hi >= d {
		return math.MaxInt64, 0, neg
	}
	q, r = bits.Div64(hi, lo, d)
	if q > math.MaxInt64 {
		q, r = math.MaxInt64, 0
	}
	return q, r, neg
}

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}
