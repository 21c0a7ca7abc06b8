package views

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// purchasing is the list of purchase orders with what waits to be ordered above it.
type purchasing struct {
	*listPage[app.PurchaseRow]
	waiting   *fyne.Container
	joined    *fyne.Container   // what waits to be sent together
	usual     fyne.CanvasObject // the list with what waits above it
	whole     *fyne.Container
	toCredits *widget.Button
	credits   bool     // the credits that are due are shown instead
	lines     *toOrder // the lines that wait to be ordered are shown instead; nil: they are not
}

func (s *Shell) purchasingPage() page {
	p := &listPage[app.PurchaseRow]{
		s: s, kind: trade.KindPurchase, one: kit.T("purchase order"), noun: kit.T("purchase orders"), summed: kit.T("net"), list: s.desk.ListPurchases, load: s.loadPurchase,
		id: func(r *app.PurchaseRow) trade.ID { return r.ID }, first: "open", offset: 0.46,
	}
	p.bulk = func(rows []app.PurchaseRow) []bulkStep { return s.purchaseSteps(rows, p.grid.Unmark) }
	p.columns = []kit.Column[app.PurchaseRow]{
		textColumn("number", "PO", 66, func(r *app.PurchaseRow) string { return numberOr(r.Number) }),
		textColumn("supplier", "Supplier", -1, func(r *app.PurchaseRow) string { return r.Supplier }),
		spare(toneColumn("expected", "ETA", 54, func(r *app.PurchaseRow) string { return day(r.Expected, s.today()) }, func(r *app.PurchaseRow) kit.Tone {
			if (r.Next == trade.StepAnswer || r.Next == trade.StepShip) && r.Expected < s.today() {
				return kit.Bad
			}
			return kit.None
		})),
		spare(textColumn("", "For", 68, func(r *app.PurchaseRow) string { return r.OrderNo })),
		moneyColumn("net", "Net", 72, func(r *app.PurchaseRow) (money.Amount, money.Currency) { return r.Net, r.Currency }),
		textColumn("", "", 38, func(r *app.PurchaseRow) string { return string(r.Currency) }),
		toneColumn("next", "Waits for", 104, func(r *app.PurchaseRow) string { return step(r.Next) }, func(r *app.PurchaseRow) kit.Tone { return stepTone(r.Next) }),
	}
	x := &purchasing{listPage: p, waiting: container.NewVBox(), joined: container.NewVBox(), toCredits: widget.NewButton(kit.T("Credits due"), s.showCredits)}
	p.beside = x.toCredits
	return x
}

func (p *purchasing) object() fyne.CanvasObject {
	if p.whole == nil {
		p.usual = container.NewBorder(container.NewVBox(p.waiting, p.joined), nil, nil, nil, p.listPage.object())
		p.whole = container.NewStack(p.usual)
	}
	return p.whole
}

// narrow gives the list of purchase orders its place back.
func (p *purchasing) narrow() {
	if p.credits || p.lines != nil {
		p.list()
		p.reload()
		p.listPage.focus()
		return
	}
	p.listPage.narrow()
}

func (p *purchasing) show(ref trade.Ref) {
	p.list()
	p.listPage.show(ref)
}

func (p *purchasing) choose(filter string) {
	p.list()
	p.listPage.choose(filter)
}

// list shows the purchase orders.
func (p *purchasing) list() {
	p.credits, p.lines = false, nil
	p.whole.Objects = []fyne.CanvasObject{p.usual}
	p.whole.Refresh()
}

func (p *purchasing) focus() {
	if !p.credits && p.lines == nil {
		p.listPage.focus()
	}
}

func (p *purchasing) reload() {
	read(p.s, func(ctx context.Context) (app.All[app.DueCredit], error) {
		return p.s.desk.ListDueCredits(ctx, app.Nothing{})
	}, p.drawCredits)
	if p.credits {
		return
	}
	read(p.s, func(ctx context.Context) (app.All[app.WaitingLine], error) {
		return p.s.desk.ListWaiting(ctx, app.Nothing{})
	}, p.drawWaiting)
	if p.lines != nil {
		return
	}
	p.listPage.reload()
	read(p.s, func(ctx context.Context) (app.All[app.Combining], error) {
		return p.s.desk.ListCombining(ctx, app.Nothing{})
	}, p.drawCombining)
}

