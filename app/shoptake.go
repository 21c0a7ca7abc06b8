package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// GetShopOrders answers the orders of a shop that wait, as PreviewOrders and ImportOrders take them.
func (d *Desk) GetShopOrders(ctx context.Context, in ByID) (out ImportOrdersIn, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.shopFile(in.ID)
		return err
	})
	return out, err
}

// shopFile is what waits of a shop, as a file of orders.
func (w *work) shopFile(id trade.ID) (in ImportOrdersIn, err error) {
	s, err := w.shop(id)
	if err != nil {
		return in, err
	}
	list, err := w.WaitingShopOrders(id)
	if err != nil {
		return in, err
	}
	if len(list) == 0 {
		return in, trade.Faultf(trade.Refused, "No order of %s waits.", shopName(s))
	}
	var b strings.Builder
	for i := range list {
		b.WriteString(map[bool]string{true: "[", false: ",\n"}[i == 0])
		b.WriteString(list[i].Text)
	}
	b.WriteByte(']')
	in.Name, in.File, in.Channel, in.NewItems, in.NewTaxes = shopName(s), []byte(b.String()), s.Channel, s.NewItems, s.NewTaxes
	return in, nil
}

// TakeShopOrders takes over the orders of a shop that wait and about which nothing is in doubt, as ImportOrders does. The others are marked, so that a person looks at them.
func (d *Desk) TakeShopOrders(ctx context.Context, in ByID) (out *OrderPlan, err error) {
	err = d.change(ctx, "TakeShopOrders", func(w *work) error {
		file, err := w.shopFile(in.ID)
		if err != nil {
			return err
		}
		file.Limit = maxFetched
		if out, err = d.ImportOrders(context.WithValue(ctx, workKey, w), file); err != nil {
			return err
		}
		for i := range out.Orders {
			o := &out.Orders[i]
			row, err := w.ShopOrder(in.ID, o.Key)
			if err != nil {
				return err
			}
			if row == nil || row.State != trade.ShopNew {
				continue
			}
			row.State, row.Said = trade.ShopDoubt, whyWaits(o)
			if err := w.SaveShopOrder(row); err != nil {
				return err
			}
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: in.ID})
		return nil
	})
	return out, err
}

// maxFetched is more than ever wait of one shop.
const maxFetched = 1 << 20

func whyWaits(o *OrderLook) string {
	switch {
	case len(o.Doubts) > 0:
		return o.Doubts[0].Text
	case len(o.Notes) > 0:
		return o.Notes[0].Text
	}
	return "It has to be looked at."
}

// LeaveShopOrdersIn names orders of a shop that are not to come in.
type LeaveShopOrdersIn struct {
	ShopID trade.ID `json:"shop_id"`
	Keys   []string `json:"keys"` // by which the shop knows them; empty: all that wait
}

// LeaveShopOrders says that orders of a shop that wait are not to come in. One that is changed there comes again.
func (d *Desk) LeaveShopOrders(ctx context.Context, in LeaveShopOrdersIn) (Done, error) {
	err := d.change(ctx, "LeaveShopOrders", func(w *work) error {
		list, err := w.WaitingShopOrders(in.ShopID)
		if err != nil {
			return err
		}
		n := 0
		for i := range list {
			o := &list[i]
			if len(in.Keys) > 0 && !slices.Contains(in.Keys, o.Key) {
				continue
			}
			o.State, o.Text, o.Said = trade.ShopLeft, "", ""
			if err := w.SaveShopOrder(o); err != nil {
				return err
			}
			n++
		}
		if n == 0 {
			return trade.Faultf(trade.Refused, "None of these orders waits.")
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: in.ShopID})
		return nil
	})
	return Done{err == nil}, err
}

// tookOver ends the waiting of an order that was taken over; shop is nil where its channel is none of a shop.
func (w *work) tookOver(shop *trade.Shop, key string) error {
	if shop == nil {
		return nil
	}
	row, err := w.ShopOrder(shop.ID, key)
	if err != nil || row == nil || row.State == trade.ShopTaken {
		return err
	}
	row.State, row.Text, row.Said = trade.ShopTaken, "", ""
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: shop.ID})
	return w.SaveShopOrder(row)
}

// waitsAgain lets an order that is given back to its shop wait once more.
func (w *work) waitsAgain(o *trade.SalesOrder) error {
	shop, err := w.shopOn(o.Channel)
	if err != nil || shop == nil {
		return err
	}
	row, err := w.ShopOrder(shop.ID, o.ChannelKey)
	if err != nil || row == nil || row.State != trade.ShopTaken {
		return err
	}
	texts, err := w.OrderTexts(o.ID)
	if err != nil || len(texts) == 0 || !json.Valid([]byte(texts[0].Text)) { // a long one was cut
		return err
	}
	row.State, row.Text, row.Said = trade.ShopDoubt, texts[0].Text, "It was taken over and taken back."
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindShop, ID: shop.ID})
	return w.SaveShopOrder(row)
}
