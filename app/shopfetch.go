package app

import (
	"context"
	"errors"
	"time"

	"dropdesk/app/trade"
)

const (
	shopTime    = 20 * time.Minute // how long one shop is read at most
	shopOverlap = 10 * time.Minute // what changed so shortly before the last order is asked for once more: its clock is not the order in which it writes
	shopPause   = 5 * time.Minute  // before the worker asks a shop again that could not be read
)

// FetchOrdersIn names a shop.
type FetchOrdersIn struct {
	ShopID trade.ID   `json:"shop_id"`
	Shop   string     `json:"shop"`  // instead of the id: its address or its channel
	Since  trade.Date `json:"since"` // fetch once more what was changed since a day; empty: what was changed since the last time
}

// FetchOrdersOut is what came from a shop.
type FetchOrdersOut struct {
	ShopID   trade.ID `json:"shop_id"`
	Shop     string   `json:"shop"`
	New      int      `json:"new"`     // orders that wait to be taken over
	Known    int      `json:"known"`   // that are here already
	Passed   int      `json:"passed"`  // that were shipped or cancelled there before they came here
	Changed  int      `json:"changed"` // that are here and were cancelled there
	Waiting  int      `json:"waiting"` // all that wait now
	More     bool     `json:"more"`    // there are others; fetch again
	Trouble  string   `json:"trouble,omitempty"`
	AgainAt  string   `json:"again_at,omitempty"` // when a busy shop may be asked again
	external error
}

// FetchOrders fetches the orders of a shop that are new or were changed. They wait until they are taken over: by TakeShopOrders, or by ImportOrders with what
// GetShopOrders answers. How far the shop is read is kept together with the orders, page by page, so that whoever dies in between fetches no order twice and loses none.
func (d *Desk) FetchOrders(ctx context.Context, in FetchOrdersIn) (FetchOrdersOut, error) {
	var out FetchOrdersOut
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Fetching orders cannot be a part of other steps. Call it by itself.")
	}
	if err := in.Since.Check("day"); err != nil {
		return out, at(err, "since")
	}
	var s *trade.Shop
	err := d.read(ctx, func(w *work) (err error) {
		if err = w.may("FetchOrders"); err == nil {
			s, err = w.shopCalled(in.ShopID, in.Shop)
		}
		return err
	})
	if err != nil {
		return out, err
	}
	if in.Since != "" {
		s.Place.Changed, s.Since = "", in.Since
	}
	if out, err = d.fetchShop(ctx, s); err != nil {
		return out, err
	}
	if out.external != nil {
		if out.AgainAt != "" {
			return out, trade.Faultf(trade.External, "%w It can be asked again at %s.", out.external, trade.Stamp(out.AgainAt).Time().In(d.clock().Location()).Format("15:04:05"))
		}
		return out, trade.Faultf(trade.External, "%w", out.external)
	}
	return out, nil
}

// FetchShopsOut is what a round through the shops came to.
type FetchShopsOut struct {
	Shops []FetchOrdersOut `json:"shops"` // that were asked and had something, or could not be read
}

// FetchShops fetches the orders of all shops whose time has come; it is the worker's.
func (d *Desk) FetchShops(ctx context.Context, _ Nothing) (out FetchShopsOut, err error) {
	out.Shops = []FetchOrdersOut{}
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Fetching orders cannot be a part of other steps. Call it by itself.")
	}
	list, err := d.ListShops(ctx, Nothing{})
	if err != nil {
		return out, err
	}
	now := d.clock()
	for i := range list.Rows {
		s := &list.Rows[i]
		if s.Inactive || s.Minutes == 0 || now.Before(s.Place.TryAt.Time()) || now.Before(s.Place.FetchedAt.Time().Add(time.Duration(s.Minutes)*time.Minute)) {
			continue
		}
		got, err := d.fetchShop(ctx, s)
		if err != nil {
			return out, err
		}
		if got.New+got.Passed+got.Changed > 0 || got.Trouble != "" {
			out.Shops = append(out.Shops, got)
		}
	}
	return out, nil
}

