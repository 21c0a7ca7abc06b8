package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

var exceptions = newTable("exception", `id, version, kind, date, order_id, order_no, order_line_id, part, customer_id, customer, purchase_id, purchase_no,
	purchase_line_id, supplier_id, supplier, shipment_id, shipment_no, shipment_line_id, sku, description, qty, open, currency, cost, asked, until, note,
	taken`, true,
	func(e *trade.Exception) []any {
		return []any{&e.ID, &e.Version, &e.Kind, &e.Date, &e.OrderID, &e.OrderNo, &e.OrderLineID, &e.Part, &e.CustomerID, &e.Customer, &e.PurchaseID, &e.PurchaseNo,
			&e.PurchaseLineID, &e.SupplierID, &e.Supplier, link{&e.ShipmentID}, &e.ShipmentNo, link{&e.ShipmentLineID}, &e.SKU, &e.Description, &e.Qty,
			&e.Open, &e.Currency, &e.Cost, &e.Asked, &e.Until, &e.Note, asJSON{&e.Taken}}
	}, func(*trade.Exception) string { return "The exception" })

// Exception implements app.Tx.
func (t *tx) Exception(id trade.ID) (*trade.Exception, error) { return exceptions.get(t, id) }

// SaveException implements app.Tx.
func (t *tx) SaveException(e *trade.Exception) error {
	if e.Taken == nil {
		e.Taken = []trade.Taken{}
	}
	return exceptions.save(t, e)
}

// ExceptionsOf implements app.Tx.
func (t *tx) ExceptionsOf(order trade.ID) ([]trade.Exception, error) {
	return exceptions.where(t, "WHERE order_id = ?1 ORDER BY id", order)
}

// OpenExceptions implements app.Tx.
func (t *tx) OpenExceptions() ([]trade.Exception, error) {
	return exceptions.where(t, "WHERE open > 0 ORDER BY id")
}

var changes = newTable("purchase_change", `id, version, number, state, whole, date, purchase_id, purchase_no, order_id, order_no, supplier_id, supplier,
	ship_to, reason, answered_at, answer, moved`, true,
	func(c *trade.Change) []any {
		return []any{&c.ID, &c.Version, &c.Number, &c.State, &c.Whole, &c.Date, &c.PurchaseID, &c.PurchaseNo, &c.OrderID, &c.OrderNo, &c.SupplierID,
			&c.Supplier, shared(&c.ShipTo), &c.Reason, &c.AnsweredAt, &c.Answer, &c.Moved}
	}, (*trade.Change).Name)

var changeLines = newTable("purchase_change_line", "id, change_id, purchase_line_id, pos, sku, part_no, description, unit, was, cancel, accepted, again", false,
	func(l *trade.ChangeLine) []any {
		return []any{&l.ID, &l.ChangeID, &l.PurchaseLineID, &l.Pos, &l.SKU, &l.PartNo, &l.Description, &l.Unit, &l.Was, &l.Cancel, &l.Accepted, &l.Again}
	}, func(*trade.ChangeLine) string { return "The line" })

// Change implements app.Tx.
func (t *tx) Change(id trade.ID) (*trade.Change, error) {
	c, err := changes.get(t, id)
	if err != nil {
		return nil, err
	}
	return c, t.changed(c)
}

func (t *tx) changed(c *trade.Change) (err error) {
	c.Lines, err = changeLines.where(t, "WHERE change_id = ?1 ORDER BY pos, id", c.ID)
	remember(&t.loaded.change, c.Lines, func(l *trade.ChangeLine) trade.ID { return l.ID })
	return err
}

// SaveChange implements app.Tx.
func (t *tx) SaveChange(c *trade.Change) error {
	if err := changes.save(t, c); err != nil {
		return err
	}
	return saveLines(t, changeLines, &t.loaded.change, "change_id", c.ID, c.Lines, func(l *trade.ChangeLine) { l.ChangeID = c.ID })
}

// ChangesOf implements app.Tx.
func (t *tx) ChangesOf(order trade.ID) ([]trade.Change, error) {
	list, err := changes.where(t, "WHERE order_id = ?1 ORDER BY id", order)
	for i := 0; err == nil && i < len(list); i++ {
		err = t.changed(&list[i])
	}
	return list, err
}

