package app

import (
	"context"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// GetPayment reads a payment with what it was used for.
func (d *Desk) GetPayment(ctx context.Context, in ByID) (out *trade.Payment, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Payment(in.ID)
		return err
	})
	return out, err
}

// ListPayments lists payments in and out, newest first.
func (d *Desk) ListPayments(ctx context.Context, in ListIn) (List[PaymentRow], error) {
	return list(d, ctx, in, trade.KindPayment, Tx.ListPayments)
}

// UseIn says how much of a payment goes to one invoice or bill, and how much of the rest of that
// document is written off with it.
type UseIn struct {
	ID        trade.ID       `json:"id"`         // of the invoice, or of the bill when a supplier is paid; of the credit note that a refund pays out
	PaymentID trade.ID       `json:"payment_id"` // instead: of the payment on account that a refund pays back
	Amount    money.Decimal  `json:"amount"`     // of the payment
	Settles   *money.Decimal `json:"settles"`    // of the document, where its currency is another than the payment's; the difference is an exchange gain or loss
	WriteOff  *money.Decimal `json:"write_off"`  // besides, of the document, such as bank charges that the customer kept back
	Discount  *bool          `json:"discount"`   // what stays open is the discount for paying early; left out: where it is no more than that, and paid in time
	Late      bool           `json:"late"`       // give the discount although it was paid late
}

// PaymentIn is money received from a customer or paid to a supplier.
type PaymentIn struct {
	PartyID   trade.ID       `json:"party_id"` // customer, or supplier
	OrderID   trade.ID       `json:"order_id"` // the customer's order that it is paid for: its invoices are settled, now and when they are issued
	Amount    money.Decimal  `json:"amount"`
	Currency  money.Currency `json:"currency"` // empty: the party's
	Date      trade.Date     `json:"date"`     // empty: today
	Method    string         `json:"method"`   // bank, card, cash, cheque, other; empty: bank
	Reference string         `json:"reference"`
	Notes     string         `json:"notes"`
	Uses      []UseIn        `json:"uses"`      // what it pays; the rest stays on account
	Auto      bool           `json:"auto"`      // without uses: pay the oldest open documents first
	KeepRest  string         `json:"keep_rest"` // a reason: what is left over is written off instead of staying on account
	Again     bool           `json:"again"`     // it is another one than the payment with the same amount and date, or reference, that is recorded already
}

// RecordPayment records money from a customer and settles invoices with it: in part, in full, or
// over; what is left stays on the customer's account.
func (d *Desk) RecordPayment(ctx context.Context, in PaymentIn) (*trade.Payment, error) {
	return d.pay(ctx, "RecordPayment", in, func(w *work, p *trade.Payment) (money.Currency, error) {
		c, err := w.customer(in.PartyID)
		if err != nil {
			return "", err
		}
		p.CustomerID, p.Party = c.ID, c.Name
		return c.Currency, nil
	})
}

// PaySupplier records money to a supplier and settles bills with it; what is left stays on account there.
func (d *Desk) PaySupplier(ctx context.Context, in PaymentIn) (*trade.Payment, error) {
	return d.pay(ctx, "PaySupplier", in, func(w *work, p *trade.Payment) (money.Currency, error) {
		s, err := w.supplier(in.PartyID)
		if err != nil {
			return "", err
		}
		p.SupplierID, p.Party = s.ID, s.Name
		return s.Currency, nil
	})
}

func (d *Desk) pay(ctx context.Context, step string, in PaymentIn, party func(*work, *trade.Payment) (money.Currency, error)) (out *trade.Payment, err error) {
	err = d.change(ctx, step, func(w *work) error {
		p := &trade.Payment{Date: in.Date, Method: in.Method, Reference: in.Reference, Notes: in.Notes}
		usual, err := party(w, p)
		if err != nil {
			return err
		}
		if err := w.checkPayment(p, in, usual); err != nil {
			return err
		}
		if err := w.forOrder(p, in.OrderID); err != nil {
			return err
		}
		out, err = w.record(p, in)
		return err
	})
	return out, err
}

