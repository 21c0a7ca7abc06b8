package kit

import "fyne.io/fyne/v2"

// Runner does work outside of the window's goroutine, and what follows it inside. Tests and the
// gallery set Now, and both happen at once.
type Runner struct{ Now bool }

// Do runs work, then done in the window's goroutine.
func (r Runner) Do(work func(), done func()) {
	if r.Now {
		work()
		done()
		return
	}
	go func() {
		work()
		fyne.Do(done)
	}()
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
