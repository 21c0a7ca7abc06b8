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
		in := app.PaymentIn{PartyID: o.CustomerID, OrderID: o.ID, Currency: o.Currency, Reference: paymentReference(c.r, o.Number)}
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
	_, err = c.desk.RecordPayment(ctx, app.PaymentIn{PartyID: v.CustomerID, Currency: v.Currency, Amount: amount,
		Reference: paymentReference(c.r, v.Number), Uses: []app.UseIn{{ID: id, Amount: amount}}})
	return err
}
