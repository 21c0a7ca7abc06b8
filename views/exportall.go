package views

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// exportAll asks for a folder, and writes everything that the company's file holds into a new one within it.
func (s *Shell) exportAll() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			s.exportInto(u.Path())
		}
	}, s.win)
	d.Resize(fyne.NewSize(800, 560))
	d.Show()
}

func (s *Shell) exportInto(folder string) {
	read(s, func(ctx context.Context) (app.AllExported, error) {
		f, err := s.desk.GetFile(ctx, s.backups())
		if err != nil {
			return app.AllExported{}, err
		}
		name := strings.TrimSuffix(filepath.Base(f.Path), filepath.Ext(f.Path)) + "-all-" + string(s.today())
		return s.desk.ExportAll(ctx, app.ExportAllIn{Folder: filepath.Join(folder, name)})
	}, func(out app.AllExported) {
		s.toasts.Show(kit.T("%d tables and %d files are in %s", out.Tables, out.Files, out.Folder), kit.Good, kit.T("Show the folder"), func() { s.showFolder(out.Folder) })
	})
}
