package views

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// bulkStep is something that can be done with the marked rows of a list; the first one is the next step, unless it
// is only an aside, such as printing.
type bulkStep struct {
	text  string
	do    func() // nil: the person may not, and the text says whose it is
	aside bool
}

// idsWhere are the ids of the rows with which something can be done.
func idsWhere[R any](rows []R, id func(*R) trade.ID, can func(*R) bool) (ids []trade.ID) {
	for i := range rows {
		if can(&rows[i]) {
			ids = append(ids, id(&rows[i]))
		}
	}
	return ids
}

// steps are what can be done with the marked rows.
func (p *listPage[R]) steps() []bulkStep {
	if p.grid == nil || p.grid.Marking() == 0 || p.bulk == nil {
		return nil
	}
	return p.bulk(p.grid.Marked())
}

// drawMarks shows how many rows are marked, and what can be done with them.
func (p *listPage[R]) drawMarks() {
	p.marks.RemoveAll()
	if n := p.grid.Marking(); n > 0 {
		text := kit.T("%s marked", countOr0(n))
		if n == kit.MaxMarks && p.grid.Count() > n {
			text = kit.T("the first %s of %s marked", countOr0(n), countOr0(p.grid.Count()))
		}
		said := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		buttons := container.NewHBox()
		var more []*fyne.MenuItem
		for i, step := range p.steps() {
			if step.do == nil {
				m := fyne.NewMenuItem(step.text, nil)
				m.Disabled = true
				more = append(more, m)
				continue
			}
			if i == 0 {
				b := widget.NewButton(step.text, step.do)
				if !step.aside {
					b.Importance = widget.HighImportance
				}
				buttons.Add(b)
				continue
			}
			more = append(more, fyne.NewMenuItem(step.text, step.do))
		}
		if len(more) > 0 {
			menu := kit.NewIconButton(kit.T("More that can be done with them"), theme.MoreVerticalIcon(), nil)
			menu.OnTapped = func() {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(menu)
				list := fyne.NewMenu("", more...)
				height := widget.NewPopUpMenu(list, p.s.win.Canvas()).MinSize().Height
				widget.ShowPopUpMenuAtPosition(list, p.s.win.Canvas(), at.SubtractXY(0, height))
			}
			buttons.Add(menu)
		}
		off := kit.NewIconButton(kit.T("Mark none"), theme.CancelIcon(), p.grid.Unmark)
		buttons.Add(off)
		p.marks.Add(container.New(layout.NewCustomPaddedLayout(4, 0, 0, 0), container.NewBorder(nil, nil, said, buttons)))
	}
	p.marks.Refresh()
	p.left.Refresh()
	p.s.drawRows()
}

// bulkOf is a step with many rows, which takes a use case; where the person may not, it says who does.
func (s *Shell) bulkOf(step string, b bulkStep) bulkStep {
	if !s.may(step) {
		b.text, b.do = s.menuText(&button{text: b.text, step: step}), nil
	}
	return b
}

// many is a step that is taken with many documents.
type many struct {
	title     string
	one, more string // the verb, for one document and for %d
	in        app.ManyIn
	fields    []*kit.Field
	fill      func(*kit.Form, *app.ManyIn) error
	said      func(n int) string
}

// many shows once what would go out and what would be left, and then does it.
func (s *Shell) many(m many, then func()) {
	preview := m.in
	preview.Preview = true
	if preview.Reason == "" {
		preview.Reason = "?" // it is asked for in the dialog
	}
	read(s, func(ctx context.Context) (app.ManyOut, error) { return s.desk.DoForMany(ctx, preview) }, func(out app.ManyOut) {
		summary := container.NewVBox(manyTable(out))
		if len(out.Made) == 0 {
			kit.Tell(s.win.Canvas(), kit.T("None of them can be done"), kit.Wide(780, summary))
			return
		}
		if out.Mailed > 0 {
			summary.Add(kit.Aligned(kit.Caption(counted(out.Mailed, "%d message goes into the outbox.", "%d messages go into the outbox."))))
		}
		f := kit.NewForm(m.fields...)
		kit.AskFormBelow(s.win.Canvas(), m.title, counted(len(out.Made), m.one, m.more), kit.Wide(780, summary), f, func(d *kit.Dialog) {
			in := m.in
			in.IDs = nil
			for _, id := range m.in.IDs {
				if !leftOf(out, id) {
					in.IDs = append(in.IDs, id)
				}
			}
			submit(s, d, f, "", func(ctx context.Context) (app.ManyOut, error) {
				if m.fill != nil {
					if err := m.fill(f, &in); err != nil {
						return app.ManyOut{}, err
					}
				}
				return s.desk.DoForMany(ctx, in)
			}, func(done app.ManyOut) {
				then()
				text, tone := m.said(len(done.Made)), kit.Good
				if left := append(out.Left, done.Left...); len(left) > 0 {
					text, tone = text+"  "+counted(len(left), "%d is left.", "%d are left.")+" "+kit.Said(left[0].Reason), kit.Warn
				}
				s.say(text, tone)
			})
		})
	})
}

func leftOf(out app.ManyOut, id trade.ID) bool {
	for _, r := range out.Left {
		if r.ID == id {
			return true
		}
	}
	return false
}

