package app

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"dropdesk/app/money"
)

// quickBooksDesktop writes an IIF file: tab-separated, a transaction of both sides for each document, in the company's currency, because
// the format knows no other. Each transaction adds up to nothing.
func (b *books) quickBooksDesktop(docs []bookDoc) []HandOffPart {
	if len(docs) == 0 {
		return nil
	}
	var out strings.Builder
	row := func(cells ...string) { out.WriteString(strings.Join(cells, "\t") + "\r\n") }
	row("!TRNS", "TRNSTYPE", "DATE", "ACCNT", "NAME", "AMOUNT", "DOCNUM", "MEMO", "DUEDATE", "TERMS")
	row("!SPL", "TRNSTYPE", "DATE", "ACCNT", "NAME", "AMOUNT", "DOCNUM", "MEMO", "QNTY", "PRICE", "INVITEM")
	row("!ENDTRNS")
	part := HandOffPart{FileName: "quickbooks.iif", Documents: len(docs)}
	for i := range docs {
		d := &docs[i]
		kind := map[string]string{bookInvoice: "INVOICE", bookCredit: "CREDIT MEMO", bookBill: "BILL", bookBack: "BILL REFUND"}[d.what]
		date, due := d.date.Time().Format("01/02/2006"), d.due.Time().Format("01/02/2006")
		party, tax, side := useReceivable, useOutputTax, d.sign
		if !d.sold() {
			party, tax, side = usePayable, useInputTax, -d.sign
		}
		memo := d.reference
		if d.currency != d.base {
			memo = strings.TrimSpace(memo + " " + d.total.Text(d.currency) + " " + string(d.currency))
		}
		row("TRNS", kind, date, iifText(b.of[party]), iifText(d.party), (side * d.baseTotal).Text(d.base), iifText(d.number), iifText(memo), due, iifText(d.terms))
		for j := range d.lines {
			l := &d.lines[j]
			qty, price, item := "", "", ""
			if d.sold() {
				item = l.sku
				if d.currency == d.base {
					qty, price = (money.Qty(-side) * l.qty).String(), l.price.Text(d.base)
				}
			}
			row("SPL", kind, date, iifText(b.of[l.use]), iifText(d.party), (-side * l.base).Text(d.base), iifText(d.number), iifText(l.text), qty, price, iifText(item))
			part.Rows++
		}
		for _, x := range d.taxes {
			if x.base != 0 {
				row("SPL", kind, date, iifText(b.of[tax]), iifText(d.party), (-side * x.base).Text(d.base), iifText(d.number), iifText(x.name), "", "", "")
				part.Rows++
			}
		}
		row("ENDTRNS")
		part.Rows++
	}
	part.Content = windows1252(out.String())
	return []HandOffPart{part}
}

// iifText is a text that the format can carry: it has no way to write a tab or a quotation mark.
func iifText(s string) string { return cellText(strings.ReplaceAll(s, `"`, "'")) }

// windows1252 is a text in the letters that QuickBooks Desktop reads; others become question marks.
func windows1252(s string) []byte {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			c = '?'
		}
		b = append(b, c)
	}
	return b
}
