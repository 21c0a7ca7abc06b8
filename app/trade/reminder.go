package trade

import "dropdesk/app/money"

// LastReminder is the highest level of a reminder: friendly, firm, last.
const LastReminder = 3

// Reminder asks a customer for money that is overdue: one letter for all of the customer's invoices
// that were chosen. It keeps what they came to on its day.
type Reminder struct {
	ID         ID             `json:"id"`
	Version    int            `json:"version"`
	Number     string         `json:"number"`
	Date       Date           `json:"date"`
	Level      int            `json:"level"` // 1 friendly, 2 firm, 3 last
	CustomerID ID             `json:"customer_id"`
	Customer   string         `json:"customer"`
	Contact    Contact        `json:"contact"`
	BillTo     Address        `json:"bill_to"`
	Language   string         `json:"language"`
	SentAt     Stamp          `json:"sent_at,omitempty"` // empty: handed over in another way
	Lines      []ReminderLine `json:"lines"`
}

// ReminderLine is one overdue invoice.
type ReminderLine struct {
	ID         ID             `json:"id"`
	ReminderID ID             `json:"reminder_id"`
	Pos        int            `json:"pos"`
	InvoiceID  ID             `json:"invoice_id"`
	Number     string         `json:"number"`
	Date       Date           `json:"date"`
	Due        Date           `json:"due"` // of the earliest unpaid instalment
	Days       int            `json:"days"`
	Currency   money.Currency `json:"currency"`
	Total      money.Amount   `json:"total"`
	Open       money.Amount   `json:"open"`
	Late       money.Amount   `json:"late"`  // part of Open that is overdue
	Level      int            `json:"level"` // how often the invoice has been asked for with this letter
}

// Late is what of an invoice should have been paid before a day.
func (v *Invoice) Late(today Date) money.Amount {
	if v.Credit || v.State != Issued {
		return 0
	}
	var due money.Amount
	for _, d := range v.Dues {
		if d.Date < today {
			due += d.Amount
		}
	}
	return max(due-v.Settled, 0)
}
