package views

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// settingsPage is a list of parts at the left and one part at the right.
type settingsPage struct {
	s      *Shell
	root   fyne.CanvasObject
	parts  *fyne.Container
	shown  *fyne.Container
	at     int
	latest kit.Latest
}

// part is one part of the settings; load reads in the background what draw shows.
type part struct {
	name string
	step string // the use case that keeps what is changed there; empty: each button has its own
	load func(context.Context) (func() document, error)
}

func (s *Shell) settingsPage() page { return &settingsPage{s: s, at: s.part} }

func (p *settingsPage) list() []part {
	s := p.s
	return []part{
		{kit.T("Company"), "SaveCompany", s.loadCompany}, {kit.T("Documents"), "SaveCompany", s.loadLook}, {kit.T("Users"), "SaveUser", s.loadUsers}, {kit.T("Tax codes"), "SaveTaxCode", s.loadTaxes}, {kit.T("Payment terms"), "SaveTerms", s.loadTerms},
		{kit.T("Automation"), "SaveAutomation", s.loadAutomation}, {kit.T("Bills and charges"), "SaveChargeRule", s.loadCharges}, {kit.T("Exchange rates"), "SaveRate", s.loadRates}, {kit.T("Books"), "SaveBooks", s.loadBooks}, {kit.T("Carriers"), "SaveCarrier", s.loadCarriers}, {kit.T("Numbering"), "SaveNumbering", s.loadNumbering}, {kit.T("E-mail"), "SaveMailAccount", s.loadMail}, {kit.T("Shops"), "SaveShop", s.loadShops}, {kit.T("Texts of mails"), "SaveMailText", s.loadMails}, {kit.T("Appearance"), "", s.loadWindow}, {kit.T("Data file"), "", s.loadFile},
	}
}

func (p *settingsPage) object() fyne.CanvasObject {
	if p.root == nil {
		p.parts, p.shown = container.NewVBox(), container.NewStack()
		p.root = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, widget.NewSeparator(), kit.Wide(150, kit.Padded(p.parts))), nil, p.shown)
	}
	return p.root
}

func (p *settingsPage) reload() {
	p.s.part = p.at
	p.parts.RemoveAll()
	list := p.list()
	for i, x := range list {
		b := widget.NewButton(x.name, func() { p.at = i; p.reload() })
		b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
		if i == p.at {
			b.Importance = widget.MediumImportance
		}
		p.parts.Add(b)
	}
	wanted := p.latest.Next()
	read(p.s, list[p.at].load, func(draw func() document) {
		if wanted() {
			p.s.room = p.shown.Size().Width
			p.s.locked = !p.s.may(list[p.at].step)
			d := draw()
			p.s.locked = false
			for i := range d.buttons {
				d.buttons[i].step = cmp.Or(d.buttons[i].step, list[p.at].step)
			}
			p.shown.Objects = []fyne.CanvasObject{p.s.draw(d)}
			p.shown.Refresh()
		}
	})
}

func (p *settingsPage) show(trade.Ref) {}

func (p *settingsPage) add() {}

func (p *settingsPage) filter() {}

// saveCompany keeps the company with a change.
func (s *Shell) saveCompany(ctx context.Context, c *trade.Company, change func(*trade.Company)) (*trade.Company, error) {
	in := *c
	change(&in)
	return s.desk.SaveCompany(ctx, in)
}

// textLines are the lines of a text that say something.
func textLines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// masterTable draws a short list with a button to add and one to edit each row.
func masterTable[T any](s *Shell, title, verb string, rows []T, widths kit.Columns, right []bool, titles []string, cells func(*T) []string, edit func(T)) document {
	var table [][]kit.Cell
	for i := range rows {
		var line []kit.Cell
		for _, t := range cells(&rows[i]) {
			line = append(line, kit.Cell{Text: t})
		}
		table = append(table, append(line, kit.Cell{Object: s.rowButtons(func() { edit(rows[i]) }, nil)}))
	}
	d := document{title: title, body: []fyne.CanvasObject{kit.Lines(append(widths, 36), right, append(titles, ""), table)}}
	if verb != "" {
		d.buttons = []button{{text: verb, primary: true, do: func() {
			var none T
			edit(none)
		}}}
	}
	return d
}

func inactiveWord(inactive bool) string {
	if inactive {
		return kit.T("inactive")
	}
	return ""
}

func (p *settingsPage) focus() { p.s.win.Canvas().Unfocus() }

func (p *settingsPage) narrow() {}
