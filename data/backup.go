package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app"
	"dropdesk/app/trade"
)

const (
	// ending ends the name of company files, and of their copies.
	ending = ".dropdesk"
	// moment is how a copy's name tells when it was made, in UTC.
	moment = "2006-01-02T150405Z"
)

// stem is a file's name without its ending.
func stem(path string) string { return strings.TrimSuffix(filepath.Base(path), ending) }

// backupFolder is where a file's copies are unless another folder is named.
func (s *Store) backupFolder(folder string) string {
	if folder = strings.TrimSpace(folder); folder != "" {
		return folder
	}
	return filepath.Join(filepath.Dir(s.path), "backups")
}

// File implements app.Keeper.
func (s *Store) File(ctx context.Context) (app.FileFacts, error) {
	out := app.FileFacts{Path: s.path}
	for _, end := range []string{"", "-wal"} {
		if i, err := os.Stat(s.path + end); err == nil {
			out.Size += i.Size()
		}
	}
	if full, err := filepath.Abs(s.path); err == nil {
		out.Path = full
	}
	err := s.Read(ctx, func(x app.Tx) error {
		t := x.(*tx)
		if _, err := t.one("PRAGMA user_version", nil, &out.Format); err != nil {
			return err
		}
		for _, r := range []struct {
			kind  trade.Kind
			table string
		}{
			{trade.KindCustomer, "customer"}, {trade.KindSupplier, "supplier"}, {trade.KindItem, "item"}, {trade.KindQuote, "quote"}, {trade.KindOrder, "sales_order"},
			{trade.KindPurchase, "purchase_order"}, {trade.KindShipment, "shipment"}, {trade.KindInvoice, "invoice"}, {trade.KindBill, "bill"}, {trade.KindPayment, "payment"},
		} {
			n := app.RecordSum{Kind: r.kind}
			if _, err := t.one("SELECT COUNT(*) FROM "+r.table, nil, &n.Count); err != nil {
				return err
			}
			out.Records = append(out.Records, n)
		}
		return nil
	})
	return out, err
}

// Copies lists the copies of a file that nobody has to have open, newest first; an empty folder is the usual one.
func Copies(path, folder string) ([]app.Backup, error) {
	return copies((&Store{path: path}).backupFolder(folder), stem(path))
}

// Backups implements app.Keeper.
func (s *Store) Backups(folder string) ([]app.Backup, string, error) {
	folder = s.backupFolder(folder)
	list, err := copies(folder, stem(s.path))
	return list, folder, err
}

// copies lists the copies of a file in a folder, newest first; a folder that is not there holds none.
func copies(folder, stem string) ([]app.Backup, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, trade.Faultf(trade.External, "The folder of the backups, %s, cannot be read: %v. Choose another folder, or plug in the disk that it is on.", folder, err)
	}
	var list []app.Backup
	for _, e := range entries {
		when, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), ending), stem+"-")
		at, err := time.Parse(moment, when)
		if !ok || err != nil || !strings.HasSuffix(e.Name(), ending) {
			continue
		}
		b := app.Backup{Path: filepath.Join(folder, e.Name()), At: trade.StampOf(at)}
		if i, err := e.Info(); err == nil {
			b.Size = i.Size()
		}
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b app.Backup) int { return strings.Compare(string(b.At), string(a.At)) })
	return list, nil
}

// BackUp implements app.Keeper. The copy gets its name only when it is whole and was found sound.
func (s *Store) BackUp(ctx context.Context, folder string, at time.Time) (app.Backup, error) {
	folder = s.backupFolder(folder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return app.Backup{}, trade.Faultf(trade.External, "No backup was made: there is no folder %s, and it could not be made: %v. Choose another folder, or plug in the disk that it is on.", folder, err)
	}
	b := app.Backup{Path: filepath.Join(folder, stem(s.path)+"-"+at.UTC().Format(moment)+ending), At: trade.StampOf(at)}
	if _, err := os.Stat(b.Path); err == nil {
		return b, trade.Faultf(trade.Refused, "There is a backup of this second already: %s.", b.Path)
	}
	if err := wholeCopy(ctx, b.Path, func(half string) error { return s.Backup(ctx, half) }); err != nil {
		return b, notBackedUp(folder, err)
	}
	if i, err := os.Stat(b.Path); err == nil {
		b.Size = i.Size()
	}
	return b, prune(folder, stem(s.path))
}

// wholeCopy makes a copy that has its name only when it is whole, was found sound and is on the disk.
func wholeCopy(ctx context.Context, to string, make func(half string) error) error {
	half := to + ".part"
	if err := removeHalf(half); err != nil {
		return trade.Faultf(trade.External, "The unfinished %s could not be removed: %w.", half, err)
	}
	err := make(half)
	if err == nil {
		err = sound(ctx, half)
	}
	if err == nil {
		err = durable(half)
	}
	if err == nil {
		err = os.Rename(half, to)
	}
	if err == nil {
		err = placed(filepath.Dir(to))
	}
	if err != nil {
		_ = removeHalf(half) // what went wrong with the copy is the news
	}
	return err
}

// removeHalf removes a copy that is not finished.
func removeHalf(path string) error {
	for _, end := range []string{"-journal", ""} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func notBackedUp(folder string, err error) error {
	var e sqlite3.Error
	switch {
	case errors.As(err, &e) && e.Code == sqlite3.ErrFull:
		return trade.Faultf(trade.External, "No backup was made: the disk of %s is full. Make room there, or choose another folder. (%w)", folder, err)
	case errors.As(err, &e) && (e.Code == sqlite3.ErrCantOpen || e.Code == sqlite3.ErrReadonly):
		return trade.Faultf(trade.External, "No backup was made: nothing can be written into %s. Choose another folder. (%w)", folder, err)
	}
	return trade.Faultf(trade.External, "No backup was made in %s: %w", folder, err)
}

// durable waits until a file is on the disk.
func durable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// placed waits until the names of a folder's files are on the disk, where the system can do that: otherwise a file that is whole may be gone
// after a power cut.
func placed(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // on some network disks
		err = nil
	}
	return errors.Join(err, f.Close())
}

