//go:build unix

package kit

import (
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// BenchmarkScroll jumps to any place of a list of a million rows, as somebody does who pulls at the bar: each jump asks for a page and fills all rows in sight.
// It counts the processors' time, which is the same on a machine that others use too.
func BenchmarkScroll(b *testing.B) {
	s := newShelf(b)
	s.many = 1_000_000
	s.Reload()
	s.canvas.Content().Resize(fyne.NewSize(1280, 800))
	high := s.list.CreateItem().MinSize().Height
	r := rand.New(rand.NewPCG(1, 2))
	s.slow = true
	seen := len(s.asked)
	var frames []time.Duration
	for b.Loop() {
		at := float32(r.IntN(s.many)) * high
		start := worked(b)
		s.list.ScrollToOffset(at)
		empty := worked(b)
		for _, a := range s.asked[seen:] { // a page comes from the file a moment later
			s.answer(a)
		}
		seen = len(s.asked)
		frames = append(frames, empty-start, worked(b)-empty)
	}
	slices.Sort(frames)
	b.ReportMetric(float64(frames[len(frames)/2].Microseconds())/1000, "ms-p50/frame")
	b.ReportMetric(float64(frames[len(frames)*99/100].Microseconds())/1000, "ms-p99/frame")
	if len(s.asked) < b.N/2 {
		b.Errorf("%d jumps asked for %d pages", b.N, len(s.asked))
	}
}

func worked(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
