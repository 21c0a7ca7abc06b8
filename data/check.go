package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app"
)

// rule finds rows where a kept figure differs from what it is kept of. Each query answers a name
// and the two figures, and nothing where all is well.
type rule struct {
	what  string
	query string
}

var rules = []rule{
	{"quote line: ordered", `SELECT q.number || ' line ' || l.pos, l.ordered, (SELECT COALESCE(CAST(SUM(o.quoted) AS INTEGER), 0) FROM order_line o WHERE o.quote_line_id = l.id) AS f
		FROM quote_line l JOIN quote q ON q.id = l.quote_id WHERE l.ordered <> (SELECT COALESCE(CAST(SUM(o.quoted) AS INTEGER), 0) FROM order_line o WHERE o.quote_line_id = l.id)`},
	{"order line: on purchase orders", perOrderLine("l.on_purchase", "SUM(p.qty - p.refused - p.cancelled - p.failed)", "purchase_line p", "p.order_line_id", "") + bought},
	{"order line: shipped", perOrderLine("l.shipped", "SUM(s.qty - s.failed)", "shipment_line s", "s.order_line_id", "") + bought},
	{"order line: delivered", perOrderLine("l.delivered", "SUM(s.qty - s.failed)", "shipment_line s JOIN shipment h ON h.id = s.shipment_id", "s.order_line_id", "AND h.state = 'delivered'") + bought},
	{"order line: undecided", perOrderLine("l.undecided", "SUM(e.open)", "exception e", "e.order_line_id", "AND e.kind IN ('refused', 'short', 'lost', 'damaged', 'wrong')")},
	{"order line: returned", perOrderLine("l.returned", "SUM(CASE WHEN h.sent_to = 'nobody' THEN r.qty ELSE r.received END)",
		"return_line r JOIN customer_return h ON h.id = r.return_id", "r.order_line_id", "AND h.state = 'settled' AND h.outcome IN ('credit', 'replace') AND r.surplus = 0") + bought},
	{"shipment line: extra", `SELECT h.number || ' line ' || l.pos, l.extra, COALESCE(z.f, 0) FROM shipment_line l JOIN shipment h ON h.id = l.shipment_id LEFT JOIN
		(SELECT shipment_line_id AS id, CAST(SUM(open) AS INTEGER) AS f FROM exception WHERE kind = 'over' GROUP BY shipment_line_id) z ON z.id = l.id
		WHERE l.extra <> COALESCE(z.f, 0)`},
	{"order: decisions", `SELECT o.number, o.decisions, COALESCE(z.f, 0) FROM sales_order o LEFT JOIN
		(SELECT order_id AS id, COUNT(*) AS f FROM exception WHERE open > 0 AND (until = '' OR kind = 'back_ordered') GROUP BY order_id) z ON z.id = o.id
		WHERE o.decisions <> COALESCE(z.f, 0)`},
	{"order line: invoiced", perOrderLine("l.invoiced", "SUM(CASE WHEN v.credit = 0 THEN x.qty WHEN x.again = 1 THEN 0 - x.qty ELSE 0 END)",
		"invoice_line x JOIN invoice v ON v.id = x.invoice_id", "x.order_line_id", "AND v.state = 'issued' AND x.kind <> 'text'")},
	{"order line: credited", perOrderLine("l.credited", "SUM(CASE WHEN v.credit = 1 THEN x.qty ELSE 0 END)",
		"invoice_line x JOIN invoice v ON v.id = x.invoice_id", "x.order_line_id", "AND v.state = 'issued' AND x.allowance = 0")},
	{"order line: invoiced net", perOrderLine("l.invoiced_net", "SUM(CASE WHEN v.credit = 1 THEN x.tax_in + x.share - x.net ELSE x.net - x.share - x.tax_in END)",
		"invoice_line x JOIN invoice v ON v.id = x.invoice_id", "x.order_line_id", "AND v.state = 'issued'")},
	{"order line: invoiced, company's currency", perOrderLine("l.invoiced_base", "SUM(CASE WHEN v.credit = 1 THEN 0 - x.base ELSE x.base END)",
		"invoice_line x JOIN invoice v ON v.id = x.invoice_id", "x.order_line_id", "AND v.state = 'issued'")},
	{"purchase order line: shipped", perPurchaseLine("l.shipped", "SUM(s.qty)", "shipment_line s", "s.purchase_line_id", "")},
	{"purchase order line: delivered", perPurchaseLine("l.delivered", "SUM(s.qty - s.failed)", "shipment_line s JOIN shipment h ON h.id = s.shipment_id", "s.purchase_line_id", "AND h.state = 'delivered'")},
	{"purchase order line: failed", perPurchaseLine("l.failed", "SUM(s.failed)", "shipment_line s", "s.purchase_line_id", "")},
	{"purchase order line: claimed", perPurchaseLine("l.claimed", "SUM(c.qty - c.dropped)", "claim c", "c.purchase_line_id", "")},
	{"purchase order line: asked to be cancelled", perPurchaseLine("l.asked", "SUM(c.cancel)",
		"purchase_change_line c JOIN purchase_change h ON h.id = c.change_id", "c.purchase_line_id", "AND h.state = 'sent'")},
	{"purchase order line: billed", perPurchaseLine("l.billed", signed("x.qty"), billsOf, "x.purchase_line_id", entered+" AND x.allowance = 0")},
	{"purchase order line: billed net", perPurchaseLine("l.billed_net", signed("x.net"), billsOf, "x.purchase_line_id", entered)},
	{"purchase order line: billed, company's currency", perPurchaseLine("l.billed_base", signed("x.base"), billsOf, "x.purchase_line_id", entered)},
	{"purchase order line: freight", perPurchaseLine("l.freight_base", "SUM(CASE WHEN b.credit = 1 THEN 0 - x.freight ELSE x.freight END)",
		"(SELECT bill_id, purchase_line_id, freight FROM bill_line UNION ALL SELECT bill_id, purchase_line_id, base FROM bill_share) x JOIN bill b ON b.id = x.bill_id", "x.purchase_line_id", entered)},
	{"quote: orders made", `SELECT q.number, q.made, COALESCE(z.f, 0) FROM quote q LEFT JOIN
		(SELECT quote_id AS id, COUNT(*) AS f FROM sales_order WHERE quote_id IS NOT NULL GROUP BY quote_id) z ON z.id = q.id WHERE q.made <> COALESCE(z.f, 0)`},
	{"purchase order: lines", `SELECT p.number, p.lines, COALESCE(z.f, 0) FROM purchase_order p LEFT JOIN
		(SELECT purchase_id AS id, COUNT(*) AS f FROM purchase_line GROUP BY purchase_id) z ON z.id = p.id WHERE p.lines <> COALESCE(z.f, 0)`},
	{"bill: goods", goodsBeside("goods", "net")}, {"bill: agreed", goodsBeside("agreed", "agreed")},
	{"bill: freight spread", `SELECT b.their_no || ' line ' || l.pos, l.base, COALESCE(z.f, 0) FROM bill_line l JOIN bill b ON b.id = l.bill_id LEFT JOIN
		(SELECT bill_id, pos, CAST(SUM(base) AS INTEGER) AS f FROM bill_share GROUP BY bill_id, pos) z ON z.bill_id = l.bill_id AND z.pos = l.pos
		WHERE l.kind = 'freight' AND l.purchase_id IS NOT NULL AND b.state = 'entered' AND l.base <> COALESCE(z.f, 0)`},
	{"bill: settled while it waits for approval", `SELECT their_no, settled, 0 FROM bill WHERE approval <> '' AND approval = 'waiting' AND settled > 0`},
	{"order: charges", `SELECT o.number, o.charges, COALESCE(z.f, 0) FROM sales_order o LEFT JOIN
		(SELECT order_id AS id, CAST(SUM(base) AS INTEGER) AS f FROM order_charge GROUP BY order_id) z ON z.id = o.id WHERE o.charges <> COALESCE(z.f, 0)`},
	{"order: estimated charges", `SELECT o.number, o.charges_estimated, COALESCE(z.f, 0) FROM sales_order o LEFT JOIN
		(SELECT order_id AS id, MAX(estimated) AS f FROM order_charge GROUP BY order_id) z ON z.id = o.id WHERE o.charges_estimated <> COALESCE(z.f, 0)`},
	{"order: earned", `SELECT number, CASE WHEN earned = '' THEN 0 ELSE 1 END, CASE WHEN earned = '' THEN 1 ELSE 0 END FROM sales_order
		WHERE (earned <> '') <> (state <> 'draft' AND profit_actual = 1 AND invoiced > 0 AND paid >= invoiced)`},
	{"purchase order: net", `SELECT p.number, p.net, s.f FROM purchase_order p JOIN
		(SELECT purchase_id, CAST(SUM(net) AS INTEGER) AS f FROM purchase_line GROUP BY purchase_id) s ON s.purchase_id = p.id WHERE s.f <> p.net`},
	{"purchase order: billed", `SELECT p.number, p.billed, s.f FROM purchase_order p JOIN
		(SELECT purchase_id, CAST(SUM(billed_net) AS INTEGER) AS f FROM purchase_line GROUP BY purchase_id) s ON s.purchase_id = p.id WHERE s.f <> p.billed`},
	{"purchase order: waits to be sent, and is no draft", `SELECT p.number || ' (' || p.id || ')', 1, 0 FROM purchase_order p WHERE p.waiting <> '' AND p.state <> 'draft'`},
	{"purchase order: handling without lines", `SELECT p.number || ' (' || p.id || ')', p.fee_handling, 0 FROM purchase_order p WHERE p.fee_handling > 0 AND p.own_fees = 0
		AND p.state = 'draft' AND NOT EXISTS (SELECT 1 FROM purchase_line l WHERE l.purchase_id = p.id AND l.qty - l.refused - l.cancelled > 0)`},
	{"quote: gross", documentGross("quote", "quote_line", "quote_id", "AND l.optional = 0")},
	{"order: gross", documentGross("sales_order", "order_line", "order_id", "")},
	{"invoice: gross", documentGross("invoice", "invoice_line", "invoice_id", "")},
	{"order: discount spread", documentShare("sales_order", "order_line", "order_id")},
	{"invoice: discount spread", documentShare("invoice", "invoice_line", "invoice_id")},
	{"quote: total", documentTotal("quote")},
	{"order: total", documentTotal("sales_order")},
	{"invoice: total", documentTotal("invoice")},
	{"quote: tax spread", documentTax("quote", "quote_line", "quote_id", "WHERE optional = 0")},
	{"order: tax spread", documentTax("sales_order", "order_line", "order_id", "")},
	{"invoice: tax spread", documentTax("invoice", "invoice_line", "invoice_id", "")},
	{"bill: net", `SELECT b.their_no, b.net, s.f FROM bill b JOIN (SELECT bill_id, CAST(SUM(net) AS INTEGER) AS f FROM bill_line GROUP BY bill_id) s ON s.bill_id = b.id
		WHERE s.f <> b.net OR b.total <> b.net + b.tax`},
	{"invoice: settled", `SELECT v.number, v.settled, COALESCE(s.f, 0) FROM invoice v LEFT JOIN
		(SELECT invoice_id AS id, CAST(SUM(settles) AS INTEGER) AS f FROM allocation WHERE invoice_id IS NOT NULL GROUP BY invoice_id) s ON s.id = v.id
		WHERE v.credit = 0 AND v.settled <> COALESCE(s.f, 0)`},
	{"invoice: written off", `SELECT v.number, v.written_off, COALESCE(s.f, 0) FROM invoice v LEFT JOIN
		(SELECT invoice_id AS id, CAST(SUM(settles) AS INTEGER) AS f FROM allocation WHERE invoice_id IS NOT NULL AND write_off = 1 GROUP BY invoice_id) s ON s.id = v.id
		WHERE v.credit = 0 AND v.written_off <> COALESCE(s.f, 0)`},
	{"credit note: used", `SELECT v.number, v.settled, COALESCE(s.f, 0) FROM invoice v LEFT JOIN
		(SELECT credit_id AS id, CAST(SUM(amount) AS INTEGER) AS f FROM allocation WHERE credit_id IS NOT NULL GROUP BY credit_id) s ON s.id = v.id
		WHERE v.credit = 1 AND v.settled <> COALESCE(s.f, 0)`},
	{"bill: settled", `SELECT b.their_no, b.settled, COALESCE(s.f, 0) FROM bill b LEFT JOIN
		(SELECT bill_id AS id, CAST(SUM(settles) AS INTEGER) AS f FROM allocation WHERE bill_id IS NOT NULL GROUP BY bill_id) s ON s.id = b.id
		WHERE b.credit = 0 AND b.settled <> COALESCE(s.f, 0)`},
	{"supplier's credit: used", `SELECT b.their_no, b.settled, COALESCE(s.f, 0) FROM bill b LEFT JOIN
		(SELECT bill_credit_id AS id, CAST(SUM(amount) AS INTEGER) AS f FROM allocation WHERE bill_credit_id IS NOT NULL GROUP BY bill_credit_id) s ON s.id = b.id
		WHERE b.credit = 1 AND b.settled <> COALESCE(s.f, 0)`},
	{"payment: used", `SELECT p.number, p.used, COALESCE(s.f, 0) FROM payment p LEFT JOIN
		(SELECT payment_id AS id, CAST(SUM(amount) AS INTEGER) AS f FROM allocation WHERE payment_id IS NOT NULL GROUP BY payment_id) s ON s.id = p.id
		WHERE p.refund = 0 AND p.used <> COALESCE(s.f, 0)`},
	{"refund: used", `SELECT p.number, p.used, COALESCE(s.f, 0) FROM payment p LEFT JOIN
		(SELECT refund_id AS id, CAST(SUM(settles) AS INTEGER) AS f FROM allocation WHERE refund_id IS NOT NULL GROUP BY refund_id) s ON s.id = p.id
		WHERE p.refund = 1 AND p.used <> COALESCE(s.f, 0)`},
	{"allocation: both sides", `SELECT a.id, a.amount, a.settles` + joinedSides + `
		WHERE a.amount <> a.settles AND COALESCE(p.currency, c.currency, k.currency, '') = COALESCE(v.currency, b.currency, r.currency, '') OR a.amount <= 0 OR a.settles <= 0
			OR (a.write_off = 1 AND (a.amount <> a.settles OR a.gain <> 0))`},
	{"order: invoiced", perOrder("invoiced", "SUM(CASE WHEN credit = 1 THEN 0 - total ELSE total END)")},
	{"order: invoiced net", perOrder("invoiced_net", "SUM(CASE WHEN credit = 1 THEN 0 - net ELSE net END)")},
	{"order: paid", perOrder("paid", "SUM(CASE WHEN credit = 1 THEN 0 - settled ELSE settled END)")},
	{"order: reserved", `SELECT o.number, o.reserved, COALESCE(s.f, 0) FROM sales_order o LEFT JOIN
		(SELECT order_id AS id, CAST(SUM(amount - used) AS INTEGER) AS f FROM payment WHERE order_id IS NOT NULL GROUP BY order_id) s ON s.id = o.id
		WHERE o.reserved <> COALESCE(s.f, 0)`},
	{"payment reserved for somebody else's order", `SELECT p.number, p.customer_id, o.customer_id FROM payment p JOIN sales_order o ON o.id = p.order_id
		WHERE p.customer_id IS NULL OR p.customer_id <> o.customer_id OR p.currency <> o.currency`},
	{"invoice line: credited", `SELECT v.number || ' line ' || l.pos, l.credited_net, COALESCE(s.f, 0) FROM invoice_line l JOIN invoice v ON v.id = l.invoice_id LEFT JOIN
		(SELECT c.credits_id AS id, CAST(SUM(c.net - c.share) AS INTEGER) AS f FROM invoice_line c WHERE c.credits_id IS NOT NULL GROUP BY c.credits_id) s ON s.id = l.id
		WHERE v.credit = 0 AND l.credited_net <> COALESCE(s.f, 0)`},
	{"quotes: numbers given", numbers("quote", "quote", "number <> ''")},
	{"orders: numbers given", numbers("order", "sales_order", "number <> ''")},
	{"purchase orders: numbers given", numbers("purchase", "purchase_order", "number <> ''")},
	{"shipments: numbers given", numbers("shipment", "shipment", "number <> ''")},
	{"invoices: numbers given", numbers("invoice", "invoice", "number <> '' AND credit = 0")},
	{"credit notes: numbers given", numbers("credit", "invoice", "number <> '' AND credit = 1")},
	{"returns: numbers given", numbers("return", "customer_return", "number <> ''")},
	{"reminders: numbers given", numbers("reminder", "reminder", "number <> ''")},
	{"invoice: last reminder", `SELECT v.number, v.reminders, COALESCE(z.level, 0) FROM invoice v LEFT JOIN
		(SELECT l.invoice_id AS id, MAX(l.id) AS last FROM reminder_line l GROUP BY l.invoice_id) x ON x.id = v.id LEFT JOIN reminder_line z ON z.id = x.last
		WHERE v.reminders <> COALESCE(z.level, 0)`},
	{"payments: numbers given", numbers("payment", "payment", "number <> ''")},
	{"bills: numbers given", numbers("bill", "bill", "number <> ''")},
	{"records that can be found", `SELECT 'search', f.n, t.n FROM (SELECT COUNT(*) AS n FROM found) f, (SELECT COUNT(*) AS n FROM found_text) t WHERE f.n <> t.n`},
	{"kit: on purchase orders", perKit("on_purchase")},
	{"kit: shipped", perKit("shipped")},
	{"kit: delivered", perKit("delivered")},
	{"kit: returned", perKit("returned")},
	{"kit: components wanted", `SELECT o.number || ' line ' || p.pos, p.qty - p.cancelled + p.waived, (k.qty - k.cancelled) / 1000 * p.per_kit
		FROM order_line p JOIN order_line k ON k.id = p.kit_line_id JOIN sales_order o ON o.id = p.order_id
		WHERE p.qty - p.cancelled + p.waived < (k.qty - k.cancelled) / 1000 * p.per_kit`},
	{"component of a quote without its kit", partWithoutKit("quote_line", "quote_id")},
	{"component of an order without its kit", partWithoutKit("order_line", "order_id")},
	{"order line of another order", `SELECT p.id, p.order_id, l.order_id FROM purchase_line p JOIN order_line l ON l.id = p.order_line_id WHERE l.order_id <> p.order_id`},
	{"shipment line of another order", `SELECT s.id, h.order_id, l.order_id FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id JOIN order_line l ON l.id = s.order_line_id
		WHERE l.order_id <> h.order_id`},
	{"invoice line of another order", `SELECT x.id, v.order_id, l.order_id FROM invoice_line x JOIN invoice v ON v.id = x.invoice_id JOIN order_line l ON l.id = x.order_line_id
		WHERE l.order_id <> v.order_id`},
}

