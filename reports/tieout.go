package reports

import (
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// tieOut is the sheet that proves the others: profit is the same whichever way it is added up; what is invoiced, credited, billed,
// carried and kept is what the documents say; and all of it is what the program's own reports say.
func (b *book) tieOut() worksheet {
	t := &tie{book: b}
	width := max(16, b.amountWidth())
	return worksheet{name: "Tie-out", widths: []float64{58, width, width, max(width, 24), max(width, 24), max(width, 24)}, last: tieRows, fill: t.write}
}

type tie struct {
	*book
	w       cells
	n       int // row
	credits money.Amount
}

// tieRows is the last row of the sheet.
const tieRows = 42

func (t *tie) write(w cells) {
	*t = tie{book: t.book, w: w}
	for i := range t.Credits.Len() {
		t.credits += t.Credits.At(i).Ours
	}
	w.row(1)
	w.text("Tie-out", t.title)
	w.row(2)
	w.text("Every green figure must be "+t.plain(0)+". Amounts in "+string(t.Currency)+", without tax.", t.note)
	w.row(3)
	w.text("All differences together", t.strong)
	for range 4 {
		w.skip()
	}
	// Where the parts below stand; a test looks whether each green figure is among them.
	w.formula("SUMPRODUCT(ABS(F6:F12))+SUMPRODUCT(ABS(F15:F23))+SUMPRODUCT(ABS(F26:F27))+SUMPRODUCT(ABS(F30:F32))+SUMPRODUCT(ABS(F35:F38))", t.plain(0), t.check)
	t.n = 4
	t.sameEveryWay()
	t.documents()
	t.sureness()
	t.reported()
	t.whatIsListed()
	w.row(tieRows)
	w.text("A list on a sheet of its own begins with its total; filter or sort it as you like, this sheet stays true.", t.note)
}

// section begins a part of the sheet.
func (t *tie) section(heads ...string) {
	t.n++
	t.w.row(t.n)
	for i, h := range heads {
		t.w.text(h, []int{t.head, t.headRight}[min(i, 1)])
	}
}

func (t *tie) row(label string) string {
	t.n++
	t.w.row(t.n)
	t.w.text(label, 0)
	return strconv.Itoa(t.n)
}

func (t *tie) end() { t.n++ }

// difference must come to nothing; written sums carry no more digits than money has.
func (t *tie) difference(f string) {
	t.w.formula(t.rounded(f), t.plain(0), t.check)
}

func (t *tie) sum(f string, a money.Amount) { t.w.formula(f, t.plain(a), t.amount) }

func (t *tie) sameEveryWay() {
	t.section("Profit by", "Revenue", "Cost", "Freight", "Profit", "Difference to the lines")
	first := t.n + 1
	row := func(sheet string, heads columns) {
		r := t.row(sheet)
		p := &t.total
		for i, a := range []money.Amount{p.revenue, p.cost, p.freight, p.profit()} {
			t.sum(heads.total(sheet, []string{"Revenue", "Cost", "Freight", "Profit"}[i]), a)
		}
		t.difference("E" + r + "-E" + strconv.Itoa(first))
	}
	row("Lines", lineHeads)
	row("Orders", orderHeads)
	for i := range by {
		row(by[i].sheet, by[i].heads)
	}
	t.end()
}

// agree compares a figure of the lines with its own list.
func (t *tie) agree(label, f string, a money.Amount, list string, sum string, of money.Amount) {
	r := t.row(label)
	t.sum(f, a)
	t.sum(sum, of)
	t.w.text(list, t.right)
	t.w.skip()
	t.difference("B" + r + "-C" + r)
}

func (t *tie) documents() {
	t.section("Figures and their documents", "In this workbook", "Its own list", "List", "", "Difference")
	add := func(docs *app.Pages[app.BookDoc]) (ours, freight money.Amount) {
		for i := range docs.Len() {
			ours += docs.At(i).Ours
			freight += docs.At(i).OursFreight
		}
		return ours, freight
	}
	var sum app.BookLine
	for i := range t.Lines.Len() {
		l := t.Lines.At(i)
		sum.Invoiced += l.Invoiced
		sum.Billed += l.Billed
		sum.Carried += l.Carried
		sum.Kept += l.Kept
	}
	invoices, _ := add(&t.Invoices)
	credits, _ := add(&t.Credits)
	goods, freight := add(&t.Bills)
	kept, _ := add(&t.Charges)
	lines := func(head string) string { return lineHeads.total("Lines", head) }
	orders := func(head string) string { return orderHeads.total("Orders", head) }
	p, come := &t.total, t.total.revenue-sum.Invoiced
	first := t.n + 1
	t.agree("Sales invoiced", orders("Invoiced"), sum.Invoiced-t.credits, "Invoices", saleHeads.total("Invoices", "Of these orders"), invoices)
	t.agree("Credit notes", orders("Credited"), t.credits, "Credit notes", saleHeads.total("Credit notes", "Of these orders"), credits)
	t.agree("Invoiced of the lines, credit notes taken off", lines("Invoiced"), sum.Invoiced, "Orders", orders("Invoiced")+"+"+orders("Credited"), sum.Invoiced)
	t.agree("Still to invoice", lines("To invoice"), come, "Orders", orders("To come"), come)
	t.agree("Goods billed, supplier credits taken off", lines("Billed"), sum.Billed, "Bills", billHeads.total("Bills", "Goods of these orders"), goods)
	t.agree("Freight and fees on bills", lines("Freight billed"), sum.Carried, "Bills", billHeads.total("Bills", "Freight of these orders"), freight)
	t.agree("Fees kept by marketplaces, card companies and others", lines("Kept by others"), sum.Kept, "Charges", keptHeads.total("Charges", "Of these orders"), kept)
	c := func(i int) string { return "C" + strconv.Itoa(first+i) }
	t.agree("Profit: the lists above, less what is still to be billed", lines("Profit"), p.profit(), "Documents",
		c(0)+"+"+c(1)+"+"+c(3)+"-"+c(4)+"-"+c(5)+"-"+c(6)+"-"+lines("To bill")+"-"+lines("Freight agreed"), p.profit())
	t.agree("Profit on the sheet Summary", lines("Profit"), p.profit(), "Summary", "Summary!B8", p.profit())
	t.end()
}

func (t *tie) sureness() {
	t.section("Actual and estimated", "In this workbook", "Its own list", "List", "", "Difference")
	n, p, open := t.Lines.Len(), &t.total, t.book.estimated()
	state := func(s string) string {
		return "SUMIFS(" + lineHeads.all("Lines", "Profit", n) + "," + lineHeads.all("Lines", "State", n) + "," + strconv.Quote(s) + ")"
	}
	t.agree("Profit of lines marked actual, and of those marked estimated", lineHeads.total("Lines", "Profit"), p.profit(), "Lines", state("Actual")+"+"+state("Estimated"), p.profit())
	t.agree("Of it estimated", state("Estimated"), open.profit(), "By month", by[len(by)-1].heads.total("By month", "Of it estimated"), open.profit())
	t.end()
}

// reported compares with what the program's own reports say of the same orders, which they take from figures kept beside each order.
func (t *tie) reported() {
	t.section("As the program's reports say it", "In this workbook", "Reported", "List", "", "Difference")
	row := func(label, f string, a, says money.Amount) {
		r := t.row(label)
		t.sum(f, a)
		t.w.number(t.plain(says), t.amount)
		t.w.text("Profit by month", t.right)
		t.w.skip()
		t.difference("B" + r + "-C" + r)
	}
	lines := func(head string) string { return lineHeads.total("Lines", head) }
	p, says := &t.total, &t.Reported
	row("Revenue", lines("Revenue"), p.revenue, says.Revenue)
	row("Cost and freight", lines("Cost")+"+"+lines("Freight"), p.cost+p.freight, says.Cost)
	row("Profit", lines("Profit"), p.profit(), says.Profit())
	t.end()
}

// whatIsListed says of each list what of it is no part of the orders of this workbook, and what of it is dated within the period.
func (t *tie) whatIsListed() {
	t.section("Documents that are listed", "All", "Of these orders", "Of others or of none", "Dated in the period", "Difference")
	row := func(sheet string, heads columns, docs *app.Pages[app.BookDoc], ours ...string) {
		var all, mine, dated money.Amount
		for i := range docs.Len() {
			d := docs.At(i)
			all += d.Net
			mine += d.Ours + d.OursFreight
			if date := trade.Date(t.Words.At(d.Date)); date >= t.From && (t.To == "" || date <= t.To) {
				dated += d.Net
			}
		}
		r := t.row(sheet)
		t.sum(heads.total(sheet, "Net"), all)
		for i := range ours {
			ours[i] = heads.total(sheet, ours[i])
		}
		t.sum(strings.Join(ours, "+"), mine)
		t.sum(heads.total(sheet, "Of others"), all-mine)
		when := ""
		if d := serial(t.From); d != "" {
			when += "," + heads.all(sheet, "Date", docs.Len()) + ",\">=" + d + "\""
		}
		if d := serial(t.To); d != "" {
			when += "," + heads.all(sheet, "Date", docs.Len()) + ",\"<=" + d + "\""
		}
		if when == "" {
			t.sum("B"+r, dated)
		} else {
			t.sum("SUMIFS("+heads.all(sheet, "Net", docs.Len())+when+")", dated)
		}
		t.difference("B" + r + "-C" + r + "-D" + r)
	}
	row("Invoices", saleHeads, &t.Invoices, "Of these orders")
	row("Credit notes", saleHeads, &t.Credits, "Of these orders")
	row("Bills", billHeads, &t.Bills, "Goods of these orders", "Freight of these orders")
	row("Charges", keptHeads, &t.Charges, "Of these orders")
}
