package trade

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"dropdesk/app/money"
)

// Shop is a web shop whose orders are fetched, and that is told what has shipped. Its key is kept by the operating system, never here.
type Shop struct {
	ID       ID     `json:"id"`
	Version  int    `json:"version"`
	Kind     string `json:"kind"`    // woocommerce or shopify
	Address  string `json:"address"` // such as https://shop.example.com
	Channel  string `json:"channel"` // of its orders; no two shops share one, because numbers repeat
	Since    Date   `json:"since"`   // orders that were last changed before are not fetched
	Minutes  int    `json:"minutes"` // between two fetches by the worker; zero: by hand alone
	NewItems bool   `json:"new_items"`
	NewTaxes bool   `json:"new_taxes"`
	Tracking bool   `json:"tracking"` // it is told of shipments
	Notify   bool   `json:"notify"`   // it then writes to its customer
	Complete bool   `json:"complete"` // WooCommerce: an order of which all has shipped is completed there
	Inactive bool   `json:"inactive"`

	Place ShopPlace `json:"place"`
}

// ShopPlace says how far a shop is read.
type ShopPlace struct {
	Changed   Stamp  `json:"changed,omitempty"`    // by the shop's clock, of the order that was fetched last
	FetchedAt Stamp  `json:"fetched_at,omitempty"` // when it was read to the end
	TryAt     Stamp  `json:"try_at,omitempty"`     // the worker asks no sooner
	Trouble   string `json:"trouble,omitempty"`    // why it could not be read the last time
	Waiting   int    `json:"waiting"`              // orders that are to be looked at
}

// The kinds of shops.
const (
	WooCommerce = "woocommerce"
	Shopify     = "shopify"
)

// ShopKinds are all kinds.
var ShopKinds = []string{WooCommerce, Shopify}

// ShopChannels are the channels that a shop of a kind can have.
func ShopChannels(kind string) []string {
	var list []string
	for _, c := range Channels {
		if c == kind || strings.HasPrefix(c, kind+"-") {
			list = append(list, c)
		}
	}
	return list
}

// Check refuses a shop that could not be asked, or to which a key would go openly. It writes the address as it is used.
func (s *Shop) Check() error {
	if !slices.Contains(ShopKinds, s.Kind) {
		return Faultf(Invalid, "The shop %q is none of %s.", s.Kind, strings.Join(ShopKinds, ", ")).In("kind")
	}
	address, err := ShopAddress(s.Kind, s.Address)
	if err != nil {
		return err
	}
	s.Address = address
	if s.Channel == "" {
		s.Channel = s.Kind
	}
	if can := ShopChannels(s.Kind); !slices.Contains(can, s.Channel) {
		return Faultf(Invalid, "The channel %q is none of %s.", s.Channel, strings.Join(can, ", ")).In("channel")
	}
	if err := s.Since.Check("day"); err != nil {
		return at(err, "since")
	}
	if s.Since == "" {
		return Faultf(Invalid, "Say from which day on orders are fetched.").In("since")
	}
	if s.Minutes < 0 || s.Minutes > 1440 {
		return Faultf(Invalid, "The minutes between two fetches must be between 1 and 1440, or 0 for by hand alone, not %d.", s.Minutes).In("minutes")
	}
	return nil
}

// ShopAddress is the address of a shop as it is used: https, the host in small letters, and for WooCommerce the path at which WordPress lies.
func ShopAddress(kind, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text != "" && !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || len(text) > MaxName || strings.ContainsAny(text, " \t\r\n\"<>") {
		return "", Faultf(Invalid, "%q is no address of a shop. Enter one such as https://shop.example.com.", shortText(text, 60)).In("address")
	}
	host := strings.ToLower(u.Host)
	if u.Scheme != "https" && (u.Scheme != "http" || !here(u.Hostname())) {
		return "", Faultf(Invalid, "The key would go openly to %s. Enter an address that begins with https://.", shortText(host, 60)).In("address")
	}
	path := strings.TrimRight(u.Path, "/")
	if kind == Shopify {
		path = ""
	}
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/wp-admin"), "/wp-json")
	return u.Scheme + "://" + host + path, nil
}

// here says whether a host is this computer.
func here(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func shortText(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}

// ShopOrder is an order that came from a shop, until it is taken over or left, and the memory that it was.
type ShopOrder struct {
	ID      ID     `json:"id"`
	ShopID  ID     `json:"shop_id"`
	Key     string `json:"key"` // by which the shop knows it
	Number  string `json:"number"`
	State   string `json:"state"`   // new, doubt, taken or left
	Changed string `json:"changed"` // as the shop says it
	Said    string `json:"said"`    // why it waits for a person
	Text    string `json:"text"`    // as the shop tells it, while it waits
}

// What becomes of an order of a shop.
const (
	ShopNew   = "new"   // it was not looked at yet
	ShopDoubt = "doubt" // a person has to look
	ShopTaken = "taken" // it came in
	ShopLeft  = "left"  // it is not to come in
)

// ShopPush is the word to a shop that something of an order has shipped; it is written with the shipment and sent afterwards.
type ShopPush struct {
	ID         ID         `json:"id"`
	ShopID     ID         `json:"shop_id"`
	OrderID    ID         `json:"order_id"`
	ShipmentID ID         `json:"shipment_id"`
	State      string     `json:"state"` // ready, sending, sent, refused or stopped
	Key        string     `json:"key"`   // by which the shop knows the order
	Number     string     `json:"number"`
	OrderNo    string     `json:"order_number"`
	Carrier    string     `json:"carrier"`
	Parcels    []Parcel   `json:"parcels"`
	Lines      []ToldLine `json:"lines"`
	Whole      bool       `json:"whole"` // nothing of the order is left to ship
	Language   string     `json:"language"`

	// How its sending goes.
	Attempts int    `json:"attempts,omitempty"`
	TryAt    Stamp  `json:"try_at,omitempty"`
	Answer   string `json:"answer,omitempty"` // what the shop said last
}

// ToldLine is what of a line of the shop's order has shipped.
type ToldLine struct {
	Line string    `json:"line"` // by which the shop knows it; empty: it does not say
	Name string    `json:"name"`
	Qty  money.Qty `json:"qty"`
}

// The states of a word to a shop.
const (
	PushReady   = "ready"
	PushSending = "sending" // the shop may know already: it is asked before it is told again
	PushSent    = "sent"
	PushRefused = "refused"
	PushStopped = "stopped"
)

// PushLeft says whether a shop knows, or may.
func PushLeft(state string) bool { return state == PushSending || state == PushSent }
