package data

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// tx is app's Tx: one transaction on one connection.
type tx struct {
	conn     *conn
	recorder *recorder // of a transaction that can be taken back
	loaded   seen
	counting counting
	steps    map[trade.ID][]kept // what was read of them
	stop     func() error        // says that nobody waits for it any more
}

var _ app.Tx = (*tx)(nil)

// seen holds lines as they are stored, so that saving a document writes only the lines that changed.
type seen struct {
	quote    map[trade.ID]trade.QuoteLine
	order    map[trade.ID]trade.OrderLine
	purchase map[trade.ID]trade.PurchaseLine
	invoice  map[trade.ID]trade.InvoiceLine
	bill     map[trade.ID]trade.BillLine
	share    map[trade.ID]trade.BillShare
	shipment map[trade.ID]trade.ShipmentLine
	change   map[trade.ID]trade.ChangeLine
	back     map[trade.ID]trade.ReturnLine
}

var background = context.Background()

func (t *tx) exec(query string, args ...any) error {
	_, err := t.run(query, args...)
	return err
}

// run executes a statement and notes the rows that it changes.
func (t *tx) run(query string, args ...any) (driver.Result, error) {
	if t.recorder == nil {
		return t.do(query, args...)
	}
	w, err := t.followed(query)
	if err != nil || w == nil {
		if err == nil {
			return t.do(query, args...)
		}
		return nil, err
	}
	if err := t.before(w, args); err != nil {
		return nil, err
	}
	r, err := t.do(query, args...)
	if err != nil || w.verb != "INSERT INTO" {
		return r, err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return nil, err
	}
	l, err := t.layout(w.table)
	if err == nil {
		_, err = t.inserted(l, id)
	}
	return r, err
}

// do executes a statement.
func (t *tx) do(query string, args ...any) (driver.Result, error) {
	st, err := t.conn.statement(query)
	if err != nil {
		return nil, err
	}
	if t.conn.tape != nil {
		t.conn.tape.add(query, args)
	}
	r, err := t.conn.execute(st, args)
	return r, worded(err)
}

// one reads a single row; false says that there is none.
func (t *tx) one(query string, args []any, dest ...any) (bool, error) {
	found := false
	err := t.eachRow(query, args, func(row []driver.Value) error {
		found = true
		if err := spread(dest, row); err != nil {
			return err
		}
		return io.EOF
	})
	return found && err == nil, err
}

// each calls f for every row; f scans it.
func (t *tx) each(query string, args []any, f func(scan func(...any) error) error) error {
	st, err := t.conn.statement(query)
	if err != nil {
		return err
	}
	return t.scan(st, args, f)
}

// eachOnce is each for a query that does not come again.
func (t *tx) eachOnce(query string, args []any, f func(scan func(...any) error) error) error {
	st, err := t.conn.prepared(query)
	if err != nil {
		return err
	}
	return errors.Join(t.scan(st, args, f), st.Close())
}

func (t *tx) scan(st *statement, args []any, f func(scan func(...any) error) error) error {
	var row []driver.Value
	scan := func(dest ...any) error { return spread(dest, row) }
	return t.walk(st, args, func(v []driver.Value) error {
		row = v
		return f(scan)
	})
}

// all reads every row into a slice; ptrs says where a row's columns go.
func all[T any](t *tx, query string, args []any, ptrs func(*T) []any) ([]T, error) {
	list := []T{}
	err := t.each(query, args, func(scan func(...any) error) error {
		list = append(list, *new(T))
		return scan(ptrs(&list[len(list)-1])...)
	})
	return list, err
}

// table is a record type's columns and where they are kept in Go: one list for insert, update and read.
type table[T any] struct {
	name      string
	columns   string
	names     []string       // the columns one by one
	ptrs      func(*T) []any // all columns in order, id first and, if versioned, version second
	versioned bool
	called    func(*T) string // in sentences

	copied                    []int // the columns whose texts are kept once
	selects, inserts, updates string
}

