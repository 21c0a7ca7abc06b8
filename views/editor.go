package views

import (
	"context"
	"slices"
	"time"

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

// editor is a grid that a person types in. Each cell saves the draft when it is left, so nothing
// that was typed is lost and margin and totals are always true.
type editor struct {
	s      *Shell
	draft  *draft
	rows   []*editorRow
	box    *fyne.Container
	sums   *fyne.Container
	past   *fyne.Container // what the line's item was quoted and sold at
	item   trade.ID        // whose past is shown
	floor  money.Rate      // margins below it are warned of
	warn   []string        // what to think about before anything is offered to the customer
	kept   *widget.Label   // says that all is saved
	keptAt time.Time
	keeps  kit.Latest // what kept says now
	asked  kit.Latest
	cares  kit.Latest
	adder  *kit.TypeAhead
	upon   trade.ID // the line that the adder stands above; zero: below all
	here   gridCell // where the keyboard was last
	widths fyne.Layout
}

// gridCell is a cell of the grid: a line and a column.
type gridCell struct {
	line trade.ID
	cell int
}

type editorRow struct {
	cells             [cellCount]*kit.Entry // nil where the line has none
	net, margin, unit *widget.Label         // unit: what one kit costs
	count             *widget.Label         // a component's quantity
	warn              *widget.Label
}

// editorWidths are the columns of a draft's lines. A narrow window shows the margin as a share alone, which still
// tells a bad line from a good one; the sum below has the amount.
var editorWidths = kit.Sparing(kit.Columns{74, -1, 58, 68, 50, 76, 66, 40, 66, 50, 34}, 8)

// foldedWidths are those where a document has less room than roomForLines: what an item is called stands above its figures then.
var foldedWidths = kit.Folded(kit.Columns{74, -1, 34}, []int{0, 1, 10}, kit.Sparing(kit.Columns{58, 72, 56, 80, 70, 42, 66, 52}, 6))

const roomForLines = 680

// edit draws the editor of a draft.
func (s *Shell) edit(d *draft) fyne.CanvasObject {
	e := &editor{s: s, draft: d, box: container.New(layout.NewCustomPaddedVBoxLayout(2)), sums: container.NewStack(), past: container.NewVBox()}
	if e.widths = editorWidths; s.documentRoom() < roomForLines {
		e.widths = foldedWidths
	}
	e.kept = widget.NewLabel(kit.T("saved"))
	e.kept.Importance = widget.LowImportance
	e.build()
	e.heed()
	return container.NewVBox(e.box, e.sums, e.past)
}

func (e *editor) build() {
	e.rows = nil
	head := container.New(e.widths)
	for i, t := range []string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Disc %"), kit.T("Line"), kit.T("Cost"), "", kit.T("Margin"), "%", ""} {
		l := widget.NewLabelWithStyle(t, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		l.Truncation = fyne.TextTruncateClip
		if i > 1 {
			l.Alignment = fyne.TextAlignTrailing
		}
		head.Add(l)
	}
	adder := e.add()
	list := []fyne.CanvasObject{head} // one by one each of them would be laid out again for the next
	for i := range e.draft.lines {
		if e.upon != 0 && e.draft.lines[i].id == e.upon {
			list = append(list, adder)
		}
		list = append(list, e.row(i))
	}
	if e.upon == 0 {
		list = append(list, adder)
	}
	e.box.Objects = list
	e.s.editor = e
	e.total()
	e.box.Refresh()
}

// add is the line in which the next item is typed, with what else can be added.
func (e *editor) add() fyne.CanvasObject {
	e.adder = kit.NewTypeAhead(kit.Choice{}, kit.T("Item … or paste rows from Excel with Ctrl+V"), e.s.searchItems, e.addItem)
	e.adder.OnChord = e.pastes
	e.adder.OnUp = func() { e.step(e.adderAt(), -1, cellQty) }
	e.adder.OnEscape = func() {
		if e.upon == 0 {
			e.s.win.Canvas().Unfocus()
			return
		}
		e.upon = 0
		e.build()
		e.s.win.Canvas().Focus(e.adder)
	}
	free := widget.NewButton(kit.T("Free line"), e.freeLine)
	text := widget.NewButton(kit.T("Text line"), e.textLine)
	free.Importance, text.Importance = widget.LowImportance, widget.LowImportance
	return container.NewBorder(nil, nil, nil, container.NewHBox(free, text), e.adder)
}

func ptr[T any](v T) *T { return &v }

func (e *editor) row(i int) fyne.CanvasObject {
	l := &e.draft.lines[i]
	r := &editorRow{net: widget.NewLabel(""), margin: widget.NewLabel(""), warn: widget.NewLabel("")}
	r.net.Alignment, r.margin.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	r.warn.SizeName, r.warn.Importance, r.warn.Truncation = theme.SizeNameCaptionText, widget.WarningImportance, fyne.TextTruncateEllipsis
	r.warn.Hide()
	code := widget.NewLabel(l.sale.SKU)
	code.Truncation = fyne.TextTruncateEllipsis
	r.cells[cellText] = e.cell(i, cellText)
	var more *widget.Button
	more = e.s.iconButton(theme.MoreVerticalIcon(), func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		widget.ShowPopUpMenuAtPosition(e.menu(i), e.s.win.Canvas(), at.AddXY(-80, more.Size().Height))
	})
	e.rows = append(e.rows, r)
	if l.sale.Kind == trade.LineText {
		return container.NewBorder(nil, nil, nil, container.New(kit.Columns{34}, more), r.cells[cellText])
	}
	if l.sale.Kind == trade.LinePart {
		return e.partRow(i, r)
	}
	for _, c := range []int{cellQty, cellPrice, cellDiscount} {
		r.cells[c] = e.cell(i, c)
	}
	var cost, share fyne.CanvasObject
	in := l.source.CostIn
	if l.sale.Kind == trade.LineKit {
		r.unit = widget.NewLabelWithStyle("", fyne.TextAlignTrailing, fyne.TextStyle{})
		cost, in = r.unit, e.draft.sale.Currency
	} else {
		r.cells[cellCost] = e.cell(i, cellCost)
		cost = r.cells[cellCost]
	}
	if l.sale.Kind == trade.LineFreight {
		r.cells[cellCost].Disable()
		share = widget.NewLabel("")
	} else {
		r.cells[cellMargin] = e.cell(i, cellMargin)
		share = r.cells[cellMargin]
	}
	if l.optional {
		code.SetText(l.sale.SKU + " ?")
		code.Importance = widget.LowImportance
	}
	e.figures(i)
	return container.New(layout.NewCustomPaddedVBoxLayout(-8),
		container.New(e.widths, code, r.cells[cellText], r.cells[cellQty], r.cells[cellPrice], r.cells[cellDiscount], r.net, cost, widget.NewLabel(string(in)), r.margin, share, more),
		r.warn)
}

