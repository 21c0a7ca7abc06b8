package app

import (
	"context"
	"slices"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ListCharges lists what marketplaces and card companies keep from an order, oldest first.
func (d *Desk) ListCharges(ctx context.Context, in ByID) (All[trade.Charge], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Charge, error) { return w.ChargesOf(in.ID) })
}

// ChargeIn is what somebody keeps from an order: id 0 adds a charge.
type ChargeIn struct {
	ID        trade.ID         `json:"id"`
	Version   int              `json:"version"`
	OrderID   trade.ID         `json:"order_id"`
	Kind      trade.ChargeKind `json:"kind"`     // marketplace, card, other
	Amount    money.Decimal    `json:"amount"`   // below zero: given back
	Currency  money.Currency   `json:"currency"` // empty: the order's
	Date      trade.Date       `json:"date"`     // empty: today
	Reference string           `json:"reference"`
	Note      string           `json:"note"`
}

// SaveCharge records what a marketplace, a card company or somebody else keeps from an order. It is a
// cost of the order. It takes the place of what was estimated for the same kind.
func (d *Desk) SaveCharge(ctx context.Context, in ChargeIn) (out *trade.Charge, err error) {
	err = d.change(ctx, "SaveCharge", func(w *work) error {
		c, was, err := w.chargeFrom(in)
		if err != nil {
			return err
		}
		if err := w.SaveCharge(c); err != nil {
			return err
		}
		list, err := w.ChargesOf(c.OrderID)
		if err != nil {
			return err
		}
		for i := range list {
			x := &list[i]
			switch {
			case x.ID == c.ID || x.Kind != c.Kind:
			case x.Estimated:
				was = "estimated " + chargeText(x)
				if err := w.DeleteCharge(x.ID); err != nil {
					return err
				}
			case c.Reference != "" && x.Reference == c.Reference && x.Amount == c.Amount && x.Currency == c.Currency:
				return trade.Faultf(trade.Refused, "%s with the reference %s is recorded for this order already. Is this the same one?", chargeText(x), x.Reference).In("reference")
			}
		}
		out = c
		return w.countCharges(c.OrderID, "charge", c, was)
	})
	return out, err
}

func (w *work) chargeFrom(in ChargeIn) (*trade.Charge, string, error) {
	c, was := &trade.Charge{OrderID: in.OrderID}, ""
	if in.ID != 0 {
		old, err := w.Charge(in.ID)
		if err != nil {
			return nil, "", err
		}
		if err := same("The charge", in.Version, old.Version); err != nil {
			return nil, "", err
		}
		if in.OrderID != 0 && in.OrderID != old.OrderID {
			return nil, "", trade.Faultf(trade.Refused, "The charge belongs to another order. Delete it there, and enter it here.").In("order_id")
		}
		was = chargeText(old)
		c.ID, c.Version, c.OrderID = old.ID, old.Version, old.OrderID
		c.ImportID, c.Told = old.ImportID, old.Told
	}
	deal, err := w.Deal(c.OrderID)
	if err != nil {
		return nil, "", err
	}
	o := deal.Order
	if o.State == trade.Draft {
		return nil, "", trade.Faultf(trade.Refused, "%s is a draft, from which nobody keeps anything. Confirm it first.", o.Name())
	}
	c.Kind, c.Date, c.Reference, c.Note = in.Kind, in.Date, in.Reference, in.Note
	if err := c.Kind.Check(); err != nil {
		return nil, "", err
	}
	if c.Date == "" {
		c.Date = w.today
	}
	if err := c.Date.Check("date"); err != nil {
		return nil, "", at(err, "date")
	}
	if err := trade.CheckShort("reference", c.Reference); err != nil {
		return nil, "", at(err, "reference")
	}
	if err := trade.CheckText("note", c.Note); err != nil {
		return nil, "", at(err, "note")
	}
	if c.Currency, err = currencyOr(in.Currency, o.Currency); err != nil {
		return nil, "", err
	}
	if c.Amount, err = in.Amount.Amount(c.Currency); err != nil {
		return nil, "", trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
	}
	if c.Amount == 0 || max(c.Amount, -c.Amount) > money.MaxAmount {
		return nil, "", trade.Faultf(trade.Invalid, "The amount %s is nothing that anybody keeps. Delete the charge instead.", in.Amount).In("amount")
	}
	if c.FX, err = w.fx(c.Currency, c.Date); err != nil {
		return nil, "", err
	}
	c.Base = c.Amount.To(c.FX, c.Currency, w.base)
	return c, was, nil
}

func chargeText(c *trade.Charge) string {
	return string(c.Kind) + " " + c.Amount.Text(c.Currency) + " " + string(c.Currency)
}

// DeleteCharge takes a charge off its order.
func (d *Desk) DeleteCharge(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteCharge", func(w *work) error {
		c, err := w.Charge(in.ID)
		if err != nil {
			return err
		}
		if err := same("The charge", in.Version, c.Version); err != nil {
			return err
		}
		if err := w.DeleteCharge(c.ID); err != nil {
			return err
		}
		return w.countCharges(c.OrderID, "uncharge", c, chargeText(c))
	})
	return Done{err == nil}, err
}

// countCharges counts what is kept from an order anew, and notes why.
func (w *work) countCharges(order trade.ID, action string, c *trade.Charge, was string) error {
	if err := w.recharge(order); err != nil {
		return err
	}
	text := chargeText(c)
	if c.Reference != "" {
		text += " " + c.Reference
	}
	return w.note(trade.KindOrder, order, action, text, was, "")
}

