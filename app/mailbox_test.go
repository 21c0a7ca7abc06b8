package app_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/intake"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
	"dropdesk/reports"
)

// shelf is a mailbox on no server.
type shelf struct {
	mu       sync.Mutex // several programs mark at once
	validity uint32
	mails    [][]byte // their numbers count from one
	marked   map[uint32]bool
	wrong    error
	told     chan struct{} // that a mail has come
	broken   chan struct{}
	wait     error // why it cannot be waited for
}

func (s *shelf) OpenBox(context.Context, *trade.Mailbox, string) (app.Box, error) { return s, s.wrong }
func (s *shelf) Validity() uint32                                                 { return s.validity }
func (s *shelf) After(uid uint32, _ time.Time) (list []uint32, err error) {
	for i := range s.mails {
		if n := uint32(i) + 1; n > uid {
			list = append(list, n)
		}
	}
	return list, nil
}
func (s *shelf) Fetch(uid uint32) ([]byte, error) { return s.mails[uid-1], nil }
func (s *shelf) Mark(uid uint32) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marked[uid] = true
	return nil
}
func (s *shelf) Close() error { return nil }
func (s *shelf) Wait(ctx context.Context, _ time.Duration) (bool, error) {
	select {
	case <-s.told:
		return true, nil
	case <-s.broken:
		return false, cmp.Or(s.wait, error(&app.PostError{Trouble: app.NoAnswer, Words: "it closed the connection"}))
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// deliver puts a mail onto the shelf.
func (s *shelf) deliver(eml []byte) { s.mails = append(s.mails, eml) }

// letterbox is a house with a mailbox, whose printer makes real sheets.
func letterbox(t *testing.T) (*house, *shelf) {
	h := newHouse(t)
	s := &shelf{validity: 7, marked: map[uint32]bool{}}
	h.Desk = app.New(app.Ports{Store: h.store, Printer: reports.New(), Mailer: mail.New(), Postbox: s, Clock: func() time.Time { return h.now }})
	must(h.SaveMailbox(h.ctx, app.MailboxIn{Mailbox: trade.Mailbox{Host: "imap.northpier.example", Port: 993, Security: trade.FullTLS, User: "sales@northpier.example"}}))
	must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "Kestrel Parcel"}))
	return h, s
}

var mailCount int

// eml is a mail with files, a name and a content each.
func eml(from, subject, answers, text string, files ...string) []byte {
	mailCount++
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fmt.Fprintf(&b, "From: %s\r\nTo: sales@northpier.example\r\nSubject: %s\r\nMessage-ID: <in-%d@elsewhere.example>\r\n", from, subject, mailCount)
	if answers != "" {
		fmt.Fprintf(&b, "In-Reply-To: <%s>\r\n", answers)
	}
	fmt.Fprintf(&b, "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n", w.Boundary())
	part := func(head map[string][]string, content string) {
		p := must(w.CreatePart(textproto.MIMEHeader(head)))
		must(p.Write([]byte(content)))
	}
	part(map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}}, text)
	for i := 0; i+1 < len(files); i += 2 {
		part(map[string][]string{"Content-Disposition": {`attachment; filename="` + files[i] + `"`}}, files[i+1])
	}
	_ = w.Close()
	return b.Bytes()
}

// bounce is what a mail server says of a message that it could not deliver.
func bounce(messageID, reader, action, words string) []byte {
	mailCount++
	return []byte(strings.ReplaceAll(fmt.Sprintf(`From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-%d@mail.example>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; %s
Action: %s
Status: 5.1.1
Diagnostic-Code: smtp; %s
--b
Content-Type: message/rfc822

Message-Id: <%s>
Subject: ours
--b--
`, mailCount, reader, action, words, messageID), "\n", "\r\n"))
}

func (h *house) readMail(raw []byte) app.ReadMailOut {
	h.t.Helper()
	return must(h.ReadMail(h.ctx, app.ReadMailIn{File: raw}))
}

