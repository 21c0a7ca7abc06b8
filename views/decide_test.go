package views

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

// tap presses the button that has a text, as the mouse does.
func (p *person) tap(text string) {
	p.t.Helper()
	var found fyne.Tappable
	each(p.top(), func(o fyne.CanvasObject) {
		x, ok := o.(fyne.Tappable)
		if v := reflect.Indirect(reflect.ValueOf(o)); ok && found == nil && v.FieldByName("OnTapped").IsValid() && v.FieldByName("Text").String() == text {
			found = x
		}
	})
	if found == nil {
		p.t.Fatalf("there is no button %q", text)
	}
	test.Tap(found)
}

// atPurchase is a person before a purchase order of ten mugs that has gone to its supplier; another
// one sells them too.
func atPurchase(t *testing.T) (*person, *app.Desk, *trade.PurchaseOrder) {
	t.Helper()
	desk := newDesk(t)
	_, _, mug := smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	other := must[*trade.Supplier](t)(desk.SaveSupplier(p.ctx(), app.SaveSupplierIn{Supplier: trade.Supplier{
		Name: "Otter Pottery", Contacts: []trade.Contact{{Name: "Desk", Email: "desk@otter.example", Orders: true}}, Address: trade.Address{City: "Hull", Country: "GB"},
	}}))
	it := must[*trade.Item](t)(desk.GetItem(p.ctx(), app.ByID{ID: mug}))
	cost := must[money.Decimal](t)(money.Parse("3.30"))
	first := must[money.Decimal](t)(money.Parse("3.10"))
	must[*trade.Item](t)(desk.SaveItem(p.ctx(), app.SaveItemIn{ID: it.ID, Version: it.Version, SKU: it.SKU, Name: it.Name, Price: must[money.Decimal](t)(money.Parse("4.50")), Sources: []app.SourceIn{
		{SupplierID: it.Sources[0].SupplierID, PartNo: "X-11", Cost: first, LeadDays: 4}, {SupplierID: other.ID, PartNo: "OP-3", Cost: cost, LeadDays: 6},
	}}))
	p.quoteFor("blue")
	p.line("mug", "10", "5")
	for range 6 { // sent, ordered and forwarded, each with its dialog
		p.ctrlEnter()
	}
	p.closed()
	list, err := desk.ListPurchases(p.ctx(), app.ListIn{})
	row := only(t, list, err)
	p.Show(trade.Ref{Kind: trade.KindPurchase, ID: row.ID})
	return p, desk, must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: row.ID}))
}

// sound fails the test where a figure of the file does not add up.
func (p *person) sound() {
	p.t.Helper()
	for _, problem := range must[app.CheckResult](p.t)(p.desk.Check(p.ctx(), app.Nothing{})).Problems {
		p.t.Error(problem)
	}
}

func TestWhatASupplierRefusesIsOrderedElsewhereByTheKeys(t *testing.T) {
	p, desk, po := atPurchase(t)
	p.choose("Supplier's answer…")
	p.open("Answer of Clayworks")
	p.fill("accepted MUG-11", "6")
	p.fill("refused MUG-11", "4")
	p.fill("note MUG-11", "the kiln is cold")
	p.ctrlEnter()
	p.closed()
	equal(t, "on the purchase order", p.says("4 × MUG-11 Stoneware mug: refused"), true)
	p.write("2") // the order
	equal(t, "on the order", p.says("4 × MUG-11 Stoneware mug: refused"), true)
	equal(t, "with the supplier's words", p.says("“the kiln is cold”"), true)
	equal(t, "at the line", p.says("4 to decide"), true)
	equal(t, "the usual decision is the next step", strings.HasPrefix(p.buttons(), "[MUG-11 refused: Order elsewhere…], MUG-11 refused: Order again…"), true)

	p.write("d") // to the buttons
	p.press(fyne.KeyReturn)
	p.open("4 × MUG-11 Stoneware mug: refused")
	p.fill("Note", "asked by phone") // and no supplier: the next-best one is taken
	p.ctrlEnter()
	p.closed()
	equal(t, "said", p.toast(), "4 × MUG-11 refused: to be ordered from another supplier")
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "nothing is undecided", order.Decisions, 0)
	equal(t, "the next step is to order it", order.Next, trade.StepOrder)
	equal(t, "from the other supplier", order.Lines[0].Supplier, "Otter Pottery")
	equal(t, "what was decided stays", p.says("4 × MUG-11 refused: to be ordered from another supplier") && p.says("Mara  “asked by phone”"), true)
	p.ctrlEnter()
	p.open("Forward to the suppliers")
	p.ctrlEnter()
	p.closed()
	equal(t, "both have their part", p.strip("Purchasing"), "2 POs all ordered")
	p.sound()
}

