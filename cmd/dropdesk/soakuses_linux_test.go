package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// parties are whom the company deals with, and what it sells.
type parties struct{ customers, suppliers, items []int }

type in = map[string]any

// found makes the company.
func (x *soak) found() {
	code := x.call("SaveTaxCode", in{"code": "S", "name": "VAT 20 %", "kind": "exclusive", "rate": "20"})
	terms := x.call("SaveTerms", in{"name": "30 days", "parts": []in{{"percent": "100", "days": 30}}})
	c := x.call("GetCompany", in{})
	c["name"], c["email"], c["tax_code_id"], c["terms_id"] = "North Pier Trading", "sales@northpier.example", code["id"], terms["id"]
	x.call("SaveCompany", c)
	x.call("SaveMailAccount", in{"address": "sales@northpier.example", "host": "localhost", "port": x.post.Port, "security": "none"})
	x.call("SaveMailbox", in{"host": "localhost", "port": x.box.Port, "security": "none", "user": "sales", "password": "secret"})
	for i, name := range []string{"Bluebird Gifts", "Harbour House", "Kestrel & Sons"} {
		c := x.call("SaveCustomer", in{"name": name, "contacts": []in{{"name": "Ana Ruiz", "email": fmt.Sprintf("ana%d@bluebird.example", i)}}, "tax_code_id": code["id"],
			"billing": in{"company": name, "street": fmt.Sprintf("High Street %d", i+1), "city": "York", "country": "GB"}})
		x.known.customers = append(x.known.customers, number(c, "id"))
	}
	for i, name := range []string{"Clayworks", "Weft & Co"} {
		s := x.call("SaveSupplier", in{"name": name, "address": in{"street": "Kiln 1", "city": "Leeds", "country": "GB"},
			"contacts": []in{{"name": "Orders", "email": fmt.Sprintf("orders%d@clayworks.example", i), "orders": true}}})
		x.known.suppliers = append(x.known.suppliers, number(s, "id"))
	}
	for i := range 8 {
		it := x.call("SaveItem", in{"sku": fmt.Sprintf("MUG-%d", i), "name": fmt.Sprintf("Stoneware mug %d", i), "price": fmt.Sprintf("%d.50", 9+i),
			"sources": []in{{"supplier_id": x.known.suppliers[i%2], "part_no": fmt.Sprintf("P-%d", i), "cost": fmt.Sprintf("%d.10", 4+i)}}})
		x.known.items = append(x.known.items, number(it, "id"))
	}
}

func (x *soak) one(of []int) int { return of[x.r.IntN(len(of))] }

// deal is one, from the quote to the payments. Each of its documents goes out by mail.
func (x *soak) deal() {
	customer := x.one(x.known.customers)
	var lines []in
	for range 1 + x.r.IntN(4) {
		lines = append(lines, in{"item_id": x.one(x.known.items), "qty": fmt.Sprint(1 + x.r.IntN(40))})
	}
	q := x.call("SaveQuote", in{"customer_id": customer, "reference": fmt.Sprintf("deal %d", x.rounds), "lines": lines})
	x.call("SendQuote", in{"id": q["id"]})
	o := x.call("OrderQuote", in{"quote_id": q["id"], "confirm": true, "send": true})
	forward := in{"orders": []any{o["id"]}, "send": true}
	out, err := x.try("ForwardOrders", forward)
	if err != nil { // it is held, because a supplier's list has said that there are fewer
		x.call("ReleaseOrder", in{"id": o["id"], "reason": "there are more"})
		out = x.call("ForwardOrders", forward)
	}
	made, _ := out["made"].([]any)
	for _, m := range made {
		p := m.(in)
		x.call("AnswerPurchase", in{"id": p["id"]})
		x.call("RecordShipment", in{"purchase_id": p["id"], "tracking": []string{fmt.Sprintf("GP%d-%v", x.rounds, p["id"])}, "notify": true})
		x.call("SaveBill", in{"supplier_id": p["supplier_id"], "their_number": fmt.Sprintf("B-%v", p["id"]), "purchase_id": p["id"], "enter": true})
		x.call("PaySupplier", in{"party_id": p["supplier_id"], "amount": "1", "again": true, "auto": true})
	}
	v := x.call("CreateInvoice", in{"order_id": o["id"], "issue": true, "send": true})
	x.keep(x.call("Print", in{"paper": "invoice", "id": v["id"]}), "invoice.pdf", "pdf")
	if x.r.IntN(3) > 0 {
		x.call("RecordPayment", in{"party_id": customer, "amount": v["total"], "again": true, "auto": true})
	}
}