// sentQuote is a quote that was sent, and its message.
func (h *house) sentQuote() (*trade.Quote, trade.Message) {
	h.t.Helper()
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	return q, h.messages("")[0]
}

func (h *house) attachments(kind trade.Kind, id trade.ID) (names []string) {
	h.t.Helper()
	for _, a := range must(h.ListAttachments(h.ctx, trade.Ref{Kind: kind, ID: id})).Rows {
		names = append(names, a.Name)
	}
	return names
}

func TestAReplyIsFiledToItsDocumentAndWaitsToBeRead(t *testing.T) {
	h, _ := letterbox(t)
	q, m := h.sentQuote()
	raw := eml("Somebody Else <who@bluebird.example>", "Re: your offer", m.MessageID, "Can you do better?", "wish.pdf", "pdf", "wish.pdf", "another")
	got := h.readMail(raw).Mails[0]
	equal(t, "to the quote", fmt.Sprint(got.Kind, got.DocID, got.Number, got.Party), fmt.Sprint("quote", q.ID, q.Number, "Bluebird Gifts"))
	equal(t, "its files", strings.Join(h.attachments(trade.KindQuote, q.ID), ", "), "wish.pdf, wish (2).pdf")
	e := must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindQuote, ID: q.ID})).Rows[0]
	equal(t, "history", e.Action+" "+e.Note, "mail in who@bluebird.example: Re: your offer")
	equal(t, "on Today", fmt.Sprint(h.found("read_mail")), fmt.Sprint([]trade.ID{got.ID}))

	before := datatest.Dump(t, h.store)
	again := h.readMail(raw)
	equal(t, "read again", again.Again && again.Mails[0].ID == got.ID, true)
	equal(t, "nothing doubled", datatest.Dump(t, h.store), before)

	ctx, step := app.Noting(h.ctx)
	must(h.DoToday(ctx, app.DoTodayIn{Rule: "read_mail", IDs: []trade.ID{got.ID}}))
	equal(t, "read", len(h.found("read_mail")), 0)
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "and not", len(h.found("read_mail")), 1)
	must(h.MarkMailRead(h.ctx, app.ByID{ID: got.ID}))
	_, err := h.MarkMailRead(h.ctx, app.ByID{ID: got.ID})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestAMailIsFiledByNumberOrSender(t *testing.T) {
	h, _ := letterbox(t)
	o := h.order()
	p := h.forward(o)[0]
	for name, c := range map[string]struct {
		from, subject, want, files, said string
	}{
		"number, of the supplier": {"orders@clayworks.example", "AW: Purchase order " + p.Number + ".", p.Number + " Clayworks", "purchase", ""},
		"number, of a stranger":   {"eve@evil.example", "(" + o.Number + ") invoice", o.Number + " eve@evil.example", "mail", "eve@evil.example is no contact of Bluebird Gifts"},
		"the sender alone":        {"ANA@bluebird.example", "Hello", " Bluebird Gifts", "customer", ""},
		"nobody that is known":    {"news@shop.example", "50 % off " + "SO-9999", " news@shop.example", "mail", ""},
	} {
		got := h.readMail(eml(c.from, c.subject, "", name, "a.txt", name)).Mails[0]
		equal(t, name, got.Number+" "+got.Party, c.want)
		equal(t, name+", its file", len(h.attachments(trade.KindReceived, got.ID)) == 1, c.files == "mail")
		equal(t, name+", said", strings.Contains(got.Said, c.said) && (c.said != "") == (got.Said != ""), true)
		equal(t, name+", waits", got.Waiting, true)
		if name == "nobody that is known" {
			got = must(h.FileMail(h.ctx, app.FileMailIn{ID: got.ID, Number: p.Number}))
			equal(t, "filed by a person", got.Number+fmt.Sprint(len(h.attachments(trade.KindReceived, got.ID))), p.Number+"0")
			_, err := h.FileMail(h.ctx, app.FileMailIn{ID: got.ID, Number: "PO-9999"})
			h.refused(trade.NotFound, err)
		}
	}
	h.sound()
}

