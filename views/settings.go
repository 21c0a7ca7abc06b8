package views

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// settingsPage is a list of parts at the left and one part at the right.
type settingsPage struct {
	s      *Shell
	root   fyne.CanvasObject
	parts  *fyne.Container
	shown  *fyne.Container
	at     int
	latest kit.Latest
}

// part is one part of the settings; load reads in the background what draw shows.
type part struct {
	name string
	load func(context.Context) (func() document, error)
}

func (s *Shell) settingsPage() page { return &settingsPage{s: s} }

func (p *settingsPage) list() []part {
	s := p.s
	return []part{
		{kit.T("Company"), s.loadCompany}, {kit.T("Documents"), s.loadLook}, {kit.T("Users"), s.loadUsers}, {kit.T("Tax codes"), s.loadTaxes}, {kit.T("Payment terms"), s.loadTerms},
		{kit.T("Bills and charges"), s.loadCharges}, {kit.T("Exchange rates"), s.loadRates}, {kit.T("Carriers"), s.loadCarriers}, {kit.T("Numbering"), s.loadNumbering}, {kit.T("Data file"), s.loadFile},
	}
}

func (p *settingsPage) object() fyne.CanvasObject {
	if p.root == nil {
		p.parts, p.shown = container.NewVBox(), container.NewStack()
		p.root = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(150, kit.Padded(p.parts))), nil, p.shown)
	}
	return p.root
}

func (p *settingsPage) reload() {
	p.parts.RemoveAll()
	list := p.list()
	for i, x := range list {
		b := widget.NewButton(x.name, func() { p.at = i; p.reload() })
		b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
		if i == p.at {
			b.Importance = widget.MediumImportance
		}
		p.parts.Add(b)
	}
	wanted := p.latest.Next()
	read(p.s, list[p.at].load, func(draw func() document) {
		if wanted() {
			p.s.room = p.shown.Size().Width
			p.shown.Objects = []fyne.CanvasObject{p.s.draw(draw())}
			p.shown.Refresh()
		}
	})
}

func (p *settingsPage) show(trade.Ref) {}
func (p *settingsPage) add()           {}
func (p *settingsPage) filter()        {}

// saveCompany keeps the company with a change.
func (s *Shell) saveCompany(ctx context.Context, c *trade.Company, change func(*trade.Company)) (*trade.Company, error) {
	in := *c
	change(&in)
	return s.desk.SaveCompany(ctx, in)
}

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
		d := document{title: name, buttons: []button{{text: kit.T("Edit"), primary: true, do: func() { s.editCompany(c, m) }}}}
		d.facts = []fyne.CanvasObject{
			kit.Fact(kit.T("Address"), place(c.Address)), kit.Fact(kit.T("Returns go to"), place(c.ShipFrom)), kit.Fact(kit.T("E-mail"), c.Email), kit.Fact(kit.T("E-mail for purchasing"), c.From(true)),
			kit.Fact(kit.T("Phone"), c.Phone), kit.Fact(kit.T("Web"), c.Web), kit.Fact(kit.T("Tax number"), c.TaxNumber),
			kit.Fact(kit.T("Currency of the books"), string(c.Currency)), kit.Fact(kit.T("Language"), c.Language), kit.Fact(kit.T("Bank"), strings.Join(c.BankLines, ", ")),
			kit.Fact(kit.T("Usual payment terms"), m.terms.saying(kit.T("none")).name(c.TermsID)), kit.Fact(kit.T("Usual tax code"), m.taxes.saying(kit.T("none")).name(c.TaxCodeID)),
			kit.Fact(kit.T("Prices of items"), taxWord(c.Inclusive)), kit.Fact(kit.T("Suppliers of new lines"), routingWord(c.Routing)),
		}
		return d
	}, nil
}

