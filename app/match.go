package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Match compares what a supplier charges with what was ordered, shipped and received.
type Match struct {
	Currency  money.Currency  `json:"currency"`
	Lines     []MatchLine     `json:"lines"`
	Net       money.Amount    `json:"net"`
	Agreed    money.Amount    `json:"agreed"`    // for the same goods, by the purchase orders
	Tolerance trade.Tolerance `json:"tolerance"` // that a bill of the supplier is judged by now
	Doubts    []string        `json:"doubts"`    // what of the bill is beyond the tolerance, as it was entered
	Hits      []MatchHit      `json:"hits"`      // whose profit it changes
}

// MatchLine is one line of a bill, or all that was billed of one purchase order line, beside its goods.
type MatchLine struct {
	PurchaseID      trade.ID       `json:"purchase_id,omitempty"`
	PurchaseNo      string         `json:"purchase_number,omitempty"`
	PurchaseLineID  trade.ID       `json:"purchase_line_id,omitempty"`
	Kind            trade.LineKind `json:"kind"` // item, or freight for freight and fees
	Allowance       bool           `json:"allowance"`
	SKU             string         `json:"sku,omitempty"`
	Description     string         `json:"description"`
	Ordered         money.Qty      `json:"ordered"`
	Cancelled       money.Qty      `json:"cancelled"` // of it, or refused by the supplier
	Cost            money.Price    `json:"cost"`      // as ordered, or as the supplier answered
	Confirmed       money.Qty      `json:"confirmed"`
	Shipped         money.Qty      `json:"shipped"`
	Received        money.Qty      `json:"received"`
	Claimed         money.Qty      `json:"claimed"` // the supplier is not to charge for it
	Before          money.Qty      `json:"billed_before"`
	Qty             money.Qty      `json:"qty"`   // on this bill, below zero on a credit note; of a purchase order: on all bills
	Price           money.Price    `json:"price"` // of a purchase order: on the average
	Net             money.Amount   `json:"net"`
	Agreed          money.Amount   `json:"agreed"`           // what the purchase order says for this quantity
	PriceDifference money.Amount   `json:"price_difference"` // net less agreed
	QtyDifference   money.Qty      `json:"qty_difference"`   // billed so far less shipped: above zero, charged before it shipped
	Words           []string       `json:"words"`
}

// MatchHit is one order whose profit a bill changes, with its profit without the bill and with it.
type MatchHit struct {
	OrderID      trade.ID     `json:"order_id"`
	OrderNo      string       `json:"order_number"`
	CustomerID   trade.ID     `json:"customer_id"`
	Customer     string       `json:"customer"`
	Before       money.Amount `json:"profit_before" cur:"base"`
	After        money.Amount `json:"profit_after" cur:"base"`
	MarginBefore money.Rate   `json:"margin_before"`
	MarginAfter  money.Rate   `json:"margin_after"`
	Words        string       `json:"words"`
}

// MatchBill compares a bill, drafted or entered, line by line with what was ordered, confirmed, shipped,
// received and billed before, and says in words what differs and which orders it hits.
func (d *Desk) MatchBill(ctx context.Context, in ByID) (out Match, err error) {
	err = d.read(ctx, func(w *work) error {
		b, err := w.Bill(in.ID)
		if err != nil {
			return err
		}
		out, err = w.match(b)
		return err
	})
	return out, err
}

func (w *work) match(b *trade.Bill) (Match, error) {
	out := Match{Currency: b.Currency, Net: b.Net}
	deals, err := w.billed(b)
	if err != nil {
		return out, err
	}
	if b.State == trade.Draft {
		if err := w.compare(b, deals); err != nil {
			return out, err
		}
	}
	out.Doubts = b.Doubts
	if out.Tolerance, err = w.toleranceFor(b); err != nil {
		return out, err
	}
	for i := range b.Lines {
		bl := &b.Lines[i]
		out.Agreed += bl.Agreed
		out.Lines = append(out.Lines, matchLine(b, bl, deals.purchase(bl.PurchaseID)))
	}
	for _, deal := range deals {
		before, after := deal.Copy(), deal.Copy()
		if b.State == trade.Draft {
			b.Count(after, 1)
		} else {
			b.Count(before, -1)
		}
		out.Hits = append(out.Hits, w.hit(before, after))
	}
	return out, nil
}

