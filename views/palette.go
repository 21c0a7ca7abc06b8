package views

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// mostFound is how many records the palette offers: what has room in it without moving.
const mostFound = 13

// find opens the palette: it goes to whatever is found by number or name, and does whatever the menu
// does. Chosen again, it closes.
func (s *Shell) find() {
	top := kit.Top(s.win.Canvas())
	if s.finder != nil && top == s.finder.Dialog {
		s.finder.Close()
		return
	}
	if top != nil {
		return
	}
	commands := s.commands() // before the palette takes the keyboard: undoing may mean the typing
	s.finder = kit.OpenPalette(s.win.Canvas(), kit.T("Number, name, SKU, or what to do …"), func(text string, done func([]kit.Offering)) {
		if strings.TrimSpace(text) == "" {
			done(append(s.recentOffers(), offersOf(commands, kit.T("Do"))...))
			return
		}
		do := matching(offersOf(commands, kit.T("Do")), text, 6)
		places := matching(s.placeOffers(), text, 6)
		var found app.All[app.Found]
		var err error
		if len([]rune(strings.TrimSpace(text))) < 2 { // half of all records begin like one letter
			done(append(do, places...))
			return
		}
		s.run.Do(func() { found, err = s.desk.Find(s.ctx(), app.FindIn{Text: text, Limit: mostFound}) }, func() {
			var rows []kit.Offering
			if err == nil {
				rows = s.foundOffers(found.Rows)
			}
			customer := s.newFor(found.Rows)
			done(append(append(append(rows, customer...), do...), places...))
		})
	})
}

// command is something that the window can do now.
type command struct {
	text, key string
	do        func()
}

// commands are the main menu's items, those of the open document first.
func (s *Shell) commands() []command {
	var list []command
	for i := range s.doc.buttons {
		b := &s.doc.buttons[i]
		c := command{text: b.text, do: func() {
			s.win.Canvas().Unfocus()
			b.do()
		}}
		switch {
		case b.primary:
			c.key = shortcutText(chord(fyne.KeyReturn, 0))
		case b.pdf:
			c.key = "P"
		case b.mail:
			c.key = "E"
		case b.why:
			c.key = "W"
		}
		if b.primary {
			list = append([]command{c}, list...)
			continue
		}
		list = append(list, c)
	}
	letters := map[string]string{kit.T("New in this list"): "N", kit.T("Whole chain"): "C", kit.T("All keys"): "?"}
	for _, m := range s.win.MainMenu().Items {
		if m == s.verbs {
			continue
		}
		for _, i := range m.Items {
			if i.IsSeparator || i.Action == nil || i.Disabled || s.isSection(i.Label) || i.Label == kit.T("Find or do …") {
				continue
			}
			key := shortcutText(i.Shortcut)
			if key == "" {
				key = letters[i.Label]
			}
			list = append(list, command{i.Label, key, i.Action})
		}
	}
	return list
}

// isSection says whether a line of the menu goes to a section; the palette offers these as places.
func (s *Shell) isSection(name string) bool {
	for _, x := range s.pages {
		if x.name == name {
			return true
		}
	}
	return false
}

func offersOf(commands []command, group string) []kit.Offering {
	list := make([]kit.Offering, len(commands))
	for i, c := range commands {
		list[i] = kit.Offering{Group: group, Title: c.text, Note: c.key, Do: c.do}
	}
	return list
}

// recentOffers are the last places, besides the present one.
func (s *Shell) recentOffers() []kit.Offering {
	var list []kit.Offering
	here := s.place()
	for _, r := range s.recents() {
		to, ok := placeAt(r.address)
		if !ok || (to.section == here.section && to.id == here.id) {
			continue
		}
		list = append(list, kit.Offering{Group: kit.T("Seen last"), Kind: kindWord(trade.Kind(to.section)), Title: r.title, Do: func() {
			s.Show(trade.Ref{Kind: trade.Kind(to.section), ID: to.id})
		}})
	}
	return list
}

func (s *Shell) foundOffers(found []app.Found) []kit.Offering {
	list := make([]kit.Offering, len(found))
	for i, f := range found {
		title := f.Title
		if f.Number != "" {
			title = f.Number + "  " + f.Title
		}
		list[i] = kit.Offering{Kind: kindWord(f.Kind), Title: title, Do: func() { s.Show(trade.Ref{Kind: f.Kind, ID: f.ID}) }}
	}
	return list
}

// newFor offers a new quote for the first customer that is found.
func (s *Shell) newFor(found []app.Found) []kit.Offering {
	for _, f := range found {
		if f.Kind == trade.KindCustomer && !s.alone {
			return []kit.Offering{{Group: kit.T("Do"), Title: kit.T("New quote for %s", f.Title), Do: func() { s.quoteForCustomer(f.ID) }}}
		}
	}
	return nil
}

// quoteForCustomer begins a quote for a customer.
func (s *Shell) quoteForCustomer(id trade.ID) {
	s.Go(s.section(trade.KindQuote))
	act(s, "", func(ctx context.Context) (*trade.Quote, error) {
		return s.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: id}})
	}, func(q *trade.Quote) {
		if p, ok := s.page().(interface{ draftMade(trade.ID) }); ok {
			p.draftMade(q.ID)
		}
	})
}

// placeOffers are the sections and the filters of their lists.
func (s *Shell) placeOffers() []kit.Offering {
	var list []kit.Offering
	if s.alone {
		return nil // it has no lists
	}
	for i, x := range s.pages {
		key := ""
		if n := slices.Index(numbered, x.kind); n >= 0 {
			key = shortcutText(chord(fyne.KeyName('1'+rune(n)), 0))
		}
		list = append(list, kit.Offering{Group: kit.T("Go"), Title: x.name, Note: key, Do: func() { s.Go(i) }})
		for _, f := range app.Filters[x.kind] {
			if f == "" {
				continue
			}
			list = append(list, kit.Offering{Group: kit.T("Go"), Title: kit.T("%s, %s", x.name, strings.ToLower(chipText(f))), Do: func() { s.list(x.kind, f) }})
		}
	}
	return list
}

// matching are the first offers in which every word of a text begins a word.
func matching(all []kit.Offering, text string, most int) []kit.Offering {
	var list []kit.Offering
	for _, o := range all {
		if len(list) < most && begins(o.Title, text) {
			list = append(list, o)
		}
	}
	return list
}

func begins(title, text string) bool {
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	}
	words := split(title)
	for _, w := range split(text) {
		found := false
		for _, x := range words {
			found = found || strings.HasPrefix(x, w)
		}
		if !found {
			return false
		}
	}
	return true
}
