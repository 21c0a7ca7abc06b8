package data

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// listing says how one kind of document is listed.
type listing[Row any] struct {
	kind    trade.Kind
	from    string // FROM and joins; the documents' table is called d
	columns string
	ptrs    func(*Row) []any
	filters map[string]string // each filter's condition; ?1 is today
	order   string            // where no sort is asked for
	sorts   map[string]string // the row's fields that can be sorted by
	sum     string            // what the footer adds up, with a currency; empty for people and items
	summed  string            // the condition of the documents of which the sum is not nought; empty: all
	tallies map[string]string // filters that have a tally of their own
	classes map[string]string // the classes of the tally that make up a filter; a list that has any is counted as a whole too
}

// mostFound is how many documents a text finds in a list at most, the newest: nobody reads more, and in a million orders most have what begins with a few letters.
const mostFound = 1000

// reading is how a query is read: its rows are scanned one by one.
type reading = func(query string, args []any, row func(scan func(...any) error) error) error

func (l *listing[Row]) list(t *tx, in app.ListIn) (app.List[Row], error) {
	out := app.List[Row]{Rows: []Row{}, Sums: []app.CurrencySum{}, Chips: []app.Chip{}}
	where, args := []string{"1 = 1"}, []any{in.Today}
	add := func(clause string, arg any) {
		args = append(args, arg)
		where = append(where, fmt.Sprintf(clause, len(args)))
	}
	for _, by := range []struct {
		column string
		value  any
	}{{"customer_id", in.CustomerID}, {"supplier_id", in.SupplierID}, {"order_id", in.OrderID}, {"channel", in.Channel}} {
		if by.value == trade.ID(0) || by.value == "" {
			continue
		}
		if !strings.Contains(l.columns, "d."+by.column) {
			return out, trade.Faultf(trade.Invalid, "This list cannot be narrowed by %s.", by.column).In("%s", by.column)
		}
		add("d."+by.column+" = ?%d", by.value)
	}
	each := t.each
	if match := beginnings(in.Text); match != "" {
		ids, err := t.newest(l.kind, match, mostFound+1)
		if err != nil {
			return out, err
		}
		if len(ids) > mostFound {
			ids, out.More = ids[:mostFound], true
		}
		where = append(where, "d.id IN ("+strings.Join(append(ids, "NULL"), ", ")+")")
		each = t.eachOnce // another text is another query
	}
	narrowed := strings.Join(where, " AND ")
	known := func(filter string) (string, bool) { return "", false }
	if len(where) == 1 {
		known = l.tallied
	}
	if !in.RowsOnly {
		if err := l.count(each, in, &out, narrowed, args, known); err != nil {
			return out, err
		}
	}
	if in.Counts != nil {
		return out, nil
	}
	narrowed += and(l.filters[in.Filter])
	if l.sum != "" && !in.RowsOnly {
		query := "SELECT d.currency, CAST(SUM(" + l.sum + ") AS INTEGER) FROM " + l.from + " WHERE " + narrowed + and(l.summed) + " GROUP BY d.currency ORDER BY d.currency"
		if of, ok := known(in.Filter); ok {
			query = "SELECT currency, CAST(SUM(sum) AS INTEGER) FROM tally" + of + " GROUP BY currency HAVING SUM(n) > 0" + l.nonzero() + " ORDER BY currency"
		}
		if err := each(query, used(query, args), func(scan func(...any) error) error {
			out.Sums = append(out.Sums, app.CurrencySum{})
			s := &out.Sums[len(out.Sums)-1]
			return scan(&s.Currency, &s.Sum)
		}); err != nil {
			return out, err
		}
	}
	order := l.order
	if in.Sort != "" {
		column, ok := l.sorts[in.Sort]
		if !ok {
			return out, trade.Faultf(trade.Invalid, "This list cannot be sorted by %q. Possible: %s.", in.Sort, strings.Join(names(l.sorts), ", ")).In("sort")
		}
		order = column + ", d.id"
		if in.Desc {
			order = column + " DESC, d.id DESC"
		}
	}
	return out, l.page(t, in, &out, order, narrowed, args)
}

