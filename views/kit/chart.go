package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/look"
)

// Bar is one bar of a chart.
type Bar struct {
	Name  string // below it, where there is room
	Words string // what is said of it while it is pointed at: "12 Nov   1 240.00 EUR"
	Value float64
	Tone  Tone
}

// Chart draws bars over an axis of names, with a line over them where there is one. The bar that is pointed at, or that the
// arrow keys have come to, is said in words; a click or Enter opens it.
type Chart struct {
	widget.BaseWidget
	Title    string
	Bars     []Bar
	Line     []float64 // a value for each bar; NaN leaves a gap
	LineTone Tone
	Scale    func(float64) string // words a value at the axis
	Empty    string               // said where there are no bars, or all are nought
	Height   float32              // of all; zero is 150
	OnOpen   func(bar int)
	OnEscape func()
	OnRune   func(rune)

	at      int // the bar that is said; -1: none
	focused bool
}

// NewChart makes a chart of a height.
func NewChart(title string, bars []Bar, scale func(float64) string) *Chart {
	c := &Chart{Title: title, Bars: bars, Scale: scale, at: -1}
	c.ExtendBaseWidget(c)
	return c
}

// At is the bar that is said, -1 where none is.
func (c *Chart) At() int { return c.at }

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer { return &chartRenderer{chart: c} }

const (
	chartHead = 20 // title and what is said
	chartFoot = 16 // names
)

type chartRenderer struct {
	chart   *Chart
	size    fyne.Size
	objects []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *chartRenderer) MinSize() fyne.Size {
	if h := r.chart.Height; h > 0 {
		return fyne.NewSize(160, h)
	}
	return fyne.NewSize(160, 150)
}

func (r *chartRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.chart)
}

func (r *chartRenderer) Layout(size fyne.Size) {
	r.size = size
	r.draw()
}

// plot is where a chart's bars stand.
type plot struct {
	left, right, top, bottom float32
	low, high                float64
	n                        int
}

func (p plot) y(v float64) float32 {
	return p.bottom - float32((v-p.low)/(p.high-p.low))*(p.bottom-p.top)
}

// slot is the room of a bar with the gap beside it.
func (p plot) slot() float32 { return (p.right - p.left) / float32(max(p.n, 1)) }

func (p plot) middle(i int) float32 { return p.left + (float32(i)+0.5)*p.slot() }

func (c *Chart) plot(size fyne.Size) (plot, []float64) {
	p := plot{left: 4, right: size.Width - 4, top: chartHead + 8, bottom: size.Height - chartFoot, n: len(c.Bars)}
	for _, b := range c.Bars {
		p.low, p.high = min(p.low, b.Value), max(p.high, b.Value)
	}
	for _, v := range c.Line {
		if !math.IsNaN(v) {
			p.low, p.high = min(p.low, v), max(p.high, v)
		}
	}
	ticks := ticksOf(p.low, p.high, max(2, int((p.bottom-p.top)/28)))
	p.low, p.high = ticks[0], ticks[len(ticks)-1]
	var widest float32
	for _, t := range ticks {
		widest = max(widest, Caption(c.Scale(t)).MinSize().Width)
	}
	p.left += widest + 6
	return p, ticks
}

// ticksOf are round values at even distances, about n of them, from below low to above high.
func ticksOf(low, high float64, n int) []float64 {
	if high == low {
		high = low + 1
	}
	raw := (high - low) / float64(n)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * unit
	for _, m := range []float64{1, 2, 5} {
		if m*unit >= raw*0.999 {
			step = m * unit
			break
		}
	}
	step = max(step, tickLeast(low, high))
	var ticks []float64
	for v := math.Floor(low/step) * step; ; v += step {
		ticks = append(ticks, math.Round(v/step)*step)
		if v >= high-step*1e-9 {
			return ticks
		}
	}
}

// tickLeast keeps an axis of small whole numbers from ticks between them: half a delivery is not late.
func tickLeast(low, high float64) float64 {
	if low == math.Trunc(low) && high == math.Trunc(high) && high-low <= 10 {
		return 1
	}
	return 0
}

func (c *Chart) nothing() bool {
	for _, b := range c.Bars {
		if b.Value != 0 {
			return false
		}
	}
	return true
}

func (r *chartRenderer) draw() {
	c := r.chart
	r.objects = r.objects[:0]
	if r.size.Width < 40 || r.size.Height < chartHead+chartFoot+10 {
		return
	}
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		r.objects = append(r.objects, o)
	}
	if c.focused {
		f := canvas.NewRectangle(color.Transparent)
		f.StrokeColor, f.StrokeWidth, f.CornerRadius = theme.Color(theme.ColorNameFocus), 2, 4
		put(f, 0, 0, r.size.Width, r.size.Height)
	}
	title := Caption(c.Title)
	title.TextStyle.Bold = true
	tw := title.MinSize().Width
	put(title, 4, 2, tw, title.MinSize().Height)
	if c.at >= 0 && c.at < len(c.Bars) {
		said := canvas.NewText(fit(c.Bars[c.at].Words, r.size.Width-tw-20), theme.Color(theme.ColorNameForeground))
		said.TextSize, said.TextStyle.Bold = look.SizeCaption, true
		w := said.MinSize().Width
		put(said, r.size.Width-4-w, 2, w, said.MinSize().Height)
	}
	if len(c.Bars) == 0 || (c.nothing() && c.Empty != "") {
		t := Caption(c.Empty)
		m := t.MinSize()
		put(t, (r.size.Width-m.Width)/2, (r.size.Height-m.Height)/2, m.Width, m.Height)
		return
	}
	p, ticks := c.plot(r.size)
	for _, v := range ticks {
		y := p.y(v)
		g := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
		if v == 0 {
			g.FillColor = theme.Color(look.ColorCardBorder)
		}
		put(g, p.left, y, p.right-p.left, 1)
		t := Caption(c.Scale(v))
		m := t.MinSize()
		put(t, p.left-6-m.Width, y-m.Height/2, m.Width, m.Height)
	}
	slot := p.slot()
	width := max(1, min(slot*0.72, 46))
	if c.at >= 0 && c.at < len(c.Bars) {
		back := canvas.NewRectangle(theme.Color(look.ColorQuietBack))
		back.CornerRadius = 3
		put(back, p.left+float32(c.at)*slot, p.top-4, slot, p.bottom-p.top+4)
	}
	zero := p.y(0)
	for i, b := range c.Bars {
		y := p.y(b.Value)
		h := zero - y
		if h < 0 {
			y, h = zero, -h
		}
		if b.Value != 0 {
			h = max(h, 2) // little is not nothing
		}
		bar := canvas.NewRectangle(b.Tone.colour())
		bar.CornerRadius = min(2, width/3)
		put(bar, p.middle(i)-width/2, y, width, h)
	}
	r.line(p)
	r.names(p, put)
}