// menu is what else can be done with a line.
func (e *editor) menu(i int) *fyne.Menu {
	l := &e.draft.lines[i]
	change := func(put func(*app.LineIn)) func() {
		return func() {
			in := app.LineIn{ID: l.id}
			put(&in)
			e.save(func() []app.LineIn { return e.lines(in) }, e.build)
		}
	}
	var items []*fyne.MenuItem
	if e.draft.quote && l.sale.Kind != trade.LineText && l.sale.Kind != trade.LineFreight {
		text := kit.T("Make it optional")
		if l.optional {
			text = kit.T("Count it: no longer optional")
		}
		items = append(items, fyne.NewMenuItem(text, change(func(in *app.LineIn) { in.Optional = ptr(!l.optional) })))
	}
	if l.source.Buy {
		items = append(items, fyne.NewMenuItem(kit.T("Other suppliers…"), func() { e.suppliers(i) }))
	}
	here := gridCell{l.id, cellText}
	items = append(items, fyne.NewMenuItem(kit.T("Insert a line above"), func() { e.insert(here) }),
		fyne.NewMenuItem(kit.T("Move up"), func() { e.move(here, -1) }), fyne.NewMenuItem(kit.T("Move down"), func() { e.move(here, 1) }))
	if l.sale.ItemID != 0 {
		items = append(items, fyne.NewMenuItem(kit.T("Earlier prices…"), func() { e.earlier(here) }))
	}
	return fyne.NewMenu("", append(items, fyne.NewMenuItem(kit.T("Remove the line"), func() { e.remove(l.id) }))...)
}

// suppliers compares the suppliers of a line and takes one of them.
func (e *editor) suppliers(i int) {
	l := &e.draft.lines[i]
	if l.sale.ItemID == 0 {
		e.supplier(i)
		return
	}
	in := app.ListOffersIn{LineID: l.id, OrderID: e.draft.ref.ID}
	if e.draft.quote {
		in.OrderID, in.QuoteID = 0, e.draft.ref.ID
	}
	var saved *draft
	e.s.offers(in, func(ctx context.Context, id trade.ID) (err error) {
		saved, err = e.draft.save(ctx, app.SaleIn{Lines: e.lines(app.LineIn{ID: l.id, SupplierID: &id})})
		return err
	}, func() { *e.draft = *saved; e.build() }, func() { e.supplier(i) })
}

