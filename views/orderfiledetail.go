package views

import (
	"cmp"

	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// tellOrder says all that is to be known of an order, with a button for each thing that may be decided.
func (p *orderList) tellOrder(r *app.OrderLook) {
	may := orderRow(r).may
	p.head(cmp.Or(r.Number, r.Key) + "  " + r.Customer)
	p.say(kit.T("Row %s of the file", countOr0(r.Row)), widget.LowImportance)
	p.remarks(r, r.Notes)
	switch {
	case r.CustomerID != 0 && r.Found != "":
		p.say(kit.T("Our customer, found by %s", kit.Said(r.Found)), widget.LowImportance)
	case may:
		p.say(kit.T("A customer who is new"), widget.LowImportance)
	}
	if r.PerhapsID != 0 {
		p.action(kit.T("It is %s", r.Perhaps), func() { p.whose(r.Row, r.PerhapsID) })
		p.action(kit.T("It is somebody else, new"), func() { p.whose(r.Row, 0) })
	}
	if a := place(r.ShipTo); a != "" {
		p.say(kit.T("To %s", a), widget.MediumImportance)
	}
	for i := range r.Lines {
		p.goods(&r.Lines[i], r, may)
	}
	if r.FileTotal != nil {
		p.say(kit.T("The file says %s, here %s, tax %s", amount(*r.FileTotal, r.Currency), amount(r.Total, r.Currency), amount(r.Tax, r.Currency)), widget.LowImportance)
	}
	if r.Fee != 0 {
		p.say(kit.T("The marketplace keeps %s", amount(r.Fee, r.Currency)), widget.LowImportance)
	}
	if !may {
		if r.OrderID != 0 {
			p.action(kit.T("Open the order"), func() {
				p.dialog.Close()
				p.s.Show(trade.Ref{Kind: trade.KindOrder, ID: r.OrderID})
			})
		}
		return
	}
	p.action(kit.T("Choose the customer…"), func() { p.chooseWhose(r) })
}

// goods shows a line, and what may be decided where its goods are not known.
func (p *orderList) goods(l *app.OrderLookLine, r *app.OrderLook, may bool) {
	text := qtyText(l.Qty) + " × " + cmp.Or(l.SKU, l.Code)
	if l.Name != "" {
		text += "  " + l.Name
	}
	if l.Price != nil {
		text += "  " + price(*l.Price, r.Currency)
	}
	if l.New {
		text += "  (" + kit.T("new") + ")"
	}
	p.say("• "+text, widget.MediumImportance)
	if l.ItemID != 0 || l.New || !may {
		return
	}
	if l.PerhapsID != 0 {
		p.action(kit.T("It is our %s", l.Perhaps), func() { p.which(l.Code, l.PerhapsID) })
	}
	p.action(kit.T("Choose the item of %s…", l.Code), func() { p.chooseWhich(l.Code) })
	p.action(kit.T("Make an item of %s", l.Code), func() { p.which(l.Code, 0) })
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
	kit.AskForm(p.s.win.Canvas(), kit.T("Whose order is %s?", cmp.Or(r.Number, r.Key)), kit.T("It is this one"), f, func(d *kit.Dialog) {
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
