package data

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// keptSteps is how many steps at least can be taken back; what older ones have kept is let go of, a
// hundred of them at a time.
const keptSteps = 1000

const stepColumns = "id, at, who, names, kind, doc_id, title, refs, changes, undone_at, undone_by"

func stepPtrs(s *trade.StepTaken) []any {
	return []any{&s.ID, &s.At, &s.Who, &s.Names, &s.Kind, &s.DocID, &s.Title, asJSON{&s.Refs}, &s.Changes, &s.UndoneAt, &s.UndoneBy}
}

// AddStep implements app.Tx.
func (t *tx) AddStep(s *trade.StepTaken) error {
	if t.recorder == nil {
		return nil // a step back is no step
	}
	list, err := t.finished()
	if err != nil {
		return err
	}
	var undo []byte
	switch s.Changes = len(list); {
	case t.recorder.over:
		s.Changes = maxChanges + 1
	case s.Changes == 0:
		return nil
	default:
		undo = packed(format, list)
	}
	t.recorder = nil
	r, err := t.run(`INSERT INTO step (at, who, names, kind, doc_id, title, refs, changes, undo, undone_at, undone_by)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '', '')`, s.At, s.Who, s.Names, s.Kind, s.DocID, s.Title, asJSON{&s.Refs}, s.Changes, undo)
	if err != nil {
		return err
	}
	id, err := r.LastInsertId()
	s.ID = trade.ID(id)
	if err == nil && id%100 == 0 {
		err = t.exec("UPDATE step SET undo = NULL, refs = '[]' WHERE id <= ?1 AND undo IS NOT NULL", id-keptSteps)
	}
	return err
}

// Step implements app.Tx.
func (t *tx) Step(id trade.ID) (*trade.StepTaken, error) {
	list, err := all(t, "SELECT "+stepColumns+" FROM step WHERE id = ?1", []any{id}, stepPtrs)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, notFound("step", id)
	}
	return &list[0], nil
}

// Steps implements app.Tx.
func (t *tx) Steps(who string, limit int) ([]trade.StepTaken, error) {
	return all(t, "SELECT "+stepColumns+" FROM step WHERE ?1 = '' OR who = ?1 ORDER BY id DESC LIMIT ?2", []any{who, limit}, stepPtrs)
}

// kept is what a step has kept of the rows that it changed; nothing where that was let go of.
func (t *tx) kept(id trade.ID) ([]kept, error) {
	if list, ok := t.steps[id]; ok {
		return list, nil
	}
	var undo []byte
	if _, err := t.one("SELECT undo FROM step WHERE id = ?1", []any{id}, &undo); err != nil {
		return nil, err
	}
	var list []kept
	if len(undo) > 0 {
		var err error
		if list, err = unpacked(format, undo); err != nil {
			return nil, fmt.Errorf("step %d: %w", id, err)
		}
	}
	if t.steps == nil {
		t.steps = map[trade.ID][]kept{}
	}
	t.steps[id] = list
	return list, nil
}

// asLeft says whether a row is as the step left it.
func (k *kept) asLeft(now []driver.Value) bool {
	if k.change == rowGone {
		return now == nil
	}
	return now != nil && sumOf(now) == k.sum
}

