package app

import (
	"cmp"
	"context"
	"strings"

	"dropdesk/app/trade"
)

// GetShipment reads a shipment.
func (d *Desk) GetShipment(ctx context.Context, in ByID) (out *trade.Shipment, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Shipment(in.ID)
		return err
	})
	return out, err
}

// ListShipments lists the shipments, newest first.
func (d *Desk) ListShipments(ctx context.Context, in ListIn) (List[ShipmentRow], error) {
	return list(d, ctx, in, trade.KindShipment, Tx.ListShipments)
}

// ShipIn says what a supplier shipped of one purchase order. Without lines it is all that was waiting.
type ShipIn struct {
	PurchaseID trade.ID   `json:"purchase_id"`
	Version    int        `json:"version"`
	Lines      []QtyIn    `json:"lines"`
	Date       trade.Date `json:"date"`       // empty: today
	Expected   trade.Date `json:"expected"`   // at the customer
	CarrierID  trade.ID   `json:"carrier_id"` // zero: the supplier's usual one
	Method     string     `json:"method"`
	Tracking   []string   `json:"tracking"` // one number for each parcel
	Notes      string     `json:"notes"`    // on the delivery note
	Notify     bool       `json:"notify"`   // e-mail the customer the delivery note at once
	Over       bool       `json:"over"`     // more than was ordered did ship; the surplus asks for a decision
	Final      bool       `json:"final"`    // the rest of the purchase order will not ship; it asks for a decision
	MailID     trade.ID   `json:"mail_id"`  // the supplier's mail that says so; it need not be read any more
}

// ShipOut is the shipment, with doubts about its tracking numbers.
type ShipOut struct {
	Shipment *trade.Shipment `json:"shipment"`
	Doubts   []string        `json:"doubts"`
}

