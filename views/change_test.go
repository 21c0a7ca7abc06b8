package views

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// chooses picks a word in a field that offers some, by the keys.
func (p *person) chooses(label, word string) {
	p.t.Helper()
	in, _ := p.field(label)
	p.canvas.Focus(in)
	for range 8 {
		if reflect.Indirect(reflect.ValueOf(in)).FieldByName("Selected").String() == word {
			return
		}
		p.press(fyne.KeyRight)
	}
	p.t.Fatalf("%q does not offer %q", label, word)
}

// check turns a check mark over, by the keys.
func (p *person) check(label string) {
	p.t.Helper()
	done := false
	each(p.top(), func(o fyne.CanvasObject) {
		if v := reflect.Indirect(reflect.ValueOf(o)); !done && v.FieldByName("Checked").IsValid() && strings.HasPrefix(v.FieldByName("Text").String(), label) {
			p.canvas.Focus(o.(fyne.Focusable))
			p.write(" ")
			done = true
		}
	})
	if !done {
		p.t.Fatalf("there is no check mark %q", label)
	}
}

func TestAPersonTakesAReturnByTheKeys(t *testing.T) {
	p, desk := ordered(t)
	mailAccount(t, desk)
	p.opened = nil
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	s := only(t, list, err)
	must[*trade.Shipment](t)(desk.ConfirmDelivery(p.ctx(), app.DeliverIn{ID: s.ID}))
	must[*trade.Invoice](t)(desk.CreateInvoice(p.ctx(), app.InvoiceIn{OrderID: s.OrderID, Issue: true}))

	p.Go(p.Shell.section(trade.KindReturn))
	p.write("n")
	p.open("Which shipment do goods come back from?")
	p.write(strings.ToLower(s.Number))
	p.press(fyne.KeyReturn)
	p.open("Goods of " + s.Number + " come back from Bluebird Gifts")
	p.ctrlEnter()
	equal(t, "of nothing", p.dangers(), "Every quantity is zero. Enter what comes back.")
	p.fill("comes back MUG-11", "11")
	p.ctrlEnter()
	if !strings.Contains(p.dangers(), "10 can be returned, not 11") {
		t.Errorf("of too much: %q", p.dangers())
	}
	p.fill("comes back MUG-11", "3")
	p.chooses("The goods go", "to us")
	p.fill("Reason, printed", "the wrong colour for the shop")
	p.ctrlEnter()
	p.closed()
	equal(t, "the return is shown", p.section(), "Returns")
	returns, err := desk.ListReturns(p.ctx(), app.ListIn{})
	row := only(t, returns, err)
	equal(t, "to", row.To, "us")
	equal(t, "the slip is mailed", must[*trade.Return](t)(desk.GetReturn(p.ctx(), app.ByID{ID: row.ID})).SentAt != "", true)
	equal(t, "what can be done", p.buttons(), "Return slip, E-mail…, [It has arrived…], Cancel the return…")
	p.write("p")
	equal(t, "the slip is printed", len(p.opened), 1)
	p.write("e")
	p.open("E-mail the return slip to Bluebird Gifts")
	p.ctrlEnter()
	p.closed()

	p.ctrlEnter()
	p.open(row.Number + " of Bluebird Gifts is back")
	p.fill("arrived MUG-11", "2")
	p.ctrlEnter()
	p.closed()
	p.ctrlEnter()
	p.open("Settle " + row.Number)
	p.fill("Restocking fee", "400")
	p.ctrlEnter()
	if p.wrong("Restocking fee") == "" {
		t.Errorf("a fee above the goods' worth is not refused at its field: %q", p.dangers())
	}
	p.fill("Restocking fee", "1.50")
	p.ctrlEnter()
	p.closed()
	r := must[*trade.Return](t)(desk.GetReturn(p.ctx(), app.ByID{ID: row.ID}))
	equal(t, "settled", r.State, trade.Settled)
	equal(t, "the fee", r.Fee, 150)
	equal(t, "what it ended in", p.says("a credit note less 1.50 EUR"), true)
	credit := must[*trade.Invoice](t)(desk.GetInvoice(p.ctx(), app.ByID{ID: r.CreditID}))
	equal(t, "credited less the fee", credit.Net, 850)
	p.write("2")
	equal(t, "the order's line says it", p.says("2 returned"), true)
	p.sound()
}

