package app_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/data/datatest"
)

// hands prints and mails blank paper, so that a message can leave the house.
type hands struct{}

func (hands) PDF(app.Paper) ([]byte, error)           { return []byte("paper"), nil }
func (hands) Profit(io.Writer, *app.ProfitBook) error { return nil }
func (hands) Table(io.Writer, app.Table) error        { return nil }
func (hands) Supply(io.Writer, app.SupplySheet) error { return nil }
func (hands) EML(app.Mail) ([]byte, error)            { return []byte("mail"), nil }

func newOffice(t *testing.T) *house {
	h := newHouse(t)
	h.Desk = app.New(app.Ports{Store: h.store, Printer: hands{}, Mailer: hands{}, Clock: func() time.Time { return h.now }})
	return h
}

// last is the step that was taken last.
func (h *house) last() app.StepRow {
	h.t.Helper()
	return must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0]
}

// handAll hands every message of the outbox over.
func (h *house) handAll() {
	h.t.Helper()
	for _, m := range must(h.ListMessages(h.ctx, app.ListIn{Filter: trade.MessageReady})).Rows {
		must(h.HandMessage(h.ctx, app.ByID{ID: m.ID}))
	}
}

// A deal goes from quote to profit; each step is then taken back, the last first, and every time the file is what it was
// before that step. At the end nothing has ever been.
func TestEveryStepOfADealIsUndone(t *testing.T) {
	h := newOffice(t)
	var states []string
	var titles []string
	take := func(title string, do func()) {
		t.Helper()
		states = append(states, datatest.Dump(t, h.store))
		do()
		titles = append(titles, title)
		equal(t, "title", h.last().Title, title)
		equal(t, title+": can be undone", h.last().CanUndo, true)
	}
	var q *trade.Quote
	var o *trade.SalesOrder
	var p []*trade.PurchaseOrder
	var v *trade.Invoice
	var b *trade.Bill
	var ship *trade.Shipment
	take("Save quote Bluebird Gifts", func() {
		q = must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}, {ItemID: h.tote, Qty: qtyp(10)}}}}))
	})
	take("Send quote Q-1001, Bluebird Gifts", func() { must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID})) })
	take("Revise quote Q-1001, Bluebird Gifts", func() { must(h.ReviseQuote(h.ctx, app.DecideIn{ID: q.ID})) })
	take("Send quote Q-1001, Bluebird Gifts", func() { must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID})) })
	take("Accept quote Q-1001, Bluebird Gifts", func() { must(h.AcceptQuote(h.ctx, app.DecideIn{ID: q.ID})) })
	take("Order quote SO-1001, Bluebird Gifts", func() {
		o = must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true, Send: true}))
	})
	take("Forward orders PO-1001, Clayworks and 1 more", func() { p = h.forward(o) })
	take("Answer purchase PO-1001, Clayworks", func() { must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p[0].ID})) })
	take("Record shipment SH-1001, Bluebird Gifts", func() {
		ship = must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p[0].ID, Tracking: []string{"GP1"}, Notify: true})).Shipment
	})
	take("Confirm delivery SH-1001, Bluebird Gifts", func() { must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: ship.ID})) })
	take("Create invoice INV-1001, Bluebird Gifts", func() {
		v = must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true}))
	})
	take("Record payment PAY-1001, Bluebird Gifts", func() {
		must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("10"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("10")}}}))
	})
	take("Credit invoice CR-1001, Bluebird Gifts", func() { must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Send: true})) })
	take("Save bill BILL-1001, Clayworks", func() {
		b = must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "77", PurchaseID: p[0].ID, Enter: true}))
	})
	take("Pay supplier PAY-1002, Clayworks", func() {
		must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("5"), Uses: []app.UseIn{{ID: b.ID, Amount: dec("5")}}}))
	})
	take("Open return RMA-1001, Bluebird Gifts", func() {
		must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: ship.Lines[0].ID, Qty: qty(1)}}, Send: true}))
	})
	take("Request change PO-1002-C1, Weft & Co", func() { must(h.RequestChange(h.ctx, app.RequestIn{PurchaseID: p[1].ID, Send: true})) })
	for i := len(states) - 1; i >= 0; i-- {
		var step app.StepRow
		for _, r := range must(h.ListSteps(h.ctx, app.ListStepsIn{})).Rows {
			if r.UndoneAt == "" {
				step = r
				break
			}
		}
		out := must(h.UndoStep(h.ctx, app.ByID{ID: step.ID}))
		equal(t, "said", out.Text, "Undone: "+titles[i]+".")
		if datatest.Dump(t, h.store) != states[i] {
			t.Fatalf("after undoing %q the file is another than before it", titles[i])
		}
		h.sound()
	}
}

