package views

import (
	"cmp"
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

// orderList is a file of orders before it is taken over.
type orderList struct {
	*fileRows[app.OrderLook]
	in   app.ImportOrdersIn
	plan *app.OrderPlan
}

// showOrders shows what a file brings, and takes it over at a click.
func (s *Shell) showOrders(in app.ImportOrdersIn, plan *app.OrderPlan) *orderList {
	p := &orderList{in: in, plan: plan}
	p.fileRows = &fileRows[app.OrderLook]{s: s, all: plan.Orders, width: 290, look: orderRow, key: func(r *app.OrderLook) int64 { return int64(r.Row) }, tell: p.tellOrder,
		groups: orderGroups(plan.Counts),
		foot: func(n int) string {
			return kit.T("%s will be taken over as drafts.", counted(n, "%d order", "%d orders")) + "   " + kit.T("X or Enter takes or leaves an order")
		},
		words: func(taken bool) string {
			if taken {
				return kit.T("Leave this order")
			}
			return kit.T("Take this order")
		}}
	columns := []kit.Column[app.OrderLook]{
		{Key: "number", Title: kit.T("Order"), Width: -2, Text: func(r *app.OrderLook) string { return cmp.Or(r.Number, r.Key) }},
		{Key: "date", Title: kit.T("Date"), Width: 66, Text: func(r *app.OrderLook) string { return day(r.Date, s.today()) }},
		{Key: "customer", Title: kit.T("Customer"), Width: -3, Text: func(r *app.OrderLook) string { return r.Customer }},
		{Key: "lines", Title: kit.T("Lines"), Width: 50, Right: true, Text: func(r *app.OrderLook) string { return countText(len(r.Lines)) }},
		{Key: "total", Title: kit.T("Total"), Width: 86, Right: true, Text: func(r *app.OrderLook) string { return amount(r.Total, r.Currency) }},
		{Key: "currency", Width: 40, Text: func(r *app.OrderLook) string { return string(r.Currency) }, Tone: func(*app.OrderLook) kit.Tone { return kit.Quiet }},
		{Key: "why", Title: kit.T("Besides"), Width: -4, Spare: true, Text: orderWhy, Tone: func(r *app.OrderLook) kit.Tone { x := orderRow(r); return x.tone() }},
	}
	verb := kit.T("Take the orders over")
	if plan.Nothing && plan.Counts.Doubt+plan.Counts.Cancelled == 0 {
		verb = ""
	}
	change := func() { s.orderColumns(p.chosen(), plan) }
	if len(plan.Map.Columns) == 0 { // JSON has none
		change = nil
	}
	p.open(kit.T("Orders of %s", plan.Name), verb, columns, p.summary(), change,
		[]string{app.OrdersNew, app.OrdersDoubt, app.OrdersError, app.OrdersCancelled, app.OrdersKnown}, p.apply)
	return p
}

func orderRow(r *app.OrderLook) fileRow {
	may := r.Group != app.OrdersError && r.Group != app.OrdersKnown
	return fileRow{row: r.Row, group: r.Group, taken: r.Taken, may: may, asks: may, wrong: r.Group == app.OrdersError, doubts: r.Doubts}
}

func orderGroups(c app.OrderCounts) []fileGroup {
	return []fileGroup{{app.OrdersNew, kit.T("New"), c.New, kit.None}, {app.OrdersDoubt, kit.T("In doubt"), c.Doubt, kit.Warn}, {app.OrdersError, kit.T("Not readable"), c.Error, kit.Bad},
		{app.OrdersCancelled, kit.T("Cancelled there"), c.Cancelled, kit.None}, {app.OrdersKnown, kit.T("Here already"), c.Known, kit.None}}
}

// orderWhy is what stands against an order, else what is to be known of it.
func orderWhy(r *app.OrderLook) string {
	switch {
	case len(r.Doubts) > 0:
		return kit.Said(r.Doubts[0].Text)
	case r.Group == app.OrdersKnown:
		return cmp.Or(r.OrderNumber, kit.T("a draft here already"))
	case len(r.Notes) > 0:
		return kit.Said(r.Notes[0].Text)
	case r.CustomerID == 0:
		return kit.T("a new customer")
	}
	return ""
}

// summary is what is to be known of the file as a whole.
func (p *orderList) summary() fyne.CanvasObject {
	box, add := sentences()
	if k := p.plan.Known; k != nil {
		add(kit.T("This very file was taken over on %s already.", moment(k.At, p.s.today())), widget.MediumImportance)
	}
	text := kit.T("Channel: %s", wordOf(p.plan.Channel))
	if n := p.plan.Counts.Customers; n > 0 {
		text += "   " + counted(n, "%d new customer", "%d new customers")
	}
	if n := p.plan.Counts.Items; n > 0 {
		text += "   " + counted(n, "%d new item", "%d new items")
	}
	add(text, widget.LowImportance)
	for _, d := range p.plan.Doubts[:min(len(p.plan.Doubts), 3)] {
		add(kit.Said(d), widget.WarningImportance)
	}
	return box
}

// chosen is the file with what was decided about its orders.
func (p *orderList) chosen() app.ImportOrdersIn {
	in := p.in
	in.Take, in.Leave = p.decided(p.in.Take, p.in.Leave)
	return in
}

// apply takes the orders over and offers to take the step back.
func (p *orderList) apply() {
	in, s := p.chosen(), p.s
	in.Limit = 1
	longStep(s, kit.T("Taking over %s", in.Name), func(ctx context.Context) (imported, error) {
		ctx, step := app.Noting(ctx)
		out, err := s.desk.ImportOrders(ctx, in)
		return imported{out, *step}, err
	}, func(out imported) {
		s.fresh()
		m := out.plan.Import
		if m == nil {
			s.toasts.Show(kit.T("Nothing in it is new."), kit.Quiet, "", nil)
			return
		}
		said := kit.T("%s is taken over: %s, %s, %s", m.Name, counted(m.Orders, "%d order", "%d orders"), counted(m.Customers, "%d new customer", "%d new customers"), counted(m.Items, "%d new item", "%d new items"))
		s.toasts.Offer(said, kit.Good, kit.Offer{Text: kit.T("Undo"), Do: func() { s.undoOrders(m, out.step) }})
	}, s.fail)
}

// imported is what was taken over, and the step that did it.
type imported struct {
	plan *app.OrderPlan
	step trade.ID
}

// undoOrders takes a file back: by its step, or, where the step is larger than is kept, by deleting its drafts.
func (s *Shell) undoOrders(m *trade.OrderImport, step trade.ID) {
	longStep(s, kit.T("Undoing %s", m.Name), func(ctx context.Context) (string, error) {
		if step != 0 {
			if _, err := s.desk.UndoStep(ctx, app.ByID{ID: step}); err == nil {
				return kit.T("%s is undone: all is as it was before.", m.Name), nil
			}
		}
		_, err := s.desk.UndoOrders(ctx, app.ByID{ID: m.ID})
		return kit.T("The orders of %s are deleted; customers and items that were made with them stay.", m.Name), err
	}, func(said string) {
		s.fresh()
		s.toasts.Show(said, kit.Good, "", nil)
	}, s.fail)
}

// orderImports lists the files of orders that were taken over, each with a way back.
func (s *Shell) orderImports() {
	read(s, func(ctx context.Context) (app.All[trade.OrderImport], error) {
		return s.desk.ListOrderImports(ctx, app.Nothing{})
	}, func(all app.All[trade.OrderImport]) {
		var d *kit.Dialog
		var rows [][]kit.Cell
		for i := range all.Rows {
			m := &all.Rows[i]
			undo := kit.NewAction(kit.T("Undo"), false, func() { d.Close(); s.undoOrders(m, 0) }, func() { d.Close() })
			rows = append(rows, []kit.Cell{{Text: moment(m.At, s.today()), Tone: kit.Quiet}, {Text: wordOf(m.Channel)}, {Text: m.Name}, {Text: countText(m.Orders)}, {Text: countText(m.Customers)}, {Text: countText(m.Items)},
				{Text: m.Who, Tone: kit.Quiet}, {Object: undo}})
		}
		var body fyne.CanvasObject = kit.Empty(theme.DocumentIcon(), kit.T("No file of orders was taken over yet."), "", nil)
		if len(rows) > 0 {
			body = kit.Lines(kit.Columns{104, -2, -3, 70, 90, 70, 80, 96}, []bool{false, false, false, true, true, true},
				[]string{kit.T("When"), kit.T("Channel"), kit.T("File"), kit.T("Orders"), kit.T("Customers"), kit.T("Items"), kit.T("By"), ""}, rows)
		}
		d = kit.Ask(s.win.Canvas(), kit.T("Files of orders that were taken over"), "", kit.Wide(900, body), func(d *kit.Dialog) { d.Close() })
	})
}

// cameIn is the button for an order that came in by a file.
func (s *Shell) cameIn(o *trade.SalesOrder) []button {
	if o.ChannelKey == "" {
		return nil
	}
	return []button{{text: kit.T("As it came in…"), do: func() { s.asItCame(o.ID) }}}
}

// asItCame shows an order as its channel told it.
func (s *Shell) asItCame(order trade.ID) {
	read(s, func(ctx context.Context) (app.All[trade.OrderText], error) {
		return s.desk.ListOrderTexts(ctx, app.ByID{ID: order})
	}, s.drawAsItCame)
}

func (s *Shell) drawAsItCame(all app.All[trade.OrderText]) {
	box := container.NewVBox()
	for _, x := range all.Rows {
		text := widget.NewLabel(strings.TrimSpace(x.Text))
		text.Wrapping = fyne.TextWrapBreak
		text.Selectable = true
		box.Add(kit.Section(kit.Said(x.Place)))
		box.Add(text)
	}
	if len(all.Rows) == 0 {
		box.Add(wrapped(kit.T("It came in by no file."), widget.LowImportance))
	}
	kit.Ask(s.win.Canvas(), kit.T("As it came in"), "", kit.Wide(640, box), func(d *kit.Dialog) { d.Close() })
}
