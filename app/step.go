package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"dropdesk/app/trade"
)

// Noting returns a context that tells, in the id, which step was taken last with it; zero is none.
func Noting(ctx context.Context) (context.Context, *trade.ID) {
	id := new(trade.ID)
	return context.WithValue(ctx, notingKey, id), id
}

// begin asks whether the user may take a step and notes that it is part of this transaction.
func (w *work) begin(step string) error {
	if err := w.may(step); err != nil {
		return err
	}
	// A message that was handed over is out, so that handing over is no step to take back.
	if step == together || step == "HandMessage" {
		return nil
	}
	w.taken++
	if !slices.Contains(w.steps, step) {
		w.steps = append(w.steps, step)
	}
	return nil
}

// keep keeps what the transaction has changed, so that it can be taken back.
func (w *work) keep() error {
	first := append(w.steps, "")[0]
	where := len(w.steps) == 1 && (first == "WatchFolder" || first == "SetFileAside")  // where a file lies is no document
	served := first == "DeliverMail" || first == "FetchOrders" || first == "TellShops" // what a server has told or taken cannot be taken back
	if first == "" || where || served {
		return nil
	}
	s := &trade.StepTaken{At: w.stamp(), Who: w.who, Names: strings.Join(w.steps, " "), Refs: w.documents()}
	if len(s.Refs) > 0 {
		about := s.Refs[0]
		for _, r := range s.Refs {
			if r.Kind == subject(w.steps[0]) {
				about = r
				break
			}
		}
		s.Kind, s.DocID = about.Kind, about.ID
	}
	var err error
	if s.Title, err = w.title(s); err != nil {
		return err
	}
	if err := w.AddStep(s); err != nil {
		return err
	}
	if id, ok := w.ctx.Value(notingKey).(*trade.ID); ok {
		*id = s.ID
	}
	return nil
}

// documents are the records that were changed, each once.
func (w *work) documents() []trade.Ref {
	list := []trade.Ref{}
	seen := map[trade.Ref]bool{}
	for _, r := range w.changed {
		if !seen[r] {
			seen[r] = true
			list = append(list, r)
		}
	}
	return list
}

// title says what a step did: its name, and what it is about.
func (w *work) title(s *trade.StepTaken) (string, error) {
	about, err := w.label(trade.Ref{Kind: s.Kind, ID: s.DocID})
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(words(w.steps[0]) + " " + about)
	more := w.taken - 1
	if more == 0 && strings.HasSuffix(w.steps[0], "s") { // one call for many documents, such as ForwardOrders
		more = -1
		for _, r := range s.Refs {
			if r.Kind == s.Kind {
				more++
			}
		}
	}
	switch {
	case len(w.steps) > 1 && more == 1:
		text = fmt.Sprintf("%s, and 1 more step with it", text)
	case len(w.steps) > 1:
		text = fmt.Sprintf("%s, and %d more steps with it", text, more)
	case more > 0:
		text = fmt.Sprintf("%s and %d more", text, more)
	}
	return text, nil
}

// label names a record as people do: by its number and whom it is with. What is gone is called by
// what history says of it.
func (w *work) label(r trade.Ref) (string, error) {
	if r.ID == 0 {
		return "", nil
	}
	number, name, found, err := w.Label(r)
	switch {
	case err != nil:
		return "", err
	case !found:
		return w.notes[r], nil
	case number == "" || name == "":
		return number + name, nil
	}
	return number + ", " + name, nil
}

// words are the words of a use case's name: SendQuote is "Send quote".
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// subject is the kind of record that a use case is about; nothing where its name does not say.
func subject(name string) trade.Kind {
	switch name {
	case "ForwardOrders", "SendTogether":
		return trade.KindPurchase
	case "OrderQuote", "ImportOrders", "TakeShopOrders", "UndoOrders", "ImportFees", "UndoFees", "ChooseSupplier", "CancelLines", "Reroute":
		return trade.KindOrder
	case "PaySupplier", "RemoveAllocation":
		return trade.KindPayment
	case "ConfirmDelivery", "ReportException":
		return trade.KindShipment
	}
	for _, k := range []trade.Kind{trade.KindQuote, trade.KindOrder, trade.KindPurchase, trade.KindShipment, trade.KindInvoice, trade.KindPayment,
		trade.KindBill, trade.KindReturn, trade.KindChange, trade.KindCustomer, trade.KindSupplier, trade.KindItem} {
		if strings.HasSuffix(strings.ToLower(name), string(k)) {
			return k
		}
	}
	return ""
}

