package kit

import (
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// arranged is a column as a person wants it.
type arranged struct {
	Key    string  `json:"key"`
	Width  float32 `json:"width,omitempty"` // zero: as it comes
	Hidden bool    `json:"hidden,omitempty"`
}

// The least and the largest width that a column is given.
const (
	leastWidth = 30
	mostWidth  = 900
)

func (c *Column[R]) key() string {
	for _, k := range []string{c.Key, c.ID} {
		if k != "" {
			return k
		}
	}
	return c.Title
}

// titled is the column as it comes: at least as wide as its title.
func (c *Column[R]) titled() Column[R] {
	as := *c
	if as.Width > 0 && as.Title != "" {
		as.Width = max(as.Width, titleWidth(as.Title))
	}
	return as
}

func (c *Column[R]) name() string {
	if c.Title == "" {
		return c.Name
	}
	return c.Title
}

// Arrangement is how a person wants the columns, as text to be kept; empty where they are as they come.
func (g *Grid[R]) Arrangement() string {
	if g.order == nil {
		return ""
	}
	b, err := json.Marshal(g.order)
	if err != nil {
		return ""
	}
	return string(b)
}

// Arrange puts the columns as a kept text says; what it says of columns that are gone is left out.
func (g *Grid[R]) Arrange(kept string) {
	g.order = nil
	if err := json.Unmarshal([]byte(kept), &g.order); err != nil {
		g.order = nil
	}
	g.settle()
	if g.list != nil {
		g.redraw()
	}
}

// settle works out which columns are shown, and how wide.
func (g *Grid[R]) settle() {
	g.version++
	g.cols = g.cols[:0:0]
	if g.order == nil {
		for _, c := range g.Columns {
			g.cols = append(g.cols, c.titled())
		}
		return
	}
	var list []arranged
	has := func(key string) int { return slices.IndexFunc(list, func(a arranged) bool { return a.Key == key }) }
	for _, a := range g.order {
		if g.column(a.Key) != nil && has(a.Key) < 0 {
			list = append(list, a)
		}
	}
	for i := range g.Columns {
		if has(g.Columns[i].key()) >= 0 {
			continue
		}
		at := 0
		if i > 0 {
			at = has(g.Columns[i-1].key()) + 1
		}
		list = slices.Insert(list, at, arranged{Key: g.Columns[i].key()})
	}
	if !slices.ContainsFunc(list, func(a arranged) bool { return !a.Hidden }) {
		list[0].Hidden = false
	}
	g.order = list
	for _, a := range list {
		if a.Hidden {
			continue
		}
		c := g.column(a.Key).titled()
		if a.Width > 0 {
			c.Width = min(max(a.Width, leastWidth), mostWidth)
		}
		g.cols = append(g.cols, c)
	}
}

func (g *Grid[R]) column(key string) *Column[R] {
	for i := range g.Columns {
		if g.Columns[i].key() == key {
			return &g.Columns[i]
		}
	}
	return nil
}

// rearrange changes the columns and tells it.
func (g *Grid[R]) rearrange(change func(list []arranged) []arranged) {
	g.hold()
	g.order = change(g.order)
	g.settle()
	g.redraw()
	g.arranged()
}

// hold makes an arrangement of the columns as they are.
func (g *Grid[R]) hold() {
	if g.order == nil {
		for i := range g.Columns {
			g.order = append(g.order, arranged{Key: g.Columns[i].key()})
		}
	}
}

func (g *Grid[R]) arranged() {
	if g.OnArrange != nil {
		g.OnArrange(g.Arrangement())
	}
}

// redraw draws headings and rows anew.
func (g *Grid[R]) redraw() {
	g.natural = nil // of other columns
	g.measure()
	g.header.Layout = g.widths()
	g.fillHeader()
	g.list.Refresh()
}

// standing is where a column stands among all, hidden ones included.
func standing(list []arranged, key string) int {
	return slices.IndexFunc(list, func(a arranged) bool { return a.Key == key })
}

// hide shows a column or leaves it out; the last one stays.
func (g *Grid[R]) hide(key string, on bool) {
	g.rearrange(func(list []arranged) []arranged {
		if !on || len(g.cols) > 1 {
			list[standing(list, key)].Hidden = on
		}
		return list
	})
}

// shift moves a column by so many places.
func (g *Grid[R]) shift(key string, by int) {
	g.rearrange(func(list []arranged) []arranged {
		at := standing(list, key)
		to := at + by
		if to < 0 || to >= len(list) {
			return list
		}
		a := list[at]
		return slices.Insert(slices.Delete(list, at, at+1), to, a)
	})
}

// drop puts a column where another one stands.
func (g *Grid[R]) drop(key, on string) {
	g.hold()
	if by := standing(g.order, on) - standing(g.order, key); by != 0 {
		g.shift(key, by)
	}
}

// broaden makes a column so much wider than it is now; told says that it is to be kept.
func (g *Grid[R]) broaden(key string, by float32) {
	g.hold()
	for i := range g.cols {
		if g.cols[i].key() != key {
			continue
		}
		now := g.cols[i].Width
		if at := i + g.first(); at < len(g.header.Objects) && g.header.Objects[at].Size().Width > 0 {
			now = g.header.Objects[at].Size().Width
		}
		g.order[standing(g.order, key)].Width = min(max(now+by, leastWidth), mostWidth)
	}
	g.settle()
	g.header.Layout = g.widths()
	g.header.Refresh()
	g.fillTotals()
	g.list.Refresh()
}

// first is the place of the first column's heading.
func (g *Grid[R]) first() int {
	if g.Marks {
		return 1
	}
	return 0
}

// headingMenu is what can be done with a column.
func (g *Grid[R]) headingMenu(c *Column[R], at fyne.Position) {
	key, id := c.key(), c.ID
	var items []*fyne.MenuItem
	if id != "" {
		items = append(items, fyne.NewMenuItem(T("Sort upwards"), func() { g.SortBy(id, false) }), fyne.NewMenuItem(T("Sort downwards"), func() { g.SortBy(id, true) }), fyne.NewMenuItemSeparator())
	}
	items = append(items,
		fyne.NewMenuItem(T("Further left"), func() { g.shift(key, -1) }), fyne.NewMenuItem(T("Further right"), func() { g.shift(key, 1) }),
		fyne.NewMenuItem(T("Hide this column"), func() { g.hide(key, true) }), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(T("Columns…"), g.ChooseColumns))
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(g.list); canvas != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), canvas, at)
	}
}

