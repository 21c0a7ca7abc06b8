package app

import (
	"context"
	"fmt"
	"slices"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetException reads one exception.
func (d *Desk) GetException(ctx context.Context, in ByID) (out *trade.Exception, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Exception(in.ID)
		return err
	})
	return out, err
}

// ListExceptionsIn asks for the exceptions of an order, or without one for all that are open.
type ListExceptionsIn struct {
	OrderID trade.ID `json:"order_id"`
}

// ListExceptions lists what went otherwise than agreed, oldest first.
func (d *Desk) ListExceptions(ctx context.Context, in ListExceptionsIn) (All[trade.Exception], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Exception, error) {
		if in.OrderID == 0 {
			return w.OpenExceptions()
		}
		return w.ExceptionsOf(in.OrderID)
	})
}

// open notes an exception and asks for a decision on its order.
func (w *work) open(deal *trade.Deal, p *trade.PurchaseOrder, l *trade.PurchaseLine, kind trade.ExceptionKind, q money.Qty, more func(*trade.Exception)) error {
	o := deal.Order
	ol, err := o.Line(l.OrderLineID)
	if err != nil {
		return err
	}
	e := &trade.Exception{
		Kind: kind, Date: w.today, OrderID: o.ID, OrderNo: o.Number, OrderLineID: ol.ID, CustomerID: o.CustomerID, Customer: o.Customer,
		PurchaseID: p.ID, PurchaseNo: p.Number, PurchaseLineID: l.ID, SupplierID: p.SupplierID, Supplier: p.Supplier,
		Part: ol.Kind == trade.LinePart, SKU: ol.SKU, Description: ol.Description, Qty: q, Open: q, Currency: p.Currency, Cost: l.Cost,
	}
	if more != nil {
		more(e)
	}
	if kind.Holds() {
		ol.Undecided += q
	}
	o.Decisions++
	if err := w.SaveException(e); err != nil {
		return err
	}
	return w.note(trade.KindOrder, o.ID, "exception", q.String()+" × "+describe(&ol.SaleLine)+" "+because(kind.Word(), e.Note), "", string(kind))
}

// because adds what a person wrote to what happened.
func because(what, note string) string {
	if note == "" {
		return what
	}
	return what + ": " + note
}

// adjust makes the open exception of a kind on a purchase order line be about q: what the supplier
// answers replaces what was answered before. It refuses to take back what was decided about already.
func (w *work) adjust(deal *trade.Deal, p *trade.PurchaseOrder, l *trade.PurchaseLine, kind trade.ExceptionKind, change money.Qty, more func(*trade.Exception)) error {
	list, err := w.ExceptionsOf(deal.Order.ID)
	if err != nil {
		return err
	}
	ol, err := deal.Order.Line(l.OrderLineID)
	if err != nil {
		return err
	}
	for i := range slices.Backward(list) {
		e := &list[i]
		if e.PurchaseLineID != l.ID || e.Kind != kind || e.Open == 0 || e.Open+change < 0 {
			continue
		}
		asked := e.Asks()
		e.Qty += change
		e.Open += change
		if more != nil {
			more(e)
		}
		if kind.Holds() {
			ol.Undecided += change
		}
		deal.Order.Decisions += count01(e.Asks()) - count01(asked)
		return w.SaveException(e)
	}
	if change < 0 {
		return trade.Faultf(trade.Refused, "What was %s of %s is decided about already.", kind.Word(), lineName(l))
	}
	return w.open(deal, p, l, kind, change, more)
}

// forget settles open exceptions of kinds that no longer matter, because their goods are off the purchase order.
func (w *work) forget(deal *trade.Deal, l *trade.PurchaseLine, kinds ...trade.ExceptionKind) error {
	if deal.Order.Decisions == 0 {
		return nil
	}
	list, err := w.ExceptionsOf(deal.Order.ID)
	for i := 0; err == nil && i < len(list); i++ {
		e := &list[i]
		if e.PurchaseLineID != l.ID || e.Open == 0 || !slices.Contains(kinds, e.Kind) {
			continue
		}
		deal.Order.Decisions -= count01(e.Asks())
		e.Taken = append(e.Taken, trade.Taken{Do: trade.DecideDrop, Qty: e.Open, At: w.stamp(), Who: w.who, Note: "cancelled"})
		e.Open = 0
		err = w.SaveException(e)
	}
	return err
}

