package app

import (
	"context"

	"dropdesk/app/trade"
)

// Chain is one deal with all its documents, as the chain strip and "where is my order?" show it.
type Chain struct {
	Quote     *trade.Quote           `json:"quote,omitempty"`
	Order     *trade.SalesOrder      `json:"order,omitempty"`
	Purchases []*trade.PurchaseOrder `json:"purchases"`
	Shipments []trade.Shipment       `json:"shipments"`
	Invoices  []trade.Invoice        `json:"invoices"`
	Bills     []trade.Bill           `json:"bills"`

	Exceptions []trade.Exception `json:"exceptions"` // what went otherwise than agreed, settled or not
	Changes    []trade.Change    `json:"changes"`    // that suppliers were asked for
	Returns    []trade.Return    `json:"returns"`
	Charges    []trade.Charge    `json:"charges"`

	Profit ProfitOf `json:"profit"`
}

// GetChain finds the deal that a quote, order, purchase order, shipment, invoice, bill or return belongs
// to. A quote with several orders shows its newest; a bill for several orders its first.
func (d *Desk) GetChain(ctx context.Context, in trade.Ref) (out Chain, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.chain(in)
		return err
	})
	return out, err
}

func (w *work) chain(in trade.Ref) (c Chain, err error) {
	var order trade.ID
	switch in.Kind {
	case trade.KindOrder:
		order = in.ID
	case trade.KindQuote:
		if c.Quote, err = w.Quote(in.ID); err != nil {
			return c, err
		}
		if n := len(c.Quote.Orders); n > 0 {
			order = c.Quote.Orders[n-1].ID
		}
	case trade.KindPurchase:
		p, err := w.Purchase(in.ID)
		if err != nil {
			return c, err
		}
		order = p.OrderID
	case trade.KindShipment:
		s, err := w.Shipment(in.ID)
		if err != nil {
			return c, err
		}
		order = s.OrderID
	case trade.KindReturn:
		r, err := w.Return(in.ID)
		if err != nil {
			return c, err
		}
		order = r.OrderID
	case trade.KindInvoice:
		v, err := w.Invoice(in.ID)
		if err != nil {
			return c, err
		}
		order = v.OrderID
	case trade.KindBill:
		b, err := w.Bill(in.ID)
		if err != nil {
			return c, err
		}
		for _, l := range b.Lines {
			if order == 0 {
				order = l.OrderID
			}
		}
	default:
		return c, trade.Faultf(trade.Invalid, "A %s belongs to no single deal.", in.Kind).In("kind")
	}
	if order == 0 {
		return c, nil
	}
	deal, err := w.Deal(order)
	if err != nil {
		return c, err
	}
	c.Order, c.Purchases, c.Profit = deal.Order, deal.Purchases, w.profitOf(deal)
	if deal.Order.QuoteID != 0 && c.Quote == nil {
		if c.Quote, err = w.Quote(deal.Order.QuoteID); err != nil {
			return c, err
		}
	}
	if c.Shipments, err = w.ShipmentsOf(order); err != nil {
		return c, err
	}
	if c.Invoices, err = w.InvoicesOf(order); err != nil {
		return c, err
	}
	if c.Bills, err = w.BillsOf(order); err != nil {
		return c, err
	}
	if c.Exceptions, err = w.ExceptionsOf(order); err != nil {
		return c, err
	}
	if c.Changes, err = w.ChangesOf(order); err != nil {
		return c, err
	}
	if c.Returns, err = w.ReturnsOf(order); err != nil {
		return c, err
	}
	c.Charges, err = w.ChargesOf(order)
	return c, err
}

// GetHistory lists what happened to one record, newest first.
func (d *Desk) GetHistory(ctx context.Context, in trade.Ref) (All[trade.Event], error) {
	return listAll(d, ctx, func(w *work) ([]trade.Event, error) {
		list, err := w.Events(in.Kind, in.ID)
		return trade.History(list), err
	})
}

// FindIn is what a person typed to find something.
type FindIn struct {
	Text  string `json:"text"`
	Limit int    `json:"limit"` // zero is 20
}

// Find searches numbers, names and references of all records. Documents carry the numbers of those that they
// come from; the one that has the number itself comes first.
func (d *Desk) Find(ctx context.Context, in FindIn) (All[Found], error) {
	if in.Limit <= 0 || in.Limit > 200 {
		in.Limit = 20
	}
	return listAll(d, ctx, func(w *work) ([]Found, error) {
		return w.Find(in.Text, in.Limit)
	})
}

// WorkCounts says how much work waits in each section.
type WorkCounts struct {
	Today     int `json:"today"`     // what Today lists as to be done now
	Quotes    int `json:"quotes"`    // drafts and sent ones without an answer
	Orders    int `json:"orders"`    // to confirm, to release or to decide about
	ToOrder   int `json:"to_order"`  // lines without a purchase order
	Purchases int `json:"purchases"` // drafted, unanswered or late
	Shipments int `json:"shipments"` // on the way
	Returns   int `json:"returns"`   // on their way back, or to settle
	Invoices  int `json:"invoices"`  // drafts, and overdue
	Bills     int `json:"bills"`     // drafts, and overdue
	Messages  int `json:"messages"`  // waiting in the outbox
	Received  int `json:"received"`  // mails that came in and wait
}

// CountWork counts what waits in each section, for the navigation.
func (d *Desk) CountWork(ctx context.Context, _ Nothing) (out WorkCounts, err error) {
	err = d.read(ctx, func(w *work) error {
		if err := w.countToday(&out.Today); err != nil {
			return err
		}
		in := func(filters ...string) ListIn { return ListIn{Counts: filters, Today: w.today, Base: w.base} }
		add := func(to *int, chips []Chip, err error) error {
			for _, c := range chips {
				*to += c.Count
			}
			return err
		}
		q, err := w.ListQuotes(in("draft", "sent"))
		if err := add(&out.Quotes, q.Chips, err); err != nil {
			return err
		}
		o, err := w.ListOrders(in("draft", "held", "decide"))
		if err := add(&out.Orders, o.Chips, err); err != nil {
			return err
		}
		p, err := w.ListPurchases(in("draft", "unanswered", "late"))
		if err := add(&out.Purchases, p.Chips, err); err != nil {
			return err
		}
		s, err := w.ListShipments(in("on_the_way"))
		if err := add(&out.Shipments, s.Chips, err); err != nil {
			return err
		}
		r, err := w.ListReturns(in("approved", "received"))
		if err := add(&out.Returns, r.Chips, err); err != nil {
			return err
		}
		v, err := w.ListInvoices(in("draft", "overdue"))
		if err := add(&out.Invoices, v.Chips, err); err != nil {
			return err
		}
		b, err := w.ListBills(in("draft", "to_approve", "overdue"))
		if err := add(&out.Bills, b.Chips, err); err != nil {
			return err
		}
		m, err := w.ListMessages(in("ready"))
		if err := add(&out.Messages, m.Chips, err); err != nil {
			return err
		}
		mails, err := w.ListReceived(in("waiting_mail"))
		if err := add(&out.Received, mails.Chips, err); err != nil {
			return err
		}
		out.ToOrder, err = w.CountWaiting()
		return err
	})
	return out, err
}
