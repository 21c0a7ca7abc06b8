package views

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// taker is what can be done with a dropped file; an importer is one more line.
type taker struct {
	kind app.FileKind
	verb string
	do   func(s *Shell, path string)
}

func (s *Shell) takers() []taker {
	return []taker{
		{app.FileCompany, kit.T("Open it"), func(s *Shell, path string) { s.opt.Files.Open(path) }},
		{app.FilePicture, kit.T("Use it as the logo"), (*Shell).takeLogo},
		{app.FileWorkbook, kit.T("Read it as a supplier's sheet"), (*Shell).takeSheet},
		{app.FileWorkbook, kit.T("Read it as a price list"), (*Shell).takePrices},
		{app.FileTable, kit.T("Read it as a price list"), (*Shell).takePrices},
		{app.FileTable, kit.T("Read it as orders"), (*Shell).takeOrders},
		{app.FileWorkbook, kit.T("Read it as orders"), (*Shell).takeOrders},
		{app.FileJSON, kit.T("Read it as orders"), (*Shell).takeOrders},
		{app.FileTable, kit.T("Read it as customers, suppliers or items"), (*Shell).takeMasters},
		{app.FileWorkbook, kit.T("Read it as customers, suppliers or items"), (*Shell).takeMasters},
		{app.FileFees, kit.T("Read it as fees"), (*Shell).takeFees},
		{app.FileWorkbook, kit.T("Read it as fees"), (*Shell).takeFees},
		{app.FileMail, kit.T("Read it in"), (*Shell).takeMail},
	}
}

// maxSheet is more than any sheet of a purchase order has.
const maxSheet = 8 << 20

// takeSheet reads a sheet that a supplier filled in.
func (s *Shell) takeSheet(path string) {
	read(s, func(context.Context) ([]byte, error) { return wholeFile(path, maxSheet) }, func(file []byte) { s.readSupply(filepath.Base(path), file) })
}

// takeMail reads a mail that was saved as a file.
func (s *Shell) takeMail(path string) {
	read(s, func(context.Context) ([]byte, error) { return wholeFile(path, maxMail) }, func(file []byte) { s.readMail(filepath.Base(path), file) })
}

// wholeFile reads a file that is not too large.
func wholeFile(path string, most int64) ([]byte, error) {
	switch info, err := os.Stat(path); {
	case errors.Is(err, os.ErrNotExist):
		return nil, trade.Faultf(trade.Invalid, "There is no file %s. Look for it, or enter its path once more.", path)
	case err == nil && info.IsDir():
		return nil, trade.Faultf(trade.Invalid, "%s is a folder. Choose one of the files in it.", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, trade.Faultf(trade.External, "%s could not be read: %w.", path, err)
	}
	file, err := io.ReadAll(io.LimitReader(f, most+1))
	switch err = errors.Join(err, f.Close()); {
	case err != nil:
		return nil, trade.Faultf(trade.External, "%s could not be read: %w.", path, err)
	case int64(len(file)) > most:
		return nil, trade.Faultf(trade.Invalid, "%s is larger than %d MB. Make it smaller, and drop it again.", filepath.Base(path), most>>20)
	}
	return file, nil
}

// headSize is how much of a dropped file is read to recognise it.
const headSize = 64 << 10

// drop is one dropped file.
type drop struct {
	path string
	kind app.FileKind
	err  error
}

// dropped says what the files are that were dropped on the window, and offers what can be done with them.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	if kit.Top(s.win.Canvas()) != nil || len(uris) == 0 {
		return // a dialog asks for something else now
	}
	var list []drop
	s.run.Do(func() {
		for _, u := range uris[:min(len(uris), maxDrops)] {
			list = append(list, s.recognise(u.Path()))
		}
	}, func() { s.askDrops(list, len(uris)-len(list)) })
}

// maxDrops is how many files are looked at, at once.
const maxDrops = 20

func (s *Shell) recognise(path string) drop {
	d := drop{path: path}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		err = trade.Faultf(trade.Refused, "%s", kit.T("It is a folder. Drop the files that are in it."))
	}
	if err == nil {
		var head []byte
		if head, err = headOf(path); err == nil {
			var r app.Recognised
			r, err = s.desk.Recognise(s.ctx(), app.RecogniseIn{Name: filepath.Base(path), Head: head})
			d.kind = r.Kind
		}
	}
	d.err = err
	return d
}

func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	head, err := io.ReadAll(io.LimitReader(f, headSize))
	return head, errors.Join(err, f.Close())
}

