package views

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// decisions puts what went otherwise than agreed on top of a document: a card for each exception
// that is open, with a button for each decision. What was decided stands as text below. about says
// which exceptions of the deal the document is concerned by.
func (s *Shell) decisions(d *document, c app.Chain, about func(*trade.Exception) bool) {
	var cards []fyne.CanvasObject
	asks, first := 0, d.asks()
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if e.Open == 0 || !about(e) {
			continue
		}
		tone := kit.Warn
		if e.Asks() {
			tone = kit.Bad
			asks++
		}
		var buttons []fyne.CanvasObject
		for j, do := range e.Decisions() {
			primary := j == 0 && e.Asks() && !first
			first = first || primary
			b := button{step: "DecideException", text: kit.T("%s %s: %s…", e.SKU, exceptionWord(e.Kind), decisionVerb(e.Kind, do)), primary: primary, placed: true, do: func() { s.decide(e, do) }}
			d.buttons = append(d.buttons, b)
			buttons = append(buttons, s.allowed(b.step, s.action(d, kit.T("%s…", decisionVerb(e.Kind, do)), primary, b.do)))
		}
		cards = append(cards, kit.Card(tone, exceptionText(e), s.exceptionDetail(e), s.documentRoom(), buttons...))
	}
	if len(cards) > 0 {
		text := counted(asks, "%d decision is needed", "%d decisions are needed")
		if asks == 0 {
			text = kit.T("Put off")
		}
		d.top = append(append(d.top, kit.Alert(text, kit.T("D goes to the buttons"))), cards...)
	}
}

// action is a button in the body of a document; D goes to the first one.
func (s *Shell) action(d *document, text string, primary bool, do func()) *kit.Action {
	a := kit.NewAction(text, primary, do, func() { s.page().narrow() })
	a.OnRune = s.letter
	if d != nil {
		d.actions = append(d.actions, a)
	}
	return a
}

// exceptionText says in a few words what happened to how much of what.
func exceptionText(e *trade.Exception) string {
	qty := typed(e.Open.String())
	if e.Open != e.Qty {
		qty = kit.T("%s of %s", e.Open, e.Qty)
	}
	return qty + " × " + goods(e.SKU, e.Description) + ": " + exceptionWord(e.Kind)
}

// goods names what a line holds, briefly: descriptions may be long.
func goods(sku, description string) string { return goodsIn(48, sku, description) }

