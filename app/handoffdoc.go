package app

import (
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// bookDoc is an invoice, credit note, bill or supplier's credit as the books need it: each line booked to something, its tax spread
// over its lines without losing a cent. Its amounts are positive, whichever way the money goes.
type bookDoc struct {
	ref       trade.Ref
	what      string
	ours      string // our number
	number    string // the one that the books know it by: of a bill the supplier's
	credits   string // the invoice that a credit note names
	party     string
	email     string
	address   trade.Address
	reference string
	memo      string
	terms     string
	date, due trade.Date
	currency  money.Currency
	base      money.Currency
	fx        money.FX
	sign      money.Amount // −1: it takes back
	net, tax  money.Amount
	total     money.Amount
	baseTotal money.Amount // its lines and taxes in the company's currency
	lines     []bookLine
	taxes     []bookTax
}

// The words for what a document is.
const (
	bookInvoice = "invoice"
	bookCredit  = "credit note"
	bookBill    = "bill"
	bookBack    = "supplier credit"
)

func (b *bookDoc) sold() bool { return b.ref.Kind == trade.KindInvoice }

// bookLine is one line of it.
type bookLine struct {
	use   string // what it is booked to
	sku   string
	text  string
	qty   money.Qty
	price money.Price // net; quantity × price is exactly the net
	net   money.Amount
	base  money.Amount // net in the company's currency
	code  string       // our tax code; of a bill empty
	name  string       // what the code is called
	tax   money.Amount
}

// bookTax is the tax of a code.
type bookTax struct {
	code, name string
	tax, base  money.Amount // base: the tax in the company's currency
}

func (w *work) bookDoc(ref trade.Ref) (*bookDoc, error) {
	if ref.Kind == trade.KindInvoice {
		v, err := w.Invoice(ref.ID)
		if err != nil {
			return nil, err
		}
		return bookedInvoice(v, w.base), nil
	}
	b, err := w.Bill(ref.ID)
	if err != nil {
		return nil, err
	}
	return bookedBill(b, w.base), nil
}

func bookedInvoice(v *trade.Invoice, base money.Currency) *bookDoc {
	b := &bookDoc{ref: trade.Ref{Kind: trade.KindInvoice, ID: v.ID}, what: bookInvoice, ours: v.Number, number: v.Number, credits: v.CreditsNo, party: v.Customer, email: v.Contact.Email,
		address: v.BillTo, reference: v.Reference, memo: v.OrderNo, terms: v.Terms.Name, date: v.Date, due: v.Due, currency: v.Currency, base: base, fx: v.FX, sign: v.Sign(),
		net: v.Net, tax: v.Tax, total: v.Total}
	if v.Credit {
		b.what = bookCredit
	}
	if b.due == "" {
		b.due = b.date
	}
	for i := range v.Lines {
		l := &v.Lines[i]
		if !l.Priced() {
			continue
		}
		line := bookLine{use: useOf(l.Kind), sku: l.SKU, text: l.Description, net: l.Total(), base: l.Base, code: l.TaxCode, name: l.TaxName}
		line.count(l.Qty, l.Price, l.Unit)
		b.lines = append(b.lines, line)
	}
	for _, x := range v.Taxes {
		b.spread(x, v.Lines)
		b.taxes = append(b.taxes, bookTax{x.Code, x.Name, x.Tax, x.Tax.To(v.FX, v.Currency, base)})
	}
	b.close()
	return b
}

// spread divides the tax of a code over its lines.
func (b *bookDoc) spread(x trade.TaxSum, lines []trade.InvoiceLine) {
	var at []int
	var weights []int64
	n := 0
	for i := range lines {
		l := &lines[i]
		if !l.Priced() {
			continue
		}
		if l.TaxCode == x.Code && l.TaxRate == x.Rate && l.TaxKind == x.Kind {
			at, weights = append(at, n), append(weights, int64(b.lines[n].net))
		}
		n++
	}
	for i, part := range money.Allocate(x.Tax, weights) {
		b.lines[at[i]].tax = part
	}
}

// useOf is what a line of an invoice is booked to.
func useOf(kind trade.LineKind) string {
	switch kind {
	case trade.LineFreight:
		return useFreightSold
	case trade.LineFee:
		return useFeesKept
	}
	return useSales
}

func bookedBill(v *trade.Bill, base money.Currency) *bookDoc {
	b := &bookDoc{ref: trade.Ref{Kind: trade.KindBill, ID: v.ID}, what: bookBill, ours: v.Number, number: v.TheirNo, party: v.Supplier, reference: v.Number, terms: v.Terms.Name,
		date: v.Date, due: v.Due, currency: v.Currency, base: base, fx: v.FX, sign: v.Sign(), net: v.Net, tax: v.Tax, total: v.Total}
	if v.Credit {
		b.what = bookBack
	}
	if b.due == "" {
		b.due = b.date
	}
	weights := []int64{}
	for i := range v.Lines {
		l := &v.Lines[i]
		line := bookLine{use: useGoods, text: l.Description, net: l.Net, base: l.Base}
		if l.Kind == trade.LineFreight {
			line.use = useFreight
		}
		if l.PurchaseNo != "" {
			line.text = l.PurchaseNo + ": " + line.text
		}
		line.count(l.Qty, l.Price, "")
		b.lines, weights = append(b.lines, line), append(weights, int64(line.net))
	}
	if len(b.lines) == 0 && v.Tax != 0 { // a bill of nothing but tax
		b.lines, weights = []bookLine{{use: useGoods, text: v.TheirNo, qty: money.Unit}}, []int64{1}
	}
	if v.Tax != 0 {
		for i, part := range money.Allocate(v.Tax, weights) {
			b.lines[i].tax = part
		}
		b.taxes = []bookTax{{tax: v.Tax, base: v.Tax.To(v.FX, v.Currency, base)}}
	}
	b.close()
	return b
}

// count gives the line its quantity and price where they come to its net; where a discount or included tax makes another net of them, it is
// one of its net, and the text says how many.
func (l *bookLine) count(qty money.Qty, price money.Price, unit string) {
	if qty > 0 && price.Times(qty) == l.net {
		l.qty, l.price = qty, price
		return
	}
	l.qty, l.price = money.Unit, money.Price(l.net)*100
	if qty != money.Unit {
		if unit == "" {
			unit = "×"
		}
		l.text = fmt.Sprintf("%s %s %s", qty, unit, l.text)
	}
}

func (b *bookDoc) close() {
	for _, l := range b.lines {
		b.baseTotal += l.base
	}
	for _, t := range b.taxes {
		b.baseTotal += t.base
	}
}