// Hindrance implements app.Tx.
func (t *tx) Hindrance(s *trade.StepTaken) (h trade.Hindrance, err error) {
	switch {
	case s.UndoneAt != "":
		h.Obstacle = trade.StepUndone
		return h, nil
	case s.Changes > maxChanges:
		h.Obstacle = trade.StepLarge
		return h, nil
	}
	list, err := t.kept(s.ID)
	if err != nil {
		return h, err
	}
	if len(list) == 0 {
		h.Obstacle = trade.StepOld
		return h, nil
	}
	inWay := map[rowKey]bool{}
	for i := range list {
		k := &list[i]
		l, err := t.layout(k.table)
		if err != nil {
			return h, err
		}
		now, err := t.image(l, k.id)
		if err != nil {
			return h, err
		}
		if k.table == "message" && now != nil && messageLeft(l, now) {
			m, err := t.Message(trade.ID(k.id))
			if err != nil {
				return h, err
			}
			h.Obstacle, h.Left = trade.StepLeft, append(h.Left, *m)
		}
		if k.table == "shop_push" && now != nil {
			p, err := t.Push(trade.ID(k.id))
			if err != nil {
				return h, err
			}
			if trade.PushLeft(p.State) {
				h.Told = append(h.Told, *p)
			}
		}
		if !k.asLeft(now) && (k.table != "message" && k.table != "shop_push" || now == nil) { // a message that did not leave is nobody else's business
			inWay[k.rowKey] = true
		}
	}
	if h.Obstacle == trade.StepLeft {
		return h, nil
	}
	if len(h.Told) > 0 {
		h.Obstacle = trade.StepTold
		return h, nil
	}
	if err := t.dependents(list, inWay); err != nil || len(inWay) == 0 {
		return h, err
	}
	h.Obstacle = trade.StepChanged
	h.Later, err = t.newestOf(s.ID, inWay)
	if h.Later != nil {
		h.Obstacle = trade.StepLater
	}
	return h, err
}

// newestOf is the newest step after another that changed one of the rows and was not taken back; nil where none is known.
func (t *tx) newestOf(after trade.ID, rows map[rowKey]bool) (*trade.StepTaken, error) {
	later, err := all(t, "SELECT id FROM step WHERE id > ?1 AND undo IS NOT NULL AND undone_at = '' ORDER BY id DESC", []any{after},
		func(id *trade.ID) []any { return []any{id} })
	if err != nil {
		return nil, err
	}
	for _, id := range later {
		list, err := t.kept(id)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(list, func(k kept) bool { return rows[k.rowKey] }) {
			return t.Step(id)
		}
	}
	return nil, nil
}

// dependents adds the rows that name a customer, an item or the like that the step made. Whoever adds a
// row to a deal changes the deal too, but whoever writes a quote leaves the customer alone.
func (t *tx) dependents(list []kept, inWay map[rowKey]bool) error {
	made := map[rowKey]bool{}
	for i := range list {
		made[list[i].rowKey] = list[i].change == rowMade
	}
	for i := range list {
		k := &list[i]
		if k.change != rowMade || !slices.Contains([]string{"customer", "supplier", "item", "app_user", "tax_code", "terms", "carrier"}, k.table) {
			continue
		}
		type child struct{ table, column string }
		children, err := all(t, `SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = ?1`,
			[]any{k.table}, func(c *child) []any { return []any{&c.table, &c.column} })
		if err != nil {
			return err
		}
		for _, c := range children {
			ids, err := all(t, "SELECT id FROM "+c.table+" WHERE "+c.column+" = ?1", []any{k.id}, func(id *int64) []any { return []any{id} })
			if err != nil {
				return err
			}
			for _, id := range ids {
				if key := (rowKey{c.table, id}); !made[key] {
					inWay[key] = true
				}
			}
		}
	}
	return nil
}

// stepProblems names the steps that could not be taken back, because what they kept is not what they changed.
func (t *tx) stepProblems(found *[]string) error {
	type row struct {
		id      trade.ID
		changes int
	}
	rows, err := all(t, "SELECT id, changes FROM step WHERE undo IS NOT NULL ORDER BY id", nil, func(r *row) []any { return []any{&r.id, &r.changes} })
	if err != nil {
		return err
	}
	for _, r := range rows {
		list, err := t.kept(r.id)
		if err != nil {
			*found = append(*found, err.Error())
		} else if list != nil && len(list) != r.changes {
			*found = append(*found, fmt.Sprintf("step %d: rows changed: kept %d, it says %d", r.id, len(list), r.changes))
		}
	}
	return nil
}

// UndoStep implements app.Tx.
func (t *tx) UndoStep(s *trade.StepTaken) error {
	t.recorder = nil
	list, err := t.kept(s.ID)
	if err != nil {
		return err
	}
	// A row that is put back may stand on one that is put back after it.
	if err := t.exec("PRAGMA defer_foreign_keys = ON"); err != nil {
		return err
	}
	slices.Reverse(list)
	for _, change := range []byte{rowMade, rowChanged, rowGone} {
		for i := range list {
			if list[i].change == change {
				if err := t.putBack(&list[i]); err != nil {
					return err
				}
			}
		}
	}
	return t.exec("UPDATE step SET undo = NULL, undone_at = ?2, undone_by = ?3 WHERE id = ?1", s.ID, s.UndoneAt, s.UndoneBy)
}

