package shop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/shop/shoptest"
	"dropdesk/app/trade"
)

// lineTo is a line to a shop, and how long it has rested.
func lineTo(kind, address, key, secret string) (app.ShopLine, *[]time.Duration) {
	s := New()
	rested := &[]time.Duration{}
	s.rest = func(_ context.Context, d time.Duration) error { *rested = append(*rested, d); return nil }
	return s.Shop(&trade.Shop{Kind: kind, Address: address}, app.ShopKeys{Key: key, Secret: secret}), rested
}

func wooLine(s *shoptest.Woo) (app.ShopLine, *[]time.Duration) {
	return lineTo(trade.WooCommerce, s.URL, s.Key, s.Secret)
}

func shopifyLine(s *shoptest.Shopify) (app.ShopLine, *[]time.Duration) {
	return lineTo(trade.Shopify, s.URL, "", s.Secret)
}

// fetched are the keys of the orders that come, in their order, each as often as it comes.
func fetched(l app.ShopLine, since time.Time) (keys []string, err error) {
	_, err = l.Orders(context.Background(), since, func(page []app.ShopGot) error {
		for _, o := range page {
			keys = append(keys, o.Key)
		}
		return nil
	})
	return keys, err
}

func troubleOf(t *testing.T, err error) app.ShopTrouble {
	t.Helper()
	var e *app.ShopError
	if err == nil {
		return ""
	}
	if !errors.As(err, &e) {
		t.Fatalf("no error of a shop: %v", err)
	}
	if strings.Contains(err.Error(), "canary") {
		t.Errorf("a key is told: %v", err)
	}
	return e.Trouble
}

func numbers(from, n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprint(from+i))
	}
	return list
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

func TestAllPagesComeOnceOldestChangeFirst(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Add(123)
	l, _ := wooLine(w)
	got, err := fetched(l, shoptest.Clock)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "WooCommerce", got, numbers(101, 123))
	got, err = fetched(l, shoptest.Clock.Add(120*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "WooCommerce since", got, numbers(221, 3))

	s := shoptest.NewShopify(t)
	s.Add(47)
	s.Most = 500 // so that its pages are halved
	l, _ = shopifyLine(s)
	if got, err = fetched(l, shoptest.Clock); err != nil {
		t.Fatal(err)
	}
	same(t, "Shopify", got, numbers(5001, 47))
}

// Whatever changes between two pages, no order is lost, and one comes again only where it is another.
func TestAnOrderThatChangesBetweenPagesIsNeitherLostNorTwice(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Add(120)
	w.Fault = func(n int, _ string, _ http.ResponseWriter, _ *http.Request) bool {
		switch n {
		case 2:
			w.Touch(103, "completed") // moves from the first page to the end: all others move up
		case 3:
			w.Order(140).Status = "trash" // goes away, without a change that would be told
		}
		return false
	}
	l, _ := wooLine(w)
	got, err := fetched(l, shoptest.Clock)
	if err != nil {
		t.Fatal(err)
	}
	want := append(numbers(101, 120), "103")
	same(t, "WooCommerce", got, want)

	s := shoptest.NewShopify(t)
	s.Add(60)
	s.Fault = func(n int, _ string, _ http.ResponseWriter, _ *http.Request) bool {
		if n == 2 {
			s.Touch(5003)
		}
		return false
	}
	l, _ = shopifyLine(s)
	if got, err = fetched(l, shoptest.Clock); err != nil {
		t.Fatal(err)
	}
	same(t, "Shopify", got, append(numbers(5001, 60), "5003"))
}

func TestTheSamePageAgainAndAgainEnds(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Add(120)
	w.Fault = func(_ int, _ string, _ http.ResponseWriter, r *http.Request) bool { // a cache that looks at the path alone
		q := r.URL.Query()
		q.Set("offset", "0")
		q.Set("modified_after", "2026-11-20T07:59:59")
		r.URL.RawQuery = q.Encode()
		return false
	}
	l, _ := wooLine(w)
	got, err := fetched(l, shoptest.Clock)
	if troubleOf(t, err) != app.ShopBroken {
		t.Errorf("%v", err)
	}
	same(t, "what came is still each once", got, numbers(101, 50))

	s := shoptest.NewShopify(t)
	s.Add(60)
	s.Fault = func(n int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
		if n > 1 {
			_, _ = rw.Write([]byte(`{"data":{"orders":{"pageInfo":{"hasNextPage":true,"endCursor":"x"},"nodes":[]}}}`))
		}
		return n > 1
	}
	l, _ = shopifyLine(s)
	if _, err = fetched(l, shoptest.Clock); troubleOf(t, err) != app.ShopBroken {
		t.Errorf("%v", err)
	}
}

