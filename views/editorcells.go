package views

import (
	"strings"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// The columns of a draft's lines that are typed into.
const (
	cellText = iota
	cellQty
	cellPrice
	cellDiscount
	cellCost
	cellMargin
	cellCount
)

// cells say for each column how it is shown, and where what is typed goes.
var cells = [cellCount]struct {
	text func(l *draftLine, cur money.Currency) string
	put  func(in *app.LineIn, text string) error
}{
	cellText: {func(l *draftLine, _ money.Currency) string { return l.sale.Description }, func(in *app.LineIn, text string) error { in.Description = &text; return nil }},
	cellQty: {func(l *draftLine, _ money.Currency) string { return typed(l.sale.Qty.String()) }, func(in *app.LineIn, text string) error {
		q, err := quantity("qty", text)
		in.Qty = &q
		return err
	}},
	cellPrice: {func(l *draftLine, cur money.Currency) string { return typed(l.sale.Price.Text(cur)) }, func(in *app.LineIn, text string) (err error) {
		in.Price, err = decimal("price", text)
		return err
	}},
	cellDiscount: {discountText, func(in *app.LineIn, text string) error {
		d, err := rate("discount", text)
		in.Discount = &d
		return err
	}},
	cellCost: {costText, func(in *app.LineIn, text string) (err error) { in.Cost, err = decimal("cost", text); return err }},
	cellMargin: {func(l *draftLine, _ money.Currency) string { return shareText(l.sale.Total()-l.cost, l.sale.Total()) }, func(in *app.LineIn, text string) error {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		m, err := rate("margin", text)
		in.Margin = &m
		return err
	}},
}

func discountText(l *draftLine, _ money.Currency) string {
	if l.sale.Discount == 0 {
		return ""
	}
	return typed(l.sale.Discount.String())
}

func costText(l *draftLine, _ money.Currency) string {
	if l.source.CostIn == "" {
		return ""
	}
	return typed(l.source.Cost.Text(l.source.CostIn))
}

// shareText is a margin as a share, as it is typed.
func shareText(margin, net money.Amount) string {
	return typed(money.Ratio(margin, net).Short())
}

// cell is an entry that saves its line when it is left. Arrows and Enter walk the grid.
func (e *editor) cell(i, c int) *kit.Entry {
	x := kit.NewCell(cells[c].text(&e.draft.lines[i], e.draft.sale.Currency), c != cellText)
	x.OnEnter = func() {
		x.SelectAll()
		e.here = gridCell{e.draft.lines[i].id, c}
		e.recall(i)
	}
	x.OnChanged = func(string) {
		if c == cellQty || c == cellPrice || c == cellDiscount {
			e.preview(i)
		}
	}
	x.OnKey = func(k fyne.KeyName) bool { return e.key(x, i, c, k) }
	x.OnChord = e.pastes
	x.OnLeave = func(text string) {
		in := app.LineIn{ID: e.draft.lines[i].id}
		if err := cells[c].put(&in, text); err != nil {
			e.s.unread = x
			e.s.fail(err)
			return
		}
		if e.s.unread == x {
			e.s.unread = nil
		}
		e.save(func() []app.LineIn { return e.lines(in) }, e.refigure)
	}
	return x
}

// key walks from cell to cell: up and down in the column, Enter downwards, left and right where the text ends.
func (e *editor) key(x *kit.Entry, i, c int, k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		e.s.win.Canvas().Unfocus()
	case fyne.KeyUp:
		e.step(i, -1, c)
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		e.step(i+1, 1, c)
	case fyne.KeyLeft:
		if x.CursorColumn > 0 {
			return false
		}
		e.aside(i, c, -1)
	case fyne.KeyRight:
		if x.CursorColumn < len([]rune(x.Text)) {
			return false
		}
		e.aside(i, c, 1)
	default:
		return false
	}
	return true
}

// adderAt is the place of the line below the adder.
func (e *editor) adderAt() int {
	if i := e.at(e.upon); e.upon != 0 && i >= 0 {
		return i
	}
	return len(e.draft.lines)
}

// at is the place of a line; negative where it is gone.
func (e *editor) at(id trade.ID) int {
	for i := range e.draft.lines {
		if e.draft.lines[i].id == id {
			return i
		}
	}
	return -1
}

// step goes down to line i, or for a negative step up from it, and on to the next one that has the column. The adder is
// on the way.
func (e *editor) step(i, by, c int) {
	adder := e.adderAt()
	if by < 0 {
		if i == adder && e.s.win.Canvas().Focused() != fyne.Focusable(e.adder) {
			e.s.win.Canvas().Focus(e.adder)
			return
		}
		i--
	} else if i == adder {
		e.s.win.Canvas().Focus(e.adder)
		return
	}
	for ; i >= 0 && i < len(e.rows); i += by {
		if e.focus(i, c) {
			return
		}
		if by > 0 && i+1 == adder {
			e.s.win.Canvas().Focus(e.adder)
			return
		}
	}
}

// aside goes to the next cell of a line.
func (e *editor) aside(i, c, by int) {
	for c += by; c >= 0 && c < cellCount; c += by {
		if e.focus(i, c) {
			return
		}
	}
}

// focus gives a cell the keyboard; false where there is none.
func (e *editor) focus(i, c int) bool {
	if i < 0 || i >= len(e.rows) || e.rows[i].cells[c] == nil || e.rows[i].cells[c].Disabled() {
		return false
	}
	e.s.win.Canvas().Focus(e.rows[i].cells[c])
	return true
}
