package app

import (
	"context"
	"fmt"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ManyIn names a step and the documents that it is taken with.
type ManyIn struct {
	Do      string     `json:"do"`  // send_quotes, send_purchases, invoice_orders, issue_invoices, mail_invoices, deliver_shipments, notify_shipments, approve_bills, pay_bills
	IDs     []trade.ID `json:"ids"` // of the documents, at most 1000
	Date    trade.Date `json:"date"`
	Reason  string     `json:"reason"`  // of an approval
	Preview bool       `json:"preview"` // only say what would be done
}

// ManyOut says with which documents the step was taken, and which were left and why.
type ManyOut struct {
	Made   []ManyRow     `json:"made"`
	Left   []ManyRow     `json:"left"`
	Sums   []CurrencySum `json:"sums"`
	Mailed int           `json:"mailed"` // messages that went into the outbox
}

// ManyRow is one document of many.
type ManyRow struct {
	Kind     trade.Kind     `json:"kind"` // of what was made
	ID       trade.ID       `json:"id"`
	Number   string         `json:"number"`
	Party    string         `json:"party"`
	To       string         `json:"to"` // where its message goes
	Total    money.Amount   `json:"total"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason"` // it was left
	Doubt    string         `json:"doubt"`  // mail to the address that its message goes to does not arrive
}

// maxMany is how many documents a step may be taken with at once, so that it can be undone.
const maxMany = 1000

// many are the steps that can be taken with many documents: what one of them does, and what the step is about.
var many = map[string]struct {
	kind  trade.Kind
	step  func(*Desk, context.Context, ManyIn, trade.ID) (ManyRow, error)
	mails bool
}{
	"send_quotes": {trade.KindQuote, func(d *Desk, ctx context.Context, _ ManyIn, id trade.ID) (ManyRow, error) {
		q, err := d.SendQuote(ctx, SendIn{ID: id})
		if err != nil {
			return ManyRow{}, err
		}
		return ManyRow{Kind: trade.KindQuote, ID: id, Number: q.Number, Party: q.Customer, To: q.Contact.Email, Total: q.Total, Currency: q.Currency}, nil
	}, true},
	"send_purchases": {trade.KindPurchase, func(d *Desk, ctx context.Context, _ ManyIn, id trade.ID) (ManyRow, error) {
		p, err := d.SendPurchase(ctx, SendIn{ID: id})
		if err != nil {
			return ManyRow{}, err
		}
		to := ""
		if p.SendBy == "email" {
			to = p.Contact.Email
		}
		return ManyRow{Kind: trade.KindPurchase, ID: id, Number: p.Number, Party: p.Supplier, To: to, Total: p.Net, Currency: p.Currency}, nil
	}, true},
	"invoice_orders": {trade.KindOrder, func(d *Desk, ctx context.Context, in ManyIn, id trade.ID) (ManyRow, error) {
		return d.manyInvoice(d.CreateInvoice(ctx, InvoiceIn{OrderID: id, Basis: "shipped", Date: in.Date, Issue: true, Send: true}))
	}, true},
	"issue_invoices": {trade.KindInvoice, func(d *Desk, ctx context.Context, _ ManyIn, id trade.ID) (ManyRow, error) {
		return d.manyInvoice(d.IssueInvoice(ctx, SendIn{ID: id}))
	}, true},
	"mail_invoices": {trade.KindInvoice, func(d *Desk, ctx context.Context, _ ManyIn, id trade.ID) (ManyRow, error) {
		return d.manyInvoice(d.SendInvoice(ctx, SendIn{ID: id}))
	}, true},
	"deliver_shipments": {trade.KindShipment, func(d *Desk, ctx context.Context, in ManyIn, id trade.ID) (ManyRow, error) {
		x, err := d.ConfirmDelivery(ctx, DeliverIn{ID: id, Date: in.Date})
		if err != nil {
			return ManyRow{}, err
		}
		return ManyRow{Kind: trade.KindShipment, ID: id, Number: x.Number, Party: x.Customer}, nil
	}, false},
	"notify_shipments": {trade.KindShipment, func(d *Desk, ctx context.Context, _ ManyIn, id trade.ID) (ManyRow, error) {
		x, err := d.NotifyShipment(ctx, SendIn{ID: id})
		if err != nil {
			return ManyRow{}, err
		}
		o, err := d.GetOrder(ctx, ByID{x.OrderID})
		if err != nil {
			return ManyRow{}, err
		}
		return ManyRow{Kind: trade.KindShipment, ID: id, Number: x.Number, Party: x.Customer, To: o.Contact.Email}, nil
	}, true},
	"approve_bills": {trade.KindBill, func(d *Desk, ctx context.Context, in ManyIn, id trade.ID) (ManyRow, error) {
		b, err := d.ApproveBill(ctx, DecideIn{ID: id, Reason: in.Reason})
		if err != nil {
			return ManyRow{}, err
		}
		return ManyRow{Kind: trade.KindBill, ID: id, Number: b.TheirNo, Party: b.Supplier, Total: b.Total, Currency: b.Currency}, nil
	}, false},
	"pay_bills": {trade.KindBill, (*Desk).payOne, false},
}

func (d *Desk) manyInvoice(v *trade.Invoice, err error) (ManyRow, error) {
	if err != nil {
		return ManyRow{}, err
	}
	return ManyRow{Kind: trade.KindInvoice, ID: v.ID, Number: v.Number, Party: v.Customer, To: v.Contact.Email, Total: v.Total, Currency: v.Currency}, nil
}

// payOne pays what may be paid of a bill, less the discount for paying early where it is in time.
func (d *Desk) payOne(ctx context.Context, in ManyIn, id trade.ID) (row ManyRow, err error) {
	var pay PaymentIn
	err = d.read(ctx, func(w *work) error {
		b, err := w.Bill(id)
		if err != nil {
			return err
		}
		if b.Credit || b.State != trade.Entered || b.Open() <= 0 {
			return trade.Faultf(trade.Refused, "Nothing of the %s is to be paid.", b.Name())
		}
		can, why, err := w.payable(b)
		if err != nil {
			return err
		}
		if can <= 0 {
			return trade.Faultf(trade.Refused, "The %s cannot be paid: it %s.", b.Name(), why)
		}
		early, err := w.earlyBill(b)
		if err != nil {
			return err
		}
		on := in.Date
		if on == "" {
			on = w.today
		}
		if can == b.Open() && early.Rate != 0 && on <= early.By {
			can -= early.Discount
		}
		sum := money.Dec(int64(can), uint8(b.Currency.Digits()))
		pay = PaymentIn{PartyID: b.SupplierID, Amount: sum, Currency: b.Currency, Date: in.Date, Reference: b.TheirNo, Again: true, Uses: []UseIn{{ID: id, Amount: sum}}}
		row = ManyRow{Kind: trade.KindBill, ID: id, Number: b.TheirNo, Party: b.Supplier, Total: can, Currency: b.Currency}
		return nil
	})
	if err != nil {
		return row, err
	}
	_, err = d.PaySupplier(ctx, pay)
	return row, err
}

// DoForMany takes one step with many documents, in one transaction that can be undone as a whole. What
// cannot be done is left, with the reason, and the rest is done. It is refused when nothing could be done.
func (d *Desk) DoForMany(ctx context.Context, in ManyIn) (out ManyOut, err error) {
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "A step with many documents cannot be a part of other steps. Call it by itself.")
	}
	what, ok := many[in.Do]
	switch {
	case !ok:
		return out, trade.Faultf(trade.Invalid, "There is no step %q that can be taken with many documents.", in.Do).In("do")
	case len(in.IDs) == 0:
		return out, trade.Faultf(trade.Invalid, "No document is chosen.").In("ids")
	case len(in.IDs) > maxMany:
		return out, trade.Faultf(trade.Invalid, "%d documents are chosen; %d at most can be done at once. Choose fewer.", len(in.IDs), maxMany).In("ids")
	}
	var todo []trade.ID
	seen := map[trade.ID]bool{}
	left := map[trade.ID]error{}
	for _, id := range in.IDs {
		if seen[id] {
			continue
		}
		seen[id] = true
		// A document that fails by itself is found before the transaction of all, which would fail with it.
		err := d.change(ctx, together, func(w *work) error {
			if _, err := what.step(d, context.WithValue(ctx, workKey, w), in, id); err != nil {
				return err
			}
			return errPreview
		})
		if err == errPreview {
			todo = append(todo, id)
			continue
		}
		if left[id] = err; AsError(err).Kind == trade.External {
			return out, err
		}
	}
	err = d.change(ctx, together, func(w *work) error {
		for _, id := range todo {
			row, err := what.step(d, context.WithValue(ctx, workKey, w), in, id)
			if err != nil {
				return err
			}
			if what.mails && row.To != "" {
				people, err := w.ContactsBounced(row.To)
				if err != nil {
					return err
				}
				row.Doubt = doubtReader(people, row.To)
			}
			out.Made = append(out.Made, row)
		}
		if in.Preview {
			return errPreview
		}
		return nil
	})
	if err != nil && err != errPreview {
		return ManyOut{}, err
	}
	if err := d.tellLeft(ctx, what.kind, in.IDs, left, &out); err != nil {
		return out, err
	}
	if len(out.Made) == 0 && !in.Preview {
		return out, trade.Faultf(trade.Refused, "Nothing could be done. %s", out.Left[0].Reason)
	}
	out.addUp(what.mails)
	return out, nil
}

