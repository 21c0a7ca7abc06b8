package trade

import "dropdesk/app/money"

// Fees are what a supplier charges besides the goods.
type Fees struct {
	DropShip   money.Amount `json:"drop_ship"`   // for each purchase order
	Handling   money.Amount `json:"handling"`    // a supplier's: for each line; a purchase order's: for all of them
	SmallOrder money.Amount `json:"small_order"` // where the goods are below the supplier's minimum
	Freight    money.Amount `json:"freight"`     // for each purchase order, as estimated
}

// Total is what the fees add up to.
func (f Fees) Total() money.Amount { return f.DropShip + f.Handling + f.SmallOrder + f.Freight }

// Check refuses fees below zero.
func (f Fees) Check() error {
	for _, x := range []struct {
		what, field string
		fee         money.Amount
	}{{"drop-ship fee", "drop_ship", f.DropShip}, {"handling fee", "handling", f.Handling}, {"small-order fee", "small_order", f.SmallOrder}, {"freight", "freight", f.Freight}} {
		if x.fee < 0 || x.fee > money.MaxAmount {
			return Faultf(Invalid, "The %s must be between zero and what a document can carry. Enter 0 for none.", x.what).In("fees.%s", x.field)
		}
	}
	return nil
}

// FeesFor is what the supplier charges for one purchase order with goods for net on a number of lines.
func (s *Supplier) FeesFor(net money.Amount, lines int) Fees {
	if lines == 0 {
		return Fees{}
	}
	f := s.Fees
	f.Handling *= money.Amount(lines)
	if net >= s.MinOrder {
		f.SmallOrder = 0
	}
	return f
}

// FeesLeft is what of the agreed fees is still to come for each line, in the company's currency: they
// are spread over the lines by value, and count for what is to be billed. What is billed has the bill's own.
func (p *PurchaseOrder) FeesLeft(base money.Currency) []money.Amount {
	left := make([]money.Amount, len(p.Lines))
	total := p.Fees.Total()
	if total == 0 || p.State == Cancelled {
		return left
	}
	weights := make([]int64, len(p.Lines))
	var sum int64
	for i := range p.Lines {
		weights[i] = int64(p.Lines[i].Net)
		sum += weights[i]
	}
	if sum == 0 { // goods for nothing
		for i := range p.Lines {
			weights[i] = int64(p.Lines[i].Live())
		}
	}
	for i, share := range money.Allocate(total.To(p.FX, p.Currency, base), weights) {
		l := &p.Lines[i]
		left[i] = share.Share(max(l.ToBill(), 0), l.Live())
	}
	return left
}

// liveLines is how many lines of the purchase order have goods on them.
func (p *PurchaseOrder) liveLines() (n int) {
	for i := range p.Lines {
		if p.Lines[i].Live() > 0 {
			n++
		}
	}
	return n
}

// PlanFees sets the fees to what the supplier charges for the lines, unless a person entered them.
func (p *PurchaseOrder) PlanFees(s *Supplier) {
	if !p.OwnFees {
		p.Fees = s.FeesFor(p.Net, p.liveLines())
	}
}
