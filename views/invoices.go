package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) invoicesPage() page {
	p := &listPage[app.InvoiceRow]{
		s: s, kind: trade.KindInvoice, one: kit.T("invoice"), noun: kit.T("invoices"), summed: kit.T("open"), list: s.desk.ListInvoices, load: s.loadInvoice,
		id: func(r *app.InvoiceRow) trade.ID { return r.ID }, offset: 0.46, first: "open",
	}
	p.columns = []kit.Column[app.InvoiceRow]{
		textColumn("number", "Invoice", 80, func(r *app.InvoiceRow) string { return numberOr(r.Number) }),
		textColumn("customer", "Customer", -1, func(r *app.InvoiceRow) string { return r.Customer }),
		spare(moneyColumn("total", "Total", 80, func(r *app.InvoiceRow) (money.Amount, money.Currency) { return r.Total, r.Currency })),
		moneyColumn("", "Open", 80, func(r *app.InvoiceRow) (money.Amount, money.Currency) { return r.Open, r.Currency }),
		textColumn("", "", 38, func(r *app.InvoiceRow) string { return string(r.Currency) }),
		toneColumn("due", "Due", 104, s.dueText, func(r *app.InvoiceRow) kit.Tone {
			switch {
			case r.State == trade.Draft:
				return kit.Warn
			case r.Open > 0 && !r.Credit && r.Due < s.today():
				return kit.Bad
			case r.Open == 0:
				return kit.Good
			}
			return kit.None
		}),
	}
	p.bulk = func(rows []app.InvoiceRow) []bulkStep { return s.invoiceSteps(rows, p.grid.Unmark) }
	return p
}

// dueText says how an invoice stands: draft, paid, days late, or when it is due.
func (s *Shell) dueText(r *app.InvoiceRow) string {
	switch {
	case r.State == trade.Draft:
		return kit.T("draft")
	case r.Credit:
		return kit.T("credit note")
	case r.Open == 0:
		return kit.T("paid")
	case r.Due < s.today():
		if r.Reminders > 0 {
			return kit.T("%d days, R%d", s.today().Sub(r.Due), r.Reminders)
		}
		return counted(s.today().Sub(r.Due), "%d day late", "%d days late")
	}
	return day(r.Due, s.today())
}

func (s *Shell) loadInvoice(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	v, err := s.desk.GetInvoice(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	chain, err := s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindInvoice, ID: id})
	if err != nil {
		return nil, err
	}
	settled, err := s.desk.ListAllocations(ctx, app.ListAllocationsIn{Kind: trade.KindInvoice, ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindInvoice, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawInvoice(chain, v, settled.Rows, history) }, nil
}

