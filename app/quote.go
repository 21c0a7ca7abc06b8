package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SaveQuoteIn is a draft quote as entered: id 0 makes a new one.
type SaveQuoteIn struct {
	ID      trade.ID   `json:"id"`
	Version int        `json:"version"`
	Date    trade.Date `json:"date"`        // empty: today
	Valid   trade.Date `json:"valid_until"` // empty: as the company says
	SaleIn
}

var quoteLines = lineSet[trade.QuoteLine]{
	id:   func(l *trade.QuoteLine) trade.ID { return l.ID },
	sale: func(l *trade.QuoteLine) *trade.SaleLine { return &l.SaleLine },
	src:  func(l *trade.QuoteLine) *trade.Source { return &l.Source },
	part: func(l *trade.QuoteLine) *trade.Part { return &l.Part },
}

// GetQuote reads a quote with its lines and the orders made from it.
func (d *Desk) GetQuote(ctx context.Context, in ByID) (out *trade.Quote, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.Quote(in.ID)
		return err
	})
	return out, err
}

// ListQuotes lists the quotes, newest first.
func (d *Desk) ListQuotes(ctx context.Context, in ListIn) (List[QuoteRow], error) {
	return list(d, ctx, in, trade.KindQuote, Tx.ListQuotes)
}

// SaveQuote makes a quote or changes a draft. A new quote inherits all that the customer's record says.
func (d *Desk) SaveQuote(ctx context.Context, in SaveQuoteIn) (out *trade.Quote, err error) {
	err = d.change(ctx, "SaveQuote", func(w *work) error {
		out, err = w.saveQuote(in)
		return err
	})
	return out, err
}

func (w *work) saveQuote(in SaveQuoteIn) (*trade.Quote, error) {
	own, err := w.company()
	if err != nil {
		return nil, err
	}
	q := &trade.Quote{State: trade.Draft, Revision: 1, Date: w.today}
	if in.ID != 0 {
		if q, err = w.draftQuote(in.ID, in.Version); err != nil {
			return nil, err
		}
	}
	if in.Date != "" {
		q.Date = in.Date
	}
	if q.Valid == "" && own.QuoteDays > 0 {
		q.Valid = q.Date.Add(own.QuoteDays)
	}
	if in.Valid != "" {
		q.Valid = in.Valid
	}
	if err := dates(map[string]trade.Date{"date": q.Date, "valid_until": q.Valid}); err != nil {
		return nil, err
	}
	if q.Valid != "" && q.Valid < q.Date {
		return nil, trade.Faultf(trade.Invalid, "The quote would end on %s, before its own date %s.", q.Valid, q.Date).In("valid_until")
	}
	retax, err := w.head(&q.Sale, &in.SaleIn, q.Date)
	if err != nil {
		return nil, err
	}
	was := q.Lines
	q.Lines, err = quoteLines.edit(w, &q.Sale, q.Lines, &in.SaleIn, q.Name(), retax || in.TaxCodeID != nil,
		func(l *trade.QuoteLine, li *LineIn) { set(&l.Optional, li.Optional) })
	if err != nil {
		return nil, err
	}
	for i := range q.Lines {
		if q.Lines[i].Kind == trade.LinePart {
			q.Lines[i].Optional = q.Lines[i-1].Optional
		}
	}
	if err := quoteLines.route(w, was, q.Lines, ""); err != nil {
		return nil, err
	}
	if err := quoteLines.priced(&q.Sale, q.Lines, in.Lines); err != nil {
		return nil, err
	}
	if err := q.AddUp(w.base); err != nil {
		return nil, err
	}
	if err := w.SaveQuote(q); err != nil {
		return nil, err
	}
	if in.ID == 0 {
		return q, w.note(trade.KindQuote, q.ID, "add", q.Customer, "", "")
	}
	w.changed = append(w.changed, trade.Ref{Kind: trade.KindQuote, ID: q.ID})
	return q, nil
}

func (w *work) draftQuote(id trade.ID, version int) (*trade.Quote, error) {
	q, err := w.Quote(id)
	if err != nil {
		return nil, err
	}
	if err := same(q.Name(), version, q.Version); err != nil {
		return nil, err
	}
	if q.State != trade.Draft {
		return nil, trade.Faultf(trade.Refused, "%s is %s and cannot be changed. Revise it: the customer then gets a new revision.", q.Name(), q.State)
	}
	return q, nil
}

func dates(list map[string]trade.Date) error {
	for what, d := range list {
		if err := d.Check(what); err != nil {
			return err.(*trade.Error).In("%s", what)
		}
	}
	return nil
}

