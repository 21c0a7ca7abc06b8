package app_test

import (
	"errors"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Whatever sequence of steps people take, in part, twice, too much or in the wrong order, and whatever life does to
// it: quantities and money add up, and every refusal is one in words.
func TestRandomHistories(t *testing.T) {
	h := newHouse(t)
	r := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "NY", Name: "8.875 %", Kind: trade.TaxNormal, Rate: 88750}))
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_123_456_789}))
	dollars := h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency, in.TaxCodeID, in.Discount = "USD", r.ID, 33333 })
	done := map[string]*[2]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: done, customer: rapid.SampledFrom([]trade.ID{h.ana, dollars}).Draw(t, "customer")}
		s.begin()
		for range 5 + s.index("steps", 40) {
			s.step(allSteps[s.index("step", len(allSteps))])
		}
		s.addsUp()
	})
	h.sound()
	reached(t, done)
}

// reached fails where many histories never came to one of the steps that a deal is made of: they would prove nothing.
func reached(t *testing.T, done map[string]*[2]int) {
	for _, name := range []string{"forward", "answer", "ship", "deliver", "invoice", "credit", "pay", "billIt", "report", "decide", "changeOrder", "openReturn"} {
		if n := done[name]; n != nil && n[0] > 200 && n[1] == 0 {
			t.Errorf("%s was tried %d times and never possible", name, n[0])
		}
	}
	for name, n := range done {
		t.Logf("%-20s tried %6d, done %6d", name, n[0], n[1])
	}
}

type steps struct {
	*house
	done     map[string]*[2]int // by step: tried, done
	t        *rapid.T
	customer trade.ID
	order    trade.ID
}

var billCount, orderCount int

var allSteps = []func(*steps) error{
	(*steps).forward, (*steps).answer, (*steps).ship, (*steps).ship, (*steps).deliver, (*steps).invoice, (*steps).invoice, (*steps).credit,
	(*steps).pay, (*steps).billIt, (*steps).cancelLine, (*steps).cancelPurchase, (*steps).unpay, (*steps).otherSupplier, (*steps).cancelOrder,
}

func (s *steps) step(do func(*steps) error) {
	err := do(s)
	_, name, _ := strings.Cut(runtime.FuncForPC(reflect.ValueOf(do).Pointer()).Name(), "steps).")
	s.t.Logf("%s: %v", name, err)
	if s.done[name] == nil {
		s.done[name] = new([2]int)
	}
	s.done[name][0]++
	if err == nil {
		s.done[name][1]++
	}
	var e *trade.Error
	if err != nil && (!errors.As(err, &e) || e.Kind == trade.External) {
		s.t.Fatalf("not in words: %v", err)
	}
}

// one draws one of a list; false says that there is none.
func one[T any](s *steps, what string, list []T) (T, bool) {
	if len(list) == 0 {
		return *new(T), false
	}
	return list[s.index(what, len(list))], true
}

// index is one of 0 to n−1, all about as likely; rapid's own ranges favour the small ones.
func (s *steps) index(what string, n int) int {
	return int(rapid.Uint64().Draw(s.t, what) % uint64(n))
}

// errNone says that there is nothing to do the step with.
var errNone = trade.Faultf(trade.NotFound, "There is none.")

func (s *steps) bool(what string) bool { return rapid.Bool().Draw(s.t, what) }

func (s *steps) qty(what string) money.Qty {
	return money.Qty(rapid.Int64Range(1, 12_000).Draw(s.t, what))
}

