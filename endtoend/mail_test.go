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
	"strconv"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	appmail "dropdesk/app/mail"
	"dropdesk/app/trade"
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
