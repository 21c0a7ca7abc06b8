package views

import (
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// reportsPage shows reports as one shape: which one at the left; its period, chart and table beside it. A row opens to what it is made of.
type reportsPage struct {
	s      *Shell
	root   *fyne.Container
	list   *widget.List
	kinds  []app.ReportKind
	chips  *kit.Chips
	from   *kit.Entry
	to     *kit.Entry
	days   *fyne.Container
	before *widget.Check
	head   *fyne.Container
	way    *fyne.Container
	chart  *fyne.Container
	body   *fyne.Container
	footer *canvas.Text
	grid   *kit.Grid[app.TableRow]
	shown  app.Table
	opened []app.TableIn // the report, and what was opened from it; the last is shown
	latest kit.Latest
}

func (s *Shell) reportsPage() page {
	return &reportsPage{s: s, kinds: app.Reports, opened: []app.TableIn{{Report: app.Reports[0].ID}}}
}

// now is what is shown.
func (p *reportsPage) now() *app.TableIn { return &p.opened[len(p.opened)-1] }

func (p *reportsPage) kind() app.ReportKind {
	for _, k := range p.kinds {
		if k.ID == p.now().Report {
			return k
		}
	}
	return p.kinds[0]
}

func (p *reportsPage) object() fyne.CanvasObject {
	if p.root != nil {
		return p.root
	}
	p.list = p.names()
	p.chips = kit.NewChips(p.periodChosen)
	p.chips.Chosen = "12"
	p.from, p.to = kit.NewEntry("", kit.T("from: 1 nov, 2026-01-01")), kit.NewEntry("", kit.T("to"))
	p.from.OnLeave, p.to.OnLeave = func(string) { p.daysTyped() }, func(string) { p.daysTyped() }
	p.days = container.NewVBox(kit.Wide(230, container.New(kit.Columns{-1, -1}, p.from, p.to)))
	p.before = widget.NewCheck(kit.T("beside the period before"), func(on bool) {
		p.now().Before = on
		p.load()
	})
	p.head, p.way, p.chart, p.body, p.footer = container.NewStack(), container.NewHBox(), container.NewStack(), container.NewStack(), kit.Caption("")
	top := container.New(layout.NewCustomPaddedVBoxLayout(4), p.head, container.NewBorder(nil, nil, nil, p.days, p.chips.Object()), p.way, p.chart)
	right := kit.Padded(container.NewBorder(top, container.NewPadded(p.footer), nil, nil, p.body))
	p.root = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(namesWidth, p.list)), nil, right)
	p.setPeriod("12")
	return p.root
}

// namesWidth is how wide the list of reports is.
const namesWidth = 246

// names is the list of reports, each with what it answers.
func (p *reportsPage) names() *widget.List {
	l := widget.NewList(func() int { return len(p.kinds) }, func() fyne.CanvasObject {
		title, answers := widget.NewLabel(""), widget.NewLabel("")
		title.TextStyle.Bold, title.Truncation = true, fyne.TextTruncateEllipsis
		answers.SizeName, answers.Importance, answers.Wrapping = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextWrapWord
		return container.New(layout.NewCustomPaddedVBoxLayout(-9), title, answers)
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		rows := o.(*fyne.Container).Objects
		rows[0].(*widget.Label).SetText(kit.T(p.kinds[i].Title))
		rows[1].(*widget.Label).SetText(kit.T(p.kinds[i].Answers))
	})
	for i, k := range p.kinds {
		answers := widget.NewLabel(kit.T(k.Answers))
		answers.SizeName, answers.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
		answers.Resize(fyne.NewSize(namesWidth-2*theme.Padding(), 0))
		l.SetItemHeight(i, widget.NewLabel("").MinSize().Height-9+answers.MinSize().Height)
	}
	l.OnSelected = func(i widget.ListItemID) {
		if p.kinds[i].ID != p.opened[0].Report || len(p.opened) > 1 {
			p.choose(app.TableIn{Report: p.kinds[i].ID})
		}
	}
	return l
}

// choose shows a report of the period that is chosen, without what was opened from another.
func (p *reportsPage) choose(in app.TableIn) {
	now := p.now()
	in.From, in.To, in.Before = p.opened[0].From, p.opened[0].To, now.Before
	p.opened = []app.TableIn{in}
	p.reload()
}

// The periods, as chips: this month and the one before, quarter, year, twelve months, all, and days that are typed.
func (p *reportsPage) periodChosen(id string) {
	p.setPeriod(id)
	p.opened = p.opened[:1]
	p.load()
}

