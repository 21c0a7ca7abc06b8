package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) loadUsers(ctx context.Context) (func() document, error) {
	all, err := s.desk.ListUsers(ctx, app.Nothing{})
	return func() document {
		return masterTable(s, kit.T("Users"), kit.T("Add a user"), all.Rows, kit.Columns{-2, 70, -2, 104, 144, 80}, []string{kit.T("Name"), kit.T("Initials"), kit.T("E-mail"), kit.T("Role"), kit.T("Commission"), ""},
			func(u *trade.User) []string {
				return []string{u.Name, u.Initials, u.Email, kit.T(u.Role), commissionText(u), inactiveWord(u.Inactive)}
			},
			func(u trade.User) {
				if u.ID == 0 {
					u.Role = "sales"
				}
				f := kit.NewForm(
					&kit.Field{Name: "name", Label: kit.T("Name"), Text: u.Name}, &kit.Field{Name: "initials", Label: kit.T("Initials"), Text: u.Initials},
					&kit.Field{Name: "email", Label: kit.T("E-mail"), Text: u.Email}, &kit.Field{Name: "role", Label: kit.T("Role"), Options: roles.words(), Text: kit.T(u.Role)},
					&kit.Field{Name: "commission_on", Label: kit.T("Commission"), Options: commissionOptions(), Text: commissionWord(u.CommissionOn)},
					&kit.Field{Name: "commission", Label: kit.T("Percent"), Text: typed(u.Commission.String())},
					&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(u.Inactive)},
				)
				kit.AskForm(s.win.Canvas(), kit.T("User"), kit.T("Save"), f, func(d *kit.Dialog) {
					u.Name, u.Initials, u.Email, u.Role, u.Inactive = f.Text("name"), f.Text("initials"), f.Text("email"), roles.value(f.Text("role")), f.Text("inactive") == "yes"
					submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.User, err error) {
						u.CommissionOn = commissionOn(f.Text("commission_on"))
						if u.Commission, err = rate("commission", f.Text("commission")); err != nil {
							return nil, err
						}
						return s.desk.SaveUser(ctx, u)
					}, nil)
				})
			})
	}, err
}
