package app

import (
	"context"
	"fmt"

	"dropdesk/app/trade"
)

// ForwardIn names the orders to forward to their suppliers.
type ForwardIn struct {
	Orders  []trade.ID `json:"orders"`
	Lines   []trade.ID `json:"lines"`         // only these order lines; none: all that wait
	Send    bool       `json:"send"`          // number and send them at once; those with warnings stay drafts
	Warned  bool       `json:"accept_warned"` // send them although a minimum or multiple is not met
	Wait    bool       `json:"wait"`          // those below their supplier's minimum wait to be sent together with others
	Preview bool       `json:"preview"`       // only say what would be made
}

// ForwardOut says what was made, and what was left and why.
type ForwardOut struct {
	Made []*trade.PurchaseOrder `json:"made"`
	Left []Left                 `json:"left"`
}

// Left is an order, or a line of it, that was not forwarded.
type Left struct {
	OrderID trade.ID `json:"order_id"`
	OrderNo string   `json:"order_number"`
	Reason  string   `json:"reason"`
}

// ForwardOrders makes one purchase order for each order and supplier from the lines that are on
// none yet, to the contact that takes orders and with the order's own shipping address. Held
// orders and lines without a supplier are left, with the reason; what is below the minimum of a supplier
// whose purchase orders are combined waits. It is refused when nothing could be made.
func (d *Desk) ForwardOrders(ctx context.Context, in ForwardIn) (out ForwardOut, err error) {
	if len(in.Orders) == 0 {
		return out, trade.Faultf(trade.Invalid, "No order is chosen.").In("orders")
	}
	run := func(ctx context.Context, f func(*work) error) error { return d.change(ctx, "ForwardOrders", f) }
	if in.Preview {
		run = d.read
	}
	err = run(ctx, func(w *work) error {
		seen := map[trade.ID]bool{}
		for _, id := range in.Orders {
			if seen[id] {
				continue
			}
			seen[id] = true
			if err := w.forward(id, in, &out); err != nil {
				return err
			}
		}
		if len(out.Made) > 0 || in.Preview {
			return nil
		}
		if len(out.Left) == 1 {
			return trade.Faultf(trade.Refused, "%s: %s", out.Left[0].OrderNo, out.Left[0].Reason)
		}
		return trade.Faultf(trade.Refused, "None of the %d orders could be forwarded. The first, %s: %s", len(out.Left), out.Left[0].OrderNo, out.Left[0].Reason)
	})
	return out, err
}

func (w *work) forward(id trade.ID, in ForwardIn, out *ForwardOut) error {
	deal, err := w.Deal(id)
	if err != nil {
		return err
	}
	o := deal.Order
	leave := func(format string, args ...any) {
		out.Left = append(out.Left, Left{o.ID, o.Number, fmt.Sprintf(format, args...)})
	}
	if o.State != trade.Confirmed {
		leave("%s is %s; only confirmed orders are forwarded.", o.Name(), o.State)
		return nil
	}
	if o.OnHold() {
		if err := w.check(o); err != nil {
			return err
		}
		if o.OnHold() {
			leave("It is held: %s Release it to forward it.", o.Holds[0].Reason)
			return nil
		}
	}
	made, waiting, err := w.buyFrom(deal, in.Lines, leave)
	if err != nil {
		return err
	}
	if waiting == 0 {
		leave("Nothing of it is left to order.")
		return nil
	}
	for _, p := range made {
		if p.Waiting, err = w.waits(p, in); err != nil {
			return err
		}
	}
	if in.Preview {
		out.Made = append(out.Made, made...)
		return nil
	}
	for _, p := range made {
		deal.Purchases = append(deal.Purchases, p)
		send := in.Send && p.Waiting == "" && (len(p.Warnings) == 0 || in.Warned)
		if send {
			if err := w.readyToSend(p); err != nil {
				leave("%s", err.Error())
				send = false
			}
		}
		if send {
			err = w.sendPurchase(deal, p, SendIn{}, true)
		} else {
			deal.Refresh(w.base)
			if err = w.SavePurchase(p); err == nil {
				err = w.note(trade.KindPurchase, p.ID, "add", fmt.Sprintf("%s, for order %s", p.Supplier, o.Number), "", "")
			}
		}
		if err != nil {
			return err
		}
		out.Made = append(out.Made, p)
	}
	if len(made) == 0 {
		return nil
	}
	return w.saveDeal(deal)
}

// buyFrom drafts the purchase orders of a deal, and counts their quantities on the order's lines.
func (w *work) buyFrom(deal *trade.Deal, only []trade.ID, leave func(string, ...any)) (made []*trade.PurchaseOrder, waiting int, err error) {
	o := deal.Order
	chosen := map[trade.ID]bool{}
	for _, id := range only {
		chosen[id] = true
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		qty := l.ToOrder()
		if qty <= 0 || (len(only) > 0 && !chosen[l.ID]) {
			continue
		}
		waiting++
		if l.SupplierID == 0 {
			leave("%s has no supplier. Choose one.", describe(&l.SaleLine))
			continue
		}
		var p *trade.PurchaseOrder
		for _, m := range made {
			if m.SupplierID == l.SupplierID {
				p = m
			}
		}
		if p == nil {
			if p, err = w.newPurchase(o, l.SupplierID); err != nil {
				return nil, 0, err
			}
			made = append(made, p)
		}
		if l.CostIn != p.Currency && l.Cost != 0 {
			return nil, 0, trade.Faultf(trade.Refused, "The cost of %s is in %s, but %s is paid in %s. Choose the supplier of the line again.", describe(&l.SaleLine), l.CostIn, p.Supplier, p.Currency)
		}
		text := l.BuyText
		if text == "" {
			text = l.Description
		}
		cost := l.Cost
		if !l.OwnCost {
			if cost, err = w.breakCost(l.SupplierID, l.ItemID, cost, l.Qty, qty); err != nil {
				return nil, 0, err
			}
		}
		p.Lines = append(p.Lines, trade.PurchaseLine{
			OrderID: o.ID, OrderLineID: l.ID, SupplierID: l.SupplierID, Pos: len(p.Lines) + 1, ItemID: l.ItemID, SKU: l.SKU,
			PartNo: l.PartNo, Description: text, Unit: l.Unit, Qty: qty, Cost: cost, Expected: w.today.Add(l.LeadDays),
		})
		p.Expected = max(p.Expected, w.today.Add(l.LeadDays))
		l.OnPurchase += qty
	}
	for _, p := range made {
		if err := w.recount(p); err != nil {
			return nil, 0, err
		}
	}
	return made, waiting, nil
}
