package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

// benching is a bench that runs.
type benching struct {
	*session
	dir  string // for its files
	fell bool   // something misses what it must
}

// bench measures paths against yardsticks in the same run, and says whether each meets what it must; with a file, how it is looked at. Of what is zero
// nothing is measured.
func (s *session) bench(args []string) error {
	if s.file != "" {
		return s.benchFile()
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	n := flags.Int("orders", 10_000, "")
	lives := flags.Int("lives", 300, "")
	invoices := flags.Int("invoices", 200, "")
	prices := flags.Int("prices", 100_000, "")
	mails := flags.Int("mails", 500, "")
	rows := flags.Int("order-rows", 50_000, "")
	book := flags.Int("book", 100_000, "")
	if err := flags.Parse(args); err != nil {
		return trade.Faultf(trade.Invalid, "%w. Use deskctl bench [--orders N] [--lives N] [--invoices N] [--prices N] [--mails N] [--order-rows N] [--book N].", err)
	}
	dir, err := os.MkdirTemp("", "dropdesk-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &benching{session: s, dir: dir}
	for _, path := range []struct {
		n       int
		measure func(int) error
	}{{*lives, b.lives}, {*n, b.bulk}, {*invoices, b.invoices}, {*prices, b.prices}, {*mails, b.mails}, {*rows, b.orderRows}, {*book, b.book}} {
		if path.n <= 0 {
			continue
		}
		if err := path.measure(path.n); err != nil {
			return err
		}
	}
	if b.fell {
		return errSaid
	}
	return nil
}

// row tells how a path compares with its yardstick.
func (b *benching) row(what string, units int, ours, yard time.Duration, yardstick string, must float64) {
	ratio := yard.Seconds() / ours.Seconds()
	verdict := "meets"
	if ratio < must {
		verdict, b.fell = "MISSES", true
	}
	fmt.Fprintf(b.out, "%-44s %8.0f/s   %-34s %8.0f/s   ratio %4.2f   %s the %.2f that it must\n",
		what, float64(units)/ours.Seconds(), yardstick, float64(units)/yard.Seconds(), ratio, verdict, must)
}

// besides tells more of a path, and fails where it is too much.
func (b *benching) besides(tooMuch bool, format string, args ...any) {
	b.fell = b.fell || tooMuch
	fmt.Fprintf(b.out, "%-44s %s\n", "", fmt.Sprintf(format, args...))
}

func (b *benching) lives(n int) error {
	ours, yard, err := benchLives(b.ctx, b.dir, "life", n, lasted, lifeCycle)
	if err == nil {
		b.row("life cycle of an order, a commit each step", n, ours, yard, "same rows, plain SQL, same commits", 0.40)
	}
	return err
}

func (b *benching) bulk(n int) error {
	ours, yard, err := benchLives(b.ctx, b.dir, "bulk", n, lasted, bulkLife)
	if err == nil {
		b.row("life cycle of orders in bulk, 4 commits", n, ours, yard, "same rows, plain SQL, same commits", 0.30)
	}
	return err
}

func (b *benching) invoices(n int) error {
	ours, size, err := reports.BenchInvoice(false, n)
	if err != nil {
		return err
	}
	yard, _, err := reports.BenchInvoice(true, n)
	if err != nil {
		return err
	}
	b.row("invoice PDF, 40 lines, 2 pages, logo", n, ours, yard, "bare maroto, whole font", 1.5)
	b.besides(size > 40_000, "%8d bytes each, at most 40,000", size)
	return nil
}

func (b *benching) prices(n int) error {
	p, err := benchPrices(b.ctx, b.dir, n)
	if err != nil {
		return err
	}
	b.row("price list, 10 columns, previewed and applied", n, p.ours, p.yard, "excelize only reads it", 1/1.3)
	b.row("the same list once more", n, p.same, p.yard, "excelize only reads it", 1/1.3)
	b.besides(p.peak > 250<<20, "%8d MiB of memory at most, at most 250; stops within %s of work; work: all new %s, all the same %s, undone %s", p.peak>>20,
		p.stop.Round(time.Millisecond), p.made.Round(time.Millisecond), p.same.Round(time.Millisecond), p.undo.Round(time.Millisecond))
	return nil
}

func (b *benching) mails(n int) error {
	m, err := benchMail(b.ctx, n)
	if err != nil {
		return err
	}
	b.row("mails with a 60 kB PDF, one TLS line", n, m.one, m.each, "a TLS line each", 5)
	rate := func(took time.Duration) float64 { return float64(n) / took.Seconds() }
	b.besides(false, "the standard library: one line %.0f/s, a line each %.0f/s", rate(m.plainOne), rate(m.plainEach))
	return nil
}

func (b *benching) orderRows(n int) error {
	var peak uint64
	var heard *listening
	file := intake.SampleOrders(n / 2) // an order has two rows on average
	ours, yard, err := benchLives(b.ctx, b.dir, "orders", n, worked, func(ctx context.Context, d *app.Desk, _ *sampleHouse, n int) error {
		if peak == 0 { // it is done once more for the yardstick
			debug.FreeOSMemory()
			defer watchMemory(&peak)()
			heard = listen(ctx)
			ctx = heard
		}
		return takeOrders(ctx, d, file, n)
	})
	if err != nil {
		return err
	}
	b.row("rows of a shop's file, previewed and taken over", n, ours, yard, "same rows, plain SQL, one commit", 0.10)
	b.besides(peak > 500<<20, "%8d MiB of memory at most, at most 500; stops within %s of work; work: %s", peak>>20, heard.most.Round(time.Millisecond), ours.Round(time.Millisecond))
	return nil
}

func (b *benching) book(n int) error {
	var peak uint64
	ours, err := reports.BenchProfit(false, n, worked, func() func() { return watchMemory(&peak) })
	if err != nil {
		return err
	}
	yard, err := reports.BenchProfit(true, n, worked, func() func() { return func() {} })
	if err != nil {
		return err
	}
	b.row("profit workbook, orders of 3 lines", n, ours, yard, "same cells, excelize's StreamWriter", 1/1.5)
	b.besides(peak > 150<<20, "%8d MiB of memory at most, at most 150; work: %s", peak>>20, ours.Round(time.Millisecond))
	return nil
}

var launched = time.Now()

// lasted is the time by the clock: what waits for the disk works little and lasts long.
func lasted() time.Duration { return time.Since(launched) }

// benchLives times f through the desk, and the same rows written without rules into a new file.
func benchLives(ctx context.Context, dir, name string, n int, clock func() time.Duration, f func(context.Context, *app.Desk, *sampleHouse, int) error) (ours, yard time.Duration, err error) {
	paths := [2]string{filepath.Join(dir, name+"-ours.dropdesk"), filepath.Join(dir, name+"-yard.dropdesk")}
	var stores [2]*data.Store
	var house [2]*sampleHouse
	var desks [2]*app.Desk
	for i := range stores {
		if stores[i], err = data.Create(paths[i]); err != nil {
			return 0, 0, err
		}
		desks[i] = desk(stores[i], nil)
		if house[i], err = newSampleHouse(ctx, desks[i]); err != nil {
			return 0, 0, err
		}
	}
	begun := clock()
	if err := f(ctx, desks[0], house[0], n); err != nil {
		return 0, 0, err
	}
	ours = clock() - begun
	// A third file is only recorded, so that recording slows neither of the two that are timed.
	third, err := data.Create(filepath.Join(dir, name+"-tape.dropdesk"))
	if err != nil {
		return 0, 0, err
	}
	d := desk(third, nil)
	h, err := newSampleHouse(ctx, d)
	if err != nil {
		return 0, 0, err
	}
	tape := third.Record()
	if err := f(ctx, d, h, n); err != nil {
		return 0, 0, err
	}
	third.Stop()
	begun = clock()
	if err := stores[1].Play(tape); err != nil {
		return 0, 0, err
	}
	yard = clock() - begun
	r, err := desks[0].Check(ctx, app.Nothing{})
	if err == nil && len(r.Problems) > 0 {
		err = fmt.Errorf("the bench's file does not add up: %s", r.Problems[0])
	}
	return ours, yard, errors.Join(err, stores[0].Close(), stores[1].Close(), third.Close())
}

// sampleHouse is who and what the bench trades with: 3 items of 2 suppliers.
type sampleHouse struct {
	customers []trade.ID
	items     []trade.ID
}

func newSampleHouse(ctx context.Context, d *app.Desk) (*sampleHouse, error) {
	h := &sampleHouse{}
	err := d.Together(ctx, func(ctx context.Context) error {
		own := demo.Company()
		own.Version, own.TermsID, own.TaxCodeID = 1, 0, 0
		if _, err := d.SaveCompany(ctx, own); err != nil {
			return err
		}
		tax, err := d.SaveTaxCode(ctx, demo.TaxCodes()[0])
		if err != nil {
			return err
		}
		var suppliers []trade.ID
		for _, name := range []string{"Clayworks", "Weft & Co"} {
			s, err := d.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: name, Contacts: []trade.Contact{{Name: "Orders", Email: "orders@supplier.example"}}}})
			if err != nil {
				return err
			}
			suppliers = append(suppliers, s.ID)
		}
		for i, sku := range []string{"MUG-11", "TOT-02", "CND-07"} {
			it, err := d.SaveItem(ctx, app.SaveItemIn{SKU: sku, Name: "Item " + sku, Price: money.Dec(450, 2), TaxCodeID: tax.ID,
				Sources: []app.SourceIn{{SupplierID: suppliers[min(i, 1)], PartNo: "P-" + sku, Cost: money.Dec(310, 2), LeadDays: 4}}})
			if err != nil {
				return err
			}
			h.items = append(h.items, it.ID)
		}
		for i := range 50 {
			c, err := d.SaveCustomer(ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: fmt.Sprintf("Shop %d", i),
				Contacts: []trade.Contact{{Name: "Ana Ruiz", Email: "ana@shop.example"}}, Billing: trade.Address{Street: "High St 1", Zip: "YO1", City: "York", Country: "GB"}}})
			if err != nil {
				return err
			}
			h.customers = append(h.customers, c.ID)
		}
		return nil
	})
	return h, err
}

