package trade

import (
	"fmt"

	"dropdesk/app/money"
)

// Component is how much of another item one kit holds.
type Component struct {
	ItemID ID             `json:"item_id"`
	SKU    string         `json:"sku,omitempty"` // filled in when read, as all that follows but the quantity
	Name   string         `json:"name,omitempty"`
	Unit   string         `json:"unit,omitempty"`
	Qty    money.Qty      `json:"qty"`               // in one kit
	Cost   money.Price    `json:"cost" cur:"CostIn"` // at its first supplier
	CostIn money.Currency `json:"cost_in,omitempty"`
}

// Part ties the line of a component to the line of its kit, which stands above it. The customer
// sees the kit alone; its components are what is bought and shipped.
type Part struct {
	KitLineID ID        `json:"kit_line_id,omitempty"`
	PerKit    money.Qty `json:"per_kit,omitempty"` // of the component in one kit
}

// IsKit says whether the item is sold as one and bought as its components.
func (it *Item) IsKit() bool { return len(it.Components) > 0 }

func (it *Item) checkComponents() error {
	if it.IsKit() && len(it.Sources) > 0 {
		return Faultf(Invalid, "%s is a kit, so its components have suppliers and it has none. Take its suppliers off.", it.SKU).In("sources")
	}
	seen := map[ID]bool{}
	for i, c := range it.Components {
		switch {
		case c.ItemID == 0:
			return Faultf(Invalid, "Component %d of %s names no item.", i+1, it.SKU).In("components[%d].item_id", i)
		case c.ItemID == it.ID:
			return Faultf(Invalid, "%s cannot be a component of itself.", it.SKU).In("components[%d].item_id", i)
		case seen[c.ItemID]:
			return Faultf(Invalid, "A component of %s is listed twice. Keep one entry with the whole quantity.", it.SKU).In("components[%d].item_id", i)
		}
		if err := CheckQty(fmt.Sprintf("quantity of component %d", i+1), c.Qty); err != nil {
			return at(err, "components[%d].qty", i)
		}
		seen[c.ItemID] = true
	}
	return nil
}

// CheckKits refuses a part of a kit: kits are sold, invoiced and credited whole.
func (l *SaleLine) CheckKits(q money.Qty) error {
	if l.Kind == LineKit && q%money.Unit != 0 {
		return Faultf(Invalid, "%s is a kit and is sold whole, so %s of it cannot be.", l.SKU, q)
	}
	return nil
}

// In is the component's quantity in a number of kits.
func (p *Part) In(kits money.Qty) money.Qty { return kits / money.Unit * p.PerKit }

// Kit is a kit's line of an order with the lines of its components.
type Kit struct {
	*OrderLine
	Parts []*OrderLine
}

// Kits are the kits of the order.
func (o *SalesOrder) Kits() []Kit {
	var kits []Kit
	for i := range o.Lines {
		switch l := &o.Lines[i]; {
		case l.Kind == LineKit:
			kits = append(kits, Kit{OrderLine: l})
		case l.Kind == LinePart && len(kits) > 0:
			k := &kits[len(kits)-1]
			k.Parts = append(k.Parts, l)
		}
	}
	return kits
}

// KitOf is the kit that a line of the order, the kit's own or a component's, belongs to.
func (o *SalesOrder) KitOf(l *OrderLine) (Kit, bool) {
	for _, k := range o.Kits() {
		if k.OrderLine == l {
			return k, true
		}
		for _, p := range k.Parts {
			if p == l {
				return k, true
			}
		}
	}
	return Kit{}, false
}

// Whole is for how many of the wanted kits all bought components have come as far as done says.
func (k Kit) Whole(done func(*OrderLine) money.Qty) money.Qty {
	n := k.Live()
	for _, p := range k.Parts {
		if p.Buy {
			n = min(n, (done(p)+p.Waived)/p.PerKit*money.Unit)
		}
	}
	return max(n, 0)
}

// Able is how many of the wanted kits can be completed.
func (k Kit) Able() money.Qty { return k.Whole((*OrderLine).Live) }

// Spare is what of a component no kit needs.
func (k Kit) Spare(p *OrderLine) money.Qty { return p.Live() + p.Waived - p.In(k.Live()) }

// count keeps how far the kit has come, which follows from its components.
func (k Kit) count() {
	k.OnPurchase = k.Whole(func(p *OrderLine) money.Qty { return p.OnPurchase })
	k.Shipped = k.Whole(func(p *OrderLine) money.Qty { return p.Shipped })
	k.Delivered = k.Whole(func(p *OrderLine) money.Qty { return p.Delivered })
	k.Returned = k.Whole(func(p *OrderLine) money.Qty { return p.Returned })
}

// grow adds to the components what more kits need.
func (k Kit) grow() {
	for _, p := range k.Parts {
		p.Qty += max(0, -k.Spare(p))
	}
}

// More takes on more kits.
func (k Kit) More(n money.Qty) {
	k.Qty += n
	k.grow()
}

// Trim drops of the components what no kit needs, as far as it is on no purchase order.
func (o *SalesOrder) Trim() {
	for _, k := range o.Kits() {
		for _, p := range k.Parts {
			spare := max(0, k.Spare(p))
			less := min(spare, p.Waived)
			p.Waived -= less
			spare -= less
			if p.Buy {
				spare = min(spare, max(0, p.ToOrder()))
			}
			p.Cancelled += spare
		}
	}
}

// Shares splits what the kit earns over its components by their planned cost, without losing a cent.
func (k Kit) Shares(sum money.Amount, base money.Currency) []money.Amount {
	weights := make([]int64, len(k.Parts))
	free := true
	for i, p := range k.Parts {
		if p.Cost != 0 {
			weights[i] = int64(p.CostBase(p.In(k.Qty), base))
			free = free && weights[i] == 0
		}
	}
	for i := range k.Parts {
		if free { // nothing costs anything, so the pieces share alike
			weights[i] = int64(k.Parts[i].PerKit)
		}
	}
	return money.Allocate(sum, weights)
}
