package trade

import (
	"fmt"

	"dropdesk/app/money"
)

// Sale is what quotes, orders and invoices have in common: a customer's data as they were copied
// onto the document.
type Sale struct {
	CustomerID   ID             `json:"customer_id"`
	Customer     string         `json:"customer"`
	TaxNumber    string         `json:"tax_number,omitempty"` // the customer's
	Contact      Contact        `json:"contact"`
	BillTo       Address        `json:"bill_to"`
	ShipTo       Address        `json:"ship_to"`
	Terms        Terms          `json:"terms"`
	TaxCodeID    ID             `json:"tax_code_id"` // overrides the items' codes; zero: does not
	Currency     money.Currency `json:"currency"`
	FX           money.FX       `json:"fx"`        // one unit of Currency in the company's currency
	Inclusive    bool           `json:"inclusive"` // prices, line nets and discounts include tax
	RepID        ID             `json:"rep_id"`
	Rep          string         `json:"rep,omitempty"`
	ShipMethod   string         `json:"ship_method,omitempty"`
	Reference    string         `json:"reference,omitempty"` // the customer's own order number
	Language     string         `json:"language"`
	Intro        string         `json:"intro,omitempty"`
	Notes        string         `json:"notes,omitempty"` // printed
	Memo         string         `json:"memo,omitempty"`  // never printed
	DiscountRate money.Rate     `json:"discount_rate"`   // on the whole document
	DiscountSum  money.Amount   `json:"discount_sum"`    // on the whole document, after the rate
	Totals
}

// Totals are what the lines add up to.
type Totals struct {
	Gross    money.Amount `json:"gross"`    // lines before the document's discount, with tax where prices include it
	Discount money.Amount `json:"discount"` // the document's discount, with tax where prices include it
	Net      money.Amount `json:"net"`
	Tax      money.Amount `json:"tax"`
	Total    money.Amount `json:"total"`
	Cost     money.Amount `json:"cost"` // planned, in the document's currency
	Taxes    []TaxSum     `json:"taxes"`
}

// Margin is what remains of the net after the planned cost, and its share of the net.
func (t *Totals) Margin() (money.Amount, money.Rate) {
	return t.Net - t.Cost, money.Ratio(t.Net-t.Cost, t.Net)
}

// LineKind is what a line stands for.
type LineKind string

// The kinds of line.
const (
	LineItem    LineKind = "item"    // from the catalogue
	LineKit     LineKind = "kit"     // from the catalogue, and bought as the components below it
	LinePart    LineKind = "part"    // a component of the kit above it: bought, and never shown to the customer
	LineFree    LineKind = "free"    // a free text with a price
	LineText    LineKind = "text"    // a text without a price
	LineFreight LineKind = "freight" // what the customer pays for shipping
	LineFee     LineKind = "fee"     // on a credit note: what the house keeps back for restocking
)

// SaleLine is a line of a quote, an order or an invoice.
type SaleLine struct {
	Pos         int          `json:"pos"`
	Kind        LineKind     `json:"kind"`
	ItemID      ID           `json:"item_id,omitempty"`
	SKU         string       `json:"sku,omitempty"`
	Description string       `json:"description"`
	Unit        string       `json:"unit,omitempty"`
	Qty         money.Qty    `json:"qty"`
	Price       money.Price  `json:"price"`
	Discount    money.Rate   `json:"discount"`
	TaxCodeID   ID           `json:"tax_code_id,omitempty"`
	TaxCode     string       `json:"tax_code,omitempty"`
	TaxName     string       `json:"tax_name,omitempty"`
	TaxKind     TaxKind      `json:"tax_kind,omitempty"`
	TaxRate     money.Rate   `json:"tax_rate"`
	TaxNote     string       `json:"tax_note,omitempty"`
	Net         money.Amount `json:"net"`    // quantity × price − discount, with tax where prices include it
	Share       money.Amount `json:"share"`  // of the document's discount
	TaxIn       money.Amount `json:"tax_in"` // the tax in Net less Share; zero where prices are net
}

// Total is the line's net of tax, after its share of the document's discount.
func (l *SaleLine) Total() money.Amount { return l.Net - l.Share - l.TaxIn }

// Charged is the line after its share of the document's discount, in the terms of its price: with
// tax where prices include it.
func (l *SaleLine) Charged() money.Amount { return l.Net - l.Share }

// Priced says whether the line carries money.
func (l *SaleLine) Priced() bool { return l.Kind != LineText && l.Kind != LinePart }