// record numbers and saves a payment or refund that was checked, and uses it.
func (w *work) record(p *trade.Payment, in PaymentIn) (_ *trade.Payment, err error) {
	if !in.Again {
		if err := w.onlyOnce(p); err != nil {
			return nil, err
		}
	}
	if p.Number, err = w.NextNumber(trade.KindPayment); err != nil {
		return nil, err
	}
	if err := w.SavePayment(p); err != nil {
		return nil, err
	}
	if err := w.use(p, p.Date, in.Uses, in.Auto || in.OrderID != 0); err != nil {
		return nil, err
	}
	if in.KeepRest != "" && p.Left() > 0 {
		if err := trade.CheckShort("reason", in.KeepRest); err != nil {
			return nil, err
		}
		if err := w.settle(&trade.Allocation{PaymentID: p.ID, Amount: p.Left(), WriteOff: true, Reason: in.KeepRest, Date: p.Date}); err != nil {
			return nil, err
		}
	}
	if err := w.Index(trade.KindPayment, p.ID, p.Number, p.Party, strings.Join([]string{p.Number, p.Party, p.Reference}, " ")); err != nil {
		return nil, err
	}
	action := "record"
	if p.Refund {
		action = "refund"
	}
	if err := w.note(trade.KindPayment, p.ID, action, p.Amount.Text(p.Currency)+" "+string(p.Currency), "", ""); err != nil {
		return nil, err
	}
	return w.Payment(p.ID)
}

// onlyOnce refuses a payment that looks like one that is recorded already.
func (w *work) onlyOnce(p *trade.Payment) error {
	other, err := w.SamePayment(p)
	if err != nil || other == nil {
		return err
	}
	text := ""
	if other.Reference != "" {
		text = ", " + other.Reference
	}
	return trade.Faultf(trade.Refused, "%s %s of %s are recorded already as %s, dated %s%s. If this is another payment, say so and record it again.",
		other.Amount.Text(other.Currency), other.Currency, other.Party, other.Number, other.Date, text).In("again")
}

func (w *work) checkPayment(p *trade.Payment, in PaymentIn, usual money.Currency) (err error) {
	if p.Date == "" {
		p.Date = w.today
	}
	if p.Method == "" {
		p.Method = "bank"
	}
	if p.Currency, err = currencyOr(in.Currency, usual); err != nil {
		return err
	}
	if p.Amount, err = in.Amount.Amount(p.Currency); err != nil {
		return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("amount")
	}
	if p.Amount <= 0 {
		return trade.Faultf(trade.Invalid, "The amount %s must be above zero.", in.Amount).In("amount")
	}
	if err := p.Date.Check("date"); err != nil {
		return err
	}
	if p.Date > w.today {
		return trade.Faultf(trade.Invalid, "The payment is dated %s, which is still to come.", p.Date).In("date")
	}
	switch p.Method {
	case "bank", "card", "cash", "cheque", "other":
	default:
		return trade.Faultf(trade.Invalid, "The method %q is none of bank, card, cash, cheque, other.", p.Method).In("method")
	}
	if err := trade.CheckShort("reference", p.Reference); err != nil {
		return err
	}
	if err := trade.CheckText("notes", p.Notes); err != nil {
		return err
	}
	p.FX, err = w.fx(p.Currency, p.Date)
	return err
}

// AllocateIn uses what is left of a payment.
type AllocateIn struct {
	PaymentID trade.ID `json:"payment_id"`
	Version   int      `json:"version"`
	Uses      []UseIn  `json:"uses"`
	Auto      bool     `json:"auto"`
}

// AllocatePayment settles invoices or bills with what is left on account of an earlier payment; or
// joins what is left of a refund to the credit notes and payments that it pays back.
func (d *Desk) AllocatePayment(ctx context.Context, in AllocateIn) (out *trade.Payment, err error) {
	err = d.change(ctx, "AllocatePayment", func(w *work) error {
		p, err := w.Payment(in.PaymentID)
		if err != nil {
			return err
		}
		if err := same(p.Number, in.Version, p.Version); err != nil {
			return err
		}
		if err := w.use(p, w.today, in.Uses, in.Auto); err != nil {
			return err
		}
		if err := w.note(trade.KindPayment, p.ID, "allocate", "", "", ""); err != nil {
			return err
		}
		out, err = w.Payment(p.ID)
		return err
	})
	return out, err
}

