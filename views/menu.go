package views

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// item is a line of the menu. Its shortcut works in a dialog too, where it must not change what lies below.
func (s *Shell) item(text string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(text, func() {
		if kit.Top(s.win.Canvas()) == nil {
			kit.Guard(do)
		}
	})
	m.Shortcut = shortcut
	return m
}

// menu lists every command of the window; the palette offers what it lists.
func (s *Shell) menu() *fyne.MainMenu {
	item := func(text string, k fyne.KeyName, do func()) *fyne.MenuItem {
		if k == "" {
			return s.item(text, nil, do)
		}
		return s.item(text, chord(k, 0), do)
	}
	next := fyne.NewMenuItem(kit.T("Do the next step"), func() {
		if d := kit.Top(s.win.Canvas()); d != nil {
			d.Submit()
			return
		}
		s.primary()
	})
	next.Shortcut = chord(fyne.KeyReturn, 0)
	s.verbs = fyne.NewMenu(kit.T("Document"))
	if s.alone {
		return fyne.NewMainMenu(
			fyne.NewMenu(kit.T("File"), next, item(kit.T("Read again"), fyne.KeyR, func() { s.page().reload() }), fyne.NewMenuItemSeparator(),
				item(kit.T("Close this window"), fyne.KeyW, s.win.Close)),
			s.editMenu(item), s.goMenu(item), s.verbs,
			fyne.NewMenu(kit.T("Help"), item(kit.T("All keys"), "", s.allKeys)),
		)
	}
	file := fyne.NewMenu(kit.T("File"),
		s.stepItem(item, kit.T("New quote"), fyne.KeyN, "SaveQuote", s.newQuote),
		item(kit.T("New in this list"), "", func() { s.addHere() }),
		item(kit.T("Filter this list"), fyne.KeyF, func() { s.page().filter() }),
		next,
		item(kit.T("Read again"), fyne.KeyR, func() { s.page().reload() }),
		item(kit.T("Export profit workbook"), "", func() { s.exportProfit("", "") }),
		s.stepItem(item, kit.T("Hand over to the books…"), "", "HandOff", s.handOver),
		item(kit.T("Read a supplier's sheet or a mail…"), "", s.chooseIncoming),
		s.stepItem(item, kit.T("Import orders…"), "", "ImportOrders", func() { s.chooseOrders(kit.Choice{}, "") }),
		item(kit.T("Files of orders that were taken over…"), "", s.orderImports),
		s.stepItem(item, kit.T("Import fees…"), "", "ImportFees", func() { s.chooseFees("") }),
		item(kit.T("Files of fees that were taken over…"), "", s.feeImports),
		item(kit.T("Order form for customers"), "", s.orderForm),
		s.stepItem(item, kit.T("Import customers, suppliers, items, balances…"), "", "ApplyMasters", func() { s.chooseMasters("", "", "") }),
		item(kit.T("Template for customers, suppliers, items"), "", s.mastersTemplate),
		s.stepItem(item, kit.T("Import a price list…"), "", "ApplyPrices", func() { s.choosePrices(kit.Choice{}, "") }),
		item(kit.T("Price lists that were applied…"), "", s.priceLists),
		item(kit.T("Back up now"), "", s.backUp),
		item(kit.T("Check the file"), "", s.check),
		s.stepItem(item, kit.T("Export everything…"), "", "ExportAll", s.exportAll),
		item(kit.T("Light or dark"), "", s.turn),
		item(kit.T("Change user…"), "", s.chooseUser),
		fyne.NewMenuItemSeparator(),
		item(kit.T("New company file…"), "", func() { nameFile(s.win, s.opt.Files) }),
		item(kit.T("Open a company file…"), fyne.KeyO, func() { chooseFile(s.win, s.opt.Files.Open) }),
		item(kit.T("Open the sample company"), "", func() { s.opt.Files.Sample() }),
	)
	if s.opt.Files.Away {
		file.Items = append(file.Items, item(kit.T("Leave the sample company"), "", func() { s.opt.Files.Back() }))
	}
	file.Items = append(append(file.Items, fyne.NewMenuItemSeparator()), s.languages(item)...)
	manual := s.item(kit.T("Manual"), &desktop.CustomShortcut{KeyName: fyne.KeyF1}, s.manual) // shown only: Fyne gives a key alone to who has the keyboard
	return fyne.NewMainMenu(
		file,
		s.editMenu(item),
		s.goMenu(item),
		s.listMenu(item),
		s.verbs,
		s.lineMenu(item),
		fyne.NewMenu(kit.T("Help"), manual, item(kit.T("All keys"), "", s.allKeys), item(kit.T("First steps"), "", s.firstSteps), item(kit.T("About Dropdesk"), "", s.about)),
	)
}

