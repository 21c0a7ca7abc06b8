package views

import (
	"context"
	"slices"
	"strconv"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// cell words a cell of a table.
func (p *reportsPage) cell(c *app.TableColumn, cell any) string {
	switch v := cell.(type) {
	case string:
		switch {
		case v == "" && c.ID == "name" && c.Title == "Item":
			return kit.T("without an item")
		case v == "" && c.ID == "name":
			return kit.T("none")
		case (c.Words && v != "") || v == app.OnBills:
			return kit.T(v)
		case c.ID == "what": // an item, or a bill as a whole
			return kit.Said(v)
		}
	case trade.Date:
		if c.Month && v != "" {
			return kit.Spoken().Month(v.Time())
		}
		return day(v, p.s.today())
	case int:
		if c.Right {
			return countText(v)
		}
	case money.Qty:
		if c.ID == "average" { // days
			return grouped(money.Rate(v / 100 * 1000).Short())
		}
		return grouped(v.String())
	case money.Rate:
		if c.ID == "rate" { // of a tax or commission, as it was entered
			return rateText(v)
		}
	case app.UnitPrice:
		return grouped(v.Price.Text(v.Currency))
	case app.Money:
		if v.Amount == 0 && c.ID != "profit" && c.ID != "revenue" {
			return ""
		}
		return amount(v.Amount, v.Currency)
	}
	return p.cellText(cell)
}

// heading names a column.
func (p *reportsPage) heading(c *app.TableColumn) string {
	if c.ID == "base" {
		return kit.T("In %s", p.shown.Currency)
	}
	return kit.T(c.Title)
}

// toneOf marks losses and what is late.
func toneOf(c *app.TableColumn, r *app.TableRow, cell any) kit.Tone {
	m, money := cell.(app.Money)
	switch c.ID {
	case "to_30":
		return kit.Warn
	case "to_60", "to_90", "older":
		return kit.Bad
	case "on_time":
		if r.Tone == "bad" {
			return kit.Bad
		}
	case "actual":
		return kit.Quiet
	}
	if money && m.Amount < 0 {
		return kit.Bad
	}
	return kit.None
}

// cellText is a cell as it is sorted by.
func (p *reportsPage) cellText(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case trade.Date:
		return string(v)
	case int:
		return strconv.Itoa(v)
	case money.Rate:
		return percent(v)
	case money.FX:
		return grouped(v.String())
	}
	return ""
}

// width is what the widest of a column's texts needs, within bounds.
func (p *reportsPage) width(column int) float32 {
	c := &p.shown.Columns[column]
	n := len([]rune(p.heading(c))) + 1
	for i := range min(len(p.shown.Rows), 100) {
		n = max(n, len([]rune(p.cell(c, p.shown.Rows[i].Cells[column]))))
	}
	if t := p.shown.Total[column]; t != nil {
		n = max(n, len([]rune(p.cell(c, t)))+1)
	}
	return min(max(56, 7.4*float32(n)+14), 200)
}

func wholeText(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// narrowing asks for which customer, supplier, rep, channel or currency the report is to be.
func (p *reportsPage) narrowing() {
	k := p.kind()
	if len(k.Filters) == 0 {
		return
	}
	type known struct {
		masters
		rates []trade.ExchangeRate
	}
	read(p.s, func(ctx context.Context) (k known, err error) {
		if k.masters, err = p.s.masters(ctx); err != nil {
			return k, err
		}
		all, err := p.s.desk.ListRates(ctx, app.Nothing{})
		k.rates = all.Rows
		return k, err
	}, func(m known) {
		in := *p.now()
		var fields []*kit.Field
		reps := m.reps.saying(kit.T("all reps"))
		allChannels, allCurrencies := kit.T("all channels"), kit.T("all currencies")
		currencies := []string{allCurrencies, string(m.company.Currency)}
		for _, r := range m.rates {
			if !slices.Contains(currencies, string(r.Currency)) {
				currencies = append(currencies, string(r.Currency))
			}
		}
		named := func(what string) string {
			for _, f := range p.shown.Filters {
				if f.What == what {
					return f.Name
				}
			}
			return ""
		}
		for _, f := range k.Filters {
			switch f {
			case "customer":
				fields = append(fields, &kit.Field{Name: f, Label: kit.T("Customer"), Search: p.s.knownCustomers, Chosen: kit.Choice{ID: int64(in.CustomerID), Title: named("Customer")}, Wide: true})
			case "supplier":
				fields = append(fields, &kit.Field{Name: f, Label: kit.T("Supplier"), Search: p.s.searchSuppliers, Chosen: kit.Choice{ID: int64(in.SupplierID), Title: named("Supplier")}, Wide: true})
			case "rep":
				fields = append(fields, &kit.Field{Name: f, Label: kit.T("Rep"), Options: reps.names, Text: reps.name(in.RepID)})
			case "channel":
				fields = append(fields, &kit.Field{Name: f, Label: kit.T("Channel"), Options: append([]string{allChannels}, channels.words()...), Text: kit.T(firstText(in.Channel, "all channels"))})
			case "currency":
				fields = append(fields, &kit.Field{Name: f, Label: kit.T("Currency"), Options: currencies, Text: firstText(string(in.Currency), allCurrencies)})
			}
		}
		form := kit.NewForm(fields...)
		kit.AskForm(p.s.win.Canvas(), kit.T("Narrow the report"), kit.T("Show it"), form, func(d *kit.Dialog) {
			d.Close()
			now := p.now()
			id := func(name string) trade.ID {
				if !form.Has(name) || form.Text(name) == "" {
					return 0
				}
				return trade.ID(form.Chosen(name))
			}
			word := func(name, all string) string {
				if !form.Has(name) || form.Text(name) == all {
					return ""
				}
				return form.Text(name)
			}
			now.CustomerID, now.SupplierID = id("customer"), id("supplier")
			if form.Has("rep") {
				now.RepID = reps.id(form.Text("rep"))
			}
			now.Channel, now.Currency = channels.value(word("channel", allChannels)), money.Currency(word("currency", allCurrencies))
			p.load()
		})
	})
}
