package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"dropdesk/app/trade"
)

// watchTx keeps what is known of the files of watched folders.
type watchTx interface {
	// OpenWatched lists the files of a folder that are not put away.
	OpenWatched(folder string) ([]trade.WatchedFile, error)
	// WatchedAs lists the files with a sum, oldest first.
	WatchedAs(sha256 string) ([]trade.WatchedFile, error)
	// WatchedFiles lists the newest files first, without those that may still grow.
	WatchedFiles(limit int) ([]trade.WatchedFile, error)
	WatchedFile(trade.ID) (*trade.WatchedFile, error)
	SaveWatched(*trade.WatchedFile) error
	DeleteWatched(trade.ID) error
	// MasterMap is how tables with these headings are read; nil where it was not said.
	MasterMap(headings string) (map[string]string, error)
	SaveMasterMap(headings string, m map[string]string) error
}

// WatchFolderIn names the folder that files are put into.
type WatchFolderIn struct {
	Folder string `json:"folder"`
}

// WatchFolderOut says what a look into the folder brought.
type WatchFolderOut struct {
	Found   []string `json:"found"`   // files that wait now
	Moved   []string `json:"moved"`   // files that were put away
	Trouble []string `json:"trouble"` // what could not be read, and why
}

// settling is how long a file must have the same size and time before it is whole.
const settling = 4 * time.Second

// WatchFolder looks once into a folder for files that have stopped growing since the last look: price lists, files of orders, of customers, suppliers and items,
// suppliers' sheets and mails. They wait on Today, where they are looked at, or taken by automation. Those that are taken are put into its subfolder done, those
// that nothing can be done with into refused, with the reason beside them. Nothing is ever deleted or overwritten. What was taken already is not taken again, whatever its name.
func (d *Desk) WatchFolder(ctx context.Context, in WatchFolderIn) (out WatchFolderOut, err error) {
	out = WatchFolderOut{Found: []string{}, Moved: []string{}, Trouble: []string{}}
	if in.Folder == "" {
		return out, trade.Faultf(trade.Invalid, "Which folder is to be watched? Choose one.").In("folder")
	}
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Watching a folder cannot be a part of other steps. Call it by itself.")
	}
	folder, err := filepath.Abs(in.Folder)
	if err != nil {
		return out, trade.Faultf(trade.Invalid, "%q is no folder: %w.", in.Folder, err).In("folder")
	}
	var known []trade.WatchedFile
	if err := d.read(ctx, func(w *work) error {
		known, err = w.OpenWatched(folder)
		return err
	}); err != nil {
		return out, err
	}
	l := &folderLook{d: d, ctx: ctx, folder: folder, out: &out, known: map[string]*trade.WatchedFile{}, ill: map[string]bool{}}
	for i := range known {
		l.known[known[i].Name] = &known[i]
	}
	return out, l.look()
}

// folderLook is one look into a folder.
type folderLook struct {
	d      *Desk
	ctx    context.Context
	folder string
	known  map[string]*trade.WatchedFile
	ill    map[string]bool // what was in trouble in this look
	out    *WatchFolderOut
}

