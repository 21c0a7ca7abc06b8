package views

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// strip is what a box of the chain says: value and note.
func (p *person) strip(caption string) string {
	p.t.Helper()
	for _, s := range p.doc.steps {
		if strings.HasPrefix(s.Caption, caption) {
			return strings.Join(strings.Fields(s.Value+" "+s.Note), " ")
		}
	}
	p.t.Fatalf("the chain has no box %q", caption)
	return ""
}

// quoteFor makes a new quote by the keys: N, the customer's name, Enter.
func (p *person) quoteFor(name string) {
	p.t.Helper()
	p.Go(p.Shell.section(trade.KindQuote))
	p.write("n")
	p.open("New quote")
	p.write(name)
	p.press(fyne.KeyReturn)
}

// line adds a line to the draft that is shown: the item's beginning, Enter, quantity, Tab, price, Tab.
func (p *person) line(item, qty, price string) {
	p.t.Helper()
	if p.canvas.Focused() != fyne.Focusable(p.editor.adder) {
		p.canvas.Focus(p.editor.adder)
	}
	p.write(item)
	p.press(fyne.KeyReturn)
	p.write(qty)
	p.press(fyne.KeyTab)
	p.write(price)
	p.press(fyne.KeyTab)
}

func only[R any](t *testing.T, l app.List[R], err error) R {
	t.Helper()
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("%d rows where one should be, %v", len(l.Rows), err)
	}
	return l.Rows[0]
}

