package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// desk is a window with a type-ahead between two entries.
type desk struct {
	*TypeAhead
	canvas  fyne.Canvas
	before  *Entry
	after   *Entry
	asked   []string
	answers []func([]Choice) // of the slow ones
	slow    bool
	chosen  []Choice
}

var goods = []Choice{{ID: 11, Title: "MUG-11", Note: "a mug"}, {ID: 12, Title: "MUG-12", Note: "another"}, {ID: 2, Title: "TOT-02", Note: "a bag"}}

func newDesk(t *testing.T) *desk {
	t.Helper()
	w := room(t)
	d := &desk{canvas: w.Canvas(), before: NewEntry("", ""), after: NewEntry("", "")}
	d.TypeAhead = NewTypeAhead(Choice{}, "Item …", d.search, func(c Choice) { d.chosen = append(d.chosen, c) })
	Ground(w, container.NewVBox(d.before, d.TypeAhead, d.after))
	w.Resize(fyne.NewSize(900, 600))
	d.canvas.Focus(d.TypeAhead)
	return d
}

func (d *desk) search(text string, done func([]Choice)) {
	d.asked = append(d.asked, text)
	if d.slow {
		d.answers = append(d.answers, done)
		return
	}
	done(find(text))
}

// find offers what begins with the text, and to make it new.
func find(text string) []Choice {
	var list []Choice
	for _, c := range goods {
		if strings.HasPrefix(c.Title, strings.ToUpper(text)) {
			list = append(list, c)
		}
	}
	if text != "" {
		list = append(list, Choice{Title: "+ New item “" + text + "”"})
	}
	return list
}

// offered are the titles that are shown below the entry, the highlighted one in brackets.
func (d *desk) offered() string {
	var list []string
	each(d.canvas.Content(), func(o fyne.CanvasObject) {
		if r, ok := o.(*choiceRow); ok {
			title := r.choice.Title
			if r.on {
				title = "[" + title + "]"
			}
			list = append(list, title)
		}
	})
	return strings.Join(list, " ")
}

func (d *desk) keeps(t *testing.T) {
	t.Helper()
	keyboard(t, d.canvas, d.TypeAhead)
}

func TestTypingSearchesAndTheListLeavesTheKeyboardInTheEntry(t *testing.T) {
	d := newDesk(t)
	equal(t, "nothing is offered before anything is typed", d.offered(), "")
	write(d.canvas, "mu")
	equal(t, "asked for", strings.Join(d.asked, " "), "m mu")
	equal(t, "offered", d.offered(), "[MUG-11] MUG-12 + New item “mu”")
	d.keeps(t)
	write(d.canvas, "g-12")
	equal(t, "less is offered", d.offered(), "[MUG-12] + New item “mug-12”")
	d.keeps(t)
	equal(t, "the text is what was typed", d.Text, "mug-12")
}

func TestDownUpAndEnterChoose(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	press(d.canvas, fyne.KeyDown)
	equal(t, "down", d.offered(), "MUG-11 [MUG-12] + New item “m”")
	press(d.canvas, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	equal(t, "not beyond the last", d.offered(), "MUG-11 MUG-12 [+ New item “m”]")
	press(d.canvas, fyne.KeyUp)
	equal(t, "up", d.offered(), "MUG-11 [MUG-12] + New item “m”")
	press(d.canvas, fyne.KeyReturn)
	equal(t, "chosen", len(d.chosen), 1)
	equal(t, "which", d.chosen[0].ID, 12)
	equal(t, "the entry says it", d.Text, "MUG-12")
	equal(t, "it is remembered", d.Chosen.ID, 12)
	equal(t, "the list is gone", d.offered(), "")
	equal(t, "choosing searches nothing", len(d.asked), 1)
	d.keeps(t)
}

func TestUpStaysAtTheFirst(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	press(d.canvas, fyne.KeyUp, fyne.KeyUp)
	equal(t, "highlighted", d.offered(), "[MUG-11] MUG-12 + New item “m”")
}

func TestDownOffersWithoutTyping(t *testing.T) {
	d := newDesk(t)
	press(d.canvas, fyne.KeyDown)
	equal(t, "all", d.offered(), "[MUG-11] MUG-12 TOT-02")
}

func TestPressingTheMouseOnAChoiceChoosesIt(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	each(d.canvas.Content(), func(o fyne.CanvasObject) {
		if r, ok := o.(*choiceRow); ok && r.choice.ID == 12 {
			r.MouseDown(nil)
			r.MouseUp(nil)
		}
	})
	equal(t, "chosen", d.Chosen.ID, 12)
	equal(t, "the list is gone", d.offered(), "")
}

func TestTabChoosesAndMovesOn(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	press(d.canvas, fyne.KeyDown, fyne.KeyTab)
	equal(t, "chosen", d.Chosen.ID, 12)
	equal(t, "the entry says it and nothing else", d.Text, "MUG-12")
	equal(t, "the list is gone", d.offered(), "")
	keyboard(t, d.canvas, d.after)
}

func TestEscapeHidesTheListFirstAndOnlyThenEscapes(t *testing.T) {
	d := newDesk(t)
	escaped := 0
	d.OnEscape = func() { escaped++ }
	write(d.canvas, "m")
	press(d.canvas, fyne.KeyEscape)
	equal(t, "the list is hidden", d.offered(), "")
	equal(t, "and that is all", escaped, 0)
	equal(t, "the text stays", d.Text, "m")
	d.keeps(t)
	press(d.canvas, fyne.KeyEscape)
	equal(t, "now it escapes", escaped, 1)
}

func TestUpBringsNothingBackThatWasPutAway(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "t")
	press(d.canvas, fyne.KeyReturn)
	equal(t, "chosen", d.Chosen.ID, 2)
	press(d.canvas, fyne.KeyUp)
	equal(t, "nothing is offered", d.offered(), "")
}

