package app_test

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

// skonto is a customer who gets 2 % for paying within 10 days.
func (h *house) skonto(change func(*app.SaveCustomerIn)) trade.ID {
	terms := must(h.SaveTerms(h.ctx, trade.Terms{Name: "2 % 10 days, 30 net", DiscountRate: 2 * money.Percent, DiscountDays: 10, Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	return h.customer("Early Bird", func(in *app.SaveCustomerIn) {
		in.TermsID = terms.ID
		if change != nil {
			change(in)
		}
	})
}

// issued is an invoice for all that an order of lines says.
func (h *house) issued(customer trade.ID, lines ...app.LineIn) *trade.Invoice {
	h.t.Helper()
	h.ana = customer
	return must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: h.order(lines...).ID, Basis: "ordered", Issue: true}))
}

func (h *house) paid(v *trade.Invoice, amount string, use app.UseIn) (*trade.Payment, error) {
	use.ID, use.Amount = v.ID, dec(amount)
	return h.RecordPayment(h.ctx, app.PaymentIn{PartyID: v.CustomerID, Amount: dec(amount), Uses: []app.UseIn{use}})
}

func (h *house) readInvoice(id trade.ID) *trade.Invoice {
	h.t.Helper()
	return must(h.GetInvoice(h.ctx, app.ByID{ID: id}))
}

// creditOf is the newest credit note of an invoice's order.
func (h *house) creditOf(v *trade.Invoice) *trade.Invoice {
	h.t.Helper()
	list := must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: v.OrderID})).Invoices
	last := &list[len(list)-1]
	if !last.Credit {
		h.t.Fatalf("the newest of %s is no credit note", v.OrderNo)
	}
	return last
}

func TestPayingEarlyTakesTheDiscountOffRevenueAndTax(t *testing.T) {
	h := newHouse(t)
	v := h.issued(h.skonto(func(in *app.SaveCustomerIn) { in.Language = "de" }), app.LineIn{ItemID: h.mug, Qty: qtyp(24)}, app.LineIn{ItemID: h.tote, Qty: qtyp(10)})
	equal(t, "net 108 + 52, tax 10 %", v.Total, 17600)
	h.now = h.now.AddDate(0, 0, 10)
	_, err := h.paid(v, "172.48", app.UseIn{}) // 176.00 less 3.52
	if err != nil {
		t.Fatal(err)
	}
	v = h.readInvoice(v.ID)
	equal(t, "nothing is open", v.Open(), 0)
	equal(t, "nothing is written off", v.WrittenOff, 0)
	c := h.creditOf(v)
	equal(t, "credit", c.Total, 352)
	equal(t, "its net", c.Net, 320)
	equal(t, "its tax", c.Tax, 32)
	equal(t, "its use", c.Open(), 0)
	equal(t, "it is the discount", c.EarlyPaid, true)
	equal(t, "in the customer's language", c.Reason, "2 % Skonto")
	equal(t, "for the mugs", c.Lines[0].Total(), 216)
	equal(t, "for the totes", c.Lines[1].Total(), 104)
	equal(t, "quantities stay", h.readInvoice(v.ID).Lines[0].Credited, 0)
	equal(t, "revenue of the order", h.readOrder(v.OrderID).Revenue, 15680)
	h.sound()
}

func TestTheDiscountIsGivenOnlyInTimeAndOnlyOnce(t *testing.T) {
	h := newHouse(t)
	v := h.issued(h.skonto(nil), app.LineIn{ItemID: h.mug, Qty: qtyp(24)}) // 118.80, discount 2.38
	h.now = h.now.AddDate(0, 0, 11)
	p, err := h.paid(v, "116.42", app.UseIn{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "late: the rest stays open", h.readInvoice(v.ID).Open(), 238)
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: p.Allocations[0].ID}))
	use := func(u app.UseIn) error {
		u.ID, u.Amount = v.ID, dec("116.42")
		_, err := h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: p.ID, Uses: []app.UseIn{u}})
		return err
	}
	h.says(use(app.UseIn{Discount: ptr(true)}), "until 2026-12-03")
	if err := use(app.UseIn{Discount: ptr(true), Late: true}); err != nil {
		t.Fatal(err)
	}
	equal(t, "given on the person's word", h.readInvoice(v.ID).Open(), 0)

	must(h.RemoveAllocation(h.ctx, app.ByID{ID: must(h.GetPayment(h.ctx, app.ByID{ID: p.ID})).Allocations[0].ID}))
	_, err = h.paid(v, "114.09", app.UseIn{Discount: ptr(true), Late: true}) // 2 % of the 116.42 that are open again
	h.says(err, "given already")
	h.sound()
}

func TestMoreThanTheDiscountStaysOpen(t *testing.T) {
	h := newHouse(t)
	v := h.issued(h.skonto(nil), app.LineIn{ItemID: h.mug, Qty: qtyp(24)}) // 118.80, discount 2.38
	must(h.paid(v, "116.41", app.UseIn{}))
	equal(t, "a cent too little", h.readInvoice(v.ID).Open(), 239)
	_, err := h.paid(v, "0.00", app.UseIn{})
	h.refused(trade.Invalid, err)
	must(h.paid(v, "0.50", app.UseIn{Discount: ptr(false)}))
	equal(t, "not wanted", h.readInvoice(v.ID).Open(), 189)
	_, err = h.paid(v, "0.01", app.UseIn{Discount: ptr(true)})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "a smaller discount than allowed", h.creditOf(v).Total, 188)
	w := h.issued(h.customer("Plain", nil), app.LineIn{ItemID: h.mug, Qty: qtyp(1)})
	_, err = h.paid(w, "4.90", app.UseIn{Discount: ptr(true)})
	h.says(err, "no discount")
	h.sound()
}

