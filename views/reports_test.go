package views

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// atReports sits at the reports of a company with deals.
func atReports(t *testing.T) (*person, *reportsPage) {
	t.Helper()
	p := sit(t, busyDesk(t), wide, look.Light)
	p.Go(p.Shell.section(""))
	return p, p.pages[p.at].page.(*reportsPage)
}

func TestAReportOpensToItsOrdersAndDocumentsByKeyboard(t *testing.T) {
	p, page := atReports(t)
	page.choose(app.TableIn{Report: "customer"})
	page.focus()
	p.press(fyne.KeyHome, fyne.KeyReturn)
	equal(t, "opened", page.now().Report, "order")
	equal(t, "the way back is shown", p.says("Profit by customer"), true)
	p.press(fyne.KeyHome)
	first := page.grid.Selected().Ref
	p.press(fyne.KeyEscape)
	equal(t, "back", page.now().Report, "customer")
	p.press(fyne.KeyHome, fyne.KeyReturn, fyne.KeyHome, fyne.KeyReturn)
	equal(t, "at the order", p.section(), "Orders")
	equal(t, "which is a document", first.Kind, trade.KindOrder)
	p.Go(p.Shell.section(""))
	equal(t, "the report is as it was left", page.now().Report, "order")
}

func TestABarOpensAsItsRowDoes(t *testing.T) {
	p, page := atReports(t)
	page.choose(app.TableIn{Report: "month"})
	var chart *kit.Chart
	each(page.root, func(o fyne.CanvasObject) {
		if c, ok := o.(*kit.Chart); ok {
			chart = c
		}
	})
	p.canvas.Focus(chart)
	p.press(fyne.KeyEnd, fyne.KeyReturn)
	equal(t, "orders of the month", page.now().Report, "order")
	equal(t, "to", page.now().To, trade.Date("2026-11-30"))
}

func TestAReportIsNarrowedAndExported(t *testing.T) {
	p, page := atReports(t)
	page.choose(app.TableIn{Report: "order"})
	all := len(page.shown.Rows)
	p.choose("Narrow…")
	p.open("Narrow the report")
	p.fill("Channel", "")
	for range channels {
		if p.shows("Channel") != "file" {
			p.press(fyne.KeyRight)
		}
	}
	p.ctrlEnter()
	p.closed()
	if n := len(page.shown.Rows); n == 0 || n >= all {
		t.Errorf("%d of %d orders are shown", n, all)
	}
	equal(t, "it is said", page.shown.Filters[0], app.TableFilter{What: "Channel", Name: "file"})
	p.choose("Export this report")
	if len(p.opened) != 1 || !strings.HasSuffix(p.opened[0], "report-order.xlsx") {
		t.Fatalf("opened: %v", p.opened)
	}
	if b, err := os.ReadFile(p.opened[0]); err != nil || string(b[:2]) != "PK" {
		t.Errorf("the workbook: %v", err)
	}
}

func TestAReportIsSortedByItsNumbers(t *testing.T) {
	_, page := atReports(t)
	page.choose(app.TableIn{Report: "customer"})
	rows := page.shown.Rows
	page.sortBy(rows, "revenue", true)
	for i := 1; i < len(rows); i++ {
		if rows[i].Number(2) > rows[i-1].Number(2) {
			t.Fatalf("row %d has more revenue than the one above it", i)
		}
	}
}

func TestThePeriodOfAReport(t *testing.T) {
	_, page := atReports(t)
	for chip, want := range map[string][2]trade.Date{"month": {"2026-11-01", "2026-11-30"}, "last": {"2026-10-01", "2026-10-31"}, "quarter": {"2026-10-01", "2026-12-31"},
		"year": {"2026-01-01", "2026-12-31"}, "12": {"2025-12-01", "2026-11-30"}, "all": {"", ""}} {
		page.periodChosen(chip)
		equal(t, chip, [2]trade.Date{page.now().From, page.now().To}, want)
	}
	page.from.SetText("1 oct")
	page.to.SetText("t")
	page.daysTyped()
	equal(t, "typed", [2]trade.Date{page.now().From, page.now().To}, [2]trade.Date{"2026-10-01", today})
}
