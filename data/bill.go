package data

import (
	"database/sql/driver"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

var bills = newTable("bill", `id, version, credit, number, their_no, state, supplier_id, supplier, date, due, dues, in_parts, terms, currency, fx, notes, net, tax,
	total, settled, difference, goods, agreed, early_for, approval, doubts, disputed, twice`, true,
	func(b *trade.Bill) []any {
		return []any{&b.ID, &b.Version, &b.Credit, &b.Number, &b.TheirNo, &b.State, &b.SupplierID, &b.Supplier, &b.Date, &b.Due, asJSON{&b.Dues}, inPartsOf{&b.Dues},
			shared(&b.Terms), &b.Currency, &b.FX, &b.Notes, &b.Net, &b.Tax, &b.Total, &b.Settled, &b.Difference, goodsOf{&b.Lines, func(l *trade.BillLine) money.Amount { return l.Net }},
			goodsOf{&b.Lines, func(l *trade.BillLine) money.Amount { return l.Agreed }}, link{&b.EarlyFor},
			&b.Approval, asJSON{&b.Doubts}, &b.Disputed, &b.Twice}
	}, func(b *trade.Bill) string { return "The " + b.Name() })

var billLines = newTable("bill_line", `id, bill_id, pos, purchase_id, purchase_no, purchase_line_id, order_id, kind, description, qty, price, net, base,
	freight, cost, agreed, ahead, billed_before, allowance`, false,
	func(l *trade.BillLine) []any {
		return []any{&l.ID, &l.BillID, &l.Pos, link{&l.PurchaseID}, &l.PurchaseNo, link{&l.PurchaseLineID}, link{&l.OrderID}, &l.Kind, &l.Description,
			&l.Qty, &l.Price, &l.Net, &l.Base, &l.Freight, &l.Cost, &l.Agreed, &l.Ahead, &l.Before, &l.Allowance}
	}, func(*trade.BillLine) string { return "The line" })

var billShares = newTable("bill_share", "id, bill_id, pos, purchase_line_id, base", false,
	func(s *trade.BillShare) []any { return []any{&s.ID, &s.BillID, &s.Pos, &s.PurchaseLineID, &s.Base} },
	func(*trade.BillShare) string { return "The share of freight" })

// goodsOf adds up the goods of a bill, which is kept beside its lines.
type goodsOf struct {
	lines *[]trade.BillLine
	what  func(*trade.BillLine) money.Amount
}

func (g goodsOf) Value() (driver.Value, error) {
	var sum money.Amount
	for i := range *g.lines {
		if l := &(*g.lines)[i]; l.Kind != trade.LineFreight {
			sum += g.what(l)
		}
	}
	return int64(sum), nil
}

// Scan has nothing to read.
func (goodsOf) Scan(any) error { return nil }

// Bill implements app.Tx.
func (t *tx) Bill(id trade.ID) (*trade.Bill, error) {
	b, err := bills.get(t, id)
	if err != nil {
		return nil, err
	}
	return b, t.billed(b)
}

func (t *tx) billed(b *trade.Bill) (err error) {
	b.Lines, err = billLines.where(t, "WHERE bill_id = ?1 ORDER BY pos, id", b.ID)
	if err != nil {
		return err
	}
	remember(&t.loaded.bill, b.Lines, func(l *trade.BillLine) trade.ID { return l.ID })
	b.Shares, err = billShares.where(t, "WHERE bill_id = ?1 ORDER BY id", b.ID)
	remember(&t.loaded.share, b.Shares, func(s *trade.BillShare) trade.ID { return s.ID })
	return err
}

// SaveBill implements app.Tx.
func (t *tx) SaveBill(b *trade.Bill) error {
	if err := bills.save(t, b); err != nil {
		return err
	}
	if err := saveLines(t, billLines, &t.loaded.bill, "bill_id", b.ID, b.Lines, func(l *trade.BillLine) { l.BillID = b.ID }); err != nil {
		return err
	}
	return saveLines(t, billShares, &t.loaded.share, "bill_id", b.ID, b.Shares, func(s *trade.BillShare) { s.BillID = b.ID })
}

// DeleteBill implements app.Tx.
func (t *tx) DeleteBill(id trade.ID) error {
	if err := t.exec("DELETE FROM bill_share WHERE bill_id = ?1", id); err != nil {
		return err
	}
	return t.drop("bill", "bill_line", "bill_id", id)
}

// BillNumbered implements app.Tx.
func (t *tx) BillNumbered(supplier trade.ID, theirNo string) (*trade.Bill, error) {
	list, err := bills.where(t, "WHERE supplier_id = ?1 AND their_no = ?2 AND state <> 'cancelled'", supplier, theirNo)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// EarlyFor implements app.Tx.
func (t *tx) EarlyFor(bill trade.ID) (bool, error) {
	return t.one("SELECT 1 FROM bill WHERE early_for = ?1", []any{bill}, new(int))
}

// BillsOf implements app.Tx.
func (t *tx) BillsOf(order trade.ID) ([]trade.Bill, error) {
	return t.billList("WHERE id IN (SELECT bill_id FROM bill_line WHERE order_id = ?1) ORDER BY id", order)
}

// OpenBills implements app.Tx.
func (t *tx) OpenBills(supplier trade.ID) ([]trade.Bill, error) {
	return t.billList("WHERE supplier_id = ?1 AND state = 'entered' AND credit = 0 AND settled < total ORDER BY due, id", supplier)
}

func (t *tx) billList(clause string, args ...any) ([]trade.Bill, error) {
	list, err := bills.where(t, clause, args...)
	for i := 0; err == nil && i < len(list); i++ {
		err = t.billed(&list[i])
	}
	return list, err
}
