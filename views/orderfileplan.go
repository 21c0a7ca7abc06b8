package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// orderList is a file of orders before it is taken over: its orders by group, each with what becomes of it, and why it may be left.
type orderList struct {
	s      *Shell
	in     app.ImportOrdersIn
	plan   *app.OrderPlan
	group  string
	rows   []app.OrderLook // of the group
	other  map[int]bool    // orders that are taken otherwise than the plan says
	grid   *kit.Grid[app.OrderLook]
	chips  *kit.Chips
	detail *fyne.Container
	count  *widget.Label
	dialog *kit.Dialog
}

// showOrders shows what a file brings, and takes it over at a click.
func (s *Shell) showOrders(in app.ImportOrdersIn, plan *app.OrderPlan) *orderList {
	p := &orderList{s: s, in: in, plan: plan, other: map[int]bool{}, detail: container.NewVBox(), count: widget.NewLabel("")}
	p.count.Truncation = fyne.TextTruncateEllipsis
	p.chips = kit.NewChips(func(group string) { p.choose(group) })
	p.grid = &kit.Grid[app.OrderLook]{
		Columns: []kit.Column[app.OrderLook]{
			{Key: "taken", Width: 24, Text: func(r *app.OrderLook) string { return tickOf(p.takes(r)) }, Tone: func(*app.OrderLook) kit.Tone { return kit.Good }},
			{Key: "number", Title: kit.T("Order"), Width: -2, Text: func(r *app.OrderLook) string { return firstWord(r.Number, r.Key) }},
			{Key: "date", Title: kit.T("Date"), Width: 66, Text: func(r *app.OrderLook) string { return day(r.Date, s.today()) }},
			{Key: "customer", Title: kit.T("Customer"), Width: -3, Text: func(r *app.OrderLook) string { return r.Customer }},
			{Key: "lines", Title: kit.T("Lines"), Width: 50, Right: true, Text: func(r *app.OrderLook) string { return countText(len(r.Lines)) }},
			{Key: "total", Title: kit.T("Total"), Width: 86, Right: true, Text: func(r *app.OrderLook) string { return amount(r.Total, r.Currency) }},
			{Key: "currency", Width: 40, Text: func(r *app.OrderLook) string { return string(r.Currency) }, Tone: func(*app.OrderLook) kit.Tone { return kit.Quiet }},
			{Key: "why", Title: kit.T("Besides"), Width: -4, Spare: true, Text: orderWhy, Tone: orderTone},
		},
		Key:    func(r *app.OrderLook) int64 { return int64(r.Row) },
		Source: p.source, OnShow: p.show, OnOpen: p.toggle, OnRune: p.letter,
	}
	grid := p.grid.Object()
	p.draw()
	p.grid.OnEscape = func() { p.dialog.Escape() }
	size := s.win.Canvas().Size()
	split := container.NewBorder(nil, nil, nil, container.NewBorder(nil, nil, widget.NewSeparator(), nil, kit.Wide(290, container.NewVScroll(p.detail))), grid)
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(
		kit.NewAction(kit.T("Columns…"), false, func() { p.dialog.Close(); s.orderColumns(p.chosen(), plan) }, func() { p.dialog.Escape() })), p.count)
	if len(plan.Map.Columns) == 0 { // JSON has none
		foot = container.NewBorder(nil, nil, nil, nil, p.count)
	}
	body := container.NewBorder(container.NewVBox(p.summary(), p.chips.Object()), foot, nil, nil, split)
	room := container.New(fixed{fyne.NewSize(min(size.Width-90, 1180), size.Height-190)}, body)
	verb := kit.T("Take the orders over")
	if plan.Nothing && plan.Counts.Doubt+plan.Counts.Cancelled == 0 {
		verb = ""
	}
	p.dialog = kit.Ask(s.win.Canvas(), kit.T("Orders of %s", plan.Name), verb, room, func(d *kit.Dialog) {
		if verb == "" {
			d.Close()
			return
		}
		p.apply()
	})
	room.Refresh() // the chips know now how much room they take
	first := app.OrdersKnown
	for _, group := range []string{app.OrdersNew, app.OrdersDoubt, app.OrdersError, app.OrdersCancelled} {
		if p.of(group) > 0 {
			first = group
			break
		}
	}
	p.choose(first)
	s.win.Canvas().Focus(p.grid.Focus())
	return p
}

