package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"dropdesk/app"
	"dropdesk/app/demo"
	"dropdesk/app/trade"
	"dropdesk/data"
	"dropdesk/reports"
)

const (
	// From so many orders on a demo is made of copies: what takes the use cases an hour then takes minutes.
	largeFrom = 5000
	halfDeals = 500
)

// enlarged makes the file of a large company: one month of the past and one year up to today, done deal by deal through the use cases, again and again.
func (s *session) enlarged(dir, path string, n int, seed uint64) error {
	start := time.Now()
	say := func(format string, args ...any) { fmt.Fprintf(s.errOut, format+"\n", args...) }
	in := largeAs(n)
	past, present := demo.Halves(halfDeals, min(max(n/100, 200), 2000), seed, trade.DateOf(start))
	in.Past, in.Present = filepath.Join(dir, "past.part"), filepath.Join(dir, "present.part")
	defer func() { _, _ = dropParts(in.Past), dropParts(in.Present) }()
	if err := errors.Join(dropParts(in.Past), dropParts(in.Present)); err != nil {
		return trade.Faultf(trade.External, "What an earlier run has left in %s could not be removed: %w.", dir, err)
	}
	say("Running %d deals through all ten steps …", past.Orders+present.Orders)
	var failed [2]error
	var both sync.WaitGroup
	both.Go(func() { failed[0] = s.runHalf(in.Past, past) })
	both.Go(func() { failed[1] = s.runHalf(in.Present, present) })
	both.Wait()
	if err := errors.Join(failed[:]...); err != nil {
		return err
	}
	told := time.Now()
	err := data.Enlarge(s.ctx, path, in, func(done, of int) {
		if done == of {
			say("%d of %d copies are written; making the indexes …", done, of)
		} else if time.Since(told) > 5*time.Second {
			told = time.Now()
			say("%d of %d copies are written", done, of)
		}
	})
	if err != nil {
		return err
	}
	store, err := data.Open(path)
	if err != nil {
		return err
	}
	facts, err := store.File(s.ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Company file  %s, %d MB\n", path, facts.Size>>20)
	for _, r := range facts.Records {
		fmt.Fprintf(s.out, "%-13s %d\n", r.Kind, r.Count)
	}
	fmt.Fprintf(s.out, "Made in %s. deskctl --file %s check recomputes every figure.\n", time.Since(start).Round(time.Second), path)
	return nil
}

// largeAs says how often the halves stand in a file of n orders: an eighth of them is of the last year, the rest of the seven years before.
func largeAs(n int) data.Enlarging {
	copies := max(2, n/halfDeals)
	present := max(1, copies/8)
	return data.Enlarging{PastTimes: copies - present, PastDays: 7 * 365, PresentTimes: present}
}

func (s *session) runHalf(path string, plan demo.Plan) error {
	store, err := data.Create(path)
	if err != nil {
		return err
	}
	clock := &demo.Clock{}
	// What went out is not kept in a large file, so nothing needs to be printed.
	d := app.New(app.Ports{Store: store, Printer: unprinted{reports.New()}, Mailer: newPorts(store).Mailer, Clock: clock.Now})
	err = demo.Run(s.ctx, d, clock, plan, nil)
	return errors.Join(err, store.Close())
}

func dropParts(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// unprinted is a printer that saves its paper.
type unprinted struct{ app.Printer }

// PDF prints nothing.
func (unprinted) PDF(app.Paper) ([]byte, error) { return []byte("%PDF"), nil }
