package views

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// heed shows what there is to think about.
func (e *editor) heed() {
	wanted := e.cares.Next()
	read(e.s, e.cautions, func(c cautions) {
		if wanted() && (c.floor != e.floor || !slices.Equal(c.words, e.warn)) {
			e.floor, e.warn = c.floor, c.words
			e.refigure()
		}
	})
}

// cautions are what the company and the customer's account say about a draft.
type cautions struct {
	floor money.Rate
	words []string
}

func (e *editor) cautions(ctx context.Context) (c cautions, err error) {
	x := e.draft.sale
	own, err := e.s.desk.GetCompany(ctx, app.Nothing{})
	if err != nil {
		return c, err
	}
	c.floor = own.Floor
	k, err := e.s.desk.GetCustomer(ctx, app.ByID{ID: x.CustomerID})
	if err != nil {
		return c, err
	}
	all, err := e.s.desk.GetBalance(ctx, app.PartyIn{CustomerID: x.CustomerID})
	for _, b := range all.Rows {
		if b.Late > 0 {
			c.words = append(c.words, kit.T("%s owes %s %s; %s of it is late.", k.Name, amount(b.Owed, b.Currency), b.Currency, amount(b.Late, b.Currency)))
		}
		if used := b.Balance + x.Totals.Total; k.CreditLimit > 0 && b.Currency == k.Currency && x.Currency == k.Currency && used > k.CreditLimit {
			c.words = append(c.words, kit.T("With this %s would owe %s %s; the credit limit is %s.", k.Name, amount(used, b.Currency), b.Currency, amount(k.CreditLimit, b.Currency)))
		}
	}
	if len(all.Rows) == 0 && k.CreditLimit > 0 && x.Currency == k.Currency && x.Totals.Total > k.CreditLimit {
		c.words = append(c.words, kit.T("With this %s would owe %s %s; the credit limit is %s.", k.Name, amount(x.Totals.Total, k.Currency), k.Currency, amount(k.CreditLimit, k.Currency)))
	}
	return c, err
}

// thin says whether less of a net remains than the company wants.
func (e *editor) thin(margin, net money.Amount) bool {
	return net > 0 && money.Ratio(margin, net) < e.floor
}

// warnings are what to think about before a line is offered.
func (e *editor) warnings(l *draftLine) string {
	var words []string
	total := l.sale.Total()
	switch {
	case l.sale.Kind == trade.LineFreight:
	case total < l.cost:
		words = append(words, kit.T("sold below its cost"))
	case e.thin(total-l.cost, total):
		words = append(words, kit.T("margin below %s", rateText(e.floor)))
	case l.source.Buy && l.source.Cost == 0:
		words = append(words, kit.T("the cost is not known"))
	}
	if stale := e.s.staleText(l.source.CostDate, l.source.CostUntil); stale != "" {
		words = append(words, stale)
	}
	if l.source.Buy && l.source.SupplierID == 0 {
		words = append(words, kit.T("no supplier"))
	}
	return strings.Join(words, "   ")
}
