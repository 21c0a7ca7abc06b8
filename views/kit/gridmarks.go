package kit

import (
	"maps"
	"slices"
)

// MaxMarks is how many rows can be marked at once.
const MaxMarks = 1000

// marked is a row as it was when last at hand, and its place then.
type marked[R any] struct {
	row R
	at  int
}

func (g *Grid[R]) toggle(r *R) {
	k := g.Key(r)
	if _, on := g.marked[k]; on {
		delete(g.marked, k)
	} else if len(g.marked) < MaxMarks {
		g.marked[k] = marked[R]{*r, g.find(k)}
	}
	g.told()
}

func (g *Grid[R]) told() {
	if g.OnMark != nil {
		g.OnMark(len(g.marked))
	}
	g.list.Refresh()
}

// MarkAll marks what the list has, the first MaxMarks rows of it; those that are not at hand are asked for.
func (g *Grid[R]) MarkAll() {
	if !g.Marks {
		return
	}
	mark := func(rows []R, from int) {
		for i := range rows {
			g.marked[g.Key(&rows[i])] = marked[R]{rows[i], from + i}
		}
	}
	g.marked = map[int64]marked[R]{}
	mark(g.pages[0], 0)
	if g.count <= pageRows {
		g.told()
		return
	}
	current := g.latest.n
	g.Source(pageRows, MaxMarks-pageRows, g.sort, g.desc, func(rows []R, _ int) {
		if current == g.latest.n {
			mark(rows, pageRows)
			g.told()
		}
	})
}

// stretch moves the selection and marks all rows from where it began to grow.
func (g *Grid[R]) stretch(to int) {
	from := g.at()
	to = min(max(to, 0), g.count-1)
	if from < 0 || to < 0 {
		return
	}
	if g.anchor < 0 {
		g.anchor = from
	}
	anchor := g.anchor
	for n := min(from, to); n <= max(from, to); n++ {
		r := g.row(n)
		switch {
		case r == nil:
		case n >= min(anchor, to) && n <= max(anchor, to):
			if len(g.marked) < MaxMarks {
				g.marked[g.Key(r)] = marked[R]{*r, n}
			}
		default:
			delete(g.marked, g.Key(r))
		}
	}
	g.Select(to)
	g.anchor = anchor
	g.told()
}

// Marks of rows that were read again since are of the rows as they are now.
func (g *Grid[R]) renew() {
	for p, page := range g.pages {
		for i := range page {
			if _, on := g.marked[g.Key(&page[i])]; on {
				g.marked[g.Key(&page[i])] = marked[R]{page[i], p*pageRows + i}
			}
		}
	}
}

// Marked are the marked rows in the order of the list; without marks the selected one, if any.
func (g *Grid[R]) Marked() []R {
	g.renew()
	var rows []R
	for _, m := range slices.SortedFunc(maps.Values(g.marked), func(a, b marked[R]) int { return a.at - b.at }) {
		rows = append(rows, m.row)
	}
	if len(rows) == 0 {
		if r := g.Selected(); r != nil {
			rows = append(rows, *r)
		}
	}
	return rows
}

// Marking is how many rows are marked.
func (g *Grid[R]) Marking() int { return len(g.marked) }

// Unmark takes all marks off.
func (g *Grid[R]) Unmark() {
	g.marked = map[int64]marked[R]{}
	g.told()
}