func (s *Shell) drawInvoice(c app.Chain, v *trade.Invoice, settled []trade.Allocation, history past) fyne.CanvasObject {
	d := document{title: numberOr(v.Number) + "  " + v.Customer, pills: []fyne.CanvasObject{kit.Pill(state(v.State), stateTone(v.State))},
		steps: s.chain(c, trade.Ref{Kind: trade.KindInvoice, ID: v.ID}), history: history}
	paper := app.SuggestedPaper(trade.KindInvoice, v.Credit)
	d.buttons = []button{{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(paper, v.ID) }}}
	add := func(step, text string, primary bool, do func()) {
		d.buttons = append(d.buttons, button{step: step, text: text, do: do, primary: primary})
	}
	switch {
	case v.EarlyPaid:
		d.pills = append(d.pills, kit.Pill(kit.T("Discount for paying early"), kit.Info))
	case v.Credit:
		d.pills = append(d.pills, kit.Pill(kit.T("Credit note"), kit.Info))
	case v.State == trade.Issued && v.Open() == 0:
		d.pills = append(d.pills, kit.Pill(kit.T("Paid"), kit.Good))
	case v.DaysLate(s.today()) > 0:
		d.pills = append(d.pills, kit.Pill(counted(v.DaysLate(s.today()), "%d day late", "%d days late"), kit.Bad))
	}
	if v.Reminders > 0 {
		d.pills = append(d.pills, kit.Pill(kit.T("Reminded, level %d, %s", v.Reminders, day(v.Reminded, s.today())), kit.Warn))
		d.buttons = append(d.buttons, button{text: kit.T("The reminder's PDF"), do: func() { s.newestReminder(v.ID) }})
	}
	if v.State == trade.Draft {
		add("IssueInvoice", kit.T("Issue and send…"), true, func() {
			s.send(kit.T("Issue the invoice to %s", v.Customer), app.PrintIn{Paper: paper, ID: v.ID}, func(ctx context.Context, in app.SendIn) error {
				in.ID = v.ID
				_, err := s.desk.IssueInvoice(ctx, in)
				return err
			})
		})
		add("SaveInvoice", kit.T("Date and notes…"), false, func() { s.invoiceDetails(v) })
		add("DeleteInvoice", kit.T("Delete this draft"), false, func() {
			act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) { return s.desk.DeleteInvoice(ctx, app.Do{ID: v.ID}) }, nil)
		})
	}
	if v.State == trade.Issued && v.Credit && v.Open() > 0 {
		add("UseCredit", kit.T("Settle an invoice with it…"), true, func() { s.useCredit(v.ID, v.Number, v.Currency, app.ListOpenIn{CustomerID: v.CustomerID}) })
		add("RefundCustomer", kit.T("Pay it back…"), false, func() {
			s.refund(app.PartyIn{CustomerID: v.CustomerID}, v.Customer, v.Currency, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
		})
	}
	if v.State == trade.Issued && !v.Credit {
		if v.Open() > 0 {
			add("RecordPayment", kit.T("Record payment…"), true, func() { s.pay(v.CustomerID, v.Customer, v.Currency, false, v.ID) })
			if v.Late(s.today()) > 0 {
				add("SendReminders", kit.T("Send a reminder…"), false, func() { s.remind(v) })
			}
			add("UseCredit", kit.T("Use the customer's credit"), false, func() {
				act(s, kit.T("Settled"), func(ctx context.Context) (app.Done, error) {
					return s.desk.UseCredit(ctx, app.UseCreditIn{InvoiceID: v.ID})
				}, nil)
			})
			add("WriteOff", kit.T("Write off what is open…"), false, func() {
				s.reason(kit.T("Write off %s %s of %s", amount(v.Open(), v.Currency), v.Currency, v.Number), kit.T("Write off"), kit.T("Written off"), func(ctx context.Context, why string) error {
					_, err := s.desk.WriteOff(ctx, app.WriteOffIn{InvoiceID: v.ID, Reason: why})
					return err
				})
			})
		}
		add("CreditInvoice", kit.T("Credit note…"), false, func() { s.credit(v) })
	}
	d.facts = s.saleFacts(&v.Sale, kit.Fact(kit.T("Dated"), day(v.Date, s.today())), kit.Fact(kit.T("Due"), day(v.Due, s.today())))
	if e := v.Terms.Early(v.Date, v.Total); e.Rate != 0 && !v.Credit {
		d.facts = append(d.facts, kit.Fact(kit.T("Discount for paying early"), kit.T("%s until %s", amount(e.Discount, v.Currency), day(e.By, s.today()))))
	}
	if v.Deposits != 0 {
		d.facts = append(d.facts, kit.Fact(kit.T("Paid before it was issued"), amount(v.Deposits, v.Currency)))
	}
	if v.Credit {
		d.facts = append(d.facts, kit.Fact(kit.T("Credits"), v.CreditsNo), kit.Fact(kit.T("Reason"), v.Reason))
	}
	var rows [][]kit.Cell
	for i := range v.Lines {
		l := &v.Lines[i]
		if l.Kind == trade.LineText {
			rows = append(rows, []kit.Cell{{}, {Text: l.Description, Tone: kit.Quiet}, {}, {}, {}, {}})
			continue
		}
		note := kit.Cell{}
		if l.Credited > 0 {
			note = kit.Cell{Text: kit.T("%s credited", l.Credited), Tone: kit.Warn}
		}
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, {Text: price(l.Price, v.Currency)}, {Text: amount(l.Charged(), v.Currency)}, note})
	}
	d.body = []fyne.CanvasObject{
		kit.WholeLines(kit.Columns{86, -1, 60, 80, 90, 100}, []bool{false, false, true, true, true, false},
			[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Line"), ""}, rows),
		saleTotals(&v.Sale),
	}
	if v.State == trade.Issued {
		d.body = append(d.body, totals([2]string{kit.T("Settled"), amount(v.Settled, v.Currency)}, [2]string{kit.T("Open %s", v.Currency), amount(v.Open(), v.Currency)}))
	}
	d.body = append(d.body, s.settledBy(settled, v.ID)...)
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain…"), app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindInvoice, ID: v.ID}))
	return s.draw(d)
}

// takeBack is the button that takes an allocation back.
func (s *Shell) takeBack(id trade.ID) fyne.CanvasObject {
	b := widget.NewButton(kit.T("Take back"), func() {
		act(s, kit.T("Taken back; the document is open again"), func(ctx context.Context) (app.Done, error) { return s.desk.RemoveAllocation(ctx, app.ByID{ID: id}) }, nil)
	})
	b.Importance = widget.LowImportance
	return b
}

// settledBy lists what settled a document, or what a credit note was used for; each can be taken back.
func (s *Shell) settledBy(list []trade.Allocation, id trade.ID) []fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	var rows [][]kit.Cell
	for _, a := range list {
		what, ref := kit.T("payment %s", a.From), trade.Ref{Kind: trade.KindPayment, ID: a.PaymentID}
		switch {
		case a.WriteOff:
			what = kit.T("written off: %s", a.Reason)
		case a.RefundID != 0:
			what, ref = kit.T("paid back with %s", a.Number), trade.Ref{Kind: trade.KindPayment, ID: a.RefundID}
		case a.CreditID != 0 && a.CreditID != id:
			what, ref = kit.T("credit note %s", a.From), trade.Ref{Kind: trade.KindInvoice, ID: a.CreditID}
		case a.CreditID != 0:
			what, ref = kit.T("used for %s", a.Number), trade.Ref{Kind: trade.KindInvoice, ID: a.InvoiceID}
		case a.BillCreditID != 0 && a.BillCreditID != id:
			what, ref = kit.T("supplier's credit %s", a.From), trade.Ref{Kind: trade.KindBill, ID: a.BillCreditID}
		case a.BillCreditID != 0:
			what, ref = kit.T("used for %s", a.Number), trade.Ref{Kind: trade.KindBill, ID: a.BillID}
		}
		sum, cur := a.Settles, a.SettlesIn
		if a.CreditID == id || a.BillCreditID == id {
			sum, cur = a.Amount, a.Currency
		}
		open := kit.Cell{}
		if ref.ID != 0 {
			open = s.link(kit.T("Open"), ref)
		}
		rows = append(rows, []kit.Cell{{Text: day(a.Date, s.today())}, {Text: what}, {Text: amount(sum, cur)}, open, {Object: s.takeBack(a.ID)}})
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Settled by")), kit.Lines(kit.Columns{80, -1, 100, 80, 100}, []bool{false, false, true},
		[]string{kit.T("Date"), kit.T("By"), kit.T("Amount"), "", ""}, rows)}
}

