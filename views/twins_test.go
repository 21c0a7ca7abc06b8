package views

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestAnOrderThatLooksLikeAnotherIsConfirmedByAskingAgain(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	for range 2 {
		p.quoteFor("blue")
		p.line("mug", "10", "5")
		p.ctrlEnter()
		p.open("E-mail the quote")
		p.ctrlEnter()
		p.closed()
		p.ctrlEnter()
		p.open("Order from Q-")
		p.ctrlEnter()
	}
	p.open("Order from Q-1002")
	if said := p.dangers(); !strings.Contains(said, "SO-1001 of Bluebird Gifts") {
		t.Fatalf("it does not say which order it looks like: %q", said)
	}
	equal(t, "it is not confirmed", must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{})).Count, 1)
	p.ctrlEnter()
	p.closed()
	list := must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{}))
	equal(t, "orders", list.Count, 2)
	equal(t, "confirmed", list.Rows[0].State, trade.Confirmed)
}
