package views

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// reportsPage shows profit by whatever it can be split by, and what is open by how late it is.
type reportsPage struct {
	s      *Shell
	root   fyne.CanvasObject
	by     *kit.Chips
	from   *kit.Entry
	to     *kit.Entry
	table  *fyne.Container
	footer *canvas.Text
	latest kit.Latest
}

// The reports, in the order of their chips.
var reportNames = []string{"month", "customer", "supplier", "item", "rep", "order", "commission", "receivables", "payables", openItems, openSuppliers}

// The reports of what is still to ship.
const (
	openItems     = "open_items"
	openSuppliers = "open_suppliers"
)

func (s *Shell) reportsPage() page {
	return &reportsPage{s: s}
}

func (p *reportsPage) object() fyne.CanvasObject {
	if p.root != nil {
		return p.root
	}
	p.by = kit.NewChips(func(string) { p.reload() })
	p.by.Chosen = reportNames[0]
	p.from, p.to = kit.NewEntry("", kit.T("from: 1 nov, 2026-01-01")), kit.NewEntry("", kit.T("to"))
	p.from.OnLeave, p.to.OnLeave = func(string) { p.reload() }, func(string) { p.reload() }
	p.table, p.footer = container.NewStack(), kit.Caption("")
	export := widget.NewButtonWithIcon(kit.T("Export profit workbook"), theme.DownloadIcon(), p.export)
	export.Importance = widget.HighImportance
	dates := container.NewVBox(kit.Wide(350, container.New(kit.Columns{-1, -1}, p.from, p.to)))
	why := widget.NewButtonWithIcon(kit.T("Explain…"), theme.QuestionIcon(), func() {
		if !p.s.press(func(b *button) bool { return b.why }) {
			p.s.toasts.Show(kit.T("Choose a row first; what it says is explained then."), kit.Quiet, "", nil)
		}
	})
	why.Importance = widget.LowImportance
	head := container.NewBorder(nil, nil, kit.Title(kit.T("Reports")), container.NewHBox(why, export))
	top := container.NewVBox(head, container.NewBorder(nil, nil, nil, dates, p.by.Object()), widget.NewSeparator())
	p.root = kit.Padded(container.NewBorder(top, container.NewPadded(p.footer), nil, nil, p.table))
	return p.root
}

func (p *reportsPage) chips() {
	names := map[string]string{"month": kit.T("Profit by month"), "customer": kit.T("by customer"), "supplier": kit.T("by supplier"), "item": kit.T("by item"), "rep": kit.T("by rep"),
		"order": kit.T("by order"), "commission": kit.T("Commission"), "receivables": kit.T("Receivables"), "payables": kit.T("Payables"),
		openItems: kit.T("Still to ship by item"), openSuppliers: kit.T("Still to ship by supplier")}
	var chips []kit.Chip
	for _, r := range reportNames {
		chips = append(chips, kit.Chip{ID: r, Text: names[r], Always: true})
	}
	p.by.Set(chips)
}

// period is what was typed as from and to.
func (p *reportsPage) period() (in app.ReportIn, err error) {
	in.By = p.by.Chosen
	if in.From, err = typedDate("from", p.from.Text, p.s.today()); err != nil {
		return in, err
	}
	in.To, err = typedDate("to", p.to.Text, p.s.today())
	return in, err
}

