package app_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/shop"
	"dropdesk/app/shop/shoptest"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

// shopped is a house with a shop of WooCommerce.
func shopped(t *testing.T) (*house, *shoptest.Woo, *trade.Shop) {
	h := newHouse(t)
	h.Desk = app.New(app.Ports{Store: h.store, Shops: shop.New(), Secrets: keyring{}, Clock: func() time.Time { return h.now }})
	w := shoptest.NewWoo(t)
	must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "Kestrel Parcel", Link: "https://kestrel.example/{number}"}))
	s := must(h.SaveShop(h.ctx, app.ShopIn{Shop: trade.Shop{Kind: trade.WooCommerce, Address: w.URL, Since: "2026-11-20", Minutes: 15, Tracking: true, Notify: true, Complete: true}, Key: &w.Key, Secret: &w.Secret}))
	return h, w, s
}

func shopifyHouse(t *testing.T) (*house, *shoptest.Shopify, *trade.Shop) {
	h, _, _ := shopped(t)
	s := shoptest.NewShopify(t)
	x := must(h.SaveShop(h.ctx, app.ShopIn{Shop: trade.Shop{Kind: trade.Shopify, Address: s.URL, Since: "2026-11-20", Minutes: 15, Tracking: true}, Secret: &s.Secret}))
	return h, s, x
}

func (h *house) fetch(s *trade.Shop) string {
	h.t.Helper()
	out, err := h.FetchOrders(h.ctx, app.FetchOrdersIn{ShopID: s.ID})
	text := fmt.Sprintf("new %d known %d passed %d changed %d waiting %d", out.New, out.Known, out.Passed, out.Changed, out.Waiting)
	if err != nil {
		text += ": " + err.Error()
	}
	return text
}

func (h *house) ordersOn(channel string) (keys []string) {
	for _, o := range must(h.ListOrders(h.ctx, app.ListIn{Limit: 500, Channel: channel})).Rows {
		keys = append(keys, must(h.GetOrder(h.ctx, app.ByID{ID: o.ID})).ChannelKey)
	}
	return keys
}

// Orders come from the shop, those without a doubt are taken over, the others wait for a person; nothing comes twice, and what was left stays left.
func TestOrdersOfAShopComeInOnce(t *testing.T) {
	h, w, s := shopped(t)
	w.Add(5)
	w.Order(102).Lines[0].SKU = "VASE" // not in the catalogue
	w.Order(103).Status = "completed"  // shipped before it came
	w.Order(104).Status = "on-hold"    // not paid
	equal(t, "fetched", h.fetch(s), "new 4 known 0 passed 1 changed 0 waiting 4")
	equal(t, "again", h.fetch(s), "new 0 known 0 passed 0 changed 0 waiting 4")
	equal(t, "on Today", fmt.Sprint(h.found("shop_orders"), h.found("shop_doubt")), fmt.Sprintf("[%d] []", s.ID))

	file := must(h.GetShopOrders(h.ctx, app.ByID{ID: s.ID}))
	plan := must(h.PreviewOrders(h.ctx, file))
	equal(t, "the preview", planned(plan), `1 new 101 Lea Ford 9.90 | 2×MUG-11
4 new 105 Lea Ford 9.90 | 2×MUG-11
2 doubt 102 Lea Ford 9.90 | 2×VASE ? VASE is not in the catalogue. Say which item it is, or make it.
3 doubt 104 Lea Ford 9.90 | 2×MUG-11 ? It is not paid yet (on-hold, Card).`)

	ctx, step := app.Noting(h.ctx)
	must(h.TakeShopOrders(ctx, app.ByID{ID: s.ID}))
	equal(t, "taken", fmt.Sprint(h.ordersOn("woocommerce")), "[105 101]")
	equal(t, "on Today then", fmt.Sprint(h.found("shop_orders"), h.found("shop_doubt")), fmt.Sprintf("[] [%d]", s.ID))
	equal(t, "fetched once more", h.fetch(s), "new 0 known 0 passed 0 changed 0 waiting 2")
	h.sound()

	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "taken back, they wait again", fmt.Sprint(len(h.ordersOn("woocommerce")), h.found("shop_orders")), fmt.Sprintf("0 [%d]", s.ID))
	out := must(h.TakeShopOrders(h.ctx, app.ByID{ID: s.ID}))
	must(h.UndoOrders(h.ctx, app.ByID{ID: out.Import.ID}))
	equal(t, "so they do when the whole import is", len(must(h.PreviewOrders(h.ctx, must(h.GetShopOrders(h.ctx, app.ByID{ID: s.ID})))).Orders), 4)

	// A paid one is no longer in doubt; what was cancelled there is not ours; what is left stays left until it changes.
	w.Touch(104, "processing")
	w.Touch(105, "cancelled")
	equal(t, "changed there", h.fetch(s), "new 1 known 0 passed 1 changed 0 waiting 3")
	must(h.LeaveShopOrders(h.ctx, app.LeaveShopOrdersIn{ShopID: s.ID, Keys: []string{"102"}}))
	equal(t, "left", h.fetch(s), "new 0 known 0 passed 0 changed 0 waiting 2")
	must(h.TakeShopOrders(h.ctx, app.ByID{ID: s.ID}))
	w.Touch(104, "cancelled")
	w.Touch(102, "processing")
	equal(t, "cancelled there after it came", h.fetch(s), "new 1 known 0 passed 0 changed 1 waiting 2")
	g := must(h.Today(h.ctx, app.TodayIn{Rule: "shop_doubt"})).Groups[0].Findings[0]
	equal(t, "said on Today", fmt.Sprint(g.Count, g.About), "1It is cancelled in the shop now, and not here.")
	h.sound()
}

