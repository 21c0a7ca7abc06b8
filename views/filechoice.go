package views

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// fileField is where the path of a file is entered.
func fileField(label, path string) *kit.Field {
	return &kit.Field{Name: "path", Label: label, Text: path, Hint: filepath.Join("~", "Documents", "…"), Wide: true}
}

// browser looks for a file on the disk, with one of some endings where there are any; chosen hears of it once the dialog that asked is closed.
func (s *Shell) browser(endings []string, asking func() *kit.Dialog, chosen func(path string)) fyne.CanvasObject {
	return container.NewHBox(kit.NewAction(kit.T("Look for it…"), false, func() {
		files := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if err != nil || r == nil {
				return
			}
			path := r.URI().Path()
			_ = r.Close() // whoever hears of it reads it
			asking().Close()
			chosen(path)
		}, s.win)
		if len(endings) > 0 {
			files.SetFilter(storage.NewExtensionFileFilter(endings))
		}
		files.Resize(fyne.NewSize(800, 560))
		files.Show()
	}, func() { asking().Escape() }))
}

// columnWords are what a column of a file may be, in words and by them.
func columnWords(names map[string]string, fields []string) (words []string, codes map[string]string) {
	words, codes = []string{names[""]}, map[string]string{names[""]: ""}
	for _, field := range fields {
		words = append(words, names[field])
		codes[names[field]] = field
	}
	return words, codes
}

// columnLabel is a column of a file, with some of what stands in it.
func columnLabel(c *trade.PriceColumn) string {
	label := c.Column + "  " + c.Heading
	if len(c.Samples) > 0 {
		label += "   " + strings.Join(c.Samples[:min(2, len(c.Samples))], " · ")
	}
	return label
}

// headFields are the sheet, where there are several, and the row in which its headings stand.
func headFields(label string, sheets []string, sheet string, heading int) []*kit.Field {
	var fields []*kit.Field
	if len(sheets) > 1 {
		fields = append(fields, &kit.Field{Name: "sheet", Label: kit.T("Sheet"), Options: sheets, Text: sheet})
	}
	head := ""
	if heading > 0 {
		head = strconv.Itoa(heading)
	}
	return append(fields, &kit.Field{Name: "heading", Label: label, Text: head})
}