// period refuses what is no day, and an end before its beginning, which would be an empty report that looks like one without business.
func period(from, to trade.Date) error {
	if err := dates(map[string]trade.Date{"from": from, "to": to}); err != nil {
		return err
	}
	if from != "" && to != "" && to < from {
		return trade.Faultf(trade.Invalid, "The period ends on %s, before it begins on %s. Turn the two dates round.", to, from).In("to")
	}
	return nil
}

// SendIn sends a document by e-mail. What is left out of the message is written for the document.
type SendIn struct {
	ID      trade.ID `json:"id"`
	Version int      `json:"version"`
	To      string   `json:"to"`
	Cc      string   `json:"cc"`      // who else gets it: addresses, apart by commas
	Subject string   `json:"subject"` // empty: written for the document; {number} becomes its number, here and in Body
	Body    string   `json:"body"`
	NoMail  bool     `json:"no_mail"` // it was handed over in another way: no message is written
}

// SendQuote gives the quote its number, marks it sent and puts the e-mail with the PDF into the outbox.
func (d *Desk) SendQuote(ctx context.Context, in SendIn) (out *trade.Quote, err error) {
	err = d.change(ctx, "SendQuote", func(w *work) error {
		q, err := w.Quote(in.ID)
		if err != nil {
			return err
		}
		if err := same(q.Name(), in.Version, q.Version); err != nil {
			return err
		}
		to, err := trade.QuoteFlow.Next(q.Name(), q.State, trade.Send)
		if err != nil {
			return err
		}
		if err := sellable(q.Name(), q.Total, len(q.Lines)); err != nil {
			return err
		}
		if q.FX, err = w.fx(q.Currency, q.Date); err != nil {
			return err
		}
		if err := w.numberQuote(q); err != nil {
			return err
		}
		from := q.State
		q.State, q.SentAt = to, w.stamp()
		if err := w.SaveQuote(q); err != nil {
			return err
		}
		if err := w.write(trade.KindQuote, q.ID, PaperQuote, in, q.Contact, quoteLetter(q)); err != nil {
			return err
		}
		out = q
		return w.moved(trade.KindQuote, q.ID, trade.Send, q.Number, from, to)
	})
	return out, err
}

func (w *work) numberQuote(q *trade.Quote) (err error) {
	if q.Number != "" {
		return nil
	}
	if q.Number, err = w.NextNumber(trade.KindQuote); err != nil {
		return err
	}
	return w.Index(trade.KindQuote, q.ID, q.Number, q.Customer, strings.Join([]string{q.Number, q.Customer, q.Reference}, " "))
}

func sellable(name string, total money.Amount, lines int) error {
	if lines == 0 {
		return trade.Faultf(trade.Refused, "%s has no lines. Add at least one.", name).In("lines")
	}
	if total < 0 {
		return trade.Faultf(trade.Refused, "%s comes to less than nothing.", name)
	}
	return nil
}

// DecideIn moves a document, with a reason where one is known.
type DecideIn struct {
	ID      trade.ID `json:"id"`
	Version int      `json:"version"`
	Reason  string   `json:"reason"`
	Anyway  bool     `json:"anyway"` // although the quote's time is over
}

func (d *Desk) moveQuote(ctx context.Context, step string, in DecideIn, do trade.Action, also func(*work, *trade.Quote) error) (out *trade.Quote, err error) {
	err = d.change(ctx, step, func(w *work) error {
		q, err := w.Quote(in.ID)
		if err != nil {
			return err
		}
		if err := same(q.Name(), in.Version, q.Version); err != nil {
			return err
		}
		if err := trade.CheckText("reason", in.Reason); err != nil {
			return err
		}
		to, err := trade.QuoteFlow.Next(q.Name(), q.State, do)
		if err != nil {
			return err
		}
		from := q.State
		if err := also(w, q); err != nil {
			return err
		}
		q.State = to
		if err := w.SaveQuote(q); err != nil {
			return err
		}
		out = q
		return w.moved(trade.KindQuote, q.ID, do, in.Reason, from, to)
	})
	return out, err
}

// AcceptQuote records that the customer said yes. A quote whose time is over asks for "anyway".
func (d *Desk) AcceptQuote(ctx context.Context, in DecideIn) (*trade.Quote, error) {
	return d.moveQuote(ctx, "AcceptQuote", in, trade.Accept, func(w *work, q *trade.Quote) error { return w.acceptable(q, in.Anyway) })
}