// use settles documents with a payment, or joins a refund to what it pays back.
func (w *work) use(p *trade.Payment, on trade.Date, uses []UseIn, auto bool) error {
	if len(uses) == 0 && auto {
		return w.useOldest(p, on)
	}
	for i, u := range uses {
		amount, err := u.Amount.Amount(p.Currency)
		if err != nil {
			return trade.Faultf(trade.Invalid, "The amount: %v.", err).In("uses[%d].amount", i)
		}
		if amount < 0 || (amount == 0 && u.WriteOff == nil) {
			return trade.Faultf(trade.Invalid, "The amount %s must be above zero.", u.Amount).In("uses[%d].amount", i)
		}
		a, cur, err := w.useOf(p, u)
		if err != nil {
			return at(err, "uses[%d]", i)
		}
		a.Date, a.Amount = on, amount
		if u.Settles != nil {
			settles, err := u.Settles.Amount(cur)
			if err != nil || settles <= 0 {
				return trade.Faultf(trade.Invalid, "What it settles, %s, is not an amount above zero in %s.", u.Settles, cur).In("uses[%d].settles", i)
			}
			a.Settles = settles
			if p.Refund { // the credit note gives, the refund takes
				a.Amount, a.Settles = settles, amount
			}
		}
		if amount > 0 {
			if err := w.settle(&a); err != nil {
				return at(err, "uses[%d]", i)
			}
			p.Used += amount
		}
		if u.WriteOff == nil {
			if err := w.payEarly(p, &a, u); err != nil {
				return at(err, "uses[%d].discount", i)
			}
			continue
		}
		off, err := u.WriteOff.Amount(cur)
		if err != nil || off < 0 || p.Refund {
			return trade.Faultf(trade.Invalid, "The amount to write off, %s, is not one of zero or more in %s, or not of an invoice or bill.", u.WriteOff, cur).In("uses[%d].write_off", i)
		}
		if off > 0 {
			if err := w.settle(&trade.Allocation{InvoiceID: a.InvoiceID, BillID: a.BillID, Amount: off, WriteOff: true, Reason: "with " + p.Number, Date: on}); err != nil {
				return at(err, "uses[%d].write_off", i)
			}
		}
	}
	return nil
}

// useOf names the two sides of a use, and the currency of the document, which is asked for only where it matters.
func (w *work) useOf(p *trade.Payment, u UseIn) (a trade.Allocation, cur money.Currency, err error) {
	a.PaymentID, cur = p.ID, p.Currency
	customer := p.CustomerID != 0
	switch {
	case p.Refund && (u.PaymentID == 0) == (u.ID == 0):
		return a, cur, trade.Faultf(trade.Invalid, "Name one credit note or one payment on account that %s pays back.", p.Number)
	case p.Refund && u.PaymentID != 0:
		a = trade.Allocation{RefundID: p.ID, PaymentID: u.PaymentID}
	case p.Refund && customer:
		a = trade.Allocation{RefundID: p.ID, CreditID: u.ID}
	case p.Refund:
		a = trade.Allocation{RefundID: p.ID, BillCreditID: u.ID}
	case u.PaymentID != 0:
		return a, cur, trade.Faultf(trade.Invalid, "A payment settles invoices or bills; only a refund pays another payment back.")
	case u.ID == 0:
		return a, cur, trade.Faultf(trade.Invalid, "Name the invoice or bill that %s pays.", p.Number).In("uses")
	case customer:
		a.InvoiceID = u.ID
	default:
		a.BillID = u.ID
	}
	if u.Settles == nil && u.WriteOff == nil {
		return a, cur, nil
	}
	switch {
	case u.PaymentID != 0:
		var paid *trade.Payment
		if paid, err = w.Payment(u.PaymentID); err == nil {
			cur = paid.Currency
		}
	case customer:
		var v *trade.Invoice
		if v, err = w.Invoice(u.ID); err == nil {
			cur = v.Currency
		}
	default:
		var b *trade.Bill
		if b, err = w.Bill(u.ID); err == nil {
			cur = b.Currency
		}
	}
	return a, cur, err
}

func at(err error, format string, args ...any) error {
	if e, ok := err.(*trade.Error); ok && e.Field == "" {
		return e.In(format, args...)
	}
	return err
}

