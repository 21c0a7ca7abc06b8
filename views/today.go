package views

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// kindToday is the section Today's own kind: no record is of it.
const kindToday trade.Kind = "today"

// todayPage shows what waits, the money and how the month goes.
type todayPage struct {
	s      *Shell
	root   *fyne.Container
	bar    *fyne.Container
	tasks  *kit.Tasks
	void   *fyne.Container
	charts *fyne.Container
	groups []app.TodayGroup
	wide   map[string]bool // the groups that are shown whole
	latest kit.Latest
}

func (s *Shell) todayPage() page { return &todayPage{s: s, wide: map[string]bool{}} }

// doneKey is the row that leads to what was done today.
const doneKey = "done"

// shownTasks is how many of a group are shown when it is opened.
const shownTasks = 40

func (p *todayPage) object() fyne.CanvasObject {
	if p.root != nil {
		return p.root
	}
	p.bar, p.charts, p.void = container.NewStack(), container.NewStack(), container.NewStack()
	p.tasks = kit.NewTasks()
	p.tasks.OnDo, p.tasks.OnOpen, p.tasks.OnMore, p.tasks.OnMove = p.do, p.open, p.more, p.drawVerbs
	p.tasks.OnRune = p.s.letter
	keys := kit.Caption(kit.T("J/K move     Enter do it     O open     S until tomorrow     X mark     Right show the rest     Ctrl+Enter do all"))
	foot := container.NewVBox(container.New(layout.NewCustomPaddedLayout(4, 4, 5, 0), keys), widget.NewSeparator(), p.charts)
	p.root = container.New(layout.NewCustomPaddedLayout(8, 6, 12, 12), container.NewBorder(p.bar, foot, nil, nil, container.NewStack(p.tasks, p.void)))
	return p.root
}

func (p *todayPage) reload() {
	wanted := p.latest.Next()
	read(p.s, func(ctx context.Context) (app.TodayOut, error) {
		return p.s.desk.Today(ctx, app.TodayIn{Limit: shownTasks})
	}, func(out app.TodayOut) {
		if wanted() {
			p.draw(out)
		}
	})
}

func (p *todayPage) draw(out app.TodayOut) {
	p.groups = out.Groups
	p.bar.Objects = []fyne.CanvasObject{p.moneyBar(out)}
	p.charts.Objects = []fyne.CanvasObject{p.month(out)}
	p.bar.Refresh()
	p.charts.Refresh()
	var rows []kit.Task
	for i := range out.Groups {
		g := &out.Groups[i]
		if i == 0 || out.Groups[i-1].Soon != g.Soon {
			heading := kit.T("NOW")
			if g.Soon {
				heading = kit.T("SOON")
			}
			rows = append(rows, kit.Task{Heading: heading})
		}
		rows = append(rows, p.rowsOf(g)...)
	}
	p.void.RemoveAll()
	if len(out.Groups) == 0 {
		p.void.Add(kit.Empty(theme.ConfirmIcon(), kit.T("Nothing waits. All that can be done today is done."), kit.T("New quote"), p.add))
	}
	if done := doneText(out.Done); done != "" {
		rows = append(rows, kit.Task{Heading: kit.T("DONE TODAY")}, kit.Task{Key: doneKey, Party: done, Action: kit.T("Show steps"), Long: true})
	}
	p.void.Refresh()
	p.tasks.Set(rows)
	p.root.Refresh() // the bar and the charts may be higher than before
}

// rowsOf is a group's worst finding, or all of them where it is opened.
func (p *todayPage) rowsOf(g *app.TodayGroup) []kit.Task {
	n := 1
	if p.wide[g.Rule] {
		n = len(g.Findings)
	}
	var rows []kit.Task
	for i := range g.Findings[:n] {
		f := &g.Findings[i]
		words := ruleWords[g.Rule]
		x := kit.Task{Key: keyOf(f), Word: kit.T(words.word), Tone: words.tone, Number: p.nameOf(f), Party: partyOf(f), Note: p.noteOf(f), Trouble: kit.Said(f.Trouble),
			Action: p.actionOf(f), Inset: i > 0}
		if f.Currency != "" {
			x.Sum = amount(f.Sum, f.Currency) + " " + string(f.Currency)
		}
		switch {
		case i > 0 || g.Count == 1:
		case p.wide[g.Rule]:
			x.More = kit.T("less")
		default:
			x.More = kit.T("%s more", countOr0(g.Count-1))
		}
		rows = append(rows, x)
	}
	if rest := g.Count - n; n > 1 && rest > 0 {
		rows = append(rows, kit.Task{Key: g.Rule + " list", Party: kit.T("and %s more in the list", countOr0(rest)), Action: kit.T("Show the list"), Inset: true, Long: true})
	}
	return rows
}

