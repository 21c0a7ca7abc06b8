package trade

import "dropdesk/app/money"

// Change asks a supplier to change a purchase order that has been sent: fewer goods, none, or
// another address. It counts only as far as the supplier accepts it.
type Change struct {
	ID         ID           `json:"id"`
	Version    int          `json:"version"`
	Number     string       `json:"number"` // the purchase order's, with a counter
	State      State        `json:"state"`  // sent, answered
	Whole      bool         `json:"whole"`  // all that has not shipped is to be cancelled
	Date       Date         `json:"date"`
	PurchaseID ID           `json:"purchase_id"`
	PurchaseNo string       `json:"purchase_number"`
	OrderID    ID           `json:"order_id"`
	OrderNo    string       `json:"order_number"`
	SupplierID ID           `json:"supplier_id"`
	Supplier   string       `json:"supplier"`
	ShipTo     *Address     `json:"ship_to,omitempty"` // the new one, where it changes
	Reason     string       `json:"reason,omitempty"`  // printed
	AnsweredAt Stamp        `json:"answered_at,omitempty"`
	Answer     string       `json:"answer,omitempty"` // in the supplier's words
	Moved      bool         `json:"moved"`            // the supplier ships to the new address
	Lines      []ChangeLine `json:"lines"`
}

// ChangeLine asks to cancel a quantity of one purchase order line.
type ChangeLine struct {
	ID             ID        `json:"id"`
	ChangeID       ID        `json:"change_id"`
	PurchaseLineID ID        `json:"purchase_line_id"`
	Pos            int       `json:"pos"`
	SKU            string    `json:"sku,omitempty"`
	PartNo         string    `json:"part_no,omitempty"`
	Description    string    `json:"description"`
	Unit           string    `json:"unit,omitempty"`
	Was            money.Qty `json:"was"`      // on the purchase order
	Cancel         money.Qty `json:"cancel"`   // of it
	Accepted       money.Qty `json:"accepted"` // by the supplier
	Again          bool      `json:"again"`    // what is cancelled here is ordered elsewhere; else the customer does without it
}

// Name is what the change is called in sentences.
func (c *Change) Name() string { return c.Number }
