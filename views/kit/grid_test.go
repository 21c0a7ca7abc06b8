package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

type ware struct {
	id   int64
	name string
}

// ask is a page that the grid asked for; answering it is up to the story where the shelf is slow.
type ask struct {
	offset, limit int
	sort          string
	desc          bool
	done          func([]ware, int)
}

// shelf is a grid in a window, with what was told about it.
type shelf struct {
	*Grid[ware]
	canvas fyne.Canvas
	wares  []ware
	many   int // so many wares, made when they are asked for, instead of wares
	slow   bool
	asked  []ask
	shown  []int64
	opened []int64
	marks  int
	runes  string
	rows   map[int]*gridRow // what is drawn at each place
}

func newShelf(t testing.TB, wares ...ware) *shelf {
	t.Helper()
	w := room(t)
	s := &shelf{canvas: w.Canvas(), wares: wares, rows: map[int]*gridRow{}}
	s.Grid = &Grid[ware]{
		Columns: []Column[ware]{
			{ID: "id", Title: "No.", Width: 80, Right: true, Text: func(r *ware) string { return fmt.Sprint(r.id) }},
			{ID: "name", Title: "Name", Width: -1, Text: func(r *ware) string { return r.name }, Tone: func(*ware) Tone { return Good }},
			{Title: "Unit", Width: 60, Text: func(*ware) string { return "pc" }},
		},
		Key: func(r *ware) int64 { return r.id }, Source: s.source, Marks: true,
		OnShow: func(r *ware) { s.shown = append(s.shown, r.id) }, OnOpen: func(r *ware) { s.opened = append(s.opened, r.id) },
		OnMark: func(n int) { s.marks = n }, OnRune: func(r rune) { s.runes += string(r) },
	}
	w.SetContent(s.Object())
	s.list.UpdateItem = func(i int, o fyne.CanvasObject) {
		s.fillRow(i, o)
		s.rows[i] = o.(*gridRow)
	}
	w.Resize(fyne.NewSize(600, 400))
	s.canvas.Focus(s.Focus())
	return s
}

func wares(ids ...int64) []ware {
	var list []ware
	for _, id := range ids {
		list = append(list, ware{id, fmt.Sprintf("ware %d", id)})
	}
	return list
}

// upTo are the wares 1 to n.
func upTo(n int64) []ware {
	var ids []int64
	for i := range n {
		ids = append(ids, i+1)
	}
	return wares(ids...)
}

func (s *shelf) source(offset, limit int, sort string, desc bool, done func([]ware, int)) {
	a := ask{offset, limit, sort, desc, done}
	s.asked = append(s.asked, a)
	if !s.slow {
		s.answer(a)
	}
}

// answer gives a page as the shelf is now.
func (s *shelf) answer(a ask) {
	if s.many == 0 {
		to := min(a.offset+a.limit, len(s.wares))
		a.done(slices.Clone(s.wares[min(a.offset, to):to]), len(s.wares))
		return
	}
	var page []ware
	for i := a.offset; i < min(a.offset+a.limit, s.many); i++ {
		page = append(page, ware{int64(i) + 1, "made"})
	}
	a.done(page, s.many)
}

// answerAll answers what is asked for now, and what is asked for because of it.
func (s *shelf) answerAll() {
	for len(s.asked) > 0 {
		a := s.asked[0]
		s.asked = s.asked[1:]
		s.answer(a)
	}
}

// tap taps a row that is drawn, with keys held. soon says that it is the second of two quick taps,
// however slow the test runs.
func (s *shelf) tap(i int, mod fyne.KeyModifier, soon bool) {
	r := s.rows[i]
	r.last = time.Time{}
	if soon {
		r.last = time.Now().Add(time.Hour)
	}
	r.MouseDown(&desktop.MouseEvent{Modifier: mod})
	r.MouseUp(&desktop.MouseEvent{Modifier: mod})
	r.Tapped(&fyne.PointEvent{})
}

// mark scrolls to a row and marks it, or takes the mark off.
func (s *shelf) mark(i int) {
	s.list.ScrollTo(i)
	s.tap(i, fyne.KeyModifierShortcutDefault, false)
}

