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

func (s *Shell) paymentsPage() page {
	p := &listPage[app.PaymentRow]{
		s: s, kind: trade.KindPayment, one: kit.T("payment"), noun: kit.T("payments"), summed: kit.T("received less paid out"), button: kit.T("New"), list: s.desk.ListPayments, load: s.loadPayment,
		id: func(r *app.PaymentRow) trade.ID { return r.ID }, offset: 0.46,
	}
	p.columns = []kit.Column[app.PaymentRow]{
		textColumn("number", "Payment", 80, func(r *app.PaymentRow) string { return r.Number }),
		spare(textColumn("date", "Date", 60, func(r *app.PaymentRow) string { return day(r.Date, s.today()) })),
		textColumn("party", "From or to", -1, func(r *app.PaymentRow) string { return r.Party }),
		{ID: "amount", Title: kit.T("Amount"), Width: 94, Right: true, Text: func(r *app.PaymentRow) string {
			if r.Out {
				return amount(-r.Amount, r.Currency)
			}
			return amount(r.Amount, r.Currency)
		}},
		textColumn("", "", 40, func(r *app.PaymentRow) string { return string(r.Currency) }),
		toneColumn("", "On account", 96, func(r *app.PaymentRow) string {
			if r.Left == 0 {
				return ""
			}
			return amount(r.Left, r.Currency)
		}, func(*app.PaymentRow) kit.Tone { return kit.Warn }),
	}
	p.onNew = func() { s.chooseCustomer(kit.T("Money from a customer"), func(id trade.ID) { s.payFrom(id) }) }
	return p
}

// payFrom opens the payment dialog for a customer by its id.
func (s *Shell) payFrom(id trade.ID) {
	read(s, func(ctx context.Context) (*trade.Customer, error) { return s.desk.GetCustomer(ctx, app.ByID{ID: id}) },
		func(c *trade.Customer) { s.pay(c.ID, c.Name, c.Currency, false, 0) })
}

func (s *Shell) loadPayment(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	p, err := s.desk.GetPayment(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindPayment, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawPayment(p, history) }, nil
}

func (s *Shell) drawPayment(p *trade.Payment, history []trade.Event) fyne.CanvasObject {
	word := kit.T("Received")
	if p.SupplierID != 0 {
		word = kit.T("Paid out")
	}
	d := document{title: p.Number + "  " + p.Party, pills: []fyne.CanvasObject{kit.Pill(word, kit.Good)}, history: history}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("Amount %s", p.Currency), amount(p.Amount, p.Currency)), kit.Fact(kit.T("Date"), day(p.Date, s.today())), kit.Fact(kit.T("By"), p.Method),
		kit.Fact(kit.T("Reference"), p.Reference), kit.Fact(kit.T("On account"), amount(p.Left(), p.Currency))}
	if p.Left() > 0 {
		d.banner = append(d.banner, kit.T("%s %s are not used yet.", amount(p.Left(), p.Currency), p.Currency))
		d.buttons = append(d.buttons, button{text: kit.T("Use it for the oldest open documents"), primary: true, do: func() {
			act(s, kit.T("Allocated"), func(ctx context.Context) (*trade.Payment, error) {
				return s.desk.AllocatePayment(ctx, app.AllocateIn{PaymentID: p.ID, Auto: true})
			}, nil)
		}}, button{text: kit.T("Write off the rest…"), do: func() {
			s.reason(kit.T("Write off the rest of %s", p.Number), kit.T("Write off"), kit.T("Written off"), func(ctx context.Context, why string) error {
				_, err := s.desk.WriteOff(ctx, app.WriteOffIn{PaymentID: p.ID, Reason: why})
				return err
			})
		}})
	}
	var rows [][]kit.Cell
	for _, a := range p.Allocations {
		what := a.Number
		if a.WriteOff {
			what = kit.T("written off: %s", a.Reason)
		}
		rows = append(rows, []kit.Cell{{Text: what}, {Text: day(a.Date, s.today())}, {Text: amount(a.Amount, p.Currency)}})
	}
	d.body = append(d.body, kit.Section(kit.T("Used for")), kit.Lines(kit.Columns{-1, 90, 110}, []bool{false, false, true}, []string{kit.T("Document"), kit.T("Date"), kit.T("Amount")}, rows))
	return s.draw(d)
}