// tellLeft names what was left, in the order in which it was chosen.
func (d *Desk) tellLeft(ctx context.Context, kind trade.Kind, ids []trade.ID, left map[trade.ID]error, out *ManyOut) error {
	out.Left = []ManyRow{}
	return d.read(ctx, func(w *work) error {
		for _, id := range ids {
			if left[id] == nil {
				continue
			}
			number, name, _, err := w.Label(trade.Ref{Kind: kind, ID: id})
			if err != nil {
				return err
			}
			out.Left = append(out.Left, ManyRow{Kind: kind, ID: id, Number: number, Party: name, Reason: AsError(left[id]).Message})
			delete(left, id)
		}
		return nil
	})
}

func (out *ManyOut) addUp(mails bool) {
	out.Sums = []CurrencySum{}
	if out.Made == nil {
		out.Made = []ManyRow{}
	}
	at := map[money.Currency]int{}
	for _, r := range out.Made {
		if mails && r.To != "" {
			out.Mailed++
		}
		if r.Currency == "" {
			continue
		}
		if _, ok := at[r.Currency]; !ok {
			at[r.Currency] = len(out.Sums)
			out.Sums = append(out.Sums, CurrencySum{Currency: r.Currency})
		}
		out.Sums[at[r.Currency]].Sum += r.Total
	}
}

