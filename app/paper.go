package app

import (
	"io"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// PaperKind names a printed document.
type PaperKind string

// The papers.
const (
	PaperQuote        PaperKind = "quote"
	PaperConfirmation PaperKind = "order_confirmation"
	PaperPurchase     PaperKind = "purchase_order"
	PaperSlip         PaperKind = "packing_slip"
	PaperDelivery     PaperKind = "delivery_note"
	PaperProforma     PaperKind = "proforma" // of an order: what is to be paid ahead
	PaperInvoice      PaperKind = "invoice"
	PaperCredit       PaperKind = "credit_note"
	PaperAmendment    PaperKind = "order_change"       // of a purchase order
	PaperCancellation PaperKind = "order_cancellation" // of all of a purchase order that has not shipped
	PaperClaim        PaperKind = "claim"              // to a supplier
	PaperReturn       PaperKind = "return_slip"
	PaperReminder     PaperKind = "reminder" // of overdue invoices: friendly, firm, last
	PaperReminder2    PaperKind = "second_reminder"
	PaperReminder3    PaperKind = "last_reminder"
	PaperStatement    PaperKind = "statement"  // of a customer's or supplier's account
	PaperRemittance   PaperKind = "remittance" // to a supplier: what a payment pays
	PaperPrices       PaperKind = "price_list" // of what is sold, for a customer, or with the id 0 for anybody
)

// Papers are all of them.
var Papers = []PaperKind{PaperQuote, PaperConfirmation, PaperPurchase, PaperSlip, PaperDelivery, PaperProforma, PaperInvoice, PaperCredit, PaperAmendment, PaperCancellation, PaperClaim,
	PaperReturn, PaperReminder, PaperReminder2, PaperReminder3, PaperStatement, PaperRemittance, PaperPrices}

// ToSupplier says whether a supplier reads it: it then comes from the company's address for purchasing.
func (k PaperKind) ToSupplier() bool {
	switch k {
	case PaperPurchase, PaperAmendment, PaperCancellation, PaperClaim, PaperRemittance:
		return true
	}
	return false
}

// Paper is all that a printed document says and nothing else: whoever makes one leaves out what
// its reader may not see, so that no printer can leak it. A customer's paper holds no cost and no
// supplier; a supplier's paper holds no selling price. Empty fields are not printed.
type Paper struct {
	Kind     PaperKind
	Language string
	Size     string     // A4 or Letter
	From     Letterhead // a neutral packing slip has an empty one
	Without  []string   // columns that are left out, by the names of trade.Columns
	Number   string     // empty on a draft
	Revision int        // shown from 2 on
	Date     trade.Date
	Currency money.Currency // empty where no money is shown

	To     trade.Address // whom it is for, with the name or company
	ShipTo trade.Address // printed in its own box
	Facts  []Fact        // labelled values beside the address, in order

	Intro  string
	Lines  []PaperLine
	Tables []PaperTable // instead of lines: documents and their money
	Costs  bool         // the lines carry prices and the totals are printed
	Totals
	Dues  []trade.Due // where payable in several parts, or on an invoice its due date
	Early trade.Early // on an invoice, the discount for paying early
	Bank  []string
	Notes []string // paragraphs below the totals: terms, tax notes, texts of the company

	Carrier  string
	Method   string
	Parcels  []trade.Parcel // number printed with a code that can be scanned; Link as text or QR
	SignHere bool           // a line for date and signature of whoever receives the goods
}

// Letterhead is who a paper comes from.
type Letterhead struct {
	Name      string
	Address   trade.Address
	Email     string
	Phone     string
	Web       string
	TaxNumber string
	Logo      []byte // PNG or JPEG; may be empty
	LogoRight bool   // the logo at the right and the address at the left
	Accent    string // #rrggbb
	Footer    string
}

// Fact is one labelled value. Label is one of the names below, which the printer words in the paper's language.
type Fact struct {
	Label string
	Value string
	Date  trade.Date // instead of Value
}

// The labels of facts.
const (
	FactReference = "reference"  // the reader's own number
	FactQuote     = "quote"      // number
	FactOrder     = "order"      // number
	FactPurchase  = "purchase"   // number
	FactInvoice   = "invoice"    // number, on a credit note
	FactShipment  = "shipment"   // number
	FactValid     = "valid"      // date
	FactWanted    = "wanted"     // date
	FactExpected  = "expected"   // date
	FactShipped   = "shipped"    // date
	FactDue       = "due"        // date
	FactTerms     = "terms"      // name
	FactMethod    = "method"     // how it is shipped
	FactContact   = "contact"    // at the reader
	FactRep       = "rep"        // whom to ask
	FactTaxNumber = "tax_number" // the reader's
	FactAccount   = "account"    // our number in the supplier's books
	FactReason    = "reason"
	FactSince     = "since"  // date
	FactUntil     = "until"  // date
	FactPayBy     = "pay_by" // date
)

// PaperTable is a table of documents and money in one currency. Its words are in the paper's language.
type PaperTable struct {
	Title    string // above it; may be empty
	Currency money.Currency
	Columns  []PaperColumn
	Rows     []PaperRow
}

// PaperColumn is a column of a table.
type PaperColumn struct {
	Title  string
	Figure bool // set to the right
	Wide   bool // has the room that the others leave
}

// PaperRow is a row of a table; a strong one is a sum.
type PaperRow struct {
	Strong bool
	Cells  []PaperCell
}

// PaperCell is a text, a date, an amount, a price or a quantity.
type PaperCell struct {
	Text   string
	Date   trade.Date
	Amount *money.Amount
	Price  *money.Price
	Qty    *money.Qty
}

// row adds a row of texts, dates and amounts.
func (t *PaperTable) row(strong bool, cells ...any) {
	r := PaperRow{Strong: strong}
	for _, c := range cells {
		switch x := c.(type) {
		case money.Amount:
			r.Cells = append(r.Cells, PaperCell{Amount: &x})
		case money.Price:
			r.Cells = append(r.Cells, PaperCell{Price: &x})
		case money.Qty:
			r.Cells = append(r.Cells, PaperCell{Qty: &x})
		case trade.Date:
			r.Cells = append(r.Cells, PaperCell{Date: x})
		case string:
			r.Cells = append(r.Cells, PaperCell{Text: x})
		}
	}
	t.Rows = append(t.Rows, r)
}

// PaperLine is one line of the table.
type PaperLine struct {
	Kind        trade.LineKind
	Code        string // our SKU, or the supplier's part number on a purchase order
	Description string
	Detail      string // second line, smaller: our SKU on a purchase order, what was ordered on a delivery note
	Qty         money.Qty
	Unit        string
	Price       money.Price
	Discount    money.Rate
	Net         money.Amount
	TaxCode     string
	Optional    bool
	Expected    trade.Date
}

// Totals of a paper.
type Totals struct {
	Inclusive bool // lines, gross and discount include the taxes
	Gross     money.Amount
	Discount  money.Amount
	Net       money.Amount
	Taxes     []trade.TaxSum
	Total     money.Amount
	Paid      money.Amount // on an invoice, before it was issued
	Ahead     money.Amount // on a pro-forma invoice, what is to be paid before goods are ordered
}

// Printer makes what leaves the house on paper or as a workbook.
type Printer interface {
	PDF(Paper) ([]byte, error)
	Profit(w io.Writer, book *ProfitBook) error
	Supply(w io.Writer, sheet SupplySheet) error
	Table(w io.Writer, t Table) error
}

// Mail is one e-mail, ready to be sent.
type Mail struct {
	MessageID string
	From      string
	FromName  string
	To        string
	ToName    string
	Cc        []string
	Subject   string
	Body      string
	Date      trade.Stamp
	Files     []trade.Attachment
	Links     []MailLink
	Logo      []byte // PNG; it stands above the text where the reader's program shows pictures
}

// MailLink is something that the reader can do with a click.
type MailLink struct{ Text, URL string }

// Mailer turns a mail into the bytes of an .eml file.
type Mailer interface {
	EML(Mail) ([]byte, error)
}
