package data_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/data/datatest"
)

const today = trade.Date("2026-11-23")

// named is the name of the company in a file.
func named(t *testing.T, s *data.Store) (name string) {
	t.Helper()
	err := s.Read(context.Background(), func(tx app.Tx) error {
		c, err := tx.Company()
		name = c.Name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func rename(t *testing.T, s *data.Store, name string) {
	t.Helper()
	err := s.Change(context.Background(), func(tx app.Tx) error {
		c, err := tx.Company()
		if err != nil {
			return err
		}
		c.Name = name
		return tx.SaveCompany(c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func TestABackupIsRestoredAndWhatWasThereIsSetAside(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "north.dropdesk")
	s, err := data.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	rename(t, s, "North Pier")
	at := today.Time().Add(9 * time.Hour)
	b, err := s.BackUp(ctx, "", at)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := filepath.Base(b.Path), "north-"+string(today)+"T090000Z.dropdesk"; got != want || b.Size == 0 {
		t.Errorf("the backup is %s with %d bytes, want %s", got, b.Size, want)
	}
	if got := files(t, filepath.Dir(b.Path)); len(got) != 1 {
		t.Errorf("beside the backup lies something else: %q", got)
	}
	rename(t, s, "South Pier")

	if _, err := data.Restore(ctx, path, b.Path, at); err == nil || app.AsError(err).Kind != trade.Refused || !strings.Contains(err.Error(), "is open") {
		t.Fatalf("a file that is open is replaced: %v", err)
	}
	if got := named(t, s); got != "South Pier" {
		t.Fatalf("after the refusal the company is %q", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := data.Restore(ctx, path, b.Path, at)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{path: "North Pier", aside: "South Pier", b.Path: "North Pier"} {
		s, err := data.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := named(t, s); got != want {
			t.Errorf("%s holds %q, want %q", filepath.Base(file), got, want)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestADamagedFileIsReplacedAndADamagedBackupIsNot(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "north.dropdesk")
	s, err := data.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	at := today.Time()
	b, err := s.BackUp(ctx, "", at)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken.dropdesk")
	hurt := append([]byte(nil), whole...)
	for i := 4096; i < 3*4096; i++ {
		hurt[i] = 0xff
	}
	for name, content := range map[string][]byte{"a damaged copy": hurt, "half a copy": whole[:len(whole)/2], "no copy at all": []byte("a letter"), "an empty file": nil} {
		if err := os.WriteFile(broken, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := data.Restore(ctx, path, broken, at); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("%s is restored: %v", name, err)
		}
	}
	if _, err := data.Restore(ctx, path, filepath.Join(dir, "nowhere"), at); err == nil || app.AsError(err).Kind != trade.NotFound {
		t.Errorf("a backup that is not there: %v", err)
	}
	if err := os.WriteFile(path, hurt, 0o600); err != nil {
		t.Fatal(err)
	}
	aside, err := data.Restore(ctx, path, b.Path, at)
	if err != nil {
		t.Fatalf("a damaged file is not replaced: %v", err)
	}
	if kept, err := os.ReadFile(aside); err != nil || string(kept[100:]) != string(hurt[100:]) {
		t.Errorf("the damaged file was not set aside as it was: %v", err)
	}
}

func TestOldBackupsAreTakenAwayButDaysWeeksAndMonthsStay(t *testing.T) {
	s := datatest.Open(t)
	folder := t.TempDir()
	ctx := context.Background()
	// Empty files with the names of two years of daily backups: only names are read to choose.
	for d := range 730 {
		at := today.Add(-1 - d).Time().Add(18 * time.Hour)
		if err := os.WriteFile(filepath.Join(folder, "company-"+at.Format("2006-01-02T150405Z")+".dropdesk"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"company.dropdesk", "other-2020-01-01T180000Z.dropdesk", "company-notes.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, hour := range []time.Duration{9, 10} {
		if _, err := s.BackUp(ctx, folder, today.Time().Add(hour*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	list, _, err := s.Backups(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range list {
		got = append(got, string(b.At[:13]))
	}
	// today is a Monday: its week has two copies of today, and the three weeks before end on Sundays.
	want := "2026-11-23T10 2026-11-23T09 2026-11-22T18 2026-11-21T18 2026-11-20T18 2026-11-19T18 2026-11-18T18 2026-11-17T18 2026-11-15T18 2026-11-08T18 " +
		"2026-10-31T18 2026-09-30T18 2026-08-31T18 2026-07-31T18 2026-06-30T18 2026-05-31T18 2026-04-30T18 2026-03-31T18 2026-02-28T18 2026-01-31T18 2025-12-31T18"
	if strings.Join(got, " ") != want {
		t.Errorf("kept are\n%s, want\n%s", strings.Join(got, " "), want)
	}
	if n := len(files(t, folder)); n != len(list)+3 {
		t.Errorf("of the folder's other files some are gone: %d files, %d of them backups", n, len(list))
	}
}

func TestABackupThatCannotBeMadeSaysWhereAndWhatToDo(t *testing.T) {
	s := datatest.Open(t)
	taken := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.BackUp(context.Background(), filepath.Join(taken, "folder"), today.Time())
	if err == nil || !strings.Contains(err.Error(), "No backup was made") || !strings.Contains(err.Error(), "Choose another folder") {
		t.Errorf("the folder cannot be made: %v", err)
	}
}
