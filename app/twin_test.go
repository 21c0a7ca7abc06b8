package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func (h *house) twinsOf(kind trade.Kind, id trade.ID) []app.Twin {
	h.t.Helper()
	list, err := h.ListDuplicates(h.ctx, trade.Ref{Kind: kind, ID: id})
	if err != nil {
		h.t.Fatal(err)
	}
	return list.Rows
}

func TestAnOrderThatComesTwiceIsTakenOnOnce(t *testing.T) {
	h := newHouse(t)
	in := app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}, {ItemID: h.tote, Qty: qtyp(10)}}}, Confirm: true}
	first := must(h.SaveOrder(h.ctx, in))
	in.Lines[0], in.Lines[1] = in.Lines[1], in.Lines[0]
	_, err := h.SaveOrder(h.ctx, in)
	h.refused(trade.Conflict, err)
	if !strings.Contains(err.Error(), first.Number) || !strings.Contains(err.Error(), "the same goods on the same day, 23 Nov 2026") {
		t.Errorf("it does not say which one: %v", err)
	}
	equal(t, "nothing was kept of it", must(h.ListOrders(h.ctx, app.ListIn{})).Count, 1)

	in.Confirm = false
	again := must(h.SaveOrder(h.ctx, in))
	list := h.twinsOf(trade.KindOrder, again.ID)
	equal(t, "twins of the draft", len(list), 1)
	equal(t, "the first one", list[0].ID, first.ID)
	c := must(h.CompareRecords(h.ctx, app.PairIn{Kind: trade.KindOrder, A: first.ID, B: again.ID}))
	equal(t, "side by side", c.Fields[0], app.Compared{Field: "Number", A: "SO-1001"})
	equal(t, "the customer is the same", c.Fields[2], app.Compared{Field: "Customer", A: "Bluebird Gifts", B: "Bluebird Gifts", Same: true})
	_, err = h.ConfirmOrder(h.ctx, app.ConfirmIn{SendIn: app.SendIn{ID: again.ID, NoMail: true}})
	h.refused(trade.Conflict, err)
	must(h.DismissTwins(h.ctx, app.PairIn{Kind: trade.KindOrder, A: first.ID, B: again.ID}))
	equal(t, "said to be another", len(h.twinsOf(trade.KindOrder, again.ID)), 0)
	equal(t, "from both sides", len(h.twinsOf(trade.KindOrder, first.ID)), 0)
	must(h.ConfirmOrder(h.ctx, app.ConfirmIn{SendIn: app.SendIn{ID: again.ID, NoMail: true}}))

	other := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(23)}, {ItemID: h.tote, Qty: qtyp(10)}}}, Confirm: true}))
	equal(t, "another quantity is another order", other.State, trade.Confirmed)
	h.now = h.now.Add(24 * time.Hour)
	in.Confirm = true
	equal(t, "and so is the next day's", must(h.SaveOrder(h.ctx, in)).State, trade.Confirmed)
	h.sound()
}

func TestTheCustomersNumberComesOnce(t *testing.T) {
	h := newHouse(t)
	order := func(ref string, n int, twice bool) (*trade.SalesOrder, error) {
		return h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Reference: &ref, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(n)}}}, Confirm: true, Twice: twice})
	}
	first := must(order("PO 4711", 5, false))
	h.now = h.now.Add(20 * 24 * time.Hour)
	_, err := order(" po 4711 ", 7, false)
	h.refused(trade.Conflict, err)
	second := must(order("PO 4711", 7, true))
	equal(t, "said to be another", len(h.twinsOf(trade.KindOrder, second.ID)), 0)
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: first.ID}))
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: second.ID}))
	equal(t, "those that were cancelled do not count", must(order("PO 4711", 7, false)).State, trade.Confirmed)

	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Reference: ptr("PO 12"), Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}}))
	for range 2 { // the parts of one quote have one number
		must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Lines: []app.QtyIn{{LineID: q.Lines[0].ID, Qty: qty(5)}}, Confirm: true}))
	}
	h.sound()
}

