package views

import (
	"fmt"
	"slices"
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
		{"inbox", inbox(0)}, {"inbox-answer", inbox(3)},
		{"inbox-tracking", func() {
			s.sampleMail()
			mail, _ := s.toldOfParcels()
			s.Show(trade.Ref{Kind: trade.KindReceived, ID: mail})
		}},
		{"dialog-ship-found", func() {
			s.sampleMail()
			if mail, out := s.toldOfParcels(); mail != 0 {
				s.Show(trade.Ref{Kind: trade.KindReceived, ID: mail})
				s.shipFound(parcelsBy(mail, out)[0])
			}
		}},
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
	quote, purchase, shipped := false, false, false
	for _, m := range l.Rows {
		name, _, _ := strings.Cut(m.ToName, " ")
		switch {
		case m.Kind == trade.KindQuote && sent[m.DocID] && !quote:
			quote = true
			mail(1, m.To, fmt.Sprintf("We accept [yes-%d-%s]", m.DocID, trade.AnswerCode(m.MessageID)), "", "We accept your quote.\r\n\r\nKind regards\r\n"+name)
		case m.Kind == trade.KindPurchase && purchase && !shipped && s.stillToShip(m.DocID):
			shipped = true
			mail(4, m.To, "Re: "+m.Subject, m.MessageID, "Hello,\r\n\r\nyour order left us today with Gull Parcel, two boxes:\r\nGP442018870031\r\nGP442018870049\r\n\r\nQuestions? Call 0331 8810025.\r\n\r\nKind regards\r\n"+name)
		case m.Kind == trade.KindPurchase && !purchase:
			purchase = true
			mail(3, m.To, "Re: "+m.Subject, m.MessageID, "Hello,\r\n\r\nwe ship on Thursday with Kestrel Parcel. One of the boxes is a little dented; is that all right, or shall we wait for the next ones?\r\n\r\nKind regards\r\n"+name)
		}
	}
	mail(2, "Otis Fry <otis@fry.example>", "Lanterns for our hotel", "", "Good morning,\r\n\r\ndo you have brass lanterns, about forty of them, before Christmas?\r\n\r\nOtis Fry")
}

// stillToShip says whether a supplier has something to ship of a purchase order.
func (s *Shell) stillToShip(id trade.ID) bool {
	p, err := s.desk.GetPurchase(s.ctx(), app.ByID{ID: id})
	return err == nil && p.State == trade.Sent && slices.ContainsFunc(p.Lines, func(l trade.PurchaseLine) bool { return l.Waiting() > 0 })
}

// toldOfParcels is the newest mail that names parcels.
func (s *Shell) toldOfParcels() (trade.ID, app.TrackingOut) {
	l, err := s.desk.ListReceived(s.ctx(), app.ListIn{})
	if err != nil {
		return 0, app.TrackingOut{}
	}
	for _, m := range l.Rows {
		if out, err := s.desk.FindTracking(s.ctx(), app.ByID{ID: m.ID}); err == nil && len(out.Found) > 0 {
			return m.ID, out
		}
	}
	return 0, app.TrackingOut{}
}
