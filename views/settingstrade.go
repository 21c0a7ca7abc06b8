package views

import (
	"context"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) loadTaxes(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListTaxCodes(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Tax codes"), kit.T("Add a tax code"), all.Rows, kit.Columns{80, -2, 90, 80, -3, 80}, []bool{false, false, false, true},
			[]string{kit.T("Code"), kit.T("Name"), kit.T("Kind"), kit.T("Rate"), kit.T("What the document says"), ""},
			func(t *trade.TaxCode) []string {
				return []string{t.Code, t.Name, kit.T(string(t.Kind)), rateText(t.Rate), t.Note, inactiveWord(t.Inactive)}
			},
			func(t trade.TaxCode) {
				if t.ID == 0 {
					t.Kind = trade.TaxNormal
				}
				f := kit.NewForm(
					&kit.Field{Name: "code", Label: kit.T("Code"), Text: t.Code}, &kit.Field{Name: "name", Label: kit.T("Name, as it stands on documents"), Text: t.Name},
					&kit.Field{Name: "kind", Label: kit.T("Kind"), Options: taxKinds.words(), Text: kit.T(string(t.Kind))},
					&kit.Field{Name: "rate", Label: kit.T("Rate, %, up to four decimals"), Text: typed(t.Rate.String())},
					&kit.Field{Name: "note", Label: kit.T("What the document must say (exempt, reverse charge)"), Text: t.Note, Lines: 2, Wide: true},
					&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(t.Inactive)},
				)
				kit.AskForm(s.win.Canvas(), kit.T("Tax code"), kit.T("Save"), f, func(d *kit.Dialog) {
					t.Code, t.Name, t.Kind, t.Note, t.Inactive = f.Text("code"), f.Text("name"), trade.TaxKind(taxKinds.value(f.Text("kind"))), f.Text("note"), f.Text("inactive") == "yes"
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
		return masterTable(s, kit.T("Payment terms"), kit.T("Add payment terms"), all.Rows, kit.Columns{-3, -3, 96, -2}, nil, []string{kit.T("Name"), kit.T("Due"), kit.T("Ahead"), kit.T("Paid early")},
			func(t *trade.Terms) []string {
				ahead, early := "", ""
				switch {
				case t.Prepaid:
					ahead = kit.T("all")
				case t.Deposit != 0:
					ahead = rateText(t.Deposit)
				}
				if t.DiscountRate != 0 {
					early = kit.T("%s %% within %d days", t.DiscountRate, t.DiscountDays)
				}
				return []string{t.Name, termWords(t.Parts), ahead, early}
			},
			func(t trade.Terms) {
				f := kit.NewForm(
					&kit.Field{Name: "name", Label: kit.T("Name, as it stands on documents"), Text: t.Name, Wide: true},
					&kit.Field{Name: "parts", Label: kit.T("Parts, a line each: share in %, days, and eom where they count from the end of the month"), Text: termText(t.Parts), Lines: 3, Wide: true, Hint: "100 % 30"},
					&kit.Field{Name: "discount_rate", Label: kit.T("Discount for paying early, %"), Text: typed(t.DiscountRate.String())},
					&kit.Field{Name: "discount_days", Label: kit.T("within days"), Text: strconv.Itoa(t.DiscountDays)},
					&kit.Field{Name: "deposit", Label: kit.T("Deposit before goods are ordered, %"), Text: typed(t.Deposit.String())},
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

// termWords says when the parts of terms are due.
func termWords(parts []trade.TermPart) string {
	said := make([]string, len(parts))
	for i, p := range parts {
		switch {
		case p.EndOfMonth && p.Days == 0:
			said[i] = kit.T("at the end of the month")
		case p.EndOfMonth:
			said[i] = counted(p.Days, "%d day after the end of the month", "%d days after the end of the month")
		case p.Days == 0:
			said[i] = kit.T("at once")
		default:
			said[i] = counted(p.Days, "after %d day", "after %d days")
		}
		if len(parts) > 1 {
			said[i] = rateText(p.Percent) + " " + said[i]
		}
	}
	return strings.Join(said, ", ")
}

// termText shows the parts of terms as they are typed.
func termText(parts []trade.TermPart) string {
	lines := make([]string, len(parts))
	for i, p := range parts {
		lines[i] = typed(p.Percent.String()) + " % " + strconv.Itoa(p.Days)
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
		return masterTable(s, kit.T("Exchange rates"), kit.T("Add a rate"), all.Rows, kit.Columns{120, -1, 140}, []bool{false, false, true}, []string{kit.T("From"), kit.T("One unit of"), kit.T("costs %s", c.Currency)},
			func(r *trade.ExchangeRate) []string {
				return []string{day(r.Date, s.today()), string(r.Currency), grouped(r.Rate.String())}
			},
			func(r trade.ExchangeRate) {
				if r.ID == 0 {
					r.Date = s.today()
				}
				shown := ""
				if r.Rate != 0 {
					shown = typed(r.Rate.String())
				}
				f := kit.NewForm(
					&kit.Field{Name: "currency", Label: kit.T("Currency"), Text: string(r.Currency), Hint: "USD"}, &kit.Field{Name: "date", Label: kit.T("From"), Text: typedDay(r.Date)},
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
		return masterTable(s, kit.T("Carriers"), kit.T("Add a carrier"), all.Rows, kit.Columns{-1, -3, -2, -2, 80}, nil,
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
