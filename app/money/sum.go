package money

import "math/big"

// Part is an amount in a currency, with what one main unit of it costs in another.
type Part struct {
	Amount   Amount
	Currency Currency
	FX       FX
}

// Sum is what parts come to in a currency, each at its own rate: it is added up exactly and rounded once.
func Sum(to Currency, parts ...Part) Amount {
	const finest = 3 // digits of the currency with the smallest unit
	power := func(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
	exact := new(big.Int)
	for _, p := range parts {
		v := new(big.Int).Mul(big.NewInt(int64(p.Amount)), big.NewInt(int64(p.FX)))
		exact.Add(exact, v.Mul(v, power(finest-p.Currency.Digits())))
	}
	unit := new(big.Int).Mul(big.NewInt(int64(Par)), power(finest-to.Digits()))
	whole, rest := new(big.Int).QuoRem(exact, unit, new(big.Int))
	if rest.Abs(rest).Lsh(rest, 1).Cmp(unit) >= 0 {
		whole.Add(whole, big.NewInt(int64(exact.Sign())))
	}
	return Amount(whole.Int64())
}
