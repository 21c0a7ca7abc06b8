package kit

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
)

// fitted are columns that know how wide what they show is. Where there is too little room for those that share what is left, the others
// give what they do not need; where there is more than enough they take what they lack. Numbers are never cut off for the sake of texts.
type fitted struct {
	base    fyne.Layout // Columns or sparing
	natural []float32
	figures []float32 // the same without the titles, where that is known
	right   []bool
	firm    []bool  // holds buttons and the like
	edge    float32 // what is left free at the right
}

func newFitted(base fyne.Layout, right []bool, titles []string, rows [][]Cell) *fitted {
	f := &fitted{base: base, right: right, natural: make([]float32, len(titles)), firm: make([]bool, len(titles))}
	for i, t := range titles {
		if t != "" {
			f.natural[i] = titleWidth(t)
		}
	}
	for _, row := range rows {
		for i := range min(len(row), len(titles)) {
			c := &row[i]
			var w float32
			switch o := c.Object.(type) {
			case nil:
				w = textWidth(c.Text, false)
			case *Link:
				w = textWidth(o.text, false)
			default:
				w = o.MinSize().Width
				f.firm[i] = true
			}
			f.natural[i] = max(f.natural[i], w)
		}
	}
	return f
}

// Alike gives tables of the same columns the same widths, so that what stands below each other is aligned.
func Alike(tables ...fyne.CanvasObject) {
	var all []*fitted
	for _, t := range tables {
		if box, ok := t.(*fyne.Container); ok {
			for _, row := range box.Objects {
				if r, ok := row.(*fyne.Container); ok {
					if f, ok := r.Layout.(*fitted); ok {
						all = append(all, f)
						break // the rows of a table share one
					}
				}
			}
		}
	}
	for _, f := range all {
		for i := range f.natural {
			for _, other := range all {
				if i < len(other.natural) {
					f.natural[i] = max(f.natural[i], other.natural[i])
					f.firm[i] = f.firm[i] || other.firm[i]
				}
			}
		}
	}
}

func (f *fitted) widths() Columns {
	switch b := f.base.(type) {
	case Columns:
		return b
	case sparing:
		return b.widths
	}
	return nil
}

// MinSize implements fyne.Layout.
func (f *fitted) MinSize(objects []fyne.CanvasObject) fyne.Size { return f.base.MinSize(objects) }

// Layout implements fyne.Layout.
func (f *fitted) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	size.Width = max(size.Width-f.edge, 0)
	if two, ok := f.base.(folded); ok { // has room for all by itself
		two.Layout(objects, size)
		return
	}
	widths := slices.Clone(f.widths())
	spare, drops := f.base.(sparing)
	for i := range min(len(widths), len(f.natural)) {
		if widths[i] > 0 && (f.number(i) || f.firm[i]) { // a button that is cut cannot be read
			widths[i] = max(widths[i], f.natural[i])
		}
	}
	if !drops {
		f.balance(widths, len(objects), size.Width, nil)
		f.share(widths, len(objects), size.Width, nil)
		lighten(widths).Layout(objects, size)
		return
	}
	spare.widths = widths
	out := spare.drop(objects, size)
	f.balance(widths, len(objects), size.Width, out)
	f.share(widths, len(objects), size.Width, out)
	lighten(widths)
	kept, shown := spare.without(objects, func(i int) bool { return out[i] })
	kept.Layout(shown, size)
}

func (f *fitted) number(i int) bool { return i < len(f.right) && f.right[i] }

// tick is what a column keeps in which nothing stands: one sign.
const tick = 24

// balance moves room between columns of a given width and those that share what is left, of which n are laid out.
func (f *fitted) balance(widths Columns, n int, width float32, out map[int]bool) {
	var need, slack, lack float32
	have := width
	for i := range min(n, len(widths), len(f.natural)) {
		switch {
		case out[i]:
		case widths[i] <= 0:
			need += f.natural[i]
		default:
			have -= widths[i]
			if !f.firm[i] {
				slack += max(widths[i]-f.natural[i], 0)
				lack += max(f.natural[i]-widths[i], 0)
			}
		}
	}
	if need == 0 {
		return
	}
	defer f.press(widths, n, width, out)
	var part float32 // of the difference to what it needs, what each column gives or takes
	gives := have < need
	switch {
	case gives && slack > 0:
		part = min((need-have)/slack, 1)
	case !gives && lack > 0:
		part = min((have-need)/lack, 1)
	}
	for i := range min(n, len(widths), len(f.natural)) {
		if widths[i] > 0 && !f.firm[i] && !out[i] && (f.natural[i] < widths[i]) == gives {
			// A column in which nothing stands now keeps some of its own: without a width it would share what is left.
			widths[i] = max(widths[i]+(f.natural[i]-widths[i])*part, min(widths[i], tick))
		}
	}
}

