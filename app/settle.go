package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// side is one of the two things that an allocation joins, in words and as far as they must fit.
type side struct {
	name  string
	party trade.Ref
	owner string
	cur   money.Currency
	fx    money.FX
	date  trade.Date
}

// settle is the one place where an invoice, bill, credit note, payment or refund is settled against
// another: it checks both sides and counts on both, and on the order, and keeps what was gained by it.
func (w *work) settle(a *trade.Allocation) error {
	if a.Amount <= 0 {
		return trade.Faultf(trade.Invalid, "An amount to settle must be above zero.")
	}
	from, err := w.takeFrom(a)
	if err != nil {
		return err
	}
	to := from
	switch {
	case a.InvoiceID != 0:
		to, err = w.settleInvoice(a, from)
	case a.BillID != 0:
		to, err = w.settleBill(a, from)
	case a.RefundID != 0:
		to, err = w.settleRefund(a, from)
	case a.WriteOff:
		a.Settles = a.Amount // what is left of a payment
	default:
		err = trade.Faultf(trade.Invalid, "There is nothing named to settle.")
	}
	if err != nil {
		return err
	}
	if from == nil {
		from = to
	}
	a.Date = max(a.Date, from.date, to.date)
	if err := w.AddAllocation(a); err != nil {
		return err
	}
	if from.fx == to.fx && from.cur == to.cur && from.fx == money.Par {
		return nil
	}
	return w.keepGain(a)
}

// takeFrom counts the amount on the payment or credit that gives it. A write-off gives from nowhere.
func (w *work) takeFrom(a *trade.Allocation) (*side, error) {
	var from *side
	var left money.Amount
	switch {
	case a.PaymentID != 0:
		p, err := w.Payment(a.PaymentID)
		if err != nil {
			return nil, err
		}
		if err := w.unreserved(p, a); err != nil {
			return nil, err
		}
		if p.Refund || (a.InvoiceID != 0 && p.CustomerID == 0) || (a.BillID != 0 && p.SupplierID == 0) {
			return nil, trade.Faultf(trade.Invalid, "%s cannot settle that: customers' payments settle invoices, payments to suppliers settle bills, and refunds pay credit back.", p.Number)
		}
		from, left = &side{p.Number, p.Owner(), p.Party, p.Currency, p.FX, p.Date}, p.Left()
		p.Used += a.Amount
		if a.Amount <= left {
			if err := w.SavePayment(p); err != nil {
				return nil, err
			}
		}
	case a.CreditID != 0:
		c, err := w.Invoice(a.CreditID)
		if err != nil {
			return nil, err
		}
		if !c.Credit {
			return nil, trade.Faultf(trade.Invalid, "%s is not a credit note.", c.Name())
		}
		from, left = &side{c.Number, trade.Ref{Kind: trade.KindCustomer, ID: c.CustomerID}, c.Customer, c.Currency, c.FX, c.Date}, c.Open()
		c.Settled += a.Amount
		if a.Amount <= left {
			if err := w.saveSettled(c, -a.Amount); err != nil {
				return nil, err
			}
		}
	case a.BillCreditID != 0:
		c, err := w.Bill(a.BillCreditID)
		if err != nil {
			return nil, err
		}
		if !c.Credit {
			return nil, trade.Faultf(trade.Invalid, "%s is not a supplier's credit note.", c.Name())
		}
		from, left = &side{c.Name(), trade.Ref{Kind: trade.KindSupplier, ID: c.SupplierID}, c.Supplier, c.Currency, c.FX, c.Date}, c.Open()
		c.Settled += a.Amount
		if a.Amount <= left {
			if err := w.SaveBill(c); err != nil {
				return nil, err
			}
		}
	default:
		return nil, nil
	}
	if a.Amount > left {
		return nil, trade.Faultf(trade.Refused, "%s has %s %s left, not %s.", from.name, max(left, 0).Text(from.cur), from.cur, a.Amount.Text(from.cur))
	}
	return from, nil
}

func (w *work) settleInvoice(a *trade.Allocation, from *side) (*side, error) {
	v, err := w.Invoice(a.InvoiceID)
	if err != nil {
		return nil, err
	}
	if v.Credit || v.State != trade.Issued {
		return nil, trade.Faultf(trade.Refused, "%s is not an issued invoice and cannot be paid.", v.Name())
	}
	to := &side{v.Name(), trade.Ref{Kind: trade.KindCustomer, ID: v.CustomerID}, v.Customer, v.Currency, v.FX, v.Date}
	if err := to.fits(a, from, v.Open()); err != nil {
		return nil, err
	}
	v.Settled += a.Settles
	if a.WriteOff {
		v.WrittenOff += a.Settles
	}
	return to, w.saveSettled(v, a.Settles)
}

