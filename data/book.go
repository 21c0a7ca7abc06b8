package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

// What belongs to a workbook of the orders of a period: documents of these orders, whatever their own date, and all that are dated within it.

const (
	inPeriod = "o.state <> 'draft' AND o.date >= ?1 AND o.date <= ?2"

	bookInvoices = `SELECT d.id, d.number, d.date, d.credit, d.customer, d.order_id, d.order_no, d.currency, d.fx, d.net,
		(SELECT CAST(COALESCE(SUM(l.base), 0) AS INTEGER) FROM invoice_line l WHERE l.invoice_id = d.id),
		(SELECT CAST(COALESCE(SUM(l.base), 0) AS INTEGER) FROM invoice_line l WHERE l.invoice_id = d.id AND l.order_line_id IS NOT NULL), 0
		FROM invoice d WHERE d.state = 'issued' AND ((d.date >= ?1 AND d.date <= ?2) OR EXISTS (SELECT 1 FROM sales_order o WHERE o.id = d.order_id AND ` + inPeriod + `)) ORDER BY d.id`

	bookBills = `SELECT d.id, d.number, d.date, d.credit, d.supplier, 0, '', d.currency, d.fx, d.net,
		(SELECT CAST(COALESCE(SUM(l.base), 0) AS INTEGER) FROM bill_line l WHERE l.bill_id = d.id),
		(SELECT CAST(COALESCE(SUM(l.base), 0) AS INTEGER) FROM bill_line l JOIN sales_order o ON o.id = l.order_id WHERE l.bill_id = d.id AND l.purchase_line_id IS NOT NULL AND ` + inPeriod + `),
		(SELECT CAST(COALESCE(SUM(l.freight), 0) AS INTEGER) FROM bill_line l JOIN sales_order o ON o.id = l.order_id WHERE l.bill_id = d.id AND l.purchase_line_id IS NOT NULL AND ` + inPeriod + `)
		+ (SELECT CAST(COALESCE(SUM(s.base), 0) AS INTEGER) FROM bill_share s JOIN purchase_line l ON l.id = s.purchase_line_id JOIN sales_order o ON o.id = l.order_id WHERE s.bill_id = d.id AND ` + inPeriod + `)
		FROM bill d WHERE d.state = 'entered' AND ((d.date >= ?1 AND d.date <= ?2)
			OR EXISTS (SELECT 1 FROM bill_line l JOIN sales_order o ON o.id = l.order_id WHERE l.bill_id = d.id AND ` + inPeriod + `)) ORDER BY d.id`

	bookCharges = `SELECT d.id, CASE WHEN d.estimated = 1 THEN 'estimated' ELSE d.reference END, d.date, 0, d.kind, d.order_id, o.number, d.currency, d.fx, d.amount, d.base, 0, 0
		FROM order_charge d JOIN sales_order o ON o.id = d.order_id WHERE o.state <> 'draft' AND ((d.date >= ?1 AND d.date <= ?2) OR (o.date >= ?1 AND o.date <= ?2)) ORDER BY d.id`
)

// EachBookInvoice implements app.Tx.
func (t *tx) EachBookInvoice(from, to trade.Date, f func(*app.BookRow) error) error {
	return t.eachBookRow(bookInvoices, from, to, f)
}

// EachBookBill implements app.Tx.
func (t *tx) EachBookBill(from, to trade.Date, f func(*app.BookRow) error) error {
	return t.eachBookRow(bookBills, from, to, f)
}

// EachBookCharge implements app.Tx.
func (t *tx) EachBookCharge(from, to trade.Date, f func(*app.BookRow) error) error {
	return t.eachBookRow(bookCharges, from, to, f)
}

func (t *tx) eachBookRow(query string, from, to trade.Date, f func(*app.BookRow) error) error {
	from, to = between(from, to)
	var r app.BookRow
	ptrs := []any{&r.ID, &r.Number, &r.Date, &r.Credit, &r.Party, &r.OrderID, &r.OrderNo, &r.Currency, &r.FX, &r.Own, &r.Net, &r.Ours, &r.OursFreight}
	return t.each(query, []any{from, to}, func(scan func(...any) error) error {
		if err := scan(ptrs...); err != nil {
			return err
		}
		return f(&r)
	})
}
