package trade

import "dropdesk/app/money"

// Item is something we sell.
type Item struct {
	ID          ID           `json:"id"`
	Version     int          `json:"version"`
	SKU         string       `json:"sku"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"` // what quotes and invoices say
	GTIN        string       `json:"gtin,omitempty"`
	Unit        string       `json:"unit"`
	Category    string       `json:"category,omitempty"`
	Price       money.Price  `json:"price"`  // in the company's currency
	Breaks      []PriceBreak `json:"breaks"` // lower prices for larger quantities, smallest quantity first
	TaxCodeID   ID           `json:"tax_code_id"`
	WeightG     int64        `json:"weight_g"`
	DropShip    bool         `json:"drop_ship"` // bought from a supplier for each order; a service is not
	Notes       string       `json:"notes,omitempty"`
	Inactive    bool         `json:"inactive"`
	BecameID    ID           `json:"became_id,omitempty"`    // the item that this one was joined with
	Sources     []ItemSource `json:"sources"`                // in order of preference
	Components  []Component  `json:"components,omitempty"`   // of a kit: it is sold as one and bought as these
	Planned     money.Price  `json:"planned_cost,omitempty"` // of a kit: what its components cost at their first suppliers, in the company's currency; filled in when read
}

// PriceBreak is what one unit is sold at from a quantity on.
type PriceBreak struct {
	From  money.Qty   `json:"from"`
	Price money.Price `json:"price"`
}

// ItemSource is how one supplier sells the item to us.
type ItemSource struct {
	ID          ID             `json:"id,omitempty"`
	ItemID      ID             `json:"item_id,omitempty"`
	SupplierID  ID             `json:"supplier_id"`
	Supplier    string         `json:"supplier,omitempty"` // the supplier's name, filled in when read
	PartNo      string         `json:"part_no,omitempty"`
	Description string         `json:"description,omitempty"`
	Currency    money.Currency `json:"currency"`
	Cost        money.Price    `json:"cost"`   // in Currency
	Breaks      []CostBreak    `json:"breaks"` // costs for larger quantities, smallest quantity first
	CostDate    Date           `json:"cost_date,omitempty"`
	ValidUntil  Date           `json:"valid_until,omitempty"` // of the costs; empty: until they change
	MinQty      money.Qty      `json:"min_qty"`
	Multiple    money.Qty      `json:"multiple"`
	LeadDays    int            `json:"lead_days"`
	Stock       *money.Qty     `json:"stock"` // last known; nothing where never told
	StockDate   Date           `json:"stock_date,omitempty"`
	Unlisted    Date           `json:"unlisted,omitempty"`    // since when the supplier's list has it no more, or calls it discontinued
	ReplacedBy  string         `json:"replaced_by,omitempty"` // the part number that the supplier offers instead
}

// CostBreak is what a supplier asks for one unit from a quantity on.
type CostBreak struct {
	From money.Qty   `json:"from"`
	Cost money.Price `json:"cost"`
}