func count01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ReportExceptionIn says what went wrong with a shipment.
type ReportExceptionIn struct {
	ShipmentID trade.ID            `json:"shipment_id"`
	Version    int                 `json:"version"`
	Kind       trade.ExceptionKind `json:"kind"`  // lost, damaged, wrong, short or over
	Lines      []QtyIn             `json:"lines"` // of the shipment; none: all of it
	Note       string              `json:"note"`
}

// ReportException records that goods of a shipment were lost, damaged, wrong, fewer or more than
// it says. The customer has no use of them, so they wait on the order for a decision.
func (d *Desk) ReportException(ctx context.Context, in ReportExceptionIn) (out *trade.Shipment, err error) {
	err = d.change(ctx, "ReportException", func(w *work) error {
		s, deal, p, err := w.shipped(in.ShipmentID, in.Version)
		if err != nil {
			return err
		}
		switch in.Kind {
		case trade.ExLost, trade.ExDamaged, trade.ExWrong, trade.ExShort, trade.ExOver:
		default:
			return trade.Faultf(trade.Invalid, "Of a shipment can be reported: lost, damaged, wrong, short, over; not %q.", string(in.Kind)).In("kind")
		}
		if err := trade.CheckText("note", in.Note); err != nil {
			return at(err, "note")
		}
		if in.Kind == trade.ExLost && s.State == trade.Delivered {
			return trade.Faultf(trade.Refused, "%s was delivered on %s and cannot have been lost on the way. Report less than shipped instead.", s.Number, s.Delivered)
		}
		if len(in.Lines) == 0 {
			if in.Kind == trade.ExOver {
				return trade.Faultf(trade.Invalid, "Say how much more than shipped arrived.").In("lines")
			}
			for _, l := range s.Lines {
				back, err := w.Returning(l.ID)
				if err != nil {
					return err
				}
				if q := l.Good() - back; q > 0 {
					in.Lines = append(in.Lines, QtyIn{l.ID, q})
				}
			}
			if len(in.Lines) == 0 {
				return trade.Faultf(trade.Refused, "All of %s is reported or returned already.", s.Number)
			}
		}
		for i, q := range in.Lines {
			if err := w.fails(deal, p, s, q, in, i); err != nil {
				return err
			}
		}
		if err := w.saveShipped(deal, p, s); err != nil {
			return err
		}
		out = s
		return w.note(trade.KindShipment, s.ID, "exception", because(in.Kind.Word(), in.Note), "", string(in.Kind))
	})
	return out, err
}

// shipped reads a shipment with its deal and purchase order.
func (w *work) shipped(id trade.ID, version int) (*trade.Shipment, *trade.Deal, *trade.PurchaseOrder, error) {
	s, err := w.Shipment(id)
	if err != nil {
		return nil, nil, nil, err
	}
	if err := same(s.Number, version, s.Version); err != nil {
		return nil, nil, nil, err
	}
	deal, err := w.Deal(s.OrderID)
	if err != nil {
		return nil, nil, nil, err
	}
	return s, deal, deal.Purchase(s.PurchaseID), nil
}

// saveShipped saves a shipment with its deal; one of which nothing is left on the way is lost.
func (w *work) saveShipped(deal *trade.Deal, p *trade.PurchaseOrder, s *trade.Shipment) error {
	var good money.Qty
	for i := range s.Lines {
		good += s.Lines[i].Good()
	}
	do := trade.Lose
	if s.State == trade.Lost {
		do = trade.Appear
	}
	if (s.State == trade.Shipped && good == 0) || (s.State == trade.Lost && good > 0) {
		from := s.State
		to, err := trade.ShipmentFlow.Next(s.Number, from, do)
		if err != nil {
			return err
		}
		s.State = to
		if err := w.moved(trade.KindShipment, s.ID, do, "", from, to); err != nil {
			return err
		}
	}
	if err := w.SaveShipment(s); err != nil {
		return err
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindShipment, ID: s.ID}, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
	return w.saveDeal(deal, p)
}

