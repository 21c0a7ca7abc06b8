package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// rest is how long the worker waits between two rounds: shorter than a message lingers.
const rest = 5 * time.Second

// What is automatic is done at least once in a round, and after a change as soon as that can no longer be taken back by its message.
const (
	fetch = 2 * time.Minute // between two looks into mailboxes whose servers do not tell of new mail
	round = time.Minute
	quiet = 15 * time.Second
)

// shops is how long it waits between two looks at the shops: each has its own time, and what has shipped lingers a minute.
const shops = 20 * time.Second

// worker fetches and delivers the mail of the open file in the background, speaks with the shops, and does what is automatic. What a server says is kept with each message,
// and what is not possible stands on Today, so nothing pops up.
type worker struct {
	end    context.CancelFunc
	done   sync.WaitGroup
	folder atomic.Value // the watched one, a string
}

// watch lets it look for files in a folder from now on; empty: in none.
func (w *worker) watch(folder string) { w.folder.Store(folder) }

func startWorker(desk *app.Desk, user string) *worker {
	ctx, end := context.WithCancel(app.As(context.Background(), user))
	w := &worker{end: end}
	w.watch("")
	var changed atomic.Int64
	desk.Listen(func([]trade.Ref) { changed.Store(time.Now().UnixNano()) })
	mail := make(chan struct{}, 1)
	w.done.Go(func() {
		desk.WatchMailboxes(ctx, func() {
			select {
			case mail <- struct{}{}:
			default:
			}
		})
	})
	w.done.Go(func() { // a slow shop keeps no mail waiting
		for {
			_, _ = desk.FetchShops(ctx, app.Nothing{}) // as below
			_, _ = desk.TellShops(ctx, app.Nothing{})
			select {
			case <-ctx.Done():
				return
			case <-time.After(shops):
			}
		}
	})
	w.done.Go(func() {
		var ran, fetched time.Time
		for {
			if time.Since(fetched) >= fetch {
				fetched = time.Now()
				_, _ = desk.ReadMailboxes(ctx, app.Nothing{}) // as below
			}
			if folder, _ := w.folder.Load().(string); folder != "" {
				_, _ = desk.WatchFolder(ctx, app.WatchFolderIn{Folder: folder}) // what cannot be read stands on Today
			}
			if last := time.Unix(0, changed.Load()); time.Since(last) >= quiet && (last.After(ran) || time.Since(ran) >= round) {
				ran = time.Now()
				_, _ = desk.RunAutomation(ctx, app.Nothing{}) // as below
			}
			_, _ = desk.DeliverMail(ctx, app.DeliverMailIn{}) // an error is one of the file, which whatever the person does meets too
			select {
			case <-ctx.Done():
				return
			case <-mail:
				fetched = time.Time{}
			case <-time.After(rest):
			}
		}
	})
	return w
}

// stop ends it; the message that a server has taken is still noted.
func (w *worker) stop() {
	w.end()
	w.done.Wait()
}
