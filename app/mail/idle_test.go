package mail_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
)

func openBox(t *testing.T, ctx context.Context, s *mailtest.Box, command time.Duration) app.Box {
	t.Helper()
	p := &mail.Postbox{Post: mail.Post{Connect: 5 * time.Second, Command: command}}
	b, err := p.OpenBox(ctx, &trade.Mailbox{Host: "localhost", Port: s.Port, Security: trade.NoTLS, User: "sales"}, "secret")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// settled waits until all is told that the server said when the folder was opened.
func settled(t *testing.T, s *mailtest.Box, b app.Box) {
	t.Helper()
	for got := true; got; {
		var err error
		if got, err = b.Wait(context.Background(), 20*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		<-s.Waiting
	}
}

// A line that waits for mail is silent for longer than a command may take.
func TestAMailboxThatIsWatchedTellsOfNewMail(t *testing.T) {
	s := mailtest.StartBox(t, nil)
	b := openBox(t, context.Background(), s, 500*time.Millisecond)
	settled(t, s, b)
	if got, err := b.Wait(context.Background(), time.Second); err != nil || got {
		t.Error("mail came from nowhere", err)
	}
	<-s.Waiting
	for range 3 {
		go func() {
			<-s.Waiting
			s.Change()
			s.Arrive()
		}()
		if got, err := b.Wait(context.Background(), time.Minute); err != nil || !got {
			t.Error("new mail was not told of", err)
		}
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func TestAWatchedMailboxEndsInWords(t *testing.T) {
	for name, then := range map[string]func(*mailtest.Box, context.CancelFunc){
		"the server hangs up":             func(s *mailtest.Box, _ context.CancelFunc) { s.Break() },
		"the program ends":                func(_ *mailtest.Box, end context.CancelFunc) { end() },
		"the server answers DONE no more": func(s *mailtest.Box, _ context.CancelFunc) { s.Stick(); s.Arrive() },
	} {
		t.Run(name, func(t *testing.T) {
			s := mailtest.StartBox(t, nil)
			ctx, end := context.WithCancel(context.Background())
			defer end()
			b := openBox(t, ctx, s, 500*time.Millisecond)
			settled(t, s, b)
			go func() {
				<-s.Waiting
				then(s, end)
			}()
			if _, err := b.Wait(ctx, time.Minute); trouble(err) != app.NoAnswer {
				t.Error(err)
			}
			_ = b.Close()
		})
	}
	s := mailtest.StartBox(t, func(s *mailtest.Box) { s.NoIdle = true })
	b := openBox(t, context.Background(), s, time.Second)
	if _, err := b.Wait(context.Background(), time.Minute); !errors.Is(err, app.ErrNoWait) {
		t.Error(err)
	}
	_ = b.Close()
}
