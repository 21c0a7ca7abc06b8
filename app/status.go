package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// Status is a deal as "where is my order?" shows it: its documents, what settled them, and the promise
// beside what is expected now.
type Status struct {
	Chain
	Settled  []trade.Allocation `json:"settled"`  // of its invoices, credit notes and bills, oldest first
	Promised trade.Date         `json:"promised"` // when the customer wants it; empty: nothing was promised
	Expected trade.Date         `json:"expected"` // when the last goods are expected now, or came
}

// GetStatus finds the whole deal of a document.
func (d *Desk) GetStatus(ctx context.Context, in trade.Ref) (out Status, err error) {
	err = d.read(ctx, func(w *work) error {
		out, err = w.status(in)
		return err
	})
	return out, err
}

func (w *work) status(in trade.Ref) (out Status, err error) {
	if out.Chain, err = w.chain(in); err != nil || out.Order == nil {
		return out, err
	}
	out.Promised, out.Expected = out.Order.Wanted, out.Order.Expected
	moving := slices.ContainsFunc(out.Shipments, func(s trade.Shipment) bool { return s.State == trade.Shipped })
	if out.Expected == "" && !moving {
		for i := range out.Shipments {
			out.Expected = max(out.Expected, out.Shipments[i].Delivered)
		}
	}
	seen := map[trade.ID]bool{}
	add := func(kind trade.Kind, id trade.ID) error {
		list, err := w.AllocationsOf(kind, id)
		for _, a := range list {
			if !seen[a.ID] {
				seen[a.ID] = true
				out.Settled = append(out.Settled, a)
			}
		}
		return err
	}
	for i := range out.Invoices {
		if err := add(trade.KindInvoice, out.Invoices[i].ID); err != nil {
			return out, err
		}
	}
	for i := range out.Bills {
		if err := add(trade.KindBill, out.Bills[i].ID); err != nil {
			return out, err
		}
	}
	return out, nil
}

// TellIn names a document of the deal that a customer asks about.
type TellIn struct {
	Kind     trade.Kind `json:"kind"`
	ID       trade.ID   `json:"id"`
	Language string     `json:"language"` // en or de; empty: the customer's
}

// Told is what a customer can be told.
type Told struct {
	Text     string `json:"text"`
	Language string `json:"language"`
}

// TellCustomer says in a few sentences how a customer's order stands, in the customer's language. It
// names no supplier, no cost and nothing that concerns the house alone.
func (d *Desk) TellCustomer(ctx context.Context, in TellIn) (out Told, err error) {
	err = d.read(ctx, func(w *work) error {
		s, err := w.status(trade.Ref{Kind: in.Kind, ID: in.ID})
		if err != nil {
			return err
		}
		t := teller{Status: &s, language: in.Language}
		switch {
		case s.Order != nil:
			t.ask(s.Order.Language)
			t.order()
		case s.Quote != nil:
			t.ask(s.Quote.Language)
			t.quote()
		default:
			return trade.Faultf(trade.Refused, "The document belongs to no customer's order, so there is nothing to tell a customer.")
		}
		out = Told{Text: strings.Join(t.sentences, " "), Language: t.language}
		return nil
	})
	return out, err
}

// teller puts sentences about a deal together.
type teller struct {
	*Status
	language  string
	sentences []string
}

func (t *teller) ask(language string) {
	if t.language == "" {
		t.language = language
	}
	if t.language != "de" {
		t.language = "en"
	}
}

func (t *teller) say(english, german string, args ...any) {
	t.sentences = append(t.sentences, fmt.Sprintf(in(t.language, english, german), args...))
}

func (t *teller) day(d trade.Date) string {
	return d.Time().Format(in(t.language, "2 January 2006", "02.01.2006"))
}

func (t *teller) quote() {
	q := t.Quote
	switch {
	case q.State == trade.Draft:
		t.say("Our quote for you is being prepared.", "Unser Angebot für Sie ist in Arbeit.")
	case q.State == trade.Declined:
		t.say("You have declined our quote %s.", "Sie haben unser Angebot %s abgelehnt.", q.Number)
	case q.State == trade.Accepted:
		t.say("You have accepted our quote %s, and your order is being prepared.", "Sie haben unser Angebot %s angenommen, Ihr Auftrag ist in Vorbereitung.", q.Number)
	case q.Valid != "":
		t.say("Our quote %s is valid until %s.", "Unser Angebot %s gilt bis zum %s.", q.Number, t.day(q.Valid))
	default:
		t.say("We have sent you our quote %s.", "Wir haben Ihnen unser Angebot %s gesandt.", q.Number)
	}
}

// part is a quantity of one line of the order.
type part struct {
	qty  money.Qty
	text string
}

