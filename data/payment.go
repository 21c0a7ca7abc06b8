package data

import (
	"dropdesk/app/trade"
)

var payments = newTable("payment", "id, version, number, customer_id, supplier_id, party, date, currency, fx, amount, method, reference, notes, order_id, order_no, used", true,
	func(p *trade.Payment) []any {
		return []any{&p.ID, &p.Version, &p.Number, link{&p.CustomerID}, link{&p.SupplierID}, &p.Party, &p.Date, &p.Currency, &p.FX, &p.Amount,
			&p.Method, &p.Reference, &p.Notes, link{&p.OrderID}, &p.OrderNo, &p.Used}
	}, func(p *trade.Payment) string { return p.Number })

// Payment implements app.Tx.
func (t *tx) Payment(id trade.ID) (*trade.Payment, error) {
	p, err := payments.get(t, id)
	if err != nil {
		return nil, err
	}
	p.Allocations, err = t.allocations("a.payment_id = ?1", id)
	return p, err
}

// SavePayment implements app.Tx.
func (t *tx) SavePayment(p *trade.Payment) error { return payments.save(t, p) }

// PaymentsFor implements app.Tx.
func (t *tx) PaymentsFor(order trade.ID) ([]trade.Payment, error) {
	return payments.where(t, "WHERE order_id = ?1 AND used < amount ORDER BY date, id", order)
}

// AddAllocation implements app.Tx. A supplier's credit note is a bill, so it has a column of its own.
func (t *tx) AddAllocation(a *trade.Allocation) error {
	var credit, billCredit trade.ID
	if a.BillID != 0 {
		billCredit = a.CreditID
	} else {
		credit = a.CreditID
	}
	r, err := t.run(`INSERT INTO allocation (payment_id, credit_id, bill_credit_id, invoice_id, bill_id, amount, write_off, reason, date)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`, link{&a.PaymentID}, link{&credit}, link{&billCredit}, link{&a.InvoiceID}, link{&a.BillID},
		a.Amount, a.WriteOff, a.Reason, a.Date)
	if err != nil {
		return err
	}
	n, err := r.LastInsertId()
	a.ID = trade.ID(n)
	return err
}

// DeleteAllocation implements app.Tx.
func (t *tx) DeleteAllocation(id trade.ID) error {
	return t.exec("DELETE FROM allocation WHERE id = ?1", id)
}

// Allocation implements app.Tx.
func (t *tx) Allocation(id trade.ID) (*trade.Allocation, error) {
	list, err := t.allocations("a.id = ?1", id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, notFound("allocation", id)
	}
	return &list[0], nil
}

// AllocationsOf implements app.Tx.
func (t *tx) AllocationsOf(kind trade.Kind, id trade.ID) ([]trade.Allocation, error) {
	if kind == trade.KindBill {
		return t.allocations("a.bill_id = ?1 OR a.bill_credit_id = ?1", id)
	}
	return t.allocations("a.invoice_id = ?1 OR a.credit_id = ?1", id)
}

func (t *tx) allocations(clause string, args ...any) ([]trade.Allocation, error) {
	return all(t, `SELECT a.id, COALESCE(a.payment_id, 0), COALESCE(a.credit_id, a.bill_credit_id, 0), COALESCE(a.invoice_id, 0), COALESCE(a.bill_id, 0),
		COALESCE(v.number, b.their_no, ''), COALESCE(v.currency, b.currency, p.currency, ''), a.amount, a.write_off, a.reason, a.date
		FROM allocation a LEFT JOIN invoice v ON v.id = a.invoice_id LEFT JOIN bill b ON b.id = a.bill_id LEFT JOIN payment p ON p.id = a.payment_id
		WHERE `+clause+` ORDER BY a.id`, args,
		func(a *trade.Allocation) []any {
			return []any{&a.ID, &a.PaymentID, &a.CreditID, &a.InvoiceID, &a.BillID, &a.Number, &a.Currency, &a.Amount, &a.WriteOff, &a.Reason, &a.Date}
		})
}
