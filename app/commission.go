package app

import (
	"context"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// earn notes the day on which an order is invoiced, billed and paid in full, with the rep's commission
// as it is then; an order that is opened again has not earned it any more.
func (w *work) earn(o *trade.SalesOrder) error {
	if o.State == trade.Draft || !o.Done() {
		o.Earned, o.CommissionOn, o.Commission = "", "", 0
		return nil
	}
	if o.Earned != "" {
		return nil
	}
	rep, err := w.user(o.RepID)
	o.Earned, o.CommissionOn, o.Commission = w.today, rep.CommissionOn, rep.Commission
	return err
}

// PeriodIn is from one date to another, both included.
type PeriodIn struct {
	From trade.Date `json:"from"` // empty: from the first
	To   trade.Date `json:"to"`   // empty: to the last
}

// CommissionOrder is what an order earned its rep.
type CommissionOrder struct {
	OrderID    trade.ID     `json:"order_id"`
	OrderNo    string       `json:"order_number"`
	RepID      trade.ID     `json:"rep_id"`
	Rep        string       `json:"rep"`
	Customer   string       `json:"customer"`
	Date       trade.Date   `json:"date"`
	Earned     trade.Date   `json:"earned"` // when it was invoiced, billed and paid in full
	On         string       `json:"on"`     // profit or revenue; empty: the rep had no commission then
	Rate       money.Rate   `json:"rate"`
	Revenue    money.Amount `json:"revenue"`
	Profit     money.Amount `json:"profit"`
	Commission money.Amount `json:"commission"` // below zero where the order made a loss
}

// CommissionRow is what one rep earned.
type CommissionRow struct {
	RepID      trade.ID          `json:"rep_id"`
	Rep        string            `json:"rep"`
	Revenue    money.Amount      `json:"revenue"`
	Profit     money.Amount      `json:"profit"`
	Commission money.Amount      `json:"commission"`
	Orders     []CommissionOrder `json:"orders"`
}

// CommissionReport is commission by rep, in the company's currency.
type CommissionReport struct {
	Currency money.Currency  `json:"currency"`
	Rows     []CommissionRow `json:"rows"`
	Total    CommissionRow   `json:"total"` // without the orders
}

// ReportCommission adds up by rep what the orders earned that were invoiced, billed and paid in full
// within a period. An order counts on the day on which the last of these happened, at the rate that the
// rep had on that day; its commission is rounded once, and a rep's is the sum of the orders'.
func (d *Desk) ReportCommission(ctx context.Context, in PeriodIn) (out CommissionReport, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out.Currency = w.base
		orders, err := w.commissions(in)
		for _, o := range orders {
			if n := len(out.Rows); n == 0 || out.Rows[n-1].RepID != o.RepID {
				out.Rows = append(out.Rows, CommissionRow{RepID: o.RepID, Rep: o.Rep})
			}
			r := &out.Rows[len(out.Rows)-1]
			r.Orders = append(r.Orders, o)
			for _, sum := range []*CommissionRow{r, &out.Total} {
				sum.Revenue += o.Revenue
				sum.Profit += o.Profit
				sum.Commission += o.Commission
			}
		}
		return err
	})
	return out, err
}

// commissions are the orders of a period with their commission, rep by rep.
func (w *work) commissions(in PeriodIn) ([]CommissionOrder, error) {
	orders, err := w.EarnedOrders(in.From, in.To)
	for i := range orders {
		o := &orders[i]
		switch o.On {
		case "profit":
			o.Commission = o.Rate.Of(o.Profit)
		case "revenue":
			o.Commission = o.Rate.Of(o.Revenue)
		}
	}
	return orders, err
}
