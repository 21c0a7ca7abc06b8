package views

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// kindFirst is the section of a new company's first steps. It is in the navigation until they are done or left.
const kindFirst trade.Kind = "first"

// What the memory knows the first steps by.
const (
	rememberedFirst = "first"       // "begun" while they are under way, "left" when the person has left them
	rememberedTyped = "first/typed" // what stands in the form of a step, as JSON; followed by the step's number
)

// firstPage leads a new company to its first quote in four steps. Each is done in the file when it is left by Next, so that nothing has to be
// kept till the end; what is only typed is remembered on this computer.
type firstPage struct {
	s      *Shell
	root   *fyne.Container
	at     int
	form   *kit.Form
	state  firstState
	drawn  document
	next   func()
	latest kit.Latest
}

// firstState is how far a company is.
type firstState struct {
	company   *trade.Company
	items     []app.ItemRow
	customers []app.CustomerRow
	done      [4]bool
}

func (s *Shell) firstPage() page { return &firstPage{s: s, root: container.NewStack()} }

func (p *firstPage) object() fyne.CanvasObject { return p.root }

// firstRun leads to the first steps where a company has no name yet, or where they were begun and not ended.
func (s *Shell) firstRun() {
	kept := s.opt.Memory.Get(rememberedFirst)
	if kept == "left" {
		return
	}
	read(s, s.firstState, func(x firstState) {
		if x.done[0] && kept != "begun" || !s.may("SetUpCompany") {
			return
		}
		s.opt.Memory.Set(rememberedFirst, "begun")
		s.begun = true
		s.drawNav()
		s.firstSteps()
	})
}

// firstSteps shows them.
func (s *Shell) firstSteps() { s.Go(s.section(kindFirst)) }

func (s *Shell) firstState(ctx context.Context) (x firstState, err error) {
	if x.company, err = s.desk.GetCompany(ctx, app.Nothing{}); err != nil {
		return x, err
	}
	items, err := s.desk.ListItems(ctx, app.ListIn{Limit: 3})
	if err != nil {
		return x, err
	}
	suppliers, err := s.desk.ListSuppliers(ctx, app.ListIn{Limit: 1})
	if err != nil {
		return x, err
	}
	customers, err := s.desk.ListCustomers(ctx, app.ListIn{Limit: 50})
	if err != nil {
		return x, err
	}
	quotes, err := s.desk.ListQuotes(ctx, app.ListIn{Limit: 1})
	x.items, x.customers = items.Rows, customers.Rows
	x.done = [4]bool{x.company.Name != "", len(suppliers.Rows) > 0 && len(items.Rows) > 0, len(customers.Rows) > 0, len(quotes.Rows) > 0}
	return x, err
}

func (p *firstPage) reload() {
	if p.form != nil { // what is drawn stays while somebody types
		p.s.doc = p.drawn
		p.s.drawMenu()
	}
	wanted := p.latest.Next()
	read(p.s, p.s.firstState, func(x firstState) {
		if !wanted() || p.typing() {
			return
		}
		fresh := p.form == nil
		if fresh {
			for p.at < 3 && x.done[p.at] {
				p.at++
			}
		}
		p.state = x
		p.draw()
		if fresh && p.s.pages[p.s.at].page == page(p) && kit.Top(p.s.win.Canvas()) == nil {
			p.focus()
		}
	})
}

// typing says whether somebody writes in the form: then it is not drawn anew.
func (p *firstPage) typing() bool {
	_, is := p.s.win.Canvas().Focused().(*kit.Entry)
	return is && p.form != nil && kit.Top(p.s.win.Canvas()) == nil
}

func (p *firstPage) show(trade.Ref) {}
func (p *firstPage) add()           {}
func (p *firstPage) filter()        {}
func (p *firstPage) narrow()        {}

func (p *firstPage) focus() {
	if p.form != nil {
		p.form.Begin(p.s.win.Canvas())
	}
}

