package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// Scene is a screen that the gallery draws and that tests walk through.
type Scene struct {
	Name string
	Set  func()
}

// Scenes are all screens and dialogs of the window, on a company that has deals.
func (s *Shell) Scenes() []Scene {
	var list []Scene
	// The orders are the picture that people know the program by, so they come first.
	for _, x := range []struct {
		name string
		kind trade.Kind
	}{
		{"orders", trade.KindOrder}, {"today", kindToday}, {"quotes", trade.KindQuote}, {"purchasing", trade.KindPurchase}, {"shipments", trade.KindShipment}, {"returns", trade.KindReturn},
		{"invoices", trade.KindInvoice}, {"payments", trade.KindPayment}, {"bills", trade.KindBill}, {"customers", trade.KindCustomer}, {"suppliers", trade.KindSupplier},
		{"items", trade.KindItem}, {"reports", ""}, {"outbox", trade.KindMessage}, {"settings", trade.KindCompany},
	} {
		list = append(list, Scene{x.name, func() { s.Go(s.section(x.kind)) }})
	}
	filtered := func(section int, name, filter string) Scene {
		return Scene{name, func() {
			s.Go(section)
			s.pages[section].page.(interface{ choose(string) }).choose(filter)
		}}
	}
	list = append(append(append(list, s.routingScenes()...), s.lifeScenes()...), s.reportScenes()...)
	list = append(append(list, s.listScenes()...), s.attachmentScenes()...)
	list = append(append(list, s.todayScenes()...), s.placeScenes()...)
	list = append(append(list, s.settingsScenes()...), append(append(s.failureScenes(), s.roleScenes()...), s.errorScenes()...)...)
	list = append(list, s.editorScenes()...)
	list = append(list, s.priceScenes()...)
	list = append(append(append(list, s.orderFileScenes()...), s.feeFileScenes()...), s.shopScenes()...)
	list = append(append(list, s.masterScenes()...), s.watchScenes()...)
	list = append(append(list, s.mailboxScenes()...), s.bookScenes()...)
	return append(list,
		filtered(s.section(trade.KindQuote), "quote-draft", "draft"),
		Scene{"quote-wide", func() {
			s.Go(s.section(trade.KindQuote))
			p := s.pages[s.section(trade.KindQuote)].page.(*listPage[app.QuoteRow])
			p.choose("draft")
			p.widen(true)
			s.win.Canvas().FocusNext()
		}},
		filtered(s.section(trade.KindOrder), "order-to-order", "to_order"), filtered(s.section(trade.KindOrder), "order-done", "done"), filtered(s.section(trade.KindOrder), "order-held", "held"),
		filtered(s.section(trade.KindInvoice), "invoice-overdue", "overdue"), filtered(s.section(trade.KindBill), "bill-different", "different"), filtered(s.section(trade.KindBill), "bill-to-approve", "to_approve"), filtered(s.section(trade.KindPurchase), "purchase-billed", "done"), filtered(s.section(trade.KindBill), "bill-disputed", "disputed"), filtered(s.section(trade.KindPurchase), "purchases-open", "open"),
		filtered(s.section(trade.KindOrder), "order-decide", "decide"),
		s.trouble("purchase-decide", trade.ExPrice, trade.KindPurchase, ""), s.trouble("shipment-decide", trade.ExDamaged, trade.KindShipment, ""),
		s.trouble("dialog-decide-other", trade.ExRefused, trade.KindOrder, trade.DecideOther), s.trouble("dialog-decide-again", trade.ExWrong, trade.KindOrder, trade.DecideAgain),
		s.trouble("dialog-decide-accept", trade.ExDamaged, trade.KindOrder, trade.DecideAccept), s.trouble("dialog-decide-wait", trade.ExDamaged, trade.KindShipment, trade.DecideWait),
		Scene{"dialog-answer", func() {
			s.Go(s.section(trade.KindPurchase))
			l, err := s.desk.ListPurchases(s.ctx(), app.ListIn{Filter: "unanswered", Limit: 1})
			if err == nil && len(l.Rows) == 1 {
				read(s, func(ctx context.Context) (*trade.PurchaseOrder, error) {
					return s.desk.GetPurchase(ctx, app.ByID{ID: l.Rows[0].ID})
				}, s.answer)
			}
		}},
		s.billScene("dialog-dispute", s.dispute), s.billScene("dialog-supplier-credit", s.supplierCredit), s.chargeScene("order-charges", false), s.chargeScene("dialog-charge", true),
		Scene{"settings-charges", func() { s.settingsPart(kit.T("Bills and charges")) }}, Scene{"settings-users", func() { s.settingsPart(kit.T("Users")) }},
		Scene{"order-on-the-way", func() {
			s.Go(s.section(trade.KindOrder))
			l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "open"})
			for _, r := range l.Rows {
				if err == nil && r.Next == trade.StepDeliver {
					s.Show(trade.Ref{Kind: trade.KindOrder, ID: r.ID})
					return
				}
			}
		}},
		Scene{"dialog-profit", func() { s.firstOrder("done", func(c app.Chain) { s.explain(c) }) }},
		Scene{"dialog-explain", func() {
			s.firstOrder("done", func(c app.Chain) {
				s.why(app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindOrder, ID: c.Order.ID})
			})
		}},
		Scene{"dialog-explain-row", func() {
			s.Go(s.section(""))
			s.why(app.ExplainIn{Figure: app.FigureProfit, Kind: trade.KindCompany})
		}},
		Scene{"order-twice", func() {
			s.Go(s.section(trade.KindOrder))
			all, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "draft", Limit: 100})
			for i := range all.Rows {
				ref := trade.Ref{Kind: trade.KindOrder, ID: all.Rows[i].ID}
				if list, twins := s.desk.ListDuplicates(s.ctx(), ref); err == nil && twins == nil && len(list.Rows) > 0 {
					s.Show(ref)
				}
			}
		}},
		Scene{"dialog-twins", func() { s.Go(s.section(trade.KindCustomer)); s.twins(trade.KindCustomer) }},
		Scene{"dialog-compare", func() {
			s.Go(s.section(trade.KindCustomer))
			if all, err := s.desk.FindTwins(s.ctx(), app.FindTwinsIn{Kind: trade.KindCustomer}); err == nil && len(all.Rows) > 0 {
				s.compare(trade.KindCustomer, all.Rows[0].A.ID, all.Rows[0].B.ID)
			}
		}},
		Scene{"quote-kit", s.quoteWithKit}, Scene{"order-kit", s.orderWithKit},
		Scene{"item-kit", func() { s.Go(s.section(trade.KindItem)); s.showKit(nil) }},
		Scene{"dialog-component", func() {
			s.Go(s.section(trade.KindItem))
			s.showKit(func(it *trade.Item) { s.editComponent(it, "EUR", len(it.Components)) })
		}},
		Scene{"dialog-customer", func() { s.Go(s.section(trade.KindCustomer)); s.newCustomer("Bluebird Gifts", nil) }},
		Scene{"dialog-payment", func() {
			s.Go(s.section(trade.KindPayment))
			l, err := s.desk.ListInvoices(s.ctx(), app.ListIn{Filter: "open", Limit: 1})
			if err == nil && len(l.Rows) == 1 {
				s.payFrom(l.Rows[0].CustomerID)
			}
		}},
		filtered(s.section(trade.KindPayment), "payment-on-account", "on_account"),
		Scene{"dialog-bank-line", func() {
			s.Go(s.section(trade.KindPayment))
			if l, err := s.desk.ListInvoices(s.ctx(), app.ListIn{Filter: "open", Limit: 1}); err == nil && len(l.Rows) == 1 {
				s.bankLine("20.11.2026 GUTSCHRIFT " + l.Rows[0].Customer + " " + l.Rows[0].Number + " 1.250,00 " + string(l.Rows[0].Currency))
			}
		}},
		Scene{"dialog-refund", func() {
			s.Go(s.section(trade.KindPayment))
			// What is reserved for an order is not paid back, so a customer pays too much first.
			l, err := s.desk.ListCustomers(s.ctx(), app.ListIn{Limit: 1})
			if err != nil || len(l.Rows) == 0 {
				return
			}
			c := l.Rows[0]
			in := app.PaymentIn{PartyID: c.ID, Currency: c.Currency, Amount: money.Dec(25, 0), Again: true}
			if p, err := s.desk.RecordPayment(s.ctx(), in); err == nil {
				s.refund(app.PartyIn{CustomerID: c.ID}, c.Name, c.Currency, trade.Ref{Kind: trade.KindPayment, ID: p.ID})
			}
		}},
		filtered(s.section(trade.KindInvoice), "invoices-overdue", "overdue"), filtered(s.section(trade.KindInvoice), "invoices-reminded", "reminded"),
		filtered(s.section(trade.KindPayment), "payments-out", "out"),
		Scene{"dialog-reminder", func() {
			s.invoiceWith("overdue", func(v *trade.Invoice) bool { return v.Late(s.today()) > 0 }, s.remind)
		}},
		filtered(s.section(trade.KindPayment), "payments-refund", "refund"),
		Scene{"dialog-payment-early", func() {
			s.invoiceWith("open", func(v *trade.Invoice) bool { return v.Terms.DiscountRate != 0 }, func(v *trade.Invoice) { s.pay(v.CustomerID, v.Customer, v.Currency, false, v.ID) })
		}},
		Scene{"invoice-with-tax", func() {
			s.invoiceWith("", func(v *trade.Invoice) bool { return v.Inclusive }, func(*trade.Invoice) {})
		}},
		Scene{"credit-note-early", func() {
			s.invoiceWith("credit", func(v *trade.Invoice) bool { return v.EarlyPaid }, func(*trade.Invoice) {})
		}},
		Scene{"dialog-payment-ahead", func() { s.heldFor("deposit", s.payAhead) }},
		Scene{"order-deposit", func() { s.heldFor("deposit", func(*trade.SalesOrder) {}) }},
		Scene{"settings-terms", func() {
			s.Go(s.section(trade.KindCompany))
			p := s.pages[s.section(trade.KindCompany)].page.(*settingsPage)
			p.at = 4
			p.reload()
		}},
		Scene{"dialog-send", func() {
			s.Go(s.section(trade.KindQuote))
			s.pages[s.section(trade.KindQuote)].page.(*listPage[app.QuoteRow]).choose("draft")
			s.primary()
		}},
		Scene{"settings-mail", func() { s.settingsPart(kit.T("E-mail")) }},
		Scene{"dialog-mail-account", func() {
			s.settingsPart(kit.T("E-mail"))
			s.editMailAccount(trade.MailAccount{Port: 587, Security: trade.StartTLS})
		}},
		Scene{"dialog-steps", func() { s.Go(s.section(trade.KindOrder)); s.steps() }},
		Scene{"toast", func() {
			s.Go(s.section(trade.KindOrder))
			s.step = 1
			s.say(kit.T("The message is in the outbox"), kit.Good, kit.Offer{Text: kit.T("Open in mail program"), Do: func() {}})
			s.step = 0
		}},
	)
}

