package app

import (
	"bytes"
	"context"
	"sort"
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

// ReportIn asks for profit by order, customer, supplier, item, rep or month, of orders dated from one date to another.
type ReportIn struct {
	By   string     `json:"by"`
	From trade.Date `json:"from"` // empty: from the first
	To   trade.Date `json:"to"`   // empty: to the last
}

// Report is profit added up, with its total.
type Report struct {
	Currency money.Currency `json:"currency"`
	Rows     []ProfitSum    `json:"rows"`
	Total    ProfitSum      `json:"total"`
}

// ReportProfit adds up profit of confirmed orders. Whatever it is split by, the total is the same to the cent.
func (d *Desk) ReportProfit(ctx context.Context, in ReportIn) (out Report, err error) {
	if err := dates(map[string]trade.Date{"from": in.From, "to": in.To}); err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out.Currency = w.base
		switch in.By {
		case "customer", "rep", "month":
			out.Rows, err = w.ProfitBy(in.By, in.From, in.To)
		case "order", "supplier", "item":
			out.Rows, err = w.profitByLine(in)
		default:
			err = trade.Faultf(trade.Invalid, "Profit is reported by order, customer, supplier, item, rep or month, not by %q.", in.By).In("by")
		}
		return err
	})
	out.Total.Actual = true
	for _, r := range out.Rows {
		out.Total.Orders += r.Orders
		out.Total.Revenue += r.Revenue
		out.Total.Cost += r.Cost
		out.Total.Actual = out.Total.Actual && r.Actual
	}
	return out, err
}

func (w *work) profitByLine(in ReportIn) ([]ProfitSum, error) {
	type sum struct {
		ProfitSum
		last trade.ID
	}
	sums := map[trade.ID]*sum{}
	err := w.EachDeal(in.From, in.To, func(deal *trade.Deal) error {
		for _, l := range deal.Profit(w.base) {
			id, key, name := l.OrderID, l.OrderNo, l.Customer
			switch in.By {
			case "supplier":
				id, key, name = l.SupplierID, idText(l.SupplierID), l.Supplier
			case "item":
				id, key, name = l.ItemID, idText(l.ItemID), l.SKU
			}
			s := sums[id]
			if s == nil {
				s = &sum{ProfitSum: ProfitSum{Key: key, Name: name, Actual: true}}
				sums[id] = s
			}
			s.Name = name // a party or item that was renamed or joined goes by its newest name
			if s.last != l.OrderID {
				s.Orders, s.last = s.Orders+1, l.OrderID
			}
			s.Revenue += l.Revenue
			s.Cost += l.Cost + l.Freight
			s.Actual = s.Actual && l.Actual
		}
		return nil
	})
	rows := make([]ProfitSum, 0, len(sums))
	for _, s := range sums {
		rows = append(rows, s.ProfitSum)
	}
	sort.Slice(rows, func(i, j int) bool {
		if a, b := rows[i].Profit(), rows[j].Profit(); a != b {
			return a > b
		}
		return rows[i].Key < rows[j].Key
	})
	return rows, err
}

func idText(id trade.ID) string { return strconv.FormatInt(int64(id), 10) }

// ExportOut is a workbook.
type ExportOut struct {
	FileName string `json:"file_name"`
	XLSX     []byte `json:"xlsx"`
}

// ExportProfit writes the profit workbook of orders dated from one date to another.
func (d *Desk) ExportProfit(ctx context.Context, in ReportIn) (out ExportOut, err error) {
	if err := dates(map[string]trade.Date{"from": in.From, "to": in.To}); err != nil {
		return out, err
	}
	var book ProfitBook
	err = d.read(ctx, func(w *work) error {
		own, err := w.company()
		if err != nil {
			return err
		}
		book = ProfitBook{Company: own.Name, Currency: w.base, From: in.From, To: in.To, Made: w.stamp()}
		return w.fillBook(&book)
	})
	if err != nil {
		return out, err
	}
	var b bytes.Buffer
	if err := d.printer.Profit(&b, book); err != nil {
		return out, trade.Faultf(trade.External, "The workbook could not be made: %v.", err)
	}
	return ExportOut{FileName: "profit.xlsx", XLSX: b.Bytes()}, nil
}

func (w *work) fillBook(book *ProfitBook) error {
	err := w.EachDeal(book.From, book.To, func(deal *trade.Deal) error {
		book.Lines = append(book.Lines, deal.Profit(w.base)...)
		return nil
	})
	if err != nil {
		return err
	}
	err = w.EachInvoice(book.From, book.To, func(v *trade.Invoice) error {
		e := BookEntry{Number: v.Number, Date: v.Date, Party: v.Customer, OrderNo: v.OrderNo}
		for i := range v.Lines {
			e.Net += v.Sign() * v.Lines[i].Base
		}
		book.Invoiced = append(book.Invoiced, e)
		return nil
	})
	if err != nil {
		return err
	}
	err = w.EachCharge(book.From, book.To, func(c *trade.Charge, orderNo string) error {
		number := c.Reference
		if c.Estimated {
			number = "estimated"
		}
		book.Charges = append(book.Charges, BookEntry{Number: number, Date: c.Date, Party: string(c.Kind), OrderNo: orderNo, Net: c.Base})
		return nil
	})
	if err != nil {
		return err
	}
	if book.Commission, err = w.commissions(PeriodIn{From: book.From, To: book.To}); err != nil {
		return err
	}
	return w.EachBill(book.From, book.To, func(b *trade.Bill) error {
		e := BookEntry{Number: b.Number, Date: b.Date, Party: b.Supplier}
		for i := range b.Lines {
			e.Net += b.Sign() * b.Lines[i].Base
			if b.Lines[i].Kind == trade.LineFreight {
				e.Freight += b.Sign() * b.Lines[i].Base
			}
		}
		book.Billed = append(book.Billed, e)
		return nil
	})
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
