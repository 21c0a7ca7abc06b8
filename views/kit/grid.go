package kit

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// pageRows is how many rows a grid asks its source for at once, pagesKept how many pages it remembers.
const (
	pageRows  = 200
	pagesKept = 12
)

// Column is one column of a grid, as data.
type Column[R any] struct {
	ID    string // what the source sorts by; empty: not sortable
	Key   string // by which its arrangement is kept; empty: ID
	Title string
	Name  string  // what a person chooses it by where it has no title
	Width float32 // negative: a share of what is left
	Right bool    // numbers
	Spare bool    // left out where there is too little room
	Text  func(*R) string
	Tone  func(*R) Tone // may be nil
}

// Grid is a list of rows in columns. It asks its source for pages as they come into sight, so that
// a million rows cost no more than the ones that are seen.
type Grid[R any] struct {
	Columns []Column[R]
	Key     func(*R) int64                                                       // a row's identity
	Source  func(offset, limit int, sort string, desc bool, done func([]R, int)) // calls done in the window's goroutine
	OnShow  func(*R)                                                             // a row was selected; nil rows never come
	OnOpen  func(*R)                                                             // Enter or a double click
	Marks   bool                                                                 // rows can be marked for a bulk action
	OnMark  func(n int)
	OnRune  func(r rune) // a letter that means nothing to the grid
	// OnArrange hears how a person wants the columns.
	OnArrange func(kept string)

	OnEscape func()                 // may be nil
	Total    func(id string) string // what stands below a column, under all rows; nil: nothing does

	list   *gridList
	header *fyne.Container
	totals *fyne.Container
	root   *fyne.Container
	pages  map[int][]R
	asked  map[int]bool
	count  int
	sort   string
	desc   bool
	marked map[int64]marked[R]
	chosen int64
	// selected is where the list has its selection, quiet that it only follows a row that moved,
	// awaited that the selected row is still on its way.
	selected int
	quiet    bool
	awaited  bool
	latest   Latest
	anchor   int        // where the marks of Shift began; negative: nowhere
	back     *GridPlace // where to go when the rows have come

	order   []arranged // nil: the columns are as they come
	cols    []Column[R]
	version int       // of cols
	natural []float32 // how wide what the columns show is
	figures []float32 // the same without their titles
}

// Object builds the grid; call it once, after the fields are set.
func (g *Grid[R]) Object() fyne.CanvasObject {
	g.marked, g.selected, g.anchor = map[int64]marked[R]{}, -1, -1
	if g.cols == nil {
		g.settle()
	}
	g.list = newGridList()
	g.list.Length = func() int { return g.count }
	g.list.CreateItem = g.newRow
	g.list.UpdateItem = g.fillRow
	g.list.OnSelected = func(i widget.ListItemID) {
		g.selected = i
		if g.quiet {
			return
		}
		g.chosen, g.awaited = 0, true
		g.arrive()
	}
	g.list.onKey, g.list.onRune, g.list.onCopy, g.list.onAll = g.key, g.OnRune, g.Copy, g.MarkAll
	g.list.HideSeparators = false
	g.header, g.totals = container.New(g.widths()), container.New(g.widths())
	g.fillHeader()
	foot := container.NewVBox()
	if g.Total != nil {
		foot.Objects = []fyne.CanvasObject{widget.NewSeparator(), g.totals}
	}
	g.root = container.NewBorder(container.NewVBox(g.header, widget.NewSeparator()), foot, nil, nil, g.list)
	g.reset()
	return g.root
}

func (g *Grid[R]) fillHeader() {
	g.header.RemoveAll()
	if g.Marks {
		g.header.Add(canvas.NewRectangle(color.Transparent))
	}
	for i := range g.cols {
		c := &g.cols[i]
		l := newHeading(c.Title, c.Right)
		l.name = c.Name
		if c.ID != "" && c.ID == g.sort {
			l.icon = map[bool]fyne.Resource{false: theme.MenuDropUpIcon(), true: theme.MenuDropDownIcon()}[g.desc]
		}
		if id := c.ID; id != "" {
			l.tapped = func() { g.SortBy(id, g.sort == id && !g.desc) }
		}
		l.menu = func(at fyne.Position) { g.headingMenu(c, at) }
		l.resized, l.done = func(by float32) { g.broaden(c.key(), by) }, g.arranged
		l.dropped = func(x float32) {
			for n, o := range g.header.Objects[g.first():] {
				if o.Visible() && x >= o.Position().X && x < o.Position().X+o.Size().Width {
					g.drop(c.key(), g.cols[n].key())
					return
				}
			}
		}
		g.header.Add(l)
	}
	g.header.Refresh()
	g.fillTotals()
}

