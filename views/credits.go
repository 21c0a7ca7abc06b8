package views

import (
	"context"
	"fmt"
	"slices"

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

// creditGroup is what one supplier is to give credit for.
type creditGroup struct {
	id    trade.ID
	name  string
	cur   money.Currency
	net   money.Amount
	lines []app.DueCredit
}

// creditsBySupplier groups lines, which come sorted by supplier.
func creditsBySupplier(lines []app.DueCredit) (groups []creditGroup) {
	for _, l := range lines {
		if n := len(groups); n == 0 || groups[n-1].id != l.SupplierID || groups[n-1].cur != l.Currency {
			groups = append(groups, creditGroup{id: l.SupplierID, name: l.Supplier, cur: l.Currency})
		}
		g := &groups[len(groups)-1]
		g.net += l.Net
		g.lines = append(g.lines, l)
	}
	return groups
}

// showCredits shows what suppliers are to give credit for instead of the purchase orders.
func (s *Shell) showCredits() {
	s.Go(s.section(trade.KindPurchase))
	p := s.pages[s.at].page.(*purchasing)
	p.credits, p.lines = true, nil
	p.reload()
}

// drawCredits fills the button that leads to the credits, and the credits where they are shown.
func (p *purchasing) drawCredits(all app.All[app.DueCredit]) {
	text := kit.T("Credits due")
	if n := len(all.Rows); n > 0 {
		text += "  " + countText(n)
	}
	if p.toCredits.Text != text {
		p.toCredits.SetText(text)
	}
	if !p.credits {
		return
	}
	p.s.doc = document{}
	groups := creditsBySupplier(all.Rows)
	back := widget.NewButtonWithIcon(kit.T("All %s   Esc", p.noun), theme.NavigateBackIcon(), p.narrow)
	back.Importance = widget.LowImportance
	sums := map[money.Currency]money.Amount{}
	for _, g := range groups {
		sums[g.cur] += g.net
	}
	total := ""
	for _, cur := range sorted(sums) {
		total += "     " + amount(sums[cur], cur) + " " + string(cur)
	}
	sum := widget.NewLabelWithStyle(total, fyne.TextAlignTrailing, fyne.TextStyle{Bold: true})
	box := container.NewVBox()
	var tables []fyne.CanvasObject
	for _, g := range groups {
		table := p.creditTable(g)
		tables = append(tables, table)
		sum := kit.Strong(amount(g.net, g.cur) + " " + string(g.cur))
		box.Add(container.New(layout.NewCustomPaddedLayout(12, 0, 5, 5), container.NewHBox(kit.Strong(g.name), layout.NewSpacer(), sum)))
		box.Add(table)
	}
	kit.Alike(tables...)
	if len(groups) == 0 {
		box.Add(kit.Empty(theme.ConfirmIcon(), kit.T("No supplier owes a credit note."), "", nil))
	}
	p.s.drawMenu()
	head := container.NewVBox(container.NewHBox(back), container.NewBorder(nil, nil, kit.Title(kit.T("Credits due from suppliers")), sum))
	p.whole.Objects = []fyne.CanvasObject{kit.Padded(container.NewBorder(head, nil, nil, nil, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 10), box))))}
	p.whole.Refresh()
	if len(p.s.doc.actions) > 0 {
		p.s.win.Canvas().Focus(p.s.doc.actions[0])
	} else {
		p.s.win.Canvas().Unfocus()
	}
}

func sorted(sums map[money.Currency]money.Amount) (list []money.Currency) {
	for cur := range sums {
		list = append(list, cur)
	}
	slices.Sort(list)
	return list
}

// creditTable is what one supplier owes, a line for each purchase order line.
func (p *purchasing) creditTable(g creditGroup) fyne.CanvasObject {
	s := p.s
	var rows [][]kit.Cell
	for i, l := range g.lines {
		since, reminded := kit.Cell{Text: day(l.Since, s.today())}, kit.Cell{Text: kit.T("not yet"), Tone: kit.Quiet}
		if l.Since != "" && s.today().Sub(l.Since) > 30 {
			since.Tone = kit.Bad
		}
		if l.Chased != "" {
			reminded = kit.Cell{Text: moment(l.Chased, s.today())}
		}
		row := []kit.Cell{s.link(l.PurchaseNo, trade.Ref{Kind: trade.KindPurchase, ID: l.PurchaseID}), s.link(l.OrderNo, trade.Ref{Kind: trade.KindOrder, ID: l.OrderID}),
			{Text: l.SKU}, {Text: goods("", owedFor(l))}, {Text: owedQty(l)}, {Text: amount(l.Net, l.Currency)}, since, reminded, {}}
		if i == 0 || g.lines[i-1].PurchaseID != l.PurchaseID {
			row[8] = kit.Cell{Object: p.creditButtons(l)}
		}
		rows = append(rows, row)
	}
	return kit.Lines(kit.Columns{72, 76, 76, -1, 50, 90, 70, 104, 212}, []bool{false, false, false, false, true, true, false, false, false},
		[]string{kit.T("PO"), kit.T("Order"), kit.T("Item"), kit.T("Description"), kit.T("Qty"), kit.T("Expected"), kit.T("Since"), kit.T("Reminded"), ""}, rows)
}

// owedFor is what a supplier is to give credit for: goods, or a bill as a whole.
func owedFor(l app.DueCredit) string {
	if l.BillID != 0 {
		return kit.Said(l.Description)
	}
	return l.Description
}

