package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// folded lays a row of a narrow table out on two lines.
type folded struct {
	top   fyne.Layout
	tops  []int // the places of what stands on the first line
	below fyne.Layout
}

// Folded lays out a row on two lines, where one has too little room for all of it: top has the objects at the places tops, below the others,
// which end at the right.
func Folded(top fyne.Layout, tops []int, below fyne.Layout) fyne.Layout {
	return folded{top, tops, below}
}

func (f folded) split(objects []fyne.CanvasObject) (first, second []fyne.CanvasObject) {
	for i, o := range objects {
		if slices.Contains(f.tops, i) {
			first = append(first, o)
		} else {
			second = append(second, o)
		}
	}
	return first, second
}

// MinSize implements fyne.Layout.
func (f folded) MinSize(objects []fyne.CanvasObject) fyne.Size {
	first, second := f.split(objects)
	a, b := f.top.MinSize(first), f.below.MinSize(second)
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

// Layout implements fyne.Layout.
func (f folded) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second := f.split(objects)
	high := f.top.MinSize(first).Height
	f.top.Layout(first, fyne.NewSize(size.Width, high))
	f.below.Layout(second, fyne.NewSize(size.Width, max(size.Height-high, 0)))
	var edge float32
	for _, o := range second {
		if o.Visible() {
			edge = max(edge, o.Position().X+o.Size().Width)
		}
	}
	for _, o := range second {
		o.Move(o.Position().AddXY(max(size.Width-edge, 0), high))
	}
}
