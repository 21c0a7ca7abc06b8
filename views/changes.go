package views

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func changePaper(c *trade.Change) app.PaperKind {
	if c.Whole {
		return app.PaperCancellation
	}
	return app.PaperAmendment
}

// changeText says what a supplier is asked for.
func changeText(c *trade.Change) string {
	var parts []string
	for i := range c.Lines {
		l := &c.Lines[i]
		parts = append(parts, kit.T("cancel %s of %s × %s", l.Cancel, l.Was, goods(l.SKU, l.Description)))
	}
	if c.ShipTo != nil {
		parts = append(parts, kit.T("ship to %s", place(*c.ShipTo)))
	}
	return strings.Join(parts, "; ")
}

// answerText says what came of a change.
func answerText(c *trade.Change) (string, kit.Tone) {
	if c.State == trade.Sent {
		return kit.T("no answer yet"), kit.Warn
	}
	yes, no := c.Moved, c.ShipTo != nil && !c.Moved
	for i := range c.Lines {
		l := &c.Lines[i]
		yes, no = yes || l.Accepted > 0, no || l.Accepted < l.Cancel
	}
	switch {
	case !no:
		return kit.T("accepted"), kit.Good
	case yes:
		return kit.T("accepted in part"), kit.Warn
	}
	return kit.T("refused"), kit.Bad
}

// openChanges puts the changes that a supplier has not answered on top of the purchase order.
func (s *Shell) openChanges(d *document, c app.Chain, p *trade.PurchaseOrder) {
	for i := range c.Changes {
		x := &c.Changes[i]
		if x.PurchaseID != p.ID || x.State != trade.Sent {
			continue
		}
		primary := !d.asks()
		add := func(step, text string, primary bool, do func()) fyne.CanvasObject {
			b := button{step: step, text: kit.T("%s: %s", x.Number, text), primary: primary, placed: true, do: do}
			d.buttons = append(d.buttons, b)
			return s.allowed(step, s.action(d, text, primary, b.do))
		}
		detail := kit.T("Asked on %s. It counts when the answer is recorded.", day(x.Date, s.today()))
		if x.Reason != "" {
			detail += " “" + x.Reason + "”"
		}
		d.top = append(d.top, kit.Card(kit.Warn, kit.T("%s is asked to %s", x.Supplier, changeText(x)), detail, s.documentRoom(),
			add("AnswerChange", kit.T("Record the answer…"), primary, func() { s.answerChange(x) }),
			add("", kit.T("PDF of the change"), false, func() { s.pdf(changePaper(x), x.ID) }),
			add("SendChange", kit.T("E-mail the change…"), false, func() {
				s.send(kit.T("E-mail %s to %s", x.Number, x.Supplier), app.PrintIn{Paper: changePaper(x), ID: x.ID}, func(ctx context.Context, in app.SendIn) error {
					in.ID = x.ID
					_, err := s.desk.SendChange(ctx, in)
					return err
				})
			})))
	}
}

// changes lists what a supplier was asked to change on a purchase order.
func (s *Shell) changes(c app.Chain, p *trade.PurchaseOrder) []fyne.CanvasObject {
	var rows [][]kit.Cell
	for i := range c.Changes {
		x := &c.Changes[i]
		if x.PurchaseID != p.ID {
			continue
		}
		text, tone := answerText(x)
		when := kit.T("asked on %s", day(x.Date, s.today()))
		if x.Answer != "" {
			when += "  “" + x.Answer + "”"
		}
		rows = append(rows, []kit.Cell{{Object: kit.NewLink(x.Number, func() { s.pdf(changePaper(x), x.ID) })}, {Text: changeText(x), Note: when}, {Text: text, Tone: tone}})
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Changes that the supplier was asked for")),
		kit.WholeLines(kit.Columns{96, -1, 116}, nil, []string{kit.T("Change"), kit.T("Asked to"), kit.T("Answer")}, rows)}
}

