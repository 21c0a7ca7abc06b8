package app

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"dropdesk/app/money"
)

// bookTable is a CSV of a program, split where the program takes only so many documents or rows at once.
type bookTable struct {
	name    string
	heading []string
	docs    int // most of one file; zero: no limit
	rows    int
}

// files writes each document's rows; none of them is split.
func (t *bookTable) files(docs []bookDoc, rows func(*bookDoc) [][]string) []HandOffPart {
	var list []HandOffPart
	var b bytes.Buffer
	var w *csv.Writer
	part := HandOffPart{}
	write := func(cells []string) {
		if err := w.Write(cells); err != nil {
			panic(err) // a buffer takes everything
		}
	}
	end := func() {
		if part.Documents > 0 {
			w.Flush()
			part.Content = append([]byte{}, b.Bytes()...)
			list = append(list, part)
		}
		b.Reset()
		part = HandOffPart{}
	}
	for i := range docs {
		more := rows(&docs[i])
		if part.Documents > 0 && (t.docs > 0 && part.Documents == t.docs || t.rows > 0 && part.Rows+len(more) > t.rows) {
			end()
		}
		if part.Documents == 0 {
			w = csv.NewWriter(&b)
			w.UseCRLF = true
			write(t.heading)
		}
		for _, cells := range more {
			write(cells)
		}
		part.Documents++
		part.Rows += len(more)
	}
	end()
	for i := range list {
		list[i].FileName = t.name + ".csv"
		if len(list) > 1 {
			list[i].FileName = fmt.Sprintf("%s-%d.csv", t.name, i+1)
		}
	}
	return list
}

// cellText keeps a text of somebody else's from running as a formula where a spreadsheet opens the file, and on one line.
func cellText(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' || r == '\t' || r == 0 }), " ")
	if strings.IndexAny(strings.TrimLeft(s, " \u00a0\u3000\ufeff"), "=+-@＝＋－＠") == 0 { // the wide signs of East Asian keyboards too
		return "'" + s
	}
	return s
}

// only are the documents of a kind.
func only(docs []bookDoc, what ...string) []bookDoc {
	var list []bookDoc
	for i := range docs {
		for _, x := range what {
			if docs[i].what == x {
				list = append(list, docs[i])
			}
		}
	}
	return list
}

// xero writes sales and bills as Xero imports them; prices are without tax. What is taken back has a negative price, which Xero
// makes a credit note of.
func (b *books) xero(docs []bookDoc) []HandOffPart {
	party := []string{"*ContactName", "EmailAddress", "POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4", "POCity", "PORegion", "POPostalCode", "POCountry"}
	tracking := []string{"*AccountCode", "*TaxType", "TaxAmount", "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2", "Currency"}
	sales := bookTable{name: "xero-sales", docs: 500, heading: joined(party, []string{"*InvoiceNumber", "Reference", "*InvoiceDate", "*DueDate", "Total", "InventoryItemCode", "*Description",
		"*Quantity", "*UnitAmount", "Discount"}, tracking, []string{"BrandingTheme"})}
	bills := bookTable{name: "xero-bills", docs: 500, heading: joined(party, []string{"*InvoiceNumber", "*InvoiceDate", "*DueDate", "Total", "InventoryItemCode", "Description",
		"*Quantity", "*UnitAmount"}, tracking)}
	rows := func(d *bookDoc) (rows [][]string) {
		for i := range d.lines {
			l := &d.lines[i]
			text := l.text
			if text == "" {
				text = d.number
			}
			cells := append(partyCells(d), cellText(d.number))
			if d.sold() {
				cells = append(cells, cellText(d.reference))
			}
			cells = append(cells, b.date(d.date), b.date(d.due), (d.sign * d.total).Text(d.currency), cellText(l.sku), cellText(text), l.qty.String(),
				(money.Price(d.sign) * l.price).Text(d.currency))
			if d.sold() {
				cells = append(cells, "")
			}
			cells = append(cells, cellText(b.of[l.use]), cellText(b.taxName(d, l)), (d.sign * l.tax).Text(d.currency), "", "", "", "", string(d.currency))
			if d.sold() {
				cells = append(cells, "")
			}
			rows = append(rows, cells)
		}
		return rows
	}
	return append(sales.files(only(docs, bookInvoice, bookCredit), rows), bills.files(only(docs, bookBill, bookBack), rows)...)
}

func joined(parts ...[]string) (all []string) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// partyCells are whom a document is for, and where that is.
func partyCells(d *bookDoc) []string {
	a := d.address
	name := a.Company
	if name == d.party {
		name = a.Name
	}
	return []string{cellText(d.party), cellText(d.email), cellText(a.Street), cellText(a.Street2), cellText(name), "", cellText(a.City), cellText(a.Region), cellText(a.Zip), cellText(a.Country)}
}