// fillTotals writes the totals below their columns, wherever these stand now.
func (g *Grid[R]) fillTotals() {
	if g.Total == nil {
		return
	}
	g.totals.RemoveAll()
	if g.Marks {
		g.totals.Add(canvas.NewRectangle(color.Transparent))
	}
	for i := range g.cols {
		l := widget.NewLabelWithStyle(g.Total(g.cols[i].key()), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		l.Truncation = fyne.TextTruncateEllipsis
		if g.cols[i].Right {
			l.Alignment = fyne.TextAlignTrailing
		}
		g.totals.Add(l)
	}
	g.totals.Layout = g.widths()
	g.totals.Refresh()
}

func (g *Grid[R]) reset() {
	g.pages, g.asked = map[int][]R{}, map[int]bool{}
}

// Reload asks the source anew; selection and scroll stay.
func (g *Grid[R]) Reload() {
	wanted := g.latest.Next()
	g.Source(0, pageRows, g.sort, g.desc, func(rows []R, count int) {
		if !wanted() {
			return
		}
		g.reset()
		g.pages[0], g.asked[0], g.count = rows, true, count
		if g.selected >= pageRows && g.selected < count && g.find(g.chosen) < 0 {
			g.row(g.selected) // the selected row is probably still there
		}
		g.follow()
		g.measure()
		g.list.Refresh()
		g.returned()
	})
}

// arrive shows the selected row, if it is at hand by now.
func (g *Grid[R]) arrive() {
	if !g.awaited {
		return
	}
	if r := g.row(g.selected); r != nil {
		g.awaited, g.chosen = false, g.Key(r)
		if g.OnShow != nil {
			g.OnShow(r)
		}
	}
}

// follow keeps the selection on its row when the row has another place than before.
func (g *Grid[R]) follow() {
	at := g.at()
	switch {
	case g.awaited && g.selected < g.count:
	case at < 0 && g.selected >= 0:
		g.list.UnselectAll()
		g.selected, g.awaited = -1, false
	case at >= 0 && at != g.selected:
		g.quiet = true
		g.list.Select(at)
		g.quiet = false
	}
}

// row is a row that is at hand; nil where its page is still on its way, which is then asked for.
func (g *Grid[R]) row(i int) *R {
	page, at := i/pageRows, i%pageRows
	if rows, ok := g.pages[page]; ok {
		if at < len(rows) {
			return &rows[at]
		}
		return nil
	}
	if g.asked[page] {
		return nil
	}
	g.asked[page] = true
	current := g.latest.n
	g.Source(page*pageRows, pageRows, g.sort, g.desc, func(rows []R, count int) {
		if current != g.latest.n {
			return
		}
		for p := range g.pages {
			if len(g.pages) >= pagesKept && p != 0 && p != g.selected/pageRows && (p < page-2 || p > page+2) {
				delete(g.pages, p)
				delete(g.asked, p)
			}
		}
		g.pages[page] = rows
		g.follow()
		g.arrive()
		g.list.Refresh()
	})
	if rows, ok := g.pages[page]; ok && at < len(rows) { // the source was that quick
		return &rows[at]
	}
	return nil
}

func (g *Grid[R]) newRow() fyne.CanvasObject {
	w := &gridRow{box: container.New(g.widths()), tapped: g.tapped}
	w.ExtendBaseWidget(w)
	g.fit(w)
	return w
}

// fit gives a row the columns that are shown now.
func (g *Grid[R]) fit(w *gridRow) {
	if w.version == g.version {
		return
	}
	w.version = g.version
	w.box.Layout = g.widths()
	if g.Marks && len(w.box.Objects) == 0 {
		w.box.Add(newMark())
	}
	for len(w.box.Objects) > len(g.cols)+g.first() {
		w.box.Remove(w.box.Objects[len(w.box.Objects)-1])
	}
	for len(w.box.Objects) < len(g.cols)+g.first() {
		w.box.Add(newWord())
	}
	for _, o := range w.box.Objects[g.first():] {
		o.Show()
	}
	w.box.Refresh()
}

// tapped selects a row; a second tap soon after opens it. With Ctrl the row is marked, with Shift all rows up to it.
func (g *Grid[R]) tapped(i int, mod fyne.KeyModifier, double bool) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.list); c != nil {
		c.Focus(g.list)
	}
	r := g.row(i)
	switch {
	case r == nil:
	case g.Marks && mod&fyne.KeyModifierShortcutDefault != 0:
		g.toggle(r)
	case g.Marks && mod&fyne.KeyModifierShift != 0:
		g.stretch(i)
	case double && g.OnOpen != nil:
		g.OnOpen(r)
	default:
		g.anchor = -1
		g.Select(i)
	}
}

