package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// billing is a bill whose lines are being filled in, with what they have taken of each purchase order line.
type billing struct {
	*work
	bill      *trade.Bill
	taken     map[trade.ID]money.Qty
	money     map[trade.ID]money.Amount
	purchases map[trade.ID]*trade.PurchaseOrder
}

// purchase is a purchase order that the bill may charge for.
func (f *billing) purchase(id trade.ID) (*trade.PurchaseOrder, error) {
	p := f.purchases[id]
	if p == nil {
		var err error
		if p, err = f.Purchase(id); err != nil {
			return nil, err
		}
		f.purchases[id] = p
	}
	if p.SupplierID != f.bill.SupplierID {
		return nil, trade.Faultf(trade.Refused, "%s is a purchase order to %s, not to %s.", p.Number, p.Supplier, f.bill.Supplier).In("purchase_id")
	}
	if p.State == trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s was not sent yet, so it cannot be billed.", p.Name()).In("purchase_id")
	}
	return p, nil
}

func (f *billing) line(id trade.ID) (*trade.PurchaseOrder, *trade.PurchaseLine, error) {
	for _, p := range f.purchases {
		if l, err := p.Line(id); err == nil {
			return p, l, nil
		}
	}
	p, err := f.PurchaseOfLine(id)
	if err != nil {
		return nil, nil, err
	}
	if p, err = f.purchase(p.ID); err != nil {
		return nil, nil, fieldOf(err, "purchase_line_id")
	}
	l, err := p.Line(id)
	return p, l, err
}

// fieldOf says that an error is about another entry.
func fieldOf(err error, field string) error {
	if e, ok := err.(*trade.Error); ok && e.Field != "" {
		return e.In("%s", field)
	}
	return err
}

// goods charges for a quantity of a purchase order line, or gives credit for it.
func (f *billing) goods(li *BillLineIn) error {
	p, l, err := f.line(li.PurchaseLineID)
	if err != nil {
		return err
	}
	b := f.bill
	bl := billLine(p, l, trade.LineItem, l.Description, li.Qty)
	can, due := l.Billable()-f.taken[l.ID], l.ToBill()-f.taken[l.ID]
	if b.Credit {
		can, due = l.Billed-f.taken[l.ID], -l.ToBill()-f.taken[l.ID]
		if due <= 0 { // nothing is claimed: all of it then
			due = can
		}
	}
	if bl.Qty == 0 {
		bl.Qty = due
	}
	switch {
	case bl.Qty > can && b.Credit:
		return trade.Faultf(trade.Refused, "Of %s on %s there is %s left to credit, not %s.", lineName(l), p.Number, max(can, 0), bl.Qty).In("qty")
	case bl.Qty > can:
		return trade.Faultf(trade.Refused, "Of %s on %s there is %s left to bill, not %s: %s were ordered, %s of them cancelled or refused, %s are billed. "+
			"Enter what is left, the rest as fees for %s, and dispute the bill.", lineName(l), p.Number, max(can, 0), bl.Qty, l.Qty, l.Cancelled+l.Refused, l.Billed, p.Number).In("qty")
	}
	if err := f.priced(&bl, li.Price); err != nil {
		return err
	}
	f.taken[l.ID] += bl.Qty
	if b.Credit {
		f.money[l.ID] += bl.Price.Times(bl.Qty)
	}
	b.Lines = append(b.Lines, bl)
	return nil
}

