package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Compared is one field of two records.
type Compared struct {
	Field string `json:"field"`
	A     string `json:"a"`
	B     string `json:"b"`
	Same  bool   `json:"same"`
}

// Comparison shows two records side by side.
type Comparison struct {
	Kind   trade.Kind `json:"kind"`
	A      trade.ID   `json:"a"`
	B      trade.ID   `json:"b"`
	NameA  string     `json:"name_a"`
	NameB  string     `json:"name_b"`
	Fields []Compared `json:"fields"`
}

// CompareRecords shows two orders, bills, customers, suppliers or items side by side, field by field.
func (d *Desk) CompareRecords(ctx context.Context, in PairIn) (out Comparison, err error) {
	out.Kind, out.A, out.B = in.Kind, in.A, in.B
	err = d.read(ctx, func(w *work) error {
		a, nameA, err := w.fieldsOf(in.Kind, in.A)
		if err != nil {
			return err
		}
		b, nameB, err := w.fieldsOf(in.Kind, in.B)
		if err != nil {
			return err
		}
		out.NameA, out.NameB = nameA, nameB
		for i := 0; i < max(len(a), len(b)); i++ {
			c := Compared{}
			if i < len(a) {
				c.Field, c.A = a[i].name, a[i].text
			}
			if i < len(b) {
				c.Field, c.B = b[i].name, b[i].text
			}
			if c.Same = c.A == c.B; !c.Same || c.A != "" {
				out.Fields = append(out.Fields, c)
			}
		}
		return nil
	})
	return out, err
}

// field is one field of a record, in words.
type field struct{ name, text string }

// fieldsOf words a record field by field, the same fields in the same order for each record of a
// kind; what it has several of comes last.
func (w *work) fieldsOf(kind trade.Kind, id trade.ID) (list []field, name string, err error) {
	add := func(key, text string) { list = append(list, field{say("field " + key), text}) }
	switch kind {
	case trade.KindOrder:
		o, err := w.Order(id)
		if err != nil {
			return nil, "", err
		}
		add("number", o.Number)
		add("state", string(o.State))
		add("customer", o.Customer)
		add("date", sayDay(o.Date))
		add("reference", o.Reference)
		add("channel", strings.TrimSpace(o.Channel+" "+o.ChannelKey))
		add("quote", o.QuoteNo)
		add("ship to", sayPlace(o.ShipTo))
		add("total", saySum(o.Total, o.Currency))
		for i := range o.Lines {
			l := &o.Lines[i]
			add("line", say("line", l.Qty, describe(&l.SaleLine))+" "+l.Price.Text(o.Currency))
		}
		return list, o.Name(), nil
	case trade.KindBill:
		b, err := w.Bill(id)
		if err != nil {
			return nil, "", err
		}
		add("number", b.TheirNo)
		add("state", string(b.State))
		add("supplier", b.Supplier)
		add("date", sayDay(b.Date))
		add("due", sayDay(b.Due))
		add("total", saySum(b.Total, b.Currency))
		for i := range b.Lines {
			l := &b.Lines[i]
			add("line", strings.TrimSpace(l.PurchaseNo+" "+say("line", l.Qty, l.Description)+" "+l.Price.Text(b.Currency)))
		}
		return list, b.Name(), nil
	case trade.KindCustomer:
		c, err := w.Customer(id)
		if err != nil {
			return nil, "", err
		}
		terms, err := w.termsOf(c.TermsID)
		if err != nil {
			return nil, "", err
		}
		add("number", c.Number)
		add("name", c.Name)
		add("tax number", c.TaxNumber)
		add("address", sayPlace(c.Billing))
		add("currency", string(c.Currency))
		add("terms", terms.Name)
		add("limit", sayLimit(c.CreditLimit, c.Currency))
		add("language", c.Language)
		add("notes", c.Notes)
		add("contacts", sayContacts(c.Contacts))
		add("ship to", sayPlaces(c.Shipping))
		return list, c.Name, nil
	case trade.KindSupplier:
		s, err := w.Supplier(id)
		if err != nil {
			return nil, "", err
		}
		terms, err := w.termsOf(s.TermsID)
		if err != nil {
			return nil, "", err
		}
		add("number", s.Number)
		add("name", s.Name)
		add("tax number", s.TaxNumber)
		add("address", sayPlace(s.Address))
		add("currency", string(s.Currency))
		add("terms", terms.Name)
		add("minimum", sayLimit(s.MinOrder, s.Currency))
		add("account", s.AccountNo)
		add("language", s.Language)
		add("notes", s.Notes)
		add("contacts", sayContacts(s.Contacts))
		return list, s.Name, nil
	case trade.KindItem:
		it, err := w.Item(id)
		if err != nil {
			return nil, "", err
		}
		add("sku", it.SKU)
		add("name", it.Name)
		add("description", it.Description)
		add("gtin", it.GTIN)
		add("unit", it.Unit)
		add("category", it.Category)
		add("price", it.Price.Text(w.base)+" "+string(w.base))
		var sources []string
		for _, s := range it.Sources {
			sources = append(sources, strings.TrimSpace(s.Supplier+" "+s.PartNo+" "+s.Cost.Text(s.Currency)+" "+string(s.Currency)))
		}
		add("suppliers", strings.Join(sources, "; "))
		return list, it.SKU, nil
	}
	return nil, "", noTwins(kind)
}

func sayLimit(a money.Amount, cur money.Currency) string {
	if a == 0 {
		return ""
	}
	return saySum(a, cur)
}

// sayPlace words an address on one line.
func sayPlace(a trade.Address) string {
	var parts []string
	for _, s := range []string{a.Company, a.Name, a.Street, a.Street2, strings.TrimSpace(a.Zip + " " + a.City), a.Region, a.Country} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func sayPlaces(list []trade.Address) string {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = sayPlace(a)
	}
	return strings.Join(texts, "; ")
}

func sayContacts(list []trade.Contact) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = strings.TrimSpace(c.Name + " " + c.Email)
	}
	return strings.Join(texts, "; ")
}
