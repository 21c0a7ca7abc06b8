package trade

import (
	"fmt"

	"dropdesk/app/money"
)

// Quote offers goods to a customer at a price for a time.
type Quote struct {
	ID       ID     `json:"id"`
	Version  int    `json:"version"`
	Number   string `json:"number,omitempty"` // given when it is sent
	Revision int    `json:"revision"`
	State    State  `json:"state"`
	Date     Date   `json:"date"`
	Valid    Date   `json:"valid_until"`
	SentAt   Stamp  `json:"sent_at,omitempty"`
	Reason   string `json:"reason,omitempty"` // why it was declined
	Sale
	Made   int         `json:"-"` // how many orders were made of it
	Lines  []QuoteLine `json:"lines"`
	Orders []OrderLink `json:"orders,omitempty"` // the orders made from it, filled in when read
}

// OrderLink names an order made from a quote.
type OrderLink struct {
	ID     ID           `json:"id"`
	Number string       `json:"number,omitempty"`
	State  State        `json:"state"`
	Next   Step         `json:"next"`
	Total  money.Amount `json:"total"`
}

// QuoteLine is one line of a quote.
type QuoteLine struct {
	ID       ID        `json:"id"`
	QuoteID  ID        `json:"quote_id"`
	Optional bool      `json:"optional"` // offered, not counted
	Ordered  money.Qty `json:"ordered"`  // on orders made from this quote
	Part
	SaleLine
	Source
}

// Name is what the quote is called in sentences.
func (q *Quote) Name() string { return docName("quote", q.Number) }

// Open is what of the line can still be ordered.
func (l *QuoteLine) Open() money.Qty {
	if !l.Priced() {
		return 0
	}
	return l.Qty - l.Ordered
}

// Expired says whether the quote's time is over.
func (q *Quote) Expired(today Date) bool {
	return (q.State == Sent || q.State == Draft) && q.Valid != "" && q.Valid < today
}

// AddUp recomputes the quote's totals; optional lines are worked out but do not count.
func (q *Quote) AddUp(base money.Currency) error {
	lines := make([]*SaleLine, len(q.Lines))
	for i := range q.Lines {
		lines[i] = &q.Lines[i].SaleLine
	}
	return q.Sale.AddUp(lines,
		func(i int) bool { return !q.Lines[i].Optional },
		func(i int) money.Amount { return q.CostOf(i, base) })
}

// CostOf is the planned cost of line i in the quote's currency.
func (q *Quote) CostOf(i int, base money.Currency) money.Amount {
	l := &q.Lines[i]
	if l.Kind == LineKit {
		var sum money.Amount
		for j := i + 1; j < len(q.Lines) && q.Lines[j].Kind == LinePart; j++ {
			sum += q.CostOf(j, base)
		}
		return sum
	}
	return costIn(&l.Source, l.Qty, &q.Sale, base)
}

func costIn(s *Source, qty money.Qty, sale *Sale, base money.Currency) money.Amount {
	if s.Cost == 0 {
		return 0
	}
	return s.Cost.Times(qty).To(s.CostFX.Over(sale.FX), s.CostIn, sale.Currency)
}

func docName(noun, number string) string {
	if number == "" {
		return fmt.Sprintf("The draft %s", noun)
	}
	return number
}
