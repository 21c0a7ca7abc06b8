package trade

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/money"
)

// Company is the wholesaler whose file this is.
type Company struct {
	Version    int            `json:"version"`
	Name       string         `json:"name"`
	Address    Address        `json:"address"`
	ShipFrom   Address        `json:"ship_from"` // where returns go, where it is another place
	Email      string         `json:"email"`
	BuyEmail   string         `json:"buy_email,omitempty"` // where what goes to suppliers comes from; empty: Email
	Phone      string         `json:"phone,omitempty"`
	Web        string         `json:"web,omitempty"`
	TaxNumber  string         `json:"tax_number,omitempty"`
	BankLines  []string       `json:"bank_lines"`
	Currency   money.Currency `json:"currency"`
	Language   string         `json:"language"`
	Accent     string         `json:"accent"` // colour of documents: #2f5bea
	Logo       []byte         `json:"logo,omitempty"`
	PaperSize  string         `json:"paper_size"` // A4 or Letter
	QuoteText  string         `json:"quote_text,omitempty"`
	OrderText  string         `json:"order_text,omitempty"`
	BuyText    string         `json:"buy_text,omitempty"`
	ShipText   string         `json:"ship_text,omitempty"`
	BillText   string         `json:"bill_text,omitempty"`
	Footer     string         `json:"footer,omitempty"`
	QuoteDays  int            `json:"quote_days"`           // how long a quote is valid
	BrandSlips bool           `json:"brand_slips"`          // packing slips carry our name, not a neutral head
	ShowVendor bool           `json:"show_vendor"`          // delivery notes name the supplier
	Routing    string         `json:"routing"`              // where the goods of new lines come from: preference (empty is that) or cheapest
	LogoRight  bool           `json:"logo_right"`           // the logo stands at the right, the address at the left
	Without    []string       `json:"without,omitempty"`    // columns that documents do without: pos, item, unit, discount, tax
	TermsText  string         `json:"terms_text,omitempty"` // what is agreed always, below quotes, confirmations and invoices
	Floor      money.Rate     `json:"margin_floor"`         // the least margin that is sold at without a warning
	TermsID    ID             `json:"terms_id"`
	TaxCodeID  ID             `json:"tax_code_id"`
	Inclusive  bool           `json:"inclusive"` // prices of items include tax, and so do those of new customers
}

// Columns are those that documents can do without.
var Columns = []string{"pos", "item", "unit", "discount", "tax"}

// MailText is the company's own text of the mails that go out with a paper.
type MailText struct {
	ID       ID
	Version  int
	Paper    string
	Language string
	Subject  string
	Body     string
}

// How the supplier of a new line is chosen.
const (
	RouteByPreference = "preference" // the item's first source
	RouteByCost       = "cheapest"   // the cheapest one that can deliver, fees counted
)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// From is the address that mail comes from: to a supplier, or to a customer.
func (c *Company) From(supplier bool) string {
	if supplier && c.BuyEmail != "" {
		return c.BuyEmail
	}
	return c.Email
}

// Check refuses a company that no document could be issued by.
func (c *Company) Check() error {
	if err := CheckName("company's name", c.Name); err != nil {
		return at(err, "name")
	}
	if err := CheckEmail("company", c.Email); err != nil {
		return at(err, "email")
	}
	if err := CheckEmail("purchasing", c.BuyEmail); err != nil {
		return at(err, "buy_email")
	}
	if _, err := money.ParseCurrency(string(c.Currency)); err != nil {
		return Faultf(Invalid, "The company's currency: %v.", err).In("currency")
	}
	if !colour.MatchString(c.Accent) {
		return Faultf(Invalid, "%q is not a colour such as #2f5bea.", c.Accent).In("accent")
	}
	if c.PaperSize != "A4" && c.PaperSize != "Letter" {
		return Faultf(Invalid, "The paper size is A4 or Letter, not %q.", c.PaperSize).In("paper_size")
	}
	if c.QuoteDays < 0 || c.QuoteDays > 3650 {
		return Faultf(Invalid, "A quote cannot be valid for %d days.", c.QuoteDays).In("quote_days")
	}
	if c.Routing != "" && c.Routing != RouteByPreference && c.Routing != RouteByCost {
		return Faultf(Invalid, "Suppliers are chosen by preference or cheapest, not by %q.", c.Routing).In("routing")
	}
	for _, name := range c.Without {
		if !slices.Contains(Columns, name) {
			return Faultf(Invalid, "There is no column %q that documents can do without. There are %s.", name, strings.Join(Columns, ", ")).In("without")
		}
	}
	if c.Floor < 0 || c.Floor >= money.Whole {
		return Faultf(Invalid, "The least margin is %s %%; it must be between 0 and 100.", c.Floor).In("margin_floor")
	}
	if err := CheckText("terms", c.TermsText); err != nil {
		return at(err, "terms_text")
	}
	if len(c.BankLines) > 8 {
		return Faultf(Invalid, "At most eight bank lines fit on a document.").In("bank_lines")
	}
	return nil
}

// User is somebody who works with the program: a sales rep, a buyer, a bookkeeper.
type User struct {
	ID       ID     `json:"id"`
	Version  int    `json:"version"`
	Name     string `json:"name"`
	Initials string `json:"initials,omitempty"`
	Email    string `json:"email,omitempty"`
	Role     string `json:"role"` // sales, purchasing, books, admin
	Inactive bool   `json:"inactive"`

	CommissionOn string     `json:"commission_on"` // profit, revenue, or empty: no commission
	Commission   money.Rate `json:"commission"`    // percentage of it
}

// Check refuses a user without a name or with an unknown role.
func (u *User) Check() error {
	if err := CheckName("user's name", u.Name); err != nil {
		return at(err, "name")
	}
	switch u.Role {
	case "sales", "purchasing", "books", "admin":
	default:
		return Faultf(Invalid, "The role %q is none of sales, purchasing, books, admin.", u.Role).In("role")
	}
	switch u.CommissionOn {
	case "", "profit", "revenue":
	default:
		return Faultf(Invalid, "Commission is a share of profit or of revenue, not of %q.", u.CommissionOn).In("commission_on")
	}
	if u.Commission < 0 || u.Commission > money.Whole {
		return Faultf(Invalid, "A commission of %s %% is not between 0 and 100.", u.Commission).In("commission")
	}
	return at(CheckEmail("user "+u.Name, u.Email), "email")
}

// Numbering gives the numbers of one kind of document.
type Numbering struct {
	Kind   Kind   `json:"kind"`
	Prefix string `json:"prefix"`
	Next   int64  `json:"next"`
	Digits int    `json:"digits"` // numbers have zeros in front until they are so long; 0: none
}

// Name is the document's number n: the prefix, in which {year} stands for the year, and n.
func (x Numbering) Name(n int64, year int) string {
	return fmt.Sprintf("%s%0*d", strings.ReplaceAll(x.Prefix, "{year}", strconv.Itoa(year)), x.Digits, n)
}

// ExchangeRate is what one unit of Currency costs in the company's currency from Date on.
type ExchangeRate struct {
	ID       ID             `json:"id"`
	Currency money.Currency `json:"currency"`
	Date     Date           `json:"date"`
	Rate     money.FX       `json:"rate"`
}
