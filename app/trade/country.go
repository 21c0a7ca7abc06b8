package trade

import (
	"slices"

	"dropdesk/app/money"
)

// Country is what a company of a country begins with. Rates change: they are proposed, and whoever begins can change them.
type Country struct {
	Code     string // ISO 3166, two letters
	Name     string
	Currency money.Currency
	Tax      string // what the tax on sales is called on documents
	Standard money.Rate
	Reduced  money.Rate // zero: none that a wholesaler usually needs
	Union    bool       // of the European Union, whose companies sell to each other by reverse charge
	Language string     // of documents
	Letter   bool       // paper is Letter, not A4
}

const percentTenth = money.Percent / 10

// Countries are those that the program knows, by name.
var Countries = []Country{
	{"AU", "Australia", "AUD", "GST", 10 * money.Percent, 0, false, "en", false},
	{"AT", "Austria", "EUR", "USt.", 20 * money.Percent, 10 * money.Percent, true, "de", false},
	{"BE", "Belgium", "EUR", "VAT", 21 * money.Percent, 6 * money.Percent, true, "en", false},
	{"BG", "Bulgaria", "EUR", "VAT", 20 * money.Percent, 9 * money.Percent, true, "en", false},
	{"CA", "Canada", "CAD", "GST", 5 * money.Percent, 0, false, "en", true},
	{"HR", "Croatia", "EUR", "VAT", 25 * money.Percent, 13 * money.Percent, true, "en", false},
	{"CY", "Cyprus", "EUR", "VAT", 19 * money.Percent, 9 * money.Percent, true, "en", false},
	{"CZ", "Czechia", "CZK", "VAT", 21 * money.Percent, 12 * money.Percent, true, "en", false},
	{"DK", "Denmark", "DKK", "VAT", 25 * money.Percent, 0, true, "en", false},
	{"EE", "Estonia", "EUR", "VAT", 24 * money.Percent, 9 * money.Percent, true, "en", false},
	{"FI", "Finland", "EUR", "VAT", 255 * percentTenth, 0, true, "en", false},
	{"FR", "France", "EUR", "VAT", 20 * money.Percent, 55 * percentTenth, true, "en", false},
	{"DE", "Germany", "EUR", "USt.", 19 * money.Percent, 7 * money.Percent, true, "de", false},
	{"GR", "Greece", "EUR", "VAT", 24 * money.Percent, 13 * money.Percent, true, "en", false},
	{"HU", "Hungary", "HUF", "VAT", 27 * money.Percent, 18 * money.Percent, true, "en", false},
	{"IE", "Ireland", "EUR", "VAT", 23 * money.Percent, 135 * percentTenth, true, "en", false},
	{"IT", "Italy", "EUR", "VAT", 22 * money.Percent, 10 * money.Percent, true, "en", false},
	{"JP", "Japan", "JPY", "Consumption tax", 10 * money.Percent, 8 * money.Percent, false, "en", false},
	{"LV", "Latvia", "EUR", "VAT", 21 * money.Percent, 12 * money.Percent, true, "en", false},
	{"LI", "Liechtenstein", "CHF", "MWST", 81 * percentTenth, 26 * percentTenth, false, "de", false},
	{"LT", "Lithuania", "EUR", "VAT", 21 * money.Percent, 0, true, "en", false},
	{"LU", "Luxembourg", "EUR", "VAT", 17 * money.Percent, 8 * money.Percent, true, "en", false},
	{"MT", "Malta", "EUR", "VAT", 18 * money.Percent, 5 * money.Percent, true, "en", false},
	{"NL", "Netherlands", "EUR", "VAT", 21 * money.Percent, 9 * money.Percent, true, "en", false},
	{"NZ", "New Zealand", "NZD", "GST", 15 * money.Percent, 0, false, "en", false},
	{"NO", "Norway", "NOK", "VAT", 25 * money.Percent, 15 * money.Percent, false, "en", false},
	{"PL", "Poland", "PLN", "VAT", 23 * money.Percent, 8 * money.Percent, true, "en", false},
	{"PT", "Portugal", "EUR", "VAT", 23 * money.Percent, 13 * money.Percent, true, "en", false},
	{"RO", "Romania", "RON", "VAT", 21 * money.Percent, 11 * money.Percent, true, "en", false},
	{"SG", "Singapore", "SGD", "GST", 9 * money.Percent, 0, false, "en", false},
	{"SK", "Slovakia", "EUR", "VAT", 23 * money.Percent, 19 * money.Percent, true, "en", false},
	{"SI", "Slovenia", "EUR", "VAT", 22 * money.Percent, 95 * percentTenth, true, "en", false},
	{"ZA", "South Africa", "ZAR", "VAT", 15 * money.Percent, 0, false, "en", false},
	{"ES", "Spain", "EUR", "VAT", 21 * money.Percent, 10 * money.Percent, true, "en", false},
	{"SE", "Sweden", "SEK", "VAT", 25 * money.Percent, 12 * money.Percent, true, "en", false},
	{"CH", "Switzerland", "CHF", "MWST", 81 * percentTenth, 26 * percentTenth, false, "de", false},
	{"TR", "Türkiye", "TRY", "VAT", 20 * money.Percent, 10 * money.Percent, false, "en", false},
	{"GB", "United Kingdom", "GBP", "VAT", 20 * money.Percent, 5 * money.Percent, false, "en", false},
	{"US", "United States", "USD", "Sales tax", 0, 0, false, "en", true},
}

// CountryOf is the country with a code.
func CountryOf(code string) (Country, bool) {
	i := slices.IndexFunc(Countries, func(c Country) bool { return c.Code == code })
	if i < 0 {
		return Country{}, false
	}
	return Countries[i], true
}
