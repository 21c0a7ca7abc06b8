package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SaveOrderIn is a draft order as entered: id 0 makes a new one.
type SaveOrderIn struct {
	ID      trade.ID   `json:"id"`
	Version int        `json:"version"`
	Date    trade.Date `json:"date"`    // empty: today
	Wanted  trade.Date `json:"wanted"`  // when the customer wants it
	Channel string     `json:"channel"` // typed, file, web, email, edi; empty: typed
	// The order's number on its channel: an order that came in already is refused.
	ChannelKey string `json:"channel_key"`
	SaleIn
	Confirm bool `json:"confirm"` // confirm it at once
	Send    bool `json:"send"`    // with confirm: e-mail the order confirmation
	Twice   bool `json:"twice"`   // with confirm: although it looks like an order that was taken on already
}

var orderLines = lineSet[trade.OrderLine]{
	id:   func(l *trade.OrderLine) trade.ID { return l.ID },
	sale: func(l *trade.OrderLine) *trade.SaleLine { return &l.SaleLine },
	src:  func(l *trade.OrderLine) *trade.Source { return &l.Source },
	part: func(l *trade.OrderLine) *trade.Part { return &l.Part },
}

// GetOrder reads an order with its lines and how far each has come.
func (d *Desk) GetOrder(ctx context.Context, in ByID) (out *trade.SalesOrder, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Order(in.ID)
		return err
	})
	return out, err
}

// ListOrders lists the orders of all channels, newest first.
func (d *Desk) ListOrders(ctx context.Context, in ListIn) (List[OrderRow], error) {
	return list(d, ctx, in, trade.KindOrder, Tx.ListOrders)
}

// SaveOrder makes an order or changes a draft. A new order inherits all that the customer's record says.
func (d *Desk) SaveOrder(ctx context.Context, in SaveOrderIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "SaveOrder", func(w *work) error {
		o := &trade.SalesOrder{State: trade.Draft, Date: w.today, Channel: "typed"}
		if in.ID != 0 {
			if o, err = w.draftOrder(in.ID, in.Version); err != nil {
				return err
			}
		}
		if in.Date != "" {
			o.Date = in.Date
		}
		if in.Wanted != "" {
			o.Wanted = in.Wanted
		}
		if in.Channel != "" {
			o.Channel = in.Channel
		}
		if in.ChannelKey != "" {
			o.ChannelKey = in.ChannelKey
		}
		if err := checkChannel(o.Channel); err != nil {
			return err
		}
		if err := dates(map[string]trade.Date{"date": o.Date, "wanted": o.Wanted}); err != nil {
			return err
		}
		if err := w.newOnChannel(o); err != nil {
			return err
		}
		retax, err := w.head(&o.Sale, &in.SaleIn, o.Date)
		if err != nil {
			return err
		}
		was := o.Lines
		if o.Lines, err = orderLines.edit(w, &o.Sale, o.Lines, &in.SaleIn, o.Name(), retax || in.TaxCodeID != nil, nil); err != nil {
			return err
		}
		if err := orderLines.route(w, was, o.Lines, o.Wanted); err != nil {
			return err
		}
		if err := w.returnToQuote(o, gone(was, o.Lines)); err != nil {
			return err
		}
		if err := w.saveOrder(o); err != nil {
			return err
		}
		if in.ID == 0 {
			if err := w.note(trade.KindOrder, o.ID, "add", o.Customer, "", ""); err != nil {
				return err
			}
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindOrder, ID: o.ID})
		if in.Confirm {
			if o, err = w.confirm(o, SendIn{ID: o.ID, NoMail: !in.Send}, in.Twice); err != nil {
				return err
			}
		}
		out = o
		return nil
	})
	return out, err
}

func checkChannel(channel string) error {
	switch channel {
	case "typed", "quote", "file", "web", "email", "edi":
		return nil
	}
	return trade.Faultf(trade.Invalid, "The channel %q is none of typed, file, web, email, edi.", channel).In("channel")
}

func (w *work) saveOrder(o *trade.SalesOrder) error {
	for i := range o.Lines {
		o.Lines[i].Pos = i + 1
	}
	if err := o.AddUp(w.base); err != nil {
		return err
	}
	(&trade.Deal{Order: o}).Refresh(w.base)
	return w.SaveOrder(o)
}

