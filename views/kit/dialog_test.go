package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// hall is a window that counts the keys that reach it.
func hall(t *testing.T) (fyne.Canvas, *int) {
	t.Helper()
	w := room(t)
	keys := 0
	Ground(w, container.NewVBox(NewEntry("", "")))
	w.Resize(fyne.NewSize(900, 600))
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { keys++ })
	return w.Canvas(), &keys
}

// everyKind is a form with a field of each kind.
func everyKind() *Form {
	return NewForm(
		&Field{Name: "name", Label: "Name", Text: "Ana"}, &Field{Name: "terms", Label: "Terms", Options: []string{"30 days", "prepaid"}, Text: "30 days"},
		&Field{Name: "item", Label: "Item", Search: func(text string, done func([]Choice)) { done(find(text)) }}, &Field{Name: "qty", Label: "Qty"},
		&Field{Name: "notes", Label: "Notes", Lines: 3, Wide: true},
		&Field{Name: "again", Label: "Again", Check: true, Text: "yes", Wide: true}, &Field{Name: "last", Label: "Last"},
	)
}

func TestEscClosesADialogAndGivesTheKeysBack(t *testing.T) {
	c, keys := hall(t)
	done := 0
	d := Ask(c, "Title", "Do it", widget.NewLabel("content"), func(*Dialog) { done++ })
	equal(t, "on top", Top(c) == d, true)
	press(c, fyne.KeyF1)
	equal(t, "keys do not reach the window", *keys, 0)
	press(c, fyne.KeyEscape)
	equal(t, "closed", Top(c) == nil, true)
	equal(t, "taken away", c.Overlays().Top(), nil)
	equal(t, "nothing was done", done, 0)
	press(c, fyne.KeyEscape)
	equal(t, "keys reach the window again", *keys, 1)
}

func TestEscClosesAFormFromEveryField(t *testing.T) {
	c, _ := hall(t)
	for _, field := range everyKind().fields {
		f := everyKind()
		d := AskForm(c, "Title", "Do it", f, func(*Dialog) {})
		c.Focus(f.field(field.Name).focusable())
		press(c, fyne.KeyEscape)
		if Top(c) != nil {
			t.Errorf("Esc does nothing in the field %q", field.Name)
			d.Close()
		}
	}
}

func TestEscClosesAFormFromItsButtons(t *testing.T) {
	c, _ := hall(t)
	d := AskForm(c, "Title", "Do it", everyKind(), func(*Dialog) {})
	c.Focus(d.primary)
	press(c, fyne.KeyEscape)
	equal(t, "closed", Top(c) == nil, true)
}

func TestEscSaysFirstThatWhatWasTypedIsNotSaved(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	d := AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	write(c, "x")
	press(c, fyne.KeyEscape)
	equal(t, "still open", Top(c) == d, true)
	equal(t, "something is said", d.trouble.Visible(), true)
	equal(t, "what was typed stays", strings.Contains(f.Text("name"), "x"), true)
	press(c, fyne.KeyEscape)
	equal(t, "closed", Top(c) == nil, true)
}

func TestEscWhileADialogIsBusyLetsNothingBeDoneTwice(t *testing.T) {
	c, _ := hall(t)
	done := 0
	d := AskForm(c, "Title", "Do it", everyKind(), func(d *Dialog) {
		done++
		d.Busy(true)
	})
	write(c, "x")
	d.Submit()
	press(c, fyne.KeyEscape)
	d.Submit()
	equal(t, "done", done, 1)
}

func TestADialogThatIsClosedAgainLeavesTheKeysOfAnother(t *testing.T) {
	c, keys := hall(t)
	first := Ask(c, "First", "Do it", widget.NewLabel(""), func(*Dialog) {})
	press(c, fyne.KeyEscape)
	Ask(c, "Second", "Do it", widget.NewLabel(""), func(*Dialog) {})
	first.Close() // as what it asked for is done only now
	equal(t, "the second is open", Top(c) != nil, true)
	press(c, fyne.KeyEscape)
	equal(t, "and left by Esc", Top(c) == nil, true)
	press(c, fyne.KeyEscape)
	equal(t, "the window has the keys", *keys, 1)
}

func TestTheTopDialogIsLeftFirst(t *testing.T) {
	c, keys := hall(t)
	lower := Ask(c, "Lower", "Do it", widget.NewLabel(""), func(*Dialog) {})
	Ask(c, "Upper", "Do it", widget.NewLabel(""), func(*Dialog) {})
	press(c, fyne.KeyEscape)
	equal(t, "the lower one is left", Top(c) == lower, true)
	press(c, fyne.KeyEscape)
	equal(t, "none is left", Top(c) == nil, true)
	press(c, fyne.KeyEscape)
	equal(t, "the window has the keys", *keys, 1)
}