// turnTo goes to another step.
func (p *firstPage) turnTo(at int) {
	p.s.win.Canvas().Unfocus()
	p.at, p.form = at, nil
	read(p.s, p.s.firstState, func(x firstState) {
		p.state = x
		p.draw()
		p.focus()
	})
}

// leave ends the first steps; the menu Help leads back to them.
func (p *firstPage) leave() {
	s := p.s
	s.opt.Memory.Set(rememberedFirst, "left")
	s.begun = false
	s.Go(s.section(kindToday))
}

func (p *firstPage) draw() {
	s := p.s
	words := []string{kit.T("Your company"), kit.T("A supplier and what it sells"), kit.T("A customer"), kit.T("The first quote")}
	d := document{title: kit.T("First steps")}
	for i, word := range words {
		x := kit.Step{Caption: kit.T("Step %d", i+1), Value: word, Note: kit.T("to do"), Tone: kit.Quiet, Current: i == p.at, Tapped: func() { p.turnTo(i) }}
		switch {
		case p.state.done[i]:
			x.Note, x.Tone = kit.T("done"), kit.Good
		case i == p.at:
			x.Note, x.Tone = kit.T("now"), kit.Info
		}
		d.steps = append(d.steps, x)
	}
	say, verb := "", kit.T("Save and go on")
	var fields []*kit.Field
	switch p.at {
	case 0:
		say, fields, p.next = kit.T("What stands on quotes and invoices. The country proposes currency and tax; everything can be changed in Settings."), p.companyFields(), p.saveCompany
	case 1:
		say, fields, p.next = kit.T("Somebody who ships to your customers, and a few items. A whole price list can come later; the supplier's currency is that of its prices."), p.supplierFields(), p.saveSupplier
	case 2:
		say, fields, p.next = kit.T("Who buys from you. The quote goes to the contact's e-mail address."), p.customerFields(), p.saveCustomer
	case 3:
		say, fields, p.next, verb = kit.T("Choose the customer and how much of each item. The quote opens as a draft: prices can still be changed, and Ctrl+Enter sends it."), p.quoteFields(), p.writeQuote, kit.T("Write the quote")
	}
	if p.state.done[p.at] && p.at < 3 && p.at != 0 {
		say += " " + kit.T("There is one already; Later goes on.")
	}
	p.restore(fields)
	p.form = kit.NewForm(fields...)
	p.form.OnSubmit = s.whenSaved(p.next)
	p.form.OnChange(p.keep)
	if p.at == 0 {
		p.followCountry()
	}
	later := kit.T("Later")
	if p.at == 3 {
		later = kit.T("Later: go to Today")
	}
	back := func() { p.turnTo(p.at - 1) }
	skip := func() {
		if p.at == 3 {
			p.leave()
			return
		}
		p.turnTo(p.at + 1)
	}
	row := container.NewHBox()
	add := func(text string, primary bool, do func()) {
		b := button{text: text, primary: primary, placed: true, do: do}
		d.buttons = append(d.buttons, b)
		row.Add(s.action(nil, text, primary, s.whenSaved(do)))
	}
	if p.at > 0 {
		add(kit.T("Back"), false, back)
	}
	row.Add(layout.NewSpacer())
	add(later, false, skip)
	add(verb, true, p.next)
	body := container.NewVBox(sentence(say), p.form.Object(), container.New(layout.NewCustomPaddedLayout(10, 0, 0, 0), row))
	d.body = []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(12, 0, 0, 0), container.New(kit.Columns{720, -1}, body, layout.NewSpacer()))}
	if s.opt.Files.Sample != nil && !s.opt.Files.Away && p.at == 0 {
		look := s.action(nil, kit.T("Look at the sample company first"), false, s.opt.Files.Sample)
		d.body = append(d.body, container.New(layout.NewCustomPaddedLayout(24, 0, 0, 0), container.NewHBox(look)),
			sentence(kit.T("It is a second file with suppliers, customers and deals of all kinds. What is typed here stays, and the menu File leads back.")))
	}
	s.room = p.root.Size().Width
	p.root.Objects = []fyne.CanvasObject{s.draw(d)}
	p.drawn = s.doc
	p.root.Refresh()
}