func TestAMailThatComesBackMarksItsMessageAndItsReader(t *testing.T) {
	h, _ := letterbox(t)
	q, m := h.sentQuote()
	must(h.HandMessage(h.ctx, app.ByID{ID: m.ID}))
	late := h.readMail(bounce(m.MessageID, "ana@bluebird.example", "delayed", "451 later")).Mails[0]
	equal(t, "late is not lost", late.Said+h.messages("")[0].State, "The mail to ana@bluebird.example is late: 451 laterhanded")
	got := h.readMail(bounce(m.MessageID, "ana@bluebird.example", "failed", "550 no such user")).Mails[0]
	equal(t, "does not wait", got.Waiting, false)
	equal(t, "filed", got.DocID, q.ID)
	failed := h.messages(trade.MessageFailed)[0]
	equal(t, "in the server's words", strings.Contains(failed.Answer, "550 no such user"), true)
	equal(t, "on Today", len(h.found("mail")), 1)
	contact := func() trade.Date { return must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana})).Contacts[0].Bounced }
	equal(t, "the contact is marked", contact(), trade.Date("2026-11-23"))
	c := must(h.GetCustomer(h.ctx, app.ByID{ID: h.ana}))
	c.Contacts[0].Bounced = ""
	must(h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *c}))
	equal(t, "whoever saves it", contact(), trade.Date("2026-11-23"))
	h.readMail(eml("ana@bluebird.example", "I am here", "", "hello"))
	equal(t, "who writes can be written to", contact(), trade.Date(""))
	equal(t, "a report on nothing of ours", h.readMail(bounce("other@elsewhere.example", "x@y.example", "failed", "550")).Mails[0].Kind, trade.Kind(""))
}

func TestAReplySettlesAMessageThatWasUncertain(t *testing.T) {
	h, s := letterbox(t)
	drops := mailtest.Start(t, func(s *mailtest.Server) { s.NoTLS, s.DropAfter = true, "." })
	h.Desk = app.New(app.Ports{Store: h.store, Printer: reports.New(), Mailer: mail.New(), Post: mail.NewPost(), Postbox: s, Clock: func() time.Time { return h.now }})
	must(h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: trade.MailAccount{Address: "sales@northpier.example", Host: "localhost", Port: drops.Port, Security: trade.NoTLS}}))
	_, m := h.sentQuote()
	h.now = h.now.Add(trade.Linger)
	equal(t, "uncertain", h.deliverMail().Uncertain, 1)
	h.readMail(eml("ana@bluebird.example", "Re: quote", m.MessageID, "thanks"))
	equal(t, "it had arrived", h.messages("")[0].State, trade.MessageSent)
}

