package shop

import (
	"context"
	"fmt"

	"dropdesk/app"
	"dropdesk/app/money"
)

const shopifyOpen = `query($id:ID!,$after:String){order(id:$id){fulfillmentOrders(first:4,after:$after){pageInfo{hasNextPage endCursor} nodes{id status supportedActions{action} assignedLocation{location{id}}
lineItems(first:40){pageInfo{hasNextPage endCursor} nodes{id remainingQuantity lineItem{id}}}}}}}`

const shopifyKnown = `query($id:ID!){order(id:$id){fulfillments(first:10){status trackingInfo(first:5){number} fulfillmentLineItems(first:40){pageInfo{hasNextPage} nodes{quantity lineItem{id}}}}}}`

const shopifyOpenLines = `query($id:ID!,$after:String){fulfillmentOrder(id:$id){lineItems(first:40,after:$after){pageInfo{hasNextPage endCursor} nodes{id remainingQuantity lineItem{id}}}}}`

const shopifyFulfil = `mutation($f:FulfillmentInput!){fulfillmentCreate(fulfillment:$f){fulfillment{id} userErrors{message}}}`

// line is a line of an order, or a part of one.
type line struct {
	ID   string `json:"id"`
	Left int64  `json:"remainingQuantity"`
	Qty  int64  `json:"quantity"`
	Of   struct {
		ID string `json:"id"`
	} `json:"lineItem"`
}

type lines struct {
	Page  pageInfo `json:"pageInfo"`
	Nodes []line   `json:"nodes"`
}

// portion is what one place has to ship of an order (a fulfillment order).
type portion struct {
	ID      string `json:"id"`
	Status  string `json:"status"`
	Actions []struct {
		Action string `json:"action"`
	} `json:"supportedActions"`
	Place struct {
		Location struct {
			ID string `json:"id"`
		} `json:"location"`
	} `json:"assignedLocation"`
	Lines lines `json:"lineItems"`
}

func (p *portion) open() bool {
	for _, a := range p.Actions {
		if a.Action == "CREATE_FULFILLMENT" {
			return p.Status != "CLOSED" && p.Status != "CANCELLED"
		}
	}
	return false
}

// shipped is what the shop knows to be on the way (a fulfillment).
type shipped struct {
	Status   string `json:"status"`
	Tracking []struct {
		Number string `json:"number"`
	} `json:"trackingInfo"`
	Lines lines `json:"fulfillmentLineItems"`
}

// Tell implements app.ShopLine. The lines are found among what each place has still to ship; a place is told with one change of its own.
func (s *shopify) Tell(ctx context.Context, t *app.ShopTold) error {
	s.rested = 0
	wanted := map[string]int64{}
	for _, l := range t.Lines {
		if l.Line == "" || l.Qty%money.Unit != 0 {
			return &app.ShopError{Trouble: app.ShopRefused, Words: fmt.Sprintf("it ships whole pieces of its own lines alone, not %s of %s", l.Qty, short(l.Name, 60))}
		}
		wanted[l.Line] += int64(l.Qty / money.Unit)
	}
	order := "gid://shopify/Order/" + t.Key
	if t.Again {
		if err := s.forget(ctx, order, wanted, t); err != nil {
			return err
		}
	}
	portions, err := s.openOf(ctx, order)
	if err != nil {
		return err
	}
	changes, places := map[string][]any{}, []string{}
	for i := range portions {
		p := &portions[i]
		if !p.open() {
			continue
		}
		var part []any
		for _, l := range p.Lines.Nodes {
			if n := min(l.Left, wanted[l.Of.ID]); n > 0 {
				wanted[l.Of.ID] -= n
				part = append(part, map[string]any{"id": l.ID, "quantity": n})
			}
		}
		if len(part) > 0 {
			at := p.Place.Location.ID
			if changes[at] == nil {
				places = append(places, at)
			}
			changes[at] = append(changes[at], map[string]any{"fulfillmentOrderId": p.ID, "fulfillmentOrderLineItems": part})
		}
	}
	for _, l := range t.Lines {
		if n := wanted[l.Line]; n > 0 {
			return &app.ShopError{Trouble: app.ShopRefused, Words: fmt.Sprintf("%d of %s are shipped that it does not wait for: they were fulfilled, refunded or taken out there", n, short(l.Name, 60))}
		}
	}
	numbers, links := []string{}, []string{}
	for _, p := range t.Parcels {
		numbers = append(numbers, p.Tracking)
		if p.Link != "" {
			links = append(links, p.Link)
		}
	}
	tracking := map[string]any{"company": t.Carrier, "numbers": numbers}
	if len(links) == len(numbers) {
		tracking["urls"] = links
	}
	for _, at := range places {
		var out struct {
			Done struct {
				Errors userErrors `json:"userErrors"`
			} `json:"fulfillmentCreate"`
		}
		f := map[string]any{"lineItemsByFulfillmentOrder": changes[at], "notifyCustomer": t.Notify}
		if len(numbers) > 0 {
			f["trackingInfo"] = tracking
		}
		if err := s.query(ctx, shopifyFulfil, map[string]any{"f": f}, &out); err != nil {
			return err
		}
		if err := out.Done.Errors.err(); err != nil {
			return err
		}
	}
	return nil
}