func TestAnOrderComesOnceOnItsChannel(t *testing.T) {
	h := newHouse(t)
	in := app.SaveOrderIn{Channel: "web", ChannelKey: "100042", SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}, Confirm: true}
	first := must(h.SaveOrder(h.ctx, in))
	in.Twice, in.Lines[0].Qty = true, qtyp(3)
	_, err := h.SaveOrder(h.ctx, in)
	h.says(err, first.Number)
	must(h.CancelOrder(h.ctx, app.DecideIn{ID: first.ID}))
	_, err = h.SaveOrder(h.ctx, in)
	h.says(err, "cancelled")
	in.Channel = "email"
	equal(t, "another channel has numbers of its own", must(h.SaveOrder(h.ctx, in)).ChannelKey, "100042")
	in.ChannelKey, in.Confirm = "", false
	draft := must(h.SaveOrder(h.ctx, in))
	_, err = h.SaveOrder(h.ctx, app.SaveOrderIn{ID: draft.ID, ChannelKey: "100042"})
	h.refused(trade.Refused, err)
	h.sound()
}

func TestABillThatComesTwiceUnderAnotherNumber(t *testing.T) {
	h := newHouse(t)
	p := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(20)}))[0]
	in := app.SaveBillIn{SupplierID: h.clay, TheirNo: "C-77", Enter: true, Lines: []app.BillLineIn{{PurchaseLineID: p.Lines[0].ID, Qty: qty(10)}}}
	first := must(h.SaveBill(h.ctx, in))
	in.TheirNo = "C-0077"
	_, err := h.SaveBill(h.ctx, in)
	h.refused(trade.Conflict, err)
	if !strings.Contains(err.Error(), "bill C-77 already: the same total, 31.00 EUR, on the same day") {
		t.Errorf("it does not say which one: %v", err)
	}
	in.Twice = true
	second := must(h.SaveBill(h.ctx, in))
	equal(t, "said to be another", len(h.twinsOf(trade.KindBill, second.ID))+len(h.twinsOf(trade.KindBill, first.ID)), 0)
	other := h.forward(h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(10)}))[0]
	in.TheirNo, in.Twice, in.Lines = "C-80", false, []app.BillLineIn{{PurchaseLineID: other.Lines[0].ID}}
	equal(t, "another purchase order is another bill", must(h.SaveBill(h.ctx, in)).Total, first.Total)
	in.TheirNo, in.Twice, in.Date = "C-78", false, "2026-11-22"
	in.Lines = []app.BillLineIn{{Description: "Pallet", Price: decp("31")}}
	equal(t, "another day is another bill", must(h.SaveBill(h.ctx, in)).State, trade.Entered)
	h.sound()
}

func TestTwoSpellingsAreFound(t *testing.T) {
	h := newHouse(t)
	zip := func(z string) func(*app.SaveCustomerIn) {
		return func(in *app.SaveCustomerIn) { in.Billing.Zip, in.Contacts = z, []trade.Contact{{Name: "Desk"}} }
	}
	a := h.customer("Müller & Söhne GmbH", zip("1"))
	b := h.customer("MUELLER UND SOEHNE", zip("2"))
	c := h.customer("Harbor Hardware", func(in *app.SaveCustomerIn) {
		in.Billing.Zip, in.Contacts = "20457", []trade.Contact{{Name: "Ole", Email: "ole@harbor.example"}}
	})
	d := h.customer("Hafen Eisenwaren", func(in *app.SaveCustomerIn) {
		in.Billing.Zip, in.Contacts = "20 457", []trade.Contact{{Name: "Kai", Email: "kai@HARBOR.example"}, {Name: "Uwe", Email: "uwe@harbor.example"}}
	})
	h.customer("Someone", func(in *app.SaveCustomerIn) {
		in.Billing.Zip, in.Contacts = "20457", []trade.Contact{{Name: "X", Email: "one@gmail.com"}}
	})
	h.customer("Someone else", func(in *app.SaveCustomerIn) {
		in.Billing.Zip, in.Contacts = "20457", []trade.Contact{{Name: "Y", Email: "two@gmail.com"}}
	})
	pairs := must(h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindCustomer})).Rows
	equal(t, "pairs", len(pairs), 2)
	equal(t, "first", fmt.Sprint(pairs[0].A.ID, pairs[0].B.ID, pairs[0].Why), fmt.Sprint(a, b, "the same name (mullersohne)"))
	equal(t, "second", fmt.Sprint(pairs[1].A.ID, pairs[1].B.ID, pairs[1].Why), fmt.Sprint(c, d, "e-mail and place the same, harbor.example, 20457"))
	equal(t, "seen from the younger one", h.twinsOf(trade.KindCustomer, d)[0].ID, c)
	must(h.DismissTwins(h.ctx, app.PairIn{Kind: trade.KindCustomer, A: d, B: c}))
	must(h.DismissTwins(h.ctx, app.PairIn{Kind: trade.KindCustomer, A: c, B: d}))
	equal(t, "said to be two", len(must(h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindCustomer})).Rows), 1)

	x := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "M-1", Name: "Mug, blue", GTIN: "4006381333931"})).ID
	y := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "M-2", Name: "Blue mug 11 oz", GTIN: "04006381333931"})).ID
	z := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "M-3", Name: "A mug", Sources: []app.SourceIn{{SupplierID: h.clay, PartNo: "X-MUG-11"}}})).ID
	items := must(h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindItem})).Rows
	equal(t, "items", len(items), 2)
	equal(t, "by GTIN", [2]trade.ID{items[0].A.ID, items[0].B.ID}, [2]trade.ID{x, y})
	equal(t, "by part number", [2]trade.ID{items[1].A.ID, items[1].B.ID}, [2]trade.ID{h.mug, z})

	_, err := h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindOrder})
	h.refused(trade.Invalid, err)
	_, err = h.DismissTwins(h.ctx, app.PairIn{Kind: trade.KindCustomer, A: a, B: a})
	h.refused(trade.Invalid, err)
	_, err = h.DismissTwins(h.ctx, app.PairIn{Kind: trade.KindCustomer, A: a, B: 999})
	h.refused(trade.NotFound, err)
}