// goodsIn is goods with at most so many letters of the description.
func goodsIn(most int, sku, description string) string {
	first, _, _ := strings.Cut(description, "\n")
	first, _, _ = strings.Cut(first, ". ")
	if r := []rune(first); len(r) > most {
		first = strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return strings.TrimSpace(sku + " " + first)
}

// exceptionDetail says who it is about, since when, and what was reported.
func (s *Shell) exceptionDetail(e *trade.Exception) string {
	where := e.Supplier + ", " + e.PurchaseNo
	if e.ShipmentNo != "" {
		where += ", " + e.ShipmentNo
	}
	text := where + ". " + kit.T("Since %s", day(e.Date, s.today()))
	if n := s.today().Sub(e.Date); n > 0 {
		text += " (" + counted(n, "%d day", "%d days") + ")"
	}
	text += "."
	switch {
	case e.Kind == trade.ExPrice:
		text += " " + kit.T("Asks for %s %s instead of %s.", price(e.Asked, e.Currency), e.Currency, price(e.Cost, e.Currency))
	case e.Kind == trade.ExBack && e.Until != "":
		text += " " + kit.T("Ships on %s.", day(e.Until, s.today()))
	case e.Waits():
		text += " " + kit.T("Put off until %s.", day(e.Until, s.today()))
	}
	if e.Note != "" {
		text += " “" + e.Note + "”"
	}
	return text
}

func exceptionWord(k trade.ExceptionKind) string { return kit.T(k.Word()) }

// decisionVerb is what the button of a decision says.
func decisionVerb(k trade.ExceptionKind, do trade.Decision) string {
	switch do {
	case trade.DecideAgain:
		return kit.T("Order again")
	case trade.DecideOther:
		return kit.T("Order elsewhere")
	case trade.DecideWait:
		if k == trade.ExBack {
			return kit.T("Wait for it")
		}
		return kit.T("Put off")
	case trade.DecideDrop:
		if !k.Holds() {
			return kit.T("Cancel it")
		}
		return kit.T("Drop it")
	case trade.DecideRefund:
		return kit.T("Refund")
	case trade.DecideKeep:
		return kit.T("Leave it free of charge")
	case trade.DecideReturn:
		return kit.T("Have it returned")
	case trade.DecideWithout:
		return kit.T("Kit without it")
	}
	switch k {
	case trade.ExPrice:
		return kit.T("Accept the price")
	case trade.ExOver:
		return kit.T("Charge for it")
	case trade.ExNoCancel:
		return kit.T("Let it come")
	case trade.ExLost:
		return kit.T("It turned up")
	}
	return kit.T("Accept it")
}

// decisionMeans says what a decision leads to.
func decisionMeans(e *trade.Exception, do trade.Decision) string {
	switch do {
	case trade.DecideAgain:
		return kit.T("The quantity is to be ordered again from %s; the next step of the order makes the purchase order.", e.Supplier)
	case trade.DecideOther:
		if !e.Kind.Holds() {
			return kit.T("%s is asked to cancel it. When that is accepted, it is to be ordered from the other supplier.", e.Supplier)
		}
		return kit.T("The quantity is to be ordered from the other supplier; the next step of the order makes the purchase order.")
	case trade.DecideWait:
		if e.Kind == trade.ExBack {
			return kit.T("The goods stay on order with %s.", e.Supplier)
		}
		return kit.T("The question comes back on that day. Until then the goods stay owed to the customer.")
	case trade.DecideWithout:
		return kit.T("The kits go to the customer without it. Of what is invoiced the customer gets this component's share back, or the allowance that you name.")
	case trade.DecideDrop:
		if e.Part && e.Kind.Holds() {
			return kit.T("The kits that can no longer be completed are taken off the order, and their other components are asked back. What is invoiced already is refunded instead.")
		}
		if !e.Kind.Holds() {
			return kit.T("%s is asked to cancel it. When that is accepted, it is taken off the order.", e.Supplier)
		}
		return kit.T("The customer does without it: the quantity is taken off the order. What is invoiced already is refunded instead.")
	case trade.DecideRefund:
		if e.Part {
			return kit.T("The kits that can no longer be completed are taken off the order, and what of them was invoiced is credited. Their other components are asked back.")
		}
		return kit.T("The customer does without it: the quantity is taken off the order, and what of it was invoiced is credited.")
	case trade.DecideKeep:
		return kit.T("The customer keeps the surplus and is not charged for it.")
	case trade.DecideReturn:
		return kit.T("A return is opened for the surplus. Nothing is credited, because nothing was charged.")
	}
	switch e.Kind {
	case trade.ExPrice:
		return kit.T("The purchase order keeps the new price, and the profit of the order reckons with it.")
	case trade.ExOver:
		return kit.T("The surplus goes onto the order, the purchase order and the next invoice.")
	case trade.ExNoCancel:
		return kit.T("The goods will come all the same and stay on the order.")
	case trade.ExLost:
		return kit.T("The goods are on their way again.")
	}
	return kit.T("The customer takes the goods as they are; an allowance is credited, net of tax.")
}

// decide asks for what a decision needs, and takes it. Before it goes elsewhere the next-best supplier is looked for.
func (s *Shell) decide(e *trade.Exception, do trade.Decision) {
	if do != trade.DecideOther {
		s.askDecision(e, do, app.Proposal{})
		return
	}
	read(s, func(ctx context.Context) (app.Proposal, error) {
		return s.desk.PrepareDecision(ctx, app.ByID{ID: e.ID})
	},
		func(p app.Proposal) { s.askDecision(e, do, p) })
}

func (s *Shell) askDecision(e *trade.Exception, do trade.Decision, proposed app.Proposal) {
	fields := []*kit.Field{{Say: strings.TrimSpace(decisionMeans(e, do) + "\n" + kit.Said(proposed.Text))}}
	wait := do == trade.DecideWait && e.Kind != trade.ExBack
	if do == trade.DecideOther {
		fields = append(fields,
			&kit.Field{Name: "supplier_id", Label: kit.T("Other supplier"), Search: s.otherSuppliers(e.SupplierID), Chosen: kit.Choice{ID: int64(proposed.SupplierID), Title: proposed.Supplier}},
			&kit.Field{Name: "cost", Label: kit.T("Cost, in that supplier's currency (empty: as known)")})
	}
	if wait {
		fields = append(fields, &kit.Field{Name: "until", Label: kit.T("Ask again on"), Text: typedDay(s.today().Add(7)), Hint: kit.T("+7, fri, 28 nov")})
	}
	if e.Open != money.Unit && !wait {
		fields = append(fields, &kit.Field{Name: "qty", Label: kit.T("Quantity (of %s)", e.Open), Text: typed(e.Open.String())})
	}
	allowance := do == trade.DecideWithout || (do == trade.DecideAccept && (e.Kind == trade.ExDamaged || e.Kind == trade.ExWrong))
	if do == trade.DecideWithout {
		fields = append(fields, &kit.Field{Name: "allowance", Label: kit.T("Allowance, net (empty: its share; 0: none)")})
	} else if allowance {
		fields = append(fields, &kit.Field{Name: "allowance", Label: kit.T("Allowance for the customer, net (may be empty)")})
	}
	claims := e.Kind.Holds() && e.ShipmentID != 0 && do != trade.DecideWait && !(do == trade.DecideAccept && e.Kind == trade.ExLost)
	note := kit.T("Note")
	switch {
	case claims: // on the claim above all, whose reader is the supplier
		note = kit.T("Reason, printed on the papers that it leads to")
	case do == trade.DecideRefund || allowance:
		note = kit.T("Reason, printed on the credit note")
	}
	fields = append(fields, &kit.Field{Name: "note", Label: note, Wide: true})
	if claims {
		fields = append(fields, &kit.Field{Name: "claim", Label: kit.T("%s is not to charge for it, or to give credit", e.Supplier), Check: true, Text: yes(do != trade.DecideAccept), Wide: true})
	}
	mail := map[bool]string{true: kit.T("E-mail the credit note, if there is one")}[do == trade.DecideRefund || allowance]
	switch {
	case !e.Kind.Holds() && (do == trade.DecideOther || do == trade.DecideDrop):
		mail = kit.T("E-mail the cancellation to %s", e.Supplier)
	case do == trade.DecideReturn:
		mail = kit.T("E-mail the customer the return slip")
	}
	if mail != "" {
		fields = append(fields, &kit.Field{Name: "send", Label: mail, Check: true, Text: "yes", Wide: true})
	}
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), exceptionText(e), decisionVerb(e.Kind, do), f, func(d *kit.Dialog) {
		in := app.DecisionIn{ID: e.ID, Version: e.Version, Do: do, Note: f.Text("note")}
		in.Claim, in.Send = claims && f.Text("claim") == "yes", mail != "" && f.Text("send") == "yes"
		submit(s, d, f, "", func(ctx context.Context) (app.DecisionOut, error) {
			var err error
			if f.Has("qty") {
				if in.Qty, err = wanted("qty", f.Text("qty")); err != nil {
					return app.DecisionOut{}, err
				}
			}
			if wait {
				if in.Until, err = typedDate("until", f.Text("until"), s.today()); err != nil {
					return app.DecisionOut{}, err
				}
			}
			if allowance {
				if in.Allowance, err = decimal("allowance", f.Text("allowance")); err != nil {
					return app.DecisionOut{}, err
				}
			}
			if do == trade.DecideOther {
				if in.Cost, err = decimal("cost", f.Text("cost")); err != nil {
					return app.DecisionOut{}, err
				}
				in.SupplierID = trade.ID(f.Chosen("supplier_id"))
			}
			return s.desk.DecideException(ctx, in)
		}, s.decided)
	})
}

