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

// BillLineIn is one line of a bill: goods of a purchase order line, money for goods that are billed
// already, or else freight and fees.
type BillLineIn struct {
	PurchaseLineID trade.ID       `json:"purchase_line_id"`
	PurchaseID     trade.ID       `json:"purchase_id"` // instead of a line: freight, or an allowance, for all of a purchase order
	Description    string         `json:"description"` // of freight, fees and allowances
	Qty            money.Qty      `json:"qty"`         // zero: one for freight, all that is not billed for goods
	Price          *money.Decimal `json:"price"`       // none: the purchase order's
	Allowance      *money.Decimal `json:"allowance"`   // money only, net: a price allowance, an early-payment discount; on a bill, a charge besides the price
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
	Twice      bool           `json:"twice"` // although it looks like a bill that is there under another number
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
		b.ID, b.Version, b.Number, b.Twice = old.ID, old.Version, old.Number, old.Twice
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
	deals, err := w.billed(b)
	if err != nil {
		return nil, err
	}
	if err := w.compare(b, deals); err != nil {
		return nil, err
	}
	b.Approval = "" // a draft waits for nothing
	if in.Total != nil {
		total, err := in.Total.Amount(b.Currency)
		if err != nil {
			return nil, trade.Faultf(trade.Invalid, "The total: %v.", err).In("total")
		}
		if total != b.Total {
			return nil, trade.Faultf(trade.Invalid, "The lines and the tax come to %s %s, the bill says %s. Check its lines, freight and tax.", b.Total.Text(b.Currency), b.Currency, total.Text(b.Currency)).In("total")
		}
	}
	if err := w.notBilledTwice(b, in.Twice); err != nil {
		return nil, err
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
	f := billing{work: w, bill: b, taken: map[trade.ID]money.Qty{}, money: map[trade.ID]money.Amount{}, purchases: map[trade.ID]*trade.PurchaseOrder{}}
	if len(in.Lines) == 0 && in.PurchaseID != 0 {
		p, err := f.purchase(in.PurchaseID)
		if err != nil {
			return err
		}
		for _, l := range p.Lines {
			if (l.ToBill() > 0 && !b.Credit) || (l.ToBill() < 0 && b.Credit) {
				in.Lines = append(in.Lines, BillLineIn{PurchaseLineID: l.ID})
			}
		}
	}
	if len(in.Lines) == 0 {
		return trade.Faultf(trade.Invalid, "The bill charges for nothing. Add a line, or choose a purchase order that is not billed yet.").In("lines")
	}
	for i := range in.Lines {
		li := &in.Lines[i]
		add := f.freight
		switch {
		case li.Allowance != nil:
			add = f.allowance
		case li.PurchaseLineID != 0:
			add = f.goods
		}
		if err := add(li); err != nil {
			return within(err, i)
		}
	}
	if len(b.Lines) > trade.MaxLines {
		return trade.Faultf(trade.Invalid, "A bill has at most %d lines.", trade.MaxLines).In("lines")
	}
	for i := range b.Lines {
		b.Lines[i].BillID, b.Lines[i].Pos = b.ID, i+1
	}
	return nil
}

// within puts line i before the name of the entry that an error is about.
func within(err error, i int) error {
	if e, ok := err.(*trade.Error); ok && e.Field != "" {
		return e.In("lines[%d].%s", i, e.Field)
	}
	return at(err, "lines[%d]", i)
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
	if err := w.moved(trade.KindBill, b.ID, trade.Enter, b.Number+" "+b.TheirNo, from, to); err != nil {
		return err
	}
	if b.Approval != trade.Waiting {
		return nil
	}
	return w.note(trade.KindBill, b.ID, "wait", strings.Join(b.Doubts, " "), "", string(b.Approval))
}

// countBill compares a bill with the purchase orders as they are now and adds its lines to them and to their deals.
func (w *work) countBill(b *trade.Bill) error {
	deals, err := w.billed(b)
	if err != nil {
		return err
	}
	taken := map[trade.ID]money.Qty{}
	for i := range b.Lines {
		bl := &b.Lines[i]
		if bl.Counts() == 0 {
			continue
		}
		p := deals.purchase(bl.PurchaseID)
		l, err := p.Line(bl.PurchaseLineID)
		if err != nil {
			return err
		}
		can := l.Billable() - taken[l.ID]
		if b.Credit {
			can = l.Billed - taken[l.ID]
		}
		if bl.Qty > can {
			return trade.Faultf(trade.Refused, "Of %s on %s only %s is left; it was billed meanwhile. Change the draft.", lineName(l), p.Number, max(can, 0))
		}
		taken[l.ID] += bl.Qty
	}
	if err := w.compare(b, deals); err != nil {
		return err
	}
	for _, deal := range deals {
		if err := w.saveDeal(deal, b.Count(deal, 1)...); err != nil {
			return err
		}
	}
	return nil
}

// billDeals are the deals that a bill is for.
type billDeals []*trade.Deal

func (w *work) billed(b *trade.Bill) (list billDeals, err error) {
	seen := map[trade.ID]bool{}
	for i := range b.Lines {
		id := b.Lines[i].OrderID
		if id == 0 || seen[id] {
			continue
		}
		seen[id] = true
		deal, err := w.Deal(id)
		if err != nil {
			return nil, err
		}
		list = append(list, deal)
	}
	return list, nil
}

func (d billDeals) purchase(id trade.ID) *trade.PurchaseOrder {
	for _, deal := range d {
		if p := deal.Purchase(id); p != nil {
			return p
		}
	}
	return nil
}

// compare copies onto the bill what the purchase orders say now, spreads its freight, and judges it by the tolerance.
func (w *work) compare(b *trade.Bill, deals billDeals) error {
	taken := map[trade.ID]money.Qty{}
	var worth, fees money.Amount
	known := map[trade.ID]bool{}
	for i := range b.Lines {
		bl := &b.Lines[i]
		if bl.PurchaseLineID == 0 {
			continue
		}
		l, err := deals.purchase(bl.PurchaseID).Line(bl.PurchaseLineID)
		if err != nil {
			return err
		}
		known[bl.PurchaseID] = true
		bl.Cost, bl.Before = l.Cost, l.Billed+taken[l.ID]
		if bl.Allowance {
			continue
		}
		bl.Agreed = l.Cost.Times(bl.Qty)
		worth += bl.Agreed
		if !b.Credit {
			taken[l.ID] += bl.Qty
			bl.Ahead = min(bl.Qty, max(0, bl.Before+bl.Qty-l.Shipped))
		} else {
			taken[l.ID] -= bl.Qty
		}
	}
	for i := range b.Lines {
		if bl := &b.Lines[i]; bl.Kind == trade.LineFreight && bl.PurchaseID != 0 && !known[bl.PurchaseID] {
			known[bl.PurchaseID] = true
			worth += deals.purchase(bl.PurchaseID).Net
		}
	}
	b.AddUp(w.base)
	for id := range known {
		fees += w.feesOpen(deals.purchase(id))
	}
	b.AgreeFreight(fees)
	b.Spread(deals.purchase)
	b.Doubts, b.Approval = []string{}, ""
	if b.Credit {
		return nil
	}
	t, err := w.toleranceFor(b)
	if err != nil {
		return err
	}
	if b.Doubts = b.Judge(t, worth); len(b.Doubts) > 0 {
		b.Approval = trade.Waiting
	}
	return nil
}

// feesOpen is what of a purchase order's agreed fees no bill has charged yet.
func (w *work) feesOpen(p *trade.PurchaseOrder) money.Amount {
	var billed money.Amount
	for i := range p.Lines {
		billed += p.Lines[i].FreightBase
	}
	return max(0, p.Fees.Total()-billed.To(money.Par.Over(p.FX), w.base, p.Currency))
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
