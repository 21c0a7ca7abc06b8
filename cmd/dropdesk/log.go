package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// The log is kept in this many files of at most this size, the newest first.
const (
	logFiles = 3
	logSize  = 1 << 20
)

// journal is the file that failures are noted in. Nothing of a company's business is written there.
type journal struct {
	mu   sync.Mutex
	path string
	most int64
}

func newJournal(folder string) *journal {
	return &journal{path: filepath.Join(folder, "dropdesk.log"), most: logSize}
}

// logFolder is where the log is; in the temporary folder where the system has no better place.
func logFolder() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "Dropdesk", "log")
}

// note writes an entry; where that fails it is said to whoever started the program, and the program goes on.
func (j *journal) note(text string) {
	if err := j.write(time.Now().UTC().Format(time.RFC3339) + " " + strings.TrimSpace(text) + "\n"); err != nil {
		fmt.Fprintf(os.Stderr, "dropdesk: the log cannot be written: %v\n%s\n", err, text)
	}
}

func (j *journal) write(entry string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(entry) > int(j.most/4) {
		entry = entry[:j.most/4] + "…\n"
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o700); err != nil {
		return err
	}
	if info, err := os.Stat(j.path); err == nil && info.Size()+int64(len(entry)) > j.most {
		if err := j.turn(); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(entry)
	return errors.Join(err, f.Close())
}

// turn makes each file the next older one, over the oldest.
func (j *journal) turn() error {
	for n := logFiles - 1; n > 0; n-- {
		if err := os.Rename(j.older(n-1), j.older(n)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// older is the path of the log's nth file, the newest being 0.
func (j *journal) older(n int) string {
	if n == 0 {
		return j.path
	}
	return fmt.Sprintf("%s.%d", j.path, n)
}

// lastEnd is how the program ended the last time, where nobody closed it; from now on this end is kept.
func (j *journal) lastEnd() string {
	path := filepath.Join(filepath.Dir(j.path), "ended.txt")
	text, _ := os.ReadFile(path) // where it cannot be read nothing is known
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return string(text)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return string(text)
	}
	_ = debug.SetCrashOutput(f, debug.CrashOptions{}) // without it an end is only not told of
	_ = f.Close()                                     // the runtime keeps a copy of its own
	return string(text)
}
