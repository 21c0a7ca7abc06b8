package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// breaksText shows breaks as they are typed: 50: 4.60, 100: 4.20. Where the comma is in the numbers a semicolon stands between them.
func breaksText[B any](list []B, cur money.Currency, of func(B) (money.Qty, money.Price)) string {
	parts := make([]string, len(list))
	for i, b := range list {
		from, p := of(b)
		parts[i] = typed(from.String()) + ": " + typed(p.Text(cur))
	}
	if kit.Spoken().Decimal == "," {
		return strings.Join(parts, "; ")
	}
	return strings.Join(parts, ", ")
}

func priceBreak(b trade.PriceBreak) (money.Qty, money.Price) { return b.From, b.Price }
func costBreak(b trade.CostBreak) (money.Qty, money.Price)   { return b.From, b.Cost }

// typedBreaks reads breaks as people type them: a quantity, a colon and a price, and a comma or a semicolon between them.
func typedBreaks(field, text string, add func(money.Qty, money.Decimal)) error {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' && kit.Spoken().Decimal != "," || r == ';' || r == '\n' }) {
		from, price, ok := strings.Cut(part, ":")
		if strings.TrimSpace(part) == "" {
			continue
		}
		q, err := quantity(field, from)
		if err != nil {
			return err
		}
		p, err := decimal(field, price)
		if err != nil {
			return err
		}
		if !ok || p == nil {
			return trade.Faultf(trade.Invalid, "%s", kit.T("“%s” is no break. Write it as 50: 4.60, 100: 4.20.", strings.TrimSpace(part))).In("%s", field)
		}
		add(q, *p)
	}
	return nil
}

// feesIn are fees as they are entered.
func feesIn(f trade.Fees, cur money.Currency) app.FeesIn {
	dec := func(a money.Amount) money.Decimal { return money.Dec(int64(a), uint8(cur.Digits())) }
	return app.FeesIn{DropShip: dec(f.DropShip), Handling: dec(f.Handling), SmallOrder: dec(f.SmallOrder), Freight: dec(f.Freight)}
}

// feeFields ask for fees; handling says what it counts for.
func feeFields(f trade.Fees, cur money.Currency, handling string) []*kit.Field {
	text := func(a money.Amount) string {
		if a == 0 || cur == "" {
			return ""
		}
		return typed(a.Text(cur))
	}
	return []*kit.Field{
		{Name: "fee_drop_ship", Label: kit.T("Drop-ship fee for each purchase order"), Text: text(f.DropShip)}, {Name: "fee_handling", Label: handling, Text: text(f.Handling)},
		{Name: "fee_small_order", Label: kit.T("Small-order fee, below the minimum"), Text: text(f.SmallOrder)}, {Name: "fee_freight", Label: kit.T("Freight for each purchase order, estimated"), Text: text(f.Freight)},
	}
}

// typedFees reads what feeFields ask for.
func typedFees(f *kit.Form) (in app.FeesIn, err error) {
	for name, to := range map[string]*money.Decimal{"drop_ship": &in.DropShip, "handling": &in.Handling, "small_order": &in.SmallOrder, "freight": &in.Freight} {
		d, err := decimal("fee_"+name, f.Text("fee_"+name))
		if err != nil {
			return in, err
		}
		if d != nil {
			*to = *d
		}
	}
	return in, nil
}

// aliasFees says which fields errors about fees belong to.
func aliasFees(f *kit.Form) {
	for _, name := range []string{"drop_ship", "handling", "small_order", "freight"} {
		f.Alias("fee_"+name, "fees."+name)
	}
}

// feesText is a supplier's fees in a few words.
func feesText(f trade.Fees, cur money.Currency) string {
	var parts []string
	for _, x := range []struct {
		text string
		fee  money.Amount
	}{{"%s %s drop-ship", f.DropShip}, {"%s %s for each line", f.Handling}, {"%s %s below the minimum", f.SmallOrder}, {"%s %s freight", f.Freight}} {
		if x.fee != 0 {
			parts = append(parts, kit.T(x.text, amount(x.fee, cur), cur))
		}
	}
	if len(parts) == 0 {
		return kit.T("none")
	}
	return strings.Join(parts, ", ")
}

// staleText says that a cost was valid only until a day that is over; empty where it still is.
func (s *Shell) staleText(date, until trade.Date) string {
	if until == "" || until >= s.today() {
		return ""
	}
	return kit.T("cost of %s, valid until %s", day(date, s.today()), day(until, s.today()))
}

