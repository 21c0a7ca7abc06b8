// Package words is the language of the window: what it says in English is the key of what it says in another language. It knows no
// widget and no document, and it never touches what people wrote.
package words

import (
	_ "embed" // the languages
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What the window says itself, and what the use cases say.
var (
	//go:embed de.window.json
	germanWindow []byte
	//go:embed de.sentences.json
	germanSentences []byte
)

// Language is one that the window speaks.
type Language struct {
	Code, Name string
	Decimal    string     // between whole and fraction
	Group      string     // between thousands
	Dot        string     // behind the number of a day
	Months     [12]string // short
	Days       [7]string  // short, Sunday first
	words      map[string]string
	patterns   func() []pattern
}

// Languages are those that the window speaks, the language of the keys first.
var Languages = []*Language{
	plain(&Language{
		Code: "en", Name: "English", Decimal: ".", Group: "\u00a0",
		Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Days:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	}, germanSentences),
	load(&Language{
		Code: "de", Name: "Deutsch", Decimal: ",", Group: ".", Dot: ".",
		Months: [12]string{"Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez"},
		Days:   [7]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
	}, germanWindow, germanSentences),
}

// load reads what the window says and what the use cases say. Only the latter is looked for in sentences: the window's texts are often no
// more than "%s open", which would be found in anything.
func load(l *Language, window, sentences []byte) *Language {
	said := map[string]string{}
	for file, into := range map[*[]byte]*map[string]string{&window: &l.words, &sentences: &said} {
		if err := json.Unmarshal(*file, into); err != nil {
			panic(fmt.Sprintf("the words of %s: %v", l.Name, err)) // the program carries them, so this is seen at the first start of any test
		}
	}
	maps.Copy(l.words, said)
	l.patterns = sync.OnceValue(func() []pattern { return patterns(said) })
	return l
}

// plain is a language whose words are the keys: of sentences it only says numbers and days in its own way.
func plain(l *Language, sentences []byte) *Language {
	said := map[string]string{}
	if err := json.Unmarshal(sentences, &said); err != nil {
		panic(fmt.Sprintf("the sentences: %v", err))
	}
	for key := range said {
		said[key] = key
	}
	l.patterns = sync.OnceValue(func() []pattern { return patterns(said) })
	return l
}

// Get is the language with a code, such as de or de_AT; English where there is none.
func Get(code string) *Language {
	code, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(code, "-", "_")), "_")
	if i := slices.IndexFunc(Languages, func(l *Language) bool { return l.Code == code }); i >= 0 {
		return Languages[i]
	}
	return Languages[0]
}

// Word translates a text of the program, and says whether it could.
func (l *Language) Word(text string) (string, bool) {
	if l.words == nil {
		return text, true
	}
	t, ok := l.words[text]
	if !ok {
		return text, false
	}
	return t, true
}

// Number writes a plain decimal such as -1299.50 as the language does.
func (l *Language) Number(s string) string {
	neg := strings.HasPrefix(s, "-")
	whole, frac, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + l.Group + whole[i:]
	}
	if point {
		whole += l.Decimal + frac
	}
	if neg {
		whole = "−" + whole
	}
	return whole
}

// Day writes a day of this year.
func (l *Language) Day(t time.Time) string {
	return strconv.Itoa(t.Day()) + l.Dot + " " + l.Months[t.Month()-1]
}

// DayOfYear writes a day of any year.
func (l *Language) DayOfYear(t time.Time) string { return l.Day(t) + " " + strconv.Itoa(t.Year()) }

// Month writes a month with its year.
func (l *Language) Month(t time.Time) string {
	return l.Months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}
