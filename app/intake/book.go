package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// What is read of a table at most.
const (
	MaxFile    = 128 << 20
	maxRows    = 1 << 20
	maxCells   = 5_000_000
	maxAgain   = 1_000_000 // cells that a file has once and means often
	maxColumns = 256
	maxCell    = 32_767
	maxTexts   = 192 << 20
	maxSheets  = 64
)

// CellKind says what a cell is, where the file says so.
type CellKind uint8

// The kinds of cell.
const (
	Words  CellKind = iota // a text, and every cell of a text file
	Number                 // a plain decimal number with a point
	Share                  // the same, shown as a percentage: 0.1 is 10 %
	Day                    // as 2026-11-28
	Broken                 // an error of Excel's, such as #REF!
)

// Cell is one cell; an empty one has no text.
type Cell struct {
	Text string
	Kind CellKind
	Sign uint8 // the currency of its number format, in Sheet.Signs; zero is none
}

// Row is a row with something in it.
type Row struct {
	No     int // from 1, as a spreadsheet counts
	Hidden bool
	Cells  []Cell // from column A on
}

// Sheet is a table as the file has it.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   []Row
	Signs  []string // the currencies of number formats
	Comma  bool     // a text file whose cells are separated by something else than commas
	Notes  []string // what was not read of it, and why
	whole  bool     // no row was left out
	short  bool     // a text that ends within its last row
}

// Book is a file with one table or several.
type Book struct {
	Sheets []string
	hidden []bool
	read   func(ctx context.Context, sheet, rows int) (*Sheet, error)
}

// pictures are how files of the usual pictures begin: PNG, JPEG, GIF and TIFF.
var pictures = []string{"\x89PNG", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\x00", "MM\x00*"}

// Open recognises a file by its content. It reads no table yet.
func Open(name string, file []byte) (*Book, error) {
	if len(file) > MaxFile {
		return nil, trade.Faultf(trade.Invalid, "%s has %d MB; %d are read at most. Save the list alone in a file of its own.", name, len(file)>>20, MaxFile>>20)
	}
	var b *Book
	var err error
	switch {
	case len(bytes.TrimSpace(file)) == 0:
		return nil, trade.Faultf(trade.Invalid, "%s is empty. Ask for it once more.", name)
	case bytes.HasPrefix(file, []byte("PK\x03\x04")) || bytes.HasPrefix(file, []byte("PK\x05\x06")):
		b, err = openZip(name, file)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")):
		err = trade.Faultf(trade.Invalid, "%s is a workbook of an old Excel (.xls), or is protected by a password. Open it in Excel or LibreOffice and save it as .xlsx without a password.", name)
	case slices.ContainsFunc(pictures, func(begin string) bool { return bytes.HasPrefix(file, []byte(begin)) }):
		err = trade.Faultf(trade.Invalid, "%s is a picture, which has no cells to read. Ask for it as .xlsx or .csv.", name)
	case bytes.HasPrefix(file, []byte("%PDF")):
		err = trade.Faultf(trade.Invalid, "%s is a PDF, which has no cells to read. Ask for it as .xlsx or .csv.", name)
	case looksLikeMarkup(file):
		err = trade.Faultf(trade.Invalid, "%s is a page of the web and no table. Open it in Excel or LibreOffice and save it as .xlsx.", name)
	default:
		b, err = openText(name, file)
	}
	return b, named(name, err)
}

func looksLikeMarkup(file []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(file[:min(len(file), 512)]))
	return bytes.HasPrefix(head, []byte("<!doctype")) || bytes.HasPrefix(head, []byte("<html")) || bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<table"))
}

func openZip(name string, file []byte) (*Book, error) {
	p, err := openParts(file)
	switch {
	case err != nil:
		return nil, err
	case p.has("xl/workbook.bin"):
		return nil, trade.Faultf(trade.Invalid, "%s is a binary workbook (.xlsb). Save it as .xlsx.", name)
	case p.has("content.xml"):
		return openODS(p)
	}
	return openXLSX(p)
}

// named says in which file something went wrong, where the error does not say it.
func named(name string, err error) error {
	var told *trade.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &told):
		if name == "" || strings.Contains(told.Message, name) {
			return err
		}
		copied := *told
		copied.Message = fmt.Sprintf("%s: %s", filepath.Base(name), told.Message)
		return &copied
	}
	return trade.Faultf(trade.Invalid, "%s cannot be read: %w. Ask for it once more, or save it anew in Excel or LibreOffice.", filepath.Base(name), err)
}

