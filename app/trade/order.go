package trade

import "dropdesk/app/money"

// SalesOrder is what a customer ordered, and the living record of what was bought, shipped and
// invoiced of it.
type SalesOrder struct {
	ID         ID     `json:"id"`
	Version    int    `json:"version"`
	Number     string `json:"number,omitempty"` // given when it is confirmed
	State      State  `json:"state"`
	Date       Date   `json:"date"`
	Wanted     Date   `json:"wanted,omitempty"`      // when the customer wants it
	Channel    string `json:"channel"`               // typed, quote, file, email, web, edi
	ChannelKey string `json:"channel_key,omitempty"` // the order's number there: it comes only once
	ChannelNo  string `json:"channel_no,omitempty"`  // what people call it there, where that is another number
	Twice      bool   `json:"twice,omitempty"`       // a person said that it is none of the orders that it looks like
	QuoteID    ID     `json:"quote_id,omitempty"`
	QuoteNo    string `json:"quote_number,omitempty"`
	Confirmed  Stamp  `json:"confirmed_at,omitempty"`
	Reason     string `json:"reason,omitempty"` // why it was cancelled
	Holds      []Hold `json:"holds,omitempty"`  // what keeps it from being forwarded
	Released   string `json:"released,omitempty"`
	Sale
	Progress
	Lines []OrderLine `json:"lines"`
}

// Hold is one reason why an order may not be forwarded yet.
type Hold struct {
	Kind   string `json:"kind"` // credit, prepayment, availability
	Reason string `json:"reason"`
}

// Progress is kept beside the order so that it can be found among a million: it follows from the
// order's lines, purchase orders, invoices and payments, and check recomputes it.
type Progress struct {
	Next         Step         `json:"next"`
	Decisions    int          `json:"decisions"`          // exceptions that ask for one now
	ToOrder      int          `json:"to_order"`           // lines with a quantity not on a purchase order
	Suppliers    int          `json:"suppliers"`          // suppliers of those lines
	Expected     Date         `json:"expected"`           // when the last goods are expected
	InvoicedNet  money.Amount `json:"invoiced_net"`       // less credits, in the order's currency
	Invoiced     money.Amount `json:"invoiced"`           // less credits, with tax
	Paid         money.Amount `json:"paid"`               // by payments, credits and write-offs
	Reserved     money.Amount `json:"reserved"`           // paid for it and not used for an invoice yet
	Revenue      money.Amount `json:"revenue" cur:"base"` // in the company's currency, as Profit
	CostOfGoods  money.Amount `json:"cost_of_goods" cur:"base"`
	ProfitActual bool         `json:"profit_actual"` // everything is invoiced and billed

	Charges          money.Amount `json:"charges" cur:"base"` // kept by marketplaces and card companies, in the company's currency
	ChargesEstimated bool         `json:"charges_estimated"`  // some of them
	Earned           Date         `json:"earned,omitempty"`   // when it was invoiced, billed and paid in full
	Earnings         string       `json:"-"`                  // what it earned with each supplier and item, see EarningsOf
	CommissionOn     string       `json:"commission_on,omitempty"`
	Commission       money.Rate   `json:"commission"` // the rep's, as it was then
}

// Done says whether everything is invoiced, billed and paid, so that the rep has earned the commission.
func (p *Progress) Done() bool {
	return p.ProfitActual && p.Invoiced > 0 && p.Paid >= p.Invoiced
}

// Profit is revenue less cost, in the company's currency.
func (p *Progress) Profit() money.Amount { return p.Revenue - p.CostOfGoods }

