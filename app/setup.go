package app

import (
	"bytes"
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetCompany reads the company's own data.
func (d *Desk) GetCompany(ctx context.Context, _ Nothing) (out *trade.Company, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Company()
		return err
	})
	return out, err
}

// SaveCompany replaces the company's data. The currency cannot be changed once there are documents.
func (d *Desk) SaveCompany(ctx context.Context, in trade.Company) (*trade.Company, error) {
	err := d.change(ctx, "SaveCompany", func(w *work) error {
		if err := in.Check(); err != nil {
			return err
		}
		if in.Currency != w.base {
			docs, err := w.ListQuotes(ListIn{Limit: 1})
			if err != nil {
				return err
			}
			orders, err := w.ListOrders(ListIn{Limit: 1})
			if err != nil {
				return err
			}
			if docs.Count+orders.Count > 0 {
				return trade.Faultf(trade.Refused, "The company's currency stays %s, because there are documents in it. Start a new file for another currency.", w.base).In("currency")
			}
			w.base = in.Currency
		}
		was, err := w.Company()
		if err != nil {
			return err
		}
		if len(in.Logo) > 0 && !bytes.Equal(in.Logo, was.Logo) {
			logo, err := d.PrepareLogo(ctx, LogoIn{in.Logo}) // whoever brings it, it is kept as if it had been chosen in the window
			if err != nil {
				return err
			}
			in.Logo = logo.Logo
		}
		if err := w.SaveCompany(&in); err != nil {
			return err
		}
		w.known.company = nil
		return w.note(trade.KindCompany, 1, "save", "", "", in.Name)
	})
	return &in, err
}

// All is a whole short list.
type All[T any] struct {
	Rows []T `json:"rows"`
}

func listAll[T any](d *Desk, ctx context.Context, get func(*work) ([]T, error)) (out All[T], err error) {
	err = d.read(ctx, func(w *work) error {
		out.Rows, err = get(w)
		return err
	})
	return out, err
}

// saveMaster checks and saves one record of a short list.
func saveMaster[T any](d *Desk, ctx context.Context, step string, in *T, kind trade.Kind, id func(*T) trade.ID, name string, check func() error, save func(*work) error) (*T, error) {
	err := d.change(ctx, step, func(w *work) error {
		if err := check(); err != nil {
			return err
		}
		if err := save(w); err != nil {
			return err
		}
		w.known = newMasters()
		return w.note(kind, id(in), "save", "", "", name)
	})
	if err != nil {
		return nil, err
	}
	return in, nil
}

// ListUsers lists the users.
func (d *Desk) ListUsers(ctx context.Context, _ Nothing) (All[trade.User], error) {
	return listAll(d, ctx, func(w *work) ([]trade.User, error) { return w.Users() })
}

// SaveUser adds (id 0) or replaces a user.
func (d *Desk) SaveUser(ctx context.Context, in trade.User) (*trade.User, error) {
	return saveMaster(d, ctx, "SaveUser", &in, trade.KindUser, func(u *trade.User) trade.ID { return u.ID }, in.Name, in.Check,
		func(w *work) error { return w.SaveUser(&in) })
}

// ListTaxCodes lists the tax codes.
func (d *Desk) ListTaxCodes(ctx context.Context, _ Nothing) (All[trade.TaxCode], error) {
	return listAll(d, ctx, func(w *work) ([]trade.TaxCode, error) { return w.TaxCodes() })
}

// SaveTaxCode adds (id 0) or replaces a tax code; issued documents keep the rate they have.
func (d *Desk) SaveTaxCode(ctx context.Context, in trade.TaxCode) (*trade.TaxCode, error) {
	return saveMaster(d, ctx, "SaveTaxCode", &in, trade.KindTaxCode, func(t *trade.TaxCode) trade.ID { return t.ID }, in.Code, in.Check,
		func(w *work) error { return w.SaveTaxCode(&in) })
}

// ListTerms lists the payment terms.
func (d *Desk) ListTerms(ctx context.Context, _ Nothing) (All[trade.Terms], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Terms, error) { return w.TermsList() })
}

