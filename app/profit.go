package app

import (
	"context"
	"strconv"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ProfitOf is what one order earned, line by line and supplier by supplier.
type ProfitOf struct {
	Currency money.Currency     `json:"currency"`
	Lines    []trade.ProfitLine `json:"lines"`
	Revenue  money.Amount       `json:"revenue"`
	Cost     money.Amount       `json:"cost"`
	Freight  money.Amount       `json:"freight"`
	Profit   money.Amount       `json:"profit"`
	Margin   money.Rate         `json:"margin"`
	Actual   bool               `json:"actual"` // everything is invoiced and billed
}

// GetProfit says what an order earned: estimated as long as something is not invoiced or billed, then actual.
func (d *Desk) GetProfit(ctx context.Context, in ByID) (out ProfitOf, err error) {
	err = d.read(ctx, func(w *work) error {
		deal, err := w.Deal(in.ID)
		if err != nil {
			return err
		}
		out = w.profitOf(deal)
		return nil
	})
	return out, err
}

func (w *work) profitOf(deal *trade.Deal) ProfitOf {
	out := ProfitOf{Currency: w.base, Lines: deal.Profit(w.base), Actual: deal.Order.ProfitActual}
	for _, l := range out.Lines {
		out.Revenue += l.Revenue
		out.Cost += l.Cost
		out.Freight += l.Freight
	}
	out.Profit = out.Revenue - out.Cost - out.Freight
	out.Margin = money.Ratio(out.Profit, out.Revenue)
	return out
}

// ReportIn asks for profit by order, customer, supplier, item, rep, channel or month, of orders dated from one date to another,
// and of those only the ones of a customer, rep, channel or currency, or the lines of a supplier or item.
type ReportIn struct {
	By         string         `json:"by"`
	From       trade.Date     `json:"from"` // empty: from the first
	To         trade.Date     `json:"to"`   // empty: to the last
	CustomerID trade.ID       `json:"customer_id"`
	SupplierID trade.ID       `json:"supplier_id"`
	ItemID     trade.ID       `json:"item_id"`
	RepID      trade.ID       `json:"rep_id"`
	Channel    string         `json:"channel"`
	Currency   money.Currency `json:"currency"` // of the orders; the sums are in the company's
}

// Report is profit added up, with its total.
type Report struct {
	Currency money.Currency `json:"currency"`
	Rows     []ProfitSum    `json:"rows"`
	Total    ProfitSum      `json:"total"`
}

// ReportProfit adds up profit of confirmed orders. Whatever it is split by, the total is the same to the cent.
func (d *Desk) ReportProfit(ctx context.Context, in ReportIn) (out Report, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out.Currency = w.base
		out.Rows, err = w.profitBy(in)
		return err
	})
	out.Total = totalOf(out.Rows)
	return out, err
}

func totalOf(rows []ProfitSum) ProfitSum {
	total := ProfitSum{Actual: true}
	for _, r := range rows {
		total.Orders += r.Orders
		total.Revenue += r.Revenue
		total.Cost += r.Cost
		total.Actual = total.Actual && r.Actual
	}
	return total
}

// profitBy adds up what is kept at the orders: what each earned with its suppliers and items, where those are asked for.
func (w *work) profitBy(in ReportIn) ([]ProfitSum, error) {
	switch in.By {
	case "order", "customer", "rep", "month", "channel", "supplier", "item":
		return w.ProfitBy(in)
	}
	return nil, trade.Faultf(trade.Invalid, "Profit is reported by order, customer, supplier, item, rep, channel or month, not by %q.", in.By).In("by")
}

func idText(id trade.ID) string { return strconv.FormatInt(int64(id), 10) }

// idOf is the id that a row has as its key.
func idOf(key string) trade.ID {
	id, _ := strconv.ParseInt(key, 10, 64)
	return trade.ID(id)
}

// AgeingIn asks what is open and how late it is.
type AgeingIn struct {
	Payable bool       `json:"payable"` // what we owe suppliers, instead of what customers owe us
	On      trade.Date `json:"on"`      // empty: today; what was settled after an earlier date counts as open on it
}

// ReportAgeing adds up what is open by customer, or by supplier, and by how late it is.
func (d *Desk) ReportAgeing(ctx context.Context, in AgeingIn) (All[AgeRow], error) {
	if err := in.On.Check("date"); err != nil {
		return All[AgeRow]{}, err
	}
	return listAll(d, ctx, func(w *work) ([]AgeRow, error) {
		if in.On == "" {
			in.On = w.today
		}
		return w.Ageing(in.Payable, 0, in.On)
	})
}
