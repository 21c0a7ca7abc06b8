package views

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) quotesPage() page {
	p := &listPage[app.QuoteRow]{
		s: s, kind: trade.KindQuote, one: kit.T("quote"), noun: kit.T("quotes"), summed: kit.T("in all"), button: kit.T("New"), list: s.desk.ListQuotes, load: s.loadQuote,
		id: func(r *app.QuoteRow) trade.ID { return r.ID }, offset: 0.40,
	}
	p.bulk = func(rows []app.QuoteRow) []bulkStep { return s.quoteSteps(rows, p.grid.Unmark) }
	p.columns = []kit.Column[app.QuoteRow]{
		textColumn("number", "Quote", 66, func(r *app.QuoteRow) string { return numberOr(r.Number) }),
		textColumn("customer", "Customer", -1, func(r *app.QuoteRow) string { return r.Customer }),
		spare(textColumn("date", "Date", 58, func(r *app.QuoteRow) string { return day(r.Date, s.today()) })),
		moneyColumn("total", "Total", 80, func(r *app.QuoteRow) (money.Amount, money.Currency) { return r.Total, r.Currency }),
		textColumn("", "", 38, func(r *app.QuoteRow) string { return string(r.Currency) }),
		toneColumn("state", "State", 96, func(r *app.QuoteRow) string { return state(r.State) }, func(r *app.QuoteRow) kit.Tone {
			if r.State == trade.Sent && r.Valid != "" && r.Valid < s.today() {
				return kit.Bad
			}
			return stateTone(r.State)
		}),
	}
	p.onNew = func() {
		s.chooseCustomer(kit.T("New quote"), func(c trade.ID) {
			act(s, "", func(ctx context.Context) (*trade.Quote, error) {
				return s.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: c}})
			}, func(q *trade.Quote) { p.draftMade(q.ID) })
		})
	}
	return p
}

// chooseCustomer asks who it is for; a customer can be made on the fly.
func (s *Shell) chooseCustomer(title string, then func(trade.ID)) {
	var d *kit.Dialog
	ahead := kit.NewTypeAhead(kit.Choice{}, kit.T("Customer's name …"), s.searchCustomers, func(c kit.Choice) {
		d.Close()
		if c.ID != 0 {
			then(trade.ID(c.ID))
			return
		}
		s.newCustomer(c.Title, func(k *trade.Customer) { then(k.ID) })
	})
	d = kit.Ask(s.win.Canvas(), title, kit.T("Choose"), container.NewPadded(ahead), func(d *kit.Dialog) {
		d.Fail(kit.T("Type the beginning of a name and choose from the list."))
	})
	ahead.OnEscape = d.Close
	s.win.Canvas().Focus(ahead)
}

type quoteData struct {
	quote   *trade.Quote
	chain   app.Chain
	history past
}

func (s *Shell) loadQuote(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	var x quoteData
	var err error
	if x.quote, err = s.desk.GetQuote(ctx, app.ByID{ID: id}); err != nil {
		return nil, err
	}
	if x.chain, err = s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindQuote, ID: id}); err != nil {
		return nil, err
	}
	if x.history, err = s.withHistory(ctx, trade.KindQuote, id); err != nil {
		return nil, err
	}
	company, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawQuote(x, company.Currency) }, nil
}

