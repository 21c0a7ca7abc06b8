package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

// bench measures five paths against yardsticks in the same run, and says whether each meets what it must; with a file, how it is looked at.
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
	ok := true
	row := func(what string, units int, ours, yard time.Duration, yardstick string, must float64) {
		ratio := yard.Seconds() / ours.Seconds()
		verdict := "meets"
		if ratio < must {
			verdict, ok = "MISSES", false
		}
		fmt.Fprintf(s.out, "%-44s %8.0f/s   %-34s %8.0f/s   ratio %4.2f   %s the %.2f that it must\n",
			what, float64(units)/ours.Seconds(), yardstick, float64(units)/yard.Seconds(), ratio, verdict, must)
	}
	ours, yard, err := benchLives(s.ctx, dir, "life", *lives, lifeCycle)
	if err != nil {
		return err
	}
	row("life cycle of an order, a commit each step", *lives, ours, yard, "same rows, plain SQL, same commits", 0.40)
	if ours, yard, err = benchLives(s.ctx, dir, "bulk", *n, bulkLife); err != nil {
		return err
	}
	row("life cycle of orders in bulk, 4 commits", *n, ours, yard, "same rows, plain SQL, same commits", 0.30)
	ours, size, err := reports.BenchInvoice(false, *invoices)
	if err != nil {
		return err
	}
	if yard, _, err = reports.BenchInvoice(true, *invoices); err != nil {
		return err
	}
	row("invoice PDF, 40 lines, 2 pages, logo", *invoices, ours, yard, "bare maroto, whole font", 1.5)
	fmt.Fprintf(s.out, "%-44s %8d bytes each, at most 40,000\n", "", size)
	b, err := benchPrices(s.ctx, dir, *prices)
	if err != nil {
		return err
	}
	row("price list, 10 columns, previewed and applied", *prices, b.ours, b.yard, "excelize only reads it", 1/1.3)
	fmt.Fprintf(s.out, "%-44s %8d MiB of memory at most, at most 250; all new %s, all the same %s, undone %s\n", "", b.peak>>20,
		b.made.Round(time.Millisecond), b.same.Round(time.Millisecond), b.undo.Round(time.Millisecond))
	ok = ok && b.peak <= 250<<20
	m, err := benchMail(s.ctx, *mails)
	if err != nil {
		return err
	}
	row("mails with a 60 kB PDF, one TLS line", *mails, m.one, m.each, "a TLS line each", 5)
	rate := func(took time.Duration) float64 { return float64(*mails) / took.Seconds() }
	fmt.Fprintf(s.out, "%-44s the standard library: one line %.0f/s, a line each %.0f/s\n", "", rate(m.plainOne), rate(m.plainEach))
	if ours, yard, err = benchLives(s.ctx, dir, "orders", *rows, takeOrders); err != nil {
		return err
	}
	row("rows of a shop's file, previewed and taken over", *rows, ours, yard, "same rows, plain SQL, one commit", 0.10)
	var peak uint64
	stop := watchMemory(&peak)
	ours, err = reports.BenchProfit(false, *book)
	stop()
	if err != nil {
		return err
	}
	if yard, err = reports.BenchProfit(true, *book); err != nil {
		return err
	}
	row("profit workbook, orders of 3 lines", *book, ours, yard, "same cells, excelize's StreamWriter", 1/1.5)
	fmt.Fprintf(s.out, "%-44s %8d MiB of memory at most, at most 150\n", "", peak>>20)
	ok = ok && peak <= 150<<20
	if !ok || size > 40_000 {
		return errSaid
	}
	return nil
}

// benchLives times f through the desk, and the same rows written without rules into a new file.
func benchLives(ctx context.Context, dir, name string, n int, f func(context.Context, *app.Desk, *sampleHouse, int) error) (ours, yard time.Duration, err error) {
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
	start := time.Now()
	if err := f(ctx, desks[0], house[0], n); err != nil {
		return 0, 0, err
	}
	ours = time.Since(start)
	start = time.Now()
	if err := stores[1].Play(tape); err != nil {
		return 0, 0, err
	}
	yard = time.Since(start)
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
