package demo

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// set is a kit of the catalogue: so many of each item, by its name.
type set struct {
	sku, name, about string
	price            int64 // in whole euros
	holds            map[string]int64
}

var sets = []set{
	{"SET-01", "Breakfast for two", "Two mugs, two side plates and a tea towel.", 54,
		map[string]int64{"Mug 350 ml, sea blue": 2, "Side plate 20 cm, sea blue": 2, "Tea towel 50 × 70 cm, natural": 1}},
	{"SET-02", "Evening by candlelight", "A lantern with two candles that fit.", 64,
		map[string]int64{"Lantern 28 cm, black": 1, "Pillar candle 12 cm, ivory, unscented": 2}},
	{"SET-03", "The baker's gift", "Rolling pin, apron and tea towel, wrapped.", 55,
		map[string]int64{"Rolling pin 40 cm, beech and steel": 1, "Apron with pocket, natural": 1, "Tea towel 50 × 70 cm, natural": 1, "Gift wrapping": 1}},
}

// storeKits saves the kits, whose components are in the catalogue already.
func (c *company) storeKits(ctx context.Context, desk *app.Desk) error {
	for _, s := range sets {
		in := app.SaveItemIn{SKU: s.sku, Name: s.name, Description: s.name + ". " + s.about, Category: "Sets", Price: money.Dec(s.price, 0)}
		for _, it := range c.items {
			if n := s.holds[it.Name]; n > 0 {
				in.Components = append(in.Components, app.ComponentIn{ItemID: it.ID, Qty: money.Qty(n) * money.Unit})
			}
		}
		saved, err := desk.SaveItem(ctx, in)
		if err != nil {
			return err
		}
		c.kits = append(c.kits, saved)
	}
	return nil
}

// kits are the lines of kits that are sold now and then.
func (c *calendar) kits() []app.LineIn {
	if !chance(c.r, 7) {
		return nil
	}
	return []app.LineIn{c.kit()}
}

func (c *calendar) kit() app.LineIn {
	q := money.Qty(pick(c.r, []int{4, 6, 6, 10, 12, 20})) * money.Unit
	return app.LineIn{ItemID: pick(c.r, c.house.kits).ID, Qty: &q}
}

// answerRecalls lets suppliers answer what they were asked for because kits were dropped.
func (c *calendar) answerRecalls(ctx context.Context, order trade.ID, known []trade.Change) error {
	list, err := c.desk.ListChanges(ctx, app.ByID{ID: order})
	if err != nil || len(list.Rows) == len(known) {
		return err
	}
	for _, ch := range list.Rows[len(known):] {
		c.later(1, func(ctx context.Context) error { return c.answerChange(ctx, ch.ID, order, true) })
	}
	return nil
}

// answerChange lets a supplier answer a change, and decides what comes of it.
func (c *calendar) answerChange(ctx context.Context, id, order trade.ID, yes bool) error {
	known, err := c.desk.ListChanges(ctx, app.ByID{ID: order})
	if err != nil {
		return err
	}
	note := map[bool]string{true: "Done.", false: "It is packed already."}[yes]
	if _, err := c.desk.AnswerChange(ctx, app.AnswerChangeIn{ID: id, Accepted: yes, Note: note}); err != nil {
		return err
	}
	if err := c.answerRecalls(ctx, order, known.Rows); err != nil {
		return err
	}
	return c.decide(ctx, order)
}

// settle ends a return, as far as what happened meanwhile allows.
func (c *calendar) settle(ctx context.Context, in app.SettleIn) error {
	_, err := c.desk.SettleReturn(ctx, in)
	for _, instead := range []func(){
		func() { in.Fee = nil },           // more than the goods were worth, or never invoiced
		func() { in.Claim = false },       // claimed already, for another reason
		func() { in.Outcome = "replace" }, // a component whose kit is not invoiced yet
	} {
		if err == nil {
			break
		}
		instead()
		_, err = c.desk.SettleReturn(ctx, in)
	}
	return err
}
