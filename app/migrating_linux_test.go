package app_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dropdesk/data"
	"dropdesk/data/datatest"
)

func init() { children["open"] = opening }

// opening opens a file and closes it.
func opening() error {
	s, err := data.Open(os.Getenv(childFile))
	if err != nil {
		return err
	}
	return s.Close()
}

// A file of each format that was released is brought up to date, while everything that is asked of the disk is recorded. Killed or without power at any call of it, the file
// opens afterwards and is what it is without that; and as soon as it is no longer the old one, the copy that was made before is there and whole.
func TestSafeWhileMigrating(t *testing.T) {
	files := must(filepath.Glob(filepath.Join("..", "data", "testdata", "*.dropdesk.gz")))
	slices.Sort(files)
	for _, packed := range files[:len(files)-1] { // the last one is up to date
		t.Run(strings.TrimSuffix(filepath.Base(packed), ".dropdesk.gz"), func(t *testing.T) { migratedInPieces(t, packed) })
	}
	if len(files) < 2 {
		t.Error("there is no file of an older format")
	}
}

func migratedInPieces(t *testing.T, packed string) {
	folder := filepath.Join(t.TempDir(), "disk")
	file := filepath.Join(folder, "old.dropdesk")
	begin := func() {
		if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o700)); err != nil {
			t.Fatal(err)
		}
		unpacked(t, packed, file)
	}
	begin()
	old := must(datatest.Sum(file))
	record := recorded(t, folder, child("open", file, 0, "", recordArgs(folder+".record")...))
	after := must(datatest.Sum(file, "tally")) // whose rows come in any order; they are counted again when the file is judged
	begin()
	judge := func(t *testing.T, image string, _ int, out *cuts) {
		t.Helper()
		path := filepath.Join(image, "old.dropdesk")
		whole := func() bool {
			return slices.ContainsFunc(must(filepath.Glob(path+".before-*")), func(c string) bool { sum, err := datatest.Sum(c); return err == nil && sum == old })
		}
		// What is there before it is opened again: the file unchanged, or a whole copy of it.
		probe := filepath.Join(image, "probe.dropdesk")
		for _, end := range []string{"", "-wal", "-journal"} {
			if _, err := os.Stat(path + end); err == nil {
				copied(t, path+end, probe+end)
			}
		}
		if sum, err := datatest.Sum(probe); (err != nil || sum != old) && !whole() {
			out.lost++
			return
		}
		problems, err := sound(path)
		if err != nil || len(problems) > 0 {
			out.hurt++
			return
		}
		if must(datatest.Sum(path, "tally")) != after {
			out.between++
		}
		if before, err := datatest.Sum(probe); err == nil && before == old && !whole() { // it was the old file until now
			out.lost++
		}
	}
	count := many(12)
	killed := everyCall(t, folder, record, count, judge)
	got := cut(t, folder, record, count, judge)
	t.Logf("%d times killed and %d times without power in %d calls: %d times the old file was lost, %d times it was between the formats, %d times damaged",
		killed.images, got.images, len(record), killed.lost+got.lost, killed.between+got.between, killed.hurt+got.hurt)
	if killed.bad()+got.bad() > 0 {
		t.Error("bringing a file up to date is not safe")
	}
	control(t, folder, record, judge, func(c cuts) bool { return c.bad() > 0 })
}

// everyCall judges the disk as it is when the program is killed at one call after the other, as many as are wanted: nothing that was asked of the disk before is lost.
func everyCall(t *testing.T, folder string, record diskRecord, wanted int, judge func(*testing.T, string, int, *cuts)) (out cuts) {
	t.Helper()
	d := must(newDisk(folder))
	image := folder + ".image"
	for i, op := range record {
		if op.do == "said" {
			continue
		}
		d.do(op)
		if wanted < len(record) && rand.IntN(len(record)) >= wanted {
			continue
		}
		out.images++
		if err := errors.Join(os.MkdirAll(image, 0o700), d.now(folder, image)); err != nil {
			t.Fatal(err)
		}
		before := out
		judge(t, image, 0, &out)
		if out.bad() > before.bad() {
			t.Errorf("killed at call %d, %s of %s: %s", i, op.do, filepath.Base(op.path), fmt.Sprint(out))
		}
		if err := os.RemoveAll(image); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// unpacked writes a packed file.
func unpacked(t *testing.T, packed, to string) {
	t.Helper()
	in := must(os.Open(packed))
	z := must(gzip.NewReader(in))
	out := must(os.Create(to))
	must(io.Copy(out, z))
	if err := errors.Join(in.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
}
