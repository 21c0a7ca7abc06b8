package reports

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// cells takes the cells of a sheet, row by row from left to right. A cell's style is a number that
// the workbook gave out.
type cells interface {
	row(n int)
	text(s string, style int)
	number(plain string, style int)
	formula(f, value string, style int) // value is what it comes to, for readers that do not calculate
	skip()
}

// worksheet is one sheet of a workbook: its frame, which excelize makes, and its rows, which are
// written straight into the file, because a hundred thousand orders pass through here.
type worksheet struct {
	name   string
	widths []float64
	frozen int      // rows that stay in view, and are repeated on every printed page
	heads  []string // of the table that begins in the last row that stays in view
	filter bool     // instead of a table
	last   int      // row
	chart  *excelize.Chart
	pivot  *excelize.PivotTableOptions
	fill   func(cells)
}

// writeBook writes a workbook. excelize makes everything but the rows: into its empty sheets they
// are put while it writes the file. wrote, where it is given, hears how many rows there are.
func writeBook(w io.Writer, f *excelize.File, sheets []worksheet, wrote func(int)) error {
	if err := f.SetSheetName("Sheet1", sheets[0].name); err != nil {
		return err
	}
	for i := range sheets {
		if err := frame(f, &sheets[i]); err != nil {
			return err
		}
	}
	for i := range sheets {
		if sheets[i].pivot == nil {
			continue
		}
		if err := f.AddPivotTable(sheets[i].pivot); err != nil {
			return err
		}
	}
	var z *zipper
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		z = newZipper(w, wrote)
		for i, s := range sheets {
			z.rows["xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml"] = s.fill
		}
		return z
	})
	if _, err := f.WriteTo(io.Discard); err != nil {
		return err
	}
	if len(z.rows) > 0 {
		return fmt.Errorf("%d sheets were not written", len(z.rows))
	}
	return nil
}

func frame(f *excelize.File, s *worksheet) error {
	if _, err := f.NewSheet(s.name); err != nil {
		return err
	}
	for i, width := range s.widths {
		c := columnName(i)
		if err := f.SetColWidth(s.name, c, c, width); err != nil {
			return err
		}
	}
	right := columnName(len(s.widths) - 1)
	last := fmt.Sprintf("%s%d", right, max(s.last, 1))
	filled := "A1:" + last
	if s.pivot != nil {
		filled = "A1" // whoever opens it fills the rest
	}
	if err := f.SetSheetDimension(s.name, filled); err != nil {
		return err
	}
	if s.frozen > 0 {
		top := fmt.Sprintf("A%d", s.frozen+1)
		if err := f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: s.frozen, TopLeftCell: top, ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$%d", s.name, s.frozen), Scope: s.name}); err != nil {
			return err
		}
	}
	if s.filter {
		if err := f.AutoFilter(s.name, fmt.Sprintf("A%d:%s", s.frozen, last), nil); err != nil {
			return err
		}
	}
	if s.heads != nil {
		if err := listTable(f, s, last); err != nil {
			return err
		}
	}
	if s.chart != nil {
		if err := f.AddChart(s.name, "F3", s.chart); err != nil {
			return err
		}
	}
	yes, landscape, a4, wide, endless := true, "landscape", 9, 1, 0
	if err := f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &endless}); err != nil {
		return err
	}
	side, edge, foot := 0.4, 0.5, 0.25
	if err := f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Footer: &foot, Header: &foot}); err != nil {
		return err
	}
	return f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"})
}

// listTable makes a sheet's list a table of its own name, so that it can be filtered, sorted and named in formulas.
func listTable(f *excelize.File, s *worksheet, last string) error {
	first := fmt.Sprintf("A%d", s.frozen)
	if err := f.SetSheetRow(s.name, first, &s.heads); err != nil {
		return err
	}
	plain := false
	name := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, s.name)
	return f.AddTable(s.name, &excelize.Table{Range: first + ":" + last, Name: name + "_", StyleName: "TableStyleLight1", ShowRowStripes: &plain})
}

// zipper is excelize's ZipWriter, with rows for its sheets.
type zipper struct {
	*zip.Writer
	rows  map[string]func(cells)
	wrote func(int)
	n     int // rows that are written
}

func newZipper(w io.Writer, wrote func(int)) *zipper {
	z := &zipper{zip.NewWriter(w), map[string]func(cells){}, wrote, 0}
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return z
}

// Create begins a part of the file.
func (z *zipper) Create(name string) (io.Writer, error) {
	w, err := z.Writer.Create(name)
	if name == "[Content_Types].xml" {
		return typesWriter{w}, err
	}
	fill, ok := z.rows[name]
	if err != nil || !ok {
		return w, err
	}
	delete(z.rows, name)
	return &sheetWriter{w, fill, z}, nil
}

