package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// line draws an entry of one line. Fyne scrolls a text that is too long by a bar, which lies over the text and takes its clicks; here the text
// moves with the cursor alone, and while nobody writes it is shown as elsewhere, with dots for what has no room.
type line struct {
	fyne.WidgetRenderer
	entry  *Entry
	scroll *container.Scroll // is not shown, and only says where the text stands
	pane   *container.Clip
	short  *canvas.Text
	all    []fyne.CanvasObject
}

// oneLine takes the bar out of what draws an entry.
func oneLine(e *Entry, made fyne.WidgetRenderer) fyne.WidgetRenderer {
	objects := made.Objects()
	for i, o := range objects {
		if scroll, ok := o.(*container.Scroll); ok && !e.MultiLine {
			l := &line{WidgetRenderer: made, entry: e, scroll: scroll, pane: container.NewClip(container.NewWithoutLayout(scroll.Content)), short: canvas.NewText("", nil)}
			l.all = append(append(append(l.all, objects[:i]...), l.pane, l.short), objects[i+1:]...)
			l.draw()
			return l
		}
	}
	return made
}

// Objects implements fyne.WidgetRenderer.
func (l *line) Objects() []fyne.CanvasObject { return l.all }

// Layout implements fyne.WidgetRenderer.
func (l *line) Layout(size fyne.Size) {
	l.WidgetRenderer.Layout(size)
	l.draw()
}

// Refresh implements fyne.WidgetRenderer.
func (l *line) Refresh() {
	l.WidgetRenderer.Refresh()
	l.draw()
}

func (l *line) draw() {
	th, side := l.entry.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	at, size := l.scroll.Position(), l.scroll.Size()
	l.pane.Move(at)
	l.pane.Resize(size)
	pad := th.Size(theme.SizeNameInnerPadding)
	l.short.TextSize, l.short.TextStyle = th.Size(theme.SizeNameText), l.entry.TextStyle
	l.short.Text = short(l.entry.Text, size.Width-2*pad, l.short.TextSize)
	if l.entry.focused || l.entry.Password || l.entry.Text == "" { // then the hint stands there
		l.short.Text = ""
		l.short.Hide()
		l.pane.Show()
		return
	}
	l.short.Color = th.Color(theme.ColorNameForeground, side)
	if l.entry.Disabled() {
		l.short.Color = th.Color(theme.ColorNameDisabled, side)
	}
	h := l.short.MinSize().Height
	l.short.Move(at.AddXY(pad, (size.Height-h)/2))
	l.short.Resize(fyne.NewSize(size.Width-2*pad, h))
	l.short.Show()
	l.pane.Hide()
}
