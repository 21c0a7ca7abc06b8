package app_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/data/datatest"
)

// faultFile names the memory that a process shares with testdata/fault.c.
const faultFile = "DROPDESK_FAULT"

func init() { children["faults"] = tryFaults }

// The disk is full, or fails, at one call after the other: while the file is opened, in each step of a deal, in a backup and when the file is closed. It is said
// in words, the file is what it was before, and the same program can go on when the disk is well again. Where it is not certain whether a step was
// kept, that is said.
func TestSafeWithFaults(t *testing.T) {
	tries := many(2)
	got, words := faulted(t, tries, "")
	t.Logf("the disk failed %d times: %d times it was not said, or not in words, %d times the file was not what it was, %d times the program could not go on",
		got.tried, got.unsaid, got.changed, got.stuck)
	for _, say := range words {
		t.Log(say)
	}
	if got.unsaid+got.changed+got.stuck > 0 || got.tried == 0 {
		t.Error("the program does not bear a disk that fails")
	}
	// Without its guard it fails: what says that it is not certain whether a step was kept is taken for a step that was not kept.
	if got, _ := faulted(t, 1, "certain"); got.changed == 0 {
		t.Error("that a step is kept against what was said is not noticed")
	}
}

// faults is what came of a disk that fails.
type faults struct{ tried, unsaid, changed, stuck int }

func faulted(t *testing.T, tries int, control string) (got faults, words []string) {
	t.Helper()
	folder := t.TempDir()
	library := filepath.Join(folder, "fault.so")
	if out, err := exec.Command("gcc", "-shared", "-fPIC", "-O1", "-o", library, filepath.Join("testdata", "fault.c"), "-ldl").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	h := newHouse(t)
	file := filepath.Join(folder, "first.dropdesk")
	if err := h.store.Backup(h.ctx, file); err != nil {
		t.Fatal(err)
	}
	memory := filepath.Join(folder, "memory")
	if err := os.WriteFile(memory, make([]byte, 64), 0o600); err != nil {
		t.Fatal(err)
	}
	c := child("faults", file, tries, control)
	c.Env = append(c.Env, "LD_PRELOAD="+library, faultFile+"="+memory)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	first, rest, _ := strings.Cut(string(out), "\n")
	if _, err := fmt.Sscan(first, &got.tried, &got.unsaid, &got.changed, &got.stuck); err != nil {
		t.Fatal(err, first)
	}
	return got, strings.Split(strings.TrimSpace(rest), "\n")
}

// failing is how a disk fails, by the numbers of testdata/fault.c.
type failing struct {
	what         string
	kinds, stays uint32
	err          syscall.Errno
}

var failings = []failing{
	{"full", 1, 1, syscall.ENOSPC},
	{"a write fails", 1, 0, syscall.EIO},
	{"it does not finish once", 2, 0, syscall.EIO},
	{"it finishes nothing any more", 2, 1, syscall.EIO},
	{"a read fails", 4, 0, syscall.EIO},
	{"it takes nothing any more", 1 | 2, 1, syscall.EIO},
}

// trial is the child: it tries every way to fail in every step.
type trial struct {
	memory  []byte
	folder  string
	tries   int
	certain bool
	faults
	words map[string]bool
}

