package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// take writes what is taken of a file of fees, order by order.
func (p *feePlan) take(w *work, in *FeeFileIn) (*trade.FeeImport, error) {
	m := &trade.FeeImport{Channel: cmp.Or(in.Channel, p.file.Source), At: w.stamp(), Who: w.who, Name: in.Name, SHA256: p.sum}
	var orders []*feeOrder
	for _, o := range p.orders {
		if len(o.taken) > 0 {
			orders = append(orders, o)
		}
	}
	slices.SortFunc(orders, func(a, b *feeOrder) int { return cmp.Compare(a.id, b.id) })
	report := reporting(w.ctx)
	for i, o := range orders {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		if i%64 == 0 {
			report(len(orders)+i, 2*len(orders))
		}
		if m.ID == 0 {
			if err := w.SaveFeeImport(m); err != nil {
				return nil, err
			}
		}
		if err := w.keepFees(m, o); err != nil {
			return nil, trade.Faultf(AsError(err).Kind, "Nothing was taken over. Order %s: %w", o.name, err)
		}
	}
	if m.ID == 0 {
		return nil, nil
	}
	return m, w.SaveFeeImport(m)
}

// keepFees makes charges of the rows of an order that are taken, in the place of what was estimated.
func (w *work) keepFees(m *trade.FeeImport, o *feeOrder) error {
	m.Orders++
	was := map[trade.ChargeKind]string{}
	sums := map[trade.ChargeKind][]*trade.Charge{}
	for _, f := range o.taken {
		for _, part := range f.parts {
			c := &trade.Charge{OrderID: o.id, Kind: part.Kind, Date: cmp.Or(f.x.Date, w.today), Currency: f.x.Currency, FX: f.fx, Amount: part.Amount, Reference: f.x.Order,
				Note: feeNote(f.x.Type, part.Name), ImportID: m.ID, Told: part.Key}
			c.Base = c.Amount.To(c.FX, c.Currency, w.base)
			if err := w.SaveCharge(c); err != nil {
				return err
			}
			m.Charges++
			sums[c.Kind] = append(sums[c.Kind], c)
		}
	}
	for i := range o.charges {
		c := &o.charges[i]
		if !c.Estimated || sums[c.Kind] == nil {
			continue
		}
		was[c.Kind] = "estimated " + chargeText(c)
		if err := w.KeepChargeBefore(*c); err != nil {
			return err
		}
		if err := w.DeleteCharge(c.ID); err != nil {
			return err
		}
	}
	if err := w.recharge(o.id); err != nil {
		return err
	}
	for _, kind := range []trade.ChargeKind{trade.ChargeMarket, trade.ChargeCard, trade.ChargeOther} {
		if list := sums[kind]; list != nil {
			if err := w.note(trade.KindOrder, o.id, "charge", chargesText(list)+" "+m.Name, was[kind], ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// feeNote says what a row was, and as what the file knows the fee.
func feeNote(kind, name string) string {
	if strings.EqualFold(kind, name) {
		return kind
	}
	return strings.Trim(kind+": "+name, ": ")
}

// chargesText is what several charges of a kind come to, currency by currency.
func chargesText(list []*trade.Charge) string {
	var texts []string
	for len(list) > 0 {
		sum := *list[0]
		rest := list[:0:0]
		for _, c := range list[1:] {
			if c.Currency == sum.Currency {
				sum.Amount += c.Amount
			} else {
				rest = append(rest, c)
			}
		}
		texts = append(texts, chargeText(&sum))
		list = rest
	}
	return strings.Join(texts, " + ")
}

// UndoFees takes a file of fees back, however large it is: its charges are deleted, and what was estimated before counts again, unless another file has told what was kept.
// It is refused where one of the charges was changed since; the error says which.
func (d *Desk) UndoFees(ctx context.Context, in ByID) (out *trade.FeeImport, err error) {
	err = d.change(ctx, "UndoFees", func(w *work) error {
		if out, err = w.FeeImport(in.ID); err != nil {
			return err
		}
		list, err := w.ChargesOfImport(in.ID)
		if err != nil {
			return err
		}
		report := reporting(w.ctx)
		for i := 0; i < len(list); {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			report(i, len(list))
			n := i
			for n < len(list) && list[n].OrderID == list[i].OrderID {
				n++
			}
			if err := w.dropFees(out, list[i:n]); err != nil {
				return err
			}
			i = n
		}
		return w.DeleteFeeImport(in.ID)
	})
	return out, err
}

// dropFees deletes what a file has told of an order, and lets the estimates count again whose place it took.
func (w *work) dropFees(m *trade.FeeImport, list []trade.Charge) error {
	order := list[0].OrderID
	sums := map[trade.ChargeKind][]*trade.Charge{}
	for i := range list {
		c := &list[i]
		if c.Version > 1 {
			o, err := w.Order(order)
			if err != nil {
				return err
			}
			return trade.Faultf(trade.Refused, "%s cannot be undone: %s of %s was changed since. Delete that charge first, and undo the file then.", m.Name, chargeText(c), o.Name())
		}
		if err := w.DeleteCharge(c.ID); err != nil {
			return err
		}
		sums[c.Kind] = append(sums[c.Kind], c)
	}
	left, err := w.ChargesOf(order)
	if err != nil {
		return err
	}
	before, err := w.ChargesBefore(order)
	if err != nil {
		return err
	}
	for _, c := range before {
		told := func(x trade.Charge) bool { return x.Kind == c.Kind && x.ImportID != 0 }
		if sums[c.Kind] == nil || slices.ContainsFunc(left, told) {
			continue
		}
		if err := w.DropChargeBefore(c.ID); err != nil {
			return err
		}
		if slices.ContainsFunc(left, func(x trade.Charge) bool { return x.Kind == c.Kind }) {
			continue // somebody has entered what was really kept
		}
		c.ID, c.Version, c.Estimated = 0, 0, true
		if err := w.SaveCharge(&c); err != nil {
			return err
		}
	}
	if err := w.recharge(order); err != nil {
		return err
	}
	for _, kind := range []trade.ChargeKind{trade.ChargeMarket, trade.ChargeCard, trade.ChargeOther} {
		if list := sums[kind]; list != nil {
			if err := w.note(trade.KindOrder, order, "uncharge", fmt.Sprintf("%s %s", chargesText(list), m.Name), "", ""); err != nil {
				return err
			}
		}
	}
	return nil
}