func (r *chartRenderer) line(p plot) {
	c := r.chart
	for i := 1; i < len(c.Line) && i < len(c.Bars); i++ {
		if math.IsNaN(c.Line[i-1]) || math.IsNaN(c.Line[i]) {
			continue
		}
		l := canvas.NewLine(c.LineTone.colour())
		if c.LineTone == Quiet {
			l.StrokeColor = theme.Color(look.ColorMuted)
		}
		l.StrokeWidth = 1.5
		l.Position1, l.Position2 = fyne.NewPos(p.middle(i-1), p.y(c.Line[i-1])), fyne.NewPos(p.middle(i), p.y(c.Line[i]))
		r.objects = append(r.objects, l)
	}
}

// longName is as much of a name as is always written.
const longName = 60

// names writes every name for which there is room, from the first on.
func (r *chartRenderer) names(p plot, put func(o fyne.CanvasObject, x, y, w, h float32)) {
	c := r.chart
	var widest float32
	for _, b := range c.Bars {
		widest = max(widest, Caption(b.Name).MinSize().Width)
	}
	// Long names are cut where there are few bars, short ones left out where there are many.
	every := 1
	if widest > longName {
		widest = max(longName, p.slot()-7)
	}
	if widest+6 > p.slot() {
		every = int(math.Ceil(float64((widest + 6) / p.slot())))
	}
	// A name of which there is not one below each bar begins at its bar, so that none runs into the next one at either end.
	begins := every > 1 && widest >= longName
	for i := 0; i < len(c.Bars); i += every {
		room := p.slot()*float32(every) - 4
		if begins {
			room = min(room, p.right+4-p.left-float32(i)*p.slot())
		}
		t := Caption(fit(c.Bars[i].Name, room))
		m := t.MinSize()
		x := min(max(p.middle(i)-m.Width/2, p.left-4), p.right-m.Width+4)
		if begins {
			if x = p.left + float32(i)*p.slot(); m.Width > room {
				continue
			}
		}
		put(t, x, p.bottom+1, m.Width, m.Height)
	}
}

// fit cuts a caption to a width.
func fit(s string, width float32) string {
	text := []rune(s)
	for n := len(text); n > 1; n-- {
		cut := s
		if n < len(text) {
			cut = string(text[:n]) + "…"
		}
		if Caption(cut).MinSize().Width <= width {
			return cut
		}
	}
	return s
}

// bar is the one at a place, -1 where there is none.
func (c *Chart) bar(pos fyne.Position) int {
	p, _ := c.plot(c.Size())
	if len(c.Bars) == 0 || pos.X < p.left || pos.X >= p.right || pos.Y < chartHead {
		return -1
	}
	return min(int((pos.X-p.left)/p.slot()), len(c.Bars)-1)
}

func (c *Chart) say(bar int) {
	if bar != c.at {
		c.at = bar
		c.Refresh()
	}
}

// MouseIn and its kin say the bar that is pointed at.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.say(c.bar(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) { c.say(c.bar(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() {
	if !c.focused {
		c.say(-1)
	}
}

// Tapped opens a bar.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	if i := c.bar(e.Position); i >= 0 {
		c.say(i)
		c.open()
	}
}

func (c *Chart) open() {
	if c.OnOpen != nil && c.at >= 0 && c.at < len(c.Bars) {
		c.OnOpen(c.at)
	}
}

// Cursor shows that a bar can be opened.
func (c *Chart) Cursor() desktop.Cursor {
	if c.OnOpen != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained and its kin let the keyboard go from bar to bar.
func (c *Chart) FocusGained() {
	c.focused = true
	if c.at < 0 && len(c.Bars) > 0 {
		c.at = len(c.Bars) - 1
	}
	c.Refresh()
}

// FocusLost implements fyne.Focusable.
func (c *Chart) FocusLost() {
	c.focused, c.at = false, -1
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *Chart) TypedRune(r rune) {
	if c.OnRune != nil {
		c.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (c *Chart) TypedKey(k *fyne.KeyEvent) {
	last := len(c.Bars) - 1
	switch k.Name {
	case fyne.KeyLeft:
		c.say(max(c.at-1, 0))
	case fyne.KeyRight:
		c.say(min(c.at+1, last))
	case fyne.KeyHome:
		c.say(0)
	case fyne.KeyEnd:
		c.say(last)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
	default:
		escaped(k, c.OnEscape)
	}
}
