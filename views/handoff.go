package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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

// shownHandOff is how many documents of a hand-off are listed before it is done.
const shownHandOff = 200

// handOver asks for the period, and shows what would be handed over to the books.
func (s *Shell) handOver() {
	read(s, func(ctx context.Context) (app.Books, error) { return s.desk.GetBooks(ctx, app.Nothing{}) }, func(b app.Books) {
		program := ""
		if b.Program != "" {
			program = programWord(b.Program)
		}
		f := kit.NewForm(
			&kit.Field{Name: "program", Label: kit.T("Program"), Options: programWords(), Text: program, Wide: true},
			&kit.Field{Name: "from", Label: kit.T("Dated from (empty: from the first)")}, &kit.Field{Name: "to", Label: kit.T("to (empty: to the last)")},
			&kit.Field{Name: "again", Label: kit.T("Send again what was handed over before"), Check: true, Wide: true},
		)
		kit.AskForm(s.win.Canvas(), kit.T("Hand over to the books"), kit.T("Show what is new"), f, func(d *kit.Dialog) {
			in := app.HandOffIn{Program: programOf(f.Text("program")), Again: f.Text("again") == "yes"}
			submit(s, d, f, "", func(ctx context.Context) (plan app.HandOffPlan, err error) {
				if in.From, err = typedDate("from", f.Text("from"), s.today()); err != nil {
					return plan, err
				}
				if in.To, err = typedDate("to", f.Text("to"), s.today()); err != nil {
					return plan, err
				}
				return s.desk.PreviewHandOff(ctx, in)
			}, func(plan app.HandOffPlan) { s.drawHandOff(in, plan) })
		})
	})
}

// showHandOff shows what would be handed over.
func (s *Shell) showHandOff(in app.HandOffIn) {
	read(s, func(ctx context.Context) (app.HandOffPlan, error) { return s.desk.PreviewHandOff(ctx, in) }, func(plan app.HandOffPlan) { s.drawHandOff(in, plan) })
}

func (s *Shell) drawHandOff(in app.HandOffIn, plan app.HandOffPlan) {
	title := kit.T("Hand over to %s", programWord(plan.Program))
	if plan.Count == 0 {
		kit.Tell(s.win.Canvas(), title, kit.Wide(520, container.NewVBox(append(s.goneLines(plan.Gone),
			kit.Empty(theme.ConfirmIcon(), kit.T("There is nothing new to hand over."), kit.T("What was handed over before can be sent again on purpose."), nil))...)))
		return
	}
	var body []fyne.CanvasObject
	verb := kit.T("Write the files")
	if len(plan.Missing) > 0 {
		verb = kit.T("Set the accounts")
		var words []string
		for _, m := range plan.Missing {
			words = append(words, accountWord(&m))
		}
		body = append(body, wrapped(kit.T("Not set: %s", strings.Join(words, ", ")), widget.DangerImportance))
	}
	body = append(body, s.goneLines(plan.Gone)...)
	body = append(body, s.handOffSums(plan))
	var files []string
	for _, x := range plan.Files {
		files = append(files, x.FileName)
	}
	if len(files) > 0 {
		body = append(body, sentence(kit.T("Files: %s", strings.Join(files, ", "))))
	}
	body = append(body, s.handOffDocs(plan))
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 10), container.NewVBox(body...)))
	scroll.SetMinSize(fyne.NewSize(860, 460))
	kit.Ask(s.win.Canvas(), title, verb, scroll, func(d *kit.Dialog) {
		d.Close()
		if len(plan.Missing) > 0 {
			read(s, func(ctx context.Context) (app.Books, error) { return s.desk.GetBooks(ctx, app.Nothing{}) }, s.editBooks)
			return
		}
		s.writeHandOff(in)
	})
}

// handOffSums are what the documents come to.
func (s *Shell) handOffSums(plan app.HandOffPlan) fyne.CanvasObject {
	var rows [][]kit.Cell
	for _, x := range plan.Sums {
		rows = append(rows, []kit.Cell{{Text: manyWord(x.What)}, {Text: countText(x.Count)}, {Text: amount(x.Net, x.Currency)}, {Text: amount(x.Tax, x.Currency)},
			{Text: amount(x.Total, x.Currency)}, {Text: string(x.Currency), Tone: kit.Quiet}, {Text: amount(x.Base, plan.Currency)}})
	}
	return kit.Lines(kit.Columns{-1, 80, 110, 110, 110, 50, 120}, []bool{false, true, true, true, true, false, true},
		[]string{kit.T("What"), kit.T("Count"), kit.T("Net"), kit.T("Tax"), kit.T("Total"), "", kit.T("Total in %s", plan.Currency)}, rows)
}

