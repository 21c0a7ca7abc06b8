package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Text is the amount as a plain decimal with the digits of its currency: 1299.50.
func (a Amount) Text(cur Currency) string { return plain(int64(a), cur.Digits(), cur.Digits()) }

// Text is the price as a plain decimal, with the currency's digits and more only where it has them: 4.50, 0.0125.
func (p Price) Text(cur Currency) string { return plain(int64(p), cur.Digits()+2, cur.Digits()) }

// String is the quantity without idle zeros: 24, 2.5.
func (q Qty) String() string { return plain(int64(q), 3, 0) }

// String is the percentage without idle zeros and without a sign: 19, 8.875.
func (r Rate) String() string { return plain(int64(r), 4, 0) }

// String is the rate without idle zeros: 1.0834.
func (f FX) String() string { return plain(int64(f), 10, 0) }

// Short is the percentage with one decimal, as screens show a margin: 22.9.
func (r Rate) Short() string { return plain(mulDiv(int64(r), 1, 1000), 1, 1) }

// plain writes v × 10^-digits, keeping at least least decimals.
func plain(v int64, digits, least int) string {
	s := strconv.FormatUint(abs(v), 10)
	if len(s) <= digits {
		s = strings.Repeat("0", digits+1-len(s)) + s
	}
	whole, frac := s[:len(s)-digits], s[len(s)-digits:]
	for len(frac) > least && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	if frac != "" {
		whole += "." + frac
	}
	if v < 0 {
		return "-" + whole
	}
	return whole
}

// MarshalJSON writes the quantity as text.
func (q Qty) MarshalJSON() ([]byte, error) { return quoted(q.String()) }

// MarshalJSON writes the percentage as text.
func (r Rate) MarshalJSON() ([]byte, error) { return quoted(r.String()) }

// MarshalJSON writes the exchange rate as text.
func (f FX) MarshalJSON() ([]byte, error) { return quoted(f.String()) }

// UnmarshalJSON reads a number or a text such as "2.5".
func (q *Qty) UnmarshalJSON(b []byte) error { return read(b, q, Decimal.Qty) }

// UnmarshalJSON reads a number or a text such as "8.875".
func (r *Rate) UnmarshalJSON(b []byte) error { return read(b, r, Decimal.Rate) }

// UnmarshalJSON reads a number or a text such as "1.0834".
func (f *FX) UnmarshalJSON(b []byte) error { return read(b, f, Decimal.FX) }

func quoted(s string) ([]byte, error) { return []byte(`"` + s + `"`), nil }

func read[T any](b []byte, to *T, as func(Decimal) (T, error)) error {
	var d Decimal
	if err := d.UnmarshalJSON(b); err != nil {
		return err
	}
	v, err := as(d)
	if err != nil {
		return fmt.Errorf("%w", err)
	}
	*to = v
	return nil
}
