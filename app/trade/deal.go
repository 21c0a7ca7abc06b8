package trade

import "dropdesk/app/money"

// Step is what a document waits for.
type Step string

// The steps, in the order in which a deal usually takes them.
const (
	StepConfirm  Step = "confirm"
	StepRelease  Step = "release" // held for credit, prepayment or availability
	StepDecide   Step = "decide"  // something went otherwise than agreed
	StepOrder    Step = "order"   // goods are not on a purchase order
	StepSend     Step = "send"    // a purchase order is drafted, not sent
	StepInvoice  Step = "invoice"
	StepAnswer   Step = "answer" // of the supplier
	StepShip     Step = "ship"
	StepDeliver  Step = "deliver"
	StepPayment  Step = "payment"
	StepBill     Step = "bill"
	StepCredit   Step = "credit" // the supplier owes one
	StepDone     Step = "done"
	StepCanceled Step = "cancelled"
)

// Deal is a sales order with its purchase orders: all that is needed to say how far it has come
// and what it earns.
type Deal struct {
	Order     *SalesOrder
	Purchases []*PurchaseOrder
}

// Purchase is the deal's purchase order with an ID.
func (d *Deal) Purchase(id ID) *PurchaseOrder {
	for _, p := range d.Purchases {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Copy is the deal with purchase orders of its own, to try something out on.
func (d *Deal) Copy() *Deal {
	c := &Deal{Order: d.Order}
	for _, p := range d.Purchases {
		own := *p
		own.Lines = append([]PurchaseLine(nil), p.Lines...)
		c.Purchases = append(c.Purchases, &own)
	}
	return c
}

// Refresh recomputes what is kept beside the order and its purchase orders: next step, open work,
// expected date and profit. base is the company's currency.
func (d *Deal) Refresh(base money.Currency) {
	o := d.Order
	o.ToOrder, o.Suppliers, o.Expected = 0, 0, ""
	for _, k := range o.Kits() {
		k.count()
	}
	seen := map[ID]bool{}
	for i := range o.Lines {
		l := &o.Lines[i]
		if o.State == Confirmed && l.ToOrder() > 0 {
			o.ToOrder++
			if !seen[l.SupplierID] {
				seen[l.SupplierID] = true
				o.Suppliers++
			}
		}
	}
	for _, p := range d.Purchases {
		p.Next = p.next()
		if p.State != Cancelled && (p.Next == StepSend || p.Next == StepAnswer || p.Next == StepShip) && p.Expected > o.Expected {
			o.Expected = p.Expected
		}
	}
	o.Revenue, o.CostOfGoods, o.ProfitActual = 0, 0, true
	rows := d.Profit(base)
	o.Earnings = earnings(rows)
	for _, r := range rows {
		o.Revenue += r.Revenue
		o.CostOfGoods += r.Cost + r.Freight
		o.ProfitActual = o.ProfitActual && r.Actual
	}
	o.Next = d.next()
	if o.State == Draft {
		o.ProfitActual = false
	}
}

func (d *Deal) next() Step {
	o := d.Order
	if o.State == Draft {
		return StepConfirm
	}
	waits := map[Step]bool{StepDecide: o.Decisions > 0}
	goods, allShipped := false, true
	for i := range o.Lines {
		l := &o.Lines[i]
		waits[StepOrder] = waits[StepOrder] || l.ToOrder() > 0
		waits[StepShip] = waits[StepShip] || l.Undecided > 0 // put off, and still owed to the customer
		if (l.Buy || l.Kind == LineKit) && l.Live() > 0 {
			goods = true
			allShipped = allShipped && l.Shipped >= l.Live()
			waits[StepInvoice] = waits[StepInvoice] || l.ToInvoice(false) > 0
			waits[StepDeliver] = waits[StepDeliver] || l.Delivered < l.Shipped
		}
	}
	if !goods || allShipped {
		for i := range o.Lines {
			waits[StepInvoice] = waits[StepInvoice] || o.Lines[i].ToInvoice(false) > 0
		}
	}
	for _, p := range d.Purchases {
		waits[p.Next] = true
	}
	// A hold keeps goods from being ordered; it means nothing when all of them are.
	waits[StepRelease] = o.OnHold() && o.State == Confirmed && (waits[StepOrder] || waits[StepSend])
	waits[StepPayment] = o.Invoiced > o.Paid
	for _, s := range []Step{StepRelease, StepDecide, StepOrder, StepSend, StepInvoice, StepAnswer, StepShip, StepDeliver, StepPayment, StepBill, StepCredit} {
		if waits[s] {
			return s
		}
	}
	if o.State == Cancelled {
		return StepCanceled
	}
	return StepDone
}

func (p *PurchaseOrder) next() Step {
	switch p.State {
	case Draft:
		return StepSend
	case Cancelled:
		return StepCanceled
	}
	waits := map[Step]bool{}
	for i := range p.Lines {
		l := &p.Lines[i]
		waits[StepAnswer] = waits[StepAnswer] || l.Unanswered() > 0 || l.Asked > 0
		waits[StepShip] = waits[StepShip] || l.Waiting() > 0
		waits[StepDeliver] = waits[StepDeliver] || l.Delivered < l.Shipped-l.Failed
		waits[StepBill] = waits[StepBill] || l.ToBill() > 0
		waits[StepCredit] = waits[StepCredit] || l.ToBill() < 0
	}
	for _, s := range []Step{StepAnswer, StepShip, StepDeliver, StepBill, StepCredit} {
		if waits[s] {
			return s
		}
	}
	return StepDone
}