// manyWord is what several documents of a kind are called.
func manyWord(what string) string {
	switch what {
	case "invoice":
		return kit.T("Invoices")
	case "credit note":
		return kit.T("Credit notes")
	case "bill":
		return kit.T("Bills of suppliers")
	case "supplier credit":
		return kit.T("Credit notes of suppliers")
	}
	return kit.T(what)
}

func (s *Shell) handOffDocs(plan app.HandOffPlan) fyne.CanvasObject {
	var rows [][]kit.Cell
	for _, x := range plan.Docs[:min(len(plan.Docs), shownHandOff)] {
		state := kit.Cell{Text: kit.T("new"), Tone: kit.Good}
		switch {
		case x.Changed:
			state = kit.Cell{Text: kit.T("another was handed over"), Tone: kit.Bad}
		case x.Handed:
			state = kit.Cell{Text: kit.T("again"), Tone: kit.Warn}
		}
		rows = append(rows, []kit.Cell{{Text: day(x.Date, s.today())}, {Text: kit.T(x.What)}, {Text: x.Number}, {Text: x.Party}, {Text: amount(x.Total, x.Currency)}, {Text: string(x.Currency), Tone: kit.Quiet}, state})
	}
	list := kit.Lines(kit.Columns{90, 110, 120, -1, 110, 50, 130}, []bool{false, false, false, false, true},
		[]string{kit.T("Date"), kit.T("What"), kit.T("Number"), kit.T("Customer or supplier"), kit.T("Total"), "", ""}, rows)
	if more := plan.Count - len(rows); more > 0 {
		return container.NewVBox(list, sentence(kit.T("and %d more", more)))
	}
	return list
}

// goneLines name what the books have and the company has not any more.
func (s *Shell) goneLines(gone []trade.Handed) []fyne.CanvasObject {
	if len(gone) == 0 {
		return nil
	}
	var names []string
	for _, x := range gone {
		names = append(names, x.Number)
	}
	return []fyne.CanvasObject{wrapped(kit.T("Handed over before, and not there any more as it was: %s. Correct it in the books.", strings.Join(names, ", ")), widget.WarningImportance)}
}

// writeHandOff hands over, and puts the files into a folder of their own.
func (s *Shell) writeHandOff(in app.HandOffIn) {
	act(s, "", func(ctx context.Context) (string, error) {
		out, err := s.desk.HandOff(ctx, in)
		if err != nil {
			return "", err
		}
		folder := filepath.Join(s.opt.Folder, fmt.Sprintf("books-%d", out.HandOff.ID))
		err = os.MkdirAll(folder, 0o700)
		for _, f := range out.Plan.Files {
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, filepath.Base(f.FileName)), f.Content, 0o600)
			}
		}
		if err != nil {
			return "", trade.Faultf(trade.External, "The files could not be written: %w. The hand-off is noted; send it again from Settings, Books.", err)
		}
		return folder, nil
	}, func(folder string) {
		s.toasts.Show(kit.T("Handed over. The files are in %s", folder), kit.Good, kit.T("Show the folder"), func() { s.showFolder(folder) })
	})
}

// bookScenes are the books in the settings and the dialogs of a hand-off.
func (s *Shell) bookScenes() []Scene {
	set := func() {
		b, err := s.desk.GetBooks(s.ctx(), app.Nothing{})
		for i := range b.Accounts {
			b.Accounts[i].Account = map[string]string{"sales": "200", "freight_charged": "210", "fees_kept": "220", "cost_of_goods": "310", "freight": "425", "receivable": "1200", "payable": "2000",
				"output_tax": "2200", "input_tax": "2210", "no_tax": "NOVAT", "bill_tax": "VAT20", "bill_no_tax": "NOVAT"}[b.Accounts[i].Use]
		}
		if b.Program = app.BooksXero; err == nil {
			_, err = s.desk.SaveBooks(s.ctx(), b)
		}
		if err != nil {
			s.fail(err)
		}
	}
	return []Scene{
		{"dialog-handoff-missing", func() { s.showHandOff(app.HandOffIn{Program: app.BooksJournal}) }},
		{"dialog-books", func() {
			set()
			if b, err := s.desk.GetBooks(s.ctx(), app.Nothing{}); err == nil {
				s.editBooks(b)
			}
		}},
		{"dialog-handoff", func() { set(); s.handOver() }},
		{"dialog-handoff-plan", func() { set(); s.showHandOff(app.HandOffIn{Program: app.BooksXero}) }},
		{"settings-books", func() {
			set()
			if l, err := s.desk.ListHandOffs(s.ctx(), app.Nothing{}); err == nil && len(l.Rows) == 0 {
				if _, err := s.desk.HandOff(s.ctx(), app.HandOffIn{To: s.today().Add(-30)}); err != nil {
					s.fail(err)
				}
			}
			s.settingsPart(kit.T("Books"))
		}},
	}
}
