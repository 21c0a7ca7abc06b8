package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

// look is something that a person looks at.
type look struct {
	name string
	do   func(context.Context) error
}

const (
	atEach = 16 * time.Millisecond // what one in a hundred looks may take, a frame of the screen
	atMost = time.Second           // for how long each is looked at
)

// benchFile measures how long what people look at takes in a company file, beside a plain walk through all orders.
func (s *session) benchFile() error {
	store, err := data.Open(s.file)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	d := desk(store, nil)
	looks, err := looksOf(s.ctx, d)
	if err != nil {
		return err
	}
	orders, err := d.ListOrders(s.ctx, app.ListIn{Limit: 1})
	if err != nil {
		return err
	}
	walk := look{"yardstick: every order read once", store.Walk}
	_, yard, err := measured(s.ctx, walk)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d orders; milliseconds of work, and of waiting on this machine as it is now; a walk through all orders takes %.0f\n\n", orders.Count, ms(yard))
	fmt.Fprintf(s.out, "%-40s %8s %8s %8s %9s %8s\n", "", "median", "p99", "wait p99", "of a walk", "at most")
	ok := true
	for i, l := range append(looks, walk) {
		times, middle, err := measured(s.ctx, l)
		if err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		verdict := ""
		if i < len(looks) {
			verdict = fmt.Sprintf("%8.0f", ms(atEach))
			if times.work > atEach {
				verdict, ok = verdict+"  MISSES", false
			}
		}
		fmt.Fprintf(s.out, "%-40s %8.2f %8.2f %8.2f %9.4f %s\n", l.name, ms(middle), ms(times.work), ms(times.wait), middle.Seconds()/yard.Seconds(), verdict)
	}
	fits, err := s.benchBook(store, orders.Count)
	if err != nil {
		return err
	}
	if !ok || !fits {
		return errSaid
	}
	return nil
}

// mostBooked is from how many orders on only the last year goes into a workbook, which holds a million rows of each kind.
const mostBooked = 200_000

// benchBook writes the profit workbook to nowhere, read and written, and then the same cells with excelize's StreamWriter.
func (s *session) benchBook(store *data.Store, orders int) (ok bool, err error) {
	p := &keepingPrinter{Printer: reports.New()}
	d := app.New(app.Ports{Store: store, Printer: p})
	var peak uint64
	runtime.GC()
	stop := watchMemory(&peak)
	start, cpu := time.Now(), worked()
	var period app.PeriodIn
	if orders > mostBooked {
		period.From = trade.DateOf(start).Add(-365)
	}
	err = d.WriteProfit(s.ctx, period, io.Discard)
	took, ours := time.Since(start), worked()-cpu
	stop()
	if err != nil {
		return false, err
	}
	cpu = worked()
	if err := reports.StreamProfit(io.Discard, p.book); err != nil {
		return false, err
	}
	ratio := ours.Seconds() / (worked() - cpu).Seconds()
	fmt.Fprintf(s.out, "\nprofit workbook of %d orders: %s by the clock, %s of work from the file to the last byte, %.2f of what excelize's StreamWriter needs for the cells (at most 1.50); %d MiB of memory (at most 150)\n",
		p.book.Orders.Len(), took.Round(time.Millisecond), ours.Round(time.Millisecond), ratio, peak>>20)
	return ratio <= 1.5 && peak <= 150<<20, nil
}

// keepingPrinter keeps the profit workbook's content.
type keepingPrinter struct {
	*reports.Printer
	book *app.ProfitBook
}

// Profit implements app.Printer.
func (p *keepingPrinter) Profit(w io.Writer, b *app.ProfitBook) error {
	p.book = b
	return p.Printer.Profit(w, b)
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }

// slowest is what one in a hundred takes: of the processor's time, and by the clock.
type slowest struct{ work, wait time.Duration }

// measured looks again and again, for a second or two hundred times.
func measured(ctx context.Context, l look) (slowest, time.Duration, error) {
	if err := l.do(ctx); err != nil { // the first finds nothing in memory
		return slowest{}, 0, err
	}
	var work, wait []time.Duration
	for begin := time.Now(); len(work) < 3 || (len(work) < 200 && time.Since(begin) < atMost); {
		start, cpu := time.Now(), worked()
		if err := l.do(ctx); err != nil {
			return slowest{}, 0, err
		}
		work, wait = append(work, worked()-cpu), append(wait, time.Since(start))
	}
	slices.Sort(work)
	slices.Sort(wait)
	last := (len(work)*99+99)/100 - 1
	return slowest{work[last], wait[last]}, work[len(work)/2], nil
}

