package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ListIn asks for one page of a list.
type ListIn struct {
	Filter     string         `json:"filter"` // one of the list's filters; empty is all
	Text       string         `json:"text"`   // words that begin words of number, names or reference
	CustomerID trade.ID       `json:"customer_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	OrderID    trade.ID       `json:"order_id"`
	Channel    string         `json:"channel"` // orders only: typed, quote, web, email, file …
	Sort       string         `json:"sort"`    // a field of the row; empty is newest first (people and items: by name)
	Desc       bool           `json:"desc"`
	Offset     int            `json:"offset"`
	Limit      int            `json:"limit"`     // at most 1000; zero is 200
	RowsOnly   bool           `json:"rows_only"` // leave out count, sums and chips, which are the same on every page
	Counts     []string       `json:"-"`         // count these filters and read nothing else
	Today      trade.Date     `json:"-"`
	Base       money.Currency `json:"-"`
}

// List is one page with what stands in its footer and on its chips.
type List[Row any] struct {
	Rows  []Row         `json:"rows"`
	Count int           `json:"count"`          // of all rows that match
	Sums  []CurrencySum `json:"sums"`           // of all rows that match: what is open, or the total
	Chips []Chip        `json:"chips"`          // the list's filters with how many rows each has
	More  bool          `json:"more,omitempty"` // the text is in more documents than are listed and counted here, the newest
}

// CurrencySum is a sum in one currency.
type CurrencySum struct {
	Currency money.Currency `json:"currency"`
	Sum      money.Amount   `json:"sum"`
}

// Chip is one filter of a list.
type Chip struct {
	Filter string `json:"filter"`
	Count  int    `json:"count"`
}

// The filters of each list, in the order of their chips. "" is all.
var Filters = map[trade.Kind][]string{
	trade.KindQuote:    {"draft", "sent", "accepted", "expired", "declined", ""},
	trade.KindOrder:    {"open", "draft", "held", "decide", "to_order", "to_invoice", "late", "done", "cancelled", ""},
	trade.KindPurchase: {"open", "draft", "waiting", "unanswered", "late", "to_bill", "credit_due", "done", "cancelled", ""},
	trade.KindShipment: {"on_the_way", "delivered", "lost", ""},
	trade.KindInvoice:  {"draft", "open", "overdue", "reminded", "paid", "credit", ""},
	trade.KindPayment:  {"in", "out", "refund", "on_account", ""},
	trade.KindBill:     {"draft", "to_approve", "open", "overdue", "disputed", "different", "paid", "credit", ""},
	trade.KindReturn:   {"approved", "received", "settled", "cancelled", ""},
	trade.KindCustomer: {"customers", "prospects", "inactive", ""},
	trade.KindSupplier: {"active", "inactive", ""},
	trade.KindItem:     {"active", "no_supplier", "inactive", ""},
	trade.KindReceived: {"waiting_mail", "read_mail", ""},
	trade.KindMessage:  {"ready", "failed", "uncertain", "sent", "handed", "stopped", ""},
}

// CustomerRow is one line of the customers' list.
type CustomerRow struct {
	ID       trade.ID       `json:"id"`
	Number   string         `json:"number"`
	Name     string         `json:"name"`
	City     string         `json:"city"`
	Country  string         `json:"country"`
	Contact  string         `json:"contact"`
	Email    string         `json:"email"`
	Prospect bool           `json:"prospect"`
	Orders   int            `json:"orders"` // confirmed
	Open     money.Amount   `json:"open"`   // to pay on issued invoices, less open credits
	Currency money.Currency `json:"currency"`
}

// SupplierRow is one line of the suppliers' list.
type SupplierRow struct {
	ID       trade.ID       `json:"id"`
	Number   string         `json:"number"`
	Name     string         `json:"name"`
	City     string         `json:"city"`
	Country  string         `json:"country"`
	Contact  string         `json:"contact"` // for orders
	Email    string         `json:"email"`
	Items    int            `json:"items"`
	Waiting  int            `json:"waiting"` // purchase orders sent and not all shipped
	Open     money.Amount   `json:"open"`    // to pay on entered bills
	Currency money.Currency `json:"currency"`
}

// ItemRow is one line of the items' list.
type ItemRow struct {
	ID       trade.ID       `json:"id"`
	SKU      string         `json:"sku"`
	Name     string         `json:"name"`
	Category string         `json:"category"`
	Unit     string         `json:"unit"`
	Price    money.Price    `json:"price"` // in the company's currency
	Supplier string         `json:"supplier"`
	Cost     money.Price    `json:"cost" cur:"CostIn"` // of the first source, in its currency
	CostIn   money.Currency `json:"cost_in"`
	LeadDays int            `json:"lead_days"`
	Stock    *money.Qty     `json:"stock"`
	Kit      bool           `json:"kit"` // bought as its components
	Inactive bool           `json:"inactive"`
	Currency money.Currency `json:"currency"`
}

// QuoteRow is one line of the quotes' list.
type QuoteRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	Revision   int            `json:"revision"`
	State      trade.State    `json:"state"`
	Date       trade.Date     `json:"date"`
	Valid      trade.Date     `json:"valid_until"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	Rep        string         `json:"rep"`
	Orders     int            `json:"orders"`
	Net        money.Amount   `json:"net"`
	Cost       money.Amount   `json:"cost"`
	Total      money.Amount   `json:"total"`
	Currency   money.Currency `json:"currency"`
}

