package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
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
// earned, with formulas a bookkeeper can follow, the documents behind it, and a sheet that shows that all of it ties out.
func (*Printer) Profit(w io.Writer, p *app.ProfitBook) error {
	for _, n := range []int{p.Lines.Len(), p.Orders.Len(), p.Invoices.Len(), p.Credits.Len(), p.Bills.Len(), p.Charges.Len()} {
		if n+10 > maxRows {
			return trade.Faultf(trade.Refused, "A workbook holds about a million rows; this one would have more. Choose a shorter period.")
		}
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it removes files that are not there, because none was needed
	b, err := newBook(f, p)
	if err != nil {
		return err
	}
	return writeBook(w, f, b.sheets(), p.Wrote)
}

// book is a workbook in the making.
type book struct {
	*app.ProfitBook
	styles
	total  sums
	orders []orderSum
	groups map[string][]group // by customer, supplier, item, rep, month
	labels map[string][]string
	whole  bool // quantities have no decimals
}

// sums is what some lines come to.
type sums struct {
	revenue, cost, freight money.Amount
	open                   money.Amount // profit of lines that are estimated
	estimated              bool
}

func (s *sums) add(l *app.BookLine) {
	s.revenue += l.Revenue
	s.cost += l.Cost
	s.freight += l.Freight
	if !l.Actual {
		s.open += l.Profit()
		s.estimated = true
	}
}

func (s *sums) profit() money.Amount { return s.revenue - s.cost - s.freight }

// orderSum is what the lines of one order come to.
type orderSum struct {
	sums
	invoiced money.Amount // less credits
}

// group is what lines of one customer, supplier … come to.
type group struct {
	sums
	name, more string
	qty        money.Qty
	orders     int
	last       int32
}

func newBook(f *excelize.File, p *app.ProfitBook) (*book, error) {
	b := &book{ProfitBook: p, groups: map[string][]group{}, whole: true}
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
	b.labels = map[string][]string{
		"customer": labels(b.Customers, "No customer"), "supplier": labels(b.Suppliers, "No supplier"), "item": labels(b.Items, "No item"), "rep": labels(b.Reps, "No rep"),
	}
	b.orders = make([]orderSum, b.Orders.Len())
	lists := map[string][]group{}
	for by, names := range b.labels {
		lists[by] = make([]group, len(names))
		for i, name := range names {
			lists[by][i] = group{name: name, last: -1}
		}
	}
	for i := range b.Items {
		lists["item"][i].more = b.Items[i].More
	}
	months := map[string]int{}
	take := func(g *group, l *app.BookLine) {
		g.add(l)
		g.qty += l.Qty
		if g.last != l.Order {
			g.orders, g.last = g.orders+1, l.Order
		}
	}
	customers, reps, suppliers, items := lists["customer"], lists["rep"], lists["supplier"], lists["item"]
	for i := range b.Lines.Len() {
		l := b.Lines.At(i)
		b.total.add(l)
		b.whole = b.whole && l.Qty%money.Unit == 0
		o := b.Orders.At(int(l.Order))
		b.orders[l.Order].add(l)
		b.orders[l.Order].invoiced += l.Invoiced
		take(&customers[o.Customer], l)
		take(&reps[o.Rep], l)
		take(&suppliers[l.Supplier], l)
		take(&items[l.Item], l)
		month := o.Date.Month()
		n, known := months[month]
		if !known {
			n, months[month] = len(lists["month"]), len(lists["month"])
			lists["month"] = append(lists["month"], group{name: month, last: -1})
		}
		take(&lists["month"][n], l)
	}
	for by, list := range lists {
		list = slices.DeleteFunc(list, func(g group) bool { return g.orders == 0 })
		if by == "month" {
			slices.SortFunc(list, func(x, y group) int { return cmp.Compare(x.name, y.name) })
		} else {
			slices.SortStableFunc(list, func(x, y group) int { return cmp.Compare(y.profit(), x.profit()) })
		}
		b.groups[by] = list
	}
}

// labels names each of a list so that no two have the same name, because formulas find them by it; sheets do not tell A from a.
func labels(list []app.BookName, none string) []string {
	seen := map[string]int{}
	for i := range list {
		seen[strings.ToLower(strings.TrimSpace(list[i].Name))]++
	}
	out := make([]string, len(list))
	for i, n := range list {
		switch name := strings.TrimSpace(n.Name); {
		case n.ID == 0:
			out[i] = none
		case name == "" || seen[strings.ToLower(name)] > 1 || strings.EqualFold(name, none):
			out[i] = strings.TrimSpace(fmt.Sprintf("%s (#%d)", name, n.ID))
		default:
			out[i] = name
		}
	}
	return out
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

func or(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
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
	digits                                                                                                                                                                    int // of the company's currency
	title, strong, note, warn, head, headRight, date, amount, amountBold, qty, qtyBold, rate, price, count, countBold, percent, percentBold, check, right, indent, headIndent int
}

func newStyles(f *excelize.File, c money.Currency) (styles, error) {
	s := styles{digits: c.Digits()}
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
	make(&s.price, excelize.Style{CustomNumFmt: format("#,##0.00##")})
	make(&s.rate, excelize.Style{CustomNumFmt: format("0.000000####")})
	make(&s.warn, excelize.Style{Font: &excelize.Font{Color: "9A5B00", Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1}})
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

// amountOf is the style of an amount in a currency that may not be the company's.
func (s *styles) amountOf(c money.Currency) int {
	switch c.Digits() {
	case s.digits:
		return s.amount
	case 0:
		return s.count
	}
	return 0
}
