package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app/intake"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// SupplySheet is the workbook that goes with a purchase order, to be filled in by the supplier.
type SupplySheet struct {
	Token    string
	Purchase *trade.PurchaseOrder
	From     string // the company
}

// SupplyIn is a supply sheet that came back.
type SupplyIn struct {
	Name   string `json:"name"`
	File   []byte `json:"file"`
	Notify bool   `json:"notify"` // e-mail the customer the delivery note of what shipped
}

// SupplyLine is what a supply sheet does to one line of its purchase order.
type SupplyLine struct {
	LineID trade.ID `json:"line_id"`
	Row    int      `json:"row"` // in the sheet
	SKU    string   `json:"sku"`
	Does   []string `json:"does"`
	Doubts []string `json:"doubts"`
}

// SupplyPlan is what a supply sheet does, in words.
type SupplyPlan struct {
	PurchaseID trade.ID          `json:"purchase_id"`
	Number     string            `json:"number"`
	Supplier   string            `json:"supplier"`
	Lines      []SupplyLine      `json:"lines"`
	Doubts     []string          `json:"doubts"`    // about the sheet as a whole
	Nothing    bool              `json:"nothing"`   // all that it says is known already
	Shipments  []*trade.Shipment `json:"shipments"` // that were recorded by it

	answer AnswerIn
	ships  []ShipIn
	notes  []string
}

// open is the first thing that the sheet leaves to a person; empty: it can be recorded unseen.
func (p *SupplyPlan) open() string {
	doubts := p.Doubts
	for i := 0; i < len(p.Lines) && len(doubts) == 0; i++ {
		doubts = p.Lines[i].Doubts
	}
	if len(doubts) == 0 {
		return ""
	}
	return doubts[0]
}

// PreviewSupply says what a supply sheet that came back would do, and does nothing.
func (d *Desk) PreviewSupply(ctx context.Context, in SupplyIn) (out *SupplyPlan, err error) {
	s, err := intake.ReadSupply(in.File)
	if err != nil {
		return nil, err
	}
	err = d.read(ctx, func(w *work) error {
		out, err = w.planSupply(s)
		return err
	})
	return out, err
}

// BookSupply records what a supply sheet says: the supplier's answers, and what shipped. Read again, it does nothing, because what it says is
// compared with what is known.
func (d *Desk) BookSupply(ctx context.Context, in SupplyIn) (out *SupplyPlan, err error) {
	s, err := intake.ReadSupply(in.File)
	if err != nil {
		return nil, err
	}
	err = d.change(ctx, "BookSupply", func(w *work) error {
		if out, err = w.planSupply(s); err != nil {
			return err
		}
		if err := w.takenOver(in.File); err != nil {
			return err
		}
		if err := w.sheetRead(in.File); err != nil || out.Nothing {
			return err
		}
		inner := context.WithValue(ctx, workKey, w)
		if len(out.answer.Lines) > 0 {
			if _, err := d.AnswerPurchase(inner, out.answer); err != nil {
				return err
			}
		}
		for _, ship := range out.ships {
			ship.Notify = in.Notify
			made, err := d.RecordShipment(inner, ship)
			if err != nil {
				return err
			}
			out.Shipments = append(out.Shipments, made.Shipment)
			out.Doubts = append(out.Doubts, made.Doubts...)
		}
		sum := sha256.Sum256(in.File)
		return w.note(trade.KindPurchase, out.PurchaseID, "sheet", strings.Join(out.notes, "; "), "", hex.EncodeToString(sum[:8]))
	})
	return out, err
}

// sentSupply says whether a sheet went out with a purchase order.
func (w *work) sentSupply(token string, id trade.ID) (bool, error) {
	messages, err := w.MessagesOf(trade.KindPurchase, id)
	return slices.ContainsFunc(messages, func(m string) bool { return trade.SupplyToken(m) == token }), err
}