// Ten thousand customers are paired in the time of a click.
func TestTwinsAreFoundWithoutComparingAllWithAll(t *testing.T) {
	h := newHouse(t)
	err := h.Together(h.ctx, func(ctx context.Context) error {
		for i := range 3000 {
			in := app.SaveCustomerIn{Customer: trade.Customer{Name: fmt.Sprintf("Shop %d Ltd", i), Billing: trade.Address{Zip: fmt.Sprint(i % 50)},
				Contacts: []trade.Contact{{Name: "Desk", Email: fmt.Sprintf("desk@shop%d.example", i)}}}}
			if i%1000 == 999 {
				in.Name = fmt.Sprintf("shop-%d", i-1)
			}
			if _, err := h.SaveCustomer(ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pairs := must(h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindCustomer})).Rows
	equal(t, "pairs", len(pairs), 3)
}

func TestTwoCustomersBecomeOne(t *testing.T) {
	h := newHouse(t)
	twin := h.customer("Bluebird Gifts Ltd", func(in *app.SaveCustomerIn) {
		in.TaxNumber, in.Notes, in.Prospect = "GB 1", "closed on Mondays", true
		in.Contacts = []trade.Contact{{Name: "Ana Ruiz", Email: "ANA@bluebird.example"}, {Name: "Bo", Email: "bo@bluebird.example", Orders: true}}
		in.Shipping = append(in.Shipping, trade.Address{Label: "Store", Street: "Quay 2", City: "Hull", Zip: "HU2", Country: "GB"})
	})
	mine, theirs := h.order(), (*trade.SalesOrder)(nil)
	ana := h.ana
	h.ana = twin
	theirs = h.order()
	h.forward(theirs)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: theirs.ID, Basis: "ordered", Issue: true}))
	must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: twin, Amount: dec("50"), Auto: true}))
	draft := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: twin, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(2)}}}}))
	before := must(h.ReportProfit(h.ctx, app.ReportIn{By: "customer"}))

	asItWas := datatest.Dump(t, h.store)
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindCustomer, Keep: ana, Drop: twin}))
	must(h.UndoStep(h.ctx, app.ByID{ID: must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID}))
	equal(t, "two again, exactly", datatest.Dump(t, h.store) == asItWas, true)
	out := must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindCustomer, Keep: ana, Drop: twin}))
	equal(t, "kept", out.Kept.ID, ana)
	kept, gone := must(h.GetCustomer(h.ctx, app.ByID{ID: ana})), must(h.GetCustomer(h.ctx, app.ByID{ID: twin}))
	equal(t, "contacts joined", len(kept.Contacts), 2)
	equal(t, "addresses joined", len(kept.Shipping), 2)
	equal(t, "the first is still proposed", kept.ShipTo().Label, "Shop")
	equal(t, "tax number", kept.TaxNumber, "GB 1")
	equal(t, "no prospect", kept.Prospect, false)
	equal(t, "what it became", gone.BecameID, ana)
	equal(t, "inactive", gone.Inactive, true)
	equal(t, "the order", h.readOrder(theirs.ID).CustomerID, ana)
	equal(t, "the invoice's text stays", must(h.GetInvoice(h.ctx, app.ByID{ID: v.ID})).Customer, "Bluebird Gifts Ltd")
	equal(t, "all orders are one's", must(h.ListOrders(h.ctx, app.ListIn{CustomerID: ana})).Count, 2)
	equal(t, "history of the kept one", must(h.GetHistory(h.ctx, out.Kept)).Rows[0].Action, "join")
	equal(t, "history of the other", must(h.GetHistory(h.ctx, out.Dropped)).Rows[0].After, "Bluebird Gifts")
	after := must(h.ReportProfit(h.ctx, app.ReportIn{By: "customer"}))
	equal(t, "one row", len(after.Rows), 1)
	equal(t, "of the same profit", after.Total.Profit(), before.Total.Profit())
	x := explained(t, h.Desk, h.ctx, app.ExplainIn{Figure: app.FigureBalance, Kind: trade.KindCustomer, ID: ana}, v.Total-5000, 0)
	equal(t, "the balance went along", x.Sentence, "Bluebird Gifts has "+x.Value.Text("EUR")+" EUR to pay.")

	_, err := h.SaveQuote(h.ctx, app.SaveQuoteIn{ID: draft.ID, Version: draft.Version, SaleIn: app.SaleIn{Notes: ptr("x")}})
	h.refused(trade.Conflict, err)
	_, err = h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: twin}})
	h.says(err, "Bluebird Gifts Ltd was joined with Bluebird Gifts")
	gone.Inactive = false
	_, err = h.SaveCustomer(h.ctx, app.SaveCustomerIn{Customer: *gone})
	h.says(err, "joined")
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindCustomer, Keep: ana, Drop: twin})
	h.says(err, "joined")
	equal(t, "nothing is a twin any more", len(must(h.FindTwins(h.ctx, app.FindTwinsIn{Kind: trade.KindCustomer})).Rows), 0)
	explainOrder(t, h.Desk, h.ctx, mine.ID)
	explainReports(t, h.Desk, h.ctx, "", "")
	h.sound()
}

