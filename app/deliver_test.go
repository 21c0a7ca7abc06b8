package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/mail/mailtest"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

// postOffice is a house that delivers its mail itself, by an account on this server.
func postOffice(t *testing.T, set func(*mailtest.Server)) (*house, *mailtest.Server) {
	h := newHouse(t)
	s := mailtest.Start(t, func(s *mailtest.Server) {
		s.NoTLS = true
		if set != nil {
			set(s)
		}
	})
	h.Desk = app.New(app.Ports{
		Store: h.store, Printer: hands{}, Mailer: mail.New(), Post: &mail.Post{Connect: time.Second, Command: 2 * time.Second}, Clock: func() time.Time { return h.now },
	})
	must(h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: trade.MailAccount{Address: "sales@northpier.example", Host: "localhost", Port: s.Port, Security: trade.NoTLS}}))
	return h, s
}

// quotes sends n quotes to the customer.
func (h *house) quotes(n int) {
	h.t.Helper()
	for range n {
		q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
		must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, To: "ana@bluebird.example"}))
	}
}

func (h *house) deliverMail() app.DeliverMailOut {
	h.t.Helper()
	return must(h.DeliverMail(h.ctx, app.DeliverMailIn{}))
}

func (h *house) messages(filter string) []trade.Message {
	h.t.Helper()
	return must(h.ListMessages(h.ctx, app.ListIn{Filter: filter})).Rows
}

func TestAMessageWaitsTenSecondsAndThenGoesOnce(t *testing.T) {
	h, s := postOffice(t, nil)
	h.quotes(1)
	equal(t, "at once", h.deliverMail().Sent, 0)
	h.now = h.now.Add(trade.Linger)
	equal(t, "after ten seconds", h.deliverMail().Sent, 1)
	equal(t, "and no second time", h.deliverMail().Sent, 0)
	got := s.Mails()
	equal(t, "mails", len(got), 1)
	equal(t, "to", got[0].To[0], "ana@bluebird.example")
	m := h.messages(trade.MessageSent)[0]
	equal(t, "the same message", strings.Contains(got[0].Data, m.MessageID), true)
	equal(t, "the file as it went", string(must(h.GetMessageFile(h.ctx, app.MessageFileIn{MessageID: m.ID})).File), "paper")
	e := must(h.GetHistory(h.ctx, trade.Ref{Kind: trade.KindQuote, ID: m.DocID})).Rows[0]
	equal(t, "history", e.Action+" "+e.Note, "mailed ana@bluebird.example")
}

func TestWithinTenSecondsAMessageIsTakenBack(t *testing.T) {
	h, s := postOffice(t, nil)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
	before := datatest.Dump(t, h.store)
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID, To: "ana@bluebird.example"}))
	must(h.UndoStep(h.ctx, app.ByID{ID: h.last().ID}))
	equal(t, "the file is what it was", datatest.Dump(t, h.store), before)
	h.now = h.now.Add(time.Minute)
	equal(t, "nothing goes", h.deliverMail().Sent+len(s.Mails()), 0)
}

func TestWhatAServerRefusesForNowIsTriedAgainLaterAndLater(t *testing.T) {
	h, s := postOffice(t, func(s *mailtest.Server) {
		s.Reply = func(verb, _ string, n int) string {
			if verb == "RCPT" && n <= 3 {
				return "451 4.7.1 greylisted"
			}
			return ""
		}
	})
	h.quotes(1)
	h.now = h.now.Add(trade.Linger)
	for i, pause := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute} {
		equal(t, fmt.Sprint("attempt ", i+1), h.deliverMail().Waiting, 1)
		m := h.messages(trade.MessageReady)[0]
		equal(t, "attempts", m.Attempts, i+1)
		equal(t, "tried again", m.TryAt, trade.StampOf(h.now.Add(pause)))
		equal(t, "in the server's words", strings.Contains(m.Answer, "451 4.7.1 greylisted"), true)
		equal(t, "can still be taken back", h.last().CanUndo, true)
		h.now = h.now.Add(pause - time.Second)
		equal(t, "too early", len(h.deliverMail().Troubles), 0)
		h.now = h.now.Add(time.Second)
	}
	equal(t, "at last", h.deliverMail().Sent, 1)
	equal(t, "once", len(s.Mails()), 1)
}

