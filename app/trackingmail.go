package app

import (
	"context"
	"slices"

	"dropdesk/app/trade"
)

// TrackingOut is what a mail says about parcels that are not recorded yet.
type TrackingOut struct {
	PurchaseID trade.ID               `json:"purchase_id"` // zero: the mail is about no purchase order that still has something to ship
	Found      []trade.TrackingNumber `json:"found"`
}

// FindTracking finds tracking numbers in what a supplier wrote about a purchase order. Nothing is recorded: RecordShipment does that when
// somebody has seen them.
func (d *Desk) FindTracking(ctx context.Context, in ByID) (out TrackingOut, err error) {
	out.Found = []trade.TrackingNumber{}
	err = d.read(ctx, func(w *work) error {
		m, err := w.Received(in.ID)
		if err != nil || m.Kind != trade.KindPurchase || m.What == trade.MailBounce {
			return err
		}
		p, err := w.Purchase(m.DocID)
		if err != nil {
			return err
		}
		if p.State != trade.Sent || !slices.ContainsFunc(p.Lines, func(l trade.PurchaseLine) bool { return l.Waiting() > 0 }) {
			return nil
		}
		carriers, err := w.Carriers()
		if err != nil {
			return err
		}
		carriers = slices.DeleteFunc(carriers, func(c trade.Carrier) bool { return c.Inactive })
		known, err := w.parcelsOf(p)
		if err != nil {
			return err
		}
		out.PurchaseID = p.ID
		for _, t := range trade.FindTracking(m.Subject+"\n\n"+m.Body, carriers) {
			if !known[t.Number] {
				out.Found = append(out.Found, t)
			}
		}
		return nil
	})
	return out, err
}

// parcelsOf are the tracking numbers that are recorded of a purchase order's shipments.
func (w *work) parcelsOf(p *trade.PurchaseOrder) (map[string]bool, error) {
	known := map[string]bool{}
	list, err := w.ShipmentsOf(p.OrderID)
	for i := range list {
		if list[i].PurchaseID != p.ID {
			continue
		}
		for _, parcel := range list[i].Parcels {
			known[trade.PlainTracking(parcel.Tracking)] = true
		}
	}
	return known, err
}

// saidBy ends the waiting of the mail that told of a shipment.
func (w *work) saidBy(mail trade.ID, p *trade.PurchaseOrder) error {
	if mail == 0 {
		return nil
	}
	m, err := w.Received(mail)
	if err != nil {
		return err
	}
	if m.Kind != trade.KindPurchase || m.DocID != p.ID {
		return trade.Faultf(trade.Invalid, "The mail %q belongs to another document than %s. File it there first.", m.Subject, p.Name()).In("mail_id")
	}
	if !m.Waiting || m.What != trade.MailPlain {
		return nil
	}
	m.Waiting = false
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindReceived, ID: m.ID})
	return w.SaveReceived(m)
}