func tryFaults() error {
	f, err := os.OpenFile(os.Getenv(faultFile), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	memory, err := syscall.Mmap(int(f.Fd()), 0, 64, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		return err
	}
	x := &trial{memory: memory, folder: filepath.Dir(os.Getenv(childFile)), certain: os.Getenv(childControl) == "certain", words: map[string]bool{}}
	if _, err := fmt.Sscan(os.Getenv(childFrom), &x.tries); err != nil {
		return err
	}
	base, next := os.Getenv(childFile), x.path("next")
	for n := range walkSteps {
		copyOf(base, next)
		s := must(data.Open(next))
		if err := errors.Join(walkOn(s).step(n), s.Close()); err != nil {
			return err
		}
		before, after := must(datatest.Sum(base)), must(datatest.Sum(next))
		x.step(base, before, after, func(w *walk) error { return w.step(n) })
		if n == len(walkSteps)/2 {
			x.opening(base, before)
			x.backup(base, before)
			x.closing(base, before, after, n)
		}
		base, next = next, base
	}
	fmt.Println(x.tried, x.unsaid, x.changed, x.stuck)
	for _, say := range slices.Sorted(maps.Keys(x.words)) {
		fmt.Println(say)
	}
	return nil
}

func (x *trial) path(name string) string { return filepath.Join(x.folder, name+".dropdesk") }

// arm lets the disk fail from now on; its calls are counted from one. At zero it never does.
func (x *trial) arm(f failing, at uint32) {
	for i, v := range []uint32{f.kinds, at, f.stays, uint32(f.err), 0, 0} {
		binary.NativeEndian.PutUint32(x.memory[4*i:], v)
	}
}

// disarm mends the disk, and says how many calls there were and how many failed.
func (x *trial) disarm() (calls, hits uint32) {
	binary.NativeEndian.PutUint32(x.memory, 0)
	return binary.NativeEndian.Uint32(x.memory[16:]), binary.NativeEndian.Uint32(x.memory[20:])
}

// each calls try for calls that fail, spread over all that there are, the last one first.
func (x *trial) each(try func(f failing, at uint32) (calls uint32)) {
	list := failings
	if x.certain { // the way that leaves a step behind
		list = failings[len(failings)-1:]
	}
	for _, f := range list {
		calls := int(try(f, 0))
		for i, n := 0, min(calls, x.tries); i < n; i++ {
			try(f, uint32(calls-i*(calls-1)/max(n-1, 1)))
		}
	}
}

// bear does f and takes its panics for errors: what is read for a step is read with must.
func bear(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			e, ok := p.(error)
			if !ok {
				panic(p)
			}
			err = e
		}
	}()
	return f()
}

// worded counts an error that is not one for people.
func (x *trial) worded(f failing, err error) {
	var e *trade.Error
	if !errors.As(err, &e) || e.Kind != trade.External || !strings.Contains(e.Message, "disk") {
		x.unsaid++
		fmt.Fprintf(os.Stderr, "%s: %v\n", f.what, err)
		return
	}
	say, _, _ := strings.Cut(e.Message, " (")
	x.words[f.what+": "+say] = true
}

func (x *trial) wrong(count *int, f failing, at uint32, format string, args ...any) {
	*count++
	if !x.certain {
		fmt.Fprintf(os.Stderr, "%s at call %d: %s\n", f.what, at, fmt.Sprintf(format, args...))
	}
}

// step lets the disk fail in a step.
func (x *trial) step(base, before, after string, do func(*walk) error) {
	x.each(func(f failing, at uint32) uint32 {
		path := x.path("try")
		copyOf(base, path)
		s := must(data.Open(path))
		w := walkOn(s)
		x.arm(f, at)
		err := bear(func() error { return do(w) })
		calls, hits := x.disarm()
		if hits > 0 {
			x.tried++
			if err != nil {
				x.worded(f, err)
				x.crashed(f, at, path, before, after, err)
				if now := must(datatest.Sum(path)); now != before {
					x.wrong(&x.changed, f, at, "the file is not what it was before the step")
				}
				if err := bear(func() error { return do(w) }); err != nil {
					x.wrong(&x.stuck, f, at, "the program cannot go on: %v", err)
				}
			}
			x.sound(f, at, w.Desk, path, after)
		}
		if err := s.Close(); err != nil {
			x.wrong(&x.stuck, f, at, "the file cannot be closed: %v", err)
		}
		return calls
	})
}

// sound looks whether the file is what it must be.
func (x *trial) sound(f failing, at uint32, desk *app.Desk, path, want string) {
	found, err := desk.CheckFile(context.Background(), app.Nothing{})
	if err != nil || len(found.Problems) > 0 || must(datatest.Sum(path)) != want {
		x.wrong(&x.changed, f, at, "the file is not what it must be in the end: %v %v", err, found.Problems)
	}
}

