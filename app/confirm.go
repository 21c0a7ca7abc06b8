package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ConfirmIn confirms an order.
type ConfirmIn struct {
	SendIn
	Twice bool `json:"twice"` // although it looks like an order that was taken on already
}

// ConfirmOrder takes the order on: it gets its number, the customer's credit and prepayment and
// the suppliers' availability are checked, and may hold it. The confirmation goes out by e-mail
// unless no_mail is set. An order that looks like one that was taken on already is refused, unless twice is set.
func (d *Desk) ConfirmOrder(ctx context.Context, in ConfirmIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "ConfirmOrder", func(w *work) error {
		o, err := w.Order(in.ID)
		if err != nil {
			return err
		}
		if err := same(o.Name(), in.Version, o.Version); err != nil {
			return err
		}
		out, err = w.confirm(o, in.SendIn, in.Twice)
		return err
	})
	return out, err
}

func (w *work) confirm(o *trade.SalesOrder, in SendIn, twice bool) (*trade.SalesOrder, error) {
	to, err := trade.OrderFlow.Next(o.Name(), o.State, trade.Confirm)
	if err != nil {
		return nil, err
	}
	if err := sellable(o.Name(), o.Total, len(o.Lines)); err != nil {
		return nil, err
	}
	if !priced(o.Lines) {
		return nil, trade.Faultf(trade.Refused, "%s has only text lines. Add something to sell.", o.Name()).In("lines")
	}
	for i := range o.Lines {
		if o.Lines[i].Buy && o.ShipTo.Empty() {
			return nil, trade.Faultf(trade.Refused, "%s has no shipping address, so no supplier could ship it. Enter one.", o.Name()).In("ship_to")
		}
	}
	if err := w.notTwice(o, twice); err != nil {
		return nil, err
	}
	if o.FX, err = w.fx(o.Currency, o.Date); err != nil {
		return nil, err
	}
	if o.Number, err = w.NextNumber(trade.KindOrder); err != nil {
		return nil, err
	}
	from := o.State
	o.State, o.Confirmed = to, w.stamp()
	if err := w.check(o); err != nil {
		return nil, err
	}
	if err := w.expectCharges(o); err != nil {
		return nil, err
	}
	(&trade.Deal{Order: o}).Refresh(w.base)
	if err := w.SaveOrder(o); err != nil {
		return nil, err
	}
	if err := w.Index(trade.KindOrder, o.ID, o.Number, o.Customer, strings.Join([]string{o.Number, o.Customer, o.Reference, o.Channel}, " ")); err != nil {
		return nil, err
	}
	if err := w.write(trade.KindOrder, o.ID, PaperConfirmation, in, o.Contact, orderLetter(o)); err != nil {
		return nil, err
	}
	if err := w.moved(trade.KindOrder, o.ID, trade.Confirm, o.Number, from, to); err != nil {
		return nil, err
	}
	for _, h := range o.Holds {
		if err := w.note(trade.KindOrder, o.ID, "hold", h.Reason, "", h.Kind); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// stockDays is how long a supplier's stock figure is believed.
const stockDays = 30

// check finds what must hold the order: credit, prepayment, availability.
func (w *work) check(o *trade.SalesOrder) error {
	o.Holds = nil
	hold := func(kind, format string, args ...any) {
		o.Holds = append(o.Holds, trade.Hold{Kind: kind, Reason: fmt.Sprintf(format, args...)})
	}
	c, err := w.customer(o.CustomerID)
	if err != nil {
		return err
	}
	short := o.Terms.Ahead(o.Total) - o.Paid - o.Reserved
	switch {
	case short > 0 && o.Terms.Prepaid:
		hold("prepayment", "%s %s of %s are not paid yet, and the terms are %s.", short.Text(o.Currency), o.Currency, o.Total.Text(o.Currency), o.Terms.Name)
	case short > 0:
		hold("deposit", "%s %s of the deposit of %s are not paid yet, and the terms are %s.", short.Text(o.Currency), o.Currency, o.Terms.Ahead(o.Total).Text(o.Currency), o.Terms.Name)
	}
	if c.CreditLimit > 0 && (short <= 0 || !o.Terms.Prepaid) {
		open, coming, err := w.Owed(c.ID, o.ID)
		if err != nil {
			return err
		}
		this := o.Total - o.Invoiced
		if o.Currency != c.Currency {
			if this, err = w.exchange(this, o.FX, o.Currency, c.Currency); err != nil {
				return err
			}
		}
		if used := open + coming + this; used > c.CreditLimit {
			hold("credit", "With this order %s owes %s %s; the limit is %s.", c.Name, used.Text(c.Currency), c.Currency, c.CreditLimit.Text(c.Currency))
		}
	}
	for i := range o.Lines {
		a, err := w.available(&o.Lines[i])
		if err != nil {
			return err
		}
		if a.Short {
			hold("availability", "%s", a.Text)
		}
	}
	return nil
}

func (w *work) exchange(a money.Amount, fx money.FX, from, to money.Currency) (money.Amount, error) {
	rate, err := w.fx(to, w.today)
	if err != nil {
		return 0, err
	}
	return a.To(fx.Over(rate), from, to), nil
}

// Availability says whether the chosen supplier can deliver a line.
type Availability struct {
	LineID   trade.ID   `json:"line_id"`
	Supplier string     `json:"supplier"`
	Stock    *money.Qty `json:"stock"` // last known; nothing where never told
	AsOf     trade.Date `json:"as_of,omitempty"`
	Short    bool       `json:"short"`
	Text     string     `json:"text"`
}

func (w *work) available(l *trade.OrderLine) (Availability, error) {
	a := Availability{LineID: l.ID, Supplier: l.Supplier}
	need := l.ToOrder()
	if need <= 0 {
		a.Text = "nothing to order"
		return a, nil
	}
	if l.SupplierID == 0 {
		a.Text = fmt.Sprintf("%s has no supplier yet.", describe(&l.SaleLine))
		return a, nil
	}
	a.Text = "stock not known"
	if l.ItemID == 0 {
		return a, nil
	}
	it, err := w.item(l.ItemID)
	if err != nil {
		return a, err
	}
	s, ok := it.Source(l.SupplierID)
	if !ok || s.Stock == nil {
		return a, nil
	}
	a.Stock, a.AsOf = s.Stock, s.StockDate
	switch {
	case w.today.Sub(s.StockDate) > stockDays:
		a.Text = fmt.Sprintf("%s in stock on %s, too long ago to count on", *s.Stock, s.StockDate)
	case *s.Stock < need:
		a.Short = true
		a.Text = fmt.Sprintf("%s had %s of %s on %s; %s are needed.", l.Supplier, *s.Stock, describe(&l.SaleLine), s.StockDate, need)
	default:
		a.Text = fmt.Sprintf("%s in stock on %s", *s.Stock, s.StockDate)
	}
	return a, nil
}

func describe(l *trade.SaleLine) string {
	if l.SKU != "" {
		return l.SKU
	}
	return l.Description
}

// CheckOut is what checking an order found.
type CheckOut struct {
	Order *trade.SalesOrder `json:"order"`
	Lines []Availability    `json:"lines"`
}

// CheckOrder checks credit, prepayment and availability anew; a hold whose reason is gone goes too.
func (d *Desk) CheckOrder(ctx context.Context, in Do) (out CheckOut, err error) {
	err = d.change(ctx, "CheckOrder", func(w *work) error {
		deal, err := w.dealFor(in)
		if err != nil {
			return err
		}
		if deal.Order.State == trade.Confirmed {
			if err := w.check(deal.Order); err != nil {
				return err
			}
			if err := w.saveDeal(deal); err != nil {
				return err
			}
		}
		for i := range deal.Order.Lines {
			if !deal.Order.Lines[i].Buy {
				continue
			}
			a, err := w.available(&deal.Order.Lines[i])
			if err != nil {
				return err
			}
			out.Lines = append(out.Lines, a)
		}
		out.Order = deal.Order
		return nil
	})
	return out, err
}

// ReleaseOrder lets a held order go on, on the person's word; the reason stays in the history.
func (d *Desk) ReleaseOrder(ctx context.Context, in DecideIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "ReleaseOrder", func(w *work) error {
		deal, err := w.dealFor(Do{in.ID, in.Version})
		if err != nil {
			return err
		}
		o := deal.Order
		if !o.OnHold() {
			return trade.Faultf(trade.Refused, "%s is not held.", o.Name())
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return err
		}
		o.Released = in.Reason
		if o.Released == "" {
			o.Released = "released"
		}
		out = o
		if err := w.saveDeal(deal); err != nil {
			return err
		}
		return w.note(trade.KindOrder, o.ID, "release", in.Reason, o.Holds[0].Kind, "")
	})
	return out, err
}