// fails takes a quantity of a shipment line out of what reached the customer, and asks what to do about it.
func (w *work) fails(deal *trade.Deal, p *trade.PurchaseOrder, s *trade.Shipment, q QtyIn, in ReportExceptionIn, i int) error {
	sl, err := shipmentLine(s, q.LineID)
	if err != nil {
		return err
	}
	if err := trade.CheckQty("reported quantity", q.Qty); err != nil {
		return at(err, "lines[%d].qty", i)
	}
	l, err := p.Line(sl.PurchaseLineID)
	if err != nil {
		return err
	}
	about := func(e *trade.Exception) {
		e.ShipmentID, e.ShipmentNo, e.ShipmentLineID, e.Note = s.ID, s.Number, sl.ID, in.Note
	}
	if in.Kind == trade.ExOver {
		sl.Extra += q.Qty
		return w.open(deal, p, l, in.Kind, q.Qty, about)
	}
	back, err := w.Returning(sl.ID)
	if err != nil {
		return err
	}
	if left := sl.Good() - back; q.Qty > left {
		return trade.Faultf(trade.Refused, "Of %s on %s there are %s that nothing was reported of, not %s.", lineName(l), s.Number, max(left, 0), q.Qty).In("lines[%d].qty", i)
	}
	if err := fail(deal.Order, l, s, sl, q.Qty); err != nil {
		return err
	}
	return w.open(deal, p, l, in.Kind, q.Qty, about)
}

// fail counts that a quantity did not serve the customer; a negative one takes that back.
func fail(o *trade.SalesOrder, l *trade.PurchaseLine, s *trade.Shipment, sl *trade.ShipmentLine, q money.Qty) error {
	ol, err := o.Line(sl.OrderLineID)
	if err != nil {
		return err
	}
	sl.Failed += q
	l.Failed += q
	ol.Shipped -= q
	ol.OnPurchase -= q
	if s.State == trade.Delivered {
		l.Delivered -= q
		ol.Delivered -= q
	}
	return nil
}

func shipmentLine(s *trade.Shipment, id trade.ID) (*trade.ShipmentLine, error) {
	for i := range s.Lines {
		if s.Lines[i].ID == id {
			return &s.Lines[i], nil
		}
	}
	return nil, trade.Faultf(trade.Invalid, "Line %d is not a line of %s. Read it again and choose one of its lines.", id, s.Number)
}

// DecisionIn is what a person decides about an exception.
type DecisionIn struct {
	ID         trade.ID       `json:"id"`
	Version    int            `json:"version"`
	Do         trade.Decision `json:"do"`
	Qty        money.Qty      `json:"qty"`         // zero: all that is open
	SupplierID trade.ID       `json:"supplier_id"` // with other; zero: the next-best one, as PrepareDecision tells
	Cost       *money.Decimal `json:"cost"`        // with other: in that supplier's currency
	Until      trade.Date     `json:"until"`       // with wait
	Allowance  *money.Decimal `json:"allowance"`   // with accept or without: what the customer gets back for it, net; without, left out: its share of what is invoiced
	Claim      bool           `json:"claim"`       // the supplier is not to charge for it, or to give credit
	Send       bool           `json:"send"`        // e-mail the papers that it leads to
	Note       string         `json:"note"`
}

// DecisionOut is what a decision led to.
type DecisionOut struct {
	Exception *trade.Exception  `json:"exception"`
	Order     *trade.SalesOrder `json:"order"`
	Credits   []*trade.Invoice  `json:"credits"`
	Change    *trade.Change     `json:"change,omitempty"`
	Return    *trade.Return     `json:"return,omitempty"`
}

// DecideException settles an exception, or a quantity of it: order again, another supplier, wait,
// drop, refund, accept, let the customer keep it, have it returned, or let the kits go without a component. See
// trade.Decisions for what fits which kind. Kits that can no longer be completed are dropped with the component.
func (d *Desk) DecideException(ctx context.Context, in DecisionIn) (out DecisionOut, err error) {
	err = d.change(ctx, "DecideException", func(w *work) error {
		e, err := w.Exception(in.ID)
		if err != nil {
			return err
		}
		if err := same("The exception", in.Version, e.Version); err != nil {
			return err
		}
		out, err = w.decide(e, in)
		return err
	})
	return out, err
}

// ruling is a decision under way.
type ruling struct {
	in   DecisionIn
	e    *trade.Exception
	deal *trade.Deal
	p    *trade.PurchaseOrder
	l    *trade.PurchaseLine
	ol   *trade.OrderLine
	q    money.Qty
	out  DecisionOut
	led  []trade.Ref
}

