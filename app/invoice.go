package app

import (
	"context"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetInvoice reads an invoice or credit note.
func (d *Desk) GetInvoice(ctx context.Context, in ByID) (out *trade.Invoice, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Invoice(in.ID)
		return err
	})
	return out, err
}

// ListInvoices lists invoices and credit notes, newest first.
func (d *Desk) ListInvoices(ctx context.Context, in ListIn) (List[InvoiceRow], error) {
	return list(d, ctx, in, trade.KindInvoice, Tx.ListInvoices)
}

// InvoiceIn says what of an order to invoice.
type InvoiceIn struct {
	OrderID trade.ID   `json:"order_id"`
	Version int        `json:"version"`
	Basis   string     `json:"basis"` // shipped (the default) or ordered
	Lines   []QtyIn    `json:"lines"` // none: all that the basis allows
	Date    trade.Date `json:"date"`  // empty: today
	Notes   *string    `json:"notes"`
	Issue   bool       `json:"issue"` // number and issue it at once
	Send    bool       `json:"send"`  // with issue: e-mail it
}

// CreateInvoice drafts an invoice for what has shipped and is not invoiced yet, or for what was
// ordered, and issues it where asked. More than that is refused, so that nothing is invoiced twice.
func (d *Desk) CreateInvoice(ctx context.Context, in InvoiceIn) (out *trade.Invoice, err error) {
	err = d.change(ctx, "CreateInvoice", func(w *work) error {
		deal, err := w.dealFor(Do{in.OrderID, in.Version})
		if err != nil {
			return err
		}
		v, err := w.draftInvoice(deal.Order, in)
		if err != nil {
			return err
		}
		if err := w.SaveInvoice(v); err != nil {
			return err
		}
		if err := w.note(trade.KindInvoice, v.ID, "add", "for "+v.OrderNo, "", ""); err != nil {
			return err
		}
		if in.Issue {
			if err := w.issue(v, deal, SendIn{NoMail: !in.Send}); err != nil {
				return err
			}
		}
		out = v
		return nil
	})
	return out, err
}

func (w *work) draftInvoice(o *trade.SalesOrder, in InvoiceIn) (*trade.Invoice, error) {
	if o.State == trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s is not confirmed yet. Confirm it first.", o.Name())
	}
	ordered := in.Basis == "ordered"
	if in.Basis != "" && in.Basis != "shipped" && !ordered {
		return nil, trade.Faultf(trade.Invalid, "An invoice is made from what shipped or what was ordered, not from %q.", in.Basis).In("basis")
	}
	if in.Date == "" {
		in.Date = w.today
	}
	if err := in.Date.Check("date"); err != nil {
		return nil, err
	}
	others, err := w.InvoicesOf(o.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range others {
		if v.State == trade.Draft {
			return nil, trade.Faultf(trade.Conflict, "There is a draft invoice for %s already. Issue or delete it first, so that nothing is invoiced twice.", o.Number)
		}
	}
	v := &trade.Invoice{State: trade.Draft, Date: in.Date, OrderID: o.ID, OrderNo: o.Number, Sale: o.Sale, Dues: []trade.Due{}}
	v.Intro, v.Notes, v.Memo, v.Totals = "", "", "", trade.Totals{}
	set(&v.Notes, in.Notes)
	if err := trade.CheckText("notes", v.Notes); err != nil {
		return nil, err
	}
	lines := in.Lines
	if len(lines) == 0 {
		lines = invoiceable(o, ordered)
	}
	taken := map[trade.ID]bool{}
	for i, q := range lines {
		l, err := o.Line(q.LineID)
		if err != nil {
			return nil, err
		}
		if taken[l.ID] {
			return nil, trade.Faultf(trade.Invalid, "Line %d of %s is named twice.", l.Pos, o.Number).In("lines[%d]", i)
		}
		taken[l.ID] = true
		if l.Kind == trade.LineText {
			v.Lines = append(v.Lines, trade.InvoiceLine{OrderLineID: l.ID, SaleLine: l.SaleLine})
			continue
		}
		if err := trade.CheckQty("quantity to invoice", q.Qty); err != nil {
			return nil, err.(*trade.Error).In("lines[%d].qty", i)
		}
		if l.Kind == trade.LinePart {
			return nil, trade.Faultf(trade.Refused, "%s is a component of a kit. The kit is invoiced, when all of its components have shipped.", describe(&l.SaleLine)).In("lines[%d].line_id", i)
		}
		if err := l.CheckKits(q.Qty); err != nil {
			return nil, at(err, "lines[%d].qty", i)
		}
		if can := l.ToInvoice(ordered); q.Qty > can {
			why := "has shipped and is not invoiced"
			if ordered {
				why = "is ordered and not invoiced"
			}
			return nil, trade.Faultf(trade.Refused, "Of %s only %s %s; %s were asked for.", describe(&l.SaleLine), max(can, 0), why, q.Qty).In("lines[%d].qty", i)
		}
		il := trade.InvoiceLine{OrderLineID: l.ID, SaleLine: l.SaleLine}
		il.Qty = q.Qty
		v.Lines = append(v.Lines, il)
	}
	charged := false
	for i := range v.Lines {
		v.Lines[i].Pos = i + 1
		charged = charged || v.Lines[i].Priced()
	}
	if !charged {
		if ordered {
			return nil, trade.Faultf(trade.Refused, "All of %s is invoiced.", o.Number)
		}
		return nil, trade.Faultf(trade.Refused, "Nothing of %s has shipped that is not invoiced yet. Wait for a shipment, or invoice what was ordered.", o.Number)
	}
	v.DiscountSum = invoiceDiscount(o, v)
	return v, v.AddUp(w.base)
}

