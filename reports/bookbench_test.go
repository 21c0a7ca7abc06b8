package reports

import (
	"fmt"
	"io"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

func benchProfit(b *testing.B, yardstick bool) {
	for b.Loop() {
		took, err := profitBench(yardstick, 20_000)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(20_000/took.Seconds(), "orders/s")
	}
}

func BenchmarkProfit(b *testing.B) { benchProfit(b, false) }

func BenchmarkProfitStreamWriter(b *testing.B) { benchProfit(b, true) }

// profitBench writes the workbook of n orders to nowhere and says how long it took: our way, or,
// as the yardstick, the same cells through excelize's StreamWriter.
func profitBench(yardstick bool, n int) (time.Duration, error) {
	p := benchBook(n)
	runtime.GC()
	start := time.Now()
	if !yardstick {
		err := New().Profit(io.Discard, p)
		return time.Since(start), err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	b, err := newBook(f, &p)
	if err != nil {
		return 0, err
	}
	for _, s := range b.sheets() {
		if err := stream(f, &s); err != nil {
			return 0, err
		}
	}
	_, err = f.WriteTo(io.Discard)
	return time.Since(start), err
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

// benchBook is a book of n orders with three lines each.
func benchBook(n int) app.ProfitBook {
	b := app.ProfitBook{Company: "North Pier Trading GmbH", Currency: "EUR", Made: "2026-11-28T09:14:05Z"}
	for i := range n {
		no, day := fmt.Sprintf("SO-2026-%06d", i+1), trade.Date(fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28))
		var net money.Amount
		for j := range 3 {
			c, s := i%2000, (i+j)%40
			b.Lines = append(b.Lines, trade.ProfitLine{
				OrderID: trade.ID(i + 1), OrderNo: no, OrderLineID: trade.ID(3*i + j + 1), Date: day, CustomerID: trade.ID(c + 1), Customer: "Customer " + strconv.Itoa(c), RepID: trade.ID(i%7 + 1), Rep: "Rep " + strconv.Itoa(i%7),
				ItemID: trade.ID((i*3+j)%5000 + 1), SKU: "SKU-" + strconv.Itoa((i*3+j)%5000), Description: "Stoneware mug 330 ml, reactive glaze", SupplierID: trade.ID(s + 1), Supplier: "Supplier " + strconv.Itoa(s),
				Qty: money.Qty(1+i%48) * money.Unit, Revenue: money.Amount(1000 + i*37%99991), Cost: money.Amount(700 + i*29%60013), Freight: money.Amount(i % 90), Actual: i%4 != 0,
			})
			net += b.Lines[len(b.Lines)-1].Revenue
		}
		b.Invoiced = append(b.Invoiced, app.BookEntry{Number: fmt.Sprintf("INV-2026-%06d", i+1), Date: day, Party: "Customer", OrderNo: no, Net: net})
	}
	return b
}
