package app_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Whatever sequence of steps people take, in part, twice, too much or in the wrong order: quantities
// and money add up, and every refusal is one in words.
func TestRandomHistories(t *testing.T) {
	h := newHouse(t)
	r := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "NY", Name: "8.875 %", Kind: trade.TaxNormal, Rate: 88750}))
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_123_456_789}))
	dollars := h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency, in.TaxCodeID, in.Discount = "USD", r.ID, 33333 })
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, customer: rapid.SampledFrom([]trade.ID{h.ana, dollars}).Draw(t, "customer")}
		s.begin()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			s.step(rapid.SampledFrom(allSteps).Draw(t, "step"))
		}
		s.addsUp()
	})
	h.sound()
}

type steps struct {
	*house
	t        *rapid.T
	customer trade.ID
	order    trade.ID
}

var billCount int

var allSteps = []func(*steps) error{
	(*steps).forward, (*steps).answer, (*steps).ship, (*steps).ship, (*steps).deliver, (*steps).invoice, (*steps).invoice, (*steps).credit,
	(*steps).pay, (*steps).billIt, (*steps).cancelLine, (*steps).cancelPurchase, (*steps).unpay, (*steps).otherSupplier, (*steps).cancelOrder,
}

func (s *steps) step(do func(*steps) error) {
	err := do(s)
	var e *trade.Error
	if err != nil && (!errors.As(err, &e) || e.Kind == trade.External) {
		s.t.Fatalf("not in words: %v", err)
	}
}

func (s *steps) qty(what string) money.Qty {
	return money.Qty(rapid.Int64Range(1, 12_000).Draw(s.t, what))
}

func (s *steps) begin() {
	in := app.SaleIn{CustomerID: s.customer}
	for _, it := range []trade.ID{s.mug, s.tote, s.wrap} {
		q, p := s.qty("ordered"), money.Dec(rapid.Int64Range(0, 99_999).Draw(s.t, "price"), 4)
		in.Lines = append(in.Lines, app.LineIn{ItemID: it, Qty: &q, Price: &p})
	}
	if rapid.Bool().Draw(s.t, "freight") {
		in.Freight = decp("11.40")
	}
	rate := money.Rate(rapid.Int64Range(0, 200_000).Draw(s.t, "discount"))
	in.DiscountRate = &rate
	o, err := s.SaveOrder(s.ctx, app.SaveOrderIn{SaleIn: in, Confirm: true})
	if err != nil {
		s.t.Fatal(err)
	}
	s.order = o.ID
}

func (s *steps) deal() app.Chain {
	c, err := s.GetChain(s.ctx, trade.Ref{Kind: trade.KindOrder, ID: s.order})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *steps) forward() error {
	_, err := s.ForwardOrders(s.ctx, app.ForwardIn{Orders: []trade.ID{s.order}, Send: rapid.Bool().Draw(s.t, "send")})
	return err
}

func (s *steps) purchase() *trade.PurchaseOrder {
	if list := s.deal().Purchases; len(list) > 0 {
		return rapid.SampledFrom(list).Draw(s.t, "purchase")
	}
	return &trade.PurchaseOrder{}
}

func (s *steps) answer() error {
	p := s.purchase()
	in := app.AnswerIn{ID: p.ID}
	for _, l := range p.Lines {
		in.Lines = append(in.Lines, app.AnswerLineIn{LineID: l.ID, Confirmed: s.qty("confirmed"), Refused: s.qty("refused") / 4})
	}
	if _, err := s.AnswerPurchase(s.ctx, in); err != nil || rapid.Bool().Draw(s.t, "all") {
		in.Lines = nil
		_, err = s.AnswerPurchase(s.ctx, in)
		return err
	}
	return nil
}

func (s *steps) ship() error {
	p := s.purchase()
	in := app.ShipIn{PurchaseID: p.ID}
	if rapid.Bool().Draw(s.t, "part") {
		for _, l := range p.Lines {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: s.qty("shipped")})
		}
	}
	_, err := s.RecordShipment(s.ctx, in)
	return err
}

func (s *steps) deliver() error {
	list := s.deal().Shipments
	if len(list) == 0 {
		return nil
	}
	_, err := s.ConfirmDelivery(s.ctx, app.DeliverIn{ID: rapid.SampledFrom(list).Draw(s.t, "shipment").ID})
	return err
}

