package trade

import (
	"slices"
	"testing"

	"dropdesk/app/money"
	"pgregory.net/rapid"
)

// Whatever lines earned, what an order keeps of them comes to the same by supplier and by item, and is read as it was written.
func TestEarningsComeToWhatTheLinesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) ProfitLine {
			return ProfitLine{SupplierID: ID(rapid.IntRange(0, 3).Draw(t, "supplier")), ItemID: ID(rapid.IntRange(0, 3).Draw(t, "item")),
				Revenue: money.Amount(rapid.Int64Range(-1e12, 1e12).Draw(t, "revenue")), Cost: money.Amount(rapid.Int64Range(-1e12, 1e12).Draw(t, "cost")),
				Freight: money.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "freight")), Actual: rapid.Bool().Draw(t, "actual")}
		}), 0, 8).Draw(t, "rows")
		list, err := EarningsOf(earnings(rows))
		if err != nil {
			t.Fatal(err)
		}
		for supplier := range ID(4) {
			for item := range ID(4) {
				want := Earning{SupplierID: supplier, ItemID: item, Actual: true}
				n := 0
				for _, r := range rows {
					if r.SupplierID == supplier && r.ItemID == item {
						n, want.Revenue, want.Cost, want.Actual = n+1, want.Revenue+r.Revenue, want.Cost+r.Cost+r.Freight, want.Actual && r.Actual
					}
				}
				i := slices.IndexFunc(list, func(e Earning) bool { return e.SupplierID == supplier && e.ItemID == item })
				if (i < 0) != (n == 0) || (i >= 0 && list[i] != want) {
					t.Fatalf("%d lines come to %+v, not to %+v", n, list, want)
				}
			}
		}
	})
	if _, err := EarningsOf(`[[1,2,3]`); err == nil {
		t.Error("what is cut off is read")
	}
}
