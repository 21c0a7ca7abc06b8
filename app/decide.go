package app

import (
	"context"
	"fmt"
	"slices"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

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
	Note       string         `json:"note"`        // why; printed on the credit note, claim and return slip that it leads to
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
	if err := w.note(trade.KindOrder, e.OrderID, "decide", fmt.Sprintf("%s × %s, %s, %s", r.q, describe(&r.ol.SaleLine), e.Kind.Word(), because(in.Do.Word(), in.Note)), string(e.Kind), string(in.Do)); err != nil {
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
