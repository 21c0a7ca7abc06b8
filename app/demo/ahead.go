package demo

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// deposit asks for what is to be paid ahead, and lets the order go on when it has come.
func (c *calendar) deposit(ctx context.Context, o *trade.SalesOrder) error {
	if _, err := c.desk.SendProforma(ctx, app.SendIn{ID: o.ID, NoMail: o.Contact.Email == ""}); err != nil {
		return err
	}
	c.later(between(c.r, 1, 6), func(ctx context.Context) error {
		in := app.PaymentIn{PartyID: o.CustomerID, Again: true, OrderID: o.ID, Currency: o.Currency, Reference: paymentReference(c.r, o.Number)}
		in.Amount = money.Dec(int64(o.Terms.Ahead(o.Total)), uint8(o.Currency.Digits()))
		if _, err := c.desk.RecordPayment(ctx, in); err != nil {
			return err
		}
		return c.release(ctx, o.ID)
	})
	return nil
}

// payEarly pays an invoice less the discount for paying early.
func (c *calendar) payEarly(ctx context.Context, id trade.ID) error {
	v, err := c.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil || v.Open() == 0 {
		return err
	}
	amount := money.Dec(int64(v.Open()-v.Terms.DiscountRate.Of(v.Open())), uint8(v.Currency.Digits()))
	_, err = c.desk.RecordPayment(ctx, app.PaymentIn{PartyID: v.CustomerID, Again: true, Currency: v.Currency, Amount: amount,
		Reference: paymentReference(c.r, v.Number), Uses: []app.UseIn{{ID: id, Amount: amount}}})
	return err
}

// awaitMoney leaves an order that waits for its deposit, a third of which has come, and an invoice
// that can still be paid less the discount for paying early.
func (c *calendar) awaitMoney(ctx context.Context) error {
	terms, err := c.desk.ListTerms(ctx, app.Nothing{})
	if err != nil {
		return err
	}
	k := c.buyer()
	for !reachable(k) {
		k = c.buyer()
	}
	in := app.SaveOrderIn{Channel: "email", Confirm: true, Send: true, SaleIn: app.SaleIn{CustomerID: k.ID, TermsID: &terms.Rows[termsDeposit-1].ID, Lines: c.lines()}}
	o, err := c.desk.SaveOrder(ctx, in)
	if err != nil {
		return err
	}
	if _, err := c.desk.SendProforma(ctx, app.SendIn{ID: o.ID}); err != nil {
		return err
	}
	_, err = c.desk.RecordPayment(ctx, app.PaymentIn{PartyID: k.ID, Again: true, OrderID: o.ID, Currency: o.Currency, Reference: paymentReference(c.r, o.Number),
		Amount: money.Dec(int64(o.Terms.Ahead(o.Total)/3), uint8(o.Currency.Digits()))})
	if err != nil {
		return err
	}
	qty := 40 * money.Unit
	for _, it := range c.house.items {
		if !it.DropShip {
			in.TermsID, in.Lines = &terms.Rows[termsEarly-1].ID, []app.LineIn{{ItemID: it.ID, Qty: &qty}}
			if o, err = c.desk.SaveOrder(ctx, in); err == nil {
				_, err = c.desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true})
			}
			return err
		}
	}
	return nil
}
