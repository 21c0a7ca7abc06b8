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
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// listPage is the one shape of all lists: filter and chips above, the grid, a footer with count and
// sum; the document of the selected row at the right.
type listPage[R any] struct {
	s       *Shell
	kind    trade.Kind
	columns []kit.Column[R]
	list    func(context.Context, app.ListIn) (app.List[R], error)
	id      func(*R) trade.ID
	load    func(context.Context, trade.ID) (func() fyne.CanvasObject, error) // reads a record in the background, and draws it
	one     string                                                            // "quote"
	noun    string                                                            // "quotes"
	summed  string                                                            // what the footer's sum is: "outstanding"
	button  string                                                            // "New quote"
	onNew   func()
	first   string               // the filter that is chosen at first
	bulk    func([]R) []bulkStep // what can be done with the marked rows, the next step first
	offset  float64              // the list's part of the page
	beside  fyne.CanvasObject    // stands beside the filter
	limit   func(*app.ListIn)    // narrows the list further

	root    *fyne.Container
	left    *fyne.Container
	split   *container.Split
	divided float64 // where the split was put, unless somebody moved it
	wide    bool    // the document has the whole width
	grid    *kit.Grid[R]
	chips   *kit.Chips
	search  *kit.Entry
	footer  *widget.Label
	void    *fyne.Container // lies over an empty list
	marks   *fyne.Container
	doc     *fyne.Container
	shown   trade.ID // what was asked for
	drawn   trade.ID // what is there already
	latest  kit.Latest
	lists   kit.Latest
}

func (p *listPage[R]) object() fyne.CanvasObject {
	if p.root != nil {
		return p.root
	}
	p.search = kit.NewEntry("", kit.T("Filter %s   Ctrl+F", p.noun))
	p.search.OnChanged = func(string) {
		p.grid.Unmark()
		p.grid.Reload()
	}
	p.search.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyDown || k == fyne.KeyReturn || k == fyne.KeyEscape {
			p.s.win.Canvas().Focus(p.grid.Focus())
			return true
		}
		return false
	}
	p.chips = kit.NewChips(p.choose)
	p.chips.Chosen = p.first
	p.recall()
	p.footer = widget.NewLabel("")
	p.footer.SizeName, p.footer.Importance, p.footer.Truncation = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextTruncateEllipsis
	p.marks = container.NewVBox()
	p.doc = container.New(pages{p.refold})
	p.grid = &kit.Grid[R]{
		Columns: p.columns, Key: func(r *R) int64 { return int64(p.id(r)) }, Source: p.source, Marks: p.bulk != nil,
		OnShow: func(r *R) { p.open(p.id(r)) }, OnOpen: func(*R) { p.widen(true) }, OnMark: func(int) { p.drawMarks() }, OnRune: p.s.letter,
	}
	p.grid.OnArrange = func(kept string) { p.s.opt.Memory.Set(p.keptColumns(), kept) }
	p.grid.Arrange(p.s.opt.Memory.Get(p.keptColumns()))
	grid := p.grid.Object()
	right := container.NewHBox()
	if p.beside != nil {
		right.Add(p.beside)
	}
	if p.onNew != nil && p.s.may(newSteps[p.kind]) {
		right.Add(widget.NewButtonWithIcon(p.button, theme.ContentAddIcon(), p.onNew))
	}
	top := container.NewBorder(nil, nil, nil, right, p.search)
	foot := container.New(layout.NewCustomPaddedVBoxLayout(0), p.marks, p.footer)
	p.void = container.NewStack()
	p.left = container.NewBorder(container.NewVBox(top, p.chips.Object()), foot, nil, nil, container.NewStack(grid, p.void))
	p.split = container.NewHSplit(p.left, p.doc)
	if p.offset == 0 {
		p.offset = 0.42
	}
	p.split.Offset, p.divided = p.offset, p.offset
	if kept, ok := p.keptOffset(); ok {
		p.split.Offset, p.divided = kept, 0
	}
	p.root = container.New(pages{p.fit}, p.split)
	if p.s.alone {
		p.wide, p.root = true, container.NewStack(p.doc)
	}
	p.blank()
	return p.root
}

// widen gives the document the whole width, or the list its place back.
func (p *listPage[R]) widen(on bool) {
	if p.wide == on || (on && p.shown == 0) || p.s.alone {
		return
	}
	if !on {
		p.s.visited()
	}
	p.wide = on
	if on {
		p.doc.Show()
		p.s.win.Canvas().Unfocus() // so that Esc and letters come to the window
		back := widget.NewButtonWithIcon(kit.T("All %s   Esc", p.noun), theme.NavigateBackIcon(), func() { p.widen(false) })
		back.Importance = widget.LowImportance
		p.root.Objects = []fyne.CanvasObject{container.NewBorder(wayBack(back), nil, nil, nil, p.doc)}
	} else {
		p.root.Objects = []fyne.CanvasObject{p.split}
	}
	p.root.Refresh()
	kit.Lay(p.root)
	p.fit()
	if !on {
		p.s.win.Canvas().Focus(p.grid.Focus()) // a document in which somebody types is not drawn anew
	}
	p.open(p.shown) // what is drawn depends on the width
}