// allowance gives or takes money for goods that are billed: of one line, or of all lines of a
// purchase order by what was billed for them.
func (f *billing) allowance(li *BillLineIn) error {
	sum, err := li.Allowance.Amount(f.bill.Currency)
	if err != nil || sum <= 0 || sum > money.MaxAmount {
		return trade.Faultf(trade.Invalid, "The allowance %s is not an amount above zero in %s.", li.Allowance, f.bill.Currency).In("allowance")
	}
	if li.Qty != 0 || li.Price != nil {
		return trade.Faultf(trade.Invalid, "An allowance is money only: leave quantity and price out.").In("allowance")
	}
	if err := trade.CheckText("description", li.Description); err != nil {
		return at(err, "description")
	}
	var p *trade.PurchaseOrder
	var lines []*trade.PurchaseLine
	switch {
	case li.PurchaseLineID != 0:
		var l *trade.PurchaseLine
		if p, l, err = f.line(li.PurchaseLineID); err != nil {
			return err
		}
		lines = []*trade.PurchaseLine{l}
	case li.PurchaseID != 0:
		if p, err = f.purchase(li.PurchaseID); err != nil {
			return err
		}
		for i := range p.Lines {
			if p.Lines[i].Billed > 0 {
				lines = append(lines, &p.Lines[i])
			}
		}
	default:
		return trade.Faultf(trade.Invalid, "An allowance is for goods: name a purchase order, or one of its lines.").In("purchase_id")
	}
	weights := make([]int64, len(lines))
	var billed money.Amount
	for i, l := range lines {
		weights[i] = int64(max(l.BilledNet-f.money[l.ID], 0))
		billed += money.Amount(weights[i])
	}
	if f.bill.Credit && sum > billed {
		return trade.Faultf(trade.Refused, "Only %s %s were billed for that on %s, so %s cannot be given back. Enter the bill first.", billed.Text(p.Currency), p.Currency, p.Number, sum.Text(p.Currency)).In("allowance")
	}
	if len(lines) == 0 {
		return trade.Faultf(trade.Refused, "Nothing of %s is billed yet. Enter the bill for its goods first.", p.Number).In("purchase_id")
	}
	for i, part := range money.Allocate(sum, weights) {
		if part == 0 {
			continue
		}
		l := lines[i]
		text := li.Description
		if text == "" {
			text = "Allowance"
		}
		bl := billLine(p, l, trade.LineItem, text+": "+l.Description, money.Unit)
		bl.Allowance, bl.Price = true, money.Price(part)*100
		if f.bill.Credit {
			f.money[l.ID] += part
		}
		f.bill.Lines = append(f.bill.Lines, bl)
	}
	return nil
}

// freight charges freight and fees: for a purchase order, or for all goods of the bill.
func (f *billing) freight(li *BillLineIn) error {
	bl := trade.BillLine{Kind: trade.LineFreight, Description: li.Description, Qty: li.Qty}
	if bl.Description == "" {
		bl.Description = "Freight"
	}
	if bl.Qty == 0 {
		bl.Qty = money.Unit
	}
	if li.PurchaseID != 0 {
		p, err := f.purchase(li.PurchaseID)
		if err != nil {
			return err
		}
		bl.PurchaseID, bl.PurchaseNo, bl.OrderID = p.ID, p.Number, p.OrderID
	}
	if li.Price == nil {
		return trade.Faultf(trade.Invalid, "%s has no price.", bl.Description).In("price")
	}
	if err := f.priced(&bl, li.Price); err != nil {
		return err
	}
	f.bill.Lines = append(f.bill.Lines, bl)
	return nil
}

// priced gives a line its price, and refuses what no bill could say.
func (f *billing) priced(bl *trade.BillLine, d *money.Decimal) error {
	if err := trade.CheckQty("billed quantity", bl.Qty); err != nil {
		return at(err, "qty")
	}
	if err := trade.CheckText("description", bl.Description); err != nil {
		return at(err, "description")
	}
	bl.Price = bl.Cost
	if d != nil {
		price, err := d.Price(f.bill.Currency)
		if err != nil || price < 0 {
			return trade.Faultf(trade.Invalid, "The price %s is not one of zero or more in %s.", d, f.bill.Currency).In("price")
		}
		bl.Price = price
	}
	if bl.Price.Times(bl.Qty) > money.MaxAmount {
		return trade.Faultf(trade.Invalid, "%s comes to more than a document can carry.", bl.Description).In("qty")
	}
	return nil
}

func billLine(p *trade.PurchaseOrder, l *trade.PurchaseLine, kind trade.LineKind, text string, q money.Qty) trade.BillLine {
	return trade.BillLine{Kind: kind, PurchaseID: p.ID, PurchaseNo: p.Number, PurchaseLineID: l.ID, OrderID: p.OrderID, Description: text, Qty: q, Cost: l.Cost}
}