func TestAnAnswerAfterEscapeShowsNothing(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	d.slow = true
	write(d.canvas, "u")
	press(d.canvas, fyne.KeyEscape)
	d.answers[0](find("mu"))
	equal(t, "nothing comes back", d.offered(), "")
}

func TestAStaleAnswerIsDropped(t *testing.T) {
	d := newDesk(t)
	d.slow = true
	write(d.canvas, "tm")
	d.answers[1](find("m"))
	d.answers[0](find("t"))
	equal(t, "the newer one is offered", d.offered(), "[MUG-11] MUG-12 + New item “m”")
	press(d.canvas, fyne.KeyReturn)
	equal(t, "and chosen", d.Chosen.ID, 11)
}

func TestAnAnswerAfterTheKeyboardHasGoneShowsNothing(t *testing.T) {
	d := newDesk(t)
	d.slow = true
	write(d.canvas, "m")
	press(d.canvas, fyne.KeyTab)
	keyboard(t, d.canvas, d.after)
	d.answers[0](find("m"))
	equal(t, "nothing is offered", d.offered(), "")
	d.canvas.Focus(d.TypeAhead)
	equal(t, "nor when it comes back", d.offered(), "")
}

func TestLeavingTheEntryHidesTheList(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "m")
	d.canvas.Focus(d.before)
	equal(t, "nothing is offered", d.offered(), "")
	equal(t, "nothing is chosen", len(d.chosen), 0)
}

func TestNothingFoundOffersNothing(t *testing.T) {
	d := newDesk(t)
	d.Search = func(_ string, done func([]Choice)) { done(nil) }
	write(d.canvas, "xyz")
	equal(t, "nothing is offered", d.offered(), "")
	press(d.canvas, fyne.KeyReturn)
	equal(t, "so Enter chooses nothing", len(d.chosen), 0)
	equal(t, "the text stays", d.Text, "xyz")
}

func TestTheNewChoiceCarriesWhatWasTyped(t *testing.T) {
	d := newDesk(t)
	write(d.canvas, "zebra cup")
	equal(t, "offered", d.offered(), "[+ New item “zebra cup”]")
	press(d.canvas, fyne.KeyReturn)
	equal(t, "chosen", len(d.chosen), 1)
	equal(t, "new", d.chosen[0].ID, 0)
	equal(t, "its name is what was typed", d.chosen[0].Title, "zebra cup")
}

func TestInADialogTheListLiesOverTheDialog(t *testing.T) {
	w := room(t)
	ground := NewEntry("", "")
	Ground(w, container.NewVBox(ground))
	w.Resize(fyne.NewSize(900, 600))
	f := NewForm(&Field{Name: "item", Label: "Item", Search: func(text string, done func([]Choice)) { done(find(text)) }}, &Field{Name: "qty", Label: "Qty"})
	d := AskForm(w.Canvas(), "Line", "Add", f, func(*Dialog) {})
	write(w.Canvas(), "tot")
	equal(t, "on the dialog's floor", len(d.floor.Objects), 1)
	equal(t, "not on the window's", len(floorsOf[w.Canvas()].ground.Objects), 0)
	press(w.Canvas(), fyne.KeyEscape)
	equal(t, "Esc hides the list", len(d.floor.Objects), 0)
	equal(t, "and leaves the dialog", Top(w.Canvas()) == d, true)
	write(w.Canvas(), "-")
	press(w.Canvas(), fyne.KeyReturn)
	equal(t, "chosen", f.Chosen("item"), 2)
	write(w.Canvas(), "X")
	equal(t, "another text is no longer what was chosen", f.Chosen("item"), 0)
	press(w.Canvas(), fyne.KeyEscape)
	equal(t, "Esc hides the list again", len(d.floor.Objects), 0)
	equal(t, "and says nothing", d.trouble.Visible(), false)
	press(w.Canvas(), fyne.KeyEscape, fyne.KeyEscape)
	equal(t, "without a list it leaves the dialog", Top(w.Canvas()) == nil, true)
}