func TestAPersonDoesADealInTheWindow(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	mailAccount(t, desk)
	p := sit(t, desk, wide, look.Light)

	p.quoteFor("blue")
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	quote := only(t, quotes, err)
	equal(t, "the quote's customer", quote.Customer, "Bluebird Gifts")
	if p.canvas.Focused() != fyne.Focusable(p.editor.adder) {
		t.Fatal("the keyboard is not where the first item is typed")
	}
	p.line("mug", "24", "4.75")
	q := must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: quote.ID}))
	equal(t, "lines", len(q.Lines), 1)
	equal(t, "item", q.Lines[0].SKU, "MUG-11")
	equal(t, "quantity", q.Lines[0].Qty.String(), "24")
	equal(t, "price", q.Lines[0].Price.Text(q.Currency), "4.75")
	equal(t, "the line's sum is shown", p.says("114.00"), true)
	equal(t, "the total is shown", p.says("125.40"), true)
	equal(t, "the margin is planned", p.strip("Profit"), "39.60 34.7 % planned")

	equal(t, "next", p.buttons(), "Details, PDF, Accepted by the customer, [Send…], Delete this draft")
	p.ctrlEnter()
	p.open("E-mail the quote to Bluebird Gifts")
	equal(t, "to", p.shows("To Ana Ruiz"), "ana@bluebird.example")
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "The message is in the outbox")
	q = must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: quote.ID}))
	equal(t, "the quote", q.State, trade.Sent)

	p.ctrlEnter()
	p.open("Order from " + q.Number)
	p.fill("Customer's order number", "PO 77")
	p.fill("Wanted by", "+14")
	p.ctrlEnter()
	p.closed()
	equal(t, "the order is shown", p.section(), "Orders")
	orders, err := desk.ListOrders(p.ctx(), app.ListIn{})
	order := only(t, orders, err)
	equal(t, "their number", order.Reference, "PO 77")
	equal(t, "wanted", order.Wanted, "2026-12-07")
	equal(t, "next", order.Next, trade.StepOrder)
	equal(t, "the quote is behind its box", p.strip("Quote"), q.Number+" Accepted")

	p.ctrlEnter()
	p.open("Forward to the suppliers")
	equal(t, "what would be made", p.says("Clayworks"), true)
	p.ctrlEnter()
	p.closed()
	purchases, err := desk.ListPurchases(p.ctx(), app.ListIn{})
	purchase := only(t, purchases, err)
	equal(t, "sent", purchase.State, trade.Sent)
	equal(t, "strip", p.strip("Purchasing"), purchase.Number+" all ordered")

	p.ctrlEnter()
	p.open("Shipment of " + purchase.Number)
	p.fill("Tracking numbers", "KP1, KP2")
	p.fill("Shipped on", "t")
	p.fill("Arrives on", "fri")
	p.ctrlEnter()
	p.closed()
	equal(t, "the shipment is shown", p.section(), "Shipments")
	shipments, err := desk.ListShipments(p.ctx(), app.ListIn{})
	shipment := only(t, shipments, err)
	equal(t, "parcels", shipment.Parcels, 2)

	p.ctrlEnter()
	p.open(shipment.Number + " has arrived")
	p.fill("Received by", "Mr Dock")
	p.ctrlEnter()
	p.closed()
	equal(t, "delivered", must[*trade.Shipment](t)(desk.GetShipment(p.ctx(), app.ByID{ID: shipment.ID})).ReceivedBy, "Mr Dock")
	equal(t, "strip", p.strip("Shipments"), "1 of 1 delivered")

	p.write("2") // the second box of the chain is the order
	equal(t, "the order is shown", p.section(), "Orders")
	equal(t, "before it is invoiced it is an estimate", p.strip("Profit"), "39.60 34.7 % est.")
	p.ctrlEnter()
	equal(t, "the drafted invoice is shown", p.section(), "Invoices")
	p.ctrlEnter()
	p.open("Issue the invoice to Bluebird Gifts")
	p.ctrlEnter()
	p.closed()
	invoices, err := desk.ListInvoices(p.ctx(), app.ListIn{})
	invoice := only(t, invoices, err)
	equal(t, "issued", invoice.State, trade.Issued)
	equal(t, "open", invoice.Open, 12540)

	p.ctrlEnter()
	p.open("Money from Bluebird Gifts")
	equal(t, "what is open is proposed", p.shows("Amount"), "125.40")
	equal(t, "for the invoice", p.shows(invoice.Number), "125.40")
	p.ctrlEnter()
	p.closed()
	equal(t, "paid", must[*trade.Invoice](t)(desk.GetInvoice(p.ctx(), app.ByID{ID: invoice.ID})).Open(), 0)

	p.write("2")
	p.ctrlEnter()
	p.open("Bill of Clayworks for " + purchase.Number)
	p.fill("Number on the bill", "CW-9")
	p.fill("at EUR MUG-11", "3.20")
	p.ctrlEnter()
	p.closed()
	equal(t, "the bill is shown", p.section(), "Bills")
	bills, err := desk.ListBills(p.ctx(), app.ListIn{})
	bill := only(t, bills, err)
	equal(t, "billed", bill.Total, 7680)
	equal(t, "differs from what was ordered", bill.Difference, 240)

	p.ctrlEnter()
	p.open("Payment to Clayworks")
	equal(t, "what is open is proposed", p.shows("Amount"), "76.80")
	p.ctrlEnter()
	p.closed()
	equal(t, "paid", must[*trade.Bill](t)(desk.GetBill(p.ctx(), app.ByID{ID: bill.ID})).Open(), 0)

	p.write("2")
	equal(t, "the order is shown", p.section(), "Orders")
	done := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: order.ID}))
	equal(t, "nothing is left to do", done.Next, trade.StepDone)
	equal(t, "the profit is what it came to", p.strip("Profit"), "37.20 32.6 % actual")
	check := must[app.CheckResult](t)(desk.Check(p.ctx(), app.Nothing{}))
	for _, problem := range check.Problems {
		t.Error(problem)
	}
}

