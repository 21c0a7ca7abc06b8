package endtoend

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dropdesk/app"
	appmail "dropdesk/app/mail"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

// These tests speak with the real servers that scripts/mailservers starts.

// port is where one of the servers listens.
func port(t *testing.T, name string) int {
	t.Helper()
	return must(strconv.Atoi(os.Getenv("DROPDESK_MAIL_" + name)))(t)
}

// roots trust the servers.
func roots(t *testing.T) *tls.Config {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(must(os.ReadFile(os.Getenv("DROPDESK_MAIL_CA")))(t)) {
		t.Fatal("no certificate")
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

func post(t *testing.T) *appmail.Post {
	p := appmail.NewPost()
	p.Roots = roots(t)
	return p
}

// sales is the account of sales@example.test.
func sales(t *testing.T, security string) *trade.MailAccount {
	a := &trade.MailAccount{Address: "sales@example.test", Host: "localhost", Port: port(t, "SMTP"), Security: security, User: "sales@example.test"}
	if security == trade.FullTLS {
		a.Port = port(t, "SMTPS")
	}
	return a
}

// box reads what has arrived for somebody: a few commands of IMAP and no more, so that a mistake in the program is none here too.
func box(t *testing.T, user string) (mails []string) {
	t.Helper()
	secret := roots(t)
	secret.ServerName = "localhost"
	c := must(tls.Dial("tcp", fmt.Sprintf("localhost:%d", port(t, "IMAPS")), secret))(t)
	defer func() { _ = c.Close() }()
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(c)
	for i, command := range []string{"LOGIN " + user + "@example.test secret", "EXAMINE INBOX", "FETCH 1:* BODY.PEEK[]", "LOGOUT"} {
		tag := "a" + strconv.Itoa(i) + " "
		if _, err := io.WriteString(c, tag+command+"\r\n"); err != nil {
			t.Fatal(err)
		}
		for {
			row := must(in.ReadString('\n'))(t)
			if strings.HasPrefix(row, tag) {
				break
			}
			if !strings.HasSuffix(row, "}\r\n") {
				continue
			}
			size := must(strconv.Atoi(row[strings.LastIndexByte(row, '{')+1 : len(row)-3]))(t)
			mail := make([]byte, size)
			if _, err := io.ReadFull(in, mail); err != nil {
				t.Fatal(err)
			}
			mails = append(mails, string(mail))
		}
	}
	return mails
}

// arrived waits until n mails that hold a text have arrived for somebody.
func arrived(t *testing.T, user, text string, n int) (found []string) {
	t.Helper()
	for until := time.Now().Add(time.Minute); ; {
		found = found[:0]
		for _, m := range box(t, user) {
			if strings.Contains(m, text) {
				found = append(found, m)
			}
		}
		if len(found) >= n || time.Now().After(until) {
			break
		}
		<-time.After(200 * time.Millisecond)
	}
	if len(found) != n {
		t.Fatalf("%d mails to %s with %q, want %d", len(found), user, text, n)
	}
	return found
}

func TestMailWithPDFsArrivesOverEachKindOfLine(t *testing.T) {
	pdf := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte{0, 1, 0xff, '\r', '\n', '.', '\n'}, 9000)...)
	for _, security := range []string{trade.StartTLS, trade.FullTLS} {
		l := must(post(t).Open(t.Context(), sales(t, security), "secret"))(t)
		for i := range 20 {
			eml := must(appmail.New().EML(app.Mail{
				MessageID: fmt.Sprintf("%s-%d.%d@example.test", security, i, time.Now().UnixNano()), From: "sales@example.test", FromName: "North Pier, Ltd",
				To: "customer+" + security + "@example.test", ToName: "Ana Ruiz", Subject: "Angebot für Łódź", Body: ".\nHello", Date: trade.StampOf(time.Now()),
				Files: []trade.Attachment{{Name: "Größe.pdf", Type: "application/pdf", File: pdf}},
			}))(t)
			if _, err := l.Send(eml, "sales@example.test", []string{"customer+" + security + "@example.test"}, func() error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		for _, eml := range arrived(t, "customer", "Message-Id: <"+security+"-", 20) {
			subject, files := opened(t, eml)
			if len(files) != 1 || !bytes.Equal(files["Größe.pdf"], pdf) || subject != "Angebot für Łódź" {
				t.Fatalf("%q with %d files", subject, len(files))
			}
		}
	}
}

func TestMailThatAServerRefusesIsExplained(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*trade.MailAccount, *appmail.Post)
		to     string
		want   app.Trouble
		words  string
	}{
		"a wrong password":                  {func(a *trade.MailAccount, _ *appmail.Post) { a.User = "purchasing@example.test" }, "", app.NotLoggedIn, "535 5.7.8"},
		"an authority that nobody knows":    {func(_ *trade.MailAccount, p *appmail.Post) { p.Roots = nil }, "", app.NotSecret, "certificate is not valid"},
		"TLS where STARTTLS is spoken":      {func(a *trade.MailAccount, _ *appmail.Post) { a.Security = trade.FullTLS }, "", app.NotSecret, ""},
		"a relay without a login":           {func(a *trade.MailAccount, _ *appmail.Post) { a.User = "" }, "ann@elsewhere.test", app.RefusedWholly, "Relay access denied"},
		"a reader whom the server does not": {nil, "nobody@example.test", app.RefusedWholly, "550 5.1.1"},
	} {
		t.Run(name, func(t *testing.T) {
			a, p := sales(t, trade.StartTLS), post(t)
			password := "secret"
			if c.change != nil {
				c.change(a, p)
			}
			if c.want == app.NotLoggedIn {
				password = "guessed"
			}
			l, err := p.Open(t.Context(), a, password)
			if err == nil {
				_, err = l.Send([]byte("Subject: x\r\n\r\nx\r\n"), a.Address, []string{c.to}, func() error { return nil })
				_ = l.Close()
			}
			var e *app.PostError
			if !errors.As(err, &e) || e.Trouble != c.want || !strings.Contains(e.Error(), c.words) {
				t.Errorf("got %v, want %s with %q", err, c.want, c.words)
			}
		})
	}
}