// OrderLine is one line of an order with how far each quantity has come. All of them are
// maintained in the transaction that changes what they count.
type OrderLine struct {
	ID          ID        `json:"id"`
	OrderID     ID        `json:"order_id"`
	QuoteLineID ID        `json:"quote_line_id,omitempty"`
	ChannelLine string    `json:"channel_line,omitempty"` // by which the order's channel knows it
	Quoted      money.Qty `json:"quoted,omitempty"`       // taken from the quote's line
	Part
	SaleLine
	Source
	Cancelled    money.Qty    `json:"cancelled"`
	Waived       money.Qty    `json:"waived,omitempty"` // of a component's Cancelled: the kits go without it
	OnPurchase   money.Qty    `json:"on_purchase"`      // on purchase orders, drafts included, less refused, cancelled and failed
	Undecided    money.Qty    `json:"undecided"`        // refused, lost, damaged …: waits for a decision, see Exception
	Shipped      money.Qty    `json:"shipped"`          // less what failed
	Delivered    money.Qty    `json:"delivered"`
	Returned     money.Qty    `json:"returned"` // by the customer, and settled
	Invoiced     money.Qty    `json:"invoiced"`
	Credited     money.Qty    `json:"credited"`
	InvoicedNet  money.Amount `json:"invoiced_net"`             // less credits, in the order's currency
	InvoicedBase money.Amount `json:"invoiced_base" cur:"base"` // less credits, in the company's currency
}

// Name is what the order is called in sentences.
func (o *SalesOrder) Name() string { return docName("order", o.Number) }

// Live is what is still wanted of the line.
func (l *OrderLine) Live() money.Qty {
	if l.Kind == LineText {
		return 0
	}
	return l.Qty - l.Cancelled
}

// ToOrder is what of the line is to be put on a purchase order.
func (l *OrderLine) ToOrder() money.Qty { return l.NotOrdered() - l.Undecided }

// NotOrdered is what is on no purchase order, decided about or not.
func (l *OrderLine) NotOrdered() money.Qty {
	if !l.Buy {
		return 0
	}
	return l.Live() - l.OnPurchase
}

// ToInvoice is what of the line can be invoiced: what shipped of goods, or all that is wanted
// where ordered is set; freight and services need not ship. Of a kit all components must have shipped.
func (l *OrderLine) ToInvoice(ordered bool) money.Qty {
	if l.Kind == LinePart {
		return 0
	}
	if (l.Buy || l.Kind == LineKit) && !ordered {
		return l.Shipped - l.Invoiced
	}
	return l.Live() - l.Invoiced
}

// AddUp recomputes the order's totals: of what is still wanted. Of a discount in money that part counts
// which falls on it.
func (o *SalesOrder) AddUp(base money.Currency) error {
	lines := make([]*SaleLine, len(o.Lines))
	ordered, agreed := make([]money.Qty, len(o.Lines)), o.DiscountSum
	var live money.Amount
	for i := range o.Lines {
		l := &o.Lines[i]
		lines[i], ordered[i] = &l.SaleLine, l.Qty
		live += LineNet(l.Live(), l.Price, l.Discount)
	}
	o.DiscountSum = agreed.Share(money.Qty(live), money.Qty(o.Ordered()))
	for i := range o.Lines {
		o.Lines[i].Qty = o.Lines[i].Live()
	}
	err := o.Sale.AddUp(lines, func(int) bool { return true },
		func(i int) money.Amount { return o.CostOf(i, base) })
	o.DiscountSum = agreed
	for i := range o.Lines {
		o.Lines[i].Qty = ordered[i]
	}
	return err
}

// Ordered is what the lines came to before the document's discount, with what was cancelled since.
func (o *SalesOrder) Ordered() (gross money.Amount) {
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Priced() {
			gross += LineNet(l.Qty, l.Price, l.Discount)
		}
	}
	return gross
}

// CostOf is the planned cost of line i in the order's currency.
func (o *SalesOrder) CostOf(i int, base money.Currency) money.Amount {
	l := &o.Lines[i]
	if l.Kind == LineKit {
		var sum money.Amount
		for j := i + 1; j < len(o.Lines) && o.Lines[j].Kind == LinePart; j++ {
			p := &o.Lines[j]
			sum += costIn(&p.Source, p.In(l.Qty), &o.Sale, base)
		}
		return sum
	}
	return costIn(&l.Source, l.Qty, &o.Sale, base)
}

// Line is the order's line with an ID, or an error that says that it is not one of this order's.
func (o *SalesOrder) Line(id ID) (*OrderLine, error) {
	for i := range o.Lines {
		if o.Lines[i].ID == id {
			return &o.Lines[i], nil
		}
	}
	return nil, Faultf(Invalid, "Line %d is not a line of %s. Read the order again and choose one of its lines.", id, o.Name())
}

// OnHold says whether the order may not be forwarded.
func (o *SalesOrder) OnHold() bool { return len(o.Holds) > 0 && o.Released == "" }
