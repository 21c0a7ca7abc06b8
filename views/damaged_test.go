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
// What does not add up is said of a document, once, without the figures that only the file knows how to read.
func TestWhatDoesNotAddUpIsSaidInWords(t *testing.T) {
	test.NewTempApp(t)
	for from, to := range map[string]string{
		"order: gross: SO-2121 (80402): kept 15167, the documents say 0":   "Order SO-2121: its lines do not come to its total any more",
		"order: tax spread: SO-2121 (80402): kept 1, the documents say 0":  "Order SO-2121: its lines do not come to its total any more",
		"quote: total:  (7): kept 15167, the documents say -3":             "Quote draft: its lines do not come to its total any more",
		"order line: shipped: SO-7 line 2: kept 1000, the documents say 0": "SO-7 line 2: a figure that is kept does not follow from the documents any more",
		"allocation: both sides: 12: kept 1, the documents say 2":          "A figure that is kept does not follow from the documents any more",
		"step 9: rows changed: kept 3, it says 4":                          "step 9: rows changed: kept 3, it says 4",
		"row 12 missing from index order_line_order":                       "row 12 missing from index order_line_order",
	} {
		equal(t, from, Unsound(from), to)
	}
	_, said := pressables(Salvaged(147459, nil, []string{"order: gross: SO-2121 (80402): kept 15167, the documents say 0", "order: tax spread: SO-2121 (80402): kept 1, the documents say 0"}, "/x/a.dropdesk", "", nil))
	equal(t, "once", strings.Count(said, "SO-2121"), 1)
	equal(t, "thousands apart", strings.Contains(said, "147\u00a0459 records"), true)
	for _, raw := range []string{"15167", "80402", "gross"} {
		if strings.Contains(said, raw) {
			t.Errorf("%s is in nobody's words: %s", raw, said)
		}
	}
}

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