// forget takes off what the shop knows already by these tracking numbers; without one, what it knows to have shipped without one, beyond what it was told of before.
func (s *shopify) forget(ctx context.Context, order string, wanted map[string]int64, t *app.ShopTold) error {
	var out struct {
		Order *struct {
			Known []shipped `json:"fulfillments"`
		} `json:"order"`
	}
	if err := s.query(ctx, shopifyKnown, map[string]any{"id": order}, &out); err != nil || out.Order == nil {
		return err
	}
	ours := map[string]bool{}
	for _, p := range t.Parcels {
		ours[p.Tracking] = true
	}
	before := map[string]int64{}
	for _, l := range t.Before {
		before[l.Line] += int64(l.Qty / money.Unit)
	}
	for _, f := range out.Order.Known {
		told := len(ours) == 0
		for _, x := range f.Tracking {
			told = ours[x.Number] || told && x.Number == ""
		}
		if !told || f.Status == "CANCELLED" {
			continue
		}
		if f.Lines.Page.More {
			return &app.ShopError{Trouble: app.ShopRefused, Words: "it knows a part of the shipment already; look at the order there"}
		}
		for _, l := range f.Lines.Nodes {
			n := max(0, l.Qty-before[l.Of.ID])
			before[l.Of.ID] -= l.Qty - n
			wanted[l.Of.ID] = max(0, wanted[l.Of.ID]-n)
		}
	}
	return nil
}

// openOf is what of an order is to be shipped.
func (s *shopify) openOf(ctx context.Context, order string) (portions []portion, err error) {
	var after *string
	for range shopifyMore {
		var out struct {
			Order *struct {
				Portions struct {
					Page  pageInfo  `json:"pageInfo"`
					Nodes []portion `json:"nodes"`
				} `json:"fulfillmentOrders"`
			} `json:"order"`
		}
		if err := s.query(ctx, shopifyOpen, map[string]any{"id": order, "after": after}, &out); err != nil {
			return nil, err
		}
		if out.Order == nil {
			return nil, &app.ShopError{Trouble: app.ShopRefused, Words: "it does not know the order, or the key may not see it"}
		}
		for i := range out.Order.Portions.Nodes {
			p := &out.Order.Portions.Nodes[i]
			if err := s.restOf(ctx, p); err != nil {
				return nil, err
			}
			portions = append(portions, *p)
		}
		if !out.Order.Portions.Page.More {
			return portions, nil
		}
		after = &out.Order.Portions.Page.End
	}
	return nil, &app.ShopError{Trouble: app.ShopBroken, Words: "the list of what is to be shipped does not end"}
}

// restOf fetches the lines that were not on the first page.
func (s *shopify) restOf(ctx context.Context, p *portion) error {
	for n := 0; p.Lines.Page.More; n++ {
		var out struct {
			Portion *portion `json:"fulfillmentOrder"`
		}
		if err := s.query(ctx, shopifyOpenLines, map[string]any{"id": p.ID, "after": p.Lines.Page.End}, &out); err != nil {
			return err
		}
		if out.Portion == nil || n == shopifyMore {
			return &app.ShopError{Trouble: app.ShopBroken, Words: "the rest of what is to be shipped is missing"}
		}
		p.Lines.Nodes, p.Lines.Page = append(p.Lines.Nodes, out.Portion.Lines.Nodes...), out.Portion.Lines.Page
	}
	return nil
}
