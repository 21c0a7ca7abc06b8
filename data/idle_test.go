package data

import (
	"context"
	"errors"
	"testing"
)

// Reads one after another use one connection, reads beside each other several, and who waits for one can be stopped.
func TestReadsTakeTheConnectionThatWasUsedLast(t *testing.T) {
	i := newIdle()
	for range readers {
		i.give(new(conn))
	}
	take := func() *conn { return must[*conn](t)(i.take(t.Context())) }
	first := take()
	for range 3 {
		i.give(first)
		if c := take(); c != first {
			t.Error("another connection was taken than the one that was given back last")
		}
	}
	taken := map[*conn]bool{first: true}
	for range readers - 1 {
		taken[take()] = true
	}
	equal(t, "connections beside each other", len(taken), readers)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := i.take(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("who was stopped got %v", err)
	}
}
