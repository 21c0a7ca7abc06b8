// Package app holds Dropdesk's use cases: each exported method of Desk that takes a context and
// one value and returns one value and an error is one thing a person does, in one transaction.
// It names what it needs from outside as ports (Store, Printer, Mailer, Clock). It never draws,
// prints or writes SQL itself.
package app

import (
	"context"
	"sync"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Desk is the program without its window. It may be used from several goroutines.
type Desk struct {
	store     Store
	printer   Printer
	previewer Previewer
	mailer    Mailer
	post      Post
	postbox   Postbox
	shops     Shops
	secrets   Secrets
	clock     func() time.Time

	mu        sync.Mutex
	base      money.Currency
	listeners []func([]trade.Ref)
	file      readFile
	thrifty   int // how many large lists are worked on
	spare     int // the share of memory that is spare while none is
	logo      logoOfMail
}

// Ports are what a Desk needs from outside. Clock may be nil: the time of day. So may Post, Postbox, Shops and Secrets: no mail is delivered or fetched then, and no shop asked.
type Ports struct {
	Store   Store
	Printer Printer // may be a Previewer too
	Mailer  Mailer
	Post    Post
	Postbox Postbox
	Shops   Shops
	Secrets Secrets
	Clock   func() time.Time
}

// New makes a desk on the ports.
func New(p Ports) *Desk {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	d := &Desk{store: p.Store, printer: p.Printer, mailer: p.Mailer, post: p.Post, postbox: p.Postbox, shops: p.Shops, secrets: p.Secrets, clock: p.Clock}
	d.previewer, _ = p.Printer.(Previewer)
	return d
}

// Listen calls f with the records that a finished transaction changed. It is called in the
// goroutine of whoever did it; f must not block.
func (d *Desk) Listen(f func([]trade.Ref)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listeners = append(d.listeners, f)
}

type ctxKey int

const (
	userKey ctxKey = iota
	workKey
	notingKey
)

// As returns a context in which name is who does things; history says so.
func As(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, userKey, name)
}

// Together runs several use cases in one transaction: all of them are kept, or none. Within f only
// the context that it is given belongs to the transaction.
func (d *Desk) Together(ctx context.Context, f func(context.Context) error) error {
	return d.change(ctx, together, func(w *work) error {
		return f(context.WithValue(ctx, workKey, w))
	})
}

// work is one transaction under way, with the time and the user it counts for and the master
// data that it has read.
type work struct {
	Tx
	ctx     context.Context
	now     time.Time
	today   trade.Date
	who     string
	role    *string // of the user; nil: not looked up yet
	base    money.Currency
	changed []trade.Ref
	steps   []string             // the use cases that are part of it, each once
	taken   int                  // how many they were
	notes   map[trade.Ref]string // what history says first of each record
	known   masters
	untaxed bool // lines get no tax code: what was open before had its tax elsewhere
	deals   map[trade.ID]*trade.Deal
}

// Deal is the deal of an order. Within a transaction there is one of each, so that steps that are
// part of others count on what those have done already.
func (w *work) Deal(order trade.ID) (*trade.Deal, error) {
	if d, ok := w.deals[order]; ok {
		return d, nil
	}
	d, err := w.Tx.Deal(order)
	if err != nil {
		return nil, err
	}
	w.deals[order] = d
	return d, nil
}

// SaveOrder saves an order; one that was read by itself makes the deal that is at hand old.
func (w *work) SaveOrder(o *trade.SalesOrder) error {
	if d, ok := w.deals[o.ID]; ok && d.Order != o {
		delete(w.deals, o.ID)
	}
	if err := w.earn(o); err != nil {
		return err
	}
	return w.Tx.SaveOrder(o)
}

// SavePurchase saves a purchase order; one that was read by itself makes the deal that is at hand old.
func (w *work) SavePurchase(p *trade.PurchaseOrder) error {
	if d, ok := w.deals[p.OrderID]; ok && !contains(d.Purchases, p) {
		delete(w.deals, p.OrderID)
	}
	return w.Tx.SavePurchase(p)
}

