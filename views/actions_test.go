package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// Actions are clicks and keys beyond data entry. What a deal may cost of them is part of what the window promises, so
// a step more than here fails.

// hand is one of a person's two ways to go on.
type hand struct {
	name string
	next func(p *person) // the next step, or what the dialog asks
}

var hands = []hand{
	{"keyboard", func(p *person) { p.did++; p.ctrlEnter() }},
	{"mouse", func(p *person) { p.did++; p.t.Helper(); p.clickPrimary() }},
}

// clickPrimary clicks on the button that stands out in the dialog, or in the window.
func (p *person) clickPrimary() {
	p.t.Helper()
	var at *kit.Seen
	for _, s := range kit.Screen(p.canvas) {
		if s.Primary && !s.Off && (at == nil || s.Layer >= at.Layer) {
			at = &s
		}
	}
	if at == nil {
		p.t.Fatal("no button stands out")
	}
	test.TapCanvas(p.canvas, fyne.NewPos(float32(at.X+at.W/2), float32(at.Y+at.H/2)))
}

func (p *person) cost(what string, most int) {
	p.t.Helper()
	if p.did > most {
		p.t.Errorf("%s takes %d clicks or keys, more than %d", what, p.did, most)
	}
	p.did = 0
}

func TestTheActionsOfADeal(t *testing.T) {
	for _, h := range hands {
		t.Run(h.name, func(t *testing.T) {
			desk := newDesk(t)
			_, _, _ = smallCompany(t, desk)
			second := must[*trade.Supplier](t)(desk.SaveSupplier(t.Context(), app.SaveSupplierIn{Supplier: trade.Supplier{
				Name: "Hill Tin", Contacts: []trade.Contact{{Name: "Orders", Email: "orders@hill.example", Orders: true}}}}))
			must[*trade.Item](t)(desk.SaveItem(t.Context(), app.SaveItemIn{SKU: "CUP-1", Name: "Tin cup", Price: must[money.Decimal](t)(money.Parse("9")),
				Sources: []app.SourceIn{{SupplierID: second.ID, Cost: must[money.Decimal](t)(money.Parse("4")), LeadDays: 4}}}))
			p := sit(t, desk, wide, look.Light)
			p.quoteFor("blue")
			p.line("mug", "24", "4.75")
			p.line("cup", "10", "9")
			deal := 0
			take := func(what string, most, steps int) {
				t.Helper()
				for range steps {
					h.next(p)
				}
				p.closed()
				deal += p.did
				p.cost(what, most)
			}
			take("a quote to sent", 2, 2)
			equal(t, "sent", only(t, must[app.List[app.QuoteRow]](t)(desk.ListQuotes(p.ctx(), app.ListIn{})), nil).State, trade.Sent)
			take("a sent quote to both purchase orders sent", 4, 4)
			sent := must[app.List[app.PurchaseRow]](t)(desk.ListPurchases(p.ctx(), app.ListIn{}))
			equal(t, "purchase orders", sent.Count, 2)
			equal(t, "deal so far", deal, 6)
		})
	}
}
