package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// found are the ids that a rule of Today finds.
func (h *house) found(rule string) []trade.ID {
	h.t.Helper()
	ids := []trade.ID{}
	for _, g := range must(h.Today(h.ctx, app.TodayIn{Rule: rule})).Groups {
		for _, f := range g.Findings {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func (h *house) pass(days int) { h.now = h.now.AddDate(0, 0, days) }

func (h *house) quote(valid trade.Date) *trade.Quote {
	return must(h.SaveQuote(h.ctx, app.SaveQuoteIn{Valid: valid, SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}}))
}

func (h *house) tenMugs() *trade.PurchaseOrder {
	return h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}))[0]
}

// Each rule finds what it is there for, once; its step makes it go away, and so does putting it aside until it comes back.
func TestEveryRuleFindsItsWorkAndItsStepSettlesIt(t *testing.T) {
	for _, c := range []struct {
		rule string
		make func(*house) trade.ID
		fix  func(*house, trade.ID) // for rules that a person settles, or what the step waits for
	}{
		{"accepted", func(h *house) trade.ID {
			q := h.quote("")
			must(h.AcceptQuote(h.ctx, app.DecideIn{ID: q.ID}))
			return q.ID
		}, nil},
		{"confirm", func(h *house) trade.ID {
			return must(h.SaveOrder(h.ctx, app.SaveOrderIn{Channel: "email", SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}})).ID
		}, nil},
		{"held", func(h *house) trade.ID {
			h.ana = h.customer("Small Limit", func(in *app.SaveCustomerIn) { in.CreditLimit = dec("100") })
			return h.order().ID
		}, func(h *house, _ trade.ID) {
			c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
			must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c, CreditLimit: dec("9999")}))
		}},
		{"decide", func(h *house) trade.ID {
			p := h.tenMugs()
			must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Refused: qty(10)}}}))
			return p.OrderID
		}, func(h *house, id trade.ID) { h.decide(h.readOrder(id), app.DecisionIn{Do: trade.DecideDrop}) }},
		{"to_order", func(h *house) trade.ID { return h.order().ID }, nil},
		{"send_po", func(h *house) trade.ID {
			return must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}).ID}})).Made[0].ID
		}, nil},
		{"combine", func(h *house) trade.ID {
			s := must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay}))
			s.Combine = true
			must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: *s, MinOrder: dec("60")}))
			for range 2 {
				must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}).ID}, Send: true}))
			}
			equal(h.t, "drafts that wait for others are not sent alone", len(h.found("send_po")), 0)
			return h.clay
		}, nil},
		{"unanswered", func(h *house) trade.ID { p := h.tenMugs(); h.pass(1); return p.ID }, nil},
		{"late", func(h *house) trade.ID { p := h.tenMugs(); h.pass(5); return p.ID }, nil},
		{"no_tracking", func(h *house) trade.ID {
			p := h.tenMugs()
			must(h.AnswerPurchase(h.ctx, app.AnswerIn{ID: p.ID, Lines: []app.AnswerLineIn{{LineID: p.Lines[0].ID, Confirmed: qty(10), Expected: "2026-12-20"}}}))
			h.pass(4)
			return p.ID
		}, nil},
		{"notify", func(h *house) trade.ID { return h.shipped(h.tenMugs()).ID }, nil},
		{"deliver", func(h *house) trade.ID { s := h.shipped(h.tenMugs()); h.pass(5); return s.ID }, nil},
		{"to_invoice", func(h *house) trade.ID { return h.shipped(h.tenMugs()).OrderID }, nil},
		{"send_invoice", func(h *house) trade.ID {
			o := h.shipped(h.tenMugs()).OrderID
			v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o}))
			equal(h.t, "an order with a drafted invoice is not invoiced again", len(h.found("to_invoice")), 0)
			return v.ID
		}, nil},
		{"overdue", func(h *house) trade.ID { v := h.invoiceOver("100"); h.pass(31); return v.ID }, nil},
		{"credit_due", func(h *house) trade.ID {
			p := h.tenMugs()
			s := h.shipped(p)
			h.billed(p, "1", qty(10), "3.10")
			r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: p.OrderID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(4)}}}))
			must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID}))
			must(h.SettleReturn(h.ctx, app.SettleIn{ID: r.ID, Outcome: "credit", Claim: true}))
			must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
			return p.ID
		}, nil},
		{"approve", func(h *house) trade.ID {
			p := h.tenMugs()
			h.shipped(p)
			return h.billed(p, "1", qty(10), "4.10").ID
		}, nil},
		{"returns", func(h *house) trade.ID {
			s := h.shipped(h.tenMugs())
			r := must(h.OpenReturn(h.ctx, app.ReturnIn{OrderID: s.OrderID, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(4)}}}))
			return must(h.ReceiveReturn(h.ctx, app.ReceiveIn{ID: r.ID})).ID
		}, func(h *house, id trade.ID) { must(h.SettleReturn(h.ctx, app.SettleIn{ID: id, Outcome: "credit"})) }},
		{"mail", func(h *house) trade.ID {
			must(h.SendQuote(h.ctx, app.SendIn{ID: h.quote("").ID}))
			equal(h.t, "mail that was just written", len(h.found("mail")), 0)
			h.now = h.now.Add(3 * 60e9)
			return h.mails()[0].ID
		}, func(h *house, id trade.ID) { must(h.StopMessage(h.ctx, app.ByID{ID: id})) }},
		{"quote_ends", func(h *house) trade.ID { return must(h.SendQuote(h.ctx, app.SendIn{ID: h.quote("2026-11-25").ID})).ID }, nil},
		{"bill_due", func(h *house) trade.ID {
			p := h.tenMugs()
			h.shipped(p)
			b := h.billed(p, "1", qty(10), "3.10")
			h.now = b.Due.Add(-3).Time().Add(9 * 3600e9)
			return b.ID
		}, nil},
		{"bill_missing", func(h *house) trade.ID {
			p := h.tenMugs()
			must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: h.shipped(p).ID}))
			h.pass(14)
			return p.ID
		}, func(h *house, id trade.ID) {
			p := must(h.GetPurchase(h.ctx, app.ByID{ID: id}))
			h.billed(p, "1", qty(10), "3.10")
		}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			h := newHouse(t)
			equal(t, "in an empty company", len(h.found(c.rule)), 0)
			id := c.make(h)
			equal(t, "found", fmt.Sprint(h.found(c.rule)), fmt.Sprint([]trade.ID{id}))
			g := must(h.Today(h.ctx, app.TodayIn{Rule: c.rule})).Groups[0]
			equal(t, "counted", g.Count, 1)
			equal(t, "money at risk", g.Risk > 0 || c.rule == "mail", true)
			equal(t, "it has a name", g.Findings[0].Number != "" || c.rule == "accepted" || c.rule == "confirm" || c.rule == "send_po" || c.rule == "send_invoice", true)

			ctx, step := app.Noting(h.ctx)
			must(h.Snooze(ctx, app.SnoozeIn{Rule: c.rule, IDs: []trade.ID{id}}))
			equal(t, "put aside", len(h.found(c.rule)), 0)
			must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
			equal(t, "undone", len(h.found(c.rule)), 1)
			now := h.now
			must(h.Snooze(h.ctx, app.SnoozeIn{Rule: c.rule, IDs: []trade.ID{id}}))
			if c.rule != "unanswered" && c.rule != "quote_ends" {
				h.pass(1)
				equal(t, "it comes back tomorrow", fmt.Sprint(h.found(c.rule)), fmt.Sprint([]trade.ID{id}))
			}
			h.now = now
			_, err := h.Snooze(h.ctx, app.SnoozeIn{Rule: c.rule, IDs: []trade.ID{id}, Until: trade.DateOf(now)})
			h.refused(trade.Invalid, err)

			if c.fix != nil {
				c.fix(h, id)
			}
			h.pass(1)
			if c.rule == "quote_ends" {
				h.now = now
			}
			if g.Step != "" {
				out := must(h.DoToday(h.ctx, app.DoTodayIn{Rule: c.rule, IDs: []trade.ID{id, id}}))
				equal(t, "done", fmt.Sprint(out.Done), fmt.Sprint([]trade.ID{id}))
			} else {
				_, err := h.DoToday(h.ctx, app.DoTodayIn{Rule: c.rule, IDs: []trade.ID{id}})
				h.says(err, "by a person")
			}
			equal(t, "settled", len(h.found(c.rule)), 0)
			h.sound()
		})
	}
}

