package app

import (
	"context"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Scorecard is how well a supplier kept what was agreed: of the purchase orders, shipments, exceptions and bills that are dated within a period.
type Scorecard struct {
	SupplierID trade.ID       `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Currency   money.Currency `json:"currency"`  // the company's
	Orders     int            `json:"orders"`    // purchase orders that were sent
	Lines      int            `json:"lines"`     // of them
	Shipped    int            `json:"shipped"`   // shipped lines of which a day was agreed
	Late       int            `json:"late"`      // of them later than agreed
	DaysLate   int            `json:"days_late"` // of all late ones together
	OnTime     money.Rate     `json:"on_time"`   // share of what shipped
	Average    money.Qty      `json:"average"`   // days that a late one was late
	Refused    int            `json:"refused"`   // lines of which something was refused
	RefusedOf  money.Rate     `json:"refused_of"`
	Troubled   int            `json:"troubled"` // lines of which something was short, lost, damaged or wrong
	TroubledOf money.Rate     `json:"troubled_of"`
	Agreed     money.Amount   `json:"agreed"`   // goods billed, at the purchase orders' cost
	Differs    money.Amount   `json:"differs"`  // what the bills, less credits, charge beside that
	Variance   money.Rate     `json:"variance"` // Differs of Agreed
	Claims     int            `json:"claims"`   // credits that are due today
	Due        money.Amount   `json:"due"`      // and what they come to
}

// Overcharge is what one bill or credit charges for goods against what was agreed.
type Overcharge struct {
	BillID     trade.ID       `json:"bill_id"`
	BillNo     string         `json:"bill_number"`
	Credit     bool           `json:"credit"`
	SupplierID trade.ID       `json:"supplier_id"`
	Supplier   string         `json:"supplier"`
	Date       trade.Date     `json:"date"`
	Currency   money.Currency `json:"currency"`
	FX         money.FX       `json:"fx"`
	Agreed     money.Amount   `json:"agreed"`
	Differs    money.Amount   `json:"differs"`
}

// in is an amount of the bill in the company's currency, below zero where it is a credit's.
func (o *Overcharge) in(base money.Currency, a money.Amount) money.Amount {
	if o.Credit {
		a = -a
	}
	return a.To(o.FX, o.Currency, base)
}

// ReportSuppliers compares suppliers by how well they kept what was agreed: dates, quantities and prices. What
// is due from them for claims is that of today.
func (d *Desk) ReportSuppliers(ctx context.Context, in PeriodIn) (out All[Scorecard], err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	return listAll(d, ctx, func(w *work) ([]Scorecard, error) { return w.scorecards(in) })
}

func (w *work) scorecards(in PeriodIn) ([]Scorecard, error) {
	list, err := w.Promises(in.From, in.To)
	if err != nil {
		return nil, err
	}
	of := map[trade.ID]int{}
	for i := range list {
		of[list[i].SupplierID] = i
	}
	card := func(id trade.ID, name string) *Scorecard {
		i, ok := of[id]
		if !ok {
			i = len(list)
			list, of[id] = append(list, Scorecard{SupplierID: id, Supplier: name}), i
		}
		return &list[i]
	}
	due, err := w.dueCredits()
	if err != nil {
		return nil, err
	}
	for i := range due {
		c := card(due[i].SupplierID, due[i].Supplier)
		base, err := w.baseOf(due[i].Net, due[i].Currency)
		if err != nil {
			return nil, err
		}
		c.Claims++
		c.Due += base
	}
	for i := range list {
		c := &list[i]
		c.Currency = w.base
		c.OnTime, c.RefusedOf, c.TroubledOf = share(c.Shipped-c.Late, c.Shipped), share(c.Refused, c.Lines), share(c.Troubled, c.Lines)
		c.Average, c.Variance = mean(c.DaysLate, c.Late), money.Ratio(c.Differs, c.Agreed)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Supplier < list[j].Supplier })
	return list, nil
}

// share is a part of a whole; nought of nothing.
func share(part, whole int) money.Rate { return money.Ratio(money.Amount(part), money.Amount(whole)) }

// mean is a sum over how many it is of, to the thousandth.
func mean(sum, of int) money.Qty {
	if of == 0 {
		return 0
	}
	return money.Unit * money.Qty(sum) / money.Qty(of)
}

// baseOf is an amount in the company's currency at today's rate.
func (w *work) baseOf(a money.Amount, cur money.Currency) (money.Amount, error) {
	if cur == w.base || a == 0 {
		return a, nil
	}
	fx, err := w.RateOn(cur, w.today)
	if err != nil {
		return 0, err
	}
	if fx == 0 {
		return 0, trade.Faultf(trade.Refused, "There is no exchange rate for %s, so its amounts cannot be added up in %s. Enter one in the settings.", cur, w.base)
	}
	return a.To(fx, cur, w.base), nil
}