func (w *work) decide(e *trade.Exception, in DecisionIn) (out DecisionOut, err error) {
	if e.Open == 0 {
		return out, trade.Faultf(trade.Refused, "Nothing of it is open: %s.", e.Last())
	}
	if err := e.Allows(in.Do); err != nil {
		return out, err
	}
	if err := trade.CheckText("note", in.Note); err != nil {
		return out, at(err, "note")
	}
	if err := in.Until.Check("date"); err != nil {
		return out, at(err, "until")
	}
	r := &ruling{in: in, e: e, q: in.Qty}
	if r.q == 0 {
		r.q = e.Open
	}
	if r.q < 0 || r.q > e.Open {
		return out, trade.Faultf(trade.Invalid, "%s are open, so %s cannot be decided about.", e.Open, r.q).In("qty")
	}
	if r.deal, err = w.Deal(e.OrderID); err != nil {
		return out, err
	}
	r.p = r.deal.Purchase(e.PurchaseID)
	if r.l, err = r.p.Line(e.PurchaseLineID); err != nil {
		return out, err
	}
	if r.ol, err = r.deal.Order.Line(e.OrderLineID); err != nil {
		return out, err
	}
	asked := e.Asks()
	if in.Do == trade.DecideWait && e.Kind != trade.ExBack {
		if in.Until <= w.today {
			return out, trade.Faultf(trade.Invalid, "Say until when to wait: a day that is still to come.").In("until")
		}
		e.Until = in.Until
		e.Taken = append(e.Taken, trade.Taken{Do: in.Do, Qty: r.q, At: w.stamp(), Who: w.who, Note: in.Note})
	} else {
		e.Open -= r.q
		if e.Kind.Holds() {
			r.ol.Undecided -= r.q
		}
		if err := w.rule(r); err != nil {
			return out, err
		}
		if e.Kind != trade.ExBack {
			e.Until = ""
		}
		e.Taken = append(e.Taken, trade.Taken{Do: in.Do, Qty: r.q, At: w.stamp(), Who: w.who, Note: in.Note, Led: r.led})
	}
	if in.Claim {
		if err := w.claim(r.deal, r.p, r.l, trade.Claim{Kind: e.Kind, ExceptionID: e.ID, Qty: r.q, Note: in.Note}); err != nil {
			return out, err
		}
	}
	r.deal.Order.Decisions += count01(e.Asks()) - count01(asked)
	if err := w.SaveException(e); err != nil {
		return out, err
	}
	if err := w.endIfNothingIsLeft(r.deal.Order, in.Note); err != nil {
		return out, err
	}
	if err := w.saveDeal(r.deal, r.p); err != nil {
		return out, err
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindException, ID: e.ID}, trade.Ref{Kind: trade.KindPurchase, ID: r.p.ID})
	if err := w.note(trade.KindOrder, e.OrderID, "decide", fmt.Sprintf("%s × %s %s, %s", r.q, describe(&r.ol.SaleLine), e.Kind.Word(), because(in.Do.Word(), in.Note)), string(e.Kind), string(in.Do)); err != nil {
		return out, err
	}
	r.out.Exception, r.out.Order = e, r.deal.Order
	return r.out, nil
}

// rule does what was decided.
func (w *work) rule(r *ruling) error {
	switch r.in.Do {
	case trade.DecideAgain:
		return nil // what is undecided no more is to be ordered
	case trade.DecideOther:
		return w.ruleOther(r)
	case trade.DecideDrop:
		if !r.e.Kind.Holds() {
			return w.ruleCancel(r, false)
		}
		if err := w.dropLine(r.deal.Order, r.ol, r.q); err != nil {
			return err
		}
		return w.ruleKits(r, false)
	case trade.DecideRefund:
		return w.ruleRefund(r)
	case trade.DecideWithout:
		return w.ruleWithout(r)
	case trade.DecideAccept:
		return w.ruleAccept(r)
	case trade.DecideKeep:
		return w.ruleExtra(r, false)
	case trade.DecideReturn:
		return w.ruleReturn(r)
	}
	return nil
}

func (w *work) ruleOther(r *ruling) error {
	if r.in.SupplierID == 0 {
		best, _, err := w.nextBest(r.deal, r.ol, r.e, r.q)
		if err != nil {
			return err
		}
		if best != nil {
			r.in.SupplierID = best.SupplierID
		}
	}
	if r.in.SupplierID == 0 {
		return trade.Faultf(trade.Invalid, "Choose the supplier that is to deliver instead.").In("supplier_id")
	}
	if r.in.SupplierID == r.e.SupplierID {
		return trade.Faultf(trade.Invalid, "%s is the supplier that it is about. Choose another, or order again.", r.e.Supplier).In("supplier_id")
	}
	q := r.ol.ToOrder()
	if !r.e.Kind.Holds() { // what is still to be taken off the supplier that has it
		q += r.q
	}
	if err := w.chooseSupplier(&r.ol.SaleLine, &r.ol.Source, r.in.SupplierID, q); err != nil {
		return err
	}
	if err := ownCost(&r.ol.Source, r.in.Cost); err != nil {
		return err
	}
	if r.e.Kind.Holds() {
		return nil
	}
	return w.ruleCancel(r, true)
}

