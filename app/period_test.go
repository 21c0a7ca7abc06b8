package app_test

import (
	"io"
	"testing"

	"dropdesk/app"
)

// An empty report looks like one of a company without business, so a period that ends before it begins is refused wherever there is one.
func TestAPeriodThatEndsBeforeItBeginsIsRefused(t *testing.T) {
	h := newHouse(t)
	in := app.PeriodIn{From: "2026-12-31", To: "2026-12-01"}
	says := "The period ends on 2026-12-01, before it begins on 2026-12-31. Turn the two dates round."
	for _, err := range []error{
		h.WriteProfit(h.ctx, in, io.Discard),
		second(h.GetReport(h.ctx, app.TableIn{Report: "month", From: in.From, To: in.To})),
		second(h.ReportTax(h.ctx, in)),
		second(h.ReportGains(h.ctx, in)),
		second(h.ReportCommission(h.ctx, in)),
		second(h.ReportSuppliers(h.ctx, in)),
		second(h.PreviewHandOff(h.ctx, app.HandOffIn{Program: app.BooksJournal, From: in.From, To: in.To})),
	} {
		h.invalid(err, says)
	}
}

func second[T any](_ T, err error) error { return err }
