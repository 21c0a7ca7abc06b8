package trade

import "dropdesk/app/money"

// PurchaseOrder asks one supplier to ship goods of one sales order to its customer.
type PurchaseOrder struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Number     string         `json:"number,omitempty"` // given when it is sent
	State      State          `json:"state"`
	Date       Date           `json:"date"`
	OrderID    ID             `json:"order_id"`
	OrderNo    string         `json:"order_number"`
	CustomerID ID             `json:"customer_id"`
	Customer   string         `json:"customer"`
	SupplierID ID             `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	AccountNo  string         `json:"account_no,omitempty"`
	Contact    Contact        `json:"contact"`
	Address    Address        `json:"address"` // the supplier's
	ShipTo     Address        `json:"ship_to"` // the customer's, from the order
	Terms      Terms          `json:"terms"`
	Currency   money.Currency `json:"currency"`
	FX         money.FX       `json:"fx"` // one unit of Currency in the company's currency
	ShipMethod string         `json:"ship_method,omitempty"`
	CarrierID  ID             `json:"carrier_id,omitempty"` // the supplier's usual carrier
	SendBy     string         `json:"send_by"`
	Language   string         `json:"language"`
	Notes      string         `json:"notes,omitempty"`
	Wanted     Date           `json:"wanted,omitempty"`
	Expected   Date           `json:"expected,omitempty"` // by lead time, then as the supplier answered
	SentAt     Stamp          `json:"sent_at,omitempty"`
	Reason     string         `json:"reason,omitempty"`        // why it was cancelled
	Waiting    Stamp          `json:"waiting_since,omitempty"` // a draft below the supplier's minimum, to be sent together with others
	Warnings   []string       `json:"warnings,omitempty"`      // minimums and multiples not met
	TheirRef   string         `json:"their_ref,omitempty"`
	Next       Step           `json:"next"`
	Net        money.Amount   `json:"net"`      // of the goods
	Fees       Fees           `json:"fees"`     // agreed besides the goods; they count until bills say what they came to
	OwnFees    bool           `json:"own_fees"` // a person entered the fees: they stay when the lines change
	Billed     money.Amount   `json:"billed"`   // net of goods billed so far
	Lines      []PurchaseLine `json:"lines"`
}

// PurchaseLine is one line of a purchase order.
type PurchaseLine struct {
	ID          ID           `json:"id"`
	PurchaseID  ID           `json:"purchase_id"`
	OrderID     ID           `json:"order_id"`
	OrderLineID ID           `json:"order_line_id"`
	SupplierID  ID           `json:"supplier_id"`
	Pos         int          `json:"pos"`
	ItemID      ID           `json:"item_id,omitempty"`
	SKU         string       `json:"sku,omitempty"`
	PartNo      string       `json:"part_no,omitempty"`
	Description string       `json:"description"`
	Unit        string       `json:"unit,omitempty"`
	Qty         money.Qty    `json:"qty"`
	Cost        money.Price  `json:"cost"`
	Net         money.Amount `json:"net"`
	Expected    Date         `json:"expected,omitempty"`
	Confirmed   money.Qty    `json:"confirmed"`
	BackOrdered money.Qty    `json:"back_ordered"`
	Refused     money.Qty    `json:"refused"`
	Cancelled   money.Qty    `json:"cancelled"`
	Shipped     money.Qty    `json:"shipped"`
	Delivered   money.Qty    `json:"delivered"`
	Failed      money.Qty    `json:"failed"`  // of Shipped: lost, damaged, wrong or returned for others; the customer has no use of it
	Claimed     money.Qty    `json:"claimed"` // the supplier is not to charge for it, or to give credit
	Asked       money.Qty    `json:"asked"`   // to be cancelled, and not answered yet
	Billed      money.Qty    `json:"billed"`
	BilledNet   money.Amount `json:"billed_net"`
	BilledBase  money.Amount `json:"billed_base" cur:"base"`  // in the company's currency
	FreightBase money.Amount `json:"freight_base" cur:"base"` // freight and fees of bills, in the company's currency
	Answer      string       `json:"answer,omitempty"`
}

// Name is what the purchase order is called in sentences.
func (p *PurchaseOrder) Name() string { return docName("purchase order", p.Number) }

// Live is what the supplier is to ship or has shipped.
func (l *PurchaseLine) Live() money.Qty { return l.Qty - l.Refused - l.Cancelled }

// Waiting is what the supplier has still to ship.
func (l *PurchaseLine) Waiting() money.Qty { return l.Live() - l.Shipped }

// Unanswered is what the supplier has said nothing about.
func (l *PurchaseLine) Unanswered() money.Qty {
	return l.Live() - max(l.Confirmed+l.BackOrdered, l.Shipped)
}

// ToBill is what of the line is still to be billed; below zero, what the supplier is to give credit for.
func (l *PurchaseLine) ToBill() money.Qty { return l.Live() - l.Claimed - l.Billed }

// Billable is the most that may still be billed: what is claimed may be charged all the same, and credited later.
func (l *PurchaseLine) Billable() money.Qty { return l.Live() - l.Billed }

// Cancellable is what the supplier can still be asked to cancel.
func (l *PurchaseLine) Cancellable() money.Qty { return l.Live() - max(l.Shipped, l.Billed) - l.Asked }

// Good is what reaches the customer.
func (l *PurchaseLine) Good() money.Qty { return l.Live() - l.Failed }

// CostLeft is what is still to come from the supplier for the line's goods, in the purchase order's
// currency: what is not billed yet at the agreed cost, less what is to be credited at the billed one.
func (l *PurchaseLine) CostLeft() money.Amount {
	if q := l.ToBill(); q < 0 {
		return -l.BilledNet.Share(-q, l.Billed)
	}
	return l.Cost.Times(l.ToBill())
}

// AddUp recomputes the purchase order's net.
func (p *PurchaseOrder) AddUp() {
	p.Net = 0
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Net = l.Cost.Times(l.Live())
		p.Net += l.Net
	}
}

// Line is the purchase order's line with an ID, or an error that says that it is not one of them.
func (p *PurchaseOrder) Line(id ID) (*PurchaseLine, error) {
	for i := range p.Lines {
		if p.Lines[i].ID == id {
			return &p.Lines[i], nil
		}
	}
	return nil, Faultf(Invalid, "Line %d is not a line of %s. Read it again and choose one of its lines.", id, p.Name())
}
