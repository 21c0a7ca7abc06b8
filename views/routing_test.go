package views

import (
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// undecided is a person before a confirmed order of ten mugs, which two suppliers sell and which nobody was sent.
func undecided(t *testing.T) (*person, *app.Desk, *trade.SalesOrder) {
	t.Helper()
	p, desk, po := atPurchase(t)
	must[*trade.PurchaseOrder](t)(desk.CancelPurchase(p.ctx(), app.DecideIn{ID: po.ID, Reason: "typed too early"}))
	p.Show(trade.Ref{Kind: trade.KindOrder, ID: po.OrderID})
	return p, desk, must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
}

func TestAnotherSupplierIsTakenFromTheTableOfOffers(t *testing.T) {
	p, desk, o := undecided(t)
	p.choose("Other suppliers of MUG-11…")
	p.open("10 × MUG-11 Stoneware mug")
	equal(t, "why the first", p.says("first of 2 suppliers by preference"), true)
	equal(t, "why not the other", p.says("2.00 EUR dearer, 2 days later"), true)
	p.tap("Take it")
	p.closed()
	equal(t, "said", p.toast(), "Supplier chosen")
	o = must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: o.ID}))
	equal(t, "from", o.Lines[0].Supplier, "Otter Pottery")

	p.choose("What if bought elsewhere…")
	p.open("What if it were bought elsewhere?")
	p.ctrlEnter()
	p.open("What if it were bought elsewhere?")
	equal(t, "what it comes to", p.says("31.00 instead of 33.00."), true)
	equal(t, "nothing has changed yet", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: o.ID})).Lines[0].Supplier, "Otter Pottery")
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "1 line is bought elsewhere")
	equal(t, "from", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: o.ID})).Lines[0].Supplier, "Clayworks")
	p.choose("What if bought elsewhere…")
	p.ctrlEnter()
	equal(t, "once is enough", p.says("Nothing would change: it is where it should be."), true)
	p.sound()
}

func TestSmallPurchaseOrdersAreSentTogetherFromPurchasing(t *testing.T) {
	p, desk, o := undecided(t)
	s := must[*trade.Supplier](t)(desk.GetSupplier(p.ctx(), app.ByID{ID: o.Lines[0].SupplierID}))
	p.Show(trade.Ref{Kind: trade.KindSupplier, ID: s.ID})
	p.choose("Edit")
	p.fill("Minimum order value", "60")
	p.fill("Small-order fee", "5")
	p.fill("Those that wait are sent at", "25 o'clock")
	p.ctrlEnter()
	equal(t, "at its field", p.wrong("Those that wait are sent at"), "\"25 o'clock\" is not a time of day. Write it as 16:00.")
	p.fill("Those that wait are sent at", "16:00")
	p.ctrlEnter()
	p.closed()
	s = must[*trade.Supplier](t)(desk.GetSupplier(p.ctx(), app.ByID{ID: s.ID}))
	equal(t, "fee", s.Fees.SmallOrder, 500)
	must[*trade.Supplier](t)(desk.SaveSupplier(p.ctx(), app.SaveSupplierIn{Supplier: func() trade.Supplier { s.Combine = true; return *s }(),
		MinOrder: must[money.Decimal](t)(money.Parse("60")), Fees: feesIn(s.Fees, s.Currency)}))

	p.Show(trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	p.ctrlEnter()
	p.open("Forward to the suppliers")
	equal(t, "foretold", p.says("waits to be sent together with others"), true)
	p.ctrlEnter()
	p.closed()
	p.Go(p.Shell.section(trade.KindPurchase))
	equal(t, "it waits", p.says("31.00 of 60.00 EUR"), true)
	p.tap("Send together")
	p.open("Purchase orders to Clayworks")
	equal(t, "what is missing", p.says("29.00 EUR are missing. One small-order fee of 5.00 is shared by them."), true)
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "1 purchase order sent; its message is in the outbox")
	list, err := desk.ListPurchases(p.ctx(), app.ListIn{Filter: "unanswered"})
	po := must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: only(t, list, err).ID}))
	equal(t, "with the fee", po.Fees.SmallOrder, 500)
	p.sound()
}

func TestBreaksAreTypedAsTheyAreShown(t *testing.T) {
	desk := newDesk(t)
	_, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.Show(trade.Ref{Kind: trade.KindItem, ID: mug})
	p.choose("Edit")
	p.fill("Prices for larger quantities", "50: 4.20, 20")
	p.ctrlEnter()
	equal(t, "at its field", p.wrong("Prices for larger quantities"), "“20” is no break. Write it as 50: 4.60, 100: 4.20.")
	p.fill("Prices for larger quantities", "50: 4.20; 20: 4.40")
	p.ctrlEnter()
	equal(t, "in their order", p.wrong("Prices for larger quantities"), "The price breaks of MUG-11 must begin above zero and rise; 20 does not.")
	p.fill("Prices for larger quantities", "20: 4.40; 50: 4.20")
	p.ctrlEnter()
	p.closed()
	equal(t, "shown", p.says("20: 4.40, 50: 4.20"), true)
	equal(t, "kept", must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug})).PriceFor(60*money.Unit), 42000)
}
