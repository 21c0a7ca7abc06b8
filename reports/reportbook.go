package reports

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The rows of a report's sheet: title, what it is of, who made it when, totals, headings, and then the table.
const (
	rowTotal = 4
	rowHead  = 5
)

// Table writes a report as a workbook of one sheet. Its totals stand above the table and follow the sheet's filter; what is worked
// out from other columns is a formula.
func (*Printer) Table(w io.Writer, t app.Table) error {
	if len(t.Rows)+rowHead > maxRows {
		return trade.Faultf(trade.Refused, "A workbook holds about a million rows; this one would have more. Choose a shorter period.")
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it removes files that are not there, because none was needed
	s, err := newStyles(f, t.Currency)
	if err != nil {
		return err
	}
	made := string(t.Made)
	if _, err := time.Parse(time.RFC3339, made); err != nil {
		made = "2000-01-01T00:00:00Z"
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: t.Kind.Title, Creator: "Dropdesk", LastModifiedBy: "Dropdesk", Created: made, Modified: made}); err != nil {
		return err
	}
	yes := true
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}); err != nil {
		return err
	}
	b := tableBook{&t, s}
	sheet := worksheet{name: "Report", frozen: rowHead, filter: true, last: rowHead + max(len(t.Rows), 1), fill: b.fill}
	for i, c := range t.Columns {
		width := float64(len([]rune(c.Title))) + 4
		for _, r := range t.Rows[:min(len(t.Rows), 200)] {
			width = max(width, float64(len([]rune(plainCell(r.Cells[i]))))+4)
		}
		sheet.widths = append(sheet.widths, min(max(width, 11), 44))
	}
	return writeBook(w, f, []worksheet{sheet}, nil)
}

type tableBook struct {
	*app.Table
	styles
}

func (b tableBook) fill(x cells) {
	x.row(1)
	x.text(b.Kind.Title, b.title)
	x.row(2)
	x.text(b.about(), b.note)
	x.row(3)
	x.text(strings.TrimSpace(b.Company+"   made "+string(b.Made)+"   amounts in "+string(b.Currency)+" unless said otherwise"), b.note)
	x.row(rowTotal)
	last := rowHead + max(len(b.Rows), 1)
	for i, c := range b.Columns {
		cell := b.Total[i]
		switch {
		case i == 0:
			x.text("Total", b.strong)
		case cell == nil:
			x.skip()
		case c.Part != "":
			b.rate(x, c, rowTotal, cell, b.percentBold)
		default:
			letter := columnName(i)
			x.formula(fmt.Sprintf("SUBTOTAL(109,%s%d:%s%d)", letter, rowHead+1, letter, last), plainCell(cell), b.bold(cell))
		}
	}
	x.row(rowHead)
	for _, c := range b.Columns {
		if c.Right {
			x.text(c.Title, b.headRight)
		} else {
			x.text(c.Title, b.head)
		}
	}
	for n := range b.Rows {
		x.row(rowHead + 1 + n)
		for i, c := range b.Columns {
			cell := b.Rows[n].Cells[i]
			if c.Part != "" && cell != nil {
				b.rate(x, c, rowHead+1+n, cell, b.percent)
				continue
			}
			if i == 0 && cell == "" {
				cell = "none"
			}
			b.cell(x, cell)
		}
	}
}

// about words what the report is of.
func (b tableBook) about() string {
	p := book{ProfitBook: &app.ProfitBook{From: b.From, To: b.To}}
	parts := []string{}
	switch {
	case b.Kind.Period == "":
		parts = append(parts, "As it is now")
	case b.Kind.Period == "day":
		on := b.To
		if on == "" {
			on = trade.Date(b.Made[:min(10, len(b.Made))])
		}
		parts = append(parts, "On "+english.day(on))
	case b.From == "" && b.To == "":
		parts = append(parts, "Of all time")
	default:
		period := p.period()
		parts = append(parts, strings.ToUpper(period[:1])+period[1:])
	}
	for _, f := range b.Filters {
		parts = append(parts, f.What+": "+f.Name)
	}
	return strings.Join(parts, "   ")
}

// rate writes a rate as its formula over two columns of the row.
func (b tableBook) rate(x cells, c app.TableColumn, row int, cell any, style int) {
	part, whole := b.letter(c.Part)+strconv.Itoa(row), b.letter(c.Whole)+strconv.Itoa(row)
	x.formula(fmt.Sprintf("IF(%[2]s=0,0,%[1]s/%[2]s)", part, whole), plainCell(cell), style)
}

func (b tableBook) letter(id string) string {
	for i, c := range b.Columns {
		if c.ID == id {
			return columnName(i)
		}
	}
	return "A"
}

func (b tableBook) cell(x cells, cell any) {
	switch v := cell.(type) {
	case nil:
		x.skip()
	case string:
		x.text(v, 0)
	case trade.Date:
		if s := serial(v); s != "" {
			x.number(s, b.date)
		} else {
			x.skip()
		}
	case int:
		x.number(plainCell(v), b.count)
	case app.Money:
		x.number(plainCell(v), b.amountOf(v.Currency))
	case app.UnitPrice:
		x.number(v.Price.Text(v.Currency), b.price)
	case money.Qty:
		style := b.qty
		if v%money.Unit == 0 {
			style = b.count
		}
		x.number(plainCell(v), style)
	case money.Rate:
		x.number(plainCell(v), b.percent)
	default:
		x.number(plainCell(v), 0)
	}
}

func (b tableBook) bold(cell any) int {
	switch cell.(type) {
	case app.Money:
		return b.amountBold
	case money.Qty:
		return b.qtyBold
	}
	return b.countBold
}

// plainCell is a cell as a plain number, or as its text.
func plainCell(cell any) string {
	switch v := cell.(type) {
	case app.Money:
		return v.Amount.Text(v.Currency)
	case app.UnitPrice:
		return v.Price.Text(v.Currency)
	case money.Rate:
		return strconv.FormatFloat(float64(v)/float64(money.Whole), 'f', -1, 64)
	case nil:
		return ""
	}
	return fmt.Sprint(cell)
}
