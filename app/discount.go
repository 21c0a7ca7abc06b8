package app

import (
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// payEarly settles what a payment leaves open of an invoice by the discount for paying early. Unless
// the person asks for it or against it, it is given where it was paid in time and no more is short.
func (w *work) payEarly(p *trade.Payment, invoice trade.ID, u UseIn) error {
	asked := u.Discount != nil
	if invoice == 0 || (asked && !*u.Discount) {
		return nil
	}
	v, err := w.Invoice(invoice)
	if err != nil {
		return err
	}
	open := v.Open()
	if open == 0 {
		return nil
	}
	e, err := w.early(v)
	if err != nil {
		return err
	}
	switch {
	case e.Rate == 0:
		if asked {
			return trade.Faultf(trade.Refused, "The terms of %s give no discount for early payment, or it was given already. Credit the invoice, or write the rest off.", v.Number)
		}
		return nil
	case open > e.Discount:
		if asked {
			return trade.Faultf(trade.Refused, "With this payment %s %s of %s stay open; the discount for early payment is %s. Enter more, or leave the rest open.", open.Text(v.Currency), v.Currency, v.Number, e.Discount.Text(v.Currency))
		}
		return nil
	case p.Date > e.By && !u.Late:
		if asked {
			return trade.Faultf(trade.Refused, "%s was paid on %s; the discount was for paying until %s. Leave the rest open, or give the discount although it is late.", v.Number, p.Date, e.By)
		}
		return nil
	}
	deal, err := w.Deal(v.OrderID)
	if err != nil {
		return err
	}
	before, err := w.creditsOf(v)
	if err != nil {
		return err
	}
	reason, what := earlyText(v.Language, e.Rate)
	c := creditHead(v, w.today, reason)
	c.EarlyPaid = true
	v.AllowTotal(c, open, what, before)
	_, err = w.giveCredit(v, c, deal, CreditIn{Reason: reason})
	return err
}

// early is the discount that an invoice can still be paid with.
func (w *work) early(v *trade.Invoice) (trade.Early, error) {
	if v.Terms.DiscountRate == 0 {
		return trade.Early{}, nil
	}
	before, err := w.creditsOf(v)
	return v.Early(before), err
}

// earlyText is the reason on the credit note and what stands on each of its lines.
func earlyText(language string, rate money.Rate) (reason, what string) {
	if language == "de" {
		return strings.ReplaceAll(rate.String(), ".", ",") + " % Skonto", "Skonto"
	}
	return rate.String() + " % discount for early payment", "Early-payment discount"
}

// lessDiscounts says which of the open invoices, the oldest first, a payment settles to the cent
// where the customer took off the discount for paying early; nothing where it comes to no such sum.
func (w *work) lessDiscounts(p *trade.Payment, open []trade.Invoice) (map[trade.ID]money.Amount, error) {
	less := map[trade.ID]money.Amount{}
	var sum money.Amount
	for i := range open {
		v := &open[i]
		if v.Currency != p.Currency {
			continue
		}
		e, err := w.early(v)
		if err != nil {
			return nil, err
		}
		if e.Discount > 0 && e.Discount <= v.Open() && p.Date <= e.By {
			less[v.ID] = e.Discount
		}
		if sum += v.Open() - less[v.ID]; sum == p.Left() && len(less) > 0 {
			return less, nil
		}
		if sum > p.Left() {
			break
		}
	}
	return nil, nil
}
