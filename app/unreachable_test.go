package app_test

import (
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
)

func (h *house) bouncedOf(customer trade.ID) trade.Date {
	h.t.Helper()
	return must(h.GetCustomer(h.ctx, app.ByID{ID: customer})).Contacts[0].Bounced
}

func TestAReaderWhoIsRefusedForGoodIsMarkedUntilTheAddressChangesOrMailArrives(t *testing.T) {
	answer := "550 5.1.1 no such user"
	h, _ := postOffice(t, func(s *mailtest.Server) {
		s.Reply = func(verb, _ string, _ int) string {
			if verb == "RCPT" {
				return answer
			}
			return ""
		}
	})
	send := func() {
		h.quotes(1)
		h.now = h.now.Add(trade.Linger)
		h.deliverMail()
	}
	send()
	equal(t, "marked", h.bouncedOf(h.ana), "2026-11-23")
	equal(t, "on Today", fmt.Sprint(h.found("unreachable")), fmt.Sprint([]trade.ID{h.ana}))
	f := must(h.Today(h.ctx, app.TodayIn{Rule: "unreachable"})).Groups[0].Findings[0]
	equal(t, "with the address", f.About+" "+string(f.Day), "ana@bluebird.example 2026-11-23")

	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(1)}}}}))
	draft := must(h.PrepareMessage(h.ctx, app.PrepareIn{PrintIn: app.PrintIn{Paper: app.PaperQuote, ID: q.ID}}))
	equal(t, "before the next mail", draft.Doubt, "Mail to ana@bluebird.example has not arrived since 2026-11-23. Ask for the right address, and enter it at the contact.")
	many := must(h.DoForMany(h.ctx, app.ManyIn{Do: "send_quotes", IDs: []trade.ID{q.ID}, Preview: true}))
	equal(t, "and before many", many.Made[0].Doubt, draft.Doubt)

	h.now = h.now.AddDate(0, 0, 1)
	send()
	equal(t, "since the first time", h.bouncedOf(h.ana), "2026-11-23")

	c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Contacts[0].Phone = "1"
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
	equal(t, "another change leaves it", h.bouncedOf(h.ana), "2026-11-23")
	c = must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Contacts[0].Email = "ana.ruiz@bluebird.example"
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
	equal(t, "another address clears it", h.bouncedOf(h.ana), "")
	c = must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Contacts[0].Email = "ana@bluebird.example"
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))

	send()
	equal(t, "marked again", h.bouncedOf(h.ana), "2026-11-24")
	answer = ""
	send()
	equal(t, "a message that arrives clears it", h.bouncedOf(h.ana), "")
	equal(t, "and Today", len(h.found("unreachable")), 0)
	h.sound()
}

func TestWhatARefusalIsAboutDecidesWhetherTheReaderIsMarked(t *testing.T) {
	answer, verb := "", "RCPT"
	h, _ := postOffice(t, func(s *mailtest.Server) {
		s.Reply = func(v, _ string, _ int) string { return map[string]string{verb: answer}[v] }
	})
	marked := func(words string) bool {
		answer = words
		c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
		c.Contacts[0].Email = fmt.Sprintf("ana%d@bluebird.example", h.now.Unix())
		must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
		q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
		must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, To: c.Contacts[0].Email}))
		h.now = h.now.Add(trade.Linger)
		h.deliverMail()
		return h.bouncedOf(h.ana) != ""
	}
	for words, want := range map[string]bool{
		"550 no such user": true, "551 not here": true, "553 bad name": true, "550 5.1.2 no such house": true, "554 5.1.1 gone": true, "550 5.2.1 disabled": true,
		"554 5.7.1 relay access denied": false, "550 5.7.1 we do not like you": false, "552 5.2.2 mailbox full": false, "552 too much": false, "450 4.1.1 greylisted": false, "530 5.7.0 log in": false,
	} {
		equal(t, words, marked(words), want)
	}
	verb = "MAIL"
	equal(t, "a sender who is refused", marked("550 5.1.8 who are you"), false)
}

func TestASupplierAndACopyThatComeBackAreMarked(t *testing.T) {
	h, _ := letterbox(t)
	s := must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay}))
	s.Contacts = append(s.Contacts, trade.Contact{Name: "Boss", Email: "boss@clayworks.example"})
	must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: *s}))
	o := h.order()
	p := must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}})).Made[0]
	must(h.SendPurchase(h.ctx, app.SendIn{ID: p.ID, Cc: "boss@clayworks.example"}))
	m := h.messages("")[0]
	h.readMail(bounce(m.MessageID, "Boss@clayworks.example", "failed", "550 5.1.1 who?"))
	got := must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay})).Contacts
	equal(t, "the copy alone", string(got[1].Bounced+" "+got[2].Bounced), " 2026-11-23")
	equal(t, "on Today", fmt.Sprint(h.found("unreachable_supplier")), fmt.Sprint([]trade.ID{h.clay}))
	h.readMail(eml("boss@clayworks.example", "hello", "", "we moved"))
	equal(t, "who writes can be written to", len(h.found("unreachable_supplier")), 0)
}
