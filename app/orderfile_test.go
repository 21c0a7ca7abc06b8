package app_test

import (
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func ordersIn(file string, change func(*app.ImportOrdersIn)) app.ImportOrdersIn {
	in := app.ImportOrdersIn{OrdersIn: app.OrdersIn{Name: "november.csv", File: []byte(file)}}
	if change != nil {
		change(&in)
	}
	return in
}

// planned are the orders of a plan, each by its row, what becomes of it, whose it is and what it comes to.
func planned(p *app.OrderPlan) string {
	var list []string
	for _, o := range p.Orders {
		text := fmt.Sprintf("%d %s %s %s %s", o.Row, o.Group, o.Number, o.Customer, o.Total.Text(o.Currency))
		if o.Found != "" {
			text += " by " + o.Found
		}
		for _, l := range o.Lines {
			text += " | " + l.Qty.String() + "×" + l.Code
			if l.SKU != "" && l.SKU != l.Code {
				text += "=" + l.SKU
			}
		}
		for _, d := range o.Doubts {
			text += " ? " + strings.TrimSpace(d.Cell+" "+d.Text)
		}
		for _, d := range o.Notes {
			text += " i " + strings.TrimSpace(d.Cell+" "+d.Text)
		}
		list = append(list, text)
	}
	return strings.Join(list, "\n")
}

const shopHead = "Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Id,Fee\n"

func shopRow(name, email, state, sub, ship, tax, total, qty, goods, price, sku, id string) string {
	return strings.Join([]string{name, email, "paid", state, "EUR", sub, ship, tax, total, "0.00", "Post", "2026-11-20 10:00:00 +0100", qty, goods, price, sku, "Lea Ford", "Elm St 1", "Hull", "HU2", "GB", id, ""}, ",") + "\n"
}

// A file is told order by order before anything is changed; what has no doubt comes in as drafts, the same file brings nothing more, and the step goes back whole.
func TestOrdersOfAFileComeInOnceAndGoBackWhole(t *testing.T) {
	h := newHouse(t)
	file := shopHead +
		shopRow("#1", "ana@bluebird.example", "unfulfilled", "19.00", "5.00", "2.40", "26.40", "2", "Mug", "9.50", "mug-11", "501") +
		shopRow("#2", "lea@ford.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "502") +
		shopRow("#3", "lea@ford.example", "unfulfilled", "10.00", "0.00", "1.00", "12.00", "1", "Tote", "10.00", "TOT-02", "503") +
		shopRow("#4", "lea@ford.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Vase", "10.00", "VASE", "504") +
		shopRow("#5", "lea@ford.example", "fulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "505")
	before := datatest.Dump(t, h.store)

	plan := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "the orders", planned(plan), `2 new #1 Bluebird Gifts 26.40 by e-mail | 2×mug-11=MUG-11
3 new #2 Lea Ford 11.00 | 1×TOT-02
4 doubt #3 Lea Ford 11.00 | 1×TOT-02 ? I4 Goods, discount, shipping and tax come to 11.00, and the file says 12.00: a difference of 1.00.
5 doubt #4 Lea Ford 11.00 | 1×VASE ? VASE is not in the catalogue. Say which item it is, or make it.
6 doubt #5 Lea Ford 11.00 | 1×TOT-02 ? It was shipped already, or a part of it (paid, fulfilled): taken on, it could be shipped twice.`)
	equal(t, "the counts", fmt.Sprintf("%+v", plan.Counts), "{New:2 Doubt:3 Error:0 Cancelled:0 Known:0 Idle:0 Taken:2 Customers:1 Items:0}")
	equal(t, "that nothing was changed", datatest.Dump(t, h.store), before)

	ctx, step := app.Noting(h.ctx)
	done := must(h.ImportOrders(ctx, ordersIn(file, nil)))
	equal(t, "what was done", fmt.Sprintln(done.Import.Orders, done.Import.Customers, done.Import.Items, done.Channel), "2 1 0 shopify\n")
	o := h.readOrder(done.Orders[0].OrderID)
	equal(t, "the order", fmt.Sprintln(o.State, o.Channel, o.ChannelKey, o.Reference, o.Date, o.ShipTo.Street, o.Lines[0].Supplier, o.Lines[0].Price.Text("EUR"), o.Lines[1].Price.Text("EUR"), o.Total.Text("EUR")),
		"draft shopify 501 #1 2026-11-20 Elm St 1 Clayworks 9.50 5.00 26.40\n")
	texts := must(h.ListOrderTexts(h.ctx, app.ByID{ID: o.ID})).Rows
	equal(t, "as it came in", texts[0].Place+strings.SplitAfter(texts[0].Text, "\n")[1], "november.csv, row 2Name: #1\n")
	h.sound()

	after := datatest.Dump(t, h.store)
	again := must(h.ImportOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "the same file again", fmt.Sprint(again.Nothing, again.Import == nil, again.Known != nil, again.Counts.Known), "true true true 2")
	equal(t, "tax and total of a known order", fmt.Sprint(again.Orders[0].Tax.Text("EUR"), " of ", again.Orders[0].Total.Text("EUR")), "1.00 of 11.00")
	equal(t, "that it changed nothing", datatest.Dump(t, h.store), after)

	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "the file as it was", datatest.Dump(t, h.store), before)
	h.sound()
}

// What a person decides: which item it is, which customer, what is made, what is taken in doubt. What a channel calls an item is remembered.
func TestDecisionsAboutOrdersOfAFile(t *testing.T) {
	h := newHouse(t)
	file := shopHead +
		shopRow("#1", "", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Item TOT-02", "10.00", "", "501") +
		shopRow("#2", "new@ford.example", "unfulfilled", "14.00", "0.00", "1.40", "15.40", "2", "Vase", "7.00", "VASE", "502") +
		shopRow("#3", "new@ford.example", "fulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "503")
	plan := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "a name is only a hint", plan.Orders[0].Lines[0].Perhaps, "TOT-02")
	out := must(h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) {
		in.Items = []app.OrderItem{{Code: "Item TOT-02", ItemID: h.tote}, {Code: "VASE"}}
		in.Customers = []app.OrderCustomer{{Row: 2, CustomerID: h.ana}}
		in.Take = []int{4}
	})))
	equal(t, "what was done", fmt.Sprintln(out.Import.Orders, out.Import.Customers, out.Import.Items), "3 1 1\n")
	vase := must(h.ListItems(h.ctx, app.ListIn{Text: "vase"})).Rows[0]
	equal(t, "the new item", fmt.Sprintln(vase.SKU, vase.Name, vase.Price.Text("EUR")), "VASE Vase 7.00\n")
	next := must(h.PreviewOrders(h.ctx, ordersIn(shopHead+shopRow("#9", "ana@bluebird.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Item TOT-02", "10.00", "", "509"), nil)))
	equal(t, "what is remembered", fmt.Sprint(next.Counts.Taken)+next.Orders[0].Lines[0].Found, "1earlier choice")
	stranger := strings.ReplaceAll(shopHead+shopRow("#9", "who@else.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "509"), "Lea Ford", "Max Roe")
	held := must(h.PreviewOrders(h.ctx, ordersIn(stranger, func(in *app.ImportOrdersIn) { in.NoNew = true })))
	equal(t, "held for its customer", planned(held), "2 doubt #9 Max Roe 11.00 | 1×TOT-02 ? The customer Max Roe is not known.")
	_, err := h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Items = []app.OrderItem{{Code: "VASE", ItemID: 999}} }))
	h.refused(trade.NotFound, err)
	h.sound()
}

