package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestStatementsGoToAllWhoOwe(t *testing.T) {
	h := newHouse(t)
	h.invoiceOver("100")
	h.ana = h.customer("No Mail", func(in *app.SaveCustomerIn) { in.Contacts = nil })
	h.invoiceOver("100")
	h.customer("Owes Nothing", nil)
	out := must(h.SendStatements(h.ctx, app.SendStatementsIn{Open: true}))
	equal(t, "sent", out.Sent, 1)
	equal(t, "left", out.Left[0].Party, "No Mail")
	_, err := h.SendStatements(h.ctx, app.SendStatementsIn{Customers: []trade.ID{h.ana}})
	h.says(err, "There is no e-mail address")
	out = must(h.SendStatements(h.ctx, app.SendStatementsIn{Suppliers: []trade.ID{h.clay, h.clay, h.weft}}))
	equal(t, "each once", out.Sent, 2)
	h.sound()
}