func (h *sampleHouse) sale(i int) app.SaleIn {
	in := app.SaleIn{CustomerID: h.customers[i%len(h.customers)]}
	for n, it := range h.items {
		q := money.Qty(4+n+i/len(h.customers)) * money.Unit // the same goods for the same customer would be doubted
		in.Lines = append(in.Lines, app.LineIn{ItemID: it, Qty: &q})
	}
	return in
}

// lifeCycle takes n orders from quote to both payments, every step a durable commit of its own.
func lifeCycle(ctx context.Context, d *app.Desk, h *sampleHouse, n int) error {
	for i := range n {
		q, err := d.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: h.sale(i)})
		if err != nil {
			return err
		}
		if _, err := d.SendQuote(ctx, app.SendIn{ID: q.ID}); err != nil {
			return err
		}
		o, err := d.OrderQuote(ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true, Send: true})
		if err != nil {
			return err
		}
		out, err := d.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true})
		if err != nil {
			return err
		}
		for _, p := range out.Made {
			if err := fulfil(ctx, d, p); err != nil {
				return err
			}
		}
		v, err := d.CreateInvoice(ctx, app.InvoiceIn{OrderID: o.ID, Issue: true, Send: true})
		if err != nil {
			return err
		}
		if _, err := d.RecordPayment(ctx, app.PaymentIn{Again: true, PartyID: v.CustomerID, Amount: money.Dec(int64(v.Total), 2), Uses: []app.UseIn{{ID: v.ID, Amount: money.Dec(int64(v.Total), 2)}}}); err != nil {
			return err
		}
		for _, p := range out.Made {
			b, err := d.SaveBill(ctx, app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: "B" + p.Number, PurchaseID: p.ID, Enter: true, Twice: true})
			if err != nil {
				return err
			}
			if _, err := d.PaySupplier(ctx, app.PaymentIn{Again: true, PartyID: b.SupplierID, Amount: money.Dec(int64(b.Total), 2), Uses: []app.UseIn{{ID: b.ID, Amount: money.Dec(int64(b.Total), 2)}}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func fulfil(ctx context.Context, d *app.Desk, p *trade.PurchaseOrder) error {
	if _, err := d.AnswerPurchase(ctx, app.AnswerIn{ID: p.ID}); err != nil {
		return err
	}
	s, err := d.RecordShipment(ctx, app.ShipIn{PurchaseID: p.ID, Tracking: []string{"GP123456789012"}, Notify: true})
	if err != nil {
		return err
	}
	_, err = d.ConfirmDelivery(ctx, app.DeliverIn{ID: s.Shipment.ID, ReceivedBy: "Ana Ruiz"})
	return err
}

// bulkLife takes n orders in, forwards, ships and invoices all of them: four transactions.
func bulkLife(ctx context.Context, d *app.Desk, h *sampleHouse, n int) error {
	orders := make([]trade.ID, n)
	var purchases []trade.ID
	steps := []func(context.Context) error{
		func(ctx context.Context) error {
			for i := range orders {
				o, err := d.SaveOrder(ctx, app.SaveOrderIn{SaleIn: h.sale(i), Channel: "file", Confirm: true, Twice: true})
				if err != nil {
					return err
				}
				orders[i] = o.ID
			}
			return nil
		},
		func(ctx context.Context) error {
			out, err := d.ForwardOrders(ctx, app.ForwardIn{Orders: orders, Send: true})
			for _, p := range out.Made {
				purchases = append(purchases, p.ID)
			}
			return err
		},
		func(ctx context.Context) error {
			for _, p := range purchases {
				if _, err := d.RecordShipment(ctx, app.ShipIn{PurchaseID: p, Tracking: []string{"GP123456789012"}, Notify: true}); err != nil {
					return err
				}
			}
			return nil
		},
		func(ctx context.Context) error {
			for _, o := range orders {
				if _, err := d.CreateInvoice(ctx, app.InvoiceIn{OrderID: o, Issue: true, Send: true}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	for _, step := range steps {
		if err := d.Together(ctx, step); err != nil {
			return err
		}
	}
	return nil
}
