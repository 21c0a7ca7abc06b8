package trade

import "dropdesk/app/money"

// Shipment is goods that one supplier sent to one customer in one or several parcels.
type Shipment struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Number     string         `json:"number"`
	State      State          `json:"state"`
	Date       Date           `json:"date"` // when it was shipped
	Expected   Date           `json:"expected,omitempty"`
	PurchaseID ID             `json:"purchase_id"`
	PurchaseNo string         `json:"purchase_number"`
	OrderID    ID             `json:"order_id"`
	OrderNo    string         `json:"order_number"`
	CustomerID ID             `json:"customer_id"`
	Customer   string         `json:"customer"`
	SupplierID ID             `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	ShipTo     Address        `json:"ship_to"`
	CarrierID  ID             `json:"carrier_id,omitempty"`
	Carrier    string         `json:"carrier,omitempty"`
	Method     string         `json:"method,omitempty"`
	Parcels    []Parcel       `json:"parcels"`
	Delivered  Date           `json:"delivered,omitempty"`
	Late       bool           `json:"late,omitempty"` // it arrived after the day that the customer wanted, or else was told
	ReceivedBy string         `json:"received_by,omitempty"`
	Promised   int            `json:"promised,omitempty"`    // lines of which a day was agreed with the supplier when it was sent
	LateLines  int            `json:"late_lines,omitempty"`  // of them sent after that day
	DaysLate   int            `json:"days_late,omitempty"`   // of all those lines together
	Notified   Stamp          `json:"notified_at,omitempty"` // when the customer's notice was written
	Notes      string         `json:"notes,omitempty"`
	Lines      []ShipmentLine `json:"lines"`
}

// Parcel is one tracked piece.
type Parcel struct {
	Tracking string `json:"tracking"`
	Link     string `json:"link,omitempty"`
}

// Good is what of the line the customer has use of.
func (l *ShipmentLine) Good() money.Qty { return l.Qty - l.Failed }

// ShipmentLine is what a shipment holds of one purchase order line.
type ShipmentLine struct {
	ID             ID        `json:"id"`
	ShipmentID     ID        `json:"shipment_id"`
	PurchaseLineID ID        `json:"purchase_line_id"`
	OrderLineID    ID        `json:"order_line_id"`
	Pos            int       `json:"pos"`
	SKU            string    `json:"sku,omitempty"`
	Description    string    `json:"description"`
	Unit           string    `json:"unit,omitempty"`
	Qty            money.Qty `json:"qty"`
	Failed         money.Qty `json:"failed"` // of Qty: lost, damaged, wrong or returned for others
	Extra          money.Qty `json:"extra"`  // besides Qty: sent without being ordered, not decided about
}