// Source is where a line's goods come from and what they cost, as planned.
type Source struct {
	Buy        bool           `json:"buy"` // a supplier ships it; freight, services and texts are not bought
	SupplierID ID             `json:"supplier_id,omitempty"`
	Supplier   string         `json:"supplier,omitempty"`
	Why        string         `json:"why,omitempty"`     // why this supplier
	ByHand     bool           `json:"by_hand,omitempty"` // a person chose the supplier
	PartNo     string         `json:"part_no,omitempty"`
	BuyText    string         `json:"buy_text,omitempty"` // the supplier's description
	Cost       money.Price    `json:"cost" cur:"CostIn"`
	CostIn     money.Currency `json:"cost_in,omitempty"`
	CostFX     money.FX       `json:"cost_fx,omitempty"`  // one unit of CostIn in the company's currency
	OwnCost    bool           `json:"own_cost,omitempty"` // a person entered the cost; else it is the supplier's for the quantity
	CostDate   Date           `json:"cost_date,omitempty"`
	CostUntil  Date           `json:"cost_until,omitempty"` // until when the supplier's cost is valid
	LeadDays   int            `json:"lead_days,omitempty"`
}

// Stale says whether the cost is a supplier's that was valid only before today.
func (s *Source) Stale(today Date) bool { return s.CostUntil != "" && s.CostUntil < today }

// CostBase is what q of the line is planned to cost in the company's currency.
func (s *Source) CostBase(q money.Qty, base money.Currency) money.Amount {
	return s.Cost.Times(q).To(s.CostFX, s.CostIn, base)
}

// Check refuses a line that cannot be counted.
func (l *SaleLine) Check(i int) error {
	if err := CheckText("description", l.Description); err != nil {
		return at(err, "lines[%d].description", i)
	}
	switch l.Kind {
	case LineText:
		return nil
	case LineItem, LineKit, LinePart, LineFree, LineFreight:
	default:
		return Faultf(Invalid, "Line %d is of the unknown kind %q; use item, free, text or freight.", i+1, string(l.Kind)).In("lines[%d].kind", i)
	}
	if err := CheckQty(fmt.Sprintf("quantity of line %d", i+1), l.Qty); err != nil {
		return at(err, "lines[%d].qty", i)
	}
	if err := l.CheckKits(l.Qty); err != nil {
		return at(err, "lines[%d].qty", i)
	}
	if l.Price < 0 || l.Price > money.MaxPrice {
		return Faultf(Invalid, "The price of line %d is %s; it must be between zero and what a document can carry.", i+1, l.Price.Text("EUR")).In("lines[%d].price", i)
	}
	if l.Discount < 0 || l.Discount > money.Whole {
		return Faultf(Invalid, "The discount of line %d is %s %%; it must be between 0 and 100.", i+1, l.Discount).In("lines[%d].discount", i)
	}
	if l.Price.Times(l.Qty) > money.MaxAmount {
		return Faultf(Invalid, "Line %d comes to more than a document can carry.", i+1).In("lines[%d].qty", i)
	}
	return nil
}

// Check refuses a head that could not be issued.
func (s *Sale) Check() error {
	if s.CustomerID == 0 {
		return Faultf(Invalid, "No customer is chosen. Choose one, or make a new one.").In("customer_id")
	}
	if s.DiscountRate < 0 || s.DiscountRate > money.Whole {
		return Faultf(Invalid, "The document's discount is %s %%; it must be between 0 and 100.", s.DiscountRate).In("discount_rate")
	}
	if s.DiscountSum < 0 || s.DiscountSum > money.MaxAmount {
		return Faultf(Invalid, "The document's discount may not be negative or larger than the document.").In("discount_sum")
	}
	for what, text := range map[string]string{"intro": s.Intro, "notes": s.Notes, "memo": s.Memo} {
		if err := CheckText(what, text); err != nil {
			return at(err, "%s", what)
		}
	}
	for what, text := range map[string]string{"reference": s.Reference, "ship_method": s.ShipMethod} {
		if err := CheckShort(what, text); err != nil {
			return at(err, "%s", what)
		}
	}
	if err := s.BillTo.Check("billing address"); err != nil {
		return at(err, "bill_to")
	}
	if err := s.ShipTo.Check("shipping address"); err != nil {
		return at(err, "ship_to")
	}
	return CheckEmail("contact", s.Contact.Email)
}

