package views

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// masterLook is a row of a file with the table that it stands in.
type masterLook struct {
	app.MasterPlanRow
	kind string
}

// masterList is a file of customers, suppliers, items and opening balances before it is taken over.
type masterList struct {
	*fileRows[masterLook]
	in    app.MastersIn
	plan  *app.MastersPlan
	names map[string]string
}

// showMasters shows what a file changes, row by row, and takes it over at a click.
func (s *Shell) showMasters(in app.MastersIn, plan *app.MastersPlan) *masterList {
	p := &masterList{in: in, plan: plan, names: masterFields()}
	var all []masterLook
	counts := map[string]int{}
	for _, t := range plan.Tables {
		for _, r := range t.Rows {
			all = append(all, masterLook{r, t.Kind})
		}
		for does, n := range t.Counts {
			counts[does] += n
		}
	}
	p.fileRows = &fileRows[masterLook]{s: s, all: all, width: 280, look: masterRow, key: func(r *masterLook) int64 { return int64(placeNo(r.kind, r.Row)) }, tell: p.tellMaster,
		groups: []fileGroup{{app.MasterNew, kit.T("New"), counts[app.MasterNew], kit.None}, {app.MasterChanged, kit.T("Changed"), counts[app.MasterChanged], kit.None},
			{app.MasterDoubt, kit.T("In doubt"), counts[app.MasterDoubt], kit.Warn}, {app.MasterError, kit.T("With errors"), counts[app.MasterError], kit.Bad},
			{app.MasterLeft, kit.T("Left out"), counts[app.MasterLeft], kit.None}, {app.MasterSame, kit.T("Unchanged"), counts[app.MasterSame], kit.None}},
		foot: func(n int) string {
			return kit.T("%s will be taken over.", counted(n, "%d row", "%d rows")) + "   " + kit.T("X or Enter takes or leaves a row")
		},
		words: func(taken bool) string {
			if taken {
				return kit.T("Leave this row")
			}
			return kit.T("Take this row")
		}}
	columns := []kit.Column[masterLook]{
		{Key: "row", Title: kit.T("Row"), Width: 46, Right: true, Text: func(r *masterLook) string { return countText(r.Row) }, Tone: func(*masterLook) kit.Tone { return kit.Quiet }},
		{Key: "kind", Title: kit.T("Kind"), Width: 110, Text: func(r *masterLook) string { return masterKind(r.kind) }},
		{Key: "key", Title: kit.T("Number"), Width: -2, Text: func(r *masterLook) string { return r.Key }},
		{Key: "name", Title: kit.T("Name"), Width: -3, Text: func(r *masterLook) string { return r.Name }},
		{Key: "why", Title: kit.T("What changes"), Width: -5, Spare: true, Text: p.why, Tone: func(r *masterLook) kit.Tone { x := masterRow(r); return x.tone() }},
	}
	if len(plan.Tables) < 2 {
		columns = slices.Delete(columns, 1, 2)
	}
	verb := kit.T("Take it over")
	if plan.Takes+counts[app.MasterDoubt]+counts[app.MasterLeft] == 0 {
		verb = ""
	}
	p.open(kit.T("What %s brings", plan.Name), verb, columns, p.summary(), func() { s.masterColumns(p.chosen(), plan, 0) },
		[]string{app.MasterNew, app.MasterChanged, app.MasterDoubt, app.MasterError, app.MasterLeft, app.MasterSame}, p.apply)
	return p
}

// tableRows is more than any sheet has, so that rows of several tables can be told apart by one number.
const tableRows = 10_000_000

func placeNo(kind string, row int) int {
	return slices.Index(app.MasterKinds, kind)*tableRows + row
}

func placesOf(list []int) []app.MasterPlace {
	places := []app.MasterPlace{}
	for _, n := range list {
		places = append(places, app.MasterPlace{Kind: app.MasterKinds[n/tableRows], Row: n % tableRows})
	}
	return places
}

func placeNos(places []app.MasterPlace) []int {
	list := []int{}
	for _, x := range places {
		list = append(list, placeNo(x.Kind, x.Row))
	}
	return list
}

