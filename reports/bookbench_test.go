package reports

import (
	"io"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
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
	b, err := newBook(f, p)
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
