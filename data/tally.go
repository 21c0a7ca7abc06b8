package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// tally says how the documents of a list are counted while they change, so that nobody has to count a million of them: by class and currency.
type tally struct {
	list                             string
	class, currency, sum, cost, open string // of a document d; sums that are left out are nought, and a class of NULL counts nothing
	brief                            bool   // classes come and go, so one that counts nothing any more is deleted

	// A tally of earnings counts an order once for each supplier or item that it earned with, in a class of its day or month and of their id.
	earned bool
	item   bool   // by item, else by supplier
	days   string // of a tally by month: the one by day, of which it is the sums

	parts string // counts a document that is due in parts once for each part that is open, in a class of the party, which this is, and the part's day
	taxed bool   // counts an invoice once for each of its taxes, in a class of its day and of what taxClass says
}

// briefly are the lists of the tallies whose classes come and go.
var briefly = func() map[string]bool {
	m := map[string]bool{}
	for _, of := range tallies {
		for _, x := range of {
			m[x.list] = x.brief
		}
	}
	return m
}()

// sums are how many documents of a class there are, and what they come to.
type sums struct {
	n, sum int64
	cost   int64 // of what was earned; of payments on account what is left; of orders their lines to order
	open   int64 // how many of the orders are not actual in all
}

// open sums up what is open of a document, as the footer of its list does.
func openSum(state string) string {
	return "CASE WHEN d.state = '" + state + "' THEN " + signedOpen + " ELSE 0 END"
}

const (
	owedByCustomers = "receivable" // what is open of issued invoices, by customer and the day on which it is due
	owedToSuppliers = "payable"
	onAccount       = "on account" // payments of which something is left, by who paid or was paid

	earnedDay = "earned by day"      // of all orders but drafts
	earnedWho = "earned by customer" // the same, by year and customer
	notDraft  = "CASE WHEN d.state = 'draft' THEN '' ELSE "
	ofDay     = "CASE WHEN d.state <> 'draft' THEN d.date END"
	ofMonth   = "CASE WHEN d.state <> 'draft' THEN SUBSTR(d.date, 1, 7) END"

	supplierDays   = "earned by supplier and day"
	supplierMonths = "earned by supplier and month"
	itemDays       = "earned by item and day"
	itemMonths     = "earned by item and month"

	arrivedDay = "arrived by day" // shipments, and as their cost how many of them were late

	taxOnSales    = "tax on sales" // invoices by day and tax: net and tax in the company's currency, less credit notes
	taxOnBills    = "tax on bills" // bills by day
	sentPurchases = "purchase orders by supplier and day"
	sentShipments = "shipments by supplier and day"    // with their promised lines, those that were late, and the days
	billedGoods   = "goods billed by supplier and day" // what they cost, and what was agreed
	byDaySupplier = "d.date || ' ' || d.supplier_id"
	lessCredit    = "(1 - 2 * d.credit) * "
	inParts       = "d.in_parts = 1 AND d.credit = 0"
	signedOpen    = "CASE WHEN d.credit = 1 THEN d.settled - d.total ELSE d.total - d.settled END"
)

