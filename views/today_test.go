package views

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// todays is Today as it is shown.
func (p *person) todays() *todayPage {
	p.t.Helper()
	if p.section() != "Today" {
		p.t.Fatalf("the section is %s", p.section())
	}
	return p.pages[p.at].page.(*todayPage)
}

// stand goes to the first finding of a rule with the keyboard.
func (p *person) stand(rule string) {
	p.t.Helper()
	p.press(fyne.KeyHome)
	for range 200 {
		if strings.HasPrefix(p.todays().tasks.Chosen(), rule+" ") {
			return
		}
		was := p.todays().tasks.Chosen()
		p.write("j")
		if p.todays().tasks.Chosen() == was {
			break
		}
	}
	p.t.Fatalf("Today does not list %q", rule)
}

func (p *person) waiting(rule string) int {
	p.t.Helper()
	out := must[app.TodayOut](p.t)(p.desk.Today(context.Background(), app.TodayIn{Rule: rule}))
	if len(out.Groups) == 0 {
		return 0
	}
	return out.Groups[0].Count
}

// threeOrders is a small company with three confirmed orders that nothing was bought for.
func threeOrders(t *testing.T) *app.Desk {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	for n := range 3 {
		must[*trade.SalesOrder](t)(desk.SaveOrder(app.As(context.Background(), "Kim"), app.SaveOrderIn{Confirm: true, Twice: true,
			SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: pieces(n + 1)}}}}))
	}
	return desk
}

func TestTheDayIsWorkedThroughWithTheKeyboard(t *testing.T) {
	p := sit(t, threeOrders(t), wide, look.Light)
	p.Go(p.Shell.section(kindToday))
	equal(t, "waiting", p.waiting("to_order"), 3)
	p.stand("to_order")
	worst := p.todays().tasks.Chosen()
	equal(t, "one row for the three", p.says("2 more"), true)

	p.write("s")
	equal(t, "put aside", p.waiting("to_order"), 2)
	p.choose("Undo")
	equal(t, "taken back", p.waiting("to_order"), 3)

	p.stand("to_order")
	equal(t, "the one with the most money", p.todays().tasks.Chosen(), worst)
	p.press(fyne.KeyReturn)
	equal(t, "done", p.waiting("to_order"), 2)
	equal(t, "said", p.toast(), "The purchase orders are made and sent")
	equal(t, "the keyboard stays", p.canvas.Focused() == fyne.Focusable(p.todays().tasks), true)
	p.choose("Undo")
	equal(t, "taken back", p.waiting("to_order"), 3)

	p.stand("to_order")
	p.press(fyne.KeyRight)
	p.write("x")
	p.write("jx")
	equal(t, "marked", len(p.todays().tasks.Marked()), 2)
	p.ctrlEnter()
	equal(t, "the marked ones are done", p.waiting("to_order"), 1)
	equal(t, "said", p.toast(), "2 done")
	p.choose("Undo")
	equal(t, "both are taken back", p.waiting("to_order"), 3)

	p.stand("to_order")
	p.ctrlEnter()
	equal(t, "all of the kind", p.waiting("to_order"), 0)
	equal(t, "what was done stands below", p.says("3 POs made"), true)
	p.press(fyne.KeyEnd, fyne.KeyReturn)
	p.open("The last steps")
	p.press(fyne.KeyEscape)
	p.closed()
}

func TestTodayOpensWhatItSpeaksOf(t *testing.T) {
	p := sit(t, threeOrders(t), wide, look.Light)
	p.Go(p.Shell.section(kindToday))
	p.stand("to_order")
	_, f := p.todays().chosen()
	p.write("o")
	equal(t, "shown", p.section(), "Orders")
	equal(t, "the order", p.says(f.Number), true)

	p.Go(p.Shell.section(kindToday))
	var bar []*kit.Segment
	each(p.top(), func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Segment); ok {
			bar = append(bar, s)
		}
	})
	equal(t, "figures", len(bar), 4)
	equal(t, "to order", bar[2].Value, "3 orders")
	bar[2].Tapped(nil)
	equal(t, "leads to", p.section(), "Orders")
	equal(t, "with the filter", p.pages[p.at].page.(*listPage[app.OrderRow]).chips.Chosen, "to_order")
	p.Go(p.Shell.section(kindToday))
	bar[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	equal(t, "leads to", p.section(), "Invoices")
	equal(t, "with the filter", p.pages[p.at].page.(*listPage[app.InvoiceRow]).chips.Chosen, "overdue")
}

func TestWhatIsPutAsideUntilADayAsksForOneThatComes(t *testing.T) {
	p := sit(t, threeOrders(t), wide, look.Light)
	p.Go(p.Shell.section(kindToday))
	p.stand("to_order")
	p.choose("Put aside until…")
	p.open("Put aside")
	p.fill("Until", "2026-11-20")
	p.press(fyne.KeyReturn)
	p.ctrlEnter()
	equal(t, "wrong", strings.Contains(p.wrong("Until"), "after today"), true)
	p.fill("Until", "2026-12-01")
	p.ctrlEnter()
	p.closed()
	equal(t, "put aside", p.waiting("to_order"), 2)
}

func TestAnEmptyTodayOffersAQuote(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	equal(t, "the window opens with", p.section(), "Today")
	equal(t, "said", p.says("Nothing waits."), true)
	p.write("n")
	p.open("New quote")
}

func TestAutomationIsChosenInTheSettings(t *testing.T) {
	p := sit(t, threeOrders(t), wide, look.Light)
	p.settingsPart("Automation")
	// Orders from quotes can be prepared too, so the second is that of purchase orders.
	var prepared []*widget.Button
	each(p.top(), func(o fyne.CanvasObject) {
		if b, ok := o.(*widget.Button); ok && b.Text == "Prepared" {
			prepared = append(prepared, b)
		}
	})
	prepared[1].OnTapped()
	must[app.AutomationOut](t)(p.desk.RunAutomation(context.Background(), app.Nothing{}))
	equal(t, "drafted", p.waiting("send_po"), 3)
	p.Go(p.Shell.section(kindToday))
	p.stand("send_po")
	p.ctrlEnter()
	equal(t, "sent", p.waiting("send_po"), 0)
}

// A record that cannot be done says why in the toast, and the others are done.
func TestWhatIsLeftIsSaid(t *testing.T) {
	desk := threeOrders(t)
	ctx := app.As(context.Background(), "Kim")
	customers := must[app.List[app.CustomerRow]](t)(desk.ListCustomers(ctx, app.ListIn{})).Rows
	bare := must[*trade.Item](t)(desk.SaveItem(ctx, app.SaveItemIn{SKU: "BARE", Name: "Bare"}))
	must[*trade.SalesOrder](t)(desk.SaveOrder(ctx, app.SaveOrderIn{Confirm: true, SaleIn: app.SaleIn{CustomerID: customers[0].ID, Lines: []app.LineIn{{ItemID: bare.ID, Qty: pieces(1)}}}}))
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(kindToday))
	p.stand("to_order")
	p.ctrlEnter()
	equal(t, "left", p.waiting("to_order"), 1)
	equal(t, "said", strings.Contains(p.toast(), "3 done, 1 left"), true)
	equal(t, "with the reason", strings.Contains(p.toast(), "has no supplier"), true)
}

func pieces(n int) *money.Qty { q := money.Qty(n) * money.Unit; return &q }
