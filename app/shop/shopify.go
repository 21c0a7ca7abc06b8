package shop

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"dropdesk/app"
)

// ShopifyVersion is the version of the Admin interface that is spoken. Shopify answers in its oldest one when it is over.
const ShopifyVersion = "2026-01"

// shopify is a shop of Shopify.
type shopify struct {
	*client
	size int // of a page; halved when Shopify finds a question too dear
}

const (
	shopifyPage  = 20
	shopifyLines = 40 // of an order on its page; the rest is asked for
	shopifyMore  = 200
)

const shopifyQuery = `query($n:Int!,$lines:Int!,$after:String,$which:String!){orders(first:$n,after:$after,sortKey:UPDATED_AT,query:$which){
pageInfo{hasNextPage endCursor} nodes{id legacyResourceId name createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus currencyCode taxesIncluded
note email phone poNumber currentTotalPriceSet{...m} currentSubtotalPriceSet{...m} currentTotalTaxSet{...m} totalRefundedSet{...m} totalTipReceivedSet{...m}
currentTotalDutiesSet{...m} shippingLines(first:5){nodes{title discountedPriceSet{...m}}} currentTaxLines{title ratePercentage priceSet{...m}} billingAddress{...a} shippingAddress{...a}
lineItems(first:$lines){pageInfo{hasNextPage endCursor} nodes{...l}}}}}` + shopifyParts

const shopifyRest = `query($id:ID!,$lines:Int!,$after:String){order(id:$id){lineItems(first:$lines,after:$after){pageInfo{hasNextPage endCursor} nodes{...l}}}}` + shopifyLinePart

const shopifyLinePart = `
fragment m on MoneyBag{shopMoney{amount}}
fragment l on LineItem{id name sku vendor quantity currentQuantity taxable variant{id barcode} originalUnitPriceSet{...m} discountAllocations{allocatedAmountSet{...m}}}`

const shopifyParts = shopifyLinePart + `
fragment a on MailingAddress{firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone}`

// Try implements app.ShopLine.
func (s *shopify) Try(ctx context.Context) (string, error) {
	var out struct {
		Shop struct {
			Name string `json:"name"`
		} `json:"shop"`
	}
	s.rested = 0
	if err := s.query(ctx, `query{shop{name} orders(first:1){nodes{id}}}`, nil, &out); err != nil {
		return "", err
	}
	return short(out.Shop.Name, 100), nil
}

// pageInfo says whether a list goes on, and where.
type pageInfo struct {
	More bool   `json:"hasNextPage"`
	End  string `json:"endCursor"`
}

type shopifyHead struct {
	ID        string `json:"id"`
	Key       string `json:"legacyResourceId"`
	Name      string `json:"name"`
	Updated   string `json:"updatedAt"`
	Cancelled string `json:"cancelledAt"`
	Shipped   string `json:"displayFulfillmentStatus"`
	Lines     struct {
		Page  pageInfo          `json:"pageInfo"`
		Nodes []json.RawMessage `json:"nodes"`
	} `json:"lineItems"`
}

// Orders implements app.ShopLine. Its pages are cut by the time of the last change, so that an order that changes meanwhile only moves to the end.
func (s *shopify) Orders(ctx context.Context, since time.Time, take func([]app.ShopGot) error) (bool, error) {
	s.rested = 0
	if s.size == 0 {
		s.size = shopifyPage
	}
	seen := map[string]string{}
	var after *string
	for range mostPages {
		var out struct {
			Orders struct {
				Page  pageInfo          `json:"pageInfo"`
				Nodes []json.RawMessage `json:"nodes"`
			} `json:"orders"`
		}
		err := s.query(ctx, shopifyQuery, map[string]any{"n": s.size, "lines": shopifyLines, "after": after,
			"which": "updated_at:>='" + since.UTC().Format(time.RFC3339) + "'"}, &out)
		if isDear(err) && s.size > 1 {
			s.size /= 2
			continue
		}
		if err != nil {
			return false, err
		}
		var fresh []app.ShopGot
		for _, raw := range out.Orders.Nodes {
			o, err := s.order(ctx, raw)
			if err != nil {
				return false, err
			}
			if was, ok := seen[o.Key]; !ok || was != o.Changed {
				seen[o.Key] = o.Changed
				fresh = append(fresh, o)
			}
		}
		if len(fresh) > 0 {
			if err := take(fresh); err != nil {
				return false, err
			}
		}
		if !out.Orders.Page.More {
			return false, nil
		}
		if end := out.Orders.Page.End; end == "" || after != nil && *after == end {
			return false, &app.ShopError{Trouble: app.ShopBroken, Words: "its list of orders does not go on where it says so"}
		} else {
			after = &end
		}
	}
	return true, nil
}