// keep remembers what stands in the form.
func (p *firstPage) keep() {
	text, err := json.Marshal(p.form.Texts())
	if err == nil {
		p.s.opt.Memory.Set(p.keptAs(), string(text))
	}
}

// restore puts what was typed before into the fields.
func (p *firstPage) restore(fields []*kit.Field) {
	var typed map[string]string
	if json.Unmarshal([]byte(p.s.opt.Memory.Get(p.keptAs())), &typed) != nil {
		return
	}
	for _, x := range fields {
		for _, c := range append(x.Cells, x) {
			text, ok := typed[c.Name]
			if ok && c.Name != "" && (c.Options == nil || slices.Contains(c.Options, text)) {
				c.Text = text
			}
		}
	}
}

func (p *firstPage) keptAs() string { return rememberedTyped + strconv.Itoa(p.at) }

// forget drops what was typed, when it is in the file.
func (p *firstPage) forget() { p.s.opt.Memory.Set(p.keptAs(), "") }

// done saves a step and goes on; an error stays at its field.
func (p *firstPage) done(save func(context.Context) error, then func()) {
	f := p.form
	s := p.s
	var err error
	ctx, step := app.Noting(s.ctx())
	s.quiet = true
	s.run.Do(func() { _, err = tried(ctx, func(ctx context.Context) (bool, error) { return true, save(ctx) }) }, func() {
		s.quiet = false
		if err != nil {
			if e := app.AsError(err); unexpected(err) || !f.Wrong(e.Field, e.Message) {
				s.fail(err)
			}
			return
		}
		s.step = *step
		p.forget()
		then()
	})
}

func (p *firstPage) companyFields() []*kit.Field {
	c := p.state.company
	names := []string{kit.T("Choose…")}
	chosen, currency, tax := names[0], string(c.Currency), ""
	for _, x := range trade.Countries {
		names = append(names, countryWord(x))
		switch {
		case x.Code == c.Address.Country:
			chosen = countryWord(x)
		case x.Code == p.s.opt.Country && c.Name == "":
			chosen, currency, tax = countryWord(x), string(x.Currency), typed(x.Standard.String())
		}
	}
	return []*kit.Field{
		{Name: "name", Label: kit.T("Company's name"), Text: c.Name}, {Name: "email", Label: kit.T("E-mail"), Text: c.Email, Hint: "sales@example.com"},
		{Name: "country", Label: kit.T("Country"), Options: names, Text: chosen}, {Name: "tax_number", Label: kit.T("Tax number"), Text: c.TaxNumber},
		{Name: "currency", Label: kit.T("Currency of the books"), Text: currency}, {Name: "tax_rate", Label: kit.T("Usual tax, %"), Text: tax},
		{Name: "street", Label: kit.T("Street"), Text: c.Address.Street}, {Name: "zip", Label: kit.T("Postcode"), Text: c.Address.Zip}, {Name: "city", Label: kit.T("City"), Text: c.Address.City},
	}
}

func countryWord(c trade.Country) string { return kit.T(c.Name) }

// country is the one that is chosen.
func (p *firstPage) country() trade.Country {
	for _, c := range trade.Countries {
		if countryWord(c) == p.form.Text("country") {
			return c
		}
	}
	return trade.Country{Code: p.state.company.Address.Country}
}

// followCountry proposes currency and tax whenever another country is chosen.
func (p *firstPage) followCountry() {
	was := p.form.Text("country")
	p.form.OnChange(func() {
		if now := p.form.Text("country"); now != was {
			was = now
			if c := p.country(); c.Currency != "" {
				p.form.Entry("currency").Put(string(c.Currency))
				p.form.Entry("tax_rate").Put(typed(c.Standard.String()))
			}
		}
		p.keep()
	})
}

