package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// offered are the buttons of the toast, by name.
func (p *person) offered() string {
	var list []string
	each(p.toasts.Object(), func(o fyne.CanvasObject) {
		if b, ok := o.(*widget.Button); ok && b.Text != "" {
			list = append(list, b.Text)
		}
	})
	return strings.Join(list, ", ")
}

// sentQuote is a person who has just sent a quote, and its id.
func sentQuote(t *testing.T) (*person, *app.Desk, trade.ID) {
	desk := newDesk(t)
	p := quoting(t, desk)
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	quote := only(t, quotes, err)
	p.ctrlEnter()
	p.ctrlEnter()
	return p, desk, quote.ID
}

func TestAPersonUndoesWhatWasDoneLast(t *testing.T) {
	p, desk, id := sentQuote(t)
	state := func() trade.State {
		return must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: id})).State
	}
	equal(t, "the quote", state(), trade.Sent)
	equal(t, "the toast offers", p.offered(), "Open in mail program, Undo")
	p.choose("Undo")
	equal(t, "said", p.toast(), "Undone: Send quote Q-1001, Bluebird Gifts.")
	equal(t, "an undo is not undone", p.offered(), "")
	equal(t, "the quote", state(), trade.Draft)
	equal(t, "the screen shows the draft", strings.Contains(p.buttons(), "[Send…]"), true)
	equal(t, "nothing waits in the outbox", must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Count, 0)
	equal(t, "history says so", p.says("Undone:  Send quote Q-1001"), true)

	p.choose("Undo")
	equal(t, "said", p.toast(), "What was done last is no longer shown. The last steps are in the menu Edit.")
	equal(t, "the quote", state(), trade.Draft)
}

// Ctrl+Z in an entry is about its letters.
func TestUndoInAnEntryIsAboutItsTyping(t *testing.T) {
	p, desk, id := sentQuote(t)
	p.pages[p.Shell.section(trade.KindQuote)].page.narrow()
	p.pages[p.Shell.section(trade.KindQuote)].page.filter()
	p.write("kite")
	p.choose("Undo")
	equal(t, "the quote", must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: id})).State, trade.Sent)
	equal(t, "the filter", p.pages[p.Shell.section(trade.KindQuote)].page.(*listPage[app.QuoteRow]).search.Text == "kite", false)
}

func TestTheLastStepsAreUndoneFromTheirList(t *testing.T) {
	p, desk, id := sentQuote(t)
	p.choose("Steps…")
	p.open("The last steps")
	equal(t, "a step", p.says("Send quote Q-1001, Bluebird Gifts"), true)
	equal(t, "one below it", p.says("Undo that first."), true)
	p.tap("Undo")
	p.closed()
	equal(t, "the quote", must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: id})).State, trade.Draft)
	p.choose("Steps…")
	equal(t, "it says who", p.says("It was undone already, by Mara"), true)
	p.press(fyne.KeyEscape)
}

// A quote whose e-mail is out is revised instead.
func TestWhatIsOutIsAnsweredFromTheListOfSteps(t *testing.T) {
	p, desk, id := sentQuote(t)
	equal(t, "the toast hands over", p.toasts.Take("Open in mail program"), true)
	p.choose("Steps…")
	equal(t, "it says why", p.says("has left the house"), true)
	p.tap("Revise Q-1001")
	p.closed()
	q := must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: id}))
	equal(t, "the quote", q.State, trade.Draft)
	equal(t, "its revision", q.Revision, 2)
	equal(t, "that can be undone", p.offered(), "Undo")
}

// Each step that is out leads to the question that answers it.
func TestEachAnswerOfTheListOfStepsAsksItsQuestion(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	ctx, q := p.ctx(), 10*money.Unit
	answer := func(button, title string) {
		t.Helper()
		for _, m := range must[app.List[trade.Message]](t)(desk.ListMessages(ctx, app.ListIn{Filter: trade.MessageReady})).Rows {
			must[app.MailOut](t)(desk.HandMessage(ctx, app.ByID{ID: m.ID}))
		}
		p.choose("Steps…")
		p.open("The last steps")
		p.tap(button)
		p.open(title)
		p.press(fyne.KeyEscape)
		p.closed()
	}
	o := must[*trade.SalesOrder](t)(desk.SaveOrder(ctx, app.SaveOrderIn{Confirm: true, Send: true, SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: &q}}}}))
	answer("Cancel SO-1001", "Cancel SO-1001: what it does")
	made := must[app.ForwardOut](t)(desk.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})).Made
	answer("Change PO-1001", "Ask Clayworks to cancel goods of PO-1001")
	two := []app.QtyIn{{LineID: made[0].Lines[0].ID, Qty: 2 * money.Unit}}
	must[*trade.Change](t)(desk.RequestChange(ctx, app.RequestIn{PurchaseID: made[0].ID, Lines: two, Send: true}))
	answer("Answer to PO-1001-C1", "Answer of Clayworks to PO-1001-C1")
	must[app.ShipOut](t)(desk.RecordShipment(ctx, app.ShipIn{PurchaseID: made[0].ID, Lines: []app.QtyIn{{LineID: made[0].Lines[0].ID, Qty: 5 * money.Unit}}, Notify: true}))
	answer("Problem with SH-1001", "Something is wrong with SH-1001")
	must[*trade.Shipment](t)(desk.ConfirmDelivery(ctx, app.DeliverIn{ID: 1}))
	answer("Return from SH-1001", "SH-1001")
	must[*trade.Invoice](t)(desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true}))
	answer("Credit INV-1001", "INV-1001")
}

// What was made and is undone is gone from the screen too.
func TestAScreenLosesWhatIsUndone(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	list := must[app.All[app.StepRow]](t)(desk.ListSteps(p.ctx(), app.ListStepsIn{Limit: 1})).Rows
	p.undo(list[0].ID)
	equal(t, "said", p.toast(), "Undone: Save quote Bluebird Gifts.")
	equal(t, "no document", len(p.doc.buttons), 0)
	equal(t, "no dialog", kit.Top(p.canvas) == nil, true)
}
