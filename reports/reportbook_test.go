package reports

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestAReportIsASheetWithFormulas(t *testing.T) {
	eur := func(cents int) any { return app.Money{Currency: "EUR", Amount: money.Amount(cents)} }
	r := app.Table{
		Kind: app.ReportKind{Title: "Profit by item", Period: "orders"}, Company: "North Pier", Currency: "EUR", From: "2026-11-01", To: "2026-11-30",
		Filters: []app.TableFilter{{What: "Customer", Name: "Kite & Co"}},
		Columns: []app.TableColumn{{ID: "name", Title: "Item"}, {ID: "day", Title: "Since"}, {ID: "revenue", Title: "Revenue", Right: true, Sum: true},
			{ID: "profit", Title: "Profit", Right: true, Sum: true}, {ID: "margin", Title: "Margin", Right: true, Part: "profit", Whole: "revenue"}},
		Rows: []app.TableRow{
			{Cells: []any{"=1+1", trade.Date("2026-11-23"), eur(10000), eur(2500), 25 * money.Percent}},
			{Cells: []any{"MUG-11", trade.Date(""), eur(20050), eur(-50), nil}},
		},
		Total: []any{nil, nil, eur(30050), eur(2450), money.Ratio(2450, 30050)},
	}
	var b bytes.Buffer
	if err := New().Table(&b, r); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	raw := excelize.Options{RawCellValue: true}
	for cell, want := range map[string]string{
		"A1": "Profit by item", "A2": "From 1 Nov 2026 to 30 Nov 2026   Customer: Kite & Co", "A5": "Item", "A6": "=1+1", "B6": "46349", "C6": "100.00", "D7": "-0.50", "E6": "0.25", "B7": "", "E7": "", "C4": "300.50",
	} {
		if got, err := f.GetCellValue("Report", cell, raw); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{"A6": "", "C4": "SUBTOTAL(109,C6:C7)", "E6": "IF(C6=0,0,D6/C6)", "E4": "IF(C4=0,0,D4/C4)"} {
		if got, err := f.GetCellFormula("Report", cell); err != nil || got != want {
			t.Errorf("formula of %s: got %q (%v), want %q", cell, got, err, want)
		}
	}
	panes, err := f.GetPanes("Report")
	if err != nil || panes.YSplit != 5 {
		t.Errorf("%d rows stay in view (%v), want 5", panes.YSplit, err)
	}
}
