package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

// ofPeriod are the purchase orders of a period; named by their ids, they are where the search begins.
const ofPeriod = "SELECT id FROM purchase_order WHERE date >= ?1 AND date <= ?2 AND number <> ''"

// Promises implements app.Tx.
func (t *tx) Promises(from, to trade.Date) ([]app.Scorecard, error) {
	from, to = between(from, to)
	list, err := all(t, `SELECT p.supplier_id, MAX(p.supplier), COUNT(DISTINCT p.id), COUNT(*) FROM purchase_order p JOIN purchase_line l ON l.purchase_id = p.id
		WHERE p.id IN (`+ofPeriod+`) GROUP BY p.supplier_id ORDER BY 2, 1`, []any{from, to},
		func(c *app.Scorecard) []any {
			return []any{&c.SupplierID, text[string]{&c.Supplier}, &c.Orders, &c.Lines}
		})
	if err != nil {
		return nil, err
	}
	of := make(map[trade.ID]*app.Scorecard, len(list))
	for i := range list {
		of[list[i].SupplierID] = &list[i]
	}
	err = t.each(`SELECT p.supplier_id, s.date, l.expected, COUNT(*) FROM purchase_order p JOIN shipment s ON s.purchase_id = p.id
		JOIN shipment_line x ON x.shipment_id = s.id JOIN purchase_line l ON l.id = x.purchase_line_id
		WHERE p.id IN (`+ofPeriod+`) AND l.expected <> '' GROUP BY p.supplier_id, s.date, l.expected`, []any{from, to},
		func(scan func(...any) error) error {
			var id trade.ID
			var shipped, agreed trade.Date
			var n int
			err := scan(&id, &shipped, &agreed, &n)
			if c := of[id]; err == nil && c != nil {
				c.Shipped += n
				if late := shipped.Sub(agreed); late > 0 {
					c.Late += n
					c.DaysLate += n * late
				}
			}
			return err
		})
	if err != nil {
		return nil, err
	}
	err = t.each(`SELECT p.supplier_id, CASE WHEN e.kind = 'refused' THEN 1 ELSE 0 END, COUNT(DISTINCT e.purchase_line_id) FROM purchase_order p
		JOIN exception e ON e.order_id = p.order_id AND e.purchase_id = p.id
		WHERE p.id IN (`+ofPeriod+`) AND e.kind IN ('refused', 'short', 'lost', 'damaged', 'wrong')
		GROUP BY p.supplier_id, CASE WHEN e.kind = 'refused' THEN 1 ELSE 0 END`, []any{from, to}, func(scan func(...any) error) error {
		var id trade.ID
		var refused bool
		var n int
		err := scan(&id, &refused, &n)
		if c := of[id]; err == nil && c != nil {
			if refused {
				c.Refused = n
			} else {
				c.Troubled = n
			}
		}
		return err
	})
	return list, err
}

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

// TaxDocs implements app.Tx.
func (t *tx) TaxDocs(from, to trade.Date) ([]app.TaxDoc, error) {
	from, to = between(from, to)
	sold, err := all(t, `SELECT date, credit, currency, fx, taxes FROM invoice WHERE date >= ?1 AND date <= ?2 AND state = 'issued' ORDER BY date, id`, []any{from, to},
		func(d *app.TaxDoc) []any { return []any{&d.Date, &d.Credit, &d.Currency, &d.FX, asJSON{&d.Taxes}} })
	if err != nil {
		return nil, err
	}
	bought, err := all(t, `SELECT date, credit, currency, fx, net, tax FROM bill WHERE date >= ?1 AND date <= ?2 AND state = 'entered' ORDER BY date, id`, []any{from, to},
		func(d *app.TaxDoc) []any {
			d.Bought, d.Taxes = true, make([]trade.TaxSum, 1)
			return []any{&d.Date, &d.Credit, &d.Currency, &d.FX, &d.Taxes[0].Base, &d.Taxes[0].Tax}
		})
	return append(sold, bought...), err
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
