package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetBill reads a supplier's bill.
func (d *Desk) GetBill(ctx context.Context, in ByID) (out *trade.Bill, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Bill(in.ID)
		return err
	})
	return out, err
}

// ListBills lists suppliers' bills and credit notes, newest first.
func (d *Desk) ListBills(ctx context.Context, in ListIn) (List[BillRow], error) {
	return list(d, ctx, in, trade.KindBill, Tx.ListBills)
}

// BillLineIn is one line of a bill: goods of a purchase order line, or without one freight and fees.
type BillLineIn struct {
	PurchaseLineID trade.ID       `json:"purchase_line_id"`
	Description    string         `json:"description"` // of freight and fees
	Qty            money.Qty      `json:"qty"`         // zero: one for freight, all that is not billed for goods
	Price          *money.Decimal `json:"price"`       // none: the purchase order's
}

// SaveBillIn is a supplier's bill as entered: id 0 makes a new one.
type SaveBillIn struct {
	ID         trade.ID       `json:"id"`
	Version    int            `json:"version"`
	Credit     bool           `json:"credit"` // a supplier's credit note
	SupplierID trade.ID       `json:"supplier_id"`
	TheirNo    string         `json:"their_number"` // the number on the paper
	Date       trade.Date     `json:"date"`         // empty: today
	Due        trade.Date     `json:"due"`          // empty: by the supplier's terms
	Currency   money.Currency `json:"currency"`     // empty: the supplier's; another is refused
	PurchaseID trade.ID       `json:"purchase_id"`  // without lines: all of this purchase order that is not billed
	Lines      []BillLineIn   `json:"lines"`
	Tax        *money.Decimal `json:"tax"`
	Total      *money.Decimal `json:"total"` // as printed; where given, it must be what the lines and the tax come to
	Notes      string         `json:"notes"`
	Enter      bool           `json:"enter"` // enter it at once
}

// SaveBill records a supplier's bill and joins it to the purchase order lines that it charges for.
// A number that this supplier has used already, and more than was ordered, are refused.
func (d *Desk) SaveBill(ctx context.Context, in SaveBillIn) (out *trade.Bill, err error) {
	err = d.change(ctx, "SaveBill", func(w *work) error {
		b, err := w.billFrom(in)
		if err != nil {
			return err
		}
		if err := w.SaveBill(b); err != nil {
			return err
		}
		if err := w.note(trade.KindBill, b.ID, saved(in.ID), b.TheirNo, "", ""); err != nil {
			return err
		}
		if in.Enter {
			if err := w.enter(b); err != nil {
				return err
			}
		}
		out = b
		return nil
	})
	return out, err
}

func (w *work) billFrom(in SaveBillIn) (*trade.Bill, error) {
	b := &trade.Bill{State: trade.Draft, Credit: in.Credit, SupplierID: in.SupplierID}
	if in.ID != 0 {
		old, err := w.Bill(in.ID)
		if err != nil {
			return nil, err
		}
		if err := same("The "+old.Name(), in.Version, old.Version); err != nil {
			return nil, err
		}
		if old.State != trade.Draft {
			return nil, trade.Faultf(trade.Refused, "The %s is %s and can no longer be changed. Record the supplier's credit note, and the right bill.", old.Name(), old.State)
		}
		b.ID, b.Version, b.Number = old.ID, old.Version, old.Number
		if b.SupplierID == 0 {
			b.SupplierID, b.Credit = old.SupplierID, old.Credit
		}
	}
	s, err := w.supplier(b.SupplierID)
	if err != nil {
		return nil, err
	}
	b.Supplier, b.TheirNo, b.Date, b.Due, b.Notes = s.Name, strings.TrimSpace(in.TheirNo), in.Date, in.Due, in.Notes
	if b.Currency, err = currencyOr(in.Currency, s.Currency); err != nil {
		return nil, err
	}
	if b.Currency != s.Currency {
		return nil, trade.Faultf(trade.Invalid, "%s bills in %s, not in %s.", s.Name, s.Currency, b.Currency).In("currency")
	}
	if b.Date == "" {
		b.Date = w.today
	}
	if err := dates(map[string]trade.Date{"date": b.Date, "due": b.Due}); err != nil {
		return nil, err
	}
	if err := trade.CheckName("bill's number", b.TheirNo); err != nil {
		return nil, at(err, "their_number")
	}
	if err := trade.CheckText("notes", b.Notes); err != nil {
		return nil, err
	}
	if other, err := w.BillNumbered(b.SupplierID, b.TheirNo); err != nil {
		return nil, err
	} else if other != nil && other.ID != b.ID {
		return nil, trade.Faultf(trade.Refused, "%s has sent a bill with the number %s already, dated %s over %s %s. Is this the same one?", s.Name, other.TheirNo, other.Date, other.Total.Text(other.Currency), other.Currency).In("their_number")
	}
	if b.Terms, err = w.termsOf(s.TermsID); err != nil {
		return nil, err
	}
	if b.FX, err = w.fx(b.Currency, b.Date); err != nil {
		return nil, err
	}
	if err := w.billLines(b, in); err != nil {
		return nil, err
	}
	if in.Tax != nil {
		if b.Tax, err = in.Tax.Amount(b.Currency); err != nil || b.Tax < 0 {
			return nil, trade.Faultf(trade.Invalid, "The tax %s is not an amount of zero or more in %s.", in.Tax, b.Currency).In("tax")
		}
	}
	b.AddUp(w.base)
	if in.Total != nil {
		total, err := in.Total.Amount(b.Currency)
		if err != nil {
			return nil, trade.Faultf(trade.Invalid, "The total: %v.", err).In("total")
		}
		if total != b.Total {
			return nil, trade.Faultf(trade.Invalid, "The lines and the tax come to %s %s, the bill says %s. Check its lines, freight and tax.", b.Total.Text(b.Currency), b.Currency, total.Text(b.Currency)).In("total")
		}
	}
	b.Dues = b.Terms.Dues(b.Date, b.Total)
	if b.Due != "" || b.Credit {
		b.Dues = []trade.Due{{Date: max(b.Due, b.Date), Amount: b.Total}}
	}
	b.Due = ""
	for _, due := range b.Dues {
		b.Due = max(b.Due, due.Date)
	}
	return b, nil
}

