package reports

import (
	"math"
	"strconv"

	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/line"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/pagesize"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"dropdesk/app"
)

// sheet lays one paper out: it fills pages from top to bottom with rows.
type sheet struct {
	*app.Paper
	form
	w      *words
	accent accent
	cfg    *entity.Config
	width  float64 // between the margins, in mm
	bottom float64 // where the foot begins, from the upper margin
	foot   []string
	pages  [][]core.Row
	rows   []core.Row // of the page that is being filled
	y      float64
	top    float64 // where the page's own content begins
	inside bool    // of the table: a new page repeats its heading
	grille grille
	sum    tally
}

// grid is the number of columns that a millimetre is divided into.
const grid = 10

func newSheet(p *app.Paper, f form) *sheet {
	s := &sheet{Paper: p, form: f, w: wordsOf(p.Language), accent: accentOf(p.From.Accent)}
	b := config.NewBuilder().WithTopMargin(12).WithBottomMargin(9).WithRightMargin(15).WithCreationDate(p.Date.Time()).
		WithTitle(s.title(), true).WithAuthor(clean(p.From.Name), true).WithDefaultFont(&props.Font{Family: "Roboto", Size: body, Color: &ink})
	// Addresses show in the windows of the envelopes that go with the paper.
	if p.Size == "Letter" {
		b = b.WithPageSize(pagesize.Letter).WithLeftMargin(22)
	} else {
		b = b.WithPageSize(pagesize.A4).WithLeftMargin(20)
	}
	s.cfg = b.Build()
	s.width = s.cfg.Dimensions.Width - s.cfg.Margins.Left - s.cfg.Margins.Right
	s.cfg.MaxGridSize = int(math.Round(s.width * grid))
	s.width = float64(s.cfg.MaxGridSize) / grid
	s.foot = s.wrap(p.From.Footer, small, s.width-30)
	if len(s.foot) > 4 {
		s.foot = s.foot[:4]
	}
	s.bottom = s.cfg.Dimensions.Height - s.cfg.Margins.Top - s.cfg.Margins.Bottom - s.footHeight()
	return s
}

// layOut fills the pages.
func (s *sheet) layOut() {
	s.head()
	if len(s.Tables) > 0 {
		s.ledgers()
	} else {
		s.table()
	}
	s.after()
	s.endPage()
}

// print lays out and draws the paper.
func (s *sheet) print() ([]byte, error) {
	s.layOut()
	e := newEngine(s.cfg)
	e.SetMetadata(s.cfg.Metadata)
	e.language = "en"
	if s.w == &german {
		e.language = "de"
	}
	s.draw(e, len(s.pages))
	return e.GenerateBytes()
}

// draw draws the first n pages.
func (s *sheet) draw(e *engine, n int) {
	cell := entity.NewRootCell(s.cfg.Dimensions.Width, s.cfg.Dimensions.Height, *s.cfg.Margins)
	for i, rows := range s.pages[:n] {
		p := page.New().Add(rows...).Add(s.footRow(i + 1))
		p.SetConfig(s.cfg)
		e.newPage()
		p.Render(e, cell)
	}
}

// title names the document as its file does.
func (s *sheet) title() string {
	t := s.w.titles[s.Kind]
	if s.Number == "" {
		return t + " (" + s.w.draft + ")"
	}
	return t + " " + s.Number
}

// add puts a row below the last one, on a new page where it does not fit any more.
func (s *sheet) add(height float64, cols ...core.Col) {
	if s.y+height > s.bottom+0.001 && s.y > s.top {
		s.newPage()
	}
	s.put(height, cols...)
}

func (s *sheet) put(height float64, cols ...core.Col) {
	if height <= 0 {
		return
	}
	if len(cols) == 0 {
		cols = []core.Col{col.New(1)}
	}
	s.rows = append(s.rows, row.New(height).Add(cols...))
	s.y += height
}

// room is what is left of the page.
func (s *sheet) room() float64 { return s.bottom - s.y }

// keep begins a new page unless height fits on this one.
func (s *sheet) keep(height float64) {
	if height > s.room()+0.001 && s.y > s.top {
		s.newPage()
	}
}

func (s *sheet) newPage() {
	if s.inside {
		s.carry(s.w.carried)
	}
	s.endPage()
	s.pageHead()
	if s.inside {
		s.tableHead()
		s.carry(s.w.brought)
	}
	s.top = s.y
}

func (s *sheet) endPage() {
	if gap := s.bottom - s.y; gap > 0 {
		s.put(gap)
	}
	s.pages = append(s.pages, s.rows)
	s.rows, s.y = nil, 0
}

