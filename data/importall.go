package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app/trade"
)

// AllImported is what was made of an exported folder.
type AllImported struct {
	File     string   `json:"file"`
	Tables   int      `json:"tables"`
	Rows     int      `json:"rows"`
	Files    int      `json:"files"`
	Problems []string `json:"problems"` // figures that do not add up, as they did not in the file that was exported
}

const (
	maxContents = 64 << 20
	maxAttached = 1 << 30
)

// ImportAll makes a company file, where nothing is yet, of a folder that ExportAll wrote. The file gets its name only when all of the
// folder was found whole and the database finds it sound; nothing is left of it otherwise.
func ImportAll(ctx context.Context, folder, to string) (out AllImported, err error) {
	if strings.TrimSpace(to) == "" {
		return out, trade.Faultf(trade.Invalid, "Which file is to be made? Name a new one.")
	}
	if _, err := os.Lstat(to); err == nil {
		return out, trade.Faultf(trade.Refused, "There is a file %s already, and nothing is overwritten. Choose another name.", to)
	}
	root, err := os.OpenRoot(folder) // no path and no link leads out of it
	if err != nil {
		return out, trade.Faultf(trade.NotFound, "The folder %s cannot be read: %w.", folder, err)
	}
	defer func() { _ = root.Close() }() // it was only read
	i := &importing{ctx: ctx, folder: folder, root: root, out: AllImported{File: to, Problems: []string{}}}
	if err := i.read(); err != nil {
		return out, err
	}
	half := to + ".part"
	if err := os.Remove(half); err != nil && !errors.Is(err, os.ErrNotExist) {
		return out, trade.Faultf(trade.External, "The unfinished %s could not be removed: %w.", half, err)
	}
	err = i.make(half)
	if err == nil {
		err = sound(ctx, half)
	}
	if err == nil {
		err = i.check(half)
	}
	if err == nil {
		err = durable(half)
	}
	if err == nil {
		err = os.Rename(half, to)
	}
	if err != nil {
		for _, end := range []string{"", "-journal", "-wal", "-shm"} {
			_ = os.Remove(half + end) // what went wrong is the news
		}
		return out, worded(err)
	}
	return i.out, nil
}

// importing is one import under way.
type importing struct {
	ctx     context.Context
	folder  string
	root    *os.Root
	content content
	files   map[string]sized
	out     AllImported
}

// sized is a file of which size and sum are known.
type sized struct {
	size int64
	sum  string
}

func (i *importing) refuse(format string, args ...any) error {
	return trade.Faultf(trade.Refused, "The folder %s cannot be imported: %w Export the company again, and change nothing in the folder.", i.folder, fmt.Errorf(format, args...))
}

// read reads what describes the folder.
func (i *importing) read() error {
	f, err := i.root.Open(contents)
	if err != nil {
		return i.refuse("there is no readable %s in it, so it is not an export, or one that was stopped.", contents)
	}
	b, err := io.ReadAll(io.LimitReader(f, maxContents+1))
	if err = errors.Join(err, f.Close()); err != nil || len(b) > maxContents {
		return i.refuse("%s cannot be read.", contents)
	}
	if err := json.Unmarshal(b, &i.content); err != nil || i.content.Program != "Dropdesk" || i.content.Format < 1 {
		return i.refuse("%s is not one of Dropdesk.", contents)
	}
	if i.content.Format > format {
		return trade.Faultf(trade.Refused, "The folder %s was exported by a newer Dropdesk (format %d, this program knows up to %d). Install the newer program.", i.folder, i.content.Format, format)
	}
	i.files = map[string]sized{}
	list := i.content.Files
	list.File = filesList
	list.Columns = []columnFile{{Name: "file"}, {Name: "bytes"}, {Name: "sha256"}}
	return i.rows(list, func(cells []string) error {
		size, err := strconv.ParseInt(cells[1], 10, 64)
		if err != nil || size < 0 || size > maxAttached {
			return fmt.Errorf("%q is not the size of a file", cells[1])
		}
		if path.Dir(cells[0]) != "files" || strings.ContainsAny(cells[0], `\:`) || path.Base(cells[0]) == ".." {
			return fmt.Errorf("%q is not a file of the folder files", cells[0])
		}
		i.files[cells[0]] = sized{size, cells[2]}
		return nil
	})
}