func firstWord(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// orderWhy is what stands against an order, else what is to be known of it.
func orderWhy(r *app.OrderLook) string {
	switch {
	case len(r.Doubts) > 0:
		return kit.Said(r.Doubts[0].Text)
	case r.Group == app.OrdersKnown:
		return firstWord(r.OrderNumber, kit.T("a draft here already"))
	case len(r.Notes) > 0:
		return kit.Said(r.Notes[0].Text)
	case r.CustomerID == 0:
		return kit.T("a new customer")
	}
	return ""
}

func orderTone(r *app.OrderLook) kit.Tone {
	switch {
	case r.Group == app.OrdersError:
		return kit.Bad
	case len(r.Doubts) > 0:
		return kit.Warn
	}
	return kit.Quiet
}

// of is how many orders a group has.
func (p *orderList) of(group string) int {
	c := p.plan.Counts
	return map[string]int{app.OrdersNew: c.New, app.OrdersDoubt: c.Doubt, app.OrdersError: c.Error, app.OrdersCancelled: c.Cancelled, app.OrdersKnown: c.Known}[group]
}

func orderGroup(group string) string {
	return map[string]string{app.OrdersNew: kit.T("New"), app.OrdersDoubt: kit.T("In doubt"), app.OrdersError: kit.T("Not readable"), app.OrdersCancelled: kit.T("Cancelled there"),
		app.OrdersKnown: kit.T("Here already")}[group]
}

// summary is what is to be known of the file as a whole.
func (p *orderList) summary() fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-6))
	add := func(text string, tone widget.Importance) {
		l := wrapped(text, tone).(*widget.Label)
		l.Resize(fyne.NewSize(900, l.MinSize().Height)) // so that it knows how high it is
		box.Add(l)
	}
	if k := p.plan.Known; k != nil {
		add(kit.T("This very file was taken over on %s already.", moment(k.At, p.s.today())), widget.MediumImportance)
	}
	text := kit.T("Channel: %s", kit.T(p.plan.Channel))
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

func (p *orderList) takes(r *app.OrderLook) bool { return r.Taken != p.other[r.Row] }

func mayTake(r *app.OrderLook) bool { return r.Group != app.OrdersError && r.Group != app.OrdersKnown }

// choose shows the orders of a group.
func (p *orderList) choose(group string) {
	p.group, p.rows = group, nil
	for i := range p.plan.Orders {
		if p.plan.Orders[i].Group == group {
			p.rows = append(p.rows, p.plan.Orders[i])
		}
	}
	p.chips.Chosen = group
	p.draw()
	p.show(nil)
	p.grid.Reload()
	if len(p.rows) > 0 {
		p.grid.Select(0)
	}
}

// draw shows the counts.
func (p *orderList) draw() {
	var chips []kit.Chip
	for _, group := range app.OrderGroups {
		tone := map[string]kit.Tone{app.OrdersDoubt: kit.Warn, app.OrdersError: kit.Bad}[group]
		chips = append(chips, kit.Chip{ID: group, Text: orderGroup(group), Count: p.of(group), Tone: tone})
	}
	p.chips.Set(chips)
	n := 0
	for i := range p.plan.Orders {
		if p.takes(&p.plan.Orders[i]) {
			n++
		}
	}
	p.count.SetText(kit.T("%s will be taken over as drafts.", counted(n, "%d order", "%d orders")) + "   " + kit.T("X or Enter takes or leaves an order"))
}

func (p *orderList) source(offset, limit int, _ string, _ bool, done func([]app.OrderLook, int)) {
	from, to := min(offset, len(p.rows)), min(offset+limit, len(p.rows))
	done(p.rows[from:to:to], len(p.rows))
}

func (p *orderList) letter(r rune) {
	if row := p.grid.Selected(); row != nil && (r == 'x' || r == 'X' || r == ' ') {
		p.toggle(row)
	}
}

// toggle takes an order or leaves it.
func (p *orderList) toggle(r *app.OrderLook) {
	if r == nil || !mayTake(r) {
		return
	}
	p.other[r.Row] = !p.other[r.Row]
	p.draw()
	p.show(r)
	p.grid.Reload()
}

// chosen is the file with what was decided about its orders.
func (p *orderList) chosen() app.ImportOrdersIn {
	in := p.in
	in.Take, in.Leave = append([]int{}, p.in.Take...), append([]int{}, p.in.Leave...)
	for i := range p.plan.Orders {
		r := &p.plan.Orders[i]
		if !p.other[r.Row] {
			continue
		}
		in.Take, in.Leave = without(in.Take, r.Row), without(in.Leave, r.Row)
		if r.Taken {
			in.Leave = append(in.Leave, r.Row)
		} else {
			in.Take = append(in.Take, r.Row)
		}
	}
	return in
}

// apply takes the orders over and offers to take the step back.
func (p *orderList) apply() {
	in := p.chosen()
	p.dialog.Close()
	s := p.s
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
			rows = append(rows, []kit.Cell{{Text: moment(m.At, s.today()), Tone: kit.Quiet}, {Text: kit.T(m.Channel)}, {Text: m.Name}, {Text: countText(m.Orders)}, {Text: countText(m.Customers)}, {Text: countText(m.Items)},
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
	}, func(all app.All[trade.OrderText]) {
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
	})
}
