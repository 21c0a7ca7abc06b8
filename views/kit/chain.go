package kit

import (
	"cmp"
	"slices"
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

// Chain is the strip of boxes that stands on every document of a deal, as wide as there is room (0: as much as it likes). Where that is too
// little for the words of all of them, they stand in two rows, and where that leaves room for it each has its caption beside its value, so that
// both rows are lower.
func Chain(room float32, steps ...Step) fyne.CanvasObject {
	boxes := make([]fyne.CanvasObject, len(steps))
	for i, s := range steps {
		boxes[i] = newStepBox(s)
	}
	if room <= 0 || needed(boxes) <= room {
		return container.New(strip{}, boxes...)
	}
	half := (len(boxes) + 1) / 2
	fold := func(on bool) {
		for _, b := range boxes {
			b.(*stepBox).folded = on
		}
	}
	if fold(true); needed(boxes[:half]) > room || needed(boxes[half:]) > room {
		fold(false)
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(theme.Padding()), container.New(strip{}, boxes[:half]...), container.New(strip{}, boxes[half:]...))
}

// needed is how wide boxes are side by side where none of their words is cut.
func needed(boxes []fyne.CanvasObject) float32 {
	width := theme.Padding() * float32(max(len(boxes)-1, 0))
	for _, b := range boxes {
		width += b.(*stepBox).needs()
	}
	return width
}

// strip lays boxes side by side: all as wide where that is enough for each, else those that need less leave room to the others.
type strip struct{}

// leastBox is how narrow a box of the strip may be; its words are cut then, and a tip says them.
const leastBox = 72

// MinSize implements fyne.Layout.
func (strip) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = fyne.NewSize(size.Width+leastBox, max(size.Height, o.MinSize().Height))
	}
	return size.AddWidthHeight(theme.Padding()*float32(max(len(objects)-1, 0)), 0)
}

// Layout implements fyne.Layout.
func (strip) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, open := size.Width-theme.Padding()*float32(len(objects)-1), len(objects)
	widths, order := make([]float32, len(objects)), make([]int, len(objects))
	for i, o := range objects {
		order[i] = i
		if b, ok := o.(*stepBox); ok {
			widths[i] = b.needs()
		}
	}
	var needed float32
	for _, w := range widths {
		needed += w
	}
	enough := needed <= left
	slices.SortStableFunc(order, func(a, b int) int {
		if enough {
			a, b = b, a // who needs most is served first
		}
		return cmp.Compare(widths[a], widths[b])
	})
	for _, i := range order {
		part := left / float32(open)
		if enough == (part > widths[i]) {
			widths[i] = part
		}
		left -= widths[i]
		open--
	}
	var x float32
	for i, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(widths[i], size.Height))
		x += widths[i] + theme.Padding()
	}
}

type stepBox struct {
	widget.BaseWidget
	step        Step
	back        *canvas.Rectangle
	caption     *canvas.Text
	value, note *widget.Label
	tip         tip
	folded      bool // its caption stands beside its value
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
	b.caption = Caption(b.step.Caption)
	caption := container.New(layout.NewCustomPaddedLayout(5, 0, 5, 0), container.New(fitting{b.step.Caption}, b.caption))
	text := container.New(layout.NewCustomPaddedVBoxLayout(-7), caption, container.New(wider, b.value), container.New(wider, b.note))
	if b.folded {
		caption.Layout = layout.NewCustomPaddedLayout(2, 0, 5, 0)
		text = container.New(layout.NewCustomPaddedVBoxLayout(-9), container.New(Columns{b.captionWidth() + 6, -1}, caption, container.New(wider, b.value)), container.New(wider, b.note))
	}
	inner := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(3, 3, 3, 0), bar), nil, text)
	return widget.NewSimpleRenderer(container.NewStack(b.back, inner))
}

// needs is how wide the box is where none of its words is cut.
func (b *stepBox) needs() float32 {
	caption := b.captionWidth()
	value := fyne.MeasureText(b.step.Value, theme.TextSize(), fyne.TextStyle{Bold: true}).Width
	note := fyne.MeasureText(b.step.Note, look.SizeCaption, fyne.TextStyle{}).Width
	if b.folded {
		return max(max(caption+8+value, note)+beside, leastBox)
	}
	return max(max(caption, value, note)+beside, leastBox)
}

func (b *stepBox) captionWidth() float32 {
	return fyne.MeasureText(b.step.Caption, look.SizeCaption, fyne.TextStyle{}).Width
}

// beside is what a box has at the sides of its words: the bar, and room.
const beside = 22

// fitting cuts a caption to its room.
type fitting struct{ text string }

// MinSize implements fyne.Layout.
func (f fitting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (f fitting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t := objects[0].(*canvas.Text)
	t.Text = fit(f.text, size.Width)
	t.Resize(size)
	t.Refresh()
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
	said := b.step.Value + "\n" + b.step.Note
	cut := b.caption.Text != b.step.Caption
	if cut {
		said = b.step.Caption + "\n" + said
	}
	if cut || uncut(b.value)+uncut(b.note) != "" {
		b.tip.want(b, e.AbsolutePosition, strings.TrimSpace(said))
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
