package mail

import (
	"net"
	"os"
	"sync/atomic"
	"time"
)

// bounded is a connection on which nothing waits longer than each.
type bounded struct {
	net.Conn
	each time.Duration
	over atomic.Bool // it was told to end
}

// Read implements net.Conn.
func (b *bounded) Read(p []byte) (int, error) {
	if err := b.wait(b.Conn.SetReadDeadline); err != nil {
		return 0, err
	}
	return b.Conn.Read(p)
}

// Write implements net.Conn.
func (b *bounded) Write(p []byte) (int, error) {
	if err := b.wait(b.Conn.SetWriteDeadline); err != nil {
		return 0, err
	}
	return b.Conn.Write(p)
}

func (b *bounded) wait(set func(time.Time) error) error {
	if err := set(time.Now().Add(b.each)); err != nil {
		return err
	}
	if b.over.Load() {
		return os.ErrDeadlineExceeded
	}
	return nil
}
