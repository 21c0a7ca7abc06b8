package dropdesk_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dropdesk/views/words"
)

// The dictionaries: what the window says itself, and what use cases say and the window retells.
const (
	ofWindow = "de.window.json"
	ofCases  = "de.sentences.json"
)

// What counts as a text, in one place: what stands in these arguments of these functions, and any other literal that has two words in it
// or a verb beside a word and is not the key of a table. What errors are made of is a sentence wherever it stands, because the window finds its facts again.
var (
	inWindow = map[string][2]int{"T": {0, 1}, "counted": {1, 3}, "textColumn": {1, 2}, "toneColumn": {1, 2}, "moneyColumn": {1, 2}}
	inCases  = map[string][2]int{"text": {1, 2}, "sum": {1, 2}, "worded": {1, 2}, "rateOf": {1, 2}} // the columns of reports
	inErrors = map[string][2]int{"Faultf": {1, 2}}

	lists     = regexp.MustCompile(`\|[a-z ]+\||,[a-z ]+,[a-z ]+,`) // of words that are looked for
	twoWords  = regexp.MustCompile(`[A-Za-z]{2,}[,;:]? [a-z]{2,}|[a-z]{2} %[sdq]|%[sdq],? [a-z]{2}`)
	verb      = regexp.MustCompile(`%(\[\d+\])?[a-z]`)
	statement = regexp.MustCompile(`\b(SELECT|INSERT|UPDATE|DELETE|FROM|JOIN|WHERE|PRAGMA|CREATE)\b`)
)

// Files whose literals are no text of the window, errors apart: what documents and mails say is in both languages there; the rest speaks to
// scripts.
var otherVoices = regexp.MustCompile(`scenes\.go$|^app/mail/|^app/shop/shoptest/|^views/words/|` +
	`^app/(answerlink|ask|begin|template|look|status|recognise|letter|lifepapers|paper|paperwork|proforma|account|statement|describe|call|check|rights|encode)\.go$|^cmd/dropdesk/main\.go$|^app/intake/(headings|orderfields|countrynames|ordertemplate|bench)\.go$|^app/trade/country\.go$|^data/`)

// Literals that look like a text and are none, with the reason.
var noTexts = []string{
	"no field ",                      // a mistake in the program
	"net #",                          // what other programs call terms
	"sales purchasing books",         // roles
	"Perhaps it has escaped",         // what reminders say, in both languages
	"We have reminded",               // the same
	"In spite of our reminders",      // the same
	"Vielleicht ist es Ihrer",        // the same
	"An die folgenden",               // the same
	"Trotz unserer",                  // the same
	"If you have paid meanwhile",     // the same
	"Sollten Sie inzwischen",         // the same
	"Rechnungsbetrag",                // the same
	"gmbh mbh",                       // endings of companies' names
	"gmail.com",                      // hosts of many people's mail
	"drop claim",                     // the name of an event
	"not the same",                   // the same
	"list of ",                       // the manual of use cases
	"no transaction is active",       // SQLite says it
	"what a step has kept cannot be", // met by nobody who did not change the file by hand
	"%s: %d columns, %d fields",      // a mistake in the program
	"step %d: rows changed",          // check speaks to whoever repairs a file
	"%s: %s: kept %d",                // the same
	"follow up", "mail text",         // names of events
	"dropdesk supply 1",                                                        // the mark of a sheet
	"supply sheet of ",                                                         // what a token is made of
	"no day",                                                                   // said in other words by whoever asked
	"what is on the screen cannot",                                             // speaks to whoever tests the window
	"cannot be taken back: %s",                                                 // a mistake in the program
	"so what changes them cannot",                                              // the same
	"is not a connection to SQLite",                                            // the same
	"there is no numbering of",                                                 // the same
	"Fracht, geschätzt",                                                        // the same on papers
	"Restocking fee",                                                           // the same
	"ship to",                                                                  // the name of a field
	"mail failed", "mail uncertain", "stop mail", "mail account", "smtp %s@%s", // names
	"Test message of Dropdesk", "This message shows that", // a mail, which is in English
	"no such server", "no answer", "not secret", "not logged in", "not now", "refused now", "maybe taken", "cannot be sent", // kinds of trouble
	"the sheet is read", "payment to", "weisung an", "paid to", "enough rows", " iva ", " vat ", "imap %s@%s", "answer to ", // names, and marks that are looked for
	"the log cannot be written", "A file is damaged, or does not add up", "The damaged file could not be closed", "another window shows the file", "It ended unexpectedly", "Dropdesk %s, %s", // in the log, which is in English
	"same host", "same name", "same part", "same tax number", // names of sentences
	"Tage überfällig", "1–30 days late", // on papers
	"Order form.xlsx", "Row %d\n", "Other charges", "Tax %s %%", "No tax is charged.", // what is kept of a file, and what stands on papers
	"something stands behind the last",                                    // part of a sentence
	"hasNextPage", "MailingAddress", "MoneyBag", "HTTP response to HTTPS", // what Shopify is asked, and what Go says
	"key wrong", "key weak", "not asked", "shop %s %s", "partially paid", "On its way:", // kinds of trouble, names, and marks that are looked for
}

