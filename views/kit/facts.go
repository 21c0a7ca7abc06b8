package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// factLayout is how a fact is laid out; it knows the fact's value.
type factLayout struct {
	inner   fyne.Layout
	value   *widget.Label
	caption string
}

// MinSize implements fyne.Layout.
func (l factLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return l.inner.MinSize(objects) }

// Layout implements fyne.Layout.
func (l factLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.inner.Layout(objects, size)
}

// Fact is a caption over a value that can be selected and copied.
func Fact(caption, value string) fyne.CanvasObject {
	v := widget.NewLabel(value)
	v.Selectable = true
	v.Truncation = fyne.TextTruncateEllipsis
	return container.New(factLayout{layout.NewCustomPaddedVBoxLayout(-4), v, caption}, container.New(layout.NewCustomPaddedLayout(2, 0, 5, 0), Caption(caption)), v)
}

// Facts puts facts side by side, n in a row. One whose value is empty is left out, and one with a long value has the place of several.
func Facts(n int, facts ...fyne.CanvasObject) fyne.CanvasObject {
	box := &fyne.Container{Layout: &factRows{columns: n}}
	for _, f := range facts {
		if v := factValue(f); v == nil || v.Text != "" {
			box.Add(f)
		}
	}
	return box
}

func factValue(o fyne.CanvasObject) *widget.Label {
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(factLayout); ok {
			return l.value
		}
	}
	return nil
}

// factRows remembers how wide it was laid out, because the number of rows follows from that.
type factRows struct {
	columns int
	width   float32
}

// leastFact is the width of a fact where nothing is known of the room.
const leastFact = 60

// MinSize implements fyne.Layout.
func (r *factRows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(float32(r.columns)*leastFact, 0)
	for _, row := range r.rows(objects) {
		size.Height += rowHeight(row)
	}
	return size
}

// Layout implements fyne.Layout.
func (r *factRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	gap := theme.Padding()
	wide := r.column()
	y := float32(0)
	for _, row := range r.rows(objects) {
		x, height := float32(0), rowHeight(row)
		for _, o := range row {
			w := float32(r.span(o))*(wide+gap) - gap
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(w, height))
			x += w + gap
		}
		y += height
	}
}

func (r *factRows) column() float32 {
	gap := theme.Padding()
	return (r.width+gap)/float32(r.columns) - gap
}

// span is the number of places that a fact needs.
func (r *factRows) span(o fyne.CanvasObject) int {
	v := factValue(o)
	if v == nil || r.width == 0 {
		return 1
	}
	need := textWidth(v.Text, false)
	if l, ok := o.(*fyne.Container).Layout.(factLayout); ok {
		need = max(need, fyne.MeasureText(l.caption, look.SizeCaption, fyne.TextStyle{}).Width+8) // captions do not run into each other
	}
	n := 1
	for n < r.columns && need > float32(n)*(r.column()+theme.Padding())-theme.Padding() {
		n++
	}
	return n
}

// rows fills each row with the next facts that have room in it.
func (r *factRows) rows(objects []fyne.CanvasObject) (rows [][]fyne.CanvasObject) {
	for len(objects) > 0 {
		free := r.columns
		var row, left []fyne.CanvasObject
		for _, o := range objects {
			if n := r.span(o); n <= free {
				row = append(row, o)
				free -= n
			} else {
				left = append(left, o)
			}
		}
		rows, objects = append(rows, row), left
	}
	return rows
}

func rowHeight(row []fyne.CanvasObject) (h float32) {
	for _, o := range row {
		h = max(h, o.MinSize().Height)
	}
	return h
}