func TestAPersonReportsDamageByTheMouse(t *testing.T) {
	p, desk := ordered(t)
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	s := only(t, list, err)
	must[*trade.Shipment](t)(desk.ConfirmDelivery(p.ctx(), app.DeliverIn{ID: s.ID}))
	p.choose("Report a problem…")
	p.open("Something is wrong with " + s.Number)
	p.chooses("What happened", "lost on the way")
	p.ctrlEnter()
	if !strings.Contains(p.dangers(), "was delivered on") {
		t.Errorf("a delivered parcel is not lost: %q", p.dangers())
	}
	p.chooses("What happened", "more than ordered")
	p.ctrlEnter()
	equal(t, "how much more", p.dangers(), "Say how much more than shipped arrived.")
	p.fill("of these MUG-11", "1")
	p.fill("Note", "eleven in the box")
	p.tap("Report it")
	p.closed()
	equal(t, "asked", p.says("1 × MUG-11 Stoneware mug: more than ordered"), true)
	p.tap("Have it returned…")
	p.tap("Have it returned")
	p.closed()
	if !strings.Contains(p.toast(), "is open") {
		t.Errorf("said: %q", p.toast())
	}
	p.tap("Delivery note")
	p.choose("Report a problem…")
	p.fill("of these MUG-11", "2")
	p.fill("Note", "chipped")
	p.tap("Report it")
	p.closed()
	p.tap("Refund…")
	p.tap("Refund")
	p.closed()
	shipment := must[*trade.Shipment](t)(desk.GetShipment(p.ctx(), app.ByID{ID: s.ID}))
	equal(t, "of no use", shipment.Lines[0].Failed, 2*money.Unit)
	equal(t, "the line says it", p.says("1 more than ordered, 2 arrived damaged"), true)
	p.sound()
}

func TestASupplierIsAskedForAChangeAndAnswers(t *testing.T) {
	p, desk, po := atPurchase(t)
	mailAccount(t, desk)
	p.opened = nil
	p.choose("Ask to cancel goods…")
	p.open("Ask Clayworks to cancel goods of " + po.Number)
	p.fill("cancel MUG-11", "12")
	p.ctrlEnter()
	if !strings.Contains(p.dangers(), "10 that can still be cancelled, not 12") {
		t.Errorf("of too much: %q", p.dangers())
	}
	p.fill("cancel MUG-11", "4")
	p.fill("Reason, printed", "fewer are needed")
	p.ctrlEnter()
	p.closed()
	equal(t, "what waits", p.says("Clayworks is asked to cancel 4 of 10 × MUG-11 Stoneware mug"), true)
	equal(t, "the answer is the next step", strings.HasPrefix(p.buttons(), "["+po.Number+"-C1: Record the answer…]"), true)
	p.tap("PDF of the change")
	equal(t, "printed", len(p.opened), 1)
	messages := must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{Filter: trade.MessageReady, Limit: 1}))
	equal(t, "mailed", messages.Rows[0].Kind, trade.KindChange)

	p.ctrlEnter()
	p.open("Answer of Clayworks to " + po.Number + "-C1")
	p.fill("cancelled MUG-11", "3")
	p.fill("In the supplier's words", "one is packed")
	p.ctrlEnter()
	p.closed()
	equal(t, "listed", p.says("accepted in part"), true)
	equal(t, "with their words", p.says("“one is packed”"), true)
	equal(t, "the rest asks", p.says("1 × MUG-11 Stoneware mug: not cancelled by the supplier"), true)
	p.write("d")
	p.press(fyne.KeyReturn)
	p.ctrlEnter()
	p.closed()
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "left on the order", order.Lines[0].Live(), 7*money.Unit)
	equal(t, "decided", order.Decisions, 0)

	p.choose("Ask for another address…")
	p.ctrlEnter()
	equal(t, "the same address is none", p.wrong("Street"), "This is the address that Clayworks has already.")
	p.fill("Street", "Dock Road 4")
	p.ctrlEnter()
	p.closed()
	p.ctrlEnter()
	p.open("Answer of Clayworks to " + po.Number + "-C2")
	p.ctrlEnter()
	p.closed()
	po = must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: po.ID}))
	equal(t, "ships to", po.ShipTo.Street, "Dock Road 4")
	p.sound()
}