func (w *work) settleBill(a *trade.Allocation, from *side) (*side, error) {
	b, err := w.Bill(a.BillID)
	if err != nil {
		return nil, err
	}
	if b.Credit || b.State != trade.Entered {
		return nil, trade.Faultf(trade.Refused, "The %s is not an entered bill and cannot be paid.", b.Name())
	}
	to := &side{"The " + b.Name(), trade.Ref{Kind: trade.KindSupplier, ID: b.SupplierID}, b.Supplier, b.Currency, b.FX, b.Date}
	if err := to.fits(a, from, b.Open()); err != nil {
		return nil, err
	}
	can, why, err := w.payable(b)
	if err != nil {
		return nil, err
	}
	if b.Approval == trade.Waiting || (a.PaymentID != 0 && a.Settles > can) {
		return nil, trade.Faultf(trade.Refused, "The %s %s; %s %s can be paid now.", b.Name(), why, can.Text(b.Currency), b.Currency)
	}
	b.Settled += a.Settles
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindBill, ID: b.ID})
	return to, w.SaveBill(b)
}

// fits refuses to settle a document with another party's money, with another currency of which nobody
// says how much, or with more than is open.
func (to *side) fits(a *trade.Allocation, from *side, open money.Amount) error {
	if from == nil {
		from = &side{party: to.party, cur: to.cur}
	}
	switch {
	case from.party != to.party:
		return trade.Faultf(trade.Refused, "%s belongs to %s and cannot be settled with somebody else's money.", to.name, to.owner)
	case from.cur != to.cur && a.Settles == 0:
		return trade.Faultf(trade.Refused, "%s is in %s and the money is in %s. Say how much of each it is.", to.name, to.cur, from.cur).In("currency")
	case from.cur == to.cur && a.Settles != 0 && a.Settles != a.Amount:
		return trade.Faultf(trade.Invalid, "%s %s settle as much and not %s, because both are in %s.", a.Amount.Text(to.cur), to.cur, a.Settles.Text(to.cur), to.cur).In("settles")
	}
	if a.Settles == 0 {
		a.Settles = a.Amount
	}
	if a.Settles > open {
		return trade.Faultf(trade.Refused, "%s has %s %s open, not %s. Enter less; the rest of the money stays on account.", to.name, open.Text(to.cur), to.cur, a.Settles.Text(to.cur))
	}
	return nil
}

// saveSettled saves an invoice or credit note whose settled amount changed, and counts it on its
// order, which a prepayment may release.
func (w *work) saveSettled(v *trade.Invoice, paid money.Amount) error {
	if err := w.SaveInvoice(v); err != nil {
		return err
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
	deal, err := w.Deal(v.OrderID)
	if err != nil {
		return err
	}
	deal.Order.Paid += paid
	if err := w.unhold(deal.Order); err != nil {
		return err
	}
	return w.saveDeal(deal)
}

// RemoveAllocation takes back what a payment, credit note or write-off settled: the document is open again.
func (d *Desk) RemoveAllocation(ctx context.Context, in ByID) (Done, error) {
	err := d.change(ctx, "RemoveAllocation", func(w *work) error {
		a, err := w.Allocation(in.ID)
		if err != nil {
			return err
		}
		if err := w.DeleteAllocation(a.ID); err != nil {
			return err
		}
		if err := w.giveBack(a); err != nil {
			return err
		}
		if err := w.reopen(a); err != nil {
			return err
		}
		return w.keepGain(a)
	})
	return Done{err == nil}, err
}

// giveBack takes an allocation off what gave.
func (w *work) giveBack(a *trade.Allocation) error {
	switch {
	case a.PaymentID != 0:
		p, err := w.Payment(a.PaymentID)
		if err != nil {
			return err
		}
		p.Used -= a.Amount
		if err := w.SavePayment(p); err != nil {
			return err
		}
		return w.note(trade.KindPayment, p.ID, "unsettle", a.Amount.Text(p.Currency), "", "")
	case a.CreditID != 0:
		c, err := w.Invoice(a.CreditID)
		if err != nil {
			return err
		}
		c.Settled -= a.Amount
		return w.saveSettled(c, a.Amount)
	case a.BillCreditID != 0:
		c, err := w.Bill(a.BillCreditID)
		if err != nil {
			return err
		}
		c.Settled -= a.Amount
		return w.SaveBill(c)
	}
	return nil
}

// reopen takes an allocation off what was settled.
func (w *work) reopen(a *trade.Allocation) error {
	switch {
	case a.InvoiceID != 0:
		v, err := w.Invoice(a.InvoiceID)
		if err != nil {
			return err
		}
		v.Settled -= a.Settles
		if a.WriteOff {
			v.WrittenOff -= a.Settles
		}
		if err := w.saveSettled(v, -a.Settles); err != nil {
			return err
		}
		return w.note(trade.KindInvoice, v.ID, "unsettle", a.Settles.Text(v.Currency), "", "")
	case a.BillID != 0:
		b, err := w.Bill(a.BillID)
		if err != nil {
			return err
		}
		b.Settled -= a.Settles
		if err := w.SaveBill(b); err != nil {
			return err
		}
		return w.note(trade.KindBill, b.ID, "unsettle", a.Settles.Text(b.Currency), "", "")
	case a.RefundID != 0:
		r, err := w.Payment(a.RefundID)
		if err != nil {
			return err
		}
		r.Used -= a.Settles
		if err := w.SavePayment(r); err != nil {
			return err
		}
		return w.note(trade.KindPayment, r.ID, "unsettle", a.Settles.Text(r.Currency), "", "")
	}
	return nil
}