func TestOnePaymentForSeveralInvoicesLessTheirDiscounts(t *testing.T) {
	h := newHouse(t)
	early := h.skonto(nil)
	a := h.issued(early, app.LineIn{ItemID: h.mug, Qty: qtyp(24)})  // 118.80 less 2.38
	b := h.issued(early, app.LineIn{ItemID: h.tote, Qty: qtyp(10)}) // 57.20 less 1.14
	c := h.issued(early, app.LineIn{ItemID: h.wrap, Qty: qtyp(5)})  // 11.00
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: early, Amount: dec("172.48"), Auto: true}))
	equal(t, "all of the money is used", p.Left(), 0)
	for _, v := range []*trade.Invoice{a, b} {
		equal(t, v.Number+" is settled", h.readInvoice(v.ID).Open(), 0)
	}
	equal(t, "the third waits", h.readInvoice(c.ID).Open(), 1100)
	h.sound()
}

// A net of 0.02 makes a tax of nothing and one of 0.03 a tax of 0.01: no net makes a credit of 0.03.
func TestADiscountThatNoNetComesToIsGivenToTheCent(t *testing.T) {
	h := newHouse(t)
	code := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "N", Name: "19 %", Kind: trade.TaxNormal, Rate: 19 * money.Percent}))
	v := h.issued(h.skonto(func(in *app.SaveCustomerIn) { in.TaxCodeID = code.ID }), app.LineIn{ItemID: h.wrap, Qty: qtyp(1), Price: decp("1.26")})
	equal(t, "total", v.Total, 150)
	must(h.paid(v, "1.47", app.UseIn{}))
	equal(t, "discount", h.creditOf(v).Total, 3)
	c := must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID}))
	equal(t, "the rest is credited to the cent", c.Total, 147)
	equal(t, "and its tax", c.Tax+h.readInvoice(c.ID-1).Tax, v.Tax)
	h.sound()
}

func TestAPaymentLessTheDiscountIsTakenBackWithItsCreditNote(t *testing.T) {
	h := newHouse(t)
	v := h.issued(h.skonto(nil), app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	before := datatest.Dump(t, h.store)
	must(h.paid(v, "116.42", app.UseIn{}))
	equal(t, "settled", h.readInvoice(v.ID).Open(), 0)
	must(h.UndoStep(h.ctx, app.ByID{ID: must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID}))
	if datatest.Dump(t, h.store) != before {
		t.Error("the file is not as it was")
	}
	h.sound()
}

// A bill of 74.40 and 5.00 freight, with 15.88 of tax: 95.28, less 2 % is 93.37.
func TestPayingASupplierEarlyTakesTheDiscountOffTheCost(t *testing.T) {
	h := newHouse(t)
	terms := must(h.SaveTerms(h.ctx, trade.Terms{Name: "2 % 10 days", DiscountRate: 2 * money.Percent, DiscountDays: 10, Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	s := must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay}))
	s.TermsID = terms.ID
	must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: *s}))
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(24)})
	po := h.forward(o)[0]
	h.ship(po)
	b := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "B-77", Tax: decp("15.88"), Enter: true,
		Lines: []app.BillLineIn{{PurchaseLineID: po.Lines[0].ID}, {Price: decp("5")}}}))
	equal(t, "to pay", b.Total, 9528)
	open := must(h.ListOpen(h.ctx, app.ListOpenIn{SupplierID: h.clay})).Rows[0]
	equal(t, "less, if paid early", open.Early, trade.Early{By: "2026-12-03", Rate: 20000, Discount: 191})
	p := must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("93.37"), Auto: true}))
	equal(t, "all of it is used", p.Left(), 0)
	b = must(h.GetBill(h.ctx, app.ByID{ID: b.ID}))
	equal(t, "nothing is open", b.Open(), 0)
	c := must(h.GetBill(h.ctx, app.ByID{ID: b.ID + 1}))
	equal(t, "a supplier's credit", c.Credit && c.EarlyFor == b.ID, true)
	equal(t, "its total", c.Total, 191)
	equal(t, "its tax", c.Tax, 32)
	equal(t, "off the mugs", c.Lines[0].Net, 149)
	equal(t, "off the freight", c.Lines[1].Net, 10)
	profit := must(h.GetProfit(h.ctx, app.ByID{ID: o.ID}))
	equal(t, "goods and freight of the order", profit.Cost+profit.Freight, 7440+500-159)
	again := must(h.ListAllocations(h.ctx, app.ListAllocationsIn{Kind: trade.KindBill, ID: b.ID})).Rows[0]
	must(h.RemoveAllocation(h.ctx, app.ByID{ID: again.ID}))
	_, err := h.AllocatePayment(h.ctx, app.AllocateIn{PaymentID: p.ID, Uses: []app.UseIn{{ID: b.ID, Amount: dec("91.50"), Discount: ptr(true)}}})
	h.says(err, "given already")
	h.sound()
}
