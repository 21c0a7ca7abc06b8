package app

import (
	"context"
	"fmt"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// take writes the orders that are taken.
func (p *orderPlan) take(w *work, in *ImportOrdersIn) (*trade.OrderImport, error) {
	m := &trade.OrderImport{Channel: p.channel, At: w.stamp(), Who: w.who, Name: in.Name, SHA256: p.sum}
	for _, c := range in.Items {
		if c.ItemID != 0 {
			if err := w.SaveChannelItem(p.channel, keyOf(c.Code), c.ItemID); err != nil {
				return nil, err
			}
		}
	}
	t := &taker{p: p, w: w, in: in, m: m, customers: map[trade.ID]trade.ID{}, items: map[string]trade.ID{}, taxes: map[trade.ID]trade.ID{}}
	report := reporting(w.ctx)
	shop, err := w.shopOn(p.channel)
	if err != nil {
		return nil, err
	}
	for i := range p.orders {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		if i%64 == 0 {
			report(len(p.orders)+i, 2*len(p.orders))
		}
		o := &p.orders[i]
		if !o.taken {
			continue
		}
		if m.ID == 0 {
			if err := w.SaveOrderImport(m); err != nil {
				return nil, err
			}
		}
		if err := t.order(o); err != nil {
			return nil, at(named(o, err), "orders[%d]", i)
		}
		if err := w.tookOver(shop, o.x.Key); err != nil {
			return nil, err
		}
		m.Orders++
	}
	if m.ID == 0 {
		return nil, nil
	}
	return m, w.SaveOrderImport(m)
}

// named says which order of a file an error is about.
func named(o *plannedOrder, err error) error {
	e := AsError(err)
	if e.Kind == trade.External {
		return err
	}
	return trade.Faultf(e.Kind, "Order %s, row %d: %s", firstText(o.x.Number, o.x.Key), o.x.Row, e.Message)
}

// taker writes the orders of a plan, and makes what they need once.
type taker struct {
	p         *orderPlan
	w         *work
	in        *ImportOrdersIn
	m         *trade.OrderImport
	customers map[trade.ID]trade.ID
	items     map[string]trade.ID
	taxes     map[trade.ID]trade.ID
}

// order takes one order.
func (t *taker) order(o *plannedOrder) error {
	var err error
	in := o.in
	if in.CustomerID, err = t.customer(in.CustomerID); err != nil {
		return err
	}
	if in.TaxCodeID, err = t.tax(in.TaxCodeID); err != nil {
		return err
	}
	for i := range in.Lines {
		if in.Lines[i].TaxCodeID, err = t.tax(in.Lines[i].TaxCodeID); err != nil {
			return err
		}
		if i < len(o.lines) && o.lines[i].fresh {
			id, err := t.item(o.lines[i].g, o.x)
			if err != nil {
				return err
			}
			in.Lines[i].Kind, in.Lines[i].ItemID, in.Lines[i].Description, in.Lines[i].Unit = "", id, nil, nil
		}
	}
	order, err := t.w.enterOrder(in)
	if err != nil {
		return err
	}
	o.order, o.customer = order.ID, in.CustomerID
	if err := t.w.AddOrderText(&trade.OrderText{OrderID: order.ID, ImportID: t.m.ID, Place: fmt.Sprintf("%s, row %d", t.m.Name, o.x.Row), Text: o.x.Raw}); err != nil {
		return err
	}
	if err := t.fee(order, o); err != nil {
		return err
	}
	if err := t.w.note(trade.KindOrder, order.ID, "import", t.m.Name, "", ""); err != nil {
		return err
	}
	if t.in.Confirm && len(o.doubts) == 0 {
		return t.confirm(order, o)
	}
	return nil
}

// confirm takes an order on, unless it looks like one that was taken on already or lacks something: then it stays a draft, which is told.
func (t *taker) confirm(order *trade.SalesOrder, o *plannedOrder) error {
	twins, err := t.w.orderTwins(order)
	if err != nil {
		return err
	}
	for _, x := range twins {
		if x.State == trade.Confirmed {
			o.note("It stays a draft, because it may be the same order as %s.", x.Number)
			return nil
		}
	}
	if order.ShipTo.Empty() {
		o.note("It stays a draft, because it has no shipping address.")
		return nil
	}
	if order.Total <= 0 {
		o.note("It stays a draft, because it comes to nothing.")
		return nil
	}
	order, err = t.w.confirm(order, SendIn{ID: order.ID, NoMail: true}, false)
	if err == nil {
		o.number = order.Number
	}
	return err
}

// fee notes what the marketplace keeps from an order.
func (t *taker) fee(order *trade.SalesOrder, o *plannedOrder) error {
	if o.x.Fee == 0 {
		return nil
	}
	c := trade.Charge{OrderID: order.ID, Kind: trade.ChargeMarket, Date: order.Date, Currency: order.Currency, FX: order.FX, Amount: o.x.Fee, Reference: o.x.Key}
	c.Base = c.Amount.To(c.FX, c.Currency, t.w.base)
	if err := t.w.SaveCharge(&c); err != nil {
		return err
	}
	order.Charges += c.Base
	(&trade.Deal{Order: order}).Refresh(t.w.base)
	return t.w.SaveOrder(order)
}

func (t *taker) customer(id trade.ID) (trade.ID, error) {
	if id > 0 {
		return id, nil
	}
	if made := t.customers[id]; made != 0 {
		return made, nil
	}
	c, err := t.w.enterCustomer(t.p.news[-id-1])
	if err != nil {
		return 0, err
	}
	t.customers[id] = c.ID
	t.m.Customers++
	return c.ID, nil
}

func (t *taker) item(g *intake.OrderGoods, x *intake.OrderIn) (trade.ID, error) {
	key := keyOf(g.Key())
	if made := t.items[key]; made != 0 {
		return made, nil
	}
	it, err := t.w.makeItem(g, x)
	if err != nil {
		return 0, err
	}
	t.items[key] = it.ID
	t.m.Items++
	return it.ID, nil
}

// tax makes a tax code that a plan has found to be missing.
func (t *taker) tax(id *trade.ID) (*trade.ID, error) {
	if id == nil || *id >= 0 {
		return id, nil
	}
	if made := t.taxes[*id]; made != 0 {
		return &made, nil
	}
	if err := t.w.may("SaveTaxCode"); err != nil {
		return nil, err
	}
	c := t.p.newTax[-*id-1]
	c.ID = 0
	if err := t.w.SaveTaxCode(&c); err != nil {
		return nil, err
	}
	t.w.known.taxes = nil
	if err := t.w.note(trade.KindTaxCode, c.ID, "add", "", "", c.Code); err != nil {
		return nil, err
	}
	t.taxes[*id] = c.ID
	return &c.ID, nil
}

// UndoOrders takes a file of orders back, however many there are: all of its orders are deleted while they are drafts as they came in. The customers and items
// that were made with them stay. It is refused where one of them was confirmed or changed since; the error says which.
func (d *Desk) UndoOrders(ctx context.Context, in ByID) (out *trade.OrderImport, err error) {
	err = d.change(ctx, "UndoOrders", func(w *work) error {
		if out, err = w.OrderImport(in.ID); err != nil {
			return err
		}
		ids, err := w.OrdersOfImport(in.ID)
		if err != nil {
			return err
		}
		report := reporting(w.ctx)
		for i, id := range ids {
			if i%64 == 0 {
				if err := w.ctx.Err(); err != nil {
					return err
				}
				report(i, len(ids))
			}
			if err := w.dropImported(out, id); err != nil {
				return err
			}
		}
		return w.DeleteOrderImport(in.ID)
	})
	return out, err
}

// dropImported deletes an order that is as it came in.
func (w *work) dropImported(m *trade.OrderImport, id trade.ID) error {
	o, err := w.Order(id)
	if err != nil {
		return err
	}
	if o.State != trade.Draft {
		return trade.Faultf(trade.Refused, "%s cannot be undone: %s of %s is %s meanwhile. Delete the other drafts one by one.", m.Name, o.Name(), o.Customer, o.State)
	}
	fees, err := w.ChargesOf(id)
	if err != nil {
		return err
	}
	if o.Version > 1+len(fees) {
		return trade.Faultf(trade.Refused, "%s cannot be undone: the order %s of %s was changed since. Delete that one first.", m.Name, o.Reference, o.Customer)
	}
	if err := w.waitsAgain(o); err != nil {
		return err
	}
	if err := w.DeleteOrder(id); err != nil {
		return err
	}
	return w.note(trade.KindOrder, id, "delete", o.Customer, string(o.State), "")
}