func (s *steps) begin() {
	in := app.SaleIn{CustomerID: s.customer}
	for _, it := range []trade.ID{s.mug, s.tote, s.wrap} {
		q, p := s.qty("ordered"), money.Dec(rapid.Int64Range(0, 99_999).Draw(s.t, "price"), 4)
		in.Lines = append(in.Lines, app.LineIn{ItemID: it, Qty: &q, Price: &p})
	}
	if s.bool("freight") {
		in.Freight = decp("11.40")
	}
	rate := money.Rate(rapid.Int64Range(0, 200_000).Draw(s.t, "discount"))
	in.DiscountRate = &rate
	if s.bool("discount in money") {
		in.DiscountSum = decp("0.13")
	}
	orderCount++
	key := "h-" + itoa(orderCount)
	o, err := s.SaveOrder(s.ctx, app.SaveOrderIn{ChannelKey: key, SaleIn: in, Confirm: true, Twice: true})
	if err != nil { // the discount is more than the lines
		in.DiscountSum = nil
		if o, err = s.SaveOrder(s.ctx, app.SaveOrderIn{ChannelKey: key, SaleIn: in, Confirm: true, Twice: true}); err != nil {
			s.t.Fatal(err)
		}
	}
	s.order = o.ID
	if o.OnHold() {
		s.payDeposit(o)
	}
	if s.index("usual", 4) > 0 {
		_, err := s.ForwardOrders(s.ctx, app.ForwardIn{Orders: []trade.ID{s.order}, Send: true})
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *steps) deal() app.Chain {
	c, err := s.GetChain(s.ctx, trade.Ref{Kind: trade.KindOrder, ID: s.order})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *steps) forward() error {
	_, err := s.ForwardOrders(s.ctx, app.ForwardIn{Orders: []trade.ID{s.order}, Send: s.bool("send")})
	return err
}

func (s *steps) purchase() *trade.PurchaseOrder {
	if p, ok := one(s, "purchase", s.deal().Purchases); ok {
		return p
	}
	return &trade.PurchaseOrder{}
}

func (s *steps) answer() error {
	p := s.purchase()
	in := app.AnswerIn{ID: p.ID}
	for _, l := range p.Lines {
		in.Lines = append(in.Lines, app.AnswerLineIn{LineID: l.ID, Confirmed: s.qty("confirmed"), Refused: s.qty("refused") / 4})
	}
	if _, err := s.AnswerPurchase(s.ctx, in); err != nil || s.bool("all") {
		in.Lines = nil
		_, err = s.AnswerPurchase(s.ctx, in)
		return err
	}
	return nil
}

func (s *steps) ship() error {
	p := s.purchase()
	in := app.ShipIn{PurchaseID: p.ID}
	if s.bool("part") {
		for _, l := range p.Lines {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: s.qty("shipped")})
		}
	}
	_, err := s.RecordShipment(s.ctx, in)
	return err
}

func (s *steps) deliver() error {
	x, _ := one(s, "shipment", s.deal().Shipments)
	_, err := s.ConfirmDelivery(s.ctx, app.DeliverIn{ID: x.ID})
	return err
}

func (s *steps) invoice() error {
	in := app.InvoiceIn{OrderID: s.order, Basis: rapid.SampledFrom([]string{"shipped", "ordered"}).Draw(s.t, "basis"), Issue: true}
	if s.bool("part") {
		for _, l := range s.deal().Order.Lines {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: s.qty("invoiced") / 3})
		}
	}
	_, err := s.CreateInvoice(s.ctx, in)
	return err
}

func (s *steps) anInvoice() trade.Invoice {
	v, _ := one(s, "invoice", s.deal().Invoices)
	return v
}

func (s *steps) credit() error {
	v := s.anInvoice()
	in := app.CreditIn{InvoiceID: v.ID, Again: s.bool("again"), Keep: s.bool("keep")}
	if len(v.Lines) > 0 && s.bool("part") {
		il, _ := one(s, "line", v.Lines)
		l := app.CreditLineIn{LineID: il.ID, Qty: s.qty("credited") / 4}
		if s.bool("allowance") {
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
	if s.bool("auto") {
		in.Uses, in.Auto = nil, true
	}
	_, err := s.RecordPayment(s.ctx, in)
	return err
}

func (s *steps) unpay() error {
	list, err := s.ListAllocations(s.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: s.anInvoice().ID})
	a, ok := one(s, "allocation", list.Rows)
	if err != nil || !ok {
		return errNone
	}
	_, err = s.RemoveAllocation(s.ctx, app.ByID{ID: a.ID})
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
	if s.bool("carriage") {
		in.Lines = append(in.Lines, app.BillLineIn{Price: decp("7.77")})
	}
	_, err := s.SaveBill(s.ctx, in)
	return err
}

func itoa(n int) string { return money.Qty(n * int(money.Unit)).String() }

func (s *steps) cancelLine() error {
	l, _ := one(s, "line", s.deal().Order.Lines)
	_, err := s.CancelLines(s.ctx, app.CancelLinesIn{OrderID: s.order, Lines: []app.QtyIn{{LineID: l.ID, Qty: s.qty("dropped") / 3}}})
	return err
}

func (s *steps) cancelPurchase() error {
	_, err := s.CancelPurchase(s.ctx, app.DecideIn{ID: s.purchase().ID})
	return err
}

func (s *steps) cancelOrder() error {
	if s.index("really", 8) > 0 {
		return errNone
	}
	_, err := s.CancelOrder(s.ctx, app.DecideIn{ID: s.order})
	return err
}

func (s *steps) otherSupplier() error {
	l, _ := one(s, "line", s.deal().Order.Lines)
	_, err := s.ChooseSupplier(s.ctx, app.LineSupplierIn{OrderID: s.order, LineID: l.ID, SupplierID: rapid.SampledFrom([]trade.ID{s.clay, s.weft}).Draw(s.t, "supplier")})
	return err
}
