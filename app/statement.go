package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Balance is how a customer or supplier stands in one currency.
type Balance struct {
	Currency money.Currency `json:"currency"`
	Owed     money.Amount   `json:"owed"`    // on invoices, or on bills
	Late     money.Amount   `json:"late"`    // part of it that should have been paid already
	Credit   money.Amount   `json:"credit"`  // open credit notes and money on account
	Balance  money.Amount   `json:"balance"` // owed less credit
}

// GetBalance says what a customer owes us, or we owe a supplier, and what there is to its credit, in each currency.
func (d *Desk) GetBalance(ctx context.Context, in PartyIn) (All[Balance], error) {
	of, err := in.ref()
	if err != nil {
		return All[Balance]{}, err
	}
	return listAll(d, ctx, func(w *work) ([]Balance, error) {
		rows, err := w.Ageing(of.Kind == trade.KindSupplier, of.ID, w.today)
		out := make([]Balance, len(rows))
		for i, r := range rows {
			out[i] = Balance{r.Currency, r.Open(), r.Late(), r.Account, r.Balance()}
		}
		return out, err
	})
}

// StatementIn names a customer or a supplier, and a time.
type StatementIn struct {
	PartyIn
	PeriodIn
}

// GetStatement lists what happened on the account of a customer or supplier: opening balance, every
// invoice, credit, payment, refund and write-off with the balance after it, closing balance and how
// old it is. Up to today unless a date is given.
func (d *Desk) GetStatement(ctx context.Context, in StatementIn) (out *trade.Statement, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.statement(in)
		return err
	})
	return out, err
}

func (w *work) statement(in StatementIn) (*trade.Statement, error) {
	of, err := in.ref()
	if err != nil {
		return nil, err
	}
	s := &trade.Statement{Date: w.today, CustomerID: in.CustomerID, SupplierID: in.SupplierID, From: in.From, To: in.To}
	if s.To == "" {
		s.To = w.today
	}
	if err := period(s.From, s.To); err != nil {
		return nil, err
	}
	usual, err := w.addressStatement(s, of)
	if err != nil {
		return nil, err
	}
	list, err := w.Entries(of, s.To)
	if err != nil {
		return nil, err
	}
	ages, err := w.Ageing(of.Kind == trade.KindSupplier, of.ID, s.To)
	if err != nil {
		return nil, err
	}
	fillAccounts(s, usual, list, ages)
	return s, nil
}

// addressStatement fills in whom the statement is for, and says that party's currency.
func (w *work) addressStatement(s *trade.Statement, of trade.Ref) (money.Currency, error) {
	if of.Kind == trade.KindSupplier {
		x, err := w.supplier(of.ID)
		if err != nil {
			return "", err
		}
		s.Party, s.PartyNo, s.Address, s.Contact, s.Language = x.Name, x.Number, addressed(x.Address, x.Name), trade.For(x.Contacts), x.Language
		return x.Currency, nil
	}
	c, err := w.customer(of.ID)
	if err != nil {
		return "", err
	}
	s.Party, s.PartyNo, s.Address, s.Contact, s.Language = c.Name, c.Number, addressed(c.Billing, c.Name), trade.For(c.Contacts), c.Language
	return c.Currency, nil
}

// fillAccounts adds the entries up by currency. Currencies in which nothing happened and nothing is open are left out.
func fillAccounts(s *trade.Statement, usual money.Currency, list []trade.Entry, ages []AgeRow) {
	at := map[money.Currency]int{}
	account := func(cur money.Currency) *trade.Account {
		if _, ok := at[cur]; !ok {
			at[cur] = len(s.Accounts)
			s.Accounts = append(s.Accounts, trade.Account{Currency: cur, Entries: []trade.Entry{}})
		}
		return &s.Accounts[at[cur]]
	}
	account(usual)
	for _, e := range list {
		a := account(e.Currency)
		a.Closing += e.Amount
		e.Balance = a.Closing
		if e.Date < s.From {
			a.Opening += e.Amount
		} else {
			a.Entries = append(a.Entries, e)
		}
	}
	for _, r := range ages {
		account(r.Currency).Ageing = r.Ageing
	}
	kept := s.Accounts[:0]
	for _, a := range s.Accounts {
		if a.Opening != 0 || len(a.Entries) > 0 || a.Ageing != (trade.Ageing{}) {
			kept = append(kept, a)
		}
	}
	if len(kept) == 0 {
		kept = s.Accounts[:1]
	}
	s.Accounts = kept
}