// ListStepsIn asks for the last steps.
type ListStepsIn struct {
	Mine  bool `json:"mine"`  // only those of the user who asks
	Limit int  `json:"limit"` // zero is 50; at most 500
}

// StepRow is a step that was taken, and whether it can be taken back now.
type StepRow struct {
	trade.StepTaken
	Does     string    `json:"does"`     // its name in words
	CanUndo  bool      `json:"can_undo"` // now
	Why      string    `json:"why"`      // it cannot be undone
	Counters []Counter `json:"counters"` // what can be done instead
}

// Counter is the use case that answers a step that cannot be taken back, and the document to call it with.
type Counter struct {
	Call   string          `json:"call"`
	Kind   trade.Kind      `json:"kind"`
	ID     trade.ID        `json:"id"`
	Number string          `json:"number"`
	Does   string          `json:"does"` // in words
	In     json.RawMessage `json:"in"`   // its input as far as it is known
}

// ListSteps lists the last steps, newest first, each with whether it can be undone now and, if not,
// why, and what can be done instead.
func (d *Desk) ListSteps(ctx context.Context, in ListStepsIn) (All[StepRow], error) {
	if in.Limit <= 0 {
		in.Limit = 50
	}
	return listAll(d, ctx, func(w *work) ([]StepRow, error) {
		who := ""
		if in.Mine {
			who = w.who
		}
		steps, err := w.Steps(who, min(in.Limit, 500))
		rows := make([]StepRow, 0, len(steps))
		for i := range steps {
			r := StepRow{StepTaken: steps[i], Counters: []Counter{}}
			name, _, _ := strings.Cut(r.Names, " ")
			r.Does = words(name)
			h, err := w.Hindrance(&r.StepTaken)
			if err != nil {
				return nil, err
			}
			if r.CanUndo = h.Obstacle == trade.NoObstacle; !r.CanUndo {
				if r.Why, r.Counters, err = w.explain(&r.StepTaken, h); err != nil {
					return nil, err
				}
			}
			rows = append(rows, r)
		}
		return rows, err
	})
}

// Undone says what was taken back.
type Undone struct {
	Step trade.StepTaken `json:"step"`
	Text string          `json:"text"`
}

// UndoStep takes a step back whole: all that it changed is again exactly what it was before, its
// numbers included. It is refused when something of the step has left the house or when a later step
// went on from it; the error then says what to do instead. Who may take a step may undo it.
func (d *Desk) UndoStep(ctx context.Context, in ByID) (out Undone, err error) {
	if _, part := ctx.Value(workKey).(*work); part {
		return out, trade.Faultf(trade.Refused, "Undoing a step cannot be a part of other steps. Call it by itself.")
	}
	err = d.change(ctx, "UndoStep", func(w *work) error {
		s, err := w.Step(in.ID)
		if err != nil {
			return err
		}
		for _, name := range strings.Fields(s.Names) {
			if err := w.may(name); err != nil {
				return err
			}
		}
		h, err := w.Hindrance(s)
		if err != nil {
			return err
		}
		if h.Obstacle != trade.NoObstacle {
			why, instead, err := w.explain(s, h)
			if err != nil {
				return err
			}
			return trade.Faultf(trade.Refused, "%s", joinWords(why, insteadOf(instead)))
		}
		out = Undone{*s, fmt.Sprintf("Undone: %s.", s.Title)}
		return w.undo(s)
	})
	return out, err
}

// undo takes a step back and tells it to the history of each of its documents.
func (w *work) undo(s *trade.StepTaken) error {
	s.UndoneAt, s.UndoneBy = w.stamp(), w.who
	was := make([]bool, len(s.Refs))
	var err error
	for i, r := range s.Refs {
		if _, _, was[i], err = w.Label(r); err != nil {
			return err
		}
	}
	if err := w.UndoStep(s); err != nil {
		return err
	}
	own, err := w.Company()
	if err != nil {
		return err
	}
	w.base = own.Currency
	for i, r := range s.Refs {
		_, _, is, err := w.Label(r)
		if err != nil {
			return err
		}
		after := ""
		switch {
		case was[i] && !is:
			after = trade.Gone
		case is && !was[i]:
			after = trade.Back
		}
		if err := w.note(r.Kind, r.ID, trade.Undo, s.Title, "", after); err != nil {
			return err
		}
	}
	return nil
}

