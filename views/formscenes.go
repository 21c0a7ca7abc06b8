package views

import (
	"context"
	"os"
	"path/filepath"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// FormScenes are the dialogs that hang below buttons and in menus, beyond those that Scenes has.
func (s *Shell) FormScenes() []Scene {
	return append(append(s.salesForms(), s.buyingForms()...), s.houseForms()...)
}

// salesForms are those of customers, quotes, orders, invoices and payments.
func (s *Shell) salesForms() []Scene {
	return []Scene{
		s.command("dialog-statement", trade.KindCustomer, "customers", "Statement…"), s.command("dialog-quote-details", trade.KindQuote, "draft", "Details"), s.command("dialog-order-details", trade.KindOrder, "draft", "Details"),
		s.command("dialog-release", trade.KindOrder, "held", "Release…"), s.command("dialog-invoice-credit", trade.KindInvoice, "open", "Credit note…"), s.command("dialog-write-off", trade.KindInvoice, "open", "Write off what is open…"),
		s.command("dialog-arrival", trade.KindShipment, "on_the_way", "Confirm delivery…"),
		{"dialog-quote-customer", func() { s.Go(s.section(trade.KindQuote)); s.chooseCustomer(kit.T("New quote"), func(trade.ID) {}) }},
		{"dialog-quote-order", s.toAccept}, {"dialog-use-credit", func() {
			s.invoiceWith("open", func(*trade.Invoice) bool { return true }, func(v *trade.Invoice) {
				s.useCredit(0, "CR-1078", v.Currency, app.ListOpenIn{CustomerID: v.CustomerID})
			})
		}},
		{"dialog-line-supplier", func() {
			s.thinQuote()
			if s.editor != nil {
				s.editor.supplier(0)
			}
		}},
		{"dialog-order-supplier", func() {
			s.Go(s.section(trade.KindOrder))
			if l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "open", Limit: 1}); err == nil && len(l.Rows) > 0 {
				if o, err := s.desk.GetOrder(s.ctx(), app.ByID{ID: l.Rows[0].ID}); err == nil {
					s.chooseSupplier(o, &o.Lines[0])
				}
			}
		}},
		{"dialog-forward", func() {
			s.Go(s.section(trade.KindOrder))
			var ids []trade.ID
			for _, filter := range []string{"to_order", "held"} {
				if l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: filter, Limit: 2}); err == nil {
					for i := range l.Rows {
						ids = append(ids, l.Rows[i].ID)
					}
				}
			}
			s.forward(ids, nil)
		}},
		{"dialog-came-in", func() {
			s.Go(s.section(trade.KindOrder))
			s.drawAsItCame(app.All[trade.OrderText]{Rows: []trade.OrderText{{Place: "orders_export_1.csv, row 2", Text: "#1041,marta@example.net,paid,unfulfilled,EUR,57.00,2026-11-21 09:30:00 +0100,2,Chopping board 35 × 25 cm,28.50,BRD-11,Marta Kowalska,Lindenweg 4,Bonn,53111,DE"}}})
		}},
		{"dialog-orders-whose", s.orderPlan(func(p *orderList) { p.chooseWhose(&p.plan.Orders[0]) })}, {"dialog-orders-item", s.orderPlan(func(p *orderList) { p.chooseWhich("GIFT-CARD") })},
		{"dialog-contact", func() {
			s.Go(s.section(trade.KindCustomer))
			s.askContact([]trade.Contact{{Name: "Ana Ruiz", Role: "purchasing", Email: "ana@bluebird.example", Phone: "+49 40 5550 112", Orders: true}}, 0, kit.T("gets quotes"), nil)
		}},
		{"dialog-address", func() {
			s.Go(s.section(trade.KindCustomer))
			s.askAddress([]trade.Address{{Label: "Warehouse", Company: "Bluebird Gifts", Street: "Lindenweg 4", Zip: "53111", City: "Bonn", Country: "DE"}}, 0, nil)
		}},
		{"dialog-revision", func() {
			s.Go(s.section(trade.KindQuote))
			if l, err := s.desk.ListQuotes(s.ctx(), app.ListIn{Filter: "accepted", Limit: 1}); err == nil && len(l.Rows) > 0 {
				if q, err := s.desk.GetQuote(s.ctx(), app.ByID{ID: l.Rows[0].ID}); err == nil {
					s.drawRevision(q, "EUR")
				}
			}
		}},
		{"dialog-draft-invoice", func() {
			s.Go(s.section(trade.KindInvoice))
			s.invoiceDetails(&trade.Invoice{Date: s.today(), Sale: trade.Sale{Customer: "Bluebird Gifts", Notes: "Thank you for your order."}})
		}},
		{"dialog-keep-payment", func() {
			s.Go(s.section(trade.KindPayment))
			s.keepFor(&trade.Payment{Number: "PAY-1603", Party: "Alderbeck Stores", Currency: "EUR", Amount: 120_00}, picks{names: []string{"", kit.T("%s of %s, %s", "SO-1170", day(s.today(), s.today()), "56.64 EUR")}, ids: []trade.ID{0, 1}})
		}},
		{"dialog-currency", func() {
			s.Go(s.section(trade.KindPayment))
			day := s.today()
			s.drawSettleOther(&trade.Payment{Number: "PAY-1603", Party: "Alderbeck Stores", Currency: "EUR", Amount: 120_00}, app.All[app.OpenDoc]{Rows: []app.OpenDoc{{ID: 1, Number: "INV-1250", Due: day.Add(5), Payable: 164_63, Currency: "GBP"}}})
		}},
	}
}

