package demo

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Clock is the time that a demo runs through; its desk must be made with it.
type Clock struct{ now time.Time }

// Now is the demo's time.
func (c *Clock) Now() time.Time { return c.now }

// Plan says what a demo is to make.
type Plan struct {
	Orders    int
	Seed      uint64
	Start     trade.Date // the first deals begin here
	Days      int        // new deals begin within so many days
	Until     trade.Date // nothing happens after this day; empty: every deal is run to its end
	Customers int        // zero: about one for three orders
	Office    bool       // the company is looked at while it works: its mails have gone out, and drafts and a held order lie about
}

// LastYear is the plan of the command line's demo: the deals of one year, each run to its end.
func LastYear(orders int, seed uint64) Plan {
	return Plan{Orders: orders, Seed: seed, Start: "2025-06-02", Days: 330}
}

// Sample is the plan of the sample company: deals of the months before today, as far as they have come by now.
func Sample(orders int, today trade.Date) Plan {
	return Plan{Orders: orders, Seed: 7, Start: today.Add(-120), Days: 121, Until: today, Customers: 40, Office: true}
}

// Halves are the plans of two companies with the same customers, suppliers and items, of which a large one can be made: deals of one month more
// than a year ago, each run to its end, and those of the year before today as far as they have come.
func Halves(orders, customers int, seed uint64, today trade.Date) (past, present Plan) {
	return Plan{Orders: orders, Seed: seed, Start: today.Add(-400), Days: 30, Customers: customers},
		Plan{Orders: orders, Seed: seed, Start: today.Add(-370), Days: 371, Until: today, Customers: customers, Office: true}
}

// calendar runs what is to happen in the order of its time; the same plan gives the same course.
type calendar struct {
	ctx     context.Context
	desk    *app.Desk
	clock   *Clock
	r       *rand.Rand
	house   *company
	until   time.Time
	waiting events
	made    int
	bills   map[string]bool // numbers of bills already used, by supplier
}

type event struct {
	at  time.Time
	seq int
	do  func(context.Context) error
}

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	return e[i].at.Before(e[j].at) || (e[i].at.Equal(e[j].at) && e[i].seq < e[j].seq)
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

// Push and Pop serve container/heap.
func (e *events) Push(x any) { *e = append(*e, x.(event)) }

// Pop takes the last event off.
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// Run makes the company and runs its deals. say is told now and then how far it has come.
func Run(ctx context.Context, desk *app.Desk, clock *Clock, plan Plan, say func(done, of int)) error {
	r := rand.New(rand.NewPCG(plan.Seed, 0x44726f70))
	clock.now = plan.Start.Time().Add(-48 * time.Hour)
	customers := plan.Customers
	if customers == 0 {
		customers = min(max(12, plan.Orders/3), 4000)
	}
	house, err := store(app.As(ctx, "Mara"), desk, r, customers, plan.Start)
	if err != nil {
		return fmt.Errorf("the demo's company: %w", err)
	}
	c := &calendar{ctx: app.As(ctx, "Nell"), desk: desk, clock: clock, r: r, house: house, bills: map[string]bool{}}
	if plan.Until != "" {
		c.until = plan.Until.Time().Add(18 * time.Hour)
	}
	for i := range plan.Orders {
		begin := plan.Start.Time().AddDate(0, 0, i*plan.Days/max(plan.Orders, 1)).Add(8*time.Hour + time.Duration(r.IntN(500))*time.Minute)
		c.at(begin, c.newDeal)
	}
	if err := c.run(plan.Orders, say); err != nil || !plan.Office {
		return err
	}
	if err := desk.Together(c.ctx, c.office); err != nil {
		return err
	}
	return c.mistakes()
}

// office leaves what lies about in a company at work: mails of earlier days are out, some quotes and
// an order are being written, and one order is beyond its customer's credit.
func (c *calendar) office(ctx context.Context) error {
	out, err := c.desk.ListMessages(ctx, app.ListIn{Filter: trade.MessageReady, Limit: 1000})
	for err == nil && len(out.Rows) > waitingMails {
		for _, m := range out.Rows[waitingMails:] {
			if _, err := c.desk.HandMessage(ctx, app.ByID{ID: m.ID}); err != nil {
				return err
			}
		}
		out, err = c.desk.ListMessages(ctx, app.ListIn{Filter: trade.MessageReady, Limit: 1000})
	}
	if err != nil {
		return err
	}
	if err := c.twins(ctx); err != nil {
		return err
	}
	kit := c.kit()
	for i := range 3 {
		in := app.SaleIn{CustomerID: c.buyer().ID, Lines: c.lines()}
		if i == 1 {
			in.Lines = append(in.Lines, kit)
		}
		c.dress(&in)
		if _, err := c.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: in}); err != nil {
			return err
		}
	}
	if _, err := c.desk.SaveOrder(ctx, app.SaveOrderIn{Channel: "typed", SaleIn: app.SaleIn{CustomerID: c.buyer().ID, Lines: append(c.lines(), kit)}}); err != nil {
		return err
	}
	if err := c.unrest(ctx); err != nil {
		return err
	}
	if err := c.awaitMoney(ctx); err != nil {
		return err
	}
	if err := c.lastOrders(ctx); err != nil {
		return err
	}
	if err := c.dearBill(ctx); err != nil {
		return err
	}
	for _, k := range c.house.customers {
		if k.CreditLimit == 0 || !reachable(k) {
			continue
		}
		in := app.SaleIn{CustomerID: k.ID, Lines: c.lines()}
		many := 400 * money.Unit
		in.Lines = in.Lines[len(in.Lines)-1:]
		in.Lines[0].Qty = &many
		_, err := c.desk.SaveOrder(ctx, app.SaveOrderIn{Channel: "web", Confirm: true, Send: true, SaleIn: in})
		return err
	}
	return nil
}

// waitingMails is how many mails of an office at work are not out yet.
const waitingMails = 4

// at plans something for a time.
func (c *calendar) at(t time.Time, do func(context.Context) error) {
	c.made++
	heap.Push(&c.waiting, event{t, c.made, do})
}

// later plans something for some days from now, in working hours.
func (c *calendar) later(days int, do func(context.Context) error) {
	day := c.clock.now.Truncate(24*time.Hour).AddDate(0, 0, days)
	t := day.Add(8*time.Hour + time.Duration(c.r.IntN(540))*time.Minute)
	if !t.After(c.clock.now) {
		t = c.clock.now.Add(time.Minute)
	}
	c.at(t, do)
}

// run lets everything happen, a day in one transaction.
func (c *calendar) run(orders int, say func(done, of int)) error {
	for day := 0; len(c.waiting) > 0; day++ {
		midnight := c.waiting[0].at.Truncate(24 * time.Hour).Add(24 * time.Hour)
		if !c.until.IsZero() && c.waiting[0].at.After(c.until) {
			break
		}
		err := c.desk.Together(c.ctx, func(ctx context.Context) error {
			for len(c.waiting) > 0 && c.waiting[0].at.Before(midnight) && (c.until.IsZero() || !c.waiting[0].at.After(c.until)) {
				e := heap.Pop(&c.waiting).(event)
				c.clock.now = e.at
				if err := e.do(ctx); err != nil {
					return fmt.Errorf("demo, %s: %w", e.at.Format(time.DateTime), err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if say != nil && day%30 == 0 {
			say(day, orders)
		}
	}
	return nil
}
