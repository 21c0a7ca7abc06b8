package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// balanceFacts say how a customer or supplier stands, in each currency.
func (s *Shell) balanceFacts(list []app.Balance) []fyne.CanvasObject {
	var facts []fyne.CanvasObject
	for _, b := range list {
		facts = append(facts, kit.Fact(kit.T("Balance %s", b.Currency), amount(b.Balance, b.Currency)), kit.Fact(kit.T("Overdue %s", b.Currency), amount(b.Late, b.Currency)),
			kit.Fact(kit.T("On account %s", b.Currency), amount(b.Credit, b.Currency)))
	}
	return facts
}

// refundStep is the use case that pays a party's credit back.
func refundStep(of app.PartyIn) string {
	if of.SupplierID != 0 {
		return "RefundFromSupplier"
	}
	return "RefundCustomer"
}

// creditButtons pay back what there is to a party's credit.
func (s *Shell) creditButtons(of app.PartyIn, name string, list []app.Balance) []button {
	var buttons []button
	for _, b := range list {
		if b.Credit > 0 {
			text := kit.T("Pay %s back…", b.Currency)
			if of.SupplierID != 0 {
				text = kit.T("%s came back…", b.Currency)
			}
			buttons = append(buttons, button{step: refundStep(of), text: text, do: func() { s.refund(of, name, b.Currency, trade.Ref{}) }})
		}
	}
	return buttons
}

// refund asks how much of a party's credit is paid back, and shows which credit notes and payments it
// takes: the one that it is for, then the oldest first, until told otherwise.
func (s *Shell) refund(of app.PartyIn, name string, cur money.Currency, what trade.Ref) {
	read(s, func(ctx context.Context) (app.All[app.OpenCredit], error) { return s.desk.ListCredits(ctx, of) }, func(all app.All[app.OpenCredit]) {
		credits := slices.DeleteFunc(all.Rows, func(c app.OpenCredit) bool { return c.Currency != cur })
		if len(credits) == 0 {
			s.say(kit.T("%s has no open credit note and no free money on account in %s.", name, cur), kit.Quiet)
			return
		}
		var full money.Amount
		for i, c := range credits {
			if c.Kind == what.Kind && c.ID == what.ID {
				full = c.Left
				credits = slices.Insert(slices.Delete(credits, i, i+1), 0, c)
				break
			}
		}
		if full == 0 {
			for _, c := range credits {
				full += c.Left
			}
		}
		s.askRefund(of, name, cur, credits, full)
	})
}

func (s *Shell) askRefund(of app.PartyIn, name string, cur money.Currency, credits []app.OpenCredit, full money.Amount) {
	fields := []*kit.Field{
		{Name: "amount", Label: kit.T("Amount %s", cur)}, {Name: "date", Label: kit.T("Date"), Text: typedDay(s.today())},
		{Name: "method", Label: kit.T("Paid by"), Options: methods.words(), Text: kit.T("bank")},
		{Name: "reference", Label: kit.T("Reference, or the bank's line")},
	}
	field := func(c app.OpenCredit) string { return "use" + string(c.Kind) + key(c.ID) }
	for _, c := range credits {
		label := kit.T("credit note %s of %s, %s open", c.Number, day(c.Date, s.today()), amount(c.Left, cur))
		if c.Kind == trade.KindPayment {
			label = kit.T("%s of %s, %s on account", c.Number, day(c.Date, s.today()), amount(c.Left, cur))
		}
		fields = append(fields, &kit.Field{Name: field(c), Label: label})
	}
	fields = append(fields, &kit.Field{Name: "again", Label: kit.T("The same amount is recorded already; this is another payment"), Check: true, Wide: true})
	f := kit.NewForm(fields...)
	f.Entry("amount").OnChanged = func(text string) {
		left := money.Amount(0)
		if d, err := money.ParseTyped(plain(text)); err == nil {
			left, _ = d.Amount(cur)
		}
		for _, c := range credits {
			use, shown := max(min(left, c.Left), 0), ""
			left -= use
			if use > 0 {
				shown = typed(use.Text(cur))
			}
			f.Entry(field(c)).Put(shown)
		}
	}
	f.Entry("amount").SetText(typed(full.Text(cur)))
	title, verb := kit.T("Pay back to %s", name), kit.T("Record the refund")
	if of.SupplierID != 0 {
		title = kit.T("Money back from %s", name)
	}
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		submit(s, d, f, "", func(ctx context.Context) (*trade.Payment, error) {
			in := app.RefundIn{PartyID: of.CustomerID + of.SupplierID, Currency: cur, Method: methods.value(f.Text("method")), Reference: f.Text("reference"), Again: f.Text("again") == "yes"}
			var err error
			if in.Amount, err = decimal("amount", f.Text("amount")); err != nil {
				return nil, err
			}
			if in.Amount == nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter the amount.")).In("amount")
			}
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			for _, c := range credits {
				use, err := decimal(field(c), f.Text(field(c)))
				if err != nil {
					return nil, err
				}
				if use == nil || use.Zero() {
					continue
				}
				u := app.UseIn{ID: c.ID, Amount: *use}
				if c.Kind == trade.KindPayment {
					u.ID, u.PaymentID = 0, c.ID
				}
				in.Uses = append(in.Uses, u)
			}
			if of.SupplierID != 0 {
				return s.desk.RefundFromSupplier(ctx, in)
			}
			return s.desk.RefundCustomer(ctx, in)
		}, func(p *trade.Payment) {
			s.say(kit.T("%s is recorded", p.Number), kit.Good)
		})
	})
}

