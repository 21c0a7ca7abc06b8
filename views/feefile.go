package views

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// chooseFees asks for a file of fees, and what it does not say itself.
func (s *Shell) chooseFees(path string) {
	asTold := kit.T("as the file tells")
	f := kit.NewForm(
		fileField(kit.T("The file (.csv, .txt, .xlsx, .ods)"), path),
		&kit.Field{Name: "channel", Label: kit.T("The orders came in on"), Options: append([]string{asTold}, channels.words()...), Text: asTold},
		&kit.Field{Name: "currency", Label: kit.T("Currency, where the file does not say it")},
	)
	var d *kit.Dialog
	browse := s.browser(listEndings, func() *kit.Dialog { return d }, s.chooseFees)
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Import fees"), kit.T("Read it"), browse, f, func(d *kit.Dialog) {
		path := f.Text("path")
		in := app.FeeFileIn{Name: filepath.Base(path), Currency: money.Currency(strings.ToUpper(strings.TrimSpace(f.Text("currency"))))}
		if word := f.Text("channel"); word != asTold {
			in.Channel = channels.value(word)
		}
		submit(s, d, f, "", func(context.Context) (app.FeeFileIn, error) {
			var err error
			in.File, err = listFile(path)
			return in, err
		}, s.readFees)
	})
}

// takeFees reads a dropped file as one of fees.
func (s *Shell) takeFees(path string) { s.chooseFees(path) }

// readFees shows what a file of fees brings.
func (s *Shell) readFees(in app.FeeFileIn) {
	in.Limit = shownRows
	longStep(s, kit.T("Reading %s", in.Name), func(ctx context.Context) (*app.FeePlan, error) { return s.desk.PreviewFees(ctx, in) }, func(p *app.FeePlan) { s.showFees(in, p) }, s.fail)
}

// feeList is a file of fees before it is taken over.
type feeList struct {
	*fileRows[app.FeeLook]
	in   app.FeeFileIn
	plan *app.FeePlan
}

// showFees shows what a file of fees brings, and takes it over at a click.
func (s *Shell) showFees(in app.FeeFileIn, plan *app.FeePlan) *feeList {
	p := &feeList{in: in, plan: plan}
	p.fileRows = &fileRows[app.FeeLook]{s: s, all: plan.Rows, width: 290, look: feeRow, key: func(r *app.FeeLook) int64 { return int64(r.Row) }, tell: p.tellFee, groups: feeGroups(plan.Counts),
		foot: func(n int) string {
			return kit.T("%s will be recorded with their orders.", counted(n, "%d row", "%d rows")) + "   " + kit.T("X or Enter takes or leaves a row")
		},
		words: func(taken bool) string {
			if taken {
				return kit.T("Leave this row")
			}
			return kit.T("Take this row")
		}}
	columns := []kit.Column[app.FeeLook]{
		{Key: "number", Title: kit.T("Order there"), Width: -3, Text: func(r *app.FeeLook) string { return r.Number }},
		{Key: "order", Title: kit.T("Order"), Width: 84, Text: func(r *app.FeeLook) string { return r.OrderNo }},
		{Key: "date", Title: kit.T("Date"), Width: 66, Text: func(r *app.FeeLook) string { return day(r.Date, s.today()) }},
		{Key: "type", Title: kit.T("What"), Width: -2, Text: func(r *app.FeeLook) string { return r.Type }},
		{Key: "fee", Title: kit.T("Kept"), Width: 74, Right: true, Text: func(r *app.FeeLook) string {
			if len(r.Parts) == 0 {
				return ""
			}
			return amount(r.Fee, r.Currency)
		}},
		{Key: "currency", Width: 40, Text: func(r *app.FeeLook) string { return string(r.Currency) }, Tone: func(*app.FeeLook) kit.Tone { return kit.Quiet }},
		{Key: "was", Title: kit.T("Estimated"), Width: 96, Right: true, Text: func(r *app.FeeLook) string {
			if r.Was == nil {
				return ""
			}
			return amount(r.Was.Amount, r.Was.Currency) + " " + string(r.Was.Currency)
		}, Tone: func(*app.FeeLook) kit.Tone { return kit.Quiet }},
		{Key: "why", Title: kit.T("Besides"), Width: -3, Spare: true, Text: feeWhy, Tone: func(r *app.FeeLook) kit.Tone { x := feeRow(r); return x.tone() }},
	}
	verb := kit.T("Take the fees over")
	if plan.Nothing && plan.Counts[app.FeesDoubt] == 0 {
		verb = ""
	}
	p.open(kit.T("Fees of %s", plan.Name), verb, columns, p.summary(), nil, app.FeeGroups, p.apply)
	return p
}

