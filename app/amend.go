package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ChangeLineIn changes one line of a confirmed order. What is left out stays.
type ChangeLineIn struct {
	LineID   trade.ID       `json:"line_id"`
	Qty      *money.Qty     `json:"qty"` // zero: the customer does without it
	Price    *money.Decimal `json:"price"`
	Discount *money.Rate    `json:"discount"`
	ItemID   trade.ID       `json:"item_id"` // another item instead: the old one is dropped, the new one a line of its own
}

// ChangeOrderIn changes a confirmed order.
type ChangeOrderIn struct {
	OrderID    trade.ID       `json:"order_id"`
	Version    int            `json:"version"`
	CustomerID trade.ID       `json:"customer_id"` // another one, while nothing was bought or invoiced
	ShipTo     *trade.Address `json:"ship_to"`
	Wanted     *trade.Date    `json:"wanted"`
	Reference  *string        `json:"reference"`
	Lines      []ChangeLineIn `json:"lines"`
	Add        []LineIn       `json:"add"`
	Cancel     bool           `json:"cancel"` // instead of lines: call off all that has not shipped
	Reason     string         `json:"reason"`
	Send       bool           `json:"send"`    // e-mail the changes of purchase orders to their suppliers
	Preview    bool           `json:"preview"` // only say what it would do
}

// ChangeOrderOut is the changed order and what the change does to other documents, in words.
type ChangeOrderOut struct {
	Order   *trade.SalesOrder `json:"order"`
	Effects []string          `json:"effects"`
	Changes []*trade.Change   `json:"changes"` // suppliers that are asked
}

// ChangeOrder changes a confirmed order: quantities, prices, items, the address. What is not on a
// purchase order changes at once, drafted purchase orders with it; the suppliers of what was sent are asked. With
// preview set it keeps nothing and only says what would happen.
func (d *Desk) ChangeOrder(ctx context.Context, in ChangeOrderIn) (out ChangeOrderOut, err error) {
	if _, part := ctx.Value(workKey).(*work); part && in.Preview {
		return out, trade.Faultf(trade.Refused, "A preview cannot be one of several steps.").In("preview")
	}
	err = d.change(ctx, "ChangeOrder", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		a := &amendment{work: w, in: in, deal: deal, out: ChangeOrderOut{Order: deal.Order, Effects: []string{}}}
		if err := a.do(); err != nil {
			return err
		}
		out = a.out
		if in.Preview {
			return errPreview
		}
		return nil
	})
	if err == errPreview {
		err = nil
	}
	return out, err
}

// errPreview takes back what a preview has done to see what it would do.
var errPreview = trade.Faultf(trade.Refused, "This was only a preview.")

// amendment is a change of an order under way.
type amendment struct {
	*work
	in   ChangeOrderIn
	deal *trade.Deal
	out  ChangeOrderOut
	asks map[trade.ID][]trade.ChangeLine // by purchase order
	seen map[trade.ID]bool               // drafted purchase orders that changed
}

func (a *amendment) say(format string, args ...any) {
	a.out.Effects = append(a.out.Effects, fmt.Sprintf(format, args...))
}

func (a *amendment) do() error {
	o := a.deal.Order
	if o.State != trade.Confirmed {
		return trade.Faultf(trade.Refused, "%s is %s. A draft is edited, a cancelled order stays as it is.", o.Name(), o.State)
	}
	if err := trade.CheckText("reason", a.in.Reason); err != nil {
		return at(err, "reason")
	}
	a.asks, a.seen = map[trade.ID][]trade.ChangeLine{}, map[trade.ID]bool{}
	drafts, err := a.takeDraftInvoice()
	if err != nil {
		return err
	}
	was := o.Total
	for _, part := range []func() error{a.customer, a.head, a.lines, a.add} {
		if err := part(); err != nil {
			return err
		}
	}
	if err := o.AddUp(a.base); err != nil {
		return err
	}
	if o.Total != was {
		a.say("The order's total changes from %s to %s %s.", was.Text(o.Currency), o.Total.Text(o.Currency), o.Currency)
	}
	if err := a.suppliers(); err != nil {
		return err
	}
	if err := a.settle(); err != nil {
		return err
	}
	if err := a.endIfNothingIsLeft(o, a.in.Reason); err != nil {
		return err
	}
	if o.State == trade.Cancelled {
		a.say("Nothing is left of the order, so it is cancelled.")
	}
	if o.State == trade.Confirmed && o.Released == "" {
		if err := a.check(o); err != nil {
			return err
		}
		if o.OnHold() {
			a.say("The order is held: %s", o.Holds[0].Reason)
		}
	}
	var touched []*trade.PurchaseOrder
	for _, p := range a.deal.Purchases {
		if a.seen[p.ID] {
			touched = append(touched, p)
		}
	}
	if err := a.saveDeal(a.deal, touched...); err != nil {
		return err
	}
	if err := a.redraft(drafts); err != nil {
		return err
	}
	if len(a.out.Effects) == 0 {
		return trade.Faultf(trade.Invalid, "Nothing of %s would change.", o.Number)
	}
	return a.note(trade.KindOrder, o.ID, "change", strings.Join(append(a.out.Effects, a.in.Reason), " "), was.Text(o.Currency), o.Total.Text(o.Currency))
}

