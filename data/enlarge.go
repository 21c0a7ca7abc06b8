package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app/trade"
)

// Enlarging says how the file of a large company is made from those of two small ones with the same customers, suppliers and items: the rows
// of their deals again and again, with ids, numbers and days of their own, so that everything adds up as it did in the small ones.
type Enlarging struct {
	Past, Present string // files; the deals of the first are all done
	PastTimes     int    // the copies of the past lie one after another over PastDays, the last as it is
	PastDays      int
	PresentTimes  int // all of the present are as they are
}

// unkept are the tables that a large company begins without: what went out, and how steps are taken back.
var unkept = []string{"message_file", "delivery", "step", "snooze", "trouble", "pattern", "statement", "watched_file"}

// roots are the documents that stand by themselves; what links to them belongs to them.
var roots = []string{"quote", "sales_order", "payment", "bill", "reminder"}

// people are the kinds of records that are there once, however many deals there are.
const people = "('customer', 'supplier', 'item', 'user', 'company', 'tax_code', 'terms', 'carrier', 'rate', 'account', 'numbering')"

// Enlarge writes the large file. What was begun is gone when it fails or is stopped.
func Enlarge(ctx context.Context, path string, in Enlarging, say func(done, of int)) (err error) {
	if _, err := os.Stat(path); err == nil {
		return trade.Faultf(trade.Refused, "There is a file %s already. Choose another name.", path)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, dropFile(path))
		}
	}()
	present, err := sql.Open(engine, dsn(in.Present, "ro", "deferred"))
	if err != nil {
		return worded(err)
	}
	_, err = present.ExecContext(ctx, "VACUUM INTO ?1", path)
	if err = errors.Join(worded(err), present.Close()); err != nil {
		return err
	}
	db, err := sql.Open(engine, "file:"+strings.TrimPrefix(dsn(path, "rwc", "immediate"), "file:")+"&_foreign_keys=off")
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	c, err := db.Conn(ctx)
	if err != nil {
		return errors.Join(worded(err), db.Close())
	}
	e := &enlarger{Enlarging: in, ctx: ctx, c: c}
	err = e.run(say)
	return errors.Join(err, c.Close(), db.Close())
}

