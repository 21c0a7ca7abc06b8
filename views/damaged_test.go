package views

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
)

// pressables are the buttons of an object, by what stands on them, and all that it says.
func pressables(o fyne.CanvasObject) (buttons map[string]*widget.Button, said string) {
	buttons = map[string]*widget.Button{}
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(x.Content)
		case *widget.Button:
			buttons[x.Text] = x
		case *widget.Label:
			said += x.Text + "\n"
		}
	}
	walk(o)
	return buttons, said
}

// A damaged file leads to its last backup and to a salvage with one click each, and nothing is done before.
func TestADamagedFileOffersItsBackupAndASalvage(t *testing.T) {
	test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	var did []string
	f := DamagedFile{Path: "/home/mara/company.dropdesk", Err: trade.Faultf(trade.External, "The file is damaged. (%w)", app.ErrDamaged),
		Backups: []app.Backup{{Path: "b2", At: "2026-11-22T18:00:00Z"}, {Path: "b1", At: "2026-11-21T18:00:00Z"}},
		Restore: func(b app.Backup) { did = append(did, "restore "+b.Path) }, Salvage: func() { did = append(did, "salvage") }}
	buttons, said := pressables(Damaged(win, f, Files{}))
	if len(did) > 0 || !strings.Contains(said, "set aside") {
		t.Errorf("done already: %q; said: %s", did, said)
	}
	if buttons["Open it as it is"] != nil {
		t.Error("a file that cannot be opened is offered to be opened")
	}
	for text, b := range buttons {
		if strings.HasPrefix(text, "Restore the last backup") || text == "Salvage what can be read" {
			test.Tap(b)
		}
	}
	if got := fmt.Sprint(did); !strings.Contains(got, "restore b2") || !strings.Contains(got, "salvage") || len(did) != 2 {
		t.Errorf("done: %s", got)
	}
	f.Backups, f.Open = nil, func() { did = append(did, "open") }
	buttons, said = pressables(Damaged(win, f, Files{}))
	if buttons["Open it as it is"] == nil || !strings.Contains(said, "no backup") {
		t.Errorf("without a backup: %s", said)
	}
}

// What a salvage could not read is listed before the file is opened.
func TestASalvageSaysWhatIsLost(t *testing.T) {
	test.NewTempApp(t)
	missing := make([]string, 20)
	for i := range missing {
		missing[i] = fmt.Sprint("invoices: pages that could not be read: ", i)
	}
	opened := false
	buttons, said := pressables(Salvaged(5123, missing, []string{"order: gross: SO-7"}, "/x/company-damaged.dropdesk", "/x/company-damaged.txt", func() { opened = true }))
	for _, want := range []string{"5", "company-damaged.dropdesk", "could not be read: 3\n", "and 8 more, which are in company-damaged.txt", "SO-7"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	test.Tap(buttons["Open the file"])
	if !opened {
		t.Error("the file is not opened")
	}
}