func (s *Shell) editCompany(c *trade.Company, m masters) {
	terms, taxes := m.terms.saying(kit.T("none")), m.taxes.saying(kit.T("none"))
	fields := []*kit.Field{
		{Name: "own", Label: kit.T("Company's name"), Text: c.Name}, {Name: "tax_number", Label: kit.T("Tax number"), Text: c.TaxNumber},
		{Name: "email", Label: kit.T("E-mail"), Text: c.Email}, {Name: "buy_email", Label: kit.T("E-mail for purchasing"), Hint: kit.T("the same"), Text: c.BuyEmail}, {Name: "web", Label: kit.T("Web"), Text: c.Web},
		{Name: "currency", Label: kit.T("Currency of the books"), Text: string(c.Currency)}, {Name: "language", Label: kit.T("Language"), Options: languages, Text: c.Language},
		{Name: "terms", Label: kit.T("Usual payment terms"), Options: terms.names, Text: terms.name(c.TermsID)},
		{Name: "tax", Label: kit.T("Usual tax code"), Options: taxes.names, Text: taxes.name(c.TaxCodeID)},
	}
	fields = append(fields, addressFields("", c.Address)...)
	fields = append(fields, &kit.Field{Name: "inclusive", Label: kit.T("Prices of items include tax, and so do those of new customers"), Check: true, Text: yes(c.Inclusive), Wide: true})
	fields = append(fields, &kit.Field{Name: "routing", Label: kit.T("Suppliers of new lines"), Options: routings, Text: routingWord(c.Routing), Wide: true})
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
			return s.saveCompany(ctx, c, func(c *trade.Company) {
				c.Name, c.TaxNumber, c.Web = f.Text("own"), f.Text("tax_number"), f.Text("web")
				c.Email, c.BuyEmail = f.Text("email"), f.Text("buy_email")
				c.Currency, c.Language = money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency")))), f.Text("language")
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

// textLines are the lines of a text that say something.
func textLines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func (s *Shell) loadLook(ctx context.Context) (func() document, error) {
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	return func() document {
		d := document{title: kit.T("Documents"), buttons: []button{
			{text: kit.T("Choose logo…"), icon: theme.FileImageIcon(), do: func() { s.chooseLogo(c) }},
			{text: kit.T("Remove logo"), do: func() {
				act(s, kit.T("Removed"), func(ctx context.Context) (*trade.Company, error) {
					return s.saveCompany(ctx, c, func(c *trade.Company) { c.Logo = nil })
				}, nil)
			}},
			{text: kit.T("Edit"), primary: true, do: func() { s.editLook(c) }},
		}}
		slips, vendor := kit.T("neutral head"), kit.T("not named")
		if c.BrandSlips {
			slips = kit.T("with our name")
		}
		if c.ShowVendor {
			vendor = kit.T("named")
		}
		d.facts = []fyne.CanvasObject{
			kit.Fact(kit.T("Colour"), c.Accent), kit.Fact(kit.T("Paper size"), c.PaperSize), kit.Fact(kit.T("Quotes are valid for"), kit.T("%d days", c.QuoteDays)),
			kit.Fact(kit.T("Packing slips"), slips), kit.Fact(kit.T("Supplier on delivery notes"), vendor), kit.Fact(kit.T("Foot of every page"), c.Footer),
		}
		for _, t := range [][2]string{{kit.T("Text on quotes"), c.QuoteText}, {kit.T("Text on order confirmations"), c.OrderText}, {kit.T("Text on purchase orders"), c.BuyText},
			{kit.T("Text on delivery notes"), c.ShipText}, {kit.T("Text on invoices"), c.BillText}} {
			l := widget.NewLabel(t[1])
			l.Wrapping = fyne.TextWrapWord
			d.body = append(d.body, kit.Section(t[0]), l)
		}
		if len(c.Logo) > 0 {
			i := canvas.NewImageFromResource(fyne.NewStaticResource("logo", c.Logo))
			i.FillMode = canvas.ImageFillContain
			i.SetMinSize(fyne.NewSize(240, 80))
			d.body = append(d.body, kit.Section(kit.T("Logo")), container.NewHBox(i))
		}
		return d
	}, nil
}

func (s *Shell) editLook(c *trade.Company) {
	text := func(name, label, text string) *kit.Field {
		return &kit.Field{Name: name, Label: label, Text: text, Lines: 2, Wide: true}
	}
	f := kit.NewForm(
		&kit.Field{Name: "accent", Label: kit.T("Colour, such as #2f5bea"), Text: c.Accent},
		&kit.Field{Name: "paper_size", Label: kit.T("Paper size"), Options: []string{"A4", "Letter"}, Text: c.PaperSize},
		&kit.Field{Name: "quote_days", Label: kit.T("Quotes are valid for, days"), Text: strconv.Itoa(c.QuoteDays)},
		&kit.Field{Name: "footer", Label: kit.T("Foot of every page"), Text: c.Footer},
		text("quote_text", kit.T("Text on quotes"), c.QuoteText), text("order_text", kit.T("Text on order confirmations"), c.OrderText), text("buy_text", kit.T("Text on purchase orders"), c.BuyText),
		text("ship_text", kit.T("Text on delivery notes"), c.ShipText), text("bill_text", kit.T("Text on invoices"), c.BillText),
		&kit.Field{Name: "brand_slips", Label: kit.T("Packing slips carry our name"), Check: true, Text: yes(c.BrandSlips)},
		&kit.Field{Name: "show_vendor", Label: kit.T("Delivery notes name the supplier"), Check: true, Text: yes(c.ShowVendor)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Documents"), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Company, error) {
			days, err := quantity("quote_days", f.Text("quote_days"))
			if err != nil {
				return nil, err
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) {
				c.Accent, c.PaperSize, c.QuoteDays, c.Footer = f.Text("accent"), f.Text("paper_size"), int(days/money.Unit), f.Text("footer")
				c.QuoteText, c.OrderText, c.BuyText, c.ShipText, c.BillText = f.Text("quote_text"), f.Text("order_text"), f.Text("buy_text"), f.Text("ship_text"), f.Text("bill_text")
				c.BrandSlips, c.ShowVendor = f.Text("brand_slips") == "yes", f.Text("show_vendor") == "yes"
			})
		}, nil)
	})
}

