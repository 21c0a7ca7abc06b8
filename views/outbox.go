package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// outboxPage lists the messages that the house decided to send, and hands them to the mail program.
func (s *Shell) outboxPage() page {
	p := &listPage[trade.Message]{
		s: s, kind: trade.KindMessage, one: kit.T("message"), noun: kit.T("messages"), list: s.desk.ListMessages, load: s.loadMessage,
		id: func(m *trade.Message) trade.ID { return m.ID }, offset: 0.46, first: "ready",
	}
	p.columns = []kit.Column[trade.Message]{
		textColumn("", "Decided", 96, func(m *trade.Message) string { return moment(m.CreatedAt, s.today()) }),
		textColumn("", "To", -2, func(m *trade.Message) string {
			if m.ToName != "" {
				return m.ToName
			}
			return m.To
		}),
		textColumn("", "Subject", -3, func(m *trade.Message) string { return m.Subject }),
		toneColumn("", "State", 96, func(m *trade.Message) string { return messageState(m) }, messageTone),
	}
	p.bulk = func(rows []trade.Message) []bulkStep {
		return []bulkStep{s.bulkOf("HandMessage", bulkStep{kit.T("Open %d in mail program", len(rows)), func() {
			for _, m := range rows {
				s.hand(m.ID)
			}
			p.grid.Unmark()
		}, false})}
	}
	return p
}

func messageTone(m *trade.Message) kit.Tone {
	switch {
	case m.State == trade.MessageFailed || m.State == trade.MessageUncertain:
		return kit.Bad
	case m.State == trade.MessageReady:
		return kit.Warn
	case m.State == trade.MessageStopped:
		return kit.Quiet
	}
	return kit.Good
}

// messageState words how the delivery of a message goes.
func messageState(m *trade.Message) string {
	if m.State == trade.MessageReady && m.Attempts > 0 {
		return kit.T("Tried %d times", m.Attempts)
	}
	return chipText(m.State)
}

func (s *Shell) loadMessage(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	m, err := s.desk.GetMessage(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawMessage(m) }, nil
}

func (s *Shell) drawMessage(m *trade.Message) fyne.CanvasObject {
	d := document{title: m.Subject, pills: []fyne.CanvasObject{kit.Pill(messageState(m), messageTone(m))}}
	if m.Answer != "" && m.State != trade.MessageSent {
		d.banner = append(d.banner, m.Answer)
	}
	if m.TryAt != "" && m.State == trade.MessageReady {
		d.banner = append(d.banner, kit.T("It is tried again %s.", moment(m.TryAt, s.today())))
	}
	d.buttons = []button{
		{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperKind(m.Paper), m.DocID) }},
		{text: kit.T("Document"), icon: theme.DocumentIcon(), do: func() { s.Show(trade.Ref{Kind: m.Kind, ID: m.DocID}) }},
	}
	d.buttons = append(d.buttons, s.messageButtons(m)...)
	to := m.To
	if m.ToName != "" {
		to = m.ToName + "  " + m.To
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("To"), to), kit.Fact(kit.T("From"), m.From), kit.Fact(kit.T("Decided"), moment(m.CreatedAt, s.today()))}
	if m.Cc != "" {
		d.long = append(d.long, kit.Fact(kit.T("Copies to"), m.Cc))
	}
	body := widget.NewLabel(m.Body)
	body.Wrapping, body.Selectable = fyne.TextWrapWord, true
	d.body = []fyne.CanvasObject{kit.Section(kit.T("Message")), body}
	return s.draw(d)
}

// messageButtons are what can be done with a message, the next step first.
func (s *Shell) messageButtons(m *trade.Message) []button {
	hand := button{step: "HandMessage", text: kit.T("Open in mail program"), do: func() { s.hand(m.ID) }}
	stop := button{step: "StopMessage", text: kit.T("Do not send"), do: func() {
		act(s, kit.T("The message is stopped"), func(ctx context.Context) (*trade.Message, error) { return s.desk.StopMessage(ctx, app.ByID{ID: m.ID}) }, nil)
	}}
	retry := button{step: "RetryMessage", text: kit.T("Send again…"), do: func() { s.retryMessage(m) }}
	settle := func(text string, arrived bool) button {
		return button{step: "SettleMessage", text: text, do: func() {
			act(s, kit.T("Noted"), func(ctx context.Context) (*trade.Message, error) {
				return s.desk.SettleMessage(ctx, app.SettleMessageIn{ID: m.ID, Arrived: arrived})
			}, nil)
		}}
	}
	switch m.State {
	case trade.MessageReady:
		hand.primary = true
		return []button{stop, hand}
	case trade.MessageFailed:
		retry.primary = true
		return []button{stop, hand, retry}
	case trade.MessageStopped:
		return []button{hand, retry}
	case trade.MessageUncertain:
		arrived := settle(kit.T("It has arrived"), true)
		arrived.primary = true
		return []button{settle(kit.T("It has not: send it again"), false), arrived}
	}
	if m.State == trade.MessageHanded {
		return []button{{step: "SettleMessage", text: kit.T("It was not sent there"), do: func() {
			act(s, kit.T("The message is in the outbox"), func(ctx context.Context) (*trade.Message, error) {
				return s.desk.SettleMessage(ctx, app.SettleMessageIn{ID: m.ID})
			}, nil)
		}}, hand}
	}
	return []button{hand}
}

// retryMessage asks where a message goes this time.
func (s *Shell) retryMessage(m *trade.Message) {
	f := kit.NewForm(&kit.Field{Name: "to", Label: kit.T("To"), Text: m.To, Hint: "name@example.com", Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Send the message again"), kit.T("Send again"), f, func(d *kit.Dialog) {
		in := app.RetryIn{ID: m.ID, To: f.Text("to")}
		submit(s, d, f, kit.T("The message is in the outbox"), func(ctx context.Context) (*trade.Message, error) { return s.desk.RetryMessage(ctx, in) }, nil)
	})
}