func TestProfitOpensToTheLinesBehindIt(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.line("mug", "10", "5")
	p.ctrlEnter()
	p.ctrlEnter()
	p.ctrlEnter()
	p.ctrlEnter()
	p.closed()
	p.write("6")
	p.open("Profit of ")
	equal(t, "its line", p.says("Stoneware mug"), true)
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestTheKeysOfTheWindow(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	equal(t, "begins with", p.section(), "Today")
	p.choose("Customers")
	equal(t, "Ctrl+7", p.section(), "Customers")
	p.write("/")
	p.write("zzz")
	equal(t, "nothing matches", p.says("No customers match."), true)
	p.press(fyne.KeyReturn)
	p.write("?")
	p.open("Keys")
	at := p.at
	p.choose("Quotes")
	equal(t, "a dialog keeps the section", p.at, at)
	p.press(fyne.KeyEscape)
	p.closed()
	p.choose("Find or do …")
	p.write("MUG")
	p.press(fyne.KeyReturn)
	p.closed()
	equal(t, "found", p.section(), "Items")
	p.choose("New quote")
	p.open("New quote")
	p.press(fyne.KeyEscape)
	p.closed()
	quotes := must[app.List[app.QuoteRow]](t)(desk.ListQuotes(p.ctx(), app.ListIn{}))
	equal(t, "nothing was made", quotes.Count, 0)
}

func TestNoItemOfTheMenuReachesWhatLiesBelowADialog(t *testing.T) {
	desk := newDesk(t)
	customer, supplier, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Show(trade.Ref{Kind: trade.KindCustomer, ID: customer})
	p.Show(trade.Ref{Kind: trade.KindSupplier, ID: supplier})
	at := p.at
	p.choose("All keys")
	for _, m := range p.win.MainMenu().Items {
		for _, i := range m.Items {
			if i.IsSeparator || i.Label == "Do the next step" {
				continue
			}
			i.Action()
			p.open("Keys")
			if p.at != at {
				t.Errorf("%s, chosen over a dialog, goes to %s", i.Label, p.section())
				p.at = at
			}
		}
	}
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestBackGoesToWhatWasShownBefore(t *testing.T) {
	desk := newDesk(t)
	customer, supplier, _ := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.choose("Back")
	equal(t, "nothing was shown before", p.section(), "Today")
	p.Show(trade.Ref{Kind: trade.KindCustomer, ID: customer})
	p.Show(trade.Ref{Kind: trade.KindSupplier, ID: supplier})
	equal(t, "shown", p.section(), "Suppliers")
	p.choose("Back")
	equal(t, "before", p.section(), "Customers")
	equal(t, "the record too", p.pages[p.at].page.(*listPage[app.CustomerRow]).shown, customer)
}

func TestEscGivesTheListItsPlaceBack(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindCustomer))
	p.press(fyne.KeyReturn)
	page := p.pages[p.at].page.(*listPage[app.CustomerRow])
	equal(t, "Enter widens", page.wide, true)
	p.canvas.Unfocus()
	p.press(fyne.KeyEscape)
	equal(t, "Esc narrows", page.wide, false)
	if p.canvas.Focused() != page.grid.Focus() {
		t.Error("the list has not got the keyboard back")
	}
}

func TestACustomerIsMadeWhileTheQuoteIsBegun(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("Heron Books")
	p.open("New customer")
	equal(t, "what was typed is the name", p.shows("Customer's name"), "Heron Books")
	p.ctrlEnter()
	p.closed()
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	equal(t, "the quote is for the new customer", only(t, quotes, err).Customer, "Heron Books")
}

