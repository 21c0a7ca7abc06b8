package data

import (
	"context"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// largeCompany is a company with about 100,000 orders and all that belongs to them.
func largeCompany(b *testing.B) *app.Desk {
	b.Helper()
	s, err := Open(grown(b, 500, Enlarging{PastTimes: 175, PastDays: 7 * 365, PresentTimes: 25}))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return app.New(app.Ports{Store: s, Clock: func() time.Time { return today.Time().Add(9 * time.Hour) }})
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
