package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// drop drops files on the window: a name and a content each; a name that ends with a slash is a folder.
func (p *person) drop(files ...string) {
	p.t.Helper()
	dir := p.t.TempDir()
	var uris []fyne.URI
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		err := os.MkdirAll(path, 0o700)
		if files[i][len(files[i])-1] != '/' {
			err = os.Remove(path)
			if err == nil {
				err = os.WriteFile(path, []byte(files[i+1]), 0o600)
			}
		}
		if err != nil {
			p.t.Fatal(err)
		}
		uris = append(uris, storage.NewFileURI(path))
	}
	p.dropped(fyne.Position{}, uris)
}

func TestADroppedFileIsRecognisedAndItsUseIsOffered(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	opened := ""
	p.opt.Files.Open = func(path string) { opened = filepath.Base(path) }
	p.Go(p.Shell.section(trade.KindCompany))

	p.drop("other.dropdesk", "SQLite format 3\x00")
	p.open("1 file was dropped")
	p.press(fyne.KeyReturn)
	p.closed()
	equal(t, "opened", opened, "other.dropdesk")

	p.drop("broken.png", "\x89PNG\r\n\x1a\nnonsense")
	p.press(fyne.KeyReturn)
	if !strings.Contains(p.toast(), "picture") || must[*trade.Company](t)(desk.GetCompany(p.ctx(), app.Nothing{})).Logo != nil {
		t.Errorf("a broken picture: %q", p.toast())
	}

	p.drop("a.csv", "sku;qty\nMUG;4\nTOT;5\n", "folder/", "", "empty.txt", "", "x.exe", "MZ\x00\x01")
	p.open("4 files were dropped")
	for _, said := range []string{"A table.", "It is a folder.", "An empty file. There is nothing in it.", "A file of a kind that is not known here."} {
		equal(t, said, p.says(said), true)
	}
	p.press(fyne.KeyEscape)
	p.closed()

	p.Show(trade.Ref{Kind: trade.KindCustomer, ID: customer})
	p.drop("drawing.pdf", "%PDF-1.4\nsomething")
	p.open("1 file was dropped")
	p.press(fyne.KeyReturn)
	p.closed()
	kept := must[app.All[trade.AttachedFile]](t)(desk.ListAttachments(p.ctx(), trade.Ref{Kind: trade.KindCustomer, ID: customer}))
	equal(t, "attached", len(kept.Rows), 1)
	equal(t, "by its name", kept.Rows[0].Name, "drawing.pdf")
}
