package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
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

	choices []Choice
	at      int
	popup   *widget.PopUp
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
		if t.popup == nil {
			t.changed(t.Text)
			return true
		}
		t.at = min(t.at+1, len(t.choices)-1)
		t.show()
	case fyne.KeyUp:
		t.at = max(t.at-1, 0)
		t.show()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		if t.popup == nil || len(t.choices) == 0 {
			return false
		}
		t.choose(t.choices[t.at])
		return k != fyne.KeyTab
	case fyne.KeyEscape:
		if t.popup == nil {
			return false
		}
		t.hide()
	default:
		return false
	}
	return true
}

// AcceptsTab lets Tab choose what is highlighted before the focus moves on.
func (t *TypeAhead) AcceptsTab() bool { return t.popup != nil && len(t.choices) > 0 }

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
	if t.popup != nil {
		t.popup.Hide()
		t.popup = nil
	}
}

func (t *TypeAhead) show() {
	c := fyne.CurrentApp().Driver().CanvasForObject(t.super())
	if c == nil {
		return
	}
	if t.popup != nil {
		t.popup.Hide()
		t.popup = nil
	}
	if len(t.choices) == 0 {
		return
	}
	box := container.NewVBox()
	for i, choice := range t.choices {
		box.Add(newChoiceRow(choice, i == t.at, func() { t.choose(choice) }))
	}
	t.popup = widget.NewPopUp(box, c)
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.super()).AddXY(0, t.Size().Height+1)
	t.popup.ShowAtPosition(place)
	t.popup.Resize(fyne.NewSize(max(t.Size().Width, 360), box.MinSize().Height+4))
	c.Focus(t.super().(fyne.Focusable))
}

func (t *TypeAhead) super() fyne.CanvasObject { return t }

// choiceRow is one line of the list below the entry.
type choiceRow struct {
	widget.BaseWidget
	choice Choice
	on     bool
	tapped func()
}

func newChoiceRow(c Choice, on bool, tapped func()) *choiceRow {
	r := &choiceRow{choice: c, on: on, tapped: tapped}
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

// Tapped chooses the line.
func (r *choiceRow) Tapped(*fyne.PointEvent) { r.tapped() }
