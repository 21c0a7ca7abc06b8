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
		toneColumn("", "State", 86, func(m *trade.Message) string { return chipText(m.State) }, messageTone),
	}
	p.bulk = func(rows []trade.Message, unmark func()) []*widget.Button {
		b := widget.NewButton(kit.T("Open %d in mail program", len(rows)), func() {
			for _, m := range rows {
				s.hand(m.ID)
			}
			unmark()
		})
		b.Importance = widget.HighImportance
		return []*widget.Button{b}
	}
	return p
}

func messageTone(m *trade.Message) kit.Tone {
	if m.State == trade.MessageReady {
		return kit.Warn
	}
	return kit.Good
}

func (s *Shell) loadMessage(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	m, err := s.desk.GetMessage(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawMessage(m) }, nil
}

func (s *Shell) drawMessage(m *trade.Message) fyne.CanvasObject {
	d := document{title: m.Subject, pills: []fyne.CanvasObject{kit.Pill(chipText(m.State), messageTone(m))}}
	d.buttons = []button{
		{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperKind(m.Paper), m.DocID) }},
		{text: kit.T("Document"), icon: theme.DocumentIcon(), do: func() { s.Show(trade.Ref{Kind: m.Kind, ID: m.DocID}) }},
		{text: kit.T("Open in mail program"), primary: m.State == trade.MessageReady, do: func() { s.hand(m.ID) }},
	}
	to := m.To
	if m.ToName != "" {
		to = m.ToName + "  " + m.To
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("To"), to), kit.Fact(kit.T("From"), m.From), kit.Fact(kit.T("Decided"), moment(m.CreatedAt, s.today()))}
	body := widget.NewLabel(m.Body)
	body.Wrapping, body.Selectable = fyne.TextWrapWord, true
	d.body = []fyne.CanvasObject{kit.Section(kit.T("Message")), body}
	return s.draw(d)
}
