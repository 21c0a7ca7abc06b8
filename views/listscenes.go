package views

import (
	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// listScenes show what lists can do with many rows, and with their columns and filters.
func (s *Shell) listScenes() []Scene {
	marked := func(name string, kind trade.Kind, filter string, do func(lister)) Scene {
		return Scene{name, func() {
			s.Go(s.section(kind))
			p := s.pages[s.at].page
			p.(interface{ choose(string) }).choose(filter)
			p.(lister).markAll()
			if do != nil {
				do(p.(lister))
			}
		}}
	}
	first := func(l lister) {
		if steps := l.steps(); len(steps) > 0 {
			steps[0].do()
		}
	}
	return []Scene{
		marked("list-marked", trade.KindOrder, "open", nil), marked("dialog-many-quotes", trade.KindQuote, "draft", first),
		marked("dialog-many-bills", trade.KindBill, "open", first), marked("dialog-many-shipments", trade.KindShipment, "on_the_way", first),
		marked("dialog-columns", trade.KindInvoice, "open", lister.chooseColumns), marked("dialog-save-filter", trade.KindInvoice, "overdue", lister.saveFilter),
	}
}

// attachmentScenes show a document with files and notes.
func (s *Shell) attachmentScenes() []Scene {
	return []Scene{{"document-files", func() {
		s.Go(s.section(trade.KindQuote))
		l, err := s.desk.ListQuotes(s.ctx(), app.ListIn{Filter: "sent", Limit: 1})
		if err != nil || len(l.Rows) == 0 {
			return
		}
		ref := trade.Ref{Kind: trade.KindQuote, ID: l.Rows[0].ID}
		for i, name := range []string{"Customer's drawing.pdf", "Photo of the broken mug.jpg"} {
			if _, err := s.desk.AddAttachment(s.ctx(), app.AttachmentIn{Kind: ref.Kind, ID: ref.ID, Name: name, Content: make([]byte, 234_567+3_000_000*i)}); err != nil {
				break // they are there from before
			}
			if _, err := s.desk.AddNote(s.ctx(), app.NoteIn{Kind: ref.Kind, ID: ref.ID, Text: "Ana wants it in one delivery in March. Ask her in February which colours she still has, so that she does not run out of them before the fair."}); err != nil {
				s.fail(err)
			}
		}
		s.Show(ref)
	}}, {"purchasing-to-order", func() { s.someToOrder(); s.showToOrder() }}, {"purchasing-waiting", func() { s.someToOrder(); s.Go(s.section(trade.KindPurchase)) }},
		{"dialog-attach", func() {
			s.firstOrder("open", func(c app.Chain) { s.chooseAttachment(trade.Ref{Kind: trade.KindOrder, ID: c.Order.ID}) })
		}}}
}

// someToOrder confirms a few orders where none waits to be ordered.
func (s *Shell) someToOrder() {
	if l, err := s.desk.ListOrders(s.ctx(), app.ListIn{Filter: "to_order", Limit: 1}); err != nil || l.Count > 0 {
		return
	}
	customers, err := s.desk.ListCustomers(s.ctx(), app.ListIn{Filter: "customers", Limit: 6})
	items, err2 := s.desk.ListItems(s.ctx(), app.ListIn{Filter: "active", Limit: 40})
	if err != nil || err2 != nil || len(items.Rows) < 40 {
		return
	}
	for i, c := range customers.Rows {
		var lines []app.LineIn
		for n := range 3 {
			q := money.Qty(6+i+n) * money.Unit
			lines = append(lines, app.LineIn{ItemID: items.Rows[(7*i+11*n)%40].ID, Qty: &q})
		}
		in := app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: c.ID, Lines: lines}, Wanted: s.today().Add(5 * i), Confirm: true, Twice: true}
		if _, err := s.desk.SaveOrder(s.ctx(), in); err != nil {
			s.fail(err)
		}
	}
}
