package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// Runner does work outside of the window's goroutine, and what follows it inside. Tests and the
// gallery set Now, and both happen at once.
type Runner struct{ Now bool }

// Do runs work, then done in the window's goroutine. Where work fails, the failure is told instead.
func (r Runner) Do(work func(), done func()) {
	if r.Now {
		if f := Try(work); f != nil {
			caught(f)
			return
		}
		Guard(done)
		return
	}
	go func() {
		f := Try(work)
		fyne.Do(func() {
			if f != nil {
				caught(f)
				return
			}
			Guard(done)
		})
	}()
}

// Queue does things one after the other, each when what came of the one before is shown. It belongs
// to the window's goroutine.
type Queue struct {
	waiting []func(done func())
	busy    bool
}

// Do begins a thing when its turn has come; the thing calls done when it is over.
func (q *Queue) Do(begin func(done func())) {
	q.waiting = append(q.waiting, begin)
	q.next()
}

// Busy says whether a thing is under way.
func (q *Queue) Busy() bool { return q.busy }

func (q *Queue) next() {
	if q.busy || len(q.waiting) == 0 {
		return
	}
	begin := q.waiting[0]
	q.waiting, q.busy = q.waiting[1:], true
	begin(func() {
		q.busy = false
		q.next()
	})
}

// Latest numbers requests, so that the answer of an older one never replaces that of a newer one.
// It belongs to the window's goroutine.
type Latest struct{ n int }

// Next begins a request; its answer is wanted as long as what Next returns says so.
func (l *Latest) Next() (wanted func() bool) {
	l.n++
	mine := l.n
	return func() bool { return mine == l.n }
}

// Later does something in the window's goroutine when a while has passed.
func Later(while time.Duration, do func()) { time.AfterFunc(while, func() { fyne.Do(do) }) }
