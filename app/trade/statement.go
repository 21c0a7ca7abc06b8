package trade

import "dropdesk/app/money"

// Ageing is what is open, by how late it is.
type Ageing struct {
	NotDue  money.Amount `json:"not_due"`
	To30    money.Amount `json:"to_30"`
	To60    money.Amount `json:"to_60"`
	To90    money.Amount `json:"to_90"`
	Older   money.Amount `json:"older"`
	Account money.Amount `json:"on_account"` // unused payments and credit notes, to be taken off
}

// Late is what should have been paid already.
func (a *Ageing) Late() money.Amount { return a.To30 + a.To60 + a.To90 + a.Older }

// Open is all that is to be paid, before anything on account is taken off.
func (a *Ageing) Open() money.Amount { return a.NotDue + a.Late() }

// Balance is what is to be paid after what is on account was taken off.
func (a *Ageing) Balance() money.Amount { return a.Open() - a.Account }

// Add counts an amount that is so many days late.
func (a *Ageing) Add(amount money.Amount, days int) {
	switch {
	case days <= 0:
		a.NotDue += amount
	case days <= 30:
		a.To30 += amount
	case days <= 60:
		a.To60 += amount
	case days <= 90:
		a.To90 += amount
	default:
		a.Older += amount
	}
}

// Statement is what happened on the account of a customer or supplier from one date to another. An
// amount above zero is for us to get from a customer, or to pay to a supplier.
type Statement struct {
	ID         ID        `json:"id,omitempty"` // of one that was sent
	Version    int       `json:"version,omitempty"`
	Date       Date      `json:"date"`
	CustomerID ID        `json:"customer_id,omitempty"`
	SupplierID ID        `json:"supplier_id,omitempty"`
	Party      string    `json:"party"`
	PartyNo    string    `json:"party_number"`
	Address    Address   `json:"address"`
	Contact    Contact   `json:"contact"`
	Language   string    `json:"language"`
	From       Date      `json:"from,omitempty"` // empty: from the first
	To         Date      `json:"to"`
	Accounts   []Account `json:"accounts"` // one for each currency
}

// Account is a statement in one currency.
type Account struct {
	Currency money.Currency `json:"currency"`
	Opening  money.Amount   `json:"opening"`
	Entries  []Entry        `json:"entries"`
	Closing  money.Amount   `json:"closing"`
	Ageing                  // of the closing balance
}

// Entry is one line of an account.
type Entry struct {
	Date     Date           `json:"date"`
	Kind     EntryKind      `json:"kind"`
	ID       ID             `json:"id"` // of the document, or of the payment or document that was written off or exchanged
	Number   string         `json:"number"`
	Note     string         `json:"note,omitempty"` // order or reference, or the reason
	Due      Date           `json:"due,omitempty"`
	Currency money.Currency `json:"currency"`
	Amount   money.Amount   `json:"amount"`
	Balance  money.Amount   `json:"balance"` // after it
}

// EntryKind says what an entry of an account is.
type EntryKind string

// The kinds of entry.
const (
	EntryInvoice  EntryKind = "invoice" // or bill
	EntryCredit   EntryKind = "credit"
	EntryPayment  EntryKind = "payment"
	EntryRefund   EntryKind = "refund"
	EntryWriteOff EntryKind = "write_off"
	EntryExchange EntryKind = "exchange" // money of one currency used for a document of another
)
