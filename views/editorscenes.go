package views

import (
	"context"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// editorScenes show the grid of a draft's lines, what it warns of, what can be done from it, and how a bill is entered.
func (s *Shell) editorScenes() []Scene {
	drafted := func(do func(*editor)) func() {
		return func() {
			s.thinQuote()
			if s.editor != nil && do != nil {
				do(s.editor)
			}
		}
	}
	return []Scene{
		{"quote-warned", drafted(func(e *editor) { e.focus(0, cellPrice) })},
		{"dialog-pasted-rows", drafted(func(e *editor) {
			e.paste("SKU\tText\tQty\tPrice\nBRD-11\tChopping board\t24\t27.50\nNEW-11\tBrass lantern\t6\t48.00\nNEW-12\tBrass lantern, large\tsome\t63.00\nNEW-13\tLantern glass\t12\t7.20\n")
		})},
		{"dialog-earlier-prices", drafted(func(e *editor) { e.earlier(gridCell{e.draft.lines[0].id, cellPrice}) })},
		{"dialog-bill", func() {
			s.Go(s.section(trade.KindPurchase))
			l, err := s.desk.ListPurchases(s.ctx(), app.ListIn{Filter: "open"})
			for _, r := range l.Rows {
				if err == nil && r.State == trade.Sent {
					if p, err := s.desk.GetPurchase(s.ctx(), app.ByID{ID: r.ID}); err == nil && len(p.Lines) > 1 {
						s.enterBill(p)
						return
					}
				}
			}
		}},
		{"dialog-offers", drafted(func(e *editor) { e.suppliers(0) })},
	}
}

// thinQuote shows a draft that gives away more than the company wants, with an optional line, a text and a free line.
func (s *Shell) thinQuote() {
	act(s, "", func(ctx context.Context) (*trade.Quote, error) {
		own, err := s.desk.GetCompany(ctx, app.Nothing{})
		if err != nil {
			return nil, err
		}
		own.Floor = 25 * money.Percent
		if _, err := s.desk.SaveCompany(ctx, *own); err != nil {
			return nil, err
		}
		if l, err := s.desk.ListQuotes(ctx, app.ListIn{Filter: "draft", Limit: 1}); err == nil && len(l.Rows) == 1 {
			if q, err := s.desk.GetQuote(ctx, app.ByID{ID: l.Rows[0].ID}); err == nil && q.Lines[len(q.Lines)-1].Kind == trade.LineFree {
				return q, nil // it is there from before
			}
		}
		c, err := s.desk.ListCustomers(ctx, app.ListIn{Text: "Gärtnerei Lerchenwerk", Limit: 1})
		if err != nil || len(c.Rows) == 0 {
			return nil, err
		}
		items, err := s.desk.ListItems(ctx, app.ListIn{Filter: "active", Text: "BRD-1", Limit: 4})
		in := app.SaleIn{CustomerID: c.Rows[0].ID}
		for i, it := range items.Rows {
			line := app.LineIn{ItemID: it.ID, Qty: ptr(24 * money.Unit)}
			if i == 1 {
				line.Margin = ptr(12 * money.Percent)
			}
			in.Lines = append(in.Lines, line)
		}
		if err != nil || len(in.Lines) < 2 {
			return nil, err
		}
		in.Lines = append(in.Lines, app.LineIn{ItemID: items.Rows[0].ID, Qty: ptr(12 * money.Unit), Optional: ptr(true)},
			app.LineIn{Kind: trade.LineText, Description: ptr("The goods come in two deliveries.")},
			app.LineIn{Kind: trade.LineFree, Description: ptr("Engraving of the company's name, as agreed on the telephone"), Qty: ptr(24 * money.Unit), Price: ptr(money.Dec(150, 2)), Cost: ptr(money.Dec(155, 2))})
		return s.desk.SaveQuote(ctx, app.SaveQuoteIn{SaleIn: in})
	}, func(q *trade.Quote) {
		if q != nil {
			s.Show(trade.Ref{Kind: trade.KindQuote, ID: q.ID})
		}
	})
}