func TestWhatIsBeingTypedIsPartOfWhatIsSent(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	mailAccount(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("blue")
	p.write("mug")
	p.press(fyne.KeyReturn)
	p.write("24")
	p.press(fyne.KeyTab)
	p.write("4.75")
	p.ctrlEnter() // while the keyboard is still in the price
	p.open("E-mail the quote")
	p.ctrlEnter()
	p.closed()
	quotes, err := desk.ListQuotes(p.ctx(), app.ListIn{})
	row := only(t, quotes, err)
	equal(t, "sent", row.State, trade.Sent)
	equal(t, "with the price that was typed", row.Net, 11400)
	equal(t, "said", p.toast(), "The message is in the outbox")
}

func TestMarkedOrdersAreForwardedTogether(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	for _, qty := range []string{"10", "12"} {
		p.quoteFor("blue")
		p.line("mug", qty, "5")
		for range 4 { // sent and ordered, each with its dialog
			p.ctrlEnter()
		}
		p.closed()
	}
	p.Go(p.Shell.section(trade.KindOrder))
	p.press(fyne.KeyHome)
	p.write("xjx")
	page := p.pages[p.Shell.section(trade.KindOrder)].page.(*listPage[app.OrderRow])
	equal(t, "rows that are marked", page.grid.Marking(), 2)
	p.tap("Create and send POs for 2 orders…")
	p.open("Forward to the suppliers")
	p.ctrlEnter()
	p.closed()
	list := must[app.List[app.PurchaseRow]](t)(desk.ListPurchases(p.ctx(), app.ListIn{}))
	equal(t, "purchase orders", list.Count, 2)
	equal(t, "the buttons are gone", len(page.marks.Objects), 0)
}

func TestALateOlderAnswerLeavesTheFooterOfANewerOne(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindCustomer))
	page := p.pages[p.at].page.(*listPage[app.CustomerRow])
	list := page.list
	page.list = func(ctx context.Context, in app.ListIn) (app.List[app.CustomerRow], error) {
		out, err := list(ctx, in)
		if in.Text == "" {
			page.list = list
			page.search.SetText("zzz") // typed, and answered, while the older request is on its way
		}
		return out, err
	}
	page.reload()
	equal(t, "a row is selected", page.grid.Selected() != nil, false)
	equal(t, "footer", page.footer.Text, "0 customers")
}

func TestALineAddedWhileTheDraftIsReadAgainStays(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	customer := must[app.List[app.CustomerRow]](t)(desk.ListCustomers(p.ctx(), app.ListIn{})).Rows[0]
	item := must[app.List[app.ItemRow]](t)(desk.ListItems(p.ctx(), app.ListIn{})).Rows[0]
	q := must[*trade.Quote](t)(desk.SaveQuote(p.ctx(), app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer.ID}}))
	p.Show(trade.Ref{Kind: trade.KindQuote, ID: q.ID})
	page := p.pages[p.Shell.section(trade.KindQuote)].page.(*listPage[app.QuoteRow])
	load, add := page.load, p.editor.adder.OnChoose
	page.load = func(ctx context.Context, id trade.ID) (func() fyne.CanvasObject, error) {
		page.load = load
		draw, err := load(ctx, id) // the draft as it was before the line
		add(kit.Choice{ID: int64(item.ID)})
		p.canvas.Unfocus()
		return draw, err
	}
	page.reload()
	if !p.says(item.SKU) {
		t.Errorf("the line of %s is not shown", item.SKU)
	}
}

func TestEverythingIsMadeOnTheFlyFromAQuote(t *testing.T) {
	desk := newDesk(t)
	company := must[*trade.Company](t)(desk.GetCompany(context.Background(), app.Nothing{}))
	company.Name = "Tidewater Trading"
	must[*trade.Company](t)(desk.SaveCompany(context.Background(), *company))
	p := sit(t, desk, wide, look.Light)
	p.quoteFor("Brackwater Inn")
	p.open("New customer")
	p.fill("Contact's e-mail", "ann@brackwater.example") // whose name is not known yet
	p.fill("Country (two letters)", "NL")
	p.ctrlEnter()
	p.closed()
	p.write("Brass lantern")
	p.press(fyne.KeyReturn)
	p.open("New item")
	p.fill("SKU", "LAN-1")
	p.fill("Price EUR, without tax", "48")
	in, _ := p.field("Supplier")
	p.canvas.Focus(in)
	p.write("Otter Brass")
	p.press(fyne.KeyTab)
	p.open("New supplier")
	p.ctrlEnter()
	p.open("New item")
	p.write("21,50") // the keyboard has gone on to the cost
	p.ctrlEnter()
	p.closed()
	p.write("12") // and here to the quantity of the new line
	p.press(fyne.KeyTab)
	q := must[*trade.Quote](t)(desk.GetQuote(p.ctx(), app.ByID{ID: 1}))
	equal(t, "lines", len(q.Lines), 1)
	equal(t, "quantity", q.Lines[0].Qty.String(), "12")
	equal(t, "the margin is shown", p.says("Margin 318.00 (55.2 %)"), true)
}
