package app_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/data"
	"dropdesk/reports"
)

// cuts is what came of many power cuts.
type cuts struct{ images, lost, between, hurt int }

func (c cuts) bad() int { return c.lost + c.between + c.hurt }

// control cuts the power of a disk that finishes nothing when it is told to, as with synchronous OFF, until what must go wrong has gone wrong.
func control(t *testing.T, folder string, record diskRecord, judge func(*testing.T, string, int, *cuts), wrong func(cuts) bool) {
	t.Helper()
	record = slices.DeleteFunc(slices.Clone(record), func(op diskOp) bool { return op.do == "sync" })
	var all cuts
	for range 20 {
		got := cut(t, folder, record, 8, judge)
		all = cuts{all.images + got.images, all.lost + got.lost, all.between + got.between, all.hurt + got.hurt}
		if wrong(all) {
			return
		}
	}
	t.Errorf("a disk that finishes nothing is not noticed: %+v", all)
}

// A program does deals while everything it asks of the disk is recorded. Then the power is cut, at random places of the record: the disk holds what it
// was told to finish, and of the rest whatever chance leaves. Opened again, the file holds all that was said to be done, and nothing by half.
func TestSafeAtPowerCut(t *testing.T) {
	k := walked(t)
	folder := filepath.Join(t.TempDir(), "disk")
	file := filepath.Join(folder, "walk.dropdesk")
	begin := func() {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		copied(t, k.first, file)
	}
	begin()
	record := recorded(t, folder, child("walk", file, 0, "", recordArgs(folder+".record")...))
	begin() // as it was when the record began
	images := many(100)
	got := cut(t, folder, record, images, k.judge)
	t.Logf("%d disks after a power cut in %d calls: %d lost what was done, %d held half a step, %d were damaged", got.images, len(record), got.lost, got.between, got.hurt)
	if got.bad() > 0 {
		t.Error("the file is not safe")
	}
	control(t, folder, record, k.judge, func(c cuts) bool { return c.lost > 0 && c.hurt > 0 })
}

// The same while a file is made, backed up, changed and restored: a file that was made is there, a backup that was made is whole, and while it is
// restored there is always one of the two.
func TestSafeAtPowerCutOfBackups(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "disk")
	begin := func() {
		if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o700)); err != nil {
			t.Fatal(err)
		}
	}
	begin()
	record := recorded(t, folder, child("keep", filepath.Join(folder, "keep.dropdesk"), 0, "", recordArgs(folder+".record")...))
	begin()
	got := cut(t, folder, record, many(100), judgeKept)
	t.Logf("%d disks after a power cut in %d calls: %d lost what was done, %d were damaged", got.images, len(record), got.lost, got.hurt)
	if got.bad() > 0 {
		t.Error("the backups are not safe")
	}
	control(t, folder, record, judgeKept, func(c cuts) bool { return c.bad() > 0 })
}

// recorded lets a program do its work in a folder, and says what it asked of the disk.
func recorded(t *testing.T, folder string, c *exec.Cmd) diskRecord {
	t.Helper()
	if c.Err != nil {
		t.Fatalf("scripts/setup test installs what is missing: %v", c.Err)
	}
	if out, err := c.Output(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	in := must(os.Open(folder + ".record"))
	record, err := readRecord(in, folder)
	if err = errors.Join(err, in.Close(), os.Remove(in.Name())); err != nil {
		t.Fatal(err)
	}
	return record
}

// cut makes disks as they may be after power cuts at random places, and has each judged.
func cut(t *testing.T, folder string, record diskRecord, images int, judge func(t *testing.T, image string, acked int, out *cuts)) (out cuts) {
	t.Helper()
	r := rand.New(rand.NewPCG(rand.Uint64(), 0))
	places := make([]int, images)
	for i := range places {
		places[i] = r.IntN(len(record) + 1)
	}
	slices.Sort(places)
	d, err := newDisk(folder)
	if err != nil {
		t.Fatal(err)
	}
	image := folder + ".image"
	asked, acked := 0, 0
	for _, place := range places {
		for ; asked < place; asked++ {
			if record[asked].do == "said" {
				acked = record[asked].said
				continue
			}
			d.do(record[asked])
		}
		if err := errors.Join(os.MkdirAll(image, 0o700), d.cut(r, folder, image)); err != nil {
			t.Fatal(err)
		}
		out.images++
		judge(t, image, acked, &out)
		if err := os.RemoveAll(image); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// sound opens a file, and says whether it can be opened and has no damage.
func sound(file string) (problems []string, err error) {
	s, err := data.Open(file)
	if err != nil {
		return nil, err
	}
	found, err := app.New(app.Ports{Store: s}).CheckFile(context.Background(), app.Nothing{})
	return found.Problems, errors.Join(err, s.Close())
}

// judge opens what a power cut has left of a walk.
func (k known) judge(t *testing.T, image string, acked int, out *cuts) {
	t.Helper()
	file := filepath.Join(image, "walk.dropdesk")
	problems, err := sound(file)
	if err != nil || len(problems) > 0 {
		out.hurt++
		return
	}
	if _, ok := k.at(t, file, acked, acked+1); ok {
		return
	}
	if _, ok := k.at(t, file, 0, acked-1); ok {
		out.lost++
	} else {
		out.between++
	}
}

func init() { children["keep"] = keeping }

// keeping makes a file, makes a backup of it, changes the file, and restores it from the backup. It says when each of them is done.
func keeping() error {
	path := os.Getenv(childFile)
	s, err := data.Create(path)
	if err != nil {
		return err
	}
	ctx := context.Background()
	desk := app.New(app.Ports{Store: s, Printer: reports.New(), Mailer: mail.New()})
	call := func(name string) error {
		c, err := desk.GetCompany(ctx, app.Nothing{})
		if err != nil {
			return err
		}
		c.Name = name
		return done(desk.SaveCompany(ctx, *c))
	}
	var b app.Backup
	for n, do := range []func() error{
		func() error { return call("Before") },
		func() (err error) { b, err = s.BackUp(ctx, filepath.Dir(path), day); return err },
		func() error { return call("After") },
		func() error { return errors.Join(s.Close(), done(data.Restore(ctx, path, b.Path, day))) },
	} {
		if err := do(); err != nil {
			return err
		}
		if _, err := fmt.Println(n + 1); err != nil {
			return err
		}
	}
	return nil
}

// judgeKept opens what a power cut has left of keeping.
func judgeKept(t *testing.T, image string, acked int, out *cuts) {
	t.Helper()
	is := func(file string, names ...string) {
		if _, err := os.Stat(file); err != nil {
			out.lost++
			return
		}
		problems, err := sound(file)
		if err != nil || len(problems) > 0 {
			out.hurt++
			return
		}
		s := must(data.Open(file))
		c := must(app.New(app.Ports{Store: s}).GetCompany(context.Background(), app.Nothing{}))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(names, c.Name) {
			out.lost++
		}
	}
	company := filepath.Join(image, "keep.dropdesk")
	moment := strings.TrimSuffix(company, ".dropdesk") + day.Format("-2006-01-02T150405Z.dropdesk")
	switch acked {
	case 1:
		is(company, "Before")
	case 2:
		is(company, "Before", "After")
	case 3:
		is(company, "After", "Before")
	case 4:
		is(company, "Before")
		is(strings.Replace(moment, "keep-", "keep-replaced-", 1), "After")
	}
	if acked >= 2 {
		is(moment, "Before")
	}
}