// settleOther settles a document of another currency with what is left of a payment: the person says how much of each it is.
func (s *Shell) settleOther(p *trade.Payment) {
	read(s, func(ctx context.Context) (app.All[app.OpenDoc], error) {
		return s.desk.ListOpen(ctx, app.ListOpenIn{CustomerID: p.CustomerID, SupplierID: p.SupplierID})
	}, func(all app.All[app.OpenDoc]) { s.drawSettleOther(p, all) })
}

func (s *Shell) drawSettleOther(p *trade.Payment, all app.All[app.OpenDoc]) {
	open := slices.DeleteFunc(all.Rows, func(o app.OpenDoc) bool { return o.Currency == p.Currency || o.Payable <= 0 })
	if len(open) == 0 {
		s.say(kit.T("Nothing of %s is open in another currency than %s.", p.Party, p.Currency), kit.Quiet)
		return
	}
	docs := pickOf("", open, func(o *app.OpenDoc) (trade.ID, string) {
		return o.ID, kit.T("%s, due %s, %s %s open", o.Number, day(o.Due, s.today()), amount(o.Payable, o.Currency), o.Currency)
	})
	f := kit.NewForm(&kit.Field{Name: "doc", Label: kit.T("Settle"), Options: docs.names, Text: docs.names[0], Wide: true},
		&kit.Field{Name: "amount", Label: kit.T("%s of the payment", p.Currency), Text: typed(p.Left().Text(p.Currency)), Wide: true},
		&kit.Field{Name: "settles", Label: kit.T("Amount that it settles, in the document's currency"), Text: typed(open[0].Payable.Text(open[0].Currency)), Wide: true})
	f.Alias("amount", "uses[0].amount")
	f.Alias("settles", "uses[0].settles")
	kit.AskForm(s.win.Canvas(), kit.T("Use %s for another currency", p.Number), kit.T("Settle"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Settled"), func(ctx context.Context) (*trade.Payment, error) {
			give, err := decimal("amount", f.Text("amount"))
			if err != nil {
				return nil, err
			}
			settles, err := decimal("settles", f.Text("settles"))
			if err != nil {
				return nil, err
			}
			if give == nil || settles == nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter both amounts.")).In("settles")
			}
			return s.desk.AllocatePayment(ctx, app.AllocateIn{PaymentID: p.ID, Uses: []app.UseIn{{ID: docs.id(f.Text("doc")), Amount: *give, Settles: settles}}})
		}, nil)
	})
}

// usedFor lists what a payment was used for, or what a refund pays back; each can be taken back.
func (s *Shell) usedFor(p *trade.Payment, base money.Currency) []fyne.CanvasObject {
	var rows [][]kit.Cell
	for _, a := range p.Allocations {
		what, ref := a.Number, trade.Ref{Kind: trade.KindInvoice, ID: a.InvoiceID}
		sum := a.Amount
		switch {
		case p.Refund:
			what, ref, sum = a.From, a.Gave(), a.Settles
		case a.RefundID != 0:
			what, ref = kit.T("paid back with %s", a.Number), trade.Ref{Kind: trade.KindPayment, ID: a.RefundID}
		case a.BillID != 0:
			ref = trade.Ref{Kind: trade.KindBill, ID: a.BillID}
		}
		doc := kit.Cell{Text: kit.T("written off: %s", a.Reason)}
		if !a.WriteOff {
			doc = s.link(what, ref)
		}
		other := ""
		if a.Currency != a.SettlesIn {
			other = kit.T("for %s %s", amount(a.Settles, a.SettlesIn), a.SettlesIn)
			if p.Refund {
				other = kit.T("for %s %s", amount(a.Amount, a.Currency), a.Currency)
			}
		}
		gain := ""
		if a.Gain != 0 {
			gain = amount(a.Gain, base)
		}
		rows = append(rows, []kit.Cell{doc, {Text: day(a.Date, s.today())}, {Text: amount(sum, p.Currency)}, {Text: other, Tone: kit.Quiet}, {Text: gain}, {Object: s.takeBack(a.ID)}})
	}
	title := kit.T("Used for")
	if p.Refund {
		title = kit.T("Pays back")
	}
	if len(rows) == 0 {
		return nil
	}
	widths, heading := kit.Columns{-1, 70, 90, 110, 90, 90}, kit.T("Gain %s", base)
	if !slices.ContainsFunc(rows, func(r []kit.Cell) bool { return r[4].Text != "" }) { // both in one currency, as nearly always
		widths[4], heading = 1, ""
	}
	return []fyne.CanvasObject{kit.Section(title), kit.Lines(widths, []bool{false, false, true, false, true}, []string{kit.T("Document"), kit.T("Date"), kit.T("Amount"), "", heading, ""}, rows)}
}
