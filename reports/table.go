package reports

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/core"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// grille is the table of a sheet: which columns it has, how wide they are and what stands in them.
type grille struct {
	columns []column
	widths  map[column]float64
	cells   []map[column]string // of each line
	after   map[column]float64  // room for the decimals of a column of figures
}

// tally is what the lines printed so far come to, for the carried-forward rows.
type tally struct {
	net money.Amount
	any bool
}

const (
	cellGap  = 1.5  // what a text keeps clear of its column's edges
	rowGap   = 1.05 // and of its row's
	minText  = 40.0 // what the description has at least
	lastText = 16.0 // and beside figures that leave it no more
)

var figures = []column{colQty, colPrice, colDiscount, colAmount}

// table prints the lines; the last of them stays with the totals.
func (s *sheet) table() {
	s.grille = s.newGrille()
	s.tableHead()
	s.inside = true
	for i := range s.Lines {
		rows := s.lineRows(i)
		need := 0.0
		if s.Costs {
			need = s.carryHeight()
		}
		if i == len(s.Lines)-1 {
			need = s.totalsHeight()
		}
		if rows[0].height+need > s.room()+0.001 && s.y > s.top {
			s.newPage()
		}
		for j, r := range rows {
			if j > 0 {
				s.keep(r.height + need)
			}
			s.put(r.height, r.cols...)
		}
		s.rule(hairline, &hair)
		if l := &s.Lines[i]; l.Kind != trade.LineText && !l.Optional {
			s.sum.net += l.Net
			s.sum.any = true
		}
	}
	s.totals()
	s.inside = false
}

const hairline = 0.15

func (s *sheet) newGrille() grille {
	g := grille{widths: map[column]float64{}, after: map[column]float64{}}
	pos := 0
	seen := map[column]bool{colItem: false}
	taxes := map[string]bool{}
	for i := range s.Lines {
		l := &s.Lines[i]
		c := map[column]string{}
		g.cells = append(g.cells, c)
		if l.Kind == trade.LineText {
			continue
		}
		pos++
		c[colPos] = strconv.Itoa(pos)
		c[colItem] = strings.TrimSpace(clean(l.Code))
		c[colQty] = s.w.figure(l.Qty.String())
		c[colUnit] = strings.TrimSpace(clean(l.Unit))
		c[colTick] = "□"
		if s.Costs {
			c[colPrice] = s.w.figure(l.Price.Text(s.Currency))
			c[colAmount] = s.w.money(l.Net, s.Currency)
			if l.Discount != 0 {
				c[colDiscount] = s.w.rate(l.Discount)
			}
			c[colTax] = l.TaxCode
			taxes[l.TaxCode] = true
		}
		for k, v := range c {
			seen[k] = seen[k] || v != ""
		}
	}
	seen[colText], seen[colPos], seen[colQty] = true, true, true
	// One code for all lines is said once, in the totals.
	seen[colTax] = seen[colTax] && len(taxes) > 1
	seen[colPrice], seen[colAmount] = s.Costs, s.Costs
	for _, c := range s.columns {
		if seen[c] && !slices.Contains(s.Without, spare[c]) {
			g.columns = append(g.columns, c)
		}
	}
	s.measure(&g)
	return g
}

// spare are the columns that a company may leave out, by their names.
var spare = map[column]string{colPos: "pos", colItem: "item", colUnit: "unit", colDiscount: "discount", colTax: "tax"}

// measure gives each column the width that its contents need, up to a limit, and the rest to the description.
func (s *sheet) measure(g *grille) {
	st, head := style{size: body}, style{size: headSize, bold: true}
	left := s.measureWith(g, st, head, map[column]float64{colItem: 32, colUnit: 17, colTax: 14})
	if left < minText {
		// Figures of a size that fills the page: what can be broken gives its room to them.
		left = s.measureWith(g, st, head, map[column]float64{colItem: 17, colUnit: 9, colTax: 9})
	}
	g.widths[colText] = max(left, lastText)
}

// measureWith says what the columns leave to the description.
func (s *sheet) measureWith(g *grille, st, head style, limits map[column]float64) float64 {
	left := s.width
	for _, c := range g.columns {
		if c == colText {
			continue
		}
		need := 0.0
		if slices.Contains(figures, c) {
			before := 0.0
			for _, cells := range g.cells {
				whole, decimals := s.split(cells[c])
				before = max(before, st.long(whole))
				g.after[c] = max(g.after[c], st.long(decimals))
			}
			need = before + g.after[c]
		} else {
			for _, cells := range g.cells {
				need = max(need, st.long(cells[c]))
			}
		}
		need = max(need, head.long(s.columnHead(c)))
		if limit := limits[c]; limit > 0 {
			need = min(need, limit)
		}
		g.widths[c] = math.Ceil((need+2*cellGap)*grid) / grid
		left -= g.widths[c]
	}
	return left
}

const headSize = 8.0

// columnHead is the heading of a column.
func (s *sheet) columnHead(c column) string {
	w := s.w
	switch c {
	case colPos:
		return w.pos
	case colItem:
		return w.item
	case colText:
		return w.description
	case colQty:
		return w.qty
	case colUnit:
		return w.unit
	case colPrice:
		return w.price
	case colDiscount:
		return w.discount
	case colTax:
		return w.tax
	case colAmount:
		return w.amount + " " + string(s.Currency)
	case colTick:
		return w.checked
	}
	return ""
}