// askCancel asks what of a sent purchase order the supplier is to cancel.
func (s *Shell) askCancel(p *trade.PurchaseOrder) {
	var fields []*kit.Field
	var lines []*trade.PurchaseLine
	for i := range p.Lines {
		l := &p.Lines[i]
		if q := l.Cancellable(); q > 0 {
			lines = append(lines, l)
			fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), q), Cells: []*kit.Field{{Name: "line" + key(l.ID), Label: kit.T("cancel"), Text: typed(q.String())}}})
		}
	}
	without, elsewhere := kit.T("the customer does without it"), kit.T("it is ordered elsewhere")
	fields = append(fields, &kit.Field{Name: "again", Label: kit.T("When it is cancelled"), Options: []string{without, elsewhere}, Text: without},
		&kit.Field{Name: "reason", Label: kit.T("Reason, printed")}, s.mailField(p))
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Ask %s to cancel goods of %s", p.Supplier, p.Number), kit.T("Ask for it"), f, func(d *kit.Dialog) {
		in := app.RequestIn{PurchaseID: p.ID, Version: p.Version, Again: f.Text("again") == elsewhere, Reason: f.Text("reason"), Send: f.Text("send") == "yes"}
		submit(s, d, f, "", func(ctx context.Context) (*trade.Change, error) {
			for _, l := range lines {
				name := "line" + key(l.ID)
				q, err := quantity(name, f.Text(name))
				if err != nil {
					return nil, err
				}
				if q != 0 {
					f.Alias(name, fmt.Sprintf("lines[%d].qty", len(in.Lines)))
					in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: q})
				}
			}
			if len(in.Lines) == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what is to be cancelled.")).In("%s", "line"+key(lines[0].ID))
			}
			return s.desk.RequestChange(ctx, in)
		}, s.asked)
	})
}

// askMove asks where the supplier is to ship instead.
func (s *Shell) askMove(p *trade.PurchaseOrder) {
	fields := append(addressFields("", p.ShipTo), &kit.Field{Name: "reason", Label: kit.T("Reason, printed")}, s.mailField(p))
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Ask %s to ship %s to another address", p.Supplier, p.Number), kit.T("Ask for it"), f, func(d *kit.Dialog) {
		to := typedAddress(f, "", p.ShipTo)
		in := app.RequestIn{PurchaseID: p.ID, Version: p.Version, ShipTo: &to, Reason: f.Text("reason"), Send: f.Text("send") == "yes"}
		submit(s, d, f, "", func(ctx context.Context) (*trade.Change, error) {
			if to == p.ShipTo {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("This is the address that %s has already.", p.Supplier)).In("street")
			}
			return s.desk.RequestChange(ctx, in)
		}, s.asked)
	})
}

// mailField asks whether the supplier is mailed; only where that is how it gets its orders.
func (s *Shell) mailField(p *trade.PurchaseOrder) *kit.Field {
	return &kit.Field{Name: "send", Label: kit.T("E-mail the change to %s", p.Supplier), Check: true, Text: yes(p.SendBy == "email"), Wide: true}
}

func (s *Shell) asked(c *trade.Change) {
	s.say(kit.T("%s is asked for with %s; it counts when the answer is recorded", c.Supplier, c.Number), kit.Good)
}

// answerChange asks what the supplier said to a change.
func (s *Shell) answerChange(c *trade.Change) {
	fields := []*kit.Field{{Say: kit.T("What is not accepted will come all the same, and asks for a decision on the order.")}}
	for i := range c.Lines {
		l := &c.Lines[i]
		fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), l.Cancel), Cells: []*kit.Field{{Name: "line" + key(l.PurchaseLineID), Label: kit.T("cancelled"), Text: typed(l.Cancel.String())}}})
	}
	if c.ShipTo != nil {
		fields = append(fields, &kit.Field{Name: "moved", Label: kit.T("They ship to %s", place(*c.ShipTo)), Check: true, Text: "yes", Wide: true})
	}
	fields = append(fields, &kit.Field{Name: "note", Label: kit.T("In the supplier's words"), Wide: true})
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Answer of %s to %s", c.Supplier, c.Number), kit.T("Record the answer"), f, func(d *kit.Dialog) {
		in := app.AnswerChangeIn{ID: c.ID, Version: c.Version, Note: f.Text("note"), Moved: c.ShipTo != nil && f.Text("moved") == "yes"}
		in.Accepted = len(c.Lines) == 0 && in.Moved
		submit(s, d, f, kit.T("The answer is recorded"), func(ctx context.Context) (*trade.Change, error) {
			for i := range c.Lines {
				name := "line" + key(c.Lines[i].PurchaseLineID)
				q, err := quantity(name, f.Text(name))
				if err != nil {
					return nil, err
				}
				f.Alias(name, fmt.Sprintf("lines[%d].qty", i))
				in.Lines = append(in.Lines, app.QtyIn{LineID: c.Lines[i].PurchaseLineID, Qty: q})
			}
			return s.desk.AnswerChange(ctx, in)
		}, nil)
	})
}

