package intake

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"dropdesk/app/trade"
)

// errNextSheet ends the reading of a sheet of which no more is wanted.
var errNextSheet = errors.New("the sheet is read")

// openODS opens a workbook of LibreOffice's: all its sheets are in one part.
func openODS(p parts) (*Book, error) {
	b := &Book{}
	err := eachTag(p, "content.xml", func(t *tags) error {
		if t.is("table") && len(b.Sheets) < maxSheets {
			b.Sheets, b.hidden = append(b.Sheets, t.value("name")), append(b.hidden, false)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(b.Sheets) == 0 {
		return nil, trade.Faultf(trade.Invalid, "The workbook has no sheet with cells. Ask for it once more, or save it anew in Excel or LibreOffice.")
	}
	b.read = func(ctx context.Context, sheet, rows int) (*Sheet, error) {
		r := &odsReader{wanted: sheet, sheet: -1, rows: 1, b: &builder{ctx: ctx, sheet: &Sheet{Signs: []string{""}}, most: rows}}
		err := eachTagOf(p, "content.xml", func() int { return r.row }, r.tag)
		if errors.Is(err, errNextSheet) {
			err = nil
		}
		s, err := r.b.done(err)
		if err == nil {
			s.merge(r.merged)
		}
		return s, err
	}
	return b, nil
}

// odsReader takes the tags of one sheet.
type odsReader struct {
	b             *builder
	wanted, sheet int
	row, rows     int // the row, and how often it is repeated
	again         int // cells of rows that are repeated
	shut          bool
	col, cols     int
	cells         []Cell
	kind          string
	value, unit   string
	text          []byte
	lines         int
	inside, aside bool // a paragraph; a remark about the cell
	merged        [][4]int
}

// times is how often something is repeated.
func times(t *tags, name string) int {
	n, err := strconv.Atoi(t.value(name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxRows)
}

func (r *odsReader) tag(t *tags) error {
	if r.inside && !r.aside {
		r.text = append(r.text, plainText(t.text)...)
	}
	name := string(t.name)
	if name == "table" {
		if !t.end {
			r.sheet++
		} else if r.sheet == r.wanted {
			return errNextSheet
		}
		return nil
	}
	if r.sheet != r.wanted {
		return nil
	}
	switch name {
	case "annotation":
		r.aside = !t.end && !t.self
	case "p":
		if r.inside = !t.end && !t.self; r.inside && !r.aside {
			if r.lines++; r.lines > 1 {
				r.text = append(r.text, '\n')
			}
		}
	case "s":
		if r.inside && !t.end {
			r.text = append(r.text, ' ')
		}
	case "table-row":
		if t.end {
			return r.endRow()
		}
		r.row += r.rows
		r.rows, r.shut, r.col, r.cells = times(t, "number-rows-repeated"), t.value("visibility") != "" && t.value("visibility") != "visible", 0, r.cells[:0]
		if t.self {
			return nil
		}
	case "table-cell", "covered-table-cell":
		if !t.end {
			r.kind, r.value, r.unit, r.text, r.lines = t.value("value-type"), t.value("value"), t.value("currency"), r.text[:0], 0
			if r.kind == "date" {
				r.value = t.value("date-value")
			}
			r.cols = times(t, "number-columns-repeated")
			if wide, high := times(t, "number-columns-spanned"), times(t, "number-rows-spanned"); (wide > 1 || high > 1) && len(r.merged) < 100_000 {
				r.merged = append(r.merged, [4]int{r.row, r.col, r.row + high - 1, r.col + wide - 1})
			}
		}
		if t.end || t.self {
			return r.endCell()
		}
	}
	return nil
}

func (r *odsReader) endCell() error {
	if err := r.b.counted(); err != nil {
		return err
	}
	if !sound(r.text) {
		return trade.Faultf(trade.Invalid, "The cell %s%d holds bytes that no text has: the file is damaged. Ask for it once more.", Letter(r.col), r.row)
	}
	c := Cell{}
	text := strings.TrimSpace(string(r.text))
	switch r.kind {
	case "float", "percentage", "currency":
		plain, ok := plainNumber(r.b, []byte(r.value))
		if !ok {
			c.Text = text
			break
		}
		c = Cell{Text: plain, Kind: Number}
		if r.kind == "percentage" {
			c.Kind = Share
		}
		if r.unit != "" {
			c.Sign = r.sign(r.unit)
		}
	case "date":
		c = Cell{Text: r.value[:min(len(r.value), 10)], Kind: Day}
	default:
		if c.Text = text; strings.HasPrefix(text, "#") && strings.ContainsAny(text[len(text)-1:], "!?A") || strings.HasPrefix(text, "Err:") {
			c.Kind = Broken
		}
	}
	if c.Text != "" {
		for at := r.col; at < min(r.col+r.cols, maxColumns+1); at++ {
			for len(r.cells) < at {
				r.cells = append(r.cells, Cell{})
			}
			r.cells = append(r.cells[:at], c)
		}
	}
	r.col += r.cols
	return nil
}

// sign is the place of a currency in those of the sheet.
func (r *odsReader) sign(unit string) uint8 {
	s := r.b.sheet
	for i, known := range s.Signs {
		if known == unit {
			return uint8(i)
		}
	}
	if len(s.Signs) > 200 {
		return 0
	}
	s.Signs = append(s.Signs, unit)
	return uint8(len(s.Signs) - 1)
}

// endRow keeps a row as often as it is repeated; empty ones only move on.
func (r *odsReader) endRow() error {
	if len(r.cells) == 0 {
		return nil
	}
	for i := range r.rows {
		if err := r.b.begin(r.row+i, r.shut); err != nil {
			return err
		}
		for at, c := range r.cells {
			if i > 0 {
				if r.again++; r.again > maxAgain {
					return r.b.tooMany(maxAgain)
				}
				if err := r.b.counted(); err != nil {
					return err
				}
			}
			if err := r.b.put(at, c); err != nil {
				return err
			}
		}
	}
	return nil
}