// opened is what the standard library finds in a mail.
func opened(t *testing.T, eml string) (subject string, files map[string][]byte) {
	t.Helper()
	m := must(mail.ReadMessage(strings.NewReader(eml)))(t)
	subject = must(new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")))(t)
	_, kind, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string][]byte{}
	for parts := multipart.NewReader(m.Body, kind["boundary"]); ; {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return subject, files
		}
		if err != nil {
			t.Fatal(err)
		}
		if name := p.FileName(); name != "" {
			files[name] = must(io.ReadAll(base64.NewDecoder(base64.StdEncoding, p)))(t)
		}
	}
}

// salesBox is the mailbox of sales@example.test.
func salesBox(t *testing.T, security string) *trade.Mailbox {
	b := &trade.Mailbox{Host: "localhost", Port: port(t, "IMAP"), Security: security, User: "sales@example.test"}
	if security == trade.FullTLS {
		b.Port = port(t, "IMAPS")
	}
	return b
}

// office is a company that sends and fetches its mail by the servers; the clock may be put forward, because mail waits ten seconds.
func office(t *testing.T) (*app.Desk, *data.Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "company.dropdesk")
	northPier(t)(path)
	store := must(data.Open(path))(t)
	t.Cleanup(func() { _ = store.Close() })
	desk := app.New(app.Ports{
		Store: store, Printer: reports.New(), Mailer: appmail.New(), Post: post(t), Postbox: &appmail.Postbox{Post: *post(t)}, Secrets: &drawer{},
		Clock: func() time.Time { return time.Now().Add(time.Since(began)) }, // twice as fast, so that what waits goes soon
	})
	own := must(desk.GetCompany(ctx, app.Nothing{}))(t)
	own.Email = "sales@example.test"
	must(desk.SaveCompany(ctx, *own))(t)
	secret := "secret"
	must(desk.SaveMailAccount(ctx, app.MailAccountIn{MailAccount: *sales(t, trade.StartTLS), Password: &secret}))(t)
	must(desk.SaveMailbox(ctx, app.MailboxIn{Mailbox: *salesBox(t, trade.FullTLS)}))(t) // its password is that of the account
	return desk, store
}

var began = time.Now()

// drawer keeps secrets for the time of a test.
type drawer struct{ kept sync.Map }

func (d *drawer) Secret(name string) (string, error) {
	v, _ := d.kept.Load(name)
	s, _ := v.(string)
	return s, nil
}

func (d *drawer) KeepSecret(name, secret string) error {
	d.kept.Store(name, secret)
	return nil
}