func feeRow(r *app.FeeLook) fileRow {
	return fileRow{row: r.Row, group: r.Group, taken: r.Taken, may: r.May, asks: r.Group == app.FeesDoubt, wrong: r.Group == app.FeesError, doubts: r.Doubts}
}

func feeGroups(counts map[string]int) []fileGroup {
	groups := []fileGroup{{app.FeesChanged, kit.T("For an estimate"), 0, kit.None}, {app.FeesNew, kit.T("New"), 0, kit.None}, {app.FeesDoubt, kit.T("In doubt"), 0, kit.Warn}, {app.FeesMissing, kit.T("Order not here"), 0, kit.Warn},
		{app.FeesError, kit.T("Not readable"), 0, kit.Bad}, {app.FeesKnown, kit.T("Here already"), 0, kit.None}, {app.FeesIdle, kit.T("Of no order, or no fee"), 0, kit.None}}
	for i := range groups {
		groups[i].count = counts[groups[i].id]
	}
	return groups
}

// feeWhy is what stands against a row, else what is to be known of it.
func feeWhy(r *app.FeeLook) string {
	switch {
	case len(r.Doubts) > 0:
		return kit.Said(r.Doubts[0].Text)
	case len(r.Notes) > 0:
		return kit.Said(r.Notes[0].Text)
	}
	return cmp.Or(r.Customer, r.Title)
}

// summary is what is to be known of the file as a whole.
func (p *feeList) summary() fyne.CanvasObject {
	box, add := sentences()
	if k := p.plan.Known; k != nil {
		add(kit.T("This very file was taken over on %s already.", moment(k.At, p.s.today())), widget.MediumImportance)
	}
	add(kit.T("A report of %s", wordOf(p.plan.Source)), widget.LowImportance)
	for _, x := range p.plan.Sums {
		text := kit.T("%s %s to record", amount(x.Taken, x.Currency), x.Currency)
		if x.Taken == 0 {
			text = kit.T("nothing in %s to record", x.Currency)
		}
		for _, more := range []struct {
			sum  money.Amount
			text string
		}{{x.Before, kit.T("%s recorded before", amount(x.Before, x.Currency))}, {x.Left, kit.T("%s left", amount(x.Left, x.Currency))}, {x.Besides, kit.T("%s of no order", amount(x.Besides, x.Currency))}} {
			if more.sum != 0 {
				text += "   " + more.text
			}
		}
		add(text, widget.LowImportance)
	}
	for _, d := range p.plan.Doubts[:min(len(p.plan.Doubts), 3)] {
		add(kit.Said(d), widget.WarningImportance)
	}
	return box
}

// tellFee says all that is to be known of a row.
func (p *feeList) tellFee(r *app.FeeLook) {
	p.head(strings.TrimSpace(cmp.Or(r.Number, r.Type) + "  " + r.Customer))
	p.say(kit.T("Row %s of the file", countOr0(r.Row)), widget.LowImportance)
	p.remarks(r, r.Notes)
	if r.Title != "" {
		p.say(r.Title, widget.MediumImportance)
	}
	for _, x := range r.Parts {
		p.say(chargeWord(x.Kind)+"  "+amount(x.Amount, r.Currency)+" "+string(r.Currency)+"  "+x.Name, widget.MediumImportance)
	}
	if r.Was != nil {
		p.say(kit.T("Estimated until now: %s %s", amount(r.Was.Amount, r.Was.Currency), r.Was.Currency), widget.LowImportance)
	}
	if r.Gross != nil && r.Net != nil {
		p.say(kit.T("Amount %s, paid out %s", amount(*r.Gross, r.Currency), amount(*r.Net, r.Currency)), widget.LowImportance)
	}
	if r.OrderID != 0 {
		p.action(kit.T("Open the order"), func() {
			p.dialog.Close()
			p.s.Show(trade.Ref{Kind: trade.KindOrder, ID: r.OrderID})
		})
	}
}

