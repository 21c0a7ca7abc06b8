package reports_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dropdesk/app"
	"dropdesk/app/mail"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
	"dropdesk/reports"
)

// vendor has the sheet of a purchase order over 24 mugs and 10 totes.
type vendor struct {
	*app.Desk
	t     *testing.T
	p     *trade.PurchaseOrder
	sheet []byte
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newVendor(t *testing.T) *vendor {
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)
	d := app.New(app.Ports{Store: datatest.Open(t), Printer: reports.New(), Mailer: mail.New(), Clock: func() time.Time { return now }})
	company := must(d.GetCompany(ctx, app.Nothing{}))
	company.Name, company.Email = "North Pier Trading", "sales@northpier.example"
	must(d.SaveCompany(ctx, *company))
	s := must(d.SaveSupplier(ctx, app.SaveSupplierIn{Supplier: trade.Supplier{Name: "Clayworks", Currency: company.Currency, Contacts: []trade.Contact{{Name: "Desk", Email: "orders@clayworks.example", Orders: true}}}}))
	c := must(d.SaveCustomer(ctx, app.SaveCustomerIn{Customer: trade.Customer{Name: "Bluebird Gifts", Contacts: []trade.Contact{{Name: "Ana", Email: "ana@bluebird.example"}}, Billing: trade.Address{Company: "Bluebird Gifts", Street: "High Street 1", City: "York", Country: "GB"}}}))
	must(d.SaveCarrier(ctx, trade.Carrier{Name: "Kestrel Parcel", Link: "https://kestrel.example/{number}"}))
	var lines []app.LineIn
	for _, sku := range []string{"MUG-11", "0042"} {
		cost := must(money.Parse("3.10"))
		i := must(d.SaveItem(ctx, app.SaveItemIn{SKU: sku, Name: "Stoneware " + sku, Price: must(money.Parse("4.50")), Sources: []app.SourceIn{{SupplierID: s.ID, Cost: cost}}}))
		q := 24 * money.Unit
		lines = append(lines, app.LineIn{ItemID: i.ID, Qty: &q})
	}
	o := must(d.SaveOrder(ctx, app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: c.ID, Lines: lines}}))
	made := must(d.ForwardOrders(ctx, app.ForwardIn{Orders: []trade.ID{o.ID}, Send: true}))
	x := &vendor{Desk: d, t: t, p: made.Made[0]}
	for _, m := range must(d.ListMessages(ctx, app.ListIn{})).Rows {
		must(d.HandMessage(ctx, app.ByID{ID: m.ID}))
		if m.Kind == trade.KindPurchase && m.DocID == x.p.ID {
			x.sheet = must(d.GetMessageFile(ctx, app.MessageFileIn{MessageID: m.ID, Name: "purchase_order-" + x.p.Number + ".xlsx"})).File
		}
	}
	return x
}

// fill writes into the sheet as the supplier's spreadsheet does, and gives the file back.
func (x *vendor) fill(cells map[string]any) []byte {
	x.t.Helper()
	f := must(excelize.OpenReader(bytes.NewReader(x.sheet)))
	for cell, v := range cells {
		if err := f.SetCellValue(trade.SupplySheet, cell, v); err != nil {
			x.t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		x.t.Fatal(err)
	}
	return b.Bytes()
}

func TestASupplySheetComesBackAndIsBookedOnce(t *testing.T) {
	x := newVendor(t)
	ctx := context.Background()
	blank := must(x.PreviewSupply(ctx, app.SupplyIn{File: x.sheet}))
	if !blank.Nothing || len(blank.Lines) != 2 || blank.Lines[1].SKU != "0042" {
		t.Fatalf("an empty sheet: %+v", blank)
	}
	file := x.fill(map[string]any{
		"G5": 24, "H5": time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), "J5": 20, "K5": "kestrel", "L5": "KP1, KP2", "N5": "=cmd|' /C calc'!A0",
		"G6": 20, "H6": "2026-12-01", "I6": "3.20",
	})
	plan := must(x.PreviewSupply(ctx, app.SupplyIn{File: file}))
	want := "24 of 24 confirmed; 20 shipped (kestrel KP1, KP2) | 20 of 24 confirmed; ships on 2026-12-01; price 3.20 instead of 3.10 EUR"
	if got := join(plan.Lines[0].Does) + " | " + join(plan.Lines[1].Does); got != want {
		t.Errorf("the plan:\n%s\nnot\n%s", got, want)
	}
	if got := join(plan.Lines[1].Doubts); got != "not confirmed: 4; ask the supplier" {
		t.Errorf("doubts: %s", got)
	}
	if p := must(x.GetPurchase(ctx, app.ByID{ID: x.p.ID})); p.Lines[0].Shipped != 0 || p.Lines[0].Confirmed != 0 {
		t.Error("a preview has booked")
	}
	done := must(x.BookSupply(ctx, app.SupplyIn{File: file, Notify: true}))
	p := must(x.GetPurchase(ctx, app.ByID{ID: x.p.ID}))
	if l := p.Lines[0]; l.Confirmed != 24*money.Unit || l.Shipped != 20*money.Unit {
		t.Errorf("line 1: %+v", l)
	}
	if l := p.Lines[1]; l.Confirmed != 20*money.Unit || l.Cost.Text(p.Currency) != "3.20" || l.Expected != "2026-12-01" {
		t.Errorf("line 2: %+v", l)
	}
	if s := done.Shipments[0]; s.Carrier != "Kestrel Parcel" || len(s.Parcels) != 2 || s.Date != "2026-11-23" || s.Notified == "" {
		t.Errorf("shipment: %+v", s)
	}
	again := must(x.BookSupply(ctx, app.SupplyIn{File: file, Notify: true}))
	if !again.Nothing || len(must(x.ListShipments(ctx, app.ListIn{})).Rows) != 1 {
		t.Errorf("read again: %+v", again)
	}
	rest := must(x.BookSupply(ctx, app.SupplyIn{File: x.fill(map[string]any{"J5": 24, "L5": "KP1, KP2, KP3", "K5": "Kestrel Parcel"})}))
	if len(rest.Shipments) != 1 || rest.Shipments[0].Parcels[0].Tracking != "KP3" || rest.Shipments[0].Lines[0].Qty != 4*money.Unit {
		t.Errorf("the rest: %+v", rest.Shipments)
	}
	if problems := must(x.Check(ctx, app.Nothing{})).Problems; len(problems) > 0 {
		t.Error(problems)
	}
}

