package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Choice is one thing that a type-ahead offers.
type Choice struct {
	ID    int64 // zero: make a new one of the text that was typed
	Title string
	Note  string
}

// TypeAhead is an entry that offers what begins like the text.
type TypeAhead struct {
	Entry
	Search   func(text string, done func([]Choice)) // calls done in the window's goroutine
	OnChoose func(Choice)
	Chosen   Choice

	OnEscape func() // Esc while no list is shown
	OnUp     func() // the arrow up while no list is shown

	choices []Choice
	at      int
	list    fyne.CanvasObject // what lies over the floor; nothing while no list is shown
	latest  Latest
}

// NewTypeAhead makes one that holds a choice.
func NewTypeAhead(chosen Choice, hint string, search func(string, func([]Choice)), onChoose func(Choice)) *TypeAhead {
	t := &TypeAhead{Search: search, OnChoose: onChoose, Chosen: chosen}
	t.ExtendBaseWidget(t)
	t.PlaceHolder = hint
	t.Put(chosen.Title)
	t.OnChanged = t.changed
	t.OnKey = t.key
	return t
}

func (t *TypeAhead) changed(text string) {
	wanted := t.latest.Next()
	t.Search(text, func(found []Choice) {
		if wanted() && t.Focused() {
			t.choices, t.at = found, 0
			t.show()
		}
	})
}

func (t *TypeAhead) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown:
		if t.list == nil {
			t.changed(t.Text)
			return true
		}
		t.at = min(t.at+1, len(t.choices)-1)
		t.show()
	case fyne.KeyUp:
		if t.list == nil {
			if t.OnUp != nil {
				t.OnUp()
			}
			return t.OnUp != nil
		}
		t.at = max(t.at-1, 0)
		t.show()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		if t.list == nil {
			return false
		}
		t.choose(t.choices[t.at])
		if c := fyne.CurrentApp().Driver().CanvasForObject(t); k == fyne.KeyTab && c != nil && c.Focused() == fyne.Focusable(t) {
			c.FocusNext()
		}
	case fyne.KeyEscape:
		switch {
		case t.list != nil:
			t.hide()
		case t.OnEscape != nil:
			t.OnEscape()
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// AcceptsTab lets Tab choose what is highlighted before the focus moves on.
func (t *TypeAhead) AcceptsTab() bool { return t.list != nil }

// FocusLost implements fyne.Focusable.
func (t *TypeAhead) FocusLost() {
	t.Entry.FocusLost()
	t.hide()
}

func (t *TypeAhead) choose(c Choice) {
	t.hide()
	t.Chosen = c
	typed := t.Text
	if c.ID != 0 {
		t.Put(c.Title)
	}
	if t.OnChoose != nil {
		if c.ID == 0 {
			c.Title = typed
		}
		t.OnChoose(c)
	}
}

func (t *TypeAhead) hide() {
	t.latest.Next()
	if t.list == nil {
		return
	}
	if f := floorOf(t); f != nil {
		f.Remove(t.list)
	}
	t.list = nil
}

// show puts the choices below the entry, on the floor of the dialog or window. A popup of Fyne's
// would take the keyboard away from the entry.
func (t *TypeAhead) show() {
	f := floorOf(t)
	if f == nil {
		return
	}
	if t.list != nil {
		f.Remove(t.list)
		t.list = nil
	}
	if len(t.choices) == 0 {
		return
	}
	box := container.New(layout.NewCustomPaddedVBoxLayout(0))
	for i, choice := range t.choices {
		box.Add(newChoiceRow(choice, i == t.at, func() { t.choose(choice) }))
	}
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	back.StrokeColor, back.StrokeWidth, back.CornerRadius = theme.Color(look.ColorCardBorder), 1, 4
	t.list = container.NewStack(back, container.NewPadded(box))
	driver := fyne.CurrentApp().Driver()
	t.list.Resize(fyne.NewSize(max(t.Size().Width, 420), t.list.MinSize().Height))
	t.list.Move(driver.AbsolutePositionForObject(t).Subtract(driver.AbsolutePositionForObject(f)).AddXY(0, t.Size().Height+1))
	f.Add(t.list)
}

// pressed is a line that is chosen as soon as the mouse goes down: a tap would come too late, because
// pressing takes the keyboard from the entry, which hides its list.
type pressed struct {
	widget.BaseWidget
	choose func()
}

// MouseDown chooses the line.
func (r *pressed) MouseDown(*desktop.MouseEvent) { r.choose() }

// MouseUp implements desktop.Mouseable.
func (r *pressed) MouseUp(*desktop.MouseEvent) {}

// choiceRow is one line of the list below the entry.
type choiceRow struct {
	pressed
	choice Choice
	on     bool
}

func newChoiceRow(c Choice, on bool, choose func()) *choiceRow {
	r := &choiceRow{pressed: pressed{choose: choose}, choice: c, on: on}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	if r.on {
		back.FillColor = theme.Color(theme.ColorNameSelection)
	}
	title := widget.NewLabel(r.choice.Title)
	title.Truncation = fyne.TextTruncateEllipsis
	note := widget.NewLabel(r.choice.Note)
	note.Importance = widget.LowImportance
	return widget.NewSimpleRenderer(container.NewStack(back, container.NewBorder(nil, nil, nil, note, title)))
}
