package trade

import (
	"fmt"

	"dropdesk/app/money"
)

// Bill is a supplier's invoice, or with Credit set a supplier's credit note, joined to the
// purchase order lines that it charges for.
type Bill struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Credit     bool           `json:"credit"`
	EarlyFor   ID             `json:"early_for,omitempty"` // of a credit: the bill that it is the discount of for paying early
	Number     string         `json:"number,omitempty"`    // ours, given when it is entered
	TheirNo    string         `json:"their_number"`        // the supplier's
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
	Twice      bool           `json:"twice,omitempty"`    // a person said that it is none of the bills that it looks like
	Difference money.Amount   `json:"difference"`         // net charged for goods less what the purchase orders say
	Approval   State          `json:"approval,omitempty"` // waiting, approved, disputed; empty where it is within the tolerance
	Doubts     []string       `json:"doubts"`             // what is beyond the tolerance, as it was entered
	Disputed   money.Amount   `json:"disputed"`           // part of Total that is not paid, as the supplier is to give credit for it
	Lines      []BillLine     `json:"lines"`
	Shares     []BillShare    `json:"shares"` // of its freight for goods that are billed elsewhere
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
	Cost           money.Price  `json:"cost"`               // the purchase order's price
	Agreed         money.Amount `json:"agreed"`             // what the purchase order says for this quantity
	Ahead          money.Qty    `json:"ahead"`              // charged before it shipped, when entered
	Before         money.Qty    `json:"before"`             // billed before, when entered
	Allowance      bool         `json:"allowance"`          // money only: the quantity that is billed stays
}

// BillShare is what one purchase order line bears of a freight line that names its purchase order.
type BillShare struct {
	ID             ID           `json:"id"`
	BillID         ID           `json:"bill_id"`
	Pos            int          `json:"pos"` // of the freight line
	PurchaseLineID ID           `json:"purchase_line_id"`
	Base           money.Amount `json:"base" cur:"base"` // in the company's currency
}

// Counts is what of the line counts as billed quantity.
func (l *BillLine) Counts() money.Qty {
	if l.Kind == LineFreight || l.Allowance {
		return 0
	}
	return l.Qty
}

// Name is what the bill is called in sentences.
func (b *Bill) Name() string {
	if b.TheirNo != "" {
		return fmt.Sprintf("bill %s", b.TheirNo)
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
// fees over the goods by value, without losing a cent. Freight that names a purchase order has its
// own shares; other freight of a bill without goods stays where it is.
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
			if l.PurchaseID == 0 {
				freight += l.Base
			}
			continue
		}
		goods = true
		weights[i] = max(int64(l.Net), 0)
		if !b.Credit || !l.Allowance {
			b.Difference += l.Net - l.Agreed
		}
	}
	b.Total = b.Net + b.Tax
	if !goods || freight == 0 {
		return
	}
	for i, share := range money.Allocate(freight, weights) {
		b.Lines[i].Freight = share
	}
}

// Spread divides each freight line that names a purchase order over that order's lines by value.
func (b *Bill) Spread(purchase func(ID) *PurchaseOrder) {
	b.Shares = nil
	for i := range b.Lines {
		l := &b.Lines[i]
		if l.Kind != LineFreight || l.PurchaseID == 0 {
			continue
		}
		p := purchase(l.PurchaseID)
		weights := make([]int64, len(p.Lines))
		for j := range p.Lines {
			weights[j] = int64(p.Lines[j].Net)
		}
		for j, part := range money.Allocate(l.Base, weights) {
			if part != 0 {
				b.Shares = append(b.Shares, BillShare{BillID: b.ID, Pos: l.Pos, PurchaseLineID: p.Lines[j].ID, Base: part})
			}
		}
	}
}

// AgreeFreight says of each freight line how much of it was agreed, out of a sum.
func (b *Bill) AgreeFreight(agreed money.Amount) {
	for i := range b.Lines {
		if l := &b.Lines[i]; l.Kind == LineFreight {
			l.Agreed = min(l.Net, agreed)
			agreed -= l.Agreed
		}
	}
}

// Judge lists what of the bill is beyond a tolerance in its currency: goods line by line, and freight and
// fees together as far as they are more than agreed; the percentage is then one of the goods that they
// belong to, which are worth so much.
func (b *Bill) Judge(t Tolerance, worth money.Amount) []string {
	var doubts []string
	var freight, agreed money.Amount
	for i := range b.Lines {
		l := &b.Lines[i]
		if l.Kind == LineFreight {
			freight, agreed = freight+l.Net, agreed+l.Agreed
			continue
		}
		if differs := l.Net - l.Agreed; !t.Within(differs, l.Agreed) {
			doubts = append(doubts, l.differs(b.Currency))
		}
	}
	if !t.Within(freight-agreed, worth) {
		text := fmt.Sprintf("Freight and fees of %s %s, for goods worth %s.", freight.Text(b.Currency), b.Currency, worth.Text(b.Currency))
		if agreed != 0 {
			text = fmt.Sprintf("Freight and fees of %s %s instead of %s, for goods worth %s.", freight.Text(b.Currency), b.Currency, agreed.Text(b.Currency), worth.Text(b.Currency))
		}
		doubts = append(doubts, text)
	}
	return doubts
}

// differs says in words how the line's money differs from the purchase order's.
func (l *BillLine) differs(cur money.Currency) string {
	differs := l.Net - l.Agreed
	sum := size(differs).Text(cur) + " " + string(cur)
	if l.Allowance {
		return fmt.Sprintf("%s: %s besides the price.", l.Name(), sum)
	}
	format := "%s: %s instead of %s, %s more for %s."
	if differs < 0 {
		format = "%s: %s instead of %s, %s less for %s."
	}
	return fmt.Sprintf(format, l.Name(), l.Price.Text(cur), l.Cost.Text(cur), sum, l.Qty)
}

// Count adds an entered bill to the purchase orders of a deal, or takes it off with way −1, and says
// which of them it is for.
func (b *Bill) Count(d *Deal, way money.Amount) []*PurchaseOrder {
	sign := way * b.Sign()
	var touched []*PurchaseOrder
	for _, p := range d.Purchases {
		hit := false
		for i := range b.Lines {
			bl := &b.Lines[i]
			if bl.PurchaseID != p.ID || bl.PurchaseLineID == 0 {
				continue
			}
			if l, err := p.Line(bl.PurchaseLineID); err == nil {
				hit = true
				l.Billed += money.Qty(sign) * bl.Counts()
				l.BilledNet += sign * bl.Net
				l.BilledBase += sign * bl.Base
				l.FreightBase += sign * bl.Freight
				p.Billed += sign * bl.Net
			}
		}
		for _, s := range b.Shares {
			if l, err := p.Line(s.PurchaseLineID); err == nil {
				hit = true
				l.FreightBase += sign * s.Base
			}
		}
		if hit {
			touched = append(touched, p)
		}
	}
	return touched
}

// Name words the line in sentences: what it is for, and on which purchase order.
func (l *BillLine) Name() string {
	if l.PurchaseNo == "" {
		return l.Description
	}
	return l.Description + " (" + l.PurchaseNo + ")"
}
