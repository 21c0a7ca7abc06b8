package data

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Promises implements app.Tx. What was refused and what went wrong is looked for among the exceptions, which are few; the rest is read from the tallies.
func (t *tx) Promises(from, to trade.Date) ([]app.Scorecard, error) {
	from, to = between(from, to)
	cards := map[trade.ID]*app.Scorecard{}
	var list []app.Scorecard
	of := func(v driver.Value) *app.Scorecard {
		id, _ := v.(int64)
		c := cards[trade.ID(id)]
		if c == nil {
			c = &app.Scorecard{SupplierID: trade.ID(id)}
			cards[c.SupplierID] = c
		}
		return c
	}
	number := func(v driver.Value) int64 { n, _ := v.(int64); return n }
	for tally, take := range map[string]func(c *app.Scorecard, n, sum, cost, open int64){
		sentPurchases: func(c *app.Scorecard, n, sum, _, _ int64) { c.Orders, c.Lines = int(n), int(sum) },
		sentShipments: func(c *app.Scorecard, _, sum, cost, open int64) {
			c.Shipped, c.Late, c.DaysLate = int(sum), int(cost), int(open)
		},
		billedGoods: func(c *app.Scorecard, _, sum, cost, _ int64) {
			c.Agreed, c.Differs = money.Amount(cost), money.Amount(sum-cost)
		},
	} {
		err := t.eachRow(bySupplier, []any{tally, from, to}, func(v []driver.Value) error {
			take(of(v[0]), number(v[1]), number(v[2]), number(v[3]), number(v[4]))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err := t.eachRow(troubledLines, []any{from, to}, func(v []driver.Value) error {
		if c := of(v[0]); number(v[1]) == 1 {
			c.Refused = int(number(v[2]))
		} else {
			c.Troubled = int(number(v[2]))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, c := range cards {
		if _, err := t.one("SELECT name FROM supplier WHERE id = ?1", []any{c.SupplierID}, &c.Supplier); err != nil {
			return nil, err
		}
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b app.Scorecard) int {
		return cmp.Or(strings.Compare(a.Supplier, b.Supplier), cmp.Compare(a.SupplierID, b.SupplierID))
	})
	return list, nil
}

const (
	// Classes are a day and a supplier, as in 2026-11-30 12.
	bySupplier = `SELECT CAST(SUBSTR(class, 12) AS INTEGER), CAST(SUM(n) AS INTEGER), CAST(SUM(sum) AS INTEGER), CAST(SUM(cost) AS INTEGER), CAST(SUM(open) AS INTEGER)
		FROM tally WHERE list = ?1 AND class >= ?2 AND class < ?3 || '!' AND n > 0 GROUP BY 1`

	troubledLines = `SELECT e.supplier_id, e.kind = 'refused', COUNT(DISTINCT e.purchase_line_id) FROM exception e
		WHERE e.date >= ?1 AND e.date <= ?2 AND e.kind IN ('refused', 'short', 'lost', 'damaged', 'wrong') GROUP BY 1, 2`
)

// Overcharged implements app.Tx. The discount for paying early is no matter of price.
func (t *tx) Overcharged(from, to trade.Date) ([]app.Overcharge, error) {
	from, to = between(from, to)
	return all(t, `SELECT b.id, b.their_no, b.credit, b.supplier_id, b.supplier, b.date, b.currency, b.fx, CAST(SUM(l.net - l.agreed) AS INTEGER), CAST(SUM(l.agreed) AS INTEGER)
		FROM bill b JOIN bill_line l ON l.bill_id = b.id WHERE b.date >= ?1 AND b.date <= ?2 AND b.state = 'entered' AND b.early_for IS NULL AND l.kind <> 'freight'
		GROUP BY b.id, b.their_no, b.credit, b.supplier_id, b.supplier, b.date, b.currency, b.fx ORDER BY b.date, b.id`, []any{from, to},
		func(o *app.Overcharge) []any {
			return []any{&o.BillID, &o.BillNo, &o.Credit, &o.SupplierID, &o.Supplier, &o.Date, &o.Currency, &o.FX, &o.Differs, &o.Agreed}
		})
}

// TaxSums implements app.Tx. Of bills only the sum is known.
func (t *tx) TaxSums(from, to trade.Date) ([]app.TaxRow, error) {
	from, to = between(from, to)
	var list []app.TaxRow
	for tally, bought := range map[string]bool{taxOnSales: false, taxOnBills: true} {
		err := t.eachRow("SELECT class, n, sum, cost FROM tally WHERE list = ?1 AND class >= ?2 AND class < ?3 || '!' AND n > 0", []any{tally, from, to}, func(v []driver.Value) error {
			class, _ := v[0].(string)
			r := app.TaxRow{Month: trade.Date(class).Month(), Bought: bought}
			if parts := strings.SplitN(class, taxSeparator, 5); len(parts) == 5 {
				if err := r.Rate.UnmarshalJSON([]byte(parts[2])); err != nil {
					return err
				}
				r.Kind, r.Code, r.Name = trade.TaxKind(parts[1]), parts[3], parts[4]
			}
			n, _ := v[1].(int64)
			net, _ := v[2].(int64)
			tax, _ := v[3].(int64)
			r.Docs, r.Net, r.Tax = int(n), money.Amount(net), money.Amount(tax)
			list = append(list, r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Quoted implements app.Tx.
func (t *tx) Quoted(from, to trade.Date) ([]app.QuotedRow, error) {
	from, to = between(from, to)
	return all(t, `SELECT id, number, state, date, valid, customer_id, customer, COALESCE(rep_id, 0), rep, net, currency, fx FROM quote
		WHERE date >= ?1 AND date <= ?2 AND state <> 'draft' ORDER BY date, id`, []any{from, to},
		func(q *app.QuotedRow) []any {
			return []any{&q.ID, &q.Number, &q.State, &q.Date, &q.Valid, &q.CustomerID, &q.Customer, &q.RepID, &q.Rep, &q.Net, &q.Currency, &q.FX}
		})
}

// GivenBack implements app.Tx. What is credited to be invoiced again is not given back.
func (t *tx) GivenBack(from, to trade.Date) ([]app.Given, error) {
	from, to = between(from, to)
	return all(t, `SELECT v.id, v.number, v.date, v.customer, v.early_paid, v.reason, CAST(SUM(l.base) AS INTEGER) FROM invoice v JOIN invoice_line l ON l.invoice_id = v.id
		WHERE v.date >= ?1 AND v.date <= ?2 AND v.state = 'issued' AND v.credit = 1 AND l.again = 0
		GROUP BY v.id, v.number, v.date, v.customer, v.early_paid, v.reason ORDER BY v.date, v.id`, []any{from, to},
		func(g *app.Given) []any {
			return []any{&g.InvoiceID, &g.Number, &g.Date, &g.Customer, &g.Early, &g.Reason, &g.Base}
		})
}

// WrittenOff implements app.Tx.
func (t *tx) WrittenOff(from, to trade.Date) ([]app.Given, error) {
	from, to = between(from, to)
	return all(t, `SELECT v.id, v.number, a.date, v.customer, 0, a.reason, a.amount, v.currency, v.fx FROM allocation a JOIN invoice v ON v.id = a.invoice_id
		WHERE a.date >= ?1 AND a.date <= ?2 AND a.write_off = 1 ORDER BY a.date, a.id`, []any{from, to},
		func(g *app.Given) []any {
			return []any{&g.InvoiceID, &g.Number, &g.Date, &g.Customer, &g.Early, &g.Reason, &g.Amount, &g.Currency, &g.FX}
		})
}