// PrintManyIn names papers to print together.
type PrintManyIn struct {
	Papers []PrintIn `json:"papers"` // at most 1000
}

// PrintManyOut is a PDF for each paper that could be printed.
type PrintManyOut struct {
	Made []PrintOut `json:"made"`
	Left []ManyRow  `json:"left"`
}

// PrintMany makes the PDFs of many documents, each with a file name of its own. What cannot be printed is left, with the reason.
func (d *Desk) PrintMany(ctx context.Context, in PrintManyIn) (out PrintManyOut, err error) {
	if len(in.Papers) == 0 || len(in.Papers) > maxMany {
		return out, trade.Faultf(trade.Invalid, "Choose between 1 and %d documents to print.", maxMany).In("papers")
	}
	out = PrintManyOut{Made: []PrintOut{}, Left: []ManyRow{}}
	names := map[string]int{}
	for _, p := range in.Papers {
		pdf, err := d.Print(ctx, p)
		if err != nil {
			if ctx.Err() != nil {
				return out, err
			}
			out.Left = append(out.Left, ManyRow{ID: p.ID, Reason: AsError(err).Message})
			continue
		}
		names[pdf.FileName]++
		if n := names[pdf.FileName]; n > 1 { // drafts have no number to be told apart by
			pdf.FileName = fmt.Sprintf("%s-%d.pdf", pdf.FileName[:len(pdf.FileName)-len(".pdf")], n)
		}
		out.Made = append(out.Made, pdf)
	}
	return out, nil
}
