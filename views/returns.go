package views

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) returnsPage() page {
	p := &listPage[app.ReturnRow]{
		s: s, kind: trade.KindReturn, one: kit.T("return"), noun: kit.T("returns"), button: kit.T("New"), list: s.desk.ListReturns, load: s.loadReturn,
		id: func(r *app.ReturnRow) trade.ID { return r.ID }, offset: 0.44,
	}
	p.columns = []kit.Column[app.ReturnRow]{
		textColumn("number", "Return", 76, func(r *app.ReturnRow) string { return r.Number }),
		textColumn("customer", "Customer", -1, func(r *app.ReturnRow) string { return r.Customer }),
		spare(textColumn("order_no", "Order", 74, func(r *app.ReturnRow) string { return r.OrderNo })),
		textColumn("date", "Opened", 66, func(r *app.ReturnRow) string { return day(r.Date, s.today()) }),
		spare(textColumn("", "Goes to", 120, func(r *app.ReturnRow) string { return goesTo(r.To, r.Supplier) })),
		toneColumn("state", "State", 100, func(r *app.ReturnRow) string { return returnState(r.State, r.To) }, func(r *app.ReturnRow) kit.Tone { return returnTone(r.State, r.To) }),
	}
	p.onNew = s.chooseReturned
	return p
}

// returnState says what a return waits for.
func returnState(st trade.State, to string) string {
	switch {
	case st == trade.Approved && to == "nobody":
		return kit.T("To settle")
	case st == trade.Approved:
		return kit.T("Coming back")
	case st == trade.Received:
		return kit.T("To settle")
	}
	return state(st)
}

func returnTone(st trade.State, to string) kit.Tone {
	if st == trade.Approved && to == "nobody" {
		return stateTone(trade.Received)
	}
	return stateTone(st)
}

// goesTo says where the goods of a return go.
func goesTo(to, supplier string) string {
	switch to {
	case "us":
		return kit.T("us")
	case "nobody":
		return kit.T("kept")
	}
	return supplier
}

// chooseReturned asks which shipment the goods come from.
func (s *Shell) chooseReturned() {
	var d *kit.Dialog
	find := func(text string, done func([]kit.Choice)) {
		search(s, func(ctx context.Context) (app.List[app.ShipmentRow], error) {
			return s.desk.ListShipments(ctx, app.ListIn{Text: text, Limit: 8})
		}, func(r *app.ShipmentRow) kit.Choice {
			return kit.Choice{ID: int64(r.ID), Title: r.Number + "  " + r.Customer, Note: r.OrderNo + "  " + r.Supplier + "  " + day(r.Date, s.today())}
		}, done, "", "")
	}
	ahead := kit.NewTypeAhead(kit.Choice{}, kit.T("Number of the shipment or order, customer …"), find, func(c kit.Choice) {
		d.Close()
		s.returnOf(trade.ID(c.ID))
	})
	d = kit.Ask(s.win.Canvas(), kit.T("Which shipment do goods come back from?"), kit.T("Choose"), container.NewPadded(ahead), func(d *kit.Dialog) {
		d.Fail(kit.T("Type the beginning of a number or name and choose from the list."))
	})
	ahead.OnEscape = d.Close
	s.win.Canvas().Focus(ahead)
}

type shipped struct {
	chain    app.Chain
	shipment *trade.Shipment
}

// returnOf asks what of a shipment comes back.
func (s *Shell) returnOf(shipment trade.ID) { s.ofShipment(shipment, s.openReturn) }

// ofShipment goes on with a shipment and its deal.
func (s *Shell) ofShipment(id trade.ID, then func(app.Chain, *trade.Shipment)) {
	read(s, func(ctx context.Context) (x shipped, err error) {
		if x.chain, err = s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindShipment, ID: id}); err != nil {
			return x, err
		}
		x.shipment, err = s.desk.GetShipment(ctx, app.ByID{ID: id})
		return x, err
	}, func(x shipped) { then(x.chain, x.shipment) })
}

// returning is what of a shipment's line is on its way back already, or has come.
func returning(c app.Chain, line trade.ID) (q money.Qty) {
	for i := range c.Returns {
		for j := range c.Returns[i].Lines {
			if l := &c.Returns[i].Lines[j]; l.ShipmentLineID == line {
				q += c.Returns[i].Holds(l)
			}
		}
	}
	return q
}

