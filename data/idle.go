package data

import (
	"context"
	"sync"
)

// idle holds the connections that nobody reads with. The one that was given back last is taken first: it has prepared what is asked
// again, knows where pages of lists began and holds the file's pages that were read last, and the others are left for reads beside it.
type idle struct {
	free chan struct{} // one for each connection that can be had
	m    sync.Mutex
	list []*conn
}

func newIdle() *idle { return &idle{free: make(chan struct{}, readers)} }

// take waits for a connection.
func (i *idle) take(ctx context.Context) (*conn, error) {
	select {
	case <-i.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	i.m.Lock()
	defer i.m.Unlock()
	last := len(i.list) - 1
	c := i.list[last]
	i.list = i.list[:last]
	return c, nil
}

// give puts a connection back, or a new one in.
func (i *idle) give(c *conn) {
	i.m.Lock()
	i.list = append(i.list, c)
	i.m.Unlock()
	i.free <- struct{}{}
}
