package trade

import "dropdesk/app/money"

// TaxKind is how a tax code works.
type TaxKind string

// The kinds of tax code.
const (
	TaxNormal  TaxKind = "exclusive" // added to net prices
	TaxExempt  TaxKind = "exempt"
	TaxReverse TaxKind = "reverse" // the customer owes the tax (reverse charge)
)

// TaxCode is one rate of tax.
type TaxCode struct {
	ID       ID         `json:"id"`
	Version  int        `json:"version"`
	Code     string     `json:"code"`
	Name     string     `json:"name"`
	Kind     TaxKind    `json:"kind"`
	Rate     money.Rate `json:"rate"`
	Note     string     `json:"note,omitempty"` // what the document must say, for exempt and reverse charge
	Inactive bool       `json:"inactive"`
}

// Check refuses a code that could not be applied.
func (c *TaxCode) Check() error {
	if err := CheckName("tax code", c.Code); err != nil {
		return at(err, "code")
	}
	switch c.Kind {
	case TaxNormal:
	case TaxExempt, TaxReverse:
		if c.Rate != 0 {
			return Faultf(Invalid, "The tax code %s is %s and so has no rate; enter 0.", c.Code, c.Kind).In("rate")
		}
		if c.Note == "" {
			return Faultf(Invalid, "Documents must say why the tax code %s charges no tax. Enter the sentence that stands on them.", c.Code).In("note")
		}
	default:
		return Faultf(Invalid, "A tax code is exclusive, exempt or reverse, not %q.", string(c.Kind)).In("kind")
	}
	if c.Rate < 0 || c.Rate > money.Whole {
		return Faultf(Invalid, "A tax rate of %s %% is not between 0 and 100.", c.Rate).In("rate")
	}
	return nil
}

// of says whether a line is taxed by the code.
func (x *TaxSum) of(l *SaleLine) bool {
	return x.Code == l.TaxCode && x.Rate == l.TaxRate && x.Kind == l.TaxKind
}

func (x *TaxSum) same(y *TaxSum) bool {
	return x.Code == y.Code && x.Rate == y.Rate && x.Kind == y.Kind
}

// among is what the code comes to on all of some documents.
func (x *TaxSum) among(docs []Invoice) (sum TaxSum) {
	for i := range docs {
		for _, y := range docs[i].Taxes {
			if x.same(&y) {
				sum.Base += y.Base
				sum.Tax += y.Tax
			}
		}
	}
	return sum
}

// TaxSum is what one tax code comes to on one document.
type TaxSum struct {
	Code string       `json:"code"`
	Name string       `json:"name"`
	Kind TaxKind      `json:"kind"`
	Rate money.Rate   `json:"rate"`
	Note string       `json:"note,omitempty"`
	Base money.Amount `json:"base"`
	Tax  money.Amount `json:"tax"`
}
