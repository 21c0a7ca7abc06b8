package shoptest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// ShopifyOrder is an order of the shop.
type ShopifyOrder struct {
	ID           int
	Updated      time.Time
	Cancelled    bool
	Lines        []*ShopifyLine
	Fulfillments []Fulfillment
}

// ShopifyLine is a line of it.
type ShopifyLine struct {
	ID    int
	SKU   string
	Qty   int
	Cents int
	Left  int // to be fulfilled
	At    int // the location that fulfils it
}

// Fulfillment is what was shipped of it.
type Fulfillment struct {
	Company string
	Numbers []string
	Lines   map[int]int
	Notify  bool
}

// Shopify is a shop of Shopify.
type Shopify struct {
	server
	Orders []*ShopifyOrder
	Most   int // what a question may cost; zero: as much as it likes
}

// NewShopify starts a shop with a token; it ends with the test.
func NewShopify(t testing.TB) *Shopify {
	s := &Shopify{server: server{Secret: "shpat_canary_token"}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// Add adds orders of two mugs each, each changed a minute after the one before.
func (s *Shopify) Add(n int) {
	for range n {
		id := 5001 + len(s.Orders)
		s.Orders = append(s.Orders, &ShopifyOrder{ID: id, Updated: Clock.Add(time.Duration(len(s.Orders)) * time.Minute),
			Lines: []*ShopifyLine{{ID: id * 10, SKU: "MUG-11", Qty: 2, Cents: 450, Left: 2, At: 1}}})
	}
}

// Touch changes an order later than all others.
func (s *Shopify) Touch(id int) {
	last := Clock
	for _, o := range s.Orders {
		if o.Updated.After(last) {
			last = o.Updated
		}
	}
	s.Order(id).Updated = last.Add(time.Second)
}

// Order is the order with a number.
func (s *Shopify) Order(id int) *ShopifyOrder {
	for _, o := range s.Orders {
		if o.ID == id {
			return o
		}
	}
	return nil
}

type question struct {
	Query string `json:"query"`
	Vars  struct {
		N     int    `json:"n"`
		Lines int    `json:"lines"`
		After string `json:"after"`
		Which string `json:"which"`
		ID    string `json:"id"`
		F     struct {
			Notify bool `json:"notifyCustomer"`
			Of     []struct {
				Portion string `json:"fulfillmentOrderId"`
				Lines   []struct {
					ID  string `json:"id"`
					Qty int    `json:"quantity"`
				} `json:"fulfillmentOrderLineItems"`
			} `json:"lineItemsByFulfillmentOrder"`
			Tracking struct {
				Company string   `json:"company"`
				Numbers []string `json:"numbers"`
			} `json:"trackingInfo"`
		} `json:"f"`
	} `json:"variables"`
}

// kinds are what is asked, by what only such a question says.
var kinds = []struct{ name, says string }{
	{"fulfil", "mutation"}, {"known", "fulfillments(first"}, {"open", "fulfillmentOrders(first"}, {"more open", "fulfillmentOrder(id"},
	{"orders", "orders(first:$n"}, {"lines", "lineItems(first:$lines,after"}, {"shop", "shop{name}"},
}

// ServeHTTP implements http.Handler.
func (s *Shopify) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q question
	_ = json.NewDecoder(r.Body).Decode(&q) // what is no question is answered as such below
	what := "?"
	for _, k := range kinds {
		if strings.Contains(q.Query, k.says) {
			what = k.name
			break
		}
	}
	if s.faulty(what, w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case !strings.HasPrefix(r.URL.Path, "/admin/api/") || !strings.HasSuffix(r.URL.Path, "/graphql.json") || r.Method != http.MethodPost:
		say(w, 404, map[string]string{"errors": "Not Found"})
		return
	case r.Header.Get("X-Shopify-Access-Token") != s.Secret:
		say(w, 401, map[string]string{"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"})
		return
	case s.Most > 0 && q.Vars.N*(1+q.Vars.Lines) > s.Most:
		GraphError(w, "MAX_COST_EXCEEDED", fmt.Sprintf("Query cost is %d, which exceeds the single query max cost limit (%d).", q.Vars.N*(1+q.Vars.Lines), s.Most), 0, 0)
		return
	}
	switch what {
	case "shop":
		data(w, map[string]any{"shop": map[string]string{"name": "Ford Ltd"}, "orders": map[string]any{"nodes": []any{}}})
	case "orders":
		s.page(w, &q)
	case "lines":
		o := s.Order(tail(q.Vars.ID))
		data(w, map[string]any{"order": map[string]any{"lineItems": o.lines(q.Vars.Lines, place(q.Vars.After))}})
	case "open":
		s.open(w, s.Order(tail(q.Vars.ID)))
	case "known":
		s.known(w, s.Order(tail(q.Vars.ID)))
	case "fulfil":
		s.fulfil(w, &q)
	default:
		GraphError(w, "undefinedField", "Field doesn't exist", 0, 0)
	}
}

// GraphError answers with an error of GraphQL's; a throttled one says how full the bucket is.
func GraphError(w http.ResponseWriter, code, message string, wanted, there float64) {
	say(w, 200, map[string]any{"errors": []any{map[string]any{"message": message, "extensions": map[string]string{"code": code}}},
		"extensions": map[string]any{"cost": map[string]any{"requestedQueryCost": wanted, "throttleStatus": map[string]any{"maximumAvailable": 1000, "currentlyAvailable": there, "restoreRate": 50}}}})
}

func data(w http.ResponseWriter, v any) { say(w, 200, map[string]any{"data": v}) }

func tail(id string) int {
	n, _ := strconv.Atoi(id[strings.LastIndex(id, "/")+1:])
	return n
}

// A cursor is where the one before stood.
func cursor(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func place(after string) int {
	b, _ := base64.StdEncoding.DecodeString(after)
	n, _ := strconv.Atoi(string(b))
	return n
}

func (s *Shopify) page(w http.ResponseWriter, q *question) {
	since, err := time.Parse(time.RFC3339, strings.Trim(strings.TrimPrefix(q.Vars.Which, "updated_at:>="), "'"))
	if err != nil || !strings.Contains(q.Query, "sortKey:UPDATED_AT") {
		GraphError(w, "argumentLiteralsIncompatible", "invalid query", 0, 0)
		return
	}
	list := slices.Clone(s.Orders)
	slices.SortStableFunc(list, func(a, b *ShopifyOrder) int { return a.Updated.Compare(b.Updated) })
	var from time.Time
	if b, err := base64.StdEncoding.DecodeString(q.Vars.After); err == nil && len(b) > 0 {
		from, _ = time.Parse(time.RFC3339, string(b))
	}
	nodes, end, more := []any{}, "", false
	for _, o := range list {
		if o.Updated.Before(since) || !from.IsZero() && !o.Updated.After(from) {
			continue
		}
		if more = len(nodes) == q.Vars.N; more {
			break
		}
		nodes, end = append(nodes, o.json(q.Vars.Lines)), cursor(o.Updated.Format(time.RFC3339))
	}
	data(w, map[string]any{"orders": map[string]any{"pageInfo": map[string]any{"hasNextPage": more, "endCursor": end}, "nodes": nodes}})
}

func sum(n int) any { return map[string]any{"shopMoney": map[string]string{"amount": cents(n)}} }

func (o *ShopifyOrder) lines(n, from int) any {
	nodes := []any{}
	for i := from; i < len(o.Lines) && len(nodes) < n; i++ {
		l := o.Lines[i]
		nodes = append(nodes, map[string]any{"id": fmt.Sprintf("gid://shopify/LineItem/%d", l.ID), "name": "Item " + l.SKU, "sku": l.SKU, "vendor": "Clayworks", "quantity": l.Qty, "currentQuantity": l.Qty,
			"taxable": true, "variant": map[string]any{"id": "gid://shopify/ProductVariant/7", "barcode": nil}, "originalUnitPriceSet": sum(l.Cents), "discountAllocations": []any{}})
	}
	end := from + len(nodes)
	return map[string]any{"pageInfo": map[string]any{"hasNextPage": end < len(o.Lines), "endCursor": cursor(strconv.Itoa(end))}, "nodes": nodes}
}

func (o *ShopifyOrder) json(lines int) any {
	net, left, all := 0, 0, 0
	for _, l := range o.Lines {
		net, left, all = net+l.Qty*l.Cents, left+l.Left, all+l.Qty
	}
	state := map[bool]string{true: "FULFILLED", false: "PARTIALLY_FULFILLED"}[left == 0]
	if left == all {
		state = "UNFULFILLED"
	}
	var cancelled any
	if o.Cancelled {
		cancelled = "2026-11-21T08:00:00Z"
	}
	a := map[string]any{"firstName": "Lea", "lastName": "Ford", "company": nil, "address1": "Elm St 1", "address2": nil, "zip": "HU2", "city": "Hull", "provinceCode": nil, "countryCodeV2": "GB", "phone": nil}
	return map[string]any{"id": fmt.Sprintf("gid://shopify/Order/%d", o.ID), "legacyResourceId": strconv.Itoa(o.ID), "name": fmt.Sprintf("#%d", o.ID), "createdAt": "2026-11-20T10:00:00Z",
		"updatedAt": o.Updated.Format(time.RFC3339), "cancelledAt": cancelled, "displayFinancialStatus": "PAID", "displayFulfillmentStatus": state, "currencyCode": "EUR", "taxesIncluded": false,
		"note": "Ring twice", "email": "lea@ford.example", "phone": nil, "poNumber": nil, "currentTotalPriceSet": sum(net + net/10), "currentSubtotalPriceSet": sum(net), "currentTotalTaxSet": sum(net / 10),
		"totalRefundedSet": sum(0), "totalTipReceivedSet": sum(0), "currentTotalDutiesSet": nil, "shippingLines": map[string]any{"nodes": []any{}},
		"currentTaxLines": []any{map[string]any{"title": "VAT", "ratePercentage": 10.0, "priceSet": sum(net / 10)}}, "billingAddress": a, "shippingAddress": a, "lineItems": o.lines(lines, 0)}
}

func id(kind string, n int) string { return fmt.Sprintf("gid://shopify/%s/%d", kind, n) }

// open answers a portion for each location.
func (s *Shopify) open(w http.ResponseWriter, o *ShopifyOrder) {
	if o == nil {
		data(w, map[string]any{"order": nil})
		return
	}
	nodes := []any{}
	for at := 1; at <= 3; at++ {
		lines := []any{}
		left := 0
		for _, l := range o.Lines {
			if l.At == at {
				left += l.Left
				lines = append(lines, map[string]any{"id": id("FulfillmentOrderLineItem", l.ID), "remainingQuantity": l.Left, "lineItem": map[string]string{"id": id("LineItem", l.ID)}})
			}
		}
		if len(lines) == 0 {
			continue
		}
		status, actions := "OPEN", []any{map[string]string{"action": "CREATE_FULFILLMENT"}}
		if left == 0 {
			status, actions = "CLOSED", []any{}
		}
		nodes = append(nodes, map[string]any{"id": id("FulfillmentOrder", at), "status": status, "supportedActions": actions, "assignedLocation": map[string]any{"location": map[string]string{"id": id("Location", at)}},
			"lineItems": map[string]any{"pageInfo": map[string]any{"hasNextPage": false}, "nodes": lines}})
	}
	data(w, map[string]any{"order": map[string]any{"fulfillmentOrders": map[string]any{"pageInfo": map[string]any{"hasNextPage": false}, "nodes": nodes}}})
}

func (s *Shopify) known(w http.ResponseWriter, o *ShopifyOrder) {
	list := []any{}
	for _, f := range o.Fulfillments {
		tracking, lines := []any{}, []any{}
		for _, n := range f.Numbers {
			tracking = append(tracking, map[string]string{"number": n})
		}
		for line, n := range f.Lines {
			lines = append(lines, map[string]any{"quantity": n, "lineItem": map[string]string{"id": id("LineItem", line)}})
		}
		list = append(list, map[string]any{"status": "SUCCESS", "trackingInfo": tracking, "fulfillmentLineItems": map[string]any{"pageInfo": map[string]any{"hasNextPage": false}, "nodes": lines}})
	}
	data(w, map[string]any{"order": map[string]any{"fulfillments": list}})
}

// fulfil ships what is asked for, all of it at one location and no more than is left; or nothing.
func (s *Shopify) fulfil(w http.ResponseWriter, q *question) {
	refuse := func(text string) {
		data(w, map[string]any{"fulfillmentCreate": map[string]any{"fulfillment": nil, "userErrors": []any{map[string]string{"message": text}}}})
	}
	if len(q.Vars.F.Of) != 1 {
		refuse("All fulfillment orders must be assigned to the same location.")
		return
	}
	f := Fulfillment{Company: q.Vars.F.Tracking.Company, Numbers: q.Vars.F.Tracking.Numbers, Lines: map[int]int{}, Notify: q.Vars.F.Notify}
	var of *ShopifyOrder
	for _, x := range q.Vars.F.Of[0].Lines {
		for _, o := range s.Orders {
			for _, l := range o.Lines {
				if l.ID == tail(x.ID) {
					of = o
					if x.Qty > l.Left {
						refuse("Invalid fulfillment order line item quantity requested.")
						return
					}
					f.Lines[l.ID] = x.Qty
				}
			}
		}
	}
	if of == nil {
		refuse("Fulfillment order does not exist.")
		return
	}
	for _, l := range of.Lines {
		l.Left -= f.Lines[l.ID]
	}
	of.Fulfillments = append(of.Fulfillments, f)
	data(w, map[string]any{"fulfillmentCreate": map[string]any{"fulfillment": map[string]string{"id": "gid://shopify/Fulfillment/1"}, "userErrors": []any{}}})
}
