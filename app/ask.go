package app

import (
	"context"
	"fmt"

	"dropdesk/app/trade"
)

// patience is how many days an answer is waited for before Today asks again.
const patience = 3

// AskSupplier asks a supplier by e-mail what has become of a purchase order that was sent: to confirm it where it did not answer, else when
// it ships. Today reminds of it again after three days.
func (d *Desk) AskSupplier(ctx context.Context, in SendIn) (out *trade.PurchaseOrder, err error) {
	err = d.change(ctx, "AskSupplier", func(w *work) error {
		p, err := w.Purchase(in.ID)
		if err != nil {
			return err
		}
		if err := same(p.Name(), in.Version, p.Version); err != nil {
			return err
		}
		if p.State != trade.Sent || (p.Next != trade.StepAnswer && p.Next != trade.StepShip) {
			return trade.Faultf(trade.Refused, "%s has nothing left to ask %s for.", p.Name(), p.Supplier)
		}
		if in.NoMail {
			return trade.Faultf(trade.Invalid, "The supplier is asked by e-mail; without one there is nothing to do.").In("no_mail")
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		subject, body := w.question(p, own)
		if in.Subject == "" {
			in.Subject = subject
		}
		if in.Body == "" {
			in.Body = body
		}
		for _, rule := range []string{"unanswered", "late", "no_tracking"} {
			if err := w.putOff(rule, p.ID, w.today.Add(patience)); err != nil {
				return err
			}
		}
		if err := w.write(trade.KindPurchase, p.ID, PaperPurchase, in, p.Contact, purchaseLetter(p)); err != nil {
			return err
		}
		out = p
		return w.note(trade.KindPurchase, p.ID, "ask", in.Subject, "", "")
	})
	return out, err
}

// question is what a supplier is asked about a purchase order, in the supplier's language.
func (w *work) question(p *trade.PurchaseOrder, own *trade.Company) (subject, body string) {
	when := p.Expected.Time().Format(in(p.Language, "2 January 2006", "02.01.2006"))
	var text string
	switch {
	case p.Next == trade.StepAnswer && p.Expected >= w.today:
		subject = fmt.Sprintf(in(p.Language, "Please confirm our purchase order %s", "Bitte bestätigen Sie unsere Bestellung %s"), p.Number)
		text = fmt.Sprintf(in(p.Language, "we have not heard from you about our purchase order %s yet. Please tell us whether you can deliver it, and when it ships.",
			"zu unserer Bestellung %s haben wir noch nichts von Ihnen gehört. Bitte sagen Sie uns, ob Sie liefern können und wann Sie versenden."), p.Number)
	case p.Expected < w.today:
		subject = fmt.Sprintf(in(p.Language, "When does our purchase order %s ship?", "Wann wird unsere Bestellung %s versandt?"), p.Number)
		text = fmt.Sprintf(in(p.Language, "we expected our purchase order %s on %s and know of no shipment. Please tell us when it ships, or send us the tracking number.",
			"unsere Bestellung %s hatten wir zum %s erwartet und wissen von keinem Versand. Bitte sagen Sie uns, wann Sie versenden, oder nennen Sie uns die Sendungsnummer."), p.Number, when)
	default:
		subject = fmt.Sprintf(in(p.Language, "Tracking number of our purchase order %s", "Sendungsnummer zu unserer Bestellung %s"), p.Number)
		text = fmt.Sprintf(in(p.Language, "please send us the tracking number of our purchase order %s, or tell us when it ships. We expect it on %s.",
			"bitte nennen Sie uns die Sendungsnummer zu unserer Bestellung %s oder sagen Sie uns, wann Sie versenden. Wir erwarten sie am %s."), p.Number, when)
	}
	return subject, greeted(p.Language, p.Contact, own, text)
}

// greeted is the text of an e-mail between greeting and signature.
func greeted(language string, to trade.Contact, own *trade.Company, text string) string {
	hello := in(language, "Hello", "Guten Tag")
	if to.Name != "" {
		hello += " " + to.Name
	}
	return hello + ",\n\n" + text + "\n\n" + in(language, "Kind regards", "Mit freundlichen Grüßen") + "\n" + own.Name
}

// FollowUpQuote sends a quote that was sent already once more, with a word about its end. Today speaks of it again when it has expired.
func (d *Desk) FollowUpQuote(ctx context.Context, in SendIn) (out *trade.Quote, err error) {
	err = d.change(ctx, "FollowUpQuote", func(w *work) error {
		q, err := w.Quote(in.ID)
		if err != nil {
			return err
		}
		if err := same(q.Name(), in.Version, q.Version); err != nil {
			return err
		}
		if q.State != trade.Sent {
			return trade.Faultf(trade.Refused, "%s is %s; only a quote that was sent is followed up.", q.Name(), q.State)
		}
		if in.NoMail {
			return trade.Faultf(trade.Invalid, "A quote is followed up by e-mail; without one there is nothing to do.").In("no_mail")
		}
		own, err := w.company()
		if err != nil {
			return err
		}
		subject, body := comeBack(q, own)
		if in.Subject == "" {
			in.Subject = subject
		}
		if in.Body == "" {
			in.Body = body
		}
		until := w.today.Add(patience)
		if q.Valid >= until {
			until = q.Valid.Add(1)
		}
		if err := w.putOff("quote_ends", q.ID, until); err != nil {
			return err
		}
		if err := w.write(trade.KindQuote, q.ID, PaperQuote, in, q.Contact, quoteLetter(q)); err != nil {
			return err
		}
		out = q
		return w.note(trade.KindQuote, q.ID, "follow up", "", "", "")
	})
	return out, err
}

// comeBack is what a customer is written about a quote that ends, in the customer's language.
func comeBack(q *trade.Quote, own *trade.Company) (subject, body string) {
	subject = fmt.Sprintf(in(q.Language, "Our quote %s", "Unser Angebot %s"), q.Number)
	text := fmt.Sprintf(in(q.Language, "may we come back to our quote %s? It is attached once more.", "dürfen wir auf unser Angebot %s zurückkommen? Es liegt noch einmal bei."), q.Number)
	if q.Valid != "" {
		text += fmt.Sprintf(in(q.Language, " It is valid until %s.", " Es gilt bis %s."), q.Valid.Time().Format(in(q.Language, "2 January 2006", "02.01.2006")))
	}
	return subject, greeted(q.Language, q.Contact, own, text)
}