// RecordShipment records what a supplier shipped, by line and quantity, with carrier and tracking
// numbers. More than the supplier still has to ship is refused, unless over says that it is true.
func (d *Desk) RecordShipment(ctx context.Context, in ShipIn) (out ShipOut, err error) {
	err = d.change(ctx, "RecordShipment", func(w *work) error {
		deal, p, err := w.purchaseDeal(in.PurchaseID, in.Version)
		if err != nil {
			return err
		}
		if p.State != trade.Sent {
			return trade.Faultf(trade.Refused, "%s is %s; only what was sent to a supplier can ship.", p.Name(), p.State)
		}
		s, err := w.newShipment(deal.Order, p, in)
		if err != nil {
			return err
		}
		carrier, err := w.carrier(s.CarrierID)
		if err != nil {
			return err
		}
		s.Carrier = carrier.Name
		for i, number := range in.Tracking {
			number = strings.TrimSpace(number)
			if err := trade.CheckName("tracking number", number); err != nil {
				return err.(*trade.Error).In("tracking[%d]", i)
			}
			s.Parcels = append(s.Parcels, trade.Parcel{Tracking: number, Link: carrier.TrackingLink(number)})
			if doubt := carrier.Doubt(number); doubt != "" {
				out.Doubts = append(out.Doubts, doubt)
			}
		}
		if err := shipLines(deal.Order, p, s, in); err != nil {
			return err
		}
		if s.Number, err = w.NextNumber(trade.KindShipment); err != nil {
			return err
		}
		if in.Notify {
			s.Notified = w.stamp()
		}
		if err := w.SaveShipment(s); err != nil {
			return err
		}
		if err := w.afterShipping(deal, p, s, in.Final); err != nil {
			return err
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		if err := w.tellShop(deal.Order, s); err != nil {
			return err
		}
		text := []string{s.Number, s.Customer, s.OrderNo, s.PurchaseNo}
		if err := w.Index(trade.KindShipment, s.ID, s.Number, s.Customer, strings.Join(append(text, in.Tracking...), " ")); err != nil {
			return err
		}
		if in.Notify {
			if err := w.write(trade.KindShipment, s.ID, PaperDelivery, SendIn{}, deal.Order.Contact, shipmentLetter(s, deal.Order)); err != nil {
				return err
			}
		}
		if err := w.saidBy(in.MailID, p); err != nil {
			return err
		}
		out.Shipment = s
		return w.note(trade.KindShipment, s.ID, "ship", p.Number+" "+s.Carrier+" "+strings.Join(in.Tracking, " "), "", string(trade.Shipped))
	})
	return out, err
}

func (w *work) newShipment(o *trade.SalesOrder, p *trade.PurchaseOrder, in ShipIn) (*trade.Shipment, error) {
	if in.Date == "" {
		in.Date = w.today
	}
	if err := dates(map[string]trade.Date{"date": in.Date, "expected": in.Expected}); err != nil {
		return nil, err
	}
	if in.Date > w.today {
		return nil, trade.Faultf(trade.Invalid, "The shipment is dated %s, which is still to come.", in.Date).In("date")
	}
	if err := trade.CheckShort("shipping method", in.Method); err != nil {
		return nil, err
	}
	if err := trade.CheckText("notes", in.Notes); err != nil {
		return nil, err
	}
	if len(in.Tracking) > 200 {
		return nil, trade.Faultf(trade.Invalid, "A shipment has at most 200 parcels.").In("tracking")
	}
	s := &trade.Shipment{
		State: trade.Shipped, Date: in.Date, Expected: in.Expected, PurchaseID: p.ID, PurchaseNo: p.Number, OrderID: o.ID, OrderNo: o.Number,
		CustomerID: o.CustomerID, Customer: o.Customer, SupplierID: p.SupplierID, Supplier: p.Supplier, ShipTo: p.ShipTo,
		CarrierID: in.CarrierID, Method: in.Method, Notes: in.Notes, Parcels: []trade.Parcel{},
	}
	if s.CarrierID == 0 {
		s.CarrierID = p.CarrierID
	}
	if s.Method == "" {
		s.Method = p.ShipMethod
	}
	return s, nil
}

// shipLines fills the shipment's lines and counts them on the purchase order and the order.
func shipLines(o *trade.SalesOrder, p *trade.PurchaseOrder, s *trade.Shipment, in ShipIn) error {
	lines := in.Lines
	if len(lines) == 0 {
		for i := range p.Lines {
			if q := p.Lines[i].Waiting(); q > 0 {
				lines = append(lines, QtyIn{p.Lines[i].ID, q})
			}
		}
		if len(lines) == 0 {
			return trade.Faultf(trade.Refused, "All of %s has shipped already.", p.Number)
		}
	}
	for i, q := range lines {
		l, err := p.Line(q.LineID)
		if err != nil {
			return err
		}
		if err := trade.CheckQty("shipped quantity", q.Qty); err != nil {
			return err.(*trade.Error).In("lines[%d].qty", i)
		}
		extra := max(0, q.Qty-l.Waiting())
		if extra == q.Qty || (extra > 0 && !in.Over) {
			return trade.Faultf(trade.Refused, "%s has %s of %s still to ship, not %s. Check the quantity with the supplier; if that much did ship, say so.", p.Number, l.Waiting(), lineName(l), q.Qty).In("lines[%d].qty", i)
		}
		ol, err := o.Line(l.OrderLineID)
		if err != nil {
			return err
		}
		l.Shipped += q.Qty - extra
		ol.Shipped += q.Qty - extra
		if l.Expected != "" {
			s.Promised++
			if late := s.Date.Sub(l.Expected); late > 0 {
				s.LateLines++
				s.DaysLate += late
			}
		}
		s.Lines = append(s.Lines, trade.ShipmentLine{
			PurchaseLineID: l.ID, OrderLineID: ol.ID, Pos: i + 1, SKU: ol.SKU, Description: ol.Description, Unit: ol.Unit, Qty: q.Qty - extra, Extra: extra,
		})
	}
	return nil
}

// afterShipping asks about a surplus and about what will not ship any more, and forgets back orders that have come.
func (w *work) afterShipping(deal *trade.Deal, p *trade.PurchaseOrder, s *trade.Shipment, final bool) error {
	for i := range s.Lines {
		sl := &s.Lines[i]
		l, err := p.Line(sl.PurchaseLineID)
		if err != nil {
			return err
		}
		if sl.Extra > 0 {
			err := w.open(deal, p, l, trade.ExOver, sl.Extra, func(e *trade.Exception) {
				e.ShipmentID, e.ShipmentNo, e.ShipmentLineID = s.ID, s.Number, sl.ID
			})
			if err != nil {
				return err
			}
		}
		if l.Waiting() == 0 {
			if err := w.forget(deal, l, trade.ExBack); err != nil {
				return err
			}
		}
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		rest := l.Live() - max(l.Shipped, l.Billed) - l.Asked
		if !final || rest <= 0 {
			continue
		}
		ol, err := deal.Order.Line(l.OrderLineID)
		if err != nil {
			return err
		}
		l.Refused += rest
		l.Confirmed, l.BackOrdered = min(l.Confirmed, l.Live()), 0
		ol.OnPurchase -= rest
		if err := w.forget(deal, l, trade.ExBack); err != nil {
			return err
		}
		if err := w.open(deal, p, l, trade.ExShort, rest, nil); err != nil {
			return err
		}
		p.AddUp()
	}
	return nil
}

// NotifyShipment puts the shipment notice with the delivery note into the outbox.
func (d *Desk) NotifyShipment(ctx context.Context, in SendIn) (out *trade.Shipment, err error) {
	err = d.change(ctx, "NotifyShipment", func(w *work) error {
		s, err := w.Shipment(in.ID)
		if err != nil {
			return err
		}
		if err := same(s.Number, in.Version, s.Version); err != nil {
			return err
		}
		o, err := w.Order(s.OrderID)
		if err != nil {
			return err
		}
		s.Notified = w.stamp()
		if err := w.SaveShipment(s); err != nil {
			return err
		}
		out = s
		return w.write(trade.KindShipment, s.ID, PaperDelivery, in, o.Contact, shipmentLetter(s, o))
	})
	return out, err
}

// DeliverIn says that the customer has received a shipment.
type DeliverIn struct {
	ID         trade.ID   `json:"id"`
	Version    int        `json:"version"`
	Date       trade.Date `json:"date"` // empty: today
	ReceivedBy string     `json:"received_by"`
}

// ConfirmDelivery records that a shipment arrived: when, and who took it.
func (d *Desk) ConfirmDelivery(ctx context.Context, in DeliverIn) (out *trade.Shipment, err error) {
	err = d.change(ctx, "ConfirmDelivery", func(w *work) error {
		s, err := w.Shipment(in.ID)
		if err != nil {
			return err
		}
		if err := same(s.Number, in.Version, s.Version); err != nil {
			return err
		}
		from := s.State
		to, err := trade.ShipmentFlow.Next(s.Number, s.State, trade.Deliver)
		if err != nil {
			return err
		}
		if in.Date == "" {
			in.Date = w.today
		}
		if err := in.Date.Check("date"); err != nil {
			return err
		}
		if in.Date < s.Date || in.Date > w.today {
			return trade.Faultf(trade.Invalid, "%s shipped on %s; it cannot have arrived on %s.", s.Number, s.Date, in.Date).In("date")
		}
		if err := trade.CheckShort("receiver's name", in.ReceivedBy); err != nil {
			return err
		}
		deal, err := w.Deal(s.OrderID)
		if err != nil {
			return err
		}
		p := deal.Purchase(s.PurchaseID)
		for _, sl := range s.Lines {
			l, err := p.Line(sl.PurchaseLineID)
			if err != nil {
				return err
			}
			ol, err := deal.Order.Line(sl.OrderLineID)
			if err != nil {
				return err
			}
			l.Delivered += sl.Good()
			ol.Delivered += sl.Good()
		}
		s.State, s.Delivered, s.ReceivedBy = to, in.Date, in.ReceivedBy
		if promised := cmp.Or(deal.Order.Wanted, s.Expected); promised != "" {
			s.Late = in.Date > promised
		}
		if err := w.SaveShipment(s); err != nil {
			return err
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		out = s
		return w.moved(trade.KindShipment, s.ID, trade.Deliver, in.ReceivedBy, from, to)
	})
	return out, err
}