func masterRow(r *masterLook) fileRow {
	x := fileRow{row: placeNo(r.kind, r.Row), group: r.Does, taken: r.Does == app.MasterNew || r.Does == app.MasterChanged, asks: len(r.Doubts) > 0, wrong: r.Does == app.MasterError,
		doubts: append(slices.Clone(r.Errors), r.Doubts...)}
	x.may = x.taken || r.Does == app.MasterDoubt || r.Does == app.MasterLeft
	return x
}

// why is what stands against a row, else what it changes.
func (p *masterList) why(r *masterLook) string {
	if x := masterRow(r); len(x.doubts) > 0 {
		return strings.TrimSpace(x.doubts[0].Cell + "  " + kit.Said(x.doubts[0].Text))
	}
	var list []string
	for _, c := range r.Changes {
		if r.Does == app.MasterChanged || c.Field != "name" && c.Field != "number" {
			list = append(list, p.change(&c))
		}
	}
	return strings.Join(list, ", ")
}

// masterNumbers are the fields that hold numbers.
var masterNumbers = []string{"price", "cost", "credit_limit", "discount", "min_order", "weight", "min_qty", "multiple", "lead_days", "amount"}

// change is one field that becomes another.
func (p *masterList) change(c *app.MasterChange) string {
	name, was, now := cmp.Or(p.names[c.Field], c.Field), c.Was, c.Now
	if slices.Contains(masterNumbers, c.Field) {
		was, now = grouped(was), grouped(now)
	}
	if was == "" || was == "0" {
		return name + ": " + now
	}
	return kit.T("%s: %s, until now %s", name, now, was)
}

// summary is what is to be known of the file as a whole.
func (p *masterList) summary() fyne.CanvasObject {
	box, add := sentences()
	var tables []string
	for _, t := range p.plan.Tables {
		tables = append(tables, masterKind(t.Kind))
	}
	add(kit.T("It holds: %s. What is empty in the file stays as it is.", strings.Join(tables, ", ")), widget.LowImportance)
	for _, d := range p.plan.Doubts {
		add(kit.Said(d), widget.WarningImportance)
	}
	return box
}

// tellMaster says all that is to be known of a row.
func (p *masterList) tellMaster(r *masterLook) {
	p.head(cmp.Or(r.Name, r.Key))
	p.say(kit.T("Row %s of the file", countOr0(r.Row)), widget.LowImportance)
	switch r.Does {
	case app.MasterNew:
		p.say(kit.T("It is new."), widget.LowImportance)
	case app.MasterSame:
		p.say(kit.T("It is as it is here already."), widget.LowImportance)
	case app.MasterLeft:
		p.say(kit.T("It is left out."), widget.LowImportance)
	}
	p.remarks(r, nil)
	for _, c := range r.Changes {
		p.say("• "+p.change(&c), widget.MediumImportance)
	}
}

// chosen is the file with what was decided about its rows.
func (p *masterList) chosen() app.MastersIn {
	in := p.in
	take, leave := p.decided(placeNos(p.in.Take), placeNos(p.in.Leave))
	in.Take, in.Leave = placesOf(take), placesOf(leave)
	return in
}

// mastersTaken is what was taken over, and the step that did it.
type mastersTaken struct {
	out  app.MastersApplied
	step trade.ID
}

// apply takes the rows over and offers to take the step back.
func (p *masterList) apply() {
	in, s := p.chosen(), p.s
	in.Limit = 1
	longStep(s, kit.T("Taking over %s", in.Name), func(ctx context.Context) (mastersTaken, error) {
		ctx, step := app.Noting(ctx)
		out, err := s.desk.ApplyMasters(ctx, in)
		return mastersTaken{out, *step}, err
	}, func(x mastersTaken) {
		s.fresh()
		if x.out.Nothing {
			s.toasts.Show(kit.T("Nothing in it is new."), kit.Quiet, "", nil)
			return
		}
		made, changed := 0, 0
		for _, t := range x.out.Plan.Tables {
			made, changed = made+t.Counts[app.MasterNew], changed+t.Counts[app.MasterChanged]
		}
		s.step = x.step
		s.say(kit.T("%s is taken over: %s, %s", in.Name, counted(made, "%d new", "%d new"), counted(changed, "%d changed", "%d changed")), kit.Good)
	}, s.fail)
}
