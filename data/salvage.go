package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dropdesk/app/trade"
)

// Salvaged is what a salvage came to.
type Salvaged struct {
	File     string   `json:"file"`
	Aside    string   `json:"set_aside"` // the damaged file; nothing of it is deleted
	Report   string   `json:"report"`    // a file that lists what is lost and what does not add up
	Rows     int      `json:"rows"`      // that are in the file now
	Pages    int      `json:"pages"`     // that the damaged file has
	BadPages int      `json:"bad_pages"` // that should hold rows and could not be read
	Missing  []string `json:"missing"`   // what is known to be lost, in words
	Problems []string `json:"problems"`  // what does not add up any more: documents that have lost lines
}

// Salvage reads what can be read of a damaged company file into a new one, which takes its place; the damaged one is set aside. Pages that
// cannot be read are read around, what hangs below them is found by what it looks like, and every kept figure is worked out anew.
func Salvage(ctx context.Context, path string, at time.Time) (out Salvaged, err error) {
	if _, err := os.Stat(path); err != nil {
		return out, trade.Faultf(trade.NotFound, "There is no file %s.", path)
	}
	if err := alone(ctx, path); err != nil {
		return out, err
	}
	half := path + ".salvaged"
	w := &salvage{ctx: ctx, out: Salvaged{File: path, Missing: []string{}, Problems: []string{}}}
	defer func() {
		if err != nil && w.out.Aside == "" { // else it is all that stands in its place
			err = errors.Join(err, dropFile(half))
		}
	}()
	if err := dropFile(half); err != nil {
		return out, trade.Faultf(trade.External, "An unfinished salvage, %s, could not be removed: %v.", half, err)
	}
	// A log that spoils a file which is sound without it is not the file's own.
	withLog := logged(path) && (inspected(path, true, false) == nil || inspected(path, true, true) != nil)
	p, err := openPages(path, withLog)
	if err != nil {
		return out, trade.Faultf(trade.External, "The file %s cannot be read: %v.", path, err)
	}
	w.rawPages, w.out.Pages = p, int(p.count)
	err = errors.Join(w.run(half), p.close())
	if err != nil {
		return out, err
	}
	if w.out.Rows == 0 || w.lacks("company") {
		return out, trade.Faultf(trade.Refused, "Nothing of a company could be read from %s. It was left as it is; restore a backup.", path)
	}
	if err := w.settle(half); err != nil {
		return out, err
	}
	if err := durable(half); err != nil {
		return out, trade.Faultf(trade.External, "The salvaged file could not be kept: %v.", err)
	}
	w.out.Aside, err = takePlace(path, half, filepath.Join(filepath.Dir(path), stem(path)+"-damaged-"+at.UTC().Format(moment)+ending))
	if err == nil {
		w.out.Report = strings.TrimSuffix(w.out.Aside, ending) + ".txt"
		lines := append(append([]string{}, w.out.Missing...), w.out.Problems...)
		if err = os.WriteFile(w.out.Report, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			err = trade.Faultf(trade.External, "The file is salvaged, but the list of what is lost could not be written to %s: %v.", w.out.Report, err)
		}
	}
	return w.out, err
}

// takePlace puts a finished file in the place of another, which is set aside under a name of its own.
func takePlace(path, half, name string) (aside string, err error) {
	for _, end := range []string{"-wal", "-shm", ""} {
		err := setAside(path+end, name+end)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", trade.Faultf(trade.External, "The present file could not be set aside as %s: %w. The restored one is %s.", name, err, half)
		}
		if err == nil {
			aside = name
		}
	}
	if err := os.Rename(half, path); err != nil {
		return aside, trade.Faultf(trade.External, "The present file is now %s, but the restored one could not take its place: %w. It is %s.", name, err, half)
	}
	return aside, placed(filepath.Dir(path))
}

// setAside gives a file another name. The company's file has both names until another takes its place, so that there is one at any moment.
func setAside(path, name string) error {
	if !strings.HasSuffix(path, "-wal") && !strings.HasSuffix(path, "-shm") && os.Link(path, name) == nil {
		return nil
	}
	return os.Rename(path, name) // a part of it, or a disk that knows no second name
}

// salvage is one under way.
type salvage struct {
	*rawPages
	ctx    context.Context
	c      *sql.Conn // of the new file
	out    Salvaged
	tables []*salvagedTable
	linked []linkColumn
	seen   map[uint32]bool // pages that belong to a table
}

// salvagedTable is a table of the new file and where its rows are in the damaged one.
type salvagedTable struct {
	name    string
	columns []pageColumn
	leaves  []uint32
	lost    []child // pages that should hold rows of it and could not be read
	rows    int
}

// unsalvaged are the tables that the new file begins without: what can be taken back, and what is kept of other tables.
var unsalvaged = map[string]bool{"step": true, "tally": true}

