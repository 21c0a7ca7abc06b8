package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// shownRows is how many rows of each group of a file are shown.
const shownRows = 20_000

// fileRow is what a row of a file is, whatever it holds.
type fileRow struct {
	row    int // in the file; zero: it stands in none
	group  string
	taken  bool // as the program proposes it
	may    bool // a person may decide otherwise
	asks   bool // it is only taken when somebody says so
	wrong  bool
	doubts []app.Remark
}

// fileRows is what a file holds before it is taken over: its rows by group, each with what becomes of it, and beside them all that is to be known of the
// row that is chosen, with a button for each thing that may be decided. A price list and a file of orders are shown so.
type fileRows[R any] struct {
	s      *Shell
	all    []R
	look   func(*R) fileRow
	key    func(*R) int64
	groups []fileGroup
	foot   func(taken int) string  // what is said below
	tell   func(*R)                // fills the side with what is to be known of a row
	words  func(taken bool) string // of the button that leaves a row that is taken, or takes it

	other  map[int]bool // rows that are taken otherwise than proposed
	rows   []R          // of the group that is shown
	grid   *kit.Grid[R]
	chips  *kit.Chips
	side   *fyne.Container
	width  float32 // of the side
	count  *widget.Label
	dialog *kit.Dialog
}

// sentences is what stands above the rows: sentences below each other, as wide as the dialog.
func sentences() (box *fyne.Container, add func(text string, tone widget.Importance)) {
	box = container.New(layout.NewCustomPaddedVBoxLayout(-6))
	return box, func(text string, tone widget.Importance) {
		l := wrapped(text, tone).(*widget.Label)
		l.Resize(fyne.NewSize(900, l.MinSize().Height)) // so that it knows how high it is
		box.Add(l)
	}
}

// fileGroup is a group of rows as a chip shows it.
type fileGroup struct {
	id, word string
	count    int
	tone     kit.Tone
}

// open shows the rows below what is said of the whole file; an empty verb says that there is nothing to take. The first of the groups in order that has
// rows is shown.
func (p *fileRows[R]) open(title, verb string, columns []kit.Column[R], above fyne.CanvasObject, changeColumns func(), order []string, apply func()) {
	p.other, p.side, p.count = map[int]bool{}, container.NewVBox(), widget.NewLabel("")
	p.count.Truncation = fyne.TextTruncateEllipsis
	p.chips = kit.NewChips(p.choose)
	tick := kit.Column[R]{Key: "taken", Width: 24, Text: func(r *R) string {
		if p.takes(r) {
			return "✓"
		}
		return ""
	}, Tone: func(*R) kit.Tone { return kit.Good }}
	p.grid = &kit.Grid[R]{Columns: append([]kit.Column[R]{tick}, columns...), Key: p.key, Source: p.source, OnShow: p.show, OnOpen: p.toggle, OnRune: p.letter}
	grid := p.grid.Object()
	p.draw()
	p.grid.OnEscape = func() { p.dialog.Escape() }
	size := p.s.win.Canvas().Size()
	split := container.NewBorder(nil, nil, nil, container.NewBorder(nil, nil, widget.NewSeparator(), nil, kit.Wide(p.width, container.NewVScroll(p.side))), grid)
	foot := container.NewBorder(nil, nil, nil, nil, p.count)
	if changeColumns != nil {
		foot = container.NewBorder(nil, nil, nil, container.NewHBox(
			kit.NewAction(kit.T("Columns…"), false, func() { p.dialog.Close(); changeColumns() }, func() { p.dialog.Escape() })), p.count)
	}
	body := container.NewBorder(container.NewVBox(above, p.chips.Object()), foot, nil, nil, split)
	room := container.New(fixed{fyne.NewSize(min(size.Width-90, 1180), size.Height-190)}, body)
	p.dialog = kit.Ask(p.s.win.Canvas(), title, verb, room, func(d *kit.Dialog) {
		d.Close()
		if verb != "" {
			apply()
		}
	})
	room.Refresh() // the chips know now how much room they take
	p.choose(p.first(order))
	p.s.win.Canvas().Focus(p.grid.Focus())
}

// first is the first of some groups that has rows, else the last of them.
func (p *fileRows[R]) first(order []string) string {
	for _, id := range order {
		for _, g := range p.groups {
			if g.id == id && g.count > 0 {
				return id
			}
		}
	}
	return order[len(order)-1]
}

