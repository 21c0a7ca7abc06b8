package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"dropdesk/app"
)

// A workbook that takes long tells how far it is, and stops when it is told to.
func TestTheWorkbookTellsHowFarItIsAndStops(t *testing.T) {
	h := newHouse(t)
	for range 3 {
		h.order()
	}
	h.Desk = h.printing()
	ctx, stop := context.WithCancel(h.ctx)
	stop()
	var b bytes.Buffer
	if err := h.WriteProfit(ctx, app.PeriodIn{}, &b); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%d bytes of a workbook that was stopped (%v)", b.Len(), err)
	}
	var told []int
	all := app.Telling(h.ctx, func(done, of int) { told = append(told, 100*done/of) })
	if err := h.WriteProfit(all, app.PeriodIn{}, io.Discard); err != nil || !slices.Equal(told, []int{50, 100}) {
		t.Errorf("it tells %v of a hundred (%v)", told, err)
	}
	w := &stopsAt{bytes: 6000}
	ctx, w.stop = context.WithCancel(h.ctx)
	if err := h.WriteProfit(ctx, app.PeriodIn{}, w); !errors.Is(err, context.Canceled) {
		t.Errorf("it was stopped while it was written, and says %v", err)
	}
}

// stopsAt is a writer after some bytes of which somebody has had enough.
type stopsAt struct {
	bytes int
	stop  func()
}

func (w *stopsAt) Write(b []byte) (int, error) {
	if w.bytes -= len(b); w.bytes < 0 {
		w.stop()
	}
	return len(b), nil
}
