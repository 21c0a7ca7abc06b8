package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Lay lays out all that is in o once more. What was not on the screen for a minute loses its renderer to Fyne and gets a new one when it
// is shown again, which nobody lays out, because its size is the same as before: fields would be gone, and texts stand at the left.
func Lay(o fyne.CanvasObject) {
	if w, ok := o.(fyne.Widget); ok {
		size := w.Size()
		w.Resize(size.AddWidthHeight(1, 0))
		w.Resize(size)
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			Lay(child)
		}
	case *container.Split:
		Lay(x.Leading)
		Lay(x.Trailing)
	case *container.Scroll:
		Lay(x.Content)
	}
}
