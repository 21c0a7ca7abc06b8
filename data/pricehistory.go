package data

import (
	"cmp"
	"slices"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// pastPrice is an earlier price as it is read, with what its cost is worked out from.
type pastPrice struct {
	app.PastPrice
	cost   money.Price
	costIn money.Currency
	costFX money.FX
	fx     money.FX
}

// The lines of an item, newest first. A customer's are found by the customer's documents, because an item may be on the
// lines of very many; adding nothing to item_id keeps its index out of that.
const (
	pastColumns = `d.id, d.number, d.date, d.state, d.customer_id, d.customer, l.qty, l.price, l.discount, d.currency, d.inclusive, l.net - l.share - l.tax_in, `
	pastCost    = `o.cost, o.cost_in, o.cost_fx, d.fx `
	pastNewest  = ` ORDER BY l.id DESC LIMIT ?2`

	pastQuotes     = `SELECT ` + pastColumns + `l.cost, l.cost_in, l.cost_fx, d.fx FROM quote_line l JOIN quote d ON d.id = l.quote_id WHERE l.kind <> 'part' AND d.number <> '' AND `
	pastOrders     = `SELECT ` + pastColumns + `l.cost, l.cost_in, l.cost_fx, d.fx FROM order_line l JOIN sales_order d ON d.id = l.order_id WHERE l.kind <> 'part' AND d.number <> '' AND `
	pastInvoices   = `SELECT ` + pastColumns + pastCost + `FROM order_line o JOIN invoice_line l ON l.order_line_id = o.id JOIN invoice d ON d.id = l.invoice_id WHERE o.kind <> 'part' AND d.number <> '' AND d.credit = 0 AND `
	ofGoods        = `l.item_id = ?1` + pastNewest
	ofGoodsOrdered = `o.item_id = ?1 ORDER BY o.id DESC LIMIT ?2`
	ofBuyer        = `l.item_id + 0 = ?1 AND d.customer_id = ?3` + pastNewest
)

// PriceHistory implements app.Tx.
func (t *tx) PriceHistory(item, customer trade.ID, limit int) ([]app.PastPrice, error) {
	var list []app.PastPrice
	for _, x := range []struct {
		kind                trade.Kind
		lines, ofAll, ofOne string
	}{
		{trade.KindQuote, pastQuotes, ofGoods, ofBuyer},
		{trade.KindOrder, pastOrders, ofGoods, ofBuyer},
		{trade.KindInvoice, pastInvoices, ofGoodsOrdered, ofBuyer},
	} {
		query, args := x.lines+x.ofAll, []any{item, limit}
		if customer != 0 {
			query, args = x.lines+x.ofOne, append(args, customer)
		}
		rows, err := all(t, query, args, func(p *pastPrice) []any {
			return []any{&p.DocID, &p.Number, &p.Date, &p.State, &p.CustomerID, &p.Customer, &p.Qty, &p.Price, &p.Discount, &p.Currency, &p.Inclusive, &p.Net,
				&p.cost, &p.costIn, &p.costFX, &p.fx}
		})
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			p.Kind = x.kind
			if p.costIn != "" && p.costFX != 0 && p.fx != 0 {
				p.Cost = p.cost.Times(p.Qty).To(p.costFX.Over(p.fx), p.costIn, p.Currency)
			}
			list = append(list, p.PastPrice)
		}
	}
	slices.SortStableFunc(list, func(a, b app.PastPrice) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(pastOrder[b.Kind], pastOrder[a.Kind]), cmp.Compare(b.DocID, a.DocID))
	})
	return list[:min(len(list), limit)], nil
}

// pastOrder is how far a deal has come with a document.
var pastOrder = map[trade.Kind]int{trade.KindQuote: 0, trade.KindOrder: 1, trade.KindInvoice: 2}