// crashed looks what somebody would find who opens the file after the computer has stopped at this moment.
func (x *trial) crashed(f failing, at uint32, path, before, after string, said error) {
	probe := x.path("crashed")
	copyOf(path, probe)
	if _, err := os.Stat(path + "-wal"); err == nil {
		copyOf(path+"-wal", probe+"-wal")
	}
	s := must(data.Open(probe))
	if err := s.Close(); err != nil {
		x.wrong(&x.changed, f, at, "after a crash the file cannot be closed: %v", err)
	}
	switch sum := must(datatest.Sum(probe)); {
	case sum == before:
	case sum == after && strings.Contains(said.Error(), "not certain") && !x.certain:
	default:
		x.wrong(&x.changed, f, at, "after a crash the file is not what was said: %v", said)
	}
}

// opening lets the disk fail while a file is opened that was not closed.
func (x *trial) opening(base, before string) {
	x.each(func(f failing, at uint32) uint32 {
		path := x.path("try")
		copyOf(base, path)
		x.arm(f, at)
		s, err := data.Open(path)
		calls, hits := x.disarm()
		if err == nil {
			err = s.Close()
			hits = 0
		}
		if hits > 0 {
			x.tried++
			x.worded(f, err)
		}
		if s, err = data.Open(path); err != nil {
			x.wrong(&x.stuck, f, at, "the file cannot be opened afterwards: %v", err)
			return calls
		}
		x.sound(f, at, app.New(app.Ports{Store: s}), path, before)
		must(0, s.Close())
		return calls
	})
}

// closing lets the disk fail while a file is closed that a step was done in.
func (x *trial) closing(base, before, after string, n int) {
	x.each(func(f failing, at uint32) uint32 {
		path := x.path("try")
		copyOf(base, path)
		s := must(data.Open(path))
		must(0, walkOn(s).step(n))
		x.arm(f, at)
		_ = s.Close() // all was kept already: what fails is tidying up
		calls, hits := x.disarm()
		if hits > 0 {
			x.tried++
		}
		s, err := data.Open(path)
		if err != nil {
			x.wrong(&x.stuck, f, at, "the file cannot be opened afterwards: %v", err)
			return calls
		}
		x.sound(f, at, app.New(app.Ports{Store: s}), path, after)
		must(0, s.Close())
		return calls
	})
}

// backup lets the disk fail while a backup is made: there is a whole one or none.
func (x *trial) backup(base, before string) {
	x.each(func(f failing, at uint32) uint32 {
		path, folder := x.path("try"), filepath.Join(x.folder, "backups")
		copyOf(base, path)
		must(0, os.RemoveAll(folder))
		s := must(data.Open(path))
		w := walkOn(s)
		x.arm(f, at)
		b, err := w.BackUp(w.ctx, app.BackUpIn{Folder: folder})
		calls, hits := x.disarm()
		left, _ := os.ReadDir(folder)
		switch {
		case hits == 0:
		case err != nil:
			x.tried++
			x.worded(f, err)
			if len(left) > 0 {
				x.wrong(&x.changed, f, at, "a backup that was not made has left %v", left)
			}
		case must(datatest.Sum(b.Path)) != before:
			x.wrong(&x.changed, f, at, "the backup is not the file")
		}
		if err := s.Close(); err != nil {
			x.wrong(&x.stuck, f, at, "the file cannot be closed: %v", err)
		}
		return calls
	})
}

// copyOf copies a file, without what hangs on it.
func copyOf(from, to string) {
	for _, end := range []string{"-wal", "-shm"} {
		_ = os.Remove(to + end)
	}
	in := must(os.Open(from))
	out := must(os.Create(to))
	must(io.Copy(out, in))
	must(0, errors.Join(in.Close(), out.Close()))
}
