package views

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

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
		textColumn("", "", 38, func(r *app.PaymentRow) string { return string(r.Currency) }),
		{Key: columnKey("", "On account"), Title: kit.T("On account"), Width: 96, Right: true, Text: func(r *app.PaymentRow) string {
			if r.Left == 0 {
				return ""
			}
			return amount(r.Left, r.Currency)
		}, Tone: func(*app.PaymentRow) kit.Tone { return kit.Warn }},
	}
	p.onNew = func() { s.bankLine("") }
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
	own, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawPayment(p, own.Currency, history) }, nil
}

func (s *Shell) drawPayment(p *trade.Payment, base money.Currency, history past) fyne.CanvasObject {
	word := kit.T("Received")
	if p.Out() {
		word = kit.T("Paid out")
	}
	d := document{title: p.Number + "  " + p.Party, pills: []fyne.CanvasObject{kit.Pill(word, kit.Good)}, history: history}
	if p.Refund {
		d.pills = append(d.pills, kit.Pill(kit.T("Refund"), kit.Info))
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("Amount %s", p.Currency), amount(p.Amount, p.Currency)), kit.Fact(kit.T("Date"), day(p.Date, s.today())), kit.Fact(kit.T("Paid by"), kit.T(p.Method)),
		kit.Fact(kit.T("Reference"), p.Reference), kit.Fact(kit.T("On account"), amount(p.Left(), p.Currency))}
	if p.OrderNo != "" {
		d.facts = append(d.facts, kit.Fact(kit.T("Kept for the order"), p.OrderNo))
	}
	if p.Left() > 0 {
		text, use := kit.T("%s %s are not used yet.", amount(p.Left(), p.Currency), p.Currency), kit.T("Use it for the oldest open documents")
		if p.Refund {
			text, use = kit.T("%s %s were paid back for nothing that is known.", amount(p.Left(), p.Currency), p.Currency), kit.T("Join it to the oldest credits")
		}
		if p.OrderID != 0 {
			text = kit.T("%s %s are kept for the invoices of %s.", amount(p.Left(), p.Currency), p.Currency, p.OrderNo)
		}
		d.banner = append(d.banner, text)
		d.buttons = append(d.buttons, button{step: "AllocatePayment", text: use, primary: p.OrderID == 0, do: func() {
			act(s, kit.T("Allocated"), func(ctx context.Context) (*trade.Payment, error) {
				return s.desk.AllocatePayment(ctx, app.AllocateIn{PaymentID: p.ID, Auto: true})
			}, nil)
		}}, button{step: "WriteOff", text: kit.T("Write off the rest…"), do: func() {
			s.reason(kit.T("Write off the rest of %s", p.Number), kit.T("Write off"), kit.T("Written off"), func(ctx context.Context, why string) error {
				_, err := s.desk.WriteOff(ctx, app.WriteOffIn{PaymentID: p.ID, Reason: why})
				return err
			})
		}})
	}
	if p.Left() > 0 && !p.Refund && p.OrderID == 0 {
		of := app.PartyIn{CustomerID: p.CustomerID, SupplierID: p.SupplierID}
		d.buttons = append(d.buttons, button{step: refundStep(of), text: kit.T("Pay it back…"), do: func() { s.refund(of, p.Party, p.Currency, trade.Ref{Kind: trade.KindPayment, ID: p.ID}) }},
			button{step: "AllocatePayment", text: kit.T("Use it for another currency…"), do: func() { s.settleOther(p) }})
	}
	d.buttons = append(d.buttons, s.remittanceButtons(p)...)
	d.buttons = append(d.buttons, s.reserveButtons(p)...)
	d.body = append(d.body, s.usedFor(p, base)...)
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain…"), app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindPayment, ID: p.ID}))
	return s.draw(d)
}

// paying is a payment that is being entered.
type paying struct {
	party     trade.ID
	name      string
	cur       money.Currency
	out       bool
	open      []app.OpenDoc // what it may settle
	orders    picks         // what it may be kept for
	order     trade.ID      // chosen of them
	full      money.Amount  // proposed
	date      trade.Date    // of the bank's line; empty: today
	reference string
}