func (s *Shell) drawQuote(x quoteData, base money.Currency) fyne.CanvasObject {
	q := x.quote
	ref := trade.Ref{Kind: trade.KindQuote, ID: q.ID}
	d := document{title: numberOr(q.Number) + "  " + q.Customer, pills: []fyne.CanvasObject{kit.Pill(state(q.State), stateTone(q.State))}, steps: s.chain(x.chain, ref), history: x.history}
	var earlier []button
	if q.Revision > 1 {
		d.pills = append(d.pills, kit.Pill(kit.T("Revision %d", q.Revision), kit.Quiet))
	}
	for n := q.Revision - 1; n > 0; n-- {
		earlier = append(earlier, button{text: kit.T("Show revision %d", n), do: func() { s.showRevision(q.ID, n, base) }})
	}
	if q.Expired(s.today()) {
		d.banner = append(d.banner, kit.T("This quote ended on %s.", day(q.Valid, s.today())))
	}
	move := func(text string, do func(context.Context, app.DecideIn) (*trade.Quote, error)) func() {
		return func() {
			act(s, text, func(ctx context.Context) (*trade.Quote, error) {
				return do(ctx, app.DecideIn{ID: q.ID, Version: q.Version, Anyway: true})
			}, nil)
		}
	}
	send := func() {
		s.send(kit.T("E-mail the quote to %s", q.Customer), app.PrintIn{Paper: app.PaperQuote, ID: q.ID}, func(ctx context.Context, in app.SendIn) error {
			in.ID = q.ID
			_, err := s.desk.SendQuote(ctx, in)
			return err
		})
	}
	pdf := button{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperQuote, q.ID) }}
	switch {
	case q.State == trade.Draft && s.may("SaveQuote"):
		draft := s.quoteDraft(q, base)
		details := button{step: "SaveQuote", text: kit.T("Details"), icon: theme.DocumentCreateIcon(), do: func() {
			s.head(draft, q.Valid, "", "", func(ctx context.Context, in app.SaleIn, valid trade.Date, _ string) error {
				_, err := s.desk.SaveQuote(ctx, app.SaveQuoteIn{ID: q.ID, Valid: valid, SaleIn: in})
				return err
			})
		}}
		d.buttons = []button{details, pdf, {step: "AcceptQuote", text: kit.T("Accepted by the customer"), do: move(kit.T("Accepted"), s.desk.AcceptQuote)}, {step: "SendQuote", text: kit.T("Send…"), do: send, primary: true}}
		if q.Number == "" {
			d.buttons = append(d.buttons, button{step: "DeleteQuote", text: kit.T("Delete this draft"), do: func() {
				act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) { return s.desk.DeleteQuote(ctx, app.Do{ID: q.ID}) }, nil)
			}})
		}
		d.body = append(d.body, s.edit(draft))
	default:
		d.buttons = []button{pdf}
		open := false
		for i := range q.Lines {
			open = open || q.Lines[i].Open() > 0
		}
		if q.State != trade.Declined && open {
			d.buttons = append(d.buttons, button{step: "OrderQuote", text: kit.T("Make order…"), primary: true, do: func() { s.orderQuote(q) }})
		}
		if q.State == trade.Sent {
			d.buttons = append(d.buttons, button{step: "AcceptQuote", text: kit.T("Accepted by the customer"), do: move(kit.T("Accepted"), s.desk.AcceptQuote)})
		}
		if q.State != trade.Accepted {
			d.buttons = append(d.buttons, button{step: "ReviseQuote", text: kit.T("Revise"), do: move(kit.T("Opened for a new revision"), s.desk.ReviseQuote)})
		}
		if q.State != trade.Declined {
			d.buttons = append(d.buttons, button{step: "DeclineQuote", text: kit.T("Declined by the customer"), do: func() {
				s.reason(kit.T("Declined"), kit.T("Record"), kit.T("Recorded"), func(ctx context.Context, why string) error {
					_, err := s.desk.DeclineQuote(ctx, app.DecideIn{ID: q.ID, Reason: why})
					return err
				})
			}})
		}
		d.body = append(d.body, quoteLines(q, base), saleTotals(&q.Sale))
	}
	d.buttons = append(d.buttons, earlier...)
	d.long = []fyne.CanvasObject{kit.Fact(kit.T("Ship to"), place(q.ShipTo))}
	d.facts = s.saleFacts(&q.Sale, kit.Fact(kit.T("Valid until"), day(q.Valid, s.today())))
	var orders [][]kit.Cell
	for _, o := range q.Orders {
		orders = append(orders, []kit.Cell{s.link(numberOr(o.Number), trade.Ref{Kind: trade.KindOrder, ID: o.ID}), {Text: step(o.Next), Tone: stepTone(o.Next)}, {Text: amount(o.Total, q.Currency)}})
	}
	if len(orders) > 0 {
		d.body = append(d.body, kit.Section(kit.T("Orders made from it")),
			kit.Lines(kit.Columns{110, -1, 110}, []bool{false, false, true}, []string{kit.T("Order"), kit.T("Next"), kit.T("Total")}, orders))
	}
	return s.draw(d)
}

// showRevision shows a quote as it was sent before it was revised.
func (s *Shell) showRevision(id trade.ID, revision int, base money.Currency) {
	read(s, func(ctx context.Context) (*trade.Quote, error) {
		return s.desk.GetRevision(ctx, app.RevisionIn{ID: id, Revision: revision})
	}, func(q *trade.Quote) { s.drawRevision(q, base) })
}

func (s *Shell) drawRevision(q *trade.Quote, base money.Currency) {
	kit.Tell(s.win.Canvas(), kit.T("%s, revision %d, sent %s", q.Number, q.Revision, moment(q.SentAt, s.today())), kit.Wide(860, container.NewVBox(quoteLines(q, base), saleTotals(&q.Sale))))
}

