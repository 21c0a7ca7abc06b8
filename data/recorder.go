package data

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app/trade"
)

// maxChanges is how many rows a step may change and still be taken back.
const maxChanges = 10_000

// recorder notes what a transaction does to rows: how each was when it was touched first.
type recorder struct {
	rows  map[rowKey]*rowChange
	order []*rowChange
	over  bool // more than maxChanges: nothing is noted any more
}

type rowKey struct {
	table string
	id    int64
}

// rowChange is what happened to one row; an image that is nil says that the row was, or is, not there.
type rowChange struct {
	*layout
	id     int64
	before []driver.Value
	after  []driver.Value
	read   bool // after is known
}

// layout is a table's columns in the order of its schema.
type layout struct {
	table   string
	columns []string
	selects driver.Stmt // by id
	from    []int       // where in a record type's own list each column stands
}

// silent are the tables that tell of the steps and are no part of them. What is found by which
// words follows from the rows of found; a pattern serves the files of later messages too, what is copied other documents, and the tallies follow
// from the documents.
var silent = map[string]bool{"event": true, "step": true, "found_text": true, "trouble": true, "pattern": true, "copied": true, "tally": true, "mailbox_place": true, "shop_place": true, "shop_pushing": true, "watched_file": true}

// note remembers the row as it was; inserted says that it was not there.
func (r *recorder) note(l *layout, id int64, before []driver.Value) *rowChange {
	if len(r.order) >= maxChanges {
		r.rows, r.order, r.over = nil, nil, true
		return nil
	}
	c := &rowChange{layout: l, id: id, before: before}
	if r.rows == nil {
		r.rows = map[rowKey]*rowChange{}
	}
	r.rows[rowKey{l.table, id}] = c
	r.order = append(r.order, c)
	return c
}

// writing is a statement that changes rows.
type writing struct {
	verb, table string
	where       string // with UPDATE and DELETE
	args        int    // how many parameters where has
}

var (
	writes     = regexp.MustCompile(`(?s)^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)\b(.*)$`)
	reads      = regexp.MustCompile(`^\s*(SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK)\b`)
	condition  = regexp.MustCompile(`(?s)\bWHERE\b(.*?)(\bRETURNING\b.*)?$`)
	parameters = regexp.MustCompile(`\?(\d+)`)
	oneRow     = regexp.MustCompile(`(?s)^\s*\([^()]*\)\s*VALUES\s*\(`)
)

// follow reads what a statement changes. One that cannot be followed is refused: a step that holds
// it could not be taken back.
func follow(query string) (*writing, error) {
	m := writes.FindStringSubmatch(query)
	switch {
	case m == nil && !reads.MatchString(query):
		return nil, fmt.Errorf("a statement that is none of INSERT INTO, UPDATE and DELETE FROM cannot be taken back: %s", query)
	case m == nil || silent[m[2]]:
		return nil, nil
	}
	w := &writing{verb: m[1], table: m[2]}
	if w.verb == "INSERT INTO" {
		if !oneRow.MatchString(m[3]) || strings.Contains(m[3], "ON CONFLICT") {
			return nil, fmt.Errorf("an insert of other than one new row cannot be taken back: %s", query)
		}
		return w, nil
	}
	c := condition.FindStringSubmatch(m[3])
	if c == nil {
		return nil, fmt.Errorf("a change of a whole table cannot be taken back: %s", query)
	}
	w.where = c[1]
	for _, p := range parameters.FindAllStringSubmatch(w.where, -1) {
		n, err := strconv.Atoi(p[1])
		if err != nil {
			return nil, err
		}
		w.args = max(w.args, n)
	}
	return w, nil
}

// followed is follow, once for each statement of a connection.
func (t *tx) followed(query string) (*writing, error) {
	w, ok := t.conn.follows[query]
	if ok {
		return w, nil
	}
	w, err := follow(query)
	if err == nil {
		t.conn.follows[query] = w
	}
	return w, err
}