// page reads the rows that are asked for.
func (l *listing[Row]) page(t *tx, in app.ListIn, out *app.List[Row], order, narrowed string, args []any) error {
	from, err := t.marksOf(l.from+" WHERE "+narrowed+order+fmt.Sprint(args), order, in.Offset)
	if err != nil {
		return err
	}
	columns, left := l.columns, in.Offset
	if from != nil {
		var condition string
		var values []any
		condition, values, left = from.from(in.Offset, len(args))
		narrowed, args = narrowed+condition, append(args, values...)
		columns += ", " + from.column + ", d.id"
	}
	page := " ORDER BY " + order + fmt.Sprintf(" LIMIT %d OFFSET %d", in.Limit, left)
	query := "SELECT " + columns + " FROM " + l.from + " WHERE " + narrowed + page
	if strings.HasPrefix(order, "d.") {
		// What is sorted or passed over before the page is narrow.
		query = "SELECT " + columns + " FROM " + l.from + " WHERE d.id IN (SELECT d.id FROM " + l.from + " WHERE " + narrowed + page + ") ORDER BY " + order
	}
	return t.eachOnce(query, used(query, args), func(scan func(...any) error) error {
		out.Rows = append(out.Rows, *new(Row))
		ptrs := l.ptrs(&out.Rows[len(out.Rows)-1])
		if from == nil {
			return scan(ptrs...)
		}
		at := mark{offset: in.Offset}
		err := scan(append(ptrs, &at.key, &at.id)...)
		if err == nil && len(out.Rows) == 1 {
			from.remember(at)
		}
		return err
	})
}

// nonzero leaves out currencies in which nothing is open.
func (l *listing[Row]) nonzero() string {
	if l.summed == "" {
		return ""
	}
	return " AND SUM(sum) <> 0"
}

// count fills the chips: from the tallies, or, where the list is narrowed or a filter depends on the day, in one walk through what is left.
func (l *listing[Row]) count(each reading, in app.ListIn, out *app.List[Row], narrowed string, args []any, known func(string) (string, bool)) error {
	var asked []string
	for _, name := range app.Filters[l.kind] {
		if in.Counts == nil || slices.Contains(in.Counts, name) {
			asked = append(asked, name)
		}
	}
	counts := make([]int, len(asked))
	if strings.Contains(narrowed, "d.") {
		columns, to := make([]string, len(asked)), make([]any, len(asked))
		for i, name := range asked {
			columns[i], to[i] = "COUNT(*)", &counts[i]
			if condition := l.filters[name]; condition != "" {
				columns[i] = "CAST(COALESCE(SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0) AS INTEGER)"
			}
		}
		query := "SELECT " + strings.Join(columns, ", ") + " FROM " + l.from + " WHERE " + narrowed
		if err := each(query, used(query, args), func(scan func(...any) error) error { return scan(to...) }); err != nil {
			return err
		}
	} else {
		for i, name := range asked {
			query := "SELECT COUNT(*) FROM " + l.from + " WHERE 1 = 1" + and(l.filters[name])
			if of, ok := known(name); ok {
				query = "SELECT CAST(COALESCE(SUM(n), 0) AS INTEGER) FROM tally" + of
			}
			if err := each(query, used(query, args), func(scan func(...any) error) error { return scan(&counts[i]) }); err != nil {
				return err
			}
		}
	}
	for i, name := range asked {
		out.Chips = append(out.Chips, app.Chip{Filter: name, Count: counts[i]})
		if name == in.Filter {
			out.Count = counts[i]
		}
	}
	return nil
}

func and(condition string) string {
	if condition == "" {
		return ""
	}
	return " AND (" + condition + ")"
}

