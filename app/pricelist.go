package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// UnitPrice is a price with its currency.
type UnitPrice struct {
	Currency money.Currency `json:"currency"`
	Price    money.Price    `json:"price"`
}

// listed is an item of a price list, sold at a price from a quantity on.
type listed struct {
	*trade.Item
	from        money.Qty   // zero: any
	price, less money.Price // as it is listed, and as the customer pays it
}

// priceList lists what is sold, in a customer's currency and less the customer's discount where one is named.
func (w *work) priceList(customer trade.ID) (list []listed, to *trade.Customer, cur money.Currency, err error) {
	cur = w.base
	if customer != 0 {
		if to, err = w.customer(customer); err != nil {
			return nil, nil, "", err
		}
		cur = to.Currency
	}
	fx, err := w.fx(cur, w.today)
	if err != nil {
		return nil, nil, "", err
	}
	items, err := w.SoldItems()
	for i := range items {
		it := &items[i]
		add := func(from money.Qty, base money.Price) {
			x := listed{Item: it, from: from, price: base.To(money.Par.Over(fx), w.base, cur)}
			if x.less = x.price; to != nil {
				x.less -= money.Price(to.Discount.Of(money.Amount(x.price)))
			}
			list = append(list, x)
		}
		add(0, it.Price)
		for _, b := range it.Breaks {
			add(b.From, b.Price)
		}
	}
	return list, to, cur, err
}

func (w *work) priceTable(t *Table, in TableIn) error {
	list, to, cur, err := w.priceList(in.CustomerID)
	t.Columns = []TableColumn{text("name", "Item"), text("what", "Description"), text("category", "Category"), spare(text("gtin", "GTIN")), text("unit", "Unit"),
		{ID: "from", Title: "From quantity", Right: true}, {ID: "price", Title: "Price", Right: true}, text("currency", "")}
	discount := to != nil && to.Discount != 0
	if discount {
		t.Columns = append(t.Columns[:7], TableColumn{ID: "less", Title: "Less the discount", Right: true}, text("currency", ""))
	}
	for i := range list {
		x := &list[i]
		var from any
		if x.from != 0 {
			from = x.from
		}
		row := TableRow{Cells: []any{x.SKU, x.Name, x.Category, x.GTIN, x.Unit, from, UnitPrice{cur, x.price}}, Ref: trade.Ref{Kind: trade.KindItem, ID: x.ID}}
		if discount {
			row.Cells = append(row.Cells, UnitPrice{cur, x.less})
		}
		row.Cells = append(row.Cells, string(cur))
		t.Rows = append(t.Rows, row)
	}
	return err
}
