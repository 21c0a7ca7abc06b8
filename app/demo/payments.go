package demo

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// remind asks for an invoice that is still unpaid some days after it was due.
func (c *calendar) remind(ctx context.Context, id trade.ID) error {
	v, err := c.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil || v.Late(trade.DateOf(c.clock.now)) == 0 {
		return err
	}
	if _, err = c.desk.SendReminders(ctx, app.RemindIn{Invoices: []trade.ID{id}, NoMail: v.Contact.Email == ""}); inWords(err) {
		return nil
	}
	return err
}

// payBack sends a customer what it has paid too much.
func (c *calendar) payBack(ctx context.Context, customer trade.ID) error {
	_, err := c.desk.RefundCustomer(ctx, app.RefundIn{PartyID: customer, Again: true})
	if inWords(err) {
		return nil // it was used for an invoice meanwhile
	}
	return err
}
