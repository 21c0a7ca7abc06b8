package reports_test

import (
	"testing"

	"dropdesk/reports"
)

func benchInvoice(b *testing.B, yardstick bool) {
	took, size, err := reports.BenchInvoice(yardstick, b.N)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/took.Seconds(), "docs/s")
	b.ReportMetric(float64(size), "bytes/doc")
}

func BenchmarkInvoice(b *testing.B) { benchInvoice(b, false) }

func BenchmarkInvoiceBareMaroto(b *testing.B) { benchInvoice(b, true) }
