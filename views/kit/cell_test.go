package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// shown is the text that stands for a cell, and where; empty while the cell is typed in.
func shown(e *Entry) (string, fyne.TextAlign) {
	for _, o := range test.WidgetRenderer(e).Objects() {
		if t, ok := o.(*canvas.Text); ok {
			return t.Text, t.Alignment
		}
	}
	return "", fyne.TextAlignLeading
}

func TestACellShowsItsTextAsAListDoes(t *testing.T) {
	w := room(t)
	text, figure := NewCell("Bread knife 21 cm, walnut. Forged blade.", false), NewCell("4.50", true)
	w.SetContent(container.New(Columns{90, 90}, text, figure))
	w.Resize(fyne.NewSize(200, 60))
	got, _ := shown(text)
	if n := len([]rune(got)); n < 5 || n > 20 || []rune(got)[n-1] != '…' {
		t.Errorf("what has no room is shown as %q", got)
	}
	got, at := shown(figure)
	equal(t, "a number", got, "4.50")
	equal(t, "stands at the right", at, fyne.TextAlignTrailing)
	w.Canvas().Focus(figure)
	got, _ = shown(figure)
	equal(t, "nothing stands for what is typed", got, "")
	figure.SelectAll()
	write(w.Canvas(), "5.25")
	w.Canvas().Focus(text)
	got, _ = shown(figure)
	equal(t, "what was typed", got, "5.25")
	figure.Put("6")
	got, _ = shown(figure)
	equal(t, "what was put there", got, "6")
}
