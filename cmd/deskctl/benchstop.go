package main

import (
	"context"
	"sync"
	"time"
)

// listening is a context that notes how much work lies between two questions whether somebody still waits: so much is done after a stop.
type listening struct {
	context.Context
	mu   sync.Mutex
	last time.Duration
	most time.Duration
}

func listen(ctx context.Context) *listening { return &listening{Context: ctx, last: worked()} }

// Err implements context.Context.
func (l *listening) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := worked()
	l.most = max(l.most, now-l.last)
	l.last = now
	return l.Context.Err()
}
