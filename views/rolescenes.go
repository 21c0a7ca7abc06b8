package views

import (
	"strings"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// roleScenes show the window to people of different roles.
func (s *Shell) roleScenes() []Scene {
	as := func(name, role string, show func()) Scene {
		return Scene{name, func() {
			was := s.opt.User
			for _, u := range s.me.users {
				if u.Role == role && !u.Inactive {
					s.opt.User = u.Name
				}
			}
			s.readMe()
			show()
			s.after = func() {
				s.opt.User = was
				s.readMe()
			}
		}}
	}
	order := func() {
		s.Go(s.section(trade.KindOrder))
		s.pages[s.at].page.(interface{ choose(string) }).choose("held")
	}
	return []Scene{
		as("role-sales", "sales", order), as("role-books", "books", func() { s.Go(s.section(kindToday)) }),
		as("role-purchasing", "purchasing", func() { s.Go(s.section(trade.KindItem)); s.Go(s.section(trade.KindPurchase)) }),
		as("role-settings", "sales", func() { s.settingsPart(kit.T("Tax codes")) }),
		{"dialog-who", func() { s.readMe(); s.Go(s.section(kindToday)); s.chooseUser() }},
		{"dialog-user", func() {
			s.settingsPart(kit.T("Users"))
			for _, u := range s.me.users {
				if strings.HasPrefix(u.Role, "sales") {
					s.editUser(u)
					return
				}
			}
		}},
	}
}
