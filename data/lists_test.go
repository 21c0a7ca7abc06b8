package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// A list, its chips, its pages, its sorts and its sums speak of the same rows.
func TestListsAgreeWithThemselves(t *testing.T) {
	s := busyStore(t)
	desk := deskOn(s)
	open := func(credit bool, open money.Amount) money.Amount {
		if credit {
			return -open
		}
		return open
	}
	agrees(t, "customers", trade.KindCustomer, customerList.sorts, desk.ListCustomers, func(r *app.CustomerRow) trade.ID { return r.ID }, nil)
	agrees(t, "suppliers", trade.KindSupplier, supplierList.sorts, desk.ListSuppliers, func(r *app.SupplierRow) trade.ID { return r.ID }, nil)
	agrees(t, "items", trade.KindItem, itemList.sorts, desk.ListItems, func(r *app.ItemRow) trade.ID { return r.ID }, nil)
	agrees(t, "quotes", trade.KindQuote, quoteList.sorts, desk.ListQuotes, func(r *app.QuoteRow) trade.ID { return r.ID },
		func(r *app.QuoteRow) (money.Currency, money.Amount) { return r.Currency, r.Total })
	agrees(t, "orders", trade.KindOrder, orderList.sorts, desk.ListOrders, func(r *app.OrderRow) trade.ID { return r.ID },
		func(r *app.OrderRow) (money.Currency, money.Amount) { return r.Currency, r.Total })
	agrees(t, "purchase orders", trade.KindPurchase, purchaseList.sorts, desk.ListPurchases, func(r *app.PurchaseRow) trade.ID { return r.ID },
		func(r *app.PurchaseRow) (money.Currency, money.Amount) { return r.Currency, r.Net })
	agrees(t, "shipments", trade.KindShipment, shipmentList.sorts, desk.ListShipments, func(r *app.ShipmentRow) trade.ID { return r.ID }, nil)
	agrees(t, "invoices", trade.KindInvoice, invoiceList.sorts, desk.ListInvoices, func(r *app.InvoiceRow) trade.ID { return r.ID },
		func(r *app.InvoiceRow) (money.Currency, money.Amount) { return r.Currency, open(r.Credit, r.Open) })
	agrees(t, "bills", trade.KindBill, billList.sorts, desk.ListBills, func(r *app.BillRow) trade.ID { return r.ID },
		func(r *app.BillRow) (money.Currency, money.Amount) { return r.Currency, open(r.Credit, r.Open) })
	agrees(t, "payments", trade.KindPayment, paymentList.sorts, desk.ListPayments, func(r *app.PaymentRow) trade.ID { return r.ID },
		func(r *app.PaymentRow) (money.Currency, money.Amount) { return r.Currency, open(r.Out, r.Amount) })
	agrees(t, "messages", trade.KindMessage, messageList.sorts, desk.ListMessages, func(r *trade.Message) trade.ID { return r.ID }, nil)
}

