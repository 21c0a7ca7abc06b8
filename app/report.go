package app

import (
	"bytes"
	"context"
	"sort"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ReportKind is one report: what it answers and what it can be narrowed by.
type ReportKind struct {
	ID      string   `json:"id"`
	Group   string   `json:"group"`
	Title   string   `json:"title"`
	Answers string   `json:"answers"`
	Period  string   `json:"period"` // orders, documents: dated within it; day: as it was on its last day; empty: as it is now
	Filters []string `json:"filters"`
	Before  bool     `json:"before"` // can be compared with the period before
}

// The filters of reports.
var (
	profitFilters = []string{"customer", "supplier", "rep", "channel", "currency"}
	quoteFilters  = []string{"customer", "rep", "currency"}
)

// Reports are all reports, group by group.
var Reports = []ReportKind{
	{"month", "Profit", "Profit by month", "How do revenue, profit and margin go, month by month?", "orders", profitFilters, true},
	{"customer", "Profit", "Profit by customer", "Which customers earn us the most?", "orders", profitFilters, true},
	{"supplier", "Profit", "Profit by supplier", "Whose goods earn us the most?", "orders", profitFilters, true},
	{"item", "Profit", "Profit by item", "Which items earn us the most?", "orders", profitFilters, true},
	{"rep", "Profit", "Profit by rep", "Who sells how much, and at what margin?", "orders", profitFilters, true},
	{"channel", "Profit", "Profit by channel", "What do the shop, the phone and the files bring?", "orders", profitFilters, true},
	{"order", "Profit", "Profit by order", "What did each order earn?", "orders", profitFilters, false},
	{"leaks", "Profit", "Margin leaks", "Where do we lose margin, and on which documents?", "documents", nil, false},
	{"quotes", "Sales", "Quotes won and lost", "How many quotes become orders?", "documents", quoteFilters, false},
	{"commission", "Sales", "Commission", "What did the reps earn?", "documents", []string{"rep"}, false},
	{"open_items", "Sales", "Still to ship by item", "What do customers still wait for?", "", nil, false},
	{"open_suppliers", "Sales", "Still to ship by supplier", "Whom do we wait for?", "", nil, false},
	{"open_lines", "Sales", "Still to ship, line by line", "What of which order is still to ship, and who ships it?", "", []string{"supplier"}, false},
	{"prices", "Sales", "Price list", "What do we sell, and at what price?", "", []string{"customer"}, false},
	{"receivables", "Money", "Receivables by age", "Who owes us, and how late is it?", "day", []string{"currency"}, false},
	{"payables", "Money", "Payables by age", "Whom do we owe, and how late are we?", "day", []string{"currency"}, false},
	{"open_invoices", "Money", "Open invoices", "What is still to be paid to us, and what is on account?", "", []string{"customer", "currency"}, false},
	{"open_bills", "Money", "Open bills", "What do we still have to pay, and when?", "", []string{"supplier", "currency"}, false},
	{"tax", "Money", "Tax by code", "What tax did we charge, and pay?", "documents", nil, false},
	{"gains", "Money", "Exchange gains and losses", "What did exchange rates give and take?", "documents", nil, false},
	{"suppliers", "Suppliers", "Supplier scorecard", "Who delivers on time, complete and at the agreed price?", "documents", nil, false},
	{"credits", "Suppliers", "Credits due", "Which suppliers still have to give us credit?", "", nil, false},
}

// ListReports lists all reports with what each answers and can be narrowed by.
func (d *Desk) ListReports(context.Context, Nothing) (All[ReportKind], error) {
	return All[ReportKind]{Rows: Reports}, nil
}

// TableIn asks for a report as a table.
type TableIn struct {
	Report     string         `json:"report"`
	From       trade.Date     `json:"from"` // empty: from the first
	To         trade.Date     `json:"to"`   // empty: to the last
	CustomerID trade.ID       `json:"customer_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	ItemID     trade.ID       `json:"item_id"`
	RepID      trade.ID       `json:"rep_id"`
	Channel    string         `json:"channel"`
	Currency   money.Currency `json:"currency"`
	Floor      money.Rate     `json:"floor"`  // of the leaks: the lowest margin
	Only       string         `json:"only"`   // opens one row: a kind of leak, or the quotes of a rep (its id)
	Before     bool           `json:"before"` // beside the same report of the period before
}

func (in *TableIn) profit(by string) ReportIn {
	return ReportIn{By: by, From: in.From, To: in.To, CustomerID: in.CustomerID, SupplierID: in.SupplierID, ItemID: in.ItemID, RepID: in.RepID, Channel: in.Channel, Currency: in.Currency}
}

// Table is a report as a table, for the window and for workbooks.
type Table struct {
	Kind     ReportKind     `json:"kind"`
	Company  string         `json:"company"`
	Made     trade.Stamp    `json:"made"`
	From     trade.Date     `json:"from"`
	To       trade.Date     `json:"to"`
	Filters  []TableFilter  `json:"filters"`
	Currency money.Currency `json:"currency"` // the company's
	Columns  []TableColumn  `json:"columns"`
	Rows     []TableRow     `json:"rows"`
	Total    []any          `json:"total"` // a cell for each column; null where it is not added up
	Bars     string         `json:"bars"`  // column that a chart shows as bars; empty: none
	Line     string         `json:"line"`  // and as a line
	Note     string         `json:"note,omitempty"`
}

// TableFilter is what a table is narrowed to, in words.
type TableFilter struct {
	What string `json:"what"` // Customer, Supplier …
	Name string `json:"name"`
}

// TableColumn is one column of a table. Its cells are texts, whole numbers, money (with its currency), quantities,
// rates or dates.
type TableColumn struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Right bool   `json:"right"` // numbers
	Sum   bool   `json:"sum"`
	Part  string `json:"part,omitempty"`  // of a rate: the columns that it is worked out from
	Whole string `json:"whole,omitempty"` //
	Spare bool   `json:"spare,omitempty"` // left out first where there is too little room
	Words bool   `json:"words,omitempty"` // its texts are words of the program, not names
	Month bool   `json:"month,omitempty"` // its dates stand for their months
}

// TableRow is one row of a table.
type TableRow struct {
	Cells []any      `json:"cells"`
	Ref   trade.Ref  `json:"ref,omitempty"`     // the record that it is about; kind empty: none
	Why   *ExplainIn `json:"explain,omitempty"` // what Explain takes to open it
	Open  *TableIn   `json:"open,omitempty"`    // the table of what it is made of
	Tone  string     `json:"tone,omitempty"`    // bad: a loss, or late
}

// Money is an amount with its currency.
type Money struct {
	Currency money.Currency `json:"currency"`
	Amount   money.Amount   `json:"amount"`
}

// GetReport makes a report as a table: rows with what stands behind each, totals, and what a chart shows.
func (d *Desk) GetReport(ctx context.Context, in TableIn) (out Table, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out, err = w.table(in)
		return err
	})
	return out, err
}

// ExportReport writes a report as a workbook.
func (d *Desk) ExportReport(ctx context.Context, in TableIn) (ExportOut, error) {
	t, err := d.GetReport(ctx, in)
	if err != nil {
		return ExportOut{}, err
	}
	var b bytes.Buffer
	if err := d.printer.Table(&b, t); err != nil {
		return ExportOut{}, unmade(err)
	}
	return ExportOut{FileName: "report-" + strings.ReplaceAll(in.Report, "_", "-") + ".xlsx", XLSX: b.Bytes()}, nil
}

func (w *work) table(in TableIn) (Table, error) {
	t := Table{From: in.From, To: in.To, Currency: w.base, Made: w.stamp(), Rows: []TableRow{}}
	var names []string
	for _, k := range Reports {
		names = append(names, k.ID)
		if k.ID == in.Report {
			t.Kind = k
		}
	}
	own, err := w.company()
	if err != nil {
		return t, err
	}
	t.Company = own.Name
	if err := w.nameFilters(&t, in); err != nil {
		return t, err
	}
	switch in.Report {
	case "month", "customer", "supplier", "item", "rep", "channel", "order":
		err = w.profitTable(&t, in)
	case "leaks":
		err = w.leakTable(&t, in)
	case "quotes":
		err = w.quoteTable(&t, in)
	case "commission":
		err = w.commissionTable(&t, in)
	case "open_items":
		err = w.openTable(&t, "item")
	case "open_suppliers":
		err = w.openTable(&t, "supplier")
	case "open_lines":
		err = w.openLineTable(&t, in)
	case "prices":
		err = w.priceTable(&t, in)
	case "open_invoices", "open_bills":
		err = w.unsettledTable(&t, in)
	case "receivables", "payables":
		err = w.ageTable(&t, in)
	case "tax":
		err = w.taxTable(&t, in)
	case "gains":
		err = w.gainTable(&t, in)
	case "suppliers":
		err = w.scoreTable(&t, in)
	case "credits":
		err = w.creditTable(&t)
	default:
		return t, trade.Faultf(trade.Invalid, "There is no report %q. Reports: %s.", in.Report, strings.Join(names, ", ")).In("report")
	}
	t.Total = t.total()
	return t, err
}

// nameFilters words what a table is narrowed to.
func (w *work) nameFilters(t *Table, in TableIn) error {
	add := func(what, name string) { t.Filters = append(t.Filters, TableFilter{what, name}) }
	if in.CustomerID != 0 {
		c, err := w.Customer(in.CustomerID)
		if err != nil {
			return err
		}
		add("Customer", c.Name)
	}
	if in.SupplierID != 0 {
		s, err := w.Supplier(in.SupplierID)
		if err != nil {
			return err
		}
		add("Supplier", s.Name)
	}
	if in.ItemID != 0 {
		it, err := w.Item(in.ItemID)
		if err != nil {
			return err
		}
		add("Item", it.SKU)
	}
	if in.RepID != 0 {
		u, err := w.user(in.RepID)
		if err != nil {
			return err
		}
		add("Rep", u.Name)
	}
	if in.Channel != "" {
		add("Channel", in.Channel)
	}
	if in.Currency != "" {
		add("Currency", string(in.Currency))
	}
	return nil
}

// total adds up the columns that can be added up; money of several currencies cannot.
func (t *Table) total() []any {
	sums := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		if c.Sum {
			sums[i] = t.sum(i)
		}
	}
	for i, c := range t.Columns {
		if c.Part == "" {
			continue
		}
		if part, whole := number(sums[t.column(c.Part)]), number(sums[t.column(c.Whole)]); whole != 0 {
			sums[i] = money.Ratio(money.Amount(part), money.Amount(whole))
		}
	}
	return sums
}

func (t *Table) column(id string) int {
	for i, c := range t.Columns {
		if c.ID == id {
			return i
		}
	}
	return 0
}

func (t *Table) sum(column int) any {
	var sum any
	for _, r := range t.Rows {
		switch x := r.Cells[column].(type) {
		case int:
			n, _ := sum.(int)
			sum = n + x
		case money.Qty:
			n, _ := sum.(money.Qty)
			sum = n + x
		case Money:
			n, some := sum.(Money)
			if some && n.Currency != x.Currency {
				return nil
			}
			sum = Money{x.Currency, n.Amount + x.Amount}
		}
	}
	return sum
}

func number(cell any) int64 {
	switch x := cell.(type) {
	case int:
		return int64(x)
	case Money:
		return int64(x.Amount)
	case money.Qty:
		return int64(x)
	case money.Rate:
		return int64(x)
	case UnitPrice:
		return int64(x.Price)
	}
	return 0
}

// Number is what a cell counts as, for charts and for sorting.
func (r *TableRow) Number(column int) int64 { return number(r.Cells[column]) }

// PeriodBefore is the period of the same length before another: as many months where it is whole months, else as many days.
func PeriodBefore(from, to trade.Date) (trade.Date, trade.Date) {
	first, last := from.Time(), to.Time()
	if first.Day() == 1 && last.AddDate(0, 0, 1).Day() == 1 {
		months := 12*(last.Year()-first.Year()) + int(last.Month()) - int(first.Month()) + 1
		return trade.DateOf(first.AddDate(0, -months, 0)), from.Add(-1)
	}
	return from.Add(-to.Sub(from) - 1), from.Add(-1)
}

// byMonth sorts months whose keys are like 2026-11.
func byMonth(rows []TableRow) {
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].Cells[0].(trade.Date) < rows[j].Cells[0].(trade.Date) })
}
