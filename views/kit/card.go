package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Action is a button in the body of a document. Enter presses it, Esc and single letters go on to the window.
type Action struct {
	button
	OnRune func(rune)
}

// NewAction makes one; the primary one is the next step.
func NewAction(text string, primary bool, do, onEscape func()) *Action {
	a := &Action{}
	a.ExtendBaseWidget(a)
	a.Text, a.OnTapped, a.onEscape = text, do, onEscape
	if primary {
		a.Importance = widget.HighImportance
	}
	return a
}

// TypedKey implements fyne.Focusable.
func (a *Action) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
		a.Tapped(nil)
		return
	}
	a.button.TypedKey(k)
}

// TypedRune implements fyne.Focusable.
func (a *Action) TypedRune(r rune) {
	if a.OnRune != nil {
		a.OnRune(r)
	}
}

// Card is something that waits for a person: in a few words, then in full, with what can be done
// about it. width is the room that it has, by which the buttons are broken into rows.
func Card(tone Tone, title, detail string, width float32, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	back := canvas.NewRectangle(tone.back())
	back.CornerRadius = 6
	bar := canvas.NewRectangle(tone.colour())
	bar.CornerRadius = 2
	bar.SetMinSize(fyne.NewSize(3, 1))
	head := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.Wrapping = fyne.TextWrapWord
	text := container.New(layout.NewCustomPaddedVBoxLayout(-5), head)
	if detail != "" {
		l := widget.NewLabel(detail)
		l.Wrapping = fyne.TextWrapWord
		text.Add(l)
	}
	body := container.New(layout.NewCustomPaddedVBoxLayout(3), text)
	for _, row := range rowsOf(width-24, buttons) {
		box := container.New(layout.NewCustomPaddedHBoxLayout(4))
		box.Objects = row
		body.Add(container.New(layout.NewCustomPaddedLayout(0, 0, 4, 0), box))
	}
	inner := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(3, 3, 3, 0), bar), nil, container.New(layout.NewCustomPaddedLayout(2, 6, 2, 6), body))
	return container.New(layout.NewCustomPaddedLayout(2, 4, 0, 0), container.NewStack(back, inner))
}

// rowsOf breaks objects into rows that fit a width.
func rowsOf(width float32, objects []fyne.CanvasObject) (rows [][]fyne.CanvasObject) {
	var used float32
	for _, o := range objects {
		w := o.MinSize().Width + 4
		if len(rows) == 0 || used+w > width {
			rows, used = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o)
		used += w
	}
	return rows
}

// Alert is the heading of what waits for a person.
func Alert(text, hint string) fyne.CanvasObject {
	t := canvas.NewText(text, theme.Color(look.ColorBad))
	t.TextSize, t.TextStyle.Bold = look.SizeText, true
	return container.New(layout.NewCustomPaddedLayout(6, 2, 5, 5), container.NewHBox(t, layout.NewSpacer(), Caption(hint)))
}