// SortBy sorts by a column that can be sorted by.
func (g *Grid[R]) SortBy(id string, desc bool) {
	g.sort, g.desc = id, desc
	g.fillHeader()
	g.Reload()
}

// Sorted is what the grid is sorted by.
func (g *Grid[R]) Sorted() (id string, desc bool) { return g.sort, g.desc }

// ChooseColumns shows all columns in a dialog: which are shown, in which order, and how wide.
func (g *Grid[R]) ChooseColumns() {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(g.list)
	if canvas == nil {
		return
	}
	g.hold()
	box := container.NewVBox()
	var d *Dialog
	var draw func(focus string)
	draw = func(focus string) {
		box.RemoveAll()
		var wanted fyne.Focusable
		for i, a := range g.order {
			key := a.Key
			escape := func() { d.Escape() }
			act := func(what, text string, do func()) fyne.CanvasObject {
				b := NewAction(text, false, func() { do(); draw(key + what) }, escape)
				b.Importance = widget.LowImportance
				if focus == key+what {
					wanted = b
				}
				return b
			}
			shown := newCheck(g.column(key).name(), !a.Hidden)
			shown.onEscape, shown.OnChanged = escape, func(on bool) { g.hide(key, !on); draw(key) }
			if focus == key {
				wanted = shown
			}
			up, down := act("up", T("Up"), func() { g.shift(key, -1) }), act("down", T("Down"), func() { g.shift(key, 1) })
			if i == 0 {
				up.(*Action).Disable()
			}
			if i == len(g.order)-1 {
				down.(*Action).Disable()
			}
			box.Add(container.New(Columns{-1, 64, 70, 96, 84}, shown, up, down,
				act("narrower", T("Narrower"), func() { g.broaden(key, -10); g.arranged() }), act("wider", T("Wider"), func() { g.broaden(key, 10); g.arranged() })))
		}
		b := NewAction(T("As they came"), false, func() { g.Arrange(""); g.arranged(); g.hold(); draw("reset") }, func() { d.Escape() })
		b.Importance = widget.LowImportance
		if focus == "reset" {
			wanted = b
		}
		box.Add(container.NewHBox(b))
		box.Refresh()
		if wanted != nil {
			canvas.Focus(wanted)
		}
	}
	draw("")
	d = Ask(canvas, T("Columns"), "", Wide(560, box), func(d *Dialog) { d.Close() })
}
