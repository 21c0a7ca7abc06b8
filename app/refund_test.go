package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// invoiceOver is an issued invoice over goods for a price, to the house's customer.
func (h *house) invoiceOver(price string) *trade.Invoice {
	h.t.Helper()
	o := h.order(app.LineIn{ItemID: h.wrap, Qty: qtyp(1), Price: decp(price)})
	return must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
}

// paidIn is a payment of the house's customer for its oldest invoices; the same sum may come twice a day.
func (h *house) paidIn(amount string) *trade.Payment {
	h.t.Helper()
	return must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec(amount), Auto: true, Again: true}))
}

// billOver is a bill of Clayworks over ten mugs at a price, for an order of its own, approved where that is another price.
func (h *house) billOver(number, price string, credit bool) *trade.Bill {
	h.t.Helper()
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	p := h.forward(o)[0]
	in := app.SaveBillIn{SupplierID: h.clay, TheirNo: number, Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(10), Price: decp(price)}}}
	b := must(h.SaveBill(h.ctx, in))
	if b.Approval == trade.Waiting {
		b = must(h.ApproveBill(h.ctx, app.DecideIn{ID: b.ID, Reason: "as agreed by phone"}))
	}
	if credit {
		in.TheirNo, in.Credit = number+"-CR", true
		b = must(h.SaveBill(h.ctx, in))
	}
	return b
}

func (h *house) readPayment(id trade.ID) *trade.Payment {
	return must(h.GetPayment(h.ctx, app.ByID{ID: id}))
}

// A customer has paid, sends the goods back, and wants the money and not a credit.
func TestACreditNoteIsPaidOut(t *testing.T) {
	h := newHouse(t)
	v := h.invoiceOver("100")
	h.paidIn("110")
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Reason: "sent back"}))
	equal(t, "open as credit", c.Open(), 11000)

	_, err := h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("110.01")})
	h.says(err, "only 110.00 are open")
	r := must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("60"), Uses: []app.UseIn{{ID: c.ID, Amount: dec("60")}}, Reference: "back"}))
	equal(t, "it has a payment's number", r.Number, "PAY-1002")
	equal(t, "money out", r.Out(), true)
	equal(t, "joined to the credit note", r.Allocations[0].CreditID, c.ID)
	equal(t, "by its number", r.Allocations[0].From, c.Number)
	equal(t, "the credit note has left", h.readInvoice(c.ID).Open(), 5000)
	equal(t, "the order is paid with", h.readOrder(v.OrderID).Paid, 11000-6000)
	_, err = h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("50.01"), Uses: []app.UseIn{{ID: c.ID, Amount: dec("50.01")}}})
	h.says(err, "has 50.00 EUR left, not 50.01")

	must(h.RemoveAllocation(h.ctx, app.ByID{ID: r.Allocations[0].ID}))
	equal(t, "the credit note is open again", h.readInvoice(c.ID).Open(), 11000)
	equal(t, "and the money is not joined to anything", h.readPayment(r.ID).Left(), 6000)
	must(h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: r.ID, Auto: true}))
	equal(t, "joined again", h.readPayment(r.ID).Left(), 0)
	r = must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana}))
	equal(t, "without an amount it is the rest", r.Amount, 5000)
	_, err = h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana})
	h.says(err, "nothing can be paid back")
	equal(t, "payments out", len(must(h.ListPayments(h.ctx, app.ListIn{Filter: "refund"})).Rows), 2)
	equal(t, "in less out", must(h.ListPayments(h.ctx, app.ListIn{})).Sums[0].Sum, 0)
	h.sound()
}

func TestAnOverpaymentIsPaidBack(t *testing.T) {
	h := newHouse(t)
	h.invoiceOver("100")
	p := h.paidIn("150")
	equal(t, "on account", p.Left(), 4000)
	r := must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("40"), Uses: []app.UseIn{{PaymentID: p.ID, Amount: dec("40")}}}))
	equal(t, "nothing on account", h.readPayment(p.ID).Left(), 0)
	equal(t, "the payment tells what became of it", h.readPayment(p.ID).Allocations[1].RefundID, r.ID)
	_, err := h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: r.ID, Uses: []app.UseIn{{Amount: dec("1")}}})
	h.refused(trade.Invalid, err)
	other := h.customer("Other", nil)
	mine := h.paidIn("5")
	_, err = h.RefundCustomer(h.ctx, app.RefundIn{PartyID: other, Amount: decp("5"), Uses: []app.UseIn{{PaymentID: mine.ID, Amount: dec("5")}}})
	h.says(err, "somebody else's money")
	h.sound()
}

