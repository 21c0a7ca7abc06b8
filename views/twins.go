package views

import (
	"context"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// again is a step that is asked for once more. One that was refused because it looks like one that was
// taken already says so in its dialog; the same button pressed again says that it is another one.
type again struct{ more bool }

func (a *again) heard(err error) error {
	a.more = err != nil && app.AsError(err).Field == "twice"
	return err
}

// twinCards says on a document which others it may be the same as, with a way out: to compare the two, to
// say that it is another one, or to leave it.
func (s *Shell) twinCards(d *document, kind trade.Kind, id trade.ID, list []app.Twin, leave *button) {
	for _, t := range list {
		d.actions = append(d.actions, s.twinCard(d, kind, id, t, leave)...)
	}
}

func (s *Shell) twinCard(d *document, kind trade.Kind, id trade.ID, t app.Twin, leave *button) (actions []fyne.Focusable) {
	var buttons []fyne.CanvasObject
	add := func(step, text string, do func()) {
		d.buttons = append(d.buttons, button{step: step, text: text, placed: true, do: do})
		a := kit.NewAction(text, false, do, func() { s.page().narrow() })
		a.OnRune = s.letter
		s.allowed(step, a)
		buttons, actions = append(buttons, a), append(actions, a)
	}
	name := numberOr(t.Number)
	add("", kit.T("Compare with %s…", name), func() { s.compare(kind, t.ID, id) })
	add("DismissTwins", kit.T("It is another one"), func() { s.dismiss(kind, t.ID, id) })
	if leave != nil { // it stands in the heading's menu already
		a := kit.NewAction(leave.text, false, leave.do, func() { s.page().narrow() })
		a.OnRune = s.letter
		buttons, actions = append(buttons, a), append(actions, a)
	}
	text := kit.T("This may be %s of %s once more", name, day(t.Date, s.today()))
	d.top = append(d.top, kit.Card(kit.Warn, text, kit.T("It has %s.", kit.Said(t.Why))+" "+state(t.State)+".", s.documentRoom(), buttons...))
	return actions
}

// dismiss says that two records are not the same one.
func (s *Shell) dismiss(kind trade.Kind, a, b trade.ID) {
	s.leaveDialogs()
	act(s, kit.T("Noted: they are two"), func(ctx context.Context) (app.Done, error) {
		return s.desk.DismissTwins(ctx, app.PairIn{Kind: kind, A: a, B: b})
	}, nil)
}

// compare shows two records side by side. Customers, suppliers and items can be joined then.
func (s *Shell) compare(kind trade.Kind, a, b trade.ID) {
	read(s, func(ctx context.Context) (app.Comparison, error) {
		return s.desk.CompareRecords(ctx, app.PairIn{Kind: kind, A: a, B: b})
	}, s.drawComparison)
}

func (s *Shell) drawComparison(c app.Comparison) {
	var rows [][]kit.Cell
	for _, f := range c.Fields {
		tone := kit.None
		if !f.Same {
			tone = kit.Warn
		}
		a, b := kit.Said(f.A), kit.Said(f.B)
		if f.Field == "Language" {
			a, b = languageWords()[f.A], languageWords()[f.B]
		}
		rows = append(rows, []kit.Cell{{Text: kit.T(f.Field), Tone: kit.Quiet}, {Text: a, Tone: tone}, {Text: b, Tone: tone}})
	}
	var d *kit.Dialog
	var buttons []fyne.CanvasObject
	add := func(text string, do func()) {
		buttons = append(buttons, kit.NewAction(text, false, do, func() { d.Close() }))
	}
	detail := ""
	if c.Kind == trade.KindOrder || c.Kind == trade.KindBill {
		add(kit.T("Show %s", c.NameA), func() { s.leaveDialogs(); s.Show(trade.Ref{Kind: c.Kind, ID: c.A}) })
		add(kit.T("Show %s", c.NameB), func() { s.leaveDialogs(); s.Show(trade.Ref{Kind: c.Kind, ID: c.B}) })
	} else {
		detail = kit.T("When they are joined, all documents name the one that is kept, and the other becomes inactive.")
		add(kit.T("Join them, keep the left one"), func() { s.merge(c.Kind, c.A, c.B) })
		add(kit.T("Join them, keep the right one"), func() { s.merge(c.Kind, c.B, c.A) })
	}
	add(kit.T("They are two"), func() { s.dismiss(c.Kind, c.A, c.B) })
	table := kit.WholeLines(kit.Columns{120, -1, -1}, nil, []string{"", c.NameA, c.NameB}, rows)
	d = kit.Ask(s.win.Canvas(), kit.T("Comparison"), "", kit.Wide(820, kit.Flow(4, 820, table, kit.Card(kit.Warn, kit.T("Is it one and the same?"), detail, 800, buttons...))), func(d *kit.Dialog) { d.Close() })
}

// merge joins two records and shows the one that is kept.
func (s *Shell) merge(kind trade.Kind, keep, drop trade.ID) {
	s.leaveDialogs()
	act(s, kit.T("Joined: all documents name the kept one now"), func(ctx context.Context) (app.MergeOut, error) {
		return s.desk.MergeRecords(ctx, app.MergeIn{Kind: kind, Keep: keep, Drop: drop})
	}, func(out app.MergeOut) { s.Show(out.Kept) })
}

// twins lists the customers, suppliers or items that may be there under two names.
func (s *Shell) twins(kind trade.Kind) {
	read(s, func(ctx context.Context) (app.All[app.TwinPair], error) {
		return s.desk.FindTwins(ctx, app.FindTwinsIn{Kind: kind})
	}, func(all app.All[app.TwinPair]) { s.drawTwins(kind, all.Rows) })
}

// shownTwins is how many pairs a list shows at once; when they are settled the next ones follow.
const shownTwins = 100

func (s *Shell) drawTwins(kind trade.Kind, pairs []app.TwinPair) {
	title := map[trade.Kind]string{trade.KindCustomer: kit.T("Customers that may be one"), trade.KindSupplier: kit.T("Suppliers that may be one"), trade.KindItem: kit.T("Items that may be one")}[kind]
	if len(pairs) == 0 {
		s.toasts.Show(kit.T("No duplicates were found."), kit.Good, "", nil)
		return
	}
	var d *kit.Dialog
	var rows [][]kit.Cell
	for _, p := range pairs[:min(len(pairs), shownTwins)] {
		compare := kit.NewLink(kit.T("Compare…"), func() { s.compare(kind, p.A.ID, p.B.ID) })
		compare.OnEscape = func() { d.Close() }
		rows = append(rows, []kit.Cell{{Text: p.A.Number + "  " + p.A.Title}, {Text: p.B.Number + "  " + p.B.Title}, {Text: kit.Said(p.Why), Tone: kit.Quiet}, {Object: compare}})
	}
	table := kit.Lines(kit.Columns{-2, -2, -3, 104}, nil, []string{kit.T("This one"), kit.T("and this one"), kit.T("have"), ""}, rows)
	d = kit.Ask(s.win.Canvas(), title, "", kit.Wide(900, table), func(d *kit.Dialog) { d.Close() })
}

// twinsButton is the command that looks for duplicates.
func (s *Shell) twinsButton(kind trade.Kind) button {
	return button{text: kit.T("Possible duplicates…"), do: func() { s.twins(kind) }}
}

// twinsHere looks for duplicates among what the section lists.
func (s *Shell) twinsHere() {
	switch kind := s.pages[s.at].kind; kind {
	case trade.KindCustomer, trade.KindSupplier, trade.KindItem:
		s.twins(kind)
	default:
		s.toasts.Show(kit.T("Duplicates are looked for among customers, suppliers and items. Go to one of them first."), kit.Quiet, "", nil)
	}
}

// looksLike says of a record that was just made that it may be there already.
func (s *Shell) looksLike(kind trade.Kind, id trade.ID, name string) {
	read(s, func(ctx context.Context) (app.All[app.Twin], error) {
		return s.desk.ListDuplicates(ctx, trade.Ref{Kind: kind, ID: id})
	}, func(all app.All[app.Twin]) {
		if len(all.Rows) > 0 {
			t := all.Rows[0]
			s.toasts.Show(kit.T("%s may be %s, which is there already: %s", name, t.Title, kit.Said(t.Why)), kit.Warn, kit.T("Compare…"), func() { s.compare(kind, t.ID, id) })
		}
	})
}

// became says on a record that was joined with another one where to find that.
func (s *Shell) became(d *document, kind trade.Kind, id trade.ID) {
	if id == 0 {
		return
	}
	d.pills = []fyne.CanvasObject{kit.Pill(kit.T("Joined with another one"), kit.Quiet)}
	d.buttons = []button{{text: kit.T("Show what it became"), primary: true, do: func() { s.Show(trade.Ref{Kind: kind, ID: id}) }}}
}
