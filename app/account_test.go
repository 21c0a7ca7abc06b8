package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func TestAStatementTellsTheCustomerItsBalance(t *testing.T) {
	h := newHouse(t)
	h.invoiced(h.order(app.LineIn{ItemID: h.wrap, Qty: qtyp(50)}), "ordered") // 110.00 with tax
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("30"), Reference: "bank 7", Auto: true}))
	h.now = h.now.AddDate(0, 0, 40)
	v := h.invoiced(h.order(app.LineIn{ItemID: h.wrap, Qty: qtyp(10)}), "ordered") // 22.00
	s := must(h.SendStatement(h.ctx, app.SendStatementIn{StatementIn: app.StatementIn{PartyIn: app.PartyIn{CustomerID: h.ana}, PeriodIn: app.PeriodIn{From: "2026-12-01"}}}))
	equal(t, "closing", s.Accounts[0].Closing, 10200)
	paper := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperStatement, ID: s.ID}))
	rows := paper.Tables[0].Rows
	equal(t, "opening, one invoice, closing", len(rows), 3)
	equal(t, "opening balance", *rows[0].Cells[5].Amount, 8000)
	equal(t, "the invoice", rows[1].Cells[1].Text, v.Number)
	equal(t, "closing balance", *rows[2].Cells[5].Amount, 10200)
	equal(t, "late", *paper.Tables[1].Rows[0].Cells[1].Amount, 8000)
	m := must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0]
	equal(t, "mailed to", m.To, "ana@bluebird.example")
	if !strings.Contains(m.Subject, "102.00 EUR") || m.From != "sales@northpier.example" {
		t.Errorf("the mail from %s says %q", m.From, m.Subject)
	}
	h.sound()
}

func TestASupplierIsToldWhatAPaymentPays(t *testing.T) {
	h := newHouse(t)
	p := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(20)}))[0]
	h.shipped(p)
	b := h.billed(p, "C-77", qty(20), "3.10")
	credit := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-78", Credit: true, Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(2)}}}))
	must(h.UseCredit(h.ctx, app.UseCreditIn{CreditID: credit.ID, BillID: b.ID}))
	pay := must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("60"), Auto: true}))
	must(h.SendRemittance(h.ctx, app.SendIn{ID: pay.ID}))
	rows := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperRemittance, ID: pay.ID})).Tables[0].Rows
	equal(t, "their number", rows[0].Cells[0].Text, "C-77")
	for i, want := range []money.Amount{6200, -620, 5580} {
		equal(t, []string{"billed", "credit taken", "paid"}[i], *rows[0].Cells[i+2].Amount, want)
	}
	equal(t, "the rest is on account", *rows[1].Cells[4].Amount, 420)
	equal(t, "mailed to", must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0].To, "orders@clayworks.example")
	in := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("1")}))
	_, err := h.SendRemittance(h.ctx, app.SendIn{ID: in.ID})
	h.refused(trade.Refused, err)
}