// pay asks for the amount of a payment and shows what it settles: the document it is for, then the
// oldest first, until told otherwise.
func (s *Shell) pay(party trade.ID, name string, cur money.Currency, out bool, doc trade.ID) {
	in := app.ListOpenIn{CustomerID: party}
	if out {
		in = app.ListOpenIn{SupplierID: party}
	}
	read(s, func(ctx context.Context) (app.All[app.OpenDoc], error) { return s.desk.ListOpen(ctx, in) }, func(all app.All[app.OpenDoc]) {
		open := slices.DeleteFunc(all.Rows, func(o app.OpenDoc) bool { return o.Currency != cur })
		var full money.Amount
		for i, o := range open {
			if o.ID == doc {
				full = o.Open
				open = slices.Insert(slices.Delete(open, i, i+1), 0, o)
				break
			}
		}
		s.payOpen(party, name, cur, out, open, full)
	})
}

func (s *Shell) payOpen(party trade.ID, name string, cur money.Currency, out bool, open []app.OpenDoc, full money.Amount) {
	fields := []*kit.Field{
		{Name: "amount", Label: kit.T("Amount %s", cur), Hint: "830.00"},
		{Name: "date", Label: kit.T("Date"), Text: string(s.today())},
		{Name: "method", Label: kit.T("By"), Options: []string{"bank", "card", "cash", "cheque", "other"}, Text: "bank"},
		{Name: "reference", Label: kit.T("Reference, or the bank's line")},
	}
	for _, o := range open {
		fields = append(fields, &kit.Field{Name: "use" + key(o.ID), Label: kit.T("%s, due %s, %s open", o.Number, day(o.Due, s.today()), amount(o.Open, cur))})
	}
	f := kit.NewForm(fields...)
	spread := func(text string) {
		left := money.Amount(0)
		if d, err := money.ParseTyped(text); err == nil {
			left, _ = d.Amount(cur)
		}
		for _, o := range open {
			use := max(min(left, o.Open), 0)
			left -= use
			shown := ""
			if use > 0 {
				shown = use.Text(cur)
			}
			f.Entry("use" + key(o.ID)).Put(shown)
		}
	}
	f.Entry("amount").OnChanged = spread
	if full != 0 {
		f.Entry("amount").SetText(full.Text(cur))
	}
	title, verb := kit.T("Money from %s", name), kit.T("Record the payment")
	if out {
		title = kit.T("Payment to %s", name)
	}
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		submit(s, d, f, "", func(ctx context.Context) (*trade.Payment, error) {
			sum, err := decimal("amount", f.Text("amount"))
			if err != nil {
				return nil, err
			}
			if sum == nil {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter the amount.")).In("amount")
			}
			in := app.PaymentIn{PartyID: party, Amount: *sum, Currency: cur, Method: f.Text("method"), Reference: f.Text("reference")}
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			for _, o := range open {
				use, err := decimal("use"+key(o.ID), f.Text("use"+key(o.ID)))
				if err != nil {
					return nil, err
				}
				if use != nil && !use.Zero() {
					in.Uses = append(in.Uses, app.UseIn{ID: o.ID, Amount: *use})
				}
			}
			if out {
				return s.desk.PaySupplier(ctx, in)
			}
			return s.desk.RecordPayment(ctx, in)
		}, func(p *trade.Payment) {
			text := kit.T("%s is recorded", p.Number)
			if p.Left() > 0 {
				text = kit.T("%s is recorded; %s %s stay on account", p.Number, amount(p.Left(), p.Currency), p.Currency)
			}
			s.toasts.Show(text, kit.Good, "", nil)
		})
	})
}