func newTable[T any](name, columns string, versioned bool, ptrs func(*T) []any, called func(*T) string) *table[T] {
	t := &table[T]{name: name, columns: columns, ptrs: ptrs, versioned: versioned, called: called}
	cols := strings.Split(strings.Join(strings.Fields(columns), " "), ", ")
	fields := ptrs(new(T))
	if n := len(fields); n != len(cols) {
		panic(fmt.Sprintf("%s: %d columns, %d fields", name, len(cols), n))
	}
	for i, c := range cols {
		units[name+"."+c] = unitOf(fields[i])
	}
	marks := make([]string, len(cols))
	sets := make([]string, 0, len(cols))
	read := make([]string, len(cols))
	for i, c := range cols {
		read[i] = c
		if _, ok := fields[i].(copiedJSON); ok {
			t.copied = append(t.copied, i)
			copiedColumns[name] = append(copiedColumns[name], c)
			read[i] = uncopied(name, c)
		}
		marks[i] = fmt.Sprintf("?%d", i+1)
		switch {
		case i == 0:
		case versioned && i == 1:
			sets = append(sets, "version = version + 1")
		default:
			sets = append(sets, fmt.Sprintf("%s = ?%d", c, i+1))
		}
	}
	t.names, t.columns = cols, strings.Join(cols, ", ")
	t.selects = "SELECT " + strings.Join(read, ", ") + " FROM " + name + " "
	marks[0] = "NULLIF(?1, 0)"
	t.inserts = "INSERT INTO " + name + " (" + t.columns + ") VALUES (" + strings.Join(marks, ", ") + ")"
	t.updates = "UPDATE " + name + " SET " + strings.Join(sets, ", ") + " WHERE id = ?1"
	if versioned {
		t.updates += " AND version = ?2"
	}
	return t
}

// save inserts where the id is zero, else updates; a versioned record that was changed meanwhile is a Conflict.
func (tb *table[T]) save(t *tx, r *T) error {
	ptrs := tb.ptrs(r)
	id := ptrs[0].(*trade.ID)
	if *id == 0 {
		if tb.versioned {
			*ptrs[1].(*int) = 1
		}
		values, err := tb.stored(t, ptrs)
		if err != nil {
			return err
		}
		res, err := t.do(tb.inserts, values...)
		if err != nil {
			return err
		}
		n, err := res.LastInsertId()
		*id = trade.ID(n)
		if err != nil || t.recorder == nil {
			return err
		}
		values[0] = n
		l, err := t.layout(tb.name)
		if err != nil {
			return err
		}
		change, err := t.inserted(l, n)
		change.saved(tb.columns, values)
		return err
	}
	values, err := tb.stored(t, ptrs)
	if err != nil {
		return err
	}
	var l *layout
	var change *rowChange
	var now []driver.Value
	if t.recorder != nil {
		if l, err = t.layout(tb.name); err == nil {
			change, now, err = t.touched(l, int64(*id))
		}
		if err != nil {
			return err
		}
	}
	n, err := tb.update(t, values, l, now)
	if err != nil {
		return err
	}
	if n == 0 {
		return tb.missing(t, r, *id)
	}
	if tb.versioned {
		*ptrs[1].(*int)++
		values[1] = int64(*ptrs[1].(*int))
	}
	change.saved(tb.columns, values)
	return nil
}

// update writes what has changed of a record, and answers how many rows there are of its id and version.
func (tb *table[T]) update(t *tx, values []any, l *layout, now []driver.Value) (int64, error) {
	if now == nil || t.conn.tape != nil { // without rules nobody knows what has changed
		r, err := t.do(tb.updates, values...)
		if err != nil {
			return 0, err
		}
		return r.RowsAffected()
	}
	was := make([]driver.Value, len(values))
	for i, from := range l.places(tb.columns) {
		if from >= 0 {
			was[from] = now[i]
		}
	}
	return t.rewrite(tb.name, tb.names, tb.versioned, was, values)
}

