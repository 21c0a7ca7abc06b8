package trade

import (
	"net/mail"
	"strings"
	"time"

	"dropdesk/app/money"
)

// Address is where goods or letters go.
type Address struct {
	ID      ID     `json:"id,omitempty"`
	Label   string `json:"label,omitempty"` // what the customer calls it: "Shop Leeds"
	Name    string `json:"name,omitempty"`
	Company string `json:"company,omitempty"`
	Street  string `json:"street,omitempty"`
	Street2 string `json:"street2,omitempty"`
	Zip     string `json:"zip,omitempty"`
	City    string `json:"city,omitempty"`
	Region  string `json:"region,omitempty"`
	Country string `json:"country,omitempty"` // ISO 3166 code of two letters
	Phone   string `json:"phone,omitempty"`
}

// Empty says whether the address names no place.
func (a Address) Empty() bool { return a.Street == "" && a.City == "" && a.Zip == "" }

// Check refuses an address that no carrier could deliver to.
func (a Address) Check(what string) error {
	for _, f := range []string{a.Label, a.Name, a.Company, a.Street, a.Street2, a.Zip, a.City, a.Region, a.Phone} {
		if err := CheckShort(what, f); err != nil {
			return err
		}
	}
	if a.Country != "" && len(a.Country) != 2 {
		return Faultf(Invalid, "The country %q of the %s is not a code of two letters such as DE or US.", a.Country, what)
	}
	return nil
}

// Contact is a person at a customer or supplier.
type Contact struct {
	ID     ID     `json:"id,omitempty"`
	Name   string `json:"name"`
	Email  string `json:"email,omitempty"`
	Phone  string `json:"phone,omitempty"`
	Role   string `json:"role,omitempty"`
	Orders bool   `json:"orders,omitempty"` // orders (at a supplier) or quotes (at a customer) go to this person

	Bounced Date `json:"bounced,omitempty"` // since when mail to this address comes back
}

