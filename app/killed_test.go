package app_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/data"
)

// killing is what came of many rounds.
type killing struct {
	kills, steps  int
	lost, between int // rounds
	slowest       time.Duration
}

// The program is killed at random moments, while it opens the file too, and goes on in the same file. What it has said is done is there, and of
// the step that it was at all is there or nothing: the file holds, row by row, what it must hold after that many steps.
func TestSafeWhenKilled(t *testing.T) {
	k := walked(t)
	got := k.killing(t, many(200), "")
	t.Logf("killed %d times during %d steps: %d lost what was done, %d left half a step; a file was open again within %v", got.kills, got.steps, got.lost, got.between, got.slowest.Round(time.Millisecond))
	if got.lost+got.between > 0 || got.kills == 0 || got.steps == 0 {
		t.Error("the file is not safe, or the program was never killed at work")
	}
	// Without its guards it fails: where a step is said to be done before it is kept, and where what belongs together is kept one by one.
	if got := k.killing(t, 10, "early"); got.lost == 0 {
		t.Error("that something is lost is not noticed")
	}
	between := 0
	for try := 0; try < 50 && between == 0; try++ {
		between = k.killing(t, 10, "apart").between
	}
	if between == 0 {
		t.Error("that half a step is left is not noticed")
	}
}

func (k known) killing(t *testing.T, rounds int, control string) (out killing) {
	t.Helper()
	folder := t.TempDir()
	file, at := "", walkLength
	for round := range rounds {
		if at >= walkLength || file == "" {
			_ = os.Remove(file) // a walk has ended, and its file is one of thousands
			file, at = filepath.Join(folder, strconv.Itoa(round)+".dropdesk"), 0
			copied(t, k.first, file)
		}
		c := child("walk", file, at, control)
		pipe := must(c.StdoutPipe())
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		after := time.Duration(rand.Int64N(int64(8 * k.pace)))
		kill := func() { time.AfterFunc(after, func() { _ = c.Process.Kill() }) }
		if round%8 == 7 { // while it begins, and the file is opened and mended
			kill()
			kill = nil
		}
		acked := said(t, pipe, at, kill)
		if err := c.Wait(); err == nil {
			at = walkLength
			continue
		} else if c.ProcessState.Exited() {
			t.Fatalf("the program failed at step %d: %v", acked, err)
		}
		out.kills++
		out.steps += acked - at
		n, ok := k.look(t, file, acked, &out)
		switch {
		case ok:
			at = n
		default:
			if control == "" {
				t.Errorf("round %d: the file is not what it must be after %d steps", round, acked)
			}
			file = ""
		}
	}
	return out
}

// look opens a copy of a file that was cut short, together with its log, and says how far the file is. The file itself stays as it is, so that the
// program must mend it.
func (k known) look(t *testing.T, file string, acked int, out *killing) (int, bool) {
	t.Helper()
	probe := file + ".probe"
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(probe + end)
		if _, err := os.Stat(file + end); err == nil {
			copied(t, file+end, probe+end)
		}
	}
	begun := time.Now()
	s, err := data.Open(probe)
	if err != nil {
		t.Fatalf("after %d steps the file does not open: %v", acked, err)
	}
	out.slowest = max(out.slowest, time.Since(begun))
	desk := app.New(app.Ports{Store: s})
	problems := must(desk.CheckFile(context.Background(), app.Nothing{})).Problems
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	n, ok := k.at(t, probe, acked, acked+1)
	if ok && len(problems) > 0 {
		t.Errorf("after %d steps: %s", n, strings.Join(problems, "; "))
	}
	if !ok {
		if _, before := k.at(t, probe, 0, acked-1); before {
			out.lost++
		} else {
			out.between++
		}
	}
	return n, ok
}
