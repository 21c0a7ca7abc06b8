package data

import "dropdesk/app/trade"

var invoices = newTable("invoice", `id, version, credit, early_paid, number, state, date, order_id, order_no, credits_id, credits_no, reason, dues, in_parts, due, sent_at,
	settled, written_off, deposits, reminders, reminded, `+saleColumns, true,
	func(v *trade.Invoice) []any {
		return joined([]any{&v.ID, &v.Version, &v.Credit, &v.EarlyPaid, &v.Number, &v.State, &v.Date, &v.OrderID, &v.OrderNo, link{&v.CreditsID}, &v.CreditsNo,
			&v.Reason, asJSON{&v.Dues}, inPartsOf{&v.Dues}, &v.Due, &v.SentAt, &v.Settled, &v.WrittenOff, &v.Deposits, &v.Reminders, &v.Reminded}, salePtrs(&v.Sale))
	}, (*trade.Invoice).Name)

var invoiceLines = newTable("invoice_line", "id, invoice_id, order_line_id, credits_id, credited, credited_net, base, again, allowance, "+saleLineColumns, false,
	func(l *trade.InvoiceLine) []any {
		return joined([]any{&l.ID, &l.InvoiceID, link{&l.OrderLineID}, link{&l.CreditsID}, &l.Credited, &l.CreditedNet, &l.Base, &l.Again, &l.Allowance}, saleLinePtrs(&l.SaleLine))
	}, func(*trade.InvoiceLine) string { return "The line" })

// Invoice implements app.Tx.
func (t *tx) Invoice(id trade.ID) (*trade.Invoice, error) {
	v, err := invoices.get(t, id)
	if err != nil {
		return nil, err
	}
	return v, t.invoiced(v)
}

func (t *tx) invoiced(v *trade.Invoice) (err error) {
	v.Lines, err = invoiceLines.where(t, "WHERE invoice_id = ?1 ORDER BY pos, id", v.ID)
	remember(&t.loaded.invoice, v.Lines, func(l *trade.InvoiceLine) trade.ID { return l.ID })
	return err
}

// SaveInvoice implements app.Tx.
func (t *tx) SaveInvoice(v *trade.Invoice) error {
	if err := invoices.save(t, v); err != nil {
		return err
	}
	return saveLines(t, invoiceLines, &t.loaded.invoice, "invoice_id", v.ID, v.Lines, func(l *trade.InvoiceLine) { l.InvoiceID = v.ID })
}

// DeleteInvoice implements app.Tx.
func (t *tx) DeleteInvoice(id trade.ID) error {
	return t.drop("invoice", "invoice_line", "invoice_id", id)
}

// InvoicesOf implements app.Tx.
func (t *tx) InvoicesOf(order trade.ID) ([]trade.Invoice, error) {
	return t.invoiceList("WHERE order_id = ?1 ORDER BY id", order)
}

// OpenInvoices implements app.Tx.
func (t *tx) OpenInvoices(customer trade.ID) ([]trade.Invoice, error) {
	return t.invoiceList("WHERE customer_id = ?1 AND state = 'issued' AND credit = 0 AND settled < total ORDER BY due, id", customer)
}

func (t *tx) invoiceList(clause string, args ...any) ([]trade.Invoice, error) {
	list, err := invoices.where(t, clause, args...)
	for i := 0; err == nil && i < len(list); i++ {
		err = t.invoiced(&list[i])
	}
	return list, err
}
