package reports

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The headings of the lists.
var (
	lineHeads = columns{"Order", "Date", "Month", "Customer", "Rep", "Channel", "Item", "Description", "Supplier", "Qty", "Invoiced", "To invoice", "Revenue", "Billed", "To bill", "Cost",
		"Freight billed", "Kept by others", "Freight agreed", "Freight", "Profit", "Margin", "State"}
	orderHeads = columns{"Order", "Date", "Month", "Customer", "Rep", "Channel", "Currency", "Rate", "Revenue", "Cost", "Freight", "Profit", "Margin", "Invoiced", "Credited", "To come", "State"}
	saleHeads  = columns{"Number", "Date", "Customer", "Order", "Currency", "Rate", "Net in currency", "Net", "Of these orders", "Of others"}
	billHeads  = columns{"Number", "Date", "Supplier", "Currency", "Rate", "Net in currency", "Net", "Goods of these orders", "Freight of these orders", "Of others"}
	keptHeads  = columns{"Reference", "Date", "Kept by", "Order", "Currency", "Rate", "Net in currency", "Net", "Of these orders", "Of others"}
)

// by are the sheets that add the lines up, each with the column of Lines that says what belongs together.
var by = []struct {
	key, sheet, head string
	heads            columns
}{
	{"customer", "By customer", "Customer", groupHeads("Customer")}, {"supplier", "By supplier", "Supplier", groupHeads("Supplier")},
	{"item", "By item", "Item", groupHeads("Item", "Description", "Qty")}, {"rep", "By rep", "Rep", groupHeads("Rep")}, {"month", "By month", "Month", groupHeads("Month")},
}

func groupHeads(first ...string) columns {
	return append(first, "Orders", "Revenue", "Cost", "Freight", "Profit", "Margin", "Of it estimated", "State")
}

// sheets are the sheets of the workbook, in order.
func (b *book) sheets() []worksheet {
	list := []worksheet{b.summary(), b.orderSheet(), b.lineSheet()}
	for i := range by {
		list = append(list, b.groupSheet(by[i].key, by[i].sheet, by[i].heads))
	}
	list = append(list, b.pivot())
	if b.Commission.Len() > 0 {
		list = append(list, b.commission())
	}
	return append(list, b.docSheet("Invoices", saleHeads, &b.Invoices), b.docSheet("Credit notes", saleHeads, &b.Credits), b.billSheet(), b.docSheet("Charges", keptHeads, &b.Charges), b.rateSheet(), b.tieOut())
}

func (b *book) lineSheet() worksheet {
	n, c := b.Lines.Len(), lineHeads
	line := func(i int) *app.BookLine { return b.Lines.At(i) }
	order := func(i int) *app.BookOrder { return b.Orders.At(int(b.Lines.At(i).Order)) }
	names := func(key string, most int, at func(i int) int32) xcol {
		list := b.labels[key]
		x := texts(len(list), most, func(i int) string { return list[i] })
		x.cell = func(w cells, i int, _ string) { w.text(list[at(i)], 0) }
		return x
	}
	var qty money.Qty
	for i := range b.Lines.Len() {
		qty += b.Lines.At(i).Qty
	}
	plus := func(heads ...string) func(string) string {
		return func(r string) string {
			f := ""
			for i, h := range heads {
				if i > 0 {
					f += "+"
				}
				f += c.of(h) + r
			}
			return f
		}
	}
	description := texts(b.Words.Len(), 48, func(i int) string { return b.Words.At(int32(i)) })
	description.cell = func(w cells, i int, _ string) { w.text(b.Words.At(line(i).Text), 0) }
	var now sums
	cols := []xcol{
		texts(n, 24, func(i int) string { return order(i).Number }),
		b.dates(func(i int) trade.Date { return order(i).Date }),
		texts(min(n, 1), 10, func(i int) string { return order(i).Date.Month() }),
		names("customer", 36, func(i int) int32 { return order(i).Customer }),
		names("rep", 22, func(i int) int32 { return order(i).Rep }),
		texts(n, 14, func(i int) string { return order(i).Channel }),
		names("item", 22, func(i int) int32 { return line(i).Item }),
		description,
		names("supplier", 36, func(i int) int32 { return line(i).Supplier }),
		{kind: asQty, width: 10, sum: qty.String(), cell: func(w cells, i int, _ string) { w.number(line(i).Qty.String(), b.qtyStyle(false)) }},
		b.money(n, func(i int) money.Amount { return line(i).Invoiced }),
		b.money(n, func(i int) money.Amount { return line(i).Revenue - line(i).Invoiced }),
		b.worked(b.total.revenue, plus("Invoiced", "To invoice"), func(i int) money.Amount { return line(i).Revenue }),
		b.money(n, func(i int) money.Amount { return line(i).Billed }),
		b.money(n, func(i int) money.Amount { return line(i).Cost - line(i).Billed }),
		b.worked(b.total.cost, plus("Billed", "To bill"), func(i int) money.Amount { return line(i).Cost }),
		b.money(n, func(i int) money.Amount { return line(i).Carried }),
		b.money(n, func(i int) money.Amount { return line(i).Kept }),
		b.money(n, func(i int) money.Amount { return line(i).Freight - line(i).Carried - line(i).Kept }),
		b.worked(b.total.freight, plus("Freight billed", "Kept by others", "Freight agreed"), func(i int) money.Amount { return line(i).Freight }),
	}
	cols = append(cols, b.profitCols(c, func(i int) *sums {
		l := line(i)
		now = sums{revenue: l.Revenue, cost: l.Cost, freight: l.Freight}
		return &now
	})...)
	cols = append(cols, b.stateCol(func(i int) bool { return !line(i).Actual }))
	return b.list("Lines", n, c, cols)
}