// pay asks for the amount of a payment and shows what it settles: the document it is for, then the
// oldest first, until told otherwise.
func (s *Shell) pay(party trade.ID, name string, cur money.Currency, out bool, doc trade.ID) {
	p := paying{party: party, name: name, cur: cur, out: out}
	read(s, func(ctx context.Context) (all app.All[app.OpenDoc], err error) {
		if out {
			return s.desk.ListOpen(ctx, app.ListOpenIn{SupplierID: party})
		}
		if p.orders, err = s.openOrders(ctx, party, cur); err != nil {
			return all, err
		}
		return s.desk.ListOpen(ctx, app.ListOpenIn{CustomerID: party})
	}, func(all app.All[app.OpenDoc]) {
		p.open = slices.DeleteFunc(all.Rows, func(o app.OpenDoc) bool { return o.Currency != cur || o.Payable == 0 })
		for i := range p.open {
			p.open[i].Open = p.open[i].Payable
		}
		for i, o := range p.open {
			if o.ID == doc {
				p.full = o.Payable
				p.open = slices.Insert(slices.Delete(p.open, i, i+1), 0, o)
				break
			}
		}
		s.askPayment(p)
	})
}

// payAhead asks for a payment for an order, before or after its invoices.
func (s *Shell) payAhead(o *trade.SalesOrder) {
	read(s, func(ctx context.Context) (picks, error) { return s.openOrders(ctx, o.CustomerID, o.Currency) }, func(orders picks) {
		s.askPayment(paying{party: o.CustomerID, name: o.Customer, cur: o.Currency, orders: orders, order: o.ID, full: unpaidAhead(o)})
	})
}

// What becomes of a rest that is no more than the discount for paying early.
const (
	discountInTime = "in time only"
	discountAlways = "late too"
	discountNever  = "not this time"
)

func (s *Shell) askPayment(p paying) {
	fields := []*kit.Field{
		{Name: "amount", Label: kit.T("Amount %s", p.cur), Hint: typed("830.00")},
		{Name: "date", Label: kit.T("Date"), Text: typedDay(cmp.Or(p.date, s.today()))},
		{Name: "method", Label: kit.T("Paid by"), Options: methods.words(), Text: kit.T("bank")},
		{Name: "reference", Label: kit.T("Reference, or the bank's line"), Text: p.reference},
	}
	var f *kit.Form
	put := func(use []money.Amount) {
		for i, o := range p.open {
			text := ""
			if use != nil && use[i] > 0 {
				text = typed(use[i].Text(p.cur))
			}
			f.Entry("use" + key(o.ID)).Put(text)
		}
	}
	if len(p.orders.names) > 1 {
		fields = append(fields, &kit.Field{Name: "order_id", Label: kit.T("Kept for the order"), Options: p.orders.names, Text: p.orders.name(p.order), OnPick: func(name string) {
			if p.orders.id(name) != 0 {
				put(nil)
			}
		}})
	}
	if slices.ContainsFunc(p.open, func(o app.OpenDoc) bool { return o.Early.Rate != 0 }) {
		fields = append(fields, &kit.Field{Name: "discount", Label: kit.T("Discount for paying early"), Options: []string{kit.T(discountInTime), kit.T(discountAlways), kit.T(discountNever)}, Text: kit.T(discountInTime)})
	}
	for _, o := range p.open {
		label := kit.T("%s, due %s, %s open", o.Number, day(o.Due, s.today()), amount(o.Open, p.cur))
		if o.Early.Rate != 0 && o.Early.By >= s.today() {
			label = kit.T("%s, %s open, %s until %s", o.Number, amount(o.Open, p.cur), amount(o.Open-o.Early.Discount, p.cur), day(o.Early.By, s.today()))
		}
		fields = append(fields, &kit.Field{Name: "use" + key(o.ID), Label: label})
	}
	fields = append(fields, &kit.Field{Name: "again", Label: kit.T("The same amount is recorded already; this is another payment"), Check: true, Wide: true})
	f = kit.NewForm(fields...)
	left := widget.NewLabel("")
	show := func() { s.leftOver(left, p, f) }
	f.OnChange(show)
	f.Entry("amount").OnChanged = func(text string) {
		defer show()
		if f.Has("order_id") && p.orders.id(f.Text("order_id")) != 0 {
			return
		}
		sum := money.Amount(0)
		if d, err := money.ParseTyped(plain(text)); err == nil {
			sum, _ = d.Amount(p.cur)
		}
		put(spread(sum, p.open, s.today()))
	}
	if p.full != 0 {
		f.Entry("amount").SetText(typed(p.full.Text(p.cur)))
	}
	title, verb := kit.T("Money from %s", p.name), kit.T("Record the payment")
	if p.out {
		title = kit.T("Payment to %s", p.name)
	}
	kit.AskFormAbove(s.win.Canvas(), title, verb, f, left, func(d *kit.Dialog) {
		submit(s, d, f, "", func(ctx context.Context) (*trade.Payment, error) {
			in, err := s.typedPayment(p, f)
			if err != nil {
				return nil, err
			}
			if p.out {
				return s.desk.PaySupplier(ctx, in)
			}
			return s.desk.RecordPayment(ctx, in)
		}, func(p *trade.Payment) {
			text := kit.T("%s is recorded", p.Number)
			switch {
			case p.Left() > 0 && p.OrderID != 0:
				text = kit.T("%s is recorded; %s %s are kept for %s", p.Number, amount(p.Left(), p.Currency), p.Currency, p.OrderNo)
			case p.Left() > 0:
				text = kit.T("%s is recorded; %s %s stay on account", p.Number, amount(p.Left(), p.Currency), p.Currency)
			}
			s.say(text, kit.Good)
		})
	})
}

