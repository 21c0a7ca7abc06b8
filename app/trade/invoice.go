package trade

import "dropdesk/app/money"

// Invoice asks a customer for money, or, as a credit note, gives some back. Once issued it never changes.
type Invoice struct {
	ID         ID           `json:"id"`
	Version    int          `json:"version"`
	Credit     bool         `json:"credit"`           // a credit note: its amounts count against its customer's debt
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
	CreditedNet money.Amount `json:"credited_net"`
	Base        money.Amount `json:"base" cur:"base"` // its total in the company's currency
	Again       bool         `json:"again"`           // of a credit line: the quantity may be invoiced again
	Allowance   bool         `json:"allowance"`       // of a credit line: money only, the quantity stays
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

// AddUp recomputes the totals from the lines, and each line's worth in the company's currency.
func (v *Invoice) AddUp(base money.Currency) error {
	lines := make([]*SaleLine, len(v.Lines))
	for i := range v.Lines {
		lines[i] = &v.Lines[i].SaleLine
	}
	if v.Credit {
		v.AddGiven(lines)
	} else if err := v.Sale.AddUp(lines, func(int) bool { return true }, func(int) money.Amount { return 0 }); err != nil {
		return err
	}
	for i := range v.Lines {
		v.Lines[i].Base = v.Lines[i].Total().To(v.FX, v.Currency, base)
	}
	return nil
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
