package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) customersPage() page {
	p := &listPage[app.CustomerRow]{
		s: s, kind: trade.KindCustomer, one: kit.T("customer"), noun: kit.T("customers"), summed: kit.T("open"), button: kit.T("New"), list: s.desk.ListCustomers, load: s.loadCustomer,
		id: func(r *app.CustomerRow) trade.ID { return r.ID }, offset: 0.40, first: "customers",
	}
	p.columns = []kit.Column[app.CustomerRow]{
		textColumn("name", "Customer", -3, func(r *app.CustomerRow) string { return r.Name }),
		spare(textColumn("city", "City", -2, func(r *app.CustomerRow) string { return r.City + " " + r.Country })),
		{ID: "orders", Title: kit.T("Orders"), Width: 58, Right: true, Text: func(r *app.CustomerRow) string { return countText(r.Orders) }},
		moneyColumn("open", "Open", 92, func(r *app.CustomerRow) (money.Amount, money.Currency) { return r.Open, r.Currency }),
		textColumn("", "", 44, func(r *app.CustomerRow) string { return string(r.Currency) }),
	}
	p.bulk = func(rows []app.CustomerRow) []bulkStep { return s.statementBulk(rows, p.grid.Unmark) }
	p.onNew = func() {
		s.newCustomer("", func(c *trade.Customer) { s.Show(trade.Ref{Kind: trade.KindCustomer, ID: c.ID}) })
	}
	return p
}

// newCustomer asks for what a document needs of a new customer; the rest can be filled in later.
func (s *Shell) newCustomer(name string, then func(*trade.Customer)) {
	read(s, s.masters, func(m masters) { s.editCustomer(trade.Customer{Name: name}, m, then) })
}

func (s *Shell) editCustomer(c trade.Customer, m masters, then func(*trade.Customer)) {
	title, verb := kit.T("New customer"), kit.T("Add the customer")
	fresh := c.ID == 0
	limit := ""
	if !fresh {
		title, verb = c.Name, kit.T("Save")
		limit = typed(c.CreditLimit.Text(c.Currency))
	} else {
		c.Currency, c.Language, c.Inclusive = m.company.Currency, m.company.Language, m.company.Inclusive
	}
	fields := []*kit.Field{{Name: "customer", Label: kit.T("Customer's name"), Text: c.Name}, {Name: "tax_number", Label: kit.T("Tax number"), Text: c.TaxNumber}}
	if fresh {
		fields = append(fields, &kit.Field{Name: "contact", Label: kit.T("Contact")}, &kit.Field{Name: "email", Label: kit.T("Contact's e-mail")})
	}
	fields = append(fields, addressFields("", c.Billing)...)
	fields = append(fields,
		&kit.Field{Name: "terms", Label: kit.T("Payment terms"), Options: m.terms.names, Text: m.terms.name(c.TermsID)},
		&kit.Field{Name: "tax", Label: kit.T("Tax code"), Options: m.taxes.names, Text: m.taxes.name(c.TaxCodeID)},
		&kit.Field{Name: "currency", Label: kit.T("Currency"), Text: string(c.Currency)},
		&kit.Field{Name: "credit_limit", Label: kit.T("Credit limit (0: none)"), Text: limit},
		&kit.Field{Name: "discount", Label: kit.T("Discount, %"), Text: typed(c.Discount.String())},
		&kit.Field{Name: "ship_method", Label: kit.T("Shipping method"), Text: c.ShipMethod},
		&kit.Field{Name: "rep", Label: kit.T("Sales rep"), Options: m.reps.names, Text: m.reps.name(c.RepID)},
		&kit.Field{Name: "language", Label: kit.T("Language of documents"), Options: languageNames(), Text: languageWords()[c.Language]},
		&kit.Field{Name: "notes", Label: kit.T("Notes, never printed"), Text: c.Notes, Lines: 2, Wide: true},
		&kit.Field{Name: "inclusive", Label: kit.T("Prices on its documents include tax"), Check: true, Text: yes(c.Inclusive), Wide: true},
		&kit.Field{Name: "prospect", Label: kit.T("Prospect: has not bought yet"), Check: true, Text: yes(c.Prospect)},
		&kit.Field{Name: "inactive", Label: kit.T("Inactive: not offered on new documents"), Check: true, Text: yes(c.Inactive)},
	)
	f := kit.NewForm(fields...)
	f.Alias("customer", "name")
	f.Alias("country", "billing")
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		in := app.SaveCustomerIn{Customer: c}
		in.Name, in.TaxNumber, in.Notes = f.Text("customer"), f.Text("tax_number"), f.Text("notes")
		in.Billing = typedAddress(f, "", c.Billing)
		in.TermsID, in.TaxCodeID, in.RepID = m.terms.id(f.Text("terms")), m.taxes.id(f.Text("tax")), m.reps.id(f.Text("rep"))
		in.Currency, in.Language, in.ShipMethod = money.Currency(f.Text("currency")), languageOf(f.Text("language")), f.Text("ship_method")
		in.Prospect, in.Inactive = f.Text("prospect") == "yes", f.Text("inactive") == "yes"
		in.Inclusive = ptr(f.Text("inclusive") == "yes")
		if fresh && (f.Text("contact") != "" || f.Text("email") != "") {
			in.Contacts = []trade.Contact{{Name: f.Text("contact"), Email: f.Text("email"), Orders: true}}
		}
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Customer, error) {
			r, err := rate("discount", f.Text("discount"))
			if err != nil {
				return nil, err
			}
			in.Discount = r
			most, err := decimal("credit_limit", f.Text("credit_limit"))
			if err != nil {
				return nil, err
			}
			if most != nil {
				in.CreditLimit = *most
			}
			return s.desk.SaveCustomer(ctx, in)
		}, func(c *trade.Customer) {
			if fresh {
				s.looksLike(trade.KindCustomer, c.ID, c.Name)
			}
			if then != nil {
				then(c)
			}
		})
	})
}

