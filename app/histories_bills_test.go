package app_test

import (
	"math/big"
	"strings"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Allowances, freight bills, approval, disputes, supplier payments and charges, as steps of random histories.
func init() {
	allSteps = append(allSteps, (*steps).allow, (*steps).freightBill, (*steps).judge, (*steps).dispute, (*steps).payBill, (*steps).settleBill,
		(*steps).charge, (*steps).charge, (*steps).uncharge, (*steps).rule, (*steps).feeFile, (*steps).unfee)
	billedQty = func(l *trade.BillLine) money.Qty {
		if l.Allowance {
			return 0
		}
		return l.Qty
	}
	moreCost = append(moreCost, freightOfPurchases, charges)
}

// freightOfPurchases is freight that names a purchase order; how it is spread is no matter to the deal.
func freightOfPurchases(_ *steps, b *books) *big.Rat {
	sum := new(big.Rat)
	for i := range b.Bills {
		v := &b.Bills[i]
		for _, l := range v.Lines {
			if v.State == trade.Entered && l.Kind == trade.LineFreight && l.PurchaseID != 0 {
				worth := toBase(l.Net, v.FX)
				sum.Add(sum, worth.Mul(worth, new(big.Rat).SetInt64(int64(v.Sign()))))
			}
		}
	}
	return sum
}

// charges are what others keep; an estimate is compared with what the order comes to by itself.
func charges(s *steps, b *books) *big.Rat {
	sum := new(big.Rat)
	guessed := false
	for i := range b.Charges {
		c := &b.Charges[i]
		sum.Add(sum, toBase(c.Amount, c.FX))
		guessed = guessed || c.Estimated
		if !c.Estimated {
			continue
		}
		of := new(big.Rat).Mul(new(big.Rat).SetFrac64(int64(c.Percent), int64(money.Whole)), s.worth(b))
		want := new(big.Rat).Add(whole(of), new(big.Rat).SetInt64(int64(c.Fixed)))
		if want.Cmp(new(big.Rat).SetInt64(int64(c.Amount))) != 0 {
			s.t.Fatalf("%s: a charge is estimated as %d, the order says %s", b.Order.Number, c.Amount, want.FloatString(0))
		}
	}
	if guessed && b.Profit.Actual {
		s.t.Fatalf("%s is actual with charges that are estimated", b.Order.Number)
	}
	return sum
}

// worth is the order's total as far as it is wanted, in the company's currency.
func (s *steps) worth(b *books) *big.Rat {
	if b.Order.State == trade.Cancelled {
		return toBase(b.Order.Invoiced, b.Order.FX)
	}
	return toBase(b.Order.Total, b.Order.FX)
}

func (s *steps) billFor(p *trade.PurchaseOrder, credit bool, lines ...app.BillLineIn) error {
	billCount++
	_, err := s.SaveBill(s.ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "b-" + itoa(billCount), Credit: credit, Enter: true, Lines: lines})
	return err
}

func (s *steps) allow() error {
	p := s.purchase()
	sum := money.Dec(rapid.Int64Range(1, 2_000).Draw(s.t, "allowance"), 2)
	in := app.BillLineIn{PurchaseID: p.ID, Allowance: &sum}
	if l, ok := one(s, "line", p.Lines); ok && s.bool("one line") {
		in = app.BillLineIn{PurchaseLineID: l.ID, Allowance: &sum}
	}
	return s.billFor(p, s.bool("given"), in)
}

func (s *steps) freightBill() error {
	p := s.purchase()
	sum := money.Dec(rapid.Int64Range(0, 3_000).Draw(s.t, "carriage"), 2)
	return s.billFor(p, s.index("back", 4) == 0, app.BillLineIn{PurchaseID: p.ID, Price: &sum})
}

func (s *steps) aBill() trade.Bill {
	b, _ := one(s, "bill", s.deal().Bills)
	return b
}

func (s *steps) judge() error {
	_, err := s.ApproveBill(s.ctx, app.DecideIn{ID: s.aBill().ID, Reason: "fair"})
	return err
}

