package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func total(t *testing.T, r app.Table, column string) money.Amount {
	t.Helper()
	for i, c := range r.Columns {
		if c.ID == column {
			m, _ := r.Total[i].(app.Money)
			return m.Amount
		}
	}
	t.Fatalf("%s has no column %s", r.Kind.ID, column)
	return 0
}

func TestTheReportsOfABusyCompanyAgree(t *testing.T) {
	desk := deskOn(busyStore(t))
	show := func(in app.TableIn) app.Table { return must[app.Table](t)(desk.GetReport(context.Background(), in)) }
	want := total(t, show(app.TableIn{Report: "order"}), "profit")
	if want == 0 {
		t.Fatal("nothing was earned")
	}
	for _, by := range []string{"month", "customer", "supplier", "item", "rep", "channel"} {
		r := show(app.TableIn{Report: by})
		equal(t, "profit by "+by, total(t, r, "profit"), want)
		var parts money.Amount
		for _, row := range r.Rows {
			if row.Open == nil { // lines without a supplier, item or rep
				for i, c := range r.Columns {
					if c.ID == "profit" {
						parts += money.Amount(row.Number(i))
					}
				}
				continue
			}
			parts += total(t, show(*row.Open), "profit")
		}
		equal(t, "the orders behind profit by "+by, parts, want)
	}
	for _, row := range show(app.TableIn{Report: "leaks"}).Rows {
		if opened := show(*row.Open); row.Number(2) != int64(total(t, opened, "amount")) {
			t.Errorf("%v: %d, its documents come to %d", row.Cells[0], row.Number(2), total(t, opened, "amount"))
		}
	}
	due := show(app.TableIn{Report: "credits"})
	equal(t, "credits due by supplier", total(t, show(app.TableIn{Report: "suppliers"}), "due"), total(t, due, "base"))
	gains := must[app.Gains](t)(desk.ReportGains(context.Background(), app.PeriodIn{}))
	equal(t, "exchange gains", total(t, show(app.TableIn{Report: "gains"}), "gain"), gains.Total)
	pay := must[app.CommissionReport](t)(desk.ReportCommission(context.Background(), app.PeriodIn{}))
	equal(t, "commission", total(t, show(app.TableIn{Report: "commission"}), "commission"), pay.Total.Commission)
}

// The reports of a period must not walk all documents that there ever were.
func TestReportsOfAPeriodUseItsIndex(t *testing.T) {
	s := busyStore(t)
	for query, index := range map[string]string{
		"SELECT COUNT(*) FROM sales_order WHERE date >= '2026-11-01' AND date <= '2026-11-30'":                                                   "sales_order_date",
		"SELECT id, taxes FROM invoice WHERE date >= '2026-11-01' AND date <= '2026-11-30' AND state = 'issued'":                                 "invoice_date",
		"SELECT id, tax FROM bill WHERE date >= '2026-11-01' AND date <= '2026-11-30' AND state = 'entered'":                                     "bill_date",
		"SELECT id FROM quote WHERE date >= '2026-11-01' AND date <= '2026-11-30' AND state <> 'draft'":                                          "quote_date",
		"SELECT p.id FROM purchase_order p JOIN purchase_line l ON l.purchase_id = p.id WHERE p.date >= '2026-11-01' AND p.date <= '2026-11-30'": "purchase_order_date",
	} {
		var plan strings.Builder
		if err := s.Read(context.Background(), func(x app.Tx) error {
			return x.(*tx).each("EXPLAIN QUERY PLAN "+query, nil, func(scan func(...any) error) error {
				var id, parent, not int
				var detail string
				err := scan(&id, &parent, &not, &detail)
				plan.WriteString(detail + "\n")
				return err
			})
		}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan.String(), index) {
			t.Errorf("%s: the plan is\n%s", query, plan.String())
		}
	}
}