func TestTwoSuppliersBecomeOne(t *testing.T) {
	h := newHouse(t)
	twin := h.supplier("Clay Works Ltd", "desk@clay.example")
	mug2 := h.item("MUG-12", "5", twin, "3.30")
	both := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "MUG-13", Name: "Mug 13", Price: dec("6"), Sources: []app.SourceIn{
		{SupplierID: twin, PartNo: "T", Cost: dec("4")}, {SupplierID: h.weft, PartNo: "W", Cost: dec("4.20")}, {SupplierID: h.clay, PartNo: "C", Cost: dec("4.10")}}}))
	waits := h.order(app.LineIn{ItemID: h.mug, Qty: qtyp(3)}, app.LineIn{ItemID: mug2, Qty: qtyp(5)})
	equal(t, "from two suppliers", waits.Suppliers, 2)
	bought := h.order(app.LineIn{ItemID: mug2, Qty: qtyp(10)})
	p := h.forward(bought)[0]
	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: twin, TheirNo: "7", PurchaseID: p.ID, Enter: true}))

	asItWas := datatest.Dump(t, h.store)
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindSupplier, Keep: h.clay, Drop: twin}))
	must(h.UndoStep(h.ctx, app.ByID{ID: must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID}))
	equal(t, "two again, exactly", datatest.Dump(t, h.store) == asItWas, true)
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindSupplier, Keep: h.clay, Drop: twin}))
	equal(t, "the purchase order", must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID})).SupplierID, h.clay)
	equal(t, "its text stays", must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID})).Supplier, "Clay Works Ltd")
	equal(t, "orders go where they went", trade.For(must(h.GetSupplier(h.ctx, app.ByID{ID: h.clay})).Contacts).Email, "orders@clayworks.example")
	equal(t, "from one supplier now", h.readOrder(waits.ID).Suppliers, 1)
	equal(t, "so it is one purchase order", len(h.forward(waits)), 1)
	equal(t, "the item comes from the kept one", must(h.GetItem(h.ctx, app.ByID{ID: mug2})).Sources[0].SupplierID, h.clay)
	src := must(h.GetItem(h.ctx, app.ByID{ID: both.ID})).Sources
	equal(t, "two sources are left", len(src), 2)
	equal(t, "the kept one's own, at the better place", src[0].PartNo+src[1].PartNo, "CW")
	explainOrder(t, h.Desk, h.ctx, waits.ID)
	explainOrder(t, h.Desk, h.ctx, bought.ID)
	explainReports(t, h.Desk, h.ctx, "", "")
	h.sound()

	must(h.SaveBill(h.ctx, app.SaveBillIn{SupplierID: h.weft, TheirNo: "7", Enter: true, Lines: []app.BillLineIn{{Price: decp("9")}}}))
	_, err := h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindSupplier, Keep: h.clay, Drop: h.weft})
	h.says(err, "have both sent a bill 7")
	dollar := must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Clayworks Inc", Currency: "USD"}}))
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindSupplier, Keep: h.clay, Drop: dollar.ID})
	h.says(err, "they stay two")
}