func keyOf(f *app.Finding) string { return f.Rule + " " + strconv.FormatInt(int64(f.ID), 10) }

// at is the group and the finding that a row shows; the finding is nil for the row that leads to the list.
func (p *todayPage) at(key string) (*app.TodayGroup, *app.Finding) {
	rule, _, _ := strings.Cut(key, " ")
	for i := range p.groups {
		if g := &p.groups[i]; g.Rule == rule {
			for j := range g.Findings {
				if keyOf(&g.Findings[j]) == key {
					return g, &g.Findings[j]
				}
			}
			return g, nil
		}
	}
	return nil, nil
}

// chosen is what the list stands on.
func (p *todayPage) chosen() (*app.TodayGroup, *app.Finding) { return p.at(p.tasks.Chosen()) }

// do does what the row's button says.
func (p *todayPage) do(key string) {
	g, f := p.at(key)
	switch {
	case f == nil:
		p.open(key)
	case p.s.ask(f):
	case g.Step == "":
		p.open(key)
	default:
		p.settle(g, []trade.ID{f.ID})
	}
}

// settle does a rule's step for findings, and says what became of it.
func (p *todayPage) settle(g *app.TodayGroup, ids []trade.ID) {
	p.tasks.Unmark()
	act(p.s, "", func(ctx context.Context) (app.DoTodayOut, error) {
		return p.s.desk.DoToday(ctx, app.DoTodayIn{Rule: g.Rule, IDs: ids})
	}, func(out app.DoTodayOut) {
		said, tone := kit.T("%d done", len(out.Done)), kit.Good
		if len(out.Done) == 1 {
			said = kit.T(ruleWords[g.Rule].done)
		}
		if len(out.Left) > 0 {
			said, tone = kit.T("%d done, %d left. The first of these: %s", len(out.Done), len(out.Left), kit.Said(out.Left[0].Reason)), kit.Warn
		}
		p.s.say(said, tone)
	})
}

// all does the step for the marked rows, or for all of the group that the list stands on.
func (p *todayPage) all() {
	g, f := p.chosen()
	ids := map[string][]trade.ID{}
	var order []*app.TodayGroup
	for _, key := range p.tasks.Marked() {
		if mg, mf := p.at(key); mf != nil && p.together(mg) {
			if ids[mg.Rule] == nil {
				order = append(order, mg)
			}
			ids[mg.Rule] = append(ids[mg.Rule], mf.ID)
		}
	}
	switch {
	case len(order) > 0:
		for _, g := range order {
			p.settle(g, ids[g.Rule])
		}
	case g != nil && p.together(g):
		var list []trade.ID
		for i := range g.Findings {
			list = append(list, g.Findings[i].ID)
		}
		p.settle(g, list)
	case f != nil:
		p.do(keyOf(f))
	}
}

// together says whether a group's step can be done for many at once.
func (p *todayPage) together(g *app.TodayGroup) bool { return g.Step != "" && !ruleWords[g.Rule].asks }

// open goes to the record, or to the list that shows all of a group.
func (p *todayPage) open(key string) {
	switch g, f := p.at(key); {
	case key == doneKey:
		p.s.steps()
	case f != nil:
		p.s.Show(trade.Ref{Kind: f.Kind, ID: f.ID})
	case g != nil:
		p.s.list(g.Kind, g.Filter)
	}
}

// more shows the rest of a group, or hides it again.
func (p *todayPage) more(key string) {
	g, f := p.at(key)
	switch {
	case g == nil || g.Count == 1:
	case f == nil:
		p.open(key)
	default:
		p.wide[g.Rule] = !p.wide[g.Rule]
		first := keyOf(&g.Findings[0])
		p.reload()
		p.tasks.Choose(first)
	}
}

