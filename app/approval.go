package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ApproveBill lets a bill be paid that differs from its purchase orders beyond the tolerance, for a
// reason that stays in the history; of a disputed bill, it ends the dispute.
func (d *Desk) ApproveBill(ctx context.Context, in DecideIn) (out *trade.Bill, err error) {
	err = d.change(ctx, "ApproveBill", func(w *work) error {
		out, err = w.judged(in.ID, in.Version, trade.Approve, in.Reason, func(b *trade.Bill) error {
			b.Disputed = 0
			return nil
		})
		return err
	})
	return out, err
}

// DisputeIn says what of a bill is not accepted.
type DisputeIn struct {
	ID      trade.ID       `json:"id"`
	Version int            `json:"version"`
	Amount  *money.Decimal `json:"amount"` // with tax; none: what the bill charges more than was agreed
	Reason  string         `json:"reason"`
}

// DisputeBill says that a part of a bill is not accepted: the supplier is to give credit for it, and
// until then it is not paid; the rest of the bill can be paid. It is among the credits that are due.
// The supplier's credit note settles it with UseCredit; ApproveBill gives the dispute up.
func (d *Desk) DisputeBill(ctx context.Context, in DisputeIn) (out *trade.Bill, err error) {
	err = d.change(ctx, "DisputeBill", func(w *work) error {
		out, err = w.judged(in.ID, in.Version, trade.Dispute, in.Reason, func(b *trade.Bill) error {
			b.Disputed = excess(b)
			if in.Amount != nil {
				var err error
				if b.Disputed, err = in.Amount.Amount(b.Currency); err != nil {
					return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
				}
			}
			if b.Disputed <= 0 || b.Disputed > b.Total {
				return trade.Faultf(trade.Invalid, "The bill is over %s %s; enter what of it the supplier is to give credit for.", b.Total.Text(b.Currency), b.Currency).In("amount")
			}
			return nil
		})
		return err
	})
	return out, err
}

// judged records what a person decided about an entered bill.
func (w *work) judged(id trade.ID, version int, do trade.Action, reason string, decide func(*trade.Bill) error) (*trade.Bill, error) {
	b, err := w.Bill(id)
	if err != nil {
		return nil, err
	}
	if err := same("The "+b.Name(), version, b.Version); err != nil {
		return nil, err
	}
	if b.Credit || b.State != trade.Entered {
		return nil, trade.Faultf(trade.Refused, "The %s is not an entered bill, so there is nothing to approve or to dispute.", b.Name())
	}
	if b.Approval == "" && do == trade.Approve {
		return nil, trade.Faultf(trade.Refused, "The %s is within the tolerance and needs no approval.", b.Name())
	}
	from := b.Approval
	if b.Approval, err = trade.ApprovalFlow.Next("The "+b.Name(), from, do); err != nil {
		return nil, err
	}
	if err := trade.CheckName("reason", reason); err != nil {
		return nil, at(err, "reason")
	}
	if err := decide(b); err != nil {
		return nil, err
	}
	if err := w.SaveBill(b); err != nil {
		return nil, err
	}
	note := reason
	if b.Disputed > 0 {
		note = b.Disputed.Text(b.Currency) + " " + string(b.Currency) + ": " + reason
	}
	return b, w.moved(trade.KindBill, b.ID, do, note, from, b.Approval)
}

// excess is what a bill charges more than was agreed, with its share of the tax.
func excess(b *trade.Bill) money.Amount {
	var more money.Amount
	for i := range b.Lines {
		more += max(b.Lines[i].Net-b.Lines[i].Agreed, 0)
	}
	if b.Net == 0 {
		return more
	}
	return more + b.Tax.Share(money.Qty(more), money.Qty(b.Net))
}

// payable is what of a bill may be paid now, and in words what keeps the rest of it back.
func (w *work) payable(b *trade.Bill) (money.Amount, string, error) {
	switch b.Approval {
	case trade.Waiting:
		return 0, fmt.Sprintf("waits for approval: %s Approve or dispute it before it is paid", strings.Join(b.Doubts, " ")), nil
	case trade.Disputed:
		used, err := w.AllocationsOf(trade.KindBill, b.ID)
		if err != nil {
			return 0, "", err
		}
		can := b.Total - b.Disputed
		for i := range used {
			if used[i].PaymentID != 0 {
				can -= used[i].Settles
			}
		}
		return max(0, min(can, b.Open())), fmt.Sprintf("is disputed over %s %s, for which the supplier is to give credit", b.Disputed.Text(b.Currency), b.Currency), nil
	}
	return b.Open(), "", nil
}
