package data

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// What documents copy of customers, suppliers and terms is the same text again and again: an order has a dozen documents with one address. Such
// a text is kept once, in the table copied, and never changes there; the column of a document has its id instead. A short text is left where it
// is, and one that was written before there was such a table stays readable: JSON of a record begins with no digit.

// copiedJSON is asJSON for what is copied.
type copiedJSON struct{ asJSON }

func shared(v any) copiedJSON { return copiedJSON{asJSON{v}} }

const (
	shortestCopy = 40   // an id and what finds it take about as much
	copiesKept   = 5000 // in memory
)

// copiedColumns are the columns whose texts are kept once, by table; newTable fills it.
var copiedColumns = map[string][]string{}

// uncopied is the text of such a column in SQL.
func uncopied(table, column string) string {
	of := table + "." + column
	return "COALESCE((SELECT c.text FROM copied c WHERE c.id = " + of + "), " + of + ")"
}

// stored is a record's columns as the file will have them.
func (tb *table[T]) stored(t *tx, ptrs []any) ([]any, error) {
	values := stored(ptrs)
	for _, i := range tb.copied {
		text, ok := values[i].(string)
		if !ok {
			continue
		}
		var err error
		if values[i], err = t.copy(text); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// copy is what a column has instead of a text.
func (t *tx) copy(text string) (string, error) {
	if len(text) < shortestCopy {
		return text, nil
	}
	if of, ok := t.conn.copies[text]; ok {
		return of, nil
	}
	var id int64
	known, err := t.one("SELECT id FROM copied WHERE text = ?1", []any{text}, &id)
	if err != nil {
		return "", err
	}
	if !known {
		r, err := t.do("INSERT INTO copied (text) VALUES (?1)", text)
		if err != nil {
			return "", err
		}
		if id, err = r.LastInsertId(); err != nil {
			return "", err
		}
	}
	if len(t.conn.copies) >= copiesKept {
		clear(t.conn.copies)
	}
	of := strconv.FormatInt(id, 10)
	t.conn.copies[text] = of
	return of, nil
}

// copying are the statements that keep once what the columns of a table hold whole.
func copying(table string, columns []string) []string {
	var list, sets, known []string
	for _, c := range columns {
		list = append(list, "INSERT INTO copied (text) SELECT DISTINCT d."+c+" FROM "+table+" d WHERE LENGTH(d."+c+") >= "+strconv.Itoa(shortestCopy)+
			" AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.text = d."+c+")")
		sets = append(sets, c+" = COALESCE((SELECT CAST(c.id AS TEXT) FROM copied c WHERE c.text = "+table+"."+c+"), "+c+")")
		known = append(known, "EXISTS (SELECT 1 FROM copied c WHERE c.text = "+table+"."+c+")")
	}
	return append(list, "UPDATE "+table+" SET "+strings.Join(sets, ", ")+" WHERE "+strings.Join(known, " OR "))
}

// copyingAll are those of all tables. What is in the table copied keeps its id there: steps that can be taken back know documents by it.
func copyingAll() []string {
	var list []string
	for _, table := range slices.Sorted(maps.Keys(copiedColumns)) {
		list = append(list, copying(table, copiedColumns[table])...)
	}
	return list
}

// lostCopies leaves a column empty whose text is lost, and says how many there are.
func (w *salvage) lostCopies() error {
	if !slices.ContainsFunc(w.tables, func(t *salvagedTable) bool { return t.name == "copied" }) {
		return nil // the file is older
	}
	lost := 0
	for _, table := range slices.Sorted(maps.Keys(copiedColumns)) {
		for _, c := range copiedColumns[table] {
			n, err := w.changed("UPDATE " + table + " SET " + c + " = '{}' WHERE SUBSTR(" + c + ", 1, 1) BETWEEN '0' AND '9' AND NOT EXISTS (SELECT 1 FROM copied c WHERE c.id = " + table + "." + c + ")")
			if err != nil {
				return err
			}
			lost += n
		}
	}
	if lost > 0 {
		w.missing("addresses, contacts and payment terms in documents: %d", lost)
	}
	return nil
}