func (p *listPage[R]) narrow() { p.widen(false) }

// focus gives the list the keyboard.
func (p *listPage[R]) focus() {
	if !p.wide {
		p.s.win.Canvas().Focus(p.grid.Focus())
	}
}

// front says whether this is the page that the window shows.
func (p *listPage[R]) front() bool { return p.s.chained == nil && p.s.pages[p.s.at].kind == p.kind }

func (p *listPage[R]) blank() {
	p.drawn = 0
	if p.front() {
		p.s.doc = document{}
		p.s.drawMenu()
	}
	p.doc.Objects = []fyne.CanvasObject{kit.Empty(theme.DocumentIcon(), kit.T("Choose one of the %s at the left.", p.noun), "", nil)}
	p.doc.Refresh()
}

func (p *listPage[R]) source(offset, limit int, sort string, desc bool, done func([]R, int)) {
	in := app.ListIn{Filter: p.chips.Chosen, Text: p.search.Text, Sort: sort, Desc: desc, Offset: offset, Limit: limit, RowsOnly: offset > 0}
	if p.limit != nil {
		p.limit(&in)
	}
	wanted := func() bool { return true }
	if offset == 0 {
		wanted = p.lists.Next()
	}
	var out app.List[R]
	var err error
	p.s.run.Do(func() { out, err = p.list(p.s.ctx(), in) }, func() {
		if !wanted() {
			return
		}
		if err != nil {
			p.footer.Importance = widget.DangerImportance
			p.footer.SetText(kit.Said(app.AsError(err).Message))
			return
		}
		if offset == 0 {
			p.drawList(out)
		}
		done(out.Rows, out.Count)
		if offset == 0 && p.shown == 0 && len(out.Rows) > 0 {
			p.grid.Select(0)
		}
	})
}

func (p *listPage[R]) drawList(out app.List[R]) {
	chips := make([]kit.Chip, len(out.Chips))
	for i, c := range out.Chips {
		chips[i] = kit.Chip{ID: c.Filter, Text: chipText(c.Filter), Count: c.Count, Tone: chipTone(c.Filter)}
	}
	p.chips.Set(append(chips, p.savedChips()...))
	p.left.Refresh() // the chips may need another row
	text := countOr0(out.Count) + " " + p.noun
	if out.Count == 1 {
		text = "1 " + p.one
	}
	var sums []string
	for _, x := range out.Sums {
		if x.Sum != 0 {
			sums = append(sums, amount(x.Sum, x.Currency)+" "+string(x.Currency))
		}
	}
	if len(sums) > 0 && p.summed != "" {
		sums[0] = text + "     " + sums[0]
		sums[len(sums)-1] += " " + p.summed
		text = kit.Filled(p.left.Size().Width, "   ", sums)
	}
	if out.More {
		text += "     " + kit.T("the newest that match; type more for others")
	}
	p.footer.Importance = widget.LowImportance
	p.footer.SetText(text)
	p.left.Refresh() // the sums of many currencies may need another row
	p.void.RemoveAll()
	if out.Count == 0 {
		sentence, verb := kit.T("No %s here yet. Press N to begin.", p.noun), kit.T("New")
		if all := len(out.Chips); all > 0 && out.Chips[all-1].Count > 0 || p.search.Text != "" {
			sentence = kit.T("No %s match.", p.noun)
		}
		begin := p.onNew
		if begin == nil || !p.s.may(newSteps[p.kind]) {
			sentence, begin = kit.T("No %s here.", p.noun), nil
		}
		p.void.Add(kit.Empty(theme.DocumentIcon(), sentence, verb, begin))
	}
	p.void.Refresh()
	if out.Count == 0 && p.shown == 0 {
		p.doc.RemoveAll() // there is nothing to choose
		p.doc.Refresh()
	}
}

