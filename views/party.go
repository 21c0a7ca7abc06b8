package views

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// masters are the short lists that people and items choose from.
type masters struct {
	company                      *trade.Company
	terms, taxes, reps, carriers picks
}

func (s *Shell) masters(ctx context.Context) (m masters, err error) {
	if m.company, err = s.desk.GetCompany(ctx, app.Nothing{}); err != nil {
		return m, err
	}
	terms, err := s.desk.ListTerms(ctx, app.Nothing{})
	if err != nil {
		return m, err
	}
	taxes, err := s.desk.ListTaxCodes(ctx, app.Nothing{})
	if err != nil {
		return m, err
	}
	users, err := s.desk.ListUsers(ctx, app.Nothing{})
	if err != nil {
		return m, err
	}
	carriers, err := s.desk.ListCarriers(ctx, app.Nothing{})
	if err != nil {
		return m, err
	}
	m.terms = pickOf(kit.T("the company's"), terms.Rows, func(t *trade.Terms) (trade.ID, string) { return t.ID, t.Name })
	m.taxes = pickOf(kit.T("the item's"), taxes.Rows, func(t *trade.TaxCode) (trade.ID, string) { return t.ID, t.Code + "  " + t.Name })
	m.reps = pickOf(kit.T("nobody"), users.Rows, func(u *trade.User) (trade.ID, string) { return u.ID, u.Name })
	m.carriers = pickOf(kit.T("none"), carriers.Rows, func(c *trade.Carrier) (trade.ID, string) { return c.ID, c.Name })
	return m, nil
}

// languageWords are the languages that documents are written in, each by its own name.
func languageWords() map[string]string { return map[string]string{"en": "English", "de": "Deutsch"} }

func languageNames() []string { return slices.Sorted(maps.Values(languageWords())) }

// languageOf is the language that a name stands for.
func languageOf(name string) string {
	for code, word := range languageWords() {
		if word == name {
			return code
		}
	}
	return name
}

// addressFields are the fields of an address; prefix keeps two addresses of one form apart.
func addressFields(prefix string, a trade.Address) []*kit.Field {
	return []*kit.Field{
		{Name: prefix + "company", Label: kit.T("Company"), Text: a.Company},
		{Name: prefix + "name", Label: kit.T("Person"), Text: a.Name},
		{Name: prefix + "street", Label: kit.T("Street"), Text: a.Street},
		{Name: prefix + "street2", Label: kit.T("Second line"), Text: a.Street2},
		{Name: prefix + "zip", Label: kit.T("Postcode"), Text: a.Zip},
		{Name: prefix + "city", Label: kit.T("City"), Text: a.City},
		{Name: prefix + "region", Label: kit.T("Region or state"), Text: a.Region},
		{Name: prefix + "country", Label: kit.T("Country (two letters)"), Text: a.Country},
		{Name: prefix + "phone", Label: kit.T("Phone"), Text: a.Phone},
	}
}

func typedAddress(f *kit.Form, prefix string, was trade.Address) trade.Address {
	was.Company, was.Name, was.Street, was.Street2 = f.Text(prefix+"company"), f.Text(prefix+"name"), f.Text(prefix+"street"), f.Text(prefix+"street2")
	was.Zip, was.City, was.Region, was.Country, was.Phone = f.Text(prefix+"zip"), f.Text(prefix+"city"), f.Text(prefix+"region"), f.Text(prefix+"country"), f.Text(prefix+"phone")
	return was
}

// contacts draws the people of a customer or supplier. save keeps the list that it is given.
func (s *Shell) contacts(list []trade.Contact, marked string, save func(context.Context, []trade.Contact) error) fyne.CanvasObject {
	ask := func(at int) { s.askContact(list, at, marked, save) }
	var rows [][]kit.Cell
	for i, c := range list {
		word := ""
		tone := kit.Good
		if c.Orders {
			word = marked
		}
		if c.Bounced != "" {
			word, tone = kit.T("mail comes back"), kit.Bad
		}
		rows = append(rows, []kit.Cell{{Text: c.Name}, {Text: c.Role, Tone: kit.Quiet}, {Text: c.Email}, {Text: c.Phone}, {Text: word, Tone: tone},
			{Object: s.rowButtons(func() { ask(i) }, func() {
				act(s, kit.T("Removed"), func(ctx context.Context) (app.Done, error) {
					return app.Done{}, save(ctx, slices.Delete(slices.Clone(list), i, i+1))
				}, nil)
			})}})
	}
	return s.editable(kit.T("Contacts"), kit.T("Add contact"), func() { ask(len(list)) },
		kit.Lines(kit.Columns{-2, 84, -3, 104, 92, 66}, nil, []string{kit.T("Name"), kit.T("Role"), kit.T("E-mail"), kit.T("Phone"), "", ""}, rows))
}