// used leaves out today's date, and what follows nothing, where a query does not name it: SQLite
// counts the parameters that it is given.
func used(query string, args []any) []any {
	if len(args) == 1 && !strings.Contains(query, "?1") {
		return nil
	}
	return args
}

func names(m map[string]string) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	sort.Strings(list)
	return list
}

// sortable lists columns that are sorted by under their own names.
func sortable(columns ...string) map[string]string {
	m := map[string]string{}
	for _, c := range columns {
		m[c] = "d." + c
	}
	return m
}

// with adds fields that are sorted by another column than the one of their name, or by what is worked out.
func with(sorts map[string]string, fieldsAndColumns ...string) map[string]string {
	for i := 0; i < len(fieldsAndColumns); i += 2 {
		sorts[fieldsAndColumns[i]] = fieldsAndColumns[i+1]
	}
	return sorts
}

var customerList = listing[app.CustomerRow]{
	kind: trade.KindCustomer, from: "customer d",
	columns: `d.id, d.number, d.name, d.city, d.country,
		COALESCE((SELECT c.name FROM contact c WHERE c.customer_id = d.id ORDER BY c.orders DESC, c.pos LIMIT 1), ''),
		COALESCE((SELECT c.email FROM contact c WHERE c.customer_id = d.id ORDER BY c.orders DESC, c.pos LIMIT 1), ''), d.prospect,
		(SELECT COUNT(*) FROM sales_order o WHERE o.customer_id = d.id AND o.state = 'confirmed') AS orders,
		COALESCE((SELECT CAST(SUM(y.sum) AS INTEGER) FROM tally y WHERE y.list = '` + owedByCustomers + `' AND y.class >= d.id || ' ' AND y.class < d.id || '!' AND y.currency = d.currency), 0) AS open_sum,
		d.currency`,
	ptrs: func(r *app.CustomerRow) []any {
		return []any{&r.ID, &r.Number, &r.Name, &r.City, &r.Country, &r.Contact, &r.Email, &r.Prospect, &r.Orders, &r.Open, &r.Currency}
	},
	filters: map[string]string{"customers": "d.prospect = 0 AND d.inactive = 0", "prospects": "d.prospect = 1 AND d.inactive = 0", "inactive": "d.inactive = 1"},
	order:   "d.name, d.id", sorts: with(sortable("number", "name", "city", "country", "currency"), "orders", "orders", "open", "open_sum"),
}

// ListCustomers implements app.Tx.
func (t *tx) ListCustomers(in app.ListIn) (app.List[app.CustomerRow], error) {
	return customerList.list(t, in)
}

var supplierList = listing[app.SupplierRow]{
	kind: trade.KindSupplier, from: "supplier d",
	columns: `d.id, d.number, d.name, d.city, d.country,
		COALESCE((SELECT c.name FROM contact c WHERE c.supplier_id = d.id ORDER BY c.orders DESC, c.pos LIMIT 1), ''),
		COALESCE((SELECT c.email FROM contact c WHERE c.supplier_id = d.id ORDER BY c.orders DESC, c.pos LIMIT 1), ''),
		(SELECT COUNT(*) FROM item_source s WHERE s.supplier_id = d.id) AS items,
		(SELECT COUNT(*) FROM purchase_order p WHERE p.supplier_id = d.id AND p.next IN ('answer', 'ship')) AS waiting,
		COALESCE((SELECT CAST(SUM(y.sum) AS INTEGER) FROM tally y WHERE y.list = '` + owedToSuppliers + `' AND y.class >= d.id || ' ' AND y.class < d.id || '!'), 0) AS open_sum, d.currency`,
	ptrs: func(r *app.SupplierRow) []any {
		return []any{&r.ID, &r.Number, &r.Name, &r.City, &r.Country, &r.Contact, &r.Email, &r.Items, &r.Waiting, &r.Open, &r.Currency}
	},
	filters: map[string]string{"active": "d.inactive = 0", "inactive": "d.inactive = 1"},
	order:   "d.name, d.id", sorts: with(sortable("number", "name", "city", "country", "currency"), "items", "items", "waiting", "waiting", "open", "open_sum"),
}

