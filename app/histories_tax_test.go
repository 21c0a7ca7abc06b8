package app_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func init() {
	allSteps = append(allSteps, (*steps).payAhead, (*steps).payLess, (*steps).paySupplierLess, (*steps).free)
}

// payAhead pays for the order before, or after, its invoices.
func (s *steps) payAhead() error {
	_, err := s.RecordPayment(s.ctx, app.PaymentIn{PartyID: s.customer, OrderID: s.order, Amount: money.Dec(rapid.Int64Range(1, 9_000).Draw(s.t, "ahead"), 2)})
	return err
}

// payLess pays what is open of an invoice but for a few cents.
func (s *steps) payLess() error {
	v := s.anInvoice()
	amount := money.Dec(max(int64(v.Open())-rapid.Int64Range(0, 60).Draw(s.t, "less"), 1), 2)
	use := app.UseIn{ID: v.ID, Amount: amount}
	if s.bool("asked") {
		use.Discount, use.Late = ptr(s.bool("discount")), true
	}
	_, err := s.RecordPayment(s.ctx, app.PaymentIn{PartyID: s.customer, Amount: amount, Uses: []app.UseIn{use}})
	return err
}

// paySupplierLess pays what is open of a bill but for a few cents.
func (s *steps) paySupplierLess() error {
	b, ok := one(s, "bill", s.deal().Bills)
	if !ok {
		return errNone
	}
	amount := money.Dec(max(int64(b.Open())-rapid.Int64Range(0, 60).Draw(s.t, "less"), 1), 2)
	use := app.UseIn{ID: b.ID, Amount: amount}
	if s.bool("asked") {
		use.Discount, use.Late = ptr(s.bool("discount")), true
	}
	_, err := s.PaySupplier(s.ctx, app.PaymentIn{PartyID: b.SupplierID, Amount: amount, Uses: []app.UseIn{use}})
	return err
}

func (s *steps) free() error {
	p, ok := one(s, "payment", must(s.ListPayments(s.ctx, app.ListIn{Filter: "on_account", CustomerID: s.customer})).Rows)
	if !ok {
		return errNone
	}
	in := app.ReserveIn{PaymentID: p.ID}
	if s.bool("reserve") {
		in.OrderID = s.order
	}
	_, err := s.ReservePayment(s.ctx, in)
	return err
}

// payDeposit lets an order go on that is held for a deposit.
func (s *steps) payDeposit(o *trade.SalesOrder) {
	if s.bool("released") {
		must(s.ReleaseOrder(s.ctx, app.DecideIn{ID: s.order}))
		return
	}
	amount := money.Dec(int64(o.Terms.Ahead(o.Total)), 2)
	must(s.RecordPayment(s.ctx, app.PaymentIn{PartyID: s.customer, OrderID: s.order, Amount: amount, Again: true}))
}

// Prices with tax, discounts for paying early and deposits in whatever order: the documents add up,
// and what an invoice was credited in parts comes to it.
func TestRandomHistoriesOfPricesWithTax(t *testing.T) {
	h := newHouse(t)
	terms := must(h.SaveTerms(h.ctx, trade.Terms{Name: "30 % ahead, 2 % 10 days", Deposit: 30 * money.Percent, DiscountRate: 2 * money.Percent, DiscountDays: 10, Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	for _, id := range []trade.ID{h.clay, h.weft} {
		x := must(h.GetSupplier(h.ctx, app.ByID{ID: id}))
		x.TermsID = terms.ID
		must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: *x}))
	}
	code := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "R", Name: "7 %", Kind: trade.TaxNormal, Rate: 7 * money.Percent}))
	h.wrap = must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "CARD", Name: "Greeting card", Price: dec("2"), Service: true, TaxCodeID: code.ID})).ID
	var customers []trade.ID
	for _, inclusive := range []bool{true, false} {
		customers = append(customers, h.customer("Customer", func(in *app.SaveCustomerIn) { in.TermsID, in.Inclusive = terms.ID, &inclusive }))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: map[string]*[2]int{}, customer: rapid.SampledFrom(customers).Draw(t, "customer")}
		s.begin()
		for range s.index("steps", 30) {
			s.step(allSteps[s.index("step", len(allSteps))])
		}
		s.addsUp()
		s.step((*steps).invoiceRest)
		for range s.index("credits", 8) {
			s.step([]func(*steps) error{(*steps).credit, (*steps).payLess}[s.index("step", 2)])
		}
		s.creditAll()
		s.addsUp()
	})
	h.sound()
}

func (s *steps) invoiceRest() error {
	_, err := s.CreateInvoice(s.ctx, app.InvoiceIn{OrderID: s.order, Basis: "ordered", Issue: true})
	return err
}

// creditAll credits what is left of the order's invoices: then the credit notes are the invoices, code by code, but for the
// restocking fees that were kept back.
func (s *steps) creditAll() {
	for _, v := range s.deal().Invoices {
		if !v.Credit {
			_, err := s.CreditInvoice(s.ctx, app.CreditIn{InvoiceID: v.ID})
			s.t.Logf("credit the rest of %s: %v", v.Number, err)
		}
	}
	list := s.deal().Invoices
	for i := range list {
		v := &list[i]
		if v.Credit || v.State != trade.Issued {
			continue
		}
		back, kept := map[string]trade.TaxSum{}, map[string]trade.TaxSum{}
		left := new(big.Rat).SetInt64(int64(v.Total))
		for j := range list {
			if c := &list[j]; c.CreditsID == v.ID {
				left.Sub(left, new(big.Rat).SetInt64(int64(c.Total)))
				for _, l := range c.Lines {
					if l.Kind == trade.LineFee {
						fee := kept[l.TaxCode]
						fee.Base -= l.Total()
						fee.Tax -= l.TaxIn
						kept[l.TaxCode] = fee
					}
				}
				for _, x := range c.Taxes {
					sum := back[x.Code]
					sum.Base += x.Base
					sum.Tax += x.Tax
					back[x.Code] = sum
				}
			}
		}
		for _, x := range v.Taxes {
			got, fee, tax := back[x.Code], kept[x.Code], x.Tax
			switch {
			case v.Inclusive:
				tax -= fee.Tax
			case fee.Base != 0:
				tax = money.Amount(round(big.NewRat(int64(x.Base-fee.Base)*int64(x.Rate), int64(money.Whole))))
			}
			if got.Base != x.Base-fee.Base || got.Tax != tax {
				s.t.Fatalf("%s: of %s %d and %d tax are credited; charged were %d and %d, of which %d were kept as a fee and %d tax are to be credited",
					v.Number, x.Code, got.Base, got.Tax, x.Base, x.Tax, fee.Base, tax)
			}
			left.Sub(left, new(big.Rat).SetInt64(int64(x.Tax-tax)))
		}
		for _, fee := range kept {
			left.Sub(left, new(big.Rat).SetInt64(int64(fee.Base)))
		}
		if left.Sign() != 0 {
			s.t.Fatalf("%s: %s are not credited", v.Number, left.FloatString(0))
		}
	}
}
