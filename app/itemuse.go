package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ItemUse is a place where an item is used now: a quote or order that is still open, or a kit.
type ItemUse struct {
	Kind   trade.Kind  `json:"kind"` // quote, order or item (a kit)
	ID     trade.ID    `json:"id"`
	Number string      `json:"number"` // of a kit its SKU
	Name   string      `json:"name"`   // the customer's, or the kit's
	Date   trade.Date  `json:"date,omitempty"`
	State  trade.State `json:"state,omitempty"`
	Qty    money.Qty   `json:"qty"` // offered; still to ship; in one kit
}

// ListItemUses lists the open quotes and orders and the kits that an item is in, newest first, a hundred of each at most.
func (d *Desk) ListItemUses(ctx context.Context, in ByID) (All[ItemUse], error) {
	return listAll(d, ctx, func(w *work) ([]ItemUse, error) { return w.ItemUses(in.ID, 100) })
}
