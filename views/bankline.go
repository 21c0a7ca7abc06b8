package views

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// bankLine asks for an amount, or for a line as the bank shows it, and goes on to the payment that it is.
func (s *Shell) bankLine(text string) {
	says := widget.NewLabel("")
	says.Wrapping = fyne.TextWrapWord
	f := kit.NewForm(
		&kit.Field{Name: "text", Text: text, Label: kit.T("The amount, or the bank's line"), Hint: kit.T("830.00 EUR, or a whole line as it is copied from the bank"), Wide: true},
		&kit.Field{Name: "customer_id", Label: kit.T("From the customer (empty: as the line says)"), Search: s.searchCustomersOnly},
		&kit.Field{Name: "supplier_id", Label: kit.T("or to the supplier"), Search: s.searchSuppliers},
	)
	in := func() app.BankLineIn {
		return app.BankLineIn{Text: f.Text("text"), Comma: kit.Spoken().Decimal == ",", CustomerID: trade.ID(f.Chosen("customer_id")), SupplierID: trade.ID(f.Chosen("supplier_id"))}
	}
	var asked kit.Latest
	show := func() {
		wanted, now := asked.Next(), in()
		if strings.TrimSpace(now.Text) == "" {
			says.SetText("")
			return
		}
		var line app.BankLine
		var err error
		s.run.Do(func() { line, err = s.desk.ReadBankLine(s.ctx(), now) }, func() {
			if wanted() {
				says.SetText(s.bankWords(line, err))
			}
		})
	}
	f.Entry("text").OnChanged = func(string) { show() }
	f.OnChosen("customer_id", show)
	f.OnChosen("supplier_id", show)
	show()
	below := container.NewVBox(kit.Section(kit.T("What it says")), container.NewGridWrap(fyne.NewSize(540, 76), says))
	kit.AskFormAbove(s.win.Canvas(), kit.T("Payment"), kit.T("Go on"), f, below, func(d *kit.Dialog) {
		now := in()
		submit(s, d, f, "", func(ctx context.Context) (app.BankLine, error) {
			line, err := s.desk.ReadBankLine(ctx, now)
			if err == nil && line.Party == "" {
				err = trade.Faultf(trade.Invalid, "%s", kit.T("Nobody in the file is named in this line. Choose whose payment it is.")).In("customer_id")
			}
			return line, err
		}, s.payLine)
	})
}

// bankWords say what was read in a line.
func (s *Shell) bankWords(b app.BankLine, err error) string {
	if err != nil {
		return kit.Said(app.AsError(err).Message)
	}
	sum := typed(b.Amount.String()) + " " + string(b.Currency)
	if a, err := b.Amount.Amount(b.Currency); err == nil && b.Currency != "" {
		sum = amount(a, b.Currency) + " " + string(b.Currency)
	}
	date := kit.T("today")
	if b.Date != "" {
		date = day(b.Date, s.today())
	}
	switch {
	case b.Party == "":
		return kit.T("%s, %s. Nobody in the file is named: choose whose payment it is.", sum, date)
	case len(b.Uses) == 0:
		return kit.T("%s, %s, %s. Nothing is open, so it stays on account.", sum, date, b.Party)
	}
	var parts []string
	for i, u := range b.Uses {
		at := slices.IndexFunc(b.Open, func(o app.OpenDoc) bool { return o.ID == u.ID })
		if i == 6 {
			parts = append(parts, "…")
			break
		}
		if a, err := u.Amount.Amount(b.Currency); at >= 0 && err == nil {
			parts = append(parts, b.Open[at].Number+" "+amount(a, b.Currency))
		}
	}
	if b.Left == 0 {
		return kit.T("%s, %s, %s. It pays %s.", sum, date, b.Party, strings.Join(parts, ", "))
	}
	return kit.T("%s, %s, %s. It pays %s; %s stay on account.", sum, date, b.Party, strings.Join(parts, ", "), amount(b.Left, b.Currency))
}

// payLine goes on with what a line of the bank says; the person sees it all before it is recorded.
func (s *Shell) payLine(b app.BankLine) {
	p := paying{party: max(b.CustomerID, b.SupplierID), name: b.Party, cur: b.Currency, out: b.Out, open: b.Open, date: b.Date, reference: b.Reference}
	for i := range p.open {
		p.open[i].Open = p.open[i].Payable
	}
	full, err := b.Amount.Amount(b.Currency)
	if err != nil {
		s.fail(err)
		return
	}
	p.full = full
	if p.out {
		s.askPayment(p)
		return
	}
	read(s, func(ctx context.Context) (picks, error) { return s.openOrders(ctx, p.party, p.cur) }, func(orders picks) {
		p.orders = orders
		s.askPayment(p)
	})
}

// searchCustomersOnly finds customers that are there; none is made while money is recorded.
func (s *Shell) searchCustomersOnly(text string, done func([]kit.Choice)) {
	search(s, func(ctx context.Context) (app.List[app.CustomerRow], error) {
		return s.desk.ListCustomers(ctx, app.ListIn{Text: text, Limit: 8})
	}, func(r *app.CustomerRow) kit.Choice {
		return kit.Choice{ID: int64(r.ID), Title: r.Name, Note: r.City + "  " + owesText(r.Open, r.Currency)}
	}, done, "", "")
}

func owesText(open money.Amount, cur money.Currency) string {
	if open == 0 {
		return ""
	}
	return kit.T("%s %s open", amount(open, cur), cur)
}
