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
	tip    tip

	OnEscape func()       // in a dialog: what Esc does while the link has the keyboard
	OnMove   func(by int) // up and down, J and K
	OnRune   func(rune)   // a letter that means nothing to the link
}

// NewLink makes one.
func NewLink(text string, tapped func()) *Link {
	l := &Link{text: text, tapped: tapped, label: widget.NewLabel(text)}
	l.label.Importance, l.label.Truncation = widget.HighImportance, fyne.TextTruncateEllipsis
	l.ExtendBaseWidget(l)
	return l
}

// NewFigure makes a link of a number, at the right like the other numbers of its column.
func NewFigure(text string, tapped func()) *Link {
	l := NewLink(text, tapped)
	l.label.Alignment = fyne.TextAlignTrailing
	return l
}

// Plain makes the link look like the text around it, where a mark beside it says that it can be followed.
func (l *Link) Plain() { l.label.Importance = widget.MediumImportance }

// CreateRenderer implements fyne.Widget.
func (l *Link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.label) }

// Tapped goes there.
func (l *Link) Tapped(*fyne.PointEvent) {
	l.tip.hide()
	l.tapped()
}

// MouseIn implements desktop.Hoverable: what had no room is said.
func (l *Link) MouseIn(e *desktop.MouseEvent) { l.tip.want(l, e.AbsolutePosition, uncut(l.label)) }

// MouseMoved implements desktop.Hoverable.
func (l *Link) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *Link) MouseOut() { l.tip.hide() }

// Cursor shows that the word leads somewhere.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained and its kin let the keyboard reach the link: Tab goes there, Enter and space follow it.
func (l *Link) FocusGained() { l.underline(true) }

// FocusLost implements fyne.Focusable.
func (l *Link) FocusLost() { l.underline(false) }

// TypedRune implements fyne.Focusable.
func (l *Link) TypedRune(r rune) {
	switch {
	case r == ' ':
		l.tapped()
	case l.OnMove != nil && (r == 'j' || r == 'J'):
		l.OnMove(1)
	case l.OnMove != nil && (r == 'k' || r == 'K'):
		l.OnMove(-1)
	case l.OnRune != nil:
		l.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (l *Link) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		l.tapped()
	case l.OnMove != nil && e.Name == fyne.KeyDown:
		l.OnMove(1)
	case l.OnMove != nil && e.Name == fyne.KeyUp:
		l.OnMove(-1)
	default:
		escaped(e, l.OnEscape)
	}
}

func (l *Link) underline(on bool) {
	l.label.TextStyle.Underline = on
	l.label.Refresh()
}

// Text is what the link says.
func (l *Link) Text() string { return l.text }
