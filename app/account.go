package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SendStatementIn names a customer or a supplier, a time, and where the statement goes.
type SendStatementIn struct {
	StatementIn
	To     string `json:"send_to"` // instead of the contact's address
	NoMail bool   `json:"no_mail"` // it is printed
}

// SendStatement keeps a statement of account as it is now and e-mails it to the customer or supplier.
func (d *Desk) SendStatement(ctx context.Context, in SendStatementIn) (out *trade.Statement, err error) {
	err = d.change(ctx, "SendStatement", func(w *work) error {
		out, err = w.sendStatement(in)
		return err
	})
	return out, err
}

func (w *work) sendStatement(in SendStatementIn) (*trade.Statement, error) {
	s, err := w.statement(in.StatementIn)
	if err != nil {
		return nil, err
	}
	if err := w.SaveStatement(s); err != nil {
		return nil, err
	}
	kind, id := trade.KindCustomer, s.CustomerID
	if s.SupplierID != 0 {
		kind, id = trade.KindSupplier, s.SupplierID
	}
	if err := w.write(trade.KindStatement, s.ID, PaperStatement, SendIn{To: in.To, NoMail: in.NoMail}, s.Contact, statementLetter(s)); err != nil {
		return nil, err
	}
	return s, w.note(kind, id, "statement", strings.Join(closings(s), ", "), "", "")
}

func statementLetter(s *trade.Statement) letter {
	return letter{number: s.PartyNo, customer: s.CustomerID, supplier: s.SupplierID, language: s.Language, total: strings.Join(closings(s), ", "), by: s.To}
}

// closings are the closing balances, in words.
func closings(s *trade.Statement) (sums []string) {
	for i := range s.Accounts {
		a := &s.Accounts[i]
		sums = append(sums, a.Closing.Text(a.Currency)+" "+string(a.Currency))
	}
	return sums
}

// statementPaper tells a party what happened on its account, in each currency, with the balance after
// each entry and how late what is open is.
func statementPaper(p *Paper, own *trade.Company, s *trade.Statement) {
	p.Number, p.Date, p.Language, p.To = s.PartyNo, s.Date, s.Language, s.Address
	if s.Contact.Name != s.Address.Name {
		p.fact(FactContact, s.Contact.Name)
	}
	p.when(FactSince, s.From)
	p.when(FactUntil, s.To)
	if s.CustomerID != 0 {
		p.Bank = own.BankLines
	}
	say := func(english, german string) string { return in(s.Language, english, german) }
	for i := range s.Accounts {
		a := &s.Accounts[i]
		t := PaperTable{Currency: a.Currency, Columns: []PaperColumn{
			{Title: say("Date", "Datum")}, {Title: say("Document", "Beleg")}, {Title: say("For", "Vorgang"), Wide: true}, {Title: say("Due", "Fällig")},
			{Title: say("Amount", "Betrag"), Figure: true}, {Title: say("Balance ", "Saldo ") + string(a.Currency), Figure: true},
		}}
		if s.From != "" {
			t.row(true, s.From, "", say("Opening balance", "Anfangssaldo"), "", "", a.Opening)
		}
		for _, e := range a.Entries {
			t.row(false, e.Date, e.Number, entryText(s, &e), e.Due, e.Amount, e.Balance)
		}
		t.row(true, s.To, "", say("Closing balance", "Endsaldo"), "", "", a.Closing)
		p.Tables = append(p.Tables, t, ageingTable(s, a))
	}
	if s.CustomerID != 0 {
		p.say(say("A balance above zero is for you to pay. If you see it otherwise, please tell us.", "Ein Saldo über null ist von Ihnen zu zahlen. Sollte Ihre Buchhaltung abweichen, sagen Sie es uns bitte."))
	} else {
		p.say(say("A balance above zero is for us to pay. If you see it otherwise, please tell us.", "Ein Saldo über null ist von uns zu zahlen. Sollte Ihre Buchhaltung abweichen, sagen Sie es uns bitte."))
	}
}

// entryText words an entry for its reader.
func entryText(s *trade.Statement, e *trade.Entry) string {
	words := map[trade.EntryKind][2]string{
		trade.EntryInvoice: {"Invoice", "Rechnung"}, trade.EntryCredit: {"Credit note", "Gutschrift"}, trade.EntryPayment: {"Payment", "Zahlung"},
		trade.EntryRefund: {"Refund", "Rückzahlung"}, trade.EntryWriteOff: {"Written off", "Ausgebucht"}, trade.EntryExchange: {"Exchanged", "Währungstausch"},
	}[e.Kind]
	text := in(s.Language, words[0], words[1])
	if e.Note != "" && e.Kind != trade.EntryWriteOff { // why something was written off is for the house
		text += ", " + e.Note
	}
	return text
}