// drawCombining shows what waits to be sent together, a line for each supplier.
func (p *purchasing) drawCombining(all app.All[app.Combining]) {
	p.joined.RemoveAll()
	if len(all.Rows) > 0 {
		box := container.NewVBox(kit.Strong(kit.T("Waiting to be sent together")))
		for i := range all.Rows {
			box.Add(p.combiningRow(&all.Rows[i]))
		}
		p.joined.Add(kit.Padded(box))
		p.joined.Add(widget.NewSeparator())
	}
	p.joined.Refresh()
	p.whole.Refresh()
}

// drawWaiting says how much waits to be ordered, or shows all of it where it was asked for.
func (p *purchasing) drawWaiting(all app.All[app.WaitingLine]) {
	if p.lines != nil {
		p.lines.lines = all.Rows
		p.lines.draw()
		return
	}
	p.waiting.RemoveAll()
	if len(all.Rows) > 0 {
		t := &toOrder{p: p, lines: all.Rows}
		groups := t.groups()
		ready := t.chosen(groups...)
		said := kit.Strong(kit.T("To order: %s, %s", counted(len(all.Rows), "%d line", "%d lines"), counted(len(groups), "%d supplier", "%d suppliers")))
		show := widget.NewButton(kit.T("Show the lines"), p.s.showToOrder)
		right := container.NewHBox(show)
		if ready.purchases > 0 {
			send := widget.NewButton(counted(ready.purchases, "Create and send %d purchase order", "Create and send %d purchase orders"), func() { p.s.forwardLines(ready, nil) })
			send.Importance = widget.HighImportance
			right.Add(send)
		}
		p.waiting.Add(kit.Padded(container.NewBorder(nil, nil, container.NewCenter(said), right)))
		p.waiting.Add(widget.NewSeparator())
	}
	p.waiting.Refresh()
	p.usual.Refresh()
}

func (s *Shell) loadPurchase(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	chain, err := s.desk.GetChain(ctx, trade.Ref{Kind: trade.KindPurchase, ID: id})
	if err != nil {
		return nil, err
	}
	claims, err := s.desk.ListClaims(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindPurchase, id)
	if err != nil {
		return nil, err
	}
	match, err := s.desk.MatchPurchase(ctx, app.ByID{ID: id})
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject {
		for _, p := range chain.Purchases {
			if p.ID == id {
				return s.drawPurchase(chain, p, claims.Rows, match, history)
			}
		}
		return kit.Empty(theme.DocumentIcon(), kit.T("This purchase order is gone."), "", nil)
	}, nil
}