func (p *firstPage) saveCompany() {
	f, c := p.form, p.state.company
	in := app.SetUpCompanyIn{Name: strings.TrimSpace(f.Text("name")), Email: strings.TrimSpace(f.Text("email")), TaxNumber: f.Text("tax_number"), Address: c.Address,
		Currency: money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency"))))}
	in.Address.Street, in.Address.Zip, in.Address.City, in.Address.Country = f.Text("street"), f.Text("zip"), f.Text("city"), p.country().Code
	p.done(func(ctx context.Context) (err error) {
		if in.TaxRate, err = decimal("tax_rate", f.Text("tax_rate")); err != nil {
			return err
		}
		_, err = p.s.desk.SetUpCompany(ctx, in)
		return err
	}, func() { p.turnTo(1) })
}

// firstItems is how many items the second step has room for.
const firstItems = 4

func (p *firstPage) supplierFields() []*kit.Field {
	fields := []*kit.Field{
		{Name: "supplier", Label: kit.T("Supplier's name")}, {Name: "currency", Label: kit.T("Currency"), Text: string(p.state.company.Currency)},
		{Name: "contact", Label: kit.T("Contact for orders")}, {Name: "email", Label: kit.T("Contact's e-mail")},
	}
	for i := range firstItems {
		n := strconv.Itoa(i)
		fields = append(fields, &kit.Field{Label: kit.T("Item %d", i+1), Cells: []*kit.Field{
			{Name: "sku" + n, Label: kit.T("SKU"), Width: 110}, {Name: "item" + n, Label: kit.T("Name"), Width: -2},
			{Name: "cost" + n, Label: kit.T("Cost"), Width: 90}, {Name: "price" + n, Label: kit.T("Price %s", p.state.company.Currency), Width: 100},
		}})
	}
	return fields
}

func (p *firstPage) saveSupplier() {
	f := p.form
	f.Alias("supplier", "name")
	x := trade.Supplier{Name: strings.TrimSpace(f.Text("supplier")), Currency: money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency")))), Language: p.state.company.Language, SendBy: sendBys[0]}
	if f.Text("contact") != "" || f.Text("email") != "" {
		x.Contacts = []trade.Contact{{Name: f.Text("contact"), Email: strings.TrimSpace(f.Text("email")), Orders: true}}
		f.Alias("email", "contacts[0].email")
		f.Alias("contact", "contacts[0].name")
	}
	p.done(func(ctx context.Context) error {
		return p.s.desk.Together(ctx, func(ctx context.Context) error {
			made, err := p.s.desk.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: x})
			if err != nil {
				return err
			}
			n := 0
			for i := range firstItems {
				in, err := typedItem(f, strconv.Itoa(i), made.ID)
				if err != nil {
					return err
				}
				if in == nil {
					continue
				}
				n++
				if _, err := p.s.desk.SaveItem(ctx, *in); err != nil {
					return atItem(err, i)
				}
			}
			if n == 0 {
				return trade.Faultf(trade.Invalid, "%s", kit.T("Enter at least one item that the supplier sells.")).In("sku0")
			}
			return nil
		})
	}, func() { p.turnTo(2) })
}

// typedItem reads a row of items; an empty row is nil.
func typedItem(f *kit.Form, n string, supplier trade.ID) (*app.SaveItemIn, error) {
	in := app.SaveItemIn{SKU: strings.TrimSpace(f.Text("sku" + n)), Name: strings.TrimSpace(f.Text("item" + n))}
	cost, err := decimal("cost"+n, f.Text("cost"+n))
	if err != nil {
		return nil, err
	}
	price, err := decimal("price"+n, f.Text("price"+n))
	if err != nil {
		return nil, err
	}
	if in.SKU == "" && in.Name == "" && cost == nil && price == nil {
		return nil, nil
	}
	if cost == nil {
		return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Enter what the supplier charges.")).In("cost%s", n)
	}
	if price != nil {
		in.Price = *price
	}
	in.Sources = []app.SourceIn{{SupplierID: supplier, Cost: *cost}}
	return &in, nil
}

// atItem puts an error of an item at its row.
func atItem(err error, i int) error {
	e := *app.AsError(err)
	names := map[string]string{"sku": "sku", "name": "item", "price": "price", "sources[0].cost": "cost"}
	name, ok := names[e.Field]
	if !ok || unexpected(err) {
		return err
	}
	e.Field = fmt.Sprintf("%s%d", name, i)
	return &e
}

