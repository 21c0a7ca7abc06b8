package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Task is one row of a list of things to do, or a heading between them.
type Task struct {
	Key     string // what the row is known by when the list is set anew
	Heading string // instead of all else
	Word    string // what it is: "Overdue"
	Tone    Tone   // of the word
	Number  string
	Party   string
	Sum     string
	Note    string
	Trouble string // below it, in red
	Action  string // on its button; empty: it can only be opened
	More    string // how many there are besides: "3 more"
	Inset   bool   // one of those
	Long    bool   // Party has the room of all between word and button
}

// Tasks is a list of things to do, each with its one button, that is worked through with the keyboard: J and K move, Enter does it, O opens
// it, X marks it, the right arrow shows the rest of its kind.
type Tasks struct {
	widget.BaseWidget
	OnDo   func(key string)
	OnOpen func(key string)
	OnMore func(key string)
	OnMove func() // another row is chosen, or others are marked
	OnKey  func(fyne.KeyName)
	OnRune func(rune)

	rows    []Task
	lines   []*taskLine
	at      int // the chosen row; -1: none
	marked  map[string]bool
	focused bool
	box     *fyne.Container
	scroll  *container.Scroll
}

// NewTasks makes an empty list.
func NewTasks() *Tasks {
	t := &Tasks{at: -1, marked: map[string]bool{}, box: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	t.scroll = container.NewVScroll(t.box)
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *Tasks) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.scroll) }

// Set shows rows. The chosen row stays chosen; where it is gone, the one that took its place is.
func (t *Tasks) Set(rows []Task) {
	was, key := t.at, t.Chosen()
	t.rows, t.at = rows, -1
	t.lines = make([]*taskLine, len(rows))
	t.box.Objects = nil
	known := map[string]bool{}
	for i := range rows {
		t.lines[i] = newTaskLine(t, i)
		t.box.Add(t.lines[i])
		known[rows[i].Key] = true
		if key != "" && rows[i].Key == key {
			t.at = i
		}
	}
	for k := range t.marked {
		if !known[k] {
			delete(t.marked, k)
		}
	}
	if t.at < 0 {
		t.at = t.next(max(was, 0)-1, 1)
		if t.at < 0 {
			t.at = t.next(len(rows), -1)
		}
	}
	t.scroll.Refresh() // so that it knows how far it can go
	t.moved()
}

// next is the nearest row after one in a direction; -1 where there is none.
func (t *Tasks) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(t.rows); i += by {
		if t.rows[i].Heading == "" {
			return i
		}
	}
	return -1
}

// Chosen is the key of the chosen row.
func (t *Tasks) Chosen() string {
	if t.at < 0 || t.at >= len(t.rows) {
		return ""
	}
	return t.rows[t.at].Key
}

// Marked are the keys of the marked rows, from above.
func (t *Tasks) Marked() []string {
	var list []string
	for i := range t.rows {
		if t.marked[t.rows[i].Key] {
			list = append(list, t.rows[i].Key)
		}
	}
	return list
}

// Mark marks the chosen row, or takes its mark away.
func (t *Tasks) Mark() {
	if key := t.Chosen(); key != "" {
		t.marked[key] = !t.marked[key]
		t.moved()
	}
}

// Unmark takes all marks away.
func (t *Tasks) Unmark() {
	clear(t.marked)
	t.moved()
}

// Choose chooses a row by its key.
func (t *Tasks) Choose(key string) {
	for i := range t.rows {
		if t.rows[i].Key == key {
			t.to(i)
		}
	}
}

func (t *Tasks) to(i int) {
	if i < 0 {
		return
	}
	t.at = i
	t.moved()
	line := t.lines[i]
	top, bottom := line.Position().Y, line.Position().Y+line.Size().Height
	switch {
	case top < t.scroll.Offset.Y:
		t.scroll.Offset.Y = max(top-24, 0)
	case bottom > t.scroll.Offset.Y+t.scroll.Size().Height:
		t.scroll.Offset.Y = bottom - t.scroll.Size().Height
	default:
		return
	}
	t.scroll.Refresh()
}

// moved shows where the list is now.
func (t *Tasks) moved() {
	for i := range t.lines {
		t.lines[i].shade()
	}
	if t.OnMove != nil {
		t.OnMove()
	}
}

// FocusGained and its kin let the list be worked through with the keyboard.
func (t *Tasks) FocusGained() { t.focused = true; t.moved() }

// FocusLost implements fyne.Focusable.
func (t *Tasks) FocusLost() { t.focused = false; t.moved() }

// TypedRune implements fyne.Focusable.
func (t *Tasks) TypedRune(r rune) {
	switch r {
	case 'j', 'J':
		t.to(t.next(t.at, 1))
	case 'k', 'K':
		t.to(t.next(t.at, -1))
	case 'x', 'X':
		t.Mark()
	case 'o', 'O':
		t.call(t.OnOpen)
	default:
		if t.OnRune != nil {
			t.OnRune(r)
		}
	}
}

func (t *Tasks) call(f func(string)) {
	if key := t.Chosen(); key != "" && f != nil {
		f(key)
	}
}

// TypedShortcut implements fyne.Shortcutable: all rows are marked.
func (t *Tasks) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		for i := range t.rows {
			if t.rows[i].Heading == "" {
				t.marked[t.rows[i].Key] = true
			}
		}
		t.moved()
	}
}