// OrderRow is one line of the orders' list.
type OrderRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	State      trade.State    `json:"state"`
	Next       trade.Step     `json:"next"`
	Date       trade.Date     `json:"date"`
	Wanted     trade.Date     `json:"wanted"`
	Expected   trade.Date     `json:"expected"`
	Channel    string         `json:"channel"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	Reference  string         `json:"reference"`
	Rep        string         `json:"rep"`
	ToOrder    int            `json:"to_order"`
	Suppliers  int            `json:"suppliers"`
	Total      money.Amount   `json:"total"`
	Invoiced   money.Amount   `json:"invoiced"`
	Paid       money.Amount   `json:"paid"`
	Currency   money.Currency `json:"currency"`
	Revenue    money.Amount   `json:"revenue" cur:"base"` // in the company's currency, as Cost and Profit
	Cost       money.Amount   `json:"cost" cur:"base"`
	Actual     bool           `json:"actual"`
}

// PurchaseRow is one line of the purchase orders' list.
type PurchaseRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	State      trade.State    `json:"state"`
	Next       trade.Step     `json:"next"`
	Date       trade.Date     `json:"date"`
	Expected   trade.Date     `json:"expected"`
	OrderID    trade.ID       `json:"order_id"`
	OrderNo    string         `json:"order_number"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	SupplierID trade.ID       `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Net        money.Amount   `json:"net"`
	Billed     money.Amount   `json:"billed"`
	Currency   money.Currency `json:"currency"`
}

// ShipmentRow is one line of the shipments' list.
type ShipmentRow struct {
	ID         trade.ID    `json:"id"`
	Number     string      `json:"number"`
	State      trade.State `json:"state"`
	Date       trade.Date  `json:"date"`
	Delivered  trade.Date  `json:"delivered"`
	OrderID    trade.ID    `json:"order_id"`
	OrderNo    string      `json:"order_number"`
	PurchaseNo string      `json:"purchase_number"`
	Customer   string      `json:"customer"`
	Supplier   string      `json:"supplier"`
	Carrier    string      `json:"carrier"`
	Tracking   string      `json:"tracking"` // of the first parcel
	Parcels    int         `json:"parcels"`
	Notified   bool        `json:"notified"`
}

// InvoiceRow is one line of the invoices' list.
type InvoiceRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	Credit     bool           `json:"credit"`
	State      trade.State    `json:"state"`
	Date       trade.Date     `json:"date"`
	Due        trade.Date     `json:"due"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	OrderID    trade.ID       `json:"order_id"`
	OrderNo    string         `json:"order_number"`
	Total      money.Amount   `json:"total"`
	Open       money.Amount   `json:"open"`
	Currency   money.Currency `json:"currency"`
	Reminders  int            `json:"reminders"` // level of the last reminder
}

// PaymentRow is one line of the payments' list.
type PaymentRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	Out        bool           `json:"out"`
	Refund     bool           `json:"refund"`
	Date       trade.Date     `json:"date"`
	CustomerID trade.ID       `json:"customer_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	Party      string         `json:"party"`
	Method     string         `json:"method"`
	Reference  string         `json:"reference"`
	Amount     money.Amount   `json:"amount"`
	Left       money.Amount   `json:"left"`
	Currency   money.Currency `json:"currency"`
}

// BillRow is one line of the bills' list.
type BillRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	TheirNo    string         `json:"their_number"`
	Credit     bool           `json:"credit"`
	State      trade.State    `json:"state"`
	Date       trade.Date     `json:"date"`
	Due        trade.Date     `json:"due"`
	SupplierID trade.ID       `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Total      money.Amount   `json:"total"`
	Open       money.Amount   `json:"open"`
	Difference money.Amount   `json:"difference"`
	Approval   trade.State    `json:"approval"`
	Currency   money.Currency `json:"currency"`
}