// useOldest settles the documents that are due first, or the invoices of the order that it is
// reserved for; a refund pays back the oldest credits.
func (w *work) useOldest(p *trade.Payment, on trade.Date) error {
	switch {
	case p.Refund:
		return w.payBackOldest(p, on)
	case p.OrderID != 0:
		if err := w.useReserved(p.OrderID); err != nil {
			return err
		}
		now, err := w.Payment(p.ID)
		if err != nil {
			return err
		}
		*p = *now
		for i := range p.Allocations {
			if err := w.payEarly(p, &p.Allocations[i], UseIn{}); err != nil {
				return err
			}
		}
		return nil
	}
	open, err := w.openDocs(ListOpenIn{CustomerID: p.CustomerID, SupplierID: p.SupplierID})
	if err != nil {
		return err
	}
	open = slices.DeleteFunc(open, func(o OpenDoc) bool { return o.Currency != p.Currency })
	less := lessDiscounts(p, open)
	for i := range open {
		a := trade.Allocation{PaymentID: p.ID, Amount: min(open[i].Payable-less[i], p.Left()), Date: on}
		if a.Amount <= 0 {
			continue
		}
		if a.InvoiceID = open[i].ID; p.SupplierID != 0 {
			a.InvoiceID, a.BillID = 0, open[i].ID
		}
		p.Used += a.Amount
		if err := w.settle(&a); err != nil {
			return err
		}
		if err := w.payEarly(p, &a, UseIn{}); err != nil {
			return err
		}
	}
	return nil
}

// ListAllocationsIn names an invoice, credit note or bill.
type ListAllocationsIn struct {
	Kind trade.Kind `json:"kind"` // invoice or bill
	ID   trade.ID   `json:"id"`
}

// ListAllocations lists what settled an invoice, credit note or bill.
func (d *Desk) ListAllocations(ctx context.Context, in ListAllocationsIn) (All[trade.Allocation], error) {
	if in.Kind != trade.KindInvoice && in.Kind != trade.KindBill {
		return All[trade.Allocation]{}, trade.Faultf(trade.Invalid, "Only invoices and bills are settled, not a %s.", in.Kind).In("kind")
	}
	return listAll(d, ctx, func(w *work) ([]trade.Allocation, error) { return w.AllocationsOf(in.Kind, in.ID) })
}

// OpenDoc is an invoice or bill with something to pay.
type OpenDoc struct {
	ID       trade.ID       `json:"id"`
	Number   string         `json:"number"`
	Date     trade.Date     `json:"date"`
	Due      trade.Date     `json:"due"`
	Total    money.Amount   `json:"total"`
	Open     money.Amount   `json:"open"`
	Payable  money.Amount   `json:"payable"` // of it: less what waits for approval or is disputed
	Currency money.Currency `json:"currency"`
	Early    trade.Early    `json:"early"` // the discount for paying early, in time or not; none: no rate
}

// ListOpenIn names a customer or a supplier.
type ListOpenIn struct {
	CustomerID trade.ID `json:"customer_id"`
	SupplierID trade.ID `json:"supplier_id"`
}

// ListOpen lists what a customer has to pay, or what is to be paid to a supplier, earliest due first.
func (d *Desk) ListOpen(ctx context.Context, in ListOpenIn) (All[OpenDoc], error) {
	return listAll(d, ctx, func(w *work) ([]OpenDoc, error) { return w.openDocs(in) })
}

func (w *work) openDocs(in ListOpenIn) (rows []OpenDoc, err error) {
	if in.SupplierID != 0 {
		bills, err := w.OpenBills(in.SupplierID)
		for i := 0; err == nil && i < len(bills); i++ {
			b := &bills[i]
			o := OpenDoc{ID: b.ID, Number: b.TheirNo, Date: b.Date, Due: b.Due, Total: b.Total, Open: b.Open(), Currency: b.Currency}
			if o.Payable, _, err = w.payable(b); err == nil {
				o.Early, err = w.earlyBill(b)
			}
			rows = append(rows, o)
		}
		return rows, err
	}
	invoices, err := w.OpenInvoices(in.CustomerID)
	for i := 0; err == nil && i < len(invoices); i++ {
		v := &invoices[i]
		o := OpenDoc{ID: v.ID, Number: v.Number, Date: v.Date, Due: v.Due, Total: v.Total, Open: v.Open(), Payable: v.Open(), Currency: v.Currency}
		o.Early, err = w.early(v)
		rows = append(rows, o)
	}
	return rows, err
}