func (p *firstPage) customerFields() []*kit.Field {
	return []*kit.Field{
		{Name: "customer", Label: kit.T("Customer's name")}, {Name: "tax_number", Label: kit.T("Tax number")},
		{Name: "contact", Label: kit.T("Contact")}, {Name: "email", Label: kit.T("Contact's e-mail")},
		{Name: "street", Label: kit.T("Street")}, {Name: "zip", Label: kit.T("Postcode")}, {Name: "city", Label: kit.T("City")},
		{Name: "country", Label: kit.T("Country (two letters)"), Text: p.state.company.Address.Country},
	}
}

func (p *firstPage) saveCustomer() {
	f, own := p.form, p.state.company
	f.Alias("customer", "name")
	f.Alias("country", "billing")
	in := app.SaveCustomerIn{Customer: trade.Customer{Name: strings.TrimSpace(f.Text("customer")), TaxNumber: f.Text("tax_number"), Currency: own.Currency, Language: own.Language,
		Billing: trade.Address{Street: f.Text("street"), Zip: f.Text("zip"), City: f.Text("city"), Country: strings.ToUpper(strings.TrimSpace(f.Text("country")))}}}
	in.Inclusive = ptr(own.Inclusive)
	if f.Text("contact") != "" || f.Text("email") != "" {
		in.Contacts = []trade.Contact{{Name: f.Text("contact"), Email: strings.TrimSpace(f.Text("email")), Orders: true}}
		f.Alias("email", "contacts[0].email")
		f.Alias("contact", "contacts[0].name")
	}
	p.done(func(ctx context.Context) error {
		_, err := p.s.desk.SaveCustomer(ctx, in)
		return err
	}, func() { p.turnTo(3) })
}

func (p *firstPage) quoteFields() []*kit.Field {
	if len(p.state.customers) == 0 || len(p.state.items) == 0 {
		return []*kit.Field{{Say: kit.T("A quote needs a customer and an item. Go back and enter them, or choose Later.")}}
	}
	names := make([]string, len(p.state.customers))
	for i, c := range p.state.customers {
		names[i] = c.Name
	}
	fields := []*kit.Field{{Name: "customer", Label: kit.T("Customer"), Options: names, Text: names[0], Wide: true}}
	for i, it := range p.state.items {
		text := ""
		if i == 0 {
			text = "1"
		}
		fields = append(fields, &kit.Field{Label: goods(it.SKU, it.Name), Cells: []*kit.Field{{Name: "qty" + strconv.Itoa(i), Label: kit.T("Qty"), Text: text}}})
	}
	return fields
}

func (p *firstPage) writeQuote() {
	f, s := p.form, p.s
	if !f.Has("customer") {
		s.toasts.Show(kit.T("A quote needs a customer and an item. Go back and enter them, or choose Later."), kit.Quiet, "", nil)
		return
	}
	var made *trade.Quote
	at := slices.IndexFunc(p.state.customers, func(c app.CustomerRow) bool { return c.Name == f.Text("customer") })
	in := app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: p.state.customers[at].ID}}
	p.done(func(ctx context.Context) error {
		for i, it := range p.state.items {
			name := "qty" + strconv.Itoa(i)
			q, err := quantity(name, f.Text(name))
			if err != nil {
				return err
			}
			if q < 0 {
				return trade.Faultf(trade.Invalid, "%s", kit.T("A quantity is above zero.")).In("%s", name)
			}
			if q != 0 {
				in.Lines = append(in.Lines, app.LineIn{ItemID: it.ID, Qty: &q})
			}
		}
		var err error
		made, err = s.desk.SaveQuote(ctx, in)
		return err
	}, func() {
		p.leave()
		s.Go(s.section(trade.KindQuote))
		s.pages[s.at].page.(interface{ draftMade(trade.ID) }).draftMade(made.ID)
	})
}