// openReturn asks what of a shipment the customer gives back, and where it goes.
func (s *Shell) openReturn(c app.Chain, x *trade.Shipment) {
	var fields []*kit.Field
	var lines []*trade.ShipmentLine
	for i := range x.Lines {
		l := &x.Lines[i]
		if left := l.Good() - returning(c, l.ID); left > 0 {
			lines = append(lines, l)
			fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), left), Cells: []*kit.Field{{Name: "line" + key(l.ID), Label: kit.T("comes back")}}})
		}
	}
	if len(lines) == 0 {
		s.fail(trade.Faultf(trade.Refused, "%s", kit.T("All of %s has come back already, or did not arrive.", x.Number)))
		return
	}
	supplier, us, nobody := kit.T("to %s", x.Supplier), kit.T("to us"), kit.T("nowhere: the customer keeps the goods")
	ways := map[string]string{supplier: "supplier", us: "us", nobody: "nobody"}
	fields = append(fields,
		&kit.Field{Name: "to", Label: kit.T("The goods go"), Options: []string{supplier, us, nobody}, Text: supplier},
		&kit.Field{Name: "reason", Label: kit.T("Reason, printed")},
		&kit.Field{Name: "notes", Label: kit.T("Notes, printed: how to pack, who pays the carrier"), Lines: 2, Wide: true},
		&kit.Field{Name: "send", Label: kit.T("E-mail the customer the return slip"), Check: true, Text: "yes", Wide: true})
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Goods of %s come back from %s", x.Number, x.Customer), kit.T("Open the return"), f, func(d *kit.Dialog) {
		in := app.ReturnIn{OrderID: x.OrderID, To: ways[f.Text("to")], Reason: f.Text("reason"), Notes: f.Text("notes"), Send: f.Text("send") == "yes"}
		submit(s, d, f, "", func(ctx context.Context) (*trade.Return, error) {
			for _, l := range lines {
				q, err := quantity("line"+key(l.ID), f.Text("line"+key(l.ID)))
				if err != nil {
					return nil, err
				}
				if q != 0 {
					f.Alias("line"+key(l.ID), fmt.Sprintf("lines[%d].qty", len(in.Lines)))
					in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: q})
				}
			}
			if len(in.Lines) == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what comes back.")).In("%s", "line"+key(lines[0].ID))
			}
			return s.desk.OpenReturn(ctx, in)
		}, func(r *trade.Return) {
			s.Show(trade.Ref{Kind: trade.KindReturn, ID: r.ID})
			s.say(kit.T("Return %s is open", r.Number), kit.Good)
		})
	})
}

func (s *Shell) loadReturn(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	r, err := s.desk.GetReturn(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	chain, err := s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindReturn, ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindReturn, id)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawReturn(chain, r, history) }, nil
}

func (s *Shell) drawReturn(c app.Chain, r *trade.Return, history past) fyne.CanvasObject {
	d := document{title: r.Number + "  " + r.Customer, pills: []fyne.CanvasObject{kit.Pill(returnState(r.State, r.To), returnTone(r.State, r.To))},
		steps: s.chain(c, trade.Ref{Kind: trade.KindReturn, ID: r.ID}), history: history}
	sent := kit.T("not yet")
	if r.SentAt != "" {
		sent = moment(r.SentAt, s.today())
	}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Shipped by"), r.Supplier), kit.Fact(kit.T("Opened"), day(r.Date, s.today())), kit.Fact(kit.T("Slip e-mailed"), sent),
		kit.Fact(kit.T("Arrived"), day(r.Received, s.today())), kit.Fact(kit.T("Ended in"), s.outcome(r)), kit.Fact(kit.T("Reason"), r.Reason),
	}
	to := place(r.ShipTo)
	if r.To == "nobody" {
		to = kit.T("Nowhere: the customer keeps the goods")
	}
	d.long = []fyne.CanvasObject{kit.Fact(kit.T("The goods go to"), to)}
	if r.Notes != "" {
		d.long = append(d.long, kit.Fact(kit.T("Notes, printed"), r.Notes))
	}
	d.buttons = []button{{text: kit.T("Return slip"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperReturn, r.ID) }}}
	if r.State == trade.Approved {
		d.buttons = append(d.buttons, button{step: "SendReturn", text: kit.T("E-mail…"), mail: true, icon: theme.MailSendIcon(), do: func() {
			s.send(kit.T("E-mail the return slip to %s", r.Customer), app.PrintIn{Paper: app.PaperReturn, ID: r.ID}, func(ctx context.Context, in app.SendIn) error {
				in.ID = r.ID
				_, err := s.desk.SendReturn(ctx, in)
				return err
			})
		}})
		if r.To != "nobody" {
			d.buttons = append(d.buttons, button{step: "ReceiveReturn", text: kit.T("It has arrived…"), primary: true, do: func() { s.receive(r) }})
		}
		d.buttons = append(d.buttons, button{step: "CancelReturn", text: kit.T("Cancel the return…"), do: func() {
			s.reason(kit.T("Cancel %s", r.Number), kit.T("Cancel the return"), kit.T("Cancelled; the goods stay with the customer and are charged for"), func(ctx context.Context, why string) error {
				_, err := s.desk.CancelReturn(ctx, app.DecideIn{ID: r.ID, Version: r.Version, Reason: why})
				return err
			})
		}})
	}
	if r.State == trade.Received || (r.State == trade.Approved && r.To == "nobody") {
		d.buttons = append(d.buttons, button{step: "SettleReturn", text: kit.T("Settle…"), primary: true, do: func() { s.settle(r) }})
	}
	var rows [][]kit.Cell
	for i := range r.Lines {
		l := &r.Lines[i]
		arrived := kit.Cell{Text: number(l.Received)}
		switch {
		case r.To == "nobody":
			arrived = kit.Cell{Text: "–", Tone: kit.Quiet}
		case r.Received == "":
			arrived = kit.Cell{Text: kit.T("not yet"), Tone: kit.Quiet}
		case l.Received < l.Qty:
			arrived.Tone = kit.Warn
		}
		note := ""
		if l.Surplus {
			note = kit.T("never charged for")
		}
		rows = append(rows, []kit.Cell{{Text: l.SKU}, {Text: goods("", l.Description)}, {Text: number(l.Qty)}, {Text: l.Unit}, arrived, {Text: note, Tone: kit.Quiet}})
	}
	d.body = []fyne.CanvasObject{kit.WholeLines(kit.Columns{86, -1, 60, 50, 70, 116}, []bool{false, false, true, false, true, false},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), "", kit.T("Arrived"), ""}, rows)}
	for i := range c.Invoices {
		if v := &c.Invoices[i]; v.ID == r.CreditID {
			d.body = append(d.body, kit.Section(kit.T("Credited by")), kit.Lines(kit.Columns{100, -1, 100, 50}, []bool{false, false, true}, []string{kit.T("Number"), kit.T("Dated"), kit.T("Total"), ""},
				[][]kit.Cell{{s.link(v.Number, trade.Ref{Kind: trade.KindInvoice, ID: v.ID}), {Text: day(v.Date, s.today())}, {Text: amount(v.Total, v.Currency)}, {Text: string(v.Currency)}}}))
		}
	}
	return s.draw(d)
}

