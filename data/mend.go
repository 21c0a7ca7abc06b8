package data

import (
	"database/sql/driver"
	"errors"

	"github.com/mattn/go-sqlite3"

	"dropdesk/app/trade"
)

// openWriter opens the connection that writes.
func (s *Store) openWriter() error {
	c, err := s.write.Conn(background)
	if err != nil {
		return worded(err)
	}
	w := newConn(c)
	if err := w.exec("PRAGMA busy_timeout = 5"); err != nil { // begin asks again
		return errors.Join(err, w.drop())
	}
	s.writer = w
	return nil
}

// drop closes a connection for good, not to be used for anything else.
func (c *conn) drop() error {
	err := c.finish()
	_ = c.c.Raw(func(any) error { return driver.ErrBadConn }) // that is how database/sql is told
	return err
}

// failing tells whether the disk has failed: then it is not known what of the last writes it has.
func failing(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrIoErr
}

// mend opens the writer anew after the disk has failed, and lets it write. What a step that failed has left behind the end of the log is thereby
// overwritten: otherwise it could be taken for done by whoever opens the file after a crash. As long as that fails no step is begun, because a
// disk that could not finish a write once may say the second time that it has, and has not.
func (s *Store) mend() error {
	if s.writer != nil {
		_ = s.writer.drop() // it has failed already
		s.writer = nil
	}
	if err := s.openWriter(); err != nil {
		return err
	}
	t := &tx{conn: s.writer}
	err := t.begin("BEGIN IMMEDIATE")
	if err != nil {
		return err
	}
	var at int
	_, err = t.one("PRAGMA user_version", nil, &at)
	if err == nil {
		_, err = s.writer.c.ExecContext(background, userVersion(at)) // the same, but written
	}
	if err == nil {
		err = t.exec("COMMIT")
	}
	if err != nil {
		_ = t.exec("ROLLBACK") // where there is something to take back
		return worded(err)
	}
	s.failed = false
	return nil
}

// mended is what to say of a step that the disk let fail.
func (s *Store) mended(err error) error {
	s.failed = true
	committing := s.writer.committing
	if s.mend() != nil && committing {
		return trade.Faultf(trade.External, "The disk failed at the very end of this step, so it is not certain whether it was kept. See whether the disk is still there, "+
			"open the file again, and look before you do the step once more. (%w)", err)
	}
	return err
}
