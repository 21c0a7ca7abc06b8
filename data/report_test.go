package data

import (
	"context"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
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
