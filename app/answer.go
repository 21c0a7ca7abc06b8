package app

import (
	"context"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// AnswerLineIn is what the supplier said about one line, in whole: it replaces an earlier answer.
type AnswerLineIn struct {
	LineID      trade.ID       `json:"line_id"`
	Confirmed   money.Qty      `json:"confirmed"`
	BackOrdered money.Qty      `json:"back_ordered"`
	Refused     money.Qty      `json:"refused"`
	Expected    trade.Date     `json:"expected"` // when it ships; needed for back-ordered quantities
	Cost        *money.Decimal `json:"cost"`     // another price than ordered
	Note        string         `json:"note"`
}

// AnswerIn is a supplier's answer to a purchase order. Without lines all of it is accepted as ordered.
type AnswerIn struct {
	ID       trade.ID       `json:"id"`
	Version  int            `json:"version"`
	TheirRef string         `json:"their_ref"` // the supplier's order number
	Expected trade.Date     `json:"expected"`  // for all lines that name no date of their own
	Lines    []AnswerLineIn `json:"lines"`
}

// AnswerPurchase records what the supplier answered, line by line: accepted, back-ordered with a
// date, refused, another price. What is refused waits on the order for a decision.
func (d *Desk) AnswerPurchase(ctx context.Context, in AnswerIn) (*trade.PurchaseOrder, error) {
	return d.onPurchase(ctx, "AnswerPurchase", in.ID, in.Version, func(w *work, deal *trade.Deal, p *trade.PurchaseOrder) error {
		if p.State != trade.Sent {
			return trade.Faultf(trade.Refused, "%s is %s; a supplier answers what was sent.", p.Name(), p.State)
		}
		if err := trade.CheckShort("supplier's reference", in.TheirRef); err != nil {
			return err
		}
		if err := in.Expected.Check("expected date"); err != nil {
			return err
		}
		if in.TheirRef != "" {
			p.TheirRef = in.TheirRef
		}
		if len(in.Lines) == 0 {
			for _, l := range p.Lines {
				in.Lines = append(in.Lines, AnswerLineIn{LineID: l.ID, Confirmed: l.Qty - l.Refused - l.Cancelled, Refused: l.Refused})
			}
		}
		notes := make([]string, 0, len(in.Lines))
		for i, a := range in.Lines {
			if a.Expected == "" {
				a.Expected = in.Expected
			}
			said, err := w.answerLine(deal, p, a, i)
			if err != nil {
				return err
			}
			notes = append(notes, said)
		}
		p.AddUp()
		p.Expected = ""
		for _, l := range p.Lines {
			if l.Waiting() > 0 {
				p.Expected = max(p.Expected, l.Expected)
			}
		}
		if err := w.saveDeal(deal, p); err != nil {
			return err
		}
		return w.note(trade.KindPurchase, p.ID, "answer", strings.Join(notes, "; "), "", p.TheirRef)
	})
}

func (w *work) answerLine(deal *trade.Deal, p *trade.PurchaseOrder, a AnswerLineIn, i int) (string, error) {
	l, err := p.Line(a.LineID)
	if err != nil {
		return "", err
	}
	if a.Confirmed < 0 || a.BackOrdered < 0 || a.Refused < 0 {
		return "", trade.Faultf(trade.Invalid, "Quantities of an answer may not be below zero.").In("lines[%d]", i)
	}
	if err := a.Expected.Check("expected date"); err != nil {
		return "", err
	}
	if err := trade.CheckShort("note", a.Note); err != nil {
		return "", err
	}
	if sum := a.Confirmed + a.BackOrdered + a.Refused; sum > l.Qty-l.Cancelled {
		return "", trade.Faultf(trade.Refused, "%s has %s of %s; the answer speaks of %s.", p.Number, l.Qty-l.Cancelled, lineName(l), sum).In("lines[%d]", i)
	}
	if l.Qty-l.Cancelled-a.Refused < max(l.Shipped, l.Billed)+l.Asked {
		return "", trade.Faultf(trade.Refused, "%s of %s have shipped, were billed or are asked to be cancelled already and cannot be refused.", max(l.Shipped, l.Billed)+l.Asked, lineName(l)).In("lines[%d].refused", i)
	}
	ol, err := deal.Order.Line(l.OrderLineID)
	if err != nil {
		return "", err
	}
	if a.Expected != "" {
		l.Expected = a.Expected
	}
	reported := func(e *trade.Exception) { e.Note = a.Note }
	if more := a.Refused - l.Refused; more != 0 {
		if err := w.adjust(deal, p, l, trade.ExRefused, more, reported); err != nil {
			return "", at(err, "lines[%d].refused", i)
		}
		ol.OnPurchase -= more
	}
	if more := a.BackOrdered - l.BackOrdered; more != 0 {
		err := w.adjust(deal, p, l, trade.ExBack, more, func(e *trade.Exception) { e.Note, e.Until = a.Note, l.Expected })
		if err != nil && more > 0 {
			return "", at(err, "lines[%d].back_ordered", i)
		}
	}
	l.Confirmed, l.BackOrdered, l.Refused = a.Confirmed, a.BackOrdered, a.Refused
	if a.Cost != nil {
		cost, err := a.Cost.Price(p.Currency)
		if err != nil || cost < 0 {
			return "", trade.Faultf(trade.Invalid, "The price %s is not one of zero or more in %s.", a.Cost, p.Currency).In("lines[%d].cost", i)
		}
		if cost > l.Cost && l.Live() > 0 {
			err := w.open(deal, p, l, trade.ExPrice, l.Live(), func(e *trade.Exception) { e.Note, e.Asked = a.Note, cost })
			if err != nil {
				return "", err
			}
		}
		l.Cost = cost
	}
	l.Answer = a.Note
	var parts []string
	for _, part := range []struct {
		q      money.Qty
		format string
	}{{a.Confirmed, "%s accepted"}, {a.BackOrdered, "%s back-ordered"}, {a.Refused, "%s refused"}} {
		if part.q > 0 {
			parts = append(parts, fmt.Sprintf(part.format, part.q))
		}
	}
	if a.Expected != "" {
		parts = append(parts, fmt.Sprintf("expected %s", a.Expected))
	}
	return lineName(l) + ": " + strings.Join(parts, ", "), nil
}