func TestABusyShopIsWaitedForWithinBounds(t *testing.T) {
	busy := func(times int, after string) func(int, string, http.ResponseWriter, *http.Request) bool {
		return func(n int, _ string, w http.ResponseWriter, _ *http.Request) bool {
			if n > times {
				return false
			}
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		}
	}
	for _, c := range []struct {
		after  string
		times  int
		rested string
		wrong  app.ShopTrouble
		again  time.Duration
	}{
		{"7", 2, "[7s 7s]", "", 0},
		{"", 3, "[2s 4s 8s]", "", 0},
		{"", 9, "[2s 4s 8s]", app.ShopBusy, 0},
		{"3600", 9, "[]", app.ShopBusy, time.Hour},
		{"25", 9, "[25s 25s]", app.ShopBusy, 25 * time.Second},
		{"rubbish", 1, "[2s]", "", 0},
	} {
		w := shoptest.NewWoo(t)
		w.Add(3)
		w.Fault = busy(c.times, c.after)
		l, rested := wooLine(w)
		got, err := fetched(l, shoptest.Clock)
		if tr := troubleOf(t, err); tr != c.wrong || fmt.Sprint(*rested) != c.rested || tr == "" && len(got) != 3 {
			t.Errorf("Retry-After %q, %d times: %q after %v, %d orders", c.after, c.times, tr, *rested, len(got))
		}
		var e *app.ShopError
		if errors.As(err, &e) && e.After != c.again {
			t.Errorf("Retry-After %q: again after %v, not %v", c.after, e.After, c.again)
		}
	}
	s := shoptest.NewShopify(t)
	s.Add(3)
	s.Fault = func(n int, _ string, w http.ResponseWriter, _ *http.Request) bool {
		if n == 1 {
			shoptest.GraphError(w, "THROTTLED", "Throttled", 600, 100) // 500 points at 50 a second
		}
		return n == 1
	}
	l, rested := shopifyLine(s)
	if got, err := fetched(l, shoptest.Clock); err != nil || len(got) != 3 || fmt.Sprint(*rested) != "[10s]" {
		t.Errorf("Shopify: %v, %v, %v", got, err, *rested)
	}
}

// What a shop says that is none of what it should say is told in words, and nothing of such a page is taken.
func TestFaultsAreToldInWords(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.Header.Get("X-Shopify-Access-Token") != "" {
			t.Error("a key went to another host")
		}
	}))
	defer elsewhere.Close()
	reply := func(status int, body string, heads ...string) func(w http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			for i := 0; i+1 < len(heads); i += 2 {
				w.Header().Set(heads[i], heads[i+1])
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	half := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "5000")
		_, _ = w.Write([]byte(`[{"id": 1, "numb`))
	}
	for name, c := range map[string]struct {
		woo, shopify func(w http.ResponseWriter)
		wrong        app.ShopTrouble
	}{
		"the key has expired": {reply(401, `{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources."}`), reply(401, `{"errors":"[API] Invalid API key"}`), app.ShopKeyWrong},
		"the key may not read orders": {reply(403, `{"code":"woocommerce_rest_cannot_view","message":"no"}`), func(w http.ResponseWriter) {
			shoptest.GraphError(w, "ACCESS_DENIED", "Access denied for orders field.", 0, 0)
		}, app.ShopKeyWeak},
		"half a page":                {half, half, app.ShopBroken},
		"half a page, told as whole": {reply(200, `[{"id": 1, "numb`), reply(200, `{"data":{"ord`), app.ShopBroken},
		"JSON of something else":     {reply(200, `{"hello":"you"}`), reply(200, `{"hello":"you"}`), app.ShopBroken},
		"an order without a number":  {reply(200, `[{"number":"7"}]`), reply(200, `{"data":{"orders":{"pageInfo":{},"nodes":[{"name":"#7"}]}}}`), app.ShopBroken},
		"fewer than it speaks of":    {reply(200, `[]`, "X-WP-Total", "12"), reply(200, `{"data":null}`), app.ShopBroken},
		"a page for people":          {reply(200, `<!doctype html><p>canary</p>`), reply(200, `<!doctype html>`), app.ShopNone},
		"no shop":                    {reply(404, `Not Found`), reply(404, `{"errors":"Not Found"}`), app.ShopNone},
		"another host":               {reply(302, ``, "Location", elsewhere.URL+"/wp-json/"), reply(307, ``, "Location", elsewhere.URL), app.ShopElsewhere},
		"it is down":                 {reply(503, `maintenance`), reply(502, `maintenance`), app.ShopBusy},
		"a wish that it cannot fulfil": {reply(400, `{"code":"rest_invalid_param","message":"Invalid parameter(s): orderby"}`), func(w http.ResponseWriter) {
			shoptest.GraphError(w, "undefinedField", "Field 'x' doesn't exist", 0, 0)
		}, app.ShopRefused},
	} {
		w, s := shoptest.NewWoo(t), shoptest.NewShopify(t)
		w.Fault = func(_ int, _ string, rw http.ResponseWriter, _ *http.Request) bool { c.woo(rw); return true }
		s.Fault = func(_ int, _ string, rw http.ResponseWriter, _ *http.Request) bool { c.shopify(rw); return true }
		for kind, make := range map[string]func() app.ShopLine{"WooCommerce": func() app.ShopLine { l, _ := wooLine(w); return l }, "Shopify": func() app.ShopLine { l, _ := shopifyLine(s); return l }} {
			got, err := fetched(make(), shoptest.Clock)
			if tr := troubleOf(t, err); tr != c.wrong || len(got) > 0 {
				t.Errorf("%s, %s: %q, not %q: %v; %d orders", name, kind, tr, c.wrong, err, len(got))
			}
		}
	}
}

