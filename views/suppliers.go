package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) suppliersPage() page {
	p := &listPage[app.SupplierRow]{
		s: s, kind: trade.KindSupplier, one: kit.T("supplier"), noun: kit.T("suppliers"), summed: kit.T("to pay"), button: kit.T("New"), list: s.desk.ListSuppliers, load: s.loadSupplier,
		id: func(r *app.SupplierRow) trade.ID { return r.ID }, offset: 0.40, first: "active",
	}
	p.columns = []kit.Column[app.SupplierRow]{
		textColumn("name", "Supplier", -3, func(r *app.SupplierRow) string { return r.Name }),
		spare(textColumn("city", "City", -2, func(r *app.SupplierRow) string { return r.City + " " + r.Country })),
		{ID: "items", Title: kit.T("Items"), Width: 52, Right: true, Text: func(r *app.SupplierRow) string { return countText(r.Items) }},
		{ID: "waiting", Title: kit.T("POs"), Width: 46, Right: true, Text: func(r *app.SupplierRow) string { return countText(r.Waiting) }},
		moneyColumn("open", "To pay", 88, func(r *app.SupplierRow) (money.Amount, money.Currency) { return r.Open, r.Currency }),
		textColumn("", "", 44, func(r *app.SupplierRow) string { return string(r.Currency) }),
	}
	p.onNew = func() {
		read(s, s.masters, func(m masters) {
			s.editSupplier(trade.Supplier{}, m, func(x *trade.Supplier) { s.Show(trade.Ref{Kind: trade.KindSupplier, ID: x.ID}) })
		})
	}
	return p
}

// newSupplier makes a supplier for a field that asks for one.
func (s *Shell) newSupplier(m masters) func(string, func(kit.Choice)) {
	return func(typed string, made func(kit.Choice)) {
		s.editSupplier(trade.Supplier{Name: typed}, m, func(x *trade.Supplier) { made(kit.Choice{ID: int64(x.ID), Title: x.Name}) })
	}
}

func (s *Shell) editSupplier(x trade.Supplier, m masters, then func(*trade.Supplier)) {
	title, verb := kit.T("New supplier"), kit.T("Add the supplier")
	fresh := x.ID == 0
	least := ""
	if !fresh {
		title, verb = x.Name, kit.T("Save")
		least = typed(x.MinOrder.Text(x.Currency))
	} else {
		x.Currency, x.Language, x.SendBy = m.company.Currency, m.company.Language, sendBys[0]
	}
	fields := []*kit.Field{{Name: "supplier", Label: kit.T("Supplier's name"), Text: x.Name}, {Name: "tax_number", Label: kit.T("Tax number"), Text: x.TaxNumber}}
	if fresh {
		fields = append(fields, &kit.Field{Name: "contact", Label: kit.T("Contact for orders")}, &kit.Field{Name: "email", Label: kit.T("Contact's e-mail")})
	}
	fields = append(fields, addressFields("", x.Address)...)
	fees := feeFields(x.Fees, x.Currency, kit.T("Handling fee for each line"))
	fields = append(fields,
		&kit.Field{Name: "account_no", Label: kit.T("Our number in their books"), Text: x.AccountNo},
		&kit.Field{Name: "terms", Label: kit.T("Payment terms"), Options: m.terms.names, Text: m.terms.name(x.TermsID)},
		&kit.Field{Name: "currency", Label: kit.T("Currency"), Text: string(x.Currency)},
		&kit.Field{Name: "min_order", Label: kit.T("Minimum order value (0: none)"), Text: least},
		fees[0], fees[1], fees[2], fees[3],
		&kit.Field{Name: "send_time", Label: kit.T("Those that wait are sent at, such as 16:00"), Text: x.SendTime},
		&kit.Field{Name: "send_by", Label: kit.T("Orders go out by"), Options: sendBys.words(), Text: wordOf(x.SendBy)},
		&kit.Field{Name: "carrier", Label: kit.T("Usual carrier"), Options: m.carriers.names, Text: m.carriers.name(x.CarrierID)},
		&kit.Field{Name: "ship_method", Label: kit.T("Shipping method"), Text: x.ShipMethod},
		&kit.Field{Name: "language", Label: kit.T("Language of orders"), Options: languageNames(), Text: languageWords()[x.Language]},
		&kit.Field{Name: "notes", Label: kit.T("Notes, never printed"), Text: x.Notes, Lines: 2, Wide: true},
		&kit.Field{Name: "combine", Label: kit.T("Purchase orders below the minimum wait to be sent together with others"), Check: true, Text: yes(x.Combine), Wide: true},
		&kit.Field{Name: "inactive", Label: kit.T("Inactive: nothing is ordered there any more"), Check: true, Text: yes(x.Inactive)},
	)
	f := kit.NewForm(fields...)
	f.Alias("supplier", "name")
	f.Alias("country", "address")
	aliasFees(f)
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		in := app.SaveSupplierIn{Supplier: x}
		in.SendTime, in.Combine = strings.TrimSpace(f.Text("send_time")), f.Text("combine") == "yes"
		in.Name, in.TaxNumber, in.Notes, in.AccountNo = f.Text("supplier"), f.Text("tax_number"), f.Text("notes"), f.Text("account_no")
		in.Address = typedAddress(f, "", x.Address)
		in.TermsID, in.CarrierID = m.terms.id(f.Text("terms")), m.carriers.id(f.Text("carrier"))
		in.Currency, in.Language, in.ShipMethod, in.SendBy = money.Currency(f.Text("currency")), languageOf(f.Text("language")), f.Text("ship_method"), sendBys.value(f.Text("send_by"))
		in.Inactive = f.Text("inactive") == "yes"
		if fresh && (f.Text("contact") != "" || f.Text("email") != "") {
			in.Contacts = []trade.Contact{{Name: f.Text("contact"), Email: f.Text("email"), Orders: true}}
		}
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Supplier, error) {
			least, err := decimal("min_order", f.Text("min_order"))
			if err != nil {
				return nil, err
			}
			if least != nil {
				in.MinOrder = *least
			}
			if in.Fees, err = typedFees(f); err != nil {
				return nil, err
			}
			return s.desk.SaveSupplier(ctx, in)
		}, func(c *trade.Supplier) {
			if fresh {
				s.looksLike(trade.KindSupplier, c.ID, c.Name)
			}
			if then != nil {
				then(c)
			}
		})
	})
}

