package data

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

type orderRow struct {
	trade.SalesOrder
	held  bool  // kept beside holds and released, so that held orders can be listed
	goods int64 // kept beside the lines, so that an order that came twice is found
}

var orders = newTable("sales_order", `id, version, number, state, date, wanted, channel, quote_id, quote_no, confirmed, reason, holds, held, released, `+
	saleColumns+`, next, decisions, to_order, suppliers, expected, invoiced_net, invoiced, paid, reserved, revenue, cost_of_goods, profit_actual,
	charges, charges_estimated, earned, earnings, commission_on, commission, channel_key, channel_no, twice, goods_key`, true,
	func(r *orderRow) []any {
		o := &r.SalesOrder
		return joined([]any{&o.ID, &o.Version, &o.Number, &o.State, &o.Date, &o.Wanted, &o.Channel, link{&o.QuoteID}, &o.QuoteNo, &o.Confirmed,
			&o.Reason, asJSON{&o.Holds}, &r.held, &o.Released}, salePtrs(&o.Sale),
			[]any{&o.Next, &o.Decisions, &o.ToOrder, &o.Suppliers, &o.Expected, &o.InvoicedNet, &o.Invoiced, &o.Paid, &o.Reserved, &o.Revenue, &o.CostOfGoods, &o.ProfitActual,
				&o.Charges, &o.ChargesEstimated, &o.Earned, &o.Earnings, &o.CommissionOn, &o.Commission,
				&o.ChannelKey, &o.ChannelNo, &o.Twice, &r.goods})
	}, func(r *orderRow) string { return r.Name() })

var orderLines = newTable("order_line", "id, order_id, quote_line_id, quoted, kit_line_id, per_kit, waived, "+saleLineColumns+", "+sourceColumns+
	", cancelled, on_purchase, undecided, shipped, delivered, returned, invoiced, credited, invoiced_net, invoiced_base, channel_line", false,
	func(l *trade.OrderLine) []any {
		return joined([]any{&l.ID, &l.OrderID, link{&l.QuoteLineID}, &l.Quoted, link{&l.KitLineID}, &l.PerKit, &l.Waived}, saleLinePtrs(&l.SaleLine), sourcePtrs(&l.Source),
			[]any{&l.Cancelled, &l.OnPurchase, &l.Undecided, &l.Shipped, &l.Delivered, &l.Returned, &l.Invoiced, &l.Credited, &l.InvoicedNet, &l.InvoicedBase, &l.ChannelLine})
	}, func(*trade.OrderLine) string { return "The line" })

// Order implements app.Tx.
func (t *tx) Order(id trade.ID) (*trade.SalesOrder, error) {
	r, err := orders.get(t, id)
	if err != nil {
		return nil, err
	}
	o := &r.SalesOrder
	if o.Lines, err = orderLines.where(t, "WHERE order_id = ?1 ORDER BY pos, id", id); err != nil {
		return nil, err
	}
	remember(&t.loaded.order, o.Lines, func(l *trade.OrderLine) trade.ID { return l.ID })
	return o, nil
}

// SaveOrder implements app.Tx.
func (t *tx) SaveOrder(o *trade.SalesOrder) error {
	r := orderRow{*o, o.OnHold(), o.GoodsKey()}
	if err := orders.save(t, &r); err != nil {
		return err
	}
	o.ID, o.Version = r.ID, r.Version
	var kit *trade.ID
	return saveLines(t, orderLines, &t.loaded.order, "order_id", o.ID, o.Lines, func(l *trade.OrderLine) {
		l.OrderID = o.ID
		tie(&kit, l.Kind, &l.ID, &l.Part)
	})
}

// DeleteOrder implements app.Tx.
func (t *tx) DeleteOrder(id trade.ID) error {
	for _, beside := range []string{"order_text", "order_charge", "charge_before"} { // what its channel told of it
		if err := t.exec("DELETE FROM "+beside+" WHERE order_id = ?1", id); err != nil {
			return err
		}
	}
	return t.drop("sales_order", "order_line", "order_id", id)
}

// Deal implements app.Tx.
func (t *tx) Deal(id trade.ID) (*trade.Deal, error) {
	o, err := t.Order(id)
	if err != nil {
		return nil, err
	}
	list, err := purchases.where(t, "WHERE order_id = ?1 ORDER BY id", id)
	if err != nil {
		return nil, err
	}
	d := &trade.Deal{Order: o}
	if len(list) == 0 {
		return d, nil
	}
	lines, err := purchaseLines.where(t, "WHERE order_id = ?1 ORDER BY pos, id", id)
	if err != nil {
		return nil, err
	}
	remember(&t.loaded.purchase, lines, func(l *trade.PurchaseLine) trade.ID { return l.ID })
	for i := range list {
		d.Purchases = append(d.Purchases, &list[i])
	}
	for i := range lines {
		if p := d.Purchase(lines[i].PurchaseID); p != nil {
			p.Lines = append(p.Lines, lines[i])
		}
	}
	return d, nil
}

// Owed implements app.Tx. Documents in another currency than the customer's are counted by their rates.
func (t *tx) Owed(customer, except trade.ID) (open, coming money.Amount, err error) {
	c, err := t.Customer(customer)
	if err != nil {
		return 0, 0, err
	}
	own, err := t.Company()
	if err != nil {
		return 0, 0, err
	}
	add := func(to *money.Amount, query string, args ...any) error {
		return t.each(query, args, func(scan func(...any) error) error {
			var sum money.Amount
			var cur money.Currency
			var fx money.FX
			if err := scan(&sum, &cur, &fx); err != nil {
				return err
			}
			if cur != c.Currency {
				there, err := t.toCurrency(c.Currency, own.Currency, fx)
				if err != nil {
					return err
				}
				sum = sum.To(there, cur, c.Currency)
			}
			*to += sum
			return nil
		})
	}
	if err := add(&open, `SELECT CAST(SUM(CASE WHEN credit = 1 THEN settled - total ELSE total - settled END) AS INTEGER), currency, fx FROM invoice
		WHERE customer_id = ?1 AND state = 'issued' AND settled < total GROUP BY currency, fx`, customer); err != nil {
		return 0, 0, err
	}
	if err := add(&open, `SELECT CAST(SUM(CASE WHEN refund = 1 THEN amount - used ELSE used - amount END) AS INTEGER), currency, fx FROM payment
		WHERE customer_id = ?1 AND used < amount GROUP BY currency, fx`, customer); err != nil {
		return 0, 0, err
	}
	err = add(&coming, `SELECT CAST(SUM(CASE WHEN total > invoiced THEN total - invoiced ELSE 0 END) AS INTEGER), currency, fx FROM sales_order
		WHERE customer_id = ?1 AND id <> ?2 AND state = 'confirmed' AND next IN ('release', 'decide', 'order', 'send', 'invoice', 'answer', 'ship', 'deliver')
		GROUP BY currency, fx`, customer, except)
	return open, coming, err
}

// toCurrency is the cross rate from a currency with the rate fx to another.
func (t *tx) toCurrency(to, base money.Currency, fx money.FX) (money.FX, error) {
	if to == base {
		return fx, nil
	}
	rate, err := t.RateOn(to, "9999-12-31")
	return fx.Over(rate), err
}