// CheckEmail refuses what is not one e-mail address; empty passes.
func CheckEmail(what, s string) error {
	if s == "" {
		return nil
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || strings.ContainsAny(s, "\r\n") {
		return Faultf(Invalid, "%q is not an e-mail address (%s). Write it as name@example.com.", s, strings.TrimSpace(what))
	}
	return nil
}

func checkContacts(list []Contact) error {
	for i, c := range list {
		if c.Email == "" {
			if err := CheckName("contact's name", c.Name); err != nil {
				return at(err, "contacts[%d].name", i)
			}
		}
		if err := CheckShort("contact's name", c.Name); err != nil {
			return at(err, "contacts[%d].name", i)
		}
		if err := CheckEmail("contact "+c.Name, c.Email); err != nil {
			return at(err, "contacts[%d].email", i)
		}
	}
	return nil
}

// at names the entry that err is about, unless it already does.
func at(err error, format string, args ...any) error {
	if e, ok := err.(*Error); ok && e.Field == "" {
		return e.In(format, args...)
	}
	return err
}

// For picks the contact that orders or quotes go to: the marked one, else the first with an address.
func For(list []Contact) Contact {
	for _, c := range list {
		if c.Orders {
			return c
		}
	}
	for _, c := range list {
		if c.Email != "" {
			return c
		}
	}
	if len(list) > 0 {
		return list[0]
	}
	return Contact{}
}

// Customer buys, or may one day (a prospect).
type Customer struct {
	ID          ID             `json:"id"`
	Version     int            `json:"version"`
	Number      string         `json:"number"`
	Name        string         `json:"name"`
	Prospect    bool           `json:"prospect"`
	TaxNumber   string         `json:"tax_number,omitempty"`
	Billing     Address        `json:"billing"`
	Shipping    []Address      `json:"shipping"` // the first is proposed
	Contacts    []Contact      `json:"contacts"`
	TermsID     ID             `json:"terms_id"`
	TaxCodeID   ID             `json:"tax_code_id"` // zero: the item's own
	Currency    money.Currency `json:"currency"`
	CreditLimit money.Amount   `json:"credit_limit"` // in Currency; zero is no limit
	Discount    money.Rate     `json:"discount"`
	Inclusive   bool           `json:"inclusive"` // prices on its documents include tax
	ShipMethod  string         `json:"ship_method,omitempty"`
	RepID       ID             `json:"rep_id"`
	Language    string         `json:"language"` // of documents: en, de …
	Notes       string         `json:"notes,omitempty"`
	Inactive    bool           `json:"inactive"`
	BecameID    ID             `json:"became_id,omitempty"` // the customer that this one was joined with
}

// Check refuses a customer that no document could be made for.
func (c *Customer) Check() error {
	if err := CheckName("customer's name", c.Name); err != nil {
		return at(err, "name")
	}
	if err := CheckText("notes", c.Notes); err != nil {
		return at(err, "notes")
	}
	if err := c.Billing.Check("billing address"); err != nil {
		return at(err, "billing")
	}
	for i, a := range c.Shipping {
		if err := a.Check("shipping address"); err != nil {
			return at(err, "shipping[%d]", i)
		}
	}
	if c.Discount < 0 || c.Discount > money.Whole {
		return Faultf(Invalid, "A discount of %s %% is not between 0 and 100.", c.Discount).In("discount")
	}
	if c.CreditLimit < 0 {
		return Faultf(Invalid, "The credit limit may not be negative. Enter 0 for no limit.").In("credit_limit")
	}
	return checkContacts(c.Contacts)
}

// ShipTo is the address that new documents propose.
func (c *Customer) ShipTo() Address {
	if len(c.Shipping) > 0 {
		return c.Shipping[0]
	}
	return c.Billing
}

// Supplier ships to our customers.
type Supplier struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Number     string         `json:"number"`
	Name       string         `json:"name"`
	TaxNumber  string         `json:"tax_number,omitempty"`
	Address    Address        `json:"address"`
	Contacts   []Contact      `json:"contacts"`
	TermsID    ID             `json:"terms_id"`
	Currency   money.Currency `json:"currency"`
	MinOrder   money.Amount   `json:"min_order"` // in Currency; zero is none
	SendBy     string         `json:"send_by"`   // how purchase orders go out: email, print
	CarrierID  ID             `json:"carrier_id"`
	ShipMethod string         `json:"ship_method,omitempty"`
	AccountNo  string         `json:"account_no,omitempty"` // our number in the supplier's books
	Language   string         `json:"language"`
	Fees       Fees           `json:"fees"`
	Combine    bool           `json:"combine"`             // purchase orders below the minimum wait to be sent together
	SendTime   string         `json:"send_time,omitempty"` // when those that wait are sent at the latest, such as 16:00
	Notes      string         `json:"notes,omitempty"`
	Inactive   bool           `json:"inactive"`
	BecameID   ID             `json:"became_id,omitempty"` // the supplier that this one was joined with
}

// Check refuses a supplier that nothing could be ordered from.
func (s *Supplier) Check() error {
	if err := CheckName("supplier's name", s.Name); err != nil {
		return at(err, "name")
	}
	if err := CheckText("notes", s.Notes); err != nil {
		return at(err, "notes")
	}
	if err := s.Address.Check("address"); err != nil {
		return at(err, "address")
	}
	if s.MinOrder < 0 {
		return Faultf(Invalid, "The minimum order value may not be negative. Enter 0 for none.").In("min_order")
	}
	if s.SendBy != "email" && s.SendBy != "print" {
		return Faultf(Invalid, "Orders go out by %q, which is neither email nor print.", s.SendBy).In("send_by")
	}
	if err := s.Fees.Check(); err != nil {
		return err
	}
	if _, err := time.Parse("15:04", s.SendTime); s.SendTime != "" && err != nil {
		return Faultf(Invalid, "%q is not a time of day. Write it as 16:00.", s.SendTime).In("send_time")
	}
	return checkContacts(s.Contacts)
}