func (s *steps) invoice() error {
	in := app.InvoiceIn{OrderID: s.order, Basis: rapid.SampledFrom([]string{"shipped", "ordered"}).Draw(s.t, "basis"), Issue: true}
	if rapid.Bool().Draw(s.t, "part") {
		for _, l := range s.deal().Order.Lines {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: s.qty("invoiced") / 3})
		}
	}
	_, err := s.CreateInvoice(s.ctx, in)
	return err
}

func (s *steps) anInvoice() trade.Invoice {
	if list := s.deal().Invoices; len(list) > 0 {
		return rapid.SampledFrom(list).Draw(s.t, "invoice")
	}
	return trade.Invoice{}
}

func (s *steps) credit() error {
	v := s.anInvoice()
	in := app.CreditIn{InvoiceID: v.ID, Again: rapid.Bool().Draw(s.t, "again"), Keep: rapid.Bool().Draw(s.t, "keep")}
	if len(v.Lines) > 0 && rapid.Bool().Draw(s.t, "part") {
		l := app.CreditLineIn{LineID: rapid.SampledFrom(v.Lines).Draw(s.t, "line").ID, Qty: s.qty("credited") / 4}
		if rapid.Bool().Draw(s.t, "allowance") {
			l.Qty, l.Amount = 0, decp("0.07")
		}
		in.Lines = []app.CreditLineIn{l}
	}
	_, err := s.CreditInvoice(s.ctx, in)
	return err
}

func (s *steps) pay() error {
	v := s.anInvoice()
	amount := money.Dec(rapid.Int64Range(1, 20_000).Draw(s.t, "amount"), 2)
	in := app.PaymentIn{PartyID: s.customer, Amount: amount, Uses: []app.UseIn{{ID: v.ID, Amount: amount}}}
	if rapid.Bool().Draw(s.t, "auto") {
		in.Uses, in.Auto = nil, true
	}
	_, err := s.RecordPayment(s.ctx, in)
	return err
}

func (s *steps) unpay() error {
	list, err := s.ListAllocations(s.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: s.anInvoice().ID})
	if err != nil || len(list.Rows) == 0 {
		return err
	}
	_, err = s.RemoveAllocation(s.ctx, app.ByID{ID: rapid.SampledFrom(list.Rows).Draw(s.t, "allocation").ID})
	return err
}

func (s *steps) billIt() error {
	p := s.purchase()
	billCount++
	in := app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: must(money.Parse("1")).String() + "-" + itoa(billCount), Enter: true, Credit: rapid.IntRange(0, 4).Draw(s.t, "credit") == 0}
	for _, l := range p.Lines {
		price := money.Dec(rapid.Int64Range(0, 60_000).Draw(s.t, "billed price"), 4)
		in.Lines = append(in.Lines, app.BillLineIn{PurchaseLineID: l.ID, Qty: s.qty("billed") / 2, Price: &price})
	}
	if rapid.Bool().Draw(s.t, "carriage") {
		in.Lines = append(in.Lines, app.BillLineIn{Price: decp("7.77")})
	}
	_, err := s.SaveBill(s.ctx, in)
	return err
}

func itoa(n int) string { return money.Qty(n * int(money.Unit)).String() }

func (s *steps) cancelLine() error {
	l := rapid.SampledFrom(s.deal().Order.Lines).Draw(s.t, "line")
	_, err := s.CancelLines(s.ctx, app.CancelLinesIn{OrderID: s.order, Lines: []app.QtyIn{{LineID: l.ID, Qty: s.qty("dropped") / 3}}})
	return err
}

func (s *steps) cancelPurchase() error {
	_, err := s.CancelPurchase(s.ctx, app.DecideIn{ID: s.purchase().ID})
	return err
}

func (s *steps) cancelOrder() error {
	if rapid.IntRange(0, 3).Draw(s.t, "really") > 0 {
		return nil
	}
	_, err := s.CancelOrder(s.ctx, app.DecideIn{ID: s.order})
	return err
}

func (s *steps) otherSupplier() error {
	l := rapid.SampledFrom(s.deal().Order.Lines).Draw(s.t, "line")
	_, err := s.ChooseSupplier(s.ctx, app.LineSupplierIn{OrderID: s.order, LineID: l.ID, SupplierID: rapid.SampledFrom([]trade.ID{s.clay, s.weft}).Draw(s.t, "supplier")})
	return err
}