func (p *reportsPage) setPeriod(id string) {
	p.chips.Chosen = id
	now := p.s.today().Time()
	first := now.AddDate(0, 0, 1-now.Day())
	in := &p.opened[0]
	last := func(months int) trade.Date { return trade.DateOf(first.AddDate(0, months, -1)) }
	switch id {
	case "month":
		in.From, in.To = trade.DateOf(first), last(1)
	case "last":
		in.From, in.To = trade.DateOf(first.AddDate(0, -1, 0)), last(0)
	case "quarter":
		in.From = trade.DateOf(first.AddDate(0, -(int(now.Month())-1)%3, 0))
		in.To = trade.DateOf(in.From.Time().AddDate(0, 3, -1))
	case "year":
		in.From, in.To = trade.DateOf(first.AddDate(0, 1-int(now.Month()), 0)), last(13-int(now.Month()))
	case "12":
		in.From, in.To = trade.DateOf(first.AddDate(0, -11, 0)), last(1)
	case "all":
		in.From, in.To = "", ""
	}
	p.from.SetText(typedDay(in.From))
	p.to.SetText(typedDay(in.To))
}

// daysTyped takes the period as it was typed.
func (p *reportsPage) daysTyped() {
	from, err := typedDate("from", p.from.Text, p.s.today())
	if err != nil {
		p.s.fail(err)
		return
	}
	to, err := typedDate("to", p.to.Text, p.s.today())
	if err != nil {
		p.s.fail(err)
		return
	}
	if from == p.opened[0].From && to == p.opened[0].To {
		return
	}
	p.chips.Chosen, p.opened = "", p.opened[:1]
	p.opened[0].From, p.opened[0].To = from, to
	p.load()
}

func (p *reportsPage) periods() {
	var chips []kit.Chip
	for _, c := range [][2]string{{"month", kit.T("This month")}, {"last", kit.T("Last month")}, {"quarter", kit.T("Quarter")}, {"year", kit.T("Year")}, {"12", kit.T("12 months")}, {"all", kit.T("All")}} {
		chips = append(chips, kit.Chip{ID: c[0], Text: c[1], Always: true})
	}
	p.chips.Set(chips)
	p.days.Show()
	if p.kind().Period == "" {
		p.chips.Set(nil)
		p.days.Hide()
	}
}

func (p *reportsPage) reload() {
	p.list.Select(slices.IndexFunc(p.kinds, func(k app.ReportKind) bool { return k.ID == p.opened[0].Report }))
	p.load()
}

func (p *reportsPage) load() {
	p.s.doc = document{} // until a row is chosen
	p.periods()
	p.drawHead()
	wanted := p.latest.Next()
	in := *p.now()
	read(p.s, func(ctx context.Context) (app.Table, error) { return p.s.desk.GetReport(ctx, in) }, func(t app.Table) {
		if wanted() {
			p.shown = t
			p.draw()
			p.root.Refresh() // what stands above the table is higher or lower than before
		}
	})
}

// drawHead shows what is open, and what can be done with it.
func (p *reportsPage) drawHead() {
	k := p.kind()
	title := kit.Title(kit.T(k.Title))
	why := widget.NewButtonWithIcon(kit.T("Explain…"), theme.QuestionIcon(), func() {
		if !p.s.press(func(b *button) bool { return b.why }) {
			p.s.toasts.Show(kit.T("Choose a row first; what it says is explained then."), kit.Quiet, "", nil)
		}
	})
	why.Importance = widget.LowImportance
	buttons := container.NewHBox()
	if slices.ContainsFunc(p.shown.Rows, func(r app.TableRow) bool { return r.Why != nil }) {
		buttons.Add(why)
	}
	if len(k.Filters) > 0 {
		b := widget.NewButtonWithIcon(kit.T("Narrow…"), theme.SearchIcon(), p.narrowing)
		b.Importance = widget.LowImportance
		buttons.Add(b)
	}
	export := widget.NewButtonWithIcon(kit.T("Export"), theme.DownloadIcon(), p.export)
	export.Importance = widget.HighImportance
	buttons.Add(export)
	head := container.NewBorder(nil, nil, title, buttons)
	if room := p.head.Size().Width; room > 0 && title.MinSize().Width+buttons.MinSize().Width > room {
		head = container.NewVBox(title, container.NewHBox(layout.NewSpacer(), buttons))
	}
	p.head.Objects = []fyne.CanvasObject{head}
	p.head.Refresh()
	p.drawWay()
	p.s.doc = document{buttons: p.commands(nil)}
	p.s.drawMenu()
}