// split parts a figure before its decimal sign.
func (s *sheet) split(figure string) (whole, decimals string) {
	if at := strings.LastIndex(figure, s.w.point); at >= 0 {
		return figure[:at], figure[at:]
	}
	if n := strings.TrimSuffix(figure, " %"); n != figure {
		return n, " %"
	}
	return figure, ""
}

func (s *sheet) tableHead() {
	st := style{size: headSize, bold: true, colour: &s.accent.on}
	const height = 6.6
	var cols []core.Col
	for _, c := range s.grille.columns {
		k := stack{width: s.grille.widths[c], colour: &s.accent.full}
		t := st
		t.right = slices.Contains(figures, c)
		t.centre = c == colTick
		k.parts = append(k.parts, t.at(s.columnHead(c), cellGap, cellGap, (height-leading(headSize))/2))
		cols = append(cols, k.col())
	}
	s.put(height, cols...)
	s.top = s.y
}

type tableRow struct {
	height float64
	cols   []core.Col
}

// lineRows are the rows that one line takes: one, or several where its text would fill a page.
func (s *sheet) lineRows(i int) []tableRow {
	l, g := &s.Lines[i], &s.grille
	st := style{size: body}
	first := g.widths[colText]
	lines := s.description(l, first)
	if l.Kind == trade.LineText {
		return s.textRows(l)
	}
	const most = 24 // lines of text in one row
	var rows []tableRow
	for from := 0; from == 0 || from < len(lines); from += most {
		part := lines[min(from, len(lines)):min(from+most, len(lines))]
		row := tableRow{}
		for _, c := range g.columns {
			k := stack{width: g.widths[c], left: cellGap, right: cellGap, y: rowGap}
			t := st
			if l.Optional && (c == colAmount || c == colPrice) {
				t.colour = &grey
			}
			switch {
			case c == colText:
				for _, p := range part {
					k.parts = append(k.parts, p.style.at(p.text, cellGap, cellGap, k.y))
					k.y += leading(p.style.size)
				}
			case from > 0:
			case slices.Contains(figures, c):
				figure := g.cells[i][c]
				if figure == "" {
					break
				}
				t.right = true
				_, decimals := s.split(figure)
				k.parts = append(k.parts, t.at(figure, 0, cellGap+g.after[c]-t.long(decimals), k.y))
				k.y += leading(body)
			default:
				if c == colPos || c == colUnit {
					t.colour = &grey
				}
				t.centre = c == colTick
				k.text(g.cells[i][c], t)
			}
			row.height = max(row.height, k.y+rowGap)
			row.cols = append(row.cols, k.col())
		}
		rows = append(rows, row)
	}
	return rows
}

type styled struct {
	text  string
	style style
}

// description is what stands in the description's column: the text, then what is said about it in smaller type.
func (s *sheet) description(l *app.PaperLine, width float64) []styled {
	var out []styled
	add := func(t string, st style) {
		for p := range strings.SplitSeq(strings.ReplaceAll(t, "\r\n", "\n"), "\n") {
			for _, line := range st.face().wrap(p, (width-2*cellGap)/point/st.size) {
				out = append(out, styled{line, st})
			}
		}
	}
	note := style{size: small, colour: &grey}
	add(l.Description, style{size: body})
	if l.Detail != "" {
		detail := l.Detail
		if s.ourItemNo {
			detail = s.w.ourItem + " " + detail
		}
		add(detail, note)
	}
	if l.Expected != "" {
		add(s.w.expected+" "+s.w.day(l.Expected), note)
	}
	if l.Optional {
		add(s.w.optional, note)
	}
	return out
}

// textRows set a line that is only text across the table.
func (s *sheet) textRows(l *app.PaperLine) []tableRow {
	left := 0.0
	for _, c := range s.grille.columns {
		if c == colText || c == colItem {
			break
		}
		left += s.grille.widths[c]
	}
	var rows []tableRow
	for _, p := range s.description(l, s.width-left) {
		k := stack{width: s.width}
		y := 0.0
		if len(rows) == 0 {
			y = rowGap
		}
		k.parts = append(k.parts, p.style.at(p.text, left+cellGap, cellGap, y))
		rows = append(rows, tableRow{y + leading(p.style.size), []core.Col{k.col()}})
	}
	if len(rows) == 0 {
		return []tableRow{{height: leading(body)}}
	}
	rows[len(rows)-1].height += rowGap
	return rows
}

func (s *sheet) carryHeight() float64 { return leading(body) + 2*rowGap }

// carry prints what the lines came to at the end of a page, and again at the top of the next.
func (s *sheet) carry(label string) {
	if !s.Costs || !s.sum.any {
		return
	}
	st := style{size: body, bold: true, right: true}
	amount := s.grille.widths[colAmount]
	k, v := stack{width: s.width - amount, colour: &s.accent.tint}, stack{width: amount, colour: &s.accent.tint}
	k.parts = append(k.parts, st.at(label, 0, cellGap, rowGap))
	v.parts = append(v.parts, st.at(s.w.money(s.sum.net, s.Currency), 0, cellGap, rowGap))
	s.put(s.carryHeight(), k.col(), v.col())
}
