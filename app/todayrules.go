package app

import (
	"context"
	"time"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// rule says what waits in the chain, and the step that settles it. The Today screen and automation both read this table.
type rule struct {
	name   string
	kind   trade.Kind
	filter string // of the kind's list, where its findings can be seen all
	soon   bool   // it can wait until the rest is done
	days   int    // how many days from today the rule's bound lies
	hours  int    // or how many hours ago, where the company says nothing else
	step   string // the use case that settles it; empty: a person has to look
	brings string // the use case that takes over what a file brings, whose right it needs besides
	// do settles one record with the step; together settles several at once.
	do       func(context.Context, *Desk, trade.ID) error
	together func(context.Context, *Desk, []trade.ID) ([]Left, error)
	// alone says that the step may be automatic; prepare makes the draft that a person sends.
	alone   bool
	prepare func(context.Context, *Desk, trade.ID) error
}

// rules are in the order of a deal, so that one round of automation takes it as far as it can go.
var rules = []rule{
	{name: "shop_orders", kind: trade.KindShop, step: "TakeShopOrders", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.TakeShopOrders(ctx, ByID{ID: id})
			return err
		}},
	{name: "shop_doubt", kind: trade.KindShop},
	{name: "sheet", kind: trade.KindReceived, filter: "waiting_mail", step: "BookSupply", alone: true, do: takeSheet},
	{name: "answer", kind: trade.KindReceived, filter: "waiting_mail", step: "TakeAnswer", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.TakeAnswer(ctx, ByID{ID: id})
			return err
		}},
	{name: "accepted", kind: trade.KindQuote, filter: "accepted", days: -60, step: "OrderQuote", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.OrderQuote(ctx, OrderQuoteIn{QuoteID: id, Confirm: true, Send: true})
			return err
		},
		prepare: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.OrderQuote(ctx, OrderQuoteIn{QuoteID: id})
			return err
		}},
	{name: "confirm", kind: trade.KindOrder, filter: "draft", step: "ConfirmOrder", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.ConfirmOrder(ctx, ConfirmIn{SendIn: SendIn{ID: id}})
			return err
		}},
	{name: "held", kind: trade.KindOrder, filter: "held", step: "CheckOrder", alone: true, do: checkAgain},
	{name: "decide", kind: trade.KindOrder, filter: "decide"},
	{name: "to_order", kind: trade.KindOrder, filter: "to_order", step: "ForwardOrders", alone: true,
		do:      func(ctx context.Context, d *Desk, id trade.ID) error { return forwardOne(ctx, d, id, true) },
		prepare: func(ctx context.Context, d *Desk, id trade.ID) error { return forwardOne(ctx, d, id, false) }},
	{name: "send_po", kind: trade.KindPurchase, filter: "draft", step: "SendPurchase", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.SendPurchase(ctx, SendIn{ID: id})
			return err
		}},
	{name: "combine", kind: trade.KindSupplier, step: "SendTogether", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.SendTogether(ctx, SendTogetherIn{SupplierID: id})
			return err
		}},
	{name: "unanswered", kind: trade.KindPurchase, filter: "unanswered", hours: 24, step: "AskSupplier", alone: true, do: askSupplier},
	{name: "late", kind: trade.KindPurchase, filter: "late", step: "AskSupplier", alone: true, do: askSupplier},
	{name: "no_tracking", kind: trade.KindPurchase, soon: true, days: -4, step: "AskSupplier", alone: true, do: askSupplier},
	{name: "notify", kind: trade.KindShipment, filter: "on_the_way", step: "NotifyShipment", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.NotifyShipment(ctx, SendIn{ID: id})
			return err
		}},
	{name: "to_invoice", kind: trade.KindOrder, filter: "to_invoice", step: "CreateInvoice", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.CreateInvoice(ctx, InvoiceIn{OrderID: id, Issue: true, Send: true})
			return err
		},
		prepare: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.CreateInvoice(ctx, InvoiceIn{OrderID: id})
			return err
		}},
	{name: "send_invoice", kind: trade.KindInvoice, filter: "draft", step: "IssueInvoice", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.IssueInvoice(ctx, SendIn{ID: id})
			return err
		}},
	{name: "overdue", kind: trade.KindInvoice, filter: "overdue", days: -payWithin, step: "SendReminders", alone: true, together: remindTogether},
	{name: "credit_due", kind: trade.KindPurchase, filter: "credit_due", days: -payWithin, step: "ChaseClaims", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.ChaseClaims(ctx, SendIn{ID: id})
			return err
		}},
	{name: "approve", kind: trade.KindBill, filter: "to_approve", step: "ApproveBill",
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.ApproveBill(ctx, DecideIn{ID: id, Reason: "approved on Today"})
			return err
		}},
	{name: "returns", kind: trade.KindReturn, filter: "received"},
	{name: "mail", kind: trade.KindMessage},
	{name: "unreachable", kind: trade.KindCustomer},
	{name: "unreachable_supplier", kind: trade.KindSupplier},
	{name: "read_mail", kind: trade.KindReceived, filter: "waiting_mail", step: "MarkMailRead",
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.MarkMailRead(ctx, ByID{ID: id})
			return err
		}},
	{name: "mailbox", kind: trade.KindMailbox},
	{name: "shop", kind: trade.KindShop},
	{name: "shop_push", kind: trade.KindPush, step: "RetryTracking",
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.RetryTracking(ctx, ByID{ID: id})
			return err
		}},
	{name: "file_prices", kind: trade.KindWatched, step: "TakeFile", brings: "ApplyPrices", alone: true, do: takeFile},
	{name: "file_orders", kind: trade.KindWatched, step: "TakeFile", brings: "ImportOrders", alone: true, do: takeFile},
	{name: "file_fees", kind: trade.KindWatched, step: "TakeFile", brings: "ImportFees", alone: true, do: takeFile},
	{name: "file_masters", kind: trade.KindWatched, step: "TakeFile", brings: "ApplyMasters", alone: true, do: takeFile},
	{name: "file_sheet", kind: trade.KindWatched, step: "TakeFile", brings: "BookSupply", alone: true, do: takeFile},
	{name: "file_mail", kind: trade.KindWatched, step: "TakeFile", brings: "ReadMail", alone: true, do: takeFile},
	{name: "file_other", kind: trade.KindWatched},
	{name: "file_trouble", kind: trade.KindWatched},
	{name: "deliver", kind: trade.KindShipment, filter: "on_the_way", soon: true, days: -5, step: "ConfirmDelivery", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.ConfirmDelivery(ctx, DeliverIn{ID: id})
			return err
		}},
	{name: "quote_ends", kind: trade.KindQuote, filter: "sent", soon: true, days: 3, step: "FollowUpQuote", alone: true,
		do: func(ctx context.Context, d *Desk, id trade.ID) error {
			_, err := d.FollowUpQuote(ctx, SendIn{ID: id})
			return err
		}},
	{name: "bill_due", kind: trade.KindBill, filter: "open", soon: true, days: 3, step: "PaySupplier", do: payBill},
	{name: "bill_missing", kind: trade.KindPurchase, filter: "to_bill", soon: true, days: -14},
}