// snooze puts the marked rows, or the chosen one, aside until a day; empty is tomorrow.
func (p *todayPage) snooze(until trade.Date) {
	ids := map[string][]trade.ID{}
	keys := p.tasks.Marked()
	if len(keys) == 0 {
		keys = []string{p.tasks.Chosen()}
	}
	n := 0
	for _, key := range keys {
		if g, f := p.at(key); f != nil {
			ids[g.Rule] = append(ids[g.Rule], f.ID)
			n++
		}
	}
	if n == 0 {
		return
	}
	said := kit.T("Put aside until tomorrow")
	if until != "" {
		said = kit.T("Put aside until %s", day(until, p.s.today()))
	}
	p.tasks.Unmark()
	act(p.s, said, func(ctx context.Context) (bool, error) {
		return true, p.s.desk.Together(ctx, func(ctx context.Context) error {
			for rule, list := range ids {
				if _, err := p.s.desk.Snooze(ctx, app.SnoozeIn{Rule: rule, IDs: list, Until: until}); err != nil {
					return err
				}
			}
			return nil
		})
	}, nil)
}

// snoozeUntil asks for the day.
func (p *todayPage) snoozeUntil() {
	if _, f := p.chosen(); f == nil {
		return
	}
	today := p.s.today()
	f := kit.NewForm(&kit.Field{Name: "until", Label: kit.T("Until the day, such as %s", typedDay(today.Add(7))), Text: typedDay(today.Add(7))})
	kit.AskForm(p.s.win.Canvas(), kit.T("Put aside"), kit.T("Put aside"), f, func(d *kit.Dialog) {
		until := trade.Date(strings.TrimSpace(f.Text("until")))
		if err := until.Check("day"); err != nil || until <= today {
			f.Wrong("until", kit.T("Enter a day after today, such as %s.", today.Add(7)))
			return
		}
		d.Close()
		p.snooze(until)
	})
}

// drawVerbs puts what can be done into the menu, so that Ctrl+Enter and whoever reads menus find it.
func (p *todayPage) drawVerbs() {
	if p.s.pages[p.s.at].page != page(p) {
		return
	}
	p.s.doc = document{buttons: []button{
		{text: kit.T("Do all of this kind, or what is marked"), primary: true, do: p.all},
		{text: kit.T("Do it"), do: func() { p.do(p.tasks.Chosen()) }},
		{text: kit.T("Open it"), do: func() { p.open(p.tasks.Chosen()) }},
		{text: kit.T("Put aside until tomorrow"), do: func() { p.snooze("") }},
		{text: kit.T("Put aside until…"), do: p.snoozeUntil},
		{text: kit.T("Mark"), do: p.tasks.Mark},
		{text: kit.T("Show the rest, or less"), do: func() { p.more(p.tasks.Chosen()) }},
	}}
	p.s.drawMenu()
}

func (p *todayPage) show(trade.Ref) {}

func (p *todayPage) add() { p.s.newQuote() }

func (p *todayPage) filter() {}

func (p *todayPage) focus() { p.s.win.Canvas().Focus(p.tasks) }

func (p *todayPage) narrow() {}

// list shows the list of a kind with one of its filters.
func (s *Shell) list(kind trade.Kind, filter string) {
	s.travel(func() {
		s.Go(s.section(kind))
		if x, ok := s.page().(interface{ choose(string) }); ok {
			x.choose(filter)
		}
	})
}

// newQuote begins one, wherever the person is.
func (s *Shell) newQuote() {
	at := s.section(trade.KindQuote)
	s.Go(at)
	s.pages[at].page.add()
}

// moneyBar shows the company's money; each figure leads to what it is made of.
func (p *todayPage) moneyBar(out app.TodayOut) fyne.CanvasObject {
	cur := out.Currency
	sum := func(a money.Amount) string { return amount(a, cur) }
	overdue := kit.Good
	if out.Money.Overdue > 0 {
		overdue = kit.Bad
	}
	order := kit.Quiet
	if out.Money.ToOrder > 0 {
		order = kit.Warn
	}
	profit := kit.Good
	if out.Money.Profit < 0 {
		profit = kit.Bad
	}
	title := container.New(layout.NewCustomPaddedLayout(0, 6, 2, 0), container.NewHBox(kit.Title(kit.T("Today, %s %s", kit.Spoken().Days[out.Today.Time().Weekday()], day(out.Today, out.Today)))))
	return container.NewVBox(title, container.NewGridWithColumns(4,
		kit.NewSegment(kit.T("Open"), sum(out.Money.Open), string(cur), kit.Info, func() { p.s.list(trade.KindInvoice, "open") }),
		kit.NewSegment(kit.T("Overdue"), sum(out.Money.Overdue), string(cur), overdue, func() { p.s.list(trade.KindInvoice, "overdue") }),
		kit.NewSegment(kit.T("To order"), counted(out.Money.ToOrder, "%d order", "%d orders"), "", order, func() { p.s.list(trade.KindOrder, "to_order") }),
		kit.NewSegment(kit.T("Profit in %s", kit.Spoken().Month(out.Today.Time())), sum(out.Money.Profit), string(cur), profit, func() { p.s.Go(p.s.section("")) }),
	))
}