func (l *folderLook) look() error {
	list, err := listFolder(l.folder)
	if err != nil {
		return l.trouble(foundFile{}, trade.Faultf(trade.External, "The watched folder %s cannot be read: %w. If it is on a drive or a network, connect it again; or choose another folder in Settings.", l.folder, plainly(err)).Error())
	}
	there := map[string]bool{}
	for _, f := range list {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		there[f.name] = true
		if err := l.file(f); err != nil {
			return err
		}
	}
	for name, k := range l.known {
		if !there[name] && !l.ill[name] {
			if err := l.gone(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// file goes on with one file of the folder.
func (l *folderLook) file(f foundFile) error {
	k := l.known[f.name]
	if k != nil && k.State == trade.WatchMoving {
		return l.putAway(k)
	}
	if f.wrong != "" {
		return l.trouble(f, f.wrong)
	}
	if k == nil || k.Size != f.size || k.Modified != f.modified {
		return l.keep(&trade.WatchedFile{ID: watchedID(k), Folder: l.folder, Name: f.name, Size: f.size, Modified: f.modified, State: trade.WatchSeen, Path: f.path}, nil)
	}
	if k.State == trade.WatchWaiting {
		return nil
	}
	if k.SeenAt.Time().Add(settling).After(l.d.clock()) {
		return nil
	}
	content, err := readSettled(f)
	switch {
	case errors.Is(err, errGrows):
		return l.keep(&trade.WatchedFile{ID: k.ID, Folder: l.folder, Name: f.name, Size: f.size, Modified: "", State: trade.WatchSeen, Path: f.path}, nil)
	case err != nil:
		return l.trouble(f, fmt.Sprintf("%s cannot be read: %v. Allow this program to read it, or take it away.", f.name, plainly(err)))
	}
	next := *k
	next.SHA256, next.Said = sumOfFile(content), ""
	what, err := l.d.RecogniseFile(l.ctx, RecogniseFileIn{Name: f.name, File: content})
	if err != nil {
		return err
	}
	next.State, next.What, next.SupplierID, next.Said = trade.WatchWaiting, what.Brings, what.SupplierID, what.Said
	if what.Brings == "" {
		next.State = trade.WatchMoving
	}
	return l.keep(&next, k)
}

// keep notes a file as it is now. One with a sum is compared with all that were here before, in the transaction that notes it: what was taken is not taken again.
// was is how it was known; where another program has gone on with it meanwhile, it is left alone.
func (l *folderLook) keep(f, was *trade.WatchedFile) error {
	left := false
	err := l.d.change(l.ctx, "WatchFolder", func(w *work) error {
		left = false
		open, err := w.OpenWatched(l.folder)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(open, func(x trade.WatchedFile) bool { return x.Name == f.Name })
		switch {
		case at < 0:
			left = f.ID != 0
		case was != nil:
			left = open[at].State != was.State || open[at].SHA256 != was.SHA256
		default:
			left = f.ID == 0 || open[at].State == trade.WatchMoving || open[at].Size == f.Size && open[at].Modified == f.Modified
		}
		if left {
			return nil
		}
		if f.SHA256 != "" {
			same, err := w.WatchedAs(f.SHA256)
			if err != nil {
				return err
			}
			for _, x := range same {
				if x.ID != f.ID && x.State != trade.WatchSeen {
					f.State, f.What, f.Said = trade.WatchMoving, "", fmt.Sprintf("The same content came in as %s already, on %s. Nothing was changed.", x.Name, trade.DateOf(x.SeenAt.Time().In(w.now.Location())))
				}
			}
		}
		f.SeenAt = w.stamp()
		if err := w.SaveWatched(f); err != nil {
			return err
		}
		if f.State != trade.WatchSeen {
			w.changed = append(w.changed, trade.Ref{Kind: trade.KindWatched, ID: f.ID})
		}
		return nil
	})
	if err != nil || left {
		return err
	}
	switch f.State {
	case trade.WatchWaiting:
		l.out.Found = append(l.out.Found, f.Name)
	case trade.WatchMoving:
		return l.putAway(f)
	}
	return nil
}

// putAway moves a file into done or refused.
func (l *folderLook) putAway(f *trade.WatchedFile) error {
	to := trade.WatchDone
	if f.What == "" {
		to = trade.WatchRefused
	}
	path, err := moveFile(l.folder, f, string(to))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return l.gone(f) // another program, or a person, has moved it
	case errors.Is(err, errGrows):
		path = "" // what lies there now is another content, which comes in anew
	case err != nil:
		return l.trouble(foundFile{}, fmt.Sprintf("%s cannot be moved to the folder %s: %v. Allow this program to write there.", f.Name, to, plainly(err)))
	default:
		l.out.Moved = append(l.out.Moved, path)
	}
	return l.d.change(l.ctx, "WatchFolder", func(w *work) error {
		x, err := w.WatchedFile(f.ID)
		if err != nil {
			return err
		}
		x.State, x.Path = to, path
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindWatched, ID: x.ID})
		return w.SaveWatched(x)
	})
}

// trouble notes what cannot be read or moved; without a name it is of the folder. It is said once, and goes when it is over.
func (l *folderLook) trouble(f foundFile, said string) error {
	l.ill[f.name] = true
	l.out.Trouble = append(l.out.Trouble, said)
	k := l.known[f.name]
	if k != nil && k.Said == said {
		return nil
	}
	x := &trade.WatchedFile{ID: watchedID(k), Folder: l.folder, Name: f.name, Size: f.size, Modified: f.modified, State: trade.WatchTrouble, Said: said, Path: f.path}
	return l.change(func(w *work) error {
		x.SeenAt = w.stamp()
		return w.SaveWatched(x)
	})
}

// gone forgets a file that is not there any more. One that was to be put away was moved by another program, or by a person.
func (l *folderLook) gone(k *trade.WatchedFile) error {
	return l.change(func(w *work) error {
		x, err := w.WatchedFile(k.ID)
		switch {
		case err != nil && AsError(err).Kind == trade.NotFound:
			return nil
		case err != nil:
			return err
		case x.State == trade.WatchMoving:
			if x.State = trade.WatchDone; x.What == "" {
				x.State = trade.WatchRefused
			}
			x.Path = ""
			return w.SaveWatched(x)
		case x.State != k.State:
			return nil
		}
		return w.DeleteWatched(k.ID)
	})
}

func (l *folderLook) change(f func(*work) error) error {
	return l.d.change(l.ctx, "WatchFolder", func(w *work) error {
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindWatched})
		return f(w)
	})
}

func watchedID(f *trade.WatchedFile) trade.ID {
	if f == nil {
		return 0
	}
	return f.ID
}

// noteTaken notes that the content of a file changes nothing, where a file of a watched folder waits with it.
func (d *Desk) noteTaken(ctx context.Context, file []byte) error {
	waits := false
	err := d.read(ctx, func(w *work) error {
		list, err := w.WatchedAs(sumOfFile(file))
		waits = slices.ContainsFunc(list, func(f trade.WatchedFile) bool { return f.State == trade.WatchWaiting })
		return err
	})
	if err != nil || !waits {
		return err
	}
	return d.change(ctx, "WatchFolder", func(w *work) error { return w.takenOver(file) })
}

// takenOver notes that the content of a file is taken over, whichever way that was done, so that a file of a watched folder that holds it is put away.
func (w *work) takenOver(file []byte) error {
	list, err := w.WatchedAs(sumOfFile(file))
	if err != nil {
		return err
	}
	for i := range list {
		if f := &list[i]; f.State == trade.WatchWaiting {
			f.State = trade.WatchMoving
			if err := w.SaveWatched(f); err != nil {
				return err
			}
			w.changed = append(w.changed, trade.Ref{Kind: trade.KindWatched, ID: f.ID})
		}
	}
	return nil
}