// outcome says what the customer got for a return.
func (s *Shell) outcome(r *trade.Return) string {
	text := kit.T(map[string]string{"credit": "a credit note", "replace": "the same goods again", "none": "nothing"}[r.Outcome])
	if r.Fee != 0 {
		text += " " + kit.T("less %s %s", amount(r.Fee, r.Currency), r.Currency)
	}
	if r.Claimed {
		text += ", " + kit.T("claimed")
	}
	return text
}

// receive asks when it came back, and how much of it.
func (s *Shell) receive(r *trade.Return) {
	fields := []*kit.Field{{Name: "date", Label: kit.T("Arrived on"), Text: typedDay(s.today()), Hint: kit.T("t, fri, 28 nov")}}
	for i := range r.Lines {
		l := &r.Lines[i]
		fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), l.Qty), Cells: []*kit.Field{{Name: "line" + key(l.ID), Label: kit.T("arrived"), Text: typed(l.Qty.String())}}})
	}
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("%s of %s is back", r.Number, r.Customer), kit.T("Record it"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Recorded; now it can be settled"), func(ctx context.Context) (*trade.Return, error) {
			in := app.ReceiveIn{ID: r.ID, Version: r.Version}
			var err error
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			for i := range r.Lines {
				name := "line" + key(r.Lines[i].ID)
				q, err := quantity(name, f.Text(name))
				if err != nil {
					return nil, err
				}
				f.Alias(name, fmt.Sprintf("lines[%d].qty", i))
				in.Lines = append(in.Lines, app.QtyIn{LineID: r.Lines[i].ID, Qty: q})
			}
			return s.desk.ReceiveReturn(ctx, in)
		}, nil)
	})
}

// settle asks what the customer gets for what came back.
func (s *Shell) settle(r *trade.Return) {
	credit, again, nothing := kit.T("a credit note"), kit.T("the same goods again"), kit.T("nothing")
	ways := map[string]string{credit: "credit", again: "replace", nothing: "none"}
	f := kit.NewForm(
		&kit.Field{Name: "outcome", Label: kit.T("%s gets", r.Customer), Options: []string{credit, again, nothing}, Text: credit},
		&kit.Field{Name: "fee", Label: kit.T("Restocking fee kept back, net %s", r.Currency)},
		&kit.Field{Name: "claim", Label: kit.T("%s is not to charge for it, or to give credit", r.Supplier), Check: true, Text: yes(r.To != "us"), Wide: true},
		&kit.Field{Name: "send", Label: kit.T("E-mail the credit note"), Check: true, Text: "yes", Wide: true},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Settle %s", r.Number), kit.T("Settle it"), f, func(d *kit.Dialog) {
		in := app.SettleIn{ID: r.ID, Version: r.Version, Outcome: ways[f.Text("outcome")], Claim: f.Text("claim") == "yes", Send: f.Text("send") == "yes"}
		submit(s, d, f, "", func(ctx context.Context) (app.SettleOut, error) {
			var err error
			if in.Fee, err = decimal("fee", f.Text("fee")); err != nil {
				return app.SettleOut{}, err
			}
			return s.desk.SettleReturn(ctx, in)
		}, func(out app.SettleOut) {
			text := kit.T("%s is settled", out.Return.Number)
			switch {
			case len(out.Credits) > 0:
				text = kit.T("Credit note %s is issued", out.Credits[0].Number)
			case in.Outcome == "replace":
				text = kit.T("The goods are to be ordered again; the order asks for it")
			}
			s.say(text, kit.Good)
		})
	})
}
