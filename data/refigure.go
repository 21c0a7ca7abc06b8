package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// mends are the kept figures that follow from other records: the rule that finds a false one, what is set, and the id in the rule's query.
// What a document came to by itself is not among them: where lines of it are lost it is still what was agreed or issued.
var mends = []struct{ rule, table, column, id string }{
	{"quote line: ordered", "quote_line", "ordered", "l.id"},
	{"order line: on purchase orders", "order_line", "on_purchase", "l.id"},
	{"order line: shipped", "order_line", "shipped", "l.id"},
	{"order line: delivered", "order_line", "delivered", "l.id"},
	{"order line: undecided", "order_line", "undecided", "l.id"},
	{"order line: returned", "order_line", "returned", "l.id"},
	{"order line: invoiced", "order_line", "invoiced", "l.id"},
	{"order line: credited", "order_line", "credited", "l.id"},
	{"order line: invoiced net", "order_line", "invoiced_net", "l.id"},
	{"order line: invoiced, company's currency", "order_line", "invoiced_base", "l.id"},
	{"shipment line: extra", "shipment_line", "extra", "l.id"},
	{"purchase order line: shipped", "purchase_line", "shipped", "l.id"},
	{"purchase order line: delivered", "purchase_line", "delivered", "l.id"},
	{"purchase order line: failed", "purchase_line", "failed", "l.id"},
	{"purchase order line: claimed", "purchase_line", "claimed", "l.id"},
	{"purchase order line: asked to be cancelled", "purchase_line", "asked", "l.id"},
	{"purchase order line: billed", "purchase_line", "billed", "l.id"},
	{"purchase order line: billed net", "purchase_line", "billed_net", "l.id"},
	{"purchase order line: billed, company's currency", "purchase_line", "billed_base", "l.id"},
	{"purchase order line: freight", "purchase_line", "freight_base", "l.id"},
	{"purchase order: billed", "purchase_order", "billed", "p.id"},
	{"purchase order: lines", "purchase_order", "lines", "p.id"},
	{"quote: orders made", "quote", "made", "q.id"},
	{"bill: goods", "bill", "goods", "b.id"},
	{"bill: agreed", "bill", "agreed", "b.id"},
	{"invoice: settled", "invoice", "settled", "v.id"},
	{"invoice: written off", "invoice", "written_off", "v.id"},
	{"credit note: used", "invoice", "settled", "v.id"},
	{"bill: settled", "bill", "settled", "b.id"},
	{"supplier's credit: used", "bill", "settled", "b.id"},
	{"payment: used", "payment", "used", "p.id"},
	{"refund: used", "payment", "used", "p.id"},
	{"invoice line: credited", "invoice_line", "credited_net", "l.id"},
	{"invoice: last reminder", "invoice", "reminders", "v.id"},
	{"order: decisions", "sales_order", "decisions", "o.id"},
	{"order: charges", "sales_order", "charges", "o.id"},
	{"order: estimated charges", "sales_order", "charges_estimated", "o.id"},
	{"order: invoiced", "sales_order", "invoiced", "o.id"},
	{"order: invoiced net", "sales_order", "invoiced_net", "o.id"},
	{"order: paid", "sales_order", "paid", "o.id"},
	{"order: reserved", "sales_order", "reserved", "o.id"},
	{"order: key of its goods", "sales_order", "goods_key", "sales_order.id"},
	{"kit: on purchase orders", "order_line", "on_purchase", "k.id"},
	{"kit: shipped", "order_line", "shipped", "k.id"},
	{"kit: delivered", "order_line", "delivered", "k.id"},
	{"kit: returned", "order_line", "returned", "k.id"},
}

// mending is the statement that sets a figure where its rule finds it false.
func mending(rule, table, column, id string) (string, error) {
	for _, r := range rules {
		if r.what != rule {
			continue
		}
		_, rest, ok := strings.Cut(r.query, ", ")
		if !ok {
			break
		}
		// The rule answers a name, what is kept and what it should be.
		return "WITH false (id, kept, figure) AS (SELECT " + id + ", " + rest + ") UPDATE " + table + " SET " + column +
			" = (SELECT f.figure FROM false f WHERE f.id = " + table + ".id) WHERE id IN (SELECT id FROM false)", nil
	}
	return "", fmt.Errorf("there is no rule %q", rule)
}

