package data

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// Damaged says whether an error means that the file itself is damaged, so that a backup or a salvage is what helps.
func Damaged(err error) bool { return errors.Is(err, app.ErrDamaged) }

// atOnce is up to which size a file that was not closed is read whole before it is opened; a larger one is read while it is used.
const atOnce = 64 << 20

// beheaded says whether a file with a head that is not ours was a company of Dropdesk: its schema is still there.
func beheaded(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	b, err := io.ReadAll(io.LimitReader(f, 1<<20))
	return err == nil && bytes.Contains(b, []byte("CREATE TABLE sales_order"))
}

// inspect looks at a file before it is opened: whether its schema is ours, and, where it was not closed the last time and is small, whether
// it is damaged. Where the log beside it spoils a file that is sound without it, the log is not the file's own.
func inspect(path string, left bool) error {
	err := inspected(path, left, false)
	if err == nil || !left || !Damaged(err) {
		return err
	}
	if inspected(path, true, true) == nil {
		return app.Damaging(trade.Faultf(trade.External, "The log beside %s is damaged or belongs to another file. What was done last may be in it; both were left as they are.", path))
	}
	return err
}

func inspected(path string, left, alone bool) error {
	if err := trusted(path, alone || !left); err != nil || !left {
		return err
	}
	i, err := os.Stat(path)
	if err != nil || i.Size() > atOnce {
		return nil
	}
	name := dsn(path, "ro", "deferred")
	if alone {
		name += "&immutable=1"
	}
	broken, err := quick(context.Background(), name)
	if err == nil && len(broken) > 0 {
		return app.Damaging(trade.Faultf(trade.External, "%s is damaged: %s. It was left as it is.", path, broken[0]))
	}
	return err
}

// quick is what SQLite finds broken without comparing the indexes with their tables.
func quick(ctx context.Context, name string) ([]string, error) {
	db, err := sql.Open(engine, name)
	if err != nil {
		return nil, worded(err)
	}
	db.SetMaxOpenConns(1)
	list, err := told(ctx, db, quickCheck)
	return list, errors.Join(err, db.Close())
}

// Uncertain says whether the file was not closed the last time, so that all of it is to be checked.
func (s *Store) Uncertain() bool { return s.uncertain }

// Sound says whether all of a file can be read and its schema is ours. Nothing appears beside the file.
func Sound(ctx context.Context, path string) bool {
	quiet := !logged(path)
	if trusted(path, quiet) != nil {
		return false
	}
	name := dsn(path, "ro", "deferred")
	if quiet {
		name += "&immutable=1"
	}
	db, err := sql.Open(engine, name)
	if err != nil {
		return false
	}
	broken, err := damage(ctx, db)
	return errors.Join(err, db.Close()) == nil && len(broken) == 0
}
