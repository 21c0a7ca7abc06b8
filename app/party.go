package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SaveCustomerIn is a customer as entered; it replaces the stored one. Version is the one that was read.
type SaveCustomerIn struct {
	trade.Customer
	CreditLimit money.Decimal `json:"credit_limit"`
	Inclusive   *bool         `json:"inclusive"` // prices include tax; left out: as stored, of a new customer as the company's
}

// GetCustomer reads a customer or prospect.
func (d *Desk) GetCustomer(ctx context.Context, in ByID) (out *trade.Customer, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Customer(in.ID)
		return err
	})
	return out, err
}

// SaveCustomer adds (id 0) or replaces a customer. What is left empty comes from the company: currency, language, terms.
func (d *Desk) SaveCustomer(ctx context.Context, in SaveCustomerIn) (*trade.Customer, error) {
	var c *trade.Customer
	err := d.change(ctx, "SaveCustomer", func(w *work) (err error) {
		c, err = w.enterCustomer(in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// enterCustomer adds or replaces a customer, as it was entered.
func (w *work) enterCustomer(in SaveCustomerIn) (*trade.Customer, error) {
	c := in.Customer
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	if c.Currency, err = currencyOr(c.Currency, own.Currency); err != nil {
		return nil, err
	}
	if c.Language == "" {
		c.Language = own.Language
	}
	if c.TermsID == 0 {
		c.TermsID = own.TermsID
	}
	if c.Inclusive, err = w.inclusive(in); err != nil {
		return nil, err
	}
	if c.CreditLimit, err = in.CreditLimit.Amount(c.Currency); err != nil {
		return nil, trade.Faultf(trade.Invalid, "The credit limit: %v.", err).In("credit_limit")
	}
	if err := w.checkLinks(c.TermsID, c.TaxCodeID, c.RepID); err != nil {
		return nil, err
	}
	if err := c.Check(); err != nil {
		return nil, err
	}
	if c.Number == "" {
		if c.Number, err = w.NextNumber(trade.KindCustomer); err != nil {
			return nil, err
		}
	}
	was := c.ID
	c.BecameID = 0
	if was != 0 {
		if _, err := w.customer(was); err != nil {
			return nil, err
		}
	}
	if err := w.SaveCustomer(&c); err != nil {
		return nil, err
	}
	delete(w.known.customers, c.ID)
	if err := w.Index(trade.KindCustomer, c.ID, c.Number, c.Name, partyText(c.Number, c.Name, c.Billing.City, c.Contacts)); err != nil {
		return nil, err
	}
	return &c, w.note(trade.KindCustomer, c.ID, saved(was), "", "", c.Name)
}

// inclusive says whether a customer's prices include tax.
func (w *work) inclusive(in SaveCustomerIn) (bool, error) {
	switch {
	case in.Inclusive != nil:
		return *in.Inclusive, nil
	case in.ID != 0:
		was, err := w.Customer(in.ID)
		if err != nil {
			return false, err
		}
		return was.Inclusive, nil
	}
	own, err := w.company()
	if err != nil {
		return false, err
	}
	return own.Inclusive, nil
}

// ListCustomers lists customers and prospects.
func (d *Desk) ListCustomers(ctx context.Context, in ListIn) (List[CustomerRow], error) {
	return list(d, ctx, in, trade.KindCustomer, Tx.ListCustomers)
}

// SaveSupplierIn is a supplier as entered; it replaces the stored one. Version is the one that was read.
type SaveSupplierIn struct {
	trade.Supplier
	MinOrder money.Decimal `json:"min_order"`
	Fees     FeesIn        `json:"fees"`
}

// GetSupplier reads a supplier.
func (d *Desk) GetSupplier(ctx context.Context, in ByID) (out *trade.Supplier, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Supplier(in.ID)
		return err
	})
	return out, err
}

// SaveSupplier adds (id 0) or replaces a supplier. What is left empty comes from the company: currency, language, terms.
func (d *Desk) SaveSupplier(ctx context.Context, in SaveSupplierIn) (*trade.Supplier, error) {
	s := in.Supplier
	err := d.change(ctx, "SaveSupplier", func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		if s.Currency, err = currencyOr(s.Currency, own.Currency); err != nil {
			return err
		}
		if s.Language == "" {
			s.Language = own.Language
		}
		if s.SendBy == "" {
			s.SendBy = "email"
		}
		if s.TermsID == 0 {
			s.TermsID = own.TermsID
		}
		if s.MinOrder, err = in.MinOrder.Amount(s.Currency); err != nil {
			return trade.Faultf(trade.Invalid, "The minimum order value: %v.", err).In("min_order")
		}
		if s.Fees, err = in.Fees.in(s.Currency); err != nil {
			return err
		}
		if err := w.checkLinks(s.TermsID, 0, 0); err != nil {
			return err
		}
		if _, err := w.carrier(s.CarrierID); err != nil {
			return err
		}
		if err := s.Check(); err != nil {
			return err
		}
		if s.Number == "" {
			if s.Number, err = w.NextNumber(trade.KindSupplier); err != nil {
				return err
			}
		}
		was := s.ID
		s.BecameID = 0
		if was != 0 {
			old, err := w.supplier(was)
			if err != nil {
				return err
			}
			if old.Currency != s.Currency {
				return trade.Faultf(trade.Refused, "The currency of %s stays %s, because costs and documents are kept in it. Add a second supplier for %s.", s.Name, old.Currency, s.Currency).In("currency")
			}
		}
		if err := w.SaveSupplier(&s); err != nil {
			return err
		}
		delete(w.known.suppliers, s.ID)
		if err := w.Index(trade.KindSupplier, s.ID, s.Number, s.Name, partyText(s.Number, s.Name, s.Address.City, s.Contacts)); err != nil {
			return err
		}
		return w.note(trade.KindSupplier, s.ID, saved(was), "", "", s.Name)
	})
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// ListSuppliers lists the suppliers.
func (d *Desk) ListSuppliers(ctx context.Context, in ListIn) (List[SupplierRow], error) {
	return list(d, ctx, in, trade.KindSupplier, Tx.ListSuppliers)
}

func list[Row any](d *Desk, ctx context.Context, in ListIn, kind trade.Kind, get func(Tx, ListIn) (List[Row], error)) (out List[Row], err error) {
	known := false
	for _, f := range Filters[kind] {
		known = known || f == in.Filter
	}
	if !known {
		return out, trade.Faultf(trade.Invalid, "There is no filter %q. Filters: %s.", in.Filter, strings.Join(Filters[kind], ", ")).In("filter")
	}
	if in.Offset < 0 || in.Limit < 0 || in.Limit > 1000 {
		return out, trade.Faultf(trade.Invalid, "A page has between 1 and 1000 rows and starts at row 0 or later.").In("limit")
	}
	if in.Limit == 0 {
		in.Limit = 200
	}
	err = d.read(ctx, func(w *work) error {
		in.Today, in.Base = w.today, w.base
		out, err = get(w.Tx, in)
		return err
	})
	return out, err
}

// checkLinks refuses ids of master records that do not exist; zero is none.
func (w *work) checkLinks(terms, tax, rep trade.ID) error {
	if _, err := w.termsOf(terms); err != nil {
		return err
	}
	if tax != 0 {
		if _, err := w.taxCode(tax); err != nil {
			return err
		}
	}
	_, err := w.user(rep)
	return err
}

func currencyOr(c, fallback money.Currency) (money.Currency, error) {
	if c == "" {
		return fallback, nil
	}
	c, err := money.ParseCurrency(string(c))
	if err != nil {
		return "", trade.Faultf(trade.Invalid, "The currency: %v.", err).In("currency")
	}
	return c, nil
}

func partyText(number, name, city string, contacts []trade.Contact) string {
	words := []string{number, name, city}
	for _, c := range contacts {
		words = append(words, c.Name, c.Email)
	}
	return strings.Join(words, " ")
}

func saved(id trade.ID) string {
	if id == 0 {
		return "add"
	}
	return "save"
}