// invoiceable lists what the basis allows; freight and services come with the first goods.
func invoiceable(o *trade.SalesOrder, ordered bool) []QtyIn {
	goods, some := false, false
	for i := range o.Lines {
		l := &o.Lines[i]
		if (l.Kind == trade.LineKit || (l.Buy && l.Kind != trade.LinePart)) && l.Live() > 0 {
			goods = true
			some = some || l.Shipped > 0
		}
	}
	var lines []QtyIn
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Priced() || (!l.Buy && goods && !some && !ordered) {
			continue
		}
		if q := l.ToInvoice(ordered); q > 0 {
			lines = append(lines, QtyIn{l.ID, q})
		}
	}
	return lines
}

// invoiceDiscount is the part of the order's discount in money that falls on this invoice.
func invoiceDiscount(o *trade.SalesOrder, v *trade.Invoice) money.Amount {
	var before, now money.Amount
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Priced() {
			continue
		}
		before += trade.LineNet(l.Invoiced, l.Price, l.Discount)
		for j := range v.Lines {
			if v.Lines[j].OrderLineID == l.ID {
				now += trade.LineNet(l.Invoiced+v.Lines[j].Qty, l.Price, l.Discount) - trade.LineNet(l.Invoiced, l.Price, l.Discount)
			}
		}
	}
	return splitDiscount(o.DiscountSum, o.Ordered(), before, now)
}

// SaveInvoiceIn changes a draft invoice. What is left out stays.
type SaveInvoiceIn struct {
	ID      trade.ID    `json:"id"`
	Version int         `json:"version"`
	Date    *trade.Date `json:"date"`
	Notes   *string     `json:"notes"`
}

// SaveInvoice changes date and notes of a draft invoice.
func (d *Desk) SaveInvoice(ctx context.Context, in SaveInvoiceIn) (out *trade.Invoice, err error) {
	err = d.change(ctx, "SaveInvoice", func(w *work) error {
		v, err := w.openDraft(in.ID, in.Version)
		if err != nil {
			return err
		}
		set(&v.Date, in.Date)
		set(&v.Notes, in.Notes)
		if v.Date == "" {
			v.Date = w.today
		}
		if err := v.Date.Check("date"); err != nil {
			return err
		}
		if err := trade.CheckText("notes", v.Notes); err != nil {
			return err
		}
		out = v
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
		return w.SaveInvoice(v)
	})
	return out, err
}

func (w *work) openDraft(id trade.ID, version int) (*trade.Invoice, error) {
	v, err := w.Invoice(id)
	if err != nil {
		return nil, err
	}
	if err := same(v.Name(), version, v.Version); err != nil {
		return nil, err
	}
	if v.State != trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s is issued and never changes. Credit it, and invoice anew.", v.Name())
	}
	return v, nil
}

// DeleteInvoice removes a draft invoice; an issued one is credited instead.
func (d *Desk) DeleteInvoice(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteInvoice", func(w *work) error {
		v, err := w.openDraft(in.ID, in.Version)
		if err != nil {
			return err
		}
		if err := w.DeleteInvoice(v.ID); err != nil {
			return err
		}
		return w.note(trade.KindInvoice, v.ID, "delete", "for "+v.OrderNo, string(v.State), "")
	})
	return Done{err == nil}, err
}

