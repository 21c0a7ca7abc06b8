package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/views/look"
)

func tasks(t *testing.T, keys ...string) *Tasks {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{Side: look.Light})
	l := NewTasks()
	w := test.NewWindow(l)
	w.Resize(fyne.NewSize(900, 200))
	l.Set(rowsOfTasks(keys...))
	w.Canvas().Focus(l)
	return l
}

func rowsOfTasks(keys ...string) []Task {
	rows := []Task{{Heading: "NOW"}}
	for _, k := range keys {
		rows = append(rows, Task{Key: k, Word: k, Action: "Do"})
	}
	return rows
}

func TestTasksAreWorkedThroughWithTheKeyboard(t *testing.T) {
	l := tasks(t, "a", "b", "c")
	var did []string
	l.OnDo = func(k string) { did = append(did, "do "+k) }
	l.OnOpen = func(k string) { did = append(did, "open "+k) }
	l.OnMore = func(k string) { did = append(did, "more "+k) }
	l.OnRune = func(r rune) { did = append(did, "rune "+string(r)) }
	l.OnKey = func(k fyne.KeyName) { did = append(did, string(k)) }
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyReturn, fyne.KeyDown, fyne.KeyRight, fyne.KeyEnd, fyne.KeyDown, fyne.KeyReturn, fyne.KeyHome, fyne.KeyEscape} {
		l.TypedKey(&fyne.KeyEvent{Name: k})
	}
	for _, r := range "joxz" {
		l.TypedRune(r)
	}
	if got := strings.Join(did, ", "); got != "do a, more b, do c, Escape, open b, rune z" {
		t.Errorf("did %s", got)
	}
	if got := strings.Join(l.Marked(), " "); got != "b" {
		t.Errorf("marked %q", got)
	}
}

// What is done goes away, and the next one is chosen, so that Enter, Enter, Enter works a list off.
func TestTheNextTaskTakesThePlaceOfTheOneThatIsDone(t *testing.T) {
	l := tasks(t, "a", "b", "c")
	l.TypedRune('j')
	l.TypedRune('x')
	l.Set(rowsOfTasks("a", "c"))
	if l.Chosen() != "c" || len(l.Marked()) != 0 {
		t.Errorf("chosen is %q, marked %v", l.Chosen(), l.Marked())
	}
	l.Set(rowsOfTasks("a"))
	if l.Chosen() != "a" {
		t.Errorf("below the last %q is chosen", l.Chosen())
	}
	l.Set(rowsOfTasks())
	if l.Chosen() != "" {
		t.Errorf("of nothing %q is chosen", l.Chosen())
	}
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	l.Set(rowsOfTasks("d"))
	if l.Chosen() != "d" {
		t.Errorf("%q is chosen", l.Chosen())
	}
}

// The chosen row is in sight, however long the list is.
func TestTheChosenTaskIsInSight(t *testing.T) {
	keys := strings.Split(strings.Repeat("row ", 40), " ")
	for i := range keys {
		keys[i] += strings.Repeat("i", i)
	}
	l := tasks(t, keys...)
	for range 60 {
		l.TypedRune('j')
		line := l.lines[l.at]
		if top := line.Position().Y - l.scroll.Offset.Y; top < 0 || top+line.Size().Height > l.scroll.Size().Height+1 {
			t.Fatalf("row %d stands at %v of %v", l.at, top, l.scroll.Size().Height)
		}
	}
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if l.scroll.Offset.Y > 24 {
		t.Errorf("the first row is out of sight by %v", l.scroll.Offset.Y)
	}
}
