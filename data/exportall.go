package data

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// All that a file holds is exported straight from its tables: one CSV for each, and each attachment as the file that it is. A text
// that describes the folder is written last, so that a folder without it is known to be unfinished.

// contents is the name of that text.
const contents = "dropdesk.json"

// filesList is the table of the files that are not tables.
const filesList = "files.csv"

// content describes an exported folder.
type content struct {
	Program string      `json:"program"`
	Format  int         `json:"format"` // of the company file that it was made from
	Tables  []tableFile `json:"tables"`
	Files   tableFile   `json:"files"` // lists attachments, files of messages and the logo
}

// tableFile is one CSV.
type tableFile struct {
	File    string       `json:"file"`
	Table   string       `json:"table,omitempty"`
	Rows    int          `json:"rows"`
	SHA256  string       `json:"sha256"`
	Columns []columnFile `json:"columns,omitempty"`
}

// columnFile is one column of a CSV.
type columnFile struct {
	Name  string `json:"name"`
	Holds string `json:"holds"`          // number, text, file (the path of one) or base64
	Unit  string `json:"unit,omitempty"` // what a number counts, or what a text is written in
}

// tradeNames are the names of tables that are not those of the trade.
var tradeNames = map[string]string{"app_user": "user", "sales_order": "order", "customer_return": "return", "found": "search", "step": "step_taken"}

// fileName is the name of a table's CSV.
func fileName(table string) string {
	if name, ok := tradeNames[table]; ok {
		table = name
	}
	return table + ".csv"
}

// asFiles are the columns whose bytes are files that a person can open.
var asFiles = map[string]string{"attachment.content": "name", "message_file.file": "name", "company.logo": ""}

