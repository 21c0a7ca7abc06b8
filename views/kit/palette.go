package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Offering is one line of a palette.
type Offering struct {
	Group string // the lines of a group follow each other
	Kind  string // what it is, in a word; empty: the first of its group has the group's name there
	Title string
	Note  string // at the right: the key that does it
	Do    func()
}

// Palette is an entry over the window with what fits to its text below it. The entry keeps the
// keyboard: up and down move through the lines, Enter does one, Esc closes.
type Palette struct {
	*Dialog
	entry  *Entry
	search func(text string, done func([]Offering))
	rows   []Offering
	at     int
	list   *fyne.Container
	scroll *container.Scroll
	latest Latest
}

// The size of a palette, always the same, so that nothing jumps while somebody types.
const (
	paletteWidth  = 620
	paletteHeight = 420
)

// OpenPalette shows a palette. search calls done in the window's goroutine, as often as it finds more.
func OpenPalette(c fyne.Canvas, hint string, search func(text string, done func([]Offering))) *Palette {
	p := &Palette{entry: NewEntry("", hint), search: search, list: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	p.Dialog = &Dialog{canvas: c, floor: container.NewWithoutLayout(), trouble: widget.NewLabel(""), primary: newButton("", nil, nil), do: p.choose}
	p.entry.OnChanged = p.changed
	p.entry.OnKey = p.key
	p.entry.OnSubmitted = nil
	back := sheet()
	p.scroll = container.NewVScroll(p.list)
	p.scroll.SetMinSize(fyne.NewSize(paletteWidth, min(paletteHeight, c.Size().Height-140)))
	foot := container.New(layout.NewCustomPaddedLayout(6, 0, 5, 0), Caption(T("Up and Down choose     Enter opens or does it     Esc closes")))
	body := container.NewBorder(container.New(layout.NewCustomPaddedLayout(0, 6, 0, 0), p.entry), foot, nil, nil, p.scroll)
	p.popup = widget.NewModalPopUp(container.NewStack(back, container.New(layout.NewCustomPaddedLayout(10, 10, 12, 12), body)), c)
	p.before = c.OnTypedKey()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			p.Close()
		}
	})
	p.opened()
	p.popup.Show()
	c.Focus(p.entry)
	p.changed("")
	return p
}

func (p *Palette) changed(text string) {
	wanted := p.latest.Next()
	first := true
	p.search(text, func(rows []Offering) {
		if !wanted() || !p.popup.Visible() {
			return
		}
		if p.rows = rows; first {
			p.at, first = 0, false
		}
		p.draw()
	})
}

// Type puts a text into the entry.
func (p *Palette) Type(text string) { p.entry.SetText(text) }

// Rows are the lines that are offered, for tests.
func (p *Palette) Rows() []Offering { return p.rows }

func (p *Palette) key(k fyne.KeyName) bool {
	const step = 8
	switch k {
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyPageDown:
		p.move(step)
	case fyne.KeyPageUp:
		p.move(-step)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.choose()
	case fyne.KeyEscape:
		p.Close()
	default:
		return false
	}
	return true
}

func (p *Palette) move(by int) {
	p.at = max(0, min(p.at+by, len(p.rows)-1))
	p.draw()
}

func (p *Palette) choose() {
	if p.at < len(p.rows) {
		do := p.rows[p.at].Do
		p.Close()
		do()
	}
}

func (p *Palette) draw() {
	p.list.RemoveAll()
	group := ""
	var here fyne.CanvasObject
	for i, r := range p.rows {
		if r.Group != group && r.Group != "" {
			if r.Kind == "" {
				r.Kind = r.Group
			} else {
				p.list.Add(Section(r.Group))
			}
		}
		group = r.Group
		row := newOfferingRow(r, i == p.at, func() { p.at = i; p.choose() })
		p.list.Add(row)
		if i == p.at {
			here = row
		}
	}
	if len(p.rows) == 0 {
		l := widget.NewLabel(T("Nothing is found by these words."))
		l.Importance = widget.LowImportance
		p.list.Add(l)
	}
	p.scroll.Refresh()
	if here != nil {
		top, height := here.Position().Y, p.scroll.Size().Height
		switch {
		case p.at == 0:
			p.scroll.ScrollToTop()
		case top < p.scroll.Offset.Y:
			p.scroll.ScrollToOffset(fyne.NewPos(0, top))
		case top+here.Size().Height > p.scroll.Offset.Y+height:
			p.scroll.ScrollToOffset(fyne.NewPos(0, top+here.Size().Height-height))
		}
	}
}

// offeringRow is one line of a palette.
type offeringRow struct {
	pressed
	offering Offering
	on       bool
}

func newOfferingRow(o Offering, on bool, choose func()) *offeringRow {
	r := &offeringRow{pressed: pressed{choose: choose}, offering: o, on: on}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *offeringRow) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	back.CornerRadius = 4
	if r.on {
		back.FillColor = theme.Color(theme.ColorNameSelection)
	}
	kind := widget.NewLabel(r.offering.Kind)
	kind.Importance, kind.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	title := widget.NewLabel(r.offering.Title)
	title.Truncation = fyne.TextTruncateEllipsis
	note := widget.NewLabelWithStyle(r.offering.Note, fyne.TextAlignTrailing, fyne.TextStyle{})
	note.Importance = widget.LowImportance
	return widget.NewSimpleRenderer(container.NewStack(back, container.New(layout.NewCustomPaddedLayout(0, 0, 0, 12), container.New(Columns{120, -1, 120}, kind, title, note))))
}