// ListSuppliers implements app.Tx.
func (t *tx) ListSuppliers(in app.ListIn) (app.List[app.SupplierRow], error) {
	return supplierList.list(t, in)
}

var itemList = listing[app.ItemRow]{
	kind: trade.KindItem, from: `item d JOIN company own ON own.id = 1 LEFT JOIN item_source s ON s.item_id = d.id AND s.rank = 0
		LEFT JOIN supplier v ON v.id = s.supplier_id`,
	columns: `d.id, d.sku, d.name, d.category, d.unit, d.price, COALESCE(v.name, ''), COALESCE(s.cost, 0), COALESCE(s.currency, ''),
		COALESCE(s.lead_days, 0), s.stock, d.inactive, own.currency, EXISTS (SELECT 1 FROM item_component c WHERE c.item_id = d.id)`,
	ptrs: func(r *app.ItemRow) []any {
		return []any{&r.ID, &r.SKU, &r.Name, &r.Category, &r.Unit, &r.Price, &r.Supplier, &r.Cost, &r.CostIn, &r.LeadDays, &r.Stock, &r.Inactive, &r.Currency, &r.Kit}
	},
	filters: map[string]string{"active": "d.inactive = 0", "no_supplier": "d.inactive = 0 AND d.drop_ship = 1 AND s.id IS NULL", "inactive": "d.inactive = 1"},
	order:   "d.sku_key", sorts: with(sortable("name", "category", "price"), "sku", "d.sku_key", "supplier", "v.name", "cost", "s.cost"),
}

// ListItems implements app.Tx.
func (t *tx) ListItems(in app.ListIn) (app.List[app.ItemRow], error) { return itemList.list(t, in) }

var quoteList = listing[app.QuoteRow]{
	kind: trade.KindQuote, from: "quote d",
	columns: `d.id, d.number, d.revision, d.state, d.date, d.valid, d.customer_id, d.customer, d.rep,
		(SELECT COUNT(*) FROM sales_order o WHERE o.quote_id = d.id), d.net, d.cost, d.total, d.currency`,
	ptrs: func(r *app.QuoteRow) []any {
		return []any{&r.ID, &r.Number, &r.Revision, &r.State, &r.Date, &r.Valid, &r.CustomerID, &r.Customer, &r.Rep, &r.Orders, &r.Net, &r.Cost, &r.Total, &r.Currency}
	},
	filters: map[string]string{
		"draft": "d.state = 'draft'", "sent": "d.state = 'sent' AND (d.valid = '' OR d.valid >= ?1)", "accepted": "d.state = 'accepted'",
		"expired": "d.state = 'sent' AND d.valid <> '' AND d.valid < ?1", "declined": "d.state = 'declined'",
	},
	order: "d.id DESC", sorts: sortable("number", "state", "date", "customer", "rep", "net", "total"), sum: "d.total",
	classes: map[string]string{"draft": "'draft'", "accepted": "'accepted'", "declined": "'declined'"},
}

// ListQuotes implements app.Tx.
func (t *tx) ListQuotes(in app.ListIn) (app.List[app.QuoteRow], error) { return quoteList.list(t, in) }