// offers compares the suppliers of a line's item and takes one of them; then is called when it is taken, other
// asks for a supplier or a cost that the list does not know.
func (s *Shell) offers(in app.ListOffersIn, take func(context.Context, trade.ID) error, then, other func()) {
	read(s, func(ctx context.Context) (app.Offers, error) { return s.desk.ListOffers(ctx, in) }, func(out app.Offers) {
		var d *kit.Dialog
		var best *app.Offer
		pick := func(o *app.Offer) {
			submit(s, d, nil, kit.T("Supplier chosen"), func(ctx context.Context) (app.Done, error) { return app.Done{Done: true}, take(ctx, o.SupplierID) }, func(app.Done) { then() })
		}
		escape := func() { d.Escape() }
		var rows [][]kit.Cell
		for i := range out.Offers {
			o := &out.Offers[i]
			supplier := kit.Cell{Text: o.Supplier, Note: s.offerNote(o)}
			why := widget.NewLabel(kit.Said(o.Why))
			why.Wrapping = fyne.TextWrapWord
			switch {
			case o.Best:
				why.Importance = widget.SuccessImportance
			case !o.Able:
				why.Importance = widget.WarningImportance
			default:
				why.Importance = widget.LowImportance
			}
			if o.Best && !o.Current {
				best = o
			}
			stock := kit.Cell{Text: "–", Tone: kit.Quiet}
			if o.Stock != nil {
				stock = kit.Cell{Text: number(*o.Stock), Note: day(o.StockDate, s.today())}
			}
			cost := kit.Cell{Text: price(o.Cost, o.Currency) + " " + string(o.Currency)}
			if o.Stale {
				cost.Tone, cost.Note = kit.Warn, kit.T("valid until %s", day(o.ValidUntil, s.today()))
			}
			text := kit.T("Take it")
			if o.Current {
				text = kit.T("Keep it")
			}
			button := kit.NewAction(text, false, func() { pick(o) }, escape)
			rows = append(rows, []kit.Cell{supplier, cost, {Text: amount(o.Fees, out.Currency)}, {Text: amount(o.Landed, out.Currency)}, {Text: percent(o.Margin)},
				{Text: day(o.Date, s.today()), Tone: map[bool]kit.Tone{true: kit.Warn}[o.DaysLate > 0]}, stock, {Object: why}, {Object: button}})
		}
		head := kit.T("%s × %s", out.Qty, goods(out.SKU, out.Description))
		if out.Wanted != "" {
			head += ", " + kit.T("wanted by %s", day(out.Wanted, s.today()))
		}
		another := kit.NewAction(kit.T("Another supplier or cost…"), false, func() {
			d.Close()
			other()
		}, escape)
		content := container.NewVBox(kit.Wide(960, kit.Lines(kit.Columns{182, 92, 58, 72, 58, 58, 60, -1, 92}, []bool{false, true, true, true, true, false, true, false, false},
			[]string{kit.T("Supplier"), kit.T("Cost"), kit.T("Fees"), kit.T("Landed"), kit.T("Margin"), kit.T("Ships"), kit.T("Stock"), kit.T("Why, or why not"), ""}, rows)))
		if len(rows) == 0 {
			content.Add(widget.NewLabel(kit.T("No supplier is known to sell it.")))
		}
		content.Add(container.NewBorder(nil, nil, widget.NewLabel(kit.T("Fees and landed cost in %s.", out.Currency)), another))
		verb := ""
		if best != nil {
			verb = kit.T("Take %s", best.Supplier)
		}
		d = kit.Ask(s.win.Canvas(), head, verb, content, func(d *kit.Dialog) {
			if best == nil {
				d.Close()
				return
			}
			pick(best)
		})
	})
}

// offerNote is what else is worth knowing of an offer.
func (s *Shell) offerNote(o *app.Offer) string {
	var parts []string
	if o.Current {
		parts = append(parts, kit.T("now"))
	}
	if o.MinQty > 0 {
		parts = append(parts, kit.T("from %s", o.MinQty))
	}
	if o.Multiple > 0 {
		parts = append(parts, kit.T("by %s", o.Multiple))
	}
	if o.ShippedLate > 0 {
		parts = append(parts, kit.T("%d of %d late", o.ShippedLate, o.Shipped))
	}
	return strings.Join(parts, ", ")
}

