package data

import (
	"cmp"
	"fmt"
	"slices"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

var payments = newTable("payment", "id, version, number, customer_id, supplier_id, refund, party, date, currency, fx, amount, method, reference, notes, order_id, order_no, used", true,
	func(p *trade.Payment) []any {
		return []any{&p.ID, &p.Version, &p.Number, link{&p.CustomerID}, link{&p.SupplierID}, &p.Refund, &p.Party, &p.Date, &p.Currency, &p.FX, &p.Amount,
			&p.Method, &p.Reference, &p.Notes, link{&p.OrderID}, &p.OrderNo, &p.Used}
	}, func(p *trade.Payment) string { return p.Number })

// Payment implements app.Tx.
func (t *tx) Payment(id trade.ID) (*trade.Payment, error) {
	p, err := payments.get(t, id)
	if err != nil {
		return nil, err
	}
	p.Allocations, err = t.allocations("a.payment_id = ?1 OR a.refund_id = ?1", id)
	return p, err
}

// SavePayment implements app.Tx.
func (t *tx) SavePayment(p *trade.Payment) error { return payments.save(t, p) }

// PaymentsFor implements app.Tx.
func (t *tx) PaymentsFor(order trade.ID) ([]trade.Payment, error) {
	return payments.where(t, "WHERE order_id = ?1 AND used < amount ORDER BY date, id", order)
}

// SamePayment implements app.Tx.
func (t *tx) SamePayment(p *trade.Payment) (*trade.Payment, error) {
	list, err := payments.where(t, `WHERE (customer_id = ?1 OR supplier_id = ?2) AND refund = ?3 AND amount = ?4 AND currency = ?5
		AND (date = ?6 OR (reference = ?7 AND reference <> '')) ORDER BY id DESC LIMIT 1`,
		link{&p.CustomerID}, link{&p.SupplierID}, p.Refund, p.Amount, p.Currency, p.Date, p.Reference)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// AddAllocation implements app.Tx.
func (t *tx) AddAllocation(a *trade.Allocation) error {
	r, err := t.run(`INSERT INTO allocation (payment_id, credit_id, bill_credit_id, invoice_id, bill_id, refund_id, amount, settles, gain, write_off, reason, date)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`, link{&a.PaymentID}, link{&a.CreditID}, link{&a.BillCreditID}, link{&a.InvoiceID},
		link{&a.BillID}, link{&a.RefundID}, a.Amount, a.Settles, a.Gain, a.WriteOff, a.Reason, a.Date)
	if err != nil {
		return err
	}
	n, err := r.LastInsertId()
	a.ID = trade.ID(n)
	return err
}

// SaveGain implements app.Tx.
func (t *tx) SaveGain(id trade.ID, gain money.Amount) error {
	return t.exec("UPDATE allocation SET gain = ?2 WHERE id = ?1", id, gain)
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
	return all(t, `SELECT a.id, COALESCE(a.payment_id, 0), COALESCE(a.credit_id, 0), COALESCE(a.bill_credit_id, 0), COALESCE(a.invoice_id, 0),
		COALESCE(a.bill_id, 0), COALESCE(a.refund_id, 0), COALESCE(p.number, c.number, k.their_no, ''), COALESCE(v.number, b.their_no, r.number, ''),
		COALESCE(p.currency, c.currency, k.currency, v.currency, b.currency, r.currency), a.amount, a.settles,
		COALESCE(v.currency, b.currency, r.currency, p.currency), a.gain, a.write_off, a.reason, a.date`+joinedSides+" WHERE "+clause+" ORDER BY a.id", args,
		func(a *trade.Allocation) []any {
			return []any{&a.ID, &a.PaymentID, &a.CreditID, &a.BillCreditID, &a.InvoiceID, &a.BillID, &a.RefundID, &a.From, &a.Number,
				&a.Currency, &a.Amount, &a.Settles, &a.SettlesIn, &a.Gain, &a.WriteOff, &a.Reason, &a.Date}
		})
}

// joinedSides are the allocations with what gives (payment p, credit note c, supplier's credit k) and what is settled
// (invoice v, bill b, refund r).
const joinedSides = ` FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN invoice c ON c.id = a.credit_id
	LEFT JOIN bill k ON k.id = a.bill_credit_id LEFT JOIN invoice v ON v.id = a.invoice_id LEFT JOIN bill b ON b.id = a.bill_id
	LEFT JOIN payment r ON r.id = a.refund_id`

// exchanges reads allocations as exchanges. The document of a refund is what it pays back.
func (t *tx) exchanges(clause string, args ...any) ([]trade.Exchange, error) {
	return all(t, `SELECT a.id, a.date, CASE WHEN COALESCE(v.customer_id, c.customer_id, p.customer_id) IS NULL THEN 0 ELSE 1 END,
		CASE WHEN r.id IS NULL THEN 0 ELSE 1 END, COALESCE(v.customer, b.supplier, c.customer, k.supplier, p.party),
		CASE WHEN v.id IS NOT NULL THEN 'invoice' WHEN b.id IS NOT NULL THEN 'bill' WHEN c.id IS NOT NULL THEN 'invoice' WHEN k.id IS NOT NULL THEN 'bill' ELSE 'payment' END,
		COALESCE(v.id, b.id, c.id, k.id, p.id), COALESCE(v.number, b.their_no, c.number, k.their_no, p.number), CASE WHEN r.id IS NULL THEN a.settles ELSE a.amount END,
		COALESCE(v.currency, b.currency, c.currency, k.currency, p.currency), COALESCE(v.fx, b.fx, c.fx, k.fx, p.fx),
		CASE WHEN r.id IS NOT NULL OR p.id IS NOT NULL THEN 'payment' WHEN c.id IS NOT NULL THEN 'invoice' ELSE 'bill' END,
		COALESCE(r.id, p.id, c.id, k.id), COALESCE(r.number, p.number, c.number, k.their_no), CASE WHEN r.id IS NULL THEN a.amount ELSE a.settles END,
		COALESCE(r.currency, p.currency, c.currency, k.currency), COALESCE(r.fx, p.fx, c.fx, k.fx), a.gain`+joinedSides+` WHERE a.write_off = 0 AND `+clause, args,
		func(e *trade.Exchange) []any {
			return []any{&e.ID, &e.Date, &e.Customer, &e.Refund, &e.Party, &e.Document.Kind, &e.Document.ID, &e.Document.Number, &e.Document.Amount,
				&e.Document.Currency, &e.Document.FX, &e.Money.Kind, &e.Money.ID, &e.Money.Number, &e.Money.Amount, &e.Money.Currency, &e.Money.FX, &e.Gain}
		})
}

// ExchangesOf implements app.Tx.
func (t *tx) ExchangesOf(a *trade.Allocation) ([]trade.Exchange, error) {
	switch {
	case a.InvoiceID != 0:
		return t.exchanges("a.invoice_id = ?1 ORDER BY a.id", a.InvoiceID)
	case a.BillID != 0:
		return t.exchanges("a.bill_id = ?1 ORDER BY a.id", a.BillID)
	case a.CreditID != 0:
		return t.exchanges("a.credit_id = ?1 AND a.refund_id IS NOT NULL ORDER BY a.id", a.CreditID)
	case a.BillCreditID != 0:
		return t.exchanges("a.bill_credit_id = ?1 AND a.refund_id IS NOT NULL ORDER BY a.id", a.BillCreditID)
	}
	return t.exchanges("a.payment_id = ?1 AND a.refund_id IS NOT NULL ORDER BY a.id", a.PaymentID)
}

// Gains implements app.Tx.
func (t *tx) Gains(from, to trade.Date) ([]trade.Exchange, error) {
	from, to = between(from, to)
	return t.exchanges("a.gain <> 0 AND a.date >= ?1 AND a.date <= ?2 ORDER BY a.date, a.id", from, to)
}

// EachExchanged implements app.Tx.
func (t *tx) EachExchanged(f func([]trade.Exchange) error) error {
	list, err := t.exchanges("(a.gain <> 0 OR COALESCE(v.fx, b.fx, c.fx, k.fx, p.fx) <> ?1 OR COALESCE(r.fx, p.fx, c.fx, k.fx) <> ?1)", money.Par)
	if err != nil {
		return err
	}
	byDoc := func(e *trade.Exchange) string { return fmt.Sprint(e.Document.Kind, e.Document.ID, e.Refund) }
	slices.SortFunc(list, func(a, b trade.Exchange) int {
		return cmp.Or(cmp.Compare(byDoc(&a), byDoc(&b)), cmp.Compare(a.ID, b.ID))
	})
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && byDoc(&list[to]) == byDoc(&list[from]) {
			to++
		}
		if err := f(list[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// Credits implements app.Tx.
func (t *tx) Credits(of trade.Ref) ([]app.OpenCredit, error) {
	query := `SELECT id, 'invoice', number, date, total - settled, currency FROM invoice WHERE customer_id = ?1 AND state = 'issued' AND credit = 1 AND settled < total
		UNION ALL SELECT id, 'payment', number, date, amount - used, currency FROM payment WHERE customer_id = ?1 AND refund = 0 AND used < amount AND order_id IS NULL ORDER BY 4, 1`
	if of.Kind == trade.KindSupplier {
		query = `SELECT id, 'bill', their_no, date, total - settled, currency FROM bill WHERE supplier_id = ?1 AND state = 'entered' AND credit = 1 AND settled < total
			UNION ALL SELECT id, 'payment', number, date, amount - used, currency FROM payment WHERE supplier_id = ?1 AND refund = 0 AND used < amount AND order_id IS NULL ORDER BY 4, 1`
	}
	return all(t, query, []any{of.ID}, func(c *app.OpenCredit) []any { return []any{&c.ID, &c.Kind, &c.Number, &c.Date, &c.Left, &c.Currency} })
}
