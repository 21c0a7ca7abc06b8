package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) loadCompany(ctx context.Context) (func() document, error) {
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	m, err := s.masters(ctx)
	if err != nil {
		return nil, err
	}
	return func() document {
		name := c.Name
		if name == "" {
			name = kit.T("Your company")
		}
		d := document{title: name, buttons: []button{{step: "SaveCompany", text: kit.T("Edit"), primary: true, do: func() { s.editCompany(c, m) }}}}
		d.facts = []fyne.CanvasObject{
			kit.Fact(kit.T("Address"), place(c.Address)), kit.Fact(kit.T("Returns go to"), place(c.ShipFrom)), kit.Fact(kit.T("E-mail"), c.Email), kit.Fact(kit.T("E-mail for purchasing"), c.From(true)),
			kit.Fact(kit.T("Phone"), c.Phone), kit.Fact(kit.T("Web"), c.Web), kit.Fact(kit.T("Tax number"), c.TaxNumber),
			kit.Fact(kit.T("Currency of the books"), string(c.Currency)), kit.Fact(kit.T("Language"), languageWords()[c.Language]), kit.Fact(kit.T("Bank"), strings.Join(c.BankLines, ", ")),
			kit.Fact(kit.T("Usual payment terms"), m.terms.saying(kit.T("none")).name(c.TermsID)), kit.Fact(kit.T("Usual tax code"), m.taxes.saying(kit.T("none")).name(c.TaxCodeID)),
			kit.Fact(kit.T("Prices of items"), taxWord(c.Inclusive)), kit.Fact(kit.T("Suppliers of new lines"), routingWord(c.Routing)), kit.Fact(kit.T("Warn of margins below"), rateText(c.Floor)),
		}
		return d
	}, nil
}

func (s *Shell) editCompany(c *trade.Company, m masters) {
	terms, taxes := m.terms.saying(kit.T("none")), m.taxes.saying(kit.T("none"))
	fields := []*kit.Field{
		{Name: "own", Label: kit.T("Company's name"), Text: c.Name}, {Name: "tax_number", Label: kit.T("Tax number"), Text: c.TaxNumber},
		{Name: "email", Label: kit.T("E-mail"), Text: c.Email}, {Name: "buy_email", Label: kit.T("E-mail for purchasing"), Hint: kit.T("the same"), Text: c.BuyEmail}, {Name: "web", Label: kit.T("Web"), Text: c.Web},
		{Name: "currency", Label: kit.T("Currency of the books"), Text: string(c.Currency)}, {Name: "language", Label: kit.T("Language"), Options: languageNames(), Text: languageWords()[c.Language]},
		{Name: "terms", Label: kit.T("Usual payment terms"), Options: terms.names, Text: terms.name(c.TermsID)},
		{Name: "tax", Label: kit.T("Usual tax code"), Options: taxes.names, Text: taxes.name(c.TaxCodeID)},
	}
	fields = append(fields, addressFields("", c.Address)...)
	fields = append(fields, &kit.Field{Name: "inclusive", Label: kit.T("Prices of items include tax, and so do those of new customers"), Check: true, Text: yes(c.Inclusive), Wide: true})
	fields = append(fields, &kit.Field{Name: "routing", Label: kit.T("Suppliers of new lines"), Options: routings, Text: routingWord(c.Routing)},
		&kit.Field{Name: "margin_floor", Label: kit.T("Warn of margins below, %"), Text: typed(c.Floor.String())})
	fields = append(fields, &kit.Field{Name: "bank", Label: kit.T("Bank lines, as they stand on invoices"), Text: strings.Join(c.BankLines, "\n"), Lines: 3, Wide: true})
	from := addressFields("from_", c.ShipFrom)
	for _, x := range from {
		x.Label = kit.T("Returns: %s", x.Label)
	}
	f := kit.NewForm(append(fields, from...)...)
	f.Alias("own", "name")
	f.Alias("country", "address")
	kit.AskForm(s.win.Canvas(), kit.T("Company"), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Company, error) {
			floor, err := rate("margin_floor", f.Text("margin_floor"))
			if err != nil {
				return nil, err
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) {
				c.Floor = floor
				c.Name, c.TaxNumber, c.Web = f.Text("own"), f.Text("tax_number"), f.Text("web")
				c.Email, c.BuyEmail = f.Text("email"), f.Text("buy_email")
				c.Currency, c.Language = money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency")))), languageOf(f.Text("language"))
				c.TermsID, c.TaxCodeID = terms.id(f.Text("terms")), taxes.id(f.Text("tax"))
				c.Inclusive = f.Text("inclusive") == "yes"
				if c.Routing = trade.RouteByPreference; f.Text("routing") == routings[1] {
					c.Routing = trade.RouteByCost
				}
				c.Address, c.ShipFrom = typedAddress(f, "", c.Address), typedAddress(f, "from_", c.ShipFrom)
				c.Phone = c.Address.Phone
				c.BankLines = textLines(f.Text("bank"))
			})
		}, nil)
	})
}

// routings are how the supplier of a new line is chosen, in words.
var routings = []string{"as preferred at the item", "the cheapest that can deliver"}

func routingWord(rule string) string {
	if rule == trade.RouteByCost {
		return kit.T(routings[1])
	}
	return kit.T(routings[0])
}