func TestWhereNoShopIsSoundsOtherwise(t *testing.T) {
	secret := httptest.NewTLSServer(http.NotFoundHandler()) // whose certificate nobody knows
	defer secret.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	address := gone.URL
	gone.Close()
	plain := strings.Replace(shoptest.NewWoo(t).URL, "http://", "https://", 1)
	for at, want := range map[string]app.ShopTrouble{secret.URL: app.ShopOpenly, address: app.ShopSilent, plain: app.ShopOpenly} {
		l, _ := lineTo(trade.WooCommerce, at, "ck_canary", "cs_canary")
		if _, err := l.Try(context.Background()); troubleOf(t, err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestAHostileShopNeitherFillsTheMemoryNorNeverEnds(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Fault = func(_ int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
		_, _ = rw.Write([]byte(`[{"id": 1, "x": "`))
		some := []byte(strings.Repeat("x", 1<<20))
		for range 64 {
			if _, err := rw.Write(some); err != nil {
				break
			}
		}
		return true
	}
	l, _ := wooLine(w)
	if _, err := fetched(l, shoptest.Clock); troubleOf(t, err) != app.ShopBroken {
		t.Errorf("%v", err)
	}
	s := shoptest.NewShopify(t)
	s.Fault = func(n int, _ string, rw http.ResponseWriter, _ *http.Request) bool {
		fmt.Fprintf(rw, `{"data":{"orders":{"pageInfo":{"hasNextPage":true,"endCursor":"%d"},"nodes":[]}}}`, n)
		return true
	}
	l, _ = shopifyLine(s)
	more, err := l.Orders(context.Background(), shoptest.Clock, func([]app.ShopGot) error { return nil })
	if err != nil || !more || s.Count("orders") != mostPages {
		t.Errorf("%v, more %v, after %d pages", err, more, s.Count("orders"))
	}
}

func TestASlowShopIsLeftWhenTheTimeIsOver(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Fault = func(_ int, _ string, _ http.ResponseWriter, r *http.Request) bool { <-r.Context().Done(); return true }
	ctx, end := context.WithCancel(context.Background())
	l, _ := wooLine(w)
	done := make(chan error)
	go func() {
		_, err := l.Try(ctx)
		done <- err
	}()
	end()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func told(again bool) *app.ShopTold {
	return &app.ShopTold{Key: "101", Number: "S-7", Note: "On its way:\nKestrel 0034", Carrier: "Kestrel", Parcels: []trade.Parcel{{Tracking: "0034", Link: "https://kestrel.example/0034"}}, Notify: true, Complete: true, Again: again}
}

func TestWooCommerceIsToldOnceByANote(t *testing.T) {
	w := shoptest.NewWoo(t)
	w.Add(1)
	l, _ := wooLine(w)
	// The note arrives, and the answer does not.
	w.Fault = func(_ int, what string, rw http.ResponseWriter, _ *http.Request) bool {
		if strings.HasPrefix(what, "POST") {
			w.Order(101).Notes = append(w.Order(101).Notes, shoptest.WooNote{Text: "On its way:\nKestrel 0034\n(S-7)", Customer: true})
			rw.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	}
	if err := l.Tell(context.Background(), told(false)); troubleOf(t, err) != app.ShopBusy {
		t.Fatalf("%v", err)
	}
	w.Fault = nil
	for range 2 {
		if err := l.Tell(context.Background(), told(true)); err != nil {
			t.Fatal(err)
		}
	}
	o := w.Order(101)
	if len(o.Notes) != 1 || !o.Notes[0].Customer || o.Status != "completed" || w.Count("PUT") != 1 {
		t.Errorf("%+v, %s, %d times", o.Notes, o.Status, w.Count("PUT"))
	}
	if err := l.Tell(context.Background(), &app.ShopTold{Key: "999", Number: "S-8"}); troubleOf(t, err) != app.ShopRefused {
		t.Errorf("an order that is not there: %v", err)
	}
}

func TestShopifyIsToldByLineAndPlaceOnce(t *testing.T) {
	s := shoptest.NewShopify(t)
	s.Add(1)
	o := s.Orders[0]
	o.Lines = []*shoptest.ShopifyLine{{ID: 1, SKU: "MUG", Qty: 5, Left: 5, At: 1}, {ID: 2, SKU: "TOTE", Qty: 3, Left: 3, At: 2}}
	tell := func(number string, again bool, qty ...int) error {
		l, _ := shopifyLine(s)
		x := &app.ShopTold{Key: "5001", Number: "S-7", Carrier: "Kestrel", Parcels: []trade.Parcel{{Tracking: number}}, Notify: true, Again: again}
		for i, n := range qty {
			if n > 0 {
				x.Lines = append(x.Lines, trade.ToldLine{Line: fmt.Sprintf("gid://shopify/LineItem/%d", i+1), Name: o.Lines[i].SKU, Qty: money.Qty(n) * money.Unit})
			}
		}
		return l.Tell(context.Background(), x)
	}
	if err := tell("A", false, 2, 0); err != nil {
		t.Fatal(err)
	}
	// The second place is told, and the line dies before the first: told again, only the rest goes.
	s.Fault = func(_ int, what string, rw http.ResponseWriter, _ *http.Request) bool {
		if what == "fulfil" && len(o.Fulfillments) == 2 {
			rw.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	}
	if err := tell("B", false, 1, 3); troubleOf(t, err) != app.ShopBusy {
		t.Fatalf("%v", err)
	}
	s.Fault = nil
	for range 2 {
		if err := tell("B", true, 1, 3); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(o.Lines[0].Left, o.Lines[1].Left, len(o.Fulfillments)) != "2 0 3" {
		t.Errorf("left %d and %d, after %d fulfillments", o.Lines[0].Left, o.Lines[1].Left, len(o.Fulfillments))
	}
	if err := tell("C", false, 3, 0); troubleOf(t, err) != app.ShopRefused || !strings.Contains(err.Error(), "1 of MUG") {
		t.Errorf("more than is left: %v", err)
	}
	if o.Lines[0].Left != 2 {
		t.Error("a part of what was refused went")
	}
}

// Without a tracking number it is the quantity that says whether a shop knows of a shipment already.
func TestShopifyIsToldOnceOfWhatHasNoTrackingNumber(t *testing.T) {
	s := shoptest.NewShopify(t)
	s.Add(1)
	o := s.Orders[0]
	o.Lines = []*shoptest.ShopifyLine{{ID: 1, SKU: "MUG", Qty: 5, Left: 5, At: 1}}
	lines := func(n int) []trade.ToldLine {
		return []trade.ToldLine{{Line: "gid://shopify/LineItem/1", Name: "MUG", Qty: money.Qty(n) * money.Unit}}
	}
	tell := func(again bool, qty, before int) error {
		l, _ := shopifyLine(s)
		x := &app.ShopTold{Key: "5001", Number: "S-7", Carrier: "Kestrel", Lines: lines(qty), Again: again}
		if before > 0 {
			x.Before = lines(before)
		}
		return l.Tell(context.Background(), x)
	}
	for _, x := range []struct {
		again               bool
		qty, before, fulfil int
	}{{false, 2, 0, 1}, {true, 2, 0, 1}, {true, 1, 2, 2}, {true, 1, 2, 2}, {true, 2, 3, 3}, {true, 2, 3, 3}} {
		if err := tell(x.again, x.qty, x.before); err != nil {
			t.Fatal(err)
		}
		if len(o.Fulfillments) != x.fulfil {
			t.Errorf("%+v: %d fulfillments", x, len(o.Fulfillments))
		}
	}
	if o.Lines[0].Left != 0 || len(o.Fulfillments[0].Numbers) != 0 || o.Fulfillments[0].Company != "" {
		t.Errorf("%d are left: %+v", o.Lines[0].Left, o.Fulfillments)
	}
}

func TestTheRestOfAnOrdersLinesIsFetched(t *testing.T) {
	s := shoptest.NewShopify(t)
	s.Add(1)
	for i := range 95 {
		s.Orders[0].Lines = append(s.Orders[0].Lines, &shoptest.ShopifyLine{ID: 100 + i, SKU: fmt.Sprintf("S-%d", i), Qty: 1, Cents: 100, Left: 1, At: 1})
	}
	l, _ := shopifyLine(s)
	var text string
	if _, err := l.Orders(context.Background(), shoptest.Clock, func(page []app.ShopGot) error { text = string(page[0].Text); return nil }); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text, `"sku"`); n != 96 {
		t.Errorf("%d lines", n)
	}
}
