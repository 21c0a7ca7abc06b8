package kit

// GridPlace is where a person is in a grid: how it is sorted, how far it is scrolled, and at which row.
type GridPlace struct {
	Sort   string
	Desc   bool
	Scroll float32
	Row    int // of the selected row; negative: none is selected
}

// Place is where the grid stands.
func (g *Grid[R]) Place() GridPlace {
	if g.back != nil {
		return *g.back
	}
	return GridPlace{g.sort, g.desc, g.list.GetScrollOffset(), g.at()}
}

// Return goes back to a place with the next answer of the source; key is the row that was selected there.
func (g *Grid[R]) Return(p GridPlace, key int64) {
	g.sort, g.desc, g.back = p.Sort, p.Desc, &p
	g.selected, g.chosen, g.awaited = -1, key, false
	if p.Row >= 0 {
		g.selected = p.Row
	}
	g.fillHeader()
}

// returned scrolls to where the grid was, when its rows have come.
func (g *Grid[R]) returned() {
	if g.back == nil {
		return
	}
	back := g.back
	g.back = nil
	g.quiet = true
	if at := g.at(); at >= 0 {
		g.list.Select(at)
	} else {
		g.list.UnselectAll()
	}
	g.quiet = false
	g.list.ScrollToOffset(back.Scroll)
}
