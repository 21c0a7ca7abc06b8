// Package trade holds the nouns of dropshipping and their rules: who buys and supplies, quotes,
// orders, purchase orders, shipments, invoices, bills and payments; which moves each may make,
// what they add up to and what comes next. It does no I/O, reads no clock and knows no store.
package trade

import (
	"errors"
	"fmt"
	"strings"

	"dropdesk/app/money"
)

// ID joins records; it is never shown on paper. Zero is "none".
type ID int64

// Kind names a kind of record, in history, links and messages.
type Kind string

// The kinds of record.
const (
	KindCompany  Kind = "company"
	KindUser     Kind = "user"
	KindCustomer Kind = "customer"
	KindSupplier Kind = "supplier"
	KindItem     Kind = "item"
	KindTaxCode  Kind = "tax_code"
	KindTerms    Kind = "terms"
	KindCarrier  Kind = "carrier"
	KindRate     Kind = "rate"
	KindQuote    Kind = "quote"
	KindOrder    Kind = "order"
	KindPurchase Kind = "purchase"
	KindShipment Kind = "shipment"
	KindInvoice  Kind = "invoice"
	KindCredit   Kind = "credit" // credit notes have numbers of their own
	KindPayment  Kind = "payment"
	KindBill     Kind = "bill"
	KindMessage  Kind = "message"

	KindException Kind = "exception"
	KindChange    Kind = "change" // of a purchase order
	KindReturn    Kind = "return"
	KindClaim     Kind = "claim"
	KindTolerance Kind = "tolerance"
	KindCharge    Kind = "charge" // the rules of channels; a charge itself is in its order's history

	KindReminder  Kind = "reminder"
	KindStatement Kind = "statement"

	KindImport   Kind = "import"   // of a price list
	KindReceived Kind = "received" // mail that came in
	KindMailbox  Kind = "mailbox"

	KindShop    Kind = "shop"
	KindPush    Kind = "push"    // the word to a shop that something has shipped
	KindWatched Kind = "watched" // a file of a watched folder
)

// Ref points at one record.
type Ref struct {
	Kind Kind `json:"kind"`
	ID   ID   `json:"id"`
}

// Fault is what a kind of error means for whoever gets it.
type Fault string

// The kinds of error.
const (
	Invalid  Fault = "invalid"   // what was entered cannot be
	NotFound Fault = "not_found" // there is no such record
	Conflict Fault = "conflict"  // somebody else changed it meanwhile
	Refused  Fault = "refused"   // a rule of the trade forbids it now
	External Fault = "external"  // something outside failed: disk, mail, another program
)

// Error is an error for a person: what happened, what it means, what to do.
type Error struct {
	Kind    Fault  `json:"kind"`
	Message string `json:"message"`
	Field   string `json:"field,omitempty"` // the entry that it is about, such as lines[2].qty
	cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns what caused it, if anything did.
func (e *Error) Unwrap() error { return e.cause }

// Faultf makes an error of a kind; like fmt.Errorf it keeps what %w names as the cause.
func Faultf(kind Fault, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Message: err.Error(), cause: errors.Unwrap(err)}
}

// In names the entry that the error is about.
func (e *Error) In(format string, args ...any) *Error {
	e.Field = fmt.Sprintf(format, args...)
	return e
}

// Limits on what one document may hold; beyond them an entry is refused in words.
const (
	MaxLines = 1000
	MaxText  = 10_000
	MaxName  = 200
)

// CheckName refuses an empty, overlong or many-lined name.
func CheckName(what, s string) error {
	if strings.TrimSpace(s) == "" {
		return Faultf(Invalid, "The %s is missing. Enter one.", what)
	}
	return CheckShort(what, s)
}

// CheckShort refuses a text that does not fit on one line of a document.
func CheckShort(what, s string) error {
	if len([]rune(s)) > MaxName {
		return Faultf(Invalid, "The %s has %d characters; %d fit. Shorten it.", what, len([]rune(s)), MaxName)
	}
	if strings.ContainsAny(s, "\r\n\x00") {
		return Faultf(Invalid, "The %s may not contain line breaks.", what)
	}
	return nil
}

// CheckText refuses a note that is too long to print.
func CheckText(what, s string) error {
	if len([]rune(s)) > MaxText {
		return Faultf(Invalid, "The %s has %d characters; %d fit. Shorten it.", what, len([]rune(s)), MaxText)
	}
	if strings.ContainsRune(s, 0) {
		return Faultf(Invalid, "The %s contains a character that cannot be printed.", what)
	}
	return nil
}

// CheckQty refuses a quantity that is not above zero or too large to count.
func CheckQty(what string, q money.Qty) error {
	if q <= 0 {
		return Faultf(Invalid, "The %s is %s; it must be above zero.", what, q)
	}
	if q > money.MaxQty {
		return Faultf(Invalid, "The %s is larger than a document can carry (%s).", what, money.MaxQty)
	}
	return nil
}
