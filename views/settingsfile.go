package views

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

func (s *Shell) loadFile(ctx context.Context) (func() document, error) {
	f, err := s.desk.GetFile(ctx, s.backups())
	if err != nil {
		return nil, err
	}
	return func() document {
		last, tone := kit.T("none yet"), kit.Warn
		if len(f.Backups) > 0 {
			last, tone = moment(f.Backups[0].At, s.today()), kit.Good
		}
		d := document{title: kit.T("Data file"), pills: []fyne.CanvasObject{kit.Pill(kit.T("Last backup: %s", last), tone)}, buttons: []button{
			{text: kit.T("Check the file"), icon: theme.ConfirmIcon(), do: s.check},
			{step: "BackUp", text: kit.T("Back up now"), primary: true, do: s.backUp},
			{text: kit.T("Choose the folder of the backups…"), do: s.chooseBackups},
			{text: kit.T("Restore another backup…"), do: func() { chooseFile(s.win, func(path string) { s.restore(app.Backup{Path: path}) }) }},
			{step: "ExportAll", text: kit.T("Export everything…"), do: s.exportAll},
			{text: kit.T("Show the file's folder"), do: func() { s.showFolder(filepath.Dir(f.Path)) }},
		}}
		d.buttons = append(d.buttons, s.watchedButtons()...)
		for _, r := range f.Records {
			d.facts = append(d.facts, kit.Fact(kit.T(kindsName[r.Kind]), countOr0(r.Count)))
		}
		d.facts = append(d.facts, kit.Fact(kit.T("Size"), size(f.Size)), kit.Fact(kit.T("Format"), fmt.Sprint(f.Format)))
		d.body = []fyne.CanvasObject{
			kit.Section(kit.T("The company is in this file")), pathLabel(f.Path),
			kit.Section(kit.T("PDFs, workbooks and mails are put here")), pathLabel(s.opt.Folder),
			kit.Section(kit.T("Backups are put here, every day and when the window is closed; those of 7 days, 4 weeks and 12 months are kept")), pathLabel(f.Folder),
		}
		d.body = append(d.body, s.watchedPart()...)
		if len(f.Backups) == 0 {
			d.body = append(d.body, sentence(kit.T("There is no backup yet. A backup on another disk, or in a folder that is copied elsewhere, survives this computer.")))
			return d
		}
		var rows [][]kit.Cell
		for _, b := range f.Backups {
			restore := widget.NewButton(kit.T("Restore…"), func() { s.restore(b) })
			restore.Importance = widget.LowImportance
			rows = append(rows, []kit.Cell{{Text: moment(b.At, s.today())}, {Text: size(b.Size)}, {Text: filepath.Base(b.Path)}, {Object: restore}})
		}
		d.body = append(d.body, kit.Lines(kit.Columns{120, 90, -1, 124}, []bool{false, true}, []string{kit.T("Made"), kit.T("Size"), kit.T("File"), ""}, rows))
		return d
	}, nil
}

// pathLabel is a path that can be selected and copied.
func pathLabel(path string) fyne.CanvasObject {
	l := widget.NewLabel(path)
	l.Selectable, l.Wrapping = true, fyne.TextWrapBreak
	return l
}

func sentence(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Wrapping, l.Importance = fyne.TextWrapWord, widget.LowImportance
	return l
}

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return grouped(fmt.Sprintf("%.1f", float64(n)/1e9)) + " GB"
	case n >= 1e6:
		return grouped(fmt.Sprintf("%.1f", float64(n)/1e6)) + " MB"
	}
	return grouped(fmt.Sprint((n+999)/1000)) + " KB"
}

// backUp copies the file and says where the copy is.
func (s *Shell) backUp() {
	act(s, "", func(ctx context.Context) (app.Backup, error) { return s.desk.BackUp(ctx, s.backups()) }, func(b app.Backup) {
		s.toasts.Show(kit.T("%s is made and checked", filepath.Base(b.Path)), kit.Good, "", nil)
	})
}

func (s *Shell) chooseBackups() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			s.prefer(func(c *Choices) { c.Backups = u.Path() })
		}
	}, s.win)
	d.Resize(fyne.NewSize(800, 560))
	d.Show()
}

func (s *Shell) showFolder(folder string) {
	if err := s.opt.Open(folder); err != nil {
		s.toasts.Show(kit.T("No program could be started to show %s.", folder), kit.Bad, "", nil)
	}
}

// restore asks before a backup takes the place of the file that is open.
func (s *Shell) restore(b app.Backup) {
	title := kit.T("Restore the backup %s", filepath.Base(b.Path))
	if b.At != "" {
		title = kit.T("Restore the backup of %s", moment(b.At, s.today()))
	}
	text := container.NewVBox(
		sentence(kit.T("The company becomes what it was then. What was done since is not in it.")),
		sentence(kit.T("The present file is set aside beside it, under a name with today's date. Nothing is deleted, and it can be opened again.")),
	)
	kit.Ask(s.win.Canvas(), title, kit.T("Restore this backup"), kit.Wide(440, text), func(d *kit.Dialog) {
		d.Close()
		if s.opt.Files.Restore != nil {
			s.opt.Files.Restore(b.Path)
		}
	})
}

// check looks for damage and recomputes every figure of the file.
func (s *Shell) check() {
	read(s, func(ctx context.Context) (app.CheckResult, error) { return s.desk.CheckFile(ctx, app.Nothing{}) }, func(r app.CheckResult) {
		if len(r.Problems) == 0 {
			s.toasts.Show(kit.T("%d orders checked: everything adds up.", r.Orders), kit.Good, "", nil)
			return
		}
		s.toasts.Show(kit.T("%d things do not add up. The first: %s", len(r.Problems), Unsound(r.Problems[0])), kit.Bad, "", nil)
	})
}
