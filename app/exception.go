package app

import (
	"context"
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
	return w.note(trade.KindOrder, o.ID, "exception", q.String()+" × "+describe(&ol.SaleLine)+", "+because(kind.Word(), e.Note), "", string(kind))
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
