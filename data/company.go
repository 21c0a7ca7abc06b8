package data

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"fmt"
)

type companyRow struct {
	id trade.ID
	trade.Company
}

var companies = newTable("company", `id, version, name, address, ship_from, email, phone, web, tax_number, bank_lines, currency, language,
	accent, logo, paper_size, quote_text, order_text, buy_text, ship_text, bill_text, footer, quote_days, brand_slips, show_vendor,
	terms_id, tax_code_id, inclusive, routing, buy_email, logo_right, without, terms_text, margin_floor`, true,
	func(c *companyRow) []any {
		return []any{&c.id, &c.Version, &c.Name, asJSON{&c.Address}, asJSON{&c.ShipFrom}, &c.Email, &c.Phone, &c.Web, &c.TaxNumber,
			asJSON{&c.BankLines}, &c.Currency, &c.Language, &c.Accent, &c.Logo, &c.PaperSize, &c.QuoteText, &c.OrderText, &c.BuyText,
			&c.ShipText, &c.BillText, &c.Footer, &c.QuoteDays, &c.BrandSlips, &c.ShowVendor, link{&c.TermsID}, link{&c.TaxCodeID}, &c.Inclusive, &c.Routing, &c.BuyEmail, &c.LogoRight, asJSON{&c.Without}, &c.TermsText, &c.Floor}
	}, func(*companyRow) string { return "The company's data" })

// Company implements app.Tx.
func (t *tx) Company() (*trade.Company, error) {
	c, err := companies.get(t, 1)
	if err != nil {
		return nil, err
	}
	return &c.Company, nil
}

// SaveCompany implements app.Tx.
func (t *tx) SaveCompany(c *trade.Company) error {
	row := companyRow{1, *c}
	err := companies.save(t, &row)
	c.Version = row.Version
	return err
}

var users = newTable("app_user", "id, version, name, initials, email, role, inactive, commission_on, commission", true,
	func(u *trade.User) []any {
		return []any{&u.ID, &u.Version, &u.Name, &u.Initials, &u.Email, &u.Role, &u.Inactive, &u.CommissionOn, &u.Commission}
	}, func(u *trade.User) string { return u.Name })

// Users implements app.Tx.
func (t *tx) Users() ([]trade.User, error) { return users.where(t, "ORDER BY name, id") }

// SaveUser implements app.Tx.
func (t *tx) SaveUser(u *trade.User) error { return users.save(t, u) }

var taxCodes = newTable("tax_code", "id, version, code, name, kind, rate, note, inactive", true,
	func(c *trade.TaxCode) []any {
		return []any{&c.ID, &c.Version, &c.Code, &c.Name, &c.Kind, &c.Rate, &c.Note, &c.Inactive}
	}, func(c *trade.TaxCode) string { return fmt.Sprintf("The tax code %s", c.Code) })

// TaxCodes implements app.Tx.
func (t *tx) TaxCodes() ([]trade.TaxCode, error) { return taxCodes.where(t, "ORDER BY id") }

// SaveTaxCode implements app.Tx.
func (t *tx) SaveTaxCode(c *trade.TaxCode) error { return taxCodes.save(t, c) }

var termsTable = newTable("terms", "id, version, name, prepaid, deposit, parts, discount_rate, discount_days", true,
	func(x *trade.Terms) []any {
		return []any{&x.ID, &x.Version, &x.Name, &x.Prepaid, &x.Deposit, asJSON{&x.Parts}, &x.DiscountRate, &x.DiscountDays}
	},
	func(x *trade.Terms) string { return fmt.Sprintf("The terms %s", x.Name) })

// TermsList implements app.Tx.
func (t *tx) TermsList() ([]trade.Terms, error) { return termsTable.where(t, "ORDER BY id") }

// SaveTerms implements app.Tx.
func (t *tx) SaveTerms(x *trade.Terms) error { return termsTable.save(t, x) }

var carriers = newTable("carrier", "id, version, name, link, pattern, methods, inactive", true,
	func(c *trade.Carrier) []any {
		return []any{&c.ID, &c.Version, &c.Name, &c.Link, &c.Pattern, asJSON{&c.Methods}, &c.Inactive}
	}, func(c *trade.Carrier) string { return c.Name })

// Carriers implements app.Tx.
func (t *tx) Carriers() ([]trade.Carrier, error) { return carriers.where(t, "ORDER BY name, id") }

// SaveCarrier implements app.Tx.
func (t *tx) SaveCarrier(c *trade.Carrier) error { return carriers.save(t, c) }

var rates = newTable("rate", "id, currency, date, rate", false,
	func(r *trade.ExchangeRate) []any { return []any{&r.ID, &r.Currency, &r.Date, &r.Rate} },
	func(r *trade.ExchangeRate) string { return fmt.Sprintf("The rate of %s", r.Currency) })

// Rates implements app.Tx.
func (t *tx) Rates() ([]trade.ExchangeRate, error) {
	return rates.where(t, "ORDER BY date DESC, currency")
}

// SaveRate implements app.Tx.
func (t *tx) SaveRate(r *trade.ExchangeRate) error {
	if _, err := t.one("SELECT id FROM rate WHERE currency = ?1 AND date = ?2", []any{r.Currency, r.Date}, &r.ID); err != nil {
		return err
	}
	return rates.save(t, r)
}

// RateOn implements app.Tx.
func (t *tx) RateOn(cur money.Currency, on trade.Date) (fx money.FX, err error) {
	_, err = t.one("SELECT rate FROM rate WHERE currency = ?1 AND date <= ?2 ORDER BY date DESC LIMIT 1", []any{cur, on}, &fx)
	return fx, err
}

// Numberings implements app.Tx.
func (t *tx) Numberings() ([]trade.Numbering, error) {
	return all(t, "SELECT kind, prefix, next, digits FROM numbering ORDER BY kind", nil,
		func(n *trade.Numbering) []any { return []any{&n.Kind, &n.Prefix, &n.Next, &n.Digits} })
}

// SaveNumbering implements app.Tx. A next number that is raised moves the first with it, so that
// the numbers given stay as many as there are documents.
func (t *tx) SaveNumbering(n trade.Numbering) error {
	return t.exec("UPDATE numbering SET prefix = ?2, first = first + ?3 - next, next = ?3, digits = ?4 WHERE kind = ?1", n.Kind, n.Prefix, n.Next, n.Digits)
}
