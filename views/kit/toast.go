package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Toasts shows short messages over the window, one after the other.
type Toasts struct {
	box    *fyne.Container
	shown  int
	Linger time.Duration // how long a toast stays; zero: until the next
}

// NewToasts makes the overlay; put its object on top of the window's content.
func NewToasts() *Toasts { return &Toasts{box: container.NewStack(), Linger: 6 * time.Second} }

// Object is the overlay.
func (t *Toasts) Object() fyne.CanvasObject { return t.box }

// Show says something; with an action's name and do it offers a button, such as Undo.
func (t *Toasts) Show(text string, tone Tone, action string, do func()) {
	t.shown++
	mine := t.shown
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	back.StrokeColor, back.StrokeWidth, back.CornerRadius = tone.colour(), 1, 6
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	row := container.NewBorder(nil, nil, nil, container.NewHBox(), container.New(layout.NewGridWrapLayout(fyne.NewSize(420, l.MinSize().Height+rows(text)*18)), l))
	hide := func() {
		if mine == t.shown {
			t.box.RemoveAll()
			t.box.Refresh()
		}
	}
	buttons := container.NewHBox()
	if do != nil {
		buttons.Add(widget.NewButton(action, func() { hide(); do() }))
	}
	close := widget.NewButtonWithIcon("", theme.CancelIcon(), hide)
	close.Importance = widget.LowImportance
	buttons.Add(close)
	row = container.NewBorder(nil, nil, nil, container.NewCenter(buttons), row)
	card := container.NewStack(back, container.New(layout.NewCustomPaddedLayout(4, 4, 8, 6), row))
	t.box.Objects = []fyne.CanvasObject{container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(0, 28, 0, 16), container.NewHBox(layout.NewSpacer(), card)), nil, nil)}
	t.box.Refresh()
	if t.Linger > 0 {
		time.AfterFunc(t.Linger, func() { fyne.Do(hide) })
	}
}

// rows is how many lines more than one a text needs in a toast.
func rows(text string) float32 { return float32(len([]rune(text)) / 62) }

// Clear takes away what is shown.
func (t *Toasts) Clear() {
	t.shown++
	t.box.RemoveAll()
	t.box.Refresh()
}
