package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/data/datatest"
	"dropdesk/reports"
)

// house is a small company for stories: one customer, two suppliers, three items.
type house struct {
	*app.Desk
	store *data.Store
	t     testing.TB
	ctx   context.Context
	now   time.Time
	tax   trade.ID
	net30 trade.ID
	rep   trade.ID
	clay  trade.ID
	weft  trade.ID
	ana   trade.ID
	mug   trade.ID
	tote  trade.ID
	wrap  trade.ID
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, store: datatest.Open(t), ctx: app.As(context.Background(), "Kim"), now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
	h.Desk = app.New(app.Ports{Store: h.store, Clock: func() time.Time { return h.now }})
	code := must(h.SaveTaxCode(h.ctx, trade.TaxCode{Code: "S", Name: "VAT 10 %", Kind: trade.TaxNormal, Rate: 10 * money.Percent}))
	terms := must(h.SaveTerms(h.ctx, trade.Terms{Name: "30 days", Parts: []trade.TermPart{{Percent: money.Whole, Days: 30}}}))
	company := must(h.GetCompany(h.ctx, app.Nothing{}))
	company.Name, company.Email, company.TaxCodeID, company.TermsID = "North Pier Trading", "sales@northpier.example", code.ID, terms.ID
	must(h.SaveCompany(h.ctx, *company))
	rep := must(h.SaveUser(h.ctx, trade.User{Name: "Kim Berg", Role: "sales"}))
	h.tax, h.net30, h.rep = code.ID, terms.ID, rep.ID
	h.clay = h.supplier("Clayworks", "orders@clayworks.example")
	h.weft = h.supplier("Weft & Co", "orders@weft.example")
	h.ana = h.customer("Bluebird Gifts", nil)
	h.mug = h.item("MUG-11", "4.50", h.clay, "3.10")
	h.tote = h.item("TOT-02", "5.20", h.weft, "3.90")
	h.wrap = must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: "WRAP", Name: "Gift wrapping", Price: dec("2"), Service: true})).ID
	return h
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func dec(s string) money.Decimal { return must(money.Parse(s)) }

func decp(s string) *money.Decimal { d := dec(s); return &d }

func qty(n int) money.Qty { return money.Qty(n) * money.Unit }

func qtyp(n int) *money.Qty { q := qty(n); return &q }

func (h *house) supplier(name, email string) trade.ID {
	return must(h.SaveSupplier(h.ctx, app.SaveSupplierIn{Supplier: trade.Supplier{
		Name: name, Contacts: []trade.Contact{{Name: "Desk"}, {Name: "Orders", Email: email, Orders: true}},
		Address: trade.Address{Street: "Kiln 1", City: "Leeds", Country: "GB"},
	}})).ID
}

func (h *house) customer(name string, change func(*app.SaveCustomerIn)) trade.ID {
	in := app.SaveCustomerIn{Customer: trade.Customer{
		Name: name, RepID: h.rep, Contacts: []trade.Contact{{Name: "Ana Ruiz", Email: "ana@bluebird.example"}},
		Billing:  trade.Address{Street: "High St 1", City: "York", Zip: "YO1", Country: "GB"},
		Shipping: []trade.Address{{Label: "Shop", Street: "Dock Rd 9", City: "Hull", Zip: "HU1", Country: "GB"}},
	}}
	if change != nil {
		change(&in)
	}
	return must(h.SaveCustomer(h.ctx, in)).ID
}

func (h *house) item(sku, price string, supplier trade.ID, cost string) trade.ID {
	return must(h.SaveItem(h.ctx, app.SaveItemIn{SKU: sku, Name: "Item " + sku, Price: dec(price), Sources: []app.SourceIn{
		{SupplierID: supplier, PartNo: "X-" + sku, Cost: dec(cost), LeadDays: 4},
	}})).ID
}

// order makes and confirms an order of 24 mugs and 10 totes, however many there were of the same on this day.
func (h *house) order(lines ...app.LineIn) *trade.SalesOrder {
	h.t.Helper()
	if len(lines) == 0 {
		lines = []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}, {ItemID: h.tote, Qty: qtyp(10)}}
	}
	o, err := h.SaveOrder(h.ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: lines}, Confirm: true, Twice: true})
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

// forward sends the order's purchase orders.
func (h *house) forward(o *trade.SalesOrder) []*trade.PurchaseOrder {
	h.t.Helper()
	out, err := h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
	if err != nil {
		h.t.Fatal(err)
	}
	return out.Made
}

// decide settles the order's first open exception.
func (h *house) decide(o *trade.SalesOrder, in app.DecisionIn) app.DecisionOut {
	h.t.Helper()
	e := h.exception(o)
	in.ID = e.ID
	return must(h.DecideException(h.ctx, in))
}

// exception is the order's first open exception.
func (h *house) exception(o *trade.SalesOrder) *trade.Exception {
	h.t.Helper()
	list := must(h.ListExceptions(h.ctx, app.ListExceptionsIn{OrderID: o.ID})).Rows
	for i := range list {
		if list[i].Open > 0 {
			return &list[i]
		}
	}
	h.t.Fatal("nothing waits for a decision")
	return nil
}

func (h *house) readOrder(id trade.ID) *trade.SalesOrder {
	h.t.Helper()
	return must(h.GetOrder(h.ctx, app.ByID{ID: id}))
}

// sound fails the test where the file does not add up.
func (h *house) sound() {
	h.t.Helper()
	r, err := h.Check(h.ctx, app.Nothing{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range r.Problems {
		h.t.Error(p)
	}
}

// refused fails the test unless err is of a kind.
func (h *house) refused(kind trade.Fault, err error) {
	h.t.Helper()
	var e *trade.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Message == "" {
		h.t.Errorf("got %v, want an error of the kind %s", err, kind)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// says fails the test unless err is a refusal in these words, among others.
func (h *house) says(err error, words string) {
	h.t.Helper()
	h.refused(trade.Refused, err)
	if err != nil && !strings.Contains(err.Error(), words) {
		h.t.Errorf("got %q, want it to say %q", err, words)
	}
}

// printing is the desk with a printer.
func (h *house) printing() *app.Desk {
	return app.New(app.Ports{Store: h.store, Printer: reports.New(), Clock: func() time.Time { return h.now }})
}
