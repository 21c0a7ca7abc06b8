package demo

import (
	"context"
	"math/rand/v2"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// tolerances are how far bills may differ, and what web shops and marketplaces are expected to keep.
func tolerances(ctx context.Context, desk *app.Desk) error {
	if _, err := desk.SaveTolerance(ctx, app.ToleranceIn{Percent: 3 * money.Percent, Amount: money.Dec(18, 0)}); err != nil {
		return err
	}
	for _, r := range []app.ChargeRuleIn{
		{Channel: "web", Kind: trade.ChargeCard, Percent: 29_000, Amount: money.Dec(30, 2)},
		{Channel: "file", Kind: trade.ChargeMarket, Percent: 7 * money.Percent},
	} {
		if _, err := desk.SaveChargeRule(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// aside lets something happen by chances of its own, so that the rest of the demo is as it would be without it.
func (c *calendar) aside(id trade.ID, do func() error) error {
	was := c.r
	defer func() { c.r = was }()
	c.r = rand.New(rand.NewPCG(uint64(id), 0x62696c6c))
	return do()
}

// look lets somebody look at a bill that waits for approval, some days later.
func (c *calendar) look(b *trade.Bill) {
	if b.Approval != trade.Waiting {
		return
	}
	_ = c.aside(b.ID, func() error { // nothing that can fail
		c.later(between(c.r, 1, 6), func(ctx context.Context) error {
			return c.aside(b.ID, func() error { return c.judge(ctx, b.ID) })
		})
		return nil
	})
}

// dearBill leaves a bill that waits for approval, where none does.
func (c *calendar) dearBill(ctx context.Context) error {
	waiting, err := c.desk.ListBills(ctx, app.ListIn{Filter: "to_approve", Limit: 1})
	if err != nil || waiting.Count > 0 {
		return err
	}
	list, err := c.desk.ListPurchases(ctx, app.ListIn{Filter: "to_bill", Limit: 100})
	for i := 0; err == nil && i < len(list.Rows); i++ {
		p, wrong := c.desk.GetPurchase(ctx, app.ByID{ID: list.Rows[i].ID})
		if wrong != nil {
			return wrong
		}
		in := app.SaveBillIn{SupplierID: p.SupplierID, TheirNo: c.billNumber(p.SupplierID), Enter: true}
		for _, l := range p.Lines {
			if l.ToBill() > 0 {
				dearer := money.Dec(int64(l.Cost+l.Cost/5), uint8(p.Currency.Digits()+2))
				in.Lines = append(in.Lines, app.BillLineIn{PurchaseLineID: l.ID, Price: &dearer})
			}
		}
		var b *trade.Bill
		if b, err = c.desk.SaveBill(ctx, in); err == nil && b.Approval == trade.Waiting {
			return nil
		}
	}
	return err
}

// judge decides about a bill that differs too much: most are approved, of some the supplier takes back the difference.
func (c *calendar) judge(ctx context.Context, id trade.ID) error {
	b, err := c.desk.GetBill(ctx, app.ByID{ID: id})
	if err != nil || b.Approval != trade.Waiting {
		return err
	}
	of := 0
	if strings.HasPrefix(b.Doubts[0], "Freight") {
		of = 1
	}
	if chance(c.r, 60) {
		_, err := c.desk.ApproveBill(ctx, app.DecideIn{ID: id, Reason: approvals[of]})
		return err
	}
	if _, err := c.desk.DisputeBill(ctx, app.DisputeIn{ID: id, Reason: disputes[of]}); err != nil {
		return inWordsOnly(err)
	}
	c.later(between(c.r, 10, 30), func(ctx context.Context) error {
		return c.aside(id, func() error { return c.takeBack(ctx, id) })
	})
	return nil
}

// What is said about prices, and about freight.
var (
	approvals = [2]string{"The price list changed on the first.", "The carrier's price went up."}
	disputes  = [2]string{"We agreed on the price of the order.", "The order was to be sent free of freight."}
)

func inWordsOnly(err error) error {
	if inWords(err) {
		return nil
	}
	return err
}

// takeBack lets the supplier give credit for what is disputed.
func (c *calendar) takeBack(ctx context.Context, id trade.ID) error {
	b, err := c.desk.GetBill(ctx, app.ByID{ID: id})
	if err != nil || b.Approval != trade.Disputed {
		return err
	}
	in := app.SaveBillIn{SupplierID: b.SupplierID, Credit: true, TheirNo: c.billNumber(b.SupplierID), Enter: true}
	for i := range b.Lines {
		l := &b.Lines[i]
		if l.Net <= l.Agreed {
			continue
		}
		sum := money.Dec(int64(l.Net-l.Agreed), uint8(b.Currency.Digits()))
		line := app.BillLineIn{PurchaseLineID: l.PurchaseLineID, Description: "Price difference", Allowance: &sum}
		if l.Kind == trade.LineFreight {
			line = app.BillLineIn{PurchaseID: firstPurchase(b), Description: l.Description, Price: &sum}
		}
		in.Lines = append(in.Lines, line)
	}
	credit, err := c.desk.SaveBill(ctx, in)
	if err != nil {
		return inWordsOnly(err) // the goods went back meanwhile
	}
	if b.Open() > 0 {
		if _, err := c.desk.UseCredit(ctx, app.UseCreditIn{CreditID: credit.ID, BillID: id}); err != nil {
			return err
		}
	}
	_, err = c.desk.ApproveBill(ctx, app.DecideIn{ID: id, Reason: "Credited by " + credit.TheirNo + "."})
	return err
}

func firstPurchase(b *trade.Bill) trade.ID {
	for i := range b.Lines {
		if b.Lines[i].PurchaseID != 0 {
			return b.Lines[i].PurchaseID
		}
	}
	return 0
}

// payBill pays what of a bill may be paid, a week later where it still waits for approval.
func (c *calendar) payBill(ctx context.Context, id trade.ID) error {
	b, err := c.desk.GetBill(ctx, app.ByID{ID: id})
	if err != nil {
		return err
	}
	if b.Approval == trade.Waiting {
		return c.aside(id, func() error {
			c.later(7, func(ctx context.Context) error { return c.payBill(ctx, id) })
			return nil
		})
	}
	open, err := c.desk.ListOpen(ctx, app.ListOpenIn{SupplierID: b.SupplierID})
	if err != nil {
		return err
	}
	for _, o := range open.Rows {
		if o.ID != id || o.Payable == 0 {
			continue
		}
		if o.Payable == o.Open && o.Early.By >= trade.DateOf(c.clock.now) {
			o.Payable -= o.Early.Discount
		}
		amount := money.Dec(int64(o.Payable), uint8(o.Currency.Digits()))
		_, err := c.desk.PaySupplier(ctx, app.PaymentIn{PartyID: b.SupplierID, Again: true, Amount: amount, Reference: b.TheirNo, Uses: []app.UseIn{{ID: id, Amount: amount}}})
		return err
	}
	return nil
}

// statement tells some days after an order what its channel really kept; of a tenth nobody looks it up for weeks.
func (c *calendar) statement(o *trade.SalesOrder) {
	if !o.ChargesEstimated {
		return
	}
	_ = c.aside(o.ID, func() error { // nothing that can fail
		days := between(c.r, 2, 9)
		if chance(c.r, 10) {
			days += 60
		}
		c.later(days, func(ctx context.Context) error {
			return c.aside(o.ID, func() error { return c.kept(ctx, o.ID) })
		})
		return nil
	})
}

// kept records what was really kept from an order.
func (c *calendar) kept(ctx context.Context, order trade.ID) error {
	list, err := c.desk.ListCharges(ctx, app.ByID{ID: order})
	if err != nil {
		return err
	}
	for _, x := range list.Rows {
		if !x.Estimated {
			continue
		}
		in := app.ChargeIn{OrderID: order, Kind: x.Kind, Currency: x.Currency, Reference: fill(c.r, "ST-######"),
			Amount: money.Dec(max(1, int64(x.Amount)+int64(between(c.r, -9, 25))), uint8(x.Currency.Digits()))}
		if _, err := c.desk.SaveCharge(ctx, in); err != nil {
			return err
		}
	}
	return nil
}
