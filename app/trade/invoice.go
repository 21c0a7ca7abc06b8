package trade

import (
	"slices"

	"dropdesk/app/money"
)

// Invoice asks a customer for money, or, as a credit note, gives some back. Once issued it never changes.
type Invoice struct {
	ID         ID           `json:"id"`
	Version    int          `json:"version"`
	Credit     bool         `json:"credit"`           // a credit note: its amounts count against its customer's debt
	EarlyPaid  bool         `json:"early_paid"`       // of a credit note: it is the discount for paying early
	Number     string       `json:"number,omitempty"` // given when it is issued
	State      State        `json:"state"`
	Date       Date         `json:"date"`
	OrderID    ID           `json:"order_id"`
	OrderNo    string       `json:"order_number"`
	CreditsID  ID           `json:"credits_id,omitempty"` // the invoice that a credit note names
	CreditsNo  string       `json:"credits_number,omitempty"`
	Reason     string       `json:"reason,omitempty"`
	Dues       []Due        `json:"dues"`
	Due        Date         `json:"due"` // the last instalment
	SentAt     Stamp        `json:"sent_at,omitempty"`
	Settled    money.Amount `json:"settled"`     // by payments, credits and write-offs; of a credit note: what was used of it
	WrittenOff money.Amount `json:"written_off"` // part of Settled
	Reminders  int          `json:"reminders"`   // level of the last reminder; 0: none yet
	Reminded   Date         `json:"reminded,omitempty"`
	Deposits   money.Amount `json:"deposits"` // paid for the order before, and settled when it was issued
	Sale
	Lines []InvoiceLine `json:"lines"`
}

// InvoiceLine is one line of an invoice or credit note.
type InvoiceLine struct {
	ID          ID           `json:"id"`
	InvoiceID   ID           `json:"invoice_id"`
	OrderLineID ID           `json:"order_line_id,omitempty"`
	CreditsID   ID           `json:"credits_id,omitempty"` // the invoice line that a credit line takes back
	Credited    money.Qty    `json:"credited"`             // of an invoice line, by credit notes
	CreditedNet money.Amount `json:"credited_net"`         // of what it is charged at, by credit notes
	Base        money.Amount `json:"base" cur:"base"`      // its total in the company's currency
	Again       bool         `json:"again"`                // of a credit line: the quantity may be invoiced again
	Allowance   bool         `json:"allowance"`            // of a credit line: money only, the quantity stays
	SaleLine
}

// Name is what the document is called in sentences.
func (v *Invoice) Name() string {
	if v.Credit {
		return docName("credit note", v.Number)
	}
	return docName("invoice", v.Number)
}

// Open is what is still to be paid, or of a credit note still to be used.
func (v *Invoice) Open() money.Amount {
	if v.State != Issued {
		return 0
	}
	return v.Total - v.Settled
}

// Sign is −1 for a credit note.
func (v *Invoice) Sign() money.Amount {
	if v.Credit {
		return -1
	}
	return 1
}

// AddUp recomputes the totals from the lines, and each line's worth in the company's currency. The
// totals of a credit note follow from its invoice, see AddUpCredit.
func (v *Invoice) AddUp(base money.Currency) error {
	if !v.Credit {
		if err := v.Sale.AddUp(v.saleLines(), func(int) bool { return true }, func(int) money.Amount { return 0 }); err != nil {
			return err
		}
	}
	for i := range v.Lines {
		v.Lines[i].Base = v.Lines[i].Total().To(v.FX, v.Currency, base)
	}
	return nil
}

// AddUpCredit adds up a credit note. Where prices are net, the tax of a code is what makes the tax of
// this credit and of those before it right for all that they take back together, so that the
// credits of an invoice add up to it to the cent.
func (v *Invoice) AddUpCredit(before []Invoice) {
	v.AddGiven(v.saleLines(), func(x TaxSum) money.Amount {
		had := x.among(before)
		tax := x.Rate.Of(had.Base+x.Base) - had.Tax
		if x.Base >= 0 {
			tax = max(tax, 0)
		}
		return tax
	})
}

func (v *Invoice) saleLines() []*SaleLine {
	lines := make([]*SaleLine, len(v.Lines))
	for i := range v.Lines {
		lines[i] = &v.Lines[i].SaleLine
	}
	return lines
}

// Take counts worth, in the terms of the line's price, as credited and says what of it is tax that
// the price includes.
func (l *InvoiceLine) Take(worth money.Amount) money.Amount {
	was := l.TaxIn.Share(money.Qty(l.CreditedNet), money.Qty(l.Charged()))
	l.CreditedNet += worth
	return l.TaxIn.Share(money.Qty(l.CreditedNet), money.Qty(l.Charged())) - was
}