// askContact asks for one of the people of a customer or supplier; behind the last of them for a new one.
func (s *Shell) askContact(list []trade.Contact, at int, marked string, save func(context.Context, []trade.Contact) error) {
	c := trade.Contact{}
	title, verb := kit.T("New contact"), kit.T("Add the contact")
	if at < len(list) {
		c, title, verb = list[at], list[at].Name, kit.T("Save")
	}
	f := kit.NewForm(
		&kit.Field{Name: "name", Label: kit.T("Name"), Text: c.Name}, &kit.Field{Name: "role", Label: kit.T("Role"), Text: c.Role},
		&kit.Field{Name: "email", Label: kit.T("E-mail"), Text: c.Email}, &kit.Field{Name: "phone", Label: kit.T("Phone"), Text: c.Phone},
		&kit.Field{Name: "orders", Label: marked, Check: true, Text: yes(c.Orders), Wide: true},
	)
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		c.Name, c.Role, c.Email, c.Phone, c.Orders = f.Text("name"), f.Text("role"), f.Text("email"), f.Text("phone"), f.Text("orders") == "yes"
		now := slices.Clone(list)
		if at < len(now) {
			now[at] = c
		} else {
			now = append(now, c)
		}
		for i := range now {
			now[i].Orders = now[i].Orders && (!c.Orders || i == at)
		}
		submit(s, d, nil, "", func(ctx context.Context) (app.Done, error) { return app.Done{}, save(ctx, now) }, nil)
	})
}

// places draws shipping addresses. The first is proposed on new documents.
func (s *Shell) places(list []trade.Address, save func(context.Context, []trade.Address) error) fyne.CanvasObject {
	ask := func(at int) { s.askAddress(list, at, save) }
	var rows [][]kit.Cell
	for i, a := range list {
		word := ""
		if i == 0 {
			word = kit.T("proposed")
		}
		rows = append(rows, []kit.Cell{{Text: a.Label}, {Text: place(a)}, {Text: word, Tone: kit.Good}, {Object: s.rowButtons(func() { ask(i) }, func() {
			act(s, kit.T("Removed"), func(ctx context.Context) (app.Done, error) {
				return app.Done{}, save(ctx, slices.Delete(slices.Clone(list), i, i+1))
			}, nil)
		})}})
	}
	return s.editable(kit.T("Shipping addresses"), kit.T("Add address"), func() { ask(len(list)) },
		kit.Lines(kit.Columns{120, -1, 80, 66}, nil, []string{kit.T("Name"), kit.T("Address"), "", ""}, rows))
}

// askAddress asks for one of the shipping addresses, or for a new one.
func (s *Shell) askAddress(list []trade.Address, at int, save func(context.Context, []trade.Address) error) {
	a := trade.Address{}
	title, verb := kit.T("New shipping address"), kit.T("Add the address")
	if at < len(list) {
		a, title, verb = list[at], kit.T("Shipping address"), kit.T("Save")
	}
	fields := append([]*kit.Field{{Name: "label", Label: kit.T("What the customer calls it"), Text: a.Label}}, addressFields("", a)...)
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		a = typedAddress(f, "", a)
		a.Label = f.Text("label")
		now := slices.Clone(list)
		if at < len(now) {
			now[at] = a
		} else {
			now = append(now, a)
		}
		submit(s, d, f, "", func(ctx context.Context) (app.Done, error) { return app.Done{}, save(ctx, now) }, nil)
	})
}

func yes(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

// stateOf says whether a record is still used.
func stateOf(inactive bool) fyne.CanvasObject {
	if inactive {
		return kit.Pill(kit.T("Inactive"), kit.Quiet)
	}
	return kit.Pill(kit.T("Active"), kit.Good)
}

// openDocs lists what is unpaid between us and a party, each leading to its document.
func (s *Shell) openDocs(rows []app.OpenDoc, kind trade.Kind) fyne.CanvasObject {
	var cells [][]kit.Cell
	for _, o := range rows {
		due := kit.Cell{Text: day(o.Due, s.today())}
		if o.Due < s.today() {
			due.Tone = kit.Bad
		}
		cells = append(cells, []kit.Cell{s.link(o.Number, trade.Ref{Kind: kind, ID: o.ID}), due, {Text: amount(o.Open, o.Currency)}, {Text: string(o.Currency)}})
	}
	return kit.Lines(kit.Columns{-1, 100, 120, 50}, []bool{false, false, true, false}, []string{kit.T("Document"), kit.T("Due"), kit.T("Open"), ""}, cells)
}
