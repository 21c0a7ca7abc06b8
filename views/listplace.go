package views

import (
	"net/url"
	"strconv"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// place is where the person is in the list.
func (p *listPage[R]) place() spot {
	at := spot{section: string(p.kind), id: p.shown, state: url.Values{}}
	if p.wide {
		at.look = lookWide
	}
	if p.s.alone {
		return at
	}
	set := func(key, value string) {
		if value != "" {
			at.state.Set(key, value)
		}
	}
	at.state.Set("filter", p.chips.Chosen) // even when it is all: another one may come first
	set("text", p.search.Text)
	g := p.grid.Place()
	set("sort", g.Sort)
	if g.Desc {
		at.state.Set("desc", "yes")
	}
	if g.Scroll > 0 {
		at.state.Set("scroll", strconv.FormatFloat(float64(g.Scroll), 'f', 0, 32))
	}
	if g.Row >= 0 {
		at.state.Set("row", strconv.Itoa(g.Row))
	}
	return at
}

// restore shows a place of the list again: its filter, row and scroll.
func (p *listPage[R]) restore(to spot) {
	if p.s.alone {
		p.open(to.id)
		return
	}
	p.stand(to.state)
	p.grid.Unmark()
	p.shown = to.id
	wide := to.look == lookWide && to.id != 0
	if p.wide != wide {
		p.widen(wide)
	}
	g := kit.GridPlace{Sort: to.state.Get("sort"), Desc: to.state.Get("desc") != "", Row: -1}
	if scroll, err := strconv.ParseFloat(to.state.Get("scroll"), 32); err == nil {
		g.Scroll = float32(scroll)
	}
	if row, err := strconv.Atoi(to.state.Get("row")); err == nil {
		g.Row = row
	}
	p.grid.Return(g, int64(to.id))
	p.grid.Reload()
	if to.id != 0 {
		p.open(to.id)
	} else {
		p.blank()
	}
}

// stand sets filter and text; a filter that the list does not have is none.
func (p *listPage[R]) stand(state url.Values) {
	if state.Has("filter") {
		p.chips.Chosen = ""
		for _, f := range app.Filters[p.kind] {
			if f == state.Get("filter") {
				p.chips.Chosen = f
			}
		}
	}
	p.search.Put(state.Get("text"))
}

// What is remembered of a list between runs.
func (p *listPage[R]) keptList() string  { return "list/" + string(p.kind) }
func (p *listPage[R]) keptSplit() string { return "split/" + string(p.kind) }

// keep remembers the list's filter and how the page is split.
func (p *listPage[R]) keep() {
	if p.root == nil {
		return
	}
	p.s.opt.Memory.Set(p.keptList(), url.Values{"filter": {p.chips.Chosen}}.Encode())
	if !p.lonely() && p.split.Offset != p.divided {
		p.s.opt.Memory.Set(p.keptSplit(), strconv.FormatFloat(p.split.Offset, 'f', 3, 64))
	}
}

// recall takes the filter of the last run.
func (p *listPage[R]) recall() {
	if state, err := url.ParseQuery(p.s.opt.Memory.Get(p.keptList())); err == nil {
		p.stand(state)
	}
}

func (p *listPage[R]) keptOffset() (kept float64, ok bool) {
	kept, err := strconv.ParseFloat(p.s.opt.Memory.Get(p.keptSplit()), 64)
	return kept, err == nil && kept > 0.1 && kept < 0.9
}

// nameRoom is how much room the names of a list have at least, as long as the document has half of the page.
const nameRoom = 130

// divide gives the list more of a narrow page where names would be cut, unless somebody has divided the page.
func (p *listPage[R]) divide() {
	width := p.root.Size().Width
	if width <= 0 || p.split.Offset != p.divided {
		return
	}
	least := float32(26) // the marks, or the edge
	for i := range p.columns {
		switch c := &p.columns[i]; {
		case c.Spare:
		case c.Width > 0:
			least += c.Width
		default:
			least += nameRoom
		}
	}
	p.divided = max(p.offset, float64(min(least/width, 0.5)))
	p.split.Offset = p.divided
}

// refold draws the strip of the deal anew where the document has another width than when it was drawn.
func (p *listPage[R]) refold() {
	if room := p.given(); p.drawn != 0 && p.front() && p.s.strip != nil && len(p.s.doc.steps) > 0 && (room > p.s.room+1 || room < p.s.room-1) {
		p.s.room = room
		p.s.drawStrip(p.s.doc.steps)
	}
}

// besideWidth is how wide a window must be to show a list and a document beside each other.
const besideWidth = 1000

// lonely says whether the window has room for the list alone.
func (p *listPage[R]) lonely() bool {
	width := p.s.win.Canvas().Size().Width
	return width > 0 && width < besideWidth
}

// fit makes two pages of list and document where the window is narrow.
func (p *listPage[R]) fit() {
	p.divide()
	switch hide := p.lonely() && !p.wide; {
	case hide && p.doc.Visible():
		p.doc.Hide()
	case !hide && !p.doc.Visible():
		p.doc.Show()
	}
}

// pages fills its place with all objects, and asks before whether they still fit.
type pages struct{ fit func() }

// Layout implements fyne.Layout.
func (l pages) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.fit()
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// MinSize implements fyne.Layout.
func (l pages) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// place and restore of the other pages that have more than one look.

func (p *settingsPage) place() spot {
	return spot{section: string(trade.KindCompany), state: url.Values{"part": {strconv.Itoa(p.at)}}}
}

func (p *settingsPage) restore(to spot) {
	if at, err := strconv.Atoi(to.state.Get("part")); err == nil && at >= 0 && at < len(p.list()) {
		p.at = at
	}
	p.reload()
}
