package trade

import "dropdesk/app/money"

// Terms say when an invoice or bill is due.
type Terms struct {
	ID           ID         `json:"id"`
	Version      int        `json:"version"`
	Name         string     `json:"name"`
	Prepaid      bool       `json:"prepaid"` // goods are ordered only when all is paid
	Deposit      money.Rate `json:"deposit"` // of the order's total, to be paid before goods are ordered
	Parts        []TermPart `json:"parts"`
	DiscountRate money.Rate `json:"discount_rate"` // for paying within DiscountDays of the document's date
	DiscountDays int        `json:"discount_days"`
}

// Early is what is taken off a document that is paid by a date.
type Early struct {
	By       Date         `json:"by"`
	Rate     money.Rate   `json:"rate"`
	Discount money.Amount `json:"discount"`
}

// Early is the discount on total for paying early; its rate is zero where the terms give none.
func (t *Terms) Early(date Date, total money.Amount) Early {
	if t.DiscountRate == 0 {
		return Early{}
	}
	return Early{By: date.Add(t.DiscountDays), Rate: t.DiscountRate, Discount: t.DiscountRate.Of(total)}
}

// Plain says after how many days all is due, where the terms say nothing else.
func (t *Terms) Plain() (days int, plain bool) {
	if t.Prepaid || t.Deposit != 0 || t.DiscountRate != 0 || len(t.Parts) != 1 || t.Parts[0].EndOfMonth {
		return 0, false
	}
	return t.Parts[0].Days, true
}

// Ahead is what of an order's total is to be paid before goods are ordered.
func (t *Terms) Ahead(total money.Amount) money.Amount {
	if t.Prepaid {
		return total
	}
	return t.Deposit.Of(total)
}

// TermPart is one instalment: Percent of the total, due Days after the document's date, counted
// from the end of its month where EndOfMonth is set.
type TermPart struct {
	Percent    money.Rate `json:"percent"`
	Days       int        `json:"days"`
	EndOfMonth bool       `json:"end_of_month"`
}

// Due is one instalment of one document.
type Due struct {
	Date   Date         `json:"date"`
	Amount money.Amount `json:"amount"`
}

// Check refuses terms whose parts are not the whole.
func (t *Terms) Check() error {
	if err := CheckName("terms' name", t.Name); err != nil {
		return at(err, "name")
	}
	if t.Deposit < 0 || t.Deposit > money.Whole {
		return Faultf(Invalid, "A deposit of %s %% is not between 0 and 100.", t.Deposit).In("deposit")
	}
	if t.DiscountRate < 0 || t.DiscountRate >= money.Whole {
		return Faultf(Invalid, "A discount of %s %% for early payment is not between 0 and 100.", t.DiscountRate).In("discount_rate")
	}
	if t.DiscountDays < 0 || t.DiscountDays > 365 {
		return Faultf(Invalid, "A discount for paying within %d days cannot be.", t.DiscountDays).In("discount_days")
	}
	var sum money.Rate
	for i, p := range t.Parts {
		if p.Percent <= 0 {
			return Faultf(Invalid, "Part %d of the terms %q must be above 0 %%.", i+1, t.Name).In("parts[%d].percent", i)
		}
		if p.Days < 0 || p.Days > 3650 {
			return Faultf(Invalid, "Part %d of the terms %q: %d days cannot be.", i+1, t.Name, p.Days).In("parts[%d].days", i)
		}
		sum += p.Percent
	}
	if sum != money.Whole {
		return Faultf(Invalid, "The parts of the terms %q add up to %s %%, not to 100.", t.Name, sum).In("parts")
	}
	return nil
}

// Dues splits a total into its instalments; without parts all is due at once.
func (t *Terms) Dues(date Date, total money.Amount) []Due {
	if len(t.Parts) == 0 {
		return []Due{{date, total}}
	}
	weights := make([]int64, len(t.Parts))
	for i, p := range t.Parts {
		weights[i] = int64(p.Percent)
	}
	dues := make([]Due, len(t.Parts))
	for i, a := range money.Allocate(total, weights) {
		p := t.Parts[i]
		from := date
		if p.EndOfMonth {
			d := date.Time()
			from = DateOf(d.AddDate(0, 1, -d.Day()))
		}
		dues[i] = Due{from.Add(p.Days), a}
	}
	return dues
}