// goMenu leads to other places.
func (s *Shell) goMenu(item func(string, fyne.KeyName, func()) *fyne.MenuItem) *fyne.Menu {
	alt := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt}
	}
	find := fyne.NewMenuItem(kit.T("Find or do …"), s.find)
	find.Shortcut = chord(fyne.KeyK, 0)
	menu := fyne.NewMenu(kit.T("Go"), find, s.item(kit.T("Back"), alt(fyne.KeyLeft), s.back), s.item(kit.T("Forward"), alt(fyne.KeyRight), s.onward), fyne.NewMenuItemSeparator(),
		item(kit.T("Whole chain"), "", s.chainHere))
	if s.alone {
		return menu
	}
	menu.Items = append(menu.Items, s.item(kit.T("Open in a second window"), chord(fyne.KeyO, fyne.KeyModifierShift), s.secondHere),
		item(kit.T("Lines to order"), "", s.showToOrder), item(kit.T("Credits due from suppliers"), "", s.showCredits), fyne.NewMenuItemSeparator())
	for i, x := range s.pages {
		if s.me.without(x.kind) || x.kind == kindFirst || x.kind == kindManual {
			continue
		}
		k := fyne.KeyName("")
		if n := slices.Index(numbered, x.kind); n >= 0 {
			k = fyne.KeyName(fmt.Sprint(n + 1))
		}
		menu.Items = append(menu.Items, item(x.name, k, func() { s.Go(i) }))
	}
	return menu
}

// drawMenu lists in the menu what can be done with the document that is shown.
func (s *Shell) drawMenu() {
	if s.verbs == nil {
		return
	}
	same := len(s.verbs.Items) == len(s.doc.buttons)
	for i := 0; same && i < len(s.doc.buttons); i++ {
		same = s.verbs.Items[i].Label == s.menuText(&s.doc.buttons[i])
	}
	if same { // the items do what stands in the document
		return
	}
	s.verbs.Items = nil
	for i := range s.doc.buttons {
		m := fyne.NewMenuItem(s.menuText(&s.doc.buttons[i]), func() {
			if kit.Top(s.win.Canvas()) == nil && i < len(s.doc.buttons) {
				s.doc.buttons[i].do()
			}
		})
		m.Disabled = !s.may(s.doc.buttons[i].step)
		s.verbs.Items = append(s.verbs.Items, m)
	}
	s.win.MainMenu().Refresh()
}

// primary does the next step of the marked rows, or of what is shown.
func (s *Shell) primary() {
	if !s.nextOfMarked() {
		s.press(func(b *button) bool { return b.primary })
	}
}

// press does what a button of the document does, where there is one.
func (s *Shell) press(which func(*button) bool) bool {
	for i := range s.doc.buttons {
		if b := &s.doc.buttons[i]; which(b) {
			s.win.Canvas().Unfocus() // what is being typed is part of it
			if !s.may(b.step) {
				s.toasts.Show(s.whyNot(b.step), kit.Quiet, "", nil)
				return true
			}
			b.do()
			return true
		}
	}
	return false
}

// whenSaved makes a step of a document wait until all that was typed into it is saved.
func (s *Shell) whenSaved(step func()) func() {
	return func() {
		s.saves.Do(func(done func()) {
			done()
			if s.unread != nil {
				s.fail(trade.Faultf(trade.Invalid, "%s", kit.T("%q cannot be saved. Correct it first.", s.unread.Text)))
				s.win.Canvas().Focus(s.unread)
				return
			}
			kit.Guard(step)
		})
	}
}