// before notes the rows that a statement is about to change.
func (t *tx) before(w *writing, args []any) error {
	if w.verb == "INSERT INTO" || (t.recorder.over && tallies[w.table] == nil) {
		return nil
	}
	l, err := t.layout(w.table)
	if err != nil {
		return err
	}
	ids, err := all(t, "SELECT id FROM "+w.table+" WHERE "+w.where, args[:w.args], func(id *int64) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, _, err := t.touched(l, id); err != nil {
			return err
		}
	}
	return nil
}

// touched notes a row as it is, unless it is noted already; what becomes of it is read at the end. It answers the row as it is now, where that is known.
func (t *tx) touched(l *layout, id int64) (c *rowChange, now []driver.Value, err error) {
	if err := t.count(l.table, id, false); err != nil {
		return nil, nil, err
	}
	if t.recorder.over {
		now, err = t.image(l, id)
		return nil, now, err
	}
	if c, ok := t.recorder.rows[rowKey{l.table, id}]; ok {
		now = c.after
		c.read, c.after = false, nil
		return c, now, nil
	}
	if now, err = t.image(l, id); err != nil {
		return nil, nil, err
	}
	return t.recorder.note(l, id, now), now, nil
}

// inserted notes a row that was not there.
func (t *tx) inserted(l *layout, id int64) (*rowChange, error) {
	if err := t.count(l.table, id, true); err != nil || t.recorder.over {
		return nil, err
	}
	if c, ok := t.recorder.rows[rowKey{l.table, id}]; ok {
		c.read, c.after = false, nil
		return c, nil
	}
	return t.recorder.note(l, id, nil), nil
}

// layout is a table's columns as the file has them.
func (t *tx) layout(table string) (*layout, error) {
	if l, ok := t.conn.layouts[table]; ok {
		return l, nil
	}
	names, err := all(t, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid", nil, func(s *string) []any { return []any{s} })
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, "id") {
		return nil, fmt.Errorf("the rows of %q have no id, so what changes them cannot be taken back", table)
	}
	l := &layout{table: table, columns: names}
	if l.selects, err = t.conn.prepare("SELECT " + strings.Join(names, ", ") + " FROM " + table + " WHERE id = ?1"); err != nil {
		return nil, err
	}
	t.conn.layouts[table] = l
	return l, nil
}

// prepare makes a statement of the driver's own: an image takes values as the file has them.
func (c *conn) prepare(query string) (st driver.Stmt, err error) {
	raw := c.c.Raw(func(of any) error {
		own, ok := of.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("%T is not a connection to SQLite", of)
		}
		st, err = own.Prepare(query)
		return err
	})
	return st, worded(raw)
}

// image reads a row as the file has it; nil says that there is none.
func (t *tx) image(l *layout, id int64) ([]driver.Value, error) {
	return single(l.selects, id, len(l.columns))
}

// single is the one row that a statement finds by an id.
func single(st driver.Stmt, id int64, columns int) ([]driver.Value, error) {
	rows, err := st.(interface {
		Query([]driver.Value) (driver.Rows, error)
	}).Query([]driver.Value{id})
	if err != nil {
		return nil, worded(err)
	}
	row := make([]driver.Value, columns)
	err = rows.Next(row)
	if errors.Is(err, io.EOF) {
		row, err = nil, nil
	}
	return row, worded(errors.Join(err, rows.Close()))
}

// places are where each column stands in a record type's own list.
func (l *layout) places(own string) []int {
	if l.from == nil {
		list := strings.Split(own, ", ")
		for _, column := range l.columns {
			l.from = append(l.from, slices.Index(list, column))
		}
	}
	return l.from
}

// saved takes what a record type has written, its columns in its own order, for what the row is
// now. A column that it does not write has to be read.
func (c *rowChange) saved(own string, values []any) {
	if c == nil {
		return
	}
	after := make([]driver.Value, len(c.columns))
	for i, from := range c.places(own) {
		if from < 0 {
			return
		}
		after[i] = values[from]
	}
	c.after, c.read = after, true
}

