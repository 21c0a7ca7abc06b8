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

// Segment is one coloured part of a bar of figures; it leads to what it is made of.
type Segment struct {
	widget.BaseWidget
	Caption, Value, Note string
	Tone                 Tone
	OnTapped             func()

	back *canvas.Rectangle
}

// NewSegment makes one.
func NewSegment(caption, value, note string, tone Tone, tapped func()) *Segment {
	s := &Segment{Caption: caption, Value: value, Note: note, Tone: tone, OnTapped: tapped}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Segment) CreateRenderer() fyne.WidgetRenderer {
	s.back = canvas.NewRectangle(s.Tone.back())
	s.back.CornerRadius = 6
	edge := canvas.NewRectangle(s.Tone.colour())
	edge.SetMinSize(fyne.NewSize(4, 1))
	edge.CornerRadius = 2
	value := canvas.NewText(s.Value, s.Tone.colour())
	value.TextSize, value.TextStyle.Bold = look.SizeTitle, true
	caption := canvas.NewText(s.Caption, theme.Color(theme.ColorNameForeground))
	caption.TextSize, caption.TextStyle.Bold = look.SizeCaption, true
	head := container.NewHBox(caption, layout.NewSpacer(), Caption(s.Note))
	text := container.New(layout.NewCustomPaddedVBoxLayout(0), head, value)
	inner := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 4, 0), edge), nil, container.New(layout.NewCustomPaddedLayout(5, 5, 6, 10), text))
	return widget.NewSimpleRenderer(container.NewStack(s.back, inner))
}

// Tapped goes to what the figure is made of.
func (s *Segment) Tapped(*fyne.PointEvent) {
	if s.OnTapped != nil {
		s.OnTapped()
	}
}

// Cursor shows that the segment leads somewhere.
func (s *Segment) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained and its kin let the keyboard reach the segment.
func (s *Segment) FocusGained() { s.ring(2) }

// FocusLost implements fyne.Focusable.
func (s *Segment) FocusLost() { s.ring(0) }

func (s *Segment) ring(width float32) {
	if s.back != nil {
		s.back.StrokeColor, s.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), width
		s.back.Refresh()
	}
}

// TypedRune implements fyne.Focusable.
func (s *Segment) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Segment) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		s.Tapped(nil)
	}
}
