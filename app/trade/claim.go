package trade

import "dropdesk/app/money"

// Claim is goods that a supplier is not to charge for, or to give credit for: lost, damaged, wrong or returned.
type Claim struct {
	ID             ID            `json:"id"`
	Version        int           `json:"version"`
	Date           Date          `json:"date"`
	Kind           ExceptionKind `json:"kind"` // why; empty for a return
	ExceptionID    ID            `json:"exception_id,omitempty"`
	ReturnID       ID            `json:"return_id,omitempty"`
	PurchaseID     ID            `json:"purchase_id"`
	PurchaseNo     string        `json:"purchase_number"`
	PurchaseLineID ID            `json:"purchase_line_id"`
	OrderID        ID            `json:"order_id"`
	OrderNo        string        `json:"order_number"`
	SupplierID     ID            `json:"supplier_id"`
	Supplier       string        `json:"supplier"`
	SKU            string        `json:"sku,omitempty"`
	Description    string        `json:"description"`
	Qty            money.Qty     `json:"qty"`
	Dropped        money.Qty     `json:"dropped"` // given up
	Chased         Stamp         `json:"chased_at,omitempty"`
	Note           string        `json:"note,omitempty"`
}

// Live is what the supplier is still held to.
func (c *Claim) Live() money.Qty { return c.Qty - c.Dropped }
