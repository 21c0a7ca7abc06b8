package app

import (
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// BalanceDoc is a document of a customer or supplier with something open: an invoice or bill counts
// up, a credit note or money on account down.
type BalanceDoc struct {
	Kind trade.Kind
	ID   trade.ID
	Open money.Amount
}

func (w *work) explainBalance(in ExplainIn) (out Explanation, err error) {
	switch in.Kind {
	case trade.KindInvoice:
		out.Part, out.Currency, err = w.openInvoice(in.ID)
	case trade.KindBill:
		out.Part, out.Currency, err = w.openBill(in.ID)
	case trade.KindPayment:
		out.Part, out.Currency, err = w.leftOf(in.ID)
	case trade.KindCustomer, trade.KindSupplier:
		return w.balanceOf(in)
	default:
		return out, notExplained(in)
	}
	if err != nil {
		return out, err
	}
	out.Sentence = say("left of", saySum(out.Value, out.Currency), saySum(out.Parts[0].Value, out.Currency), out.Text)
	return out, nil
}

// balanceOf adds up what is open with a party in one currency.
func (w *work) balanceOf(in ExplainIn) (Explanation, error) {
	out := Explanation{Currency: in.Currency}
	payable, prefix := in.Kind == trade.KindSupplier, "balance"
	if payable {
		s, err := w.Supplier(in.ID)
		if err != nil {
			return out, err
		}
		out.Text, prefix = s.Name, "payable"
		if in.Currency == "" {
			out.Currency = s.Currency
		}
	} else {
		c, err := w.Customer(in.ID)
		if err != nil {
			return out, err
		}
		out.Text = c.Name
		if in.Currency == "" {
			out.Currency = c.Currency
		}
	}
	docs, err := w.BalanceDocs(payable, in.ID, out.Currency)
	if err != nil {
		return out, err
	}
	parts := make([]Part, len(docs))
	for i, d := range docs {
		out.Value += d.Open
		parts[i] = Part{Value: d.Open, Ref: trade.Ref{Kind: d.Kind, ID: d.ID}}
	}
	out.Parts = largest(parts)
	for i := range out.Parts {
		if p := &out.Parts[i]; p.Ref.ID != 0 {
			if err := w.openDoc(p); err != nil {
				return out, err
			}
		}
	}
	out.Ref = trade.Ref{Kind: in.Kind, ID: in.ID}
	switch {
	case out.Value > 0:
		out.Sentence = say(prefix, out.Text, saySum(out.Value, out.Currency))
	case out.Value < 0:
		out.Sentence = say(prefix+" credit", out.Text, saySum(-out.Value, out.Currency))
	default:
		out.Sentence = say(prefix+" none", out.Text)
	}
	return out, nil
}

// openDoc words an open document and opens it to what is left of it. What counts down in a balance
// is turned round.
func (w *work) openDoc(p *Part) error {
	var own Part
	var down bool
	switch p.Ref.Kind {
	case trade.KindInvoice:
		v, err := w.Invoice(p.Ref.ID)
		if err != nil {
			return err
		}
		p.Text, p.Number, down = say("open invoice", sayDay(v.Date), sayDay(v.Due)), v.Number, v.Credit
		if v.Credit {
			p.Text = say("open credit", sayDay(v.Date))
		}
		if own, _, err = w.openInvoice(v.ID); err != nil {
			return err
		}
	case trade.KindBill:
		b, err := w.Bill(p.Ref.ID)
		if err != nil {
			return err
		}
		p.Text, p.Number, down = say("open bill", b.TheirNo, sayDay(b.Date), sayDay(b.Due)), b.Number, b.Credit
		if b.Credit {
			p.Text = say("open bill credit", b.TheirNo, sayDay(b.Date))
		}
		if own, _, err = w.openBill(b.ID); err != nil {
			return err
		}
	default:
		pay, err := w.Payment(p.Ref.ID)
		if err != nil {
			return err
		}
		p.Text, p.Number, down = say("on account", sayDay(pay.Date)), pay.Number, !pay.Refund
		if pay.Refund {
			p.Text = say("paid back", sayDay(pay.Date))
		}
		if own, _, err = w.leftOf(pay.ID); err != nil {
			return err
		}
	}
	p.Parts = own.Parts
	if down {
		negate(p.Parts)
	}
	return nil
}

func negate(parts []Part) {
	for i := range parts {
		parts[i].Value = -parts[i].Value
		negate(parts[i].Parts)
	}
}

// openInvoice is what is left to pay of an invoice, or to use of a credit note.
func (w *work) openInvoice(id trade.ID) (Part, money.Currency, error) {
	v, err := w.Invoice(id)
	if err != nil {
		return Part{}, "", err
	}
	ref := trade.Ref{Kind: trade.KindInvoice, ID: v.ID}
	out := Part{Text: v.Name(), Ref: ref, Number: v.Number}
	total := Part{Text: say("total"), Ref: ref, Number: v.Number}
	for i := range v.Lines {
		if l := &v.Lines[i]; l.Priced() {
			total.add(Part{Text: say("line", l.Qty, describe(&l.SaleLine)), Value: l.Total()})
		}
	}
	for _, x := range v.Taxes {
		total.add(Part{Text: say("tax", x.Name, x.Base.Text(v.Currency)), Value: x.Tax})
	}
	out.add(total)
	if v.State != trade.Issued { // a draft asks for nothing
		out.add(Part{Text: say("not issued"), Value: -out.Value})
		return out, v.Currency, nil
	}
	return out, v.Currency, w.settledOf(&out, trade.KindInvoice, id)
}

// openBill is what is left to pay of a supplier's bill, or to use of a supplier's credit note.
func (w *work) openBill(id trade.ID) (Part, money.Currency, error) {
	b, err := w.Bill(id)
	if err != nil {
		return Part{}, "", err
	}
	ref := trade.Ref{Kind: trade.KindBill, ID: b.ID}
	out := Part{Text: b.Name(), Ref: ref, Number: b.Number}
	total := Part{Text: say("total"), Ref: ref, Number: b.Number}
	for i := range b.Lines {
		l := &b.Lines[i]
		total.add(Part{Text: say("line", l.Qty, l.Description), Value: l.Net})
	}
	if b.Tax != 0 {
		total.add(Part{Text: say("bill tax"), Value: b.Tax})
	}
	out.add(total)
	if b.State != trade.Entered {
		out.add(Part{Text: say("not entered"), Value: -out.Value})
		return out, b.Currency, nil
	}
	return out, b.Currency, w.settledOf(&out, trade.KindBill, id)
}

// settledOf takes off what settled an invoice or bill, or what a credit note was used for.
func (w *work) settledOf(to *Part, kind trade.Kind, id trade.ID) error {
	list, err := w.AllocationsOf(kind, id)
	if err != nil {
		return err
	}
	for i := range list {
		a := &list[i]
		p := Part{Value: -a.Settles}
		gives := (kind == trade.KindInvoice && a.CreditID == id) || (kind == trade.KindBill && a.BillCreditID == id)
		if gives {
			p.Value = -a.Amount
		}
		switch {
		case a.WriteOff:
			p.Text = say("written off", sayDay(a.Date), a.Reason)
		case a.RefundID != 0:
			p.Text, p.Number, p.Ref = say("paid back", sayDay(a.Date)), a.Number, trade.Ref{Kind: trade.KindPayment, ID: a.RefundID}
		case a.PaymentID != 0:
			pay, err := w.Payment(a.PaymentID)
			if err != nil {
				return err
			}
			p.Text, p.Number, p.Ref = say("paid by", sayDay(a.Date)), pay.Number, trade.Ref{Kind: trade.KindPayment, ID: pay.ID}
		case gives:
			p.Text, p.Number, p.Ref = say("used for", sayDay(a.Date)), a.Number, trade.Ref{Kind: kind, ID: a.InvoiceID + a.BillID}
		default:
			p.Text, p.Ref = say("settled by", sayDay(a.Date)), trade.Ref{Kind: kind, ID: a.CreditID + a.BillCreditID}
			if p.Number, err = w.numberOf(p.Ref); err != nil {
				return err
			}
		}
		to.add(p)
	}
	return nil
}

func (w *work) numberOf(ref trade.Ref) (string, error) {
	if ref.Kind == trade.KindBill {
		b, err := w.Bill(ref.ID)
		if err != nil {
			return "", err
		}
		return b.Number, nil
	}
	v, err := w.Invoice(ref.ID)
	if err != nil {
		return "", err
	}
	return v.Number, nil
}

// leftOf is what is left of a payment.
func (w *work) leftOf(id trade.ID) (Part, money.Currency, error) {
	pay, err := w.Payment(id)
	if err != nil {
		return Part{}, "", err
	}
	ref := trade.Ref{Kind: trade.KindPayment, ID: pay.ID}
	out := Part{Text: pay.Number, Ref: ref, Number: pay.Number}
	out.add(Part{Text: say("amount"), Value: pay.Amount, Ref: ref, Number: pay.Number})
	for i := range pay.Allocations {
		a := &pay.Allocations[i]
		p := Part{Value: -a.Amount, Text: say("used for", sayDay(a.Date)), Number: a.Number}
		switch {
		case a.WriteOff:
			p.Text = say("written off", sayDay(a.Date), a.Reason)
		case pay.Refund:
			p.Value, p.Number, p.Ref = -a.Settles, a.From, a.Gave()
		case a.RefundID != 0:
			p.Text, p.Ref = say("paid back", sayDay(a.Date)), trade.Ref{Kind: trade.KindPayment, ID: a.RefundID}
		case a.InvoiceID != 0:
			p.Ref = trade.Ref{Kind: trade.KindInvoice, ID: a.InvoiceID}
		default:
			p.Ref = trade.Ref{Kind: trade.KindBill, ID: a.BillID}
		}
		out.add(p)
	}
	return out, pay.Currency, nil
}