const (
	billsOf = "bill_line x JOIN bill b ON b.id = x.bill_id"
	entered = "AND b.state = 'entered'"
)

func signed(column string) string {
	return "SUM(CASE WHEN b.credit = 1 THEN 0 - " + column + " ELSE " + column + " END)"
}

// goodsBeside finds bills beside which something else is kept than their goods come to.
func goodsBeside(kept, of string) string {
	return "SELECT b.their_no, b." + kept + ", COALESCE(z.f, 0) FROM bill b LEFT JOIN (SELECT bill_id AS id, CAST(SUM(" + of +
		") AS INTEGER) AS f FROM bill_line WHERE kind <> 'freight' GROUP BY bill_id) z ON z.id = b.id WHERE b." + kept + " <> COALESCE(z.f, 0)"
}

func perOrderLine(kept, sum, from, link, and string) string {
	return `SELECT o.number || ' line ' || l.pos, ` + kept + `, COALESCE(z.f, 0) FROM order_line l JOIN sales_order o ON o.id = l.order_id LEFT JOIN
		(SELECT ` + link + ` AS id, CAST(` + sum + ` AS INTEGER) AS f FROM ` + from + ` WHERE ` + link + ` IS NOT NULL ` + and + ` GROUP BY ` + link + `) z ON z.id = l.id
		WHERE ` + kept + ` <> COALESCE(z.f, 0)`
}