// Automation takes over what is not in doubt, and no more.
func TestTrustedOrdersOfAShopComeInByThemselves(t *testing.T) {
	h, w, _ := shopped(t)
	w.Add(3)
	w.Order(102).Lines[0].SKU = "VASE"
	must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "shop_orders", Level: trade.Automatic}))
	for range 2 {
		must(h.FetchShops(h.ctx, app.Nothing{}))
		must(h.RunAutomation(h.ctx, app.Nothing{}))
		h.now = h.now.Add(16 * time.Minute)
	}
	equal(t, "taken", fmt.Sprint(h.ordersOn("woocommerce")), "[103 101]")
	equal(t, "left to a person", len(h.found("shop_doubt")), 1)
	equal(t, "nothing failed", fmt.Sprint(len(h.found("shop")), w.Count("GET /wp-json/wc/v3/orders")), "0 2")
}

// A shop that stops in the middle, for whatever reason, loses no order and brings none twice; what came whole has come.
func TestAFetchThatBreaksOffGoesOnWhereItWas(t *testing.T) {
	for name, fault := range map[string]func(http.ResponseWriter){
		"the key expires": func(w http.ResponseWriter) {
			w.WriteHeader(401)
			fmt.Fprint(w, `{"code":"woocommerce_rest_authentication_error","message":"cs_canary_secret is not valid"}`)
		},
		"half a page": func(w http.ResponseWriter) { fmt.Fprint(w, `[{"id":150,"num`) },
		"no orders":   func(w http.ResponseWriter) { fmt.Fprint(w, `{"surprise":true}`) },
	} {
		h, w, s := shopped(t)
		w.Add(120)
		w.Fault = func(n int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
			if n == 2 {
				fault(rw)
			}
			return n == 2
		}
		out, err := h.FetchOrders(h.ctx, app.FetchOrdersIn{ShopID: s.ID})
		if err == nil || out.Waiting != 50 || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
		equal(t, name+" stands on Today", len(h.found("shop")), 1)
		equal(t, name+": then", h.fetch(s), "new 70 known 0 passed 0 changed 0 waiting 120")
		equal(t, name+" is over", len(h.found("shop")), 0)
		equal(t, name+": all of them", len(must(h.PreviewOrders(h.ctx, must(h.GetShopOrders(h.ctx, app.ByID{ID: s.ID})))).Orders), 120)
	}
}

// A busy shop is left alone until it may be asked again.
func TestTheWorkerLeavesABusyShopAlone(t *testing.T) {
	h, w, _ := shopped(t)
	w.Add(1)
	w.Fault = func(n int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
		rw.Header().Set("Retry-After", "1800")
		rw.WriteHeader(http.StatusTooManyRequests)
		return true
	}
	out := must(h.FetchShops(h.ctx, app.Nothing{}))
	equal(t, "when", fmt.Sprint(out.Shops[0].AgainAt), "2026-11-23T09:44:00Z")
	h.now = h.now.Add(29 * time.Minute)
	must(h.FetchShops(h.ctx, app.Nothing{}))
	equal(t, "asked", len(w.Asked), 1)
	w.Fault = nil
	h.now = h.now.Add(time.Minute)
	equal(t, "then", must(h.FetchShops(h.ctx, app.Nothing{})).Shops[0].New, 1)
}

