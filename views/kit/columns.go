package kit

import "fyne.io/fyne/v2"

// Columns lays objects out side by side by width; a negative width is a share of what is left.
type Columns []float32

// minFlex is the least width of a column that shares what is left; squeeze is how far all columns
// may be pressed together before the row claims more room.
const (
	minFlex = 80
	squeeze = 0.5
)

// MinSize implements fyne.Layout.
func (c Columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w, h float32
	for i, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
		if i < len(c) && c[i] > 0 {
			w += c[i]
		} else {
			w += minFlex
		}
	}
	return fyne.NewSize(w*squeeze, h)
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
	if least := c.flexes(len(objects)) * minFlex; fixed+least > size.Width {
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

// flexes is how many of n columns share what is left.
func (c Columns) flexes(n int) float32 {
	var flex float32
	for i := range n {
		if i >= len(c) || c[i] < 0 {
			flex++
		}
	}
	return flex
}
