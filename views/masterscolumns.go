package views

import (
	"maps"
	"strconv"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// masterColumns asks what stands in the columns of one table of a file; where it has several, another one can be chosen.
func (s *Shell) masterColumns(in app.MastersIn, plan *app.MastersPlan, at int) {
	t := &plan.Tables[at]
	names := masterFields()
	words, codes := columnWords(names, t.Fields)
	var fields []*kit.Field
	var d *kit.Dialog
	if len(plan.Tables) > 1 {
		var tables []string
		for _, x := range plan.Tables {
			tables = append(tables, masterKind(x.Kind))
		}
		fields = append(fields, &kit.Field{Name: "table", Label: kit.T("Table"), Options: tables, Text: tables[at], OnPick: func(word string) {
			for i, x := range tables {
				if x == word && i != at {
					d.Close()
					s.masterColumns(in, plan, i)
					return
				}
			}
		}})
	} else {
		fields = headFields(kit.T("Row of the headings"), plan.Sheets, t.Sheet, t.Heading)
	}
	for i, c := range t.Columns {
		label := columnLabel(&trade.PriceColumn{Column: c.Column, Heading: c.Heading, Samples: c.Samples})
		fields = append(fields, &kit.Field{Name: "field" + strconv.Itoa(i), Label: label, Options: words, Text: names[c.Field]})
	}
	f := kit.NewForm(fields...)
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Columns of %s", in.Name), kit.T("Show what changes"), saidAbove(t.Missing, plan.Doubts), f, func(d *kit.Dialog) {
		next := in
		next.Map = maps.Clone(in.Map)
		if next.Map == nil {
			next.Map = map[string]string{}
		}
		for field := range next.Map {
			if strings.HasPrefix(field, t.Kind+".") {
				delete(next.Map, field)
			}
		}
		if len(plan.Tables) == 1 {
			row, err := strconv.Atoi(strings.TrimSpace(f.Text("heading")))
			if err != nil || row < 1 {
				f.Wrong("heading", kit.T("%q is no row of a sheet.", f.Text("heading")))
				return
			}
			sheet := t.Sheet
			if f.Has("sheet") {
				sheet = f.Text("sheet")
			}
			if sheet != t.Sheet || row != t.Heading { // its columns are others
				next.Kind, next.Sheet, next.Heading = t.Kind, sheet, row
				if sheet != t.Sheet {
					next.Heading = 0
				}
				d.Close()
				s.previewMasters(next, func(p *app.MastersPlan) { s.masterColumns(next, p, 0) }, s.fail)
				return
			}
		}
		for _, field := range t.Fields {
			next.Map[t.Kind+"."+field] = ""
		}
		for i, c := range t.Columns {
			at := "field" + strconv.Itoa(i)
			field := codes[f.Text(at)]
			if field == "" {
				continue
			}
			if next.Map[t.Kind+"."+field] != "" {
				f.Wrong(at, kit.T("%s is chosen for two columns.", names[field]))
				return
			}
			next.Map[t.Kind+"."+field] = c.Column
		}
		d.Close()
		s.readMasters(next, "")
	})
}