// drawWay shows the way back, what the report is narrowed to, and the comparison.
func (p *reportsPage) drawWay() {
	p.way.RemoveAll()
	for i := range p.opened[:len(p.opened)-1] {
		text := "‹ " + kit.T(p.titleOf(p.opened[i].Report))
		p.way.Add(kit.Wide(fyne.MeasureText(text, theme.TextSize(), fyne.TextStyle{}).Width+16, kit.NewLink(text, func() {
			p.opened = p.opened[:i+1]
			p.load()
			p.focus()
		})))
	}
	for _, f := range p.shown.Filters {
		if p.shown.Kind.ID == p.now().Report {
			p.way.Add(kit.Pill(kit.T("%s: %s", kit.T(f.What), p.filterName(f)), kit.Info))
		}
	}
	if p.kind().Before {
		p.before.Checked = p.now().Before
		p.way.Add(p.before)
	} else if len(p.way.Objects) == 0 {
		p.way.Add(kit.Caption(kit.T(p.kind().Answers)))
	}
	p.way.Refresh()
}

func (p *reportsPage) filterName(f app.TableFilter) string {
	if f.What == "Where" {
		return kit.T(f.Name)
	}
	return f.Name
}

func (p *reportsPage) titleOf(id string) string {
	for _, k := range p.kinds {
		if k.ID == id {
			return k.Title
		}
	}
	return id
}

// commands is what can be done with the report, and with a row of it.
func (p *reportsPage) commands(r *app.TableRow) []button {
	list := []button{{text: kit.T("Export this report"), do: p.export}}
	if len(p.kind().Filters) > 0 {
		list = append(list, button{text: kit.T("Narrow…"), do: p.narrowing})
	}
	if len(p.opened) > 1 {
		list = append(list, button{text: kit.T("Back to the whole report"), do: p.narrow})
	}
	if r == nil {
		return list
	}
	if r.Why != nil {
		list = append(list, button{text: kit.T("Explain…"), why: true, do: func() { p.s.why(*r.Why) }})
	}
	if r.Open != nil || r.Ref.ID != 0 {
		list = append(list, button{text: kit.T("Open the row"), primary: true, do: func() { p.enter(r) }})
	}
	if r.Open != nil && r.Ref.ID != 0 {
		list = append(list, button{text: kit.T("Show its record"), do: func() { p.s.Show(r.Ref) }})
	}
	return list
}

// enter opens what a row is made of, or the record that it is.
func (p *reportsPage) enter(r *app.TableRow) {
	switch {
	case r == nil:
	case r.Open != nil:
		p.opened = append(p.opened, *r.Open)
		p.load()
		p.focus()
	case r.Ref.ID != 0:
		p.s.Show(r.Ref)
	}
}

func (p *reportsPage) row(i int) *app.TableRow {
	if i < len(p.shown.Rows) {
		return &p.shown.Rows[i]
	}
	return nil
}

func (p *reportsPage) draw() {
	p.drawHead()
	t := &p.shown
	p.footer.Text = kit.T("%s rows     amounts in %s", countOr0(len(t.Rows)), t.Currency)
	if t.Kind.ID == "leaks" && len(p.opened) == 1 {
		p.footer.Text = kit.T("One loss may show in two ways, so they are not added up.     Amounts in %s", t.Currency)
	}
	p.footer.Refresh()
	p.chart.Objects = nil
	if c := p.bars(); c != nil {
		p.chart.Objects = []fyne.CanvasObject{c}
	}
	p.chart.Refresh()
	if len(t.Rows) == 0 {
		p.grid = nil
		p.body.Objects = []fyne.CanvasObject{kit.Empty(theme.ListIcon(), kit.T("Nothing in this period."), "", nil)}
		p.body.Refresh()
		return
	}
	p.drawTable()
}

// drawTable shows the rows in a grid, with their totals below in the same columns.
func (p *reportsPage) drawTable() {
	t := &p.shown
	var columns []kit.Column[app.TableRow]
	for i := range t.Columns {
		c := &t.Columns[i]
		width := p.width(i)
		if i == 0 {
			width = -width // at least
		}
		empty := !slices.ContainsFunc(t.Rows, func(r app.TableRow) bool { return p.cell(c, r.Cells[i]) != "" })
		columns = append(columns, kit.Column[app.TableRow]{ID: c.ID, Title: p.heading(c), Name: kit.T("State"), Width: width, Right: c.Right, Spare: c.Spare || empty,
			Text: func(r *app.TableRow) string { return p.cell(c, r.Cells[i]) },
			Tone: func(r *app.TableRow) kit.Tone { return toneOf(c, r, r.Cells[i]) }})
	}
	at := map[*app.TableRow]int64{}
	rows := make([]app.TableRow, len(t.Rows))
	copy(rows, t.Rows)
	for i := range rows {
		at[&rows[i]] = int64(i + 1)
	}
	p.grid = &kit.Grid[app.TableRow]{Columns: columns, Key: func(r *app.TableRow) int64 { return at[r] }, OnOpen: p.enter, OnRune: p.s.letter, OnEscape: p.narrow,
		Source: func(offset, limit int, sort string, desc bool, done func([]app.TableRow, int)) {
			if sort != "" {
				p.sortBy(rows, sort, desc)
			}
			done(rows[min(offset, len(rows)):min(offset+limit, len(rows))], len(rows))
		},
		OnShow: func(r *app.TableRow) {
			p.s.doc = document{buttons: p.commands(r)}
			p.s.drawMenu()
		}}
	if len(t.Rows) > 1 && slices.ContainsFunc(t.Total, func(x any) bool { return x != nil }) {
		p.grid.Total = p.totalOf
	}
	p.body.Objects = []fyne.CanvasObject{p.grid.Object()}
	p.body.Refresh()
	p.grid.Reload()
}

