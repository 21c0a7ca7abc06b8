package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// PastPrice is one earlier price of an item.
type PastPrice struct {
	Kind       trade.Kind     `json:"kind"` // quote, order or invoice
	DocID      trade.ID       `json:"doc_id"`
	Number     string         `json:"number"`
	Date       trade.Date     `json:"date"`
	State      trade.State    `json:"state"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	Qty        money.Qty      `json:"qty"`
	Price      money.Price    `json:"price"`
	Discount   money.Rate     `json:"discount"`
	Currency   money.Currency `json:"currency"`
	Inclusive  bool           `json:"inclusive"` // the price includes tax
	Net        money.Amount   `json:"net"`       // what the line came to, net of tax and of its share of the document's discount
	Cost       money.Amount   `json:"cost"`      // what it was planned to cost, in the document's currency
	Margin     money.Rate     `json:"margin"`
}

// PriceHistoryIn names an item and, where set, one customer.
type PriceHistoryIn struct {
	ItemID     trade.ID `json:"item_id"`
	CustomerID trade.ID `json:"customer_id"`
	Limit      int      `json:"limit"` // zero is 20
}

// PriceHistory lists what an item was quoted, ordered and invoiced at before, newest first, with the margin that was planned.
func (d *Desk) PriceHistory(ctx context.Context, in PriceHistoryIn) (All[PastPrice], error) {
	if in.Limit <= 0 || in.Limit > 1000 {
		in.Limit = 20
	}
	return listAll(d, ctx, func(w *work) ([]PastPrice, error) {
		list, err := w.PriceHistory(in.ItemID, in.CustomerID, in.Limit)
		for i := range list {
			p := &list[i]
			p.Margin = money.Ratio(p.Net-p.Cost, p.Net)
		}
		return list, err
	})
}