// buyingForms are those of suppliers, purchase orders and bills.
func (s *Shell) buyingForms() []Scene {
	return []Scene{
		s.command("dialog-freight", trade.KindPurchase, "open", "Bill for freight or fees only…"), s.command("dialog-tolerance", trade.KindSupplier, "active", "Tolerance of bills…"),
		s.command("dialog-purchase-draft", trade.KindPurchase, "draft", "Change quantities, costs and fees…"), s.command("dialog-still-to-do", trade.KindPurchase, "open", "Explain…"),
		{"dialog-billed", func() { s.Go(s.section(trade.KindBill)); s.chooseBilled() }},
		{"dialog-give-up", func() {
			s.showCredits()
			s.dropClaim(&trade.Claim{Supplier: "Klingenhof Tannrode KG", SKU: "KNF-16", Description: "Bread knife 21 cm, walnut", Qty: money.Unit})
		}},
		{"dialog-came-back", func() { s.Go(s.section(trade.KindReturn)); s.chooseReturned() }},
		{"dialog-sheet", func() {
			s.Go(s.section(trade.KindPurchase))
			s.drawSupply(app.SupplyIn{Notify: true}, &app.SupplyPlan{Number: "PO-1451", Supplier: "Drewno Zielony Bór sp. z o.o.", Lines: []app.SupplyLine{
				{Row: 8, SKU: "BRD-14", Does: []string{"11 of 12 confirmed", "ships on 2026-12-04"}, Doubts: []string{"not confirmed: 1; ask the supplier"}}, {Row: 9, SKU: "BRD-17", Does: []string{"12 of 12 confirmed"}}}})
		}},
	}
}

// houseForms are those of the settings, of files and of mail.
func (s *Shell) houseForms() []Scene {
	in := func(part string) func() {
		return func() { s.settingsPart(kit.T(part)); s.primary() }
	}
	return []Scene{
		{"dialog-company", in("Company")}, {"dialog-tax-code", in("Tax codes")}, {"dialog-terms", in("Payment terms")}, {"dialog-rate", in("Exchange rates")}, {"dialog-carrier", in("Carriers")},
		{"dialog-numbering", func() {
			s.settingsPart(kit.T("Numbering"))
			s.editNumbering(trade.Numbering{Kind: trade.KindInvoice, Prefix: "INV-", Next: 1377})
		}},
		{"dialog-charge-rule", func() { s.settingsPart(kit.T("Bills and charges")); s.editRule(trade.ChargeRule{}, "EUR") }},
		{"dialog-hours", func() {
			s.settingsPart(kit.T("Automation"))
			s.chooseHours(kit.T("No answer"), &app.AutomationRow{Hours: 24})
		}},
		{"dialog-note", func() {
			s.Go(s.section(trade.KindOrder))
			if ref := s.doc.history.ref; ref.ID != 0 {
				s.addNote(ref)
			}
		}},
		{"dialog-message-again", func() { s.Go(s.section(trade.KindMessage)); s.retryMessage(&trade.Message{To: "ana@bluebird.example"}) }},
		{"dialog-file-mail", func() { s.sampleMail(); s.Go(s.section(trade.KindReceived)); s.fileMail(&trade.ReceivedMail{}) }},
		{"dialog-dropped", func() {
			s.Go(s.section(trade.KindOrder))
			s.askDrops([]drop{{path: "/home/mara/goods.csv", kind: app.FileTable}, {path: "/home/mara/scan.tiff", err: trade.Faultf(trade.External, "%s could not be read: %w.", "/home/mara/scan.tiff", os.ErrNotExist)}}, 1)
		}},
		{"dialog-new-file", func() { nameFile(s.win, Files{Folder: filepath.Join("/home", "mara")}) }},
	}
}

// toAccept asks what of a quote is ordered: of one that was sent, or else of a draft.
func (s *Shell) toAccept() {
	s.Go(s.section(trade.KindQuote))
	for _, filter := range []string{"sent", "draft"} {
		l, err := s.desk.ListQuotes(s.ctx(), app.ListIn{Filter: filter, Limit: 1})
		if err == nil && len(l.Rows) > 0 {
			read(s, func(ctx context.Context) (*trade.Quote, error) {
				return s.desk.GetQuote(ctx, app.ByID{ID: l.Rows[0].ID})
			}, s.orderQuote)
			return
		}
	}
}
