package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Word is a text of one line, cut off with dots where it has no room. It looks like a label, which would shape its text
// anew for each measure: too slow for the cells of a list that is pulled through.
type Word struct {
	widget.BaseWidget
	Text  string
	right bool
	tone  Tone
}

// toneColour is what a tone is written in, as a label writes it.
var toneColour = map[Tone]fyne.ThemeColorName{None: theme.ColorNameForeground, Good: theme.ColorNameSuccess, Warn: theme.ColorNameWarning,
	Bad: theme.ColorNameError, Info: theme.ColorNamePrimary, Quiet: theme.ColorNameDisabled}

func newWord() *Word {
	w := &Word{}
	w.ExtendBaseWidget(w)
	return w
}

func (w *Word) set(text string, tone Tone, right bool) {
	if w.Text == text && w.tone == tone && w.right == right {
		return
	}
	w.Text, w.tone, w.right = text, tone, right
	w.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (w *Word) CreateRenderer() fyne.WidgetRenderer {
	r := &wordRenderer{w: w, text: canvas.NewText("", nil)}
	r.objects = []fyne.CanvasObject{r.text}
	r.style()
	return r
}

type wordRenderer struct {
	w       *Word
	text    *canvas.Text
	objects []fyne.CanvasObject
	pad     float32
	high    float32 // of a line
}

// Destroy implements fyne.WidgetRenderer.
func (r *wordRenderer) Destroy() {}

// Objects implements fyne.WidgetRenderer.
func (r *wordRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements fyne.WidgetRenderer.
func (r *wordRenderer) MinSize() fyne.Size { return fyne.NewSize(2*r.pad, r.high+2*r.pad) }

// Layout implements fyne.WidgetRenderer.
func (r *wordRenderer) Layout(size fyne.Size) {
	r.cut(size)
	r.text.Move(fyne.NewPos(r.pad, (size.Height-r.high)/2))
	r.text.Resize(fyne.NewSize(max(size.Width-2*r.pad, 0), r.high))
}

// Refresh implements fyne.WidgetRenderer.
func (r *wordRenderer) Refresh() {
	r.style()
	r.cut(r.w.Size())
	r.text.Refresh()
}

func (r *wordRenderer) style() {
	th := r.w.Theme()
	if size := th.Size(theme.SizeNameText); r.high == 0 || size != r.text.TextSize {
		r.text.TextSize = size
		r.high = fyne.MeasureText("M", size, fyne.TextStyle{}).Height
	}
	r.pad = th.Size(theme.SizeNameInnerPadding)
	r.text.Color = th.Color(toneColour[r.w.tone], fyne.CurrentApp().Settings().ThemeVariant())
	r.text.Alignment = fyne.TextAlignLeading
	if r.w.right {
		r.text.Alignment = fyne.TextAlignTrailing
	}
}

func (r *wordRenderer) cut(size fyne.Size) {
	r.text.Text = short(r.w.Text, size.Width-2*r.pad, r.text.TextSize)
}
