package views

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// lineMenu is what can be done with the lines of a draft; each is about the cell that had the keyboard last.
func (s *Shell) lineMenu(item func(string, fyne.KeyName, func()) *fyne.MenuItem) *fyne.Menu {
	in := func(text string, k fyne.KeyName, with fyne.KeyModifier, do func(e *editor, here gridCell)) *fyne.MenuItem {
		m := item(text, "", func() {
			if e := s.editor; e != nil {
				do(e, e.here)
			}
		})
		if k != "" {
			m.Shortcut = &desktop.CustomShortcut{KeyName: k, Modifier: with}
		}
		return m
	}
	ctrl, shift := fyne.KeyModifierShortcutDefault, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift
	return fyne.NewMenu(kit.T("Lines"),
		in(kit.T("Add a line"), fyne.KeyL, ctrl, func(e *editor, _ gridCell) { e.insert(gridCell{}) }),
		in(kit.T("Insert a line above"), fyne.KeyI, ctrl, (*editor).insert),
		in(kit.T("Free line"), "", 0, func(e *editor, _ gridCell) { e.freeLine() }),
		in(kit.T("Text line"), "", 0, func(e *editor, _ gridCell) { e.textLine() }),
		in(kit.T("Move up"), fyne.KeyUp, fyne.KeyModifierAlt, func(e *editor, here gridCell) { e.move(here, -1) }),
		in(kit.T("Move down"), fyne.KeyDown, fyne.KeyModifierAlt, func(e *editor, here gridCell) { e.move(here, 1) }),
		in(kit.T("Remove the line"), fyne.KeyDelete, shift, func(e *editor, here gridCell) { e.remove(here.line) }),
		fyne.NewMenuItemSeparator(),
		in(kit.T("Fill down"), fyne.KeyD, ctrl, func(e *editor, here gridCell) { e.fill(here, false) }),
		in(kit.T("Fill down to the last line"), fyne.KeyD, shift, func(e *editor, here gridCell) { e.fill(here, true) }),
		in(kit.T("Copy all lines"), fyne.KeyC, shift, func(e *editor, _ gridCell) { e.copy() }),
		in(kit.T("Paste rows"), fyne.KeyV, shift, func(e *editor, _ gridCell) { e.paste(clipboard()) }),
		fyne.NewMenuItemSeparator(),
		in(kit.T("Earlier prices…"), fyne.KeyH, ctrl, (*editor).earlier),
		in(kit.T("Other suppliers…"), fyne.KeyJ, ctrl, func(e *editor, here gridCell) {
			if i := e.at(here.line); i >= 0 && e.draft.lines[i].source.Buy {
				e.suppliers(i)
			}
		}),
	)
}

func clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

// insert puts the line in which an item is typed above another one, or below all.
func (e *editor) insert(above gridCell) {
	i := e.at(above.line)
	for i > 0 && e.draft.lines[i].sale.Kind == trade.LinePart { // a kit is not taken apart
		i--
	}
	e.s.win.Canvas().Unfocus()
	e.upon = 0
	if i >= 0 {
		e.upon = e.draft.lines[i].id
	}
	e.build()
	e.s.win.Canvas().Focus(e.adder)
}

// move takes a line, with its components, past the one above or below it.
func (e *editor) move(here gridCell, by int) {
	e.s.win.Canvas().Unfocus() // what is being typed is part of it
	e.save(func() []app.LineIn {
		list := e.lines()
		at := slices.IndexFunc(list, func(l app.LineIn) bool { return l.ID == here.line })
		if to := at + by; at >= 0 && to >= 0 && to < len(list) {
			list[at], list[to] = list[to], list[at]
		}
		return list
	}, func() {
		e.build()
		e.focus(e.at(here.line), here.cell)
	})
}

func (e *editor) remove(id trade.ID) {
	at := e.at(id)
	if at < 0 {
		return
	}
	e.s.win.Canvas().Unfocus()
	e.save(func() []app.LineIn {
		return slices.DeleteFunc(e.lines(), func(l app.LineIn) bool { return l.ID == id })
	}, func() {
		if e.upon == id {
			e.upon = 0
		}
		e.here = gridCell{}
		e.build()
		if !e.focus(min(at, len(e.rows)-1), cellQty) {
			e.s.win.Canvas().Focus(e.adder)
		}
		e.s.say(kit.T("The line is removed"), kit.Quiet)
	})
}

// fill copies what stands in a cell to the one below and goes there, or to all that are below.
func (e *editor) fill(here gridCell, all bool) {
	at := e.at(here.line)
	if at < 0 || e.rows[at].cells[here.cell] == nil {
		return
	}
	text := e.rows[at].cells[here.cell].Text
	e.s.win.Canvas().Unfocus()
	if e.s.unread != nil {
		return
	}
	var changed []app.LineIn
	last := at
	for i := at + 1; i < len(e.draft.lines) && (all || last == at); i++ {
		if x := e.rows[i].cells[here.cell]; x == nil || x.Disabled() {
			continue
		}
		in := app.LineIn{ID: e.draft.lines[i].id}
		if err := cells[here.cell].put(&in, text); err != nil {
			e.s.fail(err)
			return
		}
		changed, last = append(changed, in), i
	}
	to := e.draft.lines[last].id
	e.save(func() []app.LineIn { return e.lines(changed...) }, func() {
		e.refigure()
		e.focus(e.at(to), here.cell)
	})
}

// copy puts the lines on the clipboard as a table with headings, as Excel and the editor itself take it.
func (e *editor) copy() {
	rows := []string{strings.Join([]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Disc %"), kit.T("Line"), kit.T("Cost")}, "\t")}
	cur := e.draft.sale.Currency
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", "")
	for i := range e.draft.lines {
		l := &e.draft.lines[i]
		if !l.sale.Priced() {
			continue
		}
		rows = append(rows, strings.Join([]string{l.sale.SKU, clean.Replace(l.sale.Description), cells[cellQty].text(l, cur), cells[cellPrice].text(l, cur),
			cells[cellDiscount].text(l, cur), typed(l.sale.Charged().Text(cur)), cells[cellCost].text(l, cur)}, "\t"))
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(rows, "\n") + "\n")
	e.s.toasts.Show(counted(len(rows)-1, "%d line is on the clipboard", "%d lines are on the clipboard"), kit.Quiet, "", nil)
}