// sheetOf is the sheet that went out with a purchase order, filled in.
func (h *house) sheetOf(p *trade.PurchaseOrder, cells map[string]any) string {
	h.t.Helper()
	for _, m := range h.messages("") {
		if m.Kind != trade.KindPurchase || m.DocID != p.ID {
			continue
		}
		must(h.HandMessage(h.ctx, app.ByID{ID: m.ID}))
		file := must(h.GetMessageFile(h.ctx, app.MessageFileIn{MessageID: m.ID, Name: "purchase_order-" + p.Number + ".xlsx"})).File
		f := must(excelize.OpenReader(bytes.NewReader(file)))
		for cell, v := range cells {
			if err := f.SetCellValue(trade.SupplySheet, cell, v); err != nil {
				h.t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			h.t.Fatal(err)
		}
		return b.String()
	}
	h.t.Fatal("no sheet went out")
	return ""
}

func TestASheetByMailIsTakenWithAClickOrByAutomation(t *testing.T) {
	for _, level := range []trade.Level{trade.Manual, trade.Automatic} {
		t.Run(string(level), func(t *testing.T) {
			h, s := letterbox(t)
			must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "sheet", Level: level}))
			ps := h.forward(h.order())
			raw := eml("orders@clayworks.example", "your order", "", "see the sheets", "mugs.xlsx", h.sheetOf(ps[0], map[string]any{"G5": 24, "J5": 24, "K5": "kestrel", "L5": "KP1"}),
				"totes.xlsx", h.sheetOf(ps[1], map[string]any{"G5": 10, "J5": 10, "K5": "Nobody Freight", "L5": "NF1"}), "letter.txt", "Dear all")
			s.deliver(raw)
			equal(t, "read", must(h.ReadMailboxes(h.ctx, app.Nothing{})).Read, 1)
			equal(t, "marked in the mailbox", s.marked[1], true)
			equal(t, "both wait", len(h.found("sheet")), 2)
			equal(t, "the sheet is with its order", strings.Join(h.attachments(trade.KindPurchase, ps[1].ID), ""), "totes.xlsx")
			ctx, step := app.Noting(h.ctx)
			out := must(h.RunAutomation(h.ctx, app.Nothing{}))
			if level == trade.Automatic {
				equal(t, "booked", fmt.Sprint(out.Done), "[{BookSupply 1}]")
				equal(t, "what is in doubt is not", len(out.Failed) == 1 && strings.Contains(out.Failed[0].Reason, "Nobody Freight"), true)
			} else {
				mugs := h.found("sheet")[0]
				if m := must(h.GetReceived(h.ctx, app.ByID{ID: mugs})); m.DocID != ps[0].ID {
					mugs = h.found("sheet")[1]
				}
				must(h.DoToday(ctx, app.DoTodayIn{Rule: "sheet", IDs: []trade.ID{mugs}}))
			}
			equal(t, "one waits still", len(h.found("sheet")), 1)
			equal(t, "shipped", must(h.GetPurchase(h.ctx, app.ByID{ID: ps[0].ID})).Lines[0].Shipped, qty(24))
			if level == trade.Manual {
				must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
				equal(t, "undone as one", len(h.found("sheet")), 2)
			}
			m := must(h.GetReceived(h.ctx, app.ByID{ID: h.found("sheet")[0]}))
			a := must(h.GetAttachment(h.ctx, app.ByID{ID: m.SheetID}))
			must(h.BookSupply(h.ctx, app.SupplyIn{File: a.Content}))
			equal(t, "looked at and booked", must(h.GetReceived(h.ctx, app.ByID{ID: m.ID})).Waiting, false)
			equal(t, "the same again", h.readMail(raw).Again, true)
			h.sound()
		})
	}
}

func TestAForeignSheetIsToBeRead(t *testing.T) {
	h, _ := letterbox(t)
	p := h.forward(h.order())[0]
	sheet := h.sheetOf(p, nil)
	must(h.CancelPurchase(h.ctx, app.DecideIn{ID: p.ID, Reason: "no"}))
	got := h.readMail(eml("orders@clayworks.example", "sheet", "", "", "s.xlsx", sheet)).Mails[0]
	equal(t, "why", got.What+" "+fmt.Sprint(got.Waiting), "mail true")
	equal(t, "in words", strings.Contains(got.Said, "so the sheet changes nothing any more"), true)
}