// owedQty is nothing for a bill as a whole.
func owedQty(l app.DueCredit) string {
	if l.BillID != 0 && l.Qty == 0 {
		return ""
	}
	return number(l.Qty)
}

func (p *purchasing) creditButtons(l app.DueCredit) fyne.CanvasObject {
	s := p.s
	remind := button{step: "ChaseClaims", text: kit.T("Remind %s of %s…", l.Supplier, l.PurchaseNo), do: func() { s.chase(l.PurchaseID, l.Supplier) }}
	enter := button{step: "SaveBill", text: kit.T("Enter the credit note for %s…", l.PurchaseNo), do: func() {
		if l.BillID != 0 {
			s.creditOf(l.BillID)
			return
		}
		s.creditDue(l.PurchaseID)
	}}
	s.doc.buttons = append(s.doc.buttons, remind, enter)
	return container.New(layout.NewCustomPaddedHBoxLayout(4), s.allowed(remind.step, s.action(&s.doc, kit.T("Remind…"), false, remind.do)), s.allowed(enter.step, s.action(&s.doc, kit.T("Enter credit note…"), false, enter.do)))
}

// creditOf asks what of a disputed bill the supplier takes back.
func (s *Shell) creditOf(bill trade.ID) {
	read(s, func(ctx context.Context) (*trade.Bill, error) { return s.desk.GetBill(ctx, app.ByID{ID: bill}) }, s.supplierCredit)
}

// creditDue asks for the figures of the credit note that a supplier gives for a purchase order.
func (s *Shell) creditDue(purchase trade.ID) {
	read(s, func(ctx context.Context) (app.All[app.DueCredit], error) {
		all, err := s.desk.ListDueCredits(ctx, app.Nothing{})
		all.Rows = slices.DeleteFunc(all.Rows, func(l app.DueCredit) bool { return l.PurchaseID != purchase })
		return all, err
	}, func(all app.All[app.DueCredit]) {
		if len(all.Rows) == 0 {
			s.fail(trade.Faultf(trade.Refused, "%s", kit.T("Nothing is to be credited on this purchase order.")))
			return
		}
		// What is disputed of a bill is no line of goods; where nothing else is due, the form of that bill asks for it.
		goodsDue := slices.DeleteFunc(slices.Clone(all.Rows), func(l app.DueCredit) bool { return l.BillID != 0 })
		if len(goodsDue) == 0 {
			s.creditOf(all.Rows[0].BillID)
			return
		}
		all.Rows = goodsDue
		first := all.Rows[0]
		fields := []*kit.Field{
			{Name: "their_number", Label: kit.T("Number on the credit note")}, {Name: "date", Label: kit.T("Dated"), Text: typedDay(s.today())},
			{Name: "tax", Label: kit.T("Tax %s", first.Currency)}, {Name: "total", Label: kit.T("Total on the paper (checked against the lines)")},
		}
		for _, l := range all.Rows {
			fields = append(fields, &kit.Field{Label: kit.T("%s (%s due)", goods(l.SKU, l.Description), l.Qty), Cells: []*kit.Field{
				{Name: "qty" + key(l.PurchaseLineID), Label: kit.T("credited"), Text: typed(l.Qty.String())}, {Name: "price" + key(l.PurchaseLineID), Label: kit.T("price %s", l.Currency), Text: typed(l.Price.Text(l.Currency)), Width: 96},
			}})
		}
		f := kit.NewForm(fields...)
		kit.AskForm(s.win.Canvas(), kit.T("Credit note of %s for %s", first.Supplier, first.PurchaseNo), kit.T("Enter the credit note"), f, func(d *kit.Dialog) {
			submit(s, d, f, "", func(ctx context.Context) (*trade.Bill, error) {
				in := app.SaveBillIn{SupplierID: first.SupplierID, TheirNo: f.Text("their_number"), Credit: true, Enter: true}
				var err error
				if in.Date, err = typedDate("date", f.Text("date"), s.today()); err != nil {
					return nil, err
				}
				if in.Tax, err = decimal("tax", f.Text("tax")); err != nil {
					return nil, err
				}
				if in.Total, err = decimal("total", f.Text("total")); err != nil {
					return nil, err
				}
				for _, l := range all.Rows {
					line, id := app.BillLineIn{PurchaseLineID: l.PurchaseLineID}, key(l.PurchaseLineID)
					if line.Qty, err = quantity("qty"+id, f.Text("qty"+id)); err != nil {
						return nil, err
					}
					if line.Price, err = decimal("price"+id, f.Text("price"+id)); err != nil {
						return nil, err
					}
					if line.Qty != 0 {
						f.Alias("qty"+id, fmt.Sprintf("lines[%d].qty", len(in.Lines)))
						f.Alias("price"+id, fmt.Sprintf("lines[%d].price", len(in.Lines)))
						in.Lines = append(in.Lines, line)
					}
				}
				if len(in.Lines) == 0 {
					return nil, trade.Faultf(trade.Invalid, "%s", kit.T("Every quantity is zero. Enter what is credited.")).In("%s", "qty"+key(first.PurchaseLineID))
				}
				return s.desk.SaveBill(ctx, in)
			}, func(b *trade.Bill) {
				s.say(kit.T("Credit note %s over %s %s is entered", b.TheirNo, amount(b.Total, b.Currency), b.Currency), kit.Good,
					kit.Offer{Text: kit.T("Open it"), Do: func() { s.Show(trade.Ref{Kind: trade.KindBill, ID: b.ID}) }})
			})
		})
	})
}
