package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func init() {
	allSteps = append(allSteps, (*steps).refund, (*steps).supplierPays, (*steps).useCredit, (*steps).giveUp)
}

func (s *steps) amount(what string) money.Decimal {
	return money.Dec(rapid.Int64Range(1, 20_000).Draw(s.t, what), 2)
}

func (s *steps) refund() error {
	in := app.RefundIn{PartyID: s.customer}
	if s.bool("part") {
		a := s.amount("refund")
		in.Amount = &a
	}
	_, err := s.RefundCustomer(s.ctx, in)
	return err
}

// supplierPays lets us pay a supplier, and now and then the supplier pay back what it owes.
func (s *steps) supplierPays() error {
	supplier := rapid.SampledFrom([]trade.ID{s.clay, s.weft}).Draw(s.t, "supplier")
	if s.bool("back") {
		_, err := s.RefundFromSupplier(s.ctx, app.RefundIn{PartyID: supplier})
		return err
	}
	_, err := s.PaySupplier(s.ctx, app.PaymentIn{PartyID: supplier, Amount: s.amount("paid out"), Auto: true})
	return err
}

func (s *steps) useCredit() error {
	_, err := s.UseCredit(s.ctx, app.UseCreditIn{InvoiceID: s.anInvoice().ID})
	return err
}

func (s *steps) giveUp() error {
	in := app.WriteOffIn{Reason: "given up"}
	if in.InvoiceID = s.anInvoice().ID; s.bool("of a payment") {
		if list := must(s.ListPayments(s.ctx, app.ListIn{CustomerID: s.customer, Filter: "on_account", Limit: 1})).Rows; len(list) > 0 {
			in.InvoiceID, in.PaymentID = 0, list[0].ID
		}
	}
	a := s.amount("given up")
	in.Amount = &a
	_, err := s.WriteOff(s.ctx, in)
	return err
}

func (s *steps) remindAll() error {
	in := app.RemindIn{NoMail: s.bool("posted")}
	for _, r := range must(s.ListOverdue(s.ctx, app.ListOverdueIn{CustomerID: s.customer})).Rows {
		in.Invoices = append(in.Invoices, r.InvoiceID)
	}
	_, err := s.SendReminders(s.ctx, in)
	return err
}

// otherMoney pays an invoice with money of another currency, and undoes anything of a payment.
func (s *steps) otherMoney() error {
	v := s.anInvoice()
	if list := must(s.ListPayments(s.ctx, app.ListIn{CustomerID: s.customer, Limit: 1})).Rows; len(list) > 0 && s.bool("undo") {
		if p := must(s.GetPayment(s.ctx, app.ByID{ID: list[0].ID})); len(p.Allocations) > 0 {
			_, err := s.RemoveAllocation(s.ctx, app.ByID{ID: rapid.SampledFrom(p.Allocations).Draw(s.t, "allocation").ID})
			return err
		}
	}
	use := app.UseIn{ID: v.ID, Amount: s.amount("other money"), Settles: decp(v.Open().Text(v.Currency))}
	_, err := s.RecordPayment(s.ctx, app.PaymentIn{PartyID: s.customer, Currency: "CHF", Amount: s.amount("paid in"), Uses: []app.UseIn{use}})
	return err
}

func (s *steps) days() error {
	s.now = s.now.AddDate(0, 0, 1+s.index("days", 40))
	_, err := s.SaveRate(s.ctx, trade.ExchangeRate{Currency: "USD", Date: trade.DateOf(s.now), Rate: money.FX(rapid.Int64Range(8_000_000_000, 11_000_000_000).Draw(s.t, "rate"))})
	return err
}

