package demo

import (
	"context"
	"errors"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// invoice invoices what has shipped; what is invoiced already is no matter.
func (c *calendar) invoice(ctx context.Context, order trade.ID) error {
	o, err := c.desk.GetOrder(ctx, app.ByID{ID: order})
	if err != nil || o.State != trade.Confirmed || (o.Terms.Prepaid && o.Next != trade.StepInvoice) { // what came besides is not paid yet
		return err
	}
	v, err := c.desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: order, Issue: true, Send: o.Contact.Email != ""})
	var e *trade.Error
	if errors.As(err, &e) && e.Kind == trade.Refused {
		return nil
	}
	if err != nil {
		return err
	}
	if chance(c.r, 4) {
		c.later(between(c.r, 2, 8), func(ctx context.Context) error { return c.credit(ctx, v.ID) })
	}
	if v.Terms.DiscountRate != 0 && chance(c.r, 70) {
		c.later(between(c.r, 3, v.Terms.DiscountDays), func(ctx context.Context) error { return c.payEarly(ctx, v.ID) })
		return nil
	}
	c.later(v.Due.Sub(v.Date)+10, func(ctx context.Context) error { return c.remind(ctx, v.ID) })
	wait := v.Due.Sub(v.Date) + between(c.r, -6, 12)
	c.later(max(1, wait), func(ctx context.Context) error { return c.pay(ctx, v.ID) })
	return nil
}

// credit takes back a part of an invoice: a broken piece, or an allowance.
func (c *calendar) credit(ctx context.Context, id trade.ID) error {
	v, err := c.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil || v.Open() == 0 {
		return err
	}
	for _, l := range v.Lines {
		if l.Kind == trade.LineItem && l.Qty-l.Credited > money.Unit {
			_, err := c.desk.CreditInvoice(ctx, app.CreditIn{InvoiceID: id, Lines: []app.CreditLineIn{{LineID: l.ID, Qty: money.Unit}},
				Reason: pick(c.r, lossReasons), Send: v.Contact.Email != ""})
			return err
		}
	}
	return nil
}

// pay lets the customer pay: mostly in full, sometimes in two parts, too much, or a little less.
func (c *calendar) pay(ctx context.Context, id trade.ID) error {
	v, err := c.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil || v.Open() == 0 {
		return err
	}
	cents := func(a money.Amount) money.Decimal { return money.Dec(int64(a), uint8(v.Currency.Digits())) }
	in := app.PaymentIn{PartyID: v.CustomerID, Again: true, Currency: v.Currency, Method: pick(c.r, []string{"bank", "bank", "bank", "card", "cheque"}), Reference: paymentReference(c.r, v.Number)}
	open := v.Open()
	switch {
	case chance(c.r, 8) && open > 100: // in two parts
		in.Amount = cents(open / 2)
		in.Uses = []app.UseIn{{ID: id, Amount: in.Amount}}
		c.later(between(c.r, 5, 20), func(ctx context.Context) error { return c.payInFull(ctx, id) })
	case chance(c.r, 3): // too much: the rest stays on account
		in.Amount = cents(open + 500)
		in.Uses = []app.UseIn{{ID: id, Amount: cents(open)}}
		if chance(c.r, 40) {
			c.later(between(c.r, 6, 20), func(ctx context.Context) error { return c.payBack(ctx, v.CustomerID) })
		}
	case chance(c.r, 3) && open > 1000: // bank charges kept back
		in.Amount = cents(open - 150)
		off := cents(150)
		in.Uses = []app.UseIn{{ID: id, Amount: in.Amount, WriteOff: &off}}
	default:
		return c.payInFull(ctx, id)
	}
	_, err = c.desk.RecordPayment(ctx, in)
	return err
}

func (c *calendar) payInFull(ctx context.Context, id trade.ID) error {
	v, err := c.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil || v.Open() == 0 {
		return err
	}
	amount := money.Dec(int64(v.Open()), uint8(v.Currency.Digits()))
	_, err = c.desk.RecordPayment(ctx, app.PaymentIn{PartyID: v.CustomerID, Again: true, Currency: v.Currency, Amount: amount, Method: "bank",
		Reference: paymentReference(c.r, v.Number), Uses: []app.UseIn{{ID: id, Amount: amount}}})
	return err
}

// bill enters the supplier's bill for a purchase order: sometimes dearer, sometimes with freight.
func (c *calendar) bill(ctx context.Context, id trade.ID) error {
	p, err := c.desk.GetPurchase(ctx, app.ByID{ID: id})
	if err != nil {
		return err
	}
	in := app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: c.billNumber(p.SupplierID), Enter: true, Twice: true}
	for _, l := range p.Lines {
		if l.ToBill() <= 0 {
			continue
		}
		line := app.BillLineIn{PurchaseLineID: l.ID}
		if chance(c.r, 6) {
			dearer := money.Dec(int64(l.Cost+l.Cost/25), uint8(p.Currency.Digits()+2))
			line.Price = &dearer
		}
		in.Lines = append(in.Lines, line)
	}
	if len(in.Lines) == 0 {
		return nil
	}
	if fees := p.Fees.Total(); fees > 0 && p.Billed == 0 {
		amount := money.Dec(int64(fees), uint8(p.Currency.Digits()))
		in.Lines = append(in.Lines, app.BillLineIn{Description: "Fees and carriage as agreed", Price: &amount})
	}
	if chance(c.r, 45) {
		amount := money.Dec(int64(between(c.r, 400, 2400)), 2)
		if p.Currency.Digits() == 0 {
			amount = money.Dec(int64(between(c.r, 600, 3600)), 0)
		}
		in.Lines = append(in.Lines, app.BillLineIn{Description: pick(c.r, billExtras), Price: &amount})
	}
	b, err := c.desk.SaveBill(ctx, in)
	if err != nil {
		return err
	}
	c.look(b)
	days := b.Due.Sub(b.Date)
	if b.Terms.DiscountRate != 0 {
		days = b.Terms.DiscountDays
	}
	c.later(max(1, days-between(c.r, 0, 5)), func(ctx context.Context) error { return c.payBill(ctx, b.ID) })
	return nil
}

func (c *calendar) billNumber(supplier trade.ID) string {
	for {
		number := billNumber(c.r)
		key := string(rune(supplier)) + number
		if !c.bills[key] {
			c.bills[key] = true
			return number
		}
		if len(c.bills) > 50_000 { // the forms are used up: a longer number
			return number + "-" + fill(c.r, "######")
		}
	}
}
