package reports

import (
	"fmt"
	"io"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// BenchProfit writes the workbook of n orders to nowhere and says how long it took by a clock: our way, or, as the yardstick, the same cells
// through excelize's StreamWriter, without tables, chart and pivot. Memory is as scarce as it is when the program writes a workbook; it is
// watched, until watch's answer is called, from when nothing but the orders is left of what was before.
func BenchProfit(yardstick bool, n int, clock func() time.Duration, watch func() (stop func())) (time.Duration, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	p := benchBook(n)
	debug.FreeOSMemory()
	defer watch()()
	start := clock()
	if yardstick {
		err := StreamProfit(io.Discard, p)
		return clock() - start, err
	}
	err := New().Profit(io.Discard, p)
	return clock() - start, err
}

// StreamProfit writes the cells of a profit workbook with excelize's StreamWriter: what ours is measured against.
func StreamProfit(to io.Writer, p *app.ProfitBook) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it removes the files that the StreamWriter has made
	b, err := newBook(f, p)
	if err != nil {
		return err
	}
	for _, s := range b.sheets() {
		if err := stream(f, &s); err != nil {
			return err
		}
	}
	_, err = f.WriteTo(to)
	return err
}

func stream(f *excelize.File, s *worksheet) error {
	if _, err := f.NewSheet(s.name); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	for i, width := range s.widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	c := &streamCells{w: w}
	s.fill(c)
	c.row(0)
	if c.err != nil {
		return c.err
	}
	return w.Flush()
}

// streamCells hands cells to excelize's StreamWriter.
type streamCells struct {
	w    *excelize.StreamWriter
	n    int
	line []any
	err  error
}

func (c *streamCells) row(n int) {
	if c.n > 0 && c.err == nil {
		c.err = c.w.SetRow("A"+strconv.Itoa(c.n), c.line)
	}
	c.n, c.line = n, c.line[:0]
}

func (c *streamCells) text(s string, style int) {
	c.line = append(c.line, excelize.Cell{StyleID: style, Value: s})
}

func (c *streamCells) number(plain string, style int) {
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		c.err = err
	}
	c.line = append(c.line, excelize.Cell{StyleID: style, Value: v})
}

func (c *streamCells) formula(f, value string, style int) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		c.err = err
	}
	c.line = append(c.line, excelize.Cell{StyleID: style, Formula: f, Value: v})
}

func (c *streamCells) skip() { c.line = append(c.line, nil) }

// benchBook is a book of n orders with three lines each, all invoiced, and three quarters of them billed.
func benchBook(n int) *app.ProfitBook {
	b := &app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z", Rates: []app.BookRate{{Currency: "EUR", FX: money.Par}}}
	names := func(n int, name string) (list []app.BookName) {
		for i := range n {
			list = append(list, app.BookName{ID: trade.ID(i + 1), Name: name + strconv.Itoa(i)})
		}
		return list
	}
	b.Customers, b.Suppliers, b.Items, b.Reps = names(2000, "Customer "), names(40, "Supplier "), names(5000, "SKU-"), names(7, "Rep ")
	b.Words.Of("Stoneware mug 330 ml, reactive glaze")
	days := map[int]trade.Date{}
	for i := range 12 * 28 {
		days[i] = trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28))
	}
	for i := range n {
		o := app.BookOrder{Number: fmt.Sprintf("SO-2026-%06d", i+1), Date: days[i%(12*28)], Channel: "phone", Customer: int32(i % 2000), Rep: int32(i % 7)}
		var net money.Amount
		for j := range 3 {
			l := app.BookLine{Order: int32(i), Supplier: int32((i + j) % 40), Item: int32((i*3 + j) % 5000), Qty: money.Qty(1+i%48) * money.Unit, Revenue: money.Amount(1000 + i*37%99991),
				Cost: money.Amount(700 + i*29%60013), Freight: money.Amount(i % 90), Actual: i%4 != 0}
			l.Invoiced = l.Revenue
			net += l.Revenue
			b.Reported.Revenue += l.Revenue
			b.Reported.Cost += l.Cost + l.Freight
			if l.Actual {
				l.Billed, l.Carried = l.Cost, l.Freight
				b.Bills.Add(app.BookDoc{Number: fmt.Sprintf("BILL-2026-%06d", 3*i+j), Date: b.Words.Of(string(o.Date)), Party: b.Words.Of(b.Suppliers[l.Supplier].Name), Own: l.Cost + l.Freight, Net: l.Cost + l.Freight, Ours: l.Cost, OursFreight: l.Freight})
			}
			b.Lines.Add(l)
		}
		b.Orders.Add(o)
		b.Invoices.Add(app.BookDoc{Number: fmt.Sprintf("INV-2026-%06d", i+1), Date: b.Words.Of(string(o.Date)), Party: b.Words.Of(b.Customers[o.Customer].Name), Order: b.Words.Of(o.Number), Own: net, Net: net, Ours: net})
	}
	return b
}
