package app_test

import (
	"math/big"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func init() {
	allSteps = append(allSteps, (*steps).agreeFees, (*steps).reroute, (*steps).waitForOthers, (*steps).sendTogether)
	moreCost = append(moreCost, func(_ *steps, b *books) *big.Rat {
		sum := new(big.Rat)
		for _, p := range b.Purchases {
			sum.Add(sum, feesLeft(p))
		}
		return sum
	})
}

func (s *steps) fee(what string) money.Decimal {
	return money.Dec(rapid.Int64Range(0, 2_000).Draw(s.t, what), 2)
}

// agreeFees enters what a supplier charges for one purchase order.
func (s *steps) agreeFees() error {
	_, err := s.SavePurchase(s.ctx, app.SavePurchaseIn{ID: s.purchase().ID, Fees: &app.FeesIn{
		DropShip: s.fee("drop-ship fee"), Handling: s.fee("handling"), SmallOrder: s.fee("small-order fee"), Freight: s.fee("freight")}})
	return err
}

func (s *steps) reroute() error {
	in := app.RerouteIn{Orders: []trade.ID{s.order}, By: rapid.SampledFrom([]string{"cheapest", "fastest", "supplier"}).Draw(s.t, "rule")}
	if in.By == "supplier" {
		in.SupplierID = rapid.SampledFrom([]trade.ID{s.clay, s.weft}).Draw(s.t, "supplier")
	}
	foretold, err := s.Reroute(s.ctx, app.RerouteIn{Orders: in.Orders, By: in.By, SupplierID: in.SupplierID, Preview: true})
	if err != nil {
		return err
	}
	before := s.deal().Profit
	done, err := s.Reroute(s.ctx, in)
	if err != nil {
		return err
	}
	if done.CostTo != foretold.CostTo || done.Changed != foretold.Changed {
		s.t.Fatalf("foretold %d lines for %d, done %d for %d", foretold.Changed, foretold.CostTo, done.Changed, done.CostTo)
	}
	if after := s.deal().Profit; after.Revenue != before.Revenue {
		s.t.Fatalf("buying elsewhere changed the revenue from %d to %d", before.Revenue, after.Revenue)
	}
	return nil
}

func (s *steps) waitForOthers() error {
	wait := rapid.Bool().Draw(s.t, "wait")
	_, err := s.SavePurchase(s.ctx, app.SavePurchaseIn{ID: s.purchase().ID, Wait: &wait})
	return err
}

func (s *steps) sendTogether() error {
	_, err := s.SendTogether(s.ctx, app.SendTogetherIn{SupplierID: s.purchase().SupplierID, Warned: true})
	return err
}

// feesLeft is what of a purchase order's fees is still to come: by exact shares of its lines, rounded
// by largest remainder, then the part of each line that is not billed, rounded once more.
func feesLeft(p *trade.PurchaseOrder) *big.Rat {
	total := round(new(big.Rat).Mul(big.NewRat(int64(p.Fees.Total()), 1), big.NewRat(int64(p.FX), int64(money.Par))))
	left := new(big.Rat)
	var net, live int64
	for i := range p.Lines {
		net += int64(p.Lines[i].Net)
		live += int64(p.Lines[i].Live())
	}
	if total == 0 || live == 0 || p.State == trade.Cancelled {
		return left
	}
	shares, rests := make([]int64, len(p.Lines)), make([]*big.Rat, len(p.Lines))
	given := int64(0)
	for i := range p.Lines {
		exact := big.NewRat(int64(p.Lines[i].Net), max(net, 1))
		if net == 0 {
			exact = big.NewRat(int64(p.Lines[i].Live()), live)
		}
		exact.Mul(exact, big.NewRat(total, 1))
		shares[i] = new(big.Int).Quo(exact.Num(), exact.Denom()).Int64()
		rests[i] = exact.Sub(exact, big.NewRat(shares[i], 1))
		given += shares[i]
	}
	for ; given < total; given++ {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		shares[best]++
		rests[best] = big.NewRat(-1, 1)
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		if open := l.Qty - l.Refused - l.Cancelled - l.Claimed - l.Billed; open > 0 {
			part := new(big.Rat).Mul(big.NewRat(shares[i], 1), big.NewRat(int64(open), int64(l.Qty-l.Refused-l.Cancelled)))
			left.Add(left, big.NewRat(round(part), 1))
		}
	}
	return left
}
