package reports_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/reports"
)

// sampleBook is a book of n orders over several months, customers, suppliers and reps: some
// actual, some estimated, one order with two suppliers on a line, one customer with a hostile name.
func sampleBook(n int) app.ProfitBook {
	b := app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z"}
	customers := []string{"Bluebird Gifts Ltd", "=HYPERLINK(\"http://evil.example\";\"x\")", "Łódź Papier & Söhne", "Bluebird Gifts Ltd"}
	suppliers := []string{"Clayworks Manufaktur GmbH", "Weft & Co", "@SUM(1+1)", "Θεσσαλία Ελαιόλαδο"}
	for i := range n {
		o := trade.ID(i + 1)
		no := fmt.Sprintf("SO-2026-%04d", i+1)
		day := trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%11, 1+i%28))
		actual := i%3 != 0
		var invoiced money.Amount
		for j := range 3 {
			g := goods[(i+j)%len(goods)]
			l := trade.ProfitLine{
				OrderID: o, OrderNo: no, OrderLineID: trade.ID(3*i + j), Date: day,
				CustomerID: trade.ID(i%4 + 1), Customer: customers[i%4], RepID: trade.ID(i%2 + 1), Rep: []string{"Kim Berg", "-Ana+Ruiz"}[i%2],
				ItemID: trade.ID((i+j)%len(goods) + 1), SKU: g.code, Description: g.text,
				SupplierID: trade.ID((i+j)%4 + 1), Supplier: suppliers[(i+j)%4], Qty: money.Qty(i%48+1) * money.Unit,
				Revenue: money.Amount(1000 + 37*i%9973 + j), Cost: money.Amount(600 + 29*i%6007 + j), Freight: money.Amount(i % 7), Actual: actual,
			}
			if i%50 == 9 {
				l.Revenue, l.Cost = 0, 1250 // a replacement
			}
			b.Lines = append(b.Lines, l)
			invoiced += l.Revenue
			if actual {
				b.Billed = append(b.Billed, app.BookEntry{Number: fmt.Sprintf("B-%d-%d", i, j), Date: day, Party: l.Supplier, Net: l.Cost + l.Freight, Freight: l.Freight})
			}
		}
		if actual {
			b.Invoiced = append(b.Invoiced, app.BookEntry{Number: fmt.Sprintf("INV-2026-%04d", i+1), Date: day, Party: customers[i%4], OrderNo: no, Net: invoiced})
		}
	}
	for i := range min(n, 5) {
		l := &b.Lines[3*i] // its freight is what a card company keeps
		b.Charges = append(b.Charges, app.BookEntry{Number: "ch_" + l.OrderNo, Date: l.Date, Party: "card", OrderNo: l.OrderNo, Net: 150 + money.Amount(i)})
		l.Freight += 150 + money.Amount(i)
		b.Commission = append(b.Commission, app.CommissionOrder{OrderID: l.OrderID, OrderNo: l.OrderNo, Rep: l.Rep, Customer: l.Customer, Date: l.Date, Earned: "2026-11-27",
			On: "profit", Rate: 75_000, Revenue: 10_000, Profit: 2_000, Commission: 150})
	}
	b.Charges = append(b.Charges, app.BookEntry{Number: "old", Date: "2026-01-03", Party: "marketplace", OrderNo: "SO-2025-0999", Net: 99})
	b.Invoiced = append(b.Invoiced, app.BookEntry{Number: "INV-2025-0999", Date: "2026-01-02", Party: "Old customer", OrderNo: "SO-2025-0999", Net: 12345})
	return b
}

func workbook(t testing.TB, b app.ProfitBook) []byte {
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
	want := []string{"Summary", "Orders", "Lines", "By customer", "By supplier", "By item", "By rep", "By month", "Commission", "Tie-out"}
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
	f := open(t, workbook(t, sampleBook(40)))
	seen := 0
	for _, sheet := range []string{"Summary", "Tie-out", "By customer", "By month"} {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, stored := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := f.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				seen++
				got, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s!%s =%s: %v", sheet, cell, formula, err)
				}
				if a, b := float(t, got), float(t, stored); math.Abs(a-b) > 0.000001 {
					t.Errorf("%s!%s =%s comes to %v and says %v", sheet, cell, formula, a, b)
				}
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d formulas were found", seen)
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

// LibreOffice works every formula out itself; what it then shows must tie out.
func TestLibreOfficeOpensItAndItTiesOut(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "profit.xlsx")
	if err := os.WriteFile(path, workbook(t, sampleBook(40)), 0o600); err != nil {
		t.Fatal(err)
	}
	const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", everySheet, "--outdir", dir, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	tie, err := os.ReadFile(filepath.Join(dir, "profit-Tie-out.csv"))
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if !strings.Contains(string(tie), "All differences together,,,,,0\n") {
		t.Errorf("it does not tie out:\n%s", tie)
	}
	for _, wrong := range []string{"#REF!", "#NAME?", "#VALUE!", "Err:", "#DIV/0!", "#N/A"} {
		if strings.Contains(string(tie), wrong) {
			t.Errorf("the sheet shows %s:\n%s", wrong, tie)
		}
	}
}

func TestAnEmptyPeriodIsAWorkbookToo(t *testing.T) {
	f := open(t, workbook(t, app.ProfitBook{Company: "Kim", Currency: "JPY", Made: "2026-11-28T09:14:05Z"}))
	if v, err := f.CalcCellValue("Tie-out", "F3"); err != nil || float(t, strings.TrimSpace(v)) != 0 {
		t.Errorf("differences of nothing: %q, %v", v, err)
	}
}
