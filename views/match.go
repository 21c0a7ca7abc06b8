package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// matched shows the lines of a bill side by side with what was ordered, shipped and billed before.
func (s *Shell) matched(m app.Match, credit bool) []fyne.CanvasObject {
	var rows [][]kit.Cell
	var words []fyne.CanvasObject
	for i := range m.Lines {
		l := &m.Lines[i]
		rows = append(rows, s.matchRow(l, m.Currency))
		for _, text := range l.Words {
			w := widget.NewLabel(lineTitle(l) + ": " + kit.Said(text))
			w.Wrapping = fyne.TextWrapWord
			words = append(words, w)
		}
	}
	billed := kit.T("Billed")
	if credit {
		billed = kit.T("Credited")
	}
	widths, right := kit.Columns{68, -1, 68, 68, 64, 66, 74, 64}, []bool{false, false, true, true, true, true, true, true}
	titles := []string{kit.T("PO"), kit.T("Description"), kit.T("Ordered"), kit.T("Shipped"), billed, kit.T("Price"), kit.T("Net"), kit.T("Differs")}
	if onePurchase(m.Lines) { // the chain leads to it
		widths, right, titles = widths[1:], right[1:], titles[1:]
		for i := range rows {
			rows[i] = rows[i][1:]
		}
	}
	if s.room > 0 && s.room < narrowMatch { // quantity and price tell the net
		at := len(widths) - 2
		widths, right, titles = slices.Delete(widths, at, at+1), slices.Delete(right, at, at+1), slices.Delete(titles, at, at+1)
		for i := range rows {
			if price := &rows[i][at-1]; price.Text == "" { // freight and fees have only a sum
				price.Text = rows[i][at].Text
			}
			rows[i] = slices.Delete(rows[i], at, at+1)
		}
	}
	line := fyne.Layout(widths)
	if at := slices.Index(widths, -1); s.room > 0 && s.room < roomForOrder {
		below := make(kit.Columns, len(widths)-at-1)
		for i := range below {
			below[i] = -1 // figures of a narrow bill share its width
		}
		line = kit.Folded(widths[:at+1], []int{0, 1}[:at+1], below)
	}
	list := []fyne.CanvasObject{kit.WholeLines(line, right, titles, rows)}
	if len(words) > 0 {
		list = append(append(list, kit.Section(kit.T("What the comparison says"))), words...)
	}
	return list
}

// narrowMatch is the width of a document below which the comparison leaves out what can be told from the rest.
const narrowMatch = 520

func onePurchase(lines []app.MatchLine) bool {
	var one trade.ID
	for i := range lines {
		if id := lines[i].PurchaseID; id != 0 && one != 0 && id != one {
			return false
		} else if id != 0 {
			one = id
		}
	}
	return true
}

func (s *Shell) matchRow(l *app.MatchLine, cur money.Currency) []kit.Cell {
	po := kit.Cell{}
	if l.PurchaseID != 0 {
		po = s.link(l.PurchaseNo, trade.Ref{Kind: trade.KindPurchase, ID: l.PurchaseID})
	}
	row := []kit.Cell{po, {Text: l.Description}, {}, {}, {}, {}, {Text: amount(l.Net, cur)}, {}}
	if l.PriceDifference != 0 {
		row[7] = kit.Cell{Text: amount(l.PriceDifference, cur), Tone: kit.Bad}
		if l.PriceDifference < 0 {
			row[7].Tone = kit.Good
		}
	}
	if l.Kind == trade.LineFreight {
		return row
	}
	row[2].Text, row[3].Text = number(l.Ordered), number(l.Shipped)
	if l.Cancelled > 0 {
		row[2].Note = kit.T("%s off", l.Cancelled)
	}
	if l.Allowance {
		return row
	}
	row[4] = kit.Cell{Text: number(l.Qty)}
	if l.QtyDifference > 0 && l.Qty > 0 {
		row[4].Tone = kit.Warn
	}
	if l.Before > 0 {
		row[4].Note = kit.T("%s before", l.Before)
	}
	row[5].Text = price(l.Price, cur)
	if l.Price != l.Cost {
		row[5].Note = kit.T("for %s", price(l.Cost, cur))
	}
	return row
}