// whatIf asks by which rule open lines are to be bought elsewhere, and shows what that would change.
func (s *Shell) whatIf(orders []trade.ID) {
	rules := []string{kit.T("the cheapest that can deliver"), kit.T("the fastest"), kit.T("one supplier:")}
	f := kit.NewForm(
		&kit.Field{Say: kit.T("What no supplier has been sent yet could be bought elsewhere. Nothing changes before you have seen what it does.")},
		&kit.Field{Name: "by", Label: kit.T("Buy from"), Options: rules, Text: rules[0]},
		&kit.Field{Name: "supplier_id", Label: kit.T("Supplier"), Search: s.searchSuppliers, Hint: kit.T("Supplier's name …")},
	)
	kit.AskForm(s.win.Canvas(), kit.T("What if it were bought elsewhere?"), kit.T("Show what it would change"), f, func(d *kit.Dialog) {
		in := app.RerouteIn{Orders: orders, By: trade.RouteByCost, Preview: true}
		switch f.Text("by") {
		case rules[1]:
			in.By = "fastest"
		case rules[2]:
			in.By, in.SupplierID = "supplier", trade.ID(f.Chosen("supplier_id"))
		}
		submit(s, d, f, "", func(ctx context.Context) (app.RerouteOut, error) {
			if in.By == "supplier" && in.SupplierID == 0 {
				return app.RerouteOut{}, trade.Faultf(trade.Invalid, "%s", kit.T("Choose a supplier from the list.")).In("supplier_id")
			}
			return s.desk.Reroute(ctx, in)
		}, func(out app.RerouteOut) { s.rerouted(in, out) })
	})
}

// rerouted shows what buying elsewhere would change, and does it.
func (s *Shell) rerouted(in app.RerouteIn, out app.RerouteOut) {
	cur := out.Currency
	var rows [][]kit.Cell
	for i := range out.Rows {
		r := &out.Rows[i]
		to := kit.Cell{Text: r.To}
		if r.Changes {
			to.Tone = kit.Info
		}
		item := kit.Cell{Text: goods(r.SKU, r.Description)}
		if r.Changes || r.Beside {
			why := kit.Said(r.Why)
			if r.Drafted && r.Changes {
				why = kit.T("drafted anew; %s", why)
			}
			item = kit.Cell{Object: wordy(item.Text, why)}
		}
		worse := map[bool]kit.Tone{true: kit.Bad}
		rows = append(rows, []kit.Cell{{Text: r.OrderNo}, item, {Text: number(r.Qty)}, {Text: r.From}, to, {Text: amount(r.CostFrom, cur)}, {Text: amount(r.CostTo, cur), Tone: worse[r.CostTo > r.CostFrom]},
			{Text: day(r.DateFrom, s.today())}, {Text: day(r.DateTo, s.today()), Tone: worse[r.DateTo > r.DateFrom]}, {Text: percent(r.MarginFrom)}, {Text: percent(r.MarginTo)}})
	}
	for _, l := range out.Left {
		rows = append(rows, []kit.Cell{{Text: l.OrderNo}, {Text: kit.Said(l.Reason), Tone: kit.Quiet}, {}, {Text: kit.T("left"), Tone: kit.Quiet}, {}, {}, {}, {}, {}, {}, {}})
	}
	if len(out.Rows) > 0 {
		rows = append(rows, []kit.Cell{{}, {Text: kit.T("In all")}, {}, {}, {}, {Text: amount(out.CostFrom, cur)}, {Text: amount(out.CostTo, cur)}, {Text: day(out.LastFrom, s.today())}, {Text: day(out.LastTo, s.today())},
			{Text: percent(out.MarginFrom)}, {Text: percent(out.MarginTo)}})
	}
	table := kit.Lines(kit.Columns{70, -1, 44, 126, 126, 72, 72, 58, 58, 62, 58}, []bool{false, false, true, false, false, true, true, false, false, true, true},
		[]string{kit.T("Order"), kit.T("Item"), kit.T("Qty"), kit.T("Now"), kit.T("Then"), kit.T("Cost"), kit.T("then"), kit.T("Ships"), kit.T("then"), kit.T("Margin"), kit.T("then")}, rows)
	sentence := kit.T("Nothing would change: it is where it should be.")
	verb := ""
	if out.Changed > 0 {
		verb = counted(out.Changed, "Buy %d line elsewhere", "Buy %d lines elsewhere")
		sentence = kit.T("Costs with fees, in %s: %s instead of %s.", cur, amount(out.CostTo, cur), amount(out.CostFrom, cur))
	}
	content := kit.Wide(960, container.NewVBox(widget.NewLabel(sentence), table))
	if verb == "" {
		kit.Tell(s.win.Canvas(), kit.T("What if it were bought elsewhere?"), content)
		return
	}
	in.Preview = false
	kit.Ask(s.win.Canvas(), kit.T("What if it were bought elsewhere?"), verb, content, func(d *kit.Dialog) {
		submit(s, d, nil, "", func(ctx context.Context) (app.RerouteOut, error) { return s.desk.Reroute(ctx, in) }, func(done app.RerouteOut) {
			s.say(counted(done.Changed, "%d line is bought elsewhere", "%d lines are bought elsewhere"), kit.Good)
		})
	})
}

