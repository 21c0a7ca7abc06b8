package views

import (
	"context"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// why opens a figure to what it is made of, down to the documents.
func (s *Shell) why(in app.ExplainIn) {
	read(s, func(ctx context.Context) (app.Explanation, error) { return s.desk.Explain(ctx, in) }, s.tell)
}

// whyButton is the command that explains a figure of a document.
func (s *Shell) whyButton(text string, in app.ExplainIn) button {
	return button{text: text, why: true, do: func() { s.why(in) }}
}

// figure is a number in a table that opens to what it is made of.
func (s *Shell) figure(text string, in app.ExplainIn) kit.Cell {
	return kit.Cell{Object: kit.NewFigure(text, func() { s.why(in) })}
}

// reasons is an explanation that is shown: the parts that are open, and their rows.
type reasons struct {
	s      *Shell
	whole  *app.Explanation
	rows   *fyne.Container
	open   map[*app.Part]bool
	dialog *kit.Dialog
}

// shownParts is how many rows are unfolded when an explanation is opened.
const shownParts = 30

func (s *Shell) tell(x app.Explanation) {
	r := &reasons{s: s, whole: &x, open: map[*app.Part]bool{}, rows: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	r.unfold()
	r.draw()
	sentence := widget.NewLabel(kit.Said(x.Sentence))
	sentence.Wrapping = fyne.TextWrapWord
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(780, 380)) // so that the parts have room to unfold
	content := container.NewStack(room, container.New(layout.NewCustomPaddedVBoxLayout(4), sentence, r.rows))
	r.dialog = kit.Ask(s.win.Canvas(), figureWord(x.Figure)+": "+kit.Said(x.Text), "", content, func(d *kit.Dialog) { d.Close() })
}

// unfold opens the parts level by level as long as all of a level has room.
func (r *reasons) unfold() {
	level, shown := refsTo(r.whole.Parts), len(r.whole.Parts)
	for len(level) > 0 {
		var next []*app.Part
		for _, p := range level {
			next = append(next, refsTo(p.Parts)...)
		}
		if shown += len(next); shown > shownParts {
			return
		}
		for _, p := range level {
			r.open[p] = true
		}
		level = next
	}
}

func refsTo(parts []app.Part) []*app.Part {
	list := make([]*app.Part, len(parts))
	for i := range parts {
		list[i] = &parts[i]
	}
	return list
}

// The columns of an explanation: what, its document, how much.
var reasonColumns = kit.Columns{-1, 110, 120}

func (r *reasons) draw() {
	r.rows.RemoveAll()
	r.rows.Add(widget.NewSeparator())
	r.add(r.whole.Parts, 0)
	word := kit.T("Together")
	if cur := r.whole.Currency; cur != "" {
		word = kit.T("Together, %s", cur)
	}
	name := widget.NewLabel(word)
	sum := widget.NewLabel(r.amount(&r.whole.Part))
	name.TextStyle.Bold, sum.TextStyle.Bold, sum.Alignment = true, true, fyne.TextAlignTrailing
	to := fyne.CanvasObject(layout.NewSpacer())
	if r.leads(r.whole.Ref) {
		to = r.link(firstText(r.whole.Number, kit.T("Show")), r.whole.Ref)
	}
	r.rows.Add(container.New(reasonColumns, name, to, sum))
	r.rows.Refresh()
}

func (r *reasons) add(parts []app.Part, level int) {
	for i := range parts {
		p := &parts[i]
		value := widget.NewLabel(r.amount(p))
		value.Alignment = fyne.TextAlignTrailing
		if level > 0 {
			value.Importance = widget.LowImportance
		}
		to := fyne.CanvasObject(layout.NewSpacer())
		switch {
		case p.Number == "":
		case r.leads(p.Ref) && p.Ref != r.whole.Ref:
			to = r.link(p.Number, p.Ref)
		case p.Ref != r.whole.Ref:
			l := widget.NewLabel(p.Number)
			l.Truncation = fyne.TextTruncateEllipsis
			to = l
		}
		r.rows.Add(container.New(reasonColumns, r.text(p, level), to, value))
		r.rows.Add(widget.NewSeparator())
		if r.open[p] {
			r.add(p.Parts, level+1)
		}
	}
}

// text is what a part is; one that has parts of its own unfolds.
func (r *reasons) text(p *app.Part, level int) fyne.CanvasObject {
	indent := canvas.NewRectangle(color.Transparent)
	indent.SetMinSize(fyne.NewSize(float32(18*level+18), 1))
	if len(p.Parts) == 0 {
		l := widget.NewLabel(explained(p.Text))
		l.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, indent, nil, l)
	}
	icon := theme.MenuExpandIcon()
	if r.open[p] {
		icon = theme.MenuDropDownIcon()
	}
	indent.SetMinSize(fyne.NewSize(float32(18*level), 1))
	mark := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(18), widget.NewIcon(icon)))
	l := kit.NewLink(explained(p.Text), func() {
		r.open[p] = !r.open[p]
		r.draw()
		r.dialog.Changed()
	})
	l.Plain()
	l.OnEscape = r.leave
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedHBoxLayout(0), indent, mark), nil, l)
}

func (r *reasons) leave() { r.dialog.Close() }

func (r *reasons) amount(p *app.Part) string {
	if r.whole.Currency == "" {
		return number(p.Qty)
	}
	return amount(p.Value, r.whole.Currency)
}

// leads says whether there is a page that shows the record.
func (r *reasons) leads(ref trade.Ref) bool {
	for _, x := range r.s.pages {
		if x.kind == ref.Kind && ref.ID != 0 && ref.Kind != trade.KindCompany {
			return true
		}
	}
	return false
}