var orderList = listing[app.OrderRow]{
	kind: trade.KindOrder, from: "sales_order d",
	columns: `d.id, d.number, d.state, d.next, d.date, d.wanted, d.expected, d.channel, d.customer_id, d.customer, d.reference, d.rep, d.to_order,
		d.suppliers, d.total, d.invoiced, d.paid, d.currency, d.revenue, d.cost_of_goods, d.profit_actual`,
	ptrs: func(r *app.OrderRow) []any {
		return []any{&r.ID, &r.Number, &r.State, &r.Next, &r.Date, &r.Wanted, &r.Expected, &r.Channel, &r.CustomerID, &r.Customer, &r.Reference, &r.Rep,
			&r.ToOrder, &r.Suppliers, &r.Total, &r.Invoiced, &r.Paid, &r.Currency, &r.Revenue, &r.Cost, &r.Actual}
	},
	filters: map[string]string{
		"open":  "d.next IN ('confirm', 'release', 'decide', 'order', 'send', 'invoice', 'answer', 'ship', 'deliver', 'payment', 'bill', 'credit')",
		"draft": "d.next = 'confirm'", "held": "d.next = 'release'", "decide": "d.next = 'decide'", "to_order": "d.next = 'order'", "to_invoice": "d.next = 'invoice'",
		"late": `d.wanted <> '' AND d.next NOT IN ('done', 'cancelled', 'payment', 'bill', 'credit', 'confirm') AND (d.wanted < ?1 OR d.expected > d.wanted)`,
		"done": "d.next = 'done'", "cancelled": "d.next = 'cancelled'",
	},
	order: "d.id DESC", sorts: sortable("number", "state", "next", "date", "wanted", "expected", "channel", "customer", "reference", "rep", "total", "revenue"), sum: "d.total",
	classes: map[string]string{"done": "'done'", "cancelled": "'cancelled'"},
}

// ListOrders implements app.Tx.
func (t *tx) ListOrders(in app.ListIn) (app.List[app.OrderRow], error) { return orderList.list(t, in) }

var purchaseList = listing[app.PurchaseRow]{
	kind: trade.KindPurchase, from: "purchase_order d",
	columns: `d.id, d.number, d.state, d.next, d.date, d.expected, d.order_id, d.order_no, d.customer_id, d.customer, d.supplier_id, d.supplier, d.net, d.billed, d.currency`,
	ptrs: func(r *app.PurchaseRow) []any {
		return []any{&r.ID, &r.Number, &r.State, &r.Next, &r.Date, &r.Expected, &r.OrderID, &r.OrderNo, &r.CustomerID, &r.Customer, &r.SupplierID, &r.Supplier,
			&r.Net, &r.Billed, &r.Currency}
	},
	filters: map[string]string{
		"open": "d.next IN ('send', 'answer', 'ship', 'deliver', 'bill', 'credit')", "draft": "d.next = 'send'", "unanswered": "d.next = 'answer'",
		"waiting": "d.waiting <> ''", "late": "d.next IN ('answer', 'ship') AND d.expected < ?1", "to_bill": "d.next = 'bill'", "credit_due": "d.next = 'credit'", "done": "d.next = 'done'", "cancelled": "d.next = 'cancelled'",
	},
	order: "d.id DESC", sorts: sortable("number", "state", "next", "date", "expected", "customer", "supplier", "net"), sum: "d.net",
	classes: map[string]string{"done": "'done'", "cancelled": "'cancelled'"},
}

// ListPurchases implements app.Tx.
func (t *tx) ListPurchases(in app.ListIn) (app.List[app.PurchaseRow], error) {
	return purchaseList.list(t, in)
}

var shipmentList = listing[app.ShipmentRow]{
	kind: trade.KindShipment, from: "shipment d",
	columns: `d.id, d.number, d.state, d.date, d.delivered, d.order_id, d.order_no, d.purchase_no, d.customer, d.supplier, d.carrier, d.tracking, d.parcels,
		d.notified, d.customer_id, d.supplier_id`,
	ptrs: func(r *app.ShipmentRow) []any {
		var customer, supplier trade.ID
		return []any{&r.ID, &r.Number, &r.State, &r.Date, &r.Delivered, &r.OrderID, &r.OrderNo, &r.PurchaseNo, &r.Customer, &r.Supplier, &r.Carrier, &r.Tracking,
			parcels{&r.Parcels}, given{&r.Notified}, &customer, &supplier}
	},
	filters: map[string]string{"on_the_way": "d.state = 'shipped'", "delivered": "d.state = 'delivered'", "lost": "d.state = 'lost'"},
	order:   "d.id DESC", sorts: sortable("number", "state", "date", "delivered", "order_no", "customer", "supplier", "carrier"),
	classes: map[string]string{"on_the_way": "'shipped'", "delivered": "'delivered'", "lost": "'lost'"},
}