// The tallies, by the tables of their documents.
var tallies = map[string][]tally{
	"quote": {{list: "quote", class: "d.state", currency: "d.currency", sum: "d.total"}},
	"sales_order": {
		{list: "order", class: "d.next", currency: "d.currency", sum: "d.total", cost: "d.to_order"},
		{list: earnedDay, class: notDraft + "d.date END", sum: "d.revenue", cost: "d.cost_of_goods", open: "1 - d.profit_actual"},
		{list: earnedWho, class: notDraft + "SUBSTR(d.date, 1, 4) || ' ' || d.customer_id END", sum: "d.revenue", cost: "d.cost_of_goods", open: "1 - d.profit_actual"},
		{list: supplierDays, class: ofDay, earned: true}, {list: supplierMonths, class: ofMonth, earned: true, days: supplierDays},
		{list: itemDays, class: ofDay, earned: true, item: true}, {list: itemMonths, class: ofMonth, earned: true, item: true, days: itemDays},
	},
	"purchase_order": {
		{list: "purchase", class: "d.next", currency: "d.currency", sum: "d.net"},
		{list: sentPurchases, class: "CASE WHEN d.number <> '' THEN " + byDaySupplier + " END", sum: "d.lines"},
	},
	"shipment": {
		{list: "shipment", class: "d.state"},
		{list: arrivedDay, class: "CASE WHEN d.delivered <> '' THEN d.delivered END", cost: "d.late"},
		{list: sentShipments, class: "CASE WHEN d.promised > 0 THEN " + byDaySupplier + " END", sum: "d.promised", cost: "d.late_lines", open: "d.days_late"},
	},
	"invoice": {
		{list: "invoice", currency: "d.currency", sum: openSum("issued"),
			class: "CASE WHEN d.credit = 1 THEN 'credit' WHEN d.state = 'issued' AND d.settled = d.total THEN 'paid' ELSE d.state END"},
		{list: owedByCustomers, class: owed("issued", "customer"), parts: "customer", currency: "d.currency", sum: signedOpen, brief: true},
		{list: taxOnSales, class: "CASE WHEN d.state = 'issued' THEN d.date END", taxed: true},
	},
	"bill": {
		{list: "bill", currency: "d.currency", sum: openSum("entered"),
			class: "CASE WHEN d.credit = 1 THEN 'credit' WHEN d.state = 'entered' AND d.settled = d.total THEN 'paid' ELSE d.state END"},
		{list: owedToSuppliers, class: owed("entered", "supplier"), parts: "supplier", currency: "d.currency", sum: signedOpen, brief: true},
		{list: taxOnBills, class: "CASE WHEN d.state = 'entered' THEN d.date END", sum: lessCredit + inBaseOf("d.net"), cost: lessCredit + inBaseOf("d.tax")},
		{list: billedGoods, class: "CASE WHEN d.state = 'entered' AND d.early_for IS NULL THEN " + byDaySupplier + " END",
			sum: lessCredit + inBaseOf("d.goods"), cost: lessCredit + inBaseOf("d.agreed")},
	},
	"payment": {
		{list: "payment", currency: "d.currency", sum: paymentSum,
			class: "CASE WHEN d.supplier_id IS NULL THEN CASE WHEN d.refund = 0 THEN 'received' ELSE 'refunded' END ELSE CASE WHEN d.refund = 0 THEN 'paid' ELSE 'got back' END END"},
		{list: onAccount, class: "CASE WHEN d.used < d.amount THEN COALESCE('c' || d.customer_id, 's' || d.supplier_id, '') END", currency: "d.currency", sum: paymentSum,
			cost: "CASE WHEN d.refund = 1 THEN d.used - d.amount ELSE d.amount - d.used END", brief: true},
	},
	"message": {{list: "message", class: "d.state"}},
}

// owed is the class of a document that is open: its party, and the day on which it is due, or that it is a credit.
func owed(state, party string) string {
	return "CASE WHEN d.state = '" + state + "' AND d.settled < d.total THEN d." + party + "_id || CASE WHEN d.credit = 1 THEN ' credit' ELSE ' ' || d.due END END"
}

// columns are what a document counts as.
func (x *tally) columns() string {
	switch {
	case x.earned:
		return x.class + ", '', d.earnings, 0, 0, 0"
	case x.parts != "":
		return x.class + ", d.currency, CASE WHEN " + inParts + " THEN d.dues ELSE '' END, " + x.sum + ", CASE WHEN " + inParts + " THEN d.settled ELSE 0 END, 0"
	case x.taxed:
		return x.class + ", d.currency, (SELECT c.currency FROM company c) || ' ' || d.taxes, d.credit, d.fx, 0"
	}
	return x.class + ", " + cmp.Or(x.currency, "''") + ", '', " + cmp.Or(x.sum, "0") + ", " + cmp.Or(x.cost, "0") + ", " + cmp.Or(x.open, "0")
}

// counting remembers what documents counted as before a transaction touched them; one that was not there as nothing.
type counting struct {
	order []rowKey
	was   map[rowKey][]classed
}