// bought leaves kits out: how far they have come follows from their components.
const bought = " AND l.kind <> 'kit'"

// perKit is for how many of the wanted kits all bought components have come so far.
func perKit(kept string) string {
	return `SELECT o.number || ' line ' || k.pos, k.` + kept + `, z.f FROM order_line k JOIN sales_order o ON o.id = k.order_id JOIN
		(SELECT kit_line_id AS id, MIN((` + kept + ` + waived) / per_kit) * 1000 AS f FROM order_line WHERE kit_line_id IS NOT NULL AND buy = 1 GROUP BY kit_line_id) z
		ON z.id = k.id WHERE k.` + kept + ` <> CASE WHEN z.f > k.qty - k.cancelled THEN k.qty - k.cancelled ELSE z.f END`
}

func partWithoutKit(lines, owner string) string {
	return `SELECT p.id, p.` + owner + `, COALESCE(k.` + owner + `, 0) FROM ` + lines + ` p LEFT JOIN ` + lines + ` k ON k.id = p.kit_line_id
		WHERE (p.kind = 'part' AND (k.id IS NULL OR k.kind <> 'kit' OR k.` + owner + ` <> p.` + owner + ` OR p.per_kit <= 0)) OR (p.kind <> 'part' AND p.kit_line_id IS NOT NULL)`
}

