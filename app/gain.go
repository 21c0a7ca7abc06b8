package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// keepGain keeps what was gained by settling a document with money of another rate. The newest of
// its exchanges takes the rounding, so that all of them together are exact at any time.
func (w *work) keepGain(a *trade.Allocation) error {
	list, err := w.ExchangesOf(a)
	if err != nil || len(list) == 0 {
		return err
	}
	more := trade.Gain(list, w.base)
	for _, e := range list {
		more -= e.Gain
	}
	if more == 0 {
		return nil
	}
	last := &list[len(list)-1]
	if last.ID == a.ID {
		a.Gain = last.Gain + more
	}
	return w.SaveGain(last.ID, last.Gain+more)
}

// Gains are exchange gains and losses, in the company's currency.
type Gains struct {
	Currency money.Currency   `json:"currency"`
	Rows     []trade.Exchange `json:"rows"`
	Gained   money.Amount     `json:"gained"`
	Lost     money.Amount     `json:"lost"` // below zero
	Total    money.Amount     `json:"total"`
}

// ReportGains lists what was gained or lost because a document was settled at another exchange rate
// than its own, with both documents and their rates, by the date of the settling. Trade profit does not contain it.
func (d *Desk) ReportGains(ctx context.Context, in PeriodIn) (out Gains, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out.Currency = w.base
		if out.Rows, err = w.Gains(in.From, in.To); err != nil {
			return err
		}
		for _, e := range out.Rows {
			out.Total += e.Gain
			out.Gained += max(e.Gain, 0)
			out.Lost += min(e.Gain, 0)
		}
		return nil
	})
	return out, err
}