func (w *work) acceptable(q *trade.Quote, anyway bool) error {
	if err := sellable(q.Name(), q.Total, len(q.Lines)); err != nil {
		return err
	}
	if q.Expired(w.today) && !anyway {
		return trade.Faultf(trade.Refused, "%s was valid until %s. Accept it anyway, or revise it.", q.Name(), q.Valid).In("anyway")
	}
	return w.numberQuote(q)
}

// DeclineQuote records that the customer said no.
func (d *Desk) DeclineQuote(ctx context.Context, in DecideIn) (*trade.Quote, error) {
	return d.moveQuote(ctx, "DeclineQuote", in, trade.Decline, func(_ *work, q *trade.Quote) error {
		for _, l := range q.Lines {
			if l.Ordered > 0 {
				return trade.Faultf(trade.Refused, "Something of %s was ordered already; what was not ordered needs no refusal.", q.Name())
			}
		}
		q.Reason = in.Reason
		return nil
	})
}

// ReviseQuote opens a sent or declined quote again as its next revision; the sent one is kept.
func (d *Desk) ReviseQuote(ctx context.Context, in DecideIn) (*trade.Quote, error) {
	return d.moveQuote(ctx, "ReviseQuote", in, trade.Revise, func(w *work, q *trade.Quote) error {
		was, err := json.Marshal(q)
		if err != nil {
			return err
		}
		if err := w.AddRevision(q.ID, q.Revision, was); err != nil {
			return err
		}
		q.Revision++
		q.Reason, q.Date = "", w.today
		own, err := w.company()
		if err != nil {
			return err
		}
		if q.Valid != "" && own.QuoteDays > 0 {
			q.Valid = q.Date.Add(own.QuoteDays)
		}
		return nil
	})
}

// RevisionIn names an earlier revision of a quote.
type RevisionIn struct {
	ID       trade.ID `json:"id"`
	Revision int      `json:"revision"`
}

// GetRevision reads a quote as it was sent before it was revised.
func (d *Desk) GetRevision(ctx context.Context, in RevisionIn) (out *trade.Quote, err error) {
	err = d.read(ctx, func(w *work) error {
		was, err := w.Revision(in.ID, in.Revision)
		if err != nil {
			return err
		}
		out = &trade.Quote{}
		return json.Unmarshal(was, out)
	})
	return out, err
}

// DeleteQuote removes a draft that was never sent; a quote with a number is declined instead.
func (d *Desk) DeleteQuote(ctx context.Context, in Do) (Done, error) {
	err := d.change(ctx, "DeleteQuote", func(w *work) error {
		q, err := w.draftQuote(in.ID, in.Version)
		if err != nil {
			return err
		}
		if q.Number != "" {
			return trade.Faultf(trade.Refused, "%s was sent before and stays in the books. Send it again and decline it.", q.Number)
		}
		if err := w.DeleteQuote(q.ID); err != nil {
			return err
		}
		return w.note(trade.KindQuote, q.ID, "delete", q.Customer, string(q.State), "")
	})
	return Done{err == nil}, err
}

// QtyIn names a line and a quantity of it.
type QtyIn struct {
	LineID trade.ID  `json:"line_id"`
	Qty    money.Qty `json:"qty"`
}

// OrderQuoteIn says what of a quote was ordered. Without lines it is all that is left, optional lines excepted.
type OrderQuoteIn struct {
	QuoteID   trade.ID   `json:"quote_id"`
	Version   int        `json:"version"`
	Lines     []QtyIn    `json:"lines"`
	Reference *string    `json:"reference"` // the customer's own order number
	Wanted    trade.Date `json:"wanted"`
	Confirm   bool       `json:"confirm"` // confirm the order at once
	Send      bool       `json:"send"`    // with confirm: e-mail the order confirmation
	Anyway    bool       `json:"anyway"`  // although the quote's time is over
	Twice     bool       `json:"twice"`   // with confirm: although it looks like an order that was taken on already
}