func (s *Shell) drawPurchase(c app.Chain, p *trade.PurchaseOrder, claims []trade.Claim, match app.PurchaseMatch, history past) fyne.CanvasObject {
	d := document{title: numberOr(p.Number) + "  " + p.Supplier, pills: []fyne.CanvasObject{kit.Pill(state(p.State), stateTone(p.State))},
		steps: s.chain(c, trade.Ref{Kind: trade.KindPurchase, ID: p.ID}), banner: p.Warnings, history: history}
	d.facts = []fyne.CanvasObject{
		kit.Fact(kit.T("Ship to"), place(p.ShipTo)), kit.Fact(kit.T("To"), p.Contact.Name+"  "+p.Contact.Email), kit.Fact(kit.T("For"), p.OrderNo+"  "+p.Customer),
		kit.Fact(kit.T("Expected"), day(p.Expected, s.today())), kit.Fact(kit.T("Wanted by"), day(p.Wanted, s.today())), kit.Fact(kit.T("Supplier's number"), p.TheirRef),
	}
	mine := func(e *trade.Exception) bool { return e.PurchaseID == p.ID }
	s.decisions(&d, c, mine)
	s.openChanges(&d, c, p)
	decide := d.asks()
	d.buttons = append(d.buttons, button{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperPurchase, p.ID) }})
	add := func(step, text string, primary bool, do func()) {
		d.buttons = append(d.buttons, button{step: step, text: text, do: do, primary: primary && !decide})
	}
	switch p.State {
	case trade.Draft:
		add("SendPurchase", kit.T("Send…"), true, func() { s.sendPurchase(p) })
		add("SavePurchase", kit.T("Change quantities, costs and fees…"), false, func() { s.changePurchase(p) })
		if p.Waiting == "" {
			add("SavePurchase", kit.T("Let it wait for others"), false, func() { s.wait(p, true) })
		} else {
			d.pills = append(d.pills, kit.Pill(kit.T("waits for others"), kit.Info))
			add("SavePurchase", kit.T("Let it wait no longer"), false, func() { s.wait(p, false) })
		}
		add("", kit.T("What if bought elsewhere…"), false, func() { s.whatIf([]trade.ID{p.OrderID}) })
	case trade.Sent:
		if p.Next == trade.StepAnswer {
			add("AnswerPurchase", kit.T("Accepted as ordered"), true, func() {
				act(s, kit.T("Recorded"), func(ctx context.Context) (*trade.PurchaseOrder, error) {
					return s.desk.AnswerPurchase(ctx, app.AnswerIn{ID: p.ID})
				}, nil)
			})
		}
		if p.Next == trade.StepAnswer || p.Next == trade.StepShip {
			add("AnswerPurchase", kit.T("Supplier's answer…"), false, func() { s.answer(p) })
			add("RecordShipment", kit.T("Enter tracking…"), p.Next == trade.StepShip, func() { s.ship(p) })
		}
		bill, credit := false, false
		for i := range p.Lines {
			bill, credit = bill || p.Lines[i].ToBill() > 0, credit || p.Lines[i].ToBill() < 0
		}
		if bill {
			add("SaveBill", kit.T("Enter bill…"), p.Next == trade.StepBill, func() { s.enterBill(p) })
		}
		add("SaveBill", kit.T("Bill for freight or fees only…"), false, func() { s.freightBill(p) })
		if credit {
			add("SaveBill", kit.T("Enter the credit note…"), p.Next == trade.StepCredit, func() { s.creditDue(p.ID) })
		}
		cancellable, waiting := false, false
		for i := range p.Lines {
			cancellable, waiting = cancellable || p.Lines[i].Cancellable() > 0, waiting || p.Lines[i].Waiting() > 0
		}
		if cancellable {
			add("RequestChange", kit.T("Ask to cancel goods…"), false, func() { s.askCancel(p) })
		}
		if waiting {
			add("RequestChange", kit.T("Ask for another address…"), false, func() { s.askMove(p) })
		}
	}
	if p.State != trade.Cancelled {
		add("CancelPurchase", kit.T("Cancel the purchase order…"), false, func() {
			s.reason(kit.T("Cancel %s", numberOr(p.Number)), kit.T("Cancel it"), kit.T("Cancelled; its lines wait on the order again"), func(ctx context.Context, why string) error {
				_, err := s.desk.CancelPurchase(ctx, app.DecideIn{ID: p.ID, Reason: why})
				return err
			})
		})
	}
	var rows [][]kit.Cell
	for i := range p.Lines {
		l := &p.Lines[i]
		text, tone := purchaseLineState(l, s.today())
		rows = append(rows, []kit.Cell{{Text: l.PartNo}, {Text: l.SKU}, {Text: l.Description}, {Text: number(l.Qty)}, {Text: price(l.Cost, p.Currency)}, {Text: amount(l.Net, p.Currency)}, {Text: text, Tone: tone, Note: purchaseLineNote(l)}})
	}
	d.body = append(d.body, kit.WholeLines(kit.Sparing(kit.Columns{84, 68, -1, 44, 60, 72, 134}, 1, 5), []bool{false, false, false, true, true, true, false},
		[]string{kit.T("Part no."), kit.T("Our SKU"), kit.T("Description"), kit.T("Qty"), kit.T("Cost"), kit.T("Net"), kit.T("State")}, rows),
		totals(purchaseTotals(p)...))
	d.body = append(d.body, s.changes(c, p)...)
	s.claims(&d, p, claims)
	d.body = append(d.body, s.purchaseBills(match, c.Profit.Currency)...)
	d.body = append(d.body, s.decidedBefore(c, mine)...)
	d.buttons = append(d.buttons, button{text: kit.T("Explain…"), why: true, do: func() { s.explainPurchase(p) }})
	return s.draw(d)
}

