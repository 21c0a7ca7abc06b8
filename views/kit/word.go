package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Word is a text of one line, cut off with dots where it has no room. It looks like a label, which would shape its text
// anew for each measure: too slow for the cells of a list that is pulled through. In a table of lines it may take a second line.
type Word struct {
	widget.BaseWidget
	Text  string
	right bool
	tone  Tone
	two   bool // may take two lines
	isCut bool
}

// toneColour is what a tone is written in, as a label writes it.
var toneColour = map[Tone]fyne.ThemeColorName{None: theme.ColorNameForeground, Good: theme.ColorNameSuccess, Warn: theme.ColorNameWarning,
	Bad: theme.ColorNameError, Info: theme.ColorNamePrimary, Quiet: theme.ColorNameDisabled}

func newWord() *Word {
	w := &Word{}
	w.ExtendBaseWidget(w)
	return w
}

// newProse is a word that may take two lines.
func newProse(text string, tone Tone) *Word {
	w := newWord()
	w.Text, w.tone, w.two = strings.Join(strings.Fields(text), " "), tone, true
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
	if w.two {
		r.more = canvas.NewText("", nil)
		r.objects = append(r.objects, r.more)
	}
	r.style()
	return r
}

type wordRenderer struct {
	w       *Word
	text    *canvas.Text
	more    *canvas.Text // the second line
	lines   float32
	objects []fyne.CanvasObject
	pad     float32
	high    float32 // of a line
}

// Destroy implements fyne.WidgetRenderer.
func (r *wordRenderer) Destroy() {}

// Objects implements fyne.WidgetRenderer.
func (r *wordRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements fyne.WidgetRenderer.
func (r *wordRenderer) MinSize() fyne.Size {
	return fyne.NewSize(2*r.pad, r.high*max(r.lines, 1)+2*r.pad)
}

// Layout implements fyne.WidgetRenderer.
func (r *wordRenderer) Layout(size fyne.Size) {
	r.cut(size)
	if r.more != nil {
		room := max(size.Width-2*r.pad, 0)
		r.text.Move(fyne.NewSquareOffsetPos(r.pad))
		r.text.Resize(fyne.NewSize(room, r.high))
		r.more.Move(fyne.NewPos(r.pad, r.pad+r.high))
		r.more.Resize(fyne.NewSize(room, r.high))
		return
	}
	r.text.Move(fyne.NewPos(r.pad, (size.Height-r.high)/2))
	r.text.Resize(fyne.NewSize(max(size.Width-2*r.pad, 0), r.high))
}

// Refresh implements fyne.WidgetRenderer.
func (r *wordRenderer) Refresh() {
	r.style()
	r.cut(r.w.Size())
	r.text.Refresh()
	if r.more != nil {
		r.more.Refresh()
	}
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
	if r.more != nil {
		r.more.TextSize, r.more.Color = r.text.TextSize, r.text.Color
	}
}

func (r *wordRenderer) cut(size fyne.Size) {
	room := size.Width - 2*r.pad
	if r.more == nil || room <= 0 {
		r.text.Text = short(r.w.Text, room, r.text.TextSize)
		return
	}
	first, rest := broken(r.w.Text, room, r.text.TextSize)
	r.text.Text, r.more.Text = short(first, room, r.text.TextSize), short(rest, room, r.text.TextSize)
	r.w.isCut = r.text.Text != first || r.more.Text != rest
	r.lines = 1
	if rest != "" {
		r.lines = 2
	}
}

// broken is a text in two: as many of its words as have room in a line, and the rest.
func broken(text string, room, size float32) (first, rest string) {
	if fyne.MeasureText(text, size, fyne.TextStyle{}).Width <= room {
		return text, ""
	}
	end := -1
	for i, r := range text {
		if r != ' ' {
			continue
		}
		if end >= 0 && fyne.MeasureText(text[:i], size, fyne.TextStyle{}).Width > room {
			break
		}
		end = i
	}
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end+1:]
}

// Filled joins small parts to a text of as many lines as they need in a width; no part is broken.
func Filled(width float32, between string, parts []string) string {
	room := width - 2*theme.InnerPadding()
	var lines []string
	for _, part := range parts {
		last := len(lines) - 1
		if last >= 0 && (width <= 0 || fyne.MeasureText(lines[last]+between+part, theme.CaptionTextSize(), fyne.TextStyle{}).Width <= room) {
			lines[last] += between + part
			continue
		}
		lines = append(lines, part)
	}
	return strings.Join(lines, "\n")
}