// ReturnRow is one line of the returns' list.
type ReturnRow struct {
	ID         trade.ID    `json:"id"`
	Number     string      `json:"number"`
	State      trade.State `json:"state"`
	Date       trade.Date  `json:"date"`
	CustomerID trade.ID    `json:"customer_id"`
	Customer   string      `json:"customer"`
	SupplierID trade.ID    `json:"supplier_id"`
	Supplier   string      `json:"supplier"`
	OrderID    trade.ID    `json:"order_id"`
	OrderNo    string      `json:"order_number"`
	To         string      `json:"to"`
	Outcome    string      `json:"outcome"`
}

// DueCredit is what a supplier has billed and is to give credit for: goods, or money of a disputed bill.
type DueCredit struct {
	BillID         trade.ID       `json:"bill_id"` // of a disputed bill, with its first purchase order; else zero
	BillNo         string         `json:"bill_number"`
	PurchaseID     trade.ID       `json:"purchase_id"`
	PurchaseNo     string         `json:"purchase_number"`
	PurchaseLineID trade.ID       `json:"purchase_line_id"`
	OrderID        trade.ID       `json:"order_id"`
	OrderNo        string         `json:"order_number"`
	SupplierID     trade.ID       `json:"supplier_id"`
	Supplier       string         `json:"supplier"`
	SKU            string         `json:"sku"`
	Description    string         `json:"description"`
	Qty            money.Qty      `json:"qty"`
	Billed         money.Qty      `json:"billed"`
	BilledNet      money.Amount   `json:"billed_net"`
	Net            money.Amount   `json:"net"`   // expected, at the price that was billed
	Price          money.Price    `json:"price"` // of one, as it was billed
	Currency       money.Currency `json:"currency"`
	Since          trade.Date     `json:"since"`
	Chased         trade.Stamp    `json:"chased_at"`
}

// WaitingLine is a quantity of a confirmed order that is to be put on a purchase order.
type WaitingLine struct {
	OrderID     trade.ID       `json:"order_id"`
	OrderNo     string         `json:"order_number"`
	OrderLineID trade.ID       `json:"order_line_id"`
	Customer    string         `json:"customer"`
	Wanted      trade.Date     `json:"wanted"`
	Held        bool           `json:"held"`
	Undecided   bool           `json:"undecided"` // another part of the line waits for a decision
	SKU         string         `json:"sku"`
	Description string         `json:"description"`
	Unit        string         `json:"unit"`
	Qty         money.Qty      `json:"qty"`
	SupplierID  trade.ID       `json:"supplier_id"`
	Supplier    string         `json:"supplier"`
	Why         string         `json:"why"`
	Cost        money.Price    `json:"cost"`
	Net         money.Amount   `json:"net"`
	MinOrder    money.Amount   `json:"min_order"` // of the supplier, for one purchase order
	Currency    money.Currency `json:"currency"`  // of Cost, Net and MinOrder
	LeadDays    int            `json:"lead_days"`
}

// Found is one result of a search.
type Found struct {
	Kind   trade.Kind `json:"kind"`
	ID     trade.ID   `json:"id"`
	Number string     `json:"number"`
	Title  string     `json:"title"`
}

// ProfitSum is profit added up over orders, in the company's currency.
type ProfitSum struct {
	Key     string       `json:"key"`          // id, month, channel or order number
	ID      trade.ID     `json:"id,omitempty"` // of the record, where it is one
	Name    string       `json:"name"`
	Orders  int          `json:"orders"`
	Revenue money.Amount `json:"revenue"`
	Cost    money.Amount `json:"cost"` // freight and fees included
	Actual  bool         `json:"actual"`
}

// Profit is revenue less cost.
func (s *ProfitSum) Profit() money.Amount { return s.Revenue - s.Cost }

// AgeRow is what one party owes, or is owed, by how late it is.
type AgeRow struct {
	PartyID  trade.ID       `json:"party_id"`
	Party    string         `json:"party"`
	Currency money.Currency `json:"currency"`
	trade.Ageing
}