// addsUp recomputes the deal from its documents alone, with rational numbers, and compares.
func (s *steps) addsUp() {
	c := s.deal()
	revenue, cost := new(big.Rat), new(big.Rat)
	base := func(a money.Amount, fx money.FX) *big.Rat { // each line is converted and rounded once
		return new(big.Rat).SetInt64(round(new(big.Rat).Mul(new(big.Rat).SetInt64(int64(a)), big.NewRat(int64(fx), int64(money.Par)))))
	}
	for i := range c.Order.Lines {
		l := &c.Order.Lines[i]
		var onPO, shipped, delivered, invoiced, credited money.Qty
		for _, p := range c.Purchases {
			for _, pl := range p.Lines {
				if pl.OrderLineID == l.ID {
					onPO += pl.Qty - pl.Refused - pl.Cancelled
				}
			}
		}
		for _, sh := range c.Shipments {
			for _, sl := range sh.Lines {
				if sl.OrderLineID == l.ID {
					shipped += sl.Qty
					if sh.State == trade.Delivered {
						delivered += sl.Qty
					}
				}
			}
		}
		for _, v := range c.Invoices {
			for j := range v.Lines {
				il := &v.Lines[j]
				if il.OrderLineID != l.ID {
					continue
				}
				worth := base(il.Total(), v.FX)
				if !v.Credit {
					invoiced += il.Qty
					revenue.Add(revenue, worth)
					continue
				}
				revenue.Sub(revenue, worth)
				if il.Again {
					invoiced -= il.Qty
				}
				if !il.Allowance {
					credited += il.Qty
				}
			}
		}
		open := l.Qty - l.Cancelled - invoiced
		if c.Order.State == trade.Cancelled {
			open = 0
		}
		part := new(big.Rat).Mul(new(big.Rat).SetInt64(int64(l.Total())), big.NewRat(int64(open), int64(max(l.Qty, 1))))
		revenue.Add(revenue, base(money.Amount(round(part)), c.Order.FX))
		for _, pair := range []struct {
			what       string
			kept, true money.Qty
		}{{"on purchase orders", l.OnPurchase, onPO}, {"shipped", l.Shipped, shipped}, {"delivered", l.Delivered, delivered}, {"invoiced", l.Invoiced, invoiced}, {"credited", l.Credited, credited}} {
			if pair.kept != pair.true {
				s.t.Fatalf("%s line %d: %s is kept as %s, the documents say %s", c.Order.Number, l.Pos, pair.what, pair.kept, pair.true)
			}
		}
		if shipped > onPO || invoiced > l.Qty-l.Cancelled || onPO > l.Qty-l.Cancelled {
			s.t.Fatalf("%s line %d: of %s (dropped %s) %s are ordered, %s shipped, %s invoiced", c.Order.Number, l.Pos, l.Qty, l.Cancelled, onPO, shipped, invoiced)
		}
	}
	for _, p := range c.Purchases {
		for j := range p.Lines {
			pl := &p.Lines[j]
			cost.Add(cost, new(big.Rat).SetInt64(int64(pl.BilledBase+pl.FreightBase)))
			rest := new(big.Rat).Mul(big.NewRat(int64(pl.Cost), 100), big.NewRat(int64(pl.Qty-pl.Refused-pl.Cancelled-pl.Billed), 1000))
			cost.Add(cost, new(big.Rat).SetInt64(round(rest)))
		}
	}
	for i := range c.Order.Lines {
		if l := &c.Order.Lines[i]; l.Buy && c.Order.State != trade.Cancelled {
			rest := new(big.Rat).Mul(big.NewRat(int64(l.Cost), 100), big.NewRat(int64(l.Qty-l.Cancelled-l.OnPurchase), 1000))
			cost.Add(cost, new(big.Rat).SetInt64(round(rest)))
		}
	}
	if got := new(big.Rat).SetInt64(int64(c.Profit.Revenue)); got.Cmp(revenue) != 0 {
		s.t.Fatalf("%s: revenue %s, the documents say %s", c.Order.Number, got.FloatString(0), revenue.FloatString(3))
	}
	if got := new(big.Rat).SetInt64(int64(c.Profit.Cost + c.Profit.Freight)); got.Cmp(cost) != 0 {
		s.t.Fatalf("%s: cost %s, the documents say %s", c.Order.Number, got.FloatString(0), cost.FloatString(3))
	}
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