// wordy is a text with as many words below it as it takes.
func wordy(text, words string) fyne.CanvasObject {
	l, w := widget.NewLabel(text), widget.NewLabel(words)
	l.Truncation, w.Wrapping = fyne.TextTruncateEllipsis, fyne.TextWrapWord
	w.SizeName, w.Importance = theme.SizeNameCaptionText, widget.LowImportance
	return container.New(layout.NewCustomPaddedVBoxLayout(-8), l, w)
}

// combiningRow shows the purchase orders to one supplier that wait to be sent together.
func (p *purchasing) combiningRow(g *app.Combining) fyne.CanvasObject {
	name := kit.NewLink(g.Supplier, func() { p.s.Show(trade.Ref{Kind: trade.KindSupplier, ID: g.SupplierID}) })
	var orders []string
	for _, o := range g.Purchases {
		orders = append(orders, o.OrderNo+" "+o.Customer)
	}
	what := widget.NewLabel(strings.Join(orders, "  ·  "))
	what.Truncation, what.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
	text := kit.T("%s of %s %s", amount(g.Sum, g.Currency), amount(g.Minimum, g.Currency), g.Currency)
	sum := widget.NewLabel(text)
	sum.Alignment = fyne.TextAlignTrailing
	when := kit.T("until the minimum is reached")
	if g.SendAt != "" {
		when = kit.T("until %s", moment(g.SendAt, p.s.today()))
	}
	due := widget.NewLabel(when)
	due.Truncation, due.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
	if g.Due {
		due.SetText(kit.T("due now"))
		due.Importance = widget.SuccessImportance
	}
	send := widget.NewButton(kit.T("Send together"), func() { p.s.sendTogether(g) })
	if g.Due {
		send.Importance = widget.HighImportance
	}
	return container.New(kit.Columns{-5, 70, -6, 150, 170, 146}, name, widget.NewLabel(counted(len(g.Purchases), "%d PO", "%d POs")), what, sum, due, send)
}

// sendTogether shows what goes together and what of the minimum is missing, and sends it.
func (s *Shell) sendTogether(g *app.Combining) {
	var rows [][]kit.Cell
	for _, o := range g.Purchases {
		rows = append(rows, []kit.Cell{s.link(o.OrderNo, trade.Ref{Kind: trade.KindPurchase, ID: o.ID}), {Text: o.Customer}, {Text: o.City}, {Text: moment(o.Since, s.today()), Tone: kit.Quiet}, {Text: amount(o.Net, g.Currency)}})
	}
	sum := widget.NewLabel(kit.T("Together %s %s; %s takes orders from %s.", amount(g.Sum, g.Currency), g.Currency, g.Supplier, amount(g.Minimum, g.Currency)))
	verb := kit.T("Send together")
	if g.Missing > 0 {
		verb = kit.T("Send all the same")
		text := kit.T("%s %s are missing.", amount(g.Missing, g.Currency), g.Currency)
		if g.SmallOrder > 0 {
			text += " " + kit.T("One small-order fee of %s is shared by them.", amount(g.SmallOrder, g.Currency))
		}
		sum.SetText(sum.Text + " " + text)
		sum.Importance = widget.WarningImportance
	}
	sum.Wrapping = fyne.TextWrapWord
	table := kit.Lines(kit.Columns{84, -1, 120, 110, 90}, []bool{false, false, false, false, true}, []string{kit.T("For"), kit.T("Customer"), kit.T("Ships to"), kit.T("Waits since"), kit.T("Net %s", g.Currency)}, rows)
	kit.Ask(s.win.Canvas(), kit.T("Purchase orders to %s", g.Supplier), verb, container.NewVBox(kit.Wide(720, table), sum), func(d *kit.Dialog) {
		submit(s, d, nil, "", func(ctx context.Context) (app.SendTogetherOut, error) {
			return s.desk.SendTogether(ctx, app.SendTogetherIn{SupplierID: g.SupplierID, Warned: g.Missing > 0})
		}, func(out app.SendTogetherOut) {
			text, tone := counted(len(out.Sent), "%d purchase order sent; its message is in the outbox", "%d purchase orders sent; their messages are in the outbox"), kit.Good
			if len(out.Left) > 0 {
				text, tone = text+". "+kit.T("%s was left: %s", out.Left[0].OrderNo, kit.Said(out.Left[0].Reason)), kit.Warn
			}
			s.say(text, tone)
		})
	})
}

