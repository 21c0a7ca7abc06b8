package data

import (
	"strings"

	"dropdesk/app/trade"
)

// entries are the entries of a party's account. A customer's and a supplier's differ in the tables alone.
const entries = `
	SELECT d.date AS date, CASE WHEN d.credit = 1 THEN 2 ELSE 1 END AS sort, CASE WHEN d.credit = 1 THEN 'credit' ELSE 'invoice' END AS kind, d.id AS id, d.{number} AS number,
		{note} AS note, d.due AS due, d.currency AS currency, CASE WHEN d.credit = 1 THEN 0 - d.total ELSE d.total END AS amount
		FROM {doc} d WHERE d.{party}_id = ?1 AND d.state = '{state}' AND d.date <= ?2
	UNION ALL SELECT p.date, 3 + p.refund, CASE WHEN p.refund = 1 THEN 'refund' ELSE 'payment' END, p.id, p.number, p.reference, '', p.currency,
		CASE WHEN p.refund = 1 THEN p.amount ELSE 0 - p.amount END FROM payment p WHERE p.{party}_id = ?1 AND p.date <= ?2
	UNION ALL SELECT a.date, 5, 'write_off', d.id, d.{number}, a.reason, '', d.currency, 0 - a.settles
		FROM {doc} d JOIN allocation a ON a.{doc}_id = d.id WHERE d.{party}_id = ?1 AND a.write_off = 1 AND a.date <= ?2
	UNION ALL SELECT a.date, 5, 'write_off', p.id, p.number, a.reason, '', p.currency, a.amount
		FROM payment p JOIN allocation a ON a.payment_id = p.id WHERE p.{party}_id = ?1 AND a.write_off = 1 AND a.date <= ?2
	UNION ALL SELECT a.date, 5, 'write_off', p.id, p.number, a.reason, '', p.currency, 0 - a.settles
		FROM payment p JOIN allocation a ON a.refund_id = p.id WHERE p.{party}_id = ?1 AND a.write_off = 1 AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', p.id, p.number, d.{number}, '', p.currency, a.amount
		FROM payment p JOIN allocation a ON a.payment_id = p.id JOIN {doc} d ON d.id = a.{doc}_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', d.id, d.{number}, p.number, '', d.currency, 0 - a.settles
		FROM payment p JOIN allocation a ON a.payment_id = p.id JOIN {doc} d ON d.id = a.{doc}_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', d.id, d.{number}, p.number, '', d.currency, a.amount
		FROM payment p JOIN allocation a ON a.refund_id = p.id JOIN {doc} d ON d.id = a.{credit}_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', p.id, p.number, d.{number}, '', p.currency, 0 - a.settles
		FROM payment p JOIN allocation a ON a.refund_id = p.id JOIN {doc} d ON d.id = a.{credit}_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', d.id, d.number, p.number, '', d.currency, a.amount
		FROM payment p JOIN allocation a ON a.refund_id = p.id JOIN payment d ON d.id = a.payment_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	UNION ALL SELECT a.date, 6, 'exchange', p.id, p.number, d.number, '', p.currency, 0 - a.settles
		FROM payment p JOIN allocation a ON a.refund_id = p.id JOIN payment d ON d.id = a.payment_id
		WHERE p.{party}_id = ?1 AND d.currency <> p.currency AND a.date <= ?2
	ORDER BY date, sort, id, amount`

var (
	ofCustomer = strings.NewReplacer("{party}", "customer", "{doc}", "invoice", "{credit}", "credit", "{number}", "number", "{state}", "issued",
		"{note}", "CASE WHEN d.reference <> '' THEN d.reference ELSE d.order_no END")
	ofSupplier = strings.NewReplacer("{party}", "supplier", "{doc}", "bill", "{credit}", "bill_credit", "{number}", "their_no", "{state}", "entered", "{note}", "d.number")

	customerEntries, supplierEntries = ofCustomer.Replace(entries), ofSupplier.Replace(entries)
)

// Entries implements app.Tx.
func (t *tx) Entries(of trade.Ref, to trade.Date) ([]trade.Entry, error) {
	query := customerEntries
	if of.Kind == trade.KindSupplier {
		query = supplierEntries
	}
	return all(t, query, []any{of.ID, to}, func(e *trade.Entry) []any {
		return []any{&e.Date, new(int), &e.Kind, &e.ID, &e.Number, &e.Note, &e.Due, &e.Currency, &e.Amount}
	})
}

// statements keep what was sent, as it was sent.
var statements = newTable("statement", "id, version, date, customer_id, supplier_id, party, party_no, address, contact, language, since, until, accounts", true,
	func(s *trade.Statement) []any {
		return []any{&s.ID, &s.Version, &s.Date, link{&s.CustomerID}, link{&s.SupplierID}, &s.Party, &s.PartyNo, asJSON{&s.Address}, asJSON{&s.Contact},
			&s.Language, &s.From, &s.To, asJSON{&s.Accounts}}
	}, func(*trade.Statement) string { return "The statement" })

// Statement implements app.Tx.
func (t *tx) Statement(id trade.ID) (*trade.Statement, error) { return statements.get(t, id) }

// SaveStatement implements app.Tx.
func (t *tx) SaveStatement(s *trade.Statement) error { return statements.save(t, s) }
