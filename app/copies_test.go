package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/data"
	"dropdesk/data/datatest"
)

// Backups are made while another program works on the file without pause, and each is restored. It holds, row by row, what the file held after one of the
// steps that were done while it was made.
func TestSafeBackups(t *testing.T) {
	k := walked(t)
	count := many(20)
	folder := t.TempDir()
	bad, steps := 0, 0
	for round := 0; round < count; {
		file := filepath.Join(folder, "walk.dropdesk")
		copied(t, k.first, file)
		c := child("walk", file, 0, "")
		pipe := must(c.StdoutPipe())
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		began, over := make(chan bool), make(chan int)
		go func() { over <- said(t, pipe, 0, func() { close(began) }) }()
		<-began
		s := must(data.Open(file))
		desk := app.New(app.Ports{Store: s})
		for working, last := true, 0; working && round < count; round++ {
			b, err := s.BackUp(context.Background(), filepath.Join(folder, "backups"), day.Add(time.Duration(round)*time.Second))
			if err != nil {
				t.Fatal(err)
			}
			n, ok := k.restored(t, b.Path, last)
			if !ok {
				bad++
				t.Errorf("backup %d is not what the file was after one of its steps", round)
			}
			steps, last = steps+n-last, n
			if err := os.Remove(b.Path); err != nil {
				t.Fatal(err)
			}
			working = n < walkLength
		}
		_ = c.Process.Kill() // there are backups enough
		<-over
		_ = c.Wait()
		if p := must(desk.CheckFile(context.Background(), app.Nothing{})).Problems; len(p) > 0 {
			t.Error(p)
		}
		for _, err := range []error{s.Close(), os.Remove(file)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d backups were made while %d steps were done, and restored: %d were not what the file was", count, steps, bad)
	if steps == 0 {
		t.Error("nothing was done meanwhile")
	}
	// Without its guard it fails: a copy of the file alone, while somebody works on it.
	if k.copiedWhileWorking(t) == 0 {
		t.Error("that a copy is not whole is not noticed")
	}
}

// restored restores a backup into a place of its own, and says of how many steps it is.
func (k known) restored(t *testing.T, backup string, low int) (int, bool) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "restored.dropdesk")
	if _, err := data.Restore(context.Background(), to, backup, day); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(to)) }() // there may be thousands
	n, ok := k.at(t, to, low, walkLength)
	if s, err := data.Open(to); err != nil {
		t.Error(err)
	} else {
		if p := must(app.New(app.Ports{Store: s}).CheckFile(context.Background(), app.Nothing{})).Problems; len(p) > 0 {
			t.Error(p)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	return n, ok
}

// copiedWhileWorking copies the file as any other file, after each of some steps, and counts the copies that are not what the file was.
func (k known) copiedWhileWorking(t *testing.T) (bad int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "walk.dropdesk")
	copied(t, k.first, file)
	s := must(data.Open(file))
	defer func() { must(0, s.Close()) }()
	w := walkOn(s)
	for n := range 10 {
		must(0, w.step(n))
		to := filepath.Join(t.TempDir(), "copy.dropdesk")
		copied(t, file, to)
		if sum, err := datatest.Sum(to); err != nil || sum != k.sums[n+1] {
			bad++
		}
	}
	return bad
}
