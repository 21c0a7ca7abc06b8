package views

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// command does what a button of the document says, wherever it stands.
func (p *person) command(text string) {
	p.t.Helper()
	for _, b := range p.doc.buttons {
		if b.text == text {
			b.do()
			return
		}
	}
	p.t.Fatalf("the document has no button %q: %s", text, p.buttons())
}

// tick turns a check box round by the space bar.
func (p *person) tick(text string) {
	p.t.Helper()
	var box fyne.Focusable
	each(p.top(), func(o fyne.CanvasObject) {
		x, ok := o.(fyne.Focusable)
		if v := reflect.Indirect(reflect.ValueOf(o)); ok && box == nil && v.FieldByName("Checked").IsValid() && v.FieldByName("Text").String() == text {
			box = x
		}
	})
	if box == nil {
		p.t.Fatalf("there is no box %q", text)
	}
	p.canvas.Focus(box)
	p.write(" ")
}

// onTerms gives the small company's customer other terms.
func onTerms(t *testing.T, desk *app.Desk, p *person, customer trade.ID, terms trade.Terms) {
	t.Helper()
	terms.Parts = []trade.TermPart{{Percent: money.Whole, Days: 30}}
	x := must[*trade.Terms](t)(desk.SaveTerms(p.ctx(), terms))
	c := must[*trade.Customer](t)(desk.GetCustomer(p.ctx(), app.ByID{ID: customer}))
	c.TermsID = x.ID
	must[*trade.Customer](t)(desk.SaveCustomer(p.ctx(), app.SaveCustomerIn{Customer: *c}))
}

func TestADepositIsAskedForAndRecorded(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	mailAccount(t, desk)
	p := sit(t, desk, wide, look.Light)
	onTerms(t, desk, p, customer, trade.Terms{Name: "30 % deposit", Deposit: 30 * money.Percent})
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	for range 4 { // sent and ordered, each with its dialog
		p.ctrlEnter()
	}
	p.closed()
	orders, err := desk.ListOrders(p.ctx(), app.ListIn{})
	order := only(t, orders, err)
	equal(t, "held", p.says("Held: 37.62 EUR of the deposit of 37.62 are not paid yet"), true)
	equal(t, "what was asked for", p.says("37.62, paid 0.00"), true)

	p.command("Send pro-forma invoice…")
	p.open("Pro-forma invoice for " + order.Number)
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "The message is in the outbox")

	p.ctrlEnter() // the primary button
	p.open("Money from Bluebird Gifts")
	equal(t, "proposed", p.shows("Amount EUR"), "37.62")
	equal(t, "for the order", p.shows("Kept for the order"), order.Number+" of 23 Nov, 125.40 EUR")
	p.fill("Amount EUR", "40")
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "PAY-1001 is recorded; 40.00 EUR are kept for "+order.Number)
	equal(t, "the suppliers are next", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: order.ID})).Next, trade.StepOrder)

	p.Show(trade.Ref{Kind: trade.KindPayment, ID: 1})
	p.command("Free it for other documents")
	equal(t, "freed", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: order.ID})).Reserved, 0)
	p.command("Keep it for an order…")
	p.open("Keep 40.00 EUR of PAY-1001")
	p.ctrlEnter()
	p.closed()
	equal(t, "kept again", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: order.ID})).Reserved, 4000)
	p.sound()
}

func TestThePaymentDialogTakesTheDiscountForPayingEarly(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	onTerms(t, desk, p, customer, trade.Terms{Name: "2 % 10 days", DiscountRate: 2 * money.Percent, DiscountDays: 10})
	qty := 24 * money.Unit
	invoice := func() *trade.Invoice {
		o := must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), app.SaveOrderIn{Confirm: true, Twice: true, SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: &qty}}}}))
		return must[*trade.Invoice](t)(desk.CreateInvoice(p.ctx(), app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	}
	first, second := invoice(), invoice() // 118.80 each
	p.Show(trade.Ref{Kind: trade.KindInvoice, ID: first.ID})
	equal(t, "until when", p.says("2.38 until 3 Dec"), true)
	p.command("Record payment…")
	p.open("Money from Bluebird Gifts")
	use := func(v *trade.Invoice) string { return v.Number + ", 118.80 open, 116.42 until 3 Dec" }
	p.fill("Amount EUR", "232.84")
	equal(t, "less the discount", p.shows(use(first)), "116.42")
	equal(t, "both of them", p.shows(use(second)), "116.42")
	p.fill("Amount EUR", "200")
	equal(t, "another sum pays the first in full", p.shows(use(first)), "118.80")
	equal(t, "and the rest of the next", p.shows(use(second)), "81.20")
	p.fill("Amount EUR", "232.84")
	p.ctrlEnter()
	p.closed()
	for _, v := range []*trade.Invoice{first, second} {
		equal(t, "settled", must[*trade.Invoice](t)(desk.GetInvoice(p.ctx(), app.ByID{ID: v.ID})).Open(), 0)
	}
	p.sound()
}

func TestADraftTurnsToPricesThatIncludeTax(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "11")
	equal(t, "net", p.says("121.00"), true)
	p.command("Details")
	p.open("for Bluebird Gifts")
	p.tick("Prices include tax; those that are typed stay")
	p.ctrlEnter()
	p.closed()
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	q := must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: only(t, quotes, err).ID}))
	equal(t, "with tax", q.Total, 11000)
	equal(t, "it is said", p.says("include tax"), true)
	equal(t, "margin after tax", p.strip("Profit"), "69.00 69.0 % planned")
	p.sound()
}