// link goes to a document, and leaves all dialogs.
func (r *reasons) link(text string, ref trade.Ref) fyne.CanvasObject {
	l := kit.NewLink(text, func() {
		r.s.leaveDialogs()
		r.s.Show(ref)
	})
	l.OnEscape = r.leave
	return l
}

func (s *Shell) leaveDialogs() {
	for d := kit.Top(s.win.Canvas()); d != nil; d = kit.Top(s.win.Canvas()) {
		d.Close()
	}
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func figureWord(f app.Figure) string {
	return kit.T(map[app.Figure]string{
		app.FigureProfit: "Profit", app.FigureMargin: "Margin", app.FigureRevenue: "Revenue", app.FigureCost: "Cost of goods", app.FigureFreight: "Freight and fees",
		app.FigureCosts: "Cost", app.FigureBalance: "Balance", app.FigureToOrder: "To order", app.FigureToShip: "To ship", app.FigureToInvoice: "To invoice",
		app.FigureToBill: "To bill", app.FigureOpenValue: "Still to ship, at the orders' prices", app.FigureOpenCost: "Still to ship, at cost",
	}[f])
}

// explain shows what a deal earns by line and supplier, and what of each line is still to do; each
// number opens to the documents behind it.
func (s *Shell) explain(c app.Chain) {
	cur, order := c.Profit.Currency, c.Order.ID
	of := func(f app.Figure, line, supplier trade.ID) app.ExplainIn {
		return app.ExplainIn{Figure: f, Kind: trade.KindOrder, ID: order, LineID: line, SupplierID: supplier}
	}
	figures := func(line, supplier trade.ID, sums ...money.Amount) (cells []kit.Cell) {
		for i, f := range []app.Figure{app.FigureRevenue, app.FigureCost, app.FigureFreight, app.FigureProfit} {
			cells = append(cells, s.figure(amount(sums[i], cur), of(f, line, supplier)))
		}
		return cells
	}
	var rows [][]kit.Cell
	for i := range c.Profit.Lines {
		l := &c.Profit.Lines[i]
		word := kit.T("estimated")
		if l.Actual {
			word = kit.T("actual")
		}
		row := append([]kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: l.Supplier}, {Text: number(l.Qty)}},
			figures(l.OrderLineID, l.SupplierID, l.Revenue, l.Cost, l.Freight, l.Profit())...)
		rows = append(rows, append(row, kit.Cell{Text: word}))
	}
	together := append([]kit.Cell{{}, {Text: kit.T("Together")}, {}, {}}, figures(0, 0, c.Profit.Revenue, c.Profit.Cost, c.Profit.Freight, c.Profit.Profit)...)
	rows = append(rows, append(together, s.figure(percent(c.Profit.Margin), of(app.FigureMargin, 0, 0))))
	parts := []fyne.CanvasObject{kit.Lines(kit.Columns{80, 180, 150, 60, 90, 90, 80, 90, 80}, []bool{false, false, false, true, true, true, true, true, false},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Supplier"), kit.T("Qty"), kit.T("Revenue"), kit.T("Cost"), kit.T("Freight"), kit.T("Profit"), ""}, rows)}
	if open := s.openQuantities(c, of); open != nil {
		parts = append(parts, kit.Section(kit.T("What is still to do")), open)
	}
	kit.Tell(s.win.Canvas(), kit.T("Profit of %s in %s", numberOr(c.Order.Number), cur), kit.Wide(900, container.NewVBox(parts...)))
}

// openQuantities says of each line of a confirmed order what is still to be ordered, shipped and invoiced.
func (s *Shell) openQuantities(c app.Chain, of func(app.Figure, trade.ID, trade.ID) app.ExplainIn) fyne.CanvasObject {
	if c.Order.State != trade.Confirmed {
		return nil
	}
	var rows [][]kit.Cell
	for i := range c.Order.Lines {
		l := &c.Order.Lines[i]
		if l.Kind == trade.LineText {
			continue
		}
		toShip := money.Qty(0)
		if l.Buy {
			toShip = l.Live() - l.Shipped
		}
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, s.figure(number(l.ToOrder()), of(app.FigureToOrder, l.ID, 0)),
			s.figure(number(toShip), of(app.FigureToShip, l.ID, 0)), s.figure(number(l.ToInvoice(false)), of(app.FigureToInvoice, l.ID, 0)), {}})
	}
	return kit.Lines(kit.Columns{80, 330, 60, 90, 90, 90, 160}, []bool{false, false, true, true, true, true},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("To order"), kit.T("To ship"), kit.T("To invoice"), ""}, rows)
}

// explainPurchase says of each line of a purchase order what is still to be shipped and billed.
func (s *Shell) explainPurchase(p *trade.PurchaseOrder) {
	var rows [][]kit.Cell
	for i := range p.Lines {
		l := &p.Lines[i]
		of := func(f app.Figure) app.ExplainIn {
			return app.ExplainIn{Figure: f, Kind: trade.KindPurchase, ID: p.ID, LineID: l.ID}
		}
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, s.figure(number(l.Waiting()), of(app.FigureToShip)), s.figure(number(l.ToBill()), of(app.FigureToBill))})
	}
	table := kit.Lines(kit.Columns{90, -1, 70, 90, 90}, []bool{false, false, true, true, true},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("To ship"), kit.T("To bill")}, rows)
	kit.Tell(s.win.Canvas(), kit.T("What is still to do of %s", numberOr(p.Number)), kit.Wide(760, table))
}

// explained is a part of an explanation in the language of the window: a sentence, or a name with a day behind it.
func explained(text string) string {
	if said := kit.Said(text); said != text {
		return said
	}
	name, day, found := strings.Cut(text, ", ")
	if told := kit.SaidInParts(day); found && told != day {
		return name + ", " + told
	}
	return text
}