// decided says what a decision has led to.
func (s *Shell) decided(out app.DecisionOut) {
	t := out.Exception.Taken[len(out.Exception.Taken)-1]
	text := takenText(out.Exception, &t)
	switch {
	case out.Return != nil:
		text += "; " + kit.T("return %s is open", out.Return.Number)
	case out.Change != nil:
		text += "; " + kit.T("%s is asked for with %s", out.Change.Supplier, out.Change.Number)
	case len(out.Credits) > 0:
		text += "; " + kit.T("credit note %s is issued", out.Credits[0].Number)
	}
	s.say(text, kit.Good)
}

// wanted reads a quantity that may not be left out.
func wanted(field, text string) (money.Qty, error) {
	q, err := quantity(field, text)
	if err == nil && q <= 0 {
		err = trade.Faultf(trade.Invalid, "%s", kit.T("Enter a quantity above zero.")).In("%s", field)
	}
	return q, err
}

// otherSuppliers searches suppliers besides one.
func (s *Shell) otherSuppliers(not trade.ID) func(string, func([]kit.Choice)) {
	return func(text string, done func([]kit.Choice)) {
		s.searchSuppliers(text, func(list []kit.Choice) {
			var others []kit.Choice
			for _, c := range list {
				if c.ID != int64(not) {
					others = append(others, c)
				}
			}
			done(others)
		})
	}
}