// supplier asks where the goods of a line are to come from.
func (e *editor) supplier(i int) {
	l := &e.draft.lines[i]
	f := kit.NewForm(
		&kit.Field{Name: "supplier_id", Label: kit.T("Supplier"), Search: e.s.searchSuppliers, Chosen: kit.Choice{ID: int64(l.source.SupplierID), Title: l.source.Supplier}},
		&kit.Field{Name: "cost", Label: kit.T("Cost, in the supplier's currency (empty: as known)")},
	)
	kit.AskForm(e.s.win.Canvas(), kit.T("Supplier of %s", goods(l.sale.SKU, l.sale.Description)), kit.T("Choose"), f, func(d *kit.Dialog) {
		submit(e.s, d, f, "", func(ctx context.Context) (*draft, error) {
			in := app.LineIn{ID: l.id, SupplierID: ptr(trade.ID(f.Chosen("supplier_id")))}
			if *in.SupplierID == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose a supplier from the list.")).In("supplier_id")
			}
			var err error
			if in.Cost, err = decimal("cost", f.Text("cost")); err != nil {
				return nil, err
			}
			return e.draft.save(ctx, app.SaleIn{Lines: e.lines(in)})
		}, func(d *draft) {
			*e.draft = *d
			e.build()
		})
	})
}

// figures shows what the program has worked out for a line; what is being typed stays. It says whether the line is
// another height now.
func (e *editor) figures(i int) (grown bool) {
	l, r, cur := &e.draft.lines[i], e.rows[i], e.draft.sale.Currency
	if l.sale.Kind == trade.LineText {
		return false
	}
	if l.sale.Kind == trade.LinePart {
		r.count.SetText(number(l.sale.Qty))
		return false
	}
	if r.unit != nil {
		r.unit.SetText(amount(perKit(l.cost, l.sale.Qty), cur))
	}
	for c, x := range r.cells {
		if x != nil && x != e.s.unread && !x.Touched() {
			x.Put(cells[c].text(l, cur))
		}
	}
	e.earns(r, l.sale.Charged(), l.sale.Total(), l.cost)
	if warn := e.warnings(l); warn != r.warn.Text {
		r.warn.SetText(warn)
		grown = r.warn.Hidden != (warn == "")
		r.warn.Hidden = warn == ""
	}
	return grown
}

// earns shows what a line comes to and what of it remains.
func (e *editor) earns(r *editorRow, charged, net, cost money.Amount) {
	cur, margin := e.draft.sale.Currency, net-cost
	show := func(l *widget.Label, sum money.Amount, importance widget.Importance) {
		if text := amount(sum, cur); text != l.Text || importance != l.Importance {
			l.Importance = importance
			l.SetText(text)
		}
	}
	importance := widget.MediumImportance
	if margin < 0 {
		importance = widget.DangerImportance
	} else if e.thin(margin, net) {
		importance = widget.WarningImportance
	}
	show(r.net, charged, widget.MediumImportance)
	show(r.margin, margin, importance)
}

// preview shows what a line would come to with what is typed, before it is saved. Prices that include tax are left to
// the use case, because their tax belongs to the document.
func (e *editor) preview(i int) {
	l, r := e.draft.lines[i], e.rows[i]
	if e.draft.sale.Inclusive || r.cells[cellQty] == nil {
		return
	}
	cur := e.draft.sale.Currency
	was := l.sale.Qty
	qty, err := quantity("", r.cells[cellQty].Text)
	if err != nil || qty < 0 || qty > money.MaxQty {
		return
	}
	price, err := decimal("", r.cells[cellPrice].Text)
	if err != nil || price == nil {
		return
	}
	each, err := price.Price(cur)
	less, wrong := rate("", r.cells[cellDiscount].Text)
	if err != nil || wrong != nil || less < 0 || less > money.Whole || each.Times(qty) > money.MaxAmount {
		return
	}
	net, cost := trade.LineNet(qty, each, less), l.cost
	if was != 0 {
		cost = l.cost.Share(qty, was)
	}
	net -= e.draft.sale.DiscountRate.Of(net)
	e.earns(r, net, net, cost)
	if x := r.cells[cellMargin]; x != nil && !x.Touched() {
		x.Put(shareText(net-cost, net))
	}
}

