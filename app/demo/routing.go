package demo

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// fees are what some of Suppliers charge besides the goods, in their own currencies.
var fees = map[trade.ID]trade.Fees{
	klingenhof:  {DropShip: 4_50},
	linnenhaven: {Handling: 60, Freight: 6_90},
	marlowFenn:  {SmallOrder: 5_00},
	thistlewick: {DropShip: 2_00, SmallOrder: 8_00},
	bergkorn:    {Freight: 9_00},
	saltgrass:   {DropShip: 3_50},
}

// charge gives each supplier its fees; two take small orders together, in the afternoon.
func charge(list []trade.Supplier) []trade.Supplier {
	for i := range list {
		list[i].Fees = fees[trade.ID(i+1)]
	}
	for _, s := range []trade.ID{thistlewick, marlowFenn} {
		list[s-1].Combine, list[s-1].SendTime = true, "16:00"
	}
	return list
}

func feesIn(f trade.Fees, cur money.Currency) app.FeesIn {
	in := func(a money.Amount) money.Decimal { return money.Dec(int64(a), uint8(cur.Digits())) }
	return app.FeesIn{DropShip: in(f.DropShip), Handling: in(f.Handling), SmallOrder: in(f.SmallOrder), Freight: in(f.Freight)}
}

// breaks makes some items cheaper by the box, and limits how long some costs are valid; a few are over.
func breaks(items []trade.Item, today trade.Date) []trade.Item {
	for i := range items {
		it := &items[i]
		if i%6 == 0 && it.DropShip {
			it.Breaks = []trade.PriceBreak{{From: 24 * money.Unit, Price: wholeUnits(it.Price * 97 / 100)}, {From: 96 * money.Unit, Price: wholeUnits(it.Price * 94 / 100)}}
		}
		for j := range it.Sources {
			s := &it.Sources[j]
			switch {
			case (i+j)%5 == 0:
				s.Breaks = []trade.CostBreak{{From: 48 * money.Unit, Cost: s.Cost * 95 / 100}}
			case (i+j)%23 == 1:
				s.ValidUntil = today.Add(-20)
			case (i+j)%7 == 1:
				s.ValidUntil = today.Add(38)
			}
		}
	}
	return items
}

// sendTogether sends what waits for a supplier, and lets it answer.
func (c *calendar) sendTogether(ctx context.Context, supplier trade.ID) error {
	out, err := c.desk.SendTogether(ctx, app.SendTogetherIn{SupplierID: supplier, Warned: true})
	if err != nil && !inWords(err) {
		return err
	}
	for _, p := range out.Sent {
		c.later(1, func(ctx context.Context) error { return c.answer(ctx, p.ID, p.OrderID) })
	}
	return nil
}

// elsewhere buys now and then what is open of an order where it is cheapest before it is forwarded.
func (c *calendar) elsewhere(ctx context.Context, order trade.ID) error {
	return c.aside(order, func() error {
		if !chance(c.r, 5) {
			return nil
		}
		_, err := c.desk.Reroute(ctx, app.RerouteIn{Orders: []trade.ID{order}, By: trade.RouteByCost})
		return inWordsOnly(err)
	})
}

// lastOrders are of this afternoon: two small ones wait to be sent together, one is with a supplier that has not answered.
func (c *calendar) lastOrders(ctx context.Context) error {
	for i, supplier := range []trade.ID{thistlewick, thistlewick, klingenhof} {
		item, q := c.small(c.house.suppliers[supplier-1].ID, i)
		if item == 0 {
			continue
		}
		o, err := c.desk.SaveOrder(ctx, app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: c.buyer().ID, Lines: []app.LineIn{{ItemID: item, Qty: &q}}}})
		if err != nil && !inWords(err) {
			return err
		}
		if err != nil || o.OnHold() {
			continue
		}
		if _, err := c.desk.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true, Warned: true}); err != nil {
			return err
		}
	}
	return nil
}

// small is an item that a supplier sells first of all, the next one after so many, and a quantity of it that is not worth much.
func (c *calendar) small(supplier trade.ID, after int) (trade.ID, money.Qty) {
	for _, it := range c.house.items {
		if len(it.Sources) == 0 || it.Sources[0].SupplierID != supplier {
			continue
		}
		s := &it.Sources[0]
		q := max(s.MinQty, 2*money.Unit)
		if (s.Multiple == 0 || q%s.Multiple == 0) && (s.Stock == nil || *s.Stock >= q) && s.Cost.Times(q) < 80_00 {
			if after == 0 {
				return it.ID, q
			}
			after--
		}
	}
	return 0, 0
}
