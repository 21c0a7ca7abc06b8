package app_test

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Each field that a person or a file can set and that may reach a mail is tried with everything that could add a line to its head. It is
// refused, or it arrives as words: the mail has the fields that each mail has and one reader, and it is one mail.
func TestNoFieldAddsALineToTheHeadOfAMail(t *testing.T) {
	fields := map[string]func(*house, string) error{
		"company's name": func(h *house, s string) error {
			c := must(h.GetCompany(h.ctx, app.Nothing{}))
			c.Name += s
			_, err := h.SaveCompany(h.ctx, *c)
			return err
		},
		"company's address": func(h *house, s string) error {
			c := must(h.GetCompany(h.ctx, app.Nothing{}))
			c.Email += s
			_, err := h.SaveCompany(h.ctx, *c)
			return err
		},
		"customer's name": func(h *house, s string) error {
			return h.customerIs(func(c *trade.Customer) { c.Name += s })
		},
		"contact's name": func(h *house, s string) error {
			return h.customerIs(func(c *trade.Customer) { c.Contacts[0].Name += s })
		},
		"contact's address": func(h *house, s string) error {
			return h.customerIs(func(c *trade.Customer) { c.Contacts[0].Email += s })
		},
		"number": func(h *house, s string) error {
			_, err := h.SaveNumbering(h.ctx, trade.Numbering{Kind: trade.KindQuote, Prefix: "Q" + s, Next: 1})
			return err
		},
		"text of mails, subject": func(h *house, s string) error {
			_, err := h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote" + s, Body: "x"})
			return err
		},
		"text of mails, body": func(h *house, s string) error {
			_, err := h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote", Body: "x" + s})
			return err
		},
		"item": func(h *house, s string) error {
			_, err := h.SaveItem(h.ctx, app.SaveItemIn{SKU: "X" + s, Name: "Thing" + s, Price: dec("1"), Service: true})
			return err
		},
	}
	sends := map[string]func(*app.SendIn, string){
		"to": func(in *app.SendIn, s string) { in.To = "ana@bluebird.example" + s }, "copies": func(in *app.SendIn, s string) { in.Cc = "kim@bluebird.example" + s },
		"subject": func(in *app.SendIn, s string) { in.Subject = "Quote" + s }, "body": func(in *app.SendIn, s string) { in.Body = "Hello" + s },
	}
	for name := range sends {
		fields["message's "+name] = nil
	}
	arrived := 0
	for _, trick := range []string{"\r\nBcc: eve@evil.example", "\nBcc: eve@evil.example", "\rBcc: eve@evil.example", "\r\n\r\n<script>", "\x00", "\r\n.\r\nMAIL FROM:<eve@evil.example>", "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=", `" <eve@evil.example>, "`} {
		h, s := postOffice(t, nil)
		for name, set := range fields {
			in := app.SendIn{}
			if set != nil {
				if err := set(h, trick); err != nil {
					h.refused(trade.Invalid, err)
					continue
				}
			} else {
				sends[strings.TrimPrefix(name, "message's ")](&in, trick)
			}
			before := len(s.Mails())
			q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
			in.ID = q.ID
			if _, err := h.SendQuote(h.ctx, in); err != nil {
				h.refused(trade.Invalid, err)
			} else {
				h.now = h.now.Add(trade.Linger)
				h.deliverMail()
				for _, m := range s.Mails()[before:] {
					headed(t, fmt.Sprintf("%s with %q", name, trick), m.Data, m.To, in.Cc)
				}
				arrived += len(s.Mails()) - before
				if n := len(s.Mails()) - before; n > 1 {
					t.Errorf("%s with %q became %d mails", name, trick, n)
				}
			}
		}
	}
	if arrived < 20 {
		t.Errorf("only %d mails went, so that little was tried", arrived)
	}
}

// customerIs changes the customer, who gets its old name again first.
func (h *house) customerIs(change func(*trade.Customer)) error {
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Name, c.Contacts[0].Name, c.Contacts[0].Email = "Bluebird Gifts", "Ana Ruiz", "ana@bluebird.example"
	change(c)
	_, err := h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c})
	return err
}

// headed fails the test where a mail has a field that no mail has, or a reader whom nobody meant.
func headed(t *testing.T, name, data string, to []string, cc string) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader([]byte(data)))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	known := []string{"From", "To", "Cc", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type"}
	for field, values := range m.Header {
		if !slices.Contains(known, field) || len(values) != 1 || field == "Cc" && cc == "" {
			t.Errorf("%s: the mail says %s: %q", name, field, values)
		}
	}
	if strings.Contains(strings.Join(to, " "), "evil") || len(to) > 2 {
		t.Errorf("%s: it goes to %q", name, to)
	}
}
