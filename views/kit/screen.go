package kit

import (
	"cmp"
	"reflect"
	"strings"
	_ "unsafe" // for rendererOf

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Seen is one thing on the screen, as somebody knows it who looks at it. Its place is in pixels of the window.
type Seen struct {
	Role    string `json:"role"` // text, button, entry, choice or check
	Text    string `json:"text"`
	Hint    string `json:"hint,omitempty"` // what an empty entry says
	X       int    `json:"x"`
	Y       int    `json:"y"`
	W       int    `json:"w"`
	H       int    `json:"h"`
	Layer   int    `json:"layer"` // 0 is the window, each dialog over it one more
	Focused bool   `json:"focused,omitempty"`
	Off     bool   `json:"off,omitempty"`     // cannot be pressed now
	Checked bool   `json:"checked,omitempty"` // of a check
	Primary bool   `json:"primary,omitempty"` // the button that stands out: the next step
}

// rendererOf is what Fyne draws a widget with. Fyne has no other way to the parts of a widget outside of its package
// for tests, which would bring the tests' libraries into the program.
//
//go:linkname rendererOf fyne.io/fyne/v2/internal/cache.Renderer
func rendererOf(fyne.Widget) fyne.WidgetRenderer

// Screen is all that can be read or pressed in a window now, from top to bottom as it was put together. It belongs to
// the window's goroutine.
func Screen(c fyne.Canvas) []Seen {
	e := eye{canvas: c}
	for i, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		e.layer = i
		e.walk(o, fyne.Position{}, area{0, 0, c.Size().Width, c.Size().Height})
	}
	return e.seen
}

// eye is a look at a window.
type eye struct {
	canvas fyne.Canvas
	layer  int
	seen   []Seen
}

type area struct{ left, top, right, bottom float32 }

func (a area) within(b area) area {
	return area{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

func (e *eye) walk(o fyne.CanvasObject, from fyne.Position, clip area) {
	if o == nil || !o.Visible() {
		return
	}
	at, size := from.Add(o.Position()), o.Size()
	part := area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}.within(clip)
	_, scrolls := o.(fyne.Scrollable)
	_, clips := o.(*container.Clip)
	if scrolls || clips {
		clip = part
	}
	s, inside := e.describe(o)
	mine := len(e.seen)
	if s.Role != "" && part.right > part.left && part.bottom > part.top {
		scale := e.canvas.Scale()
		s.Layer, s.X, s.Y = e.layer, int(part.left*scale), int(part.top*scale)
		s.W, s.H = int(part.right*scale)-s.X, int(part.bottom*scale)-s.Y
		e.seen = append(e.seen, s)
	}
	if !inside {
		return
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			e.walk(child, at, clip)
		}
	case fyne.Widget:
		for _, child := range rendererOf(x).Objects() {
			e.walk(child, at, clip)
		}
	}
	if s.Role == "button" && s.Text == "" && mine < len(e.seen) { // it says what stands in it
		var words []string
		for _, child := range e.seen[mine+1:] {
			words = append(words, child.Text)
		}
		e.seen[mine].Text = strings.Join(words, " ")
		if a, ok := o.(fyne.Accessible); ok && e.seen[mine].Text == "" {
			e.seen[mine].Text = a.AccessibilityLabel()
		}
	}
}

// describe says what an object is, and whether there is more inside it.
func (e *eye) describe(o fyne.CanvasObject) (s Seen, inside bool) {
	switch x := o.(type) {
	case *canvas.Text:
		return text(x.Text), false
	case *widget.Label:
		return text(x.Text), false
	case *Word:
		return text(x.Text), false
	case *fyne.Container, *canvas.Rectangle, *canvas.Image, *widget.PopUp:
		return s, true
	}
	if f, ok := o.(fyne.Focusable); ok {
		s.Focused = e.canvas.Focused() == f
	}
	if d, ok := o.(fyne.Disableable); ok {
		s.Off = d.Disabled()
	}
	_, tappable := o.(fyne.Tappable)
	if !tappable {
		_, tappable = o.(desktop.Mouseable)
	}
	_, writes := o.(interface{ SelectedText() string })
	switch checked := field(o, "Checked"); {
	case writes:
		s.Role, s.Text, s.Hint = "entry", word(o, "Text"), word(o, "PlaceHolder")
		if secret := field(o, "Password"); secret.IsValid() && secret.Bool() {
			s.Text = strings.Repeat("•", len([]rune(s.Text)))
		}
		return s, false
	case field(o, "Options").IsValid():
		s.Role, s.Text = "choice", word(o, "Selected")
		return s, false
	case checked.IsValid():
		s.Role, s.Text, s.Checked = "check", word(o, "Text"), checked.Bool()
		return s, false
	case tappable && (s.Text != "" || word(o, "Text") != ""):
		s.Role, s.Text = "button", cmp.Or(s.Text, word(o, "Text"))
		if i := field(o, "Importance"); i.IsValid() {
			s.Primary = i.Interface() == widget.HighImportance
		}
		return s, false
	case tappable && o.Size() != e.canvas.Size(): // what lies behind a dialog takes taps only to keep them from the window
		s.Role = "button"
	}
	return s, true
}

func text(s string) Seen {
	if s == "" {
		return Seen{}
	}
	return Seen{Role: "text", Text: s}
}

// field is a field of a widget or of the one that it is made from.
func field(o fyne.CanvasObject, name string) reflect.Value {
	v := reflect.Indirect(reflect.ValueOf(o))
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(name)
}

func word(o fyne.CanvasObject, name string) string {
	if v := field(o, name); v.Kind() == reflect.String {
		return v.String()
	}
	return ""
}