func (p *reportsPage) reload() {
	p.chips()
	p.s.doc = document{} // until a row is chosen
	p.s.drawMenu()
	wanted := p.latest.Next()
	in, err := p.period()
	if err != nil {
		p.s.fail(err)
		return
	}
	if in.By == "receivables" || in.By == "payables" {
		read(p.s, func(ctx context.Context) (app.All[app.AgeRow], error) {
			return p.s.desk.ReportAgeing(ctx, app.AgeingIn{Payable: in.By == "payables", On: in.To})
		}, func(all app.All[app.AgeRow]) {
			if wanted() {
				p.drawAgeing(in.By == "payables", all.Rows)
			}
		})
		return
	}
	if by := map[string]string{openItems: "item", openSuppliers: "supplier"}[in.By]; by != "" {
		read(p.s, func(ctx context.Context) (app.OpenStock, error) {
			return p.s.desk.ReportOpenStock(ctx, app.OpenStockIn{By: by})
		}, func(r app.OpenStock) {
			if wanted() {
				p.drawOpenStock(by, r)
			}
		})
		return
	}
	if in.By == "commission" {
		read(p.s, func(ctx context.Context) (app.CommissionReport, error) {
			return p.s.desk.ReportCommission(ctx, app.PeriodIn{From: in.From, To: in.To})
		}, func(r app.CommissionReport) {
			if wanted() {
				p.drawCommission(r)
			}
		})
		return
	}
	read(p.s, func(ctx context.Context) (app.Report, error) { return p.s.desk.ReportProfit(ctx, in) }, func(r app.Report) {
		if wanted() {
			p.drawProfit(in, r)
		}
	})
}

func (p *reportsPage) drawProfit(in app.ReportIn, r app.Report) {
	by := in.By
	what := map[string]string{"month": kit.T("Month"), "customer": kit.T("Customer"), "supplier": kit.T("Supplier"), "item": kit.T("Item"), "rep": kit.T("Rep"), "order": kit.T("Order")}[by]
	name := func(x *app.ProfitSum) string {
		switch {
		case by == "order":
			return x.Key + "  " + x.Name
		case by == "month":
			return kit.Spoken().Month(trade.Date(x.Key + "-01").Time())
		case x.Name == "":
			return kit.T("none")
		}
		return x.Name
	}
	kinds := map[string]trade.Kind{"customer": trade.KindCustomer, "supplier": trade.KindSupplier, "item": trade.KindItem}
	showRows(p, r.Rows, []kit.Column[app.ProfitSum]{
		{Title: what, Width: -1, Text: name},
		{Title: kit.T("Orders"), Width: 70, Right: true, Text: func(x *app.ProfitSum) string { return countText(x.Orders) }},
		{Title: kit.T("Revenue %s", r.Currency), Width: 130, Right: true, Text: func(x *app.ProfitSum) string { return amount(x.Revenue, r.Currency) }},
		{Title: kit.T("Cost"), Width: 120, Right: true, Text: func(x *app.ProfitSum) string { return amount(x.Cost, r.Currency) }},
		{Title: kit.T("Profit"), Width: 120, Right: true, Text: func(x *app.ProfitSum) string { return amount(x.Profit(), r.Currency) }, Tone: func(x *app.ProfitSum) kit.Tone {
			if x.Profit() < 0 {
				return kit.Bad
			}
			return kit.None
		}},
		{Title: kit.T("Margin"), Width: 80, Right: true, Text: func(x *app.ProfitSum) string { return percent(money.Ratio(x.Profit(), x.Revenue)) }},
		{Title: "", Width: 90, Text: func(x *app.ProfitSum) string { return actualWord(x.Actual) }, Tone: func(x *app.ProfitSum) kit.Tone {
			if x.Actual {
				return kit.Good
			}
			return kit.Quiet
		}},
	}, func(x *app.ProfitSum) {
		if id, err := strconv.ParseInt(x.Key, 10, 64); err == nil && kinds[by] != "" {
			p.s.Show(trade.Ref{Kind: kinds[by], ID: trade.ID(id)})
		}
		if by == "order" {
			p.s.orderNumbered(x.Key, func(ref trade.Ref) { p.s.Show(ref) })
		}
	}, func(x *app.ProfitSum) { p.whyProfit(in, x.Key) })
	t := r.Total
	p.footer.Text = kit.T("%d rows     revenue %s   cost %s   profit %s %s   margin %s   %s", len(r.Rows), amount(t.Revenue, r.Currency), amount(t.Cost, r.Currency),
		amount(t.Profit(), r.Currency), r.Currency, percent(money.Ratio(t.Profit(), t.Revenue)), actualWord(t.Actual))
	p.footer.Refresh()
}

