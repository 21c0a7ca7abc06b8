package data

import (
	"dropdesk/app"
	"dropdesk/app/trade"
)

var handOffs = newTable("handoff", "id, at, who, program, since, until, again, documents, sold, bought", false,
	func(h *trade.HandOff) []any {
		return []any{&h.ID, &h.At, &h.Who, &h.Program, &h.From, &h.To, &h.Again, &h.Documents, &h.Sold, &h.Bought}
	}, func(*trade.HandOff) string { return "The hand-off" })

var handed = newTable("handed", "id, handoff_id, kind, doc_id, number, date, currency, total", false,
	func(h *trade.Handed) []any {
		return []any{&h.ID, &h.HandOffID, &h.Kind, &h.DocID, &h.Number, &h.Date, &h.Currency, &h.Total}
	}, func(*trade.Handed) string { return "The document of a hand-off" })

// BookSettings implements app.Tx.
func (t *tx) BookSettings() (map[string]string, error) {
	list := map[string]string{}
	err := t.each("SELECT name, value FROM book_setting ORDER BY name", nil, func(scan func(...any) error) error {
		var name, value string
		err := scan(&name, &value)
		list[name] = value
		return err
	})
	return list, err
}

// SetBookSetting implements app.Tx.
func (t *tx) SetBookSetting(name, value string) error {
	var id trade.ID
	var was string
	found, err := t.one("SELECT id, value FROM book_setting WHERE name = ?1", []any{name}, &id, &was)
	switch {
	case err != nil || found && was == value:
		return err
	case found && value == "":
		return t.exec("DELETE FROM book_setting WHERE id = ?1", id)
	case found:
		return t.exec("UPDATE book_setting SET value = ?2 WHERE id = ?1", id, value)
	case value == "":
		return nil
	}
	return t.exec("INSERT INTO book_setting (name, value) VALUES (?1, ?2)", name, value)
}

// AddHandOff implements app.Tx.
func (t *tx) AddHandOff(h *trade.HandOff, docs []trade.Handed) error {
	if err := handOffs.save(t, h); err != nil {
		return err
	}
	for i := range docs {
		docs[i].HandOffID = h.ID
		if err := handed.save(t, &docs[i]); err != nil {
			return err
		}
	}
	return nil
}

// HandOff implements app.Tx.
func (t *tx) HandOff(id trade.ID) (*trade.HandOff, error) { return handOffs.get(t, id) }

// HandOffs implements app.Tx.
func (t *tx) HandOffs(limit int) ([]trade.HandOff, error) {
	return handOffs.where(t, "ORDER BY id DESC LIMIT ?1", limit)
}

// HandedIn implements app.Tx.
func (t *tx) HandedIn(handOff trade.ID) ([]trade.Handed, error) {
	return handed.where(t, "WHERE handoff_id = ?1 ORDER BY id", handOff)
}

// A document is handed over when one with its id, number and total was: after a step is taken back, another may have its id.
const asHanded = "h.doc_id = d.id AND h.number = d.number AND h.total = d.total"

// ToHandOver implements app.Tx.
func (t *tx) ToHandOver(from, to trade.Date, again bool, limit int) ([]app.HandRef, error) {
	from, to = between(from, to)
	list := []app.HandRef{}
	for _, x := range []struct {
		kind         trade.Kind
		table, state string
	}{{trade.KindInvoice, "invoice", "issued"}, {trade.KindBill, "bill", "entered"}} {
		before := "(SELECT COUNT(*) FROM handed h WHERE h.kind = '" + string(x.kind) + "' AND "
		more, err := all(t, `SELECT d.id, d.date, `+before+asHanded+`), `+before+`h.doc_id = d.id) FROM `+x.table+` d
			WHERE d.state = '`+x.state+`' AND d.date >= ?1 AND d.date <= ?2 AND (?3 = 1 OR `+before+asHanded+`) = 0) ORDER BY d.date, d.id LIMIT ?4`,
			[]any{from, to, again, limit - len(list)}, func(r *app.HandRef) []any {
				r.Kind = x.kind
				return []any{&r.ID, &r.Date, &r.Handed, &r.Known}
			})
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// HandedAndGone implements app.Tx.
func (t *tx) HandedAndGone(limit int) ([]trade.Handed, error) {
	return handed.where(t, `AS h WHERE NOT EXISTS (SELECT 1 FROM invoice d WHERE h.kind = 'invoice' AND d.state = 'issued' AND `+asHanded+`)
		AND NOT EXISTS (SELECT 1 FROM bill d WHERE h.kind = 'bill' AND d.state = 'entered' AND `+asHanded+`) ORDER BY h.id LIMIT ?1`, limit)
}