// CounterStep says what can be done instead of undoing a step: the use cases that answer it, each with
// the document to call it with.
func (d *Desk) CounterStep(ctx context.Context, in ByID) (out All[Counter], err error) {
	return listAll(d, ctx, func(w *work) ([]Counter, error) {
		s, err := w.Step(in.ID)
		if err != nil {
			return nil, err
		}
		h, err := w.Hindrance(s)
		if err != nil {
			return nil, err
		}
		return w.counters(s, h)
	})
}

// explain says why a step cannot be undone, and what can be done instead.
func (w *work) explain(s *trade.StepTaken, h trade.Hindrance) (why string, instead []Counter, err error) {
	switch h.Obstacle {
	case trade.StepUndone:
		return fmt.Sprintf("It was undone already, by %s.", w.byAt(s.UndoneBy, s.UndoneAt)), []Counter{}, nil
	case trade.StepLarge:
		why = "It changed so much at once that what was before is not kept."
	case trade.StepOld:
		why = "It was taken too long ago, or by another version of the program: what was before is not kept any more."
	case trade.StepLeft:
		m := h.Left[len(h.Left)-1]
		why = fmt.Sprintf("%q to %s has left the house (%s), and what is out cannot be taken back.", m.Subject, m.To, w.at(m.HandedAt))
		if n := len(h.Left); n > 1 {
			why = fmt.Sprintf("%d messages of it have left the house, the last to %s (%s), and what is out cannot be taken back.", n, m.To, w.at(m.HandedAt))
		}
	case trade.StepTold:
		p := h.Told[len(h.Told)-1]
		why = fmt.Sprintf("The shop was told of %s, and what is out cannot be taken back.", p.Number)
	case trade.StepLater:
		why = fmt.Sprintf("After it came: %s, by %s.", h.Later.Title, w.byAt(h.Later.Who, h.Later.At))
		next, err := w.Hindrance(h.Later)
		if err != nil {
			return "", nil, err
		}
		if next.Obstacle != trade.StepLeft {
			return joinWords(why, "Undo that first."), []Counter{}, nil
		}
		why = joinWords(why, "That has left the house and cannot be taken back.")
	case trade.StepChanged:
		why = "What it changed is another now, and no step is known that did it."
	}
	instead, err = w.counters(s, h)
	return why, instead, err
}

func (w *work) byAt(who string, at trade.Stamp) string {
	if who == "" {
		return w.at(at)
	}
	return who + ", " + w.at(at)
}

// at is a moment as a person at this desk says it.
func (w *work) at(s trade.Stamp) string {
	t, err := time.Parse(time.RFC3339, string(s))
	if err != nil {
		return string(s)
	}
	return t.In(w.now.Location()).Format("2 Jan 15:04")
}

func joinWords(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// insteadOf is a sentence that offers what can be done instead.
func insteadOf(list []Counter) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("Instead: %s (%s).", list[0].Does, list[0].Call)
	}
	return fmt.Sprintf("Instead: %s (%s), and so on for %d more.", list[0].Does, list[0].Call, len(list)-1)
}

// maxCounters is how many documents of a bulk step are offered an answer each.
const maxCounters = 50

// counters finds what answers a step: of the documents whose messages are out where some are, else of those that the step
// is about.
func (w *work) counters(s *trade.StepTaken, h trade.Hindrance) ([]Counter, error) {
	var about []trade.Ref
	for _, m := range h.Left {
		if r := (trade.Ref{Kind: m.Kind, ID: m.DocID}); !slices.Contains(about, r) {
			about = append(about, r)
		}
	}
	if len(about) == 0 {
		about = append(about, trade.Ref{Kind: s.Kind, ID: s.DocID})
		for _, r := range s.Refs {
			if r.Kind == s.Kind && r.ID != s.DocID {
				about = append(about, r)
			}
		}
	}
	list := []Counter{}
	for _, r := range about[:min(len(about), maxCounters)] {
		_, _, found, err := w.Label(r)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		c, err := w.counter(r)
		if err != nil {
			return nil, err
		}
		list = append(list, c...)
	}
	return list, nil
}

