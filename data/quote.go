package data

import "dropdesk/app/trade"

var quotes = newTable("quote", "id, version, number, revision, state, date, valid, sent_at, reason, made, "+saleColumns, true,
	func(q *trade.Quote) []any {
		return joined([]any{&q.ID, &q.Version, &q.Number, &q.Revision, &q.State, &q.Date, &q.Valid, &q.SentAt, &q.Reason, &q.Made}, salePtrs(&q.Sale))
	}, (*trade.Quote).Name)

var quoteLines = newTable("quote_line", "id, quote_id, optional, ordered, kit_line_id, per_kit, "+saleLineColumns+", "+sourceColumns, false,
	func(l *trade.QuoteLine) []any {
		return joined([]any{&l.ID, &l.QuoteID, &l.Optional, &l.Ordered, link{&l.KitLineID}, &l.PerKit}, saleLinePtrs(&l.SaleLine), sourcePtrs(&l.Source))
	}, func(*trade.QuoteLine) string { return "The line" })

// Quote implements app.Tx.
func (t *tx) Quote(id trade.ID) (*trade.Quote, error) {
	q, err := quotes.get(t, id)
	if err != nil {
		return nil, err
	}
	if q.Lines, err = quoteLines.where(t, "WHERE quote_id = ?1 ORDER BY pos, id", id); err != nil {
		return nil, err
	}
	remember(&t.loaded.quote, q.Lines, func(l *trade.QuoteLine) trade.ID { return l.ID })
	q.Orders, err = all(t, "SELECT id, number, state, next, total FROM sales_order WHERE quote_id = ?1 ORDER BY id", []any{id},
		func(o *trade.OrderLink) []any { return []any{&o.ID, &o.Number, &o.State, &o.Next, &o.Total} })
	return q, err
}

// SaveQuote implements app.Tx.
func (t *tx) SaveQuote(q *trade.Quote) error {
	if err := quotes.save(t, q); err != nil {
		return err
	}
	var kit *trade.ID
	return saveLines(t, quoteLines, &t.loaded.quote, "quote_id", q.ID, q.Lines, func(l *trade.QuoteLine) {
		l.QuoteID = q.ID
		tie(&kit, l.Kind, &l.ID, &l.Part)
	})
}

// DeleteQuote implements app.Tx.
func (t *tx) DeleteQuote(id trade.ID) error { return t.drop("quote", "quote_line", "quote_id", id) }

// drop deletes a document with its lines.
func (t *tx) drop(table, lines, owner string, id trade.ID) error {
	if err := t.exec("DELETE FROM "+lines+" WHERE "+owner+" = ?1", id); err != nil {
		return err
	}
	return t.exec("DELETE FROM "+table+" WHERE id = ?1", id)
}

// AddRevision implements app.Tx.
func (t *tx) AddRevision(quote trade.ID, revision int, was []byte) error {
	return t.exec("INSERT INTO quote_revision (quote_id, revision, was) VALUES (?1, ?2, ?3)", quote, revision, string(was))
}

// Revision implements app.Tx.
func (t *tx) Revision(quote trade.ID, revision int) ([]byte, error) {
	var was string
	found, err := t.one("SELECT was FROM quote_revision WHERE quote_id = ?1 AND revision = ?2", []any{quote, revision}, &was)
	if err == nil && !found {
		err = trade.Faultf(trade.NotFound, "This quote has no earlier revision %d.", revision)
	}
	return []byte(was), err
}
