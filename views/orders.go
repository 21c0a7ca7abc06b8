package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

func (s *Shell) ordersPage() page {
	p := &listPage[app.OrderRow]{
		s: s, kind: trade.KindOrder, one: kit.T("order"), noun: kit.T("orders"), summed: kit.T("in all"), button: kit.T("New"), list: s.desk.ListOrders, load: s.loadOrder,
		id: func(r *app.OrderRow) trade.ID { return r.ID }, first: "open", offset: 0.46,
	}
	p.columns = []kit.Column[app.OrderRow]{
		textColumn("number", "Order", 66, func(r *app.OrderRow) string { return numberOr(r.Number) }),
		textColumn("customer", "Customer", -1, func(r *app.OrderRow) string { return r.Customer }),
		spare(toneColumn("wanted", "Due", 58, func(r *app.OrderRow) string { return day(r.Wanted, s.today()) }, func(r *app.OrderRow) kit.Tone {
			if r.Wanted != "" && (r.Expected > r.Wanted || (r.Wanted < s.today() && r.Expected != "")) {
				return kit.Bad
			}
			return kit.None
		})),
		moneyColumn("total", "Total", 76, func(r *app.OrderRow) (money.Amount, money.Currency) { return r.Total, r.Currency }),
		textColumn("", "", 38, func(r *app.OrderRow) string { return string(r.Currency) }),
		toneColumn("next", "Next step", 92, nextStep, func(r *app.OrderRow) kit.Tone { return stepTone(r.Next) }),
	}
	channel := widget.NewSelect(append([]string{kit.T("all channels")}, channels.words()...), func(string) { p.choose(p.chips.Chosen) })
	channel.Selected = channel.Options[0]
	p.beside, p.limit = channel, func(in *app.ListIn) {
		if at := channel.SelectedIndex(); at > 0 {
			in.Channel = channels[at-1]
		}
	}
	p.onNew = func() {
		s.chooseCustomer(kit.T("New order"), func(c trade.ID) {
			act(s, "", func(ctx context.Context) (*trade.SalesOrder, error) {
				return s.desk.SaveOrder(ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: c}})
			}, func(o *trade.SalesOrder) { p.draftMade(o.ID) })
		})
	}
	p.bulk = func(rows []app.OrderRow) []bulkStep { return s.orderSteps(rows, p.grid.Unmark) }
	return p
}

func nextStep(r *app.OrderRow) string {
	if r.Next == trade.StepOrder && r.Suppliers > 0 {
		return kit.T("Order from %d", r.Suppliers)
	}
	return step(r.Next)
}

func (s *Shell) loadOrder(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
	ref := trade.Ref{Kind: trade.KindOrder, ID: id}
	chain, err := s.desk.GetChain(ctx, ref)
	if err != nil {
		return nil, err
	}
	history, err := s.withHistory(ctx, trade.KindOrder, id)
	if err != nil {
		return nil, err
	}
	twins, err := s.desk.ListDuplicates(ctx, ref)
	if err != nil {
		return nil, err
	}
	return func() fyne.CanvasObject { return s.drawOrder(chain, twins.Rows, history) }, nil
}