func (w *work) planSupply(s *intake.Supply) (*SupplyPlan, error) {
	foreign := trade.Faultf(trade.Refused, "This sheet belongs to no purchase order of this company (it says %q). Was it made by another company, or in another file?", s.Number)
	if len(s.Rows) == 0 {
		return nil, trade.Faultf(trade.Invalid, "The sheet of %s has no lines any more. Ask the supplier for the sheet that came with the purchase order.", s.Number)
	}
	id, err := w.PurchaseOf(s.Rows[0].LineID)
	if err != nil {
		if AsError(err).Kind == trade.NotFound {
			return nil, foreign
		}
		return nil, err
	}
	deal, p, err := w.purchaseDeal(id, 0)
	if err != nil {
		return nil, err
	}
	ours, err := w.sentSupply(s.Token, p.ID)
	if err != nil {
		return nil, err
	}
	if !ours {
		return nil, foreign
	}
	out := &SupplyPlan{PurchaseID: p.ID, Number: p.Number, Supplier: p.Supplier, Lines: []SupplyLine{}, Doubts: []string{}, Shipments: []*trade.Shipment{}, answer: AnswerIn{ID: p.ID}}
	if p.State != trade.Sent {
		return nil, trade.Faultf(trade.Refused, "%s is %s meanwhile, so the sheet changes nothing any more.", p.Number, p.State)
	}
	known := map[string]bool{}
	ships, err := w.ShipmentsOf(deal.Order.ID)
	if err != nil {
		return nil, err
	}
	for _, sh := range ships {
		for _, parcel := range sh.Parcels {
			known[parcel.Tracking] = true
		}
	}
	seen := map[trade.ID]bool{}
	for _, r := range s.Rows {
		l, err := p.Line(r.LineID)
		if err != nil || seen[r.LineID] {
			return nil, trade.Faultf(trade.Invalid, "Row %d of the sheet is not as it was sent: its line is not one of %s, or is there twice. Ask the supplier for the sheet that came with the purchase order.", r.Row, p.Number)
		}
		seen[r.LineID] = true
		row := SupplyLine{LineID: l.ID, Row: r.Row, SKU: lineName(l), Does: []string{}, Doubts: []string{}}
		if r.Ordered != l.Qty-l.Cancelled {
			row.Doubts = append(row.Doubts, fmt.Sprintf("%s are ordered now, the sheet speaks of %s", l.Qty-l.Cancelled, r.Ordered))
		}
		if err := w.planAnswer(out, &row, p, l, &r); err != nil {
			return nil, err
		}
		w.planShipping(out, &row, l, &r, known)
		out.Lines = append(out.Lines, row)
		for _, text := range []string{r.Invoice, r.Comment} {
			if text != "" {
				out.notes = append(out.notes, lineName(l)+": "+text)
			}
		}
	}
	for i := range out.ships {
		if err := w.nameCarrier(&out.ships[i], out); err != nil {
			return nil, err
		}
	}
	out.Nothing = len(out.answer.Lines) == 0 && len(out.ships) == 0
	return out, nil
}

// planAnswer compares what the supplier confirms with what is known.
func (w *work) planAnswer(out *SupplyPlan, row *SupplyLine, p *trade.PurchaseOrder, l *trade.PurchaseLine, r *intake.SupplyRow) error {
	a := AnswerLineIn{LineID: l.ID, Confirmed: l.Confirmed, BackOrdered: l.BackOrdered, Refused: l.Refused, Note: r.Comment}
	changes := false
	if r.Confirmed != nil && *r.Confirmed != l.Confirmed {
		if *r.Confirmed > l.Live() {
			row.Doubts = append(row.Doubts, fmt.Sprintf("%s are confirmed, %s are ordered: only these count", *r.Confirmed, l.Live()))
		}
		a.Confirmed = min(*r.Confirmed, l.Live()-a.BackOrdered)
		if a.Confirmed != l.Confirmed {
			changes = true
			row.Does = append(row.Does, fmt.Sprintf("%s of %s confirmed", a.Confirmed, l.Live()))
			if rest := l.Live() - a.BackOrdered - a.Confirmed; rest > 0 {
				row.Doubts = append(row.Doubts, fmt.Sprintf("not confirmed: %s; ask the supplier", rest))
			}
		}
	}
	if r.ShipDate != "" && r.Shipped == nil && r.ShipDate != l.Expected {
		a.Expected, changes = r.ShipDate, true
		row.Does = append(row.Does, fmt.Sprintf("ships on %s", r.ShipDate))
	}
	if r.Price != nil {
		price, err := r.Price.Price(p.Currency)
		if err != nil || price < 0 {
			return trade.Faultf(trade.Invalid, "Row %d, price: %s is not a price in %s.", r.Row, *r.Price, p.Currency)
		}
		if price != l.Cost {
			a.Cost, changes = r.Price, true
			row.Does = append(row.Does, fmt.Sprintf("price %s instead of %s %s", price.Text(p.Currency), l.Cost.Text(p.Currency), p.Currency))
		}
	}
	if changes {
		out.answer.Lines = append(out.answer.Lines, a)
	}
	return nil
}