func TestWhatAServerRefusesForGoodHasFailedUntilSomebodyActs(t *testing.T) {
	h, s := postOffice(t, func(s *mailtest.Server) {
		s.Reply = func(verb, arg string, _ int) string {
			if verb == "RCPT" && strings.Contains(arg, "ana@") {
				return "550 5.1.1 no such user"
			}
			return ""
		}
	})
	h.quotes(2)
	h.now = h.now.Add(trade.Linger)
	out := h.deliverMail()
	equal(t, "failed", out.Failed, 2)
	equal(t, "said once", len(out.Troubles), 1)
	h.now = h.now.Add(48 * time.Hour)
	equal(t, "not tried again by itself", h.deliverMail().Failed, 0)
	failed := h.messages(trade.MessageFailed)
	must(h.RetryMessage(h.ctx, app.RetryIn{ID: failed[0].ID, To: "kim@bluebird.example"}))
	must(h.StopMessage(h.ctx, app.ByID{ID: failed[1].ID}))
	equal(t, "to the other address", h.deliverMail().Sent, 1)
	equal(t, "there", s.Mails()[0].To[0], "kim@bluebird.example")
	equal(t, "stopped", len(h.messages(trade.MessageStopped)), 1)
	_, err := h.RetryMessage(h.ctx, app.RetryIn{ID: failed[0].ID})
	equal(t, "what went does not go again", app.AsError(err).Kind, trade.Refused)
}

func TestOfflineEverythingWaitsAndCatchesUp(t *testing.T) {
	h, s := postOffice(t, nil)
	a := must(h.ListMailAccounts(h.ctx, app.Nothing{})).Rows[0]
	port := a.Port
	a.Port = 1
	must(h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: a}))
	h.quotes(3)
	for range 30 { // longer than any message may be refused
		h.now = h.now.Add(15 * time.Minute)
		out := h.deliverMail()
		equal(t, "waiting", out.Waiting, 3)
		equal(t, "one reason", len(out.Troubles), 1)
	}
	a.Version, a.Port = a.Version+1, port
	must(h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: a}))
	h.now = h.now.Add(15 * time.Minute)
	equal(t, "sent", h.deliverMail().Sent, 3)
	equal(t, "over one line", s.Connections(), 1)
}

func TestALineThatDiesBeforeTheAnswerLeavesAQuestion(t *testing.T) {
	h, s := postOffice(t, func(s *mailtest.Server) { s.DropAfter = "." })
	h.quotes(1)
	h.now = h.now.Add(trade.Linger)
	equal(t, "uncertain", h.deliverMail().Uncertain, 1)
	m := h.messages(trade.MessageUncertain)[0]
	h.now = h.now.Add(24 * time.Hour)
	equal(t, "never again by itself", len(h.deliverMail().Troubles), 0)
	equal(t, "it had arrived", len(s.Mails()), 1)
	must(h.SettleMessage(h.ctx, app.SettleMessageIn{ID: m.ID, Arrived: true}))
	equal(t, "settled", len(h.messages(trade.MessageSent)), 1)
}

func TestAnAccountThatIsOutOfOrderBlamesNoMessage(t *testing.T) {
	h, _ := postOffice(t, func(s *mailtest.Server) { s.User, s.Password = "sales", "secret" })
	h.quotes(2)
	h.now = h.now.Add(trade.Linger)
	out := h.deliverMail()
	equal(t, "waiting", out.Waiting, 2)
	equal(t, "why", strings.Contains(out.Troubles[0], "530"), true)
	equal(t, "attempts", h.messages(trade.MessageReady)[0].Attempts, 0)
}

func TestTwoWorkersDeliverEachMessageOnce(t *testing.T) {
	h, s := postOffice(t, nil)
	h.quotes(60)
	h.now = h.now.Add(trade.Linger)
	ended := make(chan int)
	for range 4 {
		go func() {
			out, err := h.DeliverMail(context.Background(), app.DeliverMailIn{})
			if err != nil {
				t.Error(err)
			}
			ended <- out.Sent
		}()
	}
	sum := 0
	for range 4 {
		sum += <-ended
	}
	equal(t, "sent", sum, 60)
	equal(t, "arrived", len(s.Mails()), 60)
}

