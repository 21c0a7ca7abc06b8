package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SendProforma e-mails a pro-forma invoice of a confirmed order: what is to be paid before goods are
// ordered, all of it where the terms ask for nothing. It is no invoice, and counts nowhere.
func (d *Desk) SendProforma(ctx context.Context, in SendIn) (Done, error) {
	err := d.change(ctx, "SendProforma", func(w *work) error {
		o, err := w.Order(in.ID)
		if err != nil {
			return err
		}
		if err := same(o.Name(), in.Version, o.Version); err != nil {
			return err
		}
		if o.State != trade.Confirmed {
			return trade.Faultf(trade.Refused, "%s is %s; a pro-forma invoice is sent for a confirmed order.", o.Name(), o.State)
		}
		if o.Paid+o.Reserved >= ahead(o) {
			return trade.Faultf(trade.Refused, "What is to be paid ahead of %s, %s %s, is paid already.", o.Number, ahead(o).Text(o.Currency), o.Currency)
		}
		if err := w.note(trade.KindOrder, o.ID, "proforma", ahead(o).Text(o.Currency)+" "+string(o.Currency), "", ""); err != nil {
			return err
		}
		return w.write(trade.KindOrder, o.ID, PaperProforma, in, o.Contact, proformaLetter(o))
	})
	return Done{err == nil}, err
}

// ahead is what a pro-forma invoice asks for: what the terms do, or all of it.
func ahead(o *trade.SalesOrder) money.Amount {
	if a := o.Terms.Ahead(o.Total); a > 0 {
		return a
	}
	return o.Total
}

func proformaLetter(o *trade.SalesOrder) letter {
	return letter{number: o.Number, customer: o.CustomerID, language: o.Language, total: max(ahead(o)-o.Paid-o.Reserved, 0).Text(o.Currency) + " " + string(o.Currency)}
}

// proformaPaper asks for money before the goods are ordered, and says that it is no invoice.
func proformaPaper(p *Paper, own *trade.Company, o *trade.SalesOrder) {
	p.Number, p.Date = o.Number, o.Date
	p.sold(&o.Sale)
	p.when(FactWanted, o.Wanted)
	p.fact(FactTerms, o.Terms.Name)
	p.ordered(o)
	p.Paid, p.Ahead, p.Bank = min(o.Paid+o.Reserved, ahead(o)), ahead(o), own.BankLines
	p.say(in(o.Language, "This is not an invoice and gives no right to deduct tax. The invoice follows when the goods have shipped.",
		"Dies ist keine Rechnung und berechtigt nicht zum Vorsteuerabzug. Die Rechnung folgt, wenn die Ware versandt ist."))
	if o.Number != "" {
		p.say(fmt.Sprintf(in(o.Language, "Please name %s with your payment.", "Bitte geben Sie bei der Zahlung %s an."), o.Number))
	}
}
