package app

import (
	"context"
	"slices"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SaveOrderIn is a draft order as entered: id 0 makes a new one.
type SaveOrderIn struct {
	ID      trade.ID   `json:"id"`
	Version int        `json:"version"`
	Date    trade.Date `json:"date"`    // empty: today
	Wanted  trade.Date `json:"wanted"`  // when the customer wants it
	Channel string     `json:"channel"` // one of trade.Channels, such as file, web, email, shopify; empty: typed
	// The order's number on its channel: an order that came in already is refused.
	ChannelKey string `json:"channel_key"`
	ChannelNo  string `json:"channel_no"` // what people call it there, such as #1041, where that is another number
	SaleIn
	Confirm bool `json:"confirm"` // confirm it at once
	Send    bool `json:"send"`    // with confirm: e-mail the order confirmation
	Twice   bool `json:"twice"`   // with confirm: although it looks like an order that was taken on already
}

var orderLines = lineSet[trade.OrderLine]{
	id:   func(l *trade.OrderLine) trade.ID { return l.ID },
	sale: func(l *trade.OrderLine) *trade.SaleLine { return &l.SaleLine },
	src:  func(l *trade.OrderLine) *trade.Source { return &l.Source },
	part: func(l *trade.OrderLine) *trade.Part { return &l.Part },
}

// GetOrder reads an order with its lines and how far each has come.
func (d *Desk) GetOrder(ctx context.Context, in ByID) (out *trade.SalesOrder, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Order(in.ID)
		return err
	})
	return out, err
}

// ListOrders lists the orders of all channels, newest first.
func (d *Desk) ListOrders(ctx context.Context, in ListIn) (List[OrderRow], error) {
	return list(d, ctx, in, trade.KindOrder, Tx.ListOrders)
}

// SaveOrder makes an order or changes a draft. A new order inherits all that the customer's record says.
func (d *Desk) SaveOrder(ctx context.Context, in SaveOrderIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "SaveOrder", func(w *work) error {
		out, err = w.enterOrder(in)
		return err
	})
	return out, err
}

// enterOrder makes an order or changes a draft, as it was entered.
func (w *work) enterOrder(in SaveOrderIn) (*trade.SalesOrder, error) {
	o := &trade.SalesOrder{State: trade.Draft, Date: w.today, Channel: "typed"}
	var err error
	if in.ID != 0 {
		if o, err = w.draftOrder(in.ID, in.Version); err != nil {
			return nil, err
		}
	}
	was, err := w.drafted(o, in)
	if err != nil {
		return nil, err
	}
	if err := orderLines.route(w, was, o.Lines, o.Wanted); err != nil {
		return nil, err
	}
	if err := orderLines.priced(&o.Sale, o.Lines, in.Lines); err != nil {
		return nil, err
	}
	if err := w.returnToQuote(o, gone(was, o.Lines), 0); err != nil {
		return nil, err
	}
	if err := w.saveOrder(o); err != nil {
		return nil, err
	}
	if in.ID == 0 {
		if err := w.note(trade.KindOrder, o.ID, "add", o.Customer, "", ""); err != nil {
			return nil, err
		}
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindOrder, ID: o.ID})
	if in.Confirm {
		return w.confirm(o, SendIn{ID: o.ID, NoMail: !in.Send}, in.Twice)
	}
	return o, nil
}

// drafted writes what was entered over an order, and answers the lines that it had before.
func (w *work) drafted(o *trade.SalesOrder, in SaveOrderIn) (was []trade.OrderLine, err error) {
	if in.Date != "" {
		o.Date = in.Date
	}
	if in.Wanted != "" {
		o.Wanted = in.Wanted
	}
	if in.Channel != "" {
		o.Channel = in.Channel
	}
	if in.ChannelKey != "" {
		o.ChannelKey = in.ChannelKey
	}
	if in.ChannelNo != "" && in.ChannelNo != o.ChannelKey {
		o.ChannelNo = in.ChannelNo
	}
	if err := trade.CheckShort("channel's number", o.ChannelNo); err != nil {
		return nil, at(err, "channel_no")
	}
	if err := trade.CheckChannel(o.Channel); err != nil {
		return nil, err
	}
	if err := dates(map[string]trade.Date{"date": o.Date, "wanted": o.Wanted}); err != nil {
		return nil, err
	}
	if err := w.newOnChannel(o); err != nil {
		return nil, err
	}
	retax, err := w.head(&o.Sale, &in.SaleIn, o.Date)
	if err != nil {
		return nil, err
	}
	was = o.Lines
	o.Lines, err = orderLines.edit(w, &o.Sale, o.Lines, &in.SaleIn, o.Name(), retax || in.TaxCodeID != nil, func(l *trade.OrderLine, in *LineIn) {
		if in.ChannelLine != "" {
			l.ChannelLine = in.ChannelLine
		}
	})
	return was, err
}

