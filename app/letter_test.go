package app_test

import (
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestAMailGoesToWhoeverIsToGetACopyToo(t *testing.T) {
	h, s := postOffice(t, nil)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	_, err := h.SendQuote(h.ctx, app.SendIn{ID: q.ID, Cc: "bookkeeping"})
	h.refused(trade.Invalid, err)
	_, err = h.SendQuote(h.ctx, app.SendIn{ID: q.ID, Cc: strings.Repeat("a@b.example ", 21)})
	h.refused(trade.Invalid, err)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, Cc: "books@bluebird.example; tom@bluebird.example"}))
	equal(t, "kept", h.messages("")[0].Cc, "books@bluebird.example, tom@bluebird.example")
	h.now = h.now.Add(trade.Linger)
	equal(t, "sent", h.deliverMail().Sent, 1)
	got := s.Mails()[0]
	equal(t, "to all three", strings.Join(got.To, " "), "ana@bluebird.example books@bluebird.example tom@bluebird.example")
	equal(t, "which all of them see", strings.Contains(string(got.Data), "Cc: <books@bluebird.example>, <tom@bluebird.example>"), true)
}

func TestALetterIsPreparedForAnyoneOfTheHouseInEitherLanguage(t *testing.T) {
	h := newHouse(t)
	buyer := trade.Contact{Name: "Tom Ash", Email: "tom@bluebird.example", Role: "buyer"}
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Contacts = append(c.Contacts, buyer, trade.Contact{Name: "Has no address"})
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	quote := app.PrintIn{Paper: app.PaperQuote, ID: q.ID}
	m := must(h.PrepareMessage(h.ctx, app.PrepareIn{PrintIn: quote}))
	equal(t, "who can get it", len(m.Contacts), 2)
	equal(t, "language", m.Language, "en")
	m = must(h.PrepareMessage(h.ctx, app.PrepareIn{PrintIn: quote, Language: "de", Contact: &buyer}))
	equal(t, "whom it greets", strings.HasPrefix(m.Body, "Guten Tag Tom Ash,"), true)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, To: buyer.Email}))
	equal(t, "whose address it is", must(h.ListMessages(h.ctx, app.ListIn{})).Rows[0].ToName, "Tom Ash")

	p := h.forward(h.order())[0]
	m = must(h.PrepareMessage(h.ctx, app.PrepareIn{PrintIn: app.PrintIn{Paper: app.PaperPurchase, ID: p.ID}}))
	equal(t, "of the supplier's two those with an address", len(m.Contacts), 1)
}