// share divides what is left among those that share it, where the part of one is too small for it: who needs less leaves the rest to the others.
func (f *fitted) share(widths Columns, n int, width float32, out map[int]bool) {
	var open []int
	var parts, needed float32
	needs := func(i int) float32 { return max(f.natural[i], tight) }
	for i := range min(n, len(widths), len(f.natural)) {
		switch {
		case out[i]:
		case widths[i] < 0:
			open, parts, needed = append(open, i), parts-widths[i], needed+needs(i)
		default:
			width -= widths[i]
		}
	}
	room := func(i int) float32 { return width * -widths[i] / parts }
	if len(open) < 2 || width <= 0 || !slices.ContainsFunc(open, func(i int) bool { return needs(i) > room(i) }) {
		return
	}
	if spare := width - needed; spare >= 0 {
		for _, i := range open {
			widths[i] = -needs(i) + spare*widths[i]/parts
		}
		return
	}
	slices.SortFunc(open, func(a, b int) int { return cmp.Compare(needs(a)/-widths[a], needs(b)/-widths[b]) })
	for at, i := range open {
		if needs(i) > room(i) { // so it is with all that follow
			for _, j := range open[at:] {
				widths[j] = -room(j)
			}
			return
		}
		parts += widths[i]
		widths[i] = -needs(i)
		width += widths[i]
	}
}

// How far columns of texts are pressed: first long ones for the sake of those that share what is left, which are names as a rule, and then all
// of them for the sake of numbers.
const (
	longText  = 84
	wantText  = 96
	leastText = 44
)

// press takes from columns of texts what all together are too wide.
func (f *fitted) press(widths Columns, n int, width float32, out map[int]bool) {
	f.pressTo(longText, wantText, widths, n, width, out)
	f.pressTo(leastText, tight, widths, n, width, out)
	f.cutTitles(widths, n, width, out)
}

// cutTitles takes from numbers what only their titles need, so that those that share what is left, which are names, have something.
func (f *fitted) cutTitles(widths Columns, n int, width float32, out map[int]bool) {
	over, slack := -width, float32(0)
	least := func(i int) float32 { return max(f.figures[i], leastText) }
	for i := range min(n, len(widths), len(f.figures)) {
		switch {
		case out[i]:
		case widths[i] <= 0:
			over += min(max(f.natural[i], tight), wantText)
		default:
			over += widths[i]
			if f.number(i) && !f.firm[i] {
				slack += max(widths[i]-least(i), 0)
			}
		}
	}
	if over <= 0 || slack == 0 {
		return
	}
	part := min(over/slack, 1)
	for i := range min(n, len(widths), len(f.figures)) {
		if f.number(i) && !f.firm[i] && !out[i] && widths[i] > least(i) {
			widths[i] -= (widths[i] - least(i)) * part
		}
	}
}

// pressTo presses columns of texts to least, so that those that share what is left have up to want.
func (f *fitted) pressTo(least, want float32, widths Columns, n int, width float32, out map[int]bool) {
	over, slack := -width, float32(0)
	for i := range min(n, len(widths), len(f.natural)) {
		switch {
		case out[i]:
		case widths[i] <= 0:
			over += min(max(f.natural[i], tight), want)
		default:
			over += widths[i]
			if !f.firm[i] && !f.number(i) {
				slack += max(widths[i]-least, 0)
			}
		}
	}
	if over <= 0 || slack == 0 {
		return
	}
	part := min(over/slack, 1)
	for i := range min(n, len(widths), len(f.natural)) {
		if widths[i] > least && !out[i] && !f.firm[i] && !f.number(i) {
			widths[i] -= (widths[i] - least) * part
		}
	}
}

// lighten makes the shares of what is left small: they were worked out, so none of them claims the least that it says.
func lighten(widths Columns) Columns {
	if len(widths) == 0 {
		return widths
	}
	if most := -slices.Min(widths); most > 1 {
		for i, w := range widths {
			if w < 0 {
				widths[i] = w / most
			}
		}
	}
	return widths
}
