package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/views/look"
)

func TestTheBooksAreHandedOverFromTheMenu(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	p.Clear()
	p.choose("Hand over to the books…")
	p.open("Hand over to the books")
	p.press("Escape")
	p.closed()
	p.showHandOff(app.HandOffIn{Program: app.BooksJournal})
	p.open("Hand over to Journal (CSV)")
	if !p.says("Not set: Sales of goods") {
		t.Error("nothing says that an account is not set")
	}
	p.ctrlEnter()
	p.open("Accounts of the books")
	p.press("Escape")
	p.closed()
	b, err := p.desk.GetBooks(p.ctx(), app.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.Accounts {
		b.Accounts[i].Account = "1000"
	}
	if _, err := p.desk.SaveBooks(p.ctx(), b); err != nil {
		t.Fatal(err)
	}
	p.showHandOff(app.HandOffIn{Program: app.BooksJournal})
	p.ctrlEnter()
	p.closed()
	if said := p.toast(); !strings.Contains(said, "books-1") {
		t.Fatalf("the toast says %q", said)
	}
	if _, err := os.Stat(filepath.Join(p.opt.Folder, "books-1", "journal.csv")); err != nil {
		t.Error(err)
	}
	p.showHandOff(app.HandOffIn{Program: app.BooksJournal})
	p.open("Hand over to Journal (CSV)")
	if !p.says("There is nothing new to hand over.") {
		t.Error("a second time there is something new")
	}
}