func TestMailboxesAreReadOverEachKindOfLine(t *testing.T) {
	text := fmt.Sprintf("mark %d", time.Now().UnixNano())
	l := must(post(t).Open(t.Context(), sales(t, trade.StartTLS), "secret"))(t)
	must(l.Send([]byte("From: customer@example.test\r\nSubject: "+text+"\r\nMessage-ID: <x@y>\r\n\r\nhello\r\n"), "sales@example.test", []string{"sales@example.test"}, func() error { return nil }))(t)
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	arrived(t, "sales", text, 1)
	p := &appmail.Postbox{Post: *post(t)}
	for _, security := range []string{trade.StartTLS, trade.FullTLS} {
		b := must(p.OpenBox(t.Context(), salesBox(t, security), "secret"))(t)
		all := must(b.After(0, time.Now().AddDate(0, 0, -1)))(t)
		last := all[len(all)-1]
		if raw := must(b.Fetch(last))(t); !strings.Contains(string(raw), text) {
			t.Errorf("%s: the last mail is %.200s", security, raw)
		}
		if err := b.Mark(last); err != nil {
			t.Error(err)
		}
		if more := must(b.After(last, time.Now()))(t); len(more) != 0 || b.Validity() == 0 {
			t.Errorf("%s: %v come after the last", security, more)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	for name, c := range map[string]struct {
		change func(*trade.Mailbox, *appmail.Postbox)
		want   app.Trouble
	}{
		"a wrong password":               {func(b *trade.Mailbox, _ *appmail.Postbox) { b.User = "nobody@example.test" }, app.NotLoggedIn},
		"an authority that nobody knows": {func(_ *trade.Mailbox, p *appmail.Postbox) { p.Roots = nil }, app.NotSecret},
		"no such folder":                 {func(b *trade.Mailbox, _ *appmail.Postbox) { b.Folder = "Nowhere" }, app.RefusedWholly},
		"nobody there":                   {func(b *trade.Mailbox, _ *appmail.Postbox) { b.Port = 1 }, app.NoAnswer},
	} {
		b, p := salesBox(t, trade.FullTLS), &appmail.Postbox{Post: *post(t)}
		c.change(b, p)
		_, err := p.OpenBox(t.Context(), b, "secret")
		var e *app.PostError
		if !errors.As(err, &e) || e.Trouble != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The server tells of a mail when it comes, and again when the one who waits has waited in vain before.
func TestMailThatArrivesIsToldOf(t *testing.T) {
	b := must((&appmail.Postbox{Post: *post(t)}).OpenBox(t.Context(), salesBox(t, trade.StartTLS), "secret"))(t)
	must(b.Wait(t.Context(), 100*time.Millisecond))(t) // what was said when the folder was opened
	must(b.Wait(t.Context(), 100*time.Millisecond))(t)
	for range 2 {
		l := must(post(t).Open(t.Context(), sales(t, trade.StartTLS), "secret"))(t)
		must(l.Send([]byte("From: customer@example.test\r\nSubject: told of\r\n\r\nhello\r\n"), "sales@example.test", []string{"sales@example.test"}, func() error { return nil }))(t)
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if !must(b.Wait(t.Context(), time.Minute))(t) {
			t.Error("nothing was told of")
		}
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// A message to somebody whom nobody knows comes back by the server's own report.
func TestMailThatComesBackIsSeen(t *testing.T) {
	desk, _ := office(t)
	c := must(desk.SaveCustomer(ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: "Gone Ltd", Contacts: []trade.Contact{{Name: "Ann", Email: "ann@gone.test"}},
		Billing: trade.Address{Street: "Quay 4", City: "Delft", Country: "NL"}}}))(t)
	i := must(desk.SaveItem(ctx, app.SaveItemIn{SKU: "CUP", Name: "Tin cup", Price: must(money.Parse("9"))(t), Service: true}))(t)
	one := money.Unit
	q := must(desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: c.ID, Lines: []app.LineIn{{ItemID: i.ID, Qty: &one}}}}))(t)
	must(desk.SendQuote(ctx, app.SendIn{ID: q.ID}))(t)
	until(t, "the message to come back", func() bool {
		must(desk.DeliverMail(ctx, app.DeliverMailIn{}))(t)
		must(desk.ReadMailboxes(ctx, app.Nothing{}))(t)
		return len(must(desk.ListMessages(ctx, app.ListIn{Filter: trade.MessageFailed}))(t).Rows) == 1
	})
	m := must(desk.ListMessages(ctx, app.ListIn{}))(t).Rows[0]
	if !strings.Contains(m.Answer, "550 5.1.1") {
		t.Errorf("the server said %q", m.Answer)
	}
	if c := must(desk.GetCustomer(ctx, app.ByID{ID: c.ID}))(t); c.Contacts[0].Bounced == "" {
		t.Error("the contact is not marked")
	}
}

// until waits for something that servers do.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !so(); <-time.After(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
