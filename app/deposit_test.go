package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// third is a customer who pays 30 % before goods are ordered.
func (h *house) third() trade.ID {
	terms := must(h.SaveTerms(h.ctx, trade.Terms{Name: "30 % deposit, 30 days", Deposit: 30 * money.Percent, Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	return h.customer("Deposit Ltd", func(in *app.SaveCustomerIn) { in.TermsID = terms.ID })
}

func (h *house) ahead(o *trade.SalesOrder, amount string) *trade.Payment {
	h.t.Helper()
	return must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: o.CustomerID, OrderID: o.ID, Amount: dec(amount)}))
}

func TestADepositReleasesTheOrderAndSettlesItsInvoices(t *testing.T) {
	h := newHouse(t)
	h.ana = h.third()
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)}, app.LineIn{ItemID: h.tote, Qty: qtyp(10)}) // 176.00
	equal(t, "held", o.Holds[0].Kind, "deposit")
	equal(t, "why", o.Holds[0].Reason, "52.80 EUR of the deposit of 52.80 are not paid yet, and the terms are 30 % deposit, 30 days.")
	first := h.ahead(o, "50")
	equal(t, "on account", first.Left(), 5000)
	equal(t, "not enough", h.readOrder(o.ID).OnHold(), true)
	second := h.ahead(o, "102.80")
	equal(t, "enough", h.readOrder(o.ID).OnHold(), false)
	equal(t, "reserved", h.readOrder(o.ID).Reserved, 15280)

	other := h.issued(h.ana, app.LineIn{ItemID: h.wrap, Qty: qtyp(5)})
	_, err := h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: second.ID, Uses: []app.UseIn{{ID: other.ID, Amount: dec("5")}}})
	h.says(err, "reserved for "+o.Number)

	clay := h.forward(o)[0]
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: clay.ID}))
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true})) // the mugs, 118.80
	equal(t, "invoice", v.Total, 11880)
	equal(t, "settled at once", v.Open(), 0)
	equal(t, "and it says so", v.Deposits, 11880)
	equal(t, "the rest waits for the next", h.readOrder(o.ID).Reserved, 3400)
	v = must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true})) // the totes, 57.20
	equal(t, "open of the last", v.Open(), 2320)
	p := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperInvoice, ID: v.ID}))
	equal(t, "printed as paid", p.Paid, 3400)
	equal(t, "printed as due", p.Dues[0].Amount, 2320)
	equal(t, "nothing is reserved any more", h.readOrder(o.ID).Reserved, 0)
	h.sound()
}

func TestWhatIsLeftOfADepositIsFreedWhenTheOrderIsOver(t *testing.T) {
	h := newHouse(t)
	h.ana = h.third()
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	p := h.ahead(o, "50")
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: o.ID, Reason: "changed their mind"}))
	p = must(h.GetPayment(h.ctx, app.ByID{ID: p.ID}))
	equal(t, "still the customer's", p.Left(), 5000)
	equal(t, "for no order", p.OrderID, 0)
	equal(t, "on the order", h.readOrder(o.ID).Reserved, 0)
	other := h.issued(h.ana, app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	must(h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: p.ID, Auto: true}))
	equal(t, "used for another", h.readInvoice(other.ID).Open(), 0)
	_, err := h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, OrderID: o.ID, Amount: dec("1")})
	h.says(err, "is over")

	gift := h.order(app.LineIn{ItemID: h.wrap, Qty: qtyp(10)}) // 22.00
	rest := h.ahead(gift, "30")
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: gift.ID, Issue: true}))
	equal(t, "done", h.readOrder(gift.ID).Next, trade.StepDone)
	rest = must(h.GetPayment(h.ctx, app.ByID{ID: rest.ID}))
	equal(t, "paid too much", rest.Left(), 800)
	equal(t, "freed", rest.OrderID, 0)
	h.sound()
}