// finished is what the transaction has changed in the end, in the order in which it was touched.
func (t *tx) finished() ([]*rowChange, error) {
	var list []*rowChange
	for _, c := range t.recorder.order {
		if !c.read {
			var err error
			if c.after, err = t.image(c.layout, c.id); err != nil {
				return nil, err
			}
			c.read = true
		}
		if !sameImage(c.before, c.after) {
			list = append(list, c)
		}
	}
	return list, nil
}

func sameImage(a, b []driver.Value) bool {
	return (a == nil) == (b == nil) && slices.EqualFunc(a, b, sameValue)
}

func sameValue(a, b driver.Value) bool {
	x, blob := a.([]byte)
	if !blob {
		if _, other := b.([]byte); other {
			return false
		}
		return a == b
	}
	y, ok := b.([]byte)
	return ok && slices.Equal(x, y) && (x == nil) == (y == nil)
}

// stored are a record's columns as the file will have them.
func stored(ptrs []any) []any {
	values := make([]any, len(ptrs))
	for i, p := range ptrs {
		switch v := valueOf(p).(type) {
		case bool:
			values[i] = int64(0)
			if v {
				values[i] = int64(1)
			}
		case []byte:
			if v != nil {
				values[i] = slices.Clone(v)
			}
		default:
			values[i] = v
		}
	}
	return values
}

// What a step did to a row.
const (
	rowMade byte = iota
	rowChanged
	rowGone
)

// packed writes changes as a step keeps them: of a row that is there now only a sum that tells
// whether it is still the same, and of the row before only what was different.
func packed(format int, list []*rowChange) []byte {
	e := &encoding{}
	e.number(int64(format))
	var tables []string
	for _, c := range list {
		if !slices.Contains(tables, c.table) {
			tables = append(tables, c.table)
		}
	}
	e.number(int64(len(tables)))
	for _, name := range tables {
		e.text(name)
	}
	e.number(int64(len(list)))
	for _, c := range list {
		e.number(int64(slices.Index(tables, c.table)))
		e.number(c.id)
		switch {
		case c.before == nil:
			e.b = append(e.b, rowMade)
			e.sum(sumOf(c.after))
		case c.after == nil:
			e.b = append(e.b, rowGone)
			e.image(c.before)
		default:
			e.b = append(e.b, rowChanged)
			e.sum(sumOf(c.after))
			n := 0
			for i := range c.before {
				if !sameValue(c.before[i], c.after[i]) {
					n++
				}
			}
			e.number(int64(n))
			for i, v := range c.before {
				if !sameValue(v, c.after[i]) {
					e.number(int64(i))
					e.value(v)
				}
			}
		}
	}
	return e.b
}

// kept is one row of a step's record.
type kept struct {
	rowKey
	change byte
	sum    uint64         // of the row as the step left it
	was    []driver.Value // of a row that is gone
	other  map[int]driver.Value
}

// unpacked reads what packed wrote; it answers nothing for a record of another format.
func unpacked(format int, b []byte) ([]kept, error) {
	d := &decoding{b: b}
	if d.number() != int64(format) {
		return nil, nil
	}
	tables := make([]string, d.count())
	for i := range tables {
		tables[i] = d.text()
	}
	list := make([]kept, d.count())
	for i := range list {
		k := &list[i]
		table := d.number()
		if table < 0 || int(table) >= len(tables) {
			return nil, errDecoding
		}
		k.rowKey = rowKey{tables[table], d.number()}
		switch k.change = d.byte(); k.change {
		case rowMade:
			k.sum = d.sum()
		case rowGone:
			k.was = d.image()
		case rowChanged:
			k.sum = d.sum()
			k.other = map[int]driver.Value{}
			for range d.count() {
				column := int(d.number())
				k.other[column] = d.value()
			}
		}
	}
	return list, d.err
}

// messageLeft says whether a row of the outbox, as the file has it now, is out.
func messageLeft(l *layout, image []driver.Value) bool {
	state, _ := image[slices.Index(l.columns, "state")].(string)
	return trade.MessageLeft(state)
}
