package kit

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func boxes(n int) []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, n)
	for i := range list {
		list[i] = canvas.NewRectangle(color.Black)
	}
	return list
}

func TestColumnsFillTheirRowAtAnyWidth(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range 3000 {
		var c Columns
		for range 1 + r.IntN(9) {
			w := float32(1 + r.IntN(200))
			if r.IntN(3) == 0 {
				w = -float32(1 + r.IntN(3))
			}
			c = append(c, w)
		}
		c[r.IntN(len(c))] = -1
		objects := boxes(len(c) + r.IntN(2)) // one more than has a width shares what is left
		size := fyne.NewSize(float32(r.IntN(2000)), 30)
		c.Layout(objects, size)
		x := float32(0)
		for i, o := range objects {
			if o.Size().Width < 0 {
				t.Fatalf("%v at %v: column %d is %v wide", c, size.Width, i, o.Size().Width)
			}
			if d := math.Abs(float64(o.Position().X - x)); d > 0.1 {
				t.Fatalf("%v at %v: column %d begins at %v, the one before ends at %v", c, size.Width, i, o.Position().X, x)
			}
			x += o.Size().Width
		}
		if math.Abs(float64(x-size.Width)) > 0.1 {
			t.Fatalf("%v at %v: the columns are %v wide together", c, size.Width, x)
		}
	}
}

func TestColumnsOfFixedWidthKeepItWhereThereIsRoomAndShrinkTogetherWhereThereIsNot(t *testing.T) {
	c := Columns{100, 50, 50}
	objects := boxes(3)
	c.Layout(objects, fyne.NewSize(400, 20))
	equal(t, "first", objects[0].Size().Width, 100)
	equal(t, "third begins", objects[2].Position().X, 150)
	c.Layout(objects, fyne.NewSize(100, 20))
	equal(t, "first, half", objects[0].Size().Width, 50)
	equal(t, "last, half", objects[2].Size().Width, 25)
	equal(t, "last ends", objects[2].Position().X+objects[2].Size().Width, 100)
}

func TestColumnsShareWhatIsLeft(t *testing.T) {
	objects := boxes(3)
	Columns{100, -1, -3}.Layout(objects, fyne.NewSize(500, 20))
	equal(t, "one share", objects[1].Size().Width, 100)
	equal(t, "three shares", objects[2].Size().Width, 300)
	equal(t, "height", objects[1].Size().Height, 20)
}

func TestColumnsClaimHalfOfWhatTheyWant(t *testing.T) {
	objects := boxes(3)
	objects[1].(*canvas.Rectangle).SetMinSize(fyne.NewSize(1, 33))
	got := Columns{100, 60, -1}.MinSize(objects)
	equal(t, "width", got.Width, (100+60+minFlex)*squeeze)
	equal(t, "height", got.Height, 33)
}