// matchLine compares one line of a bill with its purchase order; p is nil for freight that names none.
func matchLine(b *trade.Bill, bl *trade.BillLine, p *trade.PurchaseOrder) MatchLine {
	sign := b.Sign()
	m := MatchLine{
		PurchaseID: bl.PurchaseID, PurchaseNo: bl.PurchaseNo, PurchaseLineID: bl.PurchaseLineID, Kind: bl.Kind, Allowance: bl.Allowance, Description: bl.Description,
		Before: bl.Before, Qty: money.Qty(sign) * bl.Counts(), Price: bl.Price, Net: sign * bl.Net, Agreed: sign * bl.Agreed,
	}
	m.PriceDifference = m.Net - m.Agreed
	if bl.Kind == trade.LineFreight {
		m.Words = []string{freightWords(b, bl)}
		return m
	}
	l, err := p.Line(bl.PurchaseLineID)
	if err != nil {
		return m
	}
	m.goods(l)
	m.Cost = bl.Cost
	m.QtyDifference = m.Before + m.Qty - l.Shipped
	m.say(b.Currency)
	return m
}

func freightWords(b *trade.Bill, bl *trade.BillLine) string {
	agreed := ""
	if bl.Agreed != 0 {
		agreed = fmt.Sprintf("%s %s of it were agreed on the purchase order.", bl.Agreed.Text(b.Currency), b.Currency)
	}
	if bl.PurchaseID != 0 {
		return joinWords(fmt.Sprintf("Spread over the lines of %s by value.", bl.PurchaseNo), agreed)
	}
	for i := range b.Lines {
		if b.Lines[i].Kind != trade.LineFreight {
			return joinWords("Spread over the goods of this bill by value.", agreed)
		}
	}
	return "It names no purchase order, so it is in no order's profit."
}

func (m *MatchLine) goods(l *trade.PurchaseLine) {
	m.SKU, m.Ordered, m.Cancelled, m.Cost = l.SKU, l.Qty, l.Cancelled+l.Refused, l.Cost
	m.Confirmed, m.Shipped, m.Received, m.Claimed = l.Confirmed, l.Shipped, l.Delivered, l.Claimed
}

// say words what differs.
func (m *MatchLine) say(cur money.Currency) {
	say := func(format string, args ...any) { m.Words = append(m.Words, fmt.Sprintf(format, args...)) }
	sum := func(a money.Amount) string { return max(a, -a).Text(cur) + " " + string(cur) }
	if m.Allowance {
		if m.Net < 0 {
			say("%s back; the quantity that is billed stays.", sum(m.Net))
		} else {
			say("%s besides the price.", sum(m.Net))
		}
		return
	}
	switch {
	case m.PriceDifference > 0:
		say("%s instead of %s: %s more.", m.Price.Text(cur), m.Cost.Text(cur), sum(m.PriceDifference))
	case m.PriceDifference < 0:
		say("%s instead of %s: %s less.", m.Price.Text(cur), m.Cost.Text(cur), sum(m.PriceDifference))
	}
	billed := m.Before + m.Qty
	if m.Cancelled > 0 {
		say("%s of %s were cancelled or refused.", m.Cancelled, m.Ordered)
	}
	if claimed := min(m.Claimed, billed-(m.Ordered-m.Cancelled-m.Claimed)); claimed > 0 {
		say("%s are charged that are claimed: the supplier is to give credit for them.", claimed)
	}
	switch {
	case m.QtyDifference > 0:
		say("%s are charged that have not shipped.", m.QtyDifference)
	case m.QtyDifference < -m.Claimed:
		say("%s have shipped that are not billed yet.", -m.QtyDifference-m.Claimed)
	}
}