// What a step deleted, or moved to another record, comes back as it was.
func TestWhatAStepTookAwayComesBack(t *testing.T) {
	h := newHouse(t)
	sale := app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}, {ItemID: h.tote, Qty: qtyp(10)}}}
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: sale}))
	draft := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: sale}))
	o := h.order()
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("10"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("10")}}}))
	other := h.customer("Bluebird Gifts Ltd", nil)
	for name, take := range map[string]func(){
		"a quote":  func() { must(h.DeleteQuote(h.ctx, app.Do{ID: q.ID})) },
		"an order": func() { must(h.DeleteOrder(h.ctx, app.Do{ID: draft.ID})) },
		"a line": func() {
			must(h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: app.SaleIn{Lines: []app.LineIn{{ID: q.Lines[1].ID}}}}))
		},
		"an allocation": func() { must(h.RemoveAllocation(h.ctx, app.ByID{ID: 1})) },
		"a customer":    func() { must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindCustomer, Keep: other, Drop: h.ana})) },
	} {
		before := datatest.Dump(t, h.store)
		take()
		if datatest.Dump(t, h.store) == before {
			t.Errorf("%s: nothing was taken away", name)
		}
		must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
		equal(t, name+" is back", datatest.Dump(t, h.store) == before, true)
	}
	h.sound()
}

// Twenty orders are forwarded at once, by mistake.
func TestABulkStepIsUndoneWhole(t *testing.T) {
	h := newOffice(t)
	var orders []trade.ID
	for range 20 {
		orders = append(orders, h.order().ID)
	}
	before := datatest.Dump(t, h.store)
	made := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: orders, Send: true})).Made
	equal(t, "purchase orders", len(made), 40)
	equal(t, "title", h.last().Title, "Forward orders PO-1001, Clayworks and 39 more")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	equal(t, "the file is what it was", datatest.Dump(t, h.store) == before, true)
	equal(t, "nothing waits in the outbox for it", len(must(h.ListMessages(h.ctx, app.ListIn{})).Rows), 0)
	equal(t, "history of an order", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: orders[3]})).Rows[0].Action, trade.Undo)

	again := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: orders, Send: true})).Made
	equal(t, "the number is given again", again[0].Number, "PO-1001")
	h.sound()
}

// What several use cases did in one transaction is one step.
func TestABatchIsOneStep(t *testing.T) {
	h := newHouse(t)
	before := datatest.Dump(t, h.store)
	must(h.Batch(h.ctx, app.BatchIn{Calls: []app.BatchCall{
		{Call: "SaveCarrier", In: []byte(`{"name":"Kestrel Parcel","methods":[]}`)},
		{Call: "SaveTerms", In: []byte(`{"name":"7 days","parts":[{"percent":100,"days":7}]}`)},
	}}))
	equal(t, "title", h.last().Title, "Save carrier Kestrel Parcel, and 1 more step with it")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	equal(t, "the file is what it was", datatest.Dump(t, h.store) == before, true)
	_, err := h.Batch(h.ctx, app.BatchIn{Calls: []app.BatchCall{{Call: "UndoStep", In: []byte(`{"id":1}`)}}})
	h.says(err, "cannot be a part of other steps")
}

// Kim sends a quote, and Pat turns it into an order: the quote cannot go back before the order does.
func TestALaterStepIsUndoneFirst(t *testing.T) {
	h := newHouse(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}}))
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	sent := h.last()
	must(h.OrderQuote(app.As(h.ctx, "Pat"), app.OrderQuoteIn{QuoteID: q.ID, Confirm: true}))
	_, err := h.UndoStep(h.ctx, app.ByID{ID: sent.ID})
	h.says(err, "After it came: Order quote SO-1001, Bluebird Gifts, by Pat, 23 Nov 09:14. Undo that first.")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	must(h.UndoStep(h.ctx, app.ByID{ID: sent.ID}))
	_, err = h.UndoStep(h.ctx, app.ByID{ID: sent.ID})
	h.says(err, "It was undone already, by Kim, 23 Nov 09:14.")
	h.sound()
}

// Numbers are given without a gap, so that a number goes back only while it is the last.
func TestANumberIsGivenBackOnlyWhileItIsTheLast(t *testing.T) {
	h := newHouse(t)
	h.order()
	first := h.last()
	h.order()
	_, err := h.UndoStep(h.ctx, app.ByID{ID: first.ID})
	h.says(err, "After it came: Save order SO-1002")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	must(h.UndoStep(h.ctx, app.ByID{ID: first.ID}))
	equal(t, "the next order", h.order().Number, "SO-1001")
}