func (s *Shell) drawOrder(c app.Chain, twins []app.Twin, history past) fyne.CanvasObject {
	o := c.Order
	d := document{title: numberOr(o.Number) + "  " + o.Customer, pills: []fyne.CanvasObject{kit.Pill(state(o.State), stateTone(o.State))},
		steps: s.chain(c, trade.Ref{Kind: trade.KindOrder, ID: o.ID}), history: history}
	if o.Channel != "typed" && o.Channel != "quote" {
		d.pills = append(d.pills, kit.Pill(wordOf(o.Channel), kit.Quiet))
	}
	pdf := button{text: kit.T("PDF"), pdf: true, icon: theme.DocumentPrintIcon(), do: func() { s.pdf(app.PaperConfirmation, o.ID) }}
	wanted := kit.Fact(kit.T("Wanted by"), day(o.Wanted, s.today()))
	d.facts = append(s.saleFacts(&o.Sale, wanted), s.aheadFacts(o)...)
	d.long = []fyne.CanvasObject{kit.Fact(kit.T("Ship to"), place(o.ShipTo))}
	explain := button{text: kit.T("Explain…"), why: true, do: func() { s.explain(c) }}
	if o.State == trade.Draft && s.may("SaveOrder") {
		draft := s.orderDraft(o, c.Profit.Currency)
		d.buttons = []button{
			{step: "SaveOrder", text: kit.T("Details"), icon: theme.DocumentCreateIcon(), do: func() {
				s.head(draft, "", o.Wanted, o.Channel, func(ctx context.Context, in app.SaleIn, wanted trade.Date, channel string) error {
					_, err := s.desk.SaveOrder(ctx, app.SaveOrderIn{ID: o.ID, Wanted: wanted, Channel: channel, SaleIn: in})
					return err
				})
			}}, pdf,
			{step: "DeleteOrder", text: kit.T("Delete this draft"), do: func() {
				act(s, kit.T("Deleted"), func(ctx context.Context) (app.Done, error) { return s.desk.DeleteOrder(ctx, app.Do{ID: o.ID}) }, nil)
			}},
			{step: "ConfirmOrder", text: kit.T("Confirm…"), primary: true, do: func() {
				var once again
				s.send(kit.T("Confirm the order of %s", o.Customer), app.PrintIn{Paper: app.PaperConfirmation, ID: o.ID}, func(ctx context.Context, in app.SendIn) error {
					in.ID = o.ID
					_, err := s.desk.ConfirmOrder(ctx, app.ConfirmIn{SendIn: in, Twice: once.more})
					return once.heard(err)
				})
			}},
		}
		d.buttons = append(append(d.buttons, explain), s.cameIn(o)...)
		s.twinCards(&d, trade.KindOrder, o.ID, twins, &d.buttons[2])
		d.body = append(d.body, s.edit(draft))
		return s.draw(d)
	}
	if o.OnHold() {
		for _, h := range o.Holds {
			d.banner = append(d.banner, kit.T("Held: %s", kit.Said(h.Reason)))
		}
	}
	all := func(*trade.Exception) bool { return true }
	s.decisions(&d, c, all)
	s.twinCards(&d, trade.KindOrder, o.ID, twins, nil)
	d.buttons = append(append(append(d.buttons, pdf), s.orderButtons(c, d.asks())...), explain)
	d.buttons = append(d.buttons, s.cameIn(o)...)
	d.body = append(d.body, s.orderLines(c), saleTotals(&o.Sale))
	d.body = append(d.body, s.charges(c)...)
	d.body = append(d.body, s.dealDocuments(c)...)
	d.body = append(d.body, s.decidedBefore(c, all)...)
	return s.draw(d)
}

