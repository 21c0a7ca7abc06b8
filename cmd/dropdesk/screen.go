package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"

	"dropdesk/views/kit"
)

// screenFile names the environment variable that asks for the window's content as a file.
const screenFile = "DROPDESK_SCREEN"

// tell keeps in a file what is on the screen. It writes when what it saw was the same twice, so that whoever reads
// it does not press where something was a moment ago. Whoever takes the file away gets a new one, of what is shown
// after the mouse and keys that came before.
func (p *program) tell(path string) {
	var before, written []byte
	for range time.Tick(40 * time.Millisecond) {
		if _, err := os.Stat(path); err != nil && written != nil {
			before, written = nil, nil
		}
		var now []byte
		var err error
		fyne.DoAndWait(func() {
			now, err = json.MarshalIndent(struct {
				Title string     `json:"title"`
				Seen  []kit.Seen `json:"seen"`
			}{p.win.Title(), kit.Screen(p.win.Canvas())}, "", " ")
		})
		settled := bytes.Equal(now, before)
		before = now
		if err == nil && (!settled || bytes.Equal(now, written)) {
			continue
		}
		if err == nil {
			err = replace(path, now)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "dropdesk: what is on the screen cannot be told: %v\n", err)
			return
		}
		written = now
	}
}

// replace gives a file a new content at once, so that nobody reads half of it.
func replace(path string, content []byte) error {
	half := path + ".new"
	if err := os.WriteFile(half, content, 0o600); err != nil {
		return err
	}
	return os.Rename(half, path)
}
