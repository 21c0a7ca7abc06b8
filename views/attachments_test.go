package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// A drawing and a note stay with a quote: attached by its path, opened, removed and brought back.
func TestAFileAndANoteStayWithTheQuote(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	q := must[*trade.Quote](t)(desk.SaveQuote(context.Background(), app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug}}}}))
	ref := trade.Ref{Kind: trade.KindQuote, ID: q.ID}
	p := sit(t, desk, wide, look.Light)
	p.Show(ref)
	path := filepath.Join(t.TempDir(), "drawing.pdf")
	if err := os.WriteFile(path, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}

	p.choose("Attach a file…")
	p.open("Attach a file")
	p.fill("The file", path+"x")
	p.ctrlEnter()
	if p.wrong("The file") == "" {
		t.Error("a file that is not there is not refused at its field")
	}
	p.fill("The file", path)
	p.ctrlEnter()
	p.closed()
	files := must[app.All[trade.AttachedFile]](t)(desk.ListAttachments(p.ctx(), ref)).Rows
	equal(t, "files", len(files), 1)
	equal(t, "its name is shown", p.says("File attached:"), true)
	p.openAttachment(files[0].ID)
	equal(t, "opened", len(p.opened), 1)
	if b, err := os.ReadFile(p.opened[0]); err != nil || string(b) != "%PDF" {
		t.Errorf("what is opened holds %q, %v", b, err)
	}
	p.removeAttachment(files[0])
	p.choose("Undo")
	equal(t, "files after the undo", len(must[app.All[trade.AttachedFile]](t)(desk.ListAttachments(p.ctx(), ref)).Rows), 1)

	p.choose("Add a note…")
	p.open("Note")
	p.fill("For us alone", "Ask for Ana, not for Ben.")
	p.ctrlEnter()
	p.closed()
	equal(t, "the note is in the history", p.says("Note:  Ask for Ana, not for Ben."), true)
}

// All of a long history can be read.
func TestALongHistoryIsReadToItsEnd(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	ref := trade.Ref{Kind: trade.KindCustomer, ID: customer}
	for i := range 70 {
		must[app.Done](t)(desk.AddNote(context.Background(), app.NoteIn{Kind: ref.Kind, ID: ref.ID, Text: fmt.Sprintf("note %d.", i)}))
	}
	p := sit(t, desk, wide, look.Light)
	p.Show(ref)
	equal(t, "the newest", p.says("note 69."), true)
	equal(t, "the oldest at first", p.says("note 0."), false)
	p.tap("Show 48 more")
	equal(t, "an older one", p.says("note 20."), true)
	p.tap("Show 11 more")
	equal(t, "the oldest", p.says("note 0."), true)
}
