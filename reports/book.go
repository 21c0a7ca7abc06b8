package reports

import (
	"io"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// maxRows is how many rows a sheet can have.
const maxRows = 1_048_576

// Profit writes the profit workbook: what each line, order, customer, supplier, item, rep and month
// earned, with formulas a bookkeeper can follow, and a sheet that shows that all of it ties out.
func (*Printer) Profit(w io.Writer, book app.ProfitBook) error {
	if len(book.Lines)+10 > maxRows || len(book.Invoiced)+60 > maxRows || len(book.Billed)+60 > maxRows || len(book.Charges)+60 > maxRows {
		return trade.Faultf(trade.Refused, "A workbook holds about a million rows; this one would have more. Choose a shorter period.")
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it removes files that are not there, because none was needed
	b, err := newBook(f, &book)
	if err != nil {
		return err
	}
	return writeBook(w, f, b.sheets())
}

// book is a workbook in the making.
type book struct {
	*app.ProfitBook
	styles
	total  sums
	real   sums // of it, what is invoiced and billed
	orders []group
	groups map[string][]group // by customer, supplier, item, rep, month
	inBook map[string]bool    // order numbers
	whole  bool               // quantities have no decimals
}

// sums is what some lines come to.
type sums struct {
	revenue, cost, freight money.Amount
}

func (s *sums) add(l *trade.ProfitLine) {
	s.revenue += l.Revenue
	s.cost += l.Cost
	s.freight += l.Freight
}

func (s *sums) profit() money.Amount { return s.revenue - s.cost - s.freight }

// group is what lines of one order, customer, supplier … come to.
type group struct {
	sums
	name, more string
	line       *trade.ProfitLine // the first
	qty        money.Qty
	orders     int
	last       trade.ID
	open       money.Amount // profit of lines that are estimated
	estimated  bool
	invoiced   money.Amount
}

func newBook(f *excelize.File, p *app.ProfitBook) (*book, error) {
	b := &book{ProfitBook: p, groups: map[string][]group{}, inBook: map[string]bool{}, whole: true}
	var err error
	if b.styles, err = newStyles(f, p.Currency); err != nil {
		return nil, err
	}
	b.group()
	made := string(p.Made)
	if _, err := time.Parse(time.RFC3339, made); err != nil {
		made = "2000-01-01T00:00:00Z"
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: "Profit " + b.period(), Creator: "Dropdesk", LastModifiedBy: "Dropdesk", Created: made, Modified: made}); err != nil {
		return nil, err
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "Dropdesk"}); err != nil {
		return nil, err
	}
	yes := true
	return b, f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes})
}

// group adds the lines up in every way that the workbook shows.
func (b *book) group() {
	type key struct {
		by string
		id trade.ID
		t  string
	}
	at := map[key]*group{}
	lists := map[string][]*group{}
	add := func(by string, id trade.ID, name, more string, l *trade.ProfitLine) {
		k := key{by, id, ""}
		if by == "month" || id == 0 {
			k.t = name
		}
		g := at[k]
		if g == nil {
			g = &group{name: name, more: more, line: l}
			at[k] = g
			lists[by] = append(lists[by], g)
		}
		g.add(l)
		g.qty += l.Qty
		if g.last != l.OrderID {
			g.orders, g.last = g.orders+1, l.OrderID
		}
		if !l.Actual {
			g.open += l.Profit()
			g.estimated = true
		}
	}
	for i := range b.Lines {
		l := &b.Lines[i]
		b.total.add(l)
		if l.Actual {
			b.real.add(l)
		}
		b.whole = b.whole && l.Qty%money.Unit == 0
		b.inBook[l.OrderNo] = true
		add("order", l.OrderID, l.OrderNo, "", l)
		add("customer", l.CustomerID, or(l.Customer, "No customer"), "", l)
		add("supplier", l.SupplierID, or(l.Supplier, "No supplier"), "", l)
		if l.ItemID == 0 {
			add("item", 0, "", "Lines without an item", l)
		} else {
			add("item", l.ItemID, l.SKU, l.Description, l)
		}
		add("rep", l.RepID, or(l.Rep, "No rep"), "", l)
		add("month", 0, l.Date.Month(), "", l)
	}
	invoiced := map[string]money.Amount{}
	for i := range b.Invoiced {
		invoiced[b.Invoiced[i].OrderNo] += b.Invoiced[i].Net
	}
	for by, list := range lists {
		switch by {
		case "order":
		case "month":
			sort.SliceStable(list, func(i, j int) bool { return list[i].name < list[j].name })
		default:
			sort.SliceStable(list, func(i, j int) bool { return list[i].profit() > list[j].profit() })
		}
		for _, g := range list {
			if by == "order" {
				g.invoiced = invoiced[g.name]
			}
			b.groups[by] = append(b.groups[by], *g)
		}
	}
	b.orders = b.groups["order"]
}

