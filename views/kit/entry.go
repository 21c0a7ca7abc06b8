package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text entry that says when it is left and what keys it was given.
type Entry struct {
	widget.Entry
	OnEnter func()                   // the focus came here
	OnLeave func(text string)        // the focus went elsewhere and the text is another than before
	OnKey   func(fyne.KeyName) bool  // true: the key is dealt with
	OnChord func(fyne.Shortcut) bool // true: the shortcut is dealt with
	before  string
	focused bool
	grid    *inGrid // set for a cell of a grid
}

// NewEntry makes an entry that holds a text.
func NewEntry(text, hint string) *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	e.PlaceHolder = hint
	e.Text, e.before = text, text
	return e
}

// NewNumber makes an entry for a number.
func NewNumber(text string) *Entry {
	e := NewEntry(text, "")
	e.TextStyle = fyne.TextStyle{}
	e.Scroll = fyne.ScrollNone
	return e
}

// Put sets the text without telling anybody.
func (e *Entry) Put(text string) {
	e.before = text
	if e.Text != text {
		changed := e.OnChanged
		e.OnChanged = nil
		e.SetText(text)
		e.OnChanged = changed
	}
}

// Touched says whether something was typed that is not told yet.
func (e *Entry) Touched() bool { return e.Text != e.before }

// SelectAll marks the whole text, so that typing replaces it.
func (e *Entry) SelectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Focused says whether the keyboard writes here.
func (e *Entry) Focused() bool { return e.focused }

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.OnEnter != nil {
		e.OnEnter()
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.focused = false
	if !e.MultiLine {
		e.CursorColumn = 0 // so that a long text is read, and pressed, from its beginning
	}
	e.Entry.FocusLost()
	e.leave()
}

func (e *Entry) leave() {
	if e.Text != e.before {
		e.before = e.Text
		if e.OnLeave != nil {
			e.OnLeave(e.Text)
		}
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if helped(k) || e.OnKey != nil && e.OnKey(k.Name) {
		return
	}
	if (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && !e.MultiLine {
		e.leave()
	}
	e.Entry.TypedKey(k)
}

// AcceptsTab leaves Tab to the walk through the fields, in a text of several lines too.
func (e *Entry) AcceptsTab() bool { return false }

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.OnChord != nil && e.OnChord(s) {
		return
	}
	e.Entry.TypedShortcut(s)
}

// Submits says whether a shortcut is Ctrl+Enter.
func Submits(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) && c.Modifier == fyne.KeyModifierShortcutDefault
}
