package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"dropdesk/app/trade"
)

// ErrNoWait says that a mail server does not tell of new mail by itself, so that it is only asked now and then.
var ErrNoWait = errors.New("the mail server does not tell of new mail")

const (
	watchTime  = 9 * time.Minute // of one wait: routers forget a line that is silent for ten
	watchList  = time.Minute     // until changes of the settings count
	watchFirst = time.Second
	watchLast  = 5 * time.Minute // the longest pause after a line has broken
)

// WatchMailboxes calls arrived when a mailbox may have new mail, and each time that a line to it is made, until ctx ends. It reads nothing:
// ReadMailboxes does, and is called now and then all the same, because not all servers tell of new mail.
func (d *Desk) WatchMailboxes(ctx context.Context, arrived func()) {
	var all sync.WaitGroup
	defer all.Wait()
	type watch struct {
		box trade.Mailbox
		end context.CancelFunc
	}
	watches := map[trade.ID]watch{}
	for ctx.Err() == nil {
		list, err := d.ListMailboxes(ctx, Nothing{})
		if err == nil {
			there := map[trade.ID]bool{}
			for _, b := range list.Rows {
				b.Place = trade.MailPlace{}
				there[b.ID] = !b.Inactive
				if w, ok := watches[b.ID]; b.Inactive || ok && w.box == b {
					continue
				} else if ok {
					w.end()
				}
				inner, end := context.WithCancel(ctx)
				watches[b.ID] = watch{b, end}
				all.Go(func() { d.watchBox(inner, &b, arrived) })
			}
			for id, w := range watches {
				if !there[id] {
					w.end()
					delete(watches, id)
				}
			}
		}
		pauseFor(ctx, watchList)
	}
	for _, w := range watches {
		w.end()
	}
}

// watchBox watches one mailbox by one line after another.
func (d *Desk) watchBox(ctx context.Context, b *trade.Mailbox, arrived func()) {
	pause := watchFirst
	for ctx.Err() == nil {
		began := time.Now()
		if err := d.watchOnce(ctx, b, arrived); errors.Is(err, ErrNoWait) {
			return
		}
		if time.Since(began) > watchLast {
			pause = watchFirst
		}
		pauseFor(ctx, pause)
		pause = min(2*pause, watchLast)
	}
}

// watchOnce watches a mailbox until its line breaks; what is wrong is said by ReadMailboxes, which meets it too.
func (d *Desk) watchOnce(ctx context.Context, b *trade.Mailbox, arrived func()) error {
	box, err := d.openBox(ctx, b, nil)
	if err != nil {
		return err
	}
	defer func() { _ = box.Close() }()
	arrived() // nobody has watched until now
	for {
		got, err := box.Wait(ctx, watchTime)
		if err != nil {
			return err
		}
		if got {
			arrived()
		}
	}
}

func pauseFor(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
