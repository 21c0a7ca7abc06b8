package demo

import (
	"context"
	"errors"
	"fmt"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// newDeal begins one deal: most by a quote, some by an order that came in another way.
func (c *calendar) newDeal(ctx context.Context) error {
	k := c.buyer()
	if chance(c.r, 30) {
		return c.directOrder(ctx, k)
	}
	if chance(c.r, 8) {
		if err := c.lostQuote(ctx); err != nil {
			return err
		}
	}
	in := app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: k.ID, Lines: c.lines()}}
	c.dress(&in.SaleIn)
	q, err := c.desk.SaveQuote(ctx, in)
	if err != nil {
		return err
	}
	if chance(c.r, 25) { // a quote that was thought over before it went out
		c.later(1, func(ctx context.Context) error { return c.send(ctx, q.ID, k) })
		return nil
	}
	return c.send(ctx, q.ID, k)
}

func (c *calendar) buyer() *trade.Customer {
	for {
		// The earlier half buys most of it, as in real life.
		n := len(c.house.customers)
		i := c.r.IntN(n)
		if chance(c.r, 60) {
			i = c.r.IntN(max(1, n/4))
		}
		if k := c.house.customers[i]; !k.Prospect {
			return k
		}
	}
}

// lines picks what is bought: goods that have a supplier, now and then a service or a free line.
func (c *calendar) lines() []app.LineIn {
	n := between(c.r, 1, 5)
	seen := map[trade.ID]bool{}
	var list []app.LineIn
	for len(list) < n {
		it := pick(c.r, c.house.items)
		if seen[it.ID] || (it.DropShip && len(it.Sources) == 0) {
			continue
		}
		seen[it.ID] = true
		q := money.Qty(pick(c.r, []int{2, 4, 6, 6, 10, 12, 12, 20, 24, 24, 36, 48, 60, 100})) * money.Unit
		if it.Price > 400_000 {
			q = money.Qty(between(c.r, 1, 8)) * money.Unit
		}
		if it.Unit == "m" && chance(c.r, 40) {
			q += money.Unit / 2
		}
		l := app.LineIn{ItemID: it.ID, Qty: &q}
		if chance(c.r, 15) {
			d := money.Rate(pick(c.r, []int{3, 5, 8, 10})) * money.Percent
			l.Discount = &d
		}
		list = append(list, l)
	}
	list = append(list, c.kits()...)
	if chance(c.r, 6) {
		text := pick(c.r, textLines)
		list = append([]app.LineIn{{Kind: trade.LineText, Description: &text}}, list...)
	}
	return list
}

// dress adds what a head may carry: freight, a discount, a reference, words.
func (c *calendar) dress(in *app.SaleIn) {
	if chance(c.r, 55) {
		f := money.Dec(int64(between(c.r, 5, 40)), 0)
		in.Freight = &f
	}
	if chance(c.r, 10) {
		d := money.Rate(pick(c.r, []int{2, 3, 5})) * money.Percent
		in.DiscountRate = &d
	}
	if ref := reference(c.r); ref != "" {
		in.Reference = &ref
	}
	if chance(c.r, 15) {
		note := pick(c.r, documentNotes)
		in.Notes = &note
	}
}

// lostQuote is a quote that comes to nothing: declined, or left until it ends.
func (c *calendar) lostQuote(ctx context.Context) error {
	k := pick(c.r, c.house.customers)
	q, err := c.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: k.ID, Lines: c.lines()}})
	if err != nil {
		return err
	}
	if _, err := c.desk.SendQuote(ctx, app.SendIn{ID: q.ID, NoMail: k.Contacts[0].Email == ""}); err != nil {
		return err
	}
	if chance(c.r, 70) {
		c.later(between(c.r, 2, 12), func(ctx context.Context) error {
			_, err := c.desk.DeclineQuote(ctx, app.DecideIn{ID: q.ID, Reason: pick(c.r, declineReasons)})
			return err
		})
	}
	return nil
}

func (c *calendar) send(ctx context.Context, id trade.ID, k *trade.Customer) error {
	q, err := c.desk.SendQuote(ctx, app.SendIn{ID: id, NoMail: !reachable(k)})
	if err != nil {
		return err
	}
	if chance(c.r, 7) { // the customer wants it otherwise: a second revision
		c.later(between(c.r, 1, 3), func(ctx context.Context) error {
			if _, err := c.desk.ReviseQuote(ctx, app.DecideIn{ID: id}); err != nil {
				return err
			}
			d := 4 * money.Percent
			if _, err := c.desk.SaveQuote(ctx, app.SaveQuoteIn{ID: id, SaleIn: app.SaleIn{DiscountRate: &d}}); err != nil {
				return err
			}
			if _, err := c.desk.SendQuote(ctx, app.SendIn{ID: id, NoMail: !reachable(k)}); err != nil {
				return err
			}
			c.later(between(c.r, 1, 5), func(ctx context.Context) error { return c.accept(ctx, id, k) })
			return nil
		})
		return nil
	}
	c.later(between(c.r, 0, 6), func(ctx context.Context) error { return c.accept(ctx, q.ID, k) })
	return nil
}

