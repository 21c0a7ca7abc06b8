package views

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/views/kit"
)

// Elsewhere is a company file in a place that is not safe for it: on another computer, or in a folder that a program copies elsewhere.
type Elsewhere struct {
	Path      string
	Program   string   // that copies the folder; empty: the folder is on another computer
	Conflicts []string // copies that it has left beside the file
	New       bool     // the file is not there yet
	Move      func()   // keeps the file on this computer, and its backups there
	Read      func()   // opens it for reading only; nil: it is not there yet
	Anyway    func()   // nil: it cannot work there
	Back      func()
}

// AskElsewhere explains what is wrong with the place of a file, and offers what is safe.
func AskElsewhere(e Elsewhere) fyne.CanvasObject {
	box := container.NewVBox(container.NewCenter(kit.Title(kit.T("%s is not safe there", filepath.Base(e.Path)))))
	if e.Program == "" {
		box.Add(sentence(kit.T("%s is on another computer. There the program cannot see what others are writing, and a connection that breaks can damage the file.", filepath.Dir(e.Path))))
	} else {
		box.Add(sentence(kit.T("%s is copied elsewhere by %s, while you work. Such a program copies a file in the middle of a step, and brings an older one back: work of days can be gone without a word.", filepath.Dir(e.Path), e.Program)))
	}
	for _, c := range e.Conflicts {
		box.Add(wrapped(kit.T("Beside it is a copy that could not be brought together with it: %s. Look into both before you go on.", c), widget.DangerImportance))
	}
	box.Add(sentence(kit.T("A backup is safe there: it is whole, and never changes. So the company is on this computer, and a copy of it goes there every day and when the window is closed.")))
	choices := container.New(layout.NewCustomPaddedVBoxLayout(8))
	add := func(text string, importance widget.Importance, do func()) {
		if do != nil {
			b := widget.NewButton(text, do)
			b.Importance = importance
			choices.Add(b)
		}
	}
	move := kit.T("Copy it to this computer, keep backups there")
	if e.New {
		move = kit.T("Make it on this computer, keep backups there")
	}
	add(move, widget.HighImportance, e.Move)
	add(kit.T("Open it for reading only"), widget.MediumImportance, e.Read)
	add(kit.T("Use it there anyway"), widget.MediumImportance, e.Anyway)
	add(kit.T("Back"), widget.MediumImportance, e.Back)
	box.Add(container.NewCenter(kit.Wide(360, choices)))
	return column(box, 620)
}
