package main

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/views"
	"dropdesk/views/kit"
)

// checkBehind checks a file that was not closed the last time, while it is used: the whole of it, and every figure that is kept.
func (p *program) checkBehind() {
	ctx, end := context.WithCancel(context.Background())
	done := make(chan struct{})
	p.checking = func() { end(); <-done }
	desk := p.desk
	go func() {
		defer close(done)
		found, err := desk.CheckFile(ctx, app.Nothing{})
		if err == nil && len(found.Problems) > 0 {
			err = app.Damaging(trade.Faultf(trade.External, "The file was not closed the last time, and %d things in it do not add up now. The first: %s.", len(found.Problems), views.Unsound(found.Problems[0])))
		}
		if ctx.Err() == nil && data.Damaged(err) {
			fyne.Do(func() {
				if p.desk == desk {
					p.damaged(p.path, err, true)
				}
			})
		}
	}()
}

// damaged closes a file that is damaged and offers what can be done; open says that it can be used as it is.
func (p *program) damaged(path string, err error, open bool) {
	p.log.note("A file is damaged, or does not add up; backups and a salvage are offered.")
	p.spoiled = true
	p.leave()
	if failed := p.closeFile(); failed != nil {
		p.log.note("The damaged file could not be closed properly.")
	}
	p.path = path
	backups, _ := data.Copies(path, p.choices.Backups) // where they cannot be listed, one can still be chosen
	f := views.DamagedFile{Path: path, Err: err, Backups: backups, Restore: func(b app.Backup) { p.restore(b.Path) }, Salvage: func() { p.salvage(path) }}
	if open {
		f.Open = func() { p.openAnyway(path) }
	}
	p.win.SetMainMenu(nil)
	p.win.SetContent(views.Damaged(p.win, f, p.files()))
}

// openAnyway opens a file that is known to be damaged; it is not checked again.
func (p *program) openAnyway(path string) {
	t, err := p.take(path, "")
	if err != nil {
		p.welcome(err)
		return
	}
	p.show(t, path, "")
}

// salvage reads what can be read of a damaged file, and says what came of it.
func (p *program) salvage(path string) {
	bar := widget.NewProgressBarInfinite()
	p.win.SetContent(container.NewCenter(container.NewVBox(widget.NewLabel(kit.T("Reading what can be read. A large file takes some minutes …")), bar)))
	go func() {
		out, err := data.Salvage(context.Background(), path, time.Now())
		fyne.Do(func() {
			bar.Stop()
			if err != nil {
				p.welcome(err)
				return
			}
			p.win.SetContent(views.Salvaged(out.Rows, out.Missing, out.Problems, out.Aside, out.Report, func() { p.open(path) }))
		})
	}()
}
