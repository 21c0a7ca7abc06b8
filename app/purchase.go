package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetPurchase reads a purchase order.
func (d *Desk) GetPurchase(ctx context.Context, in ByID) (out *trade.PurchaseOrder, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Purchase(in.ID)
		return err
	})
	return out, err
}

// ListPurchases lists the purchase orders, newest first.
func (d *Desk) ListPurchases(ctx context.Context, in ListIn) (List[PurchaseRow], error) {
	return list(d, ctx, in, trade.KindPurchase, Tx.ListPurchases)
}

// ListWaiting lists the lines of confirmed orders that are on no purchase order, by supplier.
func (d *Desk) ListWaiting(ctx context.Context, _ Nothing) (All[WaitingLine], error) {
	return listAll(d, ctx, func(w *work) ([]WaitingLine, error) { return w.Waiting() })
}

func (w *work) newPurchase(o *trade.SalesOrder, supplier trade.ID) (*trade.PurchaseOrder, error) {
	s, err := w.supplier(supplier)
	if err != nil {
		return nil, err
	}
	terms, err := w.termsOf(s.TermsID)
	if err != nil {
		return nil, err
	}
	fx, err := w.fx(s.Currency, w.today)
	if err != nil {
		return nil, err
	}
	method := o.ShipMethod
	if method == "" {
		method = s.ShipMethod
	}
	return &trade.PurchaseOrder{
		State: trade.Draft, Date: w.today, OrderID: o.ID, OrderNo: o.Number, CustomerID: o.CustomerID, Customer: o.Customer,
		SupplierID: s.ID, Supplier: s.Name, AccountNo: s.AccountNo, Contact: trade.For(s.Contacts), Address: addressed(s.Address, s.Name),
		ShipTo: o.ShipTo, Terms: terms, Currency: s.Currency, FX: fx, ShipMethod: method, CarrierID: s.CarrierID, SendBy: s.SendBy,
		Language: s.Language, Wanted: o.Wanted,
	}, nil
}

// breakCost is what one unit costs at a supplier when another quantity is ordered. A cost that is
// not the supplier's for the old quantity stays.
func (w *work) breakCost(supplier, item trade.ID, cost money.Price, was, now money.Qty) (money.Price, error) {
	if item == 0 || was == now {
		return cost, nil
	}
	it, err := w.item(item)
	if err != nil {
		return 0, err
	}
	if src, ok := it.Source(supplier); ok && cost == src.CostFor(was) {
		return src.CostFor(now), nil
	}
	return cost, nil
}

// recount adds a drafted purchase order up, with the supplier's fees, and notes what is not met.
func (w *work) recount(p *trade.PurchaseOrder) error {
	s, err := w.supplier(p.SupplierID)
	if err != nil {
		return err
	}
	p.AddUp()
	p.PlanFees(s)
	return w.warn(p, s, p.Net)
}

// warn notes where the supplier's minimums and multiples are not met. net is what is sent together.
func (w *work) warn(p *trade.PurchaseOrder, s *trade.Supplier, net money.Amount) error {
	p.Warnings = nil
	if net < s.MinOrder {
		p.Warnings = append(p.Warnings, fmt.Sprintf("%s takes orders from %s %s; this one is %s.", s.Name, s.MinOrder.Text(s.Currency), s.Currency, net.Text(s.Currency)))
	}
	for _, l := range p.Lines {
		if l.ItemID == 0 {
			continue
		}
		it, err := w.item(l.ItemID)
		if err != nil {
			return err
		}
		src, ok := it.Source(p.SupplierID)
		if !ok {
			continue
		}
		if l.Live() < src.MinQty {
			p.Warnings = append(p.Warnings, fmt.Sprintf("%s sells %s from %s on; %s are ordered.", s.Name, l.SKU, src.MinQty, l.Live()))
		}
		if src.Multiple > 0 && l.Live()%src.Multiple != 0 {
			p.Warnings = append(p.Warnings, fmt.Sprintf("%s sells %s in multiples of %s; %s are ordered.", s.Name, l.SKU, src.Multiple, l.Live()))
		}
	}
	return nil
}

// readyToSend refuses a purchase order that could not reach its supplier.
func (w *work) readyToSend(p *trade.PurchaseOrder) error {
	if p.SendBy == "email" && p.Contact.Email == "" {
		return trade.Faultf(trade.Refused, "%s has no e-mail address for orders. Add one, or let its orders be printed; the purchase order stays a draft.", p.Supplier)
	}
	return nil
}

