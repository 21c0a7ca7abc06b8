package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func (h *house) statement(from, to trade.Date) *trade.Statement {
	h.t.Helper()
	return must(h.GetStatement(h.ctx, app.StatementIn{PartyIn: app.PartyIn{CustomerID: h.ana}, PeriodIn: app.PeriodIn{From: from, To: to}}))
}

// Two months of a customer's account, with everything that can happen on it.
func TestAStatementTellsAllThatHappened(t *testing.T) {
	h := newHouse(t)
	before := h.invoiceOver("100") // 23 November, 110.00
	h.now = h.now.AddDate(0, 0, 10)
	h.paidIn("50")
	h.now = h.now.AddDate(0, 0, 20) // 23 December
	v := h.invoiceOver("200")
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Keep: true, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Amount: decp("20")}}}))
	h.paidIn("300") // 60 for the first, 220 for the second, 20 on account
	must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("15"), Uses: []app.UseIn{{ID: c.ID, Amount: dec("15")}}}))
	w := h.invoiceOver("10")
	must(h.WriteOff(h.ctx, app.WriteOffIn{InvoiceID: w.ID, Amount: decp("1"), Reason: "bank charges"}))

	s := h.statement("2026-12-01", "")
	equal(t, "accounts", len(s.Accounts), 1)
	a := s.Accounts[0]
	equal(t, "opening", a.Opening, 11000)
	balance := a.Opening
	want := []struct {
		kind   trade.EntryKind
		number string
		amount money.Amount
	}{
		{trade.EntryPayment, "PAY-1001", -5000}, {trade.EntryInvoice, v.Number, 22000}, {trade.EntryInvoice, w.Number, 1100}, {trade.EntryCredit, c.Number, -2200},
		{trade.EntryPayment, "PAY-1002", -30000}, {trade.EntryRefund, "PAY-1003", 1500}, {trade.EntryWriteOff, w.Number, -100},
	}
	equal(t, "entries", len(a.Entries), len(want))
	for i, e := range a.Entries {
		balance += want[i].amount
		equal(t, e.Number+" is", e.Kind, want[i].kind)
		equal(t, "number", e.Number, want[i].number)
		equal(t, e.Number, e.Amount, want[i].amount)
		equal(t, e.Number+" leaves", e.Balance, balance)
	}
	equal(t, "closing", a.Closing, balance)
	equal(t, "why it was written off", a.Entries[6].Note, "bank charges")
	equal(t, "as old as that", a.Balance(), a.Closing)
	equal(t, "all of it is a credit", a.Account, 2000+700)

	old := h.statement("", "2026-12-01").Accounts[0]
	equal(t, "then", old.Closing, 11000)
	equal(t, "was open then", old.Open(), before.Total)
	then := must(h.ReportAgeing(h.ctx, app.AgeingIn{On: "2026-12-05"})).Rows[0]
	equal(t, "open on the fifth", then.NotDue, 6000)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: must(h.ListAllocations(h.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: w.ID})).Rows[0].ID}))
	equal(t, "taken back", h.statement("", "").Accounts[0].Closing, a.Closing+100)
	b := must(h.GetBalance(h.ctx, app.PartyIn{CustomerID: h.ana})).Rows[0]
	equal(t, "owed", b.Owed, 1100)
	equal(t, "credit", b.Credit, 2700)
	equal(t, "balance", b.Balance, -1600)
	_, err := h.GetStatement(h.ctx, app.StatementIn{})
	h.refused(trade.Invalid, err)
	_, err = h.GetStatement(h.ctx, app.StatementIn{PartyIn: app.PartyIn{CustomerID: h.ana}, PeriodIn: app.PeriodIn{From: "2027-01-01", To: "2026-12-31"}})
	h.refused(trade.Invalid, err)
	h.sound()
}

func TestASuppliersStatementAndACustomersWithoutDeals(t *testing.T) {
	h := newHouse(t)
	nobody := must(h.GetStatement(h.ctx, app.StatementIn{PartyIn: app.PartyIn{CustomerID: h.ana}}))
	equal(t, "nothing happened", nobody.Accounts[0].Closing, 0)
	equal(t, "in the customer's currency", nobody.Accounts[0].Currency, "EUR")
	h.billOver("C1", "3.10", true)
	h.billOver("C2", "5", false)
	must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("60"), Auto: true}))
	must(h.RefundFromSupplier(h.ctx, app.RefundIn{PartyID: h.clay, Amount: decp("6")}))
	a := must(h.GetStatement(h.ctx, app.StatementIn{PartyIn: app.PartyIn{SupplierID: h.clay}})).Accounts[0]
	equal(t, "entries", len(a.Entries), 5)
	equal(t, "bill by their number", a.Entries[0].Number, "C1")
	equal(t, "closing", a.Closing, 3100+5000-3100-6000+600)
	equal(t, "open documents", a.Balance(), a.Closing)
	h.sound()
}

func TestAPaymentInAnotherCurrencyMovesFromOneAccountToTheOther(t *testing.T) {
	h := abroad(t)
	v := h.invoiceOver("100")
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("120"), Currency: "EUR", Uses: []app.UseIn{{ID: v.ID, Amount: dec("97"), Settles: decp("110")}}}))
	s := h.statement("", "")
	equal(t, "two currencies", len(s.Accounts), 2)
	equal(t, "dollars", s.Accounts[0].Closing, 0)
	equal(t, "euros", s.Accounts[1].Closing, -2300)
	equal(t, "euros on account", s.Accounts[1].Account, 2300)
	equal(t, "taken from the payment", s.Accounts[1].Entries[1].Kind, trade.EntryExchange)
	h.sound()
}
