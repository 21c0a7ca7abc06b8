package reports

import (
	"fmt"
	"strconv"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// benchBook is a book of n orders with three lines each, all invoiced, and three quarters of them billed.
func benchBook(n int) *app.ProfitBook {
	b := &app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z", Texts: []string{"Stoneware mug 330 ml, reactive glaze"}, Rates: []app.BookRate{{Currency: "EUR", FX: money.Par}}}
	names := func(n int, name string) (list []app.BookName) {
		for i := range n {
			list = append(list, app.BookName{ID: trade.ID(i + 1), Name: name + strconv.Itoa(i)})
		}
		return list
	}
	b.Customers, b.Suppliers, b.Items, b.Reps = names(2000, "Customer "), names(40, "Supplier "), names(5000, "SKU-"), names(7, "Rep ")
	b.Orders, b.Lines = make([]app.BookOrder, 0, n), make([]app.BookLine, 0, 3*n)
	days := map[int]trade.Date{}
	for i := range 12 * 28 {
		days[i] = trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28))
	}
	for i := range n {
		o := app.BookOrder{Number: fmt.Sprintf("SO-2026-%06d", i+1), Date: days[i%(12*28)], Channel: "phone", Customer: int32(i % 2000), Rep: int32(i % 7)}
		var net money.Amount
		for j := range 3 {
			l := app.BookLine{Order: int32(i), Supplier: int32((i + j) % 40), Item: int32((i*3 + j) % 5000), Qty: money.Qty(1+i%48) * money.Unit, Revenue: money.Amount(1000 + i*37%99991),
				Cost: money.Amount(700 + i*29%60013), Freight: money.Amount(i % 90), Actual: i%4 != 0}
			l.Invoiced = l.Revenue
			net += l.Revenue
			b.Reported.Revenue += l.Revenue
			b.Reported.Cost += l.Cost + l.Freight
			if l.Actual {
				l.Billed, l.Carried = l.Cost, l.Freight
				b.Bills = append(b.Bills, app.BookDoc{Number: fmt.Sprintf("BILL-2026-%06d", 3*i+j), Date: o.Date, Party: b.Suppliers[l.Supplier].Name, Own: l.Cost + l.Freight, Net: l.Cost + l.Freight, Ours: l.Cost, OursFreight: l.Freight})
			}
			b.Lines = append(b.Lines, l)
		}
		b.Orders = append(b.Orders, o)
		b.Invoices = append(b.Invoices, app.BookDoc{Number: fmt.Sprintf("INV-2026-%06d", i+1), Date: o.Date, Party: b.Customers[o.Customer].Name, OrderNo: o.Number, Own: net, Net: net, Ours: net})
	}
	return b
}
