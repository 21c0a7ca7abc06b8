package mail_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
)

// account is a way to a server.
func account(s *mailtest.Server, security string) *trade.MailAccount {
	return &trade.MailAccount{Address: "sales@northpier.example", Host: "localhost", Port: s.Port, Security: security, User: s.User}
}

func post(s *mailtest.Server) *mail.Post {
	return &mail.Post{Connect: time.Second, Command: 300 * time.Millisecond, Roots: s.Roots}
}

func nothing() error { return nil }

func trouble(err error) app.Trouble {
	var e *app.PostError
	if errors.As(err, &e) {
		return e.Trouble
	}
	return ""
}

func TestAMailGoesOverEachKindOfLine(t *testing.T) {
	eml, err := mail.New().EML(sample())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set      func(*mailtest.Server)
		security string
	}{
		"STARTTLS and PLAIN": {func(s *mailtest.Server) { s.User, s.Password = "sales", "secret" }, trade.StartTLS},
		"TLS and LOGIN":      {func(s *mailtest.Server) { s.User, s.Password, s.Full, s.OnlyLogin = "sales", "secret", true, true }, trade.FullTLS},
		"none, on loopback":  {func(s *mailtest.Server) { s.NoTLS = true }, trade.NoTLS},
	} {
		s := mailtest.Start(t, c.set)
		l, err := post(s).Open(context.Background(), account(s, c.security), "secret")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for range 3 {
			if _, err := l.Send(eml, "sales@northpier.example", []string{"ana@bluebird.example"}, nothing); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := l.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := s.Mails()
		if len(got) != 3 || s.Connections() != 1 || got[2].Data != string(eml) || got[2].From != "sales@northpier.example" || got[2].To[0] != "ana@bluebird.example" {
			t.Errorf("%s: %d mails over %d lines", name, len(got), s.Connections())
		}
	}
}

func TestWhatIsWrongWithAServerIsSaidInWords(t *testing.T) {
	starts := func(verb, reply string) func(*mailtest.Server) {
		return func(s *mailtest.Server) {
			s.NoTLS = true
			s.Reply = func(v, _ string, _ int) string {
				if v == verb {
					return reply
				}
				return ""
			}
		}
	}
	for name, c := range map[string]struct {
		set      func(*mailtest.Server)
		change   func(*trade.MailAccount, *mail.Post)
		security string
		want     app.Trouble
		words    string
	}{
		"a name that is not known":        {nil, func(a *trade.MailAccount, _ *mail.Post) { a.Host = "no-such-server.invalid" }, trade.StartTLS, app.NoSuchServer, "no-such-server.invalid"},
		"a port where nobody listens":     {nil, func(a *trade.MailAccount, _ *mail.Post) { a.Port = 1 }, trade.StartTLS, app.NoAnswer, "refuses the connection"},
		"silence":                         {func(s *mailtest.Server) { s.Silent = true }, nil, trade.StartTLS, app.NoAnswer, "fell silent"},
		"silence instead of TLS":          {func(s *mailtest.Server) { s.Silent = true }, nil, trade.FullTLS, app.NotSecret, "fell silent"},
		"STARTTLS taken out on the way":   {func(s *mailtest.Server) { s.NoTLS, s.User = true, "sales" }, nil, trade.StartTLS, app.NotSecret, "does not offer STARTTLS"},
		"a certificate of nobody's":       {nil, func(_ *trade.MailAccount, p *mail.Post) { p.Roots = nil }, trade.StartTLS, app.NotSecret, "certificate is not valid"},
		"a wrong password":                {func(s *mailtest.Server) { s.User, s.Password = "sales", "other" }, nil, trade.StartTLS, app.NotLoggedIn, "535 5.7.8 authentication failed"},
		"no login offered":                {func(s *mailtest.Server) { s.User = "" }, func(a *trade.MailAccount, _ *mail.Post) { a.User = "sales" }, trade.StartTLS, app.NotLoggedIn, "no login"},
		"a login that is not asked for":   {func(s *mailtest.Server) { s.User = "sales" }, func(a *trade.MailAccount, _ *mail.Post) { a.User = "" }, trade.StartTLS, app.NotLoggedIn, "530"},
		"a relay that is denied":          {starts("RCPT", "554 5.7.1 relay access denied"), nil, trade.NoTLS, app.RefusedWholly, "ana@bluebird.example: 554 5.7.1 relay access denied"},
		"greylisting":                     {starts("RCPT", "451 4.7.1 come back later"), nil, trade.NoTLS, app.RefusedForNow, "451 4.7.1 come back later"},
		"a server that goes away":         {starts("MAIL", "421 shutting down"), nil, trade.NoTLS, app.NotNow, "421 shutting down"},
		"refused after all was sent":      {starts(".", "552 too big"), nil, trade.NoTLS, app.RefusedWholly, "552 too big"},
		"a line that dies before its end": {func(s *mailtest.Server) { s.NoTLS, s.DropAfter = true, "DATA" }, nil, trade.NoTLS, app.NoAnswer, "closed the connection"},
		"a line that dies after its end":  {func(s *mailtest.Server) { s.NoTLS, s.DropAfter = true, "." }, nil, trade.NoTLS, app.MaybeTaken, "closed the connection"},
	} {
		s := mailtest.Start(t, c.set)
		a, p := account(s, c.security), post(s)
		if c.change != nil {
			c.change(a, p)
		}
		l, err := p.Open(context.Background(), a, "secret")
		if err == nil {
			_, err = l.Send([]byte("Subject: x\r\n\r\nx\r\n"), a.Address, []string{"ana@bluebird.example"}, nothing)
			_ = l.Close()
		}
		if trouble(err) != c.want || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %q (%v)", name, trouble(err), err)
		}
	}
}

