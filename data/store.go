// Package data keeps the company's file: it is app's Store on SQLite. It holds all SQL of the
// program and knows no rule of the trade; what it is given to save it saves as it is. It never
// prints, draws or sends.
package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// readers is how many reads may run beside each other and the writer.
const readers = 4

// Store is one company file. It may be used from several goroutines, and other processes may have
// the same file open.
type Store struct {
	path    string
	write   *sql.DB
	read    *sql.DB
	writing sync.Mutex
	writer  *conn
	failed  bool // the disk, and the writer is not mended yet
	idle    *idle

	uncertain bool // it was not closed the last time
}

// conn is one connection with the statements it has prepared.
type conn struct {
	c    *sql.Conn
	tape *Tape // what it writes, where somebody records it

	committing bool // the last transaction came to its end

	follows    map[string]*writing
	layouts    map[string]*layout
	counts     map[string]driver.Stmt // what a document counts as, by its table
	statements map[string]*statement
	named      []driver.NamedValue // used again and again
	copies     map[string]string   // texts that are kept once, as their columns name them
	marks      map[string]*marks   // where pages of lists began
}

// exec executes a statement that is needed once.
func (c *conn) exec(query string) error {
	_, err := c.c.ExecContext(background, query)
	return worded(err)
}

func newConn(c *sql.Conn) *conn {
	return &conn{c: c, follows: map[string]*writing{}, layouts: map[string]*layout{}, counts: map[string]driver.Stmt{}, statements: map[string]*statement{}, copies: map[string]string{}, marks: map[string]*marks{}}
}

var _ app.Store = (*Store)(nil)

// Create makes a new, empty company file; it refuses a path where something is already.
func Create(path string) (*Store, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil, trade.Faultf(trade.Refused, "There is a file %s already. Open it, or choose another name.", path)
		}
		return nil, trade.Faultf(trade.External, "The file %s could not be made: %v.", path, err)
	}
	if err := f.Close(); err != nil {
		return nil, trade.Faultf(trade.External, "The file %s could not be made: %v.", path, err)
	}
	s, err := open(path)
	if err != nil {
		return nil, err
	}
	return s, placed(filepath.Dir(path))
}

// Open opens a company file and brings its schema up to date, after a copy was put beside it. A
// file that is not one of Dropdesk's, or that a newer Dropdesk has written, is refused unchanged.
func Open(path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, trade.Faultf(trade.NotFound, "There is no file %s.", path)
		}
		return nil, trade.Faultf(trade.External, "The file %s cannot be read: %v.", path, err)
	}
	return open(path)
}

func open(path string) (*Store, error) {
	empty, err := look(path)
	left := logged(path)
	switch {
	case err != nil:
	case empty:
		err = begin(path)
	default:
		err = inspect(path, left)
	}
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, idle: newIdle(), uncertain: left}
	if s.write, err = sql.Open(engine, dsn(path, "rw", "immediate")); err != nil {
		return nil, worded(err)
	}
	s.write.SetMaxOpenConns(1)
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// begin makes the schema of an empty file before the file has a write-ahead log: whoever looks at
// its head then sees either nothing or a company of Dropdesk, whatever was killed in the middle.
func begin(path string) error {
	db, err := sql.Open(engine, dsn(path, "rwc", "immediate"))
	if err != nil {
		return worded(err)
	}
	db.SetMaxOpenConns(1)
	return errors.Join(migrate(context.Background(), db, path), worded(db.Close()))
}

func (s *Store) start() error {
	ctx := context.Background()
	if err := migrate(ctx, s.write, s.path); err != nil {
		return err
	}
	if err := s.openWriter(); err != nil {
		return err
	}
	var err error
	if s.read, err = sql.Open(engine, dsn(s.path, "ro", "deferred")); err != nil {
		return worded(err)
	}
	s.read.SetMaxOpenConns(readers)
	for range readers {
		c, err := s.read.Conn(ctx)
		if err != nil {
			return worded(err)
		}
		s.idle.give(newConn(c))
	}
	return nil
}