func TestTheButtonAndCtrlEnterDoItOnce(t *testing.T) {
	c, _ := hall(t)
	done := 0
	d := Ask(c, "Title", "Do it", widget.NewLabel(""), func(d *Dialog) {
		done++
		d.Busy(true)
	})
	d.Submit()
	d.Submit()
	test.Tap(d.primary)
	equal(t, "busy, so done once", done, 1)
	equal(t, "and the button says so", d.primary.Disabled(), true)
	d.Busy(false)
	test.Tap(d.primary)
	equal(t, "done again", done, 2)
	d.Close()
}

func TestEnterAndCtrlEnterSubmitAForm(t *testing.T) {
	c, _ := hall(t)
	done := 0
	f := everyKind()
	d := AskForm(c, "Title", "Do it", f, func(d *Dialog) { done++ })
	press(c, fyne.KeyReturn)
	equal(t, "Enter in an entry", done, 1)
	c.Focus(f.Entry("notes"))
	press(c, fyne.KeyReturn)
	equal(t, "Enter in a text of several lines begins a line", done, 1)
	f.Entry("notes").TypedShortcut(ctrlEnter)
	equal(t, "Ctrl+Enter there", done, 2)
	f.field("item").ahead.TypedShortcut(ctrlEnter)
	equal(t, "Ctrl+Enter in a search", done, 3)
	d.Busy(true)
	f.Entry("name").TypedShortcut(ctrlEnter)
	c.Focus(f.Entry("name"))
	press(c, fyne.KeyReturn)
	equal(t, "not while it is busy", done, 3)
	d.Close()
}

func TestFailShowsTheWordsAndLetsThePersonTryAgain(t *testing.T) {
	c, _ := hall(t)
	done := 0
	d := Ask(c, "Title", "Do it", widget.NewLabel(""), func(d *Dialog) {
		done++
		d.Busy(true)
		d.Fail("The file is full.")
	})
	d.Submit()
	equal(t, "said", says(c.Overlays().Top(), "The file is full."), true)
	equal(t, "still open", Top(c) == d, true)
	equal(t, "to be tried again", d.primary.Disabled(), false)
	d.Submit()
	equal(t, "tried again", done, 2)
	d.Close()
}

func TestCancelLeavesADialogWithoutDoingIt(t *testing.T) {
	c, _ := hall(t)
	done := 0
	Ask(c, "Title", "Do it", widget.NewLabel(""), func(*Dialog) { done++ })
	test.Tap(buttonOf(t, c.Overlays().Top(), T("Cancel")))
	equal(t, "closed", Top(c) == nil, true)
	equal(t, "nothing was done", done, 0)
}

func TestTellOnlyCloses(t *testing.T) {
	c, _ := hall(t)
	Tell(c, "Title", widget.NewLabel("news"))
	equal(t, "said", says(c.Overlays().Top(), "news"), true)
	test.Tap(buttonOf(t, c.Overlays().Top(), T("Close")))
	equal(t, "closed", Top(c) == nil, true)
}

func TestTheFirstFieldHasTheKeyboard(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	keyboard(t, c, f.Entry("name"))
}

// walk is the names of the fields that the keyboard comes to, in turn.
func walk(c fyne.Canvas, f *Form, on func()) string {
	var names []string
	for range 2 * len(f.fields) {
		at := slices.IndexFunc(f.fields, func(x *Field) bool { return x.focusable() == c.Focused() })
		if at < 0 {
			break
		}
		names = append(names, f.fields[at].Name)
		on()
	}
	return strings.Join(names, " ")
}

func TestTheKeyboardWalksAllFieldsInReadingOrder(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	equal(t, "the way", walk(c, f, func() { c.FocusNext() }), "name terms item qty notes again last")
}

func TestTabLeavesEveryField(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	equal(t, "the way", walk(c, f, func() { press(c, fyne.KeyTab) }), "name terms item qty notes again last")
	equal(t, "and writes nothing", f.Text("notes"), "")
}

func TestAFormSaysWhatStandsInItsFields(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	equal(t, "an entry", f.Text("name"), "Ana")
	equal(t, "a choice between words", f.Text("terms"), "30 days")
	equal(t, "yes", f.Text("again"), "yes")
	f.field("again").box.SetChecked(false)
	equal(t, "no", f.Text("again"), "")
	c.Focus(f.Entry("qty"))
	write(c, "24")
	equal(t, "typed", f.Text("qty"), "24")
	equal(t, "nothing is chosen", f.Chosen("item"), 0)
	f.field("terms").pick.SetSelected("prepaid")
	equal(t, "chosen", f.Text("terms"), "prepaid")
}

