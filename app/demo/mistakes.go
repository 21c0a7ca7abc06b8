package demo

import (
	"context"
	"time"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// mistakes are the last steps of a day in the office, each a transaction of its own: some were wrong,
// were undone, and were done again as they should be.
func (c *calendar) mistakes() error {
	k := c.buyer()
	for !reachable(k) {
		k = c.buyer()
	}
	if err := c.toldWrong(k); err != nil {
		return err
	}
	return c.paidTwice()
}

// step does something some minutes later and says which step it was.
func (c *calendar) step(who string, do func(context.Context) error) (trade.ID, error) {
	c.clock.now = c.clock.now.Add(time.Duration(between(c.r, 2, 9)) * time.Minute)
	ctx, id := app.Noting(app.As(c.ctx, who))
	err := do(ctx)
	return *id, err
}

func (c *calendar) undo(who string, step trade.ID) error {
	_, err := c.step(who, func(ctx context.Context) error {
		_, err := c.desk.UndoStep(ctx, app.ByID{ID: step})
		return err
	})
	return err
}

// toldWrong is an order on the phone: ten times too many were typed, and its confirmation was not out yet.
func (c *calendar) toldWrong(k *trade.Customer) error {
	in := app.SaveOrderIn{Channel: "typed", Confirm: true, Send: true, SaleIn: app.SaleIn{CustomerID: k.ID, Lines: c.lines()[:1]}}
	right := *in.Lines[0].Qty
	take := func(q money.Qty) (trade.ID, error) {
		in.Lines[0].Qty = &q
		return c.step("Nell", func(ctx context.Context) error {
			_, err := c.desk.SaveOrder(ctx, in)
			return err
		})
	}
	step, err := take(10 * right)
	if err != nil {
		return err
	}
	if err := c.undo("Nell", step); err != nil {
		return err
	}
	_, err = take(right)
	return err
}

// paidTwice is a line of the bank that was entered once more, under the next invoice.
func (c *calendar) paidTwice() error {
	open, err := c.desk.ListInvoices(c.ctx, app.ListIn{Filter: "open", Limit: 2})
	if err != nil || len(open.Rows) < 2 {
		return err
	}
	var last trade.ID
	for _, r := range open.Rows {
		if last, err = c.step("Mara", func(ctx context.Context) error { return c.payInFull(ctx, r.ID) }); err != nil {
			return err
		}
	}
	return c.undo("Mara", last)
}
