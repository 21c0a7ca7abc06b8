package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// show says all that is to be known of an order, with a button for each thing that may be decided.
func (p *orderList) show(r *app.OrderLook) {
	p.detail.RemoveAll()
	defer p.detail.Refresh()
	if r == nil {
		return
	}
	say := func(text string, tone widget.Importance) {
		l := wrapped(text, tone).(*widget.Label)
		l.Resize(fyne.NewSize(282, l.MinSize().Height))
		p.detail.Add(l)
	}
	action := func(text string, do func()) {
		p.detail.Add(kit.NewAction(text, false, do, func() { p.dialog.Escape() }))
	}
	head := widget.NewLabelWithStyle(firstWord(r.Number, r.Key)+"  "+r.Customer, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.Wrapping = fyne.TextWrapWord
	head.Resize(fyne.NewSize(282, 30))
	p.detail.Add(head)
	say(kit.T("Row %s of the file", countOr0(r.Row)), widget.LowImportance)
	tone := widget.WarningImportance
	if r.Group == app.OrdersError {
		tone = widget.DangerImportance
	}
	for _, d := range r.Doubts {
		say(strings.TrimSpace(d.Cell+"  "+kit.Said(d.Text)), tone)
	}
	for _, n := range r.Notes {
		say(strings.TrimSpace(n.Cell+"  "+kit.Said(n.Text)), widget.LowImportance)
	}
	switch {
	case r.CustomerID != 0 && r.Found != "":
		say(kit.T("Our customer, found by %s", kit.Said(r.Found)), widget.LowImportance)
	case mayTake(r):
		say(kit.T("A customer who is new"), widget.LowImportance)
	}
	if r.PerhapsID != 0 {
		action(kit.T("It is %s", r.Perhaps), func() { p.whose(r.Row, r.PerhapsID) })
		action(kit.T("It is somebody else, new"), func() { p.whose(r.Row, 0) })
	}
	if a := place(r.ShipTo); a != "" {
		say(kit.T("To %s", a), widget.MediumImportance)
	}
	for i := range r.Lines {
		p.goods(&r.Lines[i], r, say, action)
	}
	if r.FileTotal != nil {
		say(kit.T("The file says %s, here %s, tax %s", amount(*r.FileTotal, r.Currency), amount(r.Total, r.Currency), amount(r.Tax, r.Currency)), widget.LowImportance)
	}
	if r.Fee != 0 {
		say(kit.T("The marketplace keeps %s", amount(r.Fee, r.Currency)), widget.LowImportance)
	}
	if !mayTake(r) {
		if r.OrderID != 0 {
			action(kit.T("Open the order"), func() {
				p.dialog.Close()
				p.s.Show(trade.Ref{Kind: trade.KindOrder, ID: r.OrderID})
			})
		}
		return
	}
	text := kit.T("Take this order")
	if p.takes(r) {
		text = kit.T("Leave this order")
	}
	action(text, func() { p.toggle(r) })
	action(kit.T("Choose the customer…"), func() { p.chooseWhose(r) })
}

// goods shows a line, and what may be decided where its goods are not known.
func (p *orderList) goods(l *app.OrderLookLine, r *app.OrderLook, say func(string, widget.Importance), action func(string, func())) {
	text := qtyText(l.Qty) + " × " + firstWord(l.SKU, l.Code)
	if l.Name != "" {
		text += "  " + l.Name
	}
	if l.Price != nil {
		text += "  " + price(*l.Price, r.Currency)
	}
	if l.New {
		text += "  (" + kit.T("new") + ")"
	}
	say("• "+text, widget.MediumImportance)
	if l.ItemID != 0 || l.New || !mayTake(r) {
		return
	}
	if l.PerhapsID != 0 {
		action(kit.T("It is our %s", l.Perhaps), func() { p.which(l.Code, l.PerhapsID) })
	}
	action(kit.T("Choose the item of %s…", l.Code), func() { p.chooseWhich(l.Code) })
	action(kit.T("Make an item of %s", l.Code), func() { p.which(l.Code, 0) })
}

// whose says whose an order is, and shows what follows.
func (p *orderList) whose(row int, customer trade.ID) {
	in := p.chosen()
	in.Customers = append(in.Customers, app.OrderCustomer{Row: row, CustomerID: customer})
	p.dialog.Close()
	p.s.readOrders(in)
}

// which says which item the channel means, and shows what follows.
func (p *orderList) which(code string, item trade.ID) {
	in := p.chosen()
	in.Items = append(in.Items, app.OrderItem{Code: code, ItemID: item})
	p.dialog.Close()
	p.s.readOrders(in)
}

// chooseWhose asks for the customer of an order.
func (p *orderList) chooseWhose(r *app.OrderLook) {
	f := kit.NewForm(&kit.Field{Name: "customer", Label: kit.T("Customer"), Search: p.s.searchCustomersOnly, Hint: kit.T("Customer's name …"), Wide: true})
	kit.AskForm(p.s.win.Canvas(), kit.T("Whose order is %s?", firstWord(r.Number, r.Key)), kit.T("It is this one"), f, func(d *kit.Dialog) {
		if id := trade.ID(f.Chosen("customer")); id != 0 {
			d.Close()
			p.whose(r.Row, id)
			return
		}
		f.Wrong("customer", kit.T("Choose a customer from the list."))
	})
}

// chooseWhich asks for the item that the channel means.
func (p *orderList) chooseWhich(code string) {
	f := kit.NewForm(&kit.Field{Name: "item", Label: kit.T("Item"), Search: p.s.searchItems, Wide: true})
	kit.AskForm(p.s.win.Canvas(), kit.T("Which item is %s?", code), kit.T("It is this one"), f, func(d *kit.Dialog) {
		if id := trade.ID(f.Chosen("item")); id != 0 {
			d.Close()
			p.which(code, id)
			return
		}
		f.Wrong("item", kit.T("Choose an item from the list."))
	})
}
