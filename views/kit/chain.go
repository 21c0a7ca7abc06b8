package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Step is one box of the chain strip: what, how far, what is wrong.
type Step struct {
	Caption, Value, Note string
	Tone                 Tone
	Current              bool
	Tapped               func() // nothing where there is nowhere to go
}

// Chain is the strip of boxes that stands on every document of a deal.
func Chain(steps ...Step) fyne.CanvasObject {
	row := container.NewGridWithColumns(len(steps))
	for _, s := range steps {
		row.Add(newStepBox(s))
	}
	return row
}

type stepBox struct {
	widget.BaseWidget
	step        Step
	back        *canvas.Rectangle
	value, note *widget.Label
	tip         tip
}

func newStepBox(s Step) *stepBox {
	b := &stepBox{step: s}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *stepBox) CreateRenderer() fyne.WidgetRenderer {
	b.back = canvas.NewRectangle(theme.Color(look.ColorCard))
	b.back.StrokeColor, b.back.StrokeWidth, b.back.CornerRadius = theme.Color(look.ColorCardBorder), 1, 6
	if b.step.Current {
		b.back.StrokeColor, b.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	bar := canvas.NewRectangle(b.step.Tone.colour())
	if b.step.Tone == Quiet {
		bar.FillColor = theme.Color(look.ColorCardBorder)
	}
	bar.CornerRadius = 2
	bar.SetMinSize(fyne.NewSize(3, 1))
	b.value, b.note = ellipsis(b.step.Value, true), ellipsis(b.step.Note, false)
	wider := layout.NewCustomPaddedLayout(0, 0, 0, -6) // the text may go up to the border
	text := container.New(layout.NewCustomPaddedVBoxLayout(-7), container.New(layout.NewCustomPaddedLayout(5, 0, 5, 0), Caption(b.step.Caption)), container.New(wider, b.value), container.New(wider, b.note))
	inner := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(3, 3, 3, 0), bar), nil, text)
	return widget.NewSimpleRenderer(container.NewStack(b.back, inner))
}

func ellipsis(s string, bold bool) *widget.Label {
	l := widget.NewLabel(s)
	l.Truncation = fyne.TextTruncateEllipsis
	l.TextStyle.Bold = bold
	if !bold {
		l.SizeName = theme.SizeNameCaptionText
		l.Importance = widget.LowImportance
	}
	return l
}

// Tapped goes to the step's document.
func (b *stepBox) Tapped(*fyne.PointEvent) {
	b.tip.hide()
	if b.step.Tapped != nil {
		b.step.Tapped()
	}
}

// MouseIn implements desktop.Hoverable: what had no room is said.
func (b *stepBox) MouseIn(e *desktop.MouseEvent) {
	if uncut(b.value)+uncut(b.note) != "" {
		b.tip.want(b, e.AbsolutePosition, strings.TrimSpace(b.step.Value+"\n"+b.step.Note))
	}
}

// MouseMoved implements desktop.Hoverable.
func (b *stepBox) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *stepBox) MouseOut() { b.tip.hide() }

// Cursor shows that the box leads somewhere.
func (b *stepBox) Cursor() desktop.Cursor {
	if b.step.Tapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
