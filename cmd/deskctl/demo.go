package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"text/tabwriter"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data"
)

// demo makes a company and its deals in a folder: file, PDFs, workbook and mails.
func (s *session) demo(args []string) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	n := flags.Int("orders", 10, "")
	dir := flags.String("out", "", "")
	seed := flags.Uint64("seed", 1, "")
	if err := flags.Parse(args); err != nil {
		return trade.Faultf(trade.Invalid, "%w. Use deskctl demo --orders N --out DIR [--seed S].", err)
	}
	if *dir == "" {
		return trade.Faultf(trade.Invalid, "Where should the demo be left? Name a folder with --out.")
	}
	if *n < 1 || *n > 5_000_000 {
		return trade.Faultf(trade.Invalid, "A demo has between 1 and 5,000,000 orders.")
	}
	if *n >= largeFrom {
		if err := os.MkdirAll(*dir, 0o755); err != nil {
			return trade.Faultf(trade.External, "The folder %s could not be made: %w.", *dir, err)
		}
		return s.enlarged(*dir, filepath.Join(*dir, "demo.dropdesk"), *n, *seed)
	}
	for _, d := range []string{*dir, filepath.Join(*dir, "pdf"), filepath.Join(*dir, "mail")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return trade.Faultf(trade.External, "The folder %s could not be made: %w.", d, err)
		}
	}
	store, err := data.Create(filepath.Join(*dir, "demo.dropdesk"))
	if err != nil {
		return err
	}
	err = s.fill(store, *dir, *n, *seed)
	return errors.Join(err, store.Close())
}

func (s *session) fill(store *data.Store, dir string, n int, seed uint64) error {
	say := func(format string, args ...any) { fmt.Fprintf(s.errOut, format+"\n", args...) }
	clock := &demo.Clock{}
	d := desk(store, clock.Now)
	say("Running %d deals through all ten steps …", n)
	if err := demo.Run(s.ctx, d, clock, demo.LastYear(n, seed), nil); err != nil {
		return err
	}
	say("Printing the documents and writing the mails …")
	papers, mails, err := s.paperwork(d, dir)
	if err != nil {
		return err
	}
	say("Writing the profit workbook and checking the file …")
	if _, err := s.writeProfit(d, app.PeriodIn{}, filepath.Join(dir, "profit.xlsx")); err != nil {
		return err
	}
	return s.summary(d, dir, papers, mails)
}

// paperwork prints every document once, on all processors, and then writes every mail, in the order
// in which they were decided, so that the same seed leaves the same file.
func (s *session) paperwork(d *app.Desk, dir string) (papers map[app.PaperKind]int, mails int, err error) {
	ctx, stop := context.WithCancelCause(s.ctx)
	defer stop(nil)
	jobs := make(chan app.PrintIn, 64)
	papers = map[app.PaperKind]int{}
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for j := range jobs {
				if ctx.Err() != nil {
					continue
				}
				p, err := d.Print(ctx, j)
				if err == nil {
					err = os.WriteFile(filepath.Join(dir, "pdf", p.FileName), p.PDF, 0o644)
				}
				if err != nil {
					stop(err)
				}
			}
		})
	}
	err = eachDocument(ctx, d, func(paper app.PaperKind, id trade.ID) {
		papers[paper]++
		jobs <- app.PrintIn{Paper: paper, ID: id}
	})
	close(jobs)
	wait.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if err != nil {
		return papers, 0, err
	}
	var waiting []trade.ID
	if err := walk(ctx, d.ListMessages, func(m trade.Message) { waiting = append(waiting, m.ID) }); err != nil {
		return papers, 0, err
	}
	slices.Sort(waiting)
	err = d.Together(ctx, func(ctx context.Context) error {
		for _, id := range waiting {
			m, err := d.HandMessage(ctx, app.ByID{ID: id})
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, "mail", m.FileName), m.EML, 0o644)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return papers, len(waiting), err
}

// eachDocument walks all documents that are printed.
func eachDocument(ctx context.Context, d *app.Desk, paper func(app.PaperKind, trade.ID)) error {
	return errors.Join(
		walk(ctx, d.ListQuotes, func(r app.QuoteRow) { paper(app.PaperQuote, r.ID) }),
		walk(ctx, d.ListOrders, func(r app.OrderRow) { paper(app.PaperConfirmation, r.ID) }),
		walk(ctx, d.ListPurchases, func(r app.PurchaseRow) { paper(app.PaperPurchase, r.ID) }),
		walk(ctx, d.ListShipments, func(r app.ShipmentRow) {
			paper(app.PaperSlip, r.ID)
			paper(app.PaperDelivery, r.ID)
		}),
		walk(ctx, d.ListInvoices, func(r app.InvoiceRow) { paper(app.SuggestedPaper(trade.KindInvoice, r.Credit), r.ID) }),
	)
}

// walk reads a whole list, page by page.
func walk[Row any](ctx context.Context, list func(context.Context, app.ListIn) (app.List[Row], error), f func(Row)) error {
	const page = 1000
	for at := 0; ; at += page {
		rows, err := list(ctx, app.ListIn{Offset: at, Limit: page})
		if err != nil {
			return err
		}
		for _, r := range rows.Rows {
			f(r)
		}
		if len(rows.Rows) < page {
			return nil
		}
	}
}

// summary prints what was made and that it ties out; a difference is a failure.
func (s *session) summary(d *app.Desk, dir string, papers map[app.PaperKind]int, mails int) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Company file\t%s\n", filepath.Join(dir, "demo.dropdesk"))
	fmt.Fprintf(w, "Workbook\t%s\n", filepath.Join(dir, "profit.xlsx"))
	for _, k := range []app.PaperKind{app.PaperQuote, app.PaperConfirmation, app.PaperPurchase, app.PaperSlip, app.PaperDelivery, app.PaperInvoice, app.PaperCredit} {
		fmt.Fprintf(w, "PDF %s\t%d\n", k, papers[k])
	}
	fmt.Fprintf(w, "Mails\t%d\n\n", mails)
	var first *app.Report
	equal := true
	for _, by := range []string{"order", "customer", "supplier", "item", "rep", "month"} {
		r, err := d.ReportProfit(s.ctx, app.ReportIn{By: by})
		if err != nil {
			return err
		}
		if first == nil {
			first = &r
			fmt.Fprintf(w, "Profit by\tRows\tRevenue %[1]s\tCost %[1]s\tProfit %[1]s\n", r.Currency)
		}
		equal = equal && r.Total.Revenue == first.Total.Revenue && r.Total.Cost == first.Total.Cost
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", by, len(r.Rows), r.Total.Revenue.Text(r.Currency), r.Total.Cost.Text(r.Currency), r.Total.Profit().Text(r.Currency))
	}
	margin := money.Ratio(first.Total.Profit(), first.Total.Revenue)
	fmt.Fprintf(w, "margin\t%s %%\n\n", margin.Short())
	r, err := d.Check(s.ctx, app.Nothing{})
	if err != nil {
		return err
	}
	for _, p := range r.Problems {
		fmt.Fprintf(w, "PROBLEM\t%s\n", p)
	}
	verdict := "everything adds up"
	if !equal {
		verdict = "the sums differ"
	}
	if len(r.Problems) > 0 {
		verdict = fmt.Sprintf("%d problems", len(r.Problems))
	}
	fmt.Fprintf(w, "Check of %d orders\t%s\n", r.Orders, verdict)
	if err := w.Flush(); err != nil {
		return err
	}
	if !equal || len(r.Problems) > 0 {
		return errSaid
	}
	return nil
}