// parcels counts the parcels of a shipment; given says whether a text is not empty.
type parcels struct{ n *int }

func (p parcels) Scan(src any) error {
	var list []trade.Parcel
	err := asJSON{&list}.Scan(src)
	*p.n = len(list)
	return err
}

type given struct{ is *bool }

func (g given) Scan(src any) error {
	text, _ := src.(string)
	*g.is = text != ""
	return nil
}

// ListShipments implements app.Tx.
func (t *tx) ListShipments(in app.ListIn) (app.List[app.ShipmentRow], error) {
	return shipmentList.list(t, in)
}

var invoiceList = listing[app.InvoiceRow]{
	kind: trade.KindInvoice, from: "invoice d",
	columns: `d.id, d.number, d.credit, d.state, d.date, d.due, d.customer_id, d.customer, d.order_id, d.order_no, d.total,
		CASE WHEN d.state = 'issued' THEN d.total - d.settled ELSE 0 END, d.currency, d.reminders`,
	ptrs: func(r *app.InvoiceRow) []any {
		return []any{&r.ID, &r.Number, &r.Credit, &r.State, &r.Date, &r.Due, &r.CustomerID, &r.Customer, &r.OrderID, &r.OrderNo, &r.Total, &r.Open, &r.Currency, &r.Reminders}
	},
	filters: map[string]string{
		"draft": "d.state = 'draft'", "open": "d.state = 'issued' AND d.settled < d.total AND d.credit = 0",
		"overdue":  "d.state = 'issued' AND d.settled < d.total AND d.credit = 0 AND d.due < ?1",
		"reminded": "d.reminders > 0 AND d.settled < d.total",
		"paid":     "d.state = 'issued' AND d.settled = d.total AND d.credit = 0", "credit": "d.credit = 1",
	},
	order: "d.id DESC", sorts: sortable("number", "state", "date", "due", "customer", "order_no", "total"),
	sum: signedOpen, summed: "d.state = 'issued' AND d.settled < d.total",
	classes: map[string]string{"open": "'issued'", "paid": "'paid'", "credit": "'credit'"},
}

// ListInvoices implements app.Tx.
func (t *tx) ListInvoices(in app.ListIn) (app.List[app.InvoiceRow], error) {
	return invoiceList.list(t, in)
}

var paymentList = listing[app.PaymentRow]{
	kind: trade.KindPayment, from: "payment d",
	columns: `d.id, d.number, CASE WHEN d.supplier_id IS NULL THEN d.refund ELSE 1 - d.refund END, d.refund, d.date, COALESCE(d.customer_id, 0), COALESCE(d.supplier_id, 0), d.party, d.method,
		d.reference, d.amount, d.amount - d.used, d.currency`,
	ptrs: func(r *app.PaymentRow) []any {
		return []any{&r.ID, &r.Number, &r.Out, &r.Refund, &r.Date, &r.CustomerID, &r.SupplierID, &r.Party, &r.Method, &r.Reference, &r.Amount, &r.Left, &r.Currency}
	},
	filters: map[string]string{
		"in":     "(d.supplier_id IS NULL AND d.refund = 0) OR (d.supplier_id IS NOT NULL AND d.refund = 1)",
		"out":    "(d.supplier_id IS NOT NULL AND d.refund = 0) OR (d.supplier_id IS NULL AND d.refund = 1)",
		"refund": "d.refund = 1", "on_account": "d.used < d.amount",
	},
	order: "d.id DESC", sorts: sortable("number", "date", "party", "method", "reference", "amount"),
	sum:     paymentSum,
	tallies: map[string]string{"on_account": onAccount},
	classes: map[string]string{"in": "'received', 'got back'", "out": "'paid', 'refunded'", "refund": "'refunded', 'got back'"},
}