func TestASupplierPaysBack(t *testing.T) {
	h := newHouse(t)
	credit := h.billOver("C1", "3.10", true)
	equal(t, "credit", credit.Open(), 3100)
	p := must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("40"), Auto: true}))
	equal(t, "overpaid by", p.Left(), 900)
	_, err := h.RefundFromSupplier(h.ctx, app.RefundIn{PartyID: h.clay, Amount: decp("40.01")})
	h.says(err, "only 40.00 are open")
	r := must(h.RefundFromSupplier(h.ctx, app.RefundIn{PartyID: h.clay, Method: "bank"}))
	equal(t, "all of it", r.Amount, 4000)
	equal(t, "money in", r.Out(), false)
	equal(t, "the credit is used", must(h.GetBill(h.ctx, app.ByID{ID: credit.ID})).Open(), 0)
	for _, a := range r.Allocations {
		must(h.RemoveAllocation(h.ctx, app.ByID{ID: a.ID}))
	}
	equal(t, "open again", must(h.GetBill(h.ctx, app.ByID{ID: credit.ID})).Open(), 3100)
	must(h.WriteOff(h.ctx, app.WriteOffIn{PaymentID: r.ID, Reason: "a mistake of theirs"}))
	equal(t, "given up", h.readPayment(r.ID).Left(), 0)
	h.sound()
}

// Money on account and credit notes are one credit, whatever it came from.
func TestCreditIsUsedForAnInvoice(t *testing.T) {
	h := newHouse(t)
	v := h.invoiceOver("100")
	h.paidIn("130") // 20 stay on account
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Lines: []app.CreditLineIn{{LineID: v.Lines[0].ID, Amount: decp("10")}}}))
	equal(t, "two credits", len(must(h.ListCredits(h.ctx, app.PartyIn{CustomerID: h.ana})).Rows), 2)

	small := h.invoiceOver("1")
	must(h.UseCredit(h.ctx, app.UseCreditIn{InvoiceID: small.ID, CreditID: c.ID, Amount: decp("1")}))
	equal(t, "a part", h.readInvoice(small.ID).Open(), 10)
	_, err := h.UseCredit(h.ctx, app.UseCreditIn{InvoiceID: small.ID, CreditID: c.ID, Amount: decp("0.11")})
	h.says(err, "has 0.10 EUR open")
	next := h.invoiceOver("40")
	_, err = h.UseCredit(h.ctx, app.UseCreditIn{InvoiceID: next.ID, Amount: decp("30.01")})
	h.says(err, "not that much credit")
	must(h.UseCredit(h.ctx, app.UseCreditIn{InvoiceID: next.ID}))
	equal(t, "as much as there was", h.readInvoice(next.ID).Open(), 4400-3000)
	equal(t, "settled by both", len(must(h.ListAllocations(h.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: next.ID})).Rows), 2)
	equal(t, "of the credit note is left", h.readInvoice(c.ID).Open(), 0)
	_, err = h.UseCredit(h.ctx, app.UseCreditIn{InvoiceID: next.ID})
	h.says(err, "not that much credit")
	h.sound()
}

func TestTheSamePaymentTwiceIsAskedAbout(t *testing.T) {
	h := newHouse(t)
	h.invoiceOver("100")
	in := app.PaymentIn{PartyID: h.ana, Amount: dec("55"), Reference: "RE 1001", Auto: true}
	must(h.RecordPayment(h.ctx, in))
	_, err := h.RecordPayment(h.ctx, in)
	h.says(err, "55.00 EUR of Bluebird Gifts are recorded already as PAY-1001, dated 2026-11-23, RE 1001")
	equal(t, "said at", err.(*trade.Error).Field, "again")
	other := in
	other.Date, other.Reference = "2026-11-20", "RE 1001"
	_, err = h.RecordPayment(h.ctx, other)
	h.says(err, "PAY-1001") // the same reference on another day
	other.Reference = "RE 1002"
	must(h.RecordPayment(h.ctx, other)) // another day and another reference: another payment
	other = in
	other.Reference = "bank line"
	_, err = h.RecordPayment(h.ctx, other)
	h.says(err, "PAY-1001") // the same day, in other words
	in.Again = true
	must(h.RecordPayment(h.ctx, in))
	equal(t, "three payments", must(h.ListPayments(h.ctx, app.ListIn{})).Count, 3)
	must(h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("55")}))
	_, err = h.RefundCustomer(h.ctx, app.RefundIn{PartyID: h.ana, Amount: decp("55")})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestAWriteOffIsToldAndTakenBack(t *testing.T) {
	h := newHouse(t)
	v := h.invoiceOver("100")
	_, err := h.WriteOff(h.ctx, app.WriteOffIn{InvoiceID: v.ID})
	h.refused(trade.Invalid, err) // without a reason
	must(h.WriteOff(h.ctx, app.WriteOffIn{InvoiceID: v.ID, Amount: decp("9.99"), Reason: "closed down"}))
	equal(t, "history", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})).Rows[0].Note, "9.99 EUR: closed down")
	list := must(h.ListAllocations(h.ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: v.ID})).Rows
	equal(t, "reason", list[0].Reason, "closed down")
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: list[0].ID}))
	equal(t, "open again", h.readInvoice(v.ID).Open(), 11000)
	equal(t, "not written off", h.readInvoice(v.ID).WrittenOff, money.Amount(0))
	h.sound()
}
