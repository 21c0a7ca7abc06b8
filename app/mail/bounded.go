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
	more atomic.Int64 // how much longer a read may take now
	over atomic.Bool  // it was told to end
}

// end makes everything that waits end at once, and all that comes after.
func (b *bounded) end() {
	b.over.Store(true) // before the deadline, which who does not see it yet would put off
	_ = b.Conn.SetDeadline(time.Unix(1, 0))
}

// SetDeadline implements net.Conn. What means no deadline means ours: the IMAP client begins each command by taking away the deadline that its
// reader waits with.
func (b *bounded) SetDeadline(t time.Time) error {
	if t.IsZero() {
		return b.wait(b.Conn.SetDeadline, time.Duration(b.more.Load()))
	}
	return b.Conn.SetDeadline(t)
}

// linger lets reads take longer, also the one that waits.
func (b *bounded) linger(more time.Duration) {
	b.more.Store(int64(more))
	if b.wait(b.Conn.SetReadDeadline, more) != nil {
		_ = b.Conn.SetReadDeadline(time.Unix(1, 0))
	}
}

// Read implements net.Conn.
func (b *bounded) Read(p []byte) (int, error) {
	if err := b.wait(b.Conn.SetReadDeadline, time.Duration(b.more.Load())); err != nil {
		return 0, err
	}
	return b.Conn.Read(p)
}

// Write implements net.Conn.
func (b *bounded) Write(p []byte) (int, error) {
	if err := b.wait(b.Conn.SetWriteDeadline, 0); err != nil {
		return 0, err
	}
	return b.Conn.Write(p)
}

func (b *bounded) wait(set func(time.Time) error, more time.Duration) error {
	if err := set(time.Now().Add(b.each + more)); err != nil {
		return err
	}
	if b.over.Load() {
		return os.ErrDeadlineExceeded
	}
	return nil
}
