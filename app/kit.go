package app

import (
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ComponentIn is one component of a kit as entered.
type ComponentIn struct {
	ItemID trade.ID  `json:"item_id"`
	Qty    money.Qty `json:"qty"` // in one kit
}

// checkKit refuses kits in kits, and kits of which nothing could ship.
func (w *work) checkKit(it *trade.Item) error {
	if !it.IsKit() {
		return nil
	}
	if it.ID != 0 {
		kits, err := w.KitsWith(it.ID)
		if err != nil {
			return err
		}
		if len(kits) > 0 {
			return trade.Faultf(trade.Refused, "%s is a component of %s, so it cannot be a kit itself. List its components there instead.", it.SKU, strings.Join(kits, ", ")).In("components")
		}
	}
	goods := false
	for i := range it.Components {
		c, err := w.item(it.Components[i].ItemID)
		if err != nil {
			return at(err, "components[%d].item_id", i)
		}
		if c.IsKit() {
			return trade.Faultf(trade.Refused, "%s is a kit itself. List its components instead of it.", c.SKU).In("components[%d].item_id", i)
		}
		it.Components[i].SKU, it.Components[i].Name, it.Components[i].Unit = c.SKU, c.Name, c.Unit
		goods = goods || c.DropShip
	}
	if !goods {
		return trade.Faultf(trade.Refused, "All components of %s are services. Add one that a supplier ships.", it.SKU).In("components")
	}
	return nil
}

// planKit fills in what a kit costs.
func (w *work) planKit(it *trade.Item) error {
	for _, c := range it.Components {
		if c.Cost == 0 {
			continue
		}
		fx, err := w.fx(c.CostIn, w.today)
		if err != nil {
			return err
		}
		src := trade.Source{Cost: c.Cost, CostIn: c.CostIn, CostFX: fx}
		it.Planned += src.CostBase(c.Qty, w.base).Per(money.Unit)
	}
	return nil
}

// kitLine refuses what makes no sense on the line of a kit.
func kitLine(l *trade.SaleLine, in *LineIn, i int) error {
	if l.Kind != trade.LineKit {
		return nil
	}
	why := func(field, what string) error {
		return trade.Faultf(trade.Refused, "%s is a kit: %s", l.SKU, what).In("lines[%d].%s", i, field)
	}
	switch {
	case in.SupplierID != nil && *in.SupplierID != 0:
		return why("supplier_id", "its components are bought, each from its own supplier. Choose the supplier of a component.")
	case in.Cost != nil:
		return why("cost", "it costs what its components cost. Change the cost of a component.")
	case in.Buy != nil && *in.Buy:
		return why("buy", "its components are bought, not it.")
	}
	return nil
}

// parts puts the lines of a kit's components below its line: those that it has, changed as in says, or
// where the kit is new on the document those of the item.
func (set lineSet[L]) parts(w *work, s *trade.Sale, lines, old []L, was trade.ID, in []LineIn) ([]L, error) {
	at := len(lines) - 1
	kit, id := set.sale(&lines[at]), set.id(&lines[at])
	if kit.Kind != trade.LineKit {
		return lines, nil
	}
	if id != 0 && was == kit.ItemID {
		for j := range old {
			l := old[j]
			if set.part(&l).KitLineID != id {
				continue
			}
			for i := range in {
				if in[i].ID == set.id(&l) {
					if err := w.partLine(s, set.sale(&l), set.src(&l), &in[i], i); err != nil {
						return nil, err
					}
				}
			}
			q := set.part(&l).In(kit.Qty)
			if err := w.setQty(s, set.sale(&l), set.src(&l), &q); err != nil {
				return nil, err
			}
			lines = append(lines, l)
		}
		return lines, nil
	}
	item, err := w.item(kit.ItemID)
	if err != nil {
		return nil, err
	}
	for _, c := range item.Components {
		var l L
		if err := w.newPart(s, set.sale(&l), set.src(&l), c, kit.Qty, at); err != nil {
			return nil, err
		}
		set.part(&l).PerKit = c.Qty
		lines = append(lines, l)
	}
	return lines, nil
}

// newPart fills the line of a component, as if the item stood there alone, but without a price.
func (w *work) newPart(s *trade.Sale, l *trade.SaleLine, src *trade.Source, c trade.Component, kits money.Qty, i int) error {
	part := trade.Part{PerKit: c.Qty}
	q := part.In(kits)
	if err := w.newLine(s, l, src, &LineIn{ItemID: c.ItemID, Qty: &q}, i); err != nil {
		return err
	}
	l.Kind, l.Price, l.Discount = trade.LinePart, 0, 0
	if err := w.setQty(s, l, src, &q); err != nil {
		return err
	}
	return trade.CheckQty(fmt.Sprintf("quantity of %s", l.SKU), q)
}

// partLine changes where a component comes from and what it costs; all else follows its kit.
func (w *work) partLine(s *trade.Sale, l *trade.SaleLine, src *trade.Source, in *LineIn, i int) error {
	if in.Qty != nil || in.Price != nil || in.Discount != nil || (in.ItemID != 0 && in.ItemID != l.ItemID) {
		return trade.Faultf(trade.Refused, "%s is a component of a kit: its quantity follows the kit's, and it has no price of its own. Change the kit.", l.SKU).In("lines[%d]", i)
	}
	set(&l.Description, in.Description)
	if in.SupplierID != nil && *in.SupplierID != src.SupplierID {
		if err := w.chooseSupplier(l, src, *in.SupplierID, l.Qty); err != nil {
			return err
		}
	}
	if in.Cost != nil && src.CostIn == "" {
		src.CostIn, src.CostFX = s.Currency, s.FX
	}
	return at(ownCost(src, in.Cost), "lines[%d].cost", i)
}

// addParts puts the components below a kit that is added to a confirmed order.
func (w *work) addParts(o *trade.SalesOrder, in LineIn) (err error) {
	o.Lines, err = orderLines.parts(w, &o.Sale, o.Lines, nil, 0, []LineIn{in})
	return err
}

// settleKits drops the kits that can no longer be completed because a component of theirs was
// dropped, and takes what they do not need any more back from the suppliers. Without credit, kits
// that are invoiced already are refused.
func (w *work) settleKits(deal *trade.Deal, credit bool, in CreditIn) (made []*trade.Invoice, err error) {
	o := deal.Order
	for _, k := range o.Kits() {
		n := k.Live() - k.Able()
		if n <= 0 {
			continue
		}
		if over := k.Invoiced + n - k.Live(); over > 0 {
			if !credit {
				return nil, trade.Faultf(trade.Refused, "%s of the kit %s could no longer be completed, and they are invoiced. Refund it, or let the kit go without the component.", over, k.SKU).In("do")
			}
			in.Again = true
			list, err := w.creditGoods(deal, []QtyIn{{k.ID, over}}, in)
			if err != nil {
				return nil, err
			}
			made = append(made, list...)
		}
		k.Cancelled += n
		o.Trim()
		if err := w.note(trade.KindOrder, o.ID, "drop", n.String()+" × "+k.SKU+" "+in.Reason, "", ""); err != nil {
			return nil, err
		}
		if err := w.recall(deal, k, n, in); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// recall takes the components of dropped kits off drafted purchase orders, and asks the suppliers
// of sent ones to cancel them. What has shipped stays with the customer.
func (w *work) recall(deal *trade.Deal, k trade.Kit, kits money.Qty, in CreditIn) error {
	list, err := w.ExceptionsOf(deal.Order.ID)
	if err != nil {
		return err
	}
	asks := map[trade.ID][]trade.ChangeLine{}
	cut := map[trade.ID]bool{}
	for _, part := range k.Parts {
		q := k.Spare(part) - askedOf(deal, part)
		for i := range list {
			if e := &list[i]; e.OrderLineID == part.ID && e.Kind == trade.ExNoCancel {
				q -= e.Qty // the supplier has said no already
			}
		}
		q = min(q, part.In(kits))
		for _, state := range []trade.State{trade.Draft, trade.Sent} {
			for _, p := range deal.Purchases {
				for j := range p.Lines {
					l := &p.Lines[j]
					n := min(q, l.Cancellable())
					if n <= 0 || p.State != state || l.OrderLineID != part.ID {
						continue
					}
					q -= n
					if state == trade.Sent {
						asks[p.ID] = append(asks[p.ID], trade.ChangeLine{PurchaseLineID: l.ID, Cancel: n})
						continue
					}
					l.Cancelled += n
					part.OnPurchase -= n
					part.Cancelled += n
					cut[p.ID] = true
				}
			}
		}
	}
	for _, p := range deal.Purchases {
		if cut[p.ID] {
			if err := w.savecut(deal, p, in.Reason); err != nil {
				return err
			}
		}
		if len(asks[p.ID]) > 0 {
			if _, err := w.ask(deal, p, asks[p.ID], nil, in.Reason, SendIn{NoMail: !in.Send}); err != nil {
				return err
			}
		}
	}
	return nil
}

// savecut saves a drafted purchase order that became smaller, and cancels it when nothing is left.
func (w *work) savecut(deal *trade.Deal, p *trade.PurchaseOrder, reason string) error {
	if err := w.recount(p); err != nil {
		return err
	}
	if live(p) == 0 {
		from := p.State
		p.State, p.Reason, p.Waiting = trade.Cancelled, reason, ""
		if err := w.moved(trade.KindPurchase, p.ID, trade.Cancel, reason, from, p.State); err != nil {
			return err
		}
	}
	deal.Refresh(w.base)
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindPurchase, ID: p.ID})
	return w.SavePurchase(p)
}

// askedOf is what suppliers are asked to cancel of an order line.
func askedOf(deal *trade.Deal, l *trade.OrderLine) (q money.Qty) {
	for _, p := range deal.Purchases {
		for j := range p.Lines {
			if p.Lines[j].OrderLineID == l.ID {
				q += p.Lines[j].Asked
			}
		}
	}
	return q
}

// callable is what of an order line can be called off: what is not ordered, drafted, or not shipped yet.
func callable(deal *trade.Deal, l *trade.OrderLine) money.Qty {
	q := max(0, l.ToOrder())
	for _, p := range deal.Purchases {
		for j := range p.Lines {
			if pl := &p.Lines[j]; pl.OrderLineID == l.ID && p.State != trade.Cancelled {
				q += max(0, pl.Cancellable())
			}
		}
	}
	return q
}

// kits changes the quantity of a kit.
func (a *amendment) kits(k trade.Kit, more money.Qty, i int) error {
	if more < 0 {
		return a.lessKits(k, -more, i)
	}
	k.More(more)
	a.say("%s: %s more to order, in its components; the purchase orders that are out stay as they are.", k.SKU, more)
	return k.Check(i)
}

// lessKits takes kits off a confirmed order by taking off their components; the kits fall with the first of them.
func (a *amendment) lessKits(k trade.Kit, n money.Qty, i int) error {
	if err := k.CheckKits(n); err != nil {
		return at(err, "lines[%d].qty", i)
	}
	for _, p := range k.Parts {
		if q := p.In(n) - p.Waived; p.Buy && q > 0 {
			if err := a.less(p, q, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle drops the kits that can no longer be completed after the change.
func (a *amendment) settle() error {
	was := map[*trade.OrderLine]money.Qty{}
	for _, k := range a.deal.Order.Kits() {
		was[k.OrderLine] = k.Live()
	}
	made, err := a.settleKits(a.deal, true, CreditIn{Reason: a.in.Reason, Send: a.in.Send})
	for _, k := range a.deal.Order.Kits() {
		if n := was[k.OrderLine] - k.Live(); n > 0 {
			a.say("%s: %s fewer.", k.SKU, n)
		}
	}
	for _, c := range made {
		a.say("%s are credited with %s %s.", c.Total.Text(c.Currency), c.Currency, c.Number)
	}
	return err
}

// kitsToCallOff is for how many of the kits no component has shipped.
func kitsToCallOff(deal *trade.Deal, k trade.Kit) money.Qty {
	return k.Whole(func(p *trade.OrderLine) money.Qty { return callable(deal, p) })
}

// kitCredit is an invoice line of a kit that is being credited, as whole kits or as components alone.
type kitCredit struct {
	k     trade.Kit
	line  trade.InvoiceLine
	loose map[trade.ID]money.Qty // of each component: credited alone
}

// kitSold is the kit whose line an invoice line charges for.
func kitSold(o *trade.SalesOrder, line trade.ID) (trade.Kit, bool) {
	for _, k := range o.Kits() {
		if k.ID == line {
			return k, true
		}
	}
	return trade.Kit{}, false
}

func crediting(k trade.Kit, line trade.InvoiceLine, list []trade.Invoice) *kitCredit {
	c := &kitCredit{k: k, line: line, loose: map[trade.ID]money.Qty{}}
	for i := range list {
		for _, l := range list[i].Lines {
			if list[i].Credit && l.CreditsID == line.ID && l.OrderLineID != k.ID && !l.Allowance {
				c.loose[l.OrderLineID] += l.Qty
			}
		}
	}
	return c
}

// free is what can be credited: of the kit whole ones of which no component was credited alone, of a
// component its pieces in the kits that are not credited.
func (c *kitCredit) free(id trade.ID) money.Qty {
	kits := c.line.Qty - c.line.Credited
	for _, p := range c.k.Parts {
		switch {
		case id == p.ID:
			return max(0, p.In(kits)-c.loose[p.ID])
		case id == c.k.ID:
			touched := (c.loose[p.ID] + p.PerKit - 1) / p.PerKit * money.Unit
			kits = min(kits, c.line.Qty-c.line.Credited-touched)
		}
	}
	if id == c.k.ID {
		return max(0, kits)
	}
	return 0
}

// take credits as much as is free, up to q.
func (c *kitCredit) take(id trade.ID, q money.Qty, base money.Currency) (in CreditLineIn, took money.Qty) {
	in = CreditLineIn{LineID: c.line.ID, Qty: min(q, c.free(id))}
	if in.Qty <= 0 {
		return in, 0
	}
	if id == c.k.ID {
		c.line.CreditedNet += c.line.Worth(in.Qty)
		c.line.Credited += in.Qty
		return in, in.Qty
	}
	for i, p := range c.k.Parts {
		if p.ID == id {
			in.part, in.worth = p, c.share(i, in.Qty, base)
		}
	}
	c.loose[id] += in.Qty
	c.line.CreditedNet += in.worth
	return in, in.Qty
}

// share is what q of a component is worth: its share of the kit's price by planned cost. The last
// piece that the customer gives back takes what is left, so that all of them add up to the price.
func (c *kitCredit) share(at int, q money.Qty, base money.Currency) money.Amount {
	part := c.k.Parts[at]
	left, last := c.line.Charged()-c.line.CreditedNet, true
	for i, p := range c.k.Parts {
		gone := p.In(c.line.Credited) + c.loose[p.ID]
		if i == at {
			gone += q
		}
		last = last && (!p.Buy || gone >= p.In(c.line.Qty))
	}
	if last {
		return left
	}
	all, before := part.In(c.line.Qty), part.In(c.line.Credited)+c.loose[part.ID]
	share := c.k.Shares(c.line.Charged(), base)[at]
	return min(left, share.Share(before+q, all)-share.Share(before, all))
}

// ofPart makes a credit note's line one of the component, which is credited alone.
func (in *CreditLineIn) ofPart(l *trade.InvoiceLine) {
	p := in.part
	l.OrderLineID, l.Kind, l.ItemID, l.SKU, l.Description, l.Unit = p.ID, trade.LineItem, p.ItemID, p.SKU, p.Description, p.Unit
}

// pieces are quantities by order line.
type pieces map[trade.ID]money.Qty

func (p pieces) take(id trade.ID, q money.Qty) money.Qty {
	n := min(q, p[id])
	p[id] -= n
	return n
}

// returnedKits says what of the kits' components in a return is credited: whole kits at the kits'
// price, others at the component's share of it. What was never charged for is only taken off the order.
func (w *work) returnedKits(deal *trade.Deal, r *trade.Return, in SettleIn) (credit []QtyIn, uncharged pieces, err error) {
	uncharged = pieces{}
	if in.Outcome != "credit" {
		return nil, uncharged, nil
	}
	back := pieces{}
	for i := range r.Lines {
		if l := &r.Lines[i]; !l.Surplus {
			back[l.OrderLineID] += r.Counts(l)
		}
	}
	for _, k := range deal.Order.Kits() {
		kits := money.MaxQty
		for _, p := range k.Parts {
			spare := back.take(p.ID, max(0, p.Shipped+p.Waived-p.In(k.Live())))
			uncharged[p.ID] += spare
			if p.Buy {
				kits = min(kits, back[p.ID]/p.PerKit*money.Unit)
			}
		}
		free, err := w.creditable(deal, k.OrderLine)
		if err != nil {
			return nil, nil, err
		}
		kits = min(kits, free)
		if kits > 0 {
			credit = append(credit, QtyIn{k.ID, kits})
		}
		rest := money.Qty(-1)
		for _, p := range k.Parts {
			back.take(p.ID, p.In(kits))
			free, err := w.creditable(deal, p)
			if err != nil {
				return nil, nil, err
			}
			if q := back.take(p.ID, max(0, free-p.In(kits))); q > 0 {
				credit = append(credit, QtyIn{p.ID, q})
			}
			if !p.Buy {
				continue
			}
			if rest < 0 {
				rest = back[p.ID] / p.PerKit * money.Unit
			}
			if p.In(rest) != back[p.ID] {
				return nil, nil, trade.Faultf(trade.Refused, "The kit %s is not invoiced yet, so there is nothing to give back for %s alone. Invoice the kit first, or let %s end without a credit.", k.SKU, p.SKU, r.Number).In("outcome")
			}
			uncharged[p.ID] += back[p.ID]
		}
	}
	return credit, uncharged, nil
}