// ownCost sets a cost that a person names, in the source's currency.
func ownCost(s *trade.Source, cost *money.Decimal) error {
	if cost == nil || s.CostIn == "" {
		return nil
	}
	own, err := cost.Price(s.CostIn)
	if err != nil || own < 0 {
		return trade.Faultf(trade.Invalid, "The cost %s is not a price of zero or more in %s.", cost, s.CostIn).In("cost")
	}
	enterCost(s, own)
	return nil
}

// ruleCancel takes goods off the supplier that has them on order and has not shipped them.
func (w *work) ruleCancel(r *ruling, again bool) error {
	c, err := w.ask(r.deal, r.p, []trade.ChangeLine{{PurchaseLineID: r.l.ID, Cancel: min(r.q, r.l.Cancellable()), Again: again}}, nil, string(r.e.Kind), SendIn{NoMail: !r.in.Send})
	if err != nil {
		return err
	}
	r.out.Change = c
	r.led = append(r.led, trade.Ref{Kind: trade.KindChange, ID: c.ID})
	return nil
}

// dropLine takes a quantity that is on no purchase order off an order.
func (w *work) dropLine(o *trade.SalesOrder, l *trade.OrderLine, q money.Qty) error {
	if free := l.Live() - l.Invoiced; q > free {
		return trade.Faultf(trade.Refused, "%s of %s are invoiced, so the line cannot just be dropped. Refund it.", l.Invoiced, describe(&l.SaleLine)).In("do")
	}
	l.Cancelled += q
	return nil
}

// ruleRefund drops a quantity and credits what of it was invoiced.
func (w *work) ruleRefund(r *ruling) error {
	over := r.ol.Invoiced + r.q - r.ol.Live()
	if over > 0 {
		credits, err := w.creditGoods(r.deal, []QtyIn{{r.ol.ID, over}}, CreditIn{Again: true, Reason: r.in.Note, Send: r.in.Send})
		if err != nil {
			return err
		}
		r.credited(credits)
	}
	if err := w.dropLine(r.deal.Order, r.ol, r.q); err != nil {
		return err
	}
	return w.ruleKits(r, true)
}

// ruleKits drops the kits that can no longer be completed.
func (w *work) ruleKits(r *ruling, credit bool) error {
	made, err := w.settleKits(r.deal, credit, CreditIn{Reason: r.in.Note, Send: r.in.Send})
	r.credited(made)
	return err
}

func (r *ruling) credited(made []*trade.Invoice) {
	r.out.Credits = append(r.out.Credits, made...)
	for _, c := range made {
		r.led = append(r.led, trade.Ref{Kind: trade.KindInvoice, ID: c.ID})
	}
}

// ruleWithout lets the kits go without a component. What of it is invoiced and will not come is given back: the
// allowance that a person names, or else the component's share of the kits' price.
func (w *work) ruleWithout(r *ruling) error {
	k, _ := r.deal.Order.KitOf(r.ol)
	missing := r.ol.In(k.Invoiced) - r.ol.Waived - (r.ol.Live() - r.q)
	r.ol.Cancelled += r.q
	r.ol.Waived += r.q
	if r.in.Allowance != nil {
		if r.in.Allowance.Zero() {
			return nil
		}
		return w.ruleAllowance(r)
	}
	free, err := w.creditable(r.deal, r.ol)
	if err != nil {
		return err
	}
	if n := min(r.q, missing, free); n > 0 {
		made, err := w.creditGoods(r.deal, []QtyIn{{r.ol.ID, n}}, CreditIn{Reason: r.in.Note, Send: r.in.Send})
		r.credited(made)
		return err
	}
	return nil
}

