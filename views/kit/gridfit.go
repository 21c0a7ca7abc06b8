package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// How many rows a grid looks at to find out how wide its columns need to be, and how many of the longest texts of a column it measures.
const (
	looked   = 60
	measured = 8
)

// measure finds out how wide what the first rows show is; columns give each other room by it. It is done when the rows are read anew, never
// while they are pulled through, so that nothing moves under the mouse.
func (g *Grid[R]) measure() {
	rows := g.pages[0]
	natural, figures := make([]float32, len(g.cols)), make([]float32, len(g.cols))
	for i := range g.cols {
		c := &g.cols[i]
		var longest []string
		if g.Total != nil {
			longest = append(longest, g.Total(c.key())+" ") // it is bold
		}
		var texts []string
		for r := range rows[:min(len(rows), looked)] {
			texts = append(texts, c.Text(&rows[r]))
		}
		slices.SortFunc(texts, func(a, b string) int { return cmp.Or(signs(b)-signs(a), cmp.Compare(a, b)) })
		texts = slices.Compact(texts)
		for _, text := range append(longest, texts[:min(len(texts), measured)]...) {
			if text != "" {
				figures[i] = max(figures[i], textWidth(text, false))
			}
		}
		natural[i] = figures[i]
		if c.Title != "" {
			natural[i] = max(natural[i], titleWidth(c.Title))
		}
	}
	if slices.Equal(natural, g.natural) && slices.Equal(figures, g.figures) {
		return
	}
	g.natural, g.figures = natural, figures
	g.version++
	g.header.Layout = g.widths()
	g.fillHeader()
}

// signs is about how long a text is; a minus is wider than a digit.
func signs(text string) int { return 2*utf8.RuneCountInString(text) + strings.Count(text, "−") }

// widths lays the columns out. A width that a person has chosen stays as it is.
func (g *Grid[R]) widths() fyne.Layout {
	w := sparing{room: 60}                                           // names are read, so they come before what is spare
	f := &fitted{edge: theme.Size(theme.SizeNameScrollBarSmall) + 1} // else the scroll bar lies over the last numbers
	add := func(width, natural, figures float32, spare, right, firm bool) {
		w.add(width, spare)
		f.natural, f.figures, f.right, f.firm = append(f.natural, natural), append(f.figures, figures), append(f.right, right), append(f.firm, firm)
	}
	if g.Marks {
		add(26, 26, 26, false, false, true)
	}
	for i := range g.cols {
		c := &g.cols[i]
		natural, figures := c.Width, c.Width
		if i < len(g.natural) {
			natural, figures = g.natural[i], g.figures[i]
		}
		add(c.Width, natural, figures, c.Spare, c.Right && !g.chose(c.key()), g.chose(c.key()) || i >= len(g.natural))
	}
	f.base = w
	return f
}

// chose says whether a person has given a column its width.
func (g *Grid[R]) chose(key string) bool {
	at := standing(g.order, key)
	return at >= 0 && g.order[at].Width > 0
}
