package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// pushLinger is how long a word to a shop waits, so that its shipment can still be taken back.
const pushLinger = time.Minute

// tellShop writes, with a shipment, what the shop of its order is to be told, with tracking numbers or without.
func (w *work) tellShop(o *trade.SalesOrder, s *trade.Shipment) error {
	if o.ChannelKey == "" {
		return nil
	}
	shop, err := w.shopOn(o.Channel)
	if err != nil || shop == nil || !shop.Tracking || shop.Inactive {
		return err
	}
	before, err := w.PushesOf(o.ID)
	if err != nil {
		return err
	}
	p := &trade.ShopPush{ShopID: shop.ID, OrderID: o.ID, ShipmentID: s.ID, State: trade.PushReady, Key: o.ChannelKey, Number: s.Number, OrderNo: o.Number, Carrier: s.Carrier,
		Parcels: append([]trade.Parcel{}, s.Parcels...), Lines: shippedSince(o, before), Whole: allShipped(o), Language: o.Language}
	if len(p.Lines) == 0 && shop.Kind == trade.Shopify { // it wants to know of what, and the order did not say so
		return nil
	}
	return w.AddPush(p, w.stamp())
}

// shippedSince is what of the channel's own lines has shipped and was not told yet. A kit is the channel's line, not its components.
func shippedSince(o *trade.SalesOrder, before []trade.ShopPush) []trade.ToldLine {
	told := map[string]money.Qty{}
	for i := range before {
		if before[i].State == trade.PushStopped {
			continue
		}
		for _, l := range before[i].Lines {
			told[l.Line] += l.Qty
		}
	}
	list := []trade.ToldLine{}
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.ChannelLine == "" {
			continue
		}
		if q := l.Shipped - told[l.ChannelLine]; q > 0 {
			list = append(list, trade.ToldLine{Line: l.ChannelLine, Name: firstText(l.SKU, l.Description), Qty: q})
		}
	}
	return list
}

// allShipped says whether nothing of an order is left to ship.
func allShipped(o *trade.SalesOrder) bool {
	return !slices.ContainsFunc(o.Lines, func(l trade.OrderLine) bool { return (l.Buy || l.Kind == trade.LineKit) && l.Shipped < l.Live() })
}

// TellShopsOut is what a round of telling came to.
type TellShopsOut struct {
	Sent     int      `json:"sent"`
	Waiting  int      `json:"waiting"` // to be tried again later
	Refused  int      `json:"refused"`
	Troubles []string `json:"troubles"` // what the shops said, each once
}

// TellShops tells shops of the shipments that are due: tracking numbers and quantities. Several workers on one file never tell the same; what one was telling
// when it ended is told again only after the shop was asked what it knows.
func (d *Desk) TellShops(ctx context.Context, _ Nothing) (out TellShopsOut, err error) {
	out.Troubles = []string{}
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Telling shops cannot be a part of other steps. Call it by itself.")
	}
	owner := rand.Text()
	for {
		id, err := d.claimPush(ctx, owner)
		if err != nil || id == 0 {
			return out, err
		}
		if err := d.tell1(ctx, id, owner, &out); err != nil {
			return out, err
		}
	}
}

func (d *Desk) claimPush(ctx context.Context, owner string) (id trade.ID, err error) {
	before := trade.StampOf(d.clock().Add(-pushLinger))
	due := func(w *work) error {
		ids, err := w.DuePushes(w.stamp(), before, 1)
		if id = 0; err == nil && len(ids) > 0 {
			id = ids[0]
		}
		return err
	}
	if err := d.read(ctx, due); err != nil || id == 0 { // most rounds find nothing, and should not lock the file for that
		return 0, err
	}
	err = d.change(ctx, "TellShops", func(w *work) error {
		if err := due(w); err != nil || id == 0 {
			return err
		}
		return w.ClaimPush(id, owner, trade.StampOf(w.now.Add(claimTime)))
	})
	return id, err
}

// tell1 tells one shipment. The error is one of the file; what the shop says is kept with it.
func (d *Desk) tell1(ctx context.Context, id trade.ID, owner string, out *TellShopsOut) error {
	var p *trade.ShopPush
	var s *trade.Shop
	var before []trade.ToldLine
	again, mine := false, false
	err := d.change(ctx, "TellShops", func(w *work) (err error) {
		if p, err = w.Push(id); err != nil {
			return err
		}
		if s, err = w.shop(p.ShopID); err != nil {
			return err
		}
		if mine, err = w.PushClaimed(id, owner); err != nil || !mine || p.State != trade.PushReady && p.State != trade.PushSending {
			mine = false
			return err
		}
		again = p.State == trade.PushSending || p.Attempts > 0
		if again && len(p.Parcels) == 0 {
			if before, err = w.toldUntracked(p); err != nil {
				return err
			}
		}
		if p.State == trade.PushSending {
			return nil
		}
		p.State = trade.PushSending // from here on the shop may know
		return w.SavePush(p)
	})
	if err != nil || !mine {
		return err
	}
	bounded, cancel := context.WithTimeout(ctx, claimTime-time.Minute)
	defer cancel()
	line, keys, err := d.shopLine(s, nil)
	if err == nil {
		err = line.Tell(bounded, &ShopTold{Key: p.Key, Number: p.Number, Note: shopNote(p), Carrier: p.Carrier, Parcels: p.Parcels, Lines: p.Lines, Notify: s.Notify,
			Complete: s.Complete && p.Whole, Again: again, Before: before})
	}
	if ctx.Err() != nil {
		return ctx.Err() // the claim runs out, and it is asked and told again
	}
	if err != nil && bounded.Err() != nil {
		err = &ShopError{Trouble: ShopSilent, Words: "it took too long"}
	}
	return d.endPush(ctx, p, keys.unsaid(err), out)
}

