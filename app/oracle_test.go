package app_test

import (
	"math/big"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The oracle recomputes a deal from its documents alone, with exact rational numbers, and by none of
// the program's own sums.

// books is a deal as its documents tell it.
type books struct {
	app.Chain
	exceptions []trade.Exception
	changes    []trade.Change
	returns    []trade.Return
	claims     []trade.Claim
}

func (s *steps) books() *books {
	return &books{s.deal(), s.exceptions(), must(s.ListChanges(s.ctx, app.ByID{ID: s.order})).Rows, s.returns(), s.claims()}
}

// more are what further topics add to a deal's revenue and cost, in the smallest unit of the company's currency.
var moreRevenue, moreCost []func(*steps, *books) *big.Rat

// addsUp compares what is kept of a deal with what its documents say.
func (s *steps) addsUp() {
	b := s.books()
	for i := range b.Order.Lines {
		s.orderLineAddsUp(b, &b.Order.Lines[i])
	}
	for _, p := range b.Purchases {
		for i := range p.Lines {
			s.purchaseLineAddsUp(b, p, &p.Lines[i])
		}
	}
	asks := 0
	for i := range b.exceptions {
		if e := &b.exceptions[i]; e.Open > 0 && (e.Until == "" || e.Kind == trade.ExBack) {
			asks++
		}
	}
	if asks != b.Order.Decisions {
		s.t.Fatalf("%s: %d decisions are kept, %d exceptions ask for one", b.Order.Number, b.Order.Decisions, asks)
	}
	s.same("revenue", b, b.Profit.Revenue, s.revenue(b))
	s.same("cost", b, b.Profit.Cost+b.Profit.Freight, s.cost(b))
	s.same("profit as kept", b, b.Order.Profit(), new(big.Rat).Sub(s.revenue(b), s.cost(b)))
}

func (s *steps) same(what string, b *books, kept money.Amount, told *big.Rat) {
	if new(big.Rat).SetInt64(int64(kept)).Cmp(told) != 0 {
		s.t.Fatalf("%s: the %s is %d, the documents say %s", b.Order.Number, what, kept, told.FloatString(3))
	}
}

type pair struct {
	what       string
	kept, told money.Qty
}

func (s *steps) pairs(name string, list []pair) {
	for _, p := range list {
		if p.kept != p.told {
			s.t.Fatalf("%s: %s is kept as %s, the documents say %s", name, p.what, p.kept, p.told)
		}
	}
}

func (s *steps) orderLineAddsUp(b *books, l *trade.OrderLine) {
	var onPO, shipped, delivered, undecided, returned, invoiced, credited money.Qty
	for _, p := range b.Purchases {
		for _, pl := range p.Lines {
			if pl.OrderLineID == l.ID {
				onPO += pl.Qty - pl.Refused - pl.Cancelled - pl.Failed
			}
		}
	}
	for _, x := range b.Shipments {
		for _, sl := range x.Lines {
			if sl.OrderLineID != l.ID {
				continue
			}
			shipped += sl.Qty - sl.Failed
			if x.State == trade.Delivered {
				delivered += sl.Qty - sl.Failed
			}
		}
	}
	for i := range b.exceptions {
		if e := &b.exceptions[i]; e.OrderLineID == l.ID && e.Kind.Holds() {
			undecided += e.Open
		}
	}
	for i := range b.returns {
		r := &b.returns[i]
		for j := range r.Lines {
			if rl := &r.Lines[j]; rl.OrderLineID == l.ID && !rl.Surplus && r.State == trade.Settled && r.Outcome != "none" {
				if r.To == "nobody" {
					returned += rl.Qty
				} else {
					returned += rl.Received
				}
			}
		}
	}
	for i := range b.Invoices {
		v := &b.Invoices[i]
		for j := range v.Lines {
			switch il := &v.Lines[j]; {
			case il.OrderLineID != l.ID || v.State != trade.Issued:
			case !v.Credit:
				invoiced += il.Qty
			default:
				if il.Again {
					invoiced -= il.Qty
				}
				if !il.Allowance {
					credited += il.Qty
				}
			}
		}
	}
	if l.Kind == trade.LineKit {
		onPO, shipped, delivered, returned = kitTold(b, l)
		s.kitAddsUp(b, l)
	}
	name := b.Order.Number + " line " + itoa(l.Pos)
	s.pairs(name, []pair{{"on purchase orders", l.OnPurchase, onPO}, {"shipped", l.Shipped, shipped}, {"delivered", l.Delivered, delivered},
		{"undecided", l.Undecided, undecided}, {"returned", l.Returned, returned}, {"invoiced", l.Invoiced, invoiced}, {"credited", l.Credited, credited}})
	live := l.Qty - l.Cancelled
	switch {
	case l.Cancelled < 0 || live < 0 || shipped > onPO || delivered > shipped || invoiced > live || invoiced < 0:
		s.t.Fatalf("%s: of %s (dropped %s) %s are ordered, %s shipped, %s delivered, %s invoiced", name, l.Qty, l.Cancelled, onPO, shipped, delivered, invoiced)
	case l.Buy && (onPO+undecided > live || l.ToOrder() < 0):
		s.t.Fatalf("%s: of %s wanted %s are on purchase orders, %s wait for a decision", name, live, onPO, undecided)
	case b.Order.Next == trade.StepDone && l.Buy && (live != onPO || undecided != 0 || shipped != live):
		s.t.Fatalf("%s: the order is done, and of %s wanted %s shipped", name, live, shipped)
	}
}

func (s *steps) purchaseLineAddsUp(b *books, p *trade.PurchaseOrder, l *trade.PurchaseLine) {
	var shipped, delivered, failed, claimed, asked, billed money.Qty
	for _, x := range b.Shipments {
		for _, sl := range x.Lines {
			if sl.PurchaseLineID != l.ID {
				continue
			}
			shipped += sl.Qty
			failed += sl.Failed
			if x.State == trade.Delivered {
				delivered += sl.Qty - sl.Failed
			}
		}
	}
	for _, c := range b.claims {
		if c.PurchaseLineID == l.ID {
			claimed += c.Qty - c.Dropped
		}
	}
	for _, c := range b.changes {
		for _, cl := range c.Lines {
			if cl.PurchaseLineID == l.ID && c.State == trade.Sent {
				asked += cl.Cancel
			}
		}
	}
	for i := range b.Bills {
		v := &b.Bills[i]
		for _, bl := range v.Lines {
			if bl.PurchaseLineID == l.ID && v.State == trade.Entered {
				billed += money.Qty(v.Sign()) * billedQty(&bl)
			}
		}
	}
	name := p.Name() + " line " + itoa(l.Pos)
	s.pairs(name, []pair{{"shipped", l.Shipped, shipped}, {"delivered", l.Delivered, delivered}, {"failed", l.Failed, failed},
		{"claimed", l.Claimed, claimed}, {"asked", l.Asked, asked}, {"billed", l.Billed, billed}})
	if live := l.Qty - l.Refused - l.Cancelled; live < 0 || shipped > live || claimed > shipped || billed > live || billed < 0 || failed > shipped {
		s.t.Fatalf("%s: of %s %s shipped, %s failed, %s are claimed, %s billed", name, live, shipped, failed, claimed, billed)
	}
}

// billedQty is the quantity that a bill's line charges for.
var billedQty = func(l *trade.BillLine) money.Qty { return l.Qty }

// toBase converts an amount and rounds it once.
func toBase(a money.Amount, fx money.FX) *big.Rat {
	return whole(new(big.Rat).Mul(new(big.Rat).SetInt64(int64(a)), big.NewRat(int64(fx), int64(money.Par))))
}

// whole rounds half away from zero.
func whole(r *big.Rat) *big.Rat { return new(big.Rat).SetInt64(round(r)) }

func (s *steps) revenue(b *books) *big.Rat {
	sum := new(big.Rat)
	for i := range b.Order.Lines {
		l := &b.Order.Lines[i]
		var invoiced money.Qty
		for j := range b.Invoices {
			v := &b.Invoices[j]
			for k := range v.Lines {
				il := &v.Lines[k]
				if il.OrderLineID != l.ID || v.State != trade.Issued {
					continue
				}
				worth := toBase(il.Total(), v.FX)
				if v.Credit {
					worth.Neg(worth)
				}
				sum.Add(sum, worth)
				if !v.Credit {
					invoiced += il.Qty
				} else if il.Again {
					invoiced -= il.Qty
				}
			}
		}
		if b.Order.State != trade.Cancelled && l.Priced() {
			part := new(big.Rat).Mul(new(big.Rat).SetInt64(int64(l.Total())), big.NewRat(int64(l.Qty-l.Cancelled-invoiced), int64(max(l.Qty-l.Cancelled, 1))))
			sum.Add(sum, toBase(money.Amount(round(part)), b.Order.FX))
		}
	}
	for _, f := range moreRevenue {
		sum.Add(sum, f(s, b))
	}
	return sum
}

func (s *steps) cost(b *books) *big.Rat {
	sum := new(big.Rat)
	for _, p := range b.Purchases {
		for i := range p.Lines {
			sum.Add(sum, s.purchaseCost(b, p, &p.Lines[i]))
		}
	}
	for i := range b.Order.Lines {
		if l := &b.Order.Lines[i]; l.Buy && b.Order.State != trade.Cancelled {
			rest := new(big.Rat).Mul(big.NewRat(int64(l.Cost), 100), big.NewRat(int64(l.Qty-l.Cancelled-l.OnPurchase), 1000))
			sum.Add(sum, toBase(money.Amount(round(rest)), l.CostFX))
		}
	}
	for _, f := range moreCost {
		sum.Add(sum, f(s, b))
	}
	return sum
}

// purchaseCost is what a purchase order line was billed, and what is still to be billed at the agreed cost, or to be
// credited at the billed one.
func (s *steps) purchaseCost(b *books, p *trade.PurchaseOrder, l *trade.PurchaseLine) *big.Rat {
	sum := new(big.Rat)
	var billed money.Qty
	var net money.Amount
	for i := range b.Bills {
		v := &b.Bills[i]
		for _, bl := range v.Lines {
			if bl.PurchaseLineID != l.ID || v.State != trade.Entered {
				continue
			}
			worth := new(big.Rat).Add(toBase(bl.Net, v.FX), new(big.Rat).SetInt64(int64(bl.Freight)))
			sum.Add(sum, worth.Mul(worth, new(big.Rat).SetInt64(int64(v.Sign()))))
			billed += money.Qty(v.Sign()) * billedQty(&bl)
			net += v.Sign() * bl.Net
		}
	}
	left := l.Qty - l.Refused - l.Cancelled - l.Claimed - billed
	rest := new(big.Rat).Mul(big.NewRat(int64(l.Cost), 100), big.NewRat(int64(left), 1000))
	if left < 0 {
		rest = new(big.Rat).Mul(new(big.Rat).SetInt64(int64(net)), big.NewRat(int64(left), int64(billed)))
	}
	return sum.Add(sum, toBase(money.Amount(round(rest)), p.FX))
}

// round is half away from zero.
func round(r *big.Rat) int64 {
	n := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(2))
	n.Add(n, r.Denom())
	n.Quo(n, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n.Int64()
}
