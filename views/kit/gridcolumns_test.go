package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// titles are the headings as they stand.
func (s *shelf) titles() string {
	var list []string
	for _, o := range s.header.Objects[1:] {
		list = append(list, o.(*heading).text)
	}
	return strings.Join(list, " ")
}

// cells are the texts of the first row as it is drawn.
func (s *shelf) cells() string {
	first, _, _ := strings.Cut(s.Text(), "\n")
	return strings.ReplaceAll(first, "\t", " ")
}

// drag pulls a heading from a place in it by so much.
func (s *shelf) drag(i int, from, by float32) {
	h := s.header.Objects[i+1].(*heading)
	for range 4 {
		from += by / 4
		h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(from, 5)}, Dragged: fyne.NewDelta(by/4, 0)})
	}
	h.DragEnd()
}

func TestColumnsAreAsThePersonWantsThem(t *testing.T) {
	s := newShelf(t, upTo(3)...)
	s.Reload()
	kept := ""
	s.OnArrange = func(text string) { kept = text }

	width := s.header.Objects[1].Size().Width
	s.drag(0, width-2, 40)
	if got := s.header.Objects[1].Size().Width; got != width+40 {
		t.Errorf("a heading that is dragged by its edge is %v wide, want %v", got, width+40)
	}
	s.drag(2, 5, -300)
	s.hide("name", true)
	if got := s.titles(); got != "No. Unit" && got != "Unit No." {
		t.Errorf("without the name the headings are %q", got)
	}
	if strings.Contains(s.cells(), "Name") {
		t.Errorf("a hidden column is copied: %q", s.cells())
	}
	s.Select(0)

	later := newShelf(t, upTo(3)...)
	later.Arrange(kept)
	if later.titles() != s.titles() {
		t.Errorf("the next day the headings are %q, not %q", later.titles(), s.titles())
	}
	for i := range later.header.Objects[1:] {
		if got, want := later.header.Objects[i+1].Size().Width, s.header.Objects[i+1].Size().Width; got != want {
			t.Errorf("the next day column %d is %v wide, not %v", i, got, want)
		}
	}
	later.Arrange(`[{"key":"gone"},{"key":"name"},{"key":"name"}]`)
	if got := later.titles(); got != "No. Name Unit" {
		t.Errorf("an arrangement of other columns gives %q", got)
	}
	later.Arrange("nonsense")
	if got := later.titles(); got != "No. Name Unit" {
		t.Errorf("nonsense gives %q", got)
	}
}

func TestTheLastColumnStays(t *testing.T) {
	s := newShelf(t, upTo(1)...)
	for _, key := range []string{"id", "name", "Unit"} {
		s.hide(key, true)
	}
	if got := s.titles(); got != "Unit" {
		t.Errorf("the headings are %q", got)
	}
}

func TestColumnsAreChosenByKeyboard(t *testing.T) {
	s := newShelf(t, upTo(1)...)
	s.ChooseColumns()
	press := func(k fyne.KeyName) { s.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: k}) }
	s.canvas.FocusNext() // the first column's box
	s.canvas.Focused().TypedRune(' ')
	if got := s.titles(); got != "Name Unit" {
		t.Errorf("the headings are %q", got)
	}
	press(fyne.KeyEscape)
	if Top(s.canvas) != nil {
		t.Error("Esc does not leave the dialog")
	}
}

func TestShiftAndCtrlAMark(t *testing.T) {
	s := newShelf(t, upTo(20)...)
	s.Reload()
	shift := func(on bool) {
		e := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		if s.list.KeyUp(e); on {
			s.list.KeyDown(e)
		}
	}
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			s.list.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	s.Select(3)
	shift(true)
	press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if s.marks != 4 {
		t.Errorf("three times Shift+Down mark %d rows", s.marks)
	}
	press(fyne.KeyUp, fyne.KeyUp)
	if s.marks != 2 {
		t.Errorf("going back leaves %d rows marked", s.marks)
	}
	press(fyne.KeyUp, fyne.KeyUp)
	if rows := s.Marked(); len(rows) != 2 || rows[0].id != 3 || rows[1].id != 4 {
		t.Errorf("beyond where it began are marked %v", rows)
	}
	shift(false)
	press(fyne.KeyDown)
	if s.marks != 2 {
		t.Errorf("without Shift moving marks: %d", s.marks)
	}
	s.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if s.marks != 20 || len(s.Marked()) != 20 {
		t.Errorf("Ctrl+A marks %d rows", s.marks)
	}
}

func TestAllOfALongListIsMarkedUpToALimit(t *testing.T) {
	s := newShelf(t)
	s.many = 5000
	s.Reload()
	s.MarkAll()
	rows := s.Marked()
	if s.marks != MaxMarks || len(rows) != MaxMarks || rows[MaxMarks-1].id != MaxMarks {
		t.Errorf("%d rows are marked", s.marks)
	}
	s.many = 700
	s.Reload()
	s.MarkAll()
	if s.marks != 700 {
		t.Errorf("of 700 rows %d are marked", s.marks)
	}
}