// A customer who has a quote by now stays.
func TestWhatOthersNameIsNotTakenAway(t *testing.T) {
	h := newHouse(t)
	c := h.customer("Harbor Hardware", nil)
	made := h.last()
	equal(t, "at first", made.CanUndo, true)
	must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: c, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}}))
	_, err := h.UndoStep(h.ctx, app.ByID{ID: made.ID})
	h.says(err, "After it came: Save quote Harbor Hardware")
}

// What is found by which words goes back too.
func TestTheSearchGoesBackWithAStep(t *testing.T) {
	h := newHouse(t)
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	in := app.SaveCustomerIn{Customer: *c}
	in.Name = "Münster Ceramics"
	must(h.SaveCustomer(h.ctx, in))
	equal(t, "by the new name", len(must(h.Find(h.ctx, app.FindIn{Text: "munster"})).Rows), 1)
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	equal(t, "by the new name, afterwards", len(must(h.Find(h.ctx, app.FindIn{Text: "munster"})).Rows), 0)
	equal(t, "by the old name", len(must(h.Find(h.ctx, app.FindIn{Text: "bluebird"})).Rows), 1)
}

// What has left the house cannot be taken back: the counter-document is offered instead.
func TestWhatHasLeftTheHouseIsAnsweredInstead(t *testing.T) {
	h := newOffice(t)
	sale := app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}
	left := func(call, says, in string) {
		t.Helper()
		h.handAll()
		r := h.last()
		equal(t, call+": can be undone", r.CanUndo, false)
		_, err := h.UndoStep(h.ctx, app.ByID{ID: r.ID})
		h.says(err, "left the house")
		h.says(err, "Instead: "+says+" ("+call+").")
		c := must(h.CounterStep(h.ctx, app.ByID{ID: r.ID})).Rows
		if len(c) != 1 || c[0].Call != call || string(c[0].In) != in {
			t.Errorf("%s: the answers are %v", call, c)
		}
		tried := errors.New("only tried")
		err = h.Together(h.ctx, func(ctx context.Context) error {
			if _, err := h.Call(ctx, call, c[0].In); err != nil && strings.Contains(err.Error(), "cannot be read") {
				return err
			}
			return tried
		})
		equal(t, call+": its input can be read", err, tried)
	}
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: sale}))
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	left("ReviseQuote", "revise quote Q-1001", `{"id":1}`)
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true, Send: true}))
	left("ChangeOrder", "cancel order SO-1001", `{"cancel":true,"order_id":1,"send":true}`)
	p := h.forward(o)[0]
	left("RequestChange", "ask Clayworks to cancel PO-1001", `{"purchase_id":1,"send":true}`)
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, Notify: true})).Shipment
	left("ReportException", "report what is wrong with shipment SH-1001", `{"shipment_id":1}`)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true}))
	left("CreditInvoice", "credit invoice INV-1001", `{"again":true,"invoice_id":1,"send":true}`)
	must(h.CreditInvoice(h.ctx, app.CreditIn{InvoiceID: v.ID, Again: true, Send: true}))
	left("CreateInvoice", "invoice order SO-1001 anew", `{"issue":true,"order_id":1}`)
	must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: o.ID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}, Send: true}))
	left("CancelReturn", "cancel return RMA-1001", `{"id":1}`)
	must(h.RequestChange(h.ctx, app.RequestIn{PurchaseID: h.forward(h.order())[0].ID, Send: true}))
	left("AnswerChange", "record what Clayworks answers to PO-1002-C1", `{"id":1}`)
	h.sound()
}

// The step before one that has left the house stays too, and says why.
func TestAStepBelowOneThatLeftIsAnsweredToo(t *testing.T) {
	h := newOffice(t)
	o := h.order()
	confirmed := h.last()
	p := h.forward(o)[0]
	h.handAll()
	_, err := h.UndoStep(h.ctx, app.ByID{ID: confirmed.ID})
	h.says(err, "After it came: Forward orders PO-1001, Clayworks and 1 more, by Kim, 23 Nov 09:14. That has left the house and cannot be taken back. Instead: cancel order SO-1001 (ChangeOrder).")
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID}))
	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: 1}))
	c := must(h.CounterStep(h.ctx, app.ByID{ID: h.last().ID})).Rows
	equal(t, "what answers a delivery", c[0].Call, "OpenReturn")
	b := must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.clay, TheirNo: "77", PurchaseID: p.ID, Enter: true}))
	c = must(h.CounterStep(h.ctx, app.ByID{ID: h.last().ID})).Rows
	equal(t, "what answers a bill", c[0].Does, "enter Clayworks's credit note for bill 77")
	must(h.PaySupplier(h.ctx, app.PaymentIn{PartyID: h.clay, Amount: dec("5"), Uses: []app.UseIn{{ID: b.ID, Amount: dec("5")}}}))
	c = must(h.CounterStep(h.ctx, app.ByID{ID: h.last().ID})).Rows
	equal(t, "what answers a payment", c[0].Call, "RemoveAllocation")
}

