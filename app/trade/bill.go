package trade

import "dropdesk/app/money"

// Bill is a supplier's invoice, or with Credit set a supplier's credit note, joined to the
// purchase order lines that it charges for.
type Bill struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Credit     bool           `json:"credit"`
	Number     string         `json:"number,omitempty"` // ours, given when it is entered
	TheirNo    string         `json:"their_number"`     // the supplier's
	State      State          `json:"state"`
	SupplierID ID             `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Date       Date           `json:"date"`
	Due        Date           `json:"due"`
	Dues       []Due          `json:"dues"`
	Terms      Terms          `json:"terms"`
	Currency   money.Currency `json:"currency"`
	FX         money.FX       `json:"fx"`
	Notes      string         `json:"notes,omitempty"`
	Net        money.Amount   `json:"net"`
	Tax        money.Amount   `json:"tax"` // as the supplier charged it
	Total      money.Amount   `json:"total"`
	Settled    money.Amount   `json:"settled"`
	Difference money.Amount   `json:"difference"` // net charged for goods less what the purchase orders say
	Lines      []BillLine     `json:"lines"`
}

// BillLine is one line of a bill: goods of a purchase order line, or freight and fees.
type BillLine struct {
	ID             ID           `json:"id"`
	BillID         ID           `json:"bill_id"`
	Pos            int          `json:"pos"`
	PurchaseID     ID           `json:"purchase_id,omitempty"`
	PurchaseNo     string       `json:"purchase_number,omitempty"`
	PurchaseLineID ID           `json:"purchase_line_id,omitempty"`
	OrderID        ID           `json:"order_id,omitempty"`
	Kind           LineKind     `json:"kind"` // item, or freight for freight and fees
	Description    string       `json:"description"`
	Qty            money.Qty    `json:"qty"`
	Price          money.Price  `json:"price"`
	Net            money.Amount `json:"net"`
	Base           money.Amount `json:"base" cur:"base"`    // in the company's currency
	Freight        money.Amount `json:"freight" cur:"base"` // share of the bill's freight and fees, in the company's currency
	Agreed         money.Amount `json:"agreed"`             // what the purchase order says for this quantity
	Ahead          money.Qty    `json:"ahead"`              // charged before it shipped, when entered
}

// Name is what the bill is called in sentences.
func (b *Bill) Name() string {
	if b.TheirNo != "" {
		return "bill " + b.TheirNo
	}
	return docName("bill", b.Number)
}

// Open is what is still to be paid.
func (b *Bill) Open() money.Amount {
	if b.State != Entered {
		return 0
	}
	return b.Total - b.Settled
}

// Sign is −1 for a supplier's credit note.
func (b *Bill) Sign() money.Amount {
	if b.Credit {
		return -1
	}
	return 1
}

// AddUp recomputes net, total and the difference to the purchase orders, and spreads freight and
// fees over the goods by value, without losing a cent. Without goods they stay where they are.
func (b *Bill) AddUp(base money.Currency) {
	b.Net, b.Difference = 0, 0
	var freight money.Amount
	weights := make([]int64, len(b.Lines))
	goods := false
	for i := range b.Lines {
		l := &b.Lines[i]
		l.Net = l.Price.Times(l.Qty)
		l.Base = l.Net.To(b.FX, b.Currency, base)
		l.Freight = 0
		b.Net += l.Net
		if l.Kind == LineFreight {
			freight += l.Base
			continue
		}
		goods = true
		weights[i] = max(int64(l.Net), 0)
		b.Difference += l.Net - l.Agreed
	}
	b.Total = b.Net + b.Tax
	if !goods || freight == 0 {
		return
	}
	for i, share := range money.Allocate(freight, weights) {
		b.Lines[i].Freight = share
	}
}
