package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ReserveIn names a payment and the order that what is left of it is reserved for.
type ReserveIn struct {
	PaymentID trade.ID `json:"payment_id"`
	Version   int      `json:"version"`
	OrderID   trade.ID `json:"order_id"` // 0: it may be used for everything again
}

// ReservePayment keeps a customer's money on account for one order: it counts as paid ahead, and
// settles the order's invoices, now and when they are issued. Without an order it frees the money.
func (d *Desk) ReservePayment(ctx context.Context, in ReserveIn) (out *trade.Payment, err error) {
	err = d.change(ctx, "ReservePayment", func(w *work) error {
		p, err := w.Payment(in.PaymentID)
		if err != nil {
			return err
		}
		if err := same(p.Number, in.Version, p.Version); err != nil {
			return err
		}
		if p.Left() <= 0 {
			return trade.Faultf(trade.Refused, "All of %s is used already; nothing of it can be reserved or freed.", p.Number)
		}
		was, before := p.OrderID, p.OrderNo
		p.OrderID, p.OrderNo = 0, ""
		if err := w.forOrder(p, in.OrderID); err != nil {
			return err
		}
		if was == 0 && p.OrderID == 0 {
			return trade.Faultf(trade.Refused, "%s is not reserved for an order.", p.Number)
		}
		if err := w.SavePayment(p); err != nil {
			return err
		}
		if was != 0 && was != p.OrderID {
			if err := w.reserve(was); err != nil {
				return err
			}
		}
		if p.OrderID != 0 {
			if err := w.useReserved(p.OrderID); err != nil {
				return err
			}
		}
		if err := w.note(trade.KindPayment, p.ID, "reserve", p.OrderNo, before, p.OrderNo); err != nil {
			return err
		}
		out, err = w.Payment(p.ID)
		return err
	})
	return out, err
}

// forOrder reserves a payment for an order; zero is none.
func (w *work) forOrder(p *trade.Payment, order trade.ID) error {
	if order == 0 {
		return nil
	}
	deal, err := w.Deal(order)
	if err != nil {
		return at(err, "order_id")
	}
	o := deal.Order
	switch {
	case p.CustomerID == 0:
		err = trade.Faultf(trade.Invalid, "Only money from a customer can be for an order.")
	case p.CustomerID != o.CustomerID:
		err = trade.Faultf(trade.Refused, "%s is an order of %s, not of %s.", o.Name(), o.Customer, p.Party)
	case p.Currency != o.Currency:
		err = trade.Faultf(trade.Refused, "%s is in %s and the money is in %s.", o.Name(), o.Currency, p.Currency)
	case o.State == trade.Draft:
		err = trade.Faultf(trade.Refused, "%s is not confirmed yet. Confirm it first; it is held until it is paid where its terms say so.", o.Name())
	case o.State == trade.Cancelled || o.Next == trade.StepDone:
		err = trade.Faultf(trade.Refused, "%s is over; nothing of it is left to be paid for. Leave the money on account.", o.Name())
	}
	p.OrderID, p.OrderNo = o.ID, o.Number
	return at(err, "order_id")
}

// SavePayment saves a payment and counts what is left of it on the order that it is reserved for.
func (w *work) SavePayment(p *trade.Payment) error {
	if err := w.Tx.SavePayment(p); err != nil || p.OrderID == 0 {
		return err
	}
	return w.reserve(p.OrderID)
}

// reserve counts the money that is reserved for an order, which it may release.
func (w *work) reserve(order trade.ID) error {
	deal, err := w.Deal(order)
	if err != nil {
		return err
	}
	list, err := w.PaymentsFor(order)
	if err != nil {
		return err
	}
	deal.Order.Reserved = 0
	for i := range list {
		deal.Order.Reserved += list[i].Left()
	}
	if err := w.unhold(deal.Order); err != nil {
		return err
	}
	return w.saveDeal(deal)
}

// unhold checks an order again that is held until it is paid for.
func (w *work) unhold(o *trade.SalesOrder) error {
	if !o.OnHold() || o.State != trade.Confirmed || o.Terms.Ahead(o.Total) == 0 {
		return nil
	}
	held := o.Holds
	if err := w.check(o); err != nil {
		return err
	}
	if len(o.Holds) < len(held) {
		return w.note(trade.KindOrder, o.ID, "unhold", "paid", held[0].Kind, "")
	}
	return nil
}

// unreserved refuses to use money for another order than the one that it is reserved for.
func (w *work) unreserved(p *trade.Payment, a *trade.Allocation) error {
	if p.OrderID == 0 || a.InvoiceID == 0 {
		return nil
	}
	v, err := w.Invoice(a.InvoiceID)
	if err != nil {
		return err
	}
	if v.OrderID != p.OrderID {
		return trade.Faultf(trade.Refused, "%s is reserved for %s, and %s is not an invoice of that order. Free the payment first.", p.Number, p.OrderNo, v.Name())
	}
	return nil
}

// useReserved settles an order's open invoices, the oldest first, with the money that is reserved for it.
func (w *work) useReserved(order trade.ID) error {
	payments, err := w.PaymentsFor(order)
	if err != nil || len(payments) == 0 {
		return err
	}
	invoices, err := w.InvoicesOf(order)
	if err != nil {
		return err
	}
	for i := range payments {
		left := payments[i].Left()
		for j := range invoices {
			v := &invoices[j]
			amount := min(left, v.Open())
			if v.Credit || amount <= 0 {
				continue
			}
			if err := w.settle(&trade.Allocation{PaymentID: payments[i].ID, InvoiceID: v.ID, Amount: amount, Date: max(payments[i].Date, v.Date)}); err != nil {
				return err
			}
			left -= amount
			v.Settled += amount
		}
	}
	return nil
}

// settleAhead settles an invoice that is issued with what was paid for its order before.
func (w *work) settleAhead(v *trade.Invoice, o *trade.SalesOrder) error {
	if v.Credit || o.Reserved == 0 {
		return nil
	}
	if err := w.useReserved(o.ID); err != nil {
		return err
	}
	now, err := w.Invoice(v.ID)
	if err != nil {
		return err
	}
	now.Deposits = now.Settled
	*v = *now
	return w.SaveInvoice(v)
}

// freeReserved leaves what is reserved for an order that is over on the customer's account.
func (w *work) freeReserved(o *trade.SalesOrder) error {
	if o.Reserved == 0 || (o.State != trade.Cancelled && o.Next != trade.StepDone) {
		return nil
	}
	list, err := w.PaymentsFor(o.ID)
	if err != nil {
		return err
	}
	var freed money.Amount
	for i := range list {
		p := &list[i]
		freed += p.Left()
		p.OrderID, p.OrderNo = 0, ""
		if err := w.Tx.SavePayment(p); err != nil {
			return err
		}
		if err := w.note(trade.KindPayment, p.ID, "reserve", "", o.Number, ""); err != nil {
			return err
		}
	}
	o.Reserved = 0
	return w.note(trade.KindOrder, o.ID, "free", freed.Text(o.Currency)+" "+string(o.Currency), "", "")
}
