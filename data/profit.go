package data

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ProfitBy implements app.Tx. What is not narrowed is read from the tallies.
func (t *tx) ProfitBy(in app.ReportIn) ([]app.ProfitSum, error) {
	from, to := between(in.From, in.To)
	if in.CustomerID == 0 && in.RepID == 0 && in.Channel == "" && in.Currency == "" && in.SupplierID == 0 && in.ItemID == 0 {
		switch in.By {
		case "month":
			return all(t, profitByMonth, []any{from, to}, profitSum)
		case "customer":
			return t.profitByCustomer(from, to)
		case "supplier", "item":
			return t.profitEarned(in.By, from, to)
		}
	}
	if in.By == "supplier" || in.By == "item" || in.SupplierID != 0 || in.ItemID != 0 {
		return t.profitOfEarnings(in, from, to)
	}
	group := map[string]string{
		"customer": "CAST(o.customer_id AS TEXT), o.customer_id, c.name", "rep": "CAST(COALESCE(o.rep_id, 0) AS TEXT), COALESCE(o.rep_id, 0), COALESCE(u.name, '')",
		"month": "SUBSTR(o.date, 1, 7), 0, ''", "channel": "o.channel, 0, ''",
	}[in.By]
	order := "CAST(SUM(o.revenue - o.cost_of_goods) AS INTEGER) DESC, 1"
	if in.By == "month" {
		order = "1"
	}
	where, args := ordersOf(in, from, to)
	join := ""
	switch in.By {
	case "customer":
		join = "JOIN customer c ON c.id = o.customer_id"
	case "rep":
		join = "LEFT JOIN app_user u ON u.id = o.rep_id"
	}
	if in.By == "order" { // each is a group of its own, and there are many
		list := []app.ProfitSum{}
		err := t.eachRow("SELECT o.id, o.number, o.customer, o.revenue, o.cost_of_goods, o.profit_actual FROM sales_order o WHERE "+where, args, func(v []driver.Value) error {
			number := func(i int) int64 { n, _ := v[i].(int64); return n }
			text := func(i int) string { s, _ := v[i].(string); return s }
			list = append(list, app.ProfitSum{Key: text(1), ID: trade.ID(number(0)), Name: text(2), Orders: 1,
				Revenue: money.Amount(number(3)), Cost: money.Amount(number(4)), Actual: number(5) != 0})
			return nil
		})
		slices.SortFunc(list, func(a, b app.ProfitSum) int {
			return cmp.Or(cmp.Compare(b.Profit(), a.Profit()), strings.Compare(a.Key, b.Key))
		})
		return list, err
	}
	by := strings.NewReplacer(", 0, ''", "").Replace(group)
	return all(t, "SELECT "+group+`, COUNT(*), CAST(SUM(o.revenue) AS INTEGER), CAST(SUM(o.cost_of_goods) AS INTEGER), MIN(o.profit_actual) FROM sales_order o
		`+join+" WHERE "+where+" GROUP BY "+by+" ORDER BY "+order, args,
		profitSum)
}

// ordersOf are the confirmed orders, called o, that a report is about, as a condition.
func ordersOf(in app.ReportIn, from, to trade.Date) (where string, args []any) {
	where, args = "o.state <> 'draft' AND o.date >= ?1 AND o.date <= ?2", []any{from, to}
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
	return where, args
}

func profitSum(s *app.ProfitSum) []any {
	return []any{&s.Key, &s.ID, &s.Name, &s.Orders, &s.Revenue, &s.Cost, &s.Actual}
}

const profitByMonth = "SELECT SUBSTR(class, 1, 7), 0, '', CAST(SUM(n) AS INTEGER), CAST(SUM(sum) AS INTEGER), CAST(SUM(cost) AS INTEGER), SUM(open) = 0 FROM tally WHERE list = '" +
	earnedDay + "' AND class >= ?1 AND class <= ?2 AND class <> '' AND n > 0 GROUP BY 1 ORDER BY 1"

// Whole years are read from the tally; what a period has of others, before and after them, from its orders.
const profitByCustomer = `SELECT CAST(c.id AS TEXT), c.id, c.name, CAST(SUM(x.n) AS INTEGER), CAST(SUM(x.revenue) AS INTEGER), CAST(SUM(x.cost) AS INTEGER), SUM(x.open) = 0 FROM (
		SELECT CAST(SUBSTR(class, 6) AS INTEGER) AS who, n, sum AS revenue, cost, open FROM tally WHERE list = '` + earnedWho + `' AND class >= ?3 AND class < ?4 AND n > 0
		UNION ALL SELECT customer_id, COUNT(*), SUM(revenue), SUM(cost_of_goods), SUM(1 - profit_actual) FROM sales_order
			WHERE state <> 'draft' AND date >= ?1 AND date <= ?5 GROUP BY customer_id
		UNION ALL SELECT customer_id, COUNT(*), SUM(revenue), SUM(cost_of_goods), SUM(1 - profit_actual) FROM sales_order
			WHERE state <> 'draft' AND date >= ?6 AND date <= ?2 GROUP BY customer_id
	) x JOIN customer c ON c.id = x.who GROUP BY c.id ORDER BY CAST(SUM(x.revenue - x.cost) AS INTEGER) DESC, 1`

// newYear is the first day of the year so many after a day's.
func newYear(d trade.Date, after int) trade.Date {
	year, _ := strconv.Atoi(string(d[:4])) // a date that is kept is one
	return trade.Date(fmt.Sprintf("%04d-01-01", year+after))
}

func (t *tx) profitByCustomer(from, to trade.Date) ([]app.ProfitSum, error) {
	var first, last trade.Date
	if _, err := t.one("SELECT COALESCE((SELECT MIN(date) FROM sales_order), ''), COALESCE((SELECT MAX(date) FROM sales_order), '')", nil, &first, &last); err != nil || last == "" {
		return nil, err
	}
	from, to = max(from, first), min(to, last)
	// The first day of the whole years, and the first after them.
	since, until := from, newYear(to, 1)
	if from > first && from[4:] != "-01-01" {
		since = newYear(from, 1)
	}
	if to < last && to[4:] != "-12-31" {
		until = newYear(to, 0)
	}
	if until <= since {
		since, until = "9999-12-31", "9999-12-31" // no year is whole
	}
	return all(t, profitByCustomer, []any{from, to, since[:4], until[:4], min(since.Add(-1), to), max(until, from)}, profitSum)
}
