package trade

import "dropdesk/app/money"

// PriceMap says how a supplier's price lists are read.
type PriceMap struct {
	Sheet      string        `json:"sheet"`       // empty: the one that looks most like a list
	Heading    int           `json:"heading"`     // the row of the headings, the last one where they have several; 0: found by what it says; -1: there is none
	Columns    []PriceColumn `json:"columns"`     // empty: found by their headings
	PerPack    bool          `json:"per_pack"`    // prices are for the pack, not for one piece
	Tax        money.Rate    `json:"tax"`         // that the prices include
	Discount   money.Rate    `json:"discount"`    // that we get on all prices of the list
	Full       bool          `json:"full"`        // the list has all that the supplier sells: what it lacks is not to be had any more
	Up         money.Rate    `json:"up"`          // a cost that rises by more is in doubt; zero is 25 %
	Down       money.Rate    `json:"down"`        // a cost that falls by more is in doubt; zero is 25 %
	Margin     money.Rate    `json:"margin"`      // quotes and items below it are counted; zero is 15 %
	ValidUntil Date          `json:"valid_until"` // of all costs that say nothing else
}

// PriceColumn says what stands in a column of a price list.
type PriceColumn struct {
	Column   string         `json:"column"`            // such as C
	Heading  string         `json:"heading"`           // what stands above it; a column is found again by it
	Field    string         `json:"field"`             // such as cost; empty: it is not read
	From     money.Qty      `json:"from"`              // of a cost: from this quantity on
	Decimal  string         `json:"decimal"`           // the decimal sign of its texts, . or ,
	Currency money.Currency `json:"currency"`          // that the column is in, where it says so
	Samples  []string       `json:"samples,omitempty"` // some of its cells
	Doubt    string         `json:"doubt,omitempty"`
}

// PriceImport is one price list that was applied.
type PriceImport struct {
	ID         ID     `json:"id"`
	SupplierID ID     `json:"supplier_id"`
	Supplier   string `json:"supplier"`
	At         Stamp  `json:"at"`
	Who        string `json:"who"`
	Name       string `json:"name"`   // of the file
	SHA256     string `json:"sha256"` // of the file
	Made       int    `json:"made"`   // items that were new
	Added      int    `json:"added"`  // items that had other suppliers only
	Changed    int    `json:"changed"`
	Ended      int    `json:"ended"` // that are not to be had any more
	UndoneAt   Stamp  `json:"undone_at,omitempty"`
	UndoneBy   string `json:"undone_by,omitempty"`
}
