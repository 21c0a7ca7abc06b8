package app_test

import (
	"fmt"
	"testing"

	"dropdesk/app"
)

func TestAnItemKnowsWhereItIsUsed(t *testing.T) {
	h := newHouse(t)
	uses := func() (text string) {
		for _, u := range must(h.ListItemUses(h.ctx, app.ByID{ID: h.mug})).Rows {
			text += fmt.Sprintf("%s %s %s; ", u.Kind, u.Name, u.Qty)
		}
		return text
	}
	equal(t, "nowhere", uses(), "")
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	h.kit()
	equal(t, "offered, and in a kit", uses(), "quote Bluebird Gifts 24; item Gift set 2; ")
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, NoMail: true}))
	must(h.DeclineQuote(h.ctx, app.DecideIn{ID: q.ID, Reason: "too dear"}))
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	equal(t, "declined, but ordered by somebody", uses(), "order Bluebird Gifts 10; item Gift set 2; ")
	p := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(4)}}}))
	equal(t, "what is still to ship", uses(), "order Bluebird Gifts 6; item Gift set 2; ")
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	equal(t, "all has shipped", uses(), "item Gift set 2; ")
}