// IssueInvoice gives a draft its number and due dates and counts it on the order; from then on it
// never changes. It goes out by e-mail unless no_mail is set.
func (d *Desk) IssueInvoice(ctx context.Context, in SendIn) (out *trade.Invoice, err error) {
	err = d.change(ctx, "IssueInvoice", func(w *work) error {
		v, err := w.Invoice(in.ID)
		if err != nil {
			return err
		}
		if err := same(v.Name(), in.Version, v.Version); err != nil {
			return err
		}
		deal, err := w.Deal(v.OrderID)
		if err != nil {
			return err
		}
		out = v
		return w.issue(v, deal, in)
	})
	return out, err
}

// issue numbers an invoice or credit note and counts it on its order.
func (w *work) issue(v *trade.Invoice, deal *trade.Deal, in SendIn) error {
	from := v.State
	to, err := trade.InvoiceFlow.Next(v.Name(), v.State, trade.Issue)
	if err != nil {
		return err
	}
	if err := sellable(v.Name(), v.Total, len(v.Lines)); err != nil {
		return err
	}
	if v.FX, err = w.fx(v.Currency, v.Date); err != nil {
		return err
	}
	if err := v.AddUp(w.base); err != nil {
		return err
	}
	if err := count(v, deal.Order); err != nil {
		return err
	}
	kind, paper := numberedAs(v), PaperInvoice
	if v.Credit {
		paper = PaperCredit
	}
	if v.Number, err = w.NextNumber(kind); err != nil {
		return err
	}
	v.State = to
	v.Dues = v.Terms.Dues(v.Date, v.Total)
	if v.Credit {
		v.Dues = []trade.Due{{Date: v.Date, Amount: v.Total}}
	}
	for _, due := range v.Dues {
		v.Due = max(v.Due, due.Date)
	}
	if !in.NoMail {
		v.SentAt = w.stamp()
	}
	if err := w.SaveInvoice(v); err != nil {
		return err
	}
	if err := w.saveDeal(deal); err != nil {
		return err
	}
	if err := w.settleAhead(v, deal.Order); err != nil {
		return err
	}
	if err := w.Index(trade.KindInvoice, v.ID, v.Number, v.Customer, strings.Join([]string{v.Number, v.Customer, v.OrderNo, v.Reference}, " ")); err != nil {
		return err
	}
	if err := w.write(trade.KindInvoice, v.ID, paper, in, v.Contact, invoiceLetter(v)); err != nil {
		return err
	}
	return w.moved(trade.KindInvoice, v.ID, trade.Issue, v.Number, from, to)
}

// count adds an invoice, or a credit note, to its order's lines.
func count(v *trade.Invoice, o *trade.SalesOrder) error {
	sign := v.Sign()
	for i := range v.Lines {
		il := &v.Lines[i]
		if !il.Priced() || il.OrderLineID == 0 {
			continue
		}
		l, err := o.Line(il.OrderLineID)
		if err != nil {
			return err
		}
		switch {
		case !v.Credit:
			// Another invoice may have been issued since this one was drafted.
			if can := l.ToInvoice(true); il.Qty > can {
				return trade.Faultf(trade.Refused, "Of %s only %s is left to invoice. Delete this draft and make it again.", describe(&l.SaleLine), max(can, 0))
			}
			l.Invoiced += il.Qty
		case il.Allowance:
		case il.Again:
			l.Invoiced -= il.Qty
			l.Credited += il.Qty
		default:
			l.Credited += il.Qty
		}
		l.InvoicedNet += sign * il.Total()
		l.InvoicedBase += sign * il.Base
	}
	o.InvoicedNet += sign * v.Net
	o.Invoiced += sign * v.Total
	return nil
}

// CreditLineIn says what of an invoice line to credit: a quantity at the invoiced price, or an
// amount that leaves the quantity alone, such as a price allowance. An amount is net, or includes
// tax where the invoice's prices do.
type CreditLineIn struct {
	LineID trade.ID       `json:"line_id"`
	Qty    money.Qty      `json:"qty"`
	Amount *money.Decimal `json:"amount"`

	part  *trade.OrderLine // of a kit: Qty, or Amount, is of this component alone
	worth money.Amount     // what Qty of part is worth
}

// CreditIn says what of an issued invoice to credit.
type CreditIn struct {
	InvoiceID trade.ID       `json:"invoice_id"`
	Version   int            `json:"version"`
	Lines     []CreditLineIn `json:"lines"` // none: all that is not credited yet
	Reason    string         `json:"reason"`
	Again     bool           `json:"again"` // the quantities may be invoiced again: the invoice was wrong
	Keep      bool           `json:"keep"`  // leave it open for other invoices, do not settle this one with it
	Fee       *money.Decimal `json:"fee"`   // restocking fee that is kept back; net, or with tax where the invoice's prices include it
	Send      bool           `json:"send"`  // e-mail it
}

