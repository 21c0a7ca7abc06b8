package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// counting is a widget that counts how often it is laid out.
type counting struct {
	widget.BaseWidget
	laid int
}

type countingRenderer struct {
	fyne.WidgetRenderer
	w *counting
}

func (r countingRenderer) Layout(size fyne.Size) {
	r.w.laid++
	r.WidgetRenderer.Layout(size)
}

func (w *counting) CreateRenderer() fyne.WidgetRenderer {
	return countingRenderer{widget.NewSimpleRenderer(canvas.NewRectangle(nil)), w}
}

func TestWhatKeepsItsSizeIsLaidOutOnceMore(t *testing.T) {
	var all []*counting
	one := func() *counting {
		w := &counting{}
		w.ExtendBaseWidget(w)
		all = append(all, w)
		return w
	}
	page := container.NewStack(container.NewHSplit(container.NewVBox(one()), container.NewVScroll(container.NewVBox(one()))), container.NewBorder(one(), nil, nil, nil))
	page.Resize(fyne.NewSize(600, 400))
	var before []int
	for _, w := range all {
		before = append(before, w.laid)
	}
	page.Refresh()
	for i, w := range all {
		if w.laid != before[i] {
			t.Fatal("a refresh lays it out by itself, so that Lay is needed no more")
		}
	}
	sizes := []fyne.Size{all[0].Size(), all[1].Size(), all[2].Size()}
	Lay(page)
	for i, w := range all {
		if w.laid == before[i] || w.Size() != sizes[i] {
			t.Errorf("the widget %d was laid out %d times more, and has %v instead of %v", i, w.laid-before[i], w.Size(), sizes[i])
		}
	}
}