// SendPurchase gives a drafted purchase order its number, marks it sent and, where the supplier
// takes orders by e-mail, puts the message with the PDF into the outbox.
func (d *Desk) SendPurchase(ctx context.Context, in SendIn) (*trade.PurchaseOrder, error) {
	return d.onPurchase(ctx, "SendPurchase", in.ID, in.Version, func(w *work, deal *trade.Deal, p *trade.PurchaseOrder) error {
		if !in.NoMail && in.To == "" {
			if err := w.readyToSend(p); err != nil {
				return err
			}
		}
		if err := w.sendPurchase(deal, p, in, false); err != nil {
			return err
		}
		return w.saveDeal(deal)
	})
}

// onPurchase runs f on a purchase order within its deal.
func (d *Desk) onPurchase(ctx context.Context, step string, id trade.ID, version int, f func(*work, *trade.Deal, *trade.PurchaseOrder) error) (out *trade.PurchaseOrder, err error) {
	err = d.change(ctx, step, func(w *work) error {
		deal, p, err := w.purchaseDeal(id, version)
		if err != nil {
			return err
		}
		out = p
		return f(w, deal, p)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (w *work) purchaseDeal(id trade.ID, version int) (*trade.Deal, *trade.PurchaseOrder, error) {
	order, err := w.OrderOfPurchase(id)
	if err != nil {
		return nil, nil, err
	}
	deal, err := w.Deal(order)
	if err != nil {
		return nil, nil, err
	}
	p := deal.Purchase(id)
	return deal, p, same(p.Name(), version, p.Version)
}

func (w *work) sendPurchase(deal *trade.Deal, p *trade.PurchaseOrder, in SendIn, fresh bool) error {
	to, err := trade.PurchaseFlow.Next(p.Name(), p.State, trade.Send)
	if err != nil {
		return err
	}
	if deal.Order.OnHold() {
		return trade.Faultf(trade.Refused, "%s is held: %s Release it before %s is sent.", deal.Order.Number, deal.Order.Holds[0].Reason, p.Name())
	}
	if p.Number, err = w.NextNumber(trade.KindPurchase); err != nil {
		return err
	}
	if p.FX, err = w.fx(p.Currency, w.today); err != nil {
		return err
	}
	p.State, p.Date, p.SentAt, p.Waiting = to, w.today, w.stamp(), ""
	if p.SendBy != "email" && in.To == "" {
		in.NoMail = true
	}
	deal.Refresh(w.base)
	if err := w.SavePurchase(p); err != nil {
		return err
	}
	if err := w.Index(trade.KindPurchase, p.ID, p.Number, p.Supplier, strings.Join([]string{p.Number, p.Supplier, p.OrderNo, p.Customer}, " ")); err != nil {
		return err
	}
	if err := w.write(trade.KindPurchase, p.ID, PaperPurchase, in, p.Contact, purchaseLetter(p)); err != nil {
		return err
	}
	note := p.Number
	if fresh {
		note = fmt.Sprintf("%s, supplier %s", p.Number, p.Supplier)
	}
	return w.moved(trade.KindPurchase, p.ID, trade.Send, note, trade.Draft, to)
}

// PurchaseLineIn changes one line of a drafted purchase order.
type PurchaseLineIn struct {
	LineID trade.ID       `json:"line_id"`
	Qty    *money.Qty     `json:"qty"` // less goes back to the order; zero takes the line off
	Cost   *money.Decimal `json:"cost"`
}

// SavePurchaseIn changes a drafted purchase order. What is left out stays.
type SavePurchaseIn struct {
	ID         trade.ID         `json:"id"`
	Version    int              `json:"version"`
	Contact    *trade.Contact   `json:"contact"`
	ShipMethod *string          `json:"ship_method"`
	SendBy     *string          `json:"send_by"`
	Notes      *string          `json:"notes"`
	Wanted     *trade.Date      `json:"wanted"`
	Fees       *FeesIn          `json:"fees"` // as agreed for this one; all of them
	Wait       *bool            `json:"wait"` // it waits to be sent together with others, or does so no more
	Lines      []PurchaseLineIn `json:"lines"`
}

// SavePurchase changes a drafted purchase order: quantities, costs, notes.
func (d *Desk) SavePurchase(ctx context.Context, in SavePurchaseIn) (*trade.PurchaseOrder, error) {
	return d.onPurchase(ctx, "SavePurchase", in.ID, in.Version, func(w *work, deal *trade.Deal, p *trade.PurchaseOrder) error {
		if p.State != trade.Draft {
			return trade.Faultf(trade.Refused, "%s is %s and cannot be edited any more. Record what the supplier answered instead.", p.Name(), p.State)
		}
		set(&p.Contact, in.Contact)
		set(&p.ShipMethod, in.ShipMethod)
		set(&p.SendBy, in.SendBy)
		set(&p.Notes, in.Notes)
		set(&p.Wanted, in.Wanted)
		if err := p.Wanted.Check("wanted date"); err != nil {
			return err
		}
		if err := trade.CheckText("notes", p.Notes); err != nil {
			return err
		}
		if err := trade.CheckShort("shipping method", p.ShipMethod); err != nil {
			return err
		}
		if err := trade.CheckEmail("contact", p.Contact.Email); err != nil {
			return err
		}
		if p.SendBy != "email" && p.SendBy != "print" {
			return trade.Faultf(trade.Invalid, "Orders go out by email or print, not %q.", p.SendBy).In("send_by")
		}
		if in.Fees != nil {
			fees, err := in.Fees.in(p.Currency)
			if err != nil {
				return err
			}
			p.Fees, p.OwnFees = fees, true
		}
		if in.Wait != nil {
			p.Waiting = w.since(p, *in.Wait)
		}
		for i, li := range in.Lines {
			if err := w.editPurchaseLine(deal.Order, p, li, i); err != nil {
				return err
			}
		}
		kept := p.Lines[:0]
		for _, l := range p.Lines {
			if l.Qty > 0 {
				l.Pos = len(kept) + 1
				kept = append(kept, l)
			}
		}
		if len(kept) == 0 {
			return trade.Faultf(trade.Refused, "Nothing would be left on %s. Cancel it instead.", p.Name())
		}
		p.Lines = kept
		if err := w.recount(p); err != nil {
			return err
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
		return nil
	})
}

func (w *work) editPurchaseLine(o *trade.SalesOrder, p *trade.PurchaseOrder, in PurchaseLineIn, i int) error {
	l, err := p.Line(in.LineID)
	if err != nil {
		return err
	}
	if in.Cost != nil {
		if l.Cost, err = in.Cost.Price(p.Currency); err != nil || l.Cost < 0 {
			return trade.Faultf(trade.Invalid, "The cost %s is not a price of zero or more in %s.", in.Cost, p.Currency).In("lines[%d].cost", i)
		}
	}
	if in.Qty == nil {
		return nil
	}
	if *in.Qty < 0 {
		return trade.Faultf(trade.Invalid, "The quantity %s is below zero.", *in.Qty).In("lines[%d].qty", i)
	}
	ol, err := o.Line(l.OrderLineID)
	if err != nil {
		return err
	}
	if more := *in.Qty - l.Qty; more > ol.ToOrder() {
		return trade.Faultf(trade.Refused, "%s needs %s more of %s at the most, and this would be %s. Goods that nobody ordered would go to the customer.", o.Number, ol.ToOrder(), describe(&ol.SaleLine), more).In("lines[%d].qty", i)
	}
	if in.Cost == nil && !ol.OwnCost {
		if l.Cost, err = w.breakCost(p.SupplierID, l.ItemID, l.Cost, l.Qty, *in.Qty); err != nil {
			return err
		}
	}
	ol.OnPurchase += *in.Qty - l.Qty
	l.Qty = *in.Qty
	return nil
}

// CancelPurchase cancels a purchase order of which nothing has shipped or been billed; its
// quantities wait on the order again.
func (d *Desk) CancelPurchase(ctx context.Context, in DecideIn) (*trade.PurchaseOrder, error) {
	return d.onPurchase(ctx, "CancelPurchase", in.ID, in.Version, func(w *work, deal *trade.Deal, p *trade.PurchaseOrder) error {
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return err
		}
		if err := w.cancelPurchase(deal, p, in.Reason); err != nil {
			return err
		}
		return w.saveDeal(deal)
	})
}

func (w *work) cancelPurchase(deal *trade.Deal, p *trade.PurchaseOrder, reason string) error {
	from := p.State
	to, err := trade.PurchaseFlow.Next(p.Name(), p.State, trade.Cancel)
	if err != nil {
		return err
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Asked > 0 {
			return trade.Faultf(trade.Refused, "%s is asked to cancel %s of %s. Record the answer.", p.Supplier, l.Asked, lineName(l))
		}
		if l.Shipped > 0 || l.Billed > 0 {
			return trade.Faultf(trade.Refused, "Part of %s has shipped or was billed. Ask the supplier to cancel the rest.", p.Name())
		}
		ol, err := deal.Order.Line(l.OrderLineID)
		if err != nil {
			return err
		}
		gone := l.Live()
		l.Cancelled += gone
		l.Confirmed, l.BackOrdered = 0, 0
		ol.OnPurchase -= gone
		if err := w.forget(deal, l, trade.ExBack, trade.ExPrice); err != nil {
			return err
		}
	}
	p.State, p.Reason, p.Waiting = to, reason, ""
	p.AddUp()
	deal.Refresh(w.base)
	if err := w.SavePurchase(p); err != nil {
		return err
	}
	return w.moved(trade.KindPurchase, p.ID, trade.Cancel, reason, from, to)
}

func lineName(l *trade.PurchaseLine) string {
	if l.SKU != "" {
		return l.SKU
	}
	return l.Description
}
