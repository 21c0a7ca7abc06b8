package views

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// about shows which program this is, where its files are, and what it is built from.
func (s *Shell) about() {
	read(s, func(ctx context.Context) (app.FileFacts, error) { return s.desk.GetFile(ctx, s.backups()) }, func(f app.FileFacts) {
		p := s.opt.Program
		box := container.NewVBox(kit.Facts(3, kit.Fact(kit.T("Version"), p.Version), kit.Fact(kit.T("Format of the file"), strconv.Itoa(f.Format)), kit.Fact(kit.T("Licence"), "MIT")),
			kit.Section(kit.T("The company is in this file")), pathLabel(f.Path))
		if p.Log != "" {
			box.Add(kit.Section(kit.T("What went wrong is noted here, without names or prices")))
			box.Add(pathLabel(p.Log))
		}
		box.Add(kit.Section(kit.T("Built with the work of others")))
		list := container.NewVScroll(kit.Lines(kit.Columns{-5, 110, -6}, nil, []string{kit.T("Module"), kit.T("Licence"), kit.T("Copyright")}, licences(p.Licences)))
		list.SetMinSize(fyne.NewSize(760, 280))
		box.Add(list)
		d := kit.Ask(s.win.Canvas(), kit.T("About Dropdesk"), "", kit.Wide(780, box), func(d *kit.Dialog) { d.Close() })
		if p.Log != "" {
			d.Instead(kit.T("Show the folder of the log"), func() { s.showFolder(filepath.Dir(p.Log)) })
		}
	})
}

// licences are the rows of the table that scripts/licences writes.
func licences(text string) (rows [][]kit.Cell) {
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 || strings.Contains(line, "---") || strings.HasPrefix(line, "| module ") {
			continue
		}
		var row []kit.Cell
		for _, c := range cells {
			row = append(row, kit.Cell{Text: strings.TrimSpace(c)})
		}
		rows = append(rows, row)
	}
	return rows
}