// planShipping takes what the sheet says has shipped beyond what is known.
// Until nameCarrier, the carrier as the supplier wrote it is the method of the shipment.
func (w *work) planShipping(out *SupplyPlan, row *SupplyLine, l *trade.PurchaseLine, r *intake.SupplyRow, known map[string]bool) {
	var fresh []string
	for _, number := range r.Tracking {
		if !known[number] {
			fresh = append(fresh, number)
		}
	}
	var more money.Qty
	if r.Shipped != nil {
		more = *r.Shipped - l.Shipped
	}
	switch {
	case r.Shipped == nil && len(fresh) > 0:
		row.Doubts = append(row.Doubts, fmt.Sprintf("tracking number %s, and no shipped quantity: enter what shipped", strings.Join(fresh, ", ")))
		return
	case more < 0:
		row.Doubts = append(row.Doubts, fmt.Sprintf("%s have shipped, the sheet speaks of %s", l.Shipped, *r.Shipped))
		return
	case more == 0:
		if len(fresh) > 0 {
			row.Doubts = append(row.Doubts, fmt.Sprintf("tracking number %s is new, and all that the sheet says has shipped is recorded already", strings.Join(fresh, ", ")))
		}
		return
	case more > l.Waiting():
		row.Doubts = append(row.Doubts, fmt.Sprintf("%s more than ordered would have shipped: only %s are recorded", more-l.Waiting(), l.Waiting()))
		if more = l.Waiting(); more <= 0 {
			return
		}
	}
	says := fmt.Sprintf("%s shipped", more)
	if len(fresh) > 0 {
		says = fmt.Sprintf("%s shipped (%s)", more, strings.TrimSpace(r.Carrier+" "+strings.Join(fresh, ", ")))
	}
	row.Does = append(row.Does, says)
	date := r.ShipDate
	if date > w.today {
		row.Doubts = append(row.Doubts, fmt.Sprintf("it is said to have shipped, on %s, which is still to come: it is dated today", date))
		date = ""
	}
	q := QtyIn{LineID: l.ID, Qty: more}
	for i := range out.ships {
		s := &out.ships[i]
		if s.Date == date && s.Method == r.Carrier && slices.Equal(s.Tracking, fresh) {
			s.Lines = append(s.Lines, q)
			return
		}
	}
	out.ships = append(out.ships, ShipIn{PurchaseID: out.PurchaseID, Date: date, Method: r.Carrier, Tracking: fresh, Lines: []QtyIn{q}})
}

// nameCarrier finds the carrier that a supplier wrote, or leaves its usual one and says so.
func (w *work) nameCarrier(ship *ShipIn, out *SupplyPlan) error {
	name := ship.Method
	ship.Method = ""
	if name == "" {
		return nil
	}
	list, err := w.Carriers()
	if err != nil {
		return err
	}
	for _, c := range list {
		if strings.EqualFold(c.Name, name) || strings.HasPrefix(strings.ToLower(c.Name), strings.ToLower(name)+" ") {
			ship.CarrierID = c.ID
			return nil
		}
	}
	out.Doubts = append(out.Doubts, fmt.Sprintf("The carrier %q is not known; the supplier's usual one is recorded. Add it in Settings.", name))
	return nil
}
