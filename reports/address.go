package reports

import (
	"strings"

	"dropdesk/app/trade"
)

// place is an address as a postman reads it, in the order that its country is used to. The
// country is named unless it is home.
func (w *words) place(a trade.Address, home string) []string {
	lines := []string{a.Company, a.Name, a.Street, a.Street2}
	switch a.Country {
	case "US", "CA", "AU", "PR":
		lines = append(lines, joined(joined(a.City, ", ", a.Region), " ", a.Zip))
	case "GB", "IE", "GG", "JE", "IM":
		lines = append(lines, a.City, a.Region, a.Zip)
	case "IT", "ES":
		region := a.Region
		if region != "" {
			region = "(" + region + ")"
		}
		lines = append(lines, joined(joined(a.Zip, " ", a.City), " ", region))
	default:
		lines = append(lines, joined(a.Zip, " ", a.City), a.Region)
	}
	if a.Country != "" && a.Country != home {
		lines = append(lines, strings.ToUpper(w.country(a.Country)))
	}
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(clean(l)); l != "" && (len(kept) == 0 || kept[len(kept)-1] != l) {
			kept = append(kept, l)
		}
	}
	return kept
}

func joined(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

// same says whether two addresses are one place to whoever reads them.
func same(a, b trade.Address) bool {
	a.ID, a.Label, a.Phone = 0, "", ""
	b.ID, b.Label, b.Phone = 0, "", ""
	return a == b
}