// fileWord says what a kind of file is.
func fileWord(k app.FileKind) string {
	return kit.T(map[app.FileKind]string{
		app.FileCompany: "A company file", app.FileDatabase: "A database of another program", app.FilePicture: "A picture", app.FilePDF: "A PDF", app.FileWorkbook: "A workbook",
		app.FileOldBook: "A file of an older Office program", app.FileMail: "An e-mail", app.FileJSON: "Data as JSON", app.FileXML: "Data as XML", app.FileEDI: "An EDI message", app.FileFees: "A report of fees", app.FileTable: "A table",
		app.FileText: "A text", app.FileArchive: "An archive", app.FileEmpty: "An empty file", app.FileUnknown: "A file of a kind that is not known here",
	}[k])
}

// fileHelp says what can be done with a file that nothing takes as it is.
func fileHelp(k app.FileKind) string {
	switch k {
	case app.FileTable, app.FileWorkbook:
		return kit.T("Rows can be copied from it and pasted into the lines of a quote or order with Ctrl+V.")
	case app.FileOldBook:
		return kit.T("Save it as .xlsx or .csv first.")
	case app.FileArchive:
		return kit.T("Unpack it first, and drop what is in it.")
	case app.FilePDF, app.FileJSON, app.FileXML, app.FileEDI, app.FileText:
		return kit.T("It cannot be read into the company yet. Enter what it says by hand.")
	case app.FileEmpty:
		return kit.T("There is nothing in it.")
	}
	return kit.T("Nothing can be done with it here.")
}

// askDrops lists the files with a button for each thing that can be done.
func (s *Shell) askDrops(list []drop, more int) {
	box := container.NewVBox()
	var d *kit.Dialog
	for _, x := range list {
		name := widget.NewLabelWithStyle(filepath.Base(x.path), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		name.Truncation = fyne.TextTruncateEllipsis
		said := widget.NewLabel("")
		said.Wrapping = fyne.TextWrapWord
		buttons := container.NewHBox()
		switch {
		case x.err != nil:
			said.SetText(kit.Said(app.AsError(x.err).Message))
		default:
			said.SetText(fileWord(x.kind) + ".")
			taken := false
			for _, t := range s.takers() {
				if t.kind == x.kind {
					taken = true
					buttons.Add(kit.NewAction(t.verb, len(list) == 1 && len(buttons.Objects) == 0, func() { d.Close(); t.do(s, x.path) }, func() { d.Close() }))
				}
			}
			if ref := s.doc.history.ref; ref.ID != 0 && x.kind != app.FileEmpty && x.kind != app.FileCompany {
				buttons.Add(kit.NewAction(kit.T("Attach to %s", s.doc.title), false, func() { d.Close(); s.attach(ref, []string{x.path}) }, func() { d.Close() }))
			}
			if !taken {
				said.SetText(fileWord(x.kind) + ". " + fileHelp(x.kind))
			}
		}
		box.Add(container.NewVBox(name, said, buttons))
		box.Add(widget.NewSeparator())
	}
	if more > 0 {
		box.Add(widget.NewLabel(counted(more, "%d more file was not looked at. Drop it by itself.", "%d more files were not looked at. Drop them by themselves.")))
	}
	d = kit.Ask(s.win.Canvas(), counted(len(list), "%d file was dropped", "%d files were dropped"), "", kit.Wide(640, box), func(d *kit.Dialog) { d.Close() })
	if first := firstAction(box); first != nil {
		s.win.Canvas().Focus(first)
	}
}

// firstAction is the first button in a box.
func firstAction(o fyne.CanvasObject) *kit.Action {
	if a, ok := o.(*kit.Action); ok {
		return a
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			if a := firstAction(inner); a != nil {
				return a
			}
		}
	}
	return nil
}

// takeLogo makes a picture the company's logo.
func (s *Shell) takeLogo(path string) {
	act(s, kit.T("The logo is on all documents from now on"), func(ctx context.Context) (*trade.Company, error) {
		picture, err := wholeFile(path, maxPicture)
		if err != nil {
			return nil, err
		}
		logo, err := s.desk.PrepareLogo(ctx, app.LogoIn{Picture: picture})
		if err != nil {
			return nil, err
		}
		c, err := s.desk.GetCompany(ctx, app.Nothing{})
		if err != nil {
			return nil, err
		}
		c.Logo = logo.Logo
		return s.desk.SaveCompany(ctx, *c)
	}, nil)
}
