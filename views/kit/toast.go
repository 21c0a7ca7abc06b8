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
	box     *fyne.Container
	shown   int
	offered []Offer
	Linger  time.Duration // how long a toast stays; zero: until the next
	Choice  time.Duration // how long one stays that offers something
}

// Offer is a button of a toast.
type Offer struct {
	Text string
	Do   func()
}

// NewToasts makes the overlay; put its object on top of the window's content.
func NewToasts() *Toasts {
	return &Toasts{box: container.NewStack(), Linger: 6 * time.Second, Choice: 10 * time.Second}
}

// Object is the overlay.
func (t *Toasts) Object() fyne.CanvasObject { return t.box }

// Show says something; with an action's name and do it offers a button.
func (t *Toasts) Show(text string, tone Tone, action string, do func()) {
	if do == nil {
		t.Offer(text, tone)
		return
	}
	t.Offer(text, tone, Offer{action, do})
}

// Offer says something with a button for each thing that can be done about it.
func (t *Toasts) Offer(text string, tone Tone, offers ...Offer) {
	t.shown++
	mine := t.shown
	t.offered = offers
	back := canvas.NewRectangle(theme.Color(look.ColorCard))
	back.StrokeColor, back.StrokeWidth, back.CornerRadius = tone.colour(), 1, 6
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	said := container.New(layout.NewGridWrapLayout(fyne.NewSize(420, l.MinSize().Height+rows(text)*18)), l)
	hide := func() {
		if mine == t.shown {
			t.Clear()
		}
	}
	buttons := container.NewHBox()
	for _, o := range offers {
		buttons.Add(widget.NewButton(o.Text, func() { hide(); o.Do() }))
	}
	buttons.Add(NewIconButton(T("Close"), theme.CancelIcon(), hide))
	row := container.NewBorder(nil, nil, nil, container.NewCenter(buttons), said)
	card := container.NewStack(back, container.New(layout.NewCustomPaddedLayout(4, 4, 8, 6), row))
	t.box.Objects = []fyne.CanvasObject{container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(0, 28, 0, 16), container.NewHBox(layout.NewSpacer(), card)), nil, nil)}
	t.box.Refresh()
	linger := t.Linger
	if linger > 0 && len(offers) > 0 {
		linger = t.Choice
	}
	if linger > 0 {
		time.AfterFunc(linger, func() { fyne.Do(hide) })
	}
}

// Take does what the toast that is shown offers by a name; false says that it offers no such thing.
func (t *Toasts) Take(name string) bool {
	for _, o := range t.offered {
		if o.Text == name {
			t.Clear()
			o.Do()
			return true
		}
	}
	return false
}

// rows is how many lines more than one a text needs in a toast.
func rows(text string) float32 { return float32(len([]rune(text)) / 62) }

// Clear takes away what is shown.
func (t *Toasts) Clear() {
	t.shown++
	t.offered = nil
	t.box.RemoveAll()
	t.box.Refresh()
}
