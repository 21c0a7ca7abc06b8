package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// past is what a document's page shows below the document itself: its files and its history.
type past struct {
	ref    trade.Ref
	events []trade.Event
	files  []trade.AttachedFile
}

// withHistory reads a record's history and files beside whatever else a page reads.
func (s *Shell) withHistory(ctx context.Context, kind trade.Kind, id trade.ID) (past, error) {
	x := past{ref: trade.Ref{Kind: kind, ID: id}}
	h, err := s.desk.GetHistory(ctx, x.ref)
	if err != nil {
		return x, err
	}
	files, err := s.desk.ListAttachments(ctx, x.ref)
	x.events, x.files = h.Rows, files.Rows
	return x, err
}

// pastParts are the sections of a document's files and of its history.
func (s *Shell) pastParts(x past) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if x.ref.ID != 0 {
		note := widget.NewButtonWithIcon(kit.T("Note…"), theme.DocumentCreateIcon(), func() { s.addNote(x.ref) })
		file := widget.NewButtonWithIcon(kit.T("File…"), theme.MailAttachmentIcon(), func() { s.chooseAttachment(x.ref) })
		note.Importance, file.Importance = widget.LowImportance, widget.LowImportance
		parts = append(parts, container.NewBorder(nil, nil, kit.Section(kit.T("History")), container.NewHBox(note, file)))
	} else if len(x.events) > 0 {
		parts = append(parts, kit.Section(kit.T("History")))
	}
	for _, a := range x.files {
		parts = append(parts, s.fileRow(a))
	}
	if len(x.events) > 0 {
		parts = append(parts, s.history(x.events))
	}
	return parts
}

// fileRow is a file of a document, which a click opens.
func (s *Shell) fileRow(a trade.AttachedFile) fyne.CanvasObject {
	facts := widget.NewLabel(kit.T("%s, %s", fileSize(a.Size), moment(a.At, s.today())))
	facts.Importance, facts.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	open := kit.NewLink(a.Name, func() { s.openAttachment(a.ID) })
	icon := container.NewCenter(widget.NewIcon(theme.MailAttachmentIcon()))
	return container.New(kit.Columns{24, -1, 190, 40}, icon, open, facts, s.rowButtons(nil, func() { s.removeAttachment(a) }))
}

// fileSize is how large a file is, as people say it.
func fileSize(bytes int) string {
	switch {
	case bytes >= 1<<20:
		return grouped(fmt.Sprintf("%.1f", float64(bytes)/(1<<20))) + " MB"
	case bytes >= 1<<10:
		return grouped(fmt.Sprint(bytes>>10)) + " KB"
	}
	return grouped(fmt.Sprint(bytes)) + " B"
}

// openAttachment puts a file into the person's folder and shows it.
func (s *Shell) openAttachment(id trade.ID) {
	read(s, func(ctx context.Context) (string, error) {
		a, err := s.desk.GetAttachment(ctx, app.ByID{ID: id})
		if err != nil {
			return "", err
		}
		return a.Name, s.leave(a.Name, a.Content)
	}, func(string) {})
}

func (s *Shell) removeAttachment(a trade.AttachedFile) {
	act(s, kit.T("%s is removed", a.Name), func(ctx context.Context) (app.Done, error) {
		return s.desk.RemoveAttachment(ctx, app.ByID{ID: a.ID})
	}, nil)
}

// addNote asks for a note for those who work here.
func (s *Shell) addNote(ref trade.Ref) {
	f := kit.NewForm(&kit.Field{Name: "text", Label: kit.T("For us alone; no paper and no mail shows it"), Lines: 4, Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Note"), kit.T("Keep the note"), f, func(d *kit.Dialog) {
		in := app.NoteIn{Kind: ref.Kind, ID: ref.ID, Text: f.Text("text")}
		submit(s, d, f, kit.T("The note is kept"), func(ctx context.Context) (app.Done, error) { return s.desk.AddNote(ctx, in) }, nil)
	})
}

// chooseAttachment asks for a file, by its path or in the dialog of the system.
func (s *Shell) chooseAttachment(ref trade.Ref) {
	f := kit.NewForm(fileField(kit.T("The file"), ""))
	var d *kit.Dialog
	browse := s.browser(nil, func() *kit.Dialog { return d }, func(path string) { s.attach(ref, []string{path}) })
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Attach a file"), kit.T("Attach"), browse, f, func(d *kit.Dialog) {
		path := f.Text("path")
		submit(s, d, f, "", func(ctx context.Context) (*trade.AttachedFile, error) {
			a, err := s.attachFile(ctx, ref, path)
			if err == nil {
				return a, nil
			}
			return nil, app.AsError(err).In("path")
		}, s.saidAttached)
	})
}

