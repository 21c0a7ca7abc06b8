package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

func (s *Shell) loadMails(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListMailTexts(ctx, app.Nothing{})
	return func() document {
		d := masterTable(s, kit.T("Texts of mails"), "", all.Rows, kit.Columns{-2, 90, -3, 110}, nil, []string{kit.T("Goes out with"), kit.T("Language"), kit.T("Subject"), kit.T("Text")},
			func(t *app.MailText) []string {
				own := kit.T("the usual one")
				if t.Own {
					own = kit.T("our own")
				}
				return []string{paperWord(t.Paper), map[string]string{"en": "English", "de": "Deutsch"}[t.Language], t.Subject, own}
			}, s.editMail)
		return d
	}, err
}

// editMail changes a text beside the mail that would come of it.
func (s *Shell) editMail(t app.MailText) {
	f := kit.NewForm(
		&kit.Field{Name: "subject", Label: kit.T("Subject"), Text: t.Subject, Wide: true},
		&kit.Field{Name: "body", Label: kit.T("Text"), Text: t.Body, Lines: 12, Wide: true},
		&kit.Field{Name: "fields", Say: kit.T("A field in double braces stands for what is known of the document: {{.Number}}, {{.Order}}, {{.Total}}, {{.Valid}}, {{.By}}, {{.Parcels}}, {{.To.Name}}, {{.To.Email}}, {{.Company.Name}}, {{.Company.Phone}}. What stands between {{if .Blind}} and {{end}} is written only while packing slips do not carry our name.")},
	)
	subject, body := widget.NewLabel(""), widget.NewLabel("")
	subject.TextStyle.Bold, subject.Wrapping, body.Wrapping = true, fyne.TextWrapWord, fyne.TextWrapWord
	var latest kit.Latest
	in := func() app.MailText {
		return app.MailText{Paper: t.Paper, Language: t.Language, Subject: f.Text("subject"), Body: f.Text("body")}
	}
	show := func() {
		wanted := latest.Next()
		text := in()
		var m app.MailDraft
		var err error
		s.run.Do(func() { m, err = s.desk.PrepareMailText(s.ctx(), text) }, func() {
			switch {
			case !wanted():
			case err != nil:
				body.Importance = widget.DangerImportance
				body.SetText(kit.Said(app.AsError(err).Message))
			default:
				body.Importance = widget.MediumImportance
				subject.SetText(m.Subject)
				body.SetText(m.Body)
			}
		})
	}
	show()
	f.OnChange(show)
	usual := widget.NewButton(kit.T("Back to the usual text"), func() {
		read(s, func(ctx context.Context) (app.MailText, error) { return s.desk.PrepareUsualText(ctx, t) }, func(u app.MailText) {
			f.Entry("subject").SetText(u.Subject)
			f.Entry("body").SetText(u.Body)
		})
	})
	usual.Importance = widget.LowImportance
	beside := kit.Wide(380, container.NewVBox(kit.Section(kit.T("The newest one would read")), subject, body, container.NewHBox(usual)))
	kit.AskFormBeside(s.win.Canvas(), paperWord(t.Paper), kit.T("Save"), f, 440, beside, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (app.MailText, error) { return s.desk.SaveMailText(ctx, in()) }, nil)
	})
}
