package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// follow clicks a link that shows a text.
func (p *person) follow(text string) {
	p.t.Helper()
	var found *kit.Link
	each(p.top(), func(o fyne.CanvasObject) {
		if l, ok := o.(*kit.Link); ok && found == nil && l.Text() == text {
			found = l
		}
	})
	if found == nil {
		p.t.Fatalf("there is no link %q", text)
	}
	test.Tap(found)
}

func TestAFigureOpensToItsDocument(t *testing.T) {
	p, desk, po := atPurchase(t)
	must[app.ShipOut](t)(desk.RecordShipment(p.ctx(), app.ShipIn{PurchaseID: po.ID}))
	v := must[*trade.Invoice](t)(desk.CreateInvoice(p.ctx(), app.InvoiceIn{OrderID: po.OrderID, Issue: true}))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: po.OrderID})
	p.pages[p.at].page.focus()
	p.write("w")
	p.open("Profit of SO-1001")
	profit := must[app.ProfitOf](t)(desk.GetProfit(p.ctx(), app.ByID{ID: po.OrderID}))
	p.follow(amount(profit.Profit, profit.Currency))
	p.open("Profit: ")
	equal(t, "what is invoiced", p.says("Invoice of "), true)
	equal(t, "what is not billed", p.says("Not billed yet"), true)
	p.follow(v.Number)
	p.closed()
	equal(t, "at the invoice", p.section(), "Invoices")
	p.pages[p.at].page.focus()
	p.write("w")
	p.open("Balance: ")
	equal(t, "in words", p.says(amount(v.Total, v.Currency)+" EUR of "), true)
	p.follow("Total")
	equal(t, "folded up", p.says("MUG-11"), false)
	p.follow("Total")
	equal(t, "and down", p.says("MUG-11"), true)
	p.canvas.FocusNext()
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestARowOfAReportIsExplained(t *testing.T) {
	p, _, _ := atPurchase(t)
	p.Go(p.Shell.section(""))
	page := p.pages[p.Shell.section("")].page.(*reportsPage)
	for by, title := range map[string]string{"month": "Profit: ", "customer": "Profit: Bluebird Gifts", "order": "Profit: SO-1001", "open_items": "Still to ship, at the orders' prices: MUG-11"} {
		page.choose(app.TableIn{Report: by})
		page.grid.Select(0)
		p.choose("Explain…")
		p.open(title)
		equal(t, "it adds up", p.says("Together, EUR"), true)
		p.press(fyne.KeyEscape)
		p.closed()
	}
}

func TestTwoCustomersAreComparedAndJoined(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindCustomer))
	p.newCustomer("BLUEBIRD GIFTS LTD.", nil)
	p.open("New customer")
	p.ctrlEnter()
	p.closed()
	equal(t, "it is said that there is one", p.says("BLUEBIRD GIFTS LTD. may be Bluebird Gifts"), true)
	p.Go(p.Shell.section(trade.KindCustomer))
	p.choose("Possible duplicates…")
	p.open("Customers that may be one")
	p.follow("Compare…")
	p.open("Comparison")
	p.tap("Join them, keep the left one")
	p.closed()
	list := must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{Filter: "customers"}))
	equal(t, "one is left", list.Count, 1)
	equal(t, "the older", list.Rows[0].ID, customer)
	gone := must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{Filter: "inactive"}))
	p.Show(trade.Ref{Kind: trade.KindCustomer, ID: gone.Rows[0].ID})
	equal(t, "the other says so", p.buttons(), "[Show what it became]")
	p.sound()
}

func TestADraftThatCameTwiceIsLeftOrSaidToBeAnother(t *testing.T) {
	p, desk, po := atPurchase(t)
	first := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	qty := first.Lines[0].Qty
	in := app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: first.CustomerID, Lines: []app.LineIn{{ItemID: first.Lines[0].ItemID, Qty: &qty}}}}
	left := must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), in))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: left.ID})
	equal(t, "seen", p.says("This may be SO-1001"), true)
	p.tap("Compare with SO-1001…")
	p.open("Comparison")
	p.press(fyne.KeyEscape)
	p.closed()
	p.tap("Delete this draft")
	equal(t, "orders", must[app.List[app.OrderRow]](t)(desk.ListOrders(p.ctx(), app.ListIn{})).Count, 1)

	other := must[*trade.SalesOrder](t)(desk.SaveOrder(p.ctx(), in))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: other.ID})
	p.tap("It is another one")
	equal(t, "noted", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: other.ID})).Twice, true)
	equal(t, "seen no more", p.says("This may be"), false)
}