func (s *Shell) saidAttached(a *trade.AttachedFile) {
	s.say(kit.T("%s is attached", a.Name), kit.Good)
}

// attach keeps files with a record, as when they are dropped onto it.
func (s *Shell) attach(ref trade.Ref, paths []string) {
	for _, path := range paths {
		act(s, "", func(ctx context.Context) (*trade.AttachedFile, error) { return s.attachFile(ctx, ref, path) }, s.saidAttached)
	}
}

func (s *Shell) attachFile(ctx context.Context, ref trade.Ref, path string) (*trade.AttachedFile, error) {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, "~"+string(filepath.Separator)) {
		path = filepath.Join(home, path[2:])
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, trade.Faultf(trade.Invalid, "There is no file %s that can be read.", path)
	case info.IsDir():
		return nil, trade.Faultf(trade.Invalid, "%s is a folder. Choose a file in it.", path)
	case info.Size() > trade.MaxAttachment:
		return nil, trade.Faultf(trade.Invalid, "%s has %d MB; %d MB fit. Make it smaller, or keep it in a folder and write a note where it is.", info.Name(), (info.Size()+1<<20-1)>>20, trade.MaxAttachment>>20)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, trade.Faultf(trade.External, "%s could not be read: %w.", path, err)
	}
	return s.desk.AddAttachment(ctx, app.AttachmentIn{Kind: ref.Kind, ID: ref.ID, Name: filepath.Base(path), Content: content})
}

// historyPage is how many events are shown at first, and how many more each time.
const historyPage = 12

// history shows what happened, newest first, and more of it when asked.
func (s *Shell) history(events []trade.Event) fyne.CanvasObject {
	return s.historyOf(events, historyPage)
}

func (s *Shell) historyOf(events []trade.Event, shown int) fyne.CanvasObject {
	box := container.New(layout.NewCustomPaddedVBoxLayout(-6), s.eventRows(events[:min(shown, len(events))])...)
	if left := len(events) - shown; left > 0 {
		var more *widget.Button
		more = widget.NewButton(kit.T("Show %d more", min(left, 4*historyPage)), func() {
			next := min(shown+4*historyPage, len(events))
			box.Remove(more)
			for _, o := range s.eventRows(events[shown:next]) {
				box.Add(o)
			}
			if shown = next; shown < len(events) {
				more.SetText(kit.T("Show %d more", min(len(events)-shown, 4*historyPage)))
				box.Add(more)
			}
			box.Refresh()
		})
		more.Importance, more.Alignment = widget.LowImportance, widget.ButtonAlignLeading
		box.Add(more)
	}
	return box
}

// pieced are the events whose notes are put together of words of the program and of what a person wrote.
var pieced = map[string]bool{"answer": true, "exception": true, "decide": true}

func (s *Shell) eventRows(events []trade.Event) (rows []fyne.CanvasObject) {
	for _, e := range events {
		text := kit.T(eventWord(e.Action))
		switch {
		case e.Action == "note": // what a person wrote is not retold
			text += "  " + e.Note
		case e.Kind == trade.KindInvoice && strings.HasPrefix(e.Note, "for "):
			text += "  " + kit.T("for %s", strings.TrimPrefix(e.Note, "for "))
		case pieced[e.Action]:
			text += "  " + kit.SaidInParts(e.Note)
		case e.Note != "":
			text += "  " + kit.Said(e.Note)
		}
		if e.Who != "" {
			text += "  · " + e.Who
		}
		l := widget.NewLabel(text)
		l.Truncation = fyne.TextTruncateEllipsis
		if e.Action == "note" { // a person wrote it to be read
			l.Truncation, l.Wrapping = fyne.TextTruncateOff, fyne.TextWrapWord
			l.Resize(fyne.NewSize(s.documentRoom()-112, l.MinSize().Height)) // so that it knows how high it is
		}
		when := widget.NewLabel(moment(e.At, s.today()))
		when.Importance = widget.LowImportance
		rows = append(rows, container.New(kit.Columns{112, -1}, when, l))
	}
	return rows
}
