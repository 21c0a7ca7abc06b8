package intake

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"dropdesk/app/trade"
)

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