func TestAnOrderIsChangedAfterItsEffectsWereRead(t *testing.T) {
	p, desk, po := atPurchase(t)
	pot := must[*trade.Item](t)(desk.SaveItem(p.ctx(), app.SaveItemIn{SKU: "POT-2", Name: "Tea pot", Price: must[money.Decimal](t)(money.Parse("18"))}))
	p.write("2")
	p.choose("Change the order…")
	p.open("Change ")
	in, _ := p.field("quantity MUG-11")
	equal(t, "the keyboard is at the first quantity", p.canvas.Focused() == in, true)
	p.ctrlEnter()
	if !strings.Contains(p.dangers(), "would change") {
		t.Errorf("of nothing: %q", p.dangers())
	}
	p.fill("quantity MUG-11", "8")
	p.fill("price MUG-11", "5,50")
	p.fill("other item New line", "pot")
	p.press(fyne.KeyReturn)
	p.fill("quantity New line", "2")
	p.fill("Street", "Dock Road 4")
	p.fill("Customer's order number", "PO 99")
	p.ctrlEnter()
	p.open("what it does")
	for _, effect := range []string{
		"MUG-11 costs 5.50 instead of 5.00.", "2 × POT-2 is new.", "The order ships to another address.", "The customer's order number is PO 99.",
		"Clayworks is asked to cancel 2 of MUG-11", "Clayworks is asked to ship " + po.Number + " to the new address.",
	} {
		equal(t, effect, p.says(effect), true)
	}
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "nothing is changed yet", order.Reference, "")
	p.press(fyne.KeyEscape)
	p.open("Change ")
	equal(t, "what was typed is still there", p.shows("quantity MUG-11"), "8")
	p.ctrlEnter()
	p.tap("Change it")
	p.closed()
	order = must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "reference", order.Reference, "PO 99")
	equal(t, "lines", len(order.Lines), 2)
	equal(t, "the new one", order.Lines[1].ItemID, pot.ID)
	equal(t, "its quantity", order.Lines[1].Qty, 2*money.Unit)
	equal(t, "the supplier's part waits for its answer", order.Lines[0].Qty, 10*money.Unit)
	equal(t, "said", strings.Contains(p.toast(), "is changed; 1 supplier is asked"), true)
	p.sound()
}

func TestAnOrderIsCancelledAfterItsEffectsWereRead(t *testing.T) {
	p, desk, po := atPurchase(t)
	p.write("2")
	p.choose("Cancel the order…")
	p.open("what it does")
	equal(t, "the supplier is asked", p.says("Clayworks is asked to cancel 10 of MUG-11"), true)
	p.press(fyne.KeyEscape)
	p.closed()
	equal(t, "nothing is done", must[*trade.PurchaseOrder](t)(desk.GetPurchase(p.ctx(), app.ByID{ID: po.ID})).Lines[0].Asked, 0)
	p.choose("Cancel the order…")
	p.fill("Reason", "the shop closes")
	p.ctrlEnter()
	p.closed()
	p.Show(trade.Ref{Kind: trade.KindPurchase, ID: po.ID})
	p.ctrlEnter()
	p.ctrlEnter()
	p.closed()
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "cancelled", order.State, trade.Cancelled)
	p.sound()
}

func TestASurplusAndAShortfallAreSaidWhereTheShipmentIsRecorded(t *testing.T) {
	p, desk, po := atPurchase(t)
	p.choose("Enter tracking…")
	p.open("Shipment of " + po.Number)
	p.fill("shipped MUG-11", "12")
	p.ctrlEnter()
	if !strings.Contains(p.dangers(), "10 of MUG-11 still to ship, not 12") {
		t.Errorf("of too much: %q", p.dangers())
	}
	p.fill("shipped MUG-11", "7")
	p.check("The rest of the purchase order will not ship")
	p.ctrlEnter()
	p.closed()
	p.write("2")
	equal(t, "the rest asks", p.says("3 × MUG-11 Stoneware mug: missing"), true)
	order := must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: po.OrderID}))
	equal(t, "undecided", order.Lines[0].Undecided, 3*money.Unit)
	p.sound()
}

