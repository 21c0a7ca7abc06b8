package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// inset sets the line of a component off from that of its kit.
const inset = "   "

// perKit is what one kit costs, as its components are planned to.
func perKit(cost money.Amount, kits money.Qty) money.Amount { return cost.Share(money.Unit, kits) }

// kitState says in a few words how far the kits of a line have come.
func kitState(l *trade.OrderLine) (string, kit.Tone) {
	live := l.Live()
	switch {
	case l.Delivered == live:
		return kit.T("delivered"), kit.Good
	case l.Shipped == live:
		return kit.T("on the way"), kit.Info
	case l.Shipped > 0:
		return kit.T("%s of %s complete", l.Shipped, live), kit.Info
	}
	return kit.T("not complete yet"), kit.Quiet
}

// partRow is the line of a component in the editor: it follows its kit, but for where it comes from and what it costs.
func (e *editor) partRow(i int, r *editorRow) fyne.CanvasObject {
	l := &e.draft.lines[i]
	code, text, qty := widget.NewLabel(inset+l.sale.SKU), widget.NewLabel(l.sale.Description), widget.NewLabel("")
	code.Truncation, text.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	code.Importance, text.Importance, qty.Importance = widget.LowImportance, widget.LowImportance, widget.LowImportance
	qty.Alignment = fyne.TextAlignTrailing
	r.count = qty
	r.cells[cellCost] = e.cell(i, cellCost)
	var more *widget.Button
	more = e.s.iconButton(theme.MoreVerticalIcon(), func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		menu := fyne.NewMenu("", fyne.NewMenuItem(kit.T("Other supplier…"), func() { e.supplier(i) }))
		widget.ShowPopUpMenuAtPosition(menu, e.s.win.Canvas(), at.AddXY(-80, more.Size().Height))
	})
	if !l.source.Buy {
		more.Disable()
	}
	e.figures(i)
	none := func() fyne.CanvasObject { return widget.NewLabel("") }
	return container.New(e.widths, code, text, qty, none(), none(), none(), r.cells[cellCost], widget.NewLabel(string(l.source.CostIn)), none(), none(), more)
}

// components is the list of what a kit consists of.
func (s *Shell) components(it *trade.Item, base money.Currency) fyne.CanvasObject {
	save := func(change func([]app.ComponentIn) []app.ComponentIn) {
		act(s, "", func(ctx context.Context) (*trade.Item, error) {
			in := itemIn(it, base)
			in.Components = change(in.Components)
			return s.desk.SaveItem(ctx, in)
		}, nil)
	}
	var rows [][]kit.Cell
	for i, c := range it.Components {
		cost := ""
		if c.CostIn != "" {
			cost = price(c.Cost, c.CostIn) + " " + string(c.CostIn)
		}
		buttons := s.rowButtons(func() { s.editComponent(it, base, i) }, func() {
			save(func(list []app.ComponentIn) []app.ComponentIn { return slices.Delete(list, i, i+1) })
		})
		rows = append(rows, []kit.Cell{s.link(c.SKU, trade.Ref{Kind: trade.KindItem, ID: c.ItemID}), {Text: c.Name}, {Text: number(c.Qty)}, {Text: c.Unit}, {Text: cost}, {Object: buttons}})
	}
	table := kit.Lines(kit.Columns{90, -1, 70, 46, 110, 74}, []bool{false, false, true, false, true, false},
		[]string{kit.T("Item"), kit.T("Name"), kit.T("In a kit"), kit.T("Unit"), kit.T("Cost each"), ""}, rows)
	if len(rows) == 0 {
		table = widget.NewLabel(kit.T("An item with components is a kit: one line for the customer, its components for the suppliers."))
	}
	return s.editable(kit.T("Components"), kit.T("Add component"), func() { s.editComponent(it, base, len(it.Components)) }, table)
}

// editComponent asks how much of what is in a kit; at is its place.
func (s *Shell) editComponent(it *trade.Item, base money.Currency, at int) {
	qty := &kit.Field{Name: "qty", Label: kit.T("Quantity in one kit"), Text: "1"}
	fields := []*kit.Field{{Name: "item_id", Label: kit.T("Item"), Search: s.searchItems, OnNew: func(typed string, made func(kit.Choice)) {
		s.newItem(typed, func(it *trade.Item) { made(kit.Choice{ID: int64(it.ID), Title: it.SKU}) })
	}, Hint: kit.T("Item …"), Wide: true}, qty}
	title, verb := kit.T("Another component of %s", it.SKU), kit.T("Add component")
	if at < len(it.Components) {
		c := it.Components[at]
		title, verb, fields = kit.T("%s in %s", c.SKU, it.SKU), kit.T("Save"), fields[1:]
		qty.Text = typed(c.Qty.String())
	}
	f := kit.NewForm(fields...)
	for _, name := range []string{"item_id", "qty"} {
		if f.Has(name) {
			f.Alias(name, "components["+key(trade.ID(at))+"]."+name)
		}
	}
	kit.AskForm(s.win.Canvas(), title, verb, f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.Item, error) {
			q, err := wanted("qty", f.Text("qty"))
			if err != nil {
				return nil, err
			}
			in := itemIn(it, base)
			if at < len(in.Components) {
				in.Components[at].Qty = q
				return s.desk.SaveItem(ctx, in)
			}
			id := trade.ID(f.Chosen("item_id"))
			if id == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose the item from the list.")).In("item_id")
			}
			in.Components = append(in.Components, app.ComponentIn{ItemID: id, Qty: q})
			return s.desk.SaveItem(ctx, in)
		}, nil)
	})
}

// quoteWithKit shows the newest draft of a quote that offers a kit.
func (s *Shell) quoteWithKit() {
	list, err := s.desk.ListQuotes(s.ctx(), app.ListIn{Filter: "draft"})
	for _, r := range list.Rows {
		if q, err2 := s.desk.GetQuote(s.ctx(), app.ByID{ID: r.ID}); err == nil && err2 == nil &&
			slices.ContainsFunc(q.Lines, func(l trade.QuoteLine) bool { return l.Kind == trade.LineKit }) {
			s.Show(trade.Ref{Kind: trade.KindQuote, ID: r.ID})
			return
		}
	}
}

// orderWithKit shows the newest order with a kit that is not done.
func (s *Shell) orderWithKit() {
	list, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "open"})
	for _, r := range list.Rows {
		if o, err2 := s.desk.GetOrder(s.ctx(), app.ByID{ID: r.ID}); err == nil && err2 == nil && o.State == trade.Confirmed && len(o.Kits()) > 0 {
			s.Show(trade.Ref{Kind: trade.KindOrder, ID: r.ID})
			return
		}
	}
}

// showKit shows the first kit of the catalogue.
func (s *Shell) showKit(then func(*trade.Item)) {
	l, err := s.desk.ListItems(s.ctx(), app.ListIn{Text: "SET-01", Limit: 1})
	if err != nil || len(l.Rows) == 0 {
		return
	}
	s.Show(trade.Ref{Kind: trade.KindItem, ID: l.Rows[0].ID})
	if it, err := s.desk.GetItem(s.ctx(), app.ByID{ID: l.Rows[0].ID}); err == nil && then != nil {
		then(it)
	}
}
