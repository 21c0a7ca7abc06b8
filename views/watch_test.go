package views

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/data/datatest"
	"dropdesk/reports"
	"dropdesk/views/look"
)

func TestAFileOfTheWatchedFolderIsLookedAtFromToday(t *testing.T) {
	now := today.Time().Add(9 * time.Hour)
	desk := app.New(app.Ports{Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Clock: func() time.Time { return now }})
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	folder := t.TempDir()
	path := filepath.Join(folder, "people.csv")
	if err := os.WriteFile(path, []byte("Customer name,Email,City\nBlue Door,jo@blue.example,York\nKnot,k@knot.example,Leeds\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := func() {
		now = now.Add(10 * time.Second)
		must[app.WatchFolderOut](t)(desk.WatchFolder(p.ctx(), app.WatchFolderIn{Folder: folder}))
	}
	again()
	again()
	waits := must[app.TodayOut](t)(desk.Today(p.ctx(), app.TodayIn{Rule: "file_masters"}))
	if len(waits.Groups) != 1 || waits.Groups[0].Findings[0].Number != "people.csv" {
		t.Fatalf("Today: %+v", waits.Groups)
	}
	equal(t, "the button", p.ask(&waits.Groups[0].Findings[0]), true)
	p.open("What people.csv brings")
	p.ctrlEnter()
	p.closed()
	equal(t, "what it says", p.toast(), "people.csv is taken over: 2 new, 0 changed")
	again()
	if _, err := os.Stat(filepath.Join(folder, "done", "people.csv")); err != nil {
		t.Error(err)
	}
	p.watchedFiles()
	p.open("Files of the watched folder")
	equal(t, "its state", p.says("Taken over"), true)
}