func (b *book) orderSheet() worksheet {
	n, c := b.Orders.Len(), orderHeads
	order := func(i int) *app.BookOrder { return b.Orders.At(i) }
	sum := func(i int) *sums { return &b.orders[i].sums }
	invoiced := func(i int) money.Amount { return b.orders[i].invoiced - order(i).Credited }
	var come money.Amount
	for i := range b.orders {
		come += b.orders[i].revenue - b.orders[i].invoiced
	}
	cols := []xcol{
		texts(n, 24, func(i int) string { return order(i).Number }),
		b.dates(func(i int) trade.Date { return order(i).Date }),
		texts(min(n, 1), 10, func(i int) string { return order(i).Date.Month() }),
		texts(n, 36, func(i int) string { return b.labels["customer"][order(i).Customer] }),
		texts(n, 22, func(i int) string { return b.labels["rep"][order(i).Rep] }),
		texts(n, 14, func(i int) string { return order(i).Channel }),
		b.currencies(func(i int) int32 { return order(i).Rate }),
		b.rates(func(i int) int32 { return order(i).Rate }),
	}
	cols = append(cols, b.sumCols("Order", n, sum)...)
	cols = append(cols, b.profitCols(c, sum)...)
	cols = append(cols, b.money(n, invoiced), b.money(n, func(i int) money.Amount { return order(i).Credited }),
		b.worked(come, func(r string) string {
			return c.of("Revenue") + r + "-" + c.of("Invoiced") + r + "-" + c.of("Credited") + r
		},
			func(i int) money.Amount { return b.orders[i].revenue - b.orders[i].invoiced }),
		b.stateCol(func(i int) bool { return sum(i).estimated }))
	return b.list("Orders", n, c, cols)
}

// live is how many cells formulas may add up in all rows of a sheet. Where there are more, a sheet would take minutes to open, and
// has the figures themselves; its totals and the sheet Tie-out are formulas nevertheless.
const live = 5_000_000

// sumCols are the columns Revenue, Cost and Freight of n sums over the lines whose column key says the same as column A.
func (b *book) sumCols(key string, n int, at func(i int) *sums) []xcol {
	of := []func(s *sums) money.Amount{func(s *sums) money.Amount { return s.revenue }, func(s *sums) money.Amount { return s.cost }, func(s *sums) money.Amount { return s.freight }}
	var cols []xcol
	for i, head := range []string{"Revenue", "Cost", "Freight"} {
		if n*b.Lines.Len() > live {
			cols = append(cols, b.money(n, func(j int) money.Amount { return of[i](at(j)) }))
			continue
		}
		c := b.worked(of[i](&b.total), func(r string) string { return b.ofLines(key, r, head, "") }, func(j int) money.Amount { return of[i](at(j)) })
		cols = append(cols, c)
	}
	return cols
}

// ofLines adds up a column of the lines whose column key says what stands in column A of row r. It compares, because a name that is
// looked for by SUMIFS may be taken for a pattern or a condition.
func (b *book) ofLines(key, r, head, more string) string {
	n := b.Lines.Len()
	return "SUMPRODUCT((" + lineHeads.all("Lines", key, n) + "=$A" + r + ")*" + more + lineHeads.all("Lines", head, n) + ")"
}

