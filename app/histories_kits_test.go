package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// What people do with kits, as steps of random histories. Kits are whole, so the other steps' odd
// quantities of them are only refused.
func init() {
	allSteps = append(allSteps, kitSteps...)
}

var kitSteps = []func(*steps) error{
	(*steps).addKits, (*steps).changeKits, (*steps).dropKits, (*steps).invoiceKits, (*steps).creditKits, (*steps).returnPieces, (*steps).returnPieces,
	(*steps).without, (*steps).refusePieces,
}

// The same histories of orders that are nothing but kits: of two suppliers, of one, and of what costs nothing.
func TestRandomHistoriesOfKits(t *testing.T) {
	h := newHouse(t)
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: 9_123_456_789}))
	dollars := h.customer("Dollar Store", func(in *app.SaveCustomerIn) { in.Currency, in.Discount = "USD", 33333 })
	free := h.item("FREE", "1", h.clay, "0")
	gratis := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "GRATIS", Name: "Samples", Price: dec("1"), Components: []app.ComponentIn{{ItemID: free, Qty: 1500}}})).ID
	kits := []trade.ID{h.kit(), h.clayKit(), gratis}
	wholeSteps := append(append([]func(*steps) error{}, kitSteps...), kitSteps...)
	done := map[string]*[2]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: done, customer: rapid.SampledFrom([]trade.ID{h.ana, dollars}).Draw(t, "customer")}
		in := app.SaleIn{CustomerID: s.customer}
		for _, kit := range kits[:1+s.index("kinds", 3)] {
			p := money.Dec(rapid.Int64Range(0, 999_999).Draw(t, "price"), 4)
			in.Lines = append(in.Lines, app.LineIn{ItemID: kit, Qty: s.pieces("kits"), Price: &p})
		}
		o := must(s.SaveOrder(s.ctx, app.SaveOrderIn{SaleIn: in, Confirm: true, Twice: true}))
		s.order = o.ID
		must(s.ForwardOrders(s.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true}))
		list := append(append([]func(*steps) error{}, allSteps...), wholeSteps...)
		for range 5 + s.index("steps", 40) {
			s.step(list[s.index("step", len(list))])
		}
		s.addsUp()
	})
	h.sound()
	reached(t, done)
}

func (s *steps) pieces(what string) *money.Qty {
	q := money.Qty(1+s.index(what, 5)) * money.Unit
	return &q
}

// kitItem is the kit of the house, made when it is first asked for.
func (s *steps) kitItem() trade.ID {
	list := must(s.ListItems(s.ctx, app.ListIn{Limit: 1000})).Rows
	for _, it := range list {
		if it.SKU == "GIFT" {
			return it.ID
		}
	}
	return s.kit()
}

func (s *steps) addKits() error {
	_, err := s.ChangeOrder(s.ctx, app.ChangeOrderIn{OrderID: s.order, Add: []app.LineIn{{ItemID: s.kitItem(), Qty: s.pieces("kits")}}})
	return err
}

func (s *steps) aKit() (trade.Kit, bool) { return one(s, "kit", s.deal().Order.Kits()) }

func (s *steps) changeKits() error {
	k, ok := s.aKit()
	if !ok {
		return errNone
	}
	q := *s.pieces("wanted") - money.Unit
	_, err := s.ChangeOrder(s.ctx, app.ChangeOrderIn{OrderID: s.order, Lines: []app.ChangeLineIn{{LineID: k.ID, Qty: &q}}})
	return err
}

func (s *steps) dropKits() error {
	k, ok := s.aKit()
	if !ok {
		return errNone
	}
	_, err := s.CancelLines(s.ctx, app.CancelLinesIn{OrderID: s.order, Lines: []app.QtyIn{{LineID: k.ID, Qty: *s.pieces("dropped")}}})
	return err
}

func (s *steps) invoiceKits() error {
	k, ok := s.aKit()
	if !ok {
		return errNone
	}
	in := app.InvoiceIn{OrderID: s.order, Issue: true, Lines: []app.QtyIn{{LineID: k.ID, Qty: *s.pieces("invoiced")}}}
	if s.bool("ordered") {
		in.Basis = "ordered"
	}
	_, err := s.CreateInvoice(s.ctx, in)
	return err
}

func (s *steps) creditKits() error {
	v := s.anInvoice()
	in := app.CreditIn{InvoiceID: v.ID, Again: s.bool("again")}
	for i := range v.Lines {
		if v.Lines[i].Kind == trade.LineKit {
			in.Lines = []app.CreditLineIn{{LineID: v.Lines[i].ID, Qty: money.Unit}}
		}
	}
	if len(in.Lines) == 0 {
		return errNone
	}
	_, err := s.CreditInvoice(s.ctx, in)
	return err
}

