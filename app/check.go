package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// CheckResult lists what does not add up; nothing is the good answer.
type CheckResult struct {
	Orders   int      `json:"orders"` // looked at
	Problems []string `json:"problems"`
}

// maxProblems is how many differences are named before the rest is only counted.
const maxProblems = 1000

// Check recomputes every maintained figure and invariant of the file and names each difference.
func (d *Desk) Check(ctx context.Context, _ Nothing) (CheckResult, error) {
	out := CheckResult{Problems: []string{}}
	found, err := d.store.Problems(ctx)
	if err != nil {
		return out, err
	}
	out.Problems = append(out.Problems, found...)
	err = d.read(ctx, func(w *work) error {
		byOrder, byLine := int64(0), int64(0)
		err := w.EachDeal("", "", func(deal *trade.Deal) error {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			out.Orders++
			o := deal.Order
			was := o.Progress
			steps := make([]trade.Step, len(deal.Purchases))
			for i, p := range deal.Purchases {
				steps[i] = p.Next
			}
			for _, l := range deal.Profit(w.base) {
				byLine += int64(l.Profit())
			}
			byOrder += int64(o.Profit())
			deal.Refresh(w.base)
			if o.Progress != was {
				out.Problems = append(out.Problems, fmt.Sprintf("%s: kept beside it is %+v, its documents say %+v", o.Number, was, o.Progress))
			}
			for i, p := range deal.Purchases {
				if p.Next != steps[i] {
					out.Problems = append(out.Problems, fmt.Sprintf("%s: waits for %q, its lines say %q", p.Name(), steps[i], p.Next))
				}
			}
			out.Problems = append(out.Problems, lineProblems(deal)...)
			return nil
		})
		if err == nil && byOrder != byLine {
			out.Problems = append(out.Problems, fmt.Sprintf("profit: the orders add up to %d, their lines to %d of the smallest unit", byOrder, byLine))
		}
		if err != nil {
			return err
		}
		return w.EachExchanged(func(list []trade.Exchange) error {
			var kept money.Amount
			for _, e := range list {
				kept += e.Gain
			}
			if is := trade.Gain(list, w.base); is != kept {
				out.Problems = append(out.Problems, fmt.Sprintf("exchange gain: %s: kept %d, the documents say %d", list[0].Document.Number, kept, is))
			}
			return nil
		})
	})
	if n := len(out.Problems); n > maxProblems {
		out.Problems = append(out.Problems[:maxProblems], fmt.Sprintf("and %d more", n-maxProblems))
	}
	return out, err
}

// lineProblems checks that the quantities of a deal's lines add up.
func lineProblems(deal *trade.Deal) []string {
	var found []string
	o := deal.Order
	say := func(i int, format string, args ...any) {
		found = append(found, fmt.Sprintf("%s line %d: %s", o.Number, o.Lines[i].Pos, fmt.Sprintf(format, args...)))
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == trade.LineKit {
			if l.Invoiced > l.Live() {
				say(i, "%s invoiced, only %s wanted", l.Invoiced, l.Live())
			}
			continue // how far it has come follows from its components
		}
		var live trade.PurchaseLine
		for _, p := range deal.Purchases {
			for j := range p.Lines {
				if pl := &p.Lines[j]; pl.OrderLineID == l.ID {
					live.Qty += pl.Good()
					live.Shipped += pl.Shipped - pl.Failed
					live.Delivered += pl.Delivered
				}
			}
		}
		switch {
		case live.Qty != l.OnPurchase:
			say(i, "%s on purchase orders, counted %s", live.Qty, l.OnPurchase)
		case live.Shipped != l.Shipped || live.Delivered != l.Delivered:
			say(i, "purchase orders shipped %s and delivered %s, counted %s and %s", live.Shipped, live.Delivered, l.Shipped, l.Delivered)
		case l.Buy && l.OnPurchase+l.Undecided > l.Live():
			say(i, "%s on purchase orders and %s undecided, only %s wanted", l.OnPurchase, l.Undecided, l.Live())
		case l.Shipped > l.OnPurchase || l.Delivered > l.Shipped:
			say(i, "ordered %s, shipped %s, delivered %s", l.OnPurchase, l.Shipped, l.Delivered)
		case l.Invoiced > l.Live():
			say(i, "%s invoiced, only %s wanted", l.Invoiced, l.Live())
		}
	}
	return found
}