// counted is what a document counts as now. Every step asks it of every document that it touches, so it asks the driver.
func (t *tx) counted(table string, id int64) ([]classed, error) {
	of := tallies[table]
	const each = 6
	st, ok := t.conn.counts[table]
	if !ok {
		columns := make([]string, len(of))
		for i := range of {
			columns[i] = of[i].columns()
		}
		var err error
		if st, err = t.conn.prepare("SELECT " + strings.Join(columns, ", ") + " FROM " + table + " d WHERE d.id = ?1"); err != nil {
			return nil, err
		}
		t.conn.counts[table] = st
	}
	values, err := single(st, id, each*len(of))
	if err != nil || values == nil {
		return nil, err
	}
	list := make([]classed, len(of))
	for i := range list {
		v := values[each*i:]
		c := &list[i]
		if v[0] == nil {
			continue
		}
		c.n = 1
		c.class, _ = v[0].(string)
		c.currency, _ = v[1].(string)
		c.text, _ = v[2].(string)
		c.sum, _ = v[3].(int64)
		c.cost, _ = v[4].(int64)
		c.open, _ = v[5].(int64)
	}
	return list, nil
}

// count remembers a row that is about to be touched, or that was made.
func (t *tx) count(table string, id int64, made bool) error {
	if tallies[table] == nil {
		return nil
	}
	key := rowKey{table, id}
	if _, known := t.counting.was[key]; known {
		return nil
	}
	var was []classed
	if !made {
		var err error
		if was, err = t.counted(table, id); err != nil {
			return err
		}
	}
	if t.counting.was == nil {
		t.counting.was = map[rowKey][]classed{}
	}
	t.counting.was[key] = was
	t.counting.order = append(t.counting.order, key)
	return nil
}

