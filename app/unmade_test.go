package app_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// full is a printer for which every workbook has too many rows.
type full struct{ hands }

func (full) Profit(io.Writer, *app.ProfitBook) error {
	return trade.Faultf(trade.Refused, "There are too many rows. Choose a shorter period.")
}

func (full) Table(io.Writer, app.Table) error {
	return trade.Faultf(trade.Refused, "There are too many rows. Choose a shorter period.")
}

// What the printer refuses is said in its words alone.
func TestAWorkbookThatIsRefusedSaysWhy(t *testing.T) {
	h := newHouse(t)
	h.Desk = app.New(app.Ports{Store: h.store, Printer: full{}})
	_, book := h.ExportProfit(h.ctx, app.PeriodIn{})
	_, table := h.ExportReport(h.ctx, app.TableIn{Report: "month"})
	for _, err := range []error{book, table} {
		var said *trade.Error
		if !errors.As(err, &said) || said.Kind != trade.Refused || strings.Count(err.Error(), "period.") != 1 || strings.Contains(err.Error(), "..") {
			t.Errorf("it says %v", err)
		}
	}
}
