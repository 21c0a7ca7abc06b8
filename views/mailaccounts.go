package views

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// loadMail shows the ways to mail servers.
func (s *Shell) loadMail(ctx context.Context) (func() document, error) {
	list, err := s.desk.ListMailAccounts(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	boxes, err := s.desk.ListMailboxes(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() document {
		d := document{title: kit.T("E-mail")}
		d.buttons = []button{{step: "SaveMailAccount", text: kit.T("New account…"), primary: len(list.Rows) == 0, do: func() {
			s.editMailAccount(trade.MailAccount{Port: 587, Security: trade.StartTLS})
		}}, {text: kit.T("New mailbox…"), do: func() { s.editMailbox(trade.Mailbox{Port: 993, Security: trade.FullTLS}) }}}
		about := widget.NewLabel(kit.T("Messages wait ten seconds, in which they can be taken back, and are then delivered by the account of their sender's address, or else by the first. Without an account they are opened in your mail program."))
		about.Wrapping = fyne.TextWrapWord
		d.body = []fyne.CanvasObject{about}
		var rows [][]kit.Cell
		for i := range list.Rows {
			a := list.Rows[i]
			state, tone := kit.T("In use"), kit.Good
			if a.Inactive {
				state, tone = kit.T("Not in use"), kit.Quiet
			}
			rows = append(rows, []kit.Cell{
				{Text: a.Address}, {Text: a.Host + ":" + strconv.Itoa(a.Port)}, {Text: securityWords()[a.Security]}, {Text: state, Tone: tone},
				{Object: s.rowButtons(func() { s.editMailAccount(a) }, nil)},
			})
		}
		if len(rows) > 0 {
			d.body = append(d.body, kit.Lines(kit.Columns{-2, -2, 110, 90, 40}, nil,
				[]string{kit.T("Sender"), kit.T("Server"), kit.T("Secrecy"), kit.T("State"), ""}, rows))
		}
		d.body = append(d.body, s.mailboxRows(boxes.Rows)...)
		return d
	}, nil
}

func securityWords() map[string]string {
	return map[string]string{trade.StartTLS: "STARTTLS", trade.FullTLS: "TLS", trade.NoTLS: kit.T("None")}
}

// editMailAccount changes or adds an account; it can be tried before it is kept.
func (s *Shell) editMailAccount(a trade.MailAccount) {
	words := securityWords()
	kinds := []string{trade.StartTLS, trade.FullTLS, trade.NoTLS}
	options, back := []string{}, map[string]string{}
	for _, k := range kinds {
		options = append(options, words[k])
		back[words[k]] = k
	}
	hint := kit.T("as it is")
	if a.ID == 0 {
		hint = ""
	}
	f := kit.NewForm(
		&kit.Field{Name: "address", Label: kit.T("Sender's address"), Text: a.Address, Hint: "sales@example.com", Wide: true},
		&kit.Field{Name: "host", Label: kit.T("Outgoing server (SMTP)"), Text: a.Host, Hint: "smtp.example.com"},
		&kit.Field{Name: "port", Label: kit.T("Port"), Text: strconv.Itoa(a.Port), Hint: "587"},
		&kit.Field{Name: "security", Label: kit.T("Secrecy"), Options: options, Text: words[a.Security]},
		&kit.Field{Name: "user", Label: kit.T("User"), Text: a.User},
		&kit.Field{Name: "password", Label: kit.T("Password or app password"), Secret: true, Hint: hint},
		&kit.Field{Name: "test", Label: kit.T("Send a test message to"), Hint: kit.T("nobody: keep it without a test")},
		&kit.Field{Name: "inactive", Label: kit.T("Not in use"), Check: true, Text: yes(a.Inactive)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Mail account"), kit.T("Keep the account"), f, func(d *kit.Dialog) {
		port, err := strconv.Atoi(strings.TrimSpace(f.Text("port")))
		if err != nil {
			f.Wrong("port", kit.T("A port is a number, such as 587."))
			return
		}
		in := app.MailAccountIn{MailAccount: a}
		in.Address, in.Host, in.Port, in.User, in.Inactive = strings.TrimSpace(f.Text("address")), strings.TrimSpace(f.Text("host")), port, f.Text("user"), f.Text("inactive") == "yes"
		in.Security = back[f.Text("security")]
		if p := f.Text("password"); p != "" {
			in.Password = &p
		}
		test := strings.TrimSpace(f.Text("test"))
		submit(s, d, f, kit.T("The account is kept"), func(ctx context.Context) (*trade.MailAccount, error) {
			if test != "" {
				if _, err := s.desk.TestMail(ctx, app.TestMailIn{MailAccountIn: in, To: test}); err != nil {
					if e := app.AsError(err); e.Field == "to" {
						e.Field = "test"
					}
					return nil, err
				}
			}
			return s.desk.SaveMailAccount(ctx, in)
		}, nil)
	})
}
