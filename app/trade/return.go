package trade

import "dropdesk/app/money"

// Return is goods that a customer gives back, under a number that the customer puts on the parcel.
type Return struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Number     string         `json:"number"`
	State      State          `json:"state"` // approved, received, settled, cancelled
	Date       Date           `json:"date"`
	OrderID    ID             `json:"order_id"`
	OrderNo    string         `json:"order_number"`
	CustomerID ID             `json:"customer_id"`
	Customer   string         `json:"customer"`
	SupplierID ID             `json:"supplier_id,omitempty"` // who shipped them
	Supplier   string         `json:"supplier,omitempty"`
	To         string         `json:"to"`      // supplier, us or nobody: the customer keeps them
	ShipTo     Address        `json:"ship_to"` // where the parcel goes
	Language   string         `json:"language"`
	Reason     string         `json:"reason,omitempty"` // printed
	Notes      string         `json:"notes,omitempty"`  // printed: how to pack, who pays the carrier
	Received   Date           `json:"received,omitempty"`
	Outcome    string         `json:"outcome,omitempty"`   // credit, replace or none
	CreditID   ID             `json:"credit_id,omitempty"` // the first credit note
	Currency   money.Currency `json:"currency"`
	Fee        money.Amount   `json:"fee"`     // restocking fee that the customer bears, net
	Claimed    bool           `json:"claimed"` // the supplier is to give credit
	SentAt     Stamp          `json:"sent_at,omitempty"`
	Lines      []ReturnLine   `json:"lines"`
}

// ReturnLine is what is given back of one shipment line.
type ReturnLine struct {
	ID             ID        `json:"id"`
	ReturnID       ID        `json:"return_id"`
	Pos            int       `json:"pos"`
	OrderLineID    ID        `json:"order_line_id"`
	PurchaseLineID ID        `json:"purchase_line_id"`
	ShipmentLineID ID        `json:"shipment_line_id"`
	SKU            string    `json:"sku,omitempty"`
	Description    string    `json:"description"`
	Unit           string    `json:"unit,omitempty"`
	Qty            money.Qty `json:"qty"`
	Received       money.Qty `json:"received"`
	Failed         money.Qty `json:"failed"`  // of what came back: taken out of what the shipment brought, as it is replaced or was never charged
	Surplus        bool      `json:"surplus"` // sent without being ordered: nothing is credited for it
}

// Name is what the return is called in sentences.
func (r *Return) Name() string { return r.Number }

// Holds is what of the line cannot be returned again: what comes back, less what was taken out of
// the shipment for it.
func (r *Return) Holds(l *ReturnLine) money.Qty {
	switch {
	case r.State == Cancelled || l.Surplus:
		return 0
	case r.State == Settled && r.To != "nobody":
		return l.Received - l.Failed
	}
	return l.Qty - l.Failed
}

// Counts is what of the line is settled: what came back, or all of it where the customer keeps it.
func (r *Return) Counts(l *ReturnLine) money.Qty {
	if r.To == "nobody" {
		return l.Qty
	}
	return l.Received
}
