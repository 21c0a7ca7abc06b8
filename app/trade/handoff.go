package trade

import "dropdesk/app/money"

// HandOff is what was handed over to the company's bookkeeping program at one time.
type HandOff struct {
	ID        ID           `json:"id"`
	At        Stamp        `json:"at"`
	Who       string       `json:"who"`
	Program   string       `json:"program"`
	From      Date         `json:"from"` // empty: whatever was new
	To        Date         `json:"to"`
	Again     bool         `json:"again"` // documents that had been handed over before were sent again on purpose
	Documents int          `json:"documents"`
	Sold      money.Amount `json:"sold" cur:"base"`   // invoices less credit notes, with tax, in the company's currency
	Bought    money.Amount `json:"bought" cur:"base"` // bills less suppliers' credits
}

// Handed is one document of a hand-off, as it was then.
type Handed struct {
	ID        ID             `json:"id"`
	HandOffID ID             `json:"handoff_id"`
	Kind      Kind           `json:"kind"` // invoice (credit notes too) or bill (suppliers' credits too)
	DocID     ID             `json:"doc_id"`
	Number    string         `json:"number"`
	Date      Date           `json:"date"`
	Currency  money.Currency `json:"currency"`
	Total     money.Amount   `json:"total"`
}
