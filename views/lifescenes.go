package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// lifeScenes are the screens and dialogs of what goes otherwise than agreed.
func (s *Shell) lifeScenes() []Scene {
	return []Scene{
		s.command("return-arrived", trade.KindReturn, "received", ""), s.command("purchase-credit-due", trade.KindPurchase, "credit_due", ""),
		Scene{"purchase-change", func() { s.showChange(nil) }},
		Scene{"dialog-change-answer", func() { s.showChange(s.answerChange) }},
		Scene{"credits", s.showCredits},
		Scene{"dialog-credit", func() {
			s.showCredits()
			if all, err := s.desk.ListDueCredits(s.ctx(), app.Nothing{}); err == nil && len(all.Rows) > 0 {
				s.creditDue(all.Rows[0].PurchaseID)
			}
		}},
		s.lastShipped("shipment-delivered", nil), s.lastShipped("dialog-report", s.reportProblem), s.lastShipped("dialog-return", s.openReturn),
		s.command("dialog-settle", trade.KindReturn, "received", "Settle…"), s.command("dialog-receive", trade.KindReturn, "approved", "It has arrived…"),
		s.command("dialog-order-change", trade.KindOrder, "open", "Change the order…"), s.command("dialog-order-cancel", trade.KindOrder, "open", "Cancel the order…"),
		s.command("dialog-ask-cancel", trade.KindPurchase, "open", "Ask to cancel goods…"), s.command("dialog-ask-move", trade.KindPurchase, "open", "Ask for another address…"),
		s.command("dialog-ship", trade.KindPurchase, "open", "Enter tracking…"), s.command("dialog-claim", trade.KindPurchase, "credit_due", "Remind the supplier of the claims…"),
	}
}

// showChange shows a purchase order with a change that waits for its answer.
func (s *Shell) showChange(then func(*trade.Change)) {
	l, err := s.desk.ListPurchases(s.ctx(), app.ListIn{Filter: "unanswered"})
	for _, r := range l.Rows {
		changes, e := s.desk.ListChanges(s.ctx(), app.ByID{ID: r.OrderID})
		for i := range changes.Rows {
			c := &changes.Rows[i]
			if err != nil || e != nil || c.State != trade.Sent {
				continue
			}
			s.Show(trade.Ref{Kind: trade.KindPurchase, ID: c.PurchaseID})
			if then != nil {
				then(c)
			}
			return
		}
	}
}

// lastShipped shows the newest delivered shipment.
func (s *Shell) lastShipped(name string, then func(app.Chain, *trade.Shipment)) Scene {
	return Scene{name, func() {
		l, err := s.desk.ListShipments(s.ctx(), app.ListIn{Filter: "delivered", Limit: 1})
		if err != nil || len(l.Rows) == 0 {
			return
		}
		ref := trade.Ref{Kind: trade.KindShipment, ID: l.Rows[0].ID}
		s.Show(ref)
		if then != nil {
			read(s, func(ctx context.Context) (x shipped, err error) {
				if x.chain, err = s.desk.GetChain(ctx, ref); err != nil {
					return x, err
				}
				x.shipment, err = s.desk.GetShipment(ctx, app.ByID{ID: ref.ID})
				return x, err
			}, func(x shipped) { then(x.chain, x.shipment) })
		}
	}}
}

// command shows the first document of a filter that offers a command, and gives the command; without one the first document.
func (s *Shell) command(name string, kind trade.Kind, filter, command string) Scene {
	return Scene{name, func() {
		s.Go(s.section(kind))
		p := s.pages[s.at].page.(interface {
			choose(string)
			row(i int) bool
		})
		p.choose(filter)
		for i := 0; command != "" && p.row(i); i++ {
			for _, b := range s.doc.buttons {
				if b.text == kit.T(command) {
					b.do()
					return
				}
			}
		}
	}}
}

// row shows the document of a row; false where there is none.
func (p *listPage[R]) row(i int) bool {
	p.grid.Select(i)
	return p.grid.Count() > i
}
