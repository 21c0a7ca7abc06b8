package money_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app/money"
)

func TestWhatPeopleType(t *testing.T) {
	for text, want := range map[string]string{
		"4.50": "4.5", "1,299.50": "1299.5", "1.299,5": "1299.5", "1 299,50": "1299.5", "1'299.50": "1299.5", "1,299": "1299", "0,299": "0.299",
		"1,5": "1.5", ".5": "0.5", "5.": "5", "-3": "-3", "12*4.5": "54", "10/4": "2.5", "100+19": "119", "100-1,5": "98.5", "2*3+4": "10",
		"2+3*4": "14", "-2*3": "-6", "3*-2": "-6", "10-2-3": "5", "1.234.567": "1234567", "1,234,567.8": "1234567.8", " 7 ": "7", "6×4": "24",
		"1\u00a0250.00": "1250", "1 000 000": "1000000", "12 * 4.5": "54", "1,00,000.00": "100000", "0": "0", "00012": "12", "0.0125": "0.0125", "100/3": "33.3333333333",
	} {
		d, err := money.ParseTyped(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if d.String() != want {
			t.Errorf("%q is understood as %s, want %s", text, d, want)
		}
	}
	// Two cells of a spreadsheet come as one line, and a day is no sum.
	for _, text := range []string{"20 30", "20  300", "12 4.50", "1 2345", "1.2,50", "2026-11-30", "9999-12-31", "31/02/2026", "2/28/2026", "", " ", "abc", "1e5", "--1", "1+", "*2", "1/0", "1..2", "1,2.3,4", "NaN", "9999999999999999999999", "0x10", "１２", "1;2", "=1+1", "9999999999*9999999999999"} {
		if d, err := money.ParseTyped(text); err == nil {
			t.Errorf("%q is taken for %s", text, d)
		}
	}
}

func TestDigitsOfCurrencies(t *testing.T) {
	for _, c := range []struct {
		cur   money.Currency
		in    string
		units money.Amount
		text  string
	}{{"EUR", "12.5", 1250, "12.50"}, {"JPY", "1200", 1200, "1200"}, {"KWD", "1.234", 1234, "1.234"}, {"EUR", "-0.05", -5, "-0.05"}} {
		d, err := money.Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.Amount(c.cur)
		if err != nil || a != c.units || a.Text(c.cur) != c.text {
			t.Errorf("%s %s: got %d (%s), %v", c.in, c.cur, a, a.Text(c.cur), err)
		}
	}
	for cur, in := range map[money.Currency]string{"EUR": "1.234", "JPY": "0.5", "KWD": "0.0001"} {
		if _, err := must(money.Parse(in)).Amount(cur); err == nil {
			t.Errorf("%s %s is taken, though the currency has no such digits", in, cur)
		}
	}
	if got := money.Price(125).Text("EUR"); got != "0.0125" {
		t.Errorf("a screw costs %s", got)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// half is a rational rounded half away from zero: the independent oracle of all rounding.
func half(r *big.Rat) int64 {
	two := new(big.Rat).Mul(r, big.NewRat(2, 1))
	if r.Sign() >= 0 {
		two.Add(two, big.NewRat(1, 1))
	} else {
		two.Sub(two, big.NewRat(1, 1))
	}
	den := new(big.Int).Mul(two.Denom(), big.NewInt(2))
	return new(big.Int).Quo(two.Num(), den).Int64()
}

func TestRoundingIsThatOfRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "price")
		q := rapid.Int64Range(-10_000_000, 10_000_000).Draw(t, "qty")
		if got, want := money.Price(p).Times(money.Qty(q)), half(new(big.Rat).Mul(big.NewRat(p, 100), big.NewRat(q, 1000))); int64(got) != want {
			t.Fatalf("price × qty: %d, want %d", got, want)
		}
		r := rapid.Int64Range(0, 1_000_000).Draw(t, "rate")
		if got, want := money.Rate(r).Of(money.Amount(p)), half(new(big.Rat).Mul(big.NewRat(p, 1), big.NewRat(r, 1_000_000))); int64(got) != want {
			t.Fatalf("percent of: %d, want %d", got, want)
		}
		fx := rapid.Int64Range(1, 1_000_000_000_000).Draw(t, "fx")
		got := money.Amount(p).To(money.FX(fx), "EUR", "JPY")
		want := half(new(big.Rat).Mul(big.NewRat(p, 100), big.NewRat(fx, 10_000_000_000)))
		if int64(got) != want {
			t.Fatalf("EUR to JPY: %d, want %d", got, want)
		}
	})
}

func TestThePriceOfOne(t *testing.T) {
	for _, c := range []struct {
		sum  money.Amount
		q    money.Qty
		want money.Price
	}{{3100, 10 * money.Unit, 31000}, {100, 3 * money.Unit, 3333}, {200, 3 * money.Unit, 6667}, {-100, 8 * money.Unit, -1250}} {
		if got := c.sum.Per(c.q); got != c.want {
			t.Errorf("%d for %s: %d, want %d", c.sum, c.q, got, c.want)
		}
	}
}

func TestAllocationLosesNoCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := money.Amount(rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000_000), 1, 40).Draw(t, "weights")
		var sum money.Amount
		var all int64
		for _, w := range weights {
			all += w
		}
		for i, part := range money.Allocate(total, weights) {
			sum += part
			if all == 0 {
				continue
			}
			exact := new(big.Rat).Mul(big.NewRat(int64(total), 1), big.NewRat(weights[i], all))
			off := new(big.Rat).Sub(new(big.Rat).SetInt64(int64(part)), exact)
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of %v is %d, exactly %s", i, weights, part, exact.FloatString(3))
			}
		}
		if sum != total {
			t.Fatalf("the parts of %d add up to %d", total, sum)
		}
	})
}

func TestNothingWraps(t *testing.T) {
	if got := money.Price(1 << 62).Times(money.Qty(1 << 62)); got < 1<<62 {
		t.Errorf("a huge line wraps to %d", got)
	}
	if got := money.Price(-1 << 62).Times(money.Qty(1 << 62)); got > -(1 << 62) {
		t.Errorf("a huge negative line wraps to %d", got)
	}
	for _, text := range []string{"99999999999999999", "1000000000000"} {
		if a, err := must(money.Parse(text)).Amount("EUR"); err == nil {
			t.Errorf("%s is taken as %d", text, a)
		}
	}
}

func FuzzParseTyped(f *testing.F) {
	for _, s := range []string{"1,299.50", "12*4.5", "-", "1/3", "1.299,5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := money.ParseTyped(s)
		if err != nil {
			return
		}
		again, err := money.Parse(d.String())
		if err != nil || again != d {
			t.Errorf("%q is %s, which reads as %s, %v", s, d, again, err)
		}
	})
}