func TestWrongSaysItAtTheFieldAndGoesThere(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	f.Alias("item", "lines[0].item_id")
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	said := func() string {
		var list []string
		for _, x := range f.fields {
			if x.wrong.Visible() {
				list = append(list, x.Name+": "+x.wrong.Text)
			}
		}
		return strings.Join(list, ", ")
	}
	equal(t, "nothing is wrong at first", said(), "")
	equal(t, "there is such a field", f.Wrong("qty", "Not a number."), true)
	equal(t, "said", said(), "qty: Not a number.")
	keyboard(t, c, f.Entry("qty"))
	equal(t, "by its other name", f.Wrong("lines[0].item_id", "No such item."), true)
	equal(t, "said there alone", said(), "item: No such item.")
	keyboard(t, c, f.field("item").ahead)
	equal(t, "no such field", f.Wrong("elsewhere", "No."), false)
	equal(t, "nothing is said", said(), "")
}

func TestWhatIsWrongIsShownAtAFieldOfEveryKind(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	for _, x := range f.fields {
		equal(t, "there is such a field", f.Wrong(x.Name, x.Name+" is wrong."), true)
		equal(t, x.Name+" is wrong, shown", says(c.Overlays().Top(), x.Name+" is wrong."), true)
		keyboard(t, c, x.focusable())
	}
}

func TestATextOfManyLinesMakesRoomInASmallWindow(t *testing.T) {
	c, _ := hall(t)
	f := NewForm(&Field{Name: "subject", Label: "Subject"}, &Field{Name: "text", Label: "Text", Lines: 40, Wide: true})
	d := AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	if d.scroll.Content.MinSize().Height > d.scroll.Size().Height {
		t.Errorf("the form needs %v of %v", d.scroll.Content.MinSize().Height, d.scroll.Size().Height)
	}
	d.Close()
	d = AskForm(c, "Title", "Do it", NewForm(&Field{Name: "text", Label: "Text", Lines: 8, Wide: true}), func(*Dialog) {})
	if got, want := d.scroll.Content.MinSize().Height, float32(8*18); got < want {
		t.Errorf("there is room, but the text has only %v", got)
	}
}

func TestNothingShinesThroughTheFootOfADialog(t *testing.T) {
	c, _ := hall(t)
	f := NewForm(&Field{Name: "a", Label: "A", Lines: 3, Wide: true}, &Field{Name: "b", Label: "B", Lines: 3, Wide: true},
		&Field{Name: "c", Label: "C", Lines: 3, Wide: true}, &Field{Name: "d", Label: "D", Lines: 3, Wide: true}, &Field{Name: "e", Label: "E", Lines: 3, Wide: true, Text: "MMMMMMMM\nMMMMMMMM\nMMMMMMMM"})
	d := AskForm(c, "Title", "Do it", f, func(*Dialog) {})
	if d.scroll.Content.MinSize().Height <= d.scroll.Size().Height {
		t.Fatal("the form fits, so nothing is cut")
	}
	driver := fyne.CurrentApp().Driver()
	entry := f.field("e").entry
	end := driver.AbsolutePositionForObject(d.scroll).Y + d.scroll.Size().Height
	d.scroll.ScrollToOffset(fyne.NewPos(0, driver.AbsolutePositionForObject(entry).Y-end+12)) // its head is seen, its end is below the foot
	img := c.Capture()
	at := driver.AbsolutePositionForObject(d.primary)
	left := driver.AbsolutePositionForObject(d.scroll).X
	want := img.At(int(left)+2, int(at.Y)+2)
	for y := int(end) + 1; y < int(at.Y+d.primary.Size().Height); y++ {
		for x := int(left); x < int(left)+200; x++ {
			if img.At(x, y) != want {
				t.Fatalf("something is drawn at %d, %d of the foot", x, y)
			}
		}
	}
}

func TestWhatNobodySeesIsNoPartOfWhatWasTyped(t *testing.T) {
	equal(t, "of a paste", printable("a\x00b\r\nc\td\u0085"), "ab\nc\td")
}

func TestAFormGrowsWithWhatIsWrongInIt(t *testing.T) {
	c, _ := hall(t)
	f := everyKind()
	d := AskForm(c, "Title", "Save", f, func(*Dialog) {})
	before := d.scroll.Size().Height
	equal(t, "found", f.Wrong("qty", "A sentence that is so long that it takes more than the one line that there is below half of a form."), true)
	if grown := d.scroll.Size().Height; grown < d.scroll.Content.MinSize().Height || grown <= before {
		t.Errorf("it is %v high, was %v and needs %v", grown, before, d.scroll.Content.MinSize().Height)
	}
}

func TestADialogThatIsClosedDoesNothingMore(t *testing.T) {
	c, _ := hall(t)
	done := 0
	d := Ask(c, "Title", "Do it", widget.NewLabel("content"), func(d *Dialog) { done++; d.Close() })
	d.Submit()
	d.Submit()
	equal(t, "done", done, 1)
}