// Sizes of type in points, and what goes with them in mm.
const (
	body  = 9.0
	small = 7.5
)

// leading is the height of a line of type in mm.
func leading(size float64) float64 { return size * point * 1.32 }

func (s *sheet) wrap(t string, size, width float64) []string {
	return regular.wrap(t, width/point/size)
}

// style is how a text is set.
type style struct {
	size   float64
	bold   bool
	right  bool
	centre bool
	colour *props.Color
	link   string
}

func (st style) face() *face {
	if st.bold {
		return bold
	}
	return regular
}

func (st style) long(t string) float64 { return st.face().width(t) * st.size * point }

// at places one line of text in a column: x from its left edge, y from its upper edge to the top
// of the line.
func (st style) at(t string, x, right, y float64) core.Component {
	p := props.Text{Size: st.size, Left: x, Right: right, Top: y + (leading(st.size)-st.size*point)*0.42, Color: st.colour}
	if st.bold {
		p.Style = fontstyle.Bold
	}
	if st.right {
		p.Align = align.Right
	}
	if st.centre {
		p.Align = align.Center
	}
	if st.link != "" {
		p.Hyperlink = &st.link
	}
	return text.New(t, p)
}

// stack piles lines of text up in one column.
type stack struct {
	width  float64
	left   float64 // what the text keeps clear of the column's edges
	right  float64
	y      float64
	parts  []core.Component
	colour *props.Color // of the ground; none where nil
}

// text adds a paragraph, broken into as many lines as it needs.
func (k *stack) text(t string, st style) {
	for _, l := range st.face().wrap(t, (k.width-k.left-k.right)/point/st.size) {
		k.parts = append(k.parts, st.at(l, k.left, k.right, k.y))
		k.y += leading(st.size)
	}
}

func (k *stack) gap(height float64) { k.y += height }

// pair adds a label and its value beside it.
func (k *stack) pair(label, value string, labelWidth float64, ls, vs style) {
	y := k.y
	for _, l := range ls.face().wrap(label, (labelWidth-1)/point/ls.size) {
		k.parts = append(k.parts, ls.at(l, k.left, k.width-k.left-labelWidth, y))
		y += leading(vs.size)
	}
	for _, l := range vs.face().wrap(value, (k.width-k.left-k.right-labelWidth)/point/vs.size) {
		k.parts = append(k.parts, vs.at(l, k.left+labelWidth, k.right, k.y))
		k.y += leading(vs.size)
	}
	k.y = max(k.y, y)
}

func (k *stack) col() core.Col {
	c := col.New(int(math.Round(k.width * grid))).Add(k.parts...)
	if k.colour != nil {
		c.WithStyle(&props.Cell{BackgroundColor: k.colour})
	}
	return c
}

// placed is a component in a part of its column.
type placed struct {
	core.Component
	x, y, width, height float64
}

// Render draws it there.
func (p placed) Render(provider core.Provider, cell *entity.Cell) {
	p.Component.Render(provider, &entity.Cell{X: cell.X + p.x, Y: cell.Y + p.y, Width: p.width, Height: p.height})
}

// panel paints a part of a column, under what is added to it later.
func panel(x, y, width, height float64, colour *props.Color) placed {
	return placed{line.New(props.Line{Thickness: height, SizePercent: 100, OffsetPercent: 50, Color: colour}), x, y, width, height}
}

// block is an empty column, painted where a colour is given.
func block(width float64, colour *props.Color) core.Col {
	k := stack{width: width, colour: colour}
	return k.col()
}

// rule adds a line across the page.
func (s *sheet) rule(thick float64, colour *props.Color) { s.put(thick, block(s.width, colour)) }

func (s *sheet) footHeight() float64 {
	return 4 + leading(small)*float64(max(1, len(s.foot)))
}

// footRow is the foot of a page: what the company says there, and which page it is.
func (s *sheet) footRow(n int) core.Row {
	k := stack{width: s.width, y: 3}
	for _, l := range s.foot {
		k.parts = append(k.parts, style{size: small, colour: &grey}.at(l, 0, 30, k.y))
		k.y += leading(small)
	}
	t := s.w.page + " " + strconv.Itoa(n) + " " + s.w.of + " " + strconv.Itoa(len(s.pages))
	k.parts = append(k.parts, style{size: small, right: true, colour: &grey}.at(t, 0, 0, 3))
	return row.New(s.footHeight()).Add(k.col())
}
