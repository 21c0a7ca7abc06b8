package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Columns lays objects out side by side by width; a negative width is a share of what is left, and at least as wide as it says.
type Columns []float32

// minFlex is the least width of a column that shares what is left; squeeze is how far all columns
// may be pressed together before the row claims more room.
const (
	minFlex = 80
	tight   = 56 // what it may be pressed to before the others give some of their own
	squeeze = 0.5
)

// MinSize implements fyne.Layout.
func (c Columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var h float32
	for _, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return fyne.NewSize(c.least(len(objects))*squeeze, h)
}

// least is the width that n columns need without being pressed together.
func (c Columns) least(n int) float32 {
	var w float32
	for i := range n {
		if i < len(c) && c[i] > 0 {
			w += c[i]
		} else {
			w += c.flex(i)
		}
	}
	return w
}

// flex is the least width of a column that shares what is left.
func (c Columns) flex(i int) float32 {
	if i < len(c) {
		return max(minFlex, -c[i])
	}
	return minFlex
}

// Layout implements fyne.Layout.
func (c Columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var fixed, shares float32
	for i := range objects {
		if i < len(c) && c[i] > 0 {
			fixed += c[i]
		} else {
			shares += c.share(i)
		}
	}
	// Where there is too little room every column gives some of its own, so that none vanishes.
	scale := float32(1)
	if least := c.flexes(len(objects)) * tight / minFlex; fixed+least > size.Width {
		scale = size.Width / (fixed + least)
		fixed *= scale
	}
	var x float32
	for i, o := range objects {
		w := (size.Width - fixed) * c.share(i) / max(shares, 1)
		if i < len(c) && c[i] > 0 {
			w = c[i] * scale
		}
		h := min(size.Height, max(o.MinSize().Height, size.Height))
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(max(w, 0), h))
		x += w
	}
}

func (c Columns) share(i int) float32 {
	if i < len(c) && c[i] < 0 {
		return -c[i]
	}
	return 1
}

// flexes is what those of n columns need that share what is left.
func (c Columns) flexes(n int) float32 {
	var flex float32
	for i := range n {
		if i >= len(c) || c[i] < 0 {
			flex += c.flex(i)
		}
	}
	return flex
}

// sparing are columns of which the spare ones are left out, the last first, where there is too little room for all.
type sparing struct {
	widths Columns
	spare  []bool
	room   float32 // how much more than the least those that share what is left should have
}

// Sparing lays columns out like Columns, without the spare ones, given by their places, where not all have room.
func Sparing(widths Columns, spare ...int) fyne.Layout {
	var s sparing
	for i, w := range widths {
		s.add(w, slices.Contains(spare, i))
	}
	return s
}

func (s *sparing) add(width float32, spare bool) {
	s.widths, s.spare = append(s.widths, width), append(s.spare, spare)
}

// MinSize implements fyne.Layout.
func (s sparing) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widths, shown := s.without(objects, func(i int) bool { return s.spare[i] })
	least := widths.MinSize(shown)
	for _, o := range objects {
		if o.Visible() { // a spare one that has room may be the highest
			least.Height = max(least.Height, o.MinSize().Height)
		}
	}
	return least
}

// Layout implements fyne.Layout.
func (s sparing) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	out := s.drop(objects, size)
	widths, shown := s.without(objects, func(i int) bool { return out[i] })
	widths.Layout(shown, size)
}

// drop hides the spare ones that have no room, and says which.
func (s sparing) drop(objects []fyne.CanvasObject, size fyne.Size) map[int]bool {
	out := map[int]bool{}
	for i := len(objects) - 1; i >= 0; i-- {
		widths, shown := s.without(objects, func(i int) bool { return out[i] })
		if s.spare[i] && widths.least(len(shown))+s.room*widths.flexes(len(shown))/minFlex > size.Width {
			out[i] = true
		}
	}
	for i, o := range objects {
		if !s.spare[i] {
			continue
		}
		if out[i] {
			o.Hide()
		} else {
			o.Show()
		}
	}
	return out
}

func (s sparing) without(objects []fyne.CanvasObject, out func(int) bool) (Columns, []fyne.CanvasObject) {
	var widths Columns
	var shown []fyne.CanvasObject
	for i, o := range objects {
		if !out(i) {
			widths, shown = append(widths, s.widths[i]), append(shown, o)
		}
	}
	return widths, shown
}
