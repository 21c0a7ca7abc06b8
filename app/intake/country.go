package intake

import (
	"regexp"
	"strings"

	"dropdesk/app/trade"
)

var (
	britishZip  = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$`)
	canadianZip = regexp.MustCompile(`^([A-Z][0-9][A-Z])([0-9][A-Z][0-9])$`)
	dutchZip    = regexp.MustCompile(`^([0-9]{4})([A-Z]{2})$`)
	fiveOfNine  = regexp.MustCompile(`^([0-9]{5})([0-9]{4})$`)
)

// zipDigits is how many digits a zip code has in countries where it consists of nothing else.
var zipDigits = map[string]int{"US": 5, "DE": 5, "FR": 5, "ES": 5, "IT": 5, "FI": 5, "TR": 5, "MX": 5, "EE": 5, "HR": 5, "AT": 4, "CH": 4, "BE": 4, "DK": 4, "NO": 4, "AU": 4, "HU": 4, "LU": 4, "NZ": 4, "BG": 4, "SI": 4}

// Country is the code of a country that is named by it or by a name, in one of several languages; empty where it is not known.
func Country(text string) string {
	if code := countryCodes[squashed(text)]; code != "" {
		return code
	}
	if code := strings.ToUpper(strings.TrimSpace(text)); isoCountries[code] {
		return code
	}
	return ""
}

// tidyAddress writes an address as its country does: country and region as codes, the zip code with its zeros and its space.
func (o *OrderIn) tidyAddress(a *trade.Address) {
	if c := strings.TrimSpace(a.Country); c != "" {
		if a.Country = Country(c); a.Country == "" {
			o.doubt("", "%q is no country that is known; enter its code of two letters.", shortened(c, 40))
		}
	}
	if code := regionNames[a.Country][squashed(a.Region)]; code != "" {
		a.Region = code
	}
	zip := strings.ToUpper(strings.TrimSpace(strings.TrimPrefix(a.Zip, "'")))
	zip = strings.TrimSuffix(zip, ".0")
	tight := strings.ReplaceAll(zip, " ", "")
	pair := func(form *regexp.Regexp, between string) {
		if m := form.FindStringSubmatch(tight); m != nil {
			zip = m[1] + between + m[2]
		}
	}
	switch a.Country {
	case "GB", "IM", "JE", "GG":
		pair(britishZip, " ")
	case "CA":
		pair(canadianZip, " ")
	case "NL":
		pair(dutchZip, " ")
	case "US":
		pair(fiveOfNine, "-")
	}
	if want := zipDigits[a.Country]; want > 0 && len(zip) == want-1 && strings.Trim(zip, "0123456789") == "" {
		o.doubt("", "The zip code %s has lost a zero in front, as Excel does it; it is read as 0%s.", zip, zip)
		zip = "0" + zip
	}
	a.Zip = zip
}

// tidy puts the addresses into the form of their countries, and fills in what follows from each other.
func (o *OrderIn) tidy() {
	for _, a := range []*trade.Address{&o.ShipTo, &o.BillTo} {
		o.tidyAddress(a)
	}
	if o.BillTo.Empty() {
		name, company := o.BillTo.Name, o.BillTo.Company
		o.BillTo = o.ShipTo
		o.BillTo.Phone = ""
		if name != "" || company != "" {
			o.BillTo.Name, o.BillTo.Company = name, company
		}
	}
	if o.ShipTo.Empty() {
		o.ShipTo = o.BillTo
	}
	if o.ShipTo.Name == "" && o.ShipTo.Company == "" {
		o.ShipTo.Name, o.ShipTo.Company = o.BillTo.Name, o.BillTo.Company
	}
	if o.ShipTo.Phone == "" {
		o.ShipTo.Phone = o.Phone
	}
	if o.Company == "" {
		o.Company = o.BillTo.Company
	}
	if o.Customer == "" {
		o.Customer = o.BillTo.Name
	}
	if o.Customer == "" {
		o.Customer = o.ShipTo.Name
	}
}
