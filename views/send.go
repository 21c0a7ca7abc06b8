package views

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// letter is an e-mail that a person reads before it goes out.
type letter struct {
	s      *Shell
	paper  app.PrintIn
	draft  app.MailDraft // as the program wrote it
	form   *kit.Form
	doubt  *widget.Label
	wanted kit.Latest
}

// warn says that mail to this reader does not arrive.
func (l *letter) warn() {
	if l.draft.Doubt == "" {
		l.doubt.Hide()
		return
	}
	l.doubt.SetText(kit.Said(l.draft.Doubt))
	l.doubt.Show()
}

// send shows the prepared e-mail of a document; the second click sends it: the message goes into the
// outbox and, where no account is set up, from there to the mail program at once.
func (s *Shell) send(title string, paper app.PrintIn, do func(context.Context, app.SendIn) error) {
	posted := false // an account delivers it
	read(s, func(ctx context.Context) (app.MailDraft, error) {
		accounts, err := s.desk.ListMailAccounts(ctx, app.Nothing{})
		if err != nil {
			return app.MailDraft{}, err
		}
		posted = slices.ContainsFunc(accounts.Rows, func(a trade.MailAccount) bool { return !a.Inactive })
		return s.desk.PrepareMessage(ctx, app.PrepareIn{PrintIn: paper})
	}, func(m app.MailDraft) {
		verb := kit.T("Send now")
		if !posted {
			verb = kit.T("Open in mail program")
		}
		l := &letter{s: s, paper: paper, draft: m}
		l.form = kit.NewForm(l.fields()...)
		l.doubt = widget.NewLabel("")
		l.doubt.Wrapping, l.doubt.Importance = fyne.TextWrapWord, widget.DangerImportance
		l.warn()
		kit.AskFormAbove(s.win.Canvas(), title, verb, l.form, container.NewVBox(l.doubt, l.attached()), func(d *kit.Dialog) {
			f := l.form
			in := app.SendIn{To: f.Text("to"), Cc: f.Text("cc"), Subject: l.written("subject"), Body: l.written("body"), NoMail: f.Text("no_mail") == "yes"}
			if in.To == m.To {
				in.To = ""
			}
			submit(s, d, f, "", func(ctx context.Context) (bool, error) { return !in.NoMail, do(ctx, in) }, func(mailed bool) {
				if !mailed {
					s.say(kit.T("Marked as sent"), kit.Good)
					return
				}
				if !posted {
					s.openNewest(s.step)
					return
				}
				s.say(kit.T("The message is in the outbox"), kit.Good, kit.Offer{Text: kit.T("Open in mail program"), Do: s.handNewest})
			})
		})
	})
}

// openNewest gives the newest waiting message to the mail program. What a step has written has not left before that program sends it, so
// the step can be undone as long as it is offered.
func (s *Shell) openNewest(step trade.ID) {
	s.withNewest(func(m *trade.Message) {
		id := m.ID
		s.handThen(id, func(name string) {
			said := kit.T("%s was given to the mail program", name)
			if step == 0 {
				s.toasts.Offer(said, kit.Good)
				return
			}
			s.toasts.Offer(kit.T("%s. Not sent there? Then it can be undone.", said), kit.Good, kit.Offer{Text: kit.T("Undo"), Do: func() { s.unsent(id, step) }})
		})
	})
}

// unsent undoes the step whose message the mail program has not sent.
func (s *Shell) unsent(message, step trade.ID) {
	act(s, "", func(ctx context.Context) (app.Undone, error) {
		if _, err := s.desk.SettleMessage(ctx, app.SettleMessageIn{ID: message}); err != nil {
			return app.Undone{}, err
		}
		return s.desk.UndoStep(ctx, app.ByID{ID: step})
	}, func(out app.Undone) { s.say(out.Text, kit.Good) })
}

func (l *letter) fields() []*kit.Field {
	m := &l.draft
	fields := []*kit.Field{
		{Name: "to", Label: kit.T("To %s", m.ToName), Text: m.To, Hint: "name@example.com", Wide: true},
		{Name: "cc", Label: kit.T("Copies to"), Hint: "name@example.com, …"},
	}
	if len(m.Contacts) > 1 {
		fields = append(fields, &kit.Field{Name: "reader", Label: kit.T("Contact"), Options: l.readers(), Text: l.reader(m.To), OnPick: func(string) {
			if c := l.chosen(); c != nil {
				l.form.Entry("to").SetText(c.Email)
				l.again()
			}
		}})
	}
	own, options := languageWords()[m.Language], languageNames()
	return append(fields, &kit.Field{Name: "language", Label: kit.T("Language of the text"), Options: options, Text: own, OnPick: func(string) { l.again() }},
		&kit.Field{Name: "subject", Label: kit.T("Subject"), Text: l.numbered(m.Subject), Wide: true},
		&kit.Field{Name: "body", Label: kit.T("Message"), Text: l.numbered(m.Body), Lines: 9, Wide: true},
		&kit.Field{Name: "no_mail", Label: kit.T("No e-mail: it is handed over in another way"), Check: true, Wide: true})
}

