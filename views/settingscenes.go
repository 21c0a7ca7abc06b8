package views

import (
	"dropdesk/app"
	"dropdesk/views/kit"
)

// settingsScenes are the parts of the settings that have a page of their own.
func (s *Shell) settingsScenes() []Scene {
	part := func(name, title string) Scene { return Scene{name, func() { s.settingsPart(kit.T(title)) }} }
	return []Scene{
		part("settings-appearance", "Appearance"), part("settings-documents", "Documents"), part("settings-mails", "Texts of mails"), part("settings-numbers", "Numbering"),
		{"dialog-documents", func() {
			s.settingsPart(kit.T("Documents"))
			s.primary()
		}},
		{"dialog-mail-text", func() {
			s.settingsPart(kit.T("Texts of mails"))
			if all, err := s.desk.ListMailTexts(s.ctx(), app.Nothing{}); err == nil {
				s.editMail(all.Rows[0])
			}
		}},
		{"settings-file", func() {
			_, _ = s.desk.BackUp(s.ctx(), s.backups()) // the second within a second is refused, and there is one already
			s.settingsPart(kit.T("Data file"))
		}},
		{"dialog-restore", func() {
			s.settingsPart(kit.T("Data file"))
			s.restore(app.Backup{Path: "company.dropdesk", At: "2026-11-22T18:00:00Z"})
		}},
	}
}
