// Package datatest opens company files for tests. It is never part of the program.
package datatest

import (
	"path/filepath"
	"testing"

	"dropdesk/data"
)

// Open makes a new company file that is gone when the test is over.
func Open(t testing.TB) *data.Store {
	t.Helper()
	s, err := data.Create(filepath.Join(t.TempDir(), "company.dropdesk"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
