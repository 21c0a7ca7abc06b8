package views

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// DamagedFile is a company file that was found to be damaged, and what can be done.
type DamagedFile struct {
	Path    string
	Err     error
	Backups []app.Backup // newest first
	Restore func(app.Backup)
	Salvage func()
	Open    func() // as it is; nil: it cannot be
}

// maxLost is how much of what is lost is listed; the whole list is in a file.
const maxLost = 12

// Damaged offers the last good backup and a salvage of a file that is damaged. Nothing is done before somebody chooses.
func Damaged(win fyne.Window, f DamagedFile, files Files) fyne.CanvasObject {
	box := container.NewVBox(container.NewCenter(kit.Title(kit.T("%s is damaged", filepath.Base(f.Path)))))
	box.Add(wrapped(kit.Said(app.AsError(f.Err).Message), widget.DangerImportance))
	box.Add(sentence(kit.T("Nothing is deleted: whatever you choose, the damaged file is set aside beside the new one.")))
	choices := container.New(layout.NewCustomPaddedVBoxLayout(8))
	add := func(text string, importance widget.Importance, do func()) {
		b := widget.NewButton(text, do)
		b.Importance = importance
		choices.Add(b)
	}
	if len(f.Backups) > 0 {
		last := f.Backups[0]
		add(kit.T("Restore the last backup: %s", momentAt(last)), widget.HighImportance, func() { f.Restore(last) })
		box.Add(sentence(kit.T("The backup was checked when it was made. What was done since is not in it.")))
	} else {
		box.Add(sentence(kit.T("There is no backup of this file in its usual folder.")))
	}
	box.Add(sentence(kit.T("A salvage reads everything that can still be read, works all totals out anew, and says what is lost.")))
	importance := widget.MediumImportance
	if len(f.Backups) == 0 {
		importance = widget.HighImportance
	}
	add(kit.T("Salvage what can be read"), importance, f.Salvage)
	add(kit.T("Restore another backup…"), widget.MediumImportance, func() { chooseFile(win, func(path string) { f.Restore(app.Backup{Path: path}) }) })
	if f.Open != nil {
		add(kit.T("Open it as it is"), widget.MediumImportance, f.Open)
	}
	add(kit.T("Open another company file…"), widget.MediumImportance, func() { chooseFile(win, files.Open) })
	box.Add(container.NewCenter(kit.Wide(320, choices)))
	return column(box, 620)
}

// momentAt is when a backup was made.
func momentAt(b app.Backup) string {
	t := b.At.Time().Local()
	return kit.Spoken().DayOfYear(t) + " " + t.Format("15:04")
}

// Salvaged says what came of a salvage, before the file is opened.
func Salvaged(rows int, missing, problems []string, aside, report string, open func()) fyne.CanvasObject {
	box := container.NewVBox(
		container.NewCenter(kit.Title(kit.T("What could be read is in the file again"))),
		sentence(kit.T("%s records were read. The damaged file is kept as %s.", countOr0(rows), filepath.Base(aside))),
	)
	list := func(heading string, lines []string) {
		if len(lines) == 0 {
			return
		}
		box.Add(kit.Section(heading))
		for _, l := range lines[:min(len(lines), maxLost)] {
			box.Add(wrapped(kit.Said(l), widget.MediumImportance))
		}
		if more := len(lines) - maxLost; more > 0 {
			box.Add(sentence(kit.T("and %d more, which are in %s", more, filepath.Base(report))))
		}
	}
	list(kit.T("Lost"), missing)
	list(kit.T("Does not add up any more, because lines are lost"), allUnsound(problems))
	if len(missing)+len(problems) == 0 {
		box.Add(sentence(kit.T("Nothing is known to be lost, and everything adds up.")))
	}
	b := widget.NewButton(kit.T("Open the file"), open)
	b.Importance = widget.HighImportance
	box.Add(container.NewCenter(kit.Wide(240, b)))
	return container.NewVScroll(column(box, 620))
}

// column is a box in the middle of the window. It has its width before it is laid out, because a text knows its lines only then.
func column(box *fyne.Container, width float32) fyne.CanvasObject {
	box.Resize(fyne.NewSize(width, box.MinSize().Height))
	return container.NewCenter(kit.Wide(width, box))
}
