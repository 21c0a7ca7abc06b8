package trade_test

import (
	"testing"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestFeesLeftLoseNoCent(t *testing.T) {
	p := trade.PurchaseOrder{State: trade.Sent, Currency: "USD", FX: 9_123_456_789, Fees: trade.Fees{DropShip: 500, Freight: 501}, Lines: []trade.PurchaseLine{
		{Qty: 3 * money.Unit, Cost: 33333}, {Qty: 7 * money.Unit, Cost: 11111}, {Qty: money.Unit, Cost: 0}, {Qty: 2 * money.Unit, Cancelled: 2 * money.Unit, Cost: 90000}}}
	p.AddUp()
	all := money.Amount(0)
	for _, a := range p.FeesLeft("EUR") {
		all += a
	}
	if want := money.Amount(1001).To(p.FX, "USD", "EUR"); all != want {
		t.Errorf("nothing is billed: %d are left, want %d", all, want)
	}
	p.Lines[0].Billed, p.Lines[1].Claimed = 3*money.Unit, 7*money.Unit
	for i, a := range p.FeesLeft("EUR") {
		if a != 0 {
			t.Errorf("line %d, billed or claimed: %d are left", i+1, a)
		}
	}
	free := trade.PurchaseOrder{State: trade.Sent, Currency: "EUR", FX: money.Par, Fees: trade.Fees{Handling: 100}, Lines: []trade.PurchaseLine{{Qty: money.Unit, Cancelled: money.Unit}, {Qty: money.Unit}}}
	if got := free.FeesLeft("EUR"); got[0] != 0 || got[1] != 100 {
		t.Errorf("goods for nothing: %v", got)
	}
	free.State = trade.Cancelled
	if got := free.FeesLeft("EUR"); got[1] != 0 {
		t.Errorf("a cancelled purchase order costs %v", got)
	}
}

func TestFeesForASmallOrder(t *testing.T) {
	s := trade.Supplier{MinOrder: 1000, Fees: trade.Fees{DropShip: 1, Handling: 20, SmallOrder: 300, Freight: 4000}}
	for _, c := range []struct {
		net   money.Amount
		lines int
		want  money.Amount
	}{{0, 0, 0}, {999, 1, 4321}, {1000, 1, 4021}, {1000, 3, 4061}} {
		if got := s.FeesFor(c.net, c.lines).Total(); got != c.want {
			t.Errorf("%d on %d lines: %d, want %d", c.net, c.lines, got, c.want)
		}
	}
}