// purchaseTotals are the goods, the fees that are agreed, and what was billed.
func purchaseTotals(p *trade.PurchaseOrder) [][2]string {
	rows := [][2]string{{kit.T("Net %s", p.Currency), amount(p.Net, p.Currency)}}
	for _, x := range []struct {
		text string
		fee  money.Amount
	}{{"Drop-ship fee", p.Fees.DropShip}, {"Handling", p.Fees.Handling}, {"Small-order fee", p.Fees.SmallOrder}, {"Freight, estimated", p.Fees.Freight}} {
		if x.fee != 0 {
			rows = append(rows, [2]string{kit.T(x.text), amount(x.fee, p.Currency)})
		}
	}
	if p.Fees.Total() != 0 {
		rows = append(rows, [2]string{kit.T("With fees"), amount(p.Net+p.Fees.Total(), p.Currency)})
	}
	return append(rows, [2]string{kit.T("Billed"), amount(p.Billed, p.Currency)})
}

// purchaseLineNote says what of a line did not go as agreed.
func purchaseLineNote(l *trade.PurchaseLine) string {
	var parts []string
	for _, x := range []struct {
		q    money.Qty
		text string
	}{{l.Refused, "%s refused"}, {l.Cancelled, "%s cancelled"}, {l.Asked, "%s asked to cancel"}, {l.Failed, "%s of no use"}, {l.Claimed, "%s claimed"}} {
		if x.q > 0 && l.Live() > 0 {
			parts = append(parts, kit.T(x.text, x.q))
		}
	}
	return strings.Join(parts, ", ")
}

func purchaseLineState(l *trade.PurchaseLine, today trade.Date) (string, kit.Tone) {
	switch {
	case l.Live() == 0 && l.Refused > 0:
		return kit.T("refused"), kit.Bad
	case l.Live() == 0:
		return kit.T("cancelled"), kit.Quiet
	case l.Delivered == l.Live()-l.Failed:
		return kit.T("delivered"), kit.Good
	case l.Shipped == l.Live():
		return kit.T("on the way"), kit.Info
	case l.Shipped > 0:
		return kit.T("%s of %s shipped", l.Shipped, l.Live()), kit.Info
	case l.BackOrdered > 0:
		return kit.T("back-ordered, %s", day(l.Expected, today)), kit.Warn
	case l.Confirmed > 0:
		return kit.T("accepted, %s", day(l.Expected, today)), kit.Good
	}
	return kit.T("no answer yet"), kit.Quiet
}

func (s *Shell) sendPurchase(p *trade.PurchaseOrder) {
	s.send(kit.T("E-mail the purchase order to %s", p.Supplier), app.PrintIn{Paper: app.PaperPurchase, ID: p.ID}, func(ctx context.Context, in app.SendIn) error {
		in.ID = p.ID
		_, err := s.desk.SendPurchase(ctx, in)
		return err
	})
}

func (s *Shell) changePurchase(p *trade.PurchaseOrder) {
	var fields []*kit.Field
	for i := range p.Lines {
		l := &p.Lines[i]
		fields = append(fields, &kit.Field{Name: "qty" + key(l.ID), Label: kit.T("%s %s: quantity", l.SKU, l.Description), Text: typed(l.Qty.String())},
			&kit.Field{Name: "cost" + key(l.ID), Label: kit.T("Cost %s", p.Currency), Text: typed(l.Cost.Text(p.Currency))})
	}
	fields = append(fields, feeFields(p.Fees, p.Currency, kit.T("Handling fee, all lines"))...)
	fields = append(fields, &kit.Field{Name: "notes", Label: kit.T("Notes for the supplier"), Text: p.Notes, Lines: 2, Wide: true})
	f := kit.NewForm(fields...)
	aliasFees(f)
	before := f.Text("fee_drop_ship") + "|" + f.Text("fee_handling") + "|" + f.Text("fee_small_order") + "|" + f.Text("fee_freight")
	kit.AskForm(s.win.Canvas(), kit.T("Change the draft to %s", p.Supplier), kit.T("Save"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (*trade.PurchaseOrder, error) {
			in := app.SavePurchaseIn{ID: p.ID, Version: p.Version, Notes: ptr(f.Text("notes"))}
			if before != f.Text("fee_drop_ship")+"|"+f.Text("fee_handling")+"|"+f.Text("fee_small_order")+"|"+f.Text("fee_freight") {
				fees, err := typedFees(f)
				if err != nil {
					return nil, err
				}
				in.Fees = &fees
			}
			for i := range p.Lines {
				id := p.Lines[i].ID
				q, err := quantity("qty"+key(id), f.Text("qty"+key(id)))
				if err != nil {
					return nil, err
				}
				cost, err := decimal("cost"+key(id), f.Text("cost"+key(id)))
				if err != nil {
					return nil, err
				}
				in.Lines = append(in.Lines, app.PurchaseLineIn{LineID: id, Qty: &q, Cost: cost})
			}
			return s.desk.SavePurchase(ctx, in)
		}, nil)
	})
}

