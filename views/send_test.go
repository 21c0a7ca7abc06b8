package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestTheMailOfAQuoteIsReadAndChangedBeforeItGoes(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	c := must[*trade.Customer](t)(desk.GetCustomer(t.Context(), app.ByID{ID: customer}))
	c.Contacts = append(c.Contacts, trade.Contact{Name: "Tom Ash", Email: "tom@bluebird.example", Role: "buyer"})
	must[*trade.Customer](t)(desk.SaveCustomer(t.Context(), app.SaveCustomerIn{Customer: *c}))
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	p.ctrlEnter()
	p.open("E-mail the quote to Bluebird Gifts")
	equal(t, "the PDF is there", p.says("Attached as a PDF, "), true)
	p.tap("Open the PDF")
	equal(t, "and opens", len(p.opened) == 1 && strings.HasSuffix(p.opened[0], ".pdf"), true)
	p.open("E-mail the quote to Bluebird Gifts")

	equal(t, "the number it will have", strings.HasPrefix(p.shows("Subject"), "Quote Q-1001 from "), true)
	p.pick("Contact", "Tom Ash, buyer")
	equal(t, "his address", p.shows("To "), "tom@bluebird.example")
	equal(t, "his name", strings.HasPrefix(p.shows("Message"), "Hello Tom Ash,"), true)
	p.fill("Subject", "Q-1001, as we said")
	p.pick("Language of the text", "Deutsch")
	equal(t, "in German", strings.HasPrefix(p.shows("Message"), "Guten Tag Tom Ash,"), true)
	equal(t, "what was typed stays", p.shows("Subject"), "Q-1001, as we said")
	p.fill("Copies to", "ana")
	p.ctrlEnter()
	equal(t, "a wrong address is said where it stands", strings.Contains(p.wrong("Copies to"), "is not an e-mail address"), true)
	p.fill("Copies to", "ana@bluebird.example")
	p.press(fyne.KeyReturn)
	p.closed()
	m := must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Rows[0]
	equal(t, "the message", m.To+" "+m.ToName+" "+m.Cc+" "+m.Subject, "tom@bluebird.example Tom Ash ana@bluebird.example Q-1001, as we said")
}

// mailAccount lets messages leave by an account.
func mailAccount(t *testing.T, desk *app.Desk) {
	t.Helper()
	must[*trade.MailAccount](t)(desk.SaveMailAccount(t.Context(), app.MailAccountIn{MailAccount: trade.MailAccount{Address: "sales@northpier.example", Host: "localhost", Port: 2525, Security: trade.NoTLS}}))
}

func TestALetterToAReaderWhomMailDoesNotReachSaysSo(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	mailAccount(t, desk)
	p := sit(t, desk, wide, look.Light)
	quote := func() {
		p.quoteFor("blue")
		p.line("mug", "24", "4.75")
		p.ctrlEnter()
		p.open("E-mail the quote to Bluebird Gifts")
	}
	quote()
	equal(t, "nothing is known", p.says("has not arrived since"), false)
	p.ctrlEnter()
	p.closed()
	m := must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Rows[0]
	report := "From: MAILER-DAEMON@mail.example\r\nSubject: no\r\nMessage-ID: <b@mail.example>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n" +
		"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; " + m.To + "\r\nAction: failed\r\nStatus: 5.1.1\r\n--b\r\n" +
		"Content-Type: message/rfc822\r\n\r\nMessage-Id: <" + m.MessageID + ">\r\n\r\n--b--\r\n"
	must[app.ReadMailOut](t)(desk.ReadMail(p.ctx(), app.ReadMailIn{File: []byte(report)}))
	quote()
	equal(t, "it is said", p.says("Mail to "+m.To+" has not arrived since"), true)
}

func TestWithoutAnAccountTheMailOpensInTheMailProgramAtOnce(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	p.ctrlEnter()
	p.open("E-mail the quote to Bluebird Gifts")
	p.tap("Open in mail program")
	p.closed()
	equal(t, "the message is opened", len(p.opened) == 1 && strings.HasSuffix(p.opened[0], ".eml"), true)
	equal(t, "said", strings.Contains(p.toast(), "was given to the mail program"), true)
	messages := func(state string) int {
		return len(must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{Filter: state})).Rows)
	}
	equal(t, "handed over", messages(trade.MessageHanded), 1)

	equal(t, "where it was not sent there, all is undone", p.toasts.Take("Undo"), true)
	equal(t, "said", p.toast(), "Undone: Send quote Q-1001, Bluebird Gifts.")
	equal(t, "the quote", must[app.List[app.QuoteRow]](t)(desk.ListQuotes(p.ctx(), app.ListIn{})).Rows[0].State, trade.Draft)
	equal(t, "no message", messages(""), 0)
}

// quoting is a person whose company has an account for mail, and who has written a quote for mugs.
func quoting(t *testing.T, desk *app.Desk) *person {
	t.Helper()
	smallCompany(t, desk)
	mailAccount(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "24", "4.75")
	return p
}

func TestWithAnAccountTheMailIsSentByTheProgram(t *testing.T) {
	desk := newDesk(t)
	p := quoting(t, desk)
	p.ctrlEnter()
	p.open("E-mail the quote to Bluebird Gifts")
	p.tap("Send now")
	p.closed()
	equal(t, "nothing is opened", len(p.opened), 0)
	equal(t, "said", p.toast(), "The message is in the outbox")
}