// CreditInvoice issues a credit note that names an invoice, for all of it or for some lines, and
// settles what is open of the invoice with it. More than was invoiced is refused.
func (d *Desk) CreditInvoice(ctx context.Context, in CreditIn) (out *trade.Invoice, err error) {
	err = d.change(ctx, "CreditInvoice", func(w *work) error {
		v, err := w.Invoice(in.InvoiceID)
		if err != nil {
			return err
		}
		if err := same(v.Name(), in.Version, v.Version); err != nil {
			return err
		}
		if v.Credit || v.State != trade.Issued {
			return trade.Faultf(trade.Refused, "%s is not an issued invoice; only those are credited.", v.Name())
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return err
		}
		deal, err := w.Deal(v.OrderID)
		if err != nil {
			return err
		}
		out, err = w.credit(v, deal, in)
		return err
	})
	return out, err
}

// credit issues a credit note for an issued invoice and settles what is open of the invoice with it.
func (w *work) credit(v *trade.Invoice, deal *trade.Deal, in CreditIn) (*trade.Invoice, error) {
	before, err := w.creditsOf(v)
	if err != nil {
		return nil, err
	}
	c, err := w.creditOf(v, in)
	if err != nil {
		return nil, err
	}
	c.AddUpCredit(before)
	return w.giveCredit(v, c, deal, in)
}

// creditsOf lists the credit notes that name an invoice.
func (w *work) creditsOf(v *trade.Invoice) (list []trade.Invoice, err error) {
	all, err := w.InvoicesOf(v.OrderID)
	for i := range all {
		if all[i].CreditsID == v.ID {
			list = append(list, all[i])
		}
	}
	return list, err
}

// giveCredit issues a drafted credit note and settles what is open of its invoice with it.
func (w *work) giveCredit(v, c *trade.Invoice, deal *trade.Deal, in CreditIn) (*trade.Invoice, error) {
	if err := w.SaveInvoice(c); err != nil {
		return nil, err
	}
	if err := w.issue(c, deal, SendIn{NoMail: !in.Send}); err != nil {
		return nil, err
	}
	if err := w.SaveInvoice(v); err != nil {
		return nil, err
	}
	if err := w.note(trade.KindInvoice, v.ID, "credit", c.Number+" "+in.Reason, "", ""); err != nil {
		return nil, err
	}
	if use := min(v.Open(), c.Open()); use > 0 && !in.Keep {
		if err := w.settle(&trade.Allocation{CreditID: c.ID, InvoiceID: v.ID, Amount: use, Date: w.today}); err != nil {
			return nil, err
		}
	}
	return w.Invoice(c.ID)
}

// creditHead is the head of a credit note for an invoice.
func creditHead(v *trade.Invoice, today trade.Date, reason string) *trade.Invoice {
	c := &trade.Invoice{
		Credit: true, State: trade.Draft, Date: today, OrderID: v.OrderID, OrderNo: v.OrderNo, CreditsID: v.ID, CreditsNo: v.Number,
		Reason: reason, Sale: v.Sale, Dues: []trade.Due{},
	}
	c.DiscountRate, c.DiscountSum, c.Notes, c.Totals = 0, 0, "", trade.Totals{}
	return c
}