func lineTitle(l *app.MatchLine) string {
	if l.SKU != "" {
		return l.SKU
	}
	return l.Description
}

// hits shows whose profit a bill changes.
func (s *Shell) hits(hits []app.MatchHit, base money.Currency) []fyne.CanvasObject {
	var rows [][]kit.Cell
	for i := range hits {
		h := &hits[i]
		margin := kit.Cell{Text: percent(h.MarginAfter)}
		switch {
		case h.MarginAfter > h.MarginBefore:
			margin = kit.Cell{Text: kit.T("%s, was %s", percent(h.MarginAfter), percent(h.MarginBefore)), Tone: kit.Good}
		case h.MarginAfter < h.MarginBefore:
			margin = kit.Cell{Text: kit.T("%s, was %s", percent(h.MarginAfter), percent(h.MarginBefore)), Tone: kit.Bad}
		}
		rows = append(rows, []kit.Cell{s.link(h.OrderNo, trade.Ref{Kind: trade.KindOrder, ID: h.OrderID}), {Text: h.Customer}, {Text: amount(h.Before, base)}, {Text: amount(h.After, base)}, margin})
	}
	if len(rows) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Section(kit.T("What it does to the profit")), kit.Lines(kit.Columns{84, -1, 92, 92, 146}, []bool{false, false, true, true, true},
		[]string{kit.T("Order"), kit.T("Customer"), kit.T("Without it"), kit.T("With it"), kit.T("Margin")}, rows)}
}

// toleranceText is how far a bill may differ, in words.
func toleranceText(t trade.Tolerance) string {
	return kit.T("%s %% or %s %s", t.Percent, amount(t.Amount, t.Currency), t.Currency)
}

// approval adds what a person has to decide about a bill before it is paid.
func (s *Shell) approval(d *document, b *trade.Bill) {
	dispute := button{step: "DisputeBill", text: kit.T("Dispute…"), do: func() { s.dispute(b) }}
	switch b.Approval {
	case trade.Waiting:
		d.pills = append(d.pills, kit.Pill(kit.T("To approve"), kit.Bad))
		d.banner = append(d.banner, b.Doubts...)
		d.buttons = append(d.buttons, button{step: "ApproveBill", text: kit.T("Approve…"), primary: true, do: func() { s.approve(b) }}, dispute)
	case trade.Disputed:
		d.pills = append(d.pills, kit.Pill(kit.T("Disputed"), kit.Warn))
		d.banner = append(d.banner, kit.T("%s %s are disputed: the supplier is to give credit for them.", amount(b.Disputed, b.Currency), b.Currency))
		d.buttons = append(d.buttons, button{step: "ApproveBill", text: kit.T("End the dispute…"), do: func() { s.approve(b) }})
	default:
		if b.State == trade.Entered && !b.Credit {
			d.buttons = append(d.buttons, dispute)
		}
	}
}

func (s *Shell) approve(b *trade.Bill) {
	title, verb, said := kit.T("Approve the bill %s of %s", b.TheirNo, b.Supplier), kit.T("Approve"), kit.T("Approved: it can be paid")
	if b.Approval == trade.Disputed {
		title, verb, said = kit.T("End the dispute about %s", b.TheirNo), kit.T("End it"), kit.T("The dispute is over: all of the bill can be paid")
	}
	s.reason(title, verb, said, func(ctx context.Context, why string) error {
		_, err := s.desk.ApproveBill(ctx, app.DecideIn{ID: b.ID, Version: b.Version, Reason: why})
		return err
	})
}