func reachable(k *trade.Customer) bool { return trade.For(k.Contacts).Email != "" }

// accept makes one order from the quote, sometimes two.
func (c *calendar) accept(ctx context.Context, id trade.ID, k *trade.Customer) error {
	in := app.OrderQuoteIn{QuoteID: id, Confirm: true, Twice: true, Send: reachable(k), Wanted: c.wanted()}
	if !chance(c.r, 6) {
		o, err := c.desk.OrderQuote(ctx, in)
		if err != nil {
			return err
		}
		return c.taken(ctx, o)
	}
	q, err := c.desk.GetQuote(ctx, app.ByID{ID: id})
	if err != nil {
		return err
	}
	for _, l := range q.Lines {
		if (l.Kind == trade.LineItem || l.Kind == trade.LineKit) && l.Qty >= 2*money.Unit {
			in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: l.Qty / 2 / money.Unit * money.Unit})
		}
	}
	o, err := c.desk.OrderQuote(ctx, in)
	if err != nil {
		return err
	}
	if err := c.taken(ctx, o); err != nil {
		return err
	}
	if len(in.Lines) > 0 {
		c.later(between(c.r, 2, 9), func(ctx context.Context) error {
			o, err := c.desk.OrderQuote(ctx, app.OrderQuoteIn{QuoteID: id, Confirm: true, Twice: true, Send: reachable(k)})
			if err != nil {
				return err
			}
			return c.taken(ctx, o)
		})
	}
	return nil
}

func (c *calendar) wanted() trade.Date {
	if chance(c.r, 40) {
		return ""
	}
	return trade.DateOf(c.clock.now).Add(between(c.r, 10, 35))
}

func (c *calendar) directOrder(ctx context.Context, k *trade.Customer) error {
	in := app.SaveOrderIn{Channel: pick(c.r, []string{"typed", "web", "web", "email", "file"}), Wanted: c.wanted(), Confirm: true, Twice: true, Send: reachable(k),
		SaleIn: app.SaleIn{CustomerID: k.ID, Lines: c.lines()}}
	c.dress(&in.SaleIn)
	if in.Channel == "web" {
		in.ChannelKey = fmt.Sprintf("W-%d", 100_000+c.made)
	}
	o, err := c.desk.SaveOrder(ctx, in)
	if err != nil {
		return err
	}
	if chance(c.r, 8) {
		c.later(0, func(ctx context.Context) error { return c.comesAgain(ctx, in) })
	}
	return c.taken(ctx, o)
}

// taken goes on with a confirmed order: prepaid ones are invoiced and paid first, held ones released.
func (c *calendar) taken(ctx context.Context, o *trade.SalesOrder) error {
	c.statement(o)
	if o.Terms.Prepaid {
		v, err := c.desk.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true, Send: o.Contact.Email != ""})
		if err != nil {
			return err
		}
		c.later(between(c.r, 1, 4), func(ctx context.Context) error {
			if err := c.payInFull(ctx, v.ID); err != nil {
				return err
			}
			return c.release(ctx, o.ID)
		})
		return nil
	}
	if o.Terms.Deposit > 0 {
		return c.deposit(ctx, o)
	}
	c.later(between(c.r, 0, 1), func(ctx context.Context) error { return c.release(ctx, o.ID) })
	return nil
}

func (c *calendar) release(ctx context.Context, id trade.ID) error {
	checked, err := c.desk.CheckOrder(ctx, app.Do{ID: id})
	if err != nil {
		return err
	}
	if checked.Order.OnHold() {
		if _, err := c.desk.ReleaseOrder(ctx, app.DecideIn{ID: id, Reason: "Spoken with both sides, it may go on."}); err != nil {
			return err
		}
	}
	return c.forward(ctx, id)
}

// forward orders what is open from the suppliers.
func (c *calendar) forward(ctx context.Context, id trade.ID) error {
	if err := c.elsewhere(ctx, id); err != nil {
		return err
	}
	out, err := c.desk.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{id}, Send: true, Warned: true})
	var e *trade.Error
	if errors.As(err, &e) && e.Kind == trade.Refused { // services only: nothing to buy
		c.later(1, func(ctx context.Context) error { return c.invoice(ctx, id) })
		return nil
	}
	if err != nil {
		return err
	}
	for _, p := range out.Made {
		if p.Waiting != "" {
			c.later(2, func(ctx context.Context) error { return c.sendTogether(ctx, p.SupplierID) })
			continue
		}
		c.later(between(c.r, 0, 3), func(ctx context.Context) error { return c.answer(ctx, p.ID, id) })
	}
	return nil
}

