package views

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"dropdesk/views/kit"
)

// stroke is a key of the window and what it does. Single letters do it while nobody types.
type stroke struct {
	keys string // as the list of keys shows them
	does string
	on   string       // the letters
	do   func(r rune) // nil: who has the keyboard answers it
}

// strokes is the one table of the keys that are in no menu: the list of keys shows it, and letters are
// answered by it.
func (s *Shell) strokes() []stroke {
	verb := func(which func(*button) bool) func(rune) { return func(rune) { s.press(which) } }
	return []stroke{
		{"N", kit.T("new in this list"), "n", func(rune) { s.addHere() }},
		{"/", kit.T("filter this list"), "/", func(rune) { s.page().filter() }},
		{kit.T("J K arrows PgUp PgDn Home End"), kit.T("move"), "", nil},
		{kit.T("X, Ctrl+click, Shift+click"), kit.T("mark rows for a bulk action"), "", nil},
		{kit.T("Shift+↑↓"), kit.T("mark on the way"), "", nil},
		{shortcutText(chord(fyne.KeyA, 0)), kit.T("mark all that the filter finds"), "", nil},
		{"O", kit.T("open what Today lists"), "", nil},
		{"S", kit.T("put it aside until tomorrow"), "s", func(rune) {
			if p, ok := s.page().(*todayPage); ok {
				p.snooze("")
			}
		}},
		{kit.T("right"), kit.T("the rest of its kind"), "", nil},
		{kit.T("Enter / Esc"), kit.T("the whole width / the list again"), "", nil},
		{"C", kit.T("the whole chain: where is the order?"), "c", func(rune) { s.chainHere() }},
		{"1 … 6", kit.T("a box of the chain"), "123456", func(r rune) {
			if i := int(r - '1'); i < len(s.doc.steps) && s.doc.steps[i].Tapped != nil {
				s.doc.steps[i].Tapped()
			}
		}},
		{"P", kit.T("PDF"), "p", verb(func(b *button) bool { return b.pdf })},
		{"E", kit.T("e-mail"), "e", verb(func(b *button) bool { return b.mail })},
		{"W", kit.T("explain the figures"), "w", verb(func(b *button) bool { return b.why })},
		{"D", kit.T("the buttons of what is to be decided"), "d", func(rune) {
			if len(s.doc.actions) > 0 {
				s.win.Canvas().Focus(s.doc.actions[0])
			}
		}},
		{shortcutText(chord(fyne.KeyC, 0)), kit.T("copy the rows as text"), "", nil},
		{"Tab", kit.T("from field to field"), "", nil},
		{"Esc", kit.T("leave a dialog"), "", nil},
		{"?", kit.T("all keys"), "?", func(rune) { s.allKeys() }},
	}
}

// keys are answered here while no entry has the focus.
func (s *Shell) keys() {
	s.win.Canvas().SetOnTypedRune(func(r rune) { kit.Guard(func() { s.letter(r) }) })
	s.win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyEscape:
			s.page().narrow()
		case fyne.KeyF1:
			s.manual()
		}
	})
	kit.OnHelp(func() {
		if kit.Top(s.win.Canvas()) == nil {
			kit.Guard(s.manual)
		}
	})
}

func (s *Shell) letter(r rune) {
	r = []rune(strings.ToLower(string(r)))[0]
	for _, k := range s.strokes() {
		if k.do != nil && strings.ContainsRune(k.on, r) {
			k.do(r)
			return
		}
	}
}

// keyTable are the menu's shortcuts and the keys that are in no menu, with what they do.
func (s *Shell) keyTable() (table [][2]string) {
	for _, m := range s.win.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil {
				table = append(table, [2]string{shortcutText(i.Shortcut), i.Label})
			}
		}
	}
	for _, k := range s.strokes() {
		table = append(table, [2]string{k.keys, k.does})
	}
	return table
}

// allKeys shows all keys.
func (s *Shell) allKeys() {
	rows := [][]kit.Cell{}
	for _, k := range s.keyTable() {
		rows = append(rows, []kit.Cell{{Text: k[0]}, {Text: capital(k[1])}})
	}
	half := (len(rows) + 1) / 2
	heads := []string{kit.T("Key"), kit.T("Does")}
	columns := container.NewHBox(kit.Wide(400, kit.Lines(kit.Columns{140, -1}, nil, heads, rows[:half])), kit.Wide(560, kit.Lines(kit.Columns{226, -1}, nil, heads, rows[half:])))
	kit.Tell(s.win.Canvas(), kit.T("Keys"), columns)
}

// capital lets a text begin with a capital letter, as the menu's do.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// shortcutText is a shortcut as keyboards name it; empty where there is none.
func shortcutText(x fyne.Shortcut) string {
	c, ok := x.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	var parts []string
	for _, m := range []struct {
		is   fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, kit.T("Ctrl")}, {fyne.KeyModifierSuper, "⌘"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, kit.T("Shift")}} {
		if c.Mod()&m.is != 0 {
			parts = append(parts, m.name)
		}
	}
	name := string(c.Key())
	switch c.Key() {
	case fyne.KeyReturn:
		name = kit.T("Enter")
	case fyne.KeyLeft:
		name = "←"
	case fyne.KeyRight:
		name = "→"
	}
	return strings.Join(append(parts, name), "+")
}

// chord is a shortcut with Ctrl, or with ⌘ on a Mac, and more.
func chord(k fyne.KeyName, more fyne.KeyModifier) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | more}
}