func or(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}

func (b *book) period() string {
	switch {
	case b.From != "" && b.To != "":
		return "from " + english.day(b.From) + " to " + english.day(b.To)
	case b.From != "":
		return "from " + english.day(b.From)
	case b.To != "":
		return "to " + english.day(b.To)
	}
	return "of all orders"
}

func (b *book) plain(a money.Amount) string { return a.Text(b.Currency) }

// ratio is part of whole as a plain number such as 0.2291.
func ratio(part, whole money.Amount) string {
	if whole == 0 {
		return "0"
	}
	return strconv.FormatFloat(float64(part)/float64(whole), 'f', 6, 64)
}

// serial is a date as sheets count it: days from 30 December 1899.
func serial(d trade.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return strconv.Itoa(int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24))
}

// styles are the numbers of the cell styles.
type styles struct {
	title, strong, note, head, headRight, date, amount, amountBold, qty, qtyBold, count, countBold, percent, percentBold, check, right, indent, headIndent int
}

func newStyles(f *excelize.File, c money.Currency) (styles, error) {
	var s styles
	amount := "#,##0"
	if d := c.Digits(); d > 0 {
		amount += "." + strings.Repeat("0", d)
	}
	amount += ";[Red]-" + amount
	rule := []excelize.Border{{Type: "bottom", Color: "9AA5B1", Style: 1}}
	head := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF2"}}
	format := func(n string) *string { return &n }
	var err error
	make := func(id *int, st excelize.Style) {
		if err == nil {
			*id, err = f.NewStyle(&st)
		}
	}
	bold := &excelize.Font{Bold: true, Family: "Calibri", Size: 11}
	make(&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 16}})
	make(&s.strong, excelize.Style{Font: bold})
	make(&s.note, excelize.Style{Font: &excelize.Font{Color: "5F6B7A", Family: "Calibri", Size: 11}})
	make(&s.head, excelize.Style{Font: bold, Fill: head, Border: rule, Alignment: &excelize.Alignment{Vertical: "center"}})
	make(&s.headRight, excelize.Style{Font: bold, Fill: head, Border: rule, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center"}})
	make(&s.date, excelize.Style{CustomNumFmt: format("yyyy-mm-dd"), Alignment: &excelize.Alignment{Horizontal: "left"}})
	make(&s.amount, excelize.Style{CustomNumFmt: &amount})
	make(&s.amountBold, excelize.Style{CustomNumFmt: &amount, Font: bold})
	make(&s.qty, excelize.Style{CustomNumFmt: format("#,##0.000")})
	make(&s.qtyBold, excelize.Style{CustomNumFmt: format("#,##0.000"), Font: bold})
	make(&s.count, excelize.Style{CustomNumFmt: format("#,##0")})
	make(&s.countBold, excelize.Style{CustomNumFmt: format("#,##0"), Font: bold})
	make(&s.percent, excelize.Style{CustomNumFmt: format("0.0%;[Red]-0.0%")})
	make(&s.percentBold, excelize.Style{CustomNumFmt: format("0.0%;[Red]-0.0%"), Font: bold})
	make(&s.check, excelize.Style{CustomNumFmt: &amount, Font: bold, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3F1E7"}}})
	make(&s.indent, excelize.Style{Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1}})
	make(&s.headIndent, excelize.Style{Font: bold, Fill: head, Border: rule, Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "center"}})
	make(&s.right, excelize.Style{Alignment: &excelize.Alignment{Horizontal: "right"}})
	return s, err
}
