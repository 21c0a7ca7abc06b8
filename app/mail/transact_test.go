package mail_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
)

// Whatever a server offers, mails go one after another over one line, and what is refused in between harms nothing else.
func TestRefusalsInBetweenHarmNoOtherMail(t *testing.T) {
	refuse := func(verb, arg string, _ int) string {
		switch {
		case verb == "RCPT" && strings.Contains(arg, "gone@"):
			return "550 5.1.1 no such user"
		case verb == "RCPT" && strings.Contains(arg, "later@"):
			return "451 4.7.1 come back later"
		case verb == "MAIL" && strings.Contains(arg, "eve@"):
			return "553 5.7.1 not yours"
		case verb == "." && strings.Contains(arg, "full@"):
			return "552 5.2.2 mailbox full"
		}
		return ""
	}
	for name, set := range map[string]func(*mailtest.Server){
		"pipelining":           func(*mailtest.Server) {},
		"one by one":           func(s *mailtest.Server) { s.OneByOne = true },
		"waiting for a mail":   func(s *mailtest.Server) { s.Waits = true },
		"pipelining, over TLS": func(s *mailtest.Server) { s.NoTLS, s.Full = false, true },
	} {
		t.Run(name, func(t *testing.T) {
			s := mailtest.Start(t, func(s *mailtest.Server) {
				s.NoTLS, s.Reply = true, refuse
				set(s)
			})
			security := trade.NoTLS
			if s.Full {
				security = trade.FullTLS
			}
			l, err := post(s).Open(context.Background(), account(s, security), "")
			if err != nil {
				t.Fatal(err)
			}
			const us = "sales@northpier.example"
			for i, c := range []struct {
				from, to string
				want     app.Trouble
				reader   string
			}{
				{us, "ana@a.example", "", ""},
				{us, "gone@a.example", app.RefusedWholly, "gone@a.example"},
				{us, "kim@a.example", "", ""},
				{"eve@a.example", "ana@a.example", app.RefusedWholly, ""},
				{us, "later@a.example", app.RefusedForNow, "later@a.example"},
				{us, "full@a.example", app.RefusedWholly, ""},
				{us, "ana@a.example kim@a.example", "", ""},
				{us, "ana@a.example gone@a.example kim@a.example", app.RefusedWholly, "gone@a.example"},
				{us, "last@a.example", "", ""},
				{us, "a@b.example>\r\nRCPT TO:<eve@a.example", app.Unsendable, ""},
			} {
				before := len(s.Mails())
				_, err := l.Send(fmt.Appendf(nil, "Subject: %d\r\n\r\n.\n..\r\nx\r\n", i), c.from, strings.FieldsFunc(c.to, func(r rune) bool { return r == ' ' && !strings.Contains(c.to, "\r") }), nothing)
				if trouble(err) != c.want {
					t.Errorf("mail %d: %v", i, err)
				}
				if e, ok := err.(*app.PostError); ok && e.Reader != c.reader {
					t.Errorf("mail %d: it is about %q", i, e.Reader)
				}
				got := s.Mails()[before:]
				if c.want != "" && len(got) > 0 {
					t.Errorf("mail %d was taken all the same", i)
				}
				if c.want == "" && (len(got) != 1 || got[0].Data != fmt.Sprintf("Subject: %d\r\n\r\n.\r\n..\r\nx\r\n", i) || strings.Join(got[0].To, " ") != c.to) {
					t.Errorf("mail %d came as %q", i, got)
				}
			}
			if err := l.Close(); err != nil || s.Connections() != 1 {
				t.Errorf("%d lines, %v", s.Connections(), err)
			}
		})
	}
}

// A server that has refused the sender and takes a reader all the same must get no mail, not even an empty one.
func TestNothingIsEndedThatTheServerWaitsForByMistake(t *testing.T) {
	s := mailtest.Start(t, func(s *mailtest.Server) {
		s.NoTLS, s.Forgets = true, true
		s.Reply = func(verb, _ string, _ int) string { return map[string]string{"MAIL": "553 5.7.1 not yours"}[verb] }
	})
	l, err := post(s).Open(context.Background(), account(s, trade.NoTLS), "")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []app.Trouble{app.RefusedWholly, app.NoAnswer} {
		if _, err := l.Send([]byte("Subject: x\r\n\r\nx\r\n"), "sales@northpier.example", []string{"ana@bluebird.example"}, nothing); trouble(err) != want {
			t.Errorf("mail %d: %v", i, err)
		}
	}
	if err := l.Close(); err != nil || len(s.Mails()) != 0 {
		t.Errorf("%d mails, %v", len(s.Mails()), err)
	}
}

// No row of a message is taken for its end, or for a command after it, whatever a server takes for the end of a row.
func TestAMessageHoldsNoEndBeforeItsEnd(t *testing.T) {
	s := mailtest.Start(t, func(s *mailtest.Server) { s.NoTLS = true })
	l, err := post(s).Open(context.Background(), account(s, trade.NoTLS), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r", "\n.\r"} {
		before := len(s.Mails())
		eml := "Subject: x\r\n\r\nbefore" + end + "MAIL FROM:<eve@evil.example>\r\nafter"
		if _, err := l.Send([]byte(eml), "sales@northpier.example", []string{"ana@bluebird.example"}, nothing); err != nil {
			t.Fatal(err)
		}
		want := "Subject: x\r\n\r\nbefore\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nafter\r\n"
		if got := s.Mails()[before:]; len(got) != 1 || got[0].Data != want {
			t.Errorf("%q: %q", end, got)
		}
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestASlowServerIsWaitedForAndNotForEver(t *testing.T) {
	for slow, want := range map[time.Duration]app.Trouble{20 * time.Millisecond: "", time.Second: app.NoAnswer} {
		s := mailtest.Start(t, func(s *mailtest.Server) { s.NoTLS, s.Slow = true, slow })
		l, err := post(s).Open(context.Background(), account(s, trade.NoTLS), "")
		if err == nil {
			_, err = l.Send([]byte("Subject: x\r\n\r\nx\r\n"), "sales@northpier.example", []string{"ana@bluebird.example"}, nothing)
			_ = l.Close()
		}
		if trouble(err) != want {
			t.Errorf("%s: %v", slow, err)
		}
	}
}
