package reports

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/money"
)

// summary is the first sheet: the result, how sure it is, and how it came about by month.
func (b *book) summary() worksheet {
	width := max(16, b.amountWidth())
	s := worksheet{name: "Summary", widths: []float64{38, width, width, width, 4}, last: 17}
	p, open := &b.total, b.estimated()
	n := b.Lines.Len()
	s.fill = func(w cells) {
		w.row(1)
		w.text("Profit "+b.period(), b.title)
		w.row(2)
		w.text(b.Company+", amounts in "+string(b.Currency)+", without tax; made "+string(b.Made), b.note)
		w.row(4)
		for i, h := range []string{"Result in " + string(b.Currency), "All", "Actual", "Estimated"} {
			w.text(h, []int{b.head, b.headRight}[min(i, 1)])
		}
		row := func(r int, label, head, sign string, all, estimated money.Amount) {
			w.row(r)
			w.text(label, 0)
			w.formula(sign+lineHeads.total("Lines", head), b.plain(all), b.amount)
			w.formula("B"+strconv.Itoa(r)+"-D"+strconv.Itoa(r), b.plain(all-estimated), b.amount)
			w.formula(sign+"SUMIFS("+lineHeads.all("Lines", head, n)+","+lineHeads.all("Lines", "State", n)+",\"Estimated\")", b.plain(estimated), b.amount)
		}
		row(5, "Revenue", "Revenue", "", p.revenue, open.revenue)
		row(6, "Cost of goods", "Cost", "-", -p.cost, -open.cost)
		row(7, "Freight and fees", "Freight", "-", -p.freight, -open.freight)
		w.row(8)
		w.text("Profit", b.strong)
		for i, a := range []money.Amount{p.profit(), p.profit() - open.profit(), open.profit()} {
			c := columnName(i + 1)
			w.formula("SUM("+c+"5:"+c+"7)", b.plain(a), b.amountBold)
		}
		w.row(9)
		w.text("Margin", 0)
		for i, a := range []sums{*p, {revenue: p.revenue - open.revenue, cost: p.cost - open.cost, freight: p.freight - open.freight}, open} {
			c := columnName(i + 1)
			w.formula("IF("+c+"5=0,0,"+c+"8/"+c+"5)", ratio(a.profit(), a.revenue), b.percent)
		}
		w.row(10)
		w.text("Actual: all of the line is invoiced and billed. Estimated: something is still to come.", b.note)
		w.row(12)
		w.text("Counted", b.head)
		w.text("", b.headRight)
		count := func(r int, label, sheet string, heads columns, n int) {
			w.row(r)
			w.text(label, 0)
			w.formula("COUNTA("+heads.all(sheet, heads[0], n)+")", strconv.Itoa(n), b.count)
		}
		count(13, "Orders", "Orders", orderHeads, len(b.orders))
		count(14, "Lines, one for each supplier", "Lines", lineHeads, n)
		w.row(16)
		w.text("Differences on the sheet Tie-out", b.strong)
		w.formula("'Tie-out'!F3", b.plain(0), b.check)
		w.row(17)
		w.text("The names of the sheets stand below; each list begins with its totals.", b.note)
	}
	if n := len(b.groups["month"]); n > 0 {
		s.chart = b.chart(n)
	}
	return s
}

// estimated is what the lines that are estimated come to.
func (b *book) estimated() (s sums) {
	for i := range b.Lines.Len() {
		if l := b.Lines.At(i); !l.Actual {
			s.add(l)
		}
	}
	return s
}

// chart shows revenue and profit of n months.
func (b *book) chart(n int) *excelize.Chart {
	heads := by[len(by)-1].heads
	series := func(head, colour string) excelize.ChartSeries {
		return excelize.ChartSeries{Name: "'By month'!$" + heads.of(head) + "$2", Categories: heads.all("By month", "Month", n), Values: heads.all("By month", head, n),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}}
	}
	gap := uint(60)
	return &excelize.Chart{
		Type: excelize.Col, Series: []excelize.ChartSeries{series("Revenue", "A9BCCB"), series("Profit", "1F6F78")},
		Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "Revenue and profit by month, " + string(b.Currency)}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 360}, GapWidth: &gap,
		XAxis: excelize.ChartAxis{Font: excelize.Font{Color: "404850", Size: 9}},
		YAxis: excelize.ChartAxis{Font: excelize.Font{Color: "404850", Size: 9}, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
	}
}