func (w *work) draftOrder(id trade.ID, version int) (*trade.SalesOrder, error) {
	o, err := w.Order(id)
	if err != nil {
		return nil, err
	}
	if err := same(o.Name(), version, o.Version); err != nil {
		return nil, err
	}
	if o.State != trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s is %s and can no longer be edited. Cancel the lines that are not wanted and take a new order for the rest.", o.Name(), o.State)
	}
	return o, nil
}

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

// dealFor reads a deal and refuses a stale version of its order.
func (w *work) dealFor(in Do) (*trade.Deal, error) {
	deal, err := w.Deal(in.ID)
	if err != nil {
		return nil, err
	}
	return deal, same(deal.Order.Name(), in.Version, deal.Order.Version)
}

// saveDeal recomputes the order's totals and what is kept beside it and saves it, with the purchase orders named.
func (w *work) saveDeal(deal *trade.Deal, purchases ...*trade.PurchaseOrder) error {
	deal.Order.Trim()
	if err := deal.Order.AddUp(w.base); err != nil {
		return err
	}
	if err := w.estimate(deal.Order); err != nil {
		return err
	}
	deal.Refresh(w.base)
	if err := w.freeReserved(deal.Order); err != nil {
		return err
	}
	for _, p := range purchases {
		if err := w.SavePurchase(p); err != nil {
			return err
		}
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindOrder, ID: deal.Order.ID})
	return w.SaveOrder(deal.Order)
}

// LineSupplierIn chooses where the goods of an order line come from.
type LineSupplierIn struct {
	OrderID    trade.ID       `json:"order_id"`
	Version    int            `json:"version"`
	LineID     trade.ID       `json:"line_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	Cost       *money.Decimal `json:"cost"` // in the supplier's currency
}

// ChooseSupplier changes the supplier of what of an order line is not on a purchase order yet.
func (d *Desk) ChooseSupplier(ctx context.Context, in LineSupplierIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "ChooseSupplier", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		l, err := deal.Order.Line(in.LineID)
		if err != nil {
			return err
		}
		if !l.Buy {
			return trade.Faultf(trade.Refused, "%s is not bought from a supplier.", describe(&l.SaleLine))
		}
		if l.ToOrder() <= 0 {
			return trade.Faultf(trade.Refused, "All of %s is on purchase orders already. Cancel one first.", describe(&l.SaleLine))
		}
		was := l.Supplier
		if err := w.chooseSupplier(&l.SaleLine, &l.Source, in.SupplierID, l.ToOrder()); err != nil {
			return err
		}
		if err := ownCost(&l.Source, in.Cost); err != nil {
			return err
		}
		out = deal.Order
		if err := deal.Order.AddUp(w.base); err != nil {
			return err
		}
		if err := w.saveDeal(deal); err != nil {
			return err
		}
		return w.note(trade.KindOrder, deal.Order.ID, "supplier", describe(&l.SaleLine), was, l.Supplier)
	})
	return out, err
}

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

// DeleteOrder removes a draft order; a confirmed one is cancelled instead.
func (d *Desk) DeleteOrder(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteOrder", func(w *work) error {
		o, err := w.draftOrder(in.ID, in.Version)
		if err != nil {
			return err
		}
		if err := w.returnToQuote(o, o.Lines); err != nil {
			return err
		}
		if err := w.DeleteOrder(o.ID); err != nil {
			return err
		}
		return w.note(trade.KindOrder, o.ID, "delete", o.Customer, string(o.State), "")
	})
	return Done{err == nil}, err
}

// gone lists the lines that are no longer among those of an order.
func gone(was, now []trade.OrderLine) (list []trade.OrderLine) {
	for i := range was {
		if !slices.ContainsFunc(now, func(l trade.OrderLine) bool { return l.ID == was[i].ID }) {
			list = append(list, was[i])
		}
	}
	return list
}

// returnToQuote gives the quantities of lines of a draft that go away back to its quote.
func (w *work) returnToQuote(o *trade.SalesOrder, lines []trade.OrderLine) error {
	if o.QuoteID == 0 || len(lines) == 0 {
		return nil
	}
	q, err := w.Quote(o.QuoteID)
	if err != nil {
		return err
	}
	for i := range lines {
		for j := range q.Lines {
			if q.Lines[j].ID == lines[i].QuoteLineID && lines[i].QuoteLineID != 0 {
				q.Lines[j].Ordered -= lines[i].Quoted
			}
		}
	}
	return w.SaveQuote(q)
}