// rewrite writes the columns of a row that are not what they were, the id first and, where it has one, the version second: one that is written moves its
// entries in the indexes, even where it stays what it is. It answers how many rows there are of the id and version.
func (t *tx) rewrite(table string, names []string, versioned bool, was []driver.Value, values []any) (int64, error) {
	sets, args, first := "", []any{values[0]}, 1
	if versioned {
		sets, args, first = "version = version + 1", append(args, values[1]), 2
	}
	for i := first; i < len(values); i++ {
		if sameValue(was[i], values[i]) {
			continue
		}
		args = append(args, values[i])
		if sets != "" {
			sets += ", "
		}
		sets += names[i] + " = ?" + strconv.Itoa(len(args))
	}
	if sets == "" {
		return 1, nil
	}
	query := "UPDATE " + table + " SET " + sets + " WHERE id = ?1"
	if versioned {
		query += " AND version = ?2"
	}
	r, err := t.do(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (tb *table[T]) missing(t *tx, r *T, id trade.ID) error {
	found, err := t.one("SELECT 1 FROM "+tb.name+" WHERE id = ?1", []any{id}, new(int))
	if err != nil {
		return err
	}
	if !found {
		return notFound(tb.name, id)
	}
	return trade.Faultf(trade.Conflict, "%s was changed meanwhile by somebody else. Read it again and repeat your change.", tb.called(r))
}

// get reads one record by its id.
func (tb *table[T]) get(t *tx, id trade.ID) (*T, error) {
	r := new(T)
	found, err := t.one(tb.selects+"WHERE id = ?1", []any{id}, tb.ptrs(r)...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, notFound(tb.name, id)
	}
	return r, nil
}

// where reads the records that a clause selects.
func (tb *table[T]) where(t *tx, clause string, args ...any) ([]T, error) {
	return all(t, tb.selects+clause, args, tb.ptrs)
}

func notFound(table string, id trade.ID) error {
	noun := map[string]string{"app_user": "user", "sales_order": "order", "purchase_order": "purchase order", "tax_code": "tax code", "terms": "set of payment terms",
		"purchase_line": "purchase order line", "purchase_change": "change of a purchase order", "customer_return": "return", "order_charge": "charge"}[table]
	if noun == "" {
		noun = strings.ReplaceAll(table, "_", " ")
	}
	return trade.Faultf(trade.NotFound, "There is no %s with the id %d.", noun, id)
}

// saveLines writes a document's lines: new ones inserted, changed ones updated, missing ones deleted.
func saveLines[L comparable](t *tx, tb *table[L], known *map[trade.ID]L, owner string, ownerID trade.ID, lines []L, prepare func(*L)) error {
	if *known == nil {
		*known = map[trade.ID]L{}
	}
	kept := 0
	for i := range lines {
		prepare(&lines[i])
		id := *tb.ptrs(&lines[i])[0].(*trade.ID)
		if id != 0 {
			kept++
			if old, ok := (*known)[id]; ok && old == lines[i] {
				continue
			}
		}
		if err := tb.save(t, &lines[i]); err != nil {
			return err
		}
		if id == 0 {
			kept++
		}
		(*known)[*tb.ptrs(&lines[i])[0].(*trade.ID)] = lines[i]
	}
	var stored int
	if _, err := t.one("SELECT COUNT(*) FROM "+tb.name+" WHERE "+owner+" = ?1", []any{ownerID}, &stored); err != nil {
		return err
	}
	if stored == kept {
		return nil
	}
	keep := make(map[trade.ID]bool, len(lines))
	for i := range lines {
		keep[*tb.ptrs(&lines[i])[0].(*trade.ID)] = true
	}
	ids, err := all(t, "SELECT id FROM "+tb.name+" WHERE "+owner+" = ?1", []any{ownerID}, func(id *trade.ID) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !keep[id] {
			if err := t.exec("DELETE FROM "+tb.name+" WHERE id = ?1", id); err != nil {
				return err
			}
		}
	}
	return nil
}

// remember keeps lines as they were read.
func remember[L any](known *map[trade.ID]L, lines []L, id func(*L) trade.ID) {
	if *known == nil {
		*known = make(map[trade.ID]L, len(lines))
	}
	for i := range lines {
		(*known)[id(&lines[i])] = lines[i]
	}
}

// asJSON keeps a copied structure as JSON text.
type asJSON struct{ v any }

func (j asJSON) Value() (driver.Value, error) {
	b, err := json.Marshal(j.v)
	return string(b), err
}

func (j asJSON) Scan(src any) error {
	switch s := src.(type) {
	case string:
		return json.Unmarshal([]byte(s), j.v)
	case []byte:
		return json.Unmarshal(s, j.v)
	}
	return fmt.Errorf("%T is no JSON text", src)
}

// text reads what may be NULL; it is then empty.
type text[T ~string] struct{ to *T }

func (x text[T]) Scan(src any) error {
	s, _ := src.(string)
	*x.to = T(s)
	return nil
}

// link keeps an id that may be none: zero in Go, NULL in the file.
type link struct{ id *trade.ID }

func (l link) Value() (driver.Value, error) {
	if *l.id == 0 {
		return nil, nil
	}
	return int64(*l.id), nil
}

func (l link) Scan(src any) error {
	*l.id = 0
	if n, ok := src.(int64); ok {
		*l.id = trade.ID(n)
	}
	return nil
}
