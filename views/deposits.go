package views

import (
	"context"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// taxWord says what prices are.
func taxWord(inclusive bool) string {
	if inclusive {
		return kit.T("include tax")
	}
	return kit.T("net of tax")
}

// unpaidAhead is what of an order can still be asked for before its goods are ordered: the deposit, or all.
func unpaidAhead(o *trade.SalesOrder) money.Amount {
	ask := o.Terms.Ahead(o.Total)
	if ask == 0 {
		ask = o.Total
	}
	return max(ask-o.Paid-o.Reserved, 0)
}

// aheadFacts say what was asked for and paid before the goods are ordered.
func (s *Shell) aheadFacts(o *trade.SalesOrder) []fyne.CanvasObject {
	var facts []fyne.CanvasObject
	if ask := o.Terms.Ahead(o.Total); ask > 0 {
		facts = append(facts, kit.Fact(kit.T("To be paid ahead"), kit.T("%s, paid %s", amount(ask, o.Currency), amount(min(o.Paid+o.Reserved, ask), o.Currency))))
	}
	if o.Reserved > 0 {
		facts = append(facts, kit.Fact(kit.T("Kept for its invoices"), amount(o.Reserved, o.Currency)))
	}
	return facts
}

// aheadButtons ask for money before the goods are ordered, and record it.
func (s *Shell) aheadButtons(o *trade.SalesOrder, add func(step, text string, primary bool, do func())) {
	if o.State != trade.Confirmed || unpaidAhead(o) == 0 || o.Next == trade.StepDone {
		return
	}
	held := false
	if o.OnHold() {
		for _, h := range o.Holds {
			held = held || h.Kind == "deposit" || h.Kind == "prepayment"
		}
	}
	add("RecordPayment", kit.T("Record payment ahead…"), held, func() { s.payAhead(o) })
	add("SendProforma", kit.T("Send pro-forma invoice…"), false, func() {
		s.send(kit.T("Pro-forma invoice for %s", o.Number), app.PrintIn{Paper: app.PaperProforma, ID: o.ID}, func(ctx context.Context, in app.SendIn) error {
			in.ID = o.ID
			_, err := s.desk.SendProforma(ctx, in)
			return err
		})
	})
	add("", kit.T("Pro-forma invoice as PDF"), false, func() { s.pdf(app.PaperProforma, o.ID) })
}

// openOrders are the orders that a customer's money can be for.
func (s *Shell) openOrders(ctx context.Context, customer trade.ID, cur money.Currency) (picks, error) {
	l, err := s.desk.ListOrders(ctx, app.ListIn{CustomerID: customer, Filter: "open", Limit: 100})
	p := picks{names: []string{kit.T("no order")}, ids: []trade.ID{0}}
	for _, o := range l.Rows {
		if o.Currency == cur && o.Next != trade.StepConfirm {
			p.names, p.ids = append(p.names, kit.T("%s of %s, %s", o.Number, day(o.Date, s.today()), amount(o.Total, cur)+" "+string(cur))), append(p.ids, o.ID)
		}
	}
	return p, err
}

// reserveButtons keep what is left of a payment for an order, or free it.
func (s *Shell) reserveButtons(p *trade.Payment) []button {
	switch {
	case p.Left() == 0 || p.CustomerID == 0:
		return nil
	case p.OrderID != 0:
		return []button{{step: "ReservePayment", text: kit.T("Free it for other documents"), do: func() {
			act(s, kit.T("Freed"), func(ctx context.Context) (*trade.Payment, error) {
				return s.desk.ReservePayment(ctx, app.ReserveIn{PaymentID: p.ID, Version: p.Version})
			}, nil)
		}}}
	}
	return []button{{step: "ReservePayment", text: kit.T("Keep it for an order…"), do: func() {
		read(s, func(ctx context.Context) (picks, error) { return s.openOrders(ctx, p.CustomerID, p.Currency) }, func(orders picks) {
			if len(orders.names) == 1 {
				s.toasts.Show(kit.T("%s has no open order in %s.", p.Party, p.Currency), kit.Quiet, "", nil)
				return
			}
			s.keepFor(p, orders)
		})
	}}}
}

// keepFor asks for which of its customer's orders a payment is kept; the first of the orders is none.
func (s *Shell) keepFor(p *trade.Payment, orders picks) {
	f := kit.NewForm(&kit.Field{Name: "order_id", Label: kit.T("Order"), Options: orders.names[1:], Text: orders.names[1], Wide: true})
	kit.AskForm(s.win.Canvas(), kit.T("Keep %s %s of %s", amount(p.Left(), p.Currency), p.Currency, p.Number), kit.T("Keep it for the order"), f, func(d *kit.Dialog) {
		submit(s, d, f, kit.T("Kept for the order"), func(ctx context.Context) (*trade.Payment, error) {
			return s.desk.ReservePayment(ctx, app.ReserveIn{PaymentID: p.ID, Version: p.Version, OrderID: orders.id(f.Text("order_id"))})
		}, nil)
	})
}