// pageOfTasks is how far PgUp and PgDn go.
const pageOfTasks = 8

// TypedKey implements fyne.Focusable.
func (t *Tasks) TypedKey(k *fyne.KeyEvent) {
	if helped(k) {
		return
	}
	switch k.Name {
	case fyne.KeyDown:
		t.to(t.next(t.at, 1))
	case fyne.KeyUp:
		t.to(t.next(t.at, -1))
	case fyne.KeyHome:
		t.to(t.next(-1, 1))
	case fyne.KeyEnd:
		t.to(t.next(len(t.rows), -1))
	case fyne.KeyPageDown:
		for range pageOfTasks {
			t.to(t.next(t.at, 1))
		}
	case fyne.KeyPageUp:
		for range pageOfTasks {
			t.to(t.next(t.at, -1))
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		t.call(t.OnDo)
	case fyne.KeyRight, fyne.KeyLeft:
		t.call(t.OnMore)
	default:
		if t.OnKey != nil {
			t.OnKey(k.Name)
		}
	}
}

// taskColumns are word, number, party, sum, note, button and how many more there are.
var taskColumns = Columns{118, 88, -4, 104, -4, 156, 78}

type taskLine struct {
	widget.BaseWidget
	list *Tasks
	at   int
	back *canvas.Rectangle
	bar  *canvas.Rectangle
}

func newTaskLine(list *Tasks, at int) *taskLine {
	l := &taskLine{list: list, at: at, back: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent)}
	l.back.CornerRadius = 4
	l.bar.SetMinSize(fyne.NewSize(3, 1))
	l.bar.CornerRadius = 2
	l.ExtendBaseWidget(l)
	return l
}

// shade shows whether the row is chosen or marked.
func (l *taskLine) shade() {
	x := &l.list.rows[l.at]
	back, bar := color.Color(color.Transparent), color.Color(color.Transparent)
	switch {
	case l.list.marked[x.Key] && x.Heading == "":
		back = theme.Color(look.ColorAccentBack)
	case l.at == l.list.at:
		back = theme.Color(look.ColorQuietBack)
	}
	if l.at == l.list.at {
		bar = theme.Color(look.ColorCardBorder)
		if l.list.focused {
			bar = theme.Color(theme.ColorNamePrimary)
		}
	}
	l.back.FillColor, l.bar.FillColor = back, bar
	l.back.Refresh()
	l.bar.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *taskLine) CreateRenderer() fyne.WidgetRenderer {
	x := &l.list.rows[l.at]
	if x.Heading != "" {
		t := Caption(x.Heading)
		t.TextStyle.Bold = true
		return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(10, 3, 10, 0), t))
	}
	label := func(s string) *widget.Label {
		w := widget.NewLabel(s)
		w.Truncation = fyne.TextTruncateEllipsis
		return w
	}
	word := label(x.Word)
	word.Importance, word.TextStyle.Bold = importance(x.Tone), true
	if x.Inset {
		word.SetText("")
	}
	sum := label(x.Sum)
	sum.Alignment = fyne.TextAlignTrailing
	note := label(x.Note)
	note.Importance = widget.LowImportance
	row := container.New(taskColumns, word, label(x.Number), label(x.Party), sum, note)
	if x.Long {
		row = container.New(Columns{taskColumns[0], -1, taskColumns[5], taskColumns[6]}, word, label(x.Party))
	}
	if x.Action != "" {
		b := widget.NewButton(x.Action, func() { l.list.Choose(x.Key); l.list.call(l.list.OnDo) })
		row.Add(container.New(layout.NewCustomPaddedLayout(0, 3, 4, 4), b))
	} else {
		row.Add(label(""))
	}
	if x.More != "" {
		row.Add(NewLink(x.More, func() { l.list.Choose(x.Key); l.list.call(l.list.OnMore) }))
	} else {
		row.Add(label(""))
	}
	var body fyne.CanvasObject = row
	if x.Trouble != "" {
		why := label(x.Trouble)
		why.SizeName, why.Importance = theme.SizeNameCaptionText, widget.DangerImportance
		body = container.New(layout.NewCustomPaddedVBoxLayout(-6), row, container.New(Columns{taskColumns[0], -1}, label(""), why))
	}
	l.shade()
	inner := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(3, 3, 0, 2), l.bar), nil, body)
	return widget.NewSimpleRenderer(container.NewStack(l.back, inner))
}

// Tapped chooses the row; a second tap opens it.
func (l *taskLine) Tapped(*fyne.PointEvent) {
	if l.list.rows[l.at].Heading != "" {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l.list)
	}
	l.list.to(l.at)
}

// DoubleTapped opens what the row is about.
func (l *taskLine) DoubleTapped(e *fyne.PointEvent) {
	l.Tapped(e)
	l.list.call(l.list.OnOpen)
}

// TappedSecondary marks the row.
func (l *taskLine) TappedSecondary(e *fyne.PointEvent) {
	l.Tapped(e)
	l.list.Mark()
}

// Cursor shows that the row can be chosen.
func (l *taskLine) Cursor() desktop.Cursor { return desktop.DefaultCursor }
