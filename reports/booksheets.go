package reports

import (
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Each list has its totals in row 1 and its headings in row 2, both always in view.
const firstRow = 3

// sheets are the sheets of the workbook, in order.
func (b *book) sheets() []worksheet {
	list := []worksheet{b.summary(), b.orderSheet(), b.lineSheet()}
	for _, by := range []struct{ key, sheet, head string }{{"customer", "By customer", "Customer"}, {"supplier", "By supplier", "Supplier"}, {"item", "By item", "Item"}, {"rep", "By rep", "Rep"}, {"month", "By month", "Month"}} {
		list = append(list, b.groupSheet(by.key, by.sheet, by.head))
	}
	if len(b.Commission) > 0 {
		list = append(list, b.commission())
	}
	return append(list, b.tieOut())
}

// commission lists what reps have earned, order by order.
func (b *book) commission() worksheet {
	n := len(b.Commission)
	text := func(head string, most int, of func(o *app.CommissionOrder) string) xcol {
		at := func(i int) string { return of(&b.Commission[i]) }
		return textCol(head, widest(n, most, at), at)
	}
	date := func(head string, of func(o *app.CommissionOrder) trade.Date) xcol {
		c := b.dateCol(func(i int) trade.Date { return of(&b.Commission[i]) })
		c.head = head
		return c
	}
	amount := func(head string, of func(o *app.CommissionOrder) money.Amount) xcol {
		var total money.Amount
		for i := range b.Commission {
			total += of(&b.Commission[i])
		}
		return xcol{head: head, kind: asAmount, width: b.amountWidth(), sum: b.plain(total), cell: func(w cells, i int, _ string) { w.number(b.plain(of(&b.Commission[i])), b.amount) }}
	}
	return b.list("Commission", n, []xcol{
		text("Rep", 26, func(o *app.CommissionOrder) string { return or(o.Rep, "No rep") }),
		date("Earned", func(o *app.CommissionOrder) trade.Date { return o.Earned }),
		text("Order", 24, func(o *app.CommissionOrder) string { return o.OrderNo }),
		date("Ordered", func(o *app.CommissionOrder) trade.Date { return o.Date }),
		text("Customer", 36, func(o *app.CommissionOrder) string { return o.Customer }),
		amount("Revenue", func(o *app.CommissionOrder) money.Amount { return o.Revenue }),
		amount("Profit", func(o *app.CommissionOrder) money.Amount { return o.Profit }),
		text("Share of", 12, func(o *app.CommissionOrder) string { return o.On }),
		{head: "Rate", kind: asPercent, width: 10, cell: func(w cells, i int, _ string) {
			w.number(ratio(money.Amount(b.Commission[i].Rate), money.Amount(money.Whole)), b.percent)
		}},
		amount("Commission", func(o *app.CommissionOrder) money.Amount { return o.Commission }),
	})
}

// kind is how a column's cells are written.
type kind int

const (
	asText kind = iota
	asDate
	asQty
	asCount
	asAmount
	asPercent
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

// list makes a sheet of n rows.
func (b *book) list(name string, n int, cols []xcol) worksheet {
	last := firstRow + n - 1
	s := worksheet{name: name, frozen: firstRow - 1, filter: n > 0, last: max(last, firstRow-1)}
	for _, c := range cols {
		s.widths = append(s.widths, max(c.width, float64(len(c.head)+4)))
	}
	bottom := strconv.Itoa(max(last, firstRow))
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
				w.formula("SUM("+l+strconv.Itoa(firstRow)+":"+l+bottom+")", c.sum, b.styleOf(c.kind, true))
			default:
				w.skip()
			}
		}
		w.row(2)
		for _, c := range cols {
			if c.head == "State" {
				w.text(c.head, b.headIndent)
			} else if c.kind == asText || c.kind == asDate {
				w.text(c.head, b.head)
			} else {
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
	plain := map[kind]int{asDate: b.date, asQty: b.qtyStyle(false), asCount: b.count, asAmount: b.amount, asPercent: b.percent}
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

// results are the columns from revenue to margin, the first of them in column from.
func (b *book) results(from int, at func(i int) *sums, total sums) []xcol {
	rev, cost, freight, profit := columnName(from), columnName(from+1), columnName(from+2), columnName(from+3)
	amount := func(head string, total money.Amount, of func(*sums) money.Amount) xcol {
		return xcol{head: head, kind: asAmount, width: b.amountWidth(), sum: b.plain(total), cell: func(w cells, i int, _ string) { w.number(b.plain(of(at(i))), b.amount) }}
	}
	return []xcol{
		amount("Revenue", total.revenue, func(s *sums) money.Amount { return s.revenue }),
		amount("Cost", total.cost, func(s *sums) money.Amount { return s.cost }),
		amount("Freight", total.freight, func(s *sums) money.Amount { return s.freight }),
		{head: "Profit", kind: asAmount, width: b.amountWidth(), sum: b.plain(total.profit()), cell: func(w cells, i int, r string) {
			w.formula(rev+r+"-"+cost+r+"-"+freight+r, b.plain(at(i).profit()), b.amount)
		}},
		{head: "Margin", kind: asPercent, width: 10, sum: ratio(total.profit(), total.revenue), f: "IF(" + rev + "1=0,0," + profit + "1/" + rev + "1)", cell: func(w cells, i int, r string) {
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
	return xcol{head: "State", kind: asText, width: 12, cell: func(w cells, i int, _ string) {
		if estimated(i) {
			w.text("Estimated", b.indent)
		} else {
			w.text("Actual", b.indent)
		}
	}}
}

func textCol(head string, width float64, of func(i int) string) xcol {
	return xcol{head: head, kind: asText, width: width, cell: func(w cells, i int, _ string) { w.text(of(i), 0) }}
}

func (b *book) dateCol(of func(i int) trade.Date) xcol {
	return xcol{head: "Date", kind: asDate, width: 12, cell: func(w cells, i int, _ string) {
		if d := serial(of(i)); d != "" {
			w.number(d, b.date)
		} else {
			w.text(string(of(i)), 0)
		}
	}}
}

// widest is the width of a column of texts.
func widest(n, most int, of func(i int) string) float64 {
	w := 8
	for i := 0; i < n && w < most; i++ {
		w = max(w, utf8.RuneCountInString(of(i))+2)
	}
	return float64(min(w, most))
}

func (b *book) lineSheet() worksheet {
	n := len(b.Lines)
	text := func(head string, most int, of func(l *trade.ProfitLine) string) xcol {
		at := func(i int) string { return of(&b.Lines[i]) }
		return textCol(head, widest(n, most, at), at)
	}
	var qty money.Qty
	for i := range b.Lines {
		qty += b.Lines[i].Qty
	}
	cols := []xcol{
		text("Order", 24, func(l *trade.ProfitLine) string { return l.OrderNo }),
		b.dateCol(func(i int) trade.Date { return b.Lines[i].Date }),
		text("Month", 10, func(l *trade.ProfitLine) string { return l.Date.Month() }),
		text("Customer", 36, func(l *trade.ProfitLine) string { return l.Customer }),
		text("Rep", 22, func(l *trade.ProfitLine) string { return l.Rep }),
		text("Item", 22, func(l *trade.ProfitLine) string { return l.SKU }),
		text("Description", 48, func(l *trade.ProfitLine) string { return l.Description }),
		text("Supplier", 36, func(l *trade.ProfitLine) string { return l.Supplier }),
		{head: "Qty", kind: asQty, width: 10, sum: qty.String(), cell: func(w cells, i int, _ string) { w.number(b.Lines[i].Qty.String(), b.qtyStyle(false)) }},
	}
	var now sums
	cols = append(cols, b.results(len(cols), func(i int) *sums {
		l := &b.Lines[i]
		now = sums{l.Revenue, l.Cost, l.Freight}
		return &now
	}, b.total)...)
	cols = append(cols, b.stateCol(func(i int) bool { return !b.Lines[i].Actual }))
	return b.list("Lines", n, cols)
}

func (b *book) orderSheet() worksheet {
	n := len(b.orders)
	text := func(head string, most int, of func(l *trade.ProfitLine) string) xcol {
		at := func(i int) string { return of(b.orders[i].line) }
		return textCol(head, widest(n, most, at), at)
	}
	var invoiced money.Amount
	for i := range b.orders {
		invoiced += b.orders[i].invoiced
	}
	cols := []xcol{
		text("Order", 24, func(l *trade.ProfitLine) string { return l.OrderNo }),
		b.dateCol(func(i int) trade.Date { return b.orders[i].line.Date }),
		text("Month", 10, func(l *trade.ProfitLine) string { return l.Date.Month() }),
		text("Customer", 36, func(l *trade.ProfitLine) string { return l.Customer }),
		text("Rep", 22, func(l *trade.ProfitLine) string { return l.Rep }),
	}
	cols = append(cols, b.results(len(cols), func(i int) *sums { return &b.orders[i].sums }, b.total)...)
	cols = append(cols,
		xcol{head: "Invoiced", kind: asAmount, width: b.amountWidth(), sum: b.plain(invoiced), cell: func(w cells, i int, _ string) { w.number(b.plain(b.orders[i].invoiced), b.amount) }},
		xcol{head: "To come", kind: asAmount, width: b.amountWidth(), sum: b.plain(b.total.revenue - invoiced), cell: func(w cells, i int, r string) {
			w.formula("F"+r+"-K"+r, b.plain(b.orders[i].revenue-b.orders[i].invoiced), b.amount)
		}},
		b.stateCol(func(i int) bool { return b.orders[i].estimated }))
	return b.list("Orders", n, cols)
}

func (b *book) groupSheet(by, sheet, head string) worksheet {
	list := b.groups[by]
	n := len(list)
	name, more := func(i int) string { return list[i].name }, func(i int) string { return list[i].more }
	cols := []xcol{textCol(head, max(16, widest(n, 44, name)), name)}
	if by == "item" {
		var qty money.Qty
		for i := range list {
			qty += list[i].qty
		}
		cols = append(cols, textCol("Description", widest(n, 48, more), more),
			xcol{head: "Qty", kind: asQty, width: 12, sum: qty.String(), cell: func(w cells, i int, _ string) { w.number(list[i].qty.String(), b.qtyStyle(false)) }})
	}
	cols = append(cols, xcol{head: "Orders", kind: asCount, width: 10, cell: func(w cells, i int, _ string) { w.number(strconv.Itoa(list[i].orders), b.count) }})
	cols = append(cols, b.results(len(cols), func(i int) *sums { return &list[i].sums }, b.total)...)
	cols = append(cols,
		xcol{head: "Of it estimated", kind: asAmount, width: 18, sum: b.plain(b.total.profit() - b.real.profit()), cell: func(w cells, i int, _ string) { w.number(b.plain(list[i].open), b.amount) }},
		b.stateCol(func(i int) bool { return list[i].estimated }))
	return b.list(sheet, n, cols)
}

// summary is the first sheet: the result, how sure it is, and how it came about by month.
func (b *book) summary() worksheet {
	s := worksheet{name: "Summary", widths: []float64{34, max(16, b.amountWidth()), 4}, last: 17}
	p := &b.total
	estimated := p.profit() - b.real.profit()
	lines := func(col string) string { return "Lines!" + col + "1" }
	s.fill = func(w cells) {
		w.row(1)
		w.text("Profit "+b.period(), b.title)
		w.row(2)
		w.text(b.Company+", amounts in "+string(b.Currency)+", without tax; made "+string(b.Made), b.note)
		row := func(n int, label, f, value string, style int) {
			w.row(n)
			w.text(label, 0)
			w.formula(f, value, style)
		}
		w.row(4)
		w.text("Result", b.head)
		w.text(string(b.Currency), b.headRight)
		row(5, "Revenue", lines("J"), b.plain(p.revenue), b.amount)
		row(6, "Cost of goods", "-"+lines("K"), b.plain(-p.cost), b.amount)
		row(7, "Freight and fees", "-"+lines("L"), b.plain(-p.freight), b.amount)
		w.row(8)
		w.text("Profit", b.strong)
		w.formula("SUM(B5:B7)", b.plain(p.profit()), b.amountBold)
		row(9, "Margin", "IF(B5=0,0,B8/B5)", ratio(p.profit(), p.revenue), b.percent)
		w.row(11)
		w.text("How sure it is", b.head)
		w.text(string(b.Currency), b.headRight)
		row(12, "Actual: invoiced and billed", "B8-B13", b.plain(b.real.profit()), b.amount)
		row(13, "Estimated: something is still to come", "'By month'!H1", b.plain(estimated), b.amount)
		w.row(15)
		w.text("Orders", 0)
		w.formula("COUNTA(Orders!A3:A"+strconv.Itoa(max(firstRow, firstRow+len(b.orders)-1))+")", strconv.Itoa(len(b.orders)), b.count)
		w.row(17)
		w.text("Differences on the sheet Tie-out", b.strong)
		w.formula("'Tie-out'!F3", b.plain(0), b.check)
	}
	if n := len(b.groups["month"]); n > 0 {
		last := strconv.Itoa(firstRow + n - 1)
		series := func(head, col, colour string) excelize.ChartSeries {
			return excelize.ChartSeries{Name: "'By month'!$" + col + "$2", Categories: "'By month'!$A$3:$A$" + last, Values: "'By month'!$" + col + "$3:$" + col + "$" + last, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}}
		}
		gap := uint(60)
		s.chart = &excelize.Chart{
			Type: excelize.Col, Series: []excelize.ChartSeries{series("Revenue", "C", "A9BCCB"), series("Profit", "F", "1F6F78")},
			Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "Revenue and profit by month, " + string(b.Currency)}}}, Legend: excelize.ChartLegend{Position: "bottom"},
			Dimension: excelize.ChartDimension{Width: 720, Height: 360}, GapWidth: &gap,
			XAxis: excelize.ChartAxis{Font: excelize.Font{Color: "404850", Size: 9}},
			YAxis: excelize.ChartAxis{Font: excelize.Font{Color: "404850", Size: 9}, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		}
	}
	return s
}
