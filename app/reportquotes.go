package app

import (
	"context"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// QuotedRow is one quote that was sent, and what became of it.
type QuotedRow struct {
	ID         trade.ID       `json:"id"`
	Number     string         `json:"number"`
	State      trade.State    `json:"state"`
	Date       trade.Date     `json:"date"`
	Valid      trade.Date     `json:"valid_until"`
	CustomerID trade.ID       `json:"customer_id"`
	Customer   string         `json:"customer"`
	RepID      trade.ID       `json:"rep_id"`
	Rep        string         `json:"rep"`
	Net        money.Amount   `json:"net"`
	Currency   money.Currency `json:"currency"`
	FX         money.FX       `json:"fx"`
}

// won, lost: what of neither is true is still open.
func (q *QuotedRow) won() bool { return q.State == trade.Accepted }

func (q *QuotedRow) lost(today trade.Date) bool {
	return !q.won() && (q.State != trade.Sent || (q.Valid != "" && q.Valid < today))
}

// HitRow is how many quotes became orders, and what they were worth net of tax in the company's currency.
type HitRow struct {
	Key    string       `json:"key"` // id or month
	Name   string       `json:"name"`
	Quotes int          `json:"quotes"`
	Won    int          `json:"won"`
	Lost   int          `json:"lost"` // declined, or expired
	Open   int          `json:"open"`
	Hit    money.Rate   `json:"hit"` // won of those that are decided
	Value  money.Amount `json:"value"`
	Gained money.Amount `json:"gained"` // value of those that were won
	Missed money.Amount `json:"missed"` // and lost
}

// HitReport is how many quotes became orders.
type HitReport struct {
	Currency money.Currency `json:"currency"`
	Rows     []HitRow       `json:"rows"`
	Total    HitRow         `json:"total"`
}

// ReportQuotes counts by rep, customer or month what became of the quotes that were made within a period: won when
// something of them was accepted, lost when they were declined or expired.
func (d *Desk) ReportQuotes(ctx context.Context, in ReportIn) (out HitReport, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	if in.By != "rep" && in.By != "customer" && in.By != "month" {
		return out, trade.Faultf(trade.Invalid, "Quotes are reported by rep, customer or month, not by %q.", in.By).In("by")
	}
	err = d.read(ctx, func(w *work) error {
		out, err = w.hits(in)
		return err
	})
	return out, err
}

// quoted lists the quotes of a report.
func (w *work) quoted(in ReportIn) ([]QuotedRow, error) {
	all, err := w.Quoted(in.From, in.To)
	list := []QuotedRow{}
	for _, q := range all {
		if (in.CustomerID == 0 || in.CustomerID == q.CustomerID) && (in.RepID == 0 || in.RepID == q.RepID) && (in.Currency == "" || in.Currency == q.Currency) {
			list = append(list, q)
		}
	}
	return list, err
}

func (w *work) hits(in ReportIn) (HitReport, error) {
	out := HitReport{Currency: w.base, Rows: []HitRow{}}
	list, err := w.quoted(in)
	at := map[string]int{}
	for i := range list {
		q := &list[i]
		key, name := idText(q.RepID), q.Rep
		switch in.By {
		case "customer":
			key, name = idText(q.CustomerID), q.Customer
		case "month":
			key, name = q.Date.Month(), ""
		}
		n, ok := at[key]
		if !ok {
			n, at[key] = len(out.Rows), len(out.Rows)
			out.Rows = append(out.Rows, HitRow{Key: key})
		}
		out.Rows[n].Name = name
		out.Rows[n].count(q, w)
		out.Total.count(q, w)
	}
	for i := range out.Rows {
		out.Rows[i].Hit = share(out.Rows[i].Won, out.Rows[i].Won+out.Rows[i].Lost)
	}
	out.Total.Hit = share(out.Total.Won, out.Total.Won+out.Total.Lost)
	sort.SliceStable(out.Rows, func(i, j int) bool {
		if a, b := &out.Rows[i], &out.Rows[j]; in.By != "month" && a.Gained != b.Gained {
			return a.Gained > b.Gained
		}
		return out.Rows[i].Key < out.Rows[j].Key
	})
	return out, err
}

func (r *HitRow) count(q *QuotedRow, w *work) {
	value := q.Net.To(q.FX, q.Currency, w.base)
	r.Quotes++
	r.Value += value
	switch {
	case q.won():
		r.Won++
		r.Gained += value
	case q.lost(w.today):
		r.Lost++
		r.Missed += value
	default:
		r.Open++
	}
}