func (s *steps) dispute() error {
	in := app.DisputeIn{ID: s.aBill().ID, Reason: "not agreed"}
	if s.bool("some") {
		sum := money.Dec(rapid.Int64Range(0, 3_000).Draw(s.t, "disputed"), 2)
		in.Amount = &sum
	}
	_, err := s.DisputeBill(s.ctx, in)
	return err
}

// payBill pays a bill; whatever is paid, what is disputed of it or waits for approval is not.
func (s *steps) payBill() error {
	b := s.aBill()
	sum := money.Dec(rapid.Int64Range(1, 8_000).Draw(s.t, "amount"), 2)
	in := app.PaymentIn{PartyID: b.SupplierID, Amount: sum, Uses: []app.UseIn{{ID: b.ID, Amount: sum}}}
	if s.bool("auto") {
		in.Uses, in.Auto = nil, true
	}
	_, err := s.PaySupplier(s.ctx, in)
	return err
}

func (s *steps) settleBill() error {
	b := s.aBill()
	for _, c := range s.deal().Bills {
		if c.Credit && c.SupplierID == b.SupplierID && c.Open() > 0 {
			_, err := s.UseCredit(s.ctx, app.UseCreditIn{CreditID: c.ID, BillID: b.ID})
			return err
		}
	}
	_, err := s.UseCredit(s.ctx, app.UseCreditIn{CreditID: b.ID, BillID: b.ID})
	return err
}

func (s *steps) charge() error {
	in := app.ChargeIn{OrderID: s.order, Kind: s.kind(), Amount: money.Dec(rapid.Int64Range(-300, 900).Draw(s.t, "kept"), 2),
		Currency: rapid.SampledFrom([]money.Currency{"", "EUR", "USD"}).Draw(s.t, "currency")}
	if c, ok := one(s, "charge", s.deal().Charges); ok && s.bool("change") {
		in.ID = c.ID
	}
	_, err := s.SaveCharge(s.ctx, in)
	return err
}

func (s *steps) kind() trade.ChargeKind {
	return rapid.SampledFrom([]trade.ChargeKind{trade.ChargeMarket, trade.ChargeCard, trade.ChargeOther}).Draw(s.t, "kind")
}

func (s *steps) uncharge() error {
	c, _ := one(s, "charge", s.deal().Charges)
	_, err := s.DeleteCharge(s.ctx, app.Do{ID: c.ID})
	return err
}

// feeFile takes over what a report says that was kept of the order, in doubt or not.
func (s *steps) feeFile() error {
	key, file := s.readOrder(s.order).ChannelKey, cardHead
	for range 1 + s.index("rows", 3) {
		fee := money.Amount(rapid.Int64Range(-300, 900).Draw(s.t, "kept"))
		row := cardRow("2026-11-2"+itoa(s.index("day", 4)), "charge", key, "20.00", fee.Text("EUR"), (2000 - fee).Text("EUR"))
		if s.bool("dollars") {
			row = strings.ReplaceAll(row, "EUR", "USD")
		}
		file += row
	}
	_, err := s.ImportFees(s.ctx, app.FeeFileIn{Name: "fees.csv", File: []byte(file), Channel: "typed", TakeAll: s.bool("all")})
	return err
}

// unfee takes back one of the files that told of the order.
func (s *steps) unfee() error {
	c, ok := one(s, "charge", s.deal().Charges)
	if !ok || c.ImportID == 0 {
		return errNone
	}
	_, err := s.UndoFees(s.ctx, app.ByID{ID: c.ImportID})
	return err
}

// rule sets what later orders are expected to cost, or nothing.
func (s *steps) rule() error {
	rules := must(s.ListChargeRules(s.ctx, app.Nothing{})).Rows
	if r, ok := one(s, "rule", rules); ok && s.bool("drop") {
		_, err := s.DeleteChargeRule(s.ctx, app.ByID{ID: r.ID})
		return err
	}
	_, err := s.SaveChargeRule(s.ctx, app.ChargeRuleIn{Channel: "typed", Kind: s.kind(), Percent: money.Rate(s.index("percent", 50_000)), Amount: money.Dec(int64(s.index("amount", 40)), 2)})
	return err
}