// invoiceDetails asks for what can still be changed on a drafted invoice.
func (s *Shell) invoiceDetails(v *trade.Invoice) {
	f := kit.NewForm(&kit.Field{Name: "date", Label: kit.T("Dated"), Text: typedDay(v.Date)}, &kit.Field{Name: "notes", Label: kit.T("Notes, printed"), Text: v.Notes, Lines: 3, Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Invoice to %s", v.Customer), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, "", func(ctx context.Context) (*trade.Invoice, error) {
			date, err := typedDate("date", f.Text("date"), s.today())
			if err != nil {
				return nil, err
			}
			return s.desk.SaveInvoice(ctx, app.SaveInvoiceIn{ID: v.ID, Version: v.Version, Date: &date, Notes: ptr(f.Text("notes"))})
		}, nil)
	})
}

// useCredit asks which open document of the same party a credit note settles.
func (s *Shell) useCredit(credit trade.ID, number string, cur money.Currency, in app.ListOpenIn) {
	read(s, func(ctx context.Context) (app.All[app.OpenDoc], error) { return s.desk.ListOpen(ctx, in) }, func(all app.All[app.OpenDoc]) {
		open := pickOf("", slices.DeleteFunc(all.Rows, func(o app.OpenDoc) bool { return o.Currency != cur || o.Open <= 0 || o.ID == credit }),
			func(o *app.OpenDoc) (trade.ID, string) {
				return o.ID, kit.T("%s, due %s, %s open", o.Number, day(o.Due, s.today()), amount(o.Open, cur))
			})
		if len(open.names) == 0 {
			s.toasts.Show(kit.T("Nothing of this party is open in %s. The credit stays until something is.", cur), kit.Quiet, "", nil)
			return
		}
		f := kit.NewForm(
			&kit.Field{Name: "doc", Label: kit.T("Settle"), Options: open.names, Text: open.names[0], Wide: true},
			&kit.Field{Name: "amount", Label: kit.T("Amount %s (empty: as much as both allow)", cur), Wide: true},
		)
		kit.AskForm(s.win.Canvas(), kit.T("Use %s", number), kit.T("Settle"), f, func(d *kit.Dialog) {
			submit(s, d, f, kit.T("Settled"), func(ctx context.Context) (app.Done, error) {
				use := app.UseCreditIn{CreditID: credit}
				var err error
				if use.Amount, err = decimal("amount", f.Text("amount")); err != nil {
					return app.Done{}, err
				}
				if in.SupplierID != 0 {
					use.BillID = open.id(f.Text("doc"))
				} else {
					use.InvoiceID = open.id(f.Text("doc"))
				}
				return s.desk.UseCredit(ctx, use)
			}, nil)
		})
	})
}