// customer gives the order to another customer.
func (a *amendment) customer() error {
	o := a.deal.Order
	if a.in.CustomerID == 0 || a.in.CustomerID == o.CustomerID {
		return nil
	}
	for i := range o.Lines {
		if o.Lines[i].Invoiced > 0 || o.Lines[i].OnPurchase > 0 {
			return trade.Faultf(trade.Refused, "Goods of %s are bought or invoiced already, so it stays with %s. Cancel it, and take a new order.", o.Number, o.Customer).In("customer_id")
		}
	}
	was := o.Customer
	in := SaleIn{CustomerID: a.in.CustomerID}
	if _, err := a.work.head(&o.Sale, &in, o.Date); err != nil {
		return err
	}
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Priced() {
			if err := a.tax(&o.Sale, &l.SaleLine, nil); err != nil {
				return err
			}
		}
	}
	a.say("The customer is %s instead of %s, with its addresses, terms and tax.", o.Customer, was)
	return nil
}

// head changes address, date and reference.
func (a *amendment) head() error {
	o := a.deal.Order
	if a.in.Reference != nil && *a.in.Reference != o.Reference {
		if err := trade.CheckShort("reference", *a.in.Reference); err != nil {
			return at(err, "reference")
		}
		o.Reference = *a.in.Reference
		a.say("The customer's order number is %s.", o.Reference)
	}
	if a.in.Wanted != nil && *a.in.Wanted != o.Wanted {
		if err := a.in.Wanted.Check("wanted date"); err != nil {
			return at(err, "wanted")
		}
		o.Wanted = *a.in.Wanted
		a.say("The goods are wanted on %s.", o.Wanted)
	}
	if a.in.ShipTo == nil || *a.in.ShipTo == o.ShipTo {
		return nil
	}
	if err := a.in.ShipTo.Check("shipping address"); err != nil {
		return at(err, "ship_to")
	}
	o.ShipTo = addressed(*a.in.ShipTo, o.Customer)
	a.say("The order ships to another address.")
	for _, p := range a.deal.Purchases {
		var waiting, away money.Qty
		for i := range p.Lines {
			waiting += p.Lines[i].Waiting()
			away += p.Lines[i].Shipped - p.Lines[i].Delivered
		}
		switch {
		case p.State == trade.Draft:
			p.ShipTo = o.ShipTo
			a.seen[p.ID] = true
			a.say("The drafted purchase order to %s takes the new address.", p.Supplier)
		case p.State == trade.Sent && waiting > 0:
			a.asks[p.ID] = append(a.asks[p.ID], trade.ChangeLine{})
		}
		if p.State == trade.Sent && away > 0 {
			a.say("What %s has shipped of %s is on its way to the old address.", p.Supplier, p.Number)
		}
	}
	return nil
}

// lines changes what was ordered.
func (a *amendment) lines() error {
	if a.in.Cancel {
		return a.callOff()
	}
	for i, in := range a.in.Lines {
		l, err := a.deal.Order.Line(in.LineID)
		if err != nil {
			return at(err, "lines[%d].line_id", i)
		}
		if l.Kind == trade.LineText {
			return trade.Faultf(trade.Invalid, "Line %d is a text.", l.Pos).In("lines[%d].line_id", i)
		}
		if l.Kind == trade.LinePart {
			return trade.Faultf(trade.Refused, "%s is a component of a kit. Change the kit, or another item instead of it.", l.SKU).In("lines[%d].line_id", i)
		}
		if in.ItemID != 0 && in.ItemID != l.ItemID {
			qty := l.Live()
			set(&qty, in.Qty)
			a.in.Add = append(a.in.Add, LineIn{ItemID: in.ItemID, Qty: &qty, Price: in.Price, Discount: in.Discount})
			in = ChangeLineIn{LineID: in.LineID, Qty: new(money.Qty)}
		}
		if err := a.line(l, in, i); err != nil {
			return err
		}
	}
	return nil
}

