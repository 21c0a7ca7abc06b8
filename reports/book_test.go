package reports_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/reports"
	"dropdesk/reports/reportstest"
)

// sampleBook is a book of n orders over several months, customers, suppliers and reps: some
// actual, some estimated, one customer with a hostile name, two of the same name, a few in dollars.
func sampleBook(n int) *app.ProfitBook {
	b := &app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z",
		Customers: []app.BookName{{ID: 1, Name: "Bluebird Gifts Ltd"}, {ID: 2, Name: "=HYPERLINK(\"http://evil.example\";\"x\")"}, {ID: 3, Name: "Łódź Papier & Söhne"}, {ID: 4, Name: "bluebird gifts LTD"}},
		Suppliers: []app.BookName{{ID: 1, Name: "Clayworks Manufaktur GmbH"}, {ID: 2, Name: "Weft & Co*"}, {ID: 3, Name: "@SUM(1+1)"}, {ID: 4, Name: "Θεσσαλία Ελαιόλαδο"}, {}},
		Reps:      []app.BookName{{ID: 1, Name: "Kim Berg"}, {ID: 2, Name: "-Ana+Ruiz"}}, Rates: []app.BookRate{{Currency: "EUR", FX: money.Par}, {Currency: "USD", FX: 9_123_456_789}}}
	for i, g := range goods {
		b.Items = append(b.Items, app.BookName{ID: trade.ID(i + 1), Name: g.code, More: g.text})
		b.Words.Of(g.text)
	}
	for i := range n {
		o := app.BookOrder{Number: fmt.Sprintf("SO-2026-%04d", i+1), Date: trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%11, 1+i%28)), Channel: "phone", Customer: int32(i % 4), Rep: int32(i % 2), Rate: int32(i % 7 / 6)}
		actual := i%3 != 0
		var invoiced money.Amount
		for j := range 3 {
			l := app.BookLine{Order: int32(i), Supplier: int32((i + j) % 4), Item: int32((i + j) % len(goods)), Text: int32((i + j) % len(goods)), Qty: money.Qty(i%48+1) * money.Unit,
				Revenue: money.Amount(1000 + 37*i%9973 + j), Cost: money.Amount(600 + 29*i%6007 + j), Freight: money.Amount(i % 7), Actual: actual}
			if i%50 == 9 {
				l.Revenue, l.Cost = 0, 1250 // a replacement
			}
			if actual {
				l.Invoiced, l.Billed, l.Carried = l.Revenue, l.Cost, l.Freight
				b.Bills.Add(app.BookDoc{Number: fmt.Sprintf("B-%d-%d", i, j), Date: b.Words.Of(string(o.Date)), Party: b.Words.Of(b.Suppliers[l.Supplier].Name), Own: l.Cost + l.Freight, Net: l.Cost + l.Freight, Ours: l.Cost, OursFreight: l.Freight})
			}
			invoiced += l.Invoiced
			b.Lines.Add(l)
			b.Reported.Revenue += l.Revenue
			b.Reported.Cost += l.Cost + l.Freight
		}
		if actual {
			if i%5 == 1 {
				o.Credited = -250
				b.Credits.Add(app.BookDoc{Number: fmt.Sprintf("CN-2026-%04d", i+1), Date: b.Words.Of(string(o.Date)), Party: b.Words.Of(b.Customers[o.Customer].Name), Order: b.Words.Of(o.Number), Own: -250, Net: -250, Ours: -250})
			}
			net := invoiced - o.Credited
			b.Invoices.Add(app.BookDoc{Number: fmt.Sprintf("INV-2026-%04d", i+1), Date: b.Words.Of(string(o.Date)), Party: b.Words.Of(b.Customers[o.Customer].Name), Order: b.Words.Of(o.Number), Rate: o.Rate, Own: net, Net: net, Ours: net})
		}
		b.Orders.Add(o)
	}
	for i := range min(n, 5) {
		l := b.Lines.At(3 * i) // its freight is in part what a card company keeps
		o := b.Orders.At(i)
		kept := 150 + money.Amount(i)
		b.Charges.Add(app.BookDoc{Number: "ch_" + o.Number, Date: b.Words.Of(string(o.Date)), Party: b.Words.Of("card"), Order: b.Words.Of(o.Number), Own: kept, Net: kept, Ours: kept})
		l.Kept += kept
		l.Freight += kept
		b.Reported.Cost += kept
		b.Commission.Add(app.BookCommission{Order: b.Words.Of(o.Number), Rep: b.Words.Of(b.Reps[o.Rep].Name), Customer: b.Words.Of(b.Customers[o.Customer].Name), Date: b.Words.Of(string(o.Date)),
			Earned: b.Words.Of("2026-11-27"), On: b.Words.Of("profit"), Rate: 75_000, Revenue: 10_000, Profit: 2_000, Commission: 150})
	}
	b.Charges.Add(app.BookDoc{Number: "old", Date: b.Words.Of("2026-01-03"), Party: b.Words.Of("marketplace"), Order: b.Words.Of("SO-2025-0999"), Own: 99, Net: 99})
	b.Invoices.Add(app.BookDoc{Number: "INV-2025-0999", Date: b.Words.Of("2026-01-02"), Party: b.Words.Of("Old customer"), Order: b.Words.Of("SO-2025-0999"), Own: 12345, Net: 12345})
	return b
}