func TestTwoItemsBecomeOne(t *testing.T) {
	h := newHouse(t)
	twin := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "MUG11", Name: "Mug 11", Price: dec("4.40"), GTIN: "4006381333931", Sources: []app.SourceIn{
		{SupplierID: h.clay, PartNo: "old", Cost: dec("3")}, {SupplierID: h.weft, PartNo: "W-11", Cost: dec("3.40")}}}))
	kit := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "PAIR", Name: "Pair", Price: dec("12"), Components: []app.ComponentIn{{ItemID: twin.ID, Qty: qty(1)}, {ItemID: h.mug, Qty: qty(2)}}}))
	o := h.order(app.LineIn{ItemID: twin.ID, Qty: qtyp(4)})
	p := h.forward(o)[0]
	must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	costs := len(must(h.ListCosts(h.ctx, app.ByID{ID: h.mug})).Rows) + len(must(h.ListCosts(h.ctx, app.ByID{ID: twin.ID})).Rows)
	asItWas := datatest.Dump(t, h.store)
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: twin.ID}))
	must(h.UndoStep(h.ctx, app.ByID{ID: must(h.ListSteps(h.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID}))
	equal(t, "two again, exactly", datatest.Dump(t, h.store) == asItWas, true)
	must(h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: twin.ID}))
	kept := must(h.GetItem(h.ctx, app.ByID{ID: h.mug}))
	equal(t, "sources joined", kept.Sources[0].PartNo+", "+kept.Sources[1].PartNo, "X-MUG-11, W-11")
	equal(t, "GTIN", kept.GTIN, "4006381333931")
	equal(t, "the order line", h.readOrder(o.ID).Lines[0].ItemID, h.mug)
	equal(t, "its text stays", h.readOrder(o.ID).Lines[0].SKU, "MUG11")
	equal(t, "costs of both", len(must(h.ListCosts(h.ctx, app.ByID{ID: h.mug})).Rows), costs)
	equal(t, "the purchase order", must(h.GetPurchase(h.ctx, app.ByID{ID: p.ID})).Lines[0].ItemID, h.mug)
	set := must(h.GetItem(h.ctx, app.ByID{ID: kit.ID})).Components
	equal(t, "a kit of both holds the kept one", len(set), 1)
	equal(t, "in the quantity of both", set[0].Qty, qty(3))
	next := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{SKU: "mug11", Qty: qtyp(1)}}}}))
	equal(t, "who orders by the old SKU gets the kept item", next.Lines[0].ItemID, h.mug)
	again := must(h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(4)}}}}))
	equal(t, "the same goods under the new name", h.twinsOf(trade.KindOrder, again.ID)[0].ID, o.ID)

	service := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "S", Name: "Mug", Service: true}))
	_, err := h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: service.ID})
	h.says(err, "a service")
	metres := must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "M", Name: "Mug", Unit: "m"}))
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: metres.ID})
	h.says(err, "unit")
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: h.mug})
	h.refused(trade.Invalid, err)
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindOrder, Keep: o.ID, Drop: next.ID})
	h.refused(trade.Invalid, err)
	_, err = h.MergeRecords(h.ctx, app.MergeIn{Kind: trade.KindItem, Keep: h.mug, Drop: kit.ID})
	h.says(err, "a kit")
	equal(t, "price of the kept one", kept.Price, money.Price(45000))
	h.sound()
}
