package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// pair are two entries of a window; left is what the first said when it was left.
func pair(t *testing.T, text string) (c fyne.Canvas, first, second *Entry, left *[]string) {
	t.Helper()
	w := room(t)
	first, second, left = NewEntry(text, ""), NewNumber(""), &[]string{}
	first.OnLeave = func(text string) { *left = append(*left, text) }
	w.SetContent(container.NewVBox(first, second))
	return w.Canvas(), first, second, left
}

func TestAnEntryThatIsLeftSaysItsNewTextOnce(t *testing.T) {
	c, first, second, left := pair(t, "old")
	c.Focus(first)
	equal(t, "it knows that it has the keyboard", first.Focused(), true)
	first.SelectAll()
	write(c, "new")
	equal(t, "nothing is said while it is typed", len(*left), 0)
	c.Focus(second)
	equal(t, "said", strings.Join(*left, " "), "new")
	equal(t, "it knows that it has not the keyboard", first.Focused(), false)
	c.Focus(first)
	c.Focus(second)
	equal(t, "not said again", len(*left), 1)
}

func TestAnEntryThatIsLeftAsItWasSaysNothing(t *testing.T) {
	c, first, second, left := pair(t, "old")
	c.Focus(first)
	c.Focus(second)
	equal(t, "untouched", len(*left), 0)
	c.Focus(first)
	press(c, fyne.KeyEnd)
	write(c, "x")
	press(c, fyne.KeyBackspace)
	c.Focus(second)
	equal(t, "changed and changed back", len(*left), 0)
}

func TestEnterSaysTheTextAndLeavingItAfterwardsNothingMore(t *testing.T) {
	c, first, second, left := pair(t, "")
	submitted := 0
	first.OnSubmitted = func(string) {
		submitted++
		equal(t, "said before it is submitted", len(*left), 1)
	}
	c.Focus(first)
	write(c, "24")
	press(c, fyne.KeyReturn)
	equal(t, "said", strings.Join(*left, " "), "24")
	equal(t, "submitted", submitted, 1)
	press(c, fyne.KeyEnter)
	c.Focus(second)
	equal(t, "not said again", len(*left), 1)
}

func TestEnterInATextOfSeveralLinesSaysNothing(t *testing.T) {
	c, first, second, left := pair(t, "")
	first.MultiLine = true
	c.Focus(first)
	write(c, "one")
	press(c, fyne.KeyReturn)
	write(c, "two")
	equal(t, "not yet", len(*left), 0)
	c.Focus(second)
	equal(t, "said", strings.Join(*left, " "), "one\ntwo")
}

func TestPutTellsNobody(t *testing.T) {
	c, first, second, left := pair(t, "old")
	changed := 0
	first.OnChanged = func(string) { changed++ }
	first.Put("put")
	equal(t, "text", first.Text, "put")
	c.Focus(first)
	c.Focus(second)
	equal(t, "nothing is said", len(*left), 0)
	equal(t, "nobody is told", changed, 0)
	c.Focus(first)
	write(c, "x")
	equal(t, "typing is told", changed, 1)
}

func TestAnEntryAsksFirstWhetherAKeyIsDealtWith(t *testing.T) {
	c, first, second, left := pair(t, "")
	entered, keys := 0, ""
	first.OnEnter = func() { entered++ }
	first.OnKey = func(k fyne.KeyName) bool { keys += string(k) + " "; return k == fyne.KeyReturn }
	first.OnChord = func(s fyne.Shortcut) bool { return Submits(s) }
	c.Focus(first)
	equal(t, "entered", entered, 1)
	write(c, "ab")
	press(c, fyne.KeyReturn)
	equal(t, "Enter was dealt with", len(*left), 0)
	press(c, fyne.KeyBackspace)
	equal(t, "Backspace was not", first.Text, "a")
	equal(t, "asked", strings.TrimSpace(keys), "Return BackSpace")
	first.TypedShortcut(&fyne.ShortcutSelectAll{})
	equal(t, "other shortcuts work", first.SelectedText(), "a")
	first.TypedShortcut(ctrlEnter)
	c.Focus(second)
	equal(t, "said", strings.Join(*left, " "), "a")
}

func TestALineThatIsTooLongHasNoBarAndMovesWithTheCursor(t *testing.T) {
	w := room(t)
	e := NewEntry(strings.Repeat("a long line ", 20), "")
	w.SetContent(container.NewWithoutLayout(e))
	e.Resize(fyne.NewSize(200, e.MinSize().Height))
	r := rendererOf(e).(*line)
	for _, o := range r.Objects() {
		if _, bar := o.(*container.Scroll); bar {
			t.Error("a bar lies over the text")
		}
	}
	dots := func() bool { return r.short.Visible() && strings.HasSuffix(r.short.Text, "…") && !r.pane.Visible() }
	equal(t, "dots for what has no room", dots(), true)
	w.Canvas().Focus(e)
	equal(t, "not while somebody writes", dots(), false)
	press(w.Canvas(), fyne.KeyEnd)
	if end := r.scroll.Content.Position().X + r.scroll.Content.Size().Width; end < 150 || end > 201 {
		t.Errorf("the end of the line stands at %v of 200", end)
	}
	w.Canvas().Unfocus()
	equal(t, "from its beginning again", r.scroll.Content.Position().X, float32(0))
	equal(t, "and dots", dots(), true)
	e.SetText("short")
	equal(t, "a short text has none", dots(), false)
}
