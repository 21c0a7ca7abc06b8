package views

import (
	"fmt"

	"fyne.io/fyne/v2"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// EmptyScenes are the screens of a company that has nothing yet.
func (s *Shell) EmptyScenes() []Scene {
	var list []Scene
	for i := range 4 {
		list = append(list, Scene{fmt.Sprintf("first-%d", i+1), func() {
			s.firstSteps()
			s.pages[s.at].page.(*firstPage).turnTo(i)
		}})
	}
	for _, x := range []struct {
		name string
		kind trade.Kind
	}{
		{"today", kindToday}, {"quotes", trade.KindQuote}, {"orders", trade.KindOrder}, {"purchasing", trade.KindPurchase}, {"shipments", trade.KindShipment}, {"returns", trade.KindReturn},
		{"invoices", trade.KindInvoice}, {"payments", trade.KindPayment}, {"bills", trade.KindBill}, {"customers", trade.KindCustomer}, {"suppliers", trade.KindSupplier},
		{"items", trade.KindItem}, {"reports", ""}, {"outbox", trade.KindMessage},
	} {
		list = append(list, Scene{"empty-" + x.name, func() { s.Go(s.section(x.kind)) }})
	}
	return append(list, Scene{"empty-users", func() { s.settingsPart(kit.T("Users")) }})
}

// errorScenes show what is said when something typed cannot be taken.
func (s *Shell) errorScenes() []Scene {
	wrong := func(name string, kind trade.Kind, begin func(), fill map[string]string) Scene {
		return Scene{name, func() {
			s.Go(s.section(kind))
			begin()
			if d := kit.Top(s.win.Canvas()); d != nil {
				d.Fill(fill)
				d.Submit()
			}
		}}
	}
	return []Scene{
		wrong("dialog-wrong-customer", trade.KindCustomer, func() { s.newCustomer("", nil) }, map[string]string{"customer": "Bluebird Gifts", "credit_limit": "a lot"}),
		wrong("dialog-wrong-supplier", trade.KindSupplier, func() { s.pages[s.at].page.add() }, map[string]string{"supplier": ""}),
		wrong("dialog-wrong-item", trade.KindItem, func() { s.newItem("", nil) }, map[string]string{"sku": "MUG-99", "item": "Mug", "price": "-4"}),
		{"manual", func() { s.Go(s.section(trade.KindPurchase)); s.manual() }},
		{"manual-search", func() {
			s.Go(s.section(kindToday))
			s.manual()
			p := s.pages[s.at].page.(*manualPage)
			p.search.SetText(kit.T("Supplier's answer…"))
			p.key(fyne.KeyReturn)
		}},
	}
}