func perPurchaseLine(kept, sum, from, link, and string) string {
	return `SELECT o.number || ' line ' || l.pos, ` + kept + `, COALESCE(z.f, 0) FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_id LEFT JOIN
		(SELECT ` + link + ` AS id, CAST(` + sum + ` AS INTEGER) AS f FROM ` + from + ` WHERE ` + link + ` IS NOT NULL ` + and + ` GROUP BY ` + link + `) z ON z.id = l.id
		WHERE ` + kept + ` <> COALESCE(z.f, 0)`
}

func perOrder(kept, sum string) string {
	return `SELECT o.number, o.` + kept + `, COALESCE(s.f, 0) FROM sales_order o LEFT JOIN
		(SELECT order_id AS id, CAST(` + sum + ` AS INTEGER) AS f FROM invoice WHERE state = 'issued' GROUP BY order_id) s ON s.id = o.id
		WHERE o.` + kept + ` <> COALESCE(s.f, 0)`
}

func documentGross(table, lines, link, and string) string {
	return `SELECT d.number || ' (' || d.id || ')', d.gross, COALESCE(s.f, 0) FROM ` + table + ` d LEFT JOIN
		(SELECT l.` + link + ` AS id, CAST(SUM(l.net) AS INTEGER) AS f FROM ` + lines + ` l WHERE 1 = 1 ` + and + ` GROUP BY l.` + link + `) s ON s.id = d.id
		WHERE d.gross <> COALESCE(s.f, 0)`
}

