package data

import "dropdesk/app/trade"

type shipmentRow struct {
	trade.Shipment
	tracking string // of the first parcel, for lists
}

var shipments = newTable("shipment", `id, version, number, state, date, expected, purchase_id, purchase_no, order_id, order_no, customer_id, customer,
	supplier_id, supplier, ship_to, carrier_id, carrier, method, parcels, tracking, delivered, late, promised, late_lines, days_late, received_by, notified, notes`, true,
	func(r *shipmentRow) []any {
		s := &r.Shipment
		return []any{&s.ID, &s.Version, &s.Number, &s.State, &s.Date, &s.Expected, &s.PurchaseID, &s.PurchaseNo, &s.OrderID, &s.OrderNo, &s.CustomerID,
			&s.Customer, &s.SupplierID, &s.Supplier, shared(&s.ShipTo), link{&s.CarrierID}, &s.Carrier, &s.Method, asJSON{&s.Parcels}, &r.tracking,
			&s.Delivered, &s.Late, &s.Promised, &s.LateLines, &s.DaysLate, &s.ReceivedBy, &s.Notified, &s.Notes}
	}, func(r *shipmentRow) string { return r.Number })

var shipmentLines = newTable("shipment_line", "id, shipment_id, purchase_line_id, order_line_id, pos, sku, description, unit, qty, failed, extra", false,
	func(l *trade.ShipmentLine) []any {
		return []any{&l.ID, &l.ShipmentID, &l.PurchaseLineID, &l.OrderLineID, &l.Pos, &l.SKU, &l.Description, &l.Unit, &l.Qty, &l.Failed, &l.Extra}
	}, func(*trade.ShipmentLine) string { return "The line" })

// Shipment implements app.Tx.
func (t *tx) Shipment(id trade.ID) (*trade.Shipment, error) {
	r, err := shipments.get(t, id)
	if err != nil {
		return nil, err
	}
	return &r.Shipment, t.shipped(&r.Shipment)
}

func (t *tx) shipped(s *trade.Shipment) (err error) {
	s.Lines, err = shipmentLines.where(t, "WHERE shipment_id = ?1 ORDER BY pos, id", s.ID)
	remember(&t.loaded.shipment, s.Lines, func(l *trade.ShipmentLine) trade.ID { return l.ID })
	return err
}

// SaveShipment implements app.Tx.
func (t *tx) SaveShipment(s *trade.Shipment) error {
	r := shipmentRow{Shipment: *s}
	if len(s.Parcels) > 0 {
		r.tracking = s.Parcels[0].Tracking
	}
	if err := shipments.save(t, &r); err != nil {
		return err
	}
	s.ID, s.Version = r.ID, r.Version
	return saveLines(t, shipmentLines, &t.loaded.shipment, "shipment_id", s.ID, s.Lines, func(l *trade.ShipmentLine) { l.ShipmentID = s.ID })
}

// ShipmentsOf implements app.Tx.
func (t *tx) ShipmentsOf(order trade.ID) ([]trade.Shipment, error) {
	rows, err := shipments.where(t, "WHERE order_id = ?1 ORDER BY id", order)
	list := make([]trade.Shipment, 0, len(rows))
	for i := range rows {
		if err == nil {
			err = t.shipped(&rows[i].Shipment)
		}
		list = append(list, rows[i].Shipment)
	}
	return list, err
}
