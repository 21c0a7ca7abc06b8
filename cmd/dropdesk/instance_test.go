package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"dropdesk/data"
)

// The second window on a file shows the first one and takes nothing; once the first has ended, the next takes the file without a question.
func TestTheSecondWindowShowsTheFirst(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	path := filepath.Join(dir, "company.dropdesk")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	shown := make(chan bool, 2)
	first, _, err := held(path, func() { shown <- true })
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := held(path, nil); !errors.Is(err, errRaised) {
		t.Errorf("the second window: %v", err)
	}
	<-shown // at the latest when the second has its answer
	if err := first.release(); err != nil {
		t.Fatal(err)
	}
	third, _, err := held(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := third.release(); err != nil {
		t.Error(err)
	}
}

// A window that holds the file and does not answer is told of, and the file is left to it.
func TestAWindowThatDoesNotAnswerKeepsItsFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	path := filepath.Join(dir, "company.dropdesk")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	h, _, err := data.TakeHold(path, data.Holder{PID: 1, Host: "elsewhere", Socket: "elsewhere.sock"})
	if err != nil {
		t.Fatal(err)
	}
	if _, by, err := held(path, nil); !errors.Is(err, data.ErrHeld) || by.Host != "elsewhere" {
		t.Errorf("%v, by %+v", err, by)
	}
	if err := h.Release(); err != nil {
		t.Error(err)
	}
}

// What was left behind by a program that was killed is in nobody's way.
func TestASocketThatWasLeftBehindIsTakenOver(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	path := filepath.Join(dir, "company.dropdesk")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(socketOf(path), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	i, _, err := held(path, func() {})
	if err != nil || i.listen == nil {
		t.Fatal(err)
	}
	if err := i.release(); err != nil {
		t.Error(err)
	}
}
