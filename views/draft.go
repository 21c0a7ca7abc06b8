package views

import (
	"context"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// draftLine is a line as the editor shows it.
type draftLine struct {
	id       trade.ID
	optional bool
	sale     trade.SaleLine
	source   trade.Source
	cost     money.Amount // in the document's currency
}

// draft is a quote or an order that can still be edited; both are edited by the same grid.
type draft struct {
	ref   trade.Ref
	name  string
	sale  *trade.Sale
	lines []draftLine
	save  func(context.Context, app.SaleIn) (*draft, error)
	quote bool
}

// quoteDraft and orderDraft let the editor work on either.
func (s *Shell) quoteDraft(q *trade.Quote, base money.Currency) *draft {
	d := &draft{ref: trade.Ref{Kind: trade.KindQuote, ID: q.ID}, name: q.Name(), sale: &q.Sale, quote: true}
	for i := range q.Lines {
		l := &q.Lines[i]
		d.lines = append(d.lines, draftLine{l.ID, l.Optional, l.SaleLine, l.Source, q.CostOf(i, base)})
	}
	d.save = func(ctx context.Context, in app.SaleIn) (*draft, error) {
		saved, err := s.desk.SaveQuote(ctx, app.SaveQuoteIn{ID: q.ID, SaleIn: in})
		if err != nil {
			return nil, err
		}
		return s.quoteDraft(saved, base), nil
	}
	return d
}

func (s *Shell) orderDraft(o *trade.SalesOrder, base money.Currency) *draft {
	d := &draft{ref: trade.Ref{Kind: trade.KindOrder, ID: o.ID}, name: o.Name(), sale: &o.Sale}
	for i := range o.Lines {
		l := &o.Lines[i]
		d.lines = append(d.lines, draftLine{l.ID, false, l.SaleLine, l.Source, o.CostOf(i, base)})
	}
	d.save = func(ctx context.Context, in app.SaleIn) (*draft, error) {
		saved, err := s.desk.SaveOrder(ctx, app.SaveOrderIn{ID: o.ID, SaleIn: in})
		if err != nil {
			return nil, err
		}
		return s.orderDraft(saved, base), nil
	}
	return d
}

// head asks for what stands above the lines of a draft.
func (s *Shell) head(d *draft, valid, wanted trade.Date, channel string, save func(context.Context, app.SaleIn, trade.Date, string) error) {
	var k *trade.Customer
	read(s, func(ctx context.Context) (m masters, err error) {
		if k, err = s.desk.GetCustomer(ctx, app.ByID{ID: d.sale.CustomerID}); err != nil {
			return m, err
		}
		return s.masters(ctx)
	}, func(m masters) { s.askHead(d, k, m, valid, wanted, channel, save) })
}

func (s *Shell) askHead(d *draft, k *trade.Customer, m masters, valid, wanted trade.Date, channel string, save func(context.Context, app.SaleIn, trade.Date, string) error) {
	x := d.sale
	freight, discount := "", ""
	for _, l := range d.lines {
		if l.sale.Kind == trade.LineFreight {
			freight = typed(l.sale.Price.Text(x.Currency))
		}
	}
	if x.DiscountSum != 0 {
		discount = typed(x.DiscountSum.Text(x.Currency))
	}
	when := &kit.Field{Name: "date", Label: kit.T("Wanted by"), Text: typedDay(wanted), Hint: kit.T("+14, fri, 28 nov")}
	if d.quote {
		when.Label, when.Text = kit.T("Valid until"), typedDay(valid)
	}
	terms := m.terms.saying(kit.T("none"))
	known := append([]trade.Address{k.Billing}, k.Shipping...)
	places := pickOf("", known, func(a *trade.Address) (trade.ID, string) { return 0, strings.TrimSpace(a.Label + "  " + place(*a)) })
	var f *kit.Form
	fields := []*kit.Field{
		{Name: "contact", Label: kit.T("Contact"), Text: x.Contact.Name}, {Name: "email", Label: kit.T("E-mail"), Text: x.Contact.Email},
		{Name: "reference", Label: kit.T("Customer's order number"), Text: x.Reference}, when,
		{Name: "terms", Label: kit.T("Payment terms"), Options: terms.names, Text: terms.name(x.Terms.ID)},
		{Name: "rep", Label: kit.T("Sales rep"), Options: m.reps.names, Text: m.reps.name(x.RepID)},
		{Name: "tax", Label: kit.T("Tax code of all lines"), Options: m.taxes.names, Text: m.taxes.name(x.TaxCodeID)},
		{Name: "ship_method", Label: kit.T("Shipping method"), Text: x.ShipMethod},
		{Name: "discount_rate", Label: kit.T("Discount on all, %"), Text: typed(x.DiscountRate.String())},
		{Name: "discount_sum", Label: kit.T("or as an amount, %s", x.Currency), Text: discount},
		{Name: "freight", Label: kit.T("Freight %s", x.Currency), Text: freight},
		{Name: "memo", Label: kit.T("Memo, never printed"), Text: x.Memo},
		{Name: "inclusive", Label: kit.T("Prices include tax; those that are typed stay"), Check: true, Text: yes(x.Inclusive), Wide: true},
		{Name: "notes", Label: kit.T("Notes, printed"), Text: x.Notes, Lines: 2, Wide: true},
		{Name: "place", Label: kit.T("Ship to one of the customer's addresses"), Options: places.names, Wide: true, OnPick: func(name string) {
			for i := range places.names {
				if places.names[i] == name {
					fillAddress(f, known[i])
				}
			}
		}},
	}
	fields = append(fields, addressFields("", x.ShipTo)...)
	if !d.quote {
		fields = append(fields, &kit.Field{Name: "channel", Label: kit.T("It came in by"), Options: channels.words(), Text: wordOf(channel)})
	}
	f = kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("%s for %s", kit.Said(d.name), x.Customer), kit.T("Save"), f, func(dialog *kit.Dialog) {
		to := typedAddress(f, "", x.ShipTo)
		in := app.SaleIn{
			Contact: &trade.Contact{Name: f.Text("contact"), Email: f.Text("email"), Phone: x.Contact.Phone}, Reference: ptr(f.Text("reference")), ShipMethod: ptr(f.Text("ship_method")),
			Memo: ptr(f.Text("memo")), Notes: ptr(f.Text("notes")), ShipTo: &to, TermsID: ptr(terms.id(f.Text("terms"))), RepID: ptr(m.reps.id(f.Text("rep"))),
		}
		if with := f.Text("inclusive") == "yes"; with != x.Inclusive {
			in.Inclusive = &with
		}
		if tax := m.taxes.id(f.Text("tax")); tax != x.TaxCodeID {
			in.TaxCodeID = &tax
		}
		submit(s, dialog, f, "", func(ctx context.Context) (app.Done, error) {
			date, err := typedDate("date", f.Text("date"), s.today())
			if err != nil {
				return app.Done{}, err
			}
			r, err := rate("discount_rate", f.Text("discount_rate"))
			if err != nil {
				return app.Done{}, err
			}
			in.DiscountRate = &r
			if in.DiscountSum, err = decimal("discount_sum", f.Text("discount_sum")); err != nil {
				return app.Done{}, err
			}
			if in.Freight, err = decimal("freight", f.Text("freight")); err != nil {
				return app.Done{}, err
			}
			// What stands empty is taken off.
			for _, x := range []**money.Decimal{&in.DiscountSum, &in.Freight} {
				if *x == nil {
					*x = &money.Decimal{}
				}
			}
			way := ""
			if !d.quote {
				way = channels.value(f.Text("channel"))
			}
			return app.Done{}, save(ctx, in, date, way)
		}, nil)
	})
}

// fillAddress puts a known address into the fields of a form.
func fillAddress(f *kit.Form, a trade.Address) {
	for name, text := range map[string]string{"company": a.Company, "name": a.Name, "street": a.Street, "street2": a.Street2, "zip": a.Zip, "city": a.City,
		"region": a.Region, "country": a.Country, "phone": a.Phone} {
		f.Entry(name).Put(text)
	}
}
