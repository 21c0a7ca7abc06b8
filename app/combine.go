package app

import (
	"context"
	"fmt"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// waits says since when a purchase order that was just drafted waits to be sent together with
// others; empty where it does not. Only what is below its supplier's minimum waits, and only where a person said so.
func (w *work) waits(p *trade.PurchaseOrder, in ForwardIn) (trade.Stamp, error) {
	s, err := w.supplier(p.SupplierID)
	if err != nil || p.Net >= s.MinOrder || !(in.Wait || s.Combine) {
		return "", err
	}
	return w.since(p, true), nil
}

// since is from when on a purchase order waits, if it does.
func (w *work) since(p *trade.PurchaseOrder, wait bool) trade.Stamp {
	switch {
	case !wait:
		return ""
	case p.Waiting != "":
		return p.Waiting
	}
	return w.stamp()
}

// Combining is the purchase orders to one supplier that wait to be sent together.
type Combining struct {
	SupplierID trade.ID         `json:"supplier_id"`
	Supplier   string           `json:"supplier"`
	Currency   money.Currency   `json:"currency"`
	Purchases  []CombiningOrder `json:"purchases"`
	Sum        money.Amount     `json:"sum"`
	Minimum    money.Amount     `json:"minimum"`
	Missing    money.Amount     `json:"missing"`     // of the minimum
	SmallOrder money.Amount     `json:"small_order"` // the fee that is charged as long as something is missing
	SendAt     trade.Stamp      `json:"send_at"`     // when they are sent at the latest; empty where the supplier has no send time
	Due        bool             `json:"due"`         // they are to be sent now
	Why        string           `json:"why"`         // why they are, or are not
}

// CombiningOrder is one purchase order that waits.
type CombiningOrder struct {
	ID       trade.ID     `json:"id"`
	OrderID  trade.ID     `json:"order_id"`
	OrderNo  string       `json:"order_number"`
	Customer string       `json:"customer"`
	City     string       `json:"city"` // where it ships to
	Since    trade.Stamp  `json:"since"`
	Wanted   trade.Date   `json:"wanted,omitempty"`
	Net      money.Amount `json:"net"`
}

// ListCombining lists the purchase orders that wait to be sent together, by supplier, and says which are due now.
func (d *Desk) ListCombining(ctx context.Context, _ Nothing) (All[Combining], error) {
	return listAll(d, ctx, func(w *work) ([]Combining, error) { return w.combining() })
}

func (w *work) combining() ([]Combining, error) {
	list, err := w.CombiningPurchases()
	if err != nil {
		return nil, err
	}
	groups := []Combining{}
	for i := range list {
		p := &list[i]
		s, err := w.supplier(p.SupplierID)
		if err != nil {
			return nil, err
		}
		if n := len(groups); n == 0 || groups[n-1].SupplierID != s.ID {
			groups = append(groups, Combining{SupplierID: s.ID, Supplier: s.Name, Currency: s.Currency, Minimum: s.MinOrder, SendAt: w.sendAt(s, p.Waiting)})
		}
		g := &groups[len(groups)-1]
		g.Purchases = append(g.Purchases, CombiningOrder{
			ID: p.ID, OrderID: p.OrderID, OrderNo: p.OrderNo, Customer: p.Customer, City: p.ShipTo.City, Since: p.Waiting, Wanted: p.Wanted, Net: p.Net,
		})
		g.Sum += p.Net
		g.Missing = max(g.Minimum-g.Sum, 0)
		g.SmallOrder = s.FeesFor(g.Sum, len(g.Purchases)).SmallOrder
		passed := g.SendAt != "" && g.SendAt <= w.stamp()
		g.Due = g.Missing == 0 || passed
		switch {
		case g.Missing == 0:
			g.Why = "the minimum is reached"
		case passed:
			g.Why = "it is time to send"
		default:
			g.Why = fmt.Sprintf("%s %s are missing", g.Missing.Text(g.Currency), g.Currency)
		}
	}
	return groups, nil
}

// sendAt is the first send time of a supplier after something began to wait.
func (w *work) sendAt(s *trade.Supplier, since trade.Stamp) trade.Stamp {
	clock, err := time.Parse("15:04", s.SendTime)
	if err != nil {
		return ""
	}
	from, err := time.Parse(time.RFC3339, string(since))
	if err != nil {
		return ""
	}
	from = from.In(w.now.Location())
	on := func(days int) time.Time {
		return time.Date(from.Year(), from.Month(), from.Day()+days, clock.Hour(), clock.Minute(), 0, 0, from.Location())
	}
	if on(0).Before(from) {
		return trade.StampOf(on(1))
	}
	return trade.StampOf(on(0))
}

// SendTogetherIn names the supplier whose waiting purchase orders are sent.
type SendTogetherIn struct {
	SupplierID trade.ID   `json:"supplier_id"`
	Purchases  []trade.ID `json:"purchases"`     // only these; none: all that wait
	Warned     bool       `json:"accept_warned"` // although together they are below the minimum, or a multiple is not met
}

// SendTogetherOut says what was sent, and what was left and why.
type SendTogetherOut struct {
	Sent []*trade.PurchaseOrder `json:"sent"`
	Left []Left                 `json:"left"`
}

// SendTogether sends the purchase orders to a supplier that wait, in one step. Each stays its own
// order's with its own ship-to; only the minimum and the fee for small orders are judged on their
// sum, and one fee is shared. Below the minimum it is refused before their time has come.
func (d *Desk) SendTogether(ctx context.Context, in SendTogetherIn) (out SendTogetherOut, err error) {
	err = d.change(ctx, "SendTogether", func(w *work) error {
		out, err = w.sendTogether(in)
		return err
	})
	return out, err
}

func (w *work) sendTogether(in SendTogetherIn) (out SendTogetherOut, err error) {
	s, err := w.supplier(in.SupplierID)
	if err != nil {
		return out, err
	}
	list, err := w.WaitingPurchases(s.ID)
	if err != nil {
		return out, err
	}
	chosen := map[trade.ID]bool{}
	for _, id := range in.Purchases {
		chosen[id] = true
	}
	var batch []*trade.PurchaseOrder
	var sum money.Amount
	due := false
	for i := range list {
		if len(chosen) > 0 && !chosen[list[i].ID] {
			continue
		}
		delete(chosen, list[i].ID)
		deal, p, err := w.purchaseDeal(list[i].ID, 0)
		if err != nil {
			return out, err
		}
		if why, err := w.keeps(deal, p, s, in.Warned); err != nil {
			return out, err
		} else if why != "" {
			out.Left = append(out.Left, Left{p.OrderID, p.OrderNo, why})
			continue
		}
		at := w.sendAt(s, p.Waiting)
		due = due || (at != "" && at <= w.stamp())
		batch = append(batch, p)
		sum += p.Net
	}
	for id := range chosen {
		return out, trade.Faultf(trade.Invalid, "The purchase order with the id %d does not wait to be sent to %s.", id, s.Name).In("purchases")
	}
	switch {
	case len(batch) == 0 && len(out.Left) > 0:
		return out, trade.Faultf(trade.Refused, "Nothing could be sent to %s. %s: %s", s.Name, out.Left[0].OrderNo, out.Left[0].Reason)
	case len(batch) == 0:
		return out, trade.Faultf(trade.Refused, "No purchase order waits to be sent to %s.", s.Name)
	case sum < s.MinOrder && !in.Warned && !due:
		return out, trade.Faultf(trade.Refused, "%s takes orders from %s %s; together these are %s. Wait for more, or send them all the same.", s.Name, s.MinOrder.Text(s.Currency), s.Currency, sum.Text(s.Currency)).In("accept_warned")
	}
	if err := w.shareSmallOrder(batch, s, sum); err != nil {
		return out, err
	}
	for _, p := range batch {
		deal, err := w.Deal(p.OrderID)
		if err != nil {
			return out, err
		}
		if err := w.sendPurchase(deal, p, SendIn{}, true); err != nil {
			return out, err
		}
		if err := w.saveDeal(deal); err != nil {
			return out, err
		}
		out.Sent = append(out.Sent, p)
	}
	return out, nil
}

// keeps says why a waiting purchase order cannot be sent; empty where it can.
func (w *work) keeps(deal *trade.Deal, p *trade.PurchaseOrder, s *trade.Supplier, warned bool) (string, error) {
	if deal.Order.OnHold() {
		return fmt.Sprintf("It is held: %s", deal.Order.Holds[0].Reason), nil
	}
	if err := w.readyToSend(p); err != nil {
		return err.Error(), nil
	}
	if err := w.warn(p, s, max(p.Net, s.MinOrder)); err != nil { // the minimum is that of all together
		return "", err
	}
	if len(p.Warnings) > 0 && !warned {
		return p.Warnings[0], nil
	}
	return "", nil
}

// shareSmallOrder charges the fee for small orders once for all that are sent together, by value, or not at all.
func (w *work) shareSmallOrder(batch []*trade.PurchaseOrder, s *trade.Supplier, sum money.Amount) error {
	weights := make([]int64, len(batch))
	for i, p := range batch {
		weights[i] = int64(p.Net)
	}
	for i, part := range money.Allocate(s.FeesFor(sum, len(batch)).SmallOrder, weights) {
		p := batch[i]
		p.PlanFees(s)
		if !p.OwnFees {
			p.Fees.SmallOrder = part
		}
		if err := w.warn(p, s, sum); err != nil {
			return err
		}
	}
	return nil
}
