package data

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// Whatever a file is: it is opened, or refused; what a salvage makes of it is a company that can be opened, or nothing, and the file is still there.
func FuzzSalvage(f *testing.F) {
	path := filepath.Join(f.TempDir(), "company.dropdesk")
	s, err := Create(path)
	if err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(0, []byte("SQLite format 2"), 0)
	f.Add(100, []byte{5, 0, 0, 0xff, 0xff}, 0)
	f.Add(4096*3, []byte{13, 0, 0, 0, 200, 0, 1}, 1)
	f.Add(4096*9+8, []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, 0)
	f.Fuzz(func(t *testing.T, at int, with []byte, cut int) {
		b := append([]byte{}, whole...)
		if at >= 0 && at < len(b) {
			copy(b[at:], with)
		}
		if cut > 0 && cut < len(b) {
			b = b[:len(b)-cut]
		}
		damaged := filepath.Join(t.TempDir(), "damaged.dropdesk")
		if err := os.WriteFile(damaged, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(damaged); err == nil {
			_, _ = s.Problems(context.Background()) // whatever they are
			_ = s.Close()                           // of a damaged file
		}
		out, err := Salvage(context.Background(), damaged, damagedAt)
		if err != nil {
			if _, err := os.Stat(damaged); err != nil {
				t.Errorf("the file is gone: %v", err)
			}
			return
		}
		if _, err := os.Stat(out.Aside); err != nil {
			t.Errorf("the damaged file is gone: %v", err)
		}
		s, err := Open(damaged)
		if err != nil {
			t.Fatalf("what was salvaged cannot be opened: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
