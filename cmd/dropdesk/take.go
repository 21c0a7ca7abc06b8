package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/data"
	"dropdesk/views"
	"dropdesk/views/kit"
)

// taken is a company file that was opened for this window.
type taken struct {
	store    *data.Store
	instance *instance
	why      string // it is open for reading only; empty: it is not
}

// take opens a file for this window: for reading only where why says so, where it cannot be written, or where another window has it.
func (p *program) take(path, why string) (t taken, err error) {
	if _, err := os.Stat(path); err != nil {
		t.store, err = data.Open(path) // it has the words
		return t, err
	}
	if why == "" {
		if err := data.Writable(path); err != nil {
			why = kit.Said(app.AsError(err).Message)
		}
	}
	if why == "" {
		var by data.Holder
		t.instance, by, err = held(path, p.raise)
		switch {
		case errors.Is(err, errRaised):
			return t, err
		case errors.Is(err, data.ErrHeld) && by.Host != "":
			why = kit.T("Another window has it open, on the computer %s.", by.Host)
		case err != nil:
			why = kit.T("Another window has it open.")
		}
	}
	if why != "" {
		t.why = why
		t.store, err = data.OpenForReading(path)
		return t, err
	}
	if t.store, err = data.Open(path); err != nil {
		err = errors.Join(err, t.instance.release())
	}
	return t, err
}

// raise shows this window, because somebody wants the file that is open in it.
func (p *program) raise() {
	fyne.Do(func() {
		p.win.Show()
		p.win.RequestFocus()
	})
}

// banners are what the window says above everything else.
func (p *program) banners() (list []string) {
	if p.why != "" {
		list = append(list, kit.T("Open for reading only: nothing can be changed. %s", p.why))
	}
	w := data.Whereabout(p.path)
	if w.Free >= 0 && w.Free < data.Tight {
		list = append(list, kit.T("Only %d MB are free on the disk of the company file. Make room: with a full disk nothing more can be saved.", w.Free>>20))
	}
	if len(w.Conflicts) > 0 {
		list = append(list, kit.T("Beside the file is a copy that could not be brought together with it: %s. Look into both before you go on.", strings.Join(w.Conflicts, ", ")))
	}
	return list
}

// prefElsewhere begins the preference that a person uses a file in a place that is not safe for it.
const prefElsewhere = "elsewhere\x00"

// asked explains, before a file is opened or made, that its place is not safe, and offers what is.
func (p *program) asked(path string, fresh bool) bool {
	w := data.Whereabout(path)
	if !w.Network && w.Synced == "" || isSample(path) || p.app.Preferences().Bool(prefElsewhere+path) {
		return false
	}
	if _, err := os.Stat(path); err != nil && !fresh {
		return false // that it is not there is the news
	}
	e := views.Elsewhere{Path: path, Program: w.Synced, Conflicts: w.Conflicts, New: fresh, Move: func() { p.moveHere(path, fresh) }, Back: func() { p.welcome(nil) }}
	if !fresh {
		e.Read = func() { p.onlyRead(path) }
	}
	if !w.Network {
		e.Program = w.Synced
		e.Anyway = func() {
			p.app.Preferences().SetBool(prefElsewhere+path, true)
			if fresh {
				p.create(path)
			} else {
				p.open(path)
			}
		}
	} else {
		e.Program = ""
	}
	p.leave()
	if err := p.closeFile(); err != nil {
		p.welcome(err)
		return true
	}
	p.win.SetMainMenu(nil)
	p.win.SetContent(views.AskElsewhere(e))
	return true
}

// onlyRead opens a file for reading only, because of its place.
func (p *program) onlyRead(path string) {
	t, err := p.take(path, kit.T("Its folder is not safe for work."))
	if err != nil {
		p.welcome(err)
		return
	}
	p.show(t, path, "")
}

// moveHere keeps a company on this computer, and its backups where the file was or should have been.
func (p *program) moveHere(path string, fresh bool) {
	to := filepath.Join(documents(), filepath.Base(path))
	c := p.choices
	c.Backups = filepath.Dir(path)
	p.choose(c)
	if fresh {
		if err := os.MkdirAll(documents(), 0o700); err != nil {
			p.welcome(err)
			return
		}
		p.create(to)
		return
	}
	if err := copyHere(path, to); err != nil {
		p.welcome(err)
		return
	}
	p.openSaying(to, kit.T("The company is now in %s. The file in the other folder was left as it is; do not work in it any more.", to))
}

// copyHere copies a file as it is now.
func copyHere(path, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	store, err := data.OpenForReading(path)
	if err != nil {
		return err
	}
	return errors.Join(store.Backup(context.Background(), to), store.Close())
}
