package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// say tells what a step has done, and offers to undo it.
func (s *Shell) say(text string, tone kit.Tone, offers ...kit.Offer) {
	if step := s.step; step != 0 {
		offers = append(offers, kit.Offer{Text: kit.T("Undo"), Do: func() { s.undo(step) }})
	}
	s.toasts.Offer(text, tone, offers...)
}

func (s *Shell) undo(step trade.ID) {
	act(s, "", func(ctx context.Context) (app.Undone, error) { return s.desk.UndoStep(ctx, app.ByID{ID: step}) }, func(out app.Undone) {
		s.say(out.Text, kit.Good)
	})
}

// editMenu is for what was done last: in an entry its typing, else the step whose message shows.
func (s *Shell) editMenu(item func(string, fyne.KeyName, func()) *fyne.MenuItem) *fyne.Menu {
	undo := fyne.NewMenuItem(kit.T("Undo"), func() {
		if f, ok := s.win.Canvas().Focused().(interface{ Undo() }); ok {
			f.Undo()
			return
		}
		if kit.Top(s.win.Canvas()) == nil && !s.toasts.Take(kit.T("Undo")) {
			s.toasts.Show(kit.T("What was done last is no longer shown. The last steps are in the menu Edit."), kit.Quiet, kit.T("Steps…"), s.steps)
		}
	})
	undo.Shortcut = &fyne.ShortcutUndo{}
	return fyne.NewMenu(kit.T("Edit"), undo, item(kit.T("Copy as text for the customer"), "", s.tellHere), item(kit.T("Steps…"), "", s.steps), item(kit.T("Possible duplicates…"), "", s.twinsHere),
		fyne.NewMenuItemSeparator(), item(kit.T("Add a note…"), "", s.withDocument(s.addNote)), item(kit.T("Attach a file…"), "", s.withDocument(s.chooseAttachment)))
}

// withDocument does something with the document that is shown, where one is.
func (s *Shell) withDocument(do func(trade.Ref)) func() {
	return func() {
		if ref := s.doc.history.ref; ref.ID != 0 {
			do(ref)
		}
	}
}

// shownSteps is how many steps the list shows.
const shownSteps = 30

// steps lists the last steps, each with a button to undo it or to answer it.
func (s *Shell) steps() {
	read(s, func(ctx context.Context) (app.All[app.StepRow], error) {
		return s.desk.ListSteps(ctx, app.ListStepsIn{Limit: shownSteps})
	}, s.drawSteps)
}

func (s *Shell) drawSteps(list app.All[app.StepRow]) {
	var d *kit.Dialog
	then := func(do func()) func() { return func() { d.Close(); do() } }
	box := container.NewVBox()
	for i := range list.Rows {
		r := &list.Rows[i]
		when := widget.NewLabel(moment(r.At, s.today()))
		when.Importance = widget.LowImportance
		title := widget.NewLabel(kit.Said(r.Title))
		title.Truncation = fyne.TextTruncateEllipsis
		who := widget.NewLabel(r.Who)
		who.Truncation, who.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
		var button fyne.CanvasObject = widget.NewLabel("")
		switch {
		case r.CanUndo:
			b := widget.NewButton(kit.T("Undo"), then(func() { s.undo(r.ID) }))
			button = container.NewHBox(b)
		case r.UndoneAt != "":
			title.Importance = widget.LowImportance
		case len(r.Counters) > 0:
			b := widget.NewButton(s.counterText(&r.Counters[0]), then(func() { s.counter(&r.Counters[0]) }))
			b.Importance, b.Alignment = widget.LowImportance, widget.ButtonAlignLeading
			button = b
		}
		what := container.New(layout.NewCustomPaddedVBoxLayout(-8), kit.Cut(title))
		if r.Why != "" {
			why := widget.NewLabel(kit.Said(r.Why))
			why.Wrapping, why.Importance, why.SizeName = fyne.TextWrapWord, widget.LowImportance, theme.SizeNameCaptionText
			what.Add(why)
		}
		top := func(o fyne.CanvasObject) fyne.CanvasObject { return container.NewBorder(o, nil, nil, nil) }
		box.Add(container.New(kit.Columns{100, -1, 140, 170}, top(when), what, top(who), top(button)))
		box.Add(widget.NewSeparator())
	}
	if len(list.Rows) == 0 {
		box.Add(widget.NewLabel(kit.T("Nothing was done yet.")))
	}
	d = kit.Ask(s.win.Canvas(), kit.T("The last steps"), "", kit.Wide(960, box), func(d *kit.Dialog) { d.Close() })
}

// counterText is short, for a button beside a step that says already what it is about.
func (s *Shell) counterText(c *app.Counter) string {
	words := map[string]string{
		"ReviseQuote": "Revise %s", "ChangeOrder": "Cancel %s", "RequestChange": "Change %s", "AnswerChange": "Answer to %s", "CreditInvoice": "Credit %s",
		"SaveBill": "Credit for %s", "ReportException": "Problem with %s", "OpenReturn": "Return from %s",
	}[c.Call]
	if words == "" {
		words = "Go to %s"
	}
	return kit.T(words, c.Number)
}

// counter begins what answers a step: at its document, and with the question that it asks where there is one.
func (s *Shell) counter(c *app.Counter) {
	id := app.ByID{ID: c.ID}
	s.Show(trade.Ref{Kind: c.Kind, ID: c.ID})
	switch c.Call {
	case "ReviseQuote":
		act(s, kit.T("Opened for a new revision"), func(ctx context.Context) (*trade.Quote, error) {
			return s.desk.ReviseQuote(ctx, app.DecideIn{ID: c.ID})
		}, nil)
	case "ChangeOrder":
		read(s, func(ctx context.Context) (*trade.SalesOrder, error) { return s.desk.GetOrder(ctx, id) }, s.cancelOrder)
	case "RequestChange":
		read(s, func(ctx context.Context) (*trade.PurchaseOrder, error) { return s.desk.GetPurchase(ctx, id) }, s.askCancel)
	case "AnswerChange":
		read(s, func(ctx context.Context) (*trade.Change, error) { return s.desk.GetChange(ctx, id) }, func(x *trade.Change) {
			s.Show(trade.Ref{Kind: trade.KindPurchase, ID: x.PurchaseID})
			s.answerChange(x)
		})
	case "CreditInvoice":
		read(s, func(ctx context.Context) (*trade.Invoice, error) { return s.desk.GetInvoice(ctx, id) }, s.credit)
	case "SaveBill":
		read(s, func(ctx context.Context) (*trade.Bill, error) { return s.desk.GetBill(ctx, id) }, s.supplierCredit)
	case "ReportException":
		s.ofShipment(c.ID, s.reportProblem)
	case "OpenReturn":
		s.ofShipment(c.ID, s.openReturn)
	}
}
