package views

import (
	"path/filepath"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// watchScenes show a watched folder that lies on a drive which is not connected.
func (s *Shell) watchScenes() []Scene {
	return []Scene{{"dialog-watched", func() {
		folder := filepath.Join(string(filepath.Separator), "media", "stick", "incoming")
		if _, err := s.desk.WatchFolder(s.ctx(), app.WatchFolderIn{Folder: folder}); err != nil {
			s.fail(err)
			return
		}
		s.settingsPart(kit.T("Data file"))
		s.watchedFiles()
	}}}
}
