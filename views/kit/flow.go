package kit

import "fyne.io/fyne/v2"

// flow puts objects below each other like a VBox, and asks each for its height once more when it knows its width: a text that is
// wrapped is as high as its width makes it.
type flow struct{ gap float32 }

// Flow is a container of objects below each other, gap apart, whose heights follow from their widths. Room is how wide it will be,
// about, so that its height is right before it is shown.
func Flow(gap, room float32, objects ...fyne.CanvasObject) *fyne.Container {
	c := &fyne.Container{Layout: flow{gap}, Objects: objects}
	if room > 0 {
		c.Resize(fyne.NewSize(room, 0))
	}
	return c
}

// MinSize implements fyne.Layout.
func (f flow) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	gap := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += gap + least.Height
		gap = f.gap
	}
	return size
}

// Layout implements fyne.Layout.
func (f flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		was := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, was))
		height := o.MinSize().Height
		if height != was {
			o.Resize(fyne.NewSize(size.Width, height))
		}
		y += height + f.gap
	}
}