// open shows a record at the right.
func (p *listPage[R]) open(id trade.ID) {
	p.shown = id
	wanted, saved := p.latest.Next(), p.s.saved
	var draw func() fyne.CanvasObject
	var err error
	p.s.run.Do(func() { draw, err = p.load(p.s.ctx(), id) }, func() {
		switch {
		case !wanted() || !p.front(): // who returns to the page reads it again
		case id == p.drawn && (p.typing() || saved != p.s.saved || p.s.saves.Busy()): // what is drawn is newer than what was read
		case err != nil && app.AsError(err).Kind == trade.NotFound:
			p.shown = 0
			p.blank()
		case err != nil:
			p.s.fail(err)
		default:
			p.s.room = p.given()
			p.drawn, p.s.editor = id, nil
			p.s.locked = p.s.lockedKind(p.kind)
			p.doc.Objects = []fyne.CanvasObject{draw()}
			p.s.locked = false
			p.doc.Refresh()
			if p.doc.Size().Width > p.s.room+1 {
				p.split.Refresh() // the list has its room back that the last document took
			}
			if p.s.begin && p.s.editor != nil {
				p.s.win.Canvas().Focus(p.s.editor.adder)
			}
			p.s.begin = false
		}
	})
}

// given is the room that a document has beside its list, and not what the one that is drawn has taken of the list's.
func (p *listPage[R]) given() float32 {
	room := p.doc.Size().Width
	if beside := p.split.Leading.Size().Width + p.split.Trailing.Size().Width; !p.wide && !p.lonely() && beside > 0 {
		room = min(room, beside*float32(1-p.split.Offset))
	}
	return room
}

func (p *listPage[R]) reload() {
	if !p.s.alone {
		p.grid.Reload()
	}
	if p.shown != 0 && !p.typing() {
		p.open(p.shown)
	}
}

// shows is the record that is open beside the list.
func (p *listPage[R]) shows() trade.Ref { return trade.Ref{Kind: p.kind, ID: p.shown} }

func (p *listPage[R]) show(ref trade.Ref) {
	if p.s.alone {
		p.open(ref.ID)
		return
	}
	alone := p.lonely()
	if !alone {
		p.widen(false)
	}
	if !p.grid.Has(int64(ref.ID)) {
		p.chips.Chosen = ""
		p.search.Put("")
		p.grid.Reload()
	}
	p.grid.SelectKey(int64(ref.ID))
	p.open(ref.ID)
	if alone {
		p.widen(true) // else only its row would be seen
	}
}

// draftMade shows a new draft in the whole width, ready for typing.
func (p *listPage[R]) draftMade(id trade.ID) {
	p.s.begin = true
	p.grid.SelectKey(int64(id))
	p.shown = id
	p.widen(true)
	p.grid.Reload()
}

// typing says whether somebody writes in the document that is shown: then it is not drawn anew.
func (p *listPage[R]) typing() bool {
	f := p.s.win.Canvas().Focused()
	if f == nil || f == fyne.Focusable(p.search) || f == p.grid.Focus() {
		return false
	}
	switch f.(type) {
	case *kit.Entry, *kit.TypeAhead:
		return kit.Top(p.s.win.Canvas()) == nil
	}
	return false
}

func (p *listPage[R]) add() {
	if p.onNew != nil {
		p.onNew()
	}
}

func (p *listPage[R]) filter() { p.s.win.Canvas().Focus(p.search) }

// columnKey is what a column's arrangement is kept by; that without a title shows the currency.
func columnKey(id, title string) string {
	switch {
	case id != "":
		return id
	case title != "":
		return title
	}
	return "currency"
}

// textColumn and its kin keep the columns of a list on a line each.
func textColumn[R any](id, title string, width float32, text func(*R) string) kit.Column[R] {
	return kit.Column[R]{ID: id, Key: columnKey(id, title), Title: kit.T(title), Name: kit.T("Currency"), Width: width, Text: text}
}

func toneColumn[R any](id, title string, width float32, text func(*R) string, tone func(*R) kit.Tone) kit.Column[R] {
	return kit.Column[R]{ID: id, Key: columnKey(id, title), Title: kit.T(title), Width: width, Text: text, Tone: tone}
}

func moneyColumn[R any](id, title string, width float32, sum func(*R) (money.Amount, money.Currency)) kit.Column[R] {
	return kit.Column[R]{ID: id, Key: columnKey(id, title), Title: kit.T(title), Width: width, Right: true, Text: func(r *R) string {
		a, cur := sum(r)
		return amount(a, cur)
	}}
}

// spare is a column that a narrow window does without.
func spare[R any](c kit.Column[R]) kit.Column[R] {
	c.Spare = true
	return c
}

func (p *listPage[R]) keptColumns() string { return "columns/" + string(p.kind) }

// choose sets the list's filter, or all of a saved one.
func (p *listPage[R]) choose(filter string) {
	if name, saved := strings.CutPrefix(filter, savedChip); saved {
		p.apply(name)
		return
	}
	p.chips.Chosen, p.shown = filter, 0
	p.grid.Unmark() // so that nothing is done to rows that are out of sight
	p.blank()
	p.grid.Reload()
}