// The rule with the most money comes first, what can wait comes last, and the worst record leads its group.
func TestTheMostMoneyAtRiskComesFirst(t *testing.T) {
	h := newHouse(t)
	small, large := h.invoiceOver("10"), h.invoiceOver("900")
	must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: "JPY", Date: "2026-01-01", Rate: 60_000_000}))
	ana := h.ana
	h.ana = h.customer("Tokyo Teahouse", func(in *app.SaveCustomerIn) { in.Currency = "JPY" })
	yen := h.invoiceOver("5000") // 30.00 in the company's currency
	h.ana = ana
	h.pass(31)
	o := h.order()
	must(h.SendQuote(h.ctx, app.SendIn{ID: must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(9000)}}},
		Valid: trade.DateOf(h.now.AddDate(0, 0, 2))})).ID}))
	out := must(h.Today(h.ctx, app.TodayIn{}))
	var order []string
	for _, g := range out.Groups {
		if g.Rule == "overdue" || g.Rule == "to_order" || g.Rule == "quote_ends" {
			order = append(order, g.Rule)
		}
	}
	equal(t, "order of the groups", strings.Join(order, " "), "overdue to_order quote_ends")
	g := out.Groups[0]
	var worst []trade.ID
	for _, f := range g.Findings {
		worst = append(worst, f.ID)
	}
	equal(t, "worst first", fmt.Sprint(worst), fmt.Sprint([]trade.ID{large.ID, yen.ID, small.ID}))
	equal(t, "at risk", g.Risk, large.Total+small.Total+3300)
	equal(t, "open", out.Money.Open, g.Risk)
	equal(t, "overdue", out.Money.Overdue, g.Risk)
	equal(t, "orders to order", out.Money.ToOrder, 1)
	equal(t, "profit of the month", out.Money.Profit, must(h.GetProfit(h.ctx, app.ByID{ID: o.ID})).Profit)
	equal(t, "days of the month before", len(out.Before), 30)
	var revenue money.Amount
	for _, d := range out.Before {
		revenue += d.Revenue
	}
	equal(t, "its revenue", revenue > 0, true)
	equal(t, "done today", fmt.Sprint(out.Done), "[{SendQuote 1}]")
}