func (s *Shell) loadSupplier(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	x, err := s.desk.GetSupplier(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	m, err := s.masters(ctx)
	if err != nil {
		return nil, err
	}
	open, err := s.desk.ListOpen(ctx, app.ListOpenIn{SupplierID: id})
	if err != nil {
		return nil, err
	}
	balance, err := s.desk.GetBalance(ctx, app.PartyIn{SupplierID: id})
	if err != nil {
		return nil, err
	}
	orders, err := s.desk.ListPurchases(ctx, app.ListIn{SupplierID: id, Limit: 8})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindSupplier, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawSupplier(x, m, open.Rows, balance.Rows, orders, history) }, nil
}

func (s *Shell) drawSupplier(x *trade.Supplier, m masters, open []app.OpenDoc, balance []app.Balance, orders app.List[app.PurchaseRow], history past) fyne.CanvasObject {
	d := document{title: x.Name, pills: []fyne.CanvasObject{stateOf(x.Inactive)}, history: history}
	d.buttons = []button{
		{step: "SaveSupplier", text: kit.T("Edit"), icon: theme.DocumentCreateIcon(), do: func() { s.editSupplier(*x, m, nil) }},
		{step: "PaySupplier", text: kit.T("Pay…"), icon: theme.HistoryIcon(), do: func() { s.pay(x.ID, x.Name, x.Currency, true, 0) }},
		{step: "ApplyPrices", text: kit.T("Import a price list…"), do: func() { s.choosePrices(kit.Choice{ID: int64(x.ID), Title: x.Name}, "") }},
		{step: "SaveTolerance", text: kit.T("Tolerance of bills…"), do: func() { s.supplierTolerance(x) }},
	}
	least := kit.T("none")
	if x.MinOrder > 0 {
		least = amount(x.MinOrder, x.Currency) + " " + string(x.Currency)
	}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Number"), x.Number), kit.Fact(kit.T("Address"), place(x.Address)), kit.Fact(kit.T("Our number in their books"), x.AccountNo),
		kit.Fact(kit.T("Payment terms"), m.terms.name(x.TermsID)), kit.Fact(kit.T("Currency"), string(x.Currency)), kit.Fact(kit.T("Minimum order value"), least),
		kit.Fact(kit.T("Orders go out by"), wordOf(x.SendBy)), kit.Fact(kit.T("Usual carrier"), m.carriers.name(x.CarrierID)), kit.Fact(kit.T("Language"), languageWords()[x.Language]),
	}
	d.facts = append(d.facts, s.balanceFacts(balance)...)
	d.buttons = append(d.buttons, s.creditButtons(app.PartyIn{SupplierID: x.ID}, x.Name, balance)...)
	d.long = []fyne.CanvasObject{kit.Fact(kit.T("Fees"), feesText(x.Fees, x.Currency))}
	if x.Combine {
		text := kit.T("those below the minimum wait for others")
		if x.SendTime != "" {
			text += ", " + kit.T("until %s", x.SendTime)
		}
		d.long = append(d.long, kit.Fact(kit.T("Purchase orders"), text))
	}
	if x.Notes != "" {
		d.banner = append(d.banner, x.Notes)
	}
	d.body = append(d.body, s.contacts(x.Contacts, kit.T("gets orders"), func(ctx context.Context, list []trade.Contact) error {
		in := app.SaveSupplierIn{Supplier: *x, MinOrder: money.Dec(int64(x.MinOrder), uint8(x.Currency.Digits())), Fees: feesIn(x.Fees, x.Currency)}
		in.Contacts = list
		_, err := s.desk.SaveSupplier(ctx, in)
		return err
	}))
	if len(open) > 0 {
		d.body = append(d.body, kit.Section(kit.T("To pay")), s.openDocs(open, trade.KindBill))
	}
	if len(orders.Rows) > 0 {
		var rows [][]kit.Cell
		for _, o := range orders.Rows {
			rows = append(rows, []kit.Cell{s.link(numberOr(o.Number), trade.Ref{Kind: trade.KindPurchase, ID: o.ID}), {Text: day(o.Date, s.today())}, {Text: step(o.Next), Tone: stepTone(o.Next)}, {Text: amount(o.Net, o.Currency)}})
		}
		d.body = append(d.body, kit.Section(kit.T("Newest of %d purchase orders", orders.Count)),
			kit.Lines(kit.Columns{110, 90, -1, 120}, []bool{false, false, false, true}, []string{kit.T("PO"), kit.T("Date"), kit.T("Next"), kit.T("Net")}, rows))
	}
	d.buttons = append(d.buttons, s.statementButton(app.PartyIn{SupplierID: x.ID}, x.Name))
	d.buttons = append(d.buttons, s.whyButton(kit.T("Explain the balance…"), app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindSupplier, ID: x.ID}),
		button{text: kit.T("Explain the profit…"), do: func() { s.why(app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindSupplier, ID: x.ID}) }}, s.automationButton(app.PartyIn{SupplierID: x.ID}, x.Name), s.twinsButton(trade.KindSupplier))
	s.became(&d, trade.KindSupplier, x.BecameID)
	return s.draw(d)
}