// rows calls f with each row of a CSV, and refuses one that is not as it was written.
func (i *importing) rows(t tableFile, f func([]string) error) error {
	file, err := i.root.Open(t.File)
	if err != nil {
		return i.refuse("%s is missing or cannot be read.", t.File)
	}
	defer func() { _ = file.Close() }() // it was only read
	sum := sha256.New()
	r := newCSV(io.TeeReader(file, sum))
	n := -1
	for {
		cells, err := r.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return i.refuse("%s, row %d: %w.", t.File, n+2, err)
		}
		if n++; n == 0 {
			if !slices.EqualFunc(cells, t.Columns, func(name string, c columnFile) bool { return name == c.Name }) {
				return i.refuse("the columns of %s are not those that it was exported with.", t.File)
			}
			continue
		}
		if len(cells) != len(t.Columns) {
			return i.refuse("%s, row %d: it has %d cells, and there are %d columns.", t.File, n+1, len(cells), len(t.Columns))
		}
		if err := i.ctx.Err(); err != nil {
			return err
		}
		if err := f(cells); err != nil {
			return i.refuse("%s, row %d: %w.", t.File, n+1, err)
		}
	}
	if n != t.Rows || hex.EncodeToString(sum.Sum(nil)) != t.SHA256 {
		return i.refuse("%s was changed since it was exported (it had %d rows and has %d).", t.File, t.Rows, max(n, 0))
	}
	return nil
}

// make writes the company file: with the tables of the format that was exported, which are then brought up to date.
func (i *importing) make(half string) (err error) {
	f, err := os.OpenFile(half, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // nobody else may read it
	if err = errors.Join(err, f.Close()); err != nil {
		return trade.Faultf(trade.External, "The file %s could not be made: %v.", half, err)
	}
	db, err := sql.Open(engine, dsn(half, "rw", "immediate"))
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, worded(db.Close())) }()
	if err := steps(i.ctx, db, 0, i.content.Format); err != nil {
		return err
	}
	if _, err := db.ExecContext(i.ctx, "PRAGMA foreign_keys = OFF"); err != nil { // they are looked at when all rows are there
		return worded(err)
	}
	if err := i.fill(db); err != nil {
		return err
	}
	if err := steps(i.ctx, db, i.content.Format, format); err != nil {
		return err
	}
	for _, query := range copyingAll() {
		if _, err := db.ExecContext(i.ctx, query); err != nil {
			return worded(err)
		}
	}
	_, err = db.ExecContext(i.ctx, "INSERT INTO found_text (found_text) VALUES ('delete-all'); "+findAll)
	return worded(err)
}

func (i *importing) fill(db *sql.DB) error {
	x, err := db.BeginTx(i.ctx, nil)
	if err != nil {
		return worded(err)
	}
	defer func() { _ = x.Rollback() }() // after a commit it has nothing to do
	l := &filling{importing: i, x: x}
	tables, err := tablesOf(l.each)
	if err != nil {
		return err
	}
	// What messages carry is packed by patterns, so those come first.
	slices.SortStableFunc(tables, func(a, b tableFile) int {
		return order(b.Table == "pattern") - order(a.Table == "pattern")
	})
	for _, t := range tables {
		n := slices.IndexFunc(i.content.Tables, func(o tableFile) bool { return o.Table == t.Table })
		if n < 0 {
			return i.refuse("%s is not in it.", t.File)
		}
		given := i.content.Tables[n]
		if !slices.EqualFunc(given.Columns, t.Columns, func(a, b columnFile) bool { return a.Name == b.Name && a.Holds == b.Holds }) {
			return i.refuse("%s has other columns than a company file of format %d.", t.File, i.content.Format)
		}
		t.Rows, t.SHA256 = given.Rows, given.SHA256
		if err := l.table(t); err != nil {
			return err
		}
	}
	if len(i.content.Tables) != len(tables) {
		return i.refuse("it has %d tables, and a company file of format %d has %d.", len(i.content.Tables), i.content.Format, len(tables))
	}
	var lost string
	err = x.QueryRowContext(i.ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&lost)
	if err == nil {
		return i.refuse("a row of %s names a record that is not there.", fileName(lost))
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return worded(err)
	}
	return worded(x.Commit())
}

