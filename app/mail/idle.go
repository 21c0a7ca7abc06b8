package mail

import (
	"context"
	"io"
	"time"

	"github.com/emersion/go-imap/client"

	"dropdesk/app"
)

// Wait implements app.Box by IDLE (RFC 2177). That it ends after a time shows whether the line is still there.
func (x *box) Wait(ctx context.Context, most time.Duration) (bool, error) {
	if ok, err := x.client.Support("IDLE"); err != nil {
		return false, silent(err)
	} else if !ok {
		return false, app.ErrNoWait
	}
	x.conn.linger(most) // nothing is said while nothing arrives
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- x.client.Idle(stop, &client.IdleOptions{LogoutTimeout: -1}) }()
	t := time.NewTimer(most)
	defer t.Stop()
	got := false
	select {
	case <-x.arrived:
		got = true
	case <-t.C:
	case <-ctx.Done():
	case err := <-ended:
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		return false, silent(err)
	}
	x.conn.linger(0)
	close(stop)
	if err := <-ended; err != nil {
		return got, silent(err)
	}
	if err := ctx.Err(); err != nil {
		return got, silent(err)
	}
	return got, nil
}

// notice keeps whether the server has told of mail since somebody asked; the client waits until each of its updates is taken.
func (x *box) notice(updates <-chan client.Update) {
	for {
		select {
		case u := <-updates:
			if _, ok := u.(*client.MailboxUpdate); ok {
				select {
				case x.arrived <- struct{}{}:
				default:
				}
			}
		case <-x.client.LoggedOut():
			return
		}
	}
}
