package views

import (
	"encoding/json"
	"slices"
	"strings"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// savedFilter is a filter, a search and an order of a list under a name of the person's own.
type savedFilter struct {
	Name   string `json:"name"`
	Filter string `json:"filter"`
	Text   string `json:"text"`
	Sort   string `json:"sort"`
	Desc   bool   `json:"desc"`
}

// savedChip begins the ids of the chips of saved filters.
const savedChip = "saved/"

func (p *listPage[R]) keptFilters() string { return "filters/" + string(p.kind) }

// saved are the filters that the person has saved for this list.
func (p *listPage[R]) saved() (list []savedFilter) {
	if err := json.Unmarshal([]byte(p.s.opt.Memory.Get(p.keptFilters())), &list); err != nil {
		return nil
	}
	return list
}

func (p *listPage[R]) keepFilters(list []savedFilter) {
	b, err := json.Marshal(list)
	if err != nil {
		return
	}
	p.s.opt.Memory.Set(p.keptFilters(), string(b))
	p.grid.Reload()
}

// here is how the list stands, without a name.
func (p *listPage[R]) here() savedFilter {
	f := savedFilter{Filter: p.chips.Chosen, Text: strings.TrimSpace(p.search.Text)}
	f.Sort, f.Desc = p.grid.Sorted()
	return f
}

// isHere says whether the list stands as a saved filter wants it.
func (p *listPage[R]) isHere(f savedFilter) bool {
	f.Name = ""
	return f == p.here()
}

// savedChips are the chips of the saved filters.
func (p *listPage[R]) savedChips() (chips []kit.Chip) {
	for _, f := range p.saved() {
		chips = append(chips, kit.Chip{ID: savedChip + f.Name, Text: f.Name, Always: true, On: p.isHere(f)})
	}
	return chips
}

// apply makes the list stand as a saved filter wants it.
func (p *listPage[R]) apply(name string) {
	for _, f := range p.saved() {
		if f.Name == name {
			p.search.Put(f.Text)
			p.grid.SortBy(f.Sort, f.Desc)
			p.choose(f.Filter)
			return
		}
	}
}

// saveFilter asks for a name for how the list stands.
func (p *listPage[R]) saveFilter() {
	now := p.here()
	name := now.Text
	if name == "" {
		name = chipText(now.Filter)
	}
	f := kit.NewForm(&kit.Field{Name: "name", Label: kit.T("Name"), Text: name, Wide: true},
		&kit.Field{Say: kit.T("The chip, the words in the filter and the order of the rows are kept together, and stand among the chips above the list.")})
	kit.AskForm(p.s.win.Canvas(), kit.T("Save this filter"), kit.T("Save"), f, func(d *kit.Dialog) {
		now.Name = strings.TrimSpace(f.Text("name"))
		if err := trade.CheckName("name", now.Name); err != nil {
			f.Wrong("name", kit.Said(err.Error()))
			return
		}
		list := slices.DeleteFunc(p.saved(), func(x savedFilter) bool { return x.Name == now.Name })
		d.Close()
		p.keepFilters(append(list, now))
	})
}

// dropFilter takes the saved filter off by which the list stands.
func (p *listPage[R]) dropFilter() {
	list := p.saved()
	left := slices.DeleteFunc(slices.Clone(list), p.isHere)
	if len(left) == len(list) {
		p.s.toasts.Show(kit.T("The list stands by no filter of your own. Choose its chip first."), kit.Quiet, "", nil)
		return
	}
	p.keepFilters(left)
	p.s.toasts.Show(kit.T("The filter is removed"), kit.Good, kit.T("Undo"), func() { p.keepFilters(list) })
}
