package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// statementButton asks for the time of a statement and prints or e-mails it.
func (s *Shell) statementButton(of app.PartyIn, name string) button {
	return button{step: "SendStatement", text: kit.T("Statement…"), do: func() {
		f := kit.NewForm(
			&kit.Field{Name: "from", Label: kit.T("From"), Hint: kit.T("the beginning"), Text: typedDay(s.today().Add(-90))},
			&kit.Field{Name: "to", Label: kit.T("Up to"), Text: typedDay(s.today())},
			&kit.Field{Name: "send", Label: kit.T("E-mail it; else it opens as a PDF"), Check: true, Text: yes(true), Wide: true},
			&kit.Field{Name: "book", Label: kit.T("As a workbook, for a spreadsheet"), Check: true, Text: yes(false), Wide: true},
		)
		kit.AskForm(s.win.Canvas(), kit.T("Statement of account for %s", name), kit.T("Make the statement"), f, func(d *kit.Dialog) {
			if f.Text("book") == "yes" {
				s.statementBook(d, f, of)
				return
			}
			send := f.Text("send") == "yes"
			said := ""
			if send {
				said = kit.T("The statement is in the outbox")
			}
			submit(s, d, f, said, func(ctx context.Context) (*trade.Statement, error) {
				in, err := s.statementTyped(f, of)
				if err != nil {
					return nil, err
				}
				return s.desk.SendStatement(ctx, app.SendStatementIn{StatementIn: in, NoMail: !send})
			}, func(x *trade.Statement) {
				if !send {
					s.pdf(app.PaperStatement, x.ID)
				}
			})
		})
	}}
}

func (s *Shell) statementTyped(f *kit.Form, of app.PartyIn) (in app.StatementIn, err error) {
	in.PartyIn = of
	if in.From, err = typedDate("from", f.Text("from"), s.today()); err != nil {
		return in, err
	}
	in.To, err = typedDate("to", f.Text("to"), s.today())
	return in, err
}

// statementBook shows the statement as a workbook, which is not sent.
func (s *Shell) statementBook(d *kit.Dialog, f *kit.Form, of app.PartyIn) {
	submit(s, d, f, "", func(ctx context.Context) (string, error) {
		in, err := s.statementTyped(f, of)
		if err != nil {
			return "", err
		}
		x, err := s.desk.ExportStatement(ctx, in)
		if err != nil {
			return "", err
		}
		return x.FileName, s.leave(x.FileName, x.XLSX)
	}, func(name string) { s.toasts.Show(kit.T("%s is in %s", name, s.opt.Folder), kit.Good, "", nil) })
}

// remittanceButtons print and e-mail what a payment to a supplier pays.
func (s *Shell) remittanceButtons(p *trade.Payment) []button {
	if p.SupplierID == 0 || p.Refund {
		return nil
	}
	return []button{
		{text: kit.T("Remittance advice"), pdf: true, do: func() { s.pdf(app.PaperRemittance, p.ID) }},
		{step: "SendRemittance", text: kit.T("E-mail the remittance advice…"), do: func() {
			s.send(kit.T("Tell %s what is paid", p.Party), app.PrintIn{Paper: app.PaperRemittance, ID: p.ID}, func(ctx context.Context, in app.SendIn) error {
				in.ID = p.ID
				_, err := s.desk.SendRemittance(ctx, in)
				return err
			})
		}},
	}
}

// statementBulk sends statements to the marked customers.
func (s *Shell) statementBulk(rows []app.CustomerRow, unmark func()) []bulkStep {
	var ids []trade.ID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return []bulkStep{s.bulkOf("SendStatements", bulkStep{kit.T("Send statements (%d)", len(ids)), func() {
		act(s, "", func(ctx context.Context) (app.StatementsOut, error) {
			return s.desk.SendStatements(ctx, app.SendStatementsIn{Customers: ids})
		}, func(out app.StatementsOut) {
			unmark()
			text := counted(out.Sent, "%d statement is in the outbox", "%d statements are in the outbox")
			if len(out.Left) > 0 {
				text += "; " + kit.T("%s: %s", out.Left[0].Party, kit.Said(out.Left[0].Reason))
			}
			s.say(text, kit.Good)
		})
	}, false})}
}
