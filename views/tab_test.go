package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dropdesk/views/look"
)

// walk presses Tab in the dialog that is open until the keyboard is where it began, and says where it was.
func (p *person) walk(next func()) (order []fyne.Focusable) {
	first := p.canvas.Focused()
	for range 200 {
		f := p.canvas.Focused()
		order = append(order, f)
		if next(); p.canvas.Focused() == first {
			return order
		}
	}
	return order
}

// readingOrder are the things in the top dialog that take the keyboard, row by row; what is scrolled out of sight comes
// before the buttons below it.
func (p *person) readingOrder() (list []fyne.Focusable) {
	driver := fyne.CurrentApp().Driver()
	place := map[fyne.Focusable]fyne.Position{}
	below := map[fyne.Focusable]int{}
	each(p.top(), func(o fyne.CanvasObject) {
		f, ok := o.(fyne.Focusable)
		if d, can := o.(fyne.Disableable); !ok || can && d.Disabled() {
			return
		}
		if _, known := place[f]; !known {
			list = append(list, f)
			place[f] = driver.AbsolutePositionForObject(o)
		}
	})
	for f := range place {
		below[f] = 1
	}
	each(p.top(), func(o fyne.CanvasObject) {
		if _, scrolls := o.(*container.Scroll); scrolls {
			each(o, func(inside fyne.CanvasObject) {
				if f, ok := inside.(fyne.Focusable); ok {
					below[f] = 0
				}
			})
		}
	})
	slices.SortStableFunc(list, func(a, b fyne.Focusable) int {
		if below[a] != below[b] {
			return below[a] - below[b]
		}
		if dy := place[a].Y - place[b].Y; dy < -12 || dy > 12 {
			return cmp.Compare(place[a].Y, place[b].Y)
		}
		return cmp.Compare(place[a].X, place[b].X)
	})
	return list
}

func names(list []fyne.Focusable) string {
	var b strings.Builder
	for _, f := range list {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.(fyne.CanvasObject))
		fmt.Fprintf(&b, " %T@%.0f,%.0f", f, at.X, at.Y)
	}
	return b.String()
}

func TestTabWalksThroughEveryDialogInReadingOrder(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	walked := 0
	for _, scene := range p.Scenes() {
		if !strings.HasPrefix(scene.Name, "dialog-") {
			continue
		}
		scene.Set()
		p.walked(scene.Name)
		walked++
		p.Clear()
	}
	if walked == 0 {
		t.Error("no dialog was walked through")
	}
}
