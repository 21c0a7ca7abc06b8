package data

import (
	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

var returns = newTable("customer_return", `id, version, number, state, date, order_id, order_no, customer_id, customer, supplier_id, supplier, sent_to,
	ship_to, language, reason, notes, received, outcome, credit_id, currency, fee, claimed, sent_at`, true,
	func(r *trade.Return) []any {
		return []any{&r.ID, &r.Version, &r.Number, &r.State, &r.Date, &r.OrderID, &r.OrderNo, &r.CustomerID, &r.Customer, link{&r.SupplierID}, &r.Supplier,
			&r.To, shared(&r.ShipTo), &r.Language, &r.Reason, &r.Notes, &r.Received, &r.Outcome, link{&r.CreditID}, &r.Currency, &r.Fee, &r.Claimed, &r.SentAt}
	}, (*trade.Return).Name)

var returnLines = newTable("return_line", `id, return_id, pos, order_line_id, purchase_line_id, shipment_line_id, sku, description, unit, qty, received, failed, surplus`, false,
	func(l *trade.ReturnLine) []any {
		return []any{&l.ID, &l.ReturnID, &l.Pos, &l.OrderLineID, &l.PurchaseLineID, &l.ShipmentLineID, &l.SKU, &l.Description, &l.Unit, &l.Qty, &l.Received, &l.Failed, &l.Surplus}
	}, func(*trade.ReturnLine) string { return "The line" })

// Return implements app.Tx.
func (t *tx) Return(id trade.ID) (*trade.Return, error) {
	r, err := returns.get(t, id)
	if err != nil {
		return nil, err
	}
	return r, t.returned(r)
}

func (t *tx) returned(r *trade.Return) (err error) {
	r.Lines, err = returnLines.where(t, "WHERE return_id = ?1 ORDER BY pos, id", r.ID)
	remember(&t.loaded.back, r.Lines, func(l *trade.ReturnLine) trade.ID { return l.ID })
	return err
}

// SaveReturn implements app.Tx.
func (t *tx) SaveReturn(r *trade.Return) error {
	if err := returns.save(t, r); err != nil {
		return err
	}
	return saveLines(t, returnLines, &t.loaded.back, "return_id", r.ID, r.Lines, func(l *trade.ReturnLine) { l.ReturnID = r.ID })
}

// ReturnsOf implements app.Tx.
func (t *tx) ReturnsOf(order trade.ID) ([]trade.Return, error) {
	list, err := returns.where(t, "WHERE order_id = ?1 ORDER BY id", order)
	for i := 0; err == nil && i < len(list); i++ {
		err = t.returned(&list[i])
	}
	return list, err
}

// Returning implements app.Tx.
func (t *tx) Returning(shipmentLine trade.ID) (q money.Qty, err error) {
	_, err = t.one(`SELECT CAST(COALESCE(SUM(CASE WHEN r.state = 'settled' AND r.sent_to <> 'nobody' THEN l.received - l.failed ELSE l.qty - l.failed END), 0) AS INTEGER)
		FROM return_line l JOIN customer_return r ON r.id = l.return_id WHERE l.shipment_line_id = ?1 AND r.state <> 'cancelled' AND l.surplus = 0`, []any{shipmentLine}, &q)
	return q, err
}

var returnList = listing[app.ReturnRow]{
	kind: trade.KindReturn, from: "customer_return d",
	columns: `d.id, d.number, d.state, d.date, d.customer_id, d.customer, d.supplier_id, d.supplier, d.order_id, d.order_no, d.sent_to, d.outcome`,
	ptrs: func(r *app.ReturnRow) []any {
		return []any{&r.ID, &r.Number, &r.State, &r.Date, &r.CustomerID, &r.Customer, link{&r.SupplierID}, &r.Supplier, &r.OrderID, &r.OrderNo, &r.To, &r.Outcome}
	},
	filters: map[string]string{"approved": "d.state = 'approved'", "received": "d.state = 'received'", "settled": "d.state = 'settled'", "cancelled": "d.state = 'cancelled'"},
	order:   "d.id DESC", sorts: sortable("number", "state", "date", "customer", "supplier", "order_no"),
}

// ListReturns implements app.Tx.
func (t *tx) ListReturns(in app.ListIn) (app.List[app.ReturnRow], error) {
	return returnList.list(t, in)
}