func (p *fileRows[R]) takes(r *R) bool {
	x := p.look(r)
	return x.taken != (x.row != 0 && p.other[x.row])
}

// choose shows the rows of a group.
func (p *fileRows[R]) choose(group string) {
	p.rows = nil
	for i := range p.all {
		if p.look(&p.all[i]).group == group {
			p.rows = append(p.rows, p.all[i])
		}
	}
	p.chips.Chosen = group
	p.draw()
	p.show(nil)
	p.grid.Reload()
	if len(p.rows) > 0 {
		p.grid.Select(0)
	}
}

// draw shows the counts.
func (p *fileRows[R]) draw() {
	var chips []kit.Chip
	for _, g := range p.groups {
		chips = append(chips, kit.Chip{ID: g.id, Text: g.word, Count: g.count, Tone: g.tone})
	}
	p.chips.Set(chips)
	n := 0
	for i := range p.all {
		if p.takes(&p.all[i]) {
			n++
		}
	}
	p.count.SetText(p.foot(n))
}

func (p *fileRows[R]) source(offset, limit int, _ string, _ bool, done func([]R, int)) {
	from, to := min(offset, len(p.rows)), min(offset+limit, len(p.rows))
	done(p.rows[from:to:to], len(p.rows))
}

func (p *fileRows[R]) letter(r rune) {
	if row := p.grid.Selected(); row != nil && (r == 'x' || r == 'X' || r == ' ') {
		p.toggle(row)
	}
}

// toggle takes a row or leaves it.
func (p *fileRows[R]) toggle(r *R) {
	if r == nil || !p.look(r).may {
		return
	}
	row := p.look(r).row
	p.other[row] = !p.other[row]
	p.draw()
	p.show(r)
	p.grid.Reload()
}

// show fills the side.
func (p *fileRows[R]) show(r *R) {
	p.side.RemoveAll()
	defer p.side.Refresh()
	if r == nil {
		return
	}
	p.tell(r)
	if p.look(r).may {
		p.action(p.words(p.takes(r)), func() { p.toggle(r) })
	}
}

func (p *fileRows[R]) head(text string) {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.Wrapping = fyne.TextWrapWord
	p.add(l)
}

func (p *fileRows[R]) say(text string, tone widget.Importance) {
	p.add(wrapped(text, tone).(*widget.Label))
}

// add gives a label the width that it will have, so that it knows how high it is.
func (p *fileRows[R]) add(l *widget.Label) {
	l.Resize(fyne.NewSize(p.width-8, l.MinSize().Height))
	p.side.Add(l)
}

func (p *fileRows[R]) action(text string, do func()) {
	p.side.Add(kit.NewAction(text, false, do, func() { p.dialog.Escape() }))
}

// remarks say what stands against a row, and what else there is to it.
func (p *fileRows[R]) remarks(r *R, notes []app.Remark) {
	x := p.look(r)
	tone := widget.WarningImportance
	if x.wrong {
		tone = widget.DangerImportance
	}
	for _, d := range x.doubts {
		p.say(strings.TrimSpace(d.Cell+"  "+kit.Said(d.Text)), tone)
	}
	for _, n := range notes {
		p.say(strings.TrimSpace(n.Cell+"  "+kit.Said(n.Text)), widget.LowImportance)
	}
}

// tone is how what stands against a row is written.
func (x *fileRow) tone() kit.Tone {
	switch {
	case x.wrong:
		return kit.Bad
	case len(x.doubts) > 0:
		return kit.Warn
	}
	return kit.Quiet
}

// decided adds what was decided here to what was decided before.
func (p *fileRows[R]) decided(take, leave []int) (taken, left []int) {
	taken, left = append([]int{}, take...), append([]int{}, leave...)
	for i := range p.all {
		x := p.look(&p.all[i])
		if x.row == 0 || !p.other[x.row] {
			continue
		}
		taken, left = without(taken, x.row), without(left, x.row)
		switch {
		case x.taken:
			left = append(left, x.row)
		case x.asks:
			taken = append(taken, x.row)
		}
	}
	return taken, left
}

func without(list []int, n int) []int {
	out := list[:0]
	for _, x := range list {
		if x != n {
			out = append(out, x)
		}
	}
	return out
}

// fixed gives its one object a size.
type fixed struct{ size fyne.Size }

// MinSize implements fyne.Layout.
func (f fixed) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }

// Layout implements fyne.Layout.
func (f fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
