package main

import (
	"context"
	"sync"
	"time"

	"dropdesk/app"
)

// rest is how long the worker waits between two rounds: shorter than a message lingers.
const rest = 5 * time.Second

// worker delivers the mail of the open file in the background. What a server says is kept with each message, so nothing pops up.
type worker struct {
	end  context.CancelFunc
	done sync.WaitGroup
}

func startWorker(desk *app.Desk, user string) *worker {
	ctx, end := context.WithCancel(app.As(context.Background(), user))
	w := &worker{end: end}
	w.done.Go(func() {
		for {
			_, _ = desk.DeliverMail(ctx, app.DeliverMailIn{}) // an error is one of the file, which whatever the person does meets too
			select {
			case <-ctx.Done():
				return
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
