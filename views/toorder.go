package views

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// toOrder is what waits to be ordered, by supplier; every line can be left out.
type toOrder struct {
	p      *purchasing
	lines  []app.WaitingLine
	out    map[trade.ID]bool // order lines that are left out
	shut   map[string]bool   // suppliers whose lines are not shown
	focus  string            // the tick that had the keyboard
	box    *fyne.Container
	head   *fyne.Container
	scroll *container.Scroll
}

// supplierGroup is what waits to be ordered from one supplier.
type supplierGroup struct {
	id    trade.ID
	name  string
	cur   money.Currency
	lines []app.WaitingLine
}

// groups are the lines by supplier; those without one come last.
func (t *toOrder) groups() (groups []*supplierGroup) {
	for _, l := range t.lines {
		i := slices.IndexFunc(groups, func(g *supplierGroup) bool { return g.id == l.SupplierID && g.cur == l.Currency })
		if i < 0 {
			i = len(groups)
			groups = append(groups, &supplierGroup{id: l.SupplierID, name: l.Supplier, cur: l.Currency})
		}
		groups[i].lines = append(groups[i].lines, l)
	}
	slices.SortStableFunc(groups, func(a, b *supplierGroup) int {
		switch {
		case (a.id == 0) == (b.id == 0):
			return 0
		case a.id == 0:
			return 1
		}
		return -1
	})
	return groups
}

// takes says whether a line is to be ordered now.
func (t *toOrder) takes(l *app.WaitingLine) bool {
	return l.SupplierID != 0 && !l.Held && !t.out[l.OrderLineID]
}

// chosen are the orders and lines of a group that are to be ordered, with how many purchase orders they make.
type chosenLines struct {
	orders, lines []trade.ID
	purchases     int
	net           money.Amount
	small         int // of the purchase orders: below the supplier's minimum
}

func (t *toOrder) chosen(groups ...*supplierGroup) (c chosenLines) {
	for _, g := range groups {
		nets := map[trade.ID]money.Amount{}
		for i := range g.lines {
			l := &g.lines[i]
			if !t.takes(l) {
				continue
			}
			if !slices.Contains(c.orders, l.OrderID) {
				c.orders = append(c.orders, l.OrderID)
			}
			c.lines = append(c.lines, l.OrderLineID)
			nets[l.OrderID] += l.Net
		}
		for _, net := range nets {
			c.purchases++
			c.net += net
			if net < g.lines[0].MinOrder {
				c.small++
			}
		}
	}
	return c
}

// draw shows the lines again.
func (t *toOrder) draw() {
	groups := t.groups()
	all := t.chosen(groups...)
	s := t.p.s
	var elsewhere []trade.ID
	for _, l := range t.lines {
		elsewhere = append(elsewhere, l.OrderID)
	}
	commands := []button{{step: "ForwardOrders", text: counted(all.purchases, "Create and send %d purchase order", "Create and send %d purchase orders"), primary: true, do: func() { s.forwardLines(all, nil) }},
		{text: kit.T("What if bought elsewhere…"), do: func() { s.whatIf(elsewhere) }}}
	if all.purchases == 0 {
		commands = commands[1:]
	}
	if len(t.lines) == 0 {
		commands = nil
	}
	t.box.RemoveAll()
	for _, g := range groups {
		name := g.name
		if g.id == 0 {
			name = kit.T("No supplier")
		}
		if c := t.chosen(g); c.purchases > 0 {
			commands = append(commands, button{step: "ForwardOrders", text: kit.T("Create the purchase orders to %s", name), do: func() { s.forwardLines(c, nil) }})
		}
		t.box.Add(t.group(g, name))
		if t.shut[name] {
			continue
		}
		for i := range g.lines {
			t.box.Add(t.line(&g.lines[i]))
		}
	}
	if len(groups) == 0 {
		t.box.Add(kit.Empty(theme.ConfirmIcon(), kit.T("Every line is on a purchase order."), "", nil))
	}
	right := container.NewHBox()
	for i := min(2, len(commands)) - 1; i >= 0; i-- {
		b := widget.NewButton(commands[i].text, commands[i].do)
		b.Importance = widget.LowImportance
		if commands[i].primary {
			b.Importance = widget.HighImportance
		}
		s.allowed(commands[i].step, b)
		if i == 0 || commands[0].primary {
			right.Add(b)
		}
	}
	back := widget.NewButtonWithIcon(kit.T("All %s   Esc", t.p.noun), theme.NavigateBackIcon(), t.p.narrow)
	back.Importance = widget.LowImportance
	said := kit.Caption(kit.T("%s, %s", counted(len(t.lines), "%d line", "%d lines"), counted(len(groups), "%d supplier", "%d suppliers")))
	t.head.Objects = []fyne.CanvasObject{container.NewVBox(container.NewHBox(back),
		container.NewBorder(nil, nil, container.NewHBox(kit.Title(kit.T("To order")), container.NewCenter(said)), right), widget.NewSeparator())}
	t.box.Refresh()
	t.p.whole.Objects = []fyne.CanvasObject{kit.Padded(container.NewBorder(t.head, nil, nil, nil, t.scroll))}
	t.p.whole.Refresh()
	s.doc = document{title: kit.T("To order"), buttons: commands}
	s.drawMenu()
}