// toldUntracked is what the shop was told of the order's other shipments that have no tracking number either, by which it could tell them apart.
func (w *work) toldUntracked(p *trade.ShopPush) (list []trade.ToldLine, err error) {
	all, err := w.PushesOf(p.OrderID)
	for i := range all {
		if x := &all[i]; x.ID != p.ID && len(x.Parcels) == 0 && trade.PushLeft(x.State) {
			list = append(list, x.Lines...)
		}
	}
	return list, err
}

// endPush keeps what became of it.
func (d *Desk) endPush(ctx context.Context, p *trade.ShopPush, err error, out *TellShopsOut) error {
	// What the shop has taken is kept even when the program is told to end now.
	return d.change(context.WithoutCancel(ctx), "TellShops", func(w *work) error {
		p.TryAt, p.Answer = "", ""
		action := ""
		switch e := shopError(err); {
		case err == nil:
			out.Sent++
			p.State, action = trade.PushSent, "told shop"
		default:
			if p.Answer = e.Error(); !slices.Contains(out.Troubles, p.Answer) {
				out.Troubles = append(out.Troubles, p.Answer)
			}
			if p.Attempts++; e.passes() && p.Attempts < trade.GiveUp {
				out.Waiting++
				p.TryAt = trade.StampOf(w.now.Add(max(trade.Pause(p.Attempts), e.After)))
				break
			}
			out.Refused++
			p.State, action = trade.PushRefused, "shop refused"
		}
		if err := w.SavePush(p); err != nil {
			return err
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindPush, ID: p.ID})
		if err := w.TriedPush(p); err != nil || action == "" {
			return err
		}
		return w.note(trade.KindShipment, p.ShipmentID, action, strings.TrimSpace(p.Number+" "+p.Answer), "", "")
	})
}

// shopNote is what the shop's customer reads, in the language of the order.
func shopNote(p *trade.ShopPush) string {
	text := "On its way:"
	if p.Language == "de" {
		text = "Unterwegs:"
	}
	switch {
	case len(p.Parcels) > 0:
	case p.Carrier != "":
		text += " " + p.Carrier
	default:
		text = strings.TrimSuffix(text, ":") + "."
	}
	for _, x := range p.Parcels {
		text += fmt.Sprintf("\n%s %s", p.Carrier, x.Tracking)
		if x.Link != "" {
			text += "\n" + x.Link
		}
	}
	return text
}

// ListTracking lists what shops were told, or are to be told, of shipments, newest first.
func (d *Desk) ListTracking(ctx context.Context, _ Nothing) (All[trade.ShopPush], error) {
	return listAll(d, ctx, func(w *work) ([]trade.ShopPush, error) { return w.Pushes(200) })
}

// RetryTracking tells a shop once more what it has refused, after it was asked what it knows.
func (d *Desk) RetryTracking(ctx context.Context, in ByID) (*trade.ShopPush, error) {
	return d.onPush(ctx, "RetryTracking", in.ID, func(w *work, p *trade.ShopPush) error {
		if p.State != trade.PushRefused && p.State != trade.PushStopped {
			return trade.Faultf(trade.Refused, "The word of %s to the shop is %s.", p.Number, p.State)
		}
		p.State = trade.PushReady
		p.TryAt, p.Answer = "", ""
		p.Attempts = 1 // the shop is asked first what it knows
		return nil
	})
}

// StopTracking says that a shop is not told of a shipment after all, or was told by hand.
func (d *Desk) StopTracking(ctx context.Context, in ByID) (*trade.ShopPush, error) {
	return d.onPush(ctx, "StopTracking", in.ID, func(w *work, p *trade.ShopPush) error {
		if p.State != trade.PushRefused && p.State != trade.PushReady {
			return trade.Faultf(trade.Refused, "The word of %s to the shop is %s.", p.Number, p.State)
		}
		p.State = trade.PushStopped
		return nil
	})
}

func (d *Desk) onPush(ctx context.Context, step string, id trade.ID, f func(*work, *trade.ShopPush) error) (p *trade.ShopPush, err error) {
	err = d.change(ctx, step, func(w *work) error {
		if p, err = w.Push(id); err != nil {
			return err
		}
		if err := f(w, p); err != nil {
			return err
		}
		if err := w.SavePush(p); err != nil {
			return err
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindPush, ID: id})
		return w.TriedPush(p)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}