// saleFacts are the facts that stand on every customer's document.
func (s *Shell) saleFacts(x *trade.Sale, more ...fyne.CanvasObject) []fyne.CanvasObject {
	contact := x.Contact.Name
	if x.Contact.Email != "" {
		contact += "  " + x.Contact.Email
	}
	facts := []fyne.CanvasObject{kit.Fact(kit.T("Contact"), contact), kit.Fact(kit.T("Terms"), x.Terms.Name)}
	if x.Inclusive {
		facts = append(facts, kit.Fact(kit.T("Prices"), kit.T("include tax")))
	}
	if x.Reference != "" {
		facts = append(facts, kit.Fact(kit.T("Customer's order number"), x.Reference))
	}
	if x.Rep != "" {
		facts = append(facts, kit.Fact(kit.T("Sales rep"), x.Rep))
	}
	return append(facts, more...)
}

func quoteLines(q *trade.Quote, base money.Currency) fyne.CanvasObject {
	var rows [][]kit.Cell
	for i := range q.Lines {
		l := &q.Lines[i]
		if l.Kind == trade.LineText {
			rows = append(rows, []kit.Cell{{}, {Text: l.Description, Tone: kit.Quiet}, {}, {}, {}, {}, {}})
			continue
		}
		if l.Kind == trade.LinePart {
			rows = append(rows, []kit.Cell{{Text: inset + l.SKU, Tone: kit.Quiet}, {Text: l.Description, Tone: kit.Quiet}, {Text: number(l.Qty), Tone: kit.Quiet}, {}, {}, {}, {}})
			continue
		}
		left := kit.Cell{Text: kit.T("%s left", l.Open()), Tone: kit.Warn}
		switch {
		case l.Open() == 0:
			left = kit.Cell{Text: kit.T("ordered"), Tone: kit.Good}
		case l.Optional:
			left = kit.Cell{Text: kit.T("optional"), Tone: kit.Quiet}
		}
		cost := q.CostOf(i, base)
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, {Text: price(l.Price, q.Currency)}, {Text: amount(l.Charged(), q.Currency)},
			{Text: percent(money.Ratio(l.Total()-cost, l.Total()))}, left})
	}
	return kit.WholeLines(kit.Columns{78, -1, 50, 74, 84, 64, 78}, []bool{false, false, true, true, true, true, false},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Line"), kit.T("Margin"), kit.T("To order")}, rows)
}

// orderQuote asks which lines and quantities the customer wants.
func (s *Shell) orderQuote(q *trade.Quote) {
	fields := []*kit.Field{
		{Name: "reference", Label: kit.T("Customer's order number"), Text: q.Reference},
		{Name: "wanted", Label: kit.T("Wanted by"), Hint: kit.T("+14, fri, 28 nov")},
	}
	for _, l := range q.Lines {
		if l.Open() <= 0 {
			continue
		}
		text := typed(l.Open().String())
		if l.Optional {
			text = "0"
		}
		fields = append(fields, &kit.Field{Name: "line" + key(l.ID), Label: kit.T("%s %s (%s left)", l.SKU, l.Description, l.Open()), Text: text, Wide: true})
	}
	fields = append(fields, &kit.Field{Name: "send", Label: kit.T("E-mail the order confirmation"), Check: true, Text: "yes"})
	f := kit.NewForm(fields...)
	var once again
	kit.AskForm(s.win.Canvas(), kit.T("Order from %s", q.Number), kit.T("Confirm the order"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The order is confirmed"), func(ctx context.Context) (*trade.SalesOrder, error) {
			in := app.OrderQuoteIn{QuoteID: q.ID, Version: q.Version, Reference: ptr(f.Text("reference")), Confirm: true, Send: f.Text("send") == "yes", Anyway: true}
			var err error
			if in.Wanted, err = typedDate("wanted", f.Text("wanted"), s.today()); err != nil {
				return nil, err
			}
			for _, l := range q.Lines {
				if l.Open() <= 0 {
					continue
				}
				qty, err := quantity("line"+key(l.ID), f.Text("line"+key(l.ID)))
				if err != nil {
					return nil, err
				}
				if qty != 0 {
					in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: qty})
				}
			}
			if len(in.Lines) == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what the customer wants."))
			}
			in.Twice = once.more
			o, err := s.desk.OrderQuote(ctx, in)
			return o, once.heard(err)
		}, func(o *trade.SalesOrder) { s.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID}) })
	})
}

func key(id trade.ID) string { return strconv.FormatInt(int64(id), 10) }