// callOff takes all off the order that has not shipped.
func (a *amendment) callOff() error {
	o := a.deal.Order
	list, err := a.ExceptionsOf(o.ID)
	if err != nil {
		return err
	}
	for i := range list {
		e := &list[i]
		if e.Open == 0 || !e.Kind.Holds() {
			continue
		}
		l, err := o.Line(e.OrderLineID)
		if err != nil {
			return err
		}
		q := e.Open
		o.Decisions -= count01(e.Asks())
		l.Undecided -= q
		e.Taken = append(e.Taken, trade.Taken{Do: trade.DecideRefund, Qty: q, At: a.stamp(), Who: a.who, Note: a.in.Reason})
		e.Open = 0
		if err := a.SaveException(e); err != nil {
			return err
		}
		if err := a.dropOrRefund(a.deal, l, q, a.in.Reason); err != nil {
			return err
		}
		a.say("%s × %s, %s, is dropped.", q, describe(&l.SaleLine), e.Kind.Word())
	}
	for _, k := range o.Kits() {
		if err := a.lessKits(k, kitsToCallOff(a.deal, k), 0); err != nil {
			return err
		}
	}
	shipped := false
	for i := range o.Lines {
		shipped = shipped || (o.Lines[i].Kind != trade.LineKit && o.Lines[i].Shipped > 0)
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == trade.LineKit || l.Kind == trade.LinePart {
			continue
		}
		q := callable(a.deal, l)
		if !l.Buy && l.Kind != trade.LineText && !shipped {
			q = l.Live()
		}
		if q > 0 {
			if err := a.less(l, q, i); err != nil {
				return err
			}
		}
	}
	if len(a.out.Effects) == 0 && len(a.asks) == 0 {
		return trade.Faultf(trade.Refused, "Nothing of %s can be called off: all of it has shipped, or its suppliers are asked already. What has shipped can be returned.", o.Number)
	}
	return nil
}

func (a *amendment) line(l *trade.OrderLine, in ChangeLineIn, i int) error {
	o := a.deal.Order
	name := describe(&l.SaleLine)
	if in.Price != nil {
		p, err := in.Price.Price(o.Currency)
		if err != nil {
			return trade.Faultf(trade.Invalid, "The price of %s: %v.", name, err).In("lines[%d].price", i)
		}
		if p != l.Price {
			a.say("%s costs %s instead of %s.", name, p.Text(o.Currency), l.Price.Text(o.Currency))
			l.Price = p
		}
	}
	if in.Discount != nil && *in.Discount != l.Discount {
		a.say("The discount on %s is %s %% instead of %s %%.", name, *in.Discount, l.Discount)
		l.Discount = *in.Discount
	}
	if in.Qty == nil || *in.Qty == l.Live() {
		return at(l.Check(i), "lines[%d]", i)
	}
	if *in.Qty < 0 {
		return trade.Faultf(trade.Invalid, "The quantity of %s may not be below zero.", name).In("lines[%d].qty", i)
	}
	if k, ok := o.KitOf(l); ok {
		return a.kits(k, *in.Qty-l.Live(), i)
	}
	if more := *in.Qty - l.Live(); more > 0 {
		l.Qty += more
		if l.Buy {
			a.say("%s: %s more to order; the purchase orders that are out stay as they are.", name, more)
		} else {
			a.say("%s: %s more.", name, more)
		}
		return l.Check(i)
	}
	return a.less(l, l.Live()-*in.Qty, i)
}

// less takes a quantity off a line: first what is not ordered, then off drafts, then off what
// suppliers have not shipped, which they are asked for.
func (a *amendment) less(l *trade.OrderLine, q money.Qty, i int) error {
	o, name := a.deal.Order, describe(&l.SaleLine)
	drop := func(n money.Qty) error {
		if over := l.Invoiced + n - l.Live(); over > 0 {
			a.say("%s of %s are invoiced; a credit note is issued for them.", over, name)
		}
		return a.dropOrRefund(a.deal, l, n, a.in.Reason)
	}
	free := q
	if l.Buy {
		free = min(q, l.ToOrder())
	}
	if free > 0 {
		if err := drop(free); err != nil {
			return err
		}
		a.say("%s: %s fewer.", name, free)
	}
	q -= free
	for _, state := range []trade.State{trade.Draft, trade.Sent} {
		for _, p := range a.deal.Purchases {
			for j := range p.Lines {
				pl := &p.Lines[j]
				if q == 0 || p.State != state || pl.OrderLineID != l.ID {
					continue
				}
				if state == trade.Sent {
					n := min(q, pl.Cancellable())
					if n > 0 {
						a.asks[p.ID] = append(a.asks[p.ID], trade.ChangeLine{PurchaseLineID: pl.ID, Cancel: n})
						q -= n
					}
					continue
				}
				n := min(q, pl.Live())
				pl.Cancelled += n
				l.OnPurchase -= n
				if err := a.recount(p); err != nil {
					return err
				}
				a.seen[p.ID] = true
				if err := drop(n); err != nil {
					return err
				}
				a.say("%s: %s fewer, also on the drafted purchase order to %s.", name, n, p.Supplier)
				q -= n
			}
		}
	}
	if q > 0 {
		return trade.Faultf(trade.Refused, "%s of %s on %s have shipped already or wait for a decision. Have them returned, or decide.", q, name, o.Number).In("lines[%d].qty", i)
	}
	return nil
}

