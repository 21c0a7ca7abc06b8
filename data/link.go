package data

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// standIns puts a record in the place of each customer, supplier or order that is lost and that others belong to, with what those others have
// copied of it: an invoice that was issued is not lost with its customer.
func (w *salvage) standIns() error {
	for _, x := range []struct{ table, copied string }{
		{"customer", "name=customer currency"}, {"supplier", "name=supplier currency"},
		{"sales_order", "number=order_no customer_id customer tax_number contact bill_to ship_to terms currency fx rep reference language date"},
	} {
		ids, err := w.lostParents(x.table)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.standIn(x.table, x.copied, id); err != nil {
				return err
			}
		}
		if len(ids) > 0 {
			w.missing("%s: %d made anew from what other records have copied of them", plural(x.table), len(ids))
		}
	}
	return nil
}

// lostParents are the ids of a table that others need and that are not there.
func (w *salvage) lostParents(table string) (list []string, err error) {
	for _, l := range w.linked {
		if l.to != table || !l.must {
			continue
		}
		ids, err := w.texts("SELECT DISTINCT " + l.from + " FROM " + l.table + " x WHERE NOT EXISTS (SELECT 1 FROM " + table + " p WHERE p.id = x." + l.from + ")")
		if err != nil {
			return nil, err
		}
		list = append(list, ids...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// plain is what columns hold that are kept as JSON; other texts are empty, and numbers zero.
var plain = map[string]string{"billing": "{}", "address": "{}", "contact": "{}", "bill_to": "{}", "ship_to": "{}", "terms": "{}", "holds": "[]", "taxes": "[]"}

func (w *salvage) standIn(table, copied, id string) error {
	t := w.table(table)
	values := map[string]any{"id": id, "version": 1, "number": "lost-" + id, "fx": 0}
	for _, c := range t.columns {
		if _, given := values[c.name]; given || !c.must || c.late {
			continue
		}
		values[c.name] = 0
		if c.kind == "TEXT" {
			values[c.name] = plain[c.name]
		}
	}
	for _, l := range w.linked {
		if l.to != table || !l.must {
			continue
		}
		for _, pair := range strings.Fields(copied) {
			to, from, other := strings.Cut(pair, "=")
			if !other {
				from = to
			}
			if !slices.ContainsFunc(w.table(l.table).columns, func(c pageColumn) bool { return c.name == from }) {
				continue
			}
			found, err := w.texts("SELECT " + from + " FROM " + l.table + " WHERE " + l.from + " = " + id + " AND " + from + " NOT IN ('', 0) LIMIT 1")
			if err != nil {
				return err
			}
			if len(found) == 1 {
				values[to] = found[0]
			}
		}
	}
	if table == "sales_order" {
		if values["customer_id"] == 0 {
			return nil // lines alone say nothing of whose they are
		}
		if err := w.sums(values, id); err != nil {
			return err
		}
	}
	var names, marks []string
	var args []any
	for name, v := range values {
		if !slices.ContainsFunc(t.columns, func(c pageColumn) bool { return c.name == name }) {
			continue
		}
		names, args = append(names, name), append(args, v)
		marks = append(marks, fmt.Sprintf("?%d", len(args)))
	}
	return w.exec("INSERT OR IGNORE INTO "+table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", args...)
}

// sums makes an order's figures from the lines that are left.
func (w *salvage) sums(values map[string]any, id string) error {
	values["state"] = "confirmed"
	list, err := w.texts("SELECT COALESCE(CAST(SUM(net) AS INTEGER), 0) || ' ' || COALESCE(CAST(SUM(share) AS INTEGER), 0) FROM order_line WHERE order_id = " + id)
	if err != nil {
		return err
	}
	var gross, share int64
	if _, err := fmt.Sscan(list[0], &gross, &share); err != nil {
		return err
	}
	values["gross"], values["discount"], values["discount_sum"] = gross, share, share
	values["net"], values["total"] = gross-share, gross-share
	return nil
}

// linkColumn is a column that leads to another table.
type linkColumn struct {
	table, from, to string
	must            bool
}

// learnLinks reads which columns lead where.
func (w *salvage) learnLinks() error {
	for _, t := range w.tables {
		rows, err := w.texts(`SELECT "from" || ' ' || "table" FROM pragma_foreign_key_list(?1)`, t.name)
		if err != nil {
			return err
		}
		for _, r := range rows {
			l := linkColumn{table: t.name}
			l.from, l.to, _ = strings.Cut(r, " ")
			for _, c := range t.columns {
				l.must = l.must || c.name == l.from && c.must
			}
			w.linked = append(w.linked, l)
		}
	}
	return nil
}

// links takes out what leads nowhere: the link, or the row that cannot be without it.
func (w *salvage) links() error {
	gone, cut := map[string]int{}, map[string]int{}
	for changed := true; changed; {
		changed = false
		for _, l := range w.linked {
			nowhere := l.from + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + l.to + " p WHERE p.id = " + l.table + "." + l.from + ")"
			query, count := "UPDATE "+l.table+" SET "+l.from+" = NULL WHERE "+nowhere, cut
			if l.must {
				query, count = "DELETE FROM "+l.table+" WHERE "+nowhere, gone
			}
			n, err := w.changed(query)
			if err != nil {
				return err
			}
			count[l.table] += n
			changed = changed || n > 0
		}
	}
	n, err := w.changed("DELETE FROM allocation WHERE (write_off = 0 AND COALESCE(payment_id, credit_id, bill_credit_id) IS NULL) OR (COALESCE(invoice_id, bill_id" + w.refund() + ") IS NULL)")
	gone["allocation"] += n
	for _, t := range w.tables {
		w.out.Rows += t.rows - gone[t.name]
		if len(t.lost) > 0 && !unsalvaged[t.name] {
			w.missing("%s: pages that could not be read: %d", plural(t.name), len(t.lost))
		}
		if gone[t.name] > 0 {
			w.missing("%s: %d left out, because what they belong to is lost", plural(t.name), gone[t.name])
		}
		if cut[t.name] > 0 {
			w.missing("%s: %d that name a lost record no longer", plural(t.name), cut[t.name])
		}
	}
	return errors.Join(err, w.ctx.Err())
}

// refund is the column of refunds, where the file is not older than it.
func (w *salvage) refund() string {
	for _, l := range w.linked {
		if l.table == "allocation" && l.from == "refund_id" {
			return ", refund_id"
		}
	}
	return ""
}

func (w *salvage) missing(format string, args ...any) {
	w.out.Missing = append(w.out.Missing, fmt.Sprintf(format, args...))
}

func (w *salvage) table(name string) *salvagedTable {
	return w.tables[slices.IndexFunc(w.tables, func(t *salvagedTable) bool { return t.name == name })]
}

// plural is what the rows of a table are called.
func plural(table string) string {
	switch table {
	case "sales_order":
		return "orders"
	case "company", "history":
		return table
	case "event":
		return "entries of history"
	case "found":
		return "entries of the search"
	case "tax_code":
		return "tax codes"
	}
	noun := strings.ReplaceAll(table, "_", " ")
	switch {
	case strings.HasSuffix(noun, "y"):
		return strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "x"):
		return noun + "es"
	case strings.HasSuffix(noun, "s"):
		return noun
	}
	return noun + "s"
}