// returnPieces gives some of each line of a shipment back and settles it at once.
func (s *steps) returnPieces() error {
	x, ok := one(s, "shipment", s.deal().Shipments)
	if !ok {
		return errNone
	}
	in := app.ReturnIn{OrderID: s.order, To: "nobody"}
	for _, l := range x.Lines {
		if q := min(l.Good(), *s.pieces("returned")-money.Unit); q > 0 {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: q})
		}
	}
	r, err := s.OpenReturn(s.ctx, in)
	if err != nil {
		return err
	}
	settle := app.SettleIn{ID: r.ID, Outcome: rapid.SampledFrom([]string{"credit", "credit", "credit", "replace"}).Draw(s.t, "outcome"), Claim: s.bool("claim")}
	_, err = s.SettleReturn(s.ctx, settle)
	return err
}

func (s *steps) without() error {
	for _, e := range s.exceptions() {
		if !e.Part || e.Open == 0 || !e.Kind.Holds() {
			continue
		}
		in := app.DecisionIn{ID: e.ID, Do: trade.DecideWithout}
		if s.bool("one") {
			in.Qty = min(e.Open, money.Unit)
		}
		if s.bool("allowance") {
			in.Allowance = decp("0.11")
		}
		_, err := s.DecideException(s.ctx, in)
		return err
	}
	return errNone
}

// refusePieces lets a supplier refuse a piece of one line and accept the rest.
func (s *steps) refusePieces() error {
	p := s.purchase()
	in := app.AnswerIn{ID: p.ID}
	refused := s.index("line", len(p.Lines)+1)
	for i, l := range p.Lines {
		a := app.AnswerLineIn{LineID: l.ID, Refused: l.Refused, Confirmed: l.Live()}
		if i == refused && l.Waiting() >= money.Unit {
			a.Refused, a.Confirmed = a.Refused+money.Unit, a.Confirmed-money.Unit
		}
		in.Lines = append(in.Lines, a)
	}
	_, err := s.AnswerPurchase(s.ctx, in)
	return err
}

// kitTold is how far a kit has come, as the documents of its components say: the worst of them, in whole kits.
func kitTold(b *books, kit *trade.OrderLine) (onPO, shipped, delivered, returned money.Qty) {
	sums := map[trade.ID]*[4]money.Qty{}
	for i := range b.Order.Lines {
		if l := &b.Order.Lines[i]; l.KitLineID == kit.ID && l.Buy {
			sums[l.ID] = &[4]money.Qty{l.Waived, l.Waived, l.Waived, l.Waived}
		}
	}
	add := func(id trade.ID, at int, q money.Qty) {
		if sums[id] != nil {
			sums[id][at] += q
		}
	}
	for _, p := range b.Purchases {
		for _, l := range p.Lines {
			add(l.OrderLineID, 0, l.Qty-l.Refused-l.Cancelled-l.Failed)
		}
	}
	for _, x := range b.Shipments {
		for _, l := range x.Lines {
			add(l.OrderLineID, 1, l.Qty-l.Failed)
			if x.State == trade.Delivered {
				add(l.OrderLineID, 2, l.Qty-l.Failed)
			}
		}
	}
	for i := range b.returns {
		r := &b.returns[i]
		for _, l := range r.Lines {
			switch {
			case l.Surplus || r.State != trade.Settled || r.Outcome == "none":
			case r.To == "nobody":
				add(l.OrderLineID, 3, l.Qty)
			default:
				add(l.OrderLineID, 3, l.Received)
			}
		}
	}
	told := [4]money.Qty{}
	for at := range told {
		told[at] = kit.Qty - kit.Cancelled
		for i := range b.Order.Lines {
			if l := &b.Order.Lines[i]; sums[l.ID] != nil {
				told[at] = min(told[at], money.Qty(int64(sums[l.ID][at])/int64(l.PerKit))*money.Unit)
			}
		}
	}
	return told[0], told[1], told[2], told[3]
}

// kitsAddUp says whether every kit that is wanted can be completed, and never more was given back than was charged.
func (s *steps) kitAddsUp(b *books, kit *trade.OrderLine) {
	for i := range b.Order.Lines {
		if l := &b.Order.Lines[i]; l.KitLineID == kit.ID && l.Qty-l.Cancelled+l.Waived < (kit.Qty-kit.Cancelled)/money.Unit*l.PerKit {
			s.t.Fatalf("%s line %d: of a component %s are wanted and %s done without, for %s kits of %s each", b.Order.Number, l.Pos, l.Qty-l.Cancelled, l.Waived, kit.Qty-kit.Cancelled, l.PerKit)
		}
	}
	if kit.Qty%money.Unit != 0 || kit.Cancelled%money.Unit != 0 || kit.Invoiced%money.Unit != 0 {
		s.t.Fatalf("%s line %d: of a kit %s are ordered, %s dropped, %s invoiced", b.Order.Number, kit.Pos, kit.Qty, kit.Cancelled, kit.Invoiced)
	}
}
