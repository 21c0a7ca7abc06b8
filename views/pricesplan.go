package views

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// priceList is a price list before it is applied.
type priceList struct {
	*fileRows[app.PriceLine]
	in   app.ApplyPricesIn
	plan *app.PricePlan
}

// showPrices shows what a list changes, and applies it at a click.
func (s *Shell) showPrices(in app.ApplyPricesIn, plan *app.PricePlan) *priceList {
	p := &priceList{in: in, plan: plan}
	p.fileRows = &fileRows[app.PriceLine]{s: s, all: plan.Rows, width: 270, look: priceRow, key: priceKey, tell: p.tellPrice, groups: priceGroups(plan.Counts), foot: p.foot,
		words: func(taken bool) string {
			if taken {
				return kit.T("Leave this row")
			}
			return kit.T("Take this row")
		}}
	columns := []kit.Column[app.PriceLine]{
		{Key: "row", Title: kit.T("Row"), Width: 46, Right: true, Text: func(r *app.PriceLine) string { return countText(r.Row) }, Tone: func(*app.PriceLine) kit.Tone { return kit.Quiet }},
		{Key: "part", Title: kit.T("Part no."), Width: -2, Text: func(r *app.PriceLine) string { return r.PartNo }},
		{Key: "name", Title: kit.T("Name"), Width: -3, Text: func(r *app.PriceLine) string { return r.Name }},
		{Key: "old", Title: kit.T("Old"), Width: 74, Right: true, Text: func(r *app.PriceLine) string { return listCost(r, false, plan) }},
		{Key: "new", Title: kit.T("New"), Width: 74, Right: true, Text: func(r *app.PriceLine) string { return listCost(r, true, plan) }},
		{Key: "change", Title: kit.T("Change"), Width: 66, Right: true, Text: riseText, Tone: riseTone},
		{Key: "why", Title: kit.T("Besides"), Width: -3, Spare: true, Text: whyText, Tone: func(r *app.PriceLine) kit.Tone { x := priceRow(r); return x.tone() }},
	}
	verb := kit.T("Apply the list")
	if plan.Nothing && plan.Counts.Doubt == 0 {
		verb = ""
	}
	p.open(kit.T("%s from %s", plan.Name, plan.Supplier), verb, columns, p.summary(), func() { s.priceColumns(in, "") },
		[]string{app.PriceChanged, app.PriceNew, app.PriceDoubt, app.PriceError, app.PriceUnchanged}, p.apply)
	return p
}

func priceRow(r *app.PriceLine) fileRow {
	return fileRow{row: r.Row, group: r.Group, taken: r.Taken, asks: r.Group == app.PriceDoubt, wrong: r.Group == app.PriceError, doubts: r.Doubts,
		may: r.Row != 0 && r.Group != app.PriceError && r.Group != app.PriceUnchanged && (r.New != nil || r.ItemID != 0)}
}

// priceKey tells rows apart: a row of the file may stand for several sizes, and what is missing has none.
func priceKey(r *app.PriceLine) int64 {
	h := fnv.New64a()
	fmt.Fprint(h, r.Row, r.ItemID, r.PartNo)
	return int64(h.Sum64() >> 1)
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

func priceGroups(c app.PriceCounts) []fileGroup {
	words := map[string]string{app.PriceNew: kit.T("New"), app.PriceChanged: kit.T("Changed"), app.PriceUnchanged: kit.T("Unchanged"), app.PriceMissing: kit.T("Not in the list"),
		app.PriceDoubt: kit.T("In doubt"), app.PriceError: kit.T("Not readable")}
	counts := map[string]int{app.PriceNew: c.New, app.PriceChanged: c.Changed, app.PriceUnchanged: c.Unchanged, app.PriceMissing: c.Missing, app.PriceDoubt: c.Doubt, app.PriceError: c.Error}
	var list []fileGroup
	for _, id := range app.PriceGroups {
		list = append(list, fileGroup{id, words[id], counts[id], map[string]kit.Tone{app.PriceDoubt: kit.Warn, app.PriceError: kit.Bad}[id]})
	}
	return list
}

// summary is what is to be known of the list as a whole.
func (p *priceList) summary() fyne.CanvasObject {
	box, add := sentences()
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

// foot is what is said of n rows that are applied.
func (p *priceList) foot(n int) string {
	text := kit.T("%s will be applied.", counted(n, "%d row", "%d rows"))
	if p.plan.Counts.Missing > 0 && !p.plan.Map.Full {
		text += " " + kit.T("What is not in the list stays as it is.")
	}
	return text + "   " + kit.T("X or Enter takes or leaves a row")
}

// tellPrice says all that is to be known of a row.
func (p *priceList) tellPrice(r *app.PriceLine) {
	p.head(r.Name)
	where := kit.T("It is not in the list.")
	if r.Row != 0 {
		where = kit.T("Row %s of the list", countOr0(r.Row))
	}
	p.say(where, widget.LowImportance)
	switch {
	case r.ItemID != 0 && r.Found != "":
		p.say(kit.T("Our item %s, found by %s", r.SKU, kit.Said(r.Found)), widget.LowImportance)
	case r.ItemID != 0:
		p.say(kit.T("Our item %s", r.SKU), widget.LowImportance)
	}
	for _, d := range r.Does {
		p.say("• "+kit.Said(d), widget.MediumImportance)
	}
	p.remarks(r, r.Notes)
	if r.Perhaps != 0 {
		p.action(kit.T("It is this item"), func() { p.match(r.Row, r.Perhaps) })
		p.action(kit.T("It is another, new one"), func() { p.match(r.Row, 0) })
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
	in.Take, in.Leave = p.decided(p.in.Take, p.in.Leave)
	return in
}

// apply takes the rows over and offers to take the whole list back.
func (p *priceList) apply() {
	in, s := p.chosen(), p.s
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
