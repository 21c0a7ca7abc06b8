package data

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// errReading is what a change comes to in a file that was opened for reading only.
var errReading = trade.Faultf(trade.Refused, "The file is open for reading only, so nothing can be changed in it now.")

// OpenForReading opens a company file that cannot or must not be written, as it is. Where nobody has it open it is read without any
// file beside it.
func OpenForReading(path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, trade.Faultf(trade.NotFound, "There is no file %s.", path)
	}
	empty, err := look(path)
	if err == nil && empty {
		err = trade.Faultf(trade.Refused, "%s is empty, and cannot be written.", path)
	}
	if err == nil {
		err = inspect(path, logged(path))
	}
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, idle: newIdle()}
	name := dsn(path, "ro", "deferred")
	if !logged(path) {
		name += "&immutable=1"
	}
	if s.read, err = sql.Open(engine, name); err != nil {
		return nil, worded(err)
	}
	s.read.SetMaxOpenConns(readers)
	ctx := context.Background()
	for range readers {
		c, err := s.read.Conn(ctx)
		if err != nil {
			return nil, errors.Join(worded(err), s.Close())
		}
		s.idle.give(newConn(c))
	}
	var version int
	err = s.Read(ctx, func(x app.Tx) error {
		_, err := x.(*tx).one("PRAGMA user_version", nil, &version)
		return err
	})
	if err == nil && version != format {
		err = trade.Faultf(trade.Refused, "%s was written by an older Dropdesk, and has to be brought up to date before it can be read. That is not possible where it cannot be written: copy it to another folder, and open the copy.", path)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Reading says whether the file was opened for reading only.
func (s *Store) Reading() bool { return s.writer == nil }

// Writable says in words why a file cannot be written where it is; nil: it can.
func Writable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return trade.Faultf(trade.External, "%s cannot be written: %w.", path, err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	f, err = os.OpenFile(lockPath(path), os.O_CREATE|os.O_RDWR, 0o600)
	if held(err) {
		return nil
	}
	if err != nil {
		return trade.Faultf(trade.External, "Nothing can be written into the folder of %s: %w.", path, err)
	}
	return f.Close()
}
