package money

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Decimal is an exact number that somebody entered, before it is known what it counts:
// the currency of its document says how many digits an amount or a price may have.
type Decimal struct {
	coef int64
	exp  uint8 // digits after the point
}

var errNoNumber = errors.New("this is not a number")

// Dec is coef × 10^-exp.
func Dec(coef int64, exp uint8) Decimal { return Decimal{coef, exp}.trim() }

// Parse reads a plain decimal number with a point, such as -12.50: the form of files and calls.
func Parse(text string) (Decimal, error) {
	neg := strings.HasPrefix(text, "-")
	body := strings.TrimPrefix(text, "-")
	whole, frac, point := strings.Cut(body, ".")
	if whole == "" || (point && frac == "") || !digitsOnly(whole) || !digitsOnly(frac) {
		return Decimal{}, fmt.Errorf("%q: %w", text, errNoNumber)
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 10 {
		return Decimal{}, fmt.Errorf("%q has more than ten decimals", text)
	}
	coef, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		return Decimal{}, fmt.Errorf("%q: %w", text, ErrTooLarge)
	}
	if neg {
		coef = -coef
	}
	return Decimal{coef, uint8(len(frac))}, nil
}

// ParseTyped reads what people type: 1,299.50 or 1.299,5 or 1 299,5, with + - * / between
// numbers (12*4.5), worked out from the left, products first. Where both a point and a comma
// stand, the last is the decimal sign; a comma alone before exactly three digits separates
// thousands (1,299), any other single comma or point is the decimal sign.
func ParseTyped(text string) (Decimal, error) {
	if aDay.MatchString(strings.TrimSpace(text)) || !grouped(text) {
		return Decimal{}, errNoNumber
	}
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "", "_", "", "×", "*", "−", "-").Replace(strings.TrimSpace(text))
	if text == "" {
		return Decimal{}, errNoNumber
	}
	var sum, term Decimal
	term = Decimal{1, 0}
	op, sign := byte('*'), int64(1)
	first := true
	for start := 0; start < len(text); {
		end := start
		if text[end] == '-' || text[end] == '+' {
			end++
		}
		for end < len(text) && !strings.ContainsRune("+-*/", rune(text[end])) {
			end++
		}
		n, err := typedNumber(text[start:end])
		if err != nil {
			return Decimal{}, err
		}
		if first {
			term, first = n, false
		} else if term, err = apply(term, op, n); err != nil {
			return Decimal{}, err
		}
		if end == len(text) {
			break
		}
		if text[end] == '+' || text[end] == '-' {
			if sum, err = add(sum, Decimal{sign * term.coef, term.exp}); err != nil {
				return Decimal{}, err
			}
			sign = 1
			if text[end] == '-' {
				sign = -1
			}
			first = true
		} else {
			op = text[end]
		}
		start = end + 1
		if start == len(text) {
			return Decimal{}, errNoNumber
		}
	}
	return add(sum, Decimal{sign * term.coef, term.exp})
}

// aDay is no sum of three numbers, and no fraction of a fraction.
var aDay = regexp.MustCompile(`^(\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4})$`)

// apart are the signs that stand between thousands.
const apart = " \u00a0\u202f'’_"

// grouped says whether what stands apart are thousands. Two cells of a spreadsheet, which a field makes one line of, are not one number.
func grouped(text string) bool {
	list := []rune(text)
	digit := func(i int) bool { return i >= 0 && i < len(list) && list[i] >= '0' && list[i] <= '9' }
	for i, r := range list {
		if !strings.ContainsRune(apart, r) || !digit(i-1) {
			continue
		}
		next := i + 1
		for next < len(list) && strings.ContainsRune(apart, list[next]) {
			next++
		}
		if !digit(next) {
			continue
		}
		if next > i+1 || !digit(i+2) || !digit(i+3) || digit(i+4) {
			return false
		}
	}
	return true
}

func typedNumber(text string) (Decimal, error) {
	text = strings.TrimPrefix(text, "+")
	point, comma := strings.LastIndexByte(text, '.'), strings.LastIndexByte(text, ',')
	switch {
	case point >= 0 && comma >= 0:
		dec, sep := ".", ","
		if comma > point {
			dec, sep = ",", "."
		}
		whole, _, _ := strings.Cut(text, dec)
		groups := strings.Split(whole, sep)[1:]
		for i, g := range groups { // in India all but the last have two digits
			if len(g) != 3 && (len(g) != 2 || i == len(groups)-1) {
				return Decimal{}, fmt.Errorf("%q: %w", text, errNoNumber)
			}
		}
		text = strings.ReplaceAll(text, sep, "")
		text = strings.Replace(text, dec, ".", 1)
	case strings.Count(text, ",") > 1:
		return thousands(text, ",")
	case strings.Count(text, ".") > 1:
		return thousands(text, ".")
	case comma > 0 && len(text)-comma == 4 && text[:comma] != "0" && text[:comma] != "-0":
		text = strings.ReplaceAll(text, ",", "")
	case comma >= 0:
		text = strings.Replace(text, ",", ".", 1)
	}
	if strings.HasPrefix(text, ".") {
		text = "0" + text
	}
	text = strings.TrimSuffix(text, ".")
	return Parse(text)
}

