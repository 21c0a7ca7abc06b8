// Package reports prints: documents as PDF, with maroto's rows, columns and texts, and profit as a
// workbook, with excelize. It prints what a Paper or a ProfitBook says and nothing else. It never
// reads a store or a disk, works out no price and no tax, and knows no customer.
package reports

import (
	"fmt"

	"dropdesk/app"
)

// Printer is app's Printer. It keeps nothing of a document, and documents may be made in parallel.
type Printer struct{}

// New is the printer.
func New() *Printer { return &Printer{} }

// forms are what the papers are made of.
var forms = map[app.PaperKind]form{
	app.PaperQuote: quote, app.PaperConfirmation: confirmation, app.PaperProforma: proforma, app.PaperPurchase: purchase, app.PaperSlip: packingSlip,
	app.PaperDelivery: deliveryNote, app.PaperInvoice: invoice, app.PaperCredit: creditNote,
	app.PaperAmendment: orderChange, app.PaperCancellation: orderChange, app.PaperClaim: claim, app.PaperReturn: returnSlip,
	app.PaperReminder: reminder, app.PaperReminder2: reminder, app.PaperReminder3: reminder,
	app.PaperStatement: statement, app.PaperRemittance: remittance, app.PaperPrices: priceList,
}

// PDF prints a paper.
func (*Printer) PDF(p app.Paper) ([]byte, error) {
	f, known := forms[p.Kind]
	if !known {
		return nil, fmt.Errorf("there is no form for the paper %q", string(p.Kind))
	}
	return newSheet(&p, f).print()
}