func (s *Shell) dispute(b *trade.Bill) {
	f := kit.NewForm(
		&kit.Field{Name: "amount", Label: kit.T("Not accepted, with tax, %s (empty: what is more than agreed)", b.Currency), Wide: true},
		&kit.Field{Name: "reason", Label: kit.T("Reason"), Lines: 2, Wide: true},
	)
	kit.AskForm(s.win.Canvas(), kit.T("Dispute the bill %s of %s", b.TheirNo, b.Supplier), kit.T("Dispute"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Disputed: the rest can be paid"), func(ctx context.Context) (*trade.Bill, error) {
			sum, err := decimal("amount", f.Text("amount"))
			if err != nil {
				return nil, err
			}
			return s.desk.DisputeBill(ctx, app.DisputeIn{ID: b.ID, Version: b.Version, Amount: sum, Reason: f.Text("reason")})
		}, nil)
	})
}

// purchaseBills shows a purchase order beside all that was billed for it.
func (s *Shell) purchaseBills(m app.PurchaseMatch, base money.Currency) []fyne.CanvasObject {
	if len(m.Bills) == 0 {
		return nil
	}
	var rows [][]kit.Cell
	for i := range m.Bills {
		b := &m.Bills[i]
		word, tone := state(b.State), stateTone(b.State)
		if b.Approval != "" {
			word, tone = state(b.Approval), approvalTone(b.Approval)
		}
		rows = append(rows, []kit.Cell{s.link(b.TheirNo, trade.Ref{Kind: trade.KindBill, ID: b.ID}), {Text: day(b.Date, s.today())}, {Text: word, Tone: tone}, {Text: amount(b.Net, m.Currency)}})
	}
	list := []fyne.CanvasObject{kit.Section(kit.T("Bills")), kit.Lines(kit.Columns{120, 90, -1, 110}, []bool{false, false, false, true},
		[]string{kit.T("Bill"), kit.T("Dated"), kit.T("State"), kit.T("Net %s", m.Currency)}, rows)}
	for i := range m.Lines {
		l := &m.Lines[i]
		for _, text := range l.Words {
			w := widget.NewLabel(lineTitle(l) + ": " + kit.Said(text))
			w.Wrapping = fyne.TextWrapWord
			list = append(list, w)
		}
	}
	hits := slices.DeleteFunc(m.Hits, func(h app.MatchHit) bool { return h.Before == h.After })
	return append(list, s.hits(hits, base)...)
}

func approvalTone(s trade.State) kit.Tone {
	switch s {
	case trade.Waiting:
		return kit.Bad
	case trade.Disputed:
		return kit.Warn
	}
	return kit.Good
}

// freightBill asks for a bill of freight or fees for goods that are billed elsewhere.
func (s *Shell) freightBill(p *trade.PurchaseOrder) {
	f := kit.NewForm(
		&kit.Field{Name: "their_number", Label: kit.T("Number on the bill")}, &kit.Field{Name: "date", Label: kit.T("Dated"), Text: typedDay(s.today())},
		&kit.Field{Name: "sum", Label: kit.T("Net %s", p.Currency)}, &kit.Field{Name: "tax", Label: kit.T("Tax %s", p.Currency)},
		&kit.Field{Name: "text", Label: kit.T("For"), Text: kit.T("Freight"), Wide: true},
		&kit.Field{Name: "back", Label: kit.T("It is a credit note"), Check: true},
	)
	f.Alias("sum", "lines[0].price")
	kit.AskForm(s.win.Canvas(), kit.T("Freight or fees of %s for %s", p.Supplier, p.Number), kit.T("Enter the bill"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("The bill is entered"), func(ctx context.Context) (*trade.Bill, error) {
			in := app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: f.Text("their_number"), Credit: f.Text("back") == "yes", Enter: true}
			line := app.BillLineIn{PurchaseID: p.ID, Description: f.Text("text")}
			var err error
			if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
				return nil, err
			}
			if line.Price, err = decimal("sum", f.Text("sum")); err != nil {
				return nil, err
			}
			if in.Tax, err = decimal("tax", f.Text("tax")); err != nil {
				return nil, err
			}
			in.Lines = []app.BillLineIn{line}
			return s.desk.SaveBill(ctx, in)
		}, func(b *trade.Bill) { s.Show(trade.Ref{Kind: trade.KindBill, ID: b.ID}) })
	})
}