// dsn carries the settings that each connection needs; the mode is SQLite's. FULL, because an invoice that has left the
// house must survive a power cut.
func dsn(path, mode, lock string) string {
	q := url.Values{
		"mode": {mode}, "_txlock": {lock}, "_busy_timeout": {"10000"}, "_foreign_keys": {"on"}, "_synchronous": {"FULL"},
		"_mutex":      {"no"},    // database/sql lets one goroutine at a time use a connection
		"_cache_size": {"-4000"}, // the system keeps the file's pages too, once for all connections
	}
	if mode == "rw" {
		q.Set("_journal_mode", "WAL")
		q.Set("_cache_size", "-32000")
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// Close releases the file.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		for _, c := range s.idle.list {
			errs = append(errs, c.close())
		}
		errs = append(errs, s.read.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

func (c *conn) close() error { return errors.Join(c.finish(), c.c.Close()) }

// finish lets go of the statements.
func (c *conn) finish() error {
	var errs []error
	for _, l := range c.layouts {
		errs = append(errs, l.selects.Close())
	}
	for _, st := range c.counts {
		errs = append(errs, st.Close())
	}
	for _, st := range c.statements {
		errs = append(errs, st.Close())
	}
	return errors.Join(errs...)
}

// Path is where the file is.
func (s *Store) Path() string { return s.path }

// Backup writes a complete copy of the file as it is now; it refuses a path where something is already.
func (s *Store) Backup(ctx context.Context, to string) error {
	if _, err := os.Stat(to); err == nil {
		return trade.Faultf(trade.Refused, "There is a file %s already. Choose another name for the copy.", to)
	}
	c, err := s.idle.take(ctx)
	if err != nil {
		return err
	}
	defer s.idle.give(c)
	_, err = c.c.ExecContext(ctx, "VACUUM INTO ?1", to)
	return worded(err)
}

// Change implements app.Store.
func (s *Store) Change(ctx context.Context, f func(app.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.Reading() {
		return errReading
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.failed {
		if err := s.mend(); err != nil {
			return err
		}
	}
	err := s.writer.run(ctx, "BEGIN IMMEDIATE", &recorder{}, f)
	if failing(err) {
		return s.mended(err)
	}
	return err
}

// Read implements app.Store.
func (s *Store) Read(ctx context.Context, f func(app.Tx) error) error {
	c, err := s.idle.take(ctx)
	if err != nil {
		return err
	}
	defer s.idle.give(c)
	return c.run(ctx, "BEGIN", nil, f)
}

// run is the one place where a transaction begins and ends; a recorder notes what it changes. Statements run without the caller's
// context: the driver would start a goroutine for each of them to watch it. What walks through very many rows asks it itself.
func (c *conn) run(ctx context.Context, begin string, r *recorder, f func(app.Tx) error) (err error) {
	t := &tx{conn: c, recorder: r, stop: ctx.Err}
	c.committing = false
	if err := t.begin(begin); err != nil {
		return err
	}
	done := false
	defer func() {
		if done {
			return
		}
		clear(c.copies) // those that were new are gone
		if back := t.exec("ROLLBACK"); back != nil && err != nil && !strings.Contains(back.Error(), "no transaction is active") {
			err = errors.Join(err, back)
		}
	}()
	if err := f(t); err != nil {
		return err
	}
	if err := t.tell(); err != nil {
		return err
	}
	c.committing = true
	if err := t.exec("COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

// patience is how long a step waits for the steps of other programs.
const patience = 30 * time.Second

// begin begins a transaction. SQLite's own waiting doubles its pauses up to a tenth of a second, so that somebody who works without pause keeps others
// waiting for ten seconds and more; asking every few milliseconds, they take turns.
func (t *tx) begin(begin string) error {
	for asked := time.Now(); ; {
		err := t.exec(begin)
		var e sqlite3.Error
		if !errors.As(err, &e) || e.Code != sqlite3.ErrBusy || time.Since(asked) > patience {
			return err
		}
	}
}

// damaging is the error of a file that is damaged.
func damaging(err error) error {
	return app.Damaging(trade.Faultf(trade.External, "The file is damaged, or the disk cannot read all of it. Stop working with it, keep it, and go on from the last backup, or let what can be read be salvaged (deskctl salvage). (%w)", err))
}

// worded turns what SQLite says into an error for a person; errors that are worded already pass.
func worded(err error) error {
	var known *trade.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return trade.Faultf(trade.External, "The disk is full. Nothing of this step was kept; make room and try again. (%w)", err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen, sqlite3.ErrAuth:
		return trade.Faultf(trade.External, "The file cannot be written: it or its folder is read-only, or gone. Nothing of this step was kept. (%w)", err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return trade.Faultf(trade.External, "Another program has kept the file busy for too long. Nothing of this step was kept; try again. (%w)", err)
	case sqlite3.ErrNotADB:
		return app.Damaging(trade.Faultf(trade.Refused, "This is not a Dropdesk file, or its head is damaged. (%w)", err))
	case sqlite3.ErrCorrupt:
		return damaging(err)
	case sqlite3.ErrIoErr:
		return trade.Faultf(trade.External, "The disk could not be read or written. Nothing of this step was kept. See whether the disk is still there and has room, and try again; if it fails again, make a backup on another disk. (%w)", err)
	case sqlite3.ErrConstraint:
		return constraint(e, err)
	}
	return fmt.Errorf("the file: %w", err)
}

func constraint(e sqlite3.Error, err error) error {
	text := e.Error()
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		for _, x := range []struct{ column, field, say string }{
			{"item.sku_key", "sku", "There is an item with this SKU already. Choose another, or open that one."},
			{"customer.number", "number", "There is a customer with this number already. Choose another."},
			{"supplier.number", "number", "There is a supplier with this number already. Choose another."},
			{"tax_code.code", "code", "There is a tax code with this name already. Choose another."},
			{"sales_order.channel_key", "channel_key", "An order with this number came in on this channel already."},
			{"bill.their_no", "their_no", "This supplier has sent a bill with this number already."},
		} {
			if strings.Contains(text, x.column) {
				return trade.Faultf(trade.Invalid, "%s", x.say).In("%s", x.field)
			}
		}
		return trade.Faultf(trade.Invalid, "This is there already. (%w)", err)
	case sqlite3.ErrConstraintForeignKey:
		return trade.Faultf(trade.Refused, "Other records depend on this one, or it names one that does not exist. (%w)", err)
	}
	return trade.Faultf(trade.Refused, "This would break the books: a quantity or an amount would not add up. (%w)", err)
}