// sound opens a copy and lets the database read all of it.
func sound(ctx context.Context, path string) error {
	if empty, err := look(path); err != nil {
		return err
	} else if empty {
		return trade.Faultf(trade.Refused, "%s is empty.", path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	db, err := sql.Open(engine, dsn(path, "ro", "deferred"))
	if err != nil {
		return worded(err)
	}
	pragma := integrityCheck
	if info.Size() > comparedUpTo {
		pragma = quickCheck
	}
	broken, err := told(ctx, db, pragma)
	if err = errors.Join(err, db.Close()); err != nil {
		return worded(err)
	}
	if len(broken) > 0 {
		return trade.Faultf(trade.Refused, "%s is damaged: %s.", path, broken[0])
	}
	return nil
}

// comparedUpTo is how large a copy may be whose indexes are compared with its rows: of a larger one that takes longer than to make it, for twenty
// gigabytes more than twenty minutes, and SQLite has just made the indexes from the rows.
var comparedUpTo int64 = 1 << 30

// The checks of SQLite's; the quick one does not compare indexes with rows.
const (
	integrityCheck = "PRAGMA integrity_check(20)"
	quickCheck     = "PRAGMA quick_check(20)"
)

type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

// damage is what the database finds broken in a file.
func damage(ctx context.Context, db querier) ([]string, error) { return told(ctx, db, integrityCheck) }

// told is what a check of SQLite's says, unless all is well.
func told(ctx context.Context, db querier, pragma string) (broken []string, err error) {
	rows, err := db.QueryContext(ctx, pragma)
	if err != nil {
		return nil, worded(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if _, code, ok := strings.Cut(line, "error code="); ok {
			if n, err := strconv.Atoi(strings.TrimRight(code, ".")); err == nil && sqlite3.ErrNo(n&0xff) == sqlite3.ErrIoErr {
				return nil, worded(sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrNoExtended(n)})
			}
		}
		if line != "ok" {
			broken = append(broken, line)
		}
	}
	return broken, worded(rows.Err())
}

// Damage implements app.Keeper.
func (s *Store) Damage(ctx context.Context) ([]string, error) {
	c, err := s.idle.take(ctx)
	if err != nil {
		return nil, err
	}
	defer s.idle.give(c)
	return damage(ctx, c.c)
}

// prune takes away the copies that are not kept.
func prune(folder, stem string) error {
	list, err := copies(folder, stem)
	if err != nil {
		return err
	}
	times := make([]time.Time, len(list))
	for i, b := range list {
		times[i] = b.At.Time()
	}
	for i, stays := range lasting(times) {
		if stays {
			continue
		}
		if err := os.Remove(list[i].Path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return trade.Faultf(trade.External, "The backup was made, but an old one could not be removed: %v.", err)
		}
	}
	return nil
}

// lasting says which of the copies, newest first, are kept: all of the newest day, and the newest of each of 7 days, 4 weeks and 12 months.
func lasting(times []time.Time) []bool {
	keep := make([]bool, len(times))
	for _, span := range []struct {
		most int
		name func(time.Time) string
	}{
		{7, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{4, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{12, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen, last := 0, ""
		for i, t := range times {
			name := span.name(t)
			if name != last {
				seen, last = seen+1, name
				keep[i] = keep[i] || seen <= span.most
			}
		}
	}
	for i, t := range times {
		keep[i] = keep[i] || t.Format(time.DateOnly) == times[0].Format(time.DateOnly)
	}
	return keep
}

// Restore puts a backup in the place of a company file, which nobody may have open. The file that was there is set aside
// under the name that is returned; it is never deleted.
func Restore(ctx context.Context, path, backup string, at time.Time) (aside string, err error) {
	if _, err := os.Stat(backup); err != nil {
		return "", trade.Faultf(trade.NotFound, "There is no backup %s. Nothing was changed.", backup)
	}
	if err := sound(ctx, backup); err != nil {
		return "", trade.Faultf(trade.Refused, "The backup cannot be used, so nothing was changed: %w", err)
	}
	if err := alone(ctx, path); err != nil {
		return "", err
	}
	// The copy is made first, so that a full disk leaves all as it was.
	half := path + ".restored"
	if err := copyFile(backup, half); err != nil {
		_ = os.Remove(half) // it is half a copy
		return "", trade.Faultf(trade.External, "The backup could not be copied to %s, so nothing was changed: %w.", filepath.Dir(path), err)
	}
	name := filepath.Join(filepath.Dir(path), stem(path)+"-replaced-"+at.UTC().Format(moment)+ending)
	return takePlace(path, half, name)
}

// alone refuses a file that somebody has open. A file that is damaged or gone may be replaced.
func alone(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	if empty, err := look(path); err != nil || empty {
		return nil
	}
	db, err := sql.Open(engine, strings.Replace(dsn(path, "rw", "immediate"), "_busy_timeout=10000", "_busy_timeout=500", 1))
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	// Only who is alone may leave the write-ahead log.
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	closed := db.Close()
	var e sqlite3.Error
	if errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked) {
		return trade.Faultf(trade.Refused, "%s is open in another window or program. Close it there, and restore then; nothing was changed.", path)
	}
	if err == nil {
		return worded(closed)
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = out.ReadFrom(in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close(), in.Close())
}
