package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// A floor is a layer over a window or over a dialog, for what hangs below an entry. What lies there
// leaves the keyboard where it is.
type floors struct {
	ground  *fyne.Container
	dialogs []*Dialog // that lie over the window, the top one last
}

// Everything about windows belongs to the window's goroutine, this table too.
var floorsOf = map[fyne.Canvas]*floors{}

// Ground puts content into a window, with a floor over it.
func Ground(w fyne.Window, content fyne.CanvasObject) {
	f := &floors{ground: container.NewWithoutLayout()}
	floorsOf[w.Canvas()] = f
	w.SetContent(container.NewStack(content, f.ground))
}

// Top is the dialog that lies over a window, above all others; nil where there is none.
func Top(c fyne.Canvas) *Dialog {
	if f := floorsOf[c]; f != nil && len(f.dialogs) > 0 {
		return f.dialogs[len(f.dialogs)-1]
	}
	return nil
}

func floorOf(o fyne.CanvasObject) *fyne.Container {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if d := Top(c); d != nil {
		return d.floor
	}
	if f := floorsOf[c]; f != nil {
		return f.ground
	}
	return nil
}

func (d *Dialog) opened() {
	f := floorsOf[d.canvas]
	if f == nil {
		f = &floors{}
		floorsOf[d.canvas] = f
	}
	f.dialogs = append(f.dialogs, d)
}

func (d *Dialog) isOpen() bool {
	f := floorsOf[d.canvas]
	return f != nil && slices.Contains(f.dialogs, d)
}

// closed takes a dialog from the table; false where it was taken before.
func (d *Dialog) closed() bool {
	f := floorsOf[d.canvas]
	for i, x := range f.dialogs {
		if x == d {
			f.dialogs = append(f.dialogs[:i], f.dialogs[i+1:]...)
			return true
		}
	}
	return false
}

// Leave forgets a window that was closed.
func Leave(w fyne.Window) { delete(floorsOf, w.Canvas()) }