// add takes on further lines.
func (a *amendment) add() error {
	o := a.deal.Order
	was := o.Lines
	for i := range a.in.Add {
		var l trade.OrderLine
		if err := a.work.line(&o.Sale, &l.SaleLine, &l.Source, &a.in.Add[i], len(o.Lines), true); err != nil {
			return err
		}
		o.Lines = append(o.Lines, l)
		if err := a.addParts(o, a.in.Add[i]); err != nil {
			return err
		}
		a.say("%s × %s is new.", l.Qty, describe(&l.SaleLine))
	}
	if len(o.Lines) > trade.MaxLines {
		return trade.Faultf(trade.Invalid, "A document has at most %d lines.", trade.MaxLines).In("add")
	}
	for i := range o.Lines {
		o.Lines[i].Pos = i + 1
	}
	return orderLines.route(a.work, was, o.Lines, o.Wanted)
}

// suppliers asks for what was sent already, and cancels drafts of which nothing is left.
func (a *amendment) suppliers() error {
	for _, p := range a.deal.Purchases {
		if p.State == trade.Draft && a.seen[p.ID] && live(p) == 0 {
			p.State, p.Reason, p.Waiting = trade.Cancelled, a.in.Reason, ""
			a.say("The drafted purchase order to %s is cancelled.", p.Supplier)
		}
		var lines []trade.ChangeLine
		var shipTo *trade.Address
		for _, l := range a.asks[p.ID] {
			if l.PurchaseLineID == 0 {
				shipTo = &a.deal.Order.ShipTo
			} else {
				lines = append(lines, l)
			}
		}
		if len(lines) == 0 && shipTo == nil {
			continue
		}
		c, err := a.ask(a.deal, p, lines, shipTo, a.in.Reason, SendIn{NoMail: !a.in.Send})
		if err != nil {
			return err
		}
		a.seen[p.ID] = true
		a.out.Changes = append(a.out.Changes, c)
		for _, l := range c.Lines {
			a.say("%s is asked to cancel %s of %s on %s; it counts when the answer is recorded.", p.Supplier, l.Cancel, l.SKU+l.PartNo, p.Number)
		}
		if shipTo != nil {
			a.say("%s is asked to ship %s to the new address.", p.Supplier, p.Number)
		}
	}
	return nil
}

// draft is a draft invoice that is made anew when its order changes, with the lines of which it took only a part.
type draft struct {
	*trade.Invoice
	part map[trade.ID]money.Qty // by order line
}

// takeDraftInvoice takes the draft invoice of the order away, to be made anew when the order is changed.
func (a *amendment) takeDraftInvoice() (*draft, error) {
	list, err := a.InvoicesOf(a.deal.Order.ID)
	if err != nil {
		return nil, err
	}
	for i := range list {
		v := &list[i]
		if v.State != trade.Draft || v.Credit {
			continue
		}
		d := &draft{v, map[trade.ID]money.Qty{}}
		for j := range a.deal.Order.Lines {
			l := &a.deal.Order.Lines[j]
			took := money.Qty(0)
			for k := range v.Lines {
				if v.Lines[k].OrderLineID == l.ID {
					took += v.Lines[k].Qty
				}
			}
			if took < l.ToInvoice(true) {
				d.part[l.ID] = took
			}
		}
		return d, a.DeleteInvoice(v.ID)
	}
	return nil, nil
}

func (a *amendment) redraft(was *draft) error {
	if was == nil {
		return nil
	}
	o := a.deal.Order
	in := InvoiceIn{OrderID: o.ID, Basis: "ordered", Date: was.Date, Notes: &was.Notes}
	for i := range o.Lines {
		l := &o.Lines[i]
		q := l.ToInvoice(true)
		if part, ok := was.part[l.ID]; ok {
			q = min(q, part)
		}
		if l.Priced() && q > 0 {
			in.Lines = append(in.Lines, QtyIn{l.ID, q})
		}
	}
	if len(in.Lines) == 0 || o.State != trade.Confirmed {
		a.say("The draft invoice is deleted.")
		return nil
	}
	v, err := a.draftInvoice(o, in)
	if err != nil {
		return err
	}
	a.say("The draft invoice is made anew: %s instead of %s %s.", v.Total.Text(v.Currency), was.Total.Text(v.Currency), v.Currency)
	return a.SaveInvoice(v)
}
