package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dropdesk/app/trade"
)

// xlsx is a workbook of Excel's. Its sheets are read from their XML as they come, because building them first takes ten times the time and
// memory; the tests compare what is read with excelize, cell by cell.
type xlsx struct {
	parts   parts
	sheets  []string // their parts
	strings string   // the part with the shared texts
	shared  []string
	known   bool // shared was read
	styles  []format
	signs   []string
	from    time.Time // day zero
}

// format is what a number format says of the numbers that have it.
type format struct {
	kind CellKind
	zero int   // digits, with leading zeros
	sign uint8 // the currency
}

func openXLSX(p parts) (*Book, error) {
	x := &xlsx{parts: p, from: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), signs: []string{""}}
	root := "xl/workbook.xml"
	if p.has("_rels/.rels") {
		links, err := x.links("_rels/.rels", "")
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if l.kind == "officeDocument" {
				root = l.target
			}
		}
	}
	links := map[string]link{}
	rels := path.Join(path.Dir(root), "_rels", path.Base(root)+".rels")
	if p.has(rels) {
		var err error
		if links, err = x.links(rels, path.Dir(root)); err != nil {
			return nil, err
		}
	}
	styles := ""
	for _, l := range links {
		switch l.kind {
		case "sharedStrings":
			x.strings = l.target
		case "styles":
			styles = l.target
		}
	}
	b := &Book{}
	err := x.each(root, func(t *tags) error {
		switch {
		case t.is("workbookPr") && (t.value("date1904") == "1" || t.value("date1904") == "true"):
			x.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		case t.is("sheet"):
			l, ok := links[t.value("id")]
			if !ok || l.kind != "worksheet" || len(b.Sheets) == maxSheets { // a chart has no cells
				return nil
			}
			b.Sheets = append(b.Sheets, t.value("name"))
			b.hidden = append(b.hidden, t.value("state") != "" && t.value("state") != "visible")
			x.sheets = append(x.sheets, l.target)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(b.Sheets) == 0 {
		return nil, trade.Faultf(trade.Invalid, "The workbook has no sheet with cells. Ask for it once more, or save it anew in Excel or LibreOffice.")
	}
	if styles != "" && p.has(styles) {
		if err := x.readStyles(styles); err != nil {
			return nil, err
		}
	}
	b.read = x.read
	return b, nil
}

// each calls f with every tag of a part.
func (x *xlsx) each(name string, f func(*tags) error) error {
	return eachTag(x.parts, name, f)
}

func eachTag(p parts, name string, f func(*tags) error) error {
	return eachTagOf(p, name, func() int { return 0 }, f)
}

// eachTagOf is eachTag for a part with rows: where it cannot be read to its end, it is said behind which row.
func eachTagOf(p parts, name string, row func() int, f func(*tags) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	t := newTags(r)
	for any := false; ; any = true {
		err := t.next()
		if err == io.EOF && any && t.deep == 0 {
			return nil
		}
		if err == io.EOF { // what ends between two rows is not whole either
			err = io.ErrUnexpectedEOF
		}
		var told *trade.Error
		switch at := row(); {
		case err == nil:
		case errors.As(err, &told):
			return err
		case at > 0:
			return trade.Faultf(trade.Invalid, "The part %q of the file cannot be read below row %d: %w. It is damaged, or only a part of it arrived; ask for it once more.", name, at, err)
		default:
			return trade.Faultf(trade.Invalid, "The part %q of the file cannot be read: %w. It is damaged, or only a part of it arrived; ask for it once more.", name, err)
		}
		if err := f(t); err != nil {
			return err
		}
	}
}

type link struct{ kind, target string }

// links reads which parts a part names.
func (x *xlsx) links(name, base string) (map[string]link, error) {
	found := map[string]link{}
	err := x.each(name, func(t *tags) error {
		if t.is("Relationship") && t.value("TargetMode") != "External" {
			target := t.value("Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(target, "/")
			} else {
				target = path.Join(base, target)
			}
			found[t.value("Id")] = link{path.Base(t.value("Type")), target}
		}
		return nil
	})
	return found, err
}

func (x *xlsx) readStyles(name string) error {
	codes := map[string]string{}
	inside := false
	return x.each(name, func(t *tags) error {
		switch {
		case t.is("numFmt"):
			codes[t.value("numFmtId")] = t.value("formatCode")
		case t.is("cellXfs"):
			inside = true
		case t.ends("cellXfs"):
			inside = false
		case inside && t.is("xf") && len(x.styles) < 1<<16:
			x.styles = append(x.styles, x.format(t.value("numFmtId"), codes))
		}
		return nil
	})
}

// format reads a number format: ECMA-376, part 1, 18.8.30 and 18.8.31.
func (x *xlsx) format(id string, codes map[string]string) format {
	code, own := codes[id]
	if !own {
		n, _ := strconv.Atoi(id)
		switch {
		case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 58:
			return format{kind: Day}
		case n == 9, n == 10:
			return format{kind: Share}
		}
		return format{kind: Number}
	}
	f := format{kind: Number}
	bare := bareFormat(code)
	switch {
	case strings.Contains(bare, "%"):
		f.kind = Share
	case strings.ContainsAny(bare, "yY") || strings.Contains(strings.ToLower(bare), "d"):
		f.kind = Day
	case len(bare) > 1 && strings.Trim(bare, "0") == "":
		f.zero = len(bare)
	}
	if sign := currencyIn(strings.NewReplacer("[$", " ", "]", " ", `"`, " ", "-", " ", ";", " ", "#", " ", "0", " ", ",", " ", ".", " ").Replace(code)); sign != "" {
		for i, known := range x.signs {
			if known == sign {
				f.sign = uint8(i)
			}
		}
		if f.sign == 0 && len(x.signs) < 200 {
			x.signs = append(x.signs, sign)
			f.sign = uint8(len(x.signs) - 1)
		}
	}
	return f
}

// bareFormat is the first section of a format without what is only shown.
func bareFormat(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '[':
			if end := strings.IndexByte(code[i:], ']'); end >= 0 {
				i += end
			}
		case '\\', '_', '*':
			i++
		case ';':
			return out.String()
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// texts reads the shared texts, once.
func (x *xlsx) texts(ctx context.Context) error {
	if x.known || x.strings == "" || !x.parts.has(x.strings) {
		return nil
	}
	// A cell that names a text takes so many bytes at least: what is beyond no cell can name.
	most := 1 << 18
	for _, name := range x.sheets {
		most += x.parts.size(name) / len(`<c t="s"><v>0</v></c>`)
	}
	var a arena
	var text []byte
	total, phonetic := 0, false
	err := x.each(x.strings, func(t *tags) error {
		switch {
		case t.is("si"):
			text = text[:0]
			if t.self {
				x.shared = append(x.shared, "")
			}
		case t.is("rPh"):
			phonetic = !t.self
		case t.ends("rPh"):
			phonetic = false
		case t.ends("t") && !phonetic:
			text = append(text, plainText(t.text)...)
		case t.ends("si"):
			if !sound(text) {
				return trade.Faultf(trade.Invalid, "The text %d of the workbook holds bytes that no text has: the file is damaged. Ask for it once more.", len(x.shared)+1)
			}
			if total += len(text); total > maxTexts {
				return trade.Faultf(trade.Invalid, "The texts of the workbook come to more than %d MB. Save the list alone in a file of its own.", maxTexts>>20)
			}
			x.shared = append(x.shared, a.keep(unescaped(text)))
		}
		switch n := len(x.shared); {
		case n >= most:
			return errEnough
		case n%8192 == 0:
			return ctx.Err()
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	x.known = err == nil
	return err
}

// sound says whether bytes are a text.
func sound(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }

// unescaped resolves how Excel writes signs that XML cannot: _x000D_.
func unescaped(b []byte) []byte {
	if len(b) < 7 || !strings.Contains(string(b), "_x") {
		return b
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if i+7 <= len(b) && b[i] == '_' && b[i+1] == 'x' && b[i+6] == '_' {
			if n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 32); err == nil {
				if n != 0 {
					out = append(out, string(rune(n))...)
				}
				i += 6
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func (x *xlsx) read(ctx context.Context, at, rows int) (*Sheet, error) {
	if err := x.texts(ctx); err != nil {
		return nil, err
	}
	b := &builder{ctx: ctx, sheet: &Sheet{Signs: x.signs}, most: rows}
	r := &sheetReader{x: x, b: b}
	err := eachTagOf(x.parts, x.sheets[at], func() int { return b.row }, r.tag)
	s, err := b.done(err)
	if err != nil {
		return nil, err
	}
	s.merge(r.merged)
	if r.blank > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("Formulas without a result are read as empty (%d of them, the first in %s). Open the file in Excel or LibreOffice and save it, then they have one.", r.blank, r.first))
	}
	if len(r.shut) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("Hidden columns are read too: %s.", strings.Join(r.shut, ", ")))
	}
	return s, nil
}

// sheetReader takes the tags of a sheet.
type sheetReader struct {
	x      *xlsx
	b      *builder
	col    int // of the cell
	style  int
	kind   byte // of its value: n, s, i (a text of its own), t (the text of a formula), b, e, d
	value  []byte
	inside bool // a cell
	told   bool // the cell has a value, even an empty one
	worked bool // the cell has a formula
	blank  int  // cells whose formula has no result
	first  string
	merged [][4]int
	shut   []string
}

func (r *sheetReader) tag(t *tags) error {
	switch string(t.name) {
	case "c":
		if t.end {
			return r.keep()
		}
		if err := r.cell(t); err != nil || t.self || r.kind == 'i' {
			return err
		}
		if value, plain := t.plainCell(); plain {
			r.value = append(r.value, value...)
			return r.keep()
		}
		return nil
	case "f":
		r.worked = true
	case "v", "t":
		r.told = true
		if t.end && r.inside {
			switch {
			case r.kind == 'i' && string(t.name) == "v":
			case bytes.IndexByte(t.text, '&') < 0:
				r.value = append(r.value, t.text...)
			default:
				r.value = append(r.value, plainText(t.text)...)
			}
		}
	case "row":
		if t.end {
			return nil
		}
		no, hidden := r.b.row+1, false
		for {
			k, v, ok := t.attr()
			if !ok {
				break
			}
			switch string(k) {
			case "r":
				n, err := strconv.Atoi(string(v))
				if err != nil {
					return errDamaged
				}
				no = n
			case "hidden":
				hidden = string(v) == "1" || string(v) == "true"
			}
		}
		r.col = -1
		return r.b.begin(no, hidden)
	case "col":
		if !t.end && (t.value("hidden") == "1" || t.value("hidden") == "true") && len(r.shut) < 20 {
			first, _ := strconv.Atoi(t.value("min"))
			last, _ := strconv.Atoi(t.value("max"))
			for i := max(first, 1); i <= min(last, maxColumns) && len(r.shut) < 20; i++ {
				r.shut = append(r.shut, Letter(i-1))
			}
		}
	case "mergeCell":
		if area, ok := areaOf(t.value("ref")); ok && len(r.merged) < 100_000 {
			r.merged = append(r.merged, area)
		}
	}
	return nil
}

func (r *sheetReader) cell(t *tags) error {
	if err := r.b.counted(); err != nil {
		return err
	}
	r.kind, r.style, r.inside, r.value = 'n', -1, !t.self, r.value[:0]
	r.told, r.worked = false, false
	r.col++
	for {
		k, v, ok := t.attr()
		if !ok {
			return nil
		}
		switch string(k) {
		case "r":
			at, row := splitRef(v)
			if at < 0 || (row != r.b.row && row != 0) {
				return trade.Faultf(trade.Invalid, "A cell of row %d says that it is %q: the file is damaged. Save it anew in Excel or LibreOffice.", r.b.row, v)
			}
			r.col = at
		case "s":
			n, err := strconv.Atoi(string(v))
			if err == nil {
				r.style = n
			}
		case "t":
			switch string(v) {
			case "s", "b", "e", "d":
				r.kind = v[0]
			case "inlineStr":
				r.kind = 'i'
			case "str":
				r.kind = 't'
			}
		}
	}
}

// splitRef reads a place such as C12.
func splitRef(v []byte) (at, row int) {
	i := 0
	for i < len(v) && v[i] >= 'A' {
		at = at*26 + int(v[i]&^0x20-'A') + 1
		if i++; i > 4 {
			return -1, 0
		}
	}
	for ; i < len(v); i++ {
		if v[i] < '0' || v[i] > '9' || row > 1<<24 {
			return -1, 0
		}
		row = row*10 + int(v[i]-'0')
	}
	return at - 1, row
}

// areaOf reads an area such as A1:G4: first row, first column, last row, last column.
func areaOf(ref string) (a [4]int, ok bool) {
	from, to, _ := strings.Cut(ref, ":")
	a[1], a[0] = splitRef([]byte(from))
	a[3], a[2] = splitRef([]byte(to))
	return a, a[1] >= 0 && a[0] > 0 && a[3] >= a[1] && a[2] >= a[0]
}

// keep takes the cell that ends.
func (r *sheetReader) keep() error {
	if !r.inside || len(r.value) == 0 {
		if r.inside && r.worked && !r.told {
			if r.blank++; r.blank == 1 {
				r.first = fmt.Sprintf("%s%d", Letter(r.col), r.b.row)
			}
		}
		return nil
	}
	r.inside = false
	b, x := r.b, r.x
	c := Cell{}
	switch r.kind {
	case 's':
		i, err := strconv.Atoi(string(r.value))
		if err != nil || i < 0 || i >= len(x.shared) {
			return trade.Faultf(trade.Invalid, "The cell %s%d names a text that the workbook lacks: the file is damaged. Ask for it once more.", Letter(r.col), b.row)
		}
		c.Text = x.shared[i]
	case 'i', 't':
		if !sound(r.value) {
			return trade.Faultf(trade.Invalid, "The cell %s%d holds bytes that no text has: the file is damaged. Ask for it once more.", Letter(r.col), b.row)
		}
		c.Text = b.arena.keep(unescaped(r.value))
	case 'b':
		c.Text = "TRUE"
		if string(r.value) == "0" {
			c.Text = "FALSE"
		}
	case 'e':
		c = Cell{Text: b.arena.keep(r.value), Kind: Broken}
	case 'd':
		day, _, _ := strings.Cut(string(r.value), "T")
		c = Cell{Text: day, Kind: Day}
	default:
		f := format{kind: Number}
		if r.style >= 0 && r.style < len(x.styles) {
			f = x.styles[r.style]
		}
		c = x.number(b, r.value, f)
	}
	if len(c.Text) > 0 && (c.Text[0] == ' ' || c.Text[len(c.Text)-1] <= ' ') {
		c.Text = strings.TrimSpace(c.Text)
	}
	return b.put(r.col, c)
}

// number is a number as it was entered, with the meaning that its format gives it.
func (x *xlsx) number(b *builder, v []byte, f format) Cell {
	text, ok := plainNumber(b, v)
	if !ok {
		return Cell{Text: b.arena.keep(v)}
	}
	c := Cell{Text: text, Kind: f.kind, Sign: f.sign}
	switch {
	case f.kind == Day:
		if days, err := strconv.ParseFloat(text, 64); err == nil && days >= 1 && days < 2_958_466 {
			c.Text = x.from.AddDate(0, 0, int(days)).Format("2006-01-02")
		} else {
			c.Kind = Number
		}
	case f.zero > len(text) && strings.Trim(text, "0123456789") == "":
		c.Text = strings.Repeat("0", min(f.zero, 40)-len(text)) + text
		c.Kind = Words
	}
	return c
}

// plainNumber writes a number without an exponent and with the 15 digits that Excel has: 3.1 for 3.1000000000000001.
func plainNumber(b *builder, v []byte) (string, bool) {
	simple, digits := true, 0
	for i, c := range v {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' || (c == '-' && i == 0):
		default:
			simple = false
		}
	}
	if simple && digits > 0 && digits <= 15 {
		return b.arena.keep(v), true
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(string(v)), 64)
	if err != nil || n != n || n > 1e30 || n < -1e30 {
		return "", false
	}
	if n, err = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64); err != nil {
		return "", false
	}
	return strconv.FormatFloat(n, 'f', -1, 64), true
}

// merge gives the cells of a merged area what stands in its first.
func (s *Sheet) merge(areas [][4]int) {
	if len(areas) == 0 {
		return
	}
	at := map[int]int{}
	for i := range s.Rows {
		at[s.Rows[i].No] = i
	}
	filled := 0
	for _, a := range areas {
		top, ok := at[a[0]]
		if !ok || a[1] >= len(s.Rows[top].Cells) || s.Rows[top].Cells[a[1]].Text == "" {
			continue
		}
		c := s.Rows[top].Cells[a[1]]
		for no := a[0]; no <= min(a[2], a[0]+10_000); no++ {
			i, ok := at[no]
			if !ok {
				continue
			}
			r := &s.Rows[i]
			for col := a[1]; col <= min(a[3], maxColumns-1); col++ {
				if filled++; filled > maxCells/5 {
					return
				}
				for len(r.Cells) <= col {
					r.Cells = append(r.Cells, Cell{})
				}
				if r.Cells[col].Text == "" {
					r.Cells[col] = c
				}
			}
		}
	}
}