// billLines fills the bill's lines from the purchase order lines that they charge for.
func (w *work) billLines(b *trade.Bill, in SaveBillIn) error {
	purchases := map[trade.ID]*trade.PurchaseOrder{}
	find := func(line trade.ID) (*trade.PurchaseOrder, *trade.PurchaseLine, error) {
		for _, p := range purchases {
			if l, err := p.Line(line); err == nil {
				return p, l, nil
			}
		}
		p, err := w.PurchaseOfLine(line)
		if err != nil {
			return nil, nil, err
		}
		purchases[p.ID] = p
		l, err := p.Line(line)
		return p, l, err
	}
	if len(in.Lines) == 0 && in.PurchaseID != 0 {
		p, err := w.Purchase(in.PurchaseID)
		if err != nil {
			return err
		}
		purchases[p.ID] = p
		for _, l := range p.Lines {
			if (l.ToBill() > 0 && !b.Credit) || (l.ToBill() < 0 && b.Credit) {
				in.Lines = append(in.Lines, BillLineIn{PurchaseLineID: l.ID})
			}
		}
	}
	if len(in.Lines) == 0 {
		return trade.Faultf(trade.Invalid, "The bill charges for nothing. Add a line, or choose a purchase order that is not billed yet.").In("lines")
	}
	if len(in.Lines) > trade.MaxLines {
		return trade.Faultf(trade.Invalid, "A bill has at most %d lines.", trade.MaxLines).In("lines")
	}
	taken := map[trade.ID]money.Qty{}
	for i, li := range in.Lines {
		bl := trade.BillLine{BillID: b.ID, Pos: i + 1, Kind: trade.LineFreight, Description: li.Description, Qty: li.Qty}
		if li.PurchaseLineID != 0 {
			p, l, err := find(li.PurchaseLineID)
			if err != nil {
				return err
			}
			if p.SupplierID != b.SupplierID {
				return trade.Faultf(trade.Refused, "%s is a purchase order to %s, not to %s.", p.Number, p.Supplier, b.Supplier).In("lines[%d].purchase_line_id", i)
			}
			if p.State == trade.Draft {
				return trade.Faultf(trade.Refused, "%s was not sent yet, so it cannot be billed.", p.Name()).In("lines[%d].purchase_line_id", i)
			}
			can, due := l.Billable()-taken[l.ID], l.ToBill()-taken[l.ID]
			if b.Credit {
				can, due = l.Billed-taken[l.ID], -l.ToBill()-taken[l.ID]
				if due <= 0 { // nothing is claimed: all of it then
					due = can
				}
			}
			if bl.Qty == 0 {
				bl.Qty = due
			}
			if bl.Qty > can {
				return trade.Faultf(trade.Refused, "Of %s on %s there is %s left to %s, not %s.", lineName(l), p.Number, max(can, 0), map[bool]string{false: "bill", true: "credit"}[b.Credit], bl.Qty).In("lines[%d].qty", i)
			}
			taken[l.ID] += bl.Qty
			bl.Kind, bl.PurchaseID, bl.PurchaseNo, bl.PurchaseLineID, bl.OrderID = trade.LineItem, p.ID, p.Number, l.ID, p.OrderID
			bl.Description, bl.Price = l.Description, l.Cost
			bl.Agreed = l.Cost.Times(bl.Qty)
			if !b.Credit {
				bl.Ahead = max(0, l.Billed+taken[l.ID]-l.Shipped)
			}
		} else if bl.Description == "" {
			bl.Description = "Freight"
		}
		if bl.Qty == 0 && bl.Kind == trade.LineFreight {
			bl.Qty = money.Unit
		}
		if err := trade.CheckQty("billed quantity", bl.Qty); err != nil {
			return at(err, "lines[%d].qty", i)
		}
		if err := trade.CheckText("description", bl.Description); err != nil {
			return at(err, "lines[%d].description", i)
		}
		if li.Price != nil {
			price, err := li.Price.Price(b.Currency)
			if err != nil || price < 0 {
				return trade.Faultf(trade.Invalid, "The price %s is not one of zero or more in %s.", li.Price, b.Currency).In("lines[%d].price", i)
			}
			bl.Price = price
		} else if bl.Kind == trade.LineFreight {
			return trade.Faultf(trade.Invalid, "Line %d (%s) has no price.", i+1, bl.Description).In("lines[%d].price", i)
		}
		if bl.Price.Times(bl.Qty) > money.MaxAmount {
			return trade.Faultf(trade.Invalid, "Line %d comes to more than a document can carry.", i+1).In("lines[%d].qty", i)
		}
		b.Lines = append(b.Lines, bl)
	}
	return nil
}