func TestOneOfThreeReadersIsRefused(t *testing.T) {
	s := mailtest.Start(t, func(s *mailtest.Server) {
		s.NoTLS = true
		s.Reply = func(verb, arg string, _ int) string {
			if verb == "RCPT" && strings.Contains(arg, "gone@") {
				return "550 5.1.1 no such user"
			}
			return ""
		}
	})
	l, err := post(s).Open(context.Background(), account(s, trade.NoTLS), "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Send([]byte("Subject: x\r\n\r\nx\r\n"), "sales@northpier.example", []string{"ana@bluebird.example", "gone@bluebird.example", "kim@bluebird.example"}, nothing)
	if trouble(err) != app.RefusedWholly || !strings.Contains(err.Error(), "gone@bluebird.example") || len(s.Mails()) != 0 {
		t.Errorf("%v, %d mails", err, len(s.Mails()))
	}
	if _, err := l.Send([]byte("Subject: x\r\n\r\nx\r\n"), "sales@northpier.example", []string{"ana@bluebird.example"}, nothing); err != nil || len(s.Mails()) != 1 {
		t.Errorf("the next one: %v", err)
	}
}

func TestAMailThatIsNotWantedAtTheLastMomentIsNotKeptByTheServer(t *testing.T) {
	s := mailtest.Start(t, func(s *mailtest.Server) { s.NoTLS = true })
	l, err := post(s).Open(context.Background(), account(s, trade.NoTLS), "")
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	if _, err := l.Send([]byte("Subject: x\r\n\r\nx\r\n"), "sales@northpier.example", []string{"ana@bluebird.example"}, func() error { return no }); !errors.Is(err, no) || len(s.Mails()) != 0 {
		t.Errorf("%v, %d mails", err, len(s.Mails()))
	}
}

func TestALineEndsWhenItsContextDoes(t *testing.T) {
	s := mailtest.Start(t, func(s *mailtest.Server) { s.Silent = true })
	ctx, stop := context.WithCancel(context.Background())
	p := post(s)
	p.Command = time.Hour
	stop()
	if _, err := p.Open(ctx, account(s, trade.NoTLS), ""); trouble(err) != app.NoAnswer {
		t.Error(err)
	}
}

// 500 mails of 60 KB: over one line, and over a line each.
func BenchmarkPost(b *testing.B) {
	m := sample()
	m.Files[0].File = make([]byte, 60<<10)
	eml, err := mail.New().EML(m)
	if err != nil {
		b.Fatal(err)
	}
	s := mailtest.Start(b, func(s *mailtest.Server) { s.User, s.Password = "sales", "secret" })
	p := mail.NewPost()
	p.Roots = s.Roots
	open := func() app.Line {
		l, err := p.Open(context.Background(), account(s, trade.StartTLS), "secret")
		if err != nil {
			b.Fatal(err)
		}
		return l
	}
	send := func(l app.Line) {
		if _, err := l.Send(eml, "sales@northpier.example", []string{"ana@bluebird.example"}, nothing); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("one line", func(b *testing.B) {
		l := open()
		for b.Loop() {
			send(l)
		}
		_ = l.Close()
	})
	b.Run("a line each", func(b *testing.B) {
		for b.Loop() {
			l := open()
			send(l)
			_ = l.Close()
		}
	})
}
