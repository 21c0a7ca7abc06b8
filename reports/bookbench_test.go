package reports

import (
	"testing"
	"time"
)

func benchProfit(b *testing.B, yardstick bool) {
	begun := time.Now()
	for b.Loop() {
		took, err := BenchProfit(yardstick, 20_000, func() time.Duration { return time.Since(begun) }, func() func() { return func() {} })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(20_000/took.Seconds(), "orders/s")
	}
}

func BenchmarkProfit(b *testing.B) { benchProfit(b, false) }

func BenchmarkProfitStreamWriter(b *testing.B) { benchProfit(b, true) }