// whyProfit explains the profit of a row.
func (p *reportsPage) whyProfit(in app.ReportIn, key string) {
	x := app.ExplainIn{Figure: app.FigureProfit, From: in.From, To: in.To}
	switch in.By {
	case "order":
		p.s.orderNumbered(key, func(ref trade.Ref) {
			p.s.why(app.ExplainIn{Figure: app.FigureProfit, Kind: ref.Kind, ID: ref.ID})
		})
		return
	case "month":
		x.Kind, x.Month = app.KindMonth, key
	case "rep":
		x.Kind, x.ID = trade.KindUser, idOf(key)
	default:
		x.Kind, x.ID = trade.Kind(in.By), idOf(key)
	}
	p.s.why(x)
}

// idOf is the id that a row of a report has as its key.
func idOf(key string) trade.ID {
	id, _ := strconv.ParseInt(key, 10, 64)
	return trade.ID(id)
}

// drawOpenStock shows what is still to ship of confirmed orders.
func (p *reportsPage) drawOpenStock(by string, r app.OpenStock) {
	what := map[string]string{"item": kit.T("Item"), "supplier": kit.T("Supplier")}[by]
	kind := trade.Kind(by)
	showRows(p, r.Rows, []kit.Column[app.OpenSum]{
		{Title: what, Width: -1, Text: func(x *app.OpenSum) string {
			if x.Name == "" {
				return kit.T("none")
			}
			return x.Name
		}},
		{Title: kit.T("Orders"), Width: 80, Right: true, Text: func(x *app.OpenSum) string { return countText(x.Orders) }},
		{Title: kit.T("Quantity"), Width: 110, Right: true, Text: func(x *app.OpenSum) string { return grouped(x.Qty.String()) }},
		{Title: kit.T("At the orders' prices %s", r.Currency), Width: 190, Right: true, Text: func(x *app.OpenSum) string { return amount(x.Value, r.Currency) }},
		{Title: kit.T("At cost"), Width: 130, Right: true, Text: func(x *app.OpenSum) string { return amount(x.Cost, r.Currency) }},
	}, func(x *app.OpenSum) { p.s.Show(trade.Ref{Kind: kind, ID: idOf(x.Key)}) },
		func(x *app.OpenSum) {
			p.s.why(app.ExplainIn{Figure: app.FigureOpenValue, Kind: kind, ID: idOf(x.Key)})
		})
	p.footer.Text = kit.T("%d rows     %s in %d orders   at their prices %s   at cost %s %s", len(r.Rows), grouped(r.Total.Qty.String()), r.Total.Orders,
		amount(r.Total.Value, r.Currency), amount(r.Total.Cost, r.Currency), r.Currency)
	p.footer.Refresh()
}

func actualWord(actual bool) string {
	if actual {
		return kit.T("actual")
	}
	return kit.T("estimated")
}