// tell writes into the tallies what the transaction has changed.
func (t *tx) tell() error {
	type line struct{ list, class, currency string }
	changes := map[line]sums{}
	for _, key := range t.counting.order {
		was := t.counting.was[key]
		is, err := t.counted(key.table, key.id)
		if err != nil {
			return err
		}
		for i, x := range tallies[key.table] {
			if was != nil && is != nil && was[i] == is[i] {
				continue
			}
			for sign, of := range map[int64][]classed{-1: was, 1: is} {
				if of == nil || of[i].n == 0 {
					continue
				}
				for _, in := range x.lines(of[i]) {
					l, s := line{x.list, in.class, in.currency}, in.sums
					c := changes[l]
					changes[l] = sums{c.n + sign*s.n, c.sum + sign*s.sum, c.cost + sign*s.cost, c.open + sign*s.open}
				}
			}
		}
	}
	lines := make([]line, 0, len(changes))
	for l, c := range changes {
		if c != (sums{}) {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(strings.Compare(a.list, b.list), strings.Compare(a.class, b.class), strings.Compare(a.currency, b.currency))
	})
	for _, l := range lines {
		c := changes[l]
		err := t.exec(`INSERT INTO tally (list, class, currency, n, sum, cost, open) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
			ON CONFLICT (list, class, currency) DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum, cost = cost + excluded.cost, open = open + excluded.open`,
			l.list, l.class, l.currency, c.n, c.sum, c.cost, c.open)
		if err == nil && c.n < 0 && briefly[l.list] {
			err = t.exec("DELETE FROM tally WHERE list = ?1 AND class = ?2 AND currency = ?3 AND n = 0", l.list, l.class, l.currency)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// recounted are the statements that count all documents.
func recounted() []string {
	list := []string{"DELETE FROM tally"}
	for table, of := range tallies {
		for _, x := range of {
			list = append(list, "INSERT INTO tally (list, class, currency, n, sum, cost, open) "+x.recount(table))
		}
	}
	return list
}

func (x *tally) recount(table string) string {
	switch {
	case x.days != "":
		return fmt.Sprintf("SELECT '%s', SUBSTR(class, 1, 7) || SUBSTR(class, 11), '', CAST(SUM(n) AS INTEGER), CAST(SUM(sum) AS INTEGER), CAST(SUM(cost) AS INTEGER), CAST(SUM(open) AS INTEGER) FROM tally WHERE list = '%s' GROUP BY 2 HAVING SUM(n) > 0",
			x.list, x.days)
	case x.parts != "":
		return fmt.Sprintf(`SELECT '%s', class, currency, COUNT(*), CAST(SUM(sum) AS INTEGER), 0, 0 FROM (
			SELECT %s AS class, d.currency AS currency, %s AS sum FROM %s d WHERE NOT (%s)
			UNION ALL SELECT y.class, y.currency, MIN(y.part, y.until - y.settled) FROM (
				SELECT d.%s_id || ' ' || (j.value ->> 'date') AS class, d.currency, d.settled, j.value ->> 'amount' AS part, SUM(j.value ->> 'amount') OVER (PARTITION BY d.id ORDER BY j.key) AS until
				FROM %[4]s d, json_each(CASE WHEN json_valid(d.dues) AND json_type(d.dues) = 'array' THEN d.dues ELSE '[]' END) j
				WHERE %[2]s IS NOT NULL AND %[5]s) y WHERE y.part > 0 AND y.until > y.settled
			) WHERE class IS NOT NULL GROUP BY 2, 3`, x.list, x.class, x.sum, table, inParts, x.parts)
	case x.taxed:
		in := func(what string) string {
			return "CAST(SUM(" + lessCredit + inBaseOf("j.value ->> '"+what+"'") + ") AS INTEGER)"
		}
		return fmt.Sprintf("SELECT '%s', %s || CONCAT_WS(CHAR(31), '', j.value ->> 'kind', j.value ->> 'rate', j.value ->> 'code', j.value ->> 'name'), '', COUNT(*), %s, %s, 0 FROM %s d, json_each(CASE WHEN json_valid(d.taxes) AND json_type(d.taxes) = 'array' THEN d.taxes ELSE '[]' END) j WHERE %s IS NOT NULL GROUP BY 2",
			x.list, x.class, in("base"), in("tax"), table, x.class)
	case x.earned:
		key := "0"
		if x.item {
			key = "1"
		}
		return fmt.Sprintf(`SELECT '%s', day || ' ' || who, '', COUNT(*), CAST(SUM(revenue) AS INTEGER), CAST(SUM(cost) AS INTEGER), SUM(1 - actual) FROM (
			SELECT %s AS day, j.value ->> %s AS who, SUM(j.value ->> 2) AS revenue, SUM(j.value ->> 3) AS cost, MIN(j.value ->> 4) AS actual
				FROM %s d, json_each(CASE WHEN json_valid(d.earnings) THEN d.earnings ELSE '[]' END) j WHERE %s IS NOT NULL GROUP BY d.id, 2) GROUP BY 2`,
			x.list, x.class, key, table, x.class)
	}
	return fmt.Sprintf("SELECT '%s', %s, %s, COUNT(*), CAST(SUM(%s) AS INTEGER), CAST(SUM(%s) AS INTEGER), CAST(SUM(%s) AS INTEGER) FROM %s d WHERE %s IS NOT NULL GROUP BY 2, 3",
		x.list, x.class, cmp.Or(x.currency, "''"), cmp.Or(x.sum, "0"), cmp.Or(x.cost, "0"), cmp.Or(x.open, "0"), table, x.class)
}

// countAll makes the tallies of a file that has none yet.
func countAll(ctx context.Context, c *sql.Conn) error {
	for _, query := range recounted() {
		if _, err := c.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// tallyProblems names each tally that is not what the documents say.
func (t *tx) tallyProblems(found *[]string) error {
	type line struct {
		list string
		classed
	}
	ptrs := func(l *line) []any { return []any{&l.list, &l.class, &l.currency, &l.n, &l.sum, &l.cost, &l.open} }
	kept, err := all(t, "SELECT list, class, currency, n, sum, cost, open FROM tally WHERE n <> 0 OR sum <> 0 OR cost <> 0 OR open <> 0", nil, ptrs)
	if err != nil {
		return err
	}
	left := map[line]bool{}
	for _, l := range kept {
		left[l] = true
	}
	for table, of := range tallies {
		for _, x := range of {
			list, err := all(t, x.recount(table), nil, ptrs)
			if err != nil {
				return err
			}
			for _, l := range list {
				if !left[l] {
					*found = append(*found, fmt.Sprintf("counted in the list %s: %s %s: the documents say %d, together %d", l.list, l.class, l.currency, l.n, l.sum))
				}
				delete(left, l)
			}
		}
	}
	for l := range left {
		*found = append(*found, fmt.Sprintf("counted in the list %s: %s %s: kept %d, together %d", l.list, l.class, l.currency, l.n, l.sum))
	}
	return nil
}

// tallied answers the count and the sums of a filter from the tallies; false says that they do not know it.
func (l *listing[Row]) tallied(filter string) (of string, ok bool) {
	if list := l.tallies[filter]; list != "" {
		return " WHERE list = '" + list + "'", true
	}
	classes, ok := l.classes[filter]
	if filter == "" && l.classes != nil {
		return " WHERE list = '" + string(l.kind) + "'", true
	}
	return " WHERE list = '" + string(l.kind) + "' AND class IN (" + classes + ")", ok
}