// maxLogo is the size of the largest picture that is taken as a logo; it goes onto every document.
const maxLogo = 2 << 20

func (s *Shell) chooseLogo(c *trade.Company) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		act(s, kit.T("The logo is on all documents from now on"), func(ctx context.Context) (*trade.Company, error) {
			picture, err := io.ReadAll(io.LimitReader(r, maxLogo+1))
			if err = errors.Join(err, r.Close()); err != nil {
				return nil, trade.Faultf(trade.External, "The picture could not be read: %w.", err)
			}
			if len(picture) > maxLogo {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("The picture is larger than 2 MB. Choose a smaller one: it goes onto every document."))
			}
			return s.saveCompany(ctx, c, func(c *trade.Company) { c.Logo = picture })
		}, nil)
	}, s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg"}))
	d.Show()
}

// masterTable draws a short list with a button to add and one to edit each row.
func masterTable[T any](s *Shell, title, verb string, rows []T, widths kit.Columns, titles []string, cells func(*T) []string, edit func(T)) document {
	var table [][]kit.Cell
	for i := range rows {
		var line []kit.Cell
		for _, t := range cells(&rows[i]) {
			line = append(line, kit.Cell{Text: t})
		}
		table = append(table, append(line, kit.Cell{Object: s.rowButtons(func() { edit(rows[i]) }, nil)}))
	}
	d := document{title: title, body: []fyne.CanvasObject{kit.Lines(append(widths, 36), nil, append(titles, ""), table)}}
	if verb != "" {
		d.buttons = []button{{text: verb, primary: true, do: func() {
			var none T
			edit(none)
		}}}
	}
	return d
}

func (s *Shell) loadUsers(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListUsers(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Users"), kit.T("Add a user"), all.Rows, kit.Columns{-2, 70, -2, 100, 130, 80}, []string{kit.T("Name"), kit.T("Initials"), kit.T("E-mail"), kit.T("Role"), kit.T("Commission"), ""},
			func(u *trade.User) []string {
				return []string{u.Name, u.Initials, u.Email, u.Role, commissionText(u), inactiveWord(u.Inactive)}
			},
			func(u trade.User) {
				if u.ID == 0 {
					u.Role = "sales"
				}
				f := kit.NewForm(
					&kit.Field{Name: "name", Label: kit.T("Name"), Text: u.Name}, &kit.Field{Name: "initials", Label: kit.T("Initials"), Text: u.Initials},
					&kit.Field{Name: "email", Label: kit.T("E-mail"), Text: u.Email}, &kit.Field{Name: "role", Label: kit.T("Role"), Options: []string{"sales", "purchasing", "books", "admin"}, Text: u.Role},
					&kit.Field{Name: "commission_on", Label: kit.T("Commission"), Options: commissionOptions(), Text: commissionWord(u.CommissionOn)},
					&kit.Field{Name: "commission", Label: kit.T("Percent"), Text: u.Commission.String()},
					&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(u.Inactive)},
				)
				kit.AskForm(s.win.Canvas(), kit.T("User"), kit.T("Save"), f, func(d *kit.Dialog) {
					u.Name, u.Initials, u.Email, u.Role, u.Inactive = f.Text("name"), f.Text("initials"), f.Text("email"), f.Text("role"), f.Text("inactive") == "yes"
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.User, err error) {
						u.CommissionOn = commissionOn(f.Text("commission_on"))
						if u.Commission, err = rate("commission", f.Text("commission")); err != nil {
							return nil, err
						}
						return s.desk.SaveUser(ctx, u)
					}, nil)
				})
			})
	}, err
}