// credit asks which lines and quantities to credit.
func (s *Shell) credit(v *trade.Invoice) {
	var fields []*kit.Field
	for i := range v.Lines {
		l := &v.Lines[i]
		if l.Priced() && l.Qty > l.Credited {
			fields = append(fields, &kit.Field{Name: "line" + key(l.ID), Label: kit.T("%s %s (%s invoiced)", l.SKU, l.Description, l.Qty-l.Credited), Text: "0"})
		}
	}
	fields = append(fields,
		&kit.Field{Name: "reason", Label: kit.T("Reason, printed"), Wide: true},
		&kit.Field{Name: "again", Label: kit.T("The invoice was wrong: the goods will be invoiced again"), Check: true, Wide: true},
		&kit.Field{Name: "send", Label: kit.T("E-mail the credit note"), Check: true, Text: "yes", Wide: true})
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Credit %s", v.Number), kit.T("Issue the credit note"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The credit note is issued"), func(ctx context.Context) (*trade.Invoice, error) {
			in := app.CreditIn{InvoiceID: v.ID, Reason: f.Text("reason"), Again: f.Text("again") == "yes", Send: f.Text("send") == "yes"}
			for i := range v.Lines {
				l := &v.Lines[i]
				if !l.Priced() || l.Qty <= l.Credited {
					continue
				}
				q, err := quantity("line"+key(l.ID), f.Text("line"+key(l.ID)))
				if err != nil {
					return nil, err
				}
				if q != 0 {
					in.Lines = append(in.Lines, app.CreditLineIn{LineID: l.ID, Qty: q})
				}
			}
			if len(in.Lines) == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what is to be credited."))
			}
			return s.desk.CreditInvoice(ctx, in)
		}, func(c *trade.Invoice) { s.Show(trade.Ref{Kind: trade.KindInvoice, ID: c.ID}) })
	})
}
