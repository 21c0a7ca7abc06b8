package data

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dropdesk/app"
	"dropdesk/app/trade"
)

const (
	programs   = 8
	everyTenth = 10
)

// together is one of several programs that work on a file: it takes numbers, each in a step of its own, and with every tenth it counts up what an
// item is called, as somebody does who reads it, thinks, and saves it later.
func together() error {
	s, err := Open(os.Getenv(childFile))
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(os.Getenv(childCount))
	if err != nil {
		return err
	}
	control := os.Getenv(childControl)
	ctx := context.Background()
	change := s.Change
	if control == "deferred" { // a transaction that takes the writer only when it writes
		change = func(_ context.Context, f func(app.Tx) error) error {
			return s.writer.run(background, "BEGIN", &recorder{}, f)
		}
	}
	out := bufio.NewWriter(os.Stdout)
	for i := range count {
		var number string
		begun := time.Now()
		err := change(ctx, func(x app.Tx) (err error) { number, err = x.NextNumber(trade.KindInvoice, 2026); return err })
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s %d\n", strings.TrimPrefix(number, "INV-"), time.Since(begun).Microseconds())
		if i%everyTenth != 0 {
			continue
		}
		if err := countUp(s, control == "blind"); err != nil {
			return err
		}
	}
	return errors.Join(out.Flush(), s.Close())
}

// countUp counts the item up, once more where somebody else was faster; blind is without looking whether somebody was.
func countUp(s *Store, blind bool) error {
	ctx := context.Background()
	for {
		var item *trade.Item
		if err := s.Read(ctx, func(x app.Tx) (err error) { item, err = x.Item(1); return err }); err != nil {
			return err
		}
		n, err := strconv.Atoi(item.Name)
		if err != nil {
			return err
		}
		item.Name = strconv.Itoa(n + 1)
		err = s.Change(ctx, func(x app.Tx) error {
			if blind {
				now, err := x.Item(1)
				if err != nil {
					return err
				}
				item.Version = now.Version
			}
			return x.SaveItem(item)
		})
		if known := (*trade.Error)(nil); !errors.As(err, &known) || known.Kind != trade.Conflict {
			return err
		}
	}
}

// worked is what came of several programs.
type worked struct {
	gaps, doubles, lost int
	said                []string // by those that gave up
	numbers             int
	middle, slow, worst time.Duration // of a step with its wait: the median, one in a hundred, the longest
}

func workTogether(t *testing.T, count int, control string) (w worked) {
	t.Helper()
	s := newStore(t)
	change(t, s, func(x app.Tx) error {
		return x.SaveItem(&trade.Item{SKU: "COUNT", Name: "0", Sources: []trade.ItemSource{}})
	})
	outs, errs := make([]bytes.Buffer, programs), make([]bytes.Buffer, programs)
	var wait sync.WaitGroup
	for i := range programs {
		c := itself("together", s.Path(), count, control)
		c.Stdout, c.Stderr = &outs[i], &errs[i]
		wait.Go(func() { _ = c.Run() }) // what went wrong it has said
	}
	wait.Wait()
	var numbers []int
	var times []time.Duration
	for i := range programs {
		if text := strings.TrimSpace(errs[i].String()); text != "" {
			w.said = append(w.said, text)
		}
		for line := range strings.Lines(outs[i].String()) {
			var n, took int
			if _, err := fmt.Sscan(line, &n, &took); err != nil {
				t.Fatal(err, line)
			}
			numbers, times = append(numbers, n), append(times, time.Duration(took)*time.Microsecond)
		}
	}
	slices.Sort(numbers)
	slices.Sort(times)
	for i, n := range numbers {
		switch next := 1001; {
		case i > 0 && n == numbers[i-1]:
			w.doubles++
		case i > 0:
			next = numbers[i-1] + 1
			fallthrough
		default:
			w.gaps += n - next
		}
	}
	item := read(t, s, func(x app.Tx) (*trade.Item, error) { return x.Item(1) })
	w.numbers, w.lost = len(numbers), programs*((count+everyTenth-1)/everyTenth)-must[int](t)(strconv.Atoi(item.Name))
	if len(times) > 0 {
		w.middle, w.slow, w.worst = times[len(times)/2], times[len(times)*99/100], times[len(times)-1]
	}
	return w
}

// Several programs work on one file. Their numbers have no gap and no double, nobody's change is overwritten by somebody who has not seen it, and
// nobody is told that the file is busy.
func TestSafeTogether(t *testing.T) {
	count := many(400)
	w := workTogether(t, count, "")
	t.Logf("%d programs, %d numbers: %d gaps, %d doubles, %d lost changes, %d were told of a lock; a step took %v, one in a hundred %v, the longest %v",
		programs, w.numbers, w.gaps, w.doubles, w.lost, len(w.said), w.middle, w.slow, w.worst)
	if w.gaps+w.doubles+w.lost+len(w.said) > 0 || w.numbers != programs*count {
		t.Errorf("%d of %d numbers; they said: %q", w.numbers, programs*count, w.said)
	}
	// Without its guards it fails: where a step does not take the writer from the start, and where a version is not looked at.
	for guard, fails := range map[string]func(worked) bool{
		"deferred": func(w worked) bool { return len(w.said) > 0 && strings.Contains(w.said[0], "busy") },
		"blind":    func(w worked) bool { return w.lost > 0 },
	} {
		count := 100 // on a machine that does much else the programs may meet seldom
		for !fails(workTogether(t, count, guard)) {
			if count *= 4; count > 10_000 {
				t.Errorf("what happens without a guard (%s) is not noticed", guard)
				break
			}
		}
	}
}