// totalOf is what a column comes to.
func (p *reportsPage) totalOf(id string) string {
	for i := range p.shown.Columns {
		c := &p.shown.Columns[i]
		switch {
		case c.ID != id:
		case i == 0:
			return kit.T("Together")
		case p.shown.Total[i] != nil:
			return p.cell(c, p.shown.Total[i])
		}
	}
	return ""
}

// sortBy sorts rows by a column: numbers by size, the rest as texts.
func (p *reportsPage) sortBy(rows []app.TableRow, id string, desc bool) {
	i := slices.IndexFunc(p.shown.Columns, func(c app.TableColumn) bool { return c.ID == id })
	slices.SortStableFunc(rows, func(a, b app.TableRow) int {
		n := 0
		if p.shown.Columns[i].Right {
			n = int(max(-1, min(1, a.Number(i)-b.Number(i))))
		} else {
			n = strings.Compare(strings.ToLower(p.cellText(a.Cells[i])), strings.ToLower(p.cellText(b.Cells[i])))
		}
		if desc {
			n = -n
		}
		return n
	})
}

// bars is the report's chart; nil where it has none.
func (p *reportsPage) bars() fyne.CanvasObject {
	t := &p.shown
	if t.Bars == "" || len(t.Rows) < 2 {
		return nil
	}
	value, line := 0, -1
	for i, c := range t.Columns {
		if c.ID == t.Bars {
			value = i
		}
		if t.Line != "" && c.ID == t.Line {
			line = i
		}
	}
	const most = 24
	scale := math.Pow10(t.Currency.Digits())
	if _, money := t.Rows[0].Cells[value].(app.Money); !money {
		scale = 1
	}
	rows := t.Rows
	if t.Columns[0].Month {
		rows = rows[max(0, len(rows)-most):]
	} else {
		rows = rows[:min(len(rows), most)]
	}
	var bars []kit.Bar
	var before []float64
	for i := range rows {
		r := &rows[i]
		tone := kit.Info
		if r.Number(value) < 0 {
			tone = kit.Bad
		}
		name := p.cell(&t.Columns[0], r.Cells[0])
		words := kit.T("%s   %s", name, p.cell(&t.Columns[value], r.Cells[value]))
		if line >= 0 {
			words = kit.T("%s   %s   (line: %s)", name, p.cell(&t.Columns[value], r.Cells[value]), p.cell(&t.Columns[line], r.Cells[line]))
		}
		bars = append(bars, kit.Bar{Name: name, Words: words, Value: float64(r.Number(value)) / scale, Tone: tone})
		if line >= 0 {
			before = append(before, float64(r.Number(line))/scale)
		}
	}
	title := p.heading(&t.Columns[value])
	if line >= 0 {
		title = kit.T("%s, and as a line: %s", title, p.heading(&t.Columns[line]))
	}
	c := kit.NewChart(title, bars, func(v float64) string { return grouped(wholeText(v)) })
	c.Line, c.LineTone, c.Height = before, kit.Good, 150
	c.OnOpen = func(i int) { p.enter(&rows[i]) }
	c.OnEscape, c.OnRune = p.narrow, p.s.letter
	return c
}

func (p *reportsPage) export() {
	in := *p.now()
	act(p.s, "", func(ctx context.Context) (string, error) {
		x, err := p.s.desk.ExportReport(ctx, in)
		if err != nil {
			return "", err
		}
		return x.FileName, p.s.leave(x.FileName, x.XLSX)
	}, func(name string) { p.s.toasts.Show(kit.T("%s is in %s", name, p.s.opt.Folder), kit.Good, "", nil) })
}

func (p *reportsPage) show(trade.Ref) {}
func (p *reportsPage) add()           {}
func (p *reportsPage) filter()        { p.s.win.Canvas().Focus(p.from) }

func (p *reportsPage) focus() {
	if p.grid != nil {
		p.s.win.Canvas().Focus(p.grid.Focus())
		return
	}
	p.s.win.Canvas().Focus(p.list)
}

// narrow goes back to what was opened before.
func (p *reportsPage) narrow() {
	if len(p.opened) > 1 {
		p.opened = p.opened[:len(p.opened)-1]
		p.load()
		p.focus()
	}
}
