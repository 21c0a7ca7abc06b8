package trade_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Whatever the lines, codes and discounts, and whether prices include tax or not: the totals are
// what exact arithmetic says, rounded once where the document rounds.
func TestTotalsOfRandomDocuments(t *testing.T) {
	codes := []trade.SaleLine{
		{TaxCode: "S", TaxKind: trade.TaxNormal, TaxRate: 19 * money.Percent}, {TaxCode: "R", TaxKind: trade.TaxNormal, TaxRate: 7 * money.Percent},
		{TaxCode: "NY", TaxKind: trade.TaxNormal, TaxRate: 88750}, {TaxCode: "EXP", TaxKind: trade.TaxExempt}, {TaxCode: "RC", TaxKind: trade.TaxReverse}, {},
	}
	rapid.Check(t, func(t *rapid.T) {
		s := trade.Sale{Currency: "EUR", Inclusive: rapid.Bool().Draw(t, "inclusive"), DiscountRate: money.Rate(rapid.Int64Range(0, 300_000).Draw(t, "discount"))}
		var lines []*trade.SaleLine
		gross := new(big.Rat)
		for range rapid.IntRange(1, 12).Draw(t, "lines") {
			l := rapid.SampledFrom(codes).Draw(t, "code")
			l.Kind, l.Qty, l.Price = trade.LineFree, money.Qty(rapid.Int64Range(1, 90_000).Draw(t, "qty")), money.Price(rapid.Int64Range(0, 300_000).Draw(t, "price"))
			lines = append(lines, &l)
			gross.Add(gross, whole(new(big.Rat).Mul(big.NewRat(int64(l.Price), 100), big.NewRat(int64(l.Qty), 1000))))
		}
		s.DiscountSum = money.Amount(rapid.Int64Range(0, 3).Draw(t, "sum"))
		if err := s.AddUp(lines, func(int) bool { return true }, func(int) money.Amount { return 0 }); err != nil {
			return // the discount is larger than the lines
		}
		same(t, "gross", s.Gross, gross)
		byCode := map[string]*big.Rat{}
		var net, tax money.Amount
		for _, l := range lines {
			if byCode[l.TaxCode] == nil {
				byCode[l.TaxCode] = new(big.Rat)
			}
			byCode[l.TaxCode].Add(byCode[l.TaxCode], rat(l.Charged()))
			net += l.Total()
			exact := new(big.Rat)
			if s.Inclusive {
				exact.Mul(rat(l.Charged()), within(l.TaxRate))
			}
			if off := new(big.Rat).Sub(rat(l.TaxIn), exact); off.Abs(off).Cmp(big.NewRat(2, 1)) >= 0 || l.TaxIn < 0 || l.TaxIn > l.Charged() {
				t.Fatalf("a line of %d holds %d of tax, exactly %s", l.Charged(), l.TaxIn, exact.FloatString(3))
			}
		}
		for _, x := range s.Taxes {
			tax += x.Tax
			exact := new(big.Rat).Mul(byCode[x.Code], big.NewRat(int64(x.Rate), int64(money.Whole)))
			base := byCode[x.Code]
			if s.Inclusive {
				exact = new(big.Rat).Mul(byCode[x.Code], within(x.Rate))
				base = new(big.Rat).Sub(base, rat(x.Tax))
			}
			same(t, "tax of "+x.Code, x.Tax, whole(exact))
			same(t, "base of "+x.Code, x.Base, base)
		}
		total := new(big.Rat).Sub(gross, rat(s.Discount))
		if !s.Inclusive {
			total.Add(total, rat(tax))
		}
		same(t, "total", s.Total, total)
		same(t, "net", s.Net, rat(net))
		same(t, "tax", s.Tax, rat(s.Total-s.Net))
	})
}

func rat(a money.Amount) *big.Rat { return new(big.Rat).SetInt64(int64(a)) }

func within(r money.Rate) *big.Rat { return big.NewRat(int64(r), int64(money.Whole+r)) }

// whole is half up; the amounts here are not negative.
func whole(r *big.Rat) *big.Rat {
	twice := new(big.Int).Add(new(big.Int).Mul(r.Num(), big.NewInt(2)), r.Denom())
	return new(big.Rat).SetInt(twice.Quo(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2))))
}

func same(t *rapid.T, what string, got money.Amount, want *big.Rat) {
	t.Helper()
	if rat(got).Cmp(want) != 0 {
		t.Fatalf("%s: %d, exactly %s", what, got, want.FloatString(3))
	}
}

func TestTermsForEarlyPaymentAndDeposits(t *testing.T) {
	for name, terms := range map[string]trade.Terms{
		"no discount of all":          {DiscountRate: money.Whole},
		"no discount below zero":      {DiscountRate: -1},
		"no discount for a lifetime":  {DiscountRate: 1, DiscountDays: 400},
		"no deposit of more than all": {Deposit: money.Whole + 1},
	} {
		terms.Name, terms.Parts = "x", []trade.TermPart{{Percent: money.Whole}}
		if terms.Check() == nil {
			t.Error(name)
		}
	}
	terms := trade.Terms{Deposit: 30 * money.Percent, DiscountRate: 25_000, DiscountDays: 10}
	if e := terms.Early("2026-12-28", 11_900); e != (trade.Early{By: "2027-01-07", Rate: 25_000, Discount: 298}) {
		t.Errorf("2.5 %% of 119.00 within 10 days: %+v", e)
	}
	if a := terms.Ahead(23_801); a != 7_140 {
		t.Errorf("30 %% of 238.01 ahead: %d", a)
	}
	terms.Prepaid = true
	if a := terms.Ahead(23_801); a != 23_801 {
		t.Errorf("all of 238.01 ahead: %d", a)
	}
}
