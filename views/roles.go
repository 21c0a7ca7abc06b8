package views

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// me is who works in the window, with what the role includes; without a name it is not known yet, and everything is offered.
type me struct {
	app.Me
	users  []trade.User
	rights []app.Right
}

// rememberedUser is what the memory knows the person by who works on a file on this computer.
const rememberedUser = "user"

// beSomebody goes on as whoever worked here the last time, and asks who it is where several people could.
func (s *Shell) beSomebody() {
	known := s.opt.Memory.Get(rememberedUser)
	if known != "" {
		s.opt.User = known
	}
	s.readMeThen(func() {
		if known == "" && !s.me.Entered && len(s.activeUsers()) > 1 {
			s.chooseUser()
		}
	})
}

// readMe reads again who works here, as after a change of the users.
func (s *Shell) readMe() { s.readMeThen(func() {}) }

func (s *Shell) readMeThen(then func()) {
	read(s, func(ctx context.Context) (m me, err error) {
		if m.Me, err = s.desk.GetMe(ctx, app.Nothing{}); err != nil {
			return m, err
		}
		rights, err := s.desk.ListRights(ctx, app.Nothing{})
		if err != nil {
			return m, err
		}
		users, err := s.desk.ListUsers(ctx, app.Nothing{})
		m.rights, m.users = rights.Rows, users.Rows
		return m, err
	}, func(m me) {
		other := m.Role != s.me.Role && (s.me.Role != "" || m.Role != "admin")
		s.me = m
		s.drawNav()
		if other {
			s.spoken = "" // the words of the navigation and menus change too
			s.again()
		}
		then()
	})
}

func (s *Shell) activeUsers() []trade.User {
	return slices.DeleteFunc(slices.Clone(s.me.users), func(u trade.User) bool { return u.Inactive })
}

// chooseUser asks who works here; the answer is remembered on this computer.
func (s *Shell) chooseUser() {
	users := s.activeUsers()
	if len(users) == 0 {
		s.toasts.Show(kit.T("There are no users yet. Whoever works alone needs none; Settings, Users adds them."), kit.Quiet, "", nil)
		return
	}
	var words, names []string
	at := 0
	for i, u := range users {
		words, names = append(words, kit.T("%s (%s)", u.Name, roleWord(u.Role))), append(names, u.Name)
		if u.Name == s.opt.User {
			at = i
		}
	}
	f := kit.NewForm(&kit.Field{Name: "user", Label: kit.T("You are"), Options: words, Text: words[at], Wide: true},
		&kit.Field{Say: kit.T("The name stands in the history of whatever you do. It is remembered on this computer; File, Change user… asks again.")})
	kit.AskForm(s.win.Canvas(), kit.T("Who works here?"), kit.T("Begin"), f, func(d *kit.Dialog) {
		name := names[slices.Index(words, f.Text("user"))]
		d.Close()
		s.opt.Memory.Set(rememberedUser, name)
		s.opt.User = name
		s.readMe()
	})
}

// drawMe says below the sections who works here, where it could be somebody else, and leads out of the sample company.
func (s *Shell) drawMe() {
	if s.opt.Files.Away {
		b := widget.NewButtonWithIcon(kit.T("Leave the sample"), theme.LogoutIcon(), func() { s.opt.Files.Back() })
		b.Importance, b.Alignment = widget.MediumImportance, widget.ButtonAlignLeading
		s.nav.Add(widget.NewSeparator())
		s.nav.Add(b)
	}
	if len(s.activeUsers()) < 2 {
		return
	}
	name, _, _ := strings.Cut(s.opt.User, " ")
	b := widget.NewButton(kit.T("%s, %s", name, roleWord(s.me.Role)), s.chooseUser)
	b.Importance, b.Alignment = widget.LowImportance, widget.ButtonAlignLeading
	s.nav.Add(widget.NewSeparator())
	s.nav.Add(b)
}

// may says whether the person who works here may take a step.
func (s *Shell) may(step string) bool {
	return step == "" || s.me.Role == "" || slices.Contains(s.me.Steps, step)
}

// without says whether the role has nothing to do with a kind of record.
func (m *me) without(kind trade.Kind) bool { return slices.Contains(m.Without, kind) }

// rolesOf are the roles that may take a step, in words.
func (s *Shell) rolesOf(step string) string {
	for _, r := range s.me.rights {
		if r.Step == step {
			var words []string
			for _, role := range r.Roles {
				words = append(words, roleWord(role))
			}
			return strings.Join(words, ", ")
		}
	}
	return roleWord("admin")
}

// whyNot says who may take a step that the person may not.
func (s *Shell) whyNot(step string) string {
	return kit.T("For this you need another role: %s. You work here as %s, %s.", s.rolesOf(step), s.opt.User, roleWord(s.me.Role))
}

// menuText is a button's text in a menu, with whose it is where it is not the person's.
func (s *Shell) menuText(b *button) string {
	if s.may(b.step) {
		return b.text
	}
	return kit.T("%s (%s)", b.text, s.rolesOf(b.step))
}

// stepItem is an item of a menu for a step; where the person may not take it, it says whose it is.
func (s *Shell) stepItem(item func(string, fyne.KeyName, func()) *fyne.MenuItem, text string, key fyne.KeyName, step string, do func()) *fyne.MenuItem {
	m := item(s.menuText(&button{text: text, step: step}), key, func() {
		if !s.may(step) {
			s.toasts.Show(s.whyNot(step), kit.Quiet, "", nil)
			return
		}
		do()
	})
	m.Disabled = !s.may(step)
	return m
}

// allowed greys a widget whose step the person may not take.
func (s *Shell) allowed(step string, o fyne.CanvasObject) fyne.CanvasObject {
	if w, ok := o.(fyne.Disableable); ok && !s.may(step) {
		w.Disable()
	}
	return o
}

// addHere makes a new record of the kind that is listed.
func (s *Shell) addHere() {
	if step := newSteps[s.pages[s.at].kind]; !s.may(step) {
		s.toasts.Show(s.whyNot(step), kit.Quiet, "", nil)
		return
	}
	s.page().add()
}

// newSteps make a new record of a kind.
var newSteps = map[trade.Kind]string{
	trade.KindQuote: "SaveQuote", trade.KindOrder: "SaveOrder", trade.KindPayment: "RecordPayment", trade.KindBill: "SaveBill",
	trade.KindCustomer: "SaveCustomer", trade.KindSupplier: "SaveSupplier", trade.KindItem: "SaveItem",
}

// lockedKind says whether records of a kind can only be read by the person.
func (s *Shell) lockedKind(kind trade.Kind) bool {
	return slices.Contains([]trade.Kind{trade.KindCustomer, trade.KindSupplier, trade.KindItem}, kind) && !s.may(newSteps[kind])
}