func inactiveWord(inactive bool) string {
	if inactive {
		return kit.T("inactive")
	}
	return ""
}

func (s *Shell) loadTaxes(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListTaxCodes(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Tax codes"), kit.T("Add a tax code"), all.Rows, kit.Columns{80, -2, 90, 80, -3, 80},
			[]string{kit.T("Code"), kit.T("Name"), kit.T("Kind"), kit.T("Rate"), kit.T("What the document says"), ""},
			func(t *trade.TaxCode) []string {
				return []string{t.Code, t.Name, string(t.Kind), t.Rate.String() + " %", t.Note, inactiveWord(t.Inactive)}
			},
			func(t trade.TaxCode) {
				if t.ID == 0 {
					t.Kind = trade.TaxNormal
				}
				f := kit.NewForm(
					&kit.Field{Name: "code", Label: kit.T("Code"), Text: t.Code}, &kit.Field{Name: "name", Label: kit.T("Name, as it stands on documents"), Text: t.Name},
					&kit.Field{Name: "kind", Label: kit.T("Kind"), Options: []string{string(trade.TaxNormal), string(trade.TaxExempt), string(trade.TaxReverse)}, Text: string(t.Kind)},
					&kit.Field{Name: "rate", Label: kit.T("Rate, %, up to four decimals"), Text: t.Rate.String()},
					&kit.Field{Name: "note", Label: kit.T("What the document must say (exempt, reverse charge)"), Text: t.Note, Lines: 2, Wide: true},
					&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(t.Inactive)},
				)
				kit.AskForm(s.win.Canvas(), kit.T("Tax code"), kit.T("Save"), f, func(d *kit.Dialog) {
					t.Code, t.Name, t.Kind, t.Note, t.Inactive = f.Text("code"), f.Text("name"), trade.TaxKind(f.Text("kind")), f.Text("note"), f.Text("inactive") == "yes"
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.TaxCode, err error) {
						if t.Rate, err = rate("rate", f.Text("rate")); err != nil {
							return nil, err
						}
						return s.desk.SaveTaxCode(ctx, t)
					}, nil)
				})
			})
	}, err
}

func (s *Shell) loadTerms(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListTerms(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Payment terms"), kit.T("Add payment terms"), all.Rows, kit.Columns{-3, -3, 96, -2}, []string{kit.T("Name"), kit.T("Due"), kit.T("Ahead"), kit.T("Paid early")},
			func(t *trade.Terms) []string {
				ahead, early := "", ""
				switch {
				case t.Prepaid:
					ahead = kit.T("all")
				case t.Deposit != 0:
					ahead = t.Deposit.String() + " %"
				}
				if t.DiscountRate != 0 {
					early = kit.T("%s %% within %s", t.DiscountRate, counted(t.DiscountDays, "%d day", "%d days"))
				}
				return []string{t.Name, strings.ReplaceAll(termText(t.Parts), "\n", ", "), ahead, early}
			},
			func(t trade.Terms) {
				f := kit.NewForm(
					&kit.Field{Name: "name", Label: kit.T("Name, as it stands on documents"), Text: t.Name, Wide: true},
					&kit.Field{Name: "parts", Label: kit.T("Parts, a line each: share in %, days, and eom where they count from the end of the month"), Text: termText(t.Parts), Lines: 3, Wide: true, Hint: "100 % 30"},
					&kit.Field{Name: "discount_rate", Label: kit.T("Discount for paying early, %"), Text: t.DiscountRate.String()},
					&kit.Field{Name: "discount_days", Label: kit.T("within days"), Text: strconv.Itoa(t.DiscountDays)},
					&kit.Field{Name: "deposit", Label: kit.T("Deposit before goods are ordered, %"), Text: t.Deposit.String()},
					&kit.Field{Name: "prepaid", Label: kit.T("Prepaid: goods are ordered only when the customer has paid"), Check: true, Text: yes(t.Prepaid), Wide: true},
				)
				kit.AskForm(s.win.Canvas(), kit.T("Payment terms"), kit.T("Save"), f, func(d *kit.Dialog) {
					t.Name, t.Prepaid = f.Text("name"), f.Text("prepaid") == "yes"
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.Terms, err error) {
						if t.Parts, err = typedTerms(f.Text("parts")); err != nil {
							return nil, err
						}
						if t.DiscountRate, err = rate("discount_rate", f.Text("discount_rate")); err != nil {
							return nil, err
						}
						days, err := quantity("discount_days", f.Text("discount_days"))
						if err != nil {
							return nil, err
						}
						t.DiscountDays = int(days / money.Unit)
						if t.Deposit, err = rate("deposit", f.Text("deposit")); err != nil {
							return nil, err
						}
						return s.desk.SaveTerms(ctx, t)
					}, nil)
				})
			})
	}, err
}