func (s *shelf) picked() int64 {
	if r := s.Selected(); r != nil {
		return r.id
	}
	return 0
}

// ids are the marked rows, or the selected one.
func (s *shelf) ids() string {
	var list []string
	for _, r := range s.Marked() {
		list = append(list, fmt.Sprint(r.id))
	}
	return strings.Join(list, " ")
}

func TestKeysWalkThroughTheRows(t *testing.T) {
	s := newShelf(t, upTo(100)...)
	s.Reload()
	seen := int64(max(1, int(s.list.Size().Height/29)-1))
	for _, step := range []struct {
		what string
		do   func()
		want int64
	}{
		{"J from nowhere", func() { write(s.canvas, "j") }, 1},
		{"J", func() { write(s.canvas, "j") }, 2},
		{"capital J", func() { write(s.canvas, "J") }, 3},
		{"down", func() { press(s.canvas, fyne.KeyDown) }, 4},
		{"K", func() { write(s.canvas, "k") }, 3},
		{"up", func() { press(s.canvas, fyne.KeyUp) }, 2},
		{"a page down", func() { press(s.canvas, fyne.KeyPageDown) }, 2 + seen},
		{"a page up", func() { press(s.canvas, fyne.KeyPageUp) }, 2},
		{"a page up beyond the first", func() { press(s.canvas, fyne.KeyPageUp) }, 1},
		{"up beyond the first", func() { press(s.canvas, fyne.KeyUp) }, 1},
		{"the end", func() { press(s.canvas, fyne.KeyEnd) }, 100},
		{"down beyond the last", func() { press(s.canvas, fyne.KeyDown) }, 100},
		{"a page down beyond the last", func() { press(s.canvas, fyne.KeyPageDown) }, 100},
		{"the top", func() { press(s.canvas, fyne.KeyHome) }, 1},
	} {
		step.do()
		equal(t, step.what+", selected", s.picked(), step.want)
		equal(t, step.what+", shown", s.shown[len(s.shown)-1], step.want)
	}
	if seen < 5 {
		t.Errorf("a page is %d rows, which is no page in a window of 400", seen)
	}
}

func TestKeysInAnEmptyListDoNothing(t *testing.T) {
	s := newShelf(t)
	s.Reload()
	write(s.canvas, "jkx")
	press(s.canvas, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn)
	equal(t, "shown", len(s.shown), 0)
	equal(t, "opened", len(s.opened), 0)
	equal(t, "marked", len(s.Marked()), 0)
}

func TestALetterThatMeansNothingToTheGridGoesOn(t *testing.T) {
	s := newShelf(t, upTo(3)...)
	s.Reload()
	write(s.canvas, "jn/?x")
	equal(t, "gone on", s.runes, "n/?")
}

func TestXMarksAndXAgainTakesTheMarkOff(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Reload()
	write(s.canvas, "jx")
	write(s.canvas, "jjx")
	equal(t, "marked", s.ids(), "1 3")
	equal(t, "told", s.marks, 2)
	write(s.canvas, "x")
	equal(t, "marked", s.ids(), "1")
	s.Unmark()
	equal(t, "told", s.marks, 0)
	equal(t, "without marks the selected row counts", s.ids(), "3")
}

func TestEnterAndASecondTapOpen(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Reload()
	write(s.canvas, "jj")
	press(s.canvas, fyne.KeyReturn)
	equal(t, "opened by Enter", fmt.Sprint(s.opened), "[2]")
	s.tap(3, 0, false)
	equal(t, "a tap selects", s.picked(), 4)
	equal(t, "and opens nothing", len(s.opened), 1)
	s.tap(3, 0, true)
	equal(t, "a second tap opens", fmt.Sprint(s.opened), "[2 4]")
	s.tap(3, 0, false)
	equal(t, "a late one does not", len(s.opened), 2)
}

func TestATapGivesTheListTheKeyboard(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Reload()
	s.canvas.Unfocus()
	s.tap(1, 0, false)
	equal(t, "the keyboard is in the list", s.canvas.Focused(), s.Focus())
	write(s.canvas, "j")
	equal(t, "so J goes on from the row", s.picked(), 3)
}