// Read reads a table; rows is how many of it at most, zero all.
func (b *Book) Read(ctx context.Context, sheet, rows int) (*Sheet, error) {
	s, err := b.read(ctx, sheet, rows)
	if err != nil {
		return nil, named(fmt.Sprintf("sheet %q", b.Sheets[sheet]), err)
	}
	s.Name, s.Hidden = b.Sheets[sheet], b.hidden[sheet]
	return s, nil
}

// Letter is the name of a column: A, B … AA.
func Letter(at int) string {
	name := ""
	for at >= 0 {
		name = string(rune('A'+at%26)) + name
		at = at/26 - 1
	}
	return name
}

// builder takes the cells of a sheet row by row, within the limits.
type builder struct {
	ctx    context.Context
	sheet  *Sheet
	most   int // rows, zero all
	cells  []Cell
	row    int
	shut   bool // the row is hidden
	ended  int  // cells of the last row of a text, where no line break ends it
	widest int  // cells of the widest row of a text
	plain  bool // quotation marks are signs like others
	count  int
	texts  int
	wide   int // the first row with cells beyond the last column
	long   int
	arena  arena
	pool   []Cell
}

var errEnough = errors.New("enough rows")

// begin starts a row; they come in rising order.
func (b *builder) begin(no int, hidden bool) error {
	if err := b.finish(); err != nil {
		return err
	}
	if no <= b.row || no > maxRows {
		return trade.Faultf(trade.Invalid, "Row %d follows row %d: the file is damaged, or has more rows than a sheet can have. Save it anew in Excel or LibreOffice.", no, b.row)
	}
	b.row, b.shut = no, hidden
	if no%256 == 0 {
		return b.ctx.Err()
	}
	return nil
}

func (b *builder) counted() error {
	if b.count++; b.count > maxCells {
		return b.tooMany(maxCells)
	}
	return nil
}

func (b *builder) tooMany(cells int) error {
	return trade.Faultf(trade.Invalid, "The table has more than %d cells up to row %d. Delete the empty rows and columns around the list and save it again.", cells, b.row)
}

func (b *builder) put(at int, c Cell) error {
	if c.Text == "" {
		return nil
	}
	if at < 0 || at >= maxColumns {
		if b.wide == 0 {
			b.wide = b.row
		}
		return nil
	}
	if b.texts += len(c.Text); b.texts > maxTexts {
		return trade.Faultf(trade.Invalid, "The texts of the table come to more than %d MB up to row %d. Save the list alone in a file of its own.", maxTexts>>20, b.row)
	}
	if len(c.Text) > maxCell {
		c.Text = strings.ToValidUTF8(c.Text[:maxCell], "")
		if b.long == 0 {
			b.long = b.row
		}
	}
	for len(b.cells) <= at {
		b.cells = append(b.cells, Cell{})
	}
	b.cells[at] = c
	return nil
}

// finish keeps the row that was begun, if there is something in it.
func (b *builder) finish() error {
	if len(b.cells) == 0 {
		return nil
	}
	if len(b.pool) < len(b.cells) {
		b.pool = make([]Cell, 8192)
	}
	cells := b.pool[:len(b.cells):len(b.cells)]
	b.pool = b.pool[len(b.cells):]
	copy(cells, b.cells)
	b.sheet.Rows = append(b.sheet.Rows, Row{No: b.row, Hidden: b.shut, Cells: cells})
	clear(b.cells)
	b.cells = b.cells[:0]
	if b.most > 0 && len(b.sheet.Rows) >= b.most {
		return errEnough
	}
	return nil
}

// done ends the table.
func (b *builder) done(err error) (*Sheet, error) {
	if err == nil {
		err = b.finish()
	}
	b.sheet.whole = err == nil
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if b.wide > 0 {
		b.sheet.Notes = append(b.sheet.Notes, fmt.Sprintf("Cells right of column %s are not read; the first of them is in row %d.", Letter(maxColumns-1), b.wide))
	}
	if b.long > 0 {
		b.sheet.Notes = append(b.sheet.Notes, fmt.Sprintf("A cell in row %d has more than %d characters; only these are read.", b.long, maxCell))
	}
	return b.sheet, nil
}
