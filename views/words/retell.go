package words

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// pattern finds the facts in a sentence that was made by a format.
type pattern struct {
	find    *regexp.Regexp
	literal int    // how much of it is not facts
	to      string // the format in the other language
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+ #0]*\d*(\.\d+)?[a-zA-Z]|%%`)

// Verbs are the places of a format where facts are filled in, without %%.
func Verbs(format string) []string {
	return slices.DeleteFunc(verb.FindAllString(format, -1), func(v string) bool { return v == "%%" })
}

// patterns makes one of every sentence that has facts in it. A format with hardly any words of its own would find itself everywhere.
func patterns(words map[string]string) []pattern {
	var list []pattern
	for from, to := range words {
		if len(Verbs(from)) == 0 {
			continue
		}
		var b strings.Builder
		literal, at := 0, 0
		for _, v := range verb.FindAllStringIndex(from, -1) {
			b.WriteString(regexp.QuoteMeta(from[at:v[0]]))
			literal += letters(from[at:v[0]])
			switch from[v[0]:v[1]] {
			case "%%":
				b.WriteString("%")
			case "%d":
				b.WriteString(`(-?\d+)`)
			case "%q":
				b.WriteString(`"((?s).*?)"`)
			default:
				b.WriteString("((?s).*?)")
			}
			at = v[1]
		}
		b.WriteString(regexp.QuoteMeta(from[at:]))
		literal += letters(from[at:])
		if literal < 3 {
			continue
		}
		list = append(list, pattern{regexp.MustCompile("^" + b.String() + "$"), literal, verb.ReplaceAllStringFunc(to, func(v string) string {
			if strings.HasSuffix(v, "q") {
				return `"` + indexed.ReplaceAllString(v, "%${1}s") + `"`
			}
			return indexed.ReplaceAllString(v, "%${1}s")
		})})
	}
	slices.SortFunc(list, func(a, b pattern) int {
		if a.literal != b.literal {
			return b.literal - a.literal
		}
		return strings.Compare(a.find.String(), b.find.String())
	})
	return list
}

// indexed takes the kind of a verb away and leaves its number: what is filled in is text already.
var indexed = regexp.MustCompile(`^%(\[\d+\])?[^%]*[a-zA-Z]$`)

func letters(s string) int {
	n := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			n++
		}
	}
	return n
}

// Retell says a sentence of the program in the language. Sentences are kept in the file and told in JSON as they were made, in English, so
// that each person reads them in their own language; what is not a sentence of ours, such as what a person wrote, stays as it is.
func (l *Language) Retell(text string) string {
	if text == "" || l.words == nil && !kept.MatchString(text) {
		return text
	}
	if t, ok := l.words[text]; ok {
		return t
	}
	// Several sentences are told one by one; a single pattern over all of them would take half of the next for a fact.
	for _, between := range []string{"\n", ". ", "; "} {
		if t, told, of := l.each(text, between); told == of && of > 1 {
			return t
		}
	}
	if t, ok := l.retell(text, 0); ok {
		return t
	}
	for _, between := range []string{"\n", ". ", "; ", ": "} {
		if t, told, _ := l.each(text, between); told > 0 {
			return t
		}
	}
	if isoDay.MatchString(text) || sum.MatchString(text) {
		return l.fact(text)
	}
	return text
}

// each retells the parts of a text, and says how many of how many it could.
func (l *Language) each(text, between string) (retold string, told, of int) {
	parts := strings.Split(text, between)
	for i, part := range parts {
		stop := strings.TrimRight(between, " ;\n")
		if i == len(parts)-1 {
			stop = ""
		}
		t, ok := l.retell(part+stop, 0)
		if !ok && stop != "" {
			t, ok = l.retell(part, 0)
		}
		if ok {
			parts[i] = strings.TrimSuffix(t, stop)
			told++
		}
	}
	return strings.Join(parts, between), told, len(parts)
}

func (l *Language) retell(text string, depth int) (string, bool) {
	if t, ok := l.words[text]; ok && len(Verbs(text)) == 0 {
		return t, true
	}
	if depth > 3 || len(text) > 2000 {
		return text, false
	}
	for _, p := range l.patterns() {
		m := p.find.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		facts := make([]any, len(m)-1)
		for i, fact := range m[1:] {
			facts[i] = l.part(fact, depth+1)
			if i+2 < len(m) && large.MatchString(fact) && code.MatchString(m[i+2]) {
				facts[i] = l.Number(fact)
			}
		}
		return fmt.Sprintf(p.to, facts...), true
	}
	return text, false
}

// RetellParts says again what is put together of words of ours and of others.
func (l *Language) RetellParts(text string) string {
	if l.words == nil && !kept.MatchString(text) {
		return text
	}
	return l.part(text, 0)
}

// part retells a fact, which may be a sentence of its own or several words of ours.
func (l *Language) part(fact string, depth int) string {
	if t, ok := l.retell(fact, depth); ok {
		return l.fact(t)
	}
	for _, between := range []string{". ", "; ", ", ", ": "} {
		if parts := strings.Split(fact, between); len(parts) > 1 {
			for i := range parts {
				parts[i] = l.part(parts[i], depth)
			}
			return strings.Join(parts, between)
		}
	}
	return l.fact(fact)
}

var (
	figures = regexp.MustCompile(`^[\d\s\x{a0}.,×%+−A-Z-]+$`) // numbers with currencies, as 12 × 4.50 EUR
	decimal = regexp.MustCompile(`-?\d+(?:\x{a0}\d{3})*(?:\.\d+)?`)
	sum     = regexp.MustCompile(`^-?\d+(?:\x{a0}\d{3})*(?:\.\d\d+)? [A-Z]{3}$`)
	whole   = regexp.MustCompile(`(^|[\s(])(-?\d{4,})( [A-Z]{3})\b`) // an amount of a currency without cents
	large   = regexp.MustCompile(`^-?\d{4,}$`)
	code    = regexp.MustCompile(`^[A-Z]{3}$`)                                 // of a currency
	kept    = regexp.MustCompile(`\d{4}\.\d|\d{4} [A-Z]{3}\b|\d{4}-\d\d-\d\d`) // a number or a day as the program keeps it, which no language writes so
	isoDay  = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)$`)
	someDay = regexp.MustCompile(`^(\d{1,2}) ([A-Z][a-z]{2})( \d{4})?( \d\d:\d\d)?$`)
)

// fact writes numbers or a day that stand in a sentence as the language does.
func (l *Language) fact(s string) string {
	if d := isoDay.FindStringSubmatch(s); d != nil {
		if at, err := time.Parse(time.DateOnly, s); err == nil && l.Code != "de" {
			return l.DayOfYear(at)
		}
		return d[3] + "." + d[2] + "." + d[1]
	}
	if d := someDay.FindStringSubmatch(s); d != nil {
		if m := slices.Index(Languages[0].Months[:], d[2]); m >= 0 {
			return d[1] + l.Dot + " " + l.Months[m] + d[3] + d[4]
		}
	}
	if !figures.MatchString(s) {
		return s
	}
	s = decimal.ReplaceAllStringFunc(s, func(n string) string {
		if !strings.ContainsAny(n, ".\u00a0") { // a count, or a number of a document
			return n
		}
		return l.Number(strings.ReplaceAll(n, "\u00a0", ""))
	})
	return whole.ReplaceAllStringFunc(s, func(n string) string {
		m := whole.FindStringSubmatch(n)
		return m[1] + l.Number(m[2]) + m[3]
	})
}