func agrees[R any](t *testing.T, name string, kind trade.Kind, sorts map[string]string, list func(context.Context, app.ListIn) (app.List[R], error),
	id func(*R) trade.ID, sum func(*R) (money.Currency, money.Amount)) {
	t.Run(name, func(t *testing.T) {
		get := func(in app.ListIn) app.List[R] {
			t.Helper()
			return must[app.List[R]](t)(list(context.Background(), in))
		}
		whole := get(app.ListIn{Limit: 500})
		if whole.Count == 0 || whole.Count != len(whole.Rows) {
			t.Fatalf("%d rows of %d", len(whole.Rows), whole.Count)
		}
		equal(t, "chips", len(whole.Chips), len(app.Filters[kind]))
		for _, chip := range append([]app.Chip{{Count: whole.Count}}, whole.Chips...) {
			out := get(app.ListIn{Filter: chip.Filter, Limit: 500})
			equal(t, "rows of the filter "+chip.Filter, len(out.Rows), chip.Count)
			equal(t, "count of the filter "+chip.Filter, out.Count, chip.Count)
			if sum == nil {
				equal(t, "sums", len(out.Sums), 0)
				continue
			}
			sums := map[money.Currency]money.Amount{}
			for i := range out.Rows {
				cur, a := sum(&out.Rows[i])
				if sums[cur] += a; sums[cur] == 0 {
					delete(sums, cur) // what comes to nothing need not be told
				}
			}
			for _, x := range out.Sums {
				equal(t, fmt.Sprintf("sum of the filter %q in %s", chip.Filter, x.Currency), x.Sum, sums[x.Currency])
			}
			told := 0
			for _, x := range out.Sums {
				if x.Sum != 0 {
					told++
				}
			}
			equal(t, "currencies of the filter "+chip.Filter, told, len(sums))
		}
		for field := range sorts {
			up, down := pages(t, get, id, app.ListIn{Sort: field}, whole.Count), pages(t, get, id, app.ListIn{Sort: field, Desc: true}, whole.Count)
			if whole.Count > 20 && field == "number" && strings.Join(up, " ") == strings.Join(down, " ") {
				t.Error("up and down are the same")
			}
		}
		pages(t, get, id, app.ListIn{}, whole.Count)
		_, err := list(context.Background(), app.ListIn{Sort: "nothing"})
		fault(t, "a sort that is none", err, trade.Invalid)
		_, err = list(context.Background(), app.ListIn{Filter: "nothing"})
		fault(t, "a filter that is none", err, trade.Invalid)
		bare := get(app.ListIn{Limit: 5, Offset: 1, RowsOnly: true})
		equal(t, "rows alone", len(bare.Rows) > 0 || whole.Count == 1, true)
		equal(t, "and nothing beside them", bare.Count+len(bare.Sums)+len(bare.Chips), 0)
		equal(t, "beyond the end", len(get(app.ListIn{Offset: whole.Count + 5, Limit: 10}).Rows), 0)
		equal(t, "a text that is nowhere", get(app.ListIn{Text: "zzqqxx"}).Count, 0)
		equal(t, "text that would be syntax", get(app.ListIn{Text: `zzqq" OR 1=1 -- *`}).Count, 0)
	})
}

// pages reads a list page by page and fails where a row is missing or comes twice.
func pages[R any](t *testing.T, get func(app.ListIn) app.List[R], id func(*R) trade.ID, in app.ListIn, count int) []string {
	t.Helper()
	in.Limit = 7
	seen := map[trade.ID]bool{}
	var order []string
	for in.Offset = 0; in.Offset < count; in.Offset += in.Limit {
		out := get(in)
		for i := range out.Rows {
			x := id(&out.Rows[i])
			if seen[x] {
				t.Fatalf("sorted by %q, desc %v: %d comes twice", in.Sort, in.Desc, x)
			}
			seen[x] = true
			order = append(order, fmt.Sprint(x))
		}
	}
	equal(t, fmt.Sprintf("rows on all pages, sorted by %q, desc %v", in.Sort, in.Desc), len(seen), count)
	return order
}

func TestALateListIsLateByItsDay(t *testing.T) {
	s := busyStore(t)
	overdue := func(day trade.Date) int {
		return read(t, s, func(x app.Tx) (app.List[app.InvoiceRow], error) {
			return x.ListInvoices(app.ListIn{Filter: "overdue", Today: day, Limit: 10})
		}).Count
	}
	equal(t, "long ago", overdue("2000-01-01"), 0)
	open := must[app.List[app.InvoiceRow]](t)(deskOn(s).ListInvoices(context.Background(), app.ListIn{Filter: "open"})).Count
	equal(t, "in the far future all that is open", overdue("2100-01-01"), open)
	if open == 0 {
		t.Error("the company has no open invoice")
	}
}

func TestWhatIsFoundBeginsWithWhatWasTyped(t *testing.T) {
	s := newStore(t)
	change(t, s, func(x app.Tx) error {
		for i, c := range []struct{ number, title, text string }{
			{"SO-1001", "Bluebird Gifts", "SO-1001 Bluebird Gifts PO-77/A"}, {"SO-1002", "Café Zoë", "SO-1002 Café Zoë Größe"}, {"SO-1003", "Bluebell", "SO-1003 Bluebell 'OR 1=1"},
		} {
			if err := x.Index(trade.KindOrder, trade.ID(i+1), c.number, c.title, c.text); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct{ typed, want string }{
		{"blue", "SO-1003 SO-1001"}, {"bluebird", "SO-1001"}, {"BLUEB gift", "SO-1001"}, {"so-1002", "SO-1002"}, {"cafe zoe", "SO-1002"}, {"grosse", ""}, {"größe", "SO-1002"},
		{"po-77", "SO-1001"}, {"po-77/a", "SO-1001"}, {"ird", ""}, {"", ""}, {"   ", ""}, {`"*`, ""}, {"' OR", "SO-1003"}, {"AND NOT (", ""}, {strings.Repeat("blue ", 300), "SO-1003 SO-1001"},
	} {
		found := read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find(c.typed, 10) })
		var numbers []string
		for _, f := range found {
			numbers = append(numbers, f.Number)
		}
		equal(t, fmt.Sprintf("%.40q", c.typed), strings.Join(numbers, " "), c.want)
	}
	change(t, s, func(x app.Tx) error {
		return x.Index(trade.KindOrder, 1, "SO-1001", "Heron Books", "SO-1001 Heron Books")
	})
	equal(t, "its old name", len(read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find("bluebird", 10) })), 0)
	equal(t, "its new name", read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find("heron", 10) })[0].Title, "Heron Books")
	change(t, s, func(x app.Tx) error { return x.Index(trade.KindOrder, 1, "", "", "") })
	equal(t, "taken out", len(read(t, s, func(x app.Tx) ([]app.Found, error) { return x.Find("heron", 10) })), 0)
}

