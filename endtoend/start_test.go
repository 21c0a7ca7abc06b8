package endtoend

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart starts the program on the company file that DROPDESK_LARGE names and, as the yardstick, on none: how long it takes until
// there is data in the window, by the clock and of the processors' time, and how much memory it has when every section was looked at.
func BenchmarkStart(b *testing.B) {
	large := os.Getenv("DROPDESK_LARGE")
	if large == "" {
		b.Fatal("DROPDESK_LARGE names no company file")
	}
	document := regexp.MustCompile(`\b(SO|PO|INV|Q|SH)-\d+`)
	for b.Loop() {
		empty := atDesk(b)
		before := time.Now()
		p := empty.start()
		empty.wait("the empty window", func() bool { return len(empty.look().Seen) > 0 })
		clock, work := time.Since(before), worked(b, p)
		b.ReportMetric(memory(b, p), "MB/empty")
		_ = p.Process.Kill()
		_ = p.Wait()

		d := atDesk(b)
		d.introduce(large)
		before = time.Now()
		p = d.start(large)
		d.wait("data in the window", func() bool { return document.MatchString(d.words()) })
		b.ReportMetric(time.Since(before).Seconds(), "s/start")
		b.ReportMetric(worked(b, p).Seconds(), "s-work/start")
		b.ReportMetric(clock.Seconds(), "s/empty")
		b.ReportMetric(work.Seconds(), "s-work/empty")
		d.tool("search", "--sync", "--onlyvisible", "--name", "Dropdesk", "windowfocus", "--sync")
		for n := 1; n <= 9; n++ {
			d.key(fmt.Sprintf("ctrl+%d", n))
			d.wait("the section", func() bool { return len(d.top()) > 10 })
			d.key("Down", "Down", "Next", "End")
		}
		for _, section := range []string{"Payments", "Bills", "Returns", "Reports", "Inbox", "Outbox", "Settings"} {
			d.press(section)
			d.wait("the section", func() bool { return len(d.top()) > 10 })
			d.key("Down", "Down", "Next", "End")
		}
		b.ReportMetric(memory(b, p), "MB/visited")
		_ = p.Process.Kill() // else the next start would only show its window
		_ = p.Wait()
	}
}

// introduce starts the program on a file with users once and says who works there, which it remembers.
func (d *desktop) introduce(file string) {
	d.t.Helper()
	p := d.start(file)
	d.wait("the question who works here", func() bool { return strings.Contains(d.words(), "Who works here?") })
	d.tool("search", "--sync", "--onlyvisible", "--name", "Dropdesk", "windowfocus", "--sync")
	d.key("ctrl+Return")
	d.wait("the answer to be kept", func() bool {
		kept, err := filepath.Glob(filepath.Join(d.dir, ".config", "fyne", "*", "preferences.json"))
		if err != nil || len(kept) != 1 {
			return false
		}
		b, err := os.ReadFile(kept[0])
		return err == nil && strings.Contains(string(b), `\u0000user"`)
	})
	_ = p.Process.Kill()
	_ = p.Wait()
	if err := os.Remove(d.screen); err != nil { // else the first look at the next start would see this one
		d.t.Fatal(err)
	}
}

// worked is the processors' time that a program has had.
func worked(b *testing.B, p *exec.Cmd) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	f := strings.Fields(rest)
	ticks := 0
	for _, s := range f[11:13] {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// memory is how many megabytes a program has.
func memory(b *testing.B, p *exec.Cmd) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		b.Fatal("the system does not tell a program's memory")
	}
	kb, err := strconv.Atoi(string(m[1]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1024
}