// recharge counts what is kept from an order anew.
func (w *work) recharge(order trade.ID) error {
	deal, err := w.Deal(order)
	if err != nil {
		return err
	}
	if err := w.sumCharges(deal.Order); err != nil {
		return err
	}
	return w.saveDeal(deal)
}

func (w *work) sumCharges(o *trade.SalesOrder) error {
	list, err := w.ChargesOf(o.ID)
	o.Charges, o.ChargesEstimated = 0, false
	for i := range list {
		o.Charges += list[i].Base
		o.ChargesEstimated = o.ChargesEstimated || list[i].Estimated
	}
	return err
}

// expectCharges adds what the order's channel is expected to keep.
func (w *work) expectCharges(o *trade.SalesOrder) error {
	rules, err := w.ChargeRules()
	if err != nil {
		return err
	}
	worth := o.Worth().To(o.FX, o.Currency, w.base)
	told, err := w.ChargesOf(o.ID)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.Channel != o.Channel || worth == 0 || slices.ContainsFunc(told, func(c trade.Charge) bool { return c.Kind == r.Kind }) {
			continue // what a file of orders has told is no estimate
		}
		c := trade.Charge{OrderID: o.ID, Kind: r.Kind, Date: o.Date, Currency: w.base, FX: money.Par, Estimated: true, Percent: r.Percent, Fixed: r.Amount}
		c.Expect(worth)
		if err := w.SaveCharge(&c); err != nil {
			return err
		}
		o.Charges += c.Base
		o.ChargesEstimated = true
	}
	return nil
}

// estimate lets estimated charges follow what the order comes to; of an order that comes to nothing nobody keeps anything.
func (w *work) estimate(o *trade.SalesOrder) error {
	if !o.ChargesEstimated {
		return nil
	}
	list, err := w.ChargesOf(o.ID)
	if err != nil {
		return err
	}
	worth := o.Worth().To(o.FX, o.Currency, w.base)
	for i := range list {
		c := &list[i]
		was := c.Base
		if !c.Estimated {
			continue
		}
		c.Expect(worth)
		switch {
		case worth == 0:
			err = w.DeleteCharge(c.ID)
		case c.Base != was:
			err = w.SaveCharge(c)
		}
		if err != nil {
			return err
		}
	}
	return w.sumCharges(o)
}

// ListChargeRules lists what each channel is expected to keep.
func (d *Desk) ListChargeRules(ctx context.Context, _ Nothing) (All[trade.ChargeRule], error) {
	return listAll(d, ctx, func(w *work) ([]trade.ChargeRule, error) { return w.ChargeRules() })
}

// ChargeRuleIn is what a channel is expected to keep: id 0 adds a rule.
type ChargeRuleIn struct {
	ID      trade.ID         `json:"id"`
	Version int              `json:"version"`
	Channel string           `json:"channel"` // such as web, file, shopify, amazon
	Kind    trade.ChargeKind `json:"kind"`    // marketplace, card, other
	Percent money.Rate       `json:"percent"` // of the order's total with tax
	Amount  money.Decimal    `json:"amount"`  // besides, in the company's currency
}

// SaveChargeRule sets what a channel is expected to keep from an order, such as 2.9 % and 0.30. It is
// added to orders that are confirmed from then on, as an estimate, until the actual charge is recorded.
func (d *Desk) SaveChargeRule(ctx context.Context, in ChargeRuleIn) (out *trade.ChargeRule, err error) {
	err = d.change(ctx, "SaveChargeRule", func(w *work) error {
		r := &trade.ChargeRule{ID: in.ID, Version: in.Version, Channel: in.Channel, Kind: in.Kind, Percent: in.Percent}
		if r.Amount, err = in.Amount.Amount(w.base); err != nil {
			return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
		}
		if err := trade.CheckChannel(r.Channel); err != nil {
			return err
		}
		if err := r.Check(); err != nil {
			return err
		}
		rules, err := w.ChargeRules()
		if err != nil {
			return err
		}
		for _, x := range rules {
			if x.ID != r.ID && x.Channel == r.Channel && x.Kind == r.Kind {
				return trade.Faultf(trade.Refused, "There is a rule for the channel %s and the kind %s already. Change that one.", r.Channel, r.Kind).In("channel")
			}
			if x.ID == r.ID && r.Version == 0 {
				r.Version = x.Version
			}
		}
		if err := w.SaveChargeRule(r); err != nil {
			return err
		}
		out = r
		return w.note(trade.KindCharge, r.ID, saved(in.ID), "", "", r.Channel+" "+string(r.Kind)+" "+r.Percent.String()+" % "+r.Amount.Text(w.base))
	})
	return out, err
}

// DeleteChargeRule drops what a channel was expected to keep; orders that have an estimate keep it.
func (d *Desk) DeleteChargeRule(ctx context.Context, in ByID) (Done, error) {
	err := d.change(ctx, "DeleteChargeRule", func(w *work) error {
		rules, err := w.ChargeRules()
		if err != nil {
			return err
		}
		for _, r := range rules {
			if r.ID != in.ID {
				continue
			}
			if err := w.DeleteChargeRule(r.ID); err != nil {
				return err
			}
			return w.note(trade.KindCharge, r.ID, "delete", r.Channel+" "+string(r.Kind), "", "")
		}
		return trade.Faultf(trade.NotFound, "There is no charge of a channel with the id %d.", in.ID)
	})
	return Done{err == nil}, err
}