func (g *Grid[R]) fillRow(i widget.ListItemID, o fyne.CanvasObject) {
	r := g.row(i)
	row := o.(*gridRow)
	row.at = i
	g.fit(row)
	cells := row.box.Objects
	if g.Marks {
		m := cells[0].(*mark)
		m.tapped = nil
		if r != nil {
			m.tapped = func() { g.toggle(r) }
			_, on := g.marked[g.Key(r)]
			m.set(on)
		}
		cells = cells[1:]
	}
	for n, c := range g.cols {
		text, tone := "", None
		if r != nil {
			text = c.Text(r)
			if c.Tone != nil {
				tone = c.Tone(r)
			}
		}
		cells[n].(*Word).set(text, tone, c.Right)
	}
}

// Selected is the selected row; nil where there is none at hand.
func (g *Grid[R]) Selected() *R {
	if at := g.find(g.chosen); at >= 0 {
		return &g.pages[at/pageRows][at%pageRows]
	}
	return nil
}

// Select shows the row at a place.
func (g *Grid[R]) Select(i int) {
	if i < 0 || i >= g.count {
		return
	}
	if i == g.selected {
		g.list.OnSelected(i) // the list itself is silent about a row that is selected already
	}
	g.list.Select(i)
	if i == 0 {
		g.list.ScrollToTop() // before it has a size, the list scrolls its first row out of sight
	}
}

// SelectKey shows the row with an identity, where it is on a page at hand.
func (g *Grid[R]) SelectKey(key int64) {
	if at := g.find(key); at >= 0 {
		g.list.Select(at)
		return
	}
	g.list.UnselectAll()
	g.selected, g.chosen, g.awaited = -1, key, false
}

// Has says whether the row with an identity is at hand.
func (g *Grid[R]) Has(key int64) bool { return g.find(key) >= 0 }

// Count is how many rows the list has.
func (g *Grid[R]) Count() int { return g.count }

// Focus is what the keyboard goes to.
func (g *Grid[R]) Focus() fyne.Focusable { return g.list }

// find is the place of the row with an identity; negative where it is not at hand.
func (g *Grid[R]) find(key int64) int {
	for p, page := range g.pages {
		for i := range page {
			if g.Key(&page[i]) == key {
				return p*pageRows + i
			}
		}
	}
	return -1
}

// at is the place of the selected row, also while its page is on its way; negative where there is none.
func (g *Grid[R]) at() int {
	if at := g.find(g.chosen); at >= 0 {
		return at
	}
	if _, known := g.pages[max(g.selected, 0)/pageRows]; !known && g.selected < g.count {
		return g.selected
	}
	return -1
}

// key answers a key; false leaves it to others.
func (g *Grid[R]) key(name string) bool {
	seen := max(1, int(g.list.Size().Height/29)-1)
	to := -1
	switch name {
	case "j", string(fyne.KeyDown):
		to = min(g.at()+1, g.count-1)
	case "k", string(fyne.KeyUp):
		to = max(g.at()-1, 0)
	case string(fyne.KeyPageDown):
		to = min(g.at()+seen, g.count-1)
	case string(fyne.KeyPageUp):
		to = max(g.at()-seen, 0)
	case string(fyne.KeyHome):
		to = 0
	case string(fyne.KeyEnd):
		to = g.count - 1
	case string(fyne.KeyReturn), string(fyne.KeyEnter):
		if r := g.Selected(); r != nil && g.OnOpen != nil {
			g.OnOpen(r)
		}
	case "x":
		if !g.Marks {
			return false
		}
		if r := g.Selected(); r != nil {
			g.toggle(r)
		}
	case string(fyne.KeyEscape):
		if g.OnEscape != nil {
			g.OnEscape()
		}
	default:
		return false
	}
	switch {
	case to < 0:
	case g.list.shift && g.Marks && g.at() >= 0:
		g.stretch(to)
	default:
		g.anchor = -1
		g.Select(to)
	}
	return true
}

// Copy puts the marked or selected rows onto the clipboard.
func (g *Grid[R]) Copy() { fyne.CurrentApp().Clipboard().SetContent(g.Text()) }

// Text is the marked or selected rows as tab-separated text with headings, which spreadsheets take.
func (g *Grid[R]) Text() string {
	var b strings.Builder
	flat := strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ")
	for i, c := range g.cols {
		fmt.Fprintf(&b, "%s%s", tab(i), c.name())
	}
	for _, r := range g.Marked() {
		b.WriteByte('\n')
		for i, c := range g.cols {
			fmt.Fprintf(&b, "%s%s", tab(i), flat.Replace(c.Text(&r)))
		}
	}
	return b.String()
}

func tab(i int) string {
	if i == 0 {
		return ""
	}
	return "\t"
}