// creditOf drafts the credit note and counts it on the invoice's lines.
func (w *work) creditOf(v *trade.Invoice, in CreditIn) (*trade.Invoice, error) {
	c := creditHead(v, w.today, in.Reason)
	lines := in.Lines
	if len(lines) == 0 {
		for i := range v.Lines {
			l := &v.Lines[i]
			if l.Priced() && (l.Qty > l.Credited || l.Charged() > l.CreditedNet) {
				lines = append(lines, CreditLineIn{LineID: l.ID, Qty: l.Qty - l.Credited})
			}
		}
		if len(lines) == 0 {
			return nil, trade.Faultf(trade.Refused, "All of %s is credited already.", v.Number)
		}
	}
	for i, q := range lines {
		l, err := v.Line(q.LineID)
		if err != nil {
			return nil, err
		}
		cl := trade.InvoiceLine{OrderLineID: l.OrderLineID, CreditsID: l.ID, SaleLine: l.SaleLine, Again: in.Again}
		left := l.Charged() - l.CreditedNet
		var worth money.Amount
		switch {
		case q.Amount != nil:
			if worth, err = q.Amount.Amount(v.Currency); err != nil || worth <= 0 {
				return nil, trade.Faultf(trade.Invalid, "The amount to credit, %s, is not one above zero in %s.", q.Amount, v.Currency).In("lines[%d].amount", i)
			}
		case q.part != nil:
			q.ofPart(&cl)
			worth, cl.Qty, cl.Discount = q.worth, q.Qty, 0
			cl.Price = worth.Per(q.Qty) // rounded; the line's share makes up for it
		case q.Qty <= 0 || q.Qty > l.Qty-l.Credited:
			return nil, trade.Faultf(trade.Refused, "Line %d of %s has %s left to credit, not %s.", l.Pos, v.Number, l.Qty-l.Credited, q.Qty).In("lines[%d].qty", i)
		case l.CheckKits(q.Qty) != nil:
			return nil, at(l.CheckKits(q.Qty), "lines[%d].qty", i)
		default:
			worth = l.Worth(q.Qty)
			cl.Qty = q.Qty
			l.Credited += q.Qty
		}
		if worth > left {
			return nil, trade.Faultf(trade.Refused, "Line %d of %s has %s left to credit, not %s.", l.Pos, v.Number, left.Text(v.Currency), worth.Text(v.Currency)).In("lines[%d]", i)
		}
		if q.Amount != nil {
			c.Allow(l, allowanceText(v.Language), worth)
			if al := &c.Lines[len(c.Lines)-1]; q.part != nil {
				q.ofPart(al)
				al.Kind, al.Description = trade.LineFree, allowanceText(v.Language)+": "+al.Description
			}
			continue
		}
		cl.Share, cl.TaxIn = trade.LineNet(cl.Qty, cl.Price, cl.Discount)-worth, l.Take(worth)
		cl.Pos = len(c.Lines) + 1
		c.Lines = append(c.Lines, cl)
	}
	return c, addFee(c, in.Fee)
}

func allowanceText(language string) string {
	if language == "de" {
		return "Nachlass"
	}
	return "Allowance"
}

// addFee keeps a restocking fee back, taxed like the first line that is credited.
func addFee(c *trade.Invoice, fee *money.Decimal) error {
	if fee == nil || fee.Zero() {
		return nil
	}
	amount, err := fee.Amount(c.Currency)
	var credited money.Amount
	for i := range c.Lines {
		credited += trade.LineNet(c.Lines[i].Qty, c.Lines[i].Price, c.Lines[i].Discount) - c.Lines[i].Share
	}
	if err != nil || amount < 0 || amount >= credited {
		return trade.Faultf(trade.Invalid, "The restocking fee %s is not an amount below what is credited, %s %s.", fee, credited.Text(c.Currency), c.Currency).In("fee")
	}
	l := trade.InvoiceLine{OrderLineID: c.Lines[0].OrderLineID, Allowance: true, SaleLine: c.Lines[0].SaleLine}
	l.Kind, l.ItemID, l.SKU, l.Unit, l.Description = trade.LineFee, 0, "", "", feeText(c.Language)
	l.Qty, l.Price, l.Discount, l.Share, l.TaxIn, l.Pos = money.Unit, -money.Price(amount)*100, 0, 0, 0, len(c.Lines)+1
	if c.Inclusive {
		l.TaxIn = l.TaxRate.Within(-amount)
	}
	c.Lines = append(c.Lines, l)
	return nil
}

func feeText(language string) string {
	if language == "de" {
		return "Rücknahmegebühr"
	}
	return "Restocking fee"
}

// SendInvoice e-mails an issued invoice or credit note once more, or for the first time where it was issued without.
func (d *Desk) SendInvoice(ctx context.Context, in SendIn) (out *trade.Invoice, err error) {
	err = d.change(ctx, "SendInvoice", func(w *work) error {
		v, err := w.Invoice(in.ID)
		if err != nil {
			return err
		}
		if err := same(v.Name(), in.Version, v.Version); err != nil {
			return err
		}
		if v.State != trade.Issued {
			return trade.Faultf(trade.Refused, "%s is %s; only what is issued is sent.", v.Name(), v.State)
		}
		v.SentAt = w.stamp()
		if err := w.SaveInvoice(v); err != nil {
			return err
		}
		out = v
		w.changed = append(w.changed, trade.Ref{Kind: trade.KindInvoice, ID: v.ID})
		return w.write(trade.KindInvoice, v.ID, SuggestedPaper(trade.KindInvoice, v.Credit), in, v.Contact, invoiceLetter(v))
	})
	return out, err
}