// trouble shows a document to which something happened, and begins to decide about it.
func (s *Shell) trouble(name string, kind trade.ExceptionKind, show trade.Kind, do trade.Decision) Scene {
	return Scene{name, func() {
		list, err := s.desk.ListExceptions(s.ctx(), app.ListExceptionsIn{})
		for i := range list.Rows {
			e := &list.Rows[i]
			if err != nil || e.Kind != kind {
				continue
			}
			s.Show(trade.Ref{Kind: show, ID: map[trade.Kind]trade.ID{trade.KindOrder: e.OrderID, trade.KindPurchase: e.PurchaseID, trade.KindShipment: e.ShipmentID}[show]})
			if do != "" {
				s.decide(e, do)
			}
			return
		}
	}}
}

// invoiceWith shows the newest invoice of a kind and does something with it.
func (s *Shell) invoiceWith(filter string, is func(*trade.Invoice) bool, do func(*trade.Invoice)) {
	s.Go(s.section(trade.KindInvoice))
	l, err := s.desk.ListInvoices(s.ctx(), app.ListIn{Filter: filter})
	for _, r := range l.Rows {
		if v, wrong := s.desk.GetInvoice(s.ctx(), app.ByID{ID: r.ID}); err == nil && wrong == nil && is(v) {
			s.Show(trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
			do(v)
			return
		}
	}
}

// heldFor shows the first order that is held for a reason and does something with it.
func (s *Shell) heldFor(kind string, do func(*trade.SalesOrder)) {
	s.Go(s.section(trade.KindOrder))
	l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "held"})
	for _, r := range l.Rows {
		if err != nil {
			return
		}
		o, err := s.desk.GetOrder(s.ctx(), app.ByID{ID: r.ID})
		if err == nil && o.Holds[0].Kind == kind {
			s.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
			do(o)
			return
		}
	}
}