// orderButtons are what can be done with a confirmed order; the next step comes first. taken says
// that something else is the next step already.
func (s *Shell) orderButtons(c app.Chain, taken bool) []button {
	o := c.Order
	var list []button
	next := o.Next
	add := func(step, text string, primary bool, do func()) {
		primary = primary && !taken // one primary button
		taken = taken || primary
		list = append(list, button{step: step, text: text, do: do, primary: primary})
	}
	s.aheadButtons(o, add)
	if next == trade.StepRelease {
		add("ReleaseOrder", kit.T("Release…"), true, func() {
			s.reason(kit.T("Release %s", o.Number), kit.T("Release"), kit.T("Released"), func(ctx context.Context, why string) error {
				_, err := s.desk.ReleaseOrder(ctx, app.DecideIn{ID: o.ID, Reason: why})
				return err
			})
		})
		add("CheckOrder", kit.T("Check again"), false, func() {
			act(s, kit.T("Checked"), func(ctx context.Context) (app.CheckOut, error) { return s.desk.CheckOrder(ctx, app.Do{ID: o.ID}) }, nil)
		})
	}
	if o.ToOrder > 0 && o.State == trade.Confirmed && !o.OnHold() {
		text := kit.T("Create %d purchase orders", o.Suppliers)
		if o.Suppliers == 1 {
			text = kit.T("Create purchase order")
		}
		add("ForwardOrders", text, next == trade.StepOrder, func() { s.forward([]trade.ID{o.ID}, nil) })
	}
	drafted := false
	for _, p := range c.Purchases {
		drafted = drafted || p.State == trade.Draft
	}
	if (o.ToOrder > 0 || drafted) && o.State == trade.Confirmed {
		add("", kit.T("What if bought elsewhere…"), false, func() { s.whatIf([]trade.ID{o.ID}) })
	}
	for i := range o.Lines {
		if l := &o.Lines[i]; l.ToOrder() > 0 && l.ItemID != 0 && o.State == trade.Confirmed {
			add("ChooseSupplier", kit.T("Other suppliers of %s…", l.SKU), false, func() { s.otherSuppliersOf(o, l) })
		}
	}
	for _, p := range c.Purchases {
		if p.State == trade.Draft {
			add("SendPurchase", kit.T("Send purchase order…"), next == trade.StepSend, func() { s.sendPurchase(p) })
		}
	}
	if o.State != trade.Draft {
		add("CreateInvoice", kit.T("Invoice what shipped"), next == trade.StepInvoice, func() { s.invoice(o, "shipped") })
		add("CreateInvoice", kit.T("Invoice what was ordered"), false, func() { s.invoice(o, "ordered") })
	}
	if next == trade.StepPayment {
		add("RecordPayment", kit.T("Record payment…"), true, func() {
			for i := range c.Invoices {
				if v := &c.Invoices[i]; !v.Credit && v.Open() > 0 {
					s.pay(o.CustomerID, o.Customer, o.Currency, false, v.ID)
					return
				}
			}
		})
	}
	for _, p := range c.Purchases {
		if p.Next == trade.StepAnswer || p.Next == trade.StepShip {
			add("RecordShipment", kit.T("Enter tracking of %s…", p.Number), next == trade.StepShip || next == trade.StepAnswer, func() { s.ship(p) })
		}
		if p.Next == trade.StepBill {
			add("SaveBill", kit.T("Enter bill for %s…", p.Number), next == trade.StepBill, func() { s.enterBill(p) })
		}
	}
	for i := range c.Shipments {
		if sh := &c.Shipments[i]; sh.State == trade.Shipped {
			add("ConfirmDelivery", kit.T("Confirm delivery of %s…", sh.Number), next == trade.StepDeliver, func() { s.deliver(sh) })
		}
	}
	add("SaveCharge", kit.T("Record what a marketplace or card company keeps…"), false, func() { s.editCharge(o, nil) })
	if o.State == trade.Confirmed {
		add("ChangeOrder", kit.T("Change the order…"), false, func() { s.changeOrder(c) })
		add("CancelLines", kit.T("Drop what is not ordered yet…"), false, func() {
			s.reason(kit.T("Drop the open lines of %s", o.Number), kit.T("Drop"), kit.T("Dropped"), func(ctx context.Context, why string) error {
				_, err := s.desk.CancelLines(ctx, app.CancelLinesIn{OrderID: o.ID, Reason: why})
				return err
			})
		})
		add("CancelOrder", kit.T("Cancel the order…"), false, func() { s.cancelOrder(o) })
	}
	return list
}

