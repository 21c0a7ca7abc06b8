package views

import (
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestAMailThatCameInIsReadAndFiled(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	eml := func(n int, subject string) []byte {
		return []byte(fmt.Sprintf("From: Otis Fry <otis@fry.example>\r\nSubject: %s\r\nMessage-ID: <%d@fry.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\nForty lanterns, please.", subject, n))
	}
	p.takeIncoming(listOf(t, "order.EML", string(eml(1, "Lanterns"))))
	equal(t, "it is shown", p.says("Forty lanterns, please."), true)
	p.takeIncoming(listOf(t, "order.eml", string(eml(1, "Lanterns"))))
	equal(t, "again", p.toast(), "The mail was read before.")
	p.tap("Mark as read")
	m, err := p.desk.GetReceived(p.ctx(), app.ByID{ID: 1})
	if err != nil || m.Waiting {
		t.Fatal(m, err)
	}
	o, err := p.desk.ListOrders(p.ctx(), app.ListIn{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	p.fileMail(m)
	p.fill("Number of the document", o.Rows[0].Number)
	p.ctrlEnter()
	equal(t, "filed", p.toast(), "The mail is filed")
	if m, err = p.desk.GetReceived(p.ctx(), app.ByID{ID: 1}); err != nil || m.Kind != trade.KindOrder || m.DocID != o.Rows[0].ID {
		t.Error(m, err)
	}
	p.takeIncoming(listOf(t, "no.eml", "%PDF"))
	equal(t, "what is no mail", p.toast(), "The file is no mail: it has neither sender nor date.")
}

func TestACustomersAutomationIsChosenOnItsPage(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	l, err := p.desk.ListCustomers(p.ctx(), app.ListIn{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	party := app.PartyIn{CustomerID: l.Rows[0].ID}
	level := func() string {
		all, err := p.desk.GetAutomation(p.ctx(), party)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all.Rows {
			if r.Rule == "to_invoice" && r.Own {
				return string(r.Level)
			}
		}
		return ""
	}
	for _, c := range [][2]string{{"Automatic", "automatic"}, {"as for all", ""}} {
		p.automationButton(party, l.Rows[0].Name).do()
		p.chooses("To invoice: Send invoice", c[0])
		p.ctrlEnter()
		p.closed()
		equal(t, c[0], level(), c[1])
	}
}

func TestATrackingNumberOfASuppliersMailFillsInTheShipment(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	list, err := p.desk.ListPurchases(p.ctx(), app.ListIn{Filter: "unanswered", Limit: 1})
	if err != nil || len(list.Rows) == 0 {
		t.Fatal(list, err)
	}
	po := list.Rows[0]
	p.takeIncoming(listOf(t, "shipped.eml", "From: depot@elsewhere.example\r\nSubject: Re: "+po.Number+"\r\nMessage-ID: <9@elsewhere.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\nUPS 1Z999AA10123456784 left today."))
	p.tap("Record shipment…")
	p.ctrlEnter()
	x, err := p.desk.ListShipments(p.ctx(), app.ListIn{Limit: 1})
	if err != nil || len(x.Rows) == 0 {
		t.Fatal(x, err)
	}
	s, err := p.desk.GetShipment(p.ctx(), app.ByID{ID: x.Rows[0].ID})
	if err != nil || s.PurchaseID != po.ID || len(s.Parcels) != 1 || s.Parcels[0].Tracking != "1Z999AA10123456784" {
		t.Error(s, err)
	}
	if m, err := p.desk.GetReceived(p.ctx(), app.ByID{ID: 1}); err != nil || m.Waiting {
		t.Error("the mail waits still", err)
	}
}