// typesWriter puts the kinds of files into one order; excelize lists them in any.
type typesWriter struct{ w io.Writer }

var contentType = regexp.MustCompile(`<Default .*?</Default>`)

func (t typesWriter) Write(b []byte) (int, error) {
	kinds := contentType.FindAll(b, -1)
	slices.SortFunc(kinds, bytes.Compare)
	n := 0
	sorted := contentType.ReplaceAllFunc(b, func([]byte) []byte { n++; return kinds[n-1] })
	_, err := t.w.Write(sorted)
	return len(b), err
}

// sheetWriter puts the rows into the sheet that excelize writes, in the place of its headings.
type sheetWriter struct {
	w    io.Writer
	fill func(cells)
	z    *zipper
}

func (s *sheetWriter) Write(frame []byte) (int, error) {
	before, after, found := bytes.Cut(frame, []byte("<sheetData>"))
	if found {
		_, after, found = bytes.Cut(after, []byte("</sheetData>"))
	} else {
		before, after, found = bytes.Cut(frame, []byte("<sheetData/>"))
	}
	if !found {
		return 0, fmt.Errorf("a sheet has no place for its rows")
	}
	x := &xmlCells{w: s.w, z: s.z}
	x.b = append(append(x.b, before...), "<sheetData>"...)
	s.fill(x)
	x.endRow()
	x.b = append(append(x.b, "</sheetData>"...), after...)
	x.flush()
	return len(frame), x.err
}

// xmlCells writes cells as the XML of a sheet.
type xmlCells struct {
	w      io.Writer
	z      *zipper
	b      []byte
	err    error
	n, col int
	line   []byte // the row's number, as text
}

func (x *xmlCells) flush() {
	if x.err == nil {
		_, x.err = x.w.Write(x.b)
	}
	x.b = x.b[:0]
}

func (x *xmlCells) endRow() {
	if x.n > 0 {
		x.b = append(x.b, "</row>"...)
	}
}

func (x *xmlCells) row(n int) {
	x.endRow()
	if x.z.n++; x.z.wrote != nil && x.z.n%1024 == 0 {
		x.z.wrote(x.z.n)
	}
	if len(x.b) > 1<<16 {
		x.flush()
	}
	x.n, x.col = n, 0
	x.line = strconv.AppendInt(x.line[:0], int64(n), 10)
	x.b = append(append(append(x.b, `<row r="`...), x.line...), `">`...)
}

func (x *xmlCells) open(style int) {
	x.b = append(append(append(x.b, `<c r="`...), columnName(x.col)...), x.line...)
	if style != 0 {
		x.b = strconv.AppendInt(append(x.b, `" s="`...), int64(style), 10)
	}
	x.b = append(x.b, '"')
	x.col++
}

func (x *xmlCells) skip() { x.col++ }

// text is always typed as text, whatever it begins with: it never becomes a formula.
func (x *xmlCells) text(s string, style int) {
	if s == "" {
		if style == 0 {
			x.col++
			return
		}
		x.open(style)
		x.b = append(x.b, "/>"...)
		return
	}
	x.open(style)
	x.b = append(x.b, ` t="inlineStr"><is><t xml:space="preserve">`...)
	x.b = appendXML(x.b, s)
	x.b = append(x.b, "</t></is></c>"...)
}

func (x *xmlCells) number(plain string, style int) {
	x.open(style)
	x.b = append(append(append(x.b, "><v>"...), plain...), "</v></c>"...)
}

func (x *xmlCells) formula(f, value string, style int) {
	x.open(style)
	x.b = appendXML(append(x.b, "><f>"...), f)
	x.b = append(append(append(x.b, "</f><v>"...), value...), "</v></c>"...)
}

// appendXML writes a text with what XML cannot carry left out, and not longer than a cell may be.
func appendXML(b []byte, s string) []byte {
	plain := len(s) <= 8000
	for i := 0; plain && i < len(s); i++ {
		c := s[i]
		plain = c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '_'
	}
	if plain {
		return append(b, s...)
	}
	units := 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units > 32_767 {
			break
		}
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '_' && escapeLike(s[i:]):
			// Excel would take _x0041_ for the letter A.
			b = append(b, "_x005F_"...)
		case r == '\n':
			b = append(b, '\n')
		case r < ' ' || r == 0x7F || r == 0xFFFE || r == 0xFFFF:
			b = append(b, ' ')
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

func escapeLike(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 32)
	return err == nil
}

var columnNames = strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "")

// columnName is the letter of a column, from 0; no sheet here has more than 26.
func columnName(n int) string { return columnNames[n] }
