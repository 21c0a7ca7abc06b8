package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// sendReminders asks for invoices and says what was left.
func (s *Shell) sendReminders(ids []trade.ID, then func()) {
	act(s, "", func(ctx context.Context) (app.RemindOut, error) {
		return s.desk.SendReminders(ctx, app.RemindIn{Invoices: ids})
	}, func(out app.RemindOut) {
		s.sayReminded(out)
		then()
	})
}

func (s *Shell) sayReminded(out app.RemindOut) {
	text := counted(len(out.Made), "%d reminder is in the outbox", "%d reminders are in the outbox")
	if len(out.Made) > 0 && out.Made[0].SentAt == "" {
		text = kit.T("%s is written", out.Made[0].Number)
	}
	if n := len(out.Left); n > 0 {
		text += "; " + kit.T("%s: %s", out.Left[0].Number, kit.Said(out.Left[0].Reason))
	}
	s.say(text, kit.Good)
}

// levels are the levels of a reminder in words.
func levels() []string {
	return []string{kit.T("the next level"), kit.T("1 friendly"), kit.T("2 firm"), kit.T("3 last")}
}

// remind asks how an overdue invoice is to be asked for.
func (s *Shell) remind(v *trade.Invoice) {
	f := kit.NewForm(&kit.Field{Name: "level", Label: kit.T("Level"), Options: levels(), Text: levels()[0]},
		&kit.Field{Name: "others", Label: kit.T("With all that %s has overdue", v.Customer), Check: true, Text: "yes", Wide: true},
		&kit.Field{Name: "no_mail", Label: kit.T("No e-mail: it is printed and posted"), Check: true, Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Remind %s of %s", v.Customer, v.Number), kit.T("Send the reminder"), f, func(d *kit.Dialog) {
		in := app.RemindIn{Invoices: []trade.ID{v.ID}, NoMail: f.Text("no_mail") == "yes"}
		for i, word := range levels() {
			if word == f.Text("level") {
				in.Level = i
			}
		}
		submit(s, d, f, "", func(ctx context.Context) (app.RemindOut, error) {
			if f.Text("others") == "yes" {
				all, err := s.desk.ListOverdue(ctx, app.ListOverdueIn{CustomerID: v.CustomerID})
				if err != nil {
					return app.RemindOut{}, err
				}
				for _, r := range all.Rows {
					if r.InvoiceID != v.ID && r.Reminded != s.today() {
						in.Invoices = append(in.Invoices, r.InvoiceID)
					}
				}
			}
			return s.desk.SendReminders(ctx, in)
		}, func(out app.RemindOut) {
			s.sayReminded(out)
			if in.NoMail {
				s.pdf(app.PaperReminder, out.Made[0].ID)
			}
		})
	})
}

// remindCustomer asks a customer for all that is overdue.
func (s *Shell) remindCustomer(id trade.ID) {
	read(s, func(ctx context.Context) (app.All[app.OverdueRow], error) {
		return s.desk.ListOverdue(ctx, app.ListOverdueIn{CustomerID: id})
	}, func(all app.All[app.OverdueRow]) {
		var ids []trade.ID
		for _, r := range all.Rows {
			ids = append(ids, r.InvoiceID)
		}
		s.sendReminders(ids, func() {})
	})
}

// newestReminder prints the newest reminder that an invoice was on.
func (s *Shell) newestReminder(invoice trade.ID) {
	read(s, func(ctx context.Context) (app.All[trade.Reminder], error) {
		return s.desk.ListReminders(ctx, app.ByID{ID: invoice})
	}, func(all app.All[trade.Reminder]) {
		if n := len(all.Rows); n > 0 {
			s.pdf(app.PaperReminder, all.Rows[n-1].ID)
		}
	})
}
