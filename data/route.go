package data

import "dropdesk/app/trade"

var combining = `SELECT id, supplier_id, supplier, order_id, order_no, customer, COALESCE(JSON_EXTRACT(` + uncopied("purchase_order", "ship_to") + `, '$.city'), ''), waiting, wanted, net
	FROM purchase_order WHERE waiting <> '' ORDER BY supplier, supplier_id, waiting, id`

// CombiningPurchases implements app.Tx.
func (t *tx) CombiningPurchases() ([]trade.PurchaseOrder, error) {
	return all(t, combining, nil, func(p *trade.PurchaseOrder) []any {
		return []any{&p.ID, &p.SupplierID, &p.Supplier, &p.OrderID, &p.OrderNo, &p.Customer, &p.ShipTo.City, &p.Waiting, &p.Wanted, &p.Net}
	})
}

// WaitingPurchases implements app.Tx.
func (t *tx) WaitingPurchases(supplier trade.ID) ([]trade.PurchaseOrder, error) {
	list, err := purchases.where(t, "WHERE waiting <> '' AND supplier_id = ?1 ORDER BY waiting, id", supplier)
	for i := 0; err == nil && i < len(list); i++ {
		list[i].Lines, err = purchaseLines.where(t, "WHERE purchase_id = ?1 ORDER BY pos, id", list[i].ID)
	}
	return list, err
}

// Lateness implements app.Tx.
func (t *tx) Lateness(supplier trade.ID) (late, of int, err error) {
	_, err = t.one(`SELECT COALESCE(CAST(SUM(CASE WHEN s.date > l.expected THEN 1 ELSE 0 END) AS INTEGER), 0), COUNT(*)
		FROM (SELECT id, order_id FROM purchase_order WHERE supplier_id = ?1 AND number <> '' ORDER BY id DESC LIMIT 50) p
		JOIN shipment s ON s.order_id = p.order_id AND s.purchase_id = p.id JOIN shipment_line x ON x.shipment_id = s.id
		JOIN purchase_line l ON l.id = x.purchase_line_id WHERE l.expected <> ''`, []any{supplier}, &late, &of)
	return late, of, err
}
