package app

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// statement is a line of a bank statement taken apart.
type statement struct {
	found, out, signed bool // signed: the line says which way the money went
	amount             money.Decimal
	currency           money.Currency
	date               trade.Date
	reference          string
	written            []string // what could be the number of a document
	numbers            []string // the same, squeezed
	words              []string // what could be part of a name, folded
}

// names is 1 where a line names a document by its number, else 0.
func (b *statement) names(number string) int {
	if slices.Contains(b.numbers, squeezed(number)) {
		return 1
	}
	return 0
}

// says is how many letters of a name stand in the line, zero unless all of its words do.
func (b *statement) says(name string) (letters int) {
	for _, word := range folded(name) {
		if legalForms[word] {
			continue
		}
		if !slices.Contains(b.words, word) {
			return 0
		}
		letters += len(word)
	}
	return letters
}

var legalForms = map[string]bool{"gmbh": true, "ag": true, "kg": true, "co": true, "ohg": true, "ug": true, "ltd": true, "limited": true, "llc": true, "inc": true, "plc": true,
	"sarl": true, "sas": true, "sa": true, "srl": true, "bv": true, "nv": true, "sp": true, "zoo": true, "z": true, "o": true, "und": true, "and": true, "lda": true, "sro": true, "ab": true, "as": true, "oy": true, "e": true, "k": true}

// squeezed is a number without what people leave out of it: INV-0402, inv 0402 and INV0402 are one.
func squeezed(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, number)
}

// apart puts a hyphen between the letters and the digits of a squeezed number, as most numbers have one.
func apart(number string) string {
	at := strings.IndexFunc(number, unicode.IsDigit)
	if at <= 0 {
		return number
	}
	return number[:at] + "-" + number[at:]
}

