// Package shoptest is servers that answer as the documentation of WooCommerce and Shopify says that those do, as far as app/shop asks, with faults on
// demand. They serve tests, and are no shops.
package shoptest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Clock is when the servers' orders begin.
var Clock = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

// server is what both have: a key, and a place for faults.
type server struct {
	*httptest.Server
	mu     sync.Mutex
	Key    string
	Secret string
	Asked  []string // each question: method and path, or the name of what is asked
	// Fault, where set, sees each question, counted from 1, and says that it has answered it.
	Fault func(n int, what string, w http.ResponseWriter, r *http.Request) bool
}

// Count is how many questions began so.
func (s *server) Count(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, a := range s.Asked {
		if strings.HasPrefix(a, what) {
			n++
		}
	}
	return n
}

// faulty notes a question and answers it wrongly where that is wanted.
func (s *server) faulty(what string, w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	s.Asked = append(s.Asked, what)
	n, fault := len(s.Asked), s.Fault
	s.mu.Unlock()
	return fault != nil && fault(n, what, w, r)
}

func say(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a line that broke is the reader's business
}

// WooOrder is an order of the shop.
type WooOrder struct {
	ID       int
	Status   string
	Modified time.Time
	Email    string
	Lines    []WooLine
	Notes    []WooNote
}

// WooLine is a line of it.
type WooLine struct {
	ID    int
	SKU   string
	Qty   int
	Cents int // of one
}

// WooNote is a note at an order.
type WooNote struct {
	Text     string
	Customer bool
}

// Woo is a shop of WooCommerce.
type Woo struct {
	server
	Orders []*WooOrder
}

// NewWoo starts a shop with a key; it ends with the test.
func NewWoo(t testing.TB) *Woo {
	s := &Woo{server: server{Key: "ck_canary_key", Secret: "cs_canary_secret"}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// Add adds orders, each changed a minute after the one before.
func (s *Woo) Add(n int) {
	for range n {
		id := 101 + len(s.Orders)
		s.Orders = append(s.Orders, &WooOrder{ID: id, Status: "processing", Modified: Clock.Add(time.Duration(len(s.Orders)) * time.Minute), Email: "lea@ford.example",
			Lines: []WooLine{{ID: id * 10, SKU: "MUG-11", Qty: 2, Cents: 450}}})
	}
}

// Order is the order with a number.
func (s *Woo) Order(id int) *WooOrder {
	for _, o := range s.Orders {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// Touch changes an order later than all others.
func (s *Woo) Touch(id int, status string) {
	last := Clock
	for _, o := range s.Orders {
		if o.Modified.After(last) {
			last = o.Modified
		}
	}
	o := s.Order(id)
	o.Status, o.Modified = status, last.Add(time.Second)
}

// ServeHTTP implements http.Handler.
func (s *Woo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.faulty(r.Method+" "+r.URL.Path, w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/wp-json/" {
		say(w, 200, map[string]string{"name": "Ford & Daughters"})
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/wp-json/wc/v3/orders")
	if !ok {
		say(w, 404, map[string]string{"code": "rest_no_route", "message": "No route was found matching the URL and request method."})
		return
	}
	if key, secret, _ := r.BasicAuth(); key != s.Key || secret != s.Secret {
		say(w, 401, map[string]string{"code": "woocommerce_rest_cannot_view", "message": "Sorry, you cannot list resources."})
		return
	}
	if path == "" {
		s.list(w, r)
		return
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	id, _ := strconv.Atoi(parts[0])
	o := s.Order(id)
	if o == nil {
		say(w, 404, map[string]string{"code": "woocommerce_rest_shop_order_invalid_id", "message": "Invalid ID."})
		return
	}
	var in struct {
		Note     string `json:"note"`
		Customer bool   `json:"customer_note"`
		Status   string `json:"status"`
	}
	if r.Method != http.MethodGet && json.NewDecoder(r.Body).Decode(&in) != nil {
		say(w, 400, map[string]string{"code": "rest_invalid_json", "message": "Invalid JSON body passed."})
		return
	}
	switch {
	case len(parts) == 2 && r.Method == http.MethodPost:
		o.Notes = append(o.Notes, WooNote{in.Note, in.Customer})
		say(w, 201, map[string]any{"id": len(o.Notes), "note": in.Note})
	case len(parts) == 2:
		list := []map[string]any{}
		for i, n := range o.Notes {
			list = append(list, map[string]any{"id": i + 1, "note": n.Text})
		}
		say(w, 200, list)
	case r.Method == http.MethodPut:
		o.Status = in.Status
		say(w, 200, o.json())
	default:
		say(w, 200, o.json())
	}
}

// list answers a page as WP_Query would: chosen and sorted by the last change, from an offset on.
func (s *Woo) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	after, err := time.Parse("2006-01-02T15:04:05", q.Get("modified_after"))
	if q.Has("modified_after") && (err != nil || q.Get("orderby") != "modified" || q.Get("order") != "asc" || q.Get("dates_are_gmt") != "true") {
		say(w, 400, map[string]string{"code": "rest_invalid_param", "message": "Invalid parameter(s): modified_after"})
		return
	}
	var list []*WooOrder
	for _, o := range s.Orders {
		if o.Modified.After(after) && o.Status != "trash" {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b *WooOrder) int { return a.Modified.Compare(b.Modified) })
	total := len(list)
	per, _ := strconv.Atoi(q.Get("per_page"))
	from, _ := strconv.Atoi(q.Get("offset"))
	list = list[min(from, total):min(from+per, total)]
	w.Header().Set("X-WP-Total", strconv.Itoa(total))
	w.Header().Set("X-WP-TotalPages", strconv.Itoa((total+per-1)/per))
	out := []map[string]any{}
	for _, o := range list {
		out = append(out, o.json())
	}
	say(w, 200, out)
}

func cents(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

func (o *WooOrder) json() map[string]any {
	net, tax := 0, 0
	lines := []map[string]any{}
	for _, l := range o.Lines {
		sum := l.Qty * l.Cents
		net, tax = net+sum, tax+sum/10
		lines = append(lines, map[string]any{"id": l.ID, "name": "Item " + l.SKU, "sku": l.SKU, "product_id": l.ID, "variation_id": 0, "quantity": l.Qty,
			"subtotal": cents(sum), "total": cents(sum), "total_tax": cents(sum / 10), "price": float64(l.Cents) / 100})
	}
	who := map[string]string{"first_name": "Lea", "last_name": "Ford", "address_1": "Elm St 1", "city": "Hull", "postcode": "HU2", "country": "GB"}
	bill := map[string]string{"email": o.Email}
	for k, v := range who {
		bill[k] = v
	}
	return map[string]any{"id": o.ID, "number": strconv.Itoa(o.ID), "status": o.Status, "currency": "EUR", "prices_include_tax": false,
		"date_created": "2026-11-20T10:00:00", "date_modified_gmt": o.Modified.UTC().Format("2006-01-02T15:04:05"), "total": cents(net + tax), "total_tax": cents(tax), "shipping_total": "0.00",
		"payment_method_title": "Card", "billing": bill, "shipping": who, "line_items": lines,
		"tax_lines": []map[string]any{{"label": "VAT", "rate_percent": 10, "tax_total": cents(tax), "shipping_tax_total": "0.00"}}}
}