// nonzero is a quantity as text, empty where it is nought.
func nonzero(q money.Qty) string {
	if q == 0 {
		return ""
	}
	return typed(q.String())
}

// answer asks what the supplier said, line by line.
func (s *Shell) answer(p *trade.PurchaseOrder) {
	fields := []*kit.Field{
		{Name: "their_ref", Label: kit.T("Supplier's order number"), Text: p.TheirRef},
		{Name: "expected", Label: kit.T("Ships on, where a line names no day of its own"), Text: typedDay(p.Expected), Hint: kit.T("+14, fri, 28 nov")},
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		confirmed, when := l.Confirmed, ""
		if l.Expected != p.Expected {
			when = typedDay(l.Expected)
		}
		if l.Unanswered() > 0 {
			confirmed = l.Live() - l.BackOrdered
		}
		fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), l.Qty-l.Cancelled), Cells: []*kit.Field{
			{Name: "yes" + key(l.ID), Label: kit.T("accepted"), Text: typed(confirmed.String()), Width: 84},
			{Name: "back" + key(l.ID), Label: kit.T("back-ordered"), Text: nonzero(l.BackOrdered), Width: 84},
			{Name: "when" + key(l.ID), Label: kit.T("ships on"), Text: when, Width: 100},
			{Name: "no" + key(l.ID), Label: kit.T("refused"), Text: nonzero(l.Refused), Width: 70},
			{Name: "cost" + key(l.ID), Label: kit.T("cost %s", p.Currency), Text: typed(l.Cost.Text(p.Currency)), Width: 84},
			{Name: "note" + key(l.ID), Label: kit.T("note"), Text: l.Answer, Width: 160},
		}})
	}
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Answer of %s to %s", p.Supplier, p.Number), kit.T("Record the answer"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The answer is recorded"), func(ctx context.Context) (*trade.PurchaseOrder, error) {
			in := app.AnswerIn{ID: p.ID, Version: p.Version, TheirRef: f.Text("their_ref")}
			var err error
			if in.Expected, err = typedDate("expected", f.Text("expected"), s.today()); err != nil {
				return nil, err
			}
			for i := range p.Lines {
				id := p.Lines[i].ID
				a := app.AnswerLineIn{LineID: id}
				for name, to := range map[string]*money.Qty{"yes": &a.Confirmed, "back": &a.BackOrdered, "no": &a.Refused} {
					if *to, err = quantity(name+key(id), f.Text(name+key(id))); err != nil {
						return nil, err
					}
				}
				if a.Cost, err = decimal("cost"+key(id), f.Text("cost"+key(id))); err != nil {
					return nil, err
				}
				if a.Expected, err = typedDate("when"+key(id), f.Text("when"+key(id)), s.today()); err != nil {
					return nil, err
				}
				a.Note = f.Text("note" + key(id))
				for field, name := range map[string]string{"yes": "", "no": ".refused", "back": ".back_ordered", "cost": ".cost"} {
					f.Alias(field+key(id), fmt.Sprintf("lines[%d]%s", i, name))
				}
				in.Lines = append(in.Lines, a)
			}
			return s.desk.AnswerPurchase(ctx, in)
		}, nil)
	})
}