func TestControlTapMarksAndShiftTapMarksARange(t *testing.T) {
	s := newShelf(t, upTo(8)...)
	s.Reload()
	s.tap(1, 0, false)
	s.tap(4, fyne.KeyModifierShortcutDefault, false)
	equal(t, "marked alone", s.ids(), "5")
	equal(t, "the selected row stays", s.picked(), 2)
	s.tap(4, fyne.KeyModifierShortcutDefault, false)
	equal(t, "and off again: the selected one counts", s.ids(), "2")
	s.tap(5, fyne.KeyModifierShift, false)
	equal(t, "a range downwards", s.ids(), "2 3 4 5 6")
	equal(t, "told", s.marks, 5)
	s.Unmark()
	s.tap(4, 0, false)
	s.tap(2, fyne.KeyModifierShift, false)
	equal(t, "a range upwards", s.ids(), "3 4 5")
	s.tap(6, 0, false)
	equal(t, "a plain tap afterwards selects", s.picked(), 7)
	equal(t, "and leaves the marks", s.ids(), "3 4 5")
}

func TestAGridWithoutMarksTakesAControlTapAsATap(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Marks = false
	s.list.UpdateItem = func(i int, o fyne.CanvasObject) { s.rows[i] = o.(*gridRow); s.rows[i].at = i }
	s.Reload()
	s.tap(2, fyne.KeyModifierShortcutDefault, false)
	equal(t, "selected", s.picked(), 3)
	write(s.canvas, "x")
	equal(t, "nothing is told of marks", s.marks, 0)
}

func TestAHeadingSortsAndASecondTapTurnsTheOrder(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Reload()
	last := func() ask { return s.asked[len(s.asked)-1] }
	heading := func(i int) *heading { return s.header.Objects[i+1].(*heading) } // the first is above the marks
	equal(t, "at first in the order of the source", last().sort, "")
	heading(1).Tapped(nil)
	equal(t, "sorted by", last().sort, "name")
	equal(t, "upwards", last().desc, false)
	heading(1).Tapped(nil)
	equal(t, "downwards", last().desc, true)
	heading(0).Tapped(nil)
	equal(t, "sorted by another", last().sort, "id")
	equal(t, "upwards again", last().desc, false)
	asked := len(s.asked)
	heading(2).Tapped(nil)
	equal(t, "a column without id does not sort", len(s.asked), asked)
}

func TestAReloadKeepsTheSelectedRowWhereverItWent(t *testing.T) {
	s := newShelf(t, wares(1, 2, 3, 4)...)
	s.Reload()
	write(s.canvas, "jj")
	equal(t, "selected", s.picked(), 2)
	shown := len(s.shown)
	s.wares = wares(9, 8, 7, 4, 3, 2, 1)
	s.Reload()
	equal(t, "still selected", s.picked(), 2)
	equal(t, "at its new place", s.selected, 5)
	equal(t, "and nothing is shown anew", len(s.shown), shown)
	write(s.canvas, "k")
	equal(t, "keys go on from there", s.picked(), 3)
}

func TestAReloadWithoutTheSelectedRowSelectsNoOther(t *testing.T) {
	s := newShelf(t, wares(1, 2, 3, 4)...)
	s.Reload()
	write(s.canvas, "jj")
	shown := len(s.shown)
	s.wares = wares(1, 3, 4)
	s.Reload()
	equal(t, "none is selected", s.picked(), 0)
	equal(t, "none is drawn as selected", s.selected, -1)
	equal(t, "none is shown", len(s.shown), shown)
	s.wares = wares(3, 2, 1)
	s.Reload()
	equal(t, "it is selected again when it comes back", s.picked(), 2)
}

