package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"weak"

	"dropdesk/views"
)

// holding is what a program holds.
type holding struct {
	heap       int64 // what Go's part of the program still refers to
	memory     int64 // Go's and SQLite's, as far as the system has given it; without the program's own file, of which more is read with each new screen
	goroutines int
	files      int   // that are open
	left       int   // temporary files
	log        int64 // the file's log at its largest
}

func (h holding) String() string {
	return fmt.Sprintf("%.1f MB in use, %.1f MB of the system's, %d goroutines, %d open files, %d temporary files, log up to %.1f MB", mega(h.heap), mega(h.memory), h.goroutines, h.files, h.left, mega(h.log))
}

func mega(n int64) float64 { return float64(n) / (1 << 20) }

// measure looks when everything that may end has ended, with the file closed and opened again, and nothing on the screen but its first section.
func (x *soak) measure() holding {
	x.t.Helper()
	x.close()
	x.open()
	for begun := time.Now(); x.held() > 0; time.Sleep(100 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			x.t.Fatalf("%d windows of files that were closed are still held", x.held())
		}
		x.win.Canvas().Capture() // with which Fyne forgets what is no longer shown, every ten seconds
		runtime.GC()
	}
	h := x.holds()
	for wait := time.Millisecond; wait < time.Second; wait *= 2 { // what is ending needs a moment, and more of one on a busy computer
		time.Sleep(wait)
		now := x.holds()
		h = holding{min(h.heap, now.heap), min(h.memory, now.memory), min(h.goroutines, now.goroutines), min(h.files, now.files), min(h.left, now.left), now.log}
	}
	return h
}

// held is how many windows of files that were closed are still referred to.
func (x *soak) held() int {
	x.gone = slices.DeleteFunc(x.gone, func(p weak.Pointer[views.Shell]) bool { return p.Value() == nil })
	return len(x.gone)
}

func (x *soak) holds() holding {
	x.t.Helper()
	runtime.GC()
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		x.t.Fatal(err)
	}
	var kilobytes int64
	if _, after, ok := strings.Cut(string(status), "\nRssAnon:"); !ok {
		x.t.Fatal("the system does not say how much memory the program has")
	} else if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		x.t.Fatal(err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return holding{heap: int64(m.HeapAlloc), memory: kilobytes << 10, goroutines: runtime.NumGoroutine(), files: x.entries("/proc/self/fd"), left: x.entries(os.TempDir()), log: x.logSize}
}

func (x *soak) entries(folder string) int {
	x.t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		x.t.Fatal(err)
	}
	return len(list)
}

// highest is the most of everything, lowest the least.
func highest(list []holding) holding { return over(list, func(a, b int64) int64 { return max(a, b) }) }

func lowest(list []holding) holding { return over(list, func(a, b int64) int64 { return min(a, b) }) }

func over(list []holding, pick func(a, b int64) int64) holding {
	all := list[0]
	for _, h := range list[1:] {
		all = holding{pick(all.heap, h.heap), pick(all.memory, h.memory), int(pick(int64(all.goroutines), int64(h.goroutines))),
			int(pick(int64(all.files), int64(h.files))), int(pick(int64(all.left), int64(h.left))), max(all.log, h.log)}
	}
	return all
}

// grown says what has become more than may be. What the system has given says something only after a long time, because what C keeps for itself grows at first.
func (h holding) grown(now holding, long bool) (list []string) {
	if float64(now.heap) >= 1.1*float64(h.heap) {
		list = append(list, fmt.Sprintf("memory in use grew from %.1f to %.1f MB", mega(h.heap), mega(now.heap)))
	}
	if long && float64(now.memory) >= 1.1*float64(h.memory) {
		list = append(list, fmt.Sprintf("the system's memory grew from %.1f to %.1f MB", mega(h.memory), mega(now.memory)))
	}
	for _, x := range []struct {
		what     string
		was, now int
	}{{"goroutines", h.goroutines, now.goroutines}, {"open files", h.files, now.files}, {"temporary files", h.left, now.left}} {
		if x.now > x.was {
			list = append(list, fmt.Sprintf("there were %d %s and there are %d", x.was, x.what, x.now))
		}
	}
	if now.log >= 64<<20 {
		list = append(list, fmt.Sprintf("the file's log grew to %.1f MB", mega(now.log)))
	}
	return list
}

// leak keeps something of everything: the control.
func (x *soak) leak() {
	block := make([]byte, 8<<20)
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1 // so that the system must give it
	}
	forever := make(chan bool)
	go func() { <-forever }()
	f, err := os.CreateTemp("", "left-*")
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { close(forever); _ = f.Close() })
	x.kept = append(x.kept, block, f)
	// A log grows for as long as somebody reads an older state of the file; here it is one that is as large.
	if err := os.WriteFile(filepath.Join(x.folder, "long-wal"), nil, 0o600); err != nil {
		x.t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(x.folder, "long-wal"), 65<<20); err != nil {
		x.t.Fatal(err)
	}
	x.watch(filepath.Join(x.folder, "long-wal"))
}