// manyTable lists what would be done, what would be left and why, and the sums.
func manyTable(out app.ManyOut) fyne.CanvasObject {
	var rows [][]kit.Cell
	for _, r := range out.Made {
		sum := ""
		if r.Currency != "" {
			sum = amount(r.Total, r.Currency)
		}
		rows = append(rows, []kit.Cell{{Text: r.Number}, {Text: r.Party}, {Text: sum}, {Text: string(r.Currency)}, {Text: r.To, Tone: doubtTone(r)}})
	}
	box := container.NewVBox()
	if len(rows) > 0 {
		to := kit.T("Goes to")
		if out.Mailed == 0 {
			to = ""
		}
		widths, right, titles := kit.Columns{92, 220, 100, 44, -1}, []bool{false, false, true}, []string{kit.T("Number"), kit.T("With"), kit.T("Total"), "", to}
		if len(out.Sums) == 0 { // shipments and the like come to nothing
			widths, right, titles = kit.Columns{92, 220, -1}, nil, slices.Delete(titles, 2, 4)
			for i := range rows {
				rows[i] = slices.Delete(rows[i], 2, 4)
			}
		}
		scroll := container.NewVScroll(kit.Lines(widths, right, titles, rows))
		scroll.SetMinSize(fyne.NewSize(100, min(scroll.Content.MinSize().Height, 320))) // so that what is asked for stays in sight
		box.Add(scroll)
	}
	if len(out.Sums) > 0 {
		var sums []string
		for _, x := range out.Sums {
			sums = append(sums, amount(x.Sum, x.Currency)+" "+string(x.Currency))
		}
		box.Add(kit.Aligned(kit.Strong(kit.T("Together %s", strings.Join(sums, "   ")))))
	}
	for _, r := range out.Made {
		if r.Doubt != "" {
			box.Add(reasonText(kit.T("%s, %s: %s", numberOr(r.Number), r.Party, kit.Said(r.Doubt))))
		}
	}
	if len(out.Left) > 0 {
		box.Add(kit.Section(kit.T("What is left, and why")))
	}
	for _, r := range out.Left {
		box.Add(reasonText(kit.T("%s, %s: %s", numberOr(r.Number), r.Party, kit.Said(r.Reason))))
	}
	return box
}

// doubtTone marks an address that mail does not reach.
func doubtTone(r app.ManyRow) kit.Tone {
	if r.Doubt != "" {
		return kit.Bad
	}
	return kit.None
}

// reasonText is a sentence that needs a person, on as many lines as it takes.
func reasonText(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Wrapping, l.Importance = fyne.TextWrapWord, widget.DangerImportance
	return l
}

// printMany puts the PDFs of many documents into a folder of their own and shows it.
func (s *Shell) printMany(papers []app.PrintIn) {
	act(s, "", func(ctx context.Context) (printed, error) {
		out, err := s.desk.PrintMany(ctx, app.PrintManyIn{Papers: papers})
		if err != nil {
			return printed{}, err
		}
		folder, err := s.leaveMany(out.Made)
		return printed{out, folder}, err
	}, func(x printed) {
		text, tone := kit.T("%d PDFs are in %s", len(x.out.Made), x.folder), kit.Good
		if len(x.out.Made) == 1 {
			text = kit.T("1 PDF is in %s", x.folder)
		}
		if len(x.out.Left) > 0 {
			text, tone = text+"  "+counted(len(x.out.Left), "%d is left.", "%d are left.")+" "+kit.Said(x.out.Left[0].Reason), kit.Warn
		}
		s.toasts.Show(text, tone, "", nil)
	})
}

type printed struct {
	out    app.PrintManyOut
	folder string
}

// leaveMany puts files into a new folder in the person's own and opens it.
func (s *Shell) leaveMany(files []app.PrintOut) (string, error) {
	if len(files) == 0 {
		return s.opt.Folder, nil
	}
	if err := os.MkdirAll(s.opt.Folder, 0o755); err != nil {
		return "", trade.Faultf(trade.External, "The folder %s could not be made: %w.", s.opt.Folder, err)
	}
	folder, err := os.MkdirTemp(s.opt.Folder, strings.ReplaceAll(string(s.today()), "/", "-")+"-")
	if err == nil {
		err = os.Chmod(folder, 0o755)
	}
	for i := 0; err == nil && i < len(files); i++ {
		err = os.WriteFile(filepath.Join(folder, filepath.Base(files[i].FileName)), files[i].PDF, 0o644)
	}
	if err != nil {
		return "", trade.Faultf(trade.External, "The PDFs could not be written: %w.", err)
	}
	if err := s.opt.Open(folder); err != nil {
		return "", trade.Faultf(trade.External, "The PDFs are in %s, but no program could be started to show it: %w.", folder, err)
	}
	return folder, nil
}

// printStep prints the papers of rows.
func printStep[R any](s *Shell, rows []R, paper func(*R) app.PrintIn) bulkStep {
	return bulkStep{kit.T("Print %d as PDF", len(rows)), func() {
		var list []app.PrintIn
		for i := range rows {
			list = append(list, paper(&rows[i]))
		}
		s.printMany(list)
	}, true}
}