// leftOver says what of a payment is used for nothing yet, while it is typed.
func (s *Shell) leftOver(says *widget.Label, p paying, f *kit.Form) {
	of := func(field string) money.Amount {
		if d, err := decimal(field, f.Text(field)); err == nil && d != nil {
			a, _ := d.Amount(p.cur)
			return a
		}
		return 0
	}
	sum := of("amount")
	left := sum
	for _, o := range p.open {
		left -= of("use" + key(o.ID))
	}
	says.Importance = widget.MediumImportance
	switch {
	case sum == 0:
		says.SetText("")
	case left == 0:
		says.SetText(kit.T("All of it is used."))
	case left > 0:
		says.SetText(kit.T("%s %s of it stay on account.", amount(left, p.cur), p.cur))
	default:
		says.Importance = widget.DangerImportance
		says.SetText(kit.T("%s %s more are used than are paid.", amount(-left, p.cur), p.cur))
	}
}

// typedPayment reads the form of a payment.
func (s *Shell) typedPayment(p paying, f *kit.Form) (in app.PaymentIn, err error) {
	sum, err := decimal("amount", f.Text("amount"))
	if err != nil {
		return in, err
	}
	if sum == nil {
		return in, trade.Faultf(trade.Invalid, "%s", kit.T("Enter the amount.")).In("amount")
	}
	in = app.PaymentIn{PartyID: p.party, Amount: *sum, Currency: p.cur, Method: methods.value(f.Text("method")), Reference: f.Text("reference"), Again: f.Text("again") == "yes"}
	if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
		return in, err
	}
	if f.Has("order_id") {
		in.OrderID = p.orders.id(f.Text("order_id"))
	}
	for _, o := range p.open {
		use, err := decimal("use"+key(o.ID), f.Text("use"+key(o.ID)))
		if err != nil {
			return in, err
		}
		if use == nil || use.Zero() {
			continue
		}
		u := app.UseIn{ID: o.ID, Amount: *use}
		if o.Early.Rate != 0 {
			paid, err := use.Amount(p.cur)
			switch choice := f.Text("discount"); {
			case err != nil || paid >= o.Open:
			case choice == kit.T(discountAlways):
				u.Discount, u.Late = ptr(true), true
			case choice == kit.T(discountNever):
				u.Discount = ptr(false)
			}
		}
		in.Uses = append(in.Uses, u)
	}
	return in, nil
}

// spread is what of a sum goes to each open document, the first ones first: less the discounts for
// paying early where the sum is to the cent what some of them come to with those taken off.
func spread(sum money.Amount, open []app.OpenDoc, on trade.Date) []money.Amount {
	use := make([]money.Amount, len(open))
	left := sum
	for i, o := range open {
		use[i] = o.Payable
		if o.Early.Rate != 0 && o.Early.By >= on && o.Early.Discount < o.Open && o.Payable == o.Open {
			use[i] -= o.Early.Discount
		}
		if left -= use[i]; left <= 0 {
			clear(use[i+1:])
			break
		}
	}
	if left == 0 && sum > 0 {
		return use
	}
	left = sum
	for i, o := range open {
		use[i] = max(min(left, o.Payable), 0)
		left -= use[i]
	}
	return use
}
