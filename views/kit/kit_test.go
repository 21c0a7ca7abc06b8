package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// room is a window for a story, with nothing in it yet.
func room(t testing.TB) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme{Side: look.Light})
	w := test.NewWindow(nil)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 600))
	t.Cleanup(func() { delete(floorsOf, w.Canvas()) })
	return w
}

// press gives a key to whoever has the keyboard, as the window of the desktop does: Tab moves on,
// unless the one that has the keyboard wants it.
func press(c fyne.Canvas, keys ...fyne.KeyName) {
	for _, k := range keys {
		f := c.Focused()
		if tabs, ok := f.(fyne.Tabbable); k == fyne.KeyTab && (!ok || !tabs.AcceptsTab()) {
			c.FocusNext()
			continue
		}
		e := &fyne.KeyEvent{Name: k}
		switch {
		case f != nil:
			f.TypedKey(e)
		case c.OnTypedKey() != nil:
			c.OnTypedKey()(e)
		}
	}
}

// write types a text where the keyboard is.
func write(c fyne.Canvas, text string) {
	for _, r := range text {
		switch {
		case c.Focused() != nil:
			c.Focused().TypedRune(r)
		case c.OnTypedRune() != nil:
			c.OnTypedRune()(r)
		}
	}
}

var ctrlEnter = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

// each visits an object and all that is shown in it.
func each(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	do(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, inner := range x.Objects {
			each(inner, do)
		}
	case fyne.Widget:
		for _, inner := range test.WidgetRenderer(x).Objects() {
			each(inner, do)
		}
	}
}

// says is whether a text is shown in an object.
func says(o fyne.CanvasObject, text string) bool {
	found := false
	each(o, func(o fyne.CanvasObject) {
		switch l := o.(type) {
		case *widget.Label:
			found = found || l.Text == text
		case *Word:
			found = found || l.Text == text
		}
	})
	return found
}

// buttonOf is the button with a text.
func buttonOf(t *testing.T, o fyne.CanvasObject, text string) fyne.Tappable {
	t.Helper()
	var found fyne.Tappable
	each(o, func(o fyne.CanvasObject) {
		switch b := o.(type) {
		case *widget.Button:
			if b.Text == text {
				found = b
			}
		case *button:
			if b.Text == text {
				found = b
			}
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q", text)
	}
	return found
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// keyboard fails the test unless the keyboard is where it is wanted.
func keyboard(t *testing.T, c fyne.Canvas, want fyne.Focusable) {
	t.Helper()
	if c.Focused() != want {
		t.Errorf("the keyboard is in another place than wanted, a %T", c.Focused())
	}
}