// Balances by age are read from what is counted and from the index of documents in parts, and come to what the documents of each party come to one by one.
func TestBalancesByAgeComeFromWhatIsOpen(t *testing.T) {
	s := busyStore(t)
	for payable, words := range map[bool]*strings.Replacer{false: ofCustomer, true: ofSupplier} {
		err := s.Read(context.Background(), func(x app.Tx) error {
			tx := x.(*tx)
			for of, args := range map[string][]any{ageingNow: {"receivable", "0", ":", today}, accountNow: {"c", "d"}, madeLater: {today}} {
				var plan strings.Builder
				err := tx.each("EXPLAIN QUERY PLAN "+words.Replace(of), args, func(scan func(...any) error) error {
					var id, parent, not int
					var detail string
					err := scan(&id, &parent, &not, &detail)
					plan.WriteString(detail + "\n")
					return err
				})
				if err != nil || (of != ageingNow && strings.Contains(plan.String(), "TEMP B-TREE")) || !strings.Contains(plan.String(), "INDEX") {
					t.Errorf("%v: the plan is\n%s", err, plan.String())
				}
			}
			for _, on := range []trade.Date{today, today.Add(-20), today.Add(45), today.Add(400)} {
				rows := must[[]app.AgeRow](t)(tx.Ageing(payable, 0, on))
				if len(rows) == 0 {
					t.Error("nothing is open")
				}
				for _, r := range rows {
					one := balances{on, map[balance]*app.AgeRow{}} // from the documents one by one
					if err := tx.ageThen(&one, r.PartyID, words); err != nil {
						return err
					}
					for _, alone := range [][]app.AgeRow{must[[]app.AgeRow](t)(tx.Ageing(payable, r.PartyID, on)), one.list()} {
						if !slices.Contains(alone, r) {
							t.Errorf("%s on %s: %+v, alone %+v", r.Party, on, r.Ageing, alone)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What was earned is counted while orders change; for any period it comes to what the orders say.
func TestWhatWasEarnedIsWhatTheOrdersSay(t *testing.T) {
	s := busyStore(t)
	change(t, s, func(x app.Tx) error { // over some years
		return x.(*tx).exec("UPDATE sales_order SET date = DATE(date, '-' || (id * 41 % 1500) || ' days') WHERE id > ?1", 0)
	})
	err := s.Read(t.Context(), func(x app.Tx) error {
		tx := x.(*tx)
		var dates []trade.Date
		if err := tx.each("SELECT DISTINCT date FROM sales_order ORDER BY date", nil, func(scan func(...any) error) error {
			dates = append(dates, "")
			return scan(&dates[len(dates)-1])
		}); err != nil {
			return err
		}
		first, last := dates[0], dates[len(dates)-1]
		if len(dates) < 20 || first[:4] == last[:4] {
			t.Fatalf("the orders are of %s to %s", first, last)
		}
		middle := dates[len(dates)/2]
		for _, period := range [][2]trade.Date{{}, {first, last}, {first, middle}, {middle, last}, {middle, middle}, {middle, ""}, {"", middle}, {first.Add(1), last.Add(-1)},
			{first[:4] + "-01-01", last[:4] + "-12-31"}, {middle[:4] + "-01-01", middle[:4] + "-12-31"}, {middle[:4] + "-01-02", middle[:4] + "-12-30"}, {last.Add(1), ""}, {"", first.Add(-1)},
			{middle[:8] + "01", middle[:8] + "28"}, {middle[:8] + "02", last[:8] + "01"}, {middle[:8] + "15", middle.Add(70)[:8] + "15"}} {
			for _, by := range []string{"month", "customer", "supplier", "item"} {
				in := app.ReportIn{By: by, From: period[0], To: period[1]}
				got := must[[]app.ProfitSum](t)(tx.ProfitBy(in))
				var want []app.ProfitSum
				for _, currency := range []money.Currency{"EUR", "USD", "GBP", "CHF", "PLN", "JPY"} { // what is narrowed is read from the orders
					in.Currency = currency
					for _, p := range must[[]app.ProfitSum](t)(tx.ProfitBy(in)) {
						i := slices.IndexFunc(want, func(w app.ProfitSum) bool { return w.Key == p.Key })
						if i < 0 {
							want = append(want, p)
							continue
						}
						w := &want[i]
						w.Orders, w.Revenue, w.Cost, w.Actual = w.Orders+p.Orders, w.Revenue+p.Revenue, w.Cost+p.Cost, w.Actual && p.Actual
					}
				}
				byKey := func(a, b app.ProfitSum) int { return strings.Compare(a.Key, b.Key) }
				slices.SortFunc(want, byKey)
				sorted := slices.SortedFunc(slices.Values(got), byKey)
				if !slices.Equal(sorted, want) {
					t.Errorf("%s of %v: %+v, the orders say %+v", by, period, sorted, want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
