package reports

import (
	"fmt"
	"strconv"

	"dropdesk/app"
	"dropdesk/app/money"
)

// tieOut is the sheet that proves the others: profit is the same whichever way it is added up, and
// revenue follows from the invoices. Below stand the invoices and the bills.
func (b *book) tieOut() worksheet {
	t := &tie{book: b}
	s := worksheet{name: "Tie-out", widths: []float64{58, max(14, b.amountWidth()), 36, 16, max(16, b.amountWidth()), 24}}
	t.begin()
	s.last = t.chargesTo
	s.fill = t.write
	return s
}

type tie struct {
	*book
	invoicedFrom, invoicedTo int // rows of the lists
	billedFrom, billedTo     int
	chargesFrom, chargesTo   int

	invoiced money.Amount
	foreign  money.Amount // of it, for orders that this workbook does not hold
	billed   money.Amount
	freight  money.Amount
	charges  money.Amount
	kept     money.Amount // of it, from orders that this workbook holds
}

const (
	viewsFrom = 6
	listsAt   = 36
)

func (t *tie) begin() {
	t.invoicedFrom = listsAt + 2
	t.invoicedTo = t.invoicedFrom + max(len(t.Invoiced), 1) - 1
	t.billedFrom = t.invoicedTo + 4
	t.billedTo = t.billedFrom + max(len(t.Billed), 1) - 1
	t.chargesFrom = t.billedTo + 4
	t.chargesTo = t.chargesFrom + max(len(t.Charges), 1) - 1
	for i := range t.Invoiced {
		t.invoiced += t.Invoiced[i].Net
		if !t.inBook[t.Invoiced[i].OrderNo] {
			t.foreign += t.Invoiced[i].Net
		}
	}
	for i := range t.Billed {
		t.billed += t.Billed[i].Net
		t.freight += t.Billed[i].Freight
	}
	for i := range t.Charges {
		t.charges += t.Charges[i].Net
		if t.inBook[t.Charges[i].OrderNo] {
			t.kept += t.Charges[i].Net
		}
	}
}

// views are the ways in which the workbook adds profit up, and where each starts with revenue.
var views = []struct{ sheet, column string }{{"Lines", "J"}, {"Orders", "F"}, {"By customer", "C"}, {"By supplier", "C"}, {"By item", "E"}, {"By rep", "C"}, {"By month", "C"}}

