package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// told is what a window shows, a line each, without the places.
func told(c fyne.Canvas) (list []string) {
	for _, s := range Screen(c) {
		line := fmt.Sprintf("%d %s %q", s.Layer, s.Role, s.Text)
		if s.Focused {
			line += " has the keyboard"
		}
		if s.Off {
			line += " off"
		}
		list = append(list, line)
	}
	return list
}

func TestTheScreenIsToldAsItIsSeen(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	entry, secret := NewEntry("24", ""), NewEntry("word", "")
	secret.Password = true
	off := widget.NewButton("Send", nil)
	off.Disable()
	gone := widget.NewLabel("gone")
	gone.Hide()
	far := container.NewVScroll(container.NewVBox(widget.NewLabel("near"), Wide(1, container.NewGridWrap(fyne.NewSize(9, 400))), widget.NewLabel("far below")))
	far.SetMinSize(fyne.NewSize(100, 60))
	w.SetContent(container.NewVBox(widget.NewLabel("Quantity"), entry, secret, gone, off, newCheck("Again", true), far,
		Chain(0, Step{Caption: "Order", Value: "SO-1", Note: "open", Tapped: func() {}})))
	w.Resize(fyne.NewSize(300, 500))
	w.Canvas().Focus(entry)
	want := []string{`0 text "Quantity"`, `0 entry "24" has the keyboard`, `0 entry "••••"`, `0 button "Send" off`, `0 check "Again"`, `0 text "near"`,
		`0 button "Order SO-1 open"`, `0 text "Order"`, `0 text "SO-1"`, `0 text "open"`}
	var got []string
	for _, line := range told(w.Canvas()) {
		if line != `0 button ""` { // the scroll bar
			got = append(got, line)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the screen tells\n%q, not\n%q", got, want)
	}
	seen := Screen(w.Canvas())[1]
	driver := fyne.CurrentApp().Driver()
	if at := driver.AbsolutePositionForObject(entry); seen.X != int(at.X) || seen.Y != int(at.Y) || seen.W != int(entry.Size().Width) {
		t.Errorf("the entry is told at %d,%d, %d wide; it is at %v, %v wide", seen.X, seen.Y, seen.W, at, entry.Size().Width)
	}
}

func TestADialogLiesALayerAboveTheWindow(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel("below"))
	w.Resize(fyne.NewSize(800, 600))
	Tell(w.Canvas(), "Keys", widget.NewLabel("above"))
	layers := map[string]int{}
	for _, s := range Screen(w.Canvas()) {
		layers[s.Text] = s.Layer
	}
	for _, s := range Screen(w.Canvas()) {
		if s.Primary != (s.Text == "Close") {
			t.Errorf("%q stands out: %v", s.Text, s.Primary)
		}
	}
	if layers["below"] != 0 || layers["above"] != 1 || layers["Close"] != 1 {
		t.Errorf("layers: %v", layers)
	}
	if _, whole := layers["Keys above Close"]; whole {
		t.Error("the whole dialog is told as something to press")
	}
}