func TestASupplySheetIsPrintedOnOnePageAcross(t *testing.T) {
	x := newVendor(t)
	f := must(excelize.OpenReader(bytes.NewReader(x.sheet)))
	props, page := must(f.GetSheetProps(trade.SupplySheet)), must(f.GetPageLayout(trade.SupplySheet))
	if props.FitToPage == nil || !*props.FitToPage || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
		t.Errorf("%+v, %+v", props, page)
	}
}

func TestASheetThatIsNotAsItWasSentIsRecognised(t *testing.T) {
	x := newVendor(t)
	ctx := context.Background()
	broken := func(change func(f *excelize.File)) []byte {
		f := must(excelize.OpenReader(bytes.NewReader(x.fill(map[string]any{"J5": 5}))))
		change(f)
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	set := func(sheet, cell string, v any) []byte {
		return broken(func(f *excelize.File) { _ = f.SetCellValue(sheet, cell, v) })
	}
	for name, c := range map[string]struct {
		file []byte
		kind trade.Fault
	}{
		"no workbook":          {[]byte("%PDF-1.7"), trade.NotFound},
		"another workbook":     {set(trade.SupplyHidden, "A1", "x"), trade.NotFound},
		"another token":        {set(trade.SupplyHidden, "A2", "0123456789abcdef"), trade.Refused},
		"another line":         {set(trade.SupplySheet, "A5", "999"), trade.Refused},
		"a line twice":         {set(trade.SupplySheet, "A6", "1"), trade.Invalid},
		"no lines":             {broken(func(f *excelize.File) { _ = f.RemoveRow(trade.SupplySheet, 6); _ = f.RemoveRow(trade.SupplySheet, 5) }), trade.Invalid},
		"no sheet":             {broken(func(f *excelize.File) { _ = f.DeleteSheet(trade.SupplySheet) }), trade.Invalid},
		"a word as a quantity": {x.fill(map[string]any{"J5": "all"}), trade.Invalid},
		"below nothing":        {x.fill(map[string]any{"J5": -3}), trade.Invalid},
		"no day":               {x.fill(map[string]any{"J5": 3, "H5": "soon"}), trade.Invalid},
		"a price of nothing":   {x.fill(map[string]any{"I5": "-1"}), trade.Invalid},
		"cut off":              {x.sheet[:len(x.sheet)/2], trade.NotFound},
		"nothing":              {nil, trade.NotFound},
	} {
		_, err := x.PreviewSupply(ctx, app.SupplyIn{File: c.file})
		if err == nil || app.AsError(err).Kind != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	over := must(x.PreviewSupply(ctx, app.SupplyIn{File: x.fill(map[string]any{"J5": 30, "G5": 40, "H5": "1.12.2026"})}))
	if got := join(over.Lines[0].Doubts); got != "40 are confirmed, 24 are ordered: only these count; 6 more than ordered would have shipped: only 24 are recorded; it is said to have shipped, on 2026-12-01, which is still to come: it is dated today" {
		t.Error(got)
	}
	if p := must(x.GetPurchase(ctx, app.ByID{ID: x.p.ID})); p.Lines[0].Shipped != 0 {
		t.Error("something was booked")
	}
}

func join(list []string) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += "; "
		}
		out += s
	}
	return out
}
