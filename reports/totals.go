package reports

import (
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/core"

	"dropdesk/app/money"
)

// totalLine is one line of the totals.
type totalLine struct {
	label, value string
	strong       bool
}

const totalsWidth = 84.0

// totalLines are what the totals say: only what differs from the line above it.
func (s *sheet) totalLines() []totalLine {
	if !s.Costs {
		if s.countGoods {
			return s.countLine()
		}
		return nil
	}
	t, w := &s.Totals, s.w
	sum := func(a money.Amount) string { return w.money(a, s.Currency) }
	var out []totalLine
	if t.Discount != 0 {
		out = append(out, totalLine{w.subtotal, sum(t.Gross), false}, totalLine{w.lessDiscount, sum(-t.Discount), false})
	}
	total := totalLine{w.total + " " + string(s.Currency), sum(t.Total), true}
	if t.Inclusive {
		out = append(out, total)
	} else if t.Discount != 0 || len(t.Taxes) > 0 {
		out = append(out, totalLine{w.net, sum(t.Net), false})
	}
	for _, x := range t.Taxes {
		name := x.Name
		if name == "" {
			name = x.Code
		}
		if rate := x.Rate.String(); x.Rate != 0 && !strings.Contains(name, rate) && !strings.Contains(name, w.figure(rate)) {
			name += " " + w.rate(x.Rate)
		}
		if x.Code != "" && x.Code != name {
			name += " (" + x.Code + ")"
		}
		name += " " + w.taxOn + " " + sum(x.Base)
		if t.Inclusive {
			name = w.included + " " + name
		}
		out = append(out, totalLine{name, sum(x.Tax), false})
	}
	if !t.Inclusive {
		out = append(out, total)
	}
	due, left := t.Total, w.balance
	if t.Ahead != 0 {
		if due, left = t.Ahead, w.aheadLeft; due != t.Total {
			out = append(out, totalLine{w.ahead, sum(due), false})
		}
	}
	if t.Paid != 0 {
		out = append(out, totalLine{w.paid, sum(-t.Paid), false})
	}
	if t.Paid != 0 || t.Ahead != 0 {
		out = append(out, totalLine{left + " " + string(s.Currency), sum(max(due-t.Paid, 0)), true})
	}
	return out
}

// countLine adds up the goods, where they are all counted in the same unit.
func (s *sheet) countLine() []totalLine {
	var n money.Qty
	unit, counted := "", 0
	for i := range s.Lines {
		l := &s.Lines[i]
		if s.grille.cells[i][colPos] == "" {
			continue
		}
		if counted > 0 && l.Unit != unit {
			return nil
		}
		unit = l.Unit
		counted++
		n += l.Qty
	}
	if counted < 2 {
		return nil
	}
	return []totalLine{{s.w.totalCount, strings.TrimSpace(s.w.figure(n.String()) + " " + unit), false}}
}

func (s *sheet) totalsHeight() float64 {
	h := 0.0
	for _, r := range s.totalRows() {
		h += r.height
	}
	return h
}

func (s *sheet) totalRows() []tableRow {
	var rows []tableRow
	for i, l := range s.totalLines() {
		st := style{size: body}
		gap := 0.75
		if l.strong {
			st = style{size: 11, bold: true, colour: &s.accent.on}
			gap = 1.5
		}
		if i == 0 {
			rows = append(rows, tableRow{height: 2})
		}
		value := stack{width: max(30, st.long(l.value)+2*cellGap), y: gap}
		label := stack{width: totalsWidth - value.width, left: 2.5, y: gap}
		label.text(l.label, st)
		st.right = true
		value.parts = append(value.parts, st.at(l.value, 0, cellGap, gap))
		height := max(label.y, gap+leading(st.size)) + gap
		if l.strong {
			label.colour, value.colour = &s.accent.full, &s.accent.full
			rows = append(rows, tableRow{height: 1})
		}
		rows = append(rows, tableRow{height, []core.Col{block(s.width-totalsWidth, nil), label.col(), value.col()}})
	}
	return rows
}

// totals prints the totals on one page.
func (s *sheet) totals() {
	s.keep(s.totalsHeight())
	for _, r := range s.totalRows() {
		s.put(r.height, r.cols...)
	}
}
