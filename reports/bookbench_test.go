package reports

import "testing"

func benchProfit(b *testing.B, yardstick bool) {
	for b.Loop() {
		took, err := BenchProfit(yardstick, 20_000)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(20_000/took.Seconds(), "orders/s")
	}
}

func BenchmarkProfit(b *testing.B) { benchProfit(b, false) }

func BenchmarkProfitStreamWriter(b *testing.B) { benchProfit(b, true) }