// EnterBill takes a drafted bill into the books: it counts on its purchase orders and on the
// profit of their orders, and can be paid.
func (d *Desk) EnterBill(ctx context.Context, in Do) (out *trade.Bill, err error) {
	err = d.change(ctx, "EnterBill", func(w *work) error {
		b, err := w.Bill(in.ID)
		if err != nil {
			return err
		}
		if err := same("The "+b.Name(), in.Version, b.Version); err != nil {
			return err
		}
		out = b
		return w.enter(b)
	})
	return out, err
}

func (w *work) enter(b *trade.Bill) error {
	from := b.State
	to, err := trade.BillFlow.Next("The "+b.Name(), b.State, trade.Enter)
	if err != nil {
		return err
	}
	if b.Number, err = w.NextNumber(trade.KindBill); err != nil {
		return err
	}
	b.State = to
	if err := w.countBill(b); err != nil {
		return err
	}
	if err := w.SaveBill(b); err != nil {
		return err
	}
	if err := w.Index(trade.KindBill, b.ID, b.Number, b.Supplier, strings.Join([]string{b.Number, b.TheirNo, b.Supplier}, " ")); err != nil {
		return err
	}
	return w.moved(trade.KindBill, b.ID, trade.Enter, b.Number+" "+b.TheirNo, from, to)
}

// countBill adds a bill's lines to the purchase orders and deals they belong to.
func (w *work) countBill(b *trade.Bill) error {
	sign := b.Sign()
	deals := map[trade.ID]*trade.Deal{}
	var order []trade.ID
	touched := map[trade.ID][]*trade.PurchaseOrder{}
	for i := range b.Lines {
		bl := &b.Lines[i]
		if bl.PurchaseLineID == 0 {
			continue
		}
		deal := deals[bl.OrderID]
		if deal == nil {
			var err error
			if deal, err = w.Deal(bl.OrderID); err != nil {
				return err
			}
			deals[bl.OrderID] = deal
			order = append(order, bl.OrderID)
		}
		p := deal.Purchase(bl.PurchaseID)
		l, err := p.Line(bl.PurchaseLineID)
		if err != nil {
			return err
		}
		can := l.Billable()
		if b.Credit {
			can = l.Billed
		}
		if bl.Qty > can {
			return trade.Faultf(trade.Refused, "Of %s on %s only %s is left; it was billed meanwhile. Change the draft.", lineName(l), p.Number, max(can, 0))
		}
		l.Billed += money.Qty(sign) * bl.Qty
		l.BilledNet += sign * bl.Net
		l.BilledBase += sign * bl.Base
		l.FreightBase += sign * bl.Freight
		p.Billed += sign * bl.Net
		if !contains(touched[bl.OrderID], p) {
			touched[bl.OrderID] = append(touched[bl.OrderID], p)
		}
	}
	for _, id := range order {
		if err := w.saveDeal(deals[id], touched[id]...); err != nil {
			return err
		}
	}
	return nil
}

func contains(list []*trade.PurchaseOrder, p *trade.PurchaseOrder) bool {
	for _, x := range list {
		if x == p {
			return true
		}
	}
	return false
}

// DeleteBill removes a drafted bill.
func (d *Desk) DeleteBill(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteBill", func(w *work) error {
		b, err := w.Bill(in.ID)
		if err != nil {
			return err
		}
		if err := same("The "+b.Name(), in.Version, b.Version); err != nil {
			return err
		}
		if b.State != trade.Draft {
			return trade.Faultf(trade.Refused, "The %s is in the books. Record the supplier's credit note instead.", b.Name())
		}
		if err := w.DeleteBill(b.ID); err != nil {
			return err
		}
		return w.note(trade.KindBill, b.ID, "delete", b.TheirNo, string(b.State), "")
	})
	return Done{err == nil}, err
}