// tablesOf lists the tables of a file that hold something of their own, with what their columns hold.
func tablesOf(query func(string, []any, func(func(...any) error) error) error) ([]tableFile, error) {
	var list []tableFile
	err := query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'found_text%' ORDER BY name`, nil, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		list = append(list, tableFile{File: fileName(name), Table: name})
		return err
	})
	for i := range list {
		t := &list[i]
		if err == nil {
			err = query("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid", []any{t.Table}, func(scan func(...any) error) error {
				var name, kind string
				err := scan(&name, &kind)
				t.Columns = append(t.Columns, columnFile{name, holds(t.Table, name, kind), units[t.Table+"."+name]})
				return err
			})
		}
	}
	return list, err
}

func holds(table, column, kind string) string {
	_, file := asFiles[table+"."+column]
	switch {
	case file:
		return "file"
	case kind == "INTEGER":
		return "number"
	case kind == "BLOB":
		return "base64"
	}
	return "text"
}

// exporting is one export under way.
type exporting struct {
	t      *tx
	folder string
	files  *summed // the list of the files
	out    app.AllExported
}

// ExportAll implements app.Keeper.
func (s *Store) ExportAll(ctx context.Context, folder string) (out app.AllExported, err error) {
	made, err := emptyFolder(folder)
	if err != nil {
		return out, err
	}
	e := &exporting{folder: folder, out: app.AllExported{Folder: folder}}
	defer func() {
		if err != nil {
			err = errors.Join(trade.Faultf(trade.External, "Not everything was exported to %s, and what was begun there was taken away: %w", folder, err), takeAway(folder, made))
		}
	}()
	if err := os.Mkdir(filepath.Join(folder, "files"), 0o700); err != nil {
		return out, err
	}
	if e.files, err = e.create(filesList); err != nil {
		return out, err
	}
	err = s.Read(ctx, func(x app.Tx) error {
		e.t = x.(*tx)
		return e.all(ctx)
	})
	_, closed := e.files.close()
	return e.out, errors.Join(err, closed)
}

// emptyFolder makes a folder, or takes one that is empty.
func emptyFolder(folder string) (made bool, err error) {
	if strings.TrimSpace(folder) == "" {
		return false, trade.Faultf(trade.Invalid, "Which folder? Name a new one, or one that is empty.").In("folder")
	}
	list, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return false, trade.Faultf(trade.External, "The folder %s could not be made: %w. Choose another.", folder, err)
		}
		return true, nil
	case err != nil:
		return false, trade.Faultf(trade.Refused, "%s cannot be read as a folder: %w. Choose another.", folder, err)
	case len(list) > 0:
		return false, trade.Faultf(trade.Refused, "The folder %s is not empty, and nothing in it is overwritten. Name a new one, or one that is empty.", folder).In("folder")
	}
	return false, nil
}

// takeAway removes what was written into a folder that was empty, and the folder where it was made.
func takeAway(folder string, made bool) error {
	if made {
		return os.RemoveAll(folder)
	}
	list, err := os.ReadDir(folder)
	for _, x := range list {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, x.Name())))
	}
	return err
}

func (e *exporting) all(ctx context.Context) error {
	tables, err := tablesOf(e.t.each)
	if err != nil {
		return err
	}
	c := content{Program: "Dropdesk", Tables: tables}
	if _, err := e.t.one("PRAGMA user_version", nil, &c.Format); err != nil {
		return err
	}
	if err := e.files.row([]string{"file", "bytes", "sha256"}); err != nil {
		return err
	}
	for i := range c.Tables {
		if err := e.table(ctx, &c.Tables[i]); err != nil {
			return err
		}
		e.out.Tables++
		e.out.Rows += c.Tables[i].Rows
	}
	sum, err := e.files.close()
	if err != nil {
		return err
	}
	c.Files = tableFile{File: filesList, Rows: e.out.Files, SHA256: sum}
	b, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	return e.file(contents, append(b, '\n'))
}

func (e *exporting) table(ctx context.Context, t *tableFile) error {
	f, err := e.create(t.File)
	if err != nil {
		return err
	}
	names, values, into := make([]string, len(t.Columns)), make([]any, len(t.Columns)), make([]any, len(t.Columns))
	read := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i], read[i], into[i] = c.Name, c.Name, &values[i]
		if slices.Contains(copiedColumns[t.Table], c.Name) {
			read[i] = uncopied(t.Table, c.Name)
		}
	}
	if err := f.row(names); err != nil {
		return errors.Join(err, f.discard())
	}
	cells := make([]string, len(names))
	err = e.t.each("SELECT "+strings.Join(read, ", ")+" FROM "+t.Table+" ORDER BY id", nil, func(scan func(...any) error) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := scan(into...); err != nil {
			return err
		}
		for i, c := range t.Columns {
			if cells[i], err = e.cell(t, c, names, values, i); err != nil {
				return fmt.Errorf("%s, id %v, %s: %w", t.File, values[0], c.Name, err)
			}
		}
		t.Rows++
		return f.row(cells)
	})
	if err != nil {
		return errors.Join(err, f.discard())
	}
	t.SHA256, err = f.close()
	e.out.Size += f.size
	return err
}

// cell is how a value is written.
func (e *exporting) cell(t *tableFile, c columnFile, names []string, values []any, i int) (string, error) {
	switch v := values[i].(type) {
	case nil:
		return "", nil
	case int64:
		if c.Holds == "number" {
			return strconv.FormatInt(v, 10), nil
		}
	case string:
		if c.Holds == "text" {
			return harmless(v), nil
		}
	case []byte:
		if c.Holds == "base64" {
			return base64.StdEncoding.EncodeToString(v), nil
		}
		if c.Holds == "file" {
			return e.attach(t.Table, names, values, v)
		}
	}
	return "", fmt.Errorf("it is a %T where a %s belongs", values[i], c.Holds)
}

// harmless keeps a text that a spreadsheet would take for a formula from running: it gets an apostrophe, which meant takes away again.
func harmless(s string) string {
	if strings.HasPrefix(s, "'") || strings.IndexAny(strings.TrimLeft(s, " \u00a0\u3000\ufeff"), runs) == 0 {
		return "'" + s
	}
	return s
}

// runs are the signs that a formula begins with, the wide ones of East Asian keyboards among them.
const runs = "=+-@\t\r\n＝＋－＠"

func meant(s string) string { return strings.TrimPrefix(s, "'") }

// attach writes the bytes of a column as a file and answers its path.
func (e *exporting) attach(table string, names []string, values []any, b []byte) (string, error) {
	field := func(name string) any {
		for i := range names {
			if names[i] == name {
				return values[i]
			}
		}
		return nil
	}
	if of := field("pattern_id"); table == "message_file" && of != nil {
		var pattern []byte
		size, _ := field("size").(int64)
		if _, err := e.t.one("SELECT content FROM pattern WHERE id = ?1", []any{of}, &pattern); err != nil {
			return "", err
		}
		var err error
		if b, err = unpackedFile(pattern, b, int(size)); err != nil {
			return "", err
		}
	}
	name, _ := field("name").(string)
	if table == "company" {
		name = "logo.jpg"
		if bytes.HasPrefix(b, []byte("\x89PNG")) {
			name = "logo.png"
		}
	}
	path := fmt.Sprintf("files/%s-%v-%s", strings.TrimSuffix(fileName(table), ".csv"), values[0], plainName(name))
	sum := sha256.Sum256(b)
	if err := e.files.row([]string{path, strconv.Itoa(len(b)), hex.EncodeToString(sum[:])}); err != nil {
		return "", err
	}
	e.out.Files++
	e.out.Size += int64(len(b))
	return path, e.file(path, b)
}

// plainName is a name that every system can give to a file, with the ending that it has.
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '_'
	}, name)
	if n := len(plain); n > 60 {
		plain = plain[n-60:]
	}
	return strings.TrimRight(plain, ".")
}

func (e *exporting) file(path string, b []byte) error {
	return os.WriteFile(filepath.Join(e.folder, filepath.FromSlash(path)), b, 0o600)
}

// summed is a CSV that is being written, with its sum.
type summed struct {
	f      *os.File
	buffer *bufio.Writer
	csv    *csv.Writer
	sum    hash.Hash
	size   int64
	done   bool
}

func (e *exporting) create(name string) (*summed, error) {
	f, err := os.OpenFile(filepath.Join(e.folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	s := &summed{f: f, buffer: bufio.NewWriterSize(f, 1<<18), sum: sha256.New()}
	s.csv = csv.NewWriter(io.MultiWriter(s.buffer, s.sum, s))
	return s, nil
}

// Write counts.
func (s *summed) Write(p []byte) (int, error) {
	s.size += int64(len(p))
	return len(p), nil
}

func (s *summed) row(cells []string) error { return s.csv.Write(cells) }

func (s *summed) close() (sum string, err error) {
	if s.done {
		return "", nil
	}
	s.done = true
	s.csv.Flush()
	err = errors.Join(s.csv.Error(), s.buffer.Flush(), s.f.Close())
	return hex.EncodeToString(s.sum.Sum(nil)), err
}

func (s *summed) discard() error {
	_, err := s.close()
	return err
}
