package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
)

// tally says how the documents of a list are counted while they change, so that nobody has to count a million of them: by class and currency.
type tally struct {
	list                 string
	table                string
	class, currency, sum string
}

// The tallies, by their tables.
var tallies = func() map[string]*tally {
	m := map[string]*tally{}
	for _, x := range []tally{
		{list: "quote", table: "quote", class: "d.state", currency: "d.currency", sum: "d.total"},
		{list: "order", table: "sales_order", class: "d.next", currency: "d.currency", sum: "d.total"},
		{list: "purchase", table: "purchase_order", class: "d.next", currency: "d.currency", sum: "d.net"},
		{list: "shipment", table: "shipment", class: "d.state", currency: "''", sum: "0"},
		{list: "invoice", table: "invoice", currency: "''", sum: "0",
			class: "CASE WHEN d.credit = 1 THEN 'credit' WHEN d.state = 'issued' AND d.settled = d.total THEN 'paid' ELSE d.state END"},
		{list: "bill", table: "bill", currency: "''", sum: "0",
			class: "CASE WHEN d.credit = 1 THEN 'credit' WHEN d.state = 'entered' AND d.settled = d.total THEN 'paid' ELSE d.state END"},
		{list: "payment", table: "payment", currency: "d.currency", sum: paymentSum,
			class: "CASE WHEN d.supplier_id IS NULL THEN CASE WHEN d.refund = 0 THEN 'received' ELSE 'refunded' END ELSE CASE WHEN d.refund = 0 THEN 'paid' ELSE 'got back' END END"},
		{list: "message", table: "message", class: "d.state", currency: "''", sum: "0"},
	} {
		m[x.table] = &x
	}
	return m
}()

// classed is what a document counts as; the zero value as nothing.
type classed struct {
	class    string
	currency money.Currency
	sum      money.Amount
	is       bool
}

// counting remembers what documents counted as before a transaction touched them.
type counting struct {
	order []rowKey
	was   map[rowKey]classed
}

// counted is what a document counts as now. Every step asks it of every document that it touches, so it asks the driver.
func (t *tx) counted(x *tally, id int64) (c classed, err error) {
	st, ok := t.conn.counts[x.table]
	if !ok {
		if st, err = t.conn.prepare("SELECT " + x.class + ", " + x.currency + ", " + x.sum + " FROM " + x.table + " d WHERE d.id = ?1"); err != nil {
			return c, err
		}
		t.conn.counts[x.table] = st
	}
	values, err := single(st, id, 3)
	if err != nil || values == nil {
		return c, err
	}
	class, _ := values[0].(string)
	currency, _ := values[1].(string)
	sum, _ := values[2].(int64)
	return classed{class, money.Currency(currency), money.Amount(sum), true}, nil
}

// count remembers a row that is about to be touched, or that was made.
func (t *tx) count(table string, id int64, made bool) error {
	x := tallies[table]
	if x == nil {
		return nil
	}
	key := rowKey{table, id}
	if _, known := t.counting.was[key]; known {
		return nil
	}
	var was classed
	if !made {
		var err error
		if was, err = t.counted(x, id); err != nil {
			return err
		}
	}
	if t.counting.was == nil {
		t.counting.was = map[rowKey]classed{}
	}
	t.counting.was[key] = was
	t.counting.order = append(t.counting.order, key)
	return nil
}

// tell writes into the tallies what the transaction has changed.
func (t *tx) tell() error {
	type line struct {
		list, class string
		currency    money.Currency
	}
	type change struct {
		n   int
		sum money.Amount
	}
	changes := map[line]change{}
	add := func(list string, c classed, sign int) {
		if c.is {
			l := line{list, c.class, c.currency}
			changes[l] = change{changes[l].n + sign, changes[l].sum + money.Amount(sign)*c.sum}
		}
	}
	for _, key := range t.counting.order {
		x, was := tallies[key.table], t.counting.was[key]
		is, err := t.counted(x, key.id)
		if err != nil {
			return err
		}
		if is != was {
			add(x.list, was, -1)
			add(x.list, is, 1)
		}
	}
	lines := make([]line, 0, len(changes))
	for l, c := range changes {
		if c != (change{}) {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(strings.Compare(a.list, b.list), strings.Compare(a.class, b.class), strings.Compare(string(a.currency), string(b.currency)))
	})
	for _, l := range lines {
		c := changes[l]
		r, err := t.do("UPDATE tally SET n = n + ?4, sum = sum + ?5 WHERE list = ?1 AND class = ?2 AND currency = ?3", l.list, l.class, l.currency, c.n, c.sum)
		if err != nil {
			return err
		}
		known, err := r.RowsAffected()
		if err == nil && known == 0 {
			err = t.exec("INSERT INTO tally (list, class, currency, n, sum) VALUES (?1, ?2, ?3, ?4, ?5)", l.list, l.class, l.currency, c.n, c.sum)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// recounted are the statements that count all documents.
func recounted() []string {
	list := []string{"DELETE FROM tally"}
	for _, x := range tallies {
		list = append(list, "INSERT INTO tally (list, class, currency, n, sum) "+x.recount())
	}
	return list
}

func (x *tally) recount() string {
	return fmt.Sprintf("SELECT '%s', %s, %s, COUNT(*), CAST(SUM(%s) AS INTEGER) FROM %s d GROUP BY 2, 3", x.list, x.class, x.currency, x.sum, x.table)
}

// countAll makes the tallies of a file that has none yet.
func countAll(ctx context.Context, db *sql.Tx) error {
	for _, query := range recounted() {
		if _, err := db.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// tallyProblems names each tally that is not what the documents say.
func (t *tx) tallyProblems(found *[]string) error {
	type line struct {
		list, class, currency string
		n                     int
		sum                   int64
	}
	ptrs := func(l *line) []any { return []any{&l.list, &l.class, &l.currency, &l.n, &l.sum} }
	kept, err := all(t, "SELECT list, class, currency, n, sum FROM tally WHERE n <> 0 OR sum <> 0", nil, ptrs)
	if err != nil {
		return err
	}
	left := map[line]bool{}
	for _, l := range kept {
		left[l] = true
	}
	for _, x := range tallies {
		list, err := all(t, x.recount(), nil, ptrs)
		if err != nil {
			return err
		}
		for _, l := range list {
			if !left[l] {
				*found = append(*found, fmt.Sprintf("counted in the list %s: %s %s: the documents say %d, together %d", l.list, l.class, l.currency, l.n, l.sum))
			}
			delete(left, l)
		}
	}
	for l := range left {
		*found = append(*found, fmt.Sprintf("counted in the list %s: %s %s: kept %d, together %d", l.list, l.class, l.currency, l.n, l.sum))
	}
	return nil
}

// tallied answers the count and the sums of a filter from the tallies; false says that they do not know it.
func (l *listing[Row]) tallied(filter string) (of string, ok bool) {
	classes, ok := l.classes[filter]
	if filter == "" && l.classes != nil {
		return " WHERE list = '" + string(l.kind) + "'", true
	}
	return " WHERE list = '" + string(l.kind) + "' AND class IN (" + classes + ")", ok
}