func TestAReloadKeepsASelectedRowBeyondTheFirstPage(t *testing.T) {
	s := newShelf(t, upTo(500)...)
	s.Reload()
	write(s.canvas, "j")
	for range 30 {
		press(s.canvas, fyne.KeyPageDown)
	}
	was := s.picked()
	if was <= pageRows {
		t.Fatalf("row %d is still on the first page", was)
	}
	s.slow = true
	s.asked = nil
	s.Reload()
	s.answerAll()
	equal(t, "still selected", s.picked(), was)
	equal(t, "and drawn so", int64(s.selected), was-1)
	write(s.canvas, "j")
	equal(t, "keys go on from there", s.picked(), was+1)
}

func TestAReloadOfAListThatWasScrolledAwayKeepsTheSelectedRow(t *testing.T) {
	s := newShelf(t, upTo(900)...)
	s.Reload()
	write(s.canvas, "j")
	for range 30 {
		press(s.canvas, fyne.KeyPageDown)
	}
	was := s.picked()
	s.list.ScrollToTop()
	s.Reload()
	write(s.canvas, "j")
	equal(t, "keys go on from the row", s.picked(), was+1)
}

func TestASlowOlderAnswerNeverReplacesANewerOne(t *testing.T) {
	s := newShelf(t)
	s.slow = true
	s.Reload()
	s.Reload()
	older, newer := s.asked[0], s.asked[1]
	newer.done(wares(1, 2), 2)
	older.done(wares(7, 8, 9), 3)
	equal(t, "how many", s.count, 2)
	write(s.canvas, "j")
	equal(t, "the first", s.picked(), 1)
	press(s.canvas, fyne.KeyEnd)
	equal(t, "the last", s.picked(), 2)
}

func TestAPageOfAnOlderListNeverComesIntoANewerOne(t *testing.T) {
	s := newShelf(t)
	s.wares = upTo(500)
	s.Reload()
	s.slow = true
	s.asked = nil
	s.list.ScrollToBottom()
	if len(s.asked) == 0 {
		t.Fatal("no page was asked for when the end came into sight")
	}
	old := s.asked
	s.asked = nil
	s.Reload()
	reload := s.asked[0]
	s.asked = nil
	reload.done(wares(1, 2, 3), 3)
	for _, a := range old {
		a.done([]ware{{id: 666, name: "of the older list"}}, 500)
	}
	equal(t, "how many", s.count, 3)
	for _, page := range s.pages {
		for _, r := range page {
			if r.id == 666 {
				t.Error("a row of the older list is in the newer one")
			}
		}
	}
}

func TestOfAMillionRowsOnlyThosePagesAreAskedForThatAreSeen(t *testing.T) {
	s := newShelf(t)
	s.many = 1_000_000
	s.Reload()
	var offsets []int
	collect := func() string {
		offsets = offsets[:0]
		for _, a := range s.asked {
			offsets = append(offsets, a.offset)
			if a.limit != pageRows {
				t.Errorf("asked for %d rows at once", a.limit)
			}
		}
		s.asked = nil
		slices.Sort(offsets)
		return fmt.Sprint(slices.Compact(offsets))
	}
	equal(t, "at first", collect(), "[0]")
	write(s.canvas, "jjj")
	equal(t, "moving on the first page", collect(), "[]")
	press(s.canvas, fyne.KeyEnd)
	equal(t, "at the end", collect(), "[999800]")
	equal(t, "the last row", s.picked(), 1_000_000)
	press(s.canvas, fyne.KeyHome)
	equal(t, "back at the top, which is kept", collect(), "[]")
	for i := range 60 {
		s.list.ScrollToOffset(float32(i) * 15_000)
	}
	if n := len(s.asked); n > 125 {
		t.Errorf("%d pages were asked for to show 60 places", n)
	}
	if n := len(s.pages); n > pagesKept {
		t.Errorf("%d pages are kept, more than %d", n, pagesKept)
	}
}

func TestARowThatIsStillOnItsWayIsSelectedWhenItArrives(t *testing.T) {
	s := newShelf(t)
	s.many = 1_000_000
	s.Reload()
	write(s.canvas, "j")
	s.slow = true
	s.asked = nil
	press(s.canvas, fyne.KeyEnd)
	s.answerAll()
	equal(t, "selected", s.picked(), 1_000_000)
	equal(t, "shown", s.shown[len(s.shown)-1], 1_000_000)
}