// termText shows the parts of terms as they are typed.
func termText(parts []trade.TermPart) string {
	lines := make([]string, len(parts))
	for i, p := range parts {
		lines[i] = fmt.Sprintf("%s %% %d", p.Percent, p.Days)
		if p.EndOfMonth {
			lines[i] += " eom"
		}
	}
	return strings.Join(lines, "\n")
}

// typedTerms reads parts of terms: "50 % 0", "50 % 30 eom", a line each.
func typedTerms(text string) ([]trade.TermPart, error) {
	var parts []trade.TermPart
	for _, line := range textLines(text) {
		words := strings.Fields(strings.ReplaceAll(strings.ToLower(line), "%", " "))
		var p trade.TermPart
		if len(words) == 3 && words[2] == "eom" {
			p.EndOfMonth, words = true, words[:2]
		}
		if len(words) != 2 {
			return nil, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a part of terms. Write 100 %% 30, or 50 %% 30 eom.", line)).In("parts")
		}
		var err error
		if p.Percent, err = rate("parts", words[0]); err != nil {
			return nil, err
		}
		if p.Days, err = strconv.Atoi(words[1]); err != nil {
			return nil, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a number of days.", words[1])).In("parts")
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func (s *Shell) loadRates(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListRates(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Exchange rates"), kit.T("Add a rate"), all.Rows, kit.Columns{120, 160, -1}, []string{kit.T("From"), kit.T("One unit of"), kit.T("costs %s", c.Currency)},
			func(r *trade.ExchangeRate) []string {
				return []string{day(r.Date, s.today()), string(r.Currency), r.Rate.String()}
			},
			func(r trade.ExchangeRate) {
				if r.ID == 0 {
					r.Date = s.today()
				}
				shown := ""
				if r.Rate != 0 {
					shown = r.Rate.String()
				}
				f := kit.NewForm(
					&kit.Field{Name: "currency", Label: kit.T("Currency"), Text: string(r.Currency), Hint: "USD"}, &kit.Field{Name: "date", Label: kit.T("From"), Text: string(r.Date)},
					&kit.Field{Name: "rate", Label: kit.T("One unit costs %s", c.Currency), Text: shown, Wide: true},
				)
				kit.AskForm(s.win.Canvas(), kit.T("Exchange rate"), kit.T("Save"), f, func(d *kit.Dialog) {
					r.Currency = money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency"))))
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.ExchangeRate, error) {
						x, err := decimal("rate", f.Text("rate"))
						if err != nil {
							return nil, err
						}
						if x == nil {
							x = &money.Decimal{}
						}
						if r.Rate, err = x.FX(); err != nil {
							return nil, trade.Faultf(trade.Invalid, "%v.", err).In("rate")
						}
						if r.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
							return nil, err
						}
						return s.desk.SaveRate(ctx, r)
					}, nil)
				})
			})
	}, err
}