func documentShare(table, lines, link string) string {
	return `SELECT d.number || ' (' || d.id || ')', d.discount, COALESCE(s.f, 0) FROM ` + table + ` d LEFT JOIN
		(SELECT ` + link + ` AS id, CAST(SUM(share) AS INTEGER) AS f FROM ` + lines + ` GROUP BY ` + link + `) s ON s.id = d.id
		WHERE d.discount <> COALESCE(s.f, 0)`
}

// documentTotal also finds a net that is not the total less tax.
func documentTotal(table string) string {
	return `SELECT number || ' (' || id || ')', total, gross - discount + CASE WHEN inclusive = 1 THEN 0 ELSE tax END FROM ` + table + `
		WHERE total <> gross - discount + CASE WHEN inclusive = 1 THEN 0 ELSE tax END OR total <> net + tax`
}

// documentTax finds tax in lines that is not what the document's codes come to, or where prices include none.
func documentTax(table, lines, link, where string) string {
	return `SELECT d.number || ' (' || d.id || ')', CASE WHEN d.inclusive = 1 THEN d.tax ELSE 0 END, COALESCE(s.f, 0) FROM ` + table + ` d LEFT JOIN
		(SELECT ` + link + ` AS id, CAST(SUM(tax_in) AS INTEGER) AS f FROM ` + lines + ` ` + where + ` GROUP BY ` + link + `) s ON s.id = d.id
		WHERE CASE WHEN d.inclusive = 1 THEN d.tax ELSE 0 END <> COALESCE(s.f, 0)`
}

