package app_test

import (
	"fmt"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestACustomerIsToldHowTheOrderStandsAtEachStepOfADeal(t *testing.T) {
	h := newHouse(t)
	post := must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "Kestrel Parcel"}))
	van := must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "Van of Clayworks"}))
	told := func(kind trade.Kind, id trade.ID, english, german string) {
		t.Helper()
		for language, want := range map[string]string{"en": english, "de": german} {
			got := must(h.TellCustomer(h.ctx, app.TellIn{Kind: kind, ID: id, Language: language}))
			equal(t, language, got.Text, want)
			for _, secret := range []string{"Clayworks", "Weft", "PO-", "3.10", "3.90", "74.40", "margin"} {
				if strings.Contains(got.Text, secret) {
					t.Errorf("the customer is told %q: %s", secret, got.Text)
				}
			}
		}
	}
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{Valid: "2026-12-07", SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}, {ItemID: h.tote, Qty: qtyp(10)}}}}))
	told(trade.KindQuote, q.ID, "Our quote for you is being prepared.", "Unser Angebot für Sie ist in Arbeit.")
	must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	told(trade.KindQuote, q.ID, "Our quote Q-1001 is valid until 7 December 2026.", "Unser Angebot Q-1001 gilt bis zum 07.12.2026.")

	reference := "4711"
	o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Reference: &reference, Confirm: true, Wanted: "2026-11-26"}))
	told(trade.KindQuote, q.ID, "Your order SO-1001 (your number 4711) is being prepared.", "Ihr Auftrag SO-1001 (Ihre Nummer 4711) ist in Arbeit.")
	made := h.forward(o)
	told(trade.KindQuote, q.ID, "Your order SO-1001 (your number 4711) is being prepared. It was to arrive by 26 November 2026; now we expect it by 27 November 2026.",
		"Ihr Auftrag SO-1001 (Ihre Nummer 4711) ist in Arbeit. Er sollte bis zum 26.11.2026 bei Ihnen sein; wir erwarten ihn jetzt bis zum 27.11.2026.")

	mugs, totes := made[0], made[1]
	s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: mugs.ID, CarrierID: post.ID, Tracking: []string{"KP1"}, Expected: "2026-11-25"})).Shipment
	told(trade.KindOrder, o.ID, "Of your order SO-1001 (your number 4711), 24 × Item MUG-11 is on the way to you (Kestrel Parcel KP1). It should arrive by 25 November 2026. Still to come: 10 × Item TOT-02, expected by 27 November 2026.",
		"Von Ihrem Auftrag SO-1001 (Ihre Nummer 4711) ist auf dem Weg zu Ihnen: 24 × Item MUG-11 (Kestrel Parcel KP1). Die Ankunft ist bis zum 25.11.2026 vorgesehen. Es fehlt noch: 10 × Item TOT-02, erwartet bis zum 27.11.2026.")

	must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID}))
	must(h.ReportException(h.ctx, app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: qty(1)}}, Note: "Clayworks packed it badly"}))
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: totes.ID, CarrierID: van.ID, Tracking: []string{"V9"}}))
	told(trade.KindShipment, s.ID, "Of your order SO-1001 (your number 4711) you have received 23 × Item MUG-11. On the way to you: 10 × Item TOT-02 (V9). With 1 × Item MUG-11 something went wrong; we are taking care of it and will tell you how it goes on.",
		"Von Ihrem Auftrag SO-1001 (Ihre Nummer 4711) haben Sie 23 × Item MUG-11 erhalten. Auf dem Weg zu Ihnen: 10 × Item TOT-02 (V9). Bei 1 × Item MUG-11 ist etwas schiefgegangen; wir kümmern uns darum und melden uns, wie es weitergeht.")

	h.decide(o, app.DecisionIn{Do: trade.DecideDrop})
	for _, x := range must(h.ListShipments(h.ctx, app.ListIn{Filter: "on_the_way"})).Rows {
		must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: x.ID, Date: "2026-11-23"}))
	}
	told(trade.KindOrder, o.ID, "Your order SO-1001 (your number 4711) has arrived in full, the last goods on 23 November 2026.",
		"Ihr Auftrag SO-1001 (Ihre Nummer 4711) ist vollständig geliefert, zuletzt am 23.11.2026.")
}

// A shipment is late against what the customer wanted or, without that, was told; that it was in time stays so when the wish changes afterwards.
func TestAShipmentIsLateAgainstWhatWasPromisedThen(t *testing.T) {
	for _, c := range []struct {
		wanted, told trade.Date
		late         bool
	}{{"", "", false}, {"2026-11-25", "", false}, {"2026-11-24", "", true}, {"", "2026-11-24", true}, {"", "2026-11-25", false}, {"2026-11-25", "2026-11-23", false}, {"2026-11-24", "2026-11-28", true}} {
		h := newHouse(t)
		h.now = h.now.AddDate(0, 0, 5)
		q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(24)}}}}))
		must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
		o := must(h.OrderQuote(h.ctx, app.OrderQuoteIn{QuoteID: q.ID, Confirm: true, Wanted: c.wanted}))
		s := must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: h.forward(o)[0].ID, Date: "2026-11-23", Expected: c.told})).Shipment
		s = must(h.ConfirmDelivery(h.ctx, app.DeliverIn{ID: s.ID, Date: "2026-11-25"}))
		name := fmt.Sprintf("wanted %q, told %q", c.wanted, c.told)
		equal(t, name, s.Late, c.late)
		must(h.ChangeOrder(h.ctx, app.ChangeOrderIn{OrderID: o.ID, Wanted: ptr(trade.Date("2026-11-20"))}))
		equal(t, name+", amended", must(h.GetShipment(h.ctx, app.ByID{ID: s.ID})).Late, c.late)
		lateOnes := 0
		for _, d := range must(h.Today(h.ctx, app.TodayIn{})).Month {
			lateOnes += d.Late
		}
		equal(t, name+", on Today", lateOnes == 1, c.late)
		h.sound()
	}
}

func TestTheStatusOfADealHoldsWhatSettledItsDocuments(t *testing.T) {
	h := newHouse(t)
	o := h.order()
	made := h.forward(o)
	v := must(h.CreateInvoice(h.ctx, app.InvoiceIn{OrderID: o.ID, Basis: "ordered", Issue: true}))
	p := must(h.RecordPayment(h.ctx, app.PaymentIn{PartyID: h.ana, Amount: dec("100"), Uses: []app.UseIn{{ID: v.ID, Amount: dec("100")}}}))
	x := must(h.GetStatus(h.ctx, trade.Ref{Kind: trade.KindPurchase, ID: made[0].ID}))
	equal(t, "order", x.Order.ID, o.ID)
	equal(t, "settled", len(x.Settled), 1)
	equal(t, "by", x.Settled[0].From, p.Number)
	equal(t, "expected", x.Expected, "2026-11-27")
	equal(t, "promised", x.Promised, "")
	_, err := h.TellCustomer(h.ctx, app.TellIn{Kind: trade.KindItem, ID: h.mug})
	h.refused(trade.Invalid, err)
}
