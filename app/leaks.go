package app

import (
	"context"
	"sort"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// LeakKind is a way in which margin is lost.
type LeakKind string

// The ways in which margin is lost.
const (
	LeakFloor   LeakKind = "floor"     // sold below the lowest margin
	LeakCost    LeakKind = "cost"      // the purchase order costs more than was planned when it was sold
	LeakFreight LeakKind = "freight"   // freight and fees that the customer does not pay
	LeakBill    LeakKind = "bill"      // the bill is higher than the purchase order
	LeakCredit  LeakKind = "credit"    // given back by credit notes
	LeakEarly   LeakKind = "early"     // discounts for paying early
	LeakLoss    LeakKind = "write_off" // invoices that were given up
	LeakFX      LeakKind = "exchange"  // losses by exchange rates
)

// Leaks lists the ways in which margin is lost, in the order in which a deal goes.
var Leaks = []LeakKind{LeakFloor, LeakCost, LeakFreight, LeakBill, LeakCredit, LeakEarly, LeakLoss, LeakFX}

// Leak is margin that was lost on one document.
type Leak struct {
	Kind   LeakKind     `json:"kind"`
	Date   trade.Date   `json:"date"`
	Ref    trade.Ref    `json:"ref"`
	Number string       `json:"number"`
	Party  string       `json:"party"`
	What   string       `json:"what,omitempty"` // item or reason
	Amount money.Amount `json:"amount"`         // above zero: lost; below: given back by a supplier
}

// LeakSum is what was lost in one way.
type LeakSum struct {
	Kind   LeakKind     `json:"kind"`
	Count  int          `json:"count"`
	Amount money.Amount `json:"amount"`
}

// LeaksIn asks where margin was lost.
type LeaksIn struct {
	From  trade.Date `json:"from"`  // empty: from the first
	To    trade.Date `json:"to"`    // empty: to the last
	Floor money.Rate `json:"floor"` // the lowest margin; zero: lines sold below their planned cost
}

// LeakReport is where margin was lost, in the company's currency.
type LeakReport struct {
	Currency money.Currency `json:"currency"`
	Sums     []LeakSum      `json:"sums"`
	Rows     []Leak         `json:"rows"` // the largest of each kind first
}

// ReportLeaks lists where margin was lost, document by document: orders of a period that were sold too low, whose cost went up or
// whose freight is not charged on; bills, credit notes, write-offs and exchange losses dated within it.
// A loss may show in two ways (sold too low, and credited after all), so the ways are not added up.
func (d *Desk) ReportLeaks(ctx context.Context, in LeaksIn) (out LeakReport, err error) {
	if err := period(in.From, in.To); err != nil {
		return out, err
	}
	if in.Floor < 0 || in.Floor >= money.Whole {
		return out, trade.Faultf(trade.Invalid, "A lowest margin is at least 0 and less than 100 %%.").In("floor")
	}
	err = d.read(ctx, func(w *work) error {
		out, err = w.leaks(in)
		return err
	})
	return out, err
}

func (w *work) leaks(in LeaksIn) (LeakReport, error) {
	out := LeakReport{Currency: w.base, Rows: []Leak{}}
	err := w.EachDeal(in.From, in.To, func(deal *trade.Deal) error {
		if deal.Order.State != trade.Cancelled {
			out.Rows = append(out.Rows, w.leaksOf(deal, in.Floor)...)
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	if err := w.leaksOfMoney(in, &out.Rows); err != nil {
		return out, err
	}
	place := map[LeakKind]int{}
	for i, k := range Leaks {
		place[k] = i
		out.Sums = append(out.Sums, LeakSum{Kind: k})
	}
	for i := range out.Rows {
		s := &out.Sums[place[out.Rows[i].Kind]]
		s.Count++
		s.Amount += out.Rows[i].Amount
	}
	sort.SliceStable(out.Rows, func(i, j int) bool {
		a, b := &out.Rows[i], &out.Rows[j]
		if a.Kind != b.Kind {
			return place[a.Kind] < place[b.Kind]
		}
		return a.Amount > b.Amount
	})
	return out, nil
}

// leaksOf is what one order loses by its own prices, costs and freight.
func (w *work) leaksOf(deal *trade.Deal, floor money.Rate) []Leak {
	o := deal.Order
	var out []Leak
	add := func(kind LeakKind, ref trade.Ref, number, party, what string, lost money.Amount) {
		if lost > 0 {
			out = append(out, Leak{Kind: kind, Date: o.Date, Ref: ref, Number: number, Party: party, What: what, Amount: lost})
		}
	}
	order := trade.Ref{Kind: trade.KindOrder, ID: o.ID}
	var charged money.Amount
	for i := range o.Lines {
		l := &o.Lines[i]
		live := l.Live()
		worth := l.Total().To(o.FX, o.Currency, w.base)
		switch {
		case l.Kind == trade.LineFreight:
			charged += worth
		case l.Kind == trade.LineItem && l.Buy && live > 0 && l.Cost != 0:
			// What may be spent is the price less the lowest margin.
			add(LeakFloor, order, o.Number, o.Customer, describe(&l.SaleLine), l.CostBase(live, w.base)-(money.Whole-floor).Of(worth))
		}
	}
	for _, p := range deal.Purchases {
		for i := range p.Lines {
			pl := &p.Lines[i]
			l, err := o.Line(pl.OrderLineID)
			if err != nil || l.Cost == 0 || pl.Good() <= 0 {
				continue
			}
			add(LeakCost, trade.Ref{Kind: trade.KindPurchase, ID: p.ID}, p.Number, p.Supplier, pl.SKU,
				pl.Cost.Times(pl.Good()).To(p.FX, p.Currency, w.base)-l.CostBase(pl.Good(), w.base))
		}
	}
	var freight money.Amount
	for _, r := range deal.Profit(w.base) {
		freight += r.Freight
	}
	add(LeakFreight, order, o.Number, o.Customer, "", freight-charged)
	return out
}

// leaksOfMoney adds what bills, credit notes, write-offs and exchange rates cost.
func (w *work) leaksOfMoney(in LeaksIn, out *[]Leak) error {
	bills, err := w.Overcharged(in.From, in.To)
	if err != nil {
		return err
	}
	for i := range bills {
		b := &bills[i]
		// A bill that is lower than agreed is no leak; a credit that takes a price back makes one smaller.
		if lost := b.in(w.base, b.Differs); (lost > 0 && !b.Credit) || (lost < 0 && b.Credit) {
			*out = append(*out, Leak{Kind: LeakBill, Date: b.Date, Ref: trade.Ref{Kind: trade.KindBill, ID: b.BillID}, Number: b.BillNo, Party: b.Supplier, Amount: lost})
		}
	}
	credits, err := w.GivenBack(in.From, in.To)
	if err != nil {
		return err
	}
	for _, g := range credits {
		kind := LeakCredit
		if g.Early {
			kind = LeakEarly
		}
		*out = append(*out, Leak{Kind: kind, Date: g.Date, Ref: trade.Ref{Kind: trade.KindInvoice, ID: g.InvoiceID}, Number: g.Number, Party: g.Customer, What: g.Reason, Amount: g.Base})
	}
	lost, err := w.WrittenOff(in.From, in.To)
	if err != nil {
		return err
	}
	for _, g := range lost {
		*out = append(*out, Leak{Kind: LeakLoss, Date: g.Date, Ref: trade.Ref{Kind: trade.KindInvoice, ID: g.InvoiceID}, Number: g.Number, Party: g.Customer, What: g.Reason,
			Amount: g.Amount.To(g.FX, g.Currency, w.base)})
	}
	exchanged, err := w.Gains(in.From, in.To)
	for _, e := range exchanged {
		if e.Gain < 0 {
			*out = append(*out, Leak{Kind: LeakFX, Date: e.Date, Ref: trade.Ref{Kind: e.Document.Kind, ID: e.Document.ID}, Number: e.Document.Number, Party: e.Party, Amount: -e.Gain})
		}
	}
	return err
}

// Given is what a customer got back or did not pay: a credit note, or an invoice that was given up.
type Given struct {
	InvoiceID trade.ID       `json:"invoice_id"`
	Number    string         `json:"number"`
	Date      trade.Date     `json:"date"`
	Customer  string         `json:"customer"`
	Early     bool           `json:"early"` // the discount for paying early
	Reason    string         `json:"reason"`
	Base      money.Amount   `json:"base" cur:"base"` // of a credit note, net of tax
	Amount    money.Amount   `json:"amount"`          // of what was given up, with tax
	Currency  money.Currency `json:"currency"`
	FX        money.FX       `json:"fx"`
}