func TestAnAnswerToAQuoteIsKnownByItsCode(t *testing.T) {
	h, _ := letterbox(t)
	subject := func(q *trade.Quote, m trade.Message, word string) string {
		return fmt.Sprintf("AW: Quote %s [%s-%d-%s]", q.Number, word, q.ID, trade.AnswerCode(m.MessageID))
	}
	q, m := h.sentQuote()
	got := h.readMail(eml("boss@home.example", subject(q, m, "yes"), "", "We accept.")).Mails[0]
	equal(t, "it waits", fmt.Sprint(got.What, h.found("answer")), fmt.Sprint("accept", []trade.ID{got.ID}))
	equal(t, "people see no code", got.Subject, "AW: Quote "+q.Number)
	must(h.DoToday(h.ctx, app.DoTodayIn{Rule: "answer", IDs: []trade.ID{got.ID}}))
	equal(t, "accepted", must(h.GetQuote(h.ctx, app.ByID{ID: q.ID})).State, trade.Accepted)
	_, err := h.TakeAnswer(h.ctx, app.ByID{ID: got.ID})
	h.refused(trade.Refused, err)
	late := h.readMail(eml("boss@home.example", subject(q, m, "no"), "", "We do not.")).Mails[0]
	equal(t, "too late to decline", late.What+": "+late.Said, "mail: It answers "+q.Name()+", which is accepted meanwhile.")

	must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "answer", Level: trade.Automatic}))
	q, m = h.sentQuote()
	h.readMail(eml("ana@bluebird.example", subject(q, m, "no"), "", "Reason >> Too dear.\r\n\r\n--\r\nAna"))
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	q = must(h.GetQuote(h.ctx, app.ByID{ID: q.ID}))
	equal(t, "declined", string(q.State)+" "+q.Reason, "declined Too dear.")

	q = must(h.ReviseQuote(h.ctx, app.DecideIn{ID: q.ID}))
	h.now = h.now.Add(time.Hour)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	old := h.readMail(eml("ana@bluebird.example", subject(q, m, "yes"), "", "Yes!")).Mails[0]
	equal(t, "an earlier revision", old.What+": "+old.Said, "mail: It answers an earlier revision of "+q.Name()+".")
	guessed := h.readMail(eml("eve@evil.example", fmt.Sprintf("[yes-%d-%020d]", q.ID, 0), "", "Yes!")).Mails[0]
	equal(t, "a code that was guessed", guessed.What+string(guessed.Kind), "mail")
	h.sound()
}

// The links of the mail that goes out are those that are understood when they come back.
func TestTheLinksOfAQuoteAreItsAnswers(t *testing.T) {
	for i, c := range []struct {
		language string
		state    trade.State
		reason   string
	}{{"en", trade.Accepted, ""}, {"de", trade.Declined, "Zu teuer & zu spät"}} {
		h, _ := letterbox(t)
		reader := h.customer("Reader", func(in *app.SaveCustomerIn) { in.Language = c.language })
		q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: reader, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
		q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
		out := must(intake.ReadMail(must(h.HandMessage(h.ctx, app.ByID{ID: h.messages("")[0].ID})).EML))
		link := must(url.Parse(strings.Split(out.Text, "mailto:")[i+1][:strings.IndexAny(strings.Split(out.Text, "mailto:")[i+1]+"\n", "\n")]))
		back := must(url.ParseQuery(link.RawQuery))
		must(h.TakeAnswer(h.ctx, app.ByID{ID: h.readMail(eml("ana@bluebird.example", "Re: "+back.Get("subject"), "", back.Get("body")+c.reason)).Mails[0].ID}))
		got := must(h.GetQuote(h.ctx, app.ByID{ID: q.ID}))
		equal(t, "state", got.State, c.state)
		equal(t, "reason", got.Reason, c.reason)
	}
}

func TestAMailboxIsReadOnceHoweverOftenAndByHowMany(t *testing.T) {
	h, s := letterbox(t)
	q, m := h.sentQuote()
	s.deliver(eml("ana@bluebird.example", "Re: quote", m.MessageID, "yes"))
	s.deliver(eml("news@shop.example", "50 % off", "", "buy"))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := h.ReadMailboxes(context.Background(), app.Nothing{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	received := func() int { return must(h.ListReceived(h.ctx, app.ListIn{})).Count }
	equal(t, "kept", received(), 1)
	equal(t, "others' mail is left as it is", s.marked[2], false)
	equal(t, "history", must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindQuote, ID: q.ID})).Rows[0].Action, "mail in")
	s.validity = 8
	equal(t, "numbered anew, nothing is doubled", must(h.ReadMailboxes(h.ctx, app.Nothing{})).Read, 0)
	equal(t, "kept", received(), 1)
	s.deliver(eml("ana@bluebird.example", "one more", m.MessageID, "hello"))
	s.deliver([]byte("\xff\x00 no mail at all"))
	equal(t, "only what is new", must(h.ReadMailboxes(h.ctx, app.Nothing{})).Read, 1)
	equal(t, "its place", must(h.ListMailboxes(h.ctx, app.Nothing{})).Rows[0].Place.UID, uint32(4))

	s.wrong = &app.PostError{Trouble: app.NotLoggedIn, Words: "no"}
	equal(t, "trouble", len(must(h.ReadMailboxes(h.ctx, app.Nothing{})).Troubles), 1)
	equal(t, "on Today", len(h.found("mailbox")), 1)
	s.wrong = nil
	must(h.ReadMailboxes(h.ctx, app.Nothing{}))
	equal(t, "over", len(h.found("mailbox")), 0)
	h.sound()
}