// numberGiven is what use cases write for the number that a draft is given when it is sent.
const numberGiven = "{number}"

// numbered shows the number that the draft will be given.
func (l *letter) numbered(text string) string {
	if !l.foretold() {
		return text
	}
	return strings.ReplaceAll(text, numberGiven, l.draft.Number)
}

// written is what stands in a field, with the place of the number: another draft may be sent first.
func (l *letter) written(field string) string {
	text := l.form.Text(field)
	if !l.foretold() {
		return text
	}
	number := regexp.MustCompile(`(^|[^\pL\pN-])` + regexp.QuoteMeta(l.draft.Number) + `($|[^\pL\pN-])`)
	return number.ReplaceAllString(text, "${1}"+numberGiven+"${2}")
}

// foretold says whether the number to come can be told from others in a text: digits alone could be anything.
func (l *letter) foretold() bool { return strings.ContainsFunc(l.draft.Number, unicode.IsLetter) }

// readers names the people that the message can go to.
func (l *letter) readers() (names []string) {
	for i := range l.draft.Contacts {
		names = append(names, readerName(&l.draft.Contacts[i]))
	}
	return names
}

func (l *letter) reader(email string) string {
	for i := range l.draft.Contacts {
		if c := &l.draft.Contacts[i]; c.Email == email {
			return readerName(c)
		}
	}
	return ""
}

func readerName(c *trade.Contact) string {
	name := c.Name
	if name == "" {
		name = c.Email
	}
	if c.Role != "" {
		name += ", " + c.Role
	}
	return name
}

// chosen is the contact that was chosen from the list.
func (l *letter) chosen() *trade.Contact {
	if !l.form.Has("reader") {
		return nil
	}
	for i := range l.draft.Contacts {
		if c := &l.draft.Contacts[i]; readerName(c) == l.form.Text("reader") {
			return c
		}
	}
	return nil
}

// again writes the texts anew in another language or to somebody else; what a person has changed in them stays.
func (l *letter) again() {
	wanted := l.wanted.Next()
	in := app.PrepareIn{PrintIn: l.paper, Contact: l.chosen(), Language: languageOf(l.form.Text("language"))}
	read(l.s, func(ctx context.Context) (app.MailDraft, error) { return l.s.desk.PrepareMessage(ctx, in) }, func(m app.MailDraft) {
		if !wanted() {
			return
		}
		for _, x := range []struct{ name, was, is string }{{"subject", l.draft.Subject, m.Subject}, {"body", l.draft.Body, m.Body}} {
			if l.form.Text(x.name) == l.numbered(x.was) {
				l.form.Entry(x.name).SetText(l.numbered(x.is))
			}
		}
		l.draft.Subject, l.draft.Body, l.draft.Doubt = m.Subject, m.Body, m.Doubt
		l.warn()
	})
}

// attached says what goes with the message. The PDF is made while the message is read, and opens as it will be sent.
func (l *letter) attached() fyne.CanvasObject {
	s := l.s
	word := widget.NewLabel(kit.T("The PDF is being made …"))
	word.Importance = widget.LowImportance
	var pdf app.PrintOut
	open := kit.NewAction(kit.T("Open the PDF"), false, func() {
		act(s, "", func(context.Context) (app.Done, error) { return app.Done{Done: true}, s.leave(pdf.FileName, pdf.PDF) }, nil)
	}, func() {
		if d := kit.Top(s.win.Canvas()); d != nil {
			d.Escape()
		}
	})
	open.Disable()
	var err error
	s.run.Do(func() { pdf, err = s.desk.Print(s.ctx(), l.paper) }, func() {
		if err != nil {
			word.Importance = widget.DangerImportance
			word.SetText(kit.Said(app.AsError(err).Message))
			return
		}
		text := kit.T("Attached as a PDF, %s", fileSize(len(pdf.PDF)))
		if l.paper.Paper == app.PaperPurchase {
			text = kit.T("Attached as a PDF, %s, with a sheet for the supplier's answer", fileSize(len(pdf.PDF)))
		}
		word.SetText(text)
		open.Enable()
	})
	return container.NewHBox(widget.NewIcon(theme.MailAttachmentIcon()), word, layout.NewSpacer(), open)
}
