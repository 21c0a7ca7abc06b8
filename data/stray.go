package data

// strays finds the pages of rows that hang below pages that could not be read, by what their rows look like.
func (w *salvage) strays() error {
	gone := w.free()
	below := map[uint32]bool{}
	var tops []uint32
	for n := uint32(2); n <= w.count; n++ {
		if w.seen[n] || gone[n] {
			continue
		}
		switch b := w.page(n); b[0] {
		case pageInner:
			for _, c := range w.children(n, b, 0, 0) {
				below[c.page] = true
			}
			tops = append(tops, n)
		case pageRows:
			tops = append(tops, n)
		}
	}
	if err := w.exec("BEGIN"); err != nil {
		return err
	}
	for _, top := range tops {
		if below[top] || w.seen[top] {
			continue
		}
		var leaves []uint32
		w.walk(child{page: top}, func(n uint32, _ []byte) { leaves = append(leaves, n) }, func(child) {})
		t := w.tableOf(leaves)
		if t == nil || unsalvaged[t.name] {
			continue
		}
		for _, n := range leaves {
			if err := w.take(t, n); err != nil {
				return err
			}
		}
	}
	return w.exec("COMMIT")
}

// tableOf is the table that stray pages belong to: the one that misses pages, whose columns fit nearly all of their rows, and best fill them;
// nil where there is none.
func (w *salvage) tableOf(leaves []uint32) (best *salvagedTable) {
	const enough = 4 // pages to look at
	var rows []pageRow
	for _, n := range leaves[:min(len(leaves), enough)] {
		b := w.page(n)
		for _, at := range w.cells(n, b) {
			if r, ok := w.row(b, at); ok {
				rows = append(rows, r)
			}
		}
	}
	most := 0
	for _, t := range w.tables {
		score, fit := 0, 0
		for _, r := range rows {
			if t.misses(r.id) && r.fits(t.columns) {
				fit++
				score += 2
				if len(r.values) == len(t.columns) {
					score++
				}
			}
		}
		if fit*10 >= len(rows)*9 && score > most {
			best, most = t, score
		}
	}
	return best
}

// misses says whether a row with this id could have been on a page that could not be read.
func (t *salvagedTable) misses(id int64) bool {
	for _, c := range t.lost {
		if id > c.after && id <= c.last {
			return true
		}
	}
	return false
}