func ageingTable(s *trade.Statement, a *trade.Account) PaperTable {
	say := func(english, german string) string { return in(s.Language, english, german) }
	t := PaperTable{Currency: a.Currency, Columns: []PaperColumn{
		{Title: say("Not due", "Nicht fällig"), Figure: true, Wide: true}, {Title: say("1–30 days late", "1–30 Tage"), Figure: true}, {Title: say("31–60", "31–60"), Figure: true},
		{Title: say("61–90", "61–90"), Figure: true}, {Title: say("Older", "Älter"), Figure: true}, {Title: say("On account", "Guthaben"), Figure: true},
	}}
	t.row(false, a.NotDue, a.To30, a.To60, a.To90, a.Older, -a.Ageing.Account)
	return t
}

// SendRemittance e-mails a supplier what a payment to it pays: its bills, and the credit notes that were taken off them.
func (d *Desk) SendRemittance(ctx context.Context, in SendIn) (out *trade.Payment, err error) {
	err = d.change(ctx, "SendRemittance", func(w *work) error {
		p, err := w.Payment(in.ID)
		if err != nil {
			return err
		}
		if err := same(p.Number, in.Version, p.Version); err != nil {
			return err
		}
		l, to, err := w.remittanceLetter(p)
		if err != nil {
			return err
		}
		out = p
		return w.write(trade.KindPayment, p.ID, PaperRemittance, in, to, l)
	})
	return out, err
}

func (w *work) remittanceLetter(p *trade.Payment) (letter, trade.Contact, error) {
	if p.SupplierID == 0 || p.Refund {
		return letter{}, trade.Contact{}, trade.Faultf(trade.Refused, "%s is no payment to a supplier, so there is no remittance advice for it.", p.Number)
	}
	s, err := w.supplier(p.SupplierID)
	if err != nil {
		return letter{}, trade.Contact{}, err
	}
	return letter{number: p.Number, supplier: s.ID, language: s.Language, total: p.Amount.Text(p.Currency) + " " + string(p.Currency)}, trade.For(s.Contacts), nil
}

// remittancePaper lists the bills that a payment pays, by the supplier's own numbers.
func (w *work) remittancePaper(p *Paper, own *trade.Company, pay *trade.Payment) error {
	if _, _, err := w.remittanceLetter(pay); err != nil {
		return err
	}
	s, err := w.supplier(pay.SupplierID)
	if err != nil {
		return err
	}
	p.Number, p.Date, p.Language, p.To = pay.Number, pay.Date, s.Language, addressed(s.Address, s.Name)
	p.fact(FactContact, trade.For(s.Contacts).Name)
	p.fact(FactAccount, s.AccountNo)
	p.fact(FactReference, pay.Reference)
	say := func(english, german string) string { return in(s.Language, english, german) }
	t := PaperTable{Currency: pay.Currency, Columns: []PaperColumn{
		{Title: say("Your bill", "Ihre Rechnung"), Wide: true}, {Title: say("Date", "Datum")}, {Title: say("Billed", "Betrag"), Figure: true},
		{Title: say("Credit taken", "Gutschrift"), Figure: true}, {Title: say("Paid ", "Bezahlt ") + string(pay.Currency), Figure: true},
	}}
	var used money.Amount
	for i := range pay.Allocations {
		a := &pay.Allocations[i]
		if a.BillID == 0 {
			continue
		}
		b, err := w.Bill(a.BillID)
		if err != nil {
			return err
		}
		list, err := w.AllocationsOf(trade.KindBill, b.ID)
		if err != nil {
			return err
		}
		var credits money.Amount
		for j := range list {
			if c := &list[j]; c.BillCreditID != 0 && c.BillID == b.ID {
				credits += c.Settles
			}
		}
		if b.Currency != pay.Currency {
			t.row(false, b.TheirNo+" ("+b.Total.Text(b.Currency)+" "+string(b.Currency)+")", b.Date, "", "", a.Amount)
		} else {
			t.row(false, b.TheirNo, b.Date, b.Total, -credits, a.Amount)
		}
		used += a.Amount
	}
	if rest := pay.Amount - used; rest > 0 {
		t.row(false, say("On account", "A conto"), pay.Date, "", "", rest)
	}
	t.row(true, say("Together", "Zusammen"), "", "", "", pay.Amount)
	p.Tables = append(p.Tables, t)
	return nil
}