func workbook(t testing.TB, b *app.ProfitBook) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := reports.New().Profit(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestTheSheetsOfTheWorkbook(t *testing.T) {
	f := open(t, workbook(t, sampleBook(40)))
	want := []string{"Summary", "Orders", "Lines", "By customer", "By supplier", "By item", "By rep", "By month", "Pivot", "Commission", "Invoices", "Credit notes", "Bills", "Charges", "Rates", "Tie-out"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	for sheet, rows := range map[string]int{"Orders": 40, "Lines": 120, "By customer": 4, "By supplier": 4, "By rep": 2, "By month": 11, "Commission": 5} {
		all, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(all) - 2; got != rows { // total and heading
			t.Errorf("%s has %d rows, want %d", sheet, got, rows)
		}
	}
}

// A program that does not work formulas out shows what is stored as their results.
func TestFormulasComeToWhatIsStored(t *testing.T) {
	wrong, formulas := reportstest.Differences(t, workbook(t, sampleBook(40)))
	for _, w := range wrong {
		t.Error(w)
	}
	if formulas < 1000 {
		t.Errorf("only %d formulas were found", formulas)
	}
}

// What LibreOffice says is worked out, not read: where a document is missing, or a report says something else, it shows.
func TestTheTieOutShowsWhatIsWrong(t *testing.T) {
	var names []string
	var books [][]byte
	for name, spoil := range map[string]func(*app.ProfitBook){
		"nothing":       func(b *app.ProfitBook) {},
		"an invoice":    func(b *app.ProfitBook) { b.Invoices.At(0).Ours-- },
		"a credit note": func(b *app.ProfitBook) { b.Orders.At(1).Credited++ },
		"a bill":        func(b *app.ProfitBook) { b.Bills.At(0).Ours++; b.Bills.At(0).Net++ },
		"freight":       func(b *app.ProfitBook) { b.Bills.At(0).OursFreight++ },
		"a charge":      func(b *app.ProfitBook) { b.Lines.At(0).Kept++ },
		"a report":      func(b *app.ProfitBook) { b.Reported.Revenue++ },
	} {
		b := sampleBook(6)
		spoil(b)
		names, books = append(names, name), append(books, workbook(t, b))
	}
	for i, f := range reportstest.Recalculated(t, books...) {
		v, err := f.GetCellValue("Tie-out", "F3", excelize.Options{RawCellValue: true})
		if err != nil || (float(t, v) > 0.0099) != (names[i] != "nothing") {
			t.Errorf("%s is wrong, and the differences come to %q (%v)", names[i], v, err)
		}
	}
}

// The sum of all differences leaves none out.
func TestEachGreenFigureIsAmongTheDifferences(t *testing.T) {
	f := open(t, workbook(t, sampleBook(6)))
	all, err := f.GetCellFormula("Tie-out", "F3")
	if err != nil {
		t.Fatal(err)
	}
	green, err := f.GetCellStyle("Tie-out", "F3")
	if err != nil {
		t.Fatal(err)
	}
	counted := map[int]bool{}
	for _, part := range strings.Split(all, "+") {
		var from, to int
		if _, err := fmt.Sscanf(part, "SUMPRODUCT(ABS(F%d:F%d))", &from, &to); err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		for r := from; r <= to; r++ {
			counted[r] = true
		}
	}
	for r := 4; r < 60; r++ {
		style, err := f.GetCellStyle("Tie-out", fmt.Sprintf("F%d", r))
		if err != nil {
			t.Fatal(err)
		}
		if (style == green) != counted[r] {
			t.Errorf("row %d: green %v, counted %v", r, style == green, counted[r])
		}
	}
	if len(counted) != 25 {
		t.Errorf("%d differences, want 25", len(counted))
	}
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no figure", s)
	}
	return v
}

func TestNoNameRunsAsAFormula(t *testing.T) {
	f := open(t, workbook(t, sampleBook(8)))
	found := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, text := range row {
				if text == "" || !strings.ContainsRune("=@-+", rune(text[0])) || !strings.ContainsAny(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
					continue
				}
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				found++
				if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
					t.Errorf("%s!%s is the formula %q", sheet, cell, formula)
				}
				if kind, err := f.GetCellType(sheet, cell); err != nil || (kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString) {
					t.Errorf("%s!%s %q is of type %v, not text", sheet, cell, text, kind)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no hostile name was found: the test sees nothing")
	}
}

// Each list is a table whose dimension is true: readers that trust it would otherwise see nothing.
func TestListsAreTables(t *testing.T) {
	f := open(t, workbook(t, sampleBook(40)))
	for sheet, want := range map[string]string{"Orders": "A2:Q42", "Lines": "A2:W122", "By rep": "A2:I4", "Invoices": "A2:J29", "Bills": "A2:J80", "Rates": "A2:D4"} {
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 || tables[0].Range != want {
			t.Errorf("%s: tables %+v (%v), want one of %s", sheet, tables, err, want)
		}
		_, last, _ := strings.Cut(want, ":")
		if d, err := f.GetSheetDimension(sheet); err != nil || d != "A1:"+last {
			t.Errorf("%s: dimension %s (%v), want A1:%s", sheet, d, err, last)
		}
		if p, err := f.GetPanes(sheet); err != nil || p.YSplit != 2 {
			t.Errorf("%s: %d rows stay in view (%v)", sheet, p.YSplit, err)
		}
	}
	pivots, err := f.GetPivotTables("Pivot")
	if err != nil || len(pivots) != 1 || pivots[0].DataRange != "Lines!A2:W122" {
		t.Errorf("pivot tables %+v (%v)", pivots, err)
	}
}

func TestAnEmptyPeriodIsAWorkbookToo(t *testing.T) {
	f := open(t, workbook(t, &app.ProfitBook{Company: "Kim", Currency: "JPY", Made: "2026-11-28T09:14:05Z"}))
	if v, err := f.CalcCellValue("Tie-out", "F3"); err != nil || float(t, strings.TrimSpace(v)) != 0 {
		t.Errorf("differences of nothing: %q, %v", v, err)
	}
}
