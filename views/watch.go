package views

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// lookAtWatched opens what a file of the watched folder brings, before anything of it is taken over.
func (s *Shell) lookAtWatched(id trade.ID) {
	read(s, func(ctx context.Context) (app.WatchedContent, error) { return s.desk.GetWatched(ctx, app.ByID{ID: id}) }, func(f app.WatchedContent) {
		switch f.What {
		case trade.BringsPrices:
			if f.SupplierID == 0 {
				s.askDrops([]drop{{path: f.Path, kind: app.FileTable}}, 0) // nobody has said yet what it is, and whose
				return
			}
			s.readPrices(app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: f.SupplierID, Name: f.Name, File: f.File}})
		case trade.BringsOrders:
			s.readOrders(app.ImportOrdersIn{OrdersIn: app.OrdersIn{Name: f.Name, File: f.File}})
		case trade.BringsFees:
			s.readFees(app.FeeFileIn{Name: f.Name, File: f.File})
		case trade.BringsMasters:
			s.readMasters(app.MastersIn{Name: f.Name, File: f.File}, f.Path)
		case trade.BringsSheet:
			s.readSupply(f.Name, f.File)
		case trade.BringsMail:
			s.readMail(f.Name, f.File)
		default:
			s.askDrops([]drop{{path: f.Path, kind: app.FileTable}}, 0)
		}
	})
}

// watchedState says how far a file is.
func watchedState(f *trade.WatchedFile) (string, kit.Tone) {
	switch f.State {
	case trade.WatchWaiting:
		return kit.T("To look at"), kit.Warn
	case trade.WatchTrouble:
		return kit.T("Not readable"), kit.Bad
	case trade.WatchRefused:
		return kit.T("Refused"), kit.Quiet
	case trade.WatchMoving:
		if f.What == "" {
			return kit.T("Refused"), kit.Quiet
		}
	}
	return kit.T("Taken over"), kit.Good
}

// watchedFiles lists what came in by the watched folder. What waits can be looked at, or set aside.
func (s *Shell) watchedFiles() {
	read(s, func(ctx context.Context) (app.All[trade.WatchedFile], error) {
		return s.desk.ListWatched(ctx, app.Nothing{})
	}, func(all app.All[trade.WatchedFile]) {
		var d *kit.Dialog
		var rows [][]kit.Cell
		buttons := float32(1)
		for i := range all.Rows {
			f := &all.Rows[i]
			word, tone := watchedState(f)
			var do fyne.CanvasObject = container.NewHBox()
			if f.State == trade.WatchWaiting {
				buttons = 220
				do = container.NewHBox(
					kit.NewAction(kit.T("Look at it…"), false, func() { d.Close(); s.lookAtWatched(f.ID) }, func() { d.Close() }),
					kit.NewAction(kit.T("Set aside"), false, func() { d.Close(); s.setWatchedAside(f) }, func() { d.Close() }))
			}
			rows = append(rows, []kit.Cell{{Text: moment(f.SeenAt, s.today()), Tone: kit.Quiet}, {Text: cmp.Or(f.Name, f.Folder)}, {Text: word, Tone: tone}, {Text: kit.Said(f.Said), Tone: kit.Quiet}, {Object: do}})
		}
		var body fyne.CanvasObject = kit.Empty(theme.DocumentIcon(), kit.T("No file came in by the watched folder yet."), "", nil)
		if len(rows) > 0 {
			body = kit.Flow(0, 0, kit.WholeLines(kit.Columns{104, -2, 100, -3, buttons}, nil, []string{kit.T("When"), kit.T("File"), kit.T("State"), kit.T("Besides"), ""}, rows))
		}
		d = kit.Ask(s.win.Canvas(), kit.T("Files of the watched folder"), "", kit.Wide(940, body), func(d *kit.Dialog) { d.Close() })
	})
}

func (s *Shell) setWatchedAside(f *trade.WatchedFile) {
	act(s, kit.T("%s is set aside; in some seconds it is in the folder refused.", f.Name), func(ctx context.Context) (*trade.WatchedFile, error) {
		return s.desk.SetFileAside(ctx, app.ByID{ID: f.ID})
	}, nil)
}

// chooseWatched asks for the folder that is watched on this computer.
func (s *Shell) chooseWatched() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			s.prefer(func(c *Choices) { c.Watch = u.Path() })
		}
	}, s.win)
	d.Resize(fyne.NewSize(800, 560))
	d.Show()
}

// watchedPart is what the settings say of the watched folder.
func (s *Shell) watchedPart() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.Section(kit.T("Files that are put into this folder are found by themselves, while this window is open")), pathLabel(cmp.Or(s.opt.Choices.Watch, kit.T("no folder is watched"))),
		sentence(kit.T("Price lists, orders, reports of fees, customers, suppliers, items, suppliers' sheets and mails wait on Today; what may be taken over without you is said under Automation. Then a file is put into the folder done beside it, or refused.")),
	}
}

// watchedButtons choose the watched folder, and list its files.
func (s *Shell) watchedButtons() []button {
	list := []button{{text: kit.T("Choose the watched folder…"), do: s.chooseWatched}, {text: kit.T("Files of the watched folder…"), do: s.watchedFiles}}
	if s.opt.Choices.Watch != "" {
		list = append(list, button{text: kit.T("Watch no folder"), do: func() { s.prefer(func(c *Choices) { c.Watch = "" }) }})
	}
	return list
}