// answer lets the supplier say what it can do.
func (c *calendar) answer(ctx context.Context, id, order trade.ID) error {
	p, err := c.desk.GetPurchase(ctx, app.ByID{ID: id})
	if err != nil {
		return err
	}
	today := trade.DateOf(c.clock.now)
	in := app.AnswerIn{ID: id, TheirRef: fill(c.r, "A-#####"), Expected: p.Expected}
	wait := max(1, p.Expected.Sub(today))
	switch {
	case p.State != trade.Sent: // the customer thought otherwise meanwhile
		return nil
	case chance(c.r, 4):
		for i, l := range p.Lines {
			a := app.AnswerLineIn{LineID: l.ID, Confirmed: l.Qty - l.Cancelled}
			if i == 0 && l.Asked == 0 {
				a = app.AnswerLineIn{LineID: l.ID, Refused: l.Qty - l.Cancelled, Note: pick(c.r, refusals)}
			}
			in.Lines = append(in.Lines, a)
		}
	case chance(c.r, 3):
		for _, l := range p.Lines {
			dearer := money.Dec(int64(l.Cost+l.Cost/25), uint8(p.Currency.Digits()+2))
			in.Lines = append(in.Lines, app.AnswerLineIn{LineID: l.ID, Confirmed: l.Qty - l.Cancelled, Cost: &dearer, Note: "New price list."})
		}
	case chance(c.r, 10):
		wait += between(c.r, 5, 20)
		for _, l := range p.Lines {
			in.Lines = append(in.Lines, app.AnswerLineIn{LineID: l.ID, BackOrdered: l.Qty - l.Cancelled, Expected: today.Add(wait), Note: pick(c.r, backOrders)})
		}
	}
	if p, err = c.desk.AnswerPurchase(ctx, in); err != nil {
		return err
	}
	if len(in.Lines) > 0 {
		if err := c.decide(ctx, order); err != nil {
			return err
		}
	}
	if chance(c.r, 4) {
		if err := c.changeOfMind(ctx, order); err != nil {
			return err
		}
	}
	if live := p.Lines[0].Waiting(); live <= 0 && p.Next != trade.StepShip {
		return nil
	}
	c.later(wait, func(ctx context.Context) error { return c.ship(ctx, id, order) })
	return nil
}

// ship sends the goods, now and then in two parts.
func (c *calendar) ship(ctx context.Context, id, order trade.ID) error {
	p, err := c.desk.GetPurchase(ctx, app.ByID{ID: id})
	if err != nil {
		return err
	}
	waiting := false
	for i := range p.Lines {
		waiting = waiting || p.Lines[i].Waiting() > 0
	}
	if p.State != trade.Sent || !waiting {
		return nil
	}
	in := app.ShipIn{PurchaseID: id, Notify: true}
	o, err := c.desk.GetOrder(ctx, app.ByID{ID: order})
	if err != nil {
		return err
	}
	in.Notify = o.Contact.Email != ""
	if chance(c.r, 12) {
		for _, l := range p.Lines {
			if half := l.Waiting() / 2 / money.Unit * money.Unit; half > 0 {
				in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: half})
			}
		}
		in.Final = chance(c.r, 15)
	} else if chance(c.r, 2) {
		for _, l := range p.Lines {
			if l.Waiting() > 0 {
				in.Lines = append(in.Lines, app.QtyIn{LineID: l.ID, Qty: l.Waiting() + money.Unit})
			}
		}
		in.Over = true
	}
	carrier := p.CarrierID
	if carrier == 0 || chance(c.r, 10) {
		carrier = pick(c.r, c.house.carriers).ID
	}
	in.CarrierID = carrier
	for range pick(c.r, []int{1, 1, 1, 1, 2, 3}) {
		if number := Tracking(c.r, c.house.tracking[carrier]); number != "" {
			in.Tracking = append(in.Tracking, number)
		}
	}
	out, err := c.desk.RecordShipment(ctx, in)
	if err != nil {
		return err
	}
	if in.Over || in.Final {
		c.later(1, func(ctx context.Context) error { return c.decide(ctx, order) })
	}
	if len(in.Lines) > 0 && !in.Over && !in.Final {
		c.later(between(c.r, 3, 9), func(ctx context.Context) error { return c.ship(ctx, id, order) })
	} else {
		c.later(between(c.r, 3, 14), func(ctx context.Context) error { return c.bill(ctx, id) })
	}
	arrives := between(c.r, 1, 5)
	if chance(c.r, 3) {
		c.later(arrives, func(ctx context.Context) error { return c.accident(ctx, out.Shipment, order) })
	}
	c.later(arrives, func(ctx context.Context) error {
		_, err := c.desk.ConfirmDelivery(ctx, app.DeliverIn{ID: out.Shipment.ID, ReceivedBy: receiver(c.r)})
		if inWords(err) { // it was lost
			return nil
		}
		return err
	})
	if chance(c.r, 3) {
		c.later(arrives+between(c.r, 3, 20), func(ctx context.Context) error { return c.giveBack(ctx, out.Shipment, order) })
	}
	c.later(between(c.r, 0, 1), func(ctx context.Context) error { return c.invoice(ctx, order) })
	return nil
}