// firstOrder does something with the first order of a filter that several bills belong to.
func (s *Shell) firstOrder(filter string, do func(app.Chain)) {
	s.Go(s.section(trade.KindOrder))
	l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: filter})
	for i := 0; err == nil && i < len(l.Rows); i++ {
		c, err := s.desk.GetChain(s.ctx(), trade.Ref{Kind: trade.KindOrder, ID: l.Rows[i].ID})
		if err == nil && len(c.Bills) > 1 {
			do(c)
			return
		}
	}
}

// Clear closes whatever lies over the window.
func (s *Shell) Clear() {
	for d := kit.Top(s.win.Canvas()); d != nil; d = kit.Top(s.win.Canvas()) {
		d.Close()
	}
	for o := s.win.Canvas().Overlays().Top(); o != nil; o = s.win.Canvas().Overlays().Top() {
		s.win.Canvas().Overlays().Remove(o)
	}
	s.toasts.Clear()
	if s.after != nil {
		s.after()
		s.after = nil
	}
}

// billScene opens a dialog for the newest bill that waits for approval.
func (s *Shell) billScene(name string, do func(*trade.Bill)) Scene {
	return Scene{name, func() {
		s.Go(s.section(trade.KindBill))
		l, err := s.desk.ListBills(s.ctx(), app.ListIn{Filter: "to_approve", Limit: 1})
		if err == nil && len(l.Rows) == 1 {
			read(s, func(ctx context.Context) (*trade.Bill, error) { return s.desk.GetBill(ctx, app.ByID{ID: l.Rows[0].ID}) }, do)
		}
	}}
}

// chargeScene shows an order from which a marketplace keeps something.
func (s *Shell) chargeScene(name string, edit bool) Scene {
	return Scene{name, func() {
		l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Channel: "file", Limit: 1})
		if err != nil || len(l.Rows) == 0 {
			return
		}
		ref := trade.Ref{Kind: trade.KindOrder, ID: l.Rows[0].ID}
		s.Show(ref)
		c, err := s.desk.GetChain(s.ctx(), ref)
		if err == nil && edit && len(c.Charges) > 0 {
			s.editCharge(c.Order, &c.Charges[0])
		}
	}}
}

// settingsPart shows a part of the settings by its name.
func (s *Shell) settingsPart(name string) {
	s.Go(len(s.pages) - 1)
	p := s.pages[len(s.pages)-1].page.(*settingsPage)
	for i, x := range p.list() {
		if x.name == name {
			p.at = i
		}
	}
	p.reload()
}