func TestMarksOfAllPagesAreKeptInTheOrderOfTheList(t *testing.T) {
	s := newShelf(t, upTo(1500)...)
	s.Reload()
	for _, i := range []int{1210, 10, 610, 410, 1010, 210, 810} {
		s.mark(i)
	}
	for range 20 {
		if got, want := s.ids(), "11 211 411 611 811 1011 1211"; got != want {
			t.Fatalf("marked: got %s, want %s", got, want)
		}
	}
}

func TestMarkedRowsStayMarkedWhenTheListIsReadAgain(t *testing.T) {
	s := newShelf(t, upTo(500)...)
	s.Reload()
	write(s.canvas, "jx")
	s.mark(300)
	equal(t, "told", s.marks, 2)
	s.Reload()
	equal(t, "marked", s.ids(), "1 301")
}

func TestTheMarkedRowsAreCopiedWithHeadings(t *testing.T) {
	s := newShelf(t, ware{1, "plain"}, ware{2, "tab\tand\nline"}, ware{3, "other"})
	s.Reload()
	write(s.canvas, "jjx")
	write(s.canvas, "jx")
	want := "No.\tName\tUnit\n2\ttab and line\tpc\n3\tother\tpc"
	equal(t, "text", s.Text(), want)
	s.list.TypedShortcut(&fyne.ShortcutCopy{})
	equal(t, "clipboard", fyne.CurrentApp().Clipboard().Content(), want)
	s.Unmark()
	press(s.canvas, fyne.KeyHome)
	equal(t, "without marks the selected row", s.Text(), "No.\tName\tUnit\n1\tplain\tpc")
}

func TestNoKindOfLineEndMakesTwoRowsOfACopiedOne(t *testing.T) {
	s := newShelf(t, ware{1, "from\r\nelsewhere\rtoo"})
	s.Reload()
	write(s.canvas, "j")
	if text := s.Text(); strings.Count(text, "\n") != 1 || strings.Contains(text, "\r") {
		t.Errorf("the copied text is %q", text)
	}
}

func TestRowsShowTheirCellsAndMarks(t *testing.T) {
	s := newShelf(t, upTo(3)...)
	s.Reload()
	row := s.rows[1].box.Objects
	equal(t, "cells, the mark first", len(row), 4)
	m := row[0].(*mark)
	equal(t, "not marked", m.on, false)
	m.Tapped(nil)
	equal(t, "marked by its box", s.ids(), "2")
	equal(t, "and drawn so", s.rows[1].box.Objects[0].(*mark).on, true)
	equal(t, "another is not", s.rows[0].box.Objects[0].(*mark).on, false)
}

func TestSelectKeyShowsARowAndOneThatIsNotThereYetWaits(t *testing.T) {
	s := newShelf(t, upTo(5)...)
	s.Reload()
	s.SelectKey(4)
	equal(t, "selected", s.picked(), 4)
	equal(t, "shown", fmt.Sprint(s.shown), "[4]")
	s.SelectKey(6)
	equal(t, "not there yet", s.picked(), 0)
	s.wares = upTo(6)
	s.Reload()
	equal(t, "there now", s.picked(), 6)
	equal(t, "drawn as selected", s.selected, 5)
}

func TestOnlyTheChosenRowStandsOut(t *testing.T) {
	s := newShelf(t, ware{1, "Mug"}, ware{2, "Bowl"}, ware{3, "Plate"})
	s.Reload()
	s.canvas.Focus(s.list)
	s.tap(2, 0, false)
	var standing []bool
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *fyne.Container:
			for _, child := range x.Objects {
				walk(child)
			}
		case fyne.Widget:
			inside := rendererOf(x).Objects()
			if fmt.Sprintf("%T", x) == "*widget.listItem" {
				standing = append(standing, inside[0].Visible())
			}
			for _, child := range inside {
				walk(child)
			}
		}
	}
	walk(s.list)
	equal(t, "rows that stand out", fmt.Sprint(standing), "[false false true]")
}