// orderLines shows each line with where its goods are.
func (s *Shell) orderLines(c app.Chain) fyne.CanvasObject {
	o := c.Order
	var rows [][]kit.Cell
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == trade.LineText {
			rows = append(rows, []kit.Cell{{}, {Text: l.Description, Tone: kit.Quiet}, {}, {}, {}, {}, {}})
			continue
		}
		cost, supplier := "", kit.Cell{Text: "–", Tone: kit.Quiet}
		if l.CostIn != "" {
			cost = price(l.Cost, l.CostIn) + " " + string(l.CostIn)
		}
		stale := s.staleText(l.CostDate, l.CostUntil)
		if l.ToOrder() <= 0 {
			stale = "" // what is ordered is ordered
		}
		if stale != "" {
			stale = kit.T("valid until %s", day(l.CostUntil, s.today()))
		}
		code, sold := l.SKU, price(l.Price, o.Currency)
		switch l.Kind {
		case trade.LineKit:
			cost = amount(perKit(o.CostOf(i, c.Profit.Currency), l.Qty), o.Currency) + " " + string(o.Currency)
		case trade.LinePart:
			code, sold = inset+code, ""
		}
		if l.Buy {
			supplier = kit.Cell{Text: l.Supplier}
			if l.ToOrder() > 0 && o.State == trade.Confirmed {
				name := l.Supplier
				if name == "" {
					name = kit.T("Choose…")
				}
				supplier = kit.Cell{Object: kit.NewLink(name, func() { s.otherSuppliersOf(o, l) })}
			}
		}
		state, tone := lineState(l, o.State)
		rows = append(rows, []kit.Cell{{Text: code}, {Text: l.Description}, {Text: number(l.Qty)}, {Text: sold}, {Text: cost, Note: stale, Tone: map[bool]kit.Tone{true: kit.Warn}[stale != ""]}, supplier, {Text: state, Tone: tone, Note: lineNote(c, l)}})
	}
	widths := kit.Sparing(kit.Columns{78, -1, 46, 62, 84, 98, 108}, 4)
	if s.documentRoom() < roomForOrder {
		widths = kit.Folded(kit.Columns{78, -1}, []int{0, 1}, kit.Columns{56, 68, 90, -1, 88})
	}
	return kit.WholeLines(widths, []bool{false, false, true, true, true, false, false},
		[]string{kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Price"), kit.T("Cost"), kit.T("Supplier"), kit.T("State")}, rows)
}

// roomForOrder is how much room a document has at least whose lines stand on one line each; below it what an item is called stands above its figures.
const roomForOrder = 460

// lineNote says what of a line was dropped, came back or is claimed from its suppliers.
func lineNote(c app.Chain, l *trade.OrderLine) string {
	var claimed money.Qty
	for _, p := range c.Purchases {
		for i := range p.Lines {
			if p.Lines[i].OrderLineID == l.ID {
				claimed += p.Lines[i].Claimed
			}
		}
	}
	var parts []string
	for _, x := range []struct {
		q    money.Qty
		text string
	}{{l.Cancelled, "%s dropped"}, {l.Returned, "%s returned"}, {claimed, "%s claimed"}} {
		if x.q > 0 && (l.Live() > 0 || x.q != l.Cancelled) {
			parts = append(parts, kit.T(x.text, x.q))
		}
	}
	return strings.Join(parts, ", ")
}

// lineState says in a few words how far a line has come.
func lineState(l *trade.OrderLine, order trade.State) (string, kit.Tone) {
	live := l.Live()
	switch {
	case live == 0 || order == trade.Cancelled:
		return kit.T("dropped"), kit.Quiet
	case l.Kind == trade.LinePart && !l.Buy:
		return "", kit.Quiet
	case !l.Buy && l.Invoiced >= live:
		return kit.T("invoiced"), kit.Good
	case l.Kind == trade.LineKit:
		return kitState(l)
	case !l.Buy:
		return kit.T("to invoice"), kit.Quiet
	case l.Undecided > 0:
		return kit.T("%s to decide", l.Undecided), kit.Bad
	case l.ToOrder() == live:
		return kit.T("to order"), kit.Warn
	case l.ToOrder() > 0:
		return kit.T("%s to order", l.ToOrder()), kit.Warn
	case l.Delivered == live:
		return kit.T("delivered"), kit.Good
	case l.Shipped == live:
		return kit.T("on the way"), kit.Info
	case l.Shipped > 0:
		return kit.T("%s of %s shipped", l.Shipped, live), kit.Info
	}
	return kit.T("at the supplier"), kit.Quiet
}

// dealDocuments lists the deal's other documents, each a click away.
func (s *Shell) dealDocuments(c app.Chain) []fyne.CanvasObject {
	var rows [][]kit.Cell
	add := func(kind trade.Kind, id trade.ID, number, who string, sum money.Amount, cur money.Currency, state string, tone kit.Tone) {
		row := []kit.Cell{s.link(number, trade.Ref{Kind: kind, ID: id}), {Text: kindWord(kind), Tone: kit.Quiet}, {Text: who}, {}, {}, {Text: state, Tone: tone}}
		if cur != "" {
			row[3].Text, row[4].Text = amount(sum, cur), string(cur)
		}
		rows = append(rows, row)
	}
	open := func(sum money.Amount, cur money.Currency) (string, kit.Tone) {
		if sum == 0 {
			return kit.T("paid"), kit.Good
		}
		return kit.T("%s open", amount(sum, cur)), kit.Info
	}
	for _, p := range c.Purchases {
		add(trade.KindPurchase, p.ID, numberOr(p.Number), p.Supplier, p.Net, p.Currency, step(p.Next), stepTone(p.Next))
	}
	for i := range c.Shipments {
		x := &c.Shipments[i]
		tracking := ""
		if len(x.Parcels) > 0 {
			tracking = x.Parcels[0].Tracking
		}
		add(trade.KindShipment, x.ID, x.Number, x.Carrier+"  "+tracking, 0, "", state(x.State), stateTone(x.State))
	}
	for i := range c.Changes {
		x := &c.Changes[i]
		word, tone := answerText(x)
		rows = append(rows, []kit.Cell{s.link(x.Number, trade.Ref{Kind: trade.KindPurchase, ID: x.PurchaseID}), {Text: kit.T("Change"), Tone: kit.Quiet}, {Text: x.Supplier}, {}, {}, {Text: word, Tone: tone}})
	}
	for i := range c.Returns {
		x := &c.Returns[i]
		add(trade.KindReturn, x.ID, x.Number, goesTo(x.To, x.Supplier), 0, "", returnState(x.State, x.To), returnTone(x.State, x.To))
	}
	for i := range c.Invoices {
		x := &c.Invoices[i]
		kind := trade.KindInvoice
		if x.Credit {
			kind = trade.KindCredit
		}
		word, tone := open(x.Open(), x.Currency)
		add(kind, x.ID, numberOr(x.Number), x.Customer, x.Total, x.Currency, word, tone)
	}
	for i := range c.Bills {
		x := &c.Bills[i]
		word, tone := open(x.Open(), x.Currency)
		add(trade.KindBill, x.ID, x.TheirNo, x.Supplier, x.Total, x.Currency, word, tone)
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Documents of this deal")),
		kit.Lines(kit.Columns{84, 122, -1, 84, 40, 112}, []bool{false, false, false, true}, []string{kit.T("Number"), "", kit.T("With"), kit.T("Total"), "", kit.T("State")}, rows)}
}

// forward shows which purchase orders would be made, with their warnings, and makes and sends them.
func (s *Shell) forward(ids []trade.ID, done func()) { s.forwardLines(chosenLines{orders: ids}, done) }

// forwardLines does it with some of the orders' lines; none: with all that wait.
func (s *Shell) forwardLines(c chosenLines, done func()) {
	read(s, func(ctx context.Context) (app.ForwardOut, error) {
		return s.desk.ForwardOrders(ctx, app.ForwardIn{Orders: c.orders, Lines: c.lines, Preview: true})
	}, func(out app.ForwardOut) {
		var rows [][]kit.Cell
		warned := false
		for _, p := range out.Made {
			note, tone := place(p.ShipTo), kit.None
			if len(p.Warnings) > 0 {
				note, tone, warned = said(p.Warnings), kit.Warn, true
			}
			if p.Waiting != "" {
				note, tone = kit.T("waits to be sent together with others"), kit.Info
			}
			rows = append(rows, []kit.Cell{{Text: p.OrderNo}, {Text: p.Supplier}, {Text: counted(len(p.Lines), "%d line", "%d lines")}, {Text: amount(p.Net, p.Currency) + " " + string(p.Currency)}, {Text: note, Tone: tone}})
		}
		for _, l := range out.Left {
			rows = append(rows, []kit.Cell{{Text: l.OrderNo}, {Text: kit.T("left"), Tone: kit.Bad}, {}, {}, {Text: kit.Said(l.Reason), Tone: kit.Bad}})
		}
		table := kit.WholeLines(kit.Columns{74, 150, 60, 110, -1}, []bool{false, false, true, true, false},
			[]string{kit.T("Order"), kit.T("Supplier"), "", kit.T("Net"), kit.T("Ships to")}, rows)
		verb := counted(len(out.Made), "Create and send %d purchase order", "Create and send %d purchase orders")
		if warned {
			verb = kit.T("Create and send %d, warnings or not", len(out.Made))
		}
		content := kit.Wide(860, table)
		if len(out.Made) == 0 {
			kit.Ask(s.win.Canvas(), kit.T("Forward to the suppliers"), "", content, func(d *kit.Dialog) { d.Close() })
			return
		}
		kit.Ask(s.win.Canvas(), kit.T("Forward to the suppliers"), verb, content, func(d *kit.Dialog) {
			submit(s, d, nil, "", func(ctx context.Context) (app.ForwardOut, error) {
				return s.desk.ForwardOrders(ctx, app.ForwardIn{Orders: c.orders, Lines: c.lines, Send: true, Warned: true})
			}, func(out app.ForwardOut) {
				if done != nil {
					done()
				}
				sent := 0
				for _, p := range out.Made {
					if p.State == trade.Sent {
						sent++
					}
				}
				text := counted(sent, "%d purchase order sent; its message is in the outbox", "%d purchase orders sent; their messages are in the outbox")
				if left := len(out.Made) - sent; left > 0 {
					text = counted(sent, "%d purchase order sent", "%d purchase orders sent") + ", " + counted(left, "%d stayed a draft", "%d stayed drafts")
				}
				s.say(text, kit.Good)
			})
		})
	})
}

// otherSuppliersOf compares the suppliers of a line and takes one of them.
func (s *Shell) otherSuppliersOf(o *trade.SalesOrder, l *trade.OrderLine) {
	if l.ItemID == 0 {
		s.chooseSupplier(o, l)
		return
	}
	s.offers(app.ListOffersIn{OrderID: o.ID, LineID: l.ID}, func(ctx context.Context, id trade.ID) error {
		_, err := s.desk.ChooseSupplier(ctx, app.LineSupplierIn{OrderID: o.ID, LineID: l.ID, SupplierID: id})
		return err
	}, func() {}, func() { s.chooseSupplier(o, l) })
}

// chooseSupplier asks where the goods of a line come from.
func (s *Shell) chooseSupplier(o *trade.SalesOrder, l *trade.OrderLine) {
	f := kit.NewForm(
		&kit.Field{Name: "supplier_id", Label: kit.T("Supplier"), Search: s.searchSuppliers, Chosen: kit.Choice{ID: int64(l.SupplierID), Title: l.Supplier}},
		&kit.Field{Name: "cost", Label: kit.T("Cost, in the supplier's currency (empty: as known)")},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Supplier of %s", goods(l.SKU, l.Description)), kit.T("Choose"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Supplier chosen"), func(ctx context.Context) (*trade.SalesOrder, error) {
			cost, err := decimal("cost", f.Text("cost"))
			if err != nil {
				return nil, err
			}
			id := f.Chosen("supplier_id")
			if id == 0 {
				return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Choose a supplier from the list.")).In("supplier_id")
			}
			return s.desk.ChooseSupplier(ctx, app.LineSupplierIn{OrderID: o.ID, LineID: l.ID, SupplierID: trade.ID(id), Cost: cost})
		}, nil)
	})
}

// invoice drafts an invoice and goes to it.
func (s *Shell) invoice(o *trade.SalesOrder, basis string) {
	act(s, "", func(ctx context.Context) (*trade.Invoice, error) {
		return s.desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Basis: basis})
	}, func(v *trade.Invoice) { s.Show(trade.Ref{Kind: trade.KindInvoice, ID: v.ID}) })
}