// The file's tax decides which code an order gets; a rate that no code has is asked for, or made.
func TestTaxesOfAFileFindTheirCodes(t *testing.T) {
	h := newHouse(t)
	must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "X", Name: "Export", Kind: trade.TaxExempt, Note: "Free of tax."}))
	file := shopHead +
		shopRow("#1", "ana@bluebird.example", "unfulfilled", "10.00", "5.00", "1.00", "16.00", "1", "Tote", "10.00", "TOT-02", "501") + // freight without tax
		shopRow("#2", "ana@bluebird.example", "unfulfilled", "11.00", "0.00", "0.00", "11.00", "1", "Tote", "11.00", "TOT-02", "502") +
		shopRow("#3", "ana@bluebird.example", "unfulfilled", "12.00", "0.00", "0.87", "12.87", "1", "Tote", "12.00", "TOT-02", "503") +
		shopRow("#4", "ana@bluebird.example", "unfulfilled", "11.00", "0.00", "1.00", "11.00", "1", "Tote", "11.00", "TOT-02", "504") // within the price
	plan := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "the orders", planned(plan), `2 new #1 Bluebird Gifts 16.00 by e-mail | 1×TOT-02
3 new #2 Bluebird Gifts 11.00 by e-mail | 1×TOT-02
5 new #4 Bluebird Gifts 11.00 by e-mail | 1×TOT-02
4 doubt #3 Bluebird Gifts 13.20 by e-mail | 1×TOT-02 ? The file has 0.87 of tax, to which no tax code leads; here it would have 1.20. Choose the tax code, or have one made.`)
	out := must(h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.NewTaxes = true })))
	var told []string
	for _, x := range out.Orders {
		o := h.readOrder(x.OrderID)
		told = append(told, fmt.Sprint(o.Total.Text("EUR"), o.Inclusive, o.Lines[0].TaxRate))
	}
	equal(t, "the taxes", strings.Join(told, " "), "16.00false 10 11.00false 0 12.87false 7.25 11.00true 10")
	h.sound()
}