// shipSome lets the supplier ship some pieces of an order, with tracking numbers or without.
func (h *house) shipSome(o *trade.SalesOrder, n int, tracking ...string) *trade.Shipment {
	h.t.Helper()
	p := must(h.ListPurchases(h.ctx, app.ListIn{Limit: 100})).Rows
	for _, x := range p {
		if full := must(h.GetPurchase(h.ctx, app.ByID{ID: x.ID})); full.OrderID == o.ID {
			return must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: x.ID, CarrierID: 1, Tracking: tracking, Lines: []app.QtyIn{{LineID: full.Lines[0].ID, Qty: qty(n)}}})).Shipment
		}
	}
	h.t.Fatal("nothing is ordered")
	return nil
}

// fromShop is the shop's first order, taken over, confirmed and ordered from its supplier.
func (h *house) fromShop(s *trade.Shop) *trade.SalesOrder {
	h.t.Helper()
	must(h.FetchOrders(h.ctx, app.FetchOrdersIn{ShopID: s.ID}))
	plan := must(h.TakeShopOrders(h.ctx, app.ByID{ID: s.ID}))
	o := must(h.ConfirmOrder(h.ctx, app.ConfirmIn{SendIn: app.SendIn{ID: plan.Orders[0].OrderID, NoMail: true}}))
	must(h.ForwardOrders(h.ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true}))
	return h.readOrder(o.ID)
}

func (h *house) tell() string {
	h.t.Helper()
	out := must(h.TellShops(h.ctx, app.Nothing{}))
	return fmt.Sprintf("sent %d waiting %d refused %d %v", out.Sent, out.Waiting, out.Refused, out.Troubles)
}

func TestTheShopIsToldOnceOfEachShipment(t *testing.T) {
	h, w, s := shopped(t)
	w.Add(1)
	o := h.fromShop(s)
	first := h.shipSome(o, 1, "0034-1")
	equal(t, "it lingers", h.tell(), "sent 0 waiting 0 refused 0 []")
	h.now = h.now.Add(2 * time.Minute)

	// The note arrives, the answer does not: the shop is asked before it is told again.
	w.Fault = func(_ int, what string, rw http.ResponseWriter, _ *http.Request) bool {
		if strings.HasPrefix(what, "POST") {
			w.Order(101).Notes = append(w.Order(101).Notes, shoptest.WooNote{Text: "(" + first.Number + ")"})
			rw.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	}
	equal(t, "it breaks", h.tell(), "sent 0 waiting 1 refused 0 [The shop is busy: 502 Bad Gateway. It is asked again.]")
	w.Fault = nil
	equal(t, "not at once", h.tell(), "sent 0 waiting 0 refused 0 []")
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "then", h.tell(), "sent 1 waiting 0 refused 0 []")
	equal(t, "once", len(w.Order(101).Notes), 1)
	equal(t, "it is not done", w.Order(101).Status, "processing")

	h.shipSome(o, 1, "0034-2")
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "the rest", h.tell(), "sent 1 waiting 0 refused 0 []")
	n := w.Order(101).Notes[1]
	equal(t, "the note", n.Text, "On its way:\nKestrel Parcel 0034-2\nhttps://kestrel.example/0034-2\n(SH-1002)")
	equal(t, "it is done", fmt.Sprint(n.Customer, w.Order(101).Status), "truecompleted")
	h.now = h.now.Add(time.Hour)
	equal(t, "no more", h.tell(), "sent 0 waiting 0 refused 0 []")
	h.sound()
}