// quickBooksOnline writes one table for each kind of document; QuickBooks Online takes about a hundred documents at once.
func (b *books) quickBooksOnline(docs []bookDoc) []HandOffPart {
	sold := func(no string) []string {
		return []string{no, "*Customer", "*InvoiceDate", "*DueDate", "Terms", "Location", "Memo", "Item(Product/Service)", "ItemDescription", "ItemQuantity", "ItemRate", "*ItemAmount", "*ItemTaxCode",
			"ItemTaxAmount", "Currency", "ExchangeRate"}
	}
	bought := func(no string) []string {
		return []string{no, "*Supplier", "*BillDate", "*DueDate", "Terms", "Location", "Memo", "*Account", "LineDescription", "*LineAmount", "*LineTaxCode", "LineTaxAmount", "Currency", "ExchangeRate"}
	}
	rows := func(d *bookDoc) (rows [][]string) {
		for i := range d.lines {
			l := &d.lines[i]
			text := l.text
			if l.sku != "" {
				text = l.sku + " " + text
			}
			memo := d.memo
			if d.credits != "" {
				memo = d.credits + " " + memo
			}
			cells := []string{cellText(d.number), cellText(d.party), b.date(d.date), b.date(d.due), cellText(d.terms), "", cellText(memo), cellText(b.of[l.use]), cellText(text)}
			if d.sold() {
				cells = append(cells, l.qty.String(), l.price.Text(d.currency))
			}
			rows = append(rows, append(cells, l.net.Text(d.currency), cellText(b.taxName(d, l)), l.tax.Text(d.currency), string(d.currency), d.fx.String()))
		}
		return rows
	}
	var list []HandOffPart
	for _, x := range []struct {
		what, name string
		heading    []string
	}{
		{bookInvoice, "quickbooks-invoices", sold("*InvoiceNo")}, {bookCredit, "quickbooks-credit-notes", sold("*CreditMemoNo")},
		{bookBill, "quickbooks-bills", bought("*BillNo")}, {bookBack, "quickbooks-supplier-credits", bought("*SupplierCreditNo")},
	} {
		t := bookTable{name: x.name, heading: x.heading, docs: 100, rows: 1000}
		list = append(list, t.files(only(docs, x.what), rows)...)
	}
	return list
}

// journal writes both sides of each document in the company's currency, one row for each account and tax code.
func (b *books) journal(docs []bookDoc) []HandOffPart {
	t := bookTable{name: "journal", heading: []string{"Date", "Type", "Document", "Account", "Debit", "Credit", "Tax code", "Party", "Memo", "Currency", "Amount", "Rate"}}
	return t.files(docs, func(d *bookDoc) (rows [][]string) {
		for _, e := range b.entries(d) {
			debit, credit := "", ""
			if e.base >= 0 {
				debit = e.base.Text(d.base)
			} else {
				credit = (-e.base).Text(d.base)
			}
			rows = append(rows, []string{string(d.date), d.what, cellText(d.number), cellText(e.account), debit, credit, cellText(e.code), cellText(d.party),
				cellText(e.memo), string(d.currency), e.amount.Text(d.currency), d.fx.String()})
		}
		return rows
	})
}

// entry is one side of a booking; a debit is positive.
type entry struct {
	account, code, memo string
	amount              money.Amount // in the document's currency
	base                money.Amount
}

// entries are all sides of a document; they add up to nothing.
func (b *books) entries(d *bookDoc) []entry {
	party, tax := useReceivable, useOutputTax
	side := d.sign // of who owes: a customer's debt is a debit
	if !d.sold() {
		party, tax, side = usePayable, useInputTax, -d.sign
	}
	memo := d.reference
	if d.credits != "" {
		memo = d.credits
	}
	list := []entry{{account: b.of[party], memo: memo, amount: side * d.total, base: side * d.baseTotal}}
	add := func(e entry) {
		for i := range list[1:] {
			if x := &list[i+1]; x.account == e.account && x.code == e.code {
				x.amount += e.amount
				x.base += e.base
				return
			}
		}
		list = append(list, e)
	}
	for i := range d.lines {
		l := &d.lines[i]
		add(entry{account: b.of[l.use], code: b.journalCode(d, l.code), memo: d.memo, amount: -side * l.net, base: -side * l.base})
	}
	for _, x := range d.taxes {
		if x.tax != 0 || x.base != 0 {
			add(entry{account: b.of[tax], code: b.journalCode(d, x.code), memo: d.memo, amount: -side * x.tax, base: -side * x.base})
		}
	}
	return list
}

// journalCode is what the books call a tax code; where they have no name for it, ours.
func (b *books) journalCode(d *bookDoc, code string) string {
	switch {
	case !d.sold() && d.tax != 0:
		return b.of[useBillTax]
	case !d.sold():
		return b.of[useBillNoTax]
	case code == "":
		return b.of[useNoTax]
	}
	if name := b.of[useTax+":"+code]; name != "" {
		return name
	}
	return code
}