// fetchShop reads a shop. The error is one of the file; what the shop says is kept with it.
func (d *Desk) fetchShop(ctx context.Context, s *trade.Shop) (out FetchOrdersOut, err error) {
	out.ShopID, out.Shop = s.ID, shopName(s)
	bounded, cancel := context.WithTimeout(ctx, shopTime)
	defer cancel()
	since := s.Since.Time()
	if s.Place.Changed != "" {
		since = s.Place.Changed.Time().Add(-shopOverlap)
	}
	var ours error
	line, keys, err := d.shopLine(s, nil)
	if err == nil {
		out.More, err = line.Orders(bounded, since, func(page []ShopGot) error {
			ours = d.keepFetched(ctx, s, page, &out)
			return ours
		})
	}
	switch {
	case ours != nil:
		return out, ours
	case ctx.Err() != nil:
		return out, ctx.Err()
	case bounded.Err() != nil:
		err = &ShopError{Trouble: ShopSilent, Words: "it took too long"}
	}
	place := s.Place
	now := trade.StampOf(d.clock())
	if err == nil {
		place.Trouble, place.TryAt = "", ""
		if !out.More {
			place.FetchedAt = now
		}
	} else {
		e := shopError(keys.unsaid(err))
		out.Trouble, out.external = e.Error(), e
		place.Trouble, place.TryAt = out.Trouble, trade.StampOf(d.clock().Add(max(shopPause, e.After)))
		if e.Trouble == ShopBusy && e.After > 0 {
			place.TryAt = trade.StampOf(d.clock().Add(max(time.Minute, e.After)))
			out.AgainAt = string(place.TryAt)
		}
	}
	err = d.change(ctx, "FetchOrders", func(w *work) error {
		if place.Trouble != s.Place.Trouble {
			w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: s.ID})
		}
		if err := w.SaveShopPlace(s.ID, place); err != nil {
			return err
		}
		x, err := w.shop(s.ID)
		if err == nil {
			out.Waiting = x.Place.Waiting
		}
		return err
	})
	return out, err
}

// errShopGone ends a fetch whose shop was changed meanwhile.
var errShopGone = errors.New("the shop was changed meanwhile")

// keepFetched keeps a page of orders and how far the shop is read with it.
func (d *Desk) keepFetched(ctx context.Context, s *trade.Shop, page []ShopGot, out *FetchOrdersOut) error {
	return d.change(ctx, "FetchOrders", func(w *work) error {
		now, err := w.shop(s.ID)
		if err != nil {
			return err
		}
		if now.Address != s.Address || now.Channel != s.Channel {
			return trade.Faultf(trade.Conflict, "%w; fetch its orders again.", errShopGone)
		}
		for i := range page {
			if err := w.keepGot(s, &page[i], out); err != nil {
				return err
			}
		}
		if last := trade.StampOf(page[len(page)-1].At); last > s.Place.Changed {
			s.Place.Changed = last
		}
		return w.SaveShopPlace(s.ID, s.Place)
	})
}

// keepGot finds out what becomes of one order: it waits, or is known, or is none of ours.
func (w *work) keepGot(s *trade.Shop, g *ShopGot, out *FetchOrdersOut) error {
	row, err := w.ShopOrder(s.ID, g.Key)
	if err != nil || row != nil && row.Changed == g.Changed {
		return err
	}
	known, err := w.OnChannel(s.Channel, g.Key)
	if err == nil && known == nil && g.Number != "" && g.Number != g.Key { // a file may have told only its number
		known, err = w.OnChannel(s.Channel, g.Number)
	}
	if err != nil {
		return err
	}
	if row == nil {
		row = &trade.ShopOrder{ShopID: s.ID, Key: g.Key}
	}
	gone := g.Cancelled && known != nil && known.State != trade.Cancelled
	if known != nil && !gone {
		out.Known++
		if row.State != trade.ShopNew && row.State != trade.ShopDoubt {
			return nil
		}
	}
	row.Number, row.Changed, row.Said, row.Text = g.Number, g.Changed, "", ""
	switch {
	case gone:
		out.Changed++
		row.State, row.Text, row.Said = trade.ShopDoubt, string(g.Text), "It is cancelled in the shop now, and not here."
	case known != nil:
		row.State = trade.ShopTaken
	case g.Shipped, g.Cancelled:
		out.Passed++
		row.State = trade.ShopLeft
	default:
		out.New++
		row.State, row.Text = trade.ShopNew, string(g.Text)
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: s.ID})
	return w.SaveShopOrder(row)
}