// claims lists what the supplier of a purchase order is held to.
func (s *Shell) claims(d *document, p *trade.PurchaseOrder, list []trade.Claim) {
	var rows [][]kit.Cell
	live := false
	for i := range list {
		c := &list[i]
		why := kit.T("returned")
		if c.Kind != "" {
			why = exceptionWord(c.Kind)
		}
		reminded, held := kit.Cell{Text: kit.T("not yet"), Tone: kit.Quiet}, kit.Cell{Text: number(c.Live())}
		if c.Chased != "" {
			reminded = kit.Cell{Text: moment(c.Chased, s.today())}
		}
		if c.Dropped > 0 {
			held.Note = kit.T("%s given up", c.Dropped)
		}
		give := kit.Cell{}
		if c.Live() > 0 {
			live = true
			d.buttons = append(d.buttons, button{step: "DropClaim", text: kit.T("Give up the claim for %s…", goods(c.SKU, c.Description)), do: func() { s.dropClaim(c) }})
			give = kit.Cell{Object: kit.NewLink(kit.T("Give up…"), func() { s.dropClaim(c) })}
		}
		rows = append(rows, []kit.Cell{{Text: day(c.Date, s.today())}, {Text: goods(c.SKU, c.Description), Note: c.Note}, {Text: why}, held, reminded, give})
	}
	if len(rows) == 0 {
		return
	}
	head := container.NewBorder(nil, nil, kit.Section(kit.T("Claims: not to be charged for, or to be credited")), nil)
	if live {
		b := button{step: "ChaseClaims", text: kit.T("Remind the supplier of the claims…"), icon: theme.MailSendIcon(), placed: true, do: func() { s.chase(p.ID, p.Supplier) }}
		d.buttons = append(d.buttons, b)
		head = container.NewBorder(nil, nil, kit.Section(kit.T("Claims: not to be charged for, or to be credited")), s.allowed(b.step, s.action(nil, kit.T("Remind the supplier…"), false, b.do)))
	}
	d.body = append(d.body, head, kit.Lines(kit.Sparing(kit.Columns{58, -1, 118, 46, 100, 76}, 4), []bool{false, false, false, true},
		[]string{kit.T("Since"), kit.T("Goods"), kit.T("Why"), kit.T("Qty"), kit.T("Reminded"), ""}, rows))
}

// chase reminds a supplier of what is claimed on a purchase order.
func (s *Shell) chase(purchase trade.ID, supplier string) {
	s.send(kit.T("Remind %s of what is claimed", supplier), app.PrintIn{Paper: app.PaperClaim, ID: purchase}, func(ctx context.Context, in app.SendIn) error {
		in.ID = purchase
		_, err := s.desk.ChaseClaims(ctx, in)
		return err
	})
}

func (s *Shell) dropClaim(c *trade.Claim) {
	f := kit.NewForm(&kit.Field{Say: kit.T("%s does not give credit for it, and the cost stays with the order.", c.Supplier)},
		&kit.Field{Name: "qty", Label: kit.T("Quantity (of %s)", c.Live()), Text: typed(c.Live().String())}, &kit.Field{Name: "reason", Label: kit.T("Reason")})
	kit.AskForm(s.win.Canvas(), kit.T("Give up the claim for %s", goods(c.SKU, c.Description)), kit.T("Give it up"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The claim is given up"), func(ctx context.Context) (*trade.Claim, error) {
			q, err := wanted("qty", f.Text("qty"))
			if err != nil {
				return nil, err
			}
			return s.desk.DropClaim(ctx, app.DropClaimIn{ID: c.ID, Version: c.Version, Qty: q, Reason: f.Text("reason")})
		}, nil)
	})
}