func TestAnAccountThatWouldSpeakOpenlyIsRefused(t *testing.T) {
	h := newHouse(t)
	for field, a := range map[string]trade.MailAccount{
		"security": {Address: "a@b.example", Host: "mail.example", Port: 25, Security: trade.NoTLS},
		"host":     {Address: "a@b.example", Host: "mail.example\r\nX: y", Port: 25, Security: trade.FullTLS},
		"port":     {Address: "a@b.example", Host: "mail.example", Port: 0, Security: trade.FullTLS},
		"address":  {Host: "mail.example", Port: 465, Security: trade.FullTLS},
	} {
		_, err := h.SaveMailAccount(h.ctx, app.MailAccountIn{MailAccount: a})
		equal(t, field, app.AsError(err).Field, field)
	}
}

// meddler lets something happen just before the end of a mail is given to the server.
type meddler struct {
	app.Post
	happens func()
}

type meddled struct {
	app.Line
	m *meddler
}

func (m *meddler) Open(ctx context.Context, a *trade.MailAccount, password string) (app.Line, error) {
	l, err := m.Post.Open(ctx, a, password)
	return meddled{l, m}, err
}

func (l meddled) Send(eml []byte, from string, to []string, last func() error) (string, error) {
	return l.Line.Send(eml, from, to, func() error {
		if happens := l.m.happens; happens != nil {
			l.m.happens = nil
			happens()
		}
		return last()
	})
}

// meddledOffice is a post office with a meddler.
func meddledOffice(t *testing.T) (*house, *mailtest.Server, *meddler) {
	h, s := postOffice(t, nil)
	m := &meddler{Post: &mail.Post{Connect: time.Second, Command: 2 * time.Second}}
	h.Desk = app.New(app.Ports{Store: h.store, Printer: hands{}, Mailer: mail.New(), Post: m, Clock: func() time.Time { return h.now }})
	return h, s, m
}

func TestAMessageThatIsStoppedAtTheLastMomentHoldsUpNoOther(t *testing.T) {
	h, s, m := meddledOffice(t)
	h.quotes(3)
	h.now = h.now.Add(trade.Linger)
	first := h.messages(trade.MessageReady)[2].ID
	m.happens = func() { must(h.StopMessage(h.ctx, app.ByID{ID: first})) }
	equal(t, "the others go", h.deliverMail().Sent, 2)
	equal(t, "and arrive", len(s.Mails()), 2)
	equal(t, "that one does not", h.messages(trade.MessageStopped)[0].ID, first)
}

func TestAProgramThatEndsBeforeTheEndOfAMessageLeavesNoQuestion(t *testing.T) {
	h, s, m := meddledOffice(t)
	h.quotes(2)
	h.now = h.now.Add(trade.Linger)
	ctx, end := context.WithCancel(h.ctx)
	m.happens = end
	if _, err := h.DeliverMail(ctx, app.DeliverMailIn{}); err == nil {
		t.Error("an ended round says nothing of it")
	}
	equal(t, "nothing arrived", len(s.Mails()), 0)
	equal(t, "nothing is uncertain", len(h.messages(trade.MessageUncertain)), 0)
	h.now = h.now.Add(10 * time.Minute)
	equal(t, "both go later", h.deliverMail().Sent, 2)
}

func TestAccountTroubleIsNoAttempt(t *testing.T) {
	h, _ := postOffice(t, func(s *mailtest.Server) {
		s.Reply = func(verb, _ string, n int) string {
			switch {
			case verb == "RCPT":
				return "451 4.7.1 greylisted"
			case verb == "MAIL" && n > 1:
				return "421 shutting down"
			}
			return ""
		}
	})
	h.quotes(1)
	for range 4 {
		h.now = h.now.Add(time.Hour)
		h.deliverMail()
	}
	equal(t, "attempts", h.messages(trade.MessageReady)[0].Attempts, 1)
}
