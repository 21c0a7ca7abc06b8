package app

import (
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func text(id, title string) TableColumn { return TableColumn{ID: id, Title: title} }

func sum(id, title string) TableColumn {
	return TableColumn{ID: id, Title: title, Right: true, Sum: true}
}

func rateOf(id, title, part, whole string) TableColumn {
	return TableColumn{ID: id, Title: title, Right: true, Part: part, Whole: whole}
}

func worded(id, title string) TableColumn { return TableColumn{ID: id, Title: title, Words: true} }

func spare(c TableColumn) TableColumn {
	c.Spare = true
	return c
}

// profitNames are the headings of what profit is reported by.
var profitNames = map[string]string{"month": "Month", "customer": "Customer", "supplier": "Supplier", "item": "Item", "rep": "Rep", "channel": "Channel", "order": "Order"}

func (w *work) profitTable(t *Table, in TableIn) error {
	ask := in.profit(in.Report)
	rows, err := w.profitBy(ask)
	if err != nil {
		return err
	}
	t.Bars, t.Line = "profit", ""
	if in.Report == "month" {
		t.Bars, t.Line = "revenue", "profit"
	}
	t.Columns = []TableColumn{{ID: "name", Title: profitNames[in.Report], Month: in.Report == "month", Words: in.Report == "channel"}}
	if in.Report == "order" {
		t.Columns = append(t.Columns, text("customer", "Customer"))
	}
	t.Columns = append(t.Columns, spare(sum("orders", "Orders")), sum("revenue", "Revenue"), spare(sum("cost", "Cost")), sum("profit", "Profit"), rateOf("margin", "Margin", "profit", "revenue"))
	if in.Report == "order" {
		t.Columns = append(t.Columns[:2], t.Columns[3:]...)
	}
	before := map[string]ProfitSum{}
	compared := in.Before && t.Kind.Before && in.From != "" && in.To != ""
	months := 0
	if compared {
		t.Columns = append(t.Columns, spare(sum("before", "Profit before")), sum("change", "Change"))
		t.Bars, t.Line = "profit", "before"
		was := ask
		was.From, was.To = PeriodBefore(in.From, in.To)
		months = monthsFrom(was.From.Month(), in.From.Month())
		list, err := w.profitBy(was)
		if err != nil {
			return err
		}
		for _, r := range list {
			before[keyAfter(in.Report, r.Key, months)] = r
		}
		for _, r := range list { // what was sold then and is not now has its row too
			key := keyAfter(in.Report, r.Key, months)
			found := false
			for i := range rows {
				found = found || rows[i].Key == key
			}
			if !found {
				rows = append(rows, ProfitSum{Key: key, ID: r.ID, Name: r.Name, Actual: true})
			}
		}
	}
	t.Columns = append(t.Columns, spare(worded("actual", "")))
	for i := range rows {
		r := &rows[i]
		row := w.profitRow(in, r)
		money := func(a money.Amount) any { return Money{w.base, a} }
		if in.Report != "order" {
			row.Cells = append(row.Cells, r.Orders)
		}
		row.Cells = append(row.Cells, money(r.Revenue), money(r.Cost), money(r.Profit()), ratio(r.Profit(), r.Revenue))
		if compared {
			was := before[r.Key]
			row.Cells = append(row.Cells, money(was.Profit()), money(r.Profit()-was.Profit()))
		}
		word := "estimated"
		if r.Actual {
			word = "actual"
		}
		row.Cells = append(row.Cells, word)
		if r.Profit() < 0 {
			row.Tone = "bad"
		}
		t.Rows = append(t.Rows, row)
	}
	if in.Report == "month" {
		byMonth(t.Rows)
	}
	return nil
}

// ratio is a margin; of no revenue there is none.
func ratio(part, whole money.Amount) any {
	if whole == 0 {
		return nil
	}
	return money.Ratio(part, whole)
}

// profitRow names a row, and says what opens and explains it.
func (w *work) profitRow(in TableIn, r *ProfitSum) TableRow {
	why := ExplainIn{Figure: FigureProfit, From: in.From, To: in.To, ID: r.ID}
	open := in
	open.Report, open.Before = "order", false
	row := TableRow{Cells: []any{r.Name}, Why: &why, Open: &open}
	switch in.Report {
	case "month":
		first := trade.Date(r.Key + "-01")
		row.Cells[0] = first
		why.Kind, why.Month = KindMonth, r.Key
		open.From, open.To = max(in.From, first), trade.DateOf(first.Time().AddDate(0, 1, -1))
		if in.To != "" {
			open.To = min(open.To, in.To)
		}
	case "customer":
		row.Ref = trade.Ref{Kind: trade.KindCustomer, ID: r.ID}
		why.Kind, open.CustomerID = trade.KindCustomer, r.ID
	case "supplier":
		row.Ref = trade.Ref{Kind: trade.KindSupplier, ID: r.ID}
		why.Kind, open.SupplierID = trade.KindSupplier, r.ID
	case "item":
		row.Ref = trade.Ref{Kind: trade.KindItem, ID: r.ID}
		why.Kind, open.ItemID = trade.KindItem, r.ID
	case "rep":
		why.Kind, open.RepID = trade.KindUser, r.ID
	case "channel":
		row.Cells[0] = r.Key
		open.Channel, row.Why = r.Key, nil
	case "order":
		row.Cells = []any{r.Key, r.Name}
		row.Ref = trade.Ref{Kind: trade.KindOrder, ID: r.ID}
		why = ExplainIn{Figure: FigureProfit, Kind: trade.KindOrder, ID: r.ID, SupplierID: in.SupplierID, ItemID: in.ItemID}
		row.Open = nil
	}
	if r.ID == 0 && in.Report != "month" && in.Report != "channel" {
		row.Open = nil // lines of no supplier, item or rep cannot be asked for
	}
	// An explanation knows one filter: the row itself.
	filters := []bool{in.CustomerID != 0, in.SupplierID != 0, in.ItemID != 0, in.RepID != 0, in.Channel != "", in.Currency != ""}
	for _, on := range filters {
		if on && in.Report != "order" {
			row.Why = nil
		}
	}
	return row
}

func monthsFrom(a, b string) int {
	x, _ := time.Parse("2006-01", a)
	y, _ := time.Parse("2006-01", b)
	return 12*(y.Year()-x.Year()) + int(y.Month()) - int(x.Month())
}

// keyAfter is the key that a row of the period before is compared under.
func keyAfter(report, key string, months int) string {
	if report != "month" {
		return key
	}
	return trade.DateOf(trade.Date(key+"-01").Time().AddDate(0, months, 0)).Month()
}

// leakWords name the ways in which margin is lost.
var leakWords = map[LeakKind]string{
	LeakFloor: "Sold below the lowest margin", LeakCost: "Cost went up after the sale", LeakFreight: "Freight and fees not charged on", LeakBill: "Bills above the purchase order",
	LeakCredit: "Credit notes", LeakEarly: "Discounts for paying early", LeakLoss: "Written off", LeakFX: "Exchange losses",
}

func (w *work) leakTable(t *Table, in TableIn) error {
	r, err := w.leaks(LeaksIn{From: in.From, To: in.To, Floor: in.Floor})
	if err != nil {
		return err
	}
	t.Bars = "amount"
	if in.Only == "" {
		t.Columns = []TableColumn{worded("name", "Where"), sum("documents", "Documents"), sum("amount", "Lost")}
		t.Columns[1].Sum, t.Columns[2].Sum = false, false // one loss may show in two ways
		for _, s := range r.Sums {
			open := in
			open.Only = string(s.Kind)
			t.Rows = append(t.Rows, TableRow{Cells: []any{leakWords[s.Kind], s.Count, Money{w.base, s.Amount}}, Open: &open})
		}
		return nil
	}
	if leakWords[LeakKind(in.Only)] == "" {
		return trade.Faultf(trade.Invalid, "There is no leak %q.", in.Only).In("only")
	}
	t.Bars = ""
	t.Filters = append(t.Filters, TableFilter{"Where", leakWords[LeakKind(in.Only)]})
	t.Columns = []TableColumn{text("name", "Document"), text("date", "Date"), text("party", "Party"), spare(text("what", "What")), sum("amount", "Lost")}
	for _, l := range r.Rows {
		if l.Kind == LeakKind(in.Only) {
			t.Rows = append(t.Rows, TableRow{Cells: []any{l.Number, l.Date, l.Party, l.What, Money{w.base, l.Amount}}, Ref: l.Ref})
		}
	}
	return nil
}

func (w *work) quoteTable(t *Table, in TableIn) error {
	if in.Only != "" {
		return w.quotedTable(t, in)
	}
	r, err := w.hits(in.profit("rep"))
	if err != nil {
		return err
	}
	t.Bars = "gained"
	decided := sum("decided", "Decided")
	t.Columns = []TableColumn{text("name", "Rep"), sum("quotes", "Quotes"), sum("won", "Won"), sum("lost", "Lost"), sum("open", "Open"), spare(decided), rateOf("hit", "Hit rate", "won", "decided"),
		sum("value", "Value"), sum("gained", "Value won"), spare(sum("missed", "Value lost"))}
	for i := range r.Rows {
		h := &r.Rows[i]
		open := in
		open.Only = h.Key
		row := TableRow{Cells: []any{h.Name, h.Quotes, h.Won, h.Lost, h.Open, h.Won + h.Lost, h.Hit, Money{w.base, h.Value}, Money{w.base, h.Gained}, Money{w.base, h.Missed}}, Open: &open}
		if h.Won+h.Lost == 0 {
			row.Cells[6] = nil
		}
		t.Rows = append(t.Rows, row)
	}
	return nil
}

// quotedTable lists the quotes of one rep.
func (w *work) quotedTable(t *Table, in TableIn) error {
	list, err := w.quoted(in.profit("rep"))
	t.Columns = []TableColumn{text("name", "Quote"), text("date", "Date"), text("customer", "Customer"), worded("became", "Became"), sum("value", "Value")}
	for i := range list {
		q := &list[i]
		if idText(q.RepID) != in.Only {
			continue
		}
		became := "open"
		switch {
		case q.won():
			became = "won"
		case q.lost(w.today):
			became = "lost"
		}
		t.Rows = append(t.Rows, TableRow{Cells: []any{q.Number, q.Date, q.Customer, became, Money{w.base, q.Net.To(q.FX, q.Currency, w.base)}}, Ref: trade.Ref{Kind: trade.KindQuote, ID: q.ID}})
	}
	return err
}

func (w *work) commissionTable(t *Table, in TableIn) error {
	orders, err := w.commissions(PeriodIn{From: in.From, To: in.To})
	if in.RepID != 0 || in.Only != "" {
		t.Columns = []TableColumn{text("name", "Order"), text("customer", "Customer"), text("earned", "Earned"), sum("revenue", "Revenue"), sum("profit", "Profit"),
			{ID: "rate", Title: "Rate", Right: true}, spare(worded("on", "Of")), sum("commission", "Commission")}
		for _, o := range orders {
			if o.RepID != in.RepID && idText(o.RepID) != in.Only {
				continue
			}
			t.Rows = append(t.Rows, TableRow{Cells: []any{o.OrderNo, o.Customer, o.Earned, Money{w.base, o.Revenue}, Money{w.base, o.Profit}, o.Rate, o.On, Money{w.base, o.Commission}},
				Ref: trade.Ref{Kind: trade.KindOrder, ID: o.OrderID}})
		}
		return err
	}
	t.Bars = "commission"
	t.Columns = []TableColumn{text("name", "Rep"), sum("orders", "Orders"), sum("revenue", "Revenue"), sum("profit", "Profit"), sum("commission", "Commission")}
	for i := 0; i < len(orders); {
		rep, n := orders[i].RepID, 0
		var revenue, profit, commission money.Amount
		name := orders[i].Rep
		for ; i < len(orders) && orders[i].RepID == rep; i++ {
			n++
			revenue, profit, commission = revenue+orders[i].Revenue, profit+orders[i].Profit, commission+orders[i].Commission
		}
		open := in
		open.Only = idText(rep)
		t.Rows = append(t.Rows, TableRow{Cells: []any{name, n, Money{w.base, revenue}, Money{w.base, profit}, Money{w.base, commission}}, Open: &open})
	}
	return err
}

func (w *work) openTable(t *Table, by string) error {
	lines, err := w.openLines()
	rows, _ := sumOpen(lines, by)
	t.Bars = "value"
	kind := trade.Kind(by)
	t.Columns = []TableColumn{text("name", profitNames[by]), sum("orders", "Orders"), sum("quantity", "Quantity"), sum("value", "At the orders' prices"), sum("cost", "At cost")}
	t.Columns[1].Sum = false // an order may wait for several
	for i := range rows {
		r := &rows[i]
		id := idOf(r.Key)
		t.Rows = append(t.Rows, TableRow{Cells: []any{r.Name, r.Orders, r.Qty, Money{w.base, r.Value}, Money{w.base, r.Cost}},
			Ref: trade.Ref{Kind: kind, ID: id}, Why: &ExplainIn{Figure: FigureOpenValue, Kind: kind, ID: id}})
	}
	return err
}

func (w *work) ageTable(t *Table, in TableIn) error {
	on := in.To
	if on == "" || on > w.today {
		on = w.today
	}
	payable := in.Report == "payables"
	kind, name := trade.KindCustomer, "Customer"
	if payable {
		kind, name = trade.KindSupplier, "Supplier"
	}
	rows, err := w.Ageing(payable, 0, on)
	if err != nil {
		return err
	}
	t.Bars = "base"
	t.Columns = []TableColumn{text("name", name), sum("not_due", "Not due"), sum("to_30", "1–30 days"), sum("to_60", "31–60"), sum("to_90", "61–90"), sum("older", "Older"),
		spare(sum("account", "On account")), sum("together", "Together"), text("currency", ""), sum("base", "In the company's currency")}
	for i := range rows {
		r := &rows[i]
		if in.Currency != "" && in.Currency != r.Currency {
			continue
		}
		own := func(a money.Amount) any { return Money{r.Currency, a} }
		together := r.NotDue + r.To30 + r.To60 + r.To90 + r.Older - r.Account
		base, err := w.baseOf(together, r.Currency)
		if err != nil {
			return err
		}
		row := TableRow{Cells: []any{r.Party, own(r.NotDue), own(r.To30), own(r.To60), own(r.To90), own(r.Older), own(r.Account), own(together), string(r.Currency), Money{w.base, base}},
			Ref: trade.Ref{Kind: kind, ID: r.PartyID}}
		if on == w.today {
			row.Why = &ExplainIn{Figure: FigureBalance, Kind: kind, ID: r.PartyID, Currency: r.Currency}
		}
		if r.To60+r.To90+r.Older > 0 {
			row.Tone = "bad"
		}
		t.Rows = append(t.Rows, row)
	}
	return nil
}

// OnBills names the tax that suppliers charged, whatever its code.
const OnBills = "On suppliers' bills"

func (w *work) taxTable(t *Table, in TableIn) error {
	r, err := w.taxes(PeriodIn{From: in.From, To: in.To})
	t.Columns = []TableColumn{{ID: "name", Title: "Month", Month: true}, text("code", "Code"), text("what", "Tax"), {ID: "rate", Title: "Rate", Right: true}, sum("documents", "Documents"),
		sum("net", "Net sold"), sum("tax", "Tax charged"), sum("paid", "Tax paid")}
	t.Columns[4].Sum = false // a document may have several codes
	for _, x := range r.Rows {
		row := TableRow{Cells: []any{trade.Date(x.Month + "-01"), x.Code, x.Name, x.Rate, x.Docs, Money{w.base, x.Net}, Money{w.base, x.Tax}, nil}}
		if x.Bought {
			row.Cells = []any{trade.Date(x.Month + "-01"), "", OnBills, nil, x.Docs, nil, nil, Money{w.base, x.Tax}}
		}
		t.Rows = append(t.Rows, row)
	}
	return err
}

func (w *work) gainTable(t *Table, in TableIn) error {
	list, err := w.Gains(in.From, in.To)
	t.Columns = []TableColumn{text("name", "Document"), text("date", "Date"), text("party", "Party"), sum("amount", "Amount"), text("currency", ""), {ID: "rate", Title: "Rate", Right: true, Spare: true}, text("money", "Settled with"),
		{ID: "paid", Title: "Rate", Right: true, Spare: true}, sum("gain", "Gain or loss")}
	t.Columns[3].Sum = false // of several currencies
	for i := range list {
		e := &list[i]
		row := TableRow{Cells: []any{e.Document.Number, e.Date, e.Party, Money{e.Document.Currency, e.Document.Amount}, string(e.Document.Currency), e.Document.FX, e.Money.Number, e.Money.FX, Money{w.base, e.Gain}},
			Ref: trade.Ref{Kind: e.Document.Kind, ID: e.Document.ID}}
		if e.Gain < 0 {
			row.Tone = "bad"
		}
		t.Rows = append(t.Rows, row)
	}
	return err
}

func (w *work) scoreTable(t *Table, in TableIn) error {
	list, err := w.scorecards(PeriodIn{From: in.From, To: in.To})
	t.Bars = "late"
	t.Columns = []TableColumn{text("name", "Supplier"), spare(sum("orders", "Orders")), spare(sum("shipped", "Deliveries")), sum("late", "Late"), spare(sum("in_time", "In time")),
		rateOf("on_time", "On time", "in_time", "shipped"), {ID: "average", Title: "Days late", Right: true}, spare(sum("lines", "Lines")), spare(sum("refused", "Refused lines")),
		rateOf("refused_of", "Refused", "refused", "lines"), spare(sum("troubled", "Faulty lines")), rateOf("troubled_of", "Faulty", "troubled", "lines"),
		spare(sum("agreed", "Agreed")), sum("differs", "Overcharged"), spare(rateOf("variance", "Price", "differs", "agreed")), spare(sum("claims", "Claims")), sum("due", "Credit due")}
	for i := range list {
		c := &list[i]
		row := TableRow{Cells: []any{c.Supplier, c.Orders, c.Shipped, c.Late, c.Shipped - c.Late, c.OnTime, c.Average, c.Lines, c.Refused, c.RefusedOf, c.Troubled, c.TroubledOf,
			Money{w.base, c.Agreed}, Money{w.base, c.Differs}, c.Variance, c.Claims, Money{w.base, c.Due}}, Ref: trade.Ref{Kind: trade.KindSupplier, ID: c.SupplierID}}
		if c.Shipped == 0 {
			row.Cells[5], row.Cells[6] = nil, nil
		} else if c.OnTime < money.Whole*8/10 {
			row.Tone = "bad"
		}
		if c.Agreed == 0 {
			row.Cells[14] = nil
		}
		t.Rows = append(t.Rows, row)
	}
	return err
}

func (w *work) creditTable(t *Table) error {
	list, err := w.dueCredits()
	t.Bars = ""
	t.Columns = []TableColumn{text("name", "Supplier"), text("document", "Document"), text("what", "What"), sum("quantity", "Quantity"), text("since", "Since"), sum("net", "Expected"), text("currency", ""), sum("base", "In the company's currency")}
	for i := range list {
		c := &list[i]
		base, err := w.baseOf(c.Net, c.Currency)
		if err != nil {
			return err
		}
		row := TableRow{Cells: []any{c.Supplier, firstOf(c.BillNo, c.PurchaseNo), firstOf(c.SKU, c.Description), c.Qty, c.Since, Money{c.Currency, c.Net}, string(c.Currency), Money{w.base, base}},
			Ref: trade.Ref{Kind: trade.KindPurchase, ID: c.PurchaseID}}
		if c.BillID != 0 {
			row.Ref = trade.Ref{Kind: trade.KindBill, ID: c.BillID}
			row.Cells[3] = nil
		}
		t.Rows = append(t.Rows, row)
	}
	return err
}
