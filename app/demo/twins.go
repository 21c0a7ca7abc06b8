package demo

import (
	"context"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// comesAgain sends an order once more by e-mail: it is seen to be there already, and the draft is thrown away.
func (c *calendar) comesAgain(ctx context.Context, in app.SaveOrderIn) error {
	in.Channel, in.ChannelKey, in.Confirm = "email", "", false
	o, err := c.desk.SaveOrder(ctx, in)
	if err != nil {
		return err
	}
	list, err := c.desk.ListDuplicates(ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	if err != nil || len(list.Rows) == 0 {
		return err
	}
	_, err = c.desk.DeleteOrder(ctx, app.Do{ID: o.ID})
	return err
}

// twins leaves what nobody has looked at yet: an order that came in on two ways, and a customer and
// an item that are there under two names.
func (c *calendar) twins(ctx context.Context) error {
	k := c.buyer()
	in := app.SaveOrderIn{Channel: "web", ChannelKey: "W-204117", Confirm: true, Twice: true, SaleIn: app.SaleIn{CustomerID: k.ID, Lines: c.lines()}}
	c.dress(&in.SaleIn)
	if _, err := c.desk.SaveOrder(ctx, in); err != nil {
		return err
	}
	in.Channel, in.ChannelKey, in.Confirm, in.Twice = "email", "", false, false
	if _, err := c.desk.SaveOrder(ctx, in); err != nil {
		return err
	}
	twin := app.SaveCustomerIn{Customer: trade.Customer{Name: strings.ToUpper(k.Name), Billing: k.Billing, TermsID: k.TermsID, RepID: k.RepID,
		Currency: k.Currency, Language: k.Language, TaxCodeID: k.TaxCodeID}}
	for _, p := range k.Contacts[:min(1, len(k.Contacts))] {
		p.ID = 0
		twin.Contacts = append(twin.Contacts, p)
	}
	if _, err := c.desk.SaveCustomer(ctx, twin); err != nil {
		return err
	}
	for _, it := range c.house.items {
		if it.GTIN == "" || !it.DropShip {
			continue
		}
		_, err := c.desk.SaveItem(ctx, app.SaveItemIn{SKU: it.SKU + "-OLD", Name: it.Name + " (old number)", GTIN: it.GTIN, Unit: it.Unit, Category: it.Category, TaxCodeID: it.TaxCodeID})
		return err
	}
	return nil
}
