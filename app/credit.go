package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// OpenCredit is something that a customer or supplier has to its credit: an open credit note, or
// money on account.
type OpenCredit struct {
	ID       trade.ID       `json:"id"`
	Kind     trade.Kind     `json:"kind"` // invoice or bill: a credit note; payment: money on account
	Number   string         `json:"number"`
	Date     trade.Date     `json:"date"`
	Left     money.Amount   `json:"left"`
	Currency money.Currency `json:"currency"`
}

// gives is an allocation that takes from the credit.
func (c *OpenCredit) gives() trade.Allocation {
	switch c.Kind {
	case trade.KindInvoice:
		return trade.Allocation{CreditID: c.ID}
	case trade.KindBill:
		return trade.Allocation{BillCreditID: c.ID}
	}
	return trade.Allocation{PaymentID: c.ID}
}

// ListCredits lists the open credit notes of a customer or supplier, and the money on account that is reserved for no order, oldest first.
func (d *Desk) ListCredits(ctx context.Context, in PartyIn) (All[OpenCredit], error) {
	of, err := in.ref()
	if err != nil {
		return All[OpenCredit]{}, err
	}
	return listAll(d, ctx, func(w *work) ([]OpenCredit, error) { return w.Credits(of) })
}

// PartyIn names a customer or a supplier.
type PartyIn struct {
	CustomerID trade.ID `json:"customer_id"`
	SupplierID trade.ID `json:"supplier_id"`
}

func (in PartyIn) ref() (trade.Ref, error) {
	switch {
	case in.CustomerID != 0 && in.SupplierID == 0:
		return trade.Ref{Kind: trade.KindCustomer, ID: in.CustomerID}, nil
	case in.SupplierID != 0 && in.CustomerID == 0:
		return trade.Ref{Kind: trade.KindSupplier, ID: in.SupplierID}, nil
	}
	return trade.Ref{}, trade.Faultf(trade.Invalid, "Name one customer or one supplier.")
}

// UseCreditIn settles an invoice or a bill with what its customer or supplier has to its credit.
type UseCreditIn struct {
	CreditID  trade.ID       `json:"credit_id"`  // credit note
	PaymentID trade.ID       `json:"payment_id"` // or a payment on account; neither: the oldest of both
	InvoiceID trade.ID       `json:"invoice_id"`
	BillID    trade.ID       `json:"bill_id"`
	Amount    *money.Decimal `json:"amount"` // none: as much as both allow
}

// UseCredit settles an open invoice or bill with an open credit note or money on account of the
// same party, or with all of them, the oldest first.
func (d *Desk) UseCredit(ctx context.Context, in UseCreditIn) (Done, error) {
	err := d.change(ctx, "UseCredit", func(w *work) error {
		a := trade.Allocation{InvoiceID: in.InvoiceID, BillID: in.BillID, Date: w.today}
		var open money.Amount
		var cur money.Currency
		var of trade.Ref
		kind, id := trade.KindInvoice, in.InvoiceID
		switch {
		case in.InvoiceID != 0 && in.BillID == 0:
			v, err := w.Invoice(in.InvoiceID)
			if err != nil {
				return err
			}
			open, cur, of = v.Open(), v.Currency, trade.Ref{Kind: trade.KindCustomer, ID: v.CustomerID}
		case in.BillID != 0 && in.InvoiceID == 0:
			b, err := w.Bill(in.BillID)
			if err != nil {
				return err
			}
			open, cur, of = b.Open(), b.Currency, trade.Ref{Kind: trade.KindSupplier, ID: b.SupplierID}
			kind, id = trade.KindBill, b.ID
		default:
			return trade.Faultf(trade.Invalid, "Name one invoice, or one bill, to settle with the credit.")
		}
		if in.Amount != nil {
			var err error
			if open, err = in.Amount.Amount(cur); err != nil || open <= 0 {
				return trade.Faultf(trade.Invalid, "The amount %s is not one above zero in %s.", in.Amount, cur).In("amount")
			}
		}
		credits, err := w.creditsFor(in, of)
		if err != nil {
			return err
		}
		used := money.Amount(0)
		for i := range credits {
			c := &credits[i]
			if c.Currency != cur || used == open || c.Left <= 0 {
				continue
			}
			give := c.gives()
			give.InvoiceID, give.BillID, give.Date, give.Amount = a.InvoiceID, a.BillID, a.Date, min(c.Left, open-used)
			if in.Amount != nil && in.CreditID+in.PaymentID != 0 {
				give.Amount = open
			}
			if err := w.settle(&give); err != nil {
				return err
			}
			used += give.Amount
		}
		if used == 0 || (in.Amount != nil && used < open) {
			return trade.Faultf(trade.Refused, "There is not that much credit in %s: no open credit note and no money on account covers it.", cur).In("amount")
		}
		return w.note(kind, id, "use_credit", used.Text(cur)+" "+string(cur), "", "")
	})
	return Done{err == nil}, err
}

// creditsFor are the credits that were named, or all of the party.
func (w *work) creditsFor(in UseCreditIn, of trade.Ref) ([]OpenCredit, error) {
	switch {
	case in.CreditID != 0 && in.PaymentID != 0:
		return nil, trade.Faultf(trade.Invalid, "Name a credit note or a payment, not both.")
	case in.PaymentID != 0:
		p, err := w.Payment(in.PaymentID)
		if err != nil {
			return nil, err
		}
		return []OpenCredit{{p.ID, trade.KindPayment, p.Number, p.Date, p.Left(), p.Currency}}, nil
	case in.CreditID != 0 && of.Kind == trade.KindCustomer:
		c, err := w.Invoice(in.CreditID)
		if err != nil {
			return nil, err
		}
		return []OpenCredit{{c.ID, trade.KindInvoice, c.Number, c.Date, c.Open(), c.Currency}}, nil
	case in.CreditID != 0:
		c, err := w.Bill(in.CreditID)
		if err != nil {
			return nil, err
		}
		return []OpenCredit{{c.ID, trade.KindBill, c.TheirNo, c.Date, c.Open(), c.Currency}}, nil
	}
	return w.Credits(of)
}
