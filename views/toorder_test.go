package views

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// ticks are the boxes of the lines that wait, from above.
func (p *person) ticks() (list []fyne.Focusable) {
	each(p.top(), func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && kit.IsTick(o) {
			list = append(list, f)
		}
	})
	return list
}

// Of three orders that wait two are ordered now: the third is ticked off by keyboard, and stays.
func TestLinesThatWaitAreOrderedButForOne(t *testing.T) {
	desk, ids := manyOrders(t, 3)
	p := sit(t, desk, wide, look.Light)
	p.choose("Lines to order")
	equal(t, "the lines of three orders", len(p.ticks()), 3)
	equal(t, "commands", p.buttons(), "[Create and send 3 purchase orders], What if bought elsewhere…, Create the purchase orders to Clayworks")
	p.canvas.Focus(p.ticks()[2])
	p.write(" ")
	equal(t, "the next step", p.buttons(), "[Create and send 2 purchase orders], What if bought elsewhere…, Create the purchase orders to Clayworks")
	p.ctrlEnter()
	p.open("Forward to the suppliers")
	p.ctrlEnter()
	p.closed()
	equal(t, "left", len(p.ticks()), 1)
	equal(t, "the one that was ticked off", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: ids[2]})).Next, trade.StepOrder)
	equal(t, "one that was not", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: ids[0]})).Next, trade.StepAnswer)
	p.press(fyne.KeyEscape)
	if p.pages[p.at].page.(*purchasing).lines != nil {
		t.Error("Esc does not lead back to the purchase orders")
	}
}

// A line without a supplier is shown last, and its supplier is chosen there.
func TestALineWithoutASupplierAsksForOne(t *testing.T) {
	desk := newDesk(t)
	customer, _, _ := smallCompany(t, desk)
	it := must[*trade.Item](t)(desk.SaveItem(context.Background(), app.SaveItemIn{SKU: "ODD", Name: "Odd thing"}))
	must[*trade.SalesOrder](t)(desk.SaveOrder(context.Background(), app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: it.ID}}}, Confirm: true}))
	p := sit(t, desk, wide, look.Light)
	p.choose("Lines to order")
	equal(t, "nothing can be ordered", p.buttons(), "What if bought elsewhere…")
	if !p.says("No supplier") {
		t.Error("the line is not among those without a supplier")
	}
	p.tap("Choose…")
	if kit.Top(p.canvas) == nil {
		t.Errorf("no supplier is asked for; the toast says %q", p.toast())
	}
}