func TestATextThatIsInMoreThanAnybodyReadsFindsTheNewest(t *testing.T) {
	s := newStore(t)
	desk := deskOn(s)
	ctx := context.Background()
	var ids []trade.ID
	if err := s.Change(ctx, func(tx app.Tx) error {
		for i := range mostFound + 2 {
			c := trade.Customer{Number: fmt.Sprintf("C-%05d", i), Name: fmt.Sprintf("Gull %d", i)}
			if err := tx.SaveCustomer(&c); err != nil {
				return err
			}
			if err := tx.Index(trade.KindCustomer, c.ID, c.Number, c.Name, c.Name); err != nil {
				return err
			}
			ids = append(ids, c.ID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	get := func(in app.ListIn) app.List[app.CustomerRow] {
		return must[app.List[app.CustomerRow]](t)(desk.ListCustomers(ctx, in))
	}
	out := get(app.ListIn{Text: "gul", Limit: 1000})
	equal(t, "there are more", out.More, true)
	equal(t, "counted", out.Count, mostFound)
	equal(t, "listed", len(out.Rows), mostFound)
	for _, r := range out.Rows {
		if r.ID == ids[0] || r.ID == ids[1] {
			t.Errorf("%s is not one of the newest", r.Number)
		}
	}
	out = get(app.ListIn{Text: "gull 1001"})
	equal(t, "found by more words", fmt.Sprint(out.Count, out.More), "1 false")
	out = get(app.ListIn{})
	equal(t, "without a text all are counted", fmt.Sprint(out.Count, out.More), fmt.Sprint(mostFound+2, false))
}

// Pages are read in any order, as somebody does who pulls at the bar of a list, while documents change: each shows what a walk from the first row comes to.
func TestFarPagesAreWhatAWalkComesTo(t *testing.T) {
	defer func(was int) { far = was }(far)
	far = 3
	s := busyStore(t)
	r := rand.New(rand.NewPCG(7, 7))
	jumps := 0
	for round := range 60 {
		for _, sort := range []string{"", "total", "customer", "date", "number", "next"} {
			in := app.ListIn{Sort: sort, Desc: r.IntN(2) == 0, Filter: []string{"", "open", "done"}[r.IntN(3)], Today: today, Limit: 1 + r.IntN(7), RowsOnly: true}
			err := s.Read(t.Context(), func(x app.Tx) error {
				all := in
				all.Limit = 10000
				want := must[app.List[app.OrderRow]](t)(x.ListOrders(all)).Rows
				for range 4 {
					in.Offset = r.IntN(len(want) + 2)
					got := must[app.List[app.OrderRow]](t)(x.ListOrders(in)).Rows
					from, to := min(in.Offset, len(want)), min(in.Offset+in.Limit, len(want))
					if !slices.Equal(got, want[from:to]) {
						t.Errorf("round %d: %d rows after %d by %q %q: got %d rows, %+v", round, in.Limit, in.Offset, sort, in.Filter, len(got), got)
					}
					jumps++
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		change(t, s, func(x app.Tx) error {
			return x.(*tx).exec("UPDATE sales_order SET total = total + 1, next = CASE next WHEN 'done' THEN 'payment' ELSE 'done' END, date = DATE(date, '-1 days') WHERE id = ?1", 1+r.IntN(20))
		})
	}
	var marked int
	for _, c := range s.idle.list {
		for _, m := range c.marks {
			marked += len(m.list)
		}
	}
	if jumps == 0 || marked == 0 {
		t.Errorf("%d jumps left %d marks", jumps, marked)
	}
}