func takenText(e *trade.Exception, t *trade.Taken) string {
	return kit.T("%s × %s %s: %s", t.Qty, e.SKU, exceptionWord(e.Kind), kit.T(t.Do.Word()))
}

// decidedBefore lists the decisions that were taken, with who and when and the documents that they led to.
func (s *Shell) decidedBefore(c app.Chain, about func(*trade.Exception) bool) []fyne.CanvasObject {
	var rows [][]kit.Cell
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if !about(e) {
			continue
		}
		for j := range e.Taken {
			t := &e.Taken[j]
			said := moment(t.At, s.today()) + "  " + t.Who
			if t.Note != "" {
				said += "  “" + t.Note + "”"
			}
			led := kit.Cell{}
			for _, ref := range t.Led {
				if number := numberIn(c, ref); number != "" {
					led = s.link(number, s.reachable(c, ref))
				}
			}
			rows = append(rows, []kit.Cell{{Text: takenText(e, t), Note: said}, led})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Section(kit.T("Decided")), kit.WholeLines(kit.Columns{-1, 96}, nil, []string{kit.T("What"), kit.T("Led to")}, rows)}
}

// numberIn is the number of a document of a deal.
func numberIn(c app.Chain, ref trade.Ref) string {
	switch ref.Kind {
	case trade.KindInvoice:
		for i := range c.Invoices {
			if c.Invoices[i].ID == ref.ID {
				return c.Invoices[i].Number
			}
		}
	case trade.KindChange:
		for i := range c.Changes {
			if c.Changes[i].ID == ref.ID {
				return c.Changes[i].Number
			}
		}
	case trade.KindReturn:
		for i := range c.Returns {
			if c.Returns[i].ID == ref.ID {
				return c.Returns[i].Number
			}
		}
	}
	return ""
}

// reachable is where a document is shown: a change stands on its purchase order.
func (s *Shell) reachable(c app.Chain, ref trade.Ref) trade.Ref {
	for i := range c.Changes {
		if ref.Kind == trade.KindChange && c.Changes[i].ID == ref.ID {
			return trade.Ref{Kind: trade.KindPurchase, ID: c.Changes[i].PurchaseID}
		}
	}
	return ref
}
