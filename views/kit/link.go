package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Link is a word in a table that leads somewhere. Unlike a button it is cut off where it has no room.
type Link struct {
	widget.BaseWidget
	text   string
	tapped func()
	label  *widget.Label
}

// NewLink makes one.
func NewLink(text string, tapped func()) *Link {
	l := &Link{text: text, tapped: tapped, label: widget.NewLabel(text)}
	l.label.Importance, l.label.Truncation = widget.HighImportance, fyne.TextTruncateEllipsis
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *Link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.label) }

// Tapped goes there.
func (l *Link) Tapped(*fyne.PointEvent) { l.tapped() }

// Cursor shows that the word leads somewhere.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained and its kin let the keyboard reach the link: Tab goes there, Enter and space follow it.
func (l *Link) FocusGained() { l.underline(true) }

// FocusLost implements fyne.Focusable.
func (l *Link) FocusLost() { l.underline(false) }

// TypedRune implements fyne.Focusable.
func (l *Link) TypedRune(r rune) {
	if r == ' ' {
		l.tapped()
	}
}

// TypedKey implements fyne.Focusable.
func (l *Link) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		l.tapped()
	}
}

func (l *Link) underline(on bool) {
	l.label.TextStyle.Underline = on
	l.label.Refresh()
}