func TestALostParcelIsOrderedAgainByTheMouse(t *testing.T) {
	p, desk := ordered(t)
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	s := only(t, list, err)
	must[*trade.Shipment](t)(desk.ReportException(p.ctx(), app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExLost}))
	equal(t, "the parcel is lost", p.says("10 × MUG-11 Stoneware mug: lost on the way"), true)
	p.tap("Order again…")
	p.open("10 × MUG-11 Stoneware mug: lost on the way")
	p.fill("Quantity (of 10)", "11")
	p.tap("Order again")
	equal(t, "more than is open is refused at its field", p.wrong("Quantity"), "10 are open, so 11 cannot be decided about.")
	p.fill("Quantity (of 10)", "6")
	p.tap("Order again")
	p.closed()
	equal(t, "a part is decided", p.says("4 of 10 × MUG-11 Stoneware mug: lost on the way"), true)
	p.tap("Drop it…")
	p.tap("Drop it")
	p.closed()
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: s.OrderID}))
	equal(t, "to order again", order.Lines[0].ToOrder(), 6*money.Unit)
	equal(t, "dropped", order.Lines[0].Cancelled, 4*money.Unit)
	purchase := must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: must[*trade.Shipment](t)(desk.GetShipment(p.ctx(), app.ByID{ID: s.ID})).PurchaseID}))
	equal(t, "the supplier is held to all of it", purchase.Lines[0].Claimed, 10*money.Unit)
	p.sound()
}

func TestWhatIsPutOffAsksAgainLater(t *testing.T) {
	p, desk := ordered(t)
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	s := only(t, list, err)
	must[*trade.Shipment](t)(desk.ReportException(p.ctx(), app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged}))
	p.choose("MUG-11 arrived damaged: Put off…")
	p.open("10 × MUG-11 Stoneware mug: arrived damaged")
	p.fill("Ask again on", "-1")
	p.ctrlEnter()
	equal(t, "a day that is past is refused at its field", p.wrong("Ask again on"), "Say until when to wait: a day that is still to come.")
	p.fill("Ask again on", "+3")
	p.ctrlEnter()
	p.closed()
	equal(t, "it stays in sight", p.says("Put off until 26 Nov."), true)
	equal(t, "and may be decided sooner", strings.Contains(p.buttons(), "MUG-11 arrived damaged: Refund…"), true)
	equal(t, "but is not the next step", strings.Contains(p.buttons(), "[MUG-11"), false)
}

func TestNoWordOfTheWindowIsACode(t *testing.T) {
	for kind, list := range trade.Decisions {
		if exceptionWord(kind) == "" || strings.Contains(exceptionWord(kind), "_") {
			t.Errorf("%s has the word %q", kind, exceptionWord(kind))
		}
		for _, do := range list {
			if decisionVerb(kind, do) == "" || do.Word() == "" {
				t.Errorf("%s of %s has no word", do, kind)
			}
		}
	}
	for kind, flow := range trade.Flows {
		for _, m := range flow {
			if state(m.From) == "" || state(m.To) == "" {
				t.Errorf("a state of a %s has no word: %s or %s", kind, m.From, m.To)
			}
		}
		if kindWord(kind) == "" {
			t.Errorf("%s has no word", kind)
		}
	}
	for _, s := range []trade.Step{trade.StepConfirm, trade.StepRelease, trade.StepDecide, trade.StepOrder, trade.StepSend, trade.StepInvoice, trade.StepAnswer, trade.StepShip, trade.StepDeliver, trade.StepPayment, trade.StepBill, trade.StepCredit, trade.StepDone, trade.StepCanceled} {
		if step(s) == "" {
			t.Errorf("the step %s has no word", s)
		}
	}
}
