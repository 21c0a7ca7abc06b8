package data

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
)

//go:embed migrations/*.sql
var migrations embed.FS

// appID marks a SQLite file as a company of Dropdesk ("Drop").
const appID = 0x44726f70

// look reads the file's head without opening it as a database, so that a file that is refused
// stays as it is, byte for byte. An empty file is one that Create has not finished.
func look(path string) (empty bool, err error) {
	head := make([]byte, 100)
	f, err := os.Open(path)
	if err != nil {
		return false, trade.Faultf(trade.External, "The file %s cannot be read: %v.", path, err)
	}
	n, _ := f.Read(head)
	if err := f.Close(); err != nil {
		return false, err
	}
	if n == 0 {
		return true, nil
	}
	if n < 100 || string(head[:16]) != "SQLite format 3\x00" || binary.BigEndian.Uint32(head[68:]) != appID {
		if beheaded(path) {
			return false, app.Damaging(trade.Faultf(trade.Refused, "The head of %s is damaged, or the file belongs to another program; it was left as it is.", path))
		}
		return false, trade.Faultf(trade.Refused, "%s is not a Dropdesk file.", path)
	}
	list, err := versions()
	if err != nil {
		return false, err
	}
	if v := int(binary.BigEndian.Uint32(head[60:])); v > len(list) {
		return false, tooNew(path, v)
	}
	return false, nil
}

func tooNew(path string, version int) error {
	return trade.Faultf(trade.Refused, "%s was written by a newer Dropdesk (format %d, this program knows up to %d). Install the newer program; the file was left as it is.", path, version, format)
}

func versions() ([]string, error) {
	list, err := fs.Glob(migrations, "migrations/*.sql")
	sort.Strings(list)
	return list, err
}

// format is how many migrations this program knows.
var format = func() int {
	list, err := versions()
	if err != nil {
		panic(err)
	}
	return len(list)
}()

// migrate brings the schema up to date, each step in one transaction with its version number.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	list, err := versions()
	if err != nil {
		return err
	}
	var at int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil {
		return worded(err)
	}
	if at > len(list) {
		return trade.Faultf(trade.Refused, "%s was written by a newer Dropdesk.", path)
	}
	if at > 0 && at < len(list) {
		to := fmt.Sprintf("%s.before-%d", path, len(list))
		if _, err := os.Stat(to); err != nil {
			err := wholeCopy(ctx, to, func(half string) error {
				_, err := db.ExecContext(ctx, "VACUUM INTO ?1", half)
				return worded(err)
			})
			if err != nil {
				return err
			}
		}
	}
	if at == 0 || at == len(list) {
		return steps(ctx, db, at, len(list))
	}
	// What walks through all rows of a large company needs more pages at hand than a step of it does.
	if _, err := db.ExecContext(ctx, "PRAGMA cache_size = -200000"); err != nil {
		return worded(err)
	}
	if err := steps(ctx, db, at, len(list)); err != nil {
		return err
	}
	// So that the file's head tells its version.
	_, err = db.ExecContext(ctx, "PRAGMA cache_size = -4000; PRAGMA wal_checkpoint(TRUNCATE)")
	return worded(err)
}

// first are the rows that a new company begins with.
//
//go:embed first.sql
var first string

// steps applies the migrations from one number up to another, which may be more than there are. A new file gets at once what all of them make.
func steps(ctx context.Context, db *sql.DB, from, to int) error {
	if from == 0 && to >= format {
		return step(ctx, db, 0, format, schema+first, nil)
	}
	return eachStep(ctx, db, from, to)
}

func eachStep(ctx context.Context, db *sql.DB, from, to int) error {
	list, err := versions()
	if err != nil {
		return err
	}
	for n := from; n < min(to, len(list)); n++ {
		text, err := migrations.ReadFile(list[n])
		if err != nil {
			return err
		}
		if err := step(ctx, db, n, n+1, string(text), moveOf(n, list[n])); err != nil {
			return err
		}
	}
	return nil
}

// userVersion writes the version of the schema into the file's head.
func userVersion(n int) string { return fmt.Sprintf("PRAGMA user_version = %d;", n) }

// addUp is the move of the last migration, whichever it is: it works out what is kept of other rows and may be new. It can use what the
// program knows of its tables, because they are now as it knows them.
func addUp(ctx context.Context, c *sql.Conn) error {
	k := newConn(c)
	t := &tx{conn: k, stop: ctx.Err}
	own, err := t.Company()
	if err == nil {
		err = t.addUpEarnings(own.Currency)
	}
	if err = errors.Join(err, k.finish()); err != nil {
		return err
	}
	return countAll(ctx, c)
}

// move is what a migration does to rows in its transaction, after its SQL.
type move = func(context.Context, *sql.Conn) error

// moveOf is the move of a migration, the nth of all; nil: it has none. One is named by its end, because numbers are given late.
func moveOf(n int, name string) move {
	switch {
	case strings.HasSuffix(name, "_files.sql"):
		return packFiles
	case n+1 == format:
		return addUp
	}
	return nil
}

// step brings the schema from one version to another in one transaction, unless another process has done so meanwhile.
//
// A table whose constraints change is made anew under its old name, which SQLite lets pass only
// while foreign keys are not looked at; they are checked before the step is kept.
func step(ctx context.Context, db *sql.DB, from, to int, text string, move move) error {
	if _, err := db.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return worded(err)
	}
	err := stepped(ctx, db, from, to, text, move)
	if _, on := db.ExecContext(ctx, "PRAGMA foreign_keys = ON"); err == nil {
		err = worded(on)
	}
	return err
}

func stepped(ctx context.Context, db *sql.DB, from, to int, text string, move move) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return worded(err)
	}
	defer func() { _ = c.Close() }() // it only goes back
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return worded(err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it has nothing to do
	var at int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil {
		return worded(err)
	}
	if at > from {
		return nil
	}
	// These two pragmas are written with the transaction, into the file's head.
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; ", appID)+userVersion(to)); err != nil {
		return worded(err)
	}
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return fmt.Errorf("migration %d: %w", to, worded(err))
	}
	if move != nil {
		if err := move(ctx, c); err != nil { // on the connection of the transaction, so in it
			return fmt.Errorf("migration %d: %w", to, worded(err))
		}
	}
	var table string
	err = tx.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("migration %d: a link of %q leads nowhere: %w", to, table, worded(err))
	}
	return worded(tx.Commit())
}