// What a marketplace keeps is a cost of the order in the place of what was expected, from the day on which it is confirmed.
func TestFeesOfAFileCountInProfit(t *testing.T) {
	h := newHouse(t)
	must(h.SaveChargeRule(h.ctx, app.ChargeRuleIn{Channel: "faire", Kind: trade.ChargeMarket, Percent: 15 * 10_000}))
	file := "Order Number,Order Date,Retailer Name,Address 1,City,Zip Code,Country,Product Name,SKU,Quantity,Wholesale Price,Commission,Currency\n" +
		"F-1,2026-11-20,Bluebird Gifts,High St 1,York,YO1,GB,Tote,TOT-02,10,8.00,12.00,EUR\n"
	plan := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "the orders", planned(plan), "2 new F-1 Bluebird Gifts 88.00 by name and zip code | 10×TOT-02")
	out := must(h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Confirm = true })))
	o := h.readOrder(out.Orders[0].OrderID)
	equal(t, "the order", fmt.Sprintln(o.State, out.Orders[0].OrderNumber == o.Number, o.Charges.Text("EUR"), o.ChargesEstimated, o.Profit().Text("EUR")), "confirmed true 12.00 false 29.00\n")
	h.sound()

	draft := must(h.ImportOrders(h.ctx, ordersIn(strings.ReplaceAll(file, "F-1", "F-2"), nil)))
	must(h.DeleteOrder(h.ctx, app.Do{ID: draft.Orders[0].OrderID}))
	again := must(h.PreviewOrders(h.ctx, ordersIn(strings.ReplaceAll(file, "F-1", "F-2"), nil)))
	equal(t, "what was deleted can come again", again.Counts.New, 1)
	h.sound()
}

// A customer's own purchase order is one order; its columns are chosen once and known again.
func TestAPurchaseOrderOfACustomerIsReadByItsColumns(t *testing.T) {
	h := newHouse(t)
	file := "PO number;4711;;\nWas;Wie oft;Zu\nMUG-11;12;4,20\nTOT-02;;\n"
	plan := must(h.PreviewOrders(h.ctx, ordersIn(file, nil)))
	equal(t, "what is missing", plan.Missing, "No column is known to hold the goods and how many of them are ordered. Choose both.")
	_, err := h.ImportOrders(h.ctx, ordersIn(file, nil))
	h.refused(trade.Invalid, err)
	m := &trade.OrderMap{Heading: 2, Columns: []trade.PriceColumn{{Column: "A", Heading: "Was", Field: "sku"}, {Column: "B", Heading: "Wie oft", Field: "qty"}, {Column: "C", Heading: "Zu", Field: "price"}}}
	plan = must(h.PreviewOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Map = m })))
	equal(t, "nobody is named", planned(plan), "3 doubt 4711 ? 55.44 | 12×MUG-11 ? Nothing says whose order it is. Choose the customer. i It has no shipping address.")
	out := must(h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Map, in.Customer = m, "bluebird gifts" })))
	o := h.readOrder(out.Orders[0].OrderID)
	equal(t, "the order", fmt.Sprintln(o.Customer, o.Reference, o.ShipTo.Street, o.Channel, o.Lines[0].Qty), "Bluebird Gifts 4711 Dock Rd 9 file 12\n")
	next := must(h.PreviewOrders(h.ctx, ordersIn(strings.ReplaceAll(file, "4711", "4712"), func(in *app.ImportOrdersIn) { in.CustomerID = h.ana })))
	equal(t, "the next one", planned(next), "3 new 4712 Bluebird Gifts 55.44 by choice | 12×MUG-11")
	_, err = h.PreviewOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Customer = "Nobody" }))
	h.refused(trade.NotFound, err)
	_, err = h.PreviewOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Channel = "pigeon" }))
	h.refused(trade.Invalid, err)
}

