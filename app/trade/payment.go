package trade

import "dropdesk/app/money"

// Payment is money that came from a customer or went to a supplier; a refund is money that went
// back to a customer or came back from a supplier.
type Payment struct {
	ID          ID             `json:"id"`
	Version     int            `json:"version"`
	Number      string         `json:"number"`
	CustomerID  ID             `json:"customer_id,omitempty"` // money in
	SupplierID  ID             `json:"supplier_id,omitempty"` // money out
	Refund      bool           `json:"refund"`                // the other way round
	Party       string         `json:"party"`
	Date        Date           `json:"date"`
	Currency    money.Currency `json:"currency"`
	FX          money.FX       `json:"fx"`
	Amount      money.Amount   `json:"amount"`
	Method      string         `json:"method,omitempty"` // bank, card, cash, cheque, other
	Reference   string         `json:"reference,omitempty"`
	Notes       string         `json:"notes,omitempty"`
	OrderID     ID             `json:"order_id,omitempty"` // what is left is reserved for this order
	OrderNo     string         `json:"order_number,omitempty"`
	Used        money.Amount   `json:"used"` // allocated to invoices or bills, or written off; of a refund: joined to what it pays back
	Allocations []Allocation   `json:"allocations"`
}

// Left is what the payment still has to give: the customer's or supplier's money on account. Of a
// refund it is what was paid back for no credit note or payment that it is joined to.
func (p *Payment) Left() money.Amount { return p.Amount - p.Used }

// Owner is the customer or supplier.
func (p *Payment) Owner() Ref { return owner(p.CustomerID, p.SupplierID) }

func owner(customer, supplier ID) Ref {
	if customer != 0 {
		return Ref{KindCustomer, customer}
	}
	return Ref{KindSupplier, supplier}
}

// Out says whether the money left the house.
func (p *Payment) Out() bool { return (p.SupplierID != 0) != p.Refund }

// Allocation joins what gives (a payment, a customer's or a supplier's credit note) to what is
// settled with it (an invoice, a bill, or a refund that pays it back). With WriteOff set, one of the
// two is missing: it is given up.
type Allocation struct {
	ID           ID             `json:"id"`
	PaymentID    ID             `json:"payment_id,omitempty"`
	CreditID     ID             `json:"credit_id,omitempty"`      // customer's credit note
	BillCreditID ID             `json:"bill_credit_id,omitempty"` // supplier's credit note
	InvoiceID    ID             `json:"invoice_id,omitempty"`
	BillID       ID             `json:"bill_id,omitempty"`
	RefundID     ID             `json:"refund_id,omitempty"`
	From         string         `json:"from,omitempty"`          // number of what gives; filled in when read, as the next two and SettlesIn
	Number       string         `json:"number,omitempty"`        // of what is settled
	Currency     money.Currency `json:"currency,omitempty"`      // of Amount
	Amount       money.Amount   `json:"amount"`                  // of what gives
	Settles      money.Amount   `json:"settles" cur:"SettlesIn"` // of what is settled; another than Amount only where its currency is another
	SettlesIn    money.Currency `json:"settles_in,omitempty"`    // currency of Settles
	Gain         money.Amount   `json:"gain" cur:"base"`         // exchange gain, or loss below zero, in the company's currency
	WriteOff     bool           `json:"write_off"`
	Reason       string         `json:"reason,omitempty"`
	Date         Date           `json:"date"` // of the later of the two, or of the settling
}

// Gave is what gives: a payment or a credit note.
func (a *Allocation) Gave() Ref {
	switch {
	case a.PaymentID != 0:
		return Ref{KindPayment, a.PaymentID}
	case a.CreditID != 0:
		return Ref{KindInvoice, a.CreditID}
	}
	return Ref{KindBill, a.BillCreditID}
}

// Exchange is an allocation as an exchange: a document was worth something in the company's
// currency at its own rate, and the money or credit that it was settled with something else.
type Exchange struct {
	ID       ID           `json:"id"` // of the allocation
	Date     Date         `json:"date"`
	Customer bool         `json:"customer"` // else a supplier
	Refund   bool         `json:"refund"`   // the document is a credit note or a payment that was paid back
	Party    string       `json:"party"`
	Document Exchanged    `json:"document"`
	Money    Exchanged    `json:"money"`
	Gain     money.Amount `json:"gain" cur:"base"`
}

// Exchanged is one side of an exchange.
type Exchanged struct {
	Kind     Kind           `json:"kind"`
	ID       ID             `json:"id"`
	Number   string         `json:"number"`
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	FX       money.FX       `json:"fx"`
}

// Gain is what was gained by the exchanges of one document together. All that was given for it is
// added up before it is rounded, so that settling it in parts comes to the same as settling it at once.
func Gain(list []Exchange, base money.Currency) money.Amount {
	if len(list) == 0 {
		return 0
	}
	given, settled := make([]money.Part, len(list)), make([]money.Part, len(list))
	for i, e := range list {
		given[i] = money.Part{Amount: e.Money.Amount, Currency: e.Money.Currency, FX: e.Money.FX}
		settled[i] = money.Part{Amount: e.Document.Amount, Currency: e.Document.Currency, FX: e.Document.FX}
	}
	gain := money.Sum(base, given...) - money.Sum(base, settled...)
	if list[0].Customer == list[0].Refund { // what was given left the house
		gain = -gain
	}
	return gain
}
