package views

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// mailboxScenes show mail that came in.
func (s *Shell) mailboxScenes() []Scene {
	inbox := func(at int) func() {
		return func() {
			s.sampleMail()
			s.Go(s.section(trade.KindReceived))
			p := s.pages[s.at].page
			p.(interface{ choose(string) }).choose("")
			if l, err := s.desk.ListReceived(s.ctx(), app.ListIn{}); err == nil && at < len(l.Rows) {
				p.show(trade.Ref{Kind: trade.KindReceived, ID: l.Rows[at].ID})
			}
		}
	}
	return []Scene{
		{"inbox", inbox(0)}, {"inbox-answer", inbox(2)},
		{"dialog-automation", func() {
			if l, err := s.desk.ListCustomers(s.ctx(), app.ListIn{Limit: 1}); err == nil && len(l.Rows) > 0 {
				s.Show(trade.Ref{Kind: trade.KindCustomer, ID: l.Rows[0].ID})
				s.automationButton(app.PartyIn{CustomerID: l.Rows[0].ID}, l.Rows[0].Name).do()
			}
		}},
		{"settings-mailbox", func() { s.settingsPart(kit.T("E-mail")) }},
		{"dialog-mailbox", func() {
			s.settingsPart(kit.T("E-mail"))
			s.editMailbox(trade.Mailbox{Port: 993, Security: trade.FullTLS})
		}},
	}
}

// sampleMail reads some mails; a second time nothing is doubled.
func (s *Shell) sampleMail() {
	mail := func(n int, from, subject, answers, text string) {
		raw := fmt.Sprintf("From: %s\r\nTo: sales@northpier.example\r\nSubject: %s\r\nMessage-ID: <sample-%d@mail.example>\r\nIn-Reply-To: <%s>\r\nDate: Mon, 23 Nov 2026 08:%02d:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s",
			from, subject, n, answers, 10+n, text)
		_, _ = s.desk.ReadMail(s.ctx(), app.ReadMailIn{File: []byte(raw)})
	}
	l, err := s.desk.ListMessages(s.ctx(), app.ListIn{Limit: 1000})
	if err != nil {
		return
	}
	open, err := s.desk.ListQuotes(s.ctx(), app.ListIn{Filter: "sent"})
	if err != nil {
		return
	}
	sent := map[trade.ID]bool{}
	for _, q := range open.Rows {
		sent[q.ID] = true
	}
	quote, purchase := false, false
	for _, m := range l.Rows {
		name, _, _ := strings.Cut(m.ToName, " ")
		switch {
		case m.Kind == trade.KindQuote && sent[m.DocID] && !quote:
			quote = true
			mail(1, m.To, fmt.Sprintf("We accept [yes-%d-%s]", m.DocID, trade.AnswerCode(m.MessageID)), "", "We accept your quote.\r\n\r\nKind regards\r\n"+name)
		case m.Kind == trade.KindPurchase && !purchase:
			purchase = true
			mail(3, m.To, "Re: "+m.Subject, m.MessageID, "Hello,\r\n\r\nwe ship on Thursday with Kestrel Parcel. One of the boxes is a little dented; is that all right, or shall we wait for the next ones?\r\n\r\nKind regards\r\n"+name)
		}
	}
	mail(2, "Otis Fry <otis@fry.example>", "Lanterns for our hotel", "", "Good morning,\r\n\r\ndo you have brass lanterns, about forty of them, before Christmas?\r\n\r\nOtis Fry")
}
