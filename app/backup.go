package app

import (
	"context"
	"time"

	"dropdesk/app/trade"
)

// Keeper keeps copies of the company's file.
type Keeper interface {
	// File says where the file is, how large it is and what is in it.
	File(ctx context.Context) (FileFacts, error)
	// BackUp writes a copy of the file as it is at a time into a folder, opens and checks the copy, and takes away what is
	// too old to be kept. An empty folder is the usual one.
	BackUp(ctx context.Context, folder string, at time.Time) (Backup, error)
	// Backups lists the copies of the file in a folder, newest first, and says which folder that is.
	Backups(folder string) (list []Backup, where string, err error)
	// Damage reads the whole file and names what the database finds broken in it.
	Damage(ctx context.Context) ([]string, error)
	// ExportAll writes everything that the file holds into a folder that is new or empty; it leaves nothing there where it fails.
	ExportAll(ctx context.Context, folder string) (AllExported, error)
}

// Backup is a copy of the company's file.
type Backup struct {
	Path string      `json:"path"`
	At   trade.Stamp `json:"at"`
	Size int64       `json:"size"` // in bytes
}

// FileFacts are what there is to know of the company's file.
type FileFacts struct {
	Path    string      `json:"path"`
	Size    int64       `json:"size"`   // in bytes, with what is not yet written into the file itself
	Format  int         `json:"format"` // which version of the file's tables it has
	Records []RecordSum `json:"records"`
	Folder  string      `json:"folder"`  // where its backups are
	Backups []Backup    `json:"backups"` // newest first
}

// RecordSum is how many records of a kind there are.
type RecordSum struct {
	Kind  trade.Kind `json:"kind"`
	Count int        `json:"count"`
}

// BackUpIn says where to put a copy.
type BackUpIn struct {
	Folder string `json:"folder"` // empty: the folder "backups" beside the file
}

// GetFile says where the company's file is, how large it is, what is in it and which backups there are.
func (d *Desk) GetFile(ctx context.Context, in BackUpIn) (FileFacts, error) {
	out, err := d.store.File(ctx)
	if err != nil {
		return out, err
	}
	out.Backups, out.Folder, err = d.store.Backups(in.Folder)
	return out, err
}

// BackUp copies the company's file into a folder and checks the copy. Of older copies the newest of each of 7 days, 4 weeks
// and 12 months are kept, and all of today.
func (d *Desk) BackUp(ctx context.Context, in BackUpIn) (Backup, error) {
	if err := d.read(ctx, func(w *work) error { return w.may("BackUp") }); err != nil {
		return Backup{}, err
	}
	return d.store.BackUp(ctx, in.Folder, d.clock())
}

// BackedUp is what came of a daily backup.
type BackedUp struct {
	Made   bool   `json:"made"` // false: there was one of today
	Backup Backup `json:"backup"`
}

// BackUpDaily copies the company's file unless there is a copy of today.
func (d *Desk) BackUpDaily(ctx context.Context, in BackUpIn) (out BackedUp, err error) {
	list, _, err := d.store.Backups(in.Folder)
	if err != nil {
		return out, err
	}
	now := d.clock()
	if len(list) > 0 && trade.DateOf(list[0].At.Time().In(now.Location())) == trade.DateOf(now) {
		out.Backup = list[0]
		return out, nil
	}
	out.Made = true
	out.Backup, err = d.BackUp(ctx, in)
	return out, err
}

// CheckFile reads the whole file, lets the database look for damage, and recomputes every kept figure from the documents.
func (d *Desk) CheckFile(ctx context.Context, _ Nothing) (out CheckResult, err error) {
	broken, err := d.store.Damage(ctx)
	if err != nil {
		return out, err
	}
	if len(broken) > 0 {
		out.Problems = broken
		return out, nil
	}
	return d.Check(ctx, Nothing{})
}
