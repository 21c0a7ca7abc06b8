package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// owed gives the small company's customer two invoices, of 44.00 and 88.00.
func owed(t *testing.T, desk *app.Desk, customer, item trade.ID) (one, two *trade.Invoice) {
	t.Helper()
	ctx := app.As(t.Context(), "Kim")
	invoice := func(n int64) *trade.Invoice {
		o := must[*trade.SalesOrder](t)(desk.SaveOrder(ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: customer,
			Lines: []app.LineIn{{ItemID: item, Qty: ptr(money.Qty(n) * money.Unit), Price: ptr(money.Dec(4, 0))}}}, Confirm: true, Twice: true}))
		return must[*trade.Invoice](t)(desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	}
	return invoice(10), invoice(20)
}

func TestALineOfTheBankIsRecordedInTwoActions(t *testing.T) {
	desk := newDesk(t)
	customer, _, item := smallCompany(t, desk)
	one, two := owed(t, desk, customer, item)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindPayment))
	p.write("n")
	p.open("Payment")
	p.write("20.11.2026 GUTSCHRIFT Bluebird Gifts " + two.Number + " 100,00 EUR")
	equal(t, "what it says", p.says("100.00 EUR, 20 Nov, Bluebird Gifts. It pays "+two.Number+" 88.00, "+one.Number+" 12.00."), true)
	p.press(fyne.KeyReturn)
	p.open("Money from Bluebird Gifts")
	equal(t, "the amount", p.shows("Amount EUR"), "100.00")
	equal(t, "the day", p.shows("Date"), "2026-11-20")
	equal(t, "for the invoice that is named", p.shows(two.Number), "88.00")
	equal(t, "and the other one", p.shows(one.Number), "12.00")
	equal(t, "nothing is left", p.says("All of it is used."), true)
	p.fill(one.Number, "2")
	equal(t, "what is left is said while it is typed", p.says("10.00 EUR of it stay on account."), true)
	p.fill(one.Number, "20")
	equal(t, "and what is too much", p.says("8.00 EUR more are used than are paid."), true)
	p.fill(one.Number, "12")
	p.ctrlEnter()
	p.closed()
	paid := must[app.List[app.PaymentRow]](t)(desk.ListPayments(p.ctx(), app.ListIn{})).Rows[0]
	equal(t, "recorded", paid.Amount, 10000)
	equal(t, "the line is its reference", must[*trade.Payment](t)(desk.GetPayment(p.ctx(), app.ByID{ID: paid.ID})).Reference, "GUTSCHRIFT Bluebird Gifts "+two.Number)
	equal(t, "the invoice is paid", must[*trade.Invoice](t)(desk.GetInvoice(p.ctx(), app.ByID{ID: two.ID})).Open(), 0)
}

func TestAnAmountIsTypedAndItsPayerChosen(t *testing.T) {
	desk := newDesk(t)
	customer, _, item := smallCompany(t, desk)
	one, _ := owed(t, desk, customer, item)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindPayment))
	p.write("n")
	p.write("44")
	p.ctrlEnter()
	p.open("Payment")
	equal(t, "somebody is missing", p.wrong("From the customer"), "Nobody in the file is named in this line. Choose whose payment it is.")
	p.fill("From the customer", "blue")
	p.press(fyne.KeyReturn)
	equal(t, "what it would pay", p.says("44.00 EUR, today, Bluebird Gifts. It pays "+one.Number+" 44.00."), true)
	p.ctrlEnter()
	p.open("Money from Bluebird Gifts")
	p.press(fyne.KeyEscape)
	p.press(fyne.KeyEscape)
	p.closed()
}
