package views

import (
	"context"
	"fmt"
	"hash/fnv"
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

// shownPrices is how many rows of each group are shown.
const shownPrices = 20_000

// priceList is a price list before it is applied: its rows by group, each with what it does, and why it may be left.
type priceList struct {
	s      *Shell
	in     app.ApplyPricesIn
	plan   *app.PricePlan
	group  string
	rows   []app.PriceLine // of the group
	other  map[int]bool    // rows that are taken otherwise than the plan says
	grid   *kit.Grid[app.PriceLine]
	chips  *kit.Chips
	detail *fyne.Container
	count  *widget.Label
	dialog *kit.Dialog
}

// showPrices shows what a list changes, and applies it at a click.
func (s *Shell) showPrices(in app.ApplyPricesIn, plan *app.PricePlan) *priceList {
	p := &priceList{s: s, in: in, plan: plan, other: map[int]bool{}, detail: container.NewVBox(), count: widget.NewLabel("")}
	p.count.Truncation = fyne.TextTruncateEllipsis
	p.chips = kit.NewChips(func(group string) { p.choose(group) })
	p.grid = &kit.Grid[app.PriceLine]{
		Columns: []kit.Column[app.PriceLine]{
			{Key: "taken", Width: 24, Text: func(r *app.PriceLine) string { return tickOf(p.takes(r)) }, Tone: func(*app.PriceLine) kit.Tone { return kit.Good }},
			{Key: "row", Title: kit.T("Row"), Width: 46, Right: true, Text: func(r *app.PriceLine) string { return countText(r.Row) }, Tone: func(*app.PriceLine) kit.Tone { return kit.Quiet }},
			{Key: "part", Title: kit.T("Part no."), Width: -2, Text: func(r *app.PriceLine) string { return r.PartNo }},
			{Key: "name", Title: kit.T("Name"), Width: -3, Text: func(r *app.PriceLine) string { return r.Name }},
			{Key: "old", Title: kit.T("Old"), Width: 74, Right: true, Text: func(r *app.PriceLine) string { return listCost(r, false, plan) }},
			{Key: "new", Title: kit.T("New"), Width: 74, Right: true, Text: func(r *app.PriceLine) string { return listCost(r, true, plan) }},
			{Key: "change", Title: kit.T("Change"), Width: 66, Right: true, Text: riseText, Tone: riseTone},
			{Key: "why", Title: kit.T("Besides"), Width: -3, Spare: true, Text: whyText, Tone: func(r *app.PriceLine) kit.Tone { return whyTone(r) }},
		},
		Key:    priceKey,
		Source: p.source, OnShow: p.show, OnOpen: p.toggle, OnRune: p.letter,
	}
	grid := p.grid.Object()
	p.draw()
	p.grid.OnEscape = func() { p.dialog.Escape() }
	size := s.win.Canvas().Size()
	width := min(size.Width-90, 1180)
	above := container.NewVBox(p.summary(), p.chips.Object())
	side := container.NewVScroll(p.detail)
	split := container.NewBorder(nil, nil, nil, container.NewBorder(nil, nil, widget.NewSeparator(), nil, kit.Wide(270, side)), grid)
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(
		kit.NewAction(kit.T("Columns…"), false, func() { p.dialog.Close(); s.priceColumns(in, "") }, func() { p.dialog.Escape() })), p.count)
	body := container.NewBorder(above, foot, nil, nil, split)
	room := container.New(fixed{fyne.NewSize(width, size.Height-190)}, body)
	verb := kit.T("Apply the list")
	if plan.Nothing && plan.Counts.Doubt == 0 {
		verb = ""
	}
	p.dialog = kit.Ask(s.win.Canvas(), kit.T("%s from %s", plan.Name, plan.Supplier), verb, room, func(d *kit.Dialog) {
		if verb == "" {
			d.Close()
			return
		}
		p.apply()
	})
	room.Refresh() // the chips know now how much room they take
	first := app.PriceUnchanged
	for _, group := range []string{app.PriceChanged, app.PriceNew, app.PriceDoubt, app.PriceError} {
		if p.of(group) > 0 {
			first = group
			break
		}
	}
	p.choose(first)
	s.win.Canvas().Focus(p.grid.Focus())
	return p
}

// fixed gives its one object a size.
type fixed struct{ size fyne.Size }

