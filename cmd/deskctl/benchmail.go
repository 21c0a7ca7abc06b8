package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"math/rand/v2"
	"net/smtp"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/trade"
)

// mailBench is what it takes to bring mails with a PDF of 60 kB to a server of our own over TLS, with a login: over one line, over a line each,
// and, for comparison, by the standard library in the same two ways.
type mailBench struct {
	one, each           time.Duration
	plainOne, plainEach time.Duration
}

const (
	benchSender   = "sales@northpier.example"
	benchReader   = "ana@bluebird.example"
	benchPassword = "secret"
	benchPDF      = 60_000
)

// benchMail sends n mails each way, by turns, so that whatever else the machine does meets all of them alike.
func benchMail(ctx context.Context, n int) (b mailBench, err error) {
	s, err := openSink()
	if err != nil {
		return b, err
	}
	defer s.close()
	pdf := make([]byte, benchPDF)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range pdf {
		pdf[i] = byte(r.Uint32())
	}
	eml, err := mail.New().EML(app.Mail{MessageID: "bench@northpier.example", From: benchSender, FromName: "North Pier Trading", To: benchReader, ToName: "Ana Ruiz", Subject: "Invoice INV-1042",
		Body: "Hello Ana,\n\nour invoice is attached.\n\nKind regards\nNorth Pier Trading", Date: trade.StampOf(time.Now()), Files: []trade.Attachment{{Name: "invoice.pdf", Type: "application/pdf", File: pdf}}})
	if err != nil {
		return b, err
	}
	p := mail.NewPost()
	p.Roots = s.roots
	account := &trade.MailAccount{Address: benchSender, Host: "localhost", Port: s.port, Security: trade.FullTLS, User: benchSender}
	ways := []struct {
		took *time.Duration
		send func(int) error
	}{
		{&b.one, func(n int) error { return sendOver(ctx, p, account, eml, n) }},
		{&b.each, func(n int) error { return each(n, func() error { return sendOver(ctx, p, account, eml, 1) }) }},
		{&b.plainOne, func(n int) error { return sendPlain(s, eml, n) }},
		{&b.plainEach, func(n int) error { return each(n, func() error { return sendPlain(s, eml, 1) }) }},
	}
	const turns = 5
	size := max(1, n/turns)
	for turn := range turns {
		for _, w := range ways {
			start := time.Now()
			if err := w.send(size); err != nil {
				return b, err
			}
			*w.took += time.Since(start)
		}
		if got, want := s.taken(), (turn+1)*len(ways)*size; got != want {
			return b, fmt.Errorf("the bench's mail server has taken %d mails, not %d", got, want)
		}
	}
	return b, nil
}

func each(n int, send func() error) error {
	for range n {
		if err := send(); err != nil {
			return err
		}
	}
	return nil
}

// sendOver sends mails over one line as the worker does.
func sendOver(ctx context.Context, p *mail.Post, account *trade.MailAccount, eml []byte, n int) error {
	l, err := p.Open(ctx, account, benchPassword)
	if err != nil {
		return err
	}
	for range n {
		if _, err := l.Send(eml, benchSender, []string{benchReader}, func() error { return nil }); err != nil {
			return err
		}
	}
	return l.Close()
}

// sendPlain sends mails over one line as the standard library does.
func sendPlain(s *sink, eml []byte, n int) error {
	secret := s.roots.Clone()
	secret.ServerName = "localhost"
	c, err := tls.Dial("tcp", fmt.Sprintf("localhost:%d", s.port), secret)
	if err != nil {
		return err
	}
	client, err := smtp.NewClient(c, "localhost")
	if err == nil {
		err = client.Auth(smtp.PlainAuth("", benchSender, benchPassword, "localhost"))
	}
	for i := 0; err == nil && i < n; i++ {
		err = plainMail(client, eml)
	}
	if err != nil {
		_ = c.Close()
		return err
	}
	return client.Quit()
}

func plainMail(c *smtp.Client, eml []byte) error {
	if err := c.Mail(benchSender); err != nil {
		return err
	}
	if err := c.Rcpt(benchReader); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(eml); err != nil {
		return err
	}
	return w.Close()
}