var claims = newTable("claim", `id, version, date, kind, exception_id, return_id, purchase_id, purchase_no, purchase_line_id, order_id, order_no,
	supplier_id, supplier, sku, description, qty, dropped, chased, note`, true,
	func(c *trade.Claim) []any {
		return []any{&c.ID, &c.Version, &c.Date, &c.Kind, link{&c.ExceptionID}, link{&c.ReturnID}, &c.PurchaseID, &c.PurchaseNo, &c.PurchaseLineID,
			&c.OrderID, &c.OrderNo, &c.SupplierID, &c.Supplier, &c.SKU, &c.Description, &c.Qty, &c.Dropped, &c.Chased, &c.Note}
	}, func(*trade.Claim) string { return "The claim" })

// Claim implements app.Tx.
func (t *tx) Claim(id trade.ID) (*trade.Claim, error) { return claims.get(t, id) }

// SaveClaim implements app.Tx.
func (t *tx) SaveClaim(c *trade.Claim) error { return claims.save(t, c) }

// ClaimsOf implements app.Tx.
func (t *tx) ClaimsOf(purchase trade.ID) ([]trade.Claim, error) {
	return claims.where(t, "WHERE purchase_id = ?1 ORDER BY id", purchase)
}

// DueCredits implements app.Tx. Lines of which too much was billed are few, and have an index; so the search begins with them.
func (t *tx) DueCredits() ([]app.DueCredit, error) {
	return all(t, `SELECT p.id, p.number, p.order_id, p.order_no, p.supplier_id, p.supplier, p.currency, l.id, l.sku, l.description,
		l.billed - (l.qty - l.refused - l.cancelled - l.claimed), l.billed, l.billed_net, MIN(c.date), MAX(c.chased)
		FROM purchase_line l INDEXED BY purchase_line_over CROSS JOIN purchase_order p ON p.id = l.purchase_id LEFT JOIN claim c ON c.purchase_line_id = l.id AND c.purchase_id = p.id
		WHERE p.next IN ('answer', 'ship', 'deliver', 'bill', 'credit') AND `+overbilled+`
		GROUP BY p.id, p.number, p.order_id, p.order_no, p.supplier_id, p.supplier, p.currency, l.id, l.sku, l.description, l.qty, l.refused,
		l.cancelled, l.claimed, l.billed, l.billed_net ORDER BY p.supplier, p.id, l.pos`, nil,
		func(c *app.DueCredit) []any {
			return []any{&c.PurchaseID, &c.PurchaseNo, &c.OrderID, &c.OrderNo, &c.SupplierID, &c.Supplier, &c.Currency, &c.PurchaseLineID, &c.SKU,
				&c.Description, &c.Qty, &c.Billed, &c.BilledNet, text[trade.Date]{&c.Since}, text[trade.Stamp]{&c.Chased}}
		})
}

const overbilled = "l.billed > l.qty - l.refused - l.cancelled - l.claimed"

// DisputedCredits implements app.Tx. A bill is told with the first purchase order of its lines.
func (t *tx) DisputedCredits() ([]app.DueCredit, error) {
	return all(t, `SELECT * FROM (SELECT b.id, b.their_no, b.supplier_id, b.supplier, b.currency, b.date,
			b.disputed - COALESCE((SELECT CAST(SUM(a.settles) AS INTEGER) FROM allocation a WHERE a.bill_id = b.id AND a.bill_credit_id IS NOT NULL), 0) AS left,
			COALESCE(l.purchase_id, 0), COALESCE(l.purchase_no, ''), COALESCE(l.order_id, 0)
		FROM bill b LEFT JOIN bill_line l ON l.id = (SELECT x.id FROM bill_line x WHERE x.bill_id = b.id AND x.purchase_id IS NOT NULL ORDER BY x.pos, x.id LIMIT 1)
		WHERE b.approval <> '' AND b.approval = 'disputed' ORDER BY b.supplier, b.id) WHERE left > 0`, nil,
		func(c *app.DueCredit) []any {
			return []any{&c.BillID, &c.BillNo, &c.SupplierID, &c.Supplier, &c.Currency, &c.Since, &c.Net, &c.PurchaseID, &c.PurchaseNo, &c.OrderID}
		})
}