// feesTaken is what was taken over, and the step that did it.
type feesTaken struct {
	plan *app.FeePlan
	step trade.ID
}

// apply takes the fees over and offers to take the step back.
func (p *feeList) apply() {
	in, s := p.in, p.s
	in.Take, in.Leave = p.decided(p.in.Take, p.in.Leave)
	in.Limit = 1
	longStep(s, kit.T("Taking over %s", in.Name), func(ctx context.Context) (feesTaken, error) {
		ctx, step := app.Noting(ctx)
		out, err := s.desk.ImportFees(ctx, in)
		return feesTaken{out, *step}, err
	}, func(out feesTaken) {
		s.fresh()
		m := out.plan.Import
		if m == nil {
			s.toasts.Show(kit.T("Nothing in it is new."), kit.Quiet, "", nil)
			return
		}
		said := kit.T("%s is taken over: %s, %s", m.Name, counted(m.Charges, "%d fee", "%d fees"), counted(m.Orders, "%d order", "%d orders"))
		s.toasts.Offer(said, kit.Good, kit.Offer{Text: kit.T("Undo"), Do: func() { s.undoFees(m, out.step) }})
	}, s.fail)
}

// undoFees takes a file back: by its step, or, where the step is larger than is kept or something came after it, by deleting its charges.
func (s *Shell) undoFees(m *trade.FeeImport, step trade.ID) {
	longStep(s, kit.T("Undoing %s", m.Name), func(ctx context.Context) (string, error) {
		if step != 0 {
			if _, err := s.desk.UndoStep(ctx, app.ByID{ID: step}); err == nil {
				return kit.T("%s is undone: all is as it was before.", m.Name), nil
			}
		}
		_, err := s.desk.UndoFees(ctx, app.ByID{ID: m.ID})
		return kit.T("%s is undone: what was estimated before counts again.", m.Name), err
	}, func(said string) {
		s.fresh()
		s.toasts.Show(said, kit.Good, "", nil)
	}, s.fail)
}

// feeImports lists the files of fees that were taken over, each with a way back.
func (s *Shell) feeImports() {
	read(s, func(ctx context.Context) (app.All[trade.FeeImport], error) {
		return s.desk.ListFeeImports(ctx, app.Nothing{})
	}, func(all app.All[trade.FeeImport]) {
		var d *kit.Dialog
		var rows [][]kit.Cell
		for i := range all.Rows {
			m := &all.Rows[i]
			undo := kit.NewAction(kit.T("Undo"), false, func() { d.Close(); s.undoFees(m, 0) }, func() { d.Close() })
			rows = append(rows, []kit.Cell{{Text: moment(m.At, s.today()), Tone: kit.Quiet}, {Text: wordOf(m.Channel)}, {Text: m.Name}, {Text: countText(m.Orders)}, {Text: countText(m.Charges)}, {Text: m.Who, Tone: kit.Quiet}, {Object: undo}})
		}
		var body fyne.CanvasObject = kit.Empty(theme.DocumentIcon(), kit.T("No file of fees was taken over yet."), "", nil)
		if len(rows) > 0 {
			body = kit.Lines(kit.Columns{104, -2, -3, 70, 70, 80, 96}, []bool{false, false, false, true, true},
				[]string{kit.T("When"), kit.T("Channel"), kit.T("File"), kit.T("Orders"), kit.T("Fees"), kit.T("By"), ""}, rows)
		}
		d = kit.Ask(s.win.Canvas(), kit.T("Files of fees that were taken over"), "", kit.Wide(860, body), func(d *kit.Dialog) { d.Close() })
	})
}