// uses are what else is done.
func (x *soak) uses() []func() {
	list := []func(){
		func() { // a price list comes in and is taken back
			for _, apply := range []string{"PreviewPrices", "ApplyPrices"} {
				x.call(apply, in{"supplier_id": x.known.suppliers[0], "name": "list.csv", "file": []byte(x.prices())})
			}
			x.undo()
		},
		func() {
			x.keep(x.call("ExportMastersTemplate", in{}), "masters.xlsx", "xlsx")
			b, err := os.ReadFile(filepath.Join(x.folder, "masters.xlsx"))
			if err != nil {
				x.t.Fatal(err)
			}
			x.call("PreviewMasters", in{"name": "masters.xlsx", "file": b})
		},
		func() { x.keep(x.call("ExportProfit", in{}), "profit.xlsx", "xlsx") },
		func() { x.keep(x.call("ExportReport", in{"report": "open_invoices"}), "open.xlsx", "xlsx") },
		func() { x.call("BackUp", in{"folder": x.backups().Folder}); x.thin() },
		func() { x.call("BackUpDaily", in{"folder": x.backups().Folder}); x.thin() },
		func() {
			to := filepath.Join(x.folder, "everything")
			x.call("ExportAll", in{"folder": to})
			if err := os.RemoveAll(to); err != nil {
				x.t.Fatal(err)
			}
		},
		func() {
			x.call("AddAttachment", in{"kind": "order", "id": 1, "name": "order.txt", "content": []byte(strings.Repeat("Deal. ", 20000))})
			x.undo()
		},
		func() { x.call("CheckFile", in{}) },
		func() { x.call("Find", in{"text": "mug"}); x.call("Today", in{}); x.call("CountWork", in{}) },
		func() { // what is refused costs nothing either
			if _, err := x.try("GetOrder", in{"id": 1 << 40}); err == nil {
				x.t.Error("an order that is not there was found")
			}
			if _, err := x.try("SaveQuote", in{"customer_id": x.known.customers[0], "lines": []in{{"item_id": 1 << 40, "qty": "1"}}}); err == nil {
				x.t.Error("a quote of an item that is not there was saved")
			}
			if _, err := x.try("PreviewPrices", in{"supplier_id": x.known.suppliers[0], "name": "broken.xlsx", "file": []byte("PK\x03\x04 nothing")}); err == nil {
				x.t.Error("a workbook that is none was read")
			}
		},
		func() { x.box.Arrive() },
		func() { x.box.Break() },
	}
	for _, by := range []string{"Quotes", "Orders", "Purchases", "Shipments", "Invoices", "Bills", "Payments", "Messages", "Items", "Customers"} {
		list = append(list, func() { x.call("List"+by, in{"limit": 50}) })
	}
	return list
}

// thin leaves the newest backups, as many as the program keeps in a week: the days of the soak are years.
func (x *soak) thin() {
	list, err := os.ReadDir(x.backups().Folder)
	if err != nil {
		x.t.Fatal(err)
	}
	for i := range len(list) - 7 {
		if err := os.Remove(filepath.Join(x.backups().Folder, list[i].Name())); err != nil {
			x.t.Fatal(err)
		}
	}
}

func (x *soak) undo() {
	rows, _ := x.call("ListSteps", in{"limit": 1})["rows"].([]any)
	x.call("UndoStep", in{"id": rows[0].(in)["id"]})
}

// prices is a price list of a thousand rows in which something always differs.
func (x *soak) prices() string {
	var b strings.Builder
	b.WriteString("Part no;Description;Net price;Stock\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "P-%d;Part %d;%d,%02d;%d\n", i, i, 5+i%50, x.r.IntN(100), x.rounds+i)
	}
	return b.String()
}