func (s *Shell) loadCustomer(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	c, err := s.desk.GetCustomer(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	m, err := s.masters(ctx)
	if err != nil {
		return nil, err
	}
	open, err := s.desk.ListOpen(ctx, app.ListOpenIn{CustomerID: id})
	if err != nil {
		return nil, err
	}
	balance, err := s.desk.GetBalance(ctx, app.PartyIn{CustomerID: id})
	if err != nil {
		return nil, err
	}
	orders, err := s.desk.ListOrders(ctx, app.ListIn{CustomerID: id, Limit: 8})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindCustomer, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawCustomer(c, m, open.Rows, balance.Rows, orders, history) }, nil
}

func (s *Shell) drawCustomer(c *trade.Customer, m masters, open []app.OpenDoc, balance []app.Balance, orders app.List[app.OrderRow], history past) fyne.CanvasObject {
	save := func(ctx context.Context, change func(*trade.Customer)) error {
		in := app.SaveCustomerIn{Customer: *c, CreditLimit: money.Dec(int64(c.CreditLimit), uint8(c.Currency.Digits()))}
		change(&in.Customer)
		_, err := s.desk.SaveCustomer(ctx, in)
		return err
	}
	d := document{title: c.Name, pills: []fyne.CanvasObject{stateOf(c.Inactive)}, history: history}
	if c.Prospect {
		d.pills = []fyne.CanvasObject{kit.Pill(kit.T("Prospect"), kit.Info)}
	}
	d.buttons = []button{
		{step: "SaveCustomer", text: kit.T("Edit"), icon: theme.DocumentCreateIcon(), do: func() { s.editCustomer(*c, m, nil) }},
		{step: "RecordPayment", text: kit.T("Record payment"), icon: theme.HistoryIcon(), do: func() { s.pay(c.ID, c.Name, c.Currency, false, 0) }},
		{step: "SaveOrder", text: kit.T("New order"), do: func() {
			act(s, "", func(ctx context.Context) (*trade.SalesOrder, error) {
				return s.desk.SaveOrder(ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: c.ID}})
			}, func(o *trade.SalesOrder) { s.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID}) })
		}},
		{step: "SaveQuote", text: kit.T("New quote"), primary: true, do: func() {
			act(s, "", func(ctx context.Context) (*trade.Quote, error) {
				return s.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: c.ID}})
			}, func(q *trade.Quote) { s.Show(trade.Ref{Kind: trade.KindQuote, ID: q.ID}) })
		}},
	}
	limit := kit.T("none")
	if c.CreditLimit > 0 {
		limit = amount(c.CreditLimit, c.Currency) + " " + string(c.Currency)
	}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Number"), c.Number), kit.Fact(kit.T("Billing address"), place(c.Billing)), kit.Fact(kit.T("Tax number"), c.TaxNumber),
		kit.Fact(kit.T("Payment terms"), m.terms.name(c.TermsID)), kit.Fact(kit.T("Tax code"), m.taxes.name(c.TaxCodeID)), kit.Fact(kit.T("Currency"), string(c.Currency)),
		kit.Fact(kit.T("Credit limit"), limit), kit.Fact(kit.T("Discount"), rateText(c.Discount)), kit.Fact(kit.T("Shipping method"), c.ShipMethod),
		kit.Fact(kit.T("Sales rep"), m.reps.name(c.RepID)), kit.Fact(kit.T("Language"), languageWords()[c.Language]), kit.Fact(kit.T("Prices"), taxWord(c.Inclusive)),
	}
	d.facts = append(d.facts, s.balanceFacts(balance)...)
	d.buttons = append(d.buttons, s.creditButtons(app.PartyIn{CustomerID: c.ID}, c.Name, balance)...)
	if slices.ContainsFunc(balance, func(b app.Balance) bool { return b.Late > 0 }) {
		d.buttons = append(d.buttons, button{step: "SendReminders", text: kit.T("Send a reminder"), do: func() { s.remindCustomer(c.ID) }})
	}
	if c.Notes != "" {
		d.banner = append(d.banner, c.Notes)
	}
	d.body = append(d.body,
		s.contacts(c.Contacts, kit.T("gets quotes"), func(ctx context.Context, list []trade.Contact) error {
			return save(ctx, func(c *trade.Customer) { c.Contacts = list })
		}),
		s.places(c.Shipping, func(ctx context.Context, list []trade.Address) error {
			return save(ctx, func(c *trade.Customer) { c.Shipping = list })
		}))
	if len(open) > 0 {
		d.body = append(d.body, kit.Section(kit.T("Open")), s.openDocs(open, trade.KindInvoice))
	}
	if len(orders.Rows) > 0 {
		var rows [][]kit.Cell
		for _, o := range orders.Rows {
			rows = append(rows, []kit.Cell{s.link(numberOr(o.Number), trade.Ref{Kind: trade.KindOrder, ID: o.ID}), {Text: day(o.Date, s.today())}, {Text: step(o.Next), Tone: stepTone(o.Next)}, {Text: amount(o.Total, o.Currency)}})
		}
		d.body = append(d.body, kit.Section(kit.T("Newest of %d orders", orders.Count)),
			kit.Lines(kit.Columns{110, 90, -1, 120}, []bool{false, false, false, true}, []string{kit.T("Order"), kit.T("Date"), kit.T("Next"), kit.T("Total")}, rows))
	}
	d.buttons = append(d.buttons, s.statementButton(app.PartyIn{CustomerID: c.ID}, c.Name), button{text: kit.T("Price list"), pdf: true, do: func() { s.pdf(app.PaperPrices, c.ID) }})
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain the balance…"), app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindCustomer, ID: c.ID}),
		button{text: kit.T("Explain the profit…"), do: func() { s.why(app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindCustomer, ID: c.ID}) }}, s.automationButton(app.PartyIn{CustomerID: c.ID}, c.Name), s.twinsButton(trade.KindCustomer))
	s.became(&d, trade.KindCustomer, c.BecameID)
	return s.draw(d)
}
