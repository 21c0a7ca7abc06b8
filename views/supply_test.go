package views

import (
	"bytes"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/reports"
	"dropdesk/views/look"
)

func TestASuppliersSheetIsShownBeforeItIsRecorded(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	l, err := p.desk.ListPurchases(p.ctx(), app.ListIn{Filter: "unanswered"})
	if err != nil || len(l.Rows) == 0 {
		t.Fatal(err)
	}
	po, err := p.desk.GetPurchase(p.ctx(), app.ByID{ID: l.Rows[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	history, err := p.desk.ListMessages(p.ctx(), app.ListIn{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	token := ""
	for _, m := range history.Rows {
		if m.Kind == trade.KindPurchase && m.DocID == po.ID {
			token = trade.SupplyToken(m.MessageID)
		}
	}
	var sheet bytes.Buffer
	if err := reports.New().Supply(&sheet, app.SupplySheet{Token: token, Purchase: po, From: "North Pier Trading"}); err != nil {
		t.Fatal(err)
	}
	p.readSupply("sheet.xlsx", sheet.Bytes())
	p.open("Sheet of " + po.Number + " from " + po.Supplier)
	equal(t, "it says that nothing is new", p.says("Nothing in it is new: all that it says is recorded already."), true)
	p.Clear()
	p.readSupply("list.xlsx", []byte("not a workbook"))
	equal(t, "what is no sheet", p.toast(), "The workbook is no sheet that Dropdesk made for a purchase order.")
}