// MinSize implements fyne.Layout.
func (f fixed) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }

// Layout implements fyne.Layout.
func (f fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// priceKey tells rows apart: a row of the file may stand for several sizes, and what is missing has none.
func priceKey(r *app.PriceLine) int64 {
	h := fnv.New64a()
	fmt.Fprint(h, r.Row, r.ItemID, r.PartNo)
	return int64(h.Sum64() >> 1)
}

func tickOf(on bool) string {
	if on {
		return "✓"
	}
	return ""
}

func listCost(r *app.PriceLine, now bool, plan *app.PricePlan) string {
	c := r.Old
	if now {
		c = r.New
	}
	if c == nil {
		return ""
	}
	return price(*c, plan.Currency)
}

func riseText(r *app.PriceLine) string {
	if r.Change == nil {
		return ""
	}
	if *r.Change > 0 {
		return "+" + percent(*r.Change)
	}
	return percent(*r.Change)
}

func riseTone(r *app.PriceLine) kit.Tone {
	switch {
	case r.Change == nil:
		return kit.None
	case *r.Change > 0:
		return kit.Bad
	}
	return kit.Good
}

// whyText is what stands against a row, else what it changes besides the cost.
func whyText(r *app.PriceLine) string {
	if len(r.Doubts) > 0 {
		return kit.Said(r.Doubts[0].Text)
	}
	if len(r.Does) > 0 {
		return strings.ReplaceAll(said(r.Does), "\n", ", ")
	}
	if len(r.Notes) > 0 {
		return kit.Said(r.Notes[0].Text)
	}
	return ""
}

func whyTone(r *app.PriceLine) kit.Tone {
	switch {
	case r.Group == app.PriceError:
		return kit.Bad
	case len(r.Doubts) > 0:
		return kit.Warn
	}
	return kit.Quiet
}

// of is how many rows a group has.
func (p *priceList) of(group string) int {
	c := p.plan.Counts
	return map[string]int{app.PriceNew: c.New, app.PriceChanged: c.Changed, app.PriceUnchanged: c.Unchanged, app.PriceMissing: c.Missing, app.PriceDoubt: c.Doubt, app.PriceError: c.Error}[group]
}

func groupWord(group string) string {
	return map[string]string{app.PriceNew: kit.T("New"), app.PriceChanged: kit.T("Changed"), app.PriceUnchanged: kit.T("Unchanged"), app.PriceMissing: kit.T("Not in the list"),
		app.PriceDoubt: kit.T("In doubt"), app.PriceError: kit.T("Not readable")}[group]
}

// summary is what is to be known of the list as a whole.
func (p *priceList) summary() fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-6))
	add := func(text string, tone widget.Importance) {
		l := wrapped(text, tone).(*widget.Label)
		l.Resize(fyne.NewSize(900, l.MinSize().Height)) // so that it knows how high it is
		box.Add(l)
	}
	if k := p.plan.Known; k != nil {
		add(kit.T("This very file was applied on %s already.", moment(k.At, p.s.today())), widget.MediumImportance)
	}
	e := p.plan.Effect
	switch {
	case e.QuotesBelow > 0:
		add(kit.T("%s of %s fall below a margin of %s.", counted(e.QuotesBelow, "%d open quote", "%d open quotes"), countOr0(e.Quotes), rateText(e.Margin)), widget.WarningImportance)
	case e.Quotes > 0:
		add(kit.T("%s with these items; none falls below a margin of %s.", counted(e.Quotes, "%d open quote", "%d open quotes"), rateText(e.Margin)), widget.LowImportance)
	}
	if e.ItemsBelow > 0 {
		add(kit.T("%s at their own price fall below it.", counted(e.ItemsBelow, "%d item", "%d items")), widget.WarningImportance)
	}
	for _, d := range p.plan.Doubts[:min(len(p.plan.Doubts), 4)] {
		add(kit.Said(d), widget.WarningImportance)
	}
	return box
}

// takes says whether a row is applied.
func (p *priceList) takes(r *app.PriceLine) bool {
	return r.Taken != (r.Row != 0 && p.other[r.Row])
}

// can says whether a person may decide about a row.
func can(r *app.PriceLine) bool {
	return r.Row != 0 && r.Group != app.PriceError && r.Group != app.PriceUnchanged && (r.New != nil || r.ItemID != 0)
}