func (w *work) ruleAccept(r *ruling) error {
	switch r.e.Kind {
	case trade.ExOver:
		return w.ruleExtra(r, true)
	case trade.ExPrice, trade.ExNoCancel:
		return nil
	}
	// Lost goods that turned up, or damaged or wrong ones that the customer takes as they are.
	s, err := w.Shipment(r.e.ShipmentID)
	if err != nil {
		return err
	}
	sl, err := shipmentLine(s, r.e.ShipmentLineID)
	if err != nil {
		return err
	}
	if err := fail(r.deal.Order, r.l, s, sl, -r.q); err != nil {
		return err
	}
	if err := w.saveShipped(r.deal, r.p, s); err != nil {
		return err
	}
	if r.in.Allowance == nil {
		return nil
	}
	return w.ruleAllowance(r)
}

// ruleAllowance gives the customer a part of the price back.
func (w *work) ruleAllowance(r *ruling) error {
	list, err := w.InvoicesOf(r.deal.Order.ID)
	if err != nil {
		return err
	}
	sold, part := r.ol, (*trade.OrderLine)(nil)
	if k, ok := r.deal.Order.KitOf(r.ol); ok && r.ol.Kind == trade.LinePart {
		sold, part = k.OrderLine, r.ol
	}
	for i := range slices.Backward(list) {
		v := &list[i]
		for j := range v.Lines {
			if l := &v.Lines[j]; !v.Credit && v.State == trade.Issued && l.OrderLineID == sold.ID {
				c, err := w.credit(v, r.deal, CreditIn{Lines: []CreditLineIn{{LineID: l.ID, Amount: r.in.Allowance, part: part}}, Reason: r.in.Note, Send: r.in.Send})
				if err != nil {
					return err
				}
				r.credited([]*trade.Invoice{c})
				return nil
			}
		}
	}
	return trade.Faultf(trade.Refused, "%s is not invoiced yet, so there is nothing to give back of. Change the price on the order instead.", describe(&r.ol.SaleLine)).In("allowance")
}

// ruleExtra settles a surplus: it is taken onto the order and charged for, or it is only forgotten.
func (w *work) ruleExtra(r *ruling, charge bool) error {
	s, err := w.Shipment(r.e.ShipmentID)
	if err != nil {
		return err
	}
	sl, err := shipmentLine(s, r.e.ShipmentLineID)
	if err != nil {
		return err
	}
	sl.Extra -= r.q
	if charge {
		if err := trade.CheckQty("quantity", r.ol.Qty+r.q); err != nil {
			return err
		}
		sl.Qty += r.q
		r.l.Qty += r.q
		r.l.Confirmed += r.q
		r.l.Shipped += r.q
		r.ol.Qty += r.q
		r.ol.OnPurchase += r.q
		r.ol.Shipped += r.q
		if s.State == trade.Delivered {
			r.l.Delivered += r.q
			r.ol.Delivered += r.q
		}
		r.p.AddUp()
		if err := r.deal.Order.AddUp(w.base); err != nil {
			return err
		}
	}
	return w.saveShipped(r.deal, r.p, s)
}

// endIfNothingIsLeft cancels an order whose last goods were dropped.
func (w *work) endIfNothingIsLeft(o *trade.SalesOrder, reason string) error {
	if o.State != trade.Confirmed {
		return nil
	}
	o.Trim()
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Kind != trade.LineFreight && l.Kind != trade.LineText && l.Live() > 0 {
			return nil
		}
	}
	for i := range o.Lines {
		o.Lines[i].Cancelled += droppable(o, &o.Lines[i])
	}
	from := o.State
	o.State, o.Reason = trade.Cancelled, reason
	return w.moved(trade.KindOrder, o.ID, trade.Cancel, reason, from, o.State)
}

// ruleReturn opens a return for a surplus; nothing is credited for it, because nothing was charged.
func (w *work) ruleReturn(r *ruling) error {
	rt := &trade.Return{SupplierID: r.e.SupplierID, Supplier: r.e.Supplier, Lines: []trade.ReturnLine{{
		Pos: 1, OrderLineID: r.ol.ID, PurchaseLineID: r.l.ID, ShipmentLineID: r.e.ShipmentLineID, SKU: r.ol.SKU, Description: r.ol.Description,
		Unit: r.ol.Unit, Qty: r.q, Surplus: true,
	}}}
	rt, err := w.openReturn(r.deal, rt, ReturnIn{To: "supplier", Reason: r.in.Note, Send: r.in.Send})
	if err != nil {
		return err
	}
	r.out.Return = rt
	r.led = append(r.led, trade.Ref{Kind: trade.KindReturn, ID: rt.ID})
	return w.ruleExtra(r, false)
}