// order says first what has arrived, then what is on its way, what is still to come, and what went wrong.
func (t *teller) order() {
	o := t.Order
	name := in(t.language, "Your order ", "Ihr Auftrag ") + o.Number
	if o.Number == "" {
		name = in(t.language, "Your order", "Ihr Auftrag")
	}
	if o.Reference != "" {
		name += fmt.Sprintf(in(t.language, " (your number %s)", " (Ihre Nummer %s)"), o.Reference)
	}
	switch {
	case o.State == trade.Draft:
		t.say("%s has reached us and is being checked.", "%s ist bei uns eingegangen und wird geprüft.", name)
		return
	case o.State == trade.Cancelled:
		t.say("%s is cancelled.", "%s ist storniert.", name)
		return
	}
	var all, came, moving, open, wrong []part
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == trade.LinePart || (!l.Buy && l.Kind != trade.LineKit) || l.Live() <= 0 {
			continue
		}
		text, _, _ := strings.Cut(l.Description, "\n")
		add := func(to *[]part, q money.Qty) {
			if q > 0 {
				*to = append(*to, part{q, strings.TrimSpace(text)})
			}
		}
		missing := min(l.Undecided, l.Live()-l.Shipped)
		add(&all, l.Live())
		add(&came, l.Delivered)
		add(&moving, l.Shipped-l.Delivered)
		add(&wrong, missing)
		add(&open, l.Live()-l.Shipped-missing)
	}
	switch {
	case len(all) == 0:
		t.say("%s is being worked on.", "%s ist in Arbeit.", name)
		return
	case len(moving)+len(open)+len(wrong) == 0:
		if last := t.lastArrival(); last != "" {
			t.say("%s has arrived in full, the last goods on %s.", "%s ist vollständig geliefert, zuletzt am %s.", name, t.day(last))
			return
		}
		t.say("%s has arrived in full.", "%s ist vollständig geliefert.", name)
		return
	case len(came)+len(moving)+len(wrong) == 0:
		t.nothingShipped(name)
		return
	case len(came) == 0 && len(open)+len(wrong) == 0:
		t.say("%s is on its way to you%s.", "%s ist auf dem Weg zu Ihnen%s.", name, t.by())
		t.arrives()
		return
	}
	if len(came) > 0 {
		t.say("Of %s you have received %s.", "Von %s haben Sie %s erhalten.", lower(t.language, name), t.list(came))
	}
	if len(moving) > 0 {
		if len(came) == 0 {
			t.say("Of %s, %s is on the way to you%s.", "Von %s ist auf dem Weg zu Ihnen: %s%s.", lower(t.language, name), t.list(moving), t.by())
		} else {
			t.say("On the way to you: %s%s.", "Auf dem Weg zu Ihnen: %s%s.", t.list(moving), t.by())
		}
		t.arrives()
	}
	if len(open) > 0 {
		if o.Expected != "" {
			t.say("Still to come: %s, expected by %s.", "Es fehlt noch: %s, erwartet bis zum %s.", t.list(open), t.day(o.Expected))
		} else {
			t.say("Still to come: %s.", "Es fehlt noch: %s.", t.list(open))
		}
	}
	if len(wrong) > 0 {
		t.say("With %s something went wrong; we are taking care of it and will tell you how it goes on.",
			"Bei %s ist etwas schiefgegangen; wir kümmern uns darum und melden uns, wie es weitergeht.", t.list(wrong))
	}
}

func lower(language, name string) string {
	if language == "de" {
		return "Ihrem" + strings.TrimPrefix(name, "Ihr")
	}
	return "your" + strings.TrimPrefix(name, "Your")
}

func (t *teller) nothingShipped(name string) {
	o := t.Order
	switch {
	case slices.ContainsFunc(o.Holds, func(h trade.Hold) bool { return h.Kind == "prepayment" }) && o.OnHold():
		t.say("%s is confirmed; the goods are sent as soon as your payment has arrived.", "%s ist bestätigt; die Ware wird versandt, sobald Ihre Zahlung eingegangen ist.", name)
	case o.OnHold():
		t.say("%s is confirmed and is being checked.", "%s ist bestätigt und wird geprüft.", name)
	case o.Expected != "" && o.Wanted != "" && o.Expected > o.Wanted:
		t.say("%s is being prepared.", "%s ist in Arbeit.", name)
		t.say("It was to arrive by %s; now we expect it by %s.", "Er sollte bis zum %s bei Ihnen sein; wir erwarten ihn jetzt bis zum %s.", t.day(o.Wanted), t.day(o.Expected))
	case o.Expected != "":
		t.say("%s is being prepared and is expected by %s.", "%s ist in Arbeit und wird bis zum %s erwartet.", name, t.day(o.Expected))
	default:
		t.say("%s is being prepared.", "%s ist in Arbeit.", name)
	}
}

func (t *teller) lastArrival() (last trade.Date) {
	for i := range t.Shipments {
		last = max(last, t.Shipments[i].Delivered)
	}
	return last
}

// arrives says when what is on its way is expected.
func (t *teller) arrives() {
	var due trade.Date
	for i := range t.Shipments {
		if s := &t.Shipments[i]; s.State == trade.Shipped {
			due = max(due, s.Expected)
		}
	}
	if due != "" {
		t.say("It should arrive by %s.", "Die Ankunft ist bis zum %s vorgesehen.", t.day(due))
	}
}

// by names the carriers and tracking numbers of what is on its way. A carrier whose name says who
// the supplier is stays unnamed.
func (t *teller) by() string {
	var list []string
	for i := range t.Shipments {
		s := &t.Shipments[i]
		if s.State != trade.Shipped {
			continue
		}
		carrier := s.Carrier
		for _, p := range t.Purchases {
			if tells(carrier, p.Supplier) {
				carrier = ""
			}
		}
		for _, p := range s.Parcels {
			if p.Tracking != "" {
				list = append(list, strings.TrimSpace(carrier+" "+p.Tracking))
			}
		}
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// tells says whether a text says a name, in whole or by its first word.
func tells(text, name string) bool {
	first, _, _ := strings.Cut(name, " ")
	text = strings.ToLower(text)
	return name != "" && (strings.Contains(text, strings.ToLower(name)) || (len(first) > 3 && strings.Contains(text, strings.ToLower(first))))
}

// list names goods, three of them at most.
func (t *teller) list(parts []part) string {
	var words []string
	for i, p := range parts {
		if i == 2 && len(parts) > 3 {
			words = append(words, fmt.Sprintf(in(t.language, "%d more items", "%d weitere Artikel"), len(parts)-2))
			break
		}
		words = append(words, p.qty.String()+" × "+p.text)
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + in(t.language, " and ", " und ") + words[n-1]
	}
	return words[0]
}