func TestADueCreditIsRemindedOfEnteredAndGivenUp(t *testing.T) {
	p, desk := ordered(t)
	list, err := desk.ListShipments(p.ctx(), app.ListIn{})
	s := must[*trade.Shipment](t)(desk.GetShipment(p.ctx(), app.ByID{ID: only(t, list, err).ID}))
	must[*trade.Shipment](t)(desk.ConfirmDelivery(p.ctx(), app.DeliverIn{ID: s.ID}))
	must[*trade.Bill](t)(desk.SaveBill(p.ctx(), app.SaveBillIn{SupplierID: s.SupplierID, TheirNo: "CW-1", PurchaseID: s.PurchaseID, Enter: true}))
	must[*trade.Shipment](t)(desk.ReportException(p.ctx(), app.ReportExceptionIn{ShipmentID: s.ID, Kind: trade.ExDamaged, Lines: []app.QtyIn{{LineID: s.Lines[0].ID, Qty: 4 * money.Unit}}}))
	e := must[app.All[trade.Exception]](t)(desk.ListExceptions(p.ctx(), app.ListExceptionsIn{})).Rows[0]
	must[app.DecisionOut](t)(desk.DecideException(p.ctx(), app.DecisionIn{ID: e.ID, Do: trade.DecideRefund, Claim: true}))

	p.choose("Credits due from suppliers")
	equal(t, "what is expected", p.says("12.40"), true)
	p.press(fyne.KeyReturn) // on the first button
	p.open("Remind Clayworks of what is claimed")
	p.ctrlEnter()
	p.closed()
	claims := must[app.All[trade.Claim]](t)(desk.ListClaims(p.ctx(), app.ByID{ID: s.PurchaseID}))
	equal(t, "reminded", claims.Rows[0].Chased != "", true)

	p.tap("Enter credit note…")
	p.open("Credit note of Clayworks")
	p.ctrlEnter()
	equal(t, "without a number", p.wrong("Number on the credit note") != "", true)
	p.fill("Number on the credit note", "CW-C7")
	p.fill("credited MUG-11", "3")
	p.ctrlEnter()
	p.closed()
	equal(t, "the rest is still due", p.says("3.10"), true)
	p.press(fyne.KeyEscape)
	p.Show(trade.Ref{Kind: trade.KindPurchase, ID: s.PurchaseID})
	equal(t, "the next step", strings.Contains(p.buttons(), "[Enter the credit note…]"), true)
	p.choose("Give up the claim for MUG-11 Stoneware mug…")
	p.fill("Quantity (of 4)", "1")
	p.ctrlEnter()
	p.closed()
	due := must[app.All[app.DueCredit]](t)(desk.ListDueCredits(p.ctx(), app.Nothing{}))
	equal(t, "nothing is due any more", len(due.Rows), 0)
	p.choose("Credits due from suppliers")
	equal(t, "the page says so", p.says("No supplier owes a credit note."), true)
	p.sound()
}

func TestCreditsBySupplierAddUpToTheLines(t *testing.T) {
	lines := []app.DueCredit{
		{SupplierID: 1, Supplier: "A", Currency: "EUR", Net: 5}, {SupplierID: 1, Supplier: "A", Currency: "EUR", Net: 7},
		{SupplierID: 1, Supplier: "A", Currency: "USD", Net: 11}, {SupplierID: 2, Supplier: "B", Currency: "USD", Net: 13},
	}
	groups := creditsBySupplier(lines)
	equal(t, "groups", len(groups), 3)
	var sum money.Amount
	for _, g := range groups {
		sum += g.net
	}
	equal(t, "sum", sum, 36)
}

func TestTheDocumentsCommandsAreInTheMenu(t *testing.T) {
	p, _ := ordered(t)
	for _, b := range p.doc.buttons {
		found := false
		for _, i := range p.verbs.Items {
			found = found || i.Label == b.text
		}
		if !found {
			t.Errorf("%q is not in the menu", b.text)
		}
	}
	p.choose("Report a problem…")
	p.open("Something is wrong with ")
	p.press(fyne.KeyEscape)
	p.closed()
	p.Go(p.Shell.section(trade.KindReturn))
	equal(t, "an empty list has none", len(p.verbs.Items), 0)
	equal(t, "no dialog", kit.Top(p.canvas) == nil, true)
}

func TestTheBlockFitsASmallWindow(t *testing.T) {
	desk := busyDesk(t)
	p := sit(t, desk, fyne.NewSize(1024, 700), look.Light)
	list := must[app.All[trade.Exception]](t)(desk.ListExceptions(p.ctx(), app.ListExceptionsIn{}))
	if len(list.Rows) < 4 {
		t.Fatalf("only %d exceptions are open", len(list.Rows))
	}
	for _, e := range list.Rows {
		p.Show(trade.Ref{Kind: trade.KindOrder, ID: e.OrderID})
		equal(t, "said: "+exceptionText(&e), p.says(exceptionText(&e)), true)
		for _, a := range p.doc.actions {
			o := a.(fyne.CanvasObject)
			right := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X + o.Size().Width
			if right > 1024 || o.Size().Width < o.MinSize().Width {
				t.Errorf("%s: a button ends at %v", e.OrderNo, right)
			}
		}
	}
}