func dropFile(path string) error {
	err := os.Remove(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

type enlarger struct {
	Enlarging
	ctx     context.Context
	c       *sql.Conn
	tables  []string          // of deals
	links   map[string]string // "table.column" → the table that it leads to
	indexes []string          // what makes them again
	series  map[string]series // by prefix
	ids     [2]int64          // how far apart the ids of two copies of the past are; where those of the present begin
}

// series is how a numbering is told on: how many numbers the past and the present have given.
type series struct {
	kind          string
	first         int64
	past, present int64
}

func (e *enlarger) exec(query string, args ...any) error {
	_, err := e.c.ExecContext(e.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("%w in: %.200s", worded(err), query)
	}
	return nil
}

func (e *enlarger) texts(query string, args ...any) ([]string, error) {
	rows, err := e.c.QueryContext(e.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%w in: %s", worded(err), query)
	}
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		list = append(list, s)
	}
	return list, errors.Join(rows.Err(), rows.Close())
}

func (e *enlarger) number(query string) (n int64, err error) {
	err = e.c.QueryRowContext(e.ctx, query).Scan(&n)
	return n, worded(err)
}

func (e *enlarger) run(say func(done, of int)) error {
	// Nothing is lost with a file that is thrown away when it does not become whole.
	for _, p := range []string{"journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "locking_mode = EXCLUSIVE", "cache_size = -300000"} {
		if _, err := e.texts("PRAGMA " + p); err != nil {
			return err
		}
	}
	for name, path := range map[string]string{"past": e.Past, "present": e.Present} {
		if err := e.exec("ATTACH ?1 AS "+name, path); err != nil {
			return err
		}
	}
	for _, step := range []func() error{e.learn, e.compare, e.clear} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := e.helpers(); err != nil {
		return err
	}
	total := e.PastTimes + e.PresentTimes
	const batch = 10
	for k := 0; k < e.PastTimes; k += batch {
		if err := e.copies(0, k, min(k+batch, e.PastTimes)); err != nil {
			return err
		}
		say(min(k+batch, e.PastTimes), total)
	}
	if err := e.copies(1, 0, e.PresentTimes); err != nil {
		return err
	}
	say(total, total)
	return e.finish()
}

// learn finds the tables of deals and what their columns link to.
func (e *enlarger) learn() error {
	all, err := e.texts("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'found_text%' ORDER BY name")
	if err != nil {
		return err
	}
	e.links, e.tables = map[string]string{}, slices.Clone(roots)
	for _, table := range all {
		rows, err := e.texts(`SELECT "from" || ' ' || "table" FROM pragma_foreign_key_list(?1)`, table)
		if err != nil {
			return err
		}
		for _, r := range rows {
			from, to, _ := strings.Cut(r, " ")
			e.links[table+"."+from] = to
		}
	}
	for grown := true; grown; {
		grown = false
		for link, to := range e.links {
			table, _, _ := strings.Cut(link, ".")
			if slices.Contains(e.tables, to) && !slices.Contains(e.tables, table) {
				e.tables, grown = append(e.tables, table), true
			}
		}
	}
	slices.Sort(e.tables)
	e.tables = append(e.tables, "event", "message", "found")
	e.series = map[string]series{}
	rows, err := e.texts(`SELECT n.kind || ' ' || n.first || ' ' || (p.next - n.first) || ' ' || (n.next - n.first) || ' ' || n.prefix FROM main.numbering n
		JOIN past.numbering p ON p.kind = n.kind WHERE n.kind NOT IN ` + people)
	if err != nil {
		return err
	}
	for _, r := range rows {
		var s series
		var prefix string
		if _, err := fmt.Sscan(r, &s.kind, &s.first, &s.past, &s.present, &prefix); err != nil {
			return err
		}
		e.series[prefix] = s
	}
	var last int64
	for _, source := range []string{"past", "present"} {
		for _, table := range e.tables {
			n, err := e.number("SELECT COALESCE(MAX(id), 0) FROM " + source + "." + table)
			if err != nil {
				return err
			}
			last = max(last, n)
		}
	}
	e.ids = [2]int64{last + 1, (last + 1) * int64(e.PastTimes+1)} // below are those of people and goods
	return nil
}

// compare makes sure that both companies have the same people and goods.
func (e *enlarger) compare() error {
	for _, table := range []string{"customer", "supplier", "item"} {
		name := "number"
		if table == "item" {
			name = "sku"
		}
		n, err := e.number("SELECT COUNT(*) FROM past." + table + " p LEFT JOIN main." + table + " m ON m.id = p.id AND m." + name + " = p." + name + " WHERE m.id IS NULL")
		if err != nil {
			return err
		}
		if n > 0 {
			return trade.Faultf(trade.Invalid, "The two companies differ in %d records of the kind %s.", n, table)
		}
	}
	return nil
}

// clear takes the deals out of the new file, and the indexes that are quicker made at the end.
func (e *enlarger) clear() error {
	for _, table := range append(slices.Clone(unkept), e.tables...) {
		where := ""
		if table == "found" || table == "event" {
			where = " WHERE kind NOT IN " + people
		}
		if err := e.exec("DELETE FROM main." + table + where); err != nil {
			return err
		}
		names, err := e.texts("SELECT name FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1", table)
		if err != nil {
			return err
		}
		for _, name := range names {
			sqls, err := e.texts("SELECT sql FROM main.sqlite_schema WHERE name = ?1", name)
			if err != nil {
				return err
			}
			e.indexes = append(e.indexes, sqls...)
			if err := e.exec("DROP INDEX main." + name); err != nil {
				return err
			}
		}
	}
	return e.exec("INSERT INTO found_text (found_text) VALUES ('delete-all')")
}

// days says by how many days a copy of the past lies before the last one.
func (e *enlarger) days(k int64) int64 {
	return (k - int64(e.PastTimes-1)) * int64(e.PastDays) / max(1, int64(e.PastTimes))
}

// told is the number that a copy has.
func (e *enlarger) told(s series, n, phase, k int64) int64 {
	if phase == 0 {
		return n + k*s.past
	}
	return s.first + s.past*int64(e.PastTimes) + (n-s.first)*int64(e.PresentTimes) + k
}

// retold is a text with the days and numbers of a copy.
func (e *enlarger) retold(s string, phase, k int64) string {
	var b strings.Builder
	digits := func(from int) int {
		for from < len(s) && s[from] >= '0' && s[from] <= '9' {
			from++
		}
		return from
	}
	at := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			end := digits(i)
			if end == i+4 && i+10 <= len(s) && s[i+4] == '-' && s[i+7] == '-' && digits(i+5) == i+7 && digits(i+8) >= i+10 {
				if day, err := time.Parse(time.DateOnly, s[i:i+10]); err == nil && phase == 0 {
					b.WriteString(s[at:i])
					b.WriteString(day.AddDate(0, 0, int(e.days(k))).Format(time.DateOnly))
					at = i + 10
				}
				end = i + 10
			}
			i = end
		case c >= 'A' && c <= 'Z':
			end := i
			for end < len(s) && ((s[end] >= 'A' && s[end] <= 'Z') || s[end] == '-') {
				end++
			}
			if v, ok := e.series[s[i:end]]; ok && digits(end) > end {
				if n, err := strconv.ParseInt(s[end:digits(end)], 10, 64); err == nil && n >= v.first {
					b.WriteString(s[at:end])
					b.WriteString(strconv.FormatInt(e.told(v, n, phase, k), 10))
					at = digits(end)
				}
			}
			i = max(digits(end), i+1)
		default:
			i++
		}
	}
	if at == 0 {
		return s
	}
	b.WriteString(s[at:])
	return b.String()
}