// order reads an order, and fetches the lines that its page had no room for.
func (s *shopify) order(ctx context.Context, raw json.RawMessage) (o app.ShopGot, err error) {
	var h shopifyHead
	if err := json.Unmarshal(raw, &h); err != nil {
		return o, &app.ShopError{Trouble: app.ShopBroken, Words: short(err.Error(), 100)}
	}
	at, err := time.Parse(time.RFC3339, h.Updated)
	if err != nil || h.Key == "" || !strings.HasPrefix(h.ID, "gid://shopify/Order/") {
		return o, &app.ShopError{Trouble: app.ShopBroken, Words: "an order has no number or no time of its last change"}
	}
	o = app.ShopGot{Key: short(h.Key, 100), Number: short(h.Name, 100), Changed: h.Updated, At: at, Shipped: h.Shipped == "FULFILLED", Cancelled: h.Cancelled != "", Text: raw}
	if !h.Lines.Page.More {
		return o, nil
	}
	lines, page := h.Lines.Nodes, h.Lines.Page
	for range shopifyMore {
		if !page.More {
			break
		}
		var out struct {
			Order *shopifyHead `json:"order"`
		}
		if err := s.query(ctx, shopifyRest, map[string]any{"id": h.ID, "lines": shopifyLines, "after": page.End}, &out); err != nil {
			return o, err
		}
		if out.Order == nil || len(out.Order.Lines.Nodes) == 0 {
			return o, &app.ShopError{Trouble: app.ShopBroken, Words: "the rest of an order's lines is missing"}
		}
		lines, page = append(lines, out.Order.Lines.Nodes...), out.Order.Lines.Page
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil {
		return o, err
	}
	if whole["lineItems"], err = json.Marshal(map[string]any{"nodes": lines}); err != nil {
		return o, err
	}
	o.Text, err = json.Marshal(whole)
	return o, err
}

// graphError is one error of an answer.
type graphError struct {
	Message string `json:"message"`
	Code    struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// errDear says that a question would cost more than a single one may.
type errDear struct{ *app.ShopError }

func isDear(err error) bool {
	_, ok := err.(*errDear)
	return ok
}

// Unwrap makes it a ShopError for whoever does not ask otherwise.
func (e *errDear) Unwrap() error { return e.ShopError }

// query asks, and waits where Shopify's bucket is empty: as long as it says that it takes to fill. An answer with any error in it is none.
func (s *shopify) query(ctx context.Context, text string, vars map[string]any, into any) error {
	for try := 1; ; try++ {
		a, err := s.ask(ctx, http.MethodPost, "/admin/api/"+ShopifyVersion+"/graphql.json", nil, map[string]any{"query": text, "variables": vars}, !strings.HasPrefix(text, "mutation"))
		if err != nil {
			return err
		}
		if err := s.wrong(a); err != nil {
			return err
		}
		var out struct {
			Data   json.RawMessage `json:"data"`
			Errors []graphError    `json:"errors"`
			Beside struct {
				Cost struct {
					Wanted float64 `json:"requestedQueryCost"`
					State  struct {
						There float64 `json:"currentlyAvailable"`
						Rate  float64 `json:"restoreRate"`
					} `json:"throttleStatus"`
				} `json:"cost"`
			} `json:"extensions"`
		}
		if err := json.Unmarshal(a.body, &out); err != nil {
			return &app.ShopError{Trouble: app.ShopBroken, Words: "the answer is not as Shopify gives it"}
		}
		if len(out.Errors) == 0 {
			if len(out.Data) == 0 || string(out.Data) == "null" || json.Unmarshal(out.Data, into) != nil {
				return &app.ShopError{Trouble: app.ShopBroken, Words: "the answer is not as Shopify gives it"}
			}
			return nil
		}
		first := out.Errors[0]
		e := &app.ShopError{Trouble: app.ShopRefused, Words: short(first.Message, 200)}
		switch first.Code.Code {
		case "THROTTLED":
			e.Trouble = app.ShopBusy
			if c := out.Beside.Cost; c.State.Rate > 0 && c.Wanted > c.State.There {
				e.After = time.Duration((c.Wanted - c.State.There) / c.State.Rate * float64(time.Second))
			}
			if try == tries {
				return e
			}
			if err := s.wait(ctx, e, time.Duration(1<<try)*time.Second); err != nil {
				return err
			}
			continue
		case "MAX_COST_EXCEEDED":
			return &errDear{e}
		case "ACCESS_DENIED":
			e.Trouble = app.ShopKeyWeak
		case "INTERNAL_SERVER_ERROR", "TIMEOUT":
			e.Trouble = app.ShopBusy
		}
		return e
	}
}

// wrong says what is wrong with an answer that is none of GraphQL's.
func (s *shopify) wrong(a *answer) error {
	e := &app.ShopError{Words: a.words()}
	isJSON := json.Valid(a.body)
	switch {
	case a.status == http.StatusUnauthorized:
		e.Trouble = app.ShopKeyWrong
	case a.status == http.StatusForbidden:
		e.Trouble = app.ShopKeyWeak
	case a.status == http.StatusNotFound, a.status >= 300 && a.status < 400, a.status < 300 && !isJSON && looksLikePage(a.body):
		e.Trouble = app.ShopNone
		if a.status < 300 {
			e.Words = "a page for people answers"
		}
	case a.status == http.StatusPaymentRequired, a.status == http.StatusLocked:
		e.Trouble, e.Words = app.ShopRefused, "the shop is closed or locked by Shopify"
	case a.status >= 400:
		e.Trouble = app.ShopRefused
	case !isJSON:
		e.Trouble, e.Words = app.ShopBroken, "the answer ends too soon, or is no JSON"
	default:
		return nil
	}
	return e
}

// userErrors are what Shopify says against a change.
type userErrors []struct {
	Message string `json:"message"`
}

func (u userErrors) err() error {
	if len(u) == 0 {
		return nil
	}
	var all []string
	for _, x := range u {
		if m := strings.TrimRight(short(x.Message, 150), ". "); !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return &app.ShopError{Trouble: app.ShopRefused, Words: strings.Join(all, "; ")}
}