// counter is what answers the state of a document now.
func (w *work) counter(r trade.Ref) ([]Counter, error) {
	offer := func(call, number string, in any, does string, args ...any) ([]Counter, error) {
		b, err := json.Marshal(in)
		return []Counter{{Call: call, Kind: r.Kind, ID: r.ID, Number: number, Does: fmt.Sprintf(does, args...), In: b}}, err
	}
	type input map[string]any
	switch r.Kind {
	case trade.KindQuote:
		q, err := w.Quote(r.ID)
		switch {
		case err != nil:
			return nil, err
		case q.State == trade.Sent || q.State == trade.Declined:
			return offer("ReviseQuote", q.Number, input{"id": r.ID}, "revise quote %s", q.Number)
		case q.State == trade.Accepted && len(q.Orders) == 0:
			return offer("DeclineQuote", q.Number, input{"id": r.ID}, "decline quote %s", q.Number)
		}
	case trade.KindOrder:
		o, err := w.Order(r.ID)
		if err == nil && o.State == trade.Confirmed {
			return offer("ChangeOrder", o.Number, input{"order_id": r.ID, "cancel": true, "send": true}, "cancel order %s", o.Number)
		}
		return nil, err
	case trade.KindPurchase:
		p, err := w.Purchase(r.ID)
		if err == nil && p.State == trade.Sent && slices.ContainsFunc(p.Lines, func(l trade.PurchaseLine) bool { return l.Cancellable() > 0 }) {
			return offer("RequestChange", p.Number, input{"purchase_id": r.ID, "send": true}, "ask %s to cancel %s", p.Supplier, p.Number)
		}
		return nil, err
	case trade.KindInvoice, trade.KindCredit:
		v, err := w.Invoice(r.ID)
		switch {
		case err != nil:
			return nil, err
		case v.State == trade.Issued && v.Credit:
			return offer("CreateInvoice", v.Number, input{"order_id": v.OrderID, "issue": true}, "invoice order %s anew", v.OrderNo)
		case v.State == trade.Issued:
			return offer("CreditInvoice", v.Number, input{"invoice_id": r.ID, "again": true, "send": true}, "credit invoice %s", v.Number)
		}
	case trade.KindPayment:
		p, err := w.Payment(r.ID)
		if err != nil {
			return nil, err
		}
		list := []Counter{}
		for _, a := range p.Allocations {
			one, err := offer("RemoveAllocation", p.Number, input{"id": a.ID}, "take payment %s off %s", p.Number, a.Number)
			if err != nil {
				return nil, err
			}
			list = append(list, one...)
		}
		return list, nil
	case trade.KindBill:
		b, err := w.Bill(r.ID)
		if err == nil && b.State == trade.Entered && !b.Credit {
			return offer("SaveBill", b.TheirNo, input{"supplier_id": b.SupplierID, "credit": true}, "enter %s's credit note for %s", b.Supplier, b.Name())
		}
		return nil, err
	case trade.KindShipment:
		s, err := w.Shipment(r.ID)
		switch {
		case err != nil:
			return nil, err
		case s.State == trade.Shipped:
			return offer("ReportException", s.Number, input{"shipment_id": r.ID}, "report what is wrong with shipment %s", s.Number)
		case s.State == trade.Delivered:
			return offer("OpenReturn", s.Number, input{"order_id": s.OrderID}, "open a return for order %s", s.OrderNo)
		}
	case trade.KindReturn:
		x, err := w.Return(r.ID)
		switch {
		case err != nil:
			return nil, err
		case x.State == trade.Approved:
			return offer("CancelReturn", x.Number, input{"id": r.ID}, "cancel return %s", x.Number)
		case x.State == trade.Received:
			return offer("SettleReturn", x.Number, input{"id": r.ID}, "settle return %s", x.Number)
		}
	case trade.KindChange:
		c, err := w.Change(r.ID)
		if err == nil && c.State == trade.Sent {
			return offer("AnswerChange", c.Number, input{"id": r.ID}, "record what %s answers to %s", c.Supplier, c.Number)
		}
		return nil, err
	}
	return nil, nil
}