// wait lets a drafted purchase order wait to be sent together with others, or not.
func (s *Shell) wait(p *trade.PurchaseOrder, wait bool) {
	said := kit.T("It waits to be sent together with others")
	if !wait {
		said = kit.T("It waits no longer")
	}
	act(s, said, func(ctx context.Context) (*trade.PurchaseOrder, error) {
		return s.desk.SavePurchase(ctx, app.SavePurchaseIn{ID: p.ID, Version: p.Version, Wait: &wait})
	}, nil)
}

// routingScenes are the screens of choosing suppliers.
func (s *Shell) routingScenes() []Scene {
	waiting := func(do func(app.WaitingLine)) {
		s.Go(s.section(trade.KindPurchase))
		l, err := s.desk.ListWaiting(s.ctx(), app.Nothing{})
		if err == nil && len(l.Rows) > 0 {
			do(l.Rows[0])
		}
	}
	compared := func() (found app.ListOffersIn) {
		most := 0
		l, err := s.desk.ListWaiting(s.ctx(), app.Nothing{})
		for _, x := range l.Rows {
			in := app.ListOffersIn{OrderID: x.OrderID, LineID: x.OrderLineID}
			out, wrong := s.desk.ListOffers(s.ctx(), in)
			if err == nil && wrong == nil && len(out.Offers) > most {
				found, most = in, len(out.Offers)
			}
		}
		return found
	}
	return []Scene{
		{"dialog-offers", func() { s.Go(s.section(trade.KindOrder)); s.offers(compared(), nil, nil, nil) }},
		{"dialog-what-if", func() { waiting(func(l app.WaitingLine) { s.whatIf([]trade.ID{l.OrderID}) }) }},
		{"dialog-elsewhere", func() {
			s.Go(s.section(trade.KindPurchase))
			l, err := s.desk.ListWaiting(s.ctx(), app.Nothing{})
			in := app.RerouteIn{By: trade.RouteByCost, Preview: true}
			for _, x := range l.Rows {
				in.Orders = append(in.Orders, x.OrderID)
			}
			if out, wrong := s.desk.Reroute(s.ctx(), in); err == nil && wrong == nil {
				s.rerouted(in, out)
			}
		}},
		{"dialog-together", func() {
			s.Go(s.section(trade.KindPurchase))
			if l, err := s.desk.ListCombining(s.ctx(), app.Nothing{}); err == nil && len(l.Rows) > 0 {
				s.sendTogether(&l.Rows[0])
			}
		}},
		{"dialog-supplier", func() {
			s.Go(s.section(trade.KindSupplier))
			read(s, s.masters, func(m masters) { s.aSupplier("Thistlewick", func(x *trade.Supplier) { s.editSupplier(*x, m, nil) }) })
		}},
		{"item-breaks", func() { s.anItem(func(*trade.Item, masters) {}) }},
		{"dialog-source", func() { s.anItem(func(it *trade.Item, m masters) { s.editSource(it, m, 0) }) }},
		{"dialog-item", func() {
			s.anItem(func(it *trade.Item, m masters) { s.editItem(itemIn(it, m.company.Currency), m, nil) })
		}},
	}
}

func (s *Shell) aSupplier(name string, do func(*trade.Supplier)) {
	l, err := s.desk.ListSuppliers(s.ctx(), app.ListIn{Text: name, Limit: 1})
	if err == nil && len(l.Rows) == 1 {
		read(s, func(ctx context.Context) (*trade.Supplier, error) {
			return s.desk.GetSupplier(ctx, app.ByID{ID: l.Rows[0].ID})
		}, do)
	}
}

// anItem shows the first item with breaks on both sides and does something with it.
func (s *Shell) anItem(do func(*trade.Item, masters)) {
	l, err := s.desk.ListItems(s.ctx(), app.ListIn{Filter: "active"})
	for _, r := range l.Rows {
		it, wrong := s.desk.GetItem(s.ctx(), app.ByID{ID: r.ID})
		if err == nil && wrong == nil && len(it.Breaks) > 0 && len(it.Sources) > 1 && len(it.Sources[0].Breaks) > 0 {
			s.Show(trade.Ref{Kind: trade.KindItem, ID: it.ID})
			read(s, s.masters, func(m masters) { do(it, m) })
			return
		}
	}
}
