package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// inGrid is how an entry looks that is a cell of a grid.
type inGrid struct{ right bool }

// NewCell makes an entry that is a cell of a grid: while the keyboard is elsewhere it shows its text as lists do, numbers
// at the right and dots where there is no room, because an entry of Fyne begins at the left and scrolls.
func NewCell(text string, right bool) *Entry {
	e := NewEntry(text, "")
	e.grid = &inGrid{right}
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := oneLine(e, e.Entry.CreateRenderer())
	if e.grid == nil {
		return r
	}
	return &cover{WidgetRenderer: r, e: e, back: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
}

// cover is what is shown of an entry while nobody types in it.
type cover struct {
	fyne.WidgetRenderer
	e    *Entry
	back *canvas.Rectangle
	text *canvas.Text
}

// Objects implements fyne.WidgetRenderer.
func (c *cover) Objects() []fyne.CanvasObject {
	if c.e.focused {
		return c.WidgetRenderer.Objects()
	}
	return []fyne.CanvasObject{c.back, c.text}
}

// Layout implements fyne.WidgetRenderer.
func (c *cover) Layout(size fyne.Size) {
	c.WidgetRenderer.Layout(size)
	c.draw(size)
}

// Refresh implements fyne.WidgetRenderer.
func (c *cover) Refresh() {
	c.WidgetRenderer.Refresh()
	c.draw(c.e.Size())
}

func (c *cover) draw(size fyne.Size) {
	th := c.e.Theme()
	side := fyne.CurrentApp().Settings().ThemeVariant()
	c.back.FillColor = th.Color(theme.ColorNameInputBackground, side)
	c.text.Color = th.Color(theme.ColorNameForeground, side)
	if c.e.Disabled() {
		c.text.Color = th.Color(theme.ColorNameDisabled, side)
	}
	c.text.TextSize = th.Size(theme.SizeNameText)
	c.back.StrokeColor, c.back.StrokeWidth = th.Color(theme.ColorNameInputBorder, side), th.Size(theme.SizeNameInputBorder)
	c.back.CornerRadius = th.Size(theme.SizeNameInputRadius)
	half := c.back.StrokeWidth / 2 // of a line that is drawn along the middle of the edge
	c.back.Move(fyne.NewSquareOffsetPos(half))
	c.back.Resize(fyne.NewSize(max(size.Width-2*half-.5, 0), max(size.Height-2*half-.5, 0)))
	pad := th.Size(theme.SizeNameInnerPadding)
	room := max(size.Width-2*pad, 0)
	c.text.Text = short(c.e.Text, room, c.text.TextSize)
	c.text.Alignment = fyne.TextAlignLeading
	if c.e.grid.right {
		c.text.Alignment = fyne.TextAlignTrailing
	}
	h := c.text.MinSize().Height
	c.text.Move(fyne.NewPos(pad, (size.Height-h)/2))
	c.text.Resize(fyne.NewSize(room, h))
	c.back.Refresh()
	c.text.Refresh()
}

// short is as much of a text as has room, with dots for the rest.
func short(text string, room, size float32) string {
	wide := func(s string) bool { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width > room }
	if room <= 0 || !wide(text) {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		if n := (low + high + 1) / 2; wide(string(runes[:n]) + "…") {
			high = n - 1
		} else {
			low = n
		}
	}
	return string(runes[:low]) + "…"
}
