package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// recall shows where the line's goods come from, and what the customer and others were quoted and paid for them.
func (e *editor) recall(i int) {
	l := &e.draft.lines[i]
	item := l.sale.ItemID
	if item == 0 || item == e.item {
		return
	}
	e.item = item
	wanted := e.asked.Next()
	read(e.s, func(ctx context.Context) ([]app.PastPrice, error) {
		own, others, err := e.s.pastOf(ctx, item, e.draft.sale.CustomerID, 4)
		return append(own, others...), err
	}, func(past []app.PastPrice) {
		if !wanted() {
			return
		}
		e.past.RemoveAll()
		title := l.sale.SKU
		if l.source.Supplier != "" {
			title += "   " + l.source.Supplier + ", " + counted(l.source.LeadDays, "%d day", "%d days")
		}
		if l.source.Why != "" {
			title += "   " + kit.Said(l.source.Why)
		}
		if stale := e.s.staleText(l.source.CostDate, l.source.CostUntil); stale != "" {
			title += "   " + stale
		}
		what := widget.NewLabel(title)
		what.SizeName, what.Importance = theme.SizeNameCaptionText, widget.LowImportance
		e.past.Add(kit.Cut(what)) // as one line it would make the document as wide as itself, and the list narrow
		if len(past) == 0 {
			e.past.Add(widget.NewLabel(kit.T("Not quoted or sold before.")))
		} else {
			e.past.Add(e.s.pastPrices(past, nil))
		}
		e.s.below.Refresh() // what stands below has another place
	})
}

// mostEarlier is how many earlier prices are shown of the customer, and as many of others.
const mostEarlier = 10

// pastOf reads what an item was quoted and sold at, to a customer and to others.
func (s *Shell) pastOf(ctx context.Context, item, customer trade.ID, most int) (own, others []app.PastPrice, err error) {
	mine, err := s.desk.PriceHistory(ctx, app.PriceHistoryIn{ItemID: item, CustomerID: customer, Limit: most})
	if err != nil {
		return nil, nil, err
	}
	all, err := s.desk.PriceHistory(ctx, app.PriceHistoryIn{ItemID: item, Limit: 3 * most})
	for _, p := range all.Rows {
		if p.CustomerID != customer && len(others) < most {
			others = append(others, p)
		}
	}
	return mine.Rows, others, err
}

// earlier shows the earlier prices of a line's item; each can be taken.
func (e *editor) earlier(here gridCell) {
	i := e.at(here.line)
	if i < 0 || e.draft.lines[i].sale.ItemID == 0 {
		e.s.toasts.Show(kit.T("Choose a line with an item first."), kit.Quiet, "", nil)
		return
	}
	l := e.draft.lines[i]
	e.s.win.Canvas().Unfocus() // what is being typed is part of it
	var own, others []app.PastPrice
	read(e.s, func(ctx context.Context) (app.Done, error) {
		var err error
		own, others, err = e.s.pastOf(ctx, l.sale.ItemID, e.draft.sale.CustomerID, mostEarlier)
		return app.Done{Done: err == nil}, err
	}, func(app.Done) {
		var d *kit.Dialog
		take := func(p *app.PastPrice) fyne.CanvasObject {
			if p.Currency != e.draft.sale.Currency || p.Inclusive != e.draft.sale.Inclusive {
				return widget.NewLabel("")
			}
			return kit.NewAction(kit.T("Take it"), false, func() {
				d.Close()
				price := priceIn(p.Price, p.Currency)
				e.save(func() []app.LineIn { return e.lines(app.LineIn{ID: l.id, Price: &price, Discount: &p.Discount}) }, func() {
					e.refigure()
					e.focus(e.at(l.id), cellPrice)
				})
			}, func() { d.Escape() })
		}
		box := container.NewVBox()
		add := func(title string, list []app.PastPrice) {
			box.Add(kit.Section(title))
			if len(list) == 0 {
				box.Add(widget.NewLabel(kit.T("Not quoted or sold before.")))
				return
			}
			box.Add(kit.Wide(900, e.s.pastPrices(list, take)))
		}
		add(e.draft.sale.Customer, own)
		add(kit.T("Others"), others)
		d = kit.Ask(e.s.win.Canvas(), kit.T("Earlier prices of %s", goods(l.sale.SKU, l.sale.Description)), "", box, func(d *kit.Dialog) {
			d.Close()
			e.focus(e.at(l.id), here.cell)
		})
	})
}

// pastPrices is the table of what an item was quoted and sold at; what stands at the end of a row is the caller's.
func (s *Shell) pastPrices(past []app.PastPrice, end func(*app.PastPrice) fyne.CanvasObject) fyne.CanvasObject {
	widths, right := kit.Columns{76, 84, -1, 88, 54, 104, 86, 60}, []bool{false, false, false, false, true, true, true, true}
	titles := []string{kit.T("Date"), kit.T("Document"), kit.T("Customer"), kit.T("State"), kit.T("Qty"), kit.T("Price"), kit.T("Disc."), kit.T("Margin")}
	if end != nil {
		widths, right, titles = append(widths, 90), append(right, false), append(titles, "")
	}
	var rows [][]kit.Cell
	for i := range past {
		x := &past[i]
		less := ""
		if x.Discount != 0 {
			less = rateText(x.Discount)
		}
		if x.Inclusive {
			less = strings.TrimSpace(less + " " + kit.T("with tax"))
		}
		margin := kit.Cell{}
		if x.Cost != 0 { // a kit's cost is that of its components
			margin = kit.Cell{Text: percent(x.Margin)}
			if x.Margin < 0 {
				margin.Tone = kit.Bad
			}
		}
		row := []kit.Cell{{Text: day(x.Date, s.today())}, s.link(numberOr(x.Number), trade.Ref{Kind: x.Kind, ID: x.DocID}), {Text: x.Customer}, {Text: state(x.State), Tone: stateTone(x.State)},
			{Text: number(x.Qty)}, {Text: price(x.Price, x.Currency) + " " + string(x.Currency)}, {Text: less}, margin}
		if end != nil { // over the window, where nothing can be gone to
			row[1] = kit.Cell{Text: numberOr(x.Number)}
			row = append(row, kit.Cell{Object: end(x)})
		}
		rows = append(rows, row)
	}
	return kit.Lines(kit.Sparing(widths, 3, 6), right, titles, rows)
}