// choose shows the rows of a group.
func (p *priceList) choose(group string) {
	p.group, p.rows = group, nil
	for i := range p.plan.Rows {
		if p.plan.Rows[i].Group == group {
			p.rows = append(p.rows, p.plan.Rows[i])
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
func (p *priceList) draw() {
	var chips []kit.Chip
	for _, group := range app.PriceGroups {
		tone := map[string]kit.Tone{app.PriceDoubt: kit.Warn, app.PriceError: kit.Bad}[group]
		chips = append(chips, kit.Chip{ID: group, Text: groupWord(group), Count: p.of(group), Tone: tone})
	}
	p.chips.Set(chips)
	n := 0
	for i := range p.plan.Rows {
		if p.takes(&p.plan.Rows[i]) {
			n++
		}
	}
	text := kit.T("%s will be applied.", counted(n, "%d row", "%d rows"))
	if p.plan.Counts.Missing > 0 && !p.plan.Map.Full {
		text += " " + kit.T("What is not in the list stays as it is.")
	}
	text += "   " + kit.T("X or Enter takes or leaves a row")
	p.count.SetText(text)
}

func (p *priceList) source(offset, limit int, _ string, _ bool, done func([]app.PriceLine, int)) {
	from, to := min(offset, len(p.rows)), min(offset+limit, len(p.rows))
	done(p.rows[from:to:to], len(p.rows))
}

func (p *priceList) letter(r rune) {
	if row := p.grid.Selected(); row != nil && (r == 'x' || r == 'X' || r == ' ') {
		p.toggle(row)
	}
}

// toggle takes a row or leaves it.
func (p *priceList) toggle(r *app.PriceLine) {
	if r == nil || !can(r) {
		return
	}
	p.other[r.Row] = !p.other[r.Row]
	p.draw()
	p.show(r)
	p.grid.Reload()
}

// show says all that is to be known of a row.
func (p *priceList) show(r *app.PriceLine) {
	p.detail.RemoveAll()
	defer p.detail.Refresh()
	if r == nil {
		return
	}
	say := func(text string, tone widget.Importance) {
		l := wrapped(text, tone).(*widget.Label)
		l.Resize(fyne.NewSize(262, l.MinSize().Height))
		p.detail.Add(l)
	}
	head := widget.NewLabelWithStyle(r.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.Wrapping = fyne.TextWrapWord
	head.Resize(fyne.NewSize(262, 30))
	p.detail.Add(head)
	where := kit.T("It is not in the list.")
	if r.Row != 0 {
		where = kit.T("Row %s of the list", countOr0(r.Row))
	}
	say(where, widget.LowImportance)
	switch {
	case r.ItemID != 0 && r.Found != "":
		say(kit.T("Our item %s, found by %s", r.SKU, kit.Said(r.Found)), widget.LowImportance)
	case r.ItemID != 0:
		say(kit.T("Our item %s", r.SKU), widget.LowImportance)
	}
	for _, d := range r.Does {
		say("• "+kit.Said(d), widget.MediumImportance)
	}
	tone := widget.WarningImportance
	if r.Group == app.PriceError {
		tone = widget.DangerImportance
	}
	for _, d := range r.Doubts {
		say(strings.TrimSpace(d.Cell+"  "+kit.Said(d.Text)), tone)
	}
	for _, n := range r.Notes {
		say(strings.TrimSpace(n.Cell+"  "+kit.Said(n.Text)), widget.LowImportance)
	}
	action := func(text string, do func()) {
		p.detail.Add(kit.NewAction(text, false, do, func() { p.dialog.Escape() }))
	}
	if r.Perhaps != 0 {
		action(kit.T("It is this item"), func() { p.match(r.Row, r.Perhaps) })
		action(kit.T("It is another, new one"), func() { p.match(r.Row, 0) })
	}
	if can(r) {
		text := kit.T("Take this row")
		if p.takes(r) {
			text = kit.T("Leave this row")
		}
		action(text, func() { p.toggle(r) })
	}
}

// match says which item a row is, and shows what follows.
func (p *priceList) match(row int, item trade.ID) {
	in := p.chosen()
	in.Match = append(in.Match, app.PriceMatch{Row: row, ItemID: item})
	p.dialog.Close()
	p.s.readPrices(in)
}

// chosen is the list with what was decided about its rows.
func (p *priceList) chosen() app.ApplyPricesIn {
	in := p.in
	in.Take, in.Leave = append([]int{}, p.in.Take...), append([]int{}, p.in.Leave...)
	for i := range p.plan.Rows {
		r := &p.plan.Rows[i]
		if r.Row == 0 || !p.other[r.Row] {
			continue
		}
		in.Take, in.Leave = without(in.Take, r.Row), without(in.Leave, r.Row)
		if r.Taken {
			in.Leave = append(in.Leave, r.Row)
		} else if r.Group == app.PriceDoubt {
			in.Take = append(in.Take, r.Row)
		}
	}
	return in
}

func without(list []int, n int) []int {
	out := list[:0]
	for _, x := range list {
		if x != n {
			out = append(out, x)
		}
	}
	return out
}

// apply takes the rows over and offers to take the whole list back.
func (p *priceList) apply() {
	in := p.chosen()
	p.dialog.Close()
	s := p.s
	longStep(s, kit.T("Applying %s", in.Name), func(ctx context.Context) (*app.PricePlan, error) {
		in.Limit = 1
		return s.desk.ApplyPrices(ctx, in)
	}, func(out *app.PricePlan) {
		s.fresh()
		if out.Import == nil {
			s.toasts.Show(kit.T("Nothing in it is new."), kit.Quiet, "", nil)
			return
		}
		s.toasts.Offer(importText(out.Import), kit.Good, kit.Offer{Text: kit.T("Undo"), Do: func() { s.undoPrices(out.Import) }})
	}, s.fail)
}

// importText says what a list has done.
func importText(m *trade.PriceImport) string {
	return kit.T("%s is applied: %s, %s, %s", m.Name, counted(m.Made+m.Added, "%d new", "%d new"), counted(m.Changed, "%d changed", "%d changed"), counted(m.Ended, "%d discontinued", "%d discontinued"))
}

func (s *Shell) undoPrices(m *trade.PriceImport) {
	longStep(s, kit.T("Undoing %s", m.Name), func(ctx context.Context) (*trade.PriceImport, error) {
		return s.desk.UndoPrices(ctx, app.ByID{ID: m.ID})
	}, func(m *trade.PriceImport) {
		s.fresh()
		s.toasts.Show(kit.T("%s is undone: all is as it was before.", m.Name), kit.Good, "", nil)
	}, s.fail)
}

// priceLists lists the price lists that were applied, each with a way back.
func (s *Shell) priceLists() {
	read(s, func(ctx context.Context) (app.All[trade.PriceImport], error) {
		return s.desk.ListPriceImports(ctx, app.PriceImportsIn{})
	}, func(all app.All[trade.PriceImport]) {
		var d *kit.Dialog
		var rows [][]kit.Cell
		for i := range all.Rows {
			m := &all.Rows[i]
			undo := kit.Cell{Text: kit.T("undone"), Tone: kit.Quiet}
			if m.UndoneAt == "" {
				a := kit.NewAction(kit.T("Undo"), false, func() { d.Close(); s.undoPrices(m) }, func() { d.Close() })
				undo = kit.Cell{Object: a}
			}
			rows = append(rows, []kit.Cell{{Text: moment(m.At, s.today()), Tone: kit.Quiet}, {Text: m.Supplier}, {Text: m.Name}, {Text: countText(m.Made + m.Added)}, {Text: countText(m.Changed)},
				{Text: countText(m.Ended)}, {Text: m.Who, Tone: kit.Quiet}, undo})
		}
		var body fyne.CanvasObject = kit.Empty(theme.DocumentIcon(), kit.T("No price list was applied yet."), "", nil)
		if len(rows) > 0 {
			body = kit.Lines(kit.Columns{104, -2, -3, 60, 76, 100, 80, 96}, []bool{false, false, false, true, true, true},
				[]string{kit.T("When"), kit.T("Supplier"), kit.T("File"), kit.T("New"), kit.T("Changed"), kit.T("Discontinued"), kit.T("By"), ""}, rows)
		}
		d = kit.Ask(s.win.Canvas(), kit.T("Price lists that were applied"), "", kit.Wide(900, body), func(d *kit.Dialog) { d.Close() })
	})
}
