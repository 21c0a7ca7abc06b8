package trade

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Carrier brings parcels.
type Carrier struct {
	ID       ID       `json:"id"`
	Version  int      `json:"version"`
	Name     string   `json:"name"`
	Link     string   `json:"link,omitempty"`    // tracking page, {number} stands for the tracking number
	Pattern  string   `json:"pattern,omitempty"` // regular expression that tracking numbers obey
	Methods  []string `json:"methods"`
	Inactive bool     `json:"inactive"`
}

// Check refuses a carrier whose link or pattern cannot work.
func (c *Carrier) Check() error {
	if err := CheckName("carrier's name", c.Name); err != nil {
		return at(err, "name")
	}
	if c.Link != "" {
		u, err := url.Parse(strings.ReplaceAll(c.Link, "{number}", "0"))
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || !strings.Contains(c.Link, "{number}") {
			return Faultf(Invalid, "The tracking link of %s must be a web address that contains {number}.", c.Name).In("link")
		}
	}
	if _, err := regexp.Compile(c.Pattern); err != nil {
		return Faultf(Invalid, "The pattern for tracking numbers of %s cannot be read: %v.", c.Name, err).In("pattern")
	}
	return nil
}

// TrackingLink is the page that shows where a parcel is; empty where the carrier has none.
func (c *Carrier) TrackingLink(number string) string {
	if c.Link == "" || number == "" {
		return ""
	}
	return strings.ReplaceAll(c.Link, "{number}", url.QueryEscape(number))
}

// Doubt says in words why a tracking number does not look like one of this carrier's; empty where it does.
func (c *Carrier) Doubt(number string) string {
	if c.Pattern == "" || number == "" {
		return ""
	}
	ok, err := regexp.MatchString("^(?:"+c.Pattern+")$", number)
	if err != nil || ok {
		return ""
	}
	return fmt.Sprintf("%s does not look like a tracking number of %s. Check it against the supplier's message.", number, c.Name)
}
