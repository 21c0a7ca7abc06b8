package data

import (
	"fmt"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// seek is how the findings of one rule of Today are read: a filter of a list, and what more is asked. ?1 is today, ?2 the rule's bound.
type seek struct {
	*source
	filter string // the condition of the list's filter
	more   string
	day    string // the day that the finding is about
	sum    string // instead of the source's
}

// source is where findings of a kind come from; the documents' table is called d.
type source struct {
	from                                        string
	number, party, about, count, sum, money, fx string
	with                                        string // the customer or supplier whose levels of automation count
}

var (
	fromQuotes    = &source{"quote d", "d.number", "d.customer", "''", "0", "d.total", "d.currency", "d.fx", "d.customer_id"}
	fromOrders    = &source{"sales_order d", "d.number", "d.customer", "''", "d.suppliers", "d.total", "d.currency", "d.fx", "d.customer_id"}
	fromPurchases = &source{"purchase_order d", "d.number", "d.supplier", "d.order_no", "0", "d.net", "d.currency", "d.fx", "d.supplier_id"}
	fromShipments = &source{"shipment d JOIN sales_order o ON o.id = d.order_id", "d.number", "d.customer", "d.order_no", "0", "o.total", "o.currency", "o.fx", "o.customer_id"}
	fromReturns   = &source{"customer_return d JOIN sales_order o ON o.id = d.order_id", "d.number", "d.customer", "d.order_no", "0", "o.total", "o.currency", "o.fx", "o.customer_id"}
	fromInvoices  = &source{"invoice d", "d.number", "d.customer", "d.order_no", "d.reminders", "d.total - d.settled", "d.currency", "d.fx", "d.customer_id"}
	fromBills     = &source{"bill d", "d.their_no", "d.supplier", "''", "0", "d.total - d.settled", "d.currency", "d.fx", "d.supplier_id"}
	fromReceived  = &source{"received_mail d", "d.subject", "d.party", "d.number", "0", "0", "''", "0", "COALESCE((SELECT p.supplier_id FROM purchase_order p WHERE d.kind = 'purchase' AND p.id = d.doc_id), (SELECT q.customer_id FROM quote q WHERE d.kind = 'quote' AND q.id = d.doc_id), 0)"}
	fromMailboxes = &source{"mailbox_place p JOIN mailbox d ON d.id = p.id", "d.account_user", "d.host", "p.trouble", "0", "0", "''", "0", "0"}
	fromShops     = &source{"shop_place p JOIN shop d ON d.id = p.id", "d.channel", "SUBSTR(d.address, INSTR(d.address, '://') + 3)", "p.trouble", "0", "0", "''", "0", "0"}
	fromPushes    = &source{"shop_push d JOIN shop s ON s.id = d.shop_id", "d.number", "SUBSTR(s.address, INSTR(s.address, '://') + 3)", "COALESCE((SELECT y.answer FROM shop_pushing y WHERE y.id = d.id), '')", "0", "0", "''", "0", "0"}
	fromWatched   = &source{"watched_file d", "d.name", "COALESCE((SELECT s.name FROM supplier s WHERE s.id = d.supplier_id), '')", "d.said", "0", "0", "''", "0", "COALESCE(d.supplier_id, 0)"}
	fromMessages  = &source{"message d", "d.subject", "CASE WHEN d.recipient_name = '' THEN d.recipient ELSE d.recipient_name END", "d.state", "0", "0", "''", "0", "0"}
)

// fromUnreached is customers or suppliers; what each is about is the address that mail does not reach.
func fromUnreached(kind string) *source {
	return &source{kind + " d", "d.name", "d.name", bouncedOf(kind, "email"), "0", "0", "''", "0", "d.id"}
}

// fromShopOrders is shops with orders that wait in a state; what each is about is why the first does.
func fromShopOrders(state string) *source {
	s := *fromShops
	s.about = "COALESCE((SELECT o.said FROM shop_order o WHERE o.shop_id = d.id AND o.state = '" + state + "' ORDER BY o.id LIMIT 1), '')"
	s.count = "(SELECT COUNT(*) FROM shop_order o WHERE o.shop_id = d.id AND o.state = '" + state + "')"
	return &s
}

func waitingOf(state string) string {
	return "EXISTS (SELECT 1 FROM shop_order o WHERE o.shop_id = d.id AND o.state = '" + state + "')"
}

// watching are the files of a watched folder that wait and bring something.
func watching(what string) string { return "d.state = 'waiting' AND d.what = '" + what + "'" }

// unreached are the customers or suppliers at whom mail does not reach somebody; the few contacts are found first.
func unreached(kind string) string {
	return "d.inactive = 0 AND d.id IN (SELECT c." + kind + "_id FROM contact c WHERE c.bounced <> '')"
}

func bouncedOf(kind, column string) string {
	return "(SELECT c." + column + " FROM contact c WHERE c." + kind + "_id = d.id AND c.bounced <> '' ORDER BY c.pos LIMIT 1)"
}

// seeks are the rules of app by their names.
var seeks = map[string]seek{
	"sheet":                {source: fromReceived, filter: "d.waiting = 1 AND d.what = 'sheet'", day: "SUBSTR(d.at, 1, 10)"},
	"answer":               {source: fromReceived, filter: "d.waiting = 1 AND d.what IN ('accept', 'decline')", day: "SUBSTR(d.at, 1, 10)"},
	"read_mail":            {source: fromReceived, filter: "d.waiting = 1 AND d.what IN ('mail', 'orders')", day: "SUBSTR(d.at, 1, 10)"},
	"unreachable":          {source: fromUnreached("customer"), filter: unreached("customer"), day: bouncedOf("customer", "bounced")},
	"unreachable_supplier": {source: fromUnreached("supplier"), filter: unreached("supplier"), day: bouncedOf("supplier", "bounced")},
	"mailbox":              {source: fromMailboxes, filter: "p.trouble > '' AND d.inactive = 0", day: "SUBSTR(p.read_at, 1, 10)"},
	"shop":                 {source: fromShops, filter: "p.trouble > '' AND d.inactive = 0", day: "SUBSTR(p.fetched_at, 1, 10)"},
	"shop_orders":          {source: fromShopOrders("new"), filter: waitingOf("new"), day: "SUBSTR(p.changed, 1, 10)"},
	"shop_doubt":           {source: fromShopOrders("doubt"), filter: waitingOf("doubt"), day: "SUBSTR(p.changed, 1, 10)"},
	"shop_push":            {source: fromPushes, filter: "d.state = 'refused'", day: "SUBSTR(d.created_at, 1, 10)"},
	"file_prices":          {source: fromWatched, filter: watching("prices"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_orders":          {source: fromWatched, filter: watching("orders"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_fees":            {source: fromWatched, filter: watching("fees"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_masters":         {source: fromWatched, filter: watching("masters"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_sheet":           {source: fromWatched, filter: watching("sheet"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_mail":            {source: fromWatched, filter: watching("mail"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_other":           {source: fromWatched, filter: watching("other"), day: "SUBSTR(d.seen_at, 1, 10)"},
	"file_trouble":         {source: fromWatched, filter: "d.state = 'trouble'", day: "SUBSTR(d.seen_at, 1, 10)"},
	"accepted": {source: fromQuotes, filter: quoteList.filters["accepted"], day: "d.date",
		more: "d.made = 0 AND CASE WHEN d.valid = '' THEN d.date ELSE d.valid END >= ?2"},
	"confirm":      {source: fromOrders, filter: orderList.filters["draft"], more: "d.channel <> 'typed' AND d.total > 0", day: "d.date"},
	"decide":       {source: fromOrders, filter: orderList.filters["decide"], day: "d.wanted"},
	"held":         {source: fromOrders, filter: orderList.filters["held"], day: "d.wanted"},
	"to_order":     {source: fromOrders, filter: orderList.filters["to_order"], day: "d.wanted"},
	"send_po":      {source: fromPurchases, filter: purchaseList.filters["draft"], more: "d.waiting = ''", day: "d.date"},
	"unanswered":   {source: fromPurchases, filter: purchaseList.filters["unanswered"], more: "d.sent_at <= ?2 AND d.expected >= ?1", day: "d.date"},
	"late":         {source: fromPurchases, filter: purchaseList.filters["late"], day: "d.expected"},
	"no_tracking":  {source: fromPurchases, filter: "d.next = 'ship'", more: "d.date <= ?2 AND d.expected >= ?1", day: "d.date"},
	"notify":       {source: fromShipments, filter: shipmentList.filters["on_the_way"], more: "d.notified = ''", day: "d.date"},
	"deliver":      {source: fromShipments, filter: shipmentList.filters["on_the_way"], more: "(d.expected <> '' AND d.expected < ?1) OR (d.expected = '' AND d.date <= ?2)", day: "d.date"},
	"to_invoice":   {source: fromOrders, filter: orderList.filters["to_invoice"], more: "NOT EXISTS (SELECT 1 FROM invoice v WHERE v.order_id = d.id AND v.state = 'draft')", day: "d.date"},
	"send_invoice": {source: fromInvoices, filter: invoiceList.filters["draft"], day: "d.date", sum: "d.total"},
	"overdue":      {source: fromInvoices, filter: invoiceList.filters["overdue"], more: "d.reminded <= ?2", day: "d.due"},
	"approve":      {source: fromBills, filter: billList.filters["to_approve"], day: "d.due"},
	"credit_due": {source: fromPurchases, filter: purchaseList.filters["credit_due"], day: "d.date",
		more: "EXISTS (SELECT 1 FROM claim c WHERE c.purchase_id = d.id AND c.dropped < c.qty) AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.purchase_id = d.id AND c.chased >= ?2)"},
	"returns":      {source: fromReturns, filter: returnList.filters["received"], day: "d.date"},
	"mail":         {source: fromMessages, filter: "d.state IN ('ready', 'failed', 'uncertain')", more: "d.state <> 'ready' OR d.created_at <= ?2", day: "SUBSTR(d.created_at, 1, 10)"},
	"quote_ends":   {source: fromQuotes, filter: quoteList.filters["sent"], more: "d.valid <> '' AND d.valid <= ?2", day: "d.valid"},
	"bill_due":     {source: fromBills, filter: billList.filters["open"], more: "d.due <= ?2 AND d.approval IN ('', 'approved')", day: "d.due"},
	"bill_missing": {source: fromPurchases, filter: purchaseList.filters["to_bill"], more: "d.date <= ?2", day: "d.date"},
}

// queries are what reads a rule's findings, worst first, and what adds them up by currency.
func (s seek) queries(rule string, limit int) (list, sums string) {
	sum := s.source.sum
	if s.sum != "" {
		sum = s.sum
	}
	where := " FROM " + s.from + " WHERE " + s.filter + and(s.more) +
		" AND NOT EXISTS (SELECT 1 FROM snooze z WHERE z.rule = '" + rule + "' AND z.doc_id = d.id AND z.until > ?1)"
	order := fmt.Sprintf(" ORDER BY (%s) * (%s / 10000000000.0) DESC, %s, d.id", sum, s.fx, s.day)
	// What is sorted is narrow, and found in an index where one holds it.
	list = fmt.Sprintf("SELECT d.id, %s, %s, %s, %s, %s, %s, %s, %s FROM %s WHERE d.id IN (SELECT d.id%s%s LIMIT %d)%s",
		s.number, s.party, s.about, s.day, s.count, sum, s.money, s.with, s.from, where, order, limit, order)
	sums = fmt.Sprintf("SELECT %s, COUNT(*), CAST(SUM(%s) AS INTEGER)%s GROUP BY %s", s.money, sum, where, s.money)
	return list, sums
}

// Findings implements app.Tx.
func (t *tx) Findings(in app.Seeking) (app.Sought, error) {
	var out app.Sought
	s, ok := seeks[in.Rule]
	if !ok {
		return out, fmt.Errorf("nothing is known of the rule %q", in.Rule)
	}
	list, sums := s.queries(in.Rule, in.Limit)
	args := []any{in.Today}
	if strings.Contains(sums, "?2") {
		args = append(args, in.Bound)
	}
	var err error
	out.Sums, err = all(t, sums, args, func(x *app.SoughtSum) []any { return []any{&x.Currency, &x.Count, &x.Sum} })
	if err != nil || len(out.Sums) == 0 || in.Limit == 0 {
		return out, err
	}
	out.Rows, err = all(t, list, args, func(f *app.Finding) []any {
		return []any{&f.ID, &f.Number, &f.Party, &f.About, &f.Day, &f.Count, &f.Sum, &f.Currency, &f.PartyID}
	})
	return out, err
}

// Snoozed implements app.Tx.
func (t *tx) Snoozed(rule string, id trade.ID) (*trade.Snooze, error) {
	list, err := snoozes.where(t, "WHERE rule = ?1 AND doc_id = ?2", rule, id)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// SaveSnooze implements app.Tx.
func (t *tx) SaveSnooze(s *trade.Snooze) error { return snoozes.save(t, s) }

// Automations implements app.Tx.
func (t *tx) Automations() ([]trade.Automation, error) { return automations.where(t, "ORDER BY id") }

// DeleteAutomation implements app.Tx.
func (t *tx) DeleteAutomation(id trade.ID) error {
	return t.exec("DELETE FROM automation WHERE id = ?1", id)
}

// SaveAutomation implements app.Tx.
func (t *tx) SaveAutomation(a *trade.Automation) error { return automations.save(t, a) }

var snoozes = newTable("snooze", "id, rule, doc_id, until, who", false,
	func(s *trade.Snooze) []any { return []any{&s.ID, &s.Rule, &s.DocID, &s.Until, &s.Who} }, func(*trade.Snooze) string { return "The snooze" })

var automations = newTable("automation", "id, version, rule, level, hours, customer_id, supplier_id", true,
	func(a *trade.Automation) []any {
		return []any{&a.ID, &a.Version, &a.Rule, &a.Level, &a.Hours, link{&a.CustomerID}, link{&a.SupplierID}}
	}, func(*trade.Automation) string { return "The automation" })

// Troubles implements app.Tx.
func (t *tx) Troubles() ([]trade.Trouble, error) {
	return all(t, "SELECT rule, doc_id, at, reason FROM trouble ORDER BY id", nil, func(x *trade.Trouble) []any {
		return []any{&x.Rule, &x.DocID, &x.At, &x.Reason}
	})
}

// SetTrouble implements app.Tx.
func (t *tx) SetTrouble(x trade.Trouble) error {
	if err := t.exec("DELETE FROM trouble WHERE rule = ?1 AND doc_id = ?2", x.Rule, x.DocID); err != nil || x.Reason == "" {
		return err
	}
	return t.exec("INSERT INTO trouble (rule, doc_id, at, reason) VALUES (?1, ?2, ?3, ?4)", x.Rule, x.DocID, x.At, x.Reason)
}

const receivable = `SELECT t.currency, t.sum, COALESCE(o.sum, 0) FROM tally t LEFT JOIN (SELECT d.currency AS currency, CAST(SUM(d.total - d.settled) AS INTEGER) AS sum
		FROM invoice d WHERE d.state = 'issued' AND d.settled < d.total AND d.credit = 0 AND d.due < ?1 GROUP BY d.currency) o ON o.currency = t.currency
		WHERE t.list = 'invoice' AND t.class = 'issued' AND t.n > 0`

// Receivable implements app.Tx.
func (t *tx) Receivable(today trade.Date) ([]app.OwedSum, error) {
	return all(t, receivable, []any{today},
		func(x *app.OwedSum) []any { return []any{&x.Currency, &x.Open, &x.Overdue} })
}

const earnedByDay = "SELECT class, sum, sum - cost, 0, 0 FROM tally WHERE list = '" + earnedDay + "' AND class >= ?1 AND class <= ?2 AND n > 0 ORDER BY class"

// EarnedByDay implements app.Tx.
func (t *tx) EarnedByDay(from, to trade.Date) ([]app.DayOfTrade, error) {
	return all(t, earnedByDay, []any{from, to}, dayOfTrade)
}

const deliveredByDay = "SELECT class, 0, 0, n, cost FROM tally WHERE list = '" + arrivedDay + "' AND class >= ?1 AND class <= ?2 AND n > 0 ORDER BY class"

// DeliveredByDay implements app.Tx.
func (t *tx) DeliveredByDay(from, to trade.Date) ([]app.DayOfTrade, error) {
	return all(t, deliveredByDay, []any{from, to}, dayOfTrade)
}

func dayOfTrade(x *app.DayOfTrade) []any {
	return []any{&x.Day, &x.Revenue, &x.Profit, &x.Delivered, &x.Late}
}