const paymentSum = "CASE WHEN (d.customer_id IS NULL) = (d.refund = 0) THEN 0 - d.amount ELSE d.amount END"

// ListPayments implements app.Tx.
func (t *tx) ListPayments(in app.ListIn) (app.List[app.PaymentRow], error) {
	return paymentList.list(t, in)
}

var billList = listing[app.BillRow]{
	kind: trade.KindBill, from: "bill d",
	columns: `d.id, d.number, d.their_no, d.credit, d.state, d.date, d.due, d.supplier_id, d.supplier, d.total,
		CASE WHEN d.state = 'entered' THEN d.total - d.settled ELSE 0 END, d.difference, d.approval, d.currency`,
	ptrs: func(r *app.BillRow) []any {
		return []any{&r.ID, &r.Number, &r.TheirNo, &r.Credit, &r.State, &r.Date, &r.Due, &r.SupplierID, &r.Supplier, &r.Total, &r.Open, &r.Difference, &r.Approval, &r.Currency}
	},
	filters: map[string]string{
		"draft": "d.state = 'draft'", "open": "d.state = 'entered' AND d.settled < d.total AND d.credit = 0",
		"overdue":    "d.state = 'entered' AND d.settled < d.total AND d.credit = 0 AND d.due < ?1",
		"to_approve": "d.approval <> '' AND d.approval = 'waiting'", "disputed": "d.approval <> '' AND d.approval = 'disputed'",
		"different": "d.state <> 'cancelled' AND d.difference <> 0", "paid": "d.state = 'entered' AND d.settled = d.total AND d.credit = 0", "credit": "d.credit = 1",
	},
	order: "d.id DESC", sorts: with(sortable("number", "state", "date", "due", "supplier", "total", "difference"), "their_number", "d.their_no"),
	sum: signedOpen, summed: "d.state = 'entered' AND d.settled < d.total",
	classes: map[string]string{"open": "'entered'", "paid": "'paid'", "credit": "'credit'"},
}

// ListBills implements app.Tx.
func (t *tx) ListBills(in app.ListIn) (app.List[app.BillRow], error) { return billList.list(t, in) }

var messageList = listing[trade.Message]{
	kind: trade.KindMessage, from: "message d LEFT JOIN delivery y ON y.id = d.id",
	columns: "d.id, d.state, d.kind, d.doc_id, d.paper, d.sender, d.recipient, d.recipient_name, d.subject, d.body, d.message_id, d.created_at, d.handed_at, d.cc, COALESCE(y.attempts, 0), COALESCE(y.try_at, ''), COALESCE(y.answer, '')",
	ptrs:    func(m *trade.Message) []any { return append(messages.ptrs(m), &m.Attempts, &m.TryAt, &m.Answer) },
	filters: map[string]string{
		"ready": "d.state = 'ready'", "sending": "d.state = 'sending'", "sent": "d.state = 'sent'", "failed": "d.state = 'failed'", "uncertain": "d.state = 'uncertain'",
		"stopped": "d.state = 'stopped'", "handed": "d.state = 'handed'",
	},
	order: "d.id DESC", sorts: sortable("state", "subject", "recipient", "created_at"),
	classes: map[string]string{"ready": "'ready'", "sent": "'sent'", "failed": "'failed'", "uncertain": "'uncertain'", "stopped": "'stopped'", "handed": "'handed'"},
}

// ListMessages implements app.Tx.
func (t *tx) ListMessages(in app.ListIn) (app.List[trade.Message], error) {
	return messageList.list(t, in)
}
