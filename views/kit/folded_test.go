package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

func TestAFoldedRowHasItsNameAboveAndItsFiguresBelow(t *testing.T) {
	box := func() fyne.CanvasObject {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(fyne.NewSize(10, 20))
		return r
	}
	code, name, qty, price, more := box(), box(), box(), box(), box()
	row := container.New(Folded(Columns{70, -1, 30}, []int{0, 1, 4}, Columns{50, 60}), code, name, qty, price, more)
	if row.MinSize().Height != 40 {
		t.Errorf("it is %v high, not two lines", row.MinSize().Height)
	}
	row.Resize(fyne.NewSize(300, 40))
	for _, x := range []struct {
		what        string
		o           fyne.CanvasObject
		x, y, width float32
	}{{"code", code, 0, 0, 70}, {"name", name, 70, 0, 200}, {"more", more, 270, 0, 30}, {"quantity", qty, 190, 20, 50}, {"price", price, 240, 20, 60}} {
		if at := x.o.Position(); at.X != x.x || at.Y != x.y || x.o.Size().Width != x.width {
			t.Errorf("%s is at %v, %v wide; want %v %v, %v", x.what, at, x.o.Size().Width, x.x, x.y, x.width)
		}
	}
}
