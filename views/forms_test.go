package views

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// asks opens the form of a step on the first document of a filter that offers it.
func (p *person) asks(kind trade.Kind, filter string, command string) {
	p.t.Helper()
	p.Shell.command("", kind, filter, command).Set()
}

// form is a dialog that no scene shows, because it hangs below a button of a page.
type form struct {
	name string
	open func(p *person)
}

// forms are those dialogs; the scenes show all others.
func forms() []form {
	first := func(l app.List[app.OrderRow], err error) trade.ID {
		if err != nil || len(l.Rows) == 0 {
			return 0
		}
		return l.Rows[0].ID
	}
	in := func(part string) func(p *person) {
		return func(p *person) { p.settingsPart(kit.T(part)); p.primary() }
	}
	list := []form{
		{"statement", func(p *person) { p.asks(trade.KindCustomer, "customers", "Statement…") }},
		{"note", func(p *person) {
			p.addNote(trade.Ref{Kind: trade.KindOrder, ID: first(p.desk.ListOrders(p.ctx(), app.ListIn{Limit: 1}))})
		}},
		{"hours of a rule", func(p *person) { p.chooseHours("No answer", &app.AutomationRow{Hours: 24}) }},
		{"bill for which purchase order", func(p *person) { p.chooseBilled() }},
		{"bill of freight", func(p *person) { p.asks(trade.KindPurchase, "open", "Bill for freight or fees only…") }},
		{"charge of a channel", func(p *person) { p.editRule(trade.ChargeRule{}, "EUR") }},
		{"tolerance", func(p *person) { p.asks(trade.KindSupplier, "active", "Tolerance of bills…") }},
		{"release", func(p *person) { p.asks(trade.KindOrder, "held", "Release…") }},
		{"details of a quote", func(p *person) { p.asks(trade.KindQuote, "draft", "Details") }},
		{"details of an order", func(p *person) { p.asks(trade.KindOrder, "draft", "Details") }},
		{"files that were dropped", func(p *person) {
			path := filepath.Join(p.t.TempDir(), "goods.csv")
			if err := os.WriteFile(path, []byte("SKU,Name\nA,B\n"), 0o600); err != nil {
				p.t.Fatal(err)
			}
			p.askDrops([]drop{{path: path, kind: app.FileTable}}, 1)
		}},
		{"credit an invoice", func(p *person) { p.asks(trade.KindInvoice, "open", "Credit note…") }},
		{"write off", func(p *person) { p.asks(trade.KindInvoice, "open", "Write off what is open…") }},
		{"supplier of an order's line", func(p *person) {
			l, err := p.desk.ListOrders(p.ctx(), app.ListIn{Filter: "draft"})
			if err != nil || len(l.Rows) == 0 {
				l, _ = p.desk.ListOrders(p.ctx(), app.ListIn{})
			}
			o := must[*trade.SalesOrder](p.t)(p.desk.GetOrder(p.ctx(), app.ByID{ID: l.Rows[0].ID}))
			p.chooseSupplier(o, &o.Lines[0])
		}},
		{"message once more", func(p *person) { p.retryMessage(&trade.Message{To: "ana@bluebird.example"}) }},
		{"mail to file", func(p *person) { p.fileMail(&trade.ReceivedMail{}) }},
		{"claim to give up", func(p *person) {
			p.dropClaim(&trade.Claim{Supplier: "Clayworks", SKU: "MUG-11", Description: "Mug", Qty: 1000})
		}},
		{"contact", func(p *person) {
			p.Go(p.Shell.section(trade.KindCustomer))
			p.press(fyne.KeyDown)
			p.tap(kit.T("Add contact"))
		}},
		{"address", func(p *person) {
			p.Go(p.Shell.section(trade.KindCustomer))
			p.press(fyne.KeyDown)
			p.tap(kit.T("Add address"))
		}},
		{"draft of a purchase order", func(p *person) { p.asks(trade.KindPurchase, "draft", "Change quantities, costs and fees…") }},
		{"customer of a quote", func(p *person) { p.chooseCustomer(kit.T("New quote"), func(trade.ID) {}) }},
		{"order of a quote", func(p *person) {
			l := must[app.List[app.QuoteRow]](p.t)(p.desk.ListQuotes(p.ctx(), app.ListIn{Filter: "draft"}))
			p.orderQuote(must[*trade.Quote](p.t)(p.desk.SendQuote(p.ctx(), app.SendIn{ID: l.Rows[0].ID})))
		}},
		{"what comes back", func(p *person) { p.chooseReturned() }},
		{"company", in("Company")}, {"tax code", in("Tax codes")}, {"terms", in("Payment terms")}, {"rate", in("Exchange rates")}, {"carrier", in("Carriers")},
		{"shop", func(p *person) { p.settingsPart(kit.T("Shops")); p.choose(kit.T("New shop…")) }},
		{"arrival", func(p *person) { p.asks(trade.KindShipment, "on_the_way", "Confirm delivery…") }},
		{"company file", func(p *person) { nameFile(p.win, Files{}) }},
	}
	return list
}

// Forms that hang below buttons fit into the smallest window, have German and room for all their words, and are walked by Tab in reading order.
func TestFormsBelowButtonsFitSpeakGermanAndAreWalkedByTab(t *testing.T) {
	speak(t, "de")
	small := fyne.NewSize(1024, 700)
	p := sit(t, busyDesk(t), small, look.Light)
	for _, f := range forms() {
		t.Run(f.name, func(t *testing.T) {
			p.t = t
			f.open(p)
			if kit.Top(p.canvas) == nil {
				t.Fatalf("it does not open; the toast says %q", p.toast())
			}
			if least := p.canvas.Overlays().Top().MinSize(); least.Width > small.Width || least.Height > small.Height {
				t.Errorf("it needs a window of %v × %v", least.Width, least.Height)
			}
			p.german(f.name)
			p.walked(f.name)
			p.Clear()
			equal(t, "cleared", p.canvas.Overlays().Top(), nil)
		})
	}
	equal(t, "without German", strings.Join(kit.Untranslated(), "\n"), "")
}

// walked fails the test unless Tab goes through the top dialog as it is read, and Shift+Tab the same way back.
func (p *person) walked(name string) {
	p.t.Helper()
	want := p.readingOrder()
	if len(want) == 0 {
		p.t.Errorf("%s: nothing takes the keyboard", name)
		return
	}
	p.canvas.Focus(want[0])
	if got := p.walk(p.canvas.FocusNext); !slices.Equal(got, want) {
		p.t.Errorf("%s: Tab goes\n%s\nbut it is read\n%s", name, names(got), names(want))
	}
	p.canvas.Focus(want[0])
	back := p.walk(p.canvas.FocusPrevious)
	slices.Reverse(back[1:])
	if !slices.Equal(back, want) {
		p.t.Errorf("%s: Shift+Tab does not go the same way back", name)
	}
}