// What a channel says otherwise later is told; what cannot be taken says why.
func TestOrdersThatCameInAreComparedWithTheirChannel(t *testing.T) {
	h := newHouse(t)
	row := shopRow("#1", "ana@bluebird.example", "unfulfilled", "10.00", "0.00", "1.00", "11.00", "1", "Tote", "10.00", "TOT-02", "501")
	must(h.ImportOrders(h.ctx, ordersIn(shopHead+row, nil)))
	later := strings.ReplaceAll(shopHead+row, ",paid,", ",voided,")
	plan := must(h.PreviewOrders(h.ctx, ordersIn(later, nil)))
	equal(t, "cancelled since", planned(plan), "2 known #1 Lea Ford 11.00 | 1×TOT-02 i It is cancelled on its channel now (voided, unfulfilled), and not here. Cancel it here too if that is right.")
	other := strings.ReplaceAll(later, "501", "777")
	plan = must(h.PreviewOrders(h.ctx, ordersIn(other, nil)))
	equal(t, "cancelled before it came", planned(plan), "2 cancelled #1 Bluebird Gifts 11.00 by e-mail | 1×TOT-02 ? It is cancelled on its channel (voided, unfulfilled).")
	foreign := strings.ReplaceAll(strings.ReplaceAll(shopHead+row, "501", "778"), "EUR", "USD")
	plan = must(h.PreviewOrders(h.ctx, ordersIn(foreign, nil)))
	equal(t, "no rate", planned(plan), "2 error #1 Bluebird Gifts 0.00 by e-mail | 1×TOT-02 ? There is no exchange rate from USD to EUR on 2026-11-20 or before. Enter one under Settings, Currencies.")
}

// A file goes back whole however many orders it brought, while they are as they came in.
func TestAFileOfManyOrdersIsTakenBack(t *testing.T) {
	h := newHouse(t)
	file := "Order Number,Order Date,Retailer Name,Address 1,City,Zip Code,Country,Product Name,SKU,Quantity,Wholesale Price,Commission,Currency\n"
	for i := range 3 {
		file += fmt.Sprintf("F-%d,2026-11-20,Bluebird Gifts,High St 1,York,YO1,GB,Tote,TOT-02,%d,8.00,12.00,EUR\n", i, 10+i)
	}
	out := must(h.ImportOrders(h.ctx, ordersIn(file, nil)))
	orders := out.Orders
	must(h.SaveOrder(h.ctx, app.SaveOrderIn{ID: orders[1].OrderID, Wanted: "2026-12-24"}))
	_, err := h.UndoOrders(h.ctx, app.ByID{ID: out.Import.ID})
	h.refused(trade.Refused, err)
	must(h.DeleteOrder(h.ctx, app.Do{ID: orders[1].OrderID}))
	must(h.UndoOrders(h.ctx, app.ByID{ID: out.Import.ID}))
	equal(t, "no orders are left", must(h.ListOrders(h.ctx, app.ListIn{})).Count, 0)
	equal(t, "no file is listed", len(must(h.ListOrderImports(h.ctx, app.Nothing{})).Rows), 0)
	h.sound()
	again := must(h.ImportOrders(h.ctx, ordersIn(file, func(in *app.ImportOrdersIn) { in.Confirm = true })))
	equal(t, "it can come again", again.Import.Orders, 3)
	_, err = h.UndoOrders(h.ctx, app.ByID{ID: again.Import.ID})
	h.refused(trade.Refused, err)
	_, err = h.UndoOrders(h.ctx, app.ByID{ID: 999})
	h.refused(trade.NotFound, err)
	h.sound()
}