// left is what one code of an invoice has left that no credit note has taken back.
type left struct {
	TaxSum
	charged money.Amount // in the terms of the lines' prices
	total   money.Amount // with tax
}

// left is what the credit notes before have not taken back, by code; lines without a code come last.
func (v *Invoice) left(before []Invoice) []left {
	var codes []left
	for _, x := range append(slices.Clone(v.Taxes), TaxSum{}) {
		c := left{TaxSum: x}
		for i := range v.Lines {
			if l := &v.Lines[i]; l.Priced() && x.of(&l.SaleLine) {
				c.charged += l.Charged() - l.CreditedNet
			}
		}
		c.total = c.charged
		if !v.Inclusive && c.charged > 0 {
			c.total += max(x.Tax-x.among(before).Tax, 0)
		}
		codes = append(codes, c)
	}
	return codes
}

// Early is the discount for paying the invoice early, on what the credit notes before have left of it.
func (v *Invoice) Early(before []Invoice) Early {
	if v.Credit {
		return Early{}
	}
	for i := range before {
		if before[i].EarlyPaid {
			return Early{} // it is given once
		}
	}
	var total money.Amount
	for _, c := range v.left(before) {
		total += c.total
	}
	return v.Terms.Early(v.Date, total)
}

// AllowTotal gives back amount, tax included, on a credit note of the invoice: spread over what its
// codes and lines have left, without losing a cent. what words the allowance of each line.
func (v *Invoice) AllowTotal(c *Invoice, amount money.Amount, what string, before []Invoice) {
	codes := v.left(before)
	weights := make([]int64, len(codes))
	for j := range codes {
		weights[j] = int64(codes[j].total)
	}
	taxes := make([]money.Amount, len(codes))
	for j, part := range money.Allocate(amount, weights) {
		x, worth := &codes[j], part
		if !v.Inclusive {
			worth = min(max(part-x.Rate.Within(part), min(part, 1)), x.charged)
			taxes[j] = part - worth
		}
		v.allowLines(c, worth, what, x)
	}
	c.AddGiven(c.saleLines(), func(x TaxSum) money.Amount {
		for j := range codes {
			if codes[j].same(&x) {
				return taxes[j]
			}
		}
		return 0
	})
}

// allowLines spreads an allowance over what the lines of a code have left.
func (v *Invoice) allowLines(c *Invoice, amount money.Amount, what string, x *left) {
	weights := make([]int64, len(v.Lines))
	for i := range v.Lines {
		if l := &v.Lines[i]; l.Priced() && x.of(&l.SaleLine) {
			weights[i] = int64(l.Charged() - l.CreditedNet)
		}
	}
	for i, worth := range money.Allocate(amount, weights) {
		if worth > 0 {
			c.Allow(&v.Lines[i], what, worth)
		}
	}
}

// Allow gives back a part of the price of an invoice line: money only, the quantity stays.
func (v *Invoice) Allow(l *InvoiceLine, what string, worth money.Amount) {
	cl := InvoiceLine{OrderLineID: l.OrderLineID, CreditsID: l.ID, Allowance: true, SaleLine: l.SaleLine}
	cl.Kind, cl.Qty, cl.Description = LineFree, money.Unit, what+": "+l.Description
	cl.Price, cl.Discount, cl.Share, cl.TaxIn = money.Price(worth)*100, 0, 0, l.Take(worth)
	cl.Pos = len(v.Lines) + 1
	v.Lines = append(v.Lines, cl)
}

// Line is the invoice's line with an ID, or an error that says that it is not one of them.
func (v *Invoice) Line(id ID) (*InvoiceLine, error) {
	for i := range v.Lines {
		if v.Lines[i].ID == id {
			return &v.Lines[i], nil
		}
	}
	return nil, Faultf(Invalid, "Line %d is not a line of %s. Read it again and choose one of its lines.", id, v.Name())
}

// Worth is what a quantity comes to when it is credited. The last takes what is left, so that the
// credits of a line are its total to the cent.
func (l *InvoiceLine) Worth(q money.Qty) money.Amount {
	left := l.Charged() - l.CreditedNet
	worth := l.Charged().Share(l.Credited+q, l.Qty) - l.Charged().Share(l.Credited, l.Qty)
	if l.Credited+q == l.Qty {
		return left
	}
	return min(worth, left)
}

// DaysLate is how long the earliest unpaid instalment is overdue; zero where none is.
func (v *Invoice) DaysLate(today Date) int {
	left := v.Settled
	for _, d := range v.Dues {
		if left >= d.Amount {
			left -= d.Amount
			continue
		}
		if v.Open() > 0 && d.Date < today {
			return today.Sub(d.Date)
		}
		return 0
	}
	return 0
}