// numbers compares how many numbers were given with how many documents carry one: with unique
// numbers the two are equal only where there is no gap.
func numbers(kind, table, has string) string {
	return `SELECT n.kind, n.next - n.first, (SELECT COUNT(*) FROM ` + table + ` WHERE ` + has + `) FROM numbering n
		WHERE n.kind = '` + kind + `' AND n.next - n.first <> (SELECT COUNT(*) FROM ` + table + ` WHERE ` + has + `)`
}

// Problems implements app.Store.
func (s *Store) Problems(ctx context.Context) ([]string, error) {
	var found []string
	err := s.Read(ctx, func(at app.Tx) error {
		t := at.(*tx)
		for _, r := range rules {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := t.each(r.query, nil, func(scan func(...any) error) error {
				var name string
				var kept, is int64
				err := scan(&name, &kept, &is)
				found = append(found, fmt.Sprintf("%s: %s: kept %d, the documents say %d", r.what, name, kept, is))
				return err
			})
			if err != nil {
				return err
			}
		}
		if err := t.indexProblems(&found); err != nil {
			return err
		}
		if err := t.tallyProblems(&found); err != nil {
			return err
		}
		if err := t.fileProblems(&found); err != nil {
			return err
		}
		if err := t.stepProblems(&found); err != nil {
			return err
		}
		for _, pragma := range []string{"PRAGMA foreign_key_check", "PRAGMA integrity_check"} {
			if err := t.pragma(pragma, &found); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// indexProblems names each index of some rows of a table that does not hold just these: SQLite's own check does not find what is in one and should not be,
// but a search believes it.
func (t *tx) indexProblems(found *[]string) error {
	type index struct{ table, name, where string }
	list, err := all(t, "SELECT tbl_name, name, SUBSTR(sql, INSTR(sql, ' WHERE ') + 7) FROM sqlite_schema WHERE type = 'index' AND INSTR(sql, ' WHERE ') > 0 ORDER BY tbl_name, name", nil,
		func(x *index) []any { return []any{&x.table, &x.name, &x.where} })
	if err != nil {
		return err
	}
	type held struct{ n, ids int64 }
	for len(list) > 0 {
		table := list[0].table
		end := slices.IndexFunc(list, func(x index) bool { return x.table != table })
		if end < 0 {
			end = len(list)
		}
		of := list[:end]
		list = list[end:]
		sums, rows, to := make([]string, len(of)), make([]held, len(of)), make([]any, 0, 2*len(of))
		for i := range of {
			sums[i] = "COUNT(CASE WHEN " + of[i].where + " THEN 1 END), COALESCE(SUM(CASE WHEN " + of[i].where + " THEN id END), 0)"
			to = append(to, &rows[i].n, &rows[i].ids)
		}
		if _, err := t.one("SELECT "+strings.Join(sums, ", ")+" FROM "+table+" NOT INDEXED", nil, to...); err != nil {
			return err
		}
		for i, x := range of {
			var in held
			if _, err := t.one("SELECT COUNT(*), COALESCE(SUM(id), 0) FROM "+table+" INDEXED BY "+x.name+" WHERE "+x.where, nil, &in.n, &in.ids); err != nil {
				return err
			}
			if in != rows[i] {
				*found = append(*found, fmt.Sprintf("index %s: %d rows are in it, %d should be", x.name, in.n, rows[i].n))
			}
		}
	}
	return nil
}

func (t *tx) pragma(query string, found *[]string) error {
	rows, err := t.conn.c.QueryContext(background, query)
	if err != nil {
		return worded(err)
	}
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			return err
		}
		first := *cells[0].(*any)
		if text, ok := first.(string); ok && text == "ok" {
			continue
		}
		*found = append(*found, fmt.Sprintf("%s: %v", query, first))
	}
	if err := rows.Err(); err != nil {
		return worded(err)
	}
	return rows.Close()
}
