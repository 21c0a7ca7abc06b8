package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// readSupply shows what a supplier's sheet would do, and does it at a click.
func (s *Shell) readSupply(name string, file []byte) {
	in := app.SupplyIn{Name: name, File: file, Notify: true}
	read(s, func(ctx context.Context) (*app.SupplyPlan, error) { return s.desk.PreviewSupply(ctx, in) }, func(p *app.SupplyPlan) { s.drawSupply(in, p) })
}

func (s *Shell) drawSupply(in app.SupplyIn, p *app.SupplyPlan) {
	title := kit.T("Sheet of %s from %s", p.Number, p.Supplier)
	body := container.NewVBox()
	say := func(text string, tone widget.Importance) {
		l := widget.NewLabel(text)
		l.Wrapping, l.Importance = fyne.TextWrapWord, tone
		body.Add(l)
	}
	if p.Nothing {
		say(kit.T("Nothing in it is new: all that it says is recorded already."), widget.MediumImportance)
	}
	for _, doubt := range p.Doubts {
		say(kit.Said(doubt), widget.WarningImportance)
	}
	var rows [][]kit.Cell
	for _, l := range p.Lines {
		does := said(l.Does)
		if does == "" {
			does = kit.T("nothing new")
		}
		rows = append(rows, []kit.Cell{{Text: countOr0(l.Row)}, {Text: l.SKU}, {Object: wrapped(does, widget.MediumImportance)}, {Object: wrapped(said(l.Doubts), widget.WarningImportance)}})
	}
	body.Add(kit.Lines(kit.Columns{44, 120, -3, -3}, []bool{true}, []string{kit.T("Row"), kit.T("Item"), kit.T("What it does"), kit.T("In doubt")}, rows))
	if p.Nothing {
		kit.Ask(s.win.Canvas(), title, "", kit.Wide(760, body), func(d *kit.Dialog) { d.Close() })
		return
	}
	f := kit.NewForm(&kit.Field{Name: "notify", Label: kit.T("Send the customer the delivery note of what shipped"), Check: true, Text: "yes", Wide: true})
	kit.AskFormBelow(s.win.Canvas(), title, kit.T("Record it"), kit.Wide(760, body), f, func(d *kit.Dialog) {
		in.Notify = f.Text("notify") == "yes"
		submit(s, d, f, kit.T("The sheet of %s is recorded", p.Number), func(ctx context.Context) (*app.SupplyPlan, error) { return s.desk.BookSupply(ctx, in) }, func(p *app.SupplyPlan) {
			s.Show(trade.Ref{Kind: trade.KindPurchase, ID: p.PurchaseID})
		})
	})
}

// said joins sentences of use cases.
func said(list []string) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = kit.Said(x)
	}
	return strings.Join(words, "\n")
}

func wrapped(text string, tone widget.Importance) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Wrapping, l.Importance = fyne.TextWrapWord, tone
	return l
}