// ruleOf is the rule of a name.
func ruleOf(name string) (*rule, error) {
	known := ""
	for i := range rules {
		if rules[i].name == name {
			return &rules[i], nil
		}
		known += ", " + rules[i].name
	}
	return nil, trade.Faultf(trade.Invalid, "There is no rule %q. Rules: %s.", name, known[2:]).In("rule")
}

// lingering is how long a message may wait to be delivered before a person hears of it.
const lingering = 2 * time.Minute

// bound is the day, or the moment for messages and what is counted in hours, that the rule's query compares with.
func (r *rule) bound(w *work) (string, error) {
	switch {
	case r.kind == trade.KindMessage:
		return string(trade.StampOf(w.now.Add(-lingering))), nil
	case r.hours > 0:
		chosen, err := w.Automations()
		return string(trade.StampOf(w.now.Add(-time.Duration(r.after(chosen)) * time.Hour))), err
	}
	return string(w.today.Add(r.days)), nil
}

// after is how many hours old something is when the rule finds it.
func (r *rule) after(chosen []trade.Automation) int {
	for _, a := range chosen {
		if a.Rule == r.name && a.CustomerID+a.SupplierID == 0 && a.Hours > 0 {
			return a.Hours
		}
	}
	return r.hours
}

// levels are what automation may be set to for the rule; none where a person has to do it.
func (r *rule) levels() []trade.Level {
	list := []trade.Level{}
	if r.prepare != nil {
		list = append(list, trade.Prepared)
	}
	if r.alone {
		list = append(list, trade.Automatic)
	}
	if len(list) > 0 {
		list = append([]trade.Level{trade.Manual}, list...)
	}
	return list
}

// settle does the rule's step for records; those that are left are named with the reason.
func (r *rule) settle(ctx context.Context, d *Desk, ids []trade.ID) (left []Left, err error) {
	if r.together != nil {
		return r.together(ctx, d, ids)
	}
	for _, id := range ids {
		if err := r.do(ctx, d, id); err != nil {
			return nil, &stopped{id, err}
		}
	}
	return nil, nil
}

// stopped says at which record a step of several was refused.
type stopped struct {
	id    trade.ID
	cause error
}

func (s *stopped) Error() string { return s.cause.Error() }

func (s *stopped) Unwrap() error { return s.cause }

func takeFile(ctx context.Context, d *Desk, id trade.ID) error {
	_, err := d.TakeFile(ctx, ByID{ID: id})
	return err
}

func checkAgain(ctx context.Context, d *Desk, id trade.ID) error {
	if _, err := d.CheckOrder(ctx, Do{ID: id}); err != nil {
		return err
	}
	o, err := d.GetOrder(ctx, ByID{ID: id})
	if err == nil && o.OnHold() {
		return trade.Faultf(trade.Refused, "%s is still held: %s", o.Number, o.Holds[0].Reason)
	}
	return err
}

func forwardOne(ctx context.Context, d *Desk, id trade.ID, send bool) error {
	_, err := d.ForwardOrders(ctx, ForwardIn{Orders: []trade.ID{id}, Send: send})
	return err
}

func askSupplier(ctx context.Context, d *Desk, id trade.ID) error {
	_, err := d.AskSupplier(ctx, SendIn{ID: id})
	return err
}

func remindTogether(ctx context.Context, d *Desk, ids []trade.ID) ([]Left, error) {
	out, err := d.SendReminders(ctx, RemindIn{Invoices: ids})
	if err != nil && len(ids) == 1 {
		return nil, &stopped{ids[0], err}
	}
	left := []Left{}
	for _, x := range out.Left {
		left = append(left, Left{OrderID: x.InvoiceID, OrderNo: x.Number, Reason: x.Reason})
	}
	return left, err
}

// payBill records that a bill was paid today.
func payBill(ctx context.Context, d *Desk, id trade.ID) error {
	b, err := d.GetBill(ctx, ByID{ID: id})
	if err != nil {
		return err
	}
	sum := money.Dec(int64(b.Open()), uint8(b.Currency.Digits()))
	_, err = d.PaySupplier(ctx, PaymentIn{PartyID: b.SupplierID, Currency: b.Currency, Amount: sum, Uses: []UseIn{{ID: b.ID, Amount: sum}}})
	return err
}