// ship asks what the supplier shipped, with carrier and tracking numbers.
func (s *Shell) ship(p *trade.PurchaseOrder) { s.shipSaid(p, told{}) }

// told is what a supplier's mail says of a shipment.
type told struct {
	mail    trade.ID
	carrier trade.ID
	numbers []string
}

// shipSaid asks the same, with what a mail says filled in.
func (s *Shell) shipSaid(p *trade.PurchaseOrder, said told) {
	read(s, func(ctx context.Context) (app.All[trade.Carrier], error) {
		return s.desk.ListCarriers(ctx, app.Nothing{})
	}, func(all app.All[trade.Carrier]) {
		names, usual := []string{""}, ""
		for _, c := range all.Rows {
			names = append(names, c.Name)
			if c.ID == cmp.Or(said.carrier, p.CarrierID) {
				usual = c.Name
			}
		}
		fields := []*kit.Field{
			{Name: "tracking", Label: kit.T("Tracking numbers, one for each parcel"), Text: strings.Join(said.numbers, "\n"), Lines: 2, Wide: true},
			{Name: "carrier", Label: kit.T("Carrier"), Options: names, Text: usual},
			{Name: "method", Label: kit.T("Method"), Text: p.ShipMethod},
			{Name: "date", Label: kit.T("Shipped on"), Text: typedDay(s.today())},
			{Name: "expected", Label: kit.T("Arrives on"), Hint: kit.T("+2, fri, 28 nov")},
		}
		for i := range p.Lines {
			if l := &p.Lines[i]; l.Waiting() > 0 {
				fields = append(fields, &kit.Field{Label: kit.T("%s (%s waiting)", goods(l.SKU, l.Description), l.Waiting()), Cells: []*kit.Field{{Name: "line" + key(l.ID), Label: kit.T("shipped"), Text: typed(l.Waiting().String())}}})
			}
		}
		fields = append(fields,
			&kit.Field{Name: "over", Label: kit.T("More than was ordered did ship; the surplus asks for a decision"), Check: true, Wide: true},
			&kit.Field{Name: "final", Label: kit.T("The rest of the purchase order will not ship; it asks for a decision"), Check: true, Wide: true},
			&kit.Field{Name: "notify", Label: kit.T("E-mail the customer the delivery note"), Check: true, Text: "yes", Wide: true})
		f := kit.NewForm(fields...)
		kit.AskForm(s.win.Canvas(), kit.T("Shipment of %s by %s", p.Number, p.Supplier), kit.T("Record the shipment"), f, func(d *kit.Dialog) {
			submit(s, d, f, "", func(ctx context.Context) (app.ShipOut, error) {
				in := app.ShipIn{PurchaseID: p.ID, Version: p.Version, Method: f.Text("method"), Tracking: words(f.Text("tracking")), Notify: f.Text("notify") == "yes", Over: f.Text("over") == "yes", Final: f.Text("final") == "yes", MailID: said.mail}
				for _, c := range all.Rows {
					if c.Name == f.Text("carrier") {
						in.CarrierID = c.ID
					}
				}
				var err error
				if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
					return app.ShipOut{}, err
				}
				if in.Expected, err = typedDate("expected", f.Text("expected"), s.today()); err != nil {
					return app.ShipOut{}, err
				}
				for i := range p.Lines {
					l := &p.Lines[i]
					if l.Waiting() <= 0 {
						continue
					}
					q, err := quantity("line"+key(l.ID), f.Text("line"+key(l.ID)))
					if err != nil {
						return app.ShipOut{}, err
					}
					if q != 0 {
						f.Alias("line"+key(l.ID), fmt.Sprintf("lines[%d].qty", len(in.Lines)))
						in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: q})
					}
				}
				if len(in.Lines) == 0 {
					return app.ShipOut{}, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what was shipped."))
				}
				return s.desk.RecordShipment(ctx, in)
			}, func(out app.ShipOut) {
				text, tone := kit.T("%s is recorded", out.Shipment.Number), kit.Good
				if len(out.Doubts) > 0 {
					text, tone = kit.Said(out.Doubts[0]), kit.Warn
				}
				s.say(text, tone)
				s.Show(trade.Ref{Kind: trade.KindShipment, ID: out.Shipment.ID})
			})
		})
	})
}
