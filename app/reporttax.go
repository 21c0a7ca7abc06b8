package app

import (
	"context"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// TaxDoc is what one document comes to by tax code.
type TaxDoc struct {
	Bought   bool           `json:"bought"` // a bill, of which only the sum is known
	Credit   bool           `json:"credit"`
	Date     trade.Date     `json:"date"`
	Currency money.Currency `json:"currency"`
	FX       money.FX       `json:"fx"`
	Taxes    []trade.TaxSum `json:"taxes"`
}

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
	docs, err := w.TaxDocs(in.From, in.To)
	type key struct {
		month, code string
		kind        trade.TaxKind
		rate        money.Rate
		bought      bool
	}
	at := map[key]int{}
	for i := range docs {
		doc := &docs[i]
		sign := money.Amount(1)
		if doc.Credit {
			sign = -1
		}
		for _, t := range doc.Taxes {
			k := key{doc.Date.Month(), t.Code, t.Kind, t.Rate, doc.Bought}
			n, ok := at[k]
			if !ok {
				n, at[k] = len(out.Rows), len(out.Rows)
				out.Rows = append(out.Rows, TaxRow{Month: k.month, Bought: doc.Bought, Code: t.Code, Name: t.Name, Kind: t.Kind, Rate: t.Rate})
			}
			r := &out.Rows[n]
			tax := sign * t.Tax.To(doc.FX, doc.Currency, w.base)
			r.Docs++
			r.Net += sign * t.Base.To(doc.FX, doc.Currency, w.base)
			r.Tax += tax
			if doc.Bought {
				out.Bought += tax
			} else {
				out.Sold += tax
			}
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