func (w *work) saveOrder(o *trade.SalesOrder) error {
	for i := range o.Lines {
		o.Lines[i].Pos = i + 1
	}
	if err := o.AddUp(w.base); err != nil {
		return err
	}
	(&trade.Deal{Order: o}).Refresh(w.base)
	return w.SaveOrder(o)
}

func (w *work) draftOrder(id trade.ID, version int) (*trade.SalesOrder, error) {
	o, err := w.Order(id)
	if err != nil {
		return nil, err
	}
	if err := same(o.Name(), version, o.Version); err != nil {
		return nil, err
	}
	if o.State != trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s is %s and can no longer be edited. Cancel the lines that are not wanted and take a new order for the rest.", o.Name(), o.State)
	}
	return o, nil
}

// dealFor reads a deal and refuses a stale version of its order.
func (w *work) dealFor(in Do) (*trade.Deal, error) {
	deal, err := w.Deal(in.ID)
	if err != nil {
		return nil, err
	}
	return deal, same(deal.Order.Name(), in.Version, deal.Order.Version)
}

// saveDeal recomputes the order's totals and what is kept beside it and saves it, with the purchase orders named.
func (w *work) saveDeal(deal *trade.Deal, purchases ...*trade.PurchaseOrder) error {
	deal.Order.Trim()
	if err := deal.Order.AddUp(w.base); err != nil {
		return err
	}
	if err := w.estimate(deal.Order); err != nil {
		return err
	}
	deal.Refresh(w.base)
	if err := w.freeReserved(deal.Order); err != nil {
		return err
	}
	for _, p := range purchases {
		if err := w.SavePurchase(p); err != nil {
			return err
		}
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindOrder, ID: deal.Order.ID})
	return w.SaveOrder(deal.Order)
}

// LineSupplierIn chooses where the goods of an order line come from.
type LineSupplierIn struct {
	OrderID    trade.ID       `json:"order_id"`
	Version    int            `json:"version"`
	LineID     trade.ID       `json:"line_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	Cost       *money.Decimal `json:"cost"` // in the supplier's currency
}

// ChooseSupplier changes the supplier of what of an order line is not on a purchase order yet.
func (d *Desk) ChooseSupplier(ctx context.Context, in LineSupplierIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "ChooseSupplier", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		l, err := deal.Order.Line(in.LineID)
		if err != nil {
			return err
		}
		if !l.Buy {
			return trade.Faultf(trade.Refused, "%s is not bought from a supplier.", describe(&l.SaleLine))
		}
		if l.ToOrder() <= 0 {
			return trade.Faultf(trade.Refused, "All of %s is on purchase orders already. Cancel one first.", describe(&l.SaleLine))
		}
		was := l.Supplier
		if err := w.chooseSupplier(&l.SaleLine, &l.Source, in.SupplierID, l.ToOrder()); err != nil {
			return err
		}
		if err := ownCost(&l.Source, in.Cost); err != nil {
			return err
		}
		out = deal.Order
		if err := deal.Order.AddUp(w.base); err != nil {
			return err
		}
		if err := w.saveDeal(deal); err != nil {
			return err
		}
		return w.note(trade.KindOrder, deal.Order.ID, "supplier", describe(&l.SaleLine), was, l.Supplier)
	})
	return out, err
}

// DeleteOrder removes a draft order; a confirmed one is cancelled instead.
func (d *Desk) DeleteOrder(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteOrder", func(w *work) error {
		o, err := w.draftOrder(in.ID, in.Version)
		if err != nil {
			return err
		}
		if err := w.returnToQuote(o, o.Lines, 1); err != nil {
			return err
		}
		if err := w.DeleteOrder(o.ID); err != nil {
			return err
		}
		return w.note(trade.KindOrder, o.ID, "delete", o.Customer, string(o.State), "")
	})
	return Done{err == nil}, err
}

// gone lists the lines that are no longer among those of an order.
func gone(was, now []trade.OrderLine) (list []trade.OrderLine) {
	for i := range was {
		if !slices.ContainsFunc(now, func(l trade.OrderLine) bool { return l.ID == was[i].ID }) {
			list = append(list, was[i])
		}
	}
	return list
}

// returnToQuote gives the quantities of lines of a draft that go away back to its quote, and the order where it goes away itself.
func (w *work) returnToQuote(o *trade.SalesOrder, lines []trade.OrderLine, orders int) error {
	if o.QuoteID == 0 || len(lines)+orders == 0 {
		return nil
	}
	q, err := w.Quote(o.QuoteID)
	if err != nil {
		return err
	}
	q.Made -= orders
	for i := range lines {
		for j := range q.Lines {
			if q.Lines[j].ID == lines[i].QuoteLineID && lines[i].QuoteLineID != 0 {
				q.Lines[j].Ordered -= lines[i].Quoted
			}
		}
	}
	return w.SaveQuote(q)
}