// CostChange is one entry of an item's cost history: what a supplier's list says, what was ordered
// at or what was billed. Orders and bills never change the list.
type CostChange struct {
	ItemID     ID             `json:"item_id"`
	SupplierID ID             `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Date       Date           `json:"date"`
	Kind       Kind           `json:"kind,omitempty"` // purchase or bill; empty: the supplier's list
	DocID      ID             `json:"doc_id,omitempty"`
	Number     string         `json:"number,omitempty"`
	Qty        money.Qty      `json:"qty"` // that was ordered or billed; of a list: from this quantity on
	Currency   money.Currency `json:"currency"`
	Cost       money.Price    `json:"cost"`
}

// Check refuses an item that could not be sold or bought.
func (it *Item) Check() error {
	if err := CheckName("SKU", it.SKU); err != nil {
		return at(err, "sku")
	}
	if err := CheckName("item's name", it.Name); err != nil {
		return at(err, "name")
	}
	if err := CheckText("description", it.Description); err != nil {
		return at(err, "description")
	}
	if it.Price < 0 || it.Price > money.MaxPrice {
		return Faultf(Invalid, "The price of %s must be between zero and what a document can carry.", it.SKU).In("price")
	}
	if it.WeightG < 0 {
		return Faultf(Invalid, "The weight of %s may not be negative.", it.SKU).In("weight_g")
	}
	if it.GTIN != "" && !ValidGTIN(it.GTIN) {
		return Faultf(Invalid, "%s is not a GTIN: 8, 12, 13 or 14 digits, the last of which checks the others.", it.GTIN).In("gtin")
	}
	for i, b := range it.Breaks {
		if b.Price < 0 || b.Price > money.MaxPrice {
			return Faultf(Invalid, "The price of %s from %s on must be between zero and what a document can carry.", it.SKU, b.From).In("breaks[%d].price", i)
		}
		if b.From <= 0 || b.From > money.MaxQty || (i > 0 && b.From <= it.Breaks[i-1].From) {
			return Faultf(Invalid, "The price breaks of %s must begin above zero and rise; %s does not.", it.SKU, b.From).In("breaks[%d].from", i)
		}
	}
	seen := map[ID]bool{}
	for i, s := range it.Sources {
		switch {
		case s.SupplierID == 0:
			return Faultf(Invalid, "Source %d of %s names no supplier.", i+1, it.SKU).In("sources[%d].supplier_id", i)
		case seen[s.SupplierID]:
			return Faultf(Invalid, "A supplier of %s is listed twice. Keep one entry.", it.SKU).In("sources[%d].supplier_id", i)
		case s.Cost < 0 || s.Cost > money.MaxPrice:
			return Faultf(Invalid, "The cost of %s must be between zero and what a document can carry.", it.SKU).In("sources[%d].cost", i)
		case s.MinQty < 0 || s.Multiple < 0 || s.MinQty > money.MaxQty || s.Multiple > money.MaxQty:
			return Faultf(Invalid, "Minimum and multiple of %s may not be negative or beyond %s.", it.SKU, money.MaxQty).In("sources[%d].min_qty", i)
		case s.LeadDays < 0 || s.LeadDays > 3650:
			return Faultf(Invalid, "A lead time of %d days cannot be.", s.LeadDays).In("sources[%d].lead_days", i)
		case s.Stock != nil && *s.Stock < 0:
			return Faultf(Invalid, "A supplier's stock may not be negative.").In("sources[%d].stock", i)
		}
		if err := CheckShort("supplier's part number", s.PartNo); err != nil {
			return at(err, "sources[%d].part_no", i)
		}
		if err := s.ValidUntil.Check("end of the cost's validity"); err != nil {
			return at(err, "sources[%d].valid_until", i)
		}
		for j, b := range s.Breaks {
			if b.Cost < 0 || b.Cost > money.MaxPrice {
				return Faultf(Invalid, "The cost of %s from %s on must be between zero and what a document can carry.", it.SKU, b.From).In("sources[%d].breaks[%d].cost", i, j)
			}
			if b.From <= 0 || b.From > money.MaxQty || (j > 0 && b.From <= s.Breaks[j-1].From) {
				return Faultf(Invalid, "The cost breaks of %s must begin above zero and rise; %s does not.", it.SKU, b.From).In("sources[%d].breaks[%d].from", i, j)
			}
		}
		seen[s.SupplierID] = true
	}
	return it.checkComponents()
}

// Source is the item's entry for a supplier.
func (it *Item) Source(supplier ID) (ItemSource, bool) {
	for _, s := range it.Sources {
		if s.SupplierID == supplier {
			return s, true
		}
	}
	return ItemSource{}, false
}

// PriceFor is what one unit is sold at when q are sold, in the company's currency.
func (it *Item) PriceFor(q money.Qty) money.Price {
	price := it.Price
	for _, b := range it.Breaks {
		if q >= b.From {
			price = b.Price
		}
	}
	return price
}

// CostFor is what the supplier asks for one unit when q are ordered.
func (s *ItemSource) CostFor(q money.Qty) money.Price {
	cost := s.Cost
	for _, b := range s.Breaks {
		if q >= b.From {
			cost = b.Cost
		}
	}
	return cost
}

// ValidGTIN checks length and check digit of a GTIN (GS1 General Specifications, section 7.9).
func ValidGTIN(s string) bool {
	switch len(s) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[i] - '0')
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		if (len(s)-1-i)%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return sum%10 == 0
}
