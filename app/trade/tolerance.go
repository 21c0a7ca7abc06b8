package trade

import "dropdesk/app/money"

// Tolerance is how far a bill may be from what was agreed without a person's approval: within the
// percentage or within the amount, whichever is wider.
type Tolerance struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	SupplierID ID             `json:"supplier_id,omitempty"` // zero: the company's, for suppliers that have none of their own
	Supplier   string         `json:"supplier,omitempty"`
	Currency   money.Currency `json:"currency"`
	Percent    money.Rate     `json:"percent"`
	Amount     money.Amount   `json:"amount"`
}

// Check refuses a tolerance that nothing could be compared with.
func (t *Tolerance) Check() error {
	if t.Percent < 0 || t.Percent > money.Whole {
		return Faultf(Invalid, "A tolerance of %s %% is not between 0 and 100.", t.Percent).In("percent")
	}
	if t.Amount < 0 || t.Amount > money.MaxAmount {
		return Faultf(Invalid, "The amount of a tolerance may not be below zero.").In("amount")
	}
	return nil
}

// In is the tolerance in a currency that is worth fx of the company's.
func (t Tolerance) In(cur money.Currency, fx money.FX) Tolerance {
	if t.Currency != cur {
		t.Amount, t.Currency = t.Amount.To(money.Par.Over(fx), t.Currency, cur), cur
	}
	return t
}

// Within says whether a difference to what was agreed may pass.
func (t Tolerance) Within(differs, agreed money.Amount) bool {
	return size(differs) <= max(t.Amount, t.Percent.Of(size(agreed)))
}

func size(a money.Amount) money.Amount { return max(a, -a) }