func (b *book) groupSheet(key, sheet string, heads columns) worksheet {
	list := b.groups[key]
	n, head := len(list), heads[0]
	sum := func(i int) *sums { return &list[i].sums }
	cols := []xcol{texts(n, 44, func(i int) string { return list[i].name })}
	cols[0].width = max(16, cols[0].width)
	if key == "item" {
		var qty money.Qty
		for i := range list {
			qty += list[i].qty
		}
		cols = append(cols, texts(n, 48, func(i int) string { return list[i].more }),
			xcol{kind: asQty, width: 12, sum: qty.String(), cell: func(w cells, i int, _ string) { w.number(list[i].qty.String(), b.qtyStyle(false)) }})
	}
	cols = append(cols, xcol{kind: asCount, width: 10, cell: func(w cells, i int, _ string) { w.number(strconv.Itoa(list[i].orders), b.count) }})
	cols = append(cols, b.sumCols(head, n, sum)...)
	cols = append(cols, b.profitCols(heads, sum)...)
	open := func(i int) money.Amount { return list[i].open }
	estimated := b.money(n, open)
	if n*b.Lines.Len() <= live {
		state := "(" + lineHeads.all("Lines", "State", b.Lines.Len()) + "=\"Estimated\")*"
		estimated = b.worked(b.total.open, func(r string) string { return b.ofLines(head, r, "Profit", state) }, open)
	}
	cols = append(cols, estimated, b.stateCol(func(i int) bool { return list[i].estimated }))
	return b.list(sheet, n, heads, cols)
}

// pivot is a table that whoever reads the workbook can turn: at first profit by customer and month.
func (b *book) pivot() worksheet {
	s := worksheet{name: "Pivot", widths: []float64{36}, last: 1}
	for range 25 {
		s.widths = append(s.widths, max(12, b.amountWidth()))
	}
	s.fill = func(w cells) {
		w.row(1)
		w.text("Drag the columns of the sheet Lines to where you want them; the table is worked out when the workbook is opened.", b.note)
	}
	if b.Lines.Len() == 0 {
		return s
	}
	field := func(names ...string) []excelize.PivotTableField {
		var list []excelize.PivotTableField
		for _, n := range names {
			list = append(list, excelize.PivotTableField{Data: n, DefaultSubtotal: true})
		}
		return list
	}
	s.pivot = &excelize.PivotTableOptions{
		DataRange: "Lines!A2:" + columnName(len(lineHeads)-1) + lastOf(b.Lines.Len()), PivotTableRange: "Pivot!A8:H40",
		Rows: field("Customer"), Columns: field("Month"), Filter: field("State", "Rep", "Supplier", "Channel"),
		Data:           []excelize.PivotTableField{{Data: "Profit", Name: "Sum of profit", Subtotal: "Sum", NumFmt: 4}},
		RowGrandTotals: true, ColGrandTotals: true, ShowDrill: true, ShowRowHeaders: true, ShowColHeaders: true, ShowLastColumn: true,
	}
	return s
}

// commission lists what reps have earned, order by order.
func (b *book) commission() worksheet {
	n := b.Commission.Len()
	at := func(i int) *app.BookCommission { return b.Commission.At(i) }
	word := func(most int, of func(o *app.BookCommission) int32) xcol {
		return texts(n, most, func(i int) string { return b.Words.At(of(at(i))) })
	}
	rep := texts(n, 26, func(i int) string { return or(b.Words.At(at(i).Rep), "No rep") })
	return b.list("Commission", n, columns{"Rep", "Earned", "Order", "Ordered", "Customer", "Revenue", "Profit", "Share of", "Rate", "Commission"}, []xcol{
		rep,
		b.dates(func(i int) trade.Date { return trade.Date(b.Words.At(at(i).Earned)) }),
		word(24, func(o *app.BookCommission) int32 { return o.Order }),
		b.dates(func(i int) trade.Date { return trade.Date(b.Words.At(at(i).Date)) }),
		word(36, func(o *app.BookCommission) int32 { return o.Customer }),
		b.money(n, func(i int) money.Amount { return at(i).Revenue }),
		b.money(n, func(i int) money.Amount { return at(i).Profit }),
		word(12, func(o *app.BookCommission) int32 { return o.On }),
		{kind: asPercent, width: 10, cell: func(w cells, i int, _ string) {
			w.number(ratio(money.Amount(at(i).Rate), money.Amount(money.Whole)), b.percent)
		}},
		b.money(n, func(i int) money.Amount { return at(i).Commission }),
	})
}