func (s *Shell) loadCarriers(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListCarriers(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Carriers"), kit.T("Add a carrier"), all.Rows, kit.Columns{-1, -3, -2, -2, 80},
			[]string{kit.T("Name"), kit.T("Tracking link"), kit.T("Numbers look like"), kit.T("Methods"), ""},
			func(c *trade.Carrier) []string {
				return []string{c.Name, c.Link, c.Pattern, strings.Join(c.Methods, ", "), inactiveWord(c.Inactive)}
			},
			func(c trade.Carrier) {
				f := kit.NewForm(
					&kit.Field{Name: "name", Label: kit.T("Name"), Text: c.Name}, &kit.Field{Name: "pattern", Label: kit.T("Numbers look like (regular expression)"), Text: c.Pattern, Hint: `\d{12}`},
					&kit.Field{Name: "link", Label: kit.T("Tracking link; {number} stands for the number"), Text: c.Link, Wide: true, Hint: "https://carrier.example/track?no={number}"},
					&kit.Field{Name: "methods", Label: kit.T("Methods, a line each"), Text: strings.Join(c.Methods, "\n"), Lines: 3, Wide: true},
					&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(c.Inactive)},
				)
				kit.AskForm(s.win.Canvas(), kit.T("Carrier"), kit.T("Save"), f, func(d *kit.Dialog) {
					c.Name, c.Pattern, c.Link, c.Methods, c.Inactive = f.Text("name"), f.Text("pattern"), f.Text("link"), textLines(f.Text("methods")), f.Text("inactive") == "yes"
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Carrier, error) { return s.desk.SaveCarrier(ctx, c) }, nil)
				})
			})
	}, err
}

func (s *Shell) loadNumbering(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListNumbering(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Numbering"), "", all.Rows, kit.Columns{-1, -1, -1}, []string{kit.T("Document"), kit.T("Prefix"), kit.T("Next number")},
			func(n *trade.Numbering) []string {
				return []string{kindWord(n.Kind), n.Prefix, n.Prefix + strconv.FormatInt(n.Next, 10)}
			},
			func(n trade.Numbering) {
				f := kit.NewForm(&kit.Field{Name: "prefix", Label: kit.T("Prefix"), Text: n.Prefix}, &kit.Field{Name: "next", Label: kit.T("Next number"), Text: strconv.FormatInt(n.Next, 10)})
				kit.AskForm(s.win.Canvas(), kindWord(n.Kind), kit.T("Save"), f, func(d *kit.Dialog) {
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (trade.Numbering, error) {
						next, err := strconv.ParseInt(strings.TrimSpace(f.Text("next")), 10, 64)
						if err != nil {
							return n, trade.Faultf(trade.Invalid, "%s", kit.T("%q is not a whole number.", f.Text("next"))).In("next")
						}
						n.Prefix, n.Next = f.Text("prefix"), next
						return s.desk.SaveNumbering(ctx, n)
					}, nil)
				})
			})
	}, err
}

func kindWord(k trade.Kind) string {
	return kit.T(map[trade.Kind]string{
		trade.KindCustomer: "Customer", trade.KindSupplier: "Supplier", trade.KindItem: "Item", trade.KindQuote: "Quote", trade.KindOrder: "Sales order", trade.KindPurchase: "Purchase order",
		trade.KindShipment: "Shipment", trade.KindInvoice: "Invoice", trade.KindCredit: "Credit note", trade.KindPayment: "Payment", trade.KindBill: "Bill", trade.KindMessage: "Message",
		trade.KindReturn: "Return", trade.KindChange: "Change of a purchase order",
	}[k])
}

func (s *Shell) loadFile(context.Context) (func() document, error) {
	return func() document {
		path := widget.NewLabel(s.opt.File)
		path.Selectable, path.Wrapping = true, fyne.TextWrapBreak
		folder := widget.NewLabel(s.opt.Folder)
		folder.Selectable, folder.Wrapping = true, fyne.TextWrapBreak
		return document{title: kit.T("Data file"), buttons: []button{{text: kit.T("Check the file"), primary: true, do: s.check}}, body: []fyne.CanvasObject{
			kit.Section(kit.T("The company is in this file")), path, kit.Section(kit.T("PDFs, workbooks and mails are put here")), folder,
		}}
	}, nil
}

func (p *settingsPage) focus()  { p.s.win.Canvas().Unfocus() }
func (p *settingsPage) narrow() {}
