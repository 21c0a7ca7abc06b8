package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// claim holds a supplier to goods that were lost, damaged, wrong or returned: they are not to be
// charged for, or to be credited.
func (w *work) claim(deal *trade.Deal, p *trade.PurchaseOrder, l *trade.PurchaseLine, c trade.Claim) error {
	if left := l.Shipped - l.Claimed; c.Qty > left {
		return trade.Faultf(trade.Refused, "Of %s on %s only %s have shipped and are not claimed already, so %s cannot be claimed.", lineName(l), p.Number, max(left, 0), c.Qty).In("claim")
	}
	l.Claimed += c.Qty
	c.Date, c.PurchaseID, c.PurchaseNo, c.PurchaseLineID, c.OrderID, c.OrderNo = w.today, p.ID, p.Number, l.ID, p.OrderID, p.OrderNo
	c.SupplierID, c.Supplier, c.SKU, c.Description = p.SupplierID, p.Supplier, l.SKU, l.Description
	if err := w.SaveClaim(&c); err != nil {
		return err
	}
	return w.note(trade.KindPurchase, p.ID, "claim", strings.TrimSpace(c.Qty.String()+" × "+lineName(l)+" "+c.Kind.Word()), "", "")
}

// ListClaims lists what a supplier was held to on a purchase order, oldest first.
func (d *Desk) ListClaims(ctx context.Context, in ByID) (All[trade.Claim], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Claim, error) { return w.ClaimsOf(in.ID) })
}

// ListDueCredits lists what suppliers have billed and are to give credit for, by supplier: goods that
// are claimed, and money of disputed bills.
func (d *Desk) ListDueCredits(ctx context.Context, _ Nothing) (All[DueCredit], error) {
	return listAll(d, ctx, (*work).dueCredits)
}

func (w *work) dueCredits() ([]DueCredit, error) {
	rows, err := w.DueCredits()
	for i := range rows {
		rows[i].Net = rows[i].BilledNet.Share(rows[i].Qty, rows[i].Billed)
		rows[i].Price = rows[i].BilledNet.Per(rows[i].Billed)
	}
	if err != nil {
		return nil, err
	}
	bills, err := w.DisputedCredits()
	for i := range bills {
		bills[i].Description = fmt.Sprintf("Bill %s", bills[i].BillNo)
	}
	rows = append(rows, bills...)
	slices.SortStableFunc(rows, func(a, b DueCredit) int { return strings.Compare(a.Supplier, b.Supplier) })
	return rows, err
}

// DropClaimIn gives a claim up.
type DropClaimIn struct {
	ID      trade.ID  `json:"id"`
	Version int       `json:"version"`
	Qty     money.Qty `json:"qty"` // zero: all of it
	Reason  string    `json:"reason"`
}

// DropClaim gives a claim up, or a part of it: the supplier does not give credit, and the cost stays with the order.
func (d *Desk) DropClaim(ctx context.Context, in DropClaimIn) (out *trade.Claim, err error) {
	err = d.change(ctx, "DropClaim", func(w *work) error {
		c, err := w.Claim(in.ID)
		if err != nil {
			return err
		}
		if err := same("The claim", in.Version, c.Version); err != nil {
			return err
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return at(err, "reason")
		}
		if in.Qty == 0 {
			in.Qty = c.Live()
		}
		if in.Qty <= 0 || in.Qty > c.Live() {
			return trade.Faultf(trade.Refused, "%s are claimed, so %s cannot be given up.", c.Live(), in.Qty).In("qty")
		}
		deal, p, err := w.purchaseDeal(c.PurchaseID, 0)
		if err != nil {
			return err
		}
		l, err := p.Line(c.PurchaseLineID)
		if err != nil {
			return err
		}
		c.Dropped += in.Qty
		l.Claimed -= in.Qty
		if err := w.SaveClaim(c); err != nil {
			return err
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		out = c
		return w.note(trade.KindPurchase, p.ID, "drop claim", in.Qty.String()+" × "+lineName(l)+" "+in.Reason, "", "")
	})
	return out, err
}

// ChaseClaims reminds a supplier of what is claimed on a purchase order, with a list of it.
func (d *Desk) ChaseClaims(ctx context.Context, in SendIn) (All[trade.Claim], error) {
	var out All[trade.Claim]
	err := d.change(ctx, "ChaseClaims", func(w *work) error {
		_, p, err := w.purchaseDeal(in.ID, in.Version)
		if err != nil {
			return err
		}
		list, err := w.ClaimsOf(p.ID)
		if err != nil {
			return err
		}
		for i := range list {
			if list[i].Live() > 0 {
				list[i].Chased = w.stamp()
				if err := w.SaveClaim(&list[i]); err != nil {
					return err
				}
				out.Rows = append(out.Rows, list[i])
			}
		}
		if len(out.Rows) == 0 {
			return trade.Faultf(trade.Refused, "Nothing is claimed on %s.", p.Number)
		}
		if err := w.write(trade.KindPurchase, p.ID, PaperClaim, in, p.Contact, claimLetter(p)); err != nil {
			return err
		}
		return w.note(trade.KindPurchase, p.ID, "chase", "", "", "")
	})
	return out, err
}