func order(first bool) int {
	if first {
		return 1
	}
	return 0
}

// filling is the transaction that fills the tables.
type filling struct {
	*importing
	x *sql.Tx
}

func (l *filling) each(query string, args []any, f func(func(...any) error) error) (err error) {
	rows, err := l.x.QueryContext(l.ctx, query, args...)
	if err != nil {
		return worded(err)
	}
	defer func() { err = errors.Join(err, worded(rows.Close())) }()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return worded(rows.Err())
}

func (l *filling) table(t tableFile) error {
	if _, err := l.x.ExecContext(l.ctx, "DELETE FROM "+t.Table); err != nil { // what a new file begins with
		return worded(err)
	}
	names, marks := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for n, c := range t.Columns {
		names[n], marks[n] = c.Name, fmt.Sprintf("?%d", n+1)
	}
	insert, err := l.x.PrepareContext(l.ctx, "INSERT INTO "+t.Table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")")
	if err != nil {
		return worded(err)
	}
	defer func() { _ = insert.Close() }() // the transaction says what went wrong
	values := make([]any, len(names))
	err = l.rows(t, func(cells []string) error {
		for n, c := range t.Columns {
			if values[n], err = l.value(c, cells[n]); err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
		}
		if t.Table == "message_file" {
			if err := l.pack(names, values); err != nil {
				return err
			}
		}
		_, err := insert.ExecContext(l.ctx, values...)
		var e sqlite3.Error
		if errors.As(err, &e) && e.Code == sqlite3.ErrConstraint {
			return fmt.Errorf("a company file cannot hold it (%w)", err)
		}
		return worded(err)
	})
	l.out.Tables++
	l.out.Rows += t.Rows
	return err
}

// value reads a cell.
func (l *filling) value(c columnFile, cell string) (any, error) {
	switch c.Holds {
	case "number":
		if cell == "" {
			return nil, nil
		}
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a whole number", cell)
		}
		return n, nil
	case "text":
		cell = meant(cell)
		if c.Unit == "JSON" && !json.Valid([]byte(cell)) {
			return nil, errors.New("it is no JSON")
		}
		return cell, nil
	case "base64":
		if cell == "" {
			return nil, nil
		}
		b, err := base64.StdEncoding.Strict().DecodeString(cell)
		if err != nil {
			return nil, errors.New("it is no base64")
		}
		return b, nil
	}
	if cell == "" {
		return nil, nil
	}
	return l.attached(cell)
}

// attached reads a file that the list of files names.
func (l *filling) attached(name string) ([]byte, error) {
	known, ok := l.files[name]
	if !ok {
		return nil, fmt.Errorf("%q is not among the files", name)
	}
	f, err := l.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s is missing or cannot be read", name)
	}
	var b bytes.Buffer
	_, err = b.ReadFrom(io.LimitReader(f, known.size+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	sum := sha256.Sum256(b.Bytes())
	if int64(b.Len()) != known.size || hex.EncodeToString(sum[:]) != known.sum {
		return nil, fmt.Errorf("%s was changed since it was exported", name)
	}
	l.out.Files++
	if b.Len() == 0 {
		return []byte{}, nil
	}
	return b.Bytes(), nil
}

// pack makes of the file of a message what is kept of it.
func (l *filling) pack(names []string, values []any) error {
	file, of := slices.Index(names, "file"), slices.Index(names, "pattern_id")
	if of < 0 || values[of] == nil {
		return nil
	}
	b, ok := values[file].([]byte)
	if !ok {
		return errors.New("a file is missing")
	}
	var content []byte
	err := l.x.QueryRowContext(l.ctx, "SELECT content FROM pattern WHERE id = ?1", values[of]).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("there is no pattern %v", values[of])
	}
	if err == nil {
		values[file], err = differing(content, b)
	}
	return worded(err)
}

// check opens the new file as the program will, and names the figures that do not add up.
func (i *importing) check(half string) error {
	s, err := open(half)
	if err != nil {
		return err
	}
	found, err := s.Problems(i.ctx)
	i.out.Problems = append(i.out.Problems, found...)
	return errors.Join(err, s.Close())
}