// What ships without a tracking number is told too, and once.
func TestTheShopIsToldOfWhatHasNoTrackingNumber(t *testing.T) {
	h, w, s := shopped(t)
	w.Add(1)
	o := h.fromShop(s)
	h.shipSome(o, 1)
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "a part", h.tell(), "sent 1 waiting 0 refused 0 []")
	equal(t, "the note", w.Order(101).Notes[0].Text, "On its way: Kestrel Parcel\n(SH-1001)")
	h.shipSome(o, 1)
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "the rest", h.tell(), "sent 1 waiting 0 refused 0 []")
	equal(t, "it is done", fmt.Sprint(len(w.Order(101).Notes), w.Order(101).Status), "2completed")

	h, x, s := shopifyHouse(t)
	x.Add(1)
	o = h.fromShop(s)
	h.shipSome(o, 1)
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "a part", h.tell(), "sent 1 waiting 0 refused 0 []")
	h.shipSome(o, 1)
	h.now = h.now.Add(2 * time.Minute)
	known := len(x.Orders[0].Fulfillments)
	x.Fault = func(_ int, what string, rw http.ResponseWriter, _ *http.Request) bool { // the answer is lost before it is known whether anything came to be
		if what == "fulfil" {
			rw.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	}
	equal(t, "it breaks", strings.Split(h.tell(), " [")[0], "sent 0 waiting 1 refused 0")
	x.Fault = nil
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "then", h.tell(), "sent 1 waiting 0 refused 0 []")
	equal(t, "once", fmt.Sprint(len(x.Orders[0].Fulfillments)-known, x.Orders[0].Lines[0].Left), "1 0")
	h.sound()
}

// A shipment that is taken back before the shop was told takes its word back; afterwards it cannot be.
func TestAShipmentThatIsTakenBackIsNotTold(t *testing.T) {
	h, w, s := shopped(t)
	w.Add(1)
	o := h.fromShop(s)
	ctx, step := app.Noting(h.ctx)
	ctx, h.ctx = h.ctx, ctx
	h.shipSome(o, 2, "0034")
	h.ctx = ctx
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "all as before", len(must(h.ListTracking(h.ctx, app.Nothing{})).Rows), 0)
	h.now = h.now.Add(time.Hour)
	equal(t, "told", h.tell(), "sent 0 waiting 0 refused 0 []")
	ctx, step = app.Noting(h.ctx)
	ctx, h.ctx = h.ctx, ctx
	h.shipSome(o, 2, "0034")
	h.ctx = ctx
	h.now = h.now.Add(time.Hour)
	equal(t, "told now", h.tell(), "sent 1 waiting 0 refused 0 []")
	_, err := h.UndoStep(h.ctx, app.ByID{ID: *step})
	fails(t, err, trade.Refused, "The shop was told of SH-1001")
}

// Shopify is told by its own lines and whole pieces; what it refuses stands on Today with its words until a person settles it.
func TestShopifyIsToldOfPartsAndItsRefusalStandsOnToday(t *testing.T) {
	h, w, s := shopifyHouse(t)
	w.Add(1)
	o := h.fromShop(s)
	equal(t, "the line", o.Lines[0].ChannelLine, "gid://shopify/LineItem/50010")
	h.shipSome(o, 1, "A")
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "a part", h.tell(), "sent 1 waiting 0 refused 0 []")
	equal(t, "left there", w.Orders[0].Lines[0].Left, 1)
	w.Orders[0].Lines[0].Left = 0 // somebody has fulfilled the rest in the shop by hand
	h.shipSome(o, 1, "B")
	h.now = h.now.Add(2 * time.Minute)
	equal(t, "refused", h.tell(), "sent 0 waiting 0 refused 1 [The shop refused it: 1 of MUG-11 are shipped that it does not wait for: they were fulfilled, refunded or taken out there.]")
	f := must(h.Today(h.ctx, app.TodayIn{Rule: "shop_push"})).Groups[0].Findings[0]
	equal(t, "on Today", f.Number+": "+f.About, "SH-1002: The shop refused it: 1 of MUG-11 are shipped that it does not wait for: they were fulfilled, refunded or taken out there.")
	must(h.DoToday(h.ctx, app.DoTodayIn{Rule: "shop_push", IDs: []trade.ID{f.ID}}))
	equal(t, "refused once more", strings.Split(h.tell(), " [")[0], "sent 0 waiting 0 refused 1")
	must(h.StopTracking(h.ctx, app.ByID{ID: f.ID}))
	equal(t, "settled", len(h.found("shop_push")), 0)
	equal(t, "told", len(w.Orders[0].Fulfillments), 1)
	h.sound()
}

