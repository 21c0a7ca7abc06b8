package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// CancelLinesIn says what of an order is no longer wanted.
type CancelLinesIn struct {
	OrderID trade.ID `json:"order_id"`
	Version int      `json:"version"`
	Lines   []QtyIn  `json:"lines"` // none: all that is not on a purchase order
	Reason  string   `json:"reason"`
}

// CancelLines drops quantities of an order that are not on a purchase order and not invoiced yet:
// what a supplier refused, say. When nothing is left the order is cancelled.
func (d *Desk) CancelLines(ctx context.Context, in CancelLinesIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "CancelLines", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		out, err = w.cancelLines(deal, in)
		return err
	})
	return out, err
}

func (w *work) cancelLines(deal *trade.Deal, in CancelLinesIn) (*trade.SalesOrder, error) {
	o := deal.Order
	from := o.State
	if _, err := trade.OrderFlow.Next(o.Name(), o.State, trade.Cancel); err != nil {
		return nil, err
	}
	if err := trade.CheckText("reason", in.Reason); err != nil {
		return nil, err
	}
	all := len(in.Lines) == 0
	if all {
		for i := range o.Lines {
			if q := droppable(o, &o.Lines[i]); q > 0 {
				in.Lines = append(in.Lines, QtyIn{o.Lines[i].ID, q})
			}
		}
		if len(in.Lines) == 0 {
			return nil, trade.Faultf(trade.Refused, "Nothing of %s can be dropped: all of it is on purchase orders, invoiced, or waits for a decision. Cancel the order instead.", o.Name())
		}
	}
	for i, q := range in.Lines {
		l, err := o.Line(q.LineID)
		if err != nil {
			return nil, err
		}
		if err := trade.CheckQty("quantity", q.Qty); err != nil {
			return nil, err.(*trade.Error).In("lines[%d].qty", i)
		}
		if err := l.CheckKits(q.Qty); err != nil {
			return nil, at(err, "lines[%d].qty", i)
		}
		if l.Kind == trade.LinePart {
			return nil, trade.Faultf(trade.Refused, "%s is a component of a kit. Drop the kit instead.", describe(&l.SaleLine)).In("lines[%d].line_id", i)
		}
		if can := droppable(o, l); q.Qty > can {
			return nil, trade.Faultf(trade.Refused, "Of %s only %s can be dropped; the rest is on purchase orders, invoiced, or waits for a decision. Change the order instead.", describe(&l.SaleLine), can).In("lines[%d].qty", i)
		}
		l.Cancelled += q.Qty
		if err := w.note(trade.KindOrder, o.ID, "drop", q.Qty.String()+" × "+describe(&l.SaleLine)+" "+in.Reason, "", ""); err != nil {
			return nil, err
		}
	}
	o.Trim()
	live := false
	for i := range o.Lines {
		live = live || (o.Lines[i].Kind != trade.LineFreight && o.Lines[i].Live() > 0)
	}
	if !live {
		for i := range o.Lines {
			o.Lines[i].Cancelled += droppable(o, &o.Lines[i])
		}
		o.State, o.Reason = trade.Cancelled, in.Reason
		if err := w.moved(trade.KindOrder, o.ID, trade.Cancel, in.Reason, from, o.State); err != nil {
			return nil, err
		}
	}
	return o, w.saveDeal(deal)
}

// droppable is what of a line is neither on a purchase order nor invoiced.
func droppable(o *trade.SalesOrder, l *trade.OrderLine) money.Qty {
	if !l.Priced() {
		return 0 // a component goes with its kit
	}
	free := l.Live() - max(l.Invoiced, 0)
	if l.Buy {
		free = min(free, l.ToOrder())
	}
	if k, ok := o.KitOf(l); ok {
		free = min(free, k.Whole((*trade.OrderLine).ToOrder))
	}
	return max(free, 0)
}

// CancelOrder calls off all of an order that has not shipped: drafted purchase orders are cancelled,
// suppliers that have the order are asked, what was invoiced ahead is credited. The order is cancelled when nothing is
// left on it; ChangeOrder with cancel and preview says before what would happen.
func (d *Desk) CancelOrder(ctx context.Context, in DecideIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "CancelOrder", func(w *work) error {
		deal, err := w.dealFor(Do{in.ID, in.Version})
		if err != nil {
			return err
		}
		if deal.Order.State == trade.Draft {
			out, err = w.cancelLines(deal, CancelLinesIn{Reason: in.Reason})
			return err
		}
		if _, err := trade.OrderFlow.Next(deal.Order.Name(), deal.Order.State, trade.Cancel); err != nil {
			return err
		}
		a := &amendment{work: w, in: ChangeOrderIn{Cancel: true, Reason: in.Reason, Send: true}, deal: deal}
		out = deal.Order
		return a.do()
	})
	return out, err
}