func TestMoneyOnAccountIsReservedAndFreed(t *testing.T) {
	h := newHouse(t)
	h.ana = h.third()
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("100")}))
	o, next := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)}), h.order(app.LineIn{ItemID: h.tote, Qty: qtyp(10)})
	must(h.ReservePayment(h.ctx, app.ReserveIn{PaymentID: p.ID, OrderID: o.ID}))
	equal(t, "released", h.readOrder(o.ID).OnHold(), false)
	must(h.ReservePayment(h.ctx, app.ReserveIn{PaymentID: p.ID, OrderID: next.ID}))
	equal(t, "moved away", h.readOrder(o.ID).Reserved, 0)
	equal(t, "to the other", h.readOrder(next.ID).Reserved, 10000)
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	must(h.ReservePayment(h.ctx, app.ReserveIn{PaymentID: p.ID, OrderID: o.ID}))
	equal(t, "settles what is issued", must(h.GetPayment(h.ctx, app.ByID{ID: p.ID})).Left(), 0)
	_, err := h.ReservePayment(h.ctx, app.ReserveIn{PaymentID: p.ID})
	h.says(err, "is used already")
	h.sound()
}

func TestWhoseMoneyIsForWhichOrder(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	draft := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1)}}}}))
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "USD", Date: "2026-01-01", Rate: money.Par}))
	for words, in := range map[string]app.PaymentIn{
		"is an order of Bluebird Gifts": {PartyID: h.customer("Other", nil), OrderID: o.ID},
		"is in EUR":                     {PartyID: h.ana, OrderID: o.ID, Currency: "USD"},
		"not confirmed yet":             {PartyID: h.ana, OrderID: draft.ID},
	} {
		in.Amount = dec("10")
		_, err := h.RecordPayment(h.ctx, in)
		h.says(err, words)
	}
	_, err := h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, OrderID: o.ID, Amount: dec("10")})
	h.refused(trade.Invalid, err)
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("10")}))
	_, err = h.ReservePayment(h.ctx, app.ReserveIn{PaymentID: p.ID})
	h.says(err, "not reserved")
	h.sound()
}

func TestAProformaAsksForTheDepositAndIsNoInvoice(t *testing.T) {
	h := newHouse(t)
	own := must(h.GetCompany(h.ctx, app.Nothing{}))
	own.BankLines = []string{"IBAN DE43"}
	must(h.SaveCompany(h.ctx, *own))
	h.ana = h.third()
	draft := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	_, err := h.SendProforma(h.ctx, app.SendIn{ID: draft.ID})
	h.says(err, "confirmed order")
	o := must(h.ConfirmOrder(h.ctx, app.ConfirmIn{SendIn: app.SendIn{ID: draft.ID, NoMail: true}})) // 118.80
	h.ahead(o, "10")
	must(h.SendProforma(h.ctx, app.SendIn{ID: o.ID}))
	m := must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0]
	equal(t, "subject", m.Subject, "Pro-forma invoice for order "+o.Number+" from North Pier Trading, 25.64 EUR")
	p := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperProforma, ID: o.ID}))
	equal(t, "asked for", p.Ahead, 3564)
	equal(t, "paid", p.Paid, 1000)
	equal(t, "where to", p.Bank[0], "IBAN DE43")
	equal(t, "what it is not", strings.Contains(strings.Join(p.Notes, " "), "not an invoice"), true)
	equal(t, "no invoice is made", len(must(h.ListInvoices(h.ctx, app.ListIn{})).Rows), 0)
	h.ahead(o, "50")
	p = must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperProforma, ID: o.ID}))
	equal(t, "no more than was asked for is printed as paid", p.Paid, p.Ahead)
	_, err = h.SendProforma(h.ctx, app.SendIn{ID: o.ID})
	h.says(err, "is paid already")

	all := must(h.Paper(h.ctx, app.PrintIn{Paper: app.PaperProforma, ID: h.ordered(h.customer("Plain", nil)).ID}))
	equal(t, "without a deposit it asks for all", all.Ahead, all.Total)
	h.sound()
}

// ordered is an order of a customer.
func (h *house) ordered(customer trade.ID) *trade.SalesOrder {
	h.ana = customer
	return h.order()
}
