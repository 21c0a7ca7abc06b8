package intake

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/money"
)

// currencyNames are how currencies stand in cells, headings and number formats. Some stand for several.
var currencyNames = []struct {
	sign string
	of   string
}{
	{"US$", "USD"}, {"C$", "CAD"}, {"A$", "AUD"}, {"NZ$", "NZD"}, {"HK$", "HKD"}, {"S$", "SGD"}, {"R$", "BRL"}, {"€", "EUR"}, {"£", "GBP"}, {"₹", "INR"}, {"₺", "TRY"},
	{"zł", "PLN"}, {"Kč", "CZK"}, {"Ft", "HUF"}, {"SFr", "CHF"}, {"Fr.", "CHF"}, {"$", "USD CAD AUD NZD HKD SGD MXN"}, {"¥", "JPY CNY"}, {"kr", "SEK NOK DKK ISK"},
}

// commonCurrencies are those whose codes are looked for in texts: others are words too.
var commonCurrencies = strings.Fields("EUR USD GBP CHF PLN CZK SEK NOK DKK HUF RON BGN TRY CAD AUD NZD JPY CNY INR ZAR MXN BRL HKD SGD AED ILS KRW ISK UAH")

// currencyIn finds a currency in a text: its code, or a sign that may stand for several.
func currencyIn(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') }) {
		if slices.Contains(commonCurrencies, word) {
			return word
		}
		if low := strings.ToLower(word); low == "euro" || low == "euros" {
			return "EUR"
		}
	}
	for _, c := range currencyNames {
		if i := strings.Index(text, c.sign); i >= 0 && aloneAt(text, i, len(c.sign)) {
			return c.sign
		}
	}
	return ""
}

// aloneAt says whether a sign that consists of letters is no part of a word.
func aloneAt(text string, at, size int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] >= 0x80)
	}
	return (!letter(at) || !letter(at-1)) && (!letter(at+size-1) || !letter(at+size))
}

// means says whether a code or sign stands for a currency.
func means(sign string, cur money.Currency) bool {
	if sign == "" || sign == string(cur) {
		return true
	}
	for _, c := range currencyNames {
		if c.sign == sign {
			return slices.Contains(strings.Fields(c.of), string(cur))
		}
	}
	return false
}

var (
	errNoPrice  = errors.New("no price")
	errNumber   = errors.New("not a number")
	errDecimals = errors.New("the decimal sign is another one than in the rest of the column")
)

// noPrices are what lists say where there is no price.
var noPrices = words(`n a|na|nan|poa|por|call|ask|tba|tbd|tbc|on request|price on request|price on application|request|auf anfrage|anfrage|a a|preis auf anfrage|tagespreis|sur demande|nous consulter|a consultar|consultar|bajo pedido|su richiesta|a richiesta|op aanvraag|prijs op aanvraag|null|none|keine|nicht verfugbar|x`)

// numeral is a text cell as a number may be: without spaces, currency and what it is for.
type numeral struct {
	digits   string // with its separators
	negative bool
	sign     string // the currency
	per      string // what follows a slash
}

var blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "", "\t", "")

var euros = strings.NewReplacer("Euro", "", "euro", "", "EURO", "", "EUR", "")

// plainDigits says whether a text is a number as nearly all are: digits, with a point or comma between them.
func plainDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c != '.' && c != ',' || i == 0 || i == len(s)-1) {
			return false
		}
	}
	return s != ""
}

// numeralOf takes a cell apart; it is an error where it holds no number.
func numeralOf(text string) (numeral, error) {
	n := numeral{}
	if plainDigits(text) {
		n.digits = text
		return n, nil
	}
	s := strings.TrimSpace(text)
	if s == "" || strings.Trim(s, "-–—./* ") == "" || noPrices[folded(s)] {
		return n, errNoPrice
	}
	if n.sign = currencyIn(s); n.sign != "" {
		s = strings.Replace(s, n.sign, "", 1)
		if n.sign == "EUR" {
			s = euros.Replace(s)
		}
	}
	if before, after, ok := strings.Cut(s, "/"); ok {
		s, n.per = before, strings.TrimSpace(after)
	}
	s = blanks.Replace(s)
	s = strings.ReplaceAll(s, "−", "-")
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		s, n.negative = strings.TrimSuffix(inner, ")"), true
	}
	for _, end := range []string{".--", ",--", ".-", ",-", ".–", ",–", ".—", ",—"} { // 12.- is how the Swiss write it
		s = strings.TrimSuffix(s, end)
	}
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, n.negative = rest, true
	} else if rest, ok := strings.CutSuffix(s, "-"); ok {
		s, n.negative = rest, true
	}
	s = strings.TrimPrefix(s, "+")
	if s == "" || strings.Trim(s, "0123456789.,") != "" || strings.Trim(s, ".,") == "" {
		return n, errNumber
	}
	n.digits = s
	return n, nil
}

// tells says which decimal sign a number shows: '.', ',' or 0 where it may be read both ways; plain says that it has none.
func (n *numeral) tells() (sign byte, plain bool) {
	point, comma := strings.LastIndexByte(n.digits, '.'), strings.LastIndexByte(n.digits, ',')
	switch {
	case point < 0 && comma < 0:
		return 0, true
	case point >= 0 && comma >= 0:
		if point > comma {
			return '.', false
		}
		return ',', false
	}
	at, own, other := point, byte('.'), byte(',')
	if comma >= 0 {
		at, own, other = comma, ',', '.'
	}
	switch {
	case strings.Count(n.digits, string(own)) > 1:
		return other, false
	case len(n.digits)-at-1 != 3, at == 0, at > 3, n.digits[0] == '0':
		return own, false
	}
	return 0, false
}

var (
	withPoint = regexp.MustCompile(`^(\d*|\d{1,3}(,\d{3})+)(\.\d*)?$`)
	withComma = regexp.MustCompile(`^(\d*|\d{1,3}(\.\d{3})+)(,\d*)?$`)
)

// decimal reads the number by the decimal sign of its column.
func (n *numeral) decimal(sign byte) (money.Decimal, error) {
	s, group, form := n.digits, ",", withPoint
	if sign == ',' {
		group, form = ".", withComma
	}
	if i := strings.IndexByte(s, '.'); i > 0 && sign == '.' && i < len(s)-1 && strings.Trim(s[:i], "0123456789") == "" && strings.Trim(s[i+1:], "0123456789") == "" {
		group = "" // as most are
	}
	if group != "" && strings.Trim(s, "0123456789") != "" {
		if !form.MatchString(s) {
			return money.Decimal{}, errDecimals
		}
		s = strings.TrimSuffix(strings.Replace(strings.ReplaceAll(s, group, ""), ",", ".", 1), ".")
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	if n.negative {
		s = "-" + s
	}
	return money.Parse(s)
}

// signs counts what the numbers of a column tell of its decimal sign.
type signs struct {
	point, comma, both int
	sample             string // one that may be read both ways
}

func (s *signs) look(text string) {
	n, err := numeralOf(text)
	if err != nil {
		return
	}
	switch sign, plain := n.tells(); {
	case plain:
	case sign == '.':
		s.point++
	case sign == ',':
		s.comma++
	default:
		if s.both++; s.sample == "" {
			s.sample = text
		}
	}
}
