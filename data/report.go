package data

import (
	"database/sql/driver"
	"fmt"
	"sort"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// inPartsOf tells whether a document is due in several parts; it follows from them.
type inPartsOf struct{ dues *[]trade.Due }

func (x inPartsOf) Value() (driver.Value, error) { return len(*x.dues) > 1, nil }

// Scan has nothing to read.
func (inPartsOf) Scan(any) error { return nil }

// chunk is how many documents are read at once where all of them are walked.
const chunk = 500

// between bounds a query by dates; empty dates are no bound.
func between(from, to trade.Date) (trade.Date, trade.Date) {
	if to == "" {
		to = "9999-12-31"
	}
	return from, to
}

// EachDeal implements app.Tx.
func (t *tx) EachDeal(from, to trade.Date, f func(*trade.Deal) error) error {
	from, to = between(from, to)
	// Orders are numbered about as they are dated, so the ids of a period are near to each other.
	var first, end trade.ID
	if _, err := t.one("SELECT COALESCE(MIN(id), 0), COALESCE(MAX(id), -1) FROM sales_order WHERE date >= ?1 AND date <= ?2", []any{from, to}, &first, &end); err != nil {
		return err
	}
	for after := first - 1; ; {
		heads, err := orders.where(t, "WHERE id > ?1 AND id <= ?5 AND state <> 'draft' AND date >= ?2 AND date <= ?3 ORDER BY id LIMIT ?4", after, from, to, chunk, end)
		if err != nil || len(heads) == 0 {
			return err
		}
		last := heads[len(heads)-1].ID
		deals := make([]*trade.Deal, len(heads))
		byOrder := make(map[trade.ID]*trade.Deal, len(heads))
		for i := range heads {
			deals[i] = &trade.Deal{Order: &heads[i].SalesOrder}
			byOrder[heads[i].ID] = deals[i]
		}
		lines, err := orderLines.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY order_id, pos, id", after, last)
		if err != nil {
			return err
		}
		for i := range lines {
			if d := byOrder[lines[i].OrderID]; d != nil {
				d.Order.Lines = append(d.Order.Lines, lines[i])
			}
		}
		if err := t.purchasesBetween(after, last, byOrder); err != nil {
			return err
		}
		for _, d := range deals {
			if err := f(d); err != nil {
				return err
			}
		}
		after = last
	}
}

func (t *tx) purchasesBetween(after, last trade.ID, byOrder map[trade.ID]*trade.Deal) error {
	list, err := purchases.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY id", after, last)
	if err != nil {
		return err
	}
	byID := make(map[trade.ID]*trade.PurchaseOrder, len(list))
	for i := range list {
		byID[list[i].ID] = &list[i]
		if d := byOrder[list[i].OrderID]; d != nil {
			d.Purchases = append(d.Purchases, &list[i])
		}
	}
	lines, err := purchaseLines.where(t, "WHERE order_id > ?1 AND order_id <= ?2 ORDER BY purchase_id, pos, id", after, last)
	for i := range lines {
		if p := byID[lines[i].PurchaseID]; p != nil {
			p.Lines = append(p.Lines, lines[i])
		}
	}
	return err
}

// ProfitBy implements app.Tx.
func (t *tx) ProfitBy(in app.ReportIn) ([]app.ProfitSum, error) {
	from, to := between(in.From, in.To)
	group := map[string]string{
		"customer": "CAST(o.customer_id AS TEXT), o.customer_id, c.name", "rep": "CAST(COALESCE(o.rep_id, 0) AS TEXT), COALESCE(o.rep_id, 0), COALESCE(u.name, '')",
		"month": "SUBSTR(o.date, 1, 7), 0, ''", "channel": "o.channel, 0, ''", "order": "o.number, o.id, o.customer",
	}[in.By]
	order := "CAST(SUM(o.revenue - o.cost_of_goods) AS INTEGER) DESC, 1"
	if in.By == "month" {
		order = "1"
	}
	where, args := "o.state <> 'draft' AND o.date >= ?1 AND o.date <= ?2", []any{from, to}
	only := func(column string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(" AND o.%s = ?%d", column, len(args))
	}
	if in.CustomerID != 0 {
		only("customer_id", in.CustomerID)
	}
	if in.RepID != 0 {
		only("rep_id", in.RepID)
	}
	if in.Channel != "" {
		only("channel", in.Channel)
	}
	if in.Currency != "" {
		only("currency", in.Currency)
	}
	join := ""
	switch in.By {
	case "customer":
		join = "JOIN customer c ON c.id = o.customer_id"
	case "rep":
		join = "LEFT JOIN app_user u ON u.id = o.rep_id"
	}
	by := strings.NewReplacer(", 0, ''", "").Replace(group)
	return all(t, "SELECT "+group+`, COUNT(*), CAST(SUM(o.revenue) AS INTEGER), CAST(SUM(o.cost_of_goods) AS INTEGER), MIN(o.profit_actual) FROM sales_order o
		`+join+" WHERE "+where+" GROUP BY "+by+" ORDER BY "+order, args,
		func(s *app.ProfitSum) []any {
			return []any{&s.Key, &s.ID, &s.Name, &s.Orders, &s.Revenue, &s.Cost, &s.Actual}
		})
}

type openDoc struct {
	party  trade.ID
	name   string
	cur    money.Currency
	credit bool
	open   money.Amount
	dues   []trade.Due
	total  money.Amount
}

// ageing is what is open of a party's documents, or of all parties' where the party is zero, on a date: what was settled
// later does not count yet. The state is no way to look for them: nearly all documents have it.
const ageing = `
	SELECT d.{party}_id, d.{name}, d.currency, d.credit, d.total - d.settled + COALESCE(z.later, 0), d.dues, d.total FROM {doc} d
		LEFT JOIN (SELECT id, CAST(SUM(n) AS INTEGER) AS later FROM (
			SELECT {doc}_id AS id, settles AS n FROM allocation WHERE date > ?1 AND {doc}_id IS NOT NULL
			UNION ALL SELECT {credit}_id, amount FROM allocation WHERE date > ?1 AND {credit}_id IS NOT NULL) x GROUP BY id) z ON z.id = d.id
		WHERE (d.state || '') = '{state}' AND d.date <= ?1 AND {open}`

const ageingAccount = `
	SELECT d.{party}_id, d.party, d.currency, CASE WHEN d.refund = 1 THEN d.used - d.amount - COALESCE(z.later, 0) ELSE d.amount - d.used + COALESCE(z.later, 0) END FROM payment d
		LEFT JOIN (SELECT id, CAST(SUM(n) AS INTEGER) AS later FROM (
			SELECT payment_id AS id, amount AS n FROM allocation WHERE date > ?1 AND payment_id IS NOT NULL
			UNION ALL SELECT refund_id, settles FROM allocation WHERE date > ?1 AND refund_id IS NOT NULL) x GROUP BY id) z ON z.id = d.id
		WHERE d.{party}_id IS NOT NULL AND d.date <= ?1 AND {open}`

// ageingNow is what is open and due at once, by party and currency, where nothing was settled after the date. It is read from the narrow index of what is
// open alone, whose columns are named after the party's own.
const ageingNow = `
	SELECT c.id, MAX(c.name), d.currency, d.credit, CAST(SUM(CASE WHEN d.due >= ?1 THEN d.total - d.settled ELSE 0 END) AS INTEGER),
		CAST(SUM(CASE WHEN d.due < ?1 AND d.due >= ?2 THEN d.total - d.settled ELSE 0 END) AS INTEGER),
		CAST(SUM(CASE WHEN d.due < ?2 AND d.due >= ?3 THEN d.total - d.settled ELSE 0 END) AS INTEGER),
		CAST(SUM(CASE WHEN d.due < ?3 AND d.due >= ?4 THEN d.total - d.settled ELSE 0 END) AS INTEGER),
		CAST(SUM(CASE WHEN d.due < ?4 THEN d.total - d.settled ELSE 0 END) AS INTEGER)
		FROM ` + openOf + ` AND d.date <= ?1 AND d.in_parts = 0 GROUP BY c.id, d.currency, d.credit`

const openOf = "{party} c CROSS JOIN {doc} d WHERE d.{party}_id = c.id AND d.state = '{state}' AND d.settled < d.total"

// inParts are the open documents that are due in several parts.
const inParts = "d.id IN (SELECT d.id FROM " + openOf + " AND d.in_parts = 1)"

// Ageing implements app.Tx. A document in several parts is aged part by part.
func (t *tx) Ageing(payable bool, party trade.ID, on trade.Date) ([]app.AgeRow, error) {
	words, name := ofCustomer, "customer"
	if payable {
		words, name = ofSupplier, "supplier"
	}
	later, err := t.one("SELECT 1 FROM allocation WHERE date > ?1 LIMIT 1", []any{on}, new(int))
	if err != nil {
		return nil, err
	}
	atOnce := party == 0 && !later
	query := func(of, open string) (string, []any) {
		args := []any{on}
		if party != 0 {
			open, args = "d.{party}_id = ?2", append(args, party)
		}
		return words.Replace(strings.NewReplacer("{open}", open, "{name}", name).Replace(of)), args
	}
	open := `d.id IN (SELECT id FROM {doc} WHERE state = '{state}' AND settled < total
		UNION SELECT {doc}_id FROM allocation WHERE date > ?1 UNION SELECT {credit}_id FROM allocation WHERE date > ?1)`
	if atOnce {
		open = inParts
	}
	docs, docArgs := query(ageing, open)
	account, accountArgs := query(ageingAccount, `d.id IN (SELECT id FROM payment WHERE used < amount
		UNION SELECT payment_id FROM allocation WHERE date > ?1 UNION SELECT refund_id FROM allocation WHERE date > ?1)`)
	type key struct {
		party trade.ID
		cur   money.Currency
	}
	rows := map[key]*app.AgeRow{}
	row := func(id trade.ID, name string, cur money.Currency) *app.AgeRow {
		r := rows[key{id, cur}]
		if r == nil {
			r = &app.AgeRow{PartyID: id, Party: name, Currency: cur}
			rows[key{id, cur}] = r
		}
		return r
	}
	if atOnce {
		err := t.each(words.Replace(ageingNow), []any{on, on.Add(-30), on.Add(-60), on.Add(-90)}, func(scan func(...any) error) error {
			var of app.AgeRow
			var credit bool
			if err := scan(&of.PartyID, &of.Party, &of.Currency, &credit, &of.NotDue, &of.To30, &of.To60, &of.To90, &of.Older); err != nil {
				return err
			}
			r := row(of.PartyID, of.Party, of.Currency)
			if credit {
				r.Account += of.Open()
				return nil
			}
			of.Account = r.Account
			r.Ageing = of.Ageing
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	list, err := all(t, docs, docArgs, func(d *openDoc) []any {
		return []any{&d.party, &d.name, &d.cur, &d.credit, &d.open, asJSON{&d.dues}, &d.total}
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		d := &list[i]
		r := row(d.party, d.name, d.cur)
		if d.credit {
			r.Account += d.open
			continue
		}
		settled := d.total - d.open
		for _, due := range d.dues {
			part := max(due.Amount-settled, 0)
			settled = max(settled-due.Amount, 0)
			r.Add(part, on.Sub(due.Date))
		}
	}
	err = t.each(account, accountArgs, func(scan func(...any) error) error {
		var id trade.ID
		var name string
		var cur money.Currency
		var left money.Amount
		if err := scan(&id, &name, &cur, &left); err != nil {
			return err
		}
		row(id, name, cur).Account += left
		return nil
	})
	out := make([]app.AgeRow, 0, len(rows))
	for _, r := range rows {
		if r.Ageing != (trade.Ageing{}) {
			out = append(out, *r)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Party != out[j].Party {
			return out[i].Party < out[j].Party
		}
		return out[i].PartyID < out[j].PartyID || (out[i].PartyID == out[j].PartyID && out[i].Currency < out[j].Currency)
	})
	return out, err
}