// What cannot be done is named, the rest is done, and one undo takes it all back.
func TestDoingManyLeavesWhatCannotBeDone(t *testing.T) {
	h := newHouse(t)
	good, other := h.order(), h.order()
	bare := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "BARE", Name: "Item without supplier", Price: dec("3")})).ID
	none := h.order(app.LineIn{ItemID: bare, Qty: qtyp(1)})
	ctx, step := app.Noting(h.ctx)
	out := must(h.DoToday(ctx, app.DoTodayIn{Rule: "to_order", IDs: []trade.ID{good.ID, none.ID, other.ID}}))
	equal(t, "done", fmt.Sprint(out.Done), fmt.Sprint([]trade.ID{good.ID, other.ID}))
	equal(t, "left", len(out.Left), 1)
	equal(t, "with the reason", strings.Contains(out.Left[0].Reason, "has no supplier"), true)
	equal(t, "still to order", fmt.Sprint(h.found("to_order")), fmt.Sprint([]trade.ID{none.ID}))
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "undone as one", len(h.found("to_order")), 3)
	_, err := h.DoToday(h.ctx, app.DoTodayIn{Rule: "to_order", IDs: []trade.ID{none.ID}})
	h.says(err, "has no supplier")
	_, err = h.DoToday(h.ctx, app.DoTodayIn{Rule: "nothing", IDs: []trade.ID{1}})
	h.refused(trade.Invalid, err)
	_, err = h.DoToday(h.ctx, app.DoTodayIn{Rule: "to_order"})
	h.refused(trade.Invalid, err)
	_, err = h.Snooze(h.ctx, app.SnoozeIn{Rule: "to_order", IDs: []trade.ID{999}})
	h.refused(trade.NotFound, err)
	must(h.SaveUser(h.ctx, trade.User{Name: "Bo", Role: "books"}))
	_, err = h.DoToday(app.As(h.ctx, "Bo"), app.DoTodayIn{Rule: "to_order", IDs: []trade.ID{good.ID}})
	h.says(err, "done by purchasing or admin")
}