// folded are the words of a text as banks write them: without accents of German, in small letters.
func folded(text string) []string {
	text = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var (
	camtAmount = regexp.MustCompile(`<(?:\w+:)?Amt\s+Ccy="([A-Z]{3})"\s*>\s*([0-9.]+)`)
	camtSide   = regexp.MustCompile(`<(?:\w+:)?CdtDbtInd>\s*(CRDT|DBIT)`)
	camtDay    = regexp.MustCompile(`(?s)<(?:\w+:)?(?:BookgDt|ValDt)>.*?(\d{4}-\d{2}-\d{2})`)
	camtWords  = regexp.MustCompile(`<(?:\w+:)?(?:Nm|Ustrd|EndToEndId|Ref|AddtlNtryInf)>([^<]*)`)
	mt940      = regexp.MustCompile(`:61:(\d{6})(?:\d{4})?(R?[CD])[A-Z]?(\d+,\d*)`)
	mt940Words = regexp.MustCompile(`(?s):86:(.*?)(?:\s:\d\d|\n-|$)`)
	mt940Field = regexp.MustCompile(`\?(\d\d)`)
	mt940Money = regexp.MustCompile(`:(?:60F|60M|62F|62M):[CD]\d{6}([A-Z]{3})`)

	bankDays = []struct {
		shape *regexp.Regexp
		forms []string
	}{
		{regexp.MustCompile(`\b\d{4}-\d{1,2}-\d{1,2}\b`), []string{"2006-1-2"}},
		{regexp.MustCompile(`\b\d{1,2}\.\d{1,2}\.\d{4}\b`), []string{"2.1.2006"}},
		{regexp.MustCompile(`\b\d{1,2}\.\d{1,2}\.\d{2}\b`), []string{"2.1.06"}},
		{regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{4}\b`), []string{"2/1/2006", "1/2/2006"}},
		{regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{2}\b`), []string{"2/1/06", "1/2/06"}},
		{regexp.MustCompile(`(?i)\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}\b`), []string{"2 Jan 2006", "2 January 2006"}},
		{regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4}\b`), []string{"Jan 2 2006", "January 2 2006"}},
	}

	bankSum = regexp.MustCompile(`([+−-]?)\s?(?:([€$£])|\b([A-Z]{3})\b)?\s?([+−-]?)((?:\d{1,3}(?:[.,'’ ]\d{3})+|\d+)(?:[.,]\d{2,3})?)(?:\s?([€$£])|\s?([A-Z]{3})\b)?(?:\s?([+−-])(?:\s|;|"|$))?(?:\s?\b(CR|DR|H|S|C|D)\b)?`)

	document = regexp.MustCompile(`\b(?:[A-Za-z]{1,8}[-/ ]?(?:\d{2,4}[-/])?\d{2,}|\d{3,}(?:[-/]\d+)*)\b`)

	goesOut = []string{"lastschrift", "belastung", "abbuchung", "auszahlung", "soll", "debit", "withdrawal", "payment to", "sepa-ueberweisung an", "ueberweisung an", "überweisung an", "paid to", "dbit"}
)

// readStatement takes a line apart, whatever it was copied from.
func readStatement(text string, comma bool, today trade.Date) (b statement) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\u00a0", " ")
	words := text
	switch m := mt940.FindStringSubmatch(text); {
	case camtAmount.MatchString(text):
		words = b.camt(text)
	case m != nil:
		words = b.mt940(m, text)
	default:
		words = b.free(text, comma, today)
	}
	b.reference = strings.Join(strings.Fields(words), " ")
	if len([]rune(b.reference)) > 140 {
		b.reference = string([]rune(b.reference)[:140])
	}
	for _, s := range document.FindAllString(words, 40) {
		b.written, b.numbers = append(b.written, s), append(b.numbers, squeezed(s))
		if at := strings.LastIndexByte(s, ' '); at > 0 { // "paid 4711" names 4711
			b.written, b.numbers = append(b.written, s[at+1:]), append(b.numbers, squeezed(s[at:]))
		}
	}
	for _, w := range folded(words) {
		if len(w) > 1 && strings.IndexFunc(w, unicode.IsLetter) >= 0 && !slices.Contains(b.words, w) {
			b.words = append(b.words, w)
		}
	}
	return b
}

func (b *statement) camt(text string) string {
	m := camtAmount.FindStringSubmatch(text)
	b.currency = money.Currency(m[1])
	d, err := money.Parse(m[2])
	b.amount, b.found = d, err == nil
	if side := camtSide.FindStringSubmatch(text); side != nil {
		b.signed, b.out = true, side[1] == "DBIT"
	}
	if day := camtDay.FindStringSubmatch(text); day != nil {
		b.date = dayIn([]string{"2006-01-02"}, day[1])
	}
	var words []string
	for _, w := range camtWords.FindAllStringSubmatch(text, 20) {
		if w[1] != "NOTPROVIDED" {
			words = append(words, strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'").Replace(w[1]))
		}
	}
	return strings.Join(words, " ")
}

func (b *statement) mt940(m []string, text string) string {
	b.date = dayIn([]string{"060102"}, m[1])
	b.signed, b.out = true, m[2] == "D" || m[2] == "RC"
	d, err := money.Parse(strings.TrimSuffix(strings.Replace(m[3], ",", ".", 1), "."))
	b.amount, b.found = d, err == nil
	if cur := mt940Money.FindStringSubmatch(text); cur != nil {
		b.currency = money.Currency(cur[1])
	}
	words := mt940Words.FindStringSubmatch(text)
	if words == nil {
		return ""
	}
	said := strings.ReplaceAll(words[1], "\n", "")
	if !mt940Field.MatchString(said) {
		return strings.ReplaceAll(words[1], "\n", " ")
	}
	// Of the numbered fields only the purpose and the name are about the payment.
	var kept []string
	at := mt940Field.FindAllStringSubmatchIndex(said, -1)
	for i, x := range at {
		end := len(said)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		if n := said[x[2]:x[3]]; n >= "20" && n <= "29" || n == "32" || n == "33" || n >= "60" && n <= "63" {
			kept = append(kept, said[x[1]:end])
		}
	}
	return strings.Join(kept, " ")
}

// free reads a line of a web page or a CSV file, and gives back what of it is neither day nor amount.
func (b *statement) free(text string, comma bool, today trade.Date) string {
	words := text
	for _, d := range bankDays {
		for _, s := range d.shape.FindAllString(text, 6) {
			if day := dayIn(d.forms, s); day != "" {
				if b.date == "" && day <= today {
					b.date = day
				}
				words = strings.ReplaceAll(words, s, " ; ")
			}
		}
	}
	type sum struct {
		at, end     int
		weight      int
		amount      money.Decimal
		currency    money.Currency
		signed, out bool
	}
	var best *sum
	for _, m := range bankSum.FindAllStringSubmatchIndex(words, 40) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return words[m[2*i]:m[2*i+1]]
		}
		figure := part(5)
		d, decimals, ok := bankFigure(figure, comma)
		if !ok {
			continue
		}
		x := sum{at: m[0], end: m[1], amount: d}
		for _, word := range []string{part(2), part(3), part(6), part(7)} {
			if cur := currencyWord(word); cur != "" && x.currency == "" {
				x.currency = cur
			}
		}
		before := ""
		if m[10] > 0 {
			before = words[:m[10]]
		}
		sign := cmp.Or(part(1), part(4), part(8))
		// A number of a document is neither money nor its sign.
		if !decimals && x.currency == "" && strings.TrimSpace(words) != strings.TrimSpace(words[m[0]:m[1]]) {
			continue
		}
		if x.currency == "" && strings.HasSuffix(strings.TrimRight(before, "-"), "-") {
			sign = ""
		}
		switch side := part(9); {
		case sign == "-" || sign == "−" || side == "DR" || side == "S" || side == "D":
			x.signed, x.out = true, true
		case sign == "+" || side == "CR" || side == "H" || side == "C":
			x.signed = true
		}
		if decimals {
			x.weight += 2
		}
		if x.currency != "" {
			x.weight++
		}
		if best == nil || x.weight > best.weight {
			best = &x
		}
	}
	if best == nil {
		return words
	}
	b.found, b.amount, b.currency, b.signed, b.out = true, best.amount, best.currency, best.signed, best.out
	low := strings.ToLower(words)
	if !b.signed && slices.ContainsFunc(goesOut, func(s string) bool { return strings.Contains(low, s) }) {
		b.signed, b.out = true, true
	}
	words = words[:best.at] + " ; " + words[best.end:]
	if b.currency == "" {
		for _, s := range strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if b.currency = currencyWord(s); b.currency != "" {
				break
			}
		}
	}
	return strings.NewReplacer(";", " ", `"`, " ", "\t", " ", "|", " ").Replace(words)
}

// bankFigure reads an amount; banks write all of its decimals, so that what stands behind the last point or comma tells
// which of the two it is. A number without decimals is read as a person's.
func bankFigure(s string, comma bool) (d money.Decimal, decimals, ok bool) {
	at := strings.LastIndexAny(s, ".,")
	if at >= 0 && len(s)-at == 3 {
		whole := strings.NewReplacer(".", "", ",", "", "'", "", "’", "", " ", "").Replace(s[:at])
		d, err := money.Parse(whole + "." + s[at+1:])
		return d, true, err == nil
	}
	if comma {
		s = strings.NewReplacer(",", ".", ".", ",").Replace(s)
	}
	d, err := money.ParseTyped(s)
	return d, false, err == nil
}

func currencyWord(s string) money.Currency {
	switch s {
	case "€":
		return "EUR"
	case "$":
		return "USD"
	case "£":
		return "GBP"
	}
	if _, known := slices.BinarySearch(money.Currencies, s); known {
		return money.Currency(s)
	}
	return ""
}

func dayIn(forms []string, s string) trade.Date {
	s = strings.NewReplacer(",", "", ". ", " ").Replace(s)
	for _, form := range forms {
		if t, err := time.Parse(form, s); err == nil {
			return trade.DateOf(t)
		}
	}
	return ""
}
