package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// OverdueRow is an invoice of which something should have been paid already.
type OverdueRow struct {
	InvoiceID  trade.ID       `json:"invoice_id"`
	Number     string         `json:"number"`
	Date       trade.Date     `json:"date"`
	Due        trade.Date     `json:"due"` // of the earliest unpaid instalment
	Days       int            `json:"days"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	Currency   money.Currency `json:"currency"`
	Total      money.Amount   `json:"total"`
	Open       money.Amount   `json:"open"`
	Late       money.Amount   `json:"late"`      // part of it that is overdue
	Reminders  int            `json:"reminders"` // level of the last reminder; 0: none yet
	Reminded   trade.Date     `json:"reminded"`
	Next       int            `json:"next"` // level of the next one
}

// ListOverdueIn narrows the list to a customer; zero is all.
type ListOverdueIn struct {
	CustomerID trade.ID `json:"customer_id"`
}

// ListOverdue lists invoices of which something is overdue, with how often they were reminded of, the longest due first.
func (d *Desk) ListOverdue(ctx context.Context, in ListOverdueIn) (All[OverdueRow], error) {
	return listAll(d, ctx, func(w *work) ([]OverdueRow, error) {
		list, err := w.UnpaidInvoices(in.CustomerID)
		rows := []OverdueRow{}
		for i := range list {
			v := &list[i]
			if late := v.Late(w.today); late > 0 {
				days := v.DaysLate(w.today)
				rows = append(rows, OverdueRow{v.ID, v.Number, v.Date, w.today.Add(-days), days, v.CustomerID, v.Customer, v.Currency, v.Total, v.Open(), late,
					v.Reminders, v.Reminded, min(v.Reminders+1, trade.LastReminder)})
			}
		}
		return rows, err
	})
}

// RemindIn names the overdue invoices to ask for.
type RemindIn struct {
	Invoices []trade.ID `json:"invoices"`
	Level    int        `json:"level"`   // 1 friendly, 2 firm, 3 last; 0: one more than each invoice had last, the highest of a letter's invoices
	NoMail   bool       `json:"no_mail"` // they are printed and posted
}

// RemindOut says what was written, and which invoices were left and why.
type RemindOut struct {
	Made []trade.Reminder `json:"made"`
	Left []Unreminded     `json:"left"`
}

// Unreminded is an invoice that no reminder was sent for.
type Unreminded struct {
	InvoiceID trade.ID `json:"invoice_id"`
	Number    string   `json:"number"`
	Reason    string   `json:"reason"`
}

// SendReminders asks customers for overdue invoices: one letter and mail for each customer with all of
// the chosen ones. What was paid meanwhile, is not overdue, or was asked for today already is left, with
// the reason. It is refused when nothing is left to ask for.
func (d *Desk) SendReminders(ctx context.Context, in RemindIn) (out RemindOut, err error) {
	err = d.change(ctx, "SendReminders", func(w *work) error {
		out = RemindOut{Made: []trade.Reminder{}, Left: []Unreminded{}}
		if in.Level < 0 || in.Level > trade.LastReminder {
			return trade.Faultf(trade.Invalid, "There are reminders of the levels 1, 2 and 3, not %d.", in.Level).In("level")
		}
		if len(in.Invoices) == 0 {
			return trade.Faultf(trade.Invalid, "Choose the invoices to remind of.").In("invoices")
		}
		var customers []trade.ID
		chosen := map[trade.ID][]*trade.Invoice{}
		for _, id := range in.Invoices {
			v, err := w.Invoice(id)
			if err != nil {
				return err
			}
			for _, other := range chosen[v.CustomerID] {
				if other.ID == id {
					v = other
				}
			}
			if why := w.unremindable(v, chosen[v.CustomerID]); why != "" {
				out.Left = append(out.Left, Unreminded{v.ID, v.Number, why})
				continue
			}
			if chosen[v.CustomerID] == nil {
				customers = append(customers, v.CustomerID)
			}
			chosen[v.CustomerID] = append(chosen[v.CustomerID], v)
		}
		for _, id := range customers {
			if err := w.remind(id, chosen[id], in, &out); err != nil {
				return err
			}
		}
		if len(out.Made) == 0 {
			first := out.Left[0]
			return trade.Faultf(trade.Refused, "No reminder was sent. %s: %s", first.Number, first.Reason)
		}
		return nil
	})
	return out, err
}

// unremindable says in words why an invoice is not asked for now; empty where it is.
func (w *work) unremindable(v *trade.Invoice, taken []*trade.Invoice) string {
	for _, t := range taken {
		if t == v {
			return "It is on the list twice."
		}
	}
	switch {
	case v.Credit || v.State != trade.Issued:
		return "It is not an issued invoice."
	case v.Open() == 0:
		return "It is paid meanwhile."
	case v.Late(w.today) == 0:
		return fmt.Sprintf("Nothing of it is overdue before %s.", v.Due)
	case v.Reminded == w.today:
		return "The customer was reminded of it today already."
	}
	return ""
}

// remind writes one letter to a customer.
func (w *work) remind(customer trade.ID, list []*trade.Invoice, in RemindIn, out *RemindOut) error {
	c, err := w.customer(customer)
	if err != nil {
		return err
	}
	r := trade.Reminder{Date: w.today, Level: in.Level, CustomerID: c.ID, Customer: c.Name, Contact: trade.For(c.Contacts), BillTo: addressed(c.Billing, c.Name), Language: c.Language}
	if r.Contact.Email == "" && !in.NoMail {
		for _, v := range list {
			out.Left = append(out.Left, Unreminded{v.ID, v.Number, fmt.Sprintf("%s has no e-mail address. Add one, or print the reminder.", c.Name)})
		}
		return nil
	}
	for _, v := range list {
		if in.Level == 0 {
			r.Level = max(r.Level, min(v.Reminders+1, trade.LastReminder))
		}
		days := v.DaysLate(w.today)
		r.Lines = append(r.Lines, trade.ReminderLine{Pos: len(r.Lines) + 1, InvoiceID: v.ID, Number: v.Number, Date: v.Date, Due: w.today.Add(-days), Days: days,
			Currency: v.Currency, Total: v.Total, Open: v.Open(), Late: v.Late(w.today)})
	}
	if r.Number, err = w.NextNumber(trade.KindReminder); err != nil {
		return err
	}
	if !in.NoMail {
		r.SentAt = w.stamp()
	}
	for i, v := range list {
		v.Reminders, v.Reminded, r.Lines[i].Level = r.Level, w.today, r.Level
		if err := w.SaveInvoice(v); err != nil {
			return err
		}
		if err := w.note(trade.KindInvoice, v.ID, "remind", fmt.Sprintf("%s, level %d", r.Number, r.Level), "", ""); err != nil {
			return err
		}
	}
	if err := w.AddReminder(&r); err != nil {
		return err
	}
	if err := w.note(trade.KindCustomer, c.ID, "remind", fmt.Sprintf("%s, level %d", r.Number, r.Level), "", ""); err != nil {
		return err
	}
	if err := w.write(trade.KindReminder, r.ID, reminderKind(r.Level), SendIn{NoMail: in.NoMail}, r.Contact, reminderLetter(&r)); err != nil {
		return err
	}
	out.Made = append(out.Made, r)
	return nil
}

// GetReminder reads a reminder that was sent.
func (d *Desk) GetReminder(ctx context.Context, in ByID) (out *trade.Reminder, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Reminder(in.ID)
		return err
	})
	return out, err
}

// ListReminders lists the reminders that an invoice was on, oldest first, without their lines.
func (d *Desk) ListReminders(ctx context.Context, in ByID) (All[trade.Reminder], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Reminder, error) { return w.RemindersOf(in.ID) })
}

func reminderKind(level int) PaperKind {
	return []PaperKind{PaperReminder, PaperReminder2, PaperReminder3}[level-1]
}

// payWithin is how many days a reminder gives.
const payWithin = 7

func reminderLetter(r *trade.Reminder) letter {
	return letter{number: r.Number, customer: r.CustomerID, language: r.Language, total: strings.Join(reminded(r), ", "), by: r.Date.Add(payWithin)}
}

// reminded is what is overdue in each currency, in words.
func reminded(r *trade.Reminder) (sums []string) {
	for _, cur := range currenciesOf(r.Lines) {
		var sum money.Amount
		for _, l := range r.Lines {
			if l.Currency == cur {
				sum += l.Late
			}
		}
		sums = append(sums, sum.Text(cur)+" "+string(cur))
	}
	return sums
}

func currenciesOf(lines []trade.ReminderLine) (list []money.Currency) {
	seen := map[money.Currency]bool{}
	for _, l := range lines {
		if !seen[l.Currency] {
			seen[l.Currency] = true
			list = append(list, l.Currency)
		}
	}
	return list
}

// reminderPaper lists overdue invoices and asks for them, more firmly from level to level.
func reminderPaper(p *Paper, own *trade.Company, r *trade.Reminder) {
	p.Kind, p.Number, p.Date, p.Language, p.To, p.Bank = reminderKind(r.Level), r.Number, r.Date, r.Language, r.BillTo, own.BankLines
	if r.Contact.Name != r.BillTo.Name {
		p.fact(FactContact, r.Contact.Name)
	}
	p.when(FactPayBy, r.Date.Add(payWithin))
	p.Intro = in(r.Language, [3]string{
		"Perhaps it has escaped your notice: the following invoices are due. We would be glad to receive the money within a few days.",
		"We have reminded you of the following invoices already and have received no payment. Please pay them by the date above.",
		"In spite of our reminders the following invoices are still unpaid. This is our last reminder: unless the money arrives by the date above, we will have to take further steps.",
	}[r.Level-1], [3]string{
		"Vielleicht ist es Ihrer Aufmerksamkeit entgangen: Die folgenden Rechnungen sind fällig. Über eine Zahlung in den nächsten Tagen würden wir uns freuen.",
		"An die folgenden Rechnungen haben wir Sie bereits erinnert und keine Zahlung erhalten. Bitte zahlen Sie bis zum oben genannten Tag.",
		"Trotz unserer Erinnerungen sind die folgenden Rechnungen noch offen. Dies ist unsere letzte Mahnung: Geht das Geld nicht bis zum oben genannten Tag ein, müssen wir weitere Schritte einleiten.",
	}[r.Level-1])
	for _, cur := range currenciesOf(r.Lines) {
		t := PaperTable{Currency: cur, Columns: []PaperColumn{
			{Title: in(r.Language, "Invoice", "Rechnung"), Wide: true}, {Title: in(r.Language, "Date", "Datum")}, {Title: in(r.Language, "Due", "Fällig")},
			{Title: in(r.Language, "Days late", "Tage überfällig"), Figure: true}, {Title: in(r.Language, "Invoiced", "Rechnungsbetrag"), Figure: true},
			{Title: in(r.Language, "Open", "Offen"), Figure: true}, {Title: in(r.Language, "Overdue ", "Überfällig ") + string(cur), Figure: true},
		}}
		var open, late money.Amount
		for _, l := range r.Lines {
			if l.Currency == cur {
				open, late = open+l.Open, late+l.Late
				t.row(false, l.Number, l.Date, l.Due, fmt.Sprint(l.Days), l.Total, l.Open, l.Late)
			}
		}
		t.row(true, in(r.Language, "Together", "Zusammen"), "", "", "", "", open, late)
		p.Tables = append(p.Tables, t)
	}
	p.say(in(r.Language, "If you have paid meanwhile, please take no notice of this letter.", "Sollten Sie inzwischen gezahlt haben, betrachten Sie dieses Schreiben bitte als gegenstandslos."))
}
