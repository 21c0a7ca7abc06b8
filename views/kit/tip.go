package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// TipDelay is how long the mouse rests on something before a tip says what it is.
var TipDelay = 600 * time.Millisecond

// tip says beside the mouse what an icon means, or what a text says that had no room.
type tip struct {
	latest Latest
	floor  *fyne.Container
	shown  fyne.CanvasObject
}

// want shows a text when the mouse has rested; at is where it is in the window.
func (t *tip) want(over fyne.CanvasObject, at fyne.Position, text string) {
	t.hide()
	if text == "" {
		return
	}
	wanted := t.latest.Next()
	if TipDelay == 0 {
		t.show(over, at, text)
		return
	}
	time.AfterFunc(TipDelay, func() {
		fyne.Do(func() {
			if wanted() {
				t.show(over, at, text)
			}
		})
	})
}

func (t *tip) show(over fyne.CanvasObject, at fyne.Position, text string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(over)
	if c == nil {
		return // it was taken away meanwhile
	}
	if t.floor = floorOf(over); t.floor == nil {
		return
	}
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	back.StrokeColor, back.StrokeWidth, back.CornerRadius = theme.Color(look.ColorCardBorder), 1, 4
	var lines []fyne.CanvasObject
	for _, line := range strings.Split(text, "\n") {
		l := canvas.NewText(line, theme.Color(theme.ColorNameForeground))
		l.TextSize = look.SizeCaption
		lines = append(lines, l)
	}
	box := container.NewStack(back, container.New(layout.NewCustomPaddedLayout(4, 4, 7, 7), container.New(layout.NewCustomPaddedVBoxLayout(1), lines...)))
	size := box.MinSize()
	const below = 18 // the mouse
	at.X = max(min(at.X, c.Size().Width-size.Width-4), 0)
	if at.Y += below; at.Y+size.Height > c.Size().Height {
		at.Y -= below + size.Height + 4
	}
	box.Resize(size)
	box.Move(at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(t.floor)))
	t.shown = box
	t.floor.Add(box)
}

func (t *tip) hide() {
	t.latest.Next()
	if t.shown != nil {
		t.floor.Remove(t.shown)
		t.shown = nil
	}
}

// uncut is what a label says where it had no room to say it; empty where it had.
func uncut(l *widget.Label) string {
	if l == nil || l.Text == "" {
		return ""
	}
	name := l.SizeName
	if name == "" {
		name = theme.SizeNameText
	}
	if fyne.MeasureText(l.Text, theme.Size(name), l.TextStyle).Width+2*theme.InnerPadding() <= l.Size().Width+0.5 {
		return ""
	}
	return l.Text
}

// Cut is a label that is cut off where it has no room; a tip says all of it.
func Cut(l *widget.Label) fyne.CanvasObject {
	l.Truncation = fyne.TextTruncateEllipsis
	o := &overCut{full: func() string { return uncut(l) }}
	o.ExtendBaseWidget(o)
	return container.NewStack(l, o)
}

// prose is a text that may take two lines; a tip says all of one that is longer.
func prose(text string, tone Tone) fyne.CanvasObject {
	w := newProse(text, tone)
	o := &overCut{full: func() string {
		if w.isCut {
			return w.Text
		}
		return ""
	}}
	o.ExtendBaseWidget(o)
	return container.NewStack(w, o)
}

type overCut struct {
	widget.BaseWidget
	full func() string // what was cut off; empty where nothing was
	tip  tip
}

// CreateRenderer implements fyne.Widget.
func (o *overCut) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// MouseIn implements desktop.Hoverable.
func (o *overCut) MouseIn(e *desktop.MouseEvent) { o.tip.want(o, e.AbsolutePosition, o.full()) }

// MouseMoved implements desktop.Hoverable.
func (o *overCut) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (o *overCut) MouseOut() { o.tip.hide() }

// IconButton is a button without a word on it; a tip and the screen reader say it.
type IconButton struct {
	widget.Button
	word string
	tip  tip
}

// NewIconButton makes one.
func NewIconButton(word string, icon fyne.Resource, do func()) *IconButton {
	b := &IconButton{word: word}
	b.ExtendBaseWidget(b)
	b.Icon, b.OnTapped, b.Importance = icon, do, widget.LowImportance
	return b
}

// MouseIn implements desktop.Hoverable.
func (b *IconButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.tip.want(b, e.AbsolutePosition, b.word)
}

// MouseOut implements desktop.Hoverable.
func (b *IconButton) MouseOut() {
	b.Button.MouseOut()
	b.tip.hide()
}

// Tapped implements fyne.Tappable.
func (b *IconButton) Tapped(e *fyne.PointEvent) {
	b.tip.hide()
	b.Button.Tapped(e)
}

// AccessibilityLabel implements fyne.Accessible.
func (b *IconButton) AccessibilityLabel() string { return b.word }
