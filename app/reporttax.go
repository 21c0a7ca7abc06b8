package app

import (
	"context"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// TaxRow is what a tax code comes to in a month, in the company's currency.
type TaxRow struct {
	Month  string        `json:"month"`
	Bought bool          `json:"bought"` // paid to suppliers, whatever the code
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Kind   trade.TaxKind `json:"kind"`
	Rate   money.Rate    `json:"rate"`
	Docs   int           `json:"documents"`
	Net    money.Amount  `json:"net"` // less credit notes
	Tax    money.Amount  `json:"tax"`
}

// TaxReport is tax by month and code.
type TaxReport struct {
	Currency money.Currency `json:"currency"`
	Rows     []TaxRow       `json:"rows"`
	Sold     money.Amount   `json:"sold"`   // tax on sales
	Bought   money.Amount   `json:"bought"` // tax on bills
}

// ReportTax adds up tax by month and code of the invoices issued within a period, less credit notes, and what suppliers
// charged on their bills, each document at its own exchange rate.
func (d *Desk) ReportTax(ctx context.Context, in PeriodIn) (out TaxReport, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out, err = w.taxes(in)
		return err
	})
	return out, err
}

func (w *work) taxes(in PeriodIn) (TaxReport, error) {
	out := TaxReport{Currency: w.base, Rows: []TaxRow{}}
	sums, err := w.TaxSums(in.From, in.To)
	type key struct {
		month, code string
		kind        trade.TaxKind
		rate        money.Rate
		bought      bool
	}
	at := map[key]int{}
	for _, s := range sums {
		k := key{s.Month, s.Code, s.Kind, s.Rate, s.Bought}
		n, ok := at[k]
		if !ok {
			n, at[k] = len(out.Rows), len(out.Rows)
			out.Rows = append(out.Rows, TaxRow{Month: s.Month, Bought: s.Bought, Code: s.Code, Name: s.Name, Kind: s.Kind, Rate: s.Rate})
		}
		r := &out.Rows[n]
		r.Docs += s.Docs
		r.Net += s.Net
		r.Tax += s.Tax
		if s.Bought {
			out.Bought += s.Tax
		} else {
			out.Sold += s.Tax
		}
	}
	sort.SliceStable(out.Rows, func(i, j int) bool {
		a, b := &out.Rows[i], &out.Rows[j]
		switch {
		case a.Month != b.Month:
			return a.Month < b.Month
		case a.Bought != b.Bought:
			return b.Bought
		case a.Code != b.Code:
			return a.Code < b.Code
		}
		return a.Rate < b.Rate
	})
	return out, err
}
