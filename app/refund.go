package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// RefundIn is money paid back to a customer, or money that came back from a supplier.
type RefundIn struct {
	PartyID   trade.ID       `json:"party_id"` // customer, or supplier
	Amount    *money.Decimal `json:"amount"`   // none: all that the uses name, or all that is open in the currency
	Currency  money.Currency `json:"currency"` // empty: the party's
	Date      trade.Date     `json:"date"`     // empty: today
	Method    string         `json:"method"`   // bank, card, cash, cheque, other; empty: bank
	Reference string         `json:"reference"`
	Notes     string         `json:"notes"`
	Uses      []UseIn        `json:"uses"`  // the credit notes and payments on account that it pays back; none: the oldest
	Again     bool           `json:"again"` // it is another one than the refund with the same amount and date, or reference, that is recorded already
}

// RefundCustomer records money that was paid back to a customer for open credit notes or for money
// on account. More than is open is refused.
func (d *Desk) RefundCustomer(ctx context.Context, in RefundIn) (*trade.Payment, error) {
	return d.refund(ctx, "RefundCustomer", in, func(w *work, p *trade.Payment) (money.Currency, error) {
		c, err := w.customer(in.PartyID)
		if err != nil {
			return "", err
		}
		p.CustomerID, p.Party = c.ID, c.Name
		return c.Currency, nil
	})
}

// RefundFromSupplier records money that a supplier paid back for its open credit notes or for money
// on account there. More than is open is refused.
func (d *Desk) RefundFromSupplier(ctx context.Context, in RefundIn) (*trade.Payment, error) {
	return d.refund(ctx, "RefundFromSupplier", in, func(w *work, p *trade.Payment) (money.Currency, error) {
		s, err := w.supplier(in.PartyID)
		if err != nil {
			return "", err
		}
		p.SupplierID, p.Party = s.ID, s.Name
		return s.Currency, nil
	})
}

func (d *Desk) refund(ctx context.Context, step string, in RefundIn, party func(*work, *trade.Payment) (money.Currency, error)) (out *trade.Payment, err error) {
	err = d.change(ctx, step, func(w *work) error {
		p := &trade.Payment{Refund: true, Date: in.Date, Method: in.Method, Reference: in.Reference, Notes: in.Notes}
		usual, err := party(w, p)
		if err != nil {
			return err
		}
		pay := PaymentIn{Currency: in.Currency, Uses: in.Uses, Auto: true, Again: in.Again}
		if in.Amount != nil {
			pay.Amount = *in.Amount
		} else if pay.Amount, err = w.refundable(p, in, usual); err != nil {
			return err
		}
		if err := w.checkPayment(p, pay, usual); err != nil {
			return err
		}
		if out, err = w.record(p, pay); err != nil {
			return err
		}
		if out.Left() > 0 {
			return trade.Faultf(trade.Refused, "Of %s %s only %s are open as credit notes or money on account of %s. Enter less.",
				out.Amount.Text(out.Currency), out.Currency, out.Used.Text(out.Currency), out.Party).In("amount")
		}
		return nil
	})
	return out, err
}

// refundable is what the uses come to, or all credit of the party in the currency.
func (w *work) refundable(p *trade.Payment, in RefundIn, usual money.Currency) (money.Decimal, error) {
	cur, err := currencyOr(in.Currency, usual)
	if err != nil {
		return money.Decimal{}, err
	}
	var sum money.Amount
	for i, u := range in.Uses {
		a, err := u.Amount.Amount(cur)
		if err != nil {
			return money.Decimal{}, trade.Faultf(trade.Invalid, "The amount: %v.", err).In("uses[%d].amount", i)
		}
		sum += a
	}
	if len(in.Uses) == 0 {
		credits, err := w.Credits(p.Owner())
		if err != nil {
			return money.Decimal{}, err
		}
		for _, c := range credits {
			if c.Currency == cur {
				sum += c.Left
			}
		}
		if sum == 0 {
			return money.Decimal{}, trade.Faultf(trade.Refused, "%s has no open credit note and no money on account in %s, so nothing can be paid back.", p.Party, cur)
		}
	}
	return money.Dec(int64(sum), uint8(cur.Digits())), nil
}

// payBackOldest joins a refund to the party's oldest credits.
func (w *work) payBackOldest(p *trade.Payment, on trade.Date) error {
	credits, err := w.Credits(p.Owner())
	if err != nil {
		return err
	}
	for i := range credits {
		a := credits[i].gives()
		a.RefundID, a.Date, a.Amount = p.ID, on, min(credits[i].Left, p.Left())
		if a.Amount <= 0 || credits[i].Currency != p.Currency {
			continue
		}
		p.Used += a.Amount
		if err := w.settle(&a); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) settleRefund(a *trade.Allocation, from *side) (*side, error) {
	r, err := w.Payment(a.RefundID)
	if err != nil {
		return nil, err
	}
	if !r.Refund {
		return nil, trade.Faultf(trade.Invalid, "%s is no refund.", r.Number)
	}
	to := &side{r.Number, r.Owner(), r.Party, r.Currency, r.FX, r.Date}
	if err := to.fits(a, from, r.Left()); err != nil {
		return nil, err
	}
	r.Used += a.Settles
	return to, w.SavePayment(r)
}