// SaveTerms adds (id 0) or replaces payment terms; issued documents keep theirs.
func (d *Desk) SaveTerms(ctx context.Context, in trade.Terms) (*trade.Terms, error) {
	return saveMaster(d, ctx, "SaveTerms", &in, trade.KindTerms, func(t *trade.Terms) trade.ID { return t.ID }, in.Name, in.Check,
		func(w *work) error { return w.SaveTerms(&in) })
}

// ListCarriers lists the carriers.
func (d *Desk) ListCarriers(ctx context.Context, _ Nothing) (All[trade.Carrier], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Carrier, error) { return w.Carriers() })
}

// SaveCarrier adds (id 0) or replaces a carrier.
func (d *Desk) SaveCarrier(ctx context.Context, in trade.Carrier) (*trade.Carrier, error) {
	return saveMaster(d, ctx, "SaveCarrier", &in, trade.KindCarrier, func(c *trade.Carrier) trade.ID { return c.ID }, in.Name, in.Check,
		func(w *work) error { return w.SaveCarrier(&in) })
}

// ListRates lists the exchange rates, newest first.
func (d *Desk) ListRates(ctx context.Context, _ Nothing) (All[trade.ExchangeRate], error) {
	return listAll(d, ctx, func(w *work) ([]trade.ExchangeRate, error) { return w.Rates() })
}

// SaveRate sets what one unit of a currency costs in the company's currency from a date on.
func (d *Desk) SaveRate(ctx context.Context, in trade.ExchangeRate) (*trade.ExchangeRate, error) {
	check := func() (err error) {
		if in.Currency, err = money.ParseCurrency(string(in.Currency)); err != nil {
			return trade.Faultf(trade.Invalid, "The exchange rate: %v.", err).In("currency")
		}
		if in.Rate <= 0 {
			return trade.Faultf(trade.Invalid, "An exchange rate must be above zero.").In("rate")
		}
		if in.Date == "" {
			return trade.Faultf(trade.Invalid, "The exchange rate has no date.").In("date")
		}
		return in.Date.Check("date of the rate")
	}
	return saveMaster(d, ctx, "SaveRate", &in, trade.KindRate, func(r *trade.ExchangeRate) trade.ID { return r.ID }, string(in.Currency)+" "+in.Rate.String(), check,
		func(w *work) error {
			if in.Currency == w.base {
				return trade.Faultf(trade.Invalid, "%s is the company's own currency and needs no rate.", in.Currency).In("currency")
			}
			return w.SaveRate(&in)
		})
}

// ListNumbering lists how each kind of document is numbered.
func (d *Desk) ListNumbering(ctx context.Context, _ Nothing) (All[trade.Numbering], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Numbering, error) { return w.Numberings() })
}

// SaveNumbering sets prefix and next number of a kind of document. The next number can only be
// raised before the first document has one: afterwards a gap would be unexplained.
func (d *Desk) SaveNumbering(ctx context.Context, in trade.Numbering) (trade.Numbering, error) {
	err := d.change(ctx, "SaveNumbering", func(w *work) error {
		if err := trade.CheckShort("prefix", in.Prefix); err != nil {
			return err
		}
		if len(in.Prefix) > 12 {
			return trade.Faultf(trade.Invalid, "The prefix %q is longer than 12 characters.", in.Prefix).In("prefix")
		}
		if in.Digits < 0 || in.Digits > 12 {
			return trade.Faultf(trade.Invalid, "A number can be filled up to at most 12 digits, not %d.", in.Digits).In("digits")
		}
		all, err := w.Numberings()
		if err != nil {
			return err
		}
		for _, n := range all {
			if n.Kind != in.Kind {
				continue
			}
			if in.Next < n.Next {
				return trade.Faultf(trade.Refused, "The next number is %d and cannot go back to %d: numbers would be given twice.", n.Next, in.Next).In("next")
			}
			if in.Next > 1_000_000_000_000 {
				return trade.Faultf(trade.Invalid, "The number %d is too large.", in.Next).In("next")
			}
			if err := w.SaveNumbering(in); err != nil {
				return err
			}
			return w.note(trade.KindCompany, 1, "numbering", string(in.Kind), n.Prefix, in.Prefix)
		}
		return trade.Faultf(trade.Invalid, "There is no numbering of %q.", string(in.Kind)).In("kind")
	})
	return in, err
}
