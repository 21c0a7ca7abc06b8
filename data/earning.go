package data

import (
	"database/sql/driver"
	"sort"
	"strconv"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// The tallies of what was earned by supplier and by item, and what those are called by.
var earnedBy = map[string]struct{ days, months, name string }{
	"supplier": {supplierDays, supplierMonths, "(SELECT s.name FROM supplier s WHERE s.id = x.who)"},
	"item":     {itemDays, itemMonths, "(SELECT i.sku FROM item i WHERE i.id = x.who)"},
}

// Whole months are read from the tally by month, and the days before and after them from the one by day.
func earnedQuery(by string) string {
	of := earnedBy[by]
	const sums = ", n, sum, cost, open FROM tally WHERE n > 0 AND list = "
	return "SELECT CAST(x.who AS TEXT), x.who, COALESCE(" + of.name + ", ''), CAST(SUM(x.n) AS INTEGER), CAST(SUM(x.sum) AS INTEGER), CAST(SUM(x.cost) AS INTEGER), SUM(x.open) = 0 FROM (" +
		"SELECT CAST(SUBSTR(class, 9) AS INTEGER) AS who" + sums + "'" + of.months + "' AND class >= ?2 AND class < ?3" +
		" UNION ALL SELECT CAST(SUBSTR(class, 12) AS INTEGER)" + sums + "'" + of.days + "' AND class >= ?1 AND class < MIN(?2 || '-01', ?4 || '!')" +
		" UNION ALL SELECT CAST(SUBSTR(class, 12) AS INTEGER)" + sums + "'" + of.days + "' AND class >= ?3 || '-01' AND class < ?4 || '!'" +
		") x GROUP BY x.who ORDER BY SUM(x.sum - x.cost) DESC, 1"
}

// profitEarned is profit by supplier or item of all orders of a period.
func (t *tx) profitEarned(by string, from, to trade.Date) ([]app.ProfitSum, error) {
	since, until := wholeMonths(from, to)
	return all(t, earnedQuery(by), []any{from, since, until, to}, profitSum)
}

// wholeMonths are the first of the whole months of a period and the first after them. Where no month is whole, both are the one after that
// of the first day.
func wholeMonths(from, to trade.Date) (since, until string) {
	if from != "" {
		if since = from.Month(); from[8:] != "01" {
			since = monthAfter(from)
		}
	}
	if to == endless {
		return since, "9999-13"
	}
	if until = to.Month(); to.Add(1).Month() != until {
		until = monthAfter(to)
	}
	if until < since {
		until = since
	}
	return since, until
}

func monthAfter(d trade.Date) string {
	first := trade.Date(d.Month() + "-01")
	return first.Add(31).Month()
}

// profitOfEarnings adds up what orders earned, of those that are asked for: with a supplier or item, or by supplier or item and of some orders.
func (t *tx) profitOfEarnings(in app.ReportIn, from, to trade.Date) ([]app.ProfitSum, error) {
	where, args := ordersOf(in, from, to)
	sums := map[string]*app.ProfitSum{}
	err := t.eachRow(`SELECT o.id, o.number, o.date, o.customer_id, o.customer, COALESCE(o.rep_id, 0), o.rep, o.channel, o.earnings FROM sales_order o WHERE `+where+" ORDER BY o.date, o.id", args,
		func(v []driver.Value) error {
			id := func(i int) trade.ID { n, _ := v[i].(int64); return trade.ID(n) }
			text := func(i int) string { s, _ := v[i].(string); return s }
			list, err := trade.EarningsOf(text(8))
			if err != nil {
				return err
			}
			counted := map[string]bool{}
			for _, e := range list {
				if (in.SupplierID != 0 && in.SupplierID != e.SupplierID) || (in.ItemID != 0 && in.ItemID != e.ItemID) {
					continue
				}
				row := app.ProfitSum{Actual: true}
				switch in.By {
				case "order":
					row.ID, row.Key, row.Name = id(0), text(1), text(4)
				case "month":
					row.Key = trade.Date(text(2)).Month()
				case "customer":
					row.ID, row.Key, row.Name = id(3), idText(id(3)), text(4)
				case "rep":
					row.ID, row.Key, row.Name = id(5), idText(id(5)), text(6)
				case "channel":
					row.Key = text(7)
				case "supplier":
					row.ID, row.Key = e.SupplierID, idText(e.SupplierID)
				case "item":
					row.ID, row.Key = e.ItemID, idText(e.ItemID)
				}
				s := sums[row.Key]
				if s == nil {
					s = &row
					sums[row.Key] = s
				}
				s.Name = row.Name // a customer that was renamed goes by its newest name
				if !counted[row.Key] {
					counted[row.Key] = true
					s.Orders++
				}
				s.Revenue += e.Revenue
				s.Cost += e.Cost
				s.Actual = s.Actual && e.Actual
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	rows := make([]app.ProfitSum, 0, len(sums))
	for _, s := range sums {
		if of, named := earnedBy[in.By]; named {
			if _, err := t.one("SELECT COALESCE("+of.name+", '') FROM (SELECT ?1 AS who) x", []any{s.ID}, &s.Name); err != nil {
				return nil, err
			}
		}
		rows = append(rows, *s)
	}
	sort.Slice(rows, func(i, j int) bool {
		if a, b := rows[i].Profit(), rows[j].Profit(); a != b && in.By != "month" {
			return a > b
		}
		return rows[i].Key < rows[j].Key
	})
	return rows, nil
}

func idText(id trade.ID) string { return strconv.FormatInt(int64(id), 10) }

// addUpEarnings works out what orders earned with each supplier and item, where nobody did so yet.
func (t *tx) addUpEarnings(base money.Currency) error {
	some, err := t.one("SELECT 1 FROM sales_order WHERE state <> 'draft' AND earnings = '' LIMIT 1", nil, new(int))
	if err != nil || !some {
		return err
	}
	return t.EachDeal("", "", func(deal *trade.Deal) error {
		if deal.Order.Earnings != "" {
			return nil
		}
		deal.Refresh(base)
		return t.exec("UPDATE sales_order SET earnings = ?2 WHERE id = ?1", deal.Order.ID, deal.Order.Earnings)
	})
}
