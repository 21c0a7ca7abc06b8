package trade

import "dropdesk/app/money"

// ChargeKind says who keeps a charge.
type ChargeKind string

// The kinds of charge.
const (
	ChargeMarket ChargeKind = "marketplace"
	ChargeCard   ChargeKind = "card"
	ChargeOther  ChargeKind = "other"
)

// Check refuses a kind that is none.
func (k ChargeKind) Check() error {
	switch k {
	case ChargeMarket, ChargeCard, ChargeOther:
		return nil
	}
	return Faultf(Invalid, "The kind of charge %q is none of marketplace, card, other.", string(k)).In("kind")
}

// Charge is what a marketplace, a card company or somebody else keeps from an order: it is a cost of
// the order that no supplier bills. Below zero it was given back.
type Charge struct {
	ID        ID             `json:"id"`
	Version   int            `json:"version"`
	OrderID   ID             `json:"order_id"`
	Kind      ChargeKind     `json:"kind"` // marketplace, card, other
	Date      Date           `json:"date"`
	Currency  money.Currency `json:"currency"`
	FX        money.FX       `json:"fx"` // one unit of Currency in the company's currency
	Amount    money.Amount   `json:"amount"`
	Base      money.Amount   `json:"base" cur:"base"` // in the company's currency
	Estimated bool           `json:"estimated"`       // by the channel's rule; the actual one takes its place
	Percent   money.Rate     `json:"percent"`         // of an estimate: of the order's total
	Fixed     money.Amount   `json:"fixed"`           // of an estimate: besides
	Reference string         `json:"reference,omitempty"`
	Note      string         `json:"note,omitempty"`
	ImportID  ID             `json:"import_id,omitempty"` // the file of fees that told it
	Told      string         `json:"-"`                   // by which its row is known again in another file
}

// ChargeRule is what a channel is expected to keep from each of its orders.
type ChargeRule struct {
	ID      ID           `json:"id"`
	Version int          `json:"version"`
	Channel string       `json:"channel"`
	Kind    ChargeKind   `json:"kind"`
	Percent money.Rate   `json:"percent"` // of the order's total with tax
	Amount  money.Amount `json:"amount"`  // besides, in the company's currency
}

// Check refuses a rule that charges nothing or cannot be.
func (r *ChargeRule) Check() error {
	if err := r.Kind.Check(); err != nil {
		return err
	}
	if r.Percent < 0 || r.Percent > money.Whole {
		return Faultf(Invalid, "A charge of %s %% is not between 0 and 100.", r.Percent).In("percent")
	}
	if r.Amount < 0 || r.Amount > money.MaxAmount {
		return Faultf(Invalid, "The amount of a charge may not be below zero.").In("amount")
	}
	if r.Percent == 0 && r.Amount == 0 {
		return Faultf(Invalid, "The rule charges nothing. Enter a percentage or an amount.").In("percent")
	}
	return nil
}

// Expect works an estimate out for an order that comes to a total in the same currency, the company's.
func (c *Charge) Expect(total money.Amount) {
	c.Amount = c.Percent.Of(total) + c.Fixed
	c.Base = c.Amount
}

// Worth is what the order comes to with tax as far as it is still wanted, or was invoiced where it is cancelled.
func (o *SalesOrder) Worth() money.Amount {
	if o.State == Cancelled {
		return o.Invoiced
	}
	return o.Total
}

// charge spreads what is kept from the order over the rows of its profit, by revenue.
func (d *Deal) charge(rows []ProfitLine) []ProfitLine {
	o := d.Order
	if o.Charges == 0 && !o.ChargesEstimated {
		return rows
	}
	for i := 0; len(rows) == 0 && i < len(o.Lines); i++ {
		if l := &o.Lines[i]; l.Kind != LineText && l.Kind != LineKit {
			rows = append(rows, ProfitLine{
				OrderID: o.ID, OrderNo: o.Number, OrderLineID: l.ID, Date: o.Date, CustomerID: o.CustomerID, Customer: o.Customer,
				RepID: o.RepID, Rep: o.Rep, ItemID: l.ItemID, SKU: l.SKU, Description: l.Description, Actual: true,
			})
		}
	}
	for i, part := range d.ChargeShares(rows) {
		rows[i].Freight += part
		rows[i].Kept = part
		rows[i].Actual = rows[i].Actual && !o.ChargesEstimated
	}
	return rows
}

// ChargeShares is what each row of the deal's profit bears of what is kept from the order.
func (d *Deal) ChargeShares(rows []ProfitLine) []money.Amount {
	weights := make([]int64, len(rows))
	for i := range rows {
		weights[i] = max(int64(rows[i].Revenue), 0)
	}
	return money.Allocate(d.Order.Charges, weights)
}
