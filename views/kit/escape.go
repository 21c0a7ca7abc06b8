package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to the widget that has the keyboard and to nobody else. So that Esc leaves a
// dialog from everywhere, the widgets in it hand it on.

type pick struct {
	widget.Select
	onEscape, onEnter func()
}

// FocusGained implements fyne.Focusable.
func (p *pick) FocusGained() {
	p.Select.FocusGained()
	if p.onEnter != nil {
		p.onEnter()
	}
}

func newPick(options []string, chosen string, onPick func(string)) *pick {
	p := &pick{}
	p.ExtendBaseWidget(p)
	p.Options, p.Selected, p.OnChanged, p.PlaceHolder = options, chosen, onPick, T("choose…")
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *pick) CreateRenderer() fyne.WidgetRenderer {
	return &framed{p.Select.CreateRenderer(), canvas.NewRectangle(color.Transparent)}
}

// framed draws the line around a choice that an entry has, so that it is seen to be a field.
type framed struct {
	fyne.WidgetRenderer
	line *canvas.Rectangle
}

// Objects implements fyne.WidgetRenderer.
func (f *framed) Objects() []fyne.CanvasObject {
	return append(slices.Clip(f.WidgetRenderer.Objects()), f.line)
}

// Layout implements fyne.WidgetRenderer.
func (f *framed) Layout(size fyne.Size) {
	f.WidgetRenderer.Layout(size)
	f.line.Resize(size)
	f.draw()
}

// Refresh implements fyne.WidgetRenderer.
func (f *framed) Refresh() {
	f.WidgetRenderer.Refresh()
	f.draw()
}

func (f *framed) draw() {
	f.line.StrokeColor, f.line.StrokeWidth = theme.Color(theme.ColorNameInputBorder), theme.Size(theme.SizeNameInputBorder)
	f.line.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	f.line.Refresh()
}

// TypedKey implements fyne.Focusable.
func (p *pick) TypedKey(k *fyne.KeyEvent) {
	if !escaped(k, p.onEscape) {
		p.Select.TypedKey(k)
	}
}

type check struct {
	widget.Check
	onEscape, onEnter func()
}

// FocusGained implements fyne.Focusable.
func (c *check) FocusGained() {
	c.Check.FocusGained()
	if c.onEnter != nil {
		c.onEnter()
	}
}

func newCheck(label string, checked bool) *check {
	c := &check{}
	c.ExtendBaseWidget(c)
	c.Text, c.Checked = label, checked
	return c
}

// NewTick is a check box in the body of a page. Esc leaves the page.
func NewTick(on bool, changed func(bool), onEscape func()) fyne.Focusable {
	c := newCheck("", on)
	c.OnChanged, c.onEscape = changed, onEscape
	return c
}

// IsTick says whether an object is a check box of ours.
func IsTick(o fyne.CanvasObject) bool {
	_, is := o.(*check)
	return is
}

// TypedKey implements fyne.Focusable.
func (c *check) TypedKey(k *fyne.KeyEvent) {
	if !escaped(k, c.onEscape) {
		c.Check.TypedKey(k)
	}
}

type button struct {
	widget.Button
	onEscape func()
	ring     *canvas.Rectangle // nil before it is shown
}

func newButton(text string, do, onEscape func()) *button {
	b := &button{onEscape: onEscape}
	b.ExtendBaseWidget(b)
	b.Text, b.OnTapped = text, do
	return b
}

// CreateRenderer implements fyne.Widget: a line around the button says that it has the keyboard, whatever its colour.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	b.ring = canvas.NewRectangle(color.Transparent)
	b.ring.CornerRadius, b.ring.StrokeWidth = theme.Size(theme.SizeNameInputRadius), 2
	b.ring.Hide()
	return &ringed{b.Button.CreateRenderer(), b}
}

type ringed struct {
	fyne.WidgetRenderer
	button *button
}

// Layout implements fyne.WidgetRenderer.
func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.button.ring.Resize(size)
}

// Objects implements fyne.WidgetRenderer.
func (r *ringed) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.button.ring)
}

// FocusGained implements fyne.Focusable.
func (b *button) FocusGained() {
	if b.ring != nil {
		b.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
		b.ring.Show()
	}
	b.Button.FocusGained()
}

// FocusLost implements fyne.Focusable.
func (b *button) FocusLost() {
	if b.ring != nil {
		b.ring.Hide()
	}
	b.Button.FocusLost()
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(k *fyne.KeyEvent) {
	if !escaped(k, b.onEscape) {
		b.Button.TypedKey(k)
	}
}

// help is what F1 does, whoever has the keyboard.
var help = func() {}

// OnHelp is told when F1 is pressed.
func OnHelp(do func()) { help = do }

// helped says whether a key was F1, and then does what it does.
func helped(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyF1 {
		return false
	}
	help()
	return true
}

func escaped(k *fyne.KeyEvent, do func()) bool {
	if helped(k) {
		return true
	}
	if k.Name != fyne.KeyEscape || do == nil {
		return false
	}
	do()
	return true
}
