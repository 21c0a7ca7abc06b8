package app_test

import (
	"context"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestAWatchedMailboxIsReadWhenMailComesAndWhenItsLineBreaks(t *testing.T) {
	h, s := letterbox(t)
	s.told, s.broken, s.wrong = make(chan struct{}), make(chan struct{}), nil
	ctx, end := context.WithCancel(h.ctx)
	arrived, over := make(chan struct{}), make(chan struct{})
	go func() {
		h.WatchMailboxes(ctx, func() { arrived <- struct{}{} })
		close(over)
	}()
	<-arrived // the line is there
	s.told <- struct{}{}
	<-arrived
	s.broken <- struct{}{}
	<-arrived // by another line
	s.told <- struct{}{}
	<-arrived
	end()
	<-over
}

func TestAMailboxWhoseServerDoesNotTellIsLeftToBeAsked(t *testing.T) {
	h, s := letterbox(t)
	s.broken, s.wait = make(chan struct{}, 1), app.ErrNoWait
	s.broken <- struct{}{}
	ctx, end := context.WithCancel(h.ctx)
	arrived := 0
	over := make(chan struct{})
	go func() {
		h.WatchMailboxes(ctx, func() { arrived++; end() })
		close(over)
	}()
	<-over
	equal(t, "one look", arrived, 1)
	b := must(h.ListMailboxes(h.ctx, app.Nothing{})).Rows[0]
	equal(t, "no trouble", b.Place.Trouble+string(trade.Stamp(b.Place.ReadAt)), "")
}
