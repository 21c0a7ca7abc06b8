package data

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"dropdesk/app/trade"
)

// Hold says that a window has a file open. The system lets go of it when the program ends, however it ends, so that nobody is ever asked
// about a lock that was left behind.
type Hold struct {
	file *os.File
	path string
}

// Holder is who has a file open, as it says in the file beside it.
type Holder struct {
	PID    int    `json:"pid"`
	Host   string `json:"host"`
	Socket string `json:"socket"` // where it listens for others who want the file
}

// ErrHeld says that another window has the file open.
var ErrHeld = errors.New("another window has the file open")

// lockPath is the file beside a company file that is locked while a window has it open; of one file there is one, whatever it is called by.
func lockPath(path string) string {
	if full, err := filepath.EvalSymlinks(path); err == nil {
		path = full
	}
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".lock")
}

// TakeHold holds a file for a window; ErrHeld, with who it is, where another has it.
func TakeHold(path string, who Holder) (*Hold, Holder, error) {
	name := lockPath(path)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if held(err) {
		return nil, holder(name), ErrHeld
	}
	if err != nil {
		return nil, Holder{}, trade.Faultf(trade.External, "Nothing can be written beside %s: %w.", path, err)
	}
	if err := lock(f); err != nil {
		other := holder(name)
		return nil, other, errors.Join(ErrHeld, f.Close())
	}
	text, err := json.Marshal(who)
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(text, 0)
	}
	if err != nil {
		return nil, Holder{}, errors.Join(trade.Faultf(trade.External, "Nothing can be written beside %s: %w.", path, err), f.Close())
	}
	return &Hold{f, name}, who, nil
}

// holder is who wrote the file beside a company file; nobody where it cannot be read.
func holder(name string) (h Holder) {
	b, err := os.ReadFile(name)
	if err != nil || json.Unmarshal(b, &h) != nil {
		return Holder{}
	}
	return h
}

// Release lets others have the file. The file beside it stays: who removed it could remove one that somebody else has locked meanwhile.
func (h *Hold) Release() error {
	if h == nil {
		return nil
	}
	return h.file.Close()
}