// helpers gives the connection its function for texts, and the list of copies.
func (e *enlarger) helpers() error {
	err := e.c.Raw(func(of any) error {
		own, ok := of.(*sqlite3.SQLiteConn)
		if !ok {
			return driver.ErrBadConn
		}
		return own.RegisterFunc("retold", e.retold, true)
	})
	if err != nil {
		return worded(err)
	}
	for _, query := range []string{
		"CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY, days TEXT NOT NULL)",
		"INSERT INTO main.copied (text) SELECT p.text FROM past.copied p WHERE NOT EXISTS (SELECT 1 FROM main.copied m WHERE m.text = p.text) ORDER BY p.id",
		"CREATE TEMP TABLE copied_as (was TEXT PRIMARY KEY, is_now TEXT NOT NULL) WITHOUT ROWID",
		"INSERT INTO temp.copied_as SELECT CAST(p.id AS TEXT), CAST(m.id AS TEXT) FROM past.copied p JOIN main.copied m ON m.text = p.text",
	} {
		if err := e.exec(query); err != nil {
			return err
		}
	}
	return nil
}

var (
	aDay    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	aStamp  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT[0-9:.]+Z$`)
	aNumber = regexp.MustCompile(`^([A-Z]+-)\d+$`)
	varies  = regexp.MustCompile(`\d{4}-\d\d-\d\d|[A-Z]-\d`)
)

// copies writes copies of one of the two companies' deals.
func (e *enlarger) copies(phase, from, to int) error {
	source := []string{"past", "present"}[phase]
	if err := e.exec("DELETE FROM temp.copy"); err != nil {
		return err
	}
	for k := from; k < to; k++ {
		days := int64(0)
		if phase == 0 {
			days = e.days(int64(k))
		}
		if err := e.exec("INSERT INTO temp.copy (k, days) VALUES (?1, ?2)", k, fmt.Sprintf("%d days", days)); err != nil {
			return err
		}
	}
	if err := e.exec("BEGIN"); err != nil {
		return err
	}
	for _, table := range e.tables {
		query, err := e.copying(phase, source, table)
		if err == nil && query != "" {
			err = e.exec(query)
		}
		if err != nil {
			return err
		}
	}
	return e.exec("COMMIT")
}

// copying is the statement that copies the rows of a table.
func (e *enlarger) copying(phase int, source, table string) (string, error) {
	columns, err := e.texts("SELECT name || ' ' || type FROM pragma_table_info(?1) ORDER BY cid", table)
	if err != nil {
		return "", err
	}
	moved := func(column string) string { return fmt.Sprintf("%s + (x.k + 1) * %d", column, e.ids[0]) }
	if phase == 1 {
		moved = func(column string) string { return fmt.Sprintf("%d + %s * %d + x.k", e.ids[1], column, e.PresentTimes) }
	}
	var names, values []string
	for _, c := range columns {
		name, kind, _ := strings.Cut(c, " ")
		value := "s." + name
		switch {
		case name == "id" || name == "doc_id" || slices.Contains(e.tables, e.links[table+"."+name]):
			value = moved(value)
		case name == "their_no" || name == "channel_key" || name == "channel_no" || name == "message_id":
			value = fmt.Sprintf("CASE WHEN %s = '' THEN '' ELSE %s || '-%s' || x.k END", value, value, []string{"", "0"}[phase])
		case slices.Contains(copiedColumns[table], name):
			if phase == 0 {
				value = "COALESCE((SELECT c.is_now FROM temp.copied_as c WHERE c.was = " + value + "), " + value + ")"
			}
		case kind == "TEXT":
			if value, err = e.text(phase, source, table, name); err != nil {
				return "", err
			}
		}
		names, values = append(names, name), append(values, value)
	}
	where := ""
	switch {
	case phase == 0 && table == "message":
		return "", nil // of the past, nothing is in the outbox
	case phase == 0 && table == "event":
		where = " WHERE s.kind = 'order'"
	case table == "found" || table == "event":
		where = " WHERE s.kind NOT IN " + people
	}
	// So that the rows come in the order of their ids.
	of := source + "." + table + " s CROSS JOIN temp.copy x"
	if phase == 0 {
		of = "temp.copy x CROSS JOIN " + source + "." + table + " s"
	}
	return fmt.Sprintf("INSERT INTO main.%s (%s) SELECT %s FROM %s%s", table, strings.Join(names, ", "), strings.Join(values, ", "), of, where), nil
}

// text is what becomes of a column of texts, said in SQL where its values allow it.
func (e *enlarger) text(phase int, source, table, name string) (string, error) {
	values, err := e.texts("SELECT DISTINCT " + name + " FROM " + source + "." + table + " WHERE " + name + " <> ''")
	if err != nil {
		return "", err
	}
	column := "s." + name
	every := func(x *regexp.Regexp) bool {
		return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return !x.MatchString(v) })
	}
	given := func(expression string) (string, error) {
		return fmt.Sprintf("CASE WHEN %s = '' THEN '' ELSE %s END", column, expression), nil
	}
	switch {
	case !slices.ContainsFunc(values, varies.MatchString):
		return column, nil
	case every(aDay) || every(aStamp):
		if phase == 1 {
			return column, nil
		}
		return given(fmt.Sprintf("DATE(SUBSTR(%s, 1, 10), x.days) || SUBSTR(%s, 11)", column, column))
	case every(aNumber):
		prefix := aNumber.FindStringSubmatch(values[0])[1]
		s, ok := e.series[prefix]
		if ok && !slices.ContainsFunc(values, func(v string) bool { return !strings.HasPrefix(v, prefix) }) {
			n := fmt.Sprintf("CAST(SUBSTR(%s, %d) AS INTEGER)", column, len(prefix)+1)
			to := fmt.Sprintf("%s + x.k * %d", n, s.past)
			if phase == 1 {
				to = fmt.Sprintf("%d + %s * %d + x.k", s.first+s.past*int64(e.PastTimes)-s.first*int64(e.PresentTimes), n, e.PresentTimes)
			}
			return given(fmt.Sprintf("'%s' || (%s)", prefix, to))
		}
	}
	return fmt.Sprintf("retold(%s, %d, x.k)", column, phase), nil
}

// finish makes what is looked up by, and counts the numbers on.
func (e *enlarger) finish() error {
	for _, s := range e.series {
		if err := e.exec("UPDATE main.numbering SET next = first + ?2 WHERE kind = ?1", s.kind, s.past*int64(e.PastTimes)+s.present*int64(e.PresentTimes)); err != nil {
			return err
		}
	}
	const indexMemory = 64 << 20 // so that the words are sorted in few large pieces
	if err := e.exec("INSERT INTO found_text (found_text, rank) VALUES ('hashsize', " + strconv.Itoa(indexMemory) + ")"); err != nil {
		return err
	}
	if err := e.exec(findAll); err != nil {
		return err
	}
	if err := e.exec("INSERT INTO found_text (found_text, rank) VALUES ('hashsize', 1048576)"); err != nil {
		return err
	}
	for _, index := range e.indexes {
		if err := e.exec(index); err != nil {
			return err
		}
	}
	for _, query := range recounted() {
		if err := e.exec(query); err != nil {
			return err
		}
	}
	for _, name := range []string{"past", "present"} {
		if err := e.exec("DETACH " + name); err != nil {
			return err
		}
	}
	_, err := e.texts("PRAGMA journal_mode = DELETE")
	return err
}
