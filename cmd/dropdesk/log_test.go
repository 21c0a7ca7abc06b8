package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLogKeepsTheNewestAndNeverGrowsBeyondItsFiles(t *testing.T) {
	j := newJournal(filepath.Join(t.TempDir(), "log"))
	j.most = 2000
	for range 100 {
		j.note("A failure " + strings.Repeat("x", 90))
	}
	j.note("The newest")
	newest, err := os.ReadFile(j.path)
	if err != nil || !strings.HasSuffix(string(newest), "The newest\n") {
		t.Errorf("the newest entry is not at the end: %v", err)
	}
	files, err := os.ReadDir(filepath.Dir(j.path))
	if err != nil || len(files) != logFiles {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Size() > j.most {
			t.Errorf("%s: %d bytes, %v", f.Name(), info.Size(), err)
		}
	}
}

func TestAnEntryThatIsTooLongIsCut(t *testing.T) {
	j := newJournal(t.TempDir())
	j.most = 400
	j.note(strings.Repeat("x", 5000))
	if info, err := os.Stat(j.path); err != nil || info.Size() > j.most {
		t.Errorf("%v, %v", info, err)
	}
}