// thousands reads a number whose separators all stand before three digits.
func thousands(text, sep string) (Decimal, error) {
	for _, group := range strings.Split(text, sep)[1:] {
		if len(group) != 3 {
			return Decimal{}, fmt.Errorf("%q: %w", text, errNoNumber)
		}
	}
	return Parse(strings.ReplaceAll(text, sep, ""))
}

func apply(a Decimal, op byte, b Decimal) (Decimal, error) {
	if op == '/' {
		if b.coef == 0 {
			return Decimal{}, errors.New("a number cannot be divided by nothing")
		}
		// Ten decimals are more than any price keeps.
		a10, err := a.scaled(10)
		if err != nil {
			return Decimal{}, err
		}
		q := mulDiv(a10, pow10(b.exp), b.coef)
		if tooLarge(q) {
			return Decimal{}, ErrTooLarge
		}
		return Decimal{q, 10}.trim(), nil
	}
	a, b = a.trim(), b.trim()
	c := mulDiv(a.coef, b.coef, 1)
	if tooLarge(c) || a.exp+b.exp > 18 {
		return Decimal{}, ErrTooLarge
	}
	return Decimal{c, a.exp + b.exp}.trim(), nil
}

func add(a, b Decimal) (Decimal, error) {
	exp := max(a.exp, b.exp)
	x, err := a.scaled(int(exp))
	if err != nil {
		return Decimal{}, err
	}
	y, err := b.scaled(int(exp))
	if err != nil {
		return Decimal{}, err
	}
	if s := x + y; (s > x) == (y > 0) || y == 0 {
		return Decimal{s, exp}.trim(), nil
	}
	return Decimal{}, ErrTooLarge
}

func (d Decimal) trim() Decimal {
	for d.exp > 0 && d.coef%10 == 0 {
		d.coef /= 10
		d.exp--
	}
	return d
}

// scaled is d in units of 10^-digits, rounded half away from zero.
func (d Decimal) scaled(digits int) (int64, error) {
	if int(d.exp) > digits {
		return mulDiv(d.coef, 1, pow10(d.exp-uint8(digits))), nil
	}
	v := mulDiv(d.coef, pow10(uint8(digits)-d.exp), 1)
	if tooLarge(v) {
		return 0, ErrTooLarge
	}
	return v, nil
}

// exact is scaled, but refuses digits that would be lost. what says of what; the currency is filled in where it is needed, because it seldom is.
func (d Decimal) exact(digits int, what string, in Currency) (int64, error) {
	d = d.trim()
	if int(d.exp) > digits {
		if in != "" {
			what = fmt.Sprintf(what, in)
		}
		if digits == 0 {
			return 0, fmt.Errorf("%s: %s has no decimals", d, what)
		}
		return 0, fmt.Errorf("%s: %s has at most %d decimals", d, what, digits)
	}
	v, err := d.scaled(digits)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", d, err)
	}
	return v, nil
}

func within[T ~int64](v int64, limit T, err error) (T, error) {
	if err == nil && (v > int64(limit) || v < -int64(limit)) {
		err = ErrTooLarge
	}
	if err != nil {
		return 0, err
	}
	return T(v), nil
}

// Amount reads d as money of cur.
func (d Decimal) Amount(cur Currency) (Amount, error) {
	v, err := d.exact(cur.Digits(), "an amount in %s", cur)
	return within(v, MaxAmount, err)
}

// Price reads d as a price in cur, with up to two digits more than an amount.
func (d Decimal) Price(cur Currency) (Price, error) {
	v, err := d.exact(cur.Digits()+2, "a price in %s", cur)
	return within(v, MaxPrice, err)
}

// Qty reads d as a quantity.
func (d Decimal) Qty() (Qty, error) {
	v, err := d.exact(3, "a quantity", "")
	return within(v, MaxQty, err)
}

// Rate reads d as a percentage.
func (d Decimal) Rate() (Rate, error) {
	v, err := d.exact(4, "a percentage", "")
	return within(v, 10*Whole, err)
}

// FX reads d as an exchange rate.
func (d Decimal) FX() (FX, error) {
	v, err := d.exact(10, "an exchange rate", "")
	return within(v, MaxFX, err)
}

// Zero says whether d is nothing.
func (d Decimal) Zero() bool { return d.coef == 0 }

func (d Decimal) String() string { return plain(d.coef, int(d.exp), 0) }

// MarshalJSON writes d as text, so that no reader turns it into a float.
func (d Decimal) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads a JSON number or a text with a plain decimal number, exactly.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	text, err := jsonNumber(b)
	if err != nil {
		return err
	}
	if text == "" {
		*d = Decimal{}
		return nil
	}
	*d, err = Parse(text)
	return err
}

func jsonNumber(b []byte) (string, error) {
	if string(b) == "null" {
		return "", nil
	}
	if len(b) > 0 && b[0] == '"' {
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return "", err
		}
		return s, nil
	}
	return string(b), nil
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func tooLarge(v int64) bool { return v > 1<<62 || v < -(1<<62) }

func pow10(n uint8) int64 {
	v := int64(1)
	for range n {
		v *= 10
	}
	return v
}
