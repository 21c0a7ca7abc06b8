package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func (h *house) remind(ids ...trade.ID) app.RemindOut {
	h.t.Helper()
	return must(h.SendReminders(h.ctx, app.RemindIn{Invoices: ids}))
}

func (h *house) mails() []trade.Message {
	return must(h.ListMessages(h.ctx, app.ListIn{})).Rows
}

// Three months of asking, more firmly each time, until the money comes.
func TestACustomerIsRemindedUntilItPays(t *testing.T) {
	h := newHouse(t)
	v, w := h.invoiceOver("100"), h.invoiceOver("50")
	other := h.customer("Other", func(in *app.SaveCustomerIn) { in.Language = "de" })
	ana := h.ana
	h.ana = other
	x := h.invoiceOver("10")
	h.ana = ana
	_, err := h.SendReminders(h.ctx, app.RemindIn{Invoices: []trade.ID{v.ID}})
	h.says(err, "Nothing of it is overdue before 2026-12-23")

	h.now = h.now.AddDate(0, 0, 40)
	list := must(h.ListOverdue(h.ctx, app.ListOverdueIn{})).Rows
	equal(t, "overdue", len(list), 3)
	equal(t, "for days", list[0].Days, 10)
	out := h.remind(v.ID, w.ID, x.ID, v.ID)
	equal(t, "one letter for each customer", len(out.Made), 2)
	equal(t, "with all invoices", len(out.Made[0].Lines), 2)
	equal(t, "which were named twice", out.Left[0].Reason, "It is on the list twice.")
	equal(t, "mails", len(h.mails()), 2)
	equal(t, "in the customer's language", strings.HasPrefix(h.mails()[0].Subject, "Zahlungserinnerung REM-1002"), true)
	equal(t, "what is overdue", strings.HasSuffix(h.mails()[1].Subject, "165.00 EUR"), true)
	equal(t, "kept at the invoice", h.readInvoice(v.ID).Reminders, 1)
	_, err = h.SendReminders(h.ctx, app.RemindIn{Invoices: []trade.ID{v.ID}})
	h.says(err, "reminded of it today already")
	equal(t, "no number was lost and no mail sent", len(h.mails()), 2)

	h.now = h.now.AddDate(0, 0, 10)
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: ana, Amount: dec("110"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("110")}}}))
	out = h.remind(v.ID, w.ID)
	equal(t, "paid meanwhile", out.Left[0].Reason, "It is paid meanwhile.")
	equal(t, "only what is open", len(out.Made[0].Lines), 1)
	equal(t, "firmer", out.Made[0].Level, 2)
	h.now = h.now.AddDate(0, 0, 10)
	equal(t, "last", h.remind(w.ID).Made[0].Level, 3)
	h.now = h.now.AddDate(0, 0, 10)
	out = must(h.SendReminders(h.ctx, app.RemindIn{Invoices: []trade.ID{w.ID}, NoMail: true}))
	equal(t, "there is none above", out.Made[0].Level, 3)
	equal(t, "printed, not mailed", string(out.Made[0].SentAt), "")
	equal(t, "all of them", len(must(h.ListReminders(h.ctx, app.ByID{ID: w.ID})).Rows), 4)
	equal(t, "reminded and open", must(h.ListInvoices(h.ctx, app.ListIn{Filter: "reminded"})).Count, 2)
	equal(t, "history", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindInvoice, ID: w.ID})).Rows[0].Note, "REM-1005, level 3")
	h.sound()
}

// Of an invoice in instalments only what is due is asked for.
func TestOnlyOverdueInstalmentsAreAskedFor(t *testing.T) {
	h := newHouse(t)
	halves := must(h.SaveTerms(h.ctx, trade.Terms{Name: "halves", Parts: []trade.TermPart{{Percent: 500000, Days: 10}, {Percent: 500000, Days: 60}}}))
	h.ana = h.customer("Halves", func(in *app.SaveCustomerIn) { in.TermsID = halves.ID })
	v := h.invoiceOver("100")
	h.now = h.now.AddDate(0, 0, 20)
	h.paidIn("20")
	l := h.remind(v.ID).Made[0].Lines[0]
	equal(t, "overdue", l.Late, 3500)
	equal(t, "open", l.Open, 9000)
	equal(t, "due", l.Due, "2026-12-03")
	h.sound()
}

func TestWhoHasNoAddressGetsNoMail(t *testing.T) {
	h := newHouse(t)
	h.ana = h.customer("No Mail", func(in *app.SaveCustomerIn) { in.Contacts = nil })
	v := h.invoiceOver("100")
	h.now = h.now.AddDate(0, 0, 40)
	_, err := h.SendReminders(h.ctx, app.RemindIn{Invoices: []trade.ID{v.ID}})
	h.says(err, "No Mail has no e-mail address")
	must(h.SendReminders(h.ctx, app.RemindIn{Invoices: []trade.ID{v.ID}, NoMail: true}))
	p := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperReminder, ID: 1}))
	equal(t, "number", p.Number, "REM-1001")
	equal(t, "asks for", *p.Tables[0].Rows[0].Cells[6].Amount, 11000)
	h.sound()
}
