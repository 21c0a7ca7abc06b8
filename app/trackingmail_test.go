package app_test

import (
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestATrackingNumberInASuppliersMailIsOfferedAndNeverBookedUnseen(t *testing.T) {
	h, s := letterbox(t)
	dhl := must(h.SaveCarrier(h.ctx, trade.Carrier{Name: "DHL Paket"}))
	must(h.SaveAutomation(h.ctx, app.SaveAutomationIn{Rule: "sheet", Level: trade.Automatic}))
	p := h.forward(h.order())[0]
	s.deliver(eml("orders@clayworks.example", "Re: purchase order "+p.Number, "", "Hello,\n\nDHL 0034 0434 1610 9404 2557 shipped today; questions: +44 331 8810025.\n\nYour order "+p.Number))
	must(h.ReadMailboxes(h.ctx, app.Nothing{}))
	must(h.RunAutomation(h.ctx, app.Nothing{}))
	mail := h.found("read_mail")[0]
	equal(t, "nothing is booked", must(h.ListShipments(h.ctx, app.ListIn{})).Count, 0)
	out := must(h.FindTracking(h.ctx, app.ByID{ID: mail}))
	equal(t, "found", fmt.Sprint(out), fmt.Sprintf("{%d [{00340434161094042557 DHL Paket %d}]}", p.ID, dhl.ID))

	ctx, step := app.Noting(h.ctx)
	x := must(h.RecordShipment(ctx, app.ShipIn{PurchaseID: p.ID, CarrierID: out.Found[0].CarrierID, Tracking: []string{"0034 0434 1610 9404 2557"}, Lines: []app.QtyIn{{LineID: p.Lines[0].ID, Qty: qty(4)}}, MailID: mail}))
	equal(t, "recorded", x.Shipment.Carrier, "DHL Paket")
	equal(t, "the mail need not be read any more", len(h.found("read_mail")), 0)
	equal(t, "the number is not offered again", len(must(h.FindTracking(h.ctx, app.ByID{ID: mail})).Found), 0)
	must(h.UndoStep(h.ctx, app.ByID{ID: *step}))
	equal(t, "taken back, the mail waits again", fmt.Sprint(h.found("read_mail")), fmt.Sprint([]trade.ID{mail}))

	other := h.forward(h.order())[0]
	_, err := h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: other.ID, MailID: mail})
	h.refused(trade.Invalid, err)
	must(h.RecordShipment(h.ctx, app.ShipIn{PurchaseID: p.ID, MailID: mail}))
	equal(t, "where all has shipped nothing is offered", fmt.Sprint(must(h.FindTracking(h.ctx, app.ByID{ID: mail}))), "{0 []}")
	h.sound()
}

func TestTrackingNumbersInOtherMailAreNotOffered(t *testing.T) {
	h, _ := letterbox(t)
	o := h.order()
	p := h.forward(o)[0]
	text := "UPS 1Z999AA10123456784"
	for name, raw := range map[string][]byte{
		"of a customer":        eml("ana@bluebird.example", "Our order "+o.Number, "", text),
		"of nobody known":      eml("eve@evil.example", "Hello", "", text),
		"without a number":     eml("orders@clayworks.example", p.Number, "", "on Thursday"),
		"that we quoted":       eml("orders@clayworks.example", "Re: "+p.Number, "", "Thanks.\n\n> "+text),
		"to no purchase order": eml("orders@clayworks.example", "News", "", text),
	} {
		m := h.readMail(raw).Mails[0]
		if out := must(h.FindTracking(h.ctx, app.ByID{ID: m.ID})); len(out.Found) > 0 {
			t.Errorf("%s: %v", name, out.Found)
		}
	}
}
