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

// Dialog asks for something over the window. Ctrl+Enter, or Enter in an entry, does it; Esc leaves.
type Dialog struct {
	popup   *widget.PopUp
	canvas  fyne.Canvas
	primary *button
	cancel  *button
	buttons *fyne.Container
	after   func()
	trouble *widget.Label
	busy    bool
	do      func()
	before  func(*fyne.KeyEvent)
	floor   *fyne.Container
	scroll  *container.Scroll
	form    *Form
	warned  bool // that what was typed is lost
}

// around is how much of a window's height a dialog leaves to its head and foot, and to what lies around it.
const around = 170

// Ask shows a dialog. do is called by the primary button; the dialog stays until Close, so that an
// error can be shown where it happened.
func Ask(c fyne.Canvas, title, verb string, content fyne.CanvasObject, do func(*Dialog)) *Dialog {
	d := &Dialog{canvas: c, trouble: widget.NewLabel(""), floor: container.NewWithoutLayout()}
	d.trouble.Wrapping, d.trouble.Importance = fyne.TextWrapWord, widget.DangerImportance
	d.trouble.Hide()
	d.do = func() {
		if !d.busy && d.isOpen() { // a second click may come when the first one has done it
			Guard(func() { do(d) })
		}
	}
	d.primary = newButton(verb, d.do, d.Escape)
	d.primary.Importance = widget.HighImportance
	d.cancel = newButton(T("Cancel"), d.Close, d.Escape)
	if verb == "" {
		d.primary.SetText(T("Close"))
		d.cancel.Hide()
	}
	back := sheet()
	if content.MinSize().Height > c.Size().Height-around { // else the scroll bar lies over the last figures
		content = container.New(layout.NewCustomPaddedLayout(0, 0, 0, theme.Size(theme.SizeNameScrollBarSmall)+4), content)
	}
	d.scroll = container.NewVScroll(content)
	width := max(content.MinSize().Width, 560)
	content.Resize(fyne.NewSize(width, content.MinSize().Height)) // so that wrapped text knows how high it is
	d.scroll.SetMinSize(fyne.NewSize(width, min(content.MinSize().Height+4, c.Size().Height-around)))
	head := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.SizeName = theme.SizeNameSubHeadingText
	d.buttons = container.NewHBox(layout.NewSpacer(), d.cancel, d.primary)
	// Fyne cuts what scrolls inside of what scrolls by the inner one alone when it paints without a graphics card
	// and when it looks for what is below the mouse, so head and foot cover what would stick out.
	covered := func(o fyne.CanvasObject) fyne.CanvasObject {
		more := -theme.Padding() // what a border leaves free between its parts
		return container.NewStack(container.New(layout.NewCustomPaddedLayout(more, more, 0, 0), canvas.NewRectangle(theme.Color(look.ColorCard))), o)
	}
	body := container.NewBorder(covered(head), covered(container.NewVBox(d.trouble, d.buttons)), nil, nil, d.scroll)
	d.popup = widget.NewModalPopUp(container.NewStack(back, container.New(layout.NewCustomPaddedLayout(10, 10, 16, 16), body), d.floor), c)
	d.before = c.OnTypedKey()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			d.Escape()
		}
	})
	d.opened()
	d.popup.Show()
	return d
}

// sheet is what a dialog stands on, with a line around it: in high contrast all around it is as black as it is.
func sheet() *canvas.Rectangle {
	r := canvas.NewRectangle(theme.Color(look.ColorCard))
	r.StrokeColor, r.StrokeWidth = theme.Color(look.ColorCardBorder), 1
	return r
}

// Instead puts another button in the place of Cancel.
func (d *Dialog) Instead(text string, do func()) {
	d.cancel.SetText(text)
	d.cancel.OnTapped = do
	d.cancel.Show()
	d.buttons.Refresh()
}

// OnClose is told when the dialog is closed.
func (d *Dialog) OnClose(tell func()) { d.after = tell }

// Fit gives the dialog the height that its content has now.
func (d *Dialog) Fit() {
	width := d.scroll.MinSize().Width
	d.scroll.SetMinSize(fyne.NewSize(width, min(d.scroll.Content.MinSize().Height+4, d.canvas.Size().Height-around)))
	d.popup.Resize(d.popup.MinSize())
}

// Changed says that the content is longer or shorter than before: the dialog stays where it is, and what has no room is scrolled to.
func (d *Dialog) Changed() { d.scroll.Refresh() }

// Fill puts texts into the fields of the dialog's form, by their names.
func (d *Dialog) Fill(texts map[string]string) {
	for name, text := range texts {
		if d.form != nil && d.form.Has(name) {
			d.form.Entry(name).Put(text)
		}
	}
}