// Sentences that use cases put together.
var joined = []string{"The bill %s",
	"allocations", "attachments", "bill lines", "claims", "contacts", "exceptions", "invoice lines", "item sources", "order lines", "purchase changes", "purchase lines", "quote lines", "return lines", "shipment lines"}

// text is a literal of the program with where it stands, and the dictionary of its German.
type text struct {
	where, words, file string
	certain            bool
}

// sources reads the literals of folders: texts are those that are shown, all is every literal there is, and keys are those of tables.
type sources struct {
	set       *token.FileSet
	texts     []text
	all, keys map[string]bool
}

func (s *sources) read(t *testing.T, folder, file string, shown map[string][2]int) {
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "demo" { // the company of the samples
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(s.set, path, nil, parser.SkipObjectResolution)
		if err == nil {
			s.visit(f, shown, file, !otherVoices.MatchString(filepath.ToSlash(path)), false)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// visit reads what is below n. Everything there is a text where it is certain; else it is where it looks like one and is guessed.
func (s *sources) visit(n ast.Node, shown map[string][2]int, file string, guess, certain bool) {
	ast.Inspect(n, func(x ast.Node) bool {
		below := func(n ast.Node, certain bool) { s.visit(n, shown, file, guess, certain) }
		switch x := x.(type) {
		case *ast.ImportSpec, *ast.Field:
			return false
		case *ast.IndexExpr: // the key of a table is no text
			below(x.X, certain)
			return false
		case *ast.KeyValueExpr:
			if key, ok := literal(x.Key); ok {
				s.all[key], s.keys[key] = true, true
			}
			below(x.Value, certain)
			return false
		case *ast.CallExpr:
			if at, ok := inErrors[called(x)]; ok && len(x.Args) >= at[1] {
				s.visit(x.Args[at[0]], shown, ofCases, guess, true)
				for _, a := range x.Args[at[1]:] {
					below(a, false)
				}
				return false
			}
			at, ok := shown[called(x)]
			if !ok && !certain {
				return true
			}
			for i, a := range x.Args { // what is filled in is asked for where it is made
				below(a, ok && i >= at[0] && i < at[1])
			}
			return false
		case ast.Expr:
			if words, ok := literal(x); ok {
				s.all[words] = true
				if letters(words) && (certain || guess && twoWords.MatchString(words) && !statement.MatchString(words) && !lists.MatchString(words)) {
					s.texts = append(s.texts, text{s.set.Position(x.Pos()).String(), words, file, certain})
				}
				return false
			}
		}
		return true
	})
}

// called is the name of the function that is called.
func called(x *ast.CallExpr) string {
	switch f := x.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func letters(s string) bool {
	return strings.ContainsFunc(verb.ReplaceAllString(s, ""), func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// literal is a string of the program, also one that is written on several lines.
func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			a, okA := literal(x.X)
			b, okB := literal(x.Y)
			return a + b, okA && okB
		}
	}
	return "", false
}

// steps are what the last steps are called by: SendQuote, of which app/rights.go says who may, is "Send quote" and what it is about.
func (s *sources) steps(t *testing.T) {
	file, err := parser.ParseFile(s.set, "app/rights.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	capital := regexp.MustCompile(`[A-Z]`)
	ast.Inspect(file, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if step, ok := literal(kv.Key); ok && step != "" && step != "Batch" {
				words := step[:1] + capital.ReplaceAllStringFunc(step[1:], func(c string) string { return " " + strings.ToLower(c) }) + " %s"
				s.all[words] = true
				s.texts = append(s.texts, text{s.set.Position(kv.Pos()).String(), words, ofCases, true})
			}
		}
		return true
	})
}

func dictionary(t *testing.T, name string) map[string]string {
	b, err := os.ReadFile(filepath.Join("views/words", name))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryTextHasItsGerman(t *testing.T) {
	s := sources{set: token.NewFileSet(), all: map[string]bool{}, keys: map[string]bool{}}
	s.read(t, "views", ofWindow, inWindow)
	s.read(t, "cmd/dropdesk", ofWindow, inWindow)
	s.read(t, "app", ofCases, inCases)
	s.read(t, "data", ofCases, nil)
	s.steps(t)
	for _, words := range joined {
		s.all[words] = true
	}
	window, cases := dictionary(t, ofWindow), dictionary(t, ofCases)
	asked := map[string]bool{}
	for _, x := range s.texts {
		no := func(reason string) bool { return strings.Contains(x.words, reason) }
		switch {
		case asked[x.words] || s.keys[x.words] && !x.certain || slices.ContainsFunc(noTexts, no):
			continue
		case cases[x.words] != "": // also where the window says the same
		case x.file == ofWindow && window[x.words] != "":
		case window[x.words] != "" && len(words.Verbs(x.words)) == 0: // without facts it is found in either
		case window[x.words] != "":
			t.Errorf("%s: a use case says %q: move it from views/words/%s to %s, or its facts are not found again", x.where, x.words, ofWindow, ofCases)
		default:
			t.Errorf("%s: there is no German for %q: add a line to views/words/%s (see \"Say something\" in CONTRIBUTING.md)", x.where, x.words, x.file)
		}
		asked[x.words] = true
	}
	for file, dictionary := range map[string]map[string]string{ofWindow: window, ofCases: cases} {
		for said := range dictionary {
			if !s.all[said] {
				t.Errorf("nothing says %q any more: remove it from views/words/%s", said, file)
			}
			if file == ofWindow && cases[said] != "" {
				t.Errorf("%q is in both files: remove it from views/words/%s", said, file)
			}
		}
	}
}

func TestEverySentenceIsRetoldWithItsFacts(t *testing.T) {
	german := words.Get("de")
	facts := map[byte]any{'s': "Quokka", 'd': 37, 'q': "Quokka", 'v': "Quokka", 'w': "Quokka"}
	fill := func(format, as string) string {
		verbs := words.Verbs(as)
		args := make([]any, len(verbs))
		for i, v := range verbs {
			if args[i] = facts[v[len(v)-1]]; args[i] == nil {
				t.Fatalf("%q: the verb %s is not known", as, v)
			}
		}
		return fmt.Sprintf(strings.ReplaceAll(format, "%w", "%v"), args...)
	}
	for from, to := range dictionary(t, ofCases) {
		if len(words.Verbs(from)) == 0 {
			continue
		}
		if got, want := german.Retell(fill(from, from)), fill(to, from); got != want {
			t.Errorf("%q is retold as\n%q, not\n%q: another sentence is found in it; word one of the two in another way", fill(from, from), got, want)
		}
	}
}

func TestGermanKeepsTheVerbs(t *testing.T) {
	number := regexp.MustCompile(`\[(\d+)\]`)
	for _, file := range []string{ofWindow, ofCases} {
		for from, to := range dictionary(t, file) {
			want, got := words.Verbs(from), words.Verbs(to)
			ordered := make([]string, len(want))
			for i, v := range got {
				at := i
				if n := number.FindStringSubmatch(v); n != nil {
					at, _ = strconv.Atoi(n[1])
					at--
				}
				if at >= len(want) || len(got) != len(want) {
					break
				}
				ordered[at] = number.ReplaceAllString(v, "")
			}
			if !slices.Equal(want, ordered) {
				t.Errorf("%s: %q has %v, its German %v", file, from, want, got)
			}
		}
	}
}