// AddUp works out each line's net, spreads the document's discount over the lines and sums up:
// tax is summed by code over the document and rounded once for each code. Where prices include tax
// it is taken out of what the lines of a code come to, and spread over them. counts says which lines
// count (the optional lines of a quote do not); costs gives their planned cost in the document's currency.
func (s *Sale) AddUp(lines []*SaleLine, counts func(i int) bool, cost func(i int) money.Amount) error {
	t := Totals{}
	weights := make([]int64, len(lines))
	for i, l := range lines {
		l.Net, l.Share, l.TaxIn = 0, 0, 0
		if counts(i) && l.Kind != LineKit { // a kit costs what its components cost
			t.Cost += cost(i)
		}
		if !l.Priced() {
			continue
		}
		l.Net = LineNet(l.Qty, l.Price, l.Discount)
		if !counts(i) {
			if s.Inclusive {
				l.TaxIn = l.TaxRate.Within(l.Net)
			}
			continue
		}
		weights[i] = int64(l.Net)
		t.Gross += l.Net
	}
	t.Discount = s.DiscountRate.Of(t.Gross)
	t.Discount += s.DiscountSum
	if t.Discount > t.Gross {
		return Faultf(Invalid, "The document's discount of %s is larger than its lines (%s).", t.Discount.Text(s.Currency), t.Gross.Text(s.Currency)).In("discount_sum")
	}
	if t.Discount > 0 {
		for i, share := range money.Allocate(t.Discount, weights) {
			lines[i].Share = share
		}
	}
	t.Taxes = sumTaxes(lines, counts)
	for j := range t.Taxes {
		x := &t.Taxes[j]
		if !s.Inclusive {
			x.Tax = x.Rate.Of(x.Base)
			continue
		}
		x.Tax = x.Rate.Within(x.Base)
		for i := range weights {
			weights[i] = 0
			if lines[i].Priced() && counts(i) && x.of(lines[i]) {
				weights[i] = int64(lines[i].Charged())
			}
		}
		for i, tax := range money.Allocate(x.Tax, weights) {
			lines[i].TaxIn += tax
		}
		x.Base -= x.Tax
	}
	s.close(t)
	return nil
}

// AddGiven sums up lines whose shares of discount and tax are settled already, as on a credit note
// that takes back what an invoice line came to. tax is what a code comes to where prices are net.
func (s *Sale) AddGiven(lines []*SaleLine, tax func(TaxSum) money.Amount) {
	t := Totals{}
	all := func(int) bool { return true }
	for _, l := range lines {
		l.Net = 0
		if l.Priced() {
			l.Net = LineNet(l.Qty, l.Price, l.Discount)
			t.Gross += l.Net
			t.Discount += l.Share
		}
	}
	t.Taxes = sumTaxes(lines, all)
	for j := range t.Taxes {
		x := &t.Taxes[j]
		if !s.Inclusive {
			x.Tax = tax(*x)
		}
		for _, l := range lines {
			if l.Priced() && x.of(l) {
				x.Tax += l.TaxIn
				x.Base -= l.TaxIn
			}
		}
	}
	s.close(t)
}

// close works out net and total from gross, discount and taxes.
func (s *Sale) close(t Totals) {
	for _, x := range t.Taxes {
		t.Tax += x.Tax
	}
	t.Net = t.Gross - t.Discount
	if s.Inclusive {
		t.Net -= t.Tax
	}
	t.Total = t.Net + t.Tax
	s.Totals = t
}

// LineNet is quantity × price less the discount, rounded once.
func LineNet(q money.Qty, p money.Price, discount money.Rate) money.Amount {
	gross := p.Times(q)
	if discount == 0 {
		return gross
	}
	return gross - discount.Of(gross)
}

// PriceFor is the price of one that leaves a margin over its cost when the discounts are taken off; false where none does.
func PriceFor(cost money.Price, margin money.Rate, discounts ...money.Rate) (money.Price, bool) {
	p := cost
	for _, off := range append(discounts, margin) {
		if off >= money.Whole || off < -10*money.Whole {
			return 0, false
		}
		if p = p.Before(off); p > money.MaxPrice {
			return 0, false
		}
	}
	return p, true
}

// sumTaxes adds up what the lines of each code are charged at; what of it is tax is for the caller to say.
func sumTaxes(lines []*SaleLine, counts func(int) bool) []TaxSum {
	var sums []TaxSum
	for i, l := range lines {
		if !l.Priced() || !counts(i) || l.TaxCode == "" {
			continue
		}
		j := 0
		for ; j < len(sums); j++ {
			if sums[j].of(l) {
				break
			}
		}
		if j == len(sums) {
			sums = append(sums, TaxSum{Code: l.TaxCode, Name: l.TaxName, Kind: l.TaxKind, Rate: l.TaxRate, Note: l.TaxNote})
		}
		sums[j].Base += l.Charged()
	}
	return sums
}
