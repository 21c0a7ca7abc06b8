package views

import (
	"fyne.io/fyne/v2"

	"dropdesk/views/kit"
)

// lister is a page with a list whose rows can be marked, copied and arranged.
type lister interface {
	markAll()
	unmark()
	copyRows()
	chooseColumns()
	saveFilter()
	dropFilter()
	steps() []bulkStep
}

// withList does something with the list of the page, where it has one.
func (s *Shell) withList(do func(lister)) func() {
	return func() {
		if p, ok := s.page().(lister); ok {
			do(p)
		}
	}
}

// listMenu is for the list and for its marked rows; what can be done with those comes last.
func (s *Shell) listMenu(item func(string, fyne.KeyName, func()) *fyne.MenuItem) *fyne.Menu {
	s.rows = fyne.NewMenu(kit.T("List"),
		item(kit.T("Mark all"), "", s.withList(lister.markAll)),
		item(kit.T("Mark none"), "", s.withList(lister.unmark)),
		item(kit.T("Copy the marked rows"), "", s.withList(lister.copyRows)),
		fyne.NewMenuItemSeparator(),
		item(kit.T("Columns…"), "", s.withList(lister.chooseColumns)),
		item(kit.T("Save this filter…"), "", s.withList(lister.saveFilter)),
		item(kit.T("Remove this filter"), "", s.withList(lister.dropFilter)),
	)
	s.fixed = len(s.rows.Items)
	return s.rows
}

// drawRows lists in the menu what can be done with the marked rows.
func (s *Shell) drawRows() {
	if s.rows == nil {
		return
	}
	var steps []bulkStep
	if p, ok := s.page().(lister); ok {
		steps = p.steps()
	}
	if len(steps) == 0 && len(s.rows.Items) == s.fixed {
		return
	}
	s.rows.Items = s.rows.Items[:s.fixed:s.fixed]
	for i, step := range steps {
		if i == 0 {
			s.rows.Items = append(s.rows.Items, fyne.NewMenuItemSeparator())
		}
		m := fyne.NewMenuItem(step.text, func() {
			if kit.Top(s.win.Canvas()) == nil && step.do != nil {
				step.do()
			}
		})
		m.Disabled = step.do == nil
		s.rows.Items = append(s.rows.Items, m)
	}
	s.win.MainMenu().Refresh()
}

// nextOfMarked does the next step with the marked rows; false where none are marked.
func (s *Shell) nextOfMarked() bool {
	p, ok := s.page().(lister)
	if !ok {
		return false
	}
	steps := p.steps()
	switch {
	case len(steps) == 0:
		return false
	case steps[0].do == nil:
		s.toasts.Show(kit.T("Another role does this: %s", steps[0].text), kit.Quiet, "", nil)
	case steps[0].aside:
		s.toasts.Show(kit.T("None of the marked rows has a next step. What else can be done with them is in the menu List."), kit.Quiet, "", nil)
	default:
		steps[0].do()
	}
	return true
}

func (p *listPage[R]) markAll()       { p.grid.MarkAll() }
func (p *listPage[R]) unmark()        { p.grid.Unmark() }
func (p *listPage[R]) copyRows()      { p.grid.Copy() }
func (p *listPage[R]) chooseColumns() { p.grid.ChooseColumns() }
