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

var purchases = newTable("purchase_order", `id, version, number, state, date, order_id, order_no, customer_id, customer, supplier_id, supplier, account_no,
	contact, address, ship_to, terms, currency, fx, ship_method, carrier_id, send_by, language, notes, wanted, expected, sent_at, reason, warnings,
	their_ref, next, net, billed, lines, waiting, own_fees, `+feeColumns, true,
	func(p *trade.PurchaseOrder) []any {
		return joined([]any{&p.ID, &p.Version, &p.Number, &p.State, &p.Date, &p.OrderID, &p.OrderNo, &p.CustomerID, &p.Customer, &p.SupplierID, &p.Supplier,
			&p.AccountNo, shared(&p.Contact), shared(&p.Address), shared(&p.ShipTo), shared(&p.Terms), &p.Currency, &p.FX, &p.ShipMethod,
			link{&p.CarrierID}, &p.SendBy, &p.Language, &p.Notes, &p.Wanted, &p.Expected, &p.SentAt, &p.Reason, asJSON{&p.Warnings}, &p.TheirRef,
			&p.Next, &p.Net, &p.Billed, lengthOf[trade.PurchaseLine]{&p.Lines}, &p.Waiting, &p.OwnFees}, feePtrs(&p.Fees))
	}, (*trade.PurchaseOrder).Name)

var purchaseLines = newTable("purchase_line", `id, purchase_id, order_id, order_line_id, supplier_id, pos, item_id, sku, part_no, description, unit,
	qty, cost, net, expected, confirmed, back_ordered, refused, cancelled, shipped, delivered, failed, claimed, asked, billed, billed_net, billed_base, freight_base, answer`, false,
	func(l *trade.PurchaseLine) []any {
		return []any{&l.ID, &l.PurchaseID, &l.OrderID, &l.OrderLineID, &l.SupplierID, &l.Pos, link{&l.ItemID}, &l.SKU, &l.PartNo, &l.Description,
			&l.Unit, &l.Qty, &l.Cost, &l.Net, &l.Expected, &l.Confirmed, &l.BackOrdered, &l.Refused, &l.Cancelled, &l.Shipped, &l.Delivered,
			&l.Failed, &l.Claimed, &l.Asked, &l.Billed, &l.BilledNet, &l.BilledBase, &l.FreightBase, &l.Answer}
	}, func(*trade.PurchaseLine) string { return "The line" })

// Purchase implements app.Tx.
func (t *tx) Purchase(id trade.ID) (*trade.PurchaseOrder, error) {
	p, err := purchases.get(t, id)
	if err != nil {
		return nil, err
	}
	p.Lines, err = purchaseLines.where(t, "WHERE purchase_id = ?1 ORDER BY pos, id", id)
	remember(&t.loaded.purchase, p.Lines, func(l *trade.PurchaseLine) trade.ID { return l.ID })
	return p, err
}

// OrderOfPurchase implements app.Tx.
func (t *tx) OrderOfPurchase(id trade.ID) (order trade.ID, err error) {
	found, err := t.one("SELECT order_id FROM purchase_order WHERE id = ?1", []any{id}, &order)
	if err == nil && !found {
		err = notFound("purchase_order", id)
	}
	return order, err
}

// PurchaseOfLine implements app.Tx.
func (t *tx) PurchaseOfLine(line trade.ID) (*trade.PurchaseOrder, error) {
	var id trade.ID
	found, err := t.one("SELECT purchase_id FROM purchase_line WHERE id = ?1", []any{line}, &id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, notFound("purchase_line", line)
	}
	return t.Purchase(id)
}

// SavePurchase implements app.Tx.
func (t *tx) SavePurchase(p *trade.PurchaseOrder) error {
	if err := purchases.save(t, p); err != nil {
		return err
	}
	return saveLines(t, purchaseLines, &t.loaded.purchase, "purchase_id", p.ID, p.Lines, func(l *trade.PurchaseLine) { l.PurchaseID = p.ID })
}

// DeletePurchase implements app.Tx.
func (t *tx) DeletePurchase(id trade.ID) error {
	return t.drop("purchase_order", "purchase_line", "purchase_id", id)
}

const waitingLines = `sales_order o JOIN order_line l ON l.order_id = o.id
		WHERE o.next IN ('release', 'decide', 'order') AND o.state = 'confirmed' AND l.buy = 1 AND l.qty - l.cancelled - l.on_purchase - l.undecided > 0`

// CountWaiting implements app.Tx.
func (t *tx) CountWaiting() (n int, err error) {
	_, err = t.one("SELECT CAST(COALESCE(SUM(cost), 0) AS INTEGER) FROM tally WHERE list = 'order'", nil, &n)
	return n, err
}

// Waiting implements app.Tx. Thousands may wait, so rows are sorted here, and suppliers asked for their least order once.
func (t *tx) Waiting() ([]app.WaitingLine, error) {
	type row struct {
		app.WaitingLine
		pos int64
	}
	list := []*row{}
	err := t.eachRow(`SELECT o.id, o.number, l.id, o.customer, o.wanted, o.held, l.undecided, l.sku, l.description, l.unit,
		l.qty - l.cancelled - l.on_purchase - l.undecided, l.supplier_id, l.supplier, l.why, l.cost, l.cost_in, l.lead_days, l.pos FROM `+waitingLines, nil, func(v []driver.Value) error {
		number := func(i int) int64 { n, _ := v[i].(int64); return n }
		text := func(i int) string { s, _ := v[i].(string); return s }
		r := &row{app.WaitingLine{OrderID: trade.ID(number(0)), OrderNo: text(1), OrderLineID: trade.ID(number(2)), Customer: text(3), Wanted: trade.Date(text(4)),
			Held: number(5) != 0, Undecided: number(6) > 0, SKU: text(7), Description: text(8), Unit: text(9), Qty: money.Qty(number(10)), SupplierID: trade.ID(number(11)),
			Supplier: text(12), Why: text(13), Cost: money.Price(number(14)), Currency: money.Currency(text(15)), LeadDays: int(number(16))}, number(17)}
		r.Net = r.Cost.Times(r.Qty)
		list = append(list, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b *row) int {
		return cmp.Or(strings.Compare(a.Supplier, b.Supplier), strings.Compare(string(a.Wanted), string(b.Wanted)), cmp.Compare(a.OrderID, b.OrderID), cmp.Compare(a.pos, b.pos))
	})
	least := map[trade.ID]*trade.Supplier{}
	rows := make([]app.WaitingLine, len(list))
	for i, r := range list {
		s, known := least[r.SupplierID]
		if !known && r.SupplierID != 0 {
			if s, err = t.Supplier(r.SupplierID); err != nil {
				return nil, err
			}
			least[r.SupplierID] = s
		}
		if s != nil && s.Currency == r.Currency {
			r.MinOrder = s.MinOrder
		}
		rows[i] = r.WaitingLine
	}
	return rows, nil
}