func (w *salvage) run(half string) error {
	f, err := os.OpenFile(half, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return trade.Faultf(trade.External, "The file %s could not be made: %v.", half, err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open(engine, dsn(half, "rwc", "immediate"))
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	err = steps(w.ctx, db, 0, w.version)
	if err == nil {
		err = w.fill(db)
	}
	return errors.Join(err, db.Close())
}

func (w *salvage) fill(db *sql.DB) (err error) {
	if w.c, err = db.Conn(w.ctx); err != nil {
		return worded(err)
	}
	defer func() { err = errors.Join(err, w.c.Close()) }()
	// Nothing is lost with a file that is thrown away when it does not become whole.
	for _, p := range []string{"foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -100000"} {
		if _, err := w.texts("PRAGMA " + p); err != nil {
			return err
		}
	}
	indexes, err := w.texts("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'")
	if err != nil {
		return err
	}
	for _, index := range indexes { // rows are put in faster without
		if err := w.exec("DROP INDEX " + strings.Fields(index)[2]); err != nil {
			return err
		}
	}
	again := func() error {
		for _, index := range indexes {
			if err := w.exec(index); err != nil {
				return err
			}
		}
		return nil
	}
	for _, do := range []func() error{w.learn, w.learnLinks, w.locate, w.gather, w.strays, w.lostCopies, again, w.standIns, w.links} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// learn reads the tables of the new file.
func (w *salvage) learn() error {
	names, err := w.texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'found_text%' ORDER BY name")
	if err != nil {
		return err
	}
	for _, name := range names {
		t := &salvagedTable{name: name}
		rows, err := w.c.QueryContext(w.ctx, `SELECT name, type, "notnull", dflt_value IS NOT NULL, pk FROM pragma_table_info(?1) ORDER BY cid`, name)
		if err != nil {
			return worded(err)
		}
		for rows.Next() {
			var c pageColumn
			var given, key bool
			if err := rows.Scan(&c.name, &c.kind, &c.must, &given, &key); err != nil {
				return errors.Join(err, rows.Close())
			}
			c.late = given || !c.must && !key
			t.columns = append(t.columns, c)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return worded(err)
		}
		w.tables = append(w.tables, t)
	}
	return nil
}

// locate finds the pages of each table from its root, which the damaged file's own schema names.
func (w *salvage) locate() error {
	w.seen = map[uint32]bool{}
	roots := map[string]uint32{}
	w.walk(child{1, math.MinInt64, math.MaxInt64}, func(n uint32, b []byte) {
		for _, at := range w.cells(n, b) {
			r, ok := w.row(b, at)
			if !ok || len(r.values) != 5 {
				continue
			}
			kind, _ := r.values[0].(string)
			name, _ := r.values[1].(string)
			if root, _ := r.values[3].(int64); kind == "table" && root > 1 && root <= int64(w.count) {
				roots[name] = uint32(root)
			}
		}
	}, func(child) {})
	for _, t := range w.tables {
		whole := child{roots[t.name], math.MinInt64, math.MaxInt64}
		lost := func(c child) { t.lost = append(t.lost, c) }
		if whole.page == 0 {
			lost(whole)
			continue
		}
		w.walk(whole, func(n uint32, _ []byte) { t.leaves = append(t.leaves, n) }, lost)
	}
	return w.ctx.Err()
}

// walk calls leaf for every page of rows from one page down, and lost for every page that is none.
func (w *salvage) walk(c child, leaf func(uint32, []byte), lost func(child)) {
	head := 0
	if c.page == 1 {
		head = 100
	}
	b := w.page(c.page)
	switch {
	case w.seen[c.page]:
		lost(c)
	case b[head] == pageRows:
		w.seen[c.page] = true
		leaf(c.page, b)
	case b[head] == pageInner:
		w.seen[c.page] = true
		list := w.children(c.page, b, c.after, c.last)
		if len(list) == 0 {
			lost(c)
		}
		for _, below := range list {
			w.walk(below, leaf, lost)
		}
	default:
		lost(c)
	}
}

// gather takes over the rows of the pages that were found.
func (w *salvage) gather() error {
	if err := w.exec("BEGIN"); err != nil {
		return err
	}
	for _, t := range w.tables {
		w.out.BadPages += len(t.lost)
		if unsalvaged[t.name] {
			continue
		}
		if len(t.leaves) > 0 || len(t.lost) > 0 { // else what a new file begins with stays
			if err := w.exec("DELETE FROM " + t.name); err != nil {
				return err
			}
		}
		for _, n := range t.leaves {
			if err := w.take(t, n); err != nil {
				return err
			}
		}
	}
	return w.exec("COMMIT")
}

// take adds the rows of a page to a table. A row that the table does not take, because it is there already or is not possible, is left.
func (w *salvage) take(t *salvagedTable, n uint32) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	b, took := w.page(n), false
	for _, at := range w.cells(n, b) {
		r, ok := w.row(b, at)
		if !ok || !r.fits(t.columns) {
			continue
		}
		names, marks := []string{"id"}, []string{"?1"}
		for i := 1; i < len(r.values); i++ {
			names, marks = append(names, t.columns[i].name), append(marks, fmt.Sprintf("?%d", i+1))
		}
		r.values[0] = r.id
		res, err := w.c.ExecContext(w.ctx, "INSERT OR IGNORE INTO "+t.name+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", r.values...)
		if err != nil {
			return worded(err)
		}
		if made, err := res.RowsAffected(); err == nil && made > 0 {
			t.rows, took = t.rows+1, true
		}
	}
	if !took && len(w.cells(n, b)) > 0 {
		w.out.BadPages++
	}
	return nil
}

func (w *salvage) lacks(table string) bool {
	for _, t := range w.tables {
		if t.name == table {
			return t.rows == 0
		}
	}
	return true
}

func (w *salvage) exec(query string, args ...any) error {
	_, err := w.changed(query, args...)
	return err
}

// changed runs a statement and says how many rows it changed.
func (w *salvage) changed(query string, args ...any) (int, error) {
	r, err := w.c.ExecContext(w.ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("%w in: %.200s", worded(err), query)
	}
	n, err := r.RowsAffected()
	return int(n), err
}

func (w *salvage) texts(query string, args ...any) ([]string, error) {
	return (&enlarger{ctx: w.ctx, c: w.c}).texts(query, args...)
}