// looksOf lists what is looked at, in a file as it is.
func looksOf(ctx context.Context, d *app.Desk) ([]look, error) {
	done, err := d.ListOrders(ctx, app.ListIn{Filter: "done", Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(done.Rows) == 0 {
		return nil, trade.Faultf(trade.Refused, "No order of this file is done, so there is too little in it to be measured.")
	}
	order := done.Rows[0]
	ref := trade.Ref{Kind: trade.KindOrder, ID: order.ID}
	today := trade.DateOf(time.Now())
	month := app.ReportIn{From: today.Add(-30), To: today}
	by := func(in app.ReportIn, what string) app.ReportIn {
		in.By = what
		return in
	}
	var list []look
	add := func(name string, do func(context.Context) error) { list = append(list, look{name, do}) }
	lists(add, "quotes", d.ListQuotes, "sent", "total")
	lists(add, "orders", d.ListOrders, "open", "total")
	lists(add, "purchase orders", d.ListPurchases, "open", "")
	lists(add, "shipments", d.ListShipments, "on_the_way", "")
	lists(add, "invoices", d.ListInvoices, "open", "total")
	lists(add, "payments", d.ListPayments, "on_account", "amount")
	lists(add, "bills", d.ListBills, "open", "due")
	lists(add, "returns", d.ListReturns, "approved", "")
	lists(add, "customers", d.ListCustomers, "customers", "")
	lists(add, "suppliers", d.ListSuppliers, "active", "")
	lists(add, "items", d.ListItems, "active", "")
	lists(add, "outbox", d.ListMessages, "ready", "")
	lists(add, "orders of a customer", d.ListOrders, "customer", "", order.CustomerID)
	texts := func(name, text string) {
		add("palette: "+name, asked(d.Find, app.FindIn{Text: text}))
		add("orders found: "+name, asked(d.ListOrders, app.ListIn{Text: text}))
	}
	texts("a number", order.Number)
	texts("a customer's name", order.Customer)
	texts("beginning of a number", order.Number[:4])
	texts("nothing", "zqxv")
	texts("one letter", "s")
	add("Today", asked(d.Today, app.TodayIn{}))
	add("work in each section", asked(d.CountWork, app.Nothing{}))
	add("chain of an order", asked(d.GetChain, ref))
	add("history of an order", asked(d.GetHistory, ref))
	add("explained profit of an order", asked(d.Explain, app.ExplainIn{Figure: "profit", Kind: trade.KindOrder, ID: order.ID}))
	add("lines to order", asked(d.ListWaiting, app.Nothing{}))
	add("receivables by age", asked(d.ReportAgeing, app.AgeingIn{}))
	add("payables by age", asked(d.ReportAgeing, app.AgeingIn{Payable: true}))
	add("profit of a month by customer", asked(d.ReportProfit, by(month, "customer")))
	add("profit of a month by day's order", asked(d.ReportProfit, by(month, "order")))
	add("profit of a month by supplier", asked(d.ReportProfit, by(month, "supplier")))
	add("profit of all years by month", asked(d.ReportProfit, app.ReportIn{By: "month"}))
	add("profit of all years by customer", asked(d.ReportProfit, app.ReportIn{By: "customer"}))
	add("suppliers' scorecard of a month", asked(d.ReportSuppliers, app.PeriodIn{From: month.From, To: month.To}))
	add("tax of a month", asked(d.ReportTax, app.PeriodIn{From: month.From, To: month.To}))
	return list, nil
}

// lists are the looks at a list: as it opens, all of it, sorted, and a page in its middle.
func lists[R any](add func(string, func(context.Context) error), name string, list func(context.Context, app.ListIn) (app.List[R], error), filter, sort string, customer ...trade.ID) {
	if len(customer) > 0 {
		add(name, asked(list, app.ListIn{CustomerID: customer[0]}))
		return
	}
	add(name+", "+filter, asked(list, app.ListIn{Filter: filter}))
	add(name+", all", asked(list, app.ListIn{}))
	if sort != "" {
		add(name+", all by "+sort, asked(list, app.ListIn{Sort: sort, Desc: true}))
	}
	count := 0
	add(name+", a page in the middle", func(ctx context.Context) error {
		if count == 0 {
			out, err := list(ctx, app.ListIn{Limit: 1})
			if err != nil {
				return err
			}
			count = out.Count
		}
		_, err := list(ctx, app.ListIn{Offset: count / 2, RowsOnly: true})
		return err
	})
}

func asked[In, Out any](f func(context.Context, In) (Out, error), in In) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := f(ctx, in)
		return err
	}
}