// group is the heading of a supplier's lines: how much, whether it reaches the minimum, how long it takes.
func (t *toOrder) group(g *supplierGroup, name string) fyne.CanvasObject {
	icon, word := theme.MenuDropDownIcon(), kit.T("Hide the lines")
	if t.shut[name] {
		icon, word = theme.NavigateNextIcon(), kit.T("Show the lines")
	}
	fold := kit.NewIconButton(word, icon, func() {
		t.shut[name] = !t.shut[name]
		t.draw()
	})
	title := widget.NewLabelWithStyle(name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.Truncation = fyne.TextTruncateEllipsis
	if g.id == 0 {
		title.Importance = widget.DangerImportance
	}
	c := t.chosen(g)
	net, least, lead := widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel("")
	sum := c.net
	if c.purchases == 0 {
		net.Importance = widget.LowImportance
		for _, l := range g.lines {
			sum += l.Net
		}
	}
	net.Alignment, least.Truncation = fyne.TextAlignTrailing, fyne.TextTruncateEllipsis
	lead.Importance = widget.LowImportance
	if g.cur != "" {
		net.SetText(amount(sum, g.cur) + " " + string(g.cur))
	}
	switch minimum := g.lines[0].MinOrder; {
	case minimum == 0 || c.purchases == 0:
	case c.small > 0:
		least.SetText(kit.T("%d below min. %s", c.small, amount(minimum, g.cur)))
		least.Importance = widget.WarningImportance
	default:
		least.SetText(kit.T("min. %s reached", amount(minimum, g.cur)))
		least.Importance = widget.SuccessImportance
	}
	days := 0
	for _, l := range g.lines {
		days = max(days, l.LeadDays)
	}
	if days > 0 {
		lead.SetText(counted(days, "takes %d day", "takes %d days"))
	}
	var do fyne.CanvasObject = layout.NewSpacer()
	if c.purchases > 0 {
		do = t.p.s.allowed("ForwardOrders", widget.NewButton(counted(c.purchases, "Create %d PO", "Create %d POs"), func() { t.p.s.forwardLines(c, nil) }))
	}
	row := container.New(kit.Sparing(kit.Columns{34, -1, 84, 120, 150, 96, 116}, 5), fold, title, widget.NewLabel(counted(len(g.lines), "%d line", "%d lines")), net, least, lead, do)
	return container.New(layout.NewCustomPaddedLayout(6, 0, 0, 0), row)
}

// line is one line that waits, with a tick that says whether it is ordered now.
func (t *toOrder) line(l *app.WaitingLine) fyne.CanvasObject {
	s := t.p.s
	var tick fyne.CanvasObject = layout.NewSpacer()
	if l.SupplierID != 0 && !l.Held {
		name := fmt.Sprint(l.OrderLineID)
		x := kit.NewTick(!t.out[l.OrderLineID], func(on bool) {
			t.out[l.OrderLineID] = !on
			t.focus = name
			t.draw()
		}, t.p.narrow)
		tick = x.(fyne.CanvasObject)
		if t.focus == name {
			t.focus = ""
			s.run.Do(func() {}, func() { s.win.Canvas().Focus(x) })
		}
	}
	text := func(text string, right bool) *widget.Label {
		w := widget.NewLabel(text)
		w.Truncation = fyne.TextTruncateEllipsis
		if right {
			w.Alignment = fyne.TextAlignTrailing
		}
		return w
	}
	cost, net := "", ""
	if l.Currency != "" {
		cost, net = price(l.Cost, l.Currency), amount(l.Net, l.Currency)
	}
	due := ""
	if l.Wanted != "" {
		due = kit.T("due %s", day(l.Wanted, s.today()))
	}
	warn := text(lateText(l, s.today()), false)
	warn.Importance = widget.WarningImportance
	var do fyne.CanvasObject = warn
	if l.SupplierID == 0 {
		b := widget.NewButton(kit.T("Choose…"), func() { t.choose(l.OrderID, l.OrderLineID) })
		do = container.NewHBox(b)
	}
	order := kit.NewLink(l.OrderNo, func() { s.Show(trade.Ref{Kind: trade.KindOrder, ID: l.OrderID}) })
	return container.New(kit.Sparing(kit.Columns{34, 74, 90, -1, 60, 70, 86, 96, 266}, 3, 5), tick, order, text(l.SKU, false), text(l.Description, false),
		text(number(l.Qty), true), text(cost, true), text(net, true), text(due, false), do)
}

// lateText says why a line waits, or what happens when it waits longer.
func lateText(l *app.WaitingLine, today trade.Date) string {
	switch arrives := today.Add(l.LeadDays); {
	case l.Held:
		return kit.T("the order is held")
	case l.Undecided:
		return kit.T("another part of it was refused")
	case l.Wanted == "" || l.SupplierID == 0 || arrives < l.Wanted:
		return ""
	case arrives == l.Wanted:
		return kit.T("late if ordered after today")
	default:
		return counted(arrives.Sub(l.Wanted), "%d day late already", "%d days late already")
	}
}

// choose asks for the supplier of a line that has none.
func (t *toOrder) choose(order, line trade.ID) {
	s := t.p.s
	read(s, func(ctx context.Context) (*trade.SalesOrder, error) { return s.desk.GetOrder(ctx, app.ByID{ID: order}) }, func(o *trade.SalesOrder) {
		if l, err := o.Line(line); err == nil {
			s.otherSuppliersOf(o, l)
		}
	})
}

// showToOrder shows the lines that wait to be ordered instead of the purchase orders.
func (s *Shell) showToOrder() {
	s.Go(s.section(trade.KindPurchase))
	p := s.pages[s.at].page.(*purchasing)
	p.lines = &toOrder{p: p, out: map[trade.ID]bool{}, shut: map[string]bool{}, box: container.NewVBox(), head: container.NewStack()}
	p.lines.scroll = container.NewVScroll(p.lines.box)
	p.credits = false
	s.win.Canvas().Unfocus() // Esc leads back, and letters reach the window
	p.reload()
}
