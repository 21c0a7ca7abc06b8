package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// pastes takes what was copied from a table instead of putting it into one cell.
func (e *editor) pastes(s fyne.Shortcut) bool {
	p, ok := s.(*fyne.ShortcutPaste)
	if !ok {
		return false
	}
	text := strings.TrimRight(p.Clipboard.Content(), "\r\n")
	if !strings.ContainsAny(text, "\t\n") {
		return false
	}
	if i := e.at(e.here.line); i >= 0 && !strings.Contains(text, "\t") && e.here.cell != cellText && e.s.win.Canvas().Focused() != fyne.Focusable(e.adder) {
		e.pasteColumn(i, strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"))
		return true
	}
	e.paste(text)
	return true
}

// pasteColumn puts a copied column into this cell and those below it.
func (e *editor) pasteColumn(i int, texts []string) {
	var changed []app.LineIn
	for ; i < len(e.draft.lines) && len(texts) > 0; i++ {
		if x := e.rows[i].cells[e.here.cell]; x == nil || x.Disabled() {
			continue
		}
		in := app.LineIn{ID: e.draft.lines[i].id}
		if err := cells[e.here.cell].put(&in, texts[0]); err != nil {
			e.s.fail(err)
			return
		}
		changed, texts = append(changed, in), texts[1:]
	}
	left := len(texts)
	e.save(func() []app.LineIn { return e.lines(changed...) }, func() {
		e.refigure()
		if left > 0 {
			e.s.toasts.Show(counted(left, "%d value had no line left to go to", "%d values had no line left to go to"), kit.Warn, "", nil)
		}
	})
}

// What becomes of rows whose SKU is not in the catalogue.
const (
	newItems  = "Add them to the catalogue"
	freeLines = "Take them as free lines"
	leaveOut  = "Leave them out"
)

// paste reads a table and adds its rows as lines, all in one step. It asks only where something is not clear.
func (e *editor) paste(text string) {
	in := app.ReadRowsIn{Text: text, Comma: kit.Spoken().Decimal == ","}
	read(e.s, func(ctx context.Context) (app.ReadRowsOut, error) { return e.s.desk.ReadRows(ctx, in) }, func(out app.ReadRowsOut) {
		switch {
		case len(out.Rows) == 0 && len(out.Bad) == 0:
			e.s.toasts.Show(kit.T("There are no rows on the clipboard. Copy cells in Excel first."), kit.Warn, "", nil)
		case len(out.Unknown) == 0 && len(out.Bad) == 0:
			e.takeRows(out.Rows, newItems)
		default:
			e.askRows(out)
		}
	})
}

// askRows says what of a pasted table is not clear, and what can be done about it.
func (e *editor) askRows(out app.ReadRowsOut) {
	box := container.NewVBox()
	say := func(text string, importance widget.Importance) {
		l := widget.NewLabel(text)
		l.Wrapping, l.Importance = fyne.TextWrapWord, importance
		box.Add(kit.Wide(600, l))
	}
	say(counted(len(out.Rows), "%d row can become a line.", "%d rows can become lines."), widget.MediumImportance)
	const most = 12
	for i, b := range out.Bad {
		if i == most {
			say(counted(len(out.Bad)-most, "%d more row is not clear.", "%d more rows are not clear."), widget.WarningImportance)
			break
		}
		say(kit.T("Row %d is left out: %s", b.Row, kit.Said(b.Why))+"\n"+b.Text, widget.WarningImportance)
	}
	var fields []*kit.Field
	words := []string{kit.T(newItems), kit.T(freeLines), kit.T(leaveOut)}
	if len(out.Unknown) > 0 {
		names := out.Unknown
		text := strings.Join(names[:min(len(names), 40)], ", ")
		if len(names) > 40 {
			text += ", …"
		}
		say(counted(len(names), "%d SKU is not in the catalogue:", "%d SKUs are not in the catalogue:")+" "+text, widget.MediumImportance)
		fields = append(fields, &kit.Field{Name: "unknown", Label: kit.T("What is not in the catalogue"), Options: words, Text: words[0], Wide: true})
	}
	f := kit.NewForm(fields...)
	verb := counted(len(out.Rows), "Add %d line", "Add %d lines")
	if len(out.Rows) == 0 {
		kit.Tell(e.s.win.Canvas(), kit.T("Rows from the clipboard"), box)
		return
	}
	kit.AskFormBelow(e.s.win.Canvas(), kit.T("Rows from the clipboard"), verb, box, f, func(d *kit.Dialog) {
		how := newItems
		if len(fields) > 0 {
			how = map[string]string{words[0]: newItems, words[1]: freeLines, words[2]: leaveOut}[f.Text("unknown")]
		}
		d.Close()
		// The draft may have been drawn anew below the dialog.
		if now := e.s.editor; now != nil && now.draft.ref == e.draft.ref {
			now.takeRows(out.Rows, how)
		}
	})
}

// takeRows adds rows as lines where the adder stands.
func (e *editor) takeRows(rows []app.ReadRow, how string) {
	var fresh []app.LineIn
	for i := range rows {
		r := &rows[i]
		in := app.LineIn{ItemID: r.ItemID, Qty: r.Qty, Price: r.Price, Discount: r.Discount}
		if r.Description != "" {
			in.Description = &r.Description
		}
		switch {
		case r.ItemID != 0:
			in.Cost = r.Cost
		case r.SKU == "" || how == freeLines:
			in.Kind, in.Cost = trade.LineFree, r.Cost
			if in.Description = ptr(strings.TrimSpace(r.SKU + " " + r.Description)); in.Qty == nil {
				in.Qty = ptr(money.Unit)
			}
			if in.Price == nil {
				in.Price = &money.Decimal{}
			}
		case how == newItems:
			in.SKU, in.Create, in.Cost = r.SKU, true, r.Cost
		default:
			continue
		}
		fresh = append(fresh, in)
	}
	if len(fresh) == 0 {
		return
	}
	e.save(func() []app.LineIn { return e.inserted(fresh...) }, func() {
		e.build()
		e.s.win.Canvas().Focus(e.adder)
		e.s.say(counted(len(fresh), "%d line is added", "%d lines are added"), kit.Good)
	})
}
