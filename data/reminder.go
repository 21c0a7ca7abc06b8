package data

import "dropdesk/app/trade"

var reminders = newTable("reminder", "id, version, number, date, level, customer_id, customer, contact, bill_to, language, sent_at", true,
	func(r *trade.Reminder) []any {
		return []any{&r.ID, &r.Version, &r.Number, &r.Date, &r.Level, &r.CustomerID, &r.Customer, shared(&r.Contact), shared(&r.BillTo), &r.Language, &r.SentAt}
	}, func(r *trade.Reminder) string { return r.Number })

var reminderLines = newTable("reminder_line", "id, reminder_id, pos, invoice_id, number, date, due, days, currency, total, open, late, level", false,
	func(l *trade.ReminderLine) []any {
		return []any{&l.ID, &l.ReminderID, &l.Pos, &l.InvoiceID, &l.Number, &l.Date, &l.Due, &l.Days, &l.Currency, &l.Total, &l.Open, &l.Late, &l.Level}
	}, func(*trade.ReminderLine) string { return "The line" })

// Reminder implements app.Tx.
func (t *tx) Reminder(id trade.ID) (*trade.Reminder, error) {
	r, err := reminders.get(t, id)
	if err != nil {
		return nil, err
	}
	r.Lines, err = reminderLines.where(t, "WHERE reminder_id = ?1 ORDER BY pos, id", id)
	return r, err
}

// AddReminder implements app.Tx.
func (t *tx) AddReminder(r *trade.Reminder) error {
	if err := reminders.save(t, r); err != nil {
		return err
	}
	for i := range r.Lines {
		r.Lines[i].ReminderID = r.ID
		if err := reminderLines.save(t, &r.Lines[i]); err != nil {
			return err
		}
	}
	return nil
}

// RemindersOf implements app.Tx.
func (t *tx) RemindersOf(invoice trade.ID) ([]trade.Reminder, error) {
	return reminders.where(t, "WHERE id IN (SELECT reminder_id FROM reminder_line WHERE invoice_id = ?1) ORDER BY id", invoice)
}

// UnpaidInvoices implements app.Tx.
func (t *tx) UnpaidInvoices(customer trade.ID) ([]trade.Invoice, error) {
	return invoices.where(t, "WHERE state = 'issued' AND credit = 0 AND settled < total AND (?1 = 0 OR customer_id = ?1) ORDER BY due, id", customer)
}
