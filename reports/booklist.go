package reports

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Each list has its totals in row 1 and its headings in row 2, both always in view.
const firstRow = 3

// kind is how a column's cells are written.
type kind int

const (
	asText kind = iota
	asDate
	asQty
	asCount
	asAmount
	asPercent
	asRate
)

// xcol is a column of a list. cell writes the cell of row i, which is row r of the sheet.
type xcol struct {
	head  string
	kind  kind
	width float64
	sum   string // what the column comes to; empty where it is not added up
	f     string // formula of the total instead of a sum, without the sign
	cell  func(w cells, i int, r string)
}

// columns are the headings of a list; formulas elsewhere find their column by its heading.
type columns []string

// of is the letter of a column.
func (c columns) of(head string) string { return columnName(slices.Index(c, head)) }

// lastOf is the last row of a list of n rows, which is a row even where there is none.
func lastOf(n int) string { return strconv.Itoa(firstRow + max(n, 1) - 1) }

// total is the cell of a list's total.
func (c columns) total(sheet, head string) string { return "'" + sheet + "'!" + c.of(head) + "1" }

// all are the cells of a column, whose list has n rows.
func (c columns) all(sheet, head string, n int) string {
	l := c.of(head)
	return "'" + sheet + "'!$" + l + "$" + strconv.Itoa(firstRow) + ":$" + l + "$" + lastOf(n)
}

// list makes a sheet of n rows.
func (b *book) list(name string, n int, heads columns, cols []xcol) worksheet {
	last := firstRow + n - 1
	s := worksheet{name: name, frozen: firstRow - 1, heads: heads, last: max(last, firstRow)}
	for i := range cols {
		cols[i].head = heads[i]
		s.widths = append(s.widths, max(cols[i].width, float64(utf8.RuneCountInString(heads[i])+5)))
	}
	s.fill = func(w cells) {
		w.row(1)
		for i, c := range cols {
			switch {
			case i == 0:
				w.text("Total", b.strong)
			case c.f != "":
				w.formula(c.f, c.sum, b.styleOf(c.kind, true))
			case c.sum != "":
				l := columnName(i)
				f := "SUM(" + l + strconv.Itoa(firstRow) + ":" + l + lastOf(n) + ")"
				if c.kind == asAmount {
					f = b.rounded(f)
				}
				w.formula(f, c.sum, b.styleOf(c.kind, true))
			default:
				w.skip()
			}
		}
		w.row(2)
		for _, c := range cols {
			switch {
			case c.head == "State":
				w.text(c.head, b.headIndent)
			case c.kind == asText || c.kind == asDate:
				w.text(c.head, b.head)
			default:
				w.text(c.head, b.headRight)
			}
		}
		for i := range n {
			w.row(firstRow + i)
			r := strconv.Itoa(firstRow + i)
			for _, c := range cols {
				c.cell(w, i, r)
			}
		}
	}
	return s
}

func (b *book) styleOf(k kind, bold bool) int {
	plain := map[kind]int{asDate: b.date, asQty: b.qtyStyle(false), asCount: b.count, asAmount: b.amount, asPercent: b.percent, asRate: b.rate}
	if bold {
		plain = map[kind]int{asQty: b.qtyStyle(true), asCount: b.countBold, asAmount: b.amountBold, asPercent: b.percentBold}
	}
	return plain[k]
}

// qtyStyle shows decimals of quantities only where any quantity has some.
func (b *book) qtyStyle(bold bool) int {
	switch {
	case b.whole && bold:
		return b.countBold
	case b.whole:
		return b.count
	case bold:
		return b.qtyBold
	}
	return b.qty
}

// money is a column of amounts that are added up.
func (b *book) money(n int, of func(i int) money.Amount) xcol {
	var total money.Amount
	for i := range n {
		total += of(i)
	}
	return xcol{kind: asAmount, width: b.amountWidth(), sum: b.plain(total), cell: func(w cells, i int, _ string) { w.number(b.plain(of(i)), b.amount) }}
}

// worked is a column of amounts that follow from others of their row.
func (b *book) worked(total money.Amount, f func(r string) string, of func(i int) money.Amount) xcol {
	return xcol{kind: asAmount, width: b.amountWidth(), sum: b.plain(total), cell: func(w cells, i int, r string) { w.formula(b.rounded(f(r)), b.plain(of(i)), b.amount) }}
}

// rounded takes off what a spreadsheet's arithmetic leaves beyond the smallest unit, which would be shown as -0.00.
func (b *book) rounded(f string) string {
	return "ROUND(" + f + "," + strconv.Itoa(b.Currency.Digits()) + ")"
}

// profitCols are the columns Profit and Margin.
func (b *book) profitCols(heads columns, at func(i int) *sums) []xcol {
	rev, cost, freight, profit := heads.of("Revenue"), heads.of("Cost"), heads.of("Freight"), heads.of("Profit")
	t := &b.total
	return []xcol{
		b.worked(t.profit(), func(r string) string { return rev + r + "-" + cost + r + "-" + freight + r }, func(i int) money.Amount { return at(i).profit() }),
		{kind: asPercent, width: 10, sum: ratio(t.profit(), t.revenue), f: "IF(" + rev + "1=0,0," + profit + "1/" + rev + "1)", cell: func(w cells, i int, r string) {
			w.formula("IF("+rev+r+"=0,0,"+profit+r+"/"+rev+r+")", ratio(at(i).profit(), at(i).revenue), b.percent)
		}},
	}
}

// amountWidth holds the largest sum.
func (b *book) amountWidth() float64 {
	n := 0
	for _, a := range []money.Amount{b.total.revenue, b.total.cost, b.total.freight, b.total.profit()} {
		n = max(n, len(english.money(a, b.Currency)))
	}
	return float64(max(12, n+4))
}

// stateCol says whether a row is actual or estimated.
func (b *book) stateCol(estimated func(i int) bool) xcol {
	return xcol{kind: asText, width: 12, cell: func(w cells, i int, _ string) {
		if estimated(i) {
			w.text("Estimated", b.warn)
		} else {
			w.text("Actual", b.indent)
		}
	}}
}

// texts is a column of n texts.
func texts(n, most int, of func(i int) string) xcol {
	return xcol{kind: asText, width: widest(n, most, of), cell: func(w cells, i int, _ string) { w.text(of(i), 0) }}
}

func (b *book) dates(of func(i int) trade.Date) xcol {
	return xcol{kind: asDate, width: 12, cell: func(w cells, i int, _ string) {
		if d := serial(of(i)); d != "" {
			w.number(d, b.date)
		} else {
			w.text(string(of(i)), 0)
		}
	}}
}

func (b *book) rates(of func(i int) int32) xcol {
	return xcol{kind: asRate, width: 12, cell: func(w cells, i int, _ string) { w.number(b.Rates[of(i)].FX.String(), b.rate) }}
}

func (b *book) currencies(of func(i int) int32) xcol {
	return xcol{kind: asText, width: 10, cell: func(w cells, i int, _ string) { w.text(string(b.Rates[of(i)].Currency), 0) }}
}

// widest is the width of a column of texts.
func widest(n, most int, of func(i int) string) float64 {
	w := 8
	for i := 0; i < n && w < most; i++ {
		w = max(w, utf8.RuneCountInString(of(i))+2)
	}
	return float64(min(w, most))
}
