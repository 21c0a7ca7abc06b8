package trade

import (
	"slices"
	"strings"
)

// Channels are the ways in which orders come in; the names of shops and marketplaces are among them, because each keeps other charges.
var Channels = []string{"typed", "quote", "web", "email", "file", "edi", "shopify", "woocommerce", "amazon", "ebay", "etsy", "faire",
	"shopify-2", "shopify-3", "woocommerce-2", "woocommerce-3"}

// CheckChannel refuses a channel that is none.
func CheckChannel(channel string) error {
	if slices.Contains(Channels, channel) {
		return nil
	}
	return Faultf(Invalid, "The channel %q is none of %s.", channel, strings.Join(Channels, ", ")).In("channel")
}

// OrderMap says how a file of orders is read.
type OrderMap struct {
	Source   string        `json:"source"`    // shopify, woocommerce, amazon, ebay, etsy, faire; empty: any other table
	Sheet    string        `json:"sheet"`     // empty: the one that looks most like orders
	Heading  int           `json:"heading"`   // the row of the headings; 0: found by what it says
	Columns  []PriceColumn `json:"columns"`   // empty: found by their headings
	DayFirst string        `json:"day_first"` // of days such as 03/04/2026: yes, no, or empty: told by the file
}

// OrderImport is one file of orders that was taken over.
type OrderImport struct {
	ID        ID     `json:"id"`
	Channel   string `json:"channel"`
	At        Stamp  `json:"at"`
	Who       string `json:"who"`
	Name      string `json:"name"`   // of the file
	SHA256    string `json:"sha256"` // of the file
	Orders    int    `json:"orders"`
	Customers int    `json:"customers"` // that were new
	Items     int    `json:"items"`     // that were new
}

// OrderText is an order as its channel told it.
type OrderText struct {
	ID       ID     `json:"id"`
	OrderID  ID     `json:"order_id"`
	ImportID ID     `json:"import_id"`
	Place    string `json:"place"` // where in the file
	Text     string `json:"text"`
}
