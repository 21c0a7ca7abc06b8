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
	p.readIncoming("order.EML", eml(1, "Lanterns"))
	equal(t, "it is shown", p.says("Forty lanterns, please."), true)
	p.readIncoming("order.eml", eml(1, "Lanterns"))
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
	p.readIncoming("no.eml", []byte("%PDF"))
	equal(t, "what is no mail", p.toast(), "The file is no mail: it has neither sender nor date.")
}
