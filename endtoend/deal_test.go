// Package endtoend tries the program that people start: real window, real mouse, real keys, real mail servers. scripts/endtoend
// builds it and runs these tests; scripts/mailservers starts the servers.
package endtoend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/views/kit"
)

func TestMain(m *testing.M) {
	if os.Getenv("DROPDESK_ENDTOEND") == "" && os.Getenv("DROPDESK_MAIL_CA") == "" {
		fmt.Println("The end-to-end tests need the built program and an X server, or mail servers: run scripts/endtoend, or scripts/mailservers go test ./endtoend -run Mail.")
		return
	}
	os.Exit(m.Run())
}

var ctx = app.As(context.Background(), "Mara")

// northPier is a company with its own data and nobody to trade with yet.
func northPier(t *testing.T) func(path string) {
	return func(path string) {
		store, err := data.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		desk := app.New(app.Ports{Store: store})
		company := must(desk.GetCompany(ctx, app.Nothing{}))(t)
		code := must(desk.SaveTaxCode(ctx, trade.TaxCode{Code: "S", Name: "VAT 10 %", Kind: trade.TaxNormal, Rate: 10 * money.Percent}))(t)
		terms := must(desk.SaveTerms(ctx, trade.Terms{Name: "30 days", Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))(t)
		company.Name, company.Email, company.TaxCodeID, company.TermsID = "North Pier Trading", "sales@northpier.example", code.ID, terms.ID
		must(desk.SaveCompany(ctx, *company))(t)
		must(desk.SaveCarrier(ctx, trade.Carrier{Name: "Kestrel Parcel"}))(t)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// The deal of both tests: two items of two suppliers are quoted, eight of twelve lanterns and all ten cups are ordered.
// They sell for 8 × 48 + 10 × 9 = 474 and cost 8 × 21.50 + 10 × 4 = 212.
const profit = "262.00"

func TestADealByMouse(t *testing.T) {
	d := sit(t, northPier(t))
	d.press("Quotes")
	d.says("No quotes here yet")
	d.press("New")
	d.hinted("Customer's name", "Brackwater Inn")
	d.pick("Brackwater Inn")
	d.fill("Contact's e-mail", "ann@brackwater.example")
	d.fill("Street", "Quay 4")
	d.fill("Postcode", "1011")
	d.fill("City", "Delft")
	d.fill("Country", "NL")
	d.press("Add the customer")
	for _, x := range []struct{ item, sku, price, supplier, mail, cost, qty string }{
		{"Brass lantern", "LAN-1", "48", "Otter Brass", "orders@otter.example", "21.50", "12"},
		{"Tin cup", "CUP-1", "9", "Hill Tin", "orders@hill.example", "4", "10"},
	} {
		d.hinted("Item …", x.item)
		d.pick(x.item)
		d.fill("SKU", x.sku)
		d.fill("Price EUR", x.price)
		d.hinted("Supplier's name", x.supplier)
		d.pick(x.supplier)
		d.fill("Contact's e-mail", x.mail)
		d.press("Add the supplier")
		d.says("New item")
		d.fill("Cost", x.cost)
		d.press("Add the item")
		d.focused("1")
		d.write(x.qty)
	}
	d.picture("quote")
	d.press("Send…")
	d.says("E-mail the quote to Brackwater Inn")
	d.picture("mail")
	d.press("Open in mail program")
	d.wait("the quote to be sent", func() bool { return d.quote().State == trade.Sent })
	d.given(".eml")

	d.press("Make order…")
	d.fill("LAN-1 Brass lantern (12 left)", "8")
	d.picture("part-of-it")
	d.press("Confirm the order")
	d.wait("the order", func() bool { return d.order().Next == trade.StepOrder })
	d.press("Create 2 purchase orders")
	d.says("Forward to the suppliers")
	d.picture("purchase-orders")
	d.press("Create and send 2")
	d.wait("both purchase orders to be sent", func() bool { return len(d.purchases("sent")) == 2 })
	lanterns := d.purchases("sent")[0]
	if lanterns.Supplier != "Otter Brass" {
		lanterns = d.purchases("sent")[1]
	}

	d.press("Enter tracking of " + lanterns.Number)
	d.fill("Tracking numbers", "KP1")
	d.fill("shipped", "4")
	d.picture("part-shipment")
	d.press("Record the shipment")
	d.wait("the shipment", func() bool { return d.shipment().Number != "" })
	d.says(d.shipment().Number)
	d.picture("shipment")
	d.press("Confirm delivery")
	d.says("has arrived")
	d.fill("Received by", "Mr Dock")
	d.press("Confirm delivery")
	d.wait("the delivery", func() bool { return d.shipment().State == trade.Delivered })

	d.press("Order " + d.order().Number)
	d.press("Invoice what shipped")
	d.wait("the drafted invoice", func() bool { return d.invoice().ID != 0 })
	d.press("Issue")
	d.says("Issue the invoice to Brackwater Inn")
	d.press("Open in mail program")
	d.wait("the invoice to be issued", func() bool { return d.invoice().State == trade.Issued })
	d.picture("invoice")
	d.press("Record payment")
	d.says("Money from Brackwater Inn")
	d.picture("payment")
	d.press("Record the payment")
	d.wait("the payment", func() bool { return d.invoice().Open == 0 })
	d.press("Order " + d.order().Number)
	d.says("Profit EUR " + profit)
	d.press("Profit EUR " + profit)
	d.says("Profit of ")
	d.says("LAN-1")
	d.picture("profit")
	t.Logf("%d clicks", d.clicks)
}

func TestADealByKeyboard(t *testing.T) {
	d := sit(t, northPier(t))
	d.key("ctrl+n")
	d.focused("Customer's name")
	d.write("Brackwater Inn")
	d.says("New customer “Brackwater Inn”")
	d.key("Return")
	d.says("Contact's e-mail")
	for _, x := range [][2]string{{"Contact's e-mail", "ann@brackwater.example"}, {"Street", "Quay 4"}, {"Postcode", "1011"}, {"City", "Delft"}, {"Country", "NL"}} {
		d.tabTo(x[0])
		d.write(x[1])
	}
	d.key("ctrl+Return")
	for _, x := range []struct{ item, sku, price, supplier, mail, cost, qty string }{
		{"Brass lantern", "LAN-1", "48", "Otter Brass", "orders@otter.example", "21.50", "12"},
		{"Tin cup", "CUP-1", "9", "Hill Tin", "orders@hill.example", "4", "10"},
	} {
		d.focused("Item …")
		d.write(x.item)
		d.says("New item “" + x.item + "”")
		d.key("Return")
		d.says("New item")
		d.tabTo("SKU")
		d.write(x.sku)
		d.tabTo("Price EUR")
		d.write(x.price)
		d.tabTo("Supplier")
		d.write(x.supplier)
		d.says("New supplier “" + x.supplier + "”")
		d.key("Tab")
		d.says("Contact for orders")
		d.tabTo("Contact's e-mail")
		d.write(x.mail)
		d.key("ctrl+Return")
		d.says("New item")
		d.tabTo("Cost")
		d.write(x.cost)
		d.key("ctrl+Return")
		d.focused("1")
		d.write(x.qty)
		for range 12 {
			if d.has(kit.Seen{Role: "entry", Hint: "Item …", Focused: true}) {
				break
			}
			d.key("Tab")
		}
	}
	d.picture("quote")
	d.key("ctrl+Return")
	d.says("E-mail the quote to Brackwater Inn")
	d.key("ctrl+Return")
	d.wait("the quote to be sent", func() bool { return d.quote().State == trade.Sent })
	d.says("Make order…")
	d.key("ctrl+Return")
	d.says("Order from " + d.quote().Number)
	d.tabTo("LAN-1 Brass lantern (12 left)")
	d.key("ctrl+a")
	d.write("8")
	d.key("ctrl+Return")
	d.wait("the order", func() bool { return d.order().Next == trade.StepOrder })
	d.says("Create 2 purchase orders")
	d.key("ctrl+Return")
	d.says("Forward to the suppliers")
	d.key("ctrl+Return")
	d.wait("both purchase orders to be sent", func() bool { return len(d.purchases("sent")) == 2 })
	d.says("Enter tracking of ")
	d.key("ctrl+Return")
	d.says("Tracking numbers")
	d.tabTo("shipped")
	d.key("ctrl+a")
	d.write("4")
	d.picture("part-shipment")
	d.key("ctrl+Return")
	d.wait("the shipment", func() bool { return d.shipment().Number != "" })
	d.says("Confirm delivery…")
	d.key("ctrl+Return")
	d.says("has arrived")
	d.key("ctrl+Return")
	d.wait("the delivery", func() bool { return d.shipment().State == trade.Delivered })
	d.gone("has arrived")
	d.key("2")
	d.says("Invoice what shipped")
	d.key("ctrl+Return")
	d.wait("the drafted invoice", func() bool { return d.invoice().ID != 0 })
	d.says("Issue")
	d.key("ctrl+Return")
	d.says("Issue the invoice to Brackwater Inn")
	d.key("ctrl+Return")
	d.wait("the invoice to be issued", func() bool { return d.invoice().State == trade.Issued })
	d.says("Record payment")
	d.key("ctrl+Return")
	d.says("Money from Brackwater Inn")
	d.key("ctrl+Return")
	d.wait("the payment", func() bool { return d.invoice().Open == 0 })
	d.gone("Money from Brackwater Inn")
	d.key("2")
	d.says("Profit EUR " + profit)
	d.key("6")
	d.says("Profit of ")
	d.says("LAN-1")
	d.picture("profit")
	t.Logf("%d keys besides what was typed", d.keys)
	if d.clicks != 0 {
		t.Errorf("the mouse was needed %d times", d.clicks)
	}
}

// only is the one row of a list, or an empty one.
func only[R any](l app.List[R], err error) (r R) {
	if err == nil && len(l.Rows) == 1 {
		return l.Rows[0]
	}
	return r
}

func (d *desktop) quote() app.QuoteRow       { return only(d.desk.ListQuotes(ctx, app.ListIn{})) }
func (d *desktop) order() app.OrderRow       { return only(d.desk.ListOrders(ctx, app.ListIn{})) }
func (d *desktop) shipment() app.ShipmentRow { return only(d.desk.ListShipments(ctx, app.ListIn{})) }
func (d *desktop) invoice() app.InvoiceRow   { return only(d.desk.ListInvoices(ctx, app.ListIn{})) }

// purchases are the purchase orders in a state, as far as they can be read.
func (d *desktop) purchases(state trade.State) (list []app.PurchaseRow) {
	all, _ := d.desk.ListPurchases(ctx, app.ListIn{})
	for _, r := range all.Rows {
		if r.State == state {
			list = append(list, r)
		}
	}
	return list
}

// given waits until a file with an ending was handed to the system's viewer.
func (d *desktop) given(ending string) {
	d.t.Helper()
	d.wait("a file "+ending+" in the viewer", func() bool {
		raw, _ := os.ReadFile(filepath.Join(d.dir, "opened"))
		for _, path := range strings.Fields(string(raw)) {
			if info, err := os.Stat(path); err == nil && info.Size() > 0 && strings.HasSuffix(path, ending) {
				return true
			}
		}
		return false
	})
}
