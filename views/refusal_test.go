package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// ordered is a person before an order whose goods are on their way; the shipment is shown.
func ordered(t *testing.T) (*person, *app.Desk) {
	t.Helper()
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "5")
	for range 6 { // sent, ordered and forwarded, each with its dialog
		p.ctrlEnter()
	}
	p.ctrlEnter()
	p.open("Shipment of ")
	p.ctrlEnter()
	p.closed()
	equal(t, "shown", p.section(), "Shipments")
	return p, desk
}

func TestWhatCannotBeReadStaysInTheDialogAtItsField(t *testing.T) {
	p, desk := ordered(t)
	p.ctrlEnter()
	p.fill("Arrived on", "rubbish")
	p.ctrlEnter()
	p.open("has arrived")
	equal(t, "said at the field", p.wrong("Arrived on"), `"rubbish" is not a date. Try 28 nov, +14 or 2026-11-28.`)
	equal(t, "not at another", p.wrong("Received by"), "")
	equal(t, "what was typed stays", p.shows("Arrived on"), "rubbish")
	in, _ := p.field("Arrived on")
	equal(t, "the keyboard is there", p.canvas.Focused() == in, true)
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	equal(t, "nothing is saved", only(t, list, err).State, trade.Shipped)
	p.fill("Arrived on", "t")
	p.ctrlEnter()
	p.closed()
	list, err = desk.ListShipments(p.ctx(), app.ListIn{})
	equal(t, "now it is", only(t, list, err).State, trade.Delivered)
}

func TestARefusalOfTheUseCaseStaysInTheDialogAtItsField(t *testing.T) {
	p, desk := ordered(t)
	p.ctrlEnter()
	p.fill("Arrived on", "-3")
	p.ctrlEnter()
	p.open("has arrived")
	if !strings.Contains(p.wrong("Arrived on"), "cannot have arrived on 20 Nov 2026") {
		t.Errorf("said at the field: %q", p.wrong("Arrived on"))
	}
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	equal(t, "nothing is saved", only(t, list, err).State, trade.Shipped)
	equal(t, "no toast says it again", p.toast(), "SH-1001 is recorded")
}

func TestAPaymentOfNothingIsRefusedAtItsAmount(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.payFrom(customer)
	for _, c := range []struct{ typed, said string }{
		{"", "Enter the amount."}, {"many", `"many" is not a number.`}, {"0", "must be above zero"}, {"-5", "must be above zero"}, {"1.001", "The amount"},
	} {
		p.fill("Amount", c.typed)
		p.ctrlEnter()
		p.open("Money from Bluebird Gifts")
		if !strings.Contains(p.wrong("Amount"), c.said) {
			t.Errorf("%q: said %q, want %q", c.typed, p.wrong("Amount"), c.said)
		}
	}
	equal(t, "nothing is saved", must[app.List[app.PaymentRow]](t)(desk.ListPayments(p.ctx(), app.ListIn{})).Count, 0)
	p.fill("Amount", "20")
	p.ctrlEnter()
	p.closed()
	list, err := desk.ListPayments(p.ctx(), app.ListIn{})
	equal(t, "saved once it is right", only(t, list, err).Amount, 2000)
	if !strings.Contains(p.toast(), "stay on account") {
		t.Errorf("the toast says %q", p.toast())
	}
}

func TestADialogInWhichNothingWasTypedIsLeftByOneEsc(t *testing.T) {
	p, desk := ordered(t)
	list, err := desk.ListOrders(p.ctx(), app.ListIn{})
	order := only(t, list, err)
	invoice := must[*trade.Invoice](t)(desk.CreateInvoice(p.ctx(), app.InvoiceIn{OrderID: order.ID, Issue: true}))
	p.Show(trade.Ref{Kind: trade.KindInvoice, ID: invoice.ID})
	p.ctrlEnter()
	p.open("Money from Bluebird Gifts")
	equal(t, "what is open is proposed", p.shows("Amount"), "55.00")
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestAFieldAnswersToTheNameThatTheUseCaseGivesIt(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.newCustomer("", nil)
	p.ctrlEnter()
	p.open("New customer")
	if p.wrong("Customer's name") == "" {
		t.Error("nothing is said at the name, which is empty")
	}
	p.fill("Customer's name", "Heron Books")
	p.fill("Credit limit", "a lot")
	p.ctrlEnter()
	equal(t, "at the limit now", p.wrong("Credit limit"), `"a lot" is not a number.`)
	equal(t, "no longer at the name", p.wrong("Customer's name"), "")
	p.fill("Credit limit", "500")
	p.fill("Country", "Atlantis")
	p.ctrlEnter()
	p.open("New customer")
	if p.wrong("Country") == "" {
		t.Error("nothing is said at the country, which is none")
	}
	p.fill("Country", "GB")
	p.fill("Currency", "eurodollars")
	p.ctrlEnter()
	p.open("New customer")
	if p.wrong("Currency") == "" {
		t.Error("nothing is said at the currency, which is none")
	}
	equal(t, "nothing is saved", must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{})).Count, 1)
	p.fill("Currency", "EUR")
	p.ctrlEnter()
	p.closed()
	equal(t, "saved", must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{})).Count, 2)
}

// dangers are all things that a dialog says to be wrong.
func (p *person) dangers() string {
	var list []string
	each(p.top(), func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok && l.Importance == widget.DangerImportance && l.Text != "" {
			list = append(list, l.Text)
		}
	})
	return strings.Join(list, " / ")
}

func TestADialogSaysOnlyWhatIsWrongNow(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "5")
	p.ctrlEnter()
	p.ctrlEnter()
	p.closed()
	p.ctrlEnter()
	p.open("Order from ")
	p.fill("MUG-11", "0")
	p.ctrlEnter()
	equal(t, "of no field", p.dangers(), "Every quantity is zero. Enter what the customer wants.")
	p.fill("MUG-11", "10")
	p.fill("Wanted by", "rubbish")
	p.ctrlEnter()
	equal(t, "of a field", p.dangers(), `"rubbish" is not a date. Try 28 nov, +14 or 2026-11-28.`)
	p.fill("Wanted by", "")
	p.fill("MUG-11", "0")
	p.ctrlEnter()
	equal(t, "of no field again", p.dangers(), "Every quantity is zero. Enter what the customer wants.")
	equal(t, "nothing is saved", must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{})).Count, 0)
}

func TestACellThatCannotBeReadChangesNothing(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "a lot")
	equal(t, "said", p.toast(), `"a lot" is not a number.`)
	list, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	row := only(t, list, err)
	equal(t, "the price is still the item's", row.Net, 4500)
	equal(t, "no dialog", kit.Top(p.canvas) == nil, true)
}

func TestAnEmptyQuoteIsNotSent(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.ctrlEnter()
	p.ctrlEnter()
	said := p.toast()
	if kit.Top(p.canvas) != nil {
		said = p.dangers()
	}
	if said == "" {
		t.Error("nothing is said")
	}
	list, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	equal(t, "still a draft", only(t, list, err).State, trade.Draft)
}
