package app

import (
	"bytes"
	"context"
	"errors"
	"io"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ProfitBook is the content of a profit workbook, in the company's currency: the orders of a period with their lines, and every
// document that is of them or dated within the period. A hundred thousand orders have to fit into little memory, so names
// stand in lists of their own and what names them has their place there.
type ProfitBook struct {
	Company  string
	Currency money.Currency
	From, To trade.Date // empty where unbounded
	Made     trade.Stamp

	Orders   Pages[BookOrder]
	Lines    Pages[BookLine] // order by order
	Invoices Pages[BookDoc]
	Credits  Pages[BookDoc] // credit notes to customers; below zero
	Bills    Pages[BookDoc] // supplier credits are below zero
	Charges  Pages[BookDoc] // kept by marketplaces and card companies

	Customers, Reps, Suppliers, Items []BookName
	Words                             Words // descriptions of lines; days, parties and orders of documents
	Rates                             []BookRate

	Commission Pages[BookCommission] // of orders that were invoiced, billed and paid in full within the period
	Reported   ProfitSum             // what the program's reports say of the same orders, from what is kept beside them

	Wrote func(rows int) // hears now and then how many rows are written
}

// Pages is a list that grows without being copied.
type Pages[T any] struct {
	pages [][]T
	n     int
}

const onPage = 1024

// Add puts v at the end of the list.
func (p *Pages[T]) Add(v T) {
	if p.n%onPage == 0 {
		p.pages = append(p.pages, make([]T, 0, onPage))
	}
	last := &p.pages[len(p.pages)-1]
	*last = append(*last, v)
	p.n++
}

// At is the list's entry i, from 0.
func (p *Pages[T]) At(i int) *T { return &p.pages[i/onPage][i%onPage] }

// Len is how many there are.
func (p *Pages[T]) Len() int { return p.n }

// Words keeps texts that are there many times only once, each with a number.
type Words struct {
	list []string
	at   map[string]int32
}

// Of is the number of a text.
func (w *Words) Of(s string) int32 {
	n, known := w.at[s]
	if !known {
		if w.at == nil {
			w.at = map[string]int32{}
		}
		n = int32(len(w.list))
		w.at[s] = n
		w.list = append(w.list, s)
	}
	return n
}

// At is the text with a number.
func (w *Words) At(n int32) string { return w.list[n] }

// Len is how many texts there are.
func (w *Words) Len() int { return len(w.list) }

// BookName is whom or what orders and lines name, called as the newest of them calls it. Its id is zero for none.
type BookName struct {
	ID         trade.ID
	Name, More string
}

// BookRate is a rate that documents have: what one unit of a currency is worth in the company's.
type BookRate struct {
	Currency money.Currency
	FX       money.FX
}

// BookOrder is an order of a profit workbook.
type BookOrder struct {
	Number              string
	Date                trade.Date
	Channel             string
	Customer, Rep, Rate int32
	Credited            money.Amount // below zero
}

// BookLine is what a line of an order earned with one supplier, as trade.ProfitLine.
type BookLine struct {
	Order, Supplier, Item, Text int32
	Qty                         money.Qty
	Invoiced, Revenue           money.Amount
	Billed, Cost                money.Amount
	Carried, Kept, Freight      money.Amount
	Actual                      bool
}

// Profit is what the line earned.
func (l *BookLine) Profit() money.Amount { return l.Revenue - l.Cost - l.Freight }

// BookDoc is a document beside the orders; amounts are net of tax.
type BookDoc struct {
	Number      string
	Date, Party int32 // in Words
	Order       int32 // in Words: its number; empty where it is of none or several
	Rate        int32
	Own         money.Amount // in its own currency
	Net         money.Amount
	Ours        money.Amount // part of Net that counts at the lines of this workbook; of bills without freight and fees
	OursFreight money.Amount // freight and fees of a bill that do
}

// BookCommission is what a rep has earned with an order.
type BookCommission struct {
	Rep, Earned, Order, Date, Customer, On int32 // in Words
	Rate                                   money.Rate
	Revenue, Profit, Commission            money.Amount
}

// BookRow is a document as the store lists it for a profit workbook.
type BookRow struct {
	ID          trade.ID
	Number      string
	Date        trade.Date
	Credit      bool
	Party       string
	OrderID     trade.ID // zero: of several
	OrderNo     string
	Currency    money.Currency
	FX          money.FX
	Own         money.Amount
	Net         money.Amount
	Ours        money.Amount
	OursFreight money.Amount
}

// ExportOut is a workbook.
type ExportOut struct {
	FileName string `json:"file_name"`
	XLSX     []byte `json:"xlsx"`
}

// profitFile is what the profit workbook is called.
const profitFile = "profit.xlsx"

// ExportProfit writes the profit workbook of orders dated from one date to another.
func (d *Desk) ExportProfit(ctx context.Context, in PeriodIn) (ExportOut, error) {
	var b bytes.Buffer
	if err := d.WriteProfit(ctx, in, &b); err != nil {
		return ExportOut{}, err
	}
	return ExportOut{FileName: profitFile, XLSX: b.Bytes()}, nil
}

// WriteProfit writes the profit workbook as it is made, so that a large one is never whole in memory. It tells how far it is
// (Telling) and stops when ctx ends; what was written by then is no workbook.
func (d *Desk) WriteProfit(ctx context.Context, in PeriodIn, to io.Writer) error {
	if err := period(in.From, in.To); err != nil {
		return err
	}
	defer d.sparing()()
	var book *ProfitBook
	err := d.read(ctx, func(w *work) (err error) {
		book, err = w.profitBook(ctx, in)
		return err
	})
	if err != nil {
		return err
	}
	tell, n := reporting(ctx), book.Orders.Len()
	rows := book.Lines.Len() + n + book.Invoices.Len() + book.Credits.Len() + book.Bills.Len()
	book.Wrote = func(done int) { tell(n+min(done*n/max(rows, 1), n), 2*n) }
	err = d.printer.Profit(stopping{ctx, to}, book)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return unmade(err)
	}
	tell(2*n, 2*n)
	return nil
}

// unmade says why there is no workbook: because the printer refuses it, in its words, or for a reason of the system's.
func unmade(err error) error {
	var refused *trade.Error
	if errors.As(err, &refused) {
		return err
	}
	return trade.Faultf(trade.External, "The workbook could not be made: %w.", err)
}

// stopping is a writer that refuses when its context ends.
type stopping struct {
	ctx context.Context
	io.Writer
}

func (s stopping) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Writer.Write(b)
}