func TestOneLetterRemindsOfAllInvoicesOfACustomer(t *testing.T) {
	h := newHouse(t)
	a, b := h.invoiceOver("10"), h.invoiceOver("20")
	h.pass(31)
	before := len(h.mails())
	must(h.DoToday(h.ctx, app.DoTodayIn{Rule: "overdue", IDs: []trade.ID{a.ID, b.ID}}))
	equal(t, "mails", len(h.mails())-before, 1)
	h.pass(6)
	equal(t, "they have a week to pay", len(h.found("overdue")), 0)
	h.pass(1)
	equal(t, "then they are asked again", len(h.found("overdue")), 2)
}

func TestASupplierIsAskedInItsLanguage(t *testing.T) {
	h := newHouse(t)
	s := must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay}))
	s.Language = "de"
	must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: *s}))
	p := h.tenMugs()
	h.pass(5)
	must(h.AskSupplier(h.ctx, app.SendIn{ID: p.ID}))
	m := h.mails()[0]
	equal(t, "subject", m.Subject, "Wann wird unsere Bestellung PO-1001 versandt?")
	equal(t, "it says the day", strings.Contains(m.Body, "zum 27.11.2026 erwartet"), true)
	h.shipped(p)
	_, err := h.AskSupplier(h.ctx, app.SendIn{ID: p.ID})
	h.says(err, "nothing left to ask")
}

func (h *house) automatic(level trade.Level, rules ...string) {
	h.t.Helper()
	for _, r := range rules {
		must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: r, Level: level}))
	}
}

// From the accepted quote to the invoice nobody does anything but the supplier, who ships.
func TestAutomationDoesADealByItself(t *testing.T) {
	h := newHouse(t)
	h.automatic(trade.Automatic, "accepted", "to_order", "notify", "to_invoice")
	q := h.quote("")
	must(h.AcceptQuote(h.ctx, app.DecideIn{ID: q.ID}))
	out := must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "done", fmt.Sprint(out.Done), "[{OrderQuote 1} {ForwardOrders 1}]")
	equal(t, "nothing failed", len(out.Failed), 0)
	o := must(h.GetQuote(h.ctx, app.ByID{ID: q.ID})).Orders[0]
	c := must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID}))
	equal(t, "the purchase order is sent", c.Purchases[0].State, trade.Sent)
	again := must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "again there is nothing to do", len(again.Done), 0)

	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: c.Purchases[0].ID, Tracking: []string{"0034"}}))
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	c = must(h.GetChain(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID}))
	equal(t, "the customer was told", c.Shipments[0].Notified != "", true)
	equal(t, "the invoice is out", c.Invoices[0].State, trade.Issued)
	equal(t, "over all of it", c.Invoices[0].Total, c.Order.Total)
	var subjects []string
	for _, m := range h.mails() {
		subjects = append(subjects, string(m.Kind))
	}
	slices.Reverse(subjects)
	equal(t, "mails", strings.Join(subjects, " "), "order purchase shipment invoice")
	equal(t, "history says who", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindOrder, ID: o.ID})).Rows[0].Who, app.AutomationName)
	h.sound()
}

func TestPreparedMakesDraftsThatAPersonSends(t *testing.T) {
	h := newHouse(t)
	h.automatic(trade.Prepared, "accepted", "to_order", "to_invoice")
	o := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)})
	mails := len(h.mails())
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	drafts := h.found("send_po")
	equal(t, "a drafted purchase order waits on Today", len(drafts), 1)
	equal(t, "nothing went out", len(h.mails()), mails)
	must(h.DoToday(h.ctx, app.DoTodayIn{Rule: "send_po", IDs: drafts}))
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: drafts[0]}))
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	invoices := h.found("send_invoice")
	equal(t, "one drafted invoice", len(invoices), 1)
	must(h.DoToday(h.ctx, app.DoTodayIn{Rule: "send_invoice", IDs: invoices}))
	equal(t, "invoiced", h.readOrder(o.ID).Invoiced, o.Total)
}