func (p *reportsPage) drawAgeing(payable bool, rows []app.AgeRow) {
	kind, what := trade.KindCustomer, kit.T("Customer")
	if payable {
		kind, what = trade.KindSupplier, kit.T("Supplier")
	}
	column := func(title string, sum func(*app.AgeRow) money.Amount, tone kit.Tone) kit.Column[app.AgeRow] {
		return kit.Column[app.AgeRow]{Title: title, Width: 104, Right: true, Text: func(x *app.AgeRow) string {
			if sum(x) == 0 {
				return ""
			}
			return amount(sum(x), x.Currency)
		}, Tone: func(*app.AgeRow) kit.Tone { return tone }}
	}
	showRows(p, rows, []kit.Column[app.AgeRow]{
		{Title: what, Width: -1, Text: func(x *app.AgeRow) string { return x.Party }},
		{Title: "", Width: 50, Text: func(x *app.AgeRow) string { return string(x.Currency) }},
		column(kit.T("Not due"), func(x *app.AgeRow) money.Amount { return x.NotDue }, kit.None),
		column(kit.T("1–30 days"), func(x *app.AgeRow) money.Amount { return x.To30 }, kit.Warn),
		column(kit.T("31–60"), func(x *app.AgeRow) money.Amount { return x.To60 }, kit.Bad),
		column(kit.T("61–90"), func(x *app.AgeRow) money.Amount { return x.To90 }, kit.Bad),
		column(kit.T("Older"), func(x *app.AgeRow) money.Amount { return x.Older }, kit.Bad),
		column(kit.T("On account"), func(x *app.AgeRow) money.Amount { return x.Account }, kit.Good),
		column(kit.T("Together"), func(x *app.AgeRow) money.Amount {
			return x.NotDue + x.To30 + x.To60 + x.To90 + x.Older - x.Account
		}, kit.None),
	}, func(x *app.AgeRow) { p.s.Show(trade.Ref{Kind: kind, ID: x.PartyID}) },
		func(x *app.AgeRow) {
			p.s.why(app.ExplainIn{Figure: app.FigureBalance, Kind: kind, ID: x.PartyID, Currency: x.Currency})
		})
	sums := map[money.Currency]money.Amount{}
	var order []money.Currency
	for _, x := range rows {
		if _, seen := sums[x.Currency]; !seen {
			order = append(order, x.Currency)
		}
		sums[x.Currency] += x.NotDue + x.To30 + x.To60 + x.To90 + x.Older - x.Account
	}
	p.footer.Text = kit.T("%d rows", len(rows))
	for _, cur := range order {
		p.footer.Text += "     " + amount(sums[cur], cur) + " " + string(cur)
	}
	p.footer.Refresh()
}

// showRows puts rows that are all at hand into a grid; Enter or a double click opens what stands behind one,
// W explains it where why is given.
func showRows[R any](p *reportsPage, rows []R, columns []kit.Column[R], open, why func(*R)) {
	if len(rows) == 0 {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(theme.ListIcon(), kit.T("Nothing in this period."), "", nil)}
		p.table.Refresh()
		return
	}
	at := map[*R]int64{}
	for i := range rows {
		at[&rows[i]] = int64(i + 1)
	}
	g := &kit.Grid[R]{Columns: columns, Key: func(r *R) int64 { return at[r] }, OnOpen: open, OnRune: p.s.letter,
		Source: func(offset, limit int, _ string, _ bool, done func([]R, int)) {
			done(rows[min(offset, len(rows)):min(offset+limit, len(rows))], len(rows))
		}}
	if why != nil {
		g.OnShow = func(r *R) {
			p.s.doc = document{buttons: []button{{text: kit.T("Explain…"), why: true, do: func() { why(r) }}}}
			p.s.drawMenu()
		}
	}
	p.table.Objects = []fyne.CanvasObject{g.Object()}
	p.table.Refresh()
	g.Reload()
}

func (p *reportsPage) export() {
	in, err := p.period()
	if err != nil {
		p.s.fail(err)
		return
	}
	p.s.exportProfit(in.From, in.To)
}

func (p *reportsPage) show(trade.Ref) {}
func (p *reportsPage) add()           {}
func (p *reportsPage) filter()        { p.s.win.Canvas().Focus(p.from) }

// orderNumbered finds the order with a number.
func (s *Shell) orderNumbered(number string, then func(trade.Ref)) {
	read(s, func(ctx context.Context) (app.All[app.Found], error) {
		return s.desk.Find(ctx, app.FindIn{Text: number, Limit: 20})
	}, func(all app.All[app.Found]) {
		for _, f := range all.Rows {
			if f.Kind == trade.KindOrder && f.Number == number {
				then(trade.Ref{Kind: f.Kind, ID: f.ID})
				return
			}
		}
	})
}

func (p *reportsPage) focus()  { p.s.win.Canvas().Unfocus() }
func (p *reportsPage) narrow() {}