// Who may take a step may undo it, and nobody else.
func TestUndoAsksForTheRightToTheStep(t *testing.T) {
	h := newHouse(t)
	must(h.SaveUser(h.ctx, trade.User{Name: "Pia", Role: "purchasing"}))
	must(h.SaveUser(h.ctx, trade.User{Name: "Sal", Role: "sales"}))
	h.order()
	_, err := h.UndoStep(app.As(h.ctx, "Pia"), app.ByID{ID: h.last().ID})
	h.says(err, "done by sales or admin")
	must(h.UndoStep(app.As(h.ctx, "Sal"), app.ByID{ID: h.last().ID}))
}

// A record that is made after another was undone may get its id, but not its history.
func TestANewRecordHasNoHistoryOfAnother(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	history := func() string {
		var list []string
		for _, e := range must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID})).Rows {
			list = append(list, e.Action)
		}
		return strings.Join(list, " ")
	}
	equal(t, "confirmed", history(), "confirm add")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	equal(t, "undone", history(), "undo confirm add")
	equal(t, "the next has its id", h.order().ID, o.ID)
	equal(t, "the next", history(), "confirm add")

	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana}}))
	must(h.DeleteQuote(h.ctx, app.Do{ID: q.ID}))
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	var list []string
	for _, e := range must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindQuote, ID: q.ID})).Rows {
		list = append(list, e.Action)
	}
	equal(t, "a quote that came back", strings.Join(list, " "), "undo delete add")
}

// Two programs have the file open: what one did the other undoes, or refuses to.
func TestTwoProgramsUndoEachOther(t *testing.T) {
	h := newHouse(t)
	store, err := data.Open(h.store.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	other := app.New(app.Ports{Store: store, Clock: func() time.Time { return h.now }})
	before := datatest.Dump(t, h.store)
	o := h.order()
	mine := h.last()
	must(other.ForwardOrders(app.As(h.ctx, "Pat"), app.ForwardIn{Orders: []trade.ID{o.ID}}))
	_, err = h.UndoStep(h.ctx, app.ByID{ID: mine.ID})
	h.says(err, "by Pat")
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	must(other.UndoStep(app.As(h.ctx, "Pat"), app.ByID{ID: mine.ID}))
	equal(t, "the file is what it was", datatest.Dump(t, store) == before, true)
	mineOnly := must(h.ListSteps(h.ctx, app.ListStepsIn{Mine: true})).Rows
	for _, r := range mineOnly {
		equal(t, "whose", r.Who, "Kim")
	}
}

// The window asks which step it has just taken.
func TestTheCallerHearsOfItsStep(t *testing.T) {
	h := newHouse(t)
	ctx, id := app.Noting(h.ctx)
	must(h.GetCompany(ctx, app.Nothing{}))
	equal(t, "after reading", *id, 0)
	must(h.SaveCarrier(ctx, trade.Carrier{Name: "Kestrel Parcel", Methods: []string{}}))
	equal(t, "after a step", *id, h.last().ID)
	*id = 0
	must(h.UndoStep(ctx, app.ByID{ID: h.last().ID}))
	equal(t, "after an undo", *id, 0)
}

// A mail that was opened in the mail program and not sent there is no reason to keep a step.
func TestAMailThatTheMailProgramDidNotSendIsTakenBack(t *testing.T) {
	h := newOffice(t)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	sent := h.last()
	h.handAll()
	equal(t, "it is out", h.last().CanUndo, false)
	m := h.messages(trade.MessageHanded)[0]
	_, err := h.SettleMessage(h.ctx, app.SettleMessageIn{ID: m.ID, Arrived: true})
	equal(t, "what was sent is not asked about", app.AsError(err).Kind, trade.Refused)
	must(h.SettleMessage(h.ctx, app.SettleMessageIn{ID: m.ID}))
	equal(t, "it waits", len(h.messages(trade.MessageReady)), 1)
	must(h.UndoStep(h.ctx, app.ByID{ID: sent.ID}))
	equal(t, "the quote", must(h.GetQuote(h.ctx, app.ByID{ID: q.ID})).State, trade.Draft)
	equal(t, "no message", len(h.messages("")), 0)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	h.handAll()
	equal(t, "one message, with its own files", len(h.messages(trade.MessageHanded)), 1)
	equal(t, "the file agrees", len(must(h.Check(h.ctx, app.Nothing{})).Problems), 0)
}
