package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// heading is a column's title, which sorts where it can.
type heading struct {
	widget.BaseWidget
	label  *widget.Label
	text   string
	name   string // what it is called where it has no text
	right  bool
	icon   fyne.Resource // which way the rows are sorted by it
	tapped func()

	menu    func(at fyne.Position)
	resized func(by float32) // its right edge is dragged
	dropped func(x float32)  // it was dragged to a place in the row of headings
	done    func()           // the edge was let go
	onEdge  bool             // the mouse is at the right edge
	dragged rune             // 'e' by its edge, 'm' as a whole, 0 not at all
	to      float32
	tip     tip
}

func newHeading(text string, right bool) *heading {
	h := &heading{text: text, right: right}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *heading) CreateRenderer() fyne.WidgetRenderer {
	l := widget.NewLabel(h.text)
	h.label = l
	l.TextStyle.Bold = true
	l.Truncation = fyne.TextTruncateEllipsis
	if h.right {
		l.Alignment = fyne.TextAlignTrailing
	}
	if h.icon != nil {
		i := container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(14)), widget.NewIcon(theme.NewPrimaryThemedResource(h.icon)))
		return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, container.NewCenter(i), l))
	}
	return widget.NewSimpleRenderer(l)
}

// Resize cuts the text to the new width, which a label that has its place already would not do.
func (h *heading) Resize(size fyne.Size) {
	h.BaseWidget.Resize(size)
	if h.label != nil {
		h.label.Refresh()
	}
}

// Tapped sorts by the column.
func (h *heading) Tapped(*fyne.PointEvent) {
	if h.tapped != nil {
		h.tapped()
	}
}

// TappedSecondary shows what can be done with the column.
func (h *heading) TappedSecondary(e *fyne.PointEvent) {
	if h.menu != nil {
		h.menu(e.AbsolutePosition)
	}
}

// edge is how near to its right edge a heading is taken by it.
const edge = 8

// Dragged implements fyne.Draggable: by its edge the column becomes wider, else it goes elsewhere.
func (h *heading) Dragged(e *fyne.DragEvent) {
	if h.resized == nil {
		return
	}
	if h.dragged == 0 {
		h.dragged = 'm'
		if e.Position.X-e.Dragged.DX > h.Size().Width-edge {
			h.dragged = 'e'
		}
	}
	if h.dragged == 'e' {
		h.resized(e.Dragged.DX)
	}
	h.to = h.Position().X + e.Position.X
}

// DragEnd implements fyne.Draggable.
func (h *heading) DragEnd() {
	was := h.dragged
	h.dragged = 0
	switch was {
	case 'e':
		h.done()
	case 'm':
		h.dropped(h.to)
	}
}

// MouseIn implements desktop.Hoverable.
func (h *heading) MouseIn(e *desktop.MouseEvent) {
	h.MouseMoved(e)
	h.tip.want(h, e.AbsolutePosition, uncut(h.label))
}

// MouseMoved implements desktop.Hoverable.
func (h *heading) MouseMoved(e *desktop.MouseEvent) { h.onEdge = e.Position.X > h.Size().Width-edge }

// MouseOut implements desktop.Hoverable.
func (h *heading) MouseOut() {
	h.onEdge = false
	h.tip.hide()
}

// Cursor shows what the mouse would do with the heading.
func (h *heading) Cursor() desktop.Cursor {
	switch {
	case h.onEdge && h.resized != nil:
		return desktop.HResizeCursor
	case h.tapped != nil:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
