package reports_test

import (
	"bytes"
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/reports"
)

// sampleBook is a book of n orders over several months, customers, suppliers and reps: some
// actual, some estimated, one order with two suppliers on a line, one customer with a hostile name.
func sampleBook(n int) app.ProfitBook {
	b := app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z"}
	customers := []string{"Bluebird Gifts Ltd", "=HYPERLINK(\"http://evil.example\";\"x\")", "Łódź Papier & Söhne", "Bluebird Gifts Ltd"}
	suppliers := []string{"Clayworks Manufaktur GmbH", "Weft & Co", "@SUM(1+1)", "Θεσσαλία Ελαιόλαδο"}
	for i := range n {
		o := trade.ID(i + 1)
		no := fmt.Sprintf("SO-2026-%04d", i+1)
		day := trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%11, 1+i%28))
		actual := i%3 != 0
		var invoiced money.Amount
		for j := range 3 {
			g := goods[(i+j)%len(goods)]
			l := trade.ProfitLine{
				OrderID: o, OrderNo: no, OrderLineID: trade.ID(3*i + j), Date: day,
				CustomerID: trade.ID(i%4 + 1), Customer: customers[i%4], RepID: trade.ID(i%2 + 1), Rep: []string{"Kim Berg", "-Ana+Ruiz"}[i%2],
				ItemID: trade.ID((i+j)%len(goods) + 1), SKU: g.code, Description: g.text,
				SupplierID: trade.ID((i+j)%4 + 1), Supplier: suppliers[(i+j)%4], Qty: money.Qty(i%48+1) * money.Unit,
				Revenue: money.Amount(1000 + 37*i%9973 + j), Cost: money.Amount(600 + 29*i%6007 + j), Freight: money.Amount(i % 7), Actual: actual,
			}
			if i%50 == 9 {
				l.Revenue, l.Cost = 0, 1250 // a replacement
			}
			b.Lines = append(b.Lines, l)
			invoiced += l.Revenue
			if actual {
				b.Billed = append(b.Billed, app.BookEntry{Number: fmt.Sprintf("B-%d-%d", i, j), Date: day, Party: l.Supplier, Net: l.Cost + l.Freight, Freight: l.Freight})
			}
		}
		if actual {
			b.Invoiced = append(b.Invoiced, app.BookEntry{Number: fmt.Sprintf("INV-2026-%04d", i+1), Date: day, Party: customers[i%4], OrderNo: no, Net: invoiced})
		}
	}
	b.Invoiced = append(b.Invoiced, app.BookEntry{Number: "INV-2025-0999", Date: "2026-01-02", Party: "Old customer", OrderNo: "SO-2025-0999", Net: 12345})
	return b
}

func workbook(t testing.TB, b app.ProfitBook) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := reports.New().Profit(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
