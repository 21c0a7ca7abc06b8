package app

import (
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// payEarly settles what a payment leaves open of an invoice or bill by the discount for paying early.
func (w *work) payEarly(p *trade.Payment, a *trade.Allocation, u UseIn) error {
	switch {
	case u.Discount != nil && !*u.Discount:
	case a.InvoiceID != 0:
		v, err := w.Invoice(a.InvoiceID)
		if err != nil {
			return err
		}
		o := OpenDoc{Number: v.Name(), Open: v.Open(), Currency: v.Currency}
		if o.Early, err = w.early(v); err != nil {
			return err
		}
		if give, err := o.discounted(p, u); err != nil || !give {
			return err
		}
		return w.giveDiscount(v, o.Early.Rate)
	case a.BillID != 0:
		b, err := w.Bill(a.BillID)
		if err != nil {
			return err
		}
		o := OpenDoc{Number: "The " + b.Name(), Open: b.Open(), Currency: b.Currency}
		if o.Early, err = w.earlyBill(b); err != nil {
			return err
		}
		if take, err := o.discounted(p, u); err != nil || !take {
			return err
		}
		return w.takeDiscount(b, p.Date)
	}
	return nil
}

// discounted says whether what is open after a payment is the discount for paying early. Unless the
// person asks for it, it is where it was paid in time and no more is short.
func (o *OpenDoc) discounted(p *trade.Payment, u UseIn) (bool, error) {
	e, asked := o.Early, u.Discount != nil
	switch {
	case o.Open == 0:
		return false, nil
	case !asked:
		return e.Rate != 0 && o.Open <= e.Discount && p.Date <= e.By, nil
	case e.Rate == 0:
		return false, trade.Faultf(trade.Refused, "The terms of %s give no discount for early payment, or it was given already. Write the rest off, or leave it open.", o.Number)
	case o.Open > e.Discount:
		return false, trade.Faultf(trade.Refused, "With this payment %s %s of %s stay open; the discount for early payment is %s. Enter more, or leave the rest open.", o.Open.Text(o.Currency), o.Currency, o.Number, e.Discount.Text(o.Currency))
	case p.Date > e.By && !u.Late:
		return false, trade.Faultf(trade.Refused, "%s was paid on %s; the discount was for paying until %s. Leave the rest open, or take the discount although it is late.", o.Number, p.Date, e.By)
	}
	return true, nil
}

// early is the discount that an invoice can still be paid with.
func (w *work) early(v *trade.Invoice) (trade.Early, error) {
	if v.Terms.DiscountRate == 0 {
		return trade.Early{}, nil
	}
	before, err := w.creditsOf(v)
	return v.Early(before), err
}

// earlyBill is the discount that a bill can still be paid with.
func (w *work) earlyBill(b *trade.Bill) (trade.Early, error) {
	if b.Terms.DiscountRate == 0 || b.Credit {
		return trade.Early{}, nil
	}
	taken, err := w.EarlyFor(b.ID)
	if err != nil || taken {
		return trade.Early{}, err
	}
	return b.Terms.Early(b.Date, b.Total), nil
}

// giveDiscount credits what is open of an invoice, so that revenue and tax are what was paid.
func (w *work) giveDiscount(v *trade.Invoice, rate money.Rate) error {
	deal, err := w.Deal(v.OrderID)
	if err != nil {
		return err
	}
	before, err := w.creditsOf(v)
	if err != nil {
		return err
	}
	reason, what := earlyText(v.Language, rate)
	c := creditHead(v, w.today, reason)
	c.EarlyPaid = true
	v.AllowTotal(c, v.Open(), what, before)
	_, err = w.giveCredit(v, c, deal, CreditIn{Reason: reason})
	return err
}

// earlyText is the reason on the credit note and what stands on each of its lines.
func earlyText(language string, rate money.Rate) (reason, what string) {
	if language == "de" {
		return strings.ReplaceAll(rate.String(), ".", ",") + " % Skonto", "Skonto"
	}
	return fmt.Sprintf("%s %% discount for early payment", rate), "Early-payment discount"
}

// takeDiscount records what is open of a bill as a supplier's credit: money only, spread over what the
// bill charges for, so that cost and tax are what was paid.
func (w *work) takeDiscount(b *trade.Bill, on trade.Date) error {
	amount := func(a money.Amount) *money.Decimal {
		d := money.Dec(int64(a), uint8(b.Currency.Digits()))
		return &d
	}
	_, what := earlyText("en", 0)
	tax := b.Open().Share(money.Qty(b.Tax), money.Qty(b.Total))
	in := SaveBillIn{Credit: true, SupplierID: b.SupplierID, TheirNo: b.TheirNo + " discount", Date: on, Tax: amount(tax)}
	weights := make([]int64, len(b.Lines))
	for i := range b.Lines {
		weights[i] = int64(b.Lines[i].Net)
	}
	for i, part := range money.Allocate(b.Open()-tax, weights) {
		l := &b.Lines[i]
		switch {
		case part == 0:
		case l.PurchaseLineID != 0:
			in.Lines = append(in.Lines, BillLineIn{PurchaseLineID: l.PurchaseLineID, Allowance: amount(part), Description: what})
		default:
			in.Lines = append(in.Lines, BillLineIn{PurchaseID: l.PurchaseID, Price: amount(part), Description: what + ": " + l.Description})
		}
	}
	c, err := w.billFrom(in)
	if err != nil {
		return err
	}
	c.EarlyFor = b.ID
	if err := w.SaveBill(c); err != nil {
		return err
	}
	if err := w.enter(c); err != nil {
		return err
	}
	if err := w.note(trade.KindBill, b.ID, "credit", c.TheirNo, "", ""); err != nil {
		return err
	}
	return w.settle(&trade.Allocation{BillCreditID: c.ID, BillID: b.ID, Amount: c.Total, Date: on})
}

// lessDiscounts is what is taken off open documents, the oldest first, where a payment settles them to
// the cent with the discounts for paying early; nothing where it comes to no such sum.
func lessDiscounts(p *trade.Payment, open []OpenDoc) []money.Amount {
	less := make([]money.Amount, len(open))
	var sum money.Amount
	for i := range open {
		if o := &open[i]; o.Early.Discount <= o.Open && p.Date <= o.Early.By && o.Payable == o.Open {
			less[i] = o.Early.Discount
		}
		if sum += open[i].Payable - less[i]; sum == p.Left() {
			return less
		}
		if sum > p.Left() {
			break
		}
	}
	clear(less)
	return less
}
