package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
)

// pricesBench is what a price list took of the processors' time.
type pricesBench struct {
	made, ours, same, undo, yard time.Duration
	peak                         uint64        // of the memory in use, in bytes
	stop                         time.Duration // the longest work that does not hear that it is to stop
}

// benchPrices previews and applies a price list of n items: new ones, then all of them at another cost, then the same once more; beside it
// excelize only reads the file.
func benchPrices(ctx context.Context, dir string, n int) (b pricesBench, err error) {
	store, err := data.Create(filepath.Join(dir, "prices.dropdesk"))
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	d := desk(store, nil)
	own := demo.Company()
	own.Version, own.TermsID, own.TaxCodeID = 1, 0, 0
	if _, err := d.SaveCompany(ctx, own); err != nil {
		return b, err
	}
	sup, err := d.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Clayworks", Currency: own.Currency}})
	if err != nil {
		return b, err
	}
	run := func(file []byte) (took time.Duration, out *app.PricePlan, err error) {
		in := app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: sup.ID, Name: "list.xlsx", File: file, Map: &trade.PriceMap{Up: money.Whole}}}
		start, heard := worked(), listen(ctx)
		if _, err := d.PreviewPrices(heard, in); err != nil {
			return 0, nil, err
		}
		out, err = d.ApplyPrices(heard, in)
		b.stop = max(b.stop, heard.most)
		return worked() - start, out, err
	}
	first, err := intake.SampleList(n, 0)
	if err != nil {
		return b, err
	}
	if b.made, _, err = run(first); err != nil {
		return b, err
	}
	second, err := intake.SampleList(n, 9)
	if err != nil {
		return b, err
	}
	// The yardstick is taken before and after, because what else the machine does changes meanwhile.
	plainly := func() error {
		start := worked()
		cells, err := intake.ReadPlainly(second)
		if b.yard += worked() - start; err != nil || cells != 10*(n+1) {
			return errors.Join(err, fmt.Errorf("excelize reads %d cells of the bench's list", cells))
		}
		return nil
	}
	if err := plainly(); err != nil {
		return b, err
	}
	debug.FreeOSMemory() // of the lists that were made and taken over before
	stop := watchMemory(&b.peak)
	var out *app.PricePlan
	b.ours, out, err = run(second)
	stop()
	if err != nil {
		return b, err
	}
	if out.Import == nil || out.Import.Changed != n {
		return b, fmt.Errorf("the list of the bench has changed %d of %d costs", out.Counts.Changed, n)
	}
	if b.same, _, err = run(second); err != nil {
		return b, err
	}
	if err := plainly(); err != nil {
		return b, err
	}
	b.yard /= 2
	start := worked()
	_, err = d.UndoPrices(ctx, app.ByID{ID: out.Import.ID})
	b.undo = worked() - start
	return b, err
}

// watchMemory notes the most memory that is in use until it is stopped.
func watchMemory(peak *uint64) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			*peak = max(*peak, m.HeapInuse+m.StackInuse)
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() { close(done); <-ended }
}