func (e *editor) total() {
	t := &e.draft.sale.Totals
	margin, share := t.Margin()
	cur := e.draft.sale.Currency
	word := widget.NewLabel(kit.T("Margin %s (%s)   cost %s", amount(margin, cur), percent(share), amount(t.Cost, cur)))
	word.Importance = widget.SuccessImportance
	switch {
	case margin < 0:
		word.Importance = widget.DangerImportance
	case e.thin(margin, t.Net):
		word.Importance = widget.WarningImportance
	}
	word.Wrapping = fyne.TextWrapWord
	left := container.New(layout.NewCustomPaddedVBoxLayout(-8), word, e.kept)
	for _, text := range e.warn {
		w := widget.NewLabel(text)
		w.Importance, w.Wrapping = widget.WarningImportance, fyne.TextWrapWord
		left.Add(w)
	}
	e.sums.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, kit.Wide(260, saleTotals(e.draft.sale)), left)}
	e.sums.Refresh()
}

// lines names all lines, so that they stay, with some of them changed.
func (e *editor) lines(changed ...app.LineIn) []app.LineIn {
	list := make([]app.LineIn, 0, len(e.draft.lines)+1)
	for i := range e.draft.lines {
		l := app.LineIn{ID: e.draft.lines[i].id}
		if at := slices.IndexFunc(changed, func(x app.LineIn) bool { return x.ID == l.ID }); at >= 0 {
			l = changed[at]
		} else if e.draft.lines[i].sale.Kind == trade.LinePart {
			continue // it comes with its kit
		}
		list = append(list, l)
	}
	return list
}

// save keeps the draft and shows what came of it; the page is not drawn anew, so that the keyboard
// stays where it is. The lines are named when all earlier saves are done: a line that is not named goes.
func (e *editor) save(lines func() []app.LineIn, then func()) {
	e.s.saves.Do(func(done func()) {
		e.s.quiet = true
		e.s.saved++
		e.keeps.Next()
		e.kept.SetText(kit.T("saving …"))
		in := app.SaleIn{Lines: lines()}
		var d *draft
		var err error
		ctx, step := app.Noting(e.s.ctx())
		e.s.run.Do(func() { d, err = e.draft.save(ctx, in) }, func() {
			defer done()
			e.s.saved++
			e.s.run.Do(func() {}, func() { e.s.quiet = false })
			e.keptAt = time.Now()
			e.tellKept()
			if err != nil {
				e.keeps.Next()
				e.kept.SetText(kit.T("not saved"))
				e.s.fail(err)
				return
			}
			e.s.step = *step
			*e.draft = *d
			then()
			e.heed()
			read(e.s, func(ctx context.Context) (app.Chain, error) { return e.s.desk.GetChain(ctx, e.draft.ref) }, func(c app.Chain) {
				e.s.drawStrip(e.s.chain(c, e.draft.ref))
			})
		})
	})
}

// refigure shows all lines and the sums as they were saved.
func (e *editor) refigure() {
	grown := false
	for i := range e.draft.lines {
		grown = e.figures(i) || grown
	}
	if grown {
		e.box.Refresh()
	}
	e.total()
}

func (e *editor) addItem(c kit.Choice) {
	if c.ID != 0 {
		e.addLine(app.LineIn{ItemID: trade.ID(c.ID)})
		return
	}
	e.s.newItem(c.Title, func(it *trade.Item) {
		// The draft may have been drawn anew below the dialog.
		if now := e.s.editor; now != nil && now.draft.ref == e.draft.ref {
			now.addLine(app.LineIn{ItemID: it.ID})
		}
	})
}

func (e *editor) freeLine() {
	e.addLine(app.LineIn{Kind: trade.LineFree, Description: ptr(""), Qty: ptr(money.Unit), Price: &money.Decimal{}})
}

func (e *editor) textLine() { e.addLine(app.LineIn{Kind: trade.LineText, Description: ptr("")}) }

// inserted names all lines with new ones where the adder stands.
func (e *editor) inserted(fresh ...app.LineIn) []app.LineIn {
	list := e.lines()
	at := slices.IndexFunc(list, func(l app.LineIn) bool { return l.ID == e.upon })
	if e.upon == 0 || at < 0 {
		return append(list, fresh...)
	}
	return slices.Insert(list, at, fresh...)
}

func (e *editor) addLine(in app.LineIn) {
	e.save(func() []app.LineIn { return e.inserted(in) }, func() {
		e.build()
		at := e.adderAt() - 1
		for at > 0 && (e.upon == 0 && e.draft.lines[at].sale.Kind == trade.LineFreight || e.draft.lines[at].sale.Kind == trade.LinePart) {
			at--
		}
		c := cellQty
		if in.Kind == trade.LineFree {
			c = cellText
		}
		if !e.focus(at, c) {
			e.focus(at, cellText)
		}
	})
}
