package views

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// Files are what the program can do with company files.
type Files struct {
	Open, New func(path string)
	Sample    func()
	Away      bool                // the sample company is open
	Back      func()              // leaves it, to the file that was open before
	Restore   func(backup string) // in the place of the file that is open
	Damaged   func(err error)     // the file that is open is damaged
	Folder    string              // where a new file is put, unless told otherwise
}

// suffix ends the name of every company file.
const suffix = ".dropdesk"

// Welcome is what the window shows while no company file is open. err, where there is one, says why.
func Welcome(win fyne.Window, icon fyne.Resource, err error, files Files) fyne.CanvasObject {
	open := widget.NewButton(kit.T("Open a company file…"), func() { chooseFile(win, files.Open) })
	fresh := widget.NewButton(kit.T("Start a new company file…"), func() { nameFile(win, files) })
	sample := widget.NewButton(kit.T("Look at the sample company"), files.Sample)
	fresh.Importance = widget.HighImportance
	box := container.NewVBox()
	i := canvas.NewImageFromResource(icon)
	i.SetMinSize(fyne.NewSquareSize(96))
	i.FillMode = canvas.ImageFillContain
	box.Add(container.NewCenter(i))
	box.Add(container.NewCenter(kit.Title("Dropdesk")))
	if err != nil {
		l := widget.NewLabel(kit.Said(app.AsError(err).Message))
		l.Wrapping, l.Importance, l.Alignment = fyne.TextWrapWord, widget.DangerImportance, fyne.TextAlignCenter
		box.Add(l)
	} else {
		box.Add(container.NewCenter(kit.Caption(kit.T("Everything is kept in one file on this computer. It can be copied, moved and backed up like any other."))))
	}
	box.Add(container.NewCenter(kit.Wide(280, container.New(layout.NewCustomPaddedVBoxLayout(8), fresh, open, sample))))
	return container.NewCenter(kit.Wide(560, box))
}

func chooseFile(win fyne.Window, then func(string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		path := r.URI().Path()
		_ = r.Close() // it is opened again by whoever reads it
		then(path)
	}, win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{suffix}))
	d.Resize(fyne.NewSize(800, 560))
	d.Show()
}

// nameFile asks for the name and the folder of a new file. The file itself is made by then, which
// refuses a name where something is already.
func nameFile(win fyne.Window, files Files) {
	f := kit.NewForm(
		&kit.Field{Name: "name", Label: kit.T("Name of the file"), Text: "company" + suffix, Wide: true},
		&kit.Field{Name: "folder", Label: kit.T("Folder"), Text: files.Folder, Wide: true},
	)
	kit.AskForm(win.Canvas(), kit.T("New company file"), kit.T("Make the file"), f, func(d *kit.Dialog) {
		name, err := fileName(f.Text("name"))
		if err != nil {
			f.Wrong("name", app.AsError(err).Message)
			return
		}
		folder := strings.TrimSpace(f.Text("folder"))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			f.Wrong("folder", kit.T("The folder could not be made: %v.", err))
			return
		}
		d.Close()
		files.New(filepath.Join(folder, name))
	})
}
