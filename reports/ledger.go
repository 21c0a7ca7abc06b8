package reports

import (
	"math"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/core"

	"dropdesk/app"
)

// reminder asks for overdue invoices and says where to pay.
var reminder = form{askPayment: true}

// statement tells what happened on an account, and where to pay what is open.
var statement = form{askPayment: true}

// priceList tells what is sold at what price.
var priceList = form{}

// remittance tells a supplier which bills a payment pays.
var remittance = form{}

// ledger lays a table of documents and money out.
type ledger struct {
	*app.PaperTable
	cells  [][]string // of each row
	widths []float64
}

func (s *sheet) ledgers() {
	for i := range s.Tables {
		if i > 0 {
			s.add(6)
		}
		s.ledger(s.newLedger(&s.Tables[i]))
	}
}

func (s *sheet) newLedger(t *app.PaperTable) *ledger {
	l := &ledger{PaperTable: t, widths: make([]float64, len(t.Columns))}
	for _, r := range t.Rows {
		texts := make([]string, len(t.Columns))
		for i, c := range r.Cells {
			switch {
			case c.Amount != nil:
				texts[i] = s.w.money(*c.Amount, t.Currency)
			case c.Price != nil:
				texts[i] = s.w.figure(c.Price.Text(t.Currency))
			case c.Qty != nil:
				texts[i] = s.w.figure(c.Qty.String())
			case c.Date != "":
				texts[i] = s.w.day(c.Date)
			default:
				texts[i] = clean(c.Text)
			}
		}
		l.cells = append(l.cells, texts)
	}
	s.measureLedger(l)
	return l
}

// measureLedger gives each column what it needs and the wide ones the rest. Where that is too little, headings are broken.
func (s *sheet) measureLedger(l *ledger) {
	const most = 28.0
	left, wide := s.width, 0
	for i, c := range l.Columns {
		if c.Wide {
			wide++
			continue
		}
		head := style{size: headSize, bold: true}
		need := min(head.long(c.Title), 20)
		for _, word := range strings.Fields(c.Title) {
			need = max(need, head.long(word))
		}
		for j := range l.cells {
			st := style{size: body, bold: l.Rows[j].Strong}
			need = max(need, st.long(l.cells[j][i]))
		}
		if !c.Figure {
			need = min(need, most)
		}
		l.widths[i] = math.Ceil((need+2*cellGap)*grid) / grid
		left -= l.widths[i]
	}
	for i, c := range l.Columns {
		if c.Wide {
			l.widths[i] = math.Floor(max(left/float64(wide), lastText)*grid) / grid
		}
	}
}

func (s *sheet) ledger(l *ledger) {
	head := s.ledgerRow(l, nil, -1)
	need := head.height
	if len(l.cells) > 0 {
		need += s.ledgerRow(l, l.cells[0], 0).height
	}
	if l.Title != "" {
		k := stack{width: s.width}
		k.text(l.Title, style{size: 11, bold: true, colour: &s.accent.text})
		k.gap(1.5)
		s.keep(k.y + need)
		s.put(k.y, k.col())
	} else {
		s.keep(need)
	}
	s.put(head.height, head.cols...)
	for i, cells := range l.cells {
		row := s.ledgerRow(l, cells, i)
		if row.height > s.room()+0.001 {
			s.newPage()
			s.put(head.height, head.cols...)
		}
		s.put(row.height, row.cols...)
		s.rule(hairline, &hair)
	}
}

// ledgerRow is a row of a table, or its heading where there are no cells.
func (s *sheet) ledgerRow(l *ledger, cells []string, at int) tableRow {
	row := tableRow{}
	stacks := make([]*stack, len(l.Columns))
	for i, c := range l.Columns {
		k := &stack{width: l.widths[i], left: cellGap, right: cellGap, y: rowGap}
		st, text := style{size: body, right: c.Figure}, c.Title
		if cells == nil {
			st = style{size: headSize, bold: true, right: c.Figure, colour: &s.accent.on}
			k.colour = &s.accent.full
		} else {
			text = cells[i]
			if l.Rows[at].Strong {
				st.bold = true
				k.colour = &s.accent.tint
			}
		}
		k.text(text, st)
		row.height = max(row.height, k.y+rowGap)
		stacks[i] = k
	}
	row.cols = make([]core.Col, len(stacks))
	for i, k := range stacks {
		row.cols[i] = k.col()
	}
	return row
}