// Whatever is invoiced, credited, paid, paid back, written off and taken back, in whatever currency and
// at whatever rate: an account's balance is what its open documents come to, on every day, and every
// gain is the difference of what the two sides were worth.
func TestRandomAccountsAreTheirOpenDocuments(t *testing.T) {
	h := newHouse(t)
	for cur, rate := range map[money.Currency]money.FX{"USD": 9_123_456_789, "CHF": 10_500_000_000} {
		must(h.SaveRate(h.ctx, trade.ExchangeRate{Currency: cur, Date: "2026-01-01", Rate: rate}))
	}
	thirds := must(h.SaveTerms(h.ctx, trade.Terms{Name: "two parts", Parts: []trade.TermPart{{Percent: money.Whole / 3, Days: 10}, {Percent: money.Whole - money.Whole/3, Days: 60}}}))
	began := trade.DateOf(h.now).Add(-1)
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: map[string]*[2]int{}}
		s.customer = h.customer("Buyer", func(in *app.SaveCustomerIn) {
			if rapid.Bool().Draw(t, "dollars") {
				in.Currency, in.TermsID = "USD", thirds.ID
			}
		})
		s.begin()
		could := append([]func(*steps) error{(*steps).days, (*steps).days, (*steps).remindAll, (*steps).otherMoney, (*steps).invoice, (*steps).pay}, allSteps...)
		for range 5 + s.index("steps", 25) {
			s.step(could[s.index("step", len(could))])
		}
		today := trade.DateOf(h.now)
		then := today.Add(-(1 + s.index("ago", min(today.Sub(began), 200))))
		s.accountIs(app.PartyIn{CustomerID: s.customer}, then)
		if s.index("supplier too", 10) == 0 {
			s.accountIs(app.PartyIn{SupplierID: h.clay}, then)
		}
	})
	h.sound()
}

// accountIs compares a party's statement with its documents as they are today, and with its ageing on a day before.
func (s *steps) accountIs(of app.PartyIn, then trade.Date) {
	get := func(from, to trade.Date) map[money.Currency]trade.Account {
		st, err := s.GetStatement(s.ctx, app.StatementIn{PartyIn: of, PeriodIn: app.PeriodIn{From: from, To: to}})
		if err != nil {
			s.t.Fatal(err)
		}
		accounts := map[money.Currency]trade.Account{}
		for _, a := range st.Accounts {
			accounts[a.Currency] = a
			balance := a.Opening
			for _, e := range a.Entries {
				if balance += e.Amount; e.Balance != balance {
					s.t.Fatalf("after %s %s the balance is %d and not %d", e.Kind, e.Number, balance, e.Balance)
				}
			}
			if balance != a.Closing || a.Closing != a.Balance() {
				s.t.Fatalf("%s to %s: the entries come to %d, the statement closes with %d, and open documents are %d", a.Currency, to, balance, a.Closing, a.Balance())
			}
		}
		return accounts
	}
	now, earlier, since := get("", ""), get("", then), get(then.Add(1), "")
	for cur, a := range now {
		if since[cur].Opening != earlier[cur].Closing {
			s.t.Fatalf("%s: closed with %d on %s, opened with %d after it", cur, earlier[cur].Closing, then, since[cur].Opening)
		}
		if is := s.openDocuments(of, cur); is != a.Ageing {
			s.t.Fatalf("%s: aged as %+v, the documents say %+v", cur, a.Ageing, is)
		}
	}
}

// openDocuments ages a party's documents one by one.
func (s *steps) openDocuments(of app.PartyIn, cur money.Currency) (sum trade.Ageing) {
	today := trade.DateOf(s.now)
	parts := func(dues []trade.Due, settled money.Amount) {
		for _, d := range dues {
			part := max(d.Amount-max(settled, 0), 0)
			settled -= d.Amount
			sum.Add(part, today.Sub(d.Date))
		}
	}
	in := app.ListIn{CustomerID: of.CustomerID, SupplierID: of.SupplierID, Limit: 1000}
	if of.CustomerID != 0 {
		for _, r := range must(s.ListInvoices(s.ctx, in)).Rows {
			switch v := s.readInvoice(r.ID); {
			case v.Currency != cur || v.State != trade.Issued:
			case v.Credit:
				sum.Account += v.Open()
			default:
				parts(v.Dues, v.Settled)
			}
		}
	} else {
		for _, r := range must(s.ListBills(s.ctx, in)).Rows {
			switch b := must(s.GetBill(s.ctx, app.ByID{ID: r.ID})); {
			case b.Currency != cur || b.State != trade.Entered:
			case b.Credit:
				sum.Account += b.Open()
			default:
				parts(b.Dues, b.Settled)
			}
		}
	}
	for _, r := range must(s.ListPayments(s.ctx, in)).Rows {
		switch {
		case r.Currency != cur:
		case r.Refund:
			sum.Account -= r.Left
		default:
			sum.Account += r.Left
		}
	}
	return sum
}