func (t *tie) write(w cells) {
	digits := strconv.Itoa(t.Currency.Digits())
	diff := func(f string) { w.formula("ROUND("+f+","+digits+")", t.plain(0), t.check) }
	w.row(1)
	w.text("Tie-out", t.title)
	w.row(2)
	w.text("Every green figure must be "+t.plain(0)+". Amounts in "+string(t.Currency)+", without tax.", t.note)
	w.row(3)
	w.text("All differences together", t.strong)
	for range 4 {
		w.skip()
	}
	w.formula(fmt.Sprintf("SUMPRODUCT(ABS(F%d:F%d))+ABS(F20)+ABS(F21)+ABS(F27)+ABS(F34)", viewsFrom, viewsFrom+len(views)-1), t.plain(0), t.check)

	w.row(5)
	for i, h := range []string{"Profit by", "Revenue", "Cost", "Freight", "Profit", "Difference to the lines"} {
		w.text(h, []int{t.head, t.headRight}[min(i, 1)])
	}
	p := &t.total
	for i, v := range views {
		n := viewsFrom + i
		w.row(n)
		w.text(v.sheet, 0)
		for j, a := range []money.Amount{p.revenue, p.cost, p.freight, p.profit()} {
			w.formula("'"+v.sheet+"'!"+string(v.column[0]+byte(j))+"1", t.plain(a), t.amount)
		}
		diff(fmt.Sprintf("E%d-E%d", n, viewsFrom))
	}

	amount := func(n int, label, f string, a money.Amount, style int) {
		w.row(n)
		w.text(label, 0)
		for range 3 {
			w.skip()
		}
		w.formula(f, t.plain(a), style)
	}
	section := func(n int, label string) {
		w.row(n)
		for i, h := range []string{label, "", "", "", string(t.Currency), "Difference"} {
			w.text(h, []int{t.head, t.headRight}[min(i, 1)])
		}
	}
	invoices := func(c string) string { return fmt.Sprintf("%s%d:%s%d", c, t.invoicedFrom, c, t.invoicedTo) }
	bills := func(c string) string { return fmt.Sprintf("%s%d:%s%d", c, t.billedFrom, c, t.billedTo) }

	orders := max(firstRow, firstRow+len(t.orders)-1)
	section(14, "Revenue follows from the invoices")
	come := p.revenue - (t.invoiced - t.foreign)
	amount(15, "Invoiced, credit notes taken off (list below)", "SUM("+invoices("E")+")", t.invoiced, t.amount)
	amount(16, "less what belongs to orders that are not in this workbook", "-SUMIFS("+invoices("E")+","+invoices("F")+",\"no\")", -t.foreign, t.amount)
	amount(17, "and what orders still have to come"+t.outside("invoiced"), "Orders!L1", come, t.amount)
	amount(18, "is the revenue", "SUM(E15:E17)", p.revenue, t.amountBold)
	amount(19, "Revenue of the lines", "Lines!J1", p.revenue, t.amount)
	w.row(20)
	w.text("Difference", t.strong)
	for range 4 {
		w.skip()
	}
	diff("E18-E19")
	var late money.Amount
	for i := range t.orders {
		if !t.orders[i].estimated {
			late += t.orders[i].revenue - t.orders[i].invoiced
		}
	}
	amount(21, "Still to come on orders marked actual"+t.outside("invoiced"), fmt.Sprintf("SUMIFS(Orders!L%d:L%d,Orders!M%d:M%d,\"Actual\")", firstRow, orders, firstRow, orders), late, t.amount)
	if t.From == "" && t.To == "" {
		w.formula("ROUND(E21,"+digits+")", t.plain(late), t.check)
	}

	section(23, "Actual and estimated")
	lines := max(firstRow, firstRow+len(t.Lines)-1)
	by := func(state string) string {
		return fmt.Sprintf("SUMIFS(Lines!M%d:M%d,Lines!O%d:O%d,%q)", firstRow, lines, firstRow, lines, state)
	}
	amount(24, "Profit of lines marked actual", by("Actual"), t.real.profit(), t.amount)
	amount(25, "Profit of lines marked estimated", by("Estimated"), p.profit()-t.real.profit(), t.amount)
	amount(26, "Profit of the lines", "Lines!M1", p.profit(), t.amount)
	w.row(27)
	w.text("Difference", t.strong)
	for range 4 {
		w.skip()
	}
	diff("E24+E25-E26")

	charges := func(c string) string { return fmt.Sprintf("%s%d:%s%d", c, t.chargesFrom, c, t.chargesTo) }
	section(29, "Cost, the bills and the charges")
	amount(30, "Billed, supplier credits taken off (list below), freight included", "SUM("+bills("E")+")", t.billed, t.amount)
	amount(31, "Kept by marketplaces and card companies (list below)", "SUM("+charges("E")+")", t.charges, t.amount)
	amount(32, "less what was kept from orders that are not in this workbook", "-SUMIFS("+charges("E")+","+charges("F")+",\"no\")", t.kept-t.charges, t.amount)
	amount(33, "Not billed yet, or billed for other orders"+t.outside("billed or kept"), "Lines!K1+Lines!L1-SUM(E30:E32)", p.cost+p.freight-t.billed-t.kept, t.amount)
	amount(34, "Cost and freight of the lines", "Lines!K1+Lines!L1", p.cost+p.freight, t.amountBold)
	diff("SUM(E30:E33)-E34")

	t.listHead(w, listsAt, "Invoiced", "Customer", "In this workbook", func() {
		w.formula("SUM("+invoices("E")+")", t.plain(t.invoiced), t.amountBold)
	})
	for i := range t.Invoiced {
		e := &t.Invoiced[i]
		t.entry(w, t.invoicedFrom+i, e)
		yes := "yes"
		if !t.inBook[e.OrderNo] {
			yes = "no"
		}
		w.text(yes, t.right)
	}
	t.listHead(w, t.billedFrom-2, "Billed", "Supplier", "Of it freight", func() {
		w.formula("SUM("+bills("E")+")", t.plain(t.billed), t.amountBold)
		w.formula("SUM("+bills("F")+")", t.plain(t.freight), t.amountBold)
	})
	for i := range t.Billed {
		e := &t.Billed[i]
		t.entry(w, t.billedFrom+i, e)
		w.number(t.plain(e.Freight), t.amount)
	}
	t.listHead(w, t.chargesFrom-2, "Kept", "By", "In this workbook", func() {
		w.formula("SUM("+charges("E")+")", t.plain(t.charges), t.amountBold)
	})
	for i := range t.Charges {
		e := &t.Charges[i]
		t.entry(w, t.chargesFrom+i, e)
		yes := "yes"
		if !t.inBook[e.OrderNo] {
			yes = "no"
		}
		w.text(yes, t.right)
	}
}

// listHead is the total and the headings of a list of documents.
func (t *tie) listHead(w cells, n int, name, party, last string, sums func()) {
	w.row(n)
	w.text(name, t.strong)
	for range 3 {
		w.skip()
	}
	sums()
	w.row(n + 1)
	for _, h := range []string{"Number", "Date", party, "Order"} {
		w.text(h, t.head)
	}
	w.text("Net", t.headRight)
	w.text(last, t.headRight)
}

// entry is one document of a list.
func (t *tie) entry(w cells, n int, e *app.BookEntry) {
	w.row(n)
	w.text(e.Number, 0)
	if d := serial(e.Date); d != "" {
		w.number(d, t.date)
	} else {
		w.text(string(e.Date), 0)
	}
	w.text(e.Party, 0)
	w.text(e.OrderNo, 0)
	w.number(t.plain(e.Net), t.amount)
}

// outside says what else may hide in a remainder where the workbook is of a period.
func (t *tie) outside(what string) string {
	if t.From == "" && t.To == "" {
		return ""
	}
	return ", or " + what + " outside the period"
}