func TestAMailboxThatCannotBeReadIsRefused(t *testing.T) {
	h := newHouse(t)
	for field, b := range map[string]trade.Mailbox{
		"user":     {Host: "imap.example", Port: 993, Security: trade.FullTLS},
		"host":     {User: "x", Host: "imap.example\r\n", Port: 993, Security: trade.FullTLS},
		"port":     {User: "x", Host: "imap.example", Port: 99999, Security: trade.FullTLS},
		"security": {User: "x", Host: "imap.example", Port: 143, Security: trade.NoTLS},
	} {
		_, err := h.SaveMailbox(h.ctx, app.MailboxIn{Mailbox: b})
		equal(t, field, app.AsError(err).Field, field)
	}
}

func TestOneMailThatIsReadTakesOneUndo(t *testing.T) {
	h, _ := letterbox(t)
	_, m := h.sentQuote()
	before := datatest.Dump(t, h.store)
	ctx, step := app.Noting(h.ctx)
	must(h.ReadMail(ctx, app.ReadMailIn{File: eml("ana@bluebird.example", "Re", m.MessageID, "x", "a.txt", "a")}))
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "the file is what it was", datatest.Dump(t, h.store), before)
}

// A file of orders that comes by mail is offered, and never taken over unseen; once it is taken over the mail waits no more.
func TestOrdersThatComeByMailAreOffered(t *testing.T) {
	h, _ := letterbox(t)
	form := must(h.PrintOrderForm(h.ctx, app.Nothing{}))
	equal(t, "the form's name", form.FileName, "Order form.xlsx")
	file := "Order no,Customer,SKU,Qty,Unit price\n4711,Bluebird,MUG-11,3,4.50\n"
	before := must(h.ListOrders(h.ctx, app.ListIn{})).Count
	got := h.readMail(eml("ana@bluebird.example", "our order", "", "please", "order.csv", file)).Mails[0]
	equal(t, "what it is", fmt.Sprintln(got.What, got.Waiting, got.Said), "orders true It brings 1 orders in order.csv.\n")
	equal(t, "on Today", fmt.Sprint(h.found("read_mail")), fmt.Sprint([]trade.ID{got.ID}))
	equal(t, "that nothing was taken", must(h.ListOrders(h.ctx, app.ListIn{})).Count, before)
	a := must(h.GetAttachment(h.ctx, app.ByID{ID: got.SheetID}))
	in := app.ImportOrdersIn{OrdersIn: app.OrdersIn{Name: a.Name, File: a.Content, CustomerID: h.ana, Channel: "email"}}
	out := must(h.ImportOrders(h.ctx, in))
	equal(t, "what was taken", out.Import.Orders, 1)
	equal(t, "that the mail waits no more", must(h.GetReceived(h.ctx, app.ByID{ID: got.ID})).Waiting, false)
	list := h.readMail(eml("orders@clayworks.example", "our list", "", "", "list.csv", "Order no,Description,Qty,Price\nX-1,Mug,12,3.00\n")).Mails[0]
	equal(t, "a supplier's list is no order", list.What, "mail")
	h.sound()
}
