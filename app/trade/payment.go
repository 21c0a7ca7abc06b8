package trade

import "dropdesk/app/money"

// Payment is money that came from a customer or went to a supplier.
type Payment struct {
	ID          ID             `json:"id"`
	Version     int            `json:"version"`
	Number      string         `json:"number"`
	CustomerID  ID             `json:"customer_id,omitempty"` // money in
	SupplierID  ID             `json:"supplier_id,omitempty"` // money out
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
	Used        money.Amount   `json:"used"` // allocated to invoices or bills, or written off
	Allocations []Allocation   `json:"allocations"`
}

// Allocation settles part of an invoice or bill by a payment, a credit note or a write-off; or,
// with neither invoice nor bill, writes off what is left of a payment.
type Allocation struct {
	ID        ID             `json:"id"`
	PaymentID ID             `json:"payment_id,omitempty"`
	CreditID  ID             `json:"credit_id,omitempty"` // credit note that pays InvoiceID, or supplier's credit that pays BillID
	InvoiceID ID             `json:"invoice_id,omitempty"`
	BillID    ID             `json:"bill_id,omitempty"`
	Number    string         `json:"number,omitempty"`   // of the invoice or bill, filled in when read
	Currency  money.Currency `json:"currency,omitempty"` // filled in when read
	Amount    money.Amount   `json:"amount"`
	WriteOff  bool           `json:"write_off"`
	Reason    string         `json:"reason,omitempty"`
	Date      Date           `json:"date"`
}

// Left is what the payment still has to give: the customer's or supplier's money on account.
func (p *Payment) Left() money.Amount { return p.Amount - p.Used }