// putBack makes a row what it was before its step, if it is as the step left it.
func (t *tx) putBack(k *kept) error {
	l, err := t.layout(k.table)
	if err != nil {
		return err
	}
	now, err := t.image(l, k.id)
	if err != nil {
		return err
	}
	if !k.asLeft(now) {
		return trade.Faultf(trade.Conflict, "What this step did was changed meanwhile. Look at it again.")
	}
	if err := t.count(k.table, k.id, false); err != nil {
		return err
	}
	args := []any{k.id}
	switch k.change {
	case rowMade:
		err = t.exec("DELETE FROM "+k.table+" WHERE id = ?1", k.id)
	case rowChanged:
		var sets []string
		for column, v := range k.other {
			if column < 0 || column >= len(l.columns) {
				return errDecoding
			}
			args = append(args, v)
			sets = append(sets, fmt.Sprintf("%s = ?%d", l.columns[column], len(args)))
		}
		err = t.once("UPDATE "+k.table+" SET "+strings.Join(sets, ", ")+" WHERE id = ?1", args...)
	case rowGone:
		args = args[:0]
		marks := make([]string, len(k.was))
		for i, v := range k.was {
			args = append(args, v)
			marks[i] = fmt.Sprintf("?%d", i+1)
		}
		err = t.once("INSERT INTO "+k.table+" ("+strings.Join(l.columns, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", args...)
	}
	if err == nil && k.table == "found" {
		err = t.findable(k.id)
	}
	return err
}

// once executes a statement that is not worth keeping.
func (t *tx) once(query string, args ...any) error {
	_, err := t.conn.c.ExecContext(background, query, args...)
	return worded(err)
}

// findable lets a record be found by the words that stand beside it, or no more.
func (t *tx) findable(row int64) error {
	if err := t.exec("DELETE FROM found_text WHERE rowid = ?1", row); err != nil {
		return err
	}
	return t.exec("INSERT INTO found_text (rowid, words) SELECT id, "+foundText+" FROM found WHERE id = ?1", row)
}

// Label implements app.Tx.
func (t *tx) Label(ref trade.Ref) (number, name string, found bool, err error) {
	from, ok := map[trade.Kind]string{
		trade.KindQuote: "number, customer FROM quote", trade.KindOrder: "number, customer FROM sales_order", trade.KindPurchase: "number, supplier FROM purchase_order",
		trade.KindShipment: "number, customer FROM shipment", trade.KindInvoice: "number, customer FROM invoice", trade.KindCredit: "number, customer FROM invoice",
		trade.KindPayment: "number, party FROM payment", trade.KindBill: "number, supplier FROM bill", trade.KindReturn: "number, customer FROM customer_return",
		trade.KindChange: "number, supplier FROM purchase_change", trade.KindClaim: "purchase_no, supplier FROM claim", trade.KindException: "order_no, description FROM exception",
		trade.KindCustomer: "number, name FROM customer", trade.KindSupplier: "number, name FROM supplier", trade.KindItem: "sku, name FROM item",
		trade.KindTaxCode: "code, name FROM tax_code", trade.KindTerms: "'', name FROM terms", trade.KindCarrier: "'', name FROM carrier",
		trade.KindUser: "'', name FROM app_user", trade.KindRate: "currency, date FROM rate", trade.KindCompany: "'', name FROM company", trade.KindMessage: "'', subject FROM message",
		trade.KindImport:   "'', name FROM price_import",
		trade.KindReceived: "number, subject FROM received_mail", trade.KindMailbox: "host, account_user FROM mailbox",
		trade.KindShop: "'', address FROM shop", trade.KindPush: "number, order_no FROM shop_push",
		trade.KindWatched: "'', name FROM watched_file",
	}[ref.Kind]
	if !ok {
		return "", "", true, nil
	}
	found, err = t.one("SELECT "+from+" WHERE id = ?1", []any{ref.ID}, &number, &name)
	return number, name, found, err
}