// Submit does what the primary button does.
func (d *Dialog) Submit() { d.do() }

// Tell shows something that asks for nothing.
func Tell(c fyne.Canvas, title string, content fyne.CanvasObject) {
	Ask(c, title, "", content, func(d *Dialog) { d.Close() })
}

// AskForm is Ask with a form, whose fields submit it.
func AskForm(c fyne.Canvas, title, verb string, f *Form, do func(*Dialog)) *Dialog {
	return AskFormBelow(c, title, verb, nil, f, do)
}

// AskFormBelow is AskForm with something above the form.
func AskFormBelow(c fyne.Canvas, title, verb string, above fyne.CanvasObject, f *Form, do func(*Dialog)) *Dialog {
	content := f.Object()
	if above != nil {
		content = container.NewVBox(above, content)
	}
	return askForm(c, title, verb, content, f, do)
}

// AskFormAbove is AskForm with something below the form.
func AskFormAbove(c fyne.Canvas, title, verb string, f *Form, below fyne.CanvasObject, do func(*Dialog)) *Dialog {
	return askForm(c, title, verb, container.NewVBox(f.Object(), below), f, do)
}

// AskFormBeside is AskForm with something at the right of the form, such as what would come of it.
func AskFormBeside(c fyne.Canvas, title, verb string, f *Form, width float32, beside fyne.CanvasObject, do func(*Dialog)) *Dialog {
	return askForm(c, title, verb, container.NewHBox(Wide(width, f.Object()), beside), f, do)
}

func askForm(c fyne.Canvas, title, verb string, content fyne.CanvasObject, f *Form, do func(*Dialog)) *Dialog {
	f.fit(content, c.Size().Height-around)
	d := Ask(c, title, verb, content, do)
	f.OnSubmit, f.before, d.form, f.join, f.grown = d.do, f.Texts(), f, d.join, d.Fit
	for _, x := range f.fields {
		d.join(x)
	}
	if len(f.fields) > 0 {
		c.Focus(f.fields[0].focusable())
	}
	return d
}

// join lets a field leave the dialog by Esc, and brings it into sight when the keyboard comes to it.
func (d *Dialog) join(x *Field) {
	reveal := func() { d.reveal(x.focusable().(fyne.CanvasObject)) }
	switch {
	case x.entry != nil:
		x.entry.OnKey, x.entry.OnEnter = d.escapes, reveal
	case x.ahead != nil:
		x.ahead.OnEscape, x.ahead.OnEnter = d.Escape, reveal
	case x.pick != nil:
		x.pick.onEscape, x.pick.onEnter = d.Escape, reveal
	case x.box != nil:
		x.box.onEscape, x.box.onEnter = d.Escape, reveal
	}
}

// reveal scrolls to an object of the dialog that is out of sight.
func (d *Dialog) reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(d.scroll.Content).Y
	const margin = 24 // its caption
	switch offset, height := d.scroll.Offset.Y, d.scroll.Size().Height; {
	case height == 0:
	case top-margin < offset:
		d.scroll.ScrollToOffset(fyne.NewPos(0, max(top-margin, 0)))
	case top+o.Size().Height+margin > offset+height:
		d.scroll.ScrollToOffset(fyne.NewPos(0, top+o.Size().Height+margin-height))
	}
}

func (d *Dialog) escapes(k fyne.KeyName) bool {
	if k == fyne.KeyEscape {
		d.Escape()
		return true
	}
	return false
}

// Escape closes the dialog; where something was typed it says so first, and closes the second time.
func (d *Dialog) Escape() {
	if d.form != nil && d.form.changed() && !d.warned {
		d.warned = true
		d.say(T("What you typed is not saved. Esc again leaves it."))
		return
	}
	d.Close()
}

// Fail shows what went wrong and lets the person try again.
func (d *Dialog) Fail(message string) {
	d.Busy(false)
	d.say(Said(message))
}

func (d *Dialog) say(message string) {
	d.trouble.SetText(message)
	d.trouble.Show()
}

// Busy keeps the button from being pressed twice.
func (d *Dialog) Busy(on bool) {
	d.busy = on
	if on {
		d.trouble.Hide()
		d.primary.Disable()
	} else {
		d.primary.Enable()
	}
}

// Close takes the dialog away, once.
func (d *Dialog) Close() {
	if !d.closed() {
		return
	}
	d.canvas.SetOnTypedKey(d.before)
	d.popup.Hide()
	if d.after != nil {
		d.after()
	}
}