// month draws how the month goes, with the month before as a line.
func (p *todayPage) month(out app.TodayOut) fyne.CanvasObject {
	cur := out.Currency
	days := len(out.Month)
	if n := out.Today.Time().AddDate(0, 1, -out.Today.Time().Day()).Day(); n > days {
		days = n
	}
	chart := func(title, empty string, height func(*app.DayOfTrade) float64, said func(*app.DayOfTrade) string, tone func(float64) kit.Tone, scale func(float64) string) *kit.Chart {
		bars := make([]kit.Bar, days)
		for i := range bars {
			bars[i].Name = strconv.Itoa(i + 1)
			bars[i].Words = day(trade.Date(out.Today.Month()+fmt.Sprintf("-%02d", i+1)), out.Today)
			if i < len(out.Month) {
				d := &out.Month[i]
				bars[i].Value = height(d)
				bars[i].Tone = tone(bars[i].Value)
				bars[i].Words = day(d.Day, out.Today) + "   " + said(d)
			}
		}
		c := kit.NewChart(title, bars, scale)
		c.Height, c.Empty, c.OnRune = 128, empty, p.s.letter
		for i := range min(len(out.Before), days) {
			c.Line = append(c.Line, height(&out.Before[i]))
		}
		c.LineTone = kit.Quiet
		return c
	}
	digits := uint8(cur.Digits())
	main := func(a money.Amount) float64 {
		v := float64(a)
		for range digits {
			v /= 10
		}
		return v
	}
	sums := func(v float64) string { return grouped(strconv.FormatFloat(v, 'f', -1, 64)) }
	month := kit.Spoken().Month(out.Today.Time())
	revenue := chart(kit.T("Revenue in %s, %s", month, cur), kit.T("Nothing was sold in this month yet."), func(d *app.DayOfTrade) float64 { return main(d.Revenue) },
		func(d *app.DayOfTrade) string { return amount(d.Revenue, cur) + " " + string(cur) }, func(float64) kit.Tone { return kit.Info }, sums)
	profit := chart(kit.T("Profit in %s, %s", month, cur), kit.T("Nothing was earned in this month yet."), func(d *app.DayOfTrade) float64 { return main(d.Profit) },
		func(d *app.DayOfTrade) string { return amount(d.Profit, cur) + " " + string(cur) }, func(v float64) kit.Tone {
			if v < 0 {
				return kit.Bad
			}
			return kit.Good
		}, sums)
	late := chart(kit.T("Late deliveries in %s", month), kit.T("Nothing arrived late in this month."), func(d *app.DayOfTrade) float64 { return float64(d.Late) },
		func(d *app.DayOfTrade) string { return kit.T("%d of %d late", d.Late, d.Delivered) }, func(float64) kit.Tone { return kit.Warn }, sums)
	line := kit.Caption(kit.T("bars: this month, by day     line: the month before"))
	return container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(0, 0, 5, 0), line), nil, nil, container.NewGridWithColumns(3, revenue, profit, late))
}

// doneText says what was done today, the most frequent first.
func doneText(list []app.DoneToday) string {
	var parts []string
	for _, d := range list[:min(len(list), 6)] {
		words, ok := doneWords[d.Step]
		if !ok {
			continue
		}
		parts = append(parts, counted(d.Count, words[0], words[1]))
	}
	return strings.Join(parts, " · ")
}

// todayScenes are for the gallery.
func (s *Shell) todayScenes() []Scene {
	open := func(then func(*todayPage)) func() {
		return func() {
			s.Go(s.section(kindToday))
			then(s.pages[s.at].page.(*todayPage))
		}
	}
	return []Scene{
		{"today-open", open(func(p *todayPage) {
			for i := range p.groups {
				if g := &p.groups[i]; g.Rule == "overdue" {
					key := keyOf(&g.Findings[0])
					p.tasks.Choose(key)
					p.more(key)
					p.tasks.Mark()
				}
			}
		})},
		{"dialog-put-aside", open((*todayPage).snoozeUntil)},
		{"settings-automation", func() { s.settingsPart(kit.T("Automation")) }},
	}
}
