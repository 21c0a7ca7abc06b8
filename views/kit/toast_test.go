package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func newToasts(t *testing.T) *Toasts {
	t.Helper()
	w := room(t)
	x := NewToasts()
	x.Linger = 0
	w.SetContent(x.Object())
	w.Resize(fyne.NewSize(900, 600))
	return x
}

func closer(t *testing.T, x *Toasts) *widget.Button {
	t.Helper()
	var found *widget.Button
	each(x.Object(), func(o fyne.CanvasObject) {
		if b, ok := o.(*IconButton); ok && b.Icon == theme.CancelIcon() {
			found = &b.Button
		}
	})
	if found == nil {
		t.Fatal("the toast has no button to close it")
	}
	return found
}

func TestANewerToastReplacesAnOlderOne(t *testing.T) {
	x := newToasts(t)
	x.Show("Saved", Good, "", nil)
	equal(t, "said", says(x.Object(), "Saved"), true)
	old := closer(t, x)
	x.Show("Sent", Good, "", nil)
	equal(t, "said", says(x.Object(), "Sent"), true)
	equal(t, "the older is gone", says(x.Object(), "Saved"), false)
	old.OnTapped()
	equal(t, "what ends the older leaves the newer", says(x.Object(), "Sent"), true)
	test.Tap(closer(t, x))
	equal(t, "closed", says(x.Object(), "Sent"), false)
}

func TestTheButtonOfAToastRunsItsActionAndTheToastGoes(t *testing.T) {
	x := newToasts(t)
	undone := 0
	x.Show("Deleted", Warn, "Undo", func() {
		undone++
		equal(t, "gone before the action, which may say something", says(x.Object(), "Deleted"), false)
		x.Show("Taken back", Good, "", nil)
	})
	test.Tap(buttonOf(t, x.Object(), "Undo"))
	equal(t, "undone", undone, 1)
	equal(t, "what the action says stays", says(x.Object(), "Taken back"), true)
}

func TestWhatAToastOffersIsTakenByItsNameWhileItIsShown(t *testing.T) {
	x := newToasts(t)
	done := ""
	x.Offer("Sent", Good, Offer{"Open", func() { done += "opened " }}, Offer{"Undo", func() { done += "undone " }})
	equal(t, "what is not offered", x.Take("Redo"), false)
	equal(t, "taken", x.Take("Undo"), true)
	equal(t, "done", done, "undone ")
	equal(t, "the toast is gone", says(x.Object(), "Sent"), false)
	equal(t, "once", x.Take("Undo"), false)
	x.Offer("Sent", Good, Offer{"Undo", func() { done += "undone " }})
	x.Show("Saved", Good, "", nil)
	equal(t, "of a toast that was replaced", x.Take("Undo"), false)
	x.Offer("Sent", Good, Offer{"Undo", func() { done += "undone " }})
	test.Tap(closer(t, x))
	equal(t, "of a toast that was closed", x.Take("Undo"), false)
	equal(t, "done in the end", done, "undone ")
}

func TestClearTakesTheToastAway(t *testing.T) {
	x := newToasts(t)
	x.Show("Saved", Good, "", nil)
	x.Clear()
	equal(t, "gone", says(x.Object(), "Saved"), false)
}

func TestOnlyTheNewestRequestIsWanted(t *testing.T) {
	var l Latest
	first := l.Next()
	equal(t, "alone", first(), true)
	second := l.Next()
	equal(t, "older", first(), false)
	equal(t, "newest", second(), true)
}
