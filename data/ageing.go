package data

import (
	"database/sql/driver"
	"sort"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ageing is what is open of a party's documents, or of all parties' where the party is zero, on a date: what was settled
// later does not count yet. The state is no way to look for them: nearly all documents have it.
const ageing = `
	SELECT d.{party}_id, d.{party}, d.currency, d.credit, d.total, d.total - d.settled + COALESCE(z.later, 0), d.dues FROM {doc} d
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

// Where nothing was settled or made after the date, balances are read from the tallies.
const (
	ageingNow = `SELECT c.id, c.name, x.currency, x.credit, x.not_due, x.to_30, x.to_60, x.to_90, x.older FROM (SELECT CAST(y.class AS INTEGER) AS id, y.currency,
			SUM(CASE WHEN y.due = 'credit' THEN y.sum ELSE 0 END) AS credit, SUM(CASE WHEN y.due >= ?4 AND y.due <> 'credit' THEN y.sum ELSE 0 END) AS not_due,
			SUM(CASE WHEN y.due < ?4 AND y.due >= DATE(?4, '-30 days') THEN y.sum ELSE 0 END) AS to_30,
			SUM(CASE WHEN y.due < DATE(?4, '-30 days') AND y.due >= DATE(?4, '-60 days') THEN y.sum ELSE 0 END) AS to_60,
			SUM(CASE WHEN y.due < DATE(?4, '-60 days') AND y.due >= DATE(?4, '-90 days') THEN y.sum ELSE 0 END) AS to_90,
			SUM(CASE WHEN y.due < DATE(?4, '-90 days') THEN y.sum ELSE 0 END) AS older
		FROM (SELECT class, currency, sum, SUBSTR(class, INSTR(class, ' ') + 1) AS due FROM tally WHERE list = ?1 AND class >= ?2 AND class < ?3) y GROUP BY 1, 2) x
		JOIN {party} c ON c.id = x.id`
	accountNow = `SELECT c.id, c.name, y.currency, y.cost FROM tally y JOIN {party} c ON c.id = CAST(SUBSTR(y.class, 2) AS INTEGER)
		WHERE y.list = '` + onAccount + `' AND y.class >= ?1 AND y.class < ?2`
	madeLater = `SELECT 1 FROM allocation WHERE date > ?1 UNION ALL SELECT 1 FROM {doc} WHERE state = '{state}' AND date > ?1 AND settled < total
		UNION ALL SELECT 1 FROM payment WHERE used < amount AND date > ?1 LIMIT 1`
)

// Ageing implements app.Tx. A document in several parts is aged part by part.
func (t *tx) Ageing(payable bool, party trade.ID, on trade.Date) ([]app.AgeRow, error) {
	words := ofCustomer
	if payable {
		words = ofSupplier
	}
	b := balances{on, map[balance]*app.AgeRow{}}
	later, err := t.one(words.Replace(madeLater), []any{on}, new(int))
	if err != nil {
		return nil, err
	}
	if !later {
		err = t.ageNow(&b, payable, party, words)
	} else {
		err = t.ageThen(&b, party, words)
	}
	return b.list(), err
}

// balances are what parties owe on a date.
type balances struct {
	on   trade.Date
	rows map[balance]*app.AgeRow
}

type balance struct {
	party trade.ID
	cur   money.Currency
}

func (b *balances) of(id trade.ID, name string, cur money.Currency) *app.AgeRow {
	r := b.rows[balance{id, cur}]
	if r == nil {
		r = &app.AgeRow{PartyID: id, Party: name, Currency: cur}
		b.rows[balance{id, cur}] = r
	}
	return r
}

// add ages what is open of a document: its parts are settled in their order.
func (b *balances) add(r *app.AgeRow, dues []trade.Due, total, open money.Amount) {
	settled := total - open
	for _, due := range dues {
		part := max(due.Amount-settled, 0)
		settled = max(settled-due.Amount, 0)
		r.Add(part, b.on.Sub(due.Date))
	}
}

// list leaves out parties of which nothing is open but what they have on account.
func (b *balances) list() []app.AgeRow {
	out := make([]app.AgeRow, 0, len(b.rows))
	for _, r := range b.rows {
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
	return out
}

// ageNow is what is open now, of one party or, where that is zero, of all.
func (t *tx) ageNow(b *balances, payable bool, party trade.ID, words *strings.Replacer) error {
	list, first, after := owedByCustomers, "c", "d"
	if payable {
		list, first, after = owedToSuppliers, "s", "t"
	}
	classes := []any{list, "0", ":", b.on}
	if party != 0 {
		id := strconv.FormatInt(int64(party), 10)
		classes = []any{list, id + " ", id + "!", b.on}
		first, after = first+id, first+id+" "
	}
	row := func(v []driver.Value) *app.AgeRow {
		id, _ := v[0].(int64)
		name, _ := v[1].(string)
		cur, _ := v[2].(string)
		return b.of(trade.ID(id), name, money.Currency(cur))
	}
	err := t.eachRow(words.Replace(ageingNow), classes, func(v []driver.Value) error {
		sum := func(i int) money.Amount { n, _ := v[i].(int64); return money.Amount(n) }
		r := row(v)
		r.Account -= sum(3)
		r.NotDue += sum(4)
		r.To30 += sum(5)
		r.To60 += sum(6)
		r.To90 += sum(7)
		r.Older += sum(8)
		return nil
	})
	if err != nil {
		return err
	}
	return t.eachRow(words.Replace(accountNow), []any{first, after}, func(v []driver.Value) error {
		left, _ := v[3].(int64)
		row(v).Account += money.Amount(left)
		return nil
	})
}

// ageThen is what was open on a date, of one party or, where that is zero, of all.
func (t *tx) ageThen(b *balances, party trade.ID, words *strings.Replacer) error {
	query := func(of, open, later string) (string, []any) {
		if party != 0 {
			return words.Replace(strings.ReplaceAll(of, "{open}", "d.{party}_id = ?2 AND (d."+open+" OR d.id IN ("+later+"))")), []any{b.on, party}
		}
		from := "{doc} WHERE state = '{state}' AND "
		if of == ageingAccount {
			from = "payment WHERE "
		}
		return words.Replace(strings.ReplaceAll(of, "{open}", "d.id IN (SELECT id FROM "+from+open+" UNION "+later+")")), []any{b.on}
	}
	type openDoc struct {
		party  trade.ID
		name   string
		cur    money.Currency
		credit bool
		total  money.Amount
		open   money.Amount
		dues   []trade.Due
	}
	docs, args := query(ageing, "settled < total", "SELECT {doc}_id FROM allocation WHERE date > ?1 UNION SELECT {credit}_id FROM allocation WHERE date > ?1")
	list, err := all(t, docs, args, func(d *openDoc) []any {
		return []any{&d.party, &d.name, &d.cur, &d.credit, &d.total, &d.open, asJSON{&d.dues}}
	})
	if err != nil {
		return err
	}
	for i := range list {
		d := &list[i]
		r := b.of(d.party, d.name, d.cur)
		if d.credit {
			r.Account += d.open
			continue
		}
		b.add(r, d.dues, d.total, d.open)
	}
	account, args := query(ageingAccount, "used < amount", "SELECT payment_id FROM allocation WHERE date > ?1 UNION SELECT refund_id FROM allocation WHERE date > ?1")
	return t.each(account, args, func(scan func(...any) error) error {
		var id trade.ID
		var name string
		var cur money.Currency
		var left money.Amount
		if err := scan(&id, &name, &cur, &left); err != nil {
			return err
		}
		b.of(id, name, cur).Account += left
		return nil
	})
}