// OrderQuote makes an order from a quote, for exactly the lines and quantities that the customer
// wants, and accepts the quote where that was not done. More than the quote still holds is refused.
func (d *Desk) OrderQuote(ctx context.Context, in OrderQuoteIn) (out *trade.SalesOrder, err error) {
	err = d.change(ctx, "OrderQuote", func(w *work) error {
		q, err := w.Quote(in.QuoteID)
		if err != nil {
			return err
		}
		if err := same(q.Name(), in.Version, q.Version); err != nil {
			return err
		}
		if q.State != trade.Accepted {
			from := q.State
			to, err := trade.QuoteFlow.Next(q.Name(), q.State, trade.Accept)
			if err != nil {
				return err
			}
			if err := w.acceptable(q, in.Anyway); err != nil {
				return err
			}
			q.State = to
			if err := w.moved(trade.KindQuote, q.ID, trade.Accept, "by ordering", from, to); err != nil {
				return err
			}
		}
		o, err := w.orderFrom(q, in)
		if err != nil {
			return err
		}
		q.Made++
		if err := w.SaveQuote(q); err != nil {
			return err
		}
		if err := w.note(trade.KindQuote, q.ID, string(trade.Order), o.Name(), "", ""); err != nil {
			return err
		}
		if err := w.note(trade.KindOrder, o.ID, "add", fmt.Sprintf("from quote %s", q.Number), "", ""); err != nil {
			return err
		}
		if in.Confirm {
			if o, err = w.confirm(o, SendIn{ID: o.ID, NoMail: !in.Send}, in.Twice); err != nil {
				return err
			}
		}
		out = o
		return nil
	})
	return out, err
}

// orderFrom makes the order and counts its quantities on the quote.
func (w *work) orderFrom(q *trade.Quote, in OrderQuoteIn) (*trade.SalesOrder, error) {
	o := &trade.SalesOrder{State: trade.Draft, Date: w.today, Wanted: in.Wanted, Channel: "quote", QuoteID: q.ID, QuoteNo: q.Number, Sale: q.Sale}
	if err := in.Wanted.Check("wanted date"); err != nil {
		return nil, err
	}
	var err error
	o.Intro, o.Notes, o.Totals = "", "", trade.Totals{}
	set(&o.Reference, in.Reference)
	wanted := map[trade.ID]money.Qty{}
	for i, l := range in.Lines {
		if err := trade.CheckQty("quantity", l.Qty); err != nil {
			return nil, err.(*trade.Error).In("lines[%d].qty", i)
		}
		wanted[l.LineID] += l.Qty
	}
	var gross, before, now money.Amount
	var kits money.Qty // ordered of the kit that the components below it belong to
	for i := range q.Lines {
		l := &q.Lines[i]
		if l.Kind == trade.LinePart {
			if kits > 0 {
				ol := trade.OrderLine{QuoteLineID: l.ID, Part: trade.Part{PerKit: l.PerKit}, SaleLine: l.SaleLine, Source: l.Source}
				ol.Qty = l.In(kits)
				o.Lines = append(o.Lines, ol)
			}
			continue
		}
		kits = 0
		qty, asked := wanted[l.ID]
		delete(wanted, l.ID)
		if len(in.Lines) == 0 {
			asked = !l.Optional
			qty = l.Open()
		}
		if l.Kind == trade.LineText {
			if len(in.Lines) == 0 {
				o.Lines = append(o.Lines, trade.OrderLine{SaleLine: l.SaleLine})
			}
			continue
		}
		if !l.Optional {
			gross += l.Net
		}
		before += trade.LineNet(l.Ordered, l.Price, l.Discount)
		if asked && qty > l.Open() {
			return nil, trade.Faultf(trade.Refused, "Line %d (%s) of %s has %s left to order, not %s. Lower the quantity, or revise the quote.", l.Pos, l.Description, q.Number, l.Open(), qty).In("lines")
		}
		if !asked || qty == 0 {
			continue
		}
		ol := trade.OrderLine{QuoteLineID: l.ID, Quoted: qty, SaleLine: l.SaleLine, Source: l.Source}
		ol.Qty = qty
		if err := l.CheckKits(qty); err != nil {
			return nil, at(err, "lines")
		}
		if l.Kind == trade.LineKit {
			kits = qty
		}
		if !ol.OwnCost {
			if ol.Cost, err = w.breakCost(ol.SupplierID, ol.ItemID, ol.Cost, l.Qty, qty); err != nil {
				return nil, err
			}
		}
		l.Ordered += qty
		now += trade.LineNet(l.Ordered, l.Price, l.Discount) - trade.LineNet(l.Ordered-qty, l.Price, l.Discount)
		o.Lines = append(o.Lines, ol)
	}
	for id := range wanted {
		return nil, trade.Faultf(trade.Invalid, "Line %d is not a line of %s. Read the quote again and choose of its lines.", id, q.Number).In("lines")
	}
	if now == 0 && gross > 0 && !priced(o.Lines) {
		return nil, trade.Faultf(trade.Refused, "Nothing of %s is left to order.", q.Number)
	}
	o.DiscountSum = splitDiscount(q.DiscountSum, gross, min(before, gross), min(now, gross-min(before, gross)))
	return o, w.saveOrder(o)
}

func priced(lines []trade.OrderLine) bool {
	for i := range lines {
		if lines[i].Priced() {
			return true
		}
	}
	return false
}
