package views

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// manyOrders is a company with confirmed orders whose purchase orders are to be made.
func manyOrders(t *testing.T, n int) (*app.Desk, []trade.ID) {
	t.Helper()
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	ctx := app.As(context.Background(), "Kim")
	var ids []trade.ID
	for i := range n {
		o := must[*trade.SalesOrder](t)(desk.SaveOrder(ctx, app.SaveOrderIn{SaleIn: app.SaleIn{CustomerID: customer, Reference: ptr(key(trade.ID(i + 1))), Lines: []app.LineIn{{ItemID: mug, Qty: ptr(money.Unit)}}}, Confirm: true, Twice: true}))
		ids = append(ids, o.ID)
	}
	return desk, ids
}

// Twenty orders, and all of their purchase orders are sent with Ctrl+A, Ctrl+Enter and Ctrl+Enter; one undo takes it back.
func TestAListOfTwentyOrdersIsForwardedInThreeActions(t *testing.T) {
	desk, ids := manyOrders(t, 20)
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindOrder))
	ctrlA(p)
	p.ctrlEnter()
	p.open("Forward to the suppliers")
	p.ctrlEnter()
	p.closed()
	equal(t, "purchase orders", must[app.List[app.PurchaseRow]](t)(desk.ListPurchases(p.ctx(), app.ListIn{Filter: "unanswered"})).Count, 20)
	p.choose("Undo")
	equal(t, "after the undo", must[*trade.SalesOrder](t)(desk.GetOrder(p.ctx(), app.ByID{ID: ids[0]})).Next, trade.StepOrder)
}

// Where nothing can be forwarded, the window says why and offers nothing to send.
func TestNothingThatCanBeForwardedIsSaid(t *testing.T) {
	desk, ids := manyOrders(t, 1)
	must[app.ForwardOut](t)(desk.ForwardOrders(context.Background(), app.ForwardIn{Orders: ids, Send: true, Warned: true}))
	p := sit(t, desk, wide, look.Light)
	p.Shell.forward(ids, nil)
	p.open("Forward to the suppliers")
	p.ctrlEnter() // there is but the way out
	p.closed()
	equal(t, "purchase orders", must[app.List[app.PurchaseRow]](t)(desk.ListPurchases(p.ctx(), app.ListIn{})).Count, 1)
}

// ctrlA gives the shortcut to the list, as the desktop's window does.
func ctrlA(p *person) {
	p.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Five quotes go out with one summary; what cannot go is named in it.
func TestFiveQuotesGoOutWithOneSummary(t *testing.T) {
	desk := newDesk(t)
	customer, _, mug := smallCompany(t, desk)
	for range 5 {
		must[*trade.Quote](t)(desk.SaveQuote(context.Background(), app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer, Lines: []app.LineIn{{ItemID: mug, Qty: ptr(money.Unit)}}}}))
	}
	must[*trade.Quote](t)(desk.SaveQuote(context.Background(), app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: customer}}))
	p := sit(t, desk, wide, look.Light)
	p.Go(p.Shell.section(trade.KindQuote))
	ctrlA(p)
	if !p.says("6 marked") {
		t.Error("the list does not say how many rows are marked")
	}
	p.ctrlEnter()
	p.open("E-mail the quotes")
	for _, text := range []string{"ana@bluebird.example", "draft, Bluebird Gifts: "} {
		if !p.says(text) {
			t.Errorf("the summary does not say %q", text)
		}
	}
	equal(t, "nothing is sent yet", must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Count, 0)
	p.ctrlEnter()
	p.closed()
	equal(t, "messages", must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Count, 5)
	equal(t, "marks", p.pages[p.Shell.section(trade.KindQuote)].page.(*listPage[app.QuoteRow]).grid.Marking(), 0)
	p.choose("Undo")
	equal(t, "after the undo", must[app.List[trade.Message]](t)(desk.ListMessages(p.ctx(), app.ListIn{})).Count, 0)
}

// Every list of documents of a busy company offers what can be done with all of its rows, and each of them leads to a summary or does it.
func TestEveryBulkStepIsAnswered(t *testing.T) {
	p := sit(t, busyDesk(t), wide, look.Light)
	steps := 0
	for i, x := range p.pages {
		l, ok := x.page.(lister)
		if !ok {
			p.Go(i)
			l, ok = x.page.(lister)
		}
		if !ok || x.kind == trade.KindMessage {
			continue
		}
		p.Go(i)
		for n := 0; ; n++ {
			l.markAll()
			list := l.steps()
			if n >= len(list) {
				break
			}
			steps++
			if strings.HasPrefix(list[n].text, "Print") && x.kind != trade.KindQuote {
				continue // one list's papers are as good as another's
			}
			p.toasts.Clear()
			list[n].do()
			if kit.Top(p.canvas) == nil && p.toast() == "" {
				t.Errorf("%s: %q does nothing", x.name, list[n].text)
			}
			for kit.Top(p.canvas) != nil {
				kit.Top(p.canvas).Close()
			}
		}
	}
	if steps < 14 {
		t.Errorf("there are only %d steps", steps)
	}
	for _, folder := range p.opened {
		files, err := os.ReadDir(folder)
		if err != nil || len(files) == 0 {
			t.Errorf("%s holds %d files, %v", folder, len(files), err)
		}
	}
}

// A filter of the person's own is a chip, also the next day, until it is removed.
func TestAFilterIsSavedUnderAName(t *testing.T) {
	desk := busyDesk(t)
	p := sit(t, desk, wide, look.Light)
	memory := p.opt.Memory
	p.Go(p.Shell.section(trade.KindOrder))
	list := p.pages[p.Shell.section(trade.KindOrder)].page.(*listPage[app.OrderRow])
	list.choose("done")
	list.grid.SortBy("total", true)
	p.choose("Save this filter…")
	p.open("Save this filter")
	p.fill("Name", "Largest of all")
	p.ctrlEnter()
	p.closed()
	list.choose("open")
	list.choose(savedChip + "Largest of all")
	sort, desc := list.grid.Sorted()
	equal(t, "filter", list.chips.Chosen, "done")
	equal(t, "sort", sort, "total")
	equal(t, "desc", desc, true)

	p = sit(t, desk, wide, look.Light)
	p.opt.Memory = memory
	p.Go(p.Shell.section(trade.KindOrder))
	list = p.pages[p.Shell.section(trade.KindOrder)].page.(*listPage[app.OrderRow])
	equal(t, "saved", len(list.saved()), 1)
	p.choose("Remove this filter")
	equal(t, "no filter of one's own is chosen", len(list.saved()), 1)
	list.choose(savedChip + "Largest of all")
	p.choose("Remove this filter")
	equal(t, "removed", len(list.saved()), 0)
	p.toasts.Take("Undo")
	equal(t, "undone", len(list.saved()), 1)
}
