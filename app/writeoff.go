package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// WriteOffIn gives up what is open of an invoice or bill, or what is left of a payment.
type WriteOffIn struct {
	InvoiceID trade.ID       `json:"invoice_id"`
	BillID    trade.ID       `json:"bill_id"`
	PaymentID trade.ID       `json:"payment_id"`
	Amount    *money.Decimal `json:"amount"` // none: all that is open
	Reason    string         `json:"reason"`
}

// WriteOff gives up what is open of an invoice (the customer will not pay it), of a bill, or what
// is left of a payment or refund. It can be taken back with RemoveAllocation.
func (d *Desk) WriteOff(ctx context.Context, in WriteOffIn) (Done, error) {
	err := d.change(ctx, "WriteOff", func(w *work) error {
		if err := trade.CheckName("reason", in.Reason); err != nil {
			return at(err, "reason")
		}
		a := &trade.Allocation{InvoiceID: in.InvoiceID, BillID: in.BillID, PaymentID: in.PaymentID, WriteOff: true, Reason: in.Reason, Date: w.today}
		var cur money.Currency
		switch {
		case in.InvoiceID != 0 && in.BillID+in.PaymentID == 0:
			v, err := w.Invoice(in.InvoiceID)
			if err != nil {
				return err
			}
			a.Amount, cur = v.Open(), v.Currency
		case in.BillID != 0 && in.InvoiceID+in.PaymentID == 0:
			b, err := w.Bill(in.BillID)
			if err != nil {
				return err
			}
			a.Amount, cur = b.Open(), b.Currency
		case in.PaymentID != 0 && in.InvoiceID+in.BillID == 0:
			p, err := w.Payment(in.PaymentID)
			if err != nil {
				return err
			}
			a.Amount, cur = p.Left(), p.Currency
			if p.Refund {
				a.PaymentID, a.RefundID = 0, p.ID
			}
		default:
			return trade.Faultf(trade.Invalid, "Name one invoice, one bill or one payment to write off.")
		}
		if in.Amount != nil {
			var err error
			if a.Amount, err = in.Amount.Amount(cur); err != nil {
				return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
			}
		} else if a.Amount <= 0 {
			return trade.Faultf(trade.Refused, "Nothing is open that could be written off.")
		}
		if err := w.settle(a); err != nil {
			return err
		}
		kind, id := trade.KindPayment, in.PaymentID
		if in.InvoiceID != 0 {
			kind, id = trade.KindInvoice, in.InvoiceID
		} else if in.BillID != 0 {
			kind, id = trade.KindBill, in.BillID
		}
		return w.note(kind, id, "write_off", a.Amount.Text(cur)+" "+string(cur)+": "+in.Reason, "", "")
	})
	return Done{err == nil}, err
}
