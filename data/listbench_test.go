package data

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/trade"
)

// manyFold is how often the deals of the sample company stand in the benches' file: 100,000 orders.
const (
	sampleOrders = 1000
	manyFold     = 100
)

// largeCompany is a company with 100,000 orders and all that belongs to them: the sample company's deals, again and again.
func largeCompany(b *testing.B) *app.Desk {
	b.Helper()

	path := filepath.Join(b.TempDir(), "large.dropdesk")
	s, err := Create(path)
	if err != nil {
		b.Fatal(err)
	}
	clock := &demo.Clock{}
	if err := demo.Run(context.Background(), app.New(app.Ports{Store: s, Printer: blank{}, Mailer: blank{}, Clock: clock.Now}), clock, demo.Sample(sampleOrders, today), nil); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	multiply(b, path)
	if s, err = Open(path); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return app.New(app.Ports{Store: s, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) }})
}

// multiply copies the rows of every document, with ids and numbers of their own.
func multiply(b *testing.B, path string) {
	b.Helper()
	db, err := sql.Open("sqlite3", path+"?_foreign_keys=off&_synchronous=off")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	exec := func(query string) {
		if _, err := db.Exec(query); err != nil {
			b.Fatalf("%v in %s", err, query)
		}
	}
	kept := map[string]bool{"customer_id": true, "supplier_id": true, "item_id": true, "rep_id": true, "carrier_id": true, "tax_code_id": true, "terms_id": true}
	tables := []string{"quote", "quote_line", "sales_order", "order_line", "purchase_order", "purchase_line", "shipment", "shipment_line", "invoice", "invoice_line",
		"payment", "bill", "bill_line", "allocation", "event", "found"}
	exec("BEGIN")
	for _, table := range tables {
		rows, err := db.Query("SELECT name FROM pragma_table_info('" + table + "')")
		if err != nil {
			b.Fatal(err)
		}
		var columns, values []string
		for rows.Next() {
			var c string
			if err := rows.Scan(&c); err != nil {
				b.Fatal(err)
			}
			columns = append(columns, c)
			switch {
			case c == "id" || (strings.HasSuffix(c, "_id") && !kept[c]):
				c += " + k.k * 10000000"
			case c == "number" || c == "channel_key" || c == "their_no":
				c = "CASE WHEN " + c + " = '' THEN '' ELSE " + c + " || '-' || k.k END"
			}
			values = append(values, c)
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
		exec(fmt.Sprintf("WITH RECURSIVE k (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM k WHERE k < %d) INSERT INTO %s (%s) SELECT %s FROM %s, k",
			manyFold-1, table, strings.Join(columns, ", "), strings.Join(values, ", "), table))
	}
	exec("INSERT INTO found_text (rowid, words) SELECT id, words FROM found WHERE id > 10000000")
	exec("COMMIT")
	exec("ANALYZE")
}

// The first page of every list at 100,000 orders, with its chips and its footer; 50 ms is what a person does not notice.
func BenchmarkLists(b *testing.B) {
	desk := largeCompany(b)
	ctx := context.Background()
	for _, x := range []struct {
		name string
		list func(app.ListIn) (int, error)
		in   app.ListIn
	}{
		{"quotes", counted(desk.ListQuotes), app.ListIn{}},
		{"orders open", counted(desk.ListOrders), app.ListIn{Filter: "open"}},
		{"orders all", counted(desk.ListOrders), app.ListIn{}},
		{"orders by total", counted(desk.ListOrders), app.ListIn{Sort: "total", Desc: true}},
		{"orders found", counted(desk.ListOrders), app.ListIn{Text: "SO-1042"}},
		{"purchases open", counted(desk.ListPurchases), app.ListIn{Filter: "open"}},
		{"shipments on the way", counted(desk.ListShipments), app.ListIn{Filter: "on_the_way"}},
		{"invoices open", counted(desk.ListInvoices), app.ListIn{Filter: "open"}},
		{"payments", counted(desk.ListPayments), app.ListIn{}},
		{"bills", counted(desk.ListBills), app.ListIn{}},
		{"returns", counted(desk.ListReturns), app.ListIn{}},
		{"customers", counted(desk.ListCustomers), app.ListIn{Filter: "customers"}},
		{"suppliers", counted(desk.ListSuppliers), app.ListIn{Filter: "active"}},
		{"items", counted(desk.ListItems), app.ListIn{Filter: "active"}},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.list(x.in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("today", func(b *testing.B) {
		for b.Loop() {
			if _, err := desk.Today(ctx, app.TodayIn{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("order with its deal and history", func(b *testing.B) {
		l, err := desk.ListOrders(ctx, app.ListIn{Filter: "done", Limit: 1, Offset: 5000})
		if err != nil || len(l.Rows) == 0 {
			b.Fatal(err)
		}
		ref := trade.Ref{Kind: trade.KindOrder, ID: l.Rows[0].ID}
		for b.Loop() {
			if _, err := desk.GetChain(ctx, ref); err != nil {
				b.Fatal(err)
			}
			if _, err := desk.GetHistory(ctx, ref); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("work in each section", func(b *testing.B) {
		for b.Loop() {
			if _, err := desk.CountWork(ctx, app.Nothing{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func counted[R any](list func(context.Context, app.ListIn) (app.List[R], error)) func(app.ListIn) (int, error) {
	return func(in app.ListIn) (int, error) {
		out, err := list(context.Background(), in)
		return out.Count, err
	}
}