// settle brings a salvaged file to the newest version, works out all that is kept of other records, and names what still does not add up.
func (w *salvage) settle(half string) error {
	before := fmt.Sprintf("%s.before-%d", half, format)
	s, err := open(half)
	if err = errors.Join(err, dropFile(before)); err != nil {
		return err
	}
	err = s.refigure(w.ctx)
	if err == nil {
		var found app.CheckResult
		found, err = app.New(app.Ports{Store: s}).Check(w.ctx, app.Nothing{})
		w.out.Problems = found.Problems
	}
	return errors.Join(err, s.Close())
}

// refigure works out every kept figure anew.
func (s *Store) refigure(ctx context.Context) error {
	s.writing.Lock()
	err := s.writer.refigure(ctx)
	s.writing.Unlock()
	if err != nil {
		return err
	}
	return s.Change(ctx, func(t app.Tx) error {
		c, err := t.Company()
		if err != nil {
			return err
		}
		return t.EachDeal("", "", func(deal *trade.Deal) error {
			was := deal.Order.Progress
			steps := make([]trade.Step, len(deal.Purchases))
			for i, p := range deal.Purchases {
				steps[i] = p.Next
			}
			deal.Refresh(c.Currency)
			if o := deal.Order; o.Earned != "" && !o.Done() {
				o.Earned = ""
			}
			for i, p := range deal.Purchases {
				if p.Next != steps[i] {
					if err := t.SavePurchase(p); err != nil {
						return err
					}
				}
			}
			if deal.Order.Progress == was {
				return nil
			}
			return t.SaveOrder(deal.Order)
		})
	})
}

func (c *conn) refigure(ctx context.Context) error {
	exec := func(query string) error {
		if _, err := c.c.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("%w in: %.200s", worded(err), query)
		}
		return nil
	}
	// Figures that belong together are set one after another.
	err := exec("PRAGMA ignore_check_constraints = ON")
	for range 2 { // a figure may follow from one that is set after it
		for _, m := range mends {
			query, wrong := mending(m.rule, m.table, m.column, m.id)
			if err == nil {
				err = errors.Join(wrong, exec(query))
			}
		}
	}
	// A credit whose bill or invoice is lost would leave less than nothing.
	for _, x := range []string{"order_line.invoiced", "order_line.on_purchase", "order_line.shipped", "order_line.delivered", "order_line.returned", "purchase_line.billed"} {
		table, column, _ := strings.Cut(x, ".")
		if err == nil {
			err = exec("UPDATE " + table + " SET " + column + " = 0 WHERE " + column + " < 0")
		}
	}
	for _, query := range append(recounted(), "INSERT INTO found_text (found_text) VALUES ('delete-all')", findAll,
		"PRAGMA ignore_check_constraints = OFF") {
		if err == nil {
			err = exec(query)
		}
	}
	if err != nil {
		return err
	}
	return c.mendNumbers(ctx)
}

// mendNumbers lets no number be given twice where the counter itself is lost.
func (c *conn) mendNumbers(ctx context.Context) error {
	for kind, table := range map[string]string{"quote": "quote", "order": "sales_order", "purchase": "purchase_order", "shipment": "shipment", "invoice": "invoice", "credit": "invoice",
		"return": "customer_return", "reminder": "reminder", "payment": "payment", "bill": "bill"} {
		where := ""
		if table == "invoice" {
			where = " WHERE credit = " + map[bool]string{true: "1", false: "0"}[kind == "credit"]
		}
		var next int64
		rows, err := c.c.QueryContext(ctx, "SELECT number FROM "+table+where)
		if err != nil {
			return worded(err)
		}
		for rows.Next() {
			var number string
			if err := rows.Scan(&number); err != nil {
				return errors.Join(err, rows.Close())
			}
			digits := number[len(strings.TrimRight(number, "0123456789")):]
			if n, err := strconv.ParseInt(digits, 10, 48); err == nil {
				next = max(next, n+1)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return worded(err)
		}
		if _, err := c.c.ExecContext(ctx, "UPDATE numbering SET next = ?2 WHERE kind = ?1 AND next < ?2", kind, next); err != nil {
			return worded(err)
		}
	}
	return nil
}