func TestAKeyOfAShopIsInNoFileAndNoError(t *testing.T) {
	h, w, s := shopped(t)
	w.Add(2)
	must(h.FetchOrders(h.ctx, app.FetchOrdersIn{ShopID: s.ID}))
	other := *s
	other.Channel = "woocommerce-2"
	_, err := h.SaveShop(h.ctx, app.ShopIn{Shop: other})
	fails(t, err, trade.Refused, "would come once more by another")
	w.Fault = func(_ int, _ string, rw http.ResponseWriter, r *http.Request) bool {
		rw.WriteHeader(401)
		fmt.Fprintf(rw, `{"message":"%s %s %s is wrong"}`, w.Key, w.Secret, r.Header.Get("Authorization"))
		return true
	}
	_, err = h.FetchOrders(h.ctx, app.FetchOrdersIn{ShopID: s.ID})
	_, tested := h.TestShop(h.ctx, app.ShopIn{Shop: *s, Key: &w.Key, Secret: &w.Secret})
	said := fmt.Sprint(err, tested, must(h.ListShops(h.ctx, app.Nothing{})), datatest.Dump(t, h.store))
	for _, canary := range []string{"canary", "Y2tfY2FuYXJ5"} { // and as it is sent
		if strings.Contains(said, canary) {
			t.Errorf("%q is told", canary)
		}
	}
	fails(t, tested, trade.External, "The shop does not accept the key")
	_, err = h.SaveShop(h.ctx, app.ShopIn{Shop: trade.Shop{ID: s.ID, Version: s.Version, Kind: s.Kind, Address: "https://else.example", Since: s.Since, Channel: s.Channel}})
	fails(t, err, trade.Invalid, "the key is to be entered again")
	_ = filepath.Walk(filepath.Dir(h.store.Path()), func(path string, info os.FileInfo, _ error) error {
		if b, err := os.ReadFile(path); err == nil && strings.Contains(string(b), "canary") {
			t.Errorf("a key is in %s", filepath.Base(path))
		}
		return nil
	})
}

func TestAShopIsRefusedWhereItsKeyWouldGoOpenly(t *testing.T) {
	h, w, _ := shopped(t)
	for in, why := range map[trade.Shop]string{
		{Kind: "shopify", Address: "http://shop.example", Since: "2026-11-01"}:           "go openly",
		{Kind: "shopify", Address: "https://user:pw@shop.example", Since: "2026-11-01"}:  "no address",
		{Kind: "shopify", Address: "ftp://localhost", Since: "2026-11-01"}:               "go openly",
		{Kind: "shopify", Address: "", Since: "2026-11-01"}:                              "no address",
		{Kind: "magento", Address: "https://shop.example", Since: "2026-11-01"}:          "none of",
		{Kind: "shopify", Address: "shop.example"}:                                       "from which day",
		{Kind: "shopify", Address: "shop.example", Since: "2026-11-01", Minutes: -1}:     "minutes",
		{Kind: "shopify", Address: "shop.example", Since: "2026-11-01", Channel: "etsy"}: "none of",
		{Kind: "woocommerce", Address: "https://two.example", Since: "2026-11-01"}:       "channel woocommerce already",
	} {
		_, err := h.SaveShop(h.ctx, app.ShopIn{Shop: in, Key: &w.Key, Secret: &w.Secret})
		if e := app.AsError(err); err == nil || !strings.Contains(e.Message, why) || e.Field == "" {
			t.Errorf("%+v: %v (%s)", in, err, e.Field)
		}
	}
	s := must(h.SaveShop(h.ctx, app.ShopIn{Shop: trade.Shop{Kind: "woocommerce", Address: "Two.Example/store/wp-admin/", Since: "2026-11-01", Channel: "woocommerce-2"}, Key: &w.Key, Secret: &w.Secret}))
	equal(t, "the address", s.Address, "https://two.example/store")
	_, err := h.FetchOrders(h.ctx, app.FetchOrdersIn{Shop: "nowhere"})
	if !errors.As(err, new(*trade.Error)) {
		t.Error(err)
	}
}

func fails(t *testing.T, err error, kind trade.Fault, words string) {
	t.Helper()
	if e := app.AsError(err); err == nil || e.Kind != kind || !strings.Contains(e.Message, words) {
		t.Errorf("%v, not %s: %s", err, kind, words)
	}
}
