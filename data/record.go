package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// NextNumber implements app.Tx.
func (t *tx) NextNumber(kind trade.Kind, year int) (string, error) {
	var n trade.Numbering
	var id int64
	found, err := t.one("SELECT id, prefix, next, digits FROM numbering WHERE kind = ?1", []any{kind}, &id, &n.Prefix, &n.Next, &n.Digits)
	if err == nil && !found {
		err = fmt.Errorf("there is no numbering of %q", string(kind))
	}
	if err == nil {
		err = t.exec("UPDATE numbering SET next = next + 1 WHERE id = ?1", id)
	}
	return n.Name(n.Next, year), err
}

// AddEvent implements app.Tx.
func (t *tx) AddEvent(e trade.Event) error {
	return t.exec("INSERT INTO event (at, who, kind, doc_id, action, note, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		e.At, e.Who, e.Kind, e.DocID, e.Action, e.Note, e.Before, e.After)
}

// Events implements app.Tx.
func (t *tx) Events(kind trade.Kind, id trade.ID) ([]trade.Event, error) {
	return all(t, "SELECT id, at, who, kind, doc_id, action, note, before, after FROM event WHERE kind = ?1 AND doc_id = ?2 ORDER BY id DESC", []any{kind, id},
		func(e *trade.Event) []any {
			return []any{&e.ID, &e.At, &e.Who, &e.Kind, &e.DocID, &e.Action, &e.Note, &e.Before, &e.After}
		})
}

// foundText is what a record is found by, in SQL: the words beside it are only those that its number and title do not have.
const foundText = "number || ' ' || title || ' ' || words"

// findAll makes the full-text search anew.
const findAll = "INSERT INTO found_text (rowid, words) SELECT id, " + foundText + " FROM found ORDER BY id"

// Index implements app.Tx.
func (t *tx) Index(kind trade.Kind, id trade.ID, number, title, text string) error {
	var row int64
	var wasNumber, wasTitle, was string
	words := strings.TrimSpace(strings.TrimPrefix(text, number+" "+title))
	known, err := t.one("SELECT id, number, title, words FROM found WHERE kind = ?1 AND doc_id = ?2", []any{kind, id}, &row, &wasNumber, &wasTitle, &was)
	if err != nil {
		return err
	}
	if known {
		if wasNumber == number && wasTitle == title && was == words {
			return nil
		}
		if err := t.exec("DELETE FROM found_text WHERE rowid = ?1", row); err != nil {
			return err
		}
		if text == "" {
			return t.exec("DELETE FROM found WHERE id = ?1", row)
		}
		if err := t.exec("UPDATE found SET number = ?2, title = ?3, words = ?4 WHERE id = ?1", row, number, title, words); err != nil {
			return err
		}
	} else {
		if text == "" {
			return nil
		}
		r, err := t.run("INSERT INTO found (kind, doc_id, number, title, words) VALUES (?1, ?2, ?3, ?4, ?5)", kind, id, number, title, words)
		if err != nil {
			return err
		}
		if row, err = r.LastInsertId(); err != nil {
			return err
		}
	}
	return t.exec("INSERT INTO found_text (rowid, words) VALUES (?1, ?2)", row, number+" "+title+" "+words)
}

// Find implements app.Tx. Whatever has the number that was typed, with or without its prefix, comes before what only begins like it, and
// whole words come before beginnings: the newest of them are found at once however many there are, while all words that begin so have
// to be gathered. The order of its joins is given, because SQLite knows no figures of the tables and might walk through all documents.
func (t *tx) Find(text string, limit int) ([]app.Found, error) {
	whole := strings.ReplaceAll(beginnings(text), "*", "")
	if whole == "" {
		return []app.Found{}, nil
	}
	asked := strings.TrimSpace(text)
	list, err := all(t, `SELECT f.kind, f.doc_id, f.number, f.title FROM found f WHERE f.number IN (?1, ?2)
		UNION SELECT f.kind, f.doc_id, f.number, f.title FROM numbering n CROSS JOIN found f WHERE f.number = n.prefix || ?1 AND f.kind = n.kind
		ORDER BY 2 DESC LIMIT ?3`, []any{asked, strings.ToUpper(asked), limit}, foundPtrs)
	if err != nil {
		return nil, err
	}
	people, err := t.beginsWith(asked)
	for _, f := range people {
		if len(list) < limit && !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	for _, match := range []string{whole, beginnings(text)} {
		if err != nil || len(list) == limit {
			break
		}
		var more []app.Found
		more, err = all(t, `SELECT f.kind, f.doc_id, f.number, f.title FROM found_text x CROSS JOIN found f
			WHERE f.id = x.rowid AND x.found_text MATCH ?1 ORDER BY x.rowid DESC LIMIT ?2`, []any{match, limit}, foundPtrs)
		err = unknownLetters(err)
		for _, f := range more {
			if len(list) < limit && !slices.Contains(list, f) {
				list = append(list, f)
			}
		}
	}
	return list, err
}

// seldom are the kinds of which there are so few among all documents that their newest must be looked for among all that a text finds.
var seldom = map[trade.Kind]bool{trade.KindCustomer: true, trade.KindSupplier: true, trade.KindItem: true, trade.KindReturn: true}

// mostHits is how many of the newest hits of all kinds are looked through for documents of one kind.
const mostHits = 20_000

// newest are the ids, as text, of the newest documents of a kind that a full-text query finds.
func (t *tx) newest(kind trade.Kind, match string, limit int) ([]string, error) {
	hits := mostHits
	if seldom[kind] {
		hits = -1 // no limit
	}
	const query = `SELECT CAST(f.doc_id AS TEXT) FROM (SELECT x.rowid AS id FROM found_text x WHERE x.found_text MATCH ?1 ORDER BY x.rowid DESC LIMIT ?4) h
		CROSS JOIN found f WHERE f.id = h.id AND f.kind = ?2 LIMIT ?3`
	for _, m := range []string{longWhole(match), match} {
		list, err := all(t, query, []any{m, kind, limit, hits}, func(id *string) []any { return []any{id} })
		if err = unknownLetters(err); err != nil || len(list) > 0 || m == match {
			return list, err
		}
	}
	return nil, nil
}

// longest is the longest beginning of words that the search has an index of.
const longest = 6

// longWhole is a full-text query in which words that are longer than any beginning in the index are whole words: where those are found, all words
// that begin so need not be gathered. A number is always taken for a beginning.
func longWhole(match string) string {
	words := strings.Fields(match)
	for i, w := range words {
		if utf8.RuneCountInString(w) > len(`""*`)+longest && !strings.ContainsFunc(w, unicode.IsNumber) {
			words[i] = strings.TrimSuffix(w, "*")
		}
	}
	return strings.Join(words, " ")
}

// unknownLetters takes it for nothing found that a word has letters that SQLite does not know yet: it then sees several words, whose order
// the search does not keep.
func unknownLetters(err error) error {
	if err != nil && strings.Contains(err.Error(), "phrase queries are not supported") {
		return nil
	}
	return err
}

func foundPtrs(f *app.Found) []any { return []any{&f.Kind, &f.ID, &f.Number, &f.Title} }

// beginsWith finds a few customers and suppliers whose names begin with a text, as it was typed or with a capital: of
// those who buy often the newest documents would leave no place for them.
func (t *tx) beginsWith(text string) ([]app.Found, error) {
	capital := []rune(text)
	capital[0] = unicode.ToUpper(capital[0])
	const beyond = "\uffff"
	var list []app.Found
	for _, kind := range []trade.Kind{trade.KindCustomer, trade.KindSupplier} {
		some, err := all(t, "SELECT f.kind, f.doc_id, f.number, f.title FROM "+string(kind)+` p CROSS JOIN found f
			WHERE f.kind = ?1 AND f.doc_id = p.id AND ((p.name >= ?2 AND p.name < ?3) OR (p.name >= ?4 AND p.name < ?5)) ORDER BY p.name, p.id LIMIT 3`,
			[]any{kind, text, text + beyond, string(capital), string(capital) + beyond}, foundPtrs)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

// beginnings turns what a person typed into the full-text query "every word begins a word".
// A single letter is taken for a whole word, because nearly everything has a word that begins with it. Whatever is neither letter, digit nor a hyphen separates words, so that nothing of it is syntax.
func beginnings(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !accent(r) && r != '-'
	})
	for i, w := range words {
		words[i] = `"` + w + `"`
		if utf8.RuneCountInString(w) > 1 {
			words[i] += "*"
		}
	}
	return strings.Join(words, " ")
}

// accent says whether a mark is part of a word for SQLite too; at any other a word ends there, as in Hindi within one.
func accent(r rune) bool {
	const first, low, high = 0x300, 0x08029FDF, 0x000361F8 // the bits of unicode61
	switch {
	case r < first || r > first+49:
		return false
	case r < first+32:
		return low>>(r-first)&1 == 1
	}
	return high>>(r-first-32)&1 == 1
}