// hit says what a bill does to the profit of an order.
func (w *work) hit(before, after *trade.Deal) MatchHit {
	o := after.Order
	h := MatchHit{OrderID: o.ID, OrderNo: o.Number, CustomerID: o.CustomerID, Customer: o.Customer}
	h.Before, h.MarginBefore = earned(before, w.base)
	h.After, h.MarginAfter = earned(after, w.base)
	text := func(a money.Amount) string { return a.Text(w.base) + " " + string(w.base) }
	h.Words = fmt.Sprintf("%s of %s: the profit stays %s (%s %%).", o.Number, o.Customer, text(h.After), h.MarginAfter.Short())
	if h.Before != h.After {
		h.Words = fmt.Sprintf("%s of %s: the profit goes from %s (%s %%) to %s (%s %%).", o.Number, o.Customer, text(h.Before), h.MarginBefore.Short(), text(h.After), h.MarginAfter.Short())
	}
	return h
}

func earned(deal *trade.Deal, base money.Currency) (profit money.Amount, margin money.Rate) {
	var revenue money.Amount
	for _, r := range deal.Profit(base) {
		revenue += r.Revenue
		profit += r.Profit()
	}
	return profit, money.Ratio(profit, revenue)
}

// PurchaseMatch is a purchase order beside all that was billed for it.
type PurchaseMatch struct {
	Match
	Freight money.Amount   `json:"freight" cur:"base"` // freight and fees of bills for it, in the company's currency
	Bills   []PurchaseBill `json:"bills"`
}

// PurchaseBill is what one bill charges for a purchase order.
type PurchaseBill struct {
	ID       trade.ID     `json:"id"`
	TheirNo  string       `json:"their_number"`
	Credit   bool         `json:"credit"`
	State    trade.State  `json:"state"`
	Approval trade.State  `json:"approval,omitempty"`
	Date     trade.Date   `json:"date"`
	Net      money.Amount `json:"net"` // of its lines for this purchase order, freight that is spread over several left out
}

// MatchPurchase compares a purchase order line by line with all bills and credit notes for it, and says
// what they do to the order's profit.
func (d *Desk) MatchPurchase(ctx context.Context, in ByID) (out PurchaseMatch, err error) {
	err = d.read(ctx, func(w *work) error {
		deal, p, err := w.purchaseDeal(in.ID, 0)
		if err != nil {
			return err
		}
		out.Currency, out.Doubts = p.Currency, []string{}
		bills, err := w.BillsOf(p.OrderID)
		if err != nil {
			return err
		}
		before := deal.Copy()
		alone := &trade.Deal{Order: deal.Order, Purchases: []*trade.PurchaseOrder{before.Purchase(p.ID)}}
		for i := range bills {
			b := &bills[i]
			if row, ok := billFor(b, p.ID); ok {
				out.Bills = append(out.Bills, row)
				out.Doubts = append(out.Doubts, b.Doubts...)
				if b.State == trade.Entered {
					b.Count(alone, -1)
				}
			}
		}
		for i := range p.Lines {
			l := &p.Lines[i]
			m := MatchLine{PurchaseID: p.ID, PurchaseNo: p.Number, PurchaseLineID: l.ID, Kind: trade.LineItem, Description: l.Description, Qty: l.Billed,
				Price: money.Price(l.BilledNet.Share(100*money.Unit, l.Billed)), Net: l.BilledNet, Agreed: l.Cost.Times(l.Billed), QtyDifference: l.Billed - l.Shipped}
			m.PriceDifference = m.Net - m.Agreed
			m.goods(l)
			m.say(p.Currency)
			out.Lines = append(out.Lines, m)
			out.Net += m.Net
			out.Agreed += m.Agreed
			out.Freight += l.FreightBase
		}
		out.Hits = []MatchHit{w.hit(before, deal)}
		out.Tolerance, err = w.toleranceFor(&trade.Bill{SupplierID: p.SupplierID, Currency: p.Currency, FX: p.FX})
		return err
	})
	return out, err
}

// billFor is what a bill charges for a purchase order, if anything.
func billFor(b *trade.Bill, purchase trade.ID) (PurchaseBill, bool) {
	row := PurchaseBill{ID: b.ID, TheirNo: b.TheirNo, Credit: b.Credit, State: b.State, Approval: b.Approval, Date: b.Date}
	found := false
	for i := range b.Lines {
		if l := &b.Lines[i]; l.PurchaseID == purchase {
			found = true
			row.Net += b.Sign() * l.Net
		}
	}
	return row, found
}
