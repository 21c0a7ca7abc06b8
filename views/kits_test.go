package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// A person makes a kit of an item, quotes it, and lets it go without a component that its supplier refuses.
func TestAKitIsMadeSoldAndGoesWithoutAComponent(t *testing.T) {
	desk := newDesk(t)
	_, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	save := func(in app.SaveItemIn) *trade.Item {
		t.Helper()
		return must[*trade.Item](t)(desk.SaveItem(p.ctx(), in))
	}
	made := must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug}))
	supplier := made.Sources[0].SupplierID
	save(app.SaveItemIn{SKU: "PLT-11", Name: "Side plate", Sources: []app.SourceIn{{SupplierID: supplier, Cost: must[money.Decimal](t)(money.Parse("2"))}}})
	gift := save(app.SaveItemIn{SKU: "SET-01", Name: "Breakfast for one", Price: must[money.Decimal](t)(money.Parse("12"))})

	p.Show(trade.Ref{Kind: trade.KindItem, ID: gift.ID})
	equal(t, "it says what components are for", p.says("An item with components is a kit: one line for the customer, its components for the suppliers."), true)
	for _, c := range []struct{ item, qty, shows string }{{"mug", "2", "MUG-11"}, {"plt", "1", "PLT-11"}} {
		p.tap("Add component")
		p.open("Another component of SET-01")
		p.write(c.item)
		p.press(fyne.KeyReturn)
		p.fill("Quantity in one kit", c.qty)
		p.ctrlEnter()
		p.closed()
		equal(t, c.shows+" is listed", p.says(c.shows), true)
	}
	it := must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: gift.ID}))
	equal(t, "two components", len(it.Components), 2)
	equal(t, "what a kit costs", p.says("8.20  (31.7 %)"), true)
	equal(t, "it needs no supplier", p.says("Add supplier"), false)

	p.quoteFor("blue")
	p.line("set", "10", "12.50")
	equal(t, "its components are shown", p.says(inset+"MUG-11"), true)
	equal(t, "twenty mugs", p.says("20"), true)
	equal(t, "the cost of one kit", p.says("8.20"), true)
	equal(t, "the margin", p.strip("Profit"), "43.00 34.4 % planned")
	for range 6 { // sent, ordered and forwarded, each with its dialog
		p.ctrlEnter()
	}
	p.closed()
	list, err := desk.ListPurchases(p.ctx(), app.ListIn{})
	po := must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: only(t, list, err).ID}))
	equal(t, "two lines to buy", len(po.Lines), 2)
	must[*trade.PurchaseOrder](t)(desk.AnswerPurchase(p.ctx(), app.AnswerIn{ID: po.ID, Lines: []app.AnswerLineIn{
		{LineID: po.Lines[0].ID, Confirmed: po.Lines[0].Qty}, {LineID: po.Lines[1].ID, Confirmed: po.Lines[1].Qty - money.Unit, Refused: money.Unit}}}))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: po.OrderID})
	equal(t, "not complete", p.says("not complete yet"), true)
	p.choose("PLT-11 refused: Kit without it…")
	p.open("1 × PLT-11 Side plate: refused")
	p.ctrlEnter()
	p.closed()
	o := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "ten kits", o.Lines[0].Live().String(), "10")
	equal(t, "with nine plates", o.Lines[2].Live().String(), "9")
	equal(t, "of which nothing is left to decide", o.Decisions, 0)
	p.sound()
}