func (d *Desk) newWork(ctx context.Context, tx Tx) (*work, error) {
	now := d.clock()
	w := &work{Tx: tx, ctx: ctx, now: now, today: trade.DateOf(now), known: newMasters(), notes: map[trade.Ref]string{}, deals: map[trade.ID]*trade.Deal{}}
	w.who, _ = ctx.Value(userKey).(string)
	d.mu.Lock()
	w.base = d.base
	d.mu.Unlock()
	if w.base == "" {
		c, err := tx.Company()
		if err != nil {
			return nil, err
		}
		w.base = c.Currency
	}
	return w, nil
}

// change runs f, the use case named step, in a transaction, or in the one that ctx carries, if the
// user's role may take that step; listeners hear of it after the commit.
func (d *Desk) change(ctx context.Context, step string, f func(*work) error) error {
	if w, ok := ctx.Value(workKey).(*work); ok {
		if err := w.begin(step); err != nil {
			return err
		}
		return f(w)
	}
	var done *work
	err := d.store.Change(ctx, func(tx Tx) error {
		w, err := d.newWork(ctx, tx)
		if err != nil {
			return err
		}
		done = w
		if err := w.begin(step); err != nil {
			return err
		}
		if err := f(w); err != nil {
			return err
		}
		return w.keep()
	})
	if err != nil {
		return err
	}
	d.tell(done)
	return nil
}

func (d *Desk) tell(w *work) {
	d.mu.Lock()
	d.base = w.base
	listeners := d.listeners
	d.mu.Unlock()
	if len(w.changed) == 0 {
		return
	}
	for _, f := range listeners {
		f(w.changed)
	}
}

func (d *Desk) read(ctx context.Context, f func(*work) error) error {
	if w, ok := ctx.Value(workKey).(*work); ok {
		return f(w)
	}
	return d.store.Read(ctx, func(tx Tx) error {
		w, err := d.newWork(ctx, tx)
		if err != nil {
			return err
		}
		return f(w)
	})
}

// NextNumber takes the next number of a kind.
func (w *work) NextNumber(kind trade.Kind) (string, error) {
	return w.Tx.NextNumber(kind, w.now.Year())
}

func (w *work) stamp() trade.Stamp { return trade.StampOf(w.now) }

// note writes history and marks the record as changed.
func (w *work) note(kind trade.Kind, id trade.ID, action, note, before, after string) error {
	ref := trade.Ref{Kind: kind, ID: id}
	w.changed = append(w.changed, ref)
	if w.notes[ref] == "" {
		w.notes[ref] = note
	}
	return w.AddEvent(trade.Event{At: w.stamp(), Who: w.who, Kind: kind, DocID: id, Action: action, Note: note, Before: before, After: after})
}

// moved notes that a document went from one state to another.
func (w *work) moved(kind trade.Kind, id trade.ID, do trade.Action, note string, from, to trade.State) error {
	return w.note(kind, id, string(do), note, string(from), string(to))
}

// same refuses a save of something that was changed since it was read; version zero does not ask.
func same(name string, got, stored int) error {
	if got != 0 && got != stored {
		return trade.Faultf(trade.Conflict, "%s was changed meanwhile (it is at version %d, you read version %d). Read it again and repeat your change.", name, stored, got)
	}
	return nil
}

// ByID asks for one record.
type ByID struct {
	ID trade.ID `json:"id"`
}

// Do names a document and the version that the person saw; version 0 does not ask.
type Do struct {
	ID      trade.ID `json:"id"`
	Version int      `json:"version"`
}

// Nothing is the input of use cases that need none.
type Nothing struct{}

// Done is the answer of use cases that have nothing to tell.
type Done struct {
	Done bool `json:"done"`
}