// What automation cannot do keeps nothing else from being done, says why on Today, and is tried again after an hour.
func TestWhatAutomationCannotDoIsSaid(t *testing.T) {
	h := newHouse(t)
	h.automatic(trade.Automatic, "to_order")
	bare := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "BARE", Name: "Item without supplier", Price: dec("3")})).ID
	none := h.order(app.LineIn{ItemID: bare, Qty: qtyp(1)})
	h.order()
	out := must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "done", fmt.Sprint(out.Done), "[{ForwardOrders 1}]")
	equal(t, "failed", len(out.Failed), 1)
	f := must(h.Today(h.ctx, app.TodayIn{Rule: "to_order"})).Groups[0]
	equal(t, "on Today", f.Findings[0].ID, none.ID)
	equal(t, "with the reason", strings.Contains(f.Findings[0].Trouble, "has no supplier"), true)
	equal(t, "and the level", f.Level, trade.Automatic)
	equal(t, "it is left alone for an hour", len(must(h.RunAutomation(h.ctx, app.Nothing{})).Failed), 0)
	l := h.readOrder(none.ID).Lines[0]
	must(h.ChooseSupplier(h.ctx, app.LineSupplierIn{OrderID: none.ID, LineID: l.ID, SupplierID: h.clay, Cost: decp("1")}))
	h.now = h.now.Add(61 * 60e9)
	out = must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "then it is done", fmt.Sprint(out.Done), "[{ForwardOrders 1}]")
	equal(t, "and forgotten", len(h.found("to_order")), 0)
	_, err := h.Batch(h.ctx, app.BatchIn{Calls: []app.BatchCall{{Call: "RunAutomation"}}})
	h.refused(trade.Refused, err)
}

func TestSomeRulesAreNeverAutomatic(t *testing.T) {
	h := newHouse(t)
	for _, rule := range []string{"decide", "approve", "bill_due", "returns", "mail", "bill_missing"} {
		_, err := h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: rule, Level: trade.Automatic})
		h.says(err, "always done by a person")
	}
	_, err := h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "notify", Level: trade.Prepared})
	h.refused(trade.Invalid, err)
	must(h.SaveUser(h.ctx, trade.User{Name: "Sal", Role: "sales"}))
	_, err = h.SaveAutomation(app.As(h.ctx, "Sal"), app.SaveAutomationIn{Rule: "notify", Level: trade.Automatic})
	h.says(err, "nobody but an admin does")
	h.automatic(trade.Automatic, "notify")
	h.automatic(trade.Manual, "notify")
	for _, r := range must(h.GetAutomation(h.ctx, app.PartyIn{})).Rows {
		equal(t, r.Rule, r.Level, trade.Manual)
	}
}

func TestHowLongASupplierMayTakeToAnswerIsChosenInHours(t *testing.T) {
	h := newHouse(t)
	p := h.tenMugs()
	found := func(after time.Duration) int {
		t.Helper()
		h.now = p.SentAt.Time().Add(after)
		return len(h.found("unanswered"))
	}
	hours := func(n int) app.SaveAutomationIn { return app.SaveAutomationIn{Rule: "unanswered", Hours: &n} }
	equal(t, "a day is usual, and not over", found(23*time.Hour), 0)
	equal(t, "after a day", found(24*time.Hour), 1)
	must(h.SaveAutomation(h.ctx, hours(4)))
	equal(t, "after three hours of four", found(3*time.Hour), 0)
	equal(t, "after four hours", found(4*time.Hour), 1)
	must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "unanswered", Level: trade.Automatic}))
	for _, r := range must(h.GetAutomation(h.ctx, app.PartyIn{})).Rows {
		if r.Rule == "unanswered" {
			equal(t, "the level does not change the hours", fmt.Sprintf("%s %d", r.Level, r.Hours), "automatic 4")
		}
	}
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	equal(t, "the supplier was asked", found(4*time.Hour), 0)
	for _, n := range []int{0, -1, 721} {
		_, err := h.SaveAutomation(h.ctx, hours(n))
		h.refused(trade.Invalid, err)
	}
	n := 5
	_, err := h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "late", Hours: &n})
	h.refused(trade.Invalid, err)
	_, err = h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "unanswered", Hours: &n, PartyIn: app.PartyIn{SupplierID: h.clay}})
	h.refused(trade.Invalid, err)
	h.sound()
}
